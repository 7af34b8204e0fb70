"""Decides what identifies an actor of another program's file: names, Wikidata items, attributes.

Only this module says who an actor of a foreign file is. What it finds decides whether the actor may be joined
with one of the same name; see :mod:`graphkit.editing.merge_datasets`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.model.entities import Kind

KIND_ASSUMED: Kind = "organisation"
"""The kind of an actor of which a file gives none."""

_WIKIDATA_NAMES = {
    "wikidata", "wikidataid", "wikidataqid", "wikidataitem", "wikidatauri", "wikidataurl", "qid",
}  # fmt: skip
_WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)")
_DISTINGUISHING = re.compile(
    "born|birth.*|.*dateofbirth|placeofbirth|yearofbirth|dob|yob|died|death.*|.*dateofdeath|dod|age|sex|gender"
    "|.*nationality|.*citizenship|.*country|countrycode|jurisdiction|nation|passport.*"
    "|.*(registration|company|tax|vat|passport|national|identity)(number|no|nr|id|code)|regno|regnumber|idnumber"
    "|tin|vat|inn|inncode|ogrn|lei|leicode|isin|ssn|socialsecurity.*|duns.*|cik|imo|mmsi"
    "|viaf.*|orcid.*|isni.*|gnd.*|imdb.*|opencorporates.*|crunchbase.*|email.*|mail|phone.*|telephone|mobile"
    "|website|homepage|wikipedia.*|address|residence"
)
"""Names, folded, of attributes that tell apart people or companies of the same name."""
_DISTINGUISHING_TYPES = ("identifier", "country", "email", "phone", "iban", "gender", "address")
_DISTINGUISHING_PROPERTIES = (
    "birthDate", "deathDate", "incorporationDate", "dissolutionDate", "birthPlace", "website",
    "wikipediaUrl", "opencorporatesUrl",
)  # fmt: skip
"""The same among FollowTheMoney's properties, by type and by name."""


def is_name(id: str) -> bool:
    """Return whether an id that replaces a missing name is a name itself: it has several words."""
    return len(re.findall(r"[^\W\d_]+", id)) > 1 and " " in id.strip()


def is_wikidata(name: str) -> bool:
    """Return whether an attribute of this name holds a Wikidata item."""
    return _folded(name) in _WIKIDATA_NAMES


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def wikidata_items(actors: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the Wikidata item of each actor, by id.

    Empty unless exactly one attribute gives items, all its values are items and none comes twice.
    """
    values = [
        (id, name, str(value).strip())
        for id, attributes in actors.items()
        for name, value in attributes.items()
        if is_wikidata(name) and str(value).strip()
    ]
    items = {id: item[1] for id, _, value in values if (item := _WIKIDATA.fullmatch(value))}
    clear = len({name for _, name, _ in values}) == 1 and len(values) == len({*items.values()})
    return items if clear and not any("ids" in actors[id] for id in items) else {}


def distinguishing(attributes: Mapping[str, Any], *, has_item: bool) -> Iterable[tuple[str, Any]]:
    """Yield the attributes that distinguish an actor from others and that graphkit does not keep."""
    for name, value in attributes.items():
        unkept = not has_item and is_wikidata(name)
        if str(value).strip() and (unkept or _DISTINGUISHING.fullmatch(_folded(name))):
            yield name, value


def distinguishing_properties(proxy: Any, kept: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield the properties of a FollowTheMoney entity that distinguish it from others."""
    kept = set(kept)
    for property, value in proxy.itervalues():
        if value not in kept and (
            property.type.name in _DISTINGUISHING_TYPES or property.name in _DISTINGUISHING_PROPERTIES
        ):
            yield property.name, value
