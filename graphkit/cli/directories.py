"""Asks a directory for the part of its graph that a command needs; nothing of engines is loaded before."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from graphkit.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.backends.protocol import Engine
    from graphkit.cli.filters import Narrowing
    from graphkit.graph.build import Graph
    from graphkit.graph.filters import Filter
    from graphkit.queries.listing import ActorRow
    from graphkit.queries.path_question import Question
    from graphkit.queries.summary import Overview
    from graphkit.queries.timeline import By, Timeline
    from graphkit.temporal.dates import Unit

Part = Callable[["Engine"], "Graph"]
"""Returns the part of a graph in which a command finds its answer."""

Answer = TypeVar("Answer")

_TRIES = 50
"""How often a directory that is rewritten meanwhile is asked anew."""

IN_A_FILE = "write a window of it to a file (export july.json --since ...)"
"""What to do where a directory will not do."""

_ENGINE, _OPENED = "graphkit.engine", "graphkit.opened"


def choose_engine(ctx: click.Context, engine: str | None, master: str | None, memory: str | None) -> None:
    """Note for the commands how a directory is to be asked."""
    if master is not None and engine != "spark":
        raise UsageError("--master names a Spark cluster; add --engine spark")
    if memory is not None and engine == "spark":
        raise UsageError("--memory is DuckDB's; a Spark cluster has its own settings")
    options = {"master": master} if engine == "spark" else {"memory": memory}
    ctx.meta[_ENGINE] = engine, options


def engine_of(ctx: click.Context, path: str | None = None) -> Engine | None:
    """Return the engine that answers from the directory of ``--data``; None where that is a file."""
    from pathlib import Path

    if path is None and _OPENED in ctx.meta:
        opened: Engine = ctx.meta[_OPENED]
        return opened
    engine, options = ctx.meta.get(_ENGINE, (None, {}))
    file = path or ctx.obj
    folder = Path(file)
    if not is_directory(folder):
        if engine is not None:
            raise UsageError(f"--engine is for a directory; {file} is none: graphkit import FILE -o DIR")
        return None
    from graphkit.backends import open_directory

    ctx.meta[_OPENED] = opened = ctx.with_resource(open_directory(folder, engine or "duckdb", **options))
    return opened


def is_directory(folder: Path) -> bool:
    """Whether a folder is a directory of graphkit's, or may be a damaged one: others hold tables."""
    if not folder.is_dir():
        return False
    from graphkit.backends import manifest
    from graphkit.formats.csv_tables import is_tables

    return manifest.is_directory(folder) or (
        ((folder / manifest.NAME).is_file() or (folder / "events").is_dir()) and not is_tables(folder)
    )


def _answered(engine: Engine, ask: Callable[[Engine], Answer]) -> Answer:
    """Return what an engine answers, asked anew where somebody has replaced its files meanwhile."""
    from graphkit.backends.manifest import ReplacedError

    with waiting():
        for _ in range(_TRIES):
            try:
                return ask(engine)
            except ReplacedError:
                if not engine.renew():
                    raise
        return ask(engine)


def read_part(ctx: click.Context, engine: Engine, part: Part | None) -> Graph:
    """Return the part of a directory that a command asks for."""
    if part is None:
        raise UsageError(f"'{ctx.info_name}' does not work on a directory; {IN_A_FILE} and ask that")
    return _answered(engine, part)


def refuse_directory(ctx: click.Context, why: str) -> None:
    """Refuse what needs a file, where ``--data`` names a directory."""
    if engine_of(ctx) is not None:
        raise UsageError(f"{ctx.obj}: is a directory, {why}")


@contextmanager
def waiting(what: str = "asking") -> Iterator[None]:
    """Show on a terminal that something takes its time, and how long it has been at it."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), f"{what} ... (Ctrl-C stops)", TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task("")
        yield


def _view(engine: Engine, asked: Narrowing) -> Filter:
    from graphkit.graph.index import filter_of

    return filter_of(asked.window(engine.description.blank()))


def in_window(asked: Narrowing) -> Part:
    """Return the part that the shared options ask for."""

    def found(engine: Engine) -> Graph:
        from graphkit.backends import parts

        return parts.of_view(engine, _view(engine, asked))

    return found


def as_of(asked: Narrowing, day: str) -> Part:
    """Return the part that a snapshot shows."""

    def found(engine: Engine) -> Graph:
        from graphkit.backends import parts
        from graphkit.graph.index import filter_of

        return parts.of_view(engine, filter_of(asked.snapshot(engine.description.blank(), day)))

    return found


def changed(asked: Narrowing, first: str, second: str) -> Part:
    """Return the part that changed between two days."""

    def found(engine: Engine) -> Graph:
        from graphkit.backends import parts
        from graphkit.temporal import dates

        since, until = dates.one_day(first, "diff"), dates.one_day(second, "diff")
        return parts.of_change(engine, _view(engine, asked.without_statuses()), since, until)

    return found


def of_id(asked: Narrowing, id: str, *, story: bool) -> Part:
    """Return the part that one relation, actor or source is in."""

    def found(engine: Engine) -> Graph:
        from graphkit.backends import parts

        if story:
            raise UsageError(f"--story does not work on a directory; {IN_A_FILE} and ask that")
        return parts.of_id(engine, _view(engine, asked), id)

    return found


def around(asked: Narrowing, actor: str, hops: int, *, with_parts: bool) -> Part:
    """Return the part around an actor."""

    def found(engine: Engine) -> Graph:
        from graphkit.backends import parts

        return parts.around(engine, _view(engine, asked), actor, hops, with_parts=with_parts)

    return found


def reached(asked: Narrowing, actor: str, *, strict: bool, directed: bool) -> Part:
    """Return the part that chains in time reach from an actor."""

    def found(engine: Engine) -> Graph:
        from graphkit.backends import parts
        from graphkit.backends.protocol import Walk
        from graphkit.queries.shortest_paths import NOT_BETWEEN

        walk = Walk(_view(engine, asked), directed)
        return parts.reached(engine, walk, actor, strict=strict, avoid_kinds=NOT_BETWEEN)

    return found


def between(asked: Narrowing, question: Question) -> Part:
    """Return the part in which the paths are that answer a question."""

    def found(engine: Engine) -> Graph:
        from dataclasses import replace

        from graphkit.backends import parts
        from graphkit.backends.protocol import Walk

        if question.via:
            raise UsageError("--via does not work on a directory; ask for the path there and the path on")
        statuses = ("actual", *asked.statuses) if asked.statuses else ()
        walk = Walk(_view(engine, replace(asked, statuses=statuses)), question.directed)
        ends, avoid = (question.source, question.target), question.avoid
        if question.chronological:
            return parts.in_time(
                engine,
                walk,
                *ends,
                strict=question.strict,
                best=question.best,
                avoid=avoid,
                avoid_kinds=question.avoid_kinds,
            )
        return parts.shortest(engine, walk, *ends, avoid=avoid, avoid_kinds=question.avoid_kinds)

    return found


def described(engine: Engine, actor: str | None) -> Graph:
    """Return a graph of nothing but an actor."""
    from graphkit.backends import parts

    def found(engine: Engine) -> Graph:
        return parts.part(engine, (), [] if actor is None else [parts.number_of(engine, actor)])

    return _answered(engine, found)


def counted_timeline(
    engine: Engine, asked: Narrowing, actor: str | None, unit: Unit | None, by: By
) -> Timeline:
    """Return the timeline of a directory, without a list of relations."""
    from graphkit.backends import counts

    def found(engine: Engine) -> Timeline:
        return counts.timeline(engine, _view(engine, asked), actor, unit=unit, by=by)

    return _answered(engine, found)


def counted_actors(
    engine: Engine, asked: Narrowing, text: str | None, kinds: tuple[str, ...]
) -> tuple[Graph, tuple[ActorRow, ...]]:
    """Return the actors of a directory, and the graph of their relations where these are few."""
    from graphkit.backends import counts, parts
    from graphkit.queries.listing import actors

    def found(engine: Engine) -> tuple[Graph, tuple[ActorRow, ...]]:
        view = _view(engine, asked)
        if engine.count(view) <= parts.FEW:
            every = engine.description.amounts[1] <= parts.FEW
            graph = asked.window(parts.everything(engine) if every else parts.of_view(engine, view))
            return graph, actors(graph, text, kinds=kinds)
        return asked.window(engine.description.blank()), counts.actors(engine, view, text, kinds=kinds)

    return _answered(engine, found)


def overview(engine: Engine) -> tuple[Graph, Overview]:
    """Return what is in a directory, and the graph of it where that is small, else of nothing."""
    from graphkit.backends import counts, parts
    from graphkit.queries.summary import info

    def found(engine: Engine) -> tuple[Graph, Overview]:
        if engine.description.amounts[1] <= parts.FEW:
            graph = parts.everything(engine)
            return graph, info(graph)
        return engine.description.blank(), counts.overview(engine)

    return _answered(engine, found)
