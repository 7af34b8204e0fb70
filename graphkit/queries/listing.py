"""Lists the relations of a graph in order of time, and its actors by their number of relations."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple, get_args

from graphkit.answers import Answer, Answers, Column, Listed, most_first
from graphkit.arguments import one_of
from graphkit.graph.conditions import Condition, meets, on_actors
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.selection import found
from graphkit.graph.validated import public
from graphkit.model.folding import words_of
from graphkit.model.statuses import NOT_ACTUAL
from graphkit.model.vocabulary import Vocabulary
from graphkit.queries.contradictions import errors_in
from graphkit.queries.telling import degree_of_doubt
from graphkit.queries.windows import conditions_in
from graphkit.temporal.calendar import FUTURE, PAST, Day, iso, unit_of

By = Literal["actor", "type", "family", "month", "year", "source"]
"""What relations are grouped by; a month or year is that in which they happened or began."""

Order = Literal["time", "amount"]
"""What relations are listed by."""

UNSURE = "unsure"
"""The key of what may have happened or begun in several months or years."""

DOUBTS = ("certain", "last reported earlier", "first reported later", "maybe")
"""How sure a relation is in a period."""

_STANDINGS = {"in force": 0, "happened": 1, None: 2, "background": 3}


class Section(NamedTuple):
    """A part of an answer: an optional title, relations in order, and what is said of each besides."""

    title: str
    relations: tuple[DatedRelation, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Listing(Listed[DatedRelation]):
    """Relations: what is certain, what was last reported earlier, and what is only possible.

    Attributes
    ----------
    relations
        The relations.
    left_out
        Number of relations that a default excluded, by reason: ``undated``, ``planned``, ``denied``,
        ``unreported`` or ``newsroom``.
    """

    columns: ClassVar = DatedRelation.columns
    listed: ClassVar = "relations"

    relations: tuple[DatedRelation, ...]
    left_out: dict[str, int]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is left out, and which relations cannot be as they say."""
        left_out = ", ".join(f"{count:,} {reason}" for reason, count in self.left_out.items())
        errors = (f"Error: {relation.id}: {wrong}." for relation in self for wrong in errors_in(relation))
        return (*((f"Left out: {left_out}.",) if left_out else ()), *errors)

    def by(self, group: By) -> dict[str | None, tuple[DatedRelation, ...]]:
        """Return the relations in groups.

        A relation is in the group of each of its actors, those that it is about included, and of each source
        that it cites.

        Parameters
        ----------
        group : {'actor', 'type', 'family', 'month', 'year', 'source'}
            What they are grouped by; a month or year is that in which they happened or began.

        Returns
        -------
        dict
            The relations by the id of an actor or a source, the name of a type or family, or the month or
            year in ISO 8601. The largest group comes first, months and years in order of time. ``unsure``
            holds what may have begun in several of them, None what has no source or no known beginning.
        """
        one_of(get_args(By))("group", group)
        groups: dict[str | None, list[DatedRelation]] = {}
        for relation in self.relations:
            for key in group_keys(relation, group):
                groups.setdefault(key, []).append(relation)
        by_time = group in ("month", "year")
        order = sorted(groups, key=lambda key: _place(groups[key], key, by_time=by_time))
        return {key: tuple(groups[key]) for key in order}


def group_keys(relation: DatedRelation, group: By) -> Collection[str | None]:
    """Return the keys of the groups that a relation is in."""
    if group == "actor":
        return dict.fromkeys((relation.source, relation.target, *relation.about))
    if group == "source":
        return dict.fromkeys(entry.source for entry in relation.evidence) or (None,)
    if group == "type":
        return (relation.type.name,)
    if group == "family":
        return (relation.type.family,)
    start = relation.version.start
    if start is None:
        return (None,)
    period = unit_of(start.since, group)
    text = iso(period.since) or ""
    return (text[:-6] if group == "year" else text[:-3],) if start.until <= period.until else (UNSURE,)


def _place(relations: Sequence[DatedRelation], key: str | None, *, by_time: bool) -> tuple[Any, ...]:
    """Return what a group is sorted by: what is unsure and what has no key come last."""
    if key is None or key == UNSURE:
        return True, key is None, 0, ""
    start = relations[0].version.start if by_time else None
    return False, False, start.since if start else -len(relations), key


@public
def relations(graph: Graph, by: Order = "time") -> Listing:
    """Return the relations of a graph, a window or a snapshot, what is certain first, or the largest.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    by : {'time', 'amount'}, default 'time'
        What they are in order of. ``amount``: unit by unit, that of most relations first, and in each the
        largest amount first; what has none comes last. Equals are in order of time.

    Returns
    -------
    Listing
        The relations. In order of time background facts are last: first what is certain, then what is merely
        unreported, then what is only possible, each in order of time. Newsroom relations are excluded, and
        counted in ``left_out``, unless the window asked for their types.

    Examples
    --------
    >>> talks = gk.window(graph, since="2025-07-13", types=["contact"], certain=True)
    >>> gk.relations(talks).relations[-1]
    <huang-expected-in-beijing: jensen-huang visited beijing, 16 July 2025, PLANNED>
    """
    graph_index = index(graph)
    left_out = dict(graph_index.criteria.left_out)
    newsroom = len(graph_index.relations()) - len(graph_index.visible)
    if newsroom:
        left_out["newsroom"] = newsroom
    found = in_order(graph_index.visible)
    return Listing(tuple(found if by == "time" else _by_amount(found)), left_out)


def _by_amount(relations: Sequence[DatedRelation]) -> list[DatedRelation]:
    """Return relations unit by unit, the largest amount first, and those without one last."""
    units = most_first(relation.amount.unit for relation in relations if relation.amount)
    places = {unit: place for place, unit in enumerate(units)}

    def order(relation: DatedRelation) -> tuple[int, float]:
        amount = relation.amount
        return (len(places), 0) if amount is None else (places[amount.unit], -amount.value)

    return sorted(relations, key=order)


def in_order(relations: Iterable[DatedRelation]) -> list[DatedRelation]:
    """Return relations by standing, then by doubt, then by the first day on which they may begin."""
    return sorted(relations, key=lambda relation: (*place_in_order(relation), relation.id))


def place_in_order(relation: DatedRelation) -> tuple[Any, ...]:
    """Return what relations are in order by, before their ids."""
    return _place_of(relation), *_time(relation)


def _place_of(relation: DatedRelation) -> int:
    """Return a number that ascends by standing, then by whether it is background, then by doubt."""
    return 6 * _STANDINGS[relation.standing] + 3 * relation.type.background + degree_of_doubt(relation)


def in_time(relations: Iterable[DatedRelation]) -> list[DatedRelation]:
    """Return relations by the first day on which they may begin, undated ones last, background after them."""
    return sorted(
        relations,
        key=lambda row: (row.undated, row.undated and row.type.background, *_time(row), row.id),
    )


class Tally(NamedTuple):
    """How many relations are listed, by :func:`doubt_of`, and how many of the newsroom are left out."""

    doubts: Counter[str]
    newsroom: int


def doubt_of(relation: DatedRelation) -> str:
    """Return how sure a relation is: one of :data:`DOUBTS`."""
    if relation.certainty != "possible":
        return DOUBTS[0]
    if relation.doubt != "unreported":
        return DOUBTS[3]
    return DOUBTS[2 if relation.last_reported is None else 1]


def _time(relation: DatedRelation) -> tuple[bool, Day, Day]:
    version = relation.version
    if version.bounds is None:
        return True, FUTURE, FUTURE
    first, latest_first, _, last = version.bounds
    begins = latest_first if first == PAST or version.start_unknown else first
    return version.undated, begins, last


@dataclass(frozen=True, slots=True)
class ActorRow(Answer):
    """An actor, and its number of relations: actual ones, not newsroom relations."""

    columns: ClassVar = (
        Column("id", "id"),
        Column("name", heading="actor"),
        Column("kind"),
        Column("aliases", heading="also called"),
        Column("description"),
        Column("relations", "number"),
        Column("attributes", "pairs"),
    )
    shown: ClassVar = ("name", "kind", "relations", "aliases", "id")

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    description: str | None
    relations: int
    attributes: tuple[tuple[str, str | int | float], ...] = ()


@public
def actors(
    graph: Graph, words: str | None = None, *, kinds: Collection[str] = (), where: Collection[str] = ()
) -> tuple[ActorRow, ...]:
    """Return the actors of a graph, those with most relations first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    words : str, optional
        Keep actors with each of these words in their id, name, aliases or description, in any case and with
        or without accents.
    kinds : collection of str, optional
        Kinds of actor to keep; empty keeps all.
    where : collection of str, optional
        Conditions on attributes, such as ``country=DE`` or ``born<1960``; keep actors that meet all of them.

    Returns
    -------
    tuple of ActorRow
        The actors. Relations of newsroom types are not counted, planned and denied ones only in a window that
        asks for their status.

    Examples
    --------
    >>> [row.name for row in gk.actors(graph, "huang", kinds=["person"])]
    ['Jensen Huang']
    """
    degrees: Counter[str] = Counter()
    conditions = on_actors(conditions_in(graph, where))
    graph_index = index(graph)
    tying, newsroom = tying_statuses(graph_index.criteria), _newsroom(graph_index.vocabulary)
    for source, target, _, fields in zip(*graph_index.edge_list, strict=True):
        if fields["type"] not in newsroom and fields.get("status", "actual") in tying:
            degrees.update({source, target})
    every = ((actor, data, degrees[actor]) for actor, data in graph.nodes(data=True))
    return actor_rows(every, words, kinds, conditions)


def _newsroom(vocabulary: Vocabulary) -> set[str]:
    return {name for name, type_ in vocabulary.items() if type_.newsroom}


def tying_statuses(criteria: Filter) -> Collection[str]:
    """Return the statuses that tie two actors: ``actual``, or those asked for."""
    return criteria.statuses or ("actual",)


def not_tying(graph: Graph, actors: Collection[str] | None = None) -> dict[str, int]:
    """Return how many relations, of all or of some actors, their status keeps from counting, by status."""
    graph_index = index(graph)
    tying, newsroom = tying_statuses(graph_index.criteria), _newsroom(graph_index.vocabulary)
    counts = Counter(
        fields.get("status", "actual")
        for source, target, _, fields in zip(*graph_index.edge_list, strict=True)
        if fields["type"] not in newsroom and (actors is None or source in actors or target in actors)
    )
    return {status: counts[status] for status in NOT_ACTUAL if counts[status] and status not in tying}


def actor_rows(
    actors: Iterable[tuple[str, Mapping[str, Any], int]],
    text: str | None,
    kinds: Collection[str],
    where: Collection[Condition],
) -> tuple[ActorRow, ...]:
    """Return the actors that are selected: each is given as id, fields and number of relations."""
    words = words_of(text) if text else ()
    rows = []
    for id, fields, degree in actors:
        aliases, description = tuple(fields.get("aliases", ())), fields.get("description")
        texts = (id, fields["name"], *aliases, description)
        if (
            (not kinds or fields["kind"] in kinds)
            and (not where or meets(fields, where))
            and (not words or len(found(words, texts)) == len(words))
        ):
            own = fields.get("attributes", ())
            pairs = tuple(own.items()) if isinstance(own, Mapping) else own
            rows.append(ActorRow(id, fields["name"], fields["kind"], aliases, description, degree, pairs))
    return Answers(sorted(rows, key=lambda row: (-row.relations, row.name, row.id)))
