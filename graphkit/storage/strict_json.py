"""Reads JSON strictly: keys must be unique, numbers finite and characters whole; each flaw has its line.

It writes JSON too.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from math import isinf
from typing import Any

from graphkit.errors import DataError, Fault, first_of, half_character, shortened
from graphkit.storage.content_kind import TOO_DEEP, is_utf_16


class _RefusedError(ValueError):
    """Valid JSON that repeats a key, or has a number or character that is none."""


class _NumberError(_RefusedError):
    """A number that JSON does not know."""


class NumberFault(Fault):
    """A number that JSON does not know; what other programs write so may be kept as a text."""


class Flawed(int):
    """What stands for a number that is refused, so that nothing else is said of it; ``text`` is it."""

    text = ""


class Repeating(dict[str, Any]):
    """An object with repeated keys, of which the first values count; ``repeated`` are the keys."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(reversed(pairs))
        self.repeated = [key for key, number in Counter(key for key, _ in pairs).items() if number > 1]


def text_of(content: bytes, where: str) -> str:
    """Return the text of UTF-8 bytes; ``where`` names the file in errors."""
    if is_utf_16(content[:4]):
        raise DataError(where, [Fault("", "is UTF-16; save the file as UTF-8")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        place = f"line {line}, byte {error.start} of the file"
        fault = Fault(place, "is not UTF-8; save the file as UTF-8", line=line)
    raise DataError(where, [fault])


def read_json(text: str, where: str) -> tuple[Any, list[Fault]]:
    """Return the content of a JSON text and its flaws: repeated keys, invalid numbers and characters."""
    fault = Fault("", "is empty; a dataset is a JSON object, {...}", line=1)
    try:
        if text and not text.isspace():
            return _read(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        fault = Fault(place, f"is not JSON: {error.msg}; mend the text there", line=error.lineno)
    except RecursionError:
        fault = Fault("", TOO_DEEP)
    raise DataError(where, [fault])


def sound_json(content: bytes, where: str, *, within: str = "") -> Any:
    """Return what JSON without a flaw holds; raise DataError with the first flaws if it has some.

    Of a text that matches the pattern ``within`` its first group is the JSON.
    """
    text = text_of(content, where)
    inner = re.fullmatch(within, text, re.DOTALL) if within else None
    if inner:
        text = "\n" * text.count("\n", 0, inner.start(1)) + inner[1]
    if not text.strip():
        raise DataError(where, [Fault("", "is empty", line=1)])
    raw, flaws = read_json(text, where)
    if flaws:
        raise DataError(where, flaws)
    return raw


def _read(text: str) -> tuple[Any, list[Fault]]:
    try:
        raw = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
        return raw, first_of(_flaws(text)) if re.search(_SURROGATE, text) else []
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # what a hook refused, or a number with more digits than int reads
        raw = json.loads(
            text,
            object_pairs_hook=_or_repeating,
            parse_constant=_or_flawed(_no_constant),
            parse_int=_or_flawed(_whole),
            parse_float=_or_flawed(_finite),
        )
        return raw, first_of(_flaws(text)) or [Fault("", str(error))]


def _or_flawed(read: Callable[[str], Any]) -> Callable[[str], Any]:
    def reading(text: str) -> Any:
        try:
            return read(text)
        except _RefusedError:
            flawed = Flawed(1)
            flawed.text = text
            return flawed

    return reading


def _or_repeating(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    return table if len(table) == len(pairs) else Repeating(pairs)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _RefusedError("a key is repeated in one object; keep one")
    return table


def _no_constant(text: str) -> None:
    raise _NumberError(f"{text} is not a number that JSON knows; write one, or leave it out")


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _NumberError(f"a number of {len(text):,} digits is too long; shorten it") from None


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise _NumberError(f"{text[:40]} is too large a number; write a smaller one")
    return number


_SURROGATE = r"\\u[dD][89a-fA-F]"
_LEXEMES = r"""
    (?P<text>"[^"\\]*(?:\\.[^"\\]*)*") (?P<key>\s*:)?
    | (?P<open>{) | (?P<close>})
    | (?P<constant>NaN|-?Infinity)
    | (?P<real>-?\d+(?:\.\d+)?[eE][-+]?\d+|-?\d+\.\d+)
    | (?P<whole>-?\d+)
"""
"""Compiled on use, since a valid file needs none of it."""
_READERS: dict[str, Callable[[str], object]] = {"constant": _no_constant, "real": _finite, "whole": _whole}


def _flaws(text: str) -> Iterator[Fault]:
    """Yield each value that a hook of json refuses, and each lone surrogate, with its place in the text."""
    objects: list[set[str]] = []
    line, begin, counted = 1, 0, 0  # the line, where it begins, and up to where lines are counted
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
            line += text.count("\n", counted, place)
            begin, counted = max(begin, text.rfind("\n", counted, place) + 1), place
            kind = NumberFault if isinstance(error, _NumberError) else Fault
            yield kind(f"line {line}, column {place - begin + 1}", str(error), line=line)


def repeats(key: str) -> str:
    """Return that a key is repeated, and the mend."""
    return f"the key {shortened(key)} is repeated in one object; keep one"


def _check_text(text: str, keys: set[str] | None) -> None:
    """Refuse a lone surrogate, and a key that its object already has; else remember the key."""
    if wrong := half_character(text):
        raise _RefusedError(f"{shortened(text)} {wrong}")
    if keys is not None:
        if text in keys:
            raise _RefusedError(repeats(text))
        keys.add(text)


# --- lines ------------------------------------------------------------------------------------

_PIECE = r'(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")(?P<key>\s*:)?|[][{},]|[^][{},:"\s]+'


@dataclass(slots=True)
class _Wanted:
    """A place whose line is wanted, or the line of something inside it; ``line`` once it is known."""

    inside: dict[int | str, "_Wanted"] = field(default_factory=dict)
    line: int | None = None


def lines_of(text: str, paths: Iterable[tuple[int | str, ...]]) -> list[int]:
    """Return the line of each path of keys and positions in a JSON text.

    A place that does not exist has the line of the nearest place around it.
    """
    top = _Wanted()
    chains: list[list[_Wanted]] = []
    for path in paths:
        chains.append([top])
        for step in path:
            chains[-1].append(chains[-1][-1].inside.setdefault(step, _Wanted()))
    _set_lines(text, top)
    return [next(place.line for place in reversed(chain) if place.line is not None) for chain in chains]


def _set_lines(text: str, top: _Wanted) -> None:
    around: list[tuple[_Wanted | None, int | None]] = []  # the enclosing places, each list's with a position
    here: _Wanted | None = top
    line, counted = 1, 0
    for match in re.finditer(_PIECE, text, re.DOTALL):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
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


_ODD = re.compile(rb"(0\.0000\d*|e[+-]?\d+|NaN|Infinity),?\n")
"""The end of a figure that pydantic may write otherwise than json does; a text ends in quotation marks."""


def json_of(value: Any, indent: int = 2) -> str:
    """Return plain data as JSON with an indent, as ``json.dumps`` does, mostly four times as fast.

    Raises ValueError for a figure that is not finite.
    """
    from pydantic_core import PydanticSerializationError, to_json

    with suppress(PydanticSerializationError):  # half a character
        written = to_json(value, indent=indent, inf_nan_mode="constants")
        if not _ODD.search(written):
            return written.decode()
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
