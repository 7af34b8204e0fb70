"""Audits the sources of a graph: contradictions, disputes, and relations that rest on a single source."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from graphkit.answers import Answer, Answers, Column
from graphkit.errors import StorageError
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Assertion
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.model.entities import UNNAMED, Evidence
from graphkit.model.vocabulary import RelationType
from graphkit.queries.listing import in_order
from graphkit.queries.look_alikes import look_alikes
from graphkit.storage import articles
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, day_words
from graphkit.temporal.edtf import When

Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")

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
        and each paragraph that evidence points to must exist in it.

    Returns
    -------
    tuple of Finding
        ``error`` for contradictions (``no-evidence``, ``after-source``, ``no-article``,
        ``other-article``, ``no-paragraph``), ``warning`` for disputes and doubts (``contested``,
        ``dates-differ``, ``own-date``, ``owner``, ``single-date``, ``span``) and for actors whose names look
        alike but are written with other characters (``look-alike``), ``note`` for relations that
        rest on one voice or source alone (``one-voice``, ``one-source``). Every rule looks at every
        relation, background too.

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
    if corpus is not None:
        articles.check_folder(corpus)
    graph_index = index(graph)
    owners = _owners(graph_index)
    findings = names_alike(graph)
    for relation in in_order(graph_index.relations()):
        findings += _impossible(graph_index, relation)
        findings += _doubtful(graph, relation, owners)
        findings += _alone(graph, relation)
    if corpus is not None:
        findings += _against_articles(graph, corpus)
    return Answers(sorted(dict.fromkeys(findings), key=lambda finding: -SEVERITIES.index(finding.severity)))


def names_alike(graph: Graph) -> list[Finding]:
    """Return a finding for each actor whose name looks like that of an earlier one."""
    findings = []
    for first, *others in look_alikes(graph):
        for other in others:
            name, like = graph.nodes[other]["name"], graph.nodes[first]["name"]
            message = (
                f"{name} looks like {like} ({first}), but is written with other characters; "
                f"if they are one: graphkit merge {other} into {first}"
            )
            findings.append(Finding("warning", "look-alike", other, message))
    return findings


def _impossible(graph_index: Index, relation: DatedRelation) -> Iterator[Finding]:
    if not relation.evidence:
        yield Finding("error", "no-evidence", relation.id, "names no source; add its evidence")
    for entry in relation.evidence:
        date = edtf.parse(entry.when) if entry.when else relation.date
        if date is None or entry.stance != "supports" or (entry.status or relation.status) != "actual":
            continue
        for said, report in _reports(graph_index, entry):
            if date.bounds.earliest_start > report.bounds.latest_end:
                message = f"dated {date.words}, after {said}; mend the date, or make it planned"
                yield Finding("error", "after-source", relation.id, message)
                break


def _reports(graph_index: Index, entry: Evidence) -> Iterator[tuple[str, When]]:
    """Yield in words what reports that something was so, and the day of the report."""
    source = graph_index.sources[entry.source]
    published = edtf.parse(source.published)
    yield f"{source.publisher} of {published.words}", published
    if entry.said:
        said = edtf.parse(entry.said)
        yield f"the words in {source.publisher} that were said {said.words}", said
    if isinstance(entry.attests, str):
        attested = edtf.parse(entry.attests)
        yield f"{source.publisher} attests it for {attested.words}", attested


def _doubtful(graph: Graph, relation: DatedRelation, owners: Ancestry) -> Iterator[Finding]:
    if relation.contested:
        message = "; ".join(f"{side}: {voices}" for side, voices in sides(graph, relation).items())
        yield Finding("warning", "contested", relation.id, message)
    if relation.dates_differ:
        yield Finding("warning", "dates-differ", relation.id, _differing_dates(index(graph), relation))
    yield from _unshared_dates(index(graph), relation)
    yield from _reports_on_owner(graph, relation, owners)
    for date in _dates(relation):
        in_two_parts = date == relation.date and "when" not in relation.fields
        if relation.type.kind == "event" and date.lasts and not in_two_parts:
            message = f"{relation.type.name} happens on a day; write {date.text!r} as [a..b] unless it lasted"
            yield Finding("warning", "span", relation.id, message)
        if warning := single_date(relation.type, date):
            yield Finding("warning", "single-date", relation.id, warning)


def _dates(relation: DatedRelation) -> Iterator[When]:
    """Yield each date that a relation and the evidence of its type give."""
    name = relation.type.name
    own = (entry.when for entry in relation.evidence if entry.when and entry.type in (None, name))
    yield from dict.fromkeys(filter(None, [relation.date, *map(edtf.parse, own)]))


def single_date(type: RelationType, date: When | None) -> str | None:
    """Return a warning if something lasts by its type, but is given one date as its start and end.

    Parameters
    ----------
    type
        The relation type.
    date
        The date, or None.
    """
    if date is None or date.lasts or not type.lasts(interval=False):
        return None
    last, since = date.bounds.latest_end, f"{date.text}/"
    if date.text.startswith("["):
        since = f'"begins": "{date.text}"'
    over = "is its start and its end" if last == FUTURE else f"is over on {day_words(last + 1)}"
    return f"{type.name} {date.text} {over}; write {since} if its end is unknown"


def _unshared_dates(graph_index: Index, relation: DatedRelation) -> Iterator[Finding]:
    """Yield a finding if no supporting entry gives the date of the relation itself, or one side of it."""
    support = [entry for entry in relation.evidence if entry.stance == "supports"]
    own = relation.date
    if own is None or not support:
        return
    given = [(entry, _vouched(relation, entry)) for entry in support]
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
    told = _given_by(graph_index, [(entry, date.words if date else "no day") for entry, date in given])
    message = f"{words} is given by none of its sources ({told}); write what they give, or cite who gives it"
    yield Finding("warning", "own-date", relation.id, message)


def _vouched(relation: DatedRelation, entry: Evidence) -> When | None:
    """Return the date that an entry vouches for, or None."""
    claim = Assertion(relation.type, relation.date, relation.status, relation.evidence)
    return claim.date_of(entry)


def _given_by(graph_index: Index, dates: list[tuple[Evidence, str]]) -> str:
    """Return each date in words, and the publishers that give it."""
    publishers: dict[str, list[str]] = defaultdict(list)
    for entry, words in dates:
        publishers[words].append(graph_index.sources[entry.source].publisher)
    return "; ".join(f"{words}: {_listed(names)}" for words, names in publishers.items())


def _differing_dates(graph_index: Index, relation: DatedRelation) -> str:
    """Return each date that evidence gives for a relation, and the publishers that give it."""
    support = [entry for entry in relation.evidence if entry.stance == "supports"]
    given = [(entry, date.words) for entry in support if (date := _vouched(relation, entry))]
    return _given_by(graph_index, given)


def _reports_on_owner(graph: Graph, relation: DatedRelation, owners: Ancestry) -> Iterator[Finding]:
    """Yield a finding for each publisher that belongs to an actor on which it reports."""
    sources = index(graph).sources
    actors = sorted({relation.source, relation.target, *relation.about})
    publishers = dict.fromkeys(sources[entry.source].publisher_actor for entry in relation.evidence)
    for publisher in filter(None, publishers):
        for owner in actors:
            if owners.has_ancestor(publisher, owner):
                names = [graph.nodes[actor]["name"] for actor in (publisher, owner)]
                message = f"{names[0]} reports on {names[1]}, to which it belongs"
                yield Finding("warning", "owner", relation.id, message)


def _alone(graph: Graph, relation: DatedRelation) -> Iterator[Finding]:
    if not relation.evidence:
        return
    if relation.claimed and len(relation.voices) == 1:
        (voice,) = relation.voices
        name = "nobody named" if voice == UNNAMED else graph.nodes[voice]["name"]
        yield Finding("note", "one-voice", relation.id, f"rests on the word of {name} alone")
    if relation.independent_sources == 1:
        sources = index(graph).sources
        cited = [sources[entry.source] for entry in relation.evidence if entry.stance == "supports"]
        ids = {source.id for source in cited}
        original = next((source for source in cited if not ids & {*source.derived_from}), cited[0])
        yield Finding("note", "one-source", relation.id, f"rests on {original.publisher} alone")


def _against_articles(graph: Graph, corpus: str | os.PathLike[str]) -> Iterator[Finding]:
    """Yield a finding for each article, and each paragraph pointed to, that a folder does not contain."""
    counts: dict[str, int] = {}
    for source in graph.graph.get("sources", ()):
        try:
            content = articles.article(corpus, source)
        except StorageError as error:
            yield Finding("error", "no-article", source.id, str(error))
            continue
        counts[source.id] = len(articles.paragraphs(content))
        if not articles.is_coded_article(content, source):
            message = f"{source.file} is not the article that was coded"
            yield Finding("error", "other-article", source.id, message)
    for relation in index(graph).relations():
        for entry in relation.evidence:
            count = counts.get(entry.source)
            if count is not None and entry.paragraph is not None and entry.paragraph > count:
                message = f"points to paragraph {entry.paragraph} of {entry.source}, which has {count}"
                yield Finding("error", "no-paragraph", relation.id, message)


def _owners(graph_index: Index) -> Ancestry:
    """Return which actors each actor belongs to, at any depth."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for relation in graph_index.relations():
        if relation.type.name in _OWNED_BY and relation.status == "actual":
            ends = relation.source, relation.target
            part, whole = ends if _OWNED_BY[relation.type.name] else ends[::-1]
            wholes[part].add(whole)
    return Ancestry(wholes)


# --- the sides of a dispute -------------------------------------------------------------------


def sides(graph: Graph, relation: DatedRelation) -> dict[str, str]:
    """Return each side of a dispute on a relation, and the voices that take it."""
    voices: dict[str, list[str]] = defaultdict(list)
    for entry in relation.evidence:
        voices[_side(relation, entry)].append(_voice(graph, entry))
    return {side: _listed(names) for side, names in voices.items()}


def _voice(graph: Graph, entry: Evidence) -> str:
    if entry.attribution == UNNAMED:
        return "nobody named"
    if entry.attribution is not None:
        return str(graph.nodes[entry.attribution]["name"])
    return index(graph).sources[entry.source].publisher


def _side(relation: DatedRelation, entry: Evidence) -> str:
    words = ["not so"] if entry.stance == "contradicts" else []
    words += [entry.type or relation.type.name] if not words or entry.type else []
    status = entry.status or relation.status
    return " ".join([*words, f"({status})"] if status != "actual" or entry.status else words)


def _listed(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))
