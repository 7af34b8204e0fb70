"""What people type is found: accents and case do not count, names come first, what matched is marked."""

import json
import re
import unicodedata
from importlib.resources import files
from typing import Any

import pytest

from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Amount, Dataset, Evidence, Relation, Source
from graphkit.model.folding import searchable

from .scripts import DATA, evaluate, page_json

MATCHING = (*DATA, "matching.js")


def ask(graph: Graph, expression: str) -> Any:
    return evaluate(MATCHING, page_json(graph), f"(() => {{ recompute(); return {expression}; }})()")


@pytest.fixture(scope="module")
def graph() -> Graph:
    names = {
        "a": ("Ångström Labs", ()),
        "b": ("Labrador Trust", ()),
        "c": ("Institute of Labs", ("Big Lab",)),
        "d": ("Zürich", ("Turicum",)),
        "e": ("Collaboration", ()),
        "f": ("The Straße", ()),
    }
    return build_graph(
        Dataset(
            title="Names",
            actors=tuple(
                Actor(id=id, name=name, kind="organisation", aliases=aliases)
                for id, (name, aliases) in names.items()
            ),
            relations=(
                Relation(
                    key="one",
                    source="a",
                    target="d",
                    type="met",
                    when="2025-04",
                    summary="Crème brûlée was served.",
                ),
                Relation(key="two", source="e", target="d", type="met", when="2025-05"),
                Relation(
                    key="three",
                    source="a",
                    target="c",
                    type="met",
                    when="2025-03",
                    summary="They met over crème.",
                ),
            ),
        )
    )


def test_relations_are_found_by_days_aliases_publishers_voices_and_quotes(graph: Graph) -> None:
    told = Evidence(source="paper", paragraph=1, attribution="e", quote="Nothing is lost.")
    made = to_dataset(graph)
    rows = (made.relations[0].model_copy(update={"evidence": (told,)}), *made.relations[1:])
    paper = Source(id="paper", publisher="The Daily Ångström", title="Docket 77", published="2025-06-01")
    told_graph = build_graph(made.model_copy(update={"relations": rows, "sources": (paper,)}))
    typed = ["lost", "docket daily", "turicum", "april 2025", "collaboration", "may 2025 lab"]
    ids = "findRelations(text).map(({ relation }) => relations.id[relation])"
    found = ask(told_graph, f"{json.dumps(typed)}.map((text) => {ids})")
    assert found == [["one"], ["one"], ["one", "two"], ["one"], ["one", "two"], ["two"]]


@pytest.mark.parametrize("typed", ["300,000", "300000", "300000 eur", "zürich 300"])
def test_a_relation_is_found_by_its_amount(typed: str, graph: Graph) -> None:
    told = to_dataset(graph)
    paid = Relation(
        key="paid",
        source="a",
        target="d",
        type="paid",
        amount=Amount(value=300_000, unit="EUR"),
        summary="A fee.",
    )
    asked = build_graph(told.model_copy(update={"relations": (*told.relations, paid)}))
    found = ask(
        asked, f"findRelations({json.dumps(typed)}).map(({{ relation }}) => page.relations.id[relation])"
    )
    assert found == ["paid"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "lab",
            ["b", "a", "c", "e"],
        ),  # begins with it; a word of it does (more relations first); it is inside
        ("ANGSTROM", ["a"]),
        ("zurich", ["d"]),
        ("turicum", ["d"]),
        ("turicum zürich", ["d"]),
        ("strasse", ["f"]),
        ("straße", ["f"]),
        ("labs institute", ["c"]),
        ("  ", []),
        ("nobody", []),
        ("(", []),
    ],
)
def test_actors_are_found_best_first(typed: str, expected: list[str], graph: Graph) -> None:
    found = ask(graph, f"findActors({json.dumps(typed)}).map(({{ actor }}) => actors.id[actor])")
    assert found == expected


def test_the_alias_that_matched_is_named(graph: Graph) -> None:
    assert ask(graph, "findActors('turi').map(({ alias }) => alias)") == ["Turicum"]
    assert ask(graph, "findActors('zuri').map(({ alias }) => alias)") == [None]


def test_relations_are_found_by_summary_and_by_names_those_shown_first(graph: Graph) -> None:
    found = "findRelations({}).map(({{ relation }}) => relations.id[relation])"
    assert ask(graph, found.format("'creme'")) == ["three", "one"]
    assert ask(graph, found.format("'collaboration met'")) == ["two"]
    april = (
        "(Object.assign(view, { mode: 'span', from: 739342, to: 739371 }), recompute(), "
        + found.format("'creme'")
        + ")"
    )
    assert ask(graph, april) == ["one", "three"]


NAMES = "Øst Ægir Łódź Đorđe Þóra Bjǫrn Ħal Œuvre Straße Ərdəm Ödegård İzmir ﬁne Ελλάς"


LATIN = [sign for sign in map(chr, range(0x20000)) if unicodedata.name(sign, "").startswith("LATIN")]


def test_names_are_folded_as_the_command_line_folds_them(graph: Graph) -> None:
    assert ask(graph, f"wordsOf({json.dumps(NAMES)}).join(' ')") == searchable(NAMES)
    folded = [searchable(letter) for letter in LATIN]
    assert ask(graph, f"{json.dumps(LATIN)}.map((letter) => wordsOf(letter).join(' '))") == folded
    script = files("graphkit.website").joinpath("templates/search.js").read_text("utf-8")
    letters, plain = re.findall(r"^const (?:LETTERS|plain) = .*$", script, re.MULTILINE)
    asked = f"(() => {{ {letters} {plain} return {json.dumps([NAMES, *LATIN])}.map(plain); }})()"
    assert ask(graph, asked) == [searchable(NAMES), *folded], "so does a site"


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Crème brûlée", "creme", ["Crème"]),
        ("ﬁne ﬁsh", "fi", ["ﬁ", "ﬁ"]),
        ("banana", "an", ["anan"]),
        ("Jensen Huang", "hua jen", ["Jen", "Hua"]),
        ("😀 Zürich 😀", "zur", ["Zür"]),
        ("Οδός", "ΟΔΟΣ", ["Οδός"]),
        ("nothing", "x", []),
    ],
)
def test_what_matched_is_marked_and_nothing_is_lost(
    text: str, typed: str, marked: list[str], graph: Graph
) -> None:
    pieces = ask(graph, f"pieces({json.dumps(text)}, wordsOf({json.dumps(typed)}))")
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == marked
