"""Relations of a directory are listed as one by one, though of those that say the same one is judged."""

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from datasets import actor, dataset, evidence, relation
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parity_cases import NAMES, OWN, PARTS, SIDES, askings, date_fields

from graphkit.backends import open_directory, pieces
from graphkit.backends.parquet import ParquetBackend
from graphkit.cli import directories
from graphkit.cli.csv_answers import csv_text
from graphkit.cli.filters import Narrowing
from graphkit.cli.render import relation_rows
from graphkit.cli.response import json_text
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Relation
from graphkit.storage.json_file import save_dataset

from .conftest import kept_in

pytestmark = pytest.mark.local

dates = st.builds(
    date_fields,
    st.sampled_from([None, None, None, *SIDES]),
    st.sampled_from([None, None, None, "..", "2025-08"]),
    st.sampled_from([None, "2025-07-09", "2025-07-09", "2025-07-09/", *PARTS]),
)
kinds_of_row = st.tuples(
    st.sampled_from(["met", "told", "leads", "left", "owns", "reported-on", "supplies", "own-tie"]),
    dates,
    st.sampled_from([{}, {}, {}, {"status": "planned"}, {"note": 'a: 1, "b"'}, {"about": (NAMES[1],)}]),
)
ends = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 5))
lives = st.sampled_from([{}, {}, {"born": "2025-07-05", "died": "2025-07-11"}])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """Return relations of which many say the same as others, and their actors, who may have one name."""
    said = draw(st.lists(kinds_of_row, min_size=1, max_size=6))
    drawn = draw(st.lists(ends, min_size=1, max_size=30))
    rows = []
    for number, (here, there, which) in enumerate(drawn):
        type_, when, others = said[which % len(said)]
        rows.append(relation(f"relation-{number:02}", here, there, type_, **when, **others))
    actors = [
        actor(name, "person", name=draw(st.sampled_from([name, "Ann"])), attributes=draw(lives))
        for name in NAMES
    ]
    return {"relations": rows, "actors": actors}


def alike(*said: tuple[str, dict[str, Any]]) -> list[Relation]:
    """Return three relations of each that is said, between others, which are not next to each other."""
    return [
        relation(f"r-{nth}-{number:02}", *NAMES[nth : nth + 2], type_, **fields)
        for nth in range(3)
        for number, (type_, fields) in enumerate(said)
    ]


ON_A_DAY = alike(*((type_, {"when": "2025-07-09"}) for type_ in ("met", "told", "leads", "reported-on")))
GOING_ON = alike(*((type_, {"when": "2025-07-09/"}) for type_ in ("met", "leads", "own-tie", "supplies")))
OTHERWISE = alike(
    ("met", {}),
    ("leads", {}),
    ("met", {"begins": "2025-07", "ends": "2025-08"}),
    ("met", {"when": "2025-07-09", "status": "planned"}),
    ("met", {"when": "2025-07-09", "evidence": [evidence(type="told")]}),
    ("told", {"when": "2025-07-09", "evidence": [evidence(type="told")]}),
)
PARTED = [
    *alike(("works-for", {"when": "2025-07-09/"}), ("part-of", {"when": "2025-07-09/"})),
    relation("went", NAMES[1], NAMES[2], "left", when="2025-07-20"),
]
NAMESAKES = [actor(NAMES[nth], "person", name="Ann") for nth in (1, 2)]
DIED = actor(NAMES[1], "person", attributes={"died": "2025-07-20"})
VIEWS = [
    (Narrowing(), None),
    (Narrowing(since="2025-01", until="2025-02"), None),
    (Narrowing(since="2025-07-08", until="2025-08-02", undated=True), None),
    (Narrowing(types=("met", "newsroom"), known_by="2025-07-12"), None),
    (Narrowing(actors=(NAMES[0],), kinds=("person",)), None),
    (Narrowing(text="Actor-2 told"), None),
    (Narrowing(), "2025-07-11"),
    (Narrowing(certain=True), "2025-08-11"),
    (Narrowing(undated=True), "2025-02-01"),
]


def test_what_says_the_same_is_listed_as_if_each_were_judged(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    @given(
        tables(),
        st.lists(st.tuples(askings, st.sampled_from([None, "2025-07-11"])), min_size=5, max_size=5),
        st.integers(1, 40),
    )
    @example({"relations": ON_A_DAY, "actors": NAMESAKES}, VIEWS, 40)
    @example({"relations": GOING_ON, "actors": []}, VIEWS, 40)
    @example({"relations": GOING_ON, "actors": [DIED]}, VIEWS, 40)
    @example({"relations": PARTED, "actors": []}, VIEWS, 40)
    @example({"relations": OTHERWISE, "actors": []}, VIEWS, 40)
    @settings(max_examples=max(1, settings.default.max_examples // 3))
    def case(table: dict[str, Any], views: list[tuple[Narrowing, str | None]], size: int) -> None:
        folder = tmp_path_factory.mktemp("graph")
        rows, actors = table["relations"], table["actors"]
        save_dataset(dataset(*rows, actors=actors, relation_types=OWN), folder / "graph.json")
        with (
            open_directory(kept_in(folder / "directory", folder / "graph.json")) as backend,
            patch("graphkit.backends.parquet._PIECE", size),
        ):
            for asked, day in views:
                found = printed(backend, asked, day)
                with patch.object(pieces, "_alike", lambda rows, _: [[row] for row in rows]):
                    same = printed(backend, asked, day) == found  # long texts take long to be told apart
                assert same, (asked, day)

    case()


def printed(
    backend: ParquetBackend, asked: Narrowing, day: str | None
) -> list[tuple[str, str, dict[str, int]]]:
    """Return the relations of each piece as CSV and as JSON, and what is left out."""
    if day is not None:
        asked = replace(asked, since=None)
    view = directories.view(backend, asked, day)
    listings = [
        piece.listing for piece in pieces.in_order(backend, view, lambda graph: asked.cut(graph, day))
    ]
    return [
        (
            "".join(csv_text(relation_rows(each.relations))),
            "".join(json_text({}, {"relations": each.relations})),
            each.left_out,
        )
        for each in listings
    ]


def test_of_what_says_the_same_one_is_judged(tmp_path: Any) -> None:
    rows = [
        relation(f"r-{n}", NAMES[n], NAMES[n + 1], ("met", "told")[n % 2], when="2025-07-09")
        for n in range(6)
    ]
    save_dataset(dataset(*rows), tmp_path / "graph.json")
    judged: list[int] = []

    def cut(graph: Graph) -> Graph:
        judged.append(graph.number_of_edges())
        return graph

    with open_directory(kept_in(tmp_path / "directory", tmp_path / "graph.json")) as backend:
        view = directories.view(backend, Narrowing())
        (piece,) = pieces.in_order(backend, view, cut)
    assert judged == [1]
    assert len(piece.listing.relations) == 6
