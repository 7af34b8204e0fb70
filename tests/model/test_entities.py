import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from graphkit.model.consistency import inconsistencies
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

ANN = Actor(id="ann", name="Ann", kind="person")
BOB = Actor(id="bob", name="Bob", kind="person")
PAPER = Source(id="paper", publisher="The Paper", published="2025-07-15")
MEETING = Relation(
    source="ann", target="bob", key="meeting", type="met", evidence=(Evidence(source="paper"),)
)


def places(dataset: Dataset) -> list[str]:
    return [fault.place for fault in inconsistencies(dataset)]


def test_a_sound_dataset_has_no_faults() -> None:
    assert inconsistencies(Dataset(actors=(ANN, BOB), sources=(PAPER,), relations=(MEETING,))) == []
    assert inconsistencies(Dataset()) == []


def test_rows_never_change_and_are_compared_by_value() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        ANN.name = "Eve"  # type: ignore[misc]
    assert Actor(id="ann", name="Ann", kind="person", aliases=()) == ANN
    assert {MEETING, MEETING.model_copy()} == {MEETING}


def test_fields_are_those_given_in_the_order_of_the_format() -> None:
    actor = Actor(kind="person", aliases=("Annie",), name="Ann", id="ann", description=None)
    assert list(actor.fields()) == ["id", "name", "kind", "aliases"]
    assert "status" not in MEETING.fields()


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        (Actor, {"id": "", "name": "x", "kind": "person"}),
        (Actor, {"id": "x ", "name": "x", "kind": "person"}),
        (Actor, {"id": "x", "name": " ", "kind": "person"}),
        (Actor, {"id": "x", "name": "x", "kind": "dog"}),
        (Actor, {"id": "x", "name": "x", "kind": "person", "aliases": ("",)}),
        (Actor, {"id": "x", "name": "x", "kind": "person", "attributes": (("a", "1"), ("a", "2"))}),
        (Source, {"id": "x", "publisher": "x", "published": "2025/2026"}),
        (Source, {"id": "x", "publisher": "x", "published": "soon"}),
        (Source, {"id": "x", "publisher": "x", "published": "2025", "sha256": "A" * 64}),
        (Evidence, {"source": "x", "paragraph": 0}),
        (Evidence, {"source": "x", "said": "2025-07/"}),
        (Evidence, {"source": "x", "stance": "maybe"}),
        (Link, {"rel": "after", "relation": "x"}),
        (Amount, {"value": float("nan"), "unit": "USD"}),
        (Amount, {"value": float("inf"), "unit": "USD"}),
        (Amount, {"value": "5", "unit": "USD"}),
        (Relation, {"source": "a", "target": "b", "key": "k", "type": "met", "when": "2025-02-30"}),
        (Relation, {"source": "a", "target": "b", "key": "k", "type": "met", "status": "claimed"}),
        (Step, {"title": "x", "since": "2025-07-01/2025-07-02"}),
    ],
)
def test_what_no_row_may_hold(row: type[Actor], fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        row(**fields)


def test_attributes_are_texts_and_numbers_in_the_order_of_their_names() -> None:
    actor = Actor(id="x", name="x", kind="company", attributes={"staff": 9, "born": "1993", "share": 0.5})  # type: ignore[arg-type]
    assert actor.attributes == (("born", "1993"), ("share", 0.5), ("staff", 9))
    assert [type(value) for _, value in actor.attributes] == [str, float, int]
    assert actor.model_dump(mode="json")["attributes"] == {"born": "1993", "share": 0.5, "staff": 9}
    assert hash(actor) == hash(actor.model_copy())


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ("US", 'expected an object such as {"country": "US", "employees": 36000}'),
        ({" ": "x"}, "' ' is no name of an attribute; write words such as country"),
        ({"a\nb": "x"}, "is no name of an attribute"),
        ({"country": " "}, "'country' is empty; write something, or leave it out"),
        ({"listed": True}, "'listed' is neither a text nor a number; write a text such as \"yes\""),
        ({"country": None}, "'country' is neither a text nor a number; leave it out"),
        ({"countries": ["US"]}, "'countries' is neither a text nor a number; write one text or number"),
        ({"size": float("nan")}, "'size' is neither a text nor a number"),
        ({"a": "\ud800"}, "holds half a character"),
        ({"\ud800": "a"}, "holds half a character"),
    ],
)
def test_an_attribute_is_one_text_or_number(attributes: object, message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        Actor(id="x", name="x", kind="person", attributes=attributes)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", [Actor, Source, Evidence, Link, Amount, Relation, Step, Dataset])
def test_no_row_takes_a_key_it_does_not_know(row: type[Actor]) -> None:
    with pytest.raises(ValidationError) as caught:
        row(colour="red")  # type: ignore[call-arg]
    assert ("colour", "extra_forbidden") in [
        (error["loc"][0], error["type"]) for error in caught.value.errors()
    ]


@given(st.text(max_size=8))
def test_an_id_is_refused_only_for_blanks_and_line_breaks(text: str) -> None:
    tidy = bool(text) and text == text.strip() and len(text.splitlines()) == 1
    try:
        Actor(id=text, name="x", kind="person")
    except ValidationError:
        assert not tidy
    else:
        assert tidy


def test_published_may_be_uncertain() -> None:
    for published in ("2025", "2025-07~", "[2025-07-14..2025-07-20]", "2025-07-15?"):
        assert Source(id="x", publisher="x", published=published).published == published


@pytest.mark.parametrize(
    ("dataset", "place"),
    [
        (Dataset(actors=(ANN, ANN)), "actor 'ann'"),
        (Dataset(sources=(PAPER, PAPER)), "source 'paper'"),
        (Dataset(actors=(Actor(id="paper", name="x", kind="media"),), sources=(PAPER,)), "source 'paper'"),
        (Dataset(actors=(Actor(id="unnamed", name="x", kind="person"),)), "id 'unnamed'"),
        (Dataset(sources=(PAPER.model_copy(update={"id": "unnamed"}),)), "id 'unnamed'"),
        (Dataset(relation_types=(RelationType(name="x", kind="event"),) * 2), "relation type 'x'"),
    ],
)
def test_ids_are_given_once(dataset: Dataset, place: str) -> None:
    assert places(dataset) == [place]


def test_relation_ids_are_unique_in_the_whole_dataset_not_only_per_pair() -> None:
    other = MEETING.model_copy(update={"target": "ann"})
    dataset = Dataset(actors=(ANN, BOB), sources=(PAPER,), relations=(MEETING, other))
    assert places(dataset) == ["relation 'meeting'"]


def test_unnamed_and_the_articles_own_voice_are_no_dangling_actors() -> None:
    entries = (Evidence(source="paper", attribution="unnamed"), Evidence(source="paper", attribution=None))
    relation = MEETING.model_copy(update={"evidence": entries})
    assert inconsistencies(Dataset(actors=(ANN, BOB), sources=(PAPER,), relations=(relation,))) == []


def test_every_reference_is_looked_up() -> None:
    relation = Relation(
        source="x1",
        target="x2",
        key="meeting",
        type="x3",
        about=("ann", "x4"),
        links=(Link(rel="part-of", relation="meeting"), Link(rel="part-of", relation="x5")),
        evidence=(Evidence(source="paper"), Evidence(source="x6", type="x7", attribution="x8")),
    )
    paper = PAPER.model_copy(update={"publisher_actor": "x9", "derived_from": ("x10",)})
    step = Step(title="First", focus=("ann", "x11"), selection="x12")
    dataset = Dataset(actors=(ANN, BOB), sources=(paper,), relations=(relation,), story=(step,))
    assert places(dataset) == [
        "source 'paper', publisher_actor",
        "source 'paper', derived_from",
        "relation 'meeting', source",
        "relation 'meeting', target",
        "relation 'meeting', type",
        "relation 'meeting', about",
        "relation 'meeting', links 2, relation",
        "relation 'meeting', evidence 2, source",
        "relation 'meeting', evidence 2, type",
        "relation 'meeting', evidence 2, attribution",
        "story step 'First', focus",
        "story step 'First', selection",
    ]


def test_a_dataset_may_bring_its_own_types() -> None:
    relation = MEETING.model_copy(update={"type": "bribed"})
    own = (RelationType(name="bribed", kind="event"),)
    assert (
        inconsistencies(
            Dataset(actors=(ANN, BOB), sources=(PAPER,), relations=(relation,), relation_types=own)
        )
        == []
    )


def test_one_identifier_names_one_actor() -> None:
    one = ANN.model_copy(update={"ids": (("wikidata", "Q1"), ("orcid", "7"))})
    same = BOB.model_copy(update={"ids": (("wikidata", "Q1"),)})
    (fault,) = inconsistencies(Dataset(actors=(one, same)))
    assert (fault.place, "'ann'" in fault.message, "wikidata: Q1" in fault.message) == (
        "actor 'bob', ids",
        True,
        True,
    )
    other = BOB.model_copy(update={"ids": (("wikidata", "Q2"), ("orcid", "Q1"))})
    assert inconsistencies(Dataset(actors=(one, other))) == [], "schemes have ids of their own"
