"""Who acts, what she is, for how much, and whether it has happened: what only looks so has a doubt."""

import pytest

from graphkit.model.entities import Source
from graphkit.model.vocabulary import vocabulary
from graphkit.reading.drafting import draft_of
from tests.reading.test_false_statements import read, told, words

BODIES = [
    "army", "navy", "air force", "armed forces", "military", "coast guard", "border guard", "central bank",
    "foreign ministry", "supreme court", "parliament", "tax office", "competition authority",
    "intelligence service", "prosecutors", "city council", "police",
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("place", ["Norway", "Velden"])
def test_a_body_of_a_place_is_an_actor_of_its_own(body: str, place: str) -> None:
    name = f"{body.capitalize()} of {place}"
    if place == "Velden" and body.split()[-1] in ("office", "service"):  # a firm may have these
        assert f"{place} sued Delta Freight" not in told(f"The {body} of {place} sued Delta Freight.")
        return
    assert told(f"The {body} of {place} sued Delta Freight.") == {f"{name} sued Delta Freight"}
    assert told(f"Delta Freight sued the {body} of {place}.") == {f"Delta Freight sued {name}"}
    assert told(f"Delta Freight was sued by the {body} of {place}.") == {f"{name} sued Delta Freight"}


@pytest.mark.parametrize("body", ["army", "navy", "armed forces", "coast guard", "parliament", "police"])
def test_what_a_country_has_is_an_actor_of_its_own(body: str) -> None:
    assert told(f"Norway's {body} sued Delta Freight.") == {
        f"{body.capitalize()} of Norway sued Delta Freight"
    }


@pytest.mark.parametrize(
    "body",
    [
        "oil company", "state railway", "football federation", "wealth fund", "opposition", "ambassador",
        "board of trade", "lawmakers", "president",
    ],
)  # fmt: skip
def test_what_has_no_name_in_a_place_is_not_the_place(body: str) -> None:
    for text in (
        f"The {body} of Norway sued Delta Freight.",
        f"Norway's {body} sued Delta Freight.",
        f"Delta Freight sued the {body} of Norway.",
        f"Delta Freight was sued by the {body} of Norway.",
    ):
        assert not {each for each in told(text) if "Norway" in each.split()}, text


def test_a_government_acts_for_its_country() -> None:
    for text in ("The government of Norway", "Norway's government"):
        assert told(f"{text} sued Delta Freight.") == {"Norway sued Delta Freight"}
    assert told("Peter Lund met the legal department of Ponsela.") == {"Peter Lund met Ponsela"}


PEOPLE = [
    "vice-president", "vice-chairman", "former chief executive", "ex-chairman", "lawyer", "spokesman",
    "treasurer", "founder", "owner", "rival", "guards", "executives", "directors", "officials", "maker",
    "operator", "parent", "co-founder", "manager", "accountant", "insurer",
]  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_somebody_of_a_firm_is_not_the_firm_without_a_doubt(who: str) -> None:
    for text in (
        f"Peter Lund was sued by Vale Foods' {who}.",
        f"Peter Lund was sued by Vale Foods' {who} (Anna Holm).",
        f"Peter Lund was sued by the {who} of Vale Foods.",
        f"Vale Foods' {who} sued Peter Lund.",
        f"The {who} of Vale Foods sued Peter Lund.",
        f"Peter Lund sued Vale Foods' {who}.",
        f"Peter Lund sued the {who} of Vale Foods.",
    ):
        assert not {each for each in told(text) if " sued " in each and "Vale Foods" in each}, text


@pytest.mark.parametrize(
    "text",
    [
        "Peter Lund was sued by the vice-president of Vale Foods, Anna Holm.",
        "Peter Lund was sued by Vale Foods' vice-president, Anna Holm.",
        "Vale Foods' vice-president, Anna Holm, sued Peter Lund.",
    ],
)
def test_who_is_named_beside_her_post_acts(text: str) -> None:
    assert told(text) == {"Anna Holm sued Peter Lund", "Anna Holm works-for Vale Foods"}


BELOW = """
country director|regional director|area director|local head|deputy head|deputy chief executive|vice-president
vice-chairman|deputy managing director|assistant director|associate director|senior director
regional manager|branch manager|director of sales|head of mission|country chief|research director
"""


@pytest.mark.parametrize("post", BELOW.replace("\n", "|").strip("|").split("|"))
@pytest.mark.parametrize("body", ["Vale Foods", "Nova Institute"])
def test_who_heads_a_part_or_is_a_deputy_works_for_the_whole(post: str, body: str) -> None:
    joint = "at" if " of " in post else "of"
    for text in (
        f"Anna Holm, {post} {joint} the {body}, met Peter Lund.",
        f"Anna Holm was appointed {post} {joint} the {body}.",
    ):
        roles = {each for each in told(text) if " met " not in each and each.startswith("Anna Holm")}
        assert roles == {f"Anna Holm works-for {body}"}, text


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holm, head of Asia at Vale Foods, met Peter Lund.",
        "Anna Holm, Europe chief of Vale Foods, met Peter Lund.",
        "Anna Holm, head of Vale Foods in Norway, met Peter Lund.",
        "Anna Holm, head of Vale Foods' Oslo office, met Peter Lund.",
        "Vale Foods' Norway chief, Anna Holm, met Peter Lund.",
        "Anna Holm, honorary president of Vale Foods, met Peter Lund.",
        "Vale Foods' chairman-elect, Anna Holm, met Peter Lund.",
        "Anna Holm, vice-president of Norway, met Peter Lund.",
        "Anna Holm will be succeeded as deputy head of Vale Foods by Karl Moe.",
    ],
)
def test_such_a_post_is_not_that_of_who_leads(text: str) -> None:
    assert not {each for each in told(text) if " leads " in each}


def test_who_is_to_be_succeeded_leads_now() -> None:
    text = "Anna Holm will be succeeded as head of Vale Foods by Karl Moe."
    assert told(text) == {"Anna Holm leads Vale Foods"}


@pytest.mark.parametrize("post", ["a director of", "one of the directors of", "an executive director of"])
def test_a_member_of_the_board_does_not_lead(post: str) -> None:
    for body in ("Vale Foods", "the Nova Institute"):
        assert not {each for each in told(f"Anna Holm, {post} {body}, spoke.") if " leads " in each}


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Vale Foods holds 60% of Delta Freight and Corden Group the rest.", {"Vale Foods": 60}),
        ("Vale Foods holds a majority of Delta Freight and Corden Group 20%.", {}),
        ("Vale Foods and Corden Group hold 60% and 40% of Delta Freight.", {}),
        ("Vale Foods and Corden Group hold 60 and 40 percent of Delta Freight respectively.", {}),
        ("Vale Foods and Corden Group together hold 60% of Delta Freight.", {}),
        ("The Markets Office fined Vale Foods and Corden Group 5 million euros.", {}),
        (
            "The Markets Office fined Vale Foods, Orion Metals and Corden Group a total of 5 million euros.",
            {},
        ),
        ("Vale Foods paid Peter Lund and Karl Moe 3 million and 2 million euros respectively.", {}),
        ("Vale Foods paid Peter Lund 3 million euros.", {"Vale Foods": 3_000_000}),
        ("The Markets Office fined Vale Foods 5 million euros.", {"Markets Office": 5_000_000}),
    ],
)
def test_of_two_each_has_its_own_sum_or_none(text: str, sums: dict[str, int]) -> None:
    found = {each.source.name: each.sum.amount.value for each in read(text) if each.sum and each.sum.amount}
    assert found == sums


UNDER_WAY = [
    ("is buying", "acquired"), ("is acquiring", "acquired"), ("is leaving", "left"), ("is joining", "joined"),
    ("is hiring", "hired"), ("is founding", "founded"), ("is still merging with", "merged-with"),
    ("is now being acquired by", "acquired"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "type_"), UNDER_WAY)
def test_what_is_being_done_is_not_done_yet(verb: str, type_: str) -> None:
    (found,) = (each for each in read(f"Vale Foods {verb} Corden Group.") if not each.doubts)
    assert (found.type, found.status) == (type_, "planned")


@pytest.mark.parametrize(
    "verb", ["is investigating", "has been investigating", "is lobbying", "has been in talks with"]
)
def test_of_what_goes_on_a_draft_says_so(verb: str) -> None:
    source = Source(id="s", publisher="The Wire", title="T", published="2024-12-12")

    def remarks(text: str) -> str:
        (found,) = read(text)
        return "; ".join(draft_of(found, source, 1, vocabulary(())).remarks)

    text = f"The Markets Office {verb} Vale Foods"
    assert "it goes on" in remarks(f"{text}.")
    assert "talks" in verb or not remarks(f"{text} since May 2023.")
    assert not remarks("The Markets Office investigated Vale Foods.")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Holm called for the arrest of Karl Moe by Peter Lund.",
        "Anna Holm recommended the dismissal of Karl Moe by Peter Lund.",
        "The High Court ordered the extradition of Karl Moe.",
        "The High Court ordered the arrest of Karl Moe.",
        "The High Court rejected the extradition of Karl Moe to Sweden.",
        "The High Court allowed the extradition of Karl Moe by Norway.",
        "Anna Holm signed an agreement with Karl Moe in the name of Vale Foods.",
        "Anna Holm paid Karl Moe on behalf of Vale Foods.",
        "Anna Holm, acting for Vale Foods, sued Karl Moe.",
        "The High Court made Vale Foods pay Karl Moe.",
        "The Markets Office cleared Karl Moe of having bribed a clerk of Vale Foods.",
    ],
)
def test_who_does_what_to_whom_is_left_open(text: str) -> None:
    assert not {each for each in told(text) if each.endswith("Karl Moe") and " acquitted " not in each}
    assert not {each for each in told(text) if " makes " in each}


def test_whom_somebody_makes_pay_is_not_made_by_it() -> None:
    assert not told("The High Court made Vale Foods pay Peter Lund.")


COMPELLED = """
was forced to|was forced by the High Court to|had to|has to|is obliged to|was compelled to
was told to|needs to|ought to|was meant to|was supposed to|tried to|attempted to
sought to|was about to|had hoped to|was afraid to
is under pressure to|was not able to|was not allowed to|was unable to|refused to|failed to|declined to
"""


@pytest.mark.parametrize("verb", COMPELLED.replace("\n", "|").strip("|").split("|"))
def test_who_was_made_to_or_tried_has_not_paid_for_certain(verb: str) -> None:
    assert "Vale Foods paid Peter Lund" not in told(f"Vale Foods {verb} pay Peter Lund.")


@pytest.mark.parametrize(
    "words_before",
    [
        "Nothing shows that", "No document shows that", "Nobody has proved that", "No witness has said that",
        "There is no evidence that", "It is unclear whether", "The prosecutor could not show that",
        "The High Court found no sign that", "It is false that", "Peter Lund denied that",
    ],
)  # fmt: skip
def test_what_nobody_shows_is_not_told_as_so(words_before: str) -> None:
    assert "Vale Foods paid Karl Moe" not in told(f"{words_before} Vale Foods paid Karl Moe.")


@pytest.mark.parametrize(
    "verb",
    ["resisted paying", "opposed suing", "stopped short of suing", "denied having met", "ruled out suing"],
)
def test_whom_an_act_would_concern_is_not_opposed(verb: str) -> None:
    found = told(f"Vale Foods {verb} Peter Lund.")
    assert {each for each in found if not each.startswith("denied")} == set()


NAMES = """
Corden Sp. z o.o.|Corden Polska Sp. z o.o.|Corden S.A.|Corden A/S|Lund Shipping A/S|Weber GmbH & Co. KG
Weber S.p.A.|Weber S.r.l.|Weber B.V.|Weber N.V.|Weber d.o.o.|Weber a.s.
Weber s.r.o.|Weber S.A. de C.V.|Weber AG & Co. KGaA
Weber & Co.|Weber, Inc.|Weber Co., Ltd.|Weber Ltd.|Weber Pty Ltd|Weber Oy Ab
An Bord Pleanála|Holm and Lund LLP
Province of Gent|Municipality of Gent|Canton of Gent|Region of Gent|Duchy of Gent|Isle of Gent|Weber & Sons
Council for Peace and Justice|Centre for Policy and Law|Society for the Protection of Birds
Bank of Gent and Lund
"""


@pytest.mark.parametrize("name", NAMES.replace("\n", "|").strip("|").split("|"))
def test_a_name_is_whole(name: str) -> None:
    assert told(f"Vale Foods met {name} in Velden.") == {f"Vale Foods met {name}"}
    assert told(f"{name} sued Vale Foods.") == {f"{name} sued Vale Foods"}
    assert {words(each) for each in read(f"Vale Foods was sued by {name}, it said.")} >= {
        f"{name} sued Vale Foods"
    }


def test_a_name_ends_where_another_begins() -> None:
    assert told("Vale Foods bought Corden Group for Delta Freight.") == {"Vale Foods acquired Corden Group"}
    assert told("The firm sued Corden S.A. It had paid Vale Foods.") == set()
    assert told("Corden S.A. met Peter Lund.", "Corden sued Vale Foods.") == {
        "Corden S.A. met Peter Lund",
        "Corden S.A. sued Vale Foods",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Vale Foods met Corden Group. Karl Moe left its board. He was replaced by Peter Lund.",
        "Anna Holm, chairman of Vale Foods, met Karl Moe. She stepped down.",
        "Vale Foods sued Corden Group. The two met Karl Moe, the chairman, who resigned.",
        "Vale Foods, Oslo, sued Corden Group (Bergen, Norway).",
    ],
)
def test_no_doubt_quotes_an_empty_word(text: str) -> None:
    for each in read(text):
        assert not [doubt for doubt in each.doubts if "''" in doubt], each


ALIKE = [
    ("Vale Foods owns half of Delta Freight, with 25% each held by Corden Group and Orion Metals.",
     "Corden Group owns Vale Foods"),
    ("On trial: Peter Lund, former head of Vale Foods, for bribing Karl Moe.", "Peter Lund paid Karl Moe"),
    ("Vale Foods bought Corden Group in all but name.", "Vale Foods acquired Corden Group"),
    ("The Markets Office gave Vale Foods until Friday to pay Peter Lund.",
     "planned Markets Office paid Peter Lund"),
    ("Vale Foods sued the maker of Orion Metals.", "Vale Foods sued Orion Metals"),
    ("Anna Holm works for Vale Foods and Peter Lund for Corden Group.", "Anna Holm works-for Peter Lund"),
    ("Karl Moe, whom Anna Holm had ordered to pay Peter Lund, left.", "planned Anna Holm paid Peter Lund"),
    ("Anna Holm forgave Karl Moe for paying Peter Lund.", "Anna Holm paid Peter Lund"),
    ("Anna Holm saw Karl Moe pay Peter Lund.", "Anna Holm met Karl Moe"),
    ("An MP met Peter Lund.", "MP met Peter Lund"),
    ("The head of the army of Norway, Anna Holm, met Peter Lund.", "Anna Holm works-for Army of Norway"),
    ("The Working Group for Peace sued Vale Foods.", "Working Group sued Vale Foods"),
    ("Karl Moe, a partner at Holm and Lund LLP.", "Karl Moe works-for Holm"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong"), ALIKE)
def test_it_is_not_told_without_a_doubt(text: str, wrong: str) -> None:
    assert wrong not in told(text)


ROLES = [
    # who is what, and what that means
    ("Per Lund, the chairman of Delta Freight", "Per Lund leads Delta Freight"),
    ("Per Lund, a director of Harbour Bank", "Per Lund director-of Harbour Bank"),
    ("Per Lund, Delta Freight's chief executive", "Per Lund leads Delta Freight"),
    ("Norden Lines, owner of Coast Air", "Norden Lines owns Coast Air"),
    ("Norden Lines, a unit of Coast Air", "Norden Lines subsidiary-of Coast Air"),
    ("Per Lund, husband of Ada Vik", "Per Lund married-to Ada Vik"),
    ("Per Lund, brother of Olaf Dahl", "Per Lund family-of Olaf Dahl"),
    ("Per Lund, lawyer for Delta Freight", "Per Lund represents Delta Freight"),
    ("Per Lund, a spokesman for Delta Freight", "Per Lund works-for Delta Freight"),
]


@pytest.mark.parametrize(("who", "so"), ROLES)
@pytest.mark.parametrize("title", ["Minister", "Prime Minister", "Senator", "President", "Professor", "Sir"])
@pytest.mark.parametrize("verb", ["criticised", "met", "sues", "has praised", "later phoned"])
def test_a_role_is_of_who_is_named_before_it_not_of_a_title_behind(
    who: str, so: str, title: str, verb: str
) -> None:
    sentence = f"{who}, {verb} {title} Eva Sund on Monday."
    assert so in told(sentence)
    assert "Eva Sund" not in {each.source.name for each in read(sentence)}


@pytest.mark.parametrize("verb", ["stung", "bests", "overlooks", "outfoxes", "misled", "spites"])
def test_a_role_stays_with_who_is_named_before_it_whatever_the_verb(verb: str) -> None:
    sentence = f"Per Lund, the chairman of Delta Freight, {verb} Mayor Eva Sund."
    assert told(sentence) == {"Per Lund leads Delta Freight"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The chairman of Delta Freight, Minister Eva Sund, met Per Lund.",
        "The chairman of Delta Freight, retired general Eva Sund, met Per Lund.",
        "Per Lund met the chairman of Delta Freight, acting Mayor Eva Sund.",
        "Delta Freight's chairman, Professor Eva Sund, met Per Lund.",
    ],
)
def test_a_role_before_a_name_is_of_who_bears_it(sentence: str) -> None:
    assert "Eva Sund leads Delta Freight" in told(sentence)


@pytest.mark.parametrize(
    "office",
    [
        "Finance Minister", "Finance Director", "finance director", "Finance Secretary", "fund manager",
        "Deputy Finance Minister", "former Finance Minister", "Export Minister", "Interior Minister",
        "Planning Minister",
    ],
)  # fmt: skip
def test_the_field_of_an_office_is_no_verb_that_takes_the_day(office: str) -> None:
    (met,) = read(f"Ida Strand met {office} Karl Moe on 3 March 2024.")
    assert (words(met), met.when, met.doubts) == ("Ida Strand met Karl Moe", "2024-03-03", ())
    (met,) = read(f"{office[0].upper()}{office[1:]} Karl Moe met Ida Strand on Monday.")
    assert (words(met), met.when, met.doubts) == ("Karl Moe met Ida Strand", "2024-12-09", ())


@pytest.mark.parametrize("plan", ["will finance", "agreed to finance", "will jointly fund", "is to finance"])
def test_who_finances_a_holder_of_an_office_does_so(plan: str) -> None:
    assert told(f"Vale Foods {plan} director Karl Moe in May 2025.") == {"planned Vale Foods funded Karl Moe"}


@pytest.mark.parametrize("paper", ["Reuters", "The Guardian", "The Times", "Bloomberg", "Axios", "Herald"])
@pytest.mark.parametrize("said", ["reported that", "said that", "reported on Tuesday that"])
def test_a_paper_that_opens_a_sentence_is_the_voice(paper: str, said: str) -> None:
    found = [
        each for each in read(f"{paper} {said} Norden Lines fired Tom Quay.") if each.type == "dismissed"
    ]
    assert [getattr(each.voice, "name", each.voice) for each in found] == [paper.removeprefix("The ")]


@pytest.mark.parametrize("group", ["Prosecutors", "Newspapers", "Police", "Analysts", "The Russian"])
def test_a_group_without_a_name_is_no_named_voice(group: str) -> None:
    found = read(f"{group} reported that Norden Lines fired Tom Quay.")
    assert {each.voice for each in found} == {"unnamed"}
