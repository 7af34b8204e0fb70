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
    """Refuses the name of an actor of whom nothing was known by a day, as long as one goes by it later."""

    graph: Graph
    by: Day

    def __call__(self, name: str) -> None:
        """Raise ActorNotKnownError if the name is that of an actor known only later."""
        try:
            actor = find_actor(self.graph, name)
        except (ActorNotFoundError, ActorAmbiguousError):
            return
        first = known_from(self.graph, actor)
        if first is None or first > self.by:
            called = self.graph.nodes[actor]["name"]
            raise ActorNotKnownError(name, not_known(called, self.by, first))


def not_known(called: str, by: Day, first: Day | None) -> str:
    """Say that nothing was known of somebody by a day, and the first on which something was."""
    later = "" if first is None else f", only from {dates.day_words(first)} on"
    return f"{called} is not known by {dates.day_words(by)}{later}"


def known_from(graph: Graph, actor: str) -> Day | None:
    """Return the first day on which anything is known that names an actor, or None where nothing does."""
    everything = index(graph)
    days = [everything.weighed[place][0].known_from for place in everything.places_at([actor])]
    own = {id for id, source in everything.sources.items() if source.publisher_actor == actor}
    for place in everything.telling:
        for entry in everything.rows.fields[place].get("evidence", ()):
            if entry.attribution == actor or entry.source in own:
                told = known_day(entry, everything.sources)
                days.append(max(told, everything.weighed[place][0].known_from))
    return min(days, default=None)
