"""Finds who is what to whom in a sentence: "X's chief executive Y"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graphkit.model.kinds import UNKNOWN
from graphkit.reading.clauses import Clauses
from graphkit.reading.discourse import Discourse
from graphkit.reading.lexicon import Words, forms_of, pattern, word_set
from graphkit.reading.mentions import Mention
from graphkit.reading.spelling import TITLES

_WORDS = Words("roles")
_AS = forms_of(word_set("roles", "as"))
"""Verbs that tell whose office it is or was: "resigned as", "named X as"."""
_AFTER_ANOTHER = forms_of(_WORDS.after_another)
_SAYING = word_set("telling", "say")
_PERSONS = word_set("discourse", "person_nouns")
_FRONTED = pattern("mentions", "fronted")
_AMONG = (("among", "them"), ("such", "as"))


class Found(NamedTuple):
    """That two actors may be related, and where the words that say so stand.

    A sum is its own up to ``until``, if others are told of behind.
    """

    type: str
    source: Mention
    target: Mention
    start: int
    end: int
    is_verb: bool = False
    until: int | None = None


class Roles:
    """The roles of a sentence."""

    def __init__(self, text: str, clauses: Clauses, discourse: Discourse) -> None:
        self._text = text
        self._clauses = clauses
        self._discourse = discourse

    def held(
        self, start: int, end: int, *, leads: bool, personal: bool, inverse: bool
    ) -> tuple[list[Mention], list[Mention]]:
        """Return in what the role is held whose title stands at a place, and by whom.

        Who ``leads`` stands at the head: "the chairman, X," is of the body spoken of. Only a person holds a
        ``personal`` role. An ``inverse`` one makes the other the source: "Ek's firm X", not "the Ek firm X".
        """
        clauses = self._clauses
        first = clauses.at(start)
        if self._text[end : end + 1] in ("'", "\u2019"):
            return [], []  # "X's founder's son Y": who holds it is not named
        owners, head, described = self._owner_before(first, inverse=inverse)
        owned_before = bool(owners)
        title = self._text[start:end].casefold().removesuffix("s")
        owners = [] if title == "counterpart" else owners  # it is in another land
        if owned_before and title in _WORDS.trades and not clauses.owns(first - 1):
            owners = [
                each._replace(guessed=True, rivals=("a place",)) if each.kind == UNKNOWN else each
                for each in owners
            ]  # "a Mombasa trader"
        following = clauses.at(end)
        while clauses.word(following) == "and" and clauses.is_ordinary(following + 1):
            following = clauses.past_words(following + 1, 1)  # "founder and chief executive of X"
        if not owners:
            owners, following = self._owner_after(following)
            owners = owners if title.endswith("venture") or title in _WORDS.of_two else owners[:1]
        elif clauses.word(following) == "of" and clauses.word(following + 2) == ",":
            following += 2  # "its head of climate, X"
        plural = self._text[end - 1] == "s"
        beside = title in _WORDS.to_firm and not owners and not owned_before
        if beside and clauses.mention(after := clauses.past_words(following, 1, most=3)) is None:
            following = after  # "a rival bidder, X"
        # "a rival of the head of X", but not "Y is a rival of X's head, Z"
        of_other = clauses.word(head) in _WORDS.joins and clauses.is_other(head - 1)
        of_other &= not (owned_before and clauses.word(following) == "," and self._is_told(head - 1))
        says = clauses.word(clauses.at(end)) in _SAYING  # "paid X, his lawyer said"
        told = [] if says else self._bearer_before(head, personal=personal, plural=plural)
        beyond = self._bearer_after(following, owned_before, plural=plural, acts=bool(told))
        bearers = [] if of_other else beyond
        is_so = owners and clauses.word(following) in _WORDS.is_so_now
        if is_so and not (bearers or owned_before or of_other):
            found = clauses.object(following + 1)  # "the chairman of X is Y", "advisers to X were Y and Z"
            bearers = found if plural else found[:1]
        bearers = bearers or told
        if plural and bearers and re.match(r",?\s+and\b", self._text[bearers[-1].end : start]):
            bearers = []  # "the head of X, Y, and officials of Z"
        if clauses.word(head) == "whose" and bearers and self._discourse.is_person(bearers[-1]):
            verb = clauses.at(bearers[-1].end)
            if clauses.is_verb(verb) and clauses.word(verb + 1) == "," and not clauses.is_passive(verb):
                bearers = []  # "whose brother X paid, met Y": whom X paid
        apposed = clauses.word(head) == "," or clauses.word(following) == ","
        if bearers and not owners:  # "managing director X of Y"
            behind = clauses.at(bearers[-1].end)
            joins = ("of", "at", "from") if personal else ("of", "at")  # "bought the maker X from Y"
            owners = clauses.object(behind + 1)[:1] if clauses.word(behind) in joins else []
        of_firm = title in _WORDS.of_firms and (apposed or clauses.mention(following) in bearers)
        heads = described and leads and apposed and title not in _WORDS.of_states
        heads &= clauses.word(first - 1) in _WORDS.before_role  # not "the regional president"
        beside &= described and bool(bearers) and not self._discourse.is_place(bearers[0])
        if beside and not owners and clauses.word(following) not in _WORDS.joins:
            named = (clauses.mention(place) for place in range(first - 1, -1, -1))
            near = (each for each in named if each and each not in bearers and self._discourse.is_firm(each))
            focus = next(near, None) or self._discourse.focus(but=bearers, of="firm")
            return [focus._replace(text=title, guessed=True, rivals=())] if focus else [], bearers
        if bearers and not owners and (of_firm or heads) and clauses.word(following) not in _WORDS.joins:
            focus = self._discourse.focus(but=bearers)
            named = (clauses.mention(place) for place in range(first))
            others = any(each and each not in bearers and self._discourse.is_body(each) for each in named)
            if focus is not None and (others or not leads):
                focus = focus._replace(text="", guessed=True)
            owners = [] if focus is None else [focus]
        named_so = apposed or clauses.mention(following) in bearers
        if bearers and not owners and named_so and clauses.word(following) not in _WORDS.joins:
            owners = self._implied(first, title, bearers, capital=self._text[start].isupper() and not apposed)
        return owners, bearers

    def _implied(self, first: int, title: str, bearers: Sequence[Mention], *, capital: bool) -> list[Mention]:
        """Return in what an office is held that goes without saying: "the judge, X", "Health Minister X".

        With a ``capital`` letter and right before a name it may be that of a state: "President X".
        """
        sorts = ("court", "country", "person")
        sort = next((sort for sort in sorts if title in getattr(_WORDS, f"of_{sort}")), None)
        sort = "country" if capital and title in _WORDS.of_heads_of_state else sort
        if sort == "person":  # "the lawyer, X", "defence lawyer X", but not "the tax lawyer X"
            beside = self._clauses.word(first - 1)
            accused = self._discourse.accused(but=bearers) if beside in ("the", "defence") else None
            return [] if accused is None else [accused]
        before = {self._clauses.word(place).casefold() for place in range(max(first - 3, 0), first)}
        before |= set(title.split()[:-1])  # "energy minister"
        if sort is None or "former" in before:
            return []
        land = self._discourse.land_of(before)
        if land is not None or title == "counterpart":
            return [] if land is None else [land]  # "her Spanish counterpart, X"
        ministry = None
        if sort == "country" and title not in _WORDS.of_heads_of_state:
            plain = title == "minister" and self._clauses.word(first - 1) in ("the", ",", "")
            ministry = self._discourse.ministry(before) or (self._discourse.ministry(()) if plain else None)
        owner = ministry or self._discourse.focus(but=bearers, of=sort)
        return [] if owner is None else [owner]

    def _owner_before(self, first: int, *, inverse: bool) -> tuple[list[Mention], int, bool]:
        """Return whose a role is told to be before it, the place before that, and if "the" goes with it."""
        clauses = self._clauses
        place = clauses.past_words(first - 1, -1, *_WORDS.before_role)
        if any(map(clauses.owns, range(place + 1, first))):
            return [], place, False  # "whose founder's son"
        near = map(clauses.word, range(max(place + 1, first - 2), first))
        described = not _WORDS.articles.isdisjoint(near)
        mention = clauses.mention(place)
        if mention is not None and self._discourse.is_place(mention) and clauses.owns(place - 1):
            place -= 1  # "X's Oslo agent"
            mention = clauses.mention(place)
        if mention is not None and clauses.owns(place):
            head = place - 1
            if clauses.word(head) == "of" and clauses.word(head - 1) in ("another", "one", "part"):
                head -= 2  # "X, another of Y's companies"
            return [mention], head, described
        beside = mention is not None and place == first - 1 and not inverse
        of_land = mention is not None and mention.kind == "country"
        if mention is not None and beside and (of_land or self._discourse.is_body(mention)):
            head = clauses.past_words(place - 1, -1, *_WORDS.before_role)  # "a former X manager"
            return [mention], head, described
        if clauses.word(place) == "whose":
            owner = clauses.antecedent(place - 1)
            return owner[:1], place, described
        return [], place, described

    def _owner_after(self, place: int) -> tuple[list[Mention], int]:
        """Return what follows "of", "at" and the like; "head of sales at X" has two."""
        clauses, first = self._clauses, place
        for _ in range(2):
            if clauses.word(place) not in _WORDS.joins:
                break
            place = clauses.past_words(place + 1, 1, *_WORDS.articles, "and", most=5)
            if clauses.mention(place) is None:
                if clauses.is_other(place - 1) or clauses.word(place - 1) in _PERSONS:
                    apposed = clauses.word(place) == "," and self._is_told(first - 1)
                    found = clauses.object(first + 1)[:1] if apposed else []  # "is a cousin of the mayor, X"
                    if found:
                        return found, clauses.at(found[0].end)
                    break  # "a rival of the head of X"
                continue
            found = clauses.object(place)
            if found[:1] == [clauses.mention(place)]:
                return found, clauses.past_words(place + 1, 1, most=3)
            return found, clauses.at(found[0].end) if found else place + 1
        return [], first

    def _is_told(self, noun: int) -> bool:
        """Return whether it is told before a noun whom it means: "Y is a rival", "Y, a rival"."""
        before = self._clauses.past_words(noun, -1, *_WORDS.articles)
        return self._clauses.word(before) in _WORDS.is_so | {","} and before > 0

    def _bearer_after(self, place: int, owned_before: bool, *, plural: bool, acts: bool) -> list[Mention]:
        """Return who is named after a role: "its chief executive, Y".

        If who is named before it ``acts``, a word behind a comma is a verb: "Z, the head of X, praised
        Mayor Y", but "the head of X, retired general Y".
        """
        clauses = self._clauses
        if clauses.word(place) in _WORDS.lists and owned_before:
            return clauses.object(place + 1)
        comma = clauses.word(place) == ","
        place += comma
        if comma or owned_before:  # "his wife, the former minister Y", "its agent, a company called Y"
            described = owned_before or clauses.word(place) in _WORDS.articles
            if described:
                place = clauses.past_words(place, 1, *_WORDS.articles, "called", "named", most=5)
            place += clauses.word(place) in ("called", "named", "including")
            place += 2 * ((clauses.word(place), clauses.word(place + 1)) in _AMONG)
        owned = clauses.word(place) in ("his", "her", "its", "their")
        if (owned and not comma) or clauses.word(place) in ("and", "or", "but", "by"):
            return []  # "a rival of X, and left Y", "as head of X, his office said", "made head of X by Y"
        place += clauses.word(place) in TITLES
        named = clauses.past_words(place + 1, 1, most=3)
        verb = acts if comma else clauses.is_verb(place)
        if named > place + 1 and clauses.mention(named) and not (verb or clauses.owns(place)):
            place = named  # "the Singapore fund X"
        mention = clauses.mention(place)
        if mention is None or (comma and clauses.is_verb(place + 1)):
            return []
        opens = comma and owned_before and _FRONTED.search(self._text[: mention.start])
        if (opens or owned) and self._text[mention.end : mention.end + 1] != ",":
            return []  # "In the name of his wife, X bought", but "the head of X, her brother Y, left"
        return clauses.joined_after(place) if plural and not clauses.owns(place) else [mention]

    def _bearer_before(self, place: int, *, personal: bool, plural: bool) -> list[Mention]:
        """Return who is named before a role: "Y, the chief executive", "Y is its chief executive"."""
        clauses = self._clauses
        while clauses.word(place) in _WORDS.beside_role:
            place -= 1
        word = clauses.word(place)
        if word == "," and plural and len(listed := clauses.joined_to(place - 1)) > 1:
            return listed  # "X and Y, both engineers"
        if word == "," and place > 0:
            return clauses.antecedent(place - 1, self._discourse.is_person if personal else None)
        if word == "as":
            verb = clauses.verb_before(place)
            if verb is None or (word := clauses.word(verb)) not in _AS | _AFTER_ANOTHER:
                return []  # "was ruled out as"
            named = [] if word in _AFTER_ANOTHER else clauses.object(verb + 1)
            return named or clauses.subject(verb)
        if (word == "to" and clauses.word(place - 1) in _WORDS.named) or word in _WORDS.named:
            place -= word == "to"
            return clauses.subject(place) if clauses.is_passive(place) else []  # "was named"
        if word not in _WORDS.is_so:
            return []
        while clauses.word(place - 1) in _WORDS.beside_is:
            place -= 1
        return clauses.subject(place)
