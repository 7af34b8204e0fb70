import random
from itertools import product

import pytest
from datasets import iso

from graphkit.graph.build import build_graph
from graphkit.graph.index import index, visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset, Step
from graphkit.queries.windows import snapshot, window
from graphkit.temporal.calendar import FUTURE, PAST

from .conftest import Opener, dataset, relation

POSITIONS = "JSON.stringify(graphkit.positions())"


def chosen_days(graph: Graph, count: int) -> list[int]:
    """Days of a story at chance, and some on which, or beside which, its relations begin and end."""
    chance = random.Random(2025)
    bounds = {day for seen in index(graph).relations() if seen.bounds for day in seen.bounds}
    edges = sorted(bounds - {PAST, FUTURE})
    days = [chance.randrange(edges[0] - 40, edges[-1] + 40) for _ in range(count)]
    return days + [chance.choice(edges) + chance.choice((-1, 0, 1)) for _ in range(7)]


def told(graph: Graph) -> set[str]:
    return {relation.id for relation in visible_relations(graph)}


@pytest.mark.smoke
@pytest.mark.parametrize(
    "fragment",
    ["", "#span=2025-07-01/2025-07-31&relation=h20-ban", "#%%%&span=x/y&day=99999-99-99&actor=nobody"],
)
def test_one_request_and_no_complaint(each_story: Graph, open_page: Opener, fragment: str) -> None:
    opened = open_page(each_story, fragment)
    opened.idle()
    assert len(opened.requests) == 1
    assert opened.complaints == []
    assert opened.page.evaluate("document.compatMode") == "CSS1Compat"
    assert opened.page.evaluate("document.documentElement.lang") == "en"
    assert opened.visible()


SWITCHES = list(product((False, True), repeat=2))
SWITCH = "graphkit.setCertain(c); graphkit.setUndated(u);"


def test_windows_show_what_the_command_line_prints(graph_of_every_rule: Graph, open_page: Opener) -> None:
    graph, opened = graph_of_every_rule, open_page(graph_of_every_rule)
    days = chosen_days(graph, 18)
    spans: list[tuple[int | None, int | None]] = [(None, days[0]), (days[0], None)]
    spans += [(min(pair), max(pair)) for pair in zip(days, reversed(days), strict=True)]
    for (certain, undated), (since, until) in product(SWITCHES, spans):
        asked = [certain, undated, since, until]
        opened.page.evaluate(
            "([c, u, a, b]) => { graphkit.setCertain(c); graphkit.setUndated(u); graphkit.setSpan(a, b); }",
            asked,
        )
        ends = (day and iso(day) for day in (since, until))
        assert opened.visible() == told(window(graph, *ends, certain=certain, undated=undated)), asked


def test_days_show_what_the_snapshot_prints(graph_of_every_rule: Graph, open_page: Opener) -> None:
    graph, opened = graph_of_every_rule, open_page(graph_of_every_rule)
    for (certain, undated), day in product(SWITCHES, chosen_days(graph, 18)):
        asked = [certain, undated, day]
        opened.page.evaluate(
            "([c, u, day]) => { graphkit.setCertain(c); graphkit.setUndated(u); graphkit.setDay(day); }",
            asked,
        )
        taken = snapshot(graph, iso(day), certain=certain, undated=undated)
        assert opened.visible() == told(taken), asked
        maybe = {relation.id for relation in visible_relations(taken) if relation.doubt == "imprecise"}
        assert set(opened.page.evaluate("graphkit.maybe()")) == maybe, asked


@pytest.mark.smoke
def test_the_whole_story_and_the_newsroom(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story)
    opened.page.evaluate("graphkit.setAll()")
    assert opened.visible() == told(each_story)
    opened.page.evaluate("graphkit.setNewsroom(true)")
    assert opened.visible() == {key for _, _, key in each_story.edges(keys=True)}


def test_nothing_moves_when_dates_change(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story)
    before = opened.page.evaluate(POSITIONS)
    for day in chosen_days(each_story, 20):
        opened.page.evaluate("day => graphkit.setDay(day)", day)
        assert opened.page.evaluate(POSITIONS) == before
    opened.page.evaluate("graphkit.setSpan(null, null)")
    opened.page.click("#play")
    begun = opened.page.evaluate("graphkit.time().last")
    opened.page.wait_for_function("day => graphkit.time().last > day + 3", arg=begun)
    opened.page.click("#play")
    assert opened.page.evaluate(POSITIONS) == before


@pytest.mark.smoke
def test_parallel_relations_are_clicked_one_by_one(open_page: Opener) -> None:
    keys = [f"meeting-{number}" for number in range(4)]
    graph = build_graph(
        dataset(
            *(relation(key, when="2025-04", summary=f"This is {key}.") for key in keys[:3]),
            relation(keys[3], source="bob", target="ann", when="2025-04", summary=f"This is {keys[3]}."),
        )
    )
    opened = open_page(graph)
    places = {curve["id"]: curve for curve in opened.page.evaluate("graphkit.curves()")}
    assert set(places) == set(keys)
    for key in keys:
        opened.page.mouse.click(places[key]["x"], places[key]["y"])
        opened.page.wait_for_function(
            "text => document.querySelector('#details h2').textContent === text", arg=f"This is {key}."
        )


def test_labels_never_lie_on_one_another(each_story: Graph, open_page: Opener) -> None:
    for size in ({"width": 1400, "height": 900}, {"width": 390, "height": 844}):
        labels = open_page(each_story, **size).page.evaluate("graphkit.labels()")
        assert len(labels) > 8
        for place, one in enumerate(labels):
            for other in labels[:place]:
                assert not (
                    one["left"] < other["right"]
                    and one["right"] > other["left"]
                    and one["top"] < other["bottom"]
                    and one["bottom"] > other["top"]
                ), (one["id"], other["id"])


def test_a_click_on_the_ban_tells_each_side(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.select('h20-ban')")
    text = page.inner_text("#details")
    for words in ("contested", "2025-04/", "Contested", "required licence", "Par. 13"):
        assert words in text


@pytest.mark.smoke
def test_keys_reach_search_table_and_dates(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.keyboard.press("/")
    page.keyboard.type("nvda")
    page.keyboard.press("Enter")
    assert "Nvidia" in page.inner_text("#details h2")
    page.keyboard.press("Escape")
    assert "In this period" in page.inner_text("#details")
    page.focus("#range-from")
    before = page.inner_text("#heading")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#heading") != before
    page.focus("#table-button")
    page.keyboard.press("Enter")
    assert page.locator("#table tbody tr").count() == len(page.evaluate("graphkit.visible()"))
    page.keyboard.press("Escape")
    assert page.is_hidden("#table")


@pytest.mark.smoke
def test_the_link_holds_the_view(shipped_graph: Graph, open_page: Opener) -> None:
    first = open_page(shipped_graph)
    first.page.evaluate("graphkit.setDay(739447); graphkit.setCertain(true); graphkit.select('nvidia')")
    first.page.wait_for_function("() => location.hash.includes('actor=nvidia')")
    fragment = first.page.evaluate("location.hash")
    second = open_page(shipped_graph, fragment)
    assert second.visible() == first.visible()
    assert second.page.inner_text("#heading") == first.page.inner_text("#heading")
    assert second.page.inner_text("#details h2") == "Nvidia"


@pytest.mark.parametrize(
    "graph", [build_graph(dataset()), build_graph(Dataset())], ids=["no relations", "nothing"]
)
def test_an_empty_story_opens(graph: Graph, open_page: Opener) -> None:
    opened = open_page(graph)
    opened.idle()
    assert opened.complaints == []
    assert opened.visible() == set()


def test_a_narrow_window_does_not_scroll_sideways(each_story: Graph, open_page: Opener) -> None:
    page = open_page(each_story, width=390, height=844).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [320, 1440])
def test_a_long_word_in_the_title_is_broken(width: int, open_page: Opener) -> None:
    page = open_page(build_graph(dataset(relation("one"), title="T" * 180)), width=width, height=844).page
    assert (
        page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('h1'))"
        )
        <= 0
    )


def test_without_script_a_phone_shows_all_of_the_table_without_scrolling_aside(
    each_story: Graph, open_page: Opener
) -> None:
    page = open_page(each_story, java_script_enabled=False, width=390, height=844).page
    cells = page.locator("noscript td, table.plain td, caption")
    ends = cells.evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().right)")
    assert 0 < max(ends) <= 390


@pytest.mark.smoke
def test_without_script_there_is_a_table(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story, java_script_enabled=False)
    assert (
        opened.page.locator("noscript table tbody tr, table.plain tbody tr").count()
        == each_story.number_of_edges()
    )


def test_nothing_is_clipped_after_a_fit(each_story: Graph, open_page: Opener) -> None:
    page = open_page(each_story).page
    page.evaluate("graphkit.setAll(); graphkit.fit()")
    inside = page.evaluate("graphkit.inside()")
    assert inside
    assert all(inside.values()), [actor for actor, held in inside.items() if not held]


def test_a_dragged_actor_stays(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    before = page.evaluate("graphkit.positions()")
    frame = page.locator("#network").bounding_box()
    assert frame
    place = page.evaluate("graphkit.place('nvidia')")
    page.mouse.move(place["x"], place["y"])
    page.mouse.down()
    page.mouse.move(place["x"] + 40, place["y"] + 30, steps=4)
    page.mouse.up()
    moved = page.evaluate("graphkit.positions()")
    assert {actor for actor in moved if moved[actor] != before[actor]} == {"nvidia"}
    page.evaluate("graphkit.setDay(739447)")
    assert page.evaluate("graphkit.positions()") == moved


def test_a_told_story_is_walked_step_by_step(open_page: Opener) -> None:
    story = (
        Step(
            title="They meet",
            text="In April.",
            since="2025-04",
            until="2025-04",
            focus=("ann",),
            selection="one",
        ),
        Step(title="The day after", as_of="2025-04-11", selection="ann"),
    )
    told_story = dataset(relation("one", when="2025-04-10")).model_copy(update={"story": story})
    opened = open_page(build_graph(told_story))
    opened.page.click("#story button")
    assert "They meet" in opened.page.inner_text("#story")
    assert "1 Apr" in opened.page.inner_text("#heading")
    opened.page.click("[aria-label='Next step of the story']")
    assert "As of 11 Apr 2025" in opened.page.inner_text("#heading")
    assert opened.complaints == []


def test_a_snapshot_of_plans_shows_them(graph_of_every_rule: Graph, open_page: Opener) -> None:
    taken = snapshot(graph_of_every_rule, "2025-09-01", statuses=("planned",))
    assert told(taken) == {"event-planned"}
    assert open_page(taken).visible() == {"event-planned"}


def test_steps_go_from_event_to_event(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.setDay(739440)")
    first = page.inner_text("#heading")
    page.click("#step-on")
    second = page.inner_text("#heading")
    assert first != second
    page.click("#step-back")
    page.click("#step-on")
    assert page.inner_text("#heading") == second
