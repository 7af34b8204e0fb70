"""Edits a story: each function takes a dataset or a graph, and returns a changed and validated one.

The input is never changed, so results that were computed from it stay true. A graph comes back as a new
graph.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from graphkit.errors import ActorNotFoundError, NotFoundError, UsageError, nearest, shortened
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.filters import Filter
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.validated import public
from graphkit.model import cell_syntax
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import UNKNOWN, Actor, Dataset, Relation, Source
from graphkit.model.folding import folded
from graphkit.model.ids import FreeIds
from graphkit.model.references import TABLES, Reference, ids_by_table, renamed, rows_in
from graphkit.model.vocabulary import RelationType
from graphkit.storage.json_file import dataset_of, file_of, plain
from graphkit.storage.patch import validated

Data = TypeVar("Data", Dataset, Graph)
AnyRow = Actor | Source | Relation | RelationType
_WHERE = "this change"


class _RowNotFoundError(NotFoundError):
    what = "relation, actor or source"


@public
def add(data: Data, row: AnyRow) -> Data:
    """Return a dataset or graph with one more actor, source, relation or relation type.

    Parameters
    ----------
    data : Dataset or networkx.MultiDiGraph
        A dataset, or the graph of a whole dataset; it is not changed.
    row : Actor, Source, Relation or RelationType
        The row to add.

    Returns
    -------
    Dataset or networkx.MultiDiGraph
        A new one, of the same type as ``data``.

    Raises
    ------
    UsageError
        If its id is taken, or the graph is a window or snapshot.
    DataError
        If it names something that does not exist.

    Examples
    --------
    >>> from graphkit.model.entities import Actor
    >>> more = gk.add(graph, Actor(id="acme", name="Acme", kind="company"))
    >>> "acme" in more, "acme" in graph
    (True, False)
    """

    def edit(dataset: Dataset) -> Dataset:
        name = next(name for name, table in TABLES.items() if isinstance(row, table.model))
        return add_fields(dataset, name, plain(row))

    return _edited(data, edit)


def add_fields(dataset: Dataset, table: str, fields: Mapping[str, Any]) -> Dataset:
    """Return a dataset with one more row, given as the plain data of the file."""
    _check_free(dataset, table, fields[TABLES[table].key])
    raw = file_of(dataset)
    rows_in(raw, table).append(dict(fields))
    return dataset_of(raw, _WHERE)


def _check_free(dataset: Dataset, table: str, id: str) -> None:
    if id in ids_of(dataset, table):
        raise UsageError(f"there is {_a(TABLES[table].what)} {shortened(id)} already; choose another id")


@public
def edit(data: Data, id: str, fields: Mapping[str, Any], *, table: str | None = None) -> Data:
    """Return a dataset or graph with some fields of a row changed.

    Parameters
    ----------
    data : Dataset or networkx.MultiDiGraph
        A dataset, or the graph of a whole dataset; it is not changed.
    id : str
        The row: the id of a relation or source; the id, name or alias of an actor.
    fields : mapping of str to Any
        New values by field, as the file writes them; None clears a field. A new id replaces the old
        one wherever that is mentioned.
    table : {'actors', 'sources', 'relations', 'relation_types'}, optional
        The table of the row; needed if several tables have the id.

    Returns
    -------
    Dataset or networkx.MultiDiGraph
        A new one, of the same type as ``data``.

    Raises
    ------
    NotFoundError
        If there is no such row.
    UsageError
        If the row has no such field, or several rows have the id.
    DataError
        If a value is invalid.

    Examples
    --------
    >>> new = gk.edit(graph, "nvidia", {"description": "A maker of chips."})
    >>> new.nodes["nvidia"]["description"]
    'A maker of chips.'
    """

    def edit(dataset: Dataset) -> Dataset:
        name, old = find(dataset, id, table=table)
        key = TABLES[name].key
        for field in fields:
            known_field(name, field)
        if key in fields and fields[key] is None:
            what = f"{TABLES[name].what} {shortened(old)}, {key}"
            raise UsageError(f"{what}: cannot be cleared; write another, or leave it out")
        new = str(fields.get(key) or old)
        if new != old:
            _check_free(dataset, name, new)
            dataset = _renamed(dataset, name, old, new)
        raw = file_of(dataset)
        row = next(row for row in rows_in(raw, name) if row[key] == new)
        for field in fields.keys() - {key}:
            row.pop(field, None)
            if fields[field] is not None:
                row[field] = cell_syntax.plain(fields[field])
        return dataset_of(raw, _WHERE)

    return _edited(data, edit)


@public
def remove(data: Data, id: str, *, cascade: bool = False, table: str | None = None) -> Data:
    """Return a dataset or graph without a row.

    Parameters
    ----------
    data : Dataset or networkx.MultiDiGraph
        A dataset, or the graph of a whole dataset; it is not changed.
    id : str
        The row: the id of a relation or source; the id, name or alias of an actor.
    cascade : bool, default False
        Also remove what points to the row: relations of an actor, evidence from a source or voice,
        and relations that are left without evidence. Anywhere else only the mention is removed.
    table : {'actors', 'sources', 'relations', 'relation_types'}, optional
        The table of the row; needed if several tables have the id.

    Returns
    -------
    Dataset or networkx.MultiDiGraph
        A new one, of the same type as ``data``.

    Raises
    ------
    NotFoundError
        If there is no such row.
    UsageError
        If something refers to it and ``cascade`` is false.

    Examples
    --------
    >>> "h20-ban" in {key for *_, key in gk.remove(graph, "h20-ban", cascade=True).edges(keys=True)}
    False
    """

    def edit(dataset: Dataset) -> Dataset:
        name, found = find(dataset, id, table=table)
        rows = [row for row in getattr(dataset, name) if getattr(row, TABLES[name].key) != found]
        left = _with_rows(dataset, name, rows)
        if cascade:
            return _without_names(left, ids_by_table(dataset))
        places = list(dict.fromkeys(fault.place.partition(", ")[0] for fault in inconsistencies(left)))
        if places:
            raise UsageError(
                f"{TABLES[name].what} {shortened(found)} is named by {_some(places)}; "
                "change those first, or remove them too with --cascade"
            )
        return left

    return _edited(data, edit)


@public
def merge(data: Data, actor: str, into: str) -> Data:
    """Return a dataset or graph in which two actors are one.

    The second keeps its id and name, and its kind unless that is unknown. It gets the first's names as
    aliases, its description, identifiers and attributes, and everything that named it: relations, evidence,
    attributions, sources, story steps. Relations stay separate even if they are equal now.

    Parameters
    ----------
    data : Dataset or networkx.MultiDiGraph
        A dataset, or the graph of a whole dataset; it is not changed.
    actor : str
        The actor that goes, by id, name or alias.
    into : str
        The actor that stays, by id, name or alias.

    Returns
    -------
    Dataset or networkx.MultiDiGraph
        A new one, of the same type as ``data``.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    UsageError
        If both are the same actor, differ in an identifier or attribute, or have a relation with each other.

    Examples
    --------
    >>> one = gk.merge(graph, "deepseek", "amd")
    >>> "deepseek" in one
    False
    """

    def edit(dataset: Dataset) -> Dataset:
        going, staying = (row_of(dataset, "actors", find_in(dataset, name)) for name in (actor, into))
        assert isinstance(going, Actor)
        assert isinstance(staying, Actor)
        if going == staying:
            raise UsageError(f"{actor!r} and {into!r} are the same actor; name two different ones")
        between = [
            relation.key
            for relation in dataset.relations
            if {relation.source, relation.target} == {going.id, staying.id}
        ]
        if between:
            raise UsageError(
                f"{going.name} and {staying.name} have relations with each other: {_some(between)}; "
                "remove or edit those first"
            )
        one = _combined(staying, going)
        actors = [one if row == staying else row for row in dataset.actors if row != going]
        return _renamed(_with_rows(dataset, "actors", actors), "actors", going.id, staying.id)

    return _edited(data, edit)


def _combined(staying: Actor, going: Actor) -> Actor:
    pairs: dict[str, tuple[tuple[str, object], ...]] = {}
    for field in ("ids", "attributes"):
        ours, theirs = dict(getattr(staying, field)), dict(getattr(going, field))
        for name in sorted(ours.keys() & theirs.keys()):
            if ours[name] != theirs[name]:
                raise UsageError(
                    f"{staying.id} and {going.id} differ in {name} ({ours[name]}, {theirs[name]}); "
                    "if they are one all the same, remove one of the two first"
                )
        pairs[field] = tuple(sorted((theirs | ours).items()))
    descriptions = [text for text in (staying.description, going.description) if text]
    return staying.model_copy(
        update={
            "aliases": aliases(staying.name, [*staying.aliases, going.name, *going.aliases]),
            "description": " ".join(dict.fromkeys(descriptions)) or None,
            **pairs,
            "kind": going.kind if staying.kind == UNKNOWN else staying.kind,
        }
    )


def aliases(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the other names of an actor, each once, without its name."""
    by_folded: dict[str, str] = {}
    for other in others:
        if folded(other) != folded(name):
            by_folded.setdefault(folded(other), other)
    return tuple(by_folded.values())


def alike(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return groups of ids of relations with the same actors, type, date and status."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for row in dataset.relations:
        date = row.when, row.begins, row.ends
        groups.setdefault((row.source, row.target, row.type, date, row.status), []).append(row.key)
    return [tuple(keys) for keys in groups.values() if len(keys) > 1]


# --- rows -----------------------------------------------------------------------------------------


def find(dataset: Dataset, name: str, *, table: str | None = None) -> tuple[str, str]:
    """Return the table and the id of a relation, source or actor; an actor is also found by name or alias."""
    tables = [table] if table else ["relations", "sources", "actors", "relation_types"]
    ids = {each: ids_of(dataset, each) for each in tables}
    homes = [each for each in tables if name in ids[each]]
    if len(homes) > 1:
        kinds = " and ".join(_a(TABLES[each].what) for each in homes)
        raise UsageError(f"{shortened(name)} is {kinds}; say which with --as")
    if homes:
        return homes[0], name
    try:
        return "actors", find_in(dataset, name)
    except ActorNotFoundError as error:
        if table == "actors":
            raise
        others = [id for each in tables if each != "actors" for id in ids[each]]
        candidates = [*nearest(name, others), *(error.candidates if "actors" in tables else ())]
        raise _RowNotFoundError(name, candidates[:3]) from None


def find_in(dataset: Dataset, name: str) -> str:
    """Return the id of the actor with this id, name or alias, in any case."""
    return find_actor(build_graph(Dataset.model_construct(actors=dataset.actors)), name)


def ids_of(dataset: Dataset, table: str) -> list[str]:
    """Return the ids of a table."""
    return [getattr(row, TABLES[table].key) for row in getattr(dataset, table)]


def row_of(dataset: Dataset, table: str, id: str) -> AnyRow:
    """Return the row of a table with an id that is in it."""
    key = TABLES[table].key
    return cast(AnyRow, next(row for row in getattr(dataset, table) if getattr(row, key) == id))


def known_field(table: str, name: str) -> str:
    """Return the name of a field, if rows of the table have it."""
    fields = list(TABLES[table].model.model_fields)
    if name not in fields:
        fields = ["id" if field == TABLES[table].key else field for field in fields]
        near = nearest(name, fields, limit=1)
        mend = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(fields)}"
        raise UsageError(f"{_a(TABLES[table].what)} has no field {shortened(name)}; {mend}")
    return name


def free_id(dataset: Dataset, wanted: str) -> str:
    """Return an id that no row has yet: the wanted one, or it with a number."""
    return FreeIds(id for table in TABLES for id in ids_of(dataset, table)).take(wanted)


# --- inside ---------------------------------------------------------------------------------------


def _edited(data: Data, edit: Callable[[Dataset], Dataset]) -> Data:
    if isinstance(data, Dataset):
        return validated(edit(data), _WHERE)
    if isinstance(data.graph.get("view"), Filter):
        raise UsageError("a window or snapshot shows a part of the story; edit the whole graph")
    return build_graph(validated(edit(to_dataset(data)), _WHERE))


def _renamed(dataset: Dataset, table: str, old: str, new: str) -> Dataset:
    """Return a dataset in which a row, and everything that names it, has another id."""
    others = {other for other in TABLES if other != table and old in ids_of(dataset, other)}

    def rename(reference: Reference, name: str) -> str:
        meant = name == old and table in reference.to and others.isdisjoint(reference.to)
        return new if meant else name

    key = TABLES[table].key
    rows = [
        row.model_copy(update={key: new}) if getattr(row, key) == old else row
        for row in getattr(dataset, table)
    ]
    return renamed(_with_rows(dataset, table, rows), rename)


def _without_names(dataset: Dataset, known: Mapping[str, set[str]]) -> Dataset:
    """Return a dataset without anything that names a removed row, directly or through another row.

    ``known`` are the ids that each table had before.
    """
    while True:
        left = ids_by_table(dataset)

        def rename(reference: Reference, name: str, left: Mapping[str, set[str]] = left) -> str | None:
            removed = any(name in known[table] for table in reference.to)
            return None if removed and not any(name in left[table] for table in reference.to) else name

        dataset = renamed(dataset, rename)
        if ids_by_table(dataset) == left:
            return dataset


def _with_rows(dataset: Dataset, table: str, rows: Iterable[Any]) -> Dataset:
    return dataset.model_copy(update={table: tuple(rows)})


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _some(names: list[str], limit: int = 5) -> str:
    more = len(names) - limit
    return ", ".join(names[:limit]) + (f" and {more} more" if more > 0 else "")
