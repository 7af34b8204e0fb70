"""Names belong to their actor; a finger need not hit it; lines come last."""

from itertools import product
from typing import Any

from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph

from .conftest import Opened, Opener, dataset, relation

NAMES = """() => {
    const held = graphkit.positions();
    const ids = Object.keys(held).sort((one, other) => held[one].x - held[other].x);
    const [one, other] = [ids[0], ids.at(-1)];
    const scale = (graphkit.place(one).x - graphkit.place(other).x) / (held[one].x - held[other].x);
    const left = graphkit.place(one).x - held[one].x * scale;
    const top = graphkit.place(one).y - held[one].y * scale;
    const faded = new Set(graphkit.nodes().filter((node) => node.faded).map(({ id }) => id));
    return graphkit.labels().filter(({ id }) => id in held && !faded.has(id)).map((box) => ({
        id: box.id, x: left + scale * (box.left + box.right) / 2, y: top + scale * (box.top + box.bottom) / 2,
    }));
}"""


def chosen(page: Page) -> Any:
    return page.evaluate("new URLSearchParams(graphkit.link()).get('actor')")


def phone(open_page: Opener, graph: Graph) -> Opened:
    return open_page(graph, width=390, height=844, has_touch=True, is_mobile=True)


def test_a_click_on_a_name_chooses_its_actor(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story, width=1440, height=900)
    page = opened.page
    opened.rest()
    named = [name["id"] for name in page.evaluate(NAMES)]
    assert len(named) >= 9
    for actor in named:
        # Names may stand elsewhere after a choice, but not under the pointer that rests on them.
        name = next(name for name in page.evaluate(NAMES) if name["id"] == actor)
        page.mouse.move(name["x"], name["y"])
        page.wait_for_selector("#tip:not([hidden])")
        opened.rest()
        page.mouse.click(name["x"], name["y"])
        assert chosen(page) == actor
        page.keyboard.press("Escape")
        page.mouse.move(5, 5)
        page.wait_for_selector("#tip", state="hidden")
        opened.rest()
    assert opened.complaints == []


def test_who_is_pointed_at_has_a_card_also_by_the_name(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, width=1440, height=900)
    page = opened.page
    opened.rest()
    name = next(name for name in page.evaluate(NAMES) if name["id"] == "deepseek")
    for place in (name, page.evaluate("graphkit.place('deepseek')")):
        page.mouse.move(place["x"], place["y"])
        page.wait_for_selector("#tip:not([hidden])")
        assert page.inner_text("#tip").split("\n")[:2] == ["DeepSeek", "Product · 2 relations shown"]
        assert "An advanced Chinese AI model" in page.inner_text("#tip")
        page.mouse.move(5, 5)
        page.wait_for_function("() => document.querySelector('#tip').hidden")


def test_a_finger_beside_an_actor_hits_it(shipped_graph: Graph, open_page: Opener) -> None:
    opened = phone(open_page, shipped_graph)
    page = opened.page
    opened.rest()
    tried = [node["id"] for node in page.evaluate("graphkit.nodes()") if not node["faded"]]
    assert len(tried) >= 10
    at_first = page.evaluate("graphkit.link()")
    for off, actor in product([(0, 0), (10, -10), (-10, -10), (-12, 4)], tried):
        place = page.evaluate("id => graphkit.place(id)", actor)
        page.touchscreen.tap(place["x"] + off[0], place["y"] + off[1])
        assert chosen(page) == actor, off
        page.evaluate("link => { location.hash = '#' + link; }", at_first)
        page.wait_for_function("() => !graphkit.link().includes('actor=')")
        opened.rest()


def test_a_finger_on_a_line_hits_it_unless_an_actor_is_as_near_as_a_finger_is_wide(
    open_page: Opener,
) -> None:
    graph = build_graph(dataset(relation("one", source="ann", target="bob", when="2025-04")))
    opened = phone(open_page, graph)
    page = opened.page
    opened.rest()
    ann, bob = (page.evaluate("id => graphkit.place(id)", id) for id in ("ann", "bob"))
    middle = page.evaluate("graphkit.curves()")[0]
    page.touchscreen.tap(middle["x"], middle["y"])
    assert "relation=one" in page.evaluate("graphkit.link()")
    page.keyboard.press("Escape")
    opened.rest()
    ann, bob = (page.evaluate("id => graphkit.place(id)", id) for id in ("ann", "bob"))
    size = page.evaluate("graphkit.nodes().find(({ id }) => id === 'ann').size") * abs(
        (ann["x"] - bob["x"]) / page.evaluate("graphkit.positions().ann.x - graphkit.positions().bob.x")
    )
    away = 1 if bob["x"] > ann["x"] else -1
    page.touchscreen.tap(ann["x"] + away * (size + 11), ann["y"])
    assert chosen(page) == "ann"
