"""Edits a story: each function takes a dataset or a graph, and returns a changed and validated one.

The input is never changed, so results that were computed from it stay true. A graph comes back as a new
graph.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from graphkit.errors import (
    ActorNotFoundError,
    DateError,
    Fault,
    Mend,
    NotFoundError,
    UsageError,
    first_few,
    first_of,
    nearest,
    shortened,
    with_article,
)
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.filters import Filter
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.provenance import known_day
from graphkit.graph.speakers import Sources
from graphkit.graph.validated import public
from graphkit.model import cell_syntax
from graphkit.model.consistency import inconsistencies
from graphkit.model.distinguishing import distinguishes
from graphkit.model.entities import (
    MODELS,
    Actor,
    Dataset,
    Evidence,
    Link,
    Relation,
    RelationType,
    Source,
    plain,
)
from graphkit.model.folding import folded
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.kinds import BOUNDING, LinkKind
from graphkit.model.link_rings import ring_of
from graphkit.model.references import TABLES, WHAT_HAPPENED, Reference, ids_by_table, renamed, rows_in
from graphkit.model.vocabulary import KnownType, vocabulary
from graphkit.storage.json_file import dataset_of, file_of, in_order, rows_by_id
from graphkit.storage.patch import validated
from graphkit.temporal import edtf
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Window, overlaps

Data = TypeVar("Data", Dataset, Graph)
AnyRow = Actor | Source | Relation | RelationType
_WHERE = "this change"


@public
def add(data: Data, row: AnyRow | Evidence, *, to: str | None = None) -> Data:
    """Return a dataset or graph with one more actor, source, relation, relation type or evidence.

    Parameters
    ----------
    data : Dataset or networkx.MultiDiGraph
        A dataset, or the graph of a whole dataset; it is not changed.
    row : Actor, Source, Relation, RelationType or Evidence
        The row to add.
    to : str, optional
        The id of the relation that evidence is added to.

    Returns
    -------
    Dataset or networkx.MultiDiGraph
        A new one, of the same type as ``data``.

    Raises
    ------
    UsageError
        If its id is taken, the relation has this evidence already, ``to`` is missing or does not belong
        there, or the graph is a window or snapshot.
    NotFoundError
        If there is no relation ``to``.
    DataError
        If it names something that does not exist.

    Examples
    --------
    >>> from graphkit.model.entities import Actor
    >>> more = gk.add(graph, Actor(id="acme", name="Acme", kind="company"))
    >>> "acme" in more, "acme" in graph
    (True, False)
    """
    if isinstance(row, Evidence) != (to is not None):
        raise UsageError("evidence, and nothing else, is added to a relation; name it with to='h20-ban'")

    def edit(dataset: Dataset) -> Dataset:
        if to is not None:
            return add_evidence(dataset, find(dataset, to, table="relations")[1], plain(row))
        name = next(name for name in TABLES if isinstance(row, MODELS[name]))
        return add_fields(dataset, name, plain(row))

    return edited(data, edit)


def add_fields(dataset: Dataset, table: str, fields: Mapping[str, Any]) -> Dataset:
    """Return a dataset with one more row, given as the plain data of the file."""
    _check_free(dataset, table, fields[TABLES[table].key])
    with suppress(ValidationError):  # else the whole says what is wrong, and where
        row = MODELS[table].model_validate(fields)
        after = in_order(dataset.model_copy(update={table: (*getattr(dataset, table), row)}))
        if not first_of(inconsistencies(after)):
            return after
    raw = file_of(dataset)
    rows_in(raw, table).append(dict(fields))
    return dataset_of(raw, _WHERE, located=_added_first)


def add_evidence(dataset: Dataset, relation: str, entry: Mapping[str, Any]) -> Dataset:
    """Return a dataset with one more entry of evidence, as the file has it, on a relation of this id."""
    raw = file_of(dataset)
    row = next(row for row in rows_in(raw, "relations") if row["key"] == relation)
    if dict(entry) in row.setdefault("evidence", []):
        raise UsageError(
            f"{shortened(relation)} has this evidence already", Mend("see 'graphkit show'", request="")
        )
    row["evidence"].append(dict(entry))
    return dataset_of(raw, _WHERE, located=_added_first)


def add_link(dataset: Dataset, relation: str, rel: LinkKind, other: str) -> Dataset:
    """Return a dataset in which a relation, given by its id, has one more link to another."""
    _, id = find(dataset, relation, table="relations")
    row = row_of(dataset, "relations", id)
    assert isinstance(row, Relation)
    return edit(dataset, id, {"links": [*row.links, Link(rel=rel, relation=other)]}, table="relations")


def same_relations(dataset: Dataset, row: Relation) -> list[Relation]:
    """Return the relations that may be the same occurrence as another one.

    They have its ends (in either order, if the type is symmetric) and its type, and share a day with it. What
    is undated may have been on any day, but for what was told as done: that was by the day of the report.
    """
    ends, type_ = [(row.source, row.target)], vocabulary(dataset.relation_types)[row.type]
    if type_.symmetric:
        ends.append(ends[0][::-1])
    sources = {source.id: source for source in dataset.sources}
    days = _days(row, type_, sources)
    return [
        each
        for each in dataset.relations
        if each.key != row.key
        and each.type == row.type
        and (each.source, each.target) in ends
        and overlaps([_days(each, type_, sources)], [days])
    ]


def _days(row: Relation, type_: KnownType, sources: Sources) -> Window:
    """Return the first and the last day on which a relation may have been."""
    if date := edtf.date_of(row.when, row.begins, row.ends):
        return Window(date.bounds.earliest_start, date.bounds.latest_end)
    if row.status != "actual" or type_.lasts(interval=False):
        return ALWAYS
    told = [each for each in row.evidence if each.stance == "supports" and each.status in (None, "actual")]
    return Window(PAST, min((known_day(each, sources) for each in told), default=FUTURE))


def as_evidence(there: Relation, row: Relation) -> Evidence:
    """Return the one entry of evidence of a relation as evidence on another that it repeats.

    What it says differently goes into the entry: the date and status into its own, the amount, the
    summary and the note into its note. Without a date, the entry gives none. What has no place in evidence
    raises UsageError.
    """
    (entry,) = row.evidence
    given, known = (edtf.date_of(each.when, each.begins, each.ends) for each in (row, there))
    own: dict[str, Any] = {}
    if given is None:
        own |= {"dated": False} if known else {}
    elif known is None or (given.bounds, given.lasts) != (known.bounds, known.lasts):
        own["when"] = _one_text(row)
    if row.status != there.status:
        own["status"] = row.status
    missing = [
        f"about {each}" for each in row.about if each not in {*there.about, there.source, there.target}
    ]
    missing += [f"{link.rel}:{link.relation}" for link in row.links if link not in there.links]
    if missing:
        elsewhere = "leave it out here, and add it to the relation"
        raise UsageError(
            f"{first_few(missing)} has no place in evidence",
            Mend(f"{elsewhere}: graphkit edit {there.key}", "gk.edit", elsewhere),
        )
    says = [f"Says {cell_syntax.written(Relation, 'amount', plain(row.amount))}."] if row.amount else []
    notes = [
        *(says if row.amount != there.amount else ()),
        *(text for text in (row.summary, row.note) if text and text not in (there.summary, there.note)),
    ]
    if notes:
        own["note"] = " ".join(filter(None, [entry.note, *notes]))
    return entry.model_copy(update=own)


def _one_text(row: Relation) -> str:
    if row.when is not None:
        return row.when
    text = f"{row.begins or ''}/{row.ends or ''}"
    try:
        edtf.parse(text)
    except DateError:
        raise UsageError(
            f"evidence has one date, which {shortened(text)} is not; write it with --when"
        ) from None
    return text


def _check_free(dataset: Dataset, table: str, id: str) -> None:
    if id in ids_of(dataset, table):
        raise UsageError(
            f"there is {with_article(TABLES[table].what)} {shortened(id)} already; choose another id"
        )


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
        one wherever that is mentioned. A new status of a relation changes nothing in what its sources say:
        evidence without a status of its own gets the old one. The old name of an actor stays an alias if
        another is called so too, since it goes on meaning both; unless ``aliases`` are cleared as well.
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
            dataset = with_id(dataset, name, old, new)
        raw = file_of(dataset)
        row = next(row for row in rows_in(raw, name) if row[key] == new)
        before = dict(row)
        for field in fields.keys() - {key}:
            row.pop(field, None)
            if fields[field] is not None:
                row[field] = plain(fields[field])
        _keep_what_is_said(row, before)
        if name == "actors" and fields.get("aliases", ()) is not None:
            _keep_shared_name(row, before, rows_in(raw, name))
        after = dataset_of(raw, _WHERE, located=_added_first)
        if name == "relations" and "links" in fields:
            _refuse_rings(after, new)
        return after

    return edited(data, edit)


def with_header(dataset: Dataset, assignments: Iterable[str]) -> Dataset:
    """Return a dataset with another title or description, each written as ``title=TEXT``; a blank clears it.

    Raises
    ------
    UsageError
        If something else is assigned.
    DataError
        If a text is invalid.
    """
    cleared, header = Dataset(), {}
    for each in assignments:
        name, sign, text = each.partition("=")
        if name not in ("title", "description") or not sign:
            raise UsageError(f"{shortened(each)}: is neither title=TEXT nor description=TEXT of the dataset")
        header[name] = text.strip() or getattr(cleared, name)
    return validated(dataset.model_copy(update=header), "dataset")


def _refuse_rings(dataset: Dataset, id: str) -> None:
    """Raise UsageError if a relation is ended, begun or set aside by itself, by way of others too."""
    links = {row.key: row.links for row in dataset.relations}
    for rel in BOUNDING:
        if ring := ring_of(id, rel, links.__getitem__):
            words, where = rel.replace("-", " "), " by ".join(map(shortened, ring))
            raise UsageError(f"{shortened(id)} would be {words} itself: {where}; leave out one of the links")


def _keep_what_is_said(row: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Let the evidence of a relation say what it said before the relation got another status."""
    said = before.get("status", "actual")
    if row.get("status", "actual") == said:
        return
    instead: list[dict[str, Any]] = []
    for entry in row.get("evidence", ()):
        if entry not in before.get("evidence", ()):
            continue
        contradicts = entry.get("stance") == "contradicts"
        if row.get("status") != "denied" or not (contradicts or entry.get("status") == "denied"):
            entry.setdefault("status", said)
            continue
        if contradicts:  # it denies what is denied now, and may say that something else is so
            del entry["stance"]
            if entry.get("type", row["type"]) != row["type"] or entry.get("status", "denied") != "denied":
                instead.append({"status": said, **entry})
            for name in ("type", "status"):
                entry.pop(name, None)
        if "when" not in entry:
            entry["dated"] = False
    if instead:
        row["evidence"] = [*row["evidence"], *instead]


def _keep_shared_name(
    row: dict[str, Any], before: Mapping[str, Any], actors: Iterable[Mapping[str, Any]]
) -> None:
    """Let an actor that got another name be found by the old one as well, if that is also another's."""
    old = folded(before["name"])

    def is_called_so(actor: Mapping[str, Any]) -> bool:
        return old in map(folded, (actor.get("name", ""), *actor.get("aliases", ())))

    if not is_called_so(row) and any(is_called_so(each) for each in actors):
        row["aliases"] = [*row.get("aliases", ()), before["name"]]


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
        left = with_rows(dataset, name, rows)
        if cascade:
            return _without_names(left, ids_by_table(dataset))
        places = list(dict.fromkeys(fault.place.partition(", ")[0] for fault in inconsistencies(left)))
        if places:
            raise UsageError(
                f"{TABLES[name].what} {shortened(found)} is named by {first_few(places)}",
                Mend("change those first, or remove them too with --cascade", "cascade=True"),
            )
        return left

    return edited(data, edit)


def alike(dataset: Dataset) -> list[tuple[str, ...]]:
    """Return groups of ids of relations between the same actors that tell the same."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for row in dataset.relations:
        happened = (getattr(row, name) for name in WHAT_HAPPENED)
        groups.setdefault((row.source, row.target, *happened), []).append(row.key)
    return [tuple(keys) for keys in groups.values() if len(keys) > 1]


# --- rows -----------------------------------------------------------------------------------------


def find(dataset: Dataset, name: str, *, table: str | None = None) -> tuple[str, str]:
    """Return the table and the id of a relation, source or actor; an actor is also found by name or alias."""
    tables = [table] if table else ["relations", "sources", "actors", "relation_types"]
    ids = {each: ids_of(dataset, each) for each in tables}
    homes = [each for each in tables if name in ids[each]]
    if len(homes) > 1:
        kinds = " and ".join(with_article(TABLES[each].what) for each in homes)
        raise UsageError(f"{shortened(name)} is {kinds}; say which with --as")
    if homes:
        return homes[0], name
    called: Sequence[str] = ()
    if "actors" in tables:
        try:
            return "actors", find_in(dataset, name)
        except ActorNotFoundError as error:
            if table == "actors":
                raise
            called = error.candidates
    others = [id for each in tables if each != "actors" for id in ids[each]]
    raise NotFoundError(name, [*nearest(name, others), *called][:3], what="relation, actor or source")


def find_in(dataset: Dataset, name: str) -> str:
    """Return the id of the actor with this id, name or alias, in any case."""
    return find_actor(build_graph(Dataset.model_construct(actors=dataset.actors)), name)


def find_source(dataset: Dataset, name: str) -> str:
    """Return the id of the source with this id, or of the only one with this publisher or title."""
    ids = ids_of(dataset, "sources")
    if name in ids:
        return name
    wanted = folded(name)
    matches = [
        row.id
        for row in dataset.sources
        if wanted in map(folded, filter(None, (row.id, row.publisher, row.title)))
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UsageError(f"the source {shortened(name)} may be {' or '.join(matches)}; write the id")
    error = NotFoundError(name, nearest(name, ids), what="source")
    if not error.candidates:
        error.mend = Mend("'graphkit add source' adds one", request="Add source adds one")
    raise error


def ids_of(dataset: Dataset, table: str) -> list[str]:
    """Return the ids of a table."""
    return list(rows_by_id(dataset, table))


def row_of(dataset: Dataset, table: str, id: str) -> AnyRow:
    """Return the row of a table with an id that is in it."""
    row: AnyRow = rows_by_id(dataset, table)[id]
    return row


def known_field(table: str, name: str) -> str:
    """Return the name of a field, if rows of the table have it."""
    fields = list(MODELS[table].model_fields)
    if name not in fields:
        fields = ["id" if field == TABLES[table].key else field for field in fields]
        near = nearest(name, fields, limit=1)
        if table == "actors" and distinguishes(name):
            raise UsageError(f"an actor has no field {shortened(name)}; write attributes.{name}=VALUE")
        mend = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(fields)}"
        raise UsageError(f"{with_article(TABLES[table].what)} has no field {shortened(name)}; {mend}")
    return name


def free_id(dataset: Dataset, wanted: str) -> str:
    """Return an id that no row has yet: the wanted one, or it with a number."""
    return FreeIds(id for table in TABLES for id in ids_of(dataset, table)).take(wanted)


def following_id(dataset: Dataset, id: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the new id of a relation whose id was made of its ends and its type, where these are others now.

    The id would else go on saying of somebody what no longer is told.
    """
    row = row_of(dataset, "relations", id)
    assert isinstance(row, Relation)
    ends = (str(fields.get(name) or getattr(row, name)) for name in _MADE_OF)
    wanted = None if "key" in fields else _following(row, *ends)
    return {} if wanted is None else {"key": free_id(dataset, wanted)}


def with_following_ids(before: Dataset, after: Dataset) -> tuple[Dataset, dict[str, str]]:
    """Return a dataset in which ids of relations follow their ends, and the new ids by the old.

    ``before`` is what it was before an actor was merged.
    """
    there, new = {row.key: row for row in before.relations}, {}
    for row in after.relations:
        was = there.get(row.key, row)
        wanted = _following(was, row.source, row.type, row.target)
        if wanted is not None:
            new[row.key] = free_id(after, wanted)
            after = with_id(after, "relations", row.key, new[row.key])
    return after, new


_MADE_OF = ("source", "type", "target")


def _following(row: Relation, *ends: str) -> str | None:
    """Return the id that a relation is to have with other ends; None if it was not made of ends, or stays."""
    before, after = id_from(row.source, row.type, row.target), id_from(*ends)
    made = re.fullmatch(rf"{re.escape(before)}(-[0-9]+)?", row.key)
    return None if before == after or made is None else after


# --- inside ---------------------------------------------------------------------------------------


def edited(data: Data, edit: Callable[[Dataset], Dataset]) -> Data:
    """Return what an edit makes of a dataset or graph, of the same type and validated."""
    if isinstance(data, Dataset):
        return validated(edit(data), _WHERE, located=_added_first)
    if isinstance(data.graph.get("view"), Filter):
        raise UsageError("a window or snapshot shows a part of the story; edit the whole graph")
    return build_graph(validated(edit(to_dataset(data)), _WHERE, located=_added_first))


def _added_first(faults: list[Fault]) -> list[Fault]:
    """Return faults of a change: what one names is not added to a file, but by another change."""
    first = Mend("add it first, or write another")
    return [replace(fault, mend=first) if fault.home else fault for fault in faults]


def with_id(dataset: Dataset, table: str, old: str, new: str) -> Dataset:
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
    return renamed(with_rows(dataset, table, rows), rename)


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


def with_rows(dataset: Dataset, table: str, rows: Iterable[Any]) -> Dataset:
    """Return a dataset with other rows in a table."""
    return dataset.model_copy(update={table: tuple(rows)})
