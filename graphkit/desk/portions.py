"""Cuts an answer to a size at whole rows, and says what it left out and where the rest begins."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphkit.cli.escaping import is_plain
from graphkit.errors import UsageError, shortened

_RECORD = 64
"""An object with more entries than these is a table: it is cut after some of them, as a list is."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of an answer of which only the beginning is told; ``at`` is its JSON Pointer (RFC 6901).

    The rows, entries or characters from ``first`` and before ``next`` are told, of so many.
    """

    at: str
    first: int
    next: int
    of: int


def written(value: Any) -> str:
    """Return plain data as JSON on one line, with control characters escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if text.isprintable():
        return text
    return text.translate({ord(char): json.dumps(char)[1:-1] for char in set(text) if not is_plain(char)})


def portion(value: Any, room: int, at: str = "", first: int = 0) -> tuple[Any, list[Cut]]:
    """Return as much of plain data as has room, and what was cut.

    ``room`` is in characters of JSON. Lists are cut after whole rows, long texts after characters. The fields
    of an object share the room: what is small stays whole. ``at`` is the place of the data in the answer, and
    ``first`` the number of its first row there.

    Examples
    --------
    >>> portion({"id": "ada", "rows": ["met", "sued", "paid"]}, 30)
    ({'id': 'ada', 'rows': ['met']}, [Cut(at='/rows', first=0, next=1, of=3)])
    """
    if len(written(value)) <= room:
        return value, []
    if isinstance(value, dict) and len(value) <= _RECORD:
        parts, cuts = _shared(value, room, at)
        if len(written(parts)) <= room:
            return parts, cuts
    if isinstance(value, dict):
        named, cuts = _beginning(list(value.items()), room, at, first, len(value), named=True)
        return dict(named), cuts
    if isinstance(value, list):
        rows, cuts = _beginning(list(enumerate(value, first)), room, at, first, len(value))
        return [row for _, row in rows], cuts
    if isinstance(value, str):
        longest = range(min(len(value), max(room, 0)) + 1)
        told = max(bisect_right(longest, room, key=lambda count: len(written(value[:count]))) - 1, 0)
        return value[:told], [Cut(at, first, first + told, first + len(value))]
    return value, []


def _beginning(
    rows: list[tuple[Any, Any]], room: int, at: str, first: int, count: int, *, named: bool = False
) -> tuple[list[tuple[Any, Any]], list[Cut]]:
    """Return as many rows as have room; if not even the first has, as much of that as has room."""

    def frame(key: Any) -> int:
        return len(written(key)) + 2 if named else 1

    kept: list[tuple[Any, Any]] = []
    cuts: list[Cut] = []
    used = 2
    for key, row in rows:
        used += len(written(row)) + frame(key)
        if used > room:
            break
        kept.append((key, row))
    if rows and not kept:
        key, row = rows[0]
        space = room - 2 - frame(key)
        row, cuts = portion(row, space, f"{at}/{_escaped(str(key))}")
        if len(written(row)) <= space:
            kept = [(key, row)]
        else:
            cuts = []
    if len(kept) < count:
        cuts.append(Cut(at, first, first + len(kept), first + count))
    return kept, cuts


def _shared(record: dict[str, Any], room: int, at: str) -> tuple[dict[str, Any], list[Cut]]:
    """Return an object whose fields share the room for their values: the smallest first."""
    room -= 1 + sum(len(written(name)) + 2 for name in record)
    sizes = {name: len(written(value)) for name, value in record.items()}
    parts: dict[str, Any] = {}
    cuts: list[Cut] = []
    for left, name in zip(
        range(len(record), 0, -1), sorted(sizes, key=lambda name: sizes[name]), strict=True
    ):
        parts[name], cut = portion(record[name], room // left, f"{at}/{_escaped(name)}")
        cuts += cut
        room -= len(written(parts[name]))
    return {name: parts[name] for name in record}, cuts


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def rest(answer: Any, at: str, first: int) -> Any:
    """Return the part of an answer at a place, without its rows, entries or characters before a number."""
    value = answer
    for key in _keys(at):
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isascii() and key.isdigit() and int(key[:9]) < len(value):
            value = value[int(key)]
        else:
            raise UsageError(f"at: the answer has nothing at {shortened(at)}; take the place from 'cut'")
    if not isinstance(value, dict | list | str):
        raise UsageError(f"at: nothing was cut at {shortened(at)}; take the place from 'cut'")
    if not 0 <= first < max(len(value), 1):
        raise UsageError(f"from: there are {len(value):,} at {shortened(at)}, counted from 0")
    if isinstance(value, dict):
        return dict(list(value.items())[first:])
    return value[first:]


def _keys(at: str) -> Iterable[str]:
    if at and not at.startswith("/"):
        raise UsageError(f"at: {shortened(at)} is no place; it begins with /, as in 'cut'")
    return (key.replace("~1", "/").replace("~0", "~") for key in at.split("/")[1:])
