"""Who vouches for what, on small stories of two or three voices."""

import pytest
from datasets import actor, dataset, evidence, graph_of, relation, source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.queries.attribution import told_by, voices
from graphkit.queries.windows import known_by, window

PARTS = ("alone", "denied", "denies", "otherwise", "shared")
FIRM = evidence(attribution="firm")


def told(graph, actor="firm"):
    """Return the ids in each part, only of parts that hold any."""
    found = voices(graph, actor)
    ids = {part: [seen.id for seen in getattr(found, part)] for part in PARTS}
    return {part: rows for part, rows in ids.items() if rows}


def of(*entries, **fields):
    return graph_of(relation("claim", when="2025-07-14", evidence=entries, **fields), actors=[actor("firm")])


def test_one_actor_s_word_in_five_articles_is_that_actor_s_alone():
    assert told(of(*[evidence(f"s{n}", attribution="firm") for n in range(5)])) == {"alone": ["claim"]}


def test_what_another_says_too_is_shared():
    same = evidence("other", type="met", status="actual")
    for other in (evidence(), same, evidence(attribution="bob"), evidence("other", attribution="unnamed")):
        assert told(of(FIRM, other)) == {"shared": ["claim"]}


def test_what_an_actor_told_is_each_relation_with_a_word_of_its_own():
    rows = [
        relation("1", evidence=[evidence(), FIRM]),
        relation("2", evidence=[evidence("own")]),
        relation("3"),
    ]
    sources = [source("own", publisher_actor="firm")]
    graph = graph_of(*rows, relation("4", evidence=[evidence()]), actors=[actor("firm")], sources=sources)
    assert told_by(graph, "firm") == ["1", "2"]


def test_what_others_say_without_the_actor_is_not_the_actor_s():
    assert told(of(evidence(), evidence(attribution="bob"))) == {}


def test_what_somebody_contradicts_is_denied_though_it_rests_on_the_actor_alone():
    denial = evidence("other", stance="contradicts")
    assert told(of(FIRM, denial)) == {"alone": ["claim"], "denied": ["claim"]}
    assert told(of(FIRM, evidence("wire"), denial)) == {"denied": ["claim"]}, "shared is everything else"


@pytest.mark.parametrize("differs", [{"type": "told"}, {"status": "planned"}])
def test_what_others_tell_otherwise_is_denied(differs):
    assert told(of(FIRM, evidence("other", **differs))) == {"alone": ["claim"], "denied": ["claim"]}
    assert told(of(evidence("other"), evidence(attribution="firm", **differs))) == {"otherwise": ["claim"]}


def test_what_two_others_disagree_on_is_denied_where_one_of_them_differs_from_the_actor():
    assert told(of(FIRM, evidence("a"), evidence("b", type="told"))) == {"denied": ["claim"]}


def test_what_the_actor_alone_tells_in_two_ways_is_denied_by_nobody():
    both = evidence("other", attribution="firm", type="told")
    assert told(of(FIRM, both)) == {"alone": ["claim"]}
    assert told(of(FIRM, both, evidence("wire"))) == {"shared": ["claim"]}


def test_another_day_is_no_denial():
    assert told(of(FIRM, evidence("other", when="2025-07-15"))) == {"shared": ["claim"]}


def test_what_the_actor_contradicts_the_actor_denies():
    denial = evidence("other", attribution="firm", stance="contradicts")
    assert told(of(evidence(), denial)) == {"denies": ["claim"]}
    assert told(of(FIRM, denial)) == {"alone": ["claim"], "denies": ["claim"]}, "said, then denied"


def test_whose_words_say_that_it_is_denied_denies_it():
    denial = evidence(attribution="firm", status="denied")
    assert told(of(evidence(attribution="bob"), denial)) == {"denies": ["claim"]}
    assert told(of(evidence(), denial, status="denied")) == {"shared": ["claim"]}, "who says so is a voice"


def test_a_publisher_s_own_articles_are_its_word():
    sources = [source("post", publisher_actor="firm"), source("other")]
    graph = graph_of(
        relation("alone", evidence=[evidence("post"), FIRM]),
        relation("shared", evidence=[evidence("post"), evidence("other")]),
        relation("cited", evidence=[evidence("post", attribution="bob")]),
        relation("denied", evidence=[evidence("post"), evidence("other", stance="contradicts")]),
        relation("denies", evidence=[evidence("other"), evidence("post", stance="contradicts")]),
        actors=[actor("firm")],
        sources=sources,
    )
    assert told(graph) == {
        "alone": ["alone", "denied"],
        "denied": ["denied"],
        "denies": ["denies"],
        "shared": ["shared"],
    }
    assert told(graph, "bob") == {"alone": ["cited"]}


def test_an_article_rewritten_from_the_publisher_s_is_no_other_voice():
    sources = [source("post", publisher_actor="firm"), source("copy", derived_from=("post",))]
    graph = graph_of(
        relation("claim", evidence=[evidence("post"), evidence("copy")]),
        actors=[actor("firm")],
        sources=sources,
    )
    assert told(graph) == {"alone": ["claim"]}


def test_the_newsroom_is_left_out_unless_its_types_are_asked_for():
    graph = of(FIRM, type="reported-on")
    assert told(graph) == {}
    assert told(window(graph, types=["newsroom"])) == {"alone": ["claim"]}


def test_only_what_was_known_by_a_day_counts():
    graph = graph_of(
        relation("claim", evidence=[FIRM, evidence("late"), evidence("later", stance="contradicts")]),
        actors=[actor("firm")],
        sources=[source("late", "2025-07-20"), source("later", "2025-07-25")],
    )
    assert told(known_by(graph, "2025-07-15")) == {"alone": ["claim"]}
    assert told(known_by(graph, "2025-07-20")) == {"shared": ["claim"]}
    assert told(graph) == {"denied": ["claim"]}


def test_each_part_is_in_order_of_time_and_everything_said_is_told_once():
    rows = [
        relation("b", when="2025-07-15", evidence=[FIRM]),
        relation("c", when="2025-07-14", evidence=[FIRM, evidence("wire", stance="contradicts")]),
        relation("a", when="2025-07-16", evidence=[FIRM, evidence("wire")]),
    ]
    found = voices(graph_of(*rows, actors=[actor("firm")]), "Firm")
    assert (found.actor, [seen.id for seen in found.alone]) == ("firm", ["c", "b"])
    assert [seen.id for seen in found.vouched] == ["c", "b", "a"]


def test_nobody_of_that_name():
    with pytest.raises(ActorNotFoundError, match="firn"):
        voices(of(FIRM), "firn")


entries = st.builds(
    evidence,
    st.sampled_from(["post", "wire", "paper"]),
    attribution=st.sampled_from([None, "firm", "bob", "unnamed"]),
    stance=st.sampled_from(["supports", "supports", "contradicts"]),
    type=st.sampled_from([None, None, "told"]),
)


@given(st.lists(st.lists(entries, max_size=4, unique=True), max_size=4), st.sampled_from(["firm", "bob"]))
def test_everything_that_names_the_actor_is_told_and_nothing_else(rows, who):
    made = [relation(f"r{n}", evidence=row) for n, row in enumerate(rows)]
    graph = build_graph(
        dataset(*made, actors=[actor("firm"), actor("bob")], sources=[source("post", publisher_actor="firm")])
    )
    found = told(graph, who)
    speaks = {"firm": ("firm", "post"), "bob": ("bob",)}[who]
    own = {
        row.key: {
            "differs" if entry.stance == "supports" and entry.type else entry.stance
            for entry in row.evidence
            if (entry.attribution or entry.source) in speaks
        }
        for row in made
    }
    said = {key for key, stances in own.items() if "supports" in stances}
    parts = {part: set(found.get(part, ())) for part in PARTS}
    assert parts["alone"] | parts["denied"] | parts["shared"] == said
    assert parts["denies"] == {key for key, stances in own.items() if "contradicts" in stances}
    assert parts["otherwise"] == {key for key, stances in own.items() if stances == {"differs"}}
    assert not parts["shared"] & (parts["alone"] | parts["denied"])
    assert all(index(graph).by_id[key].contested for key in parts["denied"])
    supporting = {
        row.key: {
            entry.attribution or entry.source
            for entry in row.evidence
            if entry.stance == "supports" and entry.type is None
        }
        for row in made
    }
    assert parts["alone"] == {key for key in said if supporting[key] <= set(speaks)}
