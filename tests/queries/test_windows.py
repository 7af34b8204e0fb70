"""Windows and snapshots against brute force: every relation judged by every way it can have been."""

import re
from collections import Counter

import networkx as nx
import pytest
from datasets import (
    CALENDAR,
    ENDLESS,
    TELLING,
    TELLINGS,
    actor,
    dataset,
    day,
    evidence,
    graph_of,
    relation,
    source,
    touches,
    ways,
)
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError, ActorNotKnownError, DateError, TypeNotFoundError
from graphkit.graph.build import build_graph, load, to_dataset
from graphkit.graph.index import index, visible_relations
from graphkit.graph.names import find_actor
from graphkit.graph.provenance import known_version
from graphkit.graph.validated import filter_of
from graphkit.graph.version_cache import VersionCache
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import Link, Step
from graphkit.model.statuses import STATUSES
from graphkit.queries.diff import diff
from graphkit.queries.listing import relations
from graphkit.queries.neighbors import neighbors
from graphkit.queries.path_question import Question, find_paths
from graphkit.queries.shortest_paths import shortest_path, shortest_paths
from graphkit.queries.source_audit import check_sources
from graphkit.queries.temporal_paths import chronological_paths, reach
from graphkit.queries.timeline import timeline
from graphkit.queries.windows import hidden_in, known_by, left_out_of, part, snapshot, window
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Window, iso
from tests.shipped import in_each_story

MEETING = relation("meeting", type="met", when="2025-07-10")
BAN = relation("ban", type="banned", when="2025-07-05/2025-07-12")
OFFICE = relation("office", type="leads", evidence=[evidence()])
RUMOUR = relation("rumour", type="met", evidence=[evidence()])
PLAN = relation("plan", type="met", when="2025-07-10", status="planned")
DENIAL = relation("denial", type="met", when="2025-07-10", status="denied")


def seen_in(graph):
    """Return the certainty of each relation of a graph, by id."""
    return {key: seen.certainty for key, seen in index(graph).by_id.items()}


def standings(graph):
    return {key: (seen.standing, seen.certainty) for key, seen in index(graph).by_id.items()}


# --- windows ------------------------------------------------------------------------------------


def test_a_window_is_closed_at_both_ends():
    graph = graph_of(MEETING)
    assert seen_in(window(graph, "2025-07-10", "2025-07-10")) == {"meeting": "certain"}
    assert seen_in(window(graph, "2025-07-01", "2025-07-10")) == {"meeting": "certain"}
    assert seen_in(window(graph, "2025-07-10", "2025-07-31")) == {"meeting": "certain"}
    assert seen_in(window(graph, "2025-07-11")) == {}
    assert seen_in(window(graph, None, "2025-07-09")) == {}


def test_a_state_is_in_every_window_that_it_reaches_into():
    graph = graph_of(BAN)
    assert seen_in(window(graph, "2025-07-12", "2025-07-20")) == {"ban": "certain"}
    assert seen_in(window(graph, "2025-07-01", "2025-07-05")) == {"ban": "certain"}
    assert seen_in(window(graph, "2025-07-07", "2025-07-08")) == {"ban": "certain"}
    assert seen_in(window(graph, "2025-07-13")) == {}


def test_a_state_s_single_date_is_that_day_alone():
    graph = graph_of(relation("ban", type="banned", when="2025-07-10", evidence=[evidence()]))
    assert seen_in(window(graph, "2025-07-11")) == {}


def test_without_dates_for_certain_only_on_the_day_of_the_report():
    graph = graph_of(OFFICE)
    assert seen_in(window(graph, "2025-07-15", "2025-07-15")) == {"office": "certain"}
    assert seen_in(window(graph, "2025-07-14", "2025-07-14")) == {"office": "possible"}
    assert seen_in(window(graph, "2025-07-16", "2025-07-16")) == {"office": "possible"}


def test_a_window_leaves_out_what_is_undated_and_says_how_many():
    asked = window(graph_of(MEETING, RUMOUR, relation("gossip")), "2025-07")
    assert seen_in(asked) == {"meeting": "certain"}
    assert filter_of(asked).left_out == (("undated", 2),)
    assert relations(asked).left_out == {"undated": 2}


def test_what_is_undated_is_possible_where_asked_for():
    asked = window(graph_of(MEETING, RUMOUR), "2025-07", undated=True)
    assert seen_in(asked) == {"meeting": "certain", "rumour": "possible"}
    assert filter_of(asked).left_out == ()
    assert seen_in(window(graph_of(RUMOUR), "2025-07", undated=True, certain=True)) == {}


def test_without_dates_everything_is_kept_undated_too():
    asked = window(graph_of(MEETING, RUMOUR, PLAN))
    assert seen_in(asked) == {"meeting": None, "rumour": None, "plan": None}


def test_certain_keeps_only_what_is_sure():
    graph = graph_of(MEETING, relation("vague", when="2025-07"))
    assert seen_in(window(graph, "2025-07-05", "2025-07-20")) == {"meeting": "certain", "vague": "possible"}
    assert seen_in(window(graph, "2025-07-05", "2025-07-20", certain=True)) == {"meeting": "certain"}


def test_types_families_and_statuses_are_kept_as_asked():
    graph = graph_of(MEETING, BAN, PLAN, DENIAL)
    assert set(seen_in(window(graph, types=["banned"]))) == {"ban"}
    assert set(seen_in(window(graph, types=["contact"]))) == {"meeting", "plan", "denial"}
    assert set(seen_in(window(graph, statuses=["planned", "denied"]))) == {"plan", "denial"}
    with pytest.raises(TypeNotFoundError, match="banned"):
        window(graph, types=["baned"])


def test_a_window_that_ends_before_it_starts_is_refused():
    with pytest.raises(DateError):
        window(graph_of(MEETING), "2025-08", "2025-07")


def test_what_was_left_out_for_its_type_is_not_counted():
    asked = window(graph_of(MEETING, RUMOUR, BAN), "2025-07", types=["banned"])
    assert filter_of(asked).left_out == ()


# --- snapshots ----------------------------------------------------------------------------------


def test_a_state_with_a_single_date_has_happened_by_then_and_is_not_lost():
    graph = graph_of(relation("ban", type="banned", when="2025-07-04"))
    assert standings(snapshot(graph, "2025-07-03")) == {}
    assert standings(snapshot(graph, "2025-07-04")) == {"ban": ("in force", "certain")}
    assert standings(snapshot(graph, "2025-07-05")) == {"ban": ("happened", "certain")}


def test_a_background_fact_with_a_single_date_has_happened_by_then_and_stands_no_longer():
    graph = graph_of(relation("office", type="leads", when="2014-03"))
    assert standings(snapshot(graph, "2014-02-28")) == {}
    assert standings(snapshot(graph, "2014-03-31")) == {"office": ("background", "possible")}
    assert standings(snapshot(graph, "2014-04-01")) == {"office": ("happened", "certain")}
    vague = graph_of(relation("office", type="leads", when="[2014-03-01..2014-03-09]"))
    assert standings(snapshot(vague, "2014-03-05")) == {"office": ("background", "possible")}
    assert standings(snapshot(vague, "2020-01-01")) == {"office": ("happened", "certain")}
    without = graph_of(relation("office", type="leads"))
    assert standings(snapshot(without, "2020-01-01", undated=True)) == {"office": ("background", "possible")}


@pytest.mark.parametrize("type_", ["banned", "director-of"])
@pytest.mark.parametrize(
    "dates",
    [
        {"when": "2025-07-04/2025-07-06"},
        {"when": "2025/2025"},
        {"when": "2025-07-04/2025-07-04"},
        {"begins": "2025-07", "ends": "2025-07"},
        {"begins": "[2025-07-04..2025-07-09]", "ends": "[2025-07-04..2025-07-09]"},
    ],
)
def test_what_ended_in_the_month_or_year_of_its_start_is_over(type_: str, dates: dict[str, str]):
    graph = graph_of(relation("ended", type=type_, **dates))
    assert list(standings(snapshot(graph, "2025-07-04"))) == ["ended"]
    assert standings(snapshot(graph, "2026-01-01")) == {}
    over = graph_of(relation("ban", type="banned", ends="[..2025-07-04]"))
    assert standings(snapshot(over, "2025-07-05")) == {}


def test_a_snapshot_holds_what_is_in_force_what_has_happened_and_the_background():
    on = snapshot(graph_of(MEETING, BAN, OFFICE), "2025-07-12")
    assert standings(on) == {
        "ban": ("in force", "certain"),
        "meeting": ("happened", "certain"),
        "office": ("background", "possible"),
    }
    assert standings(snapshot(graph_of(MEETING, BAN), "2025-07-09")) == {"ban": ("in force", "certain")}
    assert standings(snapshot(graph_of(MEETING, BAN), "2025-07-13")) == {"meeting": ("happened", "certain")}


def test_an_event_has_happened_for_sure_by_its_latest_day_and_maybe_from_its_earliest():
    graph = graph_of(relation("vague", when="[2025-07-10..2025-07-12]"))
    assert standings(snapshot(graph, "2025-07-09")) == {}
    assert standings(snapshot(graph, "2025-07-10")) == {"vague": ("happened", "possible")}
    assert standings(snapshot(graph, "2025-07-11")) == {"vague": ("happened", "possible")}
    assert standings(snapshot(graph, "2025-07-12")) == {"vague": ("happened", "certain")}


def test_an_undated_event_has_happened_from_the_day_it_was_said_on():
    graph = graph_of(RUMOUR)
    assert standings(snapshot(graph, "2025-07-15")) == {"rumour": ("happened", "certain")}
    before = snapshot(graph, "2025-07-14")
    assert standings(before) == {}
    assert filter_of(before).left_out == (("undated", 1),)
    assert standings(snapshot(graph, "2025-07-14", undated=True)) == {"rumour": ("happened", "possible")}


def test_an_event_that_lasts_is_in_force_and_then_has_happened():
    graph = graph_of(relation("fair", when="2025-07-10/2025-07-12"))
    assert standings(snapshot(graph, "2025-07-09")) == {}
    assert standings(snapshot(graph, "2025-07-11")) == {"fair": ("in force", "certain")}
    assert standings(snapshot(graph, "2025-07-13")) == {"fair": ("happened", "certain")}


def test_lobbying_that_is_over_is_no_longer_in_force():
    graph = graph_of(relation("lobbying", type="lobbied", when="2025-07-05/2025-07-12"))
    assert standings(snapshot(graph, "2025-07-12")) == {"lobbying": ("in force", "certain")}
    assert standings(snapshot(graph, "2025-07-13")) == {}


@pytest.mark.parametrize("type", ["founded", "part-of"])
@pytest.mark.parametrize("when", ["2009", "2009/2010", "2025-07~"])
def test_background_that_is_over_has_happened_if_it_has_a_single_date(type, when):
    on = snapshot(graph_of(relation("fact", type=type, when=when)), "2025-09-10")
    assert {row.standing for row in visible_relations(on)} == ({"happened"} if when != "2009/2010" else set())


def test_a_snapshot_leaves_out_what_is_planned_or_denied_and_says_so():
    on = snapshot(graph_of(MEETING, PLAN, DENIAL, RUMOUR), "2025-07-12")
    assert set(standings(on)) == {"meeting"}
    assert filter_of(on).left_out == (("denied", 1), ("planned", 1), ("undated", 1))
    assert set(standings(snapshot(graph_of(MEETING, PLAN), "2025-07-12", statuses=["planned"]))) == {"plan"}


def test_a_snapshot_of_what_is_certain_does_not_count_a_plan_that_is_not():
    vague = [relation(f"vague-{n}", type="met", when="2025-07", status="planned") for n in range(2)]
    graph = graph_of(PLAN, *vague)
    assert filter_of(snapshot(graph, "2025-07-12", certain=True)).left_out == (("planned", 1),)
    assert filter_of(snapshot(graph, "2025-07-12")).left_out == (("planned", 3),)


def test_a_snapshot_of_a_month_or_year_is_that_of_its_last_day():
    for longer, last in (("2025-07", "2025-07-31"), ("2025", "2025-12-31")):
        assert filter_of(snapshot(graph_of(MEETING), longer)).as_of == edtf.one_day(last)
    with pytest.raises(DateError, match="'2025-13' is not in the calendar"):
        snapshot(graph_of(MEETING), "2025-13")


def test_a_snapshot_of_the_day_before_year_1_is_a_snapshot_too():
    on = snapshot(graph_of(RUMOUR), "0000-12-31", undated=True)
    assert standings(on) == {"rumour": ("happened", "possible")}


# --- what is reported of other days -------------------------------------------------------------


def doubts_on(graph, *days):
    """Return why the only relation is merely possible on each day, with the days of its reports."""
    found = (visible_relations(window(graph, on, on)) for on in days)
    return [(seen.doubt, seen.doubt_words if seen.doubt else "") for (seen,) in found]


def test_a_stated_start_that_nobody_attests_is_no_report():
    """An article of 2025 that only says that it began in 2023 leaves open whether it still is so."""
    past = relation("ban", type="banned", when="2023/", evidence=[evidence(attests=False)])
    assert doubts_on(graph_of(past), "2025-07-20", "2024-01-01") == [("imprecise", "maybe")] * 2
    assert doubts_on(graph_of(relation("ban", type="banned", when="2023/")), "2024-01-01") == [
        ("imprecise", "maybe")
    ]
    still = relation("ban", type="banned", when="2023/", evidence=[evidence()])
    assert doubts_on(graph_of(still), "2025-07-20") == [("unreported", "last reported 15 July 2025")]


def test_one_report_on_an_uncertain_day_is_never_told_as_two():
    graph = graph_of(OFFICE, sources=[source("paper", "[2025-07-15,2025-07-16]")])
    assert doubts_on(graph, "2025-07-14", "2025-07-15", "2025-07-16", "2025-07-17") == [
        ("unreported", "first reported 15-16 July 2025"),
        ("imprecise", "maybe"),
        ("imprecise", "maybe"),
        ("unreported", "last reported 15-16 July 2025"),
    ]
    assert doubts_on(graph_of(OFFICE, sources=[source("paper", "[..2025-07-16]")]), "2025-07-17") == [
        ("unreported", "last reported by 16 July 2025")
    ]


def test_a_rewriting_is_a_report_of_the_day_of_its_original():
    copied = relation("office", type="leads", evidence=[evidence("copy"), evidence("first", attests=False)])
    papers = [source("first", "2025-07-15"), source("copy", "2025-07-22", derived_from=("first",))]
    graph = graph_of(copied, sources=papers)
    assert doubts_on(graph, "2025-07-14", "2025-07-18", "2025-07-25") == [
        ("unreported", "first reported 15 July 2025"),
        *[("unreported", "last reported 15 July 2025")] * 2,
    ]


def test_what_may_have_been_reported_within_the_days_asked_for_is_kept():
    graph = graph_of(OFFICE, sources=[source("paper", "[2025-07-15..2025-07-20]")])
    for on, within, kept in [("2025-07-25", 5, True), ("2025-07-26", 5, False), ("2025-07-18", 0, True)]:
        assert bool(seen_in(window(graph, on, on, reported_within=within))) is kept
    assert seen_in(window(graph, "2025-07-14", "2025-07-14", reported_within=90)) == {}


def test_an_end_that_only_another_relation_gives_is_no_stated_day():
    office = relation("office", type="leads", evidence=[evidence()])
    began = relation("ban", type="banned", evidence=[evidence("early")], links=(
        Link(rel="ended-by", relation="easing"),
    ))  # fmt: skip
    papers = [source("early", "2025-07-02")]
    graph = graph_of(office, began, relation("easing", type="eased", when="2025-07-10/"), sources=papers)
    assert index(graph).first_stated() == day("2025-07-10")
    assert filter_of(window(graph, "2025-07-04", "2025-07-04")).left_out == (("unreported", 1),)


def test_what_ended_before_it_was_last_attested_has_not_ended_for_sure():
    graph = graph_of(ended_ban(evidence=[evidence()]), eased())
    (ban,) = diff(graph, "2025-07-05", "2025-07-20").ended
    assert (ban.id, ban.certainty, ban.dates_differ) == ("ban", "possible", True)
    assert seen_in(window(graph, "2025-07-15", "2025-07-15"))["ban"] == "possible"
    assert seen_in(window(graph, "2025-07-20", "2025-07-20"))["ban"] == "possible"


# --- graph to graph -----------------------------------------------------------------------------


def story():
    return dataset(
        relation(
            "meeting",
            "alice",
            "bob",
            when="2025-07-10",
            about=("chip",),
            links=(Link(rel="part-of", relation="ban"),),
        ),
        relation(
            "ban",
            "carol",
            "chip",
            "banned",
            when="2025-01/2025-02",
            evidence=[evidence("first", attribution="dora")],
        ),
        relation(
            "talk", "bob", "erin", "told", when="2025-07-11", evidence=[evidence("copy", attribution="dora")]
        ),
        sources=[source("first"), source("copy", derived_from=("first",), publisher_actor="gazette")],
        actors=[actor("gazette", "media"), actor("chip", "product")],
        story=(Step(title="Kept", focus=("alice",)), Step(title="Lost", selection="ban")),
    )


def test_a_window_is_a_real_graph_that_networkx_walks():
    july = window(build_graph(story()), "2025-07")
    assert type(july) is nx.MultiDiGraph
    assert not nx.is_frozen(july)
    assert nx.has_path(july, "alice", "erin")
    assert set(nx.to_dict_of_lists(july)) == set(july)


def test_a_window_holds_the_actors_and_sources_its_relations_mention_and_no_others():
    july = window(build_graph(story()), "2025-07")
    assert set(july) == {"alice", "bob", "chip", "erin", "dora", "gazette"}
    assert [row.id for row in july.graph["sources"]] == ["copy", "first"]
    assert july.nodes["gazette"] == build_graph(story()).nodes["gazette"]


def test_a_window_is_a_whole_dataset_without_what_points_outside():
    made = to_dataset(window(build_graph(story()), "2025-07"))
    assert inconsistencies(made) == []
    assert [step.title for step in made.story] == ["Kept"]
    assert [(row.key, row.links) for row in made.relations] == [("meeting", ()), ("talk", ())]


def test_the_graph_asked_is_left_as_it_was():
    graph, untouched = build_graph(story()), build_graph(story())
    july = window(graph, "2025-07")
    snapshot(graph, "2025-07-12")
    july.remove_node("alice")
    july.nodes["bob"]["name"] = "Robert"
    july.graph["title"] = "July"
    assert nx.utils.graphs_equal(graph, untouched)
    assert graph.graph == untouched.graph
    assert set(seen_in(graph)) == {"meeting", "ban", "talk"}


def test_a_window_of_a_window_is_what_both_hold():
    graph = graph_of(MEETING, BAN, relation("vague", when="2025-07"), RUMOUR)
    july = window(graph, "2025-07", "2025-07")
    assert seen_in(window(july, "2025-07-11", "2025-07-31")) == {"ban": "certain", "vague": "possible"}
    assert seen_in(window(window(graph, "2025-07-13"), "2025-07")) == {"vague": "certain"}


def test_a_question_asked_of_a_window_still_holds_in_a_part_of_it():
    graph = graph_of(MEETING, BAN, RUMOUR, PLAN)
    part = window(window(graph, "2025-07-01", "2025-07-10"), types=["contact"])
    assert seen_in(part) == {"meeting": "certain", "plan": "certain"}
    assert filter_of(part).window == edtf.window("2025-07-01", "2025-07-10")
    assert filter_of(part).left_out == (("undated", 1),)
    assert filter_of(window(part, "2025-07-05", "2025-07-20")).types == filter_of(part).types
    planned = window(window(graph, statuses=["planned"]), "2025-07")
    assert filter_of(planned).statuses == {"planned"}
    on = window(snapshot(graph, "2025-07-12"), types=["banned"])
    assert standings(on) == {"ban": ("in force", "certain")}
    doubtful = window(window(graph, no_contested=True, no_claims=True, reported_within=5), reported_within=9)
    asked = filter_of(window(doubtful, "2025-07"))
    assert (asked.no_contested, asked.no_claims, asked.reported_within) == (True, True, 5)


def test_nobody_is_refused_in_a_graph_of_nobody():
    assert seen_in(window(graph_of(), actors=["bob"], where=["country=DE"])) == {}


def test_a_window_of_a_snapshot_has_no_standings():
    assert standings(window(snapshot(graph_of(MEETING, BAN), "2025-07-12"), "2025-07")) == {
        "meeting": (None, "certain"),
        "ban": (None, "certain"),
    }


def test_a_copy_of_a_window_gives_the_same_answers():
    graph = graph_of(MEETING, BAN, OFFICE, RUMOUR)
    for asked in (window(graph, "2025-07-11", undated=True), snapshot(graph, "2025-07-12", undated=True)):
        assert standings(asked.copy()) == standings(asked)
        assert filter_of(asked.copy()) == filter_of(asked)


def test_a_relation_added_to_a_window_is_judged_by_its_question():
    july = window(graph_of(MEETING), "2025-07-01", "2025-07-15")
    july.add_edge("alice", "bob", key="vague", type="met", when="2025-07")
    assert seen_in(july) == {"meeting": "certain", "vague": "possible"}


# --- bounded by what ended and began it -----------------------------------------------------------


def eased(key="easing", when="2025-07-10/", **fields):
    return relation(key, type="eased", when=when, **fields)


def ended_ban(*by, **fields):
    links = tuple(Link(rel="ended-by", relation=id) for id in by or ("easing",))
    return relation("ban", type="banned", when=fields.pop("when", "2025-07-01/"), links=links, **fields)


def latest_end(graph):
    return iso(index(graph).by_id["ban"].bounds.latest_end)


def test_what_ended_a_relation_bounds_it():
    graph = graph_of(ended_ban(), eased())
    assert latest_end(graph) == "2025-07-10"
    assert set(seen_in(window(graph, "2025-07-11"))) == {"easing"}
    for since, sure in (("2025-07-01", "certain"), ("2025-07-05", "possible")):
        (ban,) = diff(graph, since, "2025-07-20").ended
        assert (ban.id, ban.certainty) == ("ban", sure)


def test_a_window_and_a_part_know_what_ended_their_relations_though_it_is_not_in_them():
    graph = graph_of(ended_ban(), eased())
    assert latest_end(part(graph, ["ban"])) == "2025-07-10"
    assert latest_end(window(graph, types=["banned"])) == "2025-07-10"
    alone = part(graph, ["ban"])
    graph.remove_edge("alice", "bob", "easing")
    assert latest_end(alone) == "2025-07-10", "as it was when the part was taken"
    assert index(graph).by_id["ban"].version.end_unknown


def test_a_file_of_a_part_has_only_links_within_it():
    made = to_dataset(part(graph_of(ended_ban(), eased()), ["ban"]))
    assert index(build_graph(made)).by_id["ban"].version.end_unknown


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_what_is_planned_or_denied_ended_nothing_and_was_not_ended(status):
    assert index(graph_of(ended_ban(), eased(status=status))).by_id["ban"].version.end_unknown
    assert index(graph_of(ended_ban(status=status), eased())).by_id["ban"].version.end_unknown


def test_links_in_a_circle_use_what_each_says_itself():
    easing = eased(links=(Link(rel="ended-by", relation="ban"),))
    graph = graph_of(ended_ban(), easing)
    assert latest_end(graph) == "2025-07-10"
    easing = index(graph).by_id["easing"]
    assert (easing.bounds.latest_end, easing.dates_differ) == (FUTURE, True), "it did not end before it began"
    assert latest_end(graph_of(ended_ban("ban"))) == "2025-07-01"


def test_what_was_not_known_to_have_ended_it_bounds_nothing():
    papers = [source("early", "2025-07-05"), source("late", "2025-07-20")]
    told, later = [evidence("early", attests=False)], [evidence("late")]
    for ban in (ended_ban(evidence=told), ended_ban()):
        graph = graph_of(ban, eased(evidence=later), sources=papers)
        before, after = known_by(graph, "2025-07-15"), known_by(graph, "2025-07-25")
        assert index(before).by_id["ban"].version.end_unknown
        assert (latest_end(after), latest_end(graph)) == ("2025-07-10", "2025-07-10")
        assert set(seen_in(window(after, "2025-07-11"))) == {"easing"}
        assert set(seen_in(window(before, "2025-07-11"))) == {"ban"}


def test_a_copy_is_bounded_by_what_it_holds():
    graph = graph_of(ended_ban(), eased())
    assert latest_end(graph.copy()) == latest_end(known_by(graph, "2025-07-25").copy()) == "2025-07-10"


# --- against brute force --------------------------------------------------------------------------

PUBLISHED = {"s05": "2025-07-05", "s15": "2025-07-15", "s25": "2025-07-25"}
ACTORS = ["alice", "bob", "carol", "dora"]
told_dates = st.none() | st.sampled_from([telling.text for telling in TELLINGS])
entries = st.builds(
    evidence,
    st.sampled_from(list(PUBLISHED)),
    when=told_dates | st.none(),
    attribution=st.sampled_from([None, None, "unnamed", *ACTORS]),
    said=st.sampled_from([None, None, None, "2025-07-03", "2025-07-12"]),
    stance=st.sampled_from(["supports", "supports", "contradicts"]),
    status=st.sampled_from([None, None, None, "planned", "denied", "actual"]),
    attests=st.sampled_from([None, None, True, False]),
)


@st.composite
def graphs(draw):
    keys = [f"r{n}" for n in range(draw(st.integers(0, 6)))]
    rows = [
        relation(
            key,
            *draw(st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2)),
            type=draw(st.sampled_from(["met", "met", "banned", "lobbied", "leads", "reported-on"])),
            when=draw(told_dates),
            status=draw(st.sampled_from(["actual", "actual", "actual", "planned", "denied"])),
            about=tuple(draw(st.lists(st.sampled_from([*ACTORS, "chip"]), max_size=1))),
            links=tuple(
                Link(rel="part-of", relation=other)
                for other in draw(st.lists(st.sampled_from(keys), max_size=1))
            ),
            evidence=draw(st.lists(entries, max_size=3)),
        )
        for key in keys
    ]
    made = [
        source(id, published, derived_from=("s05",) * (id == "s25")) for id, published in PUBLISHED.items()
    ]
    steps = tuple(Step(title=key, selection=key, focus=("alice",)) for key in keys)
    return build_graph(
        dataset(*rows, sources=made, actors=[actor(id) for id in [*ACTORS, "chip"]], story=steps)
    )


class Judged:
    """A relation judged by enumeration: ``ways`` it can have been, or None where it is undated.

    Only what was known by a day counts; nothing is known at all where ``known`` is False.
    """

    def __init__(self, fields, by=FUTURE):
        known = {entry: known_from(entry) for entry in fields.get("evidence", ())}
        entries = [entry for entry in known if known[entry] <= by]
        self.status = fields.get("status", "actual")
        supporting = [
            entry for entry in known if entry.stance == "supports" and entry.status in (None, self.status)
        ]
        support = [entry for entry in entries if entry in supporting]
        gives = {entry: given for entry in entries if (given := self._given(entry))}
        if supporting and gives and not support:
            newest = max(known[entry] for entry in gives)
            said = {gives[entry] for entry in gives if known[entry] == newest}
            self.status = next(each for each in ("denied", "planned", "actual") if each in said)
            supporting = support = [entry for entry in gives if gives[entry] == self.status]
            known = {entry: known[entry] for entry in entries}
        self.support = support
        self._relays = any(entry.source == "s05" for entry in support)
        self.known = bool(support) or not supporting
        self.known &= bool(entries) or not known
        self.evidence = entries
        type = fields["type"]
        self.background = type == "leads"
        self.event = type in ("met", "reported-on")
        self.newsroom = type == "reported-on"
        denied = self.status == "denied" != fields.get("status", "actual")
        stated = None if denied else TELLING.get(fields.get("when"))  # a denial has the days that it states
        reports = [self._report(entry, stated, known[entry], type) for entry in support]
        if stated and not any(self._report(entry, stated, 0, type)[0] for entry in supporting):
            reports.append((stated, None, None))
        told = [report for report in reports if report[0]]
        if any(not telling.end_unknown for telling, _, _ in told):
            # What gives no day, and does not say that it was so on one, attests none beyond a stated end.
            end = min(end for _, end in ways(told, True))
            presumed = [entry.attests is None for entry in support]
            reports = [
                (telling, by, None if silent and not telling and at is not None and at > end else at)
                for (telling, by, at), silent in zip(reports, [*presumed, False][: len(reports)], strict=True)
            ]
        tellings = [telling for telling, _, _ in reports if telling]
        explicit = [entry for entry in support if entry.attests and self.is_fact(entry)]
        interval = any(telling.lasts for telling in tellings) or (type == "lobbied" and bool(explicit))
        self.lasts = type in ("banned", "leads") or interval
        self.single_date = self.lasts and bool(tellings) and not interval
        disagreed = [known[entry] for entry in entries if entry not in support]
        self.contested = bool(disagreed)
        self.first_known = min([known[entry] for entry in support or entries], default=PAST)
        self.first_contested = max(self.first_known, min(disagreed, default=FUTURE))
        attested = any(at is not None for _, _, at in reports)
        self.ways = ways(reports, self.lasts) if tellings or (self.lasts and attested) else None
        self.starts = bool(tellings) and not all(told.start_unknown for told in tellings)
        self.ends = bool(tellings) and not all(told.end_unknown for told in tellings)
        self.stated = ways([(telling, None, None) for telling in tellings], self.lasts) if tellings else []
        said = [by for _, by, _ in reports if by is not None]
        self.attested = sorted(at for _, _, at in reports if at is not None)
        self.said = sorted(said)
        self.happened_by = min(said, default=None) if self.ways is None and not self.lasts else None

    def _given(self, entry):
        """Return the status that an entry gives what it is evidence for, or None: "denied" is the least."""
        if entry.stance == "contradicts":
            return None if self.status == "denied" else "denied"
        return entry.status or self.status

    def is_fact(self, entry):
        return self.status == "actual" and entry.status in (None, "actual")

    def _report(self, entry, stated, by, type):
        """Return the date that an entry vouches for, the day of its report, and the day that it attests."""
        telling = TELLING[entry.when] if entry.when else stated
        if not self.is_fact(entry):
            return telling, None, None
        attests = type not in ("met", "reported-on") if entry.attests is None else entry.attests
        relays = entry.source == "s25" and self._relays
        at = min(by, day(entry.said or ("2025-07-05" if relays else PUBLISHED[entry.source])))
        if entry.attests is None and telling and not telling.end_unknown and at > min(telling.ends):
            return telling, by, None
        return telling, by, at if attests else None

    def in_window(self, since, until):
        if self.ways is None:
            return None
        return certainty([touches(way, since, until) for way in self.ways])

    def is_unreported(self, since, until):
        """Whether it is possible, would be certain if the sides that only reports bound covered the window,
        and whether the reports of the side that leaves it open lie outside of the window."""
        if self.in_window(since, until) != "possible" or not self.lasts:
            return False
        starts, ends = zip(*self.ways, strict=True)
        first_is_reported = not self.starts and self.attested and self.said[0] <= max(ends)
        last_is_reported = not self.ends and self.attested and self.attested[-1] >= min(starts)
        covering = [
            (-ENDLESS if first_is_reported else start, ENDLESS if last_is_reported else end)
            for start, end in self.ways
        ]
        is_open = {"last": min(ends) < since, "first": max(starts) > until}
        outside = (is_open["last"] and last_is_reported and self.attested[-1] < since) or (
            is_open["first"] and first_is_reported and min(self.said[0], self.attested[0]) > until
        )
        return outside and all(touches(way, since, until) for way in covering)

    def first_stated(self):
        """Return the first day that it states as its own, of its start or else of its end, or infinity.

        A date "up to" a day states no first one.
        """
        if not self.stated or self.ways is None:
            return ENDLESS
        sides = zip(zip(*self.stated, strict=True), (self.starts, self.ends), strict=True)
        firsts = [min(days) for days, told in sides if told]
        return next((first for first in firsts if first not in (-ENDLESS, ENDLESS)), ENDLESS)

    def as_of(self, on):
        if self.ways is None:
            if self.happened_by is not None and self.happened_by <= on:
                return "happened", "certain"
            return None
        standing = "background" if self.background else "in force"
        if self.lasts and (sure := self.in_window(on, on)):
            return standing, sure
        starts, ends = zip(*self.ways, strict=True)
        single = self.single_date and PAST < min(starts) == min(ends) and max(starts) == max(ends)
        if self.lasts and not self.event and not single:
            return None
        sure = certainty([end <= on for _, end in self.ways])
        return ("happened", sure) if sure else None


def known_from(entry):
    """Return the day on which an entry was said, or published where that came first."""
    return min(day(text) for text in (entry.said, PUBLISHED[entry.source]) if text)


def certainty(answers):
    return "certain" if all(answers) else "possible" if any(answers) else None


def judged(graph, by=FUTURE):
    return {key: Judged(fields, by) for _, _, key, fields in graph.edges(keys=True, data=True)}


inner_days = st.integers(CALENDAR[5], CALENDAR[-6])


@st.composite
def asked_windows(draw):
    since, until = sorted(draw(st.tuples(inner_days, inner_days)))
    form = draw(st.sampled_from(["both", "both", "since", "until"]))
    return None if form == "until" else iso(since), None if form == "since" else iso(until)


def ends(asked):
    since, until = asked
    return PAST if since is None else day(since), FUTURE if until is None else day(until)


@given(graphs(), asked_windows())
def test_a_window_is_what_every_way_of_dating_says(graph, asked):
    oracle = judged(graph)
    first = min((row.first_stated() for row in oracle.values()), default=ENDLESS)
    since, until = ends(asked)
    expected = {key: row.in_window(since, until) for key, row in oracle.items()}
    too_early = {key for key in oracle if is_too_early(oracle[key], first, since, until)}
    left_out = {"undated": sum(row.ways is None for row in oracle.values()), "unreported": len(too_early)}
    july = window(graph, *asked)
    assert seen_in(july) == {key: sure for key, sure in expected.items() if sure and key not in too_early}
    assert dict(filter_of(july).left_out) == {reason: count for reason, count in left_out.items() if count}
    for key, seen in index(july).by_id.items():
        unreported = oracle[key].is_unreported(since, until)
        doubt = "unreported" if unreported else "imprecise" if seen.certainty == "possible" else None
        assert seen.doubt == doubt
    sure = window(graph, *asked, certain=True)
    assert seen_in(sure) == {key: sure for key, sure in expected.items() if sure == "certain"}
    with_undated = window(graph, *asked, undated=True)
    maybe = {key: "possible" for key, row in oracle.items() if row.ways is None}
    assert seen_in(with_undated) == seen_in(july) | maybe


def is_too_early(row, first, since, until):
    """Whether a relation is left out since nobody reports it so long before the first stated day."""
    return row.ways is not None and until < first < ENDLESS and row.is_unreported(since, until)


UP_TO_A_DAY = graph_of(
    MEETING,
    relation("ban", type="banned", evidence=[evidence("s05")]),
    relation("talk", when="[..2025-07-20]", evidence=[evidence("s05")]),
    sources=[source("s05", "2025-07-05")],
)
"""A story whose first stated day is that of the meeting, though the talk may have been on one before."""
WITHIN_A_MONTH = graph_of(
    relation("ban", type="banned", when="2025-07/2025-07", evidence=[evidence("s05")]),
    relation("plan", type="banned", status="planned", when="2025-07/2025-07", evidence=[evidence("s05")]),
    sources=[source("s05", "2025-07-05")],
)
"""What lasts from some day of a month to some day of it: an interval, no single date."""


@given(graphs(), inner_days)
@example(UP_TO_A_DAY, day("2025-06-25"))
@example(WITHIN_A_MONTH, day("2025-08-01"))
def test_a_snapshot_is_what_every_way_of_dating_says(graph, on):
    oracle = judged(graph)
    actual = {key: row for key, row in oracle.items() if row.status == "actual"}
    first = min((row.first_stated() for row in oracle.values()), default=ENDLESS)
    too_early = {key for key, row in actual.items() if is_too_early(row, first, on, on)}
    expected = {key: row.as_of(on) for key, row in actual.items() if key not in too_early}
    taken = snapshot(graph, iso(on))
    assert standings(taken) == {key: standing for key, standing in expected.items() if standing}
    others = [row for row in oracle.values() if row.status != "actual"]
    reasons = [row.status for row in others if row.as_of(on) or row.ways is None]
    reasons += ["undated" for key, row in actual.items() if row.ways is None and expected[key] is None]
    reasons += ["unreported"] * len(too_early)
    assert dict(filter_of(taken).left_out) == {reason: reasons.count(reason) for reason in reasons}
    sure = snapshot(graph, iso(on), certain=True)
    assert set(standings(sure)) == {
        key for key, standing in expected.items() if standing and standing[1] == "certain"
    }


@given(graphs(), asked_windows(), asked_windows())
def test_a_wider_window_never_loses_a_relation_and_certain_ones_stay_certain(graph, one, other):
    (since, until), (also_since, also_until) = ends(one), ends(other)
    wide = iso(min(since, also_since)), iso(max(until, also_until))
    narrow_seen, wide_seen = seen_in(window(graph, *one)), seen_in(window(graph, *wide))
    assert set(narrow_seen) <= set(wide_seen)
    assert {key for key in narrow_seen if narrow_seen[key] == "certain"} <= {
        key for key in wide_seen if wide_seen[key] in ("certain", None)
    }


@given(graphs(), asked_windows(), asked_windows())
def test_a_narrower_window_of_a_window_is_the_narrower_window(graph, one, other):
    (since, until), (also_since, also_until) = ends(one), ends(other)
    wide = iso(min(since, also_since)), iso(max(until, also_until))
    assert seen_in(window(window(graph, *wide), *one)) == seen_in(window(graph, *one))


@given(graphs(), asked_windows(), inner_days)
def test_every_answer_is_a_valid_dataset_of_unchanged_rows(graph, asked, on):
    whole = {row.key: row for row in to_dataset(graph).relations}
    before = to_dataset(graph)
    for answer in (window(graph, *asked), snapshot(graph, iso(on)), window(graph)):
        assert type(answer) is nx.MultiDiGraph
        made = to_dataset(answer)
        assert inconsistencies(made) == []
        assert [row.model_copy(update={"links": ()}) for row in made.relations] == [
            whole[row.key].model_copy(update={"links": ()}) for row in made.relations
        ]
        assert standings(answer.copy()) == standings(answer)
    assert to_dataset(graph) == before


# --- kinds, claims, parts ---------------------------------------------------------------------------

KINDS = [actor("alice", "person"), actor("bob", "company"), actor("carol", "media")]


def test_kinds_keep_what_one_such_actor_has_an_end_in():
    graph = graph_of(
        MEETING,
        relation("report", "carol", "bob", "reported-on", when="2025-07-11"),
        relation("mention", "bob", "bob", "told", when="2025-07-12", about=("alice",)),
        actors=KINDS,
    )
    assert set(seen_in(window(graph, kinds=["person"]))) == {"meeting"}
    assert set(seen_in(window(graph, kinds=["person", "media"]))) == {"meeting", "report"}
    assert set(seen_in(snapshot(graph, "2025-07-20", kinds=["media"]))) == {"report"}
    assert set(seen_in(window(window(graph, kinds=["company"]), "2025-07-11"))) == {"report", "mention"}
    assert set(seen_in(window(graph, kinds=["place"]))) == set()


def test_what_is_of_no_such_kind_is_not_counted_as_left_out():
    graph = graph_of(MEETING, relation("rumour", "carol", "bob", evidence=[evidence()]), actors=KINDS)
    assert filter_of(window(graph, "2025-07", kinds=["person"])).left_out == ()
    assert filter_of(window(graph, "2025-07", kinds=["media"])).left_out == (("undated", 1),)


def test_without_claims_only_what_somebody_reports_in_their_own_voice_is_kept():
    rows = [
        relation("claim", when="2025-07-10", evidence=[evidence(attribution="alice")]),
        relation("unnamed", when="2025-07-10", evidence=[evidence(attribution="unnamed")]),
        relation("reported", when="2025-07-10", evidence=[evidence(attribution="alice"), evidence("wire")]),
        relation("bare", when="2025-07-10"),
        relation(
            "denied",
            when="2025-07-10",
            evidence=[evidence(attribution="bob"), evidence(stance="contradicts")],
        ),
    ]
    for asked in (
        window(graph_of(*rows), no_claims=True),
        window(graph_of(*rows), "2025-07", no_claims=True),
        snapshot(graph_of(*rows), "2025-07-20", no_claims=True),
        window(window(graph_of(*rows), no_claims=True), "2025-07"),
    ):
        assert set(seen_in(asked)) == {"reported", "bare"}


def test_a_part_has_its_relations_as_the_graph_shows_them_and_whoever_they_mention():
    rows = [
        MEETING,
        relation("talk", "dora", "bob", "told", when="2025-07", about=("eve",), evidence=[evidence("wire")]),
    ]
    july = window(graph_of(*rows), "2025-07-10", "2025-07-10")
    some = part(july, ["talk"])
    assert seen_in(some) == {"talk": "possible"}
    assert set(some) == {"dora", "bob", "eve"}
    assert [source.id for source in some.graph["sources"]] == ["wire"]
    assert filter_of(some) == filter_of(july)
    assert seen_in(july) == {"meeting": "certain", "talk": "possible"}
    assert set(part(july, [])) == set()
    assert to_dataset(part(graph_of(*rows), {"meeting", "talk"})) == to_dataset(graph_of(*rows))


# --- as known by a day ------------------------------------------------------------------------------


def known(graph, by):
    """Return what was known of each relation by a day: how many entries, and how sure they are."""
    seen = index(known_by(graph, by)).by_id
    return {key: (len(row.evidence), row.independent_sources, row.contested) for key, row in seen.items()}


def test_a_relation_that_nobody_had_told_of_is_gone_with_its_actors_and_sources():
    graph = graph_of(
        relation("early", evidence=[evidence("first")]),
        relation("late", "carol", "dora", evidence=[evidence("second")]),
        sources=[source("first", "2025-07-10"), source("second", "2025-07-20")],
    )
    before = known_by(graph, "2025-07-19")
    assert set(seen_in(before)) == {"early"}
    assert set(before) == {"alice", "bob"}
    assert [row.id for row in before.graph["sources"]] == ["first"]
    assert filter_of(before).known_by == day("2025-07-19")
    assert set(seen_in(known_by(graph, "2025-07-20"))) == {"early", "late"}
    assert set(seen_in(known_by(graph, "2025-07-09"))) == set()


def test_evidence_that_was_not_yet_known_is_gone():
    graph = graph_of(
        relation("meeting", evidence=[evidence("first"), evidence("second", stance="contradicts")]),
        sources=[source("first", "2025-07-10"), source("second", "2025-07-20")],
    )
    assert known(graph, "2025-07-10") == {"meeting": (1, 1, False)}
    assert known(graph, "2025-07-20") == {"meeting": (2, 1, True)}


def test_what_was_said_is_known_before_it_was_published():
    graph = graph_of(relation("meeting", evidence=[evidence(said="2025-07-13")]))
    assert known(graph, "2025-07-12") == {}
    assert known(graph, "2025-07-13") == {"meeting": (1, 1, False)}


def test_what_has_no_evidence_was_always_known():
    assert set(seen_in(known_by(graph_of(MEETING), "1900-01-01"))) == {"meeting"}


def test_dates_are_those_that_were_known():
    graph = graph_of(
        relation(
            "meeting", evidence=[evidence("first", when="2025-07"), evidence("second", when="2025-07-14")]
        ),
        sources=[source("first", "2025-07-15"), source("second", "2025-07-20")],
    )
    week = ("2025-07-14", "2025-07-20")
    assert seen_in(window(known_by(graph, "2025-07-19"), *week)) == {"meeting": "possible"}
    assert seen_in(window(known_by(graph, "2025-07-20"), *week)) == {"meeting": "certain"}


def test_a_date_that_only_later_evidence_gives_was_not_known_before():
    graph = graph_of(
        relation(
            "meeting",
            when="2025-06",
            evidence=[evidence("first", type="told"), evidence("second"), evidence("third", dated=False)],
        ),
        sources=[
            source("first", "2025-07-15"),
            source("second", "2025-07-20"),
            source("third", "2025-07-10"),
        ],
    )
    then = known_by(graph, "2025-07-19")
    assert seen_in(window(then, "2025-06")) == {}
    assert seen_in(snapshot(then, "2025-07-15")) == {"meeting": "certain"}
    [meeting] = visible_relations(then)
    assert (meeting.when, meeting.version.bounds) == (None, index(graph).versions["meeting"][0].bounds)
    assert seen_in(window(known_by(graph, "2025-07-20"), "2025-06")) == {"meeting": "certain"}


def test_what_is_planned_or_denied_is_never_merely_unreported():
    rows = [
        relation(status, type="banned", when="2025-04/", status=status, evidence=[evidence()])
        for status in STATUSES
    ]
    found = visible_relations(window(graph_of(*rows), "2025-10", statuses=list(STATUSES)))
    doubts = {seen.id: seen.doubt for seen in found}
    assert doubts == {"actual": "unreported", "planned": "imprecise", "denied": "imprecise"}


def test_a_window_taken_first_has_lost_what_was_thought_to_be_in_it():
    graph = graph_of(
        relation(
            "meeting", evidence=[evidence("first", when="2025-07"), evidence("second", when="2025-07-14")]
        ),
        sources=[source("first", "2025-07-17"), source("second", "2025-07-20")],
    )
    assert seen_in(window(known_by(graph, "2025-07-17"), "2025-07-16")) == {"meeting": "possible"}
    assert seen_in(known_by(window(graph, "2025-07-16"), "2025-07-17")) == {}


def test_what_was_known_to_lie_elsewhere_does_not_hide_what_comes_after_it():
    told = [evidence("first", when="2025-07-14"), evidence("second", when="2025-07-25")]
    graph = graph_of(
        relation("meeting", "alice", "bob", evidence=told),
        relation("visit", "bob", "carol", "visited", when="2025-07-25", evidence=[evidence("first")]),
        sources=[source("first", "2025-07-15"), source("second", "2025-07-20")],
    )
    assert set(seen_in(window(graph, "2025-07-20"))) == {"meeting", "visit"}
    assert seen_in(known_by(window(graph, "2025-07-20"), "2025-07-15")) == {"visit": "certain"}


def test_a_window_asks_for_nothing_unasked():
    graph = graph_of(MEETING, BAN, RUMOUR)
    asked = filter_of(window(graph, "2025-07-01", "2025-07-31"))
    assert asked.window == Window(day("2025-07-01"), day("2025-07-31"))
    assert (asked.no_claims, asked.certain, asked.undated) == (False, False, False)


def test_a_snapshot_as_known_by_a_day():
    graph = graph_of(relation("rumour", evidence=[evidence("first"), evidence("second")]), sources=[
        source("first", "2025-07-10"), source("second", "2025-07-05")
    ])  # fmt: skip
    assert standings(snapshot(known_by(graph, "2025-07-07"), "2025-07-06")) == {
        "rumour": ("happened", "certain")
    }
    assert standings(known_by(snapshot(graph, "2025-07-20"), "2025-07-04")) == {}


def test_what_is_known_by_a_day_is_not_known_better_by_a_later_one():
    graph = graph_of(
        relation("meeting", evidence=[evidence("first"), evidence("second", stance="contradicts")]),
        sources=[source("first", "2025-07-10"), source("second", "2025-07-20")],
    )
    for again in (known_by(known_by(graph, "2025-07-15"), "2025-07-31"), known_by(graph, "2025-07-15")):
        (seen,) = index(again).relations()
        assert (len(seen.evidence), seen.contested) == (1, False)
        assert filter_of(again).known_by == day("2025-07-15")


@pytest.mark.parametrize(
    ("tellings", "when"),
    [
        (["2025-07-03/", "2025-07-03/2025-07-20"], "2025-07-03/"),
        (["2025-07-03/", None], "2025-07-03/"),
        ([None, "2025-07-03/"], "2025-07-03/2025-07-20"),
        (["2025-07-03/2025-07-20", "2025-07-03/"], "2025-07-03/2025-07-20"),
    ],
)
def test_a_date_that_became_known_later_is_not_told(tellings, when):
    graph = graph_of(
        relation(
            "ban",
            type="banned",
            when="2025-07-03/2025-07-20",
            evidence=list(map(lambda id, told: evidence(id, when=told), ("first", "second"), tellings)),
        ),
        sources=[source("first", "2025-07-10"), source("second", "2025-07-25")],
    )
    (known,) = to_dataset(known_by(graph, "2025-07-15")).relations
    assert known.when == when


@pytest.mark.parametrize("denial", [{"stance": "contradicts"}, {"status": "denied"}])
def test_a_denial_known_earlier_does_not_carry_the_day_that_only_a_later_source_states(denial):
    graph = graph_of(
        relation(
            "meeting",
            when="2025-02-20",
            evidence=[evidence("first", **denial), evidence("second", status="actual")],
        ),
        sources=[source("first", "2025-03-01"), source("second", "2025-05-01")],
    )
    before = known_by(graph, "2025-04-01")
    assert [(row.status, row.when) for row in to_dataset(before).relations] == [("denied", None)]
    assert seen_in(window(before, "2025-02")) == {}
    again = index(build_graph(to_dataset(before))).by_id["meeting"]
    assert (again.status, again.words, again.contested) == ("denied", "no date", False)


def retracted(*more):
    """Return a graph of what a paper told on 1 March, others too, and the paper denies on 1 May."""
    papers = [source("first", "2025-03-01"), source("then", "2025-05-01"), source("other", "2025-06-01")]
    told = [evidence("first"), evidence("then", stance="contradicts"), *more]
    return graph_of(
        relation("meeting", when="2025-02-20", evidence=told),
        sources=[
            row.model_copy(update={"publisher": "The Post" if row.id == "other" else "The Paper"})
            for row in papers
        ],
    )


def test_what_its_publisher_took_back_is_denied_and_was_a_fact_by_earlier_days():
    graph = retracted()
    (now,), (then,) = (index(each).relations() for each in (graph, known_by(graph, "2025-04-30")))
    assert (now.status, now.marks, now.voices) == ("denied", ("DENIED",), ("then",))
    assert (then.status, then.marks, then.voices) == ("actual", (), ("first",))
    assert [now.is_vouched_by(entry) for entry in now.evidence] == [False, True]
    assert seen_in(window(graph, "2025-02", statuses=["actual"])) == {}
    assert set(seen_in(window(graph, "2025-02", statuses=["denied"]))) == {"meeting"}
    assert "status" not in graph.edges["alice", "bob", "meeting"]  # the file says what it said
    again = to_dataset(window(graph))
    assert index(build_graph(again)).by_id["meeting"].marks == ("DENIED",)
    assert again.relations == to_dataset(graph).relations


def test_what_others_still_tell_was_denied_until_they_did():
    graph = retracted(evidence("other"))
    seen = [
        index(known_by(graph, day)).by_id["meeting"] for day in ("2025-04-30", "2025-05-31", "2025-06-01")
    ]
    assert [(each.status, each.contested) for each in seen] == [
        ("actual", False),
        ("denied", False),
        ("actual", True),
    ]
    assert [entry.status for entry in seen[1].evidence] == ["actual", None]
    assert (seen[2].voices, seen[2].independent_sources) == (("other",), 1)
    assert [entry.source for entry in seen[2].resting_on] == ["other"]
    said = [each.message for each in check_sources(graph) if each.rule == "one-source"]
    assert said == ["rests on The Post alone"]


def test_known_by_is_asked_with_one_day():
    with pytest.raises(DateError, match="day: '2025-07'"):
        known_by(graph_of(MEETING), "2025-07")


def retold(entry, status, was):
    """Return an entry for a relation of one status as evidence for another, denied on no day but its own."""
    if status == "denied" and "denied" in (entry.status, was if entry.stance == "supports" else "denied"):
        entry = entry.model_copy(update={"dated": bool(entry.when)})
    if status == "denied" and entry.stance == "contradicts":
        return entry.model_copy(update={"stance": "supports", "status": None})
    return entry if entry.status or entry.stance != "supports" else entry.model_copy(update={"status": was})


@given(graphs(), inner_days)
def test_known_by_is_what_the_evidence_known_by_then_amounts_to(graph, by):
    before = known_by(graph, by)
    oracle = {key: row for key, row in judged(graph, by).items() if row.known}
    found, versions = index(before).by_id, index(graph).versions
    assert set(found) == set(oracle)
    for key, row in oracle.items():
        version = known_version(versions[key], by)
        assert found[key].status == version.status == row.status
        assert found[key].voices == version.voices
        was = graph.edges[found[key].source, found[key].target, key].get("status", "actual")
        as_told = [entry if row.status == was else retold(entry, row.status, was) for entry in row.evidence]
        assert set(found[key].evidence) == set(as_told)
        assert found[key].contested == row.contested


@given(graphs(), inner_days, asked_windows(), inner_days)
def test_windows_and_snapshots_of_what_was_known_are_what_every_way_of_dating_says(graph, by, asked, on):
    oracle = {key: row for key, row in judged(graph, by).items() if row.known}
    first = min((row.first_stated() for row in oracle.values()), default=ENDLESS)
    before = known_by(graph, by)
    july = window(before, *asked)
    since, until = ends(asked)
    expected = {
        key: row.in_window(since, until)
        for key, row in oracle.items()
        if not is_too_early(row, first, since, until)
    }
    assert seen_in(july) == {key: sure for key, sure in expected.items() if sure}
    standing = {
        key: row.as_of(on)
        for key, row in oracle.items()
        if row.status == "actual" and not is_too_early(row, first, on, on)
    }
    assert standings(snapshot(before, on)) == {key: told for key, told in standing.items() if told}
    assert filter_of(july).known_by == by


@given(graphs(), inner_days, asked_windows())
def test_the_window_of_what_was_known_holds_what_was_known_of_the_window(graph, by, asked):
    first, last = known_by(window(graph, *asked), by), window(known_by(graph, by), *asked)
    assert seen_in(first).items() <= seen_in(last).items()
    dated_alike = {
        key for key, row in index(last).by_id.items() if row.bounds == index(graph).by_id[key].bounds
    }
    assert dated_alike & set(seen_in(last)) <= set(seen_in(first))


@given(graphs(), inner_days, inner_days)
def test_what_was_known_by_a_day_is_what_was_known_of_it_by_a_later_one(graph, by, later):
    once, twice = known_by(graph, min(by, later)), known_by(known_by(graph, later), by)
    assert index(once).by_id == index(twice).by_id


@given(graphs())
def test_by_the_last_day_everything_is_known(graph):
    latest = known_by(graph, "2025-07-25")
    assert list(latest.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
    assert standings(latest) == standings(graph)
    assert {key: row.version for key, row in index(latest).by_id.items()} == {
        key: row.version for key, row in index(graph).by_id.items()
    }


@given(graphs(), inner_days, inner_days)
def test_what_was_known_is_a_valid_dataset_and_a_copy_answers_alike(graph, by, later):
    before = known_by(graph, by)
    assert inconsistencies(to_dataset(before)) == []
    again = before.copy()
    assert {key: row.version.bounds for key, row in index(again).by_id.items()} == {
        key: row.version.bounds for key, row in index(before).by_id.items()
    }
    if later >= by:
        assert to_dataset(known_by(known_by(graph, later), by)) == to_dataset(before)
        assert to_dataset(known_by(before, later)) == to_dataset(before)
        assert set(before.edges(keys=True)) <= set(known_by(graph, later).edges(keys=True))


def test_what_was_asked_to_be_shown_undated_still_is_in_a_part_and_in_the_whole_where_asked_for():
    graph = graph_of(MEETING, RUMOUR)
    july = window(graph, "2025-07-01", "2025-07-31", undated=True)
    assert seen_in(window(july, types=["met"])) == {"meeting": "certain", "rumour": "possible"}
    assert seen_in(window(window(july, types=["met"]), "2025-07-10", undated=True))["rumour"] == "possible"


def late_story():
    return graph_of(
        relation("early", "ann", "bob", evidence=[evidence("early")]),
        relation("late", "ann", "cid", evidence=[evidence("late")]),
        actors=[actor("ann"), actor("bob"), actor("cid", aliases=("Cid the Late",)), actor("dan")],
        sources=[source("early", "2025-07-01"), source("late", "2025-07-10")],
    )


@pytest.mark.parametrize("called", ["cid", "CID", "cid the late"])
@pytest.mark.parametrize(
    "ask",
    [
        lambda graph, name: shortest_paths(graph, name, "ann"),
        lambda graph, name: shortest_path(graph, "ann", "bob", avoid=[name]),
        lambda graph, name: shortest_path(graph, "ann", "bob", via=[name]),
        lambda graph, name: chronological_paths(graph, "ann", name),
        lambda graph, name: reach(graph, name),
        lambda graph, name: neighbors(graph, name),
        lambda graph, name: timeline(graph, of=name),
        lambda graph, name: find_actor(window(graph, "2025"), name),
        lambda graph, name: find_actor(known_by(graph, "2025-07-08"), name),
        lambda graph, name: find_paths(graph, Question("ann", name)),
    ],
)
def test_who_is_known_only_later_is_not_told_to_be_nobody(ask, called):
    with pytest.raises(ActorNotKnownError) as caught:
        ask(known_by(late_story(), "2025-07-05"), called)
    assert re.search("Cid .*5 July 2025.*10 July 2025", str(caught.value))
    assert caught.value.name == called
    assert isinstance(caught.value, ActorNotFoundError)


def test_of_whom_nothing_is_ever_known_that_is_told():
    with pytest.raises(ActorNotKnownError, match=r"^Dan .*5 July 2025$"):
        find_actor(known_by(late_story(), "2025-07-05"), "dan")


def test_a_graph_known_by_a_day_knows_no_more_for_a_later_one():
    graph = known_by(known_by(late_story(), "2025-07-05"), "2025-08-01")
    with pytest.raises(ActorNotKnownError, match=r"5 July 2025.*10 July 2025"):
        find_actor(graph, "cid")


def test_a_name_that_nobody_ever_has_is_still_nobodys():
    with pytest.raises(ActorNotFoundError, match="'eve'") as caught:
        find_actor(known_by(late_story(), "2025-07-05"), "eve")
    assert not isinstance(caught.value, ActorNotKnownError)
    with pytest.raises(ActorNotFoundError, match="'cid'") as caught:
        find_actor(window(known_by(late_story(), "2025-07-10"), "1900", "1901"), "cid")
    assert not isinstance(caught.value, ActorNotKnownError)


def test_a_part_takes_over_the_versions_of_its_relations(monkeypatch):
    whole = late_story()
    parts = [window(whole, "2025", undated=True), known_by(whole, "2025-07-05")]
    listed = [relations(part).relations for part in parts]

    def computed(*_fields):
        raise AssertionError("versions are computed again")

    again = [window(whole, "2025", undated=True), known_by(whole, "2025-07-05")]
    monkeypatch.setattr(VersionCache, "versions", computed)
    assert [relations(part).relations for part in again] == listed
    assert all(listed)


# --- what is left out, and what cautions hide -----------------------------------------------------


@in_each_story
def test_what_is_left_out_is_so_relation_by_relation(shipped):
    graph = load(shipped)
    every, fields = index(graph), index(graph).edge_list.fields
    for asked in (
        graph,
        snapshot(graph, "2025-05"),
        window(graph, "2018", "2025-05"),
        window(graph, until="2025-07", undated=True),
        window(graph, reliability="B"),
        window(graph, "2025", statuses=["planned"]),
        window(graph, "2018", types=["restriction"]),
        window(graph, "2018", kinds=["person"]),
    ):
        criteria = filter_of(asked)
        found, left_out = every.select(criteria)
        newsroom = sum(fields[place]["type"] in every.with_criteria(criteria).hidden for place in found)
        expected = left_out + Counter(newsroom=newsroom)
        assert left_out_of(graph, criteria, range(len(fields))) == expected
        one_by_one = (Counter(left_out_of(graph, criteria, [place])) for place in range(len(fields)))
        assert sum(one_by_one, Counter()) == expected


@in_each_story
def test_what_cautions_hide_is_hidden_relation_by_relation(shipped):
    graph = load(shipped)
    cautions = {"no_claims": True, "no_contested": True, "reported_within": 90, "certain": True}
    for asked in ({}, {"since": "2018", "until": "2025-05"}):
        criteria = filter_of(window(graph, **asked, **cautions))
        seen, shown = (len(visible_relations(window(graph, **asked, **each))) for each in ({}, cautions))
        hidden = hidden_in(graph, criteria)
        assert list(hidden) == list(cautions)
        assert sum(hidden.values()) == seen - shown > 0
        places = range(graph.number_of_edges())
        assert hidden_in(graph, criteria, places) == hidden
        halves = (Counter(hidden_in(graph, criteria, places[half::2])) for half in (0, 1))
        assert sum(halves, Counter()) == +Counter(hidden)
