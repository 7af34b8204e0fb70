"""The index behind the queries: the relations of a graph by place, by id and by when they are.

It hangs on the graph until the graph changes. Each part is made when it is first needed, so that
a query costs what its answer does: whoever walks from actor to actor needs none, and a window
looks at each relation once for all, and from then on only at those of its days.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, TypeVar

from graphkit.dates import FUTURE, PAST, Day, Window
from graphkit.graph import Graph
from graphkit.lens import Lens, Net, Scales, known_version
from graphkit.models import Source
from graphkit.storage import building
from graphkit.testimony import Version
from graphkit.view import WHOLE, DatedRelation, View, judge
from graphkit.vocabulary import Vocabulary, vocabulary

__all__ = ["Index", "attach", "index", "known_version", "shown", "view_of"]

_CACHE_KEY = "graphkit"

Place = int
"""The place of a relation in the order in which the graph has them."""

T = TypeVar("T")


class Rows(NamedTuple):
    """All relations of a graph, each by its place in these lists."""

    sources: list[str]
    targets: list[str]
    ids: list[str]
    fields: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Case:
    """Relations that a view tells apart by nothing but their types' names and their actors' kinds.

    Attributes
    ----------
    sample
        The first of them.
    first, last
        The days outside of which they are in no window. Infinite for what is undated, planned or
        denied: it is judged whatever the window, as it may have to be told that it was left out.
    places
        Where they stand, ascending.
    """

    sample: DatedRelation
    first: Day
    last: Day
    places: list[Place] = field(default_factory=list)


class Index(Lens):
    """The relations of one graph as its view shows them; get it by :func:`index`."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources, by id."""
        return self.scales.sources

    @property
    def vocabulary(self) -> Vocabulary:
        """The relation types, by name."""
        return self.scales.vocabulary

    # --- by place and by id -------------------------------------------------------------------

    @cached_property
    def rows(self) -> Rows:
        """Every relation, in the order of the graph."""
        rows = Rows([], [], [], [])
        for source, onward in self.net.onward.items():
            for target, between in onward.items():
                rows.sources.extend(repeat(source, len(between)))
                rows.targets.extend(repeat(target, len(between)))
                rows.ids.extend(between)
                rows.fields.extend(between.values())
        return rows

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The place of each relation, by id."""
        return {id: place for place, id in enumerate(self.rows.ids)}

    def at(self, place: Place) -> DatedRelation:
        """Return the relation at a place."""
        sources, targets, ids, fields = self.rows
        seen = self.seen(sources[place], targets[place], ids[place], fields[place])
        assert seen is not None  # all relations of a graph belong in its own view
        return seen

    @property
    def by_id(self) -> Mapping[str, DatedRelation]:
        """Every relation by id, in the order of the graph."""
        return _ById(self.places, self.at)

    @property
    def versions(self) -> Mapping[str, tuple[Version, ...]]:
        """The versions of every relation, by id."""
        return _ById(self.places, self.weighed.__getitem__)

    def relations(self) -> Collection[DatedRelation]:
        """Return every relation, in the order of the graph."""
        return self._relations

    @cached_property
    def _relations(self) -> tuple[DatedRelation, ...]:
        return tuple(map(self.at, range(len(self.rows.ids))))

    @cached_property
    def shown(self) -> tuple[DatedRelation, ...]:
        """The relations that queries use, in the order of the graph."""
        return tuple(seen for seen in self._relations if seen.type.name not in self.hidden)

    # --- by actor -----------------------------------------------------------------------------

    @cached_property
    def actor_places(self) -> Mapping[str, int]:
        """The place of each actor in the order of the graph."""
        return {actor: place for place, actor in enumerate(self.net.actors)}

    @cached_property
    def telling(self) -> frozenset[Place]:
        """Where the relations stand that have evidence, or are about further actors."""
        fields = enumerate(self.rows.fields)
        return frozenset(place for place, each in fields if "evidence" in each or "about" in each)

    @cached_property
    def about(self) -> Mapping[str, Sequence[Place]]:
        """Where the relations stand that are about an actor."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.telling:
            for actor in self.rows.fields[place].get("about", ()):
                found[actor].append(place)
        return dict(found)

    # --- by day -------------------------------------------------------------------------------

    @cached_property
    def weighed(self) -> list[tuple[Version, ...]]:
        """The versions of every relation: the very same for those that claim the same."""
        with building():
            return list(map(self.versions_of, self.rows.fields))

    @cached_property
    def _cases(self) -> list[_Case]:
        """All relations case by case, by the first day on which they may be."""
        by_claim: dict[int, _Case] = {}
        found: dict[tuple[object, ...], _Case] = {}
        for place, versions in enumerate(self.weighed):
            case = by_claim.get(id(versions))
            if case is None:
                sample = self.weigh(self.rows.fields[place], versions)
                told = sample.version
                alike = sample.type.kind, sample.status, told.bounds, told.lasts, told.undated, told.claimed
                case = by_claim[id(versions)] = found.setdefault(alike, _case(sample))
            case.places.append(place)
        return sorted(found.values(), key=attrgetter("first"))

    def _touching(self, window: Window) -> list[_Case]:
        """Return the cases that may be in a window, or have to be told as left out of it."""
        end = bisect_right(self._cases, window.until, key=attrgetter("first"))
        return [case for case in self._cases[:end] if case.last >= window.since]

    def touching(self, window: Window) -> list[Place]:
        """Return where all relations stand that may be in a window, and some of the others."""
        return [place for case in self._touching(window) for place in case.places]

    def chosen(self, view: View) -> tuple[list[Place], Counter[str]]:
        """Return where the relations stand that belong in a view, and how many it leaves out unasked.

        Returns
        -------
        list of int
            Ascending places.
        Counter
            The numbers left out, by reason.
        """
        left_out: Counter[str] = Counter()
        places: list[Place] = []
        days = view.window or Window(until=FUTURE if view.as_of is None else view.as_of)
        untyped = replace(view, types=None)
        for case in self._touching(days):
            seen = judge(case.sample, untyped)
            if seen is None:
                continue
            asked = self._asked_for(case.places, view)
            if isinstance(seen, DatedRelation):
                places += asked
            else:
                left_out[seen] += len(asked)
        return sorted(places), left_out

    @cached_property
    def span(self) -> Window | None:
        """From the first to the last day that bounds a relation, or None where there is no day."""
        days = [day for case in self._cases for day in case.sample.bounds or () if day not in (PAST, FUTURE)]
        return Window(min(days), max(days)) if days else None

    def _asked_for(self, places: list[Place], view: View) -> list[Place]:
        """Return which of some places have relations of the types, and of actors of the kinds, of a view."""
        sources, targets, _, fields = self.rows
        if view.types is not None:
            places = [place for place in places if fields[place]["type"] in view.types]
        if view.kinds:
            is_of = self.is_of_kind
            places = [place for place in places if is_of(sources[place], targets[place], view.kinds)]
        return places

    @cached_property
    def _known_from(self) -> list[tuple[Day, Place]]:
        """The day on which each relation became known, by day; not of those that always were."""
        firsts = ((self.weighed[place][0].known_from, place) for place in self.telling)
        return sorted(first for first in firsts if first[0] != PAST)

    @cached_property
    def _contested_from(self) -> list[tuple[Day, Place]]:
        """The day on which each relation became contested, by day; once it is, it stays so."""
        return sorted(
            (next(version.known_from for version in self.weighed[place] if version.contested), place)
            for place in self.telling
            if self.weighed[place][-1].contested
        )

    def became_known(self, since: Day, until: Day) -> list[Place]:
        """Return where the relations stand that became known after one day and by another."""
        return _between(self._known_from, since, until)

    def became_contested(self, since: Day, until: Day) -> list[Place]:
        """Return where the relations stand that became contested after one day and by another."""
        return _between(self._contested_from, since, until)


def _between(days: list[tuple[Day, Place]], since: Day, until: Day) -> list[Place]:
    first, last = (bisect_right(days, day, key=itemgetter(0)) for day in (since, until))
    return [place for _, place in days[first:last]]


def _case(sample: DatedRelation) -> _Case:
    """Return the case of a relation, still without a place."""
    bounds = sample.bounds
    if bounds is None or sample.undated or sample.status != "actual":
        return _Case(sample, PAST, FUTURE)
    return _Case(sample, bounds.earliest_start, bounds.latest_end)


class _ById(Mapping[str, T]):
    """What is found by place, by id."""

    def __init__(self, places: Mapping[str, Place], at: Callable[[Place], T]) -> None:
        self._places = places
        self._at = at

    def __getitem__(self, id: str) -> T:
        return self._at(self._places[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def index(graph: Graph) -> Index:
    """Return the index of a graph; it is new on the first call and again after a change.

    networkx forgets it when nodes or edges are added or removed, or attributes set by its own
    ``set_*_attributes``.
    """
    found: Index | None = graph.__networkx_cache__.get(_CACHE_KEY)
    if found is None:
        sources = {source.id: source for source in graph.graph.get("sources", ())}
        scales = Scales(sources, vocabulary(graph.graph.get("relation_types", ())))
        found = _hang(graph, scales)
    return found


def attach(graph: Graph, scales: Scales, view: View) -> None:
    """Hang on a newly built graph the view that it answers, and an index that weighs by given scales."""
    graph.graph["view"] = view
    _hang(graph, scales)


def _hang(graph: Graph, scales: Scales) -> Index:
    found = graph.__networkx_cache__[_CACHE_KEY] = Index(Net.of(graph), scales, view_of(graph), whole=True)
    return found


def view_of(graph: Graph) -> View:
    """Return the question that a graph answers."""
    found: View = graph.graph.get("view", WHOLE)
    return found


def shown(graph: Graph) -> list[DatedRelation]:
    """Return the relations that queries use: the newsroom's only where its types were asked for."""
    return list(index(graph).shown)
