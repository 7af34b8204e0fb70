"""Joins one dataset into another: what is new, what adds to something known, what cannot be both.

An id names an actor only inside the file that gave it. Two actors are one by an id that graphkit or a
shared scheme gave, or by a name of a compatible kind that nothing speaks against; nothing else. What looks
like a number of a row or another program's counter is neither.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphkit.editing.edits import aliases
from graphkit.editing.identity import (
    ActorIndex,
    LocalNames,
    Match,
    compatible,
    exact_name,
    ids_differ,
    is_counter,
    match_reason,
    names_of,
)
from graphkit.model.entities import Actor, Dataset, Relation, Source
from graphkit.model.ids import FreeIds, id_from
from graphkit.storage.patch import validated

_MOST_SHOWN = 3
"""How many near misses of an actor are shown."""

_FIXED = ("type", "when", "status", "amount")
"""What two tellings of one relation must agree on; what evidence says of it may differ."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: its kind, its id in the dataset it went to, and a reason or what it brought.

    ``who`` are the two that were joined, where they are actors.
    """

    what: str
    id: str
    words: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class MergeResult:
    """A dataset with another joined into it, and what became of each row.

    Attributes
    ----------
    dataset
        The two together.
    added, merged, refused
        The rows that are new, those that are joined with one that was there, those that cannot be.
    apart
        The rows that look like one that was there, or have its id, and are kept apart.
    alike
        The ids of relations that were there already, alike in everything.
    actors
        The id here of each actor of the other dataset.
    """

    dataset: Dataset
    added: tuple[Outcome, ...]
    merged: tuple[Outcome, ...]
    refused: tuple[Outcome, ...]
    apart: tuple[Outcome, ...] = ()
    alike: tuple[str, ...] = ()
    actors: Mapping[str, str] = field(default_factory=dict)


def already_present(count: int) -> str:
    """Return the line that tells of relations that are not added, as they are there."""
    subject = "1 relation is" if count == 1 else f"{count:,} relations are"
    return f"{subject} there already, alike in actors, type, date and all else; not added again."


# --- joining ------------------------------------------------------------------------------------


@dataclass
class _Work:
    """The rows so far, and what has been told of them."""

    file: str
    local: LocalNames
    ids: FreeIds
    known: ActorIndex
    sources: dict[str, Source]
    relations: dict[str, Relation]
    added: list[Outcome] = field(default_factory=list)
    merged: list[Outcome] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)
    apart: list[Outcome] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    actors_now: dict[str, str] = field(default_factory=dict)
    sources_now: dict[str, str] = field(default_factory=dict)
    relations_now: dict[str, str] = field(default_factory=dict)
    """The id that each row of the other dataset has here."""
    lost: set[str] = field(default_factory=set)
    """Actors, sources and relations of the other dataset that were refused."""


def merge_datasets(
    dataset: Dataset,
    other: Dataset,
    local: LocalNames | None = None,
    *,
    keep_apart: bool = False,
    whole: bool = True,
    file: str = "",
) -> MergeResult:
    """Return a dataset with the rows of another.

    An actor is the same as one here by an equal id in ``ids``, by an equal id of its own that is not local
    and names that agree, or by a name of a compatible kind that is the other's name or alias, unless ids
    or codes speak against it, its file tells what cannot be compared, or several are called so; its
    names become aliases. A source or relation is the same by an id that is not local. Where the ids are
    local, those alike in everything are the same. An id that looks like a counter counts as local. Rows
    with local ids, or with the id of another row here, get new ids. To what is the same evidence is added,
    and what is there stays. A row that contradicts what is there is refused, and so is a relation that
    needs it.

    Parameters
    ----------
    dataset, other
        The dataset that stays, and the one that is joined into it.
    local
        What of the other means nothing outside its file; nothing, if not given.
    keep_apart
        Whether a name alone joins nobody.
    whole
        Whether the dataset holds all that its rows refer to, so that the result can be checked.
    file
        What the other is called where two actors are told to be one.

    Raises
    ------
    DataError
        If the two together break a rule of the file.
    """
    local = local or LocalNames()
    given = [
        *(row.id for row in other.actors if row.id not in local.actors),
        *(row.id for row in other.sources if row.id not in local.sources),
        *(row.key for row in other.relations if row.key not in local.relations),
    ]
    here = [
        *(row.id for row in dataset.actors),
        *(row.id for row in dataset.sources),
        *(row.key for row in dataset.relations),
    ]
    work = _Work(
        file,
        local,
        FreeIds([*here, *given]),
        ActorIndex(dataset.actors, keep_apart=keep_apart),
        {row.id: row for row in dataset.sources},
        {row.key: row for row in dataset.relations},
    )
    _actors(work, other.actors)
    types = {row.name: row for row in dataset.relation_types}
    for kind in other.relation_types:
        if kind.name not in types:
            types[kind.name] = kind
            work.added.append(Outcome("relation type", kind.name))
        elif types[kind.name] != kind:
            work.refused.append(Outcome("relation type", kind.name, "is another here; what it is here stays"))
    _sources(work, dataset, other.sources)
    _relations(work, dataset, other)
    empty = not (dataset.actors or dataset.relations or dataset.sources)
    made = dataset.model_copy(
        update={
            "title": other.title if empty and dataset.title == "Untitled" else dataset.title,
            "description": dataset.description or (other.description if empty else None),
            "story": _story(work, dataset, other),
            "relation_types": tuple(types.values()),
            "actors": tuple(work.known.rows.values()),
            "sources": tuple(work.sources.values()),
            "relations": tuple(work.relations.values()),
        }
    )
    return MergeResult(
        validated(made, "this import") if whole else made,
        tuple(work.added),
        tuple(work.merged),
        tuple(work.refused),
        tuple(work.apart),
        tuple(work.alike),
        work.actors_now,
    )


def _story(work: _Work, dataset: Dataset, other: Dataset) -> tuple[Any, ...]:
    """Return the steps of the two stories; one that names what was refused is refused."""
    there = set(dataset.story)
    steps = list(dataset.story)
    for step in other.story:
        chosen = step.selection or ""
        if {f"relation {chosen}", *(f"actor {name}" for name in (*step.focus, chosen))} & work.lost:
            _refuse(work, "step", step.title, "names what is refused")
            continue
        now = work.actors_now.get(chosen) or work.relations_now.get(chosen) or step.selection
        step = step.model_copy(update={"focus": _here(work, step.focus), "selection": now})
        if step not in there:
            steps.append(step)
    return tuple(steps)


def _refuse(work: _Work, what: str, id: str, words: str) -> None:
    work.lost.add(f"{what} {id}")
    work.refused.append(Outcome(what, id, words))


def _tell(
    work: _Work, what: str, before: Any, after: Any, first: str = "", last: str = "", who: str = ""
) -> None:
    """Note that a row was joined, if that brought anything or it is not by its id that it is the same."""
    brought = [name for name, value in after if value != getattr(before, name)]
    words = [first, f"gets {', '.join(brought)}" if brought else "", last]
    if any(words):
        id = after.key if what == "relation" else after.id
        work.merged.append(Outcome(what, id, "; ".join(word for word in words if word), who))


# --- actors -------------------------------------------------------------------------------------


def _actors(work: _Work, actors: Iterable[Actor]) -> None:
    """Join the actors. Two of one file stay two, and so only one of them can be the same as one here."""
    local, known = work.local, work.known
    found = {actor.id: known.find(actor, local) for actor in actors}
    wanting: dict[str, list[Actor]] = {}
    for actor in actors:
        if len(found[actor.id].ids) == 1:
            wanting.setdefault(found[actor.id].ids[0], []).append(actor)
    chosen = {id: _rightful(known.rows[id], each, found) for id, each in wanting.items()}
    before = dict(known.rows)
    for actor in actors:
        match = found[actor.id]
        if len(match.ids) > 1:
            names = " or ".join(match.ids[:_MOST_SHOWN])
            more = f" or one of {len(match.ids) - _MOST_SHOWN} more" if len(match.ids) > _MOST_SHOWN else ""
            named = [not is_counter(id, names_of(known.rows[id])) for id in match.ids]
            id_helps = actor.id not in local.actors and all(named)
            mend = "give it the id of one, or " if id_helps else ""
            third = "--keep-apart adds it as another, like all who are known by a name alone"
            _refuse(work, "actor", actor.id, f"{actor.name} may be {names}{more}; {mend}{third}")
        elif match.ids and chosen[match.ids[0]] is actor:
            _join_actor(work, before[match.ids[0]], actor, sure=match.sure)
        else:
            others = [(id, "may be several actors there") for id in match.ids]
            _add_actor(work, actor, [*others, *match.near], before)


def _rightful(here: Actor, wanting: list[Actor], found: Mapping[str, Match]) -> Actor | None:
    """Return the one of several actors of a file that an actor here is; None where nobody can know."""
    sure = [actor for actor in wanting if found[actor.id].sure]
    exact = [actor for actor in wanting if exact_name(actor) == exact_name(here)]
    for some in (wanting, sure, exact):
        if len(some) == 1:
            return some[0]
    return None


def _add_actor(
    work: _Work, actor: Actor, near: Iterable[tuple[str, str]], before: Mapping[str, Actor]
) -> None:
    given = actor.id not in work.local.actors
    if given and actor.id in work.sources and not is_counter(actor.id, names_of(actor)):
        _refuse(work, "actor", actor.id, "is a source here; give it another id")
        return
    stays = given and actor.id not in before and actor.id not in work.sources
    id = actor.id if stays else work.ids.take(id_from(actor.name))
    work.known.rows[id] = actor.model_copy(update={"id": id})
    work.actors_now[actor.id] = id
    work.added.append(Outcome("actor", id, actor.name))
    for other, reason in list(near)[:_MOST_SHOWN]:
        work.apart.append(Outcome("actor", id, f"{other} ({before[other].name}) {reason}"))


def _join_actor(work: _Work, same: Actor, actor: Actor, *, sure: bool) -> None:
    if actor.id not in work.local.kinds and not compatible(same.kind, actor.kind):
        wrong = match_reason(same, actor).removeprefix("same ")
        mend = "give it another id" if same.id == actor.id else f"mend the kind of one, or the {wrong}"
        _refuse(work, "actor", actor.id, f"is a {same.kind} here and a {actor.kind} there; {mend}")
        return
    differ = ids_differ(same, actor)
    if differ:
        _refuse(work, "actor", actor.id, f"{differ}; give it another id")
        return
    joined = same.model_copy(
        update={
            "aliases": aliases(same.name, [*same.aliases, actor.name, *actor.aliases]),
            "description": same.description or actor.description,
            "ids": tuple(sorted((dict(actor.ids) | dict(same.ids)).items())),
        }
    )
    work.known.rows[same.id] = joined
    work.actors_now[actor.id] = same.id
    if joined != same or same.id != actor.id or not sure:
        place = f"{work.file}, id {actor.id}" if work.file else f"id {actor.id}"
        who = f"{actor.name} ({place}) with {same.name} ({same.id})"
        _tell(work, "actor", same, joined, match_reason(same, actor), who=who)


def _here(work: _Work, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(work.actors_now.get(name, name) for name in names))


# --- sources ------------------------------------------------------------------------------------


def _sources(work: _Work, dataset: Dataset, sources: Iterable[Source]) -> None:
    """Join the sources; what they were rewritten from follows where that gets another id."""
    alike: dict[tuple[Any, ...], deque[str]] = {}
    for row in sorted(dataset.sources, key=lambda row: (len(row.id), row.id)):  # as they were made anew
        alike.setdefault(_told_of(row), deque()).append(row.id)
    made = [row for row in (_source(work, row, alike) for row in sources) if row is not None]
    for id in made:
        row = work.sources[id]
        origins = [name for name in row.derived_from if f"source {name}" not in work.lost]
        now = tuple(dict.fromkeys(work.sources_now.get(name, name) for name in origins))
        work.sources[id] = row.model_copy(update={"derived_from": now})


def _told_of(source: Source) -> tuple[Any, ...]:
    """Return everything that a source says but its id, and what it was rewritten from."""
    return tuple(value for name, value in source if name not in ("id", "derived_from"))


def _source(work: _Work, source: Source, alike: Mapping[tuple[Any, ...], deque[str]]) -> str | None:
    """Join a source, and return its id here if it is new."""
    if source.publisher_actor is not None:
        lost = f"actor {source.publisher_actor}" in work.lost
        actor = None if lost else work.actors_now.get(source.publisher_actor, source.publisher_actor)
        source = source.model_copy(update={"publisher_actor": actor})
    given = source.id not in work.local.sources
    named = given and not is_counter(source.id)
    same = work.sources.get(source.id) if named else None
    if same is None or _is_another(same, source):
        twins = alike.get(_told_of(source)) if not named or same is not None else None
        if twins:
            work.sources_now[source.id] = twins.popleft()
            return None
        if named and same is None and source.id in work.known.rows:
            _refuse(work, "source", source.id, "is an actor here; give it another id")
            return None
        anew = not given or source.id in work.sources or source.id in work.known.rows
        id = work.ids.take(id_from(source.publisher, source.published)) if anew else source.id
        work.sources[id] = source.model_copy(update={"id": id})
        work.sources_now[source.id] = id
        work.added.append(Outcome("source", id, source.title or source.publisher))
        if same is not None:
            work.apart.append(Outcome("source", id, f"{same.id} is another document, which has its id"))
        return id
    joined = _filled(same, source)
    differ = [name for name, value in source.fields().items() if getattr(joined, name) != value]
    if differ:
        told = f"{differ[0]} is {getattr(same, differ[0])} here and {getattr(source, differ[0])} there"
        _refuse(work, "source", source.id, f"{told}; make them one, or give it another id")
        return None
    work.sources[source.id] = joined
    _tell(work, "source", same, joined)
    return None


def _is_another(here: Source, there: Source) -> bool:
    """Return whether two sources of one id are two documents: more than one thing of them differs."""
    pairs = [
        (getattr(here, name), getattr(there, name)) for name in ("publisher", "title", "published", "url")
    ]
    return sum(bool(one and other and one != other) for one, other in pairs) > 1


def _filled(here: Any, there: Any) -> Any:
    """Return a row with the fields that it lacks and the other has."""
    given = here.fields()
    return here.model_copy(
        update={name: value for name, value in there.fields().items() if name not in given}
    )


# --- relations ----------------------------------------------------------------------------------


def _relations(work: _Work, dataset: Dataset, other: Dataset) -> None:
    """Join the relations; one that needs what was refused is refused, and what is linked to it unlinked."""
    coming: list[tuple[Relation, bool]] = []
    alike: dict[Any, deque[str]] = {}
    for row in dataset.relations:
        alike.setdefault(_said_by(row), deque()).append(row.key)
    by_key = {row.key for row in other.relations if _named(work, row)}
    here = {row.key for row in dataset.relations}
    for told in other.relations:
        needs = [f"actor {name}" for name in (told.source, told.target, *told.about)]
        needs += [f"source {entry.source}" for entry in told.evidence]
        needs += [f"actor {entry.attribution}" for entry in told.evidence if entry.attribution]
        missing = next((name for name in needs if name in work.lost), None)
        if missing:
            _refuse(work, "relation", told.key, f"needs {missing}, which is refused")
            continue
        row = _translated(work, told)
        named = _named(work, row)
        same = work.relations.get(row.key) if named else None
        another = same is not None and (same.source, same.target) != (row.source, row.target)
        if named and not another:
            differ = same and _contradiction(same, row)
            if differ:
                _refuse(work, "relation", row.key, differ)
                continue
            coming.append((row, same is not None))
            work.relations_now[row.key] = row.key
            continue
        twins = alike.get(_said_by(row), deque())
        while twins and twins[0] in by_key:
            twins.popleft()
        stays = row.key not in here and row.key not in work.local.relations
        free = row.key if stays else None
        key = twins.popleft() if twins else free or work.ids.take(_wanted(row, given=named))
        work.relations_now[row.key] = key
        if key in work.relations:
            work.alike.append(key)
        elif another:
            work.apart.append(Outcome("relation", key, f"{row.key} is a relation between others here"))
        coming.append((row.model_copy(update={"key": key}), key in work.relations))
    for row, there in coming:
        lost = [link for link in row.links if f"relation {link.relation}" in work.lost]
        links = tuple(
            link.model_copy(update={"relation": work.relations_now.get(link.relation, link.relation)})
            for link in row.links
            if f"relation {link.relation}" not in work.lost
        )
        without = ", ".join(f"without {link.rel} {link.relation}, which is refused" for link in lost)
        _relation(work, row.model_copy(update={"links": links}), without, there=there)


def _named(work: _Work, row: Relation) -> bool:
    """Return whether a relation has an id that names it everywhere."""
    return row.key not in work.local.relations and not is_counter(row.key)


def _wanted(row: Relation, *, given: bool) -> str:
    """Return the id that a relation is to have: its row's number where it has nothing but that."""
    numbered = not given and re.fullmatch(r"row-\d+", row.key)
    return row.key if numbered else id_from(row.source, row.type, row.target)


def _said_by(row: Relation) -> tuple[Any, ...]:
    """Return everything that a relation says but its id, and the ids that it is linked to."""
    return tuple(value for name, value in row if name not in ("key", "links"))


def _translated(work: _Work, row: Relation) -> Relation:
    evidence = tuple(
        entry.model_copy(
            update={
                "source": work.sources_now.get(entry.source, entry.source),
                "attribution": work.actors_now.get(entry.attribution or "", entry.attribution),
            }
        )
        for entry in row.evidence
    )
    source, target = (work.actors_now.get(name, name) for name in (row.source, row.target))
    return row.model_copy(
        update={"source": source, "target": target, "about": _here(work, row.about), "evidence": evidence}
    )


def _contradiction(here: Relation, there: Relation) -> str:
    """Return in what two tellings of a relation contradict each other; empty where they do not."""
    for name in _FIXED:
        one, two = getattr(here, name), getattr(there, name)
        if one != two and (name == "type" or two != Relation.model_fields[name].default):
            return (
                f"{name} is {_shown(one)} here and {_shown(two)} there; make them one, or give it another id"
            )
    return ""


def _shown(value: Any) -> str:
    if hasattr(value, "unit"):
        return f"{value.value} {value.unit}"
    return "not given" if value is None else str(value)


def _relation(work: _Work, row: Relation, without: str, *, there: bool) -> None:
    if not there:
        work.relations[row.key] = row
        told = f"{row.source} {row.type} {row.target}"
        work.added.append(Outcome("relation", row.key, f"{told}; {without}" if without else told))
        return
    same = work.relations[row.key]
    fuller = _filled(same, row)
    joined = fuller.model_copy(
        update={
            name: _with_more(getattr(same, name), getattr(row, name))
            for name in ("about", "links", "evidence")
        }
    )
    stays = [name for name in ("summary", "note") if getattr(row, name) not in (None, getattr(joined, name))]
    work.relations[row.key] = joined
    more = len(joined.evidence) - len(same.evidence)
    kept = f"keeps its own {' and '.join(stays)}" if stays else ""
    last = "; ".join(filter(None, (kept, without)))
    _tell(work, "relation", same, joined, f"{more} more evidence" if more else "", last)


def _with_more(here: tuple[Any, ...], there: tuple[Any, ...]) -> tuple[Any, ...]:
    known = set(here)
    return (*here, *(each for each in there if each not in known))
