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


@pytest.mark.parametrize(
    ("text", "so"),
    [
        # who is named behind an office by the way does not hold it
        ("Karl Moe was made ambassador to Ostia by President Peter Lund in 2023.",
         {"Peter Lund appointed Karl Moe", "Karl Moe holds-office-in Ostia"}),
        ("Anna Holm was named, by choice, as head of Vale Foods, her office said.",
         {"Anna Holm leads Vale Foods"}),
        # a surname with "a" before it means any of a family
        ("Peter Lund made an offer to Mary Bright. Bright, whose mother was a Lund, left Vale Foods.",
         {"Mary Bright left Vale Foods"}),
        # who is paid for something does not pay for it
        ("Vale Foods is old. Karl Moe said that he had been paid for it by Peter Lund.", set()),
        # the end of a phrase that opens a sentence is whom it is of, not who acts
        ("Mary Bright paid Peter Lund. Because of his wife, Lund then left Vale Foods.",
         {"Mary Bright paid Peter Lund", "Peter Lund left Vale Foods"}),
        ("Mary Bright fired Anna Holm. Rather than sue Amy Trask, Jane Berg apologised to her.",
         {"Mary Bright dismissed Anna Holm"}),
    ],
)  # fmt: skip
def test_who_stands_beside_a_phrase_is_not_meant_by_it(text: str, so: set[str]) -> None:
    assert told(text) == so


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("In 2013 Karl Moe, released from prison by Peter Lund, founded Vale Foods.",
         {"Peter Lund released Karl Moe": None, "Karl Moe founded Vale Foods": "2013"}),
        ("Vale Foods reported a fire of 12 May 2020 to the Environment Agency.",
         {"Vale Foods told Environment Agency": None}),
        ("Vale Foods was accused of failing to report a spill of 12 May 2020 to the Environment Agency.",
         {"denied Vale Foods told Environment Agency": None}),
        ("Vale Foods told the Environment Agency on 12 May 2020 of the fire.",
         {"Vale Foods told Environment Agency": "2020-05-12"}),
    ],
)  # fmt: skip
def test_a_day_is_that_of_what_it_is_told_of(sentence: str, days: dict[str, str | None]) -> None:
    assert {words(each): each.when for each in read(sentence)} == days


@pytest.mark.parametrize(
    ("sentence", "lasts"),
    [
        ("Karl Moe joins from Vale Foods, where he was treasurer.", False),
        ("Karl Moe comes from Vale Foods.", False),
        (
            "Karl Moe, currently an executive of Vale Foods and a former aide of Peter Lund, met Anna Holm.",
            None,
        ),
    ],
)
def test_who_joins_from_a_firm_is_there_no_longer(sentence: str, lasts: bool | None) -> None:
    (one,) = [each for each in read(sentence) if words(each) == "Karl Moe works-for Vale Foods"]
    assert attested("works-for", sentence, vocabulary(()), one.at) is lasts


def test_who_remains_something_and_was_not_involved_is_it_still() -> None:
    sentence = "Karl Moe remains a member of the board of Vale Foods and was not involved in the talks."
    (one,) = read(sentence)
    assert attested(one.type, sentence, vocabulary(()), one.at) is None


@pytest.mark.parametrize("words_", ["often", "widely", "now also", "still"])
def test_what_is_often_said_is_others_word(words_: str) -> None:
    (one,) = read(f"Karl Moe is {words_} said to have paid Anna Holm.")
    assert one.voice == "unnamed"


def test_a_question_in_bold_names_nobody_by_its_first_word() -> None:
    text = "**Who is Karl Moe?** A banker. He founded Moe Foods. **Could Moe be fined?** He sued Vale Foods."
    assert told(text) == {"Karl Moe founded Moe Foods", "Karl Moe sued Vale Foods"}


def test_a_firm_that_is_called_a_fish_is_meant_by_its_first_word() -> None:
    text = "Starfish Holding paid Karl Moe. Anna Holm sued Starfish on 4 May 2024."
    assert "Anna Holm sued Starfish Holding" in told(text)


def test_two_of_whom_one_is_a_child_are_parents() -> None:
    text = "Karl Moe is the son of Peter Lund and of Anna Holm."
    assert told(text) == {"Karl Moe family-of Peter Lund", "Karl Moe family-of Anna Holm"}


def test_a_day_of_the_next_of_a_list_is_not_that_of_the_first() -> None:
    (one,) = [
        each
        for each in read("Vale Foods is funded by Corden Group and, until 2022, by Delta Freight.")
        if each.source.name == "Corden Group"
    ]
    assert one.when is None


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Karl Moe owns Vale Foods. Did Peter Lund pay? He sued Anna Holm.", "Peter Lund sued Anna Holm"),
        ("Karl Moe owns Vale Foods. What does Delta Freight want? Its leader, Jane Berg, left.",
         "Jane Berg leads Delta Freight"),
        ("Karl Moe owns Vale Foods. What does the opposition want? Its leader, Jane Berg, left.", ""),
    ],
)  # fmt: skip
def test_whom_a_question_names_may_be_meant_by_the_next_sentence(text: str, so: str) -> None:
    assert told(text) - {"Karl Moe owns Vale Foods"} == ({so} if so else set())


@pytest.mark.parametrize(
    "text",
    [
        # who acts behind a phrase is not whom the phrase ends with
        "Gerald Finch left. In the name of his wife, Roy Tibbs then bought shares of Vale Foods.",
        # what another has of a thing is no share of him
        "Korvo Mining left. Minexa holds 51 per cent of the mine, Korvo 30 and Talus Oil the rest.",
        "Corden Group has since sold its stake to Karl Moe's brother, Finn Dorsey.",
        # a club of earlier is not surely "the club"
        "Ann Roe left Ashdown Rovers for her first club, Alba Stars. Peter Lund bought the club in 2019.",
    ],
)
def test_what_a_phrase_ends_with_is_not_surely_meant(text: str) -> None:
    wrong = ("married-to", "owns", "acquired")
    assert not [each for each in told(text) if each.split(" ")[-3] in wrong or "acquired" in each]


def test_a_sporting_director_is_on_no_board() -> None:
    told_here = told("Hal Berg, the sporting director of Vale Foods, met Karl Moe.")
    assert told_here == {"Hal Berg works-for Vale Foods", "Hal Berg met Karl Moe"}


def test_nobody_surely_owns_a_parliament() -> None:
    text = "Karl Moe signed a contract with Voltara. He told the Federal Assembly about its owner, Hal Berg."
    assert not [each for each in told(text) if "owns" in each]


@pytest.mark.parametrize(
    "done",
    ["not bought a stake of 9%", "lost a stake of 9%", "given up a stake of 9%", "given up a stake",
     "opposed a stake",
     "called for a stake of 9%", "since May opposed a stake of 9%", "this week sold a stake of 9%",
     "declared an interest of his wife", "revealed the stake of Anna Holm", "a plan for a stake of 9%",
     "been offered a stake", "a friend with a stake", "lost interest", "got rid of a stake"],
)  # fmt: skip
def test_who_has_done_something_to_a_share_has_it_not_surely(done: str) -> None:
    found = read(f"Karl Moe has {done} in Vale Foods.")
    assert not [each for each in found if each.type == "owns" and not each.doubts]


@pytest.mark.parametrize("has", ["has", "had", "held", "has held", "has got", "has long had"])
@pytest.mark.parametrize("share", ["a stake", "a stake of 9%", "a 9% stake", "a large holding of 9%"])
def test_who_has_a_share_owns_it(has: str, share: str) -> None:
    assert "Karl Moe owns Vale Foods" in told(f"Karl Moe {has} {share} in Vale Foods.")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Vale Foods has closed offices in Ostia.", "located-in"),
        ("Karl Moe has postponed talks with Anna Holm.", "met"),
        ("Karl Moe has lost control of Vale Foods.", "controls"),
    ],
)
def test_who_has_done_away_with_something_has_it_not_surely(sentence: str, wrong: str) -> None:
    assert not [each for each in read(sentence) if each.type == wrong and not each.doubts]


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Karl Moe did not resign and sued or threatened Vale Foods.", "Karl Moe threatened Vale Foods"),
        ("Vale Foods did not reply and sued or fined Karl Moe.", "Vale Foods fined Karl Moe"),
        ("Karl Moe refused to resign and sued or threatened Vale Foods.", "Karl Moe threatened Vale Foods"),
        ("Karl Moe plans to resign and sued or threatened Vale Foods.", "Karl Moe threatened Vale Foods"),
    ],
)
def test_what_and_joins_to_what_was_not_done_was_done(sentence: str, so: str) -> None:
    assert told(sentence) == {so}


@pytest.mark.parametrize(
    "sentence",
    [
        "Either Karl Moe did not pay Anna Holm or sued Vale Foods.",
        "Karl Moe either did not pay Anna Holm or sued Vale Foods.",
        "Karl Moe was not arrested and charged by the Federal Police.",
        "Vale Foods was not owned and controlled or led by Karl Moe.",
        "Karl Moe has not met and paid Anna Holm.",
        "Jane Berg denied that the claim that Karl Moe paid Anna Holm is false.",
    ],
)
def test_what_a_not_may_be_of_too_has_a_doubt(sentence: str) -> None:
    assert all(each.doubts for each in read(sentence))


@pytest.mark.parametrize(
    ("sentence", "lasts"),
    [
        ("Karl Moe no longer is a director of Corden Group.", False),
        ("Karl Moe is no more a director of Corden Group.", False),
        ("Karl Moe was until now director of Corden Group.", False),
        ("Karl Moe has until now been director of Corden Group.", False),
        ("Karl Moe was director of Corden Group and is director of Acme Steel.", False),
        ("Karl Moe was director of Corden Group and is now director of Acme Steel.", False),
        ("Karl Moe no longer owns and controls Corden Group.", False),
        ("Karl Moe no longer manages, owns and controls Corden Group.", False),
        ("Karl Moe no longer manages or owns Corden Group.", False),
        ("Karl Moe no longer comments and owns Corden Group.", None),
        ("Karl Moe, who is a director of Corden Group, left Acme Steel.", None),
    ],
)
def test_what_is_over_is_not_told_to_last(sentence: str, lasts: bool | None) -> None:
    known = vocabulary(())
    (one,) = [each for each in read(sentence) if each.target.name == "Corden Group"]
    assert attested(one.type, sentence, known, one.at) is lasts
    assert attested(one.type, sentence, known) is lasts


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("Anna Holm falsely claimed Karl Moe denied that he paid Peter Lund.", "Anna Holm"),
        ("Sources said Karl Moe denied that he paid Peter Lund.", "others"),
        ("Karl Moe reportedly denied paying Peter Lund.", "others"),
        ("Anna Holm said that Karl Moe denied that he paid Peter Lund.", "Anna Holm"),
        ("According to Anna Holm, Karl Moe denied paying Peter Lund.", "Anna Holm"),
        ("Anna Holm denied that Karl Moe denied that he paid Peter Lund.", "Karl Moe"),
    ],
)
def test_who_tells_of_anothers_denial_is_not_lost(sentence: str, whose: str) -> None:
    (one,) = [each for each in read(sentence) if words(each) == "denied Karl Moe paid Peter Lund"]
    assert any(f"told as the words of {whose};" in each for each in one.doubts)


@pytest.mark.parametrize(
    "sentence",
    [
        "Karl Moe denied that he paid Peter Lund.",
        "Karl Moe denied reports that he paid Peter Lund.",
        "Reports that Karl Moe paid Peter Lund were denied by Anna Holm.",
        "Karl Moe denied that he had reportedly paid Peter Lund.",
    ],
)
def test_who_denies_something_alone_needs_no_doubt(sentence: str) -> None:
    (one,) = read(sentence)
    assert not one.doubts


@pytest.mark.parametrize(
    "called",
    ["has not been debunked", "hasn't been debunked", "has never been disproved", "has yet to be disproved",
     "cannot be disproved", "may be incorrect", "could be false", "would be false", "is rarely disproved",
     "was never dismissed as baseless", "has not yet been shown to be false", "will be disproved"],
)  # fmt: skip
def test_a_claim_that_is_not_called_false_is_not_denied(called: str) -> None:
    (one,) = read(f"The claim that Karl Moe paid Anna Holm {called}.")
    assert (one.status, one.voice) == ("actual", "unnamed")


@pytest.mark.parametrize(
    "called",
    ["is false", "is not true", "has been debunked", "was dismissed as baseless", "for not suing is false"],
)
def test_a_claim_that_is_called_false_is_denied(called: str) -> None:
    (one,) = read(f"The claim that Karl Moe paid Anna Holm {called}.")
    assert one.status == "denied"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Vale Foods told Anna Holm in the early hours of 12 May 2024 that it was sold.", "2024-05-12"),
        ("Vale Foods warned Anna Holm in the first week of May 2024.", "2024-05"),
        ("Vale Foods told Anna Holm in his letter of 12 May 2024 that it was sold.", "2024-05-12"),
        ("Vale Foods told Anna Holm at a meeting of 12 May 2024 that it was sold.", "2024-05-12"),
        ("Vale Foods told Anna Holm in a letter about the fire of 12 May 2020 that it was sold.", None),
        ("Vale Foods warned Anna Holm of deaths in the fire of 12 May 2020.", None),
        ("Vale Foods told Anna Holm about the letter of 12 May 2020.", None),
    ],
)
def test_a_day_of_words_or_of_a_part_of_the_day_is_that_of_telling(sentence: str, day: str | None) -> None:
    (one,) = [each for each in read(sentence) if each.target.name == "Anna Holm"]
    assert one.when == day


@pytest.mark.parametrize(
    "opening",
    ["Nobody in the room was surprised", "Few people in the town knew", "No one was told until May",
     "None of them noticed", "Nobody forgot", "Few people realised"],
)  # fmt: skip
def test_what_nobody_knew_is_told_with_a_doubt(opening: str) -> None:
    (one,) = read(f"{opening} that Karl Moe paid Anna Holm.")
    assert words(one) == "Karl Moe paid Anna Holm"
    assert any("look whether it is so" in each for each in one.doubts)


@pytest.mark.parametrize(
    "opening",
    ["Nobody in the room said that", "No one knew whether", "Nobody thinks that anyone knew that",
     "Nobody was convinced that"],
)  # fmt: skip
def test_what_nobody_says_is_not_told(opening: str) -> None:
    assert not read(f"{opening} Karl Moe paid Anna Holm.")


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("The head of Vale Foods, her brother Karl Moe, met Anna Holm.", {"Karl Moe leads Vale Foods"}),
        ("Anna Holm was named as head of Vale Foods, her brother Karl Moe, a banker, said.",
         {"Anna Holm leads Vale Foods"}),
        ("The head of Vale Foods, his lawyer Karl Moe and Anna Holm met Peter Lund.", set()),
    ],
)  # fmt: skip
def test_who_stands_between_commas_behind_an_office_holds_it(sentence: str, leads: set[str]) -> None:
    assert {each for each in told(sentence) if "leads" in each} == leads


@pytest.mark.parametrize(
    ("behind", "failed"),
    [
        ("fell by 3%", False),
        ("fell by a third", False),
        ("fell by 40 votes to 30", True),
        ("was voted down", True),
    ],
)
def test_only_what_fell_by_votes_has_failed(behind: str, failed: bool) -> None:
    (one,) = read(f"The plan to let Vale Foods acquire Delta Freight {behind}.")
    assert any("look whether it failed" in each for each in one.doubts) is failed


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        ("Karl Moe, said Anna Holm, paid Peter Lund.", "Anna Holm"),
        ("In May, said Anna Holm on Monday, Karl Moe paid Peter Lund.", "Anna Holm"),
        ('"A disaster", said Anna Holm, and Karl Moe paid Peter Lund.', None),
        ("Karl Moe was ill, said Anna Holm, and paid Peter Lund.", None),
    ],
)
def test_who_speaks_amid_what_is_said_is_not_lost(sentence: str, voice: str | None) -> None:
    (one,) = [each for each in read(sentence) if each.type == "paid"]
    assert getattr(one.voice, "name", None) == voice


@pytest.mark.parametrize("has", ["has", "has won", "has kept", "has secured"])
def test_who_has_come_by_a_seat_on_a_board_is_on_it(has: str) -> None:
    assert "Karl Moe director-of Vale Foods" in told(f"Karl Moe {has} a seat on the board of Vale Foods.")
