"""Reads and writes ``graph.json``: its canonical form, and saves that leave the old file or the new."""

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from math import isinf
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from graphkit.errors import DataError, Fault, StorageError, nearest, shortened
from graphkit.models import (
    FORMAT,
    Actor,
    Amount,
    Dataset,
    Evidence,
    Link,
    Relation,
    Row,
    Source,
    Step,
    Text,
)
from graphkit.vocabulary import RelationType

# --- the shape of the file: networkx's node-link JSON -----------------------------------------


class _Header(Row):
    format: Literal["graphkit/1"]
    title: Text = "Untitled"
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    story: tuple[Step, ...] = ()


class _File(Row):
    directed: Literal[True]
    multigraph: Literal[True]
    graph: _Header
    nodes: tuple[Actor, ...]
    edges: tuple[Relation, ...]


def dumps(dataset: Dataset) -> str:
    """Return a dataset in canonical form: sorted by id, keys in the format's order, two-space indent."""
    header: dict[str, Any] = {"format": FORMAT, "title": dataset.title}
    if dataset.description is not None:
        header["description"] = dataset.description
    if dataset.sources:
        header["sources"] = [_plain(row) for row in sorted(dataset.sources, key=lambda row: row.id)]
    if dataset.relation_types:
        header["relation_types"] = [
            row.model_dump(exclude_defaults=True)
            for row in sorted(dataset.relation_types, key=lambda row: row.name)
        ]
    if dataset.story:
        header["story"] = [_plain(step) for step in dataset.story]
    content = {
        "directed": True,
        "multigraph": True,
        "graph": header,
        "nodes": [_plain(row) for row in sorted(dataset.actors, key=lambda row: row.id)],
        "edges": [_plain(row) for row in sorted(dataset.relations, key=lambda row: row.key)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(row: Row) -> dict[str, Any]:
    plain = row.model_dump(mode="json", exclude_defaults=True)
    if "ids" in plain:
        plain["ids"] = dict(sorted(plain["ids"].items()))
    return plain


# --- reading ----------------------------------------------------------------------------------


def read_dataset(path: str | os.PathLike[str]) -> Dataset:
    """Read and validate a dataset.

    Parameters
    ----------
    path
        A ``graph.json`` file.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is not JSON, or not a dataset; ``faults`` lists everything found.
    """
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        raise StorageError(f"{path}: no such file; name one with --data FILE") from None
    except IsADirectoryError:
        raise StorageError(f"{Path(path)}: is a folder; name the file in it") from None
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read: {_reason(error)}") from None
    return loads(content, where=str(path))


def loads(content: bytes | str, where: str = "graph.json") -> Dataset:
    """Read a dataset from the content of a file; ``where`` names it in errors.

    Raises
    ------
    DataError
        If it is not JSON, or not a dataset.
    """
    raw = _json(content, where)
    try:
        file = _File.model_validate(raw)
    except ValidationError as error:
        raise DataError(where, _faults(error, raw)) from None
    header = file.graph
    dataset = Dataset.model_construct(
        title=header.title,
        description=header.description,
        sources=tuple(sorted(header.sources, key=lambda row: row.id)),
        relation_types=tuple(sorted(header.relation_types, key=lambda row: row.name)),
        story=header.story,
        actors=tuple(sorted(file.nodes, key=lambda row: row.id)),
        relations=tuple(sorted(file.edges, key=lambda row: row.key)),
    )
    if faults := dataset.faults():
        raise DataError(where, faults)
    return dataset


class _RefusedError(ValueError):
    """JSON that is well written, but says twice what is said once or names no number or character."""


def _json(content: bytes | str, where: str) -> Any:
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        fault = Fault("", "is empty; a dataset is a JSON object, {...}")
        if text.strip():
            raw = json.loads(
                text,
                object_pairs_hook=_unique,
                parse_constant=_no_constant,
                parse_int=_whole,
                parse_float=_finite,
            )
            if not _SURROGATE.search(text) or (flaw := _first_flaw(text)) is None:
                return raw
            fault = flaw
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = Fault(f"line {line}, byte {error.start} of the file", "is not UTF-8; save the file as UTF-8")
    except json.JSONDecodeError as error:
        fault = Fault(
            f"line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}; mend the text there"
        )
    except RecursionError:
        fault = Fault("", "is nested too deeply; no dataset needs more than eight levels of brackets")
    except _RefusedError as error:
        fault = _first_flaw(text) or Fault("", str(error))
    raise DataError(where, [fault])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _RefusedError("a key stands twice in one object; keep one")
    return table


def _no_constant(text: str) -> None:
    raise _RefusedError(f"{text} is not a number that JSON knows; write one, or leave it out")


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _RefusedError(f"a number of {len(text):,} digits is too long; shorten it") from None


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise _RefusedError(f"{text[:40]} is too large a number; write a smaller one")
    return number


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"\\]|\\.)*") (?P<key>\s*:)?
    | (?P<open>{) | (?P<close>})
    | (?P<constant>NaN|-?Infinity)
    | (?P<real>-?\d+(?:\.\d+)?[eE][-+]?\d+|-?\d+\.\d+)
    | (?P<whole>-?\d+)
    """,
    re.DOTALL | re.VERBOSE,
)
_READERS: dict[str, Callable[[str], object]] = {"constant": _no_constant, "real": _finite, "whole": _whole}


def _first_flaw(text: str) -> Fault | None:
    """Find what json's hooks refused, or half a character, and say where in the text it stands."""
    objects: list[set[str]] = []
    for match in _TOKEN.finditer(text):
        try:
            if match["open"]:
                objects.append(set())
            elif match["close"]:
                objects.pop()
            elif match["text"]:
                _check_text(json.loads(match["text"]), objects[-1] if match["key"] else None)
            elif match.lastgroup:
                _READERS[match.lastgroup](match.group())
        except _RefusedError as error:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            return Fault(f"line {line}, column {column}", str(error))
    return None


def _check_text(text: str, keys: set[str] | None) -> None:
    """Refuse half a character, and a key that its object already has; else note the key."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise _RefusedError(f"{shortened(text)} holds half a character (a lone surrogate); write it whole")
    if keys is not None:
        if text in keys:
            raise _RefusedError(f"the key {shortened(text)} stands twice in one object; keep one")
        keys.add(text)


# --- naming what is wrong -----------------------------------------------------------------------

_TABLES: dict[str, tuple[type[BaseModel], str, str]] = {
    "nodes": (Actor, "actor", "id"),
    "edges": (Relation, "relation", "key"),
    "sources": (Source, "source", "id"),
    "relation_types": (RelationType, "relation type", "name"),
    "story": (Step, "story step", "title"),
}
"""The tables of the file: what holds a row, what people call it, and the key that names it."""

_PARTS: dict[str, type[BaseModel]] = {
    "graph": _Header,
    "evidence": Evidence,
    "links": Link,
    "amount": Amount,
    **{table: row for table, (row, _, _) in _TABLES.items()},
}


def _faults(error: ValidationError, raw: Any) -> list[Fault]:
    return [
        Fault(_place(detail["loc"], raw), _message(detail))
        for detail in error.errors(include_url=False, include_context=True)
    ]


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
        name = raw.get(identity) if isinstance(raw, dict) else None
        words = [f"{what} {name[:60]!r}" if name and isinstance(name, str) else f"{table}, {what} {step + 1}"]
    return ", ".join(words)


def _inside(raw: Any, step: int | str) -> Any:
    try:
        return raw[step]
    except (KeyError, IndexError, TypeError):
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
    if kind == "value_error":
        return str(context["error"])
    message: str = detail["msg"]
    return f"{message[0].lower()}{message[1:]}, not {shown}"


def _shown(value: Any) -> str:
    """Return a value as it stands in the file, where that is short."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    shown = repr(value) if isinstance(value, str) else json.dumps(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _unknown_key(loc: Sequence[int | str]) -> str:
    """Refuse a key; suggest the nearest that may stand in its place."""
    parts = [step for step in loc[:-1] if isinstance(step, str)]
    known = list((_PARTS[parts[-1]] if parts else _File).model_fields)
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


# --- writing ------------------------------------------------------------------------------------


def save_dataset(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write a dataset in canonical form, atomically and durably.

    Raises
    ------
    StorageError
        If the file cannot be written; what stood there before is left whole.
    """
    write_atomically(path, dumps(dataset).encode())


def write_atomically(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file so that a reader finds the old content or the new, even after a power cut.

    A temporary file beside it is written and flushed to the disk, then renamed over it, then the
    folder is flushed. A link is followed; the mode of a file that is replaced is kept.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    try:
        target = Path(path).resolve()
        if target.exists() and not target.is_file():
            raise StorageError(f"{path}: is {'a folder' if target.is_dir() else 'no file'}; name a file")
        if not target.parent.is_dir():
            raise StorageError(f"{path}: there is no folder {target.parent}; make it first")
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".graphkit-", suffix=".tmp")
        try:
            with open(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, mode)
            os.replace(temporary, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
        _flush_folder(target.parent)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
        raise StorageError(f"{path}: cannot be written: {_reason(error)}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
