"""Writes an answer as a Markdown report that cites the sources of every statement."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation, Surroundings
from graphkit.model.kinds import UNNAMED
from graphkit.queries.contradictions import errors_in
from graphkit.queries.listing import Section
from graphkit.temporal import edtf

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence, Source

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>#|~&$"})
_LIST_MARK = re.compile(r"(\d*)([-+=.)])(?=[ =-]|$)")
"""Text that would start a list or underline a heading at the start of a line."""


_LINKED = re.compile(
    r"""
    //   |  www\.  |  ^\W*(?:mailto|xmpp):           # an address
    |  [^\s.]\.[^\W\d_]{2}                         # a host
    |  @[\w.]                                       # a mailbox, or a person on a forge
    |  \#\d  |  \bGH-\d                             # a ticket
    |  \b(?=[a-f\d]{0,39}\d)(?=\d{0,39}[a-f])[a-f\d]{7,40}\b  # a commit
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words that some Markdown renderers turn into links without markup."""


def report(
    graph: Graph,
    heading: str,
    sections: Iterable[Section],
    notes: Iterable[str] = (),
    table: Sequence[Sequence[str]] = (),
    *,
    title: str | None = None,
) -> str:
    """Return a Markdown report; the first row of its table, if it has one, is the header.

    A ``title`` that is told stands in place of the graph's own.
    """
    parts = tuple(sections)
    lines = [f"# {escaped(title or graph.graph['title'])}", "", escaped(heading)]
    lines += [line for note in notes for line in ("", f"*{escaped(note)}*")]
    cells = [f"| {' | '.join(map(escaped, row))} |" for row in table]
    lines += ["", cells[0], "|" + "---|" * len(table[0]), *cells[1:]] if cells else []
    cited: dict[str, int] = {}
    within = index(graph).surroundings
    for part in parts:
        lines += ["", f"## {escaped(part.title)}"] if part.title else []
        remarks = part.remarks or ("",) * len(part.relations)
        told = zip(part.relations, remarks, strict=True)
        lines += [""] + [_statement(within, relation, cited, remark) for relation, remark in told]
    lines += ["", "## Sources", ""] if cited else []
    sources = within.sources
    lines += [f"{number}. {_reference(sources[source], sources)}" for source, number in cited.items()]
    return "\n".join(lines) + "\n"


def _statement(within: Surroundings, relation: DatedRelation, cited: dict[str, int], remark: str) -> str:
    """Return a relation as a list item: when, what, how certain, and who reports it where."""
    what = " ".join(filter(None, (relation.sentence, relation.summary)))
    why = relation.doubt_words if relation.doubt == "unreported" else "maybe in the period"
    doubts = [
        *([why] if relation.certainty == "possible" else []),
        *relation.caveats,
        *(["contested"] if relation.contested else []),
        *(["the dates differ"] if relation.dates_differ else []),
        *(f"an error of the data: {escaped(error)}" for error in errors_in(relation)),
        *([escaped(remark)] if remark else []),
    ]
    doubt = f" ({', '.join(doubts)})" if doubts else ""
    back = relation.taken_back
    told = (_told(within, entry, cited, place in back) for place, entry in enumerate(relation.evidence))
    citations = "; ".join(told) or "no source"
    line = f"- **{escaped(relation.words)}**{doubt}: {escaped(what)} — {citations}"
    details = [more for entry in relation.evidence for more in _details(within, entry, cited)]
    return "\n".join([line, *details])


def _told(within: Surroundings, entry: "Evidence", cited: dict[str, int], is_back: bool) -> str:
    source = within.sources[entry.source]
    number = cited.setdefault(source.id, len(cited) + 1)
    paragraph = f" par. {entry.paragraph}" if entry.paragraph is not None else ""
    words = f"{escaped(source.publisher)}{paragraph} [{number}]"
    return ", ".join([words, *map(escaped, said_in(within, entry, is_back))])


def said_in(within: Surroundings, entry: "Evidence", is_back: bool) -> Iterator[str]:
    """Yield in words whom an entry of evidence cites, in what it differs, and whether it was taken back."""
    if entry.attribution == UNNAMED:
        yield "naming nobody"
    elif entry.attribution is not None:
        yield f"citing {within.name(entry.attribution)}"
    if entry.stance == "contradicts":
        yield "contradicts it"
    if is_back:
        yield "taken back"
    yield from (f"calls it {other}" for other in (entry.type, entry.status) if other)
    if entry.when:
        yield f"dates it {edtf.parse(entry.when).words}"
    if not entry.dated:
        yield "giving no day"
    if isinstance(entry.attests, str):
        yield f"as so {edtf.on_days(entry.attests)}"
    if entry.said:
        yield f"said {edtf.parse(entry.said).words}"


def _details(within: Surroundings, entry: "Evidence", cited: dict[str, int]) -> Iterator[str]:
    """Yield, on a line below a statement, what an entry quotes and where, if it says so."""
    quote = [f"“{escaped(entry.quote)}”"] if entry.quote else []
    said = [*quote, *([escaped(entry.note)] if entry.note else []), *_addresses(entry)]
    if said:
        paragraph = "" if entry.paragraph is None else f" par. {entry.paragraph}"
        publisher = escaped(within.sources[entry.source].publisher)
        yield f"  - {publisher}{paragraph} [{cited[entry.source]}]: {'; '.join(said)}"


def _addresses(row: "Evidence | Source") -> list[str]:
    """Return where a source or an entry can be read, as code, since no link is made of foreign text."""
    archived = [f"archived at {escaped(row.archived_url)}"] if row.archived_url else []
    return ([escaped(row.url)] if row.url else []) + archived


def _reference(source: "Source", sources: "Mapping[str, Source]") -> str:
    title = f", “{escaped(source.title)}”" if source.title else ""
    author = f", {escaped(source.author)}" if source.author else ""
    more = [f"reliability {escaped(source.reliability)}"] if source.reliability else []
    day = escaped(edtf.parse(source.published).words)
    origins = [f"rewritten from {_origin(id, sources)}" for id in source.derived_from]
    parts = [f"{escaped(source.publisher)}{title}{author}", day, *origins, *_addresses(source), *more]
    note = f". {escaped(source.note)}" if source.note else ""
    return ", ".join(parts) + note


def _origin(id: str, sources: "Mapping[str, Source]") -> str:
    """Return the publisher and the title of a source that another was rewritten from."""
    origin = sources.get(id)
    if origin is None:
        return escaped(id)
    return f"{escaped(origin.publisher)}{f' “{escaped(origin.title)}”' if origin.title else ''}"


@lru_cache(maxsize=1 << 14)  # publishers, days and doubts recur
def escaped(text: str | None) -> str:
    """Escape a text so that nothing in it is Markdown or HTML; links become code."""
    line = " ".join(map(_escaped_word, (text or "").split()))
    return _LIST_MARK.sub(r"\1\\\2", line, count=1) if _LIST_MARK.match(line) else line


@lru_cache(maxsize=1 << 14)
def _escaped_word(word: str) -> str:
    return code(word) if _LINKED.search(word) else word.translate(_SPECIAL)


def code(word: str) -> str:
    """Return a word as code, which is never a link; punctuation around it and pipes stay outside.

    In a table a pipe ends a cell, even inside code.
    """
    return "\\|".join(map(_span, word.split("|")))


def _span(word: str) -> str:
    inside = word.strip("()[]{}\"'“”«»*_,;:!?.")
    if not inside:
        return word.translate(_SPECIAL)
    before, _, after = word.partition(inside)
    fence = "`" * (1 + max(map(len, re.findall("`+", inside)), default=0))
    blank = " " if "`" in inside[0] + inside[-1] else ""
    return f"{before.translate(_SPECIAL)}{fence}{blank}{inside}{blank}{fence}{after.translate(_SPECIAL)}"
