"""Finds the first day on which an actor is known, and refuses the name of one that is known only later."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graphkit.errors import ActorAmbiguousError, ActorNotFoundError, ActorNotKnownError
from graphkit.graph.adjacency import Position
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.provenance import known_days, telling
from graphkit.temporal import edtf
from graphkit.temporal.calendar import PAST, Day, Window, day_words


@dataclass(frozen=True, slots=True)
class RefuseUntilKnown:
    """Refuses the name of an actor that a graph knows, but not yet by a day."""

    graph: Graph
    day: Day

    def __call__(self, name: str) -> None:
        """Raise ActorNotKnownError if the name is that of an actor known only later."""
        try:
            actor = find_actor(self.graph, name)
        except (ActorNotFoundError, ActorAmbiguousError):
            return
        days = known_on(self.graph, actor)
        if days is None or days.until > self.day:
            called = index(self.graph).surroundings.name(actor)
            raise ActorNotKnownError(name, not_known(called, self.day, days))


def not_known(name: str, day: Day, days: Window | None) -> str:
    """Say that nothing was known of an actor by a day, and on which of some days something first was.

    Where the day of a publication is uncertain, so is whether something was known by the day.
    """
    if days is None:
        return f"{name} is not known by {day_words(day)}"
    sure = "" if day < days.since else "surely "
    first = day_words(days.until)
    later = f"only from {first} on" if days.since == days.until else f"at the latest from {first} on"
    return f"{name} is not {sure}known by {day_words(day)}, {later}"


def known_on(graph: Graph, actor: str) -> Window | None:
    """Return the days on one of which a relation that mentions an actor became known; None if none did."""
    graph_index = index(graph)
    days = [relation_known_on(graph, place) for place in graph_index.positions_of_actors([actor])]
    own_sources = {id for id, source in graph_index.sources.items() if source.publisher_actor == actor}
    for place in graph_index.annotated:
        for entry in graph_index.edge_list.fields[place].get("evidence", ()):
            if entry.attribution == actor or entry.source in own_sources:
                said, first = known_days([entry], graph_index.sources), relation_known_on(graph, place)
                days.append(Window(max(said.since, first.since), max(said.until, first.until)))
    if not days:
        return None
    return Window(min(each.since for each in days), min(each.until for each in days))


def relation_known_on(graph: Graph, place: Position) -> Window:
    """Return the days on one of which a relation, given by its position, became known.

    That is when the first entry told what status it has, or, if none ever vouches for it, the first of all.
    """
    graph_index = index(graph)
    relation = graph_index.at(place)
    if not relation.evidence:
        return Window(PAST, PAST)
    return known_days(telling(relation.claim), graph_index.sources)


def known_as_now_on(graph: Graph, place: Position) -> Window:
    """Return the days on one of which a relation became known with the status that it has now.

    That is when the first entry vouched for it, or, if none ever does, the first of all.
    """
    graph_index = index(graph)
    relation = graph_index.at(place)
    if not relation.evidence:
        return Window(PAST, PAST)
    return known_days(relation.vouching or relation.evidence, graph_index.sources)


def known_early(
    graph: Graph,
    places: Iterable[Position],
    day: Day,
    known: Callable[[Graph, Position], Window] = relation_known_on,
) -> dict[Position, Window]:
    """Return those of some relations that may have been known by a day, each with its days.

    The days are those that ``known`` returns, which is asked only of what cites something that early.
    """
    graph_index = index(graph)
    published = {id: edtf.parse(source.published).bounds for id, source in graph_index.sources.items()}
    early = {id for id, bounds in published.items() if bounds.earliest_start <= day}
    fields, found = graph_index.edge_list.fields, {}
    for place in places:
        evidence = fields[place].get("evidence", ())
        if not evidence or any(entry.said or entry.source in early for entry in evidence):
            days = known(graph, place)
            if days.since <= day:
                found[place] = days
    return found


def maybe_known(graph: Graph, day: Day) -> tuple[frozenset[str], Day]:
    """Return the relations that may have been known by a day, and the day by which all of them are.

    Those are the ones of which the first publication has an uncertain day: they count as known only later.
    """
    graph_index = index(graph)
    versions, ids = graph_index.versions_by_position, graph_index.edge_list.ids
    later = (place for place in graph_index.annotated if versions[place][0].known_from > day)
    found = known_early(graph, later, day)
    return frozenset(ids[place] for place in found), max((each.until for each in found.values()), default=day)
