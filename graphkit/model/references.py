"""Says which field of a dataset names an actor, a source, a relation or a type, and follows these names.

Rename, remove, merge, import and validation read :data:`REFERENCES`; a new field that names something needs
a line there and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from graphkit.model.kinds import UNNAMED
from graphkit.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from graphkit.model.entities import Dataset, Row

R = TypeVar("R", bound="Row")


class Table(NamedTuple):
    """A table of a dataset."""

    what: str
    key: str
    place: tuple[str, ...]


TABLES = {
    "actors": Table("actor", "id", ("nodes",)),
    "sources": Table("source", "id", ("graph", "sources")),
    "relation_types": Table("relation type", "name", ("graph", "relation_types")),
    "relations": Table("relation", "key", ("edges",)),
}
"""The tables whose rows have ids, by the field of the dataset that holds them."""
STORY = Table("story step", "title", ("graph", "story"))
DATES = ("when", "begins", "ends")
"""The fields of the date of a relation."""
WHAT_HAPPENED = ("type", *DATES, "status", "amount", "about")
"""The fields of a relation that tell, with its actors, what happened: not who tells it or in which words."""


def rows_in(raw: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """Return the rows of a table, or the steps of the ``story``, in the plain data of a file, as they are."""
    value: Any = raw
    *outer, last = TABLES.get(table, STORY).place
    for key in outer:
        value = value[key]
    rows: list[dict[str, Any]] = value.setdefault(last, [])
    return rows


class Reference(NamedTuple):
    """A field that holds the id of another row, or of several if ``many``.

    ``table`` is that whose rows have the field, a name of :data:`TABLES` or ``story``; ``to`` are the tables
    whose ids it may hold. Where ``entries`` names a list in the row, its entries have the field. What
    ``takes`` goes with a row that is removed while this field names it: the name alone, the entry, the entry
    and with the last entry the row, or the row. Texts that are ``reserved`` are no ids.
    """

    table: str
    field: str
    to: tuple[str, ...]
    entries: str | None = None
    many: bool = False
    takes: Literal["name", "entry", "last entry", "row"] = "name"
    reserved: frozenset[str] = frozenset()

    def holders(self, row: Any) -> Iterable[Any]:
        """Return what has the field: the row, or each entry of a list in it."""
        return (row,) if self.entries is None else _value(row, self.entries) or ()

    def names(self, row: Any) -> Iterator[str]:
        """Yield the ids that a row names, be it a model or plain data."""
        for holder in self.holders(row):
            value = _value(holder, self.field)
            for name in (value or ()) if self.many else (value,):
                if name is not None and name not in self.reserved:
                    yield name

    def names_in(self, rows: Sequence[Any]) -> set[str]:
        """Return the ids that any of many rows names; all of them are models, or all plain data."""
        return self.names_of(_holders(rows, self.entries))

    def names_of(self, holders: Sequence[Any]) -> set[str]:
        """Return the ids in the field of many rows or entries."""
        values = _values(holders, self.field)
        names = set(chain.from_iterable(values) if self.many else values)
        names.difference_update(self.reserved, [None])
        return names


REFERENCES = (
    Reference("sources", "publisher_actor", ("actors",)),
    Reference("sources", "derived_from", ("sources",), many=True),
    Reference("relations", "source", ("actors",), takes="row"),
    Reference("relations", "target", ("actors",), takes="row"),
    Reference("relations", "type", ("relation_types",), takes="row"),
    Reference("relations", "about", ("actors",), many=True),
    Reference("relations", "relation", ("relations",), "links", takes="entry"),
    Reference("relations", "source", ("sources",), "evidence", takes="last entry"),
    Reference("relations", "type", ("relation_types",), "evidence", takes="last entry"),
    Reference(
        "relations", "attribution", ("actors",), "evidence", takes="last entry", reserved=frozenset({UNNAMED})
    ),
    Reference("story", "focus", ("actors",), many=True),
    Reference("story", "selection", ("actors", "relations")),
)
"""Every field that names a row, in the order in which errors are listed.

Actors and relation types name no row; if they did, an import would have to translate them too."""


def _value(row: Any, field: str) -> Any:
    return row.get(field) if isinstance(row, dict) else getattr(row, field)


def _values(rows: Sequence[Any], field: str) -> Iterable[Any]:
    if rows and isinstance(rows[0], dict):
        return [row[field] for row in rows if field in row]
    return map(attrgetter(field), rows)


def _holders(rows: Sequence[Any], entries: str | None) -> Sequence[Any]:
    return rows if entries is None else list(chain.from_iterable(_values(rows, entries)))


def references(table: str, to: str | None = None) -> list[Reference]:
    """Return the references in the rows of a table, all of them or those to one table."""
    return [each for each in REFERENCES if each.table == table and (to is None or to in each.to)]


def names_in(table: str, row: Any, to: str | None = None) -> Iterator[str]:
    """Yield the ids that a row names, be it a model or plain data; all of them or those of one table."""
    for reference in references(table, to):
        yield from reference.names(row)


def names_in_rows(table: str, rows: Sequence[Any], to: str) -> set[str]:
    """Return the ids of a table that any of many rows names."""
    return set().union(*(reference.names_in(rows) for reference in references(table, to)))


def ids_by_table(dataset: "Dataset") -> dict[str, set[str]]:
    """Return the ids that may be named: those of each table, and the shipped relation types."""
    ids = {
        name: {getattr(row, table.key) for row in getattr(dataset, name)} for name, table in TABLES.items()
    }
    ids["relation_types"].update(vocabulary())
    return ids


def missing_names(dataset: "Dataset") -> dict[Reference, set[str]]:
    """Return the ids that name nothing, by reference; references without such are left out."""
    ids = ids_by_table(dataset)
    holders = {
        (table, entries): _holders(getattr(dataset, table), entries)
        for table, entries in {(reference.table, reference.entries) for reference in REFERENCES}
    }
    missing = {}
    for reference in REFERENCES:
        names = reference.names_of(holders[reference.table, reference.entries])
        for table in reference.to:
            names -= ids[table]
        if names:
            missing[reference] = names
    return missing


# --- other names in the place of some --------------------------------------------------------------

Renaming = Callable[[Reference, str], str | None]
"""Returns the id that takes the place of one in a field; None where that goes."""


def renamed(dataset: "Dataset", renaming: Renaming) -> "Dataset":
    """Return a dataset in which every reference is put through a renaming.

    What goes with a name that goes is what :attr:`Reference.takes` says.
    """
    tables: dict[str, tuple[Row, ...]] = {}
    for table in dict.fromkeys(reference.table for reference in REFERENCES):
        rows = (renamed_row(table, row, renaming) for row in getattr(dataset, table))
        tables[table] = tuple(row for row in rows if row is not None)
    return dataset.model_copy(update=tables)


def renamed_row(table: str, row: R, renaming: Renaming) -> R | None:
    """Return a row whose references are put through a renaming; None where the row goes."""
    for reference in references(table):
        change = partial(_renamed_holder, reference=reference, renaming=renaming)
        if reference.entries is None:
            changed = change(row)
            if changed is None:
                return None
            row = changed
            continue
        entries = getattr(row, reference.entries)
        kept = tuple(entry for entry in map(change, entries) if entry is not None)
        if entries and not kept and reference.takes == "last entry":
            return None
        if kept != entries:
            row = row.model_copy(update={reference.entries: kept})
    return row


def _renamed_holder(holder: R, reference: Reference, renaming: Renaming) -> R | None:
    value = getattr(holder, reference.field)
    if isinstance(value, tuple):
        new: Any = tuple(renaming(reference, name) for name in value)
        if new == value:
            return holder
        new = tuple(dict.fromkeys(name for name in new if name is not None))
    elif value is None or value in reference.reserved:
        return holder
    else:
        new = renaming(reference, value)
        if new is None and reference.takes != "name":
            return None
    return holder if new == value else holder.model_copy(update={reference.field: new})


def rename_plain(reference: Reference, row: dict[str, Any], renaming: Callable[[Any], Any]) -> None:
    """Put the names of a reference in a row of plain data through a renaming, in place."""
    for holder in reference.holders(row):
        if isinstance(holder, dict) and reference.field in holder:
            value = holder[reference.field]
            new = [renaming(name) for name in value] if isinstance(value, list) else renaming(value)
            holder[reference.field] = new
