"""Ranks who, which and when: actors, pairs, types, sources, periods by how much, how central, how early.

Where dates are open, a figure is two: what it surely is, and what it is at most.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, ClassVar, Literal, NamedTuple, TypeGuard, get_args

from graphkit.answers import Answer, Column, Kind, Listed, Row, most_first
from graphkit.errors import Mend, UsageError, nearest, plural
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Assertion, Version, still_vouching
from graphkit.graph.relation import Verdict
from graphkit.graph.selection import suits_filter
from graphkit.graph.validated import public
from graphkit.model.shares import is_part
from graphkit.model.vocabulary import KnownType
from graphkit.queries import amounts
from graphkit.queries.centrality import centrality
from graphkit.queries.listing import tying_statuses
from graphkit.queries.neighbors import Direction
from graphkit.queries.occurrences import (
    CountedUnit,
    Spans,
    are_exact,
    distinct_units,
    extremes,
    hull,
    longest_of,
    start_of,
)
from graphkit.temporal.bounds import UNBOUNDED
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Window, day_words, iso, unit_of, unit_words

By = Literal[
    "relations", "partners", "betweenness", "closeness", "pagerank", "first", "last", "silence",
    "days", "weeks", "months", "openings", "amount",
]  # fmt: skip
Per = Literal["actor", "pair", "type", "family", "source", "day", "week", "month", "year", "attribute"]
Period = Literal["day", "week", "month", "year"]

CENTRALITIES = frozenset({"betweenness", "closeness", "pagerank"})
"""The figures that are not counts: of the graph of what is certain, and of all that is possible."""

OF_ACTORS = CENTRALITIES | {"openings"}
"""The figures that only actors have."""

OF_STARTS = frozenset({"first", "last", "silence", "days", "weeks", "months", "openings"})
"""The figures of the days on which relations happened or began."""

COUNTED = frozenset({"days", "weeks", "months"})
"""The figures that count days, weeks or months of the period."""

PERIODS: tuple[Period, ...] = get_args(Period)

DIRECTED = frozenset({"actor", "pair", "attribute"})
"""What has a direction."""

WAYS: Mapping[str, Direction] = {"as_source": "out", "as_target": "in"}
"""At which end of relations amounts are added up besides: who gives and who gets depends on their types."""

_NOT_ADDED = {
    "set_aside": "set aside",
    "share": "with a share, as shares have no sum",
    "without": "without an amount",
}
"""Why relations are in no sum of amounts."""

_TYPES_SHOWN = 5
"""How many types of what is added up are named."""

Figure = float | None
Key = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rank(Answer):
    """One line of a ranking.

    Attributes
    ----------
    place
        1 for the first; equals share a place.
    key
        Whom or what it is about: an actor's id; two of them for a pair; a name; a period in EDTF.
    surely, at_most
        The figure: the least and the greatest that the dates allow; of a centrality that of the graph of
        what is certain, and of all that is possible. Days are ordinals, of ``first`` and ``last`` the first
        and the last day that it can be. None if there is no such bound, as of a silence after what has an
        open date.
    relations
        How many relations it is about, surely or possibly.
    unit
        The unit of its amounts: each unit has places of its own. None of any other figure.
    as_source, as_target
        The two figures of the amounts of which it is the source, and the target; of actors and attributes
        that are ranked by both together. Else None.
    """

    columns: ClassVar = (
        Column("place", "number"),
        Column("key"),
        Column("surely"),
        Column("at_most", heading="at most"),
        Column("relations", "number"),
    )

    place: int
    key: Key
    surely: Figure
    at_most: Figure
    relations: int
    unit: str | None = None
    as_source: tuple[Figure, Figure] | None = None
    as_target: tuple[Figure, Figure] | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Ranking(Listed[Rank]):
    """A ranking; iterate it for its lines.

    Attributes
    ----------
    by, per, direction, attribute
        What was asked.
    ranks
        The lines, best first, at most as many as were asked for; of amounts so many of each unit.
    count
        How many lines there are in all.
    counted
        How many relations count, surely or possibly.
    without
        How many relations belong to no line: no source, no known beginning, no such attribute, no direction.
    without_start
        How many relations the figure does not use: it is of days, and they have no known beginning.
    unranked
        How many lines have no such figure: a silence needs two relations with a known beginning.
    not_counted
        How many relations do not count, by reason.
    spanned
        How many lines have so many dates that are one-of sets that the days between theirs count too.
    before
        How many relations began before the period, or may have: not counted on such a day as one of its
        ``days``, ``weeks`` or ``months``, and counted on it by the other figures of days.
    added
        Of how many relations of each type the amounts are added up, the most frequent first: the type says
        whether one was paid, owed or threatened.
    not_added
        How many relations have no amount to add up: ``without`` one, or a ``share``, as parts of different
        wholes have no sum; or one that a later act ``set_aside``.
    outlasting
        How many relations with an amount that is added up last, or may last, beyond the period: it is added
        up whole.
    claimed, contested
        Of how many relations with an amount that is added up nobody reports it in their own voice, and on how
        many evidence disagrees.
    """

    columns: ClassVar = Rank.columns
    listed: ClassVar = "ranks"

    by: By
    per: Per
    direction: Direction
    attribute: str | None
    ranks: tuple[Rank, ...]
    count: int
    counted: int
    without: int
    without_start: int
    unranked: int
    not_counted: dict[str, int]
    spanned: int = 0
    before: int = 0
    added: dict[str, int] = field(default_factory=dict)
    not_added: dict[str, int] = field(default_factory=dict)
    outlasting: int = 0
    claimed: int = 0
    contested: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What amounts are added up, and what is in no sum."""
        notes = []
        if self.added:
            types = [f"{count:,} {type_}" for type_, count in self.added.items()]
            more = [f"{len(types) - _TYPES_SHOWN:,} more"] if len(types) > _TYPES_SHOWN else []
            notes.append(f"Added up: {', '.join(types[:_TYPES_SHOWN] + more)}.")
        doubts = {"only claimed": self.claimed, "contested": self.contested}
        if told := " and ".join(f"{count:,} {words}" for words, count in doubts.items() if count):
            notes.append(f"Of what is added up: {told}.")
        if self.not_added:
            others = (f"{count:,} {_NOT_ADDED[reason]}" for reason, count in self.not_added.items())
            notes.append(f"Not added up: {', '.join(others)}.")
        if self.outlasting:
            lasting = f"{plural(self.outlasting, 'relation')} that may last beyond the period"
            notes.append(f"Added up whole: {lasting}; no amount is split by days.")
        return tuple(notes)

    @property
    def exact(self) -> bool:
        """Whether the two figures are bounds and exact; else they are those of two graphs, or too wide."""
        return self.by not in CENTRALITIES and not self.spanned

    @property
    def figures(self) -> tuple[str, str]:
        """What the two figures are called."""
        if self.is_day:
            return "from", "to"
        return ("certain", "possible") if self.by in CENTRALITIES else ("surely", "at_most")

    @property
    def ways(self) -> tuple[str, ...]:
        """The names of what each line has besides in each direction: the amounts at either end."""
        has_both = self.by == "amount" and self.direction == "both" and self.per in ("actor", "attribute")
        return tuple(WAYS) if has_both else ()

    @property
    def is_day(self) -> bool:
        """Whether the figures are days."""
        return self.by in ("first", "last")

    def rows(self) -> Iterable[Row]:
        """Yield a row for each line, its figures in words."""
        for rank in self.ranks:
            key = rank.key if isinstance(rank.key, str) else " - ".join(rank.key)
            figures = {name: self.words(getattr(rank, name), rank.unit) for name in ("surely", "at_most")}
            yield {"place": rank.place, "key": key, **figures, "relations": rank.relations}

    def heading(self, column: Column) -> str:
        """Return what people read above a column: the figures by what they are called."""
        names = dict(zip(("surely", "at_most"), self.figures, strict=True))
        return names.get(column.name, column.name).replace("_", " ")

    @property
    def plain_columns(self) -> tuple[Column, ...]:
        """The columns of :meth:`plain_rows`, the figures by what they are called."""
        place, key, *_, relations = self.columns
        kind: Kind = "day" if self.is_day else "number"
        names = [*self.figures, *(f"{way}_{name}" for way in self.ways for name in self.figures)]
        unit = (Column("unit"),) if self.by == "amount" else ()
        return (place, key, *(Column(name, kind) for name in names), *unit, relations)

    def plain_rows(self) -> Iterable[Row]:
        """Yield a row for each line, its figures as numbers or days."""
        for rank, row in zip(self.ranks, self.rows(), strict=True):
            found = [rank.surely, rank.at_most]
            for way in self.ways:
                found += getattr(rank, way) or (None, None)
            named = zip((column.name for column in self.plain_columns[2:]), found, strict=False)
            yield {name: row[name] for name in ("place", "key", "relations")} | {
                "unit": rank.unit,
                **dict(named),
            }

    def words(self, figure: Figure, unit: str | None = None) -> str:
        """Return a figure as people read it, with its unit."""
        if figure is None:
            return "no limit" if self.by == "silence" else ""
        if self.is_day:
            return day_words(int(figure))
        return f"{figure:.4f}" if self.by in CENTRALITIES else " ".join(filter(None, (f"{figure:,}", unit)))


class Item(NamedTuple):
    """A relation that counts: its ends, and whether it surely does and when it happened or began."""

    id: str
    source: str
    target: str
    type: KnownType
    fields: Mapping[str, Any]
    sure: bool
    start: Spans | None

    @property
    def about(self) -> tuple[str, ...]:
        """Whom it is about besides its ends."""
        about = self.fields.get("about", ())
        return tuple(actor for actor in about if actor not in (self.source, self.target)) if about else ()


class Placed(NamedTuple):
    """A relation of a line, and whether it surely belongs there."""

    item: Item
    sure: bool


Groups = dict[Key, list[Placed]]


@public
def rank(
    graph: Graph,
    by: By = "relations",
    *,
    per: Per = "actor",
    direction: Direction = "both",
    attribute: str | None = None,
    limit: int | None = None,
    lowest: bool = False,
) -> Ranking:
    """Rank actors, pairs, types, families, sources, periods or values of an attribute.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    by : str, default 'relations'
        The figure. ``relations``: how many. ``partners``: how many different actors they tie to it, or take
        part. ``first`` and ``last``: the day on which the first or last of them happened or began.
        ``silence``: the most days in a row on which none did. ``days``, ``weeks``, ``months``: in how many
        different ones one did. ``openings``: with how many partners it acted first, of those who acted at
        all. ``betweenness``, ``closeness``, ``pagerank``: centralities of the ties of actors. ``amount``: the
        sum of their amounts in one unit, a ranking for each unit.
    per : str, default 'actor'
        What is ranked: ``actor``, ``pair``, ``type``, ``family``, ``source`` (that vouches), ``day``,
        ``week``, ``month`` or ``year`` (in which relations happened or began) or ``attribute`` (of actors).
    direction : {'both', 'in', 'out'}, default 'both'
        ``out`` counts a relation for its source, ``in`` for its target; symmetric ones for both. ``both``
        counts it once for each actor that takes part: at an end, or as what it is about.
    attribute : str, optional
        The attribute whose values are ranked, with ``per="attribute"``.
    limit : int, optional
        The greatest number of lines, of each unit if by amount; by default, and with 0, all.
    lowest : bool, default False
        The lowest figures first.

    Returns
    -------
    Ranking
        Each line with two figures. Planned and denied relations count only in a window that asks for their
        status. In one that asks for kinds or attributes, only the actors that have them are ranked. A pair is
        two actors that a relation ties: its ends, or an end and whom it is about. For a centrality two actors
        are tied once, however many relations they have. An amount counts for the ends of its relation alone.

    Raises
    ------
    UsageError
        If what is ranked has no such figure or direction, or no actor has the attribute.

    Notes
    -----
    Counts are exact over all dates that are possible: different relations' dates vary independently.
    Betweenness and closeness are those of U. Brandes (2001) and S. Wasserman and K. Faust (1994, with the
    share of actors within reach), PageRank that of L. Page and S. Brin (1998, damping 0.85), as in networkx.

    References
    ----------
    * U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25, 2001.

    Examples
    --------
    >>> july = gk.window(graph, since="2025-07", until="2025-07")
    >>> [(line.key, line.surely, line.at_most) for line in gk.rank(july, limit=2)]
    [('china', 29, 37), ('nvidia', 21, 26)]
    """
    check(graph, by, per, direction, attribute)
    graph_index = index(graph)
    items, not_counted = counted_items(graph_index)
    before = 0
    if by in OF_STARTS and (period := graph_index.criteria.period) is not None:
        within = [_begun_within(item, period) for item in items]
        before = sum(item is not cut for item, cut in zip(items, within, strict=True))
        items = within if by in COUNTED else items
    not_added: dict[str, int] = {}
    versions: list[Version] = []
    if by == "amount":
        items, not_added = _with_amounts(graph_index, items)
        versions = [graph_index.by_id[item.id].version for item in items]
    groups, without = _grouped(graph_index, items, per, direction, attribute)
    called = {key: data["name"] for key, data in graph_index.adjacency.actors.items()}
    criteria = graph_index.criteria
    lines: list[Rank] = []
    count = unranked = 0
    for unit, own in _by_unit(groups).items() if by == "amount" else ((None, groups),):
        figures = _figures(own, items, by, per, direction)
        if per == "actor" and (criteria.kinds or criteria.where):
            known = graph_index.adjacency.actors
            figures = {key: two for key, two in figures.items() if suits_filter(known[str(key)], criteria)}
        ranked = [(key, *figure) for key, figure in figures.items() if figure is not None]
        numbers = {key: len(group) for key, group in own.items()}
        found = placed(called, ranked, numbers, by, lowest=lowest)
        lines += [replace(line, unit=unit) for line in found[: limit or None]]
        count += len(found)
        unranked += len(figures) - len(ranked)
    ranking = Ranking(
        by,
        per,
        direction,
        attribute,
        tuple(lines),
        count=count,
        counted=len(items),
        without=without,
        without_start=sum(item.start is None for item in items) if by in OF_STARTS else 0,
        unranked=unranked,
        not_counted=not_counted,
        spanned=sum(not are_exact(item.start for item, _ in group if item.start) for group in groups.values())
        if by in ("silence", *COUNTED)
        else 0,
        before=before,
        added=most_first(item.type.name for item in items) if by == "amount" else {},
        not_added=not_added,
        outlasting=_outlasting(versions, graph_index.criteria.period or ALWAYS),
        claimed=sum(version.claimed for version in versions),
        contested=sum(version.contested for version in versions),
    )
    if not ranking.ways:
        return ranking
    out, into = (_grouped(graph_index, items, per, way, attribute)[0] for way in WAYS.values())
    ranks = (replace(line, as_source=_added(out, line), as_target=_added(into, line)) for line in lines)
    return replace(ranking, ranks=tuple(ranks))


def check(graph: Graph, by: By, per: Per, direction: Direction, attribute: str | None) -> None:
    """Refuse what has no meaning."""
    if by in OF_ACTORS and per != "actor":
        raise UsageError(f"by: {by} is a figure of actors; it cannot be ranked per {per}")
    if is_period(per) and by not in ("relations", "partners", "amount"):
        raise UsageError(f"by: a {per} has relations, partners and an amount, and no {by}")
    if by == "partners" and per == "pair":
        raise UsageError(
            "by: a pair has no partners; rank it by relations, first, last, silence, days, weeks, months or "
            "amount"
        )
    if direction != "both" and (per not in DIRECTED or by == "openings"):
        named = by if by == "openings" else f"a {per}"
        raise UsageError(f"direction: {named} has none; it is for actors, pairs and attributes")
    known = {name for _, data in graph.nodes(data=True) for name in dict(data.get("attributes", ()))}
    if (attribute is None) == (per == "attribute"):
        named = attribute or min(known, default="country")
        mend = Mend(
            f"such as graphkit rank --per attribute {named}",
            f"per='attribute', attribute={named!r}",
            f"such as per=attribute, attribute={named}",
        )
        raise UsageError("attribute: name one together with what is ranked", mend)
    if attribute is not None and attribute not in known:
        there = f"there is {', '.join(sorted(known)) or 'none'}"
        near = nearest(attribute, sorted(known))
        hint = f"did you mean {' or '.join(near)}?" if near else there
        raise UsageError(f"attribute: no actor has {attribute!r}; {hint}")


def counted_items(graph_index: Index) -> tuple[list[Item], dict[str, int]]:
    """Return the relations that count, in the order of the graph, and how many do not, by reason."""
    criteria, types = graph_index.criteria, graph_index.vocabulary
    tying, period = tying_statuses(criteria), criteria.period
    left_out: Counter[str] = Counter(dict(criteria.left_out))
    starts: dict[int, tuple[Verdict, bool, Spans | None]] = {}
    items: list[Item] = []
    for source, target, key, fields in zip(*graph_index.edge_list, strict=True):
        status = fields.get("status", "actual")
        if fields["type"] in graph_index.hidden:
            left_out["newsroom"] += 1
        elif status not in tying:
            left_out[status] += 1
        else:
            like = graph_index.evaluate(source, target, fields)
            assert like is not None  # every relation of a graph matches its filter
            known = starts.get(id(like))
            if known is None:
                known = like, like.certainty != "possible", start_of(like.version, period)
                starts[id(like)] = known
            items.append(Item(key, source, target, types[fields["type"]], fields, *known[1:]))
    return items, dict(sorted(left_out.items()))


def _begun_within(item: Item, period: Window) -> Item:
    """Return a relation as one that only begins within a period: perhaps, if it may have begun before."""
    if not item.start or item.start[0].since >= period.since:
        return item
    cut = [Window(max(since, period.since), until) for since, until in item.start if until >= period.since]
    return item._replace(start=tuple(cut), sure=False)


def _with_amounts(graph_index: Index, items: Sequence[Item]) -> tuple[list[Item], dict[str, int]]:
    """Return relations with an amount to add up, without whom they are about, and how many others there are.

    What a relation is about neither gives an amount nor gets it.
    """
    added, others = [], Counter[str]()
    for item in items:
        amount = item.fields.get("amount")
        if amount is None or is_part(amount.unit):
            others["share" if amount else "without"] += 1
        elif graph_index.by_id[item.id].set_aside:
            others["set_aside"] += 1
        else:
            added.append(item._replace(fields={**item.fields, "about": ()}) if item.about else item)
    return added, dict(sorted(others.items()))


def _outlasting(versions: Iterable[Version], period: Window) -> int:
    """Return how many relations last, or may last, beyond the period."""
    spans = (version.bounds or UNBOUNDED for version in versions if version.lasts)
    return sum(span.earliest_start < period.since or span.latest_end > period.until for span in spans)


# --- what belongs together ------------------------------------------------------------------------


def _grouped(
    graph_index: Index, items: Sequence[Item], per: Per, direction: Direction, attribute: str | None
) -> tuple[Groups, int]:
    """Return the relations of each line, and how many belong to none."""
    keys = _keys(graph_index, per, direction, attribute)
    groups: Groups = defaultdict(list)
    without = 0
    for item in items:
        found = keys(item)
        without += not found
        for key, sure in found.items():
            groups[key].append(Placed(item, sure and item.sure))
    return dict(groups), without


Keys = Callable[[Item], Mapping[Any, bool]]
"""Returns the lines that a relation belongs to, and whether it surely does if it counts at all."""


def _keys(graph_index: Index, per: Per, direction: Direction, attribute: str | None) -> Keys:
    if per == "actor":
        return lambda item: dict.fromkeys(_members(item, direction), True)
    if per == "pair":
        return lambda item: dict.fromkeys(pairs_of(item, direction), True)
    if per == "type":
        return lambda item: {item.type.name: True}
    if per == "family":
        return lambda item: {item.type.family: True}
    if per == "source":
        return lambda item: dict.fromkeys(_vouching(item, graph_index.sources), True)
    if is_period(per):
        return lambda item: _periods(item, per, graph_index.criteria.period)
    assert attribute is not None
    values = {
        actor: str(value)
        for actor, data in graph_index.adjacency.actors.items()
        if (value := dict(data.get("attributes", ())).get(attribute)) is not None
    }
    return lambda item: {values[actor]: True for actor in _members(item, direction) if actor in values}


def _members(item: Item, direction: Direction) -> tuple[str, ...]:
    """Return the actors for whom a relation counts in a direction, some perhaps twice."""
    if direction == "both":
        return (item.source, item.target, *item.about)
    if item.type.symmetric:
        return (item.source, item.target)
    return (item.source,) if direction == "out" else (item.target,)


def pairs_of(item: Item, direction: Direction) -> Iterator[tuple[str, str]]:
    """Yield the pairs that a relation ties: in order of their ids, or from and to whom it goes."""
    ends = (item.source, item.target)
    if direction != "both":
        if item.source != item.target:
            yield ends if direction == "out" else ends[::-1]
            if item.type.symmetric:
                yield ends[::-1] if direction == "out" else ends
        return
    if item.source != item.target:
        yield (min(ends), max(ends))
    for actor in item.about:
        for end in ends:
            yield (min(actor, end), max(actor, end))


def _vouching(item: Item, sources: Mapping[str, Any]) -> set[str]:
    """Return the ids of the sources that vouch for a relation."""
    evidence = item.fields.get("evidence", ())
    claim = Assertion(item.type, None, item.fields.get("status", "actual"), evidence)
    return {entry.source for entry in still_vouching(claim, sources)}


def is_period(per: Per) -> TypeGuard[Period]:
    """Return whether periods are ranked."""
    return per in PERIODS


def _periods(item: Item, unit: Period, window: Window | None) -> dict[str, bool]:
    """Return the periods in which a relation may have happened or begun, in EDTF."""
    if item.start is None:
        return {}
    earliest, latest = hull(item.start)
    day = earliest if window is None else max(earliest, window.since)
    if day == PAST or latest == FUTURE:
        return {}
    periods: dict[str, bool] = {}
    while day <= latest:
        period = unit_of(day, unit)
        if any(since <= period.until and until >= day for since, until in item.start):
            periods[_label(period, unit)] = day == earliest and latest <= period.until
        day = period.until + 1
    return periods


_LENGTHS = {"day": None, "month": -3, "year": -6}
"""Where a period ends in the text of its first day."""


def _label(period: Window, unit: Period) -> str:
    """Return a period in EDTF: ``2014-03``, ``2014-03-03/2014-03-09``."""
    since, until = iso(period.since) or "", iso(period.until) or ""
    return f"{since}/{until}" if unit == "week" else since[: _LENGTHS[unit]]


def period_words(key: str, unit: Period) -> str:
    """Return a period of a ranking as people write it."""
    from graphkit.temporal import edtf  # only for people

    first = edtf.parse(key).bounds.earliest_start
    return unit_words(unit_of(first, unit), unit)


# --- figures --------------------------------------------------------------------------------------


Two = tuple[Figure, Figure]


def _figures(
    groups: Groups, items: Sequence[Item], by: By, per: Per, direction: Direction
) -> dict[Key, Two | None]:
    """Return the two figures of each line; None where a line has none."""
    if by in CENTRALITIES:
        return _central(items, by, direction)
    if by == "openings":
        return _openings(groups, items)
    if by == "amount":
        return {key: _sums(group) for key, group in groups.items()}
    if by == "relations":
        return {key: (sum(placed.sure for placed in group), len(group)) for key, group in groups.items()}
    if by == "partners":
        return {
            key: _partners(key if per == "actor" else None, group, direction) for key, group in groups.items()
        }
    return {key: _of_days(group, by) for key, group in groups.items()}


def _partners(actor: Key | None, group: Sequence[Placed], direction: Direction) -> Two:
    """Return how many actors relations tie to an actor, or how many take part in them."""
    sure, possible = set[str](), set[str]()
    for item, is_sure in group:
        if actor is None:
            others: Iterable[str] = (item.source, item.target, *item.about)
        elif actor in (item.source, item.target):
            about = item.about if direction == "both" else ()
            others = {item.source, item.target, *about} - {actor}
        else:
            others = (item.source, item.target)
        possible.update(others)
        if is_sure:
            sure.update(others)
    return len(sure), len(possible)


def _by_unit(groups: Groups) -> dict[str, Groups]:
    """Return the relations of each line that have an amount in each unit, the most frequent unit first."""
    units = {item.id: item.fields["amount"].unit for group in groups.values() for item, _ in group}
    found: dict[str, Groups] = {unit: defaultdict(list) for unit in most_first(units.values())}
    for key, group in groups.items():
        for each in group:
            found[units[each.item.id]][key].append(each)
    return found


def _sums(group: Iterable[Placed]) -> Two:
    """Return the least and the greatest sum of the amounts of relations, which have one unit."""
    values = [(item.fields["amount"].value, sure) for item, sure in group]
    return amounts.sums([one for one, sure in values if sure], [one for one, sure in values if not sure])


def _added(groups: Groups, line: Rank) -> Two:
    """Return the sums of a line in a direction."""
    return _sums([each for each in groups.get(line.key, ()) if each.item.fields["amount"].unit == line.unit])


def _of_days(group: Sequence[Placed], by: By) -> Two | None:
    """Return a figure of the days on which relations happened or began."""
    starts = [(item.start, sure) for item, sure in group if item.start is not None]
    sure = [start for start, is_sure in starts if is_sure]
    maybe = [start for start, is_sure in starts if start and not is_sure]
    if not starts:
        return None
    if by in ("first", "last"):
        days = extremes(list(map(hull, sure)), list(map(hull, maybe)))[by == "last"]
        assert days is not None
        return _finite(days.since), _finite(days.until)
    if by == "silence":
        silence = longest_of(sure, maybe)
        return None if silence is None else (silence.at_least, silence.at_most)
    unit: CountedUnit = "day" if by == "days" else "week" if by == "weeks" else "month"
    return distinct_units(sure, maybe, unit)


def _finite(day: int) -> int | None:
    return None if day in (PAST, FUTURE) else day


def _openings(groups: Groups, items: Sequence[Item]) -> dict[Key, Two | None]:
    """Return with how many partners each actor acted on the first day of the two; None if it never acted."""
    acts: dict[frozenset[str], list[tuple[Item, Window]]] = defaultdict(list)
    for item in items:
        if item.source != item.target and item.start is not None:
            acts[frozenset((item.source, item.target))].append((item, hull(item.start)))
    counts: dict[Key, tuple[int, int]] = {}
    for pair, between in acts.items():
        for actor in pair:
            own = [act for act in between if act[0].source == actor or act[0].type.symmetric]
            theirs = [act for act in between if act[0].source != actor and not act[0].type.symmetric]
            if own:
                sure, maybe = counts.get(actor, (0, 0))
                sure += _surely_by(own) <= _perhaps_by(theirs)
                counts[actor] = sure, maybe + (_perhaps_by(own) <= _surely_by(theirs))
    return {actor: counts.get(actor) for actor in groups}


def _surely_by(acts: Sequence[tuple[Item, Window]]) -> int:
    """Return the day by which one of some relations has surely happened or begun; beyond all days if none."""
    return min((start.until for item, start in acts if item.sure), default=FUTURE + 1)


def _perhaps_by(acts: Sequence[tuple[Item, Window]]) -> int:
    return min((start.since for _, start in acts), default=FUTURE)


def _central(items: Sequence[Item], by: By, direction: Direction) -> dict[Key, Two | None]:
    """Return a centrality of each actor in the graph of what is certain, and in that of all."""
    actors = sorted({actor for item in items for actor in (item.source, item.target, *item.about)})
    sure = _centrality(actors, [item for item in items if item.sure], by, direction)
    every = sure if all(item.sure for item in items) else _centrality(actors, items, by, direction)
    return {actor: (one, other) for actor, one, other in zip(actors, sure, every, strict=True)}


def _centrality(actors: Sequence[str], items: Sequence[Item], by: By, direction: Direction) -> list[float]:
    """Return a centrality of all actors, by the ties of some relations."""
    numbers = {actor: number for number, actor in enumerate(actors)}
    ties = {(numbers[here], numbers[there]) for item in items for here, there in pairs_of(item, direction)}
    return centrality(len(actors), sorted(ties), by, is_directed=direction != "both")


# --- order ----------------------------------------------------------------------------------------


def placed(
    names: Mapping[str, str],
    ranked: Sequence[tuple[Key, Figure, Figure]],
    amounts: Mapping[Key, int],
    by: By,
    *,
    lowest: bool,
) -> list[Rank]:
    """Return the lines in order; equals share a place, and come in order of their relations and names."""

    def figure(line: tuple[Key, Figure, Figure]) -> tuple[float, float]:
        _, surely, at_most = line
        if by == "first":
            order = (FUTURE if at_most is None else at_most, PAST if surely is None else surely)
        else:
            order = (-(PAST if surely is None else surely), -(FUTURE if at_most is None else at_most))
        return (-order[0], -order[1]) if lowest else order

    def order(line: tuple[Key, Figure, Figure]) -> tuple[Any, ...]:
        key = line[0]
        called = [names.get(part, part) for part in ([key] if isinstance(key, str) else key)]
        return figure(line), -amounts.get(key, 0), called, key

    lines: list[Rank] = []
    for _, equal in groupby(sorted(ranked, key=order), key=figure):
        place = len(lines) + 1
        lines += [Rank(place, key, one, other, amounts.get(key, 0)) for key, one, other in equal]
    return lines
