"""Gives all that a record holds, each field as a person types it, for the form that edits it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import click
from pydantic import BaseModel

from graphkit.cli.editing import read_editable
from graphkit.cli.reading import read_graph
from graphkit.desk.completing import only
from graphkit.desk.dataset import OpenDataset
from graphkit.editing import edits
from graphkit.errors import UsageError
from graphkit.graph.index import index
from graphkit.model import cell_syntax
from graphkit.model.entities import MODELS, Evidence, plain
from graphkit.model.references import TABLES, references

KINDS = {"actor": "actors", "relation": "relations", "source": "sources", "type": "relation_types"}
"""The tables by what ``edit --as`` calls their rows."""
_NAMED = {table: kind for kind, table in KINDS.items()}


def record(dataset: OpenDataset, asked: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return a row of the dataset with every field that it may have, and each evidence with its own.

    A field has its ``name``, as ``edit`` takes it, and its ``value`` as text: a list of texts if it holds
    several. ``choices`` are the values that it may have, ``completes`` is what it names, and ``needed`` says
    that it cannot be empty. Of an evidence, ``text`` is what takes it away.
    """
    id, kind = only(asked, "id", "as")
    if id is None or kind not in (None, *KINDS):
        raise UsageError(f"as is one of {', '.join(KINDS)}" if id else "id is missing; write one")

    def question(ctx: click.Context) -> dict[str, Any]:
        own = read_editable(ctx)
        table, found = edits.find(own, id, table=KINDS[kind] if kind else None)
        row = plain(edits.row_of(own, table, found))
        heading = next(filter(None, map(row.get, ("name", "title", "publisher"))), found)
        if table == "relations":
            heading = index(read_graph(ctx, quiet=True)).by_id[found].sentence
        return {
            "id": found,
            "as": _NAMED[table],
            "heading": heading,
            "fields": list(_fields(table, MODELS[table], row)),
            "evidence": [
                {
                    "fields": list(_fields(table, Evidence, entry, f"evidence.{number}.")),
                    "text": json.dumps([entry], ensure_ascii=False),
                }
                for number, entry in enumerate(row.get("evidence", ()), 1)
            ],
        }

    found, state = dataset.ask(question)
    return {**found, "state": state}


def _fields(
    table: str, model: type[BaseModel], row: Mapping[str, Any], place: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield the fields of a row, or of an entry in it whose fields have names that begin with its place."""
    entries = "evidence" if place else None
    completed = {each.field: each.to[0] for each in references(table) if each.entries == entries}
    for name, field in model.model_fields.items():
        if name == "evidence":
            continue
        value = row.get(name, field.default)
        several = cell_syntax.listed(model, name)
        told = {
            "choices": _choices(field.annotation),
            "completes": _NAMED[completed[name]] if name in completed else None,
            "needed": field.is_required() or field.default not in (None, ()),
        }
        yield {
            "name": "id" if name == TABLES[table].key and not place else f"{place}{name}",
            "value": _items(model, name, value) if several else cell_syntax.written(model, name, value),
            **{what: each for what, each in told.items() if each},
        }


def _items(model: type[BaseModel], name: str, value: Any) -> list[str]:
    """Return each value of a list, and each pair of an object, as a text."""
    each = [{key: one} for key, one in value.items()] if isinstance(value, dict) else [[one] for one in value]
    return [cell_syntax.written(model, name, one) for one in each]


def _choices(annotation: Any) -> list[str]:
    """Return the few values that a type of field has; none if it has many."""
    if annotation is bool:
        return ["yes", "no"]
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    if get_origin(annotation) in (Union, UnionType):
        several = [_choices(each) for each in get_args(annotation) if each is not type(None)]
        return several[0] if len(several) == 1 else []
    return []
