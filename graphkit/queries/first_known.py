"""Finds the first day on which an actor is known, and refuses the name of one that is known only later."""

from dataclasses import dataclass

from graphkit.errors import ActorAmbiguousError, ActorNotFoundError, ActorNotKnownError
from graphkit.graph.build import Graph, find_actor
from graphkit.graph.index import index
from graphkit.graph.provenance import known_day
from graphkit.temporal import dates
from graphkit.temporal.dates import Day


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
    later = "" if first is None else f", only from {dates.day_words(first)} on"
    return f"{name} is not known by {dates.day_words(day)}{later}"


def known_from(graph: Graph, actor: str) -> Day | None:
    """Return the first day on which a relation that mentions an actor is known, or None if none does."""
    graph_index = index(graph)
    days = [graph_index.weighed[place][0].known_from for place in graph_index.places_at([actor])]
    own_sources = {id for id, source in graph_index.sources.items() if source.publisher_actor == actor}
    for place in graph_index.telling:
        for entry in graph_index.rows.fields[place].get("evidence", ()):
            if entry.attribution == actor or entry.source in own_sources:
                said = known_day(entry, graph_index.sources)
                days.append(max(said, graph_index.weighed[place][0].known_from))
    return min(days, default=None)
