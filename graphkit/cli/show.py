"""The command ``show``: one relation, actor or source in full, or a story of linked relations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.completion import complete_id
from graphkit.cli.directories import engine_of, of_id
from graphkit.cli.escaping import printable
from graphkit.cli.filters import Narrowing
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import actor_answer, opened, relation_answer
from graphkit.cli.options import KNOWN_BY, WHAT_IF, format_and_output, period_options
from graphkit.cli.reading import read_graph
from graphkit.cli.render import relation_rows, tables
from graphkit.cli.response import Response
from graphkit.cli.terminal import Cell, Part, cell, table, takes_unicode
from graphkit.cli.words import hop, left_out_at, name, period, relation_name, titled, voice, vouched
from graphkit.errors import (
    ActorAmbiguousError,
    ActorNotFoundError,
    ActorNotKnownError,
    NotFoundError,
    UsageError,
    nearest,
    plural,
)
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.sentences import amount_words
from graphkit.graph.speakers import speaker_of
from graphkit.graph.validated import filter_of
from graphkit.model.pictures import picture_words
from graphkit.queries.contradictions import denials_apart, errors_in, marks
from graphkit.queries.first_known import known_on, not_known, relation_known_on
from graphkit.queries.linked_events import story
from graphkit.queries.listing import Listing, in_order
from graphkit.storage import articles as articles
from graphkit.temporal import edtf
from graphkit.temporal.calendar import Window, day_words

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence, Source


@command("show")
@click.argument("id", metavar="ID", shell_complete=complete_id)
@click.option(
    "--corpus",
    metavar="DIR",
    type=click.Path(),
    help="Also print the cited paragraphs of your own copies of the articles in DIR.",
)
@click.option(
    "--story",
    "story_",
    is_flag=True,
    help="Show all relations that links connect to ID; not for a directory.",
)
@period_options
@KNOWN_BY
@WHAT_IF[0]
@WHAT_IF[1]
@format_and_output
@click.pass_context
def show_command(
    ctx: click.Context, /, id: str, corpus: str | None, story_: bool, **options: Any
) -> Response:
    """Show one relation, actor or source in full, with its evidence.

    With a period, an actor or source is shown with the relations that are, or may be, in it.

    \b
    Examples:
      graphkit show h20-ban
      graphkit show "Jensen Huang"
    """
    filters = Narrowing(**options)
    if story_ and (filters.since or filters.until or filters.on):
        raise UsageError("--story shows all that links connect; leave out --since, --until and --on")
    whole = read_graph(ctx, part=of_id(filters, id, story=story_))
    if id in filters.without and id not in index(whole).by_id and id not in index(whole).sources:
        raise UsageError(f"{id!r} is what --without leaves out; show it without that option")
    graph = filters.known(whole)
    _check_known(ctx, whole, graph, id)
    if story_:
        return _story(graph, id)
    relation, actor, source = find(graph, id)
    query = {"command": "show", "id": id, **filters.query()}
    inside = filters.window(graph)
    if relation:
        seen = index(inside).by_id.get(relation.id)
        relation = seen or relation
        texts = _paragraphs(graph, relation, corpus) if corpus else {}
        return Response(
            graph=graph,
            query=query,
            answer=lambda: {"relation": relation_answer(relation)},
            heading=relation.qualified(hop(graph, relation)),
            tables=lambda: _relation_tables(graph, relation, texts),
            rows=relation_rows([relation]),
            notes=() if seen else (f"It is not {filter_of(inside).window}.",),
            found=seen is not None,
        )
    if actor:
        own = in_order(map(index(inside).at, index(inside).positions_of_actors([actor])))
        left_out = left_out_at(graph, inside, [actor])
        left_out.pop("newsroom", None)  # it is listed here
        listing = Listing(tuple(own), left_out)
        return Response(
            graph=inside,
            query=query,
            answer=lambda: {"actor": actor_answer(graph, actor), **opened(listing)},
            heading=f"{name(graph, actor)}{period(inside)}",
            left_out=listing.left_out,
            tables=lambda: _actor_tables(graph, actor, listing),
            rows=relation_rows(listing.relations, actor),
            found=True,
        )
    assert source is not None
    cited = tuple(_of_source(inside, source))
    return Response(
        graph=graph,
        query=query,
        answer=lambda: {"source": source.model_dump(mode="json"), "relations": cited},
        heading=printable(f"{titled(source)}{period(inside)}"),
        tables=lambda: _source_tables(graph, source, cited, period(inside)),
        rows=relation_rows(cited),
        found=True,
    )


def _check_known(ctx: click.Context, whole: Graph, known_graph: Graph, id: str) -> None:
    """Refuse what there is, but of which nothing was known by the day asked for.

    The part that is read of a directory does not tell from when on an actor is known, nor whose voice it is.
    """
    day = filter_of(known_graph).known_by
    if day is None:
        return
    all_, known = index(whole), index(known_graph)
    if id in all_.by_id:
        first: Window | None = relation_known_on(whole, all_.positions[id])
        called, is_known = id, id in known.by_id
    elif id in all_.sources:
        published = edtf.parse(all_.sources[id].published).bounds
        first, called = Window(published.earliest_start, published.latest_end), id
        is_known = first.until <= day
    else:
        try:
            actor = find_actor(whole, id)
        except (ActorNotFoundError, ActorAmbiguousError):
            return
        if engine_of(ctx) is not None:
            if actor not in known_graph:
                words = f"{name(whole, actor)} is in no relation known by {day_words(day)}"
                raise ActorNotKnownError(id, words)
            return
        first, called, is_known = known_on(whole, actor), name(whole, actor), actor in known_graph
    if not is_known:
        raise ActorNotKnownError(id, not_known(called, day, first))


def find(graph: Graph, id: str) -> "tuple[DatedRelation | None, str | None, Source | None]":
    """Return the relation, the source or the actor with this id or name."""
    relations = index(graph)
    if id in relations.by_id or id in relations.sources:
        return relations.by_id.get(id), None, relations.sources.get(id)
    try:
        return None, find_actor(graph, id), None
    except ActorNotFoundError as error:
        candidates = [*nearest(id, [*relations.by_id, *relations.sources]), *error.candidates]
        raise NotFoundError(id, candidates[:3], what="relation, actor or source") from None


def _story(graph: Graph, id: str) -> Response:
    linked = story(graph, id)

    def story_tables() -> list[Part]:
        ties = table("", "", "")
        for tie in linked.ties:
            one, other = (relation_name(graph, id) for id in (tie.relation, tie.other))
            ties.add_row(cell(one, "cyan"), cell(tie.rel.replace("-", " ")), cell(other, "cyan"))
        shown: list[Part] = tables(graph, relation_rows(linked.relations))
        return [*shown, Cell(), ties] if linked.ties else shown

    return Response(
        graph=graph,
        query={"command": "show", "id": id, "story": True},
        answer=lambda: {"relations": linked.relations, "links": linked.ties},
        heading=f"{plural(len(linked.relations), 'relation')} of one story",
        tables=story_tables,
        rows=relation_rows(linked.relations),
    )


def _paragraphs(graph: Graph, relation: DatedRelation, corpus: str) -> dict[tuple[str, int], str]:
    """Return the paragraphs that a relation's evidence cites, from the user's copies of the articles."""
    articles.check_folder(corpus)
    texts: dict[tuple[str, int], str] = {}
    for entry in relation.evidence:
        if entry.paragraph is not None:
            paragraphs = articles.paragraphs(articles.article(corpus, index(graph).sources[entry.source]))
            exists = entry.paragraph <= len(paragraphs)
            none = f"no such paragraph: the article has {len(paragraphs)}"
            texts[entry.source, entry.paragraph] = paragraphs[entry.paragraph - 1] if exists else none
    return texts


def _relation_tables(graph: Graph, relation: DatedRelation, texts: dict[tuple[str, int], str]) -> list[Part]:
    facts = table("", "")
    facts.add_row("id", cell(relation.id))
    text = f"  ({relation.when})" if relation.when else ""
    facts.add_row("when", cell(f"{relation.words}{text}"))
    if relation.version.single_date:
        facts.add_row("ends", "not stated")
    elif relation.bounds:
        gaps = relation.version.gaps
        facts.add_row("begins", cell(edtf.days_left("", *relation.bounds[:2], gaps.start)))
        facts.add_row("ends", cell(edtf.days_left("", *relation.bounds[2:], gaps.end)))
    doubts = [mark for mark in marks(relation) if mark != relation.status.upper()]
    facts.add_row("status", cell(" ".join([relation.status, *doubts])))
    for error in errors_in(relation):
        facts.add_row("error", cell(error))
    ends = (relation.source, relation.target), (relation.target, relation.source)
    keys = {str(key) for pair in ends for key in graph.get_edge_data(*pair) or ()}
    known = index(graph).by_id
    between = (known[key] for key in sorted(keys & known.keys()))
    for how, ids in zip(("may deny", "may be denied by"), denials_apart(relation, between), strict=True):
        if ids:
            facts.add_row(how, cell("; ".join(relation_name(graph, id) for id in ids)))
    if relation.about:
        facts.add_row("about", cell(", ".join(name(graph, actor) for actor in relation.about)))
    if relation.amount:
        facts.add_row("amount", cell(amount_words(relation.amount)))
    facts.add_row("vouched for", cell(_vouched_by(graph, relation)))
    for link in relation.links:
        if link.relation in known:  # else it was known only later than the day of --known-by
            facts.add_row(link.rel.replace("-", " "), cell(relation_name(graph, link.relation)))
    if relation.note:
        facts.add_row("note", cell(relation.note))
    parts: list[Part] = [cell(text) for text in (relation.sentence, relation.summary) if text]
    parts += [Cell(), facts, Cell("\nEvidence", "bold"), _evidence_table(graph, relation)]
    for (where, number), text in texts.items():
        publisher = relation.source_names[where]
        parts += [Cell(), cell(f"{publisher} par. {number}", "bold"), cell(text)]
    return parts


def _evidence_table(graph: Graph, relation: DatedRelation) -> Part:
    evidence = table("source", "published", "par.", "voice", "tells")
    sources = index(graph).sources
    originals = index(graph).cache.ancestry.relayed({entry.source: 0 for entry in relation.vouching})
    before, back = None, relation.taken_back
    # What was taken back is told as it was said.
    said = graph.edges[relation.source, relation.target, relation.id].get("evidence", ())
    for place, (entry, own) in enumerate(zip(relation.evidence, said, strict=True)):
        source = sources[entry.source]
        paragraph = "" if entry.paragraph is None else str(entry.paragraph)
        speaker = voice(graph, entry.attribution) if entry.attribution else "its own"
        if speaker_of(0, entry, sources).own and relation.is_vouched_by(entry) and originals[entry.source]:
            speaker = "its original's"
        # A source is named only at its first paragraph.
        named = (_cited(graph, source), edtf.parse(source.published).words)
        tells = _tells(own, place in back)
        evidence.add_row(
            *map(cell, (*(named if entry.source != before else ("", "")), paragraph, speaker, tells))
        )
        before = entry.source
    return evidence


def _cited(graph: Graph, source: "Source") -> str:
    """Return the name of a source, what it was rewritten from, and how reliable it is."""
    sources = index(graph).sources
    origins = [
        f"{sources[id].publisher} of {edtf.parse(sources[id].published).words}" if id in sources else id
        for id in source.derived_from
    ]
    rewritten = f", rewritten from {' and '.join(origins)}" if origins else ""
    return (
        f"{titled(source)}{rewritten}{f' (reliability {source.reliability})' if source.reliability else ''}"
    )


def _vouched_by(graph: Graph, relation: DatedRelation) -> str:
    """Return who vouches for a relation: ``1 voice (Nvidia), 4 independent sources``."""
    voices, _, sources = vouched(relation).partition(", ")
    named = ", ".join(voice(graph, voice_id) for voice_id in relation.voices)
    return f"{voices} ({named}), {sources}" if named else f"{voices}, {sources}"


def _tells(entry: "Evidence", is_back: bool) -> str:
    statements = ["contradicts"] if entry.stance == "contradicts" else []
    statements += ["taken back"] if is_back else []
    statements += [f"calls it {said}" for said in (entry.type, entry.status) if said]
    if entry.when:
        statements.append(f"dates it {edtf.parse(entry.when).words}")
    if not entry.dated:
        statements.append("gives no day")
    if isinstance(entry.attests, str):
        statements.append(f"says it was so {edtf.on_days(entry.attests)}")
    elif entry.attests is not None:
        statements.append("says it was still so" if entry.attests else "does not say that it was still so")
    if entry.said:
        statements.append(f"said {edtf.parse(entry.said).words}")
    if entry.quote:
        statements.append(f"“{entry.quote}”" if takes_unicode() else f'"{entry.quote}"')
    statements += filter(None, [entry.note, entry.url])
    if entry.archived_url:
        statements.append(f"archived at {entry.archived_url}")
    return "; ".join(statements)


def _actor_tables(graph: Graph, actor: str, listing: Listing) -> Sequence[Part]:
    data = graph.nodes[actor]
    also = f", also {', '.join(data['aliases'])}" if data.get("aliases") else ""
    parts: list[Part] = [cell(f"{data['kind']}, id {actor}{also}")]
    parts += [cell(data["description"])] if data.get("description") else []
    parts += [cell(f"{scheme}: {value}") for scheme, value in data.get("ids", ())]
    if data.get("attributes"):
        parts.append(cell("; ".join(f"{name}: {value}" for name, value in data["attributes"])))
    if data.get("picture"):
        parts.append(cell(f"picture: {picture_words(data['picture'])}"))
    if listing.relations:
        heading = Cell(f"\n{plural(len(listing.relations), 'relation')}", "bold")
        parts += [heading, *tables(graph, relation_rows(listing.relations, actor))[1:]]
    return parts


def _source_tables(
    graph: Graph, source: "Source", cited: Sequence[DatedRelation], days: str
) -> Sequence[Part]:
    facts = table("", "")
    for label, value in source.fields().items():
        if label not in ("publisher", "title"):
            text = ", ".join(value) if isinstance(value, tuple) else str(value)
            facts.add_row(label.replace("_", " "), cell(text))
    every = len(_of_source(graph, source)) if days else len(cited)
    verb = "cites" if every == 1 else "cite"
    inside = f", {len(cited)} of them{days}" if days else ""
    heading = Cell(f"\n{plural(every, 'relation')} {verb} it{inside}", "bold")
    return [facts, heading, *tables(graph, relation_rows(cited))[1:]]


def _of_source(graph: Graph, source: "Source") -> list[DatedRelation]:
    relations = index(graph).relations()
    return in_order(
        relation for relation in relations if any(entry.source == source.id for entry in relation.evidence)
    )
