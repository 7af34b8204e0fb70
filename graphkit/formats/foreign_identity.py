"""Decides what identifies an actor of another program's file: names, Wikidata items, attributes.

Only this module says who an actor of a foreign file is. What it finds decides whether the actor may be joined
with one of the same name; see :mod:`graphkit.editing.merge_datasets`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from graphkit.formats.status_headings import TRUTHS, UNTRUTHS
from graphkit.libraries import tables_beside
from graphkit.model.attribute_names import folded_name, meaning_of
from graphkit.model.distinguishing import has_to_be_compared
from graphkit.model.identifiers import WIKIDATA
from graphkit.model.kinds import UNKNOWN, Kind

KIND_ASSUMED: Kind = UNKNOWN
"""The kind of an actor of which a file gives none."""
UNNAMED_TYPE = "linked-to"
UNDIRECTED_TYPE = "linked-with"
"""The types of a relation of which a file names none, from one to the other and both ways."""

WORDS: Final[dict[str, Any]] = tables_beside(__file__)
"""What words of other programs' files mean."""
TURNED: Final = frozenset(WORDS["turned"])
"""The words of an attribute or a column ``direction`` of what goes from its target to its source."""
_WAYS: Final = {w: name != "both_ways" for name in ("one_way", "turned", "both_ways") for w in WORDS[name]}
DIRECTIONS: Final = {"directed": True, "undirected": False, "mutual": False}
"""Whether an edge has a direction, by the words of an attribute ``type``."""
SAY_DIRECTION: Final = ("direction", "directed", "undirected")
"""The attributes and columns that say whether an edge has a direction."""
_KINDS: dict[str, Kind] = {word: kind for kind, words in WORDS["kinds"].items() for word in words}
_KINDS |= {re.sub(r"\W", "", kind): kind for kind in get_args(Kind)}


def kind_of(text: str) -> Kind | None:
    """Return the kind that a word of a file means, in any case, singular or plural; None if it means none."""
    word = folded_name(text)
    return _KINDS.get(word) or _KINDS.get(word.removesuffix("s")) or _KINDS.get(re.sub("ies$", "y", word))


def has_direction(name: str, said: object) -> bool | None:
    """Return what an attribute or column that says the direction says of it; None if that is not known.

    Examples
    --------
    >>> has_direction("directed", "No"), has_direction("undirected", 0), has_direction("direction", "both")
    (False, True, False)
    """
    word = str(said).strip().casefold()
    if name == "direction":
        return _WAYS.get(word)
    if name == "directed" and word in DIRECTIONS:
        return DIRECTIONS[word]
    says = word in TRUTHS
    return says is (name == "directed") if says or word in UNTRUTHS else None


def is_name(id: str) -> bool:
    """Return whether an id that replaces a missing name is a name itself: it has several words."""
    return len(re.findall(r"[^\W\d_]+", id)) > 1 and " " in id.strip()


def is_wikidata(name: str) -> bool:
    """Return whether an attribute of this name holds a Wikidata item."""
    return meaning_of(name) == "wikidata"


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
    items = {id: item[1] for id, _, value in values if (item := WIKIDATA.fullmatch(value))}
    clear = len({name for _, name, _ in values}) == 1 and len(values) == len({*items.values()})
    return items if clear and not any("ids" in actors[id] for id in items) else {}


def distinguishing(attributes: Mapping[str, Any], *, has_item: bool) -> Iterable[tuple[str, Any]]:
    """Yield the attributes that have to be compared with those of an actor of the same name."""
    for name, value in attributes.items():
        kept = has_item and is_wikidata(name)
        if str(value).strip() and not kept and has_to_be_compared(name):
            yield name, value


def distinguishing_properties(proxy: Any, kept: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield the properties of a FollowTheMoney entity that have to be compared, in the same way."""
    kept = set(kept)
    for property, value in proxy.itervalues():
        if value not in kept and (
            property.type.name in WORDS["distinguishing"] or has_to_be_compared(property.name)
        ):
            yield property.name, value
