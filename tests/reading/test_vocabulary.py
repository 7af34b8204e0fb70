"""In which words of news, courts and companies a type of relation is told, and in which that only look so.

``vocabulary.txt`` has a sentence a line, and what it tells without a doubt: "=" parts them.
"""

from pathlib import Path

import pytest

from graphkit.model.entities import Actor
from graphkit.model.kinds import Kind
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal
from tests.reading.test_false_statements import words

KINDS: dict[str, Kind] = {
    "Vale Foods": "company", "Corden Group": "company", "Delta Freight": "company",
    "Marine Institute": "government-body",
    "Norland": "country", "Sudmark": "country", "Lowland Court": "government-body", "Ida Berg": "person",
    "Karl Moe": "person", "Harbour Union": "organisation", "The Herald": "media",
}  # fmt: skip
ACTORS = [Actor(id=f"a{place}", name=name, kind=kind) for place, (name, kind) in enumerate(KINDS.items())]
LINES = Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [(line.split(" = ")[0], line.split(" = ")[1]) for line in LINES if " = " in line]


def read(*paragraphs: str) -> list[Proposal]:
    article = Article(paragraphs, 1, "", publisher="Daily", published="2024-05-15")
    return proposals.read(article, ACTORS, vocabulary(())).proposals


def told(*paragraphs: str) -> set[str]:
    """Return what is told without a doubt."""
    return {words(each) for each in read(*paragraphs) if not each.doubts}


def turned(relation: str) -> set[str]:
    """Return a relation, and the same between its ends the other way round if that means the same."""
    type_ = next(each for each in vocabulary(()).values() if f" {each.name} " in relation)
    head, _, target = relation.partition(f" {type_.name} ")
    status, source = (
        ("planned ", head.removeprefix("planned ")) if head.startswith("planned ") else ("", head)
    )
    return {relation, f"{status}{target} {type_.name} {source}"} if type_.symmetric else {relation}


@pytest.mark.parametrize(("sentence", "relation"), SENTENCES)
def test_the_words_tell_the_relation(sentence: str, relation: str) -> None:
    (found,) = told(sentence)
    assert found in turned(relation)


@pytest.mark.parametrize(("sentence", "relation"), SENTENCES)
def test_what_is_called_untrue_is_not_told(sentence: str, relation: str) -> None:
    so = {each for each in told(f"It is untrue that {sentence}") if not each.startswith("denied ")}
    assert not so & turned(relation)


@pytest.mark.parametrize(("sentence", "relation"), SENTENCES)
def test_what_somebody_claims_is_in_that_voice(sentence: str, relation: str) -> None:
    for each in read(f"Lars Ek claims that {sentence}"):
        if not each.doubts and words(each) in turned(relation):
            assert isinstance(each.voice, Mention)
            assert each.voice.name == "Lars Ek"


NOT_SO = [
    ("The Marine Institute held Karl Moe for two days.", "owns"),
    ("Ida Berg dismissed Karl Moe as a clown.", "dismissed"),
    ("Norland let Karl Moe go home.", "dismissed"),
    ("Vale Foods tapped Corden Group for a loan.", "appointed"),
    ("Vale Foods will not seek approval from the Marine Institute.", "licensed"),
    ("Vale Foods still needs the approval of the Marine Institute.", "licensed"),
    ("Vale Foods refused to pay a fine to the Marine Institute.", "fined"),
    ("Karl Moe offered Ida Berg a bribe.", "paid"),
    ("Karl Moe received a demand for a bonus from Ida Berg.", "paid"),
    ("Ida Berg offered her resignation to Vale Foods.", "resigned-from"),
    ("Karl Moe revealed that Vale Foods had lost money.", "reported-on"),
    ("Vale Foods rang up a loss at Corden Group.", "called"),
    ("Vale Foods steered clear of Corden Group.", "leads"),
    ("Vale Foods steered clear of Corden Group.", "acquitted"),
    ("Norland closed its embassy in Sudmark.", "restricted"),
    ("Ida Berg took Karl Moe to lunch.", "sued"),
    ("Vale Foods lost its bid to buy Delta Freight.", "competes-with"),
    ("Vale Foods ruled out a deal with Corden Group.", "agreed"),
    ("Vale Foods may take Corden Group to court.", "sued"),
    ("Vale Foods had been going to visit Norland.", "visited"),
    ("Ida Berg stopped short of calling Karl Moe a liar.", "criticised"),
    ("The Lowland Court overturned the conviction of Karl Moe.", "convicted"),
    ("The Marine Institute turned down a request by Vale Foods.", "rejected"),
    ("The chairman of Vale Foods is unwell, Karl Moe said.", "leads"),
    ("Instead of suing Corden Group, Vale Foods wrote to Karl Moe.", "sued"),
]


@pytest.mark.parametrize(("sentence", "type_"), NOT_SO)
def test_what_only_looks_so_is_not_told(sentence: str, type_: str) -> None:
    assert not {each for each in told(sentence) if f" {type_} " in each and "denied" not in each} - {
        "Marine Institute rejected Vale Foods"
    }


OPENINGS = [
    "By suing Corden Group, Vale Foods won time.",
    "Accusing it of fraud, Vale Foods sued Corden Group.",
    "Through a lawsuit against Corden Group, Vale Foods won time.",
]


@pytest.mark.parametrize("sentence", OPENINGS)
def test_who_acts_behind_an_opening_acts_in_it(sentence: str) -> None:
    assert "Vale Foods sued Corden Group" in {words(each) for each in read(sentence)}


LEFT_OUT = [
    # what stands before, the sentence that leaves an end out, and what is told with a doubt
    ("The Ministry of Mines met.", '"It is late," said Tom Ek, the Minister.',
     "Tom Ek holds-office-in Ministry of Mines"),
    ("The Ministry of Energy met.", "It was signed by Energy Minister Tom Ek.",
     "Tom Ek holds-office-in Ministry of Energy"),
    ("Norland is at war. Norland lost. Norland and Sudmark quarrelled.",
     "The head of Delta Freight had dinner with President Tom Ek.", "Tom Ek leads Norland"),
    ("Ida Berg leads Vale Foods.", "Her predecessor, Tom Ek, was ill.", "Tom Ek leads Vale Foods"),
    ("Ida Berg leads Vale Foods.", "Her finance director, Tom Ek, was ill.", "Tom Ek works-for Vale Foods"),
    ("The Lowland Court convicted Karl Moe.", "Tom Ek was acquitted.", "Lowland Court acquitted Tom Ek"),
    ("Vale Foods grew.", "Approval by the Marine Institute followed in July.",
     "Marine Institute licensed Vale Foods"),
    ("Vale Foods grew.", "Karl Moe could not be reached.", "Karl Moe did-not-respond Daily"),
    ("Vale Foods grew.", "Karl Moe did not reply to questions.", "Karl Moe did-not-respond Daily"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "sentence", "relation"), LEFT_OUT)
def test_an_end_that_goes_without_saying_is_told_with_a_doubt(
    before: str, sentence: str, relation: str
) -> None:
    assert relation in {words(each) for each in read(before, sentence)}
    assert relation not in told(before, sentence)


def test_an_office_without_its_body_is_in_the_only_firm_spoken_of() -> None:
    text = '"We grew," said Ida Berg, President and Chief Executive Officer.'
    assert told("Vale Foods grew.", text) == {"Ida Berg leads Vale Foods"}


def test_this_newspaper_is_who_publishes_the_article() -> None:
    assert told("Karl Moe told this newspaper on Monday that he was ill.") == {"Karl Moe told Daily"}


@pytest.mark.parametrize(
    "sentence", ["Karl Moe did not decline to comment.", "Karl Moe did not respond to the fire."]
)
def test_who_may_have_answered_is_not_told_to_be_silent(sentence: str) -> None:
    assert not [each for each in read(sentence) if each.type == "did-not-respond"]


def test_a_court_has_no_director() -> None:
    text = "The Lowland Court has fined the shipping company Zeelust. Its director, Tom Ek, was ill."
    assert not [each for each in read(text) if "Tom Ek" in words(each) and "Lowland" in words(each)]


def test_the_buyer_may_be_each_who_has_bought() -> None:
    before = "Delta Freight was sold to Corden Group by Vale Foods."
    text = "The seller had bought the firm in 2019. Ek Bank is lending the buyer 4 million euros."
    assert not {each for each in told(before, text) if "lent-to" in each}


def test_who_was_found_guilty_is_not_the_judge() -> None:
    text = "In a ruling by Judge Ester Vorst, he was found guilty of robbing his cousin, Tom Ek."
    assert not {each for each in told("The Lowland Court tried Karl Moe.", text) if "Ester Vorst" in each}
