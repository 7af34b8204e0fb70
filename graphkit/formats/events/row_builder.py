"""Builds the rows of ``graph.json`` from the rows of a table: who of one name is one actor, and its id."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from graphkit.editing.identity import (
    ActorIndex,
    LocalNames,
    Match,
    aliases,
    match_reason,
    names_of,
    normalized,
)
from graphkit.errors import first_few
from graphkit.formats.events import cameo
from graphkit.formats.events.event import Document, Event, Party
from graphkit.formats.foreign_identity import KIND_ASSUMED, UNDIRECTED_TYPE, UNNAMED_TYPE
from graphkit.formats.foreign_status import denied_first
from graphkit.formats.format import Reading
from graphkit.model.attribute_names import OUTSIDE_ID, names_one
from graphkit.model.distinguishing import (
    MOST_COMPARED,
    Facts,
    are_dates_of_one,
    both_values,
    facts_of,
    namesakes_differ,
    only_one_is_a_person,
    outside_ids_differ,
    telling,
    tells_who,
)
from graphkit.model.folding import in_one_form
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.references import DATES
from graphkit.model.vocabulary import own_row, vocabulary

if TYPE_CHECKING:
    from graphkit.model.entities import Actor


def actor_of(row: Mapping[str, Any]) -> "Actor":
    """Return the actor of a row of ``graph.json`` that is known to be valid."""
    from graphkit.model.entities import Actor  # here, since no table needs it that is read alone

    pairs = {name: tuple(sorted(row.get(name, {}).items())) for name in ("ids", "attributes")}
    fields = {**row, "aliases": tuple(row.get("aliases", ())), **pairs}
    return Actor.model_construct(**fields)


def own_type(name: str, *, symmetric: bool = False) -> dict[str, Any]:
    """Return the row of a relation type that the vocabulary lacks."""
    row = own_row(name, symmetric=symmetric)
    return {**row, **(cameo.own_type(name) or {})}


def source_row(document: Document) -> dict[str, Any]:
    """Return the row of a source."""
    return {name: text for name, text in zip(Document._fields, document, strict=True) if text}


_NO_MATCH = Match([], [])

_ALIASES = ("aliases", "alias")
"""The attributes that are other names of an actor, parted by semicolons or vertical bars."""


def _also(row: Mapping[str, Any], party: Party) -> dict[str, Any]:
    """Return the other names of an actor, with those that a row of a table adds; none if it adds none."""
    told = [text for name, text in party.attributes if name in _ALIASES]
    if not told:
        return {}
    names = [in_one_form(each.strip()) for text in told for each in re.split("[;|]", text)]
    found = aliases(row["name"], row.get("aliases", ()), filter(None, names))
    return {"aliases": list(found)} if found else {}


def _telling(party: Party) -> Party:
    """Return what of a party tells it from others of its name."""
    return Party(in_one_form(party.name), party.kind, party.code, telling(party.attributes))


def _size(fact: tuple[str, str]) -> int:
    return len(fact[1])


def _are_two(here: Facts, kind: str, there: Facts, other_kind: str) -> bool:
    """Return whether two of one name are two actors, by their kinds, ids or attributes."""
    return only_one_is_a_person(kind, other_kind) or bool(
        outside_ids_differ(here, there) or namesakes_differ(here, there)
    )


class RowBuilder:
    """Builds the rows of ``graph.json`` from events, and gives each actor an id.

    Parameters
    ----------
    actors
        The rows of actors that are known before, by id; new actors are added to them.
    keep_apart
        Whether no actor of the table is taken for a known one.
    symmetric
        The names of own relation types that are known before, and whether each goes both ways.

    Attributes
    ----------
    actors, sources
        Rows by id.
    lists
        The ids of the sources that are lists as of a day.
    types
        The names of the relation types, and whether each goes both ways.
    without_kind
        The ids of new actors whose kind no row gives.
    matched
        For each known actor that the table names: the name.
    reasons
        For each of them: why it is taken for the same.
    ambiguous
        Actors whose name fits several known actors, or one that is matched already, or that of another
        kind: one text each.
    told_apart
        The names that several actors have, each with the first row that shows it; 0 if rows have no number.
    unclear
        The names of which a row does not tell whose of several it is; as above.
    kinds_apart
        The names of actors to whom a row gives another kind than the one before, which stays; as above.
    line
        The number of the row that is read.
    left_out
        What rows say of actors that is not taken, as another row says something else; with a count.
    """

    def __init__(
        self,
        actors: dict[str, dict[str, Any]] | None = None,
        *,
        keep_apart: bool = False,
        symmetric: Mapping[str, bool] | None = None,
    ) -> None:
        self.actors = {} if actors is None else actors
        self.sources: dict[str, dict[str, Any]] = {}
        self.lists: set[str] = set()
        self.types: dict[str, bool] = {}
        self.without_kind: set[str] = set()
        self.matched: dict[str, str] = {}
        self.reasons: dict[str, str] = {}
        self.ambiguous: list[str] = []
        self.left_out: Counter[tuple[str, str]] = Counter()
        self.told_apart: dict[str, int] = {}
        self.unclear: dict[str, int] = {}
        self.kinds_apart: dict[str, int] = {}
        self.line = 0
        self.names_of_one_id: dict[str, str] = {}
        self._symmetric = dict(symmetric or {})
        self._ids: dict[str | tuple[str, ...], list[str]] = {}  # by name, with code and own id if there are
        self._first_names: dict[str, str] = {}  # by their own ids
        self._facts: dict[str, Facts] = {}  # of actors as they were when they were last compared
        self._parties: dict[str | Party, str] = {}  # one of whom nothing is said by its name alone
        self._without_id: dict[str, tuple[int, list[str]]] = {}  # by name, the first row and all of the name
        self._unsure: dict[Party, str] = {}  # with their ids once they have one
        self._whole: dict[Party, Party] = {}  # with all that the table tells of whom it says less elsewhere
        self._type_names: dict[tuple[str, bool], str] = {}
        self._free = FreeIds(self.actors)
        self._known = ActorIndex(map(actor_of, self.actors.values()), keep_apart=keep_apart)

    def relation(self, event: Event) -> dict[str, Any]:
        """Return the row of an event's relation, its keys in canonical order."""
        type_ = self._type_names.get((event.type, event.undirected))
        if type_ is None:
            type_ = self.type_of(event.type, undirected=event.undirected)
        self.line = event.line
        ends = self.id_of(event.source), self.id_of(event.target)
        row: dict[str, Any] = dict(
            zip(("source", "target"), ends[::-1] if event.turned else ends, strict=True)
        )
        row |= {"key": event.key, "type": type_}
        row |= {name: text for name in DATES if (text := getattr(event, name))}
        row |= dict(event.more)
        if status := denied_first((row.get("status"), event.status)):
            row["status"] = status
        if event.note:
            row["note"] = event.note
        if event.document:
            id, told = event.document.id, source_row(event.document)
            self.lists |= {id} if event.of_list else set()
            source = self.sources.setdefault(id, told)
            if source is not told:
                published = min(source["published"], told["published"])
                self.sources[id] = {**source, **told, **source, "published": published}
            row["evidence"] = [{"source": id} | dict(event.told)]
        return row

    def type_of(self, name: str, *, undirected: bool = False) -> str:
        """Return the name of a relation type; of one name, what goes both ways and what does not are two."""
        known, wanted = vocabulary().get(name), name
        if name == UNNAMED_TYPE and undirected:
            wanted = UNDIRECTED_TYPE
        elif known is not None:
            wanted = f"{name}-undirected" if undirected and not known.symmetric else name
        elif self._symmetric.setdefault(name, undirected) != undirected:
            wanted = f"{name}-{'undirected' if undirected else 'directed'}"
        self._type_names[name, undirected] = wanted
        self.types[wanted] = undirected
        return wanted

    def id_of(self, party: Party) -> str:
        """Return the id of an actor: name and code distinguish actors, and what only one of them can be."""
        known = party if party.kind or party.code or party.attributes else party.name
        id = self._parties.get(known)
        if id is None:
            name = in_one_form(party.name)
            told = dict(party.attributes) if party.attributes else {}
            own = told.get(OUTSIDE_ID)  # blank if others of the table have one
            ids = among = of_id = self._ids.setdefault((name, party.code) if party.code else name, [])
            if own is not None:
                of_id = self._ids.setdefault((name, party.code, own), [])
                blank = self._ids.get((name, party.code, ""), [])
                among = of_id or ([each for each in ids if each not in blank] if own else [])
            unsure = _telling(party) if self._unsure else party
            is_unsure = bool(self._unsure) and unsure in self._unsure
            if is_unsure:
                fitting = [each] if (each := self._unsure[unsure]) else []
            elif among:
                facts = facts_of(party._asdict())
                fitting = [each for each in among[:MOST_COMPARED] if not self._is_another(each, party, facts)]
            else:
                fitting = []
            if len(fitting) == 1:
                [id] = fitting
                self._complete(id, party)
            else:
                of_form = party if party.name == name else party._replace(name=name)
                id = self._new_id(of_form, joins=not is_unsure)
                if is_unsure:
                    self._unsure[unsure] = id
                    self.unclear.setdefault(party.name, self.line)
                else:
                    if ids:
                        self.told_apart.setdefault(party.name, self.line)
                    if own == "":
                        self._without_id.setdefault(party.name, (self.line, ids))
                    ids.append(id)
                shared = [text for fact, text in party.attributes if text and names_one(fact)]
                for each in [own, *shared] if own else shared:
                    if (first := self._first_names.setdefault(each, party.name)) != party.name:
                        self.names_of_one_id.setdefault(each, f"{first} and {party.name}")
            if own is not None and id not in of_id and not is_unsure:
                of_id.append(id)
            self._parties[known] = id
        return id

    def expect(self, parties: Iterable[Party]) -> None:
        """Hear of everybody whom a table names, before its rows: so their order does not decide who is whom.

        Who may be one or the other of two that are told apart, is neither of them.
        """
        alike: dict[tuple[str, str], dict[Party, None]] = {}
        for party in map(_telling, parties):
            alike.setdefault((party.name, party.code), {})[party] = None
        for named in alike.values():
            among = sorted(named, key=lambda party: len(party.attributes) + bool(party.kind))[:MOST_COMPARED]
            actors = [(facts_of(each._asdict()), each.kind) for each in among]
            pairs = combinations(range(len(among)), 2)
            own = [dict(each.attributes).get(OUTSIDE_ID) for each in among]
            apart = {
                (one, other)
                for one, other in pairs
                if (None not in (own[one], own[other]) and bool(own[one]) != bool(own[other]))
                or _are_two(*actors[one], *actors[other])
            }
            for at, party in enumerate(among if len(among) > 1 else ()):
                fits = [each for each in range(len(among)) if not {(at, each), (each, at)} & apart]
                if not apart.isdisjoint(combinations(fits, 2)):
                    self._unsure[party] = ""
                elif len(fits) > 1:
                    told = dict(sorted((fact for each in fits for fact in among[each].attributes), key=_size))
                    kind = next((kind for each in fits if (kind := among[each].kind)), "")
                    self._whole[party] = party._replace(kind=kind, attributes=tuple(told.items()))

    def _is_another(self, id: str, party: Party, facts: Facts) -> bool:
        """Return whether an actor of the name of a party is another, by its kind, id or attributes."""
        if not party.kind and not party.attributes:
            return False
        row = self.actors[id]
        if id not in self._facts:
            self._facts[id] = facts_of(row)
        kind = "" if id in self.without_kind else row["kind"]
        return _are_two(self._facts[id], kind, facts, party.kind)

    def _new_id(self, party: Party, *, joins: bool) -> str:
        """Return the id of the known actor of this name, if it joins one, or else add the actor."""
        row: dict[str, Any] = {"id": "", "name": party.name, "kind": party.kind or KIND_ASSUMED}
        if party.attributes:
            row |= _also(row, party)
        if party.code and party.code != dict(party.attributes).get("country"):  # which ICEWS has
            row["description"] = f"Code {party.code}."
        if facts := {name: text for name, text in sorted(party.attributes) if text and name not in _ALIASES}:
            row["attributes"] = facts
        match = self._match(party, row) if self._known.rows else _NO_MATCH
        if joins and len(match.ids) == 1 and match.ids[0] not in self.matched:
            [id] = match.ids
            self.matched[id] = party.name
            self.reasons[id] = match.reason or match_reason(self._known.rows[id], actor_of(row))
            self._complete(id, party)
            return id
        id = self._free.take(id_from(party.name))
        if match.ids:
            self.ambiguous.append(f"{id} ({party.name}) may be {' or '.join(match.ids[:3])}")
        for other, reason in match.near:
            if normalized(party.name) in names_of(self._known.rows[other]):
                self.ambiguous.append(f"{id} ({party.name}): {other} {reason}")
        if not party.kind:
            self.without_kind.add(id)
        row["id"] = id
        self.actors[id] = row
        return id

    def _match(self, party: Party, row: Mapping[str, Any]) -> Match:
        """Return the known actors that an actor may be, by all that its table tells of it."""
        if (whole := self._whole.get(_telling(party))) is not None:
            facts = {name: text for name, text in whole.attributes if text} | row.get("attributes", {})
            row = {**row, "attributes": facts} | ({"kind": whole.kind} if whole.kind else {})
            party = party._replace(kind=whole.kind, attributes=tuple(facts.items()))
        local = LocalNames({""}, kinds=set() if party.kind else {""})
        local.add_details("", (fact for fact in party.attributes if tells_who(fact[0])))
        return self._known.find(actor_of(row), local)

    def _complete(self, id: str, party: Party) -> None:
        """Add to an actor what one more row says of it."""
        row = self.actors[id]
        self._facts.pop(id, None)
        row |= _also(row, party)
        if party.kind and id in self.without_kind:
            row["kind"] = party.kind
            self.without_kind.discard(id)
        elif party.kind and party.kind != row["kind"]:
            self.kinds_apart.setdefault(party.name, self.line)
        for name, text in party.attributes:
            attributes = row.get("attributes", {})
            texts = str(attributes.get(name, "")).split("; ")
            if not text or text in texts or name in _ALIASES:
                continue
            if name in attributes and are_dates_of_one(name, attributes[name], text):
                self.left_out[f"{name} less exact than another of the same actor", "row"] += 1
                row["attributes"] = {**attributes, name: both_values(name, attributes[name], text)}
            elif name in attributes and id in self.matched:
                self.left_out[f"attribute {name} that differs from what is there", "actor"] += 1
            elif len(texts) >= MOST_COMPARED:
                self.left_out[f"attribute {name} beyond its first {MOST_COMPARED} values", "row"] += 1
            else:
                told = dict.fromkeys(filter(None, (*texts, *text.split("; "))))
                more = {**attributes, name: "; ".join(told)}
                row["attributes"] = dict(sorted(more.items()))

    def tell(self, reading: Reading) -> None:
        """Report what rows say of actors that is not taken."""
        for (what, of), count in self.left_out.items():
            reading.leave_out(what, of, count)
        for name, (line, ids) in self._without_id.items():
            if sum(OUTSIDE_ID in self.actors[id].get("attributes", ()) for id in ids) > 1:
                self.unclear.setdefault(name, line)
        two_actors, unclear, two_kinds = (
            [f"{name} (line {line - reading.rows_before})" if line else name for name, line in names.items()]
            for names in (self.told_apart, self.unclear, self.kinds_apart)
        )
        two_names = [f"{names} ({own})" for own, names in self.names_of_one_id.items()]
        for what, told in (
            ("Of one name, but not one actor, by kind, id or attributes", two_actors),
            ("One more actor, as its row does not tell which of several of its name it means", unclear),
            ("Of one id, but not one actor, by name", two_names),
            ("Of another kind than in a row before, which stays", two_kinds),
        ):
            if told:
                reading.notes.append(f"{what}: {first_few(told, 3)}.")

    def own_types(self) -> list[dict[str, Any]]:
        """Return the rows of the relation types that the vocabulary lacks."""
        own = sorted(self.types.keys() - vocabulary().keys())
        return [own_type(name, symmetric=self.types[name]) for name in own]
