"""Reads how exact a date is, as another column of its table says: by a word, a number, or yes and no."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from graphkit.formats.events.columns import TABLES, Columns, folded, heading_of, precision_of
from graphkit.formats.events.event import Texts
from graphkit.formats.status_headings import TRUTHS, UNTRUTHS
from graphkit.libraries import tables_beside
from graphkit.model.foreign_dates import first_after, last_before
from graphkit.temporal import edtf
from graphkit.temporal.calendar import iso

_TABLES: Final = tables_beside(__file__)
_WAYS, _NUMBERS, _UPPSALA = (
    {word: way for way, words in _TABLES[name].items() for word in words}
    for name in ("ways", "numbers", "uppsala")
)
_ASKS = re.compile("|".join(_TABLES["asking"]["parts"]))
_ASKS_IF_EXACT = re.compile("(?<!in)exact|(?<!un)known")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@lru_cache(1_000)
def exactness(cell: str, heading: str) -> str | None:
    """Return how exact a date is, as a cell below a heading says; None if it does not tell.

    Examples
    --------
    >>> [exactness(*each) for each in (("year only", "precision"), ("10", "precision"), ("yes", "circa"))]
    ['year', 'month', 'about']
    >>> exactness("5", "date_prec"), exactness("no", "day known"), exactness("0.87", "precision")
    ('year', 'month', None)
    """
    text, asked = cell.strip().casefold().removesuffix(".0"), folded(heading)
    if not text:
        return "day"
    if _ASKS.search(asked) and text in (*TRUTHS, *UNTRUTHS):
        if (text in TRUTHS) == bool(_ASKS_IF_EXACT.search(asked)):
            return "day"
        return {"dayknown": "month", "monthknown": "year"}.get(asked, "about")
    if text.isdigit():
        return (_UPPSALA if asked in _TABLES["uppsala"]["headings"] else _NUMBERS).get(text)
    word = re.sub(r"[\W_]+", "", text) or text
    return _WAYS.get(word) or _WAYS.get(word.removesuffix("only"))


def as_exact(day: str, way: str | None, *, is_side: bool) -> str | None:
    """Return a date as it is in a way exact; None if that cannot be said of it, or is not known.

    A week has the day in its middle. Of a day that is only about so, nothing says how far it is off: it is
    read as about its month. ``is_side`` is a start or an end.

    Examples
    --------
    >>> [as_exact("2019-03-04", way, is_side=False) for way in ("week", "about", "before", "after")]
    ['[2019-03-01..2019-03-07]', '2019-03~', '[..2019-03-03]', '[2019-03-05..]']
    >>> [as_exact("2019-03", way, is_side=False) for way in ("week", "year", "decade", None)]
    ['2019-03', '2019', '201X', None]
    """
    if way is None or not _PLAIN.fullmatch(day):
        return None
    if way == "week" and is_day(day):
        middle = 0 if is_side else edtf.one_day(day, "date")
        return f"[{iso(middle - 3)}..{iso(middle + 3)}]" if middle else None
    if way in ("day", "week", "month", "year", "decade"):
        return {"day": day, "week": day, "month": day[:7], "year": day[:4], "decade": f"{day[:3]}X"}[way]
    if way == "about":
        return f"{day[:7]}~"
    if is_side:
        return None
    return {
        "before": f"[..{last_before('', day)}]",
        "by": f"[..{day}]",
        "after": f"[{first_after('', day)}..]",
        "from": f"[{day}..]",
    }[way]


def is_day(when: str) -> bool:
    """Return whether a date is one day, and neither a longer time nor one in doubt."""
    return _DAY.fullmatch(when) is not None


def _may_say_it(columns: Columns) -> list[int]:
    names = {place: folded(columns.headings[place]) for place in columns.notes}
    return [place for place, name in names.items() if name in TABLES["precisions"]["alone"]]


def with_exactness(columns: Columns, texts: Texts) -> Columns:
    """Return columns with one that says how exact the dates are, if its cells say nothing else.

    It is headed ``precision``, ``circa`` or the like, which may be of something else. What it says is so of
    the start and of the end, if there is no other date.
    """
    dated = [name for name in (("date",), ("begins", "ends")) if not columns.places.keys().isdisjoint(name)]
    whats = [
        each
        for each in (*dated, ())[0]
        if each in columns.places and precision_of(each) not in columns.places
    ]
    if columns.chosen or not whats:
        return columns
    for place in _may_say_it(columns):
        heading = columns.headings[place]
        cells = {*map(str.strip, texts(place))} - {""}
        is_of_numbers = any(cell.isdigit() for cell in cells) and not _ASKS.search(folded(heading))
        if cells and not is_of_numbers and None not in (exactness(cell, heading) for cell in cells):
            found = {precision_of(each): place for each in whats}
            notes = tuple(each for each in columns.notes if each != place)
            return replace(columns, places={**found, **columns.places}, notes=notes)
    return columns


def untold_exactness(columns: Columns, texts: Texts) -> Iterator[str]:
    """Yield a sentence of each column of notes that may say how exact the dates are."""
    for place in () if columns.chosen else _may_say_it(columns):
        if any(map(str.strip, texts(place))):
            name = heading_of(columns, place)
            mend = f"name all columns by --columns, with precision={name}"
            yield (
                f"Column {name!r} may say how exact the dates are, which is only in the notes; if so, {mend}."
            )
