"""Reads JSON strictly: every key once, every number and character whole, and each flaw by its place."""

import json
import re
from collections.abc import Callable
from math import isinf
from typing import Any

from graphkit.errors import DataError, Fault, shortened


class _RefusedError(ValueError):
    """JSON that is well written, but says twice what is said once or names no number or character."""


def read_json(content: bytes | str, where: str) -> Any:
    """Return what a JSON text says; ``where`` names the file in errors.

    Raises
    ------
    DataError
        If it is no JSON, not UTF-8, repeats a key, or holds what is no number or character.
    """
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
