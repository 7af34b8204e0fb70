"""Commands that list: ``relations``, ``snapshot``, ``show``."""

import click
import cloup
from rich.text import Text

from graphkit import dates
from graphkit.cli.answers import actor_answer, listing_answer, relation_answer, relation_answers
from graphkit.cli.options import Narrowing, narrowing, read_graph
from graphkit.cli.output import (
    add_relation,
    cell,
    hop,
    left_out_words,
    marks,
    name,
    plural,
    print_csv,
    print_json,
    relation_table,
    show,
    table,
    voice,
)
from graphkit.errors import ActorNotFoundError, NotFoundError, nearest
from graphkit.graph import Graph, find_actor
from graphkit.index import index, view_of
from graphkit.listing import Listing, in_order, relations
from graphkit.models import Evidence, Source
from graphkit.view import DatedRelation


@cloup.command("relations")
@narrowing()
@click.pass_context
def relations_command(ctx: click.Context, asked: Narrowing, format_: str) -> int:
    """List relations in order of time.

    \b
    Examples:
      graphkit relations --since 2025-07-07 --until 2025-07-15
      graphkit relations --type banned --format json
    """
    graph = asked.window(read_graph(ctx))
    listing = relations(graph)
    if format_ == "json":
        print_json({"command": "relations", **asked.query()}, listing_answer(listing))
    elif format_ == "csv":
        print_csv(relation_answers(listing.relations))
    else:
        window = view_of(graph).window
        period = f" {window}" if window else ""
        _print_listing(
            graph, listing, f"{plural(len(listing.relations), 'relation')}{period}{_maybes(listing)}"
        )
    return 0 if listing.relations else 1


@cloup.command("snapshot")
@cloup.argument("day", metavar="D")
@narrowing(period=False)
@click.pass_context
def snapshot_command(ctx: click.Context, day: str, asked: Narrowing, format_: str) -> int:
    """Show the graph as of day D: what is in force, what has happened by it, background.

    \b
    Examples:
      graphkit snapshot 2025-05-01
      graphkit snapshot 2025-07-16 --certain --type restriction
    """
    whole = read_graph(ctx)
    graph = asked.snapshot(whole, day)
    listing = relations(graph)
    if format_ == "json":
        answer = {"on": dates.iso(dates.one_day(day)), **listing_answer(listing)}
        print_json({"command": "snapshot", "day": day, **asked.query()}, answer)
    elif format_ == "csv":
        print_csv(relation_answers(listing.relations))
    else:
        _print_snapshot(whole, graph, listing)
    return 0 if listing.relations else 1


def _print_snapshot(whole: Graph, graph: Graph, listing: Listing) -> None:
    day = view_of(graph).as_of
    assert day is not None
    show(f"As of {dates.day_words(day)}: {plural(len(listing.relations), 'relation')}{_maybes(listing)}")
    for standing in ("in force", "happened", "background"):
        rows = [seen for seen in listing.relations if seen.standing == standing]
        if rows:
            show(
                "",
                Text(f"\n{standing.capitalize()} ({len(rows)})", style="bold"),
                relation_table(graph, rows),
            )
    last = max(
        (dates.parse(source.published).bounds.latest_end for source in index(whole).sources.values()),
        default=day,
    )
    if day > last:
        show(f"\nBeyond the sources: the last was published on {dates.day_words(last)}.")
    _print_left_out(listing)


def _print_listing(graph: Graph, listing: Listing, heading: str) -> None:
    show(heading)
    if listing.relations:
        show(Text(), relation_table(graph, listing.relations))
    _print_left_out(listing)


def _print_left_out(listing: Listing) -> None:
    if listing.left_out:
        show(Text(f"\n{left_out_words(listing.left_out)}", style="dim"))


def _maybes(listing: Listing) -> str:
    maybes = sum(seen.certainty == "possible" for seen in listing.relations)
    return f", {maybes} maybe" if maybes else ""


@cloup.command("show")
@cloup.argument("id", metavar="ID")
@cloup.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print.",
)
@click.pass_context
def show_command(ctx: click.Context, id: str, format_: str) -> int:
    """Show one relation, actor or source in full, with its evidence.

    \b
    Examples:
      graphkit show h20-ban
      graphkit show "Jensen Huang"
    """
    graph = read_graph(ctx)
    relation, actor, source = _find(graph, id)
    if format_ == "json":
        query = {"command": "show", "id": id}
        if relation:
            print_json(query, {"relation": relation_answer(relation)})
        elif actor:
            listing = Listing(tuple(_of_actor(graph, actor)), {})
            print_json(query, {"actor": actor_answer(graph, actor), **listing_answer(listing)})
        elif source:
            cited = relation_answers(_of_source(graph, source))
            print_json(query, {"source": source.model_dump(mode="json"), "relations": cited})
    elif relation:
        _show_relation(graph, relation)
    elif actor:
        _show_actor(graph, actor)
    elif source:
        _show_source(graph, source)
    return 0


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


def _show_relation(graph: Graph, seen: DatedRelation) -> None:
    show(cell(hop(graph, seen), "bold"), cell(seen.summary or ""))
    facts = table("", "")
    facts.add_row("id", cell(seen.id))
    edtf = f"  ({seen.when})" if seen.when else ""
    facts.add_row("when", cell(f"{seen.words}{edtf}"))
    if seen.bounds:
        first, last = dates.range_words(*seen.bounds[:2]), dates.range_words(*seen.bounds[2:])
        facts.add_row("begins", cell(first))
        facts.add_row("ends", cell(last))
    facts.add_row(
        "status",
        cell(" ".join([seen.status, *(mark for mark in marks(seen) if mark != seen.status.upper())])),
    )
    if seen.about:
        facts.add_row("about", cell(", ".join(name(graph, actor) for actor in seen.about)))
    if seen.amount:
        facts.add_row("amount", cell(f"{seen.amount.value:,} {seen.amount.unit}"))
    voices = ", ".join(voice(graph, who) for who in seen.voices)
    sources = plural(seen.independent_sources, "independent source")
    facts.add_row("vouched for", cell(f"{plural(len(seen.voices), 'voice')} ({voices}), {sources}"))
    for link in seen.links:
        facts.add_row(link.rel.replace("-", " "), cell(link.relation))
    if seen.note:
        facts.add_row("note", cell(seen.note))
    evidence = table("source", "published", "par.", "voice", "tells")
    for entry in seen.evidence:
        source = index(graph).sources[entry.source]
        paragraph = "" if entry.paragraph is None else str(entry.paragraph)
        told = voice(graph, entry.attribution) if entry.attribution else "its own"
        title = f"{source.publisher}: {source.title}" if source.title else source.publisher
        published = dates.parse(source.published).words
        evidence.add_row(cell(title), cell(published), cell(paragraph), cell(told), cell(_tells(entry)))
    show(Text(), facts, Text("\nEvidence", style="bold"), evidence)


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


def _show_actor(graph: Graph, actor: str) -> None:
    data = graph.nodes[actor]
    also = f", also {', '.join(data['aliases'])}" if data.get("aliases") else ""
    show(
        cell(data["name"], "bold"),
        cell(f"{data['kind']}, id {actor}{also}"),
        cell(data.get("description", "")),
    )
    rows = table("when", "relation", "", "told by", "id")
    found = _of_actor(graph, actor)
    for seen in found:
        add_relation(rows, graph, seen, actor)
    show(Text(f"\n{plural(len(found), 'relation')}", style="bold"), rows if found else "")


def _of_actor(graph: Graph, actor: str) -> list[DatedRelation]:
    found = index(graph).relations()
    return in_order(seen for seen in found if actor in (seen.source, seen.target, *seen.about))


def _show_source(graph: Graph, source: Source) -> None:
    title = f"{source.publisher}: {source.title}" if source.title else source.publisher
    show(cell(title, "bold"))
    facts = table("", "")
    for label, value in source.fields().items():
        if label not in ("publisher", "title"):
            facts.add_row(
                label.replace("_", " "), cell(", ".join(value) if isinstance(value, tuple) else str(value))
            )
    cited = _of_source(graph, source)
    show(
        facts, Text(f"\n{plural(len(cited), 'relation')} cite it", style="bold"), relation_table(graph, cited)
    )


def _of_source(graph: Graph, source: Source) -> list[DatedRelation]:
    found = index(graph).relations()
    return in_order(seen for seen in found if any(entry.source == source.id for entry in seen.evidence))
