"""Sentences in which one clause was read into another, or a word was taken for a name."""

import pytest

from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.proposal import Proposal
from graphkit.reading.proposals import Reading


def read(*paragraphs: str, day: str = "2026-02-25") -> Reading:
    article = Article(paragraphs, 1, "", publisher="The Wire", published=day)
    return proposals.read(article, [], vocabulary(()))


def words(each: Proposal) -> str:
    """Return a proposal in words: "planned Corden Group acquired Vale Foods"."""
    status = "" if each.status == "actual" else f"{each.status} "
    return f"{status}{each.source.name} {each.type} {each.target.name}"


def told(*paragraphs: str) -> set[str]:
    """Return what is told without a doubt."""
    return {words(each) for each in read(*paragraphs).proposals if not each.doubts}


def names(text: str) -> set[str]:
    return {each.name for found in read(text).mentions.values() for each in found}


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Vale Foods is backed by Delta Capital and managed in Norway by Anna Holm.",
         {"Delta Capital supported Vale Foods", "Anna Holm leads Vale Foods"}),
        ("Vale Foods was founded by Peter Lund and is run in Oslo by Anna Holm.",
         {"Peter Lund founded Vale Foods", "Anna Holm leads Vale Foods"}),
        ("Vale Foods was fined by the Markets Office and in Norway by the Grain Board.",
         {"Markets Office fined Vale Foods"}),
        ("Vale Foods was advised by Delta Capital, and Corden Group by Orion Metals.",
         {"Delta Capital advised Vale Foods", "Orion Metals advised Corden Group"}),
    ],
)  # fmt: skip
def test_who_acts_in_a_second_verb_does_not_act_in_the_first(sentence: str, so: set[str]) -> None:
    assert told(sentence) == so


@pytest.mark.parametrize("when", ["until", "before", "after", "once", "when", "because", "unless"])
def test_an_object_does_not_stand_in_a_clause_of_its_own(when: str) -> None:
    for deed in ("allowed a stay of execution", "approved the sale"):
        assert not told(f"Anna Holm {deed} {when} the High Court has heard his appeal.")
        other = told(f"The Markets Office {deed} {when} Vale Foods had paid Peter Lund.")
        assert other <= {"Vale Foods paid Peter Lund"}


def test_a_participle_behind_a_relative_clause_is_of_the_main_clause() -> None:
    text = (
        "Anna Holm has written to Peter Lund, the chair of Delta Alliance, of which Vale Foods is a member, "
        "asking him to suspend the firm."
    )
    assert "Anna Holm requested Peter Lund" in told(text)
    assert not any(each.startswith("Vale Foods requested") for each in told(text))
    text = "Anna Holm wrote to Peter Lund, who leads Delta Alliance, accusing Corden Group of theft."
    doubts = {words(each): each.doubts for each in read(text).proposals}
    assert doubts["Anna Holm accused Corden Group"] == (
        "'accusing' may mean Peter Lund rather than Anna Holm",
    )
    assert "Peter Lund accused Corden Group" not in doubts


@pytest.mark.parametrize(
    "sentence",
    [
        "Cedar Commodities, a Mombasa trader owned by Peter Lund, sued Vale Foods.",
        "Peter Lund, a Bergen engineer, sued Vale Foods.",
        "Vale Foods was sued by Peter Lund, an Oslo architect.",
    ],
)
def test_what_may_be_a_town_employs_nobody_without_a_doubt(sentence: str) -> None:
    assert not {each for each in told(sentence) if " works-for " in each}


def test_whose_engineer_one_is_said_to_be_has_no_doubt() -> None:
    text = "Alba fined Vale Foods. Peter Lund, Alba's engineer, sued Vale Foods."
    assert "Peter Lund works-for Alba" in told(text)


@pytest.mark.parametrize("dateline", ["", "RIGA - ", "RIGA, Latvia \u2013 ", "RIGA (Wire) \u2014 "])
@pytest.mark.parametrize("who", ["Officers", "Agents", "Inspectors", "Members", "Detectives"])
def test_the_people_of_a_body_act_for_it_with_a_doubt(dateline: str, who: str) -> None:
    text = f"{dateline}{who} of the Bureau for the Prevention of Corruption searched Vale Foods."
    assert who not in names(text)
    assert not told(text)
    found = {words(each): each.doubts for each in read(text).proposals}
    body = "Bureau for the Prevention of Corruption"
    assert found[f"{body} searched Vale Foods"] == (f"{who.lower()!r} may mean another than {body}",)


@pytest.mark.parametrize(
    "name",
    [
        "Te R\u016bnanga o Waihemo",
        "D\u00e1il \u00c9ireann",
        "Dewan Rakyat",
        "Banco do Brasil",
        "C\u00e1mara de Diputados y Senadores",
        "Kementerian Kesihatan",
        "Svenska Handel och Sj\u00f8fart",
        "Norsk Olje og Gass",
        "Verein Recht und Ordnung",
        "Servei Aigua i Energia",
        "Casa das Artes",
    ],
)
def test_small_words_of_other_languages_stand_within_a_name(name: str) -> None:
    assert name in names(f"Anna Holm sued {name} in May.")
    assert name in names(f"On Monday the {name} sued Anna Holm.")


def test_a_title_of_two_words_is_no_part_of_a_name() -> None:
    for title in ("Datuk Seri", "Dato Seri", "Dato' Sri", "Datuk Wira"):
        text = f"Former minister {title} Azhar Mokhtar sued Vale Foods. Azhar met Anna Holm."
        assert told(text) == {"Azhar Mokhtar sued Vale Foods", "Azhar Mokhtar met Anna Holm"}
    assert "Sri Lanka" in names("Sri Lanka sued Vale Foods.")


def test_a_board_is_its_firm_and_no_actor() -> None:
    text = (
        "Vale Foods today named Anna Holm to the Board of Directors. She succeeds Peter Lund, who resigned "
        "from the board after eleven years.",
        "Ola Berg, Chief Operating Officer of Vale Foods, left the Supervisory Board.",
    )
    found = {each for paragraph in text for each in names(paragraph)}
    assert found == {"Vale Foods", "Anna Holm", "Peter Lund", "Ola Berg"}
    assert "Peter Lund resigned-from Vale Foods" in told(text[0])


@pytest.mark.parametrize(
    "sum_", ["EUR 212 million", "RM7.5 million", "RM 30", "Sh5,000", "KSh 20", "Rs. 500"]
)
def test_a_currency_before_a_number_is_no_name(sum_: str) -> None:
    assert names(f"Anna Holm paid {sum_} to Peter Lund.") == {"Anna Holm", "Peter Lund"}
    assert names("Anna Holm sold Peter Lund bonds in EUR.") == {"Anna Holm", "Peter Lund"}
    assert names("Rs Holding sued Anna Holm.") == {"Rs Holding", "Anna Holm"}


def test_what_a_court_hears_is_not_said_there() -> None:
    text = "Judge Anna Holm fined Peter Lund, but left him free until the High Court has heard his appeal."
    fined = next(each for each in read(text).proposals if each.type == "fined")
    assert (fined.voice, fined.doubts) == (None, ())
    text = "The court heard that Anna Holm paid Peter Lund."
    assert [each.voice for each in read(text).proposals] == ["unnamed"]


def test_an_office_beside_a_name_is_not_what_is_to_come() -> None:
    text = "Ola Berg will meet Peter Lund, chairman of Vale Foods."
    assert told(text) == {"planned Ola Berg met Peter Lund", "Peter Lund leads Vale Foods"}
    text = "Ola Berg will report to Anna Holm, finance director of Vale Foods."
    assert "Anna Holm works-for Vale Foods" in told(text)
    assert "planned Peter Lund leads Vale Foods" in told("Peter Lund will be the chairman of Vale Foods.")


@pytest.mark.parametrize(
    ("sentence", "type_", "when"),
    [
        ("The Seal Council has promised Vale Foods an audit by the end of March.", "assured", None),
        ("The Seal Council promised Vale Foods an audit by the end of August.", "assured", None),
        ("At the annual meeting on 10 April, Vale Foods appointed Anna Holm.", "appointed", "2026-04-10"),
        ("During the meeting on 10 April, Vale Foods appointed Anna Holm.", "appointed", "2026-04-10"),
        ("Anna Holm, who is leaving Vale Foods in June, sued Corden Group.", "left", "2026-06"),
        ("Anna Holm, who will present it to the Grain Board on 19 June and hopes to meet Peter Lund before "
         "that, sued Corden Group.", "met", None),
        ("On 3 April Anna Holm met Peter Lund, and sued Vale Foods after that.", "met", "2026-04-03"),
    ],
)  # fmt: skip
def test_a_date_is_that_of_its_own_verb_and_tense(sentence: str, type_: str, when: str | None) -> None:
    found = [each.when for each in read(sentence, day="2026-05-06").proposals if each.type == type_]
    assert set(found) == {when}


BESIDE = [
    # what stands between commas, and of which verb the date behind it is
    ("Peter Lund met Karl Moe, whom Anna Holm had accused of fraud, on Monday.",
     {"Peter Lund met Karl Moe 2026-05-04", "Anna Holm accused Karl Moe"}),
    ("Peter Lund met Karl Moe, who had threatened Anna Holm, on 3 May 2026.",
     {"Peter Lund met Karl Moe 2026-05-03", "Karl Moe threatened Anna Holm"}),
    ("Peter Lund met Karl Moe, who sued Anna Holm in 2023, on Monday.",
     {"Peter Lund met Karl Moe 2026-05-04", "Karl Moe sued Anna Holm 2023"}),
    ("Peter Lund met Karl Moe, who sued Anna Holm, Vale Foods and Corden Group, on Monday.",
     {"Peter Lund met Karl Moe 2026-05-04", "Karl Moe sued Vale Foods"}),
    ("Peter Lund met Karl Moe, whose wife, Anna Holm, had sued Vale Foods, on Monday.",
     {"Peter Lund met Karl Moe 2026-05-04", "Anna Holm sued Vale Foods"}),
    ("Vale Foods bought Delta Freight, a rival that had sued Corden Group, in March 2025.",
     {"Vale Foods acquired Delta Freight 2025-03", "Delta Freight sued Corden Group"}),
    ("Vale Foods sued Karl Moe, accusing him of fraud, in 2024.",
     {"Vale Foods sued Karl Moe 2024", "Vale Foods accused Karl Moe"}),
    ("Karl Moe was arrested by the Federal Police, who had questioned Peter Lund, on 4 April 2026.",
     {"Federal Police arrested Karl Moe 2026-04-04"}),
    ("Peter Lund, who sued Anna Holm, on Monday met Karl Moe.",
     {"Peter Lund met Karl Moe 2026-05-04", "Peter Lund sued Anna Holm"}),
    ("Karl Moe, who sued Anna Holm, in May 2024, met Peter Lund.",
     {"Karl Moe met Peter Lund", "Karl Moe sued Anna Holm"}),  # it may be of either
    ("Peter Lund, who sued Anna Holm, met Karl Moe, on Monday.",
     {"Peter Lund met Karl Moe 2026-05-04", "Peter Lund sued Anna Holm"}),
    ("Peter Lund met Karl Moe, who sued Anna Holm in 2023.",
     {"Peter Lund met Karl Moe", "Karl Moe sued Anna Holm 2023"}),
    # a date that opens the next clause
    ("Peter Lund met Karl Moe, but in May 2025 Anna Holm sued Vale Foods.",
     {"Peter Lund met Karl Moe", "Anna Holm sued Vale Foods 2025-05"}),
    ("Peter Lund met Karl Moe, and, on Monday, Anna Holm sued Vale Foods.",
     {"Peter Lund met Karl Moe", "Anna Holm sued Vale Foods 2026-05-04"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "so"), BESIDE)
def test_a_date_behind_what_is_told_by_the_way_is_of_the_outer_verb(sentence: str, so: set[str]) -> None:
    found = read(sentence, day="2026-05-06").proposals
    assert so <= {f"{words(each)} {each.when or ''}".strip() for each in found if not each.doubts}
