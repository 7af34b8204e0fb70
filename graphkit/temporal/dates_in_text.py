"""Finds the dates that a text tells, and gives them in EDTF; what may be read in two ways stays open.

The grammar is that of :mod:`graphkit.temporal.phrases`, tried from each word on, the longest first. A verb
tells whether "on Monday" is the last one or the next: the nearest before it, else the nearest after it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.errors import DateError
from graphkit.temporal import edtf, phrases
from graphkit.temporal.calendar import FUTURE, MONTHS, PAST, Day
from graphkit.temporal.phrases import Tense, UnclearDateError

_MOST_WORDS = 9
_WORD = re.compile(r"\S+")
_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATING = re.compile(
    rf"\b(?:{_MONTH}|{_WEEKDAY}|[12][0-9]{{3}}s?|Q[1-4]|H[12]|week|month|quarter|year|half|days?"
    r"|today|tonight|last night|yesterday|tomorrow|[0-9]{1,2}(?:st|nd|rd|th)"
    r"|(?:days|weeks|fortnights?|months|years) (?:ago|later|earlier|before|after))\b"
)
"""What a phrase must hold to be tried at all; names of months and days only with a capital letter."""
_BARE = re.compile(
    rf"(?:(?:the|a|an|at|during|in|on)\s+)*(?:week|month|quarter|year|half|days?)|{_MONTH}|[12][0-9]{{3}}"
    r"|(?:first|second|third|fourth) (?:half|quarter)|in (?:the )?(?:spring|summer|autumn|fall|winter)"
)
"""What dates nothing without a word before it: "May" may be a name, and 2024 a number."""
_ORDINAL = re.compile(r"(?:on|by|until|since|from|before|after) the [0-9]{1,2}(?:st|nd|rd|th)")
_BARE_ORDINAL = re.compile(r"(?:\w+ )*[0-9]{1,2}(?:st|nd|rd|th)")
_OF_ANOTHER = re.compile(r".*\b(?:before|after)")
_ENDS_CLAUSE = re.compile(
    r"\s*(?:$|[.,;:!?)\]\u2019\u201d\"\u2013\u2014-]|(?:and|but|when|while|as|to|at|in|for|with|that)\b)"
)
_NOT_INSIDE = re.compile(
    r"[.;:!?()\[\]\u201c\u201d\"](?=\s)|,(?!\s*(?:[12][0-9]{3}\b|[0-9]{1,2}\b|the [0-9]|" + _MONTH + "))"
)
_EDGES = '.,;:!?()[]\u201c\u201d"\u2018'
_ANOTHER = re.compile(
    rf"(?:,)?\s+(?:and|nor)\s+(?:on |in |again )*(?:the )?(?:{_MONTH}|{_WEEKDAY}|[12][0-9]{{3}}\b|[0-9]{{1,2}}\b)"
)

_FUTURE = re.compile(
    r"\b(?:will|shall|[\w]+'ll|won't|plans?|planning|intends?|hopes?|aims?|expects?|(?:is|are|be) (?:expected|due|set|"
    r"scheduled|planned|slated|likely|about)|due|slated|scheduled|upcoming|to be)\b(?! by\b)"
)
_WOULD = re.compile(r"\b(?:would|could|might|may|should|can|must)\b")
_IRREGULAR = (
    "was were had has have did said told met sold bought gave took went came became began brought built chose cut "
    "fell felt found got grew held hit kept knew led left lent lost made meant paid put quit ran read rose saw sent "
    "set shut spoke spent stood struck sued taught thought threw understood voted withdrew won wrote drew fought "
    "forbade laid rang sat sought split swore wore let"
)
_PAST = re.compile(rf"\b(?:{'|'.join(_IRREGULAR.split())}|[a-z]{{2,}}(?:ed|ied))\b")


_ATTRIBUTIVE = re.compile(r"\b(?:an?|the|its|their|his|her|this|that)\s+$", re.I)
"""Stands before a date that says which: "a 12 August deadline"."""
_INFINITIVE = re.compile(r"\bto [a-z]+\b")
_NEW_CLAUSE = re.compile(
    r"[,;:\u2013\u2014]|\b(?:after|before|when|where|which|who|as|while|following|since|that)\b"
)
_AFTER = re.compile(r"\b(?:after|following|since)\b")


class DateInText(NamedTuple):
    """A phrase of a text that tells a date.

    ``edtf`` is None where it may be read in two ways or counts from a day that is not given; ``reason`` says
    so then.
    """

    start: int
    end: int
    text: str
    edtf: str | None
    reason: str | None = None


def dates_in(
    text: str, asked_on: Day | None, *, told_before: str | None = None, names: Sequence[tuple[int, int]] = ()
) -> list[DateInText]:
    """Return the dates that a sentence tells, in order.

    Parameters
    ----------
    text : str
        A sentence.
    asked_on : int, optional
        The day from which "last week" counts: that of the article.
    told_before : str, optional
        The date in EDTF that was told last, from which "two days later" counts.
    names : sequence of pairs of int
        The places of names, which hold no dates: "Theresa May".

    Returns
    -------
    list of DateInText
    """
    found: list[DateInText] = []
    words = [match.span() for match in _WORD.finditer(text)]
    place = 0
    while place < len(words):
        date = _longest_at(text, words[place:], asked_on, told_before, names, found[-1].end if found else 0)
        if date is None:
            place += 1
            continue
        found.append(date)
        if date.edtf is not None and _is_closed(date.edtf):
            told_before = date.edtf
        place += sum(start < date.end for start, _ in words[place:])
    return found


def _longest_at(
    text: str,
    words: Sequence[tuple[int, int]],
    asked_on: Day | None,
    told_before: str | None,
    names: Sequence[tuple[int, int]],
    found_before: int,
) -> DateInText | None:
    unclear: DateInText | None = None
    for start, end in _phrases_at(text, words):
        if any(start < last and first < end for first, last in names):
            continue
        phrase = text[start:end]
        tense = "past" if phrase[:5].casefold() == "since" else _tense(text, start, end)
        try:
            read = phrases.read(phrase, asked_on, tense=tense, told_before=told_before)
        except UnclearDateError as error:
            unclear = unclear or DateInText(start, end, phrase, None, str(error))
            continue
        except DateError:
            continue
        if unclear is not None:
            return unclear
        if _ANOTHER.match(text, end) or (
            found_before and text[found_before:start].strip() in ("and", ", and")
        ):
            return DateInText(start, end, phrase, None, f"{phrase} is one of several dates")
        return DateInText(start, end, phrase, read)
    return unclear


def _phrases_at(text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the phrases that start with the first word and may be dates, the longest first."""
    start = words[0][0]
    while start < words[0][1] and text[start] in _EDGES:
        start += 1
    for _, end in reversed(words[:_MOST_WORDS]):
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        for ending in ("'s", "\u2019s", "'", "\u2019"):
            if text[start:end].endswith(ending):
                end -= len(ending)
                break
        phrase = text[start:end]
        if not _DATING.search(phrase) or _NOT_INSIDE.search(phrase) or _BARE.fullmatch(phrase):
            continue
        if _BARE_ORDINAL.fullmatch(phrase) and not (
            _ORDINAL.fullmatch(phrase) and _ENDS_CLAUSE.match(text, end)
        ):
            continue
        if _OF_ANOTHER.fullmatch(phrase) and not re.match(r"\s*(?:$|[.,;:)])", text[end:]):
            continue
        if re.fullmatch(_WEEKDAY, phrase) and _is_of_name(text, start, end):
            continue
        yield start, end


def _is_of_name(text: str, start: int, end: int) -> bool:
    """Return whether a weekday is part of a name: "Black Friday", "the Sunday Times"."""
    before = re.search(r"(\S+)\s$", text[:start])
    after = re.match(r"\s([A-Z]\w+)", text[end:])
    return bool(
        (after and not re.match(_MONTH, after[1]))
        or (
            before
            and before[1][0].isupper()
            and text[: before.start()].strip()
            and not before[1].endswith(",")
        )
    )


def _tense(text: str, start: int, end: int) -> Tense | None:
    """Return the tense of the verb nearest before a phrase, else nearest after it; None if it may be either."""
    if _ATTRIBUTIVE.search(text[:start]):
        return None
    before, after = _verbs(text[:start]), _verbs(text[end:])
    if not before:
        return after[0][1] if after else None
    place, tense = before[-1]
    between = text[place:start]
    # What was agreed or ordered "to" happen may lie ahead or behind, and a new clause may have a verb of its own.
    if tense == "past" and _INFINITIVE.search(between):
        return None
    if _NEW_CLAUSE.search(between) and tense != (after[0][1] if after else tense):
        return None
    return tense if not (tense == "future" and _AFTER.search(between)) else None


def _verbs(text: str) -> list[tuple[int, Tense | None]]:
    verbs: list[tuple[int, Tense | None]] = [(match.end(), "past") for match in _PAST.finditer(text)]
    verbs += [(match.end(), None) for match in _WOULD.finditer(text)]
    future = [match for match in _FUTURE.finditer(text)]
    inside = [(match.start(), match.end()) for match in future]
    verbs = [verb for verb in verbs if not any(first < verb[0] <= last for first, last in inside)]
    return sorted([*verbs, *((match.end(), "future") for match in future)], key=lambda verb: verb[0])


def _is_closed(text: str) -> bool:
    bounds = edtf.parse(text).bounds
    return PAST not in bounds and FUTURE not in bounds
