"""Makes the page of the dataset as it is now; of a table or directory, of the foremost part of a period."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

import click

from graphkit.backends.protocol import FOREMOST
from graphkit.cli.directories import engine_of, view
from graphkit.cli.editing import refuse_uneditable
from graphkit.cli.filters import Narrowing
from graphkit.cli.reading import read_graph
from graphkit.cli.response import refuse_large_page, with_narrowing
from graphkit.cli.words import narrowed_words, period
from graphkit.desk.completing import only
from graphkit.desk.dataset import OpenDataset
from graphkit.errors import GraphkitError, UsageError
from graphkit.formats.registry import is_table, title_of
from graphkit.graph.multigraph import Graph
from graphkit.storage.atomic import is_protected, may_access
from graphkit.temporal.calendar import iso

MOST = 2_000
_SHOWN = 300
_RECENT = 20_000
"""Without a period, a large directory is shown from a day on since which it has so many relations."""
_KEPT = 4
"""So many pages are kept, the last ones asked for."""
_STEP = 0.1
"""So many seconds at a time a page is waited for that another makes: between them the wait can be stopped."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a page is to show: of a table or directory, at most ``limit`` relations."""

    since: str | None = None
    until: str | None = None
    actors: tuple[str, ...] = ()
    limit: int = _SHOWN

    @classmethod
    def of(cls, asked: Mapping[str, Sequence[str]]) -> Window:
        """Return the window that the parameters of an address ask for."""
        rest = {name: values for name, values in asked.items() if name != "actor"}
        since, until, limit = only(rest, "since", "until", "limit")
        if limit is not None and not (limit.isascii() and limit.isdigit() and 0 < int(limit[:9]) <= MOST):
            raise UsageError(f"limit is a number from 1 to {MOST:,}")
        return cls(since, until, tuple(asked.get("actor", ())), _SHOWN if limit is None else int(limit))


class Pages:
    """Makes pages of a dataset, and keeps the last ones; on one made anew who was there keeps the place."""

    def __init__(self, dataset: OpenDataset) -> None:
        self._dataset = dataset
        self._kept: OrderedDict[tuple[str, Window], Future[tuple[str, str]]] = OrderedDict()
        self._places: tuple[Window, dict[str, tuple[int, int]]] = Window(), {}
        self._lock = Lock()
        self._told: dict[str, Any] = {"state": ""}

    def known(self) -> dict[str, Any] | None:
        """Return what :meth:`state` returned, if it is still so: browsers ask again and again."""
        return self._access(self._told) if self._told["state"] == self._dataset.state() else None

    def state(self) -> dict[str, Any]:
        """Return what the dataset is: its name, kind and title, why it can only be read, its state."""
        path = self._dataset.path

        def question(ctx: click.Context) -> dict[str, Any]:
            graph = read_graph(ctx, part=lambda backend: backend.description.blank(), quiet=True)
            try:
                refuse_uneditable(ctx)
                read_only = ""
            except GraphkitError as error:
                read_only = error.told("request")
            kind = "table" if is_table(path) else "dataset"
            return {
                "name": path.name,
                "kind": kind if engine_of(ctx) is None else "directory",
                "read_only": read_only,
                "title": title_of(graph, path),
            }

        told, state = self._dataset.ask(question)
        self._told = {**told, "state": state}
        return self._access(self._told)

    def _access(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return what was told with what file and folder let be done now: their permissions are no state."""
        read_only = told["read_only"]
        if not read_only and (why := why_unwritable(self._dataset.path)):
            mend = "change its permissions, or copy the dataset elsewhere and serve that"
            read_only = f"{self._dataset.path}: {why}; {mend}"
        return {**told, "editable": not read_only, "read_only": read_only}

    def page(self, window: Window) -> tuple[str, str]:
        """Return a page, and the state of the dataset that it shows."""
        key = self._dataset.state(), window
        made: Future[tuple[str, str]] = Future()
        try:
            with self._lock:
                kept = self._kept.setdefault(key, made)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            if kept is made:  # who asks for the same meanwhile waits for it
                made.set_result(self._made(window))
        except BaseException as error:  # also where it was stopped before it began
            with self._lock:
                if self._kept.get(key) is made:
                    del self._kept[key]
            if not made.done():
                made.set_exception(error)
            raise
        while not kept.done():
            wait([kept], _STEP)
        return kept.result()

    def _made(self, window: Window) -> tuple[str, str]:
        from graphkit.page.html import render
        from graphkit.page.payload import places_of

        (graph, title, description), state = self._dataset.ask(lambda ctx: self._graph(ctx, window))
        before, kept = self._places
        places = places_of(graph, kept if before == window else {})
        self._places = window, places
        return render(graph, places, title=title, description=description), state

    def _graph(self, ctx: click.Context, window: Window) -> tuple[Graph, str, str | None]:
        """Return the graph that a window shows, and the title and description of its page."""
        amounts: list[int] = []
        asked = Narrowing(since=window.since, until=window.until, actors=window.actors)

        def foremost(backend: Any) -> Graph:
            from graphkit.backends import subgraphs

            nonlocal asked
            if asked == Narrowing() and (day := backend.recent(_RECENT)) is not None:
                asked = replace(asked, since=iso(day))
            named = [subgraphs.number_of(backend, actor) for actor in window.actors] or None
            filter = view(backend, replace(asked, actors=()))
            rows, whole = backend.foremost(filter, named, window.limit)
            amounts[:] = [whole]
            if whole > window.limit:
                return subgraphs.of_rows(backend, rows, named or (), filter)
            if named is None:
                return subgraphs.of_filter(backend, filter)
            return subgraphs.of_rows(backend, backend.of_actors(named, filter, whole), named, filter)

        whole = read_graph(ctx, part=foremost, quiet=True)
        graph = asked.window(whole)
        refuse_large_page(graph.number_of_edges(), self._dataset.path.name)
        narrowed = narrowed_words(asked.query(), days=period(graph).strip())
        words = with_narrowing(graph.graph.get("description") or "", narrowed)
        if amounts and amounts[0] > window.limit:
            words = f"{words} {_shown(graph, amounts[0], window)}".strip()
        return graph, title_of(graph, self._dataset.path), words or None


def why_unwritable(path: Path) -> str:
    """Return why a change of a dataset may not replace it or make files beside it; empty if it may."""
    if not may_access(path.resolve().parent, os.W_OK | os.X_OK):
        return "nothing may be written in its folder"
    return "it is protected against writing" if is_protected(path.resolve()) else ""


def _shown(graph: Graph, whole: int, window: Window) -> str:
    count = graph.number_of_edges()
    if window.actors:
        return f"Shown: of {whole:,} relations the latest with each of the {count:,} neighbours with most."
    pairs = f"of each of the {count:,} pairs with most, each with one of the {FOREMOST} actors with most"
    return f"Shown: of {whole:,} relations the latest {pairs}."
