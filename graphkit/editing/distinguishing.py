"""Compares what is known of two actors of one name: attributes such as born or country tell them apart."""

import re
import unicodedata
from collections.abc import Iterator

from graphkit.errors import DateError
from graphkit.model.entities import Actor
from graphkit.temporal import edtf

_MEANINGS = {
    name: meaning
    for meaning, names in {
        "born": "born birth birthdate birthday birthyear dateofbirth yearofbirth dob yob",
        "died": "died death deathdate deathyear dateofdeath yearofdeath dod",
        "country": "country countries countrycode nation",
        "nationality": "nationality nationalities citizenship citizenships",
        "gender": "gender sex",
        "email": "email emailaddress mail",
        "phone": "phone phonenumber telephone mobile",
        "website": "website homepage",
    }.items()
    for name in names.split()
}
_DISTINGUISHING = re.compile(
    "born|birth.*|.*dateofbirth|placeofbirth|yearofbirth|dob|yob|died|death.*|.*dateofdeath|yearofdeath|dod|age"
    "|sex|gender"
    "|.*nationalit(y|ies)|.*citizenships?|.*country|countries|countrycode|jurisdiction|nation|passport.*"
    "|.*(registration|company|tax|vat|passport|national|identity)(number|no|nr|id|code)|regno|regnumber|idnumber"
    "|tin|vat|inn|inncode|ogrn|lei|leicode|isin|ssn|socialsecurity.*|duns.*|cik|imo|mmsi"
    "|viaf.*|orcid.*|isni.*|gnd.*|imdb.*|opencorporates.*|crunchbase.*|email.*|mail|phone.*|telephone|mobile"
    "|website|homepage|wikipedia.*|address|residence"
)
"""Names, folded, of attributes that tell apart people or companies of the same name."""

_DATES = ("born", "died")
_SAYS_LITTLE = (
    "gender", "age", "country", "nationality", "jurisdiction", "maincountry", "birthcountry", "birthplace",
    "placeofbirth", "residence",
)  # fmt: skip
"""What very many share."""


def distinguishes(name: str) -> bool:
    """Return whether an attribute of this name tells apart actors of the same name."""
    return _DISTINGUISHING.fullmatch(folded_name(name)) is not None


def folded_name(name: str) -> str:
    """Return the name of an attribute as it is compared: its letters and digits, without case."""
    return re.sub(r"[\W_]+", "", name).casefold()


def attributes_differ(here: Actor, there: Actor) -> str:
    """Return in words the first distinguishing attribute in which two actors differ; empty if none does.

    A date differs if no day is in both: ``1961`` and ``1961-03-02`` do not. Of several values, parted by
    semicolons, one that both have is enough.
    """
    for meaning, (name, ours), (_, theirs) in _shared(here, there):
        if meaning != "age" and not _agree(meaning, ours, theirs):
            return f"{name} is {ours} here and {theirs} there"
    return ""


def attributes_agree(here: Actor, there: Actor) -> bool:
    """Return whether two actors share a distinguishing attribute that few others share."""
    return any(
        meaning not in _SAYS_LITTLE and _agree(meaning, ours, theirs)
        for meaning, (_, ours), (_, theirs) in _shared(here, there)
    )


def _shared(here: Actor, there: Actor) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
    """Yield the distinguishing attributes that both actors have: what it means, and its name and value."""
    ours, theirs = _by_meaning(here), _by_meaning(there)
    for meaning in sorted(ours.keys() & theirs.keys()):
        yield meaning, ours[meaning], theirs[meaning]


def _by_meaning(actor: Actor) -> dict[str, tuple[str, str]]:
    by_meaning: dict[str, tuple[str, str]] = {}
    for name, value in actor.attributes:
        if distinguishes(name):
            folded = folded_name(name)
            by_meaning.setdefault(_MEANINGS.get(folded, folded), (name, str(value)))
    return by_meaning


def _agree(meaning: str, ours: str, theirs: str) -> bool:
    one, other = _values(ours), _values(theirs)
    if one & other:
        return True
    return meaning in _DATES and any(_overlap(first, second) for first in one for second in other)


def _values(text: str) -> set[str]:
    return {" ".join(unicodedata.normalize("NFC", each).casefold().split()) for each in text.split(";")}


def _overlap(one: str, other: str) -> bool:
    """Return whether a day is in both of two dates; false if one is no date."""
    try:
        first, second = edtf.parse(one.upper()).bounds, edtf.parse(other.upper()).bounds
    except DateError:
        return False
    return first.earliest_start <= second.latest_end and second.earliest_start <= first.latest_end
