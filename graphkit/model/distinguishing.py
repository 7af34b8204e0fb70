"""Tells apart actors of one name: by codes, identifiers, and attributes such as born or country."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from textwrap import shorten
from typing import Any, NamedTuple, Protocol, TypeVar

from graphkit.errors import DateError
from graphkit.model.attribute_names import (
    FIRST_SEEN,
    LAST_SEEN,
    MERGED_IDS,
    OUTSIDE_ID,
    folded_name,
    meaning_of,
    names_one,
)
from graphkit.model.attribute_values import (
    DATES_OF_LIFE,
    NAMES_BESIDE,
    most_exact,
    says_nothing,
    values_agree,
    what_is_told,
)
from graphkit.model.folding import folded
from graphkit.model.identifiers import comparable
from graphkit.model.kinds import UNKNOWN
from graphkit.temporal import edtf

_ONE_EACH = ("wikidata", "lei", "imo", "orcid")
"""Authorities that give one thing one id."""
_PARTS_OF_NAMES = (*NAMES_BESIDE, "namesuffix", "initials")
_CHANGES = ("legalform", "seat", "headquarters", "city", "state", "postcode", "ticker", "domain")
"""What one has after another, and what is written in many ways."""
_KEEPS_NOBODY_APART = (*_CHANGES, "website")
"""What is told where it differs, but decides nothing."""
_MAY_BE_UNTOLD = (*_PARTS_OF_NAMES, "salutation", *_CHANGES)
"""What needs not be compared: a name is whole without."""
_SAYS_LITTLE = (
    "gender", "age", "country", "nationality", "jurisdiction", "maincountry", "birthcountry", "birthplace",
    "residence", "givenname", *_MAY_BE_UNTOLD,
)  # fmt: skip
"""What very many share."""
_MANY_EACH = ("passport", "isin")
"""How the numbers begin of which one person, or company, may have several."""
MOST_COMPARED = 100
"""How many actors of one name are compared, and how many values of one attribute of an actor are kept."""
_CODE = re.compile(r"Code (.+)\.")
"""The description of an actor of an event table; its code distinguishes it from others of its name."""

_OF_PERSONS = (
    "born", "died", "birthplace", "nationality", "gender", "passport", "nationalid", "codicefiscale", "ssn",
    "bsn", "cpr", *_PARTS_OF_NAMES,
)  # fmt: skip
"""What only people have."""
_OF_BODIES = re.compile(
    "founded|dissolved|lei|siren|siret|handelsregister|kvk|registrationnumber|orgnr"
    "|vat|ogrn|uscc|isin|permid|swift|(company|registration|vat|enterprise)(number|no|nr|id|code)"
    "|a[bcr]n|arbn|bce|brn|bulstat|bvd|cik|cin|crn|cui|cvr|duns.*|eik|ein|enterprise|kbo|krs|llpin|nzbn|rcs|rea|regon"
    "|uen|opencorporates.*|companieshouse.*|gleif.*|icij|cusip|figi|ric|sedol|wkn"
)
"""What only companies and other bodies have, and do not change."""
_OF_REGISTERS = re.compile("registration(number|no|nr|id|code)")
_SAYS_BODY = re.compile("company|trade|commerc|business|enterprise|corporate|firm|organi[sz]ation")

V = TypeVar("V")
Pairs = tuple[tuple[str, str | int | float], ...]


class Known(Protocol):
    """What is known of an actor: a row of a dataset, or its :class:`Facts`."""

    @property
    def ids(self) -> tuple[tuple[str, str], ...]:
        """Its identifiers."""

    @property
    def attributes(self) -> Pairs:
        """Its attributes."""

    @property
    def description(self) -> str | None:
        """What it is, in words, or its code."""


class Facts(NamedTuple):
    """What tells an actor from others of its name, and no more."""

    ids: tuple[tuple[str, str], ...] = ()
    attributes: Pairs = ()
    description: str | None = None


def facts_of(fields: Mapping[str, Any]) -> Facts:
    """Return what of an actor tells it from others of its name; fields of a graph, or of a row of a file."""
    ids, attributes = (dict(fields.get(name, ())).items() for name in ("ids", "attributes"))
    return Facts(tuple(ids), telling(attributes), fields.get("description"))


def telling(attributes: Iterable[tuple[str, V]]) -> tuple[tuple[str, V], ...]:
    """Return those attributes that tell an actor from others of its name."""
    return tuple(pair for pair in attributes if pair[0] == OUTSIDE_ID or distinguishes(pair[0]))


_MOST_TOLD = 2
"""How many attributes are told of each actor whom a name may mean."""
_LONGEST_TOLD = 60


def told_apart_by(attributes: Iterable[tuple[str, Any]], description: str | None) -> str:
    """Return in words what tells an actor from others of its name; blank if nothing is known of it.

    Examples
    --------
    >>> told_apart_by([("born", "1961"), ("height", 2)], "Mayor of Hof")
    'born 1961, Mayor of Hof'
    """
    facts = (f"{name} {_in_words(name, value)}" for name, value in attributes if distinguishes(name))
    described = " ".join((description or "").split())
    if len(described) > _LONGEST_TOLD:
        described = shorten(described, _LONGEST_TOLD, placeholder=" ...")
    return ", ".join(filter(None, [*islice(facts, _MOST_TOLD), described]))


def _in_words(name: str, value: Any) -> Any:
    """Return a value, a date in words: "2 March 1961"."""
    try:
        return edtf.parse(str(value)).words if meaning_of(name) in DATES_OF_LIFE else value
    except DateError:
        return value


def distinguishes(name: str) -> bool:
    """Return whether an attribute of this name tells apart actors of the same name."""
    return meaning_of(name) is not None


def has_to_be_compared(name: str) -> bool:
    """Return whether an actor with an attribute of this name may be another than one of its name without.

    Examples
    --------
    >>> has_to_be_compared("born"), has_to_be_compared("middle name")
    (True, False)
    """
    return meaning_of(name) not in (None, *_MAY_BE_UNTOLD)


def changes(name: str) -> bool:
    """Return whether somebody may have one value of an attribute of this name after another.

    Examples
    --------
    >>> changes("city"), changes("legal form"), changes("born")
    (True, True, False)
    """
    return meaning_of(name) in _CHANGES


def tells_who(name: str) -> bool:
    """Return whether an attribute of this name tells apart actors of one name, and few share its value."""
    return meaning_of(name) not in (None, *_SAYS_LITTLE)


def of_person(name: str) -> str:
    """Return what an attribute of this name says that only people have; blank if it says nothing of the kind.

    Examples
    --------
    >>> of_person("Date of birth"), of_person("passport no"), of_person("country")
    ('born', 'passport', '')
    """
    meaning = meaning_of(name)
    return meaning if meaning in _OF_PERSONS else ""


def of_body(name: str) -> str:
    """Return what an attribute of this name says that only bodies have, and do not change; else blank.

    Examples
    --------
    >>> of_body("LEI"), of_body("Company no."), of_body("born"), of_body("country")
    ('lei', 'companyno', '', '')
    """
    meaning = meaning_of(name) or ""
    return meaning if _OF_BODIES.fullmatch(meaning) else ""


def of_any_register(name: str) -> bool:
    """Return whether an attribute of this name is a number of a register that may be one of people.

    Examples
    --------
    >>> [of_any_register(name) for name in ("Registration no.", "Company registration no.", "LEI")]
    [True, False, False]
    """
    is_number = _OF_REGISTERS.fullmatch(meaning_of(name) or "")
    return bool(is_number and not _SAYS_BODY.search(folded_name(name)))


def only_one_is_right(name: str, ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return whether values of an attribute differ of which each has only one: a date of birth, an LEI."""
    meaning = meaning_of(name)
    return meaning in (*DATES_OF_LIFE, *_ONE_EACH) and not values_agree(
        str(meaning), "; ".join(ours), "; ".join(theirs)
    )


def only_one_is_a_person(*kinds: str) -> bool:
    """Return whether, of two kinds, one is that of a person; nobody knows what one without a kind is."""
    known = {*kinds} - {"", UNKNOWN}
    return "person" in known and len(known) == 2


def namesakes_differ(here: Known, there: Known) -> str:
    """Return in words the first code, identifier or attribute in which two of one name differ; or nothing."""
    if codes_differ(here, there):
        return f"has the code {code_of(here)} here and {code_of(there)} there"
    return facts_differ(here, there)


def code_of(actor: Known) -> str:
    """Return the code that an actor of an event table has; empty if it has none."""
    match = _CODE.fullmatch(actor.description or "")
    return match[1] if match else ""


def codes_differ(here: Known, there: Known) -> bool:
    """Return whether two actors have codes, and not the same."""
    ours, theirs = code_of(here), code_of(there)
    return "" not in (ours, theirs) and ours != theirs


def outside_id_of(actor: Known) -> str | int | float:
    """Return the id, or ids, that an actor has in other programs' files; empty if it has none."""
    return dict(actor.attributes).get(OUTSIDE_ID, "")


def outside_ids_differ(here: Known, there: Known) -> str:
    """Return in words the ids that two actors have in other programs' files; empty unless they differ."""
    ours, theirs = str(outside_id_of(here)), str(outside_id_of(there))
    apart = ours and theirs and {*ours.split("; ")}.isdisjoint(theirs.split("; "))
    return f"has the id {ours} here and {theirs} there" if apart else ""


def facts_differ(here: Known, there: Known) -> str:
    """Return in words the first identifier or attribute in which two actors differ; empty if they agree."""
    return ids_differ(here, there) or attributes_differ(here, there)


def attributes_differ(here: Known, there: Known) -> str:
    """Return in words the first attribute that keeps two actors apart; empty if none does.

    What changes in a life, such as a seat or a legal form, keeps nobody apart. A date differs if no day is
    in both: ``1961`` and ``2 March 1961`` do not. Of several values, parted by semicolons, one that both have
    is enough; a year beside a day of it says no more than the day. A gender may be its first letter alone.
    """
    return _first_unlike(here, there, lambda meaning: meaning not in ("age", *_KEEPS_NOBODY_APART))


def changes_differ(here: Known, there: Known) -> str:
    """Return in words the first attribute that changes in a life in which two actors differ, if any."""
    return _first_unlike(here, there, lambda meaning: meaning in _KEEPS_NOBODY_APART)


def changes_agree(here: Known, there: Known) -> bool:
    """Return whether two actors share what changes in a life: it picks one of several firms of a name."""
    return any(
        meaning in _KEEPS_NOBODY_APART and values_agree(meaning, ours, theirs)
        for meaning, (_, ours), (_, theirs) in _shared(here, there)
    )


def _first_unlike(here: Known, there: Known, is_asked: Callable[[str], bool]) -> str:
    for meaning, (name, ours), (_, theirs) in _shared(here, there):
        if is_asked(meaning) and not values_agree(meaning, ours, theirs):
            return f"{name} is {ours} here and {theirs} there"
    return ""


def attribute_shared(here: Known, there: Known) -> str:
    """Return in words a distinguishing attribute that two actors share and few others do; else nothing."""
    for meaning, (_, ours), (name, theirs) in _shared(here, there):
        if meaning not in _SAYS_LITTLE and values_agree(meaning, ours, theirs):
            return f"{name} {theirs}"
    return ""


def attributes_agree(here: Known, there: Known) -> bool:
    """Return whether two actors share a distinguishing attribute that few others share."""
    return attribute_shared(here, there) != ""


def ids_differ(here: Known, there: Known) -> str:
    """Return in words the first identifier in which two actors differ; empty if they agree."""
    if not here.ids or not there.ids:
        return ""
    ours, theirs = (dict(comparable(*each) for each in actor.ids) for actor in (here, there))
    differ = sorted(name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name])
    return f"{differ[0]} is {ours[differ[0]]} here and {theirs[differ[0]]} there" if differ else ""


def contradiction(here: Known, there: Known) -> tuple[str, str, str] | None:
    """Return what shows that two actors cannot be one: a name, and the value of each; None if nothing does.

    It is what everybody has only one of: an identifier of a scheme, a date of birth, a number of a register.
    Countries, addresses and passports may be several.
    """
    ours, theirs = dict(here.ids), dict(there.ids)
    for name in sorted(ours.keys() & theirs.keys()):
        if comparable(name, ours[name]) != comparable(name, theirs[name]):
            return name, ours[name], theirs[name]
    for meaning, (_, one), (name, other) in _shared(here, there):
        single = meaning in (*DATES_OF_LIFE, "gender") or names_one(meaning)
        if single and not meaning.startswith(_MANY_EACH) and not values_agree(meaning, one, other):
            return name, one, other
    return None


def both_values(name: str, ours: str | float, theirs: str | float) -> str | float:
    """Return what two values of an attribute say: the more exact of two dates, else all that are values.

    Examples
    --------
    >>> both_values("gender", "male", "unknown"), both_values("country", "NA", "ZA")
    ('male', 'NA; ZA')
    """
    if ours == theirs:
        return ours
    meaning = meaning_of(name)
    texts = [text.strip() for value in (ours, theirs) for text in str(value).split(";")]
    known = [text for text in texts if not says_nothing(meaning, text, in_any_case=True)] if meaning else []
    several = {folded(text): text for text in reversed(known or texts)}
    values = list(reversed(several.values()))
    told = "; ".join(most_exact(values) if meaning in DATES_OF_LIFE else values)
    return next((value for value in (ours, theirs) if folded(str(value)) == folded(told)), told)


_ISO_TIME = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?:[T ].*)?")


def value_of_entry(name: str, ours: str | float, theirs: str | float) -> str | float | None:
    """Return what two versions of a list say of an entry rather than of its actor; None of other attributes.

    Examples
    --------
    >>> value_of_entry("first_seen", "2022-03-01", "2023"), value_of_entry("born", "1961", "1962")
    ('2022-03-01', None)
    """
    if name == MERGED_IDS:
        return both_values(name, ours, theirs)
    days = sorted((ours, theirs), key=str)
    if not all(_ISO_TIME.fullmatch(str(day)) for day in days):
        return None
    return days[0] if name in FIRST_SEEN else days[1] if name in LAST_SEEN else None


def are_dates_of_one(name: str, ours: object, theirs: object) -> bool:
    """Return whether values of an attribute are dates that share a day: of them the more exact says all."""
    meaning = meaning_of(name)
    return meaning in DATES_OF_LIFE and values_agree(str(meaning), str(ours), str(theirs))


def _shared(here: Known, there: Known) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
    ours, theirs = _by_meaning(here.ids, here.attributes), _by_meaning(there.ids, there.attributes)
    for meaning in sorted(ours.keys() & theirs.keys()):
        yield meaning, ours[meaning], theirs[meaning]


@lru_cache(10_000)
def _by_meaning(ids: tuple[tuple[str, str], ...], attributes: Pairs) -> dict[str, tuple[str, str]]:
    """Return what identifiers and attributes say: by meaning, the first name and all values."""
    by_meaning: dict[str, tuple[str, str]] = {}
    for name, value in (*ids, *attributes):
        if listed := meaning_of(name):
            whole = isinstance(value, float) and value.is_integer()
            for text in str(int(value) if whole else value).split(";"):
                if meaning := what_is_told(listed, text):
                    first, texts = by_meaning.get(meaning, (name, ""))
                    by_meaning[meaning] = first, "; ".join(filter(None, (texts, text.strip())))
    return by_meaning
