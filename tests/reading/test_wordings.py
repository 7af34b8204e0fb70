"""Wordings that made a draft say too much, or that lost a day, a sum or a doer; each stands for its kind."""

import pytest

from graphkit.model.vocabulary import vocabulary
from graphkit.reading.drafting import attested
from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal
from tests.reading.test_false_statements import read, told, words


def voice(each: Proposal) -> str | None:
    return each.voice.name if isinstance(each.voice, Mention) else each.voice


def only(type_: str, *paragraphs: str) -> Proposal:
    """Return the only proposal of a type."""
    (found,) = (each for each in read(*paragraphs) if each.type == type_)
    return found


@pytest.mark.parametrize(
    "when", ["in May", "on 3 May", "after the fire", "only after a long wait", "under pressure"]
)
def test_it_was_then_that_is_in_nobody_s_voice(when: str) -> None:
    before = "Anna Holm denied that Vale Foods paid Karl Moe."
    found = only("acquired", before, f"It was {when} that Corden Group acquired Delta Freight.")
    assert (voice(found), found.doubts) == (None, ())


@pytest.mark.parametrize(
    "who", ["Planning officer", "The planning officer", "Trading inspector", "Mining clerk"]
)
def test_a_noun_in_ing_before_a_post_is_no_verb(who: str) -> None:
    found = only("met", f"{who} Gary Reed on 8 June met Karl Moe.")
    assert (found.when, found.doubts) == ("2024-06-08", ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Vale Foods bought Delta Freight from Corden Group for $3m.",
        "Corden Group sold Delta Freight to Vale Foods for $3m.",
        "Delta Freight was bought by Vale Foods from Corden Group for $3m.",
    ],
)
def test_the_sum_is_the_buyer_s_where_the_seller_is_named(sentence: str) -> None:
    sums = {each.type: each.sum for each in read(sentence)}
    assert sums["sells-to"] is None
    told_sum = sums["acquired"]
    assert told_sum is not None
    assert told_sum.amount is not None
    assert told_sum.amount.value == 3_000_000


@pytest.mark.parametrize(
    ("verb", "when", "status"),
    [
        ("replaced", "2024-05-03/", "actual"),
        ("succeeded", "2024-05-03/", "actual"),
        ("took over from", "2024-05-03/", "actual"),
        ("will succeed", "2025-05-03/", "planned"),
    ],
)
def test_who_follows_another_has_the_office_from_that_day(verb: str, when: str, status: str) -> None:
    for paragraphs in (
        [f"Eva Strand {verb} Ida Berg as chief executive of Vale Foods on 3 May {when[:4]}."],
        ["Ida Berg leads Vale Foods.", f"Eva Strand {verb} Ida Berg as chief executive on 3 May {when[:4]}."],
    ):
        found = [
            each for each in read(*paragraphs) if each.source.name == "Eva Strand" and each.type == "leads"
        ]
        assert [(each.when, each.status) for each in found] == [(when, status)]
    left = read("Ida Berg was replaced as chief executive of Vale Foods by Eva Strand on 3 May 2024.")
    assert not [each for each in left if each.source.name == "Ida Berg" and each.when == "2024-05-03/"]


@pytest.mark.parametrize(
    "verb", ["has bought 12 ships from", "has purchased grain from", "has ordered 3 ferries from"]
)
def test_who_has_sold_once_is_not_told_to_sell_now(verb: str) -> None:
    found = only("sells-to", f"Vale Foods {verb} Corden Group.")
    assert attested(found.type, found.quote, vocabulary(()), found.at) is False
    found = only("sells-to", "Vale Foods buys grain from Corden Group.")
    assert attested(found.type, found.quote, vocabulary(()), found.at) is None


@pytest.mark.parametrize("unit", ["Alba Shipping Ltd", "Alba Homes plc"])
def test_a_firm_called_without_its_legal_form_is_not_its_unit(unit: str) -> None:
    deeds = told(f"Alba Ltd owns {unit}. Alba acquired Corden Group. Alba sued Vale Foods.")
    assert {"Alba Ltd acquired Corden Group", "Alba Ltd sued Vale Foods"} <= deeds


@pytest.mark.parametrize(
    "rest",
    ["Reed has not commented", "Reed has not yet replied", "Reed did not respond to questions",
     "Reed has not been reached", "Reed has not immediately responded"],
)  # fmt: skip
def test_who_says_nothing_takes_nothing_back(rest: str) -> None:
    assert told(f"Vale Foods paid Gary Reed in May; {rest}.") == {"Vale Foods paid Gary Reed"}
    assert not told("Vale Foods paid Gary Reed in May; Reed did not get the money.")


@pytest.mark.parametrize("verb", ["supported", "examined", "criticised", "backed", "reviews", "welcomed"])
@pytest.mark.parametrize("deal", ["takeover", "acquisition", "purchase"])
def test_a_deal_on_which_somebody_takes_a_side_may_lie_ahead(verb: str, deal: str) -> None:
    found = only("acquired", f"Ida Berg {verb} the {deal} of Vale Foods by Corden Group.")
    assert words(found) == "Corden Group acquired Vale Foods"
    assert found.doubts
    assert told("Corden Group acquired Vale Foods.") == {"Corden Group acquired Vale Foods"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Prosecutors dropped the charge that Karl Moe bribed Ida Berg.",
        "Prosecutors withdrew the allegation that Karl Moe bribed Ida Berg.",
        "The charge that Karl Moe bribed Ida Berg was dropped.",
        "The prosecutor abandoned the case that Karl Moe bribed Ida Berg.",
    ],
)
def test_a_charge_that_is_dropped_is_not_denied_for_certain(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize("claim", ["claim", "allegation", "own claim", "contention", "belief"])
def test_what_is_somebody_s_claim_is_in_that_voice(claim: str) -> None:
    found = only("paid", f"It is Ida Berg's {claim} that Karl Moe paid Vale Foods.")
    assert voice(found) == "Ida Berg"


QUOTATIONS = [
    ('"We are sorry," Ida Berg said. "Karl Moe paid Vale Foods in May."', "Ida Berg"),
    ('Ida Berg said: "He is a crook. Karl Moe paid Vale Foods in May."', "Ida Berg"),
    ('"Karl Moe paid Vale Foods. He is a crook," said Ida Berg.', "Ida Berg"),
    ("\u201cHe is a crook,\u201d Ida Berg said. \u201cHe lied. Karl Moe paid Vale Foods.\u201d", "Ida Berg"),
    ('"He lied. Karl Moe paid Vale Foods." The letter was not signed.', "unnamed"),
]


@pytest.mark.parametrize(("text", "speaker"), QUOTATIONS)
def test_every_sentence_of_a_quotation_is_in_its_speaker_s_voice(text: str, speaker: str) -> None:
    found = only("paid", text)
    assert voice(found) == speaker
    assert bool(found.doubts) == (speaker == "unnamed")
    after = only("paid", '"He is a crook," Ida Berg said. Karl Moe paid Vale Foods in May.')
    assert voice(after) is None


@pytest.mark.parametrize("verb", ["denied", "disputes", "rejects"])
def test_what_somebody_denies_in_the_next_sentence_has_a_doubt(verb: str) -> None:
    assert not told(f"Karl Moe paid Vale Foods in May. Moe {verb} it.")


@pytest.mark.parametrize("verb", ["sentenced", "jailed", "sacked", "fined", "detained", "thanked"])
def test_who_is_blamed_or_praised_for_a_deed_has_done_it(verb: str) -> None:
    found = told(f"The Arden Court {verb} Ida Berg for meeting Karl Moe.")
    assert "Ida Berg met Karl Moe" in found
    assert "Arden Court met Karl Moe" not in found
    bribe = told(f"The Arden Court {verb} Ida Berg for taking bribes from Vale Foods.")
    assert "Vale Foods paid Arden Court" not in bribe


@pytest.mark.parametrize("verb", ["paid", "chose"])
def test_who_has_done_what_another_is_paid_for_is_open(verb: str) -> None:
    assert not {each for each in told(f"Vale Foods {verb} Ida Berg for meeting Karl Moe.") if " met " in each}


OPENED = [
    ("Founded in 1974 by Paul Rey, Vale Foods makes cheese.", "Paul Rey founded Vale Foods"),
    ("Sued by Corden Group, Vale Foods met Karl Moe.", "Corden Group sued Vale Foods"),
    ("Led by Ida Berg since 2012, Vale Foods has sued Karl Moe.", "Ida Berg leads Vale Foods"),
]


@pytest.mark.parametrize(("sentence", "so"), OPENED)
def test_a_participle_that_opens_a_sentence_is_of_who_acts(sentence: str, so: str) -> None:
    assert so in told(sentence)


@pytest.mark.parametrize("line", ["LYON, 14 May 2024 \u2013", "PORT VELL, May 14, 2024 \u2014"])
def test_a_dateline_does_nothing(line: str) -> None:
    found = read(f"{line} Vale Foods announced that its board has appointed Ida Berg.")
    assert {words(each) for each in found if not each.doubts} == {"Vale Foods appointed Ida Berg"}
    assert not [each for each in found if each.type == "appointed" and each.source.name != "Vale Foods"]


JUDGED = [
    ('"Ida Berg is one of the finest minds of her trade," said Karl Moe.', "praised"),
    ('"Ida Berg is a bully," said Karl Moe.', "criticised"),
    ('"We are pleased," said Karl Moe. "Ida Berg has been a patient partner."', "praised"),
]


@pytest.mark.parametrize(("text", "how"), JUDGED)
def test_whom_somebody_praises_or_blames_in_a_quotation_is_a_guess(text: str, how: str) -> None:
    (found,) = (each for each in read(text) if each.target.name == "Ida Berg")
    assert words(found) == f"Karl Moe {how} Ida Berg"
    assert found.doubts


def test_who_pays_for_something_pays_nobody_named_beside_it() -> None:
    found = read("The inquiry was led by Karl Moe and paid for by Vale Foods.")
    assert not [each for each in found if each.type == "paid"]


def test_money_that_is_returned_is_paid_and_a_part_of_a_firm_is_a_stake() -> None:
    assert told("Vale Foods will return 2 million euros to Corden Group.") == {
        "planned Vale Foods paid Corden Group"
    }
    assert told("Ida Berg has sold a quarter of Vale Foods to Corden Group.") == {
        "Ida Berg sold-stake-in Vale Foods", "Corden Group shareholder-of Vale Foods",
    }  # fmt: skip


OWNERS = [
    ("Vale Foods is owned by the wife of the mayor, Karl Moe.", "Karl Moe owns Vale Foods"),
    ("Vale Foods, a firm owned by the brother of its chief executive, Karl Moe, sued Ida Berg.",
     "Karl Moe sued Ida Berg"),
    ("Vale Foods, founded by the son of the minister, Karl Moe, has met Ida Berg.", "Karl Moe met Ida Berg"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wrong"), OWNERS)
def test_who_is_named_beside_a_relative_is_not_the_relative(sentence: str, wrong: str) -> None:
    found = told(sentence)
    assert wrong not in found
    if "," in sentence[:12]:
        assert any(each.startswith("Vale Foods ") for each in found)


@pytest.mark.parametrize(
    "deed", ["signed a settlement", "reached a truce", "struck a deal", "concluded a treaty"]
)
def test_of_two_who_agree_the_day_is_kept(deed: str) -> None:
    found = only("agreed", f"Vale Foods and Corden Group {deed} in Oslo on 6 December.")
    assert (found.when, found.doubts) == ("2024-12-06", ())


@pytest.mark.parametrize("verb", ["detained", "arrested", "held", "summoned"])
def test_who_is_held_for_questioning_about_another_asks_nothing(verb: str) -> None:
    found = read(f"The Federal Police {verb} Ida Berg for questioning about Karl Moe.")
    assert not [each for each in found if each.type == "interviewed" and not each.doubts]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rumours that Vale Foods paid Karl Moe are false.", None),
        ("Reports that Vale Foods paid Karl Moe in 2020 were untrue.", None),
        ("The claim that Vale Foods paid Karl Moe is a myth.", None),
        ("Sources said rumours that Vale Foods paid Karl Moe are false.", "unnamed"),
        ("Rumours that Vale Foods paid Karl Moe are false, according to officials.", "unnamed"),
        ("Rumours that Vale Foods paid Karl Moe are false, Anna Holm said.", "Anna Holm"),
        ("Reports that Vale Foods paid Karl Moe have been denied.", "unnamed"),
    ],
)
def test_what_the_article_calls_false_is_not_denied_by_who_claims_it(
    sentence: str, expected: str | None
) -> None:
    found = only("paid", sentence)
    assert (found.status, voice(found)) == ("denied", expected)
