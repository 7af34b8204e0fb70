"""Which relations a filter asks for by their actors, texts and sources, against a plain scan."""

from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import ActorNotFoundError, NotFoundError, UsageError
from graphkit.graph.build import build_graph
from graphkit.graph.conditions import condition_of, grade_of, holds
from graphkit.graph.multigraph import Graph
from graphkit.model.folding import searchable
from graphkit.queries.listing import actors, relations
from graphkit.queries.path_question import Question, find_paths
from graphkit.queries.windows import known_by, snapshot, window


@pytest.fixture(scope="module")
def graph() -> Graph:
    """A bank, its two directors and a firm; one source of each grade, and one without."""
    rows = (
        relation(
            "led", "ana", "bank", "leads", [evidence("good")], when="2020-01/2021-06", summary="Ana led it."
        ),
        relation("met", "ana", "bo", "met", [evidence("poor", quote="Déjà vu, Café")], when="2021-02-03"),
        relation(
            "told", "bo", "firm", "told", [evidence("odd")], when="2021-05", about=("bank",), note="Naïve"
        ),
        relation("bare", "firm", "bank", "met", when="2021-05-06"),
        relation("denied", "bo", "bank", "met", [evidence("good", stance="contradicts")], when="2021"),
        relation("plan", "bo", "bank", "met", [evidence("good")], when="2022", status="planned"),
    )
    people = (
        actor("ana", "person", name="Ána Ørsted", attributes={"country": "DE", "born": "1960-05"}),
        actor("bo", "person", aliases=("Bøb",), attributes={"country": "dk", "born": 1971, "share": "12.5"}),
        actor("bank", "company", name="Straße Bank", attributes={"country": "DE", "employees": 900}),
        actor("firm", "company"),
    )
    papers = (
        source("good", publisher="Le Matin", title="L'été", reliability="B2", published="2022-01-01"),
        source("poor", publisher="Blog", reliability="D (not usually reliable)", published="2022-01-01"),
        source("odd", publisher="Reuters", reliability="rather good", published="2022-01-01"),
    )
    return build_graph(dataset(*rows, actors=people, sources=papers))


def ids(graph: Graph, **asked: Any) -> set[str]:
    return {relation.id for relation in relations(window(graph, **asked)).relations}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actors": ["ÁNA ørsted"]}, "led met"),
        ({"actors": ["bank"]}, "bare denied led plan told"),
        ({"actors": ["ana", "firm"]}, "bare led met told"),
        ({"between": ["bo", "BANK"]}, "denied plan told"),
        ({"between": ["firm", "bank"]}, "bare told"),
        ({"between": ["ana", "firm"]}, ""),
        ({"where": ["country=de"]}, "bare denied led met plan"),
        ({"where": ["country!=DE"]}, "denied met plan told"),
        ({"where": ["country=DE"], "kinds": ["person"]}, "led met"),
        ({"where": ["born<1961", "country=DE"]}, "led met"),
        ({"where": ["born<1961", "country=DK"]}, ""),
        ({"where": ["Employees>=900"]}, "bare denied led plan"),
        ({"where": ["share>9"]}, "denied met plan told"),
        ({"text": "orsted"}, "led met"),
        ({"text": "STRASSE"}, "bare denied led plan told"),
        ({"text": "deja cafe"}, "met"),
        ({"text": "bob naive"}, "told"),
        ({"text": "matin"}, "denied led plan"),
        ({"text": "reuters strasse"}, "told"),
        ({"text": "ete ana"}, "led"),
        ({"text": "nobody"}, ""),
        ({"reliability": "B"}, "led plan"),
        ({"reliability": "A"}, ""),
        ({"reliability": "D"}, "led met plan"),
        ({"reliability": "B", "since": "2021", "until": "2021"}, "led"),
    ],
    ids=str,
)
def test_what_is_asked_for(graph: Graph, asked: dict[str, Any], expected: str) -> None:
    assert ids(graph, **asked) == set(expected.split())


def test_what_is_about_both_is_between_them() -> None:
    rows = relation("of-both", "cid", "dan", about=("ana", "bo")), relation("of-one", "cid", "ana")
    assert ids(build_graph(dataset(*rows, actors=[actor("bo")])), between=["bo", "ana"]) == {"of-both"}


def test_what_has_no_grade_is_counted_beside_what_has_a_worse_one(graph: Graph) -> None:
    assert relations(window(graph, reliability="B")).left_out == {"ungraded": 3}  # told, bare, denied
    assert relations(window(graph, "2021-05", "2021-05", reliability="B")).left_out == {"ungraded": 3}
    assert relations(window(graph, "2020", "2020", reliability="A")).left_out == {}


def test_windows_of_windows_narrow_on(graph: Graph) -> None:
    once = window(graph, text="bank", where=["country=DE"])
    assert ids(once, text="firm") == ids(graph, text="bank firm", where=["country=DE"])
    assert ids(window(graph, reliability="D"), reliability="B") == ids(graph, reliability="B")


def test_a_snapshot_takes_the_same(graph: Graph) -> None:
    seen = snapshot(graph, "2021-03-01", between=["ana", "bank"])
    assert [relation.id for relation in relations(seen).relations] == ["led"]


def test_paths_use_what_is_asked_for(graph: Graph) -> None:
    def path(**asked: Any) -> list[str]:
        found = find_paths(graph, Question("ana", "firm", **asked)).paths
        return [relation.id for relation in found[0].relations] if found else []

    assert path() == path(text="bo") == ["met", "told"]
    assert path(text="strasse") == ["led", "bare"]
    assert path(where=("country=DK",)) == ["met", "told"]
    assert path(reliability="A") == []


def test_actors_are_chosen_by_words_and_attributes(graph: Graph) -> None:
    def found(text: str | None = None, **asked: Any) -> list[str]:
        return sorted(row.id for row in actors(graph, text, **asked))

    assert found("orsted ana") == ["ana"]
    assert found(where=["country=DE"]) == ["ana", "bank"]
    assert found("bank", where=["country=DE"], kinds=["person"]) == []
    assert found(where=["born>1960"]) == ["bo"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"where": ["contry=DE"]}, "no attribute of an actor called 'contry'; did you mean country?"),
        ({"where": ["country"]}, "is no condition"),
        ({"where": ["=DE"]}, "is no condition"),
        ({"where": ["country<DE"]}, "compares numbers and dates"),
        ({"between": ["ana"]}, "expected two different actors"),
        ({"between": ["ana", "ANA"]}, "expected two different actors"),
        ({"text": "  "}, "holds no word"),
        ({"reliability": "F"}, "one of A, B, C, D, E"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(graph: Graph, asked: dict[str, Any], words: str) -> None:
    with pytest.raises((UsageError, NotFoundError), match=words.replace("?", r"\?")):
        window(graph, **asked)


def test_an_attribute_of_somebody_known_later_is_no_error(graph: Graph) -> None:
    before = known_by(graph, "2020-01-01")
    assert ids(before, where=["born<1961"]) == set()
    with pytest.raises(NotFoundError, match="contry"):
        window(before, where=["contry=DE"])


def test_an_actor_whom_nobody_is_called_is_refused(graph: Graph) -> None:
    with pytest.raises(ActorNotFoundError, match="Bank"):
        window(graph, actors=["bakn"])
    with pytest.raises(ActorNotFoundError, match="known"):
        window(known_by(graph, "2020-01-01"), actors=["ana"])


@pytest.mark.parametrize(
    ("value", "operator", "wanted", "expected"),
    [
        ("1960-05", "=", "1960", True),
        ("1960", "=", "1960-05", False),
        ("1960", "!=", "1960-05", False),  # it may be
        ("1959", "!=", "1960-05", True),
        ("1960-05", "<", "1960", False),
        ("1960-05", "<=", "1960", True),
        ("1960-05", ">=", "1960", True),
        ("1961", ">", "1960", True),
        (1961, ">", "1960-05", True),
        ("0700", "=", "700", False),
        ("0700", "!=", "700", True),
        (700, "=", "700.0", True),
        (700, "!=", "many", True),
        ("many", "<", "700", False),
        ("9", "<", "12", True),
        (10**20 + 1, "=", str(10**20), False),
    ],
    ids=str,
)
def test_values_are_compared_as_what_they_are(
    value: str | float, operator: str, wanted: str, expected: bool
) -> None:
    assert holds(value, operator, wanted) is expected


@given(
    st.floats(-1e6, 1e6) | st.integers(), st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), st.integers()
)
def test_numbers_are_compared_as_python_does(value: float, operator: str, wanted: int) -> None:
    python = {"=": "=="}.get(operator, operator)
    assert holds(value, operator, str(wanted)) is eval(f"value {python} wanted")


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("A", "A"), (" b2 ", "B"), ("C (fairly reliable)", "C"), ("D: not usually", "D"), ("F", None),
        ("A dubious blog", None), ("A-list", None), ("good", None), (None, None),
    ],
)  # fmt: skip
def test_a_grade_is_never_guessed(words: str | None, grade: str | None) -> None:
    assert grade_of(words) == grade


@given(st.text())
def test_search_heeds_neither_case_nor_accents(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)
    assert searchable(text.upper().lower()) == searchable(text.upper())


def test_a_condition_is_split_at_its_first_operator() -> None:
    assert str(condition_of(" some name != a=b ")) == "some name!=a=b"


columns = st.dictionaries(
    st.sampled_from(["weight", "Weight", "coder"]), st.sampled_from(["1", "2.5", "30", "AB"])
)


@given(
    st.lists(columns, min_size=1, max_size=4),
    st.sampled_from(["weight", "WEIGHT", "coder"]),
    st.sampled_from(["=", "!=", "<", ">="]),
    st.sampled_from(["1", "10", "2.50"]),
)
def test_a_note_is_asked_as_attributes_are(
    told: list[dict[str, str]], name: str, operator: str, value: str
) -> None:
    texts = ["; ".join(f"{key}: {said}" for key, said in each.items()) for each in told]
    rows = [relation(f"r{number}", note=text or None) for number, text in enumerate(texts)]
    graph = build_graph(dataset(*rows, relation("odd", note="He said so: at 10:30; so it was")))
    named = [[each[key] for key in each if key.lower() == name.lower()] for each in told]
    asked = f"relation.{name}{operator}{value}"
    if not any(named):
        with pytest.raises(NotFoundError, match="no value in the notes of relations called"):
            ids(graph, where=[asked])
        return
    assert ids(graph, where=[asked]) == {
        f"r{number}"
        for number, said in enumerate(named)
        if said and all(holds(each, operator, value) for each in said)
    }


def test_a_note_is_asked_beside_the_attributes_of_actors() -> None:
    people = [actor("ann", attributes={"country": "DE"}), actor("bob", attributes={"country": "US"})]
    rows = [
        relation("one", "ann", "cid", note="weight: 3; coder: AB"),
        relation("two", "ann", "cid", note="weight: 1"),
        relation("three", "bob", "cid", note="weight: 3"),
    ]
    graph = build_graph(dataset(*rows, actors=people))
    assert ids(graph, where=["country=DE", "relation.weight>2"]) == {"one"}
    assert ids(window(graph, where=["relation.weight>2"]), where=["relation.coder=ab"]) == {"one"}
    with pytest.raises(NotFoundError, match=r"'weight'; did you mean relation\.weight"):
        window(graph, where=["weight>2"])
    with pytest.raises(UsageError, match=r"relation\.weight>2 is about relations"):
        actors(graph, where=["relation.weight>2"])
