"""The overview of a graph, counted by hand."""

from datasets import actor, day, evidence, graph_of, relation, source

from graphkit.answers import most_first
from graphkit.queries.summary import info
from graphkit.queries.windows import snapshot, window

ROWS = [
    relation(
        "ban",
        "land",
        "firm",
        "banned",
        when="2025-04/",
        evidence=[evidence(), evidence("wire", type="eased")],
    ),
    relation("claim", "firm", "ann", "told", when="2025-07-03", evidence=[evidence(attribution="ann")]),
    relation("copy", "firm", "ann", "told", when="2025-07-04", evidence=[evidence(), evidence("copy")]),
    relation("denial", "firm", "land", "threatened", when="2025-07-01", status="denied"),
    relation(
        "differ", "ann", "firm", when="2025-07-02", evidence=[evidence(), evidence("wire", when="2025-07-05")]
    ),
    relation("job", "ann", "firm", "leads", evidence=[evidence(attribution="unnamed")]),
    relation("news", "press", "firm", "reported-on", when="2025-07-15", evidence=[evidence()]),
    relation("plan", "ann", "land", "visited", when="2025-08", status="planned", evidence=[evidence()]),
    relation("rumour", "ann", "land", evidence=[evidence("wire")]),
]
ACTORS = [actor("ann", "person"), actor("land", "country"), actor("press", "media"), actor("lone", "person")]
SOURCES = [
    source("copy", publisher="The Paper", derived_from=("paper",)),
    source("paper", publisher="The Paper"),
    source("wire", publisher="A Wire"),
]
GRAPH = graph_of(*ROWS, actors=ACTORS, sources=SOURCES, title="A story", description="What it is about.")


def test_everything_is_counted_most_first():
    found = info(GRAPH)
    assert (found.title, found.description) == ("A story", "What it is about.")
    assert list(found.actors.items()) == [("person", 2), ("company", 1), ("country", 1), ("media", 1)]
    assert list(found.sources.items()) == [("The Paper", 2), ("A Wire", 1)]
    assert sum(found.relations.values()) == len(ROWS)
    assert found.relations["newsroom"] == 1
    assert list(found.relations.values()) == sorted(found.relations.values(), reverse=True)


def test_what_is_rewritten_is_not_independent_and_voices_are_counted_once():
    found = info(GRAPH)
    assert found.independent_sources == 2
    assert found.voices == len({"paper", "wire", "ann", "unnamed"})


def test_what_is_doubtful_is_named():
    found = info(GRAPH)
    assert found.contested == ("ban",)
    assert found.dates_differ == ("differ",)
    assert found.claimed == ("claim", "job")
    assert found.undated == ("rumour",)
    assert found.planned == ("plan",)
    assert found.denied == ("denial",)


def test_background_and_newsroom_beside_others_never_count_as_resting_on_one_source():
    assert info(GRAPH).on_one_source == ("ban", "claim", "copy", "plan", "rumour")


def test_where_there_is_nothing_but_background_it_counts_as_resting_on_one_source():
    told = [row for row in ROWS if row.type in ("leads", "reported-on")]
    assert info(graph_of(*told, actors=ACTORS, sources=SOURCES)).on_one_source == ("job",)
    assert info(window(GRAPH, types=["leads"])).on_one_source == ("job",)


def test_the_span_is_that_of_the_relations_own_dates():
    found = info(GRAPH)
    assert (found.first, found.last) == (day("2025-04-01"), day("2025-08-31"))
    nothing = info(graph_of(relation("rumour", evidence=[evidence()])))
    assert (nothing.first, nothing.last) == (None, None)
    sides = info(graph_of(relation("a", when="/2025-07-03"), relation("b", when="2025-07-04/..")))
    assert (sides.first, sides.last) == (day("2025-07-03"), day("2025-07-04"))
    shown = sides.display_fields()
    assert (shown["first"], shown["last"]) == ("3 July 2025", "4 July 2025")
    assert nothing.display_fields()["first"] is None


def test_what_is_as_frequent_is_in_order_of_name():
    assert list(most_first(["b", "a", "c", "b", "c"]).items()) == [("b", 2), ("c", 2), ("a", 1)]
    assert list(most_first(["b", "a"])) == ["a", "b"]


def test_a_window_and_a_snapshot_are_summed_up_by_themselves():
    july = info(window(GRAPH, "2025-07-03", "2025-07-04", types=["told"]))
    assert (sum(july.relations.values()), july.claimed) == (2, ("claim",))
    assert july.actors == {"company": 1, "person": 1}
    spring = info(snapshot(GRAPH, "2025-05-01", types=["banned"]))
    assert (spring.contested, spring.sources) == (("ban",), {"A Wire": 1, "The Paper": 1})


def test_an_empty_graph_has_nothing():
    found = info(graph_of(title="Empty"))
    assert (found.actors, found.relations, found.sources, found.voices) == ({}, {}, {}, 0)
    assert (found.first, found.contested) == (None, ())


def test_sources_rewritten_from_one_another_are_one_independent_source():
    circle = [
        source("a", derived_from=("b",)),
        source("b", derived_from=("c",)),
        source("c", derived_from=("a",)),
    ]
    made = graph_of(relation("meeting", evidence=[evidence("a")]), sources=[*circle, source("other")])
    assert info(made).independent_sources == 2
