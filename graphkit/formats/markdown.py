"""Writes an answer as a Markdown report that cites the sources of every statement."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.model.entities import UNNAMED, Evidence, Source
from graphkit.temporal import edtf

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


class Section(NamedTuple):
    """A part of an answer: an optional title, relations in order, and what is said of each besides."""

    title: str
    relations: tuple[DatedRelation, ...]
    remarks: tuple[str, ...] = ()


def report(graph: Graph, heading: str, sections: Iterable[Section], notes: Iterable[str] = ()) -> str:
    """Return a Markdown report."""
    parts = tuple(sections)
    lines = [f"# {_plain(graph.graph['title'])}", "", _plain(heading)]
    lines += [line for note in notes for line in ("", f"*{_plain(note)}*")]
    cited: dict[str, int] = {}
    for part in parts:
        lines += ["", f"## {_plain(part.title)}"] if part.title else []
        remarks = part.remarks or ("",) * len(part.relations)
        told = zip(part.relations, remarks, strict=True)
        lines += [""] + [_statement(graph, relation, cited, remark) for relation, remark in told]
    lines += ["", "## Sources", ""] if cited else []
    sources = index(graph).sources
    lines += [f"{number}. {_reference(sources[source])}" for source, number in cited.items()]
    return "\n".join(lines) + "\n"


def _statement(graph: Graph, relation: DatedRelation, cited: dict[str, int], remark: str) -> str:
    """Return a relation as a list item: when, what, how certain, and who reports it where."""
    what = " ".join(filter(None, (relation.sentence, relation.summary)))
    doubts = [
        *([_doubt(relation)] if relation.certainty == "possible" else []),
        *relation.caveats,
        *(["contested"] if relation.contested else []),
        *(["the dates differ"] if relation.dates_differ else []),
        *([_plain(remark)] if remark else []),
    ]
    doubt = f" ({', '.join(doubts)})" if doubts else ""
    citations = "; ".join(_told(graph, entry, cited) for entry in relation.evidence) or "no source"
    line = f"- **{_plain(relation.words)}**{doubt}: {_plain(what)} — {citations}"
    return "\n".join([line, *(more for entry in relation.evidence for more in _details(graph, entry, cited))])


def _doubt(relation: DatedRelation) -> str:
    """Return why a relation is only possible."""
    return relation.doubt_words if relation.doubt == "unreported" else "maybe in the period"


def _told(graph: Graph, entry: Evidence, cited: dict[str, int]) -> str:
    source = index(graph).sources[entry.source]
    number = cited.setdefault(source.id, len(cited) + 1)
    paragraph = f" par. {entry.paragraph}" if entry.paragraph is not None else ""
    words = f"{_plain(source.publisher)}{paragraph} [{number}]"
    if entry.attribution == UNNAMED:
        words += ", naming nobody"
    elif entry.attribution is not None:
        words += f", citing {_plain(graph.nodes[entry.attribution]['name'])}"
    differs = ["contradicts it"] if entry.stance == "contradicts" else []
    differs += [f"calls it {_plain(entry.type)}"] if entry.type else []
    differs += [f"calls it {entry.status}"] if entry.status else []
    differs += [f"dates it {_plain(edtf.parse(entry.when).words)}"] if entry.when else []
    differs += [] if entry.dated else ["giving no day"]
    differs += [f"as so {edtf.on_days(entry.attests)}"] if isinstance(entry.attests, str) else []
    differs += [f"said {_plain(edtf.parse(entry.said).words)}"] if entry.said else []
    return ", ".join([words, *differs])


def _details(graph: Graph, entry: Evidence, cited: dict[str, int]) -> Iterator[str]:
    """Yield, on a line below a statement, what an entry quotes and where, if it says so."""
    quote = [f"“{_plain(entry.quote)}”"] if entry.quote else []
    said = [*quote, *([_plain(entry.note)] if entry.note else []), *_addresses(entry)]
    if said:
        paragraph = "" if entry.paragraph is None else f" par. {entry.paragraph}"
        publisher = _plain(index(graph).sources[entry.source].publisher)
        yield f"  - {publisher}{paragraph} [{cited[entry.source]}]: {'; '.join(said)}"


def _addresses(row: Evidence | Source) -> list[str]:
    """Return where a source or an entry can be read, as code, since no link is made of foreign text."""
    archived = [f"archived at {_plain(row.archived_url)}"] if row.archived_url else []
    return ([_plain(row.url)] if row.url else []) + archived


def _reference(source: Source) -> str:
    title = f", “{_plain(source.title)}”" if source.title else ""
    author = f", {_plain(source.author)}" if source.author else ""
    more = [f"reliability {_plain(source.reliability)}"] if source.reliability else []
    more += [_plain(source.note)] if source.note else []
    day = _plain(edtf.parse(source.published).words)
    return ", ".join([f"{_plain(source.publisher)}{title}{author}", day, *_addresses(source), *more])


def _plain(text: str | None) -> str:
    """Escape a text so that nothing in it is Markdown or HTML; links become code."""
    words = (text or "").split()
    line = " ".join(_code(word) if _LINKED.search(word) else word.translate(_SPECIAL) for word in words)
    return _LIST_MARK.sub(r"\1\\\2", line, count=1) if _LIST_MARK.match(line) else line


def _code(word: str) -> str:
    """Return a word as a code span, which is never a link; punctuation around it stays outside."""
    inside = word.strip("()[]{}\"'“”«»*_,;:!?.")
    before, _, after = word.partition(inside)
    fence = "`" * (1 + max(map(len, re.findall("`+", inside)), default=0))
    blank = " " if "`" in inside[0] + inside[-1] else ""
    return f"{before.translate(_SPECIAL)}{fence}{blank}{inside}{blank}{fence}{after.translate(_SPECIAL)}"
