"""Checks the arguments of public functions, by their names.

An argument has the same name wherever it has the same meaning, so one check for each name is enough. Without
it, a number, a single text in the place of a list, or a misspelt word would give a wrong answer. Which days a
text means is for :mod:`graphkit.temporal.edtf`.
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

from graphkit.errors import DateError, UsageError, meant, nearest, shortened, with_article
from graphkit.temporal.calendar import FUTURE, PAST, Day

P = ParamSpec("P")
T = TypeVar("T")

Check = Callable[[str, Any], Any]
"""A function of an argument's name and value; returns the value to use, or raises an error."""


class CallError(UsageError, TypeError):
    """Arguments that a function does not take, or that are missing."""


def _expected(what: str, fits: Callable[[Any], bool]) -> Check:
    """Return a check that a value fits; it raises an error that says what is expected."""

    def check(name: str, value: Any) -> Any:
        if not fits(value):
            raise UsageError(f"{name}: expected {what}, got {_shown(value)}")
        return value

    return check


text = _expected("a text in quotes", lambda value: isinstance(value, str))
flag = _expected("True or False", lambda value: value is True or value is False)
"""Refuses other truthy or falsy values."""
_path = _expected("a path, as text or pathlib.Path", lambda value: isinstance(value, str | os.PathLike))
_version = _expected(
    "a graph or a path",
    lambda value: (
        isinstance(value, str | os.PathLike) or (hasattr(value, "nodes") and hasattr(value, "edges"))
    ),
)
_answer = _expected("what a question returned", lambda value: hasattr(value, "plain_rows"))
_status = _expected("statuses by id such as {'h20-ban': 'denied'}", lambda value: isinstance(value, Mapping))
_changes = _expected(
    "what compare found, or its JSON", lambda value: isinstance(value, Mapping) or hasattr(value, "patch")
)
_fields = _expected(
    "fields such as {'name': '...'}",
    lambda value: isinstance(value, Mapping) and all(isinstance(key, str) for key in value),
)


def listed(name: str, value: Any) -> Collection[Any]:
    """Return a collection; a single text is refused."""
    if isinstance(value, str):
        raise UsageError(
            f"{name}: expected a list, got the text {shortened(value)}; write [{shortened(value)}]"
        )
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise UsageError(f"{name}: expected a list of names such as ['...'], got {_shown(value)}")
    return value if isinstance(value, Collection) else tuple(value)


def several(name: str, value: Any) -> Collection[str]:
    """Return a collection of texts."""
    texts: Collection[str] = listed(name, value)
    for each in texts:
        text(name, each)
    return texts


def several_of(choices: Collection[str]) -> Check:
    """Return a check for a collection of words, each one of some choices."""

    def check(name: str, value: Any) -> Collection[str]:
        words = several(name, value)
        for word in words:
            one_of(choices)(name, word)
        return words

    return check


def one_of(choices: Collection[str]) -> Check:
    """Return a check for a word that is one of some choices."""

    def check(name: str, value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            near = nearest(value, list(choices), limit=1) if isinstance(value, str) else []
            mend = f"did you mean {near[0]!r}? It is" if near else "write"
            raise UsageError(f"{name}: {_shown(value)} is not known; {mend} one of {', '.join(choices)}")
        return value

    return check


_WRITTEN = re.compile(r"-?[0-9]{1,4}|[12][0-9]{3}(0[1-9]|1[0-2])([0-2][0-9]|3[01])?")
"""Numbers that are more likely a year, or a month or day without hyphens, than an ordinal."""


def day(name: str, value: Any) -> str | date | int:
    """Return a day: a text, a date, or an ordinal that cannot be mistaken for a written date."""
    return _day(name, value, date.min.toordinal(), date.max.toordinal())


def far_day(name: str, value: Any) -> str | date | int:
    """Return a day as :func:`day` does, with ordinals beyond the calendar and the infinities too."""
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
    raise DateError(f"{name}: expected a day as text, such as '2025-07-14' or '2025', got {_shown(value)}")


def _is_in_calendar(value: date) -> bool:
    """Return whether a date is a day of the calendar; in pandas a missing one is a date too."""
    try:
        return is_whole(value.toordinal())
    except (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError):
        return False


def is_whole(value: Any) -> bool:
    """Return whether a value is a whole number, of Python or numpy."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def whole(name: str, value: Any) -> int:
    """Return a whole number."""
    if not is_whole(value):
        raise UsageError(f"{name}: expected a whole number such as 3, got {_shown(value)}")
    return int(value)


def count(name: str, value: Any) -> int:
    """Return a whole number from 0 on."""
    number = whole(name, value)
    if number < 0:
        raise UsageError(f"{name}: expected 0 or more, got {number}")
    return min(number, sys.maxsize)  # larger numbers cannot be used as positions


def days(name: str, value: Any) -> int:
    """Return a number of days: a whole number, or a text such as ``90d``, ``12w``, ``6m`` or ``2y``."""
    found = duration(value) if isinstance(value, str) else count(name, value)
    if found is None:
        raise UsageError(f"{name}: {shortened(value)} {NO_DURATION}")
    return found


Duration = int | str
"""Days: their number, or a text that :func:`duration` reads."""


def duration(text: str) -> int | None:
    """Return the days of a text such as ``90d``, ``12w``, ``6m`` or ``2y``; None if it is no duration."""
    written = re.fullmatch(r"([0-9]{1,9})([dwmy])", text)
    return written and int(written[1]) * _DAYS[written[2]]


NO_DURATION = "is no duration; write 90d, 12w, 6m or 2y"
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}
"""The days of each unit; the longest, so that nothing of the last six months is missed."""


_LISTS = (
    "types", "relations", "avoid", "via", "parts", "where", "actors", "between", "without", "other_parts",
    "sources",
)  # fmt: skip
CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(_LISTS, several),
    **dict.fromkeys(("since", "until", "on", "day", "first", "second"), day),
    **dict.fromkeys(
        ("no_claims", "no_contested", "certain", "undated", "directed", "direct", "strict", "chronological"),
        flag,
    ),
    **dict.fromkeys(("cascade", "keep_apart", "lowest", "skip_bad"), flag),
    **dict.fromkeys(("old", "new"), _version),
    **dict.fromkeys(("reported_within", "within"), days),
    "answer": _answer,
    "changes": _changes,
    **dict.fromkeys(("hops", "height", "seed"), whole),
    "limit": count,
    **dict.fromkeys(("actor", "of", "to", "source", "target", "relation", "name", "id", "into"), text),
    **dict.fromkeys(("text", "words", "attribute"), text),
    **dict.fromkeys(("columns", "sheet"), text),
    "table": one_of(("actors", "sources", "relations", "relation_types")),
    **dict.fromkeys(("path", "corpus"), _path),
    "fields": _fields,
    "status": _status,
}
"""The check of each argument, by its name. None is accepted where it is the default."""


def checking(checks: Mapping[str, Check]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that checks the arguments of a function before it runs.

    An argument that is unknown or missing raises CallError.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        taken = signature(function)
        parameters = taken.parameters
        rules = {
            name: _rule(name, each.annotation, each.default, checks) for name, each in parameters.items()
        }
        positional = [name for name, each in parameters.items() if each.kind is not Parameter.KEYWORD_ONLY]
        required = [name for name, each in parameters.items() if each.default is Parameter.empty]

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            values: dict[str, Any] = dict(zip(positional, args, strict=False))
            if (
                len(args) > len(positional)
                or not kwargs.keys() <= rules.keys()
                or not kwargs.keys().isdisjoint(values)
                or any(name not in values and name not in kwargs for name in required)
            ):
                raise CallError(f"{function.__name__}: {_misfit(taken, args, kwargs)}")
            values.update(kwargs)
            for name, value in values.items():
                rule = rules[name]
                if rule is not None:
                    values[name] = rule(name, value)
            return function(**values)  # type: ignore[call-arg]

        return checked

    return decorate


def check_fields(question: Any, checks: Mapping[str, Check]) -> None:
    """Check the fields of a frozen dataclass by the same rules; collections become tuples."""
    for field in fields(question):
        rule = _rule(field.name, field.type, field.default, checks)
        if rule is not None:
            value = rule(field.name, getattr(question, field.name))
            value = tuple(value) if isinstance(field.default, tuple) else value
            object.__setattr__(question, field.name, value)


def _rule(name: str, kind: Any, default: Any, checks: Mapping[str, Check]) -> Check | None:
    """Return the check of an argument: that of its name, or else of its type (literals or classes)."""
    kinds = [each for each in (get_args(kind) or (kind,)) if each is not type(None)]
    if name in checks:
        rule = checks[name]
    elif Literal in (get_origin(kind), *map(get_origin, kinds)):
        words = [word for each in (kind, *kinds) if get_origin(each) is Literal for word in get_args(each)]
        rule = one_of(words)
    elif all(isinstance(each, type) and each.__module__.startswith("graphkit.") for each in kinds):
        names = " or ".join(with_article(each.__name__) for each in kinds)
        rule = _expected(f"{names} (of {kinds[0].__module__})", lambda value: isinstance(value, tuple(kinds)))
    else:
        return None
    return rule if default is not None else lambda name, value: None if value is None else rule(name, value)


NARROWING = frozenset(
    {
        *(
            "since",
            "until",
            "types",
            "statuses",
            "kinds",
            "where",
            "actors",
            "between",
            "text",
            "reliability",
        ),
        *("no_claims", "no_contested", "certain", "undated", "reported_within"),
    }
)
"""The arguments of a window, by which every other question is narrowed."""


def unfit(unknown: Iterable[str], known: Collection[str]) -> str:
    """Return why an argument of an unknown name is refused; suggest the nearest known one."""
    name = next(iter(unknown))
    near = meant(name, list(known))
    others = f"narrow the graph first: window({name}=...)" if name in NARROWING else ""
    mend = f"did you mean {near!r}?" if near else others or f"choose one of {', '.join(known)}"
    return f"there is no argument {shortened(name)}; {mend}"


def _misfit(taken: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """Return why arguments do not fit a signature."""
    unknown = [name for name in kwargs if name not in taken.parameters]
    if unknown:
        return unfit(unknown, list(taken.parameters))
    try:
        taken.bind(*args, **kwargs)
    except TypeError as error:
        return f"{error}; it takes {', '.join(taken.parameters)}"
    raise AssertionError  # called only for arguments that do not fit


def _shown(value: Any) -> str:
    """Return a value as text of one line."""
    if isinstance(value, str | int | float | bool | None):
        return shortened(value) if isinstance(value, str) else repr(value)[:60]
    return with_article(type(value).__name__)
