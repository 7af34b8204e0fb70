"""Finds the actors that an article mentions: those of a dataset, and names that may be new ones."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.entities import UNKNOWN, Actor, Kind
from graphkit.model.folding import folded


class Mention(NamedTuple):
    """A place in a paragraph where an actor is named.

    ``name`` is the actor's full name, ``actor`` its id in the dataset, None where it may be a new one.
    """

    start: int
    end: int
    text: str
    name: str
    actor: str | None
    kind: Kind = UNKNOWN


_WORD = r"[^\W\d_][\w\u2019'.&-]*[\w]|[^\W\d_]"
_JOINS = "of|de|del|della|da|di|do|dos|du|la|le|van|von|der|den|bin|ibn|al|el|y|e|for|the|and|&"
_TITLES = {
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "judge", "justice", "president",
    "minister", "premier", "chancellor", "senator", "governor", "mayor", "general", "colonel", "captain", "king",
    "queen", "prince", "princess", "pope", "sheikh", "ambassador", "secretary", "chairman", "chairwoman", "ceo",
    "prosecutor", "inspector", "detective", "deputy", "vice", "prime", "chief", "executive", "former", "sultan",
    "treasury", "attorney",
}  # fmt: skip
_COMPANY = {
    "inc", "ltd", "limited", "llc", "plc", "corp", "corporation", "co", "company", "ag", "gmbh", "sa", "spa", "nv", "bv",
    "oy", "ab", "asa", "as", "holding", "holdings", "group", "bank", "partners", "capital", "industries", "technologies",
    "energy", "motors", "pharma", "systems", "electronics", "airlines", "shipping", "logistics", "mining", "steel",
    "semiconductor", "semiconductors", "telecom", "media", "labs", "ventures", "insurance", "petroleum", "oil", "gas",
    "foods", "chemicals", "robotics", "software", "solutions", "enterprises", "works", "lines", "line",
}  # fmt: skip
_BODY = {
    "ministry", "department", "agency", "commission", "authority", "office", "court", "tribunal", "council", "committee",
    "police", "bureau", "board", "parliament", "senate", "congress", "directorate", "inspectorate", "prosecutors",
    "treasury", "navy", "army", "administration", "registry", "customs", "service",
}  # fmt: skip
_ORGANISATION = {
    "union", "association", "federation", "foundation", "university", "institute", "party", "society", "league",
    "organisation", "organization", "alliance", "coalition", "front", "movement", "church", "club", "forum", "network",
}  # fmt: skip
_MEDIA = {
    "news",
    "times",
    "post",
    "herald",
    "tribune",
    "gazette",
    "journal",
    "daily",
    "weekly",
    "radio",
    "tv",
    "press",
}
_NO_NAME = {
    "the", "a", "an", "in", "on", "at", "by", "for", "from", "to", "of", "with", "and", "but", "or", "if", "as", "when",
    "while", "after", "before", "since", "until", "it", "its", "he", "she", "they", "we", "i", "you", "his", "her",
    "their", "our", "this", "that", "these", "those", "there", "here", "what", "who", "how", "why", "where", "which",
    "not", "no", "yes", "all", "both", "some", "many", "most", "more", "last", "next", "earlier", "later", "under",
    "over", "about", "according", "asked", "neither", "none", "nor", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "meanwhile", "however", "still", "also", "yet", "then", "now", "today", "yesterday",
    "tomorrow", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "prosecutors",
    "police", "officials", "shares", "analysts", "investors", "lawyers", "people", "sources", "is", "was", "will", "so",
    "because", "despite", "instead", "among", "between", "during", "through", "against", "within", "without", "per",
    "ai", "ceo", "cfo", "us", "eu", "gdp", "it's", "terms", "neither", "each", "every", "several", "such", "only",
}  # fmt: skip
_NO_PERSON = (
    _COMPANY
    | _BODY
    | _ORGANISATION
    | _MEDIA
    | {"house", "street", "city", "island", "river", "port", "sea", "of"}
)
_DEMONYM = re.compile(
    r"[A-Z][a-z]+(?:ese|[^l]ian|ean|rican|xican|ish|eli|aqi|Saudi)|German|French|Dutch|Greek|Thai|Swiss|Czech|Arab|Turk"
    r"|Iraqi|Afghan|Uzbek|Kazakh|Kuwaiti|Omani|Yemeni|Qatari|Emirati|Pakistani|Bangladeshi|Korean|Cuban|Saudi|Moroccan"
)
_CONTRACTED = re.compile(
    r"['\u2019](?:m|ve|ll|re|d|t)$|^Let['\u2019]s$|-(?:based|era|backed|led|made|owned|born|run)$"
)
_OF_PERSON = re.compile(
    r"(?:['\u2019]s)? (?:administration|government|campaign|cabinet|family|era|presidency|aides?|allies|lawyers?|office)\b"
)
"""What follows a person's name where something else than the person is meant."""
_ABBREVIATION = re.compile(
    r"\s*\(\s*(?:the\s+)?[\u201c\"']?([A-Z][A-Z0-9&.-]{1,9}|[A-Z][a-z]+[A-Z]\w*)[\u201d\"']?\s*\)"
)


@dataclass
class _Named:
    """An actor as it is named in an article."""

    name: str
    actor: str | None
    kind: Kind


class Names:
    """Knows the actors of a dataset, and those that an article has named so far.

    A surname means a person once the full name has stood, and only if no other person of the article bears it.
    A name that two actors of the dataset bear means neither: its mention has no actor.

    Parameters
    ----------
    actors : iterable of Actor
        Those of the dataset.
    paragraphs : sequence of str
        The whole article, of which each word that is also written small, or never within a sentence, is no name.
    """

    def __init__(self, actors: Iterable[Actor], paragraphs: Sequence[str]) -> None:
        self._known: dict[str, _Named | None] = {}
        self._short: dict[str, list[_Named]] = defaultdict(list)
        self._noted: set[str] = set()
        for actor in actors:
            named = _Named(actor.name, actor.id, actor.kind)
            for name in (actor.name, *actor.aliases):
                key = _key(name)
                self._known[key] = named if self._known.get(key, named) is named else None
        self._longest = max((len(key.split()) for key in self._known), default=1)
        self._small = {word for text in paragraphs for word in re.findall(r"\b[a-z]{3,}\b", text)}
        self._inside = {
            word
            for text in paragraphs
            if not _is_heading(text)
            for start, end in map(re.Match.span, re.finditer(r"[A-Z][\w-]+", text))
            if not _is_first(text, start)
            for word in [text[start:end]]
        }

    def mentions(self, text: str) -> list[Mention]:
        """Return the actors that a paragraph names, in order; call it for one paragraph after the other."""
        words = [match.span() for match in re.finditer(rf"{_WORD}|&|[0-9][\w.,]*\w|[0-9]", text)]
        found: list[Mention] = []
        free: list[tuple[int, int]] = []
        place = 0
        while place < len(words):
            length, mention = self._known_at(text, words, place)
            if mention is not None:
                found.append(mention)
            if not length:
                free.append(words[place])
            place += length or 1
        if not _is_heading(text):
            for run in _runs(text, free):
                found.extend(self._new(text, run))
        found.sort()
        for mention in found:
            abbreviation = _ABBREVIATION.match(text, mention.end)
            if abbreviation and self._known.get(_key(abbreviation[1]), 0) == 0:
                self._known[_key(abbreviation[1])] = self._noted_as(mention)
        return found

    def _noted_as(self, mention: Mention) -> _Named | None:
        return self._known.get(_key(mention.name))

    def _known_at(self, text: str, words: list[tuple[int, int]], place: int) -> tuple[int, Mention | None]:
        """Return the longest known name that starts with a word, and how many words it takes; 0 for none."""
        first = words[place][0]
        if text[first].islower():
            return 0, None
        for length in range(min(self._longest, len(words) - place), 0, -1):
            end = _without_ending(text, words[place + length - 1])
            key = _key(text[first:end])
            if key not in self._known:
                continue
            named = self._known[key]
            if length == 1 and key in _NO_NAME and not text[first:end].isupper():
                continue
            if named is None:
                return length, Mention(first, end, text[first:end], text[first:end], None)
            if named.kind == "person" and _OF_PERSON.match(text, end):
                return length, None
            self._note(named)
            return length, Mention(first, end, text[first:end], named.name, named.actor, named.kind)
        short = self._short.get(_key(text[first : _without_ending(text, words[place])]), [])
        alone = place + 1 == len(words) or not _together(text, words[place], words[place + 1])
        if len(short) == 1 and alone and not _OF_PERSON.match(text, words[place][1]):
            named, end = short[0], _without_ending(text, words[place])
            if named.kind == UNKNOWN:
                named.kind = "person"
            return 1, Mention(first, end, text[first:end], named.name, named.actor, named.kind)
        return 0, None

    def _note(self, named: _Named) -> None:
        key = _key(named.name)
        if key in self._noted:
            return
        self._noted.add(key)
        if named.kind in ("person", UNKNOWN):
            words = named.name.split()
            impersonal = any(word.isupper() or _DEMONYM.fullmatch(word) for word in words)
            if 2 <= len(words) <= 5 and not impersonal and not set(map(_bare, words)) & _NO_PERSON:
                for short in {words[-1], words[0], " ".join(words[-2:])}:
                    if named.name != short:
                        self._short[_key(short)].append(named)

    def _new(self, text: str, words: list[tuple[int, int]]) -> list[Mention]:
        """Return the new names in a run of words with capital letters."""
        joins = _JOINS.split("|")
        parts = _persons_apart(text, words)
        if len(parts) > 1:
            return [mention for part in parts for mention in self._new(text, part)]
        titled = False
        while words and self._is_no_name(text, *words[0]):
            words = words[1:]
        while len(words) > 1 and _bare(text[slice(*words[0])]) in _TITLES:
            words, titled = words[1:], True
        while words and text[slice(*words[-1])].casefold() in joins:
            words = words[:-1]
        while words and text[slice(*words[0])].casefold() in joins:
            words = words[1:]
        if not words:
            return []
        start, end = words[0][0], _without_ending(text, words[-1])
        name = text[start:end]
        bare = _bare(name)
        if len(words) == 1:
            if bare in _TITLES or bare in _NO_NAME or _DEMONYM.fullmatch(name) or len(name) == 1:
                return []
            if _CONTRACTED.search(name) or (_is_first(text, start) and name not in self._inside):
                return []
            if name.isupper() and re.match(r"\s*[\u2013\u2014-]", text[end:]) and not text[:start].strip():
                return []
        key = _key(name)
        short = self._short.get(key, [])
        if len(short) > 1:
            return [Mention(start, end, name, name, None, "person")]
        if len(short) == 1:
            named = short[0]
        else:
            named = self._known.get(key) or _Named(name, None, self._kind(text, start, end, titled=titled))
            self._known[key] = named
            self._longest = max(self._longest, len(words))
            self._note(named)
        return [Mention(start, end, name, named.name, named.actor, named.kind)]

    def _is_no_name(self, text: str, start: int, end: int) -> bool:
        word = text[start:end]
        if _bare(word) in _NO_NAME or _CONTRACTED.search(word):
            return True
        first = _is_first(text, start)
        return (
            first and _bare(word) in self._small and word not in self._inside and _bare(word) not in _TITLES
        )

    def _kind(self, text: str, start: int, end: int, *, titled: bool) -> Kind:
        words = [_bare(word) for word in text[start:end].split()]
        for kind, marks in _MARKS:
            if words[-1] in marks or (kind in ("government-body", "company") and words[0] in marks):
                return kind
        told = re.match(r",? (?:who\b|aged? |[1-9][0-9],|said|told)", text[end:])
        return (
            "person"
            if 2 <= len(words) <= 5 and (titled or (told and not set(words) & _NO_PERSON))
            else UNKNOWN
        )


_MARKS: tuple[tuple[Kind, set[str]], ...] = (
    ("company", _COMPANY), ("government-body", _BODY), ("organisation", _ORGANISATION), ("media", _MEDIA),
)  # fmt: skip


def _key(name: str) -> str:
    return folded(name.replace("\u2019", "'"))


def _bare(word: str) -> str:
    return re.sub(r"(?:'s|\u2019s)$|[.,]", "", word).casefold()


def _is_first(text: str, start: int) -> bool:
    """Return whether a word is the first of a sentence, which has a capital letter anyway."""
    return not text[:start].strip() or bool(
        re.search(r"[.!?:]\s*[\u201d\"')]*\s*$|[\u201c\"]\s*$", text[:start])
    )


def _without_ending(text: str, span: tuple[int, int]) -> int:
    start, end = span
    return end - len(match[0]) if (match := re.search(r"(?:'s|\u2019s|['\u2019])$", text[start:end])) else end


def _together(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two words may be parts of one name."""
    gap, word = text[one[1] : other[0]], text[slice(*one)]
    stop = re.fullmatch(r"(?:[A-Z]|St|Dr|Mr|Mrs|Ms|Prof|Jr|Inc|Co)", word) and gap.startswith(".")
    if gap.strip(" \u00a0") and not stop:
        return False
    return not re.search(r"['\u2019]s$", word) and text[other[0]].isupper()


def _runs(text: str, words: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of words with capital letters, small words such as "of" between them included."""
    run: list[tuple[int, int]] = []
    joins: list[tuple[int, int]] = []
    for word in words:
        written = text[slice(*word)]
        if run and text[(joins or run)[-1][1] : word[0]].strip(" .\u00a0") == "":
            if written in _JOINS.split("|"):
                joins.append(word)
                continue
            capital = written[0].isupper() or (written[0].isdigit() and re.search("[A-Za-z]", written))
            if (
                capital
                and (joins or _together(text, run[-1], word) or written[0].isdigit())
                and not re.search(r"['\u2019]s$", text[slice(*run[-1])])
            ):
                run += [*joins, word]
                joins = []
                continue
        if run:
            yield run
        run, joins = ([word], []) if written[0].isupper() else ([], [])
    if run:
        yield run


def _persons_apart(text: str, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part names that "and" joins, but where it stands within the name of a body."""
    texts = [text[slice(*word)].casefold() for word in words]
    if not {"and", "&"} & set(texts) or set(texts) & (_BODY | _ORGANISATION | {"bank"}) or "&" in texts:
        return [words]
    parts: list[list[tuple[int, int]]] = [[]]
    for word, written in zip(words, texts, strict=True):
        if written == "and":
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _is_heading(text: str) -> bool:
    """Return whether a paragraph is a heading, in which most words have capital letters and none ends it."""
    words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
    ended = re.search(r"[.!?:,\u201d\"\u2019)]$", text.rstrip())
    return (
        not ended
        and len(text) < 150
        and len(words) > 1
        and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
    )
