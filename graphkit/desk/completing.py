"""Completes names as they are typed into a form, and reads dates as they are written there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from heapq import nsmallest
from typing import NamedTuple, get_args

import click

from graphkit.cli.directories import asked_in_parts
from graphkit.cli.reading import read_graph
from graphkit.desk.dataset import OpenDataset
from graphkit.editing import edits
from graphkit.errors import DateError, GraphkitError, UsageError
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset, Source
from graphkit.model.folding import folded
from graphkit.model.kinds import LinkKind
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import drafts
from graphkit.temporal import edtf, phrases
from graphkit.temporal.calendar import day_words, iso

MOST = 20
WHAT = ("actor", "type", "source", "relation", "publisher", "link")


class Named(NamedTuple):
    """Something that may be meant: its id, all its names, its own first, and what it is."""

    id: str
    names: tuple[str, ...]
    kind: str


def only(asked: Mapping[str, Sequence[str]], *names: str) -> list[str | None]:
    """Return the values of parameters, each given once at most; any others raise UsageError."""
    for name, values in asked.items():
        if name not in names:
            raise UsageError(f"there is no parameter {name!r}; choose of {', '.join(names)}")
        if len(values) > 1:
            raise UsageError(f"{name} is given {len(values)} times; give it once")
    return [asked[name][0] if name in asked else None for name in names]


def complete(dataset: OpenDataset, asked: Mapping[str, Sequence[str]]) -> tuple[list[dict[str, str]], str]:
    """Return what may be meant by a text, best first, at most 20, and the state of the dataset.

    Of a publisher, the text is the id of a source; of a link, its kind may stand before the relation.

    What begins so comes before what has a word that does, and that before what has it anywhere.
    """
    what, text = only(asked, "what", "text")
    if what not in WHAT:
        raise UsageError(f"what is one of {', '.join(WHAT)}")
    before, _, after = (text or "").partition(":")
    links = [f"{each}: " for each in get_args(LinkKind) if what == "link"]
    said = [each for each in links if each == f"{before.strip()}: "]
    name = after.strip() if said else text or ""
    wanted = folded(name)

    def question(ctx: click.Context) -> list[dict[str, str]]:
        named = _publisher(ctx, name) if what == "publisher" else _named(ctx, what, wanted)
        ranked = ((rank, each) for each in named if (rank := _rank(each, wanted)))
        best = nsmallest(MOST, ranked, key=lambda found: (found[0], found[1].id))
        return [
            {"id": f"{link}{each.id}", "name": each.names[0], "found": rank[2], "kind": each.kind}
            for rank, each in best
            for link in said or links or [""]
        ][:MOST]

    return dataset.ask(question)


def _rank(each: Named, wanted: str) -> tuple[int, int, str] | None:
    """Return how well the best of some names suits a text, and that name; None if none does."""
    best = None
    for name in (*each.names, each.id):
        plain = folded(name)
        place = plain.find(wanted)
        if place >= 0:
            how = 0 if place == 0 else 1 if f" {wanted}" in plain else 2
            rank = how, len(plain), name
            best = rank if best is None else min(best, rank)
    return best


def _named(ctx: click.Context, what: str, wanted: str) -> Iterable[Named]:
    graph = read_graph(ctx, part=lambda backend: backend.description.blank(), quiet=True)
    if what == "type":
        return (
            Named(row.name, (row.name, *filter(None, (row.meaning,))), row.family)
            for row in vocabulary(graph.graph["relation_types"]).values()
        )
    backend = asked_in_parts(ctx)
    if backend is None:
        return _of_graph(graph, what)
    if what == "actor":
        found = [fields for _, fields in backend.fields_of(backend.called(wanted, 10 * MOST))]
        shared = backend.namesakes([fields["id"] for fields in found])
        return (
            Named(fields["id"], (*apart, fields["name"], *fields.get("aliases", ())), fields["kind"])
            for fields in found
            for apart in [[f"{fields['name']} ({fields['id']})"] if fields["id"] in shared else []]
        )
    raise UsageError(f"of a table or directory no {what}s are completed; write the id")


def _publisher(ctx: click.Context, id: str) -> list[Named]:
    graph = read_graph(ctx, part=lambda backend: backend.description.blank(), quiet=True)
    backend = asked_in_parts(ctx)
    texts = () if backend is None else backend.sources([id])
    sources = graph.graph["sources"] if backend is None else map(Source.model_validate_json, texts)
    return [Named(each.id, (each.publisher,), each.published) for each in sources if each.id == id]


def _of_graph(graph: Graph, what: str) -> Iterator[Named]:
    if what == "actor":
        for id, fields in graph.nodes(data=True):
            yield Named(id, (fields["name"], *fields.get("aliases", ())), fields["kind"])
    elif what == "source":
        for source in graph.graph["sources"]:
            yield Named(
                source.id, tuple(filter(None, (source.title, source.publisher, source.id))), source.published
            )
    else:
        for relation in index(graph).relations():
            type_, name = relation.type.name, relation.within.name
            yield Named(relation.id, (f"{name(relation.source)} {type_} {name(relation.target)}",), type_)


def date(dataset: OpenDataset, asked: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """Return a date as people write it in EDTF, in words and by its days, and what its sources mean for it.

    ``counted_from`` is the day from which its words count, ``asked_on`` or that of all sources, if they need
    one; ``after`` names a source that was published before the date, and so cannot know it as a fact. What
    is no date, or may be read in two ways, raises DateError.
    """
    text, day = only({name: asked[name] for name in asked if name != "source"}, "text", "asked_on")
    if text is None:
        raise UsageError("text is missing; write a date")
    sources = _sources(dataset, asked.get("source", ()))
    published = {each and edtf.parse(each.published).bounds for each in sources}
    asked_on = edtf.one_day(phrases.read(day), "asked_on") if day else None
    if asked_on is None and len(published) == 1 and (bounds := published.pop()):
        asked_on = bounds.earliest_start if bounds.earliest_start == bounds.latest_end else None
    found = phrases.read(text, asked_on)
    first, _, _, last = edtf.parse(found).bounds
    early = [each for each in sources if each and edtf.parse(each.published).bounds.latest_end < first]
    return {
        "edtf": found,
        "words": phrases.in_words(found),
        "first": iso(first),
        "last": iso(last),
        "counted_from": None if asked_on is None or _needs_no_day(text, found) else day_words(asked_on),
        "after": f"{early[0].publisher} of {edtf.parse(early[0].published).words}" if early else None,
    }


def _needs_no_day(text: str, found: str) -> bool:
    try:
        return phrases.read(text) == found
    except DateError:
        return False


def _sources(dataset: OpenDataset, names: Sequence[str]) -> list[Source | None]:
    """Return the sources with these ids, publishers or titles, of the dataset or read; None for no one."""
    if not names:
        return []
    graph, _ = dataset.ask(lambda ctx: read_graph(ctx, quiet=True))
    known = {each.source.id: each.source for each in drafts.load(dataset.path).articles}
    known |= {source.id: source for source in graph.graph["sources"]}
    among = Dataset.model_construct(sources=tuple(known.values()))

    def one(name: str) -> Source | None:
        with suppress(GraphkitError):
            return known[edits.find_source(among, name)]
        return None

    return [one(name) for name in names]
