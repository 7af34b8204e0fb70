"""What a stranger's sentences were read to say and do not: none of it may be told without a doubt."""

import pytest

from graphkit.model.entities import Actor
from graphkit.model.kinds import Kind
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.drafting import attested
from graphkit.reading.mentions import Mention, Names
from graphkit.reading.proposal import Proposal


def read(*paragraphs: str) -> list[Proposal]:
    article = Article(paragraphs, 1, "", publisher="The Wire", published="2024-12-12")
    return proposals.read(article, [], vocabulary(())).proposals


def words(each: Proposal) -> str:
    """Return a proposal in words: "planned Corden Group acquired Vale Foods"."""
    status = "" if each.status == "actual" else f"{each.status} "
    return f"{status}{each.source.name} {each.type} {each.target.name}"


def told(*paragraphs: str) -> set[str]:
    """Return what is told without a doubt."""
    return {words(each) for each in read(*paragraphs) if not each.doubts}


CONTRASTS = [
    # who is not meant, and what is so
    ("It was Peter Lund, not Karl Moe, who paid Anna Holm.", "Karl Moe", "Peter Lund paid Anna Holm"),
    ("It was not Peter Lund who paid Anna Holm but Karl Moe.", "", "denied Peter Lund paid Anna Holm"),
    ("It was not Peter Lund who paid Anna Holm.", "", "denied Peter Lund paid Anna Holm"),
    ("The Federal Police arrested not Peter Lund but Karl Moe.", "Peter Lund",
     "Federal Police arrested Karl Moe"),
    ("Vale Foods rather than Corden Group was fined by the Ministry of Trade.", "Corden Group",
     "Ministry of Trade fined Vale Foods"),
    ("Not Peter Lund but Karl Moe paid Anna Holm.", "Peter Lund", "Karl Moe paid Anna Holm"),
    ("It is Vale Foods, and not Corden Group, that sued Delta Freight.", "Corden Group",
     "Vale Foods sued Delta Freight"),
    ("Karl Moe instead of Peter Lund was arrested by the Federal Police.", "Peter Lund",
     "Federal Police arrested Karl Moe"),
    ("The Federal Police arrested Karl Moe, not Peter Lund.", "Peter Lund",
     "Federal Police arrested Karl Moe"),
    ("Karl Moe, as opposed to Peter Lund, was arrested by the Federal Police.", "Peter Lund",
     "Federal Police arrested Karl Moe"),
    ("The Federal Police arrested Karl Moe rather than Peter Lund or Anna Holm.", "Peter Lund",
     "Federal Police arrested Karl Moe"),
    ("Anna Holm was paid not by Vale Foods but by Corden Group.", "Vale Foods",
     "Corden Group paid Anna Holm"),
    ("Anna Holm, unlike Peter Lund, met Amy Trask.", "Peter Lund", "Anna Holm met Amy Trask"),
    ("It wasn't Peter Lund who paid Anna Holm.", "", "denied Peter Lund paid Anna Holm"),
    ("It was Karl Moe and not Peter Lund who paid Anna Holm.", "Peter Lund", "Karl Moe paid Anna Holm"),
    ("Vale Foods, and not its owner Corden Group, was fined by the Markets Office.", "Corden Group",
     "Markets Office fined Vale Foods"),
    ("A man who called himself Peter Lund paid Anna Holm.", "Peter Lund", ""),
    ("A man posing as Peter Lund paid Anna Holm.", "Peter Lund", ""),
    ("A company named after Anna Holm was fined by the Markets Office.", "Anna Holm", ""),
    ("Anna Holm was mistaken for Karl Moe and arrested by the Federal Police.", "Karl Moe",
     "Federal Police arrested Anna Holm"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "innocent", "so"), CONTRASTS)
def test_whoever_is_named_as_not_meant_is_in_no_proposal(sentence: str, innocent: str, so: str) -> None:
    assert told(sentence) == ({so} if so else set())
    for each in read(sentence):
        assert innocent not in (each.source.name, each.target.name), each


def test_a_clause_about_whoever_is_not_meant_is_not_about_another() -> None:
    text = "Vale Foods hired Karl Moe in place of Peter Lund, who resigned from Corden Group."
    assert told(text) == {"Vale Foods hired Karl Moe"}
    text = "The Federal Police arrested not Peter Lund, who paid Anna Holm, but Karl Moe."
    assert told(text) == {"Federal Police arrested Karl Moe"}
    text = "It was Karl Moe, rather than Peter Lund, who paid Anna Holm."
    assert told(text) == {"Karl Moe paid Anna Holm"}
    text = "Corden Group, unlike Vale Foods, which was fined by the Markets Office, sued Delta Freight."
    assert told(text) == {"Corden Group sued Delta Freight"}


def test_who_only_says_so_between_commas_does_not_act() -> None:
    assert not told("Peter Lund has not, Anna Holm said, paid Karl Moe.")


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Not only Vale Foods but also Corden Group sued Delta Freight.", "Vale Foods sued Delta Freight"),
        ("Peter Lund is not Vale Foods' chairman.", "denied Peter Lund leads Vale Foods"),
        ("Corden Group did not sue Vale Foods but Delta Freight did.", "denied Corden Group sued Vale Foods"),
    ],
)
def test_a_not_that_contrasts_nobody_stays_what_it_is(sentence: str, so: str) -> None:
    assert so in {words(each) for each in read(sentence)}


RECEIVED = [
    "The letter that Vale Foods received from Corden Group was published.",
    "The loan that Vale Foods received from Corden Group was repaid.",
    "The shares that Vale Foods received from Corden Group were sold.",
    "Peter Lund took over from Anna Holm as head of Vale Foods.",
    "Anna Holm received threats from Peter Lund.",
    "Anna Holm received support from Corden Group.",
    *(
        f"Peter Lund received {thing} from Anna Holm."
        for thing in ("a warning", "the manuscript", "a grant", "a call", "a visit", "orders", "a letter")
    ),
    *(f"Peter Lund took {thing} from Anna Holm." for thing in ("lessons", "advice", "the blame")),
    "Peter Lund accepted an apology from Anna Holm.",
    *(
        f"Peter Lund received {thing} from Anna Holm."
        for thing in (
            "a gift worth 5,000 euros", "a fine of 5 million euros",
            "an offer of 5 million euros", "a demand for money", "a 5 million euro loan",
            "an invoice for 5 million euros",
        )
    ),
    "Vale Foods won no contract from Corden Group.",
    "Peter Lund paid attention to Anna Holm.",
    "Peter Lund owes his life to Anna Holm.",
    "Peter Lund owes Anna Holm an apology.",
    "Peter Lund transferred the prisoners to Vale Foods.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", RECEIVED)
def test_what_is_no_money_is_not_paid_or_owed(sentence: str) -> None:
    assert not {each for each in told(sentence) if " paid " in each or " owes " in each}


@pytest.mark.parametrize(
    "what",
    ["money", "3 million euros", "$40,000", "a bribe", "a salary", "40,000", "bribes of 5 million euros"],
)
def test_money_that_is_received_or_handed_over_is_paid(what: str) -> None:
    assert "Anna Holm paid Peter Lund" in told(f"Peter Lund received {what} from Anna Holm.")
    assert "Anna Holm paid Peter Lund" in told(f"Anna Holm paid {what} to Peter Lund.")


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Peter Lund received a warning from Anna Holm.", "Anna Holm warned Peter Lund"),
        ("Peter Lund received threats from Anna Holm.", "Anna Holm threatened Peter Lund"),
        ("Peter Lund received a letter from Anna Holm.", "Anna Holm wrote-to Peter Lund"),
        ("Peter Lund received a visit from Anna Holm.", "Anna Holm visited Peter Lund"),
        ("Vale Foods received a grant from Corden Group.", "Corden Group funded Vale Foods"),
    ],
)
def test_what_is_received_says_what_was_done(sentence: str, so: str) -> None:
    assert told(sentence) == {so}


STATUSES = [
    ("Corden Group has not made an offer for Vale Foods.", "denied Corden Group acquired Vale Foods"),
    ("Corden Group has made no offer for Vale Foods.", "denied Corden Group acquired Vale Foods"),
    ("Corden Group has yet to make an offer for Vale Foods.", "denied Corden Group acquired Vale Foods"),
    ("Corden Group never opened an inquiry into Vale Foods.", "denied Corden Group investigated Vale Foods"),
    ("Corden Group has held no talks with Vale Foods.", "denied Corden Group met Vale Foods"),
    ("Corden Group will open an inquiry into Vale Foods.", "planned Corden Group investigated Vale Foods"),
    ("Corden Group opened an inquiry into Vale Foods.", "Corden Group investigated Vale Foods"),
    (
        "Clara Weiss ruled that Vale Foods' parent, Corden Group, could not be fined.",
        "Corden Group owns Vale Foods",
    ),
    ("Vale Foods' owner, Corden Group, may not be charged.", "Corden Group owns Vale Foods"),
    ("Peter Lund has ceased to lead Vale Foods.", "Peter Lund leads Vale Foods"),
    ("Reports that Vale Foods has sued Corden Group are not true.", "denied Vale Foods sued Corden Group"),
    (
        "There is no truth in reports that Vale Foods sued Delta Freight.",
        "denied Vale Foods sued Delta Freight",
    ),
]


@pytest.mark.parametrize(("sentence", "so"), STATUSES)
def test_a_status_is_that_of_its_own_clause(sentence: str, so: str) -> None:
    assert told(sentence) == {so}


UNSURE = [
    # what is told is denied, withdrawn or uncertain elsewhere: it needs a doubt
    "Corden Group thanks Anna Holm, and regrets the remarks of Karl Moe, which it regards as unfounded.",
    "Peter Lund is accused of paying Anna Holm. He pleaded not guilty.",
    "Peter Lund is accused of paying Anna Holm. Lund pleaded not guilty.",
    "Clara Weiss said that Peter Lund had paid Anna Holm. He denies it.",
    "An earlier version of this article said that Peter Lund was arrested by the Federal Police. He was not.",
    "We said on Monday that Anna Holm led Vale Foods. She does not.",
    "The Courier reported that Peter Lund had paid Anna Holm. The Courier later withdrew the report.",
    "Anna Holm accused Peter Lund of bribery. She later apologised and withdrew the accusation.",
    "Anna Holm met Peter Lund, according to Karl Moe; Clara Weiss says they never met.",
    "Peter Lund apologised to Anna Holm for claiming that she had been arrested by the Federal Police.",
    "Peter Lund, the self-styled head of Vale Foods, spoke.",
    "Vale Foods was banned from selling beer to Corden Group.",
    "Peter Lund was barred from meeting Anna Holm.",
    "Peter Lund met Anna Holm, his office said.",
    "Peter Lund paid Anna Holm, her defence lawyer later confirmed.",
]


@pytest.mark.parametrize("text", UNSURE)
def test_what_the_text_takes_back_or_leaves_open_has_a_doubt(text: str) -> None:
    assert not told(text)


def test_who_takes_back_a_claim_keeps_an_office() -> None:
    text = "Peter Lund, chairman of Vale Foods, accused Anna Holm. He has withdrawn the accusation."
    assert told(text) == {"Peter Lund leads Vale Foods"}


def test_an_arrest_is_not_put_in_doubt_by_a_plea() -> None:
    text = "The Federal Police arrested Peter Lund. He pleaded not guilty."
    assert told(text) == {"Federal Police arrested Peter Lund"}


def test_a_denial_that_makes_no_draft_puts_the_accusation_in_doubt() -> None:
    accusation = "Agnes Phiri said that Peter Lund had paid Anna Holm."
    for denial in ("Lund denied paying either of them.", "Peter Lund denies any such payment."):
        assert "Peter Lund paid Anna Holm" not in told(accusation, "Vale Foods grew.", denial)
    charge = "Agnes Phiri said that the Federal Police had charged Peter Lund."
    assert told(charge, "Lund denied any such payment.") == {"Federal Police charged Peter Lund"}
    for other in ("Karl Moe denied paying either of them.", "Lund denied an interview."):
        assert "Peter Lund paid Anna Holm" in told(accusation, "Vale Foods grew.", other)


@pytest.mark.parametrize("told_apart", ["The two are not related.", "Per Aske is no relation of Karin Aske."])
def test_two_of_one_family_name_are_two_names(told_apart: str) -> None:
    text = f"Karin Aske and Per Aske visited Velden on Friday. {told_apart}"
    assert told(text) == {"Karin Aske visited Velden", "Per Aske visited Velden"}


POSTS = [
    "Vale Foods' former marketing chief, Anna Holm, met Peter Lund.",
    "Vale Foods' compliance chief, Anna Holm, met Peter Lund.",
    "Anna Holm, head of the legal department at Vale Foods, met Peter Lund.",
    "Anna Holm, president of the youth wing of Vale Foods, met Peter Lund.",
    "Anna Holm, chairwoman of the sales committee of Vale Foods, met Peter Lund.",
]


@pytest.mark.parametrize("sentence", POSTS)
def test_who_heads_a_part_does_not_lead_the_whole(sentence: str) -> None:
    assert told(sentence) == {"Anna Holm met Peter Lund", "Anna Holm works-for Vale Foods"}


@pytest.mark.parametrize("post", ["chief", "union chief", "head", "president", "chairman of the board"])
def test_who_stands_at_the_head_leads(post: str) -> None:
    joint = "of" if "of" in post else "at"
    assert "Anna Holm leads Vale Foods" in told(f"Anna Holm, {post} of Vale Foods, met Peter Lund."), joint


def test_who_in_an_apposition_is_the_person() -> None:
    text = "Jaan Kuusk, sales director of Vale Foods, who left Delta Freight and advises Corden Group, spoke."
    assert told(text) == {
        "Jaan Kuusk works-for Vale Foods",
        "Jaan Kuusk left Delta Freight",
        "Jaan Kuusk advised Corden Group",
    }


OTHERS = [
    # what was read wrongly, one of each kind
    (
        "Anna Holm and Karl Moe were hired by Vale Foods and Corden Group respectively.",
        "Vale Foods hired Karl Moe",
    ),
    ("Winter Ferry was directed by Mateo Lind.", "Mateo Lind leads Winter Ferry"),
    ("Peter Lund charged Anna Holm 300 euros for a meal.", "Peter Lund charged Anna Holm"),
    ("Peter Lund attacked Anna Holm in a speech.", "Peter Lund attacked Anna Holm"),
    ("Peter Lund joined Anna Holm in criticising Vale Foods.", "Peter Lund joined Anna Holm"),
]


@pytest.mark.parametrize(("sentence", "wrong"), OTHERS)
def test_it_is_not_told_without_a_doubt(sentence: str, wrong: str) -> None:
    assert wrong not in told(sentence)


def test_of_respectively_each_has_its_own() -> None:
    text = "Anna Holm and Karl Moe were hired by Vale Foods and Corden Group respectively."
    assert told(text) == {"Vale Foods hired Anna Holm", "Corden Group hired Karl Moe"}


def test_a_date_of_something_else_is_not_its_own() -> None:
    sentence = "Anna Holm, who was born on 3 March 1980, met Peter Lund."
    (found,) = (each for each in read(sentence) if each.type == "met")
    assert found.when is None


def test_the_day_of_an_announcement_is_not_that_of_the_plan() -> None:
    (found,) = read("As announced in October, Vale Foods will sell its mill to Corden Group.")
    assert (found.status, found.when) == ("planned", None)


def test_what_only_may_be_is_shown() -> None:
    article = Article(("Vale Foods may sue Corden Group.",), 1, "", publisher="W", published="2024-12-12")
    found = proposals.read(article, [], vocabulary(())).left_out
    assert found == {"what only may be": [(1, "Vale Foods may sue Corden Group.")]}


def test_whose_words_are_denied_is_told() -> None:
    text = "Anna Holm is suing Peter Lund for saying that Vale Foods had paid Karl Moe."
    (found,) = (each for each in read(text) if each.type == "paid")
    assert isinstance(found.voice, Mention)
    assert found.voice.name == "Peter Lund"


RELATIVE = [
    # who denies something, or says it, and does something else; what is said ends with the clause
    ("Peter Lund, who denies having paid Karl Moe, met Anna Holm on 1 May 2024.",
     {"Peter Lund met Anna Holm 2024-05-01"}, {"denied Peter Lund paid Karl Moe"}),
    ("Peter Lund, who denied bribing Karl Moe, sued Vale Foods on 3 May 2024.",
     {"Peter Lund sued Vale Foods 2024-05-03"}, {"denied Peter Lund paid Karl Moe"}),
    ("Peter Lund, who denied having met Karl Moe, was arrested by the Federal Police in April 2024.",
     {"Federal Police arrested Peter Lund 2024-04"}, {"denied Peter Lund met Karl Moe"}),
    ("The Regional Court convicted Peter Lund, who denied bribing Karl Moe, in April 2024.",
     {"Regional Court convicted Peter Lund 2024-04"}, {"denied Peter Lund paid Karl Moe"}),
    ("Vale Foods, which denies that it sued Corden Group, also acquired Delta Freight.",
     {"Vale Foods acquired Delta Freight"}, {"denied Vale Foods sued Corden Group"}),
    ("Peter Lund, who rejected claims that he bribed Karl Moe, met Anna Holm.", {"Peter Lund met Anna Holm"},
     {"denied Peter Lund paid Karl Moe"}),
    ("Peter Lund, whose lawyer denies that he paid Karl Moe, met Anna Holm.", {"Peter Lund met Anna Holm"},
     {"denied Peter Lund paid Karl Moe"}),
    ("Peter Lund (who denies having paid Karl Moe) met Anna Holm.", {"Peter Lund met Anna Holm"}, set()),
    ("Peter Lund, who denied that he met Karl Moe, paid Anna Holm and left Acme, was sued by Amy Trask.",
     {"Peter Lund paid Anna Holm", "Peter Lund left Acme", "Amy Trask sued Peter Lund"},
     {"denied Peter Lund met Karl Moe"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "main", "denied"), RELATIVE)
def test_a_denial_ends_with_its_relative_clause(sentence: str, main: set[str], denied: set[str]) -> None:
    found = [each for each in read(sentence) if "guess" not in str(each.doubts)]
    assert {words(each) for each in found if each.status == "denied"} == denied
    assert all(each.when is None for each in found if each.status == "denied")
    acts = {f"{words(each)} {each.when or ''}".strip() for each in found if each.status == "actual"}
    assert main <= acts
    assert told(sentence) == denied  # a sentence that denies leaves a doubt of the rest


def test_what_is_said_ends_with_its_relative_clause() -> None:
    found = {
        words(each): each.voice
        for each in read("Peter Lund, who said he paid Karl Moe, sued Amy Trask, was arrested by Vale Foods.")
        if not each.doubts
    }
    assert found.pop("Vale Foods arrested Peter Lund") is None
    assert found.keys() == {"Peter Lund paid Karl Moe", "Peter Lund sued Amy Trask"}
    assert all(isinstance(each, Mention) for each in found.values())
    (inner,) = (
        each
        for each in read("Karl Moe, who says Amy Trask, hired by Anna Holm, paid Peter Lund, met Vale Foods.")
        if each.type == "paid"
    )
    assert isinstance(inner.voice, Mention)


NAMESAKES = [
    ("Mia Okafor met Ada Lee.", "Lea Okafor visited Ben Ray. Okafor was arrested by the Harbour Police."),
    (
        "Mia Okafor met Ada Lee. Okafor paid Ben Ray.",
        "Lea Okafor visited Ben Ray. Okafor was arrested by the Harbour Police.",
    ),
    ("Mia Okafor met Ada Lee. Lea Okafor paid Ben Ray. Okafor was arrested by the Harbour Police.",),
]


@pytest.mark.parametrize("paragraphs", NAMESAKES)
@pytest.mark.parametrize("known", [(), ("Mia",), ("Lea",), ("Mia", "Lea")])
@pytest.mark.parametrize("kind", ["person", "unknown"])
def test_a_surname_of_two_whom_the_article_names_is_never_told_without_a_doubt(
    paragraphs: tuple[str, ...], known: tuple[str, ...], kind: Kind
) -> None:
    actors = [Actor(id=name.casefold(), name=f"{name} Okafor", kind=kind) for name in known]
    article = Article(paragraphs, 1, "", publisher="The Wire", published="2024-12-12")
    found = proposals.read(article, actors, vocabulary(())).proposals
    (arrest,) = (each for each in found if each.type == "arrested")
    assert arrest.doubts
    assert {words(each) for each in found if each.type in ("met", "visited") and not each.doubts} >= {
        "Mia Okafor met Ada Lee"
    }


def test_a_surname_means_the_only_one_named_so_far_without_a_doubt() -> None:
    text = "Lea Okafor visited Ben Ray. Okafor was arrested by the Harbour Police. Mia Okafor met Ada Lee."
    assert "Harbour Police arrested Lea Okafor" in told(text)


CRIMES = [
    "A tribunal convicted Peter Lund, the former head of Vale Foods, of bribing Anna Holm.",
    "A tribunal acquitted Peter Lund, the former head of Vale Foods, of bribing Anna Holm.",
    "Prosecutors charged Peter Lund, a director of Vale Foods, with bribing Anna Holm.",
    "Prosecutors suspect Peter Lund, a director of Vale Foods, of bribing Anna Holm.",
    "Karl Moe accused Peter Lund, the chairman of Vale Foods, of having bribed Anna Holm.",
    "Peter Lund, the former head of Vale Foods, was convicted of bribing Anna Holm.",
]


@pytest.mark.parametrize("sentence", CRIMES)
def test_a_crime_is_of_whom_a_court_convicts_and_always_has_a_doubt(sentence: str) -> None:
    paid = [each for each in read(sentence) if each.type == "paid"]
    assert {words(each) for each in paid} == {"Peter Lund paid Anna Holm"}
    assert all(each.doubts for each in paid)
    tried = {
        each.target.name for each in read(sentence) if each.type in ("acquitted", "charged", "convicted")
    }
    assert tried <= {"Peter Lund"}


@pytest.mark.parametrize("got", ["received", "obtained", "won", "secured", "was granted"])
@pytest.mark.parametrize(
    "licence", ["a licence", "an export licence for its Zafar drone", "approval for the plant"]
)
def test_who_receives_a_licence_is_licensed(got: str, licence: str) -> None:
    by = "by" if got == "was granted" else "from"
    sentence = f"Vale Foods {got} {licence} {by} the Export Office."
    assert "Export Office licensed Vale Foods" in told(sentence)
    assert not {each for each in told(sentence) if each.startswith("Vale Foods")}


APPOSED = [
    # an apposition ends at its comma; a name behind "a rival of the head of X," is not the head
    ("Anna Holm comes from Vale Foods, a competitor of Corden Group, and succeeds Jens Lund.",
     {"Anna Holm works-for Vale Foods", "Vale Foods competes-with Corden Group"}),
    ("Anna Holm left Vale Foods, a rival of Corden Group, and Karl Moe met Peter Lund.",
     {"Anna Holm left Vale Foods", "Vale Foods competes-with Corden Group", "Karl Moe met Peter Lund"}),
    ("The plant was built with chips supplied by a rival of the head of Corden Group, Helix Semi.", set()),
    ("The fund sold shares to a cousin of the chairman of Corden Group, Peter Lund.", set()),
    ("Karl Moe met the chairman of Corden Group, Peter Lund.",
     {"Karl Moe met Peter Lund", "Peter Lund leads Corden Group"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "so"), APPOSED)
def test_an_apposition_tells_of_whom_it_stands_beside(sentence: str, so: set[str]) -> None:
    assert told(sentence) == so


def test_who_is_named_with_another_s_title_does_not_bear_it() -> None:
    bishop = "The Bishop of Almere, Hendrik Mous, met Ann Kerr."
    lawyer = "The bishop's lawyer, Fenna de Graaf, wrote to Carlo Fenzi."
    asked = "Had the bank asked, the bishop told Carlo Fenzi, the diocese would have paid."
    assert told(bishop, lawyer, asked) == {
        "Hendrik Mous met Ann Kerr",
        "Fenna de Graaf represents Hendrik Mous",
        "Fenna de Graaf wrote-to Carlo Fenzi",
        "Hendrik Mous told Carlo Fenzi",
    }
    assert told(bishop, "Ilse Verbeek, a cousin of the bishop, slept.", "The bishop sued Carlo Fenzi.") == {
        "Hendrik Mous met Ann Kerr",
        "Ilse Verbeek family-of Hendrik Mous",
        "Hendrik Mous sued Carlo Fenzi",
    }


def test_it_is_the_thing_of_which_the_sentence_before_tells() -> None:
    stolen = "The statue had been stolen from the Oslo Museum in 1987."
    sold = "Rupert Sayle sold it to Vale Foods in 2012, having bought it from Edith Marlowe."
    found = {
        f"{words(each)} {each.when or ''}".strip() for each in read(f"{stolen} {sold}") if not each.doubts
    }
    assert found == {"Rupert Sayle sells-to Vale Foods 2012", "Edith Marlowe sells-to Rupert Sayle"}
    assert "Vale Foods sued Karl Moe" in told(
        "The statue fell on Karl Moe. Vale Foods said it sued Karl Moe."
    )


TWO = [
    ("Bank Meridian and Credit Aubonne are both being investigated by the Markets Office.",
     {"Markets Office investigated Bank Meridian", "Markets Office investigated Credit Aubonne"}),
    ("Aurelia Pensions and Bank Sorel invested 300 million euros in Vale Foods.",
     {"Aurelia Pensions invested Vale Foods", "Bank Sorel invested Vale Foods"}),
    ("The Ministry of Trade and Industry fined Vale Foods.",
     {"Ministry of Trade and Industry fined Vale Foods"}),
    (
        "Egypt, Turkey and Sudan sued Vale Foods.",
        {f"{each} sued Vale Foods" for each in ("Egypt", "Turkey", "Sudan")},
    ),
    ("Apple and Google, which make phones, sued Vale Foods.",
     {"Apple sued Vale Foods", "Google sued Vale Foods"}),
    ("The Premier Division approved the takeover of Vale Foods.", {"Premier Division licensed Vale Foods"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "so"), TWO)
def test_a_list_names_each_of_its_actors(sentence: str, so: set[str]) -> None:
    assert told(sentence) == so


@pytest.mark.parametrize(
    "title", ["Adm.", "Capt.", "Col.", "Gen.", "Hon.", "Lt. Col.", "Mr.", "Rev.", "Sgt."]
)
def test_a_title_with_a_stop_ends_no_sentence(title: str) -> None:
    (each,) = read(f"Peter Lund met the minister, {title} Arben Leka, in 2021.")
    assert (words(each), each.when) == ("Peter Lund met Arben Leka", "2021")
    assert "Arben Leka sued Vale Foods" in told(f"{title} Arben Leka sued Vale Foods.")


def test_the_police_of_a_country_are_not_the_country() -> None:
    (each,) = read("Italian police arrested Arben Leka on Monday.")
    assert words(each) == "Italian police arrested Arben Leka"
    assert each.doubts == ("'Italian police' is no name; say whose it is",)


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Anna Holm remains a director of the Oslo Museum.", "Anna Holm director-of Oslo Museum"),
        ("Anna Holm is the director of the Oslo Museum.", "Anna Holm leads Oslo Museum"),
        ("Peter Lund threatened to sue Vale Foods.", "Peter Lund threatened Vale Foods"),
        ("Peter Lund has not threatened to sue Vale Foods.", "denied Peter Lund threatened Vale Foods"),
        ("Peter Lund threatened to move to Norway.", None),
    ],
)
def test_it_says_no_more_than_its_words(sentence: str, so: str | None) -> None:
    assert {words(each) for each in read(sentence)} == ({so} if so else set())


@pytest.mark.parametrize("sold", ["bought grain from Vale Foods", "sold grain to Vale Foods"])
def test_a_sale_in_a_year_does_not_last_from_then_on(sold: str) -> None:
    (each,) = read(f"Corden Group {sold} in 2012.")
    assert each.when == "2012"
    (each,) = read("Corden Group has sold grain to Vale Foods since 2012.")
    assert each.when == "2012/"


@pytest.mark.parametrize(
    "sentence",
    [
        # no word tells more of the two than that both are named
        "Peter Lund was arrested in Oslo.",
        "Anna Holm thanked the police in Oslo.",
        "Anna Holm's successor, Peter Lund, slept.",
        "Peter Lund will be succeeded by Anna Holm.",
        "The minister, Peter Lund, spoke of Anna Holm.",
        "Peter Lund called for Anna Holm to be expelled.",
        "Peter Lund called for Anna Holm's resignation.",
    ],
)
def test_of_two_of_whom_no_word_tells_there_is_no_filler(sentence: str) -> None:
    oslo = Actor(id="oslo", name="Oslo", kind="place")
    article = Article((sentence,), 1, "", publisher="The Wire", published="2024-12-12")
    found = proposals.read(article, [oslo], vocabulary(())).proposals
    fillers = (
        {"works-for", "requested"}
        if "called" in sentence or "spoke" in sentence
        else {"knows", "works-for", "requested"}
    )
    assert not {each.type for each in found} & fillers
    assert not {each.type for each in found if "Oslo" in words(each)}


FERRIES = (
    ("Petr Olan", "person"),
    ("Arvo Ferries", "company"),
    ("Seaways", "company"),
    ("Prosecutor's Office", "government-body"),
    ("Ministry of Trade", "government-body"),
)


def read_of(*paragraphs: str) -> list[Proposal]:
    """Return what is read where these actors are known."""
    actors = [Actor(id=name[:4].casefold(), name=name, kind=kind) for name, kind in FERRIES]
    article = Article(paragraphs, 1, "", publisher="The Wire", published="2024-12-12")
    return proposals.read(article, actors, vocabulary(())).proposals


@pytest.mark.parametrize(
    ("paragraphs", "voice"),
    [
        (["Petr Olan left Arvo Ferries last week, the company said."], "Arvo Ferries"),
        (
            [
                "Seaways met Anna Holm.",
                "Anna Holm slept.",
                "Petr Olan left Arvo Ferries in May, the company said.",
            ],
            "Arvo Ferries",
        ),
        (["Seaways met Anna Holm.", "Petr Olan sued Anna Holm, the company said."], "unnamed"),
        (["Seaways sued Arvo Ferries in May, the company said."], "unnamed"),
        (["Arvo Ferries paid Petr Olan, the court said."], "unnamed"),
        (["Arvo Ferries paid Petr Olan, the company announced."], "Arvo Ferries"),
        (
            ["The Ministry of Trade met Seaways. Petr Olan left Seaways, the ministry said."],
            "Ministry of Trade",
        ),
    ],
)
def test_a_role_speaks_for_the_only_actor_of_its_kind_nearby(paragraphs: list[str], voice: str) -> None:
    *_, found = (
        each for each in read_of(*paragraphs) if all("look who says so" in doubt for doubt in each.doubts)
    )
    assert (found.voice.name if isinstance(found.voice, Mention) else found.voice) == voice
    assert bool(found.doubts) is (voice == "unnamed" and "the company" in paragraphs[-1])


@pytest.mark.parametrize(
    "sentence",
    [
        "Petr Olan met Jonas Vald, his lawyer said.",
        "Petr Olan was not charged by the Prosecutor's Office in 2023, his lawyer said.",
        "Seaways paid Jonas Vald, its chairman told reporters.",
    ],
)
def test_a_speaker_without_a_name_is_not_whoever_stands_before_it(sentence: str) -> None:
    assert {each.type for each in read_of(sentence)} & {"represents", "leads"} == set()


def test_whose_chairman_a_body_has_is_told_by_the_words_before_the_title() -> None:
    funded = "The exhibition is funded by the Ellery Foundation, which paid the Harcourt Museum in July."
    assert "Julian Ellery leads Ellery Foundation" in told(
        funded, "Sir Julian Ellery, the foundation's chairman, slept."
    )
    article = Article(
        (
            "The congress of the Chess Federation met Leonid Garin, who was paid by Zenith Petroleum.",
            "The oil company slept. Its chairman, Ruslan Tokar, visited the congress.",
        ),
        1, "", publisher="Chess Federation", published="2024-12-12",
    )  # fmt: skip
    found = proposals.read(article, [], vocabulary(())).proposals
    assert "Ruslan Tokar leads Chess Federation" not in map(words, found)


def test_what_speaks_only_for_what_follows_is_no_voice_of_what_stands_before() -> None:
    (each,) = read("Corden Group sued Vale Foods in May over fears that the deal would fail.")
    assert each.voice is None


def test_who_leads_the_body_spoken_of_most_is_in_doubt_where_there_are_others() -> None:
    bank = "Weller Bank was fined by the Sanctions Authority. The case will be heard by the Labour Court."
    chief = "Chief executive Matthias Weller resigned in June."
    assert not [each for each in told(bank, chief) if each.startswith("Matthias Weller leads")]


@pytest.mark.parametrize("what", ["Nordic counterparts", "British friends", "lawyers"])
def test_what_somebody_owns_is_not_told_for_her(what: str) -> None:
    found = told("Anna Holm led Vale Foods.", f"Karl Moe will brief her {what} in May.")
    assert found == {"Anna Holm leads Vale Foods"}


def test_the_court_is_in_doubt_where_another_has_no_name() -> None:
    weller = "Charlotte Weller told the court that mistakes were made."
    later = "The case will be heard by the Labour Court."
    assert told(f"The court in Grafton fined Weller Bank. {later}", weller) == set()
    assert told("A labour court will hear the case.", weller) == set()
    assert told(f"The court in March fined Weller Bank. {later}", weller) == {
        "Charlotte Weller told Labour Court"
    }


@pytest.mark.parametrize("known", [(), ("Jakup",), ("Hans",), ("Jakup", "Hans")])
def test_two_brothers_have_one_family_name_whoever_is_known(known: tuple[str, ...]) -> None:
    actors = [Actor(id=name.casefold(), name=f"{name} Restorff", kind="person") for name in known]
    text = "Vale Foods was founded by the brothers Jakup and Hans Restorff."
    found = proposals.read(Article((text,), 1, ""), actors, vocabulary(())).proposals
    assert {each.source.name: each.source.actor for each in found if not each.doubts} == {
        f"{name} Restorff": name.casefold() if name in known else None for name in ("Jakup", "Hans")
    }


@pytest.mark.parametrize("said", ["declined to say", "refused to confirm", "would not say", "did not know"])
@pytest.mark.parametrize("whether", ["that", "whether"])
def test_who_does_not_say_so_is_no_voice(said: str, whether: str) -> None:
    found = read(f"Karl Moe {said} {whether} Vale Foods had paid Peter Lund.")
    assert "paid" not in {each.type for each in found}


@pytest.mark.parametrize("said", ["declined to say", "refused to say", "did not say", "wouldn't say"])
@pytest.mark.parametrize(
    "what",
    ["he paid Peter Lund", "why Vale Foods paid Peter Lund", "that he slept, but Vale Foods paid Peter Lund"],
)
def test_what_follows_what_nobody_says_is_in_doubt(said: str, what: str) -> None:
    assert not told(f"Karl Moe {said} {what}.")


@pytest.mark.parametrize("stake", ["a stake", "its stake", "a stake of 12 per cent", "shares"])
def test_a_stake_in_a_firm_is_not_sold_to_the_firm(stake: str) -> None:
    assert told(f"Corden Group sold {stake} in Vale Foods to Delta Freight in 2019.") == {
        "Corden Group sold-stake-in Vale Foods",
        "Delta Freight shareholder-of Vale Foods",
    }
    found = read(f"Corden Group sold {stake} in Vale Foods to Delta Freight in 2019.")
    assert "sells-to" not in {each.type for each in found}


def test_who_is_under_sanctions_of_a_body_is_not_part_of_it() -> None:
    assert not read("Oleg Varenko, an arms broker, has been under European Union sanctions since 2014.")


@pytest.mark.parametrize("end", ["; he did not", ", but he did not", " \u2014 he had not"])
def test_what_the_end_of_the_sentence_takes_back_is_in_doubt(end: str) -> None:
    assert not told(f"Anna Holm reported that Peter Lund had sued Vale Foods{end}.")


def test_who_denies_having_asked_is_the_voice_of_the_denial() -> None:
    (each,) = read("Vale Foods denied that it had asked the Export Office to delay its decision.")
    assert each.status == "denied"
    assert isinstance(each.voice, Mention)


@pytest.mark.parametrize("known", [("Peter Lund",), ()])
def test_a_dated_sentence_about_a_known_actor_that_gives_nothing_is_told_of(known: tuple[str, ...]) -> None:
    actors = [Actor(id="lund", name=name, kind="person") for name in known]
    text = "Peter Lund slept in May 2024. Peter Lund slept. Peter Lund met Anna Holm in May 2024."
    found = proposals.read(Article((text,), 1, ""), actors, vocabulary(()))
    rows = found.left_out.get("dated sentences about known actors that gave no draft", [])
    assert rows == [(1, "Peter Lund slept in May 2024.") for _ in known]


def test_a_pronoun_and_an_alias_of_one_of_two_namesakes_mean_neither_for_sure() -> None:
    known = (
        Actor(id="voss", name="Mara Voss", kind="person", aliases=("Voss",)),
        Actor(id="voss-2", name="Mara Voss", kind="person"),
        Actor(id="petri", name="Jonas Petri", kind="person"),
    )
    texts = ("Mara Voss met Karl Anders in May 2024. She also met Jonas Petri.", "Voss sued Jonas Petri.")
    article = Article(texts, 1, "", publisher="The Wire", published="2024-12-12")
    found = proposals.read(article, known, vocabulary(())).proposals
    assert [(each.type, each.source.name, each.source.actor) for each in found] == [
        ("met", "Mara Voss", None), ("met", "Mara Voss", None), ("sued", "Mara Voss", None),
    ]  # fmt: skip
    alone = proposals.read(article, known[::2], vocabulary(())).proposals
    assert {each.source.actor for each in alone} == {"voss"}


def doubtful(*paragraphs: str) -> set[str]:
    """Return what is told with a doubt."""
    return {words(each) for each in read(*paragraphs) if each.doubts}


@pytest.mark.parametrize("joint", ["in", "from", "near"])
@pytest.mark.parametrize("noun", ["company", "firm", "trader", "lender", "lawyer", "adviser", "ship"])
def test_what_somebody_is_somewhere_is_not_for_the_place(noun: str, joint: str) -> None:
    text = f"Crest Air, a {noun} {joint} Riga, sued Vale Foods."
    assert told(text, "Talks in Riga ended.") == {"Crest Air sued Vale Foods"}
    assert told("Malta's company Crest Air sued Vale Foods.") == {"Crest Air sued Vale Foods"}


def test_who_heads_a_place_still_leads_it() -> None:
    assert "Jan Kos leads Riga" in told("Jan Kos, the mayor of Riga, left Vale Foods. Talks in Riga ended.")


OF_ANOTHER = [
    "Marko Zupanc resigned on Monday. Prime Minister Ariel Hribar appointed his deputy, Nina Oblak.",
    "Marko Zupanc resigned on Monday. Ariel Hribar praised Nina Oblak and met his lawyer, Jan Kos.",
    "Marko Zupanc resigned on Monday. Peter Lund praised his deputy, Nina Oblak.",
    "Anna Holm left Vale Foods. Katja Hribar met her lawyer, Jan Kos.",
]


@pytest.mark.parametrize("text", OF_ANOTHER)
def test_whose_deputy_or_lawyer_it_is_has_a_doubt_after_another_subject(text: str) -> None:
    assert not {each for each in told(text) if " works-for " in each or " represents " in each}
    assert {each for each in doubtful(text) if " works-for " in each or " represents " in each}


def test_whose_deputy_it_is_has_no_doubt_where_the_other_is_of_the_other_sex() -> None:
    text = "Marko Zupanc resigned on Monday. Prime Minister Katja Hribar appointed his deputy, Nina Oblak."
    assert "Nina Oblak works-for Marko Zupanc" in told(text)


def test_whose_lawyer_it_is_has_no_doubt_where_only_one_may_be_meant() -> None:
    assert "Jan Kos represents Anna Holm" in told(
        "Peter Lund left Vale Foods. Anna Holm met her lawyer, Jan Kos."
    )


def test_the_court_is_the_nearest_that_was_named_and_no_other_body() -> None:
    gift = "The university must return a gift to the Aldous Foundation, the High Court in Bristol ruled."
    text = (gift, "The Aldous Foundation was set up in 1987.", "Peter Lund told the court that he was ill.")
    assert "Peter Lund told High Court" in told(*text)


@pytest.mark.parametrize(
    "text",
    [
        "In court Jan Kos accused Peter Lund. Anna Holm told the court that she was ill.",
        "At the bank Jan Kos met Peter Lund. The bank sued Anna Holm.",
        "In the club Katja Kos met Peter Lund. The club sued Anna Holm.",
    ],
)
def test_who_was_somewhere_is_not_called_by_the_place(text: str) -> None:
    assert not {each for each in told(text) if " told " in each or " sued " in each}


def test_the_company_is_in_doubt_where_only_a_name_with_an_article_fits() -> None:
    permit = "The Assize Court annulled a permit for a mine on the Salar de Orcos."
    assert not told(f"{permit} The Land Board fined the company.")


ONE_NAME = [
    "Colla Community of Rio Seco", "Union of Farmers of Rio Negro", "Association of Fishermen of Vell",
    "Sealink Nordic", "Export Finance Nordic", "Alpha Baltic", "Crest Scottish",
]  # fmt: skip


@pytest.mark.parametrize("name", ONE_NAME)
def test_a_name_is_whole_and_one_through_the_article(name: str) -> None:
    short = name.removesuffix(" of Rio Negro").removesuffix(" of Vell").split(" of Rio")[0]
    sued = f"The {name}, represented by Jan Kos, sued Vale Foods."
    assert told(f"{sued} Vale Foods fined the {short}. Jan Kos left the {name}.") == {
        f"Jan Kos represents {name}",
        f"{name} sued Vale Foods",
        f"Vale Foods fined {name}",
        f"Jan Kos left {name}",
    }


def test_the_first_words_of_a_name_will_do_before_an_adjective() -> None:
    text = "Sealink Nordic sued Vale Foods. Sealink hired Jan Kos."
    assert told(text) == {"Sealink Nordic sued Vale Foods", "Sealink Nordic hired Jan Kos"}


def test_of_one_of_another_the_clause_that_follows_has_a_doubt() -> None:
    text = "Anna Holm of Crest Bank, represented by Jan Kos, sued Vale Foods."
    assert told(text) == {"Anna Holm sued Vale Foods"}


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("Crest Air, which laid a cable in 2016, was fined by Vale Foods.", {"fined": None}),
        ("Crest Air, which in 2016 laid a cable, was fined by Vale Foods.", {"fined": None}),
        ("Vale Foods fined Crest Air, which laid a cable in 2016.", {"fined": None}),
        ("Vale Foods fined Jan Kos, who was a clerk in 2016.", {"fined": None}),
        (
            "In 2016 Crest Air, founded by Jan Kos, fined Vale Foods.",
            {"founded": None, "fined": "2016"},
        ),
        ("In 2016 Crest Air, which owns Alpha Bank, fined Vale Foods.", {"owns": None, "fined": "2016"}),
        ("Vale Foods fined Crest Air over a cable that it laid in 2016.", {"fined": None}),
        ("Vale Foods fined Jan Kos, a clerk until 2016.", {"fined": None}),
        ("Crest Air, bankrupt since 2016, was fined by Vale Foods.", {"fined": None}),
        ("Jan Kos led Crest Air, a mill, from 2014 to 2016.", {"leads": "2014/2016"}),
        ("Jan Kos said that in 2016 Crest Air fined Vale Foods.", {"fined": "2016"}),
        ("In 2016 Jan Kos, the clerk in charge of purchasing, sued Vale Foods.", {"sued": "2016"}),
        ("Anna Holm, who in 2016 met Jan Kos, sued Vale Foods.", {"met": "2016", "sued": None}),
    ],
)
def test_a_date_is_that_of_its_clause(sentence: str, dates: dict[str, str | None]) -> None:
    assert {each.type: each.when for each in read(sentence) if not each.doubts} == dates


def test_a_plural_before_that_it_did_is_nobody_s_claim() -> None:
    for thing in ("a contract for vaccines", "a prize for nurses"):
        text = f"The Ministry of Health has lost {thing} that it awarded to Vale Foods."
        assert {each.voice for each in read(text)} == {None}
    (each,) = read("Anna Holm hopes that Vale Foods sued Jan Kos.")
    assert isinstance(each.voice, Mention)


def test_who_accuses_tells_of_what() -> None:
    (met,) = (
        each
        for each in read("Anna Holm accused Jan Kos of secretly meeting Peter Lund.")
        if each.type == "met"
    )
    assert isinstance(met.voice, Mention)
    assert met.voice.name == "Anna Holm"


def test_what_the_article_tells_of_no_actor_is_meant_with_a_doubt() -> None:
    assert not {each for each in told("Crest Air hired Anna Holm. The fund sued Jan Kos.") if "sued" in each}
    assert "Crest Air sued Jan Kos" in told("Crest Air hired Anna Holm. The company sued Jan Kos.")


def test_several_at_the_start_of_a_sentence_are_no_name() -> None:
    assert not told("Owners of Crest Air sued Vale Foods.")


@pytest.mark.parametrize("court", ["High Court", "Bergen Tribunal"])
def test_the_club_is_no_court(court: str) -> None:
    text = f"An accountant of Calder Rovers told the {court} that the club's owner, Jan Kos, had fled."
    assert not {each for each in told(text) if court in each and " owns " in each}


# --- what a stranger's twelve articles were read to say, and do not ---------------------------------

KINDS = [
    # what is told, what must be told without a doubt, and what must not
    ("Lund protects her partner, the former coach Karl Moe. Anna Lund left.", "", "works-for"),
    ("Anna Holm, a partner of Karl Moe, left Norbank.", "Anna Holm knows Karl Moe", "works-for"),
    ("Anna Holm, a partner at Vale Partners, left.", "Anna Holm works-for Vale Partners", "knows"),
    (
        "Anna Holm directed the Ministry of Health to buy masks from Vale Foods.",
        "",  # nobody says that it will, or that it did
        "Vale Foods sells-to",
    ),
    (
        "Sources allege that Karl Moe paid Vale Foods, whose owner was his wife, Anna Holm.",
        "Karl Moe paid Vale Foods",
        "owns/married-to",
    ),
    ("Vale Foods said that its owner, Anna Holm, had left.", "Anna Holm owns Vale Foods", "nothing"),
    (
        "Vale Foods was bought by Delta Freight and by the Oslo investment house Fjord Capital.",
        "Fjord Capital acquired Vale Foods",
        "Oslo",
    ),
    ("In Bergen, the mayor, Anna Holm, warned Vale Foods.", "Anna Holm warned Vale Foods", "Bergen warned"),
    ("Bergen Council, in Norway, warned Vale Foods.", "Bergen Council warned Vale Foods", "Norway"),
    ("Karl Moe met the King of Spain.", "", "met Spain"),
    ("The European Union put Karl Moe on its list of Anna Holm.", "", "sanctioned"),
    (
        "Karl Moe has been on the sanctions list of the European Union.",
        "European Union sanctioned Karl Moe",
        "nothing",
    ),
    ("Karl Moe is under sanctions of Norway.", "Norway sanctioned Karl Moe", "Karl Moe sanctioned"),
    (
        "The Audiovisual Council has withdrawn the licence of the television channel Medhus.",
        "Audiovisual Council restricted Medhus",
        "licensed",
    ),
    (
        "Vale Foods denies that it sold the data to Delta Freight.",
        "denied Vale Foods sells-to Delta Freight",
        "nothing",
    ),
]


@pytest.mark.parametrize(("text", "so", "not_so"), KINDS)
def test_what_is_told_is_so(text: str, so: str, not_so: str) -> None:
    found = told(text)
    assert not so or so in found
    assert not [each for each in found for wrong in not_so.split("/") if wrong in each]


GUESSES = [
    # what is told, and what not even a guess says
    ("Karl Moe reported the payments to Anna Holm.", "paid"),
    ("Karl Moe mentioned the payments to Anna Holm in an email.", "paid"),
    ("Karl Moe was charged together with Anna Holm.", "charged"),
    ("Karl Moe of the newspaper El Faro met Anna Holm.", "owns"),
    ("Karl Moe read of it in the newspaper El Faro.", "owns"),
    ("Vale Foods withdrew the approval of Delta Freight.", "licensed"),
    ("Karl Moe said he had never spoken to Anna Holm, the head of Vale Foods.", "Karl Moe leads"),
    ("No promise had been given by Anna Holm to Vale Foods.", "Vale Foods assured"),
    ("No contract had been awarded by Vale Foods to Delta Freight.", "Delta Freight awarded"),
]


@pytest.mark.parametrize(("text", "wrong"), GUESSES)
def test_no_guess_makes_a_crime_of_a_report(text: str, wrong: str) -> None:
    assert not [each for each in map(words, read(text)) if wrong in each]


def test_words_that_a_body_says_are_not_those_of_unnamed_sources() -> None:
    article = Article(
        ("Tui Orbital will launch the satellite Kea, the company announced today.",), 1, "",
        publisher="Tui Orbital", published="2024-12-12",
    )  # fmt: skip
    (only,) = proposals.read(article, [], vocabulary(())).proposals
    assert isinstance(only.voice, Mention)
    assert (only.voice.name, only.doubts) == ("Tui Orbital", ())
    (only,) = read("Vale Foods will merge with Delta Freight, the two companies said.")
    assert isinstance(only.voice, Mention)
    assert only.doubts
    (only,) = read("Vale Foods sued Delta Freight, insiders said.")
    assert (only.voice, only.doubts) == ("unnamed", ())


def test_the_agency_far_above_may_be_another_than_the_body_just_spoken_of() -> None:
    found = read(
        "The licence was issued by the Space Agency of Chile.",
        "Vale Foods left in May.",
        "MetPacific met Vale Foods in May. The agency was funded by Delta Freight.",
    )
    assert [each for each in found if "funded" in words(each) and not each.doubts] == []


def test_no_payment_denies_what_it_tells() -> None:
    for text in (
        "No contract has been awarded by Vale Foods to Delta Freight.",
        "No fine was paid by Karl Moe to Anna Holm.",
    ):
        assert all(each.status == "denied" for each in read(text)), text


def test_the_day_of_an_end_is_not_that_of_what_ended() -> None:
    found = read(
        "The prisoners left on Tuesday, ending eight months of talks between Vale Foods and Delta Freight."
    )
    assert [each.when for each in found] == [None]
    (only,) = read("Vale Foods held talks with Delta Freight on Tuesday.")
    assert only.when == "2024-12-10"


def test_who_has_said_something_may_go_on_in_the_next_sentence() -> None:
    texts = {
        "Judge Amy Trask said that money was lost. Vale Foods had paid Anna Holm.": 1,
        "Judge Amy Trask said that money was lost. Vale Foods paid Anna Holm.": 0,
        "Judge Amy Trask left the court. Vale Foods had paid Anna Holm.": 0,
        "Judge Amy Trask said that money was lost. It rained. Vale Foods had paid Anna Holm.": 0,
    }
    for text, doubts in texts.items():
        (paid,) = (each for each in read(text) if each.type == "paid")
        assert len(paid.doubts) == doubts, text


PARTS_OF_BODIES = [
    ("The Arden Audit Office fined Vale Foods.", "The Audit Office sued Corden Group.", "Arden Audit Office"),
    ("The Ministry of Health fined Vale Foods.", "The Health Ministry sued Corden Group.",
     "Ministry of Health"),
    ("The Ministry of Health fined Vale Foods.", "The ministry sued Corden Group.", "Ministry of Health"),
    ("Bank of Arden fined Vale Foods.", "The bank sued Corden Group.", "Bank of Arden"),
    ("The Central Bank of Arden fined Vale Foods.", "The Central Bank sued Corden Group.",
     "Central Bank of Arden"),
    ("The Coast Transport Union fined Vale Foods.", "The Transport Union sued Corden Group.",
     "Coast Transport Union"),
    ("The Union of Arden Dockers fined Vale Foods.", "The Dockers' Union sued Corden Group.",
     "Union of Arden Dockers"),
    ("The Port Authority of Vell fined Vale Foods.", "The Port Authority sued Corden Group.",
     "Port Authority of Vell"),
    ("The Committee for Press Freedom fined Vale Foods.", "The Committee sued Corden Group.",
     "Committee for Press Freedom"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "name"), PARTS_OF_BODIES)
def test_a_part_of_a_bodys_name_means_the_one_of_whom_the_article_has_told(
    first: str, second: str, name: str
) -> None:
    assert told(first, second) == {f"{name} fined Vale Foods", f"{name} sued Corden Group"}


@pytest.mark.parametrize(
    ("paragraphs", "doubt"),
    [
        (("The Arden Audit Office fined Vale Foods.", "The Borland Audit Office fined Delta Freight.",
          "The Audit Office sued Corden Group."),
         "'Audit Office' may mean Arden Audit Office or Borland Audit Office; say which"),
        (("The Ministry of Health fined Vale Foods.", "The Ministry of Trade fined Delta Freight.",
          "The ministry sued Corden Group."),
         "'The ministry' may mean Ministry of Health rather than Ministry of Trade"),
        (("The Audit Office sued Corden Group.", "The Arden Audit Office fined Vale Foods."),
         "'Audit Office' may mean another than Arden Audit Office"),
        (("The Supreme Administrative Court fined Vale Foods.",
          "The Administrative Court sued Corden Group."),
         "'Administrative Court' may mean another than Supreme Administrative Court"),
        (("The Socialist Labour Party fined Vale Foods.", "The Labour Party sued Corden Group."),
         "'Labour Party' may mean another than Socialist Labour Party"),
    ],
)  # fmt: skip
def test_a_part_of_a_bodys_name_that_may_mean_several_is_asked_about(
    paragraphs: tuple[str, ...], doubt: str
) -> None:
    (each,) = (each for each in read(*paragraphs) if each.target.name == "Corden Group")
    assert doubt in each.doubts
    assert sum(words(each).endswith("fined Vale Foods") for each in read(*paragraphs)) == 1


def test_a_part_of_a_bodys_name_means_the_body_of_the_dataset_and_another_sort_is_another() -> None:
    text = ("The Arden Audit Office fined Vale Foods.", "The Audit Office sued Corden Group.")
    article = Article(text, 1, "", publisher="The Wire", published="2024-12-12")
    known = Actor(id="audit", name="Arden Audit Office", kind="government-body")
    found = proposals.read(article, [known], vocabulary(())).proposals
    assert [each.source.actor for each in found] == ["audit", "audit"]
    apart = ("The Arden Audit Office fined Vale Foods.", "The Tax Office sued Corden Group.")
    assert told(*apart) == {"Arden Audit Office fined Vale Foods", "Tax Office sued Corden Group"}


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        # what a noun tells lies ahead, or is done
        ("The acquisition of Delta Freight by Vale Foods is supported by Corden Group.",
         "planned Vale Foods acquired Delta Freight"),
        ("The acquisition of Delta Freight by Vale Foods was supported by Corden Group.",
         "Vale Foods acquired Delta Freight"),
        ("The takeover of Delta Freight by Vale Foods is awaiting approval.",
         "planned Vale Foods acquired Delta Freight"),
        ("A planned purchase of Delta Freight by Vale Foods worries Anna Holm.",
         "planned Vale Foods acquired Delta Freight"),
        ("The purchase of Delta Freight by Vale Foods would hurt Anna Holm.",
         "planned Vale Foods acquired Delta Freight"),
        ("The purchase of Delta Freight by Vale Foods is subject to a vote.",
         "planned Vale Foods acquired Delta Freight"),
        ("The appointment of Karl Moe by Vale Foods needs the consent of the board.",
         "planned Vale Foods appointed Karl Moe"),
        ("The arrest of Karl Moe by the Federal Police is opposed by Anna Holm.",
         "Federal Police arrested Karl Moe"),
        ("The arrest of Karl Moe by the Federal Police made news, and a trial is due.",
         "Federal Police arrested Karl Moe"),
        # what is only open, or forbidden
        ("Vale Foods has an option to acquire Delta Freight.", ""),
        ("The Markets Office forbade Vale Foods to buy Delta Freight.", "Markets Office banned Vale Foods"),
        ("Peter Lund claimed to represent Vale Foods.", ""),
        # who is spoken of
        ("A friend of the minister, Anna Holm, met Peter Lund.", ""),
        ("The wife of the president, Anna Holm, was fined by the Markets Office.", ""),
        ("Karl Moe, whose brother Peter Lund paid, met Anna Holm.", "Karl Moe met Anna Holm"),
        ("Karl Moe, whose brother Peter Lund paid Amy Trask, met Anna Holm.",
         "Karl Moe met Anna Holm; Peter Lund family-of Karl Moe; Peter Lund paid Amy Trask"),
        ("The head of the union, Karl Moe, sued Vale Foods.", "Karl Moe sued Vale Foods"),
        ("The mayor's cousin, Karl Moe, sued Vale Foods.", "Karl Moe sued Vale Foods"),
        # what is done to others than to whom the noun names
        ("Anna Holm criticised the arrest of Karl Moe.", ""),
        ("Anna Holm welcomed the appointment of Karl Moe.", ""),
        ("Vale Foods opposed the sale of Delta Freight.", ""),
        ("Anna Holm criticised the boss of Vale Foods, Karl Moe.", "Anna Holm criticised Karl Moe"),
        ("The ministry that Karl Moe leads fined Vale Foods.", ""),
        ("The firm Karl Moe sued fined Vale Foods.", ""),
        ("Vale Foods bought the harbour from Corden Group and Delta Freight the airport.",
         "Corden Group sells-to Vale Foods"),
        ("Vale Foods hired Karl Moe from Corden Group.", "Vale Foods hired Karl Moe"),
        ("Vale Foods hired ships from Corden Group.", "Corden Group supplies Vale Foods"),
        ("Vale Foods bought the bonds of Corden Group.", ""),
        ("Vale Foods bought a division of Corden Group.", ""),
        ("Vale Foods bought half of Corden Group.", "Vale Foods acquired Corden Group"),
        # what is toyed with, wished, not only done or never done
        ("Vale Foods toyed with the idea of suing Corden Group.", ""),
        ("Peter Lund wishes he had met Anna Holm.", ""),
        ("Vale Foods set out to buy Delta Freight, and failed.", ""),
        ("Vale Foods was forced to drop plans to buy Delta Freight.", ""),
        ("Peter Lund was well enough to meet Anna Holm.", ""),
        ("Few believed that Vale Foods had paid Karl Moe.", ""),
        ("Vale Foods would sooner close than be bought by Corden Group.", ""),
        ("Vale Foods is anything but owned by Corden Group.", "denied Corden Group owns Vale Foods"),
        ("Peter Lund's claim that he had never met Karl Moe was false.", ""),
        ("Peter Lund lied when he said that he had never met Karl Moe.", ""),
        ("Peter Lund lied when he said that Anna Holm had paid Karl Moe.", ""),
        ("Peter Lund was on his way to meet Anna Holm.", ""),
        ("Vale Foods not merely sued Corden Group but ruined it.", "Vale Foods sued Corden Group"),
        ("No sooner had Vale Foods acquired Delta Freight than it left.",
         "Vale Foods acquired Delta Freight"),
        # of whom a court speaks
        ("The Arden Court acquitted Peter Lund but convicted Anna Holm of bribing Karl Moe.",
         "Arden Court acquitted Peter Lund"),
        ("The Arden Court cleared Peter Lund of bribing Karl Moe.",
         "Arden Court acquitted Peter Lund"),  # which is no denial
    ],
)  # fmt: skip
def test_a_trap_of_meaning_tells_nothing_false(sentence: str, so: str) -> None:
    found = {each for each in told(sentence) if " leads " not in each}
    assert found == set(filter(None, so.split("; ")))


def test_what_somebody_was_cleared_of_has_a_doubt_where_another_sentence_tells_it() -> None:
    assert not told("The court had heard that Karl Moe paid Anna Holm.", "Karl Moe was later cleared.")
    assert not told("Karl Moe was acquitted.", "Witnesses said Karl Moe had paid Anna Holm.")
    text = "Witnesses said Peter Lund had paid Anna Holm."
    assert told("Karl Moe was acquitted.", text) == {"Peter Lund paid Anna Holm"}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Corden Group would not, for now, sue Vale Foods.", "denied"),
        ("Corden Group said that it would not, for now, sue Vale Foods.", "denied"),
        ("Corden Group has never, in all these years, sued Vale Foods.", "denied"),
        ("Corden Group has not in ten years sued Vale Foods.", "denied"),
        ("Corden Group didn't for once sue Vale Foods.", "denied"),
        ("Corden Group had not at the time and sued Vale Foods.", "actual"),
        ("Corden Group was not at work when it sued Vale Foods.", "actual"),
        ("Corden Group will, in spite of a letter from the ministry, sue Vale Foods.", "planned"),
        ("Corden Group has, in spite of a letter from the ministry, sued Vale Foods.", "actual"),
        ("Corden Group has not met the minister, it said, and sued Vale Foods.", "actual"),
    ],
)
def test_what_stands_between_not_and_its_verb_takes_nothing_back(sentence: str, status: str) -> None:
    found = [each for each in read(sentence) if words(each).endswith("Corden Group sued Vale Foods")]
    assert [each.status for each in found] == [status]


DENIALS = [
    ('Corden Group called a report that it had sued Vale Foods "pure invention".', "Corden Group"),
    ("The claim that Corden Group sued Vale Foods is without foundation, Anna Holm said.", "Anna Holm"),
    ("The claim that Corden Group sued Vale Foods is pure fiction, Anna Holm said.", "Anna Holm"),
    ("Anna Holm disputed that Corden Group had sued Vale Foods.", "Anna Holm"),
    ("Anna Holm ruled out that Corden Group had sued Vale Foods.", "Anna Holm"),
    ("The court threw out the allegation that Corden Group had sued Vale Foods.", "unnamed"),
    ("Neither Delta Freight nor Corden Group sued Vale Foods.", None),
    ("Corden Group sued neither Delta Freight nor Vale Foods.", None),
    ("Vale Foods was sued by neither Delta Freight nor Corden Group.", None),
    ("Anna Holm promised Karl Moe that Corden Group would not sue Vale Foods.", "Anna Holm"),
]


@pytest.mark.parametrize(("sentence", "voice"), DENIALS)
def test_a_denial_is_told_as_one_with_its_voice(sentence: str, voice: str | None) -> None:
    found = {words(each): each for each in read(sentence) if not each.doubts}
    each = found["denied Corden Group sued Vale Foods"]
    assert getattr(each.voice, "name", each.voice) == voice
    assert not any("sued" in text and not text.startswith("denied") for text in found)


@pytest.mark.parametrize(
    ("sentence", "voice"),
    [
        ("Karl Moe, who is believed to be ill, sued Vale Foods.", None),
        ("Karl Moe is believed to have sued Vale Foods.", "unnamed"),
        ("Anna Holm reportedly left, and Karl Moe sued Vale Foods.", None),
        ("Karl Moe reportedly sued Vale Foods.", "unnamed"),
        ("Karl Moe reportedly left the board and sued Vale Foods.", "unnamed"),
        ("Anna Holm was said to be angry when Karl Moe sued Vale Foods.", None),
        ("Karl Moe sued Vale Foods after sources told him of the plan.", None),
        ("Karl Moe sued Vale Foods, sources told The Wire.", "unnamed"),
        ("Karl Moe, the alleged polluter, sued Vale Foods.", None),
        ("Karl Moe sued Vale Foods, whose reported profits fell.", None),
        ("People familiar with the talks were met by Anna Holm, and Karl Moe sued Vale Foods.", None),
        ("Karl Moe sued Vale Foods, people familiar with the talks said.", "unnamed"),
        ("Not only did Karl Moe sue Vale Foods, it also reported Anna Holm.", None),
    ],
)
def test_nobody_unnamed_says_what_only_another_clause_has_from_such(sentence: str, voice: str | None) -> None:
    found = [each for each in read(sentence) if words(each) == "Karl Moe sued Vale Foods"]
    assert [getattr(each.voice, "name", each.voice) for each in found] == [voice]


@pytest.mark.parametrize(
    ("start", "voice"),
    [
        ("Anna Holm warned Peter Lund that", "Anna Holm"),
        ("Anna Holm reminded Peter Lund that", "Anna Holm"),
        ("Anna Holm cautioned investors that", "Anna Holm"),
        ("Anna Holm assured Peter Lund that", "Anna Holm"),
        ("Anna Holm informed the ministry that", "Anna Holm"),
        ("Peter Lund was warned by Anna Holm that", "Anna Holm"),
        ("Peter Lund was told by Anna Holm that", "Anna Holm"),
        ("Anna Holm met Peter Lund, and", None),
        ("Anna Holm, who had reported Peter Lund, left the board, and", None),
    ],
)
def test_whoever_tells_another_that_something_is_so_vouches_for_it(start: str, voice: str | None) -> None:
    (each,) = (each for each in read(f"{start} Corden Group sued Vale Foods.") if each.type == "sued")
    assert getattr(each.voice, "name", each.voice) == voice


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("The police of Oslo questioned Kerr.", "Police of Oslo interviewed Kerr"),
        ("The Oslo police arrested John Kerr.", "Police of Oslo arrested John Kerr"),
        ("Oslo's police arrested John Kerr.", "Police of Oslo arrested John Kerr"),
        ("John Kerr was arrested by police of Oslo.", "Police of Oslo arrested John Kerr"),
        ("The court of Bergen convicted John Kerr.", "Court of Bergen convicted John Kerr"),
        ("The Bergen court convicted John Kerr.", "Court of Bergen convicted John Kerr"),
        ("The court of appeal of Oslo convicted John Kerr.", "Court of appeal of Oslo convicted John Kerr"),
        ("The parliament of Norway banned Vale Foods.", "Parliament of Norway banned Vale Foods"),
        ("The prosecutor of Milan charged John Kerr.", "Prosecutor of Milan charged John Kerr"),
        ("John Kerr sued the council of Port Vell.", "John Kerr sued Council of Port Vell"),
        ("The mayor of Oslo sued Vale Foods.", ""),
        ("John Kerr lost the Oslo court case.", ""),
        ("The city of Oslo sued Vale Foods.", "Oslo sued Vale Foods"),
        ("Cyra was bought by Alba from Borea.", "Alba acquired Cyra; Borea sells-to Alba"),
        ("Cyra was bought from Borea by Alba.", "Alba acquired Cyra; Borea sells-to Alba"),
        ("Cyra was sold by Borea to Alba.", "Alba acquired Cyra; Borea sells-to Alba"),
        ("Cyra was sold to Alba by Borea.", "Alba acquired Cyra; Borea sells-to Alba"),
        ("The chips were sold by Borea to Alba.", "Borea sells-to Alba"),
        ("Cyra was bought by Alba from Norway.", "Alba acquired Cyra"),
    ],
)
def test_who_acts_is_told_and_no_other(sentence: str, so: str) -> None:
    found = [each for each in read(sentence) if each.type != "works-for"]
    assert {words(each) for each in found if not each.doubts} == set(filter(None, so.split("; ")))
    assert not [each for each in found if each.doubts]


@pytest.mark.parametrize("verb", ["hopes", "hoped", "wishes", "would like", "wants"])
def test_a_wish_is_no_plan_without_a_doubt(verb: str) -> None:
    found = read(f"John Kerr {verb} to become chairman of Vale Foods.")
    assert [(each.status, bool(each.doubts)) for each in found] == [("planned", True)]


@pytest.mark.parametrize(
    "who",
    [
        "Anna Holm", "Anna Holm, owner of Vale Foods,", "Anna Holm, former head of Vale Foods,",
        "Anna Holm, who owns Vale Foods,", "Anna Holm, 54, owner of Vale Foods,",
    ],
)  # fmt: skip
def test_what_somebody_is_acquitted_of_is_denied_whatever_is_said_of_her(who: str) -> None:
    for verb in ("acquitted", "cleared"):
        found = read(f"The High Court {verb} {who} of bribing Peter Lund.")
        paid = [each for each in found if each.type == "paid"]
        assert [words(each) for each in paid] == ["denied Anna Holm paid Peter Lund"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peter Lund claimed that he had been pressed by Corden Group's chairman, Anna Holm, to pay Karl Moe.",
        "In a letter to the court, Peter Lund said he was told by Vale Foods, a bakery, to pay Karl Moe.",
        "Peter Lund said that he was asked by Anna Holm, a banker, to pay Karl Moe.",
        "Peter Lund said that he had been urged by Anna Holm and, later, by Amy Trask, to pay Karl Moe.",
    ],
)
def test_what_somebody_was_pressed_to_do_is_not_told_as_done(sentence: str) -> None:
    found = [each for each in read(sentence) if each.type == "paid" and each.target.name == "Karl Moe"]
    assert found
    assert all(each.status == "planned" for each in found)
    assert {getattr(each.voice, "name", each.voice) for each in found} == {"Peter Lund"}


@pytest.mark.parametrize(
    ("paper", "voice"),
    [
        ("a filing with the Markets Office", "unnamed"),
        ("a court filing with the Markets Office", "unnamed"),
        ("a letter to the Markets Office", "unnamed"),
        ("a report to the Markets Office", "unnamed"),
        ("documents submitted to the Markets Office", "unnamed"),
        ("a statement to the Markets Office by Anna Holm", "Anna Holm"),
        ("a filing by Delta Freight", "Delta Freight"),
        ("a report by the Markets Office", "Markets Office"),
        ("a statement from the Markets Office", "Markets Office"),
    ],
)
def test_whom_a_paper_is_sent_to_does_not_speak_in_it(paper: str, voice: str) -> None:
    found = read(f"Corden Group sued Vale Foods, according to {paper}.")
    assert [
        getattr(each.voice, "name", each.voice) for each in found if words(each).startswith("Corden")
    ] == [voice]


@pytest.mark.parametrize(
    "sentence",
    [
        "Orion Metals is 60 percent owned by Vega Holdings, and 40 percent by Lyra Energy.",
        "Orion Metals is 60% owned by Vega Holdings, a Chinese metals group, and 40% by Lyra Energy.",
        "Orion Metals is owned 60 percent by Vega Holdings and 40 percent by Lyra Energy.",
    ],
)
def test_of_two_owners_with_a_share_each_neither_has_the_share_of_the_other(sentence: str) -> None:
    found = [each for each in read(sentence) if not each.doubts]
    assert {words(each) for each in found} == {
        "Vega Holdings owns Orion Metals",
        "Lyra Energy owns Orion Metals",
    }
    assert all(each.sum is None for each in found)


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        # whoever is of the family of one who has a role does not have it
        ("Corvus Cars, whose founder's son Adam Nowak left the board, sued Vale Foods.",
         "Corvus Cars sued Vale Foods"),
        ("Corvus Cars's founder's widow Anna Nowak sued Vale Foods.", "Anna Nowak sued Vale Foods"),
        ("Corvus Cars's founder's brother, Adam Nowak, sued Vale Foods.", "Adam Nowak sued Vale Foods"),
        # a noun of trade before a name is what it is
        ("Corden Group bought the packaging producer Orion Metals from the fund Lyra Partners.",
         "Lyra Partners sells-to Corden Group; Corden Group acquired Orion Metals"),
        ("Corden Group bought the ship maker Orion Metals from Lyra Partners.",
         "Lyra Partners sells-to Corden Group; Corden Group acquired Orion Metals"),
        # to move to a company is no visit
        ("Peter Lund will move to Corden Group.", ""),
        ("Peter Lund, a clerk, will move to the machine maker Ponsela.", ""),
    ],
)  # fmt: skip
def test_a_noun_or_verb_in_another_sense_tells_nothing_false(sentence: str, so: str) -> None:
    assert told(sentence) == set(filter(None, so.split("; ")))


def test_whoever_moves_to_a_company_may_join_it() -> None:
    (each,) = read("Peter Lund will move to Corden Group.")
    assert (words(each), bool(each.doubts)) == ("planned Peter Lund joined Corden Group", True)


@pytest.mark.parametrize(
    "verb",
    [
        "provided $14.5 million to",
        "made $14.5 million available to",
        "made available $14.5 million to",
    ],
)
def test_whoever_provides_a_sum_funds(verb: str) -> None:
    (each,) = read(f"Corden Group {verb} Vale Foods.")
    assert words(each) == "Corden Group funded Vale Foods"
    assert each.sum is not None
    assert each.sum.text == "$14.5 million"


def test_a_name_ends_at_its_stop_and_begins_behind_a_title() -> None:
    assert told("Vale Foods is a unit of Vega Inc. It was sold.") == {"Vale Foods subsidiary-of Vega Inc"}
    assert told("The Honourable Amy Trask met Peter Lund.") == {"Amy Trask met Peter Lund"}


LATER = """
Corden Group did not pay Vale Foods until 2019.
Peter Lund did not meet Anna Nowak until the trial.
Peter Lund never met Anna Nowak before 2019.
Peter Lund had not met Anna Nowak before the trial.
Before the trial, Peter Lund had never met Anna Nowak.
Until 2019 Peter Lund had not met Anna Nowak.
No meeting between Corden Group and Vale Foods took place until 2019.
A meeting between Corden Group and Vale Foods did not take place until May 2019.
Corden Group was not paid by Vale Foods until 2019.
Corden Group refused to pay Vale Foods until after the trial.
Corden Group had no contract with Vale Foods till 2019.
Peter Lund has not met Anna Nowak since the trial.
Peter Lund did not meet Anna Nowak again.
Corden Group did not initially sue Vale Foods.
At first Corden Group did not sue Vale Foods.
Peter Lund did not at first meet Anna Nowak.
"""


@pytest.mark.parametrize("sentence", LATER.strip().split("\n"))
def test_what_is_denied_for_a_time_only_has_a_doubt(sentence: str) -> None:
    """It may have been so at another time: they met in 2019."""
    (each,) = read(sentence)
    assert each.status == "denied"
    assert any("whether it has happened" in doubt for doubt in each.doubts)


@pytest.mark.parametrize("time", ["not until 2019", "not until the trial", "only in 2019", "only then"])
def test_what_was_not_until_then_was_then(time: str) -> None:
    for sentence in (
        f"It was {time} that Peter Lund met Anna Nowak.",
        f"{time.capitalize()} did Peter Lund meet Anna Nowak.",
    ):
        assert told(sentence) == {"Peter Lund met Anna Nowak"}
        assert read(sentence)[0].status == "actual"


@pytest.mark.parametrize("start", ["Peter Lund, until 2019 a clerk,", "Peter Lund, once a clerk,"])
def test_a_plain_denial_has_no_doubt_for_what_stands_by_the_way(start: str) -> None:
    (each,) = read(f"{start} did not meet Anna Nowak, who left before the trial.")
    assert (each.status, each.doubts) == ("denied", ())


def test_the_businesswoman_is_no_man() -> None:
    first = "Prosecutors charged Enzo Riva, the mayor of Lodi, and Carla Neri, who owns Neri Cleaning."
    found = told(
        first, "He had hired her.", "The mayor paid Neri Cleaning; the businesswoman funded Vale Foods."
    )
    assert "Carla Neri funded Vale Foods" in found


DEFINED = [
    '(the "Company")', '("the Company")', '("The Company")', '(hereinafter "the Company")',
    "(hereinafter the Company)", '(hereafter referred to as the "Company")', "",
]  # fmt: skip


@pytest.mark.parametrize("publisher", ["Central Bank of Velia", "Velia Exchange", "Velia Court of Auditors"])
@pytest.mark.parametrize("defined", DEFINED)
def test_the_company_of_a_public_notice_is_whom_it_is_about(defined: str, publisher: str) -> None:
    notice = (
        f"The {publisher} has withdrawn the licence of Caja Norte S.A. {defined} with effect from 1 May.",
        "The Company, which was founded in 1994 by Anna Holm, has been controlled since 2021 by Vale Foods.",
        "Mrs Amy Trask resigned from the Company in May.",
    )
    article = Article(notice, 1, "", publisher=publisher, published="2024-12-12")
    found = proposals.read(article, [], vocabulary(())).proposals
    plain = {words(each) for each in found if not each.doubts}
    assert plain >= {"Anna Holm founded Caja Norte S.A.", "Vale Foods controls Caja Norte S.A."}
    left = "Amy Trask resigned-from Caja Norte S.A."
    assert left in (plain if defined else map(words, found))  # undefined, it may be Vale Foods
    assert not {words(each) for each in found[1:] if publisher in (each.source.name, each.target.name)}


def test_a_public_body_is_no_company_where_none_is_named() -> None:
    notice = ("The Central Bank of Velia met on Monday.", "Anna Holm resigned from the Company in May.")
    article = Article(notice, 1, "", publisher="Central Bank of Velia", published="2024-12-12")
    assert not [each for each in proposals.read(article, [], vocabulary(())).proposals if not each.doubts]


@pytest.mark.parametrize(
    "sum_",
    [
        "61 billion CFA francs", "CHF 3 million", "3 million Swiss francs", "KES 40 million", "XOF 5 million",
        "40 million Kenyan shillings", "Rs 2 million", "Rs. 2 million", "PLN 40,000",
        "2 million Sri Lankan rupees", "3 million Hong Kong dollars",
        "500 million Indonesian rupiah", "5 million South African rand",
    ],
)  # fmt: skip
def test_a_currency_is_no_actor_and_its_sum_is_read(sum_: str) -> None:
    for text in (f"Vale Foods paid Lake Mining {sum_} in 2023.", f"Vale Foods paid {sum_} to Lake Mining."):
        (each,) = read(text)
        assert (words(each), each.doubts) == ("Vale Foods paid Lake Mining", ())
        assert each.sum is not None
        assert each.sum.text == sum_
        assert each.sum.amount is not None


@pytest.mark.parametrize("currency", ["CFA francs", "CHF", "Swiss francs", "XAF", "Kenyan shillings"])
def test_a_currency_without_a_sum_is_no_actor_either(currency: str) -> None:
    text = f"Vale Foods sued Lake Mining over a debt in {currency}, and Peter Lund met Anna Holm."
    assert {words(each) for each in read(text)} == {
        "Vale Foods sued Lake Mining", "Peter Lund met Anna Holm",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["AMD", "NPR", "PLN"])
def test_a_name_that_is_a_code_of_a_currency_too_is_an_actor(name: str) -> None:
    assert told(f"Vale Foods sued {name}.") == {f"Vale Foods sued {name}"}
    assert told(f"Vale Foods met {name} in May.") == {f"Vale Foods met {name}"}


def test_an_actor_of_the_dataset_may_be_called_as_a_currency() -> None:
    text = "CHF sued Vale Foods over 3 million Swiss francs."
    actors = [Actor(id="chf", name="CHF", kind="company")]
    assert [each.actor for each in Names(actors, [text]).mentions(text)] == ["chf", None]


@pytest.mark.parametrize(
    ("article", "innocent"),
    [
        ("The Ahl Foundation praised the Port Exchange. The Ahl Foundation opposed the exchange ratio.",
         "opposed Port Exchange"),
        ("Peter Lund met the Disciplinary Panel of the Port Exchange. He opposed the exchange rate.",
         "opposed Disciplinary Panel"),
        ("The Finance Ministry fined Vale Foods. Peter Lund criticised the ministry car.",
         "criticised Finance Ministry"),
        # who is of whom
        ("The head of the railway, Mr Peter Lund, and officials of the Treasury were present.",
         "Peter Lund works-for Treasury"),
        ("The General Manager of Roads, Mr Peter Lund, and lawyers for Vale Foods left.",
         "Peter Lund represents Vale Foods"),
        # where something stands
        ("On a hill above Vila Clara stands a stadium. Corden Group built it; the savings bank Caixa Sul "
         "financed it.",
         "funded Vila Clara"),
        # which firm's board
        ("Vale Foods' board learned in May that Delta Freight AB would end its purchases. It informed the "
         "market in June. In the meantime Peter Lund, a member of the board, had sold shares.",
         "director-of"),
    ],
)  # fmt: skip
def test_a_word_means_nobody_whom_it_does_not_name(article: str, innocent: str) -> None:
    assert not {each for each in told(article) if innocent in each}


def test_the_ministry_itself_is_still_meant() -> None:
    text = "The Finance Ministry fined Vale Foods. Peter Lund criticised the ministry"
    for ending in (
        "",
        " itself",
        " on Monday",
        " last year",
        " and Anna Holm",
        " when he left",
        " or its staff",
    ):
        assert "Peter Lund criticised Finance Ministry" in told(f"{text}{ending}.")


def test_the_date_of_an_aside_is_not_that_of_the_deed() -> None:
    text = "Vale Foods, until last year a unit of Corden Group, was bought in November 2024 by Delta Freight."
    dates = {words(each): each.when for each in read(text)}
    assert dates["Delta Freight acquired Vale Foods"] == "2024-11"
    assert dates["Vale Foods subsidiary-of Corden Group"] == "/2023"


@pytest.mark.parametrize("begins", ["as of", "from", "with effect from", "effective"])
def test_an_office_that_starts_later_is_planned(begins: str) -> None:
    (each,) = read(f"Anna Holm has been appointed chief executive of Vale Foods {begins} 1 February 2025.")
    assert (words(each), each.when) == ("planned Anna Holm leads Vale Foods", "2025-02-01")
    (each,) = read(f"Anna Holm has been appointed chief executive of Vale Foods {begins} 1 February 2024.")
    assert words(each) == "Anna Holm leads Vale Foods"


@pytest.mark.parametrize("how", ["released from its", "freed from the", "relieved from its five-year"])
def test_whoever_is_released_from_a_contract_supplies_no_more(how: str) -> None:
    assert not told(f"Vale Foods has been {how} supply contract with Corden Group.")


def test_who_says_so_is_told_of_each_clause() -> None:
    text = "Peter Lund told the panel that the price was high and that he himself had warned Karl Moe."
    (each,) = (each for each in read(text) if each.type == "warned")
    assert getattr(each.voice, "name", each.voice) == "Peter Lund"
    for verb in ("put to the panel", "stated", "submitted", "explained to the panel"):
        text = f"It was {verb} by several witnesses that Vale Foods had hired Corden Group."
        assert [each.voice for each in read(text)] == ["unnamed"]


OF_NONE = """
Vale Foods paid Peter Lund nothing.
Vale Foods paid Peter Lund no bribe.
Vale Foods paid Peter Lund not a cent.
Vale Foods paid Peter Lund zero euros.
Vale Foods gave Peter Lund no money.
Vale Foods gave nothing to Peter Lund.
Vale Foods met Peter Lund at no time.
Peter Lund received no money from Vale Foods.
Peter Lund never received a cent from Vale Foods.
Peter Lund never got a penny from Vale Foods.
Peter Lund took nothing from Vale Foods.
Peter Lund told Anna Holm nothing.
Peter Lund promised Anna Holm no help.
Vale Foods sold none of its ships to Corden Group.
"""
NOBODY = """
Peter Lund met nobody from Vale Foods.
Peter Lund said that he had met no one at Vale Foods.
Peter Lund held talks with nobody from Vale Foods.
Nobody at Vale Foods paid Peter Lund.
No one from Vale Foods met Peter Lund.
None of the lawyers of Vale Foods met Peter Lund.
Not one of the directors of Vale Foods met Peter Lund.
Nobody who works for Vale Foods paid Peter Lund.
No one hired by Vale Foods paid Peter Lund.
Vale Foods was paid by nobody at Corden Group.
"""
NOT_OF_NONE = """
Vale Foods paid Peter Lund for nothing.
Vale Foods paid Peter Lund to say nothing.
Vale Foods paid Peter Lund no less than 5 million euros.
Vale Foods met nobody but Peter Lund.
Vale Foods met Peter Lund and made no comment.
Vale Foods fined Peter Lund with no warning.
Vale Foods paid no bribe but a fee to Peter Lund.
Vale Foods, which has no debts, sued Peter Lund.
With no warning, Vale Foods sued Peter Lund.
"""


@pytest.mark.parametrize("sentence", OF_NONE.strip().split("\n"))
def test_what_is_done_to_nobody_or_with_nothing_is_denied(sentence: str) -> None:
    assert [each.status for each in read(sentence)] == ["denied"]


@pytest.mark.parametrize("sentence", NOBODY.strip().split("\n"))
def test_what_nobody_of_a_body_does_is_denied(sentence: str) -> None:
    assert {each.status for each in read(sentence) if each.type != "works-for"} == {"denied"}


@pytest.mark.parametrize("sentence", NOT_OF_NONE.strip().split("\n"))
def test_a_no_of_something_else_denies_nothing(sentence: str) -> None:
    assert [each.status for each in read(sentence)] == ["actual"]


@pytest.mark.parametrize(
    "end", ["Peter Lund, its lawyer, no bribe", "Peter Lund not a bribe but a fee", "Peter Lund for nothing"]
)
def test_a_no_that_may_deny_has_a_doubt(end: str) -> None:
    assert not any(" paid " in each for each in told(f"Vale Foods paid {end}."))


AHEAD = [
    ("Corden Group acquires Vale Foods on 1 January.", "2025-01-01"),
    ("Vale Foods is acquired by Corden Group on 1 January.", "2025-01-01"),
    ("Peter Lund, who left Delta Freight, meets Anna Holm on Monday.", "2024-12-16"),
    ("Peter Lund and Anna Holm meet on 20 December.", "2024-12-20"),
    ("Peter Lund leaves Vale Foods next month.", "2025-01"),
    ("Corden Group sues Vale Foods in 2027.", "2027"),
    ("The Ministry of Trade opens an inquiry into Vale Foods on 20 December.", "2024-12-20"),
]


@pytest.mark.parametrize(("sentence", "when"), AHEAD)
def test_what_is_told_in_the_present_of_a_day_ahead_is_planned(sentence: str, when: str) -> None:
    assert [each.when for each in read(sentence) if each.status == "planned"] == [when]
    assert {each.type for each in read(sentence) if each.status == "actual"} <= {"left"}


def test_what_is_told_in_the_present_has_a_doubt_where_a_day_ahead_may_be_its_own() -> None:
    (each,) = read("Peter Lund testifies before Parliament next Tuesday.")
    assert each.doubts == ("the sentence has 'next Tuesday'; look whether it has happened",)


def test_what_is_told_in_the_present_is_so_on_a_day_that_is_over() -> None:
    (each,) = read("In July 2024 Corden Group buys Vale Foods.")
    assert (each.status, each.when) == ("actual", "2024-07")
    (each,) = read("Corden Group buys Vale Foods on 3 November.")
    assert (each.status, each.when, each.phrase) == ("actual", None, "on 3 November")
    assert "whether it has happened" in each.doubts[0]


@pytest.mark.parametrize("how", ["becomes", "takes over as", "joins as", "returns as"])
def test_an_office_that_somebody_gets_on_a_day_ahead_is_planned(how: str) -> None:
    text = f"Peter Lund {how} chief executive of Vale Foods on 1 January."
    (each,) = (each for each in read(text) if each.type == "leads")
    assert (each.status, each.when) == ("planned", "2025-01-01")


@pytest.mark.parametrize("said", ["reported", "said", "believed", "thought", "rumoured", "understood"])
def test_what_is_said_to_be_going_on_is_not_done(said: str) -> None:
    bought = {"planned Corden Group acquired Vale Foods"}
    assert told(f"Corden Group was {said} to be buying Vale Foods.") == bought
    assert not told(f"Corden Group was {said} to be suing Vale Foods.")
    assert not told(f"Corden Group was {said} to have been buying Vale Foods.")
    assert told(f"Corden Group was {said} to be owned by Peter Lund.") == {"Peter Lund owns Corden Group"}


@pytest.mark.parametrize(
    "start",
    [
        "Contrary to reports that", "Contrary to some claims by the police that", "False claims that",
        "Unfounded rumours that", "The paper published invented reports that",
    ],
)  # fmt: skip
def test_what_is_told_to_be_no_more_than_a_false_claim_is_denied(start: str) -> None:
    for who in ("Peter Lund", "Peter Lund, the baker,"):
        (paid,) = (each for each in read(f"{start} {who} paid Anna Holm, were heard.") if each.type == "paid")
        assert (paid.status, paid.voice) == ("denied", None)


def test_despite_a_claim_it_may_be_so() -> None:
    (each,) = read("Despite claims that Peter Lund paid Anna Holm, the case was closed.")
    assert (each.voice, bool(each.doubts)) == ("unnamed", True)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The Federal Police banned Peter Lund in 2022 and lifted the ban in 2023.", "2022/2023"),
        ("The Navy suspended Peter Lund in 2022, but a court lifted the suspension in May.", "2022/2024-05"),
        ("The Navy suspended Peter Lund in 2022, and the suspension was later lifted in 2023.", "2022/2023"),
        ("The Federal Police suspended Peter Lund in 2022. It lifted the suspension in 2023.", None),
        ("The Federal Police banned Peter Lund in 2022 and reinstated him in 2023.", None),
        ("The Federal Police suspended Peter Lund in 2022. The suspension expired.", None),
        ("The Navy suspended Peter Lund and Karl Moe in 2022 and lifted the suspension in 2023.", None),
        ("The Federal Police suspended Peter Lund in 2022 and will lift the suspension in 2027.", "2022/"),
    ],
)  # fmt: skip
def test_an_end_that_the_article_tells_is_told_or_has_a_doubt(text: str, when: str | None) -> None:
    each = next(each for each in read(text) if each.target.name == "Peter Lund")
    if when is None:
        assert "whether it has ended" in each.doubts[0]
    else:
        assert (each.when, each.doubts) == (when, ())


@pytest.mark.parametrize("which", ["designated", "next", "presumptive", "incoming"])
def test_who_is_to_lead_does_not_lead_yet(which: str) -> None:
    text = f"Peter Lund, the {which} chief executive of Vale Foods, met Anna Holm."
    assert told(text) == {"Peter Lund met Anna Holm", "planned Peter Lund leads Vale Foods"}


UNVOUCHED = [
    "It is possible that Peter Lund paid Anna Holm.",
    "It is conceivable that Peter Lund paid Anna Holm a good sum.",
    "It is my opinion that Peter Lund bribed Anna Holm.",
    "It is time that Peter Lund paid Anna Holm.",
    "It is imperative that Peter Lund pay Anna Holm.",
    "It is doubtful that Peter Lund paid Anna Holm.",
    "It is unlikely that Peter Lund bribed Anna Holm.",
    "It is unclear that Peter Lund bribed Anna Holm.",
    "It seems that Peter Lund bribed Anna Holm.",
    "It is hard to believe that Peter Lund bribed Anna Holm.",
    "Little suggests that Peter Lund paid Anna Holm.",
    "MYTH: Peter Lund paid Anna Holm.",
    "Myth 1: Peter Lund paid Anna Holm.",
    "It is a legend that never died that Peter Lund paid Anna Holm.",
    "It would seem that Peter Lund paid Anna Holm.",
    "It is likely that Peter Lund paid Anna Holm.",
    "There is a possibility that Peter Lund paid Anna Holm.",
    "Chances are that Peter Lund paid Anna Holm.",
    "Maybe Peter Lund paid Anna Holm.",
    "In my view, Peter Lund paid Anna Holm.",
    "It is pure speculation that Peter Lund paid Anna Holm.",
    "Theory: Peter Lund paid Anna Holm.",
    # of two only one is meant
    "Either Peter Lund or Karl Moe paid Anna Holm.",
    "Peter Lund or Karl Moe paid Anna Holm.",
    "Peter Lund paid Anna Holm or Karl Moe.",
    "Peter Lund and/or Karl Moe paid Anna Holm.",
    # who hopes is not who does it
    "Anna Holm expected Corden Group to acquire Vale Foods.",
    "Anna Holm expects Peter Lund to pay Karl Moe.",
    "Anna Holm believed Peter Lund to have paid Karl Moe.",
    "Analysts expect Corden Group to acquire Vale Foods.",
    # what may come to nothing
    "Vale Foods pulled out of its takeover of Corden Group.",
    "Peter Lund was nominated to lead Vale Foods.",
    "Peter Lund was tipped to lead Vale Foods.",
    "Peter Lund applied to be chairman of Vale Foods.",
    "Corden Group was going to acquire Vale Foods.",
    "Corden Group had been going to acquire Vale Foods, but the sale was not closed.",
    # what is denied twice
    "It is not true that Peter Lund never paid Anna Holm.",
    "Peter Lund denied that he had not paid Anna Holm.",
    "Peter Lund did not sue Anna Holm because he feared her; he sued her because he hated her.",
    # what does not end
    "Vale Foods never stopped supplying Corden Group.",
    "The Harbour Board ordered Vale Foods to stop supplying Corden Group.",
]


@pytest.mark.parametrize("sentence", UNVOUCHED)
def test_what_a_sentence_does_not_vouch_for_has_a_doubt(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    "start",
    [
        "It is true that", "It is no secret that", "It is a scandal that", "It has been established that",
        "It is well known that", "It was Amy Trask's view, and it is a fact, that",
    ],
)  # fmt: skip
def test_a_fact_that_is_judged_is_one(start: str) -> None:
    assert "Peter Lund paid Anna Holm" in told(f"{start} Peter Lund paid Anna Holm.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Peter Lund never did pay Anna Holm.", "Never did Peter Lund pay Anna Holm.",
        "Nor did Peter Lund pay Anna Holm.", "It is a myth that Peter Lund paid Anna Holm.",
        "It is an urban legend that Peter Lund paid Anna Holm.",
        "It is a fantasy that Peter Lund paid Anna Holm.",
    ],
)  # fmt: skip
def test_what_is_said_never_to_have_been_is_denied(sentence: str) -> None:
    assert told(sentence) == {"denied Peter Lund paid Anna Holm"}


@pytest.mark.parametrize(
    "how", ["lost its bid", "failed in its bid", "backed out of a deal", "missed its chance"]
)
def test_a_plan_that_failed_is_no_plan(how: str) -> None:
    assert told(f"Corden Group {how} to acquire Vale Foods.") == {"denied Corden Group acquired Vale Foods"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Peter Lund would later sue Anna Holm.", "Peter Lund was later to sue Anna Holm.",
        "Peter Lund would sue Anna Holm two years later.",
        "Peter Lund, who would eventually sue Anna Holm, met Karl Moe.",
    ],
)  # fmt: skip
def test_what_came_later_is_no_plan(sentence: str) -> None:
    assert "Peter Lund sued Anna Holm" in told(sentence)
    assert "planned Peter Lund sued Anna Holm" in told("Karl Moe said Peter Lund would later sue Anna Holm.")


VOICES = [
    ("Peter Lund bribed Anna Holm, or so Karl Moe says.", "Karl Moe"),
    ("Peter Lund bribed Anna Holm - or so Karl Moe would have us believe.", "Karl Moe"),
    ("Peter Lund bribed Anna Holm, if Karl Moe is to be believed.", "Karl Moe"),
    ("If Karl Moe is right, Peter Lund bribed Anna Holm.", "Karl Moe"),
    ("To hear Karl Moe tell it, Peter Lund bribed Anna Holm.", "Karl Moe"),
    ("As Karl Moe tells it, Peter Lund bribed Anna Holm.", "Karl Moe"),
    ("In Karl Moe's telling, Peter Lund bribed Anna Holm.", "Karl Moe"),
    ("Karl Moe is convinced that Peter Lund bribed Anna Holm.", "Karl Moe"),
    ("Peter Lund boasted of having bribed Anna Holm.", "Peter Lund"),
    ("In a letter dated 5 May 2024 Karl Moe wrote that Peter Lund had bribed Anna Holm.", "Karl Moe"),
    ("Some say that Peter Lund bribed Anna Holm.", "unnamed"),
    ("Word is that Peter Lund bribed Anna Holm.", "unnamed"),
    ("Legend has it that Peter Lund bribed Anna Holm.", "unnamed"),
    ("A popular theory has Peter Lund bribing Anna Holm.", "unnamed"),
    ("There is talk that Peter Lund bribed Anna Holm.", "unnamed"),
    ("Vale Foods' accounts show that Peter Lund bribed Anna Holm.", "Vale Foods"),
    *(
        (f"Peter Lund bribed Anna Holm, according to {whose}.", "Vale Foods")
        for whose in (
            "Vale Foods' accounts", "the annual report of Vale Foods", "Vale Foods' lawyer",
            "a lawyer for Vale Foods", "the website of Vale Foods",
        )
    ),
    *(
        (f"Vale Foods sued Karl Moe. Peter Lund bribed Anna Holm, according to {whose}.", "Vale Foods")
        for whose in ("the company's filings", "its books")
    ),
    ("Peter Lund bribed Anna Holm, according to court records.", "unnamed"),
    # who is named at the head of a paragraph speaks in it
    ('Karl Moe: "Peter Lund bribed Anna Holm."', "Karl Moe"),
    ("Karl Moe (Vale Foods): It was late. Peter Lund bribed Anna Holm.", "Karl Moe"),
    ("The minister (Mr Karl Moe): Peter Lund bribed Anna Holm.", "Karl Moe"),
    ("A: No. Peter Lund bribed Anna Holm.", "unnamed"),
    # what the newspaper takes back is its own
    ("An article on 1 December said that Peter Lund had bribed Anna Holm.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "voice"), VOICES)
def test_whose_word_it_is(text: str, voice: str | None) -> None:
    bribes = [each for each in read(text) if words(each) == "Peter Lund paid Anna Holm"]
    assert [getattr(each.voice, "name", each.voice) for each in bribes] == [voice]
    assert all(bool(each.doubts) == (text[:3] in ("A: ", "An ")) for each in bribes)


def test_who_heads_a_list_does_not_speak_in_it() -> None:
    for text in ("Vale Foods: Peter Lund met Anna Holm.", "Anna Holm: A clerk. She met Peter Lund."):
        assert not told(text)
        assert all(each.voice is None for each in read(text))


ENDS = [
    ("Vale Foods stopped supplying Corden Group in May 2024.", "/2024-05"),
    ("Vale Foods ceased to supply Corden Group on 3 May 2024.", "/2024-05-03"),
    ("On 3 May 2024 Vale Foods ceased supplying Corden Group.", "/2024-05-03"),
    ("Peter Lund stopped paying Anna Holm in May 2024.", "[..2024-05]"),
    ("Vale Foods quit advising Corden Group in May 2024.", "/2024-05"),
    ("Peter Lund ceased to be chairman of Vale Foods in May 2024.", "/2024-05"),
    ("Vale Foods ended its support for Corden Group in May 2024.", "/2024-05"),
    ("Vale Foods did not stop supplying Corden Group in May 2024.", None),
    ("Vale Foods began supplying Corden Group in 2020 and stopped in 2022.", "2020/"),
    ("Vale Foods no longer supplied Corden Group in May 2024.", None),
]


@pytest.mark.parametrize(("sentence", "when"), ENDS)
def test_what_has_stopped_ends_on_that_day(sentence: str, when: str | None) -> None:
    (only,) = read(sentence)
    assert (only.status, only.when) == ("actual", when)
    assert bool(only.doubts) == (when in (None, "2020/") or " quit " in sentence)


OF_EVENTS = [
    ("Two days before the vote on 5 May 2024, {}.", "2024-05-03"),
    ("The day after his arrest on 5 May 2024, {}.", "2024-05-06"),
    ("On the eve of the vote on 5 May 2024, {}.", "2024-05-04"),
    ("{} two days before the vote on 5 May 2024.", "2024-05-03"),
    ("{} two days before 5 May 2024.", "2024-05-03"),
    ("Three weeks before the fire of 5 May 2024, {}.", "[2024-04-08..2024-04-14]"),
    ("The week before the fire of 5 May 2024, {}.", "[2024-04-22..2024-05-05]"),
    ("Six years before the crash of 5 May 2024, {}.", "2018~"),
    ("Six months after the crash of May 2024, {}.", "2024-11~"),
    ("{} shortly before the election of 5 May 2024.", "[..2024-05-05]"),
    ("Ahead of the vote on 5 May 2024, {}.", "[..2024-05-05]"),
    ("In the run-up to the vote on 5 May 2024, {}.", "[..2024-05-05]"),
    ("Before the vote on 5 May 2024 {}.", "[..2024-05-05]"),
    ("Following the vote on 5 May 2024, {}.", "[2024-05-05..]"),
    ("Hours after the match on 5 May 2024, {}.", "[2024-05-05..]"),
    ("Two days after the arrest of Amy Trask on 5 May 2024, {}.", "2024-05-07"),
    ("Two weeks since the vote on 5 May 2024, {}.", "2024-05-05/"),
    ("Less than a week before the vote on 5 May 2024, {}.", "[..2024-05-05]"),
    ("Before Amy Trask sued Karl Moe on 5 May 2024, {}.", None),
    ("Between the vote on 5 May 2024 and the fire on 7 May 2024, {}.", None),
    ("{} within days of the vote on 5 May 2024.", None),
]


@pytest.mark.parametrize(("start", "when"), OF_EVENTS)
def test_the_day_of_an_event_is_not_that_of_what_is_told_by_it(start: str, when: str | None) -> None:
    met = [each for each in read(start.format("Peter Lund met Anna Holm")) if each.type == "met"]
    assert [each.when for each in met] == [when]


def test_what_lasts_from_or_to_an_event_does_so() -> None:
    for word, when in (("Until", "/2024-05-05"), ("Since", "2024-05-05/")):
        (only,) = read(f"{word} the vote on 5 May 2024, Peter Lund advised Vale Foods.")
        assert only.when == when
    (only,) = read("Peter Lund did not meet Anna Holm until the vote on 5 May 2024.")
    assert only.when is None
    assert only.doubts


def test_who_was_not_jailed_may_be_convicted() -> None:
    text = "The Rhine Court convicted Peter Lund on Tuesday. He was not {} by the Rhine Court."
    for verb in ("sentenced", "jailed", "imprisoned"):
        assert "denied" not in {each.status for each in read(text.format(verb))}
    assert "denied" in {each.status for each in read(text.format("convicted"))}


@pytest.mark.parametrize("verb", ["demanded", "insisted", "suggested", "proposed"])
def test_what_somebody_demands_of_another_is_no_plan_without_a_doubt(verb: str) -> None:
    assert not told(f"The union {verb} that Peter Lund resign from Vale Foods.")
    assert not read("Vale Foods fell.", f"The opposition {verb} that Peter Lund resign.")


@pytest.mark.parametrize("verb", ["pressed", "begged", "implored", "urged"])
def test_what_somebody_is_pressed_to_do_is_no_plan_without_a_doubt(verb: str) -> None:
    sure = told(f"Anna Holm {verb} Peter Lund to leave Vale Foods.")
    assert not [each for each in sure if " left " in each]


def test_of_whom_somebody_gives_nothing_there_is_no_filler() -> None:
    assert not read("Vale Foods handed Peter Lund no permit.")


REACHES = [
    # what a denial reaches: whoever denies something may do another thing
    ("Peter Lund denied that he had met Karl Moe and accused Anna Holm of lying.",
     "Peter Lund accused Anna Holm"),
    ("Peter Lund denies that he met Karl Moe and accuses Anna Holm of lying.",
     "Peter Lund accused Anna Holm"),
    ("Peter Lund rejected claims that he bribed Karl Moe and then criticised Anna Holm.",
     "Peter Lund criticised Anna Holm"),
    ("Vale Foods denied that it had sued Karl Moe and later accused the Markets Office of leaks.",
     "Vale Foods accused Markets Office"),
    ("Peter Lund denied that he had met Karl Moe and paid Anna Holm.", "denied Peter Lund paid Anna Holm"),
    ("Peter Lund denied that he paid Karl Moe and was arrested by the Federal Police.",
     "denied Federal Police arrested Peter Lund"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "so"), REACHES)
def test_how_far_a_denial_reaches_is_doubted(sentence: str, so: str) -> None:
    (inner,) = told(sentence)
    assert inner.startswith("denied ")
    assert so in {words(each) for each in read(sentence) if each.doubts}


@pytest.mark.parametrize(
    "how",
    [
        "has always denied that he", "always denied that he", "has for years denied that he",
        "has in the past denied that he", "has, through his lawyer, denied that he",
        "has long denied that he",
        "continues to deny that he", "has once again denied that he", "had until now denied that he",
    ],
)  # fmt: skip
def test_whoever_denies_something_is_known_whatever_stands_beside_the_verb(how: str) -> None:
    (found,) = read(f"Peter Lund {how} paid Anna Holm.")
    assert (words(found), found.doubts) == ("denied Peter Lund paid Anna Holm", ())
    assert isinstance(found.voice, Mention)
    assert found.voice.name == "Peter Lund"


BODIES = [
    # words for a body that was not named, and which earlier one they may not mean
    (("According to the Harbour Board, the ministry signed it.", "Peter Lund led the ministry."), set()),
    (("According to the Harbour Board, the court fined Vale Foods.", "Peter Lund led the court."), set()),
    (("The Harbour Board criticised Vale Foods.", "Peter Lund led the ministry."), set()),
    (("The Harbour Board criticised Vale Foods.", "Peter Lund led the club."), set()),
    (("Unlike the Trade Ministry, the regulator met Vale Foods.", "Peter Lund led the regulator."), set()),
    (("The European Union met Vale Foods.", "Peter Lund led the commission."), set()),
    (("The Dockers Union met Vale Foods.", "Peter Lund led the company."), {"Peter Lund leads Vale Foods"}),
    (("The Ministry of Trade met Vale Foods.", "Peter Lund led the ministry."),
     {"Peter Lund leads Ministry of Trade"}),
    (("The Harbour Board, a regulator, met Vale Foods.", "Peter Lund led the regulator."),
     {"Peter Lund leads Harbour Board"}),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "so"), BODIES)
def test_a_word_for_a_body_means_only_one_that_is_known_as_one(
    paragraphs: tuple[str, str], so: set[str]
) -> None:
    assert {each for each in told(*paragraphs) if " leads " in each} == so


def test_a_surname_of_several_is_no_new_actor_wherever_it_stands_first() -> None:
    text = ("A row about the Marlow transfer shook the league.", "Vale Rovers hired Lea Marlow.",
            "Ian Marlow met Peter Lund.", "Corden Rovers did not hire Marlow.")  # fmt: skip
    (found,) = (each for each in read(*text) if each.paragraph == 4)
    assert found.target.kind == "person"
    assert found.doubts == ("'Marlow' may mean Lea Marlow or Ian Marlow; say which",)


@pytest.mark.parametrize(
    "title", ["Ex-minister", "Ex-president", "Vice-president", "Co-founder", "Ex-Norvik chief"]
)
def test_a_title_with_a_hyphen_is_no_part_of_a_name(title: str) -> None:
    assert told(f"{title} Peter Lund sued Vale Foods.", "Lund met Karl Moe.") == {
        "Peter Lund sued Vale Foods", "Peter Lund met Karl Moe"
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Council of the European Union", "Court of Justice of the European Union"])
def test_a_body_of_a_body_that_was_named_is_one_of_its_own(name: str) -> None:
    text = "The European Union met Vale Foods.", f"Peter Lund sued the {name}. The {name} met Karl Moe."
    assert {f"Peter Lund sued {name}", f"{name} met Karl Moe"} <= told(*text)


@pytest.mark.parametrize("name", ["World Desk Agency", "Northern Press Agency", "Coast News Service"])
def test_who_reports_is_no_body_of_the_state(name: str) -> None:
    (found,) = (each for each in read(f"Peter Lund told {name} that he met Karl Moe.") if each.type == "told")
    assert found.target.kind == "media"
    assert not any(
        each.startswith("Karl Moe left") for each in told(f"Peter Lund told {name} that Karl Moe left.")
    )


ACTS = [
    # who acts, and who only is told of
    ("Vale Foods dismissed 14 drivers on 27 February, among them Karl Moe, a brother of Anna Holm.",
     {"Vale Foods dismissed Karl Moe", "Karl Moe family-of Anna Holm"}, "Vale Foods dismissed Anna Holm"),
    ("Vale Foods sued three rivals, including Corden Group and Delta Freight.",
     {"Vale Foods sued Corden Group", "Vale Foods sued Delta Freight"}, ""),
    ("An aide to Interior Minister Karl Moe met executives of Vale Foods.", set(),
     "Karl Moe works-for Vale Foods"),
    ("A lawyer for Karl Moe met directors of Vale Foods.", set(), "Karl Moe director-of Vale Foods"),
    ("A cousin of Karl Moe sued Vale Foods.", set(), "Karl Moe sued Vale Foods"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "so", "false"), ACTS)
def test_who_is_only_told_of_does_nothing(sentence: str, so: set[str], false: str) -> None:
    found = set(map(words, read(sentence)))
    assert so <= found
    assert false not in found


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("A week after Peter Lund met Karl Moe, Anna Holm sued him on 3 March 2024.",
         "Anna Holm sued Karl Moe"),
        ("The Belgian federation has opened an investigation into Karl Moe.",
         "Belgian federation investigated Karl Moe"),
        ("Prosecutors had charged Karl Moe in March 2024.", "Prosecutors charged Karl Moe"),
        ("Police arrested Karl Moe.", "Police arrested Karl Moe"),
        ("Vale Foods walks away from Corden Group.", "Vale Foods left Corden Group"),
    ],
)  # fmt: skip
def test_a_plain_sentence_of_which_one_end_is_open_is_told_with_a_doubt(sentence: str, so: str) -> None:
    assert so not in told(sentence)
    assert so in set(map(words, read(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Vale Foods suspended Karl Moe in 2022, but the Harbour Board lifted the ban.",
        'Amy Trask spoke of "Karl Moe" and "Vale Foods".',
        "Amy Trask would follow Vale Foods only if Karl Moe gave up.",
    ],
)
def test_words_without_a_noun_or_a_verb_are_no_guess(sentence: str) -> None:
    guesses = [doubt for each in read(sentence) for doubt in each.doubts if doubt.startswith("it is a guess")]
    assert not [each for each in guesses if "but the" in each or '"' in each or "only if" in each]


def test_what_is_withdrawn_beside_two_is_no_doubt_of_others() -> None:
    text = ("Vale Foods will not buy Corden Group.", "The company withdrew its offer on Friday.",
            "Karl Moe slept.", "Vale Foods bought Delta Freight in 2021.")  # fmt: skip
    assert "Vale Foods acquired Delta Freight" in told(*text)
    assert "Vale Foods acquired Corden Group" not in told(
        *text[:3], "Vale Foods bought Corden Group in 2021."
    )


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Karl Moe paid Anna Holm a visit.", {"Karl Moe visited Anna Holm"}),
        ("Anna Holm was paid a call by Karl Moe.", {"Karl Moe visited Anna Holm"}),
        ("Karl Moe paid Anna Holm a handsome compliment.", {"Karl Moe praised Anna Holm"}),
        ("Karl Moe paid Anna Holm little attention.", set()),
        ("Karl Moe paid Anna Holm no heed.", set()),
        ("Karl Moe paid Anna Holm a fee.", {"Karl Moe paid Anna Holm"}),
        ("Karl Moe met the criticism of Anna Holm with silence.", set()),
        ("Vale Foods met Corden Group's terms.", set()),
        ("Karl Moe met the family of Anna Holm.", set()),
        ("Vale Foods met the board of Corden Group.", {"Vale Foods met Corden Group"}),
        ("The High Court dismissed the case of Karl Moe.", {"High Court rejected Karl Moe"}),
        ("Anna Holm dismissed the warnings of Karl Moe.", {"Anna Holm rejected Karl Moe"}),
        ("Vale Foods dismissed the board of Corden Group.", {"Vale Foods dismissed Corden Group"}),
    ],
)
def test_whom_an_idiom_or_a_demand_is_of_is_not_paid_met_or_dismissed(sentence: str, so: set[str]) -> None:
    assert told(sentence) == so


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Karl Moe called Anna Holm on 5 May 2024.", {"Karl Moe called Anna Holm"}),
        ("Karl Moe called Anna Holm a liar.", {"Karl Moe criticised Anna Holm"}),
        ("Karl Moe, also called Peter Lund, met Anna Holm.", {"Karl Moe met Anna Holm"}),
        ("Vale Foods, formerly called Delta Freight, paid Anna Holm.", {"Vale Foods paid Anna Holm"}),
        ("Karl Moe called his firm Vale Foods.", set()),
        ("Karl Moe called Anna Holm to the stand.", set()),
        ("Karl Moe called Anna Holm before the committee.", set()),
        ("Karl Moe called Anna Holm's office.", set()),
    ],
)
def test_a_call_is_no_name_and_a_name_no_call(sentence: str, so: set[str]) -> None:
    assert told(sentence) == so


def test_a_department_in_the_title_of_a_minister_is_no_actor() -> None:
    for sentence in (
        "The Secretary of State for Health met Karl Moe.",
        "The Secretary of State for Transport, Peter Lund, met Karl Moe.",
        "The Secretary of State for Transport (Mr Peter Lund) met Karl Moe.",
    ):
        ends = {end.name for each in read(sentence) for end in (each.source, each.target)}
        assert ends <= {"Peter Lund", "Karl Moe"}
    assert told("The Minister of Trade and Industry Anna Holm met Karl Moe.") == {"Anna Holm met Karl Moe"}


def test_who_tells_it_differently_tells_it_to_nobody() -> None:
    found = read("Peter Lund acquired Vale Foods.", "His brother, Karl Moe, tells it differently.")
    assert not [each for each in found if each.type == "told"]


def test_the_group_is_the_one_of_which_the_sentence_speaks() -> None:
    first = "Cerro Azul belongs to the Canadian group Northmark Resources."
    texts = (first, "Karl Moe, who advised Northmark Resources, has denied having got money from the group.")
    assert told(*texts) >= {"denied Northmark Resources paid Karl Moe"}
    assert not any("Cerro Azul paid" in words(each) for each in read(*texts))
    assert "Peter Lund sued Anna Holm" in told("Unlike Karl Moe, who paid Anna Holm, Peter Lund sued her.")


def test_we_in_the_words_of_another_body_is_not_surely_who_publishes() -> None:
    def about_us(text: str) -> list[Proposal]:
        article = Article(("Vale Foods and Corden Group announced a partnership.", text), 1, "",
                          publisher="Vale Foods", published="2024-12-12")  # fmt: skip
        return [each for each in proposals.read(article, [], vocabulary(())).proposals if each.type == "met"]

    head = "Anna Holm, chief executive of"
    (other,) = about_us(f'{head} Corden Group, said: "Corden Group is well. We met Karl Moe."')
    assert any("'We' may mean Corden Group" in doubt for doubt in other.doubts)
    (other,) = about_us(f'"We met Karl Moe," said {head} Corden Group.')
    assert other.doubts
    (own,) = about_us(f'{head} Vale Foods, said: "Vale Foods is well. We met Karl Moe."')
    assert own.source.name == "Vale Foods"
    assert not own.doubts


def test_a_term_that_an_article_defines_means_whom_it_says() -> None:
    texts = ('Vale Foods plc (the "Company") announces its results after a settlement with Corden Group.',
             "On 14 April 2024 the Company acquired 60 per cent of Delta Freight.")  # fmt: skip
    assert "Vale Foods acquired Delta Freight" in told(*texts)
    text = 'Orbis Group plc (the "Group") sued Delta Freight. The Group met Anna Holm.'
    assert told(text) == {"Orbis Group sued Delta Freight", "Orbis Group met Anna Holm"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Judge Rosa Lind is to hear the case in November.",
        "The Lindal Times first reported the meeting.",
        "The Lindal Times covered the lawsuit.",
        "Peter Lund described the talks.",
        "Peter Lund watched the talks.",
    ],
)
def test_who_hears_or_reports_an_event_is_not_related_to_its_parties(sentence: str) -> None:
    texts = ("Vale Foods sued Corden Group. Anna Holm met Karl Moe.", sentence)
    assert not [each for each in read(*texts) if each.paragraph == 2]


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Brandt & Rowe had worked for the shipping line Nordvik.", {"Brandt & Rowe works-for Nordvik"}),
        ("Vale Foods met the loan office Corden Group.", {"Vale Foods met Corden Group"}),
        ("Vale Foods bought a stake in the tug operator Havn AS from the investment fund Bluewater Capital.",
         {"Vale Foods acquired Havn AS", "Bluewater Capital sells-to Vale Foods"}),
        ("Vale Foods acquired Delta Freight from Corden Group.",
         {"Vale Foods acquired Delta Freight", "Corden Group sells-to Vale Foods"}),
    ],
)  # fmt: skip
def test_what_sort_a_name_is_of_tells_no_relation(sentence: str, so: set[str]) -> None:
    assert set(map(words, read(sentence))) == so


def test_who_takes_over_from_another_has_bought_nothing_from_him() -> None:
    found = read("Peter Lund took over Vale Foods from Anna Holm.")
    assert not [each for each in found if each.type == "sells-to"]


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("The Public Prosecutor charged Karl Moe.", "Public Prosecutor charged Karl Moe"),
        ("The Attorney General charged Karl Moe.", "Attorney General charged Karl Moe"),
    ],
)
def test_a_prosecutor_without_a_name_charges_with_a_doubt(sentence: str, so: str) -> None:
    assert so not in told(sentence)
    assert so in set(map(words, read(sentence)))


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("Karl Moe is general director of Vale Foods.", "Karl Moe leads Vale Foods"),
        ("Karl Moe resigned from the Rivamar Film Festival.", "Karl Moe resigned-from Rivamar Film Festival"),
        ("The film director Karl Moe met Anna Holm.", "Karl Moe met Anna Holm"),
        ("Karl Moe sold the film rights to Vale Foods.", "Karl Moe sells-to Vale Foods"),
    ],
)
def test_a_film_is_told_of_only_where_it_tells(sentence: str, so: str) -> None:
    assert so in told(sentence)
    assert not told("In the film Karl Moe paid Anna Holm.")


def test_the_date_of_an_office_may_stand_before_it() -> None:
    found = read("Karl Moe retired as chairman of Vale Foods on 1 June 2024.")
    (left,) = (each for each in found if each.type == "left")
    assert left.when == "2024-06-01"
    found = read("Karl Moe, who from 2015 to 2019 was adviser of Vale Foods, met Anna Holm.")
    assert {each.type: each.when for each in found} == {"advised": "2015/2019", "met": None}


def test_who_leaves_an_office_of_a_body_that_is_not_named_does_so_with_a_doubt() -> None:
    head = "Vale Foods announces its results."
    (left,) = read(head, "Karl Moe retired as chairman on 1 June 2024.")
    assert (words(left), left.when) == ("Karl Moe resigned-from Vale Foods", "2024-06-01")
    assert left.doubts
    assert not read(head, "Karl Moe retired as a teacher in 2020.")


@pytest.mark.parametrize(
    "head",
    [
        "It is Karl Moe's position that",
        "It was Karl Moe's own testimony that",
        "It remains Karl Moe's conviction that",
        "It is the view of Karl Moe that",
        "Karl Moe takes the view that",
        "Karl Moe is of the opinion that",
        "Karl Moe's case is that",
        "In the view of Karl Moe,",
    ],
)
def test_a_view_is_the_word_of_whose_it_is(head: str) -> None:
    (found,) = read(f"{head} Peter Lund bribed Anna Holm.")
    assert words(found) == "Peter Lund paid Anna Holm"
    assert getattr(found.voice, "name", None) == "Karl Moe"
    (denied,) = read(f"{head} Peter Lund did not bribe Anna Holm.")
    assert (denied.status, getattr(denied.voice, "name", None)) == ("denied", "Karl Moe")


@pytest.mark.parametrize(
    "head",
    [
        "It is absurd that",
        "It is in dispute that",
        "It is open to question that",
        "It was his opinion that",
        "It is the view of the court that",
        "It is not Karl Moe's view that",
        "The court rejected Karl Moe's argument that",
    ],
)
def test_what_may_not_be_so_is_told_with_a_doubt(head: str) -> None:
    assert not told(f"{head} Peter Lund bribed Anna Holm.")
    assert told("It is the case that Peter Lund bribed Anna Holm.") == {"Peter Lund paid Anna Holm"}
    assert told("It is a disgrace that Peter Lund bribed Anna Holm.") == {"Peter Lund paid Anna Holm"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing stopped Vale Foods from suing Anna Holm.",
        "Nothing stops Vale Foods from suing Anna Holm.",
        "Nobody dissuaded Vale Foods from suing Anna Holm.",
        "No one kept Vale Foods from suing Anna Holm.",
        "No rule barred Vale Foods from suing Anna Holm.",
        "That did not stop Vale Foods from suing Anna Holm.",
        "Nothing prevented Anna Holm from being sued by Vale Foods.",
        "That did not stop Anna Holm from being sued by Vale Foods.",
    ],
)
def test_what_nobody_kept_anyone_from_is_not_denied(sentence: str) -> None:
    (found,) = (each for each in read(sentence) if each.source.name == "Vale Foods")
    assert words(found) == "Vale Foods sued Anna Holm"
    assert any("look whether it has happened" in doubt for doubt in found.doubts)
    assert told("The judge barred Vale Foods from suing Anna Holm.") == {"denied Vale Foods sued Anna Holm"}


@pytest.mark.parametrize(
    "label",
    [
        "Prosecution",
        "The defence",
        "Analyst view",
        "The prosecution's case",
        "Lawyers for Vale Foods",
        "Police",
    ],
)
def test_a_label_that_names_one_side_is_not_the_article_s_own_word(label: str) -> None:
    for texts in (
        (f"{label}: Peter Lund bribed Anna Holm.",),
        (f"They met. {label}: Peter Lund bribed Anna Holm.",),
    ):
        (found,) = read(*texts)
        assert words(found) == "Peter Lund paid Anna Holm"
        assert found.doubts
    assert not told(f"{label}: Peter Lund bribed Anna Holm. He bribed Karl Moe, too.")
    assert told("Police arrested two men: Peter Lund bribed Anna Holm.") == {"Peter Lund paid Anna Holm"}


@pytest.mark.parametrize("verb", ["run", "long run", "led", "headed", "owned", "been chairman of"])
def test_the_past_perfect_does_not_tell_that_it_is_so_now(verb: str) -> None:
    known = vocabulary(())
    for tense, so in (("had", False), ("has", None)):
        (found,) = read(f"Peter Lund {tense} {verb} Vale Foods since 2012.")
        assert attested(found.type, found.quote, known, found.at) is so


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("The Federal Cartel Office approved the sale of Norwick Bank to Harbour Ltd.",
         {"Harbour Ltd acquired Norwick Bank", "Federal Cartel Office licensed Norwick Bank"}),
        ("Ada Lee announced the sale of Norwick Bank to Harbour Ltd.",
         {"planned Harbour Ltd acquired Norwick Bank"}),
        ("The Ministry of Trade announced the takeover of Norwick Bank.", set()),
        ("Harbour Ltd announced the purchase of Norwick Bank.",
         {"planned Harbour Ltd acquired Norwick Bank"}),
        ("Harbour Ltd announced a merger with Norwick Bank.",
         {"planned Harbour Ltd merged-with Norwick Bank"}),
        ("Ada Lee announced a bid for Norwick Bank.", {"planned Ada Lee acquired Norwick Bank"}),
        ("Ada Lee completed the sale of Norwick Bank to Harbour Ltd.",
         {"Ada Lee sells-to Harbour Ltd", "Harbour Ltd acquired Norwick Bank"}),
    ],
)  # fmt: skip
def test_who_approves_or_announces_a_sale_is_not_its_seller(sentence: str, so: set[str]) -> None:
    assert told(sentence) == so
    if "completed" not in sentence:
        assert not any(each.type == "sells-to" for each in read(sentence))


@pytest.mark.parametrize(
    "no", ["was never", "was not", "wasn't", "has not been", "failed to be", "refused to be"]
)
@pytest.mark.parametrize("got", ["elected", "appointed as the", "made", "promoted to", "named"])
def test_who_did_not_get_an_office_is_not_said_to_have_it(no: str, got: str) -> None:
    for each in read(f"Peter Lund {no} {got} chairman of Vale Foods."):
        assert each.status == "denied" or each.doubts, words(each)


@pytest.mark.parametrize(
    "would", ["could have been", "might have been made", "would have become", "should be"]
)
def test_who_would_have_an_office_is_not_said_to_have_it(would: str) -> None:
    assert not any(each.type == "leads" for each in read(f"Peter Lund {would} chairman of Vale Foods."))


@pytest.mark.parametrize(
    ("sentence", "type_", "when"),
    [
        ("Peter Lund and Ada Lee married on 3 May 2019.", "married-to", "2019-05-03/"),
        ("Peter Lund married Ada Lee in May 2019.", "married-to", "2019-05/"),
        ("Peter Lund joined the board of Vale Foods in 2018.", "director-of", "2018/"),
        ("Peter Lund was appointed director of Vale Foods on 4 January 2020.", "director-of", "2020-01-04/"),
        ("Peter Lund was elected president of Vale Foods in 2018.", "leads", "2018/"),
        ("Peter Lund became chairman of Vale Foods in 2018.", "leads", "2018/"),
        ("Peter Lund, appointed director of Vale Foods, met Ada Lee on 4 January 2020.", "director-of", None),
        ("Peter Lund was made director of Vale Foods after he met Ada Lee in 2019.", "director-of", None),
        ("Vale Foods said on 3 May 2019 Peter Lund had been made its director.", "director-of", None),
        ("Peter Lund was married to Ada Lee on 3 May 2019.", "married-to", None),
    ],
)  # fmt: skip
def test_the_day_on_which_something_began_is_its_start(sentence: str, type_: str, when: str | None) -> None:
    assert {each.when for each in read(sentence) if each.type == type_} == {when}


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("Tom Quay is not the Tom Quay who was convicted by the High Court in 2019.", "is not the Tom Quay"),
        ("The Tom Quay convicted by the High Court in 2019 is another man.", "is another man"),
        ("Readers may have confused Ada Lee, the minister, with Ada Lee, who was arrested by the Port Union.",
         "confused"),
        ("Harbour Bank paid Tom Quay damages over a report that he bribed Ada Lee.", "damages"),
        ("The Herald settled a libel case brought by Tom Quay after it reported that he had bribed Ada Lee.",
         "libel"),
        ("Tom Quay's appeal against his conviction by the High Court for bribing Ada Lee succeeded.",
         "succeeded"),
        ("The High Court set aside the conviction of Tom Quay.", "set aside"),
        ("The meeting between Ada Lee and Tom Quay on 3 March 2025 was cancelled.", "was cancelled"),
        ("Sources claim that Tom Quay bribed Ada Lee. Quay calls this a lie.", "calls this a lie"),
        ("Moira Pell is said to have bribed Tom Quay. Pell says this is untrue.", "says this is untrue"),
        ("Rumour has it that Moira Pell left Harbour Bank. She told me that's rubbish.", "that's rubbish"),
        ("Tom Quay got money from Ada Lee. I can't stand that up.", "can't stand that up"),
        ("Ada Lee, wrongly named in our report as the owner of Harbour Bank, is a teacher.", "wrongly named"),
        ("Harbour Bank is expected to sue Norden Lines.", "is expected"),
        ("A report that Marco Bassi met Carlo Ruggeri has been withdrawn.", "been withdrawn"),
        ("The Herald said it had no evidence that Tom Quay paid Ada Lee.", "no evidence"),
    ],
)  # fmt: skip
def test_what_is_not_so_of_a_person_has_a_doubt_that_names_the_words(text: str, telling: str) -> None:
    found = read(text)
    assert any(telling in doubt for each in found for doubt in each.doubts)
    sure = {each.type for each in found if not each.doubts}
    assert sure.isdisjoint({"convicted", "arrested", "acquired", "merged-with", "met"})
    assert "Tom Quay paid Ada Lee" not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Karl Moe told the court on Monday about Delta Cargo.",
        "Karl Moe told the jury of the work at Delta Cargo.",
        "Karl Moe warned the court of fraud at Delta Cargo.",
        "Nora Field saw the offices of Delta Cargo.",
        "Nora Field saw Delta Cargo's lorries.",
        "Nora Field met Delta Cargo's demands.",
        "Nora Field saw the fall of Delta Cargo.",
    ],
)
def test_whoever_only_speaks_of_another_or_sees_its_things_does_not_meet_it(text: str) -> None:
    assert not told(text)


def test_whoever_meets_its_people_meets_a_body() -> None:
    assert told("Nora Field met the board of Delta Cargo.") == {"Nora Field met Delta Cargo"}
    assert told("Nora Field met a delegation of Delta Cargo.") == {"Nora Field met Delta Cargo"}


@pytest.mark.parametrize(
    "words", ["told the court he had loaded lorries for", "spoke in court of the mood at"]
)
def test_a_witness_is_not_guessed_to_serve_the_firm_of_which_he_speaks(words: str) -> None:
    found = read(f"Karl Moe {words} Delta Cargo.")
    assert [each.type for each in found if each.target.name == "Delta Cargo"] in (["knows"], [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Karl Moe was mistaken for Karl Moe, who is listed by the Security Council.",
        "The Federal Police mistook Karl Moe for the Karl Moe who is listed by the Security Council.",
        "Vale Foods took Karl Moe for Karl Moe, who is listed by the Security Council.",
        "Karl Moe had been confused with another man, Karl Moe, who is listed by the Security Council.",
    ],
)
def test_who_is_taken_for_another_of_the_name_is_asked_for(sentence: str) -> None:
    assert not told(sentence)
    for one in (each for each in read(sentence) if "Karl Moe" in (each.source.name, each.target.name)):
        assert any("two of the name" in each or "of that name" in each for each in one.doubts)


def test_who_is_named_twice_and_taken_for_nobody_is_one() -> None:
    text = "Karl Moe took Vale Foods to court, and Karl Moe met Anna Holm."
    assert "Karl Moe met Anna Holm" in told(text)
