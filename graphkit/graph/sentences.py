"""Makes the sentence of a relation, which says all that makes it true; the home of its words and tense."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from graphkit.graph.provenance import Version
from graphkit.model.shares import is_per_cent
from graphkit.model.vocabulary import KnownType
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window, day_words, span_words

if TYPE_CHECKING:
    from graphkit.model.entities import Amount

HOLDS = ("held", "holds")
"""What whoever holds nothing does, in the past and in the present: it is not said to own."""
_ALLEGEDLY = "allegedly "
UNNAMED_SOURCES = "unnamed sources"
"""What those are called whom nobody names."""
OTHERWISE = "; its evidence says otherwise"
CONTESTED = ", which is contested"
DATES_DIFFER = ", on dates that differ"


LONG = 30 * 366
"""So many days after the last report of what lasts, nobody knows that it is still so: people are gone."""
LIFETIME = 4 * LONG
"""So many after that of what stays so while both live, one of them has died."""


class Tense(NamedTuple):
    """Whether a relation, or its plan, is told in the past; when it was last or first reported, if so.

    As known by the day ``until``, or an earlier one, it is told in the present.
    """

    past: bool
    reported: str = ""
    until: Day = PAST


def tense(
    type_: KnownType,
    version: Version,
    status: str,
    today: Day | None,
    last_reported: Window | None = None,
    first_reported: Window | None = None,
    *,
    by: Day | None = None,
) -> Tense:
    """Return how a relation is told.

    What happened, or was done as it began, is told in the past, what begins after ``today`` in the present; a
    plan was made if its day is past. What lasts is told in the past if it ended before ``today``, if all
    who tell it tell it as past, if one of its actors has died since or left the other, or if it was last
    reported very long ago (:data:`LONG`), unless it outlives people. Else it is told in the present, since
    that nobody states its end does not say that it is over; if nobody reports it on ``today``, as last, or
    first, reported on one of some days. ``today`` is the last day of the sources; where there are none, and
    of what nobody reports any more, the present day. What is known ``by`` an earlier day is told as it was
    told then.
    """
    bounds, present = version.bounds, date.today().toordinal()
    today = present if today is None else today
    if status == "planned":
        return _until(version.start.until if version.start else FUTURE, min(filter(None, (today, by))))
    if bounds and bounds.earliest_start > today:
        return Tense(False)
    if not version.lasts or type_.done:
        return Tense(True)
    now, known = by or max(today, present), version.over - 1
    if bounds and not version.end_unknown:
        ended = bounds.earliest_end if version.over == FUTURE else bounds.latest_end
        return Tense(True) if ended < today else _until(known, now)
    days = (last_reported or version.last_reported) if status == "actual" else None
    died = bounds.latest_end if bounds else FUTURE
    over = min(known, died)
    if days is None:
        only_past = status == "actual" and version.independent_sources > 0
        stays = type_.stays and died == FUTURE
        return Tense(True) if only_past and not stays else _until(over, now)
    old = days.until + (LIFETIME if type_.stays else LONG)
    reported = f"last reported {_on(days)}" if first_reported is None else first(first_reported)
    if last_reported is None and days.until >= today and old >= max(today, present):
        reported = ""
    old = FUTURE if type_.outlives else old
    return _until(min(over, old), now, reported)


def _until(day: Day, now: Day, reported: str = "") -> Tense:
    """Return the tense of what is told in the present up to a day."""
    return Tense(now > day, reported, day)


def first(days: Window) -> str:
    """Return on one of which days something was first reported, as it stands in a sentence."""
    return f"first reported {_on(days)}"


def _on(days: Window) -> str:
    """Return on one of which days something was reported, as it stands in a sentence."""
    if days.since == days.until:
        return f"on {day_words(days.until)}"
    if PAST in days or FUTURE in days:
        return f"by {day_words(days.until)}" if days.until != FUTURE else f"since {day_words(days.since)}"
    words = span_words(*days)
    return f"on a day of {words}" if "-" in words else f"in {words}"


def set_aside(version: Version, words: str = "set aside") -> tuple[str, ...]:
    """Return that a relation was set aside, and when; nothing if it was not."""
    days = version.set_aside
    if days is None:
        return ()
    when = "" if days == ALWAYS else f" {_on(days)}"
    return (f"{words}{when}{', as is claimed' if version.aside_claimed else ''}",)


def amount_words(amount: "Amount") -> str:
    """Return an amount in words: ``7 %``, ``4,500,000 USD``."""
    return f"{amount.value:,} {amount.unit}"


def is_share(type_: KnownType, amount: "Amount | None") -> bool:
    """Whether an amount is the part of the target that the source has."""
    return amount is not None and type_.share and is_per_cent(amount.unit)


def holds_nothing(type_: KnownType, amount: "Amount | None") -> bool:
    """Whether an amount says of a holding that it is none, or is so small that it was rounded away."""
    if amount is None or amount.value != 0 or not (type_.share or type_.ftm == "Ownership"):
        return False
    return is_per_cent(amount.unit) or amount.unit.casefold() == "shares"


def sentence(
    type_: KnownType,
    source: str,
    target: str,
    *,
    told: Tense,
    status: str = "actual",
    forward: bool = True,
    amount: "Amount | None" = None,
    about: Sequence[str] = (),
    preposition: str | None = None,
    voices: Sequence[str] = (),
    unsaid: bool = False,
    contested: bool = False,
    dates_differ: bool = False,
    set_aside: Sequence[str] = (),
) -> str:
    """Return the sentence of a relation, from its source or, if not ``forward``, from its target.

    Actors, those that it is about, and those who claim it if nobody reports it in their own voice, are
    called by their names. It is ``unsaid`` if none of its evidence says so. The preposition stands before
    what it is about, in place of "about".
    """
    nothing = type_.goes_on and holds_nothing(type_, amount)
    forward = forward or nothing or not type_.reads_backward
    figure = amount_words(amount) if amount else ""
    of = f"{figure} of " if nothing or (forward and is_share(type_, amount)) else ""
    first, second = (source, target) if forward else (target, source)
    past = told.past and status != "planned"
    verb = HOLDS[not past] if nothing else type_.verb(past=past, forward=forward)
    so = "it is denied that " if status == "denied" else ""
    if status == "planned":  # what is alleged is the plan
        adverb = _ALLEGEDLY if type_.verb(past=True).startswith(_ALLEGEDLY) else ""
        so = f"it {'was' if told.past else 'is'} {adverb}planned that "
        verb = verb.replace(_ALLEGEDLY, "", 1)
    opening = _unsaid(status, so) if unsaid else _opening(voices, status, so)
    text = f"{opening}{first} {verb} {of}{second}"
    text += f" ({figure})" if figure and not of else ""
    text += f"{f' {preposition}' if preposition else ', about'} {joined(about)}" if about else ""
    text += f", as {told.reported}" if told.reported else ""
    text += "".join(f", which was {each}" for each in set_aside)
    text += OTHERWISE if unsaid else CONTESTED * contested + DATES_DIFFER * dates_differ
    return text if text.rstrip().endswith(".") else f"{text}."


def _unsaid(status: str, so: str) -> str:
    """Return what goes before a sentence that none of its evidence says."""
    return "No source denies that " if status == "denied" else f"No source says that {so}"


def _opening(voices: Sequence[str], status: str, so: str) -> str:
    """Return what goes before a sentence: who claims or denies it, and ``so``: that it is planned, say."""
    if voices and status == "denied":
        several = len(voices) > 1 or UNNAMED_SOURCES in voices
        who = joined(voices)
        who = _capital(who) if voices[0] == UNNAMED_SOURCES else who
        return f"{who} {'deny' if several else 'denies'} that "
    claim = f"according to {joined(voices)}, " if voices else ""
    return _capital(claim + so)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def joined(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: ``A, B and C``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
