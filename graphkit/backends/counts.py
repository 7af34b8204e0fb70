"""Sums up what there is, where the rows are: amounts, who takes part in most, what began when."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from graphkit.answers import most_first
from graphkit.backends.protocol import Backend
from graphkit.backends.subgraphs import check_conditions, number_of, of_actors
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.conditions import condition_of, on_actors
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.selection import suits_filter
from graphkit.model.statuses import NOT_ACTUAL, STATUSES
from graphkit.queries.listing import ActorRow, actor_rows, tying_statuses
from graphkit.temporal.calendar import ALWAYS, Unit, Window

if TYPE_CHECKING:
    from graphkit.queries.neighbors import Direction
    from graphkit.queries.ranking import By as RankedBy
    from graphkit.queries.ranking import Per, Ranking
    from graphkit.queries.summary import Overview
    from graphkit.queries.timeline import Begun, By, Timeline


def timeline(
    backend: Backend, filter: Filter, of: str | None = None, *, unit: Unit | None = None, by: By = "family"
) -> Timeline:
    """Return how many relations happened or began in each period, as :mod:`graphkit.queries.timeline` does.

    It does not list the relations.
    """
    from graphkit.queries.timeline import counted

    begun, without, left_out = _begun(backend, filter, of)
    return counted(
        begun,
        filter.window,
        unit=unit,
        by=by,
        undated=without[False],
        left_out=dict(sorted(left_out.items())),
        background=without[True],
    )


def number_counted(backend: Backend, filter: Filter, actor: str | None = None) -> int:
    """Return how many relations a timeline counts, if only as undated."""
    begun, without, _ = _begun(backend, filter, actor)
    return sum(start.amount for start in begun) + without.total()


def _begun(
    backend: Backend, filter: Filter, actor: str | None
) -> tuple[list[Begun], Counter[bool], Counter[str]]:
    """Return what a timeline counts by its start, how much without one, and what a default leaves out.

    What has no start is counted by whether it is background.
    """
    from graphkit.queries.timeline import Begun

    about = backend.description
    number = None if actor is None else number_of(backend, actor)
    wanted = tying_statuses(filter)
    begun: list[Begun] = []
    left_out: Counter[str] = Counter()
    without: Counter[bool] = Counter()
    types = [about.vocabulary[name] for name in about.types]
    newsroom = [type_.newsroom and filter.types is None for type_ in types]
    found = backend.starts(replace(filter, undated=True), number)
    for kind, status, first, last, amount, gaps in found:
        type_ = types[kind]
        if newsroom[kind]:
            left_out["newsroom"] += amount
        elif STATUSES[status] not in wanted:
            left_out[STATUSES[status]] += amount
        elif first is None or last is None:
            without[type_.background] += amount
        else:
            begun.append(Begun(type_, Window(first, last), amount, gaps))
    return begun, without, left_out


def actors(
    backend: Backend,
    filter: Filter,
    words: str | None = None,
    *,
    kinds: Collection[str] = (),
    where: Collection[str] = (),
) -> tuple[ActorRow, ...]:
    """Return the actors of a filter, those with most relations first, as :mod:`~graphkit.queries.listing`."""
    about = backend.description
    counted = about.numbers_of(lambda type_: not type_.newsroom)
    of_all = backend.degrees(filter, counted)  # an actor of nothing but a denied relation is there too
    tying = frozenset(tying_statuses(filter))
    degrees = of_all if filter.statuses else backend.degrees(replace(filter, statuses=tying), counted)
    everybody = replace(filter, known_by=None) == WHOLE
    conditions = on_actors(tuple(map(condition_of, where)))
    if conditions:
        check_conditions(backend, conditions)
    rows = (
        (actor["id"], actor, degrees.get(number, 0))
        for number, actor in backend.fields_of(None if everybody else of_all)
    )
    return actor_rows(rows, words, kinds, conditions)


def not_tying(backend: Backend, filter: Filter, actors: Collection[str] | None = None) -> dict[str, int]:
    """Return how many relations their status keeps from counting, as :mod:`~graphkit.queries.listing`."""
    if filter.statuses:  # they are asked for, and there are no others
        return {}
    about = backend.description
    counted = frozenset(name for name in about.types if not about.vocabulary[name].newsroom)
    filter = replace(filter, types=counted if filter.types is None else filter.types & counted)
    numbers = None if actors is None else {*backend.ids(list(actors))}

    def count(status: str) -> int:
        of_status = replace(filter, statuses=frozenset({status}))
        if numbers is None:
            return backend.count(of_status)
        rows = of_actors(backend, numbers, of_status)
        return len({row.id for row in rows if row.source in numbers or row.target in numbers})

    counts = {status: count(status) for status in NOT_ACTUAL}
    return {status: amount for status, amount in counts.items() if amount}


def counts_ranking(by: RankedBy, per: Per) -> bool:
    """Return whether :func:`ranking` counts a ranking; others take the graph."""
    return by == "relations" and per in ("actor", "type", "family")


def ranking(
    backend: Backend,
    filter: Filter,
    per: Per,
    *,
    direction: Direction = "both",
    limit: int | None = None,
    lowest: bool = False,
) -> tuple[Ranking, list[int]]:
    """Rank by relations, as :mod:`graphkit.queries.ranking` does; return the actors that are ranked too."""
    from graphkit.queries.ranking import Ranking, check, placed

    about, tying = backend.description, tying_statuses(filter)
    check(about.blank(), "relations", per, direction, None)
    types = [about.vocabulary[name] for name in about.types]
    not_counted: Counter[str] = Counter()
    counted = 0
    for number, status, amount in backend.counted(filter):
        if types[number].newsroom and filter.types is None:
            not_counted["newsroom"] += amount
        elif STATUSES[status] not in tying:
            not_counted[STATUSES[status]] += amount
        else:
            counted += amount
    if "newsroom" in not_counted:
        filter = replace(filter, types=frozenset(type_.name for type_ in types if not type_.newsroom))
    filter = replace(filter, statuses=frozenset(tying))
    numbers: list[int] = []
    if per == "actor":
        count, by_number = _foremost(backend, filter, direction, limit, sign=1 if lowest else -1)
        actors = dict(backend.fields_of(by_number))
        names = {actor["id"]: actor["name"] for actor in actors.values()}
        figures = {actor["id"]: by_number[number] for number, actor in actors.items()}
        numbers = list(actors)
    else:
        surely, at_most = Counter[str](), Counter[str]()
        for sums, part in ((surely, replace(filter, certain=True)), (at_most, filter)):
            for number, _, amount in backend.counted(part):
                sums[types[number].name if per == "type" else types[number].family] += amount
        names, count = {}, len(at_most)
        figures = {key: (surely[key], most) for key, most in at_most.items()}
    amounts = {key: most for key, (_, most) in figures.items()}
    lines = placed(names, [(key, *two) for key, two in figures.items()], amounts, "relations", lowest=lowest)
    ranks = tuple(lines[: limit or None])
    found = Ranking(
        "relations", per, direction, None, ranks, count, counted, 0, 0, 0, dict(sorted(not_counted.items()))
    )
    keys = {line.key for line in ranks}
    return found, [number for number in numbers if actors[number]["id"] in keys]


def _foremost(
    backend: Backend, filter: Filter, direction: Direction, limit: int | None, *, sign: int
) -> tuple[int, dict[int, tuple[int, int]]]:
    """Return how many actors there are, and the two figures of the first ones and of all that equal them."""
    found = backend.taking_part(filter, direction)
    if filter.kinds or filter.where:
        suiting = {number for number, actor in backend.fields_of(None) if suits_filter(actor, filter)}
        found = [each for each in found if each[0] in suiting]

    def order(each: tuple[int, int, int]) -> tuple[int, int]:
        return sign * each[1], sign * each[2]

    last = max(map(order, found if not limit else nsmallest(limit, found, order)), default=(0, 0))
    return len(found), {each[0]: each[1:] for each in found if order(each) <= last}


def overview(backend: Backend) -> Overview:
    """Return what is in a graph, as :mod:`graphkit.queries.summary` does; single relations are not named."""
    from graphkit.queries.summary import Overview

    about = backend.description
    families, statuses = Counter[str](), Counter[str]()
    for type_, status, amount in backend.counted(WHOLE):
        families[about.vocabulary[about.types[type_]].family] += amount
        statuses[STATUSES[status]] += amount
    sources = [json.loads(fields) for fields in backend.sources(None)]
    published = {source["id"]: source["published"] for source in sources}
    ancestry = Ancestry({source["id"]: source.get("derived_from", ()) for source in sources}, published)
    days = backend.days_named()

    def left_out_by(**narrower: Any) -> int:
        return statuses.total() - backend.count(replace(WHOLE, **narrower))

    counted = {
        "contested": left_out_by(no_contested=True),
        "claimed": left_out_by(no_claims=True),
        **{status: statuses[status] for status in NOT_ACTUAL},
        "undated": left_out_by(window=ALWAYS),
    }
    return Overview(
        title=about.title,
        description=about.description,
        actors=most_first(backend.kinds()),
        relations=most_first(families),
        sources=most_first(source["publisher"] for source in sources),
        first=min(days, default=None),
        last=max(days, default=None),
        independent_sources=len(set(ancestry.origins(published).values())),
        counted=counted,
    )
