"""The command ``check``: whether a dataset is valid."""

import shlex
from collections.abc import Iterator
from typing import Any

import click

from graphkit.cli.escaping import printable
from graphkit.cli.grouping import command
from graphkit.cli.options import FORMAT_AND_OUTPUT
from graphkit.cli.parameter_types import FILE
from graphkit.cli.reading import read_graph, told
from graphkit.cli.render import rows_of
from graphkit.cli.response import Response, respond
from graphkit.cli.terminal import Cell, Part, cell, id_column, table
from graphkit.errors import DataError, GraphkitError, StorageError, UsageError, plural
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.queries.contradictions import Severity
from graphkit.queries.listing import Section
from graphkit.queries.source_audit import SEVERITIES, Finding, alike, audit, check_days, empty_steps


@command("check")
@click.argument("file", metavar="[FILE]...", type=FILE, nargs=-1)
@click.option(
    "--sources", is_flag=True, help="Also audit the sources: what is disputed, what rests on one source."
)
@click.option(
    "--corpus", metavar="DIR", type=FILE, help="Also compare with your own copies of the articles in DIR."
)
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="Exit with status 1 if anything this severe or worse is found.",
)
@click.option(
    "--answer",
    "saved",
    metavar="JSON",
    type=FILE,
    help="Ask the question of a saved JSON answer again: is it still so, or what changed it?",
)
@FORMAT_AND_OUTPUT
@click.pass_context
def check_command(ctx: click.Context, /, file: tuple[str, ...], saved: str | None, **asked: Any) -> int:
    """Validate each FILE, or the dataset of --data, and list every error with its line and place.

    It also names what is no error: days that contradict each other, relations of an actor with itself,
    actors whose names look alike, relations that an import tied to somebody by a name that another has too,
    sources that look like one document, and steps of the story between whose actors there is nothing.

    \b
    Examples:
      graphkit check --sources --severity warning --format json
      graphkit check --answer path.json
    """
    if saved is not None:
        if file or any(map(asked.get, ("sources", "corpus", "output"))) or asked["format_"] == "csv":
            raise UsageError("--answer asks one question again; leave out everything but --format json")
        from graphkit.cli.asking_again import ask_again

        return ask_again(ctx, saved, asked["format_"])
    if len(file) > 1 and (asked["output"] or asked["format_"] != "table"):
        raise UsageError("several files are checked for a person to read; check one with --format or -o")

    def respond_to(path: str) -> int:
        try:
            return _checked(ctx, path, **asked)
        except GraphkitError as error:
            if len(file) < 2:
                raise
            click.echo(printable(" ".join(error.told("terminal").split())), err=True)
            return 2

    return max([respond_to(path) for path in file or [ctx.obj]])


def _checked(
    ctx: click.Context,
    path: str,
    *,
    sources: bool,
    corpus: str | None,
    severity: Severity,
    format_: str,
    output: str | None,
) -> int:
    where = "standard input" if path == "-" else path
    try:
        graph = read_graph(ctx, path, quiet=True)
    except DataError as error:
        for fault in sorted(
            error.faults, key=lambda fault: (fault.more, fault.line or 0 if fault.file is None else 0)
        ):
            line = "" if fault.line is None else f"{fault.line}:"
            click.echo(
                printable(" ".join(f"{fault.file or where}:{line} {fault.told('terminal')}".split())),
                err=True,
            )
        return 2
    findings = (
        audit(graph, corpus, "terminal")
        if sources or corpus
        else (*check_days(graph), *alike(graph, "terminal"), *empty_steps(graph))
    )
    findings += (*_by_name(path, graph),) if path.lower().endswith(".json") else ()
    findings = tuple(sorted(findings, key=lambda each: -SEVERITIES.index(each.severity)))
    grades = [SEVERITIES.index(finding.severity) for finding in findings]
    tally = ", ".join(plural(grades.count(grade), SEVERITIES[grade]) for grade in sorted({*grades})[::-1])
    if sources or corpus:
        audited = f" The audit found {tally or 'nothing'}."
    else:
        audited = f" To mend: {tally}." if tally else ""
    rows, sources_there = rows_of(Finding, findings), plural(len(index(graph).sources), "source")
    there = f"{plural(graph.number_of_nodes(), 'actor')}, {plural(graph.number_of_edges(), 'relation')}"
    sound = "can be read" if told() or len(SEVERITIES) - 1 in grades else "is sound"
    response = Response(
        graph=graph,
        query={"command": "check", "file": path, "sources": sources, "corpus": corpus, "severity": severity},
        answer=lambda: {"findings": rows.plain()},
        heading=printable(f"{where} {sound}: {there}, {sources_there}.{audited}"),
        tables=lambda: _finding_tables(graph, findings),
        sections=lambda: _finding_sections(graph, findings),
        rows=rows,
        found=max(grades, default=-1) < SEVERITIES.index(severity),
    )
    return respond(response, format_, output)


def _by_name(path: str, graph: Graph) -> Iterator[Finding]:
    """Yield a finding for each relation that may be of another actor of the same name."""
    from graphkit.editing.by_name import by_name_alone

    try:
        found = by_name_alone(path, graph)
    except StorageError as error:  # such as a damaged journal
        yield Finding("note", "by-name", path, f"who was tied by a name alone is not known: {error}")
        return
    for id, actor, others in found:
        end = "source" if index(graph).by_id[id].source == actor else "target"
        edit = f"graphkit edit {shlex.quote(id)} {end}={others[0] if len(others) == 1 else 'ID'}"
        who, have = " and ".join(others), "has" if len(others) == 1 else "have"
        message = (
            f"was tied to {graph.nodes[actor]['name']} ({actor}) by the name alone, which {who} {have} too; "
            f"if it is another: {edit}; if not, any edit of it says so, and 'graphkit edit {actor} "
            "description=TEXT' of all that are tied to it"
        )
        yield Finding("warning", "by-name", id, message)


def _finding_sections(graph: Graph, findings: tuple[Finding, ...]) -> list[Section]:
    """Return a section for each rule, with the relations it concerns; its title has messages on sources."""
    relations = index(graph).by_id
    sections = []
    for severity, rule in dict.fromkeys((finding.severity, finding.rule) for finding in findings):
        of_rule = [finding for finding in findings if finding.rule == rule]
        messages = "".join(
            f"; {each.subject}: {each.message}" for each in of_rule if each.subject not in relations
        )
        subjects = dict.fromkeys(each.subject for each in of_rule if each.subject in relations)
        sections.append(Section(f"{severity}: {rule}{messages}", tuple(relations[id] for id in subjects)))
    return sections


def _finding_tables(graph: Graph, findings: tuple[Finding, ...]) -> list[Part]:
    notes = [cell(note, "yellow") for note in told()]
    unread: list[Part] = [Cell("\nOf the file, the graph lacks or assumes:"), *notes] if notes else []
    if not findings:
        return unread
    rows = table("severity", "rule", "finding", *id_column())
    styles = {"error": "red", "warning": "yellow", "note": "dim"}
    relations, beside = index(graph).by_id, bool(id_column())

    def made() -> Iterator[tuple[Cell, ...]]:
        for finding in findings:
            relation = relations.get(finding.subject)
            subject = relation.qualified(relation.id) if relation else finding.subject
            message = cell(finding.message)
            yield (
                *(cell(text, styles[finding.severity]) for text in (finding.severity, finding.rule)),
                message if beside else message._replace(id=printable(subject)),
                *([cell(subject, "cyan")] if beside else []),
            )

    rows.made = made
    return [*unread, Cell(), rows]
