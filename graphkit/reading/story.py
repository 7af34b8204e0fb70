"""Remembers what an article has told, and says who did what "the deal" or "the fine" stands for."""

import re
from collections.abc import Collection, Iterator, Sequence

from graphkit.reading.cast import ALIKE, Cast, words_of
from graphkit.reading.lexicon import Words, pattern, table, word_set
from graphkit.reading.mentions import Mention

_WORDS = Words("discourse")
NO_FIRMS = _WORDS.public | {"court", "exchange", "ministry", "parliament", "tribunal"}
"""By these words of its name a body is known that is no company."""
_EVENTS = {
    noun: (frozenset(types.removesuffix(" alone").split()), 1 if types.endswith(" alone") else 2)
    for nouns, types in table("events").items()
    for noun in nouns.split()
}
"""Of which types of relation nouns tell, and whether of both ends or of who acts alone."""
DEALS = frozenset().union(*(types for types, ends in _EVENTS.values() if ends == 2))
_DEEDS = {noun: (types, 2) for noun, (types, _) in _EVENTS.items()} | {
    noun: (frozenset(types.split()), 1) for nouns, types in table("deeds").items() for noun in nouns.split()
}
"""Of which types nouns tell for which somebody is praised or blamed."""
_EVENT = pattern("discourse", "event", EVENTS="|".join(_EVENTS))
"""Finds "the deal", which stands for those that were told to have struck it."""
DEED = pattern("discourse", "event", EVENTS="|".join(_DEEDS))
_RETOLD = pattern("discourse", "retold", EVENTS="|".join(_DEEDS))
_OFTEN = 0.3
_LANDS = {word: land for land, words in table("adjectives").items() for word in words.split()}
_OF_JUSTICE = word_set("statements", "of_justice")
_MANY_TYPES = 4
_IT = re.compile(r"\bit\b")
_IN_A_ROW = [frozenset(row.split()) for row in word_set("statements", "in_a_row")]
_MUTUAL = word_set("statements", "mutual")
_PERSONAL = word_set("statements", "of_persons") - {"knows"}


class Story(Cast):
    """What an article has told so far, of which actors."""

    def __init__(
        self, paragraphs: Sequence[tuple[str, Sequence[Mention]]], publisher: str | None = None
    ) -> None:
        super().__init__(paragraphs, publisher)
        self._told: list[tuple[str, Mention, Mention]] = []
        self._told_before = 0  # the sentence that is read now
        self._last: set[str] = set()
        self._here: set[str] = set()  # in this paragraph
        self._earlier: set[str] = set()  # in the one before
        self._event: str | None = None  # the event of which the sentence before speaks last

    def events(
        self, text: str, here: Sequence[tuple[str, Mention, Mention]] = (), *, answering: bool = False
    ) -> list[Mention]:
        """Return words such as "the deal", each as mentions of all who were told to have struck it.

        ``here`` is told in the same sentence. With ``answering`` they mean whom blame and praise fall on: of
        what one has done to another, who did it.
        """
        found: list[Mention] = []
        before_it = _IT.finditer(text) if answering and self._event else ()
        for match in [*(DEED if answering else _EVENT).finditer(text), *before_it]:
            noun = self._event if match.re is _IT and self._event else match[1].casefold()
            types, ends = (_DEEDS if answering else _EVENTS)[noun]
            told = [each for each in (*self._told, *here) if each[0] in types]
            if not told:
                continue
            if len(types) > _MANY_TYPES:  # a decision is rather of a body of the state
                told = [each for each in told if not self.is_firm(each[1])] or told
            type_, *parties = told[-1]
            rivals: tuple[str, ...] = ()
            if answering and type_ not in _MUTUAL:
                ends, doers = 1, (one for _, one, _ in reversed(told[:-1]))
                rivals = tuple(dict.fromkeys(one.name for one in doers if one.name != parties[0].name))
            found += [
                each._replace(
                    start=match.start(), end=match.end(), guessed=True, rivals=rivals[:2],
                    text=f"it, the {noun}," if match.re is _IT else match[0],
                )
                for each in parties[:ends]
            ]  # fmt: skip
        return found

    def retold(self, text: str, *, dated: bool) -> Iterator[tuple[str, Mention, Mention, int, int]]:
        """Yield what a sentence tells again by a noun, and where its verb is: "The order took effect"."""
        for match in _RETOLD.finditer(text):
            noun, (start, end) = match["noun"], match.span("deed")
            types, _ = _DEEDS[noun]
            of_court = noun in _WORDS.from_courts
            told = [each for each in self._told if each[0] in types and (is_court(each[1]) or not of_court)]
            if not told or not (match["strong"] or dated):
                continue
            last, doer, _ = told[-1]
            type_ = "agreed" if match["signed"] and "agreed" in types else last
            for done, *ends in told:
                if (done, ends[0].name) == (last, doer.name):  # "sanctioned X and Y. The measures"
                    source, target = (
                        each._replace(start=start, end=end, text=match["deed"], guessed=True, rivals=())
                        for each in ends
                    )
                    yield type_, source, target, end + 1, match.end()

    def did(
        self, noun: str, concerned: Mention, here: Sequence[tuple[str, Mention, Mention]]
    ) -> Mention | None:
        """Return who was told last to have done what a noun means to somebody: "X's arrest"."""
        types = _DEEDS.get(noun, (frozenset(), 0))[0] - _MUTUAL
        told = (
            one
            for type_, one, other in (*here, *reversed(self._told))
            if type_ in types and other.name == concerned.name
        )
        return next(told, None)

    def focus(self, but: Sequence[Mention] = (), *, of: str = "body") -> Mention | None:
        """Return the actor of a sort that is spoken of most just now; a guess if another is so as well.

        A "body" may be a company; a "firm" is no body of the state. A "court" or a "country" is a guess.
        """
        others = {each.name for each in but}
        active = [each for name, each in self._actors.items() if each.salience > 0 and name not in others]
        if of == "country":  # that the article is about
            active = [each for each in active if each.base >= _OFTEN]
        sorts = {"body": self.is_body, "firm": self.is_firm, "court": is_court, "country": is_country}
        found = [each for each in active if sorts[of](each.mention)]
        found.sort(key=lambda each: (not each.publishes, -each.salience))
        if not found:
            return None
        told_it = found[0].mention.kind == "media"  # "X told the Post that Y left"
        sure = (len(found) < 2 and not told_it) or found[0].publishes
        sure &= of not in ("court", "country")
        return found[0].mention._replace(guessed=not sure, text="" if not sure else found[0].mention.text)

    def topic_for(self, mention: Mention, named: Collection[str]) -> Mention | None:
        """Return the body of which the article tells most, if it may concern who is ``named`` with others.

        Whoever is named for the first time mostly is so for its sake, if nobody else is named, or it was told
        of nearby; and so is any body that stands alone in an announcement, whose topic is who publishes it.
        """
        told = [
            each for name, each in self._actors.items() if name not in named and (each.salience or each.base)
        ]
        bodies = [each for each in told if self.is_body(each.mention)]
        topic = max(bodies, key=lambda each: (each.publishes, each.often), default=None)
        if topic is None or mention.name not in self._actors:
            return None
        alone, near = len(named) == 1, topic.mention.name in self._here | self._earlier | self._last
        is_first = not self._actors[mention.name].base and (alone or near)
        own = topic.publishes and alone and self.is_body(mention)
        return topic.mention._replace(text="", guessed=True, rivals=()) if is_first or own else None

    def accused(self, but: Sequence[Mention] = ()) -> Mention | None:
        """Return who stands before a court, or was arrested, if it is one person alone."""
        others = {each.name for each in but}
        held = {
            each.name: each
            for done, _, each in self._told
            if done in _OF_JUSTICE and self.is_person(each) and each.name not in others
        }
        only = next(iter(held.values())) if len(held) == 1 else None
        return None if only is None else only._replace(text="", guessed=True, rivals=())

    def land_of(self, words: Collection[str]) -> Mention | None:
        """Return the country of the article of which one of some words tells: that of "spanish"."""
        lands = {_LANDS[word] for word in words if word in _LANDS} & self._actors.keys()
        named = [self._actors[land].mention for land in lands]
        return named[0]._replace(text="", guessed=True, rivals=()) if len(named) == 1 else None

    def ministry(self, department: Collection[str]) -> Mention | None:
        """Return the only ministry of the article whose name has one of some words: that of "health".

        Without such words it is the only one that the article names.
        """
        ministries = [
            (each.mention, words_of(name))
            for name, each in self._actors.items()
            if words_of(name) & ALIKE["ministry"]
        ]
        named = [each for each, words in ministries if not words.isdisjoint(department)]
        named = named if department else [each for each, _ in ministries]
        return named[0]._replace(text="", guessed=True, rivals=()) if len(named) == 1 else None

    def is_firm(self, mention: Mention) -> bool:
        """Return whether an actor is likely a body, and none of the state."""
        heads = self._actors[mention.name].heads if mention.name in self._actors else set()
        public = not (NO_FIRMS | _WORDS.public).isdisjoint(words_of(mention.name) | heads)
        return self.is_body(mention) and mention.kind != "government-body" and not public

    def office_of(
        self, person: Mention, here: Sequence[tuple[str, Mention, Mention]]
    ) -> tuple[str, Mention] | None:
        """Return how a person was told last to be part of a body, and which; ``here`` is told just now."""
        for type_, source, target in (*here, *reversed(self._told)):
            if type_ in _WORDS.holds and source.name == person.name:
                return type_, target._replace(start=person.start, end=person.start, text="", guessed=True)
        return None

    def acting(self, type_: str, concerned: Sequence[Mention]) -> list[Mention]:
        """Return who does what nobody is told to do: the only body that has acted, on the same just now."""
        acts = frozenset().union(*(row for row in _IN_A_ROW if type_ in row))
        doers = {one.name: one for done, one, _ in self._told if done in acts and self.is_body(one)}
        near = self._last | self._here | self._earlier
        names = {each.name for each in concerned}
        before = any(done in acts and other.name in names for done, _, other in self._told)
        before |= type_ in _OF_JUSTICE | {"acquitted"}  # of the same trial
        return [
            each._replace(start=concerned[0].start, end=concerned[0].end, text="", guessed=True, rivals=())
            for each in doers.values()
            if len(doers) == 1 and before and each.name in near and each.name not in names
        ]

    def is_part_of(
        self, person: Mention, body: Mention, here: Sequence[tuple[str, Mention, Mention]]
    ) -> bool:
        """Return whether a person was told to lead or to serve a body; ``here`` is told just now."""
        return any(
            type_ in _WORDS.works and (source.name, target.name) == (person.name, body.name)
            for type_, source, target in (*here, *self._told)
        )

    def learn(self, type_: str, source: Mention, target: Mention) -> None:
        """Learn from a relation what its ends may be called from now on: who sues is the plaintiff."""
        self._told.append((type_, source, target))
        if type_ in _WORDS.of_no_person and target.name in self._actors:
            self._actors[target.name].person -= 2
        if type_ in _PERSONAL and source.name in self._actors:
            self._actors[source.name].person += 1
        self.call(type_, source, target, guessed=source.guessed or target.guessed)


def events_in(text: str) -> set[str]:
    """Return the types of relation of which the nouns of a text tell: "contract"."""
    return {type_ for word in re.findall("[a-z-]+", text) for type_ in _EVENTS.get(word, (frozenset(),))[0]}


def is_court(mention: Mention) -> bool:
    """Return whether an actor is a court by its name."""
    return mention.kind != "person" and not words_of(mention.name).isdisjoint(ALIKE["court"])


def is_country(mention: Mention) -> bool:
    """Return whether an actor is surely a country."""
    return mention.kind == "country"


def is_event(text: str) -> bool:
    """Return whether words mean what happened rather than who did it: "the merger", "X's arrest"."""
    return not _DEEDS.keys().isdisjoint(re.split(r"[\s,]+", text))
