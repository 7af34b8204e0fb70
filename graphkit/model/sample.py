"""Holds the small example that a new dataset begins with, to be overwritten: ``sample.toml``."""

from typing import Final

from graphkit.libraries import tables_beside
from graphkit.model.entities import Dataset

COMMENTS: Final[dict[str, list[str]]] = tables_beside(__file__)["comments"]
"""Comments in a new table, under its headings."""


def example() -> Dataset:
    """Return three actors, three relations and two sources, with notes on how to write them."""
    return Dataset.model_validate(tables_beside(__file__)["dataset"])
