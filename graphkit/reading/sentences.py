"""Reads the grammar of a sentence: who stands in which place of which verb, noun or office."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from graphkit.reading.clauses import AUXILIARIES, Clauses, units_of
from graphkit.reading.discourse import Discourse, in_quotes
from graphkit.reading.guesses import Guesses, Hit
from graphkit.reading.lexicon import (
    Patterns,
    Word,
    Words,
    forms_of,
    irregular_forms,
    light_verbs,
    pattern,
    word_set,
)
from graphkit.reading.mentions import Mention
from graphkit.reading.roles import Found, Roles
from graphkit.reading.story import is_event
from graphkit.reading.telling import Telling, signed
from graphkit.temporal.dates_in_text import IRREGULAR_PASTS

_WORDS = Words("statements")
_PATTERNS = Patterns("statements")
Matched = tuple[Word, Sequence[re.Match[str]]]
"""Words of the vocabulary, and where a sentence has them."""
_LETS = forms_of(_WORDS.lets)
_OWN = ("his", "her", "its", "their")
_RECEIVED = forms_of(_WORDS.receives)
_UNDOING = forms_of(_WORDS.undoing)
_TOLD_OF = word_set("telling", "say") | forms_of(_WORDS.told_of)
_NEAR = 5
"""So many words behind a verb at most is its object, or "from" tells who acts: "was expelled now from X"."""
_BROUGHT = forms_of(_WORDS.brought)
_PREPOSITIONS = word_set("clauses", "prepositions") - {"of"}
_PERSONS = word_set("discourse", "person_nouns")
_SORTS = word_set("discourse", "org_nouns") | _PERSONS
_PEOPLE = (_SORTS | word_set("clauses", "hearers") | _WORDS.people) - word_set("clauses", "places_of")
_PLURALS = *(f"{noun}s" for noun in _SORTS - word_set("clauses", "places_of")), "men", "women"
_ACT_FOR = word_set("clauses", "part_that_acts")
_DETERMINERS = word_set("clauses", "determiners")
_ENDS_NOUN = _PREPOSITIONS - {"from"} | {"that", "while", "who", "which", ",", ";"}
"""Stands before a noun that no verb before it brings: "settled a dispute over loans to"."""
_ASKING = pattern("proposals", "asking")
_SAYING = word_set("telling", "say")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph starts and ends."""
    start = 0
    for match in _PATTERNS.sentence_end.finditer(text):
        if _PATTERNS.shortened.search(text[: match.start()]):
            continue
        yield start, match.end() - (len(match[0]) - len(match[0].rstrip()))
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def is_one_place(sources: Sequence[Mention], targets: Sequence[Mention]) -> bool:
    """Return whether the same words name both ends: "the two met"."""
    return bool(sources and targets) and sources[0].start == targets[0].start


class Sentence:
    """A sentence with its actors, and who says what in it."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], discourse: Discourse, dates: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.discourse = discourse
        self.named, self.dates = sorted(mentions), dates
        meant = [*mentions, *discourse.references(text, self.named)]
        self._read(meant, dates)
        if spoken := list(self._first_persons()):
            self._read([*meant, *spoken], dates)

    def _read(self, mentions: Sequence[Mention], dates: Sequence[tuple[int, int]]) -> None:
        apart = [
            each.span(each.lastgroup or 0)
            for each in _PATTERNS.contrast.finditer(signed(self.text, mentions))
        ]
        self.mentions = sorted(
            each for each in mentions if not any(first <= each.start < last for first, last in apart)
        )
        self._at: defaultdict[int, list[Mention]] = defaultdict(list)
        for each in self.mentions:
            self._at[each.start].append(each)
        units = units_of(self.text, self.mentions, [*dates, *apart])
        self.clauses = Clauses(
            units, lambda each: self.discourse.is_place(each) and not is_event(each.text)
        )  # "the sanctions" of a country
        self.roles = Roles(self.text, self.clauses, self.discourse)
        self.telling = Telling(self.text, self.clauses, self.mentions, dates, self.discourse)

    def each_of(self, named: Sequence[Mention]) -> list[Mention]:
        """Return mentions with all whom the words of each mean: "the two" means both."""
        return [
            one._replace(guessed=one.guessed or each.guessed) if one.name != each.name else each
            for each in named
            for one in self._at.get(each.start) or [each]
        ]

    def offices(self, roles: Sequence[Found]) -> Iterator[Found]:
        """Yield who leaves, or follows whom, in a body that its roles name, or that was told of before."""
        clauses, told = self.clauses, [each[:3] for each in roles]
        for match in _PATTERNS.office.finditer(self.text):
            how = match.lastgroup or ""
            verb = clauses.at(match.start(how))
            gone, come = clauses.subject(verb), clauses.agents(verb)
            if how == "follows" and not clauses.is_passive(verb):
                gone, come = clauses.object(clauses.at(match.end())), gone
            for person in gone:
                office = self.discourse.office_of(person, told)
                demanded = _ASKING.search(self.text[: match.start()])  # of what is not said
                focus = None if office or demanded else self.discourse.focus(but=[person])
                if focus and how != "follows" and self.discourse.is_person(person):
                    office = "works-for", focus._replace(text="", guessed=True, start=person.start)
                type_, body = office or ("", person)
                pairs = {
                    "leaves": [("resigned-from", person, body)],
                    "sent": [("dismissed", body, person)],
                    "follows": [(type_, each, body) for each in come],
                }[how]
                yield from (Found(*pair, *match.span(), is_verb=True) for pair in pairs if office)

        for match in _PATTERNS.before_or_after.finditer(self.text):
            owners, bearers = self.roles.held(*match.span(), leads=False, personal=True, inverse=False)
            for person, each in ((person, each) for person in owners[:1] for each in bearers[:1]):
                if office := self.discourse.office_of(person, told):
                    yield Found(office[0], each, office[1], *match.span())

    def with_focus(self, matched: Sequence[Matched]) -> Iterator[Found]:
        """Yield what a noun tells of one actor alone and of whichever firm was spoken of: "approval by X".

        The sentence names nobody else but places.
        """
        bodies = {each.name for each in self.mentions if not self.discourse.is_place(each)}
        if len(bodies) != 1:
            return
        for word, match in ((word, match) for word, places in matched for match in places):
            fits = word.type in (_WORDS.done_to_firms if word.inverse else _WORDS.done_by_firms)
            noun = self.clauses.at(match.start())
            if not (word.is_noun and fits) or word.between or self.clauses.unit(noun).start != match.start():
                continue
            acting, other = self._of_noun(word, noun, self.clauses.at(match.end()))
            focus = self.discourse.focus(but=self.mentions, of="firm")
            if acting or len(other) != 1 or other[0].guessed or focus is None:
                continue
            focus = focus._replace(start=match.start(), end=match.start(), text="", guessed=True, rivals=())
            pair = (other[0], focus) if word.inverse else (focus, other[0])
            yield Found(word.type, *pair, *match.span(), is_verb=True)

    def silent(self) -> Iterator[Found]:
        """Yield who gives no answer to who publishes the article, if nobody else is named who asked."""
        asking = self.discourse.asking()
        if asking is None:
            return
        for match in _PATTERNS.silent.finditer(signed(self.text, self.mentions)):
            for each in self.clauses.subject(self.clauses.at(match.start())):
                yield Found("did-not-respond", each, asking, *match.span(), is_verb=True)

    def _first_persons(self) -> Iterator[Mention]:
        """Yield "I" and "we" of quotations as mentions of who speaks, or of the body that he speaks for."""
        for match in _PATTERNS.first_person.finditer(self.text):
            voice = self.telling.voice_at(match.start())
            free = in_quotes(self.text, match.start()) and not self.is_in_mention(*match.span())
            if free and isinstance(voice, Mention):
                several = match["several"] and self.discourse.is_person(voice)
                body = self._spoken_for(voice) if several else None
                if body or not several or match[0].casefold() == "we":
                    who = body or voice._replace(guessed=bool(several))
                    yield who._replace(start=match.start(), end=match.end(), text=match[0])

    def _spoken_for(self, speaker: Mention) -> Mention | None:
        """Return the body of whoever speaks, with a doubt: the only one named beside, or told before."""
        beside = [each for each in self.named if not in_quotes(self.text, each.start)]
        bodies = [each for each in beside if self.discourse.is_body(each) and each.name != speaker.name]
        gap = self.text[slice(*sorted((speaker.end, bodies[0].start)))] if len(bodies) == 1 else ""
        if len(bodies) == 1 and len(beside) == 2 and _SAYING.isdisjoint(gap.split()):
            return bodies[0]._replace(guessed=True, rivals=(speaker.name,))
        office = self.discourse.office_of(speaker, ())
        return office and office[1]._replace(guessed=True, rivals=(speaker.name,))

    def deeds(self, matched: Sequence[Matched], told: Sequence[Found]) -> list[Mention]:
        """Return what may be praised or blamed, as mentions of who did it; ``told`` is so just here."""
        clauses, here = self.clauses, [each[:3] for each in told]
        found: list[Mention] = []

        def add(by: Mention, start: int, end: int) -> None:
            words = self.text[start:end]
            found.append(by._replace(start=start, end=end, text=words, guessed=True, rivals=()))

        for place, unit in enumerate(clauses.units):
            first, last = place, place
            if unit.owns and clauses.done_to(place):  # "X's arrest", "its fine"
                last = clauses.past_words(place + 1, 1, most=3) - 1
            elif clauses.word(place - 1) in ("of", "on", "against"):  # "the fine on X"
                first -= 2 + (clauses.word(place - 3) == "the")
            noun = clauses.word(last if last > place else place - 2)
            doer = self.discourse.did(noun, unit.mention, here) if unit.mention and first < last else None
            if doer is not None:
                add(doer, clauses.units[first].start, clauses.units[last].end)
        for type_, source, target, start, *_ in told:
            noun = self.text[start:].partition(" ")[0]
            if is_event(noun) and not clauses.is_verb_at(start):  # "a lawsuit by X was thrown out"
                for each in (source, target) if type_ in _WORDS.mutual else (source,):
                    add(each, start, start + len(noun))
        spans = [(place.start(), place.end() + 1) for _, places in matched for place in places]
        taken = [range(each.start, each.end) for each in found]
        for each in self.discourse.events(self.text, here, answering=True):
            apart = not any(each.start in deed for deed in taken)
            far = each.text.startswith("it,") or self.text[: each.start].endswith(" of ")
            of_word = any(first < each.start <= last for first, last in spans)
            found += [each] if apart and (of_word or not far) else []  # not "the failure of the talks"
        return found

    def judged(
        self, taken: Collection[frozenset[str]], spoke: Sequence[tuple[int, Mention]]
    ) -> Iterator[Found]:
        """Yield whom somebody may praise or blame in a quotation: "Y is a fine partner", said X.

        Who ``spoke`` in the sentence before goes on if this one opens with a quotation and names no speaker.
        """
        opens = self.text[:1] in ('"', "\u201c")
        before = [who._replace(start=0, end=0, text="", guessed=True, rivals=()) for _, who in spoke if opens]
        for type_, pattern_ in (("praised", _PATTERNS.good_word), ("criticised", _PATTERNS.bad_word)):
            for match in pattern_.finditer(self.text):
                voice = self.telling.voice_at(match.start()) or next(iter(before), None)
                if not (isinstance(voice, Mention) and in_quotes(self.text, match.start())):
                    continue
                for each in self.mentions:
                    quoted = in_quotes(self.text, each.start) and not self.discourse.is_place(each)
                    pair = frozenset((voice.name, each.name))
                    if quoted and len(pair) > 1 and pair not in taken:
                        yield Found(type_, voice, each, *match.span(), is_verb=True)

    def guesses(self, hits: Iterator[Hit], told: Sequence[Mention]) -> Guesses:
        """Return the guesses of a sentence, but for those about events of which it was told already."""
        starts = {each.start for each in told}
        events = (each for each in self.discourse.events(self.text) if each.start not in starts)
        mentions = [*self.mentions, *events]
        return Guesses(self.text, self.clauses, self.discourse, mentions, list(hits), dated=bool(self.dates))

    def is_undone(self, hit: Hit) -> bool:
        """Return whether a word tells nothing of its own: "reported the payments", "withdrew the licence".

        So does what only says of what sort a name is: "the newspaper X", "the investment fund X".
        """
        clauses, place = self.clauses, self.clauses.at(hit.start)
        passive = hit.type in _WORDS.reactions and place < len(clauses.units) and clauses.is_passive(place)
        behind = [clauses.at(hit.end)] if hit.type in _WORDS.reactions else []
        if any(map(clauses.done_to, filter(clauses.owns, range(place)) if passive else behind)):
            return True  # "condemned X's arrest", "X's arrest was condemned by"
        if not hit.is_role and not clauses.is_verb(place) and clauses.word(place + 1) in _PERSONS:
            return True  # "its investment director"
        behind_it = clauses.past_words(place, 1, most=3)
        if hit.is_role:
            named = clauses.mention(clauses.at(hit.end)) is not None
            return hit.inverse and named and clauses.word(place - 1) in ("a", "an", "the")
        if clauses.mention(behind_it) is not None and clauses.word(behind_it - 1) in _SORTS:
            return True
        verb = None if clauses.is_verb(place) else clauses.verb_before(place)
        if not clauses.is_verb(place) and self._is_set_aside(hit.start):
            return True
        if verb is None or place - verb > _NEAR:
            return False
        undone = hit.type in _WORDS.given and clauses.word(verb) in _UNDOING
        return undone or clauses.word(verb) in _TOLD_OF

    def _is_set_aside(self, noun: int) -> bool:
        """Return whether a noun names a ruling that somebody undoes: "quashed X's conviction"."""
        text = signed(self.text, self.mentions)
        ahead = _PATTERNS.undone_ahead.search(text[:noun])
        return bool(ahead or _PATTERNS.undone_behind.match(text, noun))

    def comes(self, person: Mention, start: int) -> bool:
        """Return whether a person follows another in an office by a verb: "X succeeded Y as"."""
        verb = self.clauses.at(start)
        return self.clauses.subject(verb) == [person] and not self.clauses.is_passive(verb)

    def is_in_mention(self, start: int, end: int) -> bool:
        """Return whether a place is part of what names an actor."""
        return any(each.meets(start, end) for each in self.mentions)

    def is_of_thing(self, actor: Mention) -> bool:
        """Return whether a thing of an actor is told of rather than its people: "met X's demands"."""
        owned = _PATTERNS.owned_words.match(self.text, actor.end)
        of = _PATTERNS.noun_of.search(self.text, 0, actor.start)
        words = [*(owned[1].split() if owned else ()), *(of.groups() if of else ())]
        return bool(words) and not any(word in _PEOPLE or word.endswith(_PLURALS) for word in words)

    def is_of_another(self, found: Found) -> bool:
        """Return whether a person only owns, or is related to, who is meant: "X's wife was arrested"."""
        clauses, at, end = self.clauses, self.clauses.at(found.start), self.clauses.at(found.end)
        whose = self._whose(at)
        if whose and whose.name != found.target.name:
            return True  # "X's conviction for paying Y"
        for each in (found.source, found.target):
            place = clauses.at(each.start)
            if clauses.mention(place) is None or not (clauses.owns(place) and self.discourse.is_person(each)):
                continue
            own = place < at and not any(map(clauses.is_verb, range(place + 1, max(at + 1, end))))
            owned = clauses.word(clauses.past_words(place + 1, 1) - 1)
            if not own and owned not in _WORDS.homes | _WORDS.deeds:
                return True
        return False

    def _whose(self, noun: int) -> Mention | None:
        """Return to whom a noun is told to be done by whose it is: "X's conviction", not "X's ban on"."""
        clauses = self.clauses
        owners = [place for place in range(max(noun - 3, 0), noun) if clauses.owns(place)]
        if not owners or clauses.is_verb(noun) or clauses.word(noun + 1) in ("of", "on", "against"):
            return None
        return clauses.mention(owners[-1]) if clauses.done_to(owners[-1]) == clauses.word(noun) else None

    def is_of_another_end(self, start: int, end: int, target: Mention, date: int) -> bool:
        """Return whether a date stands behind another than a target: "met X on 3 May and Y later"."""
        first, last = self.dates[date]
        return start < first and last < target.start and any(end <= m.start < first for m in self.mentions)

    def is_of_what(self, end: int, target: Mention) -> bool:
        """Return whether a verb concerns what is somebody's, and not who acts for him: "the case of X"."""
        of = re.search(r"\b([a-z]+)\s+of\s+(?:the\s+)?$", self.text[end : target.start])
        owned = re.match(r"['\u2019]s?\b", self.text[target.end :])
        return bool(owned or (of and of[1] not in _ACT_FOR))

    def what_of(self, end: int, target: Mention) -> str:
        """Return what of an actor a verb concerns, if it is not the actor: "killed X's plan"."""
        of = _PATTERNS.of_it.search(self.text[end : target.start])
        owned = _PATTERNS.its_own.match(self.text, target.end)
        return (of or owned or {1: ""})[1]

    def is_name(self, start: int, match: re.Match[str]) -> bool:
        """Return whether words are part of a name."""
        return any(each.start <= start < each.end for each in self.named) or (
            match[0][:1].isupper() and bool(self.text[:start].strip()) and match[0].split()[0].istitle()
        )

    def bought(
        self, match: re.Match[str], trading: Sequence[tuple[Mention, Mention]]
    ) -> list[tuple[Mention, Mention]]:
        """Return who buys what, given who sells to whom: "X bought Y from Z", "Y was sold to X"."""
        clauses, verb = self.clauses, self.clauses.at(match.start())
        is_noun = clauses.word(verb + 1) == "of"  # "the purchase of X from Y"
        if not trading and not is_noun:
            sells = " " in match[0][:-3] and not clauses.is_passive(verb)  # "X sold its stake to Y"
            to = match[0].endswith("to") and not sells
            buyers = clauses.object(clauses.at(match.end())) if to else []
            return [(buyer, each) for each in clauses.subject(verb) for buyer in buyers]
        verb += is_noun
        if clauses.is_passive(verb) and clauses.is_verb(verb):  # "X was bought from Y by Z"
            return [(buyer, each) for _, buyer in trading for each in clauses.subject(verb)]
        beside = [each for each in clauses.object(verb + 1) if each.end <= match.end() and each.text != "it"]
        goods = [  # not "X sold its shares to Y"
            each
            for each in beside
            if each.text.casefold() not in _OWN and not re.match(r"['\u2019]", self.text[each.end :])
        ]
        buyers = [buyer for _, buyer in trading]
        if not trading and match[0].endswith("to") and clauses.word(clauses.verb_before(verb) or -1) in _LETS:
            buyers = clauses.object(clauses.at(match.end()))  # "approved the sale of X to Y"
        return [(buyer, each) for buyer in buyers for each in goods]

    def buyers(self, sold: Sequence[tuple[Mention, Mention]]) -> Iterator[tuple[Mention, Mention]]:
        """Yield who buys a stake in what is told to be sold: "X sold its stake in Y to Z"."""
        for _, target in sold:
            place = self.clauses.at(target.end)
            buyers = self.clauses.object(place + 1) if self.clauses.word(place) == "to" else []
            yield from ((buyer, target) for buyer in buyers)

    def sellers(
        self, verb: int, bought: Sequence[tuple[Mention, Mention]]
    ) -> Iterator[tuple[Mention, Mention]]:
        """Yield who sells to whom, given who buys what: "X was bought by Y from Z", "Y bought X from Z"."""
        if _PATTERNS.takes_over.match(self.text, verb):
            return
        for buyer, last in {buyer.name: (buyer, max(buyer, goods)) for buyer, goods in bought}.values():
            place = self.clauses.at(last.end)
            found = self.clauses.object(place + 1) if self.clauses.word(place) == "from" else []
            yield from ((seller, buyer) for seller in found if not self.discourse.is_place(seller))

    def left_out(
        self, pairs: Sequence[tuple[Mention, Mention]]
    ) -> tuple[list[tuple[Mention, Mention]], int | None]:
        """Return whom a verb also tells of without being said again, and from where: "X owns Y and Z 40%"."""
        named = {each.start: each for each in self.mentions}
        source, target = pairs[-1]
        told = _PATTERNS.left_out.match(signed(self.text, self.mentions), max(source.end, target.end))
        if told is None or source.name == target.name:
            return [], None
        also, one, by = (named.get(told.start(name)) for name in ("also", "one", "by"))
        between = range(self.clauses.at(told.start()), self.clauses.at(one.start)) if one and by else ()
        if any(self.clauses.is_verb(each) or self.clauses.word(each) in _PREPOSITIONS for each in between):
            return [], None  # "backed by X and run in Oslo by Y"
        backward = source.start > target.start
        if backward and also:  # "is 60% owned by X, and 40% by Y"
            return [(also, target)], told.start()
        if backward and by and one:
            return [(by, one)], told.start()
        return ([], None) if backward or by or not one else ([(one, target)], told.start())

    def is_shared(self, target: Mention, sum_: int) -> bool:
        """Return whether others stand between whom a sum concerns and the sum: "fined X and Y 5 million"."""
        return bool(
            _PATTERNS.shared.fullmatch(signed(self.text, self.mentions), target.end, max(sum_, target.end))
        )

    def is_under_way(self, start: int) -> bool:
        """Return whether a verb tells what is being done: "is buying", "is being bought"."""
        before = _PATTERNS.under_way.search(self.text[:start])
        return bool(before and (before["being"] or self.clauses.word(self.clauses.at(start)).endswith("ing")))

    def is_trade_ahead(self, start: int, end: int) -> bool:
        """Return whether goods for a customer, or from a supplier, are told to lie ahead."""
        if _PATTERNS.will_be.match(self.text, end):
            return True  # "its first customer will be X"
        for_it = _PATTERNS.goods_for.search(signed(self.text, self.mentions)[:start])
        return bool(for_it and _PATTERNS.starts_ahead.match(self.text, end))

    def is_present(self, start: int) -> bool:
        """Return whether a verb tells what is done, or is being done, in the present tense."""
        clauses, verb = self.clauses, self.clauses.at(start)
        brings = verb if clauses.is_verb(verb) else clauses.past_words(verb - 1, -1, *_DETERMINERS)
        verb = brings if clauses.word(brings) in light_verbs() else verb  # "opens an inquiry into"
        word, place = clauses.word(verb), verb - 1
        while clauses.word(place) in AUXILIARIES or clauses.is_in_ly(place):
            place -= 1
        before = set(map(clauses.word, range(place + 1, verb))) & AUXILIARIES
        if before:
            return before <= {"am", "are", "being", "is"}
        past = word.endswith(("ed", "ing")) or word in irregular_forms() or word in IRREGULAR_PASTS
        if past or not clauses.is_verb(verb) or clauses.word(place) == "to":
            return False
        while clauses.mention(place) or clauses.is_ordinary(place) or clauses.word(place) in _DETERMINERS:
            place -= 1
        return clauses.word(place) not in AUXILIARIES  # "not until 2019 did X meet Y"

    # --- verbs and nouns ------------------------------------------------------------------------------

    def waits_for_leave(self, type_: str, start: int, end: int) -> bool:
        """Return whether a deed waits for leave that is told in its clause, or whether that is the leave."""
        for leave in _PATTERNS.on_leave.finditer(self.text):
            if leave.start() <= start < leave.end():
                return type_ == "licensed"
            if type_ not in _WORDS.at_once | _WORDS.of_trade or not leave["waits"]:
                continue
            opens = not self.text[: leave.start()].strip(" ,")
            between = self.text[leave.end() : start] if opens else self.text[end : leave.start()]
            first, last = (leave.end(), start) if opens else (end, leave.start())
            places = range(self.clauses.at(first), self.clauses.at(last))
            apart = re.search(r"[;:]|, (?:and|but|which|who|whose)\b", between)
            if (opens or first <= last) and not apart and self.clauses.main_verb(places) is None:
                return True
        return False

    def pairs_of(self, word: Word, match: re.Match[str]) -> list[tuple[Mention, Mention]]:
        """Return who does to whom what words say."""
        clauses, (start, end) = self.clauses, match.span()
        start = match.start("verb") if word.passive else start
        verb, after = clauses.at(start), clauses.at(end)
        if clauses.unit(verb).start != start or clauses.mention(verb) is not None:
            return []  # it tells of another: "unlike X, which was fined,"
        within = (each for each in self.mentions if start < each.start and each.end < end)
        if word.type == "supplies" and word.inverse and any(map(self.discourse.is_person, within)):
            return []  # "hired X from Y"
        is_bought = word.type in ("acquired", "sells-to") and clauses.word(after - 1) == "from"
        near = {clauses.word(place) for place in range(max(after - 6, 0), after - 2)}
        if is_bought and clauses.word(after - 2) in _WORDS.got_from and near & _WORDS.with_help:
            return []  # "bought X without approval from Y"
        brings = clauses.verb_before(verb)
        if (
            clauses.word(verb) == "merger"
            and brings
            and clauses.word(brings) not in light_verbs() | _WORDS.bring
        ):
            return []  # "blocked the merger of"
        if word.between:
            group = clauses.joined_after(clauses.past_words(after, 1, "the"), between=True)
            return [(group[0], each) for each in group[1:]]
        taken = word.is_noun and word.type in _WORDS.given and clauses.verb_before(verb)
        if taken and clauses.word(taken) in _UNDOING:
            return []  # "withdrew the approval of"
        ends = self._of_noun(word, verb, after) if word.is_noun else self._of_verb(word, match)
        sources, targets = ends if is_one_place(*ends) else map(self.each_of, ends)
        if word.inverse:
            sources, targets = targets, sources
        if len(sources) == len(targets) and "respectively" in self.text:
            return list(zip(sources, targets, strict=True))
        return [(source, target) for source in sources for target in targets]

    def _of_verb(self, word: Word, match: re.Match[str]) -> tuple[list[Mention], list[Mention]]:
        clauses = self.clauses
        verb, after = clauses.at(match.start()), clauses.at(match.end())
        if word.passive:
            targets = clauses.object(after)
            behind = clauses.at(targets[-1].end) if targets else after
            return clauses.agents(clauses.at(match.start("verb"))) or clauses.agents(behind - 1), targets
        written = clauses.word(verb)
        if written not in ("not", "be") and clauses.is_noun(verb):
            return [], []
        if written not in AUXILIARIES | {"not"} and clauses.is_passive(verb):
            if not word.dative and after > verb + 1 and clauses.word(after - 1) in _WORDS.to:
                return clauses.agents(after - 1) or clauses.agents(verb), clauses.object(after)
            sources = clauses.agents(after - 1)
            if not sources and word.type in _WORDS.sends_off:  # "was extradited to X from Y"
                signs = (each for each in range(after, after + _NEAR) if clauses.word(each) == "from")
                sources = clauses.object(next(signs, len(clauses.units)) + 1)
            concerned = clauses.subject(verb)
            return sources or self.discourse.acting(word.type, concerned), concerned
        behind = verb + 1 if word.dative else after
        done = clauses.done_to(behind)
        chosen = clauses.joined_after(behind) if clauses.mention(behind) is not None else []
        last = clauses.at(chosen[-1].end) if chosen else behind
        alone = chosen and not any(map(clauses.mention, range(last, min(last + 3, len(clauses.units)))))
        if word.dative and word.type in ("appointed", "elected") and alone and not clauses.owns(last - 1):
            return clauses.subject(verb), chosen  # "elected X president"
        deal = word.type in _WORDS.deciding and done in _WORDS.agreed
        passed_on = done and not deal and word.type != "acquitted"
        sources, targets = clauses.subject(verb), [] if passed_on else clauses.object(behind)
        several = self.each_of(sources)
        if word.type == "merged-with" and len(match[0].split()) == 1:  # "merged", and not "merged X with Y"
            if clauses.mention(after) is not None or any(
                self.discourse.is_person(each, sure=True) for each in several
            ):
                return [], []
            targets = []
        if not targets and word.type in {*_WORDS.mutual, "family-of"} and len(several) > 1:
            apart = self._each_alone(several[-1].end, after)
            return ([], []) if apart else (several[:1], several[1:])
        if not targets and sources:
            preposition = "with" if word.type in _WORDS.mutual else match[0].split()[-1]
            targets = clauses.relative_object(verb, after, preposition)
        return sources, targets

    def _each_alone(self, start: int, after: int) -> bool:
        """Return whether several act on others, or each for himself: "both divorced their wives"."""
        unit = self.clauses.unit(after)
        behind = self.text[unit.start :] if after < len(self.clauses.units) else ""
        verb = self.text[start : unit.start] if behind else self.text[start:]
        owned = self.clauses.word(after) in _WORDS.owning
        return owned or bool(_PATTERNS.alone.search(verb) or _PATTERNS.alone.match(behind))

    def _of_noun(self, word: Word, noun: int, after: int) -> tuple[list[Mention], list[Mention]]:
        """Return whose noun it is, and whom it concerns: "X's ban on Y", "X announced a ban on Y"."""
        clauses = self.clauses
        targets = clauses.object(after)
        behind = clauses.at(targets[-1].end) if targets else after
        if clauses.word(behind) == "by" and (by := clauses.object(behind + 1)):
            return by, targets  # "approved the purchase of X by Y"
        of = {"of"} if clauses.word(after - 1) in ("against", "on") else set()
        signs = [place for place in range(noun + 1, after - 1) if clauses.word(place) in {"by", "from"} | of]
        signs = [place for place in signs if clauses.word(place) != "of" or clauses.object(place + 1)]
        if signs:
            return clauses.object(signs[0] + 1), targets  # "a lawsuit by X against", "a loan from X to"
        if clauses.word(noun) == "merger" and clauses.word(behind) == "with":
            return targets, clauses.object(behind + 1)  # "the merger of X with Y"
        for place in range(noun - 1, max(noun - 5, -1), -1):
            unit = clauses.units[place]
            if unit.word in _ENDS_NOUN:
                break
            if unit.owns and unit.mention is not None:
                return [unit.mention], targets
            if clauses.is_verb(place):
                if unit.word in _RECEIVED and clauses.word(after - 1) == "for":
                    break  # "received a licence for"
                undone = self._is_set_aside(clauses.units[noun].start)
                if not undone and unit.word in light_verbs() | _WORDS.bring:
                    passive = clauses.is_passive(place)
                    ends = (clauses.agents(after) if passive else clauses.subject(place)), targets
                    tells = unit.word.startswith("announc")
                    words = {*map(clauses.word, range(place + 1, after))}
                    own = tells and ("the" not in words or not words.isdisjoint(_OWN))  # "its sale of"
                    if unit.word in _LETS and clauses.word(noun) in _WORDS.deals | {"sale"} and not own:
                        deal = clauses.word(noun) in _WORDS.deals  # but who sells is not told
                        firm = self.discourse.is_firm if tells else lambda each: each.kind == "company"
                        ends = [each for each in ends[0] if deal and firm(each)], targets
                    received = unit.word in _RECEIVED and clauses.word(after - 1) == "of" and not passive
                    received &= word.type in _WORDS.given  # not "secured control of"
                    return ends[::-1] if received else ends  # "received the approval of"
                break
            if unit.mention is not None:
                return ([unit.mention] if place == noun - 1 else []), targets
        if clauses.word(behind) == "from" and clauses.word(after - 1) in ("to", "for"):
            return clauses.object(behind + 1), targets  # "the loan to X from Y"
        during = clauses.past_words(noun - 1, -1, "a", "an", "the")
        verb = clauses.verb_before(during)
        beside = clauses.word(after - 1) == "with" and clauses.word(during) in _WORDS.beside_meeting
        if beside and verb:  # "X left after a meeting with Y"
            others = {each.name for each in map(clauses.mention, range(verb, during)) if each}
            sources = clauses.subject(verb)
            return (sources if others <= {each.name for each in sources} else []), targets
        if during == 0 and clauses.word(0) in _WORDS.opens_own:
            return clauses.opened(0), targets  # "With the purchase of X, Y gains"
        brings = clauses.main_verb(range(behind, len(clauses.units)))
        led = clauses.word(clauses.past_words(noun - 1, -1, *_DETERMINERS)) in _PREPOSITIONS
        parts = (
            each for each in range(behind, brings or behind) if clauses.word(each) in ("and", "but", "or")
        )
        if led or any(clauses.mention(each + 1) is None for each in parts):
            brings = None  # "spoke on a visit to X and was given a medal by Y"
        if brings is not None and clauses.word(brings) in _BROUGHT and clauses.is_passive(brings):
            return clauses.agents(brings), targets  # "an inquiry into X was opened by Y"
        return clauses.agents(after), targets
