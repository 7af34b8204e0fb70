"""Finds the actors that an article mentions: those of a dataset, and names that may be new ones."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.model.distinguishing import only_one_is_a_person
from graphkit.model.entities import Actor
from graphkit.model.folding import searchable
from graphkit.model.kinds import UNKNOWN, Kind
from graphkit.reading.lexicon import Patterns, Words, pattern, table, word_set
from graphkit.reading.spelling import (
    JOINS,
    NO_PERSON,
    TITLES,
    are_together,
    bared,
    head_of,
    in_any_order,
    is_capital,
    is_first,
    is_heading,
    is_title,
    is_without_case,
    key_of,
    parted,
    runs_of,
    surname_of,
    with_forms,
)
from graphkit.reading.sums import currencies_in


class Mention(NamedTuple):
    """A place in a paragraph where an actor is named.

    ``name`` is the actor's full name, ``actor`` its id in the dataset, None where it may be a new one.
    ``guessed`` tells that words such as "the company", or a surname of several, stand there, which may mean
    another as well: ``rivals`` are those who are known, and ``next`` is who is nearly as likely.
    """

    start: int
    end: int
    text: str
    name: str
    actor: str | None
    kind: Kind = UNKNOWN
    guessed: bool = False
    rivals: tuple[str, ...] = ()
    next: str = ""

    def meets(self, start: int, end: int) -> bool:
        """Return whether it shares characters with a place."""
        return self.start < end and start < self.end


_SIGNS = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0980-\u0dff\u0e01-\u0eff"
"""Signs on letters, and scripts that have them on most words: Devanagari and its like, Thai, Lao."""
_WORD = rf"[^\W\d_][\w{_SIGNS}\u2019'.&-]*[\w{_SIGNS}]|[^\W\d_]"
_WORDS = Words("mentions")
_PATTERNS = Patterns("mentions")
_OF_FIRMS = _WORDS.body | _WORDS.organisation | _WORDS.company | _WORDS.media | _WORDS.of_firms
_OF_OFFICE = _WORDS.of_body | {"and", "affairs", "development", "services", "the"}
_IN_OFFICE = _OF_OFFICE | {"for", "of"}
_WOMENS_NAMES, _MENS_NAMES = (
    frozenset(map(searchable, word_set("discourse", f"{sex}_names"))) for sex in ("womens", "mens")
)
_GIVEN = _WORDS.also_given | word_set("discourse", "womens_names") | word_set("discourse", "mens_names")
_PAPERS = word_set("article", "papers")
_DESCRIBES = word_set("discourse", "org_nouns") | word_set("discourse", "person_nouns")
DEMONYM = pattern("mentions", "demonym")
_CLUBS = frozenset(("AFC", "BK", "CF", "FC", "FK", "IF", "RFC", "SK"))
_CURRENCIES = ("$", "\u20ac", "\u00a3")
_LETTERS = ("AI", "EUR", "GBP", "GHz", "HR", "IT", "MEP", "MEPs", "MHz", "MP", "MPs", "PR", "USD")
"""Are no names, whoever bears them."""
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

    def at(self, text: str, start: int, end: int, *, guessed: bool = False) -> Mention:
        """Return its mention by the words at a place."""
        return Mention(start, end, text[start:end], self.name, self.actor, self.kind, guessed)


class Names:
    """Knows the actors of a dataset, and those that an article has named so far.

    A surname means a person once the full name has stood; where others bear it too, the one whom it has
    meant before, else none. One that several persons of the dataset bear means the only one of them whom
    the article names in full, with a doubt, else nobody. A name that two actors of the dataset bear, be it
    in another order or with other signs, means neither: its mention has no actor. A word that the article
    also writes small, or never within a sentence, is no name.
    """

    def __init__(self, actors: Iterable[Actor], paragraphs: Sequence[str]) -> None:
        self._known: dict[str, _Named | None] = {}
        self._short: dict[str, list[_Named]] = defaultdict(list)
        self._noted: set[str] = set()
        self._meant: dict[str, _Named] = {}
        self._unsure: set[str] = set()
        self._initials: dict[str, _Named] = {}
        persons: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        alike: dict[tuple[str, ...], list[tuple[str, _Named]]] = defaultdict(list)
        for actor in actors:
            named = _Named(actor.name, actor.id, actor.kind)
            for name in (actor.name, *actor.aliases):
                key = key_of(name)
                self._known[key] = named if self._known.get(key, named) is named else None
                if words := in_any_order(name, actor.kind):
                    alike[words].append((key, named))
                if actor.kind == "person" and " " in key:
                    persons[surname_of(key)][actor.id].add(key)
        for bearers in alike.values():
            for key, named in bearers:
                others = (other.kind for _, other in bearers if other is not named)
                if not all(only_one_is_a_person(kind, named.kind) for kind in others):
                    self._known[key] = None
        self._longest = max((len(key.split()) for key in self._known), default=1)
        self._article = "\n".join(paragraphs)
        self._in_s = set(_PATTERNS.in_s.findall(self._article))
        self._in_s -= {word for word in self._in_s if re.search(rf"\b{word}\b(?!['\u2019]s)", self._article)}
        self._small = {word for text in paragraphs for word in re.findall(r"\b[a-z]{3,}\b", text)}
        self._written = {word for text in paragraphs for word in re.findall(r"[^\W\d_][\w-]+", text)}
        self._inside = {
            word
            for text in paragraphs
            if not is_heading(text)
            for start, end in map(re.Match.span, re.finditer(r"[A-Z][\w-]+", text))
            if not is_first(text, start)
            for word in [text[start:end]]
        }

        self._shared = {
            surname: _named_in(bearers, paragraphs)
            for surname, bearers in persons.items()
            if len(bearers) > 1 and surname in {key_of(word) for word in self._written}
        }

    def mentions(self, text: str) -> list[Mention]:
        """Return the actors that a paragraph names, in order; call it for one paragraph after the other."""
        words = [match.span() for match in re.finditer(rf"{_WORD}|&|[0-9][\w.,]*\w|[0-9]", text)]
        no_names = (_PATTERNS.holiday, _PATTERNS.of_department)
        apart = [match.span() for each in no_names for match in each.finditer(text)]
        apart += [span for span in currencies_in(text) if key_of(text[slice(*span)]) not in self._known]
        words = [
            (first, first + len(_PATTERNS.unhyphened.sub("", text[first:last])))
            for first, last in words
            if text[last : last + 1] not in _CURRENCIES  # "US$5m"
            and not _PATTERNS.currency.match(text, first)
            and not any(start <= first < end for start, end in apart)
        ]
        words = with_forms(text, words)
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
        if not is_heading(text):
            for run in runs_of(text, free):
                others = [each for each in found if text[run[-1][1] : each.start] == " and "]
                found.extend(self._of_family(text, run, others)[:1] or self._new(text, run))
            for adjective in _OF_COUNTRY.finditer(text):
                country = _ADJECTIVES[adjective[1].casefold()]
                if not any(each.meets(*adjective.span()) for each in found):
                    bearer = self._known.get(key_of(country)) or _Named(country, None, "country")
                    found.append(bearer.at(text, *adjective.span(1)))
        found = self._with_greater(text, [self._body_of(text, each) for each in found])
        if not is_heading(text):
            found.extend(
                Mention(*body.span(), body[0], body[0], None, "government-body", guessed=True)
                for body in _PATTERNS.unnamed_body.finditer(text)
                if not any(each.meets(*body.span()) for each in found)
            )
        found = sorted(
            each._replace(guessed=True)
            if text.endswith(("Mr and Mrs ", "Mr. and Mrs. "), 0, each.start)
            else each
            for each in found
            if not _names_a_thing(text, each)
        )
        if (town := _PATTERNS.dateline.match(text)) and found and found[0].end <= town.end():
            found[0] = found[0]._replace(kind="place") if found[0].kind == UNKNOWN else found[0]
        for place, mention in enumerate(found):
            if rivals := _rivals(mention, found[:place]):  # new names are found after those that are known
                found[place] = mention._replace(guessed=True, rivals=rivals)
            beside = found[place + 1] if place + 1 < len(found) else mention
            called_so = _PATTERNS.called_so.fullmatch(text, mention.end, beside.start)
            if called_so and beside.actor and mention.actor is None and beside.text in mention.text:
                self._known[key_of(mention.name)] = self._known[key_of(beside.name)]
                found[place] = mention._replace(name=beside.name, actor=beside.actor, kind=beside.kind)
            short = _PATTERNS.abbreviation.match(text, mention.end)
            named = self._known.get(key_of(mention.name))
            if short is None or named is None:
                continue
            new = found[place + 1] if place + 1 < len(found) else None
            if new is not None and new.text == short["name"] and new.actor is None:
                self._known[key_of(short["name"])] = named
                found[place + 1] = new._replace(name=named.name, actor=named.actor, kind=named.kind)
            elif key_of(short["name"]) not in self._known:
                self._known[key_of(short["name"])] = named
                return self.mentions(text)  # it may stand for the name from there on
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
        named = self._known.get(key_of(name)) or _Named(name, None, "government-body")
        return named.at(text, start, end)

    def _with_greater(self, text: str, found: list[Mention]) -> list[Mention]:
        """Return mentions in which a body of a known one is one of its own: "Council of the Union"."""
        starts = {each.start: each for each in found}
        for each in found:
            of = _PATTERNS.of_greater.match(text, each.end) if each.kind in BODIES else None
            whole = starts.get(of.end()) if of else None
            if whole is None or each.actor is not None or whole.kind not in BODIES:
                continue
            name = text[each.start : whole.end]
            named = self._known.get(key_of(name)) or _Named(name, None, each.kind)
            self._known[key_of(name)] = named
            self._longest = max(self._longest, len(name.split()))
            one = named.at(text, each.start, whole.end)
            return self._with_greater(text, [one, *(m for m in found if m not in (each, whole))])
        return found

    def _end(self, text: str, span: tuple[int, int]) -> int:
        """Return where a word ends without the ending of an owner, unless it is of a name: "Sotheby's"."""
        start, end = span
        match = re.search(r"(?:'s|\u2019s|['\u2019])$", text[start:end])
        return end - len(match[0]) if match and text[start : end - 2] not in self._in_s else end

    def _known_at(self, text: str, words: list[tuple[int, int]], place: int) -> tuple[int, Mention | None]:
        """Return the longest known name that starts with a word, and how many words it takes; 0 for none."""
        first = words[place][0]
        if not is_capital(text[first : words[place][1]]) and not is_without_case(text[first]):
            return 0, None
        for length in range(min(self._longest, len(words) - place), 0, -1):
            end = self._end(text, words[place + length - 1])
            key = key_of(text[first:end])
            if key not in self._known:
                continue
            named = self._known[key]
            of_person = named is None or named.kind in ("person", UNKNOWN)
            forms = 0 if length == 1 else _forms(text, words[place + length - 1 :])
            if forms and named is not None and named.kind == "person":
                continue  # "Ida Berg Ltd" is no person
            if length == 1 and self._is_part(text, words, place):
                continue
            body = named is not None and named.actor is None and named.kind in BODIES
            if body and length > 1 and self._is_led(text, words, place):
                continue  # "the Arden Audit Office" where "the Audit Office" has been named
            other = self._told_apart(text, first, end) if of_person else None
            if other is not None:
                return sum(first <= each[0] < other.end for each in words), other
            if named is None:
                return length, Mention(first, end, text[first:end], text[first:end], None)
            self._note(named)
            return length + forms, self._short_of(named, text, first, end)
        end = self._end(text, words[place])
        named = self._by_short(text[first:end])
        of_person = named is not None and named.kind in ("person", UNKNOWN)
        other_one = _PATTERNS.of_person.match(text, words[place][1]) is not None
        other_one |= of_person and _is_of_family(text, first, end)
        if named is not None and named.kind == "company" and place + 1 < len(words):
            after = text[slice(*words[place + 1])]
            other_one |= (  # "Alba Oslo", a firm of Alba Group
                are_together(text, words[place], words[place + 1]) and key_of(after) in self._known
            )
        if place + 2 < len(words) and text[slice(*words[place + 1])] == "&":
            other_one |= is_capital(text[slice(*words[place + 2])])  # "Ek & Sons", a firm of Lars Ek
        if named is None or other_one or self._is_part(text, words, place):
            return 0, None
        other = self._told_apart(text, first, end) if of_person else None
        if other is not None:
            return sum(first <= each[0] < other.end for each in words), other
        return 1, self._short_of(named, text, first, end)

    def _short_of(self, named: _Named, text: str, start: int, end: int) -> Mention:
        """Return the mention of an actor by a part of its name; a surname that others bear may mean them."""
        key = key_of(text[start:end])
        several = len({each.name for each in self._short.get(key, []) if surname_of(each.name) == key}) > 1
        unsure = several or key in self._shared or key in self._unsure
        given = [  # "Li" of Wei Li may be that of Li Wei
            each.name
            for each in self._short.get(key, [])
            if each.name != named.name
            and each.kind in ("person", UNKNOWN)
            and key_of(each.name.split()[0]) == key
        ]
        of_person = named.kind in ("person", UNKNOWN) and surname_of(named.name) == key
        rivals = tuple(dict.fromkeys(given)) if of_person else ()
        return named.at(text, start, end, guessed=bool(unsure or rivals))._replace(rivals=rivals)

    def _told_apart(self, text: str, start: int, end: int) -> Mention | None:
        """Return who is told apart from the one of this name: "Ek Jr", "the elder Ek", "his son, Ek"."""
        name = text[start:end]
        before = text[max(0, start - 60) : start]
        rank = None if bared(name.split()[-1]) in _WORDS.ranks else _RANK.match(text, end)
        if rank is not None:
            name = text[start : rank.end()].replace(",", "")
            named = self._known.get(key_of(name)) or self._by_short(name)
            if named is None:
                named = self._known[key_of(name)] = _Named(name, None, "person")
                self._longest = max(self._longest, len(name.split()))
            self._note(named)
            return named.at(text, start, rank.end())
        which = _PATTERNS.rank_before.search(before)
        if which is not None:
            first = start - len(which[0])
            return Mention(first, end, text[first:end], text[first:end], None, "person", guessed=True)
        title = _PATTERNS.title_of_sex.search(before)
        if title is not None and " " not in name and (bearers := self._bearers(name)):
            sex = "m" if title[1] in ("Mr", "Sir", "Lord") else "f"
            sure = [each for each in bearers if sex_of(each.name) == sex]
            fitting = sure or [each for each in bearers if sex_of(each.name) is None]
            women = (bared(each.name.split()[0]).endswith("a") for each in fitting)
            likely = bool(sure) or all(may_be == (sex == "f") for may_be in women)
            if len(fitting) < min(2, len(bearers)) or not likely:
                named = fitting[0] if len(fitting) == 1 else _Named(f"{title[1]} {name}", None, "person")
                return named.at(text, start, end, guessed=True)
        opens = text[end : end + 1] != "," and _PATTERNS.fronted.search(before)
        kin = None if opens else _PATTERNS.relative.search(before)
        kin = kin or _PATTERNS.relative_of.match(text, end)
        of_name = any(surname_of(each.name) == key_of(name) for each in self._bearers(name))
        if kin is not None and " " not in name and of_name:
            return Mention(start, end, name, f"{name} ({kin[1]})", None, "person", guessed=True)
        return None

    def _bearers(self, word: str) -> list[_Named]:
        named = self._known.get(key_of(word))
        return [*self._short.get(key_of(word), []), *([named] if named else [])]

    def _by_short(self, word: str) -> _Named | None:
        """Return whom a surname or initials mean; the one whom they have meant before, if several."""
        bearers = self._short.get(key_of(word), [])
        sharing = [each for each in bearers if surname_of(each.name) == key_of(word)]
        if len(bearers) > 1:  # a surname rather than the first word of a firm
            bearers = sharing or bearers
        if key_of(word) in self._shared:
            alone = self._shared[key_of(word)]
            return bearers[0] if len(bearers) == 1 and bearers[0].actor == alone is not None else None
        if len(bearers) > 1:
            firms = [each for each in bearers if each.kind == "company"]  # Fern Group, and its ship Fern Lift
            whole = [each for each in firms if _PATTERNS.form_behind.sub("", each.name) == word]
            firms = whole or firms  # Alba Ltd, and its unit Alba Shipping Ltd
            return self._meant.get(key_of(word)) or (firms[0] if len(firms) == 1 and not sharing else None)
        if bearers:
            self._meant[key_of(word)] = bearers[0]
            return bearers[0]
        initials = word.isupper() and len(word) > 1 and self._initials.get(word)
        return initials or None

    def _is_ordinary(self, word: str) -> bool:
        """Return whether the first word of a sentence is surely no given name of the name that follows it."""
        bare = bared(word)
        return bare not in _GIVEN and bool(
            bare in self._small | _DESCRIBES | _WORDS.opens or _PATTERNS.adverb.search(word)
        )

    def _is_led(self, text: str, words: list[tuple[int, int]], place: int) -> bool:
        """Return whether the word before another makes a longer name with it."""
        if place and are_together(text, words[place - 1], words[place]):
            before = text[slice(*words[place - 1])]
            plain = is_title(text, *words[place - 1]) or DEMONYM.fullmatch(before) is not None
            plain = plain or self._is_no_name(text, *words[place - 1])
            lead = is_first(text, words[place - 1][0]) and before not in self._inside
            lead = lead and self._is_ordinary(before)
            known = key_of(before) in self._known and bared(before) not in _GIVEN
            return is_capital(before) and not plain and not lead and not known
        return False

    def _is_part(self, text: str, words: list[tuple[int, int]], place: int) -> bool:
        """Return whether a word, which may be a surname, makes a longer name with another beside it."""
        if self._is_led(text, words, place):
            return True
        beside = text[slice(*words[place - 1])] in _WORDS.particles if place > 1 else False
        if beside and is_capital(text[slice(*words[place - 2])]):
            return True
        office = text[words[place][1] :].split(maxsplit=1)[:1]
        if bared(text[slice(*words[place])]) in _OF_OFFICE and bared("".join(office)) in TITLES:
            return True  # "Defence Secretary X" is not of the firm Y Defence
        if place + 1 < len(words) and are_together(text, words[place], words[place + 1]):
            after = text[words[place + 1][0] : self._end(text, words[place + 1])]
            no_name = bared(after) not in _WORDS.body and self._is_no_name(text, *words[place + 1])
            plain = no_name or bared(after) in TITLES | _WORDS.ranks
            return not plain and key_of(after) not in self._known
        of = re.match(r" of (?=[A-Z])", text[words[place][1] :])
        return bool(of) and bared(text[slice(*words[place])]) in _WORDS.body | _WORDS.organisation

    def _note(self, named: _Named, *, relative: bool = False) -> None:
        """Take note of a name, so that its surname, its first word or its initials will do from now on.

        The surname of someone told as another's relative goes on meaning the other, with a doubt.
        """
        key = key_of(named.name)
        if key in self._noted:
            return
        self._noted.add(key)
        words = named.name.split()
        capitals = "".join(word[0] for word in words if word[0].isupper())
        if len(capitals) > 1:
            self._initials.setdefault(capitals, named)
        bare = list(map(bared, words))
        shorts: set[str] = set()
        if named.kind in ("person", UNKNOWN):
            impersonal = " of " in named.name or any(
                (word.isupper() and bared(word) not in _WORDS.ranks) or DEMONYM.fullmatch(word)
                for word in words
            )
            if 2 <= len(words) <= 5 and not impersonal and not set(bare) & NO_PERSON:
                last = len(surname_of(named.name, whole=True).split())
                shorts = {words[0], words[last - 1], " ".join(words[max(0, last - 2) : last])}
                if last < len(words):
                    shorts = {words[0], words[last - 1], " ".join(words[last - 1 :])}
                for word in words[1 : last - 1]:  # "Hamdan" of Tan Sri Hamdan Yusof
                    if word[0].isupper() and word[-1] != "." and len(word) > 2:
                        shorts.add(word)
                        self._unsure.add(key_of(word))
        elif len(words) > 2 and re.search(r"['\u2019]s$", words[1]):
            shorts = {re.sub(r"['\u2019]s$", "", " ".join(words[:2]))}  # St Mary's Hospital
        elif len(words) > 1 and bare[0] not in NO_PERSON and not DEMONYM.fullmatch(words[0]):
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
        if relative and self._short.get(key_of(words[-1])):
            shorts = {words[0]}
            self._unsure.add(key_of(words[-1]))
        for short in shorts - {named.name}:
            if key_of(short) not in self._known:
                self._short[key_of(short)].append(named)

    def _stands_for_itself(self, word: str) -> bool:
        """Return whether the article has a word alone, and not as a place: "Borea" of the Borea Trust."""
        alone = rf"\b{re.escape(word)}\b(?!['\u2019-]?\w| [A-Z])"
        place = rf"\b(?:at|from|in|near|of|to) {alone}"
        return bool(re.search(alone, self._article)) and re.search(place, self._article) is None

    def _new(self, text: str, words: list[tuple[int, int]]) -> list[Mention]:
        """Return the new names in a run of words with capital letters."""
        parts = parted(text, words, self._article)
        if len(parts) > 1:
            found = self._new(text, parts[-1])
            for part in reversed(parts[:-1]):
                found = self._of_family(text, part, found) or [*self._new(text, part), *found]
            return found
        titled = False
        if _PATTERNS.appointing.search(text[: words[0][0]]):
            while len(words) > 2 and is_title(text, *words[-1]):
                surname = bared(text[slice(*words[-1])]) in _WORDS.surnames
                if surname and not _PATTERNS.of_for.match(text, words[-1][1]):
                    break  # "elected Stephen J. King"
                words = words[:-1]  # "elected Ida Berg Chief Executive Officer"
        while words and (self._is_no_name(text, *words[0]) or bared(text[slice(*words[0])]) in _WORDS.ranks):
            words = words[1:]  # "Senior Vice President"
        if words and (board := _PATTERNS.board_of.match(text, words[0][0])):
            words = [word for word in words if word[0] >= board.end()] or words
        if len(words) > 1 and bared(text[slice(*words[0])]) in _WORDS.of_lands:
            # "the South Korean shipyard X"
            words = words[2:] if DEMONYM.fullmatch(text[slice(*words[1])]) else words
        last = bared(text[slice(*words[-1])]) if words else ""
        firm = re.search("['\u2019]s |&", text[words[0][0] : words[-1][1]]) if words else None
        titles = [
            place
            for place, word in enumerate(words[:4])
            if is_title(text, *word)
            and ((not firm and last not in _OF_FIRMS) or _PATTERNS.of_for.match(text, word[1]))
        ]
        if titles and titles[-1] + 1 < len(words):
            words, titled = words[titles[-1] + 1 :], True
            of = [text[slice(*word)] for word in words]
            if of[0] in ("of", "for"):  # "Minister of Trade X"
                first = 1 + (of[1:2] == ["the"])
                rest = (at for at, word in enumerate(of) if at >= first and word.casefold() not in _IN_OFFICE)
                words = words[next(rest, len(words)) :]
                titled = _OF_OFFICE.issuperset(map(str.casefold, of[first : first + 1]))  # not "of Norway"
        alone = len(words) == 1 and text[: words[0][0]].casefold().endswith("the ")
        body = alone and bared(text[slice(*words[0])]) == "treasury"
        family = len(words) == 2 and last in _WORDS.surnames and sex_of(text[slice(*words[0])]) is not None
        if family:  # "the Christian bishop", "Mary Queen of Scots"
            before = text[: words[0][0]].casefold()
            family = not (before.endswith("the ") or _PATTERNS.of_for.match(text, words[-1][1]))
        if words and (len(words) < 3 or titled) and last in TITLES and not (body or family):
            return []  # "Trade Minister", but not "Mary King"
        head = len(words) > 2 and bared(text[slice(*words[0])]) in _OF_OFFICE | {"group", "its"}
        if head and all(bared(text[slice(*word)]) in TITLES | {"group"} for word in words[1:]):
            return []  # "Group Chief Executive"
        of_state = len(words) > 1 and bared(text[slice(*words[1])]) in _WORDS.of_states
        if of_state and DEMONYM.fullmatch(text[slice(*words[0])]):
            words = words[1:]  # the Kenyan Ministry of Health
        while words and not titled and text[slice(*words[0])] in JOINS:
            words = words[1:]
        if not words:
            return []
        start, end = words[0][0], self._end(text, words[-1])
        name = text[start:end]
        bare = bared(name)
        if _PATTERNS.office_or_board.fullmatch(name):
            return []
        if len(words) == 1:
            demonym = DEMONYM.fullmatch(name) or DEMONYM.fullmatch(name.removesuffix("s"))
            paper = bare in _PAPERS and text[start].isupper()  # "the Guardian"
            demonym = None if paper or _PATTERNS.of_firm.search(text[:start]) else demonym
            two = name.replace(".", "").casefold().split("-")  # "US-China" talks are of two, and no actor
            of_two = len(two) > 1 and all(each in _COUNTRIES or each in ("us", "eu", "uk") for each in two)
            acts = _PATTERNS.acts.match(text, end) is not None
            one = acts and bare in _WORDS.without_article  # "Parliament voted"
            union = not one and bare in _WORDS.organisation | _WORDS.body and is_first(text, start)
            union = union and re.match(r" [a-z]", text[end:]) is not None
            if bare in _OF_OFFICE and _PATTERNS.office_of.search(text[:start]):
                return []  # "the Commissioner for Fisheries"
            if self._is_generic(text, start, bare) or bare in _WORDS.ranks or union:  # "Union leader"
                return []
            odd = bool(_PATTERNS.odd.match(name))
            small = bare in _WORDS.no_name | _WORDS.of_world or demonym
            letters = name in _LETTERS or len(name) == 1
            letters |= name.isupper() and bare in _DESCRIBES  # "the NGO"
            if letters or of_two or (bare in TITLES and not body) or (small and not odd):
                return []
            beside = re.match(r"['\u2019]s\s|,\s+(?:an?|which|who|whose)\s", text[end:])
            first = is_first(text, start) and name not in self._inside
            is_common = bare in _WORDS.common or _PATTERNS.common.search(name) is not None
            apposed = one or (beside is not None and not name.endswith("ly"))
            apposed |= not is_common and (acts or _PATTERNS.listing.match(text, end) is not None)
            if _PATTERNS.contracted.search(name) or (
                first and not odd and bare not in _COUNTRIES and (not apposed or bare in self._small)
            ):
                return []
            if name.isupper() and re.match(r"\s*[\u2013\u2014-]", text[end:]) and not text[:start].strip():
                return []
        if len(words) == 1 and text[end:].startswith(" family"):
            end += len(" family")
            name = text[start:end]
        key = key_of(name)
        kind = self._kind(text, start, end, titled=titled)
        if kind in ("person", UNKNOWN) and (len(words) > 1 or self._short.get(key)):
            other = self._told_apart(text, start, end)
            if other is not None:
                return [other]
        short = self._by_short(name)
        if short is not None and short.kind in ("person", UNKNOWN) and _is_of_family(text, start, end):
            return []
        if short is None and (self._short.get(key) or key in self._shared):
            several = dict.fromkeys(each.name for each in self._short.get(key, ()))
            return [Mention(start, end, name, name, None, "person", bool(several), tuple(several))]
        if short is not None:
            return [self._short_of(short, text, start, end)]
        named = self._known.get(key) or _Named(name, None, kind)
        self._known[key] = named
        self._longest = max(self._longest, len(words))
        self._note(named, relative=bool(_PATTERNS.relative.search(text[:start])))
        return [named.at(text, start, end)]

    def _of_family(self, text: str, words: list[tuple[int, int]], others: list[Mention]) -> list[Mention]:
        """Return who bears the family name of the next, and the next: "the brothers Luka and Mato Zenko"."""
        start, end = words[-1]
        given, last = text[start:end], others[0] if others else None
        is_kin = _PATTERNS.kindred.search(text[:start]) is not None
        known = key_of(given) in self._known or self._short.get(key_of(given))
        alone = (len(words) == 1 or (is_kin and len(words) == 2)) and not known
        alone &= not self._is_no_name(text, start, end)
        if not alone or last is None or not 2 <= len(last.text.split()) <= 3:
            return []
        if self._kind(text, last.start, last.end, titled=True) != "person":
            return []
        name = f"{given} {last.name.split()[-1]}"
        named = self._known.get(key_of(name)) or _Named(name, None, "person")
        if not is_kin and bared(given) not in _GIVEN:
            self._short[key_of(last.name.split()[-1])].append(named)  # who may bear it
            return []
        self._known[key_of(name)] = named
        self._longest = max(self._longest, 2)
        self._note(named)
        return [named.at(text, start, end), *others]

    def _is_generic(self, text: str, start: int, bare: str) -> bool:
        """Return whether a word with a capital letter means a body that has been named: "the Commission"."""
        if bare not in _DESCRIBES or not re.search(r"\b(?:[Tt]he|[Oo]ur)\s+[\u201c\"']?$", text[:start]):
            return False
        of_one = _PATTERNS.of_greater.match(text, start + len(bare))  # "the Council of the Union"
        return bare in _FIRMS or (not of_one and any(bare in key.split() for key in self._known))

    def _is_no_name(self, text: str, start: int, end: int) -> bool:
        word = text[start:end]
        if bared(word) in _GIVEN and self._is_given(text, start, end):
            return False
        if (
            _PATTERNS.of_class.fullmatch(word[:-2])
            or _PATTERNS.irish.match(text, start)
            or (_PATTERNS.post.match(text, end) and not _PATTERNS.of_day.search(text[:start]))
            or (_PATTERNS.on_day.match(text, start) and _PATTERNS.article.search(text[:start]))
        ):
            return False  # "People's Union", "the Sunday Post"
        if _PATTERNS.no_longer.match(word):
            return True
        if bared(word) in _WORDS.no_name or _PATTERNS.contracted.search(word):
            return not (len(word) > 1 and word.isupper())
        if _PATTERNS.odd.match(word) or _PATTERNS.whole_body.match(text, start):
            return False
        first = is_first(text, start)
        ordinary = bared(word) in self._small | _WORDS.opens
        return first and ordinary and word not in self._inside and bared(word) not in TITLES - {"former"}

    def _is_given(self, text: str, start: int, end: int) -> bool:
        """Return whether a word that may be a given name is one: "Will Ek left", but not "in May Ek left"."""
        if not re.match(r"[ \u00a0]+[A-Z]", text[end:]) or is_heading(text):
            return False
        asks = is_first(text, start) and re.match(r"[^.!?]*\?", text[end:])
        month = bared(text[start:end]) in _WORDS.no_name and _PATTERNS.of_month.search(text[:start])
        return not asks and not month

    def _kind(self, text: str, start: int, end: int, *, titled: bool) -> Kind:
        words = [bared(word) for word in text[start:end].split()]
        if " ".join(words) in _COUNTRIES:
            return "country"
        if words[0] in _WORDS.body:  # "Ministry of Trade"
            return "government-body"
        if {"central", "reserve"} & set(words[: words.index("bank")] if "bank" in words else ()):
            return "government-body"
        head = head_of(text[start:end])
        if words[-1] in _WORDS.news_too and not _WORDS.of_news.isdisjoint(words):
            return "media"
        for kind, marks in _MARKS:
            last = head if kind in BODIES else words[-1]
            if last in getattr(_WORDS, marks) or (kind == "company" and words[0] == "bank"):
                return kind
        written = text[start:end].split()
        if len(written) > 1 and not _CLUBS.isdisjoint((written[0], written[-1])):
            return "organisation"  # "FC Basel"
        told = re.match(r",? (?:who\b|aged? |[1-9][0-9],|said|told)", text[end:])
        # "a director of X, who"
        of_other = re.search(r"\b(?:at|for|from|in|of)\s+(?:the\s+)?$", text[:start])
        is_person = titled or (told and not of_other and NO_PERSON.isdisjoint(words))
        return "person" if is_person and 2 <= len(words) <= 5 else UNKNOWN


BODIES: frozenset[Kind] = frozenset({"government-body", "organisation"})
_MARKS: tuple[tuple[Kind, str], ...] = (
    ("company", "company"),
    ("government-body", "body"),
    ("organisation", "organisation"),
    ("media", "media"),
)


def _forms(text: str, words: Sequence[tuple[int, int]]) -> int:
    """Return how many words behind the first of some are its legal form: "Alba Works AG"."""
    pairs = itertools.pairwise(words)
    behind = itertools.takewhile(
        lambda pair: (
            text[pair[0][1] : pair[1][0]].strip(" \u00a0") in ("", ",")
            and text[pair[1][0]].isupper()
            and bared(text[slice(*pair[1])]).replace(" ", "").lstrip(",") in _WORDS.legal_forms
        ),
        pairs,
    )
    return len(list(behind))


def owns(word: str, text: str, end: int) -> bool:
    """Return whether a name, or a word such as "her", is followed by what it owns."""
    following = re.match(rf"\s+(?:(?:{DEMONYM.pattern})\s+)?([a-z][\w-]*)", text[end:])
    her = word.casefold() == "her" and following is not None and following[1] not in _STOPS
    return her or word.casefold() in ("its", "his", "our") or bool(_PATTERNS.owned.match(text, end))


def _rivals(mention: Mention, before: Sequence[Mention]) -> tuple[str, ...]:
    """Return who else may be meant by a surname: those of it whom the paragraph has named in full before."""
    key = key_of(mention.text)
    if mention.guessed or key_of(mention.name) == key or surname_of(mention.name) != key:
        return ()
    full = (each.name for each in before if each.text == each.name and each.kind in ("person", UNKNOWN))
    return tuple(dict.fromkeys(name for name in full if name != mention.name and surname_of(name) == key))


def _is_of_family(text: str, start: int, end: int) -> bool:
    """Return whether a surname means any of a family: "his mother was a Stokes", but "a Stokes ally"."""
    alone = text[end : end + 1] in (*".,;:!?)", "")
    return alone and _PATTERNS.of_family.search(text[:start]) is not None


def _names_a_thing(text: str, mention: Mention) -> bool:
    """Return whether a person's name is that of a thing: "Kerr's government", "the Voss bakery"."""
    if mention.kind not in ("person", UNKNOWN):
        return False
    is_surname = mention.name.split()[1:][-1:] == [mention.text]
    led = is_surname and re.search(r"\b[Tt]he\s+$", text[: mention.start])
    return bool(
        _PATTERNS.of_person.match(text, mention.end) or (led and re.match(r"\s+[a-z]", text[mention.end :]))
    )


def sex_of(name: str) -> str | None:
    """Return "f" if a given name is a woman's, "m" if it is a man's; None if it may be either."""
    first = searchable(bared(name.split()[0]))
    return "f" if first in _WOMENS_NAMES else "m" if first in _MENS_NAMES else None


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
