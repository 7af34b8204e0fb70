"""The texts of the shipped story's steps say only what the relations and their evidence hold."""

from pathlib import Path

import pytest

from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.model.entities import Evidence, Step
from graphkit.storage.json_file import dumps, read_dataset

SHIPPED = Path(__file__).parents[1] / "data" / "graph.json"
BAN_SIDES = {
    "banned": {"bbc-2025-07-15", "tech-site-2025-07"},
    "required-licence": {"beijing-dispatch-2025-07", "cnn-2025-07-15", "world-today-news-2025-07"},
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return load(SHIPPED)


@pytest.fixture(scope="module")
def steps(graph: Graph) -> tuple[Step, ...]:
    steps: tuple[Step, ...] = graph.graph["story"]
    return steps


def relation_of(graph: Graph, id: str) -> DatedRelation:
    return index(graph).by_id[id]


def own_voice(relation: DatedRelation) -> list[Evidence]:
    return [entry for entry in relation.evidence if entry.attribution is None]


def text_of(steps: tuple[Step, ...], title: str) -> str:
    return next(step.text or "" for step in steps if step.title == title)


def test_the_file_is_canonical() -> None:
    assert dumps(read_dataset(SHIPPED)) == SHIPPED.read_text(encoding="utf-8")


def test_about_eight_steps_each_with_a_text_and_a_cast(steps: tuple[Step, ...]) -> None:
    assert 7 <= len(steps) <= 9
    assert len({step.title for step in steps}) == len(steps)
    for step in steps:
        assert step.text
        assert len(step.text.split()) < 60
        assert len(set(step.focus)) == len(step.focus) >= 3


def test_each_step_shows_its_selected_relation(graph: Graph, steps: tuple[Step, ...]) -> None:
    for step in steps:
        if step.selection is not None:
            selected = relation_of(graph, step.selection)
            assert {selected.source, selected.target} <= set(step.focus)


def test_the_chip_was_made_for_china_and_its_sale_ended_with_the_ban(graph: Graph) -> None:
    assert "h20-designed-for-china" in index(graph).by_id
    sold = relation_of(graph, "nvidia-sold-h20-to-china")
    assert [(link.rel, link.relation) for link in sold.links] == [("ended-by", "h20-ban")]
    assert relation_of(graph, "h20-licences").status == "planned"


def test_two_articles_report_a_ban_and_three_a_licence(graph: Graph, steps: tuple[Step, ...]) -> None:
    sides: dict[str, set[str]] = {"banned": set(), "required-licence": set()}
    for entry in own_voice(relation_of(graph, "h20-ban")):
        sides[entry.type or "banned"].add(entry.source)
    assert sides == BAN_SIDES
    assert "Two of the five articles tell of a ban; three tell of a licence" in text_of(
        steps, "April: the sale is stopped"
    )


def test_both_sums_are_nvidias_own(graph: Graph, steps: tuple[Step, ...]) -> None:
    text = text_of(steps, "What it cost")
    for id, words in (("nvidia-missed-q1-revenue", "$2.5 billion"), ("nvidia-expects-q2-loss", "$8 billion")):
        lost = relation_of(graph, id)
        assert lost.amount is not None
        assert words == f"${lost.amount.value / 1e9:g} billion"
        assert words in text
        assert lost.voices == ("nvidia",)
    assert relation_of(graph, "nvidia-excluded-china").when == "2025-06/"


def test_the_months_of_asking(graph: Graph) -> None:
    for side in ("us", "chinese"):
        lobbied = relation_of(graph, f"huang-lobbied-{side}-government")
        assert (lobbied.version.lasts, lobbied.fields["begins"]) == (True, "[2025-04-01..2025-05-15]")
    assert relation_of(graph, "huang-told-he-lifeng").voices == ("chinese-state-media",)
    assert relation_of(graph, "huang-met-trump").when == "[2025-07-07..2025-07-13]"


def test_cnn_and_the_dispatch_differ_by_a_day(graph: Graph) -> None:
    announced = relation_of(graph, "nvidia-announced-resumption")
    assert announced.when == "2025-07-14"
    assert announced.dates_differ
    assert {entry.when for entry in announced.evidence if entry.source == "beijing-dispatch-2025-07"} == {
        "2025-07-15"
    }
    assert {entry.when for entry in announced.evidence if entry.source == "cnn-2025-07-15"} == {None}


def test_five_articles_have_the_assurance_from_one_voice(graph: Graph) -> None:
    assured = relation_of(graph, "us-assured-nvidia")
    from_nvidia = {entry.source for entry in assured.evidence if entry.attribution == "nvidia"}
    assert from_nvidia == {source.id for source in graph.graph["sources"]}
    assert [(entry.source, entry.type) for entry in own_voice(assured)] == [("tech-site-2025-07", "agreed")]
    for silence in ("white-house-did-not-answer-cnn", "commerce-did-not-answer-bbc"):
        assert relation_of(graph, silence).type.name == "did-not-respond"


def test_the_doubts(graph: Graph) -> None:
    assert relation_of(graph, "zhang-founded-eetrend").source == "zhang-guobin"
    assert relation_of(graph, "zhang-forecast-nvidia-recovery").target == "nvidia"
    assert relation_of(graph, "zhang-warned-of-us-policy").type.name == "warned"
    for id in ("china-pursues-chip-independence", "huawei-pursues-self-reliance"):
        assert (relation_of(graph, id).type.name, relation_of(graph, id).target) == (
            "plans",
            "chinese-technology",
        )


def test_what_is_contested_and_open(graph: Graph) -> None:
    licences = relation_of(graph, "h20-licences")
    assert licences.when is None
    assert {(entry.source, entry.paragraph) for entry in licences.evidence if entry.status == "actual"} == {
        ("world-today-news-2025-07", 1),
        ("beijing-dispatch-2025-07", 1),
    }
    resumed = relation_of(graph, "nvidia-resumed-sales")
    assert resumed.status == "planned"
    assert {entry.status for entry in resumed.evidence} == {None}
