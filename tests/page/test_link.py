"""The link's hash holds the whole view; what cannot be read in it is passed over, part by part."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Step

from .conftest import Opened, Opener, dataset, relation
from .scripts import DATA, evaluate, page_json

SCRIPTS = (*DATA, "hash.js")
KEYS = (
    *("all", "span", "day", "diff", "known-by", "certain", "undated", "no-claims", "newsroom", "without"),
    *(
        "without-types", "without-kinds", "without-status", "voices", "publishers", "depth", "actor",
        "relation",
    ),
    *(
        "no-contested", "reported-within", "path", "chain", "strict", "through", "moved", "grown", "look",
        "axis", "step", "mark", "hide", "only", "pin", "actors", "unknown",
    ),
)  # fmt: skip
VALUES = (
    *(
        "", "1", "0", "2", "-1", "1e3", "NaN", "Infinity", "null", "h20", "nvidia", "h20-ban", "nvidia h20",
        "nvidia nvidia",
    ),
    *(
        "2025-07-14", "2025-13-45", "2025-07-14/2025-04-01", "2025-04-01/2025-07-14", "/", "//",
        "2025-04-01/", "/x",
    ),
    *(
        "newsroom,trade", "banned,met", "person,nothing", "planned,denied", "BBC,CNN", "Nvidia", "%", "%ZZ",
        "%E0%A4%A",
    ),
    *(
        "nvidia:10:20", "nvidia:1e9:2", "h20:-5:-7,china:0:0", "0,0,1", "1,2,0", "1,2,.5",
        "<script>alert(1)</script>",
    ),
    *("__proto__", "constructor", "+999999-01-01", "-271821-04-20", "9" * 40, "\u0000", "\U0001f4a5"),
)  # fmt: skip

parts = st.tuples(st.sampled_from(KEYS), st.one_of(st.sampled_from(VALUES), st.text(max_size=12)))
hashes = st.one_of(
    st.text(max_size=40),
    st.lists(parts, max_size=6).map(lambda found: "&".join(f"{key}={value}" for key, value in found)),
)


@pytest.fixture(scope="module")
def shipped_payload(shipped_graph: Graph) -> str:
    return page_json(shipped_graph)


def read(payload: str, fragment: str) -> dict[str, Any] | None:
    """Return what the script reads in a hash: sets as sorted lists, infinities as words."""
    plain = """
      const plain = (value) => value instanceof Set ? [...value].sort() : value instanceof Map ? [...value]
        : value === Infinity ? "inf" : value === -Infinity ? "-inf" : value;
      const found = readHash(FRAGMENT);
      return found && Object.fromEntries(Object.entries(found).map(([name, value]) => [name, plain(value)]));
    """
    text = fragment.replace("\\", "\\\\").replace("`", "\\`")
    program = f"(() => {{ {plain.replace('FRAGMENT', f'`{text}`')} }})()"
    found: dict[str, Any] | None = evaluate(SCRIPTS, payload, program)
    return found


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("", None),
        ("#nonsense", None),
        ("#all=1", {"mode": "all"}),
        ("#span=2025-04-01/2025-07-31", {"mode": "span", "from": 739342, "to": 739463}),
        ("#span=/2025-07-31", {"mode": "span", "from": "-inf", "to": 739463}),
        ("#span=2025-07-31/2025-04-01", None),
        ("#span=2025-04/2025-07", {"mode": "span", "from": 739342, "to": 739463}),
        ("#span=2007/2009", {"mode": "span", "from": 732677, "to": 733772}),
        ("#day=2025-02", {"mode": "day", "day": 739310}),
        ("#diff=2025-03/2025-07", {"mode": "diff", "before": 739341, "after": 739463}),
        ("#day=2025-02-30&certain=1", {"certain": True}),
        ("#diff=2025-04-01/2025-07-31", {"mode": "diff", "before": 739342, "after": 739463}),
        ("#known-by=2025-07-31&no-claims=1", {"knownBy": 739463, "noClaims": True}),
        ("#without=trade,nothing", {"offFamilies": ["newsroom", "trade"]}),
        ("#newsroom=1", {"offFamilies": []}),
        ("#without-types=banned&without-kinds=person", {"offTypes": ["banned"], "offKinds": ["person"]}),
        ("#without-status=planned,x", {"offStatuses": ["planned"]}),
        ("#voices=Nvidia,nobody&publishers=BBC", {"onlyVoices": ["Nvidia"], "onlyPublishers": ["BBC"]}),
        ("#depth=2&step=8", {"depth": 2, "step": 7}),
        ("#depth=0&depth=1&step=9", None),
        ("#look=10,-20,.75", {"look": [10, -20, 0.75]}),
        ("#look=10,-20,0", None),
        ("#axis=2025-04-01/2025-07-31", {"axis": [739342, 739463]}),
        ("#axis=2025-07-31/2025-04-01", None),
        ("#axis=2025-04-01/", None),
    ],
)  # fmt: skip
def test_each_part_is_read_by_itself(fragment: str, found: Any, shipped_payload: str) -> None:
    assert read(shipped_payload, fragment) == found


def test_a_link_that_is_broken_is_told_whenever_it_is_opened(open_page: Opener) -> None:
    page = open_page(build_graph(dataset(relation("only", when="2025-04"))), "#all=1&relation=nope").page
    for _ in range(2):
        assert "so the view is another: relation=nope" in page.inner_text("#note")
        page.reload()
        page.wait_for_function("() => window.graphkit")
    page.evaluate("location.hash = '#all=1&relation=neither'")
    page.wait_for_function("() => document.getElementById('note').textContent.includes('relation=neither')")


def test_what_a_link_asks_for_and_does_not_get_is_named(shipped_payload: str) -> None:
    asked = {
        "relation=nope&all=1": ["relation=nope"],
        "known-by=abc": ["known-by=abc (a day is written as 2025-04-30)"],
        "span=/soon": ["span=/soon (a day is written as 2025-04-30)"],
        "span=2025/2025-13": ["span=2025/2025-13 (a day is written as 2025-04-30)"],
        "span=2024/": [],
        "diff=2025-07-31/2025-07-01": ["diff=2025-07-31/2025-07-01"],
        "voices=Nvidia,nobody&hide=nvidia,x&pair=nvidia+x": ["voices=nobody", "hide=x", "pair=nvidia x"],
        "all=1&actor=nvidia&certain=0&known-by=&newsroom=1&without=trade&kinds=person&path=a+b": [],
        "diff=2025-04-01/2025-07-31&look=10,-20,0.75&step=2&chain=donald-trump+deepseek&strict=1&embed": [],
    }  # fmt: skip
    told = evaluate(SCRIPTS, shipped_payload, f"{json.dumps([*asked])}.map(unreadIn)")
    assert told == [*asked.values()]


def test_what_is_chosen_is_read_by_id(shipped_payload: str) -> None:
    for fragment, key in (("actor=nvidia", "actor"), ("relation=h20-ban", "relation")):
        chosen = read(shipped_payload, fragment)
        assert chosen is not None
        assert list(chosen["selection"]) == [key]
    chain = read(shipped_payload, "chain=donald-trump+deepseek&strict=1")
    assert chain is not None
    path = chain["selection"]["path"]
    assert (path["inTime"], path["strict"]) == (True, True)
    assert read(shipped_payload, "actor=nobody&path=nvidia+nvidia") is None


def same(one: Opened, other: Opened) -> None:
    assert other.visible() == one.visible()
    assert other.page.inner_text("#heading") == one.page.inner_text("#heading")
    assert other.page.evaluate("graphkit.positions()") == one.page.evaluate("graphkit.positions()")
    assert other.page.inner_text("#details") == one.page.inner_text("#details")
    assert other.page.evaluate("graphkit.axis()") == one.page.evaluate("graphkit.axis()")
    assert other.page.evaluate("graphkit.link()") == one.page.evaluate("graphkit.link()")


@pytest.mark.parametrize(
    "fragment",
    [
        "span=2025-04-01/2025-07-15&certain=1&without=trade,statement&without-types=met&without-kinds=person&actor=nvidia",
        "day=2025-07-14&known-by=2025-07-15&undated=1&without-status=planned&relation=h20-ban",
        "diff=2025-04-01/2025-07-15&no-claims=1&publishers=BBC,CNN",
        "all=1&newsroom=1&voices=Nvidia,Zhang+Guobin&actor=nvidia&depth=1",
        "span=2025-04-01/&path=donald-trump+deepseek",
        "span=2025-04-01/2025-07-31&chain=donald-trump+deepseek&strict=1",
        "span=2025-04-01/2025-04-30&relation=h20-ban&step=2",
        "span=2025-04-01/2025-07-31&moved=nvidia:500:-300,h20:-40:12&look=10,-20,0.75&step=1",
        "span=2025-07-01/2025-07-31&axis=2025-06-15/2025-08-02",
    ],
)
def test_a_view_comes_back_from_its_link(fragment: str, shipped_graph: Graph, open_page: Opener) -> None:
    first = open_page(shipped_graph, f"#{fragment}")
    link = first.page.evaluate("graphkit.link()")
    assert set(link.replace("%2C", ",").split("&")) == set(fragment.split("&"))
    same(first, open_page(shipped_graph, f"#{link}"))
    assert first.complaints == []


def test_the_link_keeps_the_axis_as_zoomed_until_one_without_it(
    shipped_graph: Graph, open_page: Opener
) -> None:
    page = open_page(shipped_graph, "#all=1").page
    home = page.evaluate("graphkit.axis()")
    page.click("#zoom-in")
    page.wait_for_function("() => location.hash.includes('axis=')")
    zoomed = page.evaluate("graphkit.axis()")
    assert zoomed["to"] - zoomed["from"] < home["to"] - home["from"]
    again = open_page(shipped_graph, page.evaluate("location.hash")).page
    assert again.evaluate("graphkit.axis()") == zoomed
    again.evaluate("location.hash = '#all=1&certain=1'")
    again.wait_for_function(
        "home => graphkit.axis().from === home.from && graphkit.axis().to === home.to", arg=home
    )
    short = open_page(shipped_graph, "#all=1&axis=2025-07-01/2025-07-02").page
    assert short.evaluate("graphkit.axis()") == home, "no axis is that short"


def test_the_address_follows_the_view(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("graphkit.setDay(739447); graphkit.setCertain(true); graphkit.select('nvidia')")
    page.wait_for_function("() => location.hash.includes('actor=nvidia')")
    assert page.evaluate("location.hash") == "#day=2025-07-15&certain=1&actor=nvidia&step=1"


def test_a_link_changed_by_hand_is_followed(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph).page
    page.evaluate("location.hash = '#day=2025-07-01&actor=china'")
    page.wait_for_function("() => document.querySelector('#heading').textContent.startsWith('As of 1 Jul')")
    assert page.inner_text("#details .headline") == "China"
    page.evaluate("location.hash = '#step=2'")
    page.wait_for_function("() => document.querySelector('#story-title').textContent.startsWith('April')")
    assert page.inner_text("#heading").startswith("1 Apr \N{EN DASH} 30 Apr 2025")
    # Not even a change of the view that comes before the browser tells of the link writes over it.
    page.evaluate("location.hash = '#step=3'; graphkit.setCertain(true)")
    page.wait_for_function("() => location.hash.includes('step=3')")
    page.wait_for_function("() => !document.querySelector('#story-title').textContent.startsWith('April')")


def test_names_with_separators_in_them_come_back(open_page: Opener) -> None:
    made = dataset(
        relation("a,b", when="2025-04-10", source="an, n: 1%2C", target="bob"),
        relation("c d", when="2025-04-10", source="bob", target="an, n: 1%2C"),
    )
    odd = Actor(id="an, n: 1%2C", name="Odd One", kind="person")
    story = (Step(title="One", since="2025-04", until="2025-04"),)
    graph = build_graph(made.model_copy(update={"actors": (*made.actors, odd), "story": story}))
    for fragment in (
        "all=1&actor=an%2C+n%3A+1%252C",
        "all=1&path=an,%2520n:%25201%25252C+bob",
        "all=1&relation=a%2Cb",
        "all=1&moved=an%252C%2520n%253A%25201%25252C:7:8",
    ):
        first = open_page(graph, f"#{fragment}")
        link = first.page.evaluate("graphkit.link()")
        assert len(link.split("&")) == 2, link
        same(first, open_page(graph, f"#{link}"))


@pytest.fixture(scope="module")
def one_page(shipped_graph: Graph, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One page in which many hashes are tried, and what it complained of."""
    from graphkit.page.html import render

    file = tmp_path_factory.mktemp("link") / "page.html"
    file.write_text(render(shipped_graph), encoding="utf-8", newline="\n")
    context = browser.new_context(viewport={"width": 900, "height": 700})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_function("() => window.graphkit")
    yield page, complaints
    context.close()


FOLLOW = """fragment => new Promise((done) => {
  const before = location.hash;
  location.hash = fragment;
  if (location.hash === before) done(true);
  else addEventListener("hashchange", () => {
    done(Array.isArray(graphkit.visible()) && graphkit.link().length > 0);
  }, { once: true });
})"""


@settings(max_examples=40)
@given(fragment=hashes)
def test_no_hash_does_harm(one_page: Any, fragment: str) -> None:
    page, complaints = one_page
    assert page.evaluate(FOLLOW, fragment)
    assert complaints == []
