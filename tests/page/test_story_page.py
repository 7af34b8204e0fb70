"""The told story on the page: how it opens, how one walks, leaves and comes back."""

import re

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Step
from graphkit.queries.listing import relations as listed
from graphkit.queries.windows import window

from .conftest import Opener, dataset, relation

SIZES = [(1440, 900), (390, 844)]
TWO_STEPS = (
    Step(title="They meet", text="In April.", since="2025-04", until="2025-04", focus=("ann", "bob")),
    Step(title="The day after", text="By then.", as_of="2025-04-11", focus=("ann", "firm"), selection="ann"),
    Step(title="All of it", text="Whatever its date."),
)


@pytest.fixture
def told() -> Graph:
    """Three relations and three steps: a period, a day, and the whole."""
    relations = (
        relation("meeting", when="2025-04-10"),
        relation("visit", "visited", "ann", "firm", when="2025-04-12"),
        relation("deal", "agreed", "bob", "firm", when="2025-04-11"),
    )
    return build_graph(dataset(*relations).model_copy(update={"story": TWO_STEPS}))


def heading(page: Page) -> str:
    return page.inner_text("#heading").replace("\N{EN DASH}", "-")


def go(page: Page, number: int) -> None:
    page.evaluate("number => graphkit.step(number)", number)


@pytest.mark.smoke
def test_the_story_opens_on_its_first_step(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    left_out = listed(window(shipped_graph, "2025-04-01", "2025-07-31")).left_out
    assert left_out == {"undated": 23, "newsroom": 7}, "as the command line says"
    counts = re.fullmatch(
        r"1 Apr - 31 Jul 2025 · (\d+) relations, of them (?:\d+ planned, )?"
        r"(?:\d+ last reported earlier, )?(\d+) maybe"
        r" · (\d+) more faded · (\d+) background \(2 planned\) · left out: 23 undated, 7 newsroom",
        heading(page),
    )
    assert counts
    relations, maybe, faded, background = map(int, counts.groups())
    assert 27 <= relations <= 33
    assert 0 < maybe < 10
    in_colour = page.evaluate("graphkit.inColour()")
    assert len(in_colour) == relations
    assert len(opened.visible()) == relations + faded + background
    types = {index(shipped_graph).by_id[id].type for id in in_colour}
    assert not any(type_.background or type_.newsroom for type_ in types)
    assert len({type_.family for type_ in types}) <= 8
    assert page.inner_text("#story-title") == shipped_graph.graph["story"][0].title
    assert page.inner_text(".story-all").endswith("1 of 8")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_first_steps_cast_is_all_in_the_picture(
    width: int, height: int, each_story: Graph, open_page: Opener
) -> None:
    page = open_page(each_story, width=width, height=height).page
    cast = set(each_story.graph["story"][0].focus)
    assert {node["id"] for node in page.evaluate("graphkit.nodes()") if not node["faded"]} == cast
    inside = page.evaluate("graphkit.inside()")
    assert [actor for actor in cast if not inside[actor]] == []
    assert cast <= {label["id"] for label in page.evaluate("graphkit.labels()")}


def test_the_few_large_actors_are_central(each_story: Graph, open_page: Opener) -> None:
    page = open_page(each_story, width=1440, height=900).page
    frame = page.locator("#network").bounding_box()
    assert frame
    nodes = sorted(page.evaluate("graphkit.nodes()"), key=lambda node: -node["size"])
    places = [page.evaluate("id => graphkit.place(id)", node["id"]) for node in nodes[:4]]
    for side, length in (("x", "width"), ("y", "height")):
        shares = [(place[side] - frame[side]) / frame[length] for place in places]
        assert all(0.1 < share < 0.9 for share in shares)
        assert 0.3 < sum(shares) / len(shares) < 0.7


def test_only_a_page_of_the_whole_opens_on_the_story(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(window(shipped_graph, "2025-07-14", "2025-07-15")).page
    assert heading(page).startswith("14 Jul - 15 Jul 2025")
    assert "faded" not in heading(page)
    assert page.inner_text(".story-all") == "The story in 8 steps"
    page.click("[aria-label='Next step of the story']")
    assert page.inner_text(".story-all").endswith("1 of 8")


def test_every_step_shows_its_days_its_cast_and_its_choice(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story)
    page = opened.page
    by_id = index(each_story).by_id
    for number, step in enumerate(each_story.graph["story"], start=1):
        go(page, number)
        assert page.inner_text("#story-title") == step.title
        assert page.inner_text(".story-text") == step.text
        assert not page.is_visible(".story-left")
        for id in page.evaluate("graphkit.inColour()"):
            assert {by_id[id].source, by_id[id].target} <= set(step.focus)
        if step.selection:
            assert step.selection in page.evaluate("graphkit.inColour()")
            assert page.inner_text("#details .headline") == by_id[step.selection].summary
        if step.since is None:
            assert heading(page).startswith("Whole story")
    assert opened.complaints == []


@pytest.mark.parametrize(("on", "back"), [("n", "p"), ("j", "k")])
def test_keys_walk_through_the_steps(on: str, back: str, told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    titles = []
    for key in (on, on, on, back):
        page.keyboard.press(key)
        titles.append(page.inner_text("#story-title"))
    assert titles == ["The day after", "All of it", "All of it", "The day after"]
    assert heading(page).startswith("As of 11 Apr 2025")
    assert page.inner_text("#details h2") == "Ann Example"


def test_keys_are_text_where_one_writes(told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    page.click("#search")
    page.keyboard.type("njpk")
    assert page.input_value("#search") == "njpk"
    assert page.inner_text("#story-title") == "They meet"


def test_buttons_dots_and_list_walk_too(told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    assert page.is_disabled("[aria-label='Previous step of the story']")
    page.click("[aria-label='Next step of the story']")
    assert page.inner_text("#story-title") == "The day after"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Next step of the story"
    page.click("[aria-label='Step 3: All of it']")
    assert heading(page).startswith("Whole story")
    assert page.is_disabled("[aria-label='Next step of the story']")
    page.click(".story-all")
    page.click("#story-steps >> text=They meet")
    assert heading(page).startswith("1 Apr - 30 Apr 2025")
    assert not page.is_visible("#story-steps")


def test_a_step_fades_what_is_not_of_its_cast(told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    assert heading(page) == "1 Apr - 30 Apr 2025 · 1 relation · 2 more faded"
    assert page.evaluate("graphkit.inColour()") == ["meeting"]
    assert "2 more relations, faded at this step" in page.inner_text("#details")
    go(page, 3)
    assert heading(page) == "Whole story · 3 relations"


def test_the_button_of_the_whole_story_leaves_a_step_that_fades_some_of_it(
    told: Graph, open_page: Opener
) -> None:
    told.graph["story"] = (Step(title="Two of all", focus=("ann", "bob")),)
    page = open_page(told).page
    faded = "Whole story · 1 relation · 2 more faded"
    assert heading(page) == faded
    page.click("label:has(input[value='all'])")
    assert heading(page) == "Whole story · 3 relations"
    go(page, 1)
    assert heading(page) == faded
    page.evaluate("graphkit.setSpan(739353, 739354)")
    page.click("label:has(input[value='all'])")
    assert heading(page) == "Whole story · 3 relations"


def test_whoever_goes_to_other_days_leaves_and_can_return(told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    page.evaluate("graphkit.setSpan(739353, 739354)")
    left = heading(page)
    assert left == "12 Apr - 13 Apr 2025 · 1 relation"
    assert page.is_visible(".story-left")
    assert page.inner_text("#story-title") == "They meet"
    page.click("text=Back to this step")
    assert heading(page).startswith("1 Apr - 30 Apr 2025")
    assert not page.is_visible(".story-left")
    page.evaluate("graphkit.setKnownBy(739300)")
    assert page.is_visible(".story-left")


def test_to_choose_something_is_to_read_on(told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    page.evaluate("graphkit.select('bob')")
    assert not page.is_visible(".story-left")
    page.evaluate("graphkit.select(null)")
    assert page.evaluate("graphkit.inColour()") == ["meeting"]


def test_the_story_can_be_left_altogether(told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    page.click("[aria-label='Leave the story']")
    assert heading(page) == "1 Apr - 30 Apr 2025 · 3 relations"
    assert page.inner_text(".story-all") == "The story in 3 steps"
    assert not page.is_visible("#story-title")


def test_a_step_is_in_the_link_also_after_one_left_it(told: Graph, open_page: Opener) -> None:
    page = open_page(told).page
    go(page, 2)
    at_step = page.evaluate("graphkit.link()")
    assert "step=2" in at_step
    page.evaluate("graphkit.setDay(739355)")
    left = page.evaluate("graphkit.link()")
    again = open_page(told, f"#{at_step}").page
    assert again.inner_text("#story-title") == "The day after"
    assert not again.is_visible(".story-left")
    gone = open_page(told, f"#{left}").page
    assert gone.is_visible(".story-left")
    assert heading(gone).startswith("As of 14 Apr 2025")


def test_a_story_without_steps_has_no_card(open_page: Opener) -> None:
    page = open_page(build_graph(dataset(relation("one", when="2025-04-10")))).page
    assert not page.is_visible("#story")
    page.keyboard.press("n")
    assert heading(page) == "Whole story · 1 relation"


def test_a_long_story_is_walked_by_its_list(open_page: Opener) -> None:
    steps = tuple(Step(title=f"Step {number}", as_of=f"2025-04-{number:02}") for number in range(1, 21))
    made = dataset(relation("one", when="2025-04-10")).model_copy(update={"story": steps})
    page = open_page(build_graph(made)).page
    assert page.query_selector(".story-dot") is None
    page.click(".story-all")
    page.click("#story-steps >> text=Step 17")
    assert page.inner_text(".story-all").endswith("17 of 20")
    assert heading(page).startswith("As of 17 Apr 2025")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (390, 844)])
def test_the_way_on_is_in_sight_however_long_the_text_of_a_step(
    width: int, height: int, open_page: Opener
) -> None:
    long = Step(title="At length", text="This goes on and on. " * 60, since="2025-04", until="2025-04")
    made = dataset(relation("one", when="2025-04-10")).model_copy(update={"story": (long, *TWO_STEPS)})
    page = open_page(build_graph(made), width=width, height=height).page
    card = page.locator("#story").bounding_box()
    on = page.locator(".story-turn >> nth=1").bounding_box()
    assert card
    assert on
    assert card["y"] <= on["y"]
    assert on["y"] + on["height"] <= card["y"] + card["height"]
    page.click(".story-turn >> nth=1")
    assert page.inner_text("#story-title") == "They meet"
