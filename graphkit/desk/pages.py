"""Makes the page of the dataset as it is now; of a table or directory, of the foremost part of a period."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

import click

from graphkit.cli.directories import asked_in_parts, view
from graphkit.cli.editing import refuse_uneditable
from graphkit.cli.filters import Narrowing
from graphkit.cli.reading import read_graph
from graphkit.cli.response import refuse_large_page, with_narrowing
from graphkit.cli.words import narrowed_words, plural
from graphkit.desk.completing import only
from graphkit.desk.dataset import OpenDataset
from graphkit.errors import GraphkitError, UsageError
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.queries.windows import part

MOST = 2_000
_SHOWN = 300
_KEPT = 4
"""So many pages are kept, the last ones asked for."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a page is to show.

    Attributes
    ----------
    since, until : str, optional
        The first and last day.
    actors : tuple of str
        Whose relations; of nobody given, those of everybody.
    limit : int
        Of a table or directory, at most so many relations.
    """

    since: str | None = None
    until: str | None = None
    actors: tuple[str, ...] = ()
    limit: int = _SHOWN

    @classmethod
    def of(cls, asked: Mapping[str, Sequence[str]]) -> Window:
        """Return the window that the parameters of an address ask for.

        Raises
        ------
        UsageError
            If a parameter is unknown, given twice, or its value is none.
        """
        rest = {name: values for name, values in asked.items() if name != "actor"}
        since, until, limit = only(rest, "since", "until", "limit")
        if limit is not None and not (limit.isascii() and limit.isdigit() and 0 < int(limit[:9]) <= MOST):
            raise UsageError(f"limit is a number from 1 to {MOST:,}")
        return cls(since, until, tuple(asked.get("actor", ())), _SHOWN if limit is None else int(limit))

    @property
    def narrowing(self) -> Narrowing:
        """The same as the options of a command."""
        return Narrowing(since=self.since, until=self.until, actors=self.actors)


class Pages:
    """Makes pages of a dataset, and keeps the last ones.

    Parameters
    ----------
    dataset : OpenDataset
        The dataset.
    """

    def __init__(self, dataset: OpenDataset) -> None:
        self._dataset = dataset
        self._kept: OrderedDict[tuple[str, Window], str] = OrderedDict()
        self._lock = Lock()

    def state(self) -> dict[str, Any]:
        """Return what the dataset is: its name, kind and title, whether it can be edited, its state."""

        def question(ctx: click.Context) -> dict[str, Any]:
            graph = read_graph(ctx, part=lambda backend: backend.description.blank(), quiet=True)
            in_parts = asked_in_parts(ctx) is not None
            kind = "dataset" if not in_parts else "directory" if self._dataset.path.is_dir() else "table"
            try:
                refuse_uneditable(ctx)
                editable = not in_parts
            except GraphkitError:
                editable = False
            title = _title(graph, self._dataset.path)
            return {"name": self._dataset.path.name, "kind": kind, "editable": editable, "title": title}

        told, state = self._dataset.ask(question)
        return {**told, "state": state}

    def page(self, window: Window) -> tuple[str, str]:
        """Return a page, and the state of the dataset that it shows.

        Raises
        ------
        GraphkitError
            If a day or actor is none, or there is too much for a page.
        """
        key = self._dataset.state(), window
        with self._lock:
            page = self._kept.get(key)
        if page is not None:
            return page, key[0]
        from graphkit.page.html import render

        graph, state = self._dataset.ask(lambda ctx: self._graph(ctx, window))
        page = render(graph)
        with self._lock:
            self._kept[state, window] = page
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return page, state

    def _graph(self, ctx: click.Context, window: Window) -> Graph:
        amounts: list[int] = []

        def foremost(backend: Any) -> Graph:
            from graphkit.backends import subgraphs

            named = [subgraphs.number_of(backend, actor) for actor in window.actors] or None
            filter = view(backend, replace(window.narrowing, actors=()))
            rows, whole = backend.foremost(filter, named, window.limit)
            amounts[:] = [whole]
            if whole > window.limit:
                return subgraphs.of_rows(backend, rows, named or (), filter)
            if named is None:
                return subgraphs.of_filter(backend, filter)
            return subgraphs.of_rows(backend, backend.of_actors(named, filter, whole), named, filter)

        whole = read_graph(ctx, part=foremost, quiet=True)
        graph = window.narrowing.window(whole)
        refuse_large_page(graph.number_of_edges(), self._dataset.path.name)
        shown = part(graph, list(index(graph).by_id))  # of its own, to be described
        shown.graph["title"] = _title(shown, self._dataset.path)
        days = narrowed_words(window.narrowing.query())
        words = with_narrowing(shown.graph.get("description") or "", days)
        if amounts and amounts[0] > window.limit:
            words = f"{words} {_shown(shown, amounts[0], window)}".strip()
        shown.graph["description"] = words or None
        return shown


def _shown(graph: Graph, whole: int, window: Window) -> str:
    """Return in a sentence what of a window is shown."""
    who = "of these actors and those most tied to them" if window.actors else "of the pairs that have most"
    return (
        f"Shown: {plural(graph.number_of_edges(), 'relation')} of {whole:,}, the latest of each pair, {who}."
    )


def _title(graph: Graph, path: Path) -> str:
    title: str = graph.graph.get("title", "")
    return path.stem if title == Dataset().title else title
