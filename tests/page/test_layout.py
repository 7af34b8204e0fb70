import random
import subprocess
import sys

import pytest

from graphkit.graph.multigraph import Graph
from graphkit.page import layout
from graphkit.page.payload import build_payload
from graphkit.page.style import FAMILIES, KINDS, PANEL, PAPER, family_hues


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.1), from 0 for black to 1 for white."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.1), from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def random_graph(actors: int, edges: int) -> tuple[list[layout.Box], list[layout.Edge]]:
    chance = random.Random(actors)
    boxes = [
        layout.box(["x" * chance.randint(2, 17)], layout.radius(chance.randint(0, 30))) for _ in range(actors)
    ]
    return boxes, [
        (int(actors * chance.random() ** 2), chance.randrange(actors), chance.random()) for _ in range(edges)
    ]


def overlapping(boxes: list[layout.Box], points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    slack = 1.5  # positions are whole numbers
    return [
        (one, other)
        for one in range(len(boxes))
        for other in range(one)
        if abs(points[one][0] - points[other][0]) < boxes[one].half + boxes[other].half - slack
        and min(points[one][1] + boxes[one].below, points[other][1] + boxes[other].below)
        - max(points[one][1] - boxes[one].above, points[other][1] - boxes[other].above)
        > slack
    ]


@pytest.mark.parametrize(
    ("actors", "edges"), [(0, 0), (1, 0), (2, 1), (7, 0), (60, 110), (300, 700), (1100, 1500)]
)
def test_no_label_lies_on_a_label_or_a_node(actors: int, edges: int) -> None:
    boxes, ties = random_graph(actors, edges)
    points = layout.place(boxes, ties)
    assert len(points) == actors
    assert overlapping(boxes, points) == []


def test_the_shipped_story_has_no_overlap(shipped_graph: Graph) -> None:
    actors = build_payload(shipped_graph)["actors"]
    boxes = [layout.box(actor["lines"], actor["size"]) for actor in actors]
    assert overlapping(boxes, [(actor["x"], actor["y"]) for actor in actors]) == []


def test_another_process_places_them_the_same() -> None:
    code = (
        "from graphkit.page import layout\n"
        "boxes = [layout.box(['name %d' % n], 8.0) for n in range(80)]\n"
        "print(layout.place(boxes, [(n, n * n % 80, 1.0) for n in range(80)]))"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
        for _ in "ab"
    }
    assert len(runs) == 1


def test_hubs_stand_apart(shipped_graph: Graph) -> None:
    actors = sorted(build_payload(shipped_graph)["actors"], key=lambda actor: -actor["size"])[:5]
    for place, one in enumerate(actors):
        for other in actors[:place]:
            distance = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
            assert distance > 3 * max(one["size"], other["size"])


def test_names_break_into_lines_of_about_equal_length() -> None:
    assert layout.label_lines("Nvidia") == ["Nvidia"]
    assert layout.label_lines("US Department of Commerce") == ["US Department", "of Commerce"]
    assert layout.label_lines("x" * 200) == ["x" * 39 + "…"]
    assert (
        " ".join(layout.label_lines("a b c d e f g h i j k l m n o p")) == "a b c d e f g h i j k l m n o p"
    )


def test_colours_can_be_read() -> None:
    own = family_hues(f"own-{number}" for number in range(6))
    hues = [*own.values(), *(style.hue for style in KINDS.values())]
    for hue in hues:
        assert contrast(hue.light, PAPER[0]) >= 4.5
        assert contrast(hue.light, PANEL[0]) >= 4.5
        assert contrast(hue.dark, PAPER[1]) >= 4.5
        assert contrast(hue.dark, PANEL[1]) >= 4.5
    assert len(FAMILIES) <= 8
    assert len(set(own.values())) == len(own) == len(FAMILIES) + 6


def test_each_kind_has_a_shape_of_its_own() -> None:
    assert len({style.shape for style in KINDS.values()}) == len(KINDS)
