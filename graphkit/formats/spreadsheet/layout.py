"""The tables of a folder: their columns, and the texts of their cells.

A cell that a spreadsheet would compute, or change because it looks like a number, starts with an apostrophe,
which reading takes off again.
"""

import re
from dataclasses import dataclass

from pydantic import BaseModel

from graphkit.model import cell_syntax
from graphkit.model.entities import Actor, Evidence, Relation, RelationType, Row, Source, Step


class _About(Row):
    field: str
    value: str


class _EvidenceRow(Evidence):
    """A row of ``evidence.csv``: evidence, and the relation that it is for."""

    relation: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the place of its rows in ``graph.json``, their model, and its columns."""

    home: tuple[str, ...]
    model: type[BaseModel]
    columns: tuple[str, ...]


def _columns(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)


_RELATION = (
    "id", "source", "type", "target", "when", "begins", "ends", "about", "status", "summary",
    "evidence", "amount", "links", "note",
)  # fmt: skip
TABLES = {
    "actors.csv": Table(("nodes",), Actor, _columns(Actor)),
    "relations.csv": Table(("edges",), Relation, _RELATION),
    "sources.csv": Table(("graph", "sources"), Source, _columns(Source)),
    "evidence.csv": Table((), _EvidenceRow, ("relation", *_columns(Evidence))),
    "relation_types.csv": Table(("graph", "relation_types"), RelationType, _columns(RelationType)),
    "story.csv": Table(("graph", "story"), Step, _columns(Step)),
    "dataset.csv": Table((), _About, ("field", "value")),
}
PAIR = ("actors.csv", "relations.csv", "sources.csv")
DATES = ("when", "begins", "ends", "attests", "said", "published", "since", "until", "as_of")

# --- cells ------------------------------------------------------------------------------------

_FORMULA = cell_syntax.FORMULA + "\t\r\n#"
_NUMBER = re.compile(r"[.,:/ +%-]*\d[\d.,:/ eE+%-]*|true|false", re.IGNORECASE)
_WHOLE = re.compile(r"0|[1-9]\d{0,14}")


def _is_unsafe(text: str, *, number: bool) -> bool:
    """Return whether a spreadsheet, or a reader that trims cells, would change a text."""
    bare = text.lstrip("'")
    if not bare or bare[0] in _FORMULA or bare != bare.strip():
        return True
    return number and bool(_NUMBER.fullmatch(bare)) and not _WHOLE.fullmatch(bare)


_MAY_BE_NUMBERS = (*DATES, "paragraph", "amount")
"""Columns whose cells may look like numbers: a spreadsheet that takes them for one changes nothing."""


def guarded(column: str, text: str | None) -> str:
    """Return the cell of a column such that a spreadsheet leaves it as it is; None is an empty cell."""
    if text is None:
        return ""
    text = cell_syntax.defused(text)
    return f"'{text}" if _is_unsafe(text, number=column not in _MAY_BE_NUMBERS) else text


def bare(cell: str) -> str | None:
    """Return the text of a cell; None if it is empty."""
    if cell.strip().startswith("'") and _is_unsafe(cell.lstrip()[1:], number=True):
        return cell_syntax.restored(cell.lstrip()[1:])
    return cell_syntax.restored(cell.strip()) or None


def quoted(cell: str) -> str:
    """Return a cell as RFC 4180 says, quoted also if it holds a separator of some spreadsheet."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[",;\t\r\n]', cell) else cell
