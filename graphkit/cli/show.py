"""The command ``show``: one relation, actor or source in full, or the story that links tell."""

from collections.abc import Sequence

import click
import cloup

from graphkit.cli.completion import complete_id
from graphkit.cli.directories import of_id
from graphkit.cli.escaping import printable
from graphkit.cli.filters import Narrowing
from graphkit.cli.json_answers import (
    actor_answer,
    listing_answer,
    relation_answer,
    relation_answers,
    story_answer,
)
from graphkit.cli.options import KNOWN_BY, format_and_output, read_graph
from graphkit.cli.render import relation_rows, tables
from graphkit.cli.response import Response, respond
from graphkit.cli.terminal import Cell, Part, cell, table
from graphkit.cli.words import (
    hop,
    name,
    plural,
    relation_name,
    voice,
    vouched,
)
from graphkit.errors import ActorNotFoundError, NotFoundError, nearest
from graphkit.graph.build import Graph, find_actor
from graphkit.graph.filters import DatedRelation
from graphkit.graph.index import index
from graphkit.model.entities import Evidence, Source
from graphkit.queries.linked_events import story
from graphkit.queries.listing import Listing, in_order
from graphkit.storage import articles as articles
from graphkit.temporal import dates


@cloup.command("show")
@cloup.argument("id", metavar="ID", shell_complete=complete_id)
@cloup.option(
    "--corpus",
    metavar="DIR",
    type=click.Path(),
    help="Also print the cited paragraphs of your own copies of the articles in DIR.",
)
@cloup.option(
    "--story",
    "story_",
    is_flag=True,
    help="Show all relations that links connect to ID; not for a directory.",
)
@KNOWN_BY
@format_and_output
@click.pass_context
def show_command(
    ctx: click.Context,
    id: str,
    corpus: str | None,
    story_: bool,
    known_by: str | None,
    format_: str,
    output: str | None,
) -> int:
    """Show one relation, actor or source in full, with its evidence.

    \b
    Examples:
      graphkit show h20-ban
      graphkit show "Jensen Huang"
    """
    asked = Narrowing(known_by=known_by)
    graph = asked.known(read_graph(ctx, part=of_id(asked, id, story=story_)))
    if story_:
        return respond(_story(graph, id), format_, output)
    relation, actor, source = _find(graph, id)
    query = {"command": "show", "id": id} | ({"known_by": known_by} if known_by else {})
    if relation:
        texts = _paragraphs(graph, relation, corpus) if corpus else {}
        response = Response(
            graph=graph,
            query=query,
            answer=lambda: {"relation": relation_answer(relation)},
            heading=relation.qualified(hop(graph, relation)),
            tables=lambda: _relation_tables(graph, relation, texts),
            rows=relation_rows([relation]),
        )
    elif actor:
        listing = Listing(tuple(_of_actor(graph, actor)), {})
        response = Response(
            graph=graph,
            query=query,
            answer=lambda: {"actor": actor_answer(graph, actor), **listing_answer(listing)},
            heading=name(graph, actor),
            tables=lambda: _actor_tables(graph, actor, listing),
            rows=relation_rows(listing.relations, actor),
            found=True,
        )
    else:
        assert source is not None
        cited = tuple(_of_source(graph, source))
        title = f"{source.publisher}: {source.title}" if source.title else source.publisher
        response = Response(
            graph=graph,
            query=query,
            answer=lambda: {
                "source": source.model_dump(mode="json"),
                "relations": relation_answers(cited),
            },
            heading=printable(title),
            tables=lambda: _source_tables(graph, source, cited),
            rows=relation_rows(cited),
            found=True,
        )
    return respond(response, format_, output)


def _find(graph: Graph, id: str) -> tuple[DatedRelation | None, str | None, Source | None]:
    """Return the relation, else the source, else the actor that is meant."""
    known = index(graph)
    if id in known.by_id or id in known.sources:
        return known.by_id.get(id), None, known.sources.get(id)
    try:
        return None, find_actor(graph, id), None
    except ActorNotFoundError as error:
        candidates = [*nearest(id, [*known.by_id, *known.sources]), *error.candidates]
        raise _NothingFoundError(id, candidates[:3]) from None


class _NothingFoundError(NotFoundError):
    what = "relation, actor or source"


def _story(graph: Graph, id: str) -> Response:
    """Return the relations that links tie to one, and the links in words."""
    thread = story(graph, id)

    def story_tables() -> list[Part]:
        ties = table("", "", "")
        for tie in thread.ties:
            one, other = (relation_name(graph, id) for id in (tie.relation, tie.other))
            ties.add_row(cell(one, "cyan"), cell(tie.rel.replace("-", " ")), cell(other, "cyan"))
        shown: list[Part] = tables(graph, relation_rows(thread.relations))
        return [*shown, Cell(), ties] if thread.ties else shown

    return Response(
        graph=graph,
        query={"command": "show", "id": id, "story": True},
        answer=lambda: story_answer(thread),
        heading=f"{plural(len(thread.relations), 'relation')} of one story",
        tables=story_tables,
        rows=relation_rows(thread.relations),
    )


def _paragraphs(graph: Graph, seen: DatedRelation, corpus: str) -> dict[tuple[str, int], str]:
    """Return the paragraphs that a relation's evidence points to, from the user's own articles."""
    articles.check_folder(corpus)
    texts: dict[tuple[str, int], str] = {}
    for entry in seen.evidence:
        if entry.paragraph is not None:
            found = articles.paragraphs(articles.article(corpus, index(graph).sources[entry.source]))
            inside = entry.paragraph <= len(found)
            texts[entry.source, entry.paragraph] = (
                found[entry.paragraph - 1] if inside else f"no such paragraph: the article has {len(found)}"
            )
    return texts


def _relation_tables(graph: Graph, seen: DatedRelation, texts: dict[tuple[str, int], str]) -> list[Part]:
    facts = table("", "")
    facts.add_row("id", cell(seen.id))
    edtf = f"  ({seen.when})" if seen.when else ""
    facts.add_row("when", cell(f"{seen.words}{edtf}"))
    if seen.bounds:
        facts.add_row("begins", cell(dates.range_words(*seen.bounds[:2])))
        facts.add_row("ends", cell(dates.range_words(*seen.bounds[2:])))
    doubts = [mark for mark in seen.marks if mark != seen.status.upper()]
    facts.add_row("status", cell(" ".join([seen.status, *doubts])))
    if seen.about:
        facts.add_row("about", cell(", ".join(name(graph, actor) for actor in seen.about)))
    if seen.amount:
        facts.add_row("amount", cell(f"{seen.amount.value:,} {seen.amount.unit}"))
    facts.add_row("vouched for", cell(_vouched_by(graph, seen)))
    for link in seen.links:
        facts.add_row(link.rel.replace("-", " "), cell(relation_name(graph, link.relation)))
    if seen.note:
        facts.add_row("note", cell(seen.note))
    evidence = table("source", "published", "par.", "voice", "tells")
    before = None
    for entry in seen.evidence:
        source = index(graph).sources[entry.source]
        paragraph = "" if entry.paragraph is None else str(entry.paragraph)
        told = voice(graph, entry.attribution) if entry.attribution else "its own"
        title = f"{source.publisher}: {source.title}" if source.title else source.publisher
        # A source that is cited again stands at the first of its paragraphs.
        named = (title, dates.parse(source.published).words) if entry.source != before else ("", "")
        evidence.add_row(*map(cell, (*named, paragraph, told, _tells(entry))))
        before = entry.source
    shown: list[Part] = [cell(seen.summary)] if seen.summary else []
    shown += [Cell(), facts, Cell("\nEvidence", "bold"), evidence]
    for (where, number), text in texts.items():
        publisher = index(graph).sources[where].publisher
        shown += [Cell(), cell(f"{publisher} par. {number}", "bold"), cell(text)]
    return shown


def _vouched_by(graph: Graph, seen: DatedRelation) -> str:
    """Return who vouches for a relation: ``1 voice (Nvidia), 4 independent sources``."""
    voices, _, sources = vouched(seen).partition(", ")
    named = ", ".join(voice(graph, who) for who in seen.voices)
    return f"{voices} ({named}), {sources}" if named else f"{voices}, {sources}"


def _tells(entry: Evidence) -> str:
    told = ["contradicts"] if entry.stance == "contradicts" else []
    if entry.type:
        told.append(f"calls it {entry.type}")
    if entry.status:
        told.append(f"calls it {entry.status}")
    if entry.when:
        told.append(f"dates it {dates.parse(entry.when).words}")
    if entry.said:
        told.append(f"said {dates.parse(entry.said).words}")
    if entry.note:
        told.append(entry.note)
    return "; ".join(told)


def _actor_tables(graph: Graph, actor: str, listing: Listing) -> Sequence[Part]:
    data = graph.nodes[actor]
    also = f", also {', '.join(data['aliases'])}" if data.get("aliases") else ""
    shown: list[Part] = [cell(f"{data['kind']}, id {actor}{also}")]
    shown += [cell(data["description"])] if data.get("description") else []
    if listing.relations:
        heading = Cell(f"\n{plural(len(listing.relations), 'relation')}", "bold")
        shown += [heading, *tables(graph, relation_rows(listing.relations, actor))[1:]]
    return shown


def _of_actor(graph: Graph, actor: str) -> list[DatedRelation]:
    found = index(graph).relations()
    return in_order(seen for seen in found if actor in (seen.source, seen.target, *seen.about))


def _source_tables(graph: Graph, source: Source, cited: Sequence[DatedRelation]) -> Sequence[Part]:
    facts = table("", "")
    for label, value in source.fields().items():
        if label not in ("publisher", "title"):
            shown = ", ".join(value) if isinstance(value, tuple) else str(value)
            facts.add_row(label.replace("_", " "), cell(shown))
    heading = Cell(f"\n{plural(len(cited), 'relation')} cite it", "bold")
    return [facts, heading, *tables(graph, relation_rows(cited))[1:]]


def _of_source(graph: Graph, source: Source) -> list[DatedRelation]:
    found = index(graph).relations()
    return in_order(seen for seen in found if any(entry.source == source.id for entry in seen.evidence))
