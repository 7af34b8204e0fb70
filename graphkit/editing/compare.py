"""Compares two versions of a dataset, or of somebody's list, and takes the first to the second."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ValidationError

from graphkit.answers import Answer, Column, Listed
from graphkit.editing.identity import (
    LocalNames,
    compatible,
    has_counter,
    is_counter,
    is_counter_name,
    names_of,
)
from graphkit.editing.list_versions import ListVersions
from graphkit.editing.merge_datasets import begun, content, merge_datasets, relation_content, source_content
from graphkit.errors import UsageError
from graphkit.graph.conversion import assemble
from graphkit.graph.index import Index, index
from graphkit.model.distinguishing import ids_differ
from graphkit.model.entities import MODELS, Actor, Dataset, Relation, plain
from graphkit.model.ids import FreeIds
from graphkit.model.kinds import UNKNOWN
from graphkit.model.references import DATES, TABLES, Reference, renamed_row
from graphkit.storage.json_file import digest_of, rows_by_id
from graphkit.storage.patch import (
    HEADER,
    Patch,
    PatchModel,
    apply_patch,
    field_items,
    patch_between,
    validated,
)
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE

Kind = Literal["new", "ended", "changed", "gone"]
KINDS: tuple[Kind, ...] = ("new", "ended", "changed", "gone")
GONE = "Gone from the list means only that the list no longer has it; that ends no relation."


@dataclass(frozen=True, slots=True)
class Change(Answer):
    """One thing that differs between two versions.

    Attributes
    ----------
    change : {'new', 'ended', 'changed', 'gone'}
        What happened to it; a relation has ended if its end is stated now and was not before.
    what : str
        ``actor``, ``source``, ``relation``, ``relation type`` or ``dataset``.
    id : str
        Its id in the old version; that in the new one if it is new.
    name : str
        What people call it.
    field : str
        The field that differs; empty for what is new or gone.
    before, after : str or None
        The value as people write it; of a list, an item that went or came.
    """

    columns: ClassVar = tuple(map(Column, ("change", "what", "id", "name", "field", "before", "after")))

    change: Kind
    what: str
    id: str
    name: str
    field: str = ""
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Listed[Change]):
    """What differs between two versions; iterating gives its changes.

    Attributes
    ----------
    changes : tuple of Change
        The changes: new, ended, changed, gone; in the order of tables and ids.
    by_name : tuple of str
        The actors that are taken for the same because of their name, not of an id.
    not_followed : tuple of str
        The ids of actors of the old version that mean nothing outside its file, where nothing else tells
        who they are; these actors are gone, whether or not the new version has them.
    same_id : tuple of str
        The ids that stand for one actor in the old version and for another in the new one: name, kind and
        outside ids all differ. The one is gone, the other new.
    patch : dict
        What takes the old version to the new one: each row before and after.
    before, after : str
        The SHA-256 of the canonical form of each version.
    """

    columns: ClassVar = Change.columns
    listed: ClassVar = "changes"

    changes: tuple[Change, ...]
    by_name: tuple[str, ...]
    not_followed: tuple[str, ...]
    same_id: tuple[str, ...]
    patch: Patch
    before: str
    after: str

    def counts(self) -> dict[Kind, int]:
        """Return how many things are new, ended, changed and gone; each counts once in each."""
        things = Counter(kind for kind, _, _ in {(each.change, each.what, each.id) for each in self.changes})
        return {kind: things[kind] for kind in KINDS}

    def plain(self) -> dict[str, Any]:
        """Return the comparison as plain data, which :func:`apply_changes` takes."""
        return {
            "before": self.before,
            "after": self.after,
            "counts": self.counts(),
            "changes": [dict(row) for row in self.rows()],
            "matched_by_name": list(self.by_name),
            "not_followed": list(self.not_followed),
            "same_id": list(self.same_id),
            "patch": self.patch,
        }


def compare_datasets(
    old: Dataset,
    new: Dataset,
    local: LocalNames | None = None,
    *,
    keep_apart: bool = False,
    day: str = "",
    digests: tuple[str, str] | None = None,
) -> Comparison:
    """Return what differs between two valid versions of a dataset.

    ``local`` is what has a meaning only in the file of either version; None if both are states of one file,
    in which every id is identity. With ``keep_apart`` a name alone never makes two actors one. ``day`` is
    that on which they were read, by which had ended what a list says is over. ``digests`` are those of the
    two, where they are known.
    """
    before, after = digests or (digest_of(old), digest_of(new))
    if before == after:  # then nothing differs, whatever ids mean
        return Comparison((), (), (), (), {}, before, after)
    pairing = _Pairing(old, new, local, day, keep_apart=keep_apart)
    changes = sorted(pairing.changes(), key=lambda each: KINDS.index(each.change))
    return Comparison(
        tuple(changes),
        tuple(pairing.by_name),
        tuple(pairing.not_followed),
        tuple(sorted(pairing.same_id)),
        patch_between(old, new),
        before,
        after,
    )


def apply_changes(old: Dataset, changes: Mapping[str, Any]) -> Dataset:
    """Return the new version: the old one with the changes of :meth:`Comparison.plain`."""
    try:
        patch = PatchModel.model_validate(changes["patch"]).model_dump(mode="json", exclude_defaults=True)
        before, after = changes["before"], changes["after"]
    except (KeyError, TypeError, ValidationError):
        raise UsageError(
            "these are no changes; 'graphkit compare OLD NEW -o changes.json' writes some"
        ) from None
    if digest_of(old) != before:
        raise UsageError("the changes were made from another version than this one; nothing is applied")
    new = validated(apply_patch(old, patch), "the new version")
    if digest_of(new) != after:
        raise UsageError("the changes were altered since they were made; nothing is applied")
    return new


class _Pairing:
    """Which rows of two versions are the same; ids of the new one are translated into those of the old."""

    def __init__(
        self, old: Dataset, new: Dataset, local: LocalNames | None, day: str, *, keep_apart: bool
    ) -> None:
        self._local, self._day = local, day
        self.by_name: list[str] = []
        self.not_followed: list[str] = []
        self.same_id: list[str] = []
        self._sides = old, new
        self._renamed = False
        self._old = {table: rows_by_id(old, table) for table in TABLES}
        self._new = {table: rows_by_id(new, table) for table in TABLES}
        self._header = [(name, getattr(old, name), getattr(new, name)) for name in HEADER]
        self._free = FreeIds(id for side in (self._old, self._new) for rows in side.values() for id in rows)
        self._ids: dict[str, dict[str, str]] = {table: {} for table in TABLES}
        self._pairs: dict[str, dict[str, str]] = {table: {} for table in TABLES}
        for table in ("relation_types", "actors", "sources", "relations"):
            self._pair_ids(table)
            if local is not None and table == "actors":
                self._pair_actors(local, keep_apart=keep_apart)
            elif local is not None and table == "sources":
                self._pair_by(table, source_content)
            elif local is not None and table == "relations":
                for key in (relation_content, _dated, begun):
                    self._pair_by(table, key)
                self._pair_by(table, self._but_for_the_date(local))
            taken = set(self._old[table])
            self._ids[table] = {
                id: self._pairs[table][id]
                if id in self._pairs[table]
                else (self._free.take(id) if id in taken else id)
                for id in self._new[table]
            }
            self._renamed = self._renamed or any(id != old for id, old in self._ids[table].items())

        self._lists = ListVersions(old, new, local, self._ids["sources"])

    @cached_property
    def _indexes(self) -> list[Index]:
        old, new = self._sides
        return [index(assemble(each)) for each in (self._named(old, new), self._named(new, old))]

    def _named(self, side: Dataset, other: Dataset) -> Dataset:
        """Return a version without the relations that the other has too: only what differs is named."""
        if self._renamed:
            return side
        alike = {row.key: row for row in other.relations}
        changed = [row for row in side.relations if row != alike.get(row.key)]
        named = {row.key for row in changed} | {link.relation for row in changed for link in row.links}
        return side.model_copy(update={"relations": tuple(r for r in side.relations if r.key in named)})

    def _pair_ids(self, table: str) -> None:
        """Pair the rows of one id, if ids of the table mean something outside their file."""
        for id in self._old[table].keys() & self._new[table].keys():
            if table == "relation_types" or self._local is None or self._same(table, id, self._local):
                self._pairs[table][id] = id

    def _same(self, table: str, id: str, local: LocalNames) -> bool:
        here, there = self._old[table][id], self._new[table][id]
        if id in getattr(local, table) or (table != "actors" and is_counter(id)):
            return False
        if table != "actors":
            return True
        names, other_names = names_of(here), names_of(there)
        if has_counter(here) or has_counter(there):
            return False
        shared = (
            {*names} & {*other_names} or {*here.ids} & {*there.ids} or {here.kind, there.kind} & {UNKNOWN}
        )
        if not shared and not compatible(here.kind, there.kind):
            self.same_id.append(id)
            return False
        return not ids_differ(here, there)

    def _unpaired(self, table: str) -> tuple[list[Any], list[Any]]:
        paired = set(self._pairs[table].values())
        return (
            [row for id, row in self._old[table].items() if id not in paired],
            [row for id, row in self._new[table].items() if id not in self._pairs[table]],
        )

    def _pair_actors(self, local: LocalNames, *, keep_apart: bool) -> None:
        """Pair the actors that an import would join: by ids of shared schemes, or else by their name."""
        old, new = self._unpaired("actors")
        here, there = Dataset(actors=tuple(old)), Dataset(actors=tuple(new))
        merged = merge_datasets(here, there, local, keep_apart=keep_apart, whole=False).actors
        known = {row.id: row for row in old}
        for actor in new:
            id = merged.get(actor.id, "")
            if id in known:
                self._pairs["actors"][actor.id] = id
                if not set(actor.ids) & set(known[id].ids):
                    self.by_name.append(actor.name)
        self.not_followed += [
            actor.id
            for actor in self._unpaired("actors")[0]
            if actor.id in local.names or is_counter_name(actor.name)
        ]

    def _pair_by(self, table: str, key: Callable[[Any], Hashable]) -> None:
        """Pair the rows that are alike in something, where nothing else is; equal rows one by one."""
        groups: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, rows in enumerate(self._unpaired(table)):
            for row in rows:
                value = key(self._translated(table, row) if side else row)
                if value is not None:
                    groups[value][side].append(getattr(row, TABLES[table].key))
        for old, new in groups.values():
            if len(old) == len(new) == 1 or key not in (_dated, begun):
                self._pairs[table].update(zip(new, old, strict=False))

    def _but_for_the_date(self, local: LocalNames) -> Callable[[Any], Hashable]:
        """Return a key of all but the date, for relations that alone are left of their ends and type."""
        old, new = self._unpaired("relations")
        sides = old, [self._translated("relations", row) for row in new]
        counts = [Counter((row.source, row.target, row.type) for row in side) for side in sides]
        all_else = content("key", "links", *DATES)

        def key(row: Relation) -> Hashable:
            alone = all(count[row.source, row.target, row.type] == 1 for count in counts)
            return all_else(row) if alone and (row.key in local.relations or is_counter(row.key)) else None

        return key

    def _translated(self, table: str, row: Any) -> Any:
        if not self._renamed:
            return row

        def rename(reference: Reference, name: str) -> str:
            return next((self._ids[to][name] for to in reference.to if name in self._ids[to]), name)

        return renamed_row(table, row, rename)

    # --- what differs ---------------------------------------------------------------------------

    def changes(self) -> Iterator[Change]:
        """Yield every change."""
        for name, old, new in self._header:
            if name == "story":
                new = tuple(self._translated("story", step) for step in new)
            if old != new:
                one, other = {name: plain(old)}, {name: plain(new)}
                yield from _fields("dataset", "", "the dataset", one, other, Dataset)
        for name, table in TABLES.items():
            old_ids = {old: new for new, old in self._pairs[name].items()}
            for id, row in self._old[name].items():
                if id not in old_ids and name == "sources" and id in self._lists:
                    continue
                if id not in old_ids:
                    yield Change("gone", table.what, id, self._words(0, row))
                    continue
                other = self._new[name][old_ids[id]]
                after = self._translated(name, other)
                if isinstance(row, Relation) and other.key in getattr(self._local, "relations", ()):
                    after = _by_its_day(row, after, self._day)
                if old_ids[id] != id:
                    after = after.model_copy(update={table.key: id})
                yield from self._between(name, row, after, old_ids[id])
            for id, row in self._new[name].items():
                if id not in self._pairs[name] and not (name == "sources" and id in self._lists):
                    yield Change("new", table.what, id, self._words(1, row))
            for old, new in self._lists.later() if name == "sources" else ():
                days = old.published, new.published
                yield Change("changed", "source", old.id, old.publisher, "published", *days)

    def _between(self, name: str, row: Any, after: Any, new_id: str) -> Iterator[Change]:
        table, id = TABLES[name], getattr(row, TABLES[name].key)
        row, after = map(self._lists.without_days, (row, after))
        if new_id != id and not {id, new_id} & getattr(self._local, name, set()):
            yield Change("changed", table.what, id, self._words(0, row), "id", id, new_id)
        if row != after:
            words = self._words(0, row)
            ended = isinstance(row, Relation) and not _ends(row) and _ends(after)
            for change in _fields(table.what, id, words, plain(row), plain(after), MODELS[name]):
                yield replace(change, change="ended") if ended and change.field in DATES else change

    def _words(self, side: int, row: Any) -> str:
        """Return what people call a row of the old (0) or the new version (1)."""
        if isinstance(row, Actor):
            return self._indexes[side].surroundings.name(row.id)
        if not isinstance(row, Relation):
            title = getattr(row, "title", None) or getattr(row, "name", None)
            return str(title or getattr(row, "publisher", ""))
        name, relation = self._indexes[side].surroundings.name, self._indexes[side].by_id[row.key]
        sentence = f"{name(row.source)} {row.type} {name(row.target)}"
        return relation.qualified(f"{sentence}, {relation.words}" if relation.words else sentence)


def _dated(row: Relation) -> Hashable:
    return (row.source, row.target, row.type, row.when, row.begins, row.ends)


def _by_its_day(row: Relation, after: Relation, day: str) -> Relation:
    """Return a relation of a list with the end it had, where the list only says that it is over by a day."""
    over = bool(day) and (after.ends or "").endswith(f"..{day}]")
    same = over and relation_content(row) == relation_content(after)
    return after.model_copy(update={"ends": row.ends}) if same else after


def _ends(row: Relation) -> bool:
    date = edtf.date_of(row.when, row.begins, row.ends)
    return date is None or not (date.end_unknown or date.bounds.latest_end == FUTURE)


def _fields(
    what: str, id: str, words: str, old: Mapping[str, Any], new: Mapping[str, Any], model: type[BaseModel]
) -> Iterator[Change]:
    """Yield a change for each field that differs, and for each item of a list."""
    for field in model.model_fields:
        default = model.model_fields[field].default
        default = default if isinstance(default, str) else None  # such as the status, actual
        before, after = old.get(field, default), new.get(field, default)
        if before == after:
            continue
        if field == "attributes":  # only those that differ
            before, after = (
                {
                    name: value
                    for name, value in (one or {}).items()
                    if name not in (other or {}) or other[name] != value
                }
                for one, other in ((before, after), (after, before))
            )
        ours, theirs = field_items(model, field, before), field_items(model, field, after)
        went, came = (
            [each for each in ours if each not in theirs],
            [each for each in theirs if each not in ours],
        )
        if len(ours) > 1 or len(theirs) > 1:
            sides: list[tuple[str | None, str | None]]
            sides = [*((each, None) for each in went), *((None, each) for each in came)]
        else:
            sides = list(zip_longest(went, came))
        if not sides:
            sides = [("in one order", "in another order")]
        for one, other in sides:
            yield Change("changed", what, id, words, field, one, other)
