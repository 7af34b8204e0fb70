"""Resolves the names by which tables refer to actors, and lends them the rows of a known dataset."""

from collections.abc import Collection
from typing import Any

from graphkit.editing.identity import is_counter, normalized
from graphkit.model.entities import Dataset, plain
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.kinds import UNNAMED
from graphkit.model.references import REFERENCES, TABLES, rename_plain, rows_in

Raw = dict[str, Any]
"""Plain data in the shape of ``graph.json``."""

Ids = dict[str, set[str]]
"""The ids of rows, by table."""


def add_ids(rows: list[Raw], key: str, *fields: str) -> set[str]:
    """Give each row without an id one made from these fields; return the new ids."""
    ids = FreeIds(row[key] for row in rows if key in row)
    new = set()
    for row in rows:
        if key not in row and all(name in row for name in fields):
            row[key] = ids.take(id_from(*(str(row[name]) for name in fields)))
            new.add(row[key])
    return new


class Names:
    """The actors that tables may name: their own, and those of a known dataset.

    ``foreign`` are ids of the known dataset that look like counters; they are not lent. ``skipped`` are
    names, normalized, of actors whose rows were skipped; they mean nobody else.
    """

    def __init__(self, raw: Raw, known: Dataset | None, skipped: Collection[str] = ()) -> None:
        self._skipped = skipped
        self._raw = raw
        self._known = known
        self._resolved: set[str] = set()
        self.foreign: set[str] = set()

    def resolve(self) -> None:
        """Replace each name or alias that only one actor has by the actor's id."""
        raw = self._raw
        own = {row.get("id") for row in raw["nodes"]}
        lent = [plain(row) for row in self._known.actors if row.id not in own] if self._known else []
        names_of = {row["id"]: (row["name"], *row.get("aliases", ())) for row in lent}
        by_name = [_ids_by_name(raw["nodes"]), _ids_by_name(lent, lent=True)]
        resolved = frozenset(self._resolved)

        def id_of(name: Any) -> Any:
            if not isinstance(name, str) or name in own or name == UNNAMED or name in resolved:
                return name
            if normalized(name) in self._skipped:
                return name
            if name in names_of:
                if is_counter(name, names_of[name]):
                    self.foreign.add(name)
                return name
            key = normalized(name)
            ids: set[str] = next((table[key] for table in by_name if key in table), set())
            if len(ids) != 1:
                return name
            self._resolved |= ids
            return next(iter(ids))

        keys = {row.get("key") for row in raw["edges"]}

        def id_of_any(name: Any) -> Any:
            return name if isinstance(name, str) and name in keys else id_of(name)

        for reference in REFERENCES:
            if "actors" in reference.to:
                for row in rows_in(raw, reference.table):
                    rename_plain(reference, row, id_of_any if "relations" in reference.to else id_of)

    def lend(self) -> Ids:
        """Add the rows of the known dataset after the tables' own, so that references to them are valid.

        Only the fields that a reference needs are lent; the rows are compared when the datasets are joined.
        Returned are the ids of the tables' own rows, by table.
        """
        raw = self._raw
        own = {name: {str(row.get(each.key)) for row in rows_in(raw, name)} for name, each in TABLES.items()}
        if self._known is None:
            return own
        taken = own["actors"] | own["sources"]
        nodes = [
            {"id": row.id, "name": row.name, "kind": row.kind}
            for row in self._known.actors
            if row.id not in taken and row.id not in self.foreign and normalized(row.id) not in self._skipped
        ]
        sources = [
            {"id": row.id, "publisher": row.publisher, "published": row.published}
            for row in self._known.sources
            if row.id not in taken and not is_counter(row.id)
        ]
        types = [plain(row) for row in self._known.relation_types if row.name not in own["relation_types"]]
        ends = {row["id"] for row in (*raw["nodes"], *nodes) if isinstance(row.get("id"), str)}
        edges = [
            {"source": row.source, "target": row.target, "key": row.key, "type": row.type}
            for row in self._known.relations
            if row.key not in own["relations"]
            and not is_counter(row.key)
            and {row.source, row.target} <= ends
        ]
        lent = {"actors": nodes, "sources": sources, "relation_types": types, "relations": edges}
        for table, rows in lent.items():
            rows_in(raw, table).extend(rows)
        return own


def only(dataset: Dataset, own: Ids) -> Dataset:
    """Return the rows of a dataset that have one of some ids, so without those that were lent."""
    rows = {
        name: tuple(row for row in getattr(dataset, name) if getattr(row, table.key) in own[name])
        for name, table in TABLES.items()
    }
    return dataset.model_copy(update=rows)


def _ids_by_name(actors: list[Raw], *, lent: bool = False) -> dict[str, set[str]]:
    """Return the ids of the actors that have each id, name or alias; ``lent`` leaves out counters."""
    ids: dict[str, set[str]] = {}
    for row in actors:
        aliases = row.get("aliases", ())
        names = [row.get("name"), *(aliases if isinstance(aliases, list) else ())]
        for name in (row.get("id"), *names):
            if not isinstance(name, str) or not isinstance(row.get("id"), str):
                continue
            if not (lent and is_counter(name, names)):
                ids.setdefault(normalized(name), set()).add(row["id"])
    return ids
