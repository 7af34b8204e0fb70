"""Proposes relations from an article: who did what to whom, when, and who says so, in which words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from graphkit.errors import DateError, shortened
from graphkit.model.entities import Actor
from graphkit.model.kinds import UNKNOWN
from graphkit.model.vocabulary import KnownType, Vocabulary
from graphkit.reading import lexicon
from graphkit.reading.article import Article
from graphkit.reading.discourse import Discourse
from graphkit.reading.full_names import with_full_names, with_whole_bodies
from graphkit.reading.lexicon import Patterns, Words
from graphkit.reading.mentions import Mention, Names
from graphkit.reading.proposal import End, Proposal, from_begin_to_end
from graphkit.reading.quotations import Speaker, speaker_of
from graphkit.reading.renaming import other_names
from graphkit.reading.sentences import sentences
from graphkit.reading.statements import Reader, Statement
from graphkit.reading.states import with_countries
from graphkit.reading.story import events_in, is_event
from graphkit.reading.sums import Sum, sums_in
from graphkit.reading.telling import UNNAMED_VOICE, signed
from graphkit.temporal import edtf, phrases
from graphkit.temporal.dates_in_text import DateInText, dates_in, last_told


class Reading(NamedTuple):
    """What was found in an article: mentions and dates by paragraph, and proposals.

    ``left_out`` has the paragraph and the words of each sentence that was left out, by the reason.
    """

    mentions: dict[int, list[Mention]]
    dates: dict[int, list[DateInText]]
    proposals: list[Proposal]
    left_out: dict[str, list[tuple[int, str]]]


@lru_cache(maxsize=4)  # whoever reads many articles reads them with the same types
def _reader(types: tuple[KnownType, ...]) -> Reader:
    known = {each.name: each for each in types}
    return Reader(lexicon.words(known), lexicon.roles(known), lexicon.hints(known))


def read(article: Article, actors: Iterable[Actor], known: Vocabulary) -> Reading:
    """Return what an article may tell, given the actors and the types of relation that are known."""
    actors = list(actors)
    names = Names(actors, article.paragraphs)
    reader = _reader(tuple(known.values()))
    found = Reading({}, {}, [], defaultdict(list))
    if article.passed_over:
        head = [(number, article.paragraphs[number - 1]) for number in article.passed_over]
        found.left_out["lines of its head"] = head
    body = list(enumerate(article.paragraphs[article.first - 1 :], article.first))
    for number, text in body:
        found.mentions[number] = names.mentions(text)
    every = list(chain(*found.mentions.values()))
    of_several = {each.name for each in every if each.actor is None}  # "Voss" too, if "Mara Voss" may be two
    of_several &= {each.name for each in every if each.actor is not None}
    for number, mentions in found.mentions.items():
        found.mentions[number] = [
            each._replace(actor=None, kind=UNKNOWN) if each.name in of_several else each for each in mentions
        ]
    found.mentions.update(with_full_names(found.mentions, article.publisher))
    found.mentions.update(with_countries(body, found.mentions, actors))
    found.mentions.update(with_whole_bodies(found.mentions))
    discourse = Discourse([(text, found.mentions[number]) for number, text in body], article.publisher)
    told_before: str | None = None
    namesakes: set[str] = set()
    words: list[set[str]] = []
    denials: list[_Denial] = []
    ends: list[End] = []
    for number, text in body:
        mentions = found.mentions[number]
        found.dates[number] = []
        discourse.new_paragraph()
        latest, said = len(found.proposals), None
        speakers: list[Speaker] = []
        quoted: list[tuple[int, int]] = []
        speaker = _PATTERNS.speaker.match(signed(text, mentions))
        dateline = _PATTERNS.dateline.match(text)
        for start, end in sentences(text):
            sentence = text[start:end]
            if len(sentence) > _LONGEST:
                found.left_out["the sentences too long to read"].append((number, sentence))
                continue
            own = [
                m._replace(start=m.start - start, end=m.end - start)
                for m in mentions
                if start <= m.start < end
            ]
            if sentence.rstrip("\"'\u201d\u2019)*_ ").endswith("?"):
                found.left_out["the questions"].append((number, sentence))
                discourse.heard(sentence, [*own, *discourse.references(sentence, own)])
                continue
            if back := _PATTERNS.in_fact.search(sentence) or _denying_it(sentence, own):
                doubt = f"the next sentence has {back[0]!r}; look whether this is so"
                for place, proposal in enumerate(found.proposals[latest:], latest):
                    stands = back.start() and not proposal.voice and known[proposal.type].kind == "background"
                    if not stands:  # nobody takes back an office with a claim
                        found.proposals[place] = proposal._replace(doubts=(*proposal.doubts, doubt))
            latest = len(found.proposals)
            if own or not namesakes:
                persons = [each for each in own or mentions if discourse.is_person(each)]
                namesakes |= _namesakes(sentence, persons, beside=bool(own))
            dates = dates_in(
                sentence, article.day, told_before=told_before, names=[(m.start, m.end) for m in own]
            )
            found.dates[number] += [d._replace(start=d.start + start, end=d.end + start) for d in dates]
            for date in dates:
                told_before = last_told(date, told_before)
            if len({date.edtf for date in dates}) > 1:  # from which of them "two days later" counts is open
                told_before = None
            ends += [
                End(number, sentence, end, next((d for d in dates if d.start == end.end() + 1), None))
                for end in _PATTERNS.end_of.finditer(sentence)
            ]
            renamed = other_names(sentence, own)
            for one, other in renamed:
                found.left_out[f"{other.name!r} as another name of {one.name}"].append((number, sentence))
            again = {other for _, other in renamed}
            opens = dateline.end() - start if dateline else 0
            telling = [m for m in own if m.start >= opens and m not in again]
            told, unsure = reader.statements(sentence, telling, discourse, [(d.start, d.end) for d in dates])
            told = [
                each._replace(told=each.told._replace(date=None))
                if _is_of_another(each, sentence, dates, known)
                else each
                for each in told
            ]
            if unsure:
                found.left_out["what only may be"].append((number, sentence))
            elif not told and _PATTERNS.asked.search(sentence):
                found.left_out["the questions"].append((number, sentence))
            elif not told and dates and any(each.actor for each in own):
                found.left_out["dated sentences about known actors that gave no draft"].append(
                    (number, sentence)
                )
            speakers += [Speaker(start + place, who) for place, who in discourse.speaking]
            sums = [_sum(each, known) for each in told]
            read = zip(told, sums, strict=True)
            places = [sum_.start for each, sum_ in read if sum_ and not (each.guessed or each.is_other)]
            kept = {sum_.start for sum_ in sums if sum_}
            for each, sum_ in zip(told, sums, strict=True):
                source, target = discourse.with_kind(each.source), discourse.with_kind(each.target)
                statement = each._replace(source=source, target=target)
                ahead = _start_ahead(sentence, each.start, article, dates) if each.is_role else None
                ahead = ahead if known[each.type].goes_on else None
                own_date = None if each.told.date is None else dates[each.told.date]
                if each.is_present and own_date is not None:
                    ahead = _day_ahead(own_date, article)
                if ahead and each.told.status == "actual":
                    statement = statement._replace(told=each.told._replace(status="planned", date=None))
                if statement.told.voice == UNNAMED_VOICE and _PATTERNS.corrected.search(sentence):
                    statement = statement._replace(told=statement.told._replace(voice=None))  # its own
                behind = start + min(each.start, source.start, target.start)
                spoken = None
                if speaker and not each.is_role and behind >= speaker.end():
                    statement, spoken = _spoken(statement, speaker, mentions, discourse)
                is_so = statement.told.status == "actual" or known[each.type].kind != "background"
                if each.guessed:
                    discourse.call(each.type, source, target, guessed=True)
                elif is_so and not each.is_other:  # who is to lead it is not yet called its head
                    discourse.learn(each.type, source, target)
                proposal = _proposal(statement, sentence, dates, number, known)
                if (own_sum := each.told.sum) and own_sum.start not in kept and not each.guessed:
                    proposal = proposal._replace(unkept=own_sum.text)
                if statement.told.status != each.told.status:
                    proposal = proposal._replace(when=ahead)
                elif (
                    each.is_present
                    and each.told.status == "actual"
                    and (own_date is None or (own_date.edtf or "").startswith("[.."))
                ):
                    later = (d.text for d in dates if d.start > each.start and _day_ahead(d, article))
                    doubts = (f"the sentence has {text!r}; look whether it has happened" for text in later)
                    proposal = proposal._replace(doubts=(*proposal.doubts, *doubts))
                if spoken:
                    proposal = proposal._replace(doubts=(*proposal.doubts, spoken))
                if said and not (each.told.voice or each.is_role) and _goes_on(sentence, each):
                    doubt = f"the sentence before has {said[0]!r}; look who says so"
                    proposal = proposal._replace(doubts=(*proposal.doubts, doubt))
                alone = sum_
                if sum_ and (each.guessed or places.count(sum_.start) > 1):
                    alone = None if each.guessed and sum_.start in places else sum_._replace(amount=None)
                voice = proposal.voice
                voice = discourse.with_kind(voice) if isinstance(voice, Mention) else voice
                for paid in _payments(proposal._replace(sum=alone, voice=voice), each, sentence, article.day):
                    if voice is None and not each.is_role:
                        quoted.append((len(found.proposals), start + each.start))
                    found.proposals.append(paid)
                    words.append(_stems(sentence[each.start : each.end]))
            spoken_of = [*own, *discourse.references(sentence, own)]
            plea = _PATTERNS.plea.search(sentence)
            acting = [each for each in spoken_of if plea and each.end <= plea.start()]
            deniers = {name for each in acting for name in (each.name, *each.rivals)}
            beside = [*found.mentions.get(number - 1, ()), *mentions, *spoken_of]
            near = {name for each in beside for name in (each.name, *each.rivals)}
            denials.append(_Denial(number, sentence, tuple(told), own, plea, deniers, near))
            discourse.heard(sentence, spoken_of)
            said = _PATTERNS.said_that.search(sentence) or (said if " had " in sentence else None)
        for place, at in quoted:
            found.proposals[place] = _as_quoted(found.proposals[place], speaker_of(text, at, speakers))
    namesakes |= discourse.of_two_ages
    for place, proposal in enumerate(found.proposals):
        named = (proposal.source, proposal.target, proposal.voice)
        parties = {each.name for each in named if isinstance(each, Mention)}
        which = (f"the article has two of the name {name}; say which" for name in sorted(parties & namesakes))
        denied = (each.doubt() for each in denials if each.takes_back(proposal, words[place]))
        found.proposals[place] = proposal._replace(doubts=(*proposal.doubts, *which, *dict.fromkeys(denied)))
    for ending in ends:
        over = [
            place
            for place, each in enumerate(found.proposals)
            if known[each.type].goes_on and each.status == "actual" and ending.is_of(each, words[place])
        ]
        for place in over:
            found.proposals[place] = ending.told(found.proposals[place], alone=len(over) == 1)
    found.proposals[:] = from_begin_to_end(found.proposals)
    found.proposals.sort(key=lambda each: len(each.doubts))
    return found


def _payments(
    proposal: Proposal, statement: Statement, sentence: str, asked_on: int | None
) -> Iterator[Proposal]:
    """Yield each payment of a sentence: "paid X 2 million euros in 2021 and 3 million euros in 2022".

    Where a day or a sum has no fellow, the payment has a doubt that names the sums.
    """
    behind = sentence[statement.start :]
    sums = _money(behind) if statement.type in _WORDS.with_money and not statement.guessed else []
    if len(sums) < 2:
        yield proposal
        return
    ends = [*(each.start for each in sums[1:]), len(behind)]
    days = [dates_in(behind[each.end : end], asked_on) for each, end in zip(sums, ends, strict=True)]
    gaps = [behind[each.end : end] for each, end in zip(sums, ends, strict=True)]
    bare = [f"{gap[: d[0].start]}{gap[d[0].end :]}" if d else gap for gap, d in zip(gaps, days, strict=True)]
    joined = [bool(_PATTERNS.and_then.fullmatch(gap)) for gap in bare[:-1]]
    if all(joined) and all(days):
        start = 0
        for each, end, (day, *_) in zip(sums, ends, days, strict=True):
            own = next(iter(_money(behind[start:end])), each)  # "2 to 3 million", and no more
            start = each.end + day.end
            phrase = None if day.edtf else day.text
            yield proposal._replace(sum=own, when=day.edtf, phrase=phrase, unclear=day.reason)
    elif any(joined) or not (proposal.sum and proposal.sum.amount):
        told = ", ".join(repr(each.text) for each in sums)
        yield proposal._replace(
            doubts=(*proposal.doubts, f"the sentence has {told}; look which is the amount")
        )
    else:
        yield proposal


def _money(words: str) -> list[Sum]:
    """Return the sums of money in words, without shares."""
    return [each for each in sums_in(words) if each.amount is None or each.amount.unit != "%"]


def _as_quoted(proposal: Proposal, speaker: tuple[Mention | None, bool] | None) -> Proposal:
    """Return a proposal in the voice whose quotation it stands in, if it stands in one."""
    if speaker is None:
        return proposal
    who, sure = speaker
    if who is not None and who.name == proposal.source.name and proposal.type in _SPEECH:
        return proposal  # that somebody said so, the article vouches itself
    doubt = () if sure else ("it stands in quotation marks; look who says so",)
    return proposal._replace(voice=who or UNNAMED_VOICE, doubts=(*proposal.doubts, *doubt))


class _Denial(NamedTuple):
    """A sentence that may take back what the article tells elsewhere; ``near`` are those named beside it."""

    paragraph: int
    sentence: str
    told: tuple[Statement, ...]
    named: Sequence[Mention]
    plea: re.Match[str] | None
    deniers: set[str]
    near: set[str]

    @property
    def back(self) -> re.Match[str] | None:
        """The words that take something back, if there are any."""
        return _PATTERNS.taking_back.search(self.sentence) or _denying_it(self.sentence, self.named)

    def doubt(self) -> str:
        words = (self.back or self.plea or [self.sentence])[0]
        return f"paragraph {self.paragraph} has {shortened(words)}; look whether this is so"

    def takes_back(self, proposal: Proposal, words: set[str]) -> bool:
        """Return whether it says of what another sentence tells, in these words, that it was not so."""
        if proposal.doubts or proposal.status == "denied" or proposal.quote == self.sentence:
            return False
        ends = {proposal.source.name, proposal.target.name}
        of_it = self.plea is not None and _PATTERNS.of_last.search(self.plea[0]) is not None
        of_it |= self.back is not None and _PATTERNS.taking_back.search(self.sentence) is None
        if of_it and len(self.near) > 1 and not ends <= self.near:
            return False  # it speaks of what was told beside it, and of others than these
        for each in self.told:
            denied, same = each.told.status == "denied", {each.source.name, each.target.name} == ends
            if each.type == proposal.type and (not each.guessed or (denied and same)):
                return same and denied and bool(self.back or each.told.voice is None)
        voice = getattr(proposal.voice, "name", proposal.voice)
        if voice and proposal.type not in _WORDS.of_justice and ends & self.deniers - {voice}:
            return True
        if self.back is None:
            return False
        place = self.back.start()
        near = re.split("[,;:]", self.sentence[:place])[-1] + self.sentence[place : place + _NEAR]
        return bool(words & _stems(near)) or proposal.type in events_in(near)


def _spoken(
    statement: Statement, head: re.Match[str], mentions: Sequence[Mention], discourse: Discourse
) -> tuple[Statement, str | None]:
    """Return a statement as the words of who is named at the head of its paragraph, and a doubt of that.

    Without a quote what stands there may be the head of a list.
    """
    place = max(head.start("who"), head.start("within"))
    who = next((each for each in mentions if each.start == place), None)
    if statement.told.voice is not None or (who is not None and discourse.is_place(who)):
        return statement, None
    told_of = who is not None and who.name in (statement.source.name, statement.target.name)
    if who is not None and not told_of and (head["quote"] or discourse.is_person(who, sure=True)):
        return statement._replace(told=statement.told._replace(voice=who)), None
    told = statement.told if who else statement.told._replace(voice=UNNAMED_VOICE)
    words = f"{who.text}:" if who else re.sub("@+", "...", head[0].strip())
    return statement._replace(told=told), f"the paragraph opens with {words!r}; look who says so"


def _start_ahead(sentence: str, start: int, article: Article, dates: Sequence[DateInText]) -> str | None:
    """Return from when the office at a place is told to be somebody's, if that is after the article."""
    if _PATTERNS.becomes.search(sentence[:start]):
        return next(filter(None, (_day_ahead(each, article) for each in dates)), None)
    begins = _PATTERNS.office_from.search(sentence)
    within = begins and begins.start() < start < begins.end()
    days = dates_in(sentence[begins.end() :], article.day) if begins and within else []
    day = days[0].edtf if days and days[0].start == 0 else None
    return day if day and edtf.parse(day).bounds.earliest_start > (article.day or 0) else None


def _day_ahead(date: DateInText, article: Article) -> str | None:
    """Return the date of what is told in the present if it is after the article: "X acquires Y on 1 July".

    A day without a year is the nearest one, a weekday the next.
    """
    if article.day is None or _PATTERNS.lasting.match(date.text):
        return None
    if date.edtf and (edtf.parse(date.edtf).bounds.earliest_start or 0) > article.day:
        return date.edtf
    try:
        ahead, behind = (phrases.read(date.text, article.day, tense=tense) for tense in ("future", "past"))
    except DateError:
        return None
    first, last = edtf.parse(ahead).bounds.earliest_start, edtf.parse(behind).bounds.latest_end
    near = ahead == behind or last is None or first - article.day < article.day - last
    return ahead if first > article.day and (near or _PATTERNS.weekday.search(date.text)) else None


_NEAR = 80
"""So many characters from words on that take something back tell what that is."""
_WORDS = Words("proposals")
_PATTERNS = Patterns("proposals")
_DEAL = lexicon.pattern("statements", "deal")
_SPEECH = lexicon.word_set("statements", "speech")


def _denying_it(sentence: str, named: Sequence[Mention]) -> re.Match[str] | None:
    """Return the words by which a sentence that names nobody denies what was told before: "It was false."."""
    of_it = not named and _PATTERNS.of_it.match(sentence)
    return _PATTERNS.denying.search(sentence) if of_it else None


def _stems(words: str) -> set[str]:
    """Return the first letters of longer words, alike in "sign" and "signed"."""
    return {word[:4] for word in re.findall(r"[a-z]{4,}", words)} - {"with", "from", "been", "have", "into"}


def _namesakes(sentence: str, persons: Sequence[Mention], *, beside: bool) -> set[str]:
    """Return which persons a sentence tells from others of their names: those in it, or only beside it."""
    if beside and (match := _PATTERNS.mistaken.search(signed(sentence, persons))):
        one = next(each for each in persons if each.start in (match.start("one"), match.start("taken")))
        if any(each.start == match.end() and each.name == one.name for each in persons):
            return {one.name}
    if told := _PATTERNS.namesake.search(sentence):
        if told["also"]:
            is_alias = any(each.end == told.start() for each in persons)  # "X, also called Y"
            return {each.name for each in persons if beside and each.start == told.end() and not is_alias}
        family = (each.name for each in persons if each.name.split()[-1:] == persons[0].name.split()[-1:])
        if told["kin"] and len(set(family)) > 1:
            return set()  # of one family name, and of two names
        before = [each for each in persons if beside and each.end <= told.start()]
        return {each.name for each in before[-1:] or persons}
    return {each.name for each in persons if beside and _PATTERNS.another.search(sentence[: each.start])}


def _proposal(
    statement: Statement, sentence: str, dates: Sequence[DateInText], number: int, known: Vocabulary
) -> Proposal:
    date = None if statement.told.date is None else dates[statement.told.date]
    if date and statement.type == "family-of" and not _PATTERNS.lasting.match(date.text):
        date = None  # kinship begins on no day: it is that of what is told beside
    left = known[statement.type].kind == "background" and _PATTERNS.left_as.search(
        sentence[: statement.start]
    )
    day_left = _day_of_leaving(statement, sentence, dates) if left else None
    if left and statement.told.status == "planned":  # who is to leave an office has it
        statement = statement._replace(told=statement.told._replace(status="actual"))
        date = None
    said = None if statement.told.said is None else dates[statement.told.said].edtf
    when = date.edtf if date else None
    kind, stop = known[statement.type].kind, statement.told.stop
    once = _PATTERNS.once.match(sentence, statement.start)
    between = (
        re.fullmatch(r"\[([0-9-]+)\.\.([0-9-]+)\]", when or "") if date and date.text[:1] in "bB" else None
    )
    if between and kind != "event" and not once:
        when = f"{between[1]}/{between[2]}"  # "between 2012 and 2015"
    from_when = _from_when(statement, sentence, dates, known)
    continued = _is_continued(statement, sentence)
    span = date is not None and _PATTERNS.from_to.match(date.text)
    if when and continued and not span and kind != "event" and "/" in when:
        first, _, last = when.partition("/")
        when = f"/{last}" if last else first  # "renewed the licence in May until December"
    if date is None and kind == "background" and (got := _day_of_office(statement, sentence, dates)):
        date, when = got, f"{got.edtf}/"
    elif date is None and day_left:
        date, when = day_left, f"/{day_left.edtf}"
    elif date is None and kind != "event" and (lasted := _lasted(statement, sentence, dates)):
        when = lasted
    elif when is not None and stop:  # it is the day of the end
        plain = stop["verb"] and not stop["open"] and re.fullmatch("[0-9-]+", when)
        plain = plain and not (kind == "event" and stop["noun"] is not None)  # "ended its contract with"
        when = None if not plain else f"[..{when}]" if kind == "event" else f"/{when}"
    elif when is not None and _PATTERNS.divorced.match(sentence, statement.start):
        when = f"/{when}" if re.fullmatch("[0-9-]+", when) else None
    elif when is not None and kind != "event" and _PATTERNS.since_then.match(sentence, statement.end):
        when = f"{when}/" if re.fullmatch("[0-9-]+", when) else when
    elif when is not None and known[statement.type].goes_on and "/" not in when:
        from_then = kind == "state" and not once and not continued
        began = from_then or _PATTERNS.began.match(sentence, statement.start)
        ahead = statement.told.status == "planned" and kind != "state"
        goes_on = began and (ahead or statement.told.status == "actual") and "[" not in when
        when = f"{when}/" if goes_on else when if kind == "state" else None
    if when and kind != "event" and re.fullmatch("[0-9-]+/?", when):
        when = _expiring(when, statement, sentence, dates)
    doubts = [*_doubts(statement, sentence, date), *dict.fromkeys(_unheeded(statement, sentence, kind))]
    if from_when is not None:
        doubts.append(f"it holds from another day, {from_when.text!r}; say when it was")
    return Proposal(
        statement.source, statement.target, statement.type, number, sentence, when,
        date.text if date and date.edtf is None else None,
        statement.told.status, statement.told.voice, said if said and "/" not in said else None,
        tuple(doubts),
        going_on=_going_on(statement, sentence) if kind == "either" and when is None else None,
        at=statement.start, unclear=date.reason if date else None,
    )  # fmt: skip


def _is_continued(statement: Statement, sentence: str) -> bool:
    """Return whether a day is that of what was in force before: "renewed the sanctions against"."""
    ahead = statement.is_noun and _PATTERNS.continued_ahead.search(sentence[: statement.start])
    behind = statement.is_noun and _PATTERNS.continued_behind.match(sentence, statement.end)
    return bool(ahead or behind or _PATTERNS.continued.match(sentence, statement.start))


def _day_of_office(statement: Statement, sentence: str, dates: Sequence[DateInText]) -> DateInText | None:
    """Return the day behind an office that somebody got: "was elected chair of Acme on 4 May"."""
    told = statement.told.status == "actual" and statement.told.said is None
    told = told and not _PATTERNS.condition.search(sentence[: statement.start])
    if not told or not any(_PATTERNS.got.search(sentence[:end]) for end in (statement.start, statement.end)):
        return None
    behind = (each for each in dates if each.start >= statement.end)
    if (day := next(behind, None)) is None or not re.fullmatch("[0-9-]+", day.edtf or ""):
        return None
    return day if _PATTERNS.same_clause.fullmatch(sentence, statement.end, day.start) else None


def _day_of_leaving(statement: Statement, sentence: str, dates: Sequence[DateInText]) -> DateInText | None:
    """Return the day on which somebody left an office: "resigned as director of Acme on 4 May".

    It must be told as done; a day before it must open the sentence: "On 4 May X resigned as".
    """
    who, before = statement.source, sentence[: statement.start]
    if statement.told.status != "actual" or not _PATTERNS.has_left.fullmatch(before, who.end):
        return None
    if _may_not_be(before):
        return None
    day = next((each for each in dates if each.start >= statement.end), None)
    if day is None and len(dates) == 1:
        day = dates[0]
        opens = sentence[: day.start].strip() in ("", "On", "In")
        day = day if opens and not sentence[day.end : who.start].strip(" ,") else None
    elif day and not _PATTERNS.left_on.fullmatch(sentence, statement.end, day.start):
        return None
    return day if day and re.fullmatch("[0-9-]+", day.edtf or "") else None


def _may_not_be(words: str) -> bool:
    """Return whether words deny, wish or plan what they tell, or leave it open: "did not revoke"."""
    return bool(_PATTERNS.left_open.search(words) or _PATTERNS.not_so.search(words))


def _expiring(when: str, statement: Statement, sentence: str, dates: Sequence[DateInText]) -> str:
    """Return the time of what ends on a day behind its own: "a licence on 1 May, which expires on 1 June".

    It may have been taken back before it is told: "revoked on 1 June the licence granted on 1 May".
    """
    own = dates[statement.told.date].end if statement.told.date is not None else 0
    ends = {own, max(statement.end, statement.source.end, statement.target.end)}
    for day in dates:
        last = (day.edtf or "").removeprefix("/")
        before = sentence[: day.start]
        revoked = day.end <= statement.start and _PATTERNS.revoked.search(before)
        taken_back = revoked and not _may_not_be(before)
        lasts = taken_back or any(_PATTERNS.expires.fullmatch(sentence, end, day.start) for end in ends)
        if lasts and re.fullmatch("[0-9-]+", last) and when.rstrip("/") < last:
            return f"{when.rstrip('/')}/{last}"
    return when


def _is_of_another(
    statement: Statement, sentence: str, dates: Sequence[DateInText], known: Vocabulary
) -> bool:
    """Return whether a date tells from when something holds, or of what: "is banned for the match on"."""
    if statement.told.date is None:
        return False
    date = dates[statement.told.date]
    end = max(statement.end, statement.source.end, statement.target.end)
    now = known[statement.type].kind == "state" and _PATTERNS.so_now.search(sentence[: statement.start])
    of_what = now and " for " in sentence[end : date.start]
    return bool(of_what) or date == _from_when(statement, sentence, dates, known)


def _from_when(
    statement: Statement, sentence: str, dates: Sequence[DateInText], known: Vocabulary
) -> DateInText | None:
    """Return from when what was decided on another day holds: "appointed X with effect from 1 May"."""
    if (
        statement.is_present
        or known[statement.type].kind != "event"
        or statement.type not in _WORDS.of_office
    ):
        return None
    return next(
        (each for each in dates if _PATTERNS.effect.search(sentence[: each.start].rstrip(" ,"))), None
    )


def _lasted(statement: Statement, sentence: str, dates: Sequence[DateInText]) -> str | None:
    """Return the time of what lasted to or from what happened on a day: "until she was replaced on 4 May"."""
    end = max(statement.end, statement.source.end, statement.target.end)
    day = next((each for each in dates if each.start >= end), None)
    told = _PATTERNS.until.fullmatch(sentence, end, day.start) if day else None
    if (
        not day
        or not told
        or statement.told.status != "actual"
        or not re.fullmatch("[0-9-]+", day.edtf or "")
    ):
        return None
    return f"/{day.edtf}" if told["until"] else f"{day.edtf}/"


def _going_on(statement: Statement, sentence: str) -> str | None:
    """Return the words of a sentence that say that what happened goes on: "is investigating"."""
    found = _PATTERNS.going_on.finditer(sentence) if statement.told.status == "actual" else ()
    return next((each[0] for each in found if each.start() <= statement.start < each.end()), None)


def _sum(statement: Statement, known: Vocabulary) -> Sum | None:
    """Return the sum of a statement if its type has one: a share in per cent, else money."""
    told = statement.told.sum
    if told is None:
        return None
    is_share = told.amount is not None and told.amount.unit == "%"
    fits = known[statement.type].share if is_share else statement.type in _WORDS.with_money
    return told if fits else None


def _doubts(statement: Statement, sentence: str, date: DateInText | None) -> Iterator[str]:
    """Yield what of a statement is guessed."""
    for each in (statement.source, statement.target, statement.told.voice):
        if isinstance(each, Mention) and each.guessed:
            means = "may be the deed of" if is_event(each.text) else "may mean"
            if not each.text:
                yield f"the sentence does not name {' or '.join((each.name, *each.rivals))}"
            elif each.rivals:
                others = " or ".join(each.rivals)
                rather = "; say which" if each.text == each.name else f" rather than {each.name}"
                yield f"{each.text!r} {means} {others}{rather}"
            elif each.text == each.name:
                yield f"{each.text!r} is no name; say whose it is"
            else:
                yield f"{each.text!r} {means} another than {each.name}"
    if (stop := statement.told.stop) and (stop["open"] or (stop["over"] and date)):
        yield f"the sentence has {stop[0].strip()!r}; look whether it has ended, and when"
    if (first := statement.told.heard_from) and not statement.is_role:
        yield f"it is told as the words of {first}; look who says so, and whether it is so"
    if statement.guessed and statement.type == "knows":
        if no := _PATTERNS.not_so.search(sentence):
            yield f"the sentence has {no[0]!r}; look whether it says that it is so"
        yield "no word says how they are related; change the type"
    elif statement.guessed:
        words = sentence[statement.start : statement.end].strip(" ,")
        from_what = shortened(words) if words else "where they stand"
        yield f"it is a guess from {from_what}; look who does what to whom"
    if date is not None and date.edtf is None and statement.is_present and statement.told.status == "actual":
        yield f"the date {date.text!r} may be before or after the article; look whether it has happened"


def _goes_on(sentence: str, told: Statement) -> bool:
    """Return whether words may be those that the sentence before has quoted, in the past perfect."""
    return told.told.status == "actual" and _PATTERNS.had.search(sentence[: told.start]) is not None


def _is_governed(before: re.Match[str], rest: str) -> bool:
    """Return whether "suing" hangs on a word that leaves open whether it happened: "objected to suing"."""
    word = before[1]
    hangs = word in _WORDS.open_before_ing or word in lexicon.all_verbs() or word.endswith("ed")
    is_ing = bool(before["being"] or re.match(r"\w+ing\b", rest))
    return is_ing and hangs and not _PATTERNS.sure_before_ing.search(before.string)


def _unheeded(statement: Statement, sentence: str, kind: str) -> Iterator[str]:
    """Yield the words of a sentence that may turn a statement round, and that its status and voice miss.

    A rule that misses what a word governs would else tell as a fact what somebody denies, or only alleges.
    """
    before, after = sentence[: statement.start], sentence[statement.end :]
    if statement.is_role and "," in before and "," in after:  # "X, the head of Y, denied"
        before, after = before.rpartition(",")[2], after.partition(",")[0]
    rest, ahead = f"{before} {after}", sentence[: statement.start]
    deal = ahead if _DEAL.match(sentence, statement.start) else ""
    noun = statement.is_noun
    stopped = statement.told.stop and kind != "event" and statement.told.date is not None
    inserted = statement.type in _SPEECH and _PATTERNS.inserted.search(sentence[: statement.source.start])
    stretches = {
        "rest": rest, "ahead": ahead, "behind": after, "sentence": sentence, "deal": deal,
        "own": sentence[statement.start : statement.end],
        "ahead of a deed": "" if statement.is_role or inserted else ahead,
        "around an office": f"{ahead}@{sentence[statement.end :]}" if statement.is_role else "",
        "ahead of a noun": ahead if noun else "",
        "behind a noun": after if noun else "",
        "before its end": ahead if noun and not stopped else "",
    }  # fmt: skip
    stated = statement.is_role and statement.told.voice is None and _PATTERNS.alleging_that.search(ahead)
    if stated and not _PATTERNS.alleging.search(rest):
        yield f"the sentence has {stated[1] or stated[2]!r}; look who says so, and whether it is so"
    claimed = statement.told.status == "actual" and statement.told.voice is not None
    status = "claimed" if claimed else statement.told.status
    sorts = {status, kind, "unnamed" if statement.told.voice == UNNAMED_VOICE else ""}
    sorts.add("undenied" if status == "denied" and not isinstance(statement.told.voice, Mention) else "")
    sorts.add("unpromised" if status == "denied" and not _PATTERNS.promised.search(ahead) else "")
    sorts.add("role" if statement.is_role else "deed")
    sorts.add("share" if statement.type in _WORDS.of_shares else "")
    sorts.add("guess" if statement.guessed and status != "denied" else "")
    for told, where, name, question in _LOOKS:
        asked = not sorts.isdisjoint(told.split()) and (name, statement.type) != ("for_another", "represents")
        found = getattr(_PATTERNS, name).search(stretches[where]) if asked else None
        if found:
            words = next(filter(None, found.groups()), found[0])  # of what the pattern parts, if it does
            yield f"the sentence has {words.strip()!r}; look {question}"
    for each in (statement.source, statement.target):
        either = _PATTERNS.or_behind.match(sentence, each.end) or _PATTERNS.or_before.search(
            sentence, 0, each.start
        )
        if either and status != "denied" and each.text == sentence[each.start : each.end]:
            yield f"the sentence has {either[0].strip(' ,')!r}; look which of them is meant"
            break
    governed = _PATTERNS.before_ing.search(ahead)
    if governed and governed[1] == "be" and status == "planned":
        governed = None  # "will be suing"
    if status != "denied" and governed and _is_governed(governed, sentence[statement.start :]):
        deed = sentence[statement.start : statement.end].split()[0]
        words = f"{governed[1]} {governed['being'] or ''}{deed}"
        yield f"the sentence has {words!r}; look whether it has happened"


_LOOKS = (
    ("actual claimed planned background", "rest", "denying", "whether it says that this is so"),
    ("actual", "rest", "alleging", "who says so, and whether it is so"),
    ("actual claimed planned", "rest", "unproven", "whether it is so"),
    ("actual claimed planned", "ahead of a noun", "unproved_ahead", "whether it is so"),
    ("actual claimed planned", "behind a noun", "unproved_behind", "whether it is so"),
    ("actual claimed planned denied", "before its end", "broken_ahead", "what has ended"),
    ("actual claimed planned", "behind a noun", "broken_behind", "what has ended"),
    ("actual claimed planned", "own", "broken_own", "what has ended"),
    ("actual claimed", "own", "felt", "whether it is so, as a feeling need not be told to anybody"),
    ("actual claimed", "own", "put_up", "whether it has happened"),
    ("planned", "own", "engaged", "whether it failed"),
    ("actual claimed", "ahead", "short_of", "who says so, and whether it is so"),
    ("actual", "ahead", "believed", "whether it is so"),
    ("actual claimed planned denied", "ahead", "hoped", "whether it is so"),
    ("planned", "ahead", "would", "whether it is planned"),
    ("guess", "rest", "offered", "whether it has happened"),
    ("denied", "behind a noun", "ruled_out", "whether anybody denies it"),
    ("denied", "ahead", "nobody_denies", "whether anybody denies it"),
    ("denied", "own", "renewing", "what has ended"),
    ("denied", "ahead", "denied_besides", "whether anybody denies it"),
    ("actual claimed", "before its end", "dealt_with", "whether it has happened, and when"),
    ("undenied unpromised", "ahead", "not_ahead", "whether anybody denies it, or it lies ahead"),
    ("actual claimed planned denied", "ahead", "silent", "who says so, and whether it is so"),
    ("actual", "ahead", "unvouched", "whether it is so"),
    ("actual", "ahead", "accusing", "who says so, and whether it is so"),
    ("actual claimed", "ahead", "crime", "who says so, and whether it is so"),
    ("actual claimed", "deal", "deal_ahead", "whether it has happened"),
    ("planned", "ahead", "asking", "whether it is planned"),
    ("actual claimed", "behind", "none_behind", "whether it says that this is so"),
    ("denied", "rest", "denial_denied", "whether it says that this is so"),
    ("denied", "behind", "not_because", "whether it has happened"),
    ("state either background", "behind", "then_stopped", "whether it has ended, and when"),
    ("denied", "ahead", "denied_and", "whether the denial goes on behind 'and'"),
    ("actual claimed", "ahead", "nobody_knew", "whether it is so"),
    ("actual claimed", "ahead", "not_both", "whether the denial goes on behind 'and'"),
    ("denied", "ahead", "either_not", "which of them is meant"),
    ("denied", "ahead", "not_to", "whether anybody denies it"),
    ("denied", "sentence", "charge_dropped", "whether anybody denies it"),
    ("denied", "ahead", "before_then", "whether it has happened"),
    ("denied", "behind", "until_then", "whether it has happened"),
    ("actual", "ahead", "compelled", "whether it has happened"),
    ("actual claimed", "ahead", "wished", "whether it has happened"),
    ("planned", "rest", "trying", "whether it failed"),
    ("planned", "sentence", "not_backed", "whether it failed"),
    ("planned denied", "rest", "condition", "on what it depends"),
    ("actual claimed", "ahead of a deed", "supposed", "whether it is so"),
    ("role", "around an office", "supposed_to_be", "whether it is so"),
    ("role", "ahead", "reputed", "who says so, and whether it is so"),
    ("unnamed", "rest", "speaks_for", "who says so"),
    ("role", "ahead", "claiming", "who says so, and whether it is so"),  # "say that X paid Y, head of Z"
    ("actual claimed planned denied", "sentence", "corrected", "whether the article takes it back"),
    ("deed", "rest", "for_another", "who does it"),
    ("share", "sentence", "indirect", "through whom it is held"),
    ("actual claimed planned denied", "sentence", "other_of_name", "who of that name is meant"),
    ("actual claimed", "ahead", "libel", "whether it says that this is so"),
    ("actual claimed", "sentence", "appealed", "whether it still stands"),
    ("actual claimed", "own", "set_aside", "whether it is so, as it may be no acquittal"),
    ("undenied", "behind", "taken_down", "whether anybody denies it"),
    ("unnamed", "ahead", "foreseen", "whether it is planned, or only expected"),
    ("actual claimed", "behind a noun", "to_close", "whether it has happened"),
)
"""At which words before or around a statement of a status or sort a person must look, and for what."""
_LONGEST = 2000
"""More characters than a sentence has that can be read."""
