"""What the news of sanctions and licences tells: who is put on a list, who is licensed, and until when.

``listings.txt`` has a sentence a line, and what it tells without a doubt, and when: "=" parts them.
"""

from pathlib import Path

import pytest

from graphkit.model.entities import Actor
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.proposal import Proposal
from tests.reading.test_false_statements import words

ACTORS = [
    Actor(id="of", name="Office of Foreign Assets Control", aliases=("OFAC",), kind="government-body"),
    Actor(id="sc", name="Security Council", kind="government-body"),
    Actor(id="co", name="Council of Norland", kind="government-body"),
    Actor(id="mt", name="Ministry of Trade", kind="government-body"),
    Actor(id="ec", name="European Commission", kind="government-body"),
    Actor(id="sd", name="State Department", kind="government-body"),
    Actor(id="lc", name="Lowland Court", kind="government-body"),
    Actor(id="uk", name="United Kingdom", kind="country"),
    Actor(id="vf", name="Vale Foods", kind="company"),
    Actor(id="cg", name="Corden Group", kind="company"),
    Actor(id="df", name="Delta Freight", kind="company"),
    Actor(id="ib", name="Ida Berg", kind="person"),
    Actor(id="km", name="Karl Moe", kind="person"),
]

LINES = Path(__file__).with_name("listings.txt").read_text(encoding="utf-8").splitlines()


def read(*paragraphs: str) -> list[Proposal]:
    article = Article(paragraphs, 1, "", publisher="Daily", published="2024-05-15")
    return proposals.read(article, ACTORS, vocabulary(())).proposals


def told(sentence: str) -> list[str]:
    """Return what a sentence tells without a doubt, and when."""
    return [f"{words(each)}, {each.when}" for each in read(sentence) if not each.doubts]


@pytest.mark.parametrize("line", [line for line in LINES if " = " in line])
def test_a_sentence_of_a_list_or_a_licence_tells_who_and_when(line: str) -> None:
    sentence, so = line.split(" = ")
    assert told(sentence) == so.split("; ")


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ministry of Trade designated Vale Foods on 4 May 2023.",
        "The United Kingdom put Karl Moe on its list on 4 May 2023.",
        "Vale Foods was added to the United Kingdom's list of suppliers in May 2023.",
        "Corden Group added Vale Foods to its list of suppliers.",
        "The Ministry of Trade put Karl Moe on the list of candidates.",
        "Corden Group listed Karl Moe among its directors.",
        "OFAC added Vale Foods' products to its list in May 2023.",
        "The Security Council listed the demands of Karl Moe.",
        "The United Kingdom designated Vale Foods' mill a monument.",
        "The Ministry of Trade put Karl Moe on the waiting list.",
        "The European Commission added Vale Foods to its list.",
        "The European Commission took Vale Foods off its list.",
        "The European Commission put Karl Moe on its list of experts on sanctions.",
        "The State Department listed Karl Moe.",
        "The State Department designated Karl Moe.",
        "The United Kingdom designated Vale Foods as a strategic partner.",
        "Vale Foods was designated a strategic partner by the United Kingdom.",
        "The Ministry of Trade designated Vale Foods a heritage site.",
        "The United Kingdom designated Karl Moe a hero of labour.",
        "The United Kingdom designated Vale Foods its official supplier.",
        "The Security Council put Vale Foods on the list of bidders.",
        "The United Kingdom put Karl Moe on the party list.",
        "The United Kingdom added Vale Foods to its list of approved airlines.",
        "Karl Moe appears on the list of Corden Group.",
        "The Ministry of Trade nominated Karl Moe as judge.",
        "The Ministry of Trade nominated Karl Moe for the prize.",
    ],
)
def test_what_may_be_another_list_is_not_told_for_certain(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The European Commission put Karl Moe on its short list.",
        "The European Commission put Karl Moe on its reserve list on 4 May 2023.",
        "The European Commission removed Karl Moe from its reserve list.",
        "The Security Council put Karl Moe on the guest list.",
        "The Security Council removed Karl Moe from its list of speakers.",
        "Karl Moe was added to the State Department's waiting list.",
        "Karl Moe was removed from the State Department's list of guests.",
        "The State Department listed Karl Moe in its directory.",
        "The United Kingdom designated Karl Moe to succeed Ida Berg.",
        "The State Department designated Karl Moe to chair the group.",
    ],
)
def test_another_list_and_an_office_are_no_sanctions(sentence: str) -> None:
    assert {"sanctioned", "delisted"}.isdisjoint(each.type for each in read(sentence))


def test_who_is_put_on_a_list_of_sanctions_by_any_body_is_sanctioned() -> None:
    sentence = "The European Commission put Karl Moe on its sanctions list."
    assert told(sentence) == ["European Commission sanctioned Karl Moe, None"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Berg holds 51.2 percent of Vale Foods through Corden Group.",
        "Ida Berg indirectly owns 30 percent of Vale Foods.",
        "Vale Foods is owned by Ida Berg via a chain of firms.",
        "Through Corden Group, Ida Berg owns 51 percent of Vale Foods.",
        "Ida Berg is the indirect owner of Vale Foods.",
    ],
)
def test_what_is_held_through_others_has_a_doubt(sentence: str) -> None:
    assert not told(sentence)


def test_who_is_on_a_list_is_not_guessed_to_work_for_its_keeper() -> None:
    (one,) = read("Ida Berg is no longer under sanctions of the Security Council.")
    assert one.type != "works-for"
    assert one.doubts


def test_through_a_year_is_a_time() -> None:
    assert told("Ida Berg owned Vale Foods through 2023.") == ["Ida Berg owns Vale Foods, None"]


def test_a_licence_that_was_revoked_ends_on_that_day_and_has_a_doubt() -> None:
    (one,) = read(
        "The Ministry of Trade revoked on 13 January 2023 the licence that it had granted to Vale Foods"
        " on 17 June 2022."
    )
    assert (words(one), one.when) == ("Ministry of Trade licensed Vale Foods", "2022-06-17/2023-01-13")
    assert one.doubts


@pytest.mark.parametrize(
    "sentence",
    [
        "Karl Moe did not resign as director of Vale Foods on 4 May 2023.",
        "Karl Moe never resigned as director of Vale Foods on 4 May 2023.",
        "Karl Moe was not removed as director of Vale Foods on 4 May 2023.",
        "Karl Moe may resign as director of Vale Foods on 4 May 2023.",
        "Karl Moe was asked to step down as director of Vale Foods on 4 May 2023.",
        "Shareholders demanded on 4 May 2023 that Karl Moe resign as director of Vale Foods.",
        "On 4 May 2023 Corden Group said Karl Moe would step down as director of Vale Foods.",
        "On 4 May 2023 Karl Moe, who had resigned as director of Vale Foods, sued Corden Group.",
        "If Karl Moe resigned as director of Vale Foods on 4 May 2023, Corden Group was glad.",
        "Ida Berg said on 4 May 2023 Karl Moe resigned as director of Vale Foods.",
        "Karl Moe resigned as director of Vale Foods over the vote on 4 May 2023.",
    ],
)
def test_an_office_does_not_end_on_a_day_on_which_nobody_is_told_to_have_left_it(sentence: str) -> None:
    assert {each.when for each in read(sentence) if each.type == "director-of"} == {None}


@pytest.mark.parametrize(
    "sentence",
    [
        "On 4 May 2023, Karl Moe resigned as director of Vale Foods.",
        "Karl Moe, 62, resigned as director of Vale Foods on 4 May 2023.",
        "Karl Moe and Ida Berg resigned as directors of Vale Foods on 4 May 2023.",
        "Karl Moe sold his shares and resigned as director of Vale Foods on 4 May 2023.",
        "Karl Moe was removed as director of Vale Foods on 4 May 2023.",
    ],
)
def test_an_office_ends_on_the_day_on_which_its_holder_is_told_to_have_left_it(sentence: str) -> None:
    assert {each.when for each in read(sentence) if each.type == "director-of"} == {"/2023-05-04"}


def test_an_office_does_not_begin_on_a_day_on_which_it_only_may_have() -> None:
    (one,) = read("If Karl Moe was elected director of Vale Foods on 4 May 2023, Corden Group was glad.")
    assert (one.type, one.when) == ("director-of", None)


@pytest.mark.parametrize(
    "deed", ["did not revoke", "never revoked", "refused to revoke", "may revoke", "would have revoked"]
)
def test_a_licence_that_nobody_is_told_to_have_revoked_does_not_end(deed: str) -> None:
    (one,) = read(
        f"The Ministry of Trade {deed} on 13 January 2023 the licence that it had granted to Vale Foods"
        " on 17 June 2022."
    )
    assert one.when == "2022-06-17/"


@pytest.mark.parametrize(
    "sentence",
    [
        "The United Kingdom designated Vale Foods as a strategic partner.",
        "Vale Foods was designated a strategic partner by the United Kingdom.",
        "Vale Foods, designated by the United Kingdom as a strategic partner, left.",
        "Karl Moe was put on the United Kingdom's party list.",
    ],
)
def test_a_partner_and_a_candidate_are_not_sanctioned(sentence: str) -> None:
    assert "sanctioned" not in {each.type for each in read(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The United Kingdom fined Vale Foods for supplying Corden Group.",
        "The United Kingdom designated Vale Foods for supplying Corden Group.",
    ],
)
def test_for_what_somebody_is_punished_is_the_word_of_who_punishes(sentence: str) -> None:
    (one,) = [each for each in read(sentence) if each.type == "supplies"]
    assert getattr(one.voice, "name", None) == "United Kingdom"
