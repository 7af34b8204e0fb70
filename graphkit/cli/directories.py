"""Asks a directory for the part of its graph that a command needs; nothing of backends is loaded before."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.backends import IN_A_FILE
from graphkit.errors import ActorNotFoundError, GraphkitError, UsageError


class _OnUse:
    """A module that is loaded when it is first asked for something."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.backends import chains, counts, subgraphs
    from graphkit.backends.parquet import ParquetBackend
    from graphkit.backends.pieces import Piece
    from graphkit.backends.protocol import Backend
    from graphkit.cli.filters import Narrowing
    from graphkit.formats.format import Reading
    from graphkit.graph.filters import Filter
    from graphkit.graph.multigraph import Graph
    from graphkit.queries.listing import ActorRow, Tally
    from graphkit.queries.path_question import Question
    from graphkit.queries.ranking import Ranking
    from graphkit.queries.summary import Overview
    from graphkit.queries.timeline import By, Timeline
    from graphkit.temporal.calendar import Unit
else:
    chains, counts, subgraphs = (
        _OnUse(f"graphkit.backends.{name}") for name in ("chains", "counts", "subgraphs")
    )

Part = Callable[["Backend"], "Graph"]
"""Returns the part of a graph in which a command finds its answer."""

Answer = TypeVar("Answer")

_ENGINE, _OPENED, _TABLE = "graphkit.engine", "graphkit.opened", "graphkit.table"


def choose_engine(ctx: click.Context, engine: str | None, master: str | None, memory: str | None) -> None:
    """Note for the commands how a directory is to be asked."""
    if master is not None and engine != "spark":
        raise UsageError("--master names a Spark cluster; add --engine spark")
    if memory is not None and engine == "spark":
        raise UsageError("--memory is DuckDB's; a Spark cluster has its own settings")
    ctx.meta[_ENGINE] = engine, ({"master": master} if engine == "spark" else {"memory": memory})


def engine_of(ctx: click.Context, path: str | None = None) -> ParquetBackend | None:
    """Return the engine that answers from the directory of ``--data``; None where that is a file."""
    from pathlib import Path

    if path is None and _OPENED in ctx.meta:
        opened: ParquetBackend = ctx.meta[_OPENED]
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

    if manifest.is_directory(folder):
        return True
    from graphkit.formats.spreadsheet.folders import is_tables

    return ((folder / manifest.NAME).is_file() or (folder / "events").is_dir()) and not is_tables(folder)


def part_of_table(
    ctx: click.Context, file: str, part: Part, reading: Reading
) -> tuple[Graph, Sequence[str]] | None:
    """Return the subgraph of a table of events that a command asks for, and what reading it tells.

    None if the table is of another kind, lacks pyarrow, or has an error or no answer: the whole graph tells.
    """
    from graphkit.formats.registry import is_table

    if not is_table(file):
        return None
    from graphkit.formats.events.open_table import plain_table

    try:
        before, table = ctx.meta.get(_TABLE, ("", None))
        table = table if before == file else plain_table(file, skip_bad=reading.skip_bad)
        if table is None or not table.usual_order:
            return None
        graph = part(table.backend)
        ctx.meta[_TABLE] = file, table
        return graph, table.notes
    except ActorNotFoundError as error:
        if type(error) is ActorNotFoundError:  # a table names its actors, and knows no other names of them
            raise
        return None
    except GraphkitError:
        return None


def lend(held: click.Context, ctx: click.Context) -> None:
    """Give a command the directory or table that another one has opened."""
    ctx.meta.update({key: held.meta[key] for key in (_OPENED, _TABLE) if key in held.meta})


def _answered(backend: Backend, ask: Callable[[Backend], Answer]) -> Answer:
    """Return what a backend answers, with a sign of life on a terminal."""
    with waiting():
        return subgraphs.asked_anew(backend, ask)


def read_part(ctx: click.Context, backend: Backend, part: Part | None) -> Graph:
    """Return the part of a directory that a command asks for."""
    if part is None:
        raise UsageError(f"'{ctx.info_name}' does not work on a directory; {IN_A_FILE} and ask that")
    return _answered(backend, part)


def refuse_directory(ctx: click.Context, why: str) -> None:
    """Refuse what needs a file, where ``--data`` names a directory."""
    if engine_of(ctx) is not None:
        raise UsageError(f"{ctx.obj}: is a directory, {why}")


def whole_or_window(asked: Narrowing, **limit: Any) -> Part:
    """Return the part that the shared options ask for; without any, all that a directory holds."""
    if asked != type(asked)():
        return in_window(asked, **limit)
    return lambda backend: subgraphs.everything(backend, **limit)


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


def view(backend: Backend, asked: Narrowing, day: str | None = None) -> Filter:
    """Return the filter that the shared options ask a directory for, in their period or as of a day."""
    from graphkit.graph.validated import filter_of

    blank = backend.description.blank()
    found = filter_of(asked.cut(blank, day))
    return subgraphs.judged(backend, found)


def in_window(asked: Narrowing, **limit: Any) -> Part:
    """Return the part that the shared options ask for, within a limit of its own."""
    return lambda backend: subgraphs.of_filter(backend, view(backend, asked), **limit)


def pieces(ctx: click.Context, asked: Narrowing, day: str | None = None) -> Iterator[Piece]:
    """Yield what the shared options ask a directory for, in their period or as of a day, piece by piece.

    The pieces are in the order in which relations are listed. Of a file there are none.
    """
    backend = engine_of(ctx)
    if backend is not None:
        yield from chain(*_answered(backend, lambda _: _started(backend, asked, day)))


def _started(
    backend: ParquetBackend, asked: Narrowing, day: str | None
) -> tuple[list[Piece], Iterator[Piece]]:
    """Return the first piece, for which a directory that was rewritten is asked anew, and the others."""
    from graphkit.backends.pieces import in_order

    found = in_order(backend, view(backend, asked, day), lambda graph: asked.cut(graph, day))
    return list(islice(found, 1)), found


def first(asked: Narrowing, limit: int | None, kept: list[Tally], day: str | None = None) -> Part:
    """Return the part of the first relations of a directory, with how many there are kept, if they are many.

    Else, and without a limit, it is the part of all of them.
    """

    def found(backend: Backend) -> Graph:
        filter = view(backend, asked, day)
        if not limit:
            return subgraphs.of_filter(backend, filter)
        graph, tally = subgraphs.first(backend, filter, limit)
        kept[:] = [tally] if tally else []
        return graph

    return found


def tallied(ctx: click.Context, asked: Narrowing, day: str | None) -> Tally | None:
    """Count the relations that the shared options ask a directory for; None where that would not be exact."""
    backend = engine_of(ctx)
    if backend is None or backend.description.sets or asked.text:
        return None
    return _answered(backend, lambda _: backend.tally(view(backend, asked, day)))


def is_too_much(ctx: click.Context, asked: Narrowing, day: str | None) -> bool:
    """Whether a directory has more relations of the shared options than are read at once."""
    tally = tallied(ctx, asked, day)
    return tally is not None and tally.doubts.total() + tally.newsroom > subgraphs.MOST


def statuses(backend: Backend, asked: Narrowing, day: str | None = None) -> Counter[str]:
    """Count the relations that the shared options ask for, in their period or as of a day, by status."""
    from graphkit.graph.index import visible_relations
    from graphkit.model.statuses import STATUSES

    if backend.description.sets and (day or asked.since or asked.until or asked.on):
        # The days between those of a set of days count for a directory, yet not for a graph.
        every = replace(asked, statuses=STATUSES)
        graph = every.cut(subgraphs.of_filter(backend, view(backend, every, day)), day)
        return Counter(relation.status for relation in visible_relations(graph))
    filter = view(backend, asked, day)
    return Counter({one: backend.count(replace(filter, statuses=frozenset({one}))) for one in STATUSES})


def hidden(
    ctx: click.Context, known: Graph, criteria: Filter, actors: Collection[str] | None = None
) -> dict[str, int]:
    """Return how many relations each cautious option hides, of all or of some actors.

    ``known`` is the graph as known by the day of ``--known-by``, or the part of it that was asked for;
    ``criteria`` is the filter of the answer.
    """
    from graphkit.graph.index import index
    from graphkit.queries.windows import hidden_in

    backend = asked_in_parts(ctx)
    if backend is not None:
        return _answered(backend, lambda backend: subgraphs.hidden(backend, criteria, actors))
    places = None if actors is None else index(known).positions_of_actors(actors)
    return hidden_in(known, criteria, places)


def ask_whole(ctx: click.Context) -> None:
    """Note that a command reads all of a table, though one is open: it supposes what that does not know."""
    ctx.meta.pop(_TABLE, None)


def asked_in_parts(ctx: click.Context) -> Backend | None:
    """Return the backend of the directory or table of which the command read a part; None if it read all."""
    _, table = ctx.meta.get(_TABLE, ("", None))
    backend: Backend | None = engine_of(ctx) or (table and table.backend)
    return backend


def hidden_from_timeline(
    ctx: click.Context, known: Graph, window: Graph, asked: Narrowing, actor: str | None
) -> dict[str, int]:
    """Return how many relations each cautious option hides from a timeline of a window of what is known."""
    from graphkit.graph.filters import hidden_by
    from graphkit.graph.validated import filter_of
    from graphkit.queries.timeline import places_counted
    from graphkit.queries.windows import hidden_in

    backend = asked_in_parts(ctx)
    if backend is None:
        criteria = filter_of(window)
        return hidden_in(known, criteria, places_counted(known, criteria, actor))
    return _answered(
        backend,
        lambda backend: hidden_by(
            asked, lambda looser: counts.number_counted(backend, view(backend, looser), actor)
        ),
    )


def sets_in_directory(ctx: click.Context) -> tuple[str, ...]:
    """Say of a directory, whose tables hold the first and the last day, that it counts those between too."""
    backend = engine_of(ctx)
    if backend is None or not backend.description.sets:
        return ()
    count = backend.description.sets
    dated = f"up to {count:,} relations are" if count > 1 else "1 relation is"
    return (f"Not exact: {dated} dated by a set of days; in a directory the days between count too.",)


def ranked(asked: Narrowing, by: Any, per: Any, kept: list[Ranking], **options: Any) -> Part:
    """Return the part of the actors that are ranked, with the ranking kept, where relations are many.

    Else it is the part that the shared options ask for.
    """

    def found(backend: Backend) -> Graph:
        filter = view(backend, asked)
        counts_it = counts.counts_ranking(by, per) and (backend.in_memory or not filter.text)
        if not counts_it or backend.count(filter) <= subgraphs.FEW:
            return subgraphs.of_filter(backend, filter)
        ranking, numbers = counts.ranking(backend, filter, per, **options)
        graph = subgraphs.of_rows(backend, backend.aside(filter, subgraphs.MOST + 1), numbers, filter)
        left_out = Counter(dict(asked.window(graph).graph["view"].left_out)) + Counter(ranking.not_counted)
        kept[:] = [replace(ranking, not_counted=dict(sorted(left_out.items())))]
        return graph

    return found


def changed(asked: Narrowing, first: str, second: str) -> Part:
    """Return the part that changed between two days."""
    from graphkit.temporal.asked_days import last_day

    return lambda backend: subgraphs.of_change(
        backend, view(backend, asked.without_statuses()), last_day(first, "first"), last_day(second, "second")
    )


def of_id(asked: Narrowing, id: str, *, story: bool) -> Part:
    """Return the part that one relation, actor or source is in."""

    def found(backend: Backend) -> Graph:
        if story:
            raise UsageError(f"--story does not work on a directory; {IN_A_FILE} and ask that")
        return subgraphs.of_id(backend, view(backend, asked), id)

    return found


def around(asked: Narrowing, *actors: str, hops: int = 1, with_parts: bool = False) -> Part:
    """Return the part around some actors."""
    return lambda backend: subgraphs.around(
        backend, view(backend, asked), actors, hops, with_parts=with_parts
    )


def both(asked: Narrowing, actor: str, other: str, *, with_parts: bool) -> Part:
    """Return the part between two actors, with what cautious options hide."""
    return lambda backend: subgraphs.between_two(
        backend, view(backend, asked.without_cautions()), actor, other, with_parts=with_parts
    )


def reached(
    asked: Narrowing,
    actor: str,
    *,
    strict: bool,
    directed: bool,
    backwards: bool = False,
    within: int | None = None,
    avoid_kinds: Sequence[str],
) -> Part:
    """Return the part that chains in time reach from an actor, or ``backwards`` from where they reach it."""

    def found(backend: Backend) -> Graph:
        if backwards or within is not None:
            return _whole(backend, "--to" if backwards else "--within")
        from graphkit.backends.protocol import Walk

        walk = Walk(view(backend, asked), directed)
        return chains.reached(backend, walk, actor, strict=strict, avoid_kinds=avoid_kinds)

    return found


def _whole(backend: Backend, option: str) -> Graph:
    """Return the whole graph of a directory for an option that takes it, unless that is too much."""
    if backend.description.amounts[1] > subgraphs.MOST:
        raise UsageError(f"{option} does not work on so large a directory; {IN_A_FILE} and ask that")
    return subgraphs.everything(backend)


def between(asked: Narrowing, question: Question) -> Part:
    """Return the part in which the paths are that answer a question."""

    def found(backend: Backend) -> Graph:
        from graphkit.queries.path_question import find_paths

        if question.via:
            raise UsageError("--via does not work on a directory; ask for the path there and the path on")
        if question.within is not None or question.best in chains.WITHOUT_SUBGRAPH:
            return _whole(backend, "--within" if question.within is not None else f"--best {question.best}")
        statuses = ("actual", *asked.statuses) if asked.statuses else ()
        graph = chains.paths_of(backend, view(backend, replace(asked, statuses=statuses)), question)
        if backend.in_memory and not find_paths(asked.known(graph), question).paths:
            raise UsageError("no path: only the whole graph tells why")
        return graph

    return found


def telling_why(backend: Backend, asked: Narrowing, question: Question) -> Graph | None:
    """Return what is known of a directory and tells why a question has no path, None if that is too large."""
    found = _answered(backend, lambda backend: chains.tied(backend, view(backend, asked), question))
    return None if found is None else asked.known(found)


def counted(asked: Narrowing, actor: str | None) -> Part | None:
    """Return the part that a timeline counts; None where it counts everything."""
    from graphkit.cli.filters import Narrowing

    if actor is not None:
        return around(asked, actor)
    return None if asked == Narrowing(undated=True) else in_window(asked)


def described(backend: Backend, actor: str | None) -> Graph:
    """Return a graph of nothing but an actor."""
    return _answered(backend, lambda backend: subgraphs.of_actor(backend, actor))


def counting_timeline(
    asked: Narrowing, actor: str | None, unit: Unit | None, by: By, kept: list[Timeline]
) -> Part:
    """Return the part of nothing but an actor; the timeline, without a list of relations, is kept.

    Of few relations, some of sets of days, it is the part that is counted: only a graph leaves days out.
    """

    def found(backend: Backend) -> Graph:
        filter = view(backend, asked)
        if backend.description.sets and backend.count(filter) <= subgraphs.FEW:
            part = counted(asked, actor)
            return part(backend) if part else subgraphs.everything(backend)
        kept[:] = [counts.timeline(backend, filter, actor, unit=unit, by=by)]
        return subgraphs.of_actor(backend, actor)

    return found


def counted_actors(
    backend: Backend, asked: Narrowing, text: str | None, chosen: dict[str, Any]
) -> tuple[Graph, tuple[ActorRow, ...], dict[str, int]]:
    """Return the chosen actors of a directory, the graph of their relations where these are few, and how
    many relations their status keeps from counting."""
    from graphkit.queries.listing import actors

    def found(backend: Backend) -> tuple[Graph, tuple[ActorRow, ...], dict[str, int]]:
        asked_for = view(backend, asked)
        if backend.count(asked_for) <= subgraphs.FEW:
            every = backend.description.amounts[1] <= subgraphs.FEW
            graph = asked.window(
                subgraphs.everything(backend) if every else subgraphs.of_filter(backend, asked_for)
            )
            rows = actors(graph, text, **chosen)
        else:
            graph = asked.window(backend.description.blank())
            rows = counts.actors(backend, asked_for, text, **chosen)
        ids = [row.id for row in rows] if text or any(chosen.values()) else None
        return graph, rows, counts.not_tying(backend, asked_for, ids)

    return _answered(backend, found)


def counted_not_tying(backend: Backend, asked: Narrowing, actors: Collection[str]) -> dict[str, int]:
    """Return how many relations of some actors their status keeps from counting, by status."""
    return _answered(backend, lambda backend: counts.not_tying(backend, view(backend, asked), actors))


def overview(backend: Backend) -> tuple[Graph, Overview, list[str]]:
    """Return the graph of a directory if it is small, else of nothing; what is in it; what imports told."""
    from graphkit.queries.summary import info

    def found(backend: Backend) -> tuple[Graph, Overview, list[str]]:
        if backend.description.amounts[1] <= subgraphs.FEW:
            graph = subgraphs.everything(backend)
            return graph, info(graph), backend.notes()
        return backend.description.blank(), counts.overview(backend), backend.notes()

    return _answered(backend, found)
