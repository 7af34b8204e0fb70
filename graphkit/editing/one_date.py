"""Says which date a relation has of which two versions tell: on each side the more exact, if they agree.

Who knows no end yet and who states one later do agree. They do not where the newer version reports as still
so what the older one calls over.
"""

from typing import NamedTuple

from graphkit.errors import DateError
from graphkit.graph.provenance import known_day
from graphkit.graph.speakers import Sources
from graphkit.model.entities import Evidence, Relation
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window

_FIELDS = ("when", "begins", "ends")
_ANY_DAY = Window(PAST, FUTURE)


def with_one_date(here: Relation, there: Relation, sources: Sources) -> tuple[Relation, Relation]:
    """Return two versions of a relation with the date on which they agree; unchanged if they do not.

    Evidence of the one that tells less keeps what it told as its own date, so that nobody vouches for an end
    of which he did not know; nor does evidence of one that has no date, unless the other has it too.
    """
    if _is_dated(here) != _is_dated(there):
        return _with_date_of(here, there), _with_date_of(there, here)
    ours, theirs = _Sides.of(here), _Sides.of(there)
    if ours is None or theirs is None or ours == theirs:
        return here, there
    start = _more_exact(ours.start, theirs.start)
    end = _more_exact(ours.end, theirs.end)
    if end is None:
        end = _newer_end(here, there, sources)
    if start is None or end is None or _still_reported(here, there, sources) or _is_backward(start, end):
        return here, there
    chosen = _Sides(start, end)
    date = next((row for row, sides in ((here, ours), (there, theirs)) if sides == chosen), None)
    fields = {name: getattr(date, name) for name in _FIELDS} if date else chosen.fields()
    return _dated(here, fields, ours == chosen), _dated(there, fields, theirs == chosen)


def _is_dated(row: Relation) -> bool:
    return any(getattr(row, name) for name in _FIELDS)


def _with_date_of(row: Relation, other: Relation) -> Relation:
    """Return a relation with the date of another if it has none; its own evidence does not vouch for it."""
    if _is_dated(row):
        return row
    known = {*other.evidence}
    evidence = tuple(each if each in known else _with_own_date(each, row) for each in row.evidence)
    return row.model_copy(update={name: getattr(other, name) for name in _FIELDS} | {"evidence": evidence})


class _Sides(NamedTuple):
    """The texts of both sides of a date; blank if unknown, ``..`` if open."""

    start: str
    end: str

    @classmethod
    def of(cls, row: Relation) -> "_Sides | None":
        """Return the sides of the date of a relation; None if it is a single date."""
        if row.when is None:
            return cls(row.begins or "", row.ends or "")
        start, is_interval, end = row.when.partition("/")
        return cls(start, end) if is_interval else None

    def fields(self) -> dict[str, str | None]:
        if (whole := f"{self.start}/{self.end}") and _is_date(whole):
            return {"when": whole, "begins": None, "ends": None}
        return {"when": None, "begins": self.start or None, "ends": self.end or None}


def _is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except DateError:
        return False
    return True


def _days(side: str) -> Window:
    if side in ("", ".."):
        return _ANY_DAY
    bounds = edtf.parse(side).bounds
    return Window(bounds.earliest_start, bounds.latest_end)


def _more_exact(ours: str, theirs: str) -> str | None:
    """Return the one of two sides that lies within the other; None if they contradict each other."""
    if ours == theirs or not theirs:
        return ours
    if not ours:
        return theirs
    if ".." in (ours, theirs):
        return None
    one, other = _days(ours), _days(theirs)
    if other.since <= one.since and one.until <= other.until:
        return ours
    return theirs if one.since <= other.since and other.until <= one.until else None


def _is_backward(start: str, end: str) -> bool:
    return "" not in (start, end) and ".." not in (start, end) and _days(end).until < _days(start).since


def _newer_end(here: Relation, there: Relation, sources: Sources) -> str | None:
    """Return the end that the newer of two versions states where the older one had none; else None."""
    older, newer = sorted((here, there), key=lambda row: _last_known(row, sources))
    ends = [sides.end for row in (older, newer) if (sides := _Sides.of(row))]
    is_newer = _last_known(older, sources) < _last_known(newer, sources)
    return ends[1] if is_newer and ends[0] == ".." and ends[1] else None


def _still_reported(here: Relation, there: Relation, sources: Sources) -> bool:
    """Return whether the newer of two versions reports as so what the older one says had ended."""
    for open_, over in ((here, there), (there, here)):
        ends = [sides.end for row in (open_, over) if (sides := _Sides.of(row))]
        if len(ends) == 2 and ends[0] in ("", "..") and ends[1] not in ("", ".."):
            told = _last_known(open_, sources, attested=True)
            if told > max(_days(ends[1]).until, _last_known(over, sources)):
                return True
    return False


def _last_known(row: Relation, sources: Sources, *, attested: bool = False) -> Day:
    """Return the day by which the last evidence of a relation was known, of all or of what attests it."""
    return max(
        (
            known_day(entry, sources)
            for entry in row.evidence
            if entry.stance == "supports" and not (attested and entry.attests is False)
        ),
        default=PAST,
    )


def _dated(row: Relation, fields: dict[str, str | None], unchanged: bool) -> Relation:
    """Return a relation with another date, and its evidence with the one that it had."""
    if unchanged:
        return row.model_copy(update=fields)
    evidence = tuple(_with_own_date(entry, row) for entry in row.evidence)
    return row.model_copy(update={**fields, "evidence": evidence})


def _with_own_date(entry: Evidence, row: Relation) -> Evidence:
    """Return evidence with the date of its relation as its own, as exactly as one date can say it."""
    vouches = entry.dated and entry.stance == "supports" and entry.type in (None, row.type)
    sides = _Sides.of(row)
    if entry.when or not vouches or sides is None:
        return entry
    start, end = sides
    whole = (f"{start}/{end}", f"{start}/", f"/{end}")
    said = next((text for text in whole if text != "/" and _is_date(text)), None)
    over = end not in ("", "..") and (said is None or not said.endswith(end))
    update = {"when": said} if said else {"dated": False}
    return entry.model_copy(update=update | ({"attests": False} if over and entry.attests is None else {}))
