"""Large graphs open on their most connected actors and grow from there; story-sized ones never do."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor
from graphkit.page.html import render
from graphkit.page.payload import DRAWN_AT_FIRST, DRAWN_WHOLE
from graphkit.queries.ranking import rank
from graphkit.queries.windows import window
from graphkit.temporal.calendar import day_number, iso

from .conftest import Opened, Opener, dataset, open_file, relation
from .stories import story

SIDES = (("left", "right"), ("top", "bottom"))
FIRST, LAST = day_number(2025, 3, 1), day_number(2025, 8, 31)


@pytest.fixture(scope="module")
def large_graph() -> Graph:
    return story(800)


@pytest.fixture(scope="module")
def file(large_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("large") / "page.html"
    place.write_text(render(large_graph), encoding="utf-8", newline="\n")
    return place


@pytest.fixture
def opened(file: Path, browser: Browser) -> Iterator[Opened]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    found = open_file(page, file)
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [FIRST, LAST])
    yield found
    assert found.complaints == []
    page.close()


def cut(graph: Graph) -> Graph:
    return window(graph, iso(FIRST), iso(LAST))


def drawn(page: Page) -> set[str]:
    return set(page.evaluate("graphkit.drawn()"))


def around(graph: Graph, actor: str) -> set[str]:
    """Who is tied to an actor in the window."""
    told = [{seen.source, seen.target} for seen in visible_relations(cut(graph)) if seen.status == "actual"]
    return set().union(*(ends for ends in told if actor in ends))


def test_it_opens_on_the_most_connected_actors_of_the_window(large_graph: Graph, opened: Opened) -> None:
    told = visible_relations(cut(large_graph))
    tying = [seen for seen in told if not seen.type.background and seen.status == "actual"]
    ties = Counter(end for seen in tying for end in (seen.source, seen.target))
    found = drawn(opened.page)
    assert len(found) == DRAWN_AT_FIRST
    least = min(ties[actor] for actor in found)
    assert all(ties[actor] <= least for actor in ties if actor not in found)


def test_those_on_top_by_what_sizes_actors_are_drawn(large_graph: Graph, opened: Opened) -> None:
    opened.page.evaluate("graphkit.ask({ mode: 'all', size: 'measure:closeness' })")
    top = [line.key for line in rank(large_graph, "closeness").ranks[:12]]
    assert set(top) <= drawn(opened.page)
    assert "drawn, those on top by closeness" in opened.page.inner_text("#growth-text")


def test_what_is_not_drawn_is_still_shown_and_counted(large_graph: Graph, opened: Opened) -> None:
    told = visible_relations(cut(large_graph))
    assert opened.visible() == {seen.id for seen in told}
    found = drawn(opened.page)
    missing = [seen.id for seen in told if not {seen.source, seen.target} <= found]
    assert sorted(opened.page.evaluate("graphkit.undrawn()")) == sorted(missing)
    everyone = {actor for seen in told for actor in (seen.source, seen.target, *seen.about)}
    said = opened.page.inner_text("#growth-text")
    assert said.startswith(
        f"60 of {len(everyone)} actors drawn, the most connected; {len(missing)} relations"
    )


def test_fewer_are_drawn_at_first_where_many_are_tied_to_one_another(open_page: Opener) -> None:
    names = [f"x{n}" for n in range(40)]
    pairs = list(combinations(names, 2))
    rows = [relation(f"{one}-{other}", source=one, target=other) for one, other in pairs]
    more = tuple(Actor(id=name, name=name.upper(), kind="person") for name in names)
    made = dataset(*rows)
    page = open_page(build_graph(made.model_copy(update={"actors": (*made.actors, *more)}))).page
    assert len(drawn(page)) == 18  # of whom 153 pairs are tied, of one more 171
    page.click("#draw-all")
    assert drawn(page) >= set(names)


def test_how_many_tie_for_the_last_place_is_said(open_page: Opener) -> None:
    rows = [relation(f"{one}-{n}", source=one, target=f"x{n}") for n in range(100) for one in ("ann", "bob")]
    made = dataset(*rows)
    more = tuple(Actor(id=f"x{n}", name=f"X {n}", kind="person") for n in range(300))
    page = open_page(build_graph(made.model_copy(update={"actors": (*made.actors, *more)})), "#all=1").page
    found = drawn(page)
    assert {"ann", "bob"} < found
    assert len(found) < 102
    assert page.inner_text("#growth-text") == (
        f"{len(found)} of 303 actors drawn, the most connected (100 tie for last: first by id);"
        f" {2 * (102 - len(found))} relations not drawn. Expand one for its neighbours."
    )


def test_an_actor_is_expanded_and_collapsed_by_button_key_and_double_click(
    large_graph: Graph, opened: Opened
) -> None:
    page = opened.page
    before = drawn(page)
    positions = page.evaluate("JSON.stringify(graphkit.positions())")
    hub = max(before, key=lambda actor: len(around(large_graph, actor) - before))
    after = before | around(large_graph, hub)
    assert len(after) > len(before)
    page.evaluate("id => graphkit.select(id)", hub)
    chosen = drawn(page)
    assert before < chosen < after, "who is chosen is drawn with its nearest"
    page.click("#expand")
    assert drawn(page) == after
    assert page.inner_text("#expand").startswith("Collapse")
    page.click("#expand")
    assert drawn(page) == chosen
    page.focus("#details")
    page.keyboard.press("e")
    assert drawn(page) == after
    page.keyboard.press("e")
    assert drawn(page) == chosen
    page.evaluate("graphkit.select(null); graphkit.fit()")
    opened.rest()
    place = page.evaluate("id => graphkit.place(id)", hub)
    page.mouse.dblclick(place["x"], place["y"])
    page.wait_for_function("count => graphkit.drawn().length >= count", arg=len(after))
    assert drawn(page) >= after
    page.click("#collapse-all")
    page.evaluate("graphkit.select(null)")
    assert drawn(page) == before
    assert page.evaluate("JSON.stringify(graphkit.positions())") == positions


def test_a_kind_is_collapsed_and_brought_back(large_graph: Graph, opened: Opened) -> None:
    page = opened.page
    before = drawn(page)
    kind = page.inner_text("#collapse-0 span:first-of-type").lower()
    of_kind = {actor for actor, data in large_graph.nodes(data=True) if data["kind"] == kind}
    assert before & of_kind
    heading = page.inner_text("#heading")
    told = page.inner_text("#growth-text").partition(". Expand")[0]
    assert "the most connected" in told
    assert told in page.evaluate("graphkit.svg()"), "a kept picture says that it is cut"
    page.click("#collapse-0")
    assert not drawn(page) & of_kind
    assert len(drawn(page)) == DRAWN_AT_FIRST  # others step in
    assert page.inner_text("#heading") == heading, "only the drawing is cut"
    page.keyboard.press("Space")  # the focus stays on it
    assert drawn(page) == before


def test_whoever_is_chosen_is_drawn(large_graph: Graph, opened: Opened) -> None:
    page = opened.page
    before = drawn(page)
    hidden = sorted(
        {end for seen in visible_relations(cut(large_graph)) for end in (seen.source, seen.target)} - before
    )
    page.evaluate("id => graphkit.select(id)", hidden[0])
    assert drawn(page) == before | around(large_graph, hidden[0])
    told = next(
        seen for seen in visible_relations(cut(large_graph)) if not {seen.source, seen.target} & before
    )
    page.evaluate("id => graphkit.select(id)", told.id)
    assert drawn(page) == before | {told.source, told.target}
    page.evaluate("([a, b]) => graphkit.path(a, b)", [hidden[0], hidden[-1]])
    assert {hidden[0], hidden[-1]} <= drawn(page)


def test_the_link_holds_what_was_expanded(opened: Opened, file: Path, browser: Browser) -> None:
    page = opened.page
    one, other, *_ = page.evaluate("graphkit.drawn()")
    page.evaluate("ids => ids.forEach((id) => graphkit.expand(id))", [one, other])
    again = browser.new_page()
    open_file(again, file, f"#{page.evaluate('graphkit.link()')}")
    assert drawn(again) == drawn(page)
    page.evaluate("graphkit.drawAll()")
    again.close()
    again = browser.new_page()
    open_file(again, file, f"#{page.evaluate('graphkit.link()')}")
    assert drawn(again) == drawn(page)
    assert "All" in again.inner_text("#growth-text")
    again.close()


def test_all_are_drawn_when_asked_for_and_nothing_is_clipped(large_graph: Graph, opened: Opened) -> None:
    page = opened.page
    page.click("#draw-all")
    told = visible_relations(cut(large_graph))
    assert drawn(page) == {actor for seen in told for actor in (seen.source, seen.target, *seen.about)}
    assert page.evaluate("graphkit.undrawn()") == []
    page.evaluate("id => graphkit.select(id)", max(drawn(page)))
    assert page.locator("#expand").count() == 0, "nobody's neighbours can be taken away"
    page.keyboard.press("Escape")
    opened.rest()
    page.evaluate("graphkit.fit()")
    inside = page.evaluate("graphkit.inside()")
    assert all(inside.values()), [actor for actor, held in inside.items() if not held]
    frame, panel = (page.locator(each).bounding_box() for each in ("#network", "#growth"))
    assert frame is not None
    assert panel is not None
    assert frame["y"] + frame["height"] <= panel["y"] + 1


def test_every_button_that_draws_more_is_in_sight_on_a_phone(large_graph: Graph, open_page: Opener) -> None:
    page = open_page(large_graph, width=390, height=844).page
    for button in page.locator(".draw-switches button").all():
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_story_is_drawn_whole(shipped_graph: Graph, open_page: Opener) -> None:
    assert shipped_graph.number_of_nodes() < DRAWN_WHOLE["actors"] / 3
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.setAll()")
    told = visible_relations(shipped_graph)
    assert drawn(page) >= {end for seen in told for end in (seen.source, seen.target)}
    assert page.evaluate("graphkit.undrawn()") == []
    assert page.is_hidden("#growth")
    page.evaluate("graphkit.select('nvidia')")
    assert page.locator("#expand").count() == 0


@pytest.mark.parametrize(("relations", "is_large"), [(750, False), (751, True)])
def test_the_size_from_which_it_grows(relations: int, is_large: bool, open_page: Opener) -> None:
    graph = build_graph(dataset(*(relation(f"r{number}", when="2025-04") for number in range(relations))))
    assert open_page(graph).page.is_visible("#growth") is is_large


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 600), (390, 844)])
def test_however_small_the_canvas_few_hubs_lie_on_one_another(
    width: int, height: int, large_graph: Graph, open_page: Opener
) -> None:
    page = open_page(large_graph, "#all=1", width=width, height=height).page
    page.evaluate("graphkit.fit()")
    seen = drawn(page)
    nodes = [node for node in page.evaluate("graphkit.nodes()") if node["id"] in seen]
    lying = [
        (one["id"], other["id"])
        for one, other in combinations(nodes, 2)
        if max(abs(one[first] + one[last] - other[first] - other[last]) / 2 for first, last in SIDES)
        < one["size"] + other["size"]
    ]
    assert len(lying) < len(nodes) / 4
