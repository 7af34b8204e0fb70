"""Guesses which actors of a sentence are related where its grammar was not read: a word, and two beside it.

Most pairs of actors that a sentence names are related in it, and the word nearest to them mostly tells how.
So each pair is proposed once, with a doubt, which a person must look at before the draft is accepted.
"""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.reading.clauses import Clauses
from graphkit.reading.discourse import Discourse
from graphkit.reading.happening import status_of
from graphkit.reading.lexicon import Patterns, Words, forms_of, word_set
from graphkit.reading.mentions import DEMONYM, Mention
from graphkit.reading.roles import Found
from graphkit.reading.story import is_event

_COURTS = word_set("alike", "courts")
_MUTUAL = word_set("statements", "mutual")
_WORDS = Words("guesses")
_NO_NOUN = word_set("mentions", "opens") | word_set("mentions", "no_name")
_RECEIVES = forms_of(word_set("statements", "receives") | word_set("guesses", "receives_too"))
_SAYING = word_set("telling", "say")
_LONGEST = 400
"""Between two that are proposed stand so many characters at most."""
_PATTERNS = Patterns("guesses")


class Hit(NamedTuple):
    """A word that may tell a relation; ``inverse`` if whom it concerns is the source."""

    start: int
    end: int
    type: str
    inverse: bool = False
    is_role: bool = False


class Guesses:
    """The pairs of a sentence: of its actors, and of those whom it may mean without naming them.

    ``hits`` are the words that may tell a relation; ``dated`` tells that the sentence has a date.
    """

    def __init__(
        self,
        text: str,
        clauses: Clauses,
        discourse: Discourse,
        mentions: Sequence[Mention],
        hits: Sequence[Hit],
        *,
        dated: bool,
    ) -> None:
        self._text = text
        self._clauses = clauses
        self._discourse = discourse
        self._mentions = sorted(mentions, key=lambda each: each.start)
        self._lists: dict[int, int] = {}  # where the list starts that the actor at a place is part of
        last: Mention | None = None
        for each in self._mentions:
            joined = last is not None and _PATTERNS.joined.fullmatch(text, last.end, each.start)
            self._lists[each.start] = self._lists[last.start] if last and joined else each.start
            last = each
        self._hits = sorted(hits)
        self._dated = dated
        self._apart = [match.span() for match in _PATTERNS.words_of_others.finditer(text)]

    def pairs(self, taken: Collection[frozenset[str]]) -> Iterator[list[Found]]:
        """Yield for each pair that is not taken what its ends may be to each other, the likeliest first."""
        paired = itertools.combinations(self._mentions, 2)
        for one, other in sorted(paired, key=lambda pair: pair[1].start - pair[0].end):
            if one.name == other.name or frozenset((one.name, other.name)) in taken:
                continue
            if one.end > other.start:
                if one.start == other.start:  # both are meant by "the two", or "the takeover"
                    hits = [hit for hit in self._hits if hit.type in _MUTUAL and not is_event(one.text)]
                    # "the purchase" is told again, and tells no more unless it is dated
                    hits += [hit for hit in self._hits if self._dated and one.start <= hit.start < one.end]
                    yield [self._read(one, other, hit) for hit in hits][:1]
                continue
            if self._is_likely(one, other):
                yield list(self._readings(one, other))

    def deeds(
        self, taken: Collection[frozenset[str]], told: Mapping[int, Collection[str]]
    ) -> Iterator[list[Found]]:
        """Yield for pairs that are not taken by then that one acts on the other, by any verb there is.

        What the words at a place have ``told`` by then, of whom they name, is all that they tell.
        """
        for actor, other, verb, end in self._acting():
            pair = frozenset((actor.name, other.name))
            is_told = pair in taken or pair <= set(told.get(verb, ()))
            if not is_told and self._may_be_related(actor, other, taken):
                yield [self._deed(actor, other, verb, end)]

    def of_topic(self, taken: Collection[frozenset[str]]) -> Iterator[list[Found]]:
        """Yield what actors to whom nothing is told by then may be to the topic of the article."""
        discourse, related = self._discourse, set().union(*taken)
        told = any(hit.type in _WORDS.never_by_topic for hit in self._hits)
        if told or _PATTERNS.of_speaker.search(self._text) or any(is_event(m.text) for m in self._mentions):
            return  # "retired as a teacher", "I never met X", "watched the talks"
        named = {each.name: each for each in reversed(self._mentions) if not discourse.is_place(each)}
        for each in named.values():
            topic = None if each.guessed or each.name in related else discourse.topic_for(each, named)
            if topic is not None:
                hits = sorted(self._hits, key=lambda hit: abs(hit.start - each.start))
                found = [self._read(*self._beside(each, topic, hit), hit) for hit in hits]
                yield [*found, Found("knows", each, topic, each.start, each.end, is_verb=True)]

    @staticmethod
    def _beside(actor: Mention, topic: Mention, hit: Hit) -> tuple[Mention, Mention]:
        """Return an actor and whoever goes without saying, who stands on the other side of a word."""
        if actor.start < hit.start:
            return actor, topic._replace(start=hit.end, end=hit.end)
        return topic._replace(start=hit.start, end=hit.start), actor

    def _acting(self) -> Iterator[tuple[Mention, Mention, int, int]]:
        """Yield who acts, and who stands in the clause, or before it: "X, in which Y"; and its bounds."""
        clauses, text = self._clauses, self._text
        verbs = [at for at in range(len(clauses.units)) if clauses.main_verb((at,)) is not None]
        for verb, following in itertools.pairwise([*verbs, len(clauses.units)]):
            if clauses.word(verb) in _SAYING or _PATTERNS.that.fullmatch(clauses.word(verb)):
                continue
            (start, first), end = clauses.unit(verb)[:2], clauses.unit(following).start or len(text)
            if apart := _PATTERNS.clause.search(text, first, end):
                end = apart.start()
            for actor, each in itertools.product(clauses.subject(verb), self._mentions):
                relative = _PATTERNS.relative.fullmatch(text, each.end, max(actor.start, each.end))
                if relative or (first <= each.start < end and self._is_concerned(each, start)):
                    yield actor, each, start, end

    def _is_concerned(self, actor: Mention, verb: int) -> bool:
        """Return whether a verb before an actor may concern it: not if that only tells who another is.

        So it does in "X's head, Y" and "Y, the head of X".
        """
        gap = self._text[verb : actor.start]
        if _PATTERNS.apart.search(gap) or _PATTERNS.apposed.search(gap):
            return False
        if _PATTERNS.from_whom.search(gap) and not _RECEIVES.isdisjoint(gap.split()):
            return False
        return not (self._clauses.owns(self._clauses.at(actor.start)) or self._leads_on(actor))

    def _may_be_related(self, actor: Mention, other: Mention, taken: Collection[frozenset[str]]) -> bool:
        """Return whether two are no places or deeds, and stand beside each other or are not told of yet."""
        ends = sorted((actor, other))
        if any(self._discourse.is_place(each) or is_event(each.text) for each in ends):
            return False
        if any(each.guessed and each.text == each.name and not each.rivals for each in ends):
            return False  # "the ministry" of nobody
        told = set().union(*taken)
        return actor.name != other.name and not (self._between(*ends) and {actor.name, other.name} <= told)

    def _deed(self, actor: Mention, other: Mention, start: int, end: int) -> Found:
        """Return what a clause tells of two from its verb on: it is open how if no word is known."""
        until = min(end, other.start) if other.start > start else end
        hits = (each for each in self._hits if not each.is_role and start <= each.start < until)
        if (hit := next(hits, None)) is not None:
            return self._read(actor, other, hit)
        verb = self._clauses.unit(self._clauses.at(start))
        return Found("knows", actor, other, *verb[:2], is_verb=True)

    def _is_likely(self, one: Mention, other: Mention) -> bool:
        gap = self._text[one.end : other.start]
        if any((start <= one.start < end) != (start <= other.start < end) for start, end in self._apart):
            return False  # "contrary to what X wrote, Y"
        if other.text[:1].islower() and _PATTERNS.owns.fullmatch(gap):
            return False  # "its chief executive" is told before
        if _PATTERNS.apart.search(gap) or len(gap) > _LONGEST:
            return False
        if self._is_of_whom(one) and self._verb(one.end, other.start) is not None:
            return False
        if self._discourse.is_place(one) or self._discourse.is_place(other):
            return not self._between(one, other)
        return not (self._is_within(one, self._any_between(one.end, other.start)) or self._leads_on(other))

    def _is_within(self, actor: Mention, between: bool) -> bool:
        """Return whether an actor tells whose another is: "Y's chairman, X", "X, chairman of Y,"."""
        clauses, place = self._clauses, self._clauses.at(actor.start)
        apposed = clauses.word(place + 1) == "," and _PATTERNS.apposed.search(self._text[: actor.start])
        return bool(apposed or (between and clauses.owns(place)))

    def _leads_on(self, actor: Mention) -> bool:
        """Return whether an actor owns what the next is: "Y's chairman, X"."""
        following = next((each for each in self._mentions if each.start > actor.end), None)
        gap = "" if following is None else self._text[actor.end : following.start]
        return bool(_PATTERNS.owned.fullmatch(gap))

    def _readings(self, one: Mention, other: Mention) -> Iterator[Found]:
        joined = _PATTERNS.joined.fullmatch(self._text, one.end, other.start)
        place = self._discourse.is_place(one) or self._discourse.is_place(other)
        there = _PATTERNS.where.search(self._text[one.end : other.start])
        town = place and bool(there or "country" not in (one.kind, other.kind))
        of_another = _PATTERNS.apposed.search(self._text, 0, other.start)  # "sued X, a cousin of Y"
        teller = next((m for m in self._mentions if of_another and m.end == of_another.start()), None)
        ranked: list[tuple[int, int, Hit]] = []
        deed = is_event(one.text) or is_event(other.text)  # "X reported the deal" tells nothing of X
        for hit in self._hits:
            if deed and (hit.is_role or hit.type not in _WORDS.on_deeds):
                continue
            if (joined and hit.type not in _MUTUAL) or (town and hit.type not in _WORDS.of_places):
                continue
            if _PATTERNS.beside.match(self._text, hit.end):
                continue  # "charged together with X"
            if (teller and hit.end <= teller.start) or (hit.is_role and self._acts_apart(one, hit)):
                continue
            if one.end <= hit.start and hit.end <= other.start:
                apart = self._between(one, other)
                begins = _PATTERNS.own_clause.match(self._text, one.end).end()  # type: ignore[union-attr]
                parted = bool(
                    _PATTERNS.clause.search(self._text, begins, hit.start)
                    or _PATTERNS.clause.search(self._text, hit.end, other.start)
                )
                doer = self._clauses.mention(self._clauses.at(hit.start) - 1)
                parted |= doer is not None and "," in self._text[one.end : doer.start] and not hit.is_role
                if not parted and not (
                    hit.is_role and (apart or self._verb(hit.end, other.start) is not None)
                ):
                    ranked.append((apart, -hit.start, hit))
            elif (
                hit.end <= one.start
                and not self._any_between(one.end, other.start)
                and not _PATTERNS.clause.search(self._text, one.end, other.start)
                and _PATTERNS.binds.fullmatch(self._text, hit.end, one.start)
            ):
                ranked.append((3, -hit.start, hit))
        yield from (self._read(one, other, hit) for *_, hit in sorted(ranked))
        if not (joined or deed) and one.text and other.text and not self._any_between(one.end, other.start):
            yield from self._by_kinds(one, other, town=town)

    def _is_of_whom(self, one: Mention) -> bool:
        """Return whether it is told of a person only whose somebody is who acts: "an aide to X met"."""
        return self._discourse.is_person(one) and bool(_PATTERNS.of_whom.search(self._text, 0, one.start))

    def _acts_apart(self, one: Mention, hit: Hit) -> bool:
        """Return whether one does something to whom a role means, and has none: "X met directors of Y"."""
        verb = self._verb(one.end, hit.start)
        as_ = self._clauses.word(
            self._clauses.past_words(self._clauses.at(hit.start) - 1, -1, "a", "an", "the")
        )
        return verb is not None and as_ != "as" and self._clauses.word(verb) not in _WORDS.of_office

    def _any_between(self, start: int, end: int) -> bool:
        return any(start <= each.start and each.end <= end for each in self._mentions)

    def _between(self, one: Mention, other: Mention) -> int:
        """Return how many actors stand between two, but for those of their lists."""
        own = (self._lists[one.start], self._lists[other.start])
        inside = (each for each in self._mentions if one.end <= each.start and each.end <= other.start)
        return len({each.start for each in inside if self._lists[each.start] not in own})

    def _verb(self, start: int, end: int) -> int | None:
        """Return where the first verb between two places stands; None if there is none."""
        return self._clauses.main_verb(range(self._clauses.at(start), self._clauses.at(end)))

    def _read(self, one: Mention, other: Mention, hit: Hit) -> Found:
        """Return what a word tells of a pair: the first acts, but for the passive and who owns a role."""
        clauses, place = self._clauses, self._clauses.at(hit.start)
        turned = hit.inverse
        if hit.is_role:
            turned ^= clauses.owns(clauses.at(one.start)) or self._discourse.is_person(other, sure=True)
        else:
            passive = hit.start >= one.end and place < len(clauses.units) and clauses.is_passive(place)
            behind = max(hit.end, one.end) if hit.end <= one.start else hit.end  # "a promise by X to Y"
            by_noun = (
                hit.start >= one.end and self._clauses.is_verb(place) and not passive
            )  # "refused an offer by X"
            turned ^= bool(passive or (not by_noun and _PATTERNS.by.search(self._text[behind : other.start])))
        source, target = (other, one) if turned else (one, other)
        return Found(hit.type, source, target, hit.start, hit.end, is_verb=not hit.is_role)

    def _is_there(self, one: Mention, other: Mention, verb: int | None) -> bool:
        """Return whether a place beside a body is where it is, not where something happens to it."""
        at_home = _PATTERNS.at_home if self._discourse.is_place(other) else _PATTERNS.home_of
        acted_on = self._clauses.is_verb(self._clauses.at(one.start) - 1)  # "sued X in Y"
        people = DEMONYM.fullmatch(one.text) or DEMONYM.fullmatch(
            other.text
        )  # "Dutch officials" tell no place
        gap = self._text[one.end : other.start]
        acts = verb is not None and self._clauses.word(verb) not in _WORDS.of_home
        passing = acts or (acted_on and gap.strip() in ("in", "near"))
        return not (passing or people) and at_home.fullmatch(gap) is not None

    def _is_told_beside(self, one: Mention, other: Mention) -> bool:
        """Return whether a noun, or a word such as "of", stands between two: not "in 2022, but the"."""
        clauses = self._clauses
        between = range(clauses.at(one.end), clauses.at(other.start))
        nouns = (clauses.word(place) for place in between if clauses.is_ordinary(place))
        gap = self._text[one.end : other.start]
        place = any(map(self._discourse.is_place, (one, other)))
        told = (_PATTERNS.of_its, *((_PATTERNS.at_home, _PATTERNS.home_of) if place else ()))
        noun = any(word.isalpha() and word not in _NO_NOUN for word in nouns)
        return noun or any(each.fullmatch(gap) for each in told)

    def _by_kinds(self, one: Mention, other: Mention, *, town: bool) -> Iterator[Found]:
        """Yield what actors of such kinds mostly are to each other, where no word tells."""
        if _PATTERNS.that.search(self._text, one.end, other.start):
            return
        discourse = self._discourse
        verb = self._verb(one.end, other.start)
        start = one.end if verb is None else self._clauses.units[verb].start
        if verb is not None and status_of(self._text, self._clauses, verb) == "denied":
            return
        ends = one.end, other.start
        if (
            verb is not None
            and _PATTERNS.says_so.match(self._text, other.end)
            and "," in self._text[slice(*ends)]
        ):
            return  # "X resigned, Y said"
        if verb is None and not self._is_told_beside(one, other):
            return
        for source, target in ((one, other), (other, one)):
            if discourse.is_place(target) and not discourse.is_person(source):
                if not self._is_there(one, other, verb):
                    return
                yield Found("located-in", source, target, *ends)
            elif discourse.is_person(source) and discourse.is_body(target):
                if verb is not None and not _COURTS.isdisjoint(target.name.casefold().split()):
                    return  # whoever does something before a court mostly does not serve it
                gap = self._text[slice(*ends)]
                if _PATTERNS.from_whom.search(gap) and not _RECEIVES.isdisjoint(gap.split()):
                    return  # "received a yacht from" tells of no work
                if _PATTERNS.offered.search(gap):
                    return  # who is offered a post need not take it
                if not _PATTERNS.witness.search(self._text):  # who may speak of any firm
                    yield Found("works-for", source, target, *ends)
        if not town:
            yield Found("knows", one, other, start, other.start, is_verb=True)
