"""Tells of which country a body is whose name does not say so: each country has a Parliament.

An article may tell it beside the name, or where its report is from. Else the name may mean another country's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from graphkit.model.entities import Actor
from graphkit.model.folding import folded
from graphkit.model.kinds import Kind
from graphkit.reading.lexicon import Words, pattern, table, word_set
from graphkit.reading.mentions import Mention

_WORDS = Words("states")
_BODY = word_set("mentions", "body") | _WORDS.bodies
_KNOWN = _BODY | word_set("mentions", "of_body") | _WORDS.common
_COUNTRIES = {word: country for country, words in table("adjectives").items() for word in words.split()}
_COUNTRIES |= {folded(country): country for country in table("adjectives")}
_COUNTRIES |= {country: country.title() for country in word_set("mentions", "countries")}
_NAMED = {"COUNTRY": "|".join(sorted(map(re.escape, _COUNTRIES), key=len, reverse=True))}
_BESIDE = [pattern("states", name, **_NAMED) for name in ("before", "behind")]
_DATELINE, _OWN = (pattern("states", name, **_NAMED) for name in ("dateline", "own"))


def is_common(name: str, kind: Kind) -> bool:
    """Return whether other actors are likely to have a name: that of a body of any country, or a first name.

    Examples
    --------
    >>> is_common("Supreme Court", "government-body"), is_common("Parliament of Ghana", "government-body")
    (True, False)
    >>> is_common("Hamdan", "person"), is_common("Acme", "company")
    (True, False)
    """
    words = re.findall(r"[^\W\d_][\w-]*", folded(name))
    if kind == "person":
        return len(words) == 1
    return not _BODY.isdisjoint(words) and _KNOWN.issuperset(words)


def with_countries(
    paragraphs: Sequence[tuple[int, str]], mentions: Mapping[int, Sequence[Mention]], actors: Iterable[Actor]
) -> dict[int, list[Mention]]:
    """Return mentions in which a body of a country is named with it, where the article tells which.

    What is told of one holds of those behind it; where two countries have one each, only beside its name.
    A body without its country is no actor of the dataset for certain: a person says whether it is.
    """
    known = {folded(name): actor for actor in actors for name in (actor.name, *actor.aliases)}
    by_name: dict[str, set[str]] = {}
    told: dict[tuple[int, int], str | None] = {}
    for number, text in paragraphs:
        for each in mentions[number]:
            told[number, each.start] = _country(text, each)
            own = _OWN.fullmatch(each.text)  # "Parliament of Ghana"
            if country := _COUNTRIES[folded(own[2])] if own else told[number, each.start]:
                by_name.setdefault(folded(own[1] if own else each.text), set()).add(country)
    dateline = _DATELINE.match(paragraphs[0][1]) if paragraphs else None
    home = _COUNTRIES[folded(dateline[1])] if dateline else None
    heard: set[str] = set()

    def named(each: Mention, country: str | None) -> Mention:
        own = _OWN.fullmatch(each.text)
        heard.update([folded(own[1])] if own else [])
        if each.guessed or not (country or is_common(each.text, "government-body")):
            return each
        key = folded(each.text)
        countries = sorted(by_name.get(key, ()))
        if country is None and len(countries) == 1 and key in heard:
            country = countries[0]
        elif country is None and not countries:
            country = home
        heard.update([key] if country else [])
        if country is None:
            rivals = tuple(_full(each.text, one) for one in countries)
            return each._replace(name=each.text, actor=None, guessed=bool(rivals), rivals=rivals)
        name = _full(each.text, country)
        there = known.get(folded(name))
        return each._replace(name=there.name if there else name, actor=there.id if there else None)

    return {
        number: [named(each, told[number, each.start]) for each in mentions[number]] for number in mentions
    }


def _country(text: str, mention: Mention) -> str | None:
    """Return of which country a body is told to be beside its name."""
    if mention.guessed or not is_common(mention.text, "government-body"):
        return None
    beside = _BESIDE[0].search(text, 0, mention.start), _BESIDE[1].match(text, mention.end)
    return next((_COUNTRIES[folded(match[1])] for match in beside if match), None)


def _full(name: str, country: str) -> str:
    the = "the " if country in ("Netherlands", "Philippines", "United Arab Emirates", "United States") else ""
    return f"{name} of {the}{country}"
