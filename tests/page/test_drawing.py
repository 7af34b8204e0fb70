"""The drawing: every curve can be clicked and is named, no name lies on another, nothing moves by itself."""

import math
import random
import re
from itertools import product

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Evidence

from .conftest import Opener, dataset, relation
from .stories import story

SIZES = [(1440, 900), (820, 1180), (390, 844)]
POSITIONS = "JSON.stringify(graphkit.positions())"
EDGES = ("left", "right", "top", "bottom")
Box = dict[str, float]


def overlap(one: Box, other: Box) -> bool:
    return (
        one["left"] < other["right"]
        and one["right"] > other["left"]
        and one["top"] < other["bottom"]
        and one["bottom"] > other["top"]
    )


def points(curve: Box, pieces: int = 40) -> list[tuple[float, float]]:
    """Return points along a curve, in the units of labels and nodes."""
    shares = [place / pieces for place in range(pieces + 1)]
    x, y = (
        [
            (1 - share) ** 2 * curve[f"{axis}0"]
            + 2 * (1 - share) * share * curve[f"c{axis}"]
            + share**2 * curve[f"{axis}1"]
            for share in shares
        ]
        for axis in "xy"
    )
    return list(zip(x, y, strict=True))


def holds(box: Box, point: tuple[float, float]) -> bool:
    return box["left"] < point[0] < box["right"] and box["top"] < point[1] < box["bottom"]


def chosen(page: Page) -> str:
    link = page.evaluate("graphkit.link()")
    return next((part.split("=")[1] for part in link.split("&") if part.startswith("relation=")), "")


def test_every_curve_of_the_opening_is_clicked_by_itself(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, width=1440, height=900)
    page = opened.page
    page.evaluate("graphkit.fit()")
    opened.rest()
    in_colour = set(page.evaluate("graphkit.inColour()"))
    by_id = index(shipped_graph).by_id
    lines = [set(pair["ids"]) for pair in page.evaluate("graphkit.pairs()") if pair["folded"]]
    assert len(lines) <= 3  # the pairs with more than four
    places = [
        curve
        for curve in page.evaluate("graphkit.curves()")
        if curve["id"] in in_colour and {by_id[curve["id"]].source, by_id[curve["id"]].target} not in lines
    ]
    assert len(places) > len(in_colour) * 3 / 4
    for place in places:
        page.mouse.click(place["x"], place["y"])
        assert chosen(page) == place["id"]


def test_however_long_one_presses_a_click_is_a_click_and_a_drag_a_drag(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, width=1440, height=900).page
    place = page.evaluate("graphkit.place('nvidia')")
    page.mouse.move(place["x"], place["y"])
    page.mouse.down()
    page.wait_for_timeout(600)
    page.mouse.move(place["x"] + 40, place["y"] + 30, steps=4)
    page.mouse.up()
    link = page.evaluate("graphkit.link()")
    assert "moved=nvidia" in link
    assert "actor=nvidia" not in link
    page.mouse.click(place["x"] + 40, place["y"] + 30, delay=600)
    assert "actor=nvidia" in page.evaluate("graphkit.link()")


def parallel(count: int) -> Graph:
    """Ann and Bob, who met so many times."""
    ends = [("ann", "bob"), ("bob", "ann")]
    rows = (
        relation(f"meeting-{place}", source=ends[place % 2][0], target=ends[place % 2][1], when="2025-04")
        for place in range(count)
    )
    return build_graph(dataset(*rows))


def click_each_curve(page: Page, count: int) -> None:
    places = page.evaluate("graphkit.curves()")
    assert len({(round(place["x"]), round(place["y"])) for place in places}) == count
    for place in places:
        page.mouse.click(place["x"], place["y"])
        assert chosen(page) == place["id"]


@pytest.mark.parametrize("count", [2, 4])
def test_up_to_four_relations_of_a_pair_are_as_many_curves(count: int, open_page: Opener) -> None:
    page = open_page(parallel(count)).page
    assert [pair["folded"] for pair in page.evaluate("graphkit.pairs()")] == [False]
    click_each_curve(page, count)


@pytest.mark.parametrize("count", [5, 9])
def test_more_are_one_line_that_opens_into_curves_when_chosen(count: int, open_page: Opener) -> None:
    page = open_page(parallel(count)).page
    [line] = page.evaluate("graphkit.pairs()")
    assert (set(line["ids"]), line["count"], line["folded"]) == ({"ann", "bob"}, count, True)
    page.mouse.click(line["x"], line["y"])
    assert "pair=ann+bob" in page.evaluate("graphkit.link()")
    assert page.locator("#details .item").count() == count
    assert page.evaluate("graphkit.pairs()[0].folded") is False
    click_each_curve(page, count)
    page.mouse.move(5, 5)  # where the pointer rests, the line stays open
    page.evaluate("graphkit.select(null)")
    page.wait_for_function("() => graphkit.pairs()[0].folded")
    there = open_page(parallel(count), "#pair=bob+ann").page
    assert there.locator("#details .item").count() == count


def test_a_line_opens_where_the_pointer_rests_and_stays_open_among_its_curves(open_page: Opener) -> None:
    page = open_page(parallel(6)).page
    [line] = page.evaluate("graphkit.pairs()")
    page.mouse.move(line["x"], line["y"])
    words = "6 relations: 6 contact"
    page.wait_for_function("text => document.querySelector('#tip span')?.textContent === text", arg=words)
    page.wait_for_function("() => !graphkit.pairs()[0].folded")
    one, other = sorted(page.evaluate("graphkit.curves()"), key=lambda curve: curve["y"])[:2]
    page.mouse.move((one["x"] + other["x"]) / 2, (one["y"] + other["y"]) / 2)
    page.mouse.move(one["x"], one["y"])
    page.wait_for_function("() => document.querySelector('#tip strong')?.textContent.includes(' met ')")
    assert page.evaluate("graphkit.pairs()[0].folded") is False
    page.mouse.move(5, 5)
    page.wait_for_function("() => graphkit.pairs()[0].folded")


def test_too_many_to_be_told_apart_stay_one_line_but_for_the_chosen(open_page: Opener) -> None:
    page = open_page(parallel(70)).page
    page.evaluate("graphkit.select('meeting-3')")
    assert page.evaluate("graphkit.pairs()[0].folded") is True
    place = next(curve for curve in page.evaluate("graphkit.curves()") if curve["id"] == "meeting-3")
    page.evaluate("graphkit.ask({ single: true })")
    assert page.evaluate("graphkit.pairs()[0].folded") is True
    page.mouse.click(place["x"], place["y"])
    assert chosen(page) == "meeting-3"


def test_every_relation_is_a_curve_on_request(open_page: Opener) -> None:
    page = open_page(parallel(9), "#single=1").page
    click_each_curve(page, 9)


def words(page: Page) -> list[str]:
    return [label["text"] for label in page.evaluate("graphkit.labels()") if label["text"]]


def test_lit_lines_carry_type_and_date_unless_they_are_switched_off(open_page: Opener) -> None:
    page = open_page(parallel(1), width=1440).page
    assert words(page) == ["met · Apr 2025"]
    assert page.evaluate("graphkit.svg()").count("met · Apr 2025") == 1
    page.uncheck("#worded")
    assert words(page) == []
    assert "words=0" in page.evaluate("graphkit.link()")
    assert words(open_page(parallel(9)).page) == ["met \N{MULTIPLICATION SIGN} 9"]


def test_curves_side_by_side_of_one_type_carry_one_word(open_page: Opener) -> None:
    assert words(open_page(parallel(4), width=1440).page) == ["met \N{MULTIPLICATION SIGN} 4"]
    ends = [("ann", "bob"), ("ann", "bob"), ("bob", "ann")]
    rows = [relation(f"pay-{place}", "paid", *each, when="2025-04") for place, each in enumerate(ends)]
    page = open_page(build_graph(dataset(*rows)), width=1440).page
    assert set(words(page)) == {"paid \N{MULTIPLICATION SIGN} 2", "paid · Apr 2025"}


@pytest.mark.parametrize(
    ("statuses", "text"),
    [
        (["actual", "actual", "planned", "denied"], "met \N{MULTIPLICATION SIGN} 4"),
        (["actual", *["denied"] * 7], "met"),
        (["denied"], "met (DENIED) \N{MULTIPLICATION SIGN} 8"),
        (["planned", "denied"], "8 planned or denied"),
    ],
)
def test_the_words_of_a_line_count_what_is_so(statuses: list[str], text: str, open_page: Opener) -> None:
    every = statuses * (8 // len(statuses))
    rows = [relation(f"row-{place}", when="2025-04", status=status) for place, status in enumerate(every)]
    shown = words(open_page(build_graph(dataset(*rows)), width=1440).page)
    assert shown == [text]


def test_a_cross_is_seen_on_a_broad_line_of_its_colour(open_page: Opener) -> None:
    rows = [relation(f"row-{place}", when="2025-04", status="denied") for place in range(40)]
    page = open_page(build_graph(dataset(*rows)), width=1440).page
    crosses = re.findall(r'<path d="([^"]*)" fill="none" stroke="([^"]*)"', page.evaluate("graphkit.svg()"))
    paper = page.evaluate("getComputedStyle(document.body).getPropertyValue('--paper')").strip()
    rimmed = [d for d, colour in crosses if colour == paper]
    assert [d for d in rimmed if any(d == other and colour != paper for other, colour in crosses)]


def test_the_marks_of_a_broad_line_do_not_lean_on_each_other(open_page: Opener) -> None:
    told = (
        Evidence(source="paper", paragraph=1, attribution="firm"),
        Evidence(source="paper", paragraph=2, stance="contradicts"),
    )
    rows = [relation(f"row-{place}", when="2025-04", evidence=told) for place in range(120)]
    page = open_page(build_graph(dataset(*rows)), width=1440, height=900).page
    one, other = page.evaluate("graphkit.marks()")
    assert one["size"] == other["size"]
    assert math.hypot(one["x"] - other["x"], one["y"] - other["y"]) >= 12 * one["size"]


def test_only_few_lines_carry_words(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, width=1440, height=900).page
    page.evaluate("{ graphkit.step(null); graphkit.setAll(); graphkit.fit(); }")
    assert words(page) == []


def test_where_too_many_lines_are_lit_the_broad_ones_say_how_many_they_are(open_page: Opener) -> None:
    many = [relation(f"many-{n}", when="2025-04") for n in range(12)]
    others = [relation(f"one-{n}", "met", f"x{n}", f"x{n + 30}", when="2025-04") for n in range(30)]
    made = dataset(*many, *others)
    more = tuple(Actor(id=f"x{n}", name=f"X{n}", kind="person") for n in range(60))
    graph = build_graph(made.model_copy(update={"actors": (*made.actors, *more)}))
    page = open_page(graph, width=1440, height=900).page
    assert words(page) == ["met \N{MULTIPLICATION SIGN} 12"]


SHARES = (0.5, 0.18, 0.82)
"""The shares of its way at which three points of a curve are asked for: they tell all of it."""


def on_curve(points: list[Box], share: float) -> tuple[float, float]:
    """Return the point of a quadratic curve at a share of its way, from its points at :data:`SHARES`."""
    parts = [math.prod((share - other) / (own - other) for other in SHARES if other != own) for own in SHARES]
    x, y = (sum(part * at[name] for part, at in zip(parts, points, strict=True)) for name in "xy")
    return x, y


def beneath(page: Page, graph: Graph) -> list[tuple[str, str]]:
    """Return the relations whose line runs beneath an actor that it does not touch, with that actor."""
    positions = page.evaluate("graphkit.positions()")
    nodes = page.evaluate("graphkit.nodes().map((node) => ({ ...node, ...graphkit.place(node.id) }))")
    frame = page.evaluate("document.getElementById('network').getBoundingClientRect().toJSON()")
    ends = (min(nodes, key=lambda node: node["x"]), max(nodes, key=lambda node: node["x"]))
    first, last = (positions[node["id"]]["x"] for node in ends)
    scale = (ends[1]["x"] - ends[0]["x"]) / (last - first)
    by_id = index(graph).by_id
    found = []
    for curve in page.evaluate("graphkit.curves()"):
        points = [curve["along"][place] for place in (0, 7, 8)]
        way = [on_curve(points, step / 60) for step in range(61)]
        for node in nodes:
            if node["id"] in (by_id[curve["id"]].source, by_id[curve["id"]].target):
                continue
            at = (node["x"] - frame["left"], node["y"] - frame["top"])
            if min(math.dist(at, point) for point in way) < node["size"] * scale:
                found.append((curve["id"], node["id"]))
    return found


def test_no_line_runs_beneath_an_actor_that_it_does_not_touch(each_story: Graph, open_page: Opener) -> None:
    page = open_page(each_story, "#all=1").page
    assert beneath(page, each_story) == []
    page.evaluate("graphkit.ask({ single: true })")
    assert len(beneath(page, each_story)) <= len(index(each_story).by_id) / 40


@pytest.mark.parametrize(("relations", "actors"), [(60, 8), (150, 70), (400, 200)])
def test_also_elsewhere_hardly_a_line_runs_beneath_an_actor(
    relations: int, actors: int, open_page: Opener
) -> None:
    graph = story(relations, actors=actors)
    assert len(beneath(open_page(graph, "#all=1").page, graph)) <= relations / 50


def test_other_days_come_into_the_picture_unless_the_reader_moved_it(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, width=1440, height=900).page
    out = "Object.values(graphkit.inside()).filter((held) => !held).length"
    page.evaluate("{ graphkit.step(1); graphkit.select(null); }")
    page.evaluate("graphkit.setSpan(null, null)")
    assert page.evaluate(out) == 0
    page.mouse.move(700, 300)
    for _ in range(4):
        page.mouse.wheel(0, -300)
    page.wait_for_timeout(600)
    assert "look=" in page.evaluate("graphkit.link()")
    page.evaluate("graphkit.setSpan(739000, null)")
    assert page.evaluate(out) > 0


@pytest.mark.parametrize("count", [1, 2, 4])
def test_k_relations_of_an_actor_with_itself_are_k_loops(count: int, open_page: Opener) -> None:
    told = ["met", "announced", "leads", "praised"]
    rows = (
        relation(f"loop-{place}", told[place % 4], "ann", "ann", when="2025-04", summary=f"{place}.")
        for place in range(count)
    )
    beside = relation("beside", when="2025-04")
    page = open_page(build_graph(dataset(*rows, beside))).page
    page.evaluate("graphkit.fit()")
    places = [curve for curve in page.evaluate("graphkit.curves()") if curve["id"].startswith("loop")]
    assert len(places) == count
    assert len({(round(place["x"]), round(place["y"])) for place in places}) == count
    for place in places:
        page.mouse.move(place["x"], place["y"])
        page.wait_for_function("() => !document.querySelector('#tip').hidden")
        page.mouse.click(place["x"], place["y"])
        assert chosen(page) == place["id"]
        page.mouse.move(5, 5)
        page.wait_for_function("() => document.querySelector('#tip').hidden")


def test_hovering_a_curve_names_it(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, width=1440, height=900).page
    by_id = index(shipped_graph).by_id
    places = {curve["id"]: curve for curve in page.evaluate("graphkit.curves()")}
    for id in ("h20-ban", "huang-met-trump", "tariff-truce", "deepseek-uses-h20"):
        page.mouse.move(places[id]["x"], places[id]["y"])
        found = by_id[id]
        page.wait_for_function(
            "text => document.querySelector('#tip strong')?.textContent === text", arg=found.sentence
        )
        assert found.words in page.inner_text("#tip")
    page.mouse.move(5, 5)
    page.wait_for_function("() => document.querySelector('#tip').hidden")


VIEWS = [
    "graphkit.step(1)",
    "graphkit.step(7)",
    "graphkit.step(null)",
    "graphkit.setAll()",
    "graphkit.select('nvidia')",
    "{ graphkit.step(null); graphkit.path('donald-trump', 'deepseek'); }",
    "graphkit.select('donald-trump')",
]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_name_lies_on_another_or_on_an_actor_in_focus(
    width: int, height: int, shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, width=width, height=height, reduced_motion="reduce").page
    for view in (*VIEWS, "graphkit.fit()"):
        page.evaluate(view)
        labels = page.evaluate("graphkit.labels()")
        assert len(labels) > 3, view
        for place, one in enumerate(labels):
            for other in labels[:place]:
                assert not overlap(one, other), (view, one["id"], other["id"])
        nodes = page.evaluate("graphkit.nodes()")
        sizes = {node["id"]: node["right"] - node["left"] for node in nodes if not node["faded"]}
        first = sorted(sizes, key=lambda id: -sizes[id])[:9]
        for node in nodes:
            if not node["faded"]:
                on = [label["id"] for label in labels if label["id"] != node["id"] and overlap(label, node)]
                assert all(each in first and sizes[each] >= node["right"] - node["left"] for each in on), (
                    "but for the most important, which never go nameless: these hide smaller ones",
                    view,
                    node["id"],
                    on,
                )
                assert len(on) <= (width < 800), (view, node["id"], on)


def test_two_names_over_each_other_are_farther_apart_than_the_lines_of_one(
    each_story: Graph, open_page: Opener
) -> None:
    page = open_page(each_story, reduced_motion="reduce").page
    for view in (*VIEWS[:4], "graphkit.fit()"):
        page.evaluate(view)
        actors = {node["id"] for node in page.evaluate("graphkit.nodes()")}
        names = [label for label in page.evaluate("graphkit.labels()") if label["id"] in actors]
        line = min(name["bottom"] - name["top"] for name in names)
        for place, one in enumerate(names):
            above = {**one, "top": one["top"] - line * 0.2, "bottom": one["bottom"] + line * 0.2}
            assert not any(overlap(above, other) for other in names[:place]), (view, one["id"])


def test_a_name_stands_where_no_line_runs_if_there_is_such_a_place(open_page: Opener) -> None:
    relations = (
        relation("one", "told", "ann", "bob", when="2025-04-10"),
        relation("two", "told", "bob", "firm", when="2025-04-12"),
    )
    page = open_page(build_graph(dataset(*relations)), width=1280, height=720).page
    curves = page.evaluate("graphkit.curves()")
    labels = [label for label in page.evaluate("graphkit.labels()") if label["id"] in ("ann", "bob", "firm")]
    assert (len(curves), len(labels)) == (2, 3)
    for label in labels:
        assert not any(holds(label, point) for curve in curves for point in points(curve)), label["id"]


def test_words_cover_no_mark_and_no_head(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story, width=1440, height=900)
    by_id = index(each_story).by_id
    written = 0
    for step in range(1, 9):
        opened.page.evaluate("step => graphkit.step(step)", step)
        opened.rest()
        lit = set(opened.page.evaluate("graphkit.inColour()"))
        curves = [curve for curve in opened.page.evaluate("graphkit.curves()") if curve["id"] in lit]
        for label in opened.page.evaluate("graphkit.labels()"):
            written += label["id"] in by_id
            for curve in curves if label["id"] in by_id else ():
                all_along = points(curve)
                heads = [all_along[0], all_along[-1]]
                marked = by_id[curve["id"]].claimed or by_id[curve["id"]].status != "actual"
                shown = [*heads, all_along[20]] if marked else heads
                assert not any(holds(label, point) for point in shown), (step, label["text"], curve["id"])
    assert written


def test_a_dotted_line_keeps_off_actors_that_it_is_not_about(open_page: Opener, danske_graph: Graph) -> None:
    opened = open_page(danske_graph, "#step=4", width=1440, height=900)
    page = opened.page
    nodes = page.evaluate("graphkit.nodes()")
    lines = page.evaluate("graphkit.abouts()")
    assert lines
    for line in lines:
        for node in nodes:
            met = node["id"] != line["about"] and any(holds(node, point) for point in points(line))
            assert not met, (line["id"], node["id"])
        for label in page.evaluate("graphkit.labels()"):
            struck = label["id"] != line["id"] and any(holds(label, point) for point in points(line)[:-6])
            assert not struck, (line["id"], label["id"])


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_a_name_moves_where_another_important_one_would_have_no_room(
    width: int, height: int, each_story: Graph, open_page: Opener
) -> None:
    page = open_page(each_story, width=width, height=height).page
    page.evaluate("{ graphkit.setAll(); graphkit.fit(); }")
    nodes = page.evaluate("graphkit.nodes()")
    labels = {label["id"]: label for label in page.evaluate("graphkit.labels()")}
    first = sorted(nodes, key=lambda node: node["left"] - node["right"])[:5]
    assert [node["id"] for node in first if node["id"] not in labels] == []
    for node in first:
        on = [id for id, label in labels.items() if id != node["id"] and overlap(label, node)]
        assert not on, "no name hides one of the most important"


def few(seed: int, lone: int) -> Graph:
    """Return sixteen actors of whom few have most of the relations, and some without any."""
    draw = random.Random(seed)
    names = product(
        ("Giorgi", "Irakli", "Ministry of", "Baltic"), ("Maisuradze", "Lomidze", "Infrastructure", "Harbours")
    )
    actors = [
        Actor(id=f"actor-{place}", name=" ".join(name), kind="company") for place, name in enumerate(names)
    ]
    pairs = [draw.choices(actors, [1 / (place + 1) for place in range(16)], k=2) for _ in range(40)]
    rows = [
        relation(f"met-{place}", "met", one.id, other.id, when="2025-04-10")
        for place, (one, other) in enumerate(pairs)
        if one is not other
    ]
    apart = [Actor(id=f"lone-{place}", name=f"Newspaper {place}", kind="media") for place in range(lone)]
    return build_graph(dataset(*rows).model_copy(update={"actors": (*actors, *apart)}))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("lone", [0, 4])
def test_of_few_actors_on_a_phone_those_with_most_relations_are_named(
    lone: int, seed: int, open_page: Opener
) -> None:
    page = open_page(few(seed, lone), width=390, height=844).page
    page.evaluate("{ graphkit.setAll(); graphkit.fit(); }")
    nodes = sorted(page.evaluate("graphkit.nodes()"), key=lambda node: -node["size"])
    named = {label["id"] for label in page.evaluate("graphkit.labels()")}
    assert [node["id"] for node in nodes[:5] if node["id"] not in named] == []


def test_on_a_phone_the_whole_story_fills_its_picture(each_story: Graph, open_page: Opener) -> None:
    for graph in (each_story, few(0, 0), few(1, 4)):
        page = open_page(graph, "#all=1", width=390, height=844).page
        page.evaluate("graphkit.fit()")
        ground = page.locator("#network").bounding_box()
        boxes = page.evaluate("[...graphkit.nodes(), ...graphkit.labels()]")
        assert ground
        for low, high, length in (("left", "right", "width"), ("top", "bottom", "height")):
            reach = max(box[high] for box in boxes) - min(box[low] for box in boxes)
            assert reach > 0.75 * ground[length], length


@pytest.mark.parametrize(("width", "height"), [(280, 500), (390, 844), (1440, 900)])
def test_a_namesake_is_never_named_alone(
    width: int, height: int, shipped_graph: Graph, open_page: Opener
) -> None:
    graph = shipped_graph.copy()
    for actor in list(graph)[::2]:
        graph.nodes[actor]["name"] = "Ann Example"
    page = open_page(graph, width=width, height=height).page
    page.evaluate("{ graphkit.setAll(); graphkit.fit(); }")
    namesakes = {node["id"] for node in page.evaluate("graphkit.nodes()")} & set(list(graph)[::2])
    named = {label["id"] for label in page.evaluate("graphkit.labels()")} & namesakes
    assert len(namesakes) > 1
    assert named in (set(), namesakes)


def gap(label: Box, node: Box) -> float:
    """Return how far a name is from the round room of an actor."""
    x, y = (node["left"] + node["right"]) / 2, (node["top"] + node["bottom"]) / 2
    across = max(label["left"] - x, x - label["right"], 0)
    down = max(label["top"] - y, y - label["bottom"], 0)
    return max(math.hypot(across, down) - (node["right"] - node["left"]) / 2, 0)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 700), (1400, 900)])
def test_no_name_is_nearer_to_another_actor_in_focus_than_to_its_own(
    width: int, height: int, each_story: Graph, open_page: Opener
) -> None:
    page = open_page(each_story, width=width, height=height).page
    chosen = max(each_story, key=each_story.degree)
    for view in (
        "graphkit.step(1)",
        "graphkit.step(7)",
        f"graphkit.select({chosen!r})",
        "graphkit.step(null)",
        "{ graphkit.setAll(); graphkit.fit(); }",
    ):
        page.evaluate(view)
        nodes = {node["id"]: node for node in page.evaluate("graphkit.nodes()")}
        labels = [label for label in page.evaluate("graphkit.labels()") if label["id"] in nodes]
        assert len(labels) > 3, view
        for label in labels:
            own = gap(label, nodes[label["id"]])
            for node in nodes.values():
                # A name that lies on its own actor may hide a smaller one as well.
                assert node["faded"] or own <= gap(label, node) + 0.001, (view, label["id"], node["id"])


def crowd(seed: int, count: int = 90, denied: int = 0) -> Graph:
    """Return actors with long names, of whom few have most of the relations, and some of these denied."""
    draw = random.Random(seed)
    ids = [f"firm-{number}" for number in range(count)]
    pairs = (draw.choices(ids, [1 / (place + 1) for place in range(count)], k=2) for _ in range(300))
    statuses = ["denied"] * denied + ["actual"] * (300 - denied)
    relations = [
        relation(f"met-{place}", "met", *pair, when="2025-04-10", status=status)
        for place, (pair, status) in enumerate(zip(pairs, statuses, strict=True))
        if pair[0] != pair[1]
    ]
    actors = tuple(Actor(id=id, name=f"{id.replace('-', ' ')} holding", kind="company") for id in ids)
    return build_graph(dataset(*relations).model_copy(update={"actors": actors}))


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1400, 900)])
def test_in_a_crowd_the_largest_are_named_and_beside_who_is_not_nobody_smaller(
    width: int, height: int, seed: int, open_page: Opener
) -> None:
    page = open_page(crowd(seed), width=width, height=height).page
    page.evaluate("{ graphkit.setAll(); graphkit.fit(); }")
    nodes = {node["id"]: node for node in page.evaluate("graphkit.nodes()")}
    labels = [label for label in page.evaluate("graphkit.labels()") if label["id"] in nodes]
    named = {label["id"] for label in labels}
    order = sorted(nodes, key=lambda id: -nodes[id]["size"])
    if width == 1400:
        assert [id for id in order[:8] if id not in named] == []
    for place, id in enumerate(order):
        near = {side: nodes[id][side] + (-13 if side in ("left", "top") else 13) for side in EDGES}
        smaller = set(order[max(place + 1, 6) :]) if id not in named else set()
        assert [label["id"] for label in labels if label["id"] in smaller and overlap(label, near)] == []
    for label in labels:
        own = gap(label, nodes[label["id"]])
        near = {id for id, node in nodes.items() if gap(label, node) < own - 0.001}
        assert near == set(), label["id"]


@pytest.mark.parametrize("seed", range(4))
def test_the_largest_are_named_also_among_the_crosses_of_what_is_denied(seed: int, open_page: Opener) -> None:
    page = open_page(crowd(seed, 45, denied=60), width=1024, height=900).page
    page.evaluate("{ graphkit.setAll(); graphkit.fit(); }")
    labels = page.evaluate("graphkit.labels()")
    order = sorted(page.evaluate("graphkit.nodes()"), key=lambda node: -node["size"])
    named = {label["id"] for label in labels}
    assert [node["id"] for node in order[:6] if node["id"] not in named] == []
    crosses = [mark for mark in page.evaluate("graphkit.marks()") if mark["name"] == "denied"]
    assert len(crosses) > 20
    for cross in crosses:
        assert not any(holds(label, (cross["x"], cross["y"])) for label in labels)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_clipped_after_a_fit(
    width: int, height: int, shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, width=width, height=height).page
    for view in ("", "graphkit.step(null)", "graphkit.setAll()", "graphkit.setDay(739447)"):
        page.evaluate(f"{{ {view}; graphkit.fit(); }}")
        frame = page.locator("#network").bounding_box()  # as high as heading and story leave it
        assert frame
        inside = page.evaluate("graphkit.inside()")
        assert [actor for actor, held in inside.items() if not held] == [], view
        for curve in page.evaluate("graphkit.curves()"):
            assert frame["x"] <= curve["x"] <= frame["x"] + frame["width"], curve["id"]
            assert frame["y"] <= curve["y"] <= frame["y"] + frame["height"], curve["id"]


def test_nearer_by_more_names_are_written(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, width=390, height=844).page
    page.evaluate("{ graphkit.step(null); graphkit.setAll(); graphkit.fit(); }")
    visible = len(page.evaluate("graphkit.nodes()"))
    assert 5 < len(page.evaluate("graphkit.labels()")) < visible


# --- what stays where it is ---------------------------------------------------------------------


def test_positions_are_the_same_bytes_over_dates_steps_and_a_play(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    before = page.evaluate(POSITIONS)
    chance = random.Random(3)
    for place in range(20):
        day = 739342 + chance.randrange(122)
        page.evaluate(
            "day => graphkit.setDay(day)" if place % 2 else "day => graphkit.setSpan(day, day + 9)", day
        )
        assert page.evaluate(POSITIONS) == before
    for step in range(1, 9):
        page.evaluate("number => graphkit.step(number)", step)
        assert page.evaluate(POSITIONS) == before
    page.evaluate("graphkit.setSpan(739342, 739440)")
    page.select_option("#speed", "4")
    let_pass = opened.stop_time()
    page.click("#play")
    let_pass(6_000)
    assert page.inner_text("#play") == "Play"
    assert page.evaluate(POSITIONS) == before
    assert open_page(shipped_graph).page.evaluate(POSITIONS) == before


def drag(page: Page, actor: str, by: tuple[int, int]) -> None:
    place = page.evaluate("id => graphkit.place(id)", actor)
    page.mouse.move(place["x"], place["y"])
    page.mouse.down()
    page.mouse.move(place["x"] + by[0], place["y"] + by[1], steps=4)
    page.mouse.up()


def test_a_dragged_actor_stays_also_in_the_link_until_reset(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    home = page.evaluate(POSITIONS)
    assert not page.is_visible("#reset-button")
    before = page.evaluate("graphkit.positions()")
    drag(page, "nvidia", (40, 30))
    moved = page.evaluate("graphkit.positions()")
    assert {actor for actor in moved if moved[actor] != before[actor]} == {"nvidia"}
    page.evaluate("graphkit.setDay(739447)")
    assert page.evaluate("graphkit.positions()")["nvidia"] == pytest.approx(moved["nvidia"], abs=0.5)
    link = page.evaluate("graphkit.link()")
    assert "moved=nvidia:" in link
    there = open_page(shipped_graph, f"#{link}").page
    assert there.evaluate("graphkit.positions()")["nvidia"] == pytest.approx(moved["nvidia"], abs=0.5)
    place, curve = (there.evaluate(f"graphkit.{what}") for what in ("place('nvidia')", "curves()"))
    assert place
    assert curve
    page.click("#reset-button")
    assert page.evaluate(POSITIONS) == home
    assert not page.is_visible("#reset-button")
    assert "moved" not in page.evaluate("graphkit.link()")
    assert opened.complaints == []


WHOLE = """() => {
    const places = Object.entries(graphkit.positions());
    const at = ([x, y]) => places.findIndex(([, place]) => Math.hypot(place.x - x, place.y - y) < 0.01);
    const lines = window.lines.map(line => line.map(at)).filter(ends => ends.every(end => end >= 0));
    return lines.map(ends => ends.map(end => places[end][0]).sort().join(' '));
}"""
"""The pairs that one stroke joins from end to end."""


def test_while_it_moves_no_line_joins_what_only_is_planned_or_denied(open_page: Opener) -> None:
    ids = [f"a{number:02}" for number in range(24)]
    pairs = [(one, other) for place, one in enumerate(ids) for other in ids[:place]][:260]
    told: list[dict[str, str]] = [{}, {"status": "denied"}, {"status": "planned"}, {}]
    relations = [
        relation(f"r{place}", "met", *pair, when="2025-07-10", **told[place % 4])
        for place, pair in enumerate(pairs)
    ]
    # Between two of whom something is denied, and something else is so.
    relations.append(relation("too", "praised", *pairs[1], when="2025-07-10"))
    made = dataset(*relations)
    actors = tuple(made.actors[0].model_copy(update={"id": id, "aliases": ()}) for id in ids)
    opened = open_page(build_graph(made.model_copy(update={"actors": actors})), "#all=1")
    page = opened.page
    let_pass = opened.stop_time()
    page.evaluate("""() => {
        const { moveTo, lineTo } = Path2D.prototype;
        window.lines = [];
        let from = null;
        Path2D.prototype.moveTo = function (x, y) { from = [x, y]; moveTo.call(this, x, y); };
        Path2D.prototype.lineTo = function (x, y) {
            window.lines.push([from, [x, y]]);
            lineTo.call(this, x, y);
        };
    }""")
    page.mouse.move(480, 180)
    page.mouse.down()
    for place in range(40):
        page.mouse.move(480 + 3 * (place % 20), 180)
        let_pass(20)
        if page.evaluate(WHOLE):
            break
    page.mouse.up()
    joined = {" ".join(sorted(pair)) for place, pair in enumerate(pairs) if place % 4 in (0, 3) or place == 1}
    assert set(page.evaluate(WHOLE)) == joined
