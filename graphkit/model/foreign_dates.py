"""Reads the dates of other programs' files as EDTF, and writes days as other formats have them.

Only this module says what a date in a foreign file means.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from graphkit.errors import DateError, shortened
from graphkit.libraries import tables_beside
from graphkit.model.vocabulary import TypeKind
from graphkit.temporal import edtf
from graphkit.temporal.calendar import MONTHS, Day, calendar_date, day_number, iso

_MONTH = "(?:0[1-9]|1[0-2])"
"""A month; EDTF counts on with seasons and quarters, which other programs do not know."""
_TABLE_DATE = re.compile(r"[0-9]{1,4}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_MONTH_OF_TABLE = re.compile(rf"[0-9]{{4}}-{_MONTH}.*")
_NEARLY_DATE = re.compile(r"(?![0-9]*\.[0-9]*$)(?=.*[0-9X]{3})-?[0-9][-0-9XSu~?%/., ]*")
_COMPACT = re.compile(r"[0-9]{8}")

_DATE = rf"[1-9][0-9]{{3}}(?:-{_MONTH}(?:-[0-9]{{2}})?)?"
_DAY = rf"[1-9][0-9]{{3}}-{_MONTH}-[0-9]{{2}}"
_PLAIN = re.compile(_DATE)
_ONE_OF = re.compile(rf"\[({_DATE}(?:,{_DATE})+)\]")
_BETWEEN = re.compile(rf"\[({_DAY})\.\.({_DAY})\]")
_INTERVAL = re.compile(rf"({_DATE})?/({_DATE})?")

_MOST_DAYS = 31
"""Up to this many consecutive days are written as separate dates."""
_MOST_MEMBERS = 20
"""Up to this many dates are told one by one; of more, the first and the last."""

# --- tables of events ---------------------------------------------------------------------------


def is_table_date(text: str) -> bool:
    """Return whether a text looks like a date of a table: a year, a month or a day."""
    return _TABLE_DATE.fullmatch(text) is not None


def may_be_table_date(text: str) -> bool:
    """Return whether a text may be meant as a date, so that its line is no heading: ``2004-0X`` too.

    Examples
    --------
    >>> [may_be_table_date(text) for text in ("12 May 2004", "2004-0X", "199X", "0.255", "date", "Q2")]
    [True, True, True, False, False, False]
    """
    return is_table_date(text) or bool(_NEARLY_DATE.fullmatch(text) or read_column([text], whole=True)[0])


def from_table(text: str) -> str:
    """Return a date of a table (``987``, ``2014-07``, ``2014-07-01``) as EDTF; blank stays blank."""
    if not text:
        return ""
    if not is_table_date(text) or ("-" in text and not _MONTH_OF_TABLE.fullmatch(text)):
        raise DateError(f"{shortened(text)} is no date; write a day, a month or a year, such as 2014-07-01")
    return checked(text.zfill(4))


@lru_cache(10_000)
def from_compact(text: str) -> str:
    """Return a day such as 20250714 as EDTF."""
    if not _COMPACT.fullmatch(text):
        raise DateError(f"{shortened(text)} is no day; write one such as 20250714")
    return checked(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def checked(text: str) -> str:
    """Return an EDTF text."""
    edtf.parse(text)
    return text


def interval(start: str, end: str) -> str:
    """Return an interval of two EDTF dates; a blank one is unknown, and two blank ones are no date."""
    return f"{start}/{end}" if start or end else ""


# --- columns of other programs ------------------------------------------------------------------

Meaning = Literal["year", "day first", "month first"]
"""What a file or a person says of a column whose values alone would not tell."""

ORDERS: tuple[Meaning, ...] = ("day first", "month first")

_YEARS = range(1000, 2101)
_COMPACT_DAYS = range(1000_01_01, 2101_00_00)
_EPOCHS = {1: range(10**8, 42 * 10**8), 10**3: range(10**11, 42 * 10**11), 10**6: range(10**14, 42 * 10**14)}
"""Seconds, milliseconds and microseconds since 1970, each from 1973 to 2103, by how many make a second."""
_NO_NUMBERS = (-1, 9999)
"""Numbers that stand for no date; a column of years with one of them is still a column of years."""
_MODERN = 1800
_SECONDS_A_DAY = 86_400
_EPOCH_DAY: Day = day_number(1970, 1, 1)
_PLACES = 400
"""Characters of the longest text that is looked at."""

_HOUR = "(?:[01]?[0-9]|2[0-4])"
_TABLES = tables_beside(__file__)
_O_CLOCK = "(?: ?(?:[AaPp][Mm]|[Uu]hr|hrs?|hours|h))"
_SHIFT = r"(?: ?(?:Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?))?"
_NAMED = rf"(?: ?\(?(?:{'|'.join(_TABLES['zones'].split())}|[A-Z][a-z]+/[A-Z]\w+)\)?)?"
_CLOCK = (
    rf"(?:T[0-2][0-9]|[T ]+{_HOUR}[:h][0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?{_O_CLOCK}?"
    rf"|[T ]+{_HOUR}(?:\.?[0-5][0-9])?{_O_CLOCK})"
)
_TIME = rf"(?:{_CLOCK}{_SHIFT}{_NAMED}|{_SHIFT})"
"""A time of day and its zone, as a shift, by its name or both; or none."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]*)?(?:[eE]\+?[0-9]{1,2})?")
_compiled = cache(re.compile)
"""Compiles the patterns that take long, when a date is met that needs them: a plain one needs none."""
_ISO = (
    rf"(?P<year>[+-]?[0-9]{{4}})(?:(?P<sep>[-/.])(?P<month>[0-9]{{1,2}})"
    rf"(?:(?P=sep)(?P<day>[0-9]{{1,2}}){_TIME})?)?(?P<mark>[~?%]?)"
)
_TURNED = rf"([0-9]{{1,2}})([-/.]) ?([0-9]{{1,2}})\2 ?([0-9]{{4}})(?:,?{_TIME})"
_SIGNS = "-/."
"""The signs that separate the parts of a date with the year last."""
_WORDS = (
    rf"(?i)(?:(?:am|den|le|el|il) )?(?:(?P<before>[0-9]{{1,2}})(?:st|nd|rd|th|\.|er|º|°)?(?:[ -]| de ))?"
    rf"(?P<month>[^\W\d_]{{3,10}})\.?(?:[ -](?P<after>[0-9]{{1,2}})(?:st|nd|rd|th)?)?,?"
    rf"{_TIME}(?:[ -]| del? )(?P<year>[0-9]{{4}})(?:,?{_TIME})"
    r"(?: \u0433(?:\.|\u043e\u0434\u0430?))?"
)
_ENDLESS = re.compile(
    r"[+-]?(?:inf|infinity)|(?:(?:[29]999|9998|4712)-12-31|000[01]-01-01|0000-00-00)(?:[T ].*)?"
    r"|(?:2262-04-11|2079-06-06|2038-01-19)(?:[T ].*)?|1677-09-21[T ]00:12.*"
    r"|(?:(?:11[-/.]0?4|0?4[-/.]11)[-/.]2262|0?6[-/.]0?6[-/.]2079|(?:19[-/.]0?1|0?1[-/.]19)[-/.]2038)\b.*"
    r"|(?:31[-/.]12|12[-/.]31)[-/.](?:[29]999|9998|4712)\b.*|01[-/.]01[-/.]0001\b.*|9999(?:\.0)?"
    r"|(?:1900-01-00|1899-12-3[01])(?:[T ].*)?|(?:0?0[-/.]0?1|0?1[-/.]0?0)[-/.]1900\b.*"
    r"|(?:3[01][-/.]12|12[-/.]3[01])[-/.]1899\b.*",
    re.IGNORECASE,
)
"""Infinity, the last or the first day that a program knows, or what a spreadsheet has as its day 0."""
_ROMANS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_QUARTER = (
    r"(?i)(?:[tk](?P<behind>[1-4])|(?P<before>[1-4]|I{1,3}|IV)(?:\.|\u00ba|er|e|\u00e8me|o|\u00b0|-\u0439)? ?"
    r"(?:q|quartal|trimestre|trim\.?|kwartaal|\u043a\u0432\u0430\u0440\u0442\u0430\u043b|\u043a\u0432\.?"
    r"|(?P<half>h|halbjahr|semestre))) ?(?:de |del )?(?P<year>[0-9]{4})(?: \u0433\.?)?"
)
"""A quarter or half of a year with its number first, or in other languages than English."""
_HAS_YEAR = re.compile("[0-9]{3}")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{4})")
_TWO_NUMBERS = re.compile(r"(?<![-/.\w])([12][0-9]{3})[-/]([0-9]{2})([~?%]?)(?![-/.]?\w)")
"""A year and a number that may be a month, a season of EDTF or the end of another year."""
_SEASONS = range(21, 42)
_SIGNED = re.compile(r"([0-9]{4}) ?[年년] ?(?:([0-9]{1,2}) ?[月월] ?(?:([0-9]{1,2}) ?[日일])?)?")
"""A date as Chinese, Japanese and Korean have it."""
_WEEK = re.compile(r"([12][0-9]{3})-?W([0-9]{2})(?:-?([1-7]))?")
"""A week of ISO 8601, or a day of it."""
_W = f"(?:{'|'.join(_TABLES['weeks'])})"
_NAMED_WEEK = (
    rf"(?i){_W} ?[0-9]{{1,2}}(?:,? |/)[12][0-9]{{3}}|[0-9]{{1,2}}\. ?{_W} [12][0-9]{{3}}"
    rf"|[12][0-9]{{3}}[ /-]?{_W} ?[0-9]{{1,2}}"
)
"""A week in words, with its year."""
_IN = re.compile(r"^(?:in|im|im Jahre?|en|nel) (?=[12][0-9]{3}(?![0-9]))", re.IGNORECASE)
"""What may stand before a year and says nothing more."""
_WEEKDAY = re.compile(r"(?:(?:on|am|den|le|el|il) )?([^\W\d_]+(?:-feira)?)\.?,? (.+)")
_WEEKDAYS = {name: day for day, line in enumerate(_TABLES["weekdays"]) for name in line.split()}


def _any_of(*names: str) -> str:
    return "|".join(re.escape(words) for name in names for words in _TABLES[name])


_STILL = f"(?i){_any_of('still')}"
_SINCE, _UNTIL = (f"(?i)(?:{_any_of(name)}) (.+)" for name in ("since", "until"))
_SO_FAR = rf"(?i)(?:(?:{_any_of('first', 'since')}) )?(.+?)(?: ?[-\u2013] ?| )(?:{_any_of('still')})"
_FROM_TO = (
    rf"(?i)(?:(?:{_any_of('first', 'since')}) )?(?P<first>.+?)"
    rf"(?: - | ?[\u2013\u2014] ?| (?:{_any_of('to', 'until')}) )(?P<last>.+)"
)
"""Two dates of a time, in English or in the languages of the table."""
_MAY_BE_TWO = re.compile(r" - |[\u2013\u2014]| [^\W\d_]")
_SHORTENED = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}


def _week_day(match: re.Match[str], day: int) -> str:
    return datetime.date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or day)).isoformat()


@cache
def _months() -> dict[str, int]:
    """Return the numbers of months by their names in other languages than English."""
    return {name: number for number, line in enumerate(_TABLES["months"], 1) for name in line.split()}


def _after_weekday(text: str) -> tuple[int | None, str]:
    """Return the day of the week that a date begins with, from Monday as 0, and the rest of it."""
    match = _WEEKDAY.fullmatch(text)
    day = _WEEKDAYS.get(match[1].casefold()) if match else None
    return (None, text) if match is None or day is None else (day, match[2])


def contradicts_itself(text: str) -> bool:
    """Return whether a text begins with another day of the week than its date has in either order.

    Examples
    --------
    >>> contradicts_itself("Di, 04.03.2019"), contradicts_itself("Mo, 04.03.2019")
    (True, False)
    """
    day, rest = _after_weekday(" ".join(text.split()))
    days = {_weekday_of(read_column([rest], order)[0]) for order in ORDERS} - {None}
    return day is not None and bool(days) and day not in days


def _weekday_of(date: str | None) -> int | None:
    """Return the day of the week of a date, from Monday as 0; None if it is no day."""
    return datetime.date.fromisoformat(date).weekday() if date and re.fullmatch(_DAY, date) else None


def read_column(
    texts: Sequence[str], meaning: Meaning | None = None, *, whole: bool = False
) -> list[str | None]:
    """Read the dates of a column of another program's file, all at once, so that one tells about another.

    These are read: years, months and days with the year first, with or without a time and zone (the day as it
    is written), of which 00 is unknown; seconds, milliseconds and microseconds since 1970 (the day in UTC);
    names of months, in English and in the languages of the table beside this module; and what
    :mod:`graphkit.temporal.phrases` reads without another day, such as ``Q2 2024`` or EDTF itself. Days with
    the year last, such as ``31/12/2019``, are read in the one order that all of the column with that sign
    allow: who writes ``31/12/2019`` did not write ``01.02.2020``. Numbers are read only if every number of
    the column can be a date, or is a 0 beside years of now. Whatever else is unclear is not read.

    A number behind a year is a month, unless :func:`ends_in_years` finds another year: if each is the next
    one (``1998-99``), it was in one of the two, else it is unclear. It is EDTF's season if some cell of the
    column can be nothing else.

    The texts are of columns that one program wrote alike, such as the starts and the ends. ``meaning`` says
    what is known otherwise: numbers are years, or the day or the month comes first. For each text there is a
    single date in EDTF, of ``whole`` dates a set or an interval too; None if it is blank or unclear.

    Examples
    --------
    >>> read_column(["1998", "1998.0", "1131041626.78", "12 May 2004", "2020-05-19T00:00:00.000Z", "soon"])
    ['1998', '1998', '2005-11-03', '2004-05-12', '2020-05-19', None]
    >>> read_column(["31.12.2019", "01.02.2020"]), read_column(["01.02.2020"])
    (['2019-12-31', '2020-02-01'], [None])
    >>> read_column(["Q2 2024", "late March 2022", "since 2022", "last week"], whole=True)
    ['2024-34', '[2022-03-16..2022-03-31]', '2022/', None]
    >>> read_column(["1998-99", "2000-01"], whole=True), read_column(["2000-01"])
    (['[1998..1999]', '[2000..2001]'], ['2000-01'])
    """
    texts = [
        _IN.sub("", unicodedata.normalize("NFC", " ".join(text.split())), 1) if len(text) < _PLACES else ""
        for text in texts
    ]
    sides = [side for text in texts if (match := _two_dates(text)) for side in match.groups()]
    orders = {sign: _order(_turned_with(sign, [*texts, *sides]), meaning) for sign in _SIGNS}
    numbers = [number for text in texts if (number := _number(text)) is not None]
    if all(number > _MODERN for number in numbers if number) and any(int(number) % 10 for number in numbers):
        numbers = [number for number in numbers if number]  # 0 stands for none, and begins no count of steps
    clear = meaning == "year" or all(map(_may_be_date, numbers))
    by_number = _by_number(texts)
    dates = [
        by_number[text]
        if text in by_number
        else _one(text, orders, numbers_clear=clear, years=meaning == "year")
        for text in texts
    ]
    return [date if whole or not date or is_single(date) else None for date in dates]


def _two_dates(text: str) -> re.Match[str] | None:
    """Return the two dates that a text has as the sides of a time; None if it has none."""
    return _compiled(_FROM_TO).fullmatch(text) if _MAY_BE_TWO.search(text) else None


def may_end_in_year(text: str) -> bool:
    """Return whether the number behind a year may be a month or another year: ``2000-01``."""
    return _TWO_NUMBERS.search(text) is not None


def ends_in_years(texts: Iterable[str]) -> str:
    """Return which text of a column shows that the numbers behind years are years too; blank if none does.

    Examples
    --------
    >>> ends_in_years(["2000-01", "1998-99"]), ends_in_years(["2000-01"]), ends_in_years(["1999-13"])
    ('1998-99', '', '')
    >>> ends_in_years(["2000-01", "1999-00"]), ends_in_years(["2019-21", "2019-22~"])
    ('1999-00', '')
    """
    found = _numbered(texts)
    if _has_seasons(found):
        return ""
    later = [text for text, year, number, _ in found if number > max(len(MONTHS), year % 100)]
    if not later and all(number == (year + 1) % 100 for _, year, number, _ in found):
        later = [text for text, _, number, _ in found if not number]
    return later[0] if later else ""


def _numbered(texts: Iterable[str]) -> list[tuple[str, int, int, str]]:
    found = ((text, _TWO_NUMBERS.search(text)) for text in texts)
    return [(text, int(match[1]), int(match[2]), match[3]) for text, match in found if match]


def _has_seasons(numbered: Iterable[tuple[str, int, int, str]]) -> bool:
    """Return whether a column has a season of EDTF that can be no later year: ``2025-21``, ``2019-22~``."""
    found = [each for each in numbered if each[2] > len(MONTHS)]
    sure = any(number <= year % 100 or mark for _, year, number, mark in found)
    return sure and all(number in _SEASONS for _, _, number, _ in found)


def _by_number(texts: Iterable[str]) -> dict[str, str | None]:
    """Return the dates of the texts in which a number behind a year is no month; None if it is unclear."""
    found = _numbered(texts)
    if _has_seasons(found):
        return {
            text: text.replace("/", "-") if len(text) < 9 else None
            for text, _, number, _ in found
            if number > len(MONTHS)
        }
    if not ends_in_years(text for text, *_ in found):
        return {}
    fit = all(
        number == (year + 1) % 100 and _TWO_NUMBERS.fullmatch(text) and not mark
        for text, year, number, mark in found
    )
    return {text: f"[{year}..{year + 1}]" if fit else None for text, year, *_ in found}


def is_single(date: str) -> bool:
    """Return whether an EDTF date is neither a set nor an interval, so that it may be a side of one."""
    return not {"[", "/"}.intersection(date)


def _one(text: str, orders: Mapping[str, Meaning | None], *, numbers_clear: bool, years: bool) -> str | None:
    number = _number(text)
    try:
        if is_endless(text):
            return None
        if number is not None:
            return _of_number(number, years=years) if numbers_clear else None
        if match := _compiled(_ISO).fullmatch(text):
            month, day = (int(part or 0) or None for part in (match["month"], match["day"]))
            return None if day and not month else _edtf(int(match["year"]), month, day, match["mark"])
        if match := _compiled(_TURNED).fullmatch(text):
            return _turned(match, orders[match[2]])
        if match := _SIGNED.fullmatch(text):
            month, day = (int(part) if part else None for part in match.groups()[1:])
            return _edtf(int(match[1]), month, day)
        if match := _WEEK.fullmatch(text):
            first = _week_day(match, 1)
            return first if match[3] else f"[{first}..{_week_day(match, 7)}]"
        if match := _MONTH_FIRST.fullmatch(text):
            return _edtf(int(match[2]), int(match[1]))
        if (match := _ABOUT.fullmatch(text)) and not _ABOUT.fullmatch(match[1]):
            date = _one(match[1], orders, numbers_clear=True, years=years)
            if date is not None and _PLAIN.fullmatch(plain := date.rstrip("~?%")):
                return checked(f"{plain}~")
        day, rest = _after_weekday(text)
        if day is not None:
            date = _one(rest, orders, numbers_clear=False, years=years)
            if (found := _weekday_of(date)) is not None:
                return date if found == day else None
        for pattern, lasting in ((_SO_FAR, "{}/"), (_SINCE, "{}/"), (_UNTIL, "/{}")):
            if match := _compiled(pattern).fullmatch(text):
                date = _one(match[1], orders, numbers_clear=True, years=years)
                if date is not None and is_single(date):
                    return checked(lasting.format(date))
        if _compiled(_NAMED_WEEK).fullmatch(text):
            week, year = sorted(re.findall("[0-9]+", text), key=len)
            return _one(f"{year}-W{int(week):02d}", orders, numbers_clear=True, years=years)
        if match := _two_dates(text):
            sides = (_one(side, orders, numbers_clear=True, years=years) for side in match.groups())
            start, end = (date if date and is_single(date) else "" for date in sides)
            if start and end and in_order(start, end):
                return checked(f"{start}/{end}")
        return _in_words(text)
    except (DateError, ValueError):
        return None


def _edtf(year: int, month: int | None = None, day: int | None = None, mark: str = "") -> str:
    """Return a date as EDTF; raises ValueError or DateError if it is not in the calendar."""
    if year == 0 or (month is not None and not 1 <= month <= 12):
        raise ValueError
    parts = (
        f"{'-' if year < 0 else ''}{abs(year):04d}",
        *(f"{part:02d}" for part in (month, day) if part is not None),
    )
    return checked("-".join(parts) + mark)


def _number(text: str) -> Decimal | None:
    """Return the number that a text is; years with zeros before them are dates, not numbers."""
    if not _NUMBER.fullmatch(text) or re.fullmatch("-?0[0-9]{3}", text):
        return None
    return Decimal(text)


def _may_be_date(number: Decimal) -> bool:
    whole = int(number)
    return (
        whole in _YEARS
        or whole in _COMPACT_DAYS
        or whole in _NO_NUMBERS
        or any(whole in span for span in _EPOCHS.values())
    )


def _of_number(number: Decimal, *, years: bool) -> str | None:
    whole = int(number)
    if (whole in _YEARS or years) and whole == number:
        return _edtf(whole)
    if whole in _COMPACT_DAYS and whole == number:
        return _edtf(whole // 10_000, whole // 100 % 100, whole % 100)
    for unit, span in _EPOCHS.items():
        if whole in span:
            return iso(_EPOCH_DAY + whole // (unit * _SECONDS_A_DAY))
    return None


def _turned_with(sign: str, texts: Iterable[str]) -> list[str]:
    """Return the dates with the year last whose parts a sign separates."""
    found = ((text, _compiled(_TURNED).fullmatch(_after_weekday(text)[1])) for text in texts)
    return [text for text, match in found if match and match[2] == sign]


def _order(texts: Iterable[str], meaning: Meaning | None) -> Meaning | None:
    """Return the one order of day and month that all dates with the year last allow; None if unclear."""
    if meaning in ORDERS:
        return meaning
    found = [
        (day, match)
        for day, rest in map(_after_weekday, texts)
        if (match := _compiled(_TURNED).fullmatch(rest))
    ]
    pairs = {(int(match[1]), int(match[3])) for _, match in found}
    day_first = all(second <= 12 for _, second in pairs)
    month_first = all(first <= 12 for first, _ in pairs)
    if day_first != month_first:
        return "day first" if day_first else "month first"
    named = {(day, match) for day, match in found if day is not None} if day_first else set()
    fitting = [order for order in ORDERS if all(day == _weekday_turned(match, order) for day, match in named)]
    return fitting[0] if len(fitting) == 1 else None


def clashing(texts: Iterable[str]) -> str:
    """Return which two dates, with one sign, can only have the day first and the month first; else blank.

    Examples
    --------
    >>> clashing(["25/4/2019", "3/4/2019", "4/25/2019"]), clashing(["25/4/2019", "4.25.2019"])
    ('25/4/2019 has its day first, but 4/25/2019 its month', '')
    """
    texts = list(texts)
    for alike in (_turned_with(sign, texts) for sign in _SIGNS):
        read = zip(alike, *(read_column(alike, order) for order in ORDERS), strict=True)
        only = {bool(day): text for text, day, month in read if bool(day) != bool(month)}
        if len(only) > 1:
            return f"{only[True]} has its day first, but {only[False]} its month"
    return ""


def told_order(texts: Iterable[str], meaning: Meaning | None = None) -> str:
    """Return how a column's dates that allow two orders of day and month are read, and which date decides.

    Blank if there are none, if they are not read, or if ``meaning`` says it.

    Examples
    --------
    >>> told_order(["01.02.2020", "31.12.2019"])
    'Dates such as 01.02.2020 are read with the day first, as 31.12.2019 shows'
    >>> told_order(["01.02.2020"]), told_order(["31.12.2019"]), told_order(["2/1/2020"], "day first")
    ('', '', '')
    """
    texts = [" ".join(text.split()) for text in texts]
    said = [_told_order(_turned_with(sign, texts)) for sign in ("" if meaning else _SIGNS)]
    told = "; ".join(filter(None, said))
    return told[:1].upper() + told[1:]


def _told_order(days: Sequence[str]) -> str:
    order = _order(days, None)
    if order is None:
        return ""
    read = {each: read_column(days, each) for each in ORDERS}
    others = list(zip(days, *read.values(), strict=True))
    open_ = next((text for text, first, second in others if first and second and first != second), "")
    wrong = read[ORDERS[order == ORDERS[0]]]
    decides = next((text for text, date in zip(days, wrong, strict=True) if date is None), "")
    if not open_ or not decides:
        return ""
    return f"dates such as {open_} are read with the {order}, as {decides} shows"


def _weekday_turned(match: re.Match[str], order: Meaning) -> int | None:
    try:
        return _weekday_of(_turned(match, order))
    except (DateError, ValueError):
        return None


def _turned(match: re.Match[str], order: Meaning | None) -> str | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if order is None and (first > 12 or first == second):
        order = "day first"
    elif order is None and second > 12:
        order = "month first"
    if order is None:
        return None
    return _edtf(year, second, first) if order == "day first" else _edtf(year, first, second)


def _in_words(text: str) -> str | None:
    if not _HAS_YEAR.search(text):
        return None
    from graphkit.temporal import phrases  # its grammar takes a while to build

    try:
        return phrases.read(text)
    except phrases.UnclearDateError:
        return None
    except DateError:
        match = _compiled(_WORDS).fullmatch(text)
    month = _month_named(match["month"]) if match else None
    if match is None or month is None or (match["before"] and match["after"]):
        return _in_words(english) if (english := _in_english(text)) != text else None
    day = match["before"] or match["after"]
    return _edtf(int(match["year"]), month, int(day) if day else None)


@cache
def _english() -> dict[str, str]:
    """Return the words of time of other languages, the longest first, and what they are in English."""
    words = ((word, name) for name, each in _TABLES["english"].items() for word in each)
    return dict(sorted(words, key=lambda each: -len(each[0])))


def _month_named(word: str) -> int | None:
    """Return the number of a month by its name, whole or shortened."""
    name = word.casefold().rstrip(".")
    month = _SHORTENED.get(name[:3])
    return month if month and MONTHS[month - 1].casefold().startswith(name) else _months().get(name)


def _in_english(text: str) -> str:
    """Return a date with its words of time in English, from the other languages of the table.

    Examples
    --------
    >>> [_in_english(text) for text in ("fin mars 2019", "mi-2019", "3. Quartal 2019", "soon")]
    ['late March 2019', 'mid 2019', 'Q3 2019', 'soon']
    """
    if text.endswith((" \u0433.", " \u0433")) and text[:4].isdigit():
        return text[: text.rindex(" ")]
    if match := _compiled(_QUARTER).fullmatch(text):
        number = match["before"] or match["behind"]
        return f"{'H' if match['half'] else 'Q'}{_ROMANS.get(number.upper(), number)} {match['year']}"
    words = _english()
    match = _compiled(rf"(?i)({'|'.join(map(re.escape, words))})(?: |-|(?<=['\u2019]))(.+)").fullmatch(text)
    if match is None:
        return text
    told = [word for word in match[2].split() if word.casefold() not in ("de", "del", "di")]
    named = [(word, _month_named(word)) for word in told]
    rest = [MONTHS[month - 1] if month else word for word, month in named]
    return " ".join([words[match[1].casefold()], *rest])


def is_still(text: str) -> bool:
    """Return whether a text says that something lasts until now, whenever that was: ``bis heute``."""
    return _compiled(_STILL).fullmatch(text.strip()) is not None


def is_endless(text: str) -> bool:
    """Return whether a text is what programs write for a missing date: infinity, a last day, a day 0."""
    return _ENDLESS.fullmatch(text.strip()) is not None


def since_1970(texts: Iterable[str], dates: Iterable[str | None]) -> str:
    """Return that texts of a column were read as times since 1970, with the first; blank if none was."""
    for text, date in zip(texts, dates, strict=True):
        number = _number(text.strip()) if date is not None else None
        if number is not None and any(int(number) in span for span in _EPOCHS.values()):
            return f"Numbers such as {text} were read as a time since 1970, in UTC."
    return ""


def in_order(start: str, end: str) -> bool:
    """Return whether a date may come before another, or be the same."""
    return edtf.parse(start).bounds.earliest_start <= edtf.parse(end).bounds.latest_end


def last_before(text: str, date: str) -> str:
    """Return the last day, month or year before a date that is not itself meant.

    ``text`` is what ``date`` was read from: what ends at noon has been on that day.
    """
    return date if has_clock(text) else _next_to(date, -1)


def first_after(text: str, date: str) -> str:
    """Return the first day, month or year after a date that is not itself meant."""
    number = _number(text.strip())
    has_time = ":" in text or (number is not None and number >= 10**8)
    return date if has_time or has_clock(text) else _next_to(date, 1)


def has_clock(text: str) -> bool:
    """Return whether a text that was read names a moment after midnight."""
    number = _number(text.strip())
    if number is not None:
        units = (unit for unit, span in _EPOCHS.items() if int(number) in span)
        return any(number % (unit * _SECONDS_A_DAY) for unit in units)
    clock = re.search(
        rf"[T ](?:[0-9]{{1,2}}[:h][0-9]{{2}}[0-9:.,]*|[0-9.]{{1,5}}{_O_CLOCK})|(?<=[0-9])T[0-9]{{2}}", text
    )
    return clock is not None and bool(re.search("[1-9]", clock[0]))


def _next_to(date: str, by: int) -> str:
    """Return the day, month or year before or after another; blank if it is neither."""
    plain, mark = date.rstrip("~?%"), date[len(date.rstrip("~?%")) :]
    if re.fullmatch(rf"-?[0-9]{{4}}(?:-{_MONTH}(?:-[0-9]{{2}})?)?", plain) is None:
        return ""
    parts = plain.lstrip("-").split("-")
    bounds = edtf.parse(plain).bounds
    day = bounds.earliest_start - 1 if by < 0 else bounds.latest_end + 1
    year, month, dom = calendar_date(day)
    return _edtf(year, month if len(parts) > 1 else None, dom if len(parts) > 2 else None, mark)


# --- graphs of other programs -------------------------------------------------------------------


def span(first: str | None, last: str | None, kind: TypeKind = "either") -> str | None:
    """Return the days from a first to a last as EDTF; a side that is None is unknown.

    Where both are the same, that is a single date, unless it is of a type of what lasts: that ended then.
    """
    if first is None and last is None:
        return None
    lasts = kind in ("state", "background")
    return str(first) if first == last and not lasts else interval(first or "", last or "")


def xml_day(day: str | None) -> str | None:
    """Return an ISO day as xs:date has it, without a plus sign."""
    return day.lstrip("+") if day else None


# --- FollowTheMoney -----------------------------------------------------------------------------

_ABOUT = re.compile(r"(?:circa|approximately|approx\.?|about|around|ca?\.?|~)\s*(.+)", re.IGNORECASE)
_COMPACT_MONTH = re.compile("[0-9]{6}")
"""What may be anything."""
_DECADE = re.compile(r"([1-9][0-9]{2})0s")
_SENTINEL = "1001-01-01"
"""What FollowTheMoney writes for a day long ago that nobody knows."""


@lru_cache(10_000)
def from_entity(text: str) -> str | None:
    """Return a date of an entity as EDTF, without its time of day; None if it cannot be read for sure.

    Examples
    --------
    >>> from_entity("2020-05-02T21:48:52"), from_entity("circa 1960"), from_entity("1960-00-00")
    ('2020-05-02', '1960~', '1960')
    """
    text = text.strip()
    if decade := _DECADE.fullmatch(text):
        return f"{decade[1]}X"
    [date] = read_column([text.removesuffix("-00").removesuffix("-00")])
    return None if text == _SENTINEL or _COMPACT_MONTH.fullmatch(text) or is_endless(text) else date


def first_date(texts: Iterable[object]) -> str | None:
    """Return the first of some texts that is a plain date, without a time of day."""
    return next((date for text in texts if (date := from_entity(str(text))) and _PLAIN.fullmatch(date)), None)


def one_of(texts: Iterable[str]) -> str | None:
    """Return the EDTF date that is one of several dates; None if none can be read.

    A date that another one says more exactly does not count: of ``2020`` and ``2020-05`` the second remains.
    """
    dates = sorted({date for text in texts if (date := from_entity(text))})
    kept = [date for date in dates if not any(other.startswith(f"{date}-") for other in dates)]
    if len(kept) < 2:
        return kept[0] if kept else None
    between = f"[{kept[0]}..{kept[-1]}]"
    if members(between) == kept:
        return between
    if len(kept) > _MOST_MEMBERS:
        return some_day(kept, kept)
    return f"[{','.join(kept)}]"


def some_day(since: str | Iterable[str] | None, until: str | Iterable[str] | None) -> str | None:
    """Return the date that is some day from the first day of some dates to the last day of others.

    None if it would end before it starts, or neither side is known.
    """
    lows = [edtf.parse(text).bounds.earliest_start for text in _texts(since)]
    highs = [edtf.parse(text).bounds.latest_end for text in _texts(until)]
    low, high = iso(min(lows)) if lows else None, iso(max(highs)) if highs else None
    if (not low and not high) or (lows and highs and max(highs) < min(lows)):
        return None
    return low if low == high else f"[{low or ''}..{high or ''}]"


def _texts(dates: str | Iterable[str] | None) -> list[str]:
    return [dates] if isinstance(dates, str) else list(dates or ())


def fields_of(start: str | None, end: str | None, *, lasts: bool) -> dict[str, str] | None:
    """Return the fields of a relation that says from when to when; None if it ends before it starts."""
    if not start and not end:
        return {}
    if start == end and not lasts:
        return {"when": str(start)}
    try:
        edtf.date_of(None, start, end)
    except DateError:
        return None
    if not any(side and side.startswith("[") for side in (start, end)):
        return {"when": interval(start or "", end or "")}
    return {name: side for name, side in (("begins", start), ("ends", end)) if side}


def over_by(when: str, day: str) -> dict[str, str] | None:
    """Return the fields of what is over, given its date and a day by which it was; None if it has an end.

    Nobody says when it ended: on some day from its start to that day. A date that is no interval is a day on
    which it was so.

    Examples
    --------
    >>> over_by("", "2024-05-01"), over_by("2010/", "2024-05-01"), over_by("2010/2012", "2024-05-01")
    ({'ends': '[..2024-05-01]'}, {'begins': '2010', 'ends': '[2010-01-01..2024-05-01]'}, None)
    """
    start, slash, end = when.partition("/")
    if end:
        return None
    begins = start if slash else some_day(None, start or None)
    last = some_day(start or None, day)
    return fields_of(begins, last, lasts=True) if last else None


def members(text: str | None) -> list[str]:
    """Return the plain dates that an EDTF date is one of; none if it is not that simple."""
    if not text:
        return []
    if several := _ONE_OF.fullmatch(text):
        return several[1].split(",")
    if between := _BETWEEN.fullmatch(text):
        first, last = (edtf.parse(day).bounds.earliest_start for day in between.groups())
        return [str(iso(day)) for day in range(first, last + 1)] if 1 < last - first < _MOST_DAYS else []
    return [text] if _PLAIN.fullmatch(text) else []


def sides(edtf: str | None) -> tuple[str | None, str | None] | None:
    """Return the start and the end of an interval of plain dates, None if unknown; None for other dates."""
    match = _INTERVAL.fullmatch(edtf or "")
    return (match[1], match[2]) if match else None
