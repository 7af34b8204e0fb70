"""Finds the actors that an article mentions: those of a dataset, and names that may be new ones."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.entities import UNKNOWN, Actor, Kind
from graphkit.model.folding import folded
from graphkit.reading.lexicon import Patterns, Words, pattern, table, word_set
from graphkit.reading.sums import currencies_in


class Mention(NamedTuple):
    """A place in a paragraph where an actor is named.

    ``name`` is the actor's full name, ``actor`` its id in the dataset, None where it may be a new one.
    ``guessed`` tells that words such as "the company", or a surname of several, stand there, which may mean
    another as well: ``rivals`` are those who are known.
    """

    start: int
    end: int
    text: str
    name: str
    actor: str | None
    kind: Kind = UNKNOWN
    guessed: bool = False
    rivals: tuple[str, ...] = ()


_WORD = r"[^\W\d_][\w\u2019'.&-]*[\w]|[^\W\d_]"
_JOINS = "af|av|of|de|del|della|da|di|do|dos|du|la|le|van|von|der|den|ter|zu|bin|ibn|al|el|y|e|for|the|and|&"
_WORDS = Words("mentions")
_PATTERNS = Patterns("mentions")
TITLES = word_set("mentions", "titles")
_OF_CLASSES = _WORDS.body | _WORDS.organisation | _WORDS.company | _WORDS.of_classes
_OF_FIRMS = _WORDS.body | _WORDS.organisation | _WORDS.company | _WORDS.media | _WORDS.of_firms
_OF_NAMES = _WORDS.body | _WORDS.organisation | word_set("mentions", "of_names")
_OF_OFFICE = _WORDS.of_body | {"and", "affairs", "development", "services", "the"}
_WOMENS_NAMES, _MENS_NAMES = (word_set("discourse", f"{sex}_names") for sex in ("womens", "mens"))
_WORKING = [[word] for word in _WORDS.of_groups]
_GIVEN = _WORDS.also_given | _WOMENS_NAMES | _MENS_NAMES
_DESCRIBES = word_set("discourse", "org_nouns") | word_set("discourse", "person_nouns")
_NO_PERSON = _WORDS.company | _WORDS.body | _WORDS.organisation | _WORDS.media | _WORDS.no_person
DEMONYM = pattern("mentions", "demonym")
_CURRENCIES = ("$", "\u20ac", "\u00a3")
_STOPS = word_set("discourse", "stops") | word_set("clauses", "prepositions") | word_set("clauses", "adverbs")
_FIRMS = word_set("discourse", "generic") | {"bank", "board", "fund"}
_ADJECTIVES = {
    adjective: country for country, words in table("adjectives").items() for adjective in words.split()
}
_COUNTRIES = _WORDS.countries | {country.casefold() for country in _ADJECTIVES.values()}
_OF_COUNTRY = pattern("mentions", "of_country", ADJECTIVES="|".join(_ADJECTIVES))
"""Finds what stands for a country: "the French government"."""
_NO_RANK = "|".join(sorted(TITLES | word_set("discourse", "person_nouns") | {"partner", "fellow"}))
_RANK = pattern("mentions", "rank", NO_RANK=_NO_RANK)


@dataclass
class _Named:
    """An actor as it is named in an article."""

    name: str
    actor: str | None
    kind: Kind


class Names:
    """Knows the actors of a dataset, and those that an article has named so far.

    A surname means a person once the full name has stood; where others bear it too, the one whom it has meant
    before, else none. One that several persons of the dataset bear means the only one of them whom the
    article names in full, with a doubt, else nobody.
    A name that two actors of the dataset bear means neither: its mention has no actor.

    Parameters
    ----------
    actors : iterable of Actor
        Those of the dataset.
    paragraphs : sequence of str
        The whole article; a word that is also written small, or never within a sentence, is no name.
    """

    def __init__(self, actors: Iterable[Actor], paragraphs: Sequence[str]) -> None:
        self._known: dict[str, _Named | None] = {}
        self._short: dict[str, list[_Named]] = defaultdict(list)
        self._noted: set[str] = set()
        self._meant: dict[str, _Named] = {}
        self._unsure: set[str] = set()
        self._initials: dict[str, _Named] = {}
        persons: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for actor in actors:
            named = _Named(actor.name, actor.id, actor.kind)
            for name in (actor.name, *actor.aliases):
                key = _key(name)
                self._known[key] = named if self._known.get(key, named) is named else None
                if actor.kind == "person" and " " in key:
                    persons[_surname(key)][actor.id].add(key)
        self._longest = max((len(key.split()) for key in self._known), default=1)
        self._article = "\n".join(paragraphs)
        self._in_s = set(_PATTERNS.in_s.findall(self._article))
        self._in_s -= {word for word in self._in_s if re.search(rf"\b{word}\b(?!['\u2019]s)", self._article)}
        self._small = {word for text in paragraphs for word in re.findall(r"\b[a-z]{3,}\b", text)}
        self._written = {word for text in paragraphs for word in re.findall(r"[^\W\d_][\w-]+", text)}
        self._inside = {
            word
            for text in paragraphs
            if not _is_heading(text)
            for start, end in map(re.Match.span, re.finditer(r"[A-Z][\w-]+", text))
            if not _is_first(text, start)
            for word in [text[start:end]]
        }

        self._shared = {
            surname: _named_in(bearers, paragraphs)
            for surname, bearers in persons.items()
            if len(bearers) > 1 and surname in {_key(word) for word in self._written}
        }

    def mentions(self, text: str) -> list[Mention]:
        """Return the actors that a paragraph names, in order; call it for one paragraph after the other."""
        words = [match.span() for match in re.finditer(rf"{_WORD}|&|[0-9][\w.,]*\w|[0-9]", text)]
        apart = [*(match.span() for match in _PATTERNS.holiday.finditer(text)), *currencies_in(text)]
        words = [
            (first, first + len(_PATTERNS.unhyphened.sub("", text[first:last])))
            for first, last in words
            if text[last : last + 1] not in _CURRENCIES  # "US$5m"
            and not any(start <= first < end for start, end in apart)
        ]
        words = _with_forms(text, words)
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
                others = [each for each in found if text[run[-1][1] : each.start] == " and "]
                found.extend(self._of_family(text, run, others)[:1] or self._new(text, run))
            for adjective in _OF_COUNTRY.finditer(text):
                country = _ADJECTIVES[adjective[1].casefold()]
                if not any(adjective.start() < each.end and each.start < adjective.end() for each in found):
                    bearer = self._known.get(_key(country)) or _Named(country, None, "country")
                    found.append(
                        Mention(*adjective.span(1), adjective[1], bearer.name, bearer.actor, bearer.kind)
                    )
        found = [self._body_of(text, each) for each in found]
        if not _is_heading(text):
            found.extend(
                Mention(*body.span(), body[0], body[0], None, "government-body", guessed=True)
                for body in _PATTERNS.unnamed_body.finditer(text)
                if not any(body.start() < each.end and each.start < body.end() for each in found)
            )
        found = sorted(
            each._replace(guessed=True)
            if text.endswith(("Mr and Mrs ", "Mr. and Mrs. "), 0, each.start)
            else each
            for each in found
            if not _names_a_thing(text, each)
        )
        for place, mention in enumerate(found):
            if rivals := _rivals(mention, found[:place]):  # new names are found after those that are known
                found[place] = mention._replace(guessed=True, rivals=rivals)
            short = _PATTERNS.abbreviation.match(text, mention.end)
            named = self._known.get(_key(mention.name))
            if short is None or named is None:
                continue
            new = found[place + 1] if place + 1 < len(found) else None
            if new is not None and new.text == short["name"] and new.actor is None:
                self._known[_key(short["name"])] = named
                found[place + 1] = new._replace(name=named.name, actor=named.actor, kind=named.kind)
            else:
                self._known.setdefault(_key(short["name"]), named)
        return found

    def _body_of(self, text: str, place: Mention) -> Mention:
        """Return the body that is told by its place, "the police of X"; the mention itself if none is."""
        before = _PATTERNS.body_of.search(text[: place.start])
        behind = _PATTERNS.state_behind if place.kind == "country" else _PATTERNS.body_behind
        body = before or behind.match(text, place.end)
        if body is None or place.kind not in ("country", "place", UNKNOWN):
            return place
        if place.kind == UNKNOWN and body["body"].split()[-1] in _WORDS.firms_too:
            return place  # "the legal department of X"
        start, end = min(place.start, body.start("body")), max(place.end, body.end("body"))
        name = f"{body['body'].capitalize()} of {place.name}"
        named = self._known.get(_key(name)) or _Named(name, None, "government-body")
        return Mention(start, end, text[start:end], named.name, named.actor, named.kind)

    def _end(self, text: str, span: tuple[int, int]) -> int:
        """Return where a word ends without the ending of an owner, unless it is of a name: "Sotheby's"."""
        start, end = span
        match = re.search(r"(?:'s|\u2019s|['\u2019])$", text[start:end])
        return end - len(match[0]) if match and text[start : end - 2] not in self._in_s else end

    def _known_at(self, text: str, words: list[tuple[int, int]], place: int) -> tuple[int, Mention | None]:
        """Return the longest known name that starts with a word, and how many words it takes; 0 for none."""
        first = words[place][0]
        if not _is_capital(text[first : words[place][1]]):
            return 0, None
        for length in range(min(self._longest, len(words) - place), 0, -1):
            end = self._end(text, words[place + length - 1])
            key = _key(text[first:end])
            if key not in self._known:
                continue
            named = self._known[key]
            of_person = named is None or named.kind in ("person", UNKNOWN)
            if length == 1 and self._is_part(text, words, place):
                continue
            body = named is not None and named.actor is None and named.kind in _BODIES
            if body and length > 1 and self._is_led(text, words, place):
                continue  # "the Arden Audit Office" where "the Audit Office" has been named
            other = self._told_apart(text, first, end) if of_person else None
            if other is not None:
                return sum(first <= each[0] < other.end for each in words), other
            if named is None:
                return length, Mention(first, end, text[first:end], text[first:end], None)
            self._note(named)
            return length, self._short_of(named, text, first, end)
        end = self._end(text, words[place])
        named = self._by_short(text[first:end])
        of_person = named is not None and named.kind in ("person", UNKNOWN)
        other_one = _PATTERNS.of_person.match(text, words[place][1]) is not None
        if named is not None and named.kind == "company" and place + 1 < len(words):
            after = text[slice(*words[place + 1])]
            other_one |= (  # "Alba Oslo", a firm of Alba Group
                _together(text, words[place], words[place + 1]) and _key(after) in self._known
            )
        if named is None or other_one or self._is_part(text, words, place):
            return 0, None
        other = self._told_apart(text, first, end) if of_person else None
        if other is not None:
            return sum(first <= each[0] < other.end for each in words), other
        return 1, self._short_of(named, text, first, end)

    def _short_of(self, named: _Named, text: str, start: int, end: int) -> Mention:
        """Return the mention of an actor by a part of its name; a surname that others bear may mean them."""
        key = _key(text[start:end])
        several = len({each.name for each in self._short.get(key, []) if _surname(each.name) == key}) > 1
        unsure = several or key in self._shared or key in self._unsure
        return Mention(start, end, text[start:end], named.name, named.actor, named.kind, guessed=unsure)

    def _told_apart(self, text: str, start: int, end: int) -> Mention | None:
        """Return who is told apart from the one of this name: "Ek Jr", "the elder Ek", "his son, Ek"."""
        name = text[start:end]
        before = text[max(0, start - 60) : start]
        rank = None if _bare(name.split()[-1]) in _WORDS.ranks else _RANK.match(text, end)
        if rank is not None:
            written = text[start : rank.end()]
            name = written.replace(",", "")
            named = self._known.get(_key(name)) or self._by_short(name)
            if named is None:
                named = self._known[_key(name)] = _Named(name, None, "person")
                self._longest = max(self._longest, len(name.split()))
            self._note(named)
            return Mention(start, rank.end(), written, named.name, named.actor, named.kind)
        which = _PATTERNS.rank_before.search(before)
        if which is not None:
            first = start - len(which[0])
            return Mention(first, end, text[first:end], text[first:end], None, "person", guessed=True)
        title = _PATTERNS.title_of_sex.search(before)
        if title is not None and " " not in name and (bearers := self._bearers(name)):
            woman = title[1] not in ("Mr", "Sir", "Lord")
            sure = [each for each in bearers if _is_woman(each.name) == woman]
            fitting = sure or [each for each in bearers if _is_woman(each.name) is None]
            likely = all(
                _is_woman(each.name) == woman or _may_be_woman(each.name) == woman for each in fitting
            )
            if len(fitting) < min(2, len(bearers)) or not likely:
                named = fitting[0] if len(fitting) == 1 else _Named(f"{title[1]} {name}", None, "person")
                return Mention(start, end, name, named.name, named.actor, named.kind, guessed=True)
        kin = _PATTERNS.relative.search(before) or _PATTERNS.relative_of.match(text, end)
        if (
            kin is not None
            and " " not in name
            and any(_surname(each.name) == _key(name) for each in self._bearers(name))
        ):
            return Mention(start, end, name, f"{name} ({kin[1]})", None, "person", guessed=True)
        return None

    def _bearers(self, word: str) -> list[_Named]:
        named = self._known.get(_key(word))
        return [*self._short.get(_key(word), []), *([named] if named else [])]

    def _by_short(self, word: str) -> _Named | None:
        """Return whom a surname or initials mean; the one whom they have meant before, if several."""
        bearers = self._short.get(_key(word), [])
        sharing = [each for each in bearers if _surname(each.name) == _key(word)]
        if len(bearers) > 1:  # a surname rather than the first word of a firm
            bearers = sharing or bearers
        if _key(word) in self._shared:
            alone = self._shared[_key(word)]
            return bearers[0] if len(bearers) == 1 and bearers[0].actor == alone is not None else None
        if len(bearers) > 1:
            firms = [each for each in bearers if each.kind == "company"]  # Fern Group, and its ship Fern Lift
            return self._meant.get(_key(word)) or (firms[0] if len(firms) == 1 and not sharing else None)
        if bearers:
            self._meant[_key(word)] = bearers[0]
            return bearers[0]
        initials = word.isupper() and len(word) > 1 and self._initials.get(word)
        return initials or None

    def _is_ordinary(self, word: str) -> bool:
        """Return whether the first word of a sentence is surely no given name of the name that follows it."""
        bare = _bare(word)
        return bare not in _GIVEN and bool(
            bare in self._small | _DESCRIBES | _WORDS.opens or _PATTERNS.adverb.search(word)
        )

    def _is_led(self, text: str, words: list[tuple[int, int]], place: int) -> bool:
        """Return whether the word before another makes a longer name with it."""
        if place and _together(text, words[place - 1], words[place]):
            before = text[slice(*words[place - 1])]
            plain = (
                _is_title(text, *words[place - 1])
                or DEMONYM.fullmatch(before)
                or self._is_no_name(text, *words[place - 1])
            )
            lead = (
                _is_first(text, words[place - 1][0])
                and before not in self._inside
                and self._is_ordinary(before)
            )
            known = _key(before) in self._known and _bare(before) not in _GIVEN
            return _is_capital(before) and not plain and not lead and not known
        return False

    def _is_part(self, text: str, words: list[tuple[int, int]], place: int) -> bool:
        """Return whether a word, which may be a surname, makes a longer name with another beside it."""
        if self._is_led(text, words, place):
            return True
        if (
            place > 1
            and text[slice(*words[place - 1])] in _WORDS.particles
            and _is_capital(text[slice(*words[place - 2])])
        ):
            return True
        if place + 1 < len(words) and _together(text, words[place], words[place + 1]):
            after = text[words[place + 1][0] : self._end(text, words[place + 1])]
            plain = _bare(after) in TITLES | _WORDS.ranks or self._is_no_name(text, *words[place + 1])
            return not plain and _key(after) not in self._known
        of = re.match(r" of (?=[A-Z])", text[words[place][1] :])
        return bool(of) and _bare(text[slice(*words[place])]) in _WORDS.body | _WORDS.organisation

    def _note(self, named: _Named, *, relative: bool = False) -> None:
        """Take note of a name, so that its surname, its first word or its initials will do from now on.

        The surname of someone told as another's relative goes on meaning the other, with a doubt.
        """
        key = _key(named.name)
        if key in self._noted:
            return
        self._noted.add(key)
        words = named.name.split()
        capitals = "".join(word[0] for word in words if word[0].isupper())
        if len(capitals) > 1:
            self._initials.setdefault(capitals, named)
        bare = list(map(_bare, words))
        shorts: set[str] = set()
        if named.kind in ("person", UNKNOWN):
            impersonal = " of " in named.name or any(
                (word.isupper() and _bare(word) not in _WORDS.ranks) or DEMONYM.fullmatch(word)
                for word in words
            )
            if 2 <= len(words) <= 5 and not impersonal and not set(bare) & _NO_PERSON:
                last = len(_surname(named.name, whole=True).split())
                shorts = {words[0], words[last - 1], " ".join(words[max(0, last - 2) : last])}
                if last < len(words):
                    shorts = {words[0], words[last - 1], " ".join(words[last - 1 :])}
                for word in words[1 : last - 1]:  # "Hamdan" of Tan Sri Hamdan Yusof
                    if word[0].isupper() and word[-1] != "." and len(word) > 2:
                        shorts.add(word)
                        self._unsure.add(_key(word))
        elif len(words) > 2 and re.search(r"['\u2019]s$", words[1]):
            shorts = {re.sub(r"['\u2019]s$", "", " ".join(words[:2]))}  # St Mary's Hospital
        elif len(words) > 1 and bare[0] not in _NO_PERSON and not DEMONYM.fullmatch(words[0]):
            of_club = named.kind == "organisation" and bare[-1] not in _WORDS.organisation
            firm = named.kind == "company"
            if named.kind in ("organisation", "media") and len(words) == 2:
                firm = bare[0] not in _COUNTRIES and self._stands_for_itself(words[0])
            shorts = {words[0], words[-1]} if of_club else {words[0]} if firm else set()
            if bare[0] in _WORDS.before_names:
                shorts = {" ".join(words[1:])}  # Banco Litoral
            while len(words) > 1 and bare[len(words) - 1] in _WORDS.company:
                words = words[:-1]
                shorts.add(" ".join(words))
        if (base := _PATTERNS.form_behind.sub("", named.name)) != named.name:
            shorts.add(base)  # Corden of "Corden Sp. z o.o."
        part, of, last_word = named.name.rpartition(" of " if " of " in named.name else " ")
        if (" " in part) if of == " of " else DEMONYM.fullmatch(last_word):
            shorts.add(part)  # the Colla Community of X, Polar Nordic
        if relative and self._short.get(_key(words[-1])):
            shorts = {words[0]}
            self._unsure.add(_key(words[-1]))
        for short in shorts - {named.name}:
            if _key(short) not in self._known:
                self._short[_key(short)].append(named)

    def _stands_for_itself(self, word: str) -> bool:
        """Return whether the article has a word alone, and not as a place: "Borea" of the Borea Trust."""
        alone = rf"\b{re.escape(word)}\b(?!['\u2019-]?\w| [A-Z])"
        place = rf"\b(?:at|from|in|near|of|to) {alone}"
        return bool(re.search(alone, self._article)) and re.search(place, self._article) is None

    def _new(self, text: str, words: list[tuple[int, int]]) -> list[Mention]:
        """Return the new names in a run of words with capital letters."""
        joins = _JOINS.split("|")
        parts = _apart(text, words, self._article)
        if len(parts) > 1:
            found = self._new(text, parts[-1])
            for part in reversed(parts[:-1]):
                found = self._of_family(text, part, found) or [*self._new(text, part), *found]
            return found
        titled = False
        while words and (self._is_no_name(text, *words[0]) or _bare(text[slice(*words[0])]) in _WORDS.ranks):
            words = words[1:]  # "Senior Vice President"
        last = _bare(text[slice(*words[-1])]) if words else ""
        firm = re.search("['\u2019]s |&", text[words[0][0] : words[-1][1]]) if words else None
        titles = [
            place
            for place, word in enumerate(words[:4])
            if _is_title(text, *word)
            and ((not firm and last not in _OF_FIRMS) or _PATTERNS.of_for.match(text, word[1]))
        ]
        if titles and titles[-1] + 1 < len(words):
            words, titled = words[titles[-1] + 1 :], True
            of = [text[slice(*word)] for word in words]
            if of[0] in ("of", "for"):  # "Minister of Trade X"
                first = 1 + (of[1:2] == ["the"])
                rest = (at for at, word in enumerate(of) if at >= first and word.casefold() not in _OF_OFFICE)
                words = words[next(rest, len(words)) :]
                titled = _OF_OFFICE.issuperset(map(str.casefold, of[first : first + 1]))  # not "of Norway"
        alone = len(words) == 1 and text[: words[0][0]].casefold().endswith("the ")
        body = alone and _bare(text[slice(*words[0])]) == "treasury"
        if words and (len(words) < 3 or titled) and last in TITLES and not body:
            return []  # "Trade Minister"
        if (
            len(words) > 1
            and DEMONYM.fullmatch(text[slice(*words[0])])
            and _bare(text[slice(*words[1])]) in _WORDS.of_states
        ):
            words = words[1:]  # the Kenyan Ministry of Health
        while words and text[slice(*words[-1])] in joins:
            words = words[:-1]
        while words and not titled and text[slice(*words[0])] in joins:
            words = words[1:]
        if not words:
            return []
        start, end = words[0][0], self._end(text, words[-1])
        name = text[start:end]
        bare = _bare(name)
        if len(words) == 1:
            demonym = (
                DEMONYM.fullmatch(name) or DEMONYM.fullmatch(name.removesuffix("s"))
            ) and not _PATTERNS.of_firm.search(text[:start])
            two = name.replace(".", "").casefold().split("-")  # "US-China" talks are of two, and no actor
            of_two = len(two) > 1 and all(each in _COUNTRIES or each in ("us", "eu", "uk") for each in two)
            acts = _PATTERNS.acts.match(text, end) is not None
            one = acts and bare in _WORDS.without_article  # "Parliament voted"
            union = (
                not one
                and bare in _WORDS.organisation | _WORDS.body
                and _is_first(text, start)
                and re.match(r" [a-z]", text[end:])
            )
            if bare in _OF_OFFICE and _PATTERNS.office_of.search(text[:start]):
                return []  # "the Commissioner for Fisheries"
            if self._is_generic(text, start, bare) or bare in _WORDS.ranks or union:  # "Union leader"
                return []
            odd = bool(_PATTERNS.odd.match(name))
            small = bare in _WORDS.no_name or demonym or bare == "european"
            if (
                name in ("AI", "HR", "IT", "MEP", "MEPs", "MP", "MPs", "PR")
                or (name.isupper() and bare in _DESCRIBES)  # "the NGO"
                or (bare in TITLES and not body)
                or (small and not odd)
                or of_two
                or len(name) == 1
            ):
                return []
            apposed = re.match(
                r"['\u2019]s\s|,\s+(?:an?|which|who|whose)\s", text[end:]
            ) and not name.endswith("ly")
            first = _is_first(text, start) and name not in self._inside
            apposed = apposed or one
            apposed = apposed or (
                (acts or _PATTERNS.listing.match(text, end))
                and not _PATTERNS.common.search(name)
                and bare not in _WORDS.common
            )
            if _PATTERNS.contracted.search(name) or (
                first and not odd and bare not in _COUNTRIES and (not apposed or bare in self._small)
            ):
                return []
            if name.isupper() and re.match(r"\s*[\u2013\u2014-]", text[end:]) and not text[:start].strip():
                return []
        if len(words) == 1 and text[end:].startswith(" family"):
            end += len(" family")
            name = text[start:end]
        key = _key(name)
        kind = self._kind(text, start, end, titled=titled)
        if kind in ("person", UNKNOWN) and (len(words) > 1 or self._short.get(key)):
            other = self._told_apart(text, start, end)
            if other is not None:
                return [other]
        short = self._by_short(name)
        if short is None and (self._short.get(key) or key in self._shared):
            several = dict.fromkeys(each.name for each in self._short.get(key, ()))
            return [Mention(start, end, name, name, None, "person", bool(several), tuple(several))]
        if short is not None:
            return [self._short_of(short, text, start, end)]
        named = self._known.get(key) or _Named(name, None, kind)
        self._known[key] = named
        self._longest = max(self._longest, len(words))
        self._note(named, relative=bool(_PATTERNS.relative.search(text[:start])))
        return [Mention(start, end, name, named.name, named.actor, named.kind)]

    def _of_family(self, text: str, words: list[tuple[int, int]], others: list[Mention]) -> list[Mention]:
        """Return who bears the family name of the next, and the next: "the brothers Luka and Mato Zenko"."""
        start, end = words[-1]
        given, last = text[start:end], others[0] if others else None
        is_kin = _PATTERNS.kindred.search(text[:start]) is not None
        known = _key(given) in self._known or self._short.get(_key(given))
        alone = (len(words) == 1 or (is_kin and len(words) == 2)) and not known
        alone &= not self._is_no_name(text, start, end)
        if (
            not alone
            or last is None
            or not 2 <= len(last.text.split()) <= 3
            or self._kind(text, last.start, last.end, titled=True) != "person"
        ):
            return []
        name = f"{given} {last.name.split()[-1]}"
        named = self._known.get(_key(name)) or _Named(name, None, "person")
        if not is_kin and _bare(given) not in _GIVEN:
            self._short[_key(last.name.split()[-1])].append(named)  # who may bear it
            return []
        self._known[_key(name)] = named
        self._longest = max(self._longest, 2)
        self._note(named)
        return [Mention(start, end, given, named.name, named.actor, named.kind), *others]

    def _is_generic(self, text: str, start: int, bare: str) -> bool:
        """Return whether a word with a capital letter means a body that has been named: "the Commission"."""
        if bare not in _DESCRIBES or not re.search(r"\b(?:[Tt]he|[Oo]ur)\s+[\u201c\"']?$", text[:start]):
            return False
        return bare in _FIRMS or any(bare in key.split() for key in self._known)

    def _is_no_name(self, text: str, start: int, end: int) -> bool:
        word = text[start:end]
        if _bare(word) in _GIVEN and self._is_given(text, start, end):
            return False
        if (
            _PATTERNS.of_class.fullmatch(word[:-2])
            or _PATTERNS.irish.match(text, start)
            or (_PATTERNS.post.match(text, end) and not _PATTERNS.of_day.search(text[:start]))
        ):
            return False  # "People's Union", "the Sunday Post"
        if _bare(word) in _WORDS.no_name or _PATTERNS.contracted.search(word):
            return not (len(word) > 1 and word.isupper())
        if _PATTERNS.odd.match(word) or _PATTERNS.whole_body.match(text, start):
            return False
        first = _is_first(text, start)
        ordinary = _bare(word) in self._small | _WORDS.opens
        return first and ordinary and word not in self._inside and _bare(word) not in TITLES

    def _is_given(self, text: str, start: int, end: int) -> bool:
        """Return whether a word that may be a given name is one: "Will Ek left", but not "in May Ek left"."""
        if not re.match(r"[ \u00a0]+[A-Z]", text[end:]) or _is_heading(text):
            return False
        asks = _is_first(text, start) and re.match(r"[^.!?]*\?", text[end:])
        month = _bare(text[start:end]) in _WORDS.no_name and _PATTERNS.of_month.search(text[:start])
        return not asks and not month

    def _kind(self, text: str, start: int, end: int, *, titled: bool) -> Kind:
        words = [_bare(word) for word in text[start:end].split()]
        if " ".join(words) in _COUNTRIES:
            return "country"
        if words[0] in _WORDS.body:  # "Ministry of Trade"
            return "government-body"
        if {"central", "reserve"} & set(words[: words.index("bank")] if "bank" in words else ()):
            return "government-body"
        head = _head_of(text[start:end])
        for kind, marks in _MARKS:
            last = head if kind in _BODIES else words[-1]
            if last in getattr(_WORDS, marks) or (kind == "company" and words[0] == "bank"):
                return kind
        told = re.match(r",? (?:who\b|aged? |[1-9][0-9],|said|told)", text[end:])
        return (
            "person"
            if 2 <= len(words) <= 5 and (titled or (told and not set(words) & _NO_PERSON))
            else UNKNOWN
        )


_BODIES: frozenset[Kind] = frozenset({"government-body", "organisation"})
_MARKS: tuple[tuple[Kind, str], ...] = (
    ("company", "company"),
    ("government-body", "body"),
    ("organisation", "organisation"),
    ("media", "media"),
)


def with_full_names(mentions: Mapping[int, Sequence[Mention]]) -> dict[int, list[Mention]]:
    """Return mentions in which a name alone means, with a doubt, the only person named so in full later."""
    full: dict[str, set[str]] = defaultdict(set)
    firms = {each.name.split()[0] for each in itertools.chain(*mentions.values()) if each.kind == "company"}
    for each in itertools.chain(*mentions.values()):
        words = each.name.split()
        person = _may_be_person(each) and words[0] not in firms and _NO_PERSON.isdisjoint(map(_bare, words))
        if person and 1 < len(words) <= 4:
            for word in () if " of " in each.name else (words[0], words[-1]):
                full[word].add(each.name)

    def meant(each: Mention) -> Mention:
        names = full.get(each.name, set()) if _may_be_person(each) else set()
        return each._replace(name=next(iter(names)), guessed=True) if len(names) == 1 else each

    return {number: list(map(meant, found)) for number, found in mentions.items()}


def with_whole_bodies(mentions: Mapping[int, Sequence[Mention]]) -> dict[int, list[Mention]]:
    """Return mentions in which a part of a body's name means the body: "the Audit Office" of Arden.

    It surely does where the whole name stood before and tells no other sort of body. It has a doubt, where it
    may be another's, and where several bodies have names that it is a part of.
    """
    whole: dict[str, Mention] = {}
    for each in itertools.chain(*mentions.values()):
        if each.kind in _BODIES or (each.kind == "company" and _head_of(each.name) == "bank"):
            whole.setdefault(each.name, each)
    words = {name: _words_of_body(name) for name in whole}
    stood: set[str] = set()

    def meant(each: Mention) -> Mention:
        own = words.get(each.name)
        if own is None or each.actor is not None or each.guessed or each.text != each.name:
            return each
        longer = [
            name
            for name in whole
            if name != each.name
            and _head_of(name) == _head_of(each.name)
            and (own < words[name] or (own == words[name] and name in stood and each.name not in stood))
        ]
        full = [name for name in longer if not any(words[name] < words[other] for other in longer)]
        if len(full) != 1:
            return each._replace(guessed=True, rivals=tuple(full)) if full else each
        sure = full[0] in stood and _WORDS.tells_apart.isdisjoint(words[full[0]] - own)
        there = whole[full[0]]
        return each._replace(name=there.name, actor=there.actor, kind=there.kind, guessed=not sure)

    found: dict[int, list[Mention]] = {}
    for number, paragraph in mentions.items():
        found[number] = []
        for each in paragraph:
            found[number].append(meant(each))
            stood.add(each.name)
    return found


def _head_of(name: str) -> str:
    """Return the word of a body's name that tells its sort: "office" of the Office for X."""
    return _bare(re.split(" (?:of|for) ", name)[0].split()[-1])


def _words_of_body(name: str) -> frozenset[str]:
    words = (_bare(word.rstrip("'\u2019")) for word in name.split())
    return frozenset(words) - set(_JOINS.split("|"))


def _may_be_person(mention: Mention) -> bool:
    """Return whether a name that no dataset has may be a person's."""
    return mention.actor is None and mention.kind in ("person", UNKNOWN) and mention.text == mention.name


def owns(word: str, text: str, end: int) -> bool:
    """Return whether a name, or a word such as "her", is followed by what it owns."""
    following = re.match(rf"\s+(?:(?:{DEMONYM.pattern})\s+)?([a-z][\w-]*)", text[end:])
    her = word.casefold() == "her" and following is not None and following[1] not in _STOPS
    return her or word.casefold() in ("its", "his") or bool(_PATTERNS.owned.match(text, end))


def _rivals(mention: Mention, before: Sequence[Mention]) -> tuple[str, ...]:
    """Return who else may be meant by a surname: those of it whom the paragraph has named in full before."""
    key = _key(mention.text)
    if mention.guessed or _key(mention.name) == key or _surname(mention.name) != key:
        return ()
    full = (each.name for each in before if each.text == each.name and each.kind in ("person", UNKNOWN))
    return tuple(dict.fromkeys(name for name in full if name != mention.name and _surname(name) == key))


def _names_a_thing(text: str, mention: Mention) -> bool:
    """Return whether a person's name is that of a thing: "Kerr's government", "the Voss bakery"."""
    if mention.kind not in ("person", UNKNOWN):
        return False
    is_surname = mention.name.split()[1:][-1:] == [mention.text]
    before, after = text[: mention.start], text[mention.end :]
    return bool(_PATTERNS.of_person.match(after)) or (
        is_surname and bool(re.search(r"\b[Tt]he\s+$", before) and re.match(r"\s+[a-z]", after))
    )


def _is_woman(name: str) -> bool | None:
    """Return whether a given name is a woman's; None if it may be a man's as well."""
    first = _bare(name.split()[0])
    return True if first in _WOMENS_NAMES else False if first in _MENS_NAMES else None


def _may_be_woman(name: str) -> bool:
    return _bare(name.split()[0]).endswith("a")


def _is_capital(word: str) -> bool:
    """Return whether a word may be one of a name: it has a capital letter, if only after "al-"."""
    return word[0].isupper() or bool(
        _PATTERNS.form.fullmatch(word)
        or _PATTERNS.odd.match(word)
        or re.match(r"(?:al|el|ul|ad|as|ar|an|d['\u2019]|de|l['\u2019])-?[A-Z]", word)
    )


def _surname(name: str, *, whole: bool = False) -> str:
    """Return the last word of a name before "Jr" or "the elder"; the whole name up to it if asked."""
    words = name.split()
    while len(words) > 1 and _bare(words[-1]) in _WORDS.ranks:
        words = words[:-1]
    return _key(" ".join(words if whole else words[-1:]))


def _named_in(bearers: Mapping[str, Iterable[str]], paragraphs: Sequence[str]) -> str | None:
    """Return the only one of several persons that an article names in full; None if it is none or several."""
    text = " ".join(paragraphs)
    named = [
        actor
        for actor, names in bearers.items()
        if any(
            not _RANK.match(text, found.end())
            and not _PATTERNS.rank_before.search(text[: found.start()][-20:])
            for name in names
            for found in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
        )
    ]
    return named[0] if len(named) == 1 else None


def _key(name: str) -> str:
    if name.endswith(("Jr", "Jr.", "Sr", "Sr.")):
        name = re.sub(r",?\s+([JS]r)\.?$", r" \1", name)
    return folded(name.replace("\u2019", "'")).rstrip(".")


def _bare(word: str) -> str:
    return re.sub(r"(?:'s|\u2019s)$|[.,] ?", "", word).casefold()


def _is_first(text: str, start: int) -> bool:
    """Return whether a word is the first of a sentence, which has a capital letter anyway."""
    before = text[:start].rstrip()
    return not before or bool(
        _PATTERNS.opening.search(text[:start]) and not _PATTERNS.short_title.search(before)
    )


def _with_forms(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return words in which the legal form behind a name is one, with its stops: "Sp. z o.o.", ", Inc."."""
    forms = [
        match.span("form")
        for match in _PATTERNS.form_behind.finditer(text)
        if any(last == match.start() and text[first].isupper() for first, last in words)
    ]
    others = (word for word in words if not any(first <= word[0] < last for first, last in forms))
    return sorted([*forms, *others])


def _is_title(text: str, start: int, end: int) -> bool:
    """Return whether a word is a title: "President", "Col."."""
    return _bare(text[start:end]) in TITLES or bool(_PATTERNS.short_title.search(text[start : end + 1]))


def _together(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two words may be parts of one name."""
    gap, word = text[one[1] : other[0]], text[slice(*one)]
    if _PATTERNS.form.fullmatch(word) and not _PATTERNS.form.fullmatch(text, *other):
        return False
    if gap.strip() in ("'", "\u2019") and _bare(text[slice(*other)]) in _OF_CLASSES | {"pension"}:
        return True  # Producers' Union
    stop = _PATTERNS.stopped.fullmatch(word) and gap.startswith(".")
    after = _bare(text[slice(*other)])
    if re.search(r"['\u2019]s$", word) and (
        after in _WORDS.of_saints or (_PATTERNS.of_class.match(word) and after in _OF_CLASSES)
    ):
        return True  # St Mary's Hospital, the Women's Institute
    ends = word in ("Inc", "Co") and after in _WORDS.openers
    if gap.strip(" \u00a0") and (ends or not stop):
        return False
    return not re.search(r"['\u2019]s$", word) and _is_capital(text[slice(*other)]) and _is_capital(word)


def _runs(text: str, words: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of words with capital letters, small words such as "of" between them included."""
    run: list[tuple[int, int]] = []
    joins: list[tuple[int, int]] = []
    for word in words:
        written = text[slice(*word)]
        if run and text[(joins or run)[-1][1] : word[0]].strip(" .\u00a0'\u2019") == "":
            before = [_bare(text[slice(*each)]) for each in run]
            named_of = written not in ("of", "for") or before[-1] in _OF_NAMES
            named_of |= "of" in before and not _WORDS.organisation.isdisjoint(before)  # Union of X of Y
            firm = before[-1] in _WORDS.company - {"fund"} and before[-2:-1] not in _WORKING
            if written == "for" and len(run) > 1 and firm:
                named_of = False  # bought X Group for Y
            last = [text[slice(*each)] for each in joins[-1:]]
            body = not (_WORDS.body | _WORDS.organisation).isdisjoint(before)
            named_of |= body and "for" in before and written == "of"  # Office for the Prevention of X
            the = before[-1] in _OF_NAMES and last in (["of"], ["for"]) and not {"of", "for"} & set(before)
            if written in _JOINS.split("|") and named_of and (written != "the" or the):
                joins.append(word)
                continue
            rights = (
                body
                and {"of", "for"} & set(before)
                and _PATTERNS.of_many.fullmatch(text, run[-1][1], word[0])
            )
            if _is_capital(written) and (joins or rights or _together(text, run[-1], word)):
                run += [*joins, word]
                joins = []
                continue
        if run:
            yield run
        run, joins = ([word], []) if _is_capital(written) else ([], [])
    if run:
        yield run


def _apart(text: str, words: list[tuple[int, int]], article: str) -> list[list[tuple[int, int]]]:
    """Part names that "and" joins, but where it stands within the name of a body."""
    texts = [text[slice(*word)].casefold() for word in words]
    if "and" not in texts:
        return [words]
    place = texts.index("and")
    counted = _PATTERNS.two_before.search(text[: words[0][0]]) or _PATTERNS.both.match(text, words[-1][1])
    each_a_bank = any(each[:1] == ["bank"] and each[1:2] != ["of"] for each in (texts, texts[place + 1 :]))
    bodies = _WORDS.body | _WORDS.organisation | {"bank"}
    named = bodies | _WORDS.company | _WORDS.media | _OF_NAMES
    if "for" in texts[:place] and len(texts) == place + 2:
        bodies |= _OF_NAMES  # the Centre for X and Y
    whole = bool({"of", "for"} & set(texts[:place])) or texts[place - 1] not in bodies | _WORDS.company
    two = len(texts) > place + 2 and texts[-1] in named and not named.isdisjoint(texts[:place])
    first = text[words[0][0] : words[place - 1][1]]
    alone = place > 1 and re.search(rf"\b{re.escape(first)}\b(?! and\b)", article)
    partners = place == 1 and texts[2:] == [texts[2], "llp"] and not alone  # Holm and Lund LLP
    if partners or (whole and not (two or alone or counted or each_a_bank) and set(texts) & bodies):
        return [words]
    ands = [place for place, written in enumerate(texts) if written == "and"]
    bounds = itertools.pairwise([-1, *ands, len(words)])
    return [words[before + 1 : after] for before, after in bounds if after > before + 1]


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
