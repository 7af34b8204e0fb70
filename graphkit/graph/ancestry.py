"""Finds the ancestors of things at any distance: what sources were rewritten from, who owns actors.

Things that descend from one another form one strongly connected component (Tarjan, *Depth-first search
and linear graph algorithms*, 1972). Components are numbered so that each comes after its parents. Along a
path of components with one parent each, the nearest cited ancestor is found by bisection, so a chain of
any length costs little.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf
from typing import NamedTuple

from graphkit.model.entities import Source
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window


class Relayed(NamedTuple):
    """The first cited source that another only relays: from which day, and the days of its publication."""

    day: Day
    published: Window


class _Cited(NamedTuple):
    """The cited members of some components: the first day, and the first id with no cited ancestor.

    ``published`` are the days on one of which the one that was cited first was published.
    """

    day: Day
    published: Window
    origin: str


class _Components(NamedTuple):
    """The strongly connected components: of each thing its own; of each component its parents, ascending.

    ``head`` is the first component of the path that each component is on.
    """

    of_name: dict[str, int]
    parents: list[list[int]]
    head: list[int]


class Ancestry:
    """The ancestors of things, computed when they are first asked for.

    ``published`` has the EDTF text of each source's publication; :meth:`relayed` alone needs it.
    """

    def __init__(
        self, parents: Mapping[str, Collection[str]], published: Mapping[str, str] | None = None
    ) -> None:
        self._parents = parents
        self._published = published or {}

    @classmethod
    def of_sources(cls, sources: Mapping[str, Source]) -> "Ancestry":
        """Return the ancestry of sources: what each was rewritten from."""
        return cls(
            {id: source.derived_from for id, source in sources.items()},
            {id: source.published for id, source in sources.items()},
        )

    def has_ancestor(self, name: str, ancestor: str) -> bool:
        """Whether one thing descends from another, at any distance."""
        of_name = self._components.of_name
        if name == ancestor or name not in of_name or ancestor not in of_name:
            return False
        if of_name[name] == of_name[ancestor]:
            return True
        return self._cited_ancestors({name: 0, ancestor: 0})[1][of_name[name]] is not None

    def _published_on(self, source: str) -> Window:
        if source not in self._published:
            return Window(PAST, FUTURE)
        bounds = edtf.parse(self._published[source]).bounds
        return Window(bounds.earliest_start, bounds.latest_end)

    def origins(self, cited: Collection[str]) -> dict[str, str]:
        """Return for each cited source the cited source that it was rewritten from, or else itself.

        In a chain of rewritings that is the first. Among sources rewritten from one another, or several
        that one was rewritten from, it is the first by id.
        """
        if not self.any_rewritten(cited):
            return {source: source for source in cited}
        own, ancestors = self._cited_ancestors(dict.fromkeys(cited, 0))
        of_name = self._components.of_name
        return {source: (ancestors[of_name[source]] or own[of_name[source]]).origin for source in cited}

    def independent(self, cited: Mapping[str, Day]) -> Iterator[tuple[Day, Day | None]]:
        """Yield for each independent source the day on which it is first cited, and on which that ends.

        Sources that were rewritten from one another count once. A source stops being independent when one
        that it was rewritten from is cited; None if that never happens. ``cited`` are the first days.
        """
        if not self.any_rewritten(cited):
            yield from ((day, None) for day in cited.values())
            return
        own, ancestors = self._cited_ancestors(cited)
        for component, first in own.items():
            earlier = ancestors[component]
            if earlier is None or first.day < earlier.day:
                yield first.day, earlier and earlier.day

    def relayed(self, cited: Mapping[str, Day]) -> dict[str, Relayed | None]:
        """Return for each cited source the one that it was rewritten from and that was cited first.

        From then on it relays what that source says; None if there is none. Sources rewritten from one
        another do not relay each other. ``cited`` are the first days on which each is cited.
        """
        if not self.any_rewritten(cited):
            return dict.fromkeys(cited)
        ancestors = self._cited_ancestors(cited)[1]
        of_name = self._components.of_name
        return {
            source: (earlier := ancestors[of_name[source]]) and Relayed(earlier.day, earlier.published)
            for source in cited
        }

    def any_rewritten(self, cited: Collection[str]) -> bool:
        """Whether one of several sources may be rewritten from another."""
        return len(cited) > 1 and any(self._parents[source] for source in cited)

    @cached_property
    def _components(self) -> _Components:
        components = _Components({}, [], [])
        of_name = components.of_name
        for component, members in enumerate(_strong(self._parents)):
            of_name.update(dict.fromkeys(members, component))
            above = {of_name[parent] for member in members for parent in self._parents.get(member, ())}
            components.parents.append(sorted(above - {component}))
        components.head.extend(_heads(components.parents))
        return components

    def _cited_ancestors(
        self, cited: Mapping[str, Day]
    ) -> tuple[dict[int, _Cited], dict[int, _Cited | None]]:
        """Return what is cited in each component, and what is cited among all ancestors of each component."""
        components = self._components
        own: dict[int, _Cited] = {}
        for source, day in cited.items():
            component = components.of_name[source]
            here = _Cited(day, self._published_on(source), source)
            own[component] = _first([here, own.get(component, here)])
        on_path: dict[int, list[int]] = defaultdict(list)
        for component in sorted(own):
            on_path[components.head[component]].append(component)
        ancestors: dict[int, _Cited | None] = {}

        def up_to(component: int) -> Iterator[_Cited]:
            """Yield what is cited in a component and among its ancestors."""
            earlier, here = ancestors[component], own.get(component)
            if earlier is not None:
                yield earlier
            if here is not None:
                yield here if earlier is None else here._replace(origin=earlier.origin)

        stack = sorted(own, reverse=True)
        while stack:
            component = stack[-1]
            if component in ancestors:
                stack.pop()
                continue
            head = components.head[component]
            position = bisect_left(on_path[head], component)
            if position:
                needed = [on_path[head][position - 1]]
            else:
                needed = [head] if component != head else components.parents[head]
            missing = [other for other in needed if other not in ancestors]
            if missing:
                stack += missing
                continue
            behind = [cited for other in needed for cited in up_to(other)]
            ancestors[stack.pop()] = _first(behind) if behind else None
        return own, ancestors


def _strong(parents: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components, each after its parents.

    By paths (Gabow, *Path-based depth-first search*, 2000). networkx has them too, and takes longer to load
    than a command takes to answer.
    """
    number: dict[str, float] = {}  # the place in ``found``; infinite once its component is complete
    found: list[str] = []
    firsts: list[float] = []  # where the components on the path begin, as far as is known
    for start in parents:
        ways = [] if start in number else [(start, iter(parents[start]))]
        while ways:
            name, above = ways[-1]
            if name not in number:
                number[name] = len(found)
                firsts.append(len(found))
                found.append(name)
            for parent in above:
                if parent not in number:
                    ways.append((parent, iter(parents.get(parent, ()))))
                    break
                while firsts[-1] > number[parent]:
                    firsts.pop()
            else:
                ways.pop()
                if firsts[-1] == number[name]:
                    members = found[int(firsts.pop()) :]
                    del found[-len(members) :]
                    number.update(dict.fromkeys(members, inf))
                    yield members


def _heads(parents: Sequence[Sequence[int]]) -> list[int]:
    """Return the first component of the path that each component is on.

    A path goes on from a component to the one of its children with most descendants, among children with
    a single parent. So a walk to the root changes paths at most a logarithmic number of times (Sleator
    and Tarjan, *A data structure for dynamic trees*, 1983) where every component has a single parent.
    """
    descendants = [1] * len(parents)
    heavy_child: dict[int, int] = {}
    for component in range(len(parents) - 1, -1, -1):
        if len(parents[component]) == 1:
            (parent,) = parents[component]
            descendants[parent] += descendants[component]
            if parent not in heavy_child or descendants[component] > descendants[heavy_child[parent]]:
                heavy_child[parent] = component
    heads = list(range(len(parents)))
    for component, own in enumerate(parents):
        if len(own) == 1 and heavy_child[own[0]] == component:
            heads[component] = heads[own[0]]
    return heads


def _first(cited: list[_Cited]) -> _Cited:
    return min(cited)._replace(origin=min(each.origin for each in cited))
