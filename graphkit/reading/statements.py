"""Finds what a sentence may say of two actors: a verb, noun or role, and who stands in which place of it.

What is not plain is left out; who says so, and whether it has happened, is told with it.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.reading.clauses import AUXILIARIES, Clauses, units_of
from graphkit.reading.discourse import Discourse, in_quotes, is_event
from graphkit.reading.guesses import Guesses, Hit
from graphkit.reading.lexicon import (
    Hint,
    Patterns,
    Role,
    Word,
    Words,
    forms_of,
    irregular_forms,
    light_verbs,
    pattern,
    patterns_of,
    word_set,
)
from graphkit.reading.mentions import Mention
from graphkit.reading.roles import Found, Roles
from graphkit.reading.telling import Telling, Told, signed
from graphkit.temporal.dates_in_text import IRREGULAR_PASTS


class Statement(NamedTuple):
    """What a sentence may say, and where the words that say so stand.

    ``told`` is who says so, whether it happened, and when. It is ``guessed`` if the words stand beside the
    actors, but their grammar was not read; ``is_role`` if they tell what one is to the other, and
    ``is_present`` if they are a verb in the present tense.
    """

    source: Mention
    target: Mention
    type: str
    start: int
    end: int
    told: Told
    guessed: bool = False
    is_role: bool = False
    is_present: bool = False


_Matched = tuple[Word, Sequence[re.Match[str]]]
"""Words of the vocabulary, and where a sentence has them."""
_WORDS = Words("statements")
_PATTERNS = Patterns("statements")
_SENSES = patterns_of("senses")
_LETS = forms_of(_WORDS.lets)
_RECEIVED = forms_of(_WORDS.receives)
_UNDOING = forms_of(_WORDS.undoing)
_OWNING = ("'s ", "\u2019s ", "' ", "\u2019 ")
_TOLD_OF = word_set("telling", "say") | forms_of(_WORDS.told_of)
_NEAR = 5
"""So many words behind a verb at most is its object, or "from" tells who acts: "was expelled now from X"."""
_BROUGHT = forms_of(_WORDS.brought)
_PREPOSITIONS = word_set("clauses", "prepositions") - {"of"}
_DETERMINERS = word_set("clauses", "determiners")
_ENDS_NOUN = _PREPOSITIONS - {"from"} | {"that", "while", "who", "which", ",", ";"}
"""Stands before a noun that no verb before it brings: "settled a dispute over loans to"."""
_WHERE = pattern("guesses", "where")
_QUASHED = pattern("telling", "quashed")
_CRIME = pattern("proposals", "crime")
_ASKING = pattern("proposals", "asking")


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


class Reader:
    """Reads the statements of sentences with the words of a vocabulary."""

    def __init__(self, words: Sequence[Word], roles: Sequence[Role], hints: Mapping[str, Hint]) -> None:
        self._words = words
        self._hints = hints
        self._titles: dict[str, list[tuple[str, bool]]] = {}
        for role in roles:
            self._titles.setdefault(role.title.casefold(), []).append((role.type, role.inverse))
        titles = sorted(self._titles, key=len, reverse=True)
        self._role = re.compile(rf"\b(?:{'|'.join(map(re.escape, titles))})s?\b", re.IGNORECASE)

    def statements(
        self,
        text: str,
        mentions: Sequence[Mention],
        discourse: Discourse,
        dates: Sequence[tuple[int, int]] = (),
    ) -> tuple[list[Statement], int]:
        """Return what a sentence may say, each once, and how much of it only may be.

        Its actors and dates are given with their places in it; ``discourse`` is what was said before.
        """
        read = _Sentence(text, mentions, discourse, dates)
        roles = list(self._by_roles(read))
        if _PATTERNS.client.search(text):  # "Y's lawyer, X, said her client"
            for role in roles:
                discourse.call(*role[:3])
            read = _Sentence(text, mentions, discourse, dates)
            roles = list(self._by_roles(read))
        hypothetical = 0
        unique: dict[tuple[object, ...], Statement] = {}
        every = ((word, list(word.pattern.finditer(text))) for word in self._words)
        matched = [(word, places) for word, places in every if places]
        of_events = [each for each in matched if each[0].type in _WORDS.reactions]
        matched = [each for each in matched if not each[0].of_event]
        verbs = list(self._by_verbs(read, matched))
        deeds = read.deeds(of_events, [*verbs, *roles])
        reactions = list(self._reactions(read, of_events, deeds, [*verbs, *roles]))
        told_again = {each.start for each in reactions}
        verbs = [each for each in verbs if each.target.text != "it" or each.start not in told_again]
        for found in [*verbs, *reactions, *roles, *read.offices(roles)]:
            statement = self._statement(read, found)
            if read.telling.is_hypothetical(found.start, is_verb=found.is_verb):
                hypothetical += 1
            elif statement is not None:
                key = (statement.source.name, statement.type, statement.target.name, statement.told.date)
                unique.setdefault(key, statement)
        taken = {frozenset((each.source.name, each.target.name)) for each in unique.values()}
        related = {name for pair in taken for name in pair}
        for each in reactions:  # who condemns X's arrest tells no more of X
            within = (one for one in read.mentions if each.target.start <= one.start < each.target.end)
            taken |= {frozenset((each.source.name, one.name)) for one in within}
        crimes = {  # what somebody is accused or convicted of, too
            each.start
            for each in verbs
            if each.type in _WORDS.of_justice or _CRIME.search(text[: each.start])
        }
        apart = [range(each.target.start, each.target.end) for each in reactions]
        hits = (
            hit
            for hit in self._hits(read, matched)
            if hit.start not in crimes
            and not read.is_undone(hit)
            and not any(hit.start in each for each in apart)
        )
        for readings in read.guesses(hits, [each.target for each in reactions]).pairs(taken):
            guessed = next(
                filter(None, (self._statement(read, found, guessed=True) for found in readings)), None
            )
            if guessed is None or not _is_worth(guessed, related):
                continue
            source, target, here = guessed.source, guessed.target, [each[:3] for each in roles]
            blamed = guessed.type in _WORDS.reactions and is_event(target.text)
            own = blamed and read.discourse.is_part_of(source, target, here)
            if own or (blamed and target.name not in {each.name for each in deeds}):
                continue  # who was fined is not blamed for the fine
            taken.add(frozenset((guessed.source.name, guessed.target.name)))
            if read.telling.is_hypothetical(guessed.start, is_verb=True):
                hypothetical += 1
            else:
                unique[guessed.source.name, guessed.type, guessed.target.name] = guessed
        return list(unique.values()), hypothetical

    def _statement(self, read: "_Sentence", found: Found, *, guessed: bool = False) -> Statement | None:
        """Return what was found as it is told; None if such actors cannot be so related."""
        _, source, target, start, end, is_verb, until = found
        if source.name == target.name or not _fits(found, read.discourse) or read.is_of_another(found):
            return None
        type_, source, target = _retyped(found, read.text[start:end], read.text[:start], read.discourse)
        heads = type_ in _WORDS.of_heads or (type_ == "works-for" and not is_verb)
        if guessed and heads and read.discourse.is_person(target):
            return None  # who leads a person? "the minister, X, met Y"
        firms = type_ == "left" and all(map(read.discourse.is_firm, (source, target)))
        guessed |= firms and read.text.startswith(("pull", "walk", "with"), start)  # from a deal with it
        if type_ in _WORDS.reactions and target.text == "it":
            if target.end < end:
                return None  # "called it a mistake"
            target = target._replace(guessed=True)  # "welcomed it": maybe what was done
        told_of = read.text[start : max(end, target.start)]
        if type_ in _SENSES and _SENSES[type_].search(f"{told_of}@{read.text[target.end :]}"):
            return None
        if type_ == "requested" and _PATTERNS.asks.match(read.text, start):
            return None
        if type_ == "acquired" and start < target.start and _PATTERNS.goods.match(read.text, target.end):
            type_, source, target = "sells-to", target, source  # "buys X's chips"
        if type_ == "attacked" and _PATTERNS.in_words.match(read.text, target.end):
            type_ = "criticised"
        if (
            type_ == "dismissed"
            and start < target.start
            and re.match(r"['\u2019]s?\b", read.text[target.end :])
        ):
            type_ = "rejected"  # "dismissed X's lawsuit"
        guessed |= type_ == "acquired" and bool(_PATTERNS.of_parts.search(read.text[start : target.start]))
        moves = found.type == "visited" and read.text.startswith("mov", start)
        guessed |= moves and not read.discourse.is_place(target)  # a home, or a post
        guessed |= not read.clauses.is_verb_at(start) and bool(_PATTERNS.released.search(read.text[:start]))
        told = read.telling.of(start, end, () if is_verb else (source, target))
        if told.sum and until is not None and told.sum.start >= until:
            told = told._replace(sum=None)
        if told.sum and read.is_shared(target, told.sum.start):
            told = told._replace(sum=told.sum._replace(amount=None))
        ahead = type_ in _WORDS.at_once and read.is_under_way(start)
        ahead |= type_ == "acquired" and bool(_PATTERNS.bid.match(read.text, start))
        if told.status == "actual" and ahead:
            told = told._replace(status="planned")
        announced = _PATTERNS.deal.match(read.text, start) and _PATTERNS.announced.search(read.text[:start])
        if told.status == "actual" and announced:
            told = told._replace(status="planned", date=None)  # it is done on another day
        if guessed and (type_ == "knows" or start not in (source.end, target.end)):
            told = read.telling.cautious(told, end if type_ == "knows" else start)
        if told.date is not None and read.is_of_another_end(start, end, target, told.date):
            told = told._replace(date=None)
        limit = told.date is not None and _PATTERNS.limit.match(read.text, read.dates[told.date][0])
        if told.status == "actual" and type_ in _WORDS.of_words and limit:
            told = told._replace(date=None)  # "promised X an audit by April"
        if not read.clauses.is_verb_at(start) and (guessed or read.text.startswith("consortium", start)):
            told = told._replace(date=None)  # a noun has the date of another verb, or of none
        if told.status == "denied" and guessed and type_ in ("knows", "works-for"):
            return None
        if told.status == "denied" and _PATTERNS.punished.match(read.text, start):
            return None  # who was not jailed may be convicted
        if told.status == "denied" and isinstance(told.voice, Mention) and told.voice.name == source.name:
            guessed |= bool(_QUASHED.search(read.text))  # "X quashed Y's conviction for paying"
        speaks = isinstance(told.voice, Mention) and told.voice.start in (source.start, target.start)
        if guessed and speaks and type_ not in _WORDS.speech and not _is_one_place([source], [target]):
            return None  # who says so does not act in what is said
        own = isinstance(told.voice, Mention) and told.voice.name == source.name
        own &= type_ not in _WORDS.to_somebody or speaks  # "said that he had warned Y"
        first = _PATTERNS.first_person.fullmatch(source.text)
        if type_ in _WORDS.speech and own and told.status != "denied" and not first:
            told = told._replace(voice=None)  # that somebody said so publicly, the article vouches itself
        present = is_verb and read.is_present(start)
        return Statement(source, target, type_, start, end, told, guessed, not is_verb, present)

    def _hits(self, read: "_Sentence", matched: Sequence[_Matched]) -> Iterator[Hit]:
        """Yield the words of a sentence that may tell a relation, the longest at each place."""
        taken: list[tuple[int, int]] = []

        def is_free(start: int, end: int) -> bool:
            free = not any(start < last and first < end for first, last in taken)
            return free and not read.is_in_mention(start, end)

        for word, found in matched:
            for match in found:
                if is_free(match.start(), match.start() + 1) and (
                    word.is_noun or word.passive or read.clauses.is_verb_at(match.start())
                ):
                    first = match.start() + len(match[0].split()[0])
                    taken.append((match.start(), first))
                    end = first if word.is_noun and read.is_in_mention(*match.span()) else match.end()
                    yield Hit(match.start(), end, word.type, word.inverse)
        for match in self._role.finditer(read.text):
            if is_free(*match.span()):
                taken.append(match.span())
                type_, inverse = self._titles[self._title(match)][0]
                yield Hit(*match.span(), type_, inverse, is_role=True)
        for match in re.finditer(r"[^\W\d_][\w-]*", read.text):
            hint = self._hints.get(match[0].casefold())
            if hint and is_free(*match.span()):
                yield Hit(*match.span(), hint.type, hint.inverse)

    def _by_verbs(self, read: "_Sentence", matched: Sequence[_Matched]) -> Iterator[Found]:
        taken: list[tuple[int, int]] = []
        for word, found in matched:
            for match in found:
                start, end = match.span("verb" if word.passive else 0)[0], match.end()
                whole = match.start()
                if any(whole == first or end == last for first, last in taken) or read.is_name(whole, match):
                    continue
                pairs = [
                    pair
                    for pair in read.pairs_of(word, match)
                    if _fits(Found(word.type, *pair, start, end), read.discourse)
                ]
                others: list[tuple[Mention, Mention]] = []
                until = None
                if pairs:
                    taken.append((whole, end))
                    others, until = read.left_out(pairs)
                    pairs += others
                threat = _PATTERNS.threat.search(read.text[:start])
                told = [(word.type, *pair) for pair in pairs]
                if threat and word.type in _WORDS.hostile:  # "threatened to sue X"
                    told, start = [("threatened", *pair) for pair in pairs], threat.start(1)
                elif word.type == "sells-to":
                    told += [("acquired", *pair) for pair in read.bought(match, pairs)]
                elif word.type == "sold-stake-in":
                    told += [("shareholder-of", *pair) for pair in read.buyers(pairs)]
                elif word.type == "acquired":
                    told += [("sells-to", *pair) for pair in read.sellers(start, pairs)]
                for each in told:  # what the others hold is told behind, or is the rest
                    ends = start if each[1:] in others else until
                    yield Found(*each, start, end, is_verb=True, until=ends)

    def _reactions(
        self, read: "_Sentence", matched: Sequence[_Matched], deeds: Sequence[Mention], told: Sequence[Found]
    ) -> Iterator[Found]:
        """Yield who praises or blames whom for what the article has told: "called the fine absurd"."""
        if not deeds:
            return
        apart = [
            each for each in read.named if not any(deed.start <= each.start < deed.end for deed in deeds)
        ]
        reacting = _Sentence(read.text, [*apart, *deeds], read.discourse, read.dates)
        found = [each for each in self._by_verbs(reacting, matched) if each.target in deeds]
        for match in _PATTERNS.judged_so.finditer(signed(read.text, deeds)):
            voice, span = read.telling.voice_at(match.start()), (match.start("be"), match.end())
            type_ = "criticised" if match["criticised"] else "praised"
            judged = (each for each in deeds if each.end == match.start() and isinstance(voice, Mention))
            found += [Found(type_, voice, each, *span, is_verb=True) for each in judged]  # type: ignore[arg-type]
        for each in found:
            if not read.discourse.is_part_of(each.source, each.target, [one[:3] for one in told]):
                yield each

    def _title(self, match: re.Match[str]) -> str:
        """Return a title that a sentence names, be it of several: "founders"."""
        title = match[0].casefold()
        return title if title in self._titles else title.removesuffix("s")

    def _types(self, read: "_Sentence", match: re.Match[str], owner: Mention) -> list[tuple[str, bool]]:
        """Return of which types a title is: who heads a part of a body, or is a deputy, does not lead it."""
        title, before, end = self._title(match), read.text[: match.start()], match.end()
        types = self._titles[title]
        names = {name for name, _ in types}
        if title == "member" and re.match(r".{0,40}\bboard\b", read.text[end:]):
            return types if owner.name.endswith("Board") else [("director-of", False)]
        if names.isdisjoint({"leads", "director-of"}):
            return types
        if _PATTERNS.in_name.search(before) or _PATTERNS.not_yet.match(read.text, end):
            return []  # "honorary president", "chairman-elect"
        is_place, behind = read.discourse.is_place, max(end, owner.end)
        owned = re.search(r"['\u2019]s\s+$|\b(?:its|his|her)\s+$", before)
        place = read.clauses.mention(read.clauses.at(match.start()) - 1)
        after = next((each for each in read.mentions if each.start > behind), None)
        of_whole = _PATTERNS.of_whole if owner.end > end else _PATTERNS.whole_behind
        if after and not owned and not is_place(after) and of_whole.fullmatch(read.text, behind, after.start):
            return []  # "head of Asia at X", "Asia head of X"
        others = (each for each in read.mentions if each.name != owner.name and not is_place(each))
        if any(read.text[each.end : owner.start] in _OWNING for each in others):
            return []  # "head of X's Oslo office"
        department = _PATTERNS.department.match(read.text, end)
        part = (
            (department and not end < owner.start < department.end())  # "head of the army of X"
            or (owned and _PATTERNS.region.match(read.text, end))
            or _PATTERNS.function.search(before)
            or (place and place.name != owner.name and is_place(place))  # "X's Asia head"
            or (after and _PATTERNS.there.fullmatch(read.text, behind, after.start))
        )
        if _PATTERNS.deputy.search(before) or (part and title in _WORDS.tops | {"director"}):
            return [("holds-office-in" if is_place(owner) else "works-for", False)]
        return types

    def _by_roles(self, read: "_Sentence") -> Iterator[Found]:
        for match in self._role.finditer(read.text):
            title = self._title(match)
            if read.is_in_mention(*match.span()):
                continue
            types = self._titles[title]
            names = {name for name, inverse in types if not inverse}
            owners, bearers = read.roles.held(
                *match.span(),
                leads="leads" in names,
                personal=bool(names & _WORDS.of_persons),
                inverse=not names,
            )
            of_place = names and title not in _WORDS.of_no_place  # nobody is the head of Asia
            owners = [
                each
                for each in owners
                if not read.discourse.is_place(each)
                or (of_place and not _WHERE.search(read.text[match.end() : each.start]))  # "a firm in X"
            ]
            for owner in read.each_of(owners):
                for bearer in read.each_of(bearers):
                    for type_, inverse in self._types(read, match, owner):
                        pair = (owner, bearer) if inverse else (bearer, owner)
                        yield Found(type_, *pair, *match.span())
        named = {each.start: each for each in read.mentions}
        for match in _PATTERNS.compound.finditer(signed(read.text, read.mentions)):
            told = (word for word in self._words if not word.is_noun and word.pattern.fullmatch(match["how"]))
            for word in itertools.islice(told, 1):  # "the X-owned Y"
                pair = named[match.start("one")], named[match.start("other")]
                yield Found(word.type, *pair, *match.span("how"))


def _is_worth(guess: Statement, related: Collection[str]) -> bool:
    """Return whether a guess is often enough right, given who is in a relation that was read."""
    ends = guess.source, guess.target
    known = sum(each.name in related for each in ends)
    unsure = any(each.guessed and each.text != each.name for each in ends)
    if any(each.guessed and each.text == each.name and not each.rivals for each in ends):
        return False  # "the ministry" of nobody
    if guess.type == "knows" and any(is_event(each.text) for each in ends):
        return False
    far = guess.type == "knows" and guess.end - guess.start > _FAR
    if far or (unsure and (known or guess.type == "located-in")):
        return False
    return known < 2 and (guess.told.voice is None or guess.type != "knows")


_FAR = 50
"""Two between whom so many characters tell nothing are seldom related."""


def _retyped(found: Found, words: str, before: str, discourse: Discourse) -> tuple[str, Mention, Mention]:
    """Return what words mean of actors of these kinds: one belongs to a club, a firm to its owner."""
    type_, source, target = found[:3]
    person = discourse.is_person(target)
    if type_ == "part-of" and (person or target.name.endswith(" family")):
        return "owns", target, source
    public = target.kind in ("organisation", "government-body", "media")
    if type_ == "director-of" and public and words == "director":
        return ("director-of" if _PATTERNS.one_of_several.search(before) else "leads"), source, target
    if type_ in ("located-in", "knows") and source.name.endswith(f" of {target.name}"):
        return "part-of", source, target  # Ghana's Parliament
    if type_ == "owns" and _PATTERNS.bought.search(before):
        return "acquired", source, target
    if type_ == "requested" and words.startswith("appeal") and "court" in target.name.casefold():
        return "applied-to", source, target
    if type_ in ("holds-office-in", "works-for") and person:  # partners are so in life or in a firm
        is_partner = type_ == "works-for" and words.casefold().startswith("partner")
        return ("knows" if is_partner else "works-for"), source, target
    if type_ == "visited" and words.startswith("mov") and target.kind in _WORDS.employers:
        return "joined", source, target
    if type_ == "acquired" and discourse.is_person(source, sure=True) and " over" in words:
        return "leads", source, target
    return type_, source, target


def _is_one_place(sources: Sequence[Mention], targets: Sequence[Mention]) -> bool:
    """Return whether the same words name both ends: "the two met"."""
    return bool(sources and targets) and sources[0].start == targets[0].start


def _fits(found: Found, discourse: Discourse) -> bool:
    """Return whether actors of these kinds can be so related."""
    type_, source, target = found[:3]
    if type_ in _WORDS.of_persons - {"knows"} and not discourse.is_person(source):
        return False
    if type_ in ("family-of", "married-to"):
        return discourse.is_person(target)
    if type_ in _WORDS.of_bodies and discourse.is_person(target, sure=True):
        return False
    if type_ == "located-in":
        return discourse.is_place(target) and source.kind != "country"
    if type_ == "makes":
        return not discourse.is_place(target) and not discourse.is_person(target)
    return type_ != "founded" or not discourse.is_place(source)


class _Sentence:
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

    def _first_persons(self) -> Iterator[Mention]:
        """Yield "I" and "we" of quotations as mentions of who speaks; "we" may mean others as well."""
        for match in _PATTERNS.first_person.finditer(self.text):
            voice = self.telling.voice_at(match.start())
            free = in_quotes(self.text, match.start()) and not self.is_in_mention(*match.span())
            if free and isinstance(voice, Mention):
                unsure = match[0].casefold() == "we" and self.discourse.is_person(voice)
                yield voice._replace(start=match.start(), end=match.end(), text=match[0], guessed=unsure)

    def deeds(self, matched: Sequence[_Matched], told: Sequence[Found]) -> list[Mention]:
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

    def guesses(self, hits: Iterator[Hit], told: Sequence[Mention]) -> Guesses:
        """Return the guesses of a sentence, but for those about events of which it was told already."""
        starts = {each.start for each in told}
        events = (each for each in self.discourse.events(self.text) if each.start not in starts)
        mentions = [*self.mentions, *events]
        return Guesses(self.text, self.clauses, self.discourse, mentions, list(hits), dated=bool(self.dates))

    def is_undone(self, hit: Hit) -> bool:
        """Return whether a word tells nothing of its own: "reported the payments", "withdrew the licence".

        So does what only says of what sort a name is: "the newspaper X".
        """
        clauses, place = self.clauses, self.clauses.at(hit.start)
        passive = hit.type in _WORDS.reactions and place < len(clauses.units) and clauses.is_passive(place)
        behind = [clauses.at(hit.end)] if hit.type in _WORDS.reactions else []
        if any(map(clauses.done_to, filter(clauses.owns, range(place)) if passive else behind)):
            return True  # "condemned X's arrest", "X's arrest was condemned by"
        if hit.is_role:
            named = clauses.mention(clauses.at(hit.end)) is not None
            return hit.inverse and named and clauses.word(place - 1) in ("a", "an", "the")
        verb = None if clauses.is_verb(place) else clauses.verb_before(place)
        if verb is None or place - verb > _NEAR:
            return False
        undone = hit.type in _WORDS.given and clauses.word(verb) in _UNDOING
        return undone or clauses.word(verb) in _TOLD_OF

    def is_in_mention(self, start: int, end: int) -> bool:
        return any(each.meets(start, end) for each in self.mentions)

    def is_of_another(self, found: Found) -> bool:
        """Return whether a person only owns, or is related to, who is meant: "X's wife was arrested"."""
        clauses, at, end = self.clauses, self.clauses.at(found.start), self.clauses.at(found.end)
        for each in (found.source, found.target):
            place = clauses.at(each.start)
            if clauses.mention(place) is None or not (clauses.owns(place) and self.discourse.is_person(each)):
                continue
            own = place < at and not any(map(clauses.is_verb, range(place + 1, max(at + 1, end))))
            owned = clauses.word(clauses.past_words(place + 1, 1) - 1)
            if not own and owned not in _WORDS.homes | _WORDS.deeds:
                return True
        return False

    def is_of_another_end(self, start: int, end: int, target: Mention, date: int) -> bool:
        """Return whether a date stands behind another than a target: "met X on 3 May and Y later"."""
        first, last = self.dates[date]
        return start < first and last < target.start and any(end <= m.start < first for m in self.mentions)

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
        if not trading:
            buyers = clauses.object(clauses.at(match.end())) if match[0].endswith("to") else []
            return [(buyer, each) for each in clauses.subject(verb) for buyer in buyers]
        verb += clauses.word(verb + 1) == "of"  # "the purchase of X from Y"
        if clauses.is_passive(verb) and clauses.is_verb(verb):  # "X was bought from Y by Z"
            return [(buyer, each) for _, buyer in trading for each in clauses.subject(verb)]
        beside = [each for each in clauses.object(verb + 1) if each.end <= match.end() and each.text != "it"]
        goods = [each for each in beside if not re.match(r"['\u2019]", self.text[each.end :])]
        return [(buyer, each) for _, buyer in trading for each in goods]

    def buyers(self, sold: Sequence[tuple[Mention, Mention]]) -> Iterator[tuple[Mention, Mention]]:
        """Yield who buys a stake in what is told to be sold: "X sold its stake in Y to Z"."""
        for _, target in sold:
            place = self.clauses.at(target.end)
            buyers = self.clauses.object(place + 1) if self.clauses.word(place) == "to" else []
            yield from ((buyer, target) for buyer in buyers)

    def sellers(
        self, verb: int, bought: Sequence[tuple[Mention, Mention]]
    ) -> Iterator[tuple[Mention, Mention]]:
        """Yield who sells to whom, given who buys what: "X was bought by Y from Z"."""
        for buyer in {each.name: each for each, _ in bought if each.start > verb}.values():
            place = self.clauses.at(buyer.end)
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

    def is_present(self, start: int) -> bool:
        """Return whether a verb tells what is done, or is being done, in the present tense."""
        clauses, verb = self.clauses, self.clauses.at(start)
        brings = verb if clauses.is_verb(verb) else clauses.past_words(verb - 1, -1, *_DETERMINERS)
        verb = brings if clauses.word(brings) in light_verbs() else verb  # "opens an inquiry into"
        word, place = clauses.word(verb), verb - 1
        while clauses.word(place) in AUXILIARIES or clauses.word(place).endswith("ly"):
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
        ends = self._of_noun(verb, after) if word.is_noun else self._of_verb(word, match)
        sources, targets = ends if _is_one_place(*ends) else map(self.each_of, ends)
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
        passed_on = done and (word.type not in _WORDS.deciding or done not in _WORDS.agreed)
        sources, targets = clauses.subject(verb), [] if passed_on else clauses.object(behind)
        several = self.each_of(sources)
        if not targets and word.type in _WORDS.mutual and len(several) > 1:
            return several[:1], several[1:]
        if not targets and sources:
            preposition = "with" if word.type in _WORDS.mutual else match[0].split()[-1]
            targets = clauses.relative_object(verb, after, preposition)
        return sources, targets

    def _of_noun(self, noun: int, after: int) -> tuple[list[Mention], list[Mention]]:
        """Return whose noun it is, and whom it concerns: "X's ban on Y", "X announced a ban on Y"."""
        clauses = self.clauses
        targets = clauses.object(after)
        behind = clauses.at(targets[-1].end) if targets else after
        if clauses.word(behind) == "by" and (by := clauses.object(behind + 1)):
            return by, targets  # "approved the purchase of X by Y"
        signs = [place for place in range(noun + 1, after - 1) if clauses.word(place) in ("by", "from")]
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
                if unit.word in light_verbs() | _WORDS.bring:
                    passive = clauses.is_passive(place)
                    ends = (clauses.agents(after) if passive else clauses.subject(place)), targets
                    if unit.word in _LETS and clauses.word(noun) in _WORDS.deals:
                        ends = [each for each in ends[0] if each.kind == "company"], targets
                    received = unit.word in _RECEIVED and clauses.word(after - 1) == "of" and not passive
                    return ends[::-1] if received else ends  # "received the approval of"
                break
            if unit.mention is not None:
                return ([unit.mention] if place == noun - 1 else []), targets
        if clauses.word(behind) == "from" and clauses.word(after - 1) in ("to", "for"):
            return clauses.object(behind + 1), targets  # "the loan to X from Y"
        brings = clauses.main_verb(range(behind, len(clauses.units)))
        if brings is not None and clauses.word(brings) in _BROUGHT and clauses.is_passive(brings):
            return clauses.agents(brings), targets  # "an inquiry into X was opened by Y"
        return clauses.agents(after), targets
