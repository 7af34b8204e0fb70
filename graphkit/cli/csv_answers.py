"""Writes the rows of an answer as CSV."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from types import NoneType
from typing import Any

from graphkit.answers import Row
from graphkit.cli.escaping import printable
from graphkit.cli.json_answers import plain
from graphkit.cli.render import Rows
from graphkit.cli.terminal import batches
from graphkit.model import cell_syntax
from graphkit.queries.records import RELATION_FIELDS, relation_columns


def csv_text(rows: Rows) -> Iterator[str]:
    """Yield rows as CSV, in parts: a relation takes several columns, lists are joined by ``;``.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, and so does an item of a
    list, which a spreadsheet may split at semicolons.
    """
    headers: list[str] = []
    for column in rows.columns:
        headers += RELATION_FIELDS if column.kind == "relation" else [column.name]

    def columns(part: Sequence[Row]) -> Iterator[Iterable[str]]:
        for column in rows.columns:
            values = [row[column.name] for row in part]
            if column.kind == "relation":
                own = relation_columns(values)
                blank = [""] * len(part)
                yield from (_cells(own[name]) if name in own else blank for name in RELATION_FIELDS)
            else:
                yield _cells([plain(value, column.kind) for value in values])

    titles = [list(map(_quoted, headers))]
    for lines in chain([titles], (zip(*columns(part), strict=True) for part in batches(rows.rows))):
        yield "".join([f"{','.join(cells) or _BLANK}\n" for cells in lines])


_BLANK = '""'
"""A line of nothing but a blank cell; without the quotation marks it would be none."""


_PARTING = re.compile(r'[,"\r\n]')


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _PARTING.search(cell) else cell


def _csv_text(value: Any) -> str:
    if value is None or value in ([], ()):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ";".join("" if item is None else item for item in value)
    if not isinstance(value, dict):
        return str(value)
    from graphkit.model.entities import Actor  # takes longer to load than most answers take

    return cell_syntax.written(Actor, "attributes", value)


def _cells(values: Sequence[Any]) -> Iterable[str]:
    """Return the cells of a column; its texts are looked at all at once, or each once if one is not plain."""
    first = values[0]
    kinds = {*map(type, values)}
    is_exact = isinstance(first, str | int | list | tuple | None)  # not so a float: 0.0 is -0.0 too
    if is_exact and len(kinds) == 1 and values.count(first) == len(values):
        return [_cell(first)] * len(values)
    if not kinds <= {str, NoneType}:
        return map(_cell, values)
    texts = {*values} - {None}
    joined = "".join(texts)
    is_plain = _quoted(cell_syntax.defused(printable(joined))) == joined
    if is_plain and NoneType not in kinds and not any(text.startswith(_FORMULA) for text in texts):
        return values
    return map({text: _cell(text) for text in {*values}}.__getitem__, values)


def _cell(value: Any) -> str:
    return _quoted(_safe_cell(value if type(value) is str else _csv_text(value)))


def _safe_cell(text: str) -> str:
    text = cell_syntax.defused(printable(text))
    return f"'{text}" if text.startswith(_FORMULA) and not _NEGATIVE.fullmatch(text) else text


_FORMULA = tuple(cell_syntax.FORMULA)
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?(?:e[-+][0-9]+)?")
"""A number, which is no formula."""
