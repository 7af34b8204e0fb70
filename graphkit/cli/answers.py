"""The answers as plain data: what ``--format json`` prints, the same for every command."""

from collections.abc import Iterable
from typing import Any

from graphkit.dates import iso
from graphkit.graph import Graph
from graphkit.listing import Listing
from graphkit.models import Evidence
from graphkit.neighborhood import Neighbor
from graphkit.paths import Path, Paths
from graphkit.view import DatedRelation

Answer = dict[str, Any]


def relation_answer(seen: DatedRelation) -> Answer:
    """Return a relation; ``bounds`` are four ISO days, null for an infinity, or null for no date at all."""
    answer: Answer = {
        "id": seen.id,
        "source": seen.source,
        "target": seen.target,
        "type": seen.type.name,
        "when": seen.when,
        "bounds": None if seen.bounds is None else [iso(day) for day in seen.bounds],
        "certainty": seen.certainty,
        "status": seen.status,
        "claimed": seen.claimed,
        "contested": seen.contested,
        "dates_differ": seen.dates_differ,
        "voices": list(seen.voices),
        "independent_sources": seen.independent_sources,
        "summary": seen.summary,
        "about": list(seen.about),
        "evidence": [_evidence_answer(entry) for entry in seen.evidence],
    }
    if seen.standing is not None:
        answer["standing"] = seen.standing
    return answer


def _evidence_answer(entry: Evidence) -> Answer:
    given = entry.model_dump(mode="json", exclude_defaults=True)
    return {"source": entry.source, "paragraph": entry.paragraph, "attribution": entry.attribution} | given


def relation_answers(relations: Iterable[DatedRelation]) -> list[Answer]:
    """Return several relations."""
    return [relation_answer(seen) for seen in relations]


def listing_answer(listing: Listing) -> Answer:
    """Return a list of relations and what was left out."""
    return {"relations": relation_answers(listing.relations), "left_out": listing.left_out}


def neighbors_answer(actor: str, found: Iterable[Neighbor]) -> Answer:
    """Return the actors around an actor."""
    return {
        "actor": actor,
        "neighbors": [
            {"actor": near.actor, "hops": near.hops, "relations": relation_answers(near.relations)}
            for near in found
        ],
    }


def paths_answer(found: Paths) -> Answer:
    """Return the paths between two actors."""
    return {
        "source": found.source,
        "target": found.target,
        "length": found.length,
        "paths": [_path_answer(path) for path in found.paths],
        "skipped": [{"actor": skipped.actor, "paths": skipped.paths} for skipped in found.skipped],
    }


def _path_answer(path: Path) -> Answer:
    return {
        "actors": list(path.actors),
        "relations": relation_answers(path.relations),
        "length": path.length,
        "certainty": path.certainty,
    }


def actor_answer(graph: Graph, actor: str) -> Answer:
    """Return an actor."""
    data = graph.nodes[actor]
    return {
        "id": actor,
        "name": data["name"],
        "kind": data["kind"],
        "aliases": list(data.get("aliases", ())),
        "description": data.get("description"),
        "ids": dict(data.get("ids", ())),
    }
