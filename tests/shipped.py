"""The stories that come with graphkit, for the tests of what holds in each of them."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
STORIES = {"h20": DATA / "graph.json", "danske": DATA / "danske.json"}
in_each_story = pytest.mark.parametrize("shipped", STORIES.values(), ids=STORIES)
"""Runs a test once for the file of each story, which it takes as ``shipped``."""
