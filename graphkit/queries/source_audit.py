"""Audits the sources of a graph: contradictions, disputes, and relations that rest on a single source."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, get_args

from graphkit.answers import Answer, Answers, Column
from graphkit.errors import Mend, Reader, StorageError
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Assertion, known_day, status_by, taken_back
from graphkit.graph.relation import DatedRelation
from graphkit.graph.speakers import speaker_of
from graphkit.graph.validated import public
from graphkit.model.countries import is_code
from graphkit.model.folding import folded
from graphkit.model.kinds import BOUNDING, UNNAMED
from graphkit.model.link_rings import Chains, chains_of
from graphkit.model.references import WHAT_HAPPENED
from graphkit.queries.contradictions import (
    Claim,
    Complaint,
    FieldsOf,
    Severity,
    added_twice,
    against_article,
    against_causes,
    contradictions,
    denied_apart,
    of_identifiers,
    of_life,
    of_relation,
    of_source,
    outside_life,
    without_evidence,
)
from graphkit.queries.listing import in_order
from graphkit.queries.look_alikes import (
    aliases_of_others,
    difference,
    look_alikes,
    namesakes,
    near_names,
    of_one_country,
    of_one_number,
    sources_alike,
)
from graphkit.queries.windows import snapshot, window
from graphkit.storage import articles
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, day_words, range_words
from graphkit.temporal.edtf import When

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence

SEVERITIES: tuple[Severity, ...] = get_args(Severity)

_OWNED_BY = {"part-of": True, "owns": False}
"""The relation types between a medium and its owner, and whether the owner is the target."""


@dataclass(frozen=True, slots=True)
class Finding(Answer):
    """Something that an editor should check.

    Attributes
    ----------
    severity
        ``note``, ``warning`` or ``error``.
    rule
        The name of the rule, such as ``contested``.
    subject
        The id of the relation, source or actor.
    message
        What is wrong.
    """

    columns: ClassVar = (
        Column("severity"),
        Column("rule"),
        Column("subject", "id", "id"),
        Column("message", heading="finding"),
    )
    shown: ClassVar = ("severity", "rule", "message", "subject")

    severity: Severity
    rule: str
    subject: str
    message: str


@public
def check_sources(graph: Graph, corpus: str | os.PathLike[str] | None = None) -> tuple[Finding, ...]:
    """Return what an editor should check, the most severe first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, or a window of it.
    corpus : str or os.PathLike, optional
        A folder with the user's own copies of the articles. Each copy is compared with its checksum,
        and each paragraph that evidence points to must exist in it and hold the quote.

    Returns
    -------
    tuple of Finding
        ``error`` for contradictions (``no-evidence``, ``after-source``, ``said-after-source``,
        ``attested-after-source``, ``before-original``, ``no-article``, ``other-article``,
        ``no-paragraph``), ``warning`` for disputes and doubts (``contested``, ``dates-differ``,
        ``own-date``, ``owner``, ``single-date``, ``span``, ``with-itself``, ``no-share``,
        ``attested-after-end``, ``dated-without-day``, ``days-after-source``, ``outside-life``,
        ``after-source`` of a denial, ``unsaid``, ``denied-apart``, ``late-cause``,
        ``early-act``, ``undone-cause``, ``future-source``,
        ``identifier``, ``no-quote``, ``added-twice``), for
        actors whose names look alike (``look-alike``: other characters, order, accents, titles or
        initials), who share a number of a register, of whom one has the name of another as an alias, or
        whom nothing tells apart (``same-name``), and for sources that look like one document
        (``same-document``), ``note``
        for relations that rest on one voice or source alone (``one-voice``, ``one-source``), end after a
        source that gives no date of its own (``end-after-source``), were told and then denied by one
        publisher, or denied and then told (``taken-back``), or tell the same as an earlier one
        (``told-twice``), and for addresses that are no link (``no-link``).
        Every rule looks at every relation, background too.

    Raises
    ------
    StorageError
        If there is no such folder.

    Examples
    --------
    >>> found = gk.check_sources(graph)
    >>> found[0].severity, found[0].rule
    ('warning', 'contested')
    """
    return audit(graph, corpus, "python")


def audit(graph: Graph, corpus: str | os.PathLike[str] | None, reader: Reader) -> tuple[Finding, ...]:
    """Return what :func:`check_sources` does, in the words of a reader."""
    if corpus is not None:
        articles.check_folder(corpus)
    graph_index = index(graph)
    by_actors = any(source.publisher_actor for source in graph_index.sources.values())
    owners = _owners(graph_index) if by_actors else None
    findings, fields_of = alike(graph, reader), _fields_of(graph_index)
    chains = _chains_of(graph_index)
    claims = []
    for relation in in_order(graph_index.relations()):
        claims.append(claim := _claim(graph_index, relation))
        findings += map(_finding, without_evidence(claim))
        findings += map(_finding, of_relation(claim, graph_index.sources))
        findings += map(_finding, against_causes(claim, fields_of, chains))
        findings += _doubtful(graph_index, relation, claim, owners)
        if claim.evidence:
            findings += _alone(graph_index, relation)
            findings += _taken_back(graph_index, relation)
    findings += map(_finding, denied_apart(claims))
    twice = {each.subject: _finding(each) for each in added_twice(claims, graph_index.sources)}
    twice |= {each.subject: each for each in _told_twice(graph_index)}
    findings += [*_of_sources(graph_index), *_of_actors(graph), *twice.values()]
    findings += _perhaps_over(graph_index)
    if corpus is not None:
        findings += _against_articles(graph, corpus)
    return _worst_first(findings)


def check_days(graph: Graph) -> tuple[Finding, ...]:
    """Return what cannot be, or can hardly be, as the rows say: days that contradict each other.

    These are the findings of :func:`check_sources` that need no versions of the relations.
    """
    graph_index = index(graph)
    findings, fields_of = [*_of_sources(graph_index), *_of_actors(graph)], _fields_of(graph_index)
    chains, paid = _chains_of(graph_index), list[Claim]()
    for source, target, id, fields in zip(*graph_index.edge_list, strict=True):
        type_ = graph_index.vocabulary[fields["type"]]
        claim = Claim.of(id, source, target, type_, fields, graph_index.cache.lives, fields_of)
        paid += [claim] if claim.amount else []
        findings += map(_finding, contradictions(claim, graph_index.sources))
        findings += map(_finding, against_causes(claim, fields_of, chains))
    findings += map(_finding, added_twice(paid, graph_index.sources))
    return _worst_first(findings)


def _perhaps_over(graph_index: Index) -> Iterator[Finding]:
    """Yield a finding for each post without an end whose holder left, unless it is reported after that."""
    left: dict[frozenset[str], list[DatedRelation]] = defaultdict(list)
    posts = []
    for relation in in_order(graph_index.relations()):
        if relation.status != "actual" or relation.version.set_aside:
            continue
        if relation.type.parting and relation.bounds:
            left[frozenset((relation.source, relation.target))].append(relation)
        elif relation.type.is_post and relation.lasts and relation.version.end_unknown:
            posts.append(relation)
    for post in posts:
        attested = [days.since for days in (post.version.last_attested,) if days]
        begun = [post.bounds.earliest_start] if post.bounds else []
        for event in left.get(frozenset((post.source, post.target)), ()):
            by = event.bounds.latest_start if event.bounds else PAST
            if by >= max([*attested, *begun], default=PAST):
                message = f"has no end, and {event.id}, {event.words}, may be it"
                mend = f"if so, link it ended-by:{event.id}"
                yield Finding("warning", "perhaps-over", post.id, f"{message}; {mend}")
                break


def _taken_back(graph_index: Index, relation: DatedRelation) -> Iterator[Finding]:
    """Yield a finding for each publisher whose later article takes back what it told, or its denial.

    Not if it says the same again since.
    """
    claim, sources = relation.claim, graph_index.sources
    untils = taken_back(claim, sources)

    def word(entry: "Evidence") -> tuple[bool, str, bool]:
        speaker = speaker_of(PAST, entry, sources)
        return speaker.own, speaker.actor or folded(speaker.publisher), status_by(claim, entry) == "denied"

    entries = enumerate(relation.evidence)
    said = {word(entry) for place, entry in entries if place not in untils and status_by(claim, entry)}
    for place, day in sorted(untils.items()):
        entry = relation.evidence[place]
        if word(entry) in said:
            continue
        said.add(word(entry))
        source, by = sources[entry.source], day_words(day)
        on = edtf.parse(source.published).words
        if (status := status_by(claim, entry)) == "denied":
            words = f"denies it on {on} and tells it by {by}; its denial"
        else:
            plan = " as planned" if status == "planned" else ""
            words = f"tells it{plan} on {on} and denies it by {by}; what it told"
        message = f"{source.publisher} {words} counts until then, and no longer"
        yield Finding("note", "taken-back", relation.id, message)


def _worst_first(findings: list[Finding]) -> tuple[Finding, ...]:
    return Answers(sorted(dict.fromkeys(findings), key=lambda finding: -SEVERITIES.index(finding.severity)))


_MOST_ALIKE = 3
"""Of how many actors whom a short name may be the names are told."""


def _known_of(graph: Graph, actor: str) -> tuple[int, int]:
    """Return how much is told of an actor: how many facts, and how many relations it has."""
    fields = graph.nodes[actor]
    facts = (fields.get(name, ()) for name in ("aliases", "ids", "attributes"))
    return sum(map(len, facts)) + ("description" in fields), graph.degree(actor)


def alike(graph: Graph, reader: Reader) -> list[Finding]:
    """Return a finding for each actor that looks like an earlier one, and for each such source."""

    def merging(other: str, first: str, option: str = "") -> str:
        table = ", table='sources'" if option else ""
        terminal = f"graphkit merge {option}{other} into {first}"
        return Mend(terminal, f"gk.merge(graph, {other!r}, {first!r}{table})").words(reader)

    def merging_less_known(one: str, other: str) -> str:
        less, more = sorted((one, other), key=lambda id: (_known_of(graph, id), id == other))
        return merging(less, more)

    findings = []
    for first, other in look_alikes(graph):
        name, like = graph.nodes[other]["name"], graph.nodes[first]["name"]
        message = (
            f"{name} looks like {like} ({first}), but is written with other characters; "
            f"if they are one: {merging_less_known(other, first)}"
        )
        findings.append(Finding("warning", "look-alike", other, message))
    for first, other in namesakes(graph):
        message = (
            f"{graph.nodes[other]['name']} has the name of another ({first}), and nothing tells them apart; "
            f"if they are one: {merging_less_known(other, first)}"
        )
        findings.append(Finding("warning", "same-name", other, message))
    for other, first, what in (*aliases_of_others(graph), *of_one_number(graph)):
        name, like = graph.nodes[other]["name"], graph.nodes[first]["name"]
        said, mend = f"{name} has the {what} of {like} ({first})", merging_less_known(other, first)
        if what in graph.nodes[other].get("aliases", ()):
            said, mend = (
                f"{what}, an alias of {name}, is the name of another ({first})",
                merging(first, other),
            )
        message = f"{said}; if they are one: {mend}"
        if differ := difference(graph, first, other):
            message = (
                f"{said}, but they differ in {differ[0]} ({differ[1]}, {differ[2]}); correct what is wrong"
            )
        findings.append(Finding("warning", "same-name", other, message))
    for other, first, name in of_one_country(graph):
        pair = f"{graph.nodes[other]['name']} may be {graph.nodes[first]['name']} ({first})"
        why = f"{name} is {'the code' if is_code(name) else 'another name'} of that country"
        message = f"{pair}, as {why}; if they are one: {merging(other, first)}"
        findings.append(Finding("warning", "look-alike", other, message))
    for other, fuller in near_names(graph).items():
        likes = [f"{graph.nodes[each]['name']} ({each})" for each in fuller[:_MOST_ALIKE]]
        if len(fuller) > _MOST_ALIKE:
            likes.append(f"one of {len(fuller) - _MOST_ALIKE} more")
        *some, last = likes
        if_so, whom = ("it is one of these", "ID") if some else ("they are one", *fuller)
        message = (
            f"{graph.nodes[other]['name']} may be {' or '.join(filter(None, (', '.join(some), last)))}; "
            f"if {if_so}: {merging(other, whom)}"
        )
        findings.append(Finding("warning", "look-alike", other, message))
    entries = (entry for fields in index(graph).edge_list.fields for entry in fields.get("evidence", ()))
    for other, first, why in sources_alike(index(graph).sources.values(), entries):
        message = (
            f"{other} looks like the same document as {first} ({why}); "
            f"if they are one: {merging(other, first, '--source ')}"
        )
        findings.append(Finding("warning", "same-document", other, message))
    return findings


def empty_steps(graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each step of the told story whose actors nothing ties in its days."""
    for step in graph.graph.get("story", ()):
        if len(step.focus) < 2 or step.selection:
            continue
        days = step.since or step.until
        there = (
            snapshot(graph, step.as_of)
            if step.as_of
            else window(graph, step.since, step.until)
            if days
            else graph
        )
        if not any({source, target} <= {*step.focus} for source, target in there.edges()):
            message = f"step {step.title!r}: nothing in its days is between {', '.join(step.focus)}"
            yield Finding("warning", "step-without-relations", step.title, message)


def _of_sources(graph_index: Index) -> list[Finding]:
    sources = graph_index.sources
    return [_finding(each) for source in sources.values() for each in of_source(source, sources)]


def _of_actors(graph: Graph) -> list[Finding]:
    actors = graph.nodes(data=True)
    of_ids = (each for id, data in actors for each in of_identifiers(id, data.get("ids", ())))
    of_lives = (each for id, data in actors for each in of_life(id, data.get("attributes", ())))
    return [*map(_finding, of_ids), *map(_finding, of_lives)]


def _claim(graph_index: Index, relation: DatedRelation) -> Claim:
    ends, lives = (relation.source, relation.target), graph_index.cache.lives
    return Claim.of(relation.id, *ends, relation.type, relation.fields, lives, _fields_of(graph_index))


def _fields_of(graph_index: Index) -> FieldsOf:
    """Return what gives the fields of a relation by its id; empty if it is not in the graph."""
    edges = graph_index.edge_list
    positions = graph_index.positions
    return lambda id: edges.fields[positions[id]] if id in positions else {}


def _chains_of(graph_index: Index) -> Chains:
    edges = graph_index.edge_list
    return chains_of(zip(edges.ids, edges.fields, strict=True))


def _finding(complaint: Complaint) -> Finding:
    return Finding(complaint.severity, complaint.rule, complaint.subject, complaint.message)


def _doubtful(
    graph_index: Index, relation: DatedRelation, claim: Claim, owners: Ancestry | None
) -> Iterator[Finding]:
    if relation.contested:
        message = "; ".join(f"{side}: {voices}" for side, voices in sides(graph_index, relation).items())
        yield Finding("warning", "contested", relation.id, message)
    if relation.dates_differ:
        yield Finding("warning", "dates-differ", relation.id, _differing_dates(graph_index, relation))
    if claim.date is not None:
        yield from _unshared_dates(relation, claim.date)
        yield from _later_end(graph_index, relation, claim.date)
    if claim.lives:
        yield from _reported_outside_lives(relation, claim)
    if owners is not None:
        yield from _reports_on_owner(graph_index, relation, owners)


def _told_twice(graph_index: Index) -> Iterator[Finding]:
    """Yield a finding for each dated relation that tells the same as an earlier one: both count."""
    first: dict[tuple[object, ...], str] = {}
    for relation in graph_index.relations():
        if relation.evidence and relation.date is not None:
            ends = relation.source, relation.target
            happened = (relation.fields.get(name) for name in WHAT_HAPPENED)
            key = (*(sorted(ends) if relation.type.symmetric else ends), *happened)
            if (other := first.setdefault(key, relation.id)) != relation.id:
                message = f"tells the same as {other}; if they are one, give one the evidence of both"
                yield Finding("note", "told-twice", relation.id, message)


def _reported_outside_lives(relation: DatedRelation, claim: Claim) -> Iterator[Finding]:
    """Yield a finding for each end of what lasts that is reported when this end did not live."""
    first, last = relation.version.first_attested, relation.version.last_attested
    if not (relation.lasts and first and last):
        return
    for actor, life in claim.lives:
        days = last if last.since > life.latest_end else first if first.until < life.earliest_start else None
        if days is not None:
            told = f"reported for {range_words(*days)}"
            yield _finding(outside_life(relation.id, told, actor, life))


def _unshared_dates(relation: DatedRelation, own: When) -> Iterator[Finding]:
    """Yield a finding if no supporting entry gives the date of the relation itself, or one side of it."""
    claim = Assertion(relation.type, own, relation.status, relation.evidence)
    given = [(entry, claim.date_of(entry)) for entry in claim.evidence if entry.stance == "supports"]
    if not given or own in (date for _, date in given):
        return
    dates = [date.bounds for _, date in given if date is not None]
    low, high, low_end, high_end = own.bounds
    unshared = []
    if not own.start_unknown and not any(low <= each[0] and each[1] <= high for each in dates):
        unshared.append("begins")
    if not own.end_unknown and not any(low_end <= each[2] and each[3] <= high_end for each in dates):
        unshared.append("ends")
    if not unshared:
        return
    if not own.lasts or len(unshared) == 2 or relation.fields.get("when"):
        words = f"when {own.words}"
    else:
        words = f"{unshared[0]} {own.start_words if unshared == ['begins'] else own.end_words or '..'}"
    told = _given_by(relation, [(entry, date.words if date else "no day") for entry, date in given])
    message = f"{words} is given by none of its sources ({told}); write what they give, or cite who gives it"
    yield Finding("warning", "own-date", relation.id, message)


def _later_end(graph_index: Index, relation: DatedRelation, own: When) -> Iterator[Finding]:
    """Yield a finding if sources that give no date of their own came before the end of a relation."""
    if relation.status != "actual" or not own.lasts or own.end_unknown or own.bounds.earliest_end == FUTURE:
        return
    sources, (begun, _, over, _) = graph_index.sources, own.bounds
    early = [
        entry
        for entry in relation.vouching
        if entry.dated and not entry.when and begun <= known_day(entry, sources) < over
    ]
    if 0 < len(early) < len(relation.vouching):  # else they can only have announced it
        told = [
            f"{sources[each.source].publisher} ({edtf.parse(sources[each.source].published).words})"
            for each in early
        ]
        message = (
            f"ends {range_words(over, own.bounds.latest_end)}; {_listed(told)} came before and cannot know it"
        )
        mend = "unless that end was announced, give this evidence a 'when' of its own, without the end"
        yield Finding("note", "end-after-source", relation.id, f"{message}; {mend}")


def _given_by(relation: DatedRelation, dates: "list[tuple[Evidence, str]]") -> str:
    """Return each date in words, and the publishers that give it."""
    publishers: dict[str, list[str]] = defaultdict(list)
    names = relation.source_names
    for entry, words in dates:
        publishers[words].append(names[entry.source])
    return "; ".join(f"{words}: {_listed(names)}" for words, names in publishers.items())


def _differing_dates(graph_index: Index, relation: DatedRelation) -> str:
    """Return each date that evidence gives for a relation, who gives it, and what else bounds the date."""
    claim = Assertion(relation.type, relation.date, relation.status, relation.evidence)
    given = [(entry, date.words) for entry in relation.resting_on if (date := claim.date_of(entry))]
    bounds = [
        f"{link.rel.replace('-', ' ')} {link.relation}, {other.words}"
        for link in relation.links
        if link.rel in BOUNDING and (other := graph_index.by_id.get(link.relation))
        # What is planned or denied bounds nothing, nor does what was set aside.
        if other.status == "actual" and not other.version.set_aside
    ]
    if bounds and (last := relation.version.last_attested):
        bounds.append(f"last attested {range_words(*last)}")
    return "; ".join(filter(None, [_given_by(relation, given), *bounds]))


def _reports_on_owner(graph_index: Index, relation: DatedRelation, owners: Ancestry) -> Iterator[Finding]:
    """Yield a finding for each publisher that belongs to an actor on which it reports."""
    sources = graph_index.sources
    publishers = dict.fromkeys(sources[entry.source].publisher_actor for entry in relation.evidence)
    for publisher in filter(None, publishers):
        for owner in sorted({relation.source, relation.target, *relation.about}):
            if owners.has_ancestor(publisher, owner):
                names = [graph_index.surroundings.name(actor) for actor in (publisher, owner)]
                message = f"{names[0]} reports on {names[1]}, to which it belongs"
                yield Finding("warning", "owner", relation.id, message)


def _alone(graph_index: Index, relation: DatedRelation) -> Iterator[Finding]:
    version = relation.version
    if (version.claimed or version.independent_sources > 1) and len(version.voices) == 1:
        (voice,) = version.voices
        word = f"the word of {graph_index.surroundings.name(voice)}"
        support = "unnamed voices" if voice == UNNAMED else word
        yield Finding("note", "one-voice", relation.id, f"rests on {support} alone")
    if version.independent_sources == 1:
        sources = graph_index.sources
        vouching = relation.evidence if len(relation.evidence) == 1 else relation.resting_on
        cited = [sources[entry.source] for entry in vouching]
        ids = {source.id for source in cited}
        original = next((source for source in cited if not ids & {*source.derived_from}), cited[0])
        yield Finding("note", "one-source", relation.id, f"rests on {original.publisher} alone")


def _against_articles(graph: Graph, corpus: str | os.PathLike[str]) -> Iterator[Finding]:
    """Yield a finding for each article, paragraph pointed to, and quote that a folder does not contain."""
    texts: dict[str, list[str]] = {}
    for source in graph.graph.get("sources", ()):
        try:
            content = articles.article(corpus, source)
        except StorageError as error:
            yield Finding("error", "no-article", source.id, str(error))
            continue
        texts[source.id] = articles.paragraphs(content)
        if not articles.is_coded_article(content, source):
            message = f"{source.file} is not the article that was coded"
            yield Finding("error", "other-article", source.id, message)
    graph_index = index(graph)
    for relation in graph_index.relations():
        yield from map(_finding, against_article(_claim(graph_index, relation), texts))


def _owners(graph_index: Index) -> Ancestry:
    """Return which actors each actor belongs to, at any depth."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for source, target, _, fields in zip(*graph_index.edge_list, strict=True):
        if fields["type"] in _OWNED_BY and fields.get("status", "actual") == "actual":
            part, whole = (source, target) if _OWNED_BY[fields["type"]] else (target, source)
            wholes[part].add(whole)
    return Ancestry(wholes)


# --- the sides of a dispute -------------------------------------------------------------------


def sides(graph_index: Index, relation: DatedRelation) -> dict[str, str]:
    """Return each side of a dispute on a relation, and the voices that take it."""
    voices: dict[str, list[str]] = defaultdict(list)
    names, back = relation.source_names, relation.taken_back
    for place, entry in enumerate(relation.evidence):
        side = _side(relation, entry) + (", taken back" if place in back else "")
        voices[side].append(_voice(graph_index, names, entry))
    return {side: _listed(names) for side, names in voices.items()}


def _voice(graph_index: Index, names: Mapping[str, str], entry: "Evidence") -> str:
    if entry.attribution == UNNAMED:
        return "nobody named"
    if entry.attribution is not None:
        return graph_index.surroundings.name(entry.attribution)
    return names[entry.source]


def _side(relation: DatedRelation, entry: "Evidence") -> str:
    words = ["not so"] if entry.stance == "contradicts" else []
    words += [entry.type or relation.type.name] if not words or entry.type else []
    status = entry.status or relation.status
    return " ".join([*words, f"({status})"] if status != "actual" or entry.status else words)


def _listed(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))
