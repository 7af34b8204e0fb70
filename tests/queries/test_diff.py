"""Diffs: one small test for each rule of DESIGN section 4, and every way the dates can fall, enumerated."""

import pytest
from datasets import day, evidence, graph_of, relation, source, touches
from hypothesis import assume, given
from hypothesis import strategies as st

from graphkit.errors import DateError, TypeNotFoundError, UsageError
from graphkit.model.entities import Link
from graphkit.queries.diff import diff
from graphkit.queries.listing import relations
from graphkit.queries.windows import known_by, snapshot, window
from queries.test_windows import Judged, certainty, graphs, inner_days, judged, known_from

SOURCES = [source("first", "2025-07-10"), source("second", "2025-07-20")]
PARTS = ("began", "happened", "ended", "became_known", "became_contested", "told_otherwise")


def parts(found):
    """Return the ids in each part of a diff, with how sure they are; only parts that hold any."""
    told = {part: {seen.id: seen.certainty for seen in getattr(found, part)} for part in PARTS}
    return {part: rows for part, rows in told.items() if rows}


def changed(graph, first="2025-07-10", second="2025-07-20", **asked):
    return parts(diff(graph, first, second, **asked))


def state(when, *told, **fields):
    return graph_of(relation("ban", type="banned", when=when, evidence=told, **fields), sources=SOURCES)


def event(when, *told, **fields):
    return graph_of(relation("meeting", when=when, evidence=told, **fields), sources=SOURCES)


# --- began, ended, happened -----------------------------------------------------------------------

SURE, PERHAPS = {"ban": "certain"}, {"ban": "possible"}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        # What began after the first day and by the second began; what began on the first was there before.
        ("2025-07-11/..", {"began": SURE}),
        ("2025-07-20/..", {"began": SURE}),
        ("2025-07-10/..", {}),
        ("2025-07-21/..", {}),
        # What may have begun in between perhaps began.
        ("2025-07/..", {"began": PERHAPS}),
        ("2025-07-20~/..", {"began": PERHAPS}),
        ("2025-07-12~/..", {"began": SURE}),
        # An unknown beginning is none, and what was always there never began.
        ("/2025-07-31", {}),
        ("../2025-07-31", {}),
        # What lasted to the first day or on but not to the second ended; what still goes on on it has not.
        ("2025-01-01/2025-07-10", {"ended": SURE}),
        ("2025-01-01/2025-07-19", {"ended": SURE}),
        ("2025-01-01/2025-07-20", {}),
        ("2025-01-01/2025-07-09", {}),
        # What may have been for the last time in between perhaps ended.
        ("2025-01-01/2025-07", {"ended": PERHAPS}),
        ("2025-01-01/2025-07-10~", {"ended": PERHAPS}),
        ("2025-01-01/2025-07-12~", {"ended": SURE}),
        # An unknown end is none, and what has no end never ended.
        ("2025-01-01/", {}),
        ("2025-01-01/..", {}),
        # What lasted for days in between began and ended.
        ("2025-07-12/2025-07-14", {"began": SURE, "ended": SURE}),
        ("2025-07-12/2025-07-12", {"began": SURE, "ended": SURE}),
        # What lasts but has a single date happened then, and is not said to have ended.
        ("2025-07-12", {"happened": SURE}),
        ("2025-07", {"happened": PERHAPS}),
        ("2025-07-10", {}),
    ],
)
def test_what_lasts_began_or_ended_in_between(when, expected):
    assert changed(state(when)) == expected


def test_evidence_of_a_day_in_between_is_no_beginning_and_no_end():
    for when, part in ((None, "began"), ("2025-01-01/", "ended")):
        assert part not in changed(state(when, evidence("first")), "2025-07-01", "2025-07-31")
    assert "happened" not in changed(state("2025-07-12", evidence("first", when="2025-07-12/2025-07-14")))


def test_what_began_on_one_of_some_days_began_on_no_day_between_them():
    ban = state(None, begins="[2025-07-11,2025-07-20]", ends="..")
    assert changed(ban) == {"began": {"ban": "certain"}}
    assert changed(ban, second="2025-07-19") == changed(ban, "2025-07-11") == {"began": {"ban": "possible"}}
    assert changed(ban, second="2025-07-11") == changed(ban, "2025-07-19") == {"began": {"ban": "possible"}}
    assert changed(ban, "2025-07-11", "2025-07-19") == {}


def test_what_has_a_single_date_and_a_link_to_what_ended_it_began_and_ended():
    lifted = Link(rel="ended-by", relation="lift")
    ban = relation("ban", type="banned", when="2025-04-10", links=[lifted])
    graph = graph_of(ban, relation("lift", type="eased", when="2025-07-15"))
    assert changed(graph, "2025-04-01", "2025-04-10") == {"began": {"ban": "certain"}}
    assert changed(graph, "2025-04-01", "2025-07-14") == {
        "began": {"ban": "certain"},
        "ended": {"ban": "possible"},
    }
    assert changed(graph, "2025-04-01", "2025-07-20") == {
        "began": {"ban": "certain"},
        "happened": {"lift": "certain"},
        "ended": {"ban": "certain"},
    }
    standing = {seen.id: seen.certainty for seen in relations(snapshot(graph, "2025-06-01")).relations}
    assert standing == {"ban": "possible"}
    assert [seen.id for seen in relations(snapshot(graph, "2025-07-16")).relations] == ["lift"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2025-07-11", {"happened": "certain"}),
        ("2025-07-20", {"happened": "certain"}),
        ("[2025-07-11..2025-07-20]", {"happened": "certain"}),
        # On the first day it had happened before.
        ("2025-07-10", {}),
        ("2025-07-21", {}),
        # What may lie in between perhaps happened.
        ("2025-07", {"happened": "possible"}),
        ("[2025-07-10..2025-07-20]", {"happened": "possible"}),
        # An event that lasts began and ended.
        ("2025-07-12/2025-07-25", {"began": "certain"}),
        ("2025-07-01/2025-07-12", {"ended": "certain"}),
    ],
)
def test_an_event_happened_in_between(when, expected):
    assert changed(event(when)) == {part: {"meeting": certainty} for part, certainty in expected.items()}


def test_what_either_lasts_or_happens_is_as_its_date_is():
    def lobbying(when):
        return graph_of(relation("lobbying", type="lobbied", when=when))

    assert changed(lobbying("2025-07-12")) == {"happened": {"lobbying": "certain"}}
    assert changed(lobbying("2025-07-12/")) == {"began": {"lobbying": "certain"}}


# --- became known, became contested -----------------------------------------------------------------


def test_what_was_first_published_in_between_became_known():
    graph = event("2020", evidence("first"), evidence("second"))
    assert changed(graph, "2025-07-09", "2025-07-10") == {"became_known": {"meeting": None}}
    assert changed(graph, "2025-07-10", "2025-07-20") == {}, "known before, from another source"


def test_what_was_said_in_between_became_known_though_it_was_published_later():
    graph = event("2020", evidence("second", said="2025-07-12"))
    assert changed(graph, "2025-07-10", "2025-07-12") == {"became_known": {"meeting": None}}
    assert changed(graph, "2025-07-12", "2025-07-20") == {}


def test_what_has_no_evidence_was_always_known():
    assert changed(event("2020"), "1900-01-01", "2025-07-20") == {"happened": {"meeting": "certain"}}


def test_what_was_first_disagreed_on_in_between_became_contested():
    rows = [evidence("first"), evidence("second", stance="contradicts")]
    graph = event("2020", *rows)
    assert changed(graph, "2025-07-19", "2025-07-20") == {"became_contested": {"meeting": None}}
    assert changed(graph, "2025-07-10", "2025-07-19") == {}
    assert changed(graph, "2025-07-20", "2025-07-31") == {}, "contested before"
    assert set(changed(graph, "2025-07-09", "2025-07-20")) == {"became_known", "became_contested"}


def test_another_type_makes_contested_and_another_day_does_not():
    rows = [evidence("first"), evidence("second", type="told")]
    graph = event("2020", *rows)
    assert changed(graph, "2025-07-19", "2025-07-20") == {"became_contested": {"meeting": None}}
    rows = [evidence("first"), evidence("second", when="2021")]
    assert changed(event("2020", *rows), "2025-07-19", "2025-07-20") == {}


def test_what_was_not_known_by_a_day_did_not_change_by_it():
    rows = [evidence("first"), evidence("second", stance="contradicts")]
    graph = known_by(event("2025-07-08", *rows), "2025-07-15")
    assert changed(graph, "2025-07-01", "2025-07-31") == {
        "happened": {"meeting": "certain"},
        "became_known": {"meeting": None},
    }
    unheard = known_by(event("2025-07-08", *rows), "2025-07-09")
    assert changed(unheard, "2025-07-01", "2025-07-31") == {}


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_what_was_first_told_with_another_status_is_in_a_group_of_its_own(status):
    rows = [evidence("first", status=status), evidence("second")]
    graph = event("2026", *rows)
    assert changed(graph, "2025-07-09", "2025-07-10") == {"told_otherwise": {"meeting": None}}
    assert "told_otherwise" not in changed(graph, "2025-07-10", "2025-07-20")
    both = {"became_known": {"meeting": None}, "told_otherwise": {"meeting": None}}
    assert changed(graph, "2025-07-01", "2025-07-20").items() >= both.items()
    by_then = known_by(graph, "2025-07-15")
    assert changed(by_then, "2025-07-01", "2025-07-20") == {"became_known": {"meeting": None}}
    late = event("2025-07-12", *rows)
    assert diff(late, "2025-07-01", "2025-07-20").left_out == {}


def test_what_was_still_claimed_on_the_second_day_had_not_been_reported():
    rows = [evidence("first", attribution="alice"), evidence("second")]
    graph = window(event("2020", *rows), no_claims=True)
    assert changed(graph, "2025-07-01", "2025-07-19") == {}
    assert changed(graph, "2025-07-01", "2025-07-20") == {"became_known": {"meeting": None}}


def test_what_is_planned_is_told_apart_in_words():
    rows = [relation("plan", when="2025-07-12", status="planned"), relation("meeting", when="2025-07-12")]
    graph = graph_of(
        *rows, relation("news", when="2020", status="planned", evidence=[evidence("second")]), sources=SOURCES
    )
    told = diff(graph, "2025-07-10", "2025-07-20", statuses=["actual", "planned"]).display_fields()
    ids = {name: [each.id for each in value] for name, value in told.items() if isinstance(value, tuple)}
    assert ids == {
        "began": [],
        "happened": ["meeting"],
        "planned to happen": ["plan"],
        "ended": [],
        "became known": ["news"],
        "became contested": [],
        "told otherwise": [],
    }
    assert (told["period"], told["left_out"], set(told) - set(ids)) == (
        "10-20 July 2025",
        {},
        {"period", "left_out"},
    )


# --- what does not count ----------------------------------------------------------------------------


def office(*told, **dates):
    return graph_of(relation("office", type="leads", evidence=told, **dates), sources=SOURCES)


def test_background_begins_and_ends_where_that_is_stated():
    assert changed(office(when="2025-07-12/2025-07-14")) == {
        "began": {"office": "certain"},
        "ended": {"office": "certain"},
    }
    assert changed(office(begins="2025-07", ends=None)) == {"began": {"office": "possible"}}
    assert changed(office(when="/2025-07-14")) == {"ended": {"office": "certain"}}
    assert changed(office(when="2025-07-12/2025-07-14"), types=["leads"]) != {}


def test_background_of_which_nobody_states_an_end_only_goes_on():
    assert set(changed(office(evidence("first")), "2025-07-01", "2025-07-31")) == {"became_known"}
    assert set(changed(office(evidence("first"), when="2020/"), "2025-07-01", "2025-07-31")) == {
        "became_known"
    }
    assert changed(office(when="2020/.."), "2025-07-01", "2025-07-31") == {}


def test_background_is_last_and_marked():
    rows = [
        relation("early", type="leads", when="2025-07-11/.."),
        relation("late", type="banned", when="2025-07-12/.."),
    ]
    found = diff(graph_of(*rows), "2025-07-10", "2025-07-20")
    assert [(seen.id, seen.standing) for seen in found.began] == [("late", None), ("early", "background")]


def test_planned_background_is_counted_as_planned():
    found = diff(office(when="2025-07-12/..", status="planned"), "2025-07-10", "2025-07-20")
    assert (parts(found), found.left_out) == ({}, {"planned": 1})


def test_background_becomes_known_and_contested_like_any_other_relation_and_is_last():
    rows = [evidence("first"), evidence("second", stance="contradicts")]
    assert changed(office(*rows), "2025-07-01", "2025-07-31") == {
        "became_known": {"office": None},
        "became_contested": {"office": None},
    }
    found = diff(
        graph_of(
            relation("a", type="leads", evidence=[evidence("first")]),
            relation("b", type="banned", when="2025-07-01/", evidence=[evidence("first")]),
            sources=SOURCES,
        ),
        "2025-07-01",
        "2025-07-31",
    )
    assert [(seen.id, seen.standing) for seen in found.became_known] == [("b", None), ("a", "background")]


def test_what_is_told_as_known_or_contested_is_not_counted_as_left_out():
    rumour = event(None, evidence("first"), evidence("second", stance="contradicts"))
    found = diff(rumour, "2025-07-08", "2025-07-12")
    assert (parts(found), found.left_out) == ({"became_known": {"meeting": None}}, {})
    denied = event(None, evidence("second"), evidence("first", stance="contradicts"))
    found = diff(denied, "2025-07-09", "2025-07-12")
    assert (parts(found), found.left_out) == ({"told_otherwise": {"meeting": None}}, {}), "it was denied"


def test_the_newsroom_counts_only_where_its_types_are_asked_for():
    graph = graph_of(relation("post", type="reported-on", when="2025-07-12"))
    assert changed(graph) == {}
    assert changed(graph, types=["reported-on"]) == {"happened": {"post": "certain"}}
    assert changed(window(graph, types=["newsroom"])) == {"happened": {"post": "certain"}}


def test_what_is_planned_or_denied_is_left_out_and_counted():
    graph = graph_of(
        relation("plan", when="2025-07-12", status="planned"),
        relation("vague", when="2025-07", status="planned"),
        relation("denial", type="banned", when="2025-07-12/2025-07-14", status="denied"),
        relation("elsewhen", when="2025-09", status="planned"),
        relation("undated", status="planned"),
    )
    found = diff(graph, "2025-07-10", "2025-07-20")
    assert parts(found) == {}
    assert found.left_out == {"denied": 1, "planned": 2}, "each once, and only what would be told"
    assert diff(graph, "2025-07-10", "2025-07-20", certain=True).left_out == {"denied": 1, "planned": 1}
    found = diff(graph, "2025-07-10", "2025-07-20", statuses=["planned"])
    assert parts(found) == {"happened": {"plan": "certain", "vague": "possible"}}
    assert found.left_out == {"undated": 1}, "what is denied was not asked for"


def test_a_plan_that_became_known_is_told_and_not_left_out():
    graph = event("2025-07-12", evidence("first"), status="planned")
    found = diff(graph, "2025-07-09", "2025-07-20")
    assert (parts(found), found.left_out) == ({"became_known": {"meeting": None}}, {})
    found = diff(graph, "2025-07-10", "2025-07-20")
    assert (parts(found), found.left_out) == ({}, {"planned": 1})


def test_only_the_statuses_that_were_asked_for_become_known():
    graph = graph_of(
        relation("plan", status="planned", evidence=[evidence("first")]),
        relation("meeting", when="2020", evidence=[evidence("first")]),
        sources=SOURCES,
    )
    assert changed(graph, "2025-07-09", "2025-07-20", statuses=["planned"]) == {
        "became_known": {"plan": None}
    }
    assert set(changed(graph, "2025-07-09", "2025-07-20")["became_known"]) == {"plan", "meeting"}


def test_an_event_without_a_date_is_left_out_and_counted_unless_asked_for():
    rumour = event(None, evidence("first"))
    found = diff(rumour, "2025-07-01", "2025-07-05")
    assert (parts(found), found.left_out) == ({}, {"undated": 1})
    assert changed(rumour, "2025-07-01", "2025-07-05", undated=True) == {"happened": {"meeting": "possible"}}
    assert diff(rumour, "2025-07-01", "2025-07-05", undated=True).left_out == {}
    assert diff(rumour, "2025-07-10", "2025-07-20").left_out == {}, "it had happened when it was told"
    assert diff(rumour, "2025-07-01", "2025-07-05", certain=True).left_out == {}
    assert diff(event(None), "2025-07-01", "2025-07-05").left_out == {"undated": 1}


def test_a_state_without_a_date_neither_began_nor_ended():
    unsaid = relation("ban", type="banned", evidence=[evidence("first", attests=False)])
    found = diff(graph_of(unsaid, sources=SOURCES), "2025-07-10", "2025-07-20", undated=True)
    assert (parts(found), found.left_out) == ({}, {})


def test_what_is_certain_alone():
    graph = graph_of(relation("sure", when="2025-07-12"), relation("vague", when="2025-07"))
    assert changed(graph, certain=True) == {"happened": {"sure": "certain"}}


def test_only_these_types_or_families():
    graph = graph_of(
        relation("meeting", when="2025-07-12"), relation("ban", type="banned", when="2025-07-12/")
    )
    assert changed(graph, types=["banned"]) == {"began": {"ban": "certain"}}
    assert changed(graph, types=["contact"]) == {"happened": {"meeting": "certain"}}
    with pytest.raises(TypeNotFoundError, match="bannd"):
        diff(graph, "2025-07-10", "2025-07-20", types=["bannd"])


def test_where_one_says_that_it_ended_and_another_that_it_goes_on_it_ended_on_no_other_day():
    graph = state(
        None, evidence("first", when="2025-06-01/.."), evidence("second", when="2025-06-01/2025-07-12")
    )
    assert changed(graph)["ended"] == PERHAPS
    assert parts(diff(graph, "2025-07-21", "2025-07-31")) == {}


# --- the question -----------------------------------------------------------------------------------


@pytest.mark.parametrize("second", ["2025-07-10", "2025-07-09"])
def test_the_earlier_day_comes_first(second):
    with pytest.raises(UsageError, match=f"diff: 2025-07-10 .*{second}.*earlier"):
        diff(event("2025-07-12"), "2025-07-10", second)


def test_a_month_or_year_stands_for_its_last_day():
    graph = event("2025-07-12")
    assert diff(graph, "2025-06", "2025-07") == diff(graph, "2025-06-30", "2025-07-31")
    assert diff(graph, "2024", "2025").happened == diff(graph, "2024-12-31", "2025-12-31").happened != ()
    assert diff(graph, "2025-07", "2025-08-01").happened == ()
    with pytest.raises(UsageError, match="diff: 2025-07 is not before 2025-07-31"):
        diff(graph, "2025-07", "2025-07-31")
    with pytest.raises(DateError, match="second: 'July'"):
        diff(event("2025-07-12"), "2025-07-01", "July")


def test_the_days_and_the_order_of_time_are_told():
    graph = graph_of(relation("b", when="2025-07-12"), relation("a", when="2025-07-13"))
    found = diff(graph, "2025-07-10", day("2025-07-20"))
    assert (found.first, found.second) == (day("2025-07-10"), day("2025-07-20"))
    assert [seen.id for seen in found.happened] == ["b", "a"]


def test_a_window_s_certainty_is_not_that_of_the_diff():
    graph = window(event("2025-07", evidence("first")), "2025-07", "2025-07")
    assert changed(graph, "2025-07-09", "2025-07-20") == {
        "happened": {"meeting": "possible"},
        "became_known": {"meeting": None},
    }


# --- against brute force ----------------------------------------------------------------------------


def others_first(fields, row, by):
    """Return the first days by which a relation was told with each other status, judged day by day."""
    days = sorted({known_from(entry) for entry in fields.get("evidence", ()) if known_from(entry) <= by})
    told = [(Judged(fields, day), day) for day in days]
    first = {then.status: day for then, day in reversed(told) if then.known}
    return [day for status, day in first.items() if status != row.status]


def expected(graph, since, until, by):
    """Return the parts of a diff, judged by every way in which the dates can fall."""
    told = {part: {} for part in PARTS}
    left_out = []
    fields = {key: data for *_, key, data in graph.edges(keys=True, data=True)}
    for key, row in judged(graph, by).items():
        if not row.known or row.newsroom:
            continue
        changes = {}
        if row.lasts and row.ways is not None:
            if row.starts:
                began = certainty([since < start <= until for start, _ in row.ways])
                changes["happened" if row.single_date else "began"] = began
            if row.ends and not row.single_date:
                changes["ended"] = certainty([since <= end < until for _, end in row.ways])
        elif not row.lasts and row.ways is not None:
            changes["happened"] = certainty([touches(way, since + 1, until) for way in row.ways])
        changes = {part: sure for part, sure in changes.items() if sure}
        firsts = {"became_known": row.first_known, "became_contested": row.first_contested}
        spoken = {part: None for part, first in firsts.items() if since < first <= until}
        if any(since < first <= until for first in others_first(fields[key], row, by)):
            spoken["told_otherwise"] = None
        if row.status == "actual" and row.ways is None and not row.lasts and not spoken:
            left_out += ["undated"] * (row.happened_by is None or row.happened_by > since)
        if row.status != "actual" and changes and not spoken:
            left_out.append(row.status)
        for part, sure in (spoken | (changes if row.status == "actual" else {})).items():
            told[part][key] = sure
    counted = {reason: left_out.count(reason) for reason in left_out}
    return {part: rows for part, rows in told.items() if rows}, counted


two_days = st.tuples(inner_days, inner_days).filter(lambda days: days[0] < days[1])


@given(graphs(), two_days)
def test_a_diff_is_what_every_way_of_dating_says(graph, days):
    since, until = days
    found = diff(graph, since, until)
    assert (parts(found), found.left_out) == expected(graph, since, until, day("2030-01-01"))


@given(graphs(), two_days, inner_days)
def test_a_diff_of_what_was_known_is_what_every_way_of_dating_says(graph, days, by):
    since, until = days
    found = diff(known_by(graph, by), since, until)
    assert (parts(found), found.left_out) == expected(graph, since, until, by)


@given(graphs(), inner_days, inner_days, inner_days)
def test_what_changed_changed_in_the_first_half_or_in_the_second(graph, one, two, three):
    assume(len({one, two, three}) == 3)
    first, middle, last = sorted((one, two, three))
    whole, early, late = (changed(graph, *ends) for ends in ((first, last), (first, middle), (middle, last)))
    for part in PARTS:
        assert set(whole.get(part, {})) == set(early.get(part, {})) | set(late.get(part, {})), part
