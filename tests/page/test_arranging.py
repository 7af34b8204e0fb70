"""Actors stand in frames by kind, attribute or group, each in its own; links keep it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset
from graphkit.page import layout
from graphkit.page.html import render
from graphkit.queries.groups import groups
from graphkit.queries.windows import window

from .conftest import Opened, Opener, dataset, open_file, relation
from .scripts import DATA, evaluate, page_json
from .stories import story
from .test_size import on_a_grid

SPAN = "#span=2025-04-01/2025-06-01&axis=2025-04-01/2025-06-01"


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Three groups of four, of which the second is dissolved in May; some actors tell a country."""
    kinds, countries = ("person", "company", "media"), ("Aland", "Borduria", None)
    actors = [
        Actor(
            id=f"{group}{place}",
            name=f"{group} number {place}".title(),
            kind=kinds[place % 3],
            attributes=(("country", told),) if (told := countries[(place + group_at) % 3]) else (),
        )
        for group_at, group in enumerate(("red", "green", "blue"))
        for place in range(4)
    ]
    when = {"red": "2025-05-20", "green": "2025-04-10", "blue": "2025-05-25"}
    within = [
        relation(f"{group}-{one}-{other}", "met", f"{group}{one}", f"{group}{other}", when=day)
        for group, day in when.items()
        for one, other in combinations(range(4), 2)
    ]
    across = [
        relation(f"{one}-{other}", "met", f"{one}0", f"{other}1", when="2025-05-22")
        for one, other in (("red", "green"), ("green", "blue"), ("blue", "red"))
    ]
    whole = dataset(*within, *across)
    return build_graph(Dataset(sources=whole.sources, actors=tuple(actors), relations=whole.relations))


@pytest.fixture(scope="module")
def tab(graph: Graph, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    file = tmp_path_factory.mktemp("arranging") / "page.html"
    file.write_text(render(graph), encoding="utf-8", newline="\n")
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    yield open_file(page, file, SPAN)
    page.close()


@pytest.fixture
def opened(tab: Opened) -> Iterator[Opened]:
    """The page as it opens, with the choices of looks unfolded."""
    for fragment, mode in (("#all=1", "all"), (SPAN, "span")):
        tab.page.goto(tab.page.url.partition("#")[0] + fragment)
        tab.page.wait_for_function("mode => graphkit.time().mode === mode", arg=mode)
    assert tab.page.evaluate("graphkit.frames()") == []
    tab.page.evaluate("document.getElementById('facet-looks').hidden = false")
    yield tab
    assert tab.complaints == []


def frames(opened: Opened) -> dict[str, Any]:
    """The frames by their titles, after the next drawing."""
    opened.page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return {frame["title"]: frame for frame in opened.page.evaluate("graphkit.frames()")}


def members(found: Mapping[str, Any]) -> dict[str, set[str]]:
    return {title: set(frame["ids"]) for title, frame in found.items()}


Area = tuple[float, float, float, float]


def area(box: Mapping[str, float]) -> Area:
    return (
        box["left"],
        box["top"],
        box.get("right", box["left"] + box.get("width", 0)),
        box.get("bottom", box["top"] + box.get("height", 0)),
    )


def overlap(one: Area, other: Area) -> bool:
    slack = 1e-6
    return all(one[side] < other[side + 2] - slack and other[side] < one[side + 2] - slack for side in (0, 1))


def holds(outer: Area, inner: Area) -> bool:
    return all(outer[side] <= inner[side] and inner[side + 2] <= outer[side + 2] for side in (0, 1))


def named_groups(cut: Graph) -> dict[str, set[str]]:
    names = {actor: data["name"] for actor, data in cut.nodes(data=True)}
    return {
        f"{one.number}: {', '.join(names[actor] for actor in one.actors[:2])}": set(one.actors)
        for one in groups(cut)
    }


@pytest.mark.parametrize("by", ["measure:kind", "country", "measure:group"])
def test_each_frame_holds_exactly_its_actors_and_nothing_overlaps(
    by: str, graph: Graph, opened: Opened
) -> None:
    opened.page.select_option("#arrange-by", by)
    found = frames(opened)
    expected = defaultdict[str, set[str]](set)
    for actor, data in graph.nodes(data=True):
        told = dict(data.get("attributes", ()))
        expected[
            data["kind"].title() if by == "measure:kind" else told.get("country", "without country")
        ].add(actor)
    assert members(found) == (named_groups(graph) if by == "measure:group" else expected)
    nodes = {node["id"]: area(node) for node in opened.page.evaluate("graphkit.nodes()")}
    for frame in found.values():
        assert all(holds(area(frame), nodes[actor]) for actor in frame["ids"])
    titles = [area(frame["written"]) for frame in found.values()]
    assert all(holds(area(frame), title) for frame, title in zip(found.values(), titles, strict=True))
    labels = [label for label in opened.page.evaluate("graphkit.labels()") if label.get("id") in nodes]
    own = {actor: area(frame) for frame in found.values() for actor in frame["ids"]}
    assert labels, "names are written"
    assert all(holds(own[label["id"]], area(label)) for label in labels), "no name leaves its frame"
    written = titles + [area(label) for label in opened.page.evaluate("graphkit.labels()")]
    for apart in (list(map(area, found.values())), [*nodes.values(), *titles], written):
        assert not any(overlap(one, other) for one, other in combinations(apart, 2))
    assert opened.page.inner_text("#announcer").startswith("3 frames by ")
    assert all(opened.page.evaluate("graphkit.inside()").values())
    assert set(found) <= set(opened.page.inner_text("#arrange-legend").split("\n"))
    svg = opened.page.evaluate("graphkit.svg()")
    assert all(title in svg for title in [*found, opened.page.inner_text("#announcer")])


def test_the_link_restores_frames_and_who_was_dragged_and_back_goes_back(
    opened: Opened, browser: Browser
) -> None:
    page = opened.page
    home = page.evaluate("graphkit.positions()")
    page.select_option("#arrange-by", "country")
    frame = area(frames(opened)["Borduria"])
    place = page.evaluate("graphkit.place('red1')")
    page.mouse.move(place["x"], place["y"])
    page.mouse.down()
    page.mouse.move(place["x"] + 25, place["y"] + 1500, steps=4)
    page.mouse.up()
    stands = page.evaluate("graphkit.positions()")
    dropped = {node["id"]: area(node) for node in page.evaluate("graphkit.nodes()")}["red1"]
    assert holds(frame, dropped), "nobody leaves the frame"
    assert frame[3] - dropped[3] < 1
    page.wait_for_function("() => location.hash.includes('moved=red1') && location.hash.includes('canvas=')")
    link = page.evaluate("graphkit.link()")
    page.go_back()
    page.wait_for_function("() => !location.hash.includes('moved')")
    assert frames(opened)
    assert page.evaluate("graphkit.positions()") != stands
    page.go_back()
    page.wait_for_function("() => !location.hash.includes('arrange')")
    assert (page.evaluate("graphkit.frames()"), page.evaluate("graphkit.positions()")) == ([], home)
    again = browser.new_page(viewport={"width": 700, "height": 900})
    again.goto(page.url.partition("#")[0] + f"#{link}")
    again.wait_for_selector("#stage", state="visible")
    assert again.evaluate("graphkit.positions()") == stands
    again.close()


UNPAINTED = """() => {
    const canvas = document.querySelector("#network canvas");
    const { x: left, y: top, width } = canvas.getBoundingClientRect();
    const pixels = canvas.width / width;
    const alpha = ({ x, y }) =>
        canvas.getContext("2d").getImageData((x - left) * pixels, (y - top) * pixels, 1, 1).data[3];
    return graphkit.drawn().filter((id) => alpha(graphkit.place(id)) < 255);
}"""


def test_who_stood_out_of_sight_before_is_painted_in_its_frame(open_page: Opener) -> None:
    alone = tuple(Actor(id=f"alone{number}", name=f"Alone {number}", kind="person") for number in range(40))
    tied = tuple(Actor(id=f"tied{number}", name=f"Tied {number}", kind="person") for number in range(6))
    pairs = [(one, other) for part in (range(3), range(3, 6)) for one, other in combinations(part, 2)]
    ties = [relation(f"{a}-{b}", "met", f"tied{a}", f"tied{b}", when="2025-05-20") for a, b in pairs]
    made = Dataset(sources=dataset().sources, actors=(*tied, *alone), relations=tuple(ties))
    opened = open_page(build_graph(made), "#all=1")
    opened.page.evaluate("graphkit.ask({ arrange: 'measure:group' })")
    opened.rest()
    assert opened.page.evaluate(UNPAINTED) == []


def test_groups_are_those_of_what_is_shown_and_frames_wait_while_days_are_dragged(
    graph: Graph, opened: Opened
) -> None:
    page = opened.page
    page.select_option("#arrange-by", "measure:group")
    before = members(frames(opened))
    left, right = (page.evaluate(f"graphkit.dayAt({day})") for day in (739342, 739380))
    y = page.locator("#histogram").bounding_box()["y"] + 30  # type: ignore[index]
    page.mouse.move(left - 4, y)
    page.mouse.down()
    page.mouse.move(right, y, steps=5)
    since = page.evaluate("new Date((graphkit.time().first - 719163) * 864e5).toISOString().slice(0, 10)")
    assert since > "2025-05-01"
    assert members(frames(opened)) == before
    page.mouse.up()
    cut = window(graph, since, "2025-06-01")
    expected = named_groups(cut)
    rest = set(graph) - set().union(*expected.values())
    assert rest
    assert members(frames(opened)) == {**expected, "in no group": rest}
    page.get_by_role("radio", name="What changed").check()
    expect(page.locator("#arrange-legend")).to_contain_text("has no groups")
    assert page.evaluate("graphkit.frames()") == []


def test_the_pointer_is_told_whose_frame_it_is_and_lanes_stand_by_group(graph: Graph, opened: Opened) -> None:
    page = opened.page
    page.select_option("#arrange-by", "measure:kind")
    frame = frames(opened)["Media"]
    title = area(frame["written"])
    # Where an actor is, in units and in pixels, tells where a title is.
    one, other = (
        page.evaluate(f"[graphkit.positions().{id}, graphkit.place('{id}')]") for id in ("red0", "blue2")
    )
    scale = (other[1]["x"] - one[1]["x"]) / (other[0]["x"] - one[0]["x"])
    x, y = ((title[side] + title[side + 2]) / 2 for side in (0, 1))
    page.mouse.move(one[1]["x"] + (x - one[0]["x"]) * scale, one[1]["y"] + (y - one[0]["y"]) * scale)
    expect(page.locator("#tip")).to_have_text("Media3 actors shown")
    page.keyboard.press("v")
    page.select_option("#lane-order", "group")
    rows = [row["id"] for row in page.evaluate("graphkit.lanes()")["rows"]]
    assert [set(rows[at : at + 4]) for at in (0, 4, 8)] == list(named_groups(graph).values())
    page.keyboard.press("v")


def test_many_values_share_a_frame_and_nobody_is_in_two_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "place", on_a_grid)
    graph = story(800)
    towns = set()
    for place, (_, data) in enumerate(list(graph.nodes(data=True))):
        if place % 5:
            towns.add(f"town {place * place % 61:02}")
            data["attributes"] = (("town", f"town {place * place % 61:02}"),)
    canvases = [(1200, 700), (390, 330), (360, 640)]
    asked = f"""{json.dumps(canvases)}.map((canvas) => {{
        settle({{ arrange: "town", canvas, moved: new Map([[3, [1e6, -1e6]]]) }});
        recompute();
        arrangeActors();
        return [[...frames], actors.id.map((_, actor) => placeOf(actor))];
    }})"""
    answers = evaluate((*DATA, "arrange.js"), page_json(graph), asked)
    for (width, height), (found, places) in zip(canvases, answers, strict=True):
        most = max(6, min(24, round(width * height / 14_000)))
        rest = [frame["title"] for frame in found[most:]]
        assert rest == [f"others ({len(towns) - most} values)", "without town"]
        assert sorted(actor for frame in found for actor in frame["members"]) == list(range(len(places)))
        areas = [area(frame) for frame in found]
        assert not any(overlap(one, other) for one, other in combinations(areas, 2))
        for frame in found:
            assert all(holds(area(frame), (*places[actor], *places[actor])) for actor in frame["members"])
        assert len(set(map(tuple, places))) == len(places)
        across, down = (
            max(each[side + 2] for each in areas) - min(each[side] for each in areas) for side in (0, 1)
        )
        assert across / down == pytest.approx(width / height, rel=0.03)


def test_an_arrangement_that_does_not_exist_is_ignored(graph: Graph) -> None:
    asked = """["shoe", "measure:partners", "toString", "", "country", "measure:kind"].map((key) =>
        [readHash(`#all=1&arrange=${key}`).arrange ?? null, canArrange(key)])"""
    found = evaluate((*DATA, "hash.js", "look_names.js"), page_json(graph), asked)
    assert found == [*[[None, False]] * 4, ["country", True], ["measure:kind", True]]
