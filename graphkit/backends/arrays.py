"""Answers from a table in memory: Python judges its distinct dates, numpy finds the relations.

The relations of a table carry no evidence, so whether one matches a filter follows from its status,
its date, the kind of its type and the lives of its actors. Relations that have these in common form a
*group*. :func:`graphkit.graph.filters.matches` is called once per group; everything else gathers by
number.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from heapq import nsmallest
from typing import Any, NamedTuple

import numpy as np

from graphkit.backends.hops import Hops, HopSearch, Mask, Numbers, distinct
from graphkit.backends.protocol import FOREMOST, Backend, Description, Row, Start, Walk
from graphkit.backends.rows import text_of
from graphkit.graph.filters import Filter, matches
from graphkit.graph.relation import DatedRelation, Verdict
from graphkit.graph.selection import found, names, suits_filter
from graphkit.graph.version_cache import VersionCache, namesakes_among
from graphkit.model.folding import folded
from graphkit.model.statuses import STATUSES
from graphkit.model.titles import UNTITLED
from graphkit.model.vocabulary import KnownType
from graphkit.tables.adjacency import Actors, Adjacency
from graphkit.tables.table import EventTable
from graphkit.temporal.bounds import UNBOUNDED
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window


class Identity(NamedTuple):
    """The ids that the actors, types and relations of a table have in a graph.

    ``actor_of`` has for each actor number of the table its place in ``actors``: the number itself, unless two
    spellings are one actor. ``types`` are by number, ``own_types`` those that graphkit does not ship. A
    relation without a key is named after its line, counted from ``first_line``.
    """

    actors: Sequence[Mapping[str, Any]]
    actor_of: Numbers
    types: Sequence[str]
    own_types: tuple[KnownType, ...]
    first_line: int


class ArrayBackend(HopSearch, Backend):
    """A table in memory."""

    in_memory = True

    def __init__(self, table: EventTable, identity: Identity) -> None:
        self._table = table
        self._identity = identity
        self._ids = [str(actor["id"]) for actor in identity.actors]
        self.actor_count = len(self._ids)
        types = tuple(sorted(set(identity.types)))
        self._type = np.array([types.index(name) for name in identity.types], np.int32)[table.type]
        self._number = table.number
        self._source, self._target = identity.actor_of[table.source], identity.actor_of[table.target]
        amounts = len(self._ids), len(self._source), 0
        self.description = Description(UNTITLED, None, types, identity.own_types, amounts, None)
        vocabulary = self.description.vocabulary
        self._symmetric = np.array([vocabulary[name].symmetric for name in types], bool)
        self._groups, self._group = self._grouped()
        self.description = replace(self.description, first_stated=self._first_stated())
        bounds = [group.bounds or UNBOUNDED for group in self._groups]
        self._bounds = np.array(bounds, np.int64).reshape(-1, 4)
        self._undated = np.array([group.undated for group in self._groups], bool)
        self._verdicts = lru_cache(maxsize=16)(self._judged)
        self._walkable = lru_cache(maxsize=4)(self._judged_for_walking)
        self._text = cache(self._written)

    def _grouped(self) -> tuple[list[DatedRelation], Numbers]:
        """Return one relation for each group, and the group of each row."""
        whens, table, vocabulary = self._table.whens, self._table, self.description.vocabulary
        types = [vocabulary[name] for name in self.description.types]
        kinds = {type_.kind: type_ for type_ in types}
        numbers = np.array([list(kinds).index(type_.kind) for type_ in types], np.int64)
        code = (table.status * np.int64(len(kinds)) + numbers[self._type]) * len(whens) + table.when_number
        versions = VersionCache(
            {}, vocabulary, actors=dict(zip(self._ids, self._identity.actors, strict=True))
        )
        if versions.lives:
            lived = list(map(versions.lives.get, self._ids))
            places = {life: place for place, life in enumerate(dict.fromkeys(lived))}
            life = np.array([places[each] for each in lived], np.int64)
            pair = life[self._source] * len(places) + life[self._target]
            found, first, group = np.unique(
                code * len(places) ** 2 + pair, return_index=True, return_inverse=True
            )
            found //= len(places) ** 2
        else:
            occurs = np.zeros(len(STATUSES) * len(kinds) * len(whens), bool)
            occurs[code] = True
            found, group = np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[code]
            first = np.zeros_like(found)  # any row: nobody's life bounds it
        groups = []
        for number, row in zip(found.tolist(), first.tolist(), strict=True):
            rest, when = divmod(number, len(whens))
            status, kind = divmod(rest, len(kinds))
            fields = _fields(kinds[list(kinds)[kind]].name, whens[when], status)
            known = versions.versions(fields, self._ids[self._source[row]], self._ids[self._target[row]])
            groups.append(DatedRelation("", "", "", vocabulary[fields["type"]], fields, known[-1]))
        return groups, group.astype(np.int32)

    def _first_stated(self) -> Day | None:
        stated = (group.version.stated for group in self._groups)
        return min((day for day in stated if day is not None), default=None)

    def first_stated(self, known_by: Day | None) -> Day | None:
        """Return it, whatever the day: in a table all has always been known."""
        return self.description.first_stated

    def sides(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Return the four bounds of each relation, by place, within the lives of its actors."""
        in_order = self._bounds[self._group[np.argsort(self._number)]]
        return in_order[:, 0], in_order[:, 1], in_order[:, 2], in_order[:, 3]

    def has_about(self) -> bool:
        """Return that a table has no column of further actors."""
        return False

    # --- what matches a filter ----------------------------------------------------------------

    def _judged(self, filter: Filter, _stated: Callable[[], Day | None] | None) -> tuple[Mask, Mask]:
        """Return the groups that match a filter, and those that it reports as left out.

        Filters that differ in the first day stated are equal, so that day is a key of its own.
        """
        verdicts = [matches(group.type, group.status, group.version, filter) for group in self._groups]
        belongs = np.array([isinstance(verdict, Verdict) for verdict in verdicts], bool)
        return belongs, np.array([isinstance(verdict, str) for verdict in verdicts], bool)

    def _matching(self, filter: Filter, *, left_out: bool = False, belonging: bool = True) -> Mask:
        """Return the rows that match a filter, or that it reports as left out."""
        belongs, aside = self._verdicts(replace(filter, types=None, kinds=None), filter.first_stated)
        rows: Mask = (belongs & belonging | aside & left_out)[self._group]
        if filter.types is not None:
            wanted = np.isin(np.arange(len(self._symmetric)), self.description.numbers(filter.types))
            rows &= wanted[self._type]
        for wanted in self._asked_for(filter):
            rows &= wanted[self._source] | wanted[self._target]
        for at_ends, of_types in self._said(filter.text):
            rows &= at_ends[self._source] | at_ends[self._target] | of_types[self._type]
        if filter.between is not None:
            pair = self._of_ids(filter.between)
            rows &= pair[self._source] & pair[self._target] & (self._source != self._target)
        return rows

    def _asked_for(self, filter: Filter) -> Iterator[Mask]:
        """Yield who may be at one end of a relation, for each condition of a filter on them."""
        if filter.kinds or filter.where:
            yield np.array([suits_filter(actor, filter) for actor in self._identity.actors], bool)
        if filter.actors is not None:
            yield self._of_ids(filter.actors)

    def _said(self, words: Sequence[str]) -> Iterator[tuple[Mask, Mask]]:
        """Yield for each word whose name has it, and which type."""
        vocabulary = self.description.vocabulary
        called = [found(words, names(actor)) for actor in self._identity.actors] if words else []
        typed = [found(words, vocabulary[name].words()) for name in self.description.types] if words else []
        for word in words:
            yield tuple(np.array([word in each for each in said], bool) for said in (called, typed))  # type: ignore[misc]

    def _of_ids(self, ids: Collection[str]) -> Mask:
        return np.isin(np.arange(len(self._ids)), self.ids(ids))

    # --- counts -------------------------------------------------------------------------------

    def count(self, filter: Filter) -> int:
        return int(np.count_nonzero(self._matching(filter)))

    def starts(self, filter: Filter, actor: int | None = None) -> list[Start]:
        rows = self._matching(filter)
        if actor is not None:
            rows &= (self._source == actor) | (self._target == actor)
        codes = self._type[rows] * np.int64(len(self._groups)) + self._group[rows]
        starts = []
        for code, amount in zip(*(column.tolist() for column in np.unique_counts(codes)), strict=True):
            type_, number = divmod(code, len(self._groups))
            group = self._groups[number]
            first, last = group.version.start or (None, None)
            gaps = group.version.gaps.start
            starts.append(Start(type_, STATUSES.index(group.status), first, last, amount, gaps))
        return starts

    def days_named(self) -> list[Day]:
        days = distinct(self._bounds[~self._undated])
        return [day for day in days.tolist() if day not in (PAST, FUTURE)]

    def degrees(self, filter: Filter, types: Collection[int]) -> dict[int, int]:
        rows = np.flatnonzero(self._matching(filter))
        found = self._taking_part(rows, np.isin(self._type[rows], list(types)))
        return {actor: degree for actor, degree, _ in found}

    def counted(self, filter: Filter) -> list[tuple[int, int, int]]:
        codes = (self._type * np.int64(len(STATUSES)) + self._table.status)[self._matching(filter)]
        pairs = zip(*(column.tolist() for column in np.unique_counts(codes)), strict=True)
        return [(*divmod(code, len(STATUSES)), amount) for code, amount in pairs]

    def taking_part(self, filter: Filter, direction: str) -> list[tuple[int, int, int]]:
        rows = np.flatnonzero(self._matching(filter))
        return self._taking_part(rows, self._matching(replace(filter, certain=True))[rows], direction)

    def _taking_part(
        self, rows: Numbers, counted: Mask, direction: str = "both"
    ) -> list[tuple[int, int, int]]:
        """Return for each actor how many of its relations among some rows count, and how many there are."""
        ends = self._source[rows], self._target[rows]
        first, second = reversed(ends) if direction == "in" else ends
        too = (first != second) & (self._symmetric[self._type[rows]] | (direction == "both"))
        sums = [
            (np.bincount(first, each, len(self._ids)) + np.bincount(second, each & too, len(self._ids)))
            for each in (counted, np.ones(len(rows), bool))
        ]
        actors = np.flatnonzero(sums[1])
        figures = (each[actors].astype(int).tolist() for each in sums)
        return list(zip(actors.tolist(), *figures, strict=True))

    # --- relations ----------------------------------------------------------------------------

    def relations(self, filter: Filter, most: int) -> list[Row]:
        return self._rows(np.flatnonzero(self._matching(filter, left_out=True))[:most])

    def aside(self, filter: Filter, most: int) -> list[Row]:
        return self._rows(np.flatnonzero(self._matching(filter, left_out=True, belonging=False))[:most])

    def changes(self, filter: Filter, since: Day, until: Day, most: int) -> list[Row]:
        every = replace(filter, first_stated=None, reported_within=None)
        between = replace(every, window=Window(since, until), undated=True)
        return self._rows(np.flatnonzero(self._matching(between))[:most])

    def of_actors(
        self, actors: Collection[int], filter: Filter, most: int, others: Collection[int] | None = None
    ) -> list[Row]:
        rows, _, there = self._entries(actors)
        rows = distinct(rows if others is None else rows[np.isin(there, list(others))])
        return self._rows(rows[self._matching(filter)[rows]][:most])

    def foremost(self, filter: Filter, actors: Collection[int] | None, most: int) -> tuple[list[Row], int]:
        matching = self._matching(filter)
        if actors is None:
            rows: Numbers = np.flatnonzero(matching)
            whole, source, target = len(rows), self._source[rows], self._target[rows]
            degrees = np.bincount(source, None, len(self._ids))
            degrees += np.bincount(target, source != target, len(self._ids)).astype(int)
            ends = np.argsort(-degrees, kind="stable")[:FOREMOST]
            rows = rows[np.isin(source, ends) | np.isin(target, ends)]
        else:
            rows = distinct(self._entries(actors)[0])
            rows = rows[matching[rows]]
            whole = len(rows)
        source, target = self._source[rows], self._target[rows]
        pair = np.minimum(source, target) * np.int64(len(self._ids)) + np.maximum(source, target)
        _, number, amounts = np.unique(pair, return_inverse=True, return_counts=True)
        days = self._bounds[self._group[rows], 1]
        days = np.where(days == FUTURE, PAST, days)
        latest = np.lexsort((self._ranks(rows), -days, number))
        first = latest[np.unique(number[latest], return_index=True)[1]]
        chosen = rows[first[np.argsort(-amounts, kind="stable")]]
        return self._rows(chosen[:most]), whole

    def by_id(self, id: str) -> list[Row]:
        rows = self._rows(np.flatnonzero(self._number == self._place(id)))
        return [row for row in rows if row.id == id]

    def _place(self, id: str) -> int:
        if (places := self._places) is not None:
            return places.get(id, -1)
        digits = id.removeprefix("row-")
        return int(digits) - self._identity.first_line if digits.isdecimal() and len(digits) < 18 else -1

    def citing(self, source: str, most: int) -> list[Row]:
        """Return nothing: a table cites no source."""
        return []

    def _rows(self, rows: Numbers) -> list[Row]:
        columns = self._source, self._target, self._type, self._group, self._number
        return [
            Row(self._id(number), source, target, self._text(type_, group))
            for source, target, type_, group, number in zip(
                *(column[rows].tolist() for column in columns), strict=True
            )
        ]

    def _id(self, number: int) -> str:
        keys = self._table.keys
        return f"row-{number + self._identity.first_line:09d}" if keys is None else keys[number]

    @cached_property
    def _places(self) -> dict[str, int] | None:
        keys = self._table.keys
        return None if keys is None else dict(zip(keys, range(len(keys)), strict=True))

    def _ranks(self, rows: Numbers) -> Numbers:
        return self._ranking[rows]

    @cached_property
    def _ranking(self) -> Numbers:
        """The rank of each row among all, by id."""
        if self._table.keys is None:
            return self._number
        order = np.argsort(np.array([self._id(number) for number in self._number.tolist()], object))
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    def _written(self, type_: int, group: int) -> str:
        return text_of({**self._groups[group].fields, "type": self.description.types[type_]})

    # --- chains -------------------------------------------------------------------------------

    def _judged_for_walking(self, walk: Walk, _stated: Callable[[], Day | None] | None) -> Mask:
        """Return the rows that a chain may walk in one direction or the other."""
        rows = self._matching(replace(walk.filter, statuses=walk.statuses))
        rows &= self._source != self._target
        if walk.filter.types is None:
            vocabulary, types = self.description.vocabulary, self.description.types
            rows &= ~np.array([vocabulary[name].newsroom for name in types], bool)[self._type]
        return rows

    def _hops(self, actors: Collection[int], walk: Walk, *, back: bool = False, dated: bool = False) -> Hops:
        rows, here, there = self._entries(actors)
        walked = self._walkable(walk, walk.filter.first_stated)[rows]
        if walk.directed:
            along = (self._target if back else self._source)[rows] == here
            walked = walked & (along | self._symmetric[self._type[rows]])
        if dated:
            walked = walked & ~self._undated[self._group[rows]]
        first, last = (1, 2) if walk.certain else (0, 3)
        bounds = self._bounds[self._group[rows]]
        return Hops(rows, here, there, bounds[:, first], bounds[:, last]).only(walked)

    def _entries(self, actors: Collection[int]) -> tuple[Numbers, Numbers, Numbers]:
        """Return the rows of some actors, each with the actor and the one at the other end."""
        numbers = np.fromiter(actors, np.int64, len(actors))
        start = self._start[numbers]
        counts = self._start[numbers + 1] - start
        entries = np.repeat(start - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        return self._adjacency.rows[entries], np.repeat(numbers, counts), self._adjacency.others[entries]

    @cached_property
    def _adjacency(self) -> Adjacency:
        if len(self._ids) == len(self._table.actors):
            return self._table.ways("both")
        every = np.ones(len(self._table.types), bool)
        ends = self._source.astype(np.int32), self._target.astype(np.int32)
        return Adjacency(Actors(self._ids), self._table.timetable, ends, every)

    @cached_property
    def _start(self) -> Numbers:
        return np.array(self._adjacency.start, np.int64)

    # --- actors and sources -------------------------------------------------------------------

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return dict(zip(self._ids, range(len(self._ids)), strict=True))

    @cached_property
    def _names(self) -> dict[str, list[int]]:
        names: dict[str, list[int]] = {}
        for number, actor in enumerate(self._identity.actors):
            for name in {folded(actor["id"]), folded(actor["name"])}:
                names.setdefault(name, []).append(number)
        return names

    def named(self, folded: str) -> list[int]:
        return self._names.get(folded, [])

    def called(self, part: str, most: int) -> list[int]:
        best: dict[int, tuple[bool, int, int]] = {}
        for name, numbers in self._names.items():
            if part in name:
                for number in numbers:
                    rank = not name.startswith(part), len(name), number
                    best[number] = min(rank, best.get(number, rank))
        return nsmallest(most, best, key=best.__getitem__)

    def ids(self, names: Collection[str]) -> list[int]:
        return [self._numbers[name] for name in names if name in self._numbers]

    def actors(self, numbers: Collection[int] | None) -> list[tuple[int, str]]:
        wanted = range(len(self._ids)) if numbers is None else numbers
        return [(number, text_of(self._identity.actors[number])) for number in wanted]

    @cached_property
    def _namesakes(self) -> frozenset[str]:
        return namesakes_among({actor["id"]: actor for actor in self._identity.actors})

    def namesakes(self, ids: Collection[str]) -> Collection[str]:
        return self._namesakes.intersection(ids)

    def kinds(self) -> dict[str, int]:
        return Counter(actor["kind"] for actor in self._identity.actors)

    def of_kinds(self, numbers: Collection[int], kinds: Collection[str]) -> set[int]:
        return {number for number in numbers if self._identity.actors[number]["kind"] in kinds}

    def sources(self, ids: Collection[str] | None) -> list[str]:
        """Return nothing: a table has no sources."""
        return []


def _fields(type_: str, when: str, status: int) -> dict[str, Any]:
    """Return the fields of a relation, as a file has them."""
    fields = {"type": type_, "when": when, "status": STATUSES[status]}
    return {name: value for name, value in fields.items() if value and (name, value) != ("status", "actual")}
