"""Whom "the board", "the banker" and "the latter" mean: the actor to whom the article has bound the noun."""

import pytest

from graphkit.model.entities import Actor
from graphkit.model.kinds import Kind
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.proposal import Proposal

KINDS: dict[str, Kind] = {
    "Medicines Board": "government-body",
    "Havel Pharma": "company",
    "Ferro Ltd": "company",
    "Delta Cargo": "company",
    "Corda Partners": "company",
    "Marlow Rovers": "organisation",
    "First Division": "organisation",
    "Nora Field": "person",
    "Paul Trent": "person",
    "Ida Bell": "person",
    "Karl Bell": "person",
    "Olaf Brand": "person",
    "Saint Anne Bank": "company",
}


def read(*paragraphs: str, known: bool = True, publisher: str = "The Wire") -> list[Proposal]:
    actors = [Actor(id=name, name=name, kind=kind) for name, kind in KINDS.items()] if known else []
    article = Article(paragraphs, 1, "", publisher=publisher, published="2025-06-05")
    return proposals.read(article, actors, vocabulary(())).proposals


def words(each: Proposal) -> str:
    status = "" if each.status == "actual" else f"{each.status} "
    return f"{status}{each.source.name} {each.type} {each.target.name}"


def told(*paragraphs: str, known: bool = True, publisher: str = "The Wire") -> set[str]:
    """Return what is told without a doubt."""
    return {words(each) for each in read(*paragraphs, known=known, publisher=publisher) if not each.doubts}


BOUND = [
    # by the last word of its name
    (("The Medicines Board awarded a contract to Havel Pharma.", "Paul Trent had lobbied the board."),
     "Paul Trent lobbied Medicines Board"),
    (
        ("The Medicines Board awarded a contract to Havel Pharma.", "Havel Pharma grew.",
         "Cleaners searched the board's offices.", "Nora Field lobbied the board."),
        "Nora Field lobbied Medicines Board",
    ),
    # by an apposition before or after, and by what it was called since
    (("The fund Corda Partners bought Ferro Ltd.", "Delta Cargo grew.", "Nora Field sued the fund."),
     "Nora Field sued Corda Partners"),
    # by a title before the name
    (("The Bishop of Oxdorf, Paul Trent, slept.", "Nora Field woke.", "Karl Bell sued the bishop."),
     "Karl Bell sued Paul Trent"),
    (
        ("Paul Trent, the bishop, slept.", '"He slept," said the bishop\'s lawyer, Nora Field.',
         "Karl Bell sued the bishop."),
        "Karl Bell sued Paul Trent",
    ),
    (
        ("Paul Trent, the director of Saint Anne Bank, slept.", "Ida Bell woke.",
         "Nora Field sued the banker."),
        "Nora Field sued Paul Trent",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "expected"), BOUND)
def test_a_noun_means_the_actor_to_whom_the_article_has_bound_it(
    paragraphs: tuple[str, ...], expected: str
) -> None:
    assert expected in told(*paragraphs)


def test_a_place_or_a_name_of_unknown_kind_does_not_beat_a_known_body() -> None:
    found = read(
        "Delta Cargo runs the winter routes to the Outer Isles.",
        "The company, which is owned by Ferro Ltd, sued Nora Field.",
    )
    assert {"Ferro Ltd owns Delta Cargo", "Delta Cargo sued Nora Field"} <= set(map(words, found))


def test_a_noun_bound_to_two_has_a_doubt_that_names_them() -> None:
    text = ("The fund Corda Partners and the fund Delta Cargo met.", "Nora Field sued the fund.")
    names = {"Corda Partners", "Delta Cargo"}
    found = [each for each in read(*text) if each.type == "sued"]
    assert {each.target.name for each in found} == names
    assert all(any(name in doubt for doubt in each.doubts) for each in found for name in names)


def test_a_noun_means_rather_whom_it_has_meant_than_who_was_named_last() -> None:
    text = (
        "Marlow Rovers was sold, the club said.",
        "Nora Field, who bought the club, left.",
        "The First Division grew.",
    )
    (found,) = (each for each in read(*text, "The club's manager, Paul Trent, slept.") if each.paragraph == 4)
    assert words(found) == "Paul Trent works-for Marlow Rovers"
    assert all("First Division" in doubt for doubt in found.doubts)


def found(*paragraphs: str, publisher: str = "The Wire") -> set[str]:
    """Return what is told, with a doubt or without."""
    return set(map(words, read(*paragraphs, publisher=publisher)))


TWO = [
    # where their offices stand between them
    (
        (
            "Ferro Ltd's chief executive, Nora Field, and Delta's chair, Paul Trent, ate.",
            "The two met in March.",
        ),
        "Nora Field met Paul Trent",
    ),
    (
        ("Karl Bell ate.", "Ida Bell slept.", "Nora Field said the two siblings had met in Rome."),
        "Ida Bell met Karl Bell",
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), TWO)
def test_the_two_are_those_named_last(paragraphs: tuple[str, ...], expected: str) -> None:
    assert [each for each in found(*paragraphs) if each.startswith(expected)]


def test_the_former_is_no_actor_where_a_noun_follows() -> None:
    text = ("Ferro Ltd and Delta Cargo grew.", "The former disgraced player Paul Trent sued Nora Field.")
    assert found(*text) == {"Paul Trent sued Nora Field"}


def test_its_right_behind_a_passive_is_of_who_acts() -> None:
    text = ("The sale of Marlow Rovers was opposed by Corda Partners.", "Its chair, Nora Field, slept.")
    assert "Nora Field leads Corda Partners" in found(*text)


def test_one_of_those_who_act_is_not_meant_by_the_company() -> None:
    text = ("Havel Pharma grew.", "Ferro Ltd and Delta Cargo sued the company.")
    assert {"Ferro Ltd sued Havel Pharma", "Delta Cargo sued Havel Pharma"} <= found(*text)


def test_a_house_that_publishes_is_the_house() -> None:
    text = ("Ferro Ltd grew.", "Nora Field left our auction house.", "The house has hired Paul Trent.")
    assert "Ferro Ltd hired Paul Trent" in found(*text, publisher="Ferro Ltd")


def test_a_member_of_a_body_named_board_is_no_director() -> None:
    text = ("The Medicines Board met.", "Nora Field is married to a member of the board, Paul Trent.")
    assert "Paul Trent member-of Medicines Board" in found(*text)
    assert "Paul Trent director-of Medicines Board" not in found(*text)


def test_its_may_be_of_a_bank_that_nobody_named() -> None:
    text = (
        "Ferro Ltd grew.",
        "Nora Field said that the bank had been warned by its own auditor, Delta Cargo.",
    )
    assert "Delta Cargo audited Medicines Board" not in told(*text)


def test_an_office_is_of_the_body_spoken_of_with_a_doubt_where_the_sentence_names_another() -> None:
    assert "Paul Trent leads Ferro Ltd" in told("Ferro Ltd grew.", "The chief executive, Paul Trent, slept.")
    text = (
        "Ferro Ltd grew.",
        "Delta Cargo's agent was ordered by the chief executive, Paul Trent, to sleep.",
    )
    assert not {each for each in told(*text) if "leads" in each}


def test_the_business_may_be_of_another_than_who_publishes_where_one_was_just_named() -> None:
    text = ("Ferro Ltd grew.", "Ferro Ltd and its bank grew.", "Delta Cargo is led by Paul Trent.")
    text = (*text[:2], f"{text[2]} Nora Field left the business.")
    assert not {each for each in told(*text, publisher="Ferro Ltd") if "left" in each}
