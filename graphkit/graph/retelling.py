"""Tells a relation by some of its evidence: by what was known by a day, or was not taken back."""

from typing import TYPE_CHECKING, Any

from graphkit.graph.adjacency import Adjacency
from graphkit.graph.provenance import Assertion, Version, as_told, status_by, taken_back, versions, vouches
from graphkit.graph.relation import DatedRelation
from graphkit.graph.speakers import Sources
from graphkit.graph.version_cache import date_of
from graphkit.model.references import DATES
from graphkit.model.vocabulary import Vocabulary
from graphkit.temporal.edtf import When

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence


def with_evidence(
    relation: DatedRelation, kept: "tuple[Evidence, ...]", version: Version | None = None
) -> dict[str, Any]:
    """Return the fields of a relation with some of its evidence, and with the date of :func:`told_date`.

    They have the status of the version that the evidence makes.
    """
    if not relation.evidence:
        return dict(relation.fields)
    fields = {**relation.fields, "evidence": kept}
    if version is not None and version.status != relation.status:
        fields |= {
            "status": version.status,
            "evidence": as_told(relation.claim, version.status, kept).evidence,
        }
        if version.status == "actual":
            del fields["status"]
    told = told_date(relation, kept, version)
    if told == relation.date:
        return fields
    fields = {name: value for name, value in fields.items() if name not in DATES}
    return fields if told is None else {**fields, "when": told.text}


def told_date(
    relation: DatedRelation, kept: "tuple[Evidence, ...]", version: Version | None = None
) -> When | None:
    """Return the date of a relation by some of its evidence, of which a version is made.

    It is its own date if an entry that is kept vouches for it, if none ever did, or if the version has the
    same days. Else it is the date of those that are kept, if they give only one.
    """
    own, status = relation.date, version.status if version else relation.status
    claim = relation.claim._replace(when=own)
    telling = [(entry, said) for entry in relation.evidence if (said := status_by(claim, entry))]
    if status == relation.status:
        telling = [(entry, said) for entry, said in telling if said == status]
    dates = [(entry, said, date) for entry, said in telling if (date := claim.date_of(entry))]
    chosen = set(map(id, kept))
    given = {date for entry, said, date in dates if said == status and id(entry) in chosen}
    if own is None or not dates or own in given:
        return own
    if version is not None and (own.bounds, own.gaps) == (version.bounds, version.gaps):
        return own
    return given.pop() if len(given) == 1 else None


def without_taken_back(adjacency: Adjacency, sources: Sources, vocabulary: Vocabulary) -> Adjacency:
    """Return the adjacency of a graph in which what nobody vouches for any more has its status of now.

    What only one publisher told, and took back, is denied. Everything else is the same, and not copied.
    """
    changed = [
        (source, target, id, fields)
        for source, edges in adjacency.successors.items()
        for target, parallel in edges.items()
        for id, row in parallel.items()
        if len(row.get("evidence", ())) > 1 and (fields := _retold(row, sources, vocabulary)) is not row
    ]
    if not changed:
        return adjacency
    after, before = dict(adjacency.successors), dict(adjacency.predecessors)
    for source, target, id, fields in changed:
        edges = {**after[source][target], id: fields}
        after[source], before[target] = {**after[source], target: edges}, {**before[target], source: edges}
    return Adjacency(adjacency.actors, after, before)


def _retold(fields: dict[str, Any], sources: Sources, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the fields of a relation as it is told now; the same if somebody vouches for it."""
    evidence = fields["evidence"]
    if all(entry.status is None and entry.stance == "supports" for entry in evidence):
        return fields
    claim = Assertion(vocabulary[fields["type"]], date_of(fields), fields.get("status", "actual"), evidence)
    untils = taken_back(claim, sources)
    standing = (entry for place, entry in enumerate(evidence) if place not in untils)
    if not untils or any(vouches(claim, entry) for entry in standing):
        return fields
    last = versions(claim, sources)[-1]
    return with_evidence(DatedRelation("", "", "", claim.type, fields, last), evidence, last)
