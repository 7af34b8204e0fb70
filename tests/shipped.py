"""The stories that come with graphkit, for the tests of what holds in each of them."""

from collections.abc import Container
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
STORIES = {"h20": DATA / "graph.json", "danske": DATA / "danske.json"}
in_each_story = pytest.mark.parametrize("shipped", STORIES.values(), ids=STORIES)
"""Runs a test once for the file of each story, which it takes as ``shipped``."""

_DAYS = {"h20": "2025-07-14", "danske-bank": "2018-11-19"}


def busy_day(actors: Container[str]) -> str:
    """Return a day in the middle of the story with some actors, on which things happened."""
    return next(day for actor, day in _DAYS.items() if actor in actors)


def hub(actors: Container[str]) -> str:
    """Return the actor with most relations in the story with some actors."""
    return next(actor for actor in ("danske-bank", "nvidia") if actor in actors)
