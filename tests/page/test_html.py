import base64
import hashlib
import json
import re
from html.parser import HTMLParser

from markupsafe import escape

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Amount, Link, Source
from graphkit.page.html import data_json, render
from graphkit.page.payload import build_payload

from .conftest import dataset, relation
from .scripts import inflated


class Elements(HTMLParser):
    """Collects the elements of a page: name, attributes, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("", {}, []))

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1][2].append(data)

    def named(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, "".join(texts)) for name, attributes, texts in self.found if name == tag]


def test_it_is_one_document_in_standards_mode(each_story: Graph) -> None:
    text = render(each_story)
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    assert text.count("<h1") == 1
    assert "\r" not in text
    [(_, title)] = Elements(text).named("title")
    assert title == each_story.graph["title"]


def test_two_builds_are_the_same_bytes(each_story: Graph) -> None:
    assert render(each_story) == render(each_story)


def test_it_asks_nobody_for_anything(each_story: Graph) -> None:
    elements = Elements(render(each_story))
    assert not elements.named("link")
    assert not elements.named("img")
    assert all("src" not in attributes for attributes, _ in elements.named("script"))


def deflated(graph: Graph, id: str) -> str:
    """The text of an element that lies in a page deflated."""
    [text] = [
        text for attributes, text in Elements(render(graph)).named("script") if attributes.get("id") == id
    ]
    return text


def test_the_policy_names_each_script_and_style_by_its_hash(each_story: Graph) -> None:
    elements = Elements(render(each_story))
    [policy] = [
        attributes["content"] or ""
        for attributes, _ in elements.named("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")
    code = [text for attributes, text in elements.named("script") if "type" not in attributes]
    assert len(code) == 1
    for text in [
        *code,
        inflated(deflated(each_story, "program")),
        *(text for _, text in elements.named("style")),
    ]:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_our_scripts_never_read_text_as_markup_or_code(shipped_graph: Graph) -> None:
    ours = inflated(deflated(shipped_graph, "program")).rpartition('(() => {\n"use strict";')[2]
    assert "graphkit" in ours
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert word not in ours


def test_data_cannot_leave_its_element() -> None:
    attack = "</script><script>alert(1)</script><!--&amp;\u2028\u2029é"
    graph = build_graph(dataset(relation("one", summary=attack, note=attack), title=attack))
    text = deflated(graph, "data")
    assert re.fullmatch("[^<>&\\s\"']+", text)
    assert inflated(text) == data_json(build_payload(graph))
    assert json.loads(inflated(text))["title"] == attack


def test_readers_without_script_get_every_relation_with_its_evidence(each_story: Graph) -> None:
    text = render(each_story)
    table = text[text.index("<noscript>") : text.index("</noscript>")]
    assert table.count("<tr><td>") == each_story.number_of_edges()
    numbers = range(1, 1 + len(each_story.graph["sources"]))
    for _, _, data in each_story.edges(data=True):
        for entry in data["evidence"]:
            assert any(f"[{number}] {entry.paragraph or ''}".strip() in table for number in numbers)
    for source in each_story.graph["sources"]:
        assert escape(source.publisher) in table


def test_above_a_size_the_table_names_the_command_instead() -> None:
    many = [relation(f"relation-{number:05}", when="2025-04") for number in range(2501)]
    text = render(build_graph(dataset(*many)))
    assert "graphkit relations" in text[text.index("<noscript>") : text.index("</noscript>")]


def test_without_script_time_amounts_and_origins_are_told() -> None:
    rows = [
        relation("a", when="2025-05", about=("firm",), amount=Amount(value=1_200_000, unit="USD")),
        relation("b", "leads", when="2025-04-01/2025-04-20", summary="Leads it."),
        relation("c"),
    ]
    made = dataset(*rows)
    copy = Source(id="copy", publisher="The Copy", published="2025-07-20", derived_from=("paper",))
    text = render(build_graph(made.model_copy(update={"sources": (*made.sources, copy)})))
    table = text[text.index("<tbody>") : text.index("</noscript>")]
    assert re.findall("<tr><td>(.*?)<td>.*?<td>(.*?)<td>.*?<td>(.*?)<td>", table)[:2] == [
        ("from 1 April 2025 to 20 April 2025", "led", "Leads it."),
        ("May 2025", "met", "1,200,000 USD; about The Firm"),
    ]
    assert "The Copy, 20 July 2025, rewritten from The Paper" in table


def test_without_script_nothing_stands_between_two_marks() -> None:
    rows = [
        relation("a", when="2025-05", amount=Amount(value=5, unit="EUR"), summary="They met."),
        relation("b", "owns", when="2019/2020", amount=Amount(value=0, unit="%"), about=("firm",)),
    ]
    made = dataset(*rows)
    titled = made.sources[0].model_copy(update={"title": "We met."})
    text = render(build_graph(made.model_copy(update={"sources": (titled,)})))
    table = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "<td>They met. 5 EUR<td>" in table
    assert "<td>held<td>" in table
    assert ", We met, " in table
    assert not re.search(r"[.,;][,;.]|[.,;] [.,;]", table)


def test_without_script_one_relation_without_sources_is_told_as_that() -> None:
    made = dataset(relation("a", evidence=())).model_copy(update={"sources": ()})
    text = render(build_graph(made))
    table = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "The one relation, with" in table
    assert "Sources" not in table


def test_without_script_what_was_set_aside_and_a_plan_of_a_past_day_are_marked() -> None:
    aside = (Link(rel="set-aside-by", relation="ruling"),)
    rows = [
        relation("first", "convicted", when="2024-01-02", links=aside),
        relation("ruling", "acquitted", when="2025-03-04"),
        relation("plan", when="2025-05-06", status="planned"),
        relation("later", when="2025-07-20", status="planned"),
    ]
    text = render(build_graph(dataset(*rows)))
    table = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "<td>convicted (SET ASIDE on 4 March 2025)<td>" in table
    assert table.count("<td>meets (PLANNED)<td>") == 2
