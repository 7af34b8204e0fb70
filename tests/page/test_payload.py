import json

import pytest

from graphkit.errors import UsageError
from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Evidence, Relation, Source
from graphkit.page.payload import ENDLESS, build_payload, safe_url
from graphkit.queries.windows import part, snapshot, window
from graphkit.temporal.calendar import day_number, iso

from .conftest import dataset, relation


def rows(graph: Graph) -> dict[str, dict]:
    return {row["id"]: row for row in build_payload(graph)["relations"]}


def now(graph: Graph, id: str) -> dict:
    """What is known of a relation in the end."""
    return rows(graph)[id]["versions"][-1]


def test_it_is_plain_json(each_story: Graph) -> None:
    payload = build_payload(each_story)
    assert json.loads(json.dumps(payload, allow_nan=False)) == json.loads(json.dumps(payload))
    assert len(payload["relations"]) == each_story.number_of_edges()
    assert [actor["id"] for actor in payload["actors"]] == sorted(each_story)


def test_the_graph_is_left_as_it_was(graph_of_every_rule: Graph) -> None:
    before = {key: dict(data) for _, _, key, data in graph_of_every_rule.edges(keys=True, data=True)}
    build_payload(graph_of_every_rule)
    assert before == {key: dict(data) for _, _, key, data in graph_of_every_rule.edges(keys=True, data=True)}


def test_bounds_are_day_numbers_and_a_large_one_for_infinity(graph_of_every_rule: Graph) -> None:
    april = day_number(2025, 4, 1)
    assert now(graph_of_every_rule, "state-open")["bounds"] == [april, april + 29, ENDLESS, ENDLESS]


def test_undated_events_end_by_the_day_they_were_told(graph_of_every_rule: Graph) -> None:
    row = now(graph_of_every_rule, "event-undated")
    assert row["undated"]
    told = day_number(2025, 7, 15)
    assert row["bounds"] == [-ENDLESS, told, -ENDLESS, told]
    assert "bounds" not in now(graph_of_every_rule, "event-planned-undated")


def test_dates_come_in_words(graph_of_every_rule: Graph) -> None:
    assert rows(graph_of_every_rule)["event-interval"]["when"][1] == "from 2 June 2025 to 20 June 2025"


def test_parallel_relations_lean_apart() -> None:
    graph = build_graph(
        dataset(relation("one"), relation("two"), relation("back", source="bob", target="ann"))
    )
    found = rows(graph)
    # Seen from one side: a curve of the other direction leans the other way round.
    leanings = [found["one"]["bend"], found["two"]["bend"], -found["back"]["bend"]]
    assert len(set(leanings)) == 3
    assert sum(leanings) == 0


def test_very_many_relations_of_two_actors_keep_together_and_apart() -> None:
    graph = build_graph(dataset(*(relation(f"r{number}") for number in range(60))))
    leanings = [row["bend"] for row in rows(graph).values()]
    assert len(set(leanings)) == 60
    assert max(map(abs, leanings)) == 8


def test_evidence_names_voice_and_what_differs() -> None:
    evidence = (
        Evidence(source="paper", paragraph=3, attribution="ann", type="called"),
        Evidence(source="paper", paragraph=4, attribution="unnamed", stance="contradicts"),
    )
    graph = build_graph(dataset(relation("one", when="2025-07", evidence=evidence)))
    assert now(graph, "one")["contested"]
    assert rows(graph)["one"]["evidence"] == [
        {"source": 0, "paragraph": 3, "voice": "ann", "type": "called"},
        {"source": 0, "paragraph": 4, "voice": "unnamed", "contradicts": True},
    ]


def test_the_shipped_story_opens_on_the_months_that_matter(shipped_graph: Graph) -> None:
    payload = build_payload(shipped_graph)
    opening = payload["opening"]
    assert (opening["from"], opening["to"]) == (day_number(2025, 4, 1), day_number(2025, 7, 31))
    first, last = payload["axis"]
    assert first <= opening["from"]
    assert opening["to"] <= last
    assert last - first < 2 * 366


def test_where_all_is_shown_the_axis_reaches_to_the_ends_and_to_the_last_source() -> None:
    register = Source(id="register", publisher="The Register", published="2024-05-02")

    def axis(until: str, *sources: Source) -> tuple[str, ...]:
        told = [Evidence(source=each.id) for each in sources]
        rows = [
            relation(f"r{year}", "leads", when=f"{year}-05-01/{until}", evidence=told)
            for year in range(2001, 2011)
        ]
        made = dataset(*rows).model_copy(update={"sources": sources})
        return tuple(map(str, map(iso, build_payload(build_graph(made))["axis"])))

    assert axis("", register) == ("2001-03-01", "2024-06-30")
    assert axis("2015-07-01", register) == ("2001-03-01", "2024-06-30")
    assert axis("2015-07-01") == ("2001-03-01", "2015-08-31")
    assert axis("") == ("2001-03-01", "2010-06-30")


def test_namesakes_are_called_by_what_tells_them_apart() -> None:
    made = dataset(relation("one"), relation("two", "met", "firm", "bob"))
    people = [
        each.model_copy(update={"name": "Maria Silva", "attributes": attributes})
        for each, attributes in zip(made.actors[:2], [(("born", "1961"),), ()], strict=True)
    ]
    graph = build_graph(made.model_copy(update={"actors": (*people, made.actors[2])}))
    shown = {row["id"]: (row["name"], row.get("apart")) for row in build_payload(graph)["actors"]}
    assert shown == {
        "ann": ("Maria Silva (born 1961)", "born 1961"),
        "bob": ("Maria Silva (bob)", None),  # its id, which the page has
        "firm": ("The Firm", None),
    }


def test_one_outlier_does_not_move_opening_or_axis() -> None:
    story = [relation(f"day-{day}", when=f"2025-04-{day:02}") for day in range(1, 20)]
    calm = build_payload(build_graph(dataset(*story)))
    stretched = build_payload(build_graph(dataset(*story, relation("old", when="1969-07-20"))))
    assert calm["opening"] == stretched["opening"]
    assert calm["axis"] == stretched["axis"]


def test_a_graph_that_answers_a_question_opens_on_it(shipped_graph: Graph) -> None:
    assert build_payload(snapshot(shipped_graph, "2025-07-15"))["opening"] == {
        "mode": "day",
        "day": day_number(2025, 7, 15),
    }
    asked = build_payload(window(shipped_graph, "2025-06", None))["opening"]
    assert asked == {"mode": "span", "from": day_number(2025, 6, 1), "to": None}


def test_an_empty_graph_has_a_payload() -> None:
    payload = build_payload(build_graph(dataset()))
    assert payload["relations"] == []
    assert payload["opening"] == {"mode": "all"}


def test_a_relation_of_an_actor_with_itself_is_kept() -> None:
    own = Relation(key="own", type="praised", source="ann", target="ann", when="2025")
    assert "own" in rows(build_graph(dataset(own)))


def test_only_addresses_of_web_pages_are_kept() -> None:
    assert safe_url("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for address in (
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//x",
        "http:",
        "http://[",
        None,
    ):
        assert safe_url(address) is None


def test_a_part_of_a_graph_links_to_nothing_outside_it(shipped_graph: Graph) -> None:
    whole = {row["id"]: row.get("links") for row in build_payload(shipped_graph)["relations"]}
    assert whole["h20-ban"]
    alone = build_payload(part(shipped_graph, {"h20-ban"}))["relations"]
    assert [row.get("links") for row in alone] == [None]


def test_who_vouches_on_each_of_very_many_days_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [f"2025-07-{day:02}" for day in range(1, 11)]
    sources = [Source(id=f"s{day}", publisher=day, published=day) for day in days]
    told = relation("r", evidence=[Evidence(source=source.id) for source in sources])
    graph = build_graph(dataset(told).model_copy(update={"sources": tuple(sources)}))
    monkeypatch.setattr("graphkit.page.payload._MOST_VERSION_WORK", 100)
    assert len(rows(graph)["r"]["versions"]) == 10
    monkeypatch.setattr("graphkit.page.payload._MOST_VERSION_WORK", 99)
    with pytest.raises(UsageError, match="who vouches for it on each of 10 days"):
        build_payload(graph)


def test_an_error_that_check_names_is_told_of_its_relation() -> None:
    rows = [relation("late", when="2025-08-01"), relation("fine", when="2025-07-01")]
    told = {row["id"]: row.get("errors") for row in build_payload(build_graph(dataset(*rows)))["relations"]}
    assert told == {"late": ["dated 1 August 2025, after The Paper of 15 July 2025"], "fine": None}
