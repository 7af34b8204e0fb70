"""The command ``path``: the shortest paths between two actors, chronological or not, or why there is none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from shlex import quote
from typing import Any, get_args

import click
from click.core import ParameterSource

from graphkit.answers import Column
from graphkit.cli.completion import complete_actor
from graphkit.cli.directories import asked_in_parts, between, engine_of, hidden, telling_why
from graphkit.cli.escaping import printable
from graphkit.cli.filters import Narrowing, given
from graphkit.cli.grouping import command
from graphkit.cli.json_answers import Answer, absence_answer, paths_answer
from graphkit.cli.neighbors import AVOID_KINDS, DIRECT, DIRECTED
from graphkit.cli.options import WITHIN, narrowing
from graphkit.cli.parameter_types import Count
from graphkit.cli.reading import read_graph
from graphkit.cli.render import Rows
from graphkit.cli.response import Response
from graphkit.cli.terminal import Cell, Part, beneath, cell, crowded, id_column, table
from graphkit.cli.words import (
    beyond_sources,
    hop,
    hop_parts,
    left_out_at,
    marks_beside,
    name,
    not_passed,
    not_walked,
    of_walks,
    period,
    reported_by,
    vouched,
)
from graphkit.errors import ActorNotFoundError, UsageError, plural
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.queries.first_known import known_on, not_known
from graphkit.queries.path_diagnosis import Absence, why_no_path
from graphkit.queries.path_question import AnyPath, Question, find_paths, graph_of_question
from graphkit.queries.shortest_paths import Path, Paths, Skipped, none_among
from graphkit.queries.temporal_paths import ChronologicalPath, ChronologicalPaths, Span
from graphkit.queries.temporal_search import Best
from graphkit.temporal import asked_days
from graphkit.temporal.calendar import FUTURE, PAST, Window, day_words, iso, range_words

_MOST_PRINTED = 1_000
"""How many paths ``--all`` prints without ``--limit``: there can be millions."""

_MORE = "Only the first {:,} chains through these actors were examined; there may be more and better paths."

_LAID_ON, _MANY = ("restriction", "permission"), 3
"""The families of what an authority does to many, and how many are."""
_BODIES = ("government", "government-body", "organisation")

_NUMBERS = ("No hops", "One hop", "Two hops", "Three hops", "Four hops", "Five hops", "Six hops")


@command("path")
@click.argument("source", metavar="A", shell_complete=complete_actor)
@click.argument("target", metavar="B", shell_complete=complete_actor)
@click.option(
    "--all",
    "all_",
    is_flag=True,
    help=f"Print all shortest paths, not just the best one: at most {_MOST_PRINTED:,}, or --limit.",
)
@click.option(
    "--limit", metavar="N", type=Count(min=0), help="Print at most N paths; 0 for as many as --all."
)
@click.option(
    "--via",
    metavar="ACTOR",
    multiple=True,
    shell_complete=complete_actor,
    help="Pass through this actor; may be repeated, in order; not for a directory.",
)
@click.option(
    "--avoid",
    metavar="ACTOR",
    multiple=True,
    shell_complete=complete_actor,
    help="Do not pass through this actor; may be repeated.",
)
@AVOID_KINDS
@DIRECTED
@DIRECT
@click.option("--chronological", is_flag=True, help="Only paths in which time never runs backwards.")
@click.option(
    "--strict", is_flag=True, help="With --chronological: each hop on a later day than the one before."
)
@click.option(
    "--best",
    type=click.Choice(get_args(Best)),
    default="earliest",
    show_default=True,
    help="With --chronological: prefer the earliest arrival, the fewest hops, the latest departure or the "
    "fewest days.",
)
@WITHIN
@narrowing()
@click.pass_context
def path_command(
    ctx: click.Context, /, all_: bool, limit: int | None, filters: Narrowing, **asked: Any
) -> Response:
    """Find the shortest paths between actors A and B, the best supported first.

    Denied relations are never used, planned ones only with --status planned. A hop may lead to or from an
    actor that a relation is about: it is marked, and comes after direct hops in paths of the same length.

    \b
    Examples:
      graphkit path Trump DeepSeek
      graphkit path Trump Zakaria --chronological --since 2025-07
    """
    question = _question(ctx, filters, asked)
    within, chronological, direct = asked["within"], question.chronological, question.direct
    query = _query(question, filters, within, all=all_, limit=limit)
    everything = read_graph(ctx, part=between(filters, question))
    whole = filters.known(everything)
    if whole is not everything:
        ends_found = [_find(everything, whole, end) for end in (question.source, question.target)]
        passed = [_find(everything, whole, actor) for actor in question.via]
        not_yet_known = {
            actor: None if asked_in_parts(ctx) else known_on(everything, actor)
            for actor in (*ends_found, *passed)
            if actor not in whole
        }
        if not_yet_known:
            return _not_known(everything, filters, query, ends_found, not_yet_known)
        avoided = (_find(everything, whole, actor) for actor in question.avoid)
        question = replace(question, avoid=tuple(actor for actor in avoided if actor in whole))
    result = find_paths(whole, question)
    telling, absence = None, None
    if not result.paths:
        backend = engine_of(ctx)
        # The subgraph read from a directory does not hold the paths of other filters.
        telling = whole if backend is None else telling_why(backend, filters, question)
        absence = None if telling is None else why_no_path(telling, question)
    left_out_by_direct = _only_about(whole, question, result) if direct and not question.directed else None
    better = _better(ctx, filters, whole, question, result)
    most = limit or (_MOST_PRINTED if all_ or chronological or limit == 0 else 1)
    printed: Sequence[AnyPath] = result.paths[:most]
    skipped = result.skipped if isinstance(result, Paths) else ()
    looked_at = result.looked_at if isinstance(result, Paths) else None
    graph = graph_of_question(whole, question)
    ends = (result.source, result.target)
    count = result.count if isinstance(result, Paths) else len(result.paths)

    in_time = tuple(path for path in printed if isinstance(path, ChronologicalPath))
    sets = ChronologicalPaths(*ends, in_time).notes
    why = [] if result.paths else [_NOT_TOLD]
    if telling is not None and absence is not None:
        why = _why(telling, graph, absence, question, sure=looked_at is None)
    unused = not_walked(whole, graph, ends) if chronological and absence else ()

    def answer() -> Answer:
        plain = paths_answer(result.source, result.target, printed, count, skipped, looked_at)
        for row, path in zip(plain["paths"], printed, strict=True):
            if isinstance(path, ChronologicalPath):
                row["timing"] = _timing(path).removeprefix(". ")
                row["walked"] = [_walked(*each) for each in zip(path.days, path.relations, strict=True)]
        if left_out_by_direct:
            plain["left_out_by_direct"] = dict(zip(("paths", "length"), left_out_by_direct, strict=True))
        if better:
            plain["left_out_by_kind"] = {"paths": len(better), "length": better[0].length}
        plain |= {"exact": False} if sets else {}
        plain |= {"why": [*why, *unused]} if why else {}
        return plain | absence_answer(absence) if absence else plain

    more = count > len(printed) and not chronological
    notes = [
        _further(count, len(printed), all_, sure=looked_at is None) if more else "",
        _MORE.format(looked_at) if looked_at is not None and result.paths else "",
        _laid_on_many(graph, printed[0], question, sure=not asked_in_parts(ctx)) if printed else "",
        f"--direct leaves out {' of '.join(map(plural, left_out_by_direct, ('path', 'hop')))} "
        "by what a relation is about."
        if left_out_by_direct
        else "",
        _by_kinds(question, better) if better else "",
        "\n".join(why),
        *sets,
        *beyond_sources(whole, filter_of(graph)),
        *unused,
        "Denied relations are never used, whatever --status says." if "denied" in filters.statuses else "",
    ]
    titles = [" - ".join(name(whole, actor) for actor in path.actors) + _timing(path) for path in printed]
    return Response(
        graph=graph,
        query=query,
        answer=answer,
        heading=_heading(whole, graph, result, skipped, within),
        tables=lambda: [
            table
            for number, path in enumerate(printed, start=1)
            for table in _path_tables(whole, path, number if len(printed) > 1 else None)
        ],
        rows=Rows(
            (Column("path"), *Path.columns),
            [
                {**row, "path": number, "remark": _remark(whole, path, row["hop"] - 1)}
                for number, path in enumerate(printed, start=1)
                for row in path.rows()
            ],
            group=lambda row: (row["path"], titles[row["path"] - 1]),
        ),
        left_out={} if result.paths or chronological else left_out_at(whole, graph, ends),
        hidden=hidden(ctx, whole, of_walks(filter_of(graph)), ends),
        hidden_of=tuple(name(whole, actor) for actor in ends),
        notes=tuple(filter(None, notes)),
        found=bool(result.paths),
    )


def _question(ctx: click.Context, filters: Narrowing, asked: dict[str, Any]) -> Question:
    """Return what the options ask; refuse those of paths in time for others."""
    best_given = ctx.get_parameter_source("best") is ParameterSource.COMMANDLINE
    in_time = (
        ("--strict", asked["strict"]), ("--best", best_given), ("--within", asked["within"] is not None),
    )  # fmt: skip
    for option, is_set in in_time:
        if is_set and not asked["chronological"]:
            raise UsageError(f"{option} applies only to paths in time; add --chronological")
    since, until = filters.period()
    criteria = {
        name: value for name, value in filters.criteria().items() if name not in ("actors", "between")
    }
    return Question(since=since, until=until, **criteria, **asked)


def _query(question: Question, filters: Narrowing, within: int | None, **shown: Any) -> Answer:
    """Return the options that are set, as a JSON answer has them."""
    chronological = question.chronological
    return {
        "command": "path",
        "source": question.source,
        "target": question.target,
        "via": list(question.via),
        "avoid": list(question.avoid),
        "avoid_kind": list(question.avoid_kinds),
        "directed": question.directed,
        **given(direct=question.direct, **shown, chronological=chronological),
        **({"strict": question.strict, "best": question.best} if chronological else {}),
        **given(within=within),
        **filters.query(),
    }


def _better(
    ctx: click.Context,
    filters: Narrowing,
    whole: Graph,
    question: Question,
    result: Paths | ChronologicalPaths,
) -> tuple[AnyPath, ...]:
    """Return the better paths in time that run through kinds of actor that are avoided."""
    if not (isinstance(result, ChronologicalPaths) and result.paths and question.avoid_kinds):
        return ()
    wider = replace(question, avoid_kinds=())
    if asked_in_parts(ctx) is not None:  # a part of a directory or table holds nothing through these kinds
        whole = filters.known(read_graph(ctx, part=between(filters, wider)))
    elif not any(data["kind"] in question.avoid_kinds for _, data in whole.nodes(data=True)):
        return ()
    return tuple(path for path in find_paths(whole, wider).paths if path not in result.paths)


def _only_about(
    graph: Graph, question: Question, result: Paths | ChronologicalPaths
) -> tuple[int, int] | None:
    """Return how many best paths --direct leaves out, and of how many hops they are; None if none."""
    looser = find_paths(graph, replace(question, direct=False))
    if isinstance(looser, ChronologicalPaths):
        count = sum(any(path.about) for path in looser.paths)
    else:
        found = result.count if isinstance(result, Paths) and result.length == looser.length else 0
        count = looser.count - found
    return (count, looser.paths[0].length) if count else None


def _by_kinds(question: Question, better: Sequence[AnyPath]) -> str:
    """Say which kinds a path in time did not pass through, and what the best one through them is."""
    timing = _timing(better[0]).removeprefix(". ")
    return not_passed(
        question.avoid_kinds, f"there is a better path, {timing[0].lower()}{timing[1:].replace(':', '', 1)}"
    )


def _laid_on_many(graph: Graph, path: AnyPath, question: Question, *, sure: bool) -> str:
    """Say that two hops of a path are only what one authority lays on many; whether all are seen is ``sure``.

    Whoever sanctions, licenses or charges several ties each of them to all others.
    """
    hops = zip(path.actors[1:-1], pairwise(path.relations), strict=True)
    for place, (actor, (before, after)) in enumerate(hops, 1):
        if before.type != after.type or before.type.family not in _LAID_ON or before.type.symmetric:
            continue
        if {before.source, after.source} != {actor}:
            continue
        around = (
            relation
            for pair in index(graph).adjacency.incident(actor)
            for relation in index(graph).visible_between(*pair)
        )
        done = (each for each in around if each.status == "actual" and not each.claimed)
        tied = {each.target for each in done if each.source == actor and each.type == before.type}
        if len(tied) < _MANY:
            continue
        kinds = dict.fromkeys((*question.avoid_kinds, graph.nodes[actor]["kind"]))
        is_body = graph.nodes[actor]["kind"] in _BODIES
        mend = " ".join(f"--avoid-kind {kind}" for kind in kinds) if is_body else f"--avoid {quote(actor)}"
        hops_of = "Both hops" if path.length == 2 else f"Hops {place} and {place + 1}"
        least = "" if sure else "at least "
        verb = before.type.past or before.type.name
        who = "who" if graph.nodes[actor]["kind"] == "person" else "which"
        laid = f"{hops_of} are of {name(graph, actor)}, {who} {verb} {least}{len(tied)} actors"
        return f"{laid}. What else ties them: {mend}"
    return ""


def _find(everything: Graph, known_graph: Graph, text: str) -> str:
    """Find an actor among those known by the day, else among all."""
    try:
        return find_actor(known_graph, text)
    except ActorNotFoundError:
        return find_actor(everything, text)


def _not_known(
    graph: Graph, filters: Narrowing, query: Answer, ends: Sequence[str], since: Mapping[str, Window | None]
) -> Response:
    """Return the response if nothing was known of the actors by the day of ``--known-by``."""
    day = asked_days.one_day(filters.known_by or "", "--known-by")
    sentences = [not_known(name(graph, actor), day, first) for actor, first in since.items()]
    answer = paths_answer(ends[0], ends[1], (), 0, ())
    unknown = [{"actor": actor, "known_from": first and iso(first.until)} for actor, first in since.items()]
    heading = f"No path from {name(graph, ends[0])} to {name(graph, ends[1])}: {'; '.join(sentences)}."
    return Response(
        graph=graph, query=query, answer=lambda: answer | {"not_known": unknown}, heading=printable(heading)
    )


def _further(count: int, printed: int, all_: bool, *, sure: bool) -> str:
    more = count - printed
    least = "" if sure else "at least "
    words = f"{least}{more:,} more {'path' if more == 1 else 'paths'} of the same length"
    return f"{words}, {least}{count:,} in all (--limit N)" if all_ else f"{words} (--all)"


def _heading(
    whole: Graph,
    graph: Graph,
    result: Paths | ChronologicalPaths,
    skipped: Sequence[Skipped],
    within: int | None,
) -> str:
    in_time = " in which time never runs backwards" if isinstance(result, ChronologicalPaths) else ""
    in_time += "" if within is None else f" and no wait is longer than {plural(within, 'day')}"
    if not result.paths:
        ends = f"from {name(whole, result.source)} to {name(whole, result.target)}"
        given_up = result.looked_at if isinstance(result, Paths) else None
        if given_up is not None:
            return f"{ends[0].upper()}{ends[1:]}{period(graph)}: {none_among(given_up)}."
        heading = f"No path {ends}{in_time}{period(graph)}."
    else:
        length = result.paths[0].length
        hops = _NUMBERS[length] if length < len(_NUMBERS) else f"{length} hops"
        heading = f"{hops}{in_time}{period(graph)}."
    if skipped:
        one = "shorter path" if result.paths else "path"
        detours = ", ".join(f"{name(whole, each.actor)} ({plural(each.paths, one)})" for each in skipped)
        heading += f" Skipped as go-betweens: {detours}; --avoid-kind none allows them."
    return heading


def _timing(path: AnyPath) -> str:
    """Return the certainty and days of a chronological path; nothing for other paths."""
    if not isinstance(path, ChronologicalPath):
        return ""
    sure = "For sure by its dates" if path.certainty == "certain" else "Maybe"
    departs, arrives = (_walked(path.days[end], path.relations[end]) for end in (0, -1))
    days = f"departs {departs}, arrives {arrives}"
    takes = "" if path.duration is None else f", takes {_lasting(path.duration)}"
    marks = Counter(mark for each in path.relations for mark in each.caveats)
    marks["CONTESTED"] = sum(each.contested for each in path.relations)
    told = ", ".join(f"{count} {mark}" for mark, count in marks.items() if count)
    return f". {sure}: {days}{takes}{f'; of its hops {told}' if told else ''}"


def _walked(days: Span, relation: DatedRelation) -> str:
    """Return the days on which a hop is walked; those without limit are as early or late as one likes.

    The first day of a life is no day on which anybody says that something began.
    """
    version = relation.version
    if version.start_unknown and version.bounds:
        days = Span(*(PAST if day == version.bounds.earliest_start else day for day in days))
    return {Span(PAST, PAST): "as early as you like", Span(FUTURE, FUTURE): "as late as you like"}.get(
        days
    ) or range_words(*days)


def _lasting(duration: Span) -> str:
    shortest, longest = duration
    if longest == FUTURE:
        return f"{plural(shortest, 'day')} or more"
    return plural(shortest, "day") if shortest == longest else f"{shortest:,} to {plural(longest, 'day')}"


def _hop_parts(graph: Graph, relation: DatedRelation, here: str, there: str) -> tuple[str, str, str]:
    """Return a hop as it is walked; one by what the relation is about says how the two stand in it.

    ``Merkel -told-> Li, about-> Wirecard``, and back: ``Wirecard <-about- Merkel -told-> Li``.
    """
    if not relation.is_about(here, there):
        return hop_parts(graph, relation, here)
    if here in (relation.source, relation.target):
        end, arrow, other = hop_parts(graph, relation, here)
        return end, f"{arrow} {other}, about->", name(graph, there)
    return name(graph, here), "<-about-", hop(graph, relation, there)


def _more(count: int) -> str:
    return f"and {count:,} more between them" if count else ""


def _remark(graph: Graph, path: AnyPath, hop: int) -> str:
    """Return what a report says of a hop besides its relation."""
    relation, ends = path.relations[hop], path.actors[hop : hop + 2]
    concerned = [actor for actor in ends if actor not in (relation.source, relation.target)]
    about = f"about {name(graph, concerned[0])}" if concerned else ""
    return ", ".join(filter(None, [about, _more(path.more[hop])]))


def _path_tables(graph: Graph, path: AnyPath, number: int | None) -> list[Part]:
    in_time = isinstance(path, ChronologicalPath)
    title = f"Path {number}" if number is not None and not in_time else ""
    if in_time:
        title = _timing(path).removeprefix(". ")
    with_ids = bool(id_column())
    chain = ("", "", "") if with_ids else ("",)
    told = [reported_by(graph, relation) for relation in path.relations]
    rows = table(*chain, "", *(["on"] if in_time else []), *(["told by"] if any(told) else []), *id_column())
    rows.show_header = in_time
    for step, (relation, ends) in enumerate(zip(path.relations, pairwise(path.actors), strict=True)):
        style = "dim" if relation.type.background else ""
        when = "background" if relation.type.background and not relation.when else relation.words
        parts = _hop_parts(graph, relation, *ends)
        cells = [", ".join(filter(None, [when, *marks_beside(when, relation), _more(path.more[step])]))]
        if isinstance(path, ChronologicalPath):
            cells.append(_walked(path.days[step], relation))
        source = f"{vouched(relation)}: {told[step]}" if told[step] else "nobody: no source is given"
        if any(column.header == "told by" for column in rows.columns):
            cells.append(source)
        if with_ids:
            cells = [*parts, *cells, relation.id]
        chained = cell(" ".join(parts), style)._replace(id=printable(relation.id))
        told_beneath = {"told by": cell(source)} if any(told) else {}
        first = [] if with_ids else [beneath("", {"": chained, **told_beneath}, crowded())]
        rows.add_row(*first, *(cell(text, style) for text in cells))
    return [Cell(f"\n{title}" if title else ""), rows, *([] if any(told) else [Cell(_NO_SOURCE, "dim")])]


_NO_SOURCE = "Told by nobody: no source is given."


_FILTERS = {
    "dates": "the dates",
    "undated": "the rule that undated relations are left out (--undated)",
    "certainty": "--certain",
    "types": "--type",
    "kinds": "--kind",
    "attributes": "--where",
    "text": "--text",
    "reliability": "--reliability",
    "status": "the rule that planned relations are not used (--status planned)",
    "claims": "--no-claims",
    "contested": "--no-contested",
    "reports": "--reported-within",
    "direction": "--directed",
    "direct": "--direct",
    "go-betweens": "the kinds that a path does not pass through (--avoid-kind none)",
    "avoid": "--avoid",
    "via": "--via",
    "chronology": "--chronological",
    "strictness": "--strict",
    "waits": "--within",
    "newsroom": "the rule that newsroom relations are left out (--type newsroom)",
    "all together": "all of these together",
}


_NOT_TOLD = (
    "Why was not looked for: too much is tied to each of the two. "
    "With fewer options, or in a longer period, there may be a path."
)
"""Said of a large directory."""

_NAMED = 3
"""How many denied relations are named if only they would make a path."""


def _why(graph: Graph, asked: Graph, absence: Absence, question: Question, *, sure: bool) -> list[str]:
    """Return why there is no path, in sentences; ``sure`` says whether the search saw every chain."""
    needed = "; ".join(_missing(graph, relation) for relation in absence.denied[:_NAMED])
    needed += f"; {len(absence.denied) - _NAMED} more" if len(absence.denied) > _NAMED else ""
    only = not (absence.reasons or absence.nearest_window) and sure and absence.is_sure
    if absence.denied and only:
        return [f"Only denied relations would make a path, and no path uses them: {needed}."]
    if not absence.reasons and sure and absence.is_sure:
        return ["There is no path, even without any filter."]
    sentences = [
        f"Without {_named(reason.filter, question)} there is one of {plural(reason.length, 'hop')}."
        for reason in absence.reasons
    ]
    reach = absence.nearest_window and _long_reach(filter_of(asked).window, absence.nearest_window)
    if reach:
        sentences.append(f"To hold a path, the period would have to {reach}.")
    elif absence.nearest_window:
        which = "The nearest" if absence.nearest_is_sure else "A near"
        sentences.append(f"{which} period with a path is {str(absence.nearest_window).removeprefix('in ')}.")
    if absence.missing_hop:
        sentences.append(f"The missing hop: {_missing(graph, absence.missing_hop, absence.missing_ends)}.")
    if absence.denied:
        sentences.append(f"Denied relations would make a path, and no path uses them: {needed}.")
    if not absence.is_sure:
        sentences.append("Not every chain was examined: without other filters there may be a path too.")
    return sentences


def _named(filter_: str, question: Question) -> str:
    """Return what is to be left out, with the options that only apply beside it."""
    within = question.within is not None
    given = (("--best", question.best != "earliest"), ("--strict", question.strict), ("--within", within))
    beside = [option for option, is_given in given if is_given and filter_ == "chronology"]
    *options, last = _FILTERS[filter_], *beside
    return f"{', '.join(options)} and {last}" if options else last


_FAR = 3_660
"""A nearest period that is so many days longer than the one asked for tells nobody where to look."""


def _long_reach(asked: Window | None, nearest: Window) -> str:
    """Say how far a period would have to reach to hold a path, if that is far; else nothing."""
    if asked is None:
        return ""
    sides = (
        ("go back to", asked.since - nearest.since, nearest.since),
        ("reach until", nearest.until - asked.until, nearest.until),
    )
    if sum(days for _, days, _ in sides) <= _FAR:
        return ""
    return " and ".join(f"{verb} {day_words(day)}" for verb, days, day in sides if days)


def _missing(graph: Graph, relation: DatedRelation, ends: tuple[str, str] | None = None) -> str:
    marks = marks_beside(relation.words, relation)
    doubts = f", {' '.join(marks)}" if marks else ""
    concerned = set(ends or ()) - {relation.source, relation.target}
    about = f" (about {name(graph, concerned.pop())})" if concerned else ""
    return f"{hop(graph, relation)}{about}, {relation.words}{doubts} ({relation.id})"
