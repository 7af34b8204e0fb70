"""Stories that links between relations tie together."""

import networkx as nx
import pytest
from datasets import graph_of, relation
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import RelationNotFoundError
from graphkit.model.entities import Link
from graphkit.queries.linked_events import Tie, story
from graphkit.queries.windows import known_by, window

KINDS = ("ended-by", "begun-by", "responds-to", "part-of")


def linked(links, keys="abcde", **dates):
    """Return relations of one letter each; ``links`` are pairs of letters with the kind of link."""
    return graph_of(
        *[
            relation(
                key,
                when=dates.get(key),
                links=tuple(Link(rel=rel, relation=there) for here, rel, there in links if here == key),
            )
            for key in keys
        ]
    )


def ids(thread):
    return [seen.id for seen in thread.relations]


@pytest.mark.parametrize("rel", KINDS)
def test_links_are_followed_in_both_directions(rel):
    graph = linked([("a", rel, "b"), ("c", rel, "b")])
    for start in "abc":
        assert ids(story(graph, start)) == ["a", "b", "c"]
        assert story(graph, start).ties == (Tie("a", rel, "b"), Tie("c", rel, "b"))


def test_links_are_followed_however_many_lie_between():
    graph = linked([("a", "part-of", "b"), ("b", "responds-to", "c"), ("d", "ended-by", "c")])
    assert ids(story(graph, "a")) == ["a", "b", "c", "d"]


def test_circles_end():
    graph = linked([("a", "responds-to", "b"), ("b", "responds-to", "a"), ("c", "part-of", "a")])
    assert ids(story(graph, "c")) == ["a", "b", "c"]
    assert len(story(graph, "c").ties) == 3


def test_other_stories_are_untouched():
    graph = linked([("a", "part-of", "b"), ("c", "part-of", "d")])
    assert ids(story(graph, "a")) == ["a", "b"]
    assert story(graph, "a").ties == (Tie("a", "part-of", "b"),)
    assert ids(story(graph, "d")) == ["c", "d"]


def test_what_nothing_is_tied_to_is_a_story_of_its_own():
    thread = story(linked([("a", "part-of", "b")]), "e")
    assert (ids(thread), thread.ties) == (["e"], ())


def test_two_links_between_two_are_both_told():
    thread = story(linked([("a", "part-of", "b"), ("a", "ended-by", "b")]), "b")
    assert {(tie.relation, tie.rel, tie.other) for tie in thread.ties} == {
        ("a", "part-of", "b"),
        ("a", "ended-by", "b"),
    }


def test_a_story_is_told_in_order_of_time():
    graph = linked(
        [("a", "part-of", "b"), ("b", "part-of", "c")], a="2025-07-16", b="2025-07-14", c="2025-07-15"
    )
    assert ids(story(graph, "a")) == ["b", "c", "a"]


def test_a_link_out_of_a_window_leads_nowhere():
    graph = linked(
        [("a", "part-of", "b"), ("c", "part-of", "b")], a="2025-07-16", b="2025-05-14", c="2025-07-15"
    )
    july = window(graph, "2025-07")
    assert ids(story(july, "a")) == ["a"]
    assert story(july, "a").ties == ()
    assert ids(story(known_by(graph, "1900-01-01"), "a")) == ["b", "c", "a"], "without evidence always known"


def test_no_such_relation():
    with pytest.raises(RelationNotFoundError, match=r"'ban'.*bans"):
        story(linked([], keys=["bans"]), "ban")


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from(KINDS), st.sampled_from("abcde")).filter(
            lambda link: link[0] != link[2]
        ),
        unique=True,
        max_size=6,
    )
)
def test_a_story_is_what_networkx_finds_connected(links):
    graph = linked(links)
    ties = nx.Graph()
    ties.add_nodes_from("abcde")
    ties.add_edges_from((here, there) for here, _, there in links)
    for start in "abcde":
        together = nx.node_connected_component(ties, start)
        thread = story(graph, start)
        assert set(ids(thread)) == together
        assert {(tie.relation, tie.rel, tie.other) for tie in thread.ties} == {
            link for link in links if link[0] in together
        }
