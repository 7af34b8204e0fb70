"""Several actors at once, who is hidden, kept alone or pinned, single marks, and the table in any order."""

from typing import Any

import pytest
from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Amount, Evidence, Source

from .conftest import Opener, dataset, relation


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Five actors of a small story; one relation has each mark."""
    said = (Evidence(source="paper", attribution="bob"),)
    against = (Evidence(source="paper"), Evidence(source="other", stance="contradicts"))
    made = dataset(
        relation("ann-bob", "met", "ann", "bob", when="2025-03-01", evidence=said),
        relation("bob-firm", "leads", "bob", "firm", when="2025-01/.."),
        relation("ann-firm", "praised", "ann", "firm", when="2025-03-05", evidence=against),
        relation("cy-ann", "met", "cy", "ann", when="2025-03-07"),
        relation("cy-bob", "met", "cy", "bob", when="2025-03"),
        relation("ann-alone", "banned", "ann", "ann", when="2025-03-03"),
        relation("dan-firm", "banned", "dan", "firm", when="/2025-12", about=("cy",)),
        relation("plan", "visited", "dan", "ann", when="2025-03-02", status="planned"),
    )
    more = (Actor(id="cy", name="Cy Example", kind="person"), Actor(id="dan", name="Dan", kind="person"))
    other = Source(id="other", publisher="A Herald", published="2025-03-08")
    return build_graph(
        made.model_copy(update={"actors": (*made.actors, *more), "sources": (*made.sources, other)})
    )


def seen(page: Page) -> set[str]:
    return set(page.evaluate("graphkit.visible()"))


def test_several_are_chosen_with_ctrl_in_the_list_and_in_the_link(graph: Graph, open_page: Opener) -> None:
    opened = open_page(graph, "#all=1", width=1440, height=900)
    page = opened.page
    opened.rest()
    for id in ("ann", "bob"):
        place: dict[str, Any] = page.evaluate("id => graphkit.place(id)", id)
        page.keyboard.down("Control")
        page.mouse.click(place["x"], place["y"])
        page.keyboard.up("Control")
    assert page.inner_text("#details .kicker") == "2 actors"
    page.click("#roster-fold")
    page.locator("#roster li", has_text="The Firm").locator(".pick").click()
    assert page.locator("#roster li[aria-selected=true]").count() == 3
    assert page.inner_text("#details .kicker") == "3 actors"
    headings = [each.inner_text() for each in page.query_selector_all("#details h2")]
    assert headings == ["Between them 4", "Tied to several of them"]
    assert page.inner_text("#details .ties").splitlines() == ["Cy Example", "3 of them, 3 relations"]
    assert page.inner_text("#fold-around") == "4 relations around them, of one of them each"
    assert "actors=ann,bob,firm" in page.evaluate("graphkit.link()")
    page.locator("#roster").focus()
    page.keyboard.press("Home")
    page.keyboard.press("x")
    assert page.inner_text("#details .kicker") == "2 actors"
    assert "actors=bob,firm" in page.evaluate("graphkit.link()")
    again = open_page(graph, "#all=1&actors=ann,bob,nobody").page
    assert again.inner_text("#details .kicker") == "2 actors"


def test_hide_keep_only_and_pin_are_undone_one_by_one(graph: Graph, open_page: Opener) -> None:
    page = open_page(graph, "#all=1&actor=cy").page
    everything = seen(page)
    page.click("#act-only")
    assert seen(page) == {"cy-ann", "cy-bob", "dan-firm"}, "of one, all its relations, those about it too"
    page.evaluate("graphkit.select(['ann', 'bob'])")
    page.click("#act-only")
    assert seen(page) == {"ann-bob", "ann-alone"}
    assert "only=ann,bob" in page.evaluate("graphkit.link()")
    assert page.inner_text("#filters-at-work") == "2"
    page.click("#actor-filters .chip >> text=Bob Example")
    assert page.evaluate("graphkit.link()").endswith("only=ann&actors=ann,bob")
    page.click("#clear-filters")
    assert seen(page) == everything
    page.evaluate("graphkit.select('ann')")
    page.click("#act-hide")
    assert seen(page) == {"bob-firm", "cy-bob", "dan-firm"}
    assert "ann" not in page.evaluate("graphkit.nodes().map(({ id }) => id)")
    page.click("#actor-filters .chip")
    assert seen(page) == everything
    page.evaluate("graphkit.select('dan')")
    page.click("#act-pin")
    assert page.get_attribute("#act-pin", "aria-pressed") == "true"
    page.evaluate("graphkit.setDay(700000); graphkit.select(null)")
    assert [node["id"] for node in page.evaluate("graphkit.nodes()")] == ["dan"]
    page.evaluate("graphkit.setAll(); graphkit.select('cy')")
    assert "dan" in page.evaluate("graphkit.lit().actors")
    page.reload()
    page.wait_for_selector("#stage", state="visible")


@pytest.mark.parametrize(
    ("mark", "left"),
    [
        ("claimed", {"ann-bob"}),
        ("contested", {"ann-firm"}),
        ("unreported", {"dan-firm"}),
        ("maybe", {"cy-bob"}),
        ("sure", {"ann-bob", "bob-firm", "ann-firm", "cy-ann", "ann-alone", "plan"}),
    ],
)
def test_what_has_a_mark_is_shown_alone(mark: str, left: set[str], graph: Graph, open_page: Opener) -> None:
    page = open_page(graph, "#span=2025-03-01/2025-03-10").page
    everything = seen(page)
    page.locator(f"[data-group=certainty][data-name={mark}] .only").focus()
    page.keyboard.press("Enter")
    assert seen(page) == left
    assert page.inner_text("#filters-at-work") == "1"
    link = page.evaluate("graphkit.link()")
    assert (f"mark={mark}" in link) == (mark != "sure")
    assert set(open_page(graph, f"#{link}").visible()) == left
    page.click("#clear-filters")
    assert seen(page) == everything


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"#table tbody td:nth-child({number})").all_inner_texts()


def test_the_table_is_sorted_by_any_column(graph: Graph, open_page: Opener) -> None:
    page = open_page(graph, "#span=2025-03-01/2025-03-10").page
    page.click("#table-button")
    plain = column(page, 5)
    titles = page.locator("#table th").all_inner_texts()
    assert titles == ["When", "From", "Relation", "To", "What", "Sources", "Voices", "Certainty"]
    for number in (1, 2, 5):
        page.click(f"#sort-{number}")
        names = column(page, number + 1)
        assert names == sorted(names, key=str.casefold), titles[number]
        page.keyboard.press("Enter")
        assert page.get_attribute(f"th:nth-child({number + 1})", "aria-sort") == "descending"
        assert column(page, number + 1) == names[::-1]
        page.keyboard.press("Enter")
        assert page.get_attribute(f"th:nth-child({number + 1})", "aria-sort") is None
    assert column(page, 5) == plain
    page.click("#sort-7")
    assert [text.split()[0] for text in column(page, 8)] == ["for"] * 6 + ["first", "maybe"]
    assert "A Herald, The Paper" in column(page, 6) or "The Paper, A Herald" in column(page, 6)
    assert "Bob Example" in column(page, 7)


def titles_of(page: Page) -> list[str]:
    page.click("#table-button")
    return page.locator("#table th").all_inner_texts()


def test_the_table_has_no_column_that_is_empty_in_the_whole_page(graph: Graph, open_page: Opener) -> None:
    page = open_page(build_graph(dataset(relation("bare", when="2025-03-01", evidence=())))).page
    assert titles_of(page) == ["When", "From", "Relation", "To", "What", "Certainty"]
    page = open_page(graph, "#all=1&known=2020-01-01").page
    assert "Voices" in titles_of(page), "nor does it come and go with the day"


def test_who_only_contradicts_is_no_voice_for_it(open_page: Opener) -> None:
    against = (Evidence(source="paper", stance="contradicts"),)
    rows = (relation("against", "praised", evidence=against), relation("said"))
    page = open_page(build_graph(dataset(*rows)), "#all=1").page
    assert "Voices" in titles_of(page)
    assert sorted(column(page, 7)) == ["The Paper", "contradicted by The Paper"]


def test_amounts_have_a_column_that_is_sorted_by_figure_in_each_unit(open_page: Opener) -> None:
    figures = {"ten": (10, "EUR"), "less": (9.5, "EUR"), "back": (-20, "EUR"), "fee": (-3.25, "EUR")}
    figures |= {"cents": (9.25, "EUR"), "million": (1_000_000, "EUR"), "dollars": (5, "USD a day")}
    amounts = {key: Amount(value=value, unit=unit) for key, (value, unit) in figures.items()}
    rows = [relation(key, type="paid", amount=amount) for key, amount in amounts.items()]
    page = open_page(build_graph(dataset(*rows, relation("none"))), "#all=1").page
    assert titles_of(page).index("Amount") == 4
    page.click("#sort-4")
    order = ["-20 EUR", "-3.25 EUR", "9.25 EUR", "9.5 EUR", "10 EUR", "1,000,000 EUR", "5 USD a day"]
    assert column(page, 5) == [*order, ""]
    page.keyboard.press("Enter")
    assert column(page, 5) == [*order[::-1], ""]
