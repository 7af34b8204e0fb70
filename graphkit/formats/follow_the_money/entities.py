"""Reads the lines of a FollowTheMoney file into whole entities.

Fragments of one id become one entity, entities inside others are taken out, and what is told from the other
side (``sanctions`` of a person) is told from its own (``entity`` of the sanction).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from graphkit.errors import DataError, Fault, plural, shortened
from graphkit.formats.follow_the_money.writer import OURS, digest_of
from graphkit.formats.format import Reading
from graphkit.libraries import Reader
from graphkit.model.distinguishing import MOST_COMPARED, only_one_is_right
from graphkit.model.entities import TIDY
from graphkit.model.kinds import UNNAMED
from graphkit.storage.strict_json import read_json

_ID = re.compile(TIDY)
_LONGEST_ID = 200
_DEEPEST = 100
"""How deeply lists and entities may lie inside each other."""


class NoEntityError(Exception):
    """A line that is no entity, or says too much."""


@dataclass(slots=True)
class Entity:
    """An entity with all that its fragments say, of which the last is on ``line``.

    ``values`` are those of each property, in the order of the file, each once; ``contexts``, what each
    fragment says beside them: lists, days, caption. ``ours`` is what graphkit kept in it; None if another
    program wrote or changed it.
    """

    id: str
    schema: Any
    line: int
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    contexts: list[dict[str, Any]] = field(default_factory=list)
    ours: dict[str, Any] | None = None
    _told: set[str] | None = None

    def add_contexts(self, contexts: Iterable[dict[str, Any]]) -> None:
        """Add what further fragments say beside their properties, each once."""
        if self._told is None:
            self._told = {json.dumps(context, sort_keys=True) for context in self.contexts}
        for context in contexts:
            text = json.dumps(context, sort_keys=True)
            if text not in self._told:
                self._told.add(text)
                self.contexts.append(context)

    def get(self, *names: str) -> list[str]:
        """Return the values of some properties."""
        return [value for name in names for value in self.values.get(name, ())]

    def first(self, name: str) -> str | None:
        """Return the first value of a property; None if it has none."""
        return next(iter(self.values.get(name, ())), None)

    def property(self, name: str) -> Any:
        """Return a property as an object of the library; None if its schema lacks it."""
        return self.schema.properties.get(name)

    def references(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the properties that name other entities, each with the ids."""
        for name, values in self.values.items():
            property = self.property(name)
            if property is not None and property.type.name == "entity":
                yield name, list(values)

    def context(self, name: str) -> list[str]:
        """Return what the fragments say under a name beside their properties, each once."""
        told = (text for context in self.contexts for text in texts_of(context.get(name)))
        return list(dict.fromkeys(told))

    def context_names(self) -> list[str]:
        """Return the names of what the fragments say beside their properties."""
        return list(dict.fromkeys(name for context in self.contexts for name in context))

    def itervalues(self) -> Iterator[tuple[Any, str]]:
        """Yield each value of a property that the library knows, with the property."""
        for name, values in self.values.items():
            if (property := self.property(name)) is not None:
                for value in values:
                    yield property, value


def texts_of(value: Any) -> list[str]:
    """Return a text or number, or a list of such, as texts; nothing of anything else."""
    if isinstance(value, list):
        return [text for each in value if not isinstance(each, list | dict) for text in texts_of(each)]
    text = _text(value)
    return [text] if text else []


def _text(value: Any) -> str:
    """Return a plain value as text; empty if there is nothing to see."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, list | dict):
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value)


class Entities:
    """The entities of a file, by id; ``faults`` are what could not be read, by its line."""

    def __init__(self, where: str, reading: Reading, library: Reader) -> None:
        self.by_id: dict[str, Entity] = {}
        self.faults: list[Fault] = []
        self._where, self._reading, self._library = where, reading, library
        self._schemata: dict[str, Any] = {}
        self._from_other_side: list[tuple[str, str, str, str]] = []
        self._differing: dict[str, str] = {}

    def read(self, number: int, line: str) -> None:
        """Add the entity of a line, and those inside it."""
        try:
            raw, flaws = read_json(line, self._where)
            if flaws or not isinstance(raw, dict):
                raise NoEntityError(flaws[0].message if flaws else "has no id")
            self._take(number, raw)
        except (DataError, NoEntityError) as error:
            self.refuse(number, error.faults[0].message if isinstance(error, DataError) else str(error))

    def refuse(self, number: int, message: str) -> None:
        """Report that what a line says cannot be read."""
        place = f"line {number}"
        self.faults.append(Fault(place, f"is no entity: {message}; mend or remove it", line=number))

    def finish(self) -> None:
        """Add what entities say from the other side; then all entities are whole."""
        for id, name, other, said in self._from_other_side:
            entity = self.by_id.get(id)
            if entity is None or entity.property(name) is None:
                self._reading.leave_out(f"{said} that is not in the file", of="entity")
            else:
                entity.values.setdefault(name, {})[other] = None
        self._from_other_side.clear()
        if self._differing:
            id, words = next(iter(self._differing.items()))
            who = plural(len(self._differing), "entity is", "entities are")
            self._reading.notes.append(
                f"{who} told of with dates or identifiers that differ, such as {shortened(id)} ({words}); "
                "they have one id and were joined, with all kept."
            )

    def remove(self, entity: Entity, message: str) -> None:
        """Take an entity away again, since it cannot be read."""
        del self.by_id[entity.id]
        self.refuse(entity.line, message)

    def _take(self, number: int, outer: dict[str, Any]) -> None:
        waiting = [(outer, 0)]
        while waiting:
            raw, depth = waiting.pop()
            if depth > _DEEPEST:
                raise NoEntityError("entities lie too deeply inside each other")
            try:
                self._add(number, raw, waiting, depth)
            except NoEntityError as error:
                if raw is outer:
                    raise
                self.refuse(number, str(error))

    def _add(
        self, number: int, raw: dict[str, Any], waiting: list[tuple[dict[str, Any], int]], depth: int
    ) -> None:
        """Add one fragment; entities inside it are added to those that wait."""
        id, schema = _id_of(raw), self._schema_of(raw)
        entity = Entity(id, schema, number, ours=_kept_row(raw))
        skipped = ("id", "schema", "properties", OURS)
        context = {name: value for name, value in raw.items() if name not in skipped}
        entity.contexts += [context] if context else []
        properties = raw.get("properties")
        for name, value in properties.items() if isinstance(properties, dict) else ():
            property = schema.properties.get(name)
            texts: dict[str, None] = {}
            for each in _flat(value):
                if isinstance(each, dict):
                    if "schema" in each:
                        waiting.append((each, depth + 1))
                    elif "id" not in each:
                        self._reading.leave_out(f"an object in {name}", of="entity")
                        continue
                    each = _id_of(each)
                if text := _text(each):
                    texts[text] = None
            if not texts:
                continue
            if property is not None and property.stub:
                self._from_other_side += [(text, property.reverse.name, id, name) for text in texts]
            else:
                entity.values[name] = texts
        self._merge(entity)

    def _merge(self, entity: Entity) -> None:
        there = self.by_id.setdefault(entity.id, entity)
        if there is entity:
            return
        schema = self._common(there, entity)
        same = entity.ours is not None and entity.ours == there.ours
        there.schema, there.line, there.ours = schema, entity.line, there.ours if same else None
        for name, values in entity.values.items():
            if name in there.values and entity.id not in self._differing:
                ours, theirs = ([*islice(each, MOST_COMPARED)] for each in (there.values[name], values))
                if only_one_is_right(name, ours, theirs):
                    told = " and ".join(shortened("; ".join(each)) for each in (ours, theirs))
                    self._differing[entity.id] = f"{name} {told}"
            there.values.setdefault(name, {}).update(values)
        there.add_contexts(entity.contexts)

    def _common(self, there: Entity, entity: Entity) -> Any:
        for one, other in ((there.schema, entity.schema), (entity.schema, there.schema)):
            if one.is_a(other):
                return one
        names = f"{entity.schema.name} here and {there.schema.name} in line {there.line}"
        raise NoEntityError(f"{shortened(entity.id)} is {names}")

    def _schema_of(self, raw: Mapping[str, Any]) -> Any:
        from followthemoney import model

        name = raw.get("schema")
        if not isinstance(name, str):
            raise NoEntityError("has no schema")
        schema = self._schemata.get(name)
        if schema is None:
            with self._library:
                schema = self._schemata[name] = model.get(name)
        if schema is None:
            raise NoEntityError(f"has the schema {shortened(name)}, which followthemoney does not know")
        return schema


def _id_of(raw: Mapping[str, Any]) -> str:
    """Return the id of an entity; a number is its text, as in followthemoney."""
    id = "" if isinstance(raw.get("id"), bool) else _text(raw.get("id"))
    if not any(character.isprintable() for character in id):
        raise NoEntityError("has no id")
    if len(id) > _LONGEST_ID or not _ID.fullmatch(id) or id == UNNAMED:
        raise NoEntityError(f"has the id {shortened(id)}; write one line of at most {_LONGEST_ID} characters")
    return id


def _flat(value: Any) -> list[Any]:
    """Return what is in a list, and in lists inside it."""
    if isinstance(value, list) and not any(isinstance(each, list) for each in value):
        return value
    found: list[Any] = []
    waiting = [(value, 0)]
    while waiting:
        each, depth = waiting.pop()
        if depth > _DEEPEST:
            raise NoEntityError("lists lie too deeply inside each other")
        if isinstance(each, list):
            waiting.extend((inner, depth + 1) for inner in reversed(each))
        else:
            found.append(each)
    return found


def _kept_row(raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what graphkit kept in an entity; None if another program wrote or changed it."""
    kept = raw.get(OURS)
    if not isinstance(kept, dict) or not isinstance(kept.get("row"), dict):
        return None
    properties = raw.get("properties")
    if not isinstance(properties, dict) or not all(isinstance(each, list) for each in properties.values()):
        return None
    return kept if kept.get("digest") == digest_of(str(raw.get("schema")), properties) else None
