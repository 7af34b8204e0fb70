"""Whom words mean that name nobody: each who is likely is proposed, and no uncertain one without a doubt."""

import pytest

from tests.reading.test_false_statements import read, told, words


def doubted(*paragraphs: str) -> set[str]:
    """Return what is proposed with a doubt alone."""
    return {words(each) for each in read(*paragraphs) if each.doubts} - told(*paragraphs)


EITHER = [
    ("The fund Corda Partners and the fund Delta Cargo met.", "Nora Field sued the fund.",
     {"Nora Field sued Corda Partners", "Nora Field sued Delta Cargo"}),
    ("The firm Corda Foods sued the firm Delta Cargo.", "The firm fined Nora Field 5 million euros.",
     {"Corda Foods fined Nora Field", "Delta Cargo fined Nora Field"}),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "expected"), EITHER)
def test_both_whom_a_word_may_mean_are_proposed_each_with_a_doubt_that_names_the_other(
    first: str, second: str, expected: set[str]
) -> None:
    found = [each for each in read(first, second) if words(each) in expected]
    assert {words(each) for each in found} == expected
    for each in found:
        (doubt,) = (doubt for doubt in each.doubts if "rather than" in doubt)
        assert all(name in doubt for one in expected for name in set(one.split(" ", 2)[:1]) - {"Nora"})


def test_whoever_denies_it_is_who_is_meant() -> None:
    text = ("Petr Olan met Karl Moe.", "He denied that he had paid Anna Holm.")
    found = [each for each in read(*text) if each.type == "paid" and each.status == "denied"]
    assert found
    assert all(each.voice is not None and each.voice.name == each.source.name for each in found)  # type: ignore[union-attr]


def test_the_less_likely_reading_is_not_what_the_article_has_told() -> None:
    text = ("The fund Corda Partners and the fund Delta Cargo met.", "The fund sued Nora Field.")
    after = told(*text, "The plaintiff hired Karl Moe.")
    assert not {each for each in after if each.endswith("hired Karl Moe")}


PEOPLE = [
    ("The District Court met on Monday. The Vale Union had asked the judges for a ban on Delta Cargo.",
     "Vale Union", "District Court"),
    ("Observers of the Southern Mission came in May. Nora Field, who leads the observers, left.",
     "Nora Field", "Southern Mission"),
    ("The Prosecution Service met. In May Delta Cargo paid prosecutors 3 million euros.",
     "Delta Cargo", "Prosecution Service"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), PEOPLE)
def test_a_body_may_be_meant_by_its_people(text: str, one: str, other: str) -> None:
    pairs = [{each.source.name, each.target.name} for each in read(text) if each.doubts]
    assert {one, other} in pairs
    assert not [each for each in told(text) if one in each and other in each]


CALLED = [
    # whose trade a noun ends in
    ("The gunmaker Carpat Arsenal grew.", "Nora Field sued the manufacturer.",
     "Nora Field sued Carpat Arsenal"),
    # what stands behind an owner, or behind a place
    ("Corda Zeelust, the country's largest private insurer, grew.", "Nora Field sued the insurer.",
     "Nora Field sued Corda Zeelust"),
    ("Norvane Maritime of Dubai, a trader, grew.", "Nora Field sued the trader.",
     "Nora Field sued Norvane Maritime"),
    # whose name comes late
    ("Corda Bank grew.", "The firm in question, Delta Cargo, sued Nora Field.",
     "Delta Cargo sued Nora Field"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "expected"), CALLED)
def test_an_actor_is_called_by_what_stands_beside_its_name(first: str, second: str, expected: str) -> None:
    assert expected in told(first, second) | doubted(first, second)


def test_a_noun_in_what_is_told_of_an_actor_means_another() -> None:
    text = (
        "The maker Carpat Works grew.",
        "The ships were sold by Levant Logistics, a firm to which the maker paid 2 million euros.",
    )
    assert not {each for each in told(*text) if each.startswith("Levant Logistics paid")}
    assert {"Carpat Works", "Levant Logistics"} in [
        {each.source.name, each.target.name} for each in read(*text)
    ]


def test_the_two_sides_are_the_two_of_a_sort_who_are_spoken_of_most() -> None:
    text = (
        "Peru withdrew its envoy from Chile on Monday.",
        "Nora Field, a doctor, slept.",
        "The two sides signed an agreement in 2019.",
    )
    assert {"Chile agreed Peru", "Peru agreed Chile"} & doubted(*text)
    assert not {each for each in told(*text) if "agreed" in each}


def test_a_court_that_stands_before_a_higher_one_is_a_court_of_its_own() -> None:
    text = (
        "The Administrative Court fined Delta Cargo.",
        "The case would go to the Supreme Administrative Court, Nora Field said.",
    )
    assert "Administrative Court fined Delta Cargo" in doubted(*text)
    assert not told(*text)


def test_a_firm_of_which_nothing_was_told_lately_is_not_surely_the_company() -> None:
    text = (
        "The firm Corda Works sold ships to the firm Delta Cargo.",
        "The United Nations met in May.", "Karl Moe slept.", "Anna Holm slept.",
        "The company hired Nora Field.",
    )  # fmt: skip
    assert not {each for each in told(*text) if each.endswith("hired Nora Field")}


LIKELIEST = [
    # who is named in the sentence before, rather than who was spoken of most before it
    (("Corda Foods sued Alba Works. Corda Foods owes Alba Works 3 million euros.",
      "The sum is owed to Delta Cargo, a trading house. Its founder, Nora Field, met Karl Moe."),
     "Nora Field founded Delta Cargo", "Nora Field founded Corda Foods"),
    (("Karl Moe met Petr Olan. Karl Moe then sued Petr Olan.",
      "Delta Cargo belongs to Anton Berg. His daughter, Ida Berg, met Nora Field."),
     "Ida Berg family-of Anton Berg", "Ida Berg family-of Karl Moe"),
    # a man and a woman are told apart in one sentence
    (("Dila Moe blamed herself.", "Dila Moe met Zaza Holm. She sued Corda Foods."),
     "Dila Moe sued Corda Foods", "Zaza Holm sued Corda Foods"),
    # whose name stands behind what tells of him
    (("Corda Foods met Karl Moe.", "Delta Cargo wants money from the man who sold it the mine, Olaf Kurek."),
     "Corda Foods met Karl Moe", "Karl Moe sells-to Delta Cargo"),
    # a judge gives no evidence
    (("The judge, Marlo Wit, met Pieter Hoog.", "He testified that he had met Nora Field."),
     "Pieter Hoog met Nora Field", "Marlo Wit met Nora Field"),
    # a network is a group as well
    (("Corda Foods met Delta Cargo. The affair began with the Clean Shores Network.",
      "Nora Field, who works for the Clean Shores Network, left. The group sued Karl Moe."),
     "Clean Shores Network sued Karl Moe", "Delta Cargo sued Karl Moe"),
    # what a firm does by its name, or by another word for the same
    (("Construcciones Itape met Karl Moe.", "Delta Cargo left. Nora Field sued the builder."),
     "Nora Field sued Construcciones Itape", "Nora Field sued Delta Cargo"),
    (("The television station Canal Nistru met Karl Moe.", "Delta Cargo left. Nora Field sued the channel."),
     "Nora Field sued Canal Nistru", "Nora Field sued Delta Cargo"),
    # no ministry is a minister
    (("Anna Holm, the Minister of Trade, met Delta Cargo.", "The Minister sued Corda Foods."),
     "Anna Holm sued Corda Foods", "Ministry of Trade sued Corda Foods"),
    # whose name tells it, rather than who is named beside
    (("Alba Bank met Nora Field.", "Karl Moe left Corda Foods.",
      "Hargrove Dunn, a consultancy, audited the lender."),
     "Hargrove Dunn audited Alba Bank", "Hargrove Dunn audited Corda Foods"),
    # who heads a body is a person, and none may be meant by "it"
    (("The former head of Alba Bank, Colleen Maart, met Delta Cargo. It sued Nora Field.",),
     "Delta Cargo sued Nora Field", "Colleen Maart sued Nora Field"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "expected", "other"), LIKELIEST)
def test_whoever_is_likeliest_is_meant(paragraphs: tuple[str, ...], expected: str, other: str) -> None:
    found = told(*paragraphs) | doubted(*paragraphs)
    assert expected in found
    assert other not in found


@pytest.mark.parametrize("clause", ["it meant, Olaf Kurek", "it trusted", "Alba Works hired"])
def test_who_acts_in_a_clause_behind_a_noun_is_not_whom_the_noun_means(clause: str) -> None:
    text = ("Corda Foods met Karl Moe.", f"Delta Cargo sued the man {clause}.")
    assert not {"Delta Cargo sued Corda Foods", "Delta Cargo sued Alba Works"} & told(*text)


SPOKEN_FOR = [
    ('"Nora Field worked for us for years," said Anna Holm, the head of Delta Cargo.',
     "Nora Field works-for Delta Cargo"),
    ('"Nora Field left our board in May," said Anna Holm, the chairwoman of Delta Cargo.',
     "Nora Field left Delta Cargo"),
    ('"Corda Foods has sued us," Anna Holm, a spokeswoman for Delta Cargo, said.',
     "Corda Foods sued Delta Cargo"),
    ('Anna Holm leads Delta Cargo. "Nora Field joined us in 2020," Holm said.',
     "Nora Field joined Delta Cargo"),
    ('"We have sued Corda Foods," said Anna Holm, who has run Delta Cargo since 2018.',
     "Delta Cargo sued Corda Foods"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPOKEN_FOR)
def test_us_in_a_quotation_may_mean_the_body_of_who_speaks(text: str, expected: str) -> None:
    assert expected in doubted(text)


def test_us_does_not_mean_the_body_that_somebody_speaks_to() -> None:
    text = '"They gave us money," said Karl Moe. "Corda Foods owes us money," Moe told Alba Works.'
    assert not [each for each in read(text) if each.target.text == "us"]


def test_a_body_that_speaks_means_itself_by_us() -> None:
    assert "Corda Foods owes Delta Cargo" in told('Delta Cargo said: "Corda Foods owes us 3 million euros."')


NAMED_LATE = [
    ("When he left Corda Foods, Karl Moe joined Delta Cargo.", "Karl Moe left Corda Foods"),
    ("After she had sued Corda Foods, Nora Field joined Delta Cargo.", "Nora Field sued Corda Foods"),
    (
        "Since its takeover by Corda Foods, Delta Cargo has sued Nora Field.",
        "Corda Foods acquired Delta Cargo",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMED_LATE)
def test_a_pronoun_that_opens_a_sentence_may_mean_who_is_named_behind(text: str, expected: str) -> None:
    assert expected in told(text)


def test_a_pronoun_that_opens_a_sentence_has_a_doubt_where_it_may_mean_either() -> None:
    text = "Petr Olan met Ida Ek. Before he joined Corda Foods, Karl Moe worked for Delta Cargo."
    assert not {"Petr Olan joined Corda Foods", "Karl Moe joined Corda Foods"} & told(text)
    assert "Karl Moe joined Corda Foods" in doubted(text)
