"""Finds the first day on which an actor is known, and refuses the name of one that is known only later."""

from dataclasses import dataclass

from graphkit.errors import ActorAmbiguousError, ActorNotFoundError, ActorNotKnownError
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.provenance import known_day
from graphkit.temporal.calendar import Day, day_words


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
        first = known_from(self.graph, actor)
        if first is None or first > self.day:
            raise ActorNotKnownError(name, not_known(self.graph.nodes[actor]["name"], self.day, first))


def not_known(name: str, day: Day, first: Day | None) -> str:
    """Say that nothing was known of an actor by a day, and the first day on which something was."""
    later = "" if first is None else f", only from {day_words(first)} on"
    return f"{name} is not known by {day_words(day)}{later}"


def known_from(graph: Graph, actor: str) -> Day | None:
    """Return the first day on which a relation that mentions an actor is known, or None if none does."""
    graph_index = index(graph)
    days = [
        graph_index.versions_by_position[place][0].known_from
        for place in graph_index.positions_of_actors([actor])
    ]
    own_sources = {id for id, source in graph_index.sources.items() if source.publisher_actor == actor}
    for place in graph_index.annotated:
        for entry in graph_index.edge_list.fields[place].get("evidence", ()):
            if entry.attribution == actor or entry.source in own_sources:
                said = known_day(entry, graph_index.sources)
                days.append(max(said, graph_index.versions_by_position[place][0].known_from))
    return min(days, default=None)
