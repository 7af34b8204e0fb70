"""Joins one dataset into another: what is new, what adds to something known, what cannot be both."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graphkit.changes import sound
from graphkit.edits import aliases
from graphkit.graph import folded
from graphkit.models import Actor, Dataset, Relation, Source

_FIXED = ("type", "when", "status", "amount")
"""What two tellings of one relation must agree on; what evidence says of it may differ."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one row: its kind, its id in the dataset it went to, and a reason or what it brought."""

    what: str
    id: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A dataset with another joined into it, and what was added, joined and refused."""

    dataset: Dataset
    added: tuple[Told, ...]
    joined: tuple[Told, ...]
    refused: tuple[Told, ...]


@dataclass
class _Work:
    """The rows so far, and what has been told of them."""

    actors: dict[str, Actor]
    sources: dict[str, Source]
    relations: dict[str, Relation]
    added: list[Told] = field(default_factory=list)
    joined: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    now: dict[str, str] = field(default_factory=dict)
    """The id that each actor of the other dataset has here."""
    lost: set[str] = field(default_factory=set)
    """Actors and sources of the other dataset that were refused."""


def join(dataset: Dataset, other: Dataset) -> Joined:
    """Return a dataset with the rows of another.

    An actor is the same as one here if it has the same id, or the same kind and a name in common; its
    names become aliases. A relation or source is the same if it has the same id: evidence is added to
    what is there, and what is there stays. A row that contradicts what is there is refused, and so is
    a relation that needs it.

    Raises
    ------
    DataError
        If the two together break a rule of the file.
    """
    work = _Work(
        {row.id: row for row in dataset.actors},
        {row.id: row for row in dataset.sources},
        {row.key: row for row in dataset.relations},
    )
    for actor in other.actors:
        _actor(work, actor, dataset)
    types = {row.name: row for row in dataset.relation_types}
    for kind in other.relation_types:
        if kind.name not in types:
            types[kind.name] = kind
            work.added.append(Told("relation type", kind.name))
        elif types[kind.name] != kind:
            work.refused.append(Told("relation type", kind.name, "is another here; what it is here stays"))
    for source in other.sources:
        _source(work, source)
    _relations(work, other)
    empty = not (dataset.actors or dataset.relations or dataset.sources)
    known = {*work.actors, *work.relations}
    steps = [step.model_copy(update={"focus": _here(work, step.focus)}) for step in other.story]
    steps = [
        step.model_copy(update={"selection": work.now.get(step.selection or "", step.selection)})
        for step in steps
    ]
    story = [step for step in steps if {*step.focus, *filter(None, [step.selection])} <= known]
    made = dataset.model_copy(
        update={
            "title": other.title if empty and dataset.title == "Untitled" else dataset.title,
            "description": dataset.description or (other.description if empty else None),
            "story": (*dataset.story, *(step for step in story if step not in dataset.story)),
            "relation_types": tuple(types.values()),
            "actors": tuple(work.actors.values()),
            "sources": tuple(work.sources.values()),
            "relations": tuple(work.relations.values()),
        }
    )
    return Joined(sound(made, "this import"), tuple(work.added), tuple(work.joined), tuple(work.refused))


def _names(actor: Actor) -> set[str]:
    return {folded(name) for name in (actor.name, *actor.aliases)}


def _actor(work: _Work, actor: Actor, dataset: Dataset) -> None:
    same = work.actors.get(actor.id)
    if same is None:
        alike = [
            row
            for row in dataset.actors
            if row.kind == actor.kind and _names(row) & {*_names(actor), folded(actor.id)}
        ]
        if len(alike) > 1:
            names = " or ".join(row.id for row in alike)
            _refuse(work, "actor", actor.id, f"may be {names}; give it the id of one")
            return
        same = alike[0] if alike else None
    if same is None:
        if actor.id in work.sources:
            _refuse(work, "actor", actor.id, "is a source here; give it another id")
            return
        work.actors[actor.id] = actor
        work.now[actor.id] = actor.id
        work.added.append(Told("actor", actor.id, actor.name))
        return
    same = work.actors[same.id]
    if same.kind != actor.kind:
        _refuse(
            work, "actor", actor.id, f"is a {same.kind} here and a {actor.kind} there; give it another id"
        )
        return
    here, there = dict(same.ids), dict(actor.ids)
    differ = [name for name in here.keys() & there.keys() if here[name] != there[name]]
    if differ:
        told = f"{differ[0]} is {here[differ[0]]} here and {there[differ[0]]} there; give it another id"
        _refuse(work, "actor", actor.id, told)
        return
    joined = same.model_copy(
        update={
            "aliases": aliases(same.name, [*same.aliases, actor.name, *actor.aliases]),
            "description": same.description or actor.description,
            "ids": tuple(sorted((there | here).items())),
        }
    )
    work.actors[same.id] = joined
    work.now[actor.id] = same.id
    _tell(work, "actor", same, joined, "" if same.id == actor.id else f"is {actor.id} there")


def _refuse(work: _Work, what: str, id: str, words: str) -> None:
    work.lost.add(f"{what} {id}")
    work.refused.append(Told(what, id, words))


def _tell(work: _Work, what: str, before: Any, after: Any, first: str = "", last: str = "") -> None:
    """Note that a row was joined, if that brought anything or it goes by another id."""
    brought = [name for name, value in after if value != getattr(before, name)]
    words = [first, f"gets {', '.join(brought)}" if brought else "", last]
    if any(words):
        id = after.key if what == "relation" else after.id
        work.joined.append(Told(what, id, "; ".join(word for word in words if word)))


def _here(work: _Work, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(work.now.get(name, name) for name in names))


def _source(work: _Work, source: Source) -> None:
    if source.publisher_actor is not None:
        lost = f"actor {source.publisher_actor}" in work.lost
        actor = None if lost else work.now.get(source.publisher_actor, source.publisher_actor)
        source = source.model_copy(update={"publisher_actor": actor})
    same = work.sources.get(source.id)
    if same is None:
        if source.id in work.actors:
            _refuse(work, "source", source.id, "is an actor here; give it another id")
            return
        work.sources[source.id] = source
        work.added.append(Told("source", source.id, source.title or source.publisher))
        return
    joined = _filled(same, source)
    differ = [name for name, value in source.fields().items() if getattr(joined, name) != value]
    if differ:
        told = f"{differ[0]} is {getattr(same, differ[0])} here and {getattr(source, differ[0])} there"
        _refuse(work, "source", source.id, f"{told}; make them one, or give it another id")
        return
    work.sources[source.id] = joined
    _tell(work, "source", same, joined)


def _filled(here: Any, there: Any) -> Any:
    """Return a row with the fields that it lacks and the other has."""
    given = here.fields()
    return here.model_copy(
        update={name: value for name, value in there.fields().items() if name not in given}
    )


def _relations(work: _Work, other: Dataset) -> None:
    """Join the relations; one that needs what was refused is refused, and what is linked to it unlinked."""
    coming: dict[str, Relation] = {}
    for row in other.relations:
        needs = [f"actor {name}" for name in (row.source, row.target, *row.about)]
        needs += [f"source {entry.source}" for entry in row.evidence]
        needs += [f"actor {entry.attribution}" for entry in row.evidence if entry.attribution]
        missing = next((name for name in needs if name in work.lost), None)
        if missing:
            _refuse(work, "relation", row.key, f"needs {missing}, which is refused")
        else:
            coming[row.key] = _translated(work, row)
    for row in list(coming.values()):
        same = work.relations.get(row.key)
        differ = same and _contradiction(same, row)
        if differ:
            del coming[row.key]
            _refuse(work, "relation", row.key, differ)
    for row in coming.values():
        links = tuple(link for link in row.links if f"relation {link.relation}" not in work.lost)
        _relation(work, row.model_copy(update={"links": links}))


def _translated(work: _Work, row: Relation) -> Relation:
    evidence = tuple(
        entry.model_copy(update={"attribution": work.now.get(entry.attribution or "", entry.attribution)})
        for entry in row.evidence
    )
    ends = {"source": work.now.get(row.source, row.source), "target": work.now.get(row.target, row.target)}
    return row.model_copy(update={**ends, "about": _here(work, row.about), "evidence": evidence})


def _contradiction(here: Relation, there: Relation) -> str:
    """Return in what two tellings of a relation contradict each other; empty where they do not."""
    for name in ("source", "target", *_FIXED):
        one, two = getattr(here, name), getattr(there, name)
        if one != two and (
            name in ("source", "target", "type") or two != Relation.model_fields[name].default
        ):
            return (
                f"{name} is {_shown(one)} here and {_shown(two)} there; make them one, or give it another id"
            )
    return ""


def _shown(value: Any) -> str:
    if hasattr(value, "unit"):
        return f"{value.value} {value.unit}"
    return "not given" if value is None else str(value)


def _relation(work: _Work, row: Relation) -> None:
    same = work.relations.get(row.key)
    if same is None:
        work.relations[row.key] = row
        work.added.append(Told("relation", row.key, f"{row.source} {row.type} {row.target}"))
        return
    fuller = _filled(same, row)
    joined = fuller.model_copy(
        update={
            name: (
                *getattr(same, name),
                *(each for each in getattr(row, name) if each not in getattr(same, name)),
            )
            for name in ("about", "links", "evidence")
        }
    )
    stays = [name for name in ("summary", "note") if getattr(row, name) not in (None, getattr(joined, name))]
    work.relations[row.key] = joined
    more = len(joined.evidence) - len(same.evidence)
    kept = f"keeps its own {' and '.join(stays)}" if stays else ""
    _tell(work, "relation", same, joined, f"{more} more evidence" if more else "", kept)
