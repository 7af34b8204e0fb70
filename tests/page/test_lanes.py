"""The lanes: each relation between exactly its two rows at its day; rows ordered, chosen, walked, kept."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor

from .conftest import Opened, Opener, dataset, relation
from .scripts import evaluate, page_json
from .stories import story

INFINITE = 10**9
"""What stands for an endless bound in these tests: further than any day."""

STRETCHES = f"""(() => {{
    placeOnLanes(Infinity);
    const finite = (day) => Math.max(-{INFINITE}, Math.min({INFINITE}, day));
    return relations.id.map((id, row) => [
        id, is.undated[row] === 1 || !is.bounded[row], is.lasting[row] === 1,
        [earliestStart, latestStart, earliestEnd, latestEnd].map((bounds) => finite(bounds[row])),
        Number.isNaN(laneDay[row]) ? null : finite(laneDay[row]),
        stretchesOf(row).map(([first, last, sure]) => [finite(first), finite(last), sure]),
        is.lasting[row] && !is.single[row] ? [] : gapsOf(row),
    ]);
}})()"""


@pytest.mark.parametrize("seed", range(3))
def test_a_relation_stands_at_its_day_and_is_solid_just_where_it_is_sure(seed: int) -> None:
    graph = story(400, uncertain=True, seed=seed)
    told = evaluate(("data.js", "lane_marks.js"), page_json(graph), STRETCHES)
    assert len(told) == 400
    for key, undated, lasts, (first, begun, over, last), day, stretches, gaps in told:
        assert (day is None) == undated, key
        if undated:
            continue
        assert day == -INFINITE or first <= day <= max(first, begun), key
        assert begun != first or day == first or day == -INFINITE, key
        sure = {(a, b) for a, b, is_sure in stretches if is_sure}
        open_days = sorted((a, b) for a, b, is_sure in stretches if not is_sure)
        if first == last:
            assert not stretches, key
            continue
        is_sure_of_days = lasts and begun <= over and begun < INFINITE and over > -INFINITE
        assert sure == ({(begun, over)} if is_sure_of_days else set()), key
        # All days on which it may be, each once, without those between the days of a set.
        ends = sorted([*sure, *open_days])
        assert (ends[0][0], ends[-1][1]) == (first, last), key
        between = [[before[1] + 1, after[0] - 1] for before, after in pairwise(ends)]
        assert [gap for gap in between if gap[0] <= gap[1]] == ([] if sure else gaps), key


@pytest.mark.parametrize("type", ["met", "banned"])
def test_of_a_set_of_days_just_these_are_marked(type: str) -> None:
    graph = build_graph(
        dataset(relation("set", type, when="[2025-03-07,2025-03-09..2025-03-11]", evidence=()))
    )
    ((_, _, _, (first, *_), _, stretches, _),) = evaluate(
        ("data.js", "lane_marks.js"), page_json(graph), STRETCHES
    )
    assert stretches == [[first, first, False], [first + 2, first + 4, False]]


VIEWS = {
    "all": "graphkit.setAll()",
    "span": "graphkit.setSpan(739342, 739480)",
    "day": "graphkit.setDay(739447)",
    "diff": "graphkit.setDiff(739432, 739447)",
    "undated": "graphkit.ask({ mode: 'span', from: 739342, to: 739480, undated: true })",
    "newsroom": "graphkit.setNewsroom(true)",
    "filtered": "graphkit.ask({ offKinds: ['country'], offStatuses: ['planned'] })",
    "known": "graphkit.setKnownBy(739446)",
}


def lanes(opened: Opened) -> dict[str, Any]:
    """Return where everything stands, once it is painted."""
    opened.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found: dict[str, Any] = opened.page.evaluate("graphkit.lanes()")
    return found


def check(graph: Graph, opened: Opened) -> None:
    """Hold the lanes to the graph: each visible relation stands in its rows, or is named as without place."""
    now = lanes(opened)
    rows = {row["id"]: row["y"] for row in now["rows"]}
    marks = {mark["id"]: mark for mark in now["marks"]}
    off = [key for keys in now["off"].values() for key in keys]
    assert len(marks) == len(now["marks"])
    assert sorted([*marks, *off]) == sorted(opened.visible())
    gaps = [after - before for before, after in pairwise(rows.values())]
    assert all(gap == now["rowHeight"] for gap in gaps)
    for source, target, key, data in graph.edges(keys=True, data=True):
        if key not in marks:
            continue
        mark = marks[key]
        assert abs(mark["from"] - rows[source]) < now["rowHeight"] / 2, key
        assert abs(mark["to"] - rows[target]) < now["rowHeight"] / 2, key
        about = {actor for actor in data.get("about", ()) if actor in rows} - {source, target}
        assert set(mark["about"]) == about, key
    inside = [
        key
        for key, mark in marks.items()
        if any(
            now["top"] <= y <= now["bottom"]
            for y in (mark["from"], mark["to"], *map(rows.get, mark["about"]))
        )
    ]
    assert set(inside) <= set(now["painted"]) <= set(marks)


def test_every_relation_of_the_table_stands_in_exactly_its_rows(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story, "#all=1")
    for order in ("first", "most", "kind", "name", "around"):
        opened.page.evaluate("order => { location.hash = '#all=1&lanes=' + order; }", order)
        opened.page.wait_for_function("order => graphkit.link().includes('lanes=' + order)", arg=order)
        for ask in VIEWS.values():
            opened.page.evaluate(ask)
            check(each_story, opened)
    opened.page.evaluate("graphkit.setAll()")
    opened.page.keyboard.press("t")
    assert opened.page.inner_text("#table h2").startswith(f"{len(opened.visible())} relations")
    assert not opened.complaints


def test_all_rows_are_painted_by_scrolling_and_only_what_is_seen_at_once(open_page: Opener) -> None:
    graph = story(1_000, actors=60)
    opened = open_page(graph, "#all=1&newsroom=1&lanes=name")
    first = lanes(opened)
    assert len(first["rows"]) == 60
    assert len(first["marks"]) + sum(map(len, first["off"].values())) == 1_000
    bottom = {mark["id"] for mark in first["marks"] if min(mark["from"], mark["to"]) > first["bottom"] + 60}
    lasting_about = {mark["id"] for mark in first["marks"] if mark["about"]}
    assert bottom - lasting_about
    assert not (bottom - lasting_about) & set(first["painted"])
    painted = set(first["painted"])
    for top in range(200, 1_600, 200):
        opened.page.evaluate(f"document.getElementById('lanes-ground').scrollTop = {top}")
        painted |= set(lanes(opened)["painted"])
    assert painted == {mark["id"] for mark in first["marks"]}
    check(graph, opened)


def test_days_lie_over_their_bars(graph_of_every_rule: Graph, open_page: Opener) -> None:
    opened = open_page(graph_of_every_rule, "#all=1&lanes=first")
    now = lanes(opened)
    marks = {mark["id"]: mark for mark in now["marks"]}
    day = 739351  # 10 April 2025
    assert abs(marks["event-day"]["x"] - opened.page.evaluate(f"graphkit.dayAt({day})")) < 0.6
    (month,) = marks["event-month"]["days"]
    first, last = (opened.page.evaluate(f"graphkit.dayAt({at})") for at in (739372 - 0.5, 739402 + 0.5))
    assert abs(month[0] - first) < 0.6
    assert abs(month[1] - last) < 0.6
    assert month[2] is False
    assert {sure for _, _, sure in marks["state-open"]["days"]} == {True, False}
    assert set(now["off"]["undated"]) == {"event-undated", "event-planned-undated"}


def pixel(opened: Opened, x: float, y: float) -> list[int]:
    """Return the colour of the lanes at a place of the page."""
    colour: list[int] = opened.page.evaluate(
        """([x, y]) => {
            const canvas = document.getElementById("lanes-canvas");
            const box = canvas.getBoundingClientRect();
            return [...canvas.getContext("2d").getImageData(x - box.left, y - box.top, 1, 1).data];
        }""",
        [x, y],
    )
    return colour[:3]


def test_dots_have_the_colour_of_the_family_and_the_page_turns_dark(open_page: Opener) -> None:
    graph = build_graph(dataset(relation("meeting", when="2025-04-10")))
    opened = open_page(graph, "#all=1&lanes=first")
    (mark,) = lanes(opened)["marks"]
    at = (mark["x"], mark["from"])
    light = pixel(opened, *at)
    assert light != pixel(opened, mark["x"] + 30, mark["from"])
    opened.page.click("#theme-button")
    lanes(opened)
    assert pixel(opened, *at) != light


def test_what_an_actor_does_with_itself_is_drawn_and_can_be_chosen(open_page: Opener) -> None:
    graph = build_graph(
        dataset(
            relation("own", "praised", "ann", "ann", when="2025-04-10"), relation("other", when="2025-05-10")
        )
    )
    opened = open_page(graph, "#all=1&lanes=first")
    check(graph, opened)
    own = next(mark for mark in lanes(opened)["marks"] if mark["id"] == "own")
    assert own["from"] == own["to"]
    assert pixel(opened, own["x"], own["from"] - 10) != pixel(opened, own["x"] + 20, own["from"] - 10)
    opened.page.mouse.click(own["x"], own["from"] - 9)
    assert "relation=own" in opened.page.evaluate("graphkit.link()")


def test_clicks_choose_the_same_as_in_the_graph(graph_of_every_rule: Graph, open_page: Opener) -> None:
    opened = open_page(graph_of_every_rule, "#all=1&lanes=first")
    now = lanes(opened)
    mark = next(mark for mark in now["marks"] if mark["id"] == "event-day")
    opened.page.mouse.move(mark["x"], (mark["from"] + mark["to"]) / 2)
    opened.page.wait_for_selector("#tip", state="visible")
    assert "Ann Example met Bob Example." in opened.page.inner_text("#tip")
    opened.page.mouse.click(mark["x"], (mark["from"] + mark["to"]) / 2)
    assert "relation=event-day" in opened.page.evaluate("graphkit.link()")
    assert opened.page.inner_text("#details h2").startswith("Ann Example met Bob Example")
    firm = next(row["y"] for row in now["rows"] if row["id"] == "firm")
    opened.page.mouse.click(now["names"] / 2 + opened.page.locator("#lanes").bounding_box()["x"], firm)
    assert "actor=firm" in opened.page.evaluate("graphkit.link()")
    assert "firm" in opened.page.evaluate("graphkit.lit().actors")
    opened.page.keyboard.press("Escape")
    assert "actor" not in opened.page.evaluate("graphkit.link()")


def test_a_choice_elsewhere_scrolls_to_its_rows(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, "#all=1&lanes=name", height=700)
    for actor in ("zhang-guobin", "ai-chatbots", "nvidia"):
        opened.page.evaluate("(id) => graphkit.select(id)", actor)
        now = lanes(opened)
        y = next(row["y"] for row in now["rows"] if row["id"] == actor)
        assert now["top"] <= y <= now["bottom"]


def test_lanes_open_on_the_whole_row_of_who_is_chosen(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, height=700)
    for actor in ("zhang-guobin", "jensen-huang"):
        opened.page.evaluate("(id) => graphkit.select(id)", actor)
        opened.page.keyboard.press("v")
        now = lanes(opened)
        y = next(row["y"] for row in now["rows"] if row["id"] == actor)
        assert now["top"] + now["rowHeight"] / 2 <= y <= now["bottom"] - now["rowHeight"] / 2, actor
        opened.page.keyboard.press("v")


def test_the_drawing_that_comes_takes_the_focus_of_the_one_that_goes(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph).page
    page.locator("#network [tabindex]").focus()
    for drawing in ("lanes", "network", "lanes"):
        page.keyboard.press("v")
        page.wait_for_function("id => document.activeElement.closest(`#${id}`)", arg=drawing)


def orders(opened: Opened, order: str) -> list[str]:
    opened.page.select_option("#lane-order", order)
    return [row["id"] for row in lanes(opened)["rows"]]


def test_rows_are_ordered_as_the_reader_asks(open_page: Opener) -> None:
    graph = build_graph(
        dataset(
            relation("one", "met", "bob", "firm", when="2025-01-10"),
            relation("two", "met", "ann", "firm", when="2025-02-10"),
            relation("three", "met", "ann", "firm", when="2025-03-10"),
        )
    )
    opened = open_page(graph, "#all=1")
    assert opened.page.evaluate("graphkit.lanes()") is None
    opened.page.keyboard.press("v")
    assert [row["id"] for row in lanes(opened)["rows"]] == ["firm", "bob", "ann"]
    assert orders(opened, "most") == ["firm", "ann", "bob"]
    assert orders(opened, "name") == ["ann", "bob", "firm"]
    assert orders(opened, "kind")[-1 if orders(opened, "kind")[0] != "firm" else 0] == "firm"
    opened.page.evaluate("graphkit.select('bob')")
    assert orders(opened, "around") == ["bob", "firm", "ann"]
    # A relation of theirs moves no row.
    opened.page.evaluate("graphkit.select('two')")
    assert [row["id"] for row in lanes(opened)["rows"]] == ["bob", "firm", "ann"]


def test_who_is_chosen_offers_to_bring_the_rows_of_its_neighbours_to_it(open_page: Opener) -> None:
    rows = (relation("old", "met", "firm", "firm", when="2024-01"), relation("new", when="2025-01"))
    opened = open_page(build_graph(dataset(*rows)), "#all=1&lanes=first")
    page = opened.page

    def order() -> list[str]:
        return [row["id"] for row in page.evaluate("graphkit.lanes()")["rows"]]

    page.evaluate("graphkit.select('bob')")
    assert order() == ["firm", "ann", "bob"]
    page.click("#rows-around")
    assert order() == ["bob", "ann", "firm"]
    assert page.input_value("#lane-order") == "around"
    page.keyboard.press("Space")  # the focus stays on it
    assert order() == ["firm", "ann", "bob"]
    page.evaluate("graphkit.ask({ lanes: null })")
    assert page.locator("#rows-around").count() == 0


def test_the_switch_the_key_and_the_link_agree(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    page.get_by_role("radio", name="Lanes").check()
    assert "lanes=first" in page.evaluate("graphkit.link()")
    assert not page.is_visible("#network")
    page.select_option("#lane-order", "most")
    assert "lanes=most" in page.evaluate("graphkit.link()")
    page.keyboard.press("Escape")
    page.focus("#lanes-ground")
    page.keyboard.press("v")
    assert "lanes" not in page.evaluate("graphkit.link()")
    assert page.get_by_role("radio", name="Graph").is_checked()
    assert page.is_visible("#network")
    page.keyboard.press("v")
    assert "lanes=most" in page.evaluate("graphkit.link()")
    assert not opened.complaints


def test_a_link_to_lanes_in_no_order_that_there_is_says_nothing(graph_of_every_rule: Graph) -> None:
    told = evaluate(
        ("hash.js",),
        page_json(graph_of_every_rule),
        "['first', 'around', '', 'side', 'toString'].map((order) => readHash(`all=1&lanes=${order}`).lanes)",
    )
    assert told == ["first", "around", None, None, None]


def said(opened: Opened) -> str:
    return opened.page.inner_text("#announcer")


def test_keys_walk_rows_and_relations_and_say_what_they_are(open_page: Opener) -> None:
    graph = build_graph(
        dataset(
            relation("one", "met", "ann", "bob", when="2025-01-10"),
            relation("two", "visited", "ann", "firm", when="2025-02-10", status="planned"),
        )
    )
    opened = open_page(graph, "#all=1&lanes=name")
    opened.page.focus("#lane-order")
    opened.page.keyboard.press("Tab")
    assert said(opened) == "Ann Example, row 1 of 3, 2 relations."
    opened.page.keyboard.press("ArrowRight")
    assert said(opened) == "10 January 2025: Ann Example met Bob Example. 1 of 2 of Ann Example."
    opened.page.keyboard.press("ArrowRight")
    assert "PLANNED." in said(opened)
    assert said(opened).endswith("2 of 2 of Ann Example.")
    opened.page.keyboard.press("o")
    assert said(opened).endswith("1 of 1 of The Firm.")
    opened.page.keyboard.press("Enter")
    assert "relation=two" in opened.page.evaluate("graphkit.link()")
    opened.page.keyboard.press("ArrowUp")
    assert said(opened) == "Bob Example, row 2 of 3, 1 relation."
    opened.page.keyboard.press("Enter")
    assert "actor=bob" in opened.page.evaluate("graphkit.link()")


def test_every_relation_on_the_lanes_is_reached_by_keys(each_story: Graph, open_page: Opener) -> None:
    opened = open_page(each_story, "#all=1&lanes=most")
    now = lanes(opened)
    sentences = {
        mark["id"]: opened.page.evaluate("(id) => graphkit.sentence(id)", mark["id"]) for mark in now["marks"]
    }
    opened.page.focus("#lanes-ground")
    heard = opened.page.evaluate(
        """() => {
            const ground = document.getElementById("lanes-ground");
            const announcer = document.getElementById("announcer");
            const heard = [];
            const say = (key) => {
                ground.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
                return heard[heard.push(announcer.textContent) - 1];
            };
            for (let row = 0; row < graphkit.lanes().rows.length; row += 1) {
                let now = say("Home");
                for (let before = ""; now !== before; now = say("ArrowRight")) before = now;
                say("ArrowDown");
            }
            return heard;
        }"""
    )
    for sentence in sentences.values():
        assert any(sentence in words for words in heard), sentence


def test_what_is_undated_is_counted_and_listed(graph_of_every_rule: Graph, open_page: Opener) -> None:
    opened = open_page(graph_of_every_rule, "#all=1&lanes=first")
    off = lanes(opened)["off"]
    summary = opened.page.inner_text("#lanes-off summary")
    assert f"{len(off['undated'])} undated" in summary
    opened.page.click("#lanes-off summary")
    opened.page.wait_for_selector("#lanes-off .item")
    assert opened.page.locator("#lanes-off .item").count() == sum(map(len, off.values()))
    opened.page.evaluate("graphkit.select('event-undated')")
    assert "the chosen relation too" in opened.page.inner_text("#lanes-off summary")
    opened.page.locator("#lanes-off .item-button").first.click()
    assert "relation=" in opened.page.evaluate("graphkit.link()")


def test_dragging_and_the_wheel_move_days_and_rows(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, "#all=1&axis=2025-03-01/2025-08-31&lanes=name")
    page = opened.page
    x, y = 800, lanes(opened)["top"] + 100
    before = page.evaluate("graphkit.axis()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 48, steps=4)
    page.mouse.up()
    moved = page.evaluate("graphkit.axis()")
    assert moved["from"] < before["from"]
    assert moved["to"] - moved["from"] == before["to"] - before["from"]
    assert page.evaluate("document.getElementById('lanes-ground').scrollTop") == 48
    assert "relation" not in page.evaluate("graphkit.link()")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(f"() => graphkit.axis().to - graphkit.axis().from < {moved['to'] - moved['from']}")
    check(shipped_graph, opened)


def test_rows_keep_their_places_while_days_are_dragged(open_page: Opener) -> None:
    graph = build_graph(
        dataset(
            relation("early", "met", "ann", "bob", when="2025-04-10"),
            relation("late", "met", "ann", "firm", when="2025-05-20"),
        )
    )
    opened = open_page(graph, "#span=2025-04-01/2025-06-01&axis=2025-04-01/2025-06-01&lanes=name")
    page = opened.page
    assert [row["id"] for row in lanes(opened)["rows"]] == ["ann", "bob", "firm"]
    left, right = (page.evaluate(f"graphkit.dayAt({day})") for day in (739342, 739380))
    y = page.locator("#histogram").bounding_box()["y"] + 30
    page.mouse.move(left - 4, y)
    page.mouse.down()
    page.mouse.move(right, y, steps=5)
    assert opened.visible() == {"late"}
    assert [row["id"] for row in lanes(opened)["rows"]] == ["ann", "bob", "firm"]
    page.mouse.up()
    assert [row["id"] for row in lanes(opened)["rows"]] == ["ann", "firm"]
    check(graph, opened)


def test_fit_lets_the_axis_hold_what_is_shown(open_page: Opener) -> None:
    days = ("1999-04-10", "2025-04-10", "2025-04-20")
    opened = open_page(
        build_graph(dataset(*(relation(f"on-{day}", when=day) for day in days))), "#lanes=first"
    )
    opened.page.click("#fit-button")
    now = lanes(opened)
    assert not any(now["off"].values())
    assert len(now["painted"]) == 3
    opened.page.evaluate("graphkit.setSpan(739351, 739361)")
    opened.page.keyboard.press("0")
    axis = opened.page.evaluate("graphkit.axis()")
    assert 739340 < axis["from"] < 739351
    assert 739361 < axis["to"] < 739372
    check(build_graph(dataset(*(relation(f"on-{day}", when=day) for day in days))), opened)


def texts(svg: str) -> Iterator[str]:
    for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        yield element.text or ""


def test_a_kept_picture_holds_the_lanes(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph, "#all=1")
    graph = opened.page.evaluate("graphkit.svg()")
    opened.page.keyboard.press("v")
    now = lanes(opened)
    kept = opened.page.evaluate("graphkit.svg()")
    assert kept != graph
    written = list(texts(kept))
    for row in now["rows"]:
        name = shipped_graph.nodes[row["id"]]["name"]
        assert any(text == name or (text.endswith("…") and name.startswith(text[:-1])) for text in written), (
            name
        )
    assert f"not on the lanes: {len(now['off']['undated'])} undated" in kept
    assert "NaN" not in kept
    assert "Infinity" not in kept


def test_on_a_phone_the_lanes_fit_and_a_finger_hits_what_it_aims_at(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph, "#all=1&lanes=most", width=390, height=844, has_touch=True)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for label in page.locator(".masthead .switch label").all():
        box = label.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 40
        assert box["x"] + box["width"] <= 390


def test_a_finger_hits_what_it_aims_at(open_page: Opener) -> None:
    graph = build_graph(dataset(relation("meeting", when="2025-04-10")))
    opened = open_page(graph, "#all=1&lanes=first", width=390, height=844, has_touch=True)
    (mark,) = lanes(opened)["marks"]
    for dx, dy in ((10, -10), (-10, 10), (0, 12)):
        opened.page.touchscreen.tap(mark["x"] + dx, mark["from"] + dy)
        opened.page.wait_for_function("() => graphkit.link().includes('relation=')")
        opened.page.evaluate("graphkit.select(null)")


ALIKE = (
    ("giorgi", "Giorgi Maisuradze"),
    ("giorgi-maisuradze-of-batuma", "Giorgi Maisuradze"),
    ("giorgi-maisuradze-of-batuma-jr", "Giorgi Maisuradze"),
    ("east", "Meridian Dredging Company of the Eastern Harbour and all its Islands"),
    ("west", "Meridian Dredging Company of the Western Harbour and all its Islands"),
    ("arabic", "شركة البحر الأسود القابضة للنقل البحري والتجارة الدولية المحدودة في باتومي"),
    ("arabic-2", "شركة البحر الأسود القابضة للنقل البحري والتجارة الدولية المحدودة في تبليسي"),
)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("others", [0, 30], ids=["two lines", "one line"])
def test_names_that_are_cut_still_tell_each_row_from_the_others(
    open_page: Opener, width: int, others: int
) -> None:
    named = (*ALIKE, *((f"other-{number}", f"Other {number}") for number in range(others)))
    actors = [Actor(id=id, name=name, kind="company") for id, name in named]
    own = dataset(*(relation(each.id, target=each.id, when="2025-07-10") for each in actors))
    graph = build_graph(own.model_copy(update={"actors": (*own.actors, *actors)}))
    page = open_page(graph, "#all=1&lanes=name", width=width, height=844).page
    lines = [
        (float(element.get("y", 0)), element.text or "")
        for element in ElementTree.fromstring(page.evaluate("graphkit.svg()")).iter(
            "{http://www.w3.org/2000/svg}text"
        )
        if element.get("x") == "26"
    ]
    rows = [lines[:1]]
    for before, line in pairwise(lines):
        rows.append([line]) if line[0] - before[0] > 14 else rows[-1].append(line)
    names = [" ".join(text for _, text in row) for row in rows]
    assert len(names) == len(named) + 3
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_few_rows_fill_the_window_as_far_as_they_can_be_read(
    width: int, height: int, danske_graph: Graph, open_page: Opener
) -> None:
    few = open_page(story(20, actors=6), "#all=1&lanes=most", width=width, height=height)
    many = open_page(danske_graph, "#all=1&lanes=most", width=width, height=height)
    high, low = lanes(few), lanes(many)
    assert 1.5 * low["rowHeight"] < high["rowHeight"] < 3 * low["rowHeight"]
    assert high["rows"][-1]["y"] + high["rowHeight"] / 2 <= high["bottom"]
    assert low["rows"][-1]["y"] > low["bottom"]
    check(story(20, actors=6), few)


@pytest.mark.parametrize("where", ["#lanes-ground", "#histogram"])
def test_two_fingers_zoom_in_time_and_choose_nothing(
    where: str, danske_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(danske_graph, "#all=1&lanes=most", width=390, height=844, has_touch=True)
    page = opened.page
    box = page.locator(where).bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2
    before = page.evaluate("graphkit.axis()")
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: float) -> None:
        points = [{"x": place, "y": y, "id": finger} for finger, place in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    link = page.evaluate("graphkit.link()")
    touch("touchStart", x - 20)
    touch("touchStart", x - 20, x + 20)
    for step in range(1, 11):
        touch("touchMove", x - 20 - 2 * step, x + 20 + 2 * step)
    # Browsers may hold back the last move of a finger.
    halved = "half => Math.abs((graphkit.axis().to - graphkit.axis().from) / half - 1) < 0.1"
    page.wait_for_function(halved, arg=(before["to"] - before["from"]) / 2)
    for step in range(10, -1, -1):
        touch("touchMove", x - 20 - 2 * step, x + 20 + 2 * step)
    touch("touchEnd")
    assert page.evaluate("graphkit.link()").partition("&axis=")[0] == link
    after = page.evaluate("graphkit.axis()")
    assert after["to"] - after["from"] == pytest.approx(before["to"] - before["from"], rel=0.05)
    assert opened.complaints == []
