"""Compares two states of a dataset row by row, and takes a dataset from one to the other."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, Field, model_validator

from graphkit.errors import Fault, plural
from graphkit.model import cell_syntax
from graphkit.model.entities import (
    MODELS,
    Actor,
    Dataset,
    Evidence,
    Relation,
    RelationType,
    Row,
    Source,
    Step,
    Text,
    plain,
)
from graphkit.model.pictures import picture_words
from graphkit.model.references import TABLES
from graphkit.storage.json_file import dataset_of, file_of, in_order, rows_by_id

HEADER = ("title", "description", "story")
"""The fields of a dataset that are no tables."""

Patch = dict[str, Any]
"""The differences as plain data: ``{"actors": {id: [before, after]}, "title": [before, after]}``.

A row that was added or removed has null on one side."""


class PatchModel(Row):
    """A patch with every row checked, as it is read from a journal.

    ``model_dump(mode="json", exclude_defaults=True)`` gives the :data:`Patch`.
    """

    title: tuple[Text, Text] | None = None
    description: tuple[Text | None, Text | None] | None = None
    story: tuple[tuple[Step, ...], tuple[Step, ...]] | None = None
    actors: dict[str, tuple[Actor | None, Actor | None]] = Field(default={})
    sources: dict[str, tuple[Source | None, Source | None]] = Field(default={})
    relation_types: dict[str, tuple[RelationType | None, RelationType | None]] = Field(default={})
    relations: dict[str, tuple[Relation | None, Relation | None]] = Field(default={})

    @model_validator(mode="after")
    def _rows_have_the_ids_they_stand_under(self) -> "PatchModel":
        for name, table in TABLES.items():
            sides: Mapping[str, tuple[Any, Any]] = getattr(self, name)
            for id, rows in sides.items():
                if {getattr(row, table.key) for row in rows if row is not None} != {id}:
                    raise ValueError(f"{table.what} {id!r} has rows of another id, or none")
        return self


def patch_between(before: Dataset, after: Dataset) -> Patch:
    """Return the patch that takes one state of a dataset to another; empty if they are equal."""
    patch: Patch = {}
    for name in HEADER:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            patch[name] = [plain(old), plain(new)]
    for name in TABLES:
        old, new = rows_by_id(before, name), rows_by_id(after, name)
        rows = {
            id: [plain(side[id]) if id in side else None for side in (old, new)]
            for id in old | new
            if old.get(id) != new.get(id)
        }
        if rows:
            patch[name] = dict(sorted(rows.items()))
    return patch


def apply_patch(dataset: Dataset, patch: Patch, *, back: bool = False) -> Dataset:
    """Return a dataset after a patch; ``back``, of one after a patch as it was before."""
    side = 0 if back else 1
    changed: dict[str, Any] = {name: patch[name][side] for name in ("title", "description") if name in patch}
    if "story" in patch:
        changed["story"] = tuple(map(Step.model_validate, patch["story"][side]))
    for name in TABLES.keys() & patch.keys():
        rows = rows_by_id(dataset, name)
        for id, sides in patch[name].items():
            rows.pop(id, None)
            if (row := sides[side]) is not None:
                rows[id] = MODELS[name].model_validate(row)
        changed[name] = tuple(rows.values())
    return in_order(dataset.model_copy(update=changed))


def validated(dataset: Dataset, where: str, located: Callable[[list[Fault]], list[Fault]] = list) -> Dataset:
    """Return a dataset read again from its plain data, so that every rule of the format is checked.

    The arguments, and what is raised, are those of :func:`~graphkit.storage.json_file.dataset_of`.
    """
    return dataset_of(file_of(dataset), where, located=located)


# --- for people -----------------------------------------------------------------------------------


_ENTRIES: Mapping[str, type[BaseModel]] = {"evidence": Evidence, "story": Step}
"""The fields that hold entries with fields of their own."""
_ENTRY_OF = {"evidence": "source", "story": "title"}
"""What tells entries apart."""


def diff_lines(patch: Patch, command: str = "") -> list[tuple[str, str]]:
    """Return a patch as lines for people, each with its sign: ``+``, ``-`` or a blank.

    ``command`` is what made it, as in :func:`rows_changed`.
    """
    lines = []
    for name in HEADER:
        if name in patch:
            lines += [(" ", "dataset"), *_field_lines(Dataset, name, *patch[name])]
    for name, table in TABLES.items():
        for id, (before, after) in rows_changed(patch, name, command).items():
            sign = "+" if before is None else "-" if after is None else " "
            lines.append((sign, f"{table.what} {id}"))
            old, new = before or {}, after or {}
            if before and before[table.key] != id:
                lines += [("-", f"  id: {before[table.key]}"), ("+", f"  id: {id}")]
            for field in MODELS[name].model_fields:
                if field != table.key and old.get(field) != new.get(field):
                    lines += _field_lines(MODELS[name], field, old.get(field), new.get(field))
    return lines


def rows_changed(patch: Patch, table: str, command: str) -> Mapping[str, tuple[Any, Any]]:
    """Return the rows of a table that a patch changes: one that has another id is one, under that.

    ``command`` is what made the patch: an ``edit`` is of one row, however much of it is another. Of other
    changes, half of the row has to be the same. A ``merge`` gives several rows other ids, and adds none.
    """
    rows: Mapping[str, tuple[Any, Any]] = patch.get(table, {})
    removed = [id for id, (_, after) in rows.items() if after is None]
    added = [id for id, (before, _) in rows.items() if before is None]
    verb, one = command.partition(" ")[0], len(removed) == len(added) == 1
    pairs: dict[str, str] = {}
    for id in removed if one or verb == "merge" else ():
        same = [each for each in added if each not in pairs and _is_one(rows[id][0], rows[each][1])]
        pairs |= dict.fromkeys(added if one and verb == "edit" else same[:1], id)
    gone = {*pairs.values()}
    return {
        id: (rows[pairs[id]][0], sides[1]) if id in pairs else sides
        for id, sides in rows.items()
        if id not in gone
    }


def _is_one(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Return whether two rows, or two entries in rows, are the same one before and after a change."""
    names = before.keys() | after.keys()
    same = [name for name in names if before.get(name) == after.get(name)]
    return 2 * len(same) >= len(names)


def _field_lines(model: type[BaseModel], field: str, before: Any, after: Any) -> list[tuple[str, str]]:
    old, new = field_items(model, field, before), field_items(model, field, after)
    if field in _ENTRIES and len(old) == len(new) and {*old} != {*new}:
        sides = [(number, *each) for number, each in enumerate(zip(before, after, strict=True), 1)]
        changed = [each for each in sides if each[1] != each[2]]
        if all(
            one[_ENTRY_OF[field]] == other[_ENTRY_OF[field]] or _is_one(one, other)
            for _, one, other in changed
        ):
            return [line for each in changed for line in _entry_lines(field, *each)]
    label = f"  {field}: "
    return [
        *(("-", label + item) for item in old if item not in new),
        *(("+", label + item) for item in new if item not in old),
    ] or [(" ", f"{label}in another order")]


def field_items(model: type[BaseModel], field: str, value: Any) -> list[str]:
    """Return the value of a field as people write it: a text for each item of a list."""
    if value is None:
        return []
    if field in ("evidence", "story"):
        return [_entry_line(entry) for entry in value]
    return [picture_words(value)] if field == "picture" else cell_syntax.items(model, field, value)


def _entry_lines(
    field: str, number: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return the fields of an entry that change: each as it was, and as it is."""
    return [
        (sign, f"  {field} {number}, {name}: {cell_syntax.written(_ENTRIES[field], name, entry[name])}")
        for name in [*before, *(name for name in after if name not in before)]
        if before.get(name) != after.get(name)
        for sign, entry in (("-", before), ("+", after))
        if name in entry
    ]


def _entry_line(entry: dict[str, Any]) -> str:
    """Return evidence or a story step as one line: first its place, then its other fields."""
    if "source" not in entry:
        return ", ".join(f"{name} {value}" for name, value in entry.items())
    place = {name: entry[name] for name in ("source", "paragraph", "attribution") if name in entry}
    rest = [
        f"{name} {cell_syntax.written(Evidence, name, value)}"
        for name, value in entry.items()
        if name not in place
    ]
    return ", ".join([*cell_syntax.items(Relation, "evidence", [place]), *rest])


def summary(patch: Patch, command: str = "") -> str:
    """Return in a few words what a patch does: ``1 relation added, 2 actors changed``.

    ``command`` is what made it, as in :func:`rows_changed`.
    """
    words = [f"{name} changed" for name in HEADER if name in patch]
    for name, table in TABLES.items():
        sides = list(rows_changed(patch, name, command).values())
        for label, count in (
            ("added", sum(before is None for before, _ in sides)),
            ("changed", sum(before is not None and after is not None for before, after in sides)),
            ("removed", sum(after is None for _, after in sides)),
        ):
            if count:
                words.append(f"{plural(count, table.what)} {label}")
    return ", ".join(words)
