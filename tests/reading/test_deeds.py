"""What is guessed of two actors where no table knows the verb that joins them: one acts on the other."""

import pytest

from tests.reading.test_false_statements import read, words


def guessed(sentence: str) -> list[str]:
    return [words(each) for each in read(sentence) if each.doubts]


@pytest.mark.parametrize(
    ("sentence", "pair"),
    [
        ("Vale Foods has beguiled the owners of the mill with Corden Group.", "Vale Foods+Corden Group"),
        ("Peter Lund beguiled all of the owners of a group around Corden Group.", "Lund+Corden Group"),
        ("The mill was beguiled last week by Peter Lund for Vale Foods.", "Peter Lund+Vale Foods"),
        ("Vale Foods, in which Peter Lund beguiled the owners last year, grew.", "Peter Lund+Vale Foods"),
        ("The report names Karl Moe, whom Anna Holm beguiled for it.", "Anna Holm+Karl Moe"),
        ("Karl Moe, a former miner, beguiled and then flatly astounded Anna Holm.", "Karl Moe+Anna Holm"),
    ],
)  # fmt: skip
def test_a_verb_that_no_table_knows_joins_who_acts_and_who_stands_in_its_clause(
    sentence: str, pair: str
) -> None:
    assert [each for each in guessed(sentence) if all(name in each for name in pair.split("+"))]
    assert not [each for each in read(sentence) if not each.doubts]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Anna Holm beguiled Vale Foods's chief executive, Karl Moe.", "Vale Foods"),
        ("Anna Holm beguiled Karl Moe, a former clerk of Corden Group.", "Corden Group"),
        ("Anna Holm beguiled that Karl Moe had left.", "Karl Moe"),
        ("Anna Holm beguiled the owners, according to a letter of Karl Moe.", "Karl Moe"),
        ("Anna Holm beguiled the owners in Norway.", "Norway"),
        ("Anna Holm will be succeeded on Monday by Karl Moe.", "Karl Moe"),
    ],
)
def test_who_only_tells_whose_another_is_or_stands_in_another_clause_is_not_acted_on(
    sentence: str, wrong: str
) -> None:
    assert not [each for each in guessed(sentence) if "Anna Holm" in each and wrong in each]


def test_what_a_verb_has_told_of_all_whom_it_names_is_all_that_it_tells() -> None:
    found = read("Delta Freight was bought from Corden Group by Vale Foods.")
    assert not [each for each in found if each.doubts]
