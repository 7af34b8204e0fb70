"""Checks a dataset as a whole: ids given twice, identifiers shared by two actors, references to nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from graphkit.errors import Fault, Mend, Suggestions, shortened
from graphkit.model.entities import Actor, Dataset, Source
from graphkit.model.identifiers import comparable
from graphkit.model.kinds import UNNAMED
from graphkit.model.references import STORY, TABLES, Reference, ids_by_table, missing_names
from graphkit.model.vocabulary import instead_of_denial, suggested, vocabulary

Path = tuple[int | str, ...]


def inconsistencies(dataset: Dataset, *, unsure: Collection[str] = ()) -> list[Fault]:
    """Return everything that is wrong between the rows of a dataset, which are valid one by one.

    Of the tables ``unsure`` not all ids are known: references to them are not checked.
    """
    return [
        *_repeated_ids(dataset),
        *_ambiguous_voices(dataset),
        *_shared_identifiers(dataset.actors),
        *_sources_from_themselves(dataset.sources),
        *_dangling(dataset, unsure),
    ]


def _repeated_ids(dataset: Dataset) -> Iterator[Fault]:
    for name, table in TABLES.items():
        ids = [getattr(row, table.key) for row in getattr(dataset, name)]
        if len(set(ids)) == len(ids):
            continue
        last = {id: position for position, id in enumerate(ids)}
        for id, count in Counter(ids).items():
            if count > 1 and id is not None:
                message = f"{count} of them share this id; give each its own"
                yield Fault(f"{table.what} {id!r}", message, (*table.place, last[id], table.key))


def _ambiguous_voices(dataset: Dataset) -> Iterator[Fault]:
    """Yield the sources and actors whose id could mean another voice."""
    actors = {actor.id: position for position, actor in enumerate(dataset.actors)}
    sources = {source.id: position for position, source in enumerate(dataset.sources)}
    for id in sorted(actors.keys() & sources.keys() - {None}):
        message = "an actor has the same id; rename one, so that a voice has one name"
        yield Fault(f"source {id!r}", message, (*TABLES["sources"].place, sources[id], "id"))
    for table, positions in (("actors", actors), ("sources", sources)):
        if UNNAMED in positions:
            message = "is kept for voices that no article names; choose another"
            yield Fault(f"id {UNNAMED!r}", message, (*TABLES[table].place, positions[UNNAMED], "id"))


def _shared_identifiers(actors: Sequence[Actor]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Actor] = {}
    for position, actor in enumerate(actors):
        for scheme, value in actor.ids:
            other = first.setdefault(comparable(scheme, value), actor)
            if other.id != actor.id:
                message = (
                    f"{_called(actor)} has the same identifier as {_called(other)}, "
                    f"{shortened(f'{scheme}: {value}')}; merge the two if they are one, else correct one"
                )
                yield Fault(f"actor {actor.id!r}, ids", message, ("nodes", position, "ids", scheme))


def _called(actor: Actor) -> str:
    return f"{shortened(str(actor.name))} (actor {shortened(str(actor.id))})"


def _sources_from_themselves(sources: Sequence[Source]) -> Iterator[Fault]:
    for position, source in enumerate(sources):
        if source.id in source.derived_from:
            path = ("graph", "sources", position, "derived_from", source.derived_from.index(source.id))
            message = "names itself; name what it was rewritten from"
            yield Fault(f"source {source.id!r}, derived_from", message, path)


def _dangling(dataset: Dataset, unsure: Collection[str]) -> Iterator[Fault]:
    """Yield each name of a row that is not there, row by row."""
    missing = {
        reference: names
        for reference, names in missing_names(dataset).items()
        if not set(reference.to).intersection(unsure)
    }
    if not missing:
        return
    mend = _mends(dataset)
    for name in dict.fromkeys(reference.table for reference in missing):
        table = TABLES.get(name, STORY)
        wrong = [reference for reference in missing if reference.table == name]
        for number, row in enumerate(getattr(dataset, name)):
            words = f"{table.what} {getattr(row, table.key)!r}"
            names = _names_with_places(row, wrong, words, (*table.place, number))
            for place, path, reference, id in names:
                if id in missing[reference]:
                    what = " or ".join(TABLES[table].what for table in reference.to)
                    message = f"there is no {what} {shortened(id)}"
                    yield Fault(place, message, path, **mend(reference, id))


def _names_with_places(
    row: Any, references: Sequence[Reference], place: str, path: Path
) -> Iterator[tuple[str, Path, Reference, str]]:
    """Yield the names in a row, entry by entry, each with its place in words and its path in the file."""
    for entries, group in groupby(references, attrgetter("entries")):
        fields = list(group)
        for number, holder in enumerate(fields[0].holders(row)):
            words = place if entries is None else f"{place}, {entries} {number + 1}"
            inner = path if entries is None else (*path, entries, number)
            for reference in fields:
                value, field = getattr(holder, reference.field), reference.field
                if isinstance(value, tuple):
                    for position, id in enumerate(value):
                        yield f"{words}, {field}", (*inner, field, position), reference, id
                else:
                    yield f"{words}, {field}", (*inner, field), reference, value


def _mends(dataset: Dataset) -> Callable[[Reference, str], dict[str, Any]]:
    """Return a function that says how to correct an id that names nothing, and where to add what it names."""
    ids, suggestions, types = ids_by_table(dataset), Suggestions(), vocabulary(dataset.relation_types)

    @cache
    def known(tables: tuple[str, ...]) -> set[str]:
        return set().union(*(ids[table] for table in tables))

    def mend(reference: Reference, id: str) -> dict[str, Any]:
        if reference.to == ("relation_types",):
            near, instead = next(iter(suggested(id, types)), None), instead_of_denial(id, types)
        else:
            near, instead = suggestions.of(id, known(reference.to)), ""
        if instead:
            return {"mend": Mend(instead)}
        if near:
            return {"mend": Mend(f"did you mean {shortened(near)}?")}
        if len(reference.to) > 1:
            return {"mend": Mend("add it, or write another")}
        home = ".".join(TABLES[reference.to[0]].place)
        mend = Mend(f"add it to {home}, or write another", request="add it first, or write another")
        return {"mend": mend, "home": reference.to[0]}

    return mend
