"""Timelines, each period counted again relation by relation."""

from datetime import date, timedelta

import pytest
from datasets import day, evidence, graph_of, iso, relation, source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError, UsageError
from graphkit.graph.index import index
from graphkit.graph.validated import filter_of
from graphkit.queries.timeline import places_counted, timeline
from graphkit.queries.windows import known_by, window
from graphkit.temporal.calendar import FUTURE, PAST
from queries.test_windows import asked_windows, graphs


def met(key, when, **fields):
    return relation(key, when=when, **fields)


def bars(found):
    """Return each period by its label: how many surely, how many maybe."""
    return {period.label: (period.count, period.maybe) for period in found.periods}


# --- what counts, and where -------------------------------------------------------------------------


def test_an_event_counts_where_it_happened_surely_or_maybe():
    graph = graph_of(met("a", "2025-07-14"), met("b", "[2025-07-14..2025-07-15]"), met("c", "2025-07-16"))
    assert bars(timeline(graph, unit="day")) == {
        "14 July 2025": (1, 1),
        "15 July 2025": (0, 1),
        "16 July 2025": (1, 0),
    }
    assert list(timeline(graph, unit="day").rows()) == [
        {"period": "14 July 2025", "surely": 1, "maybe": "+1"},
        {"period": "15 July 2025", "surely": 0, "maybe": "+1"},
        {"period": "16 July 2025", "surely": 1, "maybe": None},
    ]


def test_an_event_on_one_of_some_days_counts_on_no_day_between_them():
    graph = graph_of(met("a", "[2025-07-11,2025-07-14..2025-07-15,2025-07-17]"), met("b", "2025-07-16"))
    assert {label: maybe for label, (_, maybe) in bars(timeline(graph, unit="day")).items()} == {
        "11 July 2025": 1,
        "12 July 2025": 0,
        "13 July 2025": 0,
        "14 July 2025": 1,
        "15 July 2025": 1,
        "16 July 2025": 0,
        "17 July 2025": 1,
    }
    assert bars(timeline(graph, unit="week")) == {"7-13 July 2025": (0, 1), "14-20 July 2025": (1, 1)}


def test_what_goes_on_counts_where_it_began():
    graph = graph_of(
        relation("a", type="banned", when="2025-07-14/2025-07-31"),
        relation("b", type="banned", when="2025-07/2025-07-31"),
        met("c", "2025-08-20"),
    )
    assert bars(timeline(graph, unit="month")) == {"July 2025": (2, 0), "August 2025": (1, 0)}


def test_empty_periods_are_told_too():
    graph = graph_of(met("a", "2025-05-10"), met("b", "2025-08-10"))
    assert bars(timeline(graph, unit="month")) == {
        "May 2025": (1, 0),
        "June 2025": (0, 0),
        "July 2025": (0, 0),
        "August 2025": (1, 0),
    }


def test_counts_are_by_family_or_by_kind():
    graph = graph_of(met("a", "2025-07-14"), relation("b", type="banned", when="2025-07-14/"))
    (family,) = timeline(graph, unit="day").periods
    assert (family.certain, family.possible) == ({"contact": 1, "restriction": 1}, {})
    (kind,) = timeline(graph, unit="day", by="kind").periods
    assert kind.certain == {"event": 1, "state": 1}


def test_the_newsroom_does_not_count():
    graph = graph_of(met("a", "2025-07-14"), relation("c", type="reported-on", when="2025-07-14"))
    found = timeline(graph, unit="day")
    assert (bars(found), found.left_out) == ({"14 July 2025": (1, 0)}, {"newsroom": 1})
    newsroom = timeline(window(graph, types=["newsroom"]), unit="day")
    assert [seen.id for seen in newsroom.relations] == ["c"]


def test_background_counts_where_its_beginning_is_stated_and_comes_last():
    graph = graph_of(
        met("a", "2025-07-15"),
        relation("b", type="leads", when="2025-07-14/"),
        relation("c", type="leads", evidence=[evidence()]),
        relation("d", type="leads", when="../2025-07-14"),
        met("e", "2025-07-14"),
        relation("f", type="leads", status="planned"),
        relation("g", type="leads", when="2025-07-14/", status="planned"),
    )
    found = timeline(graph, unit="day")
    assert bars(found) == {"14 July 2025": (2, 0), "15 July 2025": (1, 0)}
    assert [seen.id for seen in found.relations] == ["e", "a", "b"]
    assert (found.undated, found.background, found.left_out) == (0, 2, {"planned": 2})


def test_background_does_not_stretch_the_periods():
    graph = graph_of(met("a", "2025-07-14"), relation("b", type="leads", when="1993-04-05/"))
    found = timeline(graph)
    assert (bars(found), found.earlier, found.partly) == ({"14 July 2025": (1, 0)}, 1, 0)
    assert list(bars(timeline(graph_of(relation("b", type="leads", when="1993-04-05/"))))) == ["5 April 1993"]


@pytest.mark.parametrize(
    ("begins", "counts"),
    [
        ("[2025-06-01..2025-07-13]", (1, 0, 0)),
        ("[2025-06-01..2025-07-14]", (0, 0, 1)),
        ("[2025-07-14..2025-07-15]", (0, 0, 0)),
        ("[2025-07-15..2025-08-01]", (0, 0, 1)),
        ("[2025-07-16..2025-08-01]", (0, 1, 0)),
    ],
)
def test_background_is_earlier_later_or_partly_in_the_periods(begins, counts):
    leads = relation("b", type="leads", begins=begins)
    found = timeline(graph_of(met("a", "2025-07-14"), met("c", "2025-07-15"), leads), unit="day")
    assert list(bars(found)) == ["14 July 2025", "15 July 2025"]
    assert (found.earlier, found.later, found.partly) == counts


def test_what_is_planned_or_denied_did_not_happen_and_is_counted_apart():
    graph = graph_of(
        met("a", "2025-07-14"),
        met("b", "2025-07-14", status="planned"),
        met("c", "2025-07-14", status="denied"),
    )
    found = timeline(graph, unit="day")
    assert bars(found) == {"14 July 2025": (1, 0)}
    assert found.left_out == {"denied": 1, "planned": 1}
    planned = timeline(window(graph, statuses=["planned"]), unit="day")
    assert (bars(planned), planned.left_out) == ({"14 July 2025": (1, 0)}, {})


def test_what_has_no_date_or_no_known_beginning_is_counted_apart():
    graph = graph_of(
        met("a", "2025-07-14"),
        met("b", None, evidence=[evidence()]),
        relation("c", type="banned", when="/2025-07-20"),
        relation("d", type="banned", evidence=[evidence()]),
        relation("e", type="banned", when="../2025-07-20"),
        met("f", "[..2025-07-20]"),
    )
    found = timeline(graph, unit="day")
    assert (bars(found), found.undated) == ({"14 July 2025": (1, 0)}, 5)
    assert [seen.id for seen in found.relations] == ["a"]


def test_nothing_with_a_date_is_no_period():
    found = timeline(graph_of(met("b", None, evidence=[evidence()])))
    assert (found.periods, found.relations, found.undated) == ((), (), 1)
    assert (found.unit, found.earlier, found.later, found.partly) == ("month", 0, 0, 0)
    assert timeline(graph_of(), unit="week").unit == "week"


def test_an_actor_s_own():
    graph = graph_of(
        met("a", "2025-07-14", about=("carol",)), relation("b", "carol", "dora", when="2025-07-15")
    )
    assert bars(timeline(graph, "Alice")) == {"14 July 2025": (1, 0)}
    assert bars(timeline(graph, "carol")) == {"15 July 2025": (1, 0)}, "not what is about it"
    with pytest.raises(ActorNotFoundError):
        timeline(graph, "nobody")


def test_only_what_was_known():
    graph = graph_of(
        met("a", "2025-07-14", evidence=[evidence("first")]),
        met("b", "2025-07-15", evidence=[evidence("second")]),
        sources=[source("first", "2025-07-15"), source("second", "2025-07-20")],
    )
    assert bars(timeline(known_by(graph, "2025-07-19"))) == {"14 July 2025": (1, 0)}


# --- periods ----------------------------------------------------------------------------------------


def test_weeks_start_on_monday():
    graph = graph_of(met("a", "2025-07-13"), met("b", "2025-07-14"), met("c", "2025-07-20"))
    assert bars(timeline(graph, unit="week")) == {"7-13 July 2025": (1, 0), "14-20 July 2025": (2, 0)}


def test_months_and_quarters():
    graph = graph_of(met("a", "2024-12-31"), met("b", "2025-01-01"), met("c", "2025-03"))
    assert bars(timeline(graph, unit="month")) == {
        "December 2024": (1, 0),
        "January 2025": (1, 0),
        "February 2025": (0, 0),
        "March 2025": (1, 0),
    }
    assert bars(timeline(graph, unit="quarter")) == {"Q4 2024": (1, 0), "Q1 2025": (2, 0)}


def test_a_window_s_periods_end_with_it():
    graph = window(graph_of(met("a", "2025-07"), met("b", "2025-07-20")), "2025-07-10", "2025-08-05")
    assert bars(timeline(graph, unit="month")) == {"10-31 July 2025": (1, 1), "1-5 August 2025": (0, 0)}
    assert bars(timeline(graph, unit="week"))["10-13 July 2025"] == (0, 1)


def test_what_began_before_a_window_is_counted_as_earlier():
    ban = relation("ban", type="banned", when="2025-01-10/2025-12-31")
    found = timeline(window(graph_of(ban, met("a", "2025-07-14")), "2025-07", "2025-07"), unit="month")
    assert (bars(found), found.earlier, found.later) == ({"July 2025": (1, 0)}, 1, 0)
    assert [seen.id for seen in found.relations] == ["a"]


def test_a_window_open_at_an_end_has_its_periods_on_its_own_side():
    graph = graph_of(relation("ban", type="banned", when="2025-01-10/2025-12-31"), met("a", "2025-05-14"))
    after = timeline(window(graph, "2025-08-10"), unit="day")
    assert (bars(after), after.earlier) == ({"10 August 2025": (0, 0)}, 1)
    before = timeline(window(graph, None, "2025-01-20"), unit="month")
    assert bars(before) == {"1-20 January 2025": (1, 0)}


def test_outlying_dates_are_shown():
    usual = [met(f"m{n}", f"2025-07-{n:02}") for n in range(1, 21)]
    found = timeline(graph_of(*usual, met("old", "1990-01-01"), met("new", "2050-01-01")))
    assert found.unit == "week", "there are too many days"
    assert sum(period.count for period in found.periods) == 22
    assert (found.earlier, found.later, len(found.relations)) == (0, 0, 22)
    near = timeline(graph_of(*usual, met("old", "2025-01-01")))
    assert (near.unit, near.periods[0].label, len(near.periods)) == ("day", "1 January 2025", 201)
    wide = [met(f"m{n}", iso(day("2025-07-01") + 2 * n)) for n in range(20)]
    assert timeline(graph_of(*wide, met("old", "2025-01-01"))).unit == "week", "35 days without the outermost"


def test_all_days_of_an_uncertain_start_are_shown_or_it_is_said_that_they_are_not():
    found = timeline(graph_of(met("a", "[2025-06-10..2025-06-14]")), unit="day")
    assert bars(found) == {f"{dom} June 2025": (0, 1) for dom in range(10, 15)}
    assert found.partly == 0
    whole = graph_of(met("a", "2025-07-01"), met("b", "2025-07-02"), met("c", "2025"))
    found = timeline(whole, unit="day")
    assert (list(bars(found)), found.earlier) == (["1 July 2025", "2 July 2025"], 0)
    assert found.partly == 1, "the year goes on before and after"
    cut = timeline(window(whole, "2025-07-01", "2025-07-02"), unit="day")
    assert (bars(cut), cut.partly) == (bars(found), 0), "the window was asked for"
    assert timeline(window(whole, "2025-07-01"), unit="day").partly == 1


def test_a_start_known_to_within_62_days_widens_the_periods():
    for last, first_period in (("2025-08-02", "1 June 2025"), ("2025-08-03", "1 July 2025")):
        vague = met("vague", f"[2025-06-01..{last}]")
        found = timeline(graph_of(met("a", "2025-07-01"), met("b", "2025-07-02"), vague), unit="day")
        assert found.periods[0].label == first_period


def test_few_relations_are_all_told():
    graph = graph_of(met("a", "2025-07-01"), met("old", "2020-01-01"))
    found = timeline(graph)
    assert (found.unit, len(found.periods), found.earlier, found.later) == ("quarter", 23, 0, 0)


def test_a_date_of_a_year_stretches_the_periods_only_where_it_would_be_lost():
    usual = [met("a", "2025-07-01"), met("b", "2025-07-02")]
    assert list(bars(timeline(graph_of(*usual, met("c", "2025"))))) == ["1 July 2025", "2 July 2025"]
    found = timeline(graph_of(*usual, met("c", "1999")), unit="year")
    assert (found.earlier, list(bars(found).items())[::26]) == (0, [("1999", (1, 0)), ("2025", (2, 0))])
    for edge in ("[2025-01-01..2025-07-01]", "[2025-07-02..2025-12-31]"):
        assert list(bars(timeline(graph_of(*usual, met("c", edge))))) == ["1 July 2025", "2 July 2025"]
    found = timeline(graph_of(*usual, met("c", "2030")), unit="year")
    assert (found.later, list(bars(found).items())[::5]) == (0, [("2025", (2, 0)), ("2030", (1, 0))])
    many = [met(f"m{n}", "2025-07-01") for n in range(56)]
    found = timeline(graph_of(*many, met("c", "2023"), met("d", "2024-03-01"), met("e", "2024")), unit="year")
    assert bars(found) == {"2023": (1, 0), "2024": (2, 0), "2025": (56, 0)}
    assert bars(timeline(graph_of(met("c", "1999")), unit="month"))["July 1999"] == (0, 1)


# --- the unit ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        (["2025-07-01", "2025-07-26"], "day"),
        (["2025-07-01", "[2025-07-01..2025-07-02]"], "week"),
        (["2025-07-01", "2025-07-27"], "week"),
        (["2025-07-01", "2026-01-15"], "month"),
        (["2025-07-01", "2027-09-30"], "quarter"),
        (["2025-07-07~", "2025-07-14~"], "week"),
        (["2025-07", "2025-08"], "month"),
        (["2025-07~", "2025-08~"], "quarter"),
        (["2025-07-01", "2025-07-02", "[2025-07-01..2025-07-20]"], "day"),
        (["2025-07-01", "2025-07-02", "2025-07"], "week"),
        (["1900", "2000-01-01", "2025-01-01"], "quarter"),
        (["[2025-07-01..2025-07-07]", "[2025-07-01..2025-07-08]"], "month"),
        (["2025-07", "[2025-07-01..2025-08-01]"], "quarter"),
        (["2025-07-01", "2025-07-02", "[2025-07-01..2025-07-07]", *["[2025-07-01..2025-08-09]"] * 2], "week"),
        (
            ["2025-07-01", "2025-07-02", "[2025-07-01..2025-07-08]", *["[2025-07-01..2025-08-09]"] * 2],
            "month",
        ),
    ],
)
def test_the_unit_gives_few_periods_and_holds_half_of_what_is_dated(days, unit):
    graph = graph_of(*[met(f"m{n}", when) for n, when in enumerate(days)])
    assert timeline(graph).unit == unit


def test_too_many_periods_are_refused():
    graph = graph_of(met("a", "2000-01-01"), met("b", "2025-01-01"))
    with pytest.raises(UsageError) as refused:
        timeline(graph, unit="day")
    assert str(refused.value) == (
        "timeline: more than 5,000 periods of a day in 1 January 2000 - 1 January 2025; "
        "choose a longer unit or a shorter period"
    )
    assert len(timeline(window(graph, "2024-06", "2025-01"), unit="day").periods) == 245
    most = window(graph, "2000-01-01", iso(day("2000-01-01") + 4_999))
    assert len(timeline(most, unit="day").periods) == 5_000


# --- against brute force ----------------------------------------------------------------------------


def first_day(at, unit):
    """Return the first day of a period, by the standard library alone."""
    on = date.fromordinal(at)
    first = {
        "day": on,
        "week": on - timedelta(days=on.weekday()),
        "month": on.replace(day=1),
        "quarter": on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1),
    }
    return first[unit].toordinal()


def begins(seen):
    """Whether the day on which it happened or began is stated."""
    if seen.bounds is None or seen.undated or (seen.lasts and seen.version.start_unknown):
        return False
    return {PAST, FUTURE}.isdisjoint(seen.bounds[:2])


units = st.sampled_from(["day", "week", "month", "quarter"])
everyone = st.sampled_from([None, None, "alice", "bob"])


@given(graphs(), st.none() | asked_windows(), units, everyone, st.sampled_from(["family", "kind"]))
def test_each_period_is_what_counting_day_by_day_says(graph, asked, unit, who, by):
    if asked is not None:
        graph = window(graph, *asked)
    who = who if who in graph else None
    found = timeline(graph, who, unit=unit, by=by)
    since, until = (None, None) if asked is None else (at and day(at) for at in asked)
    rows = [seen for seen in index(graph).relations() if who in (None, seen.source, seen.target)]
    statuses = ["newsroom" for seen in rows if seen.type.name == "reported-on"]
    rows = [seen for seen in rows if seen.type.name != "reported-on"]
    statuses += [seen.status for seen in rows if seen.status != "actual"]
    assert found.left_out == {status: statuses.count(status) for status in statuses}
    starts = {}
    for seen in rows:
        if seen.status == "actual" and begins(seen):
            days = range(seen.bounds[0], seen.bounds[1] + 1)
            gaps = seen.version.gaps.start
            starts[seen.id] = ([at for at in days if not any(a <= at <= b for a, b in gaps)], seen)
    without = [seen for seen in rows if seen.status == "actual" and seen.id not in starts]
    assert found.background == sum(seen.type.name == "leads" for seen in without)
    assert found.undated == len(without) - found.background
    assert bool(found.periods) == bool(starts)
    for one, other in zip(found.periods, found.periods[1:], strict=False):
        assert other.window.since == one.window.until + 1 == first_day(other.window.since, unit)
    for period in found.periods:
        first, last = period.window
        assert first in (first_day(first, unit), since)
        assert last == until or first_day(last + 1, unit) == last + 1
        assert first_day(first, unit) == first_day(last, unit)
        counts = {"certain": {}, "possible": {}}
        for start, seen in starts.values():
            inside = [first <= at <= last for at in start]
            if any(inside):
                label = seen.type.family if by == "family" else seen.type.kind
                sure = counts["certain" if all(inside) else "possible"]
                sure[label] = sure.get(label, 0) + 1
        assert (period.certain, period.possible) == (counts["certain"], counts["possible"])
    if starts:
        first, last = found.periods[0].window.since, found.periods[-1].window.until
        assert found.earlier == sum(start[-1] < first for start, _ in starts.values())
        assert found.later == sum(start[0] > last for start, _ in starts.values())
        assert {seen.id for seen in found.relations} == {
            id for id, (start, _) in starts.items() if start[-1] >= first and start[0] <= last
        }
    counted = len(found.relations) + found.earlier + found.later
    criteria = filter_of(graph)
    assert len(places_counted(graph, criteria, who)) == counted + found.undated + found.background
    assert not places_counted(graph, criteria, "nobody")
