"""Attributes of actors on the page: facets, colours and sizes by them, kept in the link."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from graphkit.graph.multigraph import Graph
from graphkit.queries.listing import relations
from graphkit.queries.windows import window

from .conftest import Opener
from .stories import story
from .test_exploring import unfold
from .test_facets import with_attributes


@pytest.fixture(scope="module")
def told() -> Graph:
    return with_attributes(story(60, actors=14, uncertain=True, seed=4))


def test_a_facet_shows_what_the_command_line_does(told: Graph, open_page: Opener) -> None:
    opened = open_page(told)
    page = opened.page
    page.evaluate("location.hash = 'all=1&where=country%3DDE'")
    expect(page.locator("#filters-at-work")).to_have_text("1")
    assert opened.visible() == {row.id for row in relations(window(told, where=["country=DE"])).relations}
    unfold(page, "attribute-0")
    other = page.locator("[id='attribute-0-country=US']")
    assert not other.is_checked()
    other.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "where=country%3DUS" in url)
    assert opened.visible() == {row.id for row in relations(window(told, where=["country=US"])).relations}
    page.evaluate("location.hash = 'all=1&where=country%3DDE,staff%3D10'")
    expect(page.locator("#filters-at-work")).to_have_text("2")
    both = window(told, where=["country=DE", "staff=10"])
    assert opened.visible() == {row.id for row in relations(both).relations}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_attributes_colour_and_size(told: Graph, open_page: Opener, scheme: str, tmp_path: Path) -> None:
    page = open_page(told).page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    unfold(page, "looks", "attribute-0")
    sizes = "graphkit.nodes().map(({ size }) => size)"
    before = page.evaluate(sizes)
    page.locator("#colour-by").select_option("country")
    page.locator("#size-by").select_option("staff")
    page.wait_for_url(lambda url: "colour=country&size=staff" in url)
    assert page.locator(".coloured .swatch").first.is_visible()
    assert page.evaluate(sizes) != before
    page.screenshot(path=tmp_path / f"{scheme}.png")
    page.reload()
    unfold(page, "looks")
    expect(page.locator("#colour-by")).to_have_value("country")
    expect(page.locator("#size-by")).to_have_value("staff")
