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
    "Karl Moe acted as the owner of Vale Foods.",
    "The court found Karl Moe to be the owner of Vale Foods.",
    "Anna Holm believes Karl Moe to be the owner of Vale Foods.",
    "Karl Moe is no friend of Anna Holm.",
    "Karl Moe was elected, but never sworn in, as mayor of Port Vell.",
    "In a parallel universe Karl Moe would be president of Norland.",
    "Karl Moe fell short of the votes to become president of Norland.",
    # a deed
    "In case Karl Moe had met Anna Holm, Corden Group paid Delta Freight.",
    "Assuming Karl Moe is the owner of Vale Foods, he met Anna Holm in May.",
    "Karl Moe spoke as though he owned Vale Foods.",
    "Corden Group would have left, had Karl Moe paid Anna Holm.",
    "The committee said that if Karl Moe owns Vale Foods, Anna Holm paid Peter Lund.",
    "Anna Holm told the court she would never have married Karl Moe had she known that he owned Vale Foods.",
    "Karl Moe all but admitted that he had bribed Anna Holm.",
    "Anna Holm feared that Karl Moe would be arrested by the Federal Police.",
    "Anna Holm hoped that Vale Foods had not paid Karl Moe.",
    "The contract that Vale Foods was said to have signed with Delta Freight does not exist.",
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


@pytest.mark.parametrize(
    "sentence",
    [
        "Karl Moe is the owner of Vale Foods, Anna Holm said.",
        "Anna Holm said Karl Moe is the owner of Vale Foods.",
        '"Karl Moe is the owner of Vale Foods," said Anna Holm.',
        "According to Anna Holm, Karl Moe was the owner of Vale Foods.",
        "Karl Moe is the real owner of Vale Foods, according to Anna Holm.",
        "Anna Holm told the court that Karl Moe was the owner of Vale Foods.",
        "As Anna Holm wrote, Karl Moe is the owner of Vale Foods.",
    ],
)
def test_whoever_says_that_somebody_has_an_office_is_its_voice(sentence: str) -> None:
    (one,) = [each for each in read(sentence) if words(each) == "Karl Moe owns Vale Foods"]
    assert getattr(one.voice, "name", None) == "Anna Holm"


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Holm said Karl Moe, the owner of Vale Foods, paid Peter Lund.",
        "Karl Moe, who is the owner of Vale Foods, paid Peter Lund, Anna Holm said.",
        "Anna Holm said that the owner of Vale Foods, Karl Moe, paid Peter Lund.",
    ],
)
def test_an_office_that_is_told_by_the_way_is_in_no_voice(sentence: str) -> None:
    (one,) = [each for each in read(sentence) if words(each) == "Karl Moe owns Vale Foods"]
    assert one.voice is None


def test_what_somebody_denies_of_an_office_is_denied() -> None:
    (one,) = [
        each for each in read("Anna Holm denied that Karl Moe was the owner of Vale Foods.") if not each.sum
    ]
    assert words(one) == "denied Karl Moe owns Vale Foods"


def test_what_somebody_believes_is_no_fact_and_what_he_did_is_one() -> None:
    text = "Anna Holm, believing that Karl Moe had bribed Peter Lund, resigned from Vale Foods."
    assert told(text) == {"Anna Holm resigned-from Vale Foods"}


def test_the_first_man_to_do_something_has_done_it() -> None:
    assert told("Karl Moe became the first man to sue Vale Foods.") == {"Karl Moe sued Vale Foods"}
    assert told("Karl Moe will be the first man to sue Vale Foods.") == {"planned Karl Moe sued Vale Foods"}


@pytest.mark.parametrize(
    "sentence", ["Karl Moe and Anna Holm were engaged to be married.", "Karl Moe was engaged to Anna Holm."]
)
def test_who_is_engaged_is_not_married_yet(sentence: str) -> None:
    assert not told(sentence)
    assert "planned Karl Moe married-to Anna Holm" in map(words, read(sentence))
    assert told("Karl Moe is engaged to Anna Holm.") == {"planned Karl Moe married-to Anna Holm"}


def test_who_is_taken_to_have_an_office_is_not_planned_to_get_it() -> None:
    (one,) = read("Karl Moe is believed to be the owner of Vale Foods.")
    assert words(one) == "Karl Moe owns Vale Foods"


def test_a_word_that_supposes_is_no_part_of_a_name() -> None:
    names = {each.source.name for each in read("Assuming Karl Moe owns Vale Foods, he met Anna Holm in May.")}
    assert "Assuming Karl Moe" not in names


@pytest.mark.parametrize(
    "sentence",
    [
        "Shareholders voted not to elect Karl Moe as director of Vale Foods.",
        "Shareholders declined to appoint Karl Moe as director of Vale Foods.",
        "Shareholders did not elect Karl Moe as director of Vale Foods.",
    ],
)
def test_who_is_not_to_be_elected_does_not_get_the_office(sentence: str) -> None:
    assert told(sentence) == {"denied Karl Moe director-of Vale Foods"}


def test_what_is_so_as_somebody_wrote_is_his_word() -> None:
    for sentence in (
        "As the Daily wrote, Karl Moe paid Anna Holm.",
        "Karl Moe, as the Daily wrote, paid Anna Holm.",
    ):
        (one,) = [each for each in read(sentence) if words(each) == "Karl Moe paid Anna Holm"]
        assert getattr(one.voice, "name", None) == "Daily"


def test_who_is_no_friend_of_another_may_know_him() -> None:
    text = "Karl Moe, hardly a friend of Anna Holm, praised Vale Foods."
    assert told(text) == {"Karl Moe praised Vale Foods"}


@pytest.mark.parametrize("name", ["Italy", "The Daily", "Ann Kelly", "Karl Moe and Italy"])
def test_whose_name_ends_as_an_adverb_does_acts(name: str) -> None:
    who = name.removeprefix("The ").removeprefix("Karl Moe and ")
    assert f"{who} sued Vale Foods" in told(f"{name} sued Vale Foods.")
    assert f"{who} sued Vale Foods" in told(f"{name} has sued Vale Foods.")
