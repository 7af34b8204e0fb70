"""Words far from a verb that turn round what it tells: a denial, a share, a part, another's words."""

import pytest

from graphkit.model.vocabulary import vocabulary
from graphkit.reading.drafting import attested
from tests.reading.test_false_statements import read, told, words

NOT_TOLD = [
    # that nobody shows it
    "No letter in the archive shows that Karl Moe paid Anna Holm.",
    "Nothing in the files suggests that Karl Moe met Anna Holm.",
    "It is far from clear that Vale Foods warned Anna Holm.",
    "None of the three witnesses on Monday said that Karl Moe paid Anna Holm.",
    # what was to be, and was not agreed to
    "A proposal by Karl Moe to sue Vale Foods was not supported.",
    "A motion by Karl Moe to sue Vale Foods was voted down.",
    # who sells a share of what is his is not sold
    "Vale Foods has sold its stake to Karl Moe.",
    "Corden Group has been fined. Vale Foods sold its last shares to Karl Moe in 2012.",
    # whoever runs an office in a town does not lead the town
    "Karl Moe ran the Prague office of Vale Foods until December.",
    "Karl Moe will head the London office from September.",
    "Karl Moe runs the Berlin bureau of Vale Foods.",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_such_words_turn_round_is_not_told(text: str) -> None:
    assert not {each for each in told(text) if "sells-to" not in each and "fined" not in each}


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        ("The idea that Karl Moe bribed Anna Holm is ridiculous, says Peter Lund.", "Peter Lund"),
        ("The idea that Karl Moe bribed Anna Holm is ridiculous.", None),
        ("The story that Karl Moe bribed Anna Holm has been disproved.", None),
        ("The claim that Karl Moe bribed Anna Holm has been debunked.", None),
    ],
)
def test_what_is_called_absurd_or_was_disproved_is_denied(sentence: str, voice: str | None) -> None:
    (one,) = read(sentence)
    assert words(one) == "denied Karl Moe paid Anna Holm"
    assert getattr(one.voice, "name", None) == voice


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Vale Foods is not owned or controlled by Karl Moe.", "denied Karl Moe controls Vale Foods"),
        ("Vale Foods was never owned, managed or controlled by Karl Moe.",
         "denied Karl Moe controls Vale Foods"),
        ("Karl Moe was not arrested or charged by the Federal Police.",
         "denied Federal Police charged Karl Moe"),
        ("Karl Moe was arrested or fined by the Federal Police.", "Federal Police fined Karl Moe"),
    ],
)  # fmt: skip
def test_one_not_is_of_all_that_or_joins(sentence: str, so: str) -> None:
    assert so in told(sentence)


def test_what_is_no_longer_owned_or_controlled_is_over() -> None:
    sentence = "Vale Foods is no longer owned or controlled by Karl Moe."
    (one,) = read(sentence)
    assert attested(one.type, sentence, vocabulary(()), one.at) is False


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Holm said that Karl Moe had told her that Peter Lund was paid by Vale Foods.",
        "Anna Holm said that Karl Moe claimed that Peter Lund was paid by Vale Foods.",
        "Anna Holm denied that Karl Moe had ever claimed that Peter Lund had been bribed by Vale Foods.",
    ],
)
def test_what_one_says_that_another_said_has_a_doubt(sentence: str) -> None:
    (one,) = [each for each in read(sentence) if each.type == "paid"]
    assert any("words of Karl Moe" in each for each in one.doubts)


@pytest.mark.parametrize(
    "sentence",
    ["Anna Holm said that Karl Moe denied that he paid Peter Lund.",
     "Anna Holm said Karl Moe had denied paying Peter Lund."],
)  # fmt: skip
def test_who_is_said_to_deny_something_denies_it(sentence: str) -> None:
    (one,) = [each for each in read(sentence) if each.type == "paid"]
    assert (one.status, getattr(one.voice, "name", None)) == ("denied", "Karl Moe")


@pytest.mark.parametrize(
    "sentence",
    [
        "Corden Group has a stake of 9 per cent in Vale Foods.",
        "Corden Group has a 9% holding in Vale Foods.",
        "Corden Group holds an interest of 9% in Vale Foods.",
    ],
)
def test_a_share_that_somebody_has_has_its_size_and_lasts(sentence: str) -> None:
    (one,) = read(sentence)
    assert words(one) == "Corden Group owns Vale Foods"
    assert one.sum is not None
    assert one.sum.amount is not None
    assert one.sum.amount.value == 9
    assert attested("owns", sentence, vocabulary(()), one.at) is None
