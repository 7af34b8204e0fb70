"""Small datasets written out by hand, and dates taken apart day by day, for the tests to judge by."""

from dataclasses import dataclass
from datetime import date
from itertools import product, zip_longest

from graphkit.graph.build import build_graph
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import Actor, Dataset, Evidence, Relation, Source
from graphkit.model.kinds import UNNAMED
from graphkit.temporal.bounds import NO_GAPS, Combination
from graphkit.temporal.calendar import FUTURE, PAST


def day(text):
    """Return the ordinal of an ISO day, by the standard library alone."""
    return date.fromisoformat(text).toordinal()


def iso(day):
    """Return an ordinal as an ISO day, by the standard library alone."""
    return date.fromordinal(day).isoformat()


def actor(id, kind="company", **fields):
    return Actor(id=id, name=fields.pop("name", id.title()), kind=kind, **fields)


def source(id, published="2025-07-15", **fields):
    return Source(id=id, publisher=fields.pop("publisher", id), published=published, **fields)


def evidence(source="paper", **fields):
    return Evidence(source=source, **fields)


def relation(key, source="alice", target="bob", type="met", evidence=(), **fields):
    return Relation(key=key, source=source, target=target, type=type, evidence=tuple(evidence), **fields)


def dataset(*relations, actors=(), sources=(), **fields):
    """Return a valid dataset of these relations; actors and sources not given are made up."""
    by_actor = {row.id: row for row in actors}
    by_source = {row.id: row for row in sources}
    for row in relations:
        voices = [entry.attribution for entry in row.evidence]
        for name in (row.source, row.target, *row.about, *filter(None, voices)):
            if name != UNNAMED:
                by_actor.setdefault(name, actor(name))
        for entry in row.evidence:
            by_source.setdefault(entry.source, source(entry.source))
    made = Dataset(
        actors=tuple(by_actor[id] for id in sorted(by_actor)),
        sources=tuple(by_source[id] for id in sorted(by_source)),
        relations=tuple(sorted(relations, key=lambda row: row.key)),
        **fields,
    )
    assert inconsistencies(made) == [], inconsistencies(made)[:2]
    return made


def graph_of(*relations, **fields):
    return build_graph(dataset(*relations, **fields))


JULY = ("--since", "2025-07-01", "--until", "2025-07-31")
MARKED = {
    "PLANNED": relation("planned", when="2025-07-10", status="planned", evidence=[evidence()]),
    "DENIED": relation("denied", when="2025-07-10", status="denied", evidence=[evidence()]),
    "CLAIMED": relation("claimed", when="2025-07-10", evidence=[evidence(attribution="carol")]),
    "CONTESTED": relation(
        "disputed", when="2025-07-10", evidence=[evidence(), evidence("wire", stance="contradicts")]
    ),
    "DATES DIFFER": relation(
        "differs", when="2025-07-10", evidence=[evidence(), evidence("wire", when="2025-07-12")]
    ),
    "ERROR": relation("wrong", when="2025-07-20", evidence=[evidence()]),
    "maybe": relation("vague", when="2025-07~", evidence=[evidence()]),
}
"""A relation for each mark, of which it alone has that one; asked in July."""
MARKS_IN_REPORTS = {
    "CONTESTED": "contested",
    "DATES DIFFER": "the dates differ",
    "ERROR": "an error of the data: dated 20 July 2025, after paper of 15 July 2025",
    "maybe": "maybe in the period",
}


def doubts_told(report):
    """Return what each statement of a Markdown report is marked with, in the order of the lines."""
    lines = [line for line in report.splitlines() if line.startswith("- **")]
    return sorted(line.split("** (", 1)[1].split("): ", 1)[0] for line in lines)


# --- dates taken apart day by day -------------------------------------------------------------

ENDLESS = float("inf")
CALENDAR = range(day("2025-06-20"), day("2025-08-11"))
"""Every day that counts in the brute-force tests; infinity stands on either side of it."""


@dataclass(frozen=True)
class Telling:
    """A date as one source tells it: every day on which it may start, and may end."""

    text: str
    starts: frozenset
    ends: frozenset
    lasts: bool = False
    start_unknown: bool = False
    end_unknown: bool = False


def combined(all_bounds, all_gaps=()):
    """Return the combination of several bounds, the gaps in it, and whether they differ."""
    combination = Combination()
    for bounds, gaps in zip_longest(all_bounds, all_gaps, fillvalue=NO_GAPS):
        combination.add(bounds, gaps=gaps)
    return combination.bounds, combination.gaps, combination.differs


def _days(first, last):
    return frozenset(range(day(f"2025-{first}"), day(f"2025-{last}") + 1))


_EVER = frozenset({-ENDLESS, *CALENDAR, ENDLESS})
_UP_TO_20 = frozenset(at for at in _EVER if at <= day("2025-07-20"))
_FROM_3 = frozenset(at for at in _EVER if at >= day("2025-07-03"))

TELLINGS = tuple(
    Telling(*row)
    for row in [
        ("2025-07-10", _days("07-10", "07-10"), _days("07-10", "07-10")),
        ("2025-07-14", _days("07-14", "07-14"), _days("07-14", "07-14")),
        ("2025-07-12~", _days("07-11", "07-13"), _days("07-11", "07-13")),
        ("2025-07", _days("07-01", "07-31"), _days("07-01", "07-31")),
        ("[2025-07-07..2025-07-13]", _days("07-07", "07-13"), _days("07-07", "07-13")),
        ("[2025-07-09,2025-07-11]", *[_days("07-09", "07-09") | _days("07-11", "07-11")] * 2),
        ("[..2025-07-20]", _UP_TO_20, _UP_TO_20),
        ("2025-07-05/2025-07-12", _days("07-05", "07-05"), _days("07-12", "07-12"), True),
        ("2025-07-08/2025-07-18", _days("07-08", "07-08"), _days("07-18", "07-18"), True),
        ("2025-07/2025-07", _days("07-01", "07-31"), _days("07-01", "07-31"), True),
        ("2025-07-03/", _days("07-03", "07-03"), _FROM_3, True, False, True),
        ("/2025-07-20", _UP_TO_20, _days("07-20", "07-20"), True, True, False),
        ("2025-07-08/..", _days("07-08", "07-08"), frozenset({ENDLESS}), True),
        ("../2025-07-18", frozenset({-ENDLESS}), _days("07-18", "07-18"), True),
    ]
)
TELLING = {telling.text: telling for telling in TELLINGS}


def _agreed(sides):
    """Return the days that all share, else those of any; what was always so is so before the next, too."""
    days = frozenset.union(*sides)
    next_one = min(days - {-ENDLESS}, default=-ENDLESS)
    before = {at for at in _EVER if at < next_one} if -ENDLESS in days else frozenset()
    return frozenset.intersection(*sides) or days | before


def _narrowed(days, keep, otherwise):
    """Return the days that a report leaves of those that are stated; others if it leaves none."""
    return frozenset(filter(keep, days)) or frozenset(otherwise)


def _reported(starts, ends, by, attested, lasts):
    """Return the days on which something can have begun and ended that was reported as so."""
    if by is None:
        return starts, ends
    starts = _narrowed(starts, lambda at: at <= by, starts)
    if not lasts:
        ends = _narrowed(ends, lambda at: at <= by, ends)
    elif attested is not None:
        ends = _narrowed(ends, lambda at: at >= attested, {max(ends)})
    return starts, ends


def ways(reports, lasts):
    """Return each (start, end) in which something can have been, by DESIGN section 4.

    ``reports`` are (telling or None, by, attested): the date that an entry vouches for, the day by which it
    had begun (None if it is not reported as so), and the day on which it is said to have been so.
    """
    sides = [
        _reported(telling.starts, telling.ends, by, attested, lasts)
        for telling, by, attested in reports
        if telling is not None
    ]
    starts, ends = (_agreed(side) for side in zip(*sides, strict=True)) if sides else (_EVER, _EVER)
    for telling, by, attested in reports:
        if telling is None:
            starts, ends = _reported(starts, ends, by, attested, lasts)
    if not lasts:  # on one day, not from one of several to another
        return [(at, at) for at in starts & ends]
    return [(start, end) for start, end in product(starts, ends) if start <= end]


def touches(way, since, until):
    """Whether a way touches a window; a window's missing end is as far off as infinity."""
    start, end = way
    return (until == FUTURE or start <= until) and (since == PAST or end >= since)
