"""Proposes relations from an article: who did what to whom, when, and who says so, each with the words that carry it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graphkit.model.entities import Actor
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import Vocabulary
from graphkit.reading import lexicon
from graphkit.reading.article import Article
from graphkit.reading.discourse import Discourse
from graphkit.reading.mentions import Mention, Names
from graphkit.reading.statements import Reader, Statement, sentences
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day
from graphkit.temporal.dates_in_text import DateInText, dates_in


class Proposal(NamedTuple):
    """A relation that an article may tell of.

    ``when`` is None where the paragraph gives no date, or one that may be read in two ways; ``phrase`` has the
    words then. ``said`` is the day on which the voice said so.
    """

    source: Mention
    target: Mention
    type: str
    paragraph: int
    quote: str
    when: str | None
    phrase: str | None
    status: Status
    voice: Mention | str | None
    said: str | None


class Reading(NamedTuple):
    """What was found in an article: mentions and dates by paragraph, proposals, and what was left out and why."""

    mentions: dict[int, list[Mention]]
    dates: dict[int, list[DateInText]]
    proposals: list[Proposal]
    left_out: Counter[str]


def read(article: Article, actors: Iterable[Actor], known: Vocabulary) -> Reading:
    """Return what an article may tell.

    Parameters
    ----------
    article : Article
        The article.
    actors : iterable of Actor
        Those that are known.
    known : Vocabulary
        The types of relation.
    """
    names = Names(actors, article.paragraphs)
    reader = Reader(lexicon.words(known), lexicon.roles(known))
    found = Reading({}, {}, [], Counter())
    body = list(enumerate(article.paragraphs[article.first - 1 :], article.first))
    for number, text in body:
        found.mentions[number] = names.mentions(text)
    discourse = Discourse([(text, found.mentions[number]) for number, text in body], article.publisher)
    told_before: str | None = None
    for number, text in body:
        mentions = found.mentions[number]
        found.dates[number] = []
        discourse.new_paragraph()
        for start, end in sentences(text):
            sentence = text[start:end]
            own = [
                m._replace(start=m.start - start, end=m.end - start)
                for m in mentions
                if start <= m.start < end
            ]
            dates = dates_in(
                sentence, article.day, told_before=told_before, names=[(m.start, m.end) for m in own]
            )
            found.dates[number] += [d._replace(start=d.start + start, end=d.end + start) for d in dates]
            for date in dates:
                if date.edtf is not None and _is_closed(date.edtf):
                    told_before = date.edtf
            told, unsure = reader.statements(sentence, own, discourse, [(d.start, d.end) for d in dates])
            if unsure:
                found.left_out["what only may be"] += unsure
            found.proposals.extend(_proposal(statement, sentence, dates, number, known) for statement in told)
            discourse.heard(sentence, [*own, *discourse.references(sentence, own)])
    return found


def _proposal(
    statement: Statement, sentence: str, dates: Sequence[DateInText], number: int, known: Vocabulary
) -> Proposal:
    date, said = _dates_of(statement, sentence, dates)
    when = date.edtf if date else None
    type_ = known[statement.type]
    if type_.kind == "background" and when is not None and "/" not in when:
        when = None
    if (
        when is not None
        and type_.kind == "state"
        and statement.status == "actual"
        and "/" not in when
        and "[" not in when
    ):
        when += "/"
    return Proposal(
        statement.source, statement.target, statement.type, number, sentence, when,
        date.text if date and date.edtf is None else None,
        statement.status, statement.voice, said.edtf if said and said.edtf and "/" not in said.edtf else None,
    )  # fmt: skip


def _dates_of(
    statement: Statement, sentence: str, dates: Sequence[DateInText]
) -> tuple[DateInText | None, DateInText | None]:
    """Return the date of what is told, and that of its telling: each the nearest in its own part of the sentence."""
    said = None
    own = list(dates)
    if statement.told_at is not None and statement.voice is not None:
        near = [
            date
            for date in dates
            if abs(date.start - statement.told_at) < 30 or 0 <= statement.told_at - date.end < 40
        ]
        near = [
            date
            for date in near
            if not statement.start <= date.start <= statement.end + 40 or statement.told_at > statement.end
        ]
        if near:
            said = min(near, key=lambda date: abs(date.start - (statement.told_at or 0)))
            own.remove(said)
    own = [date for date in own if not _parted(sentence, statement, date)]
    if not own:
        return None, said
    return min(
        own, key=lambda date: min(abs(date.start - statement.end), abs(date.end - statement.start))
    ), said


def _parted(sentence: str, statement: Statement, date: DateInText) -> bool:
    low, high = sorted(
        (
            statement.end if date.start >= statement.end else date.end,
            date.start if date.start >= statement.end else statement.start,
        )
    )
    between = sentence[low:high]
    return any(
        mark in between
        for mark in (
            ";",
            " which ",
            " who ",
            " after ",
            " while ",
            " whose ",
            " when ",
            ", and ",
            " but ",
            " before ",
        )
    )


def _is_closed(text: str) -> bool:
    bounds = edtf.parse(text).bounds
    return PAST not in bounds and FUTURE not in bounds
