"""Reads the day beside the words of a status: ``ended 2019``, ``active since March 2015``, ``until 2019``."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from graphkit.formats.foreign_status import BEFORE, GO_ON, OVER, SET_ASIDE, Said, is_laid_down
from graphkit.formats.format import Reading
from graphkit.formats.status_headings import asked_by, is_of_case, is_of_truth
from graphkit.libraries import tables_beside
from graphkit.model.folding import searchable
from graphkit.model.foreign_dates import Meaning, fields_of, over_by, read_column, some_day
from graphkit.temporal import edtf

_TABLES: Final = tables_beside(__file__)
_FOREIGN: Final = {*_TABLES["ends"], *_TABLES["by"], *SET_ASIDE, *BEFORE} - {*_TABLES["english"]}
_NEVER = re.compile("(?!)")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_APART = re.compile(r"[\s,:;(\[]+")
_MOST_WORDS = 4
"""How many words a status, or what stands before a day, has at most."""
_LONGEST = 80
"""Characters of the longest text that may be a status and a day."""


class StatusDay(NamedTuple):
    """What a status says of a ``day`` in EDTF: it began, ended, or was over by then."""

    side: Literal["begins", "ends", "over by"]
    day: str


def is_note(heading: str) -> bool:
    """Return whether a heading is of notes."""
    return searchable(heading).strip() in _TABLES["notes"]


def day_under(heading: str, words: str, meaning: Meaning | None = None, type_: str = "") -> StatusDay | None:
    """Return the day that a text tells under a heading of notes, of statuses, or such as ``terminated``.

    That of what is set aside is told of a ``type_`` that an authority gives or lays down.
    """
    if is_note(heading):
        return status_day(words, meaning, is_note=True)
    what = asked_by(heading)
    if is_of_truth(heading) or is_of_case(heading) or what not in ("status", *GO_ON, *OVER):
        return None
    return status_day(words if what == "status" else f"{what} {words}", meaning, type_)


@lru_cache(maxsize=10_000)
def status_day(
    words: str,
    meaning: Meaning | None = None,
    type_: str = "",
    *,
    is_note: bool = False,
    ended: re.Pattern[str] = _NEVER,
) -> StatusDay | None:
    """Return the day that a text tells which is a status and a day, and nothing else.

    A note may speak of the actors: only of an end that no company has, it tells. Further words that tell an
    end are those that ``ended`` fits.

    Examples
    --------
    >>> [tuple(status_day(words)) for words in ("ended (March 2019)", "since 2015", "inactive since 2019")]
    [('ends', '2019-03'), ('begins', '2015'), ('over by', '2019')]
    >>> status_day("former (2019)"), status_day("active since 2015", is_note=True)
    (None, None)
    >>> status_day("aufgehoben am 04.03.2022").day, status_day("lifted on 04/03/2022")
    ('2022-03-04', None)
    >>> [status_day("suspended on 1 May 2021", type_=type_) is None for type_ in ("licensed", "paid")]
    [False, True]
    """
    if len(words) > _LONGEST or not _YEAR.search(words):
        return None
    text = unicodedata.normalize("NFC", words.strip(" .!\"'[]\n\t").casefold()).replace("\u2019", "'")
    first = [("", text), *_parted(text)]
    for said, rest in first:
        for before, day in (("", rest), *_parted(rest)):
            told = "ended" if ended.fullmatch(said) else said
            side = _side(told, BEFORE.get(before, ""), type_, is_note=is_note)
            order = meaning if _FOREIGN.isdisjoint((said, before)) else meaning or "day first"
            if side and (found := read_column([day.rstrip(" )].")], order)[0]):
                return StatusDay(side, found)
    return None


def _parted(text: str) -> list[tuple[str, str]]:
    """Return the first words of a text, one, two and more, and the rest of it."""
    marks = [*_APART.finditer(text)][:_MOST_WORDS]
    return [(" ".join(_APART.split(text[: mark.start()])), text[mark.end() :]) for mark in marks]


def _side(
    said: str, before: str, type_: str, *, is_note: bool
) -> Literal["begins", "ends", "over by"] | None:
    """Return what the words of a status, and those before its day, say of this; None if nothing sure."""
    if not said or (said in GO_ON and not is_note):
        return {"since": "begins", "until": "ends"}.get(before)  # type: ignore[return-value]
    is_set_aside = said in SET_ASIDE
    if is_set_aside and (is_note or not is_laid_down(type_)):
        return None
    if before == "on" and said not in _TABLES["by"] and (is_set_aside or said in _TABLES["ends"]):
        return "ends"
    is_over = (is_set_aside or said in OVER) and before in ("since", "by")
    return "over by" if not is_note and (is_over or (said in _TABLES["by"] and before == "on")) else None


def dated(said: Said, day: StatusDay | None) -> Said:
    """Return what an attribute says of a status, given the day that it tells too."""
    if day is None:
        return said
    if day.side == "begins":
        return said._replace(is_unclear=False, is_over=False)
    return said._replace(is_dated=True, is_doubted=False)


def told_by(said: StatusDay, when: str) -> dict[str, str] | None:
    """Return the fields of a relation with the day that a status says, given its date.

    None if that has such a side already, or contradicts it.

    Examples
    --------
    >>> told_by(StatusDay("ends", "2019"), "2010/"), told_by(StatusDay("ends", "2019"), "2020/")
    ({'when': '2010/2019'}, None)
    >>> told_by(StatusDay("ends", "2015"), "2019-05-01"), told_by(StatusDay("begins", "2015"), "2010")
    (None, None)
    >>> told_by(StatusDay("over by", "2019"), "2010/"), told_by(StatusDay("begins", "2015"), "/2019")
    ({'begins': '2010', 'ends': '[2010-01-01..2019-12-31]'}, {'when': '2015/2019'})
    """
    start, slash, end = when.partition("/")
    if contradicts(said, when):
        return None
    if said.side == "begins" and not start:
        return fields_of(said.day, end or None, lasts=True)
    if said.side == "begins":  # on a day that is no interval it was so
        return None if slash else fields_of(said.day, some_day(start, None), lasts=True)
    if end:
        return None
    if said.side == "over by":
        return over_by(when, said.day)
    return fields_of(start if slash else some_day(None, start or None), said.day, lasts=True)


def contradicts(said: StatusDay, when: str) -> bool:
    """Return whether a date cannot be as a status tells: what is open on that side, or another day.

    Examples
    --------
    >>> [contradicts(StatusDay("ends", "2019"), when) for when in ("2010/2018", "2010/2019-05", "2020/", "")]
    [True, False, True, False]
    >>> [contradicts(StatusDay("begins", "2015"), when) for when in ("2010/", "2015-03/", "2018", "2010")]
    [True, False, False, True]
    """
    start, slash, end = when.partition("/")
    begins, told = said.side == "begins", edtf.parse(said.day).bounds
    side = start if begins or not end else end
    if side in ("", ".."):
        return side == ".."
    row = edtf.parse(side).bounds
    is_before, is_after = row.latest_end < told.earliest_start, row.earliest_start > told.latest_end
    if begins:
        return is_before or (bool(slash) and is_after)
    return is_after or (bool(end) and said.side == "ends" and is_before)


def tell_to_come(when: str, day: str, reading: Reading, count: int = 1) -> None:
    """Report a date of a fact that begins after the ``day`` of the import."""
    start = when.partition("/")[0]
    if start.strip("[")[: len("2025")] < day[: len("2025")]:
        return
    if edtf.parse(start).bounds.earliest_start > edtf.parse(day).bounds.latest_end:
        instead = "taken as it is, though it may only be planned"
        reading.leave_out("date that has not come yet", "relation", count, instead=instead, text=start)
