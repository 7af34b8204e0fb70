"""Tells what two versions of a published list say from the days on which they had it, which always differ."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from graphkit.editing.identity import LocalNames
from graphkit.model.attribute_names import FIRST_SEEN, LAST_SEEN
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Source

_DAYS = (*FIRST_SEEN, *LAST_SEEN)
Row = TypeVar("Row")
V = TypeVar("V")


class ListVersions:
    """The sources of two datasets that are lists as of a day, which the reader made, of lists that both have.

    ``ids`` translates the ids of the new ones.
    """

    def __init__(self, old: Dataset, new: Dataset, local: LocalNames | None, ids: Mapping[str, str]) -> None:
        sides = [
            {row.id: row for row in side.sources if local and row.id in local.sources and _is_bare(row)}
            for side in (old, new)
        ]
        both = set.intersection(*({row.publisher for row in side.values()} for side in sides))
        self._old, self._new = (
            {id: row for id, row in side.items() if row.publisher in both} for side in sides
        )
        named = {**self._old, **{ids.get(id, id): row for id, row in self._new.items()}}
        first = {row.publisher: id for id, row in reversed(self._old.items())}
        self._one = {id: first[row.publisher] for id, row in named.items()}
        self._asked = local is not None

    def __contains__(self, id: str) -> bool:
        return id in self._old or id in self._new

    def later(self) -> Iterator[tuple[Source, Source]]:
        """Yield the last version of each list in both datasets, where these differ."""
        for publisher in sorted({row.publisher for row in self._old.values()}):
            old, new = (
                max(
                    (row for row in side.values() if row.publisher == publisher),
                    key=lambda row: row.published,
                )
                for side in (self._old, self._new)
            )
            if old.published != new.published:
                yield old, new

    def without_days(self, row: Row) -> Row:
        """Return a row without the days on which a list had it."""
        if isinstance(row, Actor) and self._asked:
            told = tuple((name, _without_parts(value)) for name, value in row.attributes if name not in _DAYS)
            return row.model_copy(update={"attributes": told}) if told != row.attributes else row
        if isinstance(row, Relation) and any(entry.source in self._one for entry in row.evidence):
            evidence = tuple(dict.fromkeys(map(self._as_of_any_day, row.evidence)))
            return row.model_copy(update={"evidence": evidence, "note": _without_parts(row.note) or None})
        return row

    def _as_of_any_day(self, entry: Evidence) -> Evidence:
        if entry.source not in self._one:
            return entry
        note = _without_parts(entry.note) or None
        return entry.model_copy(update={"source": self._one[entry.source], "note": note})


def _is_bare(row: Source) -> bool:
    """Return whether a source is no more than a list of a day."""
    return {*row.fields()} == {"id", "publisher", "published"}


def _without_parts(text: V) -> V | str:
    """Return a text of several parts, such as that of a passport, without those that are days of a list."""
    if not isinstance(text, str) or not any(f"{name}: " in text for name in _DAYS):
        return text
    return "; ".join(part for part in text.split("; ") if part.partition(":")[0] not in _DAYS)
