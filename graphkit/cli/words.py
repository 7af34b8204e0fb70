"""Describes relations, who reports them, and what an answer leaves out, in words."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.cli.escaping import printable
from graphkit.errors import ActorNotKnownError, plural
from graphkit.graph.filters import WHOLE, Filter, walked_statuses
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model.kinds import UNNAMED
from graphkit.model.statuses import NOT_ACTUAL
from graphkit.queries.contradictions import marks
from graphkit.queries.first_known import maybe_known, relation_known_on
from graphkit.queries.listing import DOUBTS, tying_statuses
from graphkit.queries.windows import left_out_of
from graphkit.temporal import asked_days, edtf
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, day_words, iso

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence, Source
    from graphkit.queries.summary import Overview

_SOURCES_SHOWN = 2


def name(graph: Graph, actor: str) -> str:
    """Return the name of an actor, safe to print."""
    return printable(index(graph).surroundings.name(actor))


def hop_parts(graph: Graph, relation: DatedRelation, start: str | None) -> tuple[str, str, str]:
    """Return a relation as seen from one end: that end, an arrow, the other end."""
    end = relation.target if start == relation.target else relation.source
    other = relation.other(end)
    if relation.type.symmetric:
        arrow = f"-{relation.type.name}-"
    elif end == relation.source:
        arrow = f"-{relation.type.name}->"
    else:
        arrow = f"<-{relation.type.name}-"
    named = index(graph).surroundings.name
    return printable(named(end)), arrow, printable(named(other))


def hop(graph: Graph, relation: DatedRelation, start: str | None = None) -> str:
    """Return a relation in one line, as seen from one end: ``H20 <-uses- DeepSeek``."""
    return " ".join(hop_parts(graph, relation, start))


def marks_beside(when: str, relation: DatedRelation) -> list[str]:
    """Return the marks of a relation, without what the words of its date say already."""
    return [mark for mark in marks(relation) if not (mark == relation.doubt_words and mark in when)]


def titled(source: "Source") -> str:
    """Return the publisher and the title of a source."""
    return f"{source.publisher}: {source.title}" if source.title else source.publisher


def relation_name(graph: Graph, id: str) -> str:
    """Return the id of a relation with its caveats: ``huang-met-trump (DENIED)``."""
    relations = index(graph).by_id
    return relations[id].qualified(id) if id in relations else id


def reported_by(graph: Graph, relation: DatedRelation) -> str:
    """Return who reports a relation and where, and who denies it: ``Ann, CNN par. 8, 2 more; denied by Bob``.

    Nobody who denies it is left out; of those who report it or tell it otherwise, some are counted.
    """
    first: dict[str, str] = {}
    against: dict[tuple[str, str], dict[tuple[str, str | None], str]] = {}
    names = relation.source_names
    resting_on, back = set(map(id, relation.resting_on)), relation.taken_back
    for number, entry in enumerate(relation.evidence):
        publisher = names[entry.source]
        place = publisher if entry.paragraph is None else f"{publisher} par. {entry.paragraph}"
        if id(entry) in resting_on:
            first.setdefault(entry.source, place)
            continue
        who = [voice(graph, entry.attribution)] if entry.attribution else []
        who = [place] if who in ([], [publisher]) else who + [place] * (place not in first.values())
        group = against.setdefault(_otherwise(relation, entry, number in back), {})
        group.setdefault((entry.source, entry.attribution), ", ".join(who))
    words = [voice(graph, who) for who in relation.voices] if relation.claimed else []
    told = [", ".join([*words, *first_of(first.values(), _SOURCES_SHOWN)])] if words or first else []
    for (verb, said), by in against.items():
        who = first_of(by.values(), _SOURCES_SHOWN) if said else [*by.values()]
        told.append(f"{verb} {', '.join(who)}{said}")
    return "; ".join(told)


def first_of(words: Iterable[str], most: int) -> list[str]:
    """Return the first of some words, and how many more there are."""
    words = list(words)
    return [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]


def _otherwise(relation: DatedRelation, entry: "Evidence", is_back: bool) -> tuple[str, str]:
    """Return what an entry does on which a relation does not rest, and in brackets what it says instead."""
    if relation.is_denied_by(entry):
        return "denied by", " (taken back)" if is_back else ""
    if relation.is_vouched_by(entry):
        return "taken back by", ""
    pairs = ((entry.type, relation.type.name), (entry.status, relation.status))
    said = [said.replace("-", " ") for said, own in pairs if said not in (None, own)]
    return "told otherwise by", f" (says {', '.join(said)})" if said else ""


def vouched(relation: DatedRelation) -> str:
    """Return how many voices and sources a relation has: ``1 voice, 4 independent sources``."""
    sources = plural(relation.independent_sources, "independent source")
    return f"{plural(len(relation.voices), 'voice')}, {sources}"


def voice(graph: Graph, voice_id: str) -> str:
    """Return the name of a voice: an actor, a publisher, or ``nobody named``."""
    if voice_id == UNNAMED:
        return "nobody named"
    if voice_id in graph:
        return name(graph, voice_id)
    source = index(graph).sources.get(voice_id)
    return printable(source.publisher if source else voice_id)


def period(graph: Graph) -> str:
    """Return the window of a graph as words to add to a sentence; nothing if it has none."""
    window = filter_of(graph).window
    return f" {window}" if window else ""


def amounts(summary: "Overview") -> str:
    """Return how many actors, relations and sources there are: ``2 actors, 1 relation, 1 source``."""
    whats = ("actor", "relation", "source")
    return ", ".join(plural(sum(getattr(summary, f"{what}s").values()), what) for what in whats)


def left_out_at(whole: Graph, graph: Graph, actors: Iterable[str]) -> dict[str, int]:
    """Count the relations of some actors that a default left out of a window, by reason."""
    return left_out_of(whole, filter_of(graph), index(whole).positions_of_actors(actors))


def not_tied_at(graph: Graph, actors: Set[str], *, direct: bool) -> dict[str, int]:
    """Count the relations of some actors that tie them to nobody for their status, by status."""
    tying, graph_index = tying_statuses(filter_of(graph)), index(graph)
    counts = Counter(
        relation.status
        for relation in map(graph_index.at, graph_index.positions_of_actors(actors))
        if relation.status not in tying
        and relation.type.name not in graph_index.hidden
        and not actors.isdisjoint((relation.source, relation.target, *(() if direct else relation.about)))
    )
    return {status: counts[status] for status in NOT_ACTUAL if counts[status]}


def doubt_words(counts: Mapping[str, int]) -> str:
    """Return how many relations are not certain, and why: ``, of them 12 last reported earlier, 9 maybe``."""
    words = ", ".join(f"{counts[what]} {what}" for what in DOUBTS[1:] if counts.get(what))
    return words and f", of them {words}"


def beyond_sources(whole: Graph, criteria: Filter) -> tuple[str, ...]:
    """Return a note if days asked for are later than the day of knowledge, or than the last source.

    The graph is ``whole``: as known by the day of knowledge, with all its sources.
    """
    first, last = criteria.window or (criteria.as_of, criteria.as_of)
    if first is None or last is None:
        return ()
    last = first if last == FUTURE else last
    if criteria.known_by is not None and last > criteria.known_by:
        end, named = criteria.known_by, f"what was known by {day_words(criteria.known_by)}"
    else:
        published = [edtf.parse(source.published) for source in index(whole).sources.values()]
        newest = max(published, key=lambda when: when.bounds.latest_end, default=None)
        if newest is None:
            return ()
        end, named = newest.bounds.latest_end, f"the sources (last published {newest.words})"
    if last <= end:
        return ()
    return (f"Beyond {named}." if first > end else f"Partly beyond {named}.",)


def never_dated(relations: Iterable[DatedRelation], known_by: Day | None) -> tuple[str, ...]:
    """Return a note if relations known by a day have no source, so that nobody says since when they are."""
    if known_by is None or all(relation.fields.get("evidence") for relation in relations):
        return ()
    return ("Relations without a source are here whatever the day: nobody says when they became known.",)


def perhaps_known(whole: Graph, day: Day | None, narrowed: Callable[[Day], Graph]) -> tuple[str, ...]:
    """Return a note on how many relations may have been known by a day, but only later surely were.

    ``whole`` is the graph with all that is known; ``narrowed`` returns the one that answers the question, as
    known by another day.
    """
    ids, last = (frozenset[str](), PAST) if day is None else maybe_known(whole, day)
    try:
        count = sum(relation.id in ids for relation in index(narrowed(last)).visible) if ids else 0
    except ActorNotKnownError:  # nothing of an actor that is asked for was perhaps known
        count = 0
    if not count or day is None:
        return ()
    those = f"{count} relations that were" if count > 1 else "1 relation that was"
    return (f"Not counted: {those} perhaps known by {day_words(day)}; the day of publication is uncertain.",)


def known_later(whole: Graph, day: Day | None, graph: Callable[[], Graph]) -> tuple[str, ...]:
    """Return a note on what became known only after a day by which nothing that is asked for was known.

    ``whole`` is the graph with all that is known; ``graph`` returns the one that answers the question so.
    """
    if day is None:
        return ()
    positions = index(whole).positions
    days = [relation_known_on(whole, positions[relation.id]).until for relation in index(graph()).visible]
    if not days or min(days) <= day or min(days) == FUTURE:
        return ()
    those = plural(len(days), "relation")
    first = f"the first by {day_words(min(days))}"
    return (f"Nothing of it was surely known by then: {those} became known later, {first}.",)


def left_out_words(
    left_out: Mapping[str, int],
    criteria: Filter = WHOLE,
    without_date: Mapping[str, int] = MappingProxyType({}),
) -> str:
    """Return what a default left out, by reason, and which option shows it; empty if nothing.

    What is left out for want of a grade is among what ``--reliability`` hides. Of a status, those that have
    no date either take two options to show: ``without_date`` says how many these are.
    """
    left_out = {reason: count for reason, count in left_out.items() if reason != "ungraded"}
    unreported = left_out.pop("unreported", 0)
    first = criteria.first_stated() if unreported and criteria.first_stated else None
    before = "for so early a day" if first is None else f"before {day_words(first)}"
    rest = [f"{unreported} that nobody reports {before}"] if unreported else []
    options = {
        "undated": "--undated",
        "planned": "--status planned",
        "denied": "--status denied",
        "newsroom": "--type newsroom",
    }
    if criteria.certain:  # what has no date is never certain
        options["undated"] += " without --certain"
    words = []
    for reason, count in left_out.items():
        vague = without_date.get(reason, 0)
        words += [f"{count - vague} {reason} ({options[reason]})"] if count > vague else []
        words += [f"{vague} {reason} without a date ({options[reason]} --undated)"] if vague else []
    words += rest
    return f"Left out: {', '.join(words)}" if words else ""


def caveats(statuses: Collection[str]) -> str:
    """Return which other statuses an answer includes: `` (PLANNED and DENIED too)``."""
    others = [status.upper() for status in NOT_ACTUAL if status in statuses]
    too = " too" if "actual" in statuses else " only"
    return f" ({' and '.join(others)}{too})" if others else ""


def narrowed_words(query: Mapping[str, Any], heading: str = "", days: str = "") -> str:
    """Return which options narrow an answer and what they suppose; empty if none, or if the heading says it.

    The query is as JSON answers show it. The heading says the days, and may say statuses; ``days`` are said
    where it does not.
    """
    statuses = list(query.get("status", ()))
    if query.get("command") == "path" and statuses:  # paths add statuses, and never walk what is denied
        statuses = ["actual", *(status for status in statuses if status not in ("actual", "denied"))]
        statuses = [] if statuses == ["actual"] else statuses
    walked = [status for status in statuses if status != "denied"]
    if any(said and said in heading for said in (caveats(statuses), caveats(walked))):
        statuses = []
    known_by, within = query.get("known_by"), query.get("reported_within")
    several = {"type": query.get("type"), "kind": query.get("kind"), "status": statuses}
    words = [
        days,
        f"known by {day_words(asked_days.one_day(known_by, '--known-by'))}" if known_by else "",
        *(f"{what} {' or '.join(dict.fromkeys(each))}" for what, each in several.items() if each),
        f"where {', '.join(query['where'])}" if query.get("where") else "",
        f"of {' or '.join(query['actor'])}" if isinstance(query.get("actor"), list) else "",
        f"between {' and '.join(query['between'])}" if query.get("between") else "",
        f"text {query['text']!r}" if query.get("text") else "",
        f"reliability {query['reliability']} or better" if query.get("reliability") else "",
        *(name.replace("_", " ") for name in ("certain", "no_claims", "no_contested") if query.get(name)),
        "" if within is None else f"reported within {plural(within, 'day')}",
    ]
    asked = ", ".join(word for word in words if word and word not in heading)
    falls = [f"without {id}" for id in query.get("without", ())]
    falls += [" ".join(each.rsplit("=", 1)) for each in query.get("suppose", ())]
    supposed = ", ".join(falls)
    lines = (f"Only: {asked}" if asked else "", f"Supposed: {supposed}" if supposed else "")
    return printable(". ".join(filter(None, lines)))


def hidden_words(hidden: Mapping[str, int], of: Sequence[str] = (), ungraded: int = 0) -> str:
    """Return how many relations each cautious option hides, of all or of some actors; empty if none.

    ``ungraded`` is how many ``--reliability`` hides only because no source of theirs has a grade.
    """
    why = {"reliability": f" ({ungraded} for want of a grade)"} if ungraded else {}
    words = [
        f"{count} by --{name.replace('_', '-')}{why.get(name, '')}" for name, count in hidden.items() if count
    ]
    whose = f" of {' or '.join(of)}" if of else ""
    return f"Hidden{whose}: {', '.join(words)}" if words else ""


def of_walks(criteria: Filter) -> Filter:
    """Return a filter of the relations that paths may use: of their statuses."""
    return replace(criteria, statuses=walked_statuses(criteria))


def not_walked(whole: Graph, graph: Graph, ends: Sequence[str]) -> tuple[str, ...]:
    """Return a note on how many undated relations a chronological path cannot use."""
    dated = replace(filter_of(graph), undated=False)
    dated = dated if dated.as_of is not None else replace(dated, window=dated.window or ALWAYS)
    undated = left_out_of(whole, dated, index(whole).positions_of_actors(ends)).get("undated", 0)
    if not undated:
        return ()
    called = " or ".join(name(whole, actor) for actor in ends)
    return (f"Not used: {plural(undated, 'undated relation')} of {called}.",)


def not_passed(kinds: Sequence[str], through: str) -> str:
    """Say which kinds were not passed through, and what is through them."""
    named = f"actors of kind {', '.join(kinds[:-1])}{' or ' if kinds[1:] else ''}{kinds[-1]}"
    return f"Not passed through: {named} (--avoid-kind none). Through them {through}."


def last_day_words(text: str, day: Day) -> str:
    """Return a day in words; where it was given as a month or year, as the last day of that."""
    return day_words(day) + ("" if iso(day) == text else f" (the last day of {edtf.parse(text).words})")
