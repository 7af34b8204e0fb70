"""Reads single values of FollowTheMoney entities: amounts, numbers, lists, and whether one says too much."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha1
from typing import Any

from graphkit.formats.events import numerals
from graphkit.formats.follow_the_money.entities import Entity, NoEntityError, texts_of
from graphkit.formats.follow_the_money.schemata import TABLES

Row = dict[str, Any]

LONGEST_KEY = 200
"""Characters of the longest id of a relation."""

_MOST_LINKS = 100
"""The most relations that one link of several actors with several others may become."""

_MOST_SOURCES, _LONG, _MOST_EACH = 20, 1_000, 100
"""An entity may always have this many sources and characters; if it has more, the product with the number of
its relations is limited: to ``_MOST_EACH`` times as many characters, and ten times that of sources."""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")
_WITH_UNIT = {"amount": "currency", "sharesValue": "sharesCurrency"}
_UNITS = {"amountUsd": "USD", "amountEur": "EUR", "percentage": "%", "sharesCount": "shares"}


def filled(row: Mapping[str, Any]) -> Row:
    """Return a row without its empty fields."""
    return {name: value for name, value in row.items() if value not in (None, [], {}, "")}


def joined(texts: Iterable[str]) -> str | None:
    """Return texts as one, each once; None if there are none."""
    return "; ".join(dict.fromkeys(texts)) or None


def on_one_line(names: Iterable[str]) -> list[str]:
    """Return names without the breaks of their lines, each once."""
    return list(dict.fromkeys(" ".join(name.split()) for name in names))


def number_of(text: str) -> int | float | None:
    """Return a number that is plain or has all its signs; None for any other, such as ``1,000``."""
    if _has_signs(text) and numerals.number(text, sign := numerals.decimal_sign([text])) is not None:
        text = text.replace("," if sign == "." else ".", "").replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text) if "." in text else int(text)
    return number if Decimal(str(number)) == Decimal(text) else None


def _has_signs(text: str) -> bool:
    """Return whether a number has so many signs that they tell which of them groups thousands."""
    return len(re.findall("[.,]", text)) > 1


def is_for_programs(property: Any) -> bool:
    """Return whether a property holds what only programs read, or what they found in a long text."""
    kind = property.type.name
    of_a_text = property.hidden and (kind == "text" or property.name.endswith("Mentioned"))
    return of_a_text or kind in ("html", "json")


def says_nothing(entity: Entity, name: str) -> bool:
    """Return whether a field beside the properties of what is no actor holds nothing to tell.

    A caption may be made of the properties, the schema or the id; what is no target has no other mark.
    """
    made = (
        {entity.schema.label, entity.id, *entity.get(*entity.schema.caption)}
        if name == "caption"
        else {"false"}
    )
    objects = any(holds_objects(context.get(name)) for context in entity.contexts)
    return set(entity.context(name)) <= made and not objects


def list_names(context: Mapping[str, Any]) -> list[str]:
    """Return the names of the lists that a fragment is from."""
    return texts_of(context.get("datasets"))


def holds_objects(value: Any) -> bool:
    """Return whether a value beside the properties holds more than texts and numbers."""
    listed = value if isinstance(value, list) else [value]
    return any(isinstance(each, list | dict) and bool(each) for each in listed)


def amount_of(entity: Entity) -> tuple[Row | None, set[str]]:
    """Return the amount of an entity, and the properties that say it; none of several is chosen."""
    for name, unit in _WITH_UNIT.items():
        units = entity.get(unit)
        share = _figure(entity, "percentage")
        if (value := _figure(entity, name)) is not None and len(units) == 1 and share is None:
            return {"value": value, "unit": units[0]}, {name, unit}
    for name, unit in _UNITS.items():
        if (value := _figure(entity, name)) is not None:
            return {"value": value, "unit": unit}, {name}
    return None, set()


def unclear_figures(entity: Entity) -> list[str]:
    """Return the properties whose only value should be an amount and is no plain number."""
    names = (*_WITH_UNIT, *_UNITS)
    return [name for name in names if len(entity.get(name)) == 1 and _figure(entity, name) is None]


def several_figures(entity: Entity) -> list[str]:
    """Return the properties that should be an amount and have several values."""
    return [name for name in (*_WITH_UNIT, *_UNITS) if len(entity.get(name)) > 1]


def _figure(entity: Entity, name: str) -> int | float | None:
    """Return the only value of a property as a number; None if its sign may group thousands."""
    values = entity.get(name)
    text = values[0] if len(values) == 1 else ""
    if name == "percentage":
        return number_of(text.removesuffix("%").strip())
    return number_of(text) if numerals.decimal_sign([text]) == "." or _has_signs(text) else None


def put(attributes: Row, name: str, value: str | int | float) -> None:
    """Add an attribute; a value that is there already stays beside it."""
    name = " ".join(name.split()) or "unnamed"
    if name in attributes and attributes[name] != value:
        value = f"{attributes[name]}; {value}"
    attributes[name] = value


def key_of(*parts: str) -> str:
    """Return the id of a relation that is a property of an entity; the same in every file."""
    key = "-".join(parts)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:100].strip()}-{sha1(key.encode(), usedforsecurity=False).hexdigest()}"


def check_size(entity: Entity) -> None:
    """Refuse an entity whose sources and texts would be repeated for too many relations."""
    schema = entity.schema
    ends = TABLES["ends"].get(schema.name) or (schema.edge_source, schema.edge_target)
    if schema.name in TABLES["messages"]:
        ends = TABLES["messages"][schema.name][::2]
    if schema.name in TABLES["listings"]:
        sides = [len(entity.get("authority")) or 1, len(entity.get("entity"))]
    else:
        sides = [len(entity.get(name)) for name in ends if name]
    if len(sides) == 2 and min(sides) > 1 and sides[0] * sides[1] > _MOST_LINKS:
        many = f"links {sides[0]:,} with {sides[1]:,}, each with each"
        raise NoEntityError(f"{many}; give each link a line of its own")
    repeated = not schema.is_a("Thing")
    links = sum(len(ids) for _, ids in entity.references())
    links = max(links, sides[0] * sides[1]) if len(sides) == 2 else links
    if links < 2:
        return
    names = (name for context in entity.contexts for name in list_names(context))
    sources = len({*names}) + len(entity.get("publisher", "proof"))
    if sources > _MOST_SOURCES and links * sources > 10 * _MOST_EACH * _MOST_SOURCES:
        raise NoEntityError(f"gives {sources:,} sources for {links:,} links; give each a line of its own")
    length = sum(len(text) for values in entity.values.values() for text in values) if repeated else 0
    if length > _LONG and links * length > _MOST_EACH * _LONG:
        raise NoEntityError(f"says {length:,} characters of {links:,} links; give each its own line")
