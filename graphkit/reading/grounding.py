"""Checks what somebody, or a model, proposes from an article: each proposal must stand in its paragraph.

The quote stands there letter by letter (blanks and quotation marks folded), both actors are named in it or
plainly meant, the date follows from a phrase of the paragraph or is marked as differing, and the voice is
named. What fails is refused with its reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from graphkit.model.entities import UNNAMED, Actor, Edtf, EdtfDay, Kind, Row, Text
from graphkit.model.folding import folded
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import Vocabulary, suggested
from graphkit.reading.article import Article
from graphkit.reading.drafts import Draft, Party
from graphkit.reading.mentions import Mention
from graphkit.reading.proposals import Reading
from graphkit.temporal import edtf

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
    when: Annotated[
        Edtf | None, Field(description="Its date in EDTF; leave it out if the paragraph gives none.")
    ] = None
    status: Status = "actual"
    voice: Annotated[
        Text | None,
        Field(
            description='Who says so, by name; "unnamed" if nobody is named; leave it out for the article itself.'
        ),
    ] = None
    said: Annotated[EdtfDay | None, Field(description="The day on which the voice said so, in EDTF.")] = None


class Answer(Row):
    """What comes back: a list of proposals."""

    drafts: Annotated[tuple[Any, ...], Field(max_length=MOST)]


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that does not stand in its article.

    Attributes
    ----------
    number : int
        Its place in the answer, from 1.
    words : str
        What it says, in short.
    reason : str
        Why it was refused.
    """

    number: int
    words: str
    reason: str


class _RefusedError(Exception):
    """Says why a proposal is refused."""


_PRONOUNS = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|who|which|the (?:company|firm|group|bank|ministry|minister|court|agency|regulator|"
    r"president|government|judge|chipmaker|carmaker|fund|union|airline|broadcaster|newspaper|commission|department|executive|businessman|"
    r"businesswoman|defendant|pair|two))\b",
    re.IGNORECASE,
)
_FOLD = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
    }
)


def plain_text(text: str) -> str:
    """Return a text with its blanks and quotation marks folded, as quotes are compared."""
    return " ".join(text.translate(_FOLD).split())


def checked(
    answer: Any,
    article: Article,
    id: str,
    reading: Reading,
    actors: Iterable[Actor],
    known: Vocabulary,
    by: str,
) -> tuple[list[Draft], list[Refused]]:
    """Return the proposals of an answer that stand in the article, and those that do not.

    Parameters
    ----------
    answer : Any
        What came back, as parsed JSON: a list of proposals, or an object with ``drafts``.
    article : Article
        The article.
    id : str
        The id of its source.
    reading : Reading
        What was found in it.
    actors : iterable of Actor
        Those of the dataset.
    known : Vocabulary
        The types of relation.
    by : str
        Who proposes.

    Returns
    -------
    tuple of list of Draft and list of Refused
    """
    rows = answer.get("drafts") if isinstance(answer, Mapping) else answer
    if not isinstance(rows, list):
        return [], [Refused(0, "the answer", 'is no list of proposals; write {"drafts": [...]}')]
    check = _Check(article, id, reading, list(actors), known, by)
    drafts: list[Draft] = []
    refused = [
        Refused(0, "the answer", f"holds more than {MOST:,} proposals; the rest was not read")
    ] if len(rows) > MOST else []  # fmt: skip
    for number, row in enumerate(rows[:MOST], 1):
        try:
            drafts.append(check.draft(number, row))
        except _RefusedError as error:
            refused.append(Refused(number, _words(row), str(error)))
    return drafts, refused


def _words(row: Any) -> str:
    if not isinstance(row, Mapping):
        return repr(row)[:60]
    return " ".join(str(row.get(name, "?"))[:60] for name in ("source", "type", "target"))


class _Check:
    """Checks proposals against one article."""

    def __init__(
        self, article: Article, id: str, reading: Reading, actors: list[Actor], known: Vocabulary, by: str
    ) -> None:
        self._article, self._id, self._reading, self._known, self._by = article, id, reading, known, by
        self._by_name: dict[str, list[Actor]] = {}
        for actor in actors:
            for name in {folded(actor.name), *map(folded, actor.aliases), folded(actor.id)}:
                self._by_name.setdefault(name, []).append(actor)

    def draft(self, number: int, row: Any) -> Draft:
        try:
            told = Proposed.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise _RefusedError(f"{place + ': ' if place else ''}{first['msg']}") from None
        paragraph, quote = self._quoted(told)
        if told.type not in self._known:
            near = suggested(told.type, self._known)
            raise _RefusedError(
                f"{told.type!r} is no type of the vocabulary{'; did you mean ' + ', '.join(near) + '?' if near else ''}"
            )
        source = self._party(told.source, told.source_kind, quote, told.paragraph, "source")
        target = self._party(told.target, told.target_kind, quote, told.paragraph, "target")
        if (source.actor or folded(source.name)) == (target.actor or folded(target.name)):
            raise _RefusedError("its source and its target are one actor")
        voice = self._voice(told, paragraph)
        remarks = [*self._date_remarks(told)]
        if told.status == "actual" and re.search(
            r"\b(?:not|never|denied|denies|without)\b|n't\b", plain_text(quote)
        ):
            remarks.append("the quote says not, never or denied; look whether it is so")
        if told.status == "actual" and re.search(
            r"\b(?:will|would|could|might|may|plans?|if)\b", plain_text(quote)
        ):
            remarks.append("the quote says will, would, could or if; look whether it has happened")
        return Draft(
            id=f"proposal-{number}", article=self._id, paragraph=told.paragraph, quote=told.quote.strip(),
            source=source, type=told.type, target=target, when=told.when, status=told.status, voice=voice,
            said=told.said, by=self._by, remarks=tuple(remarks),
        )  # fmt: skip

    def _quoted(self, told: Proposed) -> tuple[str, str]:
        lines = self._article.paragraphs
        if not self._article.first <= told.paragraph <= len(lines):
            raise _RefusedError(
                f"there is no paragraph {told.paragraph} of text; it has {self._article.first} to {len(lines)}"
            )
        paragraph, quote = plain_text(lines[told.paragraph - 1]), plain_text(told.quote)
        if len(quote.split()) < SHORTEST:
            raise _RefusedError(f"its quote has fewer than {SHORTEST} words")
        place = paragraph.find(quote)
        if place < 0:
            elsewhere = [n for n, line in enumerate(lines, 1) if quote in plain_text(line)]
            where = f"; it stands in paragraph {elsewhere[0]}" if elsewhere else ""
            raise _RefusedError(f"its quote does not stand in paragraph {told.paragraph}{where}")
        for side, edge in ((place - 1, place), (place + len(quote) - 1, place + len(quote))):
            if (
                side >= 0
                and edge < len(paragraph)
                and paragraph[side].isalnum()
                and paragraph[edge].isalnum()
            ):
                raise _RefusedError("its quote starts or ends within a word")
        return paragraph, told.quote

    def _party(self, name: str, kind: Kind | None, quote: str, number: int, what: str) -> Party:
        """Return who is meant; raise if the quote neither names it nor plainly means it."""
        mention = self._mention(name, quote, number)
        if mention is None:
            raise _RefusedError(f"its {what} {name!r} is not named in its quote")
        if mention.actor is not None:
            return Party(name=mention.name, actor=mention.actor, kind=mention.kind)
        bearers = self._by_name.get(folded(mention.name), [])
        if len(bearers) > 1:
            return Party(name=mention.name, candidates=tuple(sorted(actor.id for actor in bearers)))
        return Party(name=mention.name, kind=kind or mention.kind)

    def _mention(self, name: str, quote: str, number: int) -> Mention | None:
        wanted = {folded(name)}
        for actor in self._by_name.get(folded(name), []):
            wanted |= {folded(each) for each in (actor.name, *actor.aliases)}
        text = plain_text(quote)
        for mention in self._near(number):
            if {folded(mention.text), folded(mention.name)} & wanted:
                if re.search(rf"(?<!\w){re.escape(plain_text(mention.text))}(?!\w)", text):
                    return mention
        if _PRONOUNS.search(text):
            for mention in self._near(number, back=1):
                if {folded(mention.text), folded(mention.name)} & wanted:
                    return mention
        return None

    def _near(self, number: int, back: int = 0) -> Iterator[Mention]:
        for each in range(number, number - back - 1, -1):
            yield from self._reading.mentions.get(each, ())

    def _voice(self, told: Proposed, paragraph: str) -> Party | Literal["unnamed"] | None:
        if told.voice is None:
            return None
        if folded(told.voice) == UNNAMED:
            return "unnamed"
        mention = self._mention(told.voice, paragraph, told.paragraph)
        if mention is None:
            raise _RefusedError(f"its voice {told.voice!r} is not named in paragraph {told.paragraph}")
        return Party(name=mention.name, actor=mention.actor, kind=mention.kind)

    def _date_remarks(self, told: Proposed) -> Iterator[str]:
        dates = [date for date in self._reading.dates.get(told.paragraph, ()) if date.edtf is not None]
        for field, value in (("date", told.when), ("day of saying", told.said)):
            if value is None or any(_follows(value, date.edtf or "") for date in dates):
                continue
            phrases = (
                "; ".join(f"{date.text!r} is {date.edtf}" for date in dates)
                or "it gives no date that is plain"
            )
            yield f"its {field} {value} does not follow from paragraph {told.paragraph}: {phrases}"


def _follows(given: str, told: str) -> bool:
    """Return whether a date says what a phrase says, or that it began or ended then."""
    return (
        given in {told, f"{told}/", f"/{told}", f"{told}/.."}
        or edtf.parse(given).bounds == edtf.parse(told).bounds
    )
