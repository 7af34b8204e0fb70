"""What reactions, nouns and the passive tell of parties that the sentence before has named.

``implied.txt`` has invented passages, coded before the rules were written. One opens with the actors that are
known beforehand; then come its paragraphs and what they tell: ``= Ida Berg | sued | Norvik Bank``, with a
status unless it is actual. What opens with "~" has an end that no word of its sentence names, and must have
a doubt; what opens with "?" may be read or not. Types that are as good as each other are parted by "/".
"""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from graphkit.model.entities import Actor
from graphkit.model.folding import folded
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.proposal import Proposal
from tests.reading.test_references import KINDS
from tests.reading.test_statements import read, short, told

LIST = Path(__file__).with_name("implied.txt").read_text(encoding="utf-8").strip().split("\n\n")
UNSEEN = 20
"""So many passages were read while the rules were written; the others were read once they were done."""
_KNOWN = vocabulary(())


class Coded(NamedTuple):
    """A relation that a passage tells of; ``mark`` says whether an end of it is implied."""

    mark: str
    source: str
    types: tuple[str, ...]
    target: str
    status: str

    def is_told_by(self, proposal: Proposal) -> bool:
        named = folded(proposal.source.name), folded(proposal.target.name)
        ends = folded(self.source), folded(self.target)
        same = named == ends or (named == ends[::-1] and _KNOWN[proposal.type].symmetric)
        return same and proposal.type in self.types and proposal.status == self.status


def parted(passage: str) -> tuple[list[str], list[Coded], list[Proposal]]:
    """Return the paragraphs of a passage, what they tell, and what is read in them."""
    head, *lines = passage.split("\n")
    texts = tuple(line for line in lines if line[0] not in "=~?")
    coded = []
    for line in lines[len(texts) :]:
        source, types, target, *status = line[2:].split(" | ")
        coded.append(Coded(line[0], source, tuple(types.split("/")), target, *status or ["actual"]))
    known = [] if head == "# -" else [each.split(":") for each in head[2:].split(", ")]
    actors = [Actor(id=f"a{place}", name=name, kind=KINDS[kind]) for place, (name, kind) in enumerate(known)]
    article = Article(texts, 1, "", publisher="Daily", published="2024-05-15")
    return list(texts), coded, proposals.read(article, actors, _KNOWN).proposals


def counts(passages: list[str], remarks: list[str] | None = None) -> Counter[str]:
    """Count what is found, missed and wrong, as all of it and as what is implied."""
    found: Counter[str] = Counter()
    remarks = [] if remarks is None else remarks
    for passage in passages:
        _, coded, proposed = parted(passage)
        for each in coded:
            so_told = [proposal for proposal in proposed if each.is_told_by(proposal)]
            if each.mark != "?":
                found["coded"] += 1
                found["found"] += bool(so_told)
                found["implied"] += each.mark == "~"
                found["found implied"] += each.mark == "~" and bool(so_told)
            if each.mark == "~" and any(not proposal.doubts for proposal in so_told):
                found["undoubted"] += 1
                remarks.append(f"undoubted {each}")
            if each.mark != "?" and not so_told:
                remarks.append(f"missed {each.mark} {each.source} {each.types} {each.target} {each.status}")
        for proposal in proposed:
            if not any(each.is_told_by(proposal) for each in coded):
                found["wrong"] += 1
                found["wrong without a doubt"] += not proposal.doubts
                remarks.append(
                    f"wrong {proposal.source.name} {proposal.type} {proposal.target.name} {proposal.status}"
                    f" {proposal.doubts} | {proposal.quote}"
                )
    return found


@pytest.mark.parametrize(
    ("passages", "found", "implied", "wrong"),
    [(LIST[:UNSEEN], 0.9, 0.85, 6), (LIST[UNSEEN:], 0.7, 0.45, 10)],
    ids=["seen", "unseen"],
)
def test_so_much_is_found_and_so_little_is_wrong(
    passages: list[str], found: float, implied: float, wrong: int
) -> None:
    counted = counts(passages)
    assert counted["found"] >= found * counted["coded"]
    assert counted["found implied"] >= implied * counted["implied"]
    assert counted["wrong"] <= wrong


@pytest.mark.parametrize("passage", LIST)
def test_what_is_implied_has_a_doubt_and_a_quote_of_its_paragraph(passage: str) -> None:
    texts, coded, proposed = parted(passage)
    for proposal in proposed:
        assert proposal.quote in texts[proposal.paragraph - 1]
        assert proposal.doubts or not any(each.mark == "~" and each.is_told_by(proposal) for each in coded)


REACTIONS = [
    "Cyra slammed the fine.",
    "The fine was criticised by the workers' union Cyra.",
    "Cyra called the fine “a farce”.",
    "Cyra described the heavy fine as a disgrace.",
    "Cyra said that the fine was too small.",
    "“The fine is absurd,” said Cyra.",
    "Cyra was angered by the fine.",
    "Cyra criticised the fine on Alba.",
    "Cyra sees its fine as a mistake. Cyra denounced Alba's fine.",
]


@pytest.mark.parametrize("text", REACTIONS)
def test_blame_for_what_was_done_falls_on_who_did_it(text: str) -> None:
    sure, doubted = (told("The Rhine Court fined Alba.", text, guessed=guessed) for guessed in (False, True))
    assert {each for each in doubted if each[0] == "Cyra"} == {short("Cyra criticised Court")}
    assert not {each for each in sure if each[0] == "Cyra"}


@pytest.mark.parametrize(
    "text",
    [
        "Cyra condemned Kerr's arrest.",
        "Cyra condemned the arrest of Kerr.",
        "Cyra condemned her arrest.",
        "Kerr's arrest was condemned by Cyra.",
    ],
)
def test_who_condemns_an_arrest_blames_nobody_who_was_arrested(text: str) -> None:
    told_of = told("The Rhine Court arrested Ann Kerr.", text, guessed=True)
    assert short("Cyra criticised Court") in told_of
    every = told_of | told("The Rhine Court arrested Ann Kerr.", text)
    every |= told("Ann Kerr left.", text) | told("Ann Kerr left.", text, guessed=True)
    assert short("Cyra criticised Kerr") not in every


def test_the_doubt_says_whose_deed_it_is_taken_for() -> None:
    _, proposal = read("The Rhine Court fined Alba.", "Cyra denounced the fine.")
    assert proposal.doubts == ("'the fine' may be the deed of another than Rhine Court",)


def test_where_two_may_have_done_it_the_doubt_names_both() -> None:
    *_, proposal = read("Borea sued Alba.", "Delta sued Alba.", "Cyra denounced the lawsuit.")
    assert proposal.doubts == ("'the lawsuit' may be the deed of Borea rather than Delta",)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Alba grew.", "Cyra denounced the fine."),  # nobody is told to have fined another
        ("Kerr leads Delta.", "Delta bought Borea.", "Kerr welcomed the purchase."),  # her own
        ("Alba sued Borea.", "Cyra met Delta. Kerr called it a mistake."),
        ("Alba held talks with Borea.", "Kerr regretted the failure of the talks."),
    ],
)
def test_no_blame_or_praise_is_made_up(paragraphs: tuple[str, ...]) -> None:
    every = told(*paragraphs) | told(*paragraphs, guessed=True)
    assert not {each for each in every if each[1] in ("criticised", "praised")}


def test_who_welcomes_it_may_mean_what_was_done() -> None:
    assert short("Kerr praised Alba") not in told(
        "Borea sued Alba.", "Alba contested the suit. Kerr welcomed it."
    )


def test_it_means_a_deed_that_the_sentence_before_names() -> None:
    told_of = told("Alba sued Borea.", "Cyra welcomed the lawsuit. Kerr called it a mistake.", guessed=True)
    assert short("Kerr criticised Alba") in told_of


def test_a_passive_without_an_agent_is_done_by_the_only_body_that_has_acted() -> None:
    inquiry = "The Rhine Court opened an inquiry into Alba."
    assert short("Court fined Alba") in told(inquiry, "Alba was fined in June.", guessed=True)
    assert short("Court fined Alba") not in told(inquiry, "Alba was fined in June.")
    for other in ("Borea investigated Alba.", "Borea fined Cyra."):  # which of the two?
        both = told(inquiry, other, "Alba was fined in June.", guessed=True)
        assert short("Court fined Alba") not in both
    assert short("Court fined Borea") not in told(inquiry, "Borea was fined in June.", guessed=True)


NOUNS = [
    ("A lawsuit by Alba against Borea goes on.", "Alba sued Borea"),
    ("Alba announced an investment of 5 million euros in Borea.", "Alba invested Borea"),
    ("The loan from Alba to Borea was repaid.", "Alba lent-to Borea"),
    ("The merger of Alba and Borea was completed.", "Alba merged-with Borea"),
    ("The merger of Alba with Borea was completed.", "Alba merged-with Borea"),
    ("Alba's fine from the Rhine Court was high.", "Court fined Alba"),
    ("Kerr's arrest by the Rhine Court was a surprise.", "Court arrested Kerr"),
    ("Kerr's dismissal by Alba was a surprise.", "Alba dismissed Kerr"),
]


@pytest.mark.parametrize(("sentence", "expected"), NOUNS)
def test_a_noun_tells_who_does_what_to_whom(sentence: str, expected: str) -> None:
    assert told(sentence) == {short(expected)}


def test_a_claim_that_is_thrown_out_is_rejected() -> None:
    thrown_out = told("A lawsuit by Alba against Borea was thrown out by the Rhine Court.", guessed=True)
    assert short("Court rejected Alba") in thrown_out


def test_a_takeover_that_failed_was_none() -> None:
    assert {each.status for each in read("A takeover of Borea by Alba failed.")} == {"denied"}


def test_a_rival_is_one_of_the_firm_that_was_spoken_of() -> None:
    told_of = told("Alba grew.", "A rival bidder, Borea, shrank.", guessed=True)
    assert short("Borea competes-with Alba") in told_of
    told_of = told("The Rhine Court sued Delta. Delta grew.", "Kerr left a competitor, Borea.", guessed=True)
    assert short("Borea competes-with Delta") in told_of


if __name__ == "__main__":
    for name, part in (("seen", LIST[:UNSEEN]), ("unseen", LIST[UNSEEN:])):
        print(name, dict(counts(part)))
