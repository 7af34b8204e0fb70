"""Reads what a foreign file says of the status of a relation."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import Final, NamedTuple

from graphkit.formats.format import ALLEGED, CLAIMED, CLAIMED_STATUS, LISTED, Reading
from graphkit.formats.remarks import Remarks
from graphkit.formats.status_headings import (
    ASKED,
    TRUTHS,
    UNTRUTHS,
    asked_and_by,
    asked_by,
    asks_for_doubt,
    asks_how_sure,
    folded_words,
    heading_words,
    is_of_case,
    is_of_truth,
    says_other,
    tells_outcome,
    words_in,
)
from graphkit.libraries import tables_beside
from graphkit.model.absence import NO_CELL, is_absent
from graphkit.model.folding import searchable
from graphkit.model.foreign_dates import read_column
from graphkit.model.vocabulary import denied_by, kind_named, named_by, type_name, vocabulary

_TABLES = tables_beside(__file__)


_OF_TYPES, _SPEAKS = (folded_words(_TABLES.pop(name)) for name in ("types", "speaks"))
BEFORE: Final = {word: side for side, words in _TABLES.pop("before").items() for word in words}
"""The words before a day, and which side of what was so it is: ``since``, ``until``, ``by`` or ``on``."""
_SAY = folded_words(_TABLES)
_STATUSES = {word: status for status, words in _SAY.items() for word in words}
_STATUSES |= dict.fromkeys(_SPEAKS["denials"], "denied")
_NO_FACT = ("denied", "called-off", "turned-down", "asked-for", "planned", "ahead", "claimed")
_OF_GIVEN = ("not-given", "set-aside")
"""What is plain of what somebody gives; of anything else it leaves open what it says."""
_IN_CELLS = ("ahead", "turned-down", "asked-for", "stands", "goes-on", "over", *_OF_GIVEN)
_HEADINGS: Final = {word: status for word, status in _STATUSES.items() if status not in _IN_CELLS}
GO_ON, OVER, SET_ASIDE = (_SAY[name] for name in ("goes-on", "over", "set-aside"))
"""What a status says of what is so still, of what was so and is no longer, and of what is not in force."""
_STAND: Final = GO_ON | _SAY["stands"]
_DENIED: Final = _SAY["denied"]
_DOUBTING: Final = _OF_TYPES["first"] | _OF_TYPES["inner"] | _OF_TYPES["unfinished"] | {
    word for word, status in _STATUSES.items() if status in (*_NO_FACT, *_OF_GIVEN, "over")
}  # fmt: skip
"""Words beside a type of which it is told that they may say that it is no fact."""
_UNMET, _UNSPACED = tuple(f"{each}-" for each in _OF_TYPES["unmet"]), tuple(_OF_TYPES["unspaced"])
"""How the names of types begin that may say that it was not so."""
_PLANNING: Final = _SAY["planned"] | _SAY["ahead"]
_NOT_OVER: Final = GO_ON | _SAY["claimed"] | _DENIED
_NOT: Final = _OF_TYPES["inner"] | {"no", "non", "not", "never"}
_MEETINGS = ("met", "visited", "attended", "interviewed")
_BY = re.compile(rf"^(?:{'|'.join(ASKED['by'])}) ", re.IGNORECASE)
_FOLLOWED = re.compile(
    r" (?:to|on|until|by|at|in|am|im|auf|von|le|en|el|em|il|nel|par|por|op|в) "
    r"|[,:]? \(?(?=\d)|[,:]? \(?(?=[^\W\d_]+\.? \d{4}\)?$)"
)
"""What stands between a status and a day, or who says so: ``postponed to 14 June``."""
_PLANS = re.compile(r"\w+ (?:to (?:be )?(?=\D)|(?!to )(?=[^\W\d_]+ \d{4}$))(?P<act>(?P<first>\w+).*)")
"""A plan and the act that is planned: ``scheduled to end 2018``, ``planned sale 2030``."""
_DENIES = re.compile(
    rf"(?:(?P<who>[^,;:/()]*[^\s,;:/()]) )?(?:{'|'.join(sorted(map(re.escape, _SPEAKS['denying'])))})"
)
_PARTS = re.compile(r"\s*[,;/]\s*(?:but |and )?| but | and ")
_SAID_APART = re.compile(
    r"\((?:confirmed|verified)\)$|[,;/()\[\]]| [-\u2013\u2014] "
    r"| (?:but|and|though|aber|mais|pero|mas|ma|maar|но) "
    r"| (?=(?:later|then|until|till|bis|jusqu|hasta|até)\b)"
)
_NON = re.compile(r"\bnon(?:-\w+| \w+tion\b)", re.IGNORECASE)
"""A word that denies another, and not the type beside it: ``bombing (non-military)``."""
_DOUBTED = re.compile(r"[\s(\[]*\?[\s?)\]]*$")
"""A question mark behind what is said."""
_OF_TIME = re.compile(
    r"(?<!\d)[12]\d{3} ?(?:[-/\u2013\u2014] ?|(?:to|until|till|bis|à|au|a|al|hasta|até|tot|t/m|до|по) )"
    r"(?:[^\W\d_]+\.? ){0,2}(?:[12]\d{3}|(?<!/)\d{2})(?!\d)"
)
"""A time with its end among the words of a type: ``CEO 2001-2003``."""
_DAY_OF_END = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|(?<!\d)\d{1,2}([./-])\d{1,2}\1\d\d(?!\d)")
_BESIDE = (
    re.compile(r"(?P<type>.*\S)\s*[(\[{](?P<said>[^()\[\]{}]+)[)\]}]\s*"),
    re.compile(r"\s*[(\[{](?P<said>[^()\[\]{}]+)[)\]}]\s*(?P<type>.*\w.*)"),
    re.compile(r"(?P<type>.*\w)(?:[,;:]| [-\u2013\u2014/|])\s+(?P<said>[^,;:]+)"),
    re.compile(r"(?P<said>[^,;:]+): +(?P<type>.*\w.*)"),
)
"""Words of a status beside those that name a type: ``paid (denied)``, ``[alleged] owner``."""
_OF_MANNER: Final = ("ly", "mente", "ment")
"""How an adverb ends: ``resigned voluntarily``."""
_LONGEST = 200
"""Characters of the longest text that may be a status or a type with one."""
_MOST_KEPT = 10_000
"""So many cells are kept with what they say, since those of statuses are mostly alike."""
_LONGEST_REMARK = 80
"""Characters of the longest remark that may be no more than a status."""
_BEGINNINGS, _DENYING = (
    frozenset(words_in(searchable(each))[0] for each in words)
    for words in ((*_STATUSES, *ASKED["unsure"], *ASKED["refusals"]), _SPEAKS["denying"])
)
"""The first words of each status that is known, and of what is behind the name of who denies."""
_LONGEST_BETWEEN = 4
"""Characters of the longest word beside those that name what lasts: ``contract with``."""
_SURE: Final = frozenset(map(searchable, (*_STAND, *ASKED["sure"], *TRUTHS)))


@cache
def _remarks() -> Remarks:
    """Return the reader of remarks, whose patterns few tables need."""
    return Remarks(
        called_off=_SAY["called-off"],
        over=(_DENIED | OVER | _SAY["turned-down"] | _PLANNING | ASKED["unsure"])
        - _OF_TYPES["before-others"],
        claimed=_SAY["claimed"],
        how=_SPEAKS["how"] | ASKED["by"],
    )


def status_of(words: str, name: str = "status", type_: str | None = None, when: str = "") -> str | None:
    """Return the status of a relation that a plain word says is not a fact; else None.

    The word is the value of an attribute, or its ``name`` where the value says so: ``denied: yes`` or
    ``denied by: A``. What was called off was only planned, if ``type_``, the name of its relation type, is
    given and does not last; one of one's own lasts if its date, ``when``, has a start and an end in different
    months. Of what was turned down, a meeting was not held, a licence was not given, and a request was made.
    A day or name may follow: ``postponed to 14 June``.
    """
    status = _said(words, name, type_)
    if status in ("planned", "ahead"):
        return None if _plans_other(words, type_ or "") else "planned"
    heading, by = asked_and_by(name)
    if status == "denied" and any(_is_refused(each, type_ or "") for each in (words, by or heading)):
        return None
    if status == "denied" and name.casefold().strip() in ASKED["court"] and _asks(type_ or ""):
        return None
    if status in ("claimed", "stands", "goes-on", "over", "set-aside"):
        return None
    if status in ("turned-down", "asked-for") and type_ in _MEETINGS:
        return "planned"
    if status in ("turned-down", "asked-for", "not-given"):
        given = "planned" if status == "asked-for" else "denied"
        return given if _gives(type_ or "") else None
    if status != "called-off":
        return status
    return None if type_ is None or _may_have_lasted(type_, when) else "planned"


def _gives(type_: str) -> bool:
    """Return whether a type tells that somebody gives what may be refused.

    Examples
    --------
    >>> [_gives(type_) for type_ in ("licensed", "granted-visa-to", "applied-for-visa", "required-licence")]
    [True, True, False, False]
    """
    words = type_.split("-")
    gives = not _OF_TYPES["gives"].isdisjoint(words) and words[0] not in _OF_TYPES["needs"]
    return gives and not _asks(type_)


def _asks(type_: str) -> bool:
    return not (_OF_TYPES["asks"] | _OF_TYPES["brought"]).isdisjoint(type_.split("-"))


def _is_refused(words: str, type_: str) -> bool:
    """Return whether a denial may be the answer to what a type asks for, and was asked for all the same."""
    asks = (_OF_TYPES["asks"] | _OF_TYPES["brought"]) - _OF_TYPES["told-only"]
    answers = not _OF_TYPES["refused"].isdisjoint(words_in(words)[:1])
    return answers and not asks.isdisjoint(words_in(type_))


def _plans_other(words: str, type_: str) -> bool:
    """Return whether a plan is one of an end, or of an act other than a type that lasts.

    Examples
    --------
    >>> [_plans_other(words, "owns") for words in ("planned to end 2030", "planned to start", "planned May")]
    [True, False, False]
    """
    if not (match := _PLANS.match(words.casefold())):
        return False
    if not _OF_TYPES["ends"].isdisjoint(words_in(match["act"])):
        return True
    if match["first"] in _OF_TYPES["starts"] or kind_named(type_) not in ("state", "background"):
        return False
    return read_column([match["act"]]) == [None]


def _may_have_lasted(type_: str, when: str) -> bool:
    start, _, end = (side[: len("2019-05")] for side in when.partition("/"))
    is_long = bool(start and end) and start != end  # a meeting of two days is no more than one
    if known := vocabulary().get(type_):
        return known.lasts(interval=is_long and known.kind == "either")
    words = [word for word in type_.split("-") if len(word) > _LONGEST_BETWEEN]
    return is_long or (bool(words) and _OF_TYPES["lasting"].issuperset(words))


def only_claimed(words: str, name: str = "status") -> bool:
    """Return whether a word says that somebody claims it, and not who.

    Examples
    --------
    >>> [only_claimed(*each) for each in (("Alleged",), ("yes", "disputed"), ("no", "disputed"), ("denied",))]
    [True, True, False, False]
    """
    return _said(words, name) == "claimed"


def claims(words: str, name: str = "status") -> bool:
    """Return whether a word says that somebody claims it, be it a fact or a plan, and not who.

    Examples
    --------
    >>> [claims(words) for words in ("alleged", "planned; alleged", "allegedly planned", "planned", "denied")]
    [True, True, True, False, False]
    """
    said = _said(words, name)
    parts = _parts_of(unicodedata.normalize("NFC", words.strip().casefold()))
    return said == "claimed" or (said in ("planned", "ahead") and "claimed" in map(_plainly, parts))


@lru_cache(maxsize=_MOST_KEPT)
def _said(words: str, name: str, type_: str | None = None) -> str | None:
    """Return what a word says of the status of a relation, by the tables of this module."""
    cell, what, by = unicodedata.normalize("NFC", words.strip(" .!\"'[]\n\t")), *asked_and_by(name)
    words = cell.casefold()
    if is_of_case(name):
        return "claimed" if _named(words) == "claimed" else None
    if tells_outcome(name):
        return None
    if words in UNTRUTHS and asks_how_sure(name):
        return None
    is_so = not {words, re.split(r"[^\w.]", words)[0]}.isdisjoint((*TRUTHS, what))
    if _HEADINGS.get(what) in ("denied", "claimed") and (by or _BY.match(words)):
        who = _BY.sub("", words)
        is_so = not (says_nothing(who, name) or _only_speaks(who) or _says_opposite(who))
        is_so = is_so and not _is_no_name(_BY.sub("", cell))
        if by.startswith("rejected ") and (type_ or "").split("-")[0] in _OF_TYPES["asks"]:
            return None
    return _named(words) if what == "status" else _HEADINGS.get(what if is_so else "")


def _named(words: str) -> str | None:
    """Return which table has the words of a status; of several parts that say that it is no fact, the first.

    What a question mark doubts is only claimed, unless the doubt is about when.
    """
    if (status := _plainly(words)) or len(words) > _LONGEST:
        return status
    if doubt := _DOUBTED.search(words):
        said = _named(words[: doubt.start()])
        return "claimed" if said and said not in ("goes-on", "over") else None
    found = [*map(_plainly, _parts_of(words))]
    return min(found, key=_NO_FACT.index) if {*found} <= {*_NO_FACT} else None


def _parts_of(words: str) -> list[str]:
    """Return the parts of the words of a status: of ``allegedly planned`` the claim and the plan."""
    first, _, rest = words.partition(" ")
    is_of_plan = first in _SAY["claimed"] and _plainly(rest) in ("planned", "ahead")
    return [first, rest] if is_of_plan else _PARTS.split(words)


def _plainly(words: str) -> str | None:
    if (denies := _DENIES.fullmatch(words)) and not _says_nobody(denies["who"] or ""):
        return "denied"
    said, *rest = _FOLLOWED.split(words, maxsplit=1)
    status = _STATUSES.get(words) or _STATUSES.get(said)
    is_other = _is_of_year(words[len(said) :]) or any(map(_only_speaks, rest))
    if status in ("denied", "turned-down") and is_other:
        return None
    rest = rest if status == "called-off" else [words[len(said) :]]
    return None if status in _NO_FACT and any(map(_says_opposite, rest)) else status


def _is_of_year(behind: str) -> bool:
    """Return whether a word and a year behind a status are something else than a day: ``parole 2019``."""
    match = re.fullmatch(r"[,:]? \(?([^\W\d_]+\.? \d{4})\)?", behind)
    return match is not None and read_column([match[1]]) == [None]


def _says_nobody(who: str) -> bool:
    """Return whether what stands before "denies" is more than a name: ``nobody``, ``A confirms but B``."""
    said = {*words_in(who)}
    return not said.isdisjoint(_NOT | _SPEAKS["words"] | _SPEAKS["opposite"])


def _says_opposite(words: str) -> bool:
    """Return whether what stands behind a name beside a denial or a plan says that it was so all the same.

    Examples
    --------
    >>> [_says_opposite(words) for words in ("Bolt, later admitted", "Bolt, not confirmed", "True Corp")]
    [True, False, False]
    """
    return _says_one_of(_SPEAKS["opposite"], words)


def _says_one_of(those: frozenset[str], text: str) -> bool:
    """Return whether a part of what is said behind a status has one of those words, and does not deny it."""
    return any(those & said and not (said - those) & _NOT for said in map(frozenset, _words_apart(text)))


def _only_speaks(words: str) -> bool:
    """Return whether what may be a name is only words about a denial, and not that there is one.

    Examples
    --------
    >>> [_only_speaks(words) for words in ("no comment", "by nobody", "denial", "Ben Ray (confirmed)")]
    [True, True, False, False]
    """
    first, *others = in_order = re.findall(r"\w+", words.casefold()) or [""]
    if first in _NOT | {"declined", "refused"} and not _SPEAKS["words"].isdisjoint(others[:2]):
        return True  # "no comment from A"
    if first in _SPEAKS["asking"] and not _SPEAKS["words"].isdisjoint(others):
        return True  # "contacted A for comment"
    said = {*in_order}
    told = said - _SPEAKS["little"]
    only = said <= _SPEAKS["words"] | _SPEAKS["asking"] | _SPEAKS["little"] | _NOT | _DENIED
    return only and not told <= _DENIED | _SPEAKS["denials"]


def _is_no_name(cell: str) -> bool:
    """Return whether what stands where somebody is named is a sentence that denies, a day or an admission.

    A capital behind the first word tells a name: ``No Name Ltd``. So what denies is a word before it.

    Examples
    --------
    >>> [_is_no_name(cell) for cell in ("Not asked", "Bolt did not reply", "2020-02-03", "confirmed by Bolt")]
    [True, True, True, True]
    >>> [_is_no_name(cell) for cell in ("No Name Ltd", "Not For Sale Ltd", "May", "True Corp", "12")]
    [False, False, False, False, False]
    """
    if any(map(str.isdigit, cell)) and cell not in TRUTHS:
        may_name = cell.isdigit() or any(map(str.isalpha, cell))
        if not may_name or read_column([cell]) != [None]:
            return True
    part = _SAID_APART.split(cell)[0]
    each = re.findall(r"[^\W_]+", part.lower() if part.isupper() else part)
    first, *others = map(str.casefold, each or [""])
    if part.casefold().strip() in ASKED["open"]:
        return True
    if first in _NOT | _SPEAKS["opposite"] and not ASKED["by"].isdisjoint(others[:1]):
        return True
    if first in _NOT and others and not any(word[0].isupper() for word in each[1:]):
        return True
    return not (_NOT | _SPEAKS["opposite"]).isdisjoint(each[1:])


class OfType(NamedTuple):
    """What the words of a type say: the ``words`` of the type alone, and whether it is so.

    It may be denied or planned, a claim of somebody unnamed, or over; ``is_unsure`` is what may be so.
    """

    words: str
    status: str | None = None
    is_claim: bool = False
    is_over: bool = False
    is_unsure: bool = False


@lru_cache(maxsize=_MOST_KEPT)
def said_of_type(words: str) -> OfType:
    """Return what the words of a type say of it; those of a type that there is, say nothing more.

    Examples
    --------
    >>> said_of_type("paid (denied)")[:2], said_of_type("did not pay")[:2], said_of_type("[planned] call")[:2]
    (('paid', 'denied'), ('paid', 'denied'), ('call', 'planned'))
    >>> said_of_type("allegedly paid")[:3], said_of_type("alleged owner")[:3]
    (('paid', None, True), ('alleged owner', None, True))
    >>> said_of_type("CEO (resigned)").is_over, said_of_type("failed merger").is_unsure
    (True, True)
    """
    said = _said_of_type(words)
    return OfType(words) if any(said[1:]) and named_by(words, vocabulary()) else said


def _said_of_type(words: str) -> OfType:
    rest, beside = _parted(words) if len(words) <= _LONGEST else (words, "")
    if beside:
        inner = OfType(rest) if rest == words else said_of_type(rest)
        name = named_by(inner.words, vocabulary()) or type_name(inner.words)
        status = status_of(beside, type_=name)
        if status and inner.status:
            return OfType(words, is_unsure=True)  # the denial of a denial
        is_claim = claims(beside) or inner.is_claim
        is_over = says_over(beside, type_=name) or inner.is_over
        if name and (status or is_claim or is_over):
            return OfType(inner.words, status or inner.status, is_claim, is_over, inner.is_unsure)
    if denied := denied_by(words, vocabulary()):
        return OfType(denied, "denied")
    if len(words) > _LONGEST:
        return OfType(words, is_unsure=may_be_no_fact(words))
    match = _beside(words)
    plain = _NON.sub("", words)
    said = {*words_in(_NON.sub("", match["said"])), *chain(*_words_apart(plain))} if match else set()
    doubted = not _DOUBTING.isdisjoint(said)
    return OfType(words, is_unsure=doubted or may_be_no_fact(words))


def _parted(words: str) -> tuple[str, str]:
    """Return the words of a type without those of a status, and these; blank if there are none."""
    if doubt := _DOUBTED.search(words):
        return words[: doubt.start()], "unconfirmed"
    for match in _all_beside(words):
        if _said(match["said"], "status") in (*_NO_FACT, *_OF_GIVEN) or says_over(match["said"]):
            return match["type"], match["said"]
    each = words.split()
    if len(each) > 1 and _OF_TYPES["claimed"].issuperset(words_in(each[0])):
        return words, "alleged"  # "alleged fraud by" may also say that somebody alleges it
    told = [word for word in each if not _OF_TYPES["claims"].issuperset(words_in(word) or [""])]
    if len(told) < len(each) and all(word.count("(") == word.count(")") for word in each):
        return " ".join(told).strip(" -\u2013\u2014,;:"), "alleged"
    return words, ""


def _beside(words: str) -> re.Match[str] | None:
    return next(_all_beside(words), None)


def _all_beside(words: str) -> Iterator[re.Match[str]]:
    return filter(None, (pattern.fullmatch(words) for pattern in _BESIDE))


def _words_apart(text: str) -> list[list[str]]:
    """Return the words of each part of what is said, but the first."""
    return [words_in(part) for part in _SAID_APART.split(text)[1:]]


def is_name_in_doubt(name: str) -> bool:
    """Return whether a name has a question mark behind it, or a word that says that something is no fact.

    Examples
    --------
    >>> [is_name_in_doubt(name) for name in ("Acme (alleged)", "Ann Lee?", "Acme (dissolved)", "Yahoo (US)")]
    [True, True, False, False]
    """
    if name[-1:] not in ")]}?" or len(name) > _LONGEST:
        return False
    if "?" in name and _DOUBTED.search(name):
        return True
    beside = _beside(name)
    return beside is not None and _is_no_fact(beside["said"])


@lru_cache(1_000)
def _is_no_fact(said: str) -> bool:
    """Return whether words beside a name, such as those of many a table, say that something is no fact."""
    return _said(said, "status") in {*_NO_FACT} - {"ahead"}  # ETA is also a name


def loses_signs(words: str) -> bool:
    """Return whether the name of a type is not all of its words, such as brackets."""
    return type_name(words) != "-".join(words.casefold().split())


def may_be_no_fact(type_: str) -> bool:
    """Return whether the words of a type may say that it is not so, no longer so or only planned.

    The words of a type that there is, do not.

    Examples
    --------
    >>> may_be_no_fact("hat nicht bezahlt"), may_be_no_fact("ex-consejera"), may_be_no_fact("not")
    (True, True, False)
    >>> may_be_no_fact("Interim CEO 2001-2003"), may_be_no_fact("CEO 2001")
    (True, False)
    """
    name = type_name(type_)
    usual = next((each for each in _OF_TYPES["ordinary"] if f"{name}-".startswith(f"{each}-")), "")
    words = name[len(usual) :].split("-")
    if _OF_TIME.search(type_):
        return not named_by(type_, vocabulary())
    if not usual and (_only_doubts(name) or any(f"-{each}-" in f"-{name}" for each in _OF_TYPES["to-come"])):
        return not named_by(type_, vocabulary())
    if name.startswith(_UNSPACED):
        return not named_by(type_, vocabulary())
    told = words[0] in _OF_TYPES["first"] or words[-1] in _OF_TYPES["last"] or words[-1] in _OF_TYPES["not"]
    told = told or not _OF_TYPES["inner"].isdisjoint(words[:-1])
    told = told or name.startswith(_UNMET)
    return told and len(words) > 1 and not named_by(type_, vocabulary())


def _answers_otherwise(text: str, *, stands: bool) -> bool:
    """Return whether what answers neither yes nor no says that it is not so: a day of an end, or "former"."""
    if not stands:
        return _DAY_OF_END.search(text) is not None
    words, status = words_in(text) or [""], _named(text)
    return status in (*_NO_FACT, "over") or words[0] in _SPEAKS["opposite"] & _NOT or text in ASKED["open"]


def _only_doubts(name: str) -> bool:
    """Return whether the name of a type is no more than a word of what is planned, called off or claimed."""
    return name in _OF_TYPES["claims"] or _STATUSES.get(name.replace("-", " ")) in (
        "planned",
        "ahead",
        "called-off",
        "claimed",
    )


@lru_cache(maxsize=_MOST_KEPT)
def leaves_open(words: str, name: str = "status") -> bool:
    """Return whether what an attribute says may mean that it is over, so that nobody attests it.

    Examples
    --------
    >>> leaves_open("delisted 2021-05-04"), leaves_open("Active"), leaves_open("no", "denied")
    (True, False, False)
    >>> leaves_open("no", "Verified"), leaves_open("yes", "Verified")
    (True, False)
    """
    if is_of_truth(name) or is_of_case(name) or tells_outcome(name):
        return only_claimed(words, name)
    what, text = asked_by(name), unicodedata.normalize("NFC", words.strip(" .!").casefold())
    if what == "status" and says_other(name) and not says_status(words):
        return not _may_name_other(words)
    if asks_for_doubt(what):
        return not says_nothing(words, "denied")
    if what in (_STAND | OVER):
        against = UNTRUTHS if what in _STAND else TRUTHS
        return words.strip().casefold() in against or _answers_otherwise(text, stands=what in _STAND)
    stands = what == "status" and text in _STAND
    return not stands and not says_nothing(words, name)


@lru_cache(maxsize=_MOST_KEPT)
def doubts(words: str, name: str) -> bool:
    """Return whether what stands under a heading of truth or of a case may say that it is no fact.

    Examples
    --------
    >>> doubts("low", "Confidence"), doubts("denied", "case status"), doubts("verified", "Fact check")
    (True, True, False)
    """
    text = searchable(words).strip(" .!")
    if tells_outcome(name):
        said = words_in(text) if len(text) <= _LONGEST_REMARK else []
        if _BEGINNINGS.isdisjoint(said[:1]) and _DENYING.isdisjoint(said):
            return _remarks().say_not_so(words)
        is_known = says_status(words, no_fact=True) or text in ASKED["unsure"] or text in ASKED["refusals"]
        return is_known or _remarks().say_not_so(words)
    if not is_of_truth(name) and not is_of_case(name):
        return False
    if is_of_case(name) and not text.strip("0123456789-./: "):
        return False  # the day or the code of a status
    return not (text in _SURE or says_nothing(words) or only_claimed(words, name))


def says_status(words: str, *, no_fact: bool = False) -> bool:
    """Return whether words are those of a status that is known; or of one that is ``no_fact``, or is over."""
    text = unicodedata.normalize("NFC", words.strip(" .!").casefold())
    status = "over" if says_over(words) else _named(text)
    if not no_fact:
        return status not in (None, *_OF_GIVEN)
    is_other = status == "over" and text not in OVER and text.split()[0] in _OF_TYPES["before-others"]
    return status in (*_NO_FACT, "over") and not is_other


@lru_cache(maxsize=_MOST_KEPT)
def says_no_fact(words: str, name: str) -> bool:
    """Return whether a whole text says that something is no fact, or over, though its heading asks for none.

    What was turned down may be the answer to something else, and a visa or a tax is that of a person.

    Examples
    --------
    >>> [says_no_fact(words, "flag") for words in ("denied", "Alleged.", "denied by Bolt", "false", "no")]
    [True, True, True, False, False]
    >>> says_no_fact("denied", "visa status"), says_no_fact("abgelehnt", "Vorstand")
    (False, False)
    """
    text = searchable(words[: _LONGEST_REMARK + 1]).strip(" .!")
    said = words_in(text) if len(text) <= _LONGEST_REMARK else []
    if text in ASKED["unless-asked"] or (_BEGINNINGS.isdisjoint(said[:1]) and _DENYING.isdisjoint(said)):
        return False
    if not ASKED["of-person"].isdisjoint(heading_words(name)) or _said(words, "status") == "turned-down":
        return False
    return says_status(words, no_fact=True) or text in ASKED["unsure"]


def _may_name_other(words: str) -> bool:
    """Return whether an unknown word in a column such as ``Estado`` may name something else: a place, a day.

    Examples
    --------
    >>> [_may_name_other(words) for words in ("Nuevo Le\u00f3n", "no probado", "Devuelto", "2021-05-04")]
    [True, False, False, True]
    """
    told = words.split() or [""]
    return any(map(str.isdigit, words)) or not (
        told[-1].islower() or searchable(words).strip(" .!") in ASKED["unsure"]
    )


@lru_cache(maxsize=_MOST_KEPT)
def says_over(words: str, name: str = "status", type_: str = "") -> bool:
    """Return whether what an attribute says is that it is over, whenever it ended.

    What is over may be something else, if words behind name it and are none of ``type_``. What is set aside
    is over if an authority lays it down or gives it, a sanction or a licence, and no more than a day is told.

    Examples
    --------
    >>> says_over("delisted 2021-05-04"), says_over("Ended."), says_over("active")
    (True, True, False)
    >>> says_over("expired, renewed"), says_over("terminated in error"), says_over("expired, not renewed")
    (False, False, True)
    >>> says_over("no", "is_current"), says_over("yes", "former"), says_over("no", "verified")
    (True, True, False)
    >>> [says_over("suspended", type_=type_) for type_ in ("licensed", "sanctioned", "director-of", "paid")]
    [True, True, False, False]
    >>> [says_over(f"suspended {behind}", type_="licensed") for behind in ("on 1 May 2021", "until 2021")]
    [True, False]
    """
    text = unicodedata.normalize("NFC", words.strip(" .!\"'[]\n\t").casefold())
    first = [text, *(text[: mark.start()] for mark in [*re.finditer(r"[\s,;(]", text)][::-1])]
    words = next((each for each in first if each in _STATUSES), first[-1])
    if (what := asked_by(name)) == "status":
        behind = text[len(words) :]
        if words in SET_ASIDE:
            return is_laid_down(type_) and is_past_day(behind)
        if words not in OVER:
            return False
        is_other = _is_of_other(words, behind) and not _are_of_type(behind, type_)
        return not (is_other or goes_on_again(behind))
    return words in UNTRUTHS if what in GO_ON else what in OVER and words in TRUTHS


def is_laid_down(type_: str) -> bool:
    """Return whether an authority gives or lays down what a type tells, so that it may set it aside."""
    return _gives(type_) or kind_named(type_) == "state"


def is_past_day(behind: str) -> bool:
    """Return whether nothing stands behind a word but the day on which, or since which, it was so.

    Examples
    --------
    >>> [is_past_day(behind) for behind in ("", " (2021)", " since May 2021", " until 2021", " for Bolt")]
    [True, True, True, False, False]
    """
    text = behind.strip(" ,:;()[].")
    rests = (text.removeprefix(f"{word} ") for word, side in BEFORE.items() if side != "until")
    days = (read_column([rest], "day first")[0] for rest in dict.fromkeys(rests))
    return not text or any(day and day <= date.today().isoformat()[: len(day)] for day in days)


def _is_of_other(first: str, behind: str) -> bool:
    """Return whether what stands behind a word that says that it is over makes it one of something else.

    Examples
    --------
    >>> [_is_of_other(*each) for each in (("over", " 5 years"), ("past", " due"), ("expired", " licence"))]
    [True, True, True]
    >>> [_is_of_other(*each) for each in (("over", " since 2019"), ("former", " (2019)"), ("ended", " 2019"))]
    [False, False, False]
    """
    if not (follows := words_in(behind)) or not behind.startswith(" ") or not behind[1].isalnum():
        return False
    if follows[0].isdigit():
        return first in _SPEAKS["before-numbers"]
    how = _SPEAKS["how"] | ASKED["by"] | OVER | _NOT
    if not how.isdisjoint((follows[0], " ".join(follows[:2]))) or follows[0].endswith(_OF_MANNER):
        return False
    return read_column([behind.strip()]) == [None]


def _are_of_type(words: str, type_: str) -> bool:
    """Return whether words name a relation type: ``director of Acme`` and ``employee``."""
    return type_.split("-")[0] in words_in(words) or named_by(words.strip(), vocabulary()) == type_


def goes_on_again(words: str) -> bool:
    """Return whether what stands behind words that say that it is over says that it may not be.

    Examples
    --------
    >>> [goes_on_again(words) for words in (", relisted", ", on parole", " and dissolved", ", not renewed")]
    [True, True, False, False]
    """
    if _says_one_of(_SPEAKS["again"], f",{words}") or _says_one_of(_NOT_OVER, words):
        return True
    if not _PLANNING.isdisjoint(words_in(words)):
        return True  # "aufgehoben geplant": it goes on until then
    return not all(map(_only_ends, _PARTS.split(words.strip(" ()"))[1:]))


def _only_ends(part: str) -> bool:
    """Return whether a further part of what is over tells no more than an end, its day or no other start."""
    said = {*words_in(part)}
    return any(map(str.isdigit, part)) or not said.isdisjoint(OVER | _NOT) or not said


def says_nothing(words: str, name: str = "status") -> bool:
    """Return whether the value of an attribute that may say a status plainly says none.

    A word for nothing names nobody who denies it. A status that is unknown is one that may be over.

    Examples
    --------
    >>> [says_nothing(*each) for each in (("no", "denied"), ("?", "denied by"), ("not denied", "denied by"))]
    [True, True, True]
    >>> says_nothing("NaN"), says_nothing("unknown")
    (True, False)
    """
    text, words = words.strip(), words.strip().casefold()
    if asked_by(name) == "status":
        return text in NO_CELL or words == "actual"
    said = {*re.findall(r"\w+", words)}
    return (
        words in ("actual", *UNTRUTHS)
        or is_absent(text)
        or not (_NOT.isdisjoint(said) or _DENIED.isdisjoint(said))
    )


def denied_first(statuses: Iterable[str | None]) -> str | None:
    """Return the status of a relation of which several words say one: what is denied too is not planned."""
    return min(filter(None, statuses), default=None)


class Said(NamedTuple):
    """What an attribute says of the status of a relation; ``told`` is how it is reported.

    It may say that it is over, that it is a claim, or something that is not clear; what is only ``doubted``
    is reported and changes nothing. The day of an end may be told too.
    """

    words: str
    told: str
    status: str | None
    is_unclear: bool
    is_over: bool
    is_claim: bool
    is_doubted: bool
    is_dated: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether it may say that it is no fact, or over, in words that are not known."""
        is_known = self.is_over or self.is_claim or self.is_dated
        return self.is_doubted or (self.is_unclear and not is_known)


def said_in(words: str, name: str, type_: str, when: Callable[[], str]) -> Said:
    """Return what an attribute says of the status of a relation of a type, with a date.

    Examples
    --------
    >>> said_in("alleged", "Status", "paid", str).is_claim, said_in("no", "verified", "paid", str).is_unknown
    (True, True)
    """
    status = status_of(words, name, type_)
    if status == "planned":
        status = status_of(words, name, type_, when())
    told = words if name.casefold() == "status" else f"{name}: {words}"
    is_unclear = not status and leaves_open(words, name)
    is_over, is_claim = is_unclear and says_over(words, name, type_), claims(words, name)
    return Said(words, told, status, is_unclear, is_over, is_claim, not status and doubts(words, name))


def only_alleged(said: Iterable[Said]) -> bool:
    """Return whether attributes of a relation say that it, or its plan, is a claim, and none denies it."""
    said = [*said]
    return any(each.is_claim for each in said) and all(each.status != "denied" for each in said)


def tell_said(said: Iterable[Said], reading: Reading, *, is_told: bool, status: str | None) -> None:
    """Report what attributes of a relation of a status claim or leave open.

    A source of the claim may be one that ``is_told``. What a type or another attribute denies is no claim.
    """
    said = [*said]
    otherwise = "the relation is denied" if status == "denied" else ALLEGED
    for each in said:
        if each.is_claim:
            instead = f"in the note; {CLAIMED if is_told else otherwise}"
            reading.leave_out(CLAIMED_STATUS, "relation", instead=instead, text=each.told)
    if unknown := [each.told for each in said if each.is_unknown]:
        reading.leave_out(LISTED, "relation", instead="in the note", text="; ".join(unknown))


def may_say_status(name: str) -> bool:
    """Return whether an attribute of this name may say that a relation is not a fact."""
    asked = asked_by(name)
    return (
        asked in (*_HEADINGS, *_STAND, *OVER, "status")
        or asks_for_doubt(asked)
        or is_of_case(name)
        or tells_outcome(name)
    )
