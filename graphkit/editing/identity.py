"""Decides which actors of two datasets are the same.

An id names an actor only inside the file that gave it. Two actors are the same if they share an id that
graphkit or a common scheme gave, or a name, with compatible kinds and nothing against it, such as another
date of birth; nothing else counts. An id that is made of a name says no more than the name. One that looks
like a row number or another program's counter counts only if all else is equal too. The ids of those who
were merged into an actor remain its own.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.errors import first_few, with_article
from graphkit.model.attribute_names import MERGED_IDS, OUTSIDE_ID, ids_in, meaning_of, names_one
from graphkit.model.distinguishing import (
    MOST_COMPARED,
    attributes_agree,
    changes_agree,
    code_of,
    codes_differ,
    facts_differ,
    namesakes_differ,
    outside_ids_differ,
)
from graphkit.model.folding import keys_of_name, words_of_name, written_alike
from graphkit.model.identifiers import WIKIDATA, comparable
from graphkit.model.ids import id_from
from graphkit.model.kinds import UNKNOWN

if TYPE_CHECKING:
    from graphkit.model.entities import Actor

IF_ONE = "; merge them if they are one"
"""What to do about two that may be one, where a dataset can be edited."""
_MOST_DETAILS = 3
"""How many details of an actor are shown."""

_ORGANISED = {"organisation", "company", "government", "government-body", "media"}

_COUNTED = "id|row|node|vertex|edge"
_THINGS = "ent(?:ity)?|actor|person|user|company|org(?:ani[sz]ation)?|client|source"
"""The words before a number that are no name with it: the first also after a blank, unlike ``Company 3``."""
_COUNTER_NAME = re.compile(
    rf"(?:[nveNVE]|(?i:{_COUNTED}))?[\W_]*[0-9]+(?:\.0+)?|(?:[a-z]{{1,3}}|(?i:{_THINGS}))[-_.:#]?[0-9]+"
    r"|[0-9]+:(?:[\w-]+:)+[0-9]+"
)
_COUNTER_ID = re.compile(
    rf"(?:[a-pr-z]|no|nr|num|key|line|link|item|record|relation|{_COUNTED}|{_THINGS})?[\W_]*[0-9]+(?:\.0+)?"
    r"|[0-9]+:(?:[\w-]+:)+[0-9]+"
)
"""What a program counts: ``17``, ``p1``, ``node_1``, ``4:abc:0``. Capitals make a name, such as ``G20``."""


def is_counter_name(name: str) -> bool:
    """Return whether a name looks like a counter, so that it may be anybody's.

    Examples
    --------
    >>> [is_counter_name(name) for name in ("p1", "17.0", "person_1", "ACTOR1", "Node 12", "4:abc:0")]
    [True, True, True, True, True, True]
    >>> [is_counter_name(name) for name in ("G7", "Unit 731", "Channel 4", "Boeing 747", "area51", "3M")]
    [False, False, False, False, False, False]
    """
    return _COUNTER_NAME.fullmatch(name) is not None


def is_counter(id: str, names: Iterable[str] = ()) -> bool:
    """Return whether an id looks like a row number or a counter, which means nothing elsewhere.

    An id such as ``h20`` is none if it is a word of one of its actor's ``names``, as these are spelled.
    """
    id = id.casefold()
    return _COUNTER_ID.fullmatch(id) is not None and not any(
        id in words_of_name(name, person=False) for name in names if not is_counter_name(name)
    )


def has_counter(actor: Actor) -> bool:
    """Return whether the id of an actor is a counter."""
    return is_counter(actor.id, (actor.name, *actor.aliases))


@dataclass(slots=True)
class LocalNames:
    """What has a meaning only in the file that a dataset was read from.

    ``actors``, ``sources`` and ``relations`` are ids that neither graphkit nor a common scheme gave: another
    program's own, row numbers, or ids that the reader made from names. ``kinds`` and ``names`` are actors
    whose kind, and whose name, is not in the file; they are called by their local id. ``details`` are what a
    foreign file says of actors that distinguishes people: ``born 1961``. Unless an actor here has one of
    these attributes too, they cannot be compared.
    """

    actors: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    details: dict[str, str] = field(default_factory=dict)

    def add_details(self, actor: str, details: Iterable[tuple[str, object]]) -> None:
        """Keep what a file says of an actor: pairs of a property's name there and its value."""
        words = [f"{name} {textwrap.shorten(str(value), 60, placeholder='...')}" for name, value in details]
        if words:
            self.details[actor] = first_few(words, _MOST_DETAILS)


class Match(NamedTuple):
    """Which actors here an actor of another file may be.

    ``ids`` are those that it is the same as: one, or several that cannot be told apart; it is ``sure`` if an
    id says so, not only a name. ``near`` are similar actors, each with the reason why it is another.
    ``reason`` is what they share where that is neither a name nor an identifier.
    """

    ids: list[str]
    near: list[tuple[str, str]]
    sure: bool = False
    reason: str = ""


class ActorIndex:
    """The actors of a dataset, by everything that identifies them."""

    def __init__(self, actors: Iterable[Actor] = (), *, keep_apart: bool = False) -> None:
        self.rows: dict[str, Actor] = {}
        self._keep_apart = keep_apart
        self._by_name: dict[str | tuple[str, str], list[str]] = {}
        self._by_alias: dict[str | tuple[str, str], list[str]] = {}
        self._by_scheme: dict[tuple[str, str], list[str]] = {}
        self._by_words: dict[tuple[str, ...], list[str]] = {}
        self._by_number: dict[tuple[str, str], list[str]] = {}
        self._by_merged: dict[str, list[str]] = {}
        for actor in actors:
            self.add(actor)

    def add(self, actor: Actor) -> None:
        """Add an actor."""
        self.rows[actor.id] = actor
        name, code = normalized(actor.name), code_of(actor)
        aliases = {*map(normalized, actor.aliases)} - {name}
        for index, names in ((self._by_name, {name}), (self._by_alias, aliases)):
            for each in names:
                index.setdefault(each, []).append(actor.id)
                index.setdefault((each, code), []).append(actor.id)
        for key in _word_keys(actor):
            self._by_words.setdefault(key, []).append(actor.id)
        for scheme in actor.ids:
            self._by_scheme.setdefault(comparable(*scheme), []).append(actor.id)
        for number in _numbers_of(actor):
            self._by_number.setdefault(number, []).append(actor.id)
        for merged in merged_ids(actor):
            self._by_merged.setdefault(merged, []).append(actor.id)

    def find(self, actor: Actor, local: LocalNames) -> Match:
        """Return which actors here an actor of another file may be."""
        near: dict[str, str] = {}
        same = self._of(self._by_scheme, (comparable(*scheme) for scheme in actor.ids))
        if same:
            return Match(same, [], sure=True)
        own_id = actor.id not in local.actors and actor.id in self.rows
        counter = has_counter(actor)
        equal = own_id and self.rows[actor.id] == actor
        if own_id and (equal or not (counter or self._is_only_a_name(actor))):
            if _share_words(self.rows[actor.id], actor):
                return Match([actor.id], [], sure=True)
            near[actor.id] = "has the same id, but no name in common"
        merged = {} if own_id else self._merged(actor, local)
        for id in merged:
            if _share_words(self.rows[id], actor):
                same.append(id)
            else:
                near[id] = "was merged with that id, but has no name in common"
        if same:
            return Match(same, [], sure=True, reason=f"merged id {merged[same[0]]}")
        if self._keep_apart:
            return Match([], [])
        fits = []
        for id in self._of_same_name(actor):
            reason = _against(self.rows[id], actor, local)
            if reason:
                near[id] = reason
            else:
                fits.append(id)
        if not fits:
            for number, words in _numbers_of(actor).items():
                same = self._of(self._by_number, [number])
                near = dict.fromkeys(same, f"has the {words} too{IF_ONE}") | near
            for id in self._similar(actor):
                near.setdefault(id, _likeness(self.rows[id], actor))
        found = self._nearest(fits, actor)
        here = self.rows[found[0]] if len(found) == 1 else actor
        if (reason := outside_ids_differ(here, actor)) and not attributes_agree(here, actor):
            near[found.pop()] = reason
        return Match(found, list(near.items()))

    def _merged(self, actor: Actor, local: LocalNames) -> dict[str, str]:
        """Return by which id each was merged with an actor, here or by who wrote its file."""
        own, told = [] if actor.id in local.actors else [actor.id], merged_ids(actor)
        return self._of_merged(own) or {id: id for id in told if id in self.rows} or self._of_merged(told)

    def _of_merged(self, ids: Iterable[str]) -> dict[str, str]:
        return {here: id for id in ids for here in self._of(self._by_merged, [id])}

    def _is_only_a_name(self, actor: Actor) -> bool:
        """Return whether an id that is one here too is only made of a name that somebody else may have."""
        if not made_of_name(actor.id, actor):
            return False
        here = self.rows[actor.id]
        if facts_differ(here, actor):
            return True
        return len(self._of_same_name(actor)) > 1 and not attributes_agree(here, actor)

    def _of_same_name(self, actor: Actor) -> list[str]:
        """Return the actors whose name is a name or alias of an actor, or that have its name as an alias.

        Two equal aliases say little. Of very many actors of one name only some are returned.
        """
        ids: list[str] = []
        own, code = normalized(actor.name), code_of(actor)
        for spelled in (actor.name, *actor.aliases):
            name = normalized(spelled)
            keys = [(name, code), (name, "")] if code else [name]
            for index in (self._by_name, self._by_alias) if name == own else (self._by_name,):
                found = self._of(index, keys)
                if is_counter_name(spelled):
                    found = [id for id in found if _is_called(self.rows[id], name)]
                ids += found
        return list(dict.fromkeys(ids))

    def counted(self, actor: Actor) -> list[str]:
        """Return the actors that are called by the same counter as an actor, and that it may be."""
        if not is_counter_name(actor.name):
            return []
        rows = (self.rows[id] for id in self._of(self._by_name, [normalized(actor.name)]))
        return [row.id for row in rows if row.kind == actor.kind and not facts_differ(row, actor)]

    def _similar(self, actor: Actor) -> list[str]:
        """Return the actors that share an alias with an actor, or have almost the same name."""
        ids = self._of(self._by_alias, map(normalized, actor.aliases))
        words = _words_of(actor)
        ids += (
            id
            for id in self._of(self._by_words, _word_keys(actor))
            if any(written_alike(one, other) for one in words for other in _words_of(self.rows[id]))
        )
        return [id for id in dict.fromkeys(ids) if not codes_differ(self.rows[id], actor)]

    @staticmethod
    def _of(index: Mapping[Any, list[str]], keys: Iterable[Any]) -> list[str]:
        return list(dict.fromkeys(id for key in keys for id in index.get(key, ())[:MOST_COMPARED]))

    def _nearest(self, fits: list[str], actor: Actor) -> list[str]:
        """Return, of several actors of one name, the one with the same code, seat, spelling or kind.

        An equal id of another program's file says nothing: it names an actor only inside that file. Nor does
        it matter whether a name is somebody's first or an alias: it may mean either.
        """
        code, spelled = code_of(actor), exact_name(actor.name)
        traits: tuple[Callable[[Actor], bool], ...] = (
            lambda here: code is not None and code_of(here) == code,
            lambda here: here.kind in _ORGANISED and changes_agree(here, actor),
            lambda here: spelled in map(exact_name, (here.name, *here.aliases)),
            lambda here: here.kind == actor.kind,
        )
        for is_alike in traits:
            nearer = [id for id in fits if is_alike(self.rows[id])]
            fits = nearer if len(nearer) == 1 else fits
        return fits


def merged_ids(actor: Actor) -> list[str]:
    """Return the ids of those who were merged into an actor, as far as they name somebody in other files."""
    return [id for id in ids_in(dict(actor.attributes).get(MERGED_IDS, "")) if names_somebody(id, actor)]


def names_somebody(id: str, actor: Actor) -> bool:
    """Return whether an id of an actor says more than a counter or the name."""
    return bool(id) and not is_counter(id, (actor.name, *actor.aliases)) and not made_of_name(id, actor)


# --- names ----------------------------------------------------------------------------------------


def normalized(name: str) -> str:
    """Return a name as it is compared: in Unicode's composed form, without regard to case and blanks.

    Weiß and Weiss are two names.
    """
    parts = re.split("[\u00df\u1e9e]", unicodedata.normalize("NFC", name))
    caseless = "\u00df".join(part.casefold() for part in parts)
    return " ".join(unicodedata.normalize("NFC", caseless).split())


def names_of(actor: Actor) -> list[str]:
    """Return the normalized name and aliases of an actor, each once."""
    return list(dict.fromkeys(map(normalized, (actor.name, *actor.aliases))))


def aliases(name: str, own: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the aliases of an actor with other names that it has not, in any case, yet."""
    has = {normalized(each) for each in (name, *own)}
    new: dict[str, str] = {}
    for other in others:
        if normalized(other) not in has:
            new.setdefault(normalized(other), other)
    return (*own, *new.values())


def exact_name(name: str) -> str:
    """Return a name in composed form, with its case."""
    return unicodedata.normalize("NFC", name)


def _words_of(actor: Actor) -> list[tuple[str, ...]]:
    person = actor.kind in ("person", UNKNOWN)
    return [words_of_name(name, person=person) for name in (actor.name, *actor.aliases)]


def _word_keys(actor: Actor) -> set[tuple[str, ...]]:
    """Return what an actor shares with those whose name is written almost the same."""
    person = actor.kind in ("person", UNKNOWN)
    return {key for words in _words_of(actor) for key in keys_of_name(words, person=person)}


def _numbers_of(actor: Actor) -> dict[tuple[str, str], str]:
    """Return the ids and numbers of an actor that hardly anybody else has, as they are compared, in words."""
    numbers = {}
    for name, value in (*actor.ids, *actor.attributes):
        for text in str(value).split(";") if name == OUTSIDE_ID or names_one(name) else ():
            item = name == OUTSIDE_ID and WIKIDATA.fullmatch(text)
            if text.strip() and (item or name != OUTSIDE_ID or not is_counter(text.strip())):
                scheme = "wikidata" if item else meaning_of(name) or name
                numbers[comparable(scheme, text)] = f"{name} {text.strip()}"
    return numbers


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\s,;]+", normalized(name))) or {name}


def made_of_name(id: str, actor: Actor) -> bool:
    """Return whether an id says no more than a name of an actor."""
    return re.sub("-[0-9]+$", "", id) in map(id_from, (actor.name, *actor.aliases))


# --- two actors -----------------------------------------------------------------------------------


def compatible(here: str, there: str) -> bool:
    """Return whether actors of one name and two kinds may be the same: an organisation may be a company, say.

    What is of unknown kind may be anything, but only an id makes it a person.
    """
    if UNKNOWN in (here, there):
        return "person" not in (here, there)
    return here == there or ("organisation" in (here, there) and {here, there} <= _ORGANISED)


def kinds_differ(here: Actor, there: Actor) -> str:
    """Return in words of which kinds two actors are."""
    kinds = (row.kind for row in (here, there))
    words = ["of unknown kind" if kind == UNKNOWN else with_article(kind) for kind in kinds]
    return f"is {words[0]} here and {words[1]} there"


def match_reason(here: Actor, there: Actor) -> str:
    """Return what two actors that are the same share: an identifier, a name, an alias, or else their id."""
    for scheme, id in there.ids:
        if comparable(scheme, id) in {comparable(*each) for each in here.ids}:
            return f"same {scheme} {id}"
    name, other = normalized(here.name), normalized(there.name)
    if name == other:
        return "same name"
    shared = [alias for alias in here.aliases if normalized(alias) == other]
    shared += [alias for alias in there.aliases if normalized(alias) == name]
    return f"the alias {shared[0]}" if shared else "same id"


def _is_called(actor: Actor, name: str) -> bool:
    """Return whether an actor has a name, and spells it as no counter: ``G7`` for ``g7``."""
    return any(
        normalized(each) == name and not is_counter_name(each) for each in (actor.name, *actor.aliases)
    )


def _likeness(here: Actor, there: Actor) -> str:
    if normalized(here.name) == normalized(there.name):
        return "is called so too, but that looks like a number, which may be anybody's"
    shared = {*map(normalized, here.aliases)} & {*map(normalized, there.aliases)}
    alias = next((alias for alias in here.aliases if normalized(alias) in shared), None)
    return f"has the alias {alias} too" if alias else "is called almost the same"


def _share_words(here: Actor, there: Actor) -> bool:
    """Return whether actors of one id may be the same: all words of one's name are in a name of the other."""
    if not set(names_of(here)).isdisjoint(names_of(there)):
        return True
    pairs = [(here.name, name) for name in (there.name, *there.aliases)]
    pairs += [(name, there.name) for name in here.aliases]
    return any(one <= other or other <= one for one, other in (map(_words, pair) for pair in pairs))


def _against(here: Actor, there: Actor, local: LocalNames) -> str:
    """Return what shows that two actors of one name are not the same; empty if nothing does."""
    if there.id in local.names and not _called_alike(here, there):
        return "is called so too, but that is only an id there"
    if not compatible(here.kind, there.kind):
        return kinds_differ(here, there)
    difference = namesakes_differ(here, there)
    if not difference and there.id in local.details and not attributes_agree(here, there):
        details = f"the file says {local.details[there.id]}, which cannot be compared"
        return f"has the same name; {details}{IF_ONE}"
    return difference


def _called_alike(here: Actor, there: Actor) -> bool:
    """Return whether an id that is a name, such as the handle ``adalee``, is one here too, to the letter."""
    return (
        there.name == there.id
        and exact_name(here.name) == exact_name(there.name)
        and not is_counter(there.id)
    )
