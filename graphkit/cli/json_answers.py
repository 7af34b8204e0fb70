"""Turns answers into plain data for JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from graphkit.answers import data
from graphkit.graph.relation import DatedRelation, doubts
from graphkit.temporal.calendar import FUTURE, iso

if TYPE_CHECKING:  # each command imports only its own query
    from graphkit.answers import Kind
    from graphkit.graph.multigraph import Graph
    from graphkit.queries.between import Between
    from graphkit.queries.groups import Group, Groups
    from graphkit.queries.path_diagnosis import Absence
    from graphkit.queries.ranking import Ranking
    from graphkit.queries.shortest_paths import Path, Skipped
    from graphkit.queries.summary import Overview
    from graphkit.queries.temporal_paths import ChronologicalPath
    from graphkit.queries.timeline import Timeline

Answer = dict[str, Any]


def plain(value: Any, kind: Kind = "text") -> Any:
    """Return a value for JSON: a day in ISO 8601, or null if it is infinite; an answer by its fields."""
    if value is None or kind in ("day", "last day", "days", "pairs"):
        return data(value, kind)
    if isinstance(value, DatedRelation):
        return relation_answer(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def opened(value: Any) -> Answer:
    """Return an answer by its fields; its lists are left to be made plain as they are written."""
    parts = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: part if isinstance(part, tuple) else plain(part) for name, part in parts}


_FIRST = ("source", "paragraph", "attribution")


def relation_answer(relation: DatedRelation) -> Answer:
    """Return a relation; ``bounds`` are four ISO days, each null if infinite, or null without any date."""
    version, bounds, amount = relation.version, relation.bounds, relation.amount
    return {
        "id": relation.id,
        "source": relation.source,
        "target": relation.target,
        "type": relation.type.name,
        "when": relation.when,
        "bounds": None if bounds is None else list(map(iso, bounds)),
        "certainty": relation.certainty,
        **doubts(relation),
        "status": relation.status,
        "claimed": version.claimed,
        "contested": version.contested,
        "dates_differ": version.dates_differ,
        "set_aside": relation.set_aside,
        "voices": list(version.voices),
        "independent_sources": version.independent_sources,
        "summary": relation.summary,
        "sentence": relation.sentence,
        "words": relation.words,
        "about": list(relation.about),
        "amount": amount and amount.model_dump(),
        "note": relation.note,
        "evidence": [
            {name: getattr(each, name) for name in _FIRST} | each.fields() for each in relation.evidence
        ],
        **({} if relation.standing is None else {"standing": relation.standing}),
    }


def paths_answer(
    source: str,
    target: str,
    paths: Sequence[Path | ChronologicalPath],
    count: int,
    skipped: Iterable[Skipped],
    looked_at: int | None = None,
) -> Answer:
    """Return the paths between two actors and their number; chronological ones with the days of each hop."""
    return {
        "source": source,
        "target": target,
        "length": paths[0].length if paths else None,
        "paths": [_path_answer(path) for path in paths],
        "count": count,
        "skipped": plain(tuple(skipped)),
        **({} if looked_at is None else {"looked_at": looked_at}),
    }


def _path_answer(path: Path | ChronologicalPath) -> Answer:
    from graphkit.queries.temporal_paths import ChronologicalPath

    answer: Answer = {
        "actors": list(path.actors),
        "relations": plain(path.relations),
        "hops": [
            {"from": here, "to": there, "relation": relation.id, "about": about, "more": more}
            for here, there, relation, about, more in zip(
                path.actors[:-1], path.actors[1:], path.relations, path.about, path.more, strict=True
            )
        ],
        "length": path.length,
        "certainty": path.certainty,
    }
    if isinstance(path, ChronologicalPath):
        answer["days"] = [data(span, "days") for span in path.days]
        answer["departure"], answer["arrival"] = data(path.departure, "days"), data(path.arrival, "days")
        if path.duration is not None:
            answer["duration"] = [None if days == FUTURE else days for days in path.duration]
    return answer


def between_answer(found: Between) -> Answer:
    """Return everything between two actors, and what sums it up."""
    answer: Answer = {"source": found.source, "target": found.target, "relations": found.relations}
    answer |= {"about": found.about, "about_both": found.about_both}
    for name, days, ids in (("first", found.first, found.first_of), ("last", found.last, found.last_of)):
        answer[name] = None if days is None else {"days": data(days, "days"), "relations": list(ids)}
    silence = found.silence
    days = silence and silence.days
    answer["silence"] = silence and {
        **silence._asdict(),
        "days": days and data(days, "days"),
        "exact": found.exact,
    }
    answer |= {"directions": dict(found.directions), "directions_surely": dict(found.directions_surely)}
    answer |= {"as_of": plain(found.as_of, "day")}
    answer |= {"stands": found.stands, "without_start": found.without_start}
    return answer | {"not_counted": dict(found.not_counted)}


def groups_answer(found: Groups, shown: Sequence[Group]) -> Answer:
    """Return groups of actors, and what holds each together."""
    groups = [
        {
            "group": group.number,
            "actors": list(group.actors),
            "surely": group.surely,
            "at_most": len(group.relations),
            "types": group.types,
            "pairs": [{"pair": list(pair), "relations": count} for pair, count in group.pairs],
            "relations": [relation.id for relation in group.relations],
            "outside": group.outside,
        }
        for group in shown
    ]
    counts = {"count": len(found), "modularity": found.modularity, "counted": found.counted}
    counts["without"] = found.without
    return {"groups": groups, **counts, "left_out": found.not_counted}


def ranking_answer(ranking: Ranking) -> Answer:
    """Return a ranking; the figures of a centrality are named after the two graphs that they are of."""
    kind: Kind = "day" if ranking.is_day else "number"
    names = ranking.figures
    ranks = [
        {
            "place": rank.place,
            ranking.per: plain(rank.key),
            names[0]: plain(rank.surely, kind),
            names[1]: plain(rank.at_most, kind),
            "relations": rank.relations,
            **({"unit": rank.unit} if rank.unit is not None else {}),
            **{way: plain(getattr(rank, way)) for way in ranking.ways},
        }
        for rank in ranking
    ]
    counts = {
        name: getattr(ranking, name) for name in ("count", "counted", "without", "without_start", "unranked")
    }
    of_amounts = (
        ("added", "not_added", "outlasting", "claimed", "contested", "notes")
        if ranking.by == "amount"
        else ()
    )
    added = {name: getattr(ranking, name) for name in of_amounts}
    return {"ranks": ranks, "exact": ranking.exact, **counts, **added, "left_out": ranking.not_counted}


def timeline_answer(timeline: Timeline) -> Answer:
    """Return the counts of each period."""
    outside = {name: getattr(timeline, name) for name in ("earlier", "later", "undated", "background")}
    return {
        "unit": timeline.unit,
        "periods": [
            {
                "since": iso(period.window.since),
                "until": iso(period.window.until),
                "certain": period.certain,
                "possible": period.possible,
            }
            for period in timeline.periods
        ],
        "left_out": {reason: count for reason, count in outside.items() if count} | timeline.left_out,
        "partly": timeline.partly,
    }


def absence_answer(absence: Absence) -> Answer:
    """Return why there is no path, and the actors whom the missing hop would join by what it is about."""
    hop, ends = absence.missing_hop, absence.missing_ends
    return {
        "reasons": plain(absence.reasons),
        "nearest_window": plain(absence.nearest_window, "days"),
        "missing_hop": plain(absence.missing_hop),
        **({"missing_ends": list(ends)} if ends and hop and hop.is_about(*ends) else {}),
        **({} if absence.nearest_is_sure else {"nearest_is_sure": False}),
        **({} if absence.is_sure else {"is_sure": False}),
        **({"denied": plain(absence.denied)} if absence.denied else {}),
    }


def overview_answer(overview: Overview, *, without: Collection[str]) -> Answer:
    """Return the summary of a graph, without some fields."""
    answer = asdict(overview)
    for what in ("actors", "relations", "sources"):
        answer[what] = {"count": sum(answer[what].values()), "by": answer[what]}
    answer["dated"] = [plain(answer.pop(name), "day") for name in ("first", "last")]
    return {name: value for name, value in answer.items() if name not in without}


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
        "attributes": dict(data.get("attributes", ())),
        "picture": data.get("picture"),
    }
