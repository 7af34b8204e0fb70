"""What one takes along: the picture as PNG and SVG, the visible relations as CSV, the link."""

import csv
import io
import random
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from datasets import iso
from playwright.sync_api import Browser, Page

from graphkit.cli.csv_answers import csv_text
from graphkit.cli.render import relation_rows
from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Amount, Evidence, Source
from graphkit.queries.listing import relations
from graphkit.queries.windows import known_by, snapshot, window
from graphkit.temporal import edtf

from .conftest import Opener, dataset, relation

SVG = "{http://www.w3.org/2000/svg}"
ATTACK = "<b>&\"'</text><script>alert(1)</script>]]>\u0007\ufffe\ud7ff{{1}}"
SPREADSHEET = ("=1+1", "+1", "-1", "@SUM(A1)", 'a,"b"', "plain")


def kept(page: Page, what: str, folder: Path) -> Path:
    """Choose one of the menu's entries and return the file that it saves."""
    if page.is_visible("#tools-more"):
        page.click("#tools-more")
    page.click("#keep summary")
    with page.expect_download() as download:
        page.click(f"#{what}")
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def listed(graph: Graph) -> str:
    """Return a graph's relations as the command line prints them in CSV."""
    return "".join(csv_text(relation_rows(relations(graph).relations)))


def texts(document: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(document).iter(f"{SVG}text")]


# --- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_png_has_twice_the_pixels(
    width: int, height: int, shipped_graph: Graph, open_page: Opener, tmp_path: Path
) -> None:
    opened = open_page(shipped_graph, width=width, height=height)
    frame = opened.page.locator("#network").bounding_box()
    assert frame
    file = kept(opened.page, "keep-png", tmp_path)
    content = file.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    pixels = struct.unpack(">II", content[16:24])
    assert pixels[0] == round(frame["width"]) * 2
    assert pixels[1] > frame["height"] * 2
    assert opened.complaints == []


@pytest.mark.smoke
def test_the_svg_tells_title_period_counts_and_legend(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, width=1440, height=900).page
    document = page.evaluate("graphkit.svg()")
    said = texts(document)
    assert shipped_graph.graph["title"] in said
    assert page.inner_text("#heading") in " ".join(said)
    cast = shipped_graph.graph["story"][0].focus
    governments = sum(shipped_graph.nodes[actor]["kind"] == "government" for actor in cast)
    for entry in ("maybe", "planned", "claimed", "contested", f"Government {governments}"):
        assert entry in said
    families = [text for text in said if text.split()[0] in ("Contact", "Restriction", "Trade", "Statement")]
    assert len(families) == 4
    told = sum(int(text.split()[-1]) for text in said if text.split()[0] in _families(page))
    assert told == len(page.evaluate("graphkit.inColour()"))


def _families(page: Page) -> set[str]:
    return {"Contact", "Agreement", "Restriction", "Permission", "Statement", "Trade"}


def test_who_is_pinned_has_a_pin_in_the_drawing_and_the_legend(
    graph_of_every_rule: Graph, open_page: Opener
) -> None:
    page = open_page(graph_of_every_rule, "#all=1").page
    for view in ({}, {"lanes": "first"}):
        page.evaluate("view => graphkit.ask({ pin: [], ...view })", view)
        before, pinned = page.evaluate("[graphkit.svg(), (graphkit.ask({ pin: [0] }), graphkit.svg())]")
        assert ">pinned<" not in before
        assert ">pinned<" in pinned
        # A pin is a point and a head, in ink within paper; one on the actor, one in the legend.
        assert pinned.count("<path") - before.count("<path") == 8
    assert page.locator("#actor-filters svg").count() == 1


def test_the_svg_is_vectors_with_names_as_text(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, "#step=1&single=1", width=1440, height=900).page
    document = page.evaluate("graphkit.svg()")
    tree = ElementTree.fromstring(document)
    assert tree.tag == f"{SVG}svg"
    assert not list(tree.iter(f"{SVG}image"))
    curves = sum((path.get("d") or "").count("Q") for path in tree.iter(f"{SVG}path"))
    assert curves == len(page.evaluate("graphkit.visible()"))
    said = texts(document)
    for name in ("Nvidia", "Jensen Huang", "China", "US government"):
        assert said.count(name) == 1
    assert tree.find(f"{SVG}title") is not None


def test_what_was_known_is_told_in_the_picture(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("day => { graphkit.setAll(); graphkit.setKnownBy(day); }", edtf.one_day("2025-07-15"))
    assert any("known by 15 Jul 2025" in text for text in texts(page.evaluate("graphkit.svg()")))


@pytest.mark.parametrize(
    "mode", ["graphkit.setDay(739447)", "graphkit.setDiff(739350, 739450)", "graphkit.select('h20-ban')"]
)
def test_every_view_can_be_kept(mode: str, shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    opened.page.evaluate(f"{{ {mode} }}")
    assert opened.page.inner_text("#heading") in " ".join(texts(opened.page.evaluate("graphkit.svg()")))
    assert opened.complaints == []


def test_the_svg_opens_by_itself_without_complaint(
    shipped_graph: Graph, open_page: Opener, browser: Browser, tmp_path: Path
) -> None:
    file = kept(open_page(shipped_graph).page, "keep-svg", tmp_path)
    page = browser.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.nodeName") == "svg"
    assert page.evaluate("document.querySelectorAll('parsererror').length") == 0
    page.close()
    assert complaints == []
    assert len(requests) == 1


def test_texts_of_any_kind_leave_the_svg_well_formed(open_page: Opener) -> None:
    made = dataset(relation("one", when="2025-04-10", summary=ATTACK), title=ATTACK)
    actors = tuple(
        actor.model_copy(update={"name": f"{ATTACK} {actor.id}"}) if actor.id != "firm" else actor
        for actor in made.actors
    )
    opened = open_page(build_graph(made.model_copy(update={"actors": actors})))
    opened.page.evaluate("graphkit.select('one')")
    tree = ElementTree.fromstring(opened.page.evaluate("graphkit.svg()"))
    assert [element.tag for element in tree.iter() if "script" in element.tag] == []
    assert opened.complaints == []


def test_an_empty_story_can_be_kept(open_page: Opener) -> None:
    opened = open_page(build_graph(dataset()))
    assert "A small story" in texts(opened.page.evaluate("graphkit.svg()"))
    assert opened.complaints == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A small story", "A-small-story.svg"),
        ("../../etc/passwd", "etc-passwd.svg"),
        ('C:\\aux:*?"<>|', "C-aux.svg"),
        ("CON", "graph-CON.svg"),
        ("…!", "graph.svg"),
        ("Чипы и 芯片", "Чипы-и-芯片.svg"),
        ("long " * 40, ("long-" * 12)[:-1] + ".svg"),
    ],
)
def test_the_files_name_is_made_safely_from_the_title(
    title: str, name: str, open_page: Opener, tmp_path: Path
) -> None:
    page = open_page(build_graph(dataset(relation("one", when="2025-04-10"), title=title))).page
    assert kept(page, "keep-svg", tmp_path).name == name


# --- relations as CSV ---------------------------------------------------------------------------


def test_the_copy_is_what_the_command_line_prints(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.setAll()")
    assert page.evaluate("graphkit.csv()") == listed(shipped_graph)
    chance = random.Random(12)
    first = edtf.one_day("2025-01-01")
    for _ in range(12):
        since, until = sorted(first + chance.randrange(220) for _ in range(2))
        page.evaluate("([a, b]) => graphkit.setSpan(a, b)", [since, until])
        assert page.evaluate("graphkit.csv()") == listed(window(shipped_graph, iso(since), iso(until)))
        page.evaluate("day => graphkit.setDay(day)", until)
        assert page.evaluate("graphkit.csv()") == listed(snapshot(shipped_graph, iso(until)))


def test_the_copy_and_the_link_have_years_before_1_and_after_9999(open_page: Opener) -> None:
    graph = build_graph(
        dataset(relation("ides", when="-0043-03-15/-0043-03-16"), relation("far", when="Y12000"))
    )
    page = open_page(graph).page
    page.evaluate("graphkit.setAll()")
    assert page.evaluate("graphkit.csv()") == listed(graph)
    page.evaluate("day => graphkit.setDay(day)", edtf.parse("-0043-03-15").bounds.latest_end)
    assert "day=-0043-03-15" in page.evaluate("graphkit.link()")
    for link in ("#day=-0043-03-15", "#span=-0043/-0042", "#span=%2B12000/%2B12000-12-31"):
        linked = open_page(graph, link)
        assert linked.visible() == ({"far"} if "12000" in link else {"ides"})
        assert linked.page.evaluate("graphkit.csv()").count("\n") == 2


def test_the_copy_of_a_snapshot_tells_background_as_the_command_line_does(open_page: Opener) -> None:
    rows = [relation("set-up", "founded", when="2009"), relation("joined", "part-of", when="2022-03-14/")]
    graph = build_graph(dataset(*rows, relation("met", when="2020-05-01")))
    page = open_page(graph).page
    page.evaluate("day => graphkit.setDay(day)", edtf.one_day("2022-10-01"))
    assert page.evaluate("graphkit.csv()") == listed(snapshot(graph, "2022-10-01"))
    assert page.evaluate("graphkit.csv()").count(",background,") == 1
    assert page.evaluate("graphkit.csv()").count(",happened,") == 2, "what has a single date has happened"


def test_the_copy_of_every_rule_and_of_what_was_known(
    graph_of_every_rule: Graph, shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(graph_of_every_rule).page
    assert page.evaluate("graphkit.csv()") == listed(window(graph_of_every_rule))
    page = open_page(shipped_graph).page
    page.evaluate("day => { graphkit.setAll(); graphkit.setKnownBy(day); }", edtf.one_day("2025-07-15"))
    assert page.evaluate("graphkit.csv()") == listed(known_by(shipped_graph, "2025-07-15"))


def test_no_cell_is_a_formula_and_every_cell_comes_back(open_page: Opener) -> None:
    rows = tuple(
        relation(
            f"{place}{text}",
            when="2025-04-10",
            summary=text + "\u202e\u2028",
            note=f"A {text}",
            amount=Amount(value=(place - 2) * 1234.5, unit=f"EUR a  {text}."),
        )
        for place, text in enumerate(SPREADSHEET)
    )
    graph = build_graph(dataset(*rows))
    page = open_page(graph).page
    text = page.evaluate("graphkit.csv()")
    assert text == listed(graph)
    summaries = [row["summary"] for row in csv.DictReader(io.StringIO(text))]
    assert len(summaries) == len(SPREADSHEET)
    assert not [summary for summary in summaries if summary.startswith(("=", "+", "-", "@"))]


def test_two_sources_of_one_publisher_are_two_voices(open_page: Opener) -> None:
    made = dataset(
        relation(
            "one",
            when="2025-04-10",
            evidence=(Evidence(source="paper", paragraph=3), Evidence(source="second")),
        )
    )
    second = Source(id="second", publisher="The Paper", published="2025-07-16")
    graph = build_graph(made.model_copy(update={"sources": (*made.sources, second)}))
    page = open_page(graph).page
    assert page.evaluate("graphkit.csv()") == listed(graph)
    page.evaluate("graphkit.select('one')")
    assert page.inner_text("#details .facts").count("The Paper") == 1


def test_the_relations_go_to_the_clipboard(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, permissions=["clipboard-read", "clipboard-write"]).page
    page.click("#keep summary")
    page.click("#copy-csv")
    page.wait_for_function("() => document.querySelector('#note').textContent")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.evaluate("graphkit.csv()")
    count = len([*csv.reader(io.StringIO(copied))]) - 1
    assert count > 100
    assert page.inner_text("#note") == f"{count} relations copied as CSV"


CLOSED = """
Object.defineProperty(navigator, "clipboard", { value: undefined });
Document.prototype.execCommand = () => false;
"""


def test_without_a_clipboard_the_relations_become_a_file(
    shipped_graph: Graph, open_page: Opener, tmp_path: Path
) -> None:
    opened = open_page(shipped_graph)
    opened.page.evaluate(f"() => {{ {CLOSED} }}")
    file = kept(opened.page, "copy-csv", tmp_path)
    assert file.name == "Nvidia-the-H20-and-the-US-export-controls.csv"
    assert file.read_text(encoding="utf-8") == opened.page.evaluate("graphkit.csv()")
    assert "saved as a CSV file" in opened.page.inner_text("#note")
    assert opened.complaints == []


def test_the_link_goes_to_the_clipboard(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, permissions=["clipboard-read", "clipboard-write"]).page
    page.evaluate("graphkit.select('h20-ban')")
    page.click("#keep summary")
    page.click("#copy-link")
    page.wait_for_function("() => document.querySelector('#note').textContent")
    link: Any = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#" + page.evaluate("graphkit.link()"))
    assert link.startswith("file:///")


def test_the_menu_closes_by_key_and_by_a_click_elsewhere(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.click("#keep summary")
    assert page.is_visible("#keep-png")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keep-png")
    assert page.evaluate("document.activeElement.textContent") == "Keep"
    page.keyboard.press("Enter")
    assert page.is_visible("#keep-png")
    page.click("h1")
    assert not page.is_visible("#keep-png")


def test_actors_are_only_named_where_they_are(open_page: Opener) -> None:
    page = open_page(build_graph(dataset(relation("one", when="2025-04-10")))).page
    page.evaluate("graphkit.setSpan(700000, 700001)")
    said = texts(page.evaluate("graphkit.svg()"))
    assert not set(said) & {actor.name for actor in (Actor(id="ann", name="Ann Example", kind="person"),)}


def test_the_table_keeps_the_same_csv(shipped_graph: Graph, open_page: Opener, tmp_path: Path) -> None:
    page = open_page(shipped_graph).page
    page.click("#table-button")
    with page.expect_download() as download:
        page.click("text=Keep as CSV")
    download.value.save_as(tmp_path / "kept.csv")
    assert (tmp_path / "kept.csv").read_text(encoding="utf-8") == page.evaluate("graphkit.csv()")
