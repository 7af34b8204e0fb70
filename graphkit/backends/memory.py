"""Answers from a graph in memory: its index says what belongs in a view, numpy arrays who is tied to whom."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from graphkit.backends.protocol import Backend, Description, Row, Start, Step, Walk
from graphkit.backends.rows import text_of
from graphkit.graph.build import to_dataset
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import folded
from graphkit.graph.relation import DatedRelation
from graphkit.model.statuses import STATUSES
from graphkit.queries.windows import as_known, cut
from graphkit.storage.json_file import plain
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window

Numbers = NDArray[np.int64]


class _Hops(NamedTuple):
    """Hops, each in one place of all arrays; ``row`` is the place of its relation."""

    row: Numbers
    here: Numbers
    there: Numbers
    first: Numbers
    last: Numbers

    def only(self, which: NDArray[np.bool_]) -> "_Hops":
        return _Hops(*(column[which] for column in self))


class MemoryBackend(Backend):
    """A graph in memory.

    Parameters
    ----------
    graph
        The whole graph; it must not change afterwards.
    """

    def __init__(self, graph: Graph) -> None:
        dataset = to_dataset(graph)
        self._graph = graph
        self._ids = [actor.id for actor in dataset.actors]
        self._numbers = {id: number for number, id in enumerate(self._ids)}
        self._kinds = [actor.kind for actor in dataset.actors]
        self._actors = [text_of(plain(actor)) for actor in dataset.actors]
        self._sources = {source.id: text_of(plain(source)) for source in dataset.sources}
        self._rows: dict[str, Row] = {}
        for relation in dataset.relations:
            fields = plain(relation)
            ends = self._numbers[fields.pop("source")], self._numbers[fields.pop("target")]
            id = fields.pop("key")
            self._rows[id] = Row(id, *ends, text_of(fields))
        self._names: dict[str, list[int]] = {}
        for number, actor in enumerate(dataset.actors):
            for name in {folded(each) for each in (actor.id, actor.name, *actor.aliases)}:
                self._names.setdefault(name, []).append(number)
        published = {row.id: edtf.parse(row.published).bounds.latest_end for row in dataset.sources}
        last = max(published, key=published.__getitem__, default=None)
        self.description = Description(
            dataset.title,
            dataset.description,
            tuple(sorted({relation.type for relation in dataset.relations})),
            dataset.relation_types,
            (len(dataset.actors), len(dataset.relations), len(dataset.sources)),
            None if last is None else self._sources[last],
        )
        self._seen = lru_cache(maxsize=8)(self._look)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""

    def renew(self) -> bool:
        """Go on with the same graph."""
        return False

    def _look(self, view: Filter) -> tuple[DatedRelation, ...]:
        """Return the relations that belong in a view."""
        graph = self._graph if view.known_by is None else as_known(self._graph, view.known_by)
        return tuple(index(cut(graph, replace(view, left_out=()))).relations())

    # --- counts -------------------------------------------------------------------------------

    def count(self, view: Filter) -> int:
        """Return how many relations belong in a view."""
        return len(self._seen(view))

    def starts(self, view: Filter, actor: int | None = None) -> list[Start]:
        """Return how many relations of a view, or of an actor in it, began when."""
        counts: Counter[tuple[int, int, Day | None, Day | None]] = Counter()
        for seen in self._seen(view):
            if actor is None or self._ids[actor] in (seen.source, seen.target):
                counts[(*self._what(seen), *(seen.version.start or (None, None)))] += 1
        return [Start(*start, amount) for start, amount in counts.items()]

    def degrees(self, view: Filter, types: Collection[int]) -> dict[int, int]:
        """Return for each actor in a view its number of relations that are of some types."""
        names = {self.description.types[type_] for type_ in types}
        found: Counter[int] = Counter()
        for seen in self._seen(view):
            found.update(dict.fromkeys(self._ends(seen), int(seen.type.name in names)))
        return dict(found)

    def counted(self) -> list[tuple[int, int, int]]:
        """Return how many relations there are of each type and status: type, status, how many."""
        counts = Counter(map(self._what, self._seen(WHOLE)))
        return [(*what, amount) for what, amount in counts.items()]

    def _what(self, seen: DatedRelation) -> tuple[int, int]:
        return self.description.types.index(seen.type.name), STATUSES.index(seen.status)

    def _ends(self, seen: DatedRelation) -> tuple[int, int]:
        return self._numbers[seen.source], self._numbers[seen.target]

    # --- relations ----------------------------------------------------------------------------

    def relations(self, view: Filter, most: int) -> list[Row]:
        """Return the relations of a view, and those it has to tell that it leaves out; ``most`` at most."""
        return [*self._found(self._seen(view), most), *self.aside(view, most)][:most]

    def aside(self, view: Filter, most: int) -> list[Row]:
        """Return the relations that a view has to tell that it leaves out."""
        if view.window is None and view.as_of is None:
            return []
        whole = replace(view, window=None, as_of=None)
        snapshot = view.as_of is not None and view.statuses is None
        told = (seen for seen in self._seen(whole) if seen.undated or (snapshot and seen.status != "actual"))
        return self._found(told, most)

    def changes(self, view: Filter, since: Day, until: Day, most: int) -> list[Row]:
        """Return what may have begun, happened, ended or become known after one day and by another."""
        whole, days = replace(view, window=None), Window(since, until)
        versions = index(self._graph).versions
        told = (
            seen
            for seen in self._seen(whole)
            if seen.undated
            or (seen.bounds and seen.bounds.possibly_in(days))
            or any(since < version.known_from <= until for version in versions[seen.id])
        )
        return self._found(told, most)

    def of_actors(self, actors: Collection[int], view: Filter, most: int) -> list[Row]:
        """Return the relations in a view that some actors take part in, or that are about them."""
        wanted = {self._ids[actor] for actor in actors}
        told = (
            seen for seen in self._seen(view) if wanted.intersection((seen.source, seen.target, *seen.about))
        )
        return self._found(told, most)

    def by_id(self, id: str) -> list[Row]:
        """Return the relation of an id, if there is one."""
        return [self._rows[id]] if id in self._rows else []

    def citing(self, source: str, most: int) -> list[Row]:
        """Return relations whose fields mention the id of a source; some may do so by chance."""
        return [row for row in self._rows.values() if source in row.fields][:most]

    def _found(self, relations: Iterable[DatedRelation], most: int) -> list[Row]:
        return [self._rows[seen.id] for seen in relations][:most]

    # --- chains -------------------------------------------------------------------------------

    def expand(self, actors: Collection[int], walk: Walk, *, back: bool = False) -> set[int]:
        """Return who is one hop on from some actors, or one hop back."""
        hops = self._hops(walk, back=back)
        found: set[int] = set(hops.there[_among(hops.here, actors)].tolist())
        return found

    def between(self, here: Collection[int], there: Collection[int], walk: Walk) -> list[Step]:
        """Return every hop from one of some actors to one of others."""
        hops = self._hops(walk)
        return self._steps(walk, hops.only(_among(hops.here, here) & _among(hops.there, there)))

    def one_each(self, actors: Collection[int], walk: Walk) -> list[Row]:
        """Return one relation for each pair of one of some actors and somebody one hop on from them."""
        hops = self._hops(walk)
        steps = self._steps(walk, hops.only(_among(hops.here, actors)))
        return [step.row for step in _least(steps, lambda step: (step.here, step.there))]

    def expand_time(self, turns: Mapping[int, Day], walk: Walk) -> dict[int, Day]:
        """Return who is reached from actors where chains can go on from a day on, and the first day."""
        hops, days = self._in_time(turns, walk)
        found: dict[int, Day] = {}
        for there, day in zip(hops.there.tolist(), days.tolist(), strict=True):
            if day <= walk.until and day < found.get(there, FUTURE + 1):
                found[there] = day
        return found

    def into(
        self, turns: Mapping[int, Day], deadlines: Mapping[int, Day], walk: Walk, *, one: bool = False
    ) -> list[Step]:
        """Return the hops from some actors that reach others by a day; only one each where that suffices."""
        hops, days = self._in_time(turns, walk)
        by = np.array([deadlines.get(there, PAST - 1) for there in hops.there.tolist()], np.int64)
        steps = self._steps(walk, hops.only(days <= by))
        return _least(steps, lambda step: step.there) if one else steps

    def _in_time(self, turns: Mapping[int, Day], walk: Walk) -> tuple[_Hops, Numbers]:
        """Return the hops that can be walked from some actors in time, and the first day of each."""
        hops = self._hops(walk)
        turn = np.array([turns.get(here, FUTURE + 1) for here in hops.here.tolist()], np.int64)
        caught = turn <= hops.last
        return hops.only(caught), np.maximum(turn, hops.first)[caught]

    def _hops(self, walk: Walk, *, back: bool = False) -> _Hops:
        statuses, newsroom = walk.statuses, walk.view.types is None
        rows: list[tuple[int, ...]] = []
        for place, seen in enumerate(self._seen(walk.view)):
            if seen.status not in statuses or (newsroom and seen.type.newsroom) or seen.source == seen.target:
                continue
            first, last = self._sides(seen, walk)
            source, target = self._ends(seen)
            along = not walk.directed or seen.type.symmetric or not back
            against = not walk.directed or seen.type.symmetric or back
            rows += [(place, source, target, first, last)] * along
            rows += [(place, target, source, first, last)] * against
        return _Hops(*np.array(rows, np.int64).reshape(-1, 5).T)

    def _sides(self, seen: DatedRelation, walk: Walk) -> tuple[Day, Day]:
        bounds = seen.bounds
        if bounds is None or seen.undated:
            return FUTURE, PAST  # never walked in time
        return bounds[1:3] if walk.certain else (bounds.earliest_start, bounds.latest_end)

    def _steps(self, walk: Walk, hops: _Hops) -> list[Step]:
        seen = self._seen(walk.view)
        columns = [column.tolist() for column in hops]
        return [Step(self._rows[seen[place].id], *rest) for place, *rest in zip(*columns, strict=True)]

    # --- actors and sources --------------------------------------------------------------------

    def named(self, folded: str) -> list[int]:
        """Return the actors of an id, name or alias, in its folded form."""
        return self._names.get(folded, [])

    def ids(self, names: Collection[str]) -> list[int]:
        """Return the numbers of the actors of some ids."""
        return [self._numbers[name] for name in names if name in self._numbers]

    def actors(self, numbers: Collection[int] | None) -> list[tuple[int, str]]:
        """Return some actors, or all: each with the JSON text of its fields."""
        wanted = range(len(self._actors)) if numbers is None else numbers
        return [(number, self._actors[number]) for number in wanted]

    def of_kinds(self, numbers: Collection[int], kinds: Collection[str]) -> set[int]:
        """Return which of some actors are of some kinds."""
        return {number for number in numbers if self._kinds[number] in kinds}

    def sources(self, ids: Collection[str] | None) -> list[str]:
        """Return the JSON texts of the fields of some sources, or of all."""
        wanted = self._sources if ids is None else ids
        return [self._sources[id] for id in wanted if id in self._sources]


def _among(column: Numbers, numbers: Collection[int]) -> NDArray[np.bool_]:
    return np.isin(column, list(numbers))


def _least(steps: list[Step], key: Callable[[Step], object]) -> list[Step]:
    """Return of the steps that share a key the one whose relation has the least id."""
    found: dict[object, Step] = {}
    for step in sorted(steps, key=lambda step: step.row.id, reverse=True):
        found[key(step)] = step
    return list(found.values())
