"""Finds the dates that a text tells, and gives them in EDTF; what may be read in two ways stays open.

The grammar is that of :mod:`graphkit.temporal.phrases`, tried from each word on, the longest first. A verb
tells whether "on Monday" is the last one or the next: the nearest before it, else the nearest after it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphkit.errors import DateError
from graphkit.temporal import edtf, phrases
from graphkit.temporal.calendar import FUTURE, MONTHS, PAST, Day
from graphkit.temporal.phrases import Tense, UnclearDateError

_MOST_WORDS = 9
_WORD = re.compile(r"\S+")
_DATELINE = re.compile(
    r"[A-Z]{2}[A-Z .'\u2019-]*(?:,| \([\w ]+\),?)\s[^;:\u2013\u2014]{1,40}?\s?(?:[\u2013\u2014]|\s--?)\s"
)
"""Opens an article with where and when it was written, which is the day of nothing that it tells."""
_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_SEASON = "(?:spring|summer|autumn|fall)"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATING = re.compile(
    rf"\b(?:{_MONTH}|{_WEEKDAY}|[12][0-9]{{3}}s?|Q[1-4]|H[12]|week|weekend|month|quarter|year|half|days?"
    rf"|{_SEASON}"
    r"|Christmas|New Year(?:'s|\u2019s) (?:Day|Eve)|this (?:morning|afternoon|evening)"
    r"|today|tonight|last night|yesterday|tomorrow|[0-9]{1,2}(?:st|nd|rd|th)"
    r"|(?:days|weeks|fortnights?|months|years) (?:ago|later|earlier|before|after))\b"
)
"""What a phrase must hold to be tried at all; names of months and days only with a capital letter."""
_BARE = re.compile(
    rf"(?:(?:the|a|an|at|during|in|on)\s+)*(?:week|month|quarter|year|half|days?)|(?:(?:[Tt]he|[Aa]n?) "
    rf")?{_MONTH}"
    r"|[12][0-9]{3}|(?:[Tt]he )?weekend|(?:first|second|third|fourth) (?:half|quarter)"
    rf"|(?:(?:the|a|an) )?{_SEASON}|by {_SEASON}"
)
"""What dates nothing without a word before it: "May" may be a name, and 2024 a number."""
_ORDINAL = re.compile(r"(?:on|by|until|since|from|before|after) the [0-9]{1,2}(?:st|nd|rd|th)")
_BARE_ORDINAL = re.compile(r"(?:\w+ )*[0-9]{1,2}(?:st|nd|rd|th)")
_STARTS = re.compile(
    r"(?:(?:on|in|at|by|since|until|till|from|between|before|after|during|around|about|circa|c\.|ca\.|late|"
    r"early|mid|earlier|later|last|this|next|previous|preceding|following|the|an?|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|q[1-4]|h[12]|today|tonight|yesterday|tomorrow|perhaps|possibly|"
    r"probably|approximately|some|sometime|roughly|nearly|almost|over|more|less|under|christmas|new year|"
    r"no|not|starting|either|day|week|first|second|third|fourth|middle|end|"
    r"beginning|start|starting|as of|morning|afternoon|evening|night|noon|midnight|"
    rf"{_SEASON}|winter)\b|mid-|[0-9]|{_MONTH}|{_WEEKDAY})",
    re.IGNORECASE,
)
"""How a date may start."""
_IN_SEASON = re.compile(rf"[Ii]n (?:the )?{_SEASON}|(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring) the weekend")
_OF_ANOTHER = re.compile(r".*\b(?:before|after)")
_ENDS_CLAUSE = re.compile(
    r"\s*(?:$|[.,;:!?)\]\u2019\u201d\"\u2013\u2014-]|(?:and|but|when|while|as|to|at|in|for|with|that)\b)"
)
_NOT_INSIDE = re.compile(
    r"(?<!\bJan)(?<!\bFeb)(?<!\bMar)(?<!\bApr)(?<!\bJun)(?<!\bJul)(?<!\bAug)(?<!\bSept)(?<!\bSep)(?<!\bOct)(?<!\bNov)(?<!\bDec)"
    r"[.;:!?()\[\]\u201c\u201d\"](?=\s)|,(?!\s*(?:[12][0-9]{3}\b|[0-9]{1,2}\b|the [0-9]|" + _MONTH + "))"
)
_EDGES = '.,;:!?()[]\u201c\u201d"\u2018'
_COUNTED_BY = (
    r"[,.][0-9]|\s?%|\s+(?:hundred|thousand|million|billion|trillion|per ?cent|children|men|people|women"
    r"|euros?|dollars?|pounds?|francs?|crowns?|krone[rn]?|yen|yuan|roubles?|rubles?)\b"
)
"""Follows a number that counts something, beside nouns in the plural."""
_PLURAL = r"\s+(?!(?:across|alas|as|besides|has|his|is|its|plus|this|thus|towards|unless|was)\b)[a-z]+s\b"
_ANOTHER = re.compile(
    rf"(?:,)?\s+(?:and|nor)\s+(?:on |in |again |from |between )*(?:the )?(?:{_MONTH}|{_WEEKDAY}|"
    rf"[0-9]{{1,2}} (?:of )?{_MONTH}|[12][0-9]{{3}}\b(?!{_COUNTED_BY})"
    rf"|(?<![0-9]{{4}} and )[0-9]{{1,2}}\b(?!{_COUNTED_BY}|{_PLURAL}))"
)
"""Follows a date that is one of several; a sum does not: "in 2021 and 3 million euros"."""

_FUTURE = re.compile(
    r"\b(?:will(?! have\b)|shall|[\w]+'ll|won't|plans?|"
    r"planning(?= (?:to|on|for|an?|the|its|his|her|their|more|new)\b)|intends?|hopes?|aims?|expects?|"
    r"(?:is|are|be) (?:to(?! the\b)|expected|due|set|scheduled|planned|slated|likely|about)|"
    r"due|slated|scheduled|upcoming|to be|"
    r"(?:expected|planned) (?=(?:on|in|by|next|for|at|later|this)\b|$))(?:\b|$)(?! by\b)"
)
_WOULD = re.compile(
    r"\b(?:(?:was|were|been) (?:expected|due|set|scheduled|planned|supposed|meant|about|to be)"
    r"|will have(?: been)? \w+|would|could|might|may|should|can|must)\b"
)
_IRREGULAR = (
    "ate became began bid blew bought bound broke brought built came cast chose clung crept cut dealt "
    "did drew drove fell felt fled flew flung forbade forgave forgot fought found froze gave got grew "
    "had has have held hid hit hung kept knelt knew laid leapt led left lent let lit lost made meant "
    "met outbid overcame oversaw overtook paid put quit ran rang read rebuilt rode rose said sank sat "
    "saw sent set shook shot shrank shut slept sold sought sped spent split spoke sprang spun stole "
    "stood strove struck stuck sued swept swore swung taught thought threw told took tore undercut "
    "understood undertook voted was went wept were withdrew withheld woke won wore wrote wrung "
)
IRREGULAR_PASTS = frozenset(_IRREGULAR.split())
"""Verbs in the past that do not end in "ed"."""
_PAST = re.compile(
    rf"\b(?:{'|'.join(sorted(IRREGULAR_PASTS))}|[a-z]{{2,}}(?:ed|ied)"
    r"|follows (?=(?:the )?\w+['\u2019]s\b|its\b))\b"
)
_BE = re.compile(r"\bbe\s+(?:\w+ly\s+)?$")
"""Stands before what looks like a verb in the past: "will be signed"."""
_GOING = re.compile(
    r"\b(?:is|are) (?:departing|joining|leaving|moving|quitting|resigning|retiring|returning"
    r"|(?:standing|stepping) down)\b"
)
"""Tells, with a date, what is to come: "is leaving at the end of June"."""
_SCHEDULED = re.compile(
    r"\b(?:(?:begin|commence|open|resume|start)s?|(?:expire|lapse|mature|retire)s?|joins"
    r"|(?:fall|go|hand|step|take)(?:e?s)? (?:aside|down|due|effect|office|on sale|over|part|place)"
    r"|(?:come|enter|go)(?:e?s)? into (?:effect|force|operation|service)"
    r"|(?:arrive|depart|end|follow|leave|move|return)s?(?= (?:$|(?:again |for good )?"
    r"(?:as|at|by|early|from|in|later|next|on|this|to|until)\b))"
    r"|leaves(?= (?:the|his|her|its|their|office)\b))(?!-)\b"
)
"""Verbs in the present tense that, with a date, tell what is to come: "starts on 1 December"."""
_NO_VERB = re.compile(
    r"\b(?:an?|can|could|did|does|do|each|her|his|its|may|might|must|no|not|shall|should|the|their|this|that|to"
    r"|will|would)\s+(?:\w+ly\s+|also\s+|not\s+)?$",
    re.IGNORECASE,
)
"""Stands before what is no verb of its own, such as a noun or an infinitive: "the start", "will set"."""
_LIKE_INFINITIVE = frozenset(
    ("bid", "cast", "cut", "hit", "let", "put", "quit", "read", "set", "shut", "split")
)
_WANTED = re.compile(
    r"\b(?:(?:needs?|wants?) to|wants)\b(?:(?!\b(?:who|which|that|and|but)\b)[^,;:])*$|\b(?:has|have) $"
)
"""Stands before by when something is to be done, in the present: "wants to sell by 3 March"."""
_PROMISED = re.compile(
    r"\b(?:(?P<now>has|have) )?(?:\w+ly )?(?:guaranteed|pledged|planned|promised|proposed|vowed)$"
)
"""Stands before by when something is to be done."""
_UNTIL = re.compile(r"(?:before|by|till|until)\b", re.IGNORECASE)
_AT_AN_EVENT = re.compile(
    r"(?:At|During) (?:(?:an?|its|his|her|the|their) )?"
    r"(?:(?!(?:about|after|ahead|before|for|on|to)\b)[\w'\u2019-]+ ){1,6}"
)
"""Opens a sentence with the event whose day stands behind it: "At the meeting on 10 April, X left"."""
_TENSES: tuple[tuple[re.Pattern[str], Tense | None], ...] = (
    (_WOULD, None),
    (_FUTURE, "future"),
    (_GOING, "future"),
    (_SCHEDULED, "future"),
    (_PAST, "past"),
)

_ATTRIBUTIVE = re.compile(r"\b(?:an?|the|its|their|his|her|this|that)\s+$", re.I)
"""Stands before a date that says which: "a 12 August deadline"."""
_INFINITIVE = re.compile(
    r"\bto (?!(?:the|an?|its|his|her|their|this|that|it|him|them|[a-z]+ing"
    rf"|death|jail|life|prison|{'|'.join(phrases.NUMBERS)}|[a-z]+teen|[a-z]+ty)\b)[a-z]+\b"
)
_NEW_CLAUSE = re.compile(
    r"[,;:\u2013\u2014]|\b(?:after|before|when|where|which|who|as|while|following|since|that)\b"
)
_CLAUSE_BEFORE = re.compile(r"(?:[,;:\u2013\u2014]|\b(?:and|but)\b)\s+$")
_SUBORDINATE = re.compile(
    r"\b(?:who|which|that|when|where|while|whose"
    # "as its officer", but not "as its shares fall"
    r"|as(?! (?:(?:his|its) )?(?:(?!\w*s\b)[\w-]+ )+$))\b"
)
_AS_OFFICE = re.compile(
    r"\b(?:resigned|retired|stood down|stepped down|quit) as\b(?! (?:its|their|the) [a-z]+s\b)"
)
"""Stands before an office: "resigned as head of Acme Motors on 1 June"."""
_PUT_OFF = re.compile(
    r"\b(?:adjourn|postpon|delay|extend|defer|reschedul|push|put|brought|move|scheduled|prolong)\w*\b[^.;:]*"
    r"\b(?:to|until|till|for|from|by)(?: the)?$"
)
"""What is put off to a day may lie ahead of it."""
_AFTER = re.compile(r"\b(?:after|following|since)\b")


_THAT = re.compile(
    rf"(?:in |on |by |until |since )?(?:that|that same|the same) (?:{_MONTH}|{_WEEKDAY}|day|week|month"
    r"|quarter|year|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
"""Tells a date by one told before, which may not be the last."""
_BEGINS = re.compile(
    r"(?:from|as of|starting(?: in| on)?|beginning(?: in| on)?)\s+"
    r"(?!the (?:start|beginning|end)\b)(?!.*\b(?:to|until|till)\b)",
    re.IGNORECASE,
)
"""Starts a phrase that may tell when something begins."""
_OF_SPAN = re.compile(
    r"\b(?:(?:year|months|quarter|weeks?|half|period) (?:to|ended|ending)|"
    r"[0-9]{1,2}(?:,|,? and|,? or| to|\s?[\u2013-]))\s*$"
)
"""Stands before a date that is not all of what is told: "in the year to March", "on 3 and 4 May"."""
_OF_MORE = re.compile(
    r"(?<=day|eek|nth|ter|alf|ear)(?:\s+of\s+(?:the|this|that|last|next|his|her|its|their|[A-Z0-9])"
    r"|['\u2019]s\s+(?:first|second|third|fourth|final|last)\s+(?:quarter|half|month|week))"
)
"""Follows a date of which something else is told: "the last week of April"."""
_WEEK_ON = re.compile(r"(?<=day)\s+(?:week|fortnight)\b(?!-)")
"""Follows a weekday that is a week later: "on Monday week"."""
_FEAST = re.compile(
    r"(?:[Aa]fter|[Aa]round|[Aa]t|[Bb]efore|[Dd]uring|[Ii]n|[Oo]n|[Oo]ver|[Ss]ince|[Uu]ntil) (?:the )?"
    r"(?:Christmas|Diwali|Easter|Eid|(?:Chinese|Lunar) New Year|Midsummer|Passover|Pentecost|Ramadan"
    r"|Thanksgiving|Whitsun)(?! [A-Z])(?:,? (?:of )?[12][0-9]{3})?\b"
)
"""A time of the year whose days differ from church to church, or from year to year."""
_FISCAL = re.compile(r"(?:.*\s)?[12][0-9]([0-9]{2})-([0-9]{2})")
_LIMIT = re.compile(r"(?:before|until|till|by|after)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nor|no|n't|n\u2019t)\b(?:\s+[\w\u2019'-]+){0,6}\s+$", re.IGNORECASE)


_SIDES = {
    "ahead of": "before", "by the time of": "before", "in the run-up to": "before", "in time for": "before",
    "in the lead-up to": "before", "leading up to": "before", "on the eve of": "before", "pending": "before",
    "prior to": "before", "till": "until", "following": "after", "in the wake of": "after",
}  # fmt: skip
"""What stands for a shorter word beside an event."""
_NEAR = ("around", "between", *(f"within {unit} of" for unit in ("hours", "days", "weeks", "months")))
"""Leaves open how far from an event something was, or on which side."""
_LIMITS = {
    **_SIDES, "not later than": "no later than", "no sooner than": "not before",
    "not earlier than": "not before", "up to": "until",
}  # fmt: skip
_BESIDE_DATE = re.compile(rf"\b(?P<side>{'|'.join(_LIMITS)})\s+(?:the\s+)?$", re.IGNORECASE)
"""Stands before a date on which it was not: "ahead of 3 May"."""
_FROM_DATE = re.compile(
    rf"\b(?:{'|'.join(_NEAR[2:])}|beyond|close to|past|towards?|versus|anniversary of"
    r"|(?:day|week|fortnight|month|year)s? (?:off|short of))\s+$",
    re.IGNORECASE,
)
"""Stands before a date that only tells how near it something was: "close to 3 May"."""
_COUNTED = re.compile(
    r"\b(?:ago|(?<!for )(?<!of )(?<!to )(?:an?|one|two|three) (?:week|fortnight)s?"
    r"|the (?:week|fortnight|month|quarter|year))\s+$",
    re.IGNORECASE,
)
"""Stands before "on" or "beginning", and a date from which is counted: "a week on Thursday"."""
_ABOUT = re.compile(
    r"\b(?:about|almost|around|at least|barely|nearly|over|roughly|some|than|under|up to|within)\s+$",
    re.IGNORECASE,
)
_NUMBER = f"(?:[0-9]{{1,3}}|{'|'.join(phrases.NUMBERS)})"
_UNIT = "(?:day|week|fortnight|month|year)"
_BESIDE_EVENT = re.compile(
    rf"\b(?:(?P<by>the {_UNIT}|{_NUMBER} {_UNIT}s?)\s+)?"
    rf"(?P<side>before|after|since|until|{'|'.join((*_SIDES, *_NEAR))})\s+"
    rf"(?P<event>(?!{_NUMBER} (?:\w+ )?{_UNIT}|\w+ing\b|"
    r"(?:he|her|him|it|she|that|them|they|this|we|which|who|you)\b\s+(?:[a-z]+ed|[a-z]+s)\b)"
    r"(?-i:[a-z]|(?:[A-Z][\w-]*\s+){0,3}[A-Z][\w-]*['\u2019])"
    r"(?:(?!\b(?:and|but|that|which|who|whom)\b)[^\d,;:.()])*\s)$",
    re.IGNORECASE,
)
"""Stands before the day of an event by which another is told: "three weeks before the vote on"."""


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

    "Last week" counts from ``asked_on``, the day of the article; "two days later" from ``told_before``, the
    date in EDTF that was told last. ``names`` are the places of names, which hold no dates: "Theresa May".
    The words of a date are given with ordinary blanks, whichever part them in the text.
    """
    kept = [match.start() for match in re.finditer(r"\S|(?<=\S)\s(?=\s*\S)", text)]
    plain = "".join(" " if text[place].isspace() else text[place] for place in kept)
    if plain == text:
        return _dates_in(text, asked_on, told_before, names)
    named = [(bisect_left(kept, start), bisect_left(kept, end)) for start, end in names]
    found = _dates_in(plain, asked_on, told_before, named)
    ends = [kept[each.end - 1] + 1 if each.end > each.start else kept[each.start] for each in found]
    return [each._replace(start=kept[each.start], end=end) for each, end in zip(found, ends, strict=True)]


def _dates_in(
    text: str, asked_on: Day | None, told_before: str | None, names: Sequence[tuple[int, int]]
) -> list[DateInText]:
    found: list[DateInText] = []
    opening = _DATELINE.match(text)
    words = [match.span() for match in _WORD.finditer(text, opening.end() if opening else 0)]
    place = 0
    while place < len(words):
        date = _longest_at(text, words[place:], asked_on, told_before, names, found[-1].end if found else 0)
        if date is None:
            place += 1
            continue
        date = _beside_date(text, date)
        found += [*_beside_event(text, date, found[-1].end if found else 0), date]
        told_before = last_told(date, told_before)
        place += sum(start < date.end for start, _ in words[place:])
    return found


def _beside_date(text: str, date: DateInText) -> DateInText:
    """Return a date with a word before it that tells another day: "ahead of 3 May", "a week on Thursday"."""
    if date.edtf is None or (_LIMIT.match(date.text) and not date.text.casefold().startswith("by")):
        return date
    counts = re.match(r"(?:on|beginning|starting)\s", date.text, re.IGNORECASE)
    far = _FROM_DATE.search(text, 0, date.start) or (counts and _COUNTED.search(text, 0, date.start))
    if far:
        return date._replace(edtf=None, reason=f"{far[0]}{date.text} tells another day")
    match = _BESIDE_DATE.search(text, 0, date.start)
    if match is None:
        return date
    side, words = _LIMITS[match["side"].casefold()], text[match.start() : date.end]
    if side in ("before", "until", "after") and _NOT.search(text[: match.start()]):
        return date._replace(edtf=None, reason=f"{words} says here when it was not")
    side = "the day before" if "eve" in match["side"].casefold() and date.edtf.count("-") == 2 else side
    try:
        return DateInText(match.start(), date.end, words, phrases.read(f"{side} {date.edtf}"))
    except DateError:
        return DateInText(match.start(), date.end, words, None, f"{words} tells another day")


def _beside_event(text: str, date: DateInText, since: int) -> Iterator[DateInText]:
    """Yield the date that is told by that of an event: "two days before the vote on 5 May".

    It stands where its own words do, so that the day of the event stays the event's.
    """
    match = _BESIDE_EVENT.search(text, since, date.start)
    if match is None or _verbs(match["event"]):
        return
    if match["side"].casefold() == "between" and not re.match(r"\s+and\s", text[date.end :]):
        return  # "talks between the firms on 5 May"
    side = _SIDES.get(match["side"].casefold(), match["side"].casefold())
    by = None if _ABOUT.search(text[: match.start()]) else match["by"]
    start, end = match.span("by") if by else [match.start("side")] * 2
    words = f"{by or ''} {side} {re.sub('^(?:[Aa]t|[Ii]n|[Oo]n) ', '', date.text)}".strip()
    reason = None
    if side in _NEAR or date.edtf is None or not re.fullmatch("[0-9-]+", date.edtf):
        reason = f"{date.text} is the date of another event"
    elif side != "since" and _NOT.search(text[: match.start()]):
        reason = f"{words} says here when it was not"
    if date.edtf is None or reason:
        yield DateInText(start, end, words, None, reason)
        return
    told = {"before": f"[..{date.edtf}]", "until": f"/{date.edtf}", "since": f"{date.edtf}/"}.get(side)
    if "eve of" in match["side"].casefold() and date.edtf.count("-") == 2:
        by = "the day"
    if by and side in ("after", "before"):
        try:
            told = phrases.read(f"{by} {side} {date.edtf}")
        except DateError:
            return
    yield DateInText(start, end, words, told or f"[{date.edtf}..]")


def _longest_at(
    text: str,
    words: Sequence[tuple[int, int]],
    asked_on: Day | None,
    told_before: str | None,
    names: Sequence[tuple[int, int]],
    found_before: int,
) -> DateInText | None:
    def is_in_name(start: int, end: int) -> bool:
        return any(start < last and first < end for first, last in names)

    that = _THAT.match(text, words[0][0])
    if that and not is_in_name(*that.span()):
        return DateInText(*that.span(), that[0], None, f"{that[0]} counts from another date")
    feast = _FEAST.match(text, words[0][0])
    for start, end in _phrases_at(text, words):
        if is_in_name(start, end):
            continue
        phrase = text[start:end]
        tense = "past" if phrase[:5].casefold() == "since" else _tense(text, start, end)
        begins = _BEGINS.match(phrase)
        try:
            read = phrases.read(
                phrase[begins.end() :] if begins else phrase, asked_on, tense=tense, told_before=told_before
            )
        except UnclearDateError as error:
            return DateInText(start, end, phrase, None, str(error))
        except DateError:
            continue
        if _ANOTHER.match(text, end) or (
            found_before and text[found_before:start].strip() in ("and", ", and", "and again", ", and again")
        ):
            return DateInText(start, end, phrase, None, f"{phrase} is one of several dates")
        if begins:
            if re.search(r"\beffect(?:ive)?\s+$", text[:start]):
                return DateInText(start, end, phrase, read)
            return _beginning(start, end, phrase, read, tense)
        if _OF_SPAN.search(text[:start]):
            return DateInText(start, end, phrase, None, f"{phrase} is one end of a longer time")
        fiscal = _FISCAL.fullmatch(phrase)
        more = _OF_MORE.match(text, end) or _WEEK_ON.match(text, end)
        if more or (fiscal and int(fiscal[2]) == int(fiscal[1]) + 1):
            return DateInText(start, end, phrase, None, f"{phrase} may be another time than it seems")
        if _LIMIT.match(phrase) and _NOT.search(text[:start]):
            return DateInText(start, end, phrase, None, f"{phrase} says here when it was not")
        return DateInText(start, end, phrase, read)
    if feast and not is_in_name(*feast.span()):
        return DateInText(*feast.span(), feast[0], None, f"{feast[0]} is no day; write the one that is meant")
    return None


def _beginning(start: int, end: int, phrase: str, read: str, tense: Tense | None) -> DateInText:
    """Return "from May" as a beginning if it lies ahead; what was "from May" may only stem from it."""
    opens = tense == "future" or (tense is None and phrase.casefold().startswith("as"))
    if (opens or phrase.casefold().startswith(("starting", "beginning"))) and re.fullmatch(r"[0-9-]+", read):
        return DateInText(start, end, phrase, f"{read}/")
    if opens and re.fullmatch(r"\[[0-9-]+\.\.[0-9-]+\]", read):
        return DateInText(start, end, phrase, read)  # one of these days
    return DateInText(start, end, phrase, None, f"{phrase} may tell a beginning or a day")


def last_told(date: DateInText, before: str | None) -> str | None:
    """Return the date from which "two days later" counts after one more; None after one that is not plain."""
    if date.edtf is None:
        return None
    return date.edtf if {PAST, FUTURE}.isdisjoint(edtf.parse(date.edtf).bounds) else before


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
        if not _STARTS.match(phrase) or phrase.endswith(
            (" of", " to", " and", " or", " by", " from", " in", " on", " the", " a", " until")
        ):
            continue
        if not _DATING.search(phrase) or _NOT_INSIDE.search(phrase) or _BARE.fullmatch(phrase):
            continue
        if _BARE_ORDINAL.fullmatch(phrase) and not (
            _ORDINAL.fullmatch(phrase) and _ENDS_CLAUSE.match(text, end)
        ):
            continue
        if _OF_ANOTHER.fullmatch(phrase) and not re.match(r"\s*(?:$|[.,;:)])", text[end:]):
            continue
        if re.match("following", phrase, re.IGNORECASE):
            continue  # "following Monday's vote" counts from no date told before
        if _IN_SEASON.fullmatch(phrase) and not _ENDS_CLAUSE.match(text, end):
            continue
        if re.fullmatch(f"(?:[Tt]he )?{_WEEKDAY}", phrase) and _is_of_name(text, start, end):
            continue
        yield start, end


def _is_of_name(text: str, start: int, end: int) -> bool:
    """Return whether a weekday is part of a name: "Black Friday", "the Sunday Times"."""
    before = re.search(r"(\S+)\s$", text[:start])
    after = re.match(r"\s([A-Z]\w+)", text[end:])
    return bool(
        (after and not re.match(_MONTH, after[1]))
        or (before and before[1][0].isupper() and not before[1].endswith(","))
    )


def _tense(text: str, start: int, end: int) -> Tense | None:
    """Return the tense of the verb nearest before a phrase, else nearest after it; None if it may be either.

    A verb that is not known, such as one in the present tense, may stand in a clause of its own.
    """
    head = re.match(r"(?:to|until|till|for|from|by)\b", text[start:end])
    attributive = not re.match(
        r"(?i:on|in|at|since|until|by|during)\b", text[start:]
    ) and _ATTRIBUTIVE.search(text[:start])
    if attributive or _PUT_OFF.search(text[:start].rstrip() + (f" {head[0]}" if head else "")):
        return None
    before, after = _verbs(text[:start]), _verbs(text[end:])
    place, tense = before[-1] if before else (0, None)
    between = text[place:start]
    promised = _PROMISED.search(text, 0, place) if _UNTIL.match(text, start) else None
    if promised:
        return "future" if promised["now"] and not _DATING.search(text[:start]) else None
    wanted = _WANTED.search(text[:start]) if _UNTIL.match(text, start) else None
    has = wanted is not None and wanted[0].startswith("ha")
    if wanted and (text[start:].startswith(("until", "till")) if has else place <= wanted.start()):
        return "future"
    offices = {match.end() for match in _AS_OFFICE.finditer(text, max(0, place - 30), start)}
    clauses = {match.end() for match in _SUBORDINATE.finditer(text, place, start)} - offices
    if clauses and re.search(r"\w", text[max(clauses) : start]):
        return None
    if not before:
        return _tense_after(text, start, end, after)
    # What was ordered "to" happen may lie ahead or behind, and a new clause may have a verb of its own.
    if tense == "past" and _INFINITIVE.search(between):
        return None
    if _NEW_CLAUSE.search(between) and tense != (after[0][1] if after else tense):
        return None
    opens = _CLAUSE_BEFORE.search(text[:start]) and re.match(r"\s+\w", text[end:])
    if opens and (not after or after[0][1] != tense):
        return None  # "and on Monday it opens"
    if (tense == "past" and re.search(r"\bfor\s+$", text[:start])) or (
        tense == "future" and _AFTER.search(between)
    ):
        return None
    return tense


def _tense_after(text: str, start: int, end: int, after: Sequence[tuple[int, Tense | None]]) -> Tense | None:
    """Return the tense of the verb after a phrase that has none before it."""
    if not after:
        return None
    gap = text[end : end + after[0][0]]
    opens = not re.search(r"\w", text[:start]) or _AT_AN_EVENT.fullmatch(text, 0, start) is not None
    if _SUBORDINATE.search(gap):
        return after[0][1] if len({tense for _, tense in after}) == 1 else None
    return after[0][1] if opens or not re.search(r"[,;]|\b(?:and|but|or)\b", gap) else None


def _verbs(text: str) -> list[tuple[int, Tense | None]]:
    """Return where each verb ends, and its tense; None for what was to be, or might."""
    found: list[tuple[int, int, Tense | None]] = []
    for pattern, tense in _TENSES:
        for match in pattern.finditer(text):
            taken = any(match.start() < last and first < match.end() for first, last, _ in found)
            if pattern is _SCHEDULED or match[0] in _LIKE_INFINITIVE:
                taken |= _NO_VERB.search(text[: match.start()]) is not None
            if not taken and not (tense == "past" and _BE.search(text[: match.start()])):
                found.append((*match.span(), tense))
    return [(last, tense) for _, last, tense in sorted(found, key=lambda verb: verb[1])]
