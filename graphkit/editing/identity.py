"""Tells which actors of two datasets are one.

An id names an actor only inside the file that gave it. Two actors are one by an id that graphkit or a
shared scheme gave, or by a name of a compatible kind that nothing speaks against; nothing else. What looks
like a number of a row or another program's counter is neither.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphkit.model.entities import Actor
from graphkit.model.ids import id_from

CODE = re.compile(r"Code (.+)\.")
"""The description of an actor of an event table, whose code tells it from others of its name."""

_MOST_TOLD = 3
"""How much of what tells an actor from others is shown."""

_COUNTED_NAME = re.compile(r"(?:[nve]|id|row|node|vertex|edge)?[\W_]*[0-9]+")
_COUNTED_ID = re.compile(
    r"(?:[a-pr-z]|no|nr|num|key|line|link|item|record|entity|actor|person|source|relation)?[\W_]*[0-9]+"
)
"""What a program counts: ``17``, ``n1``, ``node_1``. Of names fewer are such: ``G20`` is a name."""


def is_counter(id: str, names: Iterable[str] = ()) -> bool:
    """Return whether an id looks like the number of a row or a counter, which says nothing elsewhere.

    One such as ``h20`` does not if it is a word of one of its actor's names.
    """
    id = id.casefold()
    if _COUNTED_NAME.fullmatch(id):
        return True
    return _COUNTED_ID.fullmatch(id) is not None and not any(id in _in_any_order(name) for name in names)


@dataclass(slots=True)
class LocalNames:
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


def normalized(name: str) -> str:
    """Return a name as identity compares it: composed, without regard to case and blanks."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())


class Match(NamedTuple):
    """Who an actor may be here: ids of those it is one with, near misses, and whether an id says so."""

    ids: list[str]
    near: list[tuple[str, str]]
    sure: bool = False


_MOST_COMPARED = 100
"""With how many actors of one name another is compared."""

_ORGANISED = {"organisation", "company", "government", "government-body", "media"}


class ActorIndex:
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
        name, code = normalized(actor.name), _code(actor)
        for index, names in (
            (self._by_name, [name]),
            (self._by_alias, {*map(normalized, actor.aliases)} - {name}),
        ):
            for each in names:
                for key in (each, (each, code)):
                    index.setdefault(key, []).append(actor.id)
        for words in {_in_any_order(name) for name in (actor.name, *actor.aliases)}:
            self._by_words.setdefault(words, []).append(actor.id)
        for scheme in actor.ids:
            self._by_scheme.setdefault(scheme, []).append(actor.id)

    def find(self, actor: Actor, local: LocalNames) -> Match:
        """Return who an actor of another file is here; ``local`` says what of it counts in that file only."""
        near: dict[str, str] = {}
        same = self._of(self._by_scheme, actor.ids)
        if same:
            return Match(same, [], sure=True)
        named = actor.id not in local.actors and not is_counter(actor.id, names_of(actor))
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
        name, code = normalized(actor.name), _code(actor)
        for each in names_of(actor):
            if not _COUNTED_NAME.fullmatch(each):
                keys = [(each, code), (each, "")] if code else [each]
                for index in (self._by_name, self._by_alias) if each == name else (self._by_name,):
                    found += self._of(index, keys)
        return list(dict.fromkeys(found))

    def _alike(self, actor: Actor) -> list[str]:
        """Return who has an alias of an actor, or is called almost as it is."""
        words = [_in_any_order(name) for name in (actor.name, *actor.aliases)]
        found = self._of(self._by_alias, map(normalized, actor.aliases)) + self._of(self._by_words, words)
        return [id for id in dict.fromkeys(found) if not _codes_differ(self.rows[id], actor)]

    @staticmethod
    def _of(index: Mapping[Any, list[str]], keys: Iterable[Any]) -> list[str]:
        return list(dict.fromkeys(id for key in keys for id in index.get(key, ())[:_MOST_COMPARED]))

    def _nearest(self, fits: list[str], actor: Actor) -> list[str]:
        """Return of several actors of one name the one with the same code, name to the letter, or kind."""
        for tell in (_code, exact_name, _kind):
            if len(fits) > 1:
                nearer = [id for id in fits if tell(self.rows[id]) == tell(actor)]
                fits = nearer if len(nearer) == 1 else fits
        return fits


def names_of(actor: Actor) -> list[str]:
    """Return the normalized name and aliases of an actor, each once."""
    return list(dict.fromkeys(map(normalized, (actor.name, *actor.aliases))))


def match_reason(here: Actor, there: Actor) -> str:
    """Return by what two actors are known to be one: an identifier, a name, an alias, or else their id."""
    for scheme, id in there.ids:
        if (scheme, id) in here.ids:
            return f"same {scheme} {id}"
    name, other = normalized(here.name), normalized(there.name)
    if name == other:
        return "same name"
    found = [alias for alias in here.aliases if normalized(alias) == other]
    found += [alias for alias in there.aliases if normalized(alias) == name]
    return f"the alias {found[0]}" if found else "same id"


def _likeness(here: Actor, there: Actor) -> str:
    """Return in what two actors are alike who are not taken for one."""
    if normalized(here.name) == normalized(there.name):
        return "is called so too, but that looks like a number, which may be anybody's"
    shared = {*map(normalized, here.aliases)} & {*map(normalized, there.aliases)}
    alias = next((alias for alias in here.aliases if normalized(alias) in shared), None)
    return f"has the alias {alias} too" if alias else "is called almost the same"


def _in_any_order(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents and signs, to find what is written almost the same."""
    return tuple(sorted(id_from(name).split("-"))) if re.search(r"\w", name) else (normalized(name),)


def exact_name(actor: Actor) -> str:
    """Return the name of an actor, composed, its case kept."""
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
    if not set(names_of(here)).isdisjoint(names_of(there)):
        return True
    pairs = [(here.name, name) for name in (there.name, *there.aliases)]
    pairs += [(name, there.name) for name in here.aliases]
    return any(one <= other or other <= one for one, other in (map(_words, pair) for pair in pairs))


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\s,;]+", normalized(name))) or {name}


def compatible(here: str, there: str) -> bool:
    """Return whether actors of two kinds may be one: an organisation may be a company, say."""
    return here == there or ("organisation" in (here, there) and {here, there} <= _ORGANISED)


def _against(here: Actor, there: Actor, local: LocalNames) -> str:
    """Return what speaks against that two actors of one name are one; empty where nothing does."""
    if there.id in local.names:
        return "is called so too, but that is only an id there"
    if there.id not in local.kinds and not compatible(here.kind, there.kind):
        return f"is a {here.kind} here and a {there.kind} there"
    if _codes_differ(here, there):
        return f"has the code {_code(here)} here and {_code(there)} there"
    differ = ids_differ(here, there)
    if not differ and there.id in local.told:
        told = f"the file says {local.told[there.id]}, which cannot be compared"
        return f"has the same name; {told}; merge them if they are one"
    return differ


def ids_differ(here: Actor, there: Actor) -> str:
    """Return the first identifier in which two actors differ, in words; empty where they agree."""
    ours, theirs = dict(here.ids), dict(there.ids)
    differ = sorted(name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name])
    return f"{differ[0]} is {ours[differ[0]]} here and {theirs[differ[0]]} there" if differ else ""
