"""Finds what a sentence may say of two actors: a verb, noun or role, and who stands in which place of it.

What is not plain is left out; who says so, and whether it has happened, is told with it.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.reading.clauses import AUXILIARIES
from graphkit.reading.discourse import Discourse, in_quotes
from graphkit.reading.guesses import Hit
from graphkit.reading.lexicon import Hint, Patterns, Role, Word, Words, pattern, patterns_of, word_set
from graphkit.reading.listings import granted, listing, whose_list
from graphkit.reading.mentions import Mention
from graphkit.reading.roles import Found
from graphkit.reading.sentences import Matched, Sentence, is_one_place
from graphkit.reading.story import is_event
from graphkit.reading.telling import Told, signed


class Statement(NamedTuple):
    """What a sentence may say, and where the words that say so stand.

    ``told`` is who says so, whether it happened, and when. It is ``guessed`` if the words stand beside the
    actors, but their grammar was not read; ``is_role`` if they tell what one is to the other,
    ``is_present`` if they are a verb in the present tense, ``is_noun`` if they are a noun of a deed, and
    ``is_other`` if the same words have a likelier reading.
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
    is_noun: bool = False
    is_other: bool = False


_WORDS = Words("statements")
_PATTERNS = Patterns("statements")
_SENSES = patterns_of("senses")
_OWNING = ("'s ", "\u2019s ", "' ", "\u2019 ")
_WHERE = pattern("guesses", "where")
_QUASHED = pattern("telling", "quashed")
_NOT_SO = pattern("telling", "not_so")
_CRIME = pattern("proposals", "crime")
_LISTING = pattern("listings", "told_of")
_OFFICES = word_set("roles", "of_firms") | word_set("roles", "of_country")
"""What is held in the body that another heads whose it is told to be: "his finance director"."""


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
        read = Sentence(text, mentions, discourse, dates)
        roles = list(self._by_roles(read))
        if _PATTERNS.client.search(text):  # "Y's lawyer, X, said her client"
            for role in roles:
                discourse.call(*role[:3])
            read = Sentence(text, mentions, discourse, dates)
            roles = list(self._by_roles(read))
        spoke = discourse.speaking[-1:]  # in the sentence before
        discourse.speaking = list(read.telling.speakers())
        hypothetical = 0
        unique: dict[tuple[object, ...], Statement] = {}
        undated = _without(text, dates)
        written = {each.casefold() for each in re.findall(r"\w+", undated)}
        near = (each for each in self._words if not each.starts or not each.starts.isdisjoint(written))
        every = ((word, list(word.pattern.finditer(undated))) for word in near)
        matched = [(word, places) for word, places in every if places]
        of_events = [each for each in matched if each[0].type in _WORDS.reactions]
        matched = [each for each in matched if not each[0].of_event]
        verbs = list(self._by_verbs(read, matched))
        deeds = read.deeds(of_events, [*verbs, *roles])
        reactions = list(self._reactions(read, of_events, deeds, [*verbs, *roles]))
        told_again = {each.start for each in reactions}
        verbs = [each for each in verbs if each.target.text != "it" or each.start not in told_again]
        silent = read.silent() if any(each.type == "did-not-respond" for each in self._words) else ()
        for found in [
            *verbs,
            *whose_list(read),
            *granted(read),
            *reactions,
            *roles,
            *read.offices(roles),
            *silent,
        ]:
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
        nouns = {  # of whose deed all is told: "examined the takeover of X by Y"
            each.start
            for each in verbs
            if not read.clauses.is_verb_at(each.start)
            and not read.telling.is_hypothetical(each.start, is_verb=True)
        }
        apart = [range(each.target.start, each.target.end) for each in reactions]
        hits = (
            hit
            for hit in self._hits(read, matched)
            if hit.start not in crimes | nouns
            and not read.is_undone(hit)
            and not any(hit.start in each for each in apart)
        )
        guesses = read.guesses(hits, [each.target for each in reactions])
        again = (Found(*each, is_verb=True) for each in discourse.retold(text, dated=bool(dates)))
        retold = [each for each in again if frozenset((each.source.name, each.target.name)) not in taken]
        taken |= {frozenset((each.source.name, each.target.name)) for each in retold}
        judged = read.judged(taken, spoke)
        focused = (
            each for each in read.with_focus(matched) if not {each.source.name, each.target.name} & related
        )
        plain = itertools.chain(retold, judged)
        likely = itertools.chain(
            ([each] for each in plain), guesses.pairs(taken), ([each] for each in focused)
        )
        by_place: defaultdict[int, set[str]] = defaultdict(set)
        for one in unique.values():
            by_place[one.start] |= {one.source.name, one.target.name}
        last = itertools.chain(guesses.deeds(taken, by_place), guesses.of_topic(taken))
        for readings, is_last in itertools.chain(
            zip(likely, itertools.repeat(False)), zip(last, itertools.repeat(True))
        ):
            guessed = next(
                filter(None, (self._statement(read, found, guessed=True) for found in readings)), None
            )
            if guessed is None or not (is_last or _is_worth(guessed, related)):
                continue
            source, target, here = guessed.source, guessed.target, [each[:3] for each in roles]
            blamed = guessed.type in _WORDS.reactions and is_event(target.text)
            own = blamed and read.discourse.is_part_of(source, target, here)
            if own or (blamed and target.name not in {each.name for each in deeds}):
                continue  # who was fined is not blamed for the fine
            taken.add(frozenset((guessed.source.name, guessed.target.name)))
            by_place[guessed.start] |= {guessed.source.name, guessed.target.name}
            if read.telling.is_hypothetical(guessed.start, is_verb=True) or read.telling.only_may(
                *guessed[3:5]
            ):
                hypothetical += 1
            else:
                unique[guessed.source.name, guessed.type, guessed.target.name] = guessed
        told = list(unique.values())
        return [*told, *_others(told, discourse)], hypothetical

    def _statement(self, read: Sentence, found: Found, *, guessed: bool = False) -> Statement | None:
        """Return what was found as it is told; None if such actors cannot be so related."""
        _, source, target, start, end, is_verb, until = found
        fits = _fits(found, read.text[start:end], read.discourse)
        if source.name == target.name or not fits or read.is_of_another(found):
            return None
        type_, source, target = _retyped(found, read.text[start:end], read.text[:start], read.discourse)
        if type_ == "reported-on" and read.discourse.is_publisher(source):
            return None  # as the article does
        guessed |= type_ == "arrested" and found.type == "acquired"
        between = read.text[min(source.end, target.end) : max(source.start, target.start)]
        if guessed and type_ == "works-for" and _LISTING.search(between):
            type_ = "knows"  # who is on a list does not work for whoever keeps it
        heads = type_ in _WORDS.of_heads or (type_ == "works-for" and not is_verb)
        judges = found.is_verb is False and read.text[start:end].casefold() in _WORDS.judges
        if guessed and judges and not _PATTERNS.court.search(f"{target.name} {target.text}"):
            return None  # no judge works for the police
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
        named_so = type_ == "called" and _PATTERNS.named_so.match(read.text, start)
        if named_so and not _PATTERNS.calls.fullmatch(read.text, source.end, start):
            return None  # "X, also called Y"
        listed = _listed(read, type_, source, target, start, end) if is_verb else (type_, True)
        if listed is None:
            return None
        type_, guessed = listed[0], guessed or not listed[1]
        received = type_ == "praised" and re.match(r"welcom(?:e|ing)\b", read.text[start:])
        if received and target.text != "it" and not is_event(target.text):
            return None  # "we are proud to welcome X"
        if type_ == "paid" and _PATTERNS.paid_for.match(read.text, start):
            return None
        if type_ == "requested" and _PATTERNS.asks.match(read.text, start):
            return None
        if type_ == "acquired" and start < target.start and _PATTERNS.goods.match(read.text, target.end):
            type_, source, target = "sells-to", target, source  # "buys X's chips"
        if type_ == "attacked" and _PATTERNS.in_words.match(read.text, target.end):
            type_ = "criticised"
        if type_ == "attacked" and start < target.start and (thing := read.what_of(end, target)):
            guessed = True  # "attacked X's house"
            if _WORDS.deeds & {thing} or thing in _WORDS.said_or_planned:
                if not _PATTERNS.attacks.match(read.text, start):
                    return None  # "killed X's plan"
                type_ = "criticised"  # "attacked the record of X"
        if type_ == "visited" and start < target.start and read.what_of(end, target) in _WORDS.monuments:
            return None  # "visited the grave of X"
        if type_ == "dismissed" and start < target.start and _PATTERNS.as_such.match(read.text, target.end):
            return None  # "dismissed X as a clown"
        if type_ == "dismissed" and start < target.start and read.is_of_what(end, target):
            type_ = "rejected"  # "dismissed X's lawsuit", "dismissed the case of X"
        guessed |= type_ == "acquired" and bool(_PATTERNS.of_parts.search(read.text[start : target.start]))
        by_court = read.discourse.is_person(source, sure=True) or _PATTERNS.court.search(
            f"{source.name} {source.text}"
        )
        guessed |= type_ == "convicted" and "guilty" in read.text[start:end] and not by_court
        if (
            guessed
            and type_ == "left"
            and re.search(r"\bfor\s+(?:(?!of\b)[\w-]+\s+){0,4}$", read.text[end : target.start])
        ):
            type_ = "visited" if read.discourse.is_place(target) else "joined"  # "left X for Y"
        moves = found.type == "visited" and read.text.startswith("mov", start)
        guessed |= moves and not read.discourse.is_place(target)  # a home, or a post
        guessed |= not read.clauses.is_verb_at(start) and bool(_PATTERNS.released.search(read.text[:start]))
        told = read.telling.of(start, end, () if is_verb else (source, target))
        if told.status == "denied" and (speaker := read.telling.beside(told.voice, source.name)):
            told = told._replace(voice=speaker)  # "X and Y denied meeting Z": each for himself
        beside = type_ in _WORDS.mutual and _PATTERNS.at_meeting.search(read.text[:start])
        if beside and told.status == "denied":
            told = told._replace(status="actual")  # "dropped the plan after talks with X"
        if told.sum and until is not None and told.sum.start >= until:
            told = told._replace(sum=None)
        if told.sum and read.is_shared(target, told.sum.start):
            told = told._replace(sum=told.sum._replace(amount=None))
        ahead = type_ in _WORDS.at_once and read.is_under_way(start)
        ahead |= type_ == "acquired" and bool(_PATTERNS.bid.match(read.text, start))
        if told.status == "actual" and ahead:
            told = told._replace(status="planned")
        if told.status == "actual" and read.waits_for_leave(type_, start, max(end, target.end)):
            told = told._replace(status="planned")  # with its day: one before the article gets a doubt
        if told.status == "actual" and type_ in _WORDS.of_trade and read.is_trade_ahead(start, end):
            told = told._replace(status="planned")
        announced = _PATTERNS.deal.match(read.text, start) and _PATTERNS.announced.search(read.text[:start])
        if told.status == "actual" and announced:
            told = told._replace(status="planned", date=None)  # it is done on another day
        if guessed and (type_ == "knows" or start not in (source.end, target.end)):
            told = read.telling.cautious(told, end if type_ == "knows" else start)
        if type_ == "married-to" and read.text.startswith("divorc", start):
            over = told.status == "actual"  # who does not divorce, or wants to, is married
            told = told if over else told._replace(status="actual", date=None)
            guessed |= not over
        if told.date is not None and read.is_of_another_end(start, end, target, told.date):
            told = told._replace(date=None)
        day = None if told.date is None else read.dates[told.date][0]
        limit = day is not None and (
            _PATTERNS.limit.match(read.text, day) or _PATTERNS.of_day.search(read.text[start:day])
        )
        if told.status != "planned" and type_ in _WORDS.of_words and limit:
            told = told._replace(date=None)  # "promised X an audit by April"
        beside_verb = guessed or read.text.startswith("consortium", start)
        if beside_verb and not read.clauses.is_verb_at(start):
            told = told._replace(date=None)  # a noun has the date of another verb, or of none
        if guessed and told.status == "planned" and type_ in _WORDS.reactions and in_quotes(read.text, start):
            told = told._replace(status="actual")  # "we are glad to have X"
        by_noun = guessed and told.status == "actual" and not read.clauses.is_verb_at(start)
        if by_noun and _NOT_SO.search(read.text[:start]):
            return None  # "is not in talks with X about the sale of"
        if told.status == "denied" and guessed and type_ in ("knows", "works-for"):
            return None
        guessed |= told.status == "denied" and type_ == "knows" and not is_verb  # "hardly a friend of X"
        if told.status == "denied" and _PATTERNS.punished.match(read.text, start):
            return None  # who was not jailed may be convicted
        if told.status == "denied" and isinstance(told.voice, Mention) and told.voice.name == source.name:
            guessed |= bool(_QUASHED.search(read.text))  # "X quashed Y's conviction for paying"
        first = _PATTERNS.first_person.fullmatch(source.text)
        if first and type_ in ("criticised", "praised") and isinstance(told.voice, Mention):
            firm = (source.name,) if source.name != told.voice.name else ()
            source = told.voice._replace(text=source.text, guessed=True, rivals=firm)  # "we thank X," said Y
            first = None
        speaks = isinstance(told.voice, Mention) and told.voice.start in (source.start, target.start)
        if guessed and speaks and type_ not in _WORDS.speech and not is_one_place([source], [target]):
            return None  # who says so does not act in what is said
        own = isinstance(told.voice, Mention) and told.voice.name == source.name
        own &= type_ not in _WORDS.to_somebody or speaks  # "said that he had warned Y"
        if type_ in _WORDS.speech and own and told.status != "denied" and not first:
            told = told._replace(voice=None)  # that somebody said so publicly, the article vouches itself
        present = is_verb and read.is_present(start)
        is_noun = is_verb and self._is_noun(read, type_, start)
        present &= not (is_noun and read.clauses.is_verb_at(start))  # "ended talks with"
        return Statement(source, target, type_, start, end, told, guessed, not is_verb, present, is_noun)

    def _is_noun(self, read: Sentence, type_: str, start: int) -> bool:
        """Return whether a noun stands at a place, even one that is written as a verb: "ended talks with"."""
        place = read.clauses.at(start)
        led = place == 0 or (
            read.clauses.is_verb(place - 1) and read.clauses.word(place - 1) not in AUXILIARIES
        )
        nouns = (each.pattern for each in self._words if each.is_noun and each.type == type_)
        return not read.clauses.is_verb(place) or (
            led and any(each.match(read.text, start) for each in nouns)
        )

    def _hits(self, read: Sentence, matched: Sequence[Matched]) -> Iterator[Hit]:
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

    def _by_verbs(self, read: Sentence, matched: Sequence[Matched]) -> Iterator[Found]:
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
                    if _fits(Found(word.type, *pair, start, end), match[0], read.discourse)
                    and not (word.type == "met" and read.is_of_thing(pair[1]))
                ]
                others: list[tuple[Mention, Mention]] = []
                until = None
                if pairs:
                    taken.append((whole, whole if word.type == "eased" else end))  # "lifted the ban on", too
                    others, until = read.left_out(pairs)
                    pairs += others
                threat = _PATTERNS.threat.search(read.text[:start])
                told = [(word.type, *pair) for pair in pairs]
                if threat and word.type in _WORDS.hostile:  # "threatened to sue X"
                    told, start = [("threatened", *pair) for pair in pairs], threat.start(1)
                elif word.type == "sells-to":
                    bought = read.bought(match, pairs)
                    told += [("acquired", *pair) for pair in bought]
                    others += pairs if bought else []  # the sum is the buyer's
                elif word.type == "sold-stake-in":
                    told += [("shareholder-of", *pair) for pair in read.buyers(pairs)]
                elif word.type == "acquired":
                    sold = list(read.sellers(start, pairs))
                    told += [("sells-to", *pair) for pair in sold]
                    others += sold  # here, too
                for each in told:  # what the others hold is told behind, or is the rest
                    ends = start if each[1:] in others else until
                    yield Found(*each, start, end, is_verb=True, until=ends)

    def _reactions(
        self, read: Sentence, matched: Sequence[Matched], deeds: Sequence[Mention], told: Sequence[Found]
    ) -> Iterator[Found]:
        """Yield who praises or blames whom for what the article has told: "called the fine absurd"."""
        if not deeds:
            return
        apart = [
            each for each in read.named if not any(deed.start <= each.start < deed.end for deed in deeds)
        ]
        reacting = Sentence(read.text, [*apart, *deeds], read.discourse, read.dates)
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

    def _types(self, read: Sentence, match: re.Match[str], owner: Mention) -> list[tuple[str, bool]]:
        """Return of which types a title is: who heads a part of a body, or is a deputy, does not lead it."""
        title, before, end = self._title(match), read.text[: match.start()], match.end()
        types = self._titles[title]
        names = {name for name, _ in types}
        if title == "member" and re.match(r".{0,40}\bboard\b", read.text[end:]):
            return types if owner.name.endswith("Board") else [("director-of", False)]
        if title == "counterpart" and owner.kind != "country":
            return []  # a firm has its counterparts in other firms
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

    def _by_roles(self, read: Sentence) -> Iterator[Found]:
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
                        office = None
                        if not inverse and title in _OFFICES and read.discourse.is_person(owner):
                            office = read.discourse.office_of(owner, ())  # "his finance director"
                        body = office[1] if office and bearer.name != office[1].name else owner
                        pair = (owner, bearer) if inverse else (bearer, body)
                        follows = _PATTERNS.follows_as.search(read.text, bearer.end, match.start())
                        if follows and read.comes(bearer, follows.start()):
                            yield Found(type_, *pair, follows.start(), match.start(), is_verb=True)
                        else:
                            yield Found(type_, *pair, *match.span())
        named = {each.start: each for each in read.mentions}
        for match in _PATTERNS.compound.finditer(signed(read.text, read.mentions)):
            told = (word for word in self._words if not word.is_noun and word.pattern.fullmatch(match["how"]))
            for word in itertools.islice(told, 1):  # "the X-owned Y"
                pair = named[match.start("one")], named[match.start("other")]
                yield Found(word.type, *pair, *match.span("how"))


def _others(told: Sequence[Statement], discourse: Discourse) -> Iterator[Statement]:
    """Yield what is told if a word means the next likely actor: of "it" that may be either of two."""
    taken = {frozenset((each.source.name, each.target.name)) for each in told}
    for each in told:
        if each.guessed:
            continue  # who is related there is a guess already
        for end, other in ((each.source, each.target), (each.target, each.source)):
            rival = discourse.next_likely(end)
            if rival is None or frozenset((rival.name, other.name)) in taken or rival.name == other.name:
                continue
            source, target = (rival, other) if end is each.source else (other, rival)
            if _fits(Found(each.type, source, target, each.start, each.end), "", discourse):
                taken.add(frozenset((rival.name, other.name)))
                own = isinstance(each.told.voice, Mention) and each.told.voice[:4] == end[:4]
                said = each.told._replace(voice=rival) if own else each.told  # "he denied that he"
                yield each._replace(source=source, target=target, told=said, is_other=True)


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
    several = any(each.text.casefold() in ("them", "they") for each in ends)  # often things: "4,000 of them"
    if far or (unsure and (guess.type == "located-in" or (known and (several or guess.type == "knows")))):
        return False
    return known < 2 and (guess.told.voice is None or guess.type != "knows")


def _listed(
    read: Sentence, type_: str, source: Mention, target: Mention, start: int, end: int
) -> tuple[str, bool] | None:
    """Return of which type words at a place are, which may be those of a list, and whether that is sure."""
    words, clause = read.text[start:end], re.split("[,;]", read.text[start:])[0]
    owned = read.is_of_what(start + len(words.split(" ")[0]), target)
    of_it = start < target.start and (owned or read.text.startswith(_OWNING, target.end))
    behind = read.text[max(end, source.end, target.end) :]
    return listing(type_, source, words, clause, behind, of_it=of_it)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with blanks for the dates that part a word from its preposition: "a ban on Monday on"."""
    for start, end in spans:
        if _PATTERNS.on_behind.match(text, end):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


_FAR = 50
"""Two between whom so many characters tell nothing are seldom related."""


def _retyped(found: Found, words: str, before: str, discourse: Discourse) -> tuple[str, Mention, Mention]:
    """Return what words mean of actors of these kinds: one belongs to a club, a firm to its owner."""
    type_, source, target = found[:3]
    person = discourse.is_person(target)
    if type_ == "part-of" and (person or target.name.endswith(" family")):
        return "owns", target, source
    if type_ == "part-of" and discourse.is_person(source, sure=True):
        return "member-of", source, target  # "X belongs to a party"
    public = target.kind in ("organisation", "government-body", "media")
    if type_ == "director-of" and public and words == "director":
        return ("director-of" if _PATTERNS.one_of_several.search(before) else "leads"), source, target
    if type_ in ("located-in", "knows") and source.name.endswith(f" of {target.name}"):
        return "part-of", source, target  # Ghana's Parliament
    if type_ == "licensed" and words.startswith("clear") and _PATTERNS.court.search(source.name):
        return "acquitted", source, target
    if type_ == "owns" and _PATTERNS.bought.search(before):
        return "acquired", source, target
    if type_ == "requested" and words.startswith("appeal") and "court" in target.name.casefold():
        return "applied-to", source, target
    if type_ in ("holds-office-in", "works-for") and person:  # partners are so in life or in a firm
        is_partner = type_ == "works-for" and words.casefold().startswith("partner")
        return ("knows" if is_partner else "works-for"), source, target
    if _is_arrest(type_, words, source) and person:
        return "arrested", source, target
    if type_ == "released" and words.startswith("launch") and target.kind in _WORDS.employers:
        return "founded", source, target
    if type_ == "visited" and words.startswith("mov") and target.kind in _WORDS.employers:
        return "joined", source, target
    if type_ == "acquired" and discourse.is_person(source, sure=True) and " over" in words:
        return "leads", source, target
    return type_, source, target


def _is_arrest(type_: str, words: str, source: Mention) -> bool:
    """Return whether what a firm does to another may be an arrest by such an actor: "picked up X"."""
    picked = type_ == "acquired" and words.startswith("pick")
    return picked and _PATTERNS.police.search(f"{source.name} {source.text}") is not None


def _fits(found: Found, words: str, discourse: Discourse) -> bool:
    """Return whether actors of these kinds can be so related by these words."""
    type_, source, target = found[:3]
    if type_ == "works-for" and words.startswith("work") and words.endswith(" for"):
        return not discourse.is_place(source)  # a consultancy works for others, too
    if type_ == "reported-on" and words.endswith("that") and source.kind != "media":
        return False  # whoever says so
    if type_ == "extradited" and not discourse.is_person(target):
        return False
    if type_ in _WORDS.of_persons - {"knows"} and not discourse.is_person(source):
        return False
    if type_ in ("arrested", "convicted", "extradited") and discourse.is_place(target):
        return False  # "arrested in X", "extradited to X"
    if type_ in ("acquitted", "convicted") and _PATTERNS.court.search(target.name):
        return False  # "quashed X's conviction of"
    if type_ in ("family-of", "married-to"):
        return discourse.is_person(target)
    if type_ in _WORDS.of_bodies and discourse.is_person(target, sure=True):
        return _is_arrest(type_, words, source)
    if type_ == "located-in":
        return discourse.is_place(target) and source.kind != "country"
    if type_ == "makes":
        return not discourse.is_place(target) and not discourse.is_person(target)
    return type_ != "founded" or not discourse.is_place(source)
