"""Whatever stands in the fields of a dataset, nothing of it runs, and links lead nowhere but to the web."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

import graphkit
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import (
    Actor,
    Amount,
    Dataset,
    Evidence,
    Link,
    Relation,
    RelationType,
    Source,
    Step,
)

from .conftest import IDLE, Opener, open_file

ATTACKS = (
    '</script><script>window.ran = "tag"</script>',
    "<img src=x onerror=\"window.ran = 'image'\">",
    "\"><svg onload=window.ran='svg'>",
    "'><iframe srcdoc=\"<script>parent.ran = 'frame'</script>\">",
    "{{ 7 * 7 }}${window.ran = 'template'}{% raw %}",
    "</noscript></table></title></style><body onload=window.ran='body'>",
    "javascript:window.ran='address'",
    "<!--<script>\u2028x",
    "]]>&lt;script&gt;window.ran = 'entity'&lt;/script&gt;",
    "\u202ereversed\u202c and __proto__ constructor",
)
ADDRESSES = (
    "javascript:window.ran='address'",
    " JaVaScRiPt:window.ran='address'",
    "java\nscript:window.ran='address'",
    "\u0001javascript:window.ran='address'",
    "data:text/html,<script>window.ran='data'</script>",
    "vbscript:window.ran",
    "file:///etc/passwd",
    "//example.org/",
    "https:javascript:window.ran='address'",
    "https://example.org/\" onmouseover=\"window.ran='handler'",
)
STRAY = """(() => {
    const leads = ["href", "src", "action", "xlink:href", "srcdoc"];
    const isStray = ({ name, value }) =>
        name.startsWith("on") || (leads.includes(name) && !/^(https?:\\/\\/|#)/.test(value));
    const all = [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
    return all.filter(isStray).map(({ name, value }) => `${name}=${value}`);
})()"""
STRAY_IN_PICTURE = """(() => {
    const drawn = new DOMParser().parseFromString(graphkit.svg(), "image/svg+xml");
    const all = [...drawn.querySelectorAll("*")].flatMap((element) => [...element.attributes]);
    return [
        ...drawn.querySelectorAll("script, foreignObject, parsererror, a, image"),
        ...all.filter(({ name }) => name.startsWith("on")),
    ].map(({ nodeName }) => nodeName);
})()"""


def attacked(attack: str, address: str = "https://example.org/") -> Graph:
    """Return a graph that says this wherever a dataset may say anything."""
    name = " ".join(attack.replace("\u2028", "").split())  # ids hold no line breaks
    actor, source, relation, type_ = f"a{name}", f"s{name}", f"r{name}", f"t{name}"
    entry = Evidence(
        source=source,
        attribution=actor,
        type=type_,
        quote=attack,
        note=attack,
        url=address,
        archived_url=address,
    )
    return build_graph(
        Dataset(
            title=attack,
            description=attack,
            relation_types=(
                RelationType(name=type_, kind="event", inverse=attack, meaning=attack, family=f"f{name}"),
            ),
            sources=(
                Source(
                    id=source,
                    publisher=attack,
                    publisher_actor=actor,
                    title=attack,
                    author=attack,
                    published="2025-07-15",
                    url=address,
                    archived_url=address,
                    file=attack,
                    reliability=attack,
                    note=attack,
                ),
                Source(id="other", publisher="The Other", published="2025-07-16", derived_from=(source,)),
            ),
            story=(
                Step(title=attack, text=attack, as_of="2025-07-15", focus=(actor,), selection=relation),
                Step(title=f"Another {attack}", text=attack, since="2025", selection=actor),
            ),
            actors=(
                Actor(
                    id=actor,
                    name=attack,
                    kind="person",
                    aliases=(attack,),
                    description=attack,
                    ids={attack: attack},
                ),
                Actor(id="b", name=f"href {attack}", kind="company"),
            ),
            relations=(
                Relation(
                    key=relation,
                    source=actor,
                    target="b",
                    type=type_,
                    when="2025-07",
                    summary=attack,
                    note=attack,
                    amount=Amount(value=3, unit=attack),
                    about=(actor,),
                    evidence=(entry, Evidence(source="other", paragraph=2)),
                ),
                Relation(
                    key=f"{relation} too",
                    source="b",
                    target=actor,
                    type="met",
                    when="2025-07-10",
                    status="planned",
                    links=(Link(rel="responds-to", relation=relation),),
                    evidence=(Evidence(source="other", attribution="b"),),
                ),
            ),
        )
    )


def walk_through(page: Page | Frame, attack: str) -> None:
    """Open everything that shows texts from the data, one after another."""
    page.evaluate("graphkit.setAll()")
    actor, relation = _ids(page)
    for id in (actor, relation):
        page.evaluate("id => graphkit.select(id)", id)
        assert attack in (page.text_content("#details") or "")
    page.evaluate("id => graphkit.path(id, 'b')", actor)
    for step in (1, 2):
        page.evaluate("step => graphkit.step(step)", step)
        assert attack in (page.text_content("#story") or "")
    page.evaluate("graphkit.setDiff(739400, 739450)")
    page.evaluate("graphkit.setAll()")
    for fold in page.query_selector_all("button.fold[aria-expanded='false']"):
        fold.evaluate("button => button.click()")
    page.fill("#search", "href")
    page.wait_for_selector("#search-results [role=option]")
    page.fill("#search", "")
    page.evaluate("document.getElementById('table-button').click()")
    assert attack in (page.text_content("#table") or "")
    page.evaluate(IDLE)
    assert page.evaluate("window.ran") is None
    assert page.evaluate(STRAY) == []
    assert page.evaluate(STRAY_IN_PICTURE) == []


def _ids(page: Page | Frame) -> tuple[str, str]:
    """The ids of the actor and of the relation that hold the attack."""
    actors = page.evaluate("Object.keys(graphkit.positions())")
    relations = page.evaluate("graphkit.visible()")
    return next(id for id in actors if id != "b"), next(id for id in relations if not id.endswith(" too"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_from_data_does_not_run(attack: str, open_page: Opener) -> None:
    opened = open_page(attacked(attack))
    walk_through(opened.page, attack)
    assert opened.page.title().split() == attack.split()
    assert len(opened.requests) == 1
    assert opened.complaints == []


def test_only_links_to_the_web_are_links(open_page: Opener) -> None:
    graph = attacked("plain")
    sources = [
        Source(
            id=f"s{number}", publisher="A paper", title="A title", published="2025", url=url, archived_url=url
        )
        for number, url in enumerate(ADDRESSES)
    ]
    evidence = [Evidence(source=source.id, url=source.url) for source in sources]
    told = to_dataset(graph)
    told = told.model_copy(
        update={
            "sources": (*told.sources, *sources),
            "relations": (
                Relation(key="all", source="aplain", target="b", type="met", evidence=tuple(evidence)),
            ),
            "story": (),
        }
    )
    opened = open_page(build_graph(told))
    opened.page.evaluate("graphkit.setAll(); graphkit.select('all')")
    assert opened.page.locator("#details .evidence > li").count() == len(ADDRESSES)
    assert opened.page.evaluate(STRAY) == []
    links = opened.page.query_selector_all("#details a")
    assert {link.get_attribute("href") for link in links} == {
        address for address in ADDRESSES if address.startswith("https://")
    }
    told_in_full = opened.page.inner_text("#details")
    assert all(" ".join(address.split()[:1]).strip("\x01") in told_in_full for address in ADDRESSES)
    for link in links:
        assert link.get_attribute("rel") == "noopener noreferrer"
        link.hover()
    assert opened.page.evaluate("window.ran") is None
    assert opened.complaints == []


@pytest.mark.parametrize("attack", [ATTACKS[0], ATTACKS[5]])
def test_nothing_of_it_is_markup_where_script_is_off(attack: str, open_page: Opener) -> None:
    page = open_page(attacked(attack), java_script_enabled=False).page
    assert page.locator("table.plain tbody tr").count() == 2
    assert page.locator("body iframe, body img, body svg, body form").count() == 0
    assert attack.split() == (page.inner_text("h1") or "").split()


@pytest.mark.smoke
@pytest.mark.parametrize("attack", [ATTACKS[0], ATTACKS[2]])
def test_nor_does_it_run_in_a_notebook(attack: str, browser: Browser, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    shown = graphkit.show(attacked(attack))._repr_html_()
    notebook.write_text(f"<!DOCTYPE html><meta charset=utf-8>{shown}", encoding="utf-8")
    page = browser.new_page()
    opened = open_file(page, notebook, script=False)
    assert len(page.frames) == 2
    page.frames[1].wait_for_selector("#stage", state="visible")
    walk_through(page.frames[1], attack)
    assert page.evaluate("window.ran") is None
    assert opened.complaints == []
    page.close()


KEYS = (
    *("actor", "relation", "path", "chain", "voices", "publishers", "without", "without-types", "moved"),
    *("grown", "day", "span", "diff", "known-by", "step", "depth", "look", "__proto__"),
)


def test_a_link_of_the_page_brings_nothing_in(shipped_graph: Graph, open_page: Opener) -> None:
    opened = open_page(shipped_graph)
    for attack in ATTACKS:
        opened.page.evaluate("hash => { location.hash = hash; }", "&".join(f"{key}={attack}" for key in KEYS))
        opened.idle()
        assert opened.page.evaluate("window.ran") is None
        assert opened.page.evaluate(STRAY) == []
        assert opened.visible()
    assert opened.complaints == []


def test_injected_code_and_requests_are_blocked(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("""() => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.ran = 1');
        document.body.append(button);
        button.click();
        const script = document.createElement('script');
        script.textContent = 'window.ran = 2';
        document.body.append(script);
        const image = document.createElement('img');
        image.src = 'https://example.org/pixel.png';
        document.body.append(image);
    }""")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("fetch('https://example.org/').then(() => 'open', () => 'closed')") == "closed"
