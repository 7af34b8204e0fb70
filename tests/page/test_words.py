"""What the page calls relations where there is little room: who, how much and how sure is never lost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from graphkit.graph.build import build_graph
from graphkit.model.entities import Amount, Evidence, RelationType

from .conftest import dataset, relation
from .scripts import evaluate, page_json

SAID = (Evidence(source="paper", attribution="bob"),)
DISPUTED = (Evidence(source="paper"), Evidence(source="paper", paragraph=2, stance="contradicts"))


@pytest.fixture(scope="module")
def asked() -> Callable[[str, str], Any]:
    """Ask what an expression of the relation ``row`` is."""
    rows = [
        relation("met", "met", "ann", "bob", summary="A dinner.", evidence=DISPUTED),
        relation("hotel", "met", "ann", "bob", status="denied", summary="A night in a hotel."),
        relation(
            "pay", "paid", "bob", "ann", amount=Amount(value=500000, unit="EUR"), summary="For Ann's help."
        ),
        relation("loop", "paid", "firm", "firm", amount=Amount(value=7, unit="EUR"), summary="A round trip."),
        relation("sum", "paid", "bob", "ann", amount=Amount(value=5, unit="EUR"), summary="5 euros for Ann."),
        relation("news", "announced", "firm", "bob", summary="The firm lets Bob go.", evidence=SAID),
        relation("deal", "sign-agreement", "ann", "bob"),
    ]
    cameo = RelationType(name="sign-agreement", kind="event", family="agreement", cameo="057")
    made = dataset(*rows).model_copy(update={"relation_types": (cameo,)})
    payload = page_json(build_graph(made))

    def ask(id: str, expression: str) -> Any:
        scripts = ("data.js", "axis_events.js")
        return evaluate(scripts, payload, f"((row) => {expression})(relations.id.indexOf({id!r}))")

    return ask


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("met", "Ann Example met Bob Example: A dinner."),
        ("hotel", "It is denied that Ann Example met Bob Example: A night in a hotel."),
        ("pay", "For Ann's help. (500,000 EUR)"),
        ("loop", "The Firm paid The Firm (7 EUR): A round trip."),
        ("sum", "5 euros for Ann."),
    ],
)
def test_a_summary_hides_neither_who_nor_how_much(
    asked: Callable[[str, str], Any], id: str, words: str
) -> None:
    assert asked(id, "sentenceOf(row)") == words


def test_caveats_stand_first_over_the_axis_and_contested_is_one(asked: Callable[[str, str], Any]) -> None:
    assert asked("met", "[eventWords(row).caveats, typeText(row)]") == ["CONTESTED", "met (CONTESTED)"]
    assert asked("hotel", "eventWords(row).caveats") == "DENIED"
    assert asked("news", "eventWords(row).caveats") == "CLAIMED"


def test_what_somebody_said_is_told_by_its_summary_over_the_axis(asked: Callable[[str, str], Any]) -> None:
    texts = "eventWords(row).parts.map(({ text }) => text)"
    assert asked("news", texts) == ["The firm lets Bob go."]
    assert asked("hotel", texts) == ["Ann Example", "met", "Bob Example"]


def test_a_type_without_a_verb_stands_between_dashes_over_the_axis(asked: Callable[[str, str], Any]) -> None:
    texts = "eventWords(row).parts.map(({ text }) => text)"
    assert asked("deal", texts) == ["Ann Example", "- sign agreement -", "Bob Example"]


def test_where_filters_leave_nothing_the_page_says_so_and_draws_nobody_else() -> None:
    payload = page_json(
        build_graph(dataset(relation("met", when="2025-03-01", status="denied", about=("firm",))))
    )
    asked = """[{ mode: "all", offStatuses: new Set(["denied"]) },
      { mode: "all", hide: new Set([0, 1, 2]), offStatuses: new Set() },
      { mode: "span", from: 9, to: 99, hide: new Set() }].map((parts) => {
        Object.assign(view, parts);
        recompute();
        return [isEmptyByFilters(), ...visible.active];
      })"""
    assert evaluate(("state.js", "view.js", "nothing.js"), payload, asked) == [
        [True, 0, 0, 0],
        [True, 0, 0, 0],
        [False, 0, 0, 0],
    ]


def test_play_leaps_over_where_nothing_begins() -> None:
    payload = page_json(build_graph(dataset(relation("met"))))
    asked = """(() => {
      const { length, dayAfter } = leaping([10, 1000, 1010], 0, 1300, 100);
      return [length, ...[0, 10, 109, 110, 120, 219, 220].map(dayAfter)];
    })()"""
    assert evaluate(("beginnings.js",), payload, asked) == [220, 0, 10, 109, 1000, 1010, 1109, 1300]


def test_on_the_lanes_what_has_no_known_beginning_appears_with_its_first_report() -> None:
    told = (Evidence(source="paper", attests="2025-02-14"),)
    payload = page_json(build_graph(dataset(relation("supply", "supplies", "firm", "bob", evidence=told))))
    asked = "(() => { placeOnLanes(Infinity); return laneDay[0]; })()"
    assert evaluate(("lane_marks.js",), payload, asked) == date(2025, 2, 14).toordinal()


def test_on_the_lanes_one_of_several_days_stands_on_one_of_them() -> None:
    payload = page_json(build_graph(dataset(relation("met", when="[2025-02-01,2025-02-11]"))))
    asked = "(() => { placeOnLanes(Infinity); return laneDay[0]; })()"
    day = evaluate(("lane_marks.js",), payload, asked)
    assert date.fromordinal(day) in (date(2025, 2, 1), date(2025, 2, 11))


def test_a_name_is_cut_where_it_differs_also_where_its_end_is_wider_than_its_beginning() -> None:
    asked = """["x", "y"].map((end) => cutToFit(
        `${"a".repeat(30)}wwwwwwwwww ${end}`,
        (text) => text.length + 2 * (text.split("w").length - 1) <= 24,
        41,
    ))"""
    one, other = evaluate(("texts.js",), "null", asked)
    assert (one[-1], other[-1]) == ("x", "y")
