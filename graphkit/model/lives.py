"""The life of an actor: from when until when it can take part in anything, by its attributes."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from graphkit.model.attribute_names import days_of, folded_name, listed_meaning
from graphkit.temporal.bounds import UNBOUNDED, Bounds
from graphkit.temporal.calendar import FUTURE, PAST

Life = Bounds
"""The days on one of which a life begins, and on one of which it ends; infinite where nobody says."""

_BEGINS, _ENDS = ("from", "born", "founded"), ("until", "died", "dissolved")
_SIDES = frozenset((*_BEGINS, *_ENDS))


def life_of(attributes: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Life | None:
    """Return the life that attributes give: ``from`` and ``until``, ``born`` and ``died``, ``founded``
    and ``dissolved``, and other names of the same meaning.

    Of several dates the outermost days count. None if there is no date that both sides allow.
    """
    told = {name: value for name, value in dict(attributes).items() if _meaning(name) in _SIDES}
    if not told:  # as of most
        return None
    life = _told(told)
    bounds_nothing = life.earliest_start == PAST and life.latest_end == FUTURE
    return None if bounds_nothing or life.earliest_start > life.latest_end else life.normalised()


def ends_before_it_begins(attributes: Iterable[tuple[str, Any]]) -> Life | None:
    """Return the life that attributes give if its last day is before its first; else None."""
    life = _told(attributes)
    return life if life.earliest_start > life.latest_end else None


def _told(attributes: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Life:
    """Return the days that attributes give of the two sides of a life, whether or not they agree."""
    starts: list[Bounds] = []
    ends: list[Bounds] = []
    for name, value in dict(attributes).items():
        meaning = _meaning(name)
        if meaning in _BEGINS:
            starts += _dates(value)
        elif meaning in _ENDS:
            ends += _dates(value)
    return Bounds(
        min((each.earliest_start for each in starts), default=PAST),
        max((each.latest_start for each in starts), default=PAST),
        min((each.earliest_end for each in ends), default=FUTURE),
        max((each.latest_end for each in ends), default=FUTURE),
    )


@lru_cache
def _meaning(name: str) -> str | None:
    return folded_name(name) if name.casefold() in ("from", "until") else listed_meaning(name)


def _dates(value: str | float) -> list[Bounds]:
    """Return each of several dates, parted by semicolons; no bounds for what is no date."""
    whole = isinstance(value, float) and value.is_integer()
    texts = str(int(value) if whole else value).split(";")
    return [days_of(each) or UNBOUNDED for each in texts if each.strip()]


def lives_of(actors: Mapping[str, Mapping[str, Any]]) -> dict[str, Life]:
    """Return the life of each actor that has one, by id."""
    found = {id: life_of(fields["attributes"]) for id, fields in actors.items() if "attributes" in fields}
    return {id: life for id, life in found.items() if life is not None}


def common_life(one: Life | None, other: Life | None) -> Life | None:
    """Return the days on which two lives both last; None if neither bounds anything."""
    if one is None or other is None:
        return one or other
    return Bounds(*map(max, one[:2], other[:2]), *map(min, one[2:], other[2:]))
