"""Holds the relations of a large graph as columns, ordered so that the cost of a query follows its answer.

The rows stand in a timetable (:mod:`graphkit.tables.time_index`), so that a window is a few ranges of
rows; those of each actor stand in the same order (:mod:`graphkit.tables.adjacency`), so that theirs in a
window are a few ranges too. What is undated is in no window and only in the whole.
"""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, Unpack, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graphkit.arguments import flag, is_whole, listed, one_of
from graphkit.errors import ActorNotFoundError, TypeNotFoundError, UsageError, likely
from graphkit.graph.multigraph import multigraph
from graphkit.model.statuses import STATUSES
from graphkit.tables import arrow_file, bfs
from graphkit.tables.active_actors import ActiveActors, active_actors_of
from graphkit.tables.adjacency import Actors, Adjacency, texts_of
from graphkit.tables.earliest_arrival import Availability, Search
from graphkit.tables.time_index import (
    DAY,
    KINDS,
    Mask,
    Numbers,
    Partition,
    Rows,
    TimeIndex,
    numbers,
    numbers_below,
    ordered,
    plain_days,
)
from graphkit.temporal.calendar import FUTURE, PAST, Day
from graphkit.temporal.edtf import DayLike

if TYPE_CHECKING:
    import networkx as nx

Direction = Literal["both", "out", "in"]

_MOST = np.iinfo(np.int32).max
_OPTIONAL = ("status", "number", "when")
_SIDES = ("earliest_start", "latest_start", "earliest_end", "latest_end")


class Filters(TypedDict, total=False):
    """What else relations must be, beside in a window: see :meth:`EventTable.select`."""

    certain: bool
    types: Collection[int | str] | None
    statuses: Collection[int | str]


@dataclass(eq=False, repr=False)
class EventTable:
    """The relations of a graph as columns, one row a relation; make one by :meth:`build`.

    Every query takes a window, ``since`` and ``until``, and the filters of :meth:`select`. Actors
    are given by name or number.

    Attributes
    ----------
    actors, types
        Names; an actor's number and a type's is its place here.
    source, target, type, status
        The numbers of each relation's actors, of its type, and of its status in
        :data:`graphkit.model.statuses.STATUSES`.
    earliest_start, latest_start, earliest_end, latest_end
        Its bounds as day ordinals; those of :func:`~graphkit.tables.time_index.infinities` where infinite.
    places
        Its place in what the columns were built from; None where the rows are in that order.
    dates, whens
        The number of its EDTF text in ``whens``; None where each is a single day, written as such.
    keys, symmetric, skipped
        As in :meth:`build`; ``symmetric`` is a mask of the types.
    """

    timetable: TimeIndex
    actors: Sequence[str]
    source: Numbers
    target: Numbers
    status: NDArray[np.int8]
    places: Rows | None
    symmetric: Mask
    dates: Numbers | None
    whens: Sequence[str]
    keys: Sequence[str] | None = None
    skipped: Sequence[int] = ()

    def __post_init__(self) -> None:
        timetable = self.timetable
        self.types, self.type, self.select = timetable.types, timetable.type, timetable.select
        self.earliest_start, self.latest_start, self.earliest_end, self.latest_end = timetable.bounds
        self._actors = Actors(self.actors)
        self._ways: dict[Direction, Adjacency] = {}
        for array in self._arrays().values():
            array.flags.writeable = False

    @classmethod
    def build(
        cls,
        source: ArrayLike,
        target: ArrayLike,
        type: ArrayLike,
        bounds: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike],
        *,
        actors: Sequence[str],
        types: Sequence[str],
        status: ArrayLike | None = None,
        keys: Sequence[str] | None = None,
        places: ArrayLike | None = None,
        whens: tuple[ArrayLike, Sequence[str]] | None = None,
        symmetric: Collection[int | str] = (),
        undated: ArrayLike | None = None,
        skipped: Sequence[int] = (),
    ) -> Self:
        """Return the columns of some relations, each of which has one place in all of the arrays.

        Parameters
        ----------
        source, target
            Actor numbers.
        type
            Numbers of relation types.
        bounds
            Earliest and latest start, earliest and latest end, as day ordinals;
            :data:`graphkit.temporal.calendar.PAST` and ``FUTURE`` where infinite.
        actors, types
            Names, by number.
        status
            Numbers of statuses in :data:`graphkit.model.statuses.STATUSES`; all actual if left out.
        keys
            Ids of the relations, by place; the places themselves if left out.
        places
            The place of each relation where it comes from, from 0; those in the arrays if left out.
        whens
            For each relation the number of its EDTF text, and the texts, blank where it has none;
            if left out, the days of those that are of one day.
        symmetric
            Types, by name or number, that are walked both ways even in a directed query.
        undated
            Which relations are in no window, whatever their bounds.
        skipped
            The lines that were left out where the relations come from.
        """
        count = len(np.asarray(source))
        if max(count, int(np.max(places, initial=0)) if places is not None else 0) > _MOST:
            raise UsageError(f"more than {_MOST:,} relations do not fit into columns; narrow the table")
        statuses = np.zeros(count, np.int8) if status is None else np.asarray(status, np.int8)
        left_out = np.zeros(count, bool) if undated is None else np.asarray(undated, bool)
        order, runs, sides = ordered([np.asarray(side, np.int64) for side in bounds], statuses, left_out)
        walked_back = np.zeros(len(types), bool)
        type_numbers = {name: number for number, name in enumerate(types)}
        walked_back[numbers(symmetric, type_numbers, TypeNotFoundError)] = True

        def in_order(column: ArrayLike, dtype: Any) -> NDArray[Any]:
            return np.asarray(column, dtype)[order]

        when, texts = plain_days(runs)
        as_days = all(run.kind == DAY for run in runs)
        if whens is not None:
            given, known = in_order(whens[0], np.int32), {text: place for place, text in enumerate(whens[1])}
            expected = np.array([known.get(text, -1) for text in texts], np.int32)
            as_days = as_days and np.array_equal(expected[when], given)
            when, texts = (when, texts) if as_days else (given, list(whens[1]))
        number = in_order(np.arange(count) if places is None else places, np.int32)
        return cls(
            TimeIndex(runs, sides, in_order(type, numbers_below(len(types))), types),
            actors=actors,
            source=in_order(source, numbers_below(len(actors))),
            target=in_order(target, numbers_below(len(actors))),
            status=statuses[order] if statuses.any() else _all_actual(count),
            places=None if np.array_equal(number, np.arange(count)) else number,
            symmetric=walked_back,
            dates=None if as_days else when.astype(numbers_below(len(texts))),
            whens=texts,
            keys=keys,
            skipped=skipped,
        )

    # --- windows -------------------------------------------------------------------------------

    def rows(
        self, since: DayLike | None = None, until: DayLike | None = None, **filters: Unpack[Filters]
    ) -> Rows:
        """Return the rows in a window, ascending."""
        return self.timetable.rows(self.select(since, until, **filters))

    def count(
        self, since: DayLike | None = None, until: DayLike | None = None, **filters: Unpack[Filters]
    ) -> int:
        """Return how many relations are in a window."""
        return self.timetable.count(self.select(since, until, **filters))

    def active(
        self, since: DayLike | None = None, until: DayLike | None = None, **filters: Unpack[Filters]
    ) -> list[str]:
        """Return the actors that take part in a window, by number."""
        selection, casts = self.select(since, until, **filters), self._casts
        if len(selection.ranges) == 1 and selection.types is None:
            low, high, doubtful = selection.ranges[0]
            cast = None if doubtful else casts.of_one_day(low, high)
            if cast is not None:
                return cast
        marks = np.zeros(len(self.actors), bool)
        for each in selection.ranges:
            rows = self.timetable.picked(each, selection)
            if isinstance(rows, slice):
                casts.mark(marks, rows.start, rows.stop)
            else:
                marks[self.source[rows]] = True
                marks[self.target[rows]] = True
        active: list[str] = self._actors.array[np.flatnonzero(marks)].tolist()
        return active

    # --- actors ---------------------------------------------------------------------------------

    def rows_of(
        self,
        actor: int | str,
        since: DayLike | None = None,
        until: DayLike | None = None,
        *,
        direction: Direction = "both",
        **filters: Unpack[Filters],
    ) -> Rows:
        """Return the rows of one actor in a window, ascending."""
        ways = self.ways(direction)
        return ways.rows[ways.entries(self.number_of(actor), self.select(since, until, **filters))]

    def neighbors(
        self,
        actor: int | str,
        since: DayLike | None = None,
        until: DayLike | None = None,
        *,
        direction: Direction = "both",
        **filters: Unpack[Filters],
    ) -> set[str]:
        """Return the actors one hop away in a window.

        Returns
        -------
        set of str
            Their names, each once, without ``actor`` itself; in no order. What relations tie them,
            ``questions.neighbors`` tells, as :func:`graphkit.neighbors` does.
        """
        number = self.number_of(actor)
        found = self.ways(direction).neighbors(number, self.select(since, until, **filters))
        found.discard(number)
        return self._actors.named(found)

    def shortest_path(
        self,
        source: int | str,
        target: int | str,
        since: DayLike | None = None,
        until: DayLike | None = None,
        *,
        closed: Collection[int | str] = (),
        directed: bool = False,
        **filters: Unpack[Filters],
    ) -> tuple[list[str], list[int]] | None:
        """Return the actors and the rows of a path of fewest hops in a window, or None.

        ``closed`` are actors that it does not run through; where it is ``directed``, relations
        are followed from their source to their target only, symmetric ones both ways.
        """
        found = bfs.shortest_path(
            self.ways("out" if flag("directed", directed) else "both"),
            self.ways("in" if directed else "both"),
            self.number_of(source),
            self.number_of(target),
            self.select(since, until, **filters),
            set(self._shut(closed)),
        )
        return None if found is None else ([self.actors[actor] for actor in found[0]], found[1])

    def earliest_arrival(
        self,
        source: int | str,
        since: DayLike | None = None,
        until: DayLike | None = None,
        *,
        strict: bool = False,
        closed: Collection[int | str] = (),
        directed: bool = False,
        **filters: Unpack[Filters],
    ) -> dict[str, Day]:
        """Return whom chains in time reach within a window, each with the first day they may.

        Where only what is ``certain`` is asked for, it is the first day by which they do for
        sure. ``strict`` chains take a later day at every hop; see also :meth:`shortest_path`.
        What is undated is never walked.
        """
        search = self._search(self.number_of(source), since, until, strict, closed, directed, **filters)
        if search is None:
            return {}
        reached, days = search.arrivals()
        return dict(zip(self._actors.array[reached].tolist(), self.timetable.widened(days), strict=True))

    def chronological_path(
        self,
        source: int | str,
        target: int | str,
        since: DayLike | None = None,
        until: DayLike | None = None,
        *,
        strict: bool = False,
        closed: Collection[int | str] = (),
        directed: bool = False,
        **filters: Unpack[Filters],
    ) -> tuple[list[str], list[int], list[Day]] | None:
        """Return the actors, the rows and the days of the chain in time that arrives first, or None.

        Of several it is one of the fewest hops; see :meth:`earliest_arrival`.
        """
        start, goal = self.number_of(source), self.number_of(target)
        search = self._search(start, since, until, strict, closed, directed, **filters)
        found = search.chain(goal) if search else None
        if found is None:
            return None
        actors, rows, days = found
        return [self.actors[actor] for actor in actors], rows, self.timetable.widened(days)

    def _search(
        self,
        start: int,
        since: DayLike | None,
        until: DayLike | None,
        strict: bool,
        closed: Collection[int | str],
        directed: bool,
        **filters: Unpack[Filters],
    ) -> Search | None:
        """Return the search along chains from an actor, from the first day that matters; None if nothing."""
        table = self.timetable
        ways = self.ways("out" if flag("directed", directed) else "both")
        flag("strict", strict)
        shut = self._shut(closed)
        certain = filters.get("certain", False)
        clock = Availability(
            table.latest_start if certain else table.earliest_start,
            table.earliest_end if certain else table.latest_end,
            strict,
            (table.past, table.future),
        )
        selection = self.select(since, until, undated=False, **filters)
        opening = clock.first_day(ways, start, selection)
        if opening is None:
            return None
        first = max(*table.widened([opening]), selection.since)
        selection = table.between(first, selection.until, undated=False, **filters)
        narrowed = selection._replace(
            since=table.narrowed(selection.since), until=table.narrowed(selection.until)
        )
        return Search(ways, start, narrowed, clock, shut)

    # --- names, ids, texts ------------------------------------------------------------------------

    def number_of(self, actor: int | str) -> int:
        """Return the number of an actor."""
        known = self._actors.numbers.get(actor) if isinstance(actor, str) else actor
        number = int(known) if known is not None and is_whole(known) else None
        if number is None or not 0 <= number < len(self.actors):
            raise ActorNotFoundError(str(actor), likely(str(actor), self.actors))
        return number

    def _shut(self, closed: Collection[int | str]) -> list[int]:
        return [self.number_of(actor) for actor in listed("closed", closed)]

    @property
    def number(self) -> Rows:
        """The place of each row in what the columns were built from."""
        return np.arange(len(self.source), dtype=np.int32) if self.places is None else self.places

    @property
    def when_number(self) -> Numbers:
        """The number of each row's EDTF text in ``whens``."""
        return self._dates_of(np.arange(len(self.source)))

    def _dates_of(self, rows: Any) -> Numbers:
        known = self.dates
        dates: Numbers
        dates = np.searchsorted(self._first_rows, rows, side="right") if known is None else known[rows]
        return dates

    @cached_property
    def _first_rows(self) -> NDArray[np.int64]:
        """The first row of each day of each partition."""
        partitions = self.timetable.partitions
        return np.array([row for partition in partitions for row in partition.offsets[:-1]], np.int64)

    def key(self, row: int) -> str:
        """Return the id of a relation."""
        place = int(row if self.places is None else self.places[row])
        return str(place) if self.keys is None else self.keys[place]

    def when(self, row: int) -> str | None:
        """Return the EDTF text of a relation's date; None where there is none."""
        return self.whens[int(self._dates_of(row))] or None

    def graph(
        self, since: DayLike | None = None, until: DayLike | None = None, **filters: Unpack[Filters]
    ) -> "nx.MultiDiGraph[str]":
        """Return a window as a graph of networkx.

        The key of an edge is the id of its relation, its attributes are ``type``, ``when`` (EDTF) where
        there is a date, and ``status`` where that is not actual.
        """
        rows = self.rows(since, until, **filters)
        columns = (self.source[rows], self.target[rows], self.type[rows], self._dates_of(rows))
        sources, targets, types, whens = (
            texts[column].tolist() for texts, column in zip(self._texts, columns, strict=True)
        )
        fields = [
            {"type": type, "when": when} if when else {"type": type}
            for type, when in zip(types, whens, strict=True)
        ]
        statuses = self.status[rows]
        for place in np.flatnonzero(statuses).tolist():
            fields[place]["status"] = STATUSES[statuses[place]]
        places = (rows if self.places is None else self.places[rows]).tolist()
        keys = map(str if self.keys is None else self.keys.__getitem__, places)
        return multigraph(sources, targets, keys, fields)

    @cached_property
    def _texts(self) -> tuple[NDArray[np.object_], ...]:
        """The texts that sources, targets, types and dates are the numbers of."""
        return self._actors.array, self._actors.array, texts_of(self.types), texts_of(self.whens)

    # --- the rows of each actor -------------------------------------------------------------------

    def ways(self, direction: Direction) -> Adjacency:
        """Return the rows of each actor in a direction; put in order on the first call."""
        ways = self._ways.get(direction)
        if ways is None:
            one_of(get_args(Direction))("direction", direction)
            ways = self._ways[direction] = self._made_ways(direction)
        return ways

    def _made_ways(self, direction: Direction, entries: Any = None) -> Adjacency:
        ends = (self.target, self.source) if direction == "in" else (self.source, self.target)
        back = np.ones(len(self.types), bool) if direction == "both" else self.symmetric
        return Adjacency(self._actors, self.timetable, ends, back, entries)

    @cached_property
    def _casts(self) -> ActiveActors:
        return active_actors_of(self.timetable.partitions, self.ways("both"))

    # --- files ------------------------------------------------------------------------------------

    def _arrays(self) -> dict[str, NDArray[Any]]:
        """Return the columns that are held; one that says the same of all rows is not."""
        names = ("source", "target", "type", "symmetric")
        arrays: dict[str, NDArray[Any]] = {name: getattr(self, name) for name in names}
        status = self.status if self.status.strides != (0,) else None
        more = {"status": status, "number": self.places, "when": self.dates}
        arrays |= {name: array for name, array in more.items() if array is not None}
        return arrays | dict(zip(_SIDES, self.timetable.bounds, strict=True))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the table to an Arrow IPC file, which :meth:`load` and ``gk.open`` open at once.

        Raises
        ------
        StorageError
            If the file cannot be written.
        MissingExtraError
            If pyarrow is not installed.
        """
        partitions, adjacency = self.timetable.partitions, self.ways("both")
        columns: dict[str, Any] = self._arrays() | {
            "symmetric": self.symmetric.astype(np.uint8),
            "partition_status": np.array([partition.status for partition in partitions], np.int8),
            "partition_kind": np.array([partition.kind for partition in partitions], np.int8),
            "partition_size": np.array([len(partition.days) for partition in partitions], np.int64),
            "days": np.array([day for partition in partitions for day in partition.days], np.int64),
            "first_rows": self._first_rows,
            "first_entries": np.array(adjacency.start, np.int64),
            "rows": adjacency.rows,
            "others": adjacency.others,
            "actors": self.actors,
            "types": self.types,
            "whens": self.whens,
            "skipped": np.array(self.skipped, np.int64),
        }
        if self.keys is not None:
            columns["keys"] = self.keys
        if self.latest_end is self.earliest_start:  # all four are one
            columns = {name: values for name, values in columns.items() if name not in _SIDES[1:]}
        arrow_file.write(path, columns)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Return the table that :meth:`save` wrote to a file; its arrays are mapped into memory.

        Raises
        ------
        StorageError
            If the file cannot be read.
        DataError
            If it is damaged, or an earlier version of graphkit wrote it.
        MissingExtraError
            If pyarrow is not installed.
        """
        columns = arrow_file.read(path)
        try:
            if "latest_end" not in columns:
                columns |= dict.fromkeys(_SIDES, columns["earliest_start"])
            if not _fits_together(columns):
                raise ValueError("something is missing")
            return cls._loaded(columns)
        except (KeyError, ValueError, TypeError, IndexError, AttributeError):
            raise arrow_file.broken(os.fspath(path)) from None

    @classmethod
    def _loaded(cls, columns: dict[str, Any]) -> Self:
        days, offsets = columns["days"].tolist(), [*columns["first_rows"].tolist(), len(columns["source"])]
        sizes = columns["partition_size"].tolist()
        edges = [0, *accumulate(sizes)]
        partitions = [
            Partition(status, kind, days[low:high], offsets[low : high + 1])
            for status, kind, (low, high) in zip(
                columns["partition_status"].tolist(),
                columns["partition_kind"].tolist(),
                pairwise(edges),
                strict=True,
            )
        ]
        table = cls(
            TimeIndex(partitions, [columns[side] for side in _SIDES], columns["type"], columns["types"]),
            **{name: columns[name] for name in ("actors", "source", "target")},
            status=columns.get("status", _all_actual(len(columns["source"]))),
            places=columns.get("number"),
            dates=columns.get("when"),
            whens=columns["whens"],
            symmetric=columns["symmetric"].astype(bool),
            keys=columns.get("keys"),
            skipped=columns["skipped"].tolist(),
        )
        entries = columns["first_entries"], columns["rows"], columns["others"]
        table._ways["both"] = table._made_ways("both", entries)
        return table


def _all_actual(count: int) -> NDArray[np.int8]:
    """Return the status of relations that are all actual, without memory for each."""
    return np.broadcast_to(np.int8(0), count)


def _fits_together(columns: dict[str, Any]) -> bool:
    """Return whether the columns of a file fit together, so that no query reads outside of them."""
    actors, types, count = len(columns["actors"]), len(columns["types"]), len(columns["source"])
    limits = {
        "source": actors,
        "target": actors,
        "type": types,
        "status": len(STATUSES),
        "when": len(columns["whens"]),
        "number": len(columns["keys"]) if "keys" in columns else 1 << 31,
    }
    limits = {name: limit for name, limit in limits.items() if name in columns or name not in _OPTIONAL}
    texts = {"actors", "types", "whens", "keys"}
    first_rows, adjacency = columns["first_rows"], columns["first_entries"]
    return (
        all(isinstance(values, list) == (name in texts) for name, values in columns.items())
        and all(len(columns[name]) == count for name in (*limits, *_SIDES))
        and all(_below(columns[name], limit) for name, limit in limits.items())
        and all(columns[side].dtype == np.int32 or _are_days(columns[side]) for side in _SIDES)
        and len(columns["symmetric"]) == types
        and ("when" in columns or _is_of_days(columns))
        and ("number" in columns or count <= len(columns.get("keys", columns["source"])))
        and _below(columns["partition_status"], len(STATUSES))
        and set(columns["partition_kind"].tolist()) <= set(KINDS)
        and _below(columns["partition_size"], 1 << 31)
        and int(columns["partition_size"].sum()) == len(columns["days"]) == len(first_rows)
        and _below(first_rows, count)
        and not first_rows[:1].any()
        and bool((np.diff(first_rows) > 0).all())
        and len(adjacency) == actors + 1
        and adjacency[0] == 0
        and adjacency[-1] == len(columns["rows"]) == len(columns["others"])
        and bool((np.diff(adjacency) >= 0).all())
        and _below(columns["rows"], count)
        and _below(columns["others"], actors)
    )


def _is_of_days(columns: dict[str, Any]) -> bool:
    """Return whether all dates are single days, each with a text."""
    return not columns["partition_kind"].any() and len(columns["whens"]) == len(columns["days"]) + 1


def _are_days(days: NDArray[Any]) -> bool:
    """Return whether days in 64 bits are none beyond the infinities."""
    return days.dtype == np.int64 and bool(((days >= PAST) & (days <= FUTURE)).all())


def _below(numbers: NDArray[Any], limit: int) -> bool:
    """Return whether all numbers are below a limit, and none below zero."""
    return not len(numbers) or int(numbers.view(numbers.dtype.str.replace("i", "u")).max()) < limit
