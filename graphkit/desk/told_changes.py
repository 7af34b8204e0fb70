"""Says what changes do in the words of answers: sentences and names, where patches have ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from graphkit.cli.json_answers import relation_answer
from graphkit.graph.conversion import assemble
from graphkit.graph.index import index
from graphkit.graph.relation import DatedRelation
from graphkit.model.entities import MODELS, Dataset, Relation
from graphkit.model.references import TABLES
from graphkit.model.vocabulary import vocabulary
from graphkit.storage import journal
from graphkit.storage.journal import LogEntry
from graphkit.storage.patch import HEADER, Patch, rows_changed

_MOST = 20
"""So many rows are told of one change."""


def relations_of(dataset: Dataset, patch: Patch) -> list[dict[str, Any]]:
    """Return the relations that a patch adds or alters as answers have them, of the dataset after it."""
    rows = [row for row in dataset.relations if row.key in patch.get("relations", {})][:_MOST]
    return [relation_answer(each) for each in _resolved(dataset, rows)]


def described(dataset: Dataset, changes: Sequence[LogEntry]) -> list[dict[str, Any]]:
    """Return what each change did to which rows, each in words; what was removed since has its own name."""
    by = [journal.made_by(changes, place) for place in range(len(changes))]
    rows = [row for change, command in zip(changes, by, strict=True) for row in _rows(change, command)]
    last = {(table, id): row for _, table, id, row, _, _ in rows}
    for table in TABLES.keys() - {"relations"}:
        last |= {(table, getattr(row, TABLES[table].key)): row for row in getattr(dataset, table)}
    named = {name: tuple(row for (table, _), row in last.items() if table == name) for name in TABLES}
    whole = dataset.model_copy(update=named)
    known, actors = vocabulary(whole.relation_types), {actor.id for actor in whole.actors}
    relations = {
        number: row.model_copy(update={"key": str(number)})
        for number, (_, _, _, row, _, _) in enumerate(rows)
        if isinstance(row, Relation) and row.type in known and {row.source, row.target} <= actors
    }
    sentences = {int(each.id): each.sentence for each in _resolved(whole, list(relations.values()))}
    called = Counter(_name(row) for row in named["actors"])
    told: dict[int, list[dict[str, Any]]] = {change.number: [] for change in changes}
    for number, (change, table, id, row, how, fields) in enumerate(rows):
        words = sentences.get(number) or _name(row)
        words += f" ({id})" if table == "actors" and called[words] > 1 else ""
        what = TABLES[table].what
        told[change].append({"how": how, "what": what, "id": id, "words": words, "fields": fields})
    return [
        {
            "change": each.number,
            "time": each.time,
            "command": each.command,
            "to": each.to,
            "header": [name for name in HEADER if name in each.patch],
            "rows": told[each.number],
            "more": sum(len(rows_changed(each.patch, table, command)) for table in TABLES)
            - len(told[each.number]),
        }
        for each, command in zip(changes, by, strict=True)
    ]


def _rows(change: LogEntry, command: str) -> Iterator[tuple[int, str, str, Any, str, list[str]]]:
    """Yield the first rows of a change: its number, table, id, row, what became of it, and which fields."""
    tables = {table: rows_changed(change.patch, table, command) for table in TABLES}
    sides = [(table, id, *row) for table, rows in tables.items() for id, row in rows.items()]
    for table, id, before, after in sides[:_MOST]:
        how = "added" if before is None else "removed" if after is None else "changed"
        old, new = before or {}, after or {}
        fields = [name for name in old | new if old.get(name) != new.get(name)] if how == "changed" else []
        names = ["id" if name == TABLES[table].key else name for name in fields]
        yield change.number, table, id, MODELS[table].model_validate(after or before), how, names


def _name(row: Any) -> str:
    """Return what people call a row that is no sentence."""
    if isinstance(row, Relation):
        return f"{row.source} {row.type} {row.target}"
    return ": ".join(filter(None, (getattr(row, name, None) for name in ("name", "publisher", "title"))))


def _resolved(dataset: Dataset, rows: Sequence[Relation]) -> Collection[DatedRelation]:
    """Return relations as they are among the actors and sources of a dataset, without what they link to."""
    alone = tuple(row.model_copy(update={"links": ()}) for row in rows)
    return index(assemble(dataset.model_copy(update={"relations": alone, "story": ()}))).relations()
