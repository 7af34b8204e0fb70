"""graphkit: a table opened by ``gk.open``, and the graph of a story cut by ``gk.window``."""

from datetime import date
from pathlib import Path
from typing import Any

import graphkit as gk
from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table


class Graphkit(Adapter):
    """``gk.open`` loads the table; each question is one call of a method."""

    name = "graphkit"
    package = "graphkit-explorer"
    ours = True

    def read_text(self, path: Path) -> None:
        self.opened: Any = gk.open(path, skip_bad=True)

    def save(self, path: Path) -> None:
        self.opened.save(path)

    def read_binary(self, path: Path) -> None:
        self.opened = gk.open(path)

    def neighbors(self, q: Question) -> set[str]:
        return self.opened.neighbors(q.actor, q.since, q.until)

    def shortest_path(self, q: Question) -> tuple[list[str], list[int]] | None:
        return self.opened.shortest_path(q.actor, q.other, q.since, q.until)

    def arrivals(self, q: Question) -> dict[str, int]:
        return self.opened.earliest_arrival(q.actor, q.since, q.until)

    def strict_arrivals(self, q: Question) -> dict[str, int]:
        return self.opened.earliest_arrival(q.actor, q.since, q.until, strict=True)

    def chronological_path(self, q: Question) -> tuple[list[str], list[int], list[int]] | None:
        return self.opened.chronological_path(q.actor, q.other, q.since, q.until)

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        if answer is not None and kind == "shortest_path":
            answer = answer[0]
        elif answer is not None and kind == "chronological_path":
            answer = answer[0], answer[2]
        return super().plain(kind, answer, question)


class GraphkitGraph(Adapter):
    """``gk.window`` of the graph of a story, which also keeps the sources that the window cites."""

    name = "graphkit"
    package = "graphkit-explorer"
    table = "graph"
    ours = True

    def build(self, table: Table) -> None:
        self.whole = story_graph(table)

    def window(self, q: Question) -> Any:
        return gk.window(self.whole, q.since, q.until)


def story_graph(table: Table) -> Any:
    """Return events as the graph of a story: a source for each month, one piece of evidence a relation.

    The models are made without validation, because the table is known to be valid.
    """
    from graphkit.graph.build import build_graph
    from graphkit.model.entities import Actor, Dataset, Evidence, Relation, RelationType, Source

    texts = {day: date.fromordinal(day).isoformat() for day in set(table.days)}
    types = {name: f"type-{number}" for number, name in enumerate(dict.fromkeys(table.type))}
    rows = enumerate(zip(table.source, table.target, table.type, table.days, strict=True))
    dataset = Dataset.model_construct(
        title=table.name,
        description=None,
        story=(),
        relation_types=tuple(
            RelationType(name=type, kind="event", inverse=f"{type} by", meaning=name)
            for name, type in types.items()
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
                key=str(number),
                type=types[type],
                when=texts[day],
                evidence=(Evidence(source=texts[day][:7], paragraph=1),),
            )
            for number, (source, target, type, day) in rows
        ),
    )
    return build_graph(dataset)
