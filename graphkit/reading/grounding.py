"""Checks what somebody, or a model, proposes from an article: each proposal must stand in its paragraph.

The quote stands there letter by letter (blanks and quotation marks folded) and cuts no word. Both actors are
named in it, or it has a pronoun and the sentence before names them; so are those that it is about, and the
voice in its sentences. What fails is refused with its reason.

A date must follow from a phrase of those sentences, and an amount stand in the quote, else it is left out and
the draft says so. A draft that the rules do not read as well has doubts, which a person must look at before
it is accepted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, ValidationError

from graphkit.errors import shortened, with_article
from graphkit.model.entities import Amount, Edtf, EdtfDay, Row, Source, Text
from graphkit.model.folding import folded
from graphkit.model.kinds import UNKNOWN, UNNAMED, Kind
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import Vocabulary, suggested
from graphkit.reading.article import Article
from graphkit.reading.drafting import after_article, attested, party_of
from graphkit.reading.drafts import Actors, Draft, Party
from graphkit.reading.lexicon import Patterns
from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal
from graphkit.reading.proposals import Reading
from graphkit.reading.sentences import sentences
from graphkit.reading.spelling import TITLES
from graphkit.reading.sums import is_unit, sums_in, unit_named
from graphkit.storage.articles import quoted
from graphkit.temporal import edtf
from graphkit.temporal.dates_in_text import DateInText

_LONGEST_UNIT = 40
SHORTEST = 3
"""So many words a quote has at least."""
MOST = 1000
"""So many proposals one answer may hold."""


class Proposed(Row):
    """One proposal of an answer: the fields that a model fills in."""

    paragraph: Annotated[int, Field(ge=1, strict=True, description="Number of the paragraph.")]
    quote: Annotated[Text, Field(max_length=2000, description="The words that carry it, letter by letter.")]
    source: Annotated[Text, Field(max_length=200, description="Who acts, by the name in the article.")]
    type: Annotated[Text, Field(max_length=200, description="A type of the vocabulary.")]
    target: Annotated[
        Text, Field(max_length=200, description="Whom it concerns, by the name in the article.")
    ]
    source_kind: Kind | None = None
    target_kind: Kind | None = None
    about: Annotated[
        tuple[Annotated[Text, Field(max_length=200)], ...],
        Field(max_length=10, description="Further actors concerned, by the names in the quote."),
    ] = ()
    amount: Annotated[
        Amount | None,
        Field(
            description="The sum that the quote tells, such as 12000000 EUR; left out if it is no exact one."
        ),
    ] = None
    when: Annotated[
        Edtf | None, Field(description="Its date in EDTF; leave it out if the paragraph gives none.")
    ] = None
    status: Status = "actual"
    voice: Annotated[
        Text | None,
        Field(description='Who says so, by name; "unnamed" if nobody is; left out for the article itself.'),
    ] = None
    said: Annotated[EdtfDay | None, Field(description="The day on which the voice said so, in EDTF.")] = None
    attests: Annotated[
        bool | None,
        Field(
            strict=True,
            description="Of what lasts: true if the words tell it as so now, false if they tell it as past.",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that does not stand in its article: its number, from 1, what it says in short, and why."""

    number: int
    words: str
    reason: str


class _RefusedError(Exception):
    """Says why a proposal is refused."""


_PATTERNS = Patterns("grounding")


class Grounds(NamedTuple):
    """What proposals are checked against: an article as it was read, its source, the actors and the types."""

    article: Article
    source: Source
    reading: Reading
    actors: Actors
    known: Vocabulary


def checked(answer: Any, grounds: Grounds, by: str) -> tuple[list[Draft], list[Refused]]:
    """Return the proposals of an answer that stand in the article, and those that do not.

    The answer is parsed JSON: a list of proposals, or an object with ``drafts``. ``by`` is who proposes.
    """
    rows = answer.get("drafts") if isinstance(answer, Mapping) else answer
    if not isinstance(rows, list):
        return [], [Refused(0, "the answer", 'is no list of proposals; write {"drafts": [...]}')]
    check = _Check(grounds, by)
    drafts: list[Draft] = []
    refused = []
    for number, row in enumerate(rows[:MOST], 1):
        try:
            drafts.append(check.draft(number, row))
        except _RefusedError as error:
            refused.append(Refused(number, _words(row), str(error)))
    if len(rows) > MOST:
        reason = f"holds more than {MOST:,} proposals; the {len(rows) - MOST:,} after them were not read"
        refused.append(Refused(0, "the answer", reason))
    return drafts, refused


def _words(row: Any) -> str:
    """Return in short which proposal is meant."""
    if not isinstance(row, Mapping):
        return with_article(type(row).__name__)
    named = (row.get(name) for name in ("source", "type", "target"))
    return " ".join(each[:60] if isinstance(each, str) else "?" for each in named)


class _Place(NamedTuple):
    """Where a quote stands: its span in the paragraph, and that of the sentences that it touches."""

    start: int
    end: int
    first: int
    last: int


class _Check:
    """Checks proposals against one article."""

    def __init__(self, grounds: Grounds, by: str) -> None:
        self._article, self._source, self._reading, self._actors, self._known = grounds
        self._by = by
        self._seen = {each.name for found in self._reading.mentions.values() for each in found}

    def draft(self, number: int, row: Any) -> Draft:
        try:
            told = Proposed.model_validate(row)
        except (ValidationError, RecursionError) as error:
            raise _RefusedError(_first_fault(error)) from None
        if told.type not in self._known:
            near = suggested(told.type, self._known)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise _RefusedError(f"{shortened(told.type)} is no type of the vocabulary{hint}")
        paragraph = self._paragraph(told.paragraph)
        places = self._places(told, paragraph)
        place, (source, target, *about) = self._parties(told, places)
        if self._actors.key(source) == self._actors.key(target):
            raise _RefusedError("its source and its target are one actor")
        sentence = paragraph[place.first : place.last]
        dates = [
            date
            for date in self._reading.dates.get(told.paragraph, ())
            if place.first <= date.start and date.end <= place.last
        ]
        when, said, differing = self._dates(told, dates)
        goes_on = told.status == "actual" and self._known[told.type].kind == "state"
        if when and goes_on and "[" not in when and not edtf.parse(when).lasts:
            when = f"{when}/"
        voice = self._voice(told, place)
        quote = paragraph[place.start : place.end]
        amount, other = _amount(told.amount, quote)
        attests = attested(told.type, sentence, self._known)
        draft = Draft(
            id=f"proposal-{number}", article=self._source.id, paragraph=told.paragraph,
            quote=quote, source=source, type=told.type, target=target, about=tuple(about), amount=amount,
            when=when, status=told.status, voice=voice, said=said if voice is not None else None, by=self._by,
            attests=False if told.attests is False else attests,
        )  # fmt: skip
        guessed = [
            f"takes {party.name} to be {with_article(party.kind)}, which nothing says"
            for party, kind in ((source, told.source_kind), (target, told.target_kind))
            if kind == party.kind and not self._actors.meant(party)
        ]
        guessed += [
            f"no rule takes {shortened(party.name)} for a name; look whether it is one"
            for party in (source, target, *about, voice)
            if isinstance(party, Party) and party.name not in self._seen
        ]
        guessed += [
            f"no rule reads that it is about {shortened(party.name)}; read it yourself" for party in about
        ]
        if told.attests is not None and told.attests != (attests is None):
            now = "no" if told.attests else "the"
            guessed.append(f"{now} rules read that it is so on the day of the article; look whether it is")
        guessed += self._doubts(draft, sentence)
        doubts = (*differing, *other, *guessed, *after_article(draft, self._source))
        return draft.model_copy(update={"doubts": doubts})

    # --- the quote --------------------------------------------------------------------------------

    def _paragraph(self, number: int) -> str:
        lines = self._article.paragraphs
        if not self._article.first <= number <= len(lines):
            raise _RefusedError(
                f"there is no paragraph {number}; the text has {self._article.first} to {len(lines)}"
            )
        return lines[number - 1]

    def _places(self, told: Proposed, paragraph: str) -> list[_Place]:
        """Return where a quote stands in its paragraph; raise if it does not, or cuts a word."""
        if len(told.quote.split()) < SHORTEST:
            raise _RefusedError(f"its quote has fewer than {SHORTEST} words")
        pattern = quoted(told.quote)
        found = [match.span() for match in pattern.finditer(paragraph)]
        if not found:
            elsewhere = (n for n, line in enumerate(self._article.paragraphs, 1) if pattern.search(line))
            number = next(elsewhere, None)
            where = f"; it stands in paragraph {number}" if number else ""
            raise _RefusedError(f"its quote does not stand in paragraph {told.paragraph}{where}")
        whole = [
            span
            for span in found
            if not (_within_word(paragraph, span[0]) or _within_word(paragraph, span[1]))
        ]
        if not whole:
            raise _RefusedError("its quote starts or ends within a word")
        return [_Place(start, end, *_around(paragraph, start, end)) for start, end in whole]

    # --- who ----------------------------------------------------------------------------------------

    def _parties(self, told: Proposed, places: list[_Place]) -> tuple[_Place, list[Party]]:
        """Return who is meant, and by which of the places; raise if none names them or plainly means them."""
        fault = ""
        wanted = [("source", told.source, told.source_kind), ("target", told.target, told.target_kind)]
        wanted += [("'about'", name, None) for name in told.about]
        for place in places:
            named: list[Party] = []
            for what, name, kind in wanted:
                mention = self._mention(name, told.paragraph, place)
                if mention is None:
                    fault = fault or f"its {what} {shortened(name)} is not named in its quote"
                    break
                party = party_of(mention)
                if kind and party.kind == UNKNOWN and not self._actors.meant(party):
                    party = party.model_copy(update={"kind": kind})
                if what != "'about'" or self._actors.key(party) not in map(self._actors.key, named):
                    named.append(party)
            else:
                return place, named
        raise _RefusedError(fault)

    def _mention(self, name: str, number: int, place: _Place, *, within: bool = True) -> Mention | None:
        """Return the mention of a name in a quote, or just before it if the quote has a pronoun.

        A name that stands in the quote and that no rule takes for one is a mention too, unless it is a part
        of a longer one.
        """
        wanted = {folded(name), folded(_untitled(name))}
        known = self._actors.meant(Party(name=name, actor=name if name in self._actors.by_id else None))
        for actor in known:
            wanted |= {folded(each) for each in (actor.name, *actor.aliases)}
        first, last = (place.start, place.end) if within else (place.first, place.last)
        here = self._reading.mentions.get(number, ())
        for mention in here:
            if first <= mention.start and mention.end <= last and _is_named(mention, wanted):
                return mention
        text = self._article.paragraphs[number - 1]
        if _PATTERNS.pronouns.search(text[place.start : place.end]):
            before = [mention for mention in here if mention.end <= place.start]
            for mention in reversed(before or list(self._reading.mentions.get(number - 1, ()))):
                if _is_named(mention, wanted):
                    return mention
        return None if known else _unseen(_untitled(name), text, (first, last), here)

    def _voice(self, told: Proposed, place: _Place) -> Party | Literal["unnamed"] | None:
        if told.voice is None:
            return None
        if folded(told.voice) == UNNAMED:
            return "unnamed"
        mention = self._mention(told.voice, told.paragraph, place, within=False)
        if mention is None:
            raise _RefusedError(
                f"its voice {shortened(told.voice)} is not named in the sentence of its quote"
            )
        return party_of(mention)

    # --- when ---------------------------------------------------------------------------------------

    def _dates(self, told: Proposed, dates: list[DateInText]) -> tuple[str | None, str | None, list[str]]:
        """Return the date and the day of saying that follow from phrases, and words on those that do not."""
        plain = [date for date in dates if date.edtf is not None]
        given: dict[str, str | None] = {"date": told.when, "day of saying": told.said}
        differing = []
        for what, value in given.items():
            if value is None or any(_follows(value, date.edtf or "") for date in plain):
                continue
            phrases = "; ".join(f"{date.text!r} is {date.edtf}" for date in plain) or "no date that is plain"
            differing.append(
                f"its {what} {shortened(value)} was left out, since it does not follow from: {phrases}"
            )
            given[what] = None
        return given["date"], given["day of saying"], differing

    # --- what a person must look at --------------------------------------------------------------------

    def _doubts(self, draft: Draft, sentence: str) -> Iterator[str]:
        """Yield what the rules read otherwise, or not at all."""
        same, reverse = [], []
        for each in self._reading.proposals:
            if each.paragraph != draft.paragraph or each.type != draft.type or each.quote not in sentence:
                continue
            if each.doubts:
                continue  # a guess vouches for nothing
            ends = self._actors.key(party_of(each.source)), self._actors.key(party_of(each.target))
            own = self._actors.key(draft.source), self._actors.key(draft.target)
            if ends == own or (self._known[draft.type].symmetric and ends == own[::-1]):
                same.append(each)
            elif ends == own[::-1]:
                reverse.append(each)
        if reverse and not same:
            raise _RefusedError(
                f"its actors are the wrong way round: the quote says that {reverse[0].source.name} acts"
            )
        if not same:
            yield f"no rule reads {draft.type!r} in these words; read them yourself"
        else:
            yield from self._otherwise(draft, same[0])
        if draft.status == "actual" and (match := _PATTERNS.not_so.search(sentence)):
            yield f"the sentence says {match[0]!r}; look whether it is so"
        if draft.status == "actual" and (match := _PATTERNS.not_yet.search(sentence)):
            yield f"the sentence says {match[0]!r}; look whether it has happened"
        if draft.voice is None and (match := _PATTERNS.saying.search(sentence)):
            yield f"the sentence has {match[0]!r}; look who says so"
        if draft.voice is not None and not _PATTERNS.saying.search(sentence):
            yield "nobody is said to say so; look whether the article itself does"

    def _otherwise(self, draft: Draft, rule: Proposal) -> Iterator[str]:
        """Yield where the rules read the same relation otherwise."""
        if rule.status != draft.status:
            yield f"the rules read it as {rule.status}, not {draft.status}"
        if not _is_same(rule.when, draft.when):
            yield f"the rules read the date as {rule.when or 'not given'}, not {draft.when or 'not given'}"
        if rule.sum is not None and rule.sum.amount not in (None, draft.amount):
            yield f"the rules read the amount as {rule.sum.text!r}"
        if draft.said is not None and not _is_same(rule.said, draft.said):
            yield f"the rules read the day of saying as {rule.said or 'not given'}, not {draft.said}"
        one = self._actors.key(party_of(rule.voice)) if isinstance(rule.voice, Mention) else rule.voice
        other = self._actors.key(draft.voice) if isinstance(draft.voice, Party) else draft.voice
        if one != other:
            said = [voice or "the article itself" for voice in (one, other)]
            yield f"the rules read {said[0]} as who says so, not {said[1]}"


def _first_fault(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "it is nested too deeply"
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))[:100]
    return f"{place}: {first['msg']}" if place else str(first["msg"])


def _within_word(text: str, place: int) -> bool:
    """Return whether a place is within a word, "do|n't" included."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _PATTERNS.contraction.match(text, place):
        return True
    joined = re.match(r"[\w\u0300-\u036f]", after) and re.match(r"[\w\u0300-\u036f]", before)
    hyphened = (re.match(r"-\w", text[place:]) and before.isalnum()) or (before == "-" and after.isalnum())
    return bool(joined or hyphened)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the sentences that a span touches."""
    spans = [span for span in sentences(text) if span[0] < end and start < span[1]] or [(start, end)]
    return min(spans[0][0], start), max(spans[-1][1], end)


def _is_title(word: str) -> bool:
    return word.casefold().rstrip(".") in {*TITLES, "the"}


def _untitled(name: str) -> str:
    """Return a name without "the" and the titles before it: "Dr. Ute Falkner"."""
    first, _, rest = name.strip().partition(" ")
    return _untitled(rest) if rest.strip() and _is_title(first) else name.strip()


def _unseen(name: str, text: str, span: tuple[int, int], mentions: Iterable[Mention]) -> Mention | None:
    """Return where a name with a capital letter stands on its own, and is no part of another one."""
    if not any(char.isupper() for char in name):
        return None
    for match in quoted(name).finditer(text, *span):
        start, end = match.span()
        if _within_word(text, start) or _within_word(text, end):
            continue
        touched = [each for each in mentions if each.meets(start, end)]
        if touched and touched[-1].end == end and touched[0].start >= start:
            before = text[start : touched[-1].start].split()
            if before and _is_title(before[-1]):
                return touched[-1]  # "Energy Minister Ola Tveit"
        before, after = text[:start].split(" ")[-2:-1], text[end:].split(" ")[1:2]
        beside = [
            *(word for word in before if not _is_title(word)),
            *(word for word in after if text[end : end + 1] == " "),
        ]
        if any(word[:1].isupper() for word in beside):
            continue  # a part of a longer name
        if all(start <= each.start and re.match(r"[\w\u2019' ]", text[each.end : end]) for each in touched):
            return Mention(start, end, match[0], match[0], None)
    return None


def _amount(given: Amount | None, quote: str) -> tuple[Amount | None, list[str]]:
    """Return the amount as the quote has it, and words on what a person must look at."""
    if given is None:
        return None, []
    unit = unit_named(given.unit)
    known = list(sums_in(quote))
    told = known or (list(sums_in(quote, given.unit)) if len(given.unit) <= _LONGEST_UNIT else [])
    for each in told:
        if each.amount is not None and each.amount.value == given.value and is_unit(unit, each.amount.unit):
            several = (
                f"the quote tells {' and '.join(repr(one.text) for one in told)}; look which is the amount"
            )
            return each.amount, [several] if len(told) > 1 else []
    words = ", ".join(repr(each.text) for each in told) or "no sum"
    said = shortened(f"{str(given.value)[:30]} {given.unit}")
    return None, [f"its amount {said} was left out, since the quote tells {words}"]


def _is_named(mention: Mention, wanted: Iterable[str]) -> bool:
    return bool({folded(mention.text), folded(mention.name)} & set(wanted))


def _follows(given: str, told: str) -> bool:
    """Return whether a date says what a phrase says, or that it began or ended then."""
    return given in {told, f"{told}/", f"/{told}"} or _is_same(given, told)


def _is_same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one == other
    first, second = edtf.parse(one), edtf.parse(other)
    return (first.bounds, first.lasts) == (second.bounds, second.lasts)
