"""Nobody has to tell colours apart: families differ for the colour-blind, and each ends in a head of its own.

Colour blindness is simulated by the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based
Model for Simulation of Color Vision Deficiency" (2009); distances are CIEDE2000 (Sharma, Wu and Dalal, 2005).
"""

import math
from itertools import combinations
from typing import Any

import pytest

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, RelationType
from graphkit.model.vocabulary import vocabulary
from graphkit.page.style import FAMILIES, Hue, is_against

from .conftest import Opener, dataset, relation

EYES = {
    "any": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
"""What becomes of linear red, green and blue for each kind of eyes; of wholly missing cones."""
OPPOSED = [("restriction", "permission"), ("restriction", "agreement")]

Colour = tuple[float, float, float]


def linear(colour: str) -> Colour:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return red, green, blue


def times(matrix: tuple[Colour, ...], colour: Colour) -> list[float]:
    return [sum(one * other for one, other in zip(row, colour, strict=True)) for row in matrix]


def lab(colour: str, eyes: str = "any") -> Colour:
    """Return a colour in CIELAB as such eyes see it; the first number is its lightness, which grey keeps."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in times(EYES[eyes], linear(colour)))
    matrix = (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.072175),
        (0.0193339, 0.119192, 0.9503041),
    )
    scaled = [
        part / white
        for part, white in zip(times(matrix, (red, green, blue)), (0.95047, 1, 1.08883), strict=True)
    ]
    x, y, z = (math.cbrt(t) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Colour, other: Colour) -> float:
    """Return how far two colours lie apart by CIEDE2000; about 1 is just seen side by side."""
    chroma = (math.hypot(*one[1:]) + math.hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    (c1, h1), (c2, h2) = (
        (math.hypot(a * stretch, b), math.degrees(math.atan2(b, a * stretch)) % 360)
        for _, a, b in (one, other)
    )
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (one[0] + other[0]) / 2, (c1 + c2) / 2
    wave = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.2 * math.cos(math.radians(4 * hue - 63))
    )
    by_light = (other[0] - one[0]) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * wave)
    angle = math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))
    rotation = -math.sin(angle) * 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    return math.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue)


def test_the_distance_is_that_of_the_paper() -> None:
    # Pairs 1, 7, 17 and 25 of the test data of Sharma, Wu and Dalal.
    assert distance((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert distance((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert distance((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)
    assert distance((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(
        1.2644, abs=1e-4
    )


def shade(hue: Hue, theme: str) -> str:
    return hue.light if theme == "light" else hue.dark


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_no_two_families_are_one_colour_to_any_eyes(eyes: str, theme: str) -> None:
    seen = {name: lab(shade(hue, theme), eyes) for name, hue in FAMILIES.items()}
    apart = {(a, b): distance(seen[a], seen[b]) for a, b in combinations(seen, 2)}
    assert {pair: round(far, 1) for pair, far in apart.items() if far < 7} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_opposites_differ_to_any_eyes_and_in_grey(eyes: str, theme: str) -> None:
    hues = [(FAMILIES[a], FAMILIES[b]) for a, b in OPPOSED]
    for one, other in hues:
        first, second = lab(shade(one, theme), eyes), lab(shade(other, theme), eyes)
        assert distance(first, second) >= 16
        assert abs(first[0] - second[0]) >= (16 if eyes == "any" else 12)


def test_between_two_days_a_line_keeps_the_colour_of_its_family(open_page: Opener) -> None:
    graph = build_graph(dataset(relation("sued", "sued", "ann", "firm", when="2025-04-10")))
    page = open_page(graph, "#diff=2025-04-01/2025-04-30", color_scheme="light").page
    assert "1 happened" in page.inner_text("#heading")
    drawing = page.evaluate("graphkit.svg()")
    assert FAMILIES["restriction"].light in drawing
    assert FAMILIES["contact"].light not in drawing


# --- heads ---------------------------------------------------------------------------------------

OWN = ("aid", "kinship", "rumour", "sport", "trial", "war")
SIZE = 8.5
"""How large heads are drawn, in pixels."""


@pytest.fixture(scope="module")
def graph_of_all_families() -> Graph:
    """One relation of each family, shipped and own, and of each type that has an opposite."""
    names = [next(type_.name for type_ in vocabulary().values() if type_.family == name) for name in FAMILIES]
    own = tuple(RelationType(name=f"type-{name}", kind="event", family=name) for name in OWN)
    pairs = {name for pair in OPPOSITES for name in pair}
    return build_graph(
        Dataset(
            title="All families",
            actors=(Actor(id="ann", name="Ann", kind="person"), Actor(id="bob", name="Bob", kind="person")),
            relation_types=own,
            relations=tuple(
                relation(f"a-{name}", name, when="2025-04-10", evidence=())
                for name in sorted({*names, *pairs, *(type_.name for type_ in own)})
            ),
        )
    )


OPPOSITES = [
    ("banned", "licensed"), ("restricted", "eased"), ("convicted", "acquitted"), ("opposed", "supported"),
    ("dismissed", "hired"), ("criticised", "praised"), ("accused", "praised"), ("left", "joined"),
    ("resigned-from", "appointed"), ("sold-stake-in", "acquired"),
]  # fmt: skip


def test_opposites_of_one_colour_differ_by_the_bar_behind_the_head() -> None:
    types = vocabulary()
    for one, other in OPPOSITES:
        if types[one].family == types[other].family:
            assert is_against(types[one])
            assert not is_against(types[other])
    assert is_against(RelationType(name="disapproved-of", kind="event", cameo="11"))
    assert not is_against(RelationType(name="anything", kind="event"))


def pixels(points: str) -> frozenset[tuple[int, int]]:
    """Return which quarters of pixels a polygon fills, by the even-odd rule."""
    corners = [tuple(map(float, point.split(","))) for point in points.split()]
    sides = [*zip(corners, [*corners[1:], corners[0]], strict=True)]

    def inside(x: float, y: float) -> bool:
        return sum(
            (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0 for (x0, y0), (x1, y1) in sides
        ) % 2 == 1  # fmt: skip

    return frozenset((x, y) for x in range(68) for y in range(28) if inside(x / 2 + 0.25, y / 2 + 0.25))


HEADS = """() => Object.fromEntries([
    ...document.querySelectorAll('[data-group="families"], [data-group="types"]')]
    .map(entry => [entry.dataset.name, entry.querySelector('label polygon')?.getAttribute('points')])
    .filter(([, points]) => points))"""


def test_each_family_has_a_head_of_its_own(graph_of_all_families: Graph, open_page: Opener) -> None:
    opened = open_page(graph_of_all_families)
    points: dict[str, Any] = opened.page.evaluate(HEADS)
    assert points.keys() >= {*FAMILIES, *OWN, "criticised", "accused", "left", "sold-stake-in"}
    filled = {name: pixels(corners) for name, corners in points.items()}
    families = [name for name in filled if name in FAMILIES or name in OWN]
    alike = {
        (a, b): round(len(filled[a] & filled[b]) / len(filled[a] | filled[b]), 2)
        for a, b in combinations(families, 2)
        if len(filled[a] & filled[b]) > 0.72 * len(filled[a] | filled[b])
    }
    assert alike == {}
    for name, family in (("criticised", "statement"), ("left", "agreement"), ("sold-stake-in", "trade")):
        # The same head, and a bar behind it.
        assert filled[family] < filled[name]
        assert len(filled[name] - filled[family]) > 40
    assert opened.complaints == []
