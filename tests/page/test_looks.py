"""What colours and sizes of actors mean is told, in kept pictures too; pictures of actors are shown."""

import base64
import json
from itertools import pairwise
from urllib.parse import quote

import pytest
from model.test_pictures import png
from playwright.sync_api import Page, expect

from graphkit.errors import GraphkitError
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.model.pictures import address_of
from graphkit.page import layout
from graphkit.page.html import render
from graphkit.page.style import PAPER, RAMP, TONES
from graphkit.queries.groups import groups
from graphkit.queries.ranking import rank
from graphkit.queries.windows import window

from .conftest import Opener, dataset, relation
from .scripts import DATA, evaluate, page_json
from .stories import story
from .test_attacks import ATTACKS, STRAY
from .test_exploring import unfold
from .test_layout import contrast
from .test_pictures import texts
from .test_size import on_a_grid

RANKED = """[...document.querySelectorAll(".ranked li")]
    .map((line) => [...line.children].map((one) => one.innerText))"""
JULY = "span=2025-07-01/2025-07-31"


def names_of(page: Page, legend: str) -> list[str]:
    """Return the lines of a legend, without their counts."""
    return page.locator(f"#{legend} .entry-text").all_inner_texts()


def test_in_a_large_graph_measures_wait_for_a_pause_of_play_and_say_so(open_page: Opener) -> None:
    met = [relation(f"met-{n}", when="2025-01-10", evidence=()) for n in range(750)]
    large = build_graph(dataset(*met, relation("later", "visited", "ann", "firm", when="2025-02-20")))
    shown = "#span=2025-01-01/2025-01-20&axis=2025-01-01/2025-02-28&size=measure:betweenness"
    opened = open_page(large, shown, reduced_motion="no-preference")
    page = opened.page
    let_pass = opened.stop_time()
    legend = "document.querySelector('#size-legend p').textContent"
    assert page.evaluate(legend) == "Size: betweenness"
    page.click("#play")
    let_pass(1_000)
    assert page.evaluate(legend) == "Size: betweenness (1 Jan \u2013 20 Jan 2025; anew at a pause)"
    page.click("#play")
    assert page.evaluate(legend) == "Size: betweenness"
    assert opened.complaints == []


def test_a_measure_colours_sizes_and_ranks_as_the_command_line_does(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(shipped_graph, fragment=f"#{JULY}&colour=measure:betweenness&size=measure:relations")
    page = opened.page
    found = rank(window(shipped_graph, "2025-07", "2025-07"), limit=10)
    names = {actor: data["name"] for actor, data in shipped_graph.nodes(data=True)}
    lines = page.evaluate(RANKED)
    assert [line[:2] for line in lines] == [[f"{one.place}.", names[one.key]] for one in found.ranks]
    words = [
        str(one.surely) if one.surely == one.at_most else f"{one.surely} to {one.at_most}" for one in found
    ]
    assert [line[2] for line in lines] == words
    every = rank(window(shipped_graph, "2025-07", "2025-07"))
    ends = [str(min(one.surely for one in every)), str(max(one.surely for one in every))]
    assert page.inner_text("#size-legend").split("\n")[0] == "Size: relations with or about it, what is sure"
    assert [end for end in ends if end in page.inner_text("#size-legend")] == ends
    drawn = texts(page.evaluate("graphkit.svg()"))
    for told in (
        "Colour: betweenness, what is sure",
        "Size: relations with or about it, what is sure",
        *ends,
    ):
        assert told in drawn
    sizes = {node["id"]: node["size"] for node in page.evaluate("graphkit.nodes()")}
    assert max(sizes, key=lambda actor: sizes[actor]) == found.ranks[0].key
    page.evaluate(f"graphkit.select('{found.ranks[0].key}')")
    facts = page.locator(".facts").first
    expect(facts).to_contain_text("relations")
    expect(facts).to_contain_text(f"{words[0]} (1 of {every.count})")
    page.evaluate("graphkit.setDiff(739342, 739447)")
    expect(page.locator("#colour-legend")).to_contain_text("has no measures")
    assert opened.complaints == []


def test_groups_have_colours_and_names(shipped_graph: Graph, open_page: Opener) -> None:
    page = open_page(shipped_graph, fragment="#all=1&colour=measure:group").page
    found = list(groups(shipped_graph))
    names = {actor: data["name"] for actor, data in shipped_graph.nodes(data=True)}
    expected = [f"{one.number}: {', '.join(names[actor] for actor in one.actors[:2])}" for one in found]
    assert names_of(page, "colour-legend")[: len(found)] == expected
    counts = page.locator("#colour-legend .entry .count").all_inner_texts()
    assert counts[: len(found)] == [str(len(one.actors)) for one in found]
    assert f"{expected[0]} {counts[0]}" in texts(page.evaluate("graphkit.svg()"))


def test_of_many_values_nine_have_a_colour_and_the_rest_one(open_page: Opener) -> None:
    graph = story(60, actors=30, seed=5)
    for place, (_, data) in enumerate(list(graph.nodes(data=True))):
        if place < 28:
            data["attributes"] = (("town", f"town {place % 14:02}"),)
    page = open_page(graph, fragment="#all=1&colour=town").page
    told = names_of(page, "colour-legend")
    assert told == [*(f"town {place:02}" for place in range(9)), "others (5 values)", "without town"]
    spots = page.locator("#colour-legend .spot")
    colours = spots.evaluate_all("(all) => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert len(set(colours)) == 11
    unfold(page, "attribute-0")
    last = page.locator("#facet-attribute-0 .swatch").last
    assert last.evaluate("(one) => one.style.background") == "var(--tone-9)"


def test_what_would_take_too_long_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "place", on_a_grid)
    asked = """["betweenness", "closeness", "pagerank", "partners"].map((name) => {
        Object.assign(view, { mode: "all" });
        recompute();
        return measure(name).refused;
    })"""
    found = evaluate((*DATA, "measures.js"), page_json(story(6_000, actors=6_000)), asked)
    assert found == [True, True, False, False]


def test_a_link_chooses_only_what_is_there(shipped_graph: Graph) -> None:
    keys = [
        "measure:partners", "measure:group", "measure:constructor", "measure:__proto__", "toString", "",
        "group",
    ]  # fmt: skip
    asked = f"{json.dumps(keys)}.map((key) => [canColour(key), canSize(key)])"
    found = evaluate((*DATA, "look_names.js"), page_json(shipped_graph), asked)
    assert found == [[True, True], [True, False], *[[False, False]] * 5]


@pytest.mark.parametrize("attack", [ATTACKS[1], ATTACKS[2], "'; background: url(https://example.org/)"])
def test_names_and_values_of_attributes_stay_texts(attack: str, open_page: Opener) -> None:
    graph = story(20, actors=6, seed=2)
    for place, (_, data) in enumerate(list(graph.nodes(data=True))):
        data["attributes"] = ((attack, f"{attack} {place % 2}"),)
    opened = open_page(graph, fragment=f"#all=1&colour={quote(attack)}")
    page = opened.page
    assert names_of(page, "colour-legend") == [f"{attack} 0", f"{attack} 1"]
    assert f"Colour: {attack}" in texts(page.evaluate("graphkit.svg()"))
    assert (page.evaluate("window.ran"), page.evaluate(STRAY), opened.complaints) == (None, [], [])


# --- pictures ----------------------------------------------------------------------------------------------

PICTURE = address_of(png(9, 6))
BROKEN = "data:image/png;base64," + base64.b64encode(png(9, 6)[:40]).decode()
"""The head of a picture, and nothing after it."""


def with_pictures(graph: Graph, **pictures: str) -> Graph:
    whole = to_dataset(graph)
    actors = [row.model_copy(update={"picture": pictures.get(row.id)}) for row in whole.actors]
    return build_graph(whole.model_copy(update={"actors": tuple(actors)}))


def test_a_picture_stands_in_its_shape_in_details_and_in_kept_pictures(
    shipped_graph: Graph, open_page: Opener
) -> None:
    opened = open_page(with_pictures(shipped_graph, china=PICTURE, nvidia=BROKEN), fragment="#all=1")
    page = opened.page
    page.wait_for_function("() => graphkit.svg().includes('<image')")
    kept = page.evaluate("graphkit.svg()")
    assert kept.count("<image") == 1
    assert f'href="{PICTURE}"' in kept
    place = page.evaluate("graphkit.place('china')")
    middle = """([x, y]) => {
        const canvas = document.querySelector("#network canvas");
        const frame = canvas.getBoundingClientRect();
        const share = canvas.width / frame.width;
        const [across, down] = [(x - frame.left) * share, (y - frame.top) * share];
        return [...canvas.getContext("2d").getImageData(across, down, 1, 1).data].slice(0, 3);
    }"""
    assert page.evaluate(middle, [place["x"], place["y"]]) == [200, 40, 40]
    page.mouse.move(place["x"], place["y"])
    expect(page.locator("#tip img")).to_have_attribute("src", PICTURE)
    page.evaluate("graphkit.select('china')")
    expect(page.locator("#details img")).to_have_attribute("alt", "Picture of China")
    assert opened.complaints == []
    assert not [url for url in opened.requests if not url.startswith(("file:", "data:"))]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9IndpbmRvdy5yYW49MSIvPg==",
        f'{PICTURE}" onerror="window.ran=1',
    ],
)
def test_no_other_address_reaches_the_page(address: str, shipped_graph: Graph, open_page: Opener) -> None:
    graph = shipped_graph.copy()
    graph.nodes["china"]["picture"] = address
    with pytest.raises(GraphkitError, match="picture"):
        render(graph)


# --- colours --------------------------------------------------------------------------------------

# fmt: off
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
}
# fmt: on
"""What the eye makes of the light of a colour (Machado, Oliveira and Fernandes 2009)."""


def oklab(colour: str, eye: str) -> tuple[float, ...]:
    """Return a colour as an eye sees it, in the space of B. Ottosson (2020), where distances are alike."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [max(0, sum(a * b for a, b in zip(row, light, strict=True))) for row in SEEN[eye]]
    to_cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    cones = [sum(a * b for a, b in zip(row, seen, strict=True)) ** (1 / 3) for row in to_cones]
    to_lab = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return tuple(sum(a * b for a, b in zip(row, cones, strict=True)) for row in to_lab)


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_of_values_differ_to_every_eye(theme: str, eye: str) -> None:
    named = [getattr(hue, theme) for hue in TONES[:-1]]
    points = [oklab(colour, eye) for colour in named]
    apart = [
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for place, one in enumerate(points)
        for other in points[:place]
    ]
    assert min(apart) > 0.09
    paper = PAPER[theme == "dark"]
    assert min(contrast(colour, paper) for colour in named) >= 3


def test_the_colours_of_figures_stand_out_more_and_more() -> None:
    for theme, paper in zip(("light", "dark"), PAPER, strict=True):
        steps = [contrast(getattr(hue, theme), paper) for hue in RAMP]
        assert steps == sorted(steps)
        assert steps[0] >= 2.95
        assert min(b / a for a, b in pairwise(steps)) > 1.15


def test_no_choice_of_a_look_is_cut_while_the_panel_has_room(open_page: Opener, shipped_graph: Graph) -> None:
    page = open_page(shipped_graph).page
    cut = page.evaluate("""() => [...document.querySelectorAll("#facet-looks select")].filter((choice) => {
        for (let shut; (shut = choice.closest("[hidden]"));) shut.hidden = false;
        const shown = choice.getBoundingClientRect().width;
        const line = choice.parentElement;
        const { paddingLeft, paddingRight } = getComputedStyle(line);
        const room = line.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        choice.style.width = "max-content";
        const wanted = choice.getBoundingClientRect().width;
        choice.style.width = "";
        return !shown || shown < Math.min(wanted, room) - 1;
    }).map((choice) => choice.id)""")
    assert cut == []
