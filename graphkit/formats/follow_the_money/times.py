"""Says from when to when a FollowTheMoney relation is, and whether its status says that it is over."""

import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from graphkit.errors import shortened
from graphkit.formats.follow_the_money.entities import Entity
from graphkit.formats.follow_the_money.schemata import TABLES
from graphkit.formats.foreign_status import (
    GO_ON,
    OVER,
    denied_first,
    goes_on_again,
    is_past_day,
    only_claimed,
    said_of_type,
    says_status,
    status_of,
)
from graphkit.formats.status_days import status_day
from graphkit.model.foreign_dates import fields_of, first_date, from_entity, is_still, one_of, some_day
from graphkit.model.vocabulary import KnownType
from graphkit.temporal import edtf

Standing = Literal["over", "in force", "unclear"]

_ENDED = re.compile("|".join(TABLES["ended"]))
_OVER = re.compile(rf"\b({'|'.join([_ENDED.pattern, *TABLES['over'], *sorted(OVER - {'over'})])})\b")
_OF_BODIES = re.compile("|".join(TABLES["over_of_bodies"]))
_IN_FORCE = re.compile(rf"(is |still |currently )?({'|'.join([*TABLES['in_force'], *sorted(GO_ON)])})")
_ANNOUNCED = re.compile(r"\b(resigned|retired)\b")
"""What may be said before the day on which it is over."""
_FORMER = re.compile(
    r"(?:ex(?![\s-]*officio)|former(?:ly)?|past|previous(?:ly)?(?!\s+(?:month|week|year))|retired|erstwhile|ehemalige[rs]?"
    r"|frühere[rs]?|ancien(?:ne)?|antigu?o|antigu?a(?=[\s-]+\w*a\b)|voormalige?"
    r"|бывш(?:ий|ая)|колишн(?:ій|я)|były|była|eski|bývalý|bývalá)[\s-]+(?=\w)"
    rf"|[前原](?=(?:{'|'.join(TABLES['offices_in_chinese_signs'])}))",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(\w.*?)(?:,| ?[(\[]) ?(\w+)(?:[)\]]|(?=[,;])|$)")
"""A role with one word behind a comma or in brackets; that may be "former", and not "(former employees)"."""
_FORMER_BEHIND = re.compile(r"(\w.*?)(?<! of)(?<! for),? \(?(?:a\. ?D\.|i\. ?R\.|(?:ال)?سابقة?)\)?")
"""A role with "former" behind it, as in ``Vorstand a.D.``; in other letters, ``A.R.`` is what one does."""
_LAST_PART = re.compile(r"[,(\[] *([^,()\[\]]+)[)\]]?")
"""What stands behind the last comma of a role, or in brackets behind it."""
_UNTIL = re.compile(r"\b(until|till|bis|jusqu\w*|hasta|até|fino|tot|до)\b", re.IGNORECASE)
_QUALIFIED = re.compile(r"(\w+)[\s-]+(?=\w)")
_PARTLY = re.compile(
    r"\b(partial(ly)?|partly|in part|teilweise|partielle(ment)?|en partie|parcial(mente)?|parzial(e|mente)"
    r"|gedeeltelijk|частично)\b"
)
_DENIED = re.compile(r"\b(not|never|no|nicht|nie|noch|pas|jamais|non|não|niet|не)\b(?! longer| mehr)")

_START = {"Sanction": ("startDate", "listingDate"), "Risk": ("startDate", "listingDate")}
_ROLES = ("role", "ownershipType")
ASKED_OF_STATUS = frozenset((*_ROLES, "relationship", "status", "cancelled"))
"""The properties of which it is asked whether they say that something is no fact, or is over."""
_SINCE_THEN = ("Sanction", "Risk")
"""Schemata whose only date says since when, so that a list which has them vouches for today."""


class Times(NamedTuple):
    """When a relation is: the fields of its row, and what its evidence ``attests``, as in a row.

    Of the properties ``told`` nothing is left to say. The dates are ``backward`` if they contradict each
    other, so that it has none, or only the day by which it was over; ``unread`` of them could not be read.
    """

    fields: dict[str, str]
    attests: bool | str | None
    told: set[str]
    backward: bool
    unread: int


def standing_of(statuses: Iterable[str]) -> Standing | None:
    """Return what some statuses say; None if there are none, ``unclear`` if they say different things.

    Examples
    --------
    >>> standing_of(["Delisted"]), standing_of(["active", "lifted"]), standing_of(["formerly denied"])
    ('over', 'unclear', 'unclear')
    """
    found = {_standing(status.casefold()) for status in statuses}
    return found.pop() if len(found) == 1 else "unclear" if found else None


def _standing(status: str) -> Standing:
    over = _OVER.search(status)  # not "handed over"
    rest = f"{status[: over.start()]} {status[over.end() :]}".strip() if over else ""
    if over and _PARTLY.search(status):
        return "unclear"
    if over and (goes_on_again(status[over.end() :]) or status_of(rest) or only_claimed(rest)):
        return "unclear"
    if over and (over[0].startswith("not ") or not _DENIED.search(status)):
        return "over"
    return "in force" if _IN_FORCE.fullmatch(status.strip(" .!")) else "unclear"


def without_former(role: str) -> str | None:
    """Return what somebody was, of a role such as ``ex-wife`` or ``Director (former)``; None of any other.

    Examples
    --------
    >>> without_former("Former chairman"), without_former("chairman, retired"), without_former("chairman")
    ('chairman', 'chairman', None)
    """
    if match := _FORMER_BEHIND.fullmatch(role.strip()):
        return match[1]
    role = _BEHIND.sub(r"\2 \1", role.strip())
    match = _FORMER.match(role)
    return role[match.end() :] if match else None


def statuses_of(entity: Entity) -> list[str]:
    """Return the statuses of a link; a role may say that it is over, or leave that open as "until" does.

    A role that says so beside a status that does not is told too: then nobody knows.
    """
    statuses = _said_to_be(entity)
    roles = [role for role in roles_of(entity, *_ROLES) if role not in statuses]
    if not roles:
        return statuses
    over = (
        ["former"]
        if all(map(without_former, roles))
        else [part for role in roles if (part := _over_in(role))]
    )
    if statuses:
        return [*statuses, *over] if standing_of(statuses) == "in force" else statuses
    if over and over != ["former"]:
        return [_over_in(role) or role for role in roles]
    return over or list(filter(_UNTIL.search, roles))


def _over_in(role: str) -> str:
    """Return what stands behind the last comma of a role, or in brackets, if it says that it is over.

    Nothing but a day may stand beside that, and it is no word that may be of a body: "dissolved".
    """
    last = [*_LAST_PART.finditer(role.strip())][-1:]
    part = last[0][1].strip() if last and last[0].end() == len(role.strip()) else ""
    over = _OVER.match(part.casefold())
    is_whole = over is not None and is_past_day(part[over.end() :]) and not _OF_BODIES.match(over[0])
    return part if is_whole and standing_of([part]) == "over" else ""


def _said_to_be(entity: Entity) -> list[str]:
    """Return the statuses of an entity, with one that stands for the type of an ownership."""
    types = entity.get("ownershipType")
    return [*entity.get("status"), *(text for text in types if says_status(text, no_fact=True))]


def only_happens(entity: Entity, kind: KnownType) -> bool:
    """Return whether what an entity tells of a type only happens, as its dates say where that is open."""
    starts, ends, days = _sides(entity)
    return kind.kind == "event" or (kind.kind == "either" and bool(days) and not starts and not ends)


def no_fact(entity: Entity, type_: str | None) -> tuple[str, str] | None:
    """Return the status of a relation that is no fact, ``claimed`` if it is only a claim, and what says so.

    That is the status of its entity, or every role; the first word of a role may say that it is planned. What
    was called off was only planned, if it is of a ``type_`` that only happens; else None is given.
    """
    said = "; ".join(_said_to_be(entity))
    if said and (status := status_of(said, type_=type_) or ("claimed" if only_claimed(said) else None)):
        return status, f"status {shortened(said)}"
    cancelled = entity.get("cancelled")
    if status := denied_first(status_of(text, "cancelled", type_) for text in cancelled):
        return status, f"cancelled {shortened('; '.join(cancelled))}"
    roles = roles_of(entity)
    found = {*map(_said_of_role, roles)}
    status = found.pop() if len(found) == 1 else None
    return (status, f"role {shortened('; '.join(roles))}") if status else None


def _said_of_role(role: str) -> str | None:
    said, match = said_of_type(role), _QUALIFIED.match(role.strip())
    if said.status or said.is_claim:
        return said.status or "claimed"
    return "planned" if match and status_of(match[1]) == "planned" else None


def is_unsure_role(role: str) -> bool:
    """Return whether a role may say that somebody has it not.

    Examples
    --------
    >>> [is_unsure_role(role) for role in ("disputed owner", "refused directorship", "managing director")]
    [True, True, False]
    """
    first = _QUALIFIED.match(role.strip())
    return said_of_type(role).is_unsure or (first is not None and says_status(first[1], no_fact=True))


def roles_of(entity: Entity, *names: str) -> list[str]:
    """Return what a link says of a role, where that is not its type; in properties of these ``names``."""
    is_type = entity.schema.name in TABLES["role_is_type"]
    return [] if is_type else entity.get(*(names or (*_ROLES, "relationship")))


def times_of(
    entity: Entity,
    lasts: Callable[[bool], bool],
    day: str,
    *,
    may_last: bool = False,
    happens: bool = False,
    is_fact: bool = True,
) -> Times:
    """Return when the relation of an entity is: of a link, a sanction, or anything else that has dates.

    ``lasts`` says whether its type lasts, given whether its date is an interval; what ``may_last`` and has no
    date had begun by the day on which it was known; what only ``happens`` did so when it began. What is over,
    and does not say when that was known, had ended by the ``day`` of the import. Of what is no fact, nobody
    attests that it was so.
    """
    starts, ends, days = _sides(entity)
    start, end = one_of(starts), one_of(ends)
    point = one_of(days) if not start and not end else None
    statuses = statuses_of(entity)
    standing = standing_of(statuses)
    attests: bool | str | None = None
    said_by = (known_by(entity) or day) if standing == "over" else None
    if not start and not end and not point:
        start, end = _term(entity)
    if happens and start and not ends:
        start, end, point = None, None, start
    is_state = lasts(bool(start or end)) or (may_last and not point)
    if point and not is_state:
        fields: dict[str, str] | None = {"when": point}
    else:
        if point:  # it was so then, and had begun
            start = some_day(None, point)
            attests = point if entity.schema.name not in _SINCE_THEN else None
        if not is_fact:  # who tells it does not say that it was so
            attests = False
        elif is_state and standing in ("over", "unclear"):
            days_told = (
                {
                    found
                    for status in statuses
                    for part in (status, *status.split(";"))
                    if (found := status_day(part.strip(), ended=_ENDED))
                }
                if standing == "over" and not end
                else set()
            )
            told = days_told.pop() if len(days_told) == 1 else None
            if told is not None and some_day(start, told.day) and some_day(told.day, said_by):
                end, said_by = (told.day, said_by) if told.side == "ends" else (None, told.day)
            announced = any(_ANNOUNCED.search(status.casefold()) for status in statuses)
            end = _bounded_end(start, end, said_by, announced=announced)
            attests = False
        fields = fields_of(start, end, lasts=is_state)
    backward = fields is None
    if backward and standing == "over" and is_state and is_fact:
        start = end = None
        fields = {"ends": f"[..{said_by}]"}
    exact = {"startDate": start or point, "endDate": end, "date": None if is_state else point}
    said = {name for name, date in exact.items() if fields and date and entity.get(name) == [date]}
    if may_last and not fields and is_fact and (known := known_by(entity)):
        fields = {"begins": f"[..{known}]"}
    unread = sum(from_entity(text) is None for text in [*starts, *ends, *days])
    if unread and attests is None and standing != "in force":  # it may have been over, or not begun
        attests = False
    return Times(fields or {}, attests, said, backward, unread)


def _sides(entity: Entity) -> tuple[list[str], list[str], list[str]]:
    starts = entity.get(*_START.get(entity.schema.name, ("startDate",)))
    ends = [text for text in entity.get("endDate") if not is_still(text)]
    return starts, ends, entity.get("date")


def _term(entity: Entity) -> tuple[str | None, str | None]:
    """Return the start and the end of what lies somewhere in a term of office."""
    first, last = one_of(entity.get("periodStart")), one_of(entity.get("periodEnd"))
    span = some_day(first, last)
    return (span if first else None, span if last else None)


def _bounded_end(start: str | None, end: str | None, said: str | None, *, announced: bool) -> str | None:
    """Return the end of what is over, or may be: no day is made up, the last possible one is known.

    What is over had ended by the day on which that was ``said``. A stated end that lies later was not
    reached, unless it is the day of which somebody told in advance. It lies before a start that contradicts
    it.
    """
    if said and end and edtf.parse(end).bounds.latest_end <= edtf.parse(said).bounds.latest_end:
        return end
    had_begun = not said or some_day(start, said) is not None
    last = end if announced and end and had_begun else said or end
    return (some_day(start, last) or some_day(None, last)) if last else None


def known_by(entity: Entity) -> str | None:
    """Return the last day by which what an entity says was known; None if it gives none."""
    told = (
        entity.get("modifiedAt"),
        entity.context("last_change"),
        entity.get("retrievedAt"),
        entity.context("last_seen"),
    )
    for texts in told:
        days = [day for text in texts if (day := first_date([text]))]
        if days:
            return max(days)
    return None
