"""Turns pydantic's errors into faults for people: where, what is wrong and how to correct it."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from pydantic import BaseModel, ValidationError

from graphkit.errors import HALF_A_CHARACTER, MOST_FAULTS, Fault, first_of, nearest, shortened, with_article
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import FORMAT, MODELS, PARTS, Dataset, File, Header
from graphkit.model.references import STORY, TABLES

_ALL_TABLES = {**TABLES, "story": STORY}
_TABLES_OF_FILE = {table.place[-1]: table for table in _ALL_TABLES.values()}
"""The tables by the key that holds them in the file."""

_MODELS: dict[str, type[BaseModel]] = {
    "graph": Header,
    **PARTS,
    **{table.place[-1]: MODELS[name] for name, table in _ALL_TABLES.items()},
}

_LISTED = 20 * MOST_FAULTS
"""At most this many of pydantic's errors are listed: a million of them would take a gigabyte."""


def faults_of(
    error: ValidationError, raw: Any, *, skip: Collection[str] = (), unsure: Collection[str] = ()
) -> list[Fault]:
    """Return what is wrong in a file, of which ``raw`` is the plain data, that pydantic refused.

    First the faults within a row; then, if they are few enough to be listed, those between rows. Errors of
    the types ``skip`` are reported already; of the tables ``unsure`` not all ids are known.
    """
    count = error.error_count()
    listed = error if count <= _LISTED else _error_of_first_rows(raw)
    errors = listed.errors(include_url=False, include_context=True)
    details = [detail for detail in errors if detail["type"] not in skip and not _renamed(detail["loc"], raw)]
    total = len(details) + count - len(errors)
    faults = [
        Fault(_place(detail["loc"], raw), _message(detail), detail["loc"]) for detail in details[:MOST_FAULTS]
    ]
    if total > MOST_FAULTS:
        return first_of([*faults, Fault("", "", more=total - len(faults))])
    return [*faults, *first_of(_faults_between_rows(raw, faults, unsure))]


def _renamed(loc: Sequence[int | str], raw: Any) -> bool:
    """Return whether what is missing is there under another program's name, which is a fault of its own."""
    return tuple(loc) == ("edges",) and "edges" not in raw and "links" in raw


def _error_of_first_rows(raw: Any) -> ValidationError:
    """Return the error of a file cut to as few first rows as have more faults than are listed."""
    rows = MOST_FAULTS
    while True:
        cut = _first_rows(raw, rows)
        if isinstance(raw.get("graph"), dict):
            cut["graph"] = _first_rows(raw["graph"], rows)
        try:
            File.model_validate(cut)
        except ValidationError as error:
            if error.error_count() > MOST_FAULTS:
                return error
        rows *= 4


def _first_rows(tables: Mapping[str, Any], rows: int) -> dict[str, Any]:
    return {name: value[:rows] if isinstance(value, list) else value for name, value in tables.items()}


# --- between rows ---------------------------------------------------------------------------------


def _faults_between_rows(raw: Any, faults: Sequence[Fault], unsure: Collection[str]) -> list[Fault]:
    """Return the faults between the rows of a file in which ``faults`` were found, those rows left out."""
    rows = {
        name: _rows(MODELS[name], reduce(_field, table.place, raw)) for name, table in _ALL_TABLES.items()
    }
    dataset = Dataset.model_construct(None, **rows)
    wrong = {fault.path for fault in faults}
    hidden = [
        name
        for name, table in TABLES.items()
        if any(_hides_ids(path, table.place, table.key) for path in wrong)
    ]
    return [
        replace(fault, place=_place(fault.path, raw))
        for fault in inconsistencies(dataset, unsure=[*unsure, *hidden])
        if not any(fault.path[:end] in wrong for end in range(len(fault.path) + 1))
    ]


def _hides_ids(path: tuple[int | str, ...], table: tuple[str, ...], key: str) -> bool:
    """Return whether a fault at a path leaves open which ids a table has."""
    inside = path[len(table) :]
    return path[: len(table)] == table[: len(path)] and (len(inside) < 2 or inside[1:] == (key,))


def _field(raw: Any, name: str) -> Any:
    if isinstance(raw, BaseModel):
        return getattr(raw, name, None)
    return raw.get(name) if isinstance(raw, dict) else None


def _rows(model: type[BaseModel], rows: Any) -> tuple[Any, ...]:
    """Return the rows of a table with only those values that are text, to check what they name."""
    return tuple(_row(model, row) for row in rows) if isinstance(rows, list | tuple) else ()


def _row(model: type[BaseModel], raw: Any) -> BaseModel:
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        value = _field(raw, name)
        if name in ("evidence", "links"):
            fields[name] = _rows(_MODELS[name], value)
        elif name in ("ids", "attributes"):
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
    """Return the name of a place in the file: ``relation 'h20-ban', evidence 1, when``."""
    words: list[str] = []
    for step in loc:
        raw = _inside(raw, step)
        if isinstance(step, str):
            words.append(step if step.isidentifier() and len(step) <= 60 else shortened(step))
            continue
        table = words.pop() if words else ""
        if table not in _TABLES_OF_FILE:
            words.append(f"{table} {step + 1}")
            continue
        what = _TABLES_OF_FILE[table].what
        name = _field(raw, _TABLES_OF_FILE[table].key)
        words = [f"{what} {name[:60]!r}" if name and isinstance(name, str) else f"{table}, {what} {step + 1}"]
    return ", ".join(words)


def _inside(raw: Any, step: int | str) -> Any:
    try:
        return getattr(raw, str(step)) if isinstance(raw, BaseModel) else raw[step]
    except (AttributeError, KeyError, IndexError, TypeError):
        return None


_EXPECTED = {
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
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    shown = _shown(value)
    if kind == "extra_forbidden":
        return _unknown_key(detail["loc"])
    if kind == "missing":
        return (
            f"is missing; add {json.dumps(FORMAT)}" if detail["loc"][-1] == "format" else "is missing; add it"
        )
    if kind == "literal_error":
        return _not_one_of(value, context["expected"])
    if kind == "model_type" and context["class_name"] == "Amount":
        return f"expected an object such as {_amount_of(value)}, got {shown}"
    if kind == "string_type" and hasattr(value, "isoformat"):
        return f"expected a text, got {with_article(type(value).__name__)}; write {value.isoformat()[:10]!r}"
    if kind in _EXPECTED:
        return f"expected {_EXPECTED[kind]}, got {shown}"
    if kind == "string_too_short":
        return "is empty; write something"
    if kind == "string_too_long":
        return f"has {len(value)} characters; write at most {context['max_length']}"
    if kind == "greater_than_equal":
        return f"{shown} is too small; write {context['ge']} or more"
    if kind == "string_pattern_mismatch":
        return _not_tidy(value)
    if kind == "string_unicode":
        return f"{shortened(value)} {HALF_A_CHARACTER}"
    if kind == "half_character":
        return str(detail["msg"])
    if kind == "value_error":
        return str(context["error"])
    message: str = detail["msg"]
    return f"{message[0].lower()}{message[1:]}, not {shown}"


def _amount_of(value: Any) -> str:
    """Return an amount as the file has it: that of a text, where its figure can be read in one way only."""
    figure = r"(\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(\.\d\d?)? ?([^\W\d]\w*|%)"
    read = re.fullmatch(figure, value) if isinstance(value, str) else None
    figure, unit = (read[1].replace(",", "") + (read[2] or ""), read[3]) if read else ("41000000", "EUR")
    return f'{{"value": {int(figure) if figure.isdigit() else float(figure)}, "unit": {json.dumps(unit)}}}'


def _not_tidy(text: str) -> str:
    """Return why an id or a text is refused: it is blank, or an id with outer blanks or line breaks."""
    if not text.strip():
        return "is empty; write something"
    tidy = shortened(" ".join(text.split()))
    return f"{shortened(text)} has blanks at its ends or a line break in it; write {tidy}"


def _shown(value: Any) -> str:
    """Return a value as it is written in the file, shortened."""
    if isinstance(value, dict | list | tuple | set):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a number of very many digits"
    # A graph made by hand may have a value that no file can hold.
    shown = json.dumps(value, default=lambda each: with_article(type(each).__name__))
    shown = repr(value) if isinstance(value, str) else shown
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _unknown_key(loc: Sequence[int | str]) -> str:
    """Return why a key is refused; suggest the nearest that is allowed in its place."""
    if tuple(loc) == ("links",):
        return "is called 'edges' in a file of graphkit; rename it, and keep one of the two"
    keys = [step for step in loc[:-1] if isinstance(step, str)]
    known = list((_MODELS[keys[-1]] if keys else File).model_fields)
    near = nearest(str(loc[-1]), known, limit=1)
    elsewhere = "write it into 'attributes'" if "attributes" in known else "remove it"
    mend = f"did you mean {near[0]!r}?" if near else f"{elsewhere}, or write one of {', '.join(known)}"
    return f"is no key of the format; {mend}"


def _not_one_of(value: Any, expected: str) -> str:
    if expected == "True":
        return f"expected true, got {_shown(value)}"
    if expected == repr(FORMAT):
        return f"{_shown(value)} is no format that this graphkit reads; it reads {expected}"
    near = nearest(value, re.findall("'([^']+)'", expected), limit=1) if isinstance(value, str) else []
    mend = f"did you mean {near[0]!r}? It is" if near else "write"
    return f"{_shown(value)} is not known here; {mend} one of {expected}"
