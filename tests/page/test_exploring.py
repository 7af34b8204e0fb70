"""Exploring in the browser: filters with counts, search, paths, neighbours to a depth, on the phone too."""

import random
import re
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from datasets import day
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, Evidence, RelationType
from graphkit.queries.neighbors import neighbors
from graphkit.queries.shortest_paths import shortest_paths
from graphkit.queries.temporal_paths import chronological_paths
from graphkit.queries.windows import snapshot, window

from .conftest import Opened, Opener, dataset, relation
from .stories import story

LIT = "graphkit.lit()"


def tick(page: Page, group: str, name: str) -> None:
    """Click on a filter as a reader does: on its label."""
    page.click(f"label:has([id='{group}-{name}'])")


def count_of(page: Page, group: str, name: str) -> int:
    return int(page.inner_text(f"label:has([id='{group}-{name}']) .count").replace(",", ""))


def unfold(page: Page, *groups: str) -> None:
    for group in groups:
        page.click(f".fold[aria-controls='facet-{group}']")


def is_on(page: Page, group: str, name: str) -> bool:
    return page.is_checked(f"[id='{group}-{name}']")


# --- filters ---------------------------------------------------------------------------------------


def test_a_filter_hides_exactly_its_own_and_its_count_stays(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    page.evaluate("graphkit.setAll()")
    by_id = {seen.id: seen for seen in visible_relations(shipped_graph)}
    unfold(page, "statuses", "kinds")
    page.click("[aria-label='Types of Trade']")
    for group, name, held in (
        ("families", "trade", {id for id, seen in by_id.items() if seen.type.family == "trade"}),
        ("types", "supplies", {id for id, seen in by_id.items() if seen.type.name == "supplies"}),
        ("statuses", "planned", {id for id, seen in by_id.items() if seen.status == "planned"}),
        ("certainty", "claimed", {id for id, seen in by_id.items() if seen.claimed}),
        (
            "kinds",
            "country",
            {
                id
                for id, seen in by_id.items()
                if "country" in {shipped_graph.nodes[end]["kind"] for end in (seen.source, seen.target)}
            },
        ),
    ):
        before, count = opened.visible(), count_of(page, group, name)
        tick(page, group, name)
        assert before - opened.visible() == held, name
        assert count_of(page, group, name) == count, name
        if group != "kinds":
            assert count == len(held), name
        assert not is_on(page, group, name)
        tick(page, group, name)
        assert opened.visible() == before, name


def test_voices_and_publishers_show_only_what_they_stand_for(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    page.evaluate("graphkit.setAll()")
    unfold(page, "voices", "publishers")
    sources = {source.id: source.publisher for source in shipped_graph.graph["sources"]}
    for group, name, held in (
        (
            "voices",
            "Nvidia",
            {seen.id for seen in visible_relations(shipped_graph) if "nvidia" in seen.voices},
        ),
        (
            "publishers",
            "CNN",
            {
                seen.id
                for seen in visible_relations(shipped_graph)
                if "CNN" in {sources[e.source] for e in seen.evidence}
            },
        ),
    ):
        count = count_of(page, group, name)
        page.locator(f"li.entry:has([id='{group}-{name}'])").hover()
        page.locator(f"li.entry:has([id='{group}-{name}']) .only").click()
        assert opened.visible() == held
        assert count == len(held)
        page.click(f".facet:has(#facet-{group}) .every")


def test_only_this_and_all_of_a_group(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    before = opened.visible()
    restrictions = {
        seen.id for seen in visible_relations(shipped_graph) if seen.type.family == "restriction"
    } & before
    for way in ("button", "alt", "Enter"):
        if way == "Enter":
            page.focus("[id='families-restriction']")
            page.keyboard.press("Enter")
        elif way == "alt":
            page.click("label:has([id='families-restriction'])", modifiers=["Alt"])
        else:
            page.hover("label:has([id='families-restriction'])")
            page.click("[aria-label='Only Restriction']")
        assert opened.visible() == restrictions, way
        off = page.locator("#facet-families > .entry.off").count()
        assert int(page.inner_text("#filters-at-work")) == off - 1
        page.click("[aria-label='All of relations']")
        assert opened.visible() == before, way


@pytest.mark.smoke
def test_filters_at_work_are_counted_and_cleared(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    before = opened.visible()
    assert page.is_hidden("#clear-filters")
    unfold(page, "statuses", "kinds", "voices")
    tick(page, "families", "contact")
    tick(page, "certainty", "maybe")
    tick(page, "kinds", "media")
    tick(page, "voices", "CNN")
    assert opened.visible() < before
    assert int(page.inner_text("#filters-at-work")) >= 4
    tick(page, "families", "newsroom")
    page.click("#clear-filters")
    assert page.is_hidden("#clear-filters")
    assert opened.visible() >= before
    assert is_on(page, "families", "newsroom")
    assert page.evaluate("document.activeElement.id") == "families-contact"


def test_one_type_of_a_hidden_family_comes_back_alone(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    page.evaluate("graphkit.setAll()")
    tick(page, "families", "restriction")
    hidden = opened.visible()
    page.click("[aria-label='Types of Restriction']")
    tick(page, "types", "banned")
    banned = {seen.id for seen in visible_relations(shipped_graph) if seen.type.name == "banned"}
    assert opened.visible() - hidden == banned
    assert page.evaluate("document.getElementById('families-restriction').indeterminate")


def test_the_link_keeps_every_filter(shipped_graph: Graph, open_page: Opener) -> None:
    first = open_page(shipped_graph)
    unfold(first.page, "statuses", "kinds", "voices", "publishers")
    for group, name in (
        ("families", "trade"),
        ("statuses", "planned"),
        ("kinds", "media"),
        ("certainty", "claimed"),
    ):
        tick(first.page, group, name)
    tick(first.page, "voices", "Nvidia")
    tick(first.page, "publishers", "BBC")
    second = open_page(shipped_graph, "#" + first.page.evaluate("graphkit.link()"))
    assert second.visible() == first.visible()
    assert second.page.inner_text("#filters-at-work") == first.page.inner_text("#filters-at-work")


def test_what_the_pointer_or_the_focus_is_on_is_lit(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    page.evaluate("graphkit.setAll()")
    restrictions = sorted(
        seen.id for seen in visible_relations(shipped_graph) if seen.type.family == "restriction"
    )
    page.hover("label:has([id='families-restriction'])")
    page.wait_for_function("wanted => String(graphkit.lit().relations) === String(wanted)", arg=restrictions)
    page.hover("#heading")
    page.wait_for_function("count => graphkit.lit().relations.length === count", arg=len(opened.visible()))
    page.keyboard.press("Tab")
    page.focus("[id='families-contact']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("wanted => String(graphkit.lit().relations) === String(wanted)", arg=restrictions)


def test_no_family_is_told_from_its_opposite_by_colour_alone(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    heads = {
        name: page.get_attribute(f"label:has([id='families-{name}']) polygon", "points")
        for name in ("restriction", "permission", "statement", "trade")
    }
    assert len(set(heads.values())) == len(heads)


# --- search ----------------------------------------------------------------------------------------


def test_search_marks_names_first_and_says_what_is_outside_the_period(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-04-01"), day("2025-04-30")])
    # The period is read out a moment later; what is found would come before that.
    page.wait_for_function("() => document.querySelector('#announcer').textContent.startsWith('1 Apr')")
    page.keyboard.press("/")
    page.keyboard.type("HUÁng")
    options = page.locator("#search-results [role=option]")
    # The alias is the very word; the event's name begins with it.
    assert [text.split("\n")[0] for text in options.all_inner_texts()[:2]] == [
        "Jensen Huang",
        "Huang's Beijing briefing",
    ]
    assert {mark.lower() for mark in page.locator("#search-results mark").all_inner_texts()} == {"huang"}
    assert page.locator("#search-results [aria-label=Actors] ~ [aria-label=Relations]").count() == 1
    assert "outside the present period" in page.inner_text("#search-results")
    assert "actors" in page.inner_text("#announcer")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "search-results-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.inner_text("#details h2") == "Jensen Huang"
    assert page.is_hidden("#search-results")


def test_a_relation_is_found_by_its_summary_wherever_it_is(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("1999-01-01"), day("1999-01-02")])
    page.focus("#search")
    page.keyboard.type("stopped nvidia from selling")
    page.keyboard.press("Enter")
    assert "stopped Nvidia from selling the H20" in page.inner_text("#details h2")
    page.focus("#search")
    page.keyboard.type("no such thing")
    assert page.inner_text("#search-results") == "Nothing found"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "search"


# --- paths -----------------------------------------------------------------------------------------


def found(page: Page) -> Any:
    """Return the path that the page shows, or None."""
    return page.evaluate("graphkit.found()")


@pytest.mark.smoke
def test_a_path_is_found_by_typing_two_names_and_swapped(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.setAll()")
    page.wait_for_function("() => document.querySelector('#announcer').textContent.startsWith('Whole story')")
    page.keyboard.press("r")
    page.keyboard.type("trump")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "finder-to"
    page.keyboard.type("deepseek")
    page.keyboard.press("Enter")
    expected = shortest_paths(shipped_graph, "donald-trump", "deepseek")
    answer = found(page)
    assert answer["actors"] == list(expected.paths[0].actors)
    assert answer["relations"] == [seen.id for seen in expected.paths[0].relations]
    assert answer["count"] == len(expected.paths)
    for each in expected.skipped:
        name = shipped_graph.nodes[each.actor]["name"]
        assert f"{name} ({each.paths} shorter path" in page.inner_text("#details")
    assert "Donald Trump" in page.inner_text("#announcer")
    page.click("#finder-swap")
    assert found(page)["actors"] == list(
        shortest_paths(shipped_graph, "deepseek", "donald-trump").paths[0].actors
    )
    assert page.input_value("#finder-from") == "DeepSeek"
    page.check("#finder-through")
    through = shortest_paths(shipped_graph, "deepseek", "donald-trump", avoid_kinds=())
    assert found(page)["actors"] == list(through.paths[0].actors)


def test_shift_click_and_picking_in_the_graph(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    page = opened.page
    page.evaluate("graphkit.setAll(); graphkit.fit()")
    opened.rest()
    one, other = (page.evaluate("id => graphkit.place(id)", id) for id in ("nvidia", "jensen-huang"))
    page.mouse.click(one["x"], one["y"])
    page.keyboard.down("Shift")
    page.mouse.click(other["x"], other["y"])
    page.keyboard.up("Shift")
    assert found(page)["actors"] == ["nvidia", "jensen-huang"]
    page.keyboard.press("Escape")
    page.click("#path-button")
    opened.rest()  # the camera went to the path
    for id in ("jensen-huang", "nvidia"):
        place = page.evaluate("id => graphkit.place(id)", id)
        page.mouse.click(place["x"], place["y"])
    assert found(page)["actors"] == ["jensen-huang", "nvidia"]


def test_all_shortest_paths_are_stepped_through_and_the_link_keeps_which(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.setAll(); graphkit.path('donald-trump', 'deepseek')")
    expected = shortest_paths(shipped_graph, "donald-trump", "deepseek").paths
    assert len(expected) > 1
    for place, path in enumerate(expected, start=1):
        assert f"{place} of {len(expected)}" in page.inner_text(".path-head")
        relations = [seen.id for seen in path.relations]
        assert found(page)["relations"] == relations
        if place == 2:
            linked = open_page(shipped_graph, "#" + page.evaluate("graphkit.link()"))
            assert found(linked.page)["relations"] == relations
        page.click("#path-after")
    assert found(page)["place"] == 1


def test_paths_are_the_command_lines_whatever_is_visible(open_page: Opener) -> None:
    graph = story(70, actors=18, uncertain=True, seed=3)
    page = open_page(graph).page
    chance = random.Random(2)
    some = 0
    for _ in range(25):
        since = chance.randrange(day("2025-01-01"), day("2025-09-30"))
        until = since + chance.choice((10, 60, 200))
        if chance.random() < 0.4:
            page.evaluate("day => graphkit.setDay(day)", since)
            cut = snapshot(graph, since)
        else:
            page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [since, until])
            cut = window(graph, since, until)
        if len(cut) < 2:
            continue
        source, target = chance.sample(sorted(cut), 2)
        page.evaluate("([a, b]) => graphkit.path(a, b)", [source, target])
        paths = shortest_paths(cut, source, target).paths
        wanted = [seen.id for seen in paths[0].relations] if paths else None
        answer = found(page)
        assert (answer and answer["relations"]) == wanted
        strict = chance.random() < 0.5
        answer = page.evaluate("([a, b, strict]) => graphkit.chain(a, b, strict)", [source, target, strict])
        chains = chronological_paths(cut, source, target, strict=strict).paths
        wanted = [seen.id for seen in chains[0].relations] if chains else None
        assert (answer and answer["relations"]) == wanted
        some += bool(chains)
    assert some > 4


def two_steps() -> Graph:
    """Ann and the firm in June, the firm and Bob in April: in time from Bob to Ann, not from Ann to Bob."""
    return build_graph(
        dataset(
            relation("ann-firm", "visited", "ann", "firm", when="2025-06-01"),
            relation("firm-bob", "praised", "firm", "bob", when="2025-04-01"),
        )
    )


def test_a_path_follows_the_dates_and_where_there_is_none_leads_to_the_nearest_period(
    open_page: Opener,
) -> None:
    page = open_page(two_steps()).page
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-04-10"), day("2025-05-10")])
    page.evaluate("graphkit.path('ann', 'bob')")
    assert "No path in this period" in page.inner_text("#details")
    assert "The nearest period with one is 1 Apr \N{EN DASH} 1 Jun 2025" in page.inner_text("#why-no-path")
    page.click("#go-there")
    assert found(page)["relations"] == ["ann-firm", "firm-bob"]
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [day("2025-06-01"), day("2025-06-02")])
    assert found(page) is None


WAY = "ann", "guide", "guard", "bob"


def test_paths_through_a_place_are_shorter_only_than_those_that_there_are(open_page: Opener) -> None:
    to_town = (relation("ann-town", "visited", "ann", "town"), relation("bob-town", "visited", "bob", "town"))
    around = tuple(relation(f"{one}-met", "met", one, other) for one, other in pairwise(WAY))
    actors = (
        Actor(id="town", name="The Town", kind="place"),
        *(Actor(id=id, name=id, kind="person") for id in WAY),
    )
    for relations, told in (
        (to_town, "The Town (1 path)."),
        ((*to_town, *around), "The Town (1 shorter path)."),
    ):
        graph = build_graph(dataset(*relations).model_copy(update={"actors": actors}))
        page = open_page(graph).page
        page.evaluate("{ graphkit.setAll(); graphkit.path('ann', 'bob'); }")
        assert f"Not taken as go-betweens: {told}" in page.inner_text("#details")


def test_the_filter_that_alone_hides_every_path_is_named(open_page: Opener) -> None:
    page = open_page(two_steps()).page
    off = {"mode": "all", "offTypes": ["visited"], "offKinds": [], "onlyPublishers": []}
    page.evaluate("off => { graphkit.ask(off); graphkit.path('ann', 'bob'); }", off)
    reasons = page.locator("#why-no-path .reasons li")
    (reason,) = reasons.all_inner_texts()
    assert reason.startswith("With \N{LEFT DOUBLE QUOTATION MARK}visited")
    assert reason.endswith("again there is one of 2 hops.")
    page.evaluate("off => graphkit.ask(off)", {**off, "offKinds": ["person"]})
    page.wait_for_selector("#why-no-path >> text=Without the filters")
    assert reasons.count() == 1, "neither of the two alone brings it back"
    page.evaluate("off => graphkit.ask(off)", off)
    page.click("#why-no-path >> text=again")
    assert found(page)["relations"] == ["ann-firm", "firm-bob"]
    assert page.is_hidden("#clear-filters")


def test_in_time_there_is_no_path_but_in_some_order_there_is(open_page: Opener) -> None:
    page = open_page(two_steps()).page
    page.evaluate("graphkit.setAll(); graphkit.path('ann', 'bob')")
    assert "Two hops" in page.inner_text("#details")
    page.click("label:has(#finder-way-true)")
    assert "No path in which time never runs backwards" in page.inner_text("#details")
    page.click("#why-no-path >> text=In whatever order of time")
    assert "Two hops" in page.inner_text("#details")
    page.click("label:has(#finder-way-true)")
    page.click("#finder-swap")
    answer = found(page)
    assert answer["relations"] == ["firm-bob", "ann-firm"]
    assert answer["days"] == [[day("2025-04-01")] * 2, [day("2025-06-01")] * 2]


def test_the_day_of_a_hop_leaves_the_text_under_a_wide_name_its_whole_width(open_page: Opener) -> None:
    page = open_page(two_steps()).page
    page.evaluate("graphkit.setAll(); graphkit.path('bob', 'ann')")
    page.click("label:has(#finder-way-true)")
    for width in range(0, 400, 20):
        page.evaluate(
            """width => {
            for (const name of document.querySelectorAll(".hop > .name")) name.style.minWidth = `${width}px`;
        }""",
            width,
        )
        assert page.evaluate("""() => [...document.querySelectorAll(".hop-days")].every((days) => {
            const items = days.parentElement.querySelector(".items");
            return days.getBoundingClientRect().bottom <= items.getBoundingClientRect().top;
        })""")


def test_as_of_a_day_the_first_day_with_a_path_is_named(open_page: Opener) -> None:
    page = open_page(two_steps()).page
    page.evaluate("day => graphkit.setDay(day)", day("2025-04-15"))
    page.evaluate("graphkit.path('ann', 'bob')")
    assert "The first day with one is 1 Jun 2025" in page.inner_text("#why-no-path")
    page.click("#go-there")
    assert found(page)
    assert "As of 1 Jun 2025" in page.inner_text("#heading")


def test_strict_chains_need_a_later_day_for_every_hop(open_page: Opener) -> None:
    claims = (Evidence(source="paper", attribution="ann"),)
    graph = build_graph(
        dataset(
            relation("ann-firm", "visited", "ann", "firm", when="2025-06-01"),
            relation("firm-bob", "praised", "firm", "bob", when="2025-06-01", evidence=claims),
        )
    )
    page = open_page(graph).page
    page.evaluate("graphkit.setAll(); graphkit.chain('ann', 'bob')")
    assert "Two hops, for sure by their dates\nOf these hops 1 claimed." in re.sub(
        r"\n+", "\n", page.inner_text("#details")
    )
    page.check("#finder-strict")
    assert found(page) is None
    page.click("#why-no-path >> text=With several hops on a day")
    assert found(page)


def test_a_sure_and_a_sooner_path_are_both_told(open_page: Opener) -> None:
    graph = build_graph(
        Dataset(
            title="Two ways",
            actors=tuple(Actor(id=id, name=id, kind="person") for id in ("a", "b", "c", "d")),
            relations=(
                relation("a-b", "met", "a", "b", when="2025-04", evidence=()),
                relation("b-d", "met", "b", "d", when="2025-04", evidence=()),
                relation("a-c", "met", "a", "c", when="2025-05-01", evidence=()),
                relation("c-d", "met", "c", "d", when="2025-05-02", evidence=()),
            ),
        )
    )
    page = open_page(graph).page
    page.evaluate("graphkit.setAll(); graphkit.chain('a', 'd')")
    sure, maybe = chronological_paths(graph, "a", "d").paths
    answer = found(page)
    assert (answer["sure"], answer["relations"]) == (True, [seen.id for seen in sure.relations])
    assert "for sure" in page.inner_text(".path-length")
    page.click("#path-after")
    answer = found(page)
    assert (answer["sure"], answer["relations"]) == (False, [seen.id for seen in maybe.relations])
    assert "maybe" in page.inner_text(".path-length")


# --- neighbours ------------------------------------------------------------------------------------


def test_within_some_hops_stays_in_colour_what_neighbors_finds(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph).page
    since, until = day("2025-04-01"), day("2025-07-31")
    page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [since, until])
    cut = window(shipped_graph, since, until)
    for hops, actor in product((1, 2, 3), ("nvidia", "fareed-zakaria", "h20")):
        page.evaluate("id => graphkit.select(id)", actor)
        page.keyboard.press(str(hops))
        expected = neighbors(cut, actor, hops=hops)
        lit = page.evaluate(LIT)
        assert set(lit["actors"]) == {actor, *(each.actor for each in expected)}
        assert set(lit["relations"]) == {seen.id for each in expected for seen in each.relations}
        assert page.get_attribute(f"#depth-{hops}", "aria-pressed") == "true"
        assert f"{len(expected)} actor" in page.inner_text("#announcer")
        page.keyboard.press(str(hops))
        assert page.get_attribute(f"#depth-{hops}", "aria-pressed") == "false"


# --- the phone -------------------------------------------------------------------------------------


def phone(open_page: Opener, graph: Graph) -> Opened:
    return open_page(graph, width=390, height=844, has_touch=True)


@pytest.mark.parametrize("spacing", ["-0.05em", "normal", "0.1em"])
def test_the_phone_opens_calm_and_its_tabs_open_one_panel_at_a_time(
    spacing: str, shipped_graph: Graph, open_page: Opener
) -> None:
    """With letters as narrow and as wide as those of any font."""
    page = open_page(shipped_graph, width=390, height=844, has_touch=True, bypass_csp=True).page
    page.add_style_tag(content=f"* {{ letter-spacing: {spacing} !important }}")
    graph = page.locator("#network").bounding_box()
    assert graph
    assert graph["height"] > 844 * 0.42
    cast = set(shipped_graph.graph["story"][0].focus)
    assert {label["id"] for label in page.evaluate("graphkit.labels()")} == cast
    assert len(cast) <= 16
    panels = ("timeline", "story", "details", "filters")
    for panel in panels:
        if page.get_attribute(f"#tab-{panel}", "aria-expanded") == "false":
            page.click(f"#tab-{panel}")
        assert [each for each in panels if page.is_visible(f"#{each}")] == [panel]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("document.documentElement.scrollHeight") <= 844
    page.click("#tab-filters")
    assert not any(page.is_visible(f"#{each}") for each in panels)
    taller = page.locator("#network").bounding_box()
    assert taller
    assert taller["height"] > graph["height"]


def test_a_tap_on_an_actor_brings_its_details_up_beside_the_graph(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = phone(open_page, shipped_graph).page
    place = page.evaluate("graphkit.place('nvidia')")
    page.touchscreen.tap(place["x"], place["y"])
    page.wait_for_selector("#details h2:text-is('Nvidia')", state="visible")
    assert page.is_visible("#network")
    box = page.locator("#details").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 844


UNFOLD = (
    """() => document.querySelectorAll('#filters [aria-expanded=false]').forEach((fold) => fold.click())"""
)
SMALLER_THAN = """least => [...document.querySelectorAll('button, select, label, [type=text], [type=date]')]
    .filter((one) => one.getClientRects().length && getComputedStyle(one).opacity !== '0')
    .filter((one) => !one.closest('.unseen') && !one.htmlFor)
    .map((one) => [one.id || one.className || one.textContent, one.getBoundingClientRect()])
    .filter(([, box]) => box.height < least || box.width < 24)
    .map(([name, box]) => [name, box.width, box.height])"""


@pytest.mark.smoke
def test_what_is_tapped_is_large_enough_for_a_finger(shipped_graph: Graph, open_page: Opener) -> None:
    page = phone(open_page, shipped_graph).page
    page.click(".story-all")
    assert page.evaluate(SMALLER_THAN, 44) == []
    page.click("#tab-timeline")
    page.click("#time-more-button")
    assert page.evaluate(SMALLER_THAN, 44) == []
    page.click("#tab-filters")
    page.evaluate(UNFOLD)
    assert page.evaluate(SMALLER_THAN, 44) == []
    for choose in ("path('donald-trump', 'deepseek')", "select('nvidia')", "select('h20-ban')"):
        page.evaluate(f"graphkit.{choose}")
        # Names within a sentence are links in the text.
        assert [each for each in page.evaluate(SMALLER_THAN, 44) if each[0] != "name"] == [], choose


def test_the_table_is_read_and_left_on_a_phone(shipped_graph: Graph, open_page: Opener) -> None:
    page = phone(open_page, shipped_graph).page
    page.click("#tools-more")
    page.click("#table-button")
    wide = page.evaluate(
        "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('#table'))"
    )
    assert wide <= 0, "nothing is read by scrolling sideways"
    page.evaluate("graphkit.setDiff(739000, 739500)")
    boxes = [page.locator(f"#table {one}").first for one in ("table", ".what")]
    widths = [box.evaluate("one => one.offsetWidth") for box in boxes]
    assert widths[0] == widths[1], "with many columns, too, a sentence has the whole line"
    page.locator("#table tbody tr button").last.click()
    assert page.is_visible("#details .headline")
    page.click("#table-close")
    assert page.is_hidden("#table")


def test_on_a_phone_the_sheet_leaves_its_room_to_the_table(open_page: Opener) -> None:
    page = phone(open_page, story(100)).page
    page.click("#tab-details")
    page.keyboard.press("t")
    assert page.is_hidden("#details")
    box = page.locator("#table").bounding_box()
    assert box is not None
    assert box["height"] > 844 / 2
    page.click("#tab-filters")
    assert page.is_visible("#filters"), "its tabs stay at hand"
    page.click("#tab-filters")
    page.click("#table-close")
    assert page.is_visible("#details")


def test_in_a_large_graph_too(open_page: Opener) -> None:
    page = phone(open_page, story(800)).page
    assert page.evaluate(SMALLER_THAN, 44) == []
    page.evaluate("graphkit.select('actor-1')")
    assert page.evaluate(SMALLER_THAN, 44) == []
    page.evaluate("graphkit.ask({ mode: 'all', lanes: 'first' })")
    page.click("#lanes-off summary")
    page.wait_for_selector("#lanes-off .item")
    assert page.evaluate(SMALLER_THAN, 44) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_a_link_chose_is_what_the_phone_opens_on(shipped_graph: Graph, open_page: Opener) -> None:
    for fragment, panel in (
        ("", "story"),
        ("#step=2", "story"),
        ("#step=1&relation=h20-ban", "details"),
        ("#all=1&path=donald-trump+deepseek", "details"),
        ("#all=1", "timeline"),
    ):
        page = open_page(shipped_graph, fragment, width=390, height=844, has_touch=True).page
        assert page.is_visible(f"#{panel}"), fragment


def test_a_path_in_a_link_is_looked_at(shipped_graph: Graph, open_page: Opener) -> None:
    whole = open_page(shipped_graph, "#all=1").page
    page = open_page(shipped_graph, "#all=1&path=donald-trump+deepseek").page
    ends = [page.evaluate("id => graphkit.place(id)", id) for id in ("donald-trump", "deepseek")]
    before = [whole.evaluate("id => graphkit.place(id)", id) for id in ("donald-trump", "deepseek")]

    def apart(two: list[dict[str, float]]) -> float:
        return abs(two[0]["x"] - two[1]["x"]) + abs(two[0]["y"] - two[1]["y"])

    assert apart(ends) > apart(before)
    inside = page.evaluate("graphkit.inside()")
    assert all(inside[id] for id in page.evaluate("graphkit.found().actors"))


LINES_OF_WORDS = """names => names.filter((name) => name.checkVisibility()).map((name) => {
    const text = name.firstChild;
    const range = document.createRange();
    return [...text.data.matchAll(/\\S+/g)].map(({ 0: word, index }) => {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return [word, range.getClientRects().length];
    });
})"""


def test_names_of_filters_are_whole_words_on_a_wide_screen_that_is_touched(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, width=1440, height=900, has_touch=True).page
    assert page.evaluate("matchMedia('(hover: none)').matches")
    names = page.locator("#filters .entry:visible .entry-name").evaluate_all(LINES_OF_WORDS)
    assert len(names) >= 8
    assert [word for name in names for word, lines in name if lines > 1] == []
    contact = page.locator("#filters .entry").filter(has_text="Contact").first
    contact.locator("input").first.focus()
    assert contact.locator(".only").first.evaluate("each => getComputedStyle(each).opacity") == "1"


@cache
def a_graph_of_many() -> Graph:
    """A graph of types and families with names of any length; one of them 1,300 times."""
    types = [RelationType(name=name, kind="event", family=name) for name in LONG]
    counts = [1_300, 1, 22, 333, 40, 5, 60, 7]
    rows = [
        relation(f"{name}-{number}", name, when="2025-04")
        for name, count in zip(LONG, counts, strict=True)
        for number in range(count)
    ]
    return build_graph(dataset(*rows).model_copy(update={"relation_types": tuple(types)}))


WHOLE_NAMES = """entries => entries.filter((entry) => entry.checkVisibility()).map((entry) => {
    const name = entry.querySelector(".entry-name");
    const count = entry.querySelector(".count");
    const label = count.parentElement;
    const right = label.getBoundingClientRect().right - parseFloat(getComputedStyle(label).paddingRight);
    const room = right - name.parentElement.getBoundingClientRect().left;
    const range = document.createRange();
    const broken = [...name.textContent.matchAll(/[^\\s-]+-?/g)].filter(({ 0: word, index }) => {
        range.setStart(name.firstChild, index);
        range.setEnd(name.firstChild, index + word.length);
        const pieces = [...range.getClientRects()].map(({ width }) => width);
        return pieces.length > 1 && pieces.reduce((sum, each) => sum + each) <= room;
    }).map(([word]) => word);
    range.selectNodeContents(name);
    const of = (rects) => [...rects].filter(({ width }) => width);
    // Boxes of lines above one another share some pixels in fonts with tall letters.
    const meets = (one, other) => one.left < other.right && other.left < one.right
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > one.height / 4;
    const counts = of(count.getClientRects());
    const over = of(range.getClientRects()).some((one) => counts.some((other) => meets(one, other)));
    const wide = label.scrollWidth - label.clientWidth;
    return { name: name.textContent, count: count.textContent, broken, over, wide };
})"""
LONG = (
    *("self-determination", "humanitarian aid", "Donaudampfschifffahrtsgesellschaft", "counterterrorism"),
    *("international arbitration", "co-operation", "Börsengänge", "x"),
)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (900, 800), (390, 844)])
def test_no_name_of_a_filter_breaks_within_a_word_in_any_font_and_with_any_count(
    width: int, height: int, open_page: Opener
) -> None:
    page = open_page(a_graph_of_many(), width=width, height=height).page
    if width < 900:
        page.click("#tab-filters")
    for more in page.locator("#facet-families .more").all():
        more.click()
    for spacing in ("normal", "0.08em", "0.3em"):  # as wider fonts
        page.evaluate("each => { document.body.style.letterSpacing = each; }", spacing)
        entries = page.locator("#filters .entry").evaluate_all(WHOLE_NAMES)
        assert "1,300" in {entry["count"] for entry in entries}
        assert len(entries) > 2 * len(LONG)
        for entry in entries:
            assert (entry["broken"], entry["over"], entry["wide"]) == ([], False, 0), (spacing, entry)


def test_the_answer_of_a_path_has_half_of_its_panel(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, "#all=1&path=nvidia+deepseek", width=1280, height=720).page
    question, panel = (page.locator(each).bounding_box() for each in (".finder", "#details"))
    assert question
    assert panel
    assert question["y"] + question["height"] < (720 + panel["y"]) / 2
