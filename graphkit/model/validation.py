"""Says what is wrong in a file, where, and how to mend it, in words for people rather than programmers."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError

from graphkit.errors import MOST_FAULTS, Fault, first_of, nearest, shortened
from graphkit.model.entities import (
    FORMAT,
    TABLES,
    Actor,
    Amount,
    Dataset,
    Evidence,
    File,
    Header,
    Link,
    Relation,
    Source,
    Step,
)
from graphkit.model.vocabulary import RelationType

_TABLES: dict[str, tuple[type[BaseModel], str, str]] = {
    "nodes": (Actor, "actor", "id"),
    "edges": (Relation, "relation", "key"),
    "sources": (Source, "source", "id"),
    "relation_types": (RelationType, "relation type", "name"),
    "story": (Step, "story step", "title"),
}
"""The tables of the file: what holds a row, what people call it, and the key that names it."""

_PARTS: dict[str, type[BaseModel]] = {
    "graph": Header,
    "evidence": Evidence,
    "links": Link,
    "amount": Amount,
    **{table: row for table, (row, _, _) in _TABLES.items()},
}


def faults_of(
    error: ValidationError, raw: Any, *, skip: Collection[str] = (), unsure: Collection[str] = ()
) -> list[Fault]:
    """Return the faults of a file in which pydantic found some, ``raw`` being the file's own content.

    First those of shape; then, unless these are too many to be told, those between its parts. ``skip``
    are pydantic's kinds of faults that have been told already, ``unsure`` is what not all ids are known of.
    """
    count = error.error_count()
    found = (error if count <= _LISTED else _first(raw)).errors(include_url=False, include_context=True)
    details = [detail for detail in found if detail["type"] not in skip]
    unlisted = count - len(found)
    told = [
        Fault(_place(detail["loc"], raw), _message(detail), detail["loc"]) for detail in details[:MOST_FAULTS]
    ]
    if len(details) + unlisted > MOST_FAULTS:
        return first_of([*told, Fault("", "", more=len(details) + unlisted - len(told))])
    return [*told, *first_of(_references(raw, told, unsure))]


_LISTED = 20 * MOST_FAULTS
"""Of more faults than that only the first are listed: a million of them would take a gigabyte."""


def _first(raw: Any) -> ValidationError:
    """Return the error of as few of the first rows of a file as have more faults than are told."""
    rows = MOST_FAULTS
    while True:
        cut = {name: value[:rows] if isinstance(value, list) else value for name, value in raw.items()}
        if isinstance(header := raw.get("graph"), dict):
            cut["graph"] = {
                name: value[:rows] if isinstance(value, list) else value for name, value in header.items()
            }
        try:
            File.model_validate(cut)
        except ValidationError as error:
            if error.error_count() > MOST_FAULTS:
                return error
        rows *= 4


def _references(raw: Any, known: Sequence[Fault], unsure: Collection[str] = ()) -> list[Fault]:
    """Return each fault between the parts of a file that has faults of shape too.

    Judged is what is left when the ``known`` faults are cut out; ``unsure`` is what not all ids are
    known of in any case.
    """
    header = _table(raw, "graph") if isinstance(_table(raw, "graph"), dict) else {}
    made = Dataset.model_construct(
        actors=_rows(Actor, _table(raw, "nodes")),
        relations=_rows(Relation, _table(raw, "edges")),
        sources=_rows(Source, _table(header, "sources")),
        relation_types=_rows(RelationType, _table(header, "relation_types")),
        story=_rows(Step, _table(header, "story")),
    )
    wrong = {fault.path for fault in known}
    hidden = [
        what for what, (table, key) in TABLES.items() if any(_hides(path, table, key) for path in wrong)
    ]
    faults = _nowhere_in(wrong, made.faults(unsure=[*unsure, *hidden]))
    return [replace(fault, place=_place(fault.path, raw)) for fault in faults]


def _hides(path: tuple[int | str, ...], table: tuple[int | str, ...], key: str) -> bool:
    """Return whether a fault there leaves in doubt which ids a table holds."""
    inside = path[len(table) :]
    return path[: len(table)] == table[: len(path)] and (len(inside) < 2 or inside[1:] == (key,))


def _nowhere_in(wrong: Collection[tuple[int | str, ...]], faults: Iterable[Fault]) -> Iterator[Fault]:
    for fault in faults:
        if not any(fault.path[:end] in wrong for end in range(len(fault.path) + 1)):
            yield fault


def _table(raw: Any, name: str) -> Any:
    if isinstance(raw, BaseModel):
        return getattr(raw, name, None)
    return raw.get(name) if isinstance(raw, dict) else None


def _rows(model: type[BaseModel], rows: Any) -> tuple[Any, ...]:
    """Return the rows of a table with the texts that are texts, and nothing where something else stands."""
    return tuple(_row(model, row) for row in rows) if isinstance(rows, list | tuple) else ()


def _row(model: type[BaseModel], raw: Any) -> BaseModel:
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        value = _table(raw, name)
        if name in ("evidence", "links"):
            fields[name] = _rows(_PARTS[name], value)
        elif name == "ids":
            pairs = value.items() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
            fields[name] = tuple(pair for pair in pairs if _is_pair(pair))
        elif field.default == ():
            names = value if isinstance(value, list | tuple) else ()
            fields[name] = tuple(each if isinstance(each, str) else None for each in names)
        else:
            fields[name] = value if isinstance(value, str) else None
    return model.model_construct(**fields)


def _is_pair(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(each, str) for each in value)


def _place(loc: Sequence[int | str], raw: Any) -> str:
    """Name a place in the file as people know it: ``relation 'h20-ban', evidence 1, when``."""
    words: list[str] = []
    for step in loc:
        raw = _inside(raw, step)
        if isinstance(step, str):
            words.append(step if step.isidentifier() and len(step) <= 60 else shortened(step))
            continue
        table = words.pop() if words else ""
        if table not in _TABLES:
            words.append(f"{table} {step + 1}")
            continue
        _, what, identity = _TABLES[table]
        name = _table(raw, identity)
        words = [f"{what} {name[:60]!r}" if name and isinstance(name, str) else f"{table}, {what} {step + 1}"]
    return ", ".join(words)


def _inside(raw: Any, step: int | str) -> Any:
    try:
        return getattr(raw, str(step)) if isinstance(raw, BaseModel) else raw[step]
    except (AttributeError, KeyError, IndexError, TypeError):
        return None


_WANTED = {
    "tuple_type": "a list, [...]",
    "model_type": "an object, {...}",
    "dict_type": "an object, {...}",
    "string_type": "a text in double quotes",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def _message(detail: Mapping[str, Any]) -> str:
    """Say what is wrong and how to mend it, in our words where pydantic's are for programmers."""
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    shown = _shown(value)
    if kind == "extra_forbidden":
        return _unknown_key(detail["loc"])
    if kind == "missing":
        return "is missing; add it"
    if kind == "literal_error":
        return _not_one_of(value, context["expected"])
    if kind in _WANTED:
        return f"{shown} is not what belongs here; write {_WANTED[kind]}"
    if kind == "string_too_short":
        return "is empty; write something"
    if kind == "string_too_long":
        return f"has {len(value)} characters; write at most {context['max_length']}"
    if kind == "greater_than_equal":
        return f"{shown} is too small; write {context['ge']} or more"
    if kind == "string_pattern_mismatch":
        return _not_tidy(value)
    if kind == "string_unicode":
        return f"{shortened(value)} holds half a character (a lone surrogate); write it whole"
    if kind == "half_character":
        return str(detail["msg"])
    if kind == "value_error":
        return str(context["error"])
    message: str = detail["msg"]
    return f"{message[0].lower()}{message[1:]}, not {shown}"


def _not_tidy(text: str) -> str:
    """Say why an id or a text is refused: it is blank, or an id that does not stand on a line by itself."""
    if not text.strip():
        return "is empty; write something"
    tidy = shortened(" ".join(text.split()))
    return f"{shortened(text)} has blanks at its ends or a line break in it; write {tidy}"


def _shown(value: Any) -> str:
    """Return a value as it stands in the file, where that is short."""
    if isinstance(value, dict | list | tuple | set):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a number of very many digits"
    shown = repr(value) if isinstance(value, str) else json.dumps(value, default=_class)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _class(value: Any) -> str:
    """Return what stands for a value that no file can hold: a graph was made with it."""
    return f"a {type(value).__name__}"


def _unknown_key(loc: Sequence[int | str]) -> str:
    """Refuse a key; suggest the nearest that may stand in its place."""
    parts = [step for step in loc[:-1] if isinstance(step, str)]
    known = list((_PARTS[parts[-1]] if parts else File).model_fields)
    near = nearest(str(loc[-1]), known, limit=1)
    mend = f"did you mean {near[0]!r}?" if near else f"remove it, or write one of {', '.join(known)}"
    return f"is no key of the format; {mend}"


def _not_one_of(value: Any, expected: str) -> str:
    if expected == "True":
        return f"{_shown(value)} is not what belongs here; write true"
    if expected == repr(FORMAT):
        return f"{_shown(value)} is no format that this graphkit reads; it reads {expected}"
    near = nearest(value, re.findall("'([^']+)'", expected), limit=1) if isinstance(value, str) else []
    mend = f"did you mean {near[0]!r}? It is" if near else "write"
    return f"{_shown(value)} is not known here; {mend} one of {expected}"
