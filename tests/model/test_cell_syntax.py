"""The notation of cells: read as people type it, written so that it comes back."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import cell_syntax
from graphkit.model.entities import Actor, Evidence, Relation, RelationType

READ: list[tuple[Any, str, str, Any]] = [
    (Actor, "aliases", "NVDA; Nvidia Corp ;; ", ["NVDA", "Nvidia Corp"]),
    (Actor, "aliases", '["a;b", "c"]', ["a;b", "c"]),
    (Actor, "aliases", "[not json", ["[not json"]),
    (Actor, "ids", "wikidata: Q1; isni: 0000:1", {"wikidata": "Q1", "isni": "0000:1"}),
    (Actor, "ids", '{"a:b": "c"}', {"a:b": "c"}),
    (Actor, "name", " kept ", " kept "),
    (Actor, "attributes", "country: US; listed: yes; employees: 36000; share: -1.5e-3",
     {"country": "US", "listed": "yes", "employees": 36000, "share": -0.0015}),
    (Actor, "attributes", 'born: "1961"; phone: 0123; died: 2001-02; size: 1e999',
     {"born": "1961", "phone": "0123", "died": "2001-02", "size": "1e999"}),
    (Actor, "attributes", "country=US; page=https://a.example; a=b: c; motto: d=e",
     {"country": "US", "page": "https://a.example", "a=b": "c", "motto": "d=e"}),
    (Actor, "ids", "wikidata=Q1", {"wikidata": "Q1"}),
    (Actor, "attributes", '{"a;b": "c; d", "n": 1}', {"a;b": "c; d", "n": 1}),
    (Relation, "evidence", "cnn#3 (nvidia); bbc",
     [{"source": "cnn", "paragraph": 3, "attribution": "nvidia"}, {"source": "bbc"}]),
    (Relation, "evidence", "cnn#x (y z)", [{"source": "cnn#x", "attribution": "y z"}]),
    (Relation, "links", "ended-by: a:b", [{"rel": "ended-by", "relation": "a:b"}]),
    (Relation, "amount", "4500000000 USD", {"value": 4500000000, "unit": "USD"}),
    (Relation, "amount", "1.5 billion USD", {"value": 1500000000, "unit": "USD"}),
    (Relation, "amount", "0.500 EUR", {"value": 0.5, "unit": "EUR"}),
    (Evidence, "paragraph", "3", 3),
    (Evidence, "paragraph", "3.0", 3),
    (Evidence, "attests", "NO", False),
    (Evidence, "attests", "2023", "2023"),
    (Evidence, "dated", "No", False),
    (RelationType, "symmetric", "true", True),
]  # fmt: skip


@pytest.mark.parametrize(("model", "field", "text", "value"), READ)
def test_cells_are_read_as_people_type_them(model: Any, field: str, text: str, value: Any) -> None:
    assert cell_syntax.read(model, field, text) == value
    assert cell_syntax.read(model, field, cell_syntax.written(model, field, value)) == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.5 Mio EUR", 1500000, "EUR"),
        ("3 million GEL", 3000000, "GEL"),
        ("-2.5 bn EUR", -2500000000, "EUR"),
        ("2.5 m USD", 2500000, "USD"),
        ("2.5 m cable", 2.5, "m cable"),
        ("0.0000015 mln. CHF", 1.5, "CHF"),
        ("5 million", 5, "million"),
        ("5 milliongrams", 5, "milliongrams"),
        ("\u00a342m", 42_000_000, "GBP"),
        ("\u20ac1.2bn", 1_200_000_000, "EUR"),
        ("$5m", 5_000_000, "$"),
        ("5m EUR", 5_000_000, "EUR"),
        ("EUR 5m", 5_000_000, "EUR"),
        ("\u00a3 42 million", 42_000_000, "GBP"),
        ("40\u20ac", 40, "EUR"),
    ],
)
def test_a_word_before_a_unit_multiplies(text: str, value: float, unit: str) -> None:
    amount = cell_syntax.read(Relation, "amount", text)
    assert amount == {"value": value, "unit": unit}
    assert type(amount["value"]) is type(value)


@pytest.mark.parametrize(
    ("model", "field", "text", "message"),
    [
        (Actor, "ids", "Q1",
         "'Q1' is not two texts with a colon between; write one such as wikidata: Q182477"),
        (Actor, "attributes", "US",
         "'US' is not two texts with a colon between; write one such as country: US"),
        (Relation, "links", "a",
         "'a' is not two texts with a colon between; write one such as ended-by: h20-pause"),
        (Relation, "evidence", "(nvidia)",
         "'(nvidia)' names no source; write one such as cnn-2025-07-15#3 (nvidia)"),
        (Relation, "amount", "5 ", "'5 ' is no amount; write a number and its unit such as 4500000000 USD"),
        (Relation, "amount", "true USD", "'true USD' is no amount"),
        (Relation, "amount", "1 250,00 EUR", "'1 250,00 EUR' is no amount"),
        (Relation, "amount", "40,000 EUR", "'40,000 EUR' is no amount; write 40000 EUR or 40 EUR"),
        (Relation, "amount", "1,5 million EUR", "'1,5 million EUR' is no amount; write 1500000 EUR"),
        (Relation, "amount", "1,5 Mio EUR", "'1,5 Mio EUR' is no amount; write 1500000 EUR"),
        (Relation, "amount", "\u20ac 40 000", "is no amount; write 40000 EUR"),
        (Relation, "amount", "2,000,000 tonnes", "is no amount; write 2000000 tonnes"),
        (Relation, "amount", "$ 40 000", "is no amount; write a number and its unit"),
        (Relation, "amount", "1.200 EUR", "1.200 may be 1200 or 1.2; write 1200 EUR or 1.2 EUR"),
        (Evidence, "paragraph", "three", "expected a whole number such as 3, got 'three'"),
        (Evidence, "dated", "maybe", "expected yes or no, got 'maybe'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_mend(
    model: Any, field: str, text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        cell_syntax.read(model, field, text)


TEXT = st.text(min_size=1)


@given(
    st.tuples(st.just(Actor), st.just("aliases"), st.lists(TEXT, min_size=1))
    | st.tuples(st.just(Actor), st.just("ids"), st.dictionaries(TEXT, TEXT, min_size=1))
    | st.tuples(
        st.just(Actor),
        st.just("attributes"),
        st.dictionaries(
            TEXT,
            TEXT
            | st.sampled_from(["1", '"', '""', "-0", "1e9", "NaN"])
            | st.integers()
            | st.floats(allow_nan=False, allow_infinity=False),
            min_size=1,
        ),
    )
    | st.tuples(
        st.just(Relation),
        st.just("links"),
        st.lists(st.fixed_dictionaries({"rel": TEXT, "relation": TEXT}), min_size=1),
    )
    | st.tuples(
        st.just(Relation),
        st.just("evidence"),
        st.lists(
            st.fixed_dictionaries(
                {"source": TEXT}, optional={"paragraph": st.integers(1), "attribution": TEXT, "note": TEXT}
            ),
            min_size=1,
        ),
    )
    | st.tuples(
        st.just(Relation),
        st.just("amount"),
        st.fixed_dictionaries(
            {"value": st.integers() | st.floats(allow_nan=False, allow_infinity=False), "unit": TEXT}
        ),
    )
)
def test_whatever_is_written_is_read_again(cell: tuple[Any, str, Any]) -> None:
    model, field, value = cell
    assert cell_syntax.read(model, field, cell_syntax.written(model, field, value)) == value


_ENTRY = re.compile(r"(?P<source>.*?)(?:#(?P<paragraph>[1-9]\d{0,17}))?(?:\s*\((?P<attribution>[^()]+)\))?")


@given(st.text("a#1( )\n\u3000", max_size=9).filter(lambda text: ";" not in text and text.strip()))
def test_an_entry_of_evidence_is_taken_apart_as_its_grammar_says(text: str) -> None:
    text = text.strip()
    match = _ENTRY.fullmatch(text)
    if match is None or not match["source"].strip():
        with pytest.raises(ValueError, match="names no source"):
            cell_syntax.read(Relation, "evidence", text)
        return
    told = {name: said.strip() for name, said in match.groupdict().items() if said}
    entry = told | ({"paragraph": int(told["paragraph"])} if "paragraph" in told else {})
    assert cell_syntax.read(Relation, "evidence", text) == [entry]
