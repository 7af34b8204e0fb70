"""Reads assignments to the fields of a row as a person types them: ``when=2025-07``, ``aliases+=NVDA``."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from graphkit.editing.edits import find_in, known_field, row_of
from graphkit.errors import ActorNotFoundError, DateError, Mend, UsageError, shortened
from graphkit.model import cell_syntax
from graphkit.model.entities import MODELS, PARTS, Dataset, plain
from graphkit.model.ids import chosen_id
from graphkit.model.kinds import UNNAMED
from graphkit.model.references import TABLES, references, rename_plain
from graphkit.model.vocabulary import type_name
from graphkit.storage.picture_file import picture_at

_ASSIGNMENT = re.compile(
    r"(?:(?P<list>evidence|links)\.(?P<number>\d{1,9})\.)?(?P<field>[a-z_0-9]+)(?P<sign>\+=|-=|=)(?P<text>.*)",
    re.DOTALL,
)
_DATES = ("when", "begins", "ends", "said", "published")
_MEMBER = re.compile(r"(?P<field>ids|attributes)\.(?P<name>[^=]+)=(?P<text>.*)", re.DOTALL)


def read_assignments(dataset: Dataset, table: str, id: str, texts: Iterable[str]) -> dict[str, Any]:
    """Return the new values of a row, by field, as plain data of the file.

    ``FIELD=`` clears a field; ``+=`` and ``-=`` add to a list and take from it; ``evidence.2.note=TEXT`` sets
    a field of the second evidence, ``attributes.country=US`` an attribute of an actor. Actors may be called
    by name.
    """
    row = plain(row_of(dataset, table, id))
    values: dict[str, Any] = {}
    for text in texts:
        member = _MEMBER.fullmatch(text)
        if member is not None:
            field = known_field(table, member["field"])
            values[field] = _with_member(values.get(field, row.get(field)) or {}, member)
            continue
        match = _ASSIGNMENT.fullmatch(text)
        if match is None:
            raise UsageError(
                f"{shortened(text)} is no assignment; write FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE or FIELD="
            )
        if match["list"]:
            field = match["list"]
            entries = [dict(entry) for entry in values.get(field, row.get(field, []))]
            values[field] = entries
            _set_in_entry(dataset, table, id, entries, match)
        else:
            field = known_field(table, TABLES[table].key if match["field"] == "id" else match["field"])
            values[field] = _assigned(dataset, table, field, values.get(field, row.get(field)), match)
            if field == TABLES[table].key and match["text"] not in ("", id):
                _check_id(table, match["text"])
    return values


def _check_id(table: str, text: str) -> None:
    if table == "relation_types":
        if text != type_name(text):
            raise UsageError(
                f"name: {shortened(text)} is no name of a type; write {type_name(text) or 'new'}"
            )
        return
    try:
        chosen_id(text)
    except ValueError as error:
        raise UsageError(f"id: {error}") from None


def _with_member(old: dict[str, Any], member: re.Match[str]) -> dict[str, Any]:
    field, name, text = member["field"], member["name"].strip(), member["text"].strip()
    rest = {key: value for key, value in old.items() if key != name}
    if not text:
        return rest
    return rest | {name: cell_syntax.attribute_of(text) if field == "attributes" else text}


def _set_in_entry(
    dataset: Dataset, table: str, id: str, entries: list[dict[str, Any]], match: re.Match[str]
) -> None:
    name, field, number = match["list"], match["field"], int(match["number"])
    if not 1 <= number <= len(entries):
        raise UsageError(f"{id} has {len(entries)} {name}; there is no number {number}")
    if match["sign"] != "=":
        raise UsageError(f"{shortened(match[0])}: one of {name} is set with =, or cleared with it")
    model = PARTS[name]
    if field not in model.model_fields:
        raise UsageError(f"{name} has no field {field!r}; choose one of {', '.join(model.model_fields)}")
    entries[number - 1].pop(field, None)
    if match["text"]:
        entry = {field: _read(model, field, match["text"])}
        entries[number - 1] |= _with_actor_ids(dataset, table, name, [entry])[0]


def _assigned(dataset: Dataset, table: str, field: str, old: Any, match: re.Match[str]) -> Any:
    """Return the value of a field after an assignment; None where it is cleared."""
    model = MODELS[table]
    value = _with_actor_ids(dataset, table, field, _read(model, field, match["text"]))
    if match["sign"] == "=":
        return value
    if not cell_syntax.listed(model, field):
        raise UsageError(f"{field} holds one value; set it with {field}=VALUE")
    empty: Any = {} if field in ("ids", "attributes") else []
    if value is not None and not isinstance(value, type(empty)):
        what = "an object" if empty == {} else "a list"
        raise UsageError(f"{field} holds {what}; {shortened(match['text'])} is none")
    return _changed(old or empty, value or empty, match["sign"], field)


def _changed(old: Any, value: Any, sign: str, field: str) -> Any:
    if isinstance(value, dict):
        return old | value if sign == "+=" else {key: text for key, text in old.items() if key not in value}
    if sign == "+=":
        return [*old, *(item for item in value if item not in old or field == "evidence")]
    missing = [item for item in value if item not in old]
    if missing:
        mend = Mend("see 'graphkit show'", request="")
        raise UsageError(f"{field} does not hold {shortened(str(missing[0]))}", mend)
    return [item for item in old if item not in value]


def _read(model: type[BaseModel], field: str, text: str) -> Any:
    if field == "picture" and text:
        return picture_at(text)
    try:
        if text and field in _DATES:
            return _date(text)
        return cell_syntax.read(model, field, text) if text else None
    except ValueError as error:
        raise UsageError(f"{field}: {error}") from None


def _date(text: str) -> str:
    """Return a date as people write it in EDTF; what is none stays, for validation to name its place."""
    from graphkit.temporal import edtf, phrases  # its grammar takes a while to build

    if edtf.is_plain(text):
        return text
    try:
        return phrases.read(text)
    except phrases.NoDayError as error:
        raise DateError(f"{error}; write the day or days themselves") from None
    except phrases.UnclearDateError:
        raise
    except DateError:
        return text


def _with_actor_ids(dataset: Dataset, table: str, field: str, value: Any) -> Any:
    """Return the value of a field with ids in the place of names and aliases of actors."""
    row = {field: value}

    def id_of(name: Any) -> Any:
        try:
            return find_in(dataset, name) if isinstance(name, str) and name != UNNAMED else name
        except ActorNotFoundError:
            return name  # validation will name its place

    for reference in references(table, "actors"):
        if field == (reference.entries or reference.field):
            rename_plain(reference, row, id_of)
    return row[field]
