"""Listings come in order of time and say aloud what they leave out."""

from datasets import actor, evidence, graph_of, relation, source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.index import index
from graphkit.model.statuses import STATUSES
from graphkit.queries.listing import ActorRow, actors, doubt_of, in_time, not_tying, relations
from graphkit.queries.windows import snapshot, window
from graphkit.temporal.calendar import PAST

MEETING = relation("meeting", when="2025-07-10")
EARLIER = relation("earlier", type="told", when="2025-07-01")
BAN = relation("ban", type="banned", when="2025-04/")
OFFICE = relation("office", type="leads", when="2025-01-01/")
REPORT = relation("report", type="reported-on", when="2025-07-15")
RUMOUR = relation("rumour", evidence=[evidence(said="2025-06-01")])
PLAN = relation("plan", status="planned")


def ids(graph):
    return [seen.id for seen in relations(graph).relations]


def test_relations_come_in_order_of_time_undated_ones_then_background_last():
    assert ids(graph_of(MEETING, EARLIER, BAN, OFFICE, RUMOUR)) == [
        "ban", "earlier", "meeting", "rumour", "office",
    ]  # fmt: skip


def test_an_event_on_an_unknown_day_stands_where_it_may_begin():
    assert ids(graph_of(MEETING, relation("vague", when="2025-07"), EARLIER)) == [
        "earlier",
        "vague",
        "meeting",
    ]


def test_a_snapshot_lists_what_is_in_force_then_what_has_happened_then_the_background():
    asked = snapshot(graph_of(MEETING, EARLIER, BAN, OFFICE), "2025-07-20")
    assert ids(asked) == ["ban", "earlier", "meeting", "office"]
    assert [seen.standing for seen in relations(asked).relations] == [
        "in force",
        "happened",
        "happened",
        "background",
    ]


def test_newsroom_relations_are_left_out_and_counted_until_asked_for():
    graph = graph_of(MEETING, REPORT, relation("silence", type="did-not-respond"))
    assert ids(graph) == ["meeting"]
    assert relations(graph).left_out == {"newsroom": 2}
    assert relations(graph).notes == ("Left out: 2 newsroom.",)
    assert ids(window(graph, types=["reported-on"])) == ["report"]
    assert relations(window(graph, types=["reported-on"])).left_out == {}
    assert relations(window(graph, types=["reported-on"])).notes == ()
    assert ids(window(graph, types=["newsroom"])) == ["report", "silence"]


def test_each_reason_for_leaving_out_is_counted():
    july = window(graph_of(MEETING, REPORT, RUMOUR, PLAN), "2025-07")
    assert (ids(july), relations(july).left_out) == (["meeting"], {"undated": 2, "newsroom": 1})
    on = snapshot(graph_of(MEETING, REPORT, PLAN), "2025-07-20")
    assert (ids(on), relations(on).left_out) == (["meeting"], {"planned": 1, "newsroom": 1})


def test_a_listing_carries_what_the_evidence_amounts_to():
    (seen,) = relations(
        graph_of(relation("r", when="2025-07", evidence=[evidence(attribution="bob")]))
    ).relations
    assert (seen.claimed, seen.contested, seen.voices, seen.independent_sources) == (True, False, ("bob",), 1)
    assert (seen.certainty, seen.standing, seen.words) == (None, None, "1-15 July 2025")


@given(
    st.lists(st.sampled_from(["2025-07-01", "2025-07", "2025-06/", "[..2025-07-04]", "/2025-08"]), max_size=6)
)
def test_dated_relations_come_by_the_first_day_they_may_begin(texts):
    graph = graph_of(*[relation(f"r{n}", type="banned", when=text) for n, text in enumerate(texts)])
    listed = relations(graph).relations
    firsts = [seen.bounds[0] if seen.bounds[0] != PAST else seen.bounds[1] for seen in listed]
    assert firsts == sorted(firsts)
    assert {seen.id for seen in listed} == {f"r{n}" for n in range(len(texts))}


# --- actors ---------------------------------------------------------------------------------------

CAST = graph_of(
    MEETING,
    relation("talk", "alice", "alice", "told", when="2025-07-02"),
    OFFICE,
    REPORT,
    relation("visit", "carol", "alice", "visited", when="2025-08", status="planned"),
    actors=[
        actor("alice", "person", name="Zoe Ärger", aliases=("The  Chief",), description="Leads the FIRM."),
        actor("bob", "person"),
        actor("carol", "country"),
        actor("lone", "person"),
    ],
)


def cast(*arguments, **fields):
    return [row.id for row in actors(CAST, *arguments, **fields)]


def test_actors_come_by_how_many_relations_they_have_then_by_name():
    """Background counts, newsroom and what is only planned do not, and a relation to oneself counts once."""
    assert [(row.id, row.relations) for row in actors(CAST)] == [
        ("alice", 3),
        ("bob", 2),
        ("carol", 0),
        ("lone", 0),
    ]
    assert actors(CAST)[0] == ActorRow("alice", "Zoe Ärger", "person", ("The  Chief",), "Leads the FIRM.", 3)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from(STATUSES)), max_size=8)
)
def test_a_tie_is_what_is_actual_or_of_the_statuses_asked_for(rows):
    graph = graph_of(
        *[relation(f"r{n}", one, other, status=status) for n, (one, other, status) in enumerate(rows)]
    )
    for asked in ((), ("denied",), ("planned", "actual"), STATUSES):
        part, tying = window(graph, statuses=asked), asked or ("actual",)
        for row in actors(part):
            ties = [status for one, other, status in rows if row.id in (one, other) and status in tying]
            assert row.relations == len(ties)
        within = [status for _, _, status in rows if not asked or status in asked]
        out = {status: within.count(status) for status in ("planned", "denied") if status not in tying}
        assert not_tying(part) == {status: count for status, count in out.items() if count}


def test_actors_are_found_by_id_name_alias_and_description_in_any_case():
    for text in ("ALIC", "zoe", "ärger", "A\u0308RGER", "the chief", "leads the firm"):
        assert cast(text) == ["alice"], text
    assert cast("nobody at all") == []
    assert cast("") == cast("  ") == cast(None) == cast()


def test_actors_of_some_kinds():
    assert cast(kinds=["country"]) == ["carol"]
    assert cast("o", kinds=["person"]) == ["alice", "bob", "lone"]
    assert cast(kinds=["country", "person"]) == cast()


def test_actors_of_a_window_are_those_it_mentions():
    july = window(CAST, "2025-07-10", "2025-07-10", types=["met"])
    assert [(row.id, row.relations) for row in actors(july)] == [("bob", 1), ("alice", 1)]


# --- groups and doubts ----------------------------------------------------------------------------

VAGUE = relation("vague", "bob", "carol", when="[2025-06-30..2025-07-02]", about=("alice",))
CITED = relation("cited", when="2025-06", evidence=[evidence(), evidence("wire")])


def test_groups_are_of_each_actor_and_source_and_of_the_month_or_year_in_which_it_surely_began():
    listing = relations(graph_of(MEETING, VAGUE, CITED, BAN, RUMOUR))
    groups = {
        by: {key: [each.id for each in group] for key, group in listing.by(by).items()}
        for by in ("actor", "source", "type", "family", "month", "year")
    }
    assert groups == {
        "actor": {
            "alice": ["ban", "cited", "vague", "meeting", "rumour"],
            "bob": ["ban", "cited", "vague", "meeting", "rumour"],
            "carol": ["vague"],
        },
        "source": {"paper": ["cited", "rumour"], "wire": ["cited"], None: ["ban", "vague", "meeting"]},
        "type": {"met": ["cited", "vague", "meeting", "rumour"], "banned": ["ban"]},
        "family": {"contact": ["cited", "vague", "meeting", "rumour"], "restriction": ["ban"]},
        "month": {
            "2025-04": ["ban"], "2025-06": ["cited"], "2025-07": ["meeting"],
            "unsure": ["vague"], None: ["rumour"],
        },
        "year": {"2025": ["ban", "cited", "vague", "meeting"], None: ["rumour"]},
    }  # fmt: skip
    assert [list(group) for group in groups.values()] == [
        ["alice", "bob", "carol"],
        ["paper", "wire", None],
        ["met", "banned"],
        ["contact", "restriction"],
        ["2025-04", "2025-06", "2025-07", "unsure", None],
        ["2025", None],
    ]


def test_what_is_certain_comes_before_what_is_merely_unreported_and_that_before_what_may_be():
    rows = [
        relation("sure", type="banned", when="2025-07-01/2025-08-01"),
        relation("earlier", type="banned", when="2025-06-01/", evidence=[evidence(attests="2025-07-01")]),
        relation("later", type="banned", when="/2026", evidence=[evidence(attests="2025-07-20")]),
        relation("maybe", type="banned", begins="[2025-06-01..2025-07-10]", ends="2025-08"),
    ]
    found = relations(window(graph_of(*rows), "2025-07-05", "2025-07-06")).relations
    assert {seen.id: doubt_of(seen) for seen in found} == {
        "sure": "certain",
        "earlier": "last reported earlier",
        "later": "first reported later",
        "maybe": "maybe",
    }
    assert [seen.id for seen in found] == ["sure", "earlier", "later", "maybe"]


def test_in_time_what_has_no_date_comes_last_and_its_background_after_it():
    rows = [relation("first", type="leads", when="2025-01/"), relation("job", type="leads"), RUMOUR, MEETING]
    found = in_time(index(graph_of(*rows)).relations())
    assert [seen.id for seen in found] == ["first", "meeting", "rumour", "job"]


def test_what_does_not_tie_is_counted_of_some_actors_or_all():
    plans = [
        relation("a", "alice", "bob", status="planned"),
        relation("b", "carol", "bob", status="planned"),
        relation("c", "carol", "dan", status="denied"),
        relation("d", "alice", "bob", "reported-on", status="planned"),
    ]
    graph = graph_of(*plans)
    assert not_tying(graph) == {"planned": 2, "denied": 1}
    assert not_tying(graph, ["alice"]) == {"planned": 1}
    assert not_tying(graph, ["bob"]) == {"planned": 2}
    assert not_tying(graph, ["carol"]) == {"planned": 1, "denied": 1}


def test_what_was_only_reported_stands_at_its_report_and_not_at_a_birth():
    people = [actor("ann", "person", attributes={"born": "1961"}), actor("bob", "person")]
    reported = relation("aide", "ann", "bob", "works-for", evidence=[evidence("late")])
    dated = relation("meeting", "ann", "bob", when="1999")
    graph = graph_of(reported, dated, actors=people, sources=[source("late", "2024-06-13")])
    assert [row.id for row in in_time(index(graph).relations())] == ["meeting", "aide"]
