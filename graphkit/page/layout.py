"""Computes where each actor stands on the page: the same positions every time, no label on another.

Each component starts from pivot multidimensional scaling (Brandes and Pich, 2006). Components of up
to 600 actors then get stress majorisation (Gansner, Koren and North, 2004), in which actors with few
common neighbours want to be far apart, so that hubs separate. Larger ones get a spring layout
(Fruchterman and Reingold, 1991, as in rustworkx), where that is not too much work. Boxes that hold a node
and its label are then pushed apart until none overlap, those of more than 20,000 actors put into columns,
and components are packed by area into the shape of the canvas.
Positions do not depend on dates: time changes which actors are shown, not where they are.
"""

import math
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

LABEL_SIZE = 16.5
"""Height of a label's letters, in the units of the layout."""

_LINE = 1.22
_LONGEST_LINE = 17
_ASPECT = 1.6
"""How many times as wide as high the canvas is, on most screens."""

_LESS_WIDE = 1.45
"""How many times as wide as high a component is: somewhat less, since phones are held upright."""

_GAP = 36
"""How much is left free between components."""

_WIDTHS = 6
"""How many widths of the whole are tried when components are packed, besides that of the widest."""

_NEAR = 0.02
"""How near the shape of the whole must come to the canvas's before no other width is tried."""

_CLEARLY = 0.9
"""How much smaller a measure must be for another packing to be taken."""

_ARC = 28
"""Up to how many leaves of an actor stand in an arc."""

_GOLDEN = 2.399963
"""The golden angle: points at its multiples lie nowhere close together."""

_ROOM = 50
"""How much is left free around who comes beside others."""

_TURN = 12
"""How close together the places of a spiral lie."""

_PIVOTS = 40
_STRESS_UP_TO = 600
_STRESS_ROUNDS = 260
_SPRING_WORK = 400_000_000
"""How many pairs of actors a spring layout may look at, over all its iterations."""

_NEARING = 0.78
_EVENING = 0.6
"""How far hubs are moved to where they would stand at equal distances along an axis."""

_LEAVES_APART_ABOVE = 1_000
_PUSHES = 600
_SEED = 7  # any number: the same drawing each time
_PUSHED_UP_TO = 20_000
_NARROW = frozenset("iljtfrI.,:;'|!()[] -")
_WIDE = frozenset("mwMW@%&")

Edge = tuple[int, int, float]
Position = tuple[float, float]
Place = tuple[int, int]
"""Where an actor stands on the page."""


class Box(NamedTuple):
    """The box of an actor around its centre: half its width, its height above and its height below."""

    half: float
    above: float
    below: float


_HUB = Box(50, 24, 30)
"""The box of a hub with its name in pixels, when hubs alone are in view."""


def _letter_width(letter: str) -> float:
    """Return an upper bound of the width of a letter in letter heights, without reading a font."""
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    if ord(letter) > 0x2E80:
        return 1.05
    return 0.74 if letter.isupper() else 0.6


def label_lines(name: str) -> list[str]:
    """Break a name into at most three lines of about equal length."""
    words = name.split()
    if len(name) <= _LONGEST_LINE or len(words) < 2:
        return [_cut(name)]
    wanted = min(3, len(words), -(-len(name) // _LONGEST_LINE))
    target = len(name) / wanted
    lines = [words[0]]
    for word in words[1:]:
        grown = len(lines[-1]) + 1 + len(word)
        if len(lines) < wanted and grown - target > target - len(lines[-1]):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}"
    return list(map(_cut, lines))


def _cut(line: str) -> str:
    """Return a line without its middle, if it is too long: like names often differ at their ends alone."""
    return line if len(line) <= 40 else f"{line[:24]}…{line[-15:]}"


def radius(degree: int) -> float:
    """Return the radius of a node with so many relations, background not counted.

    From 30 on it grows slowly, and still tells which of two has more: names are placed by it.
    """
    size = 6.5 + 3.1 * math.sqrt(degree)
    return round(size, 1) if size <= 30.0 else round(30.0 + math.log(size - 29.0), 5)


def box(lines: Sequence[str], size: float) -> Box:
    """Return the box of a node with its label below it, and a margin around both."""
    width = max((sum(map(_letter_width, line)) for line in lines), default=0.0) * LABEL_SIZE
    # Hubs get a wider margin, so that the many curves between them can be distinguished.
    margin = 7 + size * 0.5 + max(0.0, size - 14) * 2.6
    return Box(
        max(width / 2, size) + margin,
        size + margin,
        size + 4 + len(lines) * LABEL_SIZE * _LINE + margin * 0.7,
    )


def place(boxes: Sequence[Box], edges: Sequence[Edge], hubs: Collection[int] = ()) -> list[Place]:
    """Return a position for each box, in whole units, so that no two overlap.

    Edges are pairs of actors, by their place in ``boxes``, with the strength of the tie; ``hubs`` are those
    whose names must have room when they alone are in view.
    """
    neighbours: list[dict[int, float]] = [{} for _ in boxes]
    for one, other, weight in edges:
        if one != other:
            neighbours[one][other] = neighbours[one].get(other, 0.0) + weight
            neighbours[other][one] = neighbours[other].get(one, 0.0) + weight
    components: list[dict[int, Position]] = []
    for members in _components(neighbours):
        separate = _apart if len(members) <= _PUSHED_UP_TO else _in_columns
        points = separate(_arrange(members, neighbours, boxes), boxes)
        if near := [hub for hub in hubs if hub in points]:
            points = _evened(points, near)
            apart = _hubs_apart({hub: points[hub] for hub in near}, boxes)
            points = separate(points | apart, boxes)
        components.append(points)
    return _rounded(_packed(components, boxes), boxes)


def place_beside(kept: Mapping[int, Place], boxes: Sequence[Box], edges: Sequence[Edge]) -> list[Place]:
    """Return a position for each box: those that are ``kept`` stay, others come near whom they are tied to.

    Each stands at about the nearest place at which it overlaps none; whom nothing ties, under all.
    """
    placed = {**kept}
    ties: dict[int, set[int]] = {member: set() for member in range(len(boxes))}
    for one, other, _ in edges:
        ties[one].add(other)
        ties[other].add(one)
    left, _, right, bottom = _frame(placed.items(), boxes)
    waiting = ties.keys() - placed.keys()
    while waiting:
        member = max(waiting, key=lambda each: (len(ties[each] & placed.keys()), -each))
        waiting.remove(member)
        near: list[Position] = [placed[each] for each in ties[member] & placed.keys()] or [
            ((left + right) / 2, bottom)
        ]
        middle = (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near))
        roomy = Box(*(side + _ROOM for side in boxes[member]))  # for the words on its lines
        placed[member] = _free_place(middle, roomy, placed, boxes)
    return [placed[member] for member in range(len(boxes))]


def _free_place(near: Position, own: Box, placed: Mapping[int, Place], boxes: Sequence[Box]) -> Place:
    """Return about the nearest place at which a box overlaps none, on a spiral."""
    turns = ((_TURN * math.sqrt(step), _GOLDEN * step) for step in count())
    spiral = (
        (round(near[0] + far * math.cos(way)), round(near[1] + far * math.sin(way))) for far, way in turns
    )
    return next(
        (x, y)
        for x, y in spiral
        if not any(
            abs(x - there) < own.half + boxes[other].half
            and y - own.above < down + boxes[other].below
            and down - boxes[other].above < y + own.below
            for other, (there, down) in placed.items()
        )
    )


def _components(neighbours: Sequence[dict[int, float]]) -> list[list[int]]:
    visited: set[int] = set()
    components: list[list[int]] = []
    for first in range(len(neighbours)):
        if first not in visited:
            hops = _hops(first, neighbours)
            visited.update(hops)
            components.append(sorted(hops))
    return sorted(components, key=lambda members: (-len(members), members[0]))


def _hops(start: int, neighbours: Sequence[dict[int, float]]) -> dict[int, int]:
    hops = {start: 0}
    queue = deque([start])
    while queue:
        member = queue.popleft()
        for neighbour in neighbours[member]:
            if neighbour not in hops:
                hops[neighbour] = hops[member] + 1
                queue.append(neighbour)
    return hops


def _arrange(
    members: list[int],
    neighbours: Sequence[dict[int, float]],
    boxes: Sequence[Box],
) -> dict[int, Position]:
    """Return positions of a component, scaled so that its boxes have room."""
    if len(members) == 1:
        return {members[0]: (0.0, 0.0)}
    core = members
    if len(members) > _LEAVES_APART_ABOVE:
        core = [member for member in members if len(neighbours[member]) > 1] or members[:1]
    points = (
        _stress_layout(core, neighbours) if len(core) <= _STRESS_UP_TO else _spring_layout(core, neighbours)
    )
    points = _scaled(points, sum(_area(boxes[member]) for member in members))
    if len(core) < len(members):
        _fan_out(points, members, neighbours, boxes)
    return points


def _evened(points: dict[int, Position], hubs: Sequence[int]) -> dict[int, Position]:
    """Return the points with more room, along each axis, where hubs crowd, and less where few are.

    Everybody is moved, so that hubs stay among their neighbours.
    """
    import numpy as np

    axes = []
    for every in np.asarray(list(points.values())).T:
        near = np.sort(every[[place for place, member in enumerate(points) if member in set(hubs)]])
        even = np.linspace(near[0], near[-1], len(near))
        inside = np.interp(every, near, near + _EVENING * (even - near))
        axes.append(np.where((every < near[0]) | (every > near[-1]), every, inside).tolist())
    return dict(zip(points, zip(*axes, strict=True), strict=True))


def _hubs_apart(hubs: dict[int, Position], boxes: Sequence[Box]) -> dict[int, Position]:
    """Return hubs about where they were, with room for their names when they alone are in view."""
    apart = _apart(_scaled(hubs, len(hubs) * _area(_HUB)), dict.fromkeys(hubs, _HUB))
    (left, top, right, _), (first, upper, last, _) = (_frame(each.items(), boxes) for each in (hubs, apart))
    share = (right - left) / (last - first)
    return {hub: (left + (x - first) * share, top + (y - upper) * share) for hub, (x, y) in apart.items()}


def _area(box: Box) -> float:
    return 2 * box.half * (box.above + box.below)


def _spring_layout(members: list[int], neighbours: Sequence[dict[int, float]]) -> dict[int, Position]:
    import rustworkx

    start = _pivot_scaling(members, neighbours)
    rounds = min(300, _SPRING_WORK // len(members) ** 2)
    if not rounds:
        return start
    index = {member: place for place, member in enumerate(members)}
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(members)
    graph.add_edges_from(
        [
            (index[one], index[other], weight)
            for one in members
            for other, weight in neighbours[one].items()
            if one < other and other in index
        ]
    )
    layout = rustworkx.spring_layout(
        graph,
        pos={index[member]: point for member, point in start.items()},
        k=1.6 / len(members) ** 0.5,
        num_iter=min(300, rounds + 1),
        weight_fn=float,
        seed=_SEED,
    )
    return {member: (float(layout[index[member]][0]), float(layout[index[member]][1])) for member in members}


def _stress_layout(members: list[int], neighbours: Sequence[dict[int, float]]) -> dict[int, Position]:
    """Return positions whose distances follow the distances in the graph (stress majorisation)."""
    import numpy as np

    wanted = np.asarray(_wanted_distances(members, neighbours))
    pulls = np.asarray([sum(neighbours[member].values()) for member in members])
    weight = np.sqrt(np.minimum(pulls, 4.0) + 0.15)
    weights = np.outer(weight, weight) / np.maximum(wanted, 1e-9) ** 2
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    solver = np.linalg.inv(laplacian + 1.0 / len(members)) - 1.0 / len(members)
    start = _pivot_scaling(members, neighbours)
    points = np.asarray([start[member] for member in members]) * wanted.max() / 2
    pull = -weights * wanted
    for _ in range(_STRESS_ROUNDS):
        across, down = (axis[:, None] - axis[None, :] for axis in points.T)
        ratio = pull / np.maximum(np.sqrt(across * across + down * down), 1e-9)
        ratio.flat[:: len(members) + 1] = 0.0
        ratio.flat[:: len(members) + 1] = -ratio.sum(axis=1)
        points = solver @ (ratio @ points)
    return {member: (float(x), float(y)) for member, (x, y) in zip(members, points.round(4), strict=True)}


def _wanted_distances(members: list[int], neighbours: Sequence[dict[int, float]]) -> list[list[float]]:
    """Return the distance that each pair should have: the shortest path over the lengths of ties.

    A tie is longer where its ends have fewer neighbours in common, and where it is weaker. A tie of
    many relations is longer too, so that their curves can be distinguished.
    """
    import rustworkx

    index = {member: place for place, member in enumerate(members)}
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(members)
    for one in members:
        for other, weight in neighbours[one].items():
            if one < other and other in index:
                differing = len(neighbours[one].keys() ^ neighbours[other].keys())
                length = (1 + 0.8 * differing**0.5) * (1 + 0.35 * max(0.0, 1 - weight))
                length *= 1 + 0.25 * max(0.0, weight - 1.5)
                graph.add_edge(index[one], index[other], length)
    lengths = rustworkx.all_pairs_dijkstra_path_lengths(graph, float)
    wanted = [
        {other: length**_NEARING for other, length in lengths[one].items()} for one in range(len(members))
    ]
    return [[wanted[one].get(other, 0.0) for other in range(len(members))] for one in range(len(members))]


def _pivot_scaling(members: list[int], neighbours: Sequence[dict[int, float]]) -> dict[int, Position]:
    """Return positions from the hops to a few pivots far from one another (pivot scaling)."""
    import numpy as np

    pivot = max(members, key=lambda member: (len(neighbours[member]), -member))
    far = np.full(len(members), len(members))
    columns = []
    for _ in range(min(_PIVOTS, len(members))):
        hops = _hops(pivot, neighbours)
        columns.append(np.asarray([hops[member] for member in members]))
        far = np.minimum(far, columns[-1])
        pivot = members[far.argmax()]
    squares = np.asarray(columns, dtype=float).T ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axes = centred @ vectors[:, -2:] if vectors.shape[1] > 1 else np.hstack([centred, centred * 0])
    spread = np.abs(axes).max(axis=0)
    axes = axes / np.where(spread > 0, spread, 1.0)
    for column in range(2):
        strongest = np.argmax(np.abs(axes[:, column]))
        if axes[strongest, column] < 0:
            axes[:, column] *= -1
    # Actors at equal distances from every pivot get the same point: shift each in its own direction.
    turn = np.arange(len(members)) * _GOLDEN
    axes = np.round(axes, 6) + 0.02 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return {member: (float(axes[place, 1]), float(axes[place, 0])) for place, member in enumerate(members)}


def _scaled(points: dict[int, Position], boxes_area: float) -> dict[int, Position]:
    """Return the points scaled to a rectangle larger than the boxes that it must hold."""
    xs = [x for x, _ in points.values()]
    ys = [y for _, y in points.values()]
    left, top = min(xs), min(ys)
    wide, high = max(xs) - left or 1.0, max(ys) - top or 1.0
    area = 1.75 * boxes_area
    width = (area * _LESS_WIDE) ** 0.5
    across, down = width / wide, area / width / high
    return {member: ((x - left) * across, (y - top) * down) for member, (x, y) in points.items()}


def _fan_out(
    points: dict[int, Position],
    members: list[int],
    neighbours: Sequence[dict[int, float]],
    boxes: Sequence[Box],
) -> None:
    """Place the leaves that were left out around their one neighbour.

    A few go in an arc away from the middle, many all around it, like the seeds of a sunflower.
    """
    middle_x = sum(x for x, _ in points.values()) / len(points)
    middle_y = sum(y for _, y in points.values()) / len(points)
    waiting: dict[int, list[int]] = {}
    for member in members:
        if member not in points:
            waiting.setdefault(next(iter(neighbours[member])), []).append(member)
    for hub, leaves in waiting.items():
        x, y = points.get(hub, (middle_x, middle_y))
        points.setdefault(hub, (x, y))
        outward = math.atan2(y - middle_y, x - middle_x)
        reach = boxes[hub].half + 40
        room = sum(_area(boxes[leaf]) for leaf in leaves) / len(leaves)
        for number, leaf in enumerate(leaves):
            if len(leaves) > _ARC:
                angle = number * _GOLDEN
                distance = (reach**2 + 1.3 * room * number / math.pi) ** 0.5
                wide = _ASPECT**0.5
            else:
                ring, slot = divmod(number, 14)
                angle = outward + ((slot + 1) // 2) * (0.42 if slot % 2 else -0.42)
                distance, wide = reach + ring * 60, 1.0
            points[leaf] = (x + math.cos(angle) * distance * wide, y + math.sin(angle) * distance / wide)


def _apart(points: dict[int, Position], boxes: Sequence[Box] | Mapping[int, Box]) -> dict[int, Position]:
    """Push overlapping boxes apart along the shorter way until none overlap; the whole may grow."""
    import numpy as np

    members = sorted(points)
    member_boxes = [boxes[member] for member in members]
    areas = list(map(_area, member_boxes))
    sides = np.asarray(member_boxes, dtype=float).T
    xs = [points[member][0] for member in members]
    ys = [points[member][1] for member in members]
    for number in range(_PUSHES):
        pairs = _overlaps(xs, ys, sides)
        if not pairs:
            break
        _push(pairs, xs, ys, member_boxes, areas)
        if number % 8 == 7:
            growth = 1.02 if len(pairs) * 20 < len(members) else 1.07
            xs = [x * growth for x in xs]
            ys = [y * growth for y in ys]
    return dict(zip(members, zip(xs, ys, strict=True), strict=True))


def _in_columns(points: dict[int, Position], boxes: Sequence[Box]) -> dict[int, Position]:
    """Return boxes side by side, those from left to right in columns, in each column from top to bottom."""
    high = sum(boxes[member].above + boxes[member].below for member in points)
    widest = max(boxes[member].half for member in points) * 2
    most = (high * widest / _LESS_WIDE) ** 0.5
    columns: list[list[int]] = []
    filled = most
    for member in sorted(points, key=lambda member: (points[member], member)):
        if filled >= most:
            columns.append([])
            filled = 0.0
        columns[-1].append(member)
        filled += boxes[member].above + boxes[member].below
    placed: dict[int, Position] = {}
    x = 0.0
    for column in columns:
        half, y = max(boxes[member].half for member in column), 0.0
        for member in sorted(column, key=lambda member: (points[member][1], member)):
            placed[member] = (x + half, y + boxes[member].above)
            y += boxes[member].above + boxes[member].below
        x += 2 * half
    return placed


def _overlaps(xs: list[float], ys: list[float], sides: Any) -> list[tuple[int, int]]:
    """Return the pairs of boxes that overlap: those that share a range of x, then of y.

    ``sides`` holds a column for each box, and a row for each field of :class:`Box`.
    """
    import numpy as np

    half, above, below = sides
    x, y = np.asarray(xs), np.asarray(ys)
    order = np.argsort(x - half, kind="stable")
    left, right = (x - half)[order], (x + half)[order]
    top, bottom = (y - above)[order], (y + below)[order]
    place = np.arange(len(xs))
    counts = np.maximum(np.searchsorted(left, right, side="left") - place - 1, 0)
    one = np.repeat(place, counts)
    other = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + one + 1
    shared = (top[one] < bottom[other]) & (top[other] < bottom[one])
    return list(zip(order[one[shared]].tolist(), order[other[shared]].tolist(), strict=True))


def _push(
    pairs: Iterable[tuple[int, int]],
    xs: list[float],
    ys: list[float],
    boxes: Sequence[Box],
    areas: Sequence[float],
) -> None:
    """Move the boxes of each pair apart by their overlap along the axis on which it is smaller.

    The smaller box is moved further: were both moved as far, the many around a hub would drive it out from
    among them.
    """
    for one, other in pairs:
        half, above, below = boxes[one]
        other_half, other_above, other_below = boxes[other]
        across = half + other_half - abs(xs[one] - xs[other])
        if across <= 0:
            continue
        y, other_y = ys[one], ys[other]
        down = min(y + below, other_y + other_below) - max(y - above, other_y - other_above)
        if down <= 0:
            continue
        axis, overlap = (xs, across) if across < down * 1.15 else (ys, down)
        share = areas[other] / (areas[one] + areas[other])
        shift = (overlap + 1.2) * (1 if axis[one] >= axis[other] else -1)
        axis[one] += shift * share
        axis[other] -= shift * (1 - share)


def _frame(points: Iterable[tuple[int, Position]], boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    positions = list(points)
    return (
        min(x - boxes[member].half for member, (x, _) in positions),
        min(y - boxes[member].above for member, (_, y) in positions),
        max(x + boxes[member].half for member, (x, _) in positions),
        max(y + boxes[member].below for member, (_, y) in positions),
    )


def _packed(components: Sequence[dict[int, Position]], boxes: Sequence[Box]) -> dict[int, Position]:
    """Return all components in one picture of about the canvas's shape, none over another."""
    frames = [_frame(component.items(), boxes) for component in components]
    sizes = [(right - left + _GAP, bottom - top + _GAP) for left, top, right, bottom in frames]
    placed: dict[int, Position] = {}
    for component, (left, top, *_), (x, y) in zip(components, frames, packed(sizes), strict=True):
        placed |= {member: (at - left + x, down - top + y) for member, (at, down) in component.items()}
    return placed


def packed(sizes: Sequence[tuple[float, float]]) -> list[Position]:
    """Return the upper left corner of each rectangle, so that together they have the canvas's shape.

    Each goes, the largest first, where its lower edge is highest (the bottom-left rule on a skyline,
    upside down). Of several widths of the whole, the one that is drawn largest on a canvas of
    :data:`_ASPECT` is taken; or that of the widest rectangle, where that gains clearly more on a square
    canvas, as a phone's is, than it loses on the other.
    """
    if not sizes:
        return []
    order = sorted(range(len(sizes)), key=lambda place: (-sizes[place][0] * sizes[place][1], place))
    widest = max(width for width, _ in sizes)
    width = max(widest, (_ASPECT * sum(wide * high for wide, high in sizes)) ** 0.5)
    found = []
    for _ in range(_WIDTHS):
        whole = _whole(sizes, order, width)
        found.append(whole)
        if abs(whole.across / whole.down / _ASPECT - 1) < _NEAR:
            break
        width = max(widest, width * (whole.down * _ASPECT / whole.across) ** 0.5)
    best = min(found, key=lambda whole: whole.screen)
    narrow = _whole(sizes, order, widest)
    return (narrow if narrow.on_both < _CLEARLY * best.on_both else best).corners


class _Whole(NamedTuple):
    """Packed rectangles: their corners, and how wide and high they are together."""

    corners: list[Position]
    across: float
    down: float

    @property
    def screen(self) -> float:
        """How small it is drawn on a canvas of the usual shape."""
        return max(self.across, self.down * _ASPECT)

    @property
    def on_both(self) -> float:
        """The same on such a canvas and on a square one, multiplied."""
        return self.screen * max(self.across, self.down)


def _whole(sizes: Sequence[tuple[float, float]], order: Iterable[int], width: float) -> _Whole:
    corners = _skyline(sizes, order, width)
    across = max(x + wide for (x, _), (wide, _) in zip(corners, sizes, strict=True))
    down = max(y + high for (_, y), (_, high) in zip(corners, sizes, strict=True))
    return _Whole(corners, across, down)


def _skyline(sizes: Sequence[tuple[float, float]], order: Iterable[int], width: float) -> list[Position]:
    """Return the corners of rectangles that are packed, in this order, into so much width."""
    corners = [(0.0, 0.0)] * len(sizes)
    line = [(0.0, 0.0), (width, math.inf)]  # from where on what is free begins how far down
    for place in order:
        wide, high = sizes[place]
        best = (math.inf, 0.0, 0)
        for first, (x, down) in enumerate(line[:-1]):
            if down >= best[0]:
                continue
            if x + wide > width + 1e-6:
                break
            after = first + 1
            while line[after][0] < x + wide - 1e-6:
                down = max(down, line[after][1])
                after += 1
            best = min(best, (down, x, first))
        down, x, first = best
        corners[place] = (x, down)
        after = first
        while line[after + 1][0] <= x + wide + 1e-6 and after + 2 < len(line):
            after += 1
        rest = [] if abs(line[after + 1][0] - x - wide) <= 1e-6 else [(x + wide, line[after][1])]
        line[first : after + 1] = [(x, down + high), *rest]
    return corners


def _rounded(points: dict[int, Position], boxes: Sequence[Box]) -> list[Place]:
    if not points:
        return []
    left, top, right, bottom = _frame(points.items(), boxes)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return [
        (round(points[member][0] - middle_x), round(points[member][1] - middle_y))
        for member in range(len(boxes))
    ]
