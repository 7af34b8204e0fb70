"""graphkit itself: columns opened from a table, and a networkx graph that its functions are asked of."""

from pathlib import Path
from typing import Any

import graphkit as gk
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table


class Graphkit(Adapter):
    """Asked as its manual says: ``gk.open`` gives the columns, and each row is one call of a method.

    Whatever the columns make ready on a first call is made on a first call, in the open: the rows
    "load and a first answer" hold it.
    """

    name = "graphkit"
    package = "graphkit-explorer"
    ours = True
    filters = frozenset({"types", "direction", "certain", "statuses"})

    def read_text(self, path: Path) -> None:
        """Open the table; rows that end before they start are skipped."""
        self.columns: Any = gk.open(path, skip_bad=True)

    def save(self, path: Path) -> None:
        """Write the columns' own binary file."""
        self.columns.save(path)

    def read_binary(self, path: Path) -> None:
        """Open the binary file, which is mapped into memory."""
        self.columns = gk.open(path)

    def build(self, table: Table) -> None:
        """Build the columns from numbered names and bounds."""
        from graphkit.tables.table import EventTable
        from graphkit.temporal.calendar import FUTURE, PAST

        actors, types = table.actors, list(dict.fromkeys(table.type))
        number, kind = ({name: place for place, name in enumerate(names)} for names in (actors, types))
        infinite = {PAST: PAST, FUTURE: FUTURE}
        sides = [[infinite.get(day, day) for day in side] for side in zip(*table.bounds, strict=True)]
        self.columns = EventTable.build(
            [number[name] for name in table.source],
            [number[name] for name in table.target],
            [kind[name] for name in table.type],
            (sides[0], sides[1], sides[2], sides[3]),
            actors=actors,
            types=types,
            status=table.status,
        )

    def count(self, q: Question) -> int:
        """Ask the columns."""
        return self.columns.count(q.since, q.until, **q.named)

    def active(self, q: Question) -> list[str]:
        """Ask the columns: the names."""
        return self.columns.active(q.since, q.until, **q.named)

    def neighbors(self, q: Question) -> set[str]:
        """Ask the columns: the names."""
        return self.columns.neighbors(q.actor, q.since, q.until, **q.named)

    def two_hops(self, q: Question) -> list[set[str]]:
        """Ask the columns: the names, by hop."""
        return self.columns.within(q.actor, 2, q.since, q.until, **q.named)

    def shortest_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        """Ask the columns: the actors and the relations along the path."""
        return self.columns.shortest_path(q.actor, q.other, q.since, q.until, **q.named)

    def arrivals(self, q: Question) -> dict[str, int]:
        """Ask the columns: everybody reached, and when."""
        return self.columns.earliest_arrival(q.actor, q.since, q.until, **q.named)

    def chronological_path(self, q: Question) -> tuple[list[str], list[int], list[int]] | None:
        """Ask the columns: the actors, the relations and the days along the chain."""
        return self.columns.chronological_path(q.actor, q.other, q.since, q.until, **q.named)

    def degrees(self, q: Question) -> Any:
        """Ask the columns: an array by actor number."""
        return self.columns.degrees(q.since, q.until, **q.named)

    def graph(self, q: Question) -> Any:
        """Ask the columns: edges with id, type and date."""
        return self.columns.graph(q.since, q.until, **q.named)

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Join the hops, name the degrees, leave out the relations along a path."""
        if kind == "two_hops":
            answer = set().union(*answer)
        elif kind == "degrees":
            answer = {name: int(many) for name, many in zip(self.columns.actors, answer, strict=True) if many}
        elif answer is not None and kind == "shortest_path":
            answer = answer[0]
        elif answer is not None and kind == "chronological_path":
            answer = answer[0], answer[2]
        return super().plain(kind, answer, question)


class GraphkitGraph(Adapter):
    """The same from a story's graph, as ``gk.load`` gives it: nodes with name and kind, edges with evidence.

    ``graph`` is ``gk.window``, which also carries over the sources that are cited.
    """

    name = "graphkit, of a graph"
    package = "graphkit-explorer"
    ours = True
    filters = frozenset({"types"})

    def build(self, table: Table) -> None:
        """Build a dataset and its graph."""
        self.whole = story_graph(table)

    def graph(self, q: Question) -> Any:
        """Cut a window out of the graph."""
        return gk.window(self.whole, q.since, q.until)


def story_graph(table: Table) -> Any:
    """Return a table of events as the graph of a story, each relation with one piece of evidence.

    The sources are the table's months; the models are made without validating what is known to be valid.
    """
    from datetime import date

    from graphkit.graph.build import build_graph
    from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Source
    from graphkit.model.vocabulary import RelationType

    texts = {day: date.fromordinal(day).isoformat() for day in set(table.days)}
    kinds = {name: f"type-{place}" for place, name in enumerate(dict.fromkeys(table.type))}
    columns = enumerate(zip(table.source, table.target, table.type, table.days, strict=True))
    dataset = Dataset.model_construct(
        title=table.name,
        description=None,
        story=(),
        relation_types=tuple(
            RelationType(name=kind, kind="event", inverse=f"{kind} by", meaning=name)
            for name, kind in kinds.items()
        ),
        sources=tuple(
            Source(id=month, publisher="a newspaper", published=f"{month}-28")
            for month in sorted({text[:7] for text in texts.values()})
        ),
        actors=tuple(Actor.model_construct(id=name, name=name, kind="organisation") for name in table.actors),
        relations=tuple(
            Relation(
                source=source,
                target=target,
                key=str(place),
                type=kinds[kind],
                when=texts[day],
                evidence=(Evidence(source=texts[day][:7], paragraph=1),),
            )
            for place, (source, target, kind, day) in columns
        ),
    )
    return build_graph(dataset)
