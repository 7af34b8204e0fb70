"""graphkit and its peers, each as its own experts would write it, one module a library."""

from collections.abc import Sequence
from importlib import import_module

from benchmarks.adapters.base import Adapter

EVENTS = (
    ("graphkit", "Graphkit"),
    ("raphtory", "Raphtory"),
    ("rustworkx", "Rustworkx"),
    ("igraph", "Igraph"),
    ("networkx", "Networkx"),
    ("networkx_temporal", "NetworkxTemporal"),
    ("dynetx", "Dynetx"),
    ("pathpy", "Pathpy"),
    ("duckdb", "Duckdb"),
    ("polars", "Polars"),
    ("polars", "PolarsNumbered"),
    ("by_hand", "ByHand"),
)
"""Modules and classes that are asked about events; the last one judges."""

INTERVALS = (
    ("graphkit", "Graphkit"),
    ("networkx", "NetworkxIntervals"),
    ("duckdb", "DuckdbIntervals"),
    ("polars", "PolarsIntervals"),
    ("by_hand", "ByHandIntervals"),
)
"""Those that are asked about what lasts, with certain and possible bounds."""


def available(wanted: Sequence[tuple[str, str]]) -> tuple[list[type[Adapter]], dict[str, str]]:
    """Return the adapters whose libraries can be imported, and why the others cannot."""
    found: list[type[Adapter]] = []
    missing: dict[str, str] = {}
    for module, name in wanted:
        try:
            found.append(getattr(import_module(f"benchmarks.adapters.{module}"), name))
        except Exception as error:
            missing[module] = f"{type(error).__name__}: {error}"
    return found, missing
