"""Checks what graphkit is asked with: each argument of each public function, by its name, at this one place.

An argument is called the same wherever it means the same, so that one rule for each name is enough. A
number, a bare text in the place of several, or a word that nobody knows would otherwise give
another answer than the one that was asked for. What a text says of a day is for
:mod:`graphkit.temporal.edtf`.
"""

import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date
from functools import wraps
from inspect import Parameter, signature
from numbers import Integral
from typing import Any, Literal, ParamSpec, TypeVar, get_args, get_origin

from graphkit.errors import DateError, UsageError, nearest, shortened
from graphkit.temporal.calendar import FUTURE, PAST, Day

P = ParamSpec("P")
T = TypeVar("T")

Check = Callable[[str, Any], Any]
"""Returns an argument as it is used, given its name and what was given; raises where that is refused."""


class CallError(UsageError, TypeError):
    """Arguments that a function does not take, or lacks."""


def listed(name: str, value: Any) -> Collection[Any]:
    """Return several things; a bare text is not several."""
    if isinstance(value, str):
        raise UsageError(f"{name}: {shortened(value)} is one text; write a list, [{shortened(value)}]")
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise UsageError(f"{name}: {_shown(value)} is no list of names; write one such as ['...']")
    return value if isinstance(value, Collection) else tuple(value)


def several(name: str, value: Any) -> Collection[str]:
    """Return some names."""
    found: Collection[str] = listed(name, value)
    for each in found:
        text(name, each)
    return found


def several_of(choices: Collection[str]) -> Check:
    """Return the check of some names that must be among those known."""

    def check(name: str, value: Any) -> Collection[str]:
        found = several(name, value)
        for each in found:
            one_of(choices)(name, each)
        return found

    return check


def one_of(choices: Collection[str]) -> Check:
    """Return the check of a word that must be among those known."""

    def check(name: str, value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            near = nearest(value, list(choices), limit=1) if isinstance(value, str) else []
            mend = f"did you mean {near[0]!r}? It is" if near else "write"
            raise UsageError(f"{name}: {_shown(value)} is not known; {mend} one of {', '.join(choices)}")
        return value

    return check


def text(name: str, value: Any) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise UsageError(f"{name}: {_shown(value)} is no text; write one in quotes")
    return value


_WRITTEN = re.compile(r"-?[0-9]{1,4}|[12][0-9]{3}(0[1-9]|1[0-2])([0-2][0-9]|3[01])?")
"""Numbers that are meant as a year, or as a month or a day without its hyphens."""


def day(name: str, value: Any) -> str | date | int:
    """Return a day as it may be given: a text, a date, or an ordinal that cannot be meant otherwise."""
    return _day(name, value, date.min.toordinal(), date.max.toordinal())


def far_day(name: str, value: Any) -> str | date | int:
    """Return a day as it may be given where days beyond the calendar, and the infinities, are numbers too."""
    return _day(name, value, PAST, FUTURE)


def _day(name: str, value: Any, first: Day, last: Day) -> str | date | int:
    if isinstance(value, str) or (isinstance(value, date) and _is_in_calendar(value)):
        return value
    if is_whole(value):
        if first <= value <= last and not _WRITTEN.fullmatch(str(value)):
            return int(value)
        shown = value if abs(value) < 10**20 else "this"
        raise DateError(
            f"{name}: {shown} is a number; write it as text, such as '2025', '2025-07' or '2025-07-14'"
        )
    raise DateError(f"{name}: {_shown(value)} is no day; write one as text, such as '2025-07-14' or '2025'")


def _is_in_calendar(value: date) -> bool:
    """Whether a date is a day; pandas calls one that is missing a date too."""
    try:
        return is_whole(value.toordinal())
    except (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError):
        return False


def flag(name: str, value: Any) -> bool:
    """Return yes or no; what only counts as one of them is refused."""
    if value is not True and value is not False:
        raise UsageError(f"{name}: {_shown(value)} is neither True nor False; write one of them")
    return value


def is_whole(value: Any) -> bool:
    """Whether something is a whole number, of Python's or numpy's."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def whole(name: str, value: Any) -> int:
    """Return a whole number."""
    if not is_whole(value):
        raise UsageError(f"{name}: {_shown(value)} is no whole number; write one such as 3")
    return int(value)


def count(name: str, value: Any) -> int:
    """Return a whole number that is not below 0."""
    found = whole(name, value)
    if found < 0:
        raise UsageError(f"{name}: {found} is too few; write 0 or more")
    return min(found, sys.maxsize)  # so many of anything there never are


def path(name: str, value: Any) -> str | os.PathLike[str]:
    """Return the name of a file or folder."""
    if not isinstance(value, str | os.PathLike):
        raise UsageError(f"{name}: {_shown(value)} is no path; write it as a text, or a pathlib.Path")
    return value


def _mapping(name: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise UsageError(f"{name}: {_shown(value)} names no fields; write such as {{'name': '...'}}")
    return value


CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(("types", "relations", "avoid", "via", "parts"), several),
    **dict.fromkeys(("since", "until", "on", "day", "first", "second"), day),
    **dict.fromkeys(("no_claims", "certain", "undated", "directed", "strict", "chronological"), flag),
    **dict.fromkeys(("cascade", "skip_bad"), flag),
    **dict.fromkeys(("hops", "height"), whole),
    "limit": count,
    **dict.fromkeys(("actor", "source", "target", "relation", "name", "id", "into", "text"), text),
    "table": one_of(("actors", "sources", "relations")),
    **dict.fromkeys(("path", "corpus"), path),
    "fields": _mapping,
}
"""The rule of each argument, by its name; where None is the default it is left to stand."""


def checking(known: Mapping[str, Check]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return what lets a function check its arguments first, by the rules of their names."""

    def asked(function: Callable[P, T]) -> Callable[P, T]:
        taken = signature(function)
        rules = {
            name: _rule(name, each.annotation, each.default, known) for name, each in taken.parameters.items()
        }
        named = [name for name, each in taken.parameters.items() if each.kind is not Parameter.KEYWORD_ONLY]
        needed = [name for name, each in taken.parameters.items() if each.default is Parameter.empty]

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            given: dict[str, Any] = dict(zip(named, args, strict=False))
            if (
                len(args) > len(named)
                or not kwargs.keys() <= rules.keys()
                or not kwargs.keys().isdisjoint(given)
                or any(name not in given and name not in kwargs for name in needed)
            ):
                raise CallError(f"{function.__name__}: {_misfit(taken, args, kwargs)}")
            given.update(kwargs)
            for name, value in given.items():
                rule = rules[name]
                if rule is not None:
                    given[name] = rule(name, value)
            return function(**given)  # type: ignore[call-arg]

        return checked

    return asked


def check_fields(question: Any, known: Mapping[str, Check]) -> None:
    """Check the fields of a frozen dataclass by the same rules; several names are kept as a tuple."""
    for field in fields(question):
        rule = _rule(field.name, field.type, field.default, known)
        if rule is not None:
            found = rule(field.name, getattr(question, field.name))
            kept = tuple(found) if isinstance(field.default, tuple) else found
            object.__setattr__(question, field.name, kept)


def _rule(name: str, kind: Any, default: Any, known: Mapping[str, Check]) -> Check | None:
    """Return the rule of an argument: that of its name, or else of its kind, a few words or a class."""
    kinds = [each for each in (get_args(kind) or (kind,)) if each is not type(None)]
    if name in known:
        rule = known[name]
    elif Literal in (get_origin(kind), *map(get_origin, kinds)):
        words = [word for each in (kind, *kinds) if get_origin(each) is Literal for word in get_args(each)]
        rule = one_of(words)
    elif all(isinstance(each, type) and each.__module__.startswith("graphkit.") for each in kinds):
        rule = _instance(tuple(kinds))
    else:
        return None
    return rule if default is not None else lambda name, value: None if value is None else rule(name, value)


def _instance(classes: tuple[type, ...]) -> Check:
    names = " or ".join(each.__name__ for each in classes)

    def check(name: str, value: Any) -> Any:
        if not isinstance(value, classes):
            raise UsageError(f"{name}: {_shown(value)} is no {names}; give one")
        return value

    return check


def unfit(unknown: Iterable[str], known: Collection[str]) -> str:
    """Refuse arguments of unknown names; suggest the nearest of those there are."""
    name = next(iter(unknown))
    near = nearest(name, list(known), limit=1)
    mend = f"did you mean {near[0]!r}?" if near else f"choose of {', '.join(known)}"
    return f"there is no argument {shortened(name)}; {mend}"


def _misfit(taken: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """Say why arguments do not fit; name the nearest to one that is unknown."""
    unknown = [name for name in kwargs if name not in taken.parameters]
    if unknown:
        return unfit(unknown, list(taken.parameters))
    try:
        taken.bind(*args, **kwargs)
    except TypeError as error:
        return f"{error}; it takes {', '.join(taken.parameters)}"
    raise AssertionError  # only what does not fit is asked about


def _shown(value: Any) -> str:
    """Return what was given as it fits a line."""
    if isinstance(value, str | int | float | bool | None):
        return shortened(value) if isinstance(value, str) else repr(value)[:60]
    return f"a {type(value).__name__}"
