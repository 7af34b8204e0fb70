"""What the tests of the desk share with those of the page: a Chromium."""

from page.conftest import browser

__all__ = ["browser"]
