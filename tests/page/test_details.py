"""The panel of details: sentence, date, sides, voices, evidence, what is linked, what was known."""

from itertools import product

from playwright.sync_api import Page

from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import known_day
from graphkit.model.entities import Actor, Evidence, Link, Source
from graphkit.temporal import edtf

from .conftest import Opener, dataset, relation

BBC, TECH, BEIJING = "BBC", "Tech site (unnamed)", "Beijing dispatch (unnamed)"


def opened_on(page: Page, id: str) -> str:
    page.evaluate("id => graphkit.select(id)", id)
    return page.inner_text("#details")


def sides(page: Page) -> dict[str, list[str]]:
    """Return what each side says, and who takes it."""
    return {
        side.query_selector("h4").inner_text(): [item.inner_text() for item in side.query_selector_all("li")]  # type: ignore[union-attr]
        for side in page.query_selector_all("#details .side")
    }


def test_a_click_on_the_ban_tells_sentence_date_sides_and_voices(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, width=1440, height=900).page
    place = next(curve for curve in page.evaluate("graphkit.curves()") if curve["id"] == "h20-ban")
    page.mouse.click(place["x"], place["y"])
    ban = index(shipped_graph).by_id["h20-ban"]
    assert page.inner_text("#details .headline") == ban.summary
    facts = page.inner_text("#details .facts")
    assert "from April 2025, last reported 15 July 2025" in facts
    assert "2025-04/" in facts
    for voice in (BBC, TECH, "Zhang Guobin"):
        assert voice in facts
    # CNN, and the dispatch in its own voice, speak of a licence that was required.
    assert not [who for who in ("Scott Bessent", BEIJING, "CNN") if who in facts]
    assert "3 independent sources" in facts
    taken = sides(page)
    assert set(taken) == {"banned", "required licence"}
    assert taken["required licence"] == [
        f"{BEIJING} of 15 or 16 July 2025 par. 1, 2",
        "CNN of 15 July 2025 par. 8",
        "World Today News of 22-27 July 2025 par. 14",
    ]
    assert f"{BBC} of 15 July 2025 par. 8, 13, 16" in taken["banned"]
    assert f"Zhang Guobin, in {BEIJING} of 15 or 16 July 2025 par. 7" in taken["banned"]


def test_the_sides_stand_side_by_side(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, width=1440, height=900).page
    opened_on(page, "h20-ban")
    boxes = [side.bounding_box() for side in page.query_selector_all("#details .side")]
    (one, other) = boxes
    assert one
    assert other
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]


def test_two_articles_of_one_publisher_and_day_are_two_on_a_side(open_page: Opener) -> None:
    told = [Evidence(source=id, paragraph=1) for id in ("wire", "copy")]
    against = Evidence(source="paper", stance="contradicts")
    made = dataset(relation("one", when="2023-04-02", evidence=(*told, against)))
    articles = tuple(
        Source(id=id, publisher="The Daily", title=f"On {id}", published="2023-05-01")
        for id in ("wire", "copy")
    )
    page = open_page(build_graph(made.model_copy(update={"sources": (*made.sources, *articles)}))).page
    opened_on(page, "one")
    assert [text.replace("\u2068", "").replace("\u2069", "") for text in sides(page)["met"]] == [
        f"The Daily of 1 May 2023 (On {id}) par. 1" for id in ("wire", "copy")
    ]


def test_differing_dates_are_sides_too(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    opened_on(page, "nvidia-announced-resumption")
    assert set(sides(page)) == {"14 July 2025", "15 July 2025", "gives no day"}
    assert sides(page)["15 July 2025"] == [f"{BEIJING} of 15 or 16 July 2025 par. 1, 3"]


def test_one_side_alone_is_no_side(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    opened_on(page, "huang-met-trump")
    assert sides(page) == {}


def test_evidence_names_publisher_title_date_paragraph_and_speaker(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph).page
    opened_on(page, "huang-met-trump")
    items = [item.inner_text() for item in page.query_selector_all("#details .evidence > li")]
    assert len(items) == 3
    cnn = next(item for item in items if item.startswith("CNN"))
    for words in (
        "15 July 2025",
        "[Nvidia says it will resume sales",
        "Clare Duffy",
        "Par. 3",
        "in its own voice",
    ):
        assert words in cnn
    bbc = next(item for item in items if item.startswith("BBC"))
    assert "as said by Nvidia" in bbc
    assert "Gives neither day nor place." in bbc


RELATIONS = ("h20-ban", "us-assured-nvidia", "nvidia-announced-resumption", "amd-applied-for-licences")


def test_evidence_of_later_days_is_counted_not_shown(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    sources = index(shipped_graph).sources
    for known_by, id in product(("2025-07-14", "2025-07-15", "2025-07-16", "2025-07-27"), RELATIONS):
        day = edtf.one_day(known_by)
        page.evaluate("day => { graphkit.setAll(); graphkit.setKnownBy(day); }", day)
        entries = index(shipped_graph).by_id[id].evidence
        known = [entry for entry in entries if known_day(entry, sources) <= day]
        text = opened_on(page, id)
        shown = page.query_selector_all("#details .entries > li")
        assert len(shown) == len(known), id
        later = len(entries) - len(known)
        if not known:
            assert "Not known yet" in text
            assert (index(shipped_graph).by_id[id].summary or "nothing") not in text
        else:
            assert (f"{later} more became known later" in text) == (later > 0), id


def test_links_are_told_from_both_ends(open_page: Opener) -> None:
    graph = build_graph(
        dataset(
            relation("ban", "banned", "firm", "bob", when="2025-04/", summary="The ban."),
            relation(
                "sales", "supplies", "firm", "ann", when="2025-01/2025-04", summary="The sales.",
                links=(Link(rel="ended-by", relation="ban"),),
            ),
        )
    )  # fmt: skip
    page = open_page(graph).page
    assert "Ended by" in opened_on(page, "sales")
    page.click("#details .items button")
    assert page.inner_text("#details .headline") == "The ban."
    assert "Ends" in page.inner_text("#details")
    assert "The sales." in page.inner_text("#details")


def test_no_line_begins_with_the_comma_after_a_name(danske_graph: Graph, open_page: Opener) -> None:
    page = open_page(danske_graph).page
    page.evaluate("graphkit.setAll()")
    for id in ("harju-tries-managers", "dybvad-directs-danske", "fi-banned-branch"):
        opened_on(page, id)
        begun = page.evaluate("""() => {
            const sentence = document.querySelector("#details .parties");
            const begun = [];
            for (let width = 90; width < 360; width += 2) {
                sentence.style.width = `${width}px`;
                const edge = sentence.getBoundingClientRect().left + 2;
                const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const range = document.createRange();
                    if (!/^[,.]/.test(walker.currentNode.data)) continue;
                    range.setStart(walker.currentNode, 0);
                    range.setEnd(walker.currentNode, 1);
                    if (range.getBoundingClientRect().left < edge) begun.push(width);
                }
            }
            return begun;
        }""")
        assert begun == []


def test_the_full_stop_follows_the_last_word_of_a_name_of_several_lines(open_page: Opener) -> None:
    long = Actor(id="long", name="The Very Long Office of Ports and Harbours and Ships", kind="company")
    told = dataset(relation("left", "resigned-from", "ann", "long"))
    graph = build_graph(told.model_copy(update={"actors": (*told.actors, long)}))
    page = open_page(graph).page
    opened_on(page, "left")
    gaps = page.evaluate("""() => {
        const headline = document.querySelector("#details .headline");
        const rects = (node) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return [...range.getClientRects()].filter(({ width }) => width);
        };
        const gaps = [];
        for (let width = 130; width < 360; width += 10) {
            headline.style.width = `${width}px`;
            const walker = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walker.nextNode()) texts.push(walker.currentNode);
            const [name, stop] = texts.slice(-2);
            const word = rects(name).at(-1), dot = rects(stop)[0];
            gaps.push([stop.data, Math.abs(dot.left - word.right), Math.abs(dot.bottom - word.bottom)]);
        }
        return gaps;
    }""")
    assert all(stop == "." and aside < 2 and below < 2 for stop, aside, below in gaps), gaps
    button = page.get_by_role("button", name=long.name, exact=True)
    button.click()
    assert "actor=long" in page.evaluate("graphkit.link()")


def test_addresses_lead_out_safely_or_not_at_all(open_page: Opener) -> None:
    entries = (
        Evidence(source="paper", paragraph=1, url="https://example.org/one?a=1&b=<2>"),
        Evidence(source="paper", paragraph=2, url="javascript:alert(1)"),
        Evidence(source="other", paragraph=3),
    )
    made = dataset(relation("one", when="2025-04-10", evidence=entries))
    other = Source(
        id="other",
        publisher="The Other",
        title="Its title",
        published="2025-07-16",
        url="http://example.org/other",
    )
    made = made.model_copy(update={"sources": (*made.sources, other)})
    page = open_page(build_graph(made)).page
    opened_on(page, "one")
    links = page.query_selector_all("#details a")
    assert {link.get_attribute("href") for link in links} == {
        "https://example.org/one?a=1&b=<2>",
        "http://example.org/other",
    }
    for link in links:
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert link.get_attribute("target") == "_blank"


def test_the_actors_of_a_relation_open_and_esc_closes(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    opened_on(page, "h20-ban")
    page.click("#details .parties button >> nth=0")
    assert page.inner_text("#details .headline") == "Trump administration"
    page.keyboard.press("Escape")
    assert page.query_selector("#details .headline") is None


def test_a_relation_says_its_sentence_once_and_both_its_ends_open(open_page: Opener) -> None:
    rows = (relation("bare", about=("firm",)), relation("told", "praised", summary="So it went."))
    graph = build_graph(dataset(*rows))
    page = open_page(graph).page
    for id, edge in index(graph).by_id.items():
        told = opened_on(page, id)
        assert told.count(edge.sentence) == 1
        assert told.count("Ann Example") == told.count("Bob Example") == 1
        assert page.inner_text("#details .headline") == (edge.summary or edge.sentence)
        for place, name in enumerate(("Ann Example", "Bob Example")):
            opened_on(page, id)
            page.click(f"#details .parties button >> nth={place}")
            assert page.inner_text("#details .headline") == name


def test_an_actor_tells_its_attributes_and_that_its_kind_is_unknown(open_page: Opener) -> None:
    acme = Actor(id="acme", name="Acme", kind="unknown", attributes={"born": "1993", "<b>staff": 9})  # type: ignore[arg-type]
    made = dataset(relation("r", "met"))
    page = open_page(build_graph(made.model_copy(update={"actors": (*made.actors, acme)}))).page
    page.evaluate("graphkit.select('acme')")
    facts = page.query_selector_all("#details .facts > *")
    assert [each.inner_text() for each in facts] == ["<b>staff", "9", "born", "1993"]
    assert "unknown" in page.inner_text("#details .kicker").casefold()


def test_a_relation_without_evidence_says_in_words_that_no_source_is_given(open_page: Opener) -> None:
    bare = relation("bare", when="2025-07-15", evidence=())
    page = open_page(build_graph(dataset(relation("told", when="2025-07-15"), bare))).page
    assert "nobody: no source is given" in opened_on(page, "bare")
    assert page.inner_text("#details .tags").lower() == "no source"
    assert "nobody" not in opened_on(page, "told")
    assert page.locator("#details .tag").count() == 0
    page = open_page(build_graph(dataset(bare).model_copy(update={"sources": ()}))).page
    assert "nobody: no source is given" in opened_on(page, "bare")
    assert page.locator("#details .tag").count() == 0, "a mark that all have tells nothing in a list"


def test_a_day_that_is_typed_takes_no_button_away_that_is_pressed(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph, "#span=2025-04-01/2025-07-31")
    page = opened.page
    let_pass = opened.stop_time()
    page.fill("#date-to", "2025-07-16")
    page.dispatch_event("#date-to", "change")
    item = page.locator("#details .item-button").first
    box = item.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    assert item.bounding_box() == box
    page.mouse.up()
    assert page.evaluate("graphkit.link().includes('relation=')"), "the click counts"
    let_pass(1)
    assert page.evaluate("graphkit.link().includes('2025-07-16')"), "and so does the day"
