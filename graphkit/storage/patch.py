"""Tells two states of a dataset apart row by row, and takes a dataset from one to the other."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field, model_validator

from graphkit.model import cell_syntax
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Row, Source, Step, Text
from graphkit.model.vocabulary import RelationType
from graphkit.storage.json_file import dataset_of, file_of, in_order, plain

TABLES: dict[str, tuple[type[BaseModel], str, str]] = {
    "actors": (Actor, "id", "actor"),
    "sources": (Source, "id", "source"),
    "relation_types": (RelationType, "name", "relation type"),
    "relations": (Relation, "key", "relation"),
}
"""The tables of a dataset: what holds a row, the key that names it, and what people call it."""
_HEADER = ("title", "description", "story")

Patch = dict[str, Any]
"""What differs, as JSON would hold it: ``{"actors": {id: [before, after]}, "title": [before, after]}``."""


class PatchModel(Row):
    """A patch as somebody wrote it down, so that each part of it is checked.

    ``model_dump(mode="json", exclude_defaults=True)`` is the patch.
    """

    title: tuple[Text, Text] | None = None
    description: tuple[Text | None, Text | None] | None = None
    story: tuple[tuple[Step, ...], tuple[Step, ...]] | None = None
    actors: dict[str, tuple[Actor | None, Actor | None]] = Field(default={})
    sources: dict[str, tuple[Source | None, Source | None]] = Field(default={})
    relation_types: dict[str, tuple[RelationType | None, RelationType | None]] = Field(default={})
    relations: dict[str, tuple[Relation | None, Relation | None]] = Field(default={})

    @model_validator(mode="after")
    def _named_by_their_rows(self) -> "PatchModel":
        for table, (_, key, what) in TABLES.items():
            sides: Mapping[str, tuple[Any, Any]] = getattr(self, table)
            for id, rows in sides.items():
                if {getattr(row, key) for row in rows if row is not None} != {id}:
                    raise ValueError(f"{what} {id!r} is told of by another's rows, or by none")
        return self


def patch_between(before: Dataset, after: Dataset) -> Patch:
    """Return what takes one state of a dataset to another; empty where they are the same.

    A row that came or went has null on one side.
    """
    patch: Patch = {}
    for name in _HEADER:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            patch[name] = [cell_syntax.plain(old), cell_syntax.plain(new)]
    for table, (_, key, _) in TABLES.items():
        was = {getattr(row, key): row for row in getattr(before, table)}
        now = {getattr(row, key): row for row in getattr(after, table)}
        rows = {
            id: [plain(side[id]) if id in side else None for side in (was, now)]
            for id in [*was, *(id for id in now if id not in was)]
            if was.get(id) != now.get(id)
        }
        if rows:
            patch[table] = dict(sorted(rows.items()))
    return patch


def apply_patch(dataset: Dataset, patch: Patch, *, back: bool = False) -> Dataset:
    """Return a dataset after a patch, or before it.

    Raises
    ------
    ValueError
        If the patch holds what is no row.
    """
    side = 0 if back else 1
    changed: dict[str, Any] = {name: patch[name][side] for name in ("title", "description") if name in patch}
    if "story" in patch:
        changed["story"] = tuple(Step.model_validate(step) for step in patch["story"][side])
    for table, (model, key, _) in TABLES.items():
        if table in patch:
            rows = {getattr(row, key): row for row in getattr(dataset, table)}
            for id, sides in patch[table].items():
                rows.pop(id, None)
                if sides[side] is not None:
                    rows[id] = model.model_validate(sides[side])
            changed[table] = tuple(rows.values())
    return in_order(dataset.model_copy(update=changed))


def validated(dataset: Dataset, where: str) -> Dataset:
    """Return a dataset read anew from its plain data, every rule of the file applied.

    Raises
    ------
    DataError
        If it breaks one; ``where`` names it in the error.
    """
    return dataset_of(file_of(dataset), where)


def diff_lines(patch: Patch) -> list[tuple[str, str]]:
    """Return a patch as lines for people, each with its sign: ``+``, ``-`` or a blank."""
    lines = []
    for name in _HEADER:
        if name in patch:
            lines += [(" ", "dataset"), *_field_lines(Dataset, name, *patch[name])]
    for table, (model, key, what) in TABLES.items():
        for id, (before, after) in patch.get(table, {}).items():
            sign = "+" if before is None else "-" if after is None else " "
            lines.append((sign, f"{what} {id}"))
            old, new = before or {}, after or {}
            for field in model.model_fields:
                if field != key and old.get(field) != new.get(field):
                    lines += _field_lines(model, field, old.get(field), new.get(field))
    return lines


def _field_lines(model: type[BaseModel], field: str, old: Any, new: Any) -> list[tuple[str, str]]:
    def words(value: Any) -> list[str]:
        if value is None:
            return []
        if field in ("evidence", "story"):
            return [_words(each) for each in value]
        return cell_syntax.items(model, field, value)

    was, now = words(old), words(new)
    label = f"  {field}: "
    return [
        *(("-", label + each) for each in was if each not in now),
        *(("+", label + each) for each in now if each not in was),
    ] or [(" ", f"{label}in another order")]


def _words(entry: dict[str, Any]) -> str:
    """Return evidence or a step of the story in a line: its place first, then what else it says."""
    if "source" not in entry:
        return ", ".join(f"{name} {value}" for name, value in entry.items())
    place = {name: entry[name] for name in ("source", "paragraph", "attribution") if name in entry}
    rest = [
        f"{name} {cell_syntax.written(Evidence, name, value)}"
        for name, value in entry.items()
        if name not in place
    ]
    return ", ".join([*cell_syntax.items(Relation, "evidence", [place]), *rest])


def summary(patch: Patch) -> str:
    """Return in a few words what a patch does: ``1 relation added, 2 actors changed``."""
    words = [f"{name} changed" for name in _HEADER if name in patch]
    for table, (_, _, what) in TABLES.items():
        sides = list(patch.get(table, {}).values())
        for label, count in (
            ("added", sum(before is None for before, _ in sides)),
            ("changed", sum(before is not None and after is not None for before, after in sides)),
            ("removed", sum(after is None for _, after in sides)),
        ):
            if count:
                words.append(f"{count} {what}{'' if count == 1 else 's'} {label}")
    return ", ".join(words)
