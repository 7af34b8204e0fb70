"""Settings that all tests share: hypothesis is unhurried, and repeats itself unless told to look further."""

import os

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is decides nothing; a fixture that a test shares with its examples is known to be safe.
settings.register_profile(
    "same",
    deadline=None,
    max_examples=100,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("fresh", settings.get_profile("same"), derandomize=False, print_blob=True)
settings.load_profile("same")

HEEDED = (
    *("GRAPHKIT_DATA", "COLUMNS", "LINES", "TERM", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"),
    *("PAGER", "LESS", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY"),
)
"""What of the surroundings the commands would heed: the tests have none of it but what they set."""


def pytest_configure() -> None:
    for name in HEEDED:
        os.environ.pop(name, None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark", action="store_true", help="ask a Spark cluster in the tests of engines")
