"""What holds under a condition, or only may be, is not told without a doubt; what is told by the way is."""

import pytest

from tests.reading.test_false_statements import read, told, words

ONLY_MAY_BE = [
    # an office
    "If Anna Holm was elected director of Vale Foods on 4 May 2024, Corden Group was glad.",
    "Unless Karl Moe is elected director of Vale Foods, Corden Group will sue Delta Freight.",
    "Whether Karl Moe is the director of Vale Foods is unclear.",
    "The question is whether the chairman of Vale Foods is Karl Moe.",
    "If Vale Foods' owner is Karl Moe, Corden Group will sue.",
    "Provided that Karl Moe is elected chairman of Vale Foods, Corden Group will invest.",
    "Supposing Karl Moe was the head of Vale Foods, the deal was illegal.",
    "As long as Karl Moe is head of Vale Foods, Corden Group will sue.",
    "Anna Holm asked if Karl Moe is the chairman of Vale Foods.",
    "But for the war, Karl Moe would be the president of Norland.",
    "Depending on whether Karl Moe is the owner of Vale Foods, the fine differs.",
    "Imagine that Karl Moe is married to Anna Holm.",
    "Karl Moe could be the next president of Norland.",
    "Karl Moe is possibly the owner of Vale Foods.",
    "Karl Moe is probably the head of Vale Foods.",
    "Perhaps Karl Moe is the head of Vale Foods.",
    "Karl Moe was nominated as director of Vale Foods.",
    "Karl Moe was said to be the owner of Vale Foods.",
    "Karl Moe is believed to be the owner of Vale Foods.",
    "Karl Moe would like to be the head of Vale Foods.",
    # a deed
    "In case Karl Moe had met Anna Holm, Corden Group paid Delta Freight.",
    "Assuming Karl Moe is the owner of Vale Foods, he met Anna Holm in May.",
    "Karl Moe spoke as though he owned Vale Foods.",
    "Corden Group would have left, had Karl Moe paid Anna Holm.",
    "The committee said that if Karl Moe owns Vale Foods, Anna Holm paid Peter Lund.",
]


@pytest.mark.parametrize("sentence", ONLY_MAY_BE)
def test_what_holds_under_a_condition_or_only_may_be_has_a_doubt(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Vale Foods will pay Anna Holm unless Karl Moe, its director, sues Corden Group.",
         "Karl Moe director-of Vale Foods"),
        ("Corden Group will sue if Karl Moe, who owns Vale Foods, pays Anna Holm.",
         "Karl Moe owns Vale Foods"),
        ("It is not known whether Karl Moe, a director of Vale Foods, met Anna Holm.",
         "Karl Moe director-of Vale Foods"),
        ("If Karl Moe, the head of Vale Foods, resigns, Anna Holm will replace him.",
         "Karl Moe leads Vale Foods"),
        ("If Karl Moe's company, Vale Foods, is fined, Anna Holm will resign.", "Karl Moe owns Vale Foods"),
        ("If Karl Moe is right, Anna Holm paid Peter Lund.", "Anna Holm paid Peter Lund"),
        ("Karl Moe was found to be the owner of Vale Foods.", "Karl Moe owns Vale Foods"),
    ],
)  # fmt: skip
def test_what_is_told_by_the_way_of_whom_a_condition_names_is_told(sentence: str, so: str) -> None:
    assert so in told(sentence)


def test_who_is_taken_to_have_an_office_is_not_planned_to_get_it() -> None:
    (one,) = read("Karl Moe is believed to be the owner of Vale Foods.")
    assert words(one) == "Karl Moe owns Vale Foods"


def test_a_word_that_supposes_is_no_part_of_a_name() -> None:
    names = {each.source.name for each in read("Assuming Karl Moe owns Vale Foods, he met Anna Holm in May.")}
    assert "Assuming Karl Moe" not in names
