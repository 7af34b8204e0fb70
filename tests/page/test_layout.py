import math
import random
import statistics
import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.multigraph import Graph
from graphkit.page import layout
from graphkit.page.payload import build_payload
from graphkit.page.style import FAMILIES, KINDS, PANEL, PAPER, family_hues

from .stories import story


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


@pytest.mark.parametrize(("actors", "edges", "there"), [(2, 1, 1), (7, 0, 3), (60, 110, 20), (300, 700, 290)])
def test_who_comes_beside_those_that_stay_overlaps_none_and_stands_near_whom_it_is_tied_to(
    actors: int, edges: int, there: int
) -> None:
    boxes, ties = random_graph(actors, edges)
    first = layout.place(boxes[:there], [tie for tie in ties if max(tie[:2]) < there])
    points = layout.place_beside(dict(enumerate(first)), boxes, ties)
    assert points[:there] == first
    assert overlapping(boxes, points) == []
    if edges:
        tied = [math.dist(points[one], points[other]) for one, other, _ in ties if max(one, other) >= there]
        all_ = [math.dist(*each) for each in combinations(points, 2)]
        assert sum(tied) / len(tied) < sum(all_) / len(all_) * 1.001


def test_a_component_too_large_to_push_apart_stands_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_PUSHED_UP_TO", 200)
    monkeypatch.setattr(layout, "_SPRING_WORK", 1_000)
    boxes, ties = random_graph(1_100, 1_500)
    ties += [(actor, actor + 1, 1.0) for actor in range(1_099)]
    points = layout.place(boxes, ties)
    assert overlapping(boxes, points) == []
    assert 1.2 < shape(boxes, points) < 1.8
    steps = [abs(points[one][0] - points[other][0]) for one, other, _ in ties]
    apart = [abs(points[one][0] - points[other][0]) for one, (other, *_) in enumerate(ties[::-1][:1_100])]
    assert sum(steps) / len(steps) < sum(apart) / len(apart)


def test_the_shipped_story_has_no_overlap(each_story: Graph) -> None:
    actors = build_payload(each_story)["actors"]
    boxes = [layout.box(actor["lines"], actor["size"]) for actor in actors]
    assert overlapping(boxes, [(actor["x"], actor["y"]) for actor in actors]) == []


def shape(boxes: list[layout.Box], points: list[tuple[int, int]]) -> float:
    """How many times as wide as high a drawing is."""
    sides = list(zip(points, boxes, strict=True))
    wide = max(x + box.half for (x, _), box in sides) - min(x - box.half for (x, _), box in sides)
    high = max(y + box.below for (_, y), box in sides) - min(y - box.above for (_, y), box in sides)
    return wide / high


def test_separate_groups_fill_the_shape_of_a_screen() -> None:
    boxes = [layout.box([f"Anna Adler {actor}"], 9.6) for actor in range(150)]
    chains = [(actor, actor + 1, 1.0) for actor in range(149) if actor % 5 != 4]
    points = layout.place(boxes, chains)
    assert 1.4 < shape(boxes, points) < 1.9
    assert overlapping(boxes, points) == []


def test_actors_without_relations_stand_below_the_others_where_a_phone_gains_most() -> None:
    wide = (1450, 1000)
    corners = layout.packed([wide, *[(300, 150)] * 4])
    assert corners[0] == (0, 0)
    assert all(y >= 1000 for _, y in corners[1:])
    high = layout.packed([(1000, 1000), *[(300, 150)] * 4])
    assert all(x >= 1000 for x, _ in high[1:]), "beside them where a screen has that room free"


def test_a_star_fills_the_shape_of_a_screen() -> None:
    boxes = [layout.box([f"Partner {leaf}"], 9.6) for leaf in range(1_500)]
    points = layout.place(boxes, [(0, leaf, 1.0) for leaf in range(1, 1_500)])
    assert 1.3 < shape(boxes, points) < 2.0
    assert sum(4 * box.half * (box.above + box.below) for box in boxes) > 0.3 * (
        max(x for x, _ in points) - min(x for x, _ in points)
    ) * (max(y for _, y in points) - min(y for _, y in points))


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)), max_size=30))
def test_packed_rectangles_never_overlap_nor_spread(sizes: list[tuple[int, int]]) -> None:
    corners = layout.packed(sizes)
    placed = [(x, y, x + wide, y + high) for (x, y), (wide, high) in zip(corners, sizes, strict=True)]
    for place, (left, top, right, bottom) in enumerate(placed):
        assert left >= 0
        assert top >= 0
        for other in placed[:place]:
            assert left >= other[2] or right <= other[0] or top >= other[3] or bottom <= other[1]
    if sizes:
        wide, high = max(right for _, _, right, _ in placed), max(bottom for *_, bottom in placed)
        widest, highest = max(width for width, _ in sizes), max(height for _, height in sizes)
        area = sum(width * height for width, height in sizes)
        assert wide <= widest + highest * 1.6 + 2 * (1.6 * area) ** 0.5
        assert high <= highest + widest / 1.6 + 2 * (area / 1.6) ** 0.5


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


def test_hubs_stand_apart(each_story: Graph) -> None:
    actors = sorted(build_payload(each_story)["actors"], key=lambda actor: -actor["size"])[:5]
    for place, one in enumerate(actors):
        for other in actors[:place]:
            distance = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
            assert distance > 3 * max(one["size"], other["size"])


def test_hubs_of_a_large_graph_have_room_where_they_alone_fill_the_picture() -> None:
    graph = nx.barabasi_albert_graph(800, 4, seed=3)
    degree = dict(graph.degree())
    hubs = sorted(degree, key=lambda actor: -degree[actor])[:60]
    boxes = [layout.box([f"Actor {actor}"], layout.radius(degree[actor])) for actor in range(800)]
    points = layout.place(boxes, [(one, other, 1.0) for one, other in graph.edges], hubs)
    width = max(points[hub][0] for hub in hubs) - min(points[hub][0] for hub in hubs)
    for place, one in enumerate(hubs):
        for other in hubs[:place]:
            assert math.dist(points[one], points[other]) > width * 40 / 800


def test_a_hub_stands_among_its_neighbours() -> None:
    graph = story(1_500, actors=700)
    places = {actor["id"]: (actor["x"], actor["y"]) for actor in build_payload(graph)["actors"]}
    ties = nx.Graph(graph.to_undirected())
    for hub in sorted(ties, key=lambda actor: -len(ties[actor]))[:6]:
        around = [places[other] for other in ties[hub] if other != hub]
        middle = (statistics.mean(x for x, _ in around), statistics.mean(y for _, y in around))
        spread = statistics.mean(math.dist(middle, place) for place in around)
        assert math.dist(places[hub], middle) < 0.75 * spread


def test_names_break_into_lines_of_about_equal_length() -> None:
    assert layout.label_lines("Nvidia") == ["Nvidia"]
    assert layout.label_lines("US Department of Commerce") == ["US Department", "of Commerce"]
    assert layout.label_lines("x" * 200) == ["x" * 24 + "…" + "x" * 15]
    assert (
        " ".join(layout.label_lines("a b c d e f g h i j k l m n o p")) == "a b c d e f g h i j k l m n o p"
    )


def test_long_names_that_differ_at_their_end_alone_do_not_read_the_same() -> None:
    id = "international-consortium-of-investigative-journalists"
    one, other = (layout.label_lines(f"Consortium ({name})") for name in (id, f"{id}-2"))
    assert one != other


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


def test_of_two_actors_the_one_with_more_relations_is_larger() -> None:
    sizes = [layout.radius(degree) for degree in range(2_000)]
    assert sizes == sorted(set(sizes))
    assert layout.radius(100_000) < 40
