"""Merges two actors, or two records of one document, into one."""

import shlex
from typing import Any, Literal

from graphkit.editing.edits import Data, edited, find_in, find_source, ids_of, row_of, with_id, with_rows
from graphkit.editing.identity import aliases, names_somebody
from graphkit.errors import ActorNotFoundError, Mend, UsageError, first_few
from graphkit.graph.validated import public
from graphkit.model.attribute_names import MERGED_IDS
from graphkit.model.distinguishing import both_values, contradiction
from graphkit.model.entities import Actor, Dataset, Evidence, Source
from graphkit.model.kinds import UNKNOWN
from graphkit.model.references import TABLES
from graphkit.temporal import edtf


@public
def merge(data: Data, actor: str, into: str, *, table: Literal["actors", "sources"] = "actors") -> Data:
    """Return a dataset or graph in which two actors, or two records of one document, are one.

    The second keeps its id and name, and its kind unless that is unknown. It gets the first's names as
    aliases, its description, identifiers and attributes, and everything that named it: relations, evidence,
    attributions, sources, story steps. Relations stay separate even if they are equal now. Of two dates that
    share a day the more exact stays, and other attributes of one name keep the values of both. The first's id
    is kept in its attribute ``referents``, so that an import finds the second by it.

    A source keeps its fields, and gets those of the first that it lacks and the more precise day; what the
    first has otherwise goes into its note. Evidence that is equal now stays once.

    Parameters
    ----------
    data : Dataset or networkx.MultiDiGraph
        A dataset, or the graph of a whole dataset; it is not changed.
    actor : str
        The actor that goes, by id, name or alias; or the source, by id, publisher or title.
    into : str
        The actor or source that stays.
    table : {'actors', 'sources'}, default 'actors'
        What is merged.

    Returns
    -------
    Dataset or networkx.MultiDiGraph
        A new one, of the same type as ``data``.

    Raises
    ------
    ActorNotFoundError, ActorAmbiguousError
        If no actor or several actors have a name.
    NotFoundError
        If there is no such source.
    UsageError
        If both are the same; if actors differ in what everybody has only one of, such as an identifier or a
        day of birth, or have a relation with each other; if sources differ in the day, the file, the
        checksum, the reliability or the publishing actor, or one was rewritten from the other.

    Examples
    --------
    >>> one = gk.merge(graph, "deepseek", "amd")
    >>> "deepseek" in one
    False
    """

    def edit(dataset: Dataset) -> Dataset:
        find_id = find_source if table == "sources" else find_in
        try:
            going, staying = (row_of(dataset, table, find_id(dataset, name)) for name in (actor, into))
        except ActorNotFoundError as error:
            if error.name in ids_of(dataset, "sources"):
                error.mend = Mend("it is a source; merge sources with --source", "table='sources'")
            raise
        if going == staying:
            what = TABLES[table].what
            raise UsageError(f"{actor!r} and {into!r} are the same {what}; name two different ones")
        one: Actor | Source
        if isinstance(going, Source) and isinstance(staying, Source):
            one = _one_document(staying, going)
        else:
            assert isinstance(going, Actor)
            assert isinstance(staying, Actor)
            _check_unrelated(dataset, staying, going)
            one = _combined(staying, going)
        rows = [one if row == staying else row for row in getattr(dataset, table) if row != going]
        merged = with_id(with_rows(dataset, table, rows), table, going.id, staying.id)
        return _without_repeats(merged, staying.id) if table == "sources" else merged

    return edited(data, edit)


def _check_unrelated(dataset: Dataset, staying: Actor, going: Actor) -> None:
    between = [
        relation.key
        for relation in dataset.relations
        if {relation.source, relation.target} == {going.id, staying.id}
    ]
    if between:
        raise UsageError(
            f"{going.name} and {staying.name} have relations with each other: {first_few(between)}; "
            "remove or edit those first"
        )


def _one_document(staying: Source, going: Source) -> Source:
    if staying.id in going.derived_from or going.id in staying.derived_from:
        raise UsageError(
            f"of {going.id} and {staying.id} one was rewritten from the other, so they are two documents; "
            "if they are one all the same, take that out of derived_from first"
        )
    ours, theirs = staying.fields(), going.fields()
    own: dict[str, Any] = {name: theirs[name] for name in theirs.keys() - ours.keys()}
    own["published"] = _more_precise(staying, going)
    own["derived_from"] = tuple(dict.fromkeys((*staying.derived_from, *going.derived_from)))
    also = []
    for name in [name for name in theirs if name in ours and ours[name] != theirs[name]]:
        if name in ("file", "sha256", "reliability", "publisher_actor"):
            raise _different(staying, going, name)
        if name == "note":
            also.append(theirs[name])
        elif name not in ("id", "published", "derived_from"):
            also.append(f"Also recorded with the {name.replace('_', ' ')} {theirs[name]}.")
    own["note"] = " ".join(filter(None, [staying.note or own.get("note"), *also])) or None
    return staying.model_copy(update=own)


_SAME = "if they are one all the same, "


def _such_as(what: str, id: str, field: str, value: str = "") -> Mend:
    """Return the mend that says what is done first, by an edit of one field."""
    terminal = shlex.join(["graphkit", "edit", id, f"{field}={value}"])
    python = f"gk.edit(graph, {id!r}, {{{field!r}: {value!r}}})"
    return Mend(f"{what}, such as {terminal}", python, what)


def _different(staying: Source, going: Source, field: str) -> UsageError:
    ours = getattr(staying, field)
    return UsageError(
        f"{staying.id} and {going.id} differ in {field} ({ours}, {getattr(going, field)})",
        _such_as(f"{_SAME}correct what is wrong first", going.id, field, ours),
    )


def _more_precise(staying: Source, going: Source) -> str:
    """Return the one of two days of publication that lies within the other."""
    ours, theirs = (edtf.parse(source.published).bounds for source in (staying, going))
    if theirs.earliest_start <= ours.earliest_start and ours.latest_end <= theirs.latest_end:
        return staying.published
    if ours.earliest_start <= theirs.earliest_start and theirs.latest_end <= ours.latest_end:
        return going.published
    raise _different(staying, going, "published")


def _without_repeats(dataset: Dataset, source: str) -> Dataset:
    def once(entries: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(
            entry
            for number, entry in enumerate(entries)
            if entry.source != source or entry not in entries[:number]
        )

    relations = [row.model_copy(update={"evidence": once(row.evidence)}) for row in dataset.relations]
    return with_rows(dataset, "relations", relations)


def _combined(staying: Actor, going: Actor) -> Actor:
    if differ := contradiction(staying, going):
        name, one, other = differ
        field = "ids" if name in dict(going.ids) else "attributes"
        raise UsageError(
            f"{staying.id} and {going.id} differ in {name} ({one}, {other})",
            _such_as(f"{_SAME}clear what is wrong first", going.id, f"{field}.{name}"),
        )
    ours, theirs = dict(staying.attributes), dict(going.attributes)
    if names_somebody(going.id, going):
        theirs[MERGED_IDS] = both_values(MERGED_IDS, going.id, theirs.get(MERGED_IDS, going.id))
    joined = {name: both_values(name, ours[name], theirs[name]) for name in ours.keys() & theirs.keys()}
    if staying.picture and going.picture not in (None, staying.picture):
        mend = _such_as("clear one first", going.id, "picture")
        raise UsageError(f"{staying.id} and {going.id} have different pictures", mend)
    descriptions = [text for text in (staying.description, going.description) if text]
    return staying.model_copy(
        update={
            "aliases": aliases(staying.name, staying.aliases, (going.name, *going.aliases)),
            "description": " ".join(dict.fromkeys(descriptions)) or None,
            "ids": tuple(sorted((dict(going.ids) | dict(staying.ids)).items())),
            "attributes": tuple(sorted((theirs | ours | joined).items())),
            "kind": going.kind if staying.kind == UNKNOWN else staying.kind,
            "picture": staying.picture or going.picture,
        }
    )
