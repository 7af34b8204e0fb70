"""Gives answers as records: plain values by column, as CSV and pandas take them."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from graphkit.answers import RELATION, Answer, Answers, Column, Listed, Row, data
from graphkit.errors import UsageError
from graphkit.graph.relation import DatedRelation, doubts
from graphkit.graph.validated import public
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
    "contradicting_names", "errors", "set_aside",
)  # fmt: skip
"""The columns of a relation in CSV and in records."""


@public
def records(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows of an answer as dictionaries of plain values, such as pandas makes a table of.

    A relation takes several keys, those of its columns in CSV: ``source``, ``type``, ``target``, ``when``,
    four bounds, ``amount``, ``unit`` and others. Numbers are numbers, days ISO texts, several values a list,
    and what is not there is None.

    Parameters
    ----------
    answer : Answer
        What a question returned, such as :func:`graphkit.relations` or :func:`graphkit.rank`.

    Returns
    -------
    list of dict of str to object
        A dictionary a row, all with the same keys in the same order.

    Raises
    ------
    UsageError
        If the answer has no rows, as :func:`graphkit.info`, whose fields are its answer.

    Examples
    --------
    >>> gk.records(gk.rank(graph, limit=1))
    [{'place': 1, 'key': 'china', 'surely': 58, 'at_most': 58, 'relations': 58}]
    >>> met = gk.records(gk.relations(gk.window(graph, types=["met"])))
    >>> [(row["source"], row["target"], row["earliest_start"]) for row in met][0]
    ('jensen-huang', 'donald-trump', '2025-07-07')
    """
    listed = [*answer] if isinstance(answer, Listed | Answers) else [answer]
    if RELATION not in answer.columns and all(isinstance(each, DatedRelation) for each in listed):
        return _records((RELATION,), [{"relation": each} for each in listed])
    found: list[dict[str, Any]] = []
    for part in answer if isinstance(answer, Answers) else (answer,):
        if not isinstance(part, Answer) or not part.columns:
            name = type(part).__name__
            raise UsageError(f"records: {name} has no rows; give an answer that lists something")
        found += _records(part.plain_columns, list(part.plain_rows()))
    return found


def _records(columns: Iterable[Column], rows: Sequence[Row]) -> list[dict[str, Any]]:
    values: dict[str, Sequence[Any]] = {}
    for column in columns if rows else ():
        cells = [row[column.name] for row in rows]
        if column.kind == "relation":
            own, blank = relation_columns(cells), [None] * len(rows)
            values |= {name: [data(each) for each in own.get(name, blank)] for name in RELATION_FIELDS}
        else:
            values[column.name] = [data(cell, column.kind) for cell in cells]
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


_OWN_FIELDS = (
    "id",
    "source",
    "target",
    "when",
    "certainty",
    "standing",
    "status",
    "about",
    "summary",
    "note",
    "set_aside",
)
_OF_VERSION = ("claimed", "contested", "dates_differ", "voices", "independent_sources")


def relation_columns(relations: Sequence[DatedRelation]) -> dict[str, Sequence[Any]]:
    """Return the values of the columns of relations, by name; one without any value may be missing."""
    columns: dict[str, Any] = {name: list(map(attrgetter(name), relations)) for name in _OWN_FIELDS}
    versions = [each.version for each in relations]
    columns |= {name: list(map(attrgetter(name), versions)) for name in _OF_VERSION}
    columns["type"] = [each.type.name for each in relations]
    columns["errors"] = list(map(errors_in, relations))
    bounds = zip(*(each.bounds or UNBOUNDED for each in versions), strict=True)
    columns |= zip(RELATION_FIELDS[5:9], (list(map(iso, days)) for days in bounds), strict=True)
    if "possible" in columns["certainty"]:
        why = list(map(doubts, relations))
        columns |= {name: [each[name] for each in why] for name in why[0]}
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
