"""The camera follows every choice, and no further than needed; what lies off the drawing is hinted at."""

import math
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset

from .conftest import Opener, dataset, relation

PLACES = "Object.fromEntries(graphkit.drawn().map((id) => [id, graphkit.place(id)]))"
Place = dict[str, float]
CHIPS = """() => [...document.querySelectorAll(".hint:not([hidden]) .hint-words")].map((chip) => {
    const { left, top } = document.getElementById("network").getBoundingClientRect();
    const chips = chip.getBoundingClientRect();
    return {
        left: chips.left - left, right: chips.right - left,
        top: chips.top - top, bottom: chips.bottom - top,
    };
})"""
BOXES = """(what) => {
    const ids = graphkit.drawn();
    const { left: x, top: y } = document.getElementById("network").getBoundingClientRect();
    const [one, other] = ids.map((id) => [graphkit.positions()[id], graphkit.place(id)])
        .sort(([one], [other]) => one.x - other.x).filter((_, at) => at === 0 || at === ids.length - 1);
    const scale = (other[1].x - one[1].x) / (other[0].x - one[0].x);
    const toWindow = (at, axis, rim) => (at - one[0][axis]) * scale + one[1][axis] - rim;
    return graphkit[what]().map(({ id, left, right, top, bottom }) => ({
        id, relation: !ids.includes(id),
        left: toWindow(left, "x", x), right: toWindow(right, "x", x),
        top: toWindow(top, "y", y), bottom: toWindow(bottom, "y", y),
    }));
}"""
"""The names that are written, or the actors, in pixels of the drawing."""


def off(page: Page, *actors: str) -> list[str]:
    """Which of these actors are not in the drawing."""
    box = page.locator("#network").bounding_box()
    assert box
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]

    def is_in(place: Place) -> bool:
        return box["x"] < place["x"] < right and box["y"] < place["y"] < bottom

    return [actor for actor in actors if not is_in(page.evaluate("id => graphkit.place(id)", actor))]


def look_away(page: Page) -> None:
    """Look at a place where nothing is."""
    page.focus("#network .vis-network")
    for key in ["+"] * 3 + ["ArrowLeft"] * 40:
        page.keyboard.press(key)
    assert len(off(page, "nvidia", "china", "deepseek")) == 3


def search(page: Page, text: str) -> None:
    page.fill("#search", text)
    page.keyboard.press("Enter")


def from_roster(page: Page) -> None:
    page.keyboard.press("l")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")


CHOICES: dict[str, Callable[[Page], object]] = {
    "search": lambda page: search(page, "deepseek"),
    "list": lambda page: page.locator("#details .item-button").first.click(),
    "roster": from_roster,
    "table": lambda page: (page.keyboard.press("t"), page.locator("#table tbody .name").first.click()),
    "path": lambda page: page.evaluate("graphkit.path('nvidia', 'deepseek')"),
    "step": lambda page: page.keyboard.press("n"),
    "leave": lambda page: page.click("[aria-label='Leave the story']"),
    "fit": lambda page: page.click("#fit-button"),
}


def chosen(page: Page, graph: Graph) -> list[str]:
    """The actors of what is chosen, by the link; of a step those in colour."""
    link = dict(part.split("=", 1) for part in page.evaluate("graphkit.link()").split("&"))
    if "actor" in link:
        return [link["actor"]]
    if "relation" in link:
        relation = index(graph).by_id[link["relation"]]
        return [relation.source, relation.target]
    if "path" in link:
        actors: list[str] = page.evaluate("graphkit.found().actors")
        return actors
    return [node["id"] for node in page.evaluate("graphkit.nodes()") if not node["faded"]]


@pytest.mark.parametrize("way", CHOICES)
def test_nothing_chosen_is_out_of_sight(way: str, shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    look_away(page)
    CHOICES[way](page)
    opened.rest()
    wanted = chosen(page, shipped_graph)
    assert wanted
    assert off(page, *wanted) == []
    assert opened.complaints == []


SIZES = [(1440, 900), (1024, 700), (390, 844)]


def taken(page: Page, number: int) -> None:
    page.evaluate("number => graphkit.step(number)", number)


def linked(page: Page, number: int) -> None:
    page.evaluate("number => { location.hash = `#step=${number}`; }", number)
    page.wait_for_selector(f".story-all >> text=/ {number} of /")


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("go", [taken, linked])
def test_whatever_a_step_focuses_on_is_wholly_in_the_drawing_with_its_name(
    go: Callable[[Page, int], None], width: int, height: int, each_story: Graph, open_page: Opener
) -> None:
    opened = open_page(each_story, width=width, height=height)
    page = opened.page
    by_id = index(each_story).by_id
    for number, step in enumerate(each_story.graph["story"], start=1):
        go(page, number)
        opened.rest()
        lit = {node["id"] for node in page.evaluate("graphkit.nodes()") if not node["faded"]}
        assert lit >= set(by_id[step.selection].about if step.selection else ()), number
        boxes = [
            box for what in ("nodes", "labels") for box in page.evaluate(BOXES, what) if box["id"] in lit
        ]
        assert sorted(box["id"] for box in boxes) == sorted([*lit, *lit]), number
        ground = page.locator("#network").bounding_box()
        assert ground
        for box in boxes:
            assert min(box["left"], box["top"]) >= 0, (number, box)
            assert box["right"] <= ground["width"], (number, box)
            assert box["bottom"] <= ground["height"], (number, box)


def test_a_path_that_is_found_fills_the_drawing_of_a_phone(danske_graph: Graph, open_page: Opener) -> None:
    opened = open_page(danske_graph, "#all=1", width=390, height=844)
    page = opened.page
    for ends in ("'aivar-rehe', 'second-circuit'", "'danske-bank', 'thomas-borgen'"):
        page.evaluate("graphkit.select(null); graphkit.fit()")
        page.evaluate(f"graphkit.path({ends})")
        opened.rest()
        places = [page.evaluate("id => graphkit.place(id)", id) for id in chosen(page, danske_graph)]
        ground = page.locator("#network").bounding_box()
        assert ground
        shares = [
            (max(place[side] for place in places) - min(place[side] for place in places)) / ground[length]
            for side, length in (("x", "width"), ("y", "height"))
        ]
        assert max(shares) > 0.5, ends
        again = open_page(danske_graph, f"#{page.evaluate('graphkit.link()')}", width=390, height=844)
        again.rest()
        assert off(again.page, *chosen(page, danske_graph)) == []


def test_names_and_links_of_the_details_are_followed_too(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, "#all=1&relation=h20-ban")
    page = opened.page
    for link in ("#details .parties .name", "#details .item-button"):
        look_away(page)
        page.locator(link).first.click()
        opened.rest()
        assert off(page, *chosen(page, shipped_graph)) == []


def test_what_is_in_the_picture_moves_nothing(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    opened.rest()
    before = page.evaluate(PLACES)
    for choice in ("'nvidia'", "'h20-ban'", "'china'", "null"):
        page.evaluate(f"graphkit.select({choice})")
        opened.rest()
        assert page.evaluate(PLACES) == before, choice


def test_a_link_opens_on_what_it_chose(shipped_graph: Graph, open_page: Opener) -> None:
    for part, actors in (
        ("actor=deepseek", ("deepseek",)),
        ("actors=deepseek,he-lifeng", ("deepseek", "he-lifeng")),
        ("pair=nvidia+h20", ("nvidia", "h20")),
    ):
        page = open_page(shipped_graph, f"#all=1&look=9000,9000,1&{part}", width=390, height=844).page
        assert off(page, *actors) == []


def test_where_motion_is_to_be_reduced_the_camera_is_there_at_once(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, reduced_motion="reduce").page
    look_away(page)
    there = "id => { graphkit.select(id); return graphkit.place(id); }"
    at_once = page.evaluate(there, "deepseek")
    assert off(page, "deepseek") == []
    assert page.evaluate("graphkit.place('deepseek')") == at_once


def test_the_whole_story_fits_its_drawing_and_its_axis(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    home = page.evaluate("graphkit.axis()")
    look_away(page)
    page.click("#zoom-in")
    page.click("label:has(input[value='all'])")
    opened.rest()
    inside = page.evaluate("graphkit.inside()")
    assert inside
    assert [actor for actor, held in inside.items() if not held] == []
    assert page.inner_text("#earlier") == "◂ 6 earlier", "with them all the others would have a sixth of it"
    page.click("label:has(input[value='span'])")
    assert page.evaluate("graphkit.axis()") == home
    page.click("label:has(input[value='all'])")
    most = page.evaluate("graphkit.axis()")
    page.click("#earlier")
    assert page.inner_text("#earlier") == "▸ fewer days"
    assert page.is_hidden("#later")
    page.click("#earlier")
    assert page.evaluate("graphkit.axis()") == most
    assert page.inner_text("#earlier") == "◂ 6 earlier"


def test_what_is_between_two_fingers_goes_along_with_them(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, "#all=1", width=390, height=844, has_touch=True)
    page = opened.page
    opened.rest()
    session = page.context.new_cdp_session(page)
    for apart, up in ((25, 120), (100, 0)):
        places = {id: page.evaluate("id => graphkit.place(id)", id) for id in ("nvidia", "china")}
        link = page.evaluate("graphkit.link()")
        for kind, fingers, share in (
            *(("touchStart", fingers, 0.0) for fingers in (1, 2)),
            *(("touchMove", 2, step / 10) for step in range(1, 11)),
            ("touchEnd", 0, 1.0),
        ):
            x, y = 25 + (apart - 25) * share, 300 - up * share
            points = [{"x": 195 + side * x, "y": y, "id": side + 1} for side in (-1, 1)][:fingers]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        opened.rest()
        moved = {id: page.evaluate("id => graphkit.place(id)", id) for id in places}
        for id, place in places.items():
            # Browsers may hold back the last move of a finger, or take the first for none.
            assert moved[id]["x"] - 195 == pytest.approx((place["x"] - 195) * apart / 25, abs=0.3 * apart), id
            assert apart > 25 or place["y"] - moved[id]["y"] > up * 0.6, id
        assert page.evaluate("graphkit.link()").partition("&look=")[0] == link.partition("&look=")[0]
    assert opened.complaints == []


def test_what_lies_off_the_drawing_is_hinted_at_and_looked_for(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph, "#all=1")
    page = opened.page
    page.evaluate("graphkit.fit()")
    opened.rest()
    assert page.locator(".hint:visible").count() == 0
    actors = page.evaluate("graphkit.drawn()")
    look_away(page)
    opened.rest()
    assert page.inner_text(".hint-right .hint-words span") == str(len(off(page, *actors))) == str(len(actors))
    assert page.get_attribute(".hint-right", "aria-label") == f"{len(actors)} actors to the right: look there"
    page.click(".hint-right")
    opened.rest()
    assert len(off(page, *actors)) < len(actors)
    page.evaluate("graphkit.select('nvidia')")
    opened.rest()
    look_away(page)
    opened.rest()
    assert page.inner_text(".hint-right .hint-words span") == "Nvidia"
    page.click(".hint-right")
    opened.rest()
    assert off(page, "nvidia") == []
    assert "actor=nvidia" in page.evaluate("graphkit.link()")


def test_what_is_chosen_but_not_shown_is_named_where_it_would_stand(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph, "#day=2007-11-20")
    page = opened.page
    page.evaluate("graphkit.select('deepseek')")
    opened.rest()
    assert page.inner_text(".absent") == "DeepSeek: not in what is shown. Shown without the dates."
    assert page.evaluate("graphkit.lit().actors") == page.evaluate("graphkit.drawn()")
    page.evaluate("graphkit.setAll()")
    opened.rest()
    assert page.locator(".absent li").count() == 0
    page.evaluate("graphkit.ask({ offKinds: ['product'] })")
    opened.rest()
    assert page.inner_text(".absent").endswith(" with actors of the kind “Product” again.")
    page.evaluate("graphkit.ask({ offKinds: [], hide: [...Array(500).keys()], knownBy: 700000 })")
    opened.rest()
    assert page.inner_text(".absent").endswith("Several filters, or filters and days, hide it together.")


def apart() -> Graph:
    """Two who meet in January, and each month two more, ever further from them."""
    months = range(1, 10)
    actors = tuple(
        Actor(id=f"{side}{month}", name=f"{side.title()} {month}", kind="person")
        for month in months
        for side in ("left", "right")
    )
    met = tuple(
        relation(f"met{month}", source=f"left{month}", target=f"right{month}", when=f"2025-{month:02}-10")
        for month in months
    )
    return build_graph(Dataset(title="Apart", sources=dataset().sources, actors=actors, relations=met))


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_camera_follows_a_play_until_the_reader_takes_it(motion: str, open_page: Opener) -> None:
    opened = open_page(apart(), "#day=2025-01-15", reduced_motion=motion)
    page = opened.page
    page.evaluate("graphkit.fit()")
    opened.rest()
    page.select_option("#speed", "4")
    page.click("#play")
    page.wait_for_function("() => document.getElementById('play').textContent === 'Play'")
    opened.rest()
    inside = page.evaluate("graphkit.inside()")
    assert len(inside) == 18
    assert all(inside.values())
    page.evaluate("graphkit.setDay(738900)")
    page.click("#play")
    page.focus("#network .vis-network")
    for key in ["+"] * 6:
        page.keyboard.press(key)
    page.wait_for_function("() => document.getElementById('play').textContent === 'Play'")
    opened.rest()
    assert "look=" in page.evaluate("graphkit.link()")
    assert not all(page.evaluate("graphkit.inside()").values())


@pytest.mark.parametrize(("width", "height"), [(1280, 300), (1280, 400), (900, 260)])
def test_in_a_low_window_the_drawing_keeps_some_room(
    width: int, height: int, each_story: Graph, open_page: Opener
) -> None:
    opened = open_page(each_story, "#all=1", width=width, height=height)
    page = opened.page
    page.evaluate("graphkit.fit()")
    box = page.locator("#network").bounding_box()
    assert box
    assert box["height"] > 150
    assert all(page.evaluate("graphkit.inside()").values())
    assert opened.complaints == []


def test_however_little_of_the_drawing_is_left_it_can_be_fitted(
    danske_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(danske_graph, "#embed", width=600, height=300)
    page = opened.page
    page.evaluate("document.getElementById('network').style.bottom = 'auto'")
    for pixels in range(40):
        page.evaluate("(pixels) => document.getElementById('network').style.height = `${pixels}px`", pixels)
        page.evaluate("graphkit.fit()")
        at = page.evaluate("graphkit.place('danske-bank')")
        assert math.isfinite(at["x"] + at["y"]), pixels
    assert opened.complaints == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 720)])
def test_what_tells_of_actors_beyond_lies_on_no_name_where_there_is_room(
    width: int, height: int, each_story: Graph, open_page: Opener
) -> None:
    opened = open_page(each_story, "#all=1", width=width, height=height)
    page = opened.page
    hints = covered = 0
    page.focus("#network .vis-network")
    page.evaluate("graphkit.fit()")
    for key in ["+", "+", "+", *["ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowRight"] * 4]:
        page.keyboard.press(key)
        opened.rest()
        labels = [label for label in page.evaluate(BOXES, "labels") if not label["relation"]]
        for box in page.evaluate(CHIPS):
            hints += 1
            covered += any(
                label["left"] < box["right"]
                and label["right"] > box["left"]
                and label["top"] < box["bottom"]
                and label["bottom"] > box["top"]
                for label in labels
            )
    assert hints > 20
    assert covered <= hints / 4
