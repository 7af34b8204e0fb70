"""Joins one dataset into another: what is new, what adds to something known, what cannot be both.

An id names an actor only inside the file that gave it. Two actors are one by an id that graphkit or a
shared scheme gave, or by a name of a compatible kind that nothing speaks against; nothing else. What looks
like a number of a row or another program's counter is neither.
"""

import re
import textwrap
import unicodedata
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphkit.editing.edits import FreeIds, aliases, id_from
from graphkit.model.entities import Actor, Dataset, Relation, Source
from graphkit.storage.patch import sound

_FIXED = ("type", "when", "status", "amount")
"""What two tellings of one relation must agree on; what evidence says of it may differ."""

CODE = re.compile(r"Code (.+)\.")
"""The description of an actor of an event table, whose code tells it from others of its name."""

_MOST_TOLD = 3
"""How much of what tells an actor from others is shown."""

_COUNTED_NAME = re.compile(r"(?:[nve]|id|row|node|vertex|edge)?[\W_]*[0-9]+")
_COUNTED_ID = re.compile(
    r"(?:[a-pr-z]|no|nr|num|key|line|link|item|record|entity|actor|person|source|relation)?[\W_]*[0-9]+"
)
"""What a program counts: ``17``, ``n1``, ``node_1``. Of names fewer are such: ``G20`` is a name."""


def counted(id: str, names: Iterable[str] = ()) -> bool:
    """Return whether an id looks like the number of a row or a counter, which says nothing elsewhere.

    One such as ``h20`` does not if it is a word of one of its actor's names.
    """
    id = id.casefold()
    if _COUNTED_NAME.fullmatch(id):
        return True
    return _COUNTED_ID.fullmatch(id) is not None and not any(id in _in_any_order(name) for name in names)


@dataclass(slots=True)
class Local:
    """What means nothing outside the file that a dataset was read from.

    Attributes
    ----------
    actors, sources, relations
        Ids that neither graphkit nor a shared scheme gave: another program's own, numbers of rows, or
        made of names by the reader.
    kinds, names
        Actors of whose kind, and of whose name, the file says nothing; they are called by their local id.
    told
        What the file says of actors that tells people apart and that no dataset keeps: ``born 1961``.
    """

    actors: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)

    def tell(self, actor: str, said: Iterable[tuple[str, object]]) -> None:
        """Note what a file says of an actor, each by its name there."""
        words = [f"{name} {textwrap.shorten(str(value), 60, placeholder='...')}" for name, value in said]
        if words:
            more = f" and {len(words) - _MOST_TOLD} more" if len(words) > _MOST_TOLD else ""
            self.told[actor] = ", ".join(words[:_MOST_TOLD]) + more


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one row: its kind, its id in the dataset it went to, and a reason or what it brought.

    ``who`` are the two that were joined, where they are actors.
    """

    what: str
    id: str
    words: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A dataset with another joined into it, and what became of each row.

    Attributes
    ----------
    dataset
        The two together.
    added, joined, refused
        The rows that are new, those that are joined with one that was there, those that cannot be.
    apart
        The rows that look like one that was there, or have its id, and are kept apart.
    alike
        The ids of relations that were there already, alike in everything.
    actors
        The id here of each actor of the other dataset.
    """

    dataset: Dataset
    added: tuple[Item, ...]
    joined: tuple[Item, ...]
    refused: tuple[Item, ...]
    apart: tuple[Item, ...] = ()
    alike: tuple[str, ...] = ()
    actors: Mapping[str, str] = field(default_factory=dict)


def there_already(count: int) -> str:
    """Return the line that tells of relations that are not added, as they are there."""
    subject = "1 relation is" if count == 1 else f"{count:,} relations are"
    return f"{subject} there already, alike in actors, type, date and all else; not added again."


# --- who is who ---------------------------------------------------------------------------------


def called(name: str) -> str:
    """Return a name as identity compares it: composed, without regard to case and blanks."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())


class Match(NamedTuple):
    """Who an actor may be here: ids of those it is one with, near misses, and whether an id says so."""

    ids: list[str]
    near: list[tuple[str, str]]
    sure: bool = False


_MOST_COMPARED, _MOST_SHOWN = 100, 3
"""With how many actors of one name another is compared; how many near misses of an actor are shown."""

_ORGANISED = {"organisation", "company", "government", "government-body", "media"}


class Known:
    """The actors of a dataset, by what they may be known again by."""

    def __init__(self, actors: Iterable[Actor] = (), *, keep_apart: bool = False) -> None:
        self.rows: dict[str, Actor] = {}
        self._keep_apart = keep_apart
        self._by_name: dict[str | tuple[str, str], list[str]] = {}
        self._by_alias: dict[str | tuple[str, str], list[str]] = {}
        self._by_scheme: dict[tuple[str, str], list[str]] = {}
        self._by_words: dict[tuple[str, ...], list[str]] = {}
        for actor in actors:
            self.add(actor)

    def add(self, actor: Actor) -> None:
        """Add an actor."""
        self.rows[actor.id] = actor
        name, code = called(actor.name), _code(actor)
        for index, names in (self._by_name, [name]), (self._by_alias, {*map(called, actor.aliases)} - {name}):
            for each in names:
                for key in (each, (each, code)):
                    index.setdefault(key, []).append(actor.id)
        for words in {_in_any_order(name) for name in (actor.name, *actor.aliases)}:
            self._by_words.setdefault(words, []).append(actor.id)
        for scheme in actor.ids:
            self._by_scheme.setdefault(scheme, []).append(actor.id)

    def find(self, actor: Actor, local: Local) -> Match:
        """Return who an actor of another file is here; ``local`` says what of it counts in that file only."""
        near: dict[str, str] = {}
        same = self._of(self._by_scheme, actor.ids)
        if same:
            return Match(same, [], sure=True)
        named = actor.id not in local.actors and not counted(actor.id, _names(actor))
        if named and actor.id in self.rows:
            if _agree(self.rows[actor.id], actor):
                return Match([actor.id], [], sure=True)
            near[actor.id] = "has the same id, but no name in common"
        if self._keep_apart:
            return Match([], [])
        fits = []
        for id in self._called(actor):
            reason = _against(self.rows[id], actor, local)
            if reason:
                near[id] = reason
            else:
                fits.append(id)
        if not fits:
            for id in self._alike(actor):
                near.setdefault(id, _likeness(self.rows[id], actor))
        return Match(self._nearest(fits, actor), list(near.items()))

    def _called(self, actor: Actor) -> list[str]:
        """Return whose name is an actor's name or alias, or who has its name for an alias.

        Of very many, whom nobody can tell apart, only some. That an alias is another's alias says little.
        """
        found: list[str] = []
        name, code = called(actor.name), _code(actor)
        for each in _names(actor):
            if not _COUNTED_NAME.fullmatch(each):
                keys = [(each, code), (each, "")] if code else [each]
                for index in (self._by_name, self._by_alias) if each == name else (self._by_name,):
                    found += self._of(index, keys)
        return list(dict.fromkeys(found))

    def _alike(self, actor: Actor) -> list[str]:
        """Return who has an alias of an actor, or is called almost as it is."""
        words = [_in_any_order(name) for name in (actor.name, *actor.aliases)]
        found = self._of(self._by_alias, map(called, actor.aliases)) + self._of(self._by_words, words)
        return [id for id in dict.fromkeys(found) if not _codes_differ(self.rows[id], actor)]

    @staticmethod
    def _of(index: Mapping[Any, list[str]], keys: Iterable[Any]) -> list[str]:
        return list(dict.fromkeys(id for key in keys for id in index.get(key, ())[:_MOST_COMPARED]))

    def _nearest(self, fits: list[str], actor: Actor) -> list[str]:
        """Return of several actors of one name the one with the same code, name to the letter, or kind."""
        for tell in (_code, _to_the_letter, _kind):
            if len(fits) > 1:
                nearer = [id for id in fits if tell(self.rows[id]) == tell(actor)]
                fits = nearer if len(nearer) == 1 else fits
        return fits


def _names(actor: Actor) -> list[str]:
    return list(dict.fromkeys(map(called, (actor.name, *actor.aliases))))


def how(here: Actor, there: Actor) -> str:
    """Return by what two actors are known to be one: an identifier, a name, an alias, or else their id."""
    for scheme, id in there.ids:
        if (scheme, id) in here.ids:
            return f"same {scheme} {id}"
    name, other = called(here.name), called(there.name)
    if name == other:
        return "same name"
    found = [alias for alias in here.aliases if called(alias) == other]
    found += [alias for alias in there.aliases if called(alias) == name]
    return f"the alias {found[0]}" if found else "same id"


def _likeness(here: Actor, there: Actor) -> str:
    """Return in what two actors are alike who are not taken for one."""
    if called(here.name) == called(there.name):
        return "is called so too, but that looks like a number, which may be anybody's"
    shared = {*map(called, here.aliases)} & {*map(called, there.aliases)}
    alias = next((alias for alias in here.aliases if called(alias) in shared), None)
    return f"has the alias {alias} too" if alias else "is called almost the same"


def _in_any_order(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents and signs, to find what is written almost the same."""
    return tuple(sorted(id_from(name).split("-"))) if re.search(r"\w", name) else (called(name),)


def _to_the_letter(actor: Actor) -> str:
    return unicodedata.normalize("NFC", actor.name)


def _kind(actor: Actor) -> str:
    return actor.kind


def _code(actor: Actor) -> str:
    match = CODE.fullmatch(actor.description or "")
    return match[1] if match else ""


def _codes_differ(here: Actor, there: Actor) -> bool:
    codes = {_code(here), _code(there)} - {""}
    return len(codes) > 1


def _agree(here: Actor, there: Actor) -> bool:
    """Return whether two actors of one id may be one: the words of one's name are among the other's."""
    if not set(_names(here)).isdisjoint(_names(there)):
        return True
    pairs = [(here.name, name) for name in (there.name, *there.aliases)]
    pairs += [(name, there.name) for name in here.aliases]
    return any(one <= other or other <= one for one, other in (map(_words, pair) for pair in pairs))


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\s,;]+", called(name))) or {name}


def compatible(here: str, there: str) -> bool:
    """Return whether actors of two kinds may be one: an organisation may be a company, say."""
    return here == there or ("organisation" in (here, there) and {here, there} <= _ORGANISED)


def _against(here: Actor, there: Actor, local: Local) -> str:
    """Return what speaks against that two actors of one name are one; empty where nothing does."""
    if there.id in local.names:
        return "is called so too, but that is only an id there"
    if there.id not in local.kinds and not compatible(here.kind, there.kind):
        return f"is a {here.kind} here and a {there.kind} there"
    if _codes_differ(here, there):
        return f"has the code {_code(here)} here and {_code(there)} there"
    differ = _ids_differ(here, there)
    if not differ and there.id in local.told:
        told = f"the file says {local.told[there.id]}, which cannot be compared"
        return f"has the same name; {told}; merge them if they are one"
    return differ


def _ids_differ(here: Actor, there: Actor) -> str:
    ours, theirs = dict(here.ids), dict(there.ids)
    differ = sorted(name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name])
    return f"{differ[0]} is {ours[differ[0]]} here and {theirs[differ[0]]} there" if differ else ""


# --- joining ------------------------------------------------------------------------------------


@dataclass
class _Work:
    """The rows so far, and what has been told of them."""

    file: str
    local: Local
    ids: FreeIds
    known: Known
    sources: dict[str, Source]
    relations: dict[str, Relation]
    added: list[Item] = field(default_factory=list)
    joined: list[Item] = field(default_factory=list)
    refused: list[Item] = field(default_factory=list)
    apart: list[Item] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    actors_now: dict[str, str] = field(default_factory=dict)
    sources_now: dict[str, str] = field(default_factory=dict)
    relations_now: dict[str, str] = field(default_factory=dict)
    """The id that each row of the other dataset has here."""
    lost: set[str] = field(default_factory=set)
    """Actors, sources and relations of the other dataset that were refused."""


def join(
    dataset: Dataset,
    other: Dataset,
    local: Local | None = None,
    *,
    keep_apart: bool = False,
    whole: bool = True,
    file: str = "",
) -> Joined:
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
    local = local or Local()
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
        Known(dataset.actors, keep_apart=keep_apart),
        {row.id: row for row in dataset.sources},
        {row.key: row for row in dataset.relations},
    )
    _actors(work, other.actors)
    types = {row.name: row for row in dataset.relation_types}
    for kind in other.relation_types:
        if kind.name not in types:
            types[kind.name] = kind
            work.added.append(Item("relation type", kind.name))
        elif types[kind.name] != kind:
            work.refused.append(Item("relation type", kind.name, "is another here; what it is here stays"))
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
    return Joined(
        sound(made, "this import") if whole else made,
        tuple(work.added),
        tuple(work.joined),
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
    work.refused.append(Item(what, id, words))


def _tell(
    work: _Work, what: str, before: Any, after: Any, first: str = "", last: str = "", who: str = ""
) -> None:
    """Note that a row was joined, if that brought anything or it is not by its id that it is the same."""
    brought = [name for name, value in after if value != getattr(before, name)]
    words = [first, f"gets {', '.join(brought)}" if brought else "", last]
    if any(words):
        id = after.key if what == "relation" else after.id
        work.joined.append(Item(what, id, "; ".join(word for word in words if word), who))


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
            named = [not counted(id, _names(known.rows[id])) for id in match.ids]
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
    exact = [actor for actor in wanting if _to_the_letter(actor) == _to_the_letter(here)]
    for some in (wanting, sure, exact):
        if len(some) == 1:
            return some[0]
    return None


def _add_actor(
    work: _Work, actor: Actor, near: Iterable[tuple[str, str]], before: Mapping[str, Actor]
) -> None:
    given = actor.id not in work.local.actors
    if given and actor.id in work.sources and not counted(actor.id, _names(actor)):
        _refuse(work, "actor", actor.id, "is a source here; give it another id")
        return
    stays = given and actor.id not in before and actor.id not in work.sources
    id = actor.id if stays else work.ids.take(id_from(actor.name))
    work.known.rows[id] = actor.model_copy(update={"id": id})
    work.actors_now[actor.id] = id
    work.added.append(Item("actor", id, actor.name))
    for other, reason in list(near)[:_MOST_SHOWN]:
        work.apart.append(Item("actor", id, f"{other} ({before[other].name}) {reason}"))


def _join_actor(work: _Work, same: Actor, actor: Actor, *, sure: bool) -> None:
    if actor.id not in work.local.kinds and not compatible(same.kind, actor.kind):
        wrong = how(same, actor).removeprefix("same ")
        mend = "give it another id" if same.id == actor.id else f"mend the kind of one, or the {wrong}"
        _refuse(work, "actor", actor.id, f"is a {same.kind} here and a {actor.kind} there; {mend}")
        return
    differ = _ids_differ(same, actor)
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
        _tell(work, "actor", same, joined, how(same, actor), who=who)


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
    named = given and not counted(source.id)
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
        work.added.append(Item("source", id, source.title or source.publisher))
        if same is not None:
            work.apart.append(Item("source", id, f"{same.id} is another document, which has its id"))
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
            work.apart.append(Item("relation", key, f"{row.key} is a relation between others here"))
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
    return row.key not in work.local.relations and not counted(row.key)


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
        work.added.append(Item("relation", row.key, f"{told}; {without}" if without else told))
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
