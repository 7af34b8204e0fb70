"""Audits the sources of a graph: what cannot be so, what is disputed, what rests on one alone."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from graphkit.display import Answers, Displayed, Row
from graphkit.errors import StorageError
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.index import Index, index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import public
from graphkit.model.entities import UNNAMED, Evidence
from graphkit.queries.listing import in_order
from graphkit.storage import articles as articles
from graphkit.temporal import edtf

Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")

_OWNED_BY = {"part-of": True, "owns": False}
"""The types that tie a medium to its owner, and whether the owner is the target."""


@dataclass(frozen=True, slots=True)
class Finding(Displayed):
    """One thing for an editor to look at: how grave, by which rule, on what, and what it is."""

    severity: Severity
    rule: str
    subject: str
    message: str

    def display_rows(self) -> Iterable[Row]:
        """Yield it as a row of a table."""
        yield {"": self.severity, "rule": self.rule, "on": self.subject, "what": self.message}


@public
def check_sources(graph: Graph, corpus: str | os.PathLike[str] | None = None) -> tuple[Finding, ...]:
    """Return what an editor should look at, gravest first.

    Parameters
    ----------
    graph
        The graph, or a window of it.
    corpus
        A folder with the user's own copies of the articles; each is compared with its checksum,
        and each paragraph that is pointed to must exist in it.

    Returns
    -------
    tuple of Finding
        ``error``: it cannot be so (``no-evidence``, ``after-source``, ``no-article``,
        ``other-article``, ``no-paragraph``). ``warning``: it is disputed or doubtful
        (``contested``, ``dates-differ``, ``owner``, ``span``). ``note``: it rests on one alone
        (``one-voice``, ``one-source``).

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
    known = index(graph)
    owners = _owners(known)
    found: list[Finding] = []
    for seen in in_order(known.relations()):
        rules = (_impossible(known, seen), _doubtful(graph, seen, owners), _alone(graph, seen))
        found += [
            Finding(severity, rule, seen.id, told) for told_by in rules for severity, rule, told in told_by
        ]
    if corpus is not None:
        found += _against_articles(graph, corpus)
    return Answers(sorted(dict.fromkeys(found), key=lambda finding: -SEVERITIES.index(finding.severity)))


Found = tuple[Severity, str, str]


def _impossible(known: Index, seen: DatedRelation) -> Iterator[Found]:
    if not seen.evidence:
        yield "error", "no-evidence", "names no source; add its evidence"
    for entry in seen.evidence:
        when = entry.when or seen.when
        if when is None or entry.stance != "supports" or (entry.status or seen.status) != "actual":
            continue
        source = known.sources[entry.source]
        published = edtf.parse(source.published)
        if edtf.parse(when).bounds.earliest_start > published.bounds.latest_end:
            told = f"dated {edtf.parse(when).words}, after {source.publisher} of {published.words}"
            yield "error", "after-source", f"{told}; mend the date, or make it planned"


def _doubtful(graph: Graph, seen: DatedRelation, owners: Ancestry) -> Iterator[Found]:
    known = index(graph)
    if seen.contested:
        yield "warning", "contested", "; ".join(f"{side}: {who}" for side, who in sides(graph, seen).items())
    if seen.dates_differ:
        days: dict[str, list[str]] = defaultdict(list)
        for entry in seen.evidence:
            told = entry.when or seen.when
            if told and entry.stance == "supports":
                days[edtf.parse(told).words].append(known.sources[entry.source].publisher)
        yield "warning", "dates-differ", "; ".join(f"{day}: {_listed(who)}" for day, who in days.items())
    concerned = {seen.source, seen.target, *seen.about}
    for publisher in dict.fromkeys(known.sources[entry.source].publisher_actor for entry in seen.evidence):
        for owner in sorted(concerned) if publisher else ():
            if owners.has_ancestor(publisher or "", owner):
                names = [str(graph.nodes[actor]["name"]) for actor in (publisher or "", owner)]
                yield "warning", "owner", f"{names[0]} reports on {names[1]}, to which it belongs"
    if seen.type.kind == "event":
        for when in dict.fromkeys([seen.when, *(entry.when for entry in seen.evidence)]):
            if when and edtf.parse(when).lasts:
                mend = f"write {when!r} as [a..b] unless it lasted"
                yield "warning", "span", f"{seen.type.name} happens on a day; {mend}"


def sides(graph: Graph, seen: DatedRelation) -> dict[str, str]:
    """Return each side of what a relation's evidence disagrees on, and who takes it."""
    told: dict[str, list[str]] = defaultdict(list)
    for entry in seen.evidence:
        told[_side(seen, entry)].append(_voice(graph, entry))
    return {side: _listed(who) for side, who in told.items()}


def _voice(graph: Graph, entry: Evidence) -> str:
    if entry.attribution == UNNAMED:
        return "nobody named"
    if entry.attribution is not None:
        return str(graph.nodes[entry.attribution]["name"])
    return index(graph).sources[entry.source].publisher


def _side(seen: DatedRelation, entry: Evidence) -> str:
    words = ["not so"] if entry.stance == "contradicts" else []
    words += [entry.type or seen.type.name] if not words or entry.type else []
    status = entry.status or seen.status
    return " ".join([*words, f"({status})"] if status != "actual" or entry.status else words)


def _alone(graph: Graph, seen: DatedRelation) -> Iterator[Found]:
    if seen.type.background or seen.type.newsroom or not seen.evidence:
        return
    if seen.claimed and len(seen.voices) == 1:
        voice = "nobody named" if seen.voices[0] == UNNAMED else graph.nodes[seen.voices[0]]["name"]
        yield "note", "one-voice", f"rests on the word of {voice} alone"
    if seen.independent_sources == 1:
        sources = index(graph).sources
        cited = [sources[entry.source] for entry in seen.evidence if entry.stance == "supports"]
        ids = {source.id for source in cited}
        first = next((source for source in cited if not ids & {*source.derived_from}), cited[0])
        yield "note", "one-source", f"rests on {first.publisher} alone"


def _owners(known: Index) -> Ancestry:
    """Return what each actor belongs to, however many steps up."""
    above: dict[str, set[str]] = defaultdict(set)
    for seen in known.relations():
        if seen.type.name in _OWNED_BY and seen.status == "actual":
            part, whole = (
                (seen.source, seen.target) if _OWNED_BY[seen.type.name] else (seen.target, seen.source)
            )
            above[part].add(whole)
    return Ancestry(above)


def _against_articles(graph: Graph, corpus: str | os.PathLike[str]) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    for source in graph.graph.get("sources", ()):
        try:
            content = articles.article(corpus, source)
        except StorageError as error:
            yield Finding("error", "no-article", source.id, str(error))
            continue
        counts[source.id] = len(articles.paragraphs(content))
        if not articles.is_coded_article(content, source):
            yield Finding(
                "error", "other-article", source.id, f"{source.file} is not the article that was coded"
            )
    for seen in index(graph).relations():
        for entry in seen.evidence:
            count = counts.get(entry.source)
            if count is not None and entry.paragraph is not None and entry.paragraph > count:
                told = f"points to paragraph {entry.paragraph} of {entry.source}, which has {count}"
                yield Finding("error", "no-paragraph", seen.id, told)


def _listed(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))
