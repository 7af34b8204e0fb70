"""What is told of an actor whom an earlier sentence or paragraph names: by kind, by role, and by deed.

A case has paragraphs, what is read without a doubt, what is read with one, and what is not read at all.
"""

from collections.abc import Sequence

import pytest

from tests.reading.test_statements import read, short, told

CASES: dict[str, tuple[tuple[str, ...], Sequence[str], Sequence[str], Sequence[str]]] = {
    "only a firm has a chief executive": (
        ("Alba grew.", "The Mining Ministry sued Alba. Its chief executive, Lars Ek, met Lund."),
        ["Ek met Lund"], [], ["Ek leads Ministry"],
    ),
    "only a country has an ambassador": (
        ("Alba grew.", "Chile sued Alba. Its ambassador, Lars Ek, met Lund."),
        ["Ek met Lund"], [], ["Ek holds-office-in Alba"],
    ),
    "no ministry is one of two companies": (
        ("Alba sued Borea. The Mining Ministry fined Alba.", "The two companies met Lund."),
        [], ["Alba met Lund", "Borea met Lund"], [],
    ),
    "the two are those of the sentence": (
        ("Kerr and Lund left Delta.", "Alba hopes to keep Borea: the two have been negotiating."),
        [], ["Alba negotiated-with Borea"], ["Kerr negotiated-with Lund"],
    ),
    "a pronoun goes on with whom it meant": (
        ("Lund left Delta. Kerr, who had met him in May, has sued him.",), ["Kerr sued Lund"], [], [],
    ),
    "it means who acts in the clause beside": (
        ("Alba grew.",
         "Cyra praised Lund. Lars Ek said that Alba had shrunk, and that the Rhine Court had fined it."),
        [], ["Court fined Alba"], ["Court fined Cyra"],
    ),
    "the seller is who was told to sell": (
        ("Borea sold ships to Alba.", "Cyra sued the seller."), ["Cyra sued Borea"], [], ["Cyra sued Alba"],
    ),
    "the company may be one of two": (
        ("Alba bought Borea.", "Lund met Aydin. Kerr sued the company."),
        [], ["Kerr sued Alba"], ["Kerr sued Aydin"],
    ),
    "the company is the only one": (
        ("Alba grew.", "Lund met Aydin. Kerr sued the company."), ["Kerr sued Alba"], [], [],
    ),
    "a judge is of the court": (
        ("The Rhine Court fined Alba.", "The judge, Lars Ek, met Lund."),
        ["Ek met Lund"], ["Ek works-for Court"], [],
    ),
    "a judge of another court is not": (
        ("The Rhine Court fined Alba.", "The judge, Lars Ek of the High Court, met Lund."),
        [], [], ["Ek works-for Court"],
    ),
    "a former minister is no country's now": (
        ("Chile grew. Chile sued Alba.", "Chile shrank. The former minister, Lars Ek, met Lund."),
        [], [], ["Ek holds-office-in Chile"],
    ),
    "a minister is of the country of the article": (
        ("Chile grew. Chile sued Alba.", "Chile shrank. The mining minister, Lars Ek, met Lund."),
        [], ["Ek holds-office-in Chile"], [],
    ),
    "a minister is of no country named in passing": (
        ("Alba sold a mine in Chile.", "The mining minister, Lars Ek, met Lund."),
        [], [], ["Ek holds-office-in Chile"],
    ),
    "a counterpart is of another land": (
        ("Alba fled to Chile.", "Kerr met her Chilean counterpart, Lars Ek."),
        ["Kerr met Ek"], ["Ek holds-office-in Chile"], [],
    ),
    "a counterpart in a firm holds no office": (
        ("Kerr met her counterpart at Alba, Lars Ek.",), [], [], ["Ek holds-office-in Alba"],
    ),
    "the lawyer of a trial defends who is tried": (
        ("The Rhine Court convicted Lund.", "The lawyer, Lars Ek, met Kerr."), [], ["Ek represents Lund"], [],
    ),
    "of two who are tried either may have the lawyer": (
        ("The Rhine Court convicted Lund and Aydin.", "The lawyer, Lars Ek, met Kerr."),
        [], [], ["Ek represents Lund", "Ek represents Aydin"],
    ),
    "a tax lawyer defends nobody": (
        ("The Rhine Court convicted Lund.", "The tax lawyer, Lars Ek, met Kerr."),
        [], [], ["Ek represents Lund"],
    ),
    "a customer is one of the firm that was spoken of": (
        ("Alba grew.", "The fraud was found by a customer, Borea."), [], ["Alba sells-to Borea"], [],
    ),
    "thanks of a firm are its speaker's": (
        ("\u201cWe are grateful to Borea,\u201d said Ann Kerr, chief executive of Alba.",),
        [], ["Kerr praised Borea"], ["Alba praised Borea"],
    ),
    "its founder is one of those concerned": (
        ("The Rhine Court fined Alba and its founder, Lars Ek.",),
        ["Court fined Alba", "Court fined Ek"], [], [],
    ),
    "its founder who speaks is none of them": (
        ("The Rhine Court fined Alba and its founder, Lars Ek, said so.",), [], [], ["Court fined Ek"],
    ),
    "a date stands between a word and its preposition": (
        ("Chile imposed sanctions on Monday on Alba.",), ["Chile sanctioned Alba"], [], [],
    ),
    "they met whom the sentence names": (
        ("Chile and Alba grew.", "Kerr praised Lund when they met in Oslo."),
        [], ["Kerr met Lund"], ["Chile met Alba"],
    ),
    "a meeting is that of who acts after it": (
        ("Alba withdrew its bid after talks with Borea.",), [], ["Alba met Borea"], [],
    ),
    "a meeting is of neither where two are named": (
        ("Alba sued Delta after talks with Borea.",), ["Alba sued Delta"], [], ["Delta met Borea"],
    ),
    "who is found guilty is convicted": (
        ("The Rhine Court found Lund guilty of fraud.",),
        ["Court convicted Lund"], [], ["Court criticised Lund"],
    ),
    "nobody extradites a country": (
        ("Lund, who is held in Chile, is to be extradited to Oslo.",), [], [], ["Oslo extradited Chile"],
    ),
    "a court has no board": (
        ("Alba grew.", "The Rhine Court fined Alba. Kerr left the board."), [], [], ["Kerr left Court"],
    ),
    "who is the manager at a firm, not the firm": (
        ("Lund met Lars Ek, a manager at Delta, who sued Alba.",), ["Ek sued Alba"], [], ["Delta sued Alba"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_whom_words_mean_across_sentences(name: str) -> None:
    paragraphs, sure, doubted, never = CASES[name]
    plainly, guessed = told(*paragraphs), told(*paragraphs, guessed=True)
    assert set(map(short, sure)) <= plainly
    assert set(map(short, doubted)) <= guessed
    assert not set(map(short, never)) & (plainly | guessed)
    assert not set(map(short, doubted)) & plainly


RETOLD = [
    (
        "The Rhine Court suspended Alba's licence.",
        "The order took effect on Monday.",
        "Court restricted Alba",
    ),
    ("Chile sanctioned Alba.", "The sanctions bar Kerr from Oslo.", "Chile sanctioned Alba"),
    ("Chile sanctioned Alba and Borea.", "The sanctions cover twelve ships.", "Chile sanctioned Borea"),
    ("Alba agreed to buy Borea.", "The deal was signed on Monday.", "Alba agreed Borea"),
]


@pytest.mark.parametrize(("first", "again", "expected"), RETOLD)
def test_a_deed_is_told_again_by_its_noun_with_a_doubt(first: str, again: str, expected: str) -> None:
    found = [each for each in read("Kerr grew up.", first, again) if each.paragraph == 3]
    assert short(expected) in {(each.source.name, each.type, each.target.name) for each in found}
    assert all(each.doubts for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "The deal made headlines.",  # no day, and nothing of what it does
        "The verdict is due in May.",  # of a court, which nobody is told to be
        "A similar order took effect on Monday.",
        "The first order took effect on Monday.",
    ],
)
def test_a_noun_of_another_deed_tells_nothing_again(text: str) -> None:
    found = read("Chile banned Alba. Alba agreed to buy Borea.", text)
    assert not [each for each in found if each.paragraph == 2]


def test_the_day_on_which_an_order_took_effect_is_told() -> None:
    *_, again = read("The Rhine Court suspended Alba's licence.", "The order took effect on Monday.")
    assert again.when == "2024-05-13/"


def test_what_has_gone_on_since_then_began_on_the_day_before_it() -> None:
    (found,) = read("Alba moved in 2019 and has been under investigation by the Rhine Court since then.")
    assert (found.type, found.when) == ("investigated", "2019/")


def test_an_announcer_is_called_by_its_capital_noun_unless_another_bears_it() -> None:
    texts = (
        "Alba today announced that it has sued Lund.",
        "Kerr, of the Fishing Authority, met Ek. The Authority fined Borea.",
    )
    found = {(each.source.name, each.type) for each in read(*texts, publisher="Alba")}
    assert ("Alba", "fined") not in found
    assert ("Fishing Authority", "fined") in found


@pytest.mark.parametrize(
    "text", ["DAKAR - Chile has fined Alba.", "OSLO (Coast Wire) - Chile has fined Alba."]
)
def test_a_dateline_does_nothing(text: str) -> None:
    assert {each.source.name for each in read(text)} == {"Chile"}


def test_an_office_of_many_words_is_no_actor() -> None:
    named = {
        each.name for proposal in read("Alba hired Lars Ek as Head of Lending.") for each in proposal[:2]
    }
    assert named == {"Alba", "Lars Ek"}


def test_what_an_announcement_calls_itself_for_short_is_the_actor_that_is_known() -> None:
    found = read('Alba Payments Ltd ("Alba" or the "Company") has bought Borea.', "Alba sued Lund.")
    assert {each.source.name for each in found} == {"Alba"}


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("Orla Shipping", "Orla Shipping ASA sued Lund."),
        ("Ministry of Mines of Chile", "The Ministry of Mines sued Lund."),
    ],
)
def test_who_publishes_may_have_a_longer_or_a_shorter_name_in_the_text(publisher: str, text: str) -> None:
    source = read(text, "Our agreement with Borea ended.", publisher=publisher)[-1].source
    assert source.name == read(text, publisher=publisher)[0].source.name


def test_an_announcement_that_never_names_its_publisher_is_of_it_with_a_doubt() -> None:
    texts = "We have sued Lund.", "Our talks with Borea ended.", "The company hired Kerr."
    found = [each for each in read(*texts, publisher="Orla Ferries") if each.source.name == "Orla Ferries"]
    assert {each.type for each in found} >= {"sued", "hired"}
    assert all(each.doubts for each in found)
    quoted = [f"“{text}”" for text in texts]
    assert not [
        each
        for each in read(*quoted, publisher="Orla Ferries")
        if "Orla Ferries" in (each.source.name, each.target.name)
    ]


def test_a_body_that_a_verb_follows_is_not_who_stands_before_the_comma() -> None:
    texts = "The airline Cyra grew.", "According to Kerr, the airline sued Borea."
    assert ("Cyra", "sued", "Borea") in {
        (each.source.name, each.type, each.target.name) for each in read(*texts)
    }


def _of_borea(*texts: str, publisher: str = "Daily") -> list[tuple[str, str]]:
    found = read(
        "Alba grew. Alba, a maker of pumps, lost money, but Alba paid Kerr.", *texts, publisher=publisher
    )
    pairs = [each for each in found if {each.source.name, each.target.name} == {"Alba", "Borea"}]
    assert all("the sentence does not name Alba" in each.doubts for each in pairs)
    return [(each.source.name, each.type) for each in pairs]


def test_who_is_named_for_the_first_time_alone_may_concern_what_the_article_is_about() -> None:
    assert _of_borea("A loan by Borea ended.") == [("Borea", "lent-to")]
    assert _of_borea("Borea sued Cyra.") == []
    assert _of_borea("Chile visited Borea.", "Borea slept.") == []


def test_a_body_alone_in_an_announcement_may_concern_who_publishes_it() -> None:
    texts = "Borea sued Cyra.", "A loan by Borea ended."
    assert _of_borea(*texts) == []
    assert _of_borea(*texts, publisher="Alba") == [("Borea", "lent-to")]


@pytest.mark.parametrize(
    "text", ["Borea was fined.", "The ban on Borea was lifted.", "Borea was accused of fraud."]
)
def test_nobody_is_guessed_to_be_punished_by_what_the_article_is_about(text: str) -> None:
    assert _of_borea(text) == []
