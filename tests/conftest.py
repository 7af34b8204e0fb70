"""Settings that all tests share: hypothesis is unhurried, and on CI it repeats itself."""

import os

import pytest
from hypothesis import settings

settings.register_profile("graphkit", deadline=None, max_examples=100, derandomize="CI" in os.environ)
settings.load_profile("graphkit")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark", action="store_true", help="ask a Spark cluster in the tests of engines")
