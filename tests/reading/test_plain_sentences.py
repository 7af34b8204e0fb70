"""Plain sentences of the daily news: what each tells without a doubt, and what it does not tell."""

from dataclasses import replace

import pytest

from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import read_article
from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal
from graphkit.reading.proposals import Reading


def read(text: str) -> Reading:
    article = read_article(f"A title\n\n{text}\n".encode())
    return proposals.read(replace(article, publisher="The Paper", published="2023-06-09"), [], vocabulary(()))


def told(each: Proposal) -> tuple[str, str, str, str | None, str]:
    return each.source.name, each.type, each.target.name, each.when, each.status


SURE = [
    # money, and what is bought with it
    ("Acme Corp gave Per Lund 6 million euros last year.", "Acme Corp", "paid", "Per Lund", "2022"),
    ("Acme Corp gave Per Lund more than 6 million euros.", "Acme Corp", "paid", "Per Lund", None),
    (
        "The Lake Football Federation gave Acme Corp $6 million yesterday.",
        "Lake Football Federation",
        "paid",
        "Acme Corp",
        "2023-06-08",
    ),
    ("Ann Bell passed 350,000 euros to Per Lund in March 2022.", "Ann Bell", "paid", "Per Lund", "2022-03"),
    (
        "Acme Corp has bought an office building in Loma for 4.2 million euros from Velt Works.",
        "Velt Works",
        "sells-to",
        "Acme Corp",
        None,
    ),
    ("Norvik IF bought ten buses from Velt Works in May.", "Velt Works", "sells-to", "Norvik IF", "2023-05"),
    (
        "Acme Corp bought Norvik Yards in May without approval from the Trade Board.",
        "Acme Corp",
        "acquired",
        "Norvik Yards",
        "2023-05",
    ),
    (
        "Acme Corp bought Norvik Yards in May with a loan from Velt Bank.",
        "Acme Corp",
        "acquired",
        "Norvik Yards",
        "2023-05",
    ),
    # elections
    ("Acme Corp elected Per Lund president on Saturday.", "Acme Corp", "elected", "Per Lund", "2023-06-03"),
    (
        "The executive committee of Acme Corp elected Per Lund as president on Saturday.",
        "Acme Corp",
        "elected",
        "Per Lund",
        "2023-06-03",
    ),
    # who is whose
    ("Ann Bell and Per Lund are cousins.", "Ann Bell", "family-of", "Per Lund", None),
    (
        "Ann Bell married Per Lund in 2001 and divorced him in 2010.",
        "Ann Bell",
        "married-to",
        "Per Lund",
        "2001/2010",
    ),
    ("Ann Bell and Per Lund divorced in 2010.", "Ann Bell", "married-to", "Per Lund", "/2010"),
    # days
    ("Ann Bell had dinner with Per Lund on 3 May 2023 in Oslo.", "Ann Bell", "met", "Per Lund", "2023-05-03"),
    ("On 3 May 2023 Ann Bell had dinner with Per Lund.", "Ann Bell", "met", "Per Lund", "2023-05-03"),
    ("Ann Bell and Per Lund had dinner on 3 May 2023.", "Ann Bell", "met", "Per Lund", "2023-05-03"),
    ("Acme Corp and Norvik Yards merged in 2020.", "Acme Corp", "merged-with", "Norvik Yards", "2020"),
    (
        "The Lodz Court on Friday jailed Per Lund for fraud and fined him 120,000 euros.",
        "Lodz Court",
        "fined",
        "Per Lund",
        "2023-06-09",
    ),
    ("Acme Corp sued Per Lund on 3 May and fined Ann Bell.", "Acme Corp", "fined", "Ann Bell", None),
    ("On 3 May Acme Corp sued Per Lund and later fined Ann Bell.", "Acme Corp", "fined", "Ann Bell", None),
    (
        "On 3 May Acme Corp sued Per Lund and supplies Velt Works.",
        "Acme Corp",
        "supplies",
        "Velt Works",
        None,
    ),
    (
        "Ann Bell resigned as head of the Union of Lake Federations on 1 June.",
        "Ann Bell",
        "resigned-from",
        "Union of Lake Federations",
        "2023-06-01",
    ),
]


@pytest.mark.parametrize(("text", "source", "type_", "target", "when"), SURE)
def test_a_plain_sentence_tells_it_without_a_doubt(text, source, type_, target, when):
    found = [each for each in read(text).proposals if not each.doubts and each.type == type_]
    assert {tuple(sorted((each.source.name, each.target.name))) for each in found} == {
        tuple(sorted((source, target)))
    }
    assert [each.when for each in found] == [when]
    if not vocabulary(())[type_].symmetric:
        assert found[0].source.name == source


PLANNED = [
    (
        "Subject to clearance by the Trade Board, Acme Corp buys Norvik Yards.",
        "Acme Corp",
        "acquired",
        "Norvik Yards",
    ),
    (
        "Acme Corp needs a licence from the Trade Board before it can export.",
        "Trade Board",
        "licensed",
        "Acme Corp",
    ),
    (
        "The takeover of Norvik Yards by Acme Corp awaits approval by the Trade Board.",
        "Trade Board",
        "licensed",
        "Acme Corp",
    ),
]


@pytest.mark.parametrize(("text", "source", "type_", "target"), PLANNED)
def test_what_waits_for_leave_has_not_happened(text, source, type_, target):
    found = [told(each) for each in read(text).proposals]
    assert (source, type_, target, None, "planned") in found
    assert not [each for each in found if each[1] in ("acquired", "licensed") and each[4] == "actual"]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Ann Bell paid back 80,000 of the 350,000 euros to Per Lund in May.", [(80_000, "EUR")]),
        ("The Lodz Court fined Per Lund 30 daily rates of 150 euros on Tuesday.", [None]),
        ("Acme Corp paid Per Lund 100,000 euros less than Norvik Yards.", [None]),
        ("Acme Corp paid Per Lund half of the 5 million euros.", [None]),
        ("Acme Corp paid Per Lund a fee of 5 million euros.", [(5_000_000, "EUR")]),
    ],
)
def test_a_part_of_a_sum_is_not_the_whole(text, sums):
    amounts = [each.sum.amount if each.sum else None for each in read(text).proposals if not each.doubts]
    assert [(each.value, each.unit) if each else None for each in amounts] == sums


@pytest.mark.parametrize(
    "text",
    [
        "Acme Corp neither confirmed nor denied that it had dismissed Per Lund.",
        "Acme Corp declined to confirm or deny that it had paid Per Lund.",
        "Acme Corp would neither confirm nor deny that it had paid Per Lund.",
    ],
)
def test_who_neither_confirms_nor_denies_says_nothing(text):
    reading = read(text)
    assert not reading.proposals
    assert "what only may be" in reading.left_out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ann Bell, who wrote that Per Lund had met Tom Hay, has since apologised.", "apologised"),
        (
            "The paper Lake Express said that Per Lund had dismissed Ann Bell. Lund dismissed the report.",
            "dismissed the report",
        ),
        (
            "Norvik Yards was bought by Acme Corp on Friday, both firms said in a joint statement.",
            "both firms",
        ),
        ("Norvik Yards was bought by Acme Corp on Friday, the company said.", "the company"),
        (
            "Velt Bank bought Norvik Yards. Ann Bell, chair of Acme Corp, has led the firm since 2016.",
            "the firm",
        ),
        ("Ann Bell did not divorce Per Lund.", "divorce"),
        ("Per Lund was picked up in May 2023 by the Cybercrime Bureau.", "picked up"),
    ],
)
def test_what_may_be_taken_back_or_be_of_another_is_asked(text, words):
    doubtful = [each for each in read(text).proposals if any(words in doubt for doubt in each.doubts)]
    assert doubtful
    sure = [told(each) for each in read(text).proposals if not each.doubts]
    assert not {told(each) for each in doubtful} & set(sure)


def test_the_firm_is_that_of_whoever_acts():
    text = "Velt Bank bought Norvik Yards. Ann Bell, chair of Acme Corp, has led the firm since 2016."
    led = [each for each in read(text).proposals if each.source.name == "Ann Bell"]
    assert {each.target.name for each in led} == {"Acme Corp"}
    assert [each.when for each in led if each.when] == ["2016/"]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Per Lund has run Acme Works, formerly Velt Consulting, since 2010.",
            "Acme Works",
            "Velt Consulting",
        ),
        ("Velt Consulting changed its name to Acme Works on 1 June.", "Velt Consulting", "Acme Works"),
        (
            "Velt Consulting, which has been called Acme Works since May, sued Per Lund.",
            "Velt Consulting",
            "Acme Works",
        ),
        (
            "Norvik Yards and Velt Consulting, now Acme Works, have extended their contract.",
            "Velt Consulting",
            "Acme Works",
        ),
        ("Velt Consulting (now Acme Works) sued Per Lund.", "Velt Consulting", "Acme Works"),
    ],
)
def test_another_name_of_an_actor_is_no_other_actor(text, one, other):
    reading = read(text)
    assert f"{other!r} as another name of {one}" in reading.left_out
    assert other not in {name for each in reading.proposals for name in (each.source.name, each.target.name)}


@pytest.mark.parametrize("text", ["Per Lund called Ann Bell a liar.", "Per Lund later called Ann Bell."])
def test_who_calls_another_gives_no_name(text):
    assert not [reason for reason in read(text).left_out if "another name" in reason]


def test_dates_of_a_payment_are_not_those_of_kinship():
    text = "Ann Bell passed 350,000 euros to her son Tom Bell between March and August 2022."
    kin = [each for each in read(text).proposals if each.type == "family-of"]
    assert [each.when for each in kin] == [None]


def test_the_years_of_one_are_not_those_of_who_speaks():
    text = "Ann Bell, 61, who has led Acme Corp since 2011, left early, its lawyer, Per Lund, said on Monday."
    years = {each.source.name: each.when for each in read(text).proposals if each.target.name == "Acme Corp"}
    assert years == {"Ann Bell": "2011/", "Per Lund": None}


def test_what_stands_before_a_semicolon_is_not_said_behind_it():
    text = "Per Lund praised the Regional Court; the prosecutor, Ann Bell, said she would appeal."
    (praise,) = (each for each in read(text).proposals if each.type == "praised")
    assert praise.voice is None


def test_the_last_word_of_a_papers_name_is_the_paper():
    article = read_article(b"A title\n\nPer Lund met the Courier in Oslo. I met Ann Bell in May.\n")
    article = replace(article, publisher="The Lake Courier", published="2023-06-09")
    reading = proposals.read(article, [], vocabulary(()))
    names = {each.name for found in reading.mentions.values() for each in found if isinstance(each, Mention)}
    assert "The Lake Courier" in names
    assert "Courier" not in names
    sure = [each for each in reading.proposals if not each.doubts]
    assert "Ann Bell" not in {name for each in sure for name in (each.source.name, each.target.name)}


def test_a_sum_that_is_only_asked_for_is_said_to_be_left_out():
    (claim,) = read("Acme Corp is claiming 2.3 million euros from Per Lund.").proposals
    assert (claim.type, claim.sum, claim.unkept) == ("requested", None, "2.3 million euros")
    (paid,) = read("Acme Corp paid Per Lund 2.3 million euros.").proposals
    assert paid.unkept is None


@pytest.mark.parametrize(
    "text",
    [
        "Acme Ltd last week agreed to buy Bolt Ltd.",
        "Ann Bell last month promised to pay Per Lund.",
        "Ann Bell made a last attempt to buy Acme Ltd.",
        "Norway passed its second law to ban Acme Ltd.",
        "Ann Bell is the only candidate to lead Acme Ltd.",
    ],
)
def test_what_is_agreed_or_tried_is_not_one_of_a_row(text):
    assert {each.status for each in read(text).proposals} == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Acme Ltd acquired Bolt Ltd in 2020; its purchase of Cyra Ltd is subject to approval.",
        "Acme Ltd, whose loan is subject to approvals, acquired Bolt Ltd in 2020.",
        "Acme Ltd acquired Bolt Ltd in 2020 after years of pending approvals.",
    ],
)
def test_a_deed_does_not_wait_for_leave_of_another(text):
    sure = [told(each) for each in read(text).proposals if not each.doubts]
    assert ("Acme Ltd", "acquired", "Bolt Ltd", "2020", "actual") in sure


@pytest.mark.parametrize(
    "text",
    [
        "Ann Bell merged Acme Ltd with Bolt Ltd.",
        "The Ministry of Trade merged Acme Ltd and Bolt Ltd in 2020.",
        "Ann Bell and Per Lund merged the files of Acme Ltd.",
        "Acme Ltd merged its Oslo office with Bolt Ltd in 2020.",
        "Acme Ltd and Bolt Ltd merged their back offices in 2020.",
        "Ann Bell sent 5,000 euros when Per Lund wrote to Tom Hay.",
        "Norway designated Acme Ltd for producing vaccines.",
        "The Ministry of Trade picked up Per Lund.",
        "Ann Bell and Per Lund divorced their spouses in 2020.",
        "Ann Bell and Per Lund both divorced in 2020.",
        "Ann Bell and Per Lund each had lunch.",
        "Ann Bell and Per Lund had lunch separately.",
    ],
)
def test_what_is_done_to_others_or_by_others_is_not_told_for_sure(text):
    kinds = {each.type for each in read(text).proposals if not each.doubts}
    assert kinds.isdisjoint({"arrested", "married-to", "merged-with", "met", "paid", "sanctioned"})


@pytest.mark.parametrize(
    "text",
    [
        "Ann Bell was in talks with Per Lund on the 2025 budget.",
        "Ann Bell had dinner with Per Lund after the 2019 election.",
    ],
)
def test_the_year_of_a_thing_is_no_day_of_a_meeting(text):
    assert [each.when for each in read(text).proposals] == [None]


def test_who_calls_an_office_a_lie_denies_it():
    for said in ("it is a lie", "it's not true", "it is not true"):
        (owner,) = read(f"Ann Bell said {said} that Per Lund is the owner of Acme Ltd.").proposals
        assert (owner.status, getattr(owner.voice, "name", None)) == ("denied", "Ann Bell")


def test_as_somebody_does_something_is_no_voice():
    for text in (
        "As Ann Bell announced her exit, Acme Ltd paid Bolt Ltd.",
        "As Ann Bell told investors about it, Acme Ltd paid Bolt Ltd.",
    ):
        (paid,) = (each for each in read(text).proposals if each.type == "paid")
        assert paid.voice is None


def test_another_paper_of_the_last_word_is_not_the_publisher():
    article = read_article(b"A title\n\nAnn Bell sued the Miami Herald. The Herald paid her 5 euros.\n")
    article = replace(article, publisher="Daily Herald", published="2023-06-09")
    reading = proposals.read(article, [], vocabulary(()))
    assert "Daily Herald" not in {
        name for each in reading.proposals for name in (each.source.name, each.target.name)
    }


def test_what_is_not_all_that_was_done_was_done():
    found = [told(each) for each in read("Acme Ltd did not just appoint Ann Bell as its head.").proposals]
    assert found
    assert {status for *_, status in found} == {"actual"}
