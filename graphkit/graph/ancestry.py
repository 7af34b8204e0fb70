"""Knows what each source was rewritten from, or each actor belongs to, at however many removes.

Sources that were rewritten from one another are one *circle* (a strongly connected component: Tarjan,
*Depth-first search and linear graph algorithms*, 1972). Circles are numbered so that each comes after
those it was rewritten from. A *run* is a chain of circles each rewritten from the one before it alone:
what is behind a circle in its run is found by bisection, so that a chain of any length costs nothing.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from graphkit.model.entities import Source
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, Day


class _Cited(NamedTuple):
    """What of some circles is cited: the first day of any, and the first by id of those with none behind."""

    day: Day
    origin: str


class _Circles(NamedTuple):
    """All sources of a dataset, circle by circle.

    Attributes
    ----------
    of_source
        The circle of each source.
    above
        For each circle those it was rewritten from.
    head
        For each circle the first of its run.
    """

    of_source: dict[str, int]
    above: list[list[int]]
    head: list[int]


class Ancestry:
    """What each of some things comes from; nothing is looked up before it is asked for.

    Parameters
    ----------
    above
        For each thing what it comes from directly.
    published
        For each source the EDTF text of its publication; for :meth:`original_day` alone.
    """

    def __init__(
        self, above: Mapping[str, Collection[str]], published: Mapping[str, str] | None = None
    ) -> None:
        self._above = above
        self._published = published or {}

    @classmethod
    def of_sources(cls, sources: Mapping[str, Source]) -> "Ancestry":
        """Return what each of some sources was rewritten from."""
        return cls(
            {id: source.derived_from for id, source in sources.items()},
            {id: source.published for id, source in sources.items()},
        )

    def is_behind(self, name: str, other: str) -> bool:
        """Whether one thing comes from another, at however many removes."""
        circles = self._circles.of_source
        if name == other or name not in circles or other not in circles:
            return False
        if circles[name] == circles[other]:
            return True
        return self._behind({name: 0, other: 0})[1][circles[name]] is not None

    def original_day(self, source: str) -> Day:
        """Return the first day of the original that a source was rewritten from; its own if it is original.

        Of several originals it is the earliest; of sources rewritten from one another, that of any of them.
        """
        if not self._above[source]:
            return self._first_day(source)
        return self._original_days[self._circles.of_source[source]]

    def _first_day(self, source: str) -> Day:
        return edtf.parse(self._published[source]).bounds.earliest_start

    @cached_property
    def _original_days(self) -> list[Day]:
        """The day of the original that each circle goes back to."""
        circles = self._circles
        own: dict[int, Day] = {}
        for name, circle in circles.of_source.items():
            own[circle] = min(own.get(circle, FUTURE), self._first_day(name))
        days: list[Day] = []
        for circle, above in enumerate(circles.above):
            days.append(min((days[each] for each in above), default=own[circle]))
        return days

    def origins(self, cited: Collection[str]) -> dict[str, str]:
        """Return for each cited source the one it was rewritten from, if that is cited too; else itself.

        Of a chain of rewritings that is the first; of sources rewritten from one another, or of
        several that one was rewritten from, the first by id.
        """
        if not self._any_rewritten(cited):
            return {source: source for source in cited}
        own, behind = self._behind(dict.fromkeys(cited, 0))
        of_source = self._circles.of_source
        return {source: (behind[of_source[source]] or own[of_source[source]]).origin for source in cited}

    def independent(self, cited: Mapping[str, Day]) -> Iterator[tuple[Day, Day | None]]:
        """Yield the days on which something independent is first cited, and on which it no longer is.

        Sources that were rewritten from one another count once. One is no longer independent when
        something is cited that it was rewritten from; None where that never is.

        Parameters
        ----------
        cited
            The first day on which each source is cited.
        """
        if not self._any_rewritten(cited):
            yield from ((day, None) for day in cited.values())
            return
        own, behind = self._behind(cited)
        for circle, first in own.items():
            before = behind[circle]
            if before is None or first.day < before.day:
                yield first.day, before and before.day

    def _any_rewritten(self, cited: Collection[str]) -> bool:
        return len(cited) > 1 and any(self._above[source] for source in cited)

    @cached_property
    def _circles(self) -> _Circles:
        import networkx as nx  # here, since where nothing was rewritten none is needed

        rewritten: nx.DiGraph[str] = nx.DiGraph()
        rewritten.add_nodes_from(self._above)
        rewritten.add_edges_from((name, above) for name, all_ in self._above.items() for above in all_)
        circles = _Circles({}, [], [])
        for circle, members in enumerate(nx.strongly_connected_components(rewritten)):
            circles.of_source.update(dict.fromkeys(members, circle))
            above = {circles.of_source[name] for member in members for name in rewritten[member]} - {circle}
            circles.above.append(sorted(above))
        circles.head.extend(_heads(circles.above))
        return circles

    def _behind(self, cited: Mapping[str, Day]) -> tuple[dict[int, _Cited], dict[int, _Cited | None]]:
        """Return what is cited of each circle, and what is cited of all that is behind it."""
        circles = self._circles
        own: dict[int, _Cited] = {}
        for source, day in cited.items():
            circle = circles.of_source[source]
            other = own.get(circle, _Cited(day, source))
            own[circle] = _Cited(min(day, other.day), min(source, other.origin))
        in_run: dict[int, list[int]] = defaultdict(list)
        for circle in sorted(own):
            in_run[circles.head[circle]].append(circle)
        behind: dict[int, _Cited | None] = {}

        def up_to(circle: int) -> Iterator[_Cited]:
            """Yield what is cited of a circle, and of all behind it."""
            before, cited_here = behind[circle], own.get(circle)
            if before is not None:
                yield before
            if cited_here is not None:
                yield cited_here if before is None else _Cited(cited_here.day, before.origin)

        waiting = sorted(own, reverse=True)
        while waiting:
            circle = waiting[-1]
            if circle in behind:
                waiting.pop()
                continue
            head = circles.head[circle]
            place = bisect_left(in_run[head], circle)
            needed = (
                in_run[head][place - 1 : place]
                if place
                else [head]
                if circle != head
                else circles.above[head]
            )
            missing = [each for each in needed if each not in behind]
            if missing:
                waiting += missing
                continue
            behind[waiting.pop()] = _least([found for each in needed for found in up_to(each)])
        return own, behind


def _heads(above: Sequence[Sequence[int]]) -> list[int]:
    """Return the first of the run of each circle.

    Of several that come from one alone, the run goes on to the one from which most come in turn, so that
    on the way up from anywhere runs change no more often than the logarithm of their number (Sleator and
    Tarjan, *A data structure for dynamic trees*, 1983), wherever each comes from one alone.
    """
    come = [1] * len(above)
    next_: dict[int, int] = {}
    for circle in range(len(above) - 1, -1, -1):
        if len(above[circle]) == 1:
            (one,) = above[circle]
            come[one] += come[circle]
            if one not in next_ or come[circle] > come[next_[one]]:
                next_[one] = circle
    heads = list(range(len(above)))
    for circle, sources in enumerate(above):
        if len(sources) == 1 and next_[sources[0]] == circle:
            heads[circle] = heads[sources[0]]
    return heads


def _least(found: list[_Cited]) -> _Cited | None:
    return _Cited(min(each.day for each in found), min(each.origin for each in found)) if found else None
