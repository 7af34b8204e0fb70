"""Reads JSON strictly: every key once, every number and character whole, and each flaw by its place."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import isinf
from typing import Any

from graphkit.errors import DataError, Fault, first_of, shortened


class _RefusedError(ValueError):
    """JSON that is well written, but says twice what is said once or names no number or character."""


def text_of(content: bytes, where: str) -> str:
    """Return the text that bytes hold; ``where`` names the file in errors.

    Raises
    ------
    DataError
        If they are not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        place = f"line {line}, byte {error.start} of the file"
        fault = Fault(place, "is not UTF-8; save the file as UTF-8", line=line)
    raise DataError(where, [fault])


def read_json(text: str, where: str) -> tuple[Any, list[Fault]]:
    """Return what a JSON text says, and each flaw in it that JSON itself lets pass.

    A flaw is a key that stands twice, or what is no number or character; ``where`` names the
    file in errors.

    Raises
    ------
    DataError
        If it is no JSON.
    """
    fault = Fault("", "is empty; a dataset is a JSON object, {...}", line=1)
    try:
        if text and not text.isspace():
            return _read(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        fault = Fault(place, f"is not JSON: {error.msg}; mend the text there", line=error.lineno)
    except RecursionError:
        fault = Fault("", "is nested too deeply; no dataset needs more than eight levels of brackets")
    raise DataError(where, [fault])


def _read(text: str) -> tuple[Any, list[Fault]]:
    try:
        raw = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
        return raw, first_of(_flaws(text)) if re.search(_SURROGATE, text) else []
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # what a hook refused, or a number with more digits than int reads
        raw = json.loads(text, parse_constant=_nothing, parse_int=_nothing, parse_float=_nothing)
        return raw, first_of(_flaws(text)) or [Fault("", str(error))]


def _nothing(text: str) -> int:
    """Read a number that may be refused: any would do, since the file is."""
    return int(text) if len(text) < 10 and text.isdecimal() else 1


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


_SURROGATE = r"\\u[dD][89a-fA-F]"
_LEXEMES = r"""
    (?P<text>"[^"\\]*(?:\\.[^"\\]*)*") (?P<key>\s*:)?
    | (?P<open>{) | (?P<close>})
    | (?P<constant>NaN|-?Infinity)
    | (?P<real>-?\d+(?:\.\d+)?[eE][-+]?\d+|-?\d+\.\d+)
    | (?P<whole>-?\d+)
"""
"""Compiled where they are needed, which in a sound file they are not."""
_READERS: dict[str, Callable[[str], object]] = {"constant": _no_constant, "real": _finite, "whole": _whole}


def _flaws(text: str) -> Iterator[Fault]:
    """Find what json's hooks refused, or half a character, and say where in the text it stands."""
    objects: list[set[str]] = []
    line, begin, seen = 1, 0, 0  # the line, where it begins, and up to where the lines were counted
    for match in re.finditer(_LEXEMES, text, re.DOTALL | re.VERBOSE):
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
            place = match.start()
            line += text.count("\n", seen, place)
            begin, seen = max(begin, text.rfind("\n", seen, place) + 1), place
            yield Fault(f"line {line}, column {place - begin + 1}", str(error), line=line)


def _check_text(text: str, keys: set[str] | None) -> None:
    """Refuse half a character, and a key that its object already has; else note the key."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise _RefusedError(f"{shortened(text)} holds half a character (a lone surrogate); write it whole")
    if keys is not None:
        if text in keys:
            raise _RefusedError(f"the key {shortened(text)} stands twice in one object; keep one")
        keys.add(text)


# --- lines ------------------------------------------------------------------------------------

_PIECE = r'(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")(?P<key>\s*:)?|[][{},]|[^][{},:"\s]+'


@dataclass(slots=True)
class _Wanted:
    """A place of which the line is asked for, or of something inside it; and its line, once it was met."""

    inside: dict[int | str, "_Wanted"] = field(default_factory=dict)
    line: int | None = None


def lines_of(text: str, paths: Iterable[tuple[int | str, ...]]) -> list[int]:
    """Return the line on which each path of keys and positions stands in a JSON text.

    What is not there stands where the nearest thing around it begins.
    """
    top = _Wanted()
    ways: list[list[_Wanted]] = []
    for path in paths:
        ways.append([top])
        for step in path:
            ways[-1].append(ways[-1][-1].inside.setdefault(step, _Wanted()))
    _find(text, top)
    return [next(place.line for place in reversed(way) if place.line is not None) for way in ways]


def _find(text: str, top: _Wanted) -> None:
    """Go through a JSON text, and set down the line of each place that is wanted."""
    around: list[tuple[_Wanted | None, int | None]] = []  # what we are in, and the position in it if a list
    here: _Wanted | None = top
    line, seen = 1, 0
    for match in re.finditer(_PIECE, text, re.DOTALL):
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        piece = match.group()
        if match["key"]:
            outer = around[-1][0]
            here = outer.inside.get(json.loads(match["text"])) if outer else None
            if here:
                here.line = line
        elif piece == ",":
            outer, position = around[-1]
            if position is not None:
                around[-1] = outer, position + 1
                here = outer.inside.get(position + 1) if outer else None
        elif piece in ("]", "}"):
            around.pop()
        else:
            if here and here.line is None:
                here.line = line
            if piece in ("[", "{"):
                around.append((here, 0 if piece == "[" else None))
                here = here.inside.get(0) if here and piece == "[" else None
