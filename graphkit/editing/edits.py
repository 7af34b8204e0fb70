"""Edits a story: each function takes a dataset or a graph and returns another, checked whole.

What was given is never changed, so nothing that was computed from it goes stale: a graph comes
back as a new graph with no index on it yet.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from graphkit.errors import ActorNotFoundError, NotFoundError, UsageError, nearest, shortened
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.filters import Filter
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor, folded
from graphkit.graph.validated import public
from graphkit.model import cell_syntax
from graphkit.model.entities import TABLES as PLACES
from graphkit.model.entities import UNNAMED, Actor, Dataset, Relation, Source
from graphkit.model.ids import FreeIds
from graphkit.model.vocabulary import RelationType
from graphkit.storage.json_file import dataset_of, file_of, plain
from graphkit.storage.patch import TABLES, validated

Data = TypeVar("Data", Dataset, Graph)
Row = Actor | Source | Relation | RelationType
_WHERE = "this change"


class _RowNotFoundError(NotFoundError):
    what = "relation, actor or source"


@public
def add(data: Data, row: Row) -> Data:
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
        If its id is taken, or the graph is a window of another.
    DataError
        If the row mentions an id that is not there.

    Examples
    --------
    >>> from graphkit.model.entities import Actor
    >>> more = gk.add(graph, Actor(id="acme", name="Acme", kind="company"))
    >>> "acme" in more, "acme" in graph
    (True, False)
    """

    def added(dataset: Dataset) -> Dataset:
        home = next(home for home, (model, _, _) in TABLES.items() if isinstance(row, model))
        return add_fields(dataset, home, plain(row))

    return _edited(data, added)


def add_fields(dataset: Dataset, table: str, fields: Mapping[str, Any]) -> Dataset:
    """Return a dataset with one more row, given in the plain data of the file.

    Raises
    ------
    UsageError
        If its id is taken.
    DataError
        If it is refused.
    """
    _, key, what = TABLES[table]
    if fields[key] in ids_of(dataset, table):
        raise UsageError(f"there is {_a(what)} {shortened(fields[key])} already; choose another id")
    raw = file_of(dataset)
    _rows_in(raw, table).append(dict(fields))
    return dataset_of(raw, _WHERE)


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
    table : {'actors', 'sources', 'relations'}, optional
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
        If a value is not valid.

    Examples
    --------
    >>> new = gk.edit(graph, "nvidia", {"description": "A maker of chips."})
    >>> new.nodes["nvidia"]["description"]
    'A maker of chips.'
    """

    def changed(dataset: Dataset) -> Dataset:
        home, found = find(dataset, id, table=table)
        _, key, what = TABLES[home]
        row = row_of(dataset, home, found)
        for name in fields:
            known_field(home, name)
        if key in fields and fields[key] is None:
            raise UsageError(
                f"{what} {shortened(found)}, {key}: cannot be cleared; write another, or leave it out"
            )
        renamed = str(fields.get(key) or found)
        if renamed != found:
            if renamed in ids_of(dataset, home):
                raise UsageError(f"there is {_a(what)} {shortened(renamed)} already; choose another id")
            dataset, row = _renamed(dataset, home, found, renamed), row.model_copy(update={key: renamed})
        given = {name: cell_syntax.plain(value) for name, value in fields.items() if value is not None}
        kept = {name: value for name, value in plain(row).items() if name not in fields}
        raw = file_of(dataset)
        rows = _rows_in(raw, home)
        rows[[each[key] for each in rows].index(renamed)] = kept | {key: renamed} | given
        return dataset_of(raw, _WHERE)

    return _edited(data, changed)


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
    table : {'actors', 'sources', 'relations'}, optional
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
        If something points to the row and ``cascade`` is False, or several rows have the id.

    Examples
    --------
    >>> "h20-ban" in {key for *_, key in gk.remove(graph, "h20-ban", cascade=True).edges(keys=True)}
    False
    """

    def removed(dataset: Dataset) -> Dataset:
        home, found = find(dataset, id, table=table)
        if cascade:
            return _without(dataset, home, found)
        _, key, what = TABLES[home]
        left = _with(dataset, home, [row for row in getattr(dataset, home) if getattr(row, key) != found])
        pointers = list(dict.fromkeys(fault.place.partition(", ")[0] for fault in left.faults()))
        if pointers:
            raise UsageError(
                f"{what} {shortened(found)} is named by {_some(pointers)}; "
                "mend those first, or remove all of it with --cascade"
            )
        return left

    return _edited(data, removed)


@public
def merge(data: Data, actor: str, into: str) -> Data:
    """Return a dataset or graph in which two actors are one.

    The actor that stays keeps its id, name and kind. It gets the other's names as aliases, its
    description and identifiers, and every mention: relations, evidence, attributions, sources and
    story steps. Relations are not merged, even if they are now alike.

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
        If both are the same actor, differ in an identifier, or have a relation with each other.

    Examples
    --------
    >>> one = gk.merge(graph, "deepseek", "amd")
    >>> "deepseek" in one
    False
    """

    def merged(dataset: Dataset) -> Dataset:
        going, staying = (row_of(dataset, "actors", find_in(dataset, name)) for name in (actor, into))
        assert isinstance(going, Actor)
        assert isinstance(staying, Actor)
        if going == staying:
            raise UsageError(f"{actor!r} and {into!r} are the same actor already; name two")
        tied = [
            relation.key
            for relation in dataset.relations
            if {relation.source, relation.target} == {going.id, staying.id}
        ]
        if tied:
            raise UsageError(
                f"{going.name} and {staying.name} have relations with each other: {_some(tied)}; "
                "remove or edit those first"
            )
        return _with(
            _renamed(
                _with(dataset, "actors", [row for row in dataset.actors if row != going]),
                "actors",
                going.id,
                staying.id,
            ),
            "actors",
            [_joined(staying, going) if row == staying else row for row in dataset.actors if row != going],
        )

    return _edited(data, merged)


def _joined(staying: Actor, going: Actor) -> Actor:
    ids, others = dict(staying.ids), dict(going.ids)
    for name in ids.keys() & others.keys():
        if ids[name] != others[name]:
            raise UsageError(
                f"{staying.id} and {going.id} differ in {name} ({ids[name]}, {others[name]}); "
                "if they are one all the same, remove one of the two first"
            )
    told = [text for text in (staying.description, going.description) if text]
    return staying.model_copy(
        update={
            "aliases": aliases(staying.name, [*staying.aliases, going.name, *going.aliases]),
            "description": " ".join(dict.fromkeys(told)) or None,
            "ids": tuple(sorted((others | ids).items())),
        }
    )


def aliases(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return other names of an actor, each once, its name left out."""
    by_folded: dict[str, str] = {}
    for other in others:
        if folded(other) != folded(name):
            by_folded.setdefault(folded(other), other)
    return tuple(by_folded.values())


def alike(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return the ids of relations that say the same of the same actors and days, group by group."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for row in dataset.relations:
        groups.setdefault((row.source, row.target, row.type, row.when, row.status), []).append(row.key)
    return [tuple(keys) for keys in groups.values() if len(keys) > 1]


# --- rows -------------------------------------------------------------------------------------


def find(dataset: Dataset, name: str, *, table: str | None = None) -> tuple[str, str]:
    """Return the table and the id of the relation, source or actor that is meant.

    Raises
    ------
    NotFoundError
        If there is none; it names the nearest.
    UsageError
        If several have this id.
    ActorAmbiguousError
        If several actors have this name.
    """
    tables = [table] if table else ["relations", "sources", "actors"]
    ids = {each: ids_of(dataset, each) for each in tables}
    found = [each for each in tables if name in ids[each]]
    if len(found) > 1:
        kinds = " and ".join(_a(TABLES[each][2]) for each in found)
        raise UsageError(f"{shortened(name)} is {kinds}; say which with --as")
    if found:
        return found[0], name
    try:
        return "actors", find_in(dataset, name)
    except ActorNotFoundError as error:
        if table == "actors":
            raise
        others = [id for each in tables if each != "actors" for id in ids[each]]
        candidates = [*nearest(name, others), *(error.candidates if "actors" in tables else ())]
        raise _RowNotFoundError(name, candidates[:3]) from None


def find_in(dataset: Dataset, name: str) -> str:
    """Return the id of the actor of a dataset with this id, name or alias, in any case.

    Raises
    ------
    ActorNotFoundError
        If there is none; it names the nearest.
    ActorAmbiguousError
        If there are several; it names them.
    """
    return find_actor(build_graph(Dataset.model_construct(actors=dataset.actors)), name)


def ids_of(dataset: Dataset, table: str) -> list[str]:
    """Return the ids of a table."""
    return [getattr(row, TABLES[table][1]) for row in getattr(dataset, table)]


def row_of(dataset: Dataset, table: str, id: str) -> Row:
    """Return the row of a table with an id that is in it."""
    key = TABLES[table][1]
    return cast(Row, next(row for row in getattr(dataset, table) if getattr(row, key) == id))


def known_field(table: str, name: str) -> str:
    """Return the name of a field of a table; a relation's key is its ``id`` too.

    Raises
    ------
    UsageError
        If it has none by that name.
    """
    model, _, what = TABLES[table]
    if name not in model.model_fields:
        near = nearest(name, list(model.model_fields), limit=1)
        mend = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(model.model_fields)}"
        raise UsageError(f"{_a(what)} has no field {shortened(name)}; {mend}")
    return name


_ASSIGNMENT = re.compile(
    r"(?:(?P<list>evidence|links)\.(?P<number>\d{1,9})\.)?(?P<field>[a-z_0-9]+)(?P<sign>\+=|-=|=)(?P<text>.*)",
    re.DOTALL,
)


def assigned(dataset: Dataset, table: str, id: str, texts: Iterable[str]) -> dict[str, Any]:
    """Return the values by field that assignments such as ``when=2025-07`` or ``aliases+=NVDA`` say.

    ``FIELD=`` clears; ``+=`` and ``-=`` add to a list and take from it; ``evidence.2.note=...`` sets
    a field of the second evidence.

    Raises
    ------
    UsageError
        If one is no assignment, names no field, or cannot be read.
    """
    model, key, _ = TABLES[table]
    row = plain(row_of(dataset, table, id))
    values: dict[str, Any] = {}
    for text in texts:
        match = _ASSIGNMENT.fullmatch(text)
        if match is None:
            raise UsageError(
                f"{shortened(text)} is no assignment; write FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE or FIELD="
            )
        field = match["field"]
        if match["list"]:
            entries = [dict(entry) for entry in values.get(match["list"], row.get(match["list"], []))]
            number = int(match["number"])
            if not 1 <= number <= len(entries):
                raise UsageError(f"{id} has {len(entries)} {match['list']}; there is no number {number}")
            if match["sign"] != "=":
                raise UsageError(
                    f"{shortened(text)}: one of {match['list']} is set with =, or cleared with it"
                )
            inner = cell_syntax.PARTS[match["list"]]
            if field not in inner.model_fields:
                raise UsageError(
                    f"{match['list']} has no field {field!r}; choose one of {', '.join(inner.model_fields)}"
                )
            entry = entries[number - 1]
            entry.pop(field, None)
            if match["text"]:
                value = _read(inner, field, match["text"])
                entry[field] = _meant(dataset, field, value) if field == "attribution" else value
            values[match["list"]] = entries
            continue
        field = known_field(table, key if field == "id" else field)
        value = _read(model, field, match["text"])
        if table != "actors":
            value = _meant(dataset, field, value)
        if match["sign"] != "=":
            if not cell_syntax.listed(model, field):
                raise UsageError(f"{field} holds one value; set it with {field}=VALUE")
            empty: Any = {} if field == "ids" else []
            if value is not None and not isinstance(value, type(empty)):
                what = "an object" if field == "ids" else "a list"
                raise UsageError(f"{field} holds {what}; {shortened(match['text'])} is none")
            value = _changed(
                values.get(field, row.get(field, empty)) or empty, value or empty, match["sign"], field
            )
        values[field] = value
    return values


def _meant(dataset: Dataset, field: str, value: Any) -> Any:
    """Return a value with actors that are called by name or alias put by id."""
    if field == "evidence" and isinstance(value, list):
        return [
            entry | {"attribution": _meant(dataset, "attribution", entry["attribution"])}
            if isinstance(entry, dict) and "attribution" in entry
            else entry
            for entry in value
        ]
    if field == "about" and isinstance(value, list):
        return [_meant(dataset, "target", each) for each in value]
    if field in ("source", "target", "attribution", "publisher_actor") and isinstance(value, str):
        try:
            return value if value == UNNAMED else find_in(dataset, value)
        except ActorNotFoundError:
            return value  # refused later, by its place
    return value


def _read(model: type[Any], field: str, text: str) -> Any:
    try:
        return cell_syntax.read(model, field, text) if text else None
    except ValueError as error:
        raise UsageError(f"{field}: {error}") from None


def _changed(old: Any, value: Any, sign: str, field: str) -> Any:
    """Return a list or object with values added or taken away."""
    if isinstance(value, dict):
        return old | value if sign == "+=" else {key: text for key, text in old.items() if key not in value}
    if sign == "+=":
        return [*old, *(each for each in value if each not in old or field == "evidence")]
    missing = [each for each in value if each not in old]
    if missing:
        raise UsageError(
            f"{field} does not hold {shortened(str(missing[0]))}; 'graphkit show' tells what it holds"
        )
    return [each for each in old if each not in value]


# --- ids --------------------------------------------------------------------------------------


def free_id(dataset: Dataset, wanted: str) -> str:
    """Return an id that nothing has yet: the wanted one, or it with a number."""
    return FreeIds(id for table in TABLES for id in ids_of(dataset, table)).take(wanted)


# --- inside -----------------------------------------------------------------------------------


def _edited(data: Data, edit: Callable[[Dataset], Dataset]) -> Data:
    if isinstance(data, Dataset):
        return validated(edit(data), _WHERE)
    if isinstance(data.graph.get("view"), Filter):
        raise UsageError("a window or snapshot shows a part of the story; edit the whole graph")
    return build_graph(validated(edit(to_dataset(data)), _WHERE))


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _with(dataset: Dataset, table: str, rows: Iterable[Any]) -> Dataset:
    return dataset.model_copy(update={table: tuple(rows)})


def _some(names: list[str], limit: int = 5) -> str:
    more = len(names) - limit
    return ", ".join(names[:limit]) + (f" and {more} more" if more > 0 else "")


def _rows_in(raw: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """Return a table of the file's plain data, to be changed in place."""
    place: Any = raw
    for step in PLACES[TABLES[table][2]][0]:
        place = place.setdefault(step, [])
    return cast(list[dict[str, Any]], place)


def _renamed(dataset: Dataset, table: str, old: str, new: str) -> Dataset:
    """Return a dataset in which an id, and everything that names it, is another."""
    actor, source, relation = (table == each for each in ("actors", "sources", "relations"))

    def one(name: str | None, here: bool) -> str | None:
        return new if here and name == old else name

    def all_(names: Iterable[str], here: bool) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cast(str, one(name, here)) for name in names)) if here else tuple(names)

    twins = {row.id for row in dataset.actors} & {row.key for row in dataset.relations}
    selected = (actor or relation) and old not in twins
    return dataset.model_copy(
        update={
            "actors": tuple(row.model_copy(update={"id": one(row.id, actor)}) for row in dataset.actors),
            "sources": tuple(
                row.model_copy(
                    update={
                        "id": one(row.id, source),
                        "publisher_actor": one(row.publisher_actor, actor),
                        "derived_from": all_(row.derived_from, source),
                    }
                )
                for row in dataset.sources
            ),
            "relations": tuple(
                row.model_copy(
                    update={
                        "key": one(row.key, relation),
                        "source": one(row.source, actor),
                        "target": one(row.target, actor),
                        "about": all_(row.about, actor),
                        "links": tuple(
                            link.model_copy(update={"relation": one(link.relation, relation)})
                            for link in row.links
                        ),
                        "evidence": tuple(
                            entry.model_copy(
                                update={
                                    "source": one(entry.source, source),
                                    "attribution": one(entry.attribution, actor),
                                }
                            )
                            for entry in row.evidence
                        ),
                    }
                )
                for row in dataset.relations
            ),
            "story": tuple(
                step.model_copy(
                    update={"focus": all_(step.focus, actor), "selection": one(step.selection, selected)}
                )
                for step in dataset.story
            ),
        }
    )


def _without(dataset: Dataset, table: str, id: str) -> Dataset:
    """Return a dataset without a row and without what points to it."""
    gone = {each: {id} if each == table else set() for each in ("actors", "sources", "relations")}
    relations = []
    for row in dataset.relations:
        evidence = tuple(
            entry
            for entry in row.evidence
            if entry.source not in gone["sources"] and entry.attribution not in gone["actors"]
        )
        if (
            row.key in gone["relations"]
            or {row.source, row.target} & gone["actors"]
            or (row.evidence and not evidence)
        ):
            gone["relations"].add(row.key)
        else:
            about = tuple(name for name in row.about if name not in gone["actors"])
            relations.append(row.model_copy(update={"evidence": evidence, "about": about}))
    left = {row.id for row in dataset.actors} - gone["actors"] | {row.key for row in relations}
    return dataset.model_copy(
        update={
            "actors": tuple(row for row in dataset.actors if row.id not in gone["actors"]),
            "sources": tuple(
                row.model_copy(
                    update={
                        "publisher_actor": None
                        if row.publisher_actor in gone["actors"]
                        else row.publisher_actor,
                        "derived_from": tuple(
                            name for name in row.derived_from if name not in gone["sources"]
                        ),
                    }
                )
                for row in dataset.sources
                if row.id not in gone["sources"]
            ),
            "relations": tuple(
                row.model_copy(
                    update={
                        "links": tuple(link for link in row.links if link.relation not in gone["relations"])
                    }
                )
                for row in relations
            ),
            "story": tuple(
                step.model_copy(
                    update={
                        "focus": tuple(name for name in step.focus if name in left),
                        "selection": step.selection if step.selection in left else None,
                    }
                )
                for step in dataset.story
            ),
        }
    )
