"""Draws the rows of an answer as terminal tables and as sections of a report."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import click

from graphkit.answers import RELATION, Answer, Column, Row, shown_columns, words
from graphkit.cli.escaping import printable
from graphkit.cli.json_answers import plain
from graphkit.cli.terminal import (
    Cell,
    Part,
    Table,
    beneath,
    cell,
    crowded,
    id_beside_relation,
    on_terminal,
    table,
)
from graphkit.cli.words import hop, name, reported_by
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.sentences import amount_words
from graphkit.queries.contradictions import marks
from graphkit.queries.listing import Section


class Group(NamedTuple):
    """Rows that belong together, under a title."""

    title: str
    rows: list[Row]

    @property
    def relations(self) -> tuple[DatedRelation, ...]:
        """The relations of the rows."""
        return tuple(row["relation"] for row in self.rows)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a report says of each relation besides."""
        return tuple(row.get("remark", "") for row in self.rows)


class Rows(NamedTuple):
    """The rows of an answer, or the first ones of ``of``, ready to be drawn: ``columns`` are those of CSV.

    A row with a relation may also have ``start``, the end from which a terminal shows the relation,
    ``about``, an actor that it concerns, and ``remark``, what a report says of it besides. A terminal shows
    the columns ``shown``, or all. ``group`` returns the key and the title of the group of a row, ``many``
    those of several; ``order`` are the keys in order, by default that of the rows. Titles are above the
    tables, or in a column of which ``beside`` is the header.
    """

    columns: tuple[Column, ...] = (RELATION,)
    rows: Sequence[Row] = ()
    shown: tuple[str, ...] = ()
    group: Callable[[Row], tuple[Hashable, str]] | None = None
    many: Callable[[Row], Iterable[tuple[Hashable, str]]] | None = None
    order: Sequence[Hashable] = ()
    beside: str = ""
    of: int | None = None

    @property
    def whole(self) -> int:
        """How many rows there are."""
        return len(self.rows) if self.of is None else self.of

    def groups(self) -> list[Group]:
        """Return the groups; one without a title if rows are not grouped."""
        if self.group is None and self.many is None:
            return [Group("", list(self.rows))] if self.rows else []
        groups: dict[Hashable, Group] = {}
        for row in self.rows:
            keys = [self.group(row)] if self.group else self.many(row) if self.many else []
            for key, title in keys:
                groups.setdefault(key, Group(title, [])).rows.append(row)
        return [groups[key] for key in self.order or groups if key in groups]

    def first(self, limit: int | None) -> "Rows":
        """Return the first rows; all without a limit."""
        return self._replace(rows=self.rows[:limit]) if limit else self

    def plain(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as plain data for JSON."""
        for row in self.rows:
            yield {column.name: plain(row[column.name], column.kind) for column in self.columns}

    def sections(self) -> list[Section]:
        """Return the relations as sections of a report."""
        if RELATION not in self.columns:
            return []
        return [Section(group.title, group.relations, group.remarks) for group in self.groups()]


def rows_of(kind: type[Answer], answers: Iterable[Answer]) -> Rows:
    """Return the rows of answers of one kind."""
    return Rows(kind.columns, [row for answer in answers for row in answer.rows()], kind.shown)


def relation_rows(relations: Iterable[DatedRelation], start: str | None = None) -> Rows:
    """Return relations as rows, shown from the end ``start``."""
    return Rows(rows=[{"relation": relation, "start": start} for relation in relations])


# --- terminal -----------------------------------------------------------------------------------

_RELATION_HEADERS = ("when", "edtf", "relation", "marks", "told by")


MOST_SHOWN = 200
"""How many rows a terminal shows of a long answer, where no option says how many."""


def tables(graph: Graph, rows: Rows, limit: int | None = None) -> list[Part]:
    """Return the tables of rows for a terminal, and how many rows there are beyond a limit.

    A limit of 0 is none; by default there is none but at a terminal, where it is :data:`MOST_SHOWN`.
    """
    if limit is None and on_terminal():
        limit = MOST_SHOWN
    groups = rows.groups()
    whole = rows.of or sum(len(group.rows) for group in groups)
    left = limit or whole
    rest: list[Part] = [Cell(f"\n{rest_words(left, whole)}", "dim")] if left < whole else []
    if rows.beside:
        labelled = [
            (group.title if row is group.rows[0] else "", row) for group in groups for row in group.rows
        ][:left]
        return [Cell(), _table(graph, rows, labelled), *rest] if groups else []
    parts: list[Part] = []
    for group in groups:
        # Of the first rows of an answer, nobody has counted how many more each group has.
        count = f" ({len(group.rows):,})" if rows.of is None else ""
        heading = Cell(f"\n{group.title}{count}", "bold") if group.title else Cell()
        if left:
            parts += [heading, _table(graph, rows, [("", row) for row in group.rows[:left]])]
        elif group.title:  # what there is more of is named with its count
            parts.append(heading._replace(text=heading.text.strip()))
        left = max(0, left - len(group.rows))
    return [*parts, *rest]


def rest_words(shown: int, whole: int) -> str:
    """Return how many rows are not shown, and how to get them."""
    context = click.get_current_context(silent=True)
    options = {name for option in context.command.params for name in option.opts} if context else set()
    cut = context is not None and context.params.get("limit") is not None  # and so is a file
    ways = ["--limit 0 shows all"] if "--limit" in options and "--all" not in options else []
    ways += ["-o FILE writes all"] if "--output" in options and not cut else []
    return f"Shown: {shown:,} of {whole:,} rows{'; ' if ways else ''}{', '.join(ways)}."


def _table(graph: Graph, rows: Rows, labelled: Sequence[tuple[str, Row]]) -> Table:
    columns = shown_columns(rows.columns, rows.shown)
    kinds = {column.kind for column in columns}
    headers = [rows.beside] if rows.beside else []
    for column in columns:
        headers += _RELATION_HEADERS if column.kind == "relation" else [column.heading or column.name]
    if "relation" in kinds:
        ids = (row[column.name].id for _, row in labelled for column in columns if column.kind == "relation")
        headers += id_beside_relation(headers, ids)
    elif "actor" in kinds:
        headers.append("id")
    drawn, beside, below = table(*headers), "id" in headers, crowded(headers)
    main = "relation" if "relation" in kinds else headers[0]

    def made() -> Iterator[tuple[Cell, ...]]:
        for label, row in labelled:
            cells = {rows.beside: cell(label, "bold")} | _cells(graph, columns, row, beside=beside)
            cells[main] = beneath(main, cells, below)
            yield tuple(cells[column.header] for column in drawn.columns)

    drawn.made = made
    return drawn


def _cells(graph: Graph, columns: Iterable[Column], row: Row, *, beside: bool) -> dict[str, Cell]:
    """Return the cells of a row by their headers; the id of a relation has a column ``beside`` it or not."""
    cells: dict[str, Cell] = {}
    for column in columns:
        value, header = row[column.name], column.heading or column.name
        if column.kind == "relation":
            cells |= _relation_cells(graph, value, row.get("start"), row.get("about"), beside=beside)
        elif column.kind == "actor":
            cells[header] = cell(name(graph, value))
            cells.setdefault("id", cell(value, "cyan"))
        else:
            cells[header] = cell(words(value, column.kind), "cyan" if column.kind == "id" else "")
    return cells


def _relation_cells(
    graph: Graph, relation: DatedRelation, start: str | None, about: str | None, *, beside: bool
) -> dict[str, Cell]:
    """Return the cells of a relation by their headers; background is grey."""
    style = "dim" if relation.type.background else ""
    line = hop(graph, relation, start) + (f" (about {name(graph, about)})" if about else "")
    line += f" ({amount_words(relation.amount)})" if relation.amount else ""
    return {
        "when": cell(relation.words, style),
        "edtf": cell(relation.when or "", "dim"),
        "relation": cell(line, style)._replace(id="" if beside else printable(relation.id)),
        "marks": cell(" ".join(marks(relation)), style or "yellow"),
        "told by": cell(reported_by(graph, relation), style),
        "id": cell(relation.id, style or "cyan"),
    }
