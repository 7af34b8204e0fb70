"""Finds who is what to whom in a sentence: "X's chief executive Y", and where: "X, a company in Dubai"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graphkit.model.entities import UNKNOWN
from graphkit.reading.clauses import Clauses
from graphkit.reading.discourse import Discourse
from graphkit.reading.lexicon import word_set
from graphkit.reading.mentions import Mention

_STATE = re.compile(
    r"\b(?:regulator|agency|authority|ministry|court|police|watchdog|central bank|navy|army)\b"
)
_JOINS = ("of", "at", "for", "to", "in", "with", "from")
_ARTICLES = ("the", "a", "an")
_IS = ("is", "was", "became", "remains", "becomes", "been", "be")
_BESIDE_IS = ("has", "had", "have", "also", "then", "later", "be", "will", "now", "still")
_BEFORE_ROLE = word_set("roles", "before_role")
_BODIES = word_set("discourse", "org_nouns")
_ORGANS = ("board", "management", "parliament", "government")


class Found(NamedTuple):
    """That two actors may be related, and where the words that say so stand."""

    type: str
    source: Mention
    target: Mention
    start: int
    end: int
    is_verb: bool = False


class Roles:
    """The roles and places of a sentence."""

    def __init__(self, text: str, clauses: Clauses, discourse: Discourse) -> None:
        self._text = text
        self._clauses = clauses
        self._discourse = discourse

    def held(
        self, start: int, end: int, *, leads: bool, personal: bool, inverse: bool
    ) -> tuple[list[Mention], list[Mention]]:
        """Return in what a role is held, and by whom.

        Parameters
        ----------
        start, end : int
            Where its title stands.
        leads : bool
            Whether who holds it stands at the head, so that "the chairman, X," is of the body spoken of.
        personal : bool
            Whether only a person can hold it.
        inverse : bool
            Whether it makes the other the source, as "Ek's firm X" does; "the Ek firm X" does not.
        """
        clauses = self._clauses
        first = clauses.at(start)
        owners, head, described = self._owner_before(first, inverse=inverse)
        owned_before = bool(owners)
        following = clauses.at(end)
        while clauses.word(following) == "and" and self._is_word(
            following + 1
        ):  # "founder and chief executive of X"
            following = clauses.past_words(following + 1, 1)
        if not owners:
            owners, following = self._owner_after(following)
        elif clauses.word(following) == "of" and clauses.word(following + 2) == ",":
            following += 2  # "its head of climate, X"
        bearers = self._bearer_after(following, owned_before, plural=self._text[end - 1] == "s")
        bearers = bearers or self._bearer_before(head, personal=personal)
        if bearers and not owners:
            owners = self._where(head)
        apposed = clauses.word(head) == "," or clauses.word(following) == ","
        if (
            bearers
            and not owners
            and described
            and leads
            and apposed
            and clauses.word(following) not in _JOINS
        ):
            focus = self._discourse.focus(but=bearers)
            owners = [] if focus is None else [focus]
        return owners, bearers

    def _where(self, verb: int) -> list[Mention]:
        """Return of what "where he was treasurer" tells."""
        clauses = self._clauses
        if clauses.word(verb) in _IS and clauses.word(verb - 2) == "where":
            return clauses.antecedent(verb - 3 - (clauses.word(verb - 3) == ","), self._discourse.is_body)
        return []

    def _is_word(self, place: int) -> bool:
        return place < len(self._clauses.units) and self._clauses.is_ordinary(place)

    def _owner_before(self, first: int, *, inverse: bool) -> tuple[list[Mention], int, bool]:
        """Return whose a role is told to be before it, the place before that, and if "the" goes with it."""
        clauses = self._clauses
        place = clauses.past_words(first - 1, -1, *_BEFORE_ROLE)
        described = any(
            word in _ARTICLES for word in map(clauses.word, range(max(place + 1, first - 2), first))
        )
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
        if mention is not None and beside and self._discourse.is_body(mention):
            return (
                [mention],
                clauses.past_words(place - 1, -1, *_BEFORE_ROLE),
                described,
            )  # "a former X manager"
        if clauses.word(place) == "whose":
            owner = clauses.antecedent(place - 2 if clauses.word(place - 1) == "," else place - 1)
            return owner[:1], place, described
        return [], place, described

    def _owner_after(self, place: int) -> tuple[list[Mention], int]:
        """Return what follows "of", "at" and the like; "head of sales at X" has two."""
        clauses, first = self._clauses, place
        for _ in range(2):
            if clauses.word(place) not in _JOINS:
                break
            place = clauses.past_words(place + 1, 1, *_ARTICLES, "and", most=5)
            if clauses.mention(place) is None:
                continue
            more = clauses.past_words(place + 1, 1, most=3)
            named = clauses.mention(more)
            if clauses.owns(place) and named is not None and clauses.word(place + 1) not in _ORGANS:
                return [named], more + 1
            found = clauses.object(place)[:1]
            if found == [clauses.mention(place)]:
                return found, clauses.past_words(place + 1, 1, most=3)
            return found, clauses.at(found[0].end) if found and found[0].start > clauses.units[
                place
            ].start else place + 1
        return [], first

    def _bearer_after(self, place: int, owned_before: bool, *, plural: bool) -> list[Mention]:
        """Return who is named after a role: "its chief executive, Y"."""
        clauses = self._clauses
        if owned_before and clauses.word(place) == "in" and clauses.word(place + 2) == ",":
            place += 2
        if clauses.word(place) in ("is", "was") and owned_before:
            return clauses.object(place + 1)
        comma = clauses.word(place) == ","
        place += comma
        if comma or owned_before:  # "his wife, the former minister Y", "its agent, a company called Y"
            described = owned_before or clauses.word(place) in _ARTICLES
            place = (
                clauses.past_words(place, 1, *_ARTICLES, "called", "named", most=5) if described else place
            )
            place += clauses.word(place) in ("called", "named")
        named = clauses.past_words(place + 1, 1, most=3)
        if named > place + 1 and clauses.mention(named) is not None and not clauses.owns(place):
            place = named  # "the Singapore fund X"
        mention = clauses.mention(place)
        if mention is None:
            return []
        return clauses.joined_after(place) if plural and not clauses.owns(place) else [mention]

    def _bearer_before(self, place: int, *, personal: bool) -> list[Mention]:
        """Return who is named before a role: "Y, the chief executive", "Y is its chief executive"."""
        clauses = self._clauses
        while clauses.word(place) in ("also", "then", "now", "still", "currently"):
            place -= 1
        word = clauses.word(place)
        if word == "," and place > 0:
            return clauses.antecedent(place - 1, self._discourse.is_person if personal else None)
        if word == "as":
            verb = clauses.verb_before(place)
            return [] if verb is None else clauses.object(verb + 1) or clauses.subject(verb)
        if word not in _IS:
            return []
        while clauses.word(place - 1) in _BESIDE_IS:
            place -= 1
        return clauses.subject(place)

    # --- places -----------------------------------------------------------------------------------------

    def places(self) -> Iterator[Found]:
        """Yield where actors are: "Spain's X", "X of Korea", "X, a company in Dubai", "the Brno-based X"."""
        for place, unit in enumerate(self._clauses.units):
            if unit.mention is None:
                continue
            yield from self._owned(place, unit.mention)
            if self._discourse.is_body(unit.mention):
                yield from self._at_body(place, unit.mention)
            if not self._discourse.is_place(unit.mention):
                continue
            found = self._of(place, unit.mention) if unit.owns else self._in(place, unit.mention)
            for actor in found[:1]:
                body = actor.kind == "government-body" or bool(
                    _STATE.search(self._text[unit.end : actor.start])
                )
                type_ = "part-of" if body and unit.owns else "located-in"
                yield Found(type_, actor, unit.mention, unit.start, unit.end)

    def _owned(self, place: int, actor: Mention) -> Iterator[Found]:
        """Yield "Ek, whose firm X" and "Ek's X" of a person and a body, and "Shenzhen's X" of a place."""
        clauses, discourse = self._clauses, self._discourse
        if not discourse.is_body(actor) or clauses.owns(place):
            return
        owner = clauses.mention(place - 1) if clauses.owns(place - 1) else None
        if clauses.word(place - 1) == "whose":
            owner = next(iter(clauses.antecedent(place - 3, discourse.is_person)), None)
        if owner is None or owner.name == actor.name:
            return
        if discourse.is_person(owner):
            yield Found("owns", owner, actor, owner.start, actor.end)
        elif owner.kind == UNKNOWN and len(owner.name.split()) == 1 and not discourse.is_place(owner):
            yield Found("located-in", actor, owner, owner.start, actor.end)

    def _at_body(self, place: int, body: Mention) -> Iterator[Found]:
        """Yield "X of the broker Y", of a person and a body."""
        clauses = self._clauses
        head = clauses.past_words(place - 1, -1, "the", most=4)
        person = clauses.mention(head - 1)
        if clauses.word(head) == "of" and clauses.word(head - 1) in ("formerly", "previously"):
            person = clauses.mention(head - 3)  # "Y, formerly of X"
        noun = clauses.past_words(head - 1, -1, "a", "an", "the", most=4)
        if clauses.word(head) == "at" and noun < head - 1 and not clauses.owns(place):  # "Y was a clerk at X"
            word = clauses.word(noun)
            found = (
                clauses.subject(noun) if word in _IS else clauses.antecedent(noun - 1) if word == "," else []
            )
            person = next(iter(found), None)
        if person is not None and clauses.word(head) == "at" and noun < head - 1:
            yield from self._at_work(person, body)
            return
        if (
            clauses.word(head) not in ("of", "at")
            or person is None
            or clauses.owns(head - 1)
            or clauses.owns(place)
        ):
            return
        yield from self._at_work(person, body)

    def _at_work(self, person: Mention, body: Mention) -> Iterator[Found]:
        if self._discourse.is_person(person):
            yield Found("works-for", person, body, person.start, body.end)

    def _of(self, place: int, where: Mention) -> list[Mention]:
        """Return "Spain's X", "Spain's largest bank, X," and "X, Spain's largest bank,"."""
        clauses, discourse = self._clauses, self._discourse
        following = clauses.past_words(place + 1, 1, "-", most=6)
        after = clauses.mention(following)
        if after is not None and not clauses.owns(following):
            return [] if discourse.is_person(after) else [after]
        if clauses.word(following) != "," or following == place + 1:
            return []
        apposed = clauses.mention(following + 1)
        if apposed is not None:
            return [] if discourse.is_person(apposed) else [apposed]
        return clauses.antecedent(place - 2, discourse.is_body) if clauses.word(place - 1) == "," else []

    def _in(self, place: int, where: Mention) -> list[Mention]:
        """Return who is in a place: "the London broker X", "X of London", "X, a broker in London"."""
        clauses, discourse = self._clauses, self._discourse
        based = self._text[where.end : where.end + 6] == "-based"
        following = clauses.past_words(place + 3 if based else place + 1, 1, "-", most=6)
        after = clauses.mention(following)
        if based:
            if after is not None and not clauses.owns(following):
                return [after]
            head = clauses.past_words(place - 1, -1, *_ARTICLES, most=1)
            return clauses.antecedent(head - 1, discourse.is_body) if clauses.word(head) == "," else []
        nouns = {clauses.word(place + 1), clauses.word(following - 1)}
        if clauses.word(place - 1) in ("a", "an") and clauses.word(place - 2) == "," and _BODIES & nouns:
            return clauses.antecedent(place - 3, discourse.is_body)  # "X, an Oslo firm"
        if (
            clauses.word(place + 1) in ("headquarters", "offices", "office")
            and clauses.word(place + 2) == "of"
        ):
            return clauses.object(place + 3)  # "the Oslo headquarters of X"
        named = after is not None and following > place + 1 and not discourse.is_person(after)
        if after is not None and named and clauses.word(place - 1) in ("the", "by", "of", ",", "with"):
            return [after]
        head = place - 1 - (clauses.word(place - 1) == "the")
        word = clauses.word(head)
        return self._behind(head - 1, word, where) if word in ("in", "of", "from") else []

    def _behind(self, head: int, word: str, where: Mention) -> list[Mention]:
        """Return of whom "in", "of" or "from" a place is told, behind what stands before that word."""
        clauses, discourse = self._clauses, self._discourse
        if word == "in" and clauses.word(head) in ("based", "headquartered", "registered"):
            return clauses.antecedent(head - 2) if clauses.word(head - 1) == "," else clauses.subject(head)
        before = clauses.mention(head)
        if before is not None and word != "from":
            fixed = (
                word == "of"
                or before.kind in ("government-body", "organisation")
                or discourse.is_place(before)
            )
            fixed = fixed or clauses.word(head - 1) in _BODIES  # "the company X in Basel"
            direct = before.end + 9 > where.start and not clauses.owns(head)
            return [before] if direct and fixed and not discourse.is_person(before) else []
        owner = clauses.mention(head - 1)
        if word == "in" and clauses.word(head) in ("headquarters", "office", "offices") and owner is not None:
            return [owner] if clauses.owns(head - 1) else []
        start = clauses.past_words(head, -1, *_ARTICLES, "of", "for", "and")
        apposed = clauses.word(start) == "," and clauses.word(start + 1) in _ARTICLES
        return clauses.antecedent(start - 1) if word != "of" and apposed else []
