"""Who paid whom how much: ``rank --by amount`` and ``relations --by amount``, in every form and way."""

import csv
import io
from pathlib import Path

import pytest
from datasets import dataset, evidence, relation

from cli.conftest import Kept, Run
from graphkit.model.entities import Amount


def of(value: float, unit: str = "EUR") -> Amount:
    return Amount(value=value, unit=unit)


@pytest.fixture
def paid(kept: Kept) -> Path:
    rows = [
        relation("first", "ann", "bob", "paid", [evidence()], when="2025-03-03", amount=of(1000)),
        relation("more", "ann", "cal", "paid", [evidence()], when="[2025-02-27..2025-03-02]", amount=of(250)),
        relation("dollars", "bob", "ann", "paid", when="2025-03-20", amount=of(70.5, "USD")),
        relation("debt", "cal", "ann", "owes", when="2025-01-05/2025-04-02", amount=of(40)),
        relation("stake", "ann", "firm", "owns", when="2025-03-01", amount=of(20, "% of the shares")),
        relation("talk", "bob", "cal", "met", when="2025-03-04"),
        relation("plan", "ann", "bob", "paid", when="2025-03-30", status="planned", amount=of(9000)),
    ]
    return kept(dataset(*rows), "paid.json")


MARCH = ("--since", "2025-03", "--until", "2025-03")


def test_who_gave_and_got_how_much_in_each_unit(run: Run, paid: Path) -> None:
    assert run("rank", "--by", "amount", *MARCH).out.splitlines() == [
        "Actors by amount in March 2025",
        "",
        "    actor     surely    at most       as source  as target  relations  id",
        "1.  Ann    1,040 EUR  1,290 EUR  1,000 to 1,250         40          3  ann",
        "2.  Bob    1,000 EUR  1,000 EUR               0      1,000          1  bob",
        "3.  Cal       40 EUR    290 EUR              40   0 to 250          2  cal",
        "1.  Ann     70.5 USD   70.5 USD               0       70.5          1  ann",
        "1.  Bob     70.5 USD   70.5 USD            70.5          0          1  bob",
        "",
        "Counted: 4 relations, each once for its source and its target.",
        "Amount: the sum of what they name, unit by unit. Who gave it to whom, or whether it was only owed "
        "or threatened, their types say (--type).",
        "Two figures: the least and the most that open dates allow.",
        "Added up: 3 paid, 1 owes.",
        "Not added up: 1 with a share, as shares have no sum, 1 without an amount.",
        "Added up whole: 1 relation that may last beyond the period; no amount is split by days.",
        "",
        "Left out: 1 planned (--status planned)",
    ]


def test_who_paid_whom_how_much(run: Run, paid: Path) -> None:
    asked = ("rank", "--by", "amount", "--per", "pair", "--direction", "out", "--type", "paid")
    told = [" ".join(line.split()) for line in run(*asked).out.splitlines() if line[1:3] == ". "]
    assert told == [
        "1. Ann Bob 1,000 EUR 1 ann, bob", "2. Ann Cal 250 EUR 1 ann, cal", "1. Bob Ann 70.5 USD 1 bob, ann",
    ]  # fmt: skip
    assert "Added up: 3 paid.\n" in run(*asked).out


def test_amounts_are_plain_numbers_for_programs(run: Run, paid: Path) -> None:
    answer = run("rank", "--by", "amount", *MARCH, "--limit", "1", "--format", "json").answer
    assert answer["ranks"] == [
        {
            "place": 1, "actor": "ann", "surely": 1040, "at_most": 1290, "relations": 3, "unit": "EUR",
            "as_source": [1000, 1250], "as_target": [40, 40],
        },
        {
            "place": 1, "actor": "ann", "surely": 70.5, "at_most": 70.5, "relations": 1, "unit": "USD",
            "as_source": [0, 0], "as_target": [70.5, 70.5],
        },
    ]  # fmt: skip
    assert (answer["added"], answer["not_added"], answer["outlasting"]) == (
        {"paid": 3, "owes": 1}, {"share": 1, "without": 1}, 1,
    )  # fmt: skip
    assert (answer["count"], answer["counted"]) == (5, 4)
    rows = list(csv.DictReader(io.StringIO(run("rank", "--by", "amount", *MARCH, "--format", "csv").out)))
    assert rows[2] == {
        "place": "3", "actor": "cal", "surely": "40", "at_most": "290", "relations": "2", "unit": "EUR",
        "as_source_surely": "40", "as_source_at_most": "40",
        "as_target_surely": "0", "as_target_at_most": "250",
    }  # fmt: skip
    one_way = run("rank", "--by", "amount", "--direction", "in", "--format", "json").answer["ranks"][0]
    assert one_way == {
        "place": 1, "actor": "bob", "surely": 1000, "at_most": 1000, "relations": 1, "unit": "EUR",
    }  # fmt: skip
    assert "added" not in run("rank", "--format", "json").answer


def test_relations_are_listed_with_the_largest_amount_first(run: Run, paid: Path) -> None:
    out = run("relations", "--by", "amount").out
    told = [line for line in out.splitlines() if line.endswith(")") and not line.startswith(" ")]
    assert told[:2] == ["EUR (4)", "% of the shares (1)"]
    order = ["plan", "first", "more", "debt", "stake", "dollars", "talk"]
    answer = run("relations", "--by", "amount", "--format", "json").answer
    assert [row["id"] for row in answer["relations"]] == order
    assert (answer["without_amount"], answer["query"]["by"]) == (1, "amount")
    rows = list(csv.DictReader(io.StringIO(run("relations", "--by", "amount", "--format", "csv").out)))
    assert [(row["id"], row["amount"], row["unit"]) for row in rows][4:] == [
        ("stake", "20", "% of the shares"), ("dollars", "70.5", "USD"), ("talk", "", ""),
    ]  # fmt: skip
    assert run("relations", "--by", "amount", "-o", "paid.md").code == 0
    report = [
        line for line in Path("paid.md").read_text("utf-8").splitlines() if line.startswith(("## ", "-"))
    ]
    assert report[0] == "## EUR"
    assert "Ann paid Bob (1,000 EUR)" in report[2]
    assert (report[-3:-1][0], "Bob met Cal" in report[-2]) == ("## No amount", True)
    cut = run("relations", "--by", "amount", "--limit", "1").out
    assert "No amount (1)" in cut
    assert "Shown: 1 of 7 rows; --limit 0 shows all." in cut


def test_groups_are_in_order_of_amount_within(run: Run, paid: Path) -> None:
    answer = run("relations", "--by", "amount", "--group", "type", "--format", "json").answer
    assert answer["groups"]["paid"] == ["plan", "first", "more", "dollars"]
    assert "No amount" not in run("relations", "--by", "amount", "--group", "type").out


def test_nothing_with_an_amount_is_told(run: Run, paid: Path) -> None:
    done = run("rank", "--by", "amount", "--type", "met")
    assert (done.code, done.out.splitlines()[0]) == (1, "Nothing to rank.")
    assert "Not added up: 1 without an amount." in done.out


@pytest.mark.parametrize("command", ["rank", "relations"])
def test_an_answer_can_be_asked_again(run: Run, paid: Path, command: str) -> None:
    run(command, "--by", "amount", *MARCH, "-o", "answer.json")
    done = run("check", "--answer", "answer.json")
    assert (done.code, done.err) == (0, "")
