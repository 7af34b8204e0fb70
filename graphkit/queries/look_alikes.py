"""Finds actors whose names look alike, and sources that look like records of one document."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from graphkit.graph.multigraph import Graph
from graphkit.libraries import tables_beside
from graphkit.model.attribute_names import OUTSIDE_ID, meaning_of, names_one
from graphkit.model.countries import country_of, is_code
from graphkit.model.distinguishing import (
    MOST_COMPARED,
    Facts,
    contradiction,
    facts_of,
    namesakes_differ,
    only_one_is_a_person,
    outside_ids_differ,
)
from graphkit.model.folding import folded, has_initials, keys_of_name, words_of_name, written_alike
from graphkit.model.identifiers import comparable
from graphkit.model.kinds import UNKNOWN
from graphkit.temporal import edtf

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence, Source

_LATIN = {
    int(point, 16): letter
    for letter, points in tables_beside(__file__, ".json").items()
    for point in points.split()
}
"""The letter or sign that each code point looks like; a part of Unicode's confusables (UTS 39)."""
_BETWEEN_HANGUL = re.compile("(?<=[\uac00-\ud7a3]) (?=[\uac00-\ud7a3])")
"""A blank between the parts of a Korean name, which may stand there or not."""


def look_of(name: str) -> str:
    """Return what a name looks like: in Latin letters, Farsi ones and usual width, without marks of format.

    Examples
    --------
    >>> look_of("Nvidia\\u200b") == look_of("\\u039dvidia") == "Nvidia"
    True
    """
    if name.isascii() and name.isprintable():  # then it has no other form, and no marks
        return " ".join(name.translate(_LATIN).split())
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).translate(_LATIN))
    seen = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc") or char.isspace())
    return _BETWEEN_HANGUL.sub("", " ".join(seen.split()))


def difference(graph: Graph, one: str, other: str) -> tuple[str, str, str] | None:
    """Return what shows that two actors cannot be one, so that a merge refuses them."""
    return contradiction(facts_of(graph.nodes[one]), facts_of(graph.nodes[other]))


def look_alikes(graph: Graph) -> list[tuple[str, str]]:
    """Return each actor that looks like an earlier one and has another name, after that, in their order.

    Names and aliases are compared by :func:`look_of`; accents and capitals are seen, so they tell apart.
    Those who cannot be one are no pair.
    """
    by_look: dict[str, dict[str, str]] = defaultdict(dict)
    for actor, fields in graph.nodes(data=True):
        for name in (fields["name"], *fields.get("aliases", ())):
            by_look[look_of(name)].setdefault(actor, name)
    found: dict[tuple[str, str], None] = {}
    for names in by_look.values():
        if len({*names.values()}) > 1:
            for place, (other, name) in enumerate(names.items()):
                before = (each for each, like in [*names.items()][:place] if like != name)
                first = next((each for each in before if not difference(graph, each, other)), None)
                found |= {} if first is None else {(first, other): None}
    return list(found)


def namesakes(graph: Graph) -> list[tuple[str, str]]:
    """Return each actor that has the name of an earlier one, after that, if nothing tells the two apart.

    What tells them apart are their kinds, their identifiers, and attributes such as born or country.
    """
    named: dict[str, list[tuple[str, str, Facts]]] = defaultdict(list)
    for actor, fields in graph.nodes(data=True):
        named[fields["name"]].append((actor, fields["kind"], facts_of(fields)))
    found = []
    for actors in named.values():
        for place, (other, kind, theirs) in enumerate(actors):
            for first, other_kind, ours in actors[max(0, place - MOST_COMPARED) : place]:
                told = outside_ids_differ(ours, theirs) or namesakes_differ(ours, theirs)
                if not told and not _kinds_differ(other_kind, kind):
                    found.append((first, other))
                    break
    return found


def _kinds_differ(*kinds: str) -> bool:
    return len({*kinds} - {UNKNOWN}) > 1


_SHORT_ID = 5
"""Fewer signs of a program's own id only count, and mean nothing elsewhere."""


def of_one_number(graph: Graph) -> list[tuple[str, str, str]]:
    """Return each actor that has a number of an earlier one which is given once: both ids, and the number.

    Such are numbers of registers and authorities, as identifiers or attributes, and ids of other programs.
    """
    firsts: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], str] = {}
    for actor, fields in graph.nodes(data=True):
        for name, value in (*fields.get("ids", ()), *fields.get("attributes", ())):
            if not (own := name == OUTSIDE_ID) and not names_one(name):
                continue
            for text in str(value).split(";"):
                scheme, number = comparable(meaning_of(name) or name, text)
                if len(number) < (_SHORT_ID if own else 1):
                    continue
                first = firsts.setdefault((scheme, number.casefold()), actor)
                if first != actor:
                    found.setdefault((actor, first), f"{name} {number}")
    return [(*pair, number) for pair, number in found.items()]


def aliases_of_others(graph: Graph) -> list[tuple[str, str, str]]:
    """Return each actor of whom an alias is the name of another: both ids, and the alias.

    A government and its capital are no one, so those of two kinds may share a name.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for actor, fields in graph.nodes(data=True):
        named[folded(fields["name"])].append(actor)
    return [
        (actor, other, alias)
        for actor, fields in graph.nodes(data=True)
        for alias in fields.get("aliases", ())
        for other in named.get(folded(alias), ())
        if other != actor and not _kinds_differ(fields["kind"], graph.nodes[other]["kind"])
    ]


def of_one_country(graph: Graph) -> list[tuple[str, str, str]]:
    """Return each actor that is called as a country that another is too, by its code or by another name.

    With its id are that of the other, which has a name rather than a code, and the name of the country. A
    person is none, and those who cannot be one are no pair.
    """
    called: dict[str, dict[str, str]] = defaultdict(dict)
    for actor, fields in graph.nodes(data=True):
        for name in (fields["name"], *fields.get("aliases", ())):
            if fields["kind"] != "person" and (country := country_of(name)):
                called[country].setdefault(actor, name)
    found = []
    for names in called.values():
        first, *others = sorted(names, key=lambda actor: is_code(names[actor]))
        for other in others:
            kinds = (graph.nodes[each]["kind"] for each in (first, other))
            is_same = folded(names[first]) == folded(names[other])
            if not (is_same or _kinds_differ(*kinds) or difference(graph, first, other)):
                found.append((other, first, names[other]))
    return found


class _Written(NamedTuple):
    """A name of an actor, and its words."""

    text: str
    words: tuple[str, ...]


class _Called(NamedTuple):
    """What namesakes of one kind have in common."""

    kind: str
    names: tuple[str, ...]
    facts: Facts

    @property
    def may_be_person(self) -> bool:
        """Whether the kind is a person, or unknown."""
        return self.kind in ("person", UNKNOWN)

    def written(self) -> Iterator[_Written]:
        """Yield each name with its words."""
        for text in self.names:
            yield _Written(text, words_of_name(text, person=self.may_be_person))


def _fullness(called: _Called) -> tuple[int, int, int, bool]:
    text, words = next(called.written())
    return -len("".join(words)), len(text), sum(map(str.isupper, text)), text.isascii()


def _is_short(key: tuple[str, ...], name: _Written) -> bool:
    """Return whether a name with a key of :func:`keys_of_name` may be short for others that have it.

    By the initials of a name many have the same key, which has a blank word, and only those with a letter
    for a word are short.
    """
    return "" not in key or has_initials(name.words)


def _alike(key: tuple[str, ...], ours: list[_Written], theirs: list[_Written]) -> bool:
    """Return whether two actors have names that are alike, of those with a key."""
    short, others = ([name for name in names if _is_short(key, name)] for names in (ours, theirs))
    return any(
        one.text != other.text
        and written_alike(one.words, other.words)
        and look_of(one.text) != look_of(other.text)
        for one, other in chain(product(short, theirs), product(ours, others))
    )


def _may_be_one(one: _Called, other: _Called) -> bool:
    return not (only_one_is_a_person(one.kind, other.kind) or contradiction(one.facts, other.facts))


def near_names(graph: Graph) -> dict[str, list[str]]:
    """Return actors whose name is another's but for titles, order, accents or initials, and those others.

    The others, by id as they are, have the fuller name, or the one without a title. One of them that is told
    to be another of them is left out. A person is nothing else, and who cannot be one is not told.
    """
    members: dict[_Called, list[str]] = defaultdict(list)
    for actor, fields in graph.nodes(data=True):
        ids, attributes, _ = facts_of(fields)
        facts = Facts(ids, tuple(pair for pair in attributes if pair[0] != OUTSIDE_ID))
        called = _Called(fields["kind"], (fields["name"], *fields.get("aliases", ())), facts)
        members[called].append(actor)
    groups = sorted(members, key=_fullness)
    by_key: dict[tuple[str, ...], dict[int, list[_Written]]] = defaultdict(lambda: defaultdict(list))
    for place, called in enumerate(groups):
        for name in called.written():
            for key in keys_of_name(name.words, person=called.may_be_person):
                by_key[key][place].append(name)
    fuller: dict[int, set[int]] = defaultdict(set)
    for key, same in by_key.items():
        for short in (each for each, names in same.items() if any(_is_short(key, name) for name in names)):
            for each in same.keys() - {short}:
                other, one = sorted((short, each))
                alike = other not in fuller.get(one, ()) and _alike(key, same[one], same[other])
                if alike and _may_be_one(groups[one], groups[other]):
                    fuller[one].add(other)
    found: dict[int, list[int]] = {}
    for one in sorted(fuller):
        near: dict[int, None] = {}
        for other in sorted(fuller[one]):
            if near.keys().isdisjoint(found.get(other, ())):
                near[other] = None
        found[one] = list(near)
    others = {
        groups[one]: [actor for other in near for actor in members[groups[other]]]
        for one, near in found.items()
    }
    return {actor: others[called] for called in members if called in others for actor in members[called]}


_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid)=[^&#]*&?")
_SAME_TITLE = "the same publisher and title, and perhaps the same day"
_NEAR_TITLE = "the same publisher, nearly the same title, and perhaps the same day"
_SAME_WORDS = "the same publisher and words, and perhaps the same day"
_LEAST_WORDS = 4
"""Titles of fewer words must be the same; longer ones may differ in one word without digits."""


def sources_alike(
    sources: "Iterable[Source]", evidence: "Iterable[Evidence]" = ()
) -> list[tuple[str, str, str]]:
    """Return each source that looks like the same document as an earlier one: both ids, and why.

    They have the same address or checksum, or the same publisher, a day of publication that may be the same,
    and a title that is the same but for signs, capitals and at most one word, or all that is quoted of one is
    quoted of the other. Sources of which one was rewritten from the other are two documents.
    """
    quotes: dict[str, set[str]] = defaultdict(set)
    for entry in evidence:
        if entry.quote and len(entry.quote.split()) >= _LEAST_WORDS:
            quotes[entry.source].add(folded(entry.quote))
    groups: dict[tuple[str, ...], list[Source]] = defaultdict(list)
    for source in sources:
        said = {(_SAME_WORDS, folded(source.publisher), quote) for quote in quotes[source.id]}
        for key in _document_keys(source) | said:
            groups[key].append(source)
    found: dict[tuple[str, str], str] = {}
    for (why, *_), alike in sorted(groups.items(), key=lambda group: group[0][0]):
        if len(alike) > 1:
            in_time = why in (_SAME_TITLE, _NEAR_TITLE, _SAME_WORDS)
            for first, second in _in_time(alike) if in_time else pairwise(alike):
                one, other = quotes[first.id], quotes[second.id]
                if why == _SAME_WORDS and len(one & other) < min(len(one), len(other)):
                    continue
                if first.id not in second.derived_from and second.id not in first.derived_from:
                    found.setdefault((min(first.id, second.id), max(first.id, second.id)), why)
    return [(second, first, why) for (first, second), why in sorted(found.items())]


def _document_keys(source: "Source") -> set[tuple[str, ...]]:
    """Return what only records of one document share."""
    keys: set[tuple[str, ...]] = set()
    if source.url and (address := _address(source.url)):
        keys.add(("the same address", address))
    if source.sha256:
        keys.add(("the same checksum", source.sha256))
    if source.title:
        publisher = folded(source.publisher)
        words = re.findall(r"\w+", folded(source.title).removesuffix(publisher))
        if words:
            keys.add((_SAME_TITLE, publisher, *words))
        if len(words) >= _LEAST_WORDS:
            keys |= {
                (_NEAR_TITLE, publisher, *words[:place], "*", *words[place + 1 :])
                for place, word in enumerate(words)
                if not any(map(str.isdigit, word))
            }
    return keys


def _address(url: str) -> str:
    """Return an address without what makes no other document: scheme, www, tracking, fragment, last slash."""
    text = _TRACKING.sub("", re.sub("#(?![/!]).*", "", url.strip())).rstrip("?&")
    host, slash, rest = re.sub(r"^[a-z]+://", "", text, flags=re.IGNORECASE).partition("/")
    return f"{host.casefold().removeprefix('www.')}{slash}{rest}".rstrip("/")


def _in_time(sources: "list[Source]") -> "Iterator[tuple[Source, Source]]":
    """Yield each source with an earlier one that may have been published on the same day."""
    days = {source.id: edtf.parse(source.published).bounds for source in sources}
    ordered = sorted(sources, key=lambda source: days[source.id].earliest_start)
    latest = ordered[0]
    for source in ordered[1:]:
        if days[source.id].earliest_start <= days[latest.id].latest_end:
            yield latest, source
        if days[source.id].latest_end >= days[latest.id].latest_end:
            latest = source
