"""Turns a graph into the JSON-able data that the page draws: day numbers, texts, positions, bends."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import takewhile
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from graphkit.errors import UsageError, shortened
from graphkit.graph.date_words import words
from graphkit.graph.filters import WHOLE
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Version, known_as_now, known_day
from graphkit.graph.relation import DatedRelation
from graphkit.graph.retelling import told_date
from graphkit.graph.sentences import (
    HOLDS,
    amount_words,
    first,
    holds_nothing,
    is_share,
    set_aside,
    tense,
)
from graphkit.graph.validated import filter_of, validated
from graphkit.model.entities import Evidence, Source, Step
from graphkit.model.kinds import NOT_BETWEEN
from graphkit.model.statuses import STATUSES
from graphkit.model.titles import UNTITLED
from graphkit.model.vocabulary import KnownType, families, secondary_types
from graphkit.page import layout
from graphkit.page.opening import Told, opening_span, told_axis, whole_axis
from graphkit.page.style import family_hues, is_against, kind_style
from graphkit.queries import citations
from graphkit.queries.contradictions import errors_in
from graphkit.queries.first_known import known_as_now_on, relation_known_on
from graphkit.queries.telling import is_speech
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window, iso_range
from graphkit.temporal.edtf import When

_SHOWN_WHOLE = 30
"""Up to this many relations the page opens on all of them, whenever they are."""

DRAWN_WHOLE = {"actors": 250, "relations": 750}
"""Above either size fewer than half of the names have room, so only hubs are drawn at first."""

DRAWN_AT_FIRST = 60

_WIDEST = 8
"""The largest bend of a curve, where very many relations join two actors."""

_PULL = {False: 0.22, True: 0.06}
"""How strongly background and newsroom relations tie two actors beside others."""

Row = dict[str, Any]

_MOST_VERSION_WORK = 10_000_000
"""The limit of entries of evidence times versions, over all relations: a version weighs every entry."""

ENDLESS = 2**53 - 1
"""The day number that stands for infinity: the largest safe integer of JavaScript."""


def build_payload(graph: Graph, places: Mapping[str, layout.Place] | None = None) -> Row:
    """Return everything that the page shows of a graph, as JSON-able data.

    The legend is in ``kinds``, ``families``, ``statuses`` and ``types``; ``first_stated`` is the first day
    that the dataset states of which the graph is a part; ``voices`` names each by its id. Relations have the
    curve's ``bend``, ``when`` they are (as the file and as people write it), their evidence (``known`` by a
    day number, its source's where it has none) and their versions: what was ``known`` of them from a day on,
    as four ``bounds`` in day numbers (None: nothing says when; :data:`ENDLESS` stands for an infinity), and
    who vouches for it. A row gives its kind, its type, its source and its two ends by their places in the
    lists of these. Empty fields are left out.
    """
    graph = validated(graph)
    own = filter_of(graph)
    relations = sorted(index(graph).relations(), key=lambda relation: relation.id)
    actors = sorted(graph)
    types = _types(relations)
    behind = secondary_types(types.values())
    kinds = sorted(
        {_kind_of(graph, actor) for actor in actors}, key=lambda kind: (kind_style(kind).label, kind)
    )
    sources: Sequence[Source] = graph.graph.get("sources", ())
    cited = citations.entries(graph)
    last = max((published_by(source) for source in sources), default=None)
    return {
        "title": graph.graph.get("title") or UNTITLED,
        "description": graph.graph.get("description"),
        **_times(graph, relations, last),
        "not_between": list(NOT_BETWEEN),
        "kinds": [_kind(kind) for kind in kinds],
        "families": _families(types.values()),
        "statuses": list(STATUSES),
        "types": [_type(types[name], behind) for name in sorted(types)],
        "sources": [_source(source, cited[source.id]) for source in sources],
        "last_published": last,
        "first_stated": own.first_stated() if own.first_stated else None,
        "story": [_step(step) for step in graph.graph.get("story", ())],
        "actors": _actors(graph, actors, kinds, relations, places or places_of(graph)),
        "relations": _relations(
            graph, relations, _places(actors), _places(sorted(types)), _places(s.id for s in sources)
        ),
        "drawn_at_first": DRAWN_AT_FIRST if _is_large(actors, relations) else None,
        "voices": {id: index(graph).surroundings.in_words.name(id) for id in sorted(_voices(graph))},
    }


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _types(relations: Iterable[DatedRelation]) -> dict[str, KnownType]:
    return {relation.type.name: relation.type for relation in relations}


def _leading(relations: Sequence[DatedRelation]) -> list[DatedRelation]:
    """Return the relations that are told first: of all but background, unless there is nothing else."""
    behind = secondary_types(_types(relations).values())
    return [relation for relation in relations if relation.type.name not in behind]


def _is_large(actors: Collection[str], relations: Sequence[DatedRelation]) -> bool:
    return len(actors) > DRAWN_WHOLE["actors"] or len(relations) > DRAWN_WHOLE["relations"]


# --- time ---------------------------------------------------------------------------------------


def _times(graph: Graph, relations: Sequence[DatedRelation], last: Day | None) -> Row:
    """Return what is shown first, which days the time axis covers, and the newest day that is told of.

    That is the day of the ``last`` source; without any, of the last beginning that is no plan. If nothing is
    dated, the axis covers the year up to the ``last`` source.
    """
    dated = [
        (relation, Told(start, (relation.source, relation.target)))
        for relation in _leading(relations)
        if (start := relation.version.start)
    ]
    certain = [told for relation, told in dated if not relation.caveats and not relation.contested]
    told = certain or [told for _, told in dated]
    whole = not _is_large(graph, relations)
    span = opening_span(told, whole=whole) if len(relations) > _SHOWN_WHOLE else None
    starts = [told.start for _, told in dated]
    ends = [*_ends(relations)]
    days = [*starts, *ends, *_other_days(graph, last)] if starts else []
    begun = [
        told.start[0] for relation, told in dated if relation.status == "actual" and told.start[0] != PAST
    ]
    return {
        "opening": _opening(graph, span),
        "newest": max(begun, default=None) if last is None else last,
        "axis": told_axis(starts, ends, days, span) or (last and (last - 365, last)),
        "whole_axis": whole_axis(days),
    }


def _ends(relations: Sequence[DatedRelation]) -> Iterator[tuple[Day, Day]]:
    """Yield the days of the ends of relations; of those that nobody states, of their last reports."""
    for relation in _leading(relations):
        version, bounds = relation.version, relation.version.bounds
        if bounds is None or version.undated:
            continue
        ends = Window(*bounds[2:]) if version.lasts and not version.end_unknown else version.last_reported
        if ends and ends.since != PAST and ends.until != FUTURE:
            yield ends


def _other_days(graph: Graph, last: Day | None) -> Iterator[tuple[Day, Day]]:
    """Yield the days of the steps of the story and of the ``last`` source."""
    steps = [_step(step) for step in graph.graph.get("story", ())]
    for day in [*(step.get(name) for step in steps for name in ("day", "from", "to")), last]:
        if day is not None:
            yield day, day


def _opening(graph: Graph, opening: tuple[Day, Day] | None) -> Row:
    """Return the view that the page opens on: the graph's own filter, else the days that matter."""
    own = filter_of(graph)
    newsroom = own.types is not None and any(relation.type.newsroom for relation in index(graph).relations())
    names = ("certain", "undated", "no_claims", "no_contested", "reported_within", "known_by")
    switches: Row = {name: getattr(own, name) for name in names}
    switches |= {"newsroom": newsroom, "any_status": own.statuses is not None}
    if graph.graph.get("story") and replace(own, left_out=()) == WHOLE:
        switches["step"] = 0
    return {**_opening_time(graph, opening), **_filled(switches)}


def _opening_time(graph: Graph, opening: tuple[Day, Day] | None) -> Row:
    own = filter_of(graph)
    if own.as_of is not None:
        return {"mode": "day", "day": own.as_of}
    if own.window is not None:
        return {"mode": "span", "from": _day(own.window.since), "to": _day(own.window.until)}
    if opening is None or own.types is not None:
        return {"mode": "all"}
    return {"mode": "span", "from": opening[0], "to": opening[1]}


def _day(day: Day) -> Day | None:
    return None if day in (PAST, FUTURE) else day


def _step(step: Step) -> Row:
    row: Row = {
        "title": step.title,
        "text": step.text,
        "focus": list(step.focus),
        "selection": step.selection,
    }
    if step.as_of:
        row["day"] = edtf.one_day(step.as_of)
    elif step.since or step.until:
        window = edtf.window(step.since, step.until)
        row["from"], row["to"] = _day(window.since), _day(window.until)
    return _filled(row)


# --- the legend ---------------------------------------------------------------------------------


def _kind_of(graph: Graph, actor: str) -> str:
    return str(graph.nodes[actor].get("kind", "other"))


def _kind(kind: str) -> Row:
    style = kind_style(kind)
    label = style.label if style.label != "Other" else kind
    return {"name": kind, "label": label, "shape": style.shape, **asdict(style.hue)}


def _families(types: Iterable[KnownType]) -> list[Row]:
    used = {type_.family for type_ in types}
    rows = [
        {"name": family.name, "label": family.label, "meaning": family.meaning}
        for family in families()
        if family.name in used
    ]
    own = sorted(used - {row["name"] for row in rows})
    rows += [{"name": name, "label": name.replace("-", " ").capitalize(), "meaning": ""} for name in own]
    hues = family_hues(used)
    return [{**row, **asdict(hues[row["name"]])} for row in rows]


def _type(type_: KnownType, behind: Collection[str]) -> Row:
    return _filled(
        {
            "name": type_.name,
            "label": type_.label(),
            "inverse": type_.label(forward=False),
            "family": type_.family,
            "kind": type_.kind,
            "symmetric": type_.symmetric,
            "background": type_.background and type_.name in behind,
            "newsroom": type_.newsroom,
            "speech": is_speech(type_),
            "against": is_against(type_),
            "meaning": type_.meaning,
            "verbs": [
                type_.verb(past=past, forward=forward)
                for forward in ((True, False) if type_.reads_backward and not type_.symmetric else (True,))
                for past in (True, False)
            ],
        }
    )


# --- actors -------------------------------------------------------------------------------------


def places_of(
    graph: Graph, kept: Mapping[str, layout.Place] = MappingProxyType({})
) -> dict[str, layout.Place]:
    """Return where each actor stands.

    Where most have a place that is ``kept``, these stay there, and the others come beside them.
    """
    graph = validated(graph)
    actors = sorted(graph)
    relations = sorted(index(graph).relations(), key=lambda relation: relation.id)
    degrees = _degrees(relations)
    boxes = [layout.box(*_shape(graph, actor, degrees)) for actor in actors]
    stay = {number: kept[actor] for number, actor in enumerate(actors) if actor in kept}
    if 2 * len(stay) > len(actors) and not _is_large(actors, relations):
        points = layout.place_beside(stay, boxes, _ties(actors, relations))
    else:
        hubs = sorted(range(len(actors)), key=lambda number: -degrees[actors[number]])[:DRAWN_AT_FIRST]
        points = layout.place(boxes, _ties(actors, relations), hubs if _is_large(actors, relations) else ())
    return dict(zip(actors, points, strict=True))


def _degrees(relations: Sequence[DatedRelation]) -> Counter[str]:
    degrees: Counter[str] = Counter()
    for relation in _leading(relations):
        if relation.status == "actual":
            degrees.update({relation.source, relation.target})
    return degrees


def _shape(graph: Graph, actor: str, degrees: Counter[str]) -> tuple[list[str], float]:
    """Return the lines of the name of an actor, and its radius."""
    return layout.label_lines(index(graph).surroundings.in_words.name(actor)), layout.radius(degrees[actor])


def _actors(
    graph: Graph,
    actors: Sequence[str],
    kinds: Sequence[str],
    relations: Sequence[DatedRelation],
    places: Mapping[str, layout.Place],
) -> list[Row]:
    degrees, within = _degrees(relations), index(graph).surroundings.in_words
    shapes = [(actor, *_shape(graph, actor, degrees)) for actor in actors]
    return [
        _filled(
            {
                "id": actor,
                "name": within.name(actor),
                "apart": apart if (apart := within.apart.get(actor)) != actor else None,
                "kind": kinds.index(_kind_of(graph, actor)),
                "aliases": list(graph.nodes[actor].get("aliases", ())),
                "description": graph.nodes[actor].get("description"),
                "attributes": [[key, str(value)] for key, value in graph.nodes[actor].get("attributes", ())],
                "picture": graph.nodes[actor].get("picture"),
                "lines": label,
                "size": size,
                "x": places[actor][0],
                "y": places[actor][1],
            }
        )
        for actor, label, size in shapes
    ]


def _ties(actors: Sequence[str], relations: Sequence[DatedRelation]) -> list[layout.Edge]:
    """Return the strength of ties for the layout: background beside others and newsroom hardly count."""
    place = _places(actors)
    behind = secondary_types(_types(relations).values())
    strength: dict[tuple[int, int], float] = {}
    for relation in relations:
        pair = sorted((place[relation.source], place[relation.target]))
        key = pair[0], pair[1]
        pull = _PULL[relation.type.newsroom] if relation.type.name in behind else 1.0
        # Ten meetings tie two actors more than one does, but not ten times as much.
        strength[key] = (strength.get(key, 0.0) ** 2 + pull**2) ** 0.5
    return [(one, other, round(weight, 4)) for (one, other), weight in sorted(strength.items())]


# --- relations ----------------------------------------------------------------------------------


def _relations(
    graph: Graph,
    relations: Sequence[DatedRelation],
    actors: Mapping[str, int],
    types: Mapping[str, int],
    sources: Mapping[str, int],
) -> list[Row]:
    """Return the rows of relations; the mappings give the places of what these name."""
    _refuse_too_many_versions(graph, relations)
    bends = _bends(relations)
    known = index(graph)
    ids, versions, published = known.by_id, known.versions, known.sources
    known_by = filter_of(graph).known_by
    days = {id: edtf.parse(source.published).bounds for id, source in published.items()}
    sure = {id for id, bounds in days.items() if bounds.earliest_start == bounds.latest_end}
    rows_of: dict[tuple[int, str, str | None, str], list[Row]] = {}

    def version_rows(relation: DatedRelation) -> list[Row]:
        """Return the rows of its versions, made once for all relations that make the same assertion."""
        all_of_it = versions[relation.id]
        key = id(all_of_it), relation.type.name, relation.when, relation.status
        if key not in rows_of:
            rows_of[key] = [
                _version(version, relation, date_by(version, relation))
                for version in _known(all_of_it, known_by)
            ]
        return rows_of[key]

    def date_by(version: Version, relation: DatedRelation) -> When | None:
        """Return the date of a relation that the evidence of a version tells."""
        if version.own_date or version is versions[relation.id][-1]:
            return relation.date
        by_then = (row for row in relation.evidence if known_day(row, published) <= version.known_from)
        return told_date(relation, tuple(by_then), version)

    def perhaps(relation: DatedRelation) -> Row:
        """Return the first days on which a relation may have become known, at all and as it is now.

        Where both are certain, nothing.
        """
        if all(entry.source in sure and not entry.said for entry in relation.evidence):
            return {}
        place, all_of_it = known.positions[relation.id], versions[relation.id]
        surely = all_of_it[0].known_from, known_as_now(all_of_it)
        first = relation_known_on(graph, place).since, known_as_now_on(graph, place).since
        return {"perhaps": first} if PAST not in first and first != surely else {}

    def evidence(relation: DatedRelation) -> list[Row]:
        rows, back = (
            [_evidence(entry, sources, published) for entry in relation.evidence],
            relation.taken_back,
        )
        return [{**row, "back": back[place]} if place in back else row for place, row in enumerate(rows)]

    return [
        {
            **_relation(relation, bends[relation.id], ids),
            **perhaps(relation),
            "source": actors[relation.source],
            "target": actors[relation.target],
            "type": types[relation.type.name],
            "evidence": evidence(relation),
            "versions": version_rows(relation),
        }
        for relation in relations
    ]


def _refuse_too_many_versions(graph: Graph, relations: Sequence[DatedRelation]) -> None:
    versions = index(graph).versions
    work = {relation.id: len(relation.evidence) * len(versions[relation.id]) for relation in relations}
    if sum(work.values()) > _MOST_VERSION_WORK:
        most = max(relations, key=lambda relation: work[relation.id])
        raise UsageError(
            f"relation {shortened(most.id)}: a page cannot hold who vouches for it on each of "
            f"{len(versions[most.id]):,} days, of {len(most.evidence):,} entries of evidence; "
            "leave it out by --type"
        )


def _known(versions: Sequence[Version], known_by: Day | None) -> Sequence[Version]:
    """Return the versions that were known by a day; the first where none was."""
    if known_by is None:
        return versions
    return tuple(takewhile(lambda version: version.known_from <= known_by, versions)) or versions[:1]


def _relation(relation: DatedRelation, bend: float, ids: Collection[str]) -> Row:
    date = relation.date
    row: Row = {
        "id": relation.id,
        "status": relation.status if relation.status != "actual" else None,
        "bend": bend,
        "when": [date.text, date.words] if date else None,
        "summary": relation.summary,
        "about": list(relation.about),
        "amount": amount_words(relation.amount) if relation.amount else None,
        "prep": relation.preposition if relation.about else None,
        "share": is_share(relation.type, relation.amount),
        "verbs": HOLDS if relation.type.goes_on and holds_nothing(relation.type, relation.amount) else None,
        "note": relation.note,
        "errors": errors_in(relation),
        "links": [[link.rel, link.relation] for link in relation.links if link.relation in ids],
    }
    return _filled(row)


def _version(version: Version, relation: DatedRelation, date: When | None) -> Row:
    told = tense(relation.type, version, version.status, relation.within.last_published)
    own = relation.date
    said = words(date, version if date == own else version._replace(own_date=True))
    row: Row = {
        "known": _day(version.known_from),
        "status": version.status if version.status != relation.status else None,
        "bounds": _days(version.bounds),
        "gaps": [_days(gap) for gap in version.gaps.start],
        "end_gaps": [_days(gap) for gap in version.gaps.end] if version.lasts else None,
        "lasts": version.lasts,
        "single": version.single_date,
        "start_unknown": version.start_unknown,
        "end_unknown": version.end_unknown,
        "first_reported": _days(version.first_reported),
        "last_reported": _days(version.last_reported),
        "stated": version.stated,
        "undated": version.undated,
        "claimed": version.claimed,
        "contested": version.contested,
        "differ": version.dates_differ,
        "words": said if own is None or said != own.words else None,
        "when": None if date == own else [date.text if date else None],
        "now": not told.past or (told.until if told.until >= version.known_from else None),
        "reported": told.reported or None,
        "first_said": first(version.first_reported) if told.reported and version.first_reported else None,
        "voices": list(version.voices),
        "origins": version.independent_sources,
        "aside": _aside(version),
    }
    return _filled(row)


def _aside(version: Version) -> list[Any] | None:
    """Return the first day on which it may have been set aside, and when it was, in words and in EDTF."""
    days = version.set_aside
    return None if days is None else [*(_days(days) or ())[:1], *set_aside(version, ""), iso_range(*days)]


def _days(days: Iterable[Day] | None) -> list[Day] | None:
    return None if days is None else [max(-ENDLESS, min(day, ENDLESS)) for day in days]


def _voices(graph: Graph) -> set[str]:
    """Return the ids of all voices of versions and of all attributions of evidence."""
    relations = index(graph)
    voices = {id for versions in relations.versions.values() for version in versions for id in version.voices}
    quoted = {entry.attribution for relation in relations.relations() for entry in relation.evidence}
    return {id for id in voices | quoted if id}


def _evidence(entry: Evidence, places: Mapping[str, int], sources: Mapping[str, Source]) -> Row:
    known = known_day(entry, sources)
    return _filled(
        {
            "source": places[entry.source],
            "known": known if known != published_by(sources[entry.source]) else None,
            "paragraph": entry.paragraph,
            "voice": entry.attribution,
            "said": edtf.parse(entry.said).words if entry.said else None,
            "when": edtf.parse(entry.when).words if entry.when else None,
            "type": entry.type,
            "status": entry.status,
            "contradicts": entry.stance == "contradicts",
            "undated": not entry.dated,
            "attests": edtf.on_days(entry.attests) if isinstance(entry.attests, str) else None,
            "quote": entry.quote,
            "note": entry.note,
            **_addresses(entry),
        }
    )


def _source(source: Source, cited: Sequence[Any]) -> Row:
    return _filled(
        {
            "id": source.id,
            "publisher": source.publisher,
            "title": source.title,
            "author": source.author,
            "published": edtf.parse(source.published).words,
            "known": published_by(source),
            **_addresses(source),
            "derived": list(source.derived_from),
            "reliability": source.reliability,
            "note": source.note,
            "cited": list(cited),
        }
    )


def published_by(source: Source) -> Day:
    """Return the last day on which a source may have been published."""
    return edtf.parse(source.published).bounds.latest_end


def _addresses(row: Source | Evidence) -> Row:
    """Return where a source or an entry can be read; what is no address of the web is told, not linked."""
    named = {"url": row.url, "archived": row.archived_url}
    return {name if safe_url(text) else f"{name}_told": text for name, text in named.items() if text}


def safe_url(url: str | None) -> str | None:
    """Return a URL with scheme ``http`` or ``https`` and a host as it is, and None for any other."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _bends(relations: Sequence[DatedRelation]) -> dict[str, float]:
    """Return how far each curve bends to the left of its direction, so that parallel ones separate.

    The k relations of two actors get k different bends: background and newsroom outside, the others
    in the middle. Those of an actor with itself are loops, numbered from 0. The unit is the script's.
    """
    pairs: dict[tuple[str, str], list[DatedRelation]] = {}
    for relation in relations:
        first, second = sorted((relation.source, relation.target))
        pairs.setdefault((first, second), []).append(relation)
    bends: dict[str, float] = {}
    for (first, second), parallel in pairs.items():
        parallel.sort(key=lambda each: (each.type.newsroom, each.type.background, each.id))
        outermost = (len(parallel) - 1) / 2
        if first == second:
            bends |= {relation.id: float(place) for place, relation in enumerate(parallel)}
            continue
        slots = sorted(
            (place - outermost for place in range(len(parallel))), key=lambda slot: (abs(slot), slot)
        )
        closer = min(1.0, _WIDEST / outermost) if outermost else 1.0
        for relation, slot in zip(parallel, slots, strict=True):
            # A single curve bends a little too: straight lines would cross the nodes between.
            bend = round(slot * closer, 3) if outermost else 0.35
            bends[relation.id] = bend if relation.source == first else -bend
    return bends


def _filled(row: Row) -> Row:
    """Return a row without fields that are None, False or empty lists; a 0 stays."""
    return {
        name: value for name, value in row.items() if value is not None and value is not False and value != []
    }
