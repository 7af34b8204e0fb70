"""A relation that an article may tell of, and the words that end it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graphkit.errors import shortened
from graphkit.model.statuses import Status
from graphkit.reading.mentions import Mention
from graphkit.reading.story import events_in
from graphkit.reading.sums import Sum
from graphkit.temporal.dates_in_text import DateInText


class Proposal(NamedTuple):
    """A relation that an article may tell of.

    ``when`` is None where the paragraph gives no date, or one that is not plain; ``phrase`` then has the
    words, and ``unclear`` the reason. ``said`` is the day on which the voice said so. ``sum`` is what is
    paid, fined or owned; its amount is None if it is no exact one, or may be that of several relations.
    ``doubts`` are what a person must look at. ``going_on`` are the words that say that what has no date goes
    on. ``at`` is where in the quote the words stand that tell it. ``unkept`` is a sum that is told of it,
    though its type has none.
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
    doubts: tuple[str, ...] = ()
    sum: Sum | None = None
    going_on: str | None = None
    at: int | None = None
    unkept: str | None = None
    unclear: str | None = None


class End(NamedTuple):
    """Words that tell the end of what the article tells, such as "lifted the suspension", and their date."""

    paragraph: int
    sentence: str
    words: re.Match[str]
    date: DateInText | None

    def is_of(self, proposal: Proposal, words: set[str]) -> bool:
        """Return whether it is the end of what a proposal tells in these words, there or before."""
        noun = self.words["noun"] or self.words["over"] or ""
        here = proposal.quote == self.sentence
        told_here = here and (proposal.when or "").endswith("/")
        same = told_here if self.words["it"] else noun[:4] in words or proposal.type in events_in(noun)
        itself = here and proposal.at in range(*self.words.span())
        return same and not itself and proposal.paragraph <= self.paragraph

    def told(self, proposal: Proposal, *, alone: bool) -> Proposal:
        """Return a proposal that ends on that day if nothing else may be meant, else with a doubt."""
        when, date = proposal.when or "", (self.date.edtf if self.date else None) or ""
        if date and when.endswith(f"/{date}"):
            return proposal
        sure = alone and not self.words["it"] and proposal.quote == self.sentence
        if sure and re.fullmatch("[0-9-]+/", when) and re.fullmatch("[0-9-]+", date) and when < date:
            return proposal._replace(when=f"{when}{date}")
        doubt = f"paragraph {self.paragraph} has {shortened(self.words[0])}; look whether it has ended"
        return proposal._replace(doubts=(*proposal.doubts, doubt))


def from_begin_to_end(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return proposals in which the beginning and the end of a marriage, told in a sentence, are one."""
    kept: list[Proposal] = []
    for each in proposals:
        when, first = each.when or "", (kept[-1].when or "") if kept else ""
        plain = re.fullmatch("[0-9-]+/", first) and re.fullmatch("/[0-9-]+", when) and first[:-1] < when[1:]
        if plain and each.type == "married-to" and _told_of(kept[-1]) == _told_of(each):
            kept[-1] = kept[-1]._replace(
                when=f"{first}{when[1:]}", doubts=tuple(dict.fromkeys(kept[-1].doubts + each.doubts))
            )
        else:
            kept.append(each)
    return kept


def _told_of(each: Proposal) -> tuple[object, ...]:
    voice = getattr(each.voice, "name", each.voice)
    return each.source.name, each.type, each.target.name, each.paragraph, each.quote, each.status, voice
