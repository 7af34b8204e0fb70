"""Writes the rows of an answer as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from graphkit.answers import Row
from graphkit.cli.escaping import printable
from graphkit.cli.json_answers import doubt, plain
from graphkit.cli.render import Rows
from graphkit.cli.terminal import batches
from graphkit.graph.relation import DatedRelation
from graphkit.model import cell_syntax
from graphkit.queries.contradictions import errors_in
from graphkit.temporal.bounds import UNBOUNDED
from graphkit.temporal.calendar import iso

RELATION_FIELDS = (
    "id", "source", "type", "target", "when",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "certainty", "standing", "status", "claimed", "contested", "dates_differ", "voices",
    "independent_sources", "about", "summary", "evidence", "doubt", "last_reported", "first_reported",
    "amount", "unit", "note",
    "source_name", "target_name", "about_names", "voice_names", "publishers", "contradicted_by",
    "contradicting_names", "errors",
)  # fmt: skip
"""The columns of a relation in CSV."""


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
                own = _relation_columns(values)
                blank = [""] * len(part)
                yield from (_cells(own[name]) if name in own else blank for name in RELATION_FIELDS)
            else:
                yield _cells([plain(value, column.kind) for value in values])

    for lines in chain([[headers]], (zip(*columns(part), strict=True) for part in batches(rows.rows))):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(lines)
        yield out.getvalue()


_OWN_FIELDS = (
    "id", "source", "target", "when", "certainty", "standing", "status", "claimed", "contested",
    "dates_differ", "voices", "independent_sources", "about", "summary", "note",
)  # fmt: skip


def _relation_columns(relations: Sequence[DatedRelation]) -> dict[str, Sequence[Any]]:
    """Return the values of the columns of relations, by name; one without any value may be missing."""
    columns: dict[str, Any] = {name: list(map(attrgetter(name), relations)) for name in _OWN_FIELDS}
    columns["type"] = [each.type.name for each in relations]
    columns["errors"] = list(map(errors_in, relations))
    bounds = zip(*(each.bounds or UNBOUNDED for each in relations), strict=True)
    columns |= zip(RELATION_FIELDS[5:9], (list(map(iso, days)) for days in bounds), strict=True)
    if "possible" in columns["certainty"]:
        doubts = list(map(doubt, relations))
        columns |= {name: [each[name] for each in doubts] for name in doubts[0]}
    if any(amounts := [each.amount for each in relations]):
        columns["amount"] = [amount and amount.value for amount in amounts]
        columns["unit"] = [amount and amount.unit for amount in amounts]
    for side in ("source", "target"):
        columns[f"{side}_name"] = [each.within.name(getattr(each, side)) for each in relations]
    if any(columns["about"]):
        columns["about_names"] = [list(map(each.within.name, each.about)) for each in relations]
    if any(columns["voices"]):
        named = (dict.fromkeys(map(each.within.name, each.voices)) for each in relations)
        columns["voice_names"] = list(map(list, named))
    if any(each.evidence for each in relations):
        columns |= zip(_CITED, zip(*map(_cited, relations), strict=True), strict=True)
    return columns


_CITED = ("evidence", "publishers", "contradicted_by", "contradicting_names")


def _cited(relation: DatedRelation) -> tuple[list[str], ...]:
    """Return what is cited where, who publishes it, and what of it does not vouch, and whose word that is."""
    entries, name = relation.evidence, relation.within.name
    cited = [f"{each.source}#{each.paragraph}" if each.paragraph else each.source for each in entries]
    publishers = list(dict.fromkeys(relation.within.sources[each.source].publisher for each in entries))
    against = [
        (place, each) for place, each in zip(cited, entries, strict=True) if not relation.is_vouched_by(each)
    ]
    tellers = dict.fromkeys(name(each.attribution or each.source) for _, each in against)
    return cited, publishers, [place for place, _ in against], list(tellers)


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
    """Return the cells of a column; many a column of relations says the same in every row."""
    first = values[0]
    is_one = isinstance(first, str | bool | list | tuple | None) and values.count(first) == len(values)
    return [_cell(first)] * len(values) if is_one else map(_cell, values)


def _cell(value: Any) -> str:
    return _safe_cell(value if type(value) is str else _csv_text(value))


@lru_cache(maxsize=1 << 14)  # types, names and days recur
def _safe_cell(text: str) -> str:
    text = cell_syntax.defused(printable(text))
    return f"'{text}" if text.startswith(_FORMULA) and not _NEGATIVE.fullmatch(text) else text


_FORMULA = tuple(cell_syntax.FORMULA)
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?(?:e[-+][0-9]+)?")
"""A number, which is no formula."""
