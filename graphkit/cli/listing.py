"""The commands ``actors``, ``relations`` and ``snapshot``."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import Any, cast, get_args

import click

from graphkit.answers import Column, Row
from graphkit.cli.completion import complete_day
from graphkit.cli.directories import (
    asked_in_parts,
    counted_actors,
    described,
    engine_of,
    first,
    hidden,
    is_too_much,
    pieces,
    sets_in_directory,
    statuses,
    tallied,
)
from graphkit.cli.escaping import printable
from graphkit.cli.filters import Narrowing, given
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import Answer, opened
from graphkit.cli.options import LIMIT, narrowing
from graphkit.cli.parameter_types import LAST_DAY
from graphkit.cli.reading import read_graph
from graphkit.cli.render import MOST_SHOWN, Rows, relation_rows, rows_of
from graphkit.cli.response import Response, form_of
from graphkit.cli.terminal import on_terminal
from graphkit.cli.words import (
    beyond_sources,
    doubt_words,
    known_later,
    last_day_words,
    left_out_at,
    name,
    never_dated,
    perhaps_known,
    period,
    titled,
)
from graphkit.errors import UsageError, plural
from graphkit.graph.conditions import Condition, check_names
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model.folding import folded
from graphkit.model.statuses import NOT_ACTUAL, STATUSES
from graphkit.queries.listing import (
    UNSURE,
    ActorRow,
    By,
    Listing,
    Order,
    Section,
    Tally,
    actors,
    doubt_of,
    group_keys,
    in_order,
    not_tying,
    relations,
    tying_statuses,
)
from graphkit.temporal import asked_days
from graphkit.temporal.calendar import Window, iso, unit_of, unit_words


@command("actors")
@click.argument("words", metavar="[TEXT]", required=False)
@click.option(
    "--columns",
    multiple=True,
    metavar="NAME,...",
    help="Attributes that get a column of their own, such as country,born.",
)
@LIMIT
@narrowing()
@click.pass_context
def actors_command(
    ctx: click.Context, words: str | None, columns: tuple[str, ...], limit: int | None, filters: Narrowing
) -> Response:
    """List actors, or those with all words of TEXT in their id, names or description.

    \b
    Examples:
      graphkit actors chip --kind product
      graphkit actors --where country=US --columns country,born
    """
    # --kind, --where and --text select actors here, also those without relations.
    if words is not None and filters.text is not None:
        raise UsageError("--text is TEXT by another name; give one of them")
    text = filters.text if words is None else words
    chosen: dict[str, Any] = {"kinds": filters.kinds, "where": filters.where}
    of_any_kind = replace(filters, kinds=(), where=(), text=None)
    engine = engine_of(ctx)
    if engine is None:
        known = of_any_kind.known(read_graph(ctx))
        graph = of_any_kind.window(known)
        found = actors(graph, text, **chosen)
        not_counted = not_tying(graph, {row.id for row in found} if text or any(chosen.values()) else None)
    else:
        known = described(engine, None)
        graph, found, not_counted = counted_actors(engine, of_any_kind, text, chosen)
    left_out = dict(filter_of(graph).left_out)
    meant = None
    if engine is None and (text or any(chosen.values())):
        meant = [row.id for row in actors(known, text, **chosen)]
        left_out = left_out_at(known, graph, meant)
    left_out |= not_counted
    everyone = found if engine is not None else actors(known)
    rows = _with_attributes(rows_of(ActorRow, found), ",".join(columns), everyone)
    asked = replace(filters, text=None).query()
    shown = given(columns=list(columns) or None, limit=limit)
    return Response(
        graph=graph,
        query={"command": "actors", "text": text, **shown, **asked},
        answer=lambda: {"actors": rows.first(limit).plain(), "left_out": left_out},
        heading=f"{plural(len(found), 'actor')}{period(graph)}",
        rows=rows,
        limit=limit,
        tabled=True,
        sections=lambda: [Section("", _among(graph, {actor.id for actor in found[: limit or None]}))],
        left_out=left_out,
        hidden=hidden(ctx, known, filter_of(graph), meant),
        notes=(
            *([_COUNTED] if found else []),
            *sets_in_directory(ctx),
            *beyond_sources(known, filter_of(graph)),
        ),
    )


_COUNTED = (
    "Relations: those with the actor at an end, without newsroom ones. "
    "'graphkit rank' counts those about the actor, too."
)


def _with_attributes(rows: Rows, names: str, actors: Iterable[ActorRow]) -> Rows:
    """Return rows of actors with a column for each attribute named, which one of the actors must have."""
    wanted = dict.fromkeys(filter(None, map(str.strip, names.split(","))))
    conditions = [Condition(name, "=", "") for name in wanted]
    owners = ({"attributes": actor.attributes} for actor in actors) if wanted else ()
    check_names(conditions, owners, lambda _: False)
    own = [Column(f"attributes.{name}", heading=name) for name in wanted]

    def cells(row: Row) -> Row:
        values = {folded(name): value for name, value in row["attributes"]}
        return {column.name: values.get(folded(column.heading)) for column in own}

    return rows._replace(
        columns=(*rows.columns, *own),
        rows=[{**row, **cells(row)} for row in rows.rows],
        shown=(*rows.shown[:-1], *(column.name for column in own), *rows.shown[-1:]),
    )


def _among(graph: Graph, ids: set[str]) -> tuple[DatedRelation, ...]:
    """Return the relations of some actors that count, for the page and the report."""
    tying = tying_statuses(filter_of(graph))
    return tuple(
        in_order(
            relation
            for relation in index(graph).relations()
            if relation.status in tying and {relation.source, relation.target} & ids
        )
    )


@command("relations")
@click.option(
    "--group",
    type=click.Choice(get_args(By)),
    help="Group them under headings with counts: under each of their actors or sources, or in the month or "
    "year in which they happened or began.",
)
@click.option(
    "--by",
    type=click.Choice(get_args(Order)),
    default="time",
    show_default=True,
    help="Their order; by amount the largest first, unit by unit.",
)
@LIMIT
@narrowing(concerning=True)
@click.pass_context
def relations_command(
    ctx: click.Context, group: By | None, by: Order, limit: int | None, filters: Narrowing
) -> Response:
    """List relations in chronological order, what is certain first, or by amount.

    \b
    Examples:
      graphkit relations --since 2025-07-07 --until 2025-07-15
      graphkit relations --actor Huang --text licence --group month
    """
    in_time = by == "time"
    shown_by = given(group=group, by=None if in_time else by, limit=limit)
    query: Answer = {"command": "relations", **shown_by, **filters.query()}
    form, counted, kept = form_of(ctx), _Counted(ctx, filters), list[Tally]()
    if form in ("csv", "json") and in_time and not (group or limit):
        streamed = _streamed(ctx, filters, query, counted)
        if streamed is not None:
            return streamed
    shown = MOST_SHOWN if limit is None and form == "table" and on_terminal() else limit
    whole = read_graph(ctx, part=first(filters, shown if in_time and not group else None, kept))
    known = filters.known(whole)
    graph = filters.window(known)
    listing, tally = listed_first(graph, kept, shown, by)
    rows, groups = _rows(listing, tally), listing.by(group) if group else {}
    if group:
        titles = {key: _title(graph, group, own[0], key) for key, own in groups.items()}
        rows = rows._replace(many=partial(_of_row, group, titles), order=list(groups))
    elif not in_time:
        rows = rows._replace(group=_unit)
    return Response(
        graph=graph,
        query=query,
        answer=lambda: {
            **_first(listing, limit),
            **({"groups": _ids(groups)} if group else {}),
            **({} if in_time else {"without_amount": sum(each.amount is None for each in listing)}),
        },
        heading=counted.heading(whole, graph, listing, tally),
        rows=rows,
        limit=limit,
        left_out=listing.left_out,
        hidden=hidden(ctx, known, filter_of(graph)),
        notes=_notes(whole, known, graph, listing, filters),
    )


def _notes(
    whole: Graph, known: Graph, graph: Graph, listing: Listing, filters: Narrowing, day: str | None = None
) -> tuple[str, ...]:
    known_by = filter_of(known).known_by
    none_known = None if listing.relations else known_by
    return (
        *beyond_sources(known, filter_of(graph)),
        *never_dated(listing.relations, known_by),
        *perhaps_known(whole, known_by, lambda by: replace(filters, known_by=iso(by)).cut(whole, day)),
        *known_later(whole, none_known, lambda: replace(filters, known_by=None).cut(whole, day)),
    )


def _streamed(
    ctx: click.Context, filters: Narrowing, query: Answer, counted: _Counted, day: str | None = None
) -> Response | None:
    """Return the relations of a directory, read piece by piece as they are written; None if that does not do.

    They are those of the period, or of a snapshot on a day. What concerns the graph as a whole is not asked
    for: attributes of its actors, or beside a file what may have been known. Over a file stands how many
    they are.
    """
    to_file = ctx.params["output"] not in (None, "-")
    if filters.where or (to_file and filters.known_by):
        return None
    tally = tallied(ctx, filters, day) if to_file else None
    if to_file and tally is None:
        return None
    each = pieces(ctx, filters, day)
    first_piece = next(each, None)
    if first_piece is None:
        return None
    beginning = first_piece.graph
    left_out: dict[str, int] = {}

    def listed() -> Iterator[DatedRelation]:
        counts: Counter[str] = Counter()
        gc.freeze()  # what is there by now is not looked through for each piece that goes
        try:
            for piece in chain([first_piece], each):
                counts.update(piece.listing.left_out)
                yield from piece.listing.relations
                del piece
                gc.collect(0)  # what has come since the piece before
        finally:
            gc.unfreeze()
        newsroom = {name: counts.pop(name) for name in ("newsroom",) if name in counts}
        left_out.update({**dict(sorted(counts.items())), **newsroom})

    found = listed()
    start = list(islice(found, 1))
    all_of_them = chain(start, found)
    return Response(
        graph=beginning,
        query=query,
        answer=lambda: {
            **({} if day is None else {"on": iso(asked_days.last_day(day, "on"))}),
            "relations": all_of_them,
            "left_out": left_out,
        },
        heading=counted.heading(beginning, beginning, Listing((), {}), tally) if tally else "",
        notes=beyond_sources(beginning, filter_of(beginning)),
        rows=Rows(rows=cast(Sequence[Row], ({"relation": relation} for relation in all_of_them))),
        hidden=hidden(ctx, beginning, filter_of(beginning)),
        found=bool(start),
    )


def listed_first(
    graph: Graph, kept: Sequence[Tally], limit: int | None, by: Order = "time"
) -> tuple[Listing, Tally | None]:
    """Return the relations of a graph, or the first ones, with how many there are beyond it."""
    listing = relations(graph, by)
    if not kept:
        return listing, None
    tally = kept[0]
    left_out = {**listing.left_out, **({"newsroom": tally.newsroom} if tally.newsroom else {})}
    return Listing(listing.relations[:limit], left_out), tally


def _rows(listing: Listing, tally: Tally | None) -> Rows:
    return relation_rows(listing.relations)._replace(of=tally and tally.doubts.total())


def _first(listing: Listing, limit: int | None) -> Answer:
    return opened(replace(listing, relations=listing.relations[: limit or None]))


def _unit(row: Row) -> tuple[str | None, str]:
    amount = row["relation"].amount
    return (amount.unit, printable(amount.unit)) if amount else (None, "No amount")


def _of_row(by: By, titles: Mapping[str | None, str], row: Row) -> list[tuple[str | None, str]]:
    return [(key, titles[key]) for key in group_keys(row["relation"], by)]


def _ids(groups: Mapping[str | None, Sequence[DatedRelation]]) -> dict[str, list[str]]:
    return {key or "": [relation.id for relation in own] for key, own in groups.items()}


def _title(graph: Graph, by: By, relation: DatedRelation, key: str | None) -> str:
    if key is None:
        return "No source" if by == "source" else "No known beginning"
    if key == UNSURE and by in ("month", "year"):
        return f"Not sure which {by}"
    if by == "actor":
        return name(graph, key)
    if by == "source":
        return printable(titled(index(graph).sources[key]))
    if by in ("month", "year") and relation.version.start is not None:
        return unit_words(unit_of(relation.version.start.since, by), by)
    return printable(key)


class _Counted:
    """Counts the relations of a type by status, in a period, on the day of a snapshot, and at any time."""

    def __init__(self, ctx: click.Context, filters: Narrowing, day: str | None = None) -> None:
        self._ctx, self._day, self._listed = ctx, day, filters
        self._in_period = replace(filters, statuses=())
        self._ever = replace(
            self._in_period, since=None, until=None, on=None, certain=False, reported_within=None
        )

    def heading(self, whole: Graph, graph: Graph, listing: Listing, tally: Tally | None) -> str:
        """Return how many relations are listed, by status where none is actual, in their period, by doubt."""
        doubts = Counter(map(doubt_of, listing.relations)) if tally is None else tally.doubts
        on = self._day and last_day_words(self._day, asked_days.last_day(self._day, "on"))
        as_of = f"As of {on}: " if on else ""
        searched = self._listed.text and asked_in_parts(self._ctx)  # which counts no texts
        if self._listed.types and not searched and not self._is_any_actual(listing, tally):
            return as_of + self._words(whole, filter_of(graph).window) + doubt_words(doubts)
        return f"{as_of}{plural(doubts.total(), 'relation')}{period(graph)}{doubt_words(doubts)}"

    def _is_any_actual(self, listing: Listing, tally: Tally | None) -> bool:
        backend = asked_in_parts(self._ctx)
        if tally is None or backend is None:
            return any(relation.status == "actual" for relation in listing.relations)
        asked_for = "actual" in (self._listed.statuses or ("actual",))
        return asked_for and bool(statuses(backend, self._listed, self._day)["actual"])

    def _words(self, whole: Graph, window: Window | None) -> str:
        inside = self._counts(whole, self._in_period, self._day)
        ever = self._counts(whole, self._ever)
        if self._day is not None:
            amount = sum(inside.values())
            dated = "" if inside == ever or ever["actual"] else f", {amount or 'none'} dated by then"
            return _by_status(inside if ever["actual"] else ever) + dated
        if window is None or ever["actual"]:
            return _by_status(inside) + (f" {window}" if window else "")
        if inside == ever:
            return f"{_by_status(ever)} {window}"
        amount = sum(inside.values())
        return f"{_by_status(ever)}, {f'{amount} of them' if amount else 'none with a date'} {window}"

    def _counts(self, whole: Graph, filters: Narrowing, day: str | None = None) -> Counter[str]:
        backend = asked_in_parts(self._ctx)
        if backend is not None:
            return statuses(backend, filters, day)
        graph = replace(filters, statuses=STATUSES).cut(whole, day)
        return Counter(relation.status for relation in relations(graph).relations)


def _by_status(counts: Counter[str]) -> str:
    """Return how many relations there are, by status if not all are actual: ``0 actual; 1 planned``."""
    others = [f"{counts[status]} {status}" for status in NOT_ACTUAL if counts[status]]
    actual = counts["actual"]
    return "; ".join([f"{actual} actual", *others]) if others else plural(actual, "relation")


@command("snapshot")
@click.argument("on", metavar="D", type=LAST_DAY, shell_complete=complete_day)
@LIMIT
@narrowing(period=False, concerning=True)
@click.pass_context
def snapshot_command(ctx: click.Context, on: str, limit: int | None, filters: Narrowing) -> Response:
    """Show the graph as of a day D: what is in force, background too, and what has happened.

    A month or year stands for its last day.

    \b
    Examples:
      graphkit snapshot 2025-05-01
      graphkit snapshot 2025-07-16 --certain --type restriction
    """
    query: Answer = {"command": "snapshot", "on": on, **given(limit=limit), **filters.query()}
    form, counted, kept = form_of(ctx), _Counted(ctx, filters, on), list[Tally]()
    if form in ("csv", "json") and not limit:
        streamed = _streamed(ctx, filters, query, counted, on)
        if streamed is not None:
            return streamed
    shown = (
        limit if form in ("csv", "json") else None
    )  # a table and a report have the number of each standing
    if limit is None and form == "table" and on_terminal() and is_too_much(ctx, filters, on):
        shown = MOST_SHOWN
    whole = read_graph(ctx, part=first(filters, shown, kept, on))
    known = filters.known(whole)
    graph = filters.cut(known, on)
    listing, tally = listed_first(graph, kept, shown)
    return Response(
        graph=graph,
        query=query,
        answer=lambda: {"on": iso(asked_days.last_day(on, "on")), **_first(listing, limit)},
        heading=counted.heading(whole, graph, listing, tally),
        rows=_rows(listing, tally)._replace(group=_standing, order=_STANDINGS),
        limit=limit,
        left_out=listing.left_out,
        without_date=_without_date(known, filter_of(graph), listing.left_out),
        hidden=hidden(ctx, known, filter_of(graph)),
        notes=_notes(whole, known, graph, listing, filters, on),
    )


def _without_date(known: Graph, criteria: Filter, left_out: dict[str, int]) -> dict[str, int]:
    """Return how many relations that a snapshot leaves out for their status have no date, by status."""
    found = {}
    for status in left_out.keys() & set(NOT_ACTUAL):
        _, others = index(known).select(replace(criteria, statuses=frozenset({status})))
        found[status] = others["undated"]
    return found


_STANDING_WORDS = {
    "in force": ("in force", "to be in force"),
    "happened": ("happened", "to have happened"),
    "background": ("in force as background", "to be in force as background"),
}
"""How each standing reads, and after another status than actual: background in a snapshot is in force too."""
_STANDINGS = tuple((standing, status) for standing in _STANDING_WORDS for status in STATUSES)


def _standing(row: Row) -> tuple[tuple[str, str], str]:
    standing, status = row["relation"].standing, row["relation"].status
    actual, otherwise = _STANDING_WORDS[standing]
    words = actual if status == "actual" else f"{status} {otherwise}"
    return (standing, status), words.capitalize()
