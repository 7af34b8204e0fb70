"""Parts a sentence into words and actors, and says who acts in a verb, and on whom.

There is no full grammar of English here. A verb's subject is what stands before it, once what lies between is
set aside: auxiliaries and adverbs, a clause between commas, what a preposition binds, the verbs of a list.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from graphkit.model.kinds import UNKNOWN
from graphkit.reading.lexicon import (
    Patterns,
    Words,
    all_verbs,
    forms_of,
    irregular_forms,
    light_verbs,
    pattern,
    word_set,
)
from graphkit.reading.mentions import Mention, owns, sex_of
from graphkit.reading.spelling import TITLES


class Unit(NamedTuple):
    """A word, a sign or an actor of a sentence; ``owns`` if "'s" follows it, or if it is "its" or "his"."""

    start: int
    end: int
    word: str
    mention: Mention | None = None
    owns: bool = False


_BLANK = Unit(0, 0, "")
_WORDS = Words("clauses")
_PATTERNS = Patterns("clauses")
_SHORT_TITLE = pattern("mentions", "short_before")
AUXILIARIES = _WORDS.be | _WORDS.have | _WORDS.modal
_BEFORE_BASE = AUXILIARIES | {"to"}
_ADVERBS = word_set("clauses", "adverbs") | {"no longer"}
_SIGNS = frozenset(';:\u2014\u2013()"\u201c\u201d')
_ASKS_OTHERS = forms_of(word_set("clauses", "asks_others"))
_BODIES = word_set("discourse", "org_nouns") - word_set("clauses", "apart")
_ANDS = ("and", "&", "nor")
_ARTICLES = ("a", "an", "the", "its", "his", "her", "their")
_MANY = frozenset(f"{noun}s" for noun in word_set("discourse", "person_nouns") | _BODIES)
_PERSONS = word_set("discourse", "person_nouns") | word_set("clauses", "personal_parts")
_TELLS = forms_of(word_set("clauses", "tells"))
_REACTS = forms_of(word_set("clauses", "reacts"))
_TRADED = word_set("statements", "agreed") | {"disposal", "flotation", "hiring"}
"""Is done by whose it is, as often as to it: "X's purchase"."""
_APART = frozenset(
    form
    for noun in _PERSONS | word_set("clauses", "apart")
    for form in (noun, f"{noun}s", noun.replace("man", "men"))
)
"""Who is another than the one whose they are: "X's founders", "a unit of X"."""
_HEARERS = _PERSONS | _BODIES | _MANY | word_set("clauses", "hearers")
"""Who is another than whom a preposition behind names: "warned the court about X"."""
_NO_PART = (
    _WORDS.prepositions | _WORDS.conjunctions | _WORDS.relative | _WORDS.determiners | AUXILIARIES | _ADVERBS
) | word_set("clauses", "no_part")
"""What is no part of a name's phrase."""
_OF_BODY = ("at", "for", "from", "in", "of", "to", "with")
_ENDS_OBJECT = _WORDS.conjunctions | {",", "and", "once"}
_ENDS_PASSIVE = _SIGNS | _WORDS.conjunctions | {"and", "who", "which", "following", "amid", "over"}


def _is_apart(noun: str) -> bool:
    return noun in _APART or not _APART.isdisjoint(noun.split("-"))  # "vice-president"


def units_of(text: str, mentions: Sequence[Mention], hidden: Sequence[tuple[int, int]]) -> list[Unit]:
    """Return the units of a sentence; dates and what stands in brackets are hidden."""
    hidden = [*hidden, *(match.span() for match in re.finditer(r"\([^()]*\)", text))]
    units: list[Unit] = []
    named = sorted(mentions)
    titles = (match.span() for match in _SHORT_TITLE.finditer(text))
    hidden += (each for each in titles if not any(m.start <= each[0] < m.end for m in named))
    place = 0
    while place < len(text):
        inside = next((last for first, last in hidden if first <= place < last), None)
        if inside is not None:
            place = inside
            continue
        while named and named[0].start < place:
            named.pop(0)
        if named and named[0].start == place:
            mention = named.pop(0)
            word = text[mention.start : mention.end].casefold()
            owning = owns(word, text, mention.end)
            place = _PATTERNS.ending.match(text, mention.end).end()  # type: ignore[union-attr]
            units.append(Unit(mention.start, mention.end, word, mention, owning))
            continue
        match = _PATTERNS.word.match(text, place)
        if match is None or _PATTERNS.of_several.match(text, place - 1):
            place += 1
            continue
        end = min([match.end(), *(each.start for each in named[:1])])
        word = text[place:end].casefold()
        owned = re.search(r"['\u2019]s$", word)
        units.append(Unit(place, end, word[: owned.start()] if owned else word, None, bool(owned)))
        place = end
    return units


class Clauses:
    """The units of a sentence, asked for subjects and objects."""

    def __init__(self, units: Sequence[Unit], is_place: Callable[[Mention], bool]) -> None:
        self.units = list(units)
        self._is_place = is_place

    # --- words ------------------------------------------------------------------------------------

    def unit(self, place: int) -> Unit:
        """Return what stands at a place; beyond the sentence a blank."""
        return self.units[place] if 0 <= place < len(self.units) else _BLANK

    def word(self, place: int) -> str:
        """Return the word at a place."""
        return self.unit(place).word

    def mention(self, place: int) -> Mention | None:
        """Return the actor at a place; None if there is none."""
        return self.unit(place).mention

    def owns(self, place: int) -> bool:
        """Return whether what stands at a place owns what follows."""
        return self.unit(place).owns

    def past_words(self, place: int, step: int, *more: str, most: int = 9) -> int:
        """Return the first place from one on at which no adjective, noun or given word stands."""
        for _ in range(most):
            if not (self.is_ordinary(place) or self.word(place) in more) or self.is_verb(place):
                break
            place += step
        return place

    def is_in_ly(self, place: int) -> bool:
        """Return whether a word is likely an adverb, and not Italy or Ann Kelly."""
        return self.mention(place) is None and self.word(place).endswith("ly")

    def at(self, offset: int) -> int:
        """Return the place of the first unit that starts at an offset of the text or after it."""
        return next((place for place, unit in enumerate(self.units) if unit.start >= offset), len(self.units))

    def is_other(self, place: int) -> bool:
        """Return whether a noun means another than the one whose they are: "a rival of X"."""
        return _is_apart(self.word(place))

    def is_verb_at(self, offset: int) -> bool:
        """Return whether a word that starts at an offset of the text is likely a verb."""
        return self.is_verb(self.at(offset))

    def is_verb(self, place: int) -> bool:
        """Return whether a word is likely a verb where it stands."""
        unit = self.unit(place)
        word = unit.word
        if unit.mention is not None or unit.owns:
            return False
        if word in AUXILIARIES:
            return True
        if word in ("acting", "managing"):
            return False  # "managing director"
        if word in _WORDS.nouns_in_ing and self.word(place + 1) in _PERSONS | _BODIES:
            return False  # "planning officer"
        if word in _WORDS.of_offices and self.word(place + 1) in TITLES | _PERSONS:
            before = self.word(self._skip_back(place - 1, stop=_BEFORE_BASE))
            return before in _BEFORE_BASE  # "Finance Minister", but "to finance director X"
        known = word in all_verbs() or word in _WORDS.saying or word in _ASKS_OTHERS
        if not known and not re.fullmatch(r"[a-z-]{2,}ed", word):
            return False
        return not self.is_noun(place)

    def is_finite(self, place: int) -> bool:
        """Return whether a verb is surely no infinitive or "-ing" form."""
        return self.word(place) in irregular_forms() or self.word(place).endswith(("ed", "s"))

    def is_noun(self, place: int) -> bool:
        """Return whether what stands before a word makes it a noun or an adjective: "the ban"."""
        before = self.unit(place - 1)
        word, led = self.word(place), self.owns(place - 2) or self.word(place - 2) in _WORDS.determiners
        if before.owns or before.word in _WORDS.determiners or before.word == "whose":
            return before.word not in ("both", "two", "that")
        if before.word in light_verbs() - AUXILIARIES and not word.endswith(("ed", "ing")):
            return self.is_verb(place - 1)  # "plans to place curbs on"
        if before.mention is not None and led and word in _WORDS.nouns_too and self.mention(place + 1):
            return True  # "the Oslo fund X"
        if self.is_in_ly(place - 1) and led:
            return True  # "its wholly owned unit"
        if word.endswith("ing"):
            held = word == "meeting" and self.word(place + 1) in (",", "at", "in", "on")
            held &= not self.is_verb(place - 1)  # "at the annual meeting on 10 April"
            return (held or word in _WORDS.nouns_in_ing) and self.is_ordinary(place - 1)
        beside = self.is_ordinary(place - 1) and not self.is_verb(place - 1)
        if before.word == "as" and word.endswith("ed"):
            return False  # "as announced"
        to = before.word == "to" and self.word(place - 2) in _WORDS.before_to  # "subject to sanctions"
        if (
            to
            or before.word in _WORDS.prepositions - {"to"}
            or (beside and word.removesuffix("s") in _WORDS.nouns_too)
        ):
            return True
        if not self.is_ordinary(place - 1) or word in _WORDS.past_alone:
            return False
        by = self.word(place + 1) == "by"  # "a case brought by X"
        return led and not by and self.word(place - 2) != "the" and not word.endswith("ed")

    def is_ordinary(self, place: int) -> bool:
        """Return whether a word may be part of a name's phrase: an adjective, noun or number."""
        unit = self.unit(place)
        own = unit.mention is None and unit.word not in _NO_PART
        return own and bool(re.match(r"[^\W_]|[$\u20ac\u00a3]", unit.word))

    def is_passive(self, place: int) -> bool:
        """Return whether a participle has a form of "be" before it, or "by" after it and no auxiliary."""
        before = self._skip_back(place - 1, stop=_WORDS.be)
        if self.word(before) in _WORDS.be:
            return not self.word(place).endswith("ing")
        if not _PATTERNS.participle.search(self.word(place)):
            return False
        nearest = self.word(place + 1)
        beside = _WORDS.prepositions | _ADVERBS | {"up", "off", "down", "out"}
        if nearest not in beside:
            return False  # it has an object
        if nearest in ("up", "off", "down", "out") and self.word(place + 2) in _ARTICLES:
            return False  # "turned down a request by X"
        free = not any(self.word(each) in AUXILIARIES | {"to"} for each in range(before, place))
        parted = nearest not in ("by", "in", "on") and self.word(place + 2) == "by"  # "taken over by"
        return free and (parted or self._by(place + 1) is not None)

    def _by(self, place: int) -> int | None:
        for each in range(place, min(place + 8, len(self.units))):
            if self.word(each) == "by":
                return each
            its_own = self.word(each - 1) == "its"  # "its FW-9 drone"
            named = self.mention(each) is not None and self.word(each - 1) not in _WORDS.bind
            if (named and not its_own) or self.word(each) in _ENDS_PASSIVE or self.is_verb(each):
                return None
        return None

    def _skip_back(self, place: int, stop: frozenset[str] = frozenset()) -> int:
        while place >= 0:
            word = self.word(place)
            beside = word in AUXILIARIES | _ADVERBS | _WORDS.shares_before or self.is_in_ly(place)
            if word in stop or not (beside or word[:1].isdigit()):
                return place
            place -= 1
        return place

    def verb_before(self, place: int) -> int | None:
        """Return the nearest verb to the left within the clause."""
        for each in range(place - 1, -1, -1):
            if self.word(each) in _SIGNS:
                return None
            if self.is_verb(each):
                return each
        return None

    def main_verb(self, places: Iterable[int]) -> int | None:
        """Return the first of some places at which a verb stands that is no auxiliary."""
        verbs = (place for place in places if self.is_verb(place) and self.word(place) not in AUXILIARIES)
        return next(verbs, None)

    # --- who acts -----------------------------------------------------------------------------------

    def subject(self, verb: int, depth: int = 0) -> list[Mention]:
        """Return who acts in a verb; for one in the passive, whom it concerns."""
        if depth > 6:
            return []
        place = self._skip_back(verb - 1)
        word = self.word(place)
        if word == "to":
            return self._governed(place, depth)
        if word in _WORDS.relative:
            who = (lambda each: each.kind in (UNKNOWN, "person")) if word == "who" else None
            return self.antecedent(place - 1, who)
        is_ing = self.word(verb).endswith("ing") or "having" in map(self.word, range(place + 1, verb))
        if word in _WORDS.prepositions:  # not "X sued Y, with 25% held by Z"
            return [] if word == "with" and not is_ing else self._governed(place, depth)
        if word in ("and", "or", "but", "then", "nor", "&"):
            return self._carried(place, verb, depth)
        reduced = AUXILIARIES.isdisjoint(map(self.word, range(place + 1, verb))) and self.is_passive(verb)
        if word == "," and reduced:
            return self.antecedent(place - 1)  # X, founded by Y
        if place < 0 and (reduced or is_ing):
            return self.opened(verb)
        if word == ",":
            return self._beyond_comma(place, verb, depth)
        if self.is_verb(place):
            return self.subject(place, depth + 1) if is_ing else []  # denied paying; the firm X sued paid
        return self.phrase(place, apposed=reduced)  # "X, a firm led by"

    def opened(self, first: int) -> list[Mention]:
        """Return who acts behind words that open a sentence: "Founded by Y, X makes chips"."""
        places = range(first + 1, len(self.units))
        comma = next((place for place in places if self.word(place) == ","), len(self.units))
        acts = self.main_verb(range(comma, len(self.units)))
        return [] if acts is None else self.phrase(self._skip_back(acts - 1), comma)

    def _names(self, place: int) -> bool:
        return (self.mention(place) is not None or self.is_ordinary(place)) and not self.is_verb(place)

    def _carried(self, place: int, verb: int, depth: int) -> list[Mention]:
        """Return the subject of the verb before: "X met Y and sued Z"."""
        before, first = self.verb_before(place), -1
        if self.word(place) == "and" and self.word(place - 1) == ",":
            asides = (each for each in range(place) if self.word(each - 1) == ",")
            inner = {each for each in asides if self.word(each) not in _WORDS.saying}  # "X, based in Y, said"
            first = next((each for each in range(place) if self.is_verb(each) and each not in inner), -1)
            signs = [each for each in range(place - 1) if self.word(each) in _SIGNS | {","}]
            asides = (each for each in signs if self.word(each + 1) in _WORDS.relative - {"that"})
            aside = max(asides, default=len(self.units))
            listed = any(self.is_verb(each + 1) for each in signs if each > aside)  # there, or after it
            outer = None if listed else self.verb_before(aside) if aside < place else None
            before = first if self.word(first) in _WORDS.saying else before if outer is None else outer
        is_ing = self.word(verb).endswith("ing")
        while before is not None and (
            (self.word(place - 1) == "," and self._is_inner(before))
            or (self.is_finite(verb) and self.word(before - 1) == "to")
            or (self.word(before).endswith("ing") and not is_ing)  # "praised X for acting and sued Y"
        ):
            before = self.verb_before(before)
        found = [] if before is None else self.subject(before, depth + 1)
        opens = self.word(place - 1) == "," and not found and before != first
        return self.subject(first, depth + 1) if opens and first >= 0 else found

    def _is_inner(self, verb: int) -> bool:
        """Return whether a verb is a participle or infinitive that has no list of verbs with the main one."""
        full = self.word(self._skip_back(verb - 1, stop=_WORDS.be)) in _WORDS.be
        return (self.is_passive(verb) and not full) or self.word(verb - 1) == "to"

    def _beyond_comma(self, comma: int, verb: int, depth: int) -> list[Mention]:
        """Return the subject before a clause between commas, or that of a list of verbs."""
        signs = (each for each in range(comma - 1, -1, -1) if self.word(each) in _SIGNS | {","})
        opening = next(signs, None)
        opening = None if opening is None or self.word(opening) != "," else opening
        if aside := self._within_verb(comma):  # "has never, as Y claims, paid": X, but Y stands nearer
            acting = self.subject(aside, depth + 1)
            near = {unit.mention.name for unit in self.units[aside:comma] if unit.mention}
            rivals = tuple(sorted(near - {each.name for each in acting}))
            return [each._replace(guessed=True, rivals=rivals) if rivals else each for each in acting]
        if opening is None and self.word(comma - 1) in _WORDS.saying:
            return []  # "has not, X said, paid"
        is_ing = self.word(verb).endswith("ing")
        if is_ing and opening is not None and self._opens_relative(opening):
            main, inner = (self._carried(each, verb, depth) for each in (opening, comma))
            inner = inner if self.word(opening + 1) in _WORDS.relative else []
            rivals = tuple(each.name for each in inner if each not in main)
            if not (main and rivals):
                return main or inner
            text = self.word(verb)  # "X wrote to Y, which owns Z, asking": X, or Y
            return [each._replace(text=text, guessed=True, rivals=rivals) for each in main]
        if opening is None or is_ing:
            return self._carried(comma, verb, depth)
        outer = self._relative_to(comma)
        if outer is not None:
            return self.phrase(outer - 1) or self.antecedent(outer - 1)
        start = self._clause_start(opening)
        acted = any(self.is_verb(each) for each in range(start, opening))
        if acted and self.mention(opening + 1) is None:
            return self._carried(comma, verb, depth)
        group = self.phrase(opening - 1)
        if not group and (unsure := self._of_whom(start, opening)):
            return [each._replace(guessed=True, rivals=(unsure,)) for each in self.phrase(comma - 1, opening)]
        joins = self.word(opening + 1) in _WORDS.joining and self.word(opening + 2) == "with"
        if group and joins:  # "X, together with Y, sued"
            return [*group, *self.object(opening + 3)]
        if acted and not group and (outer := self._aside_by(start, opening)) is not None:
            return self.phrase(outer - 1)
        return group or self.phrase(comma - 1, bound=opening)

    def _within_verb(self, comma: int) -> int:
        """Return the comma that opens an aside between "has" or "not" and its verb; 0 if none does."""
        for place in range(comma - 1, 1, -1):
            if self.word(place) in _SIGNS:
                return 0
            before = self.word(place - 1)
            if self.word(place) == "," and (before in AUXILIARIES or before in ("never", "not", "n't")):
                return place
        return 0

    def _aside_by(self, start: int, end: int) -> int | None:
        """Return the comma that opens an aside: "X, a firm owned by the son of the mayor, Y, left"."""
        verb = self.main_verb(range(start, end))
        before = (place for place in range(verb or start, start, -1) if self.word(place) == ",")
        return next(before, None) if verb is not None and self.is_passive(verb) else None

    def _of_whom(self, start: int, end: int) -> str:
        """Return words that tell a person by another, either of whom a name behind may mean; else nothing.

        "A cousin of the mayor, X," may be the cousin or the mayor.
        """
        words = list(map(self.word, range(start, end)))
        heads = [place for place, word in enumerate(words) if word in ("of", "to") and place]
        named = any(self.mention(place) is not None for place in range(start, end))
        either = len(heads) == 1 and {words[heads[0] - 1], words[-1]} <= _PERSONS
        return " ".join(words) if either and not named else ""

    def _relative_to(self, comma: int) -> int | None:
        """Return the comma that opens a relative clause which another ends: "X, whose aide, Y, left,"."""
        for each in range(self._clause_start(comma, relative=False), comma - 1):
            if self.is_verb(each):
                return None  # of the main clause
            if self.word(each) == "," and self.word(each + 1) in _WORDS.relative - {"that"} | {"whose"}:
                return each if self.main_verb(range(each + 2, comma)) is not None else None
        return None

    def _opens_relative(self, comma: int) -> bool:
        """Return whether a relative clause starts behind a comma: ", who", ", of which"."""
        first = comma + 1 + (self.word(comma + 1) in _WORDS.prepositions)
        return self.word(first) in _WORDS.relative - {"that"} | {"whom", "whose"}

    def _clause_start(self, place: int, *, relative: bool = True) -> int:
        for each in range(place - 1, -1, -1):
            word = self.word(each)
            if word in _SIGNS | _WORDS.conjunctions | _WORDS.saying or (relative and word in _WORDS.relative):
                return each + 1
        return 0

    def _governed(self, place: int, depth: int) -> list[Mention]:
        """Return who acts in "to pay" or "of paying": who is asked or accused, else the verb's subject."""
        if (owner := self._planning(place)) is not None:
            return [owner]
        governing = self.verb_before(place)
        if governing is None:
            named = [unit.mention for unit in self.units[:place] if unit.mention is not None][:1]
            return named or self.opened(place)  # "By buying X, Y"
        if self.word(governing) in _REACTS and not _WORDS.decisions.isdisjoint(
            map(self.word, range(governing, place))
        ):
            return []  # "welcomed the decision to"
        whom = governing + 1 + (self.word(governing + 1) in ("for", "on"))
        hopes = whom > governing + 1 and self.mention(whom) and self.word(place) == "to"  # "waited for X to"
        asks = hopes or self.word(governing) in _ASKS_OTHERS
        if asks and not self.is_passive(governing):
            if place > whom:  # "accused X, the head of Y, of", "asked drivers to", "called for X to"
                return self.object(whom)
            if whom_told := self.relative_object(governing, whom, ""):
                return whom_told  # "X, whom Y ordered to pay"
        acting = self.subject(governing, depth + 1)
        for_it = self.word(place) == "for" and self.word(place + 1).endswith("ing")
        if for_it and governing + 1 < place and not self.is_passive(governing):  # "jailed X for taking"
            told = [each for each in self.object(governing + 1) if each.end <= self.units[place].start]
            others = tuple(each.name for each in acting)
            return [each._replace(guessed=True, rivals=others) for each in told] or acting
        return acting

    def _planning(self, to: int) -> Mention | None:
        """Return whose plan it is that an infinitive tells: "blocked X's plan to sue Y"."""
        noun = to - 1
        owner = self.past_words(noun - 1, -1, most=4)
        is_plan = self.word(to) == "to" and self.word(noun).removesuffix("s") in _WORDS.plans
        return self.mention(owner) if is_plan and self.owns(owner) else None

    def antecedent(self, last: int, wanted: Callable[[Mention], bool] | None = None) -> list[Mention]:
        """Return of whom a clause or role tells that follows the phrase of nouns which ends at a place."""
        last -= self.word(last) == ","
        last -= 2 * (self.word(last).isdigit() and self.word(last - 1) == ",")  # "X, 61, who"
        mention = self.mention(last)
        if self.word(last - 1) in _WORDS.prepositions and self.word(last - 2) in _SIGNS | {"", "and", "but"}:
            return []  # "In X, the mayor, Y,"
        if mention is not None and wanted is not None and wanted(mention) and not self.owns(last):
            return self._who(last, mention, wanted)
        if mention is not None and not self._is_place(mention) and (wanted is None or wanted(mention)):
            head = self.mention(last - 2) if self.word(last - 1) == "of" and wanted is None else None
            if head is not None and head.kind == UNKNOWN:  # "X of Y, represented by Z"
                return [mention._replace(guessed=True, rivals=(head.name,))]
            return [mention if head is None or head.kind == "person" else head]
        return [each for each in self.phrase(last) if wanted is None or wanted(each)]

    def _who(self, last: int, mention: Mention, wanted: Callable[[Mention], bool]) -> list[Mention]:
        """Return whom "who" means behind an actor: of "X, a director of Y, who", it is X.

        Where Y may be a person, as in "X, the sister of Y, who", it may be Y as well.
        """
        of = last
        for _ in range(2):  # "head of sales at X"
            of = self.past_words(of - 1, -1, *_WORDS.determiners, most=5)
            if self.word(of) not in _OF_BODY or _is_apart(self.word(of - 1)):
                break
        noun = self.word(of - 1)
        if self._is_place(mention) or self.word(of) not in _OF_BODY or not _is_apart(noun):
            return [] if self._is_place(mention) else [mention]
        heads = [each for each in self.phrase(last) if wanted(each) and each != mention]
        of_body = noun in _WORDS.of_bodies and mention.kind == UNKNOWN and sex_of(mention.name) is None
        if of_body:
            return heads  # none, if the director has no name
        rivals = tuple(each.name for each in heads) or (f"the {noun}",)
        return [mention._replace(guessed=True, rivals=rivals)]

    def phrase(self, last: int, bound: int = -1, *, apposed: bool = True) -> list[Mention]:
        """Return the actors named by the phrase of nouns that ends at a place; none if it is about others.

        A phrase may stand beside another that names whom it means: "X, the firm", unless that is ruled out.
        """
        unit = self.unit(last)
        if unit.owns or not self._names(last):
            return []
        first = last
        owner: Mention | None = None
        while first - 1 > bound:
            before = self.units[first - 1]
            adjacent = before.mention is not None and self.units[first].mention is None
            plain = self.is_ordinary(first - 1) and not self.is_verb(first - 1)
            if before.owns and before.mention is not None:
                owner = owner or before.mention
            elif not (before.owns or plain or adjacent or before.word in _WORDS.determiners):
                break
            first -= 1
        named = [each.mention for each in self.units[first : last + 1] if each.mention and not each.owns]
        preceding = self.word(first - 1) if first - 1 > bound else ""
        everybody = not _WORDS.everybody.isdisjoint(map(self.word, range(first - 3, first - 1)))
        other = self.mention(first - 2)
        if preceding == "nor" and other is not None:
            led = "neither" in map(self.word, range(max(first - 4, 0), first - 2))
            return [other, *named[-1:]] if led else []
        if preceding in ("not", "nor") or (preceding == "but" and everybody):
            return []
        tells = self.word(first - 1) in AUXILIARIES | _WORDS.saying  # "said X met Y"
        beside = self.units[first].start - self.unit(first - 1).end == 1  # not "dated 5 May X met Y"
        if first - 1 > bound and self.is_verb(first - 1) and beside and not tells:
            return []  # "the man who sued X met Y"
        if preceding in _WORDS.prepositions - _WORDS.conjunctions - {"than"}:
            outer = first - 2
            if first == 1 and unit.mention is not None:
                return named[-1:]  # Under pressure X
            if outer > bound and self._names(outer):
                head = self.phrase(outer, bound)
                if head:
                    return head
                part = preceding == "of" and self._acts_for(outer, named)
                some = self.word(self.past_words(outer, -1, *_WORDS.determiners)) == "of"  # of the board of X
                return part if part and not some else []
            return []
        if unit.mention is not None:
            return self._joined_before(named[-1], first, bound)
        if owner is not None:
            return self._acts_for(last, [owner])
        if named and self.word(first) not in ("a", "an") and not self._is_place(named[-1]):
            part = self._acts_for(last, named) or (named[-1:] if unit.word in _BODIES else [])
            if part and not self._is_former(last):
                return part  # the X board, the X mine
        apposed &= self.word(first) in ("a", "an", "the") or _is_apart(unit.word)
        if self.word(first - 1) in _ADVERBS and self.word(first - 2) == ",":
            first, preceding = first - 1, ","  # "X, now the head of Y,"
        return self.antecedent(first - 2) if preceding == "," and self._names(first - 2) and apposed else []

    def _acts_for(self, noun: int, named: Sequence[Mention]) -> list[Mention]:
        """Return the last of some actors if a noun is a part of it that acts for it: "the board of X".

        Some of its people may act for it or for themselves. Of a place only its government does.
        """
        if not named or self._is_former(noun):
            return []
        word, actor, in_place = self.word(noun), named[-1], self._is_place(named[-1])
        if word in _WORDS.people_that_act and not in_place:
            return [actor._replace(text=word, guessed=True, rivals=())]
        governs = word in ("committee", "council") and self.word(noun - 1) in _WORDS.of_governing
        acts = word in _WORDS.part_of_place if in_place else governs or word in _WORDS.part_that_acts
        return [actor] if acts else []

    def _is_former(self, place: int) -> bool:
        """Return whether a noun is told as one of the past: "former executives of X"."""
        return "former" in map(self.word, range(max(0, place - 3), place))

    def _joined_before(self, mention: Mention, first: int, bound: int) -> list[Mention]:
        """Return an actor with those that "and" and commas join to it."""
        if self.word(first - 1) not in ("and", "&"):
            return [mention]
        group, opens = [mention], False
        place = first - 1
        while self.word(place) in ("and", "&", ",") and place - 1 > bound:
            comma = self.word(place - 1) == ","
            place -= 1 + comma
            member = self.mention(place)
            if member is None or self.owns(place):
                opens = comma and len(group) > 1  # "left, and X and Y met Z"
                break
            place = max(self.past_words(place - 1, -1, *_WORDS.determiners), bound) + 1
            before = self.word(place - 1)
            if before in _WORDS.prepositions or self.is_verb(place - 1):
                outer = place - 2
                outer -= self.is_verb(outer)  # "a man opposed to"
                if self._names(outer) and not any(map(self.is_verb, range(outer))):
                    return []  # "people close to X and Y"
                break
            group.insert(0, member)
            place -= 1
        start = self._clause_start(first)
        return [mention] if any(map(self.is_verb, range(start, first))) and not opens else group

    def joined_to(self, place: int) -> list[Mention]:
        """Return the actor at a place with those before it that "and" and commas join to it."""
        group: list[Mention] = []
        while (mention := self.mention(place)) is not None:
            group.insert(0, mention)
            joined = self.word(place - 1) in (("and", "&") if len(group) == 1 else (",",))
            place -= 2 if joined else 1 + len(self.units)
        return group

    def agents(self, verb: int) -> list[Mention]:
        """Return who acts in the passive: "by X"."""
        by = self._by(verb + 1)
        found = [] if by is None else self.object(by + 1)
        last = self.at(found[-1].end) if found else 0
        if self.word(last) == "," and self.word(last + 1) in _WORDS.relative:  # "by X, who backs it, and by"
            ends = (each for each in range(last + 1, len(self.units) - 2) if self.word(each) == ",")
            last = next(ends, len(self.units))
        other = last + (self.word(last) == ",")
        if found and (self.word(other), self.word(other + 1)) == ("and", "by"):
            found = list(dict.fromkeys([*found, *self.object(other + 2)]))
        return found

    # --- on whom ------------------------------------------------------------------------------------

    def object(self, place: int) -> list[Mention]:
        """Return whom what ends before a place concerns."""
        start = place
        noun = ""
        while place < len(self.units):
            word = self.word(place)
            if self.mention(place) is not None:
                of_clause = self.word(place) == "it" or (
                    self.is_verb(place + 1) and self.is_finite(place + 1)
                )
                apart = noun and self.word(place - 1) == noun and of_clause  # "sued the man it meant"
                return [] if apart else self._named_at(place)
            if word == "," and noun and (listed := self._listed(place)):
                return listed
            if word == ",":
                return self._apposed(place) if noun and not self.is_verb(place + 2) else []
            if noun in _HEARERS and word in ("about", "on", "over"):
                return []  # "told the court about X"
            if word == "of" and noun:
                return self._of(place, noun)
            if word == "once" and noun:
                return []  # "approved the sale once X had paid"
            gerund = word.endswith("ing") and self.word(place - 1) in _WORDS.prepositions
            following = self.mention(place + 1) is not None or self.word(place + 1) in _WORDS.determiners
            acts_on = word.endswith(("ed", "ing")) and self.is_verb(place) and following
            if place == start and (gerund or acts_on or word in irregular_forms()):
                return []  # "the firm that X sued paid Y", "the firm X leads sued Y", "objected to paying X"
            small = word in _WORDS.determiners | _ADVERBS
            if word not in ("called", "named"):
                led = place == start or self.word(place - 1) in _WORDS.determiners
                acts = self.is_verb(place) and not led
                if word in _WORDS.pronouns or acts or not (small or self.is_ordinary(place)):
                    return []
                noun = noun if small else word
            place += 1
        return []

    def done_to(self, place: int) -> str:
        """Return what is told from a place on to be done to whom it names, "the arrest of X"; "" if none."""
        of = place if self.owns(place) else self.past_words(place, 1, *_WORDS.determiners)
        noun = self.word(of - 1) if self.word(of) == "of" and of > place else ""
        if self.owns(of) and self.mention(of) is not None:  # "X's arrest"
            head = self.past_words(of + 1, 1, most=3)
            own = head > of + 1 and self.word(head) != "of" and self.word(head - 1) not in _TRADED
            noun = self.word(head - 1) if own else ""
        return noun if noun in _WORDS.done_to else ""

    def _listed(self, comma: int) -> list[Mention]:
        """Return who is one of those whom words before a comma mean: "14 drivers, among them X"."""
        among = (self.word(comma + 1), self.word(comma + 2)) == ("among", "them")
        listed = among or self.word(comma + 1) == "including"
        return self.joined_after(comma + 2 + among) if listed else []

    def _apposed(self, comma: int) -> list[Mention]:
        """Return whom "the minister, X," means, and Y in "the minister, X, and the mayor, Y"."""
        named = self.joined_after(comma + 1)
        if (self.word(comma + 2), self.word(comma + 3)) != (",", "and") or not named:
            return named
        other = self.object(comma + 4)
        behind = self.at(other[-1].end) if other else 0
        acts = self.is_verb(behind + (self.word(behind) == ","))
        acts |= re.match(r"\d|(?:an?|half|the)\b", self.word(behind)) is not None  # "and Y 40%"
        return named if acts else [*named, *other]

    def relative_object(self, verb: int, after: int, preposition: str) -> list[Mention]:
        """Return whom "whom X hired" or "in which X has a stake" follows; the preposition is the verb's."""
        ordinary = self.is_ordinary(after) and not self.is_verb(after)
        if ordinary or self.word(after) in _WORDS.determiners:
            return []  # it has another object
        place = self._skip_back(verb - 1)
        while self._names(place) or self.word(place) in _WORDS.determiners - {"that"}:
            place -= 1
        fronted = self.word(place - 1) in _WORDS.prepositions
        if self.word(place) not in ("that", "which", "whom") or (
            fronted and self.word(place - 1) != preposition
        ):
            return []
        told = self.verb_before(place)
        if self.word(place) == "that" and told is not None and self.word(told) in _TELLS:
            return []  # "told X that Y left"
        return self.antecedent(place - 1 - fronted)

    def _of(self, of: int, noun: str) -> list[Mention]:
        """Return whom "the head of X, Y" or "the board of X" means."""
        for each in range(of + 1, min(of + 6, len(self.units))):
            comma = each + (self.mention(each) is not None)
            apposed = _is_apart(noun) and self.word(comma) == "," and self.mention(comma + 1)
            if apposed and not self.is_verb(comma + 2):
                found = self.joined_after(comma + 1)  # "the minister of trade, X", "the head of X, Y"
                inner = self.word(comma - 1)
                if noun in _PERSONS and inner in _PERSONS:  # "the wife of the mayor, X,": she, or he
                    return [
                        one._replace(guessed=True, rivals=(f"the {noun} of the {inner}",)) for one in found
                    ]
                return found
            if comma > each:
                found = [] if _is_apart(noun) else self._named_at(each)
                apart = noun not in _WORDS.part_of_place | _WORDS.lands  # "the railway of X"
                return [] if apart and any(map(self._is_place, found)) else found
            if self.word(each) == "of":
                noun = self.word(each - 1)  # "the board of a rival of X"
            if noun in _HEARERS and self.word(each) in ("about", "at", "by", "in", "on", "with"):
                return []  # "told the court of the work at X"
            gerund = each == of + 1 and self.word(each).endswith("ing")
            if gerund or self.word(each) in _ENDS_OBJECT or self.is_verb(each):
                return []
        return []

    def _named_at(self, place: int) -> list[Mention]:
        """Return the actor at a place, or the one that "X's chief executive" and the like lead to."""
        actor, owns = self.mention(place), self.owns(place)
        assert actor is not None
        following = self.past_words(place + 1, 1, most=5)
        gap = following - place - 1
        noun = self.word(following - 1) if gap else ""
        in_place = self._is_place(actor)
        acts = gap == 1 and re.search("[^s]s$", noun) and noun not in _MANY  # "X worries Y"
        if acts and not owns and not in_place and self.mention(following) is not None:
            return [actor]
        if self.mention(following) is not None and (gap or owns or in_place):  # "the Oslo-listed X"
            return self._named_at(following)
        if owns and noun in _WORDS.shares and self.word(following) == "in":
            return self.object(following + 1)  # "bought X's stake in Y"
        if owns and noun in _WORDS.places_of:
            return [actor]
        if owns and noun:
            name = self.past_words(following + 1, 1, "the", "a", "an", most=4)
            if self.word(following) == "," and self.mention(name) is not None:
                return self.joined_after(name)
            if _is_apart(noun) or (in_place and noun in _BODIES - _WORDS.part_of_place):
                return []
        apart = _is_apart(noun) or noun in _WORDS.parts_of
        apart &= actor.kind != "person"  # "named X chief executive"
        in_place &= self.word(place + 1).isalpha()
        if not owns and gap and (apart or in_place):
            apposed = in_place and self.word(following) == ","
            return self.joined_after(following + 1) if apposed else []  # "its Oslo agent, X"
        return [] if owns and self.word(place) in ("its", "his", "her") else self.joined_after(place)

    def joined_after(self, place: int, *, between: bool = False) -> list[Mention]:
        """Return the actor at a place with those that "and" and commas join to it.

        A verb behind the last means that it acts, and is not one of them, but for "between X and Y".
        """
        mention = self.mention(place)
        group = [] if mention is None else [mention]
        joined = False
        bound = self.word(place - 1 - (self.word(place - 1) in ("the", "a", "an")))  # "at X and Y at Z"
        while group and not self.owns(place):
            following = place + 1
            if self.word(following) == "in" and self.mention(following + 1) is not None:
                following += 2 * (self.word(following + 2) in ("and", ","))  # "X in Oslo and Y in Bergen"
            while self.word(following) in (",", *_ANDS):
                joined = self.word(following) != ","
                following += 1
            last = self.word(following - 2), self.word(following - 1)
            if last[1] not in (",", *_ANDS) or (last == (",", "and") and len(group) < 2 and not between):
                break  # "met X, and Y, which"
            following += self.word(following) in _WORDS.before_others
            own = self.word(following) in ("its", "his", "her", "their")
            if own and self.mention(following) is not None:  # "X, his wife Y and Z"
                kin = self.past_words(following + 1, 1, most=3)
                following = kin if kin > following + 1 and self.mention(kin) is not None else following
            following = self.past_words(following, 1, *_WORDS.determiners, most=place + 6 - following)
            behind = following + 2 + (self.word(following + 2) == ",")
            acts = self.is_verb(behind) and not self.word(behind).endswith("ing")
            following += own and self.word(following) == "," and not acts
            if self.mention(following) is None:
                break
            owned = self.past_words(following + 1, 1, most=3)
            owned += self.word(owned) == ","
            if self.owns(following) and self.mention(owned) is not None:
                following = owned  # "X and Y's founder, Z"
            named = self.past_words(following + 1, 1, most=3)
            led = self.word(following - 1) in ("the", "a", "an")
            led |= self._is_place(self.units[following].mention)  # type: ignore[arg-type]
            if led and named > following + 1 and self.mention(named) is not None:
                following = named  # "X and by Oslo broker Y", "and the Alba fund X"
            after = self.word(following + 1)
            acts = self.is_verb(following + 1) or after[:1].isdigit()  # "60% of X and 40% of Y"
            gaps = after == bound in _WORDS.before_others
            acts |= gaps and self.mention(self.past_words(following + 2, 1, "the")) is not None
            acts |= after.split(" ")[0] in ("a", "an", "by", "the")  # "X held most and Y the rest"
            if joined and not between and acts:
                joined = False
                break
            group.append(self.units[following].mention)  # type: ignore[arg-type]
            place = following
            if joined:
                break
        return group if joined else group[:1]
