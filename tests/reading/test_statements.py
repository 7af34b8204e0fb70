"""What a sentence is read to say: who does what to whom, what is planned or denied, and who says so."""

import re
from pathlib import Path

import pytest

from graphkit.model.entities import Actor
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import lexicon, proposals
from graphkit.reading.article import Article
from graphkit.reading.drafting import attested
from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal

ACTORS = [
    *(Actor(id=name.casefold(), name=name, kind="company") for name in ("Alba", "Borea", "Cyra", "Delta")),
    Actor(id="ann", name="Ann Kerr", kind="person", aliases=["Kerr"]),
    Actor(id="bo", name="Bo Lund", kind="person", aliases=["Lund"]),
    Actor(id="cem", name="Cem Aydin", kind="person", aliases=["Aydin"]),
    Actor(id="court", name="Rhine Court", kind="government-body"),
    Actor(id="oslo", name="Oslo", kind="place"),
    Actor(id="chile", name="Chile", kind="country"),
]


def read(*paragraphs: str, publisher: str = "Daily", published: str = "2024-05-15") -> list[Proposal]:
    article = Article(paragraphs, 1, "", publisher=publisher, published=published)
    return proposals.read(article, ACTORS, vocabulary(())).proposals


def told(*paragraphs: str, guessed: bool = False) -> set[tuple[str, str, str]]:
    """Return what is read without a doubt, or what is guessed."""
    return {
        (each.source.name, each.type, each.target.name)
        for each in read(*paragraphs)
        if bool(each.doubts) == guessed
    }


def short(text: str) -> tuple[str, str, str]:
    """Return "Alba sued Borea" as names and a type."""
    names = {actor.name.split()[-1]: actor.name for actor in ACTORS} | {"Ek": "Lars Ek"}
    source, type_, target = text.split()
    return names.get(source, source), type_, names.get(target, target)


SENTENCES = [
    # verbs, and who is their subject
    ("Alba sued Borea.", ["Alba sued Borea"]),
    ("In 2019 Alba sued Borea.", ["Alba sued Borea"]),
    ("Under pressure Alba sued Borea.", ["Alba sued Borea"]),
    ("In a letter to Kerr, Lund accused Alba.", ["Lund accused Alba"]),
    ("Alba's biggest customers are Borea and Cyra.", ["Alba sells-to Borea", "Alba sells-to Cyra"]),
    ("Alba was sold to Borea.", ["Borea acquired Alba"]),
    ("Ann Kerr, an adviser to Alba, who later joined Borea, slept.",
     ["Kerr advised Alba", "Kerr joined Borea"]),
    ("Alba attacked Kerr in a speech.", ["Alba criticised Kerr"]),
    ("Alba's IT chief, Ann Kerr, slept.", ["Kerr works-for Alba"]),
    ("Ann Kerr, head of the legal department at Alba, slept.", ["Kerr works-for Alba"]),
    ("Ann Kerr, chairwoman of the supervisory board of Alba, slept.", ["Kerr leads Alba"]),
    ("Alba and Borea sued Cyra.", ["Alba sued Cyra", "Borea sued Cyra"]),
    ("Alba sued Borea, Cyra and Delta.", ["Alba sued Borea", "Alba sued Cyra", "Alba sued Delta"]),
    ("Alba, the largest of them, sued Borea.", ["Alba sued Borea"]),
    ("Alba, which makes toys, sued Borea.", ["Alba sued Borea"]),
    ("Alba sued Borea, hired Kerr and left Delta.",
     ["Alba sued Borea", "Alba hired Kerr", "Alba left Delta"]),
    ("Alba has sued the toy maker Borea.", ["Alba sued Borea"]),
    ("Alba sued Borea, accusing Cyra of theft.", ["Alba sued Borea", "Alba accused Cyra"]),
    ("Alba agreed to buy Borea.", ["Alba acquired Borea"]),
    ("Alba asked Borea to sue Cyra.", ["Alba requested Borea"]),
    ("Alba ordered Borea to sue Cyra.", ["Borea sued Cyra"]),
    ("Kerr accused Borea of paying Lund.", ["Kerr accused Borea"]),  # what of is doubted
    ("Alba's board dismissed Kerr.", ["Alba dismissed Kerr"]),
    ("The board of Alba dismissed Kerr.", ["Alba dismissed Kerr"]),
    ("Kerr praised Lund for acting, but sued Alba.", ["Kerr praised Lund", "Kerr sued Alba"]),
    # what has another subject, or none that is named
    ("A court in Oslo convicted Kerr.", []),
    ("Prosecutors charged Kerr.", []),
    ("A rival of Alba sued Borea.", []),
    ("Alba's wages pay for Borea.", []),
    # the passive
    ("Borea was sued by Alba.", ["Alba sued Borea"]),
    ("Borea was sued on Monday by the toy maker Alba.", ["Alba sued Borea"]),
    ("Borea, sued by Alba, moved away.", ["Alba sued Borea"]),
    ("Borea, a firm founded by Kerr, moved away.", ["Kerr founded Borea"]),
    ("Borea was founded in 1990 by two clerks, Kerr and Lund.", ["Kerr founded Borea", "Lund founded Borea"]),
    # objects
    ("Kerr met Alba's chief executive, Bo Lund.", ["Kerr met Lund", "Lund leads Alba"]),
    ("Kerr met the head of Alba, Bo Lund.", ["Kerr met Lund", "Lund leads Alba"]),
    ("Kerr met officials in Oslo.", []),
    ("Police searched Kerr's car; Kerr visited Alba's office.", ["Kerr visited Alba"]),
    ("Borea lent Chile $5 million.", ["Borea lent-to Chile"]),
    ("Chile granted Alba a permit.", ["Chile licensed Alba"]),
    ("Alba bought ships from Borea.", ["Borea sells-to Alba"]),
    ("Alba met Borea and Cyra.", ["Alba met Borea", "Alba met Cyra"]),
    ("Alba and Borea met in Oslo.", ["Alba met Borea"]),
    ("Alba buys a third of Borea's steel.", ["Borea sells-to Alba"]),
    ("Alba bought Borea's Danish stores.", ["Alba acquired Borea"]),
    ("Alba was set up in 1990 by Ann Kerr.", ["Kerr founded Alba"]),
    ("Kerr dismissed a claim by Lund.", []),
    ("Rhine Court blocked the merger of Alba and Borea.", ["Court rejected Alba", "Court rejected Borea"]),
    ("Rhine Court dismissed appeals by Alba and Borea.", ["Court rejected Alba", "Court rejected Borea"]),
    ("Rhine Court annulled the permit of Alba for a mine.", ["Court restricted Alba"]),
    ("Rhine Court searched the cargo ship Delta.", ["Court searched Delta"]),
    ("Alba received a guarantee of 5 million euros from Borea.", ["Borea supported Alba"]),
    ("Alba sold its stake in Borea to Cyra.", ["Alba sold-stake-in Borea", "Cyra shareholder-of Borea"]),
    # what is given, made or sold, in the passive as well
    ("A contract was awarded to Alba by Chile.", ["Chile awarded-contract Alba"]),
    ("A contract awarded to Alba by Chile ended.", ["Chile awarded-contract Alba"]),
    ("Sanctions were imposed on Alba by Chile.", ["Chile sanctioned Alba"]),
    ("The fine imposed on Alba by the Rhine Court stands.", ["Court fined Alba"]),
    ("An inquiry into Alba was opened by Rhine Court.", ["Court investigated Alba"]),
    ("The loan to Alba from Borea was approved by Cyra.", ["Borea lent-to Alba"]),
    ("Alba completed its purchase of Borea from Cyra.", ["Alba acquired Borea", "Cyra sells-to Alba"]),
    ("Rhine Court approved the purchase of Borea by Cyra.", ["Cyra acquired Borea", "Court licensed Borea"]),
    (
        "Alba completed the sale of its stake in Borea to Cyra.",
        ["Alba sold-stake-in Borea", "Cyra shareholder-of Borea"],
    ),
    ("Alba pledged 5 million euros to Borea.", ["Alba assured Borea"]),
    ("Alba shipped toys to Borea.", ["Alba supplies Borea"]),
    ("Ann Kerr hosted Bo Lund.", ["Kerr met Lund"]),
    ("Rhine Court summoned Kerr.", ["Court requested Kerr"]),
    ("Kerr and Lund signed a contract in Oslo.", ["Kerr agreed Lund"]),
    ("A consortium of Alba and Borea grew.", ["Alba agreed Borea"]),
    ("Alba and Borea settled their dispute over loans to Cyra.", []),
    ("Kerr was extradited from Chile.", ["Chile extradited Kerr"]),
    ("Kerr was extradited to Chile.", []),
    ("Alba is 30 percent held by Borea.", ["Borea owns Alba"]),
    ("The Alba-owned broker Borea grew.", ["Alba owns Borea"]),
    ("The Alba-led consortium of Borea and Cyra grew.", ["Borea agreed Cyra"]),
    # several who act, apart from one another
    ("Alba, together with Borea, sued Lund.", ["Alba sued Lund", "Borea sued Lund"]),
    ("Alba was sued by Borea, which makes toys, and by Cyra.", ["Borea sued Alba", "Cyra sued Alba"]),
    ("Alba was sued by Borea, which makes toys, and left Cyra.", ["Borea sued Alba", "Alba left Cyra"]),
    # who acts beyond a clause that holds commas itself
    (
        "Kerr, whose deputy, Lund, sued Alba, met Aydin.",
        ["Kerr met Aydin", "Lund sued Alba", "Lund works-for Kerr"],
    ),
    (
        "Alba, which sued Borea, Cyra and Delta, hired Kerr.",
        ["Alba sued Borea", "Alba sued Cyra", "Alba sued Delta", "Alba hired Kerr"],
    ),
    ("In Tolve, the mayor, Bo Lund, sued Alba.", ["Lund sued Alba"]),
    ("Alba, based in Oslo, said that many left, and accused Lund.", ["Alba accused Lund"]),
    (
        "Alba asked Borea, which makes toys, to leave, and hired Kerr.",
        ["Alba requested Borea", "Alba hired Kerr"],
    ),
    (
        "Alba is owned by Borea (70 per cent) and by the Oslo house Cyra.",
        ["Borea owns Alba", "Cyra owns Alba"],
    ),
    ("A contract was awarded by Chile in 2023 to Alba.", ["Chile awarded-contract Alba"]),
    ("The Rhine Court has withdrawn the licence of the television channel Alba.", ["Court restricted Alba"]),
    ("Kerr is on the sanctions list of Chile.", ["Chile sanctioned Kerr"]),
    ("Kerr is under sanctions of Chile.", ["Chile sanctioned Kerr"]),
    ("Ann Kerr, the partner of the coach Bo Lund, left Alba.", ["Kerr left Alba", "Kerr knows Lund"]),
    # a role of somebody who is named behind another's
    ("Kerr is a cousin of the mayor, Lund.", ["Kerr family-of Lund"]),
    ("A cousin of the mayor, Lund, slept.", []),
    ("Kerr was a friend of Alba's founder, Lund.", ["Kerr knows Lund", "Lund founded Alba"]),
    ("Kerr was previously chief executive of Alba.", ["Kerr leads Alba"]),
    # who or whom a clause follows
    ("Kerr, 61, who founded Alba, left.", ["Kerr founded Alba"]),
    ("Alba, whom Borea hired in May, grew.", ["Borea hired Alba"]),
    ("Borea, a firm that Alba hired, grew.", ["Alba hired Borea"]),
    ("Lund, with whom Alba is negotiating, slept.", ["Alba negotiated-with Lund"]),
    ("Borea, in which Alba acquired a stake in 2022, grew.", ["Alba acquired Borea"]),
    ("Kerr, for whom Alba paid, slept.", []),
    # several who share a verb
    ("Kerr slept, and Alba and Borea sued Cyra.", ["Alba sued Cyra", "Borea sued Cyra"]),
    ("Kerr met the minister, Bo Lund, and the mayor, Cem Aydin.", ["Kerr met Lund", "Kerr met Aydin"]),
    ("Kerr met the minister, Bo Lund, and the mayor, Cem Aydin, slept.", ["Kerr met Lund"]),
    ("Alba was advised by Borea, and Cyra by Delta.", ["Borea advised Alba", "Delta advised Cyra"]),
    ("Alba was advised by Borea and Cyra by the Oslo firm Delta.",
     ["Borea advised Alba", "Delta advised Cyra"]),
    ("Borea owns 22% of Alba, and Cyra the rest.", ["Borea owns Alba", "Cyra owns Alba"]),
    # nouns
    ("Alba announced an agreement with Borea.", ["Alba agreed Borea"]),
    ("Alba's lawsuit against Borea failed.", ["Alba sued Borea"]),
    ("The talks between Alba and Borea failed.", ["Alba met Borea"]),
    ("Alba faces a lawsuit by Borea.", ["Borea sued Alba"]),
    # roles
    ("Alba, a joint venture of Borea and Cyra, grew.", ["Borea owns Alba", "Cyra owns Alba"]),
    ("Ann Kerr is no longer chief executive of Alba.", ["Kerr leads Alba"]),
    ("Ann Kerr is the chief executive of Alba.", ["Kerr leads Alba"]),
    ("Ann Kerr, founder and president of Alba, spoke.", ["Kerr founded Alba", "Kerr leads Alba"]),
    ("Alba's founder and chief executive, Ann Kerr, spoke.", ["Kerr founded Alba", "Kerr leads Alba"]),
    ("Alba chief executive Ann Kerr spoke.", ["Kerr leads Alba"]),
    ("Alba, whose chairman is Ann Kerr, moved.", ["Kerr leads Alba"]),
    ("Alba's head of sales, Ann Kerr, spoke.", ["Kerr works-for Alba"]),
    ("Ann Kerr, head of sales at Alba, spoke.", ["Kerr works-for Alba"]),
    ("Ann Kerr, a former Alba manager, spoke.", ["Kerr works-for Alba"]),
    ("Kerr's lawyer, Bo Lund, spoke.", ["Lund represents Kerr"]),
    ("Kerr's wife, the minister Bo Lund, spoke.", ["Lund married-to Kerr"]),
    ("Ann Kerr and her brother Cem Aydin spoke.", ["Aydin family-of Kerr"]),
    ("Alba, a subsidiary of Borea, moved.", ["Alba subsidiary-of Borea"]),
    ("Alba, a vehicle of Ann Kerr, moved.", ["Kerr owns Alba"]),
    ("Alba, another of Kerr's companies, moved.", ["Kerr owns Alba"]),
    ("Alba, a rival of Borea, moved.", ["Alba competes-with Borea"]),
    ("Ann Kerr is a member of Alba's board.", ["Kerr director-of Alba"]),
    ("Ann Kerr, the sales director of Alba, spoke.", ["Kerr works-for Alba"]),
    ("Ann Kerr is also chairwoman of Alba.", ["Kerr leads Alba"]),
    ("Ann Kerr, whose firm Alba moved, spoke.", ["Kerr owns Alba"]),
    ("Ann Kerr, a partner at the Oslo law firm Alba, spoke.", ["Kerr works-for Alba"]),
    ("Ann Kerr came from Alba, where she was treasurer.", ["Kerr works-for Alba"]),
    ("It was run by Ann Kerr, whose son Bo Lund spoke.", ["Lund family-of Kerr"]),
    ("Alba sued its main sponsor, the brewer Borea.", ["Alba sued Borea", "Borea funded Alba"]),
    ("Its wholly owned subsidiary Alba sued Borea.", ["Alba sued Borea"]),
    ("Ann Kerr was a clerk at Alba.", ["Kerr works-for Alba"]),
    ("Alba's Oslo agent, Borea, moved.", ["Borea represents Alba"]),
    # what is bought or sold has an old owner and a new one
    ("Alba bought Borea from Cyra.", ["Cyra sells-to Alba", "Alba acquired Borea"]),
    ("Alba sold Borea to Cyra.", ["Alba sells-to Cyra", "Cyra acquired Borea"]),
    ("Alba bought Borea's ships from Cyra.", ["Cyra sells-to Alba"]),
    # a noun with both its actors
    ("Alba spoke. Its takeover by Borea failed.", ["Borea acquired Alba"]),
    # offices that somebody is given, and lists of those who hold one
    ("Kerr was named chief executive of Alba.", ["Kerr leads Alba"]),
    ("Kerr was promoted to chief executive of Alba.", ["Kerr leads Alba"]),
    ("Alba named Kerr chief executive.", ["Alba appointed Kerr"]),
    ("Alba's shareholders, among them Borea and Cyra, met.",
     ["Borea shareholder-of Alba", "Cyra shareholder-of Alba"]),
    ("Kerr and Lund, both engineers at Cyra, spoke.", ["Kerr works-for Cyra", "Lund works-for Cyra"]),
    ("Kerr met the minister of trade, Bo Lund.", ["Kerr met Lund"]),
    # what is somebody's and tells of the person
    ("Kerr called Lund a liar.", ["Kerr criticised Lund"]),
    ("Kerr demanded Lund's resignation.", ["Kerr requested Lund"]),
    ("Kerr asked why the clerks, Alba, had gone.", []),
    ("Kerr was at Alba's headquarters.", []),
    ("Alba made way for Borea.", []),
    # places
    ("Chile's regulator Rhine Court spoke.", ["Court part-of Chile"]),
    ("Kerr is backed by the Oslo fund Alba.", ["Alba supported Kerr"]),
    ("The Rhine Court also found Ann Kerr guilty of forgery.", ["Court convicted Kerr"]),  # founded nobody
    # actors of the wrong kind
    ("Oslo founded Alba.", []),
    ("Alba's wife Borea spoke.", []),
    # what only may be
    ("Alba may sue Borea.", []),
    ("Alba has been negotiating to buy Borea.", []),
    ("Alba considered suing Borea.", []),
    ("Had Alba bought Borea, it would have closed.", []),
    ("Alba would have bought Borea.", []),
    ("If Alba sues Borea, it will rain.", []),
    ("It began in May when Alba sued Borea.", ["Alba sued Borea"]),
]  # fmt: skip


GUESSES = [
    # a word between two, before or after them
    ("Alba's engines are used by Borea.", "Borea uses Alba"),
    ("Alba, whose founder fell out with Lund, overtook Borea.", "Alba competes-with Borea"),
    ("The protest of Alba at the Rhine Court stands.", "Alba opposed Court"),
    # where somebody is
    ("Chile's Alba moved.", "Alba located-in Chile"),
    ("Chile's biggest broker, Alba, moved.", "Alba located-in Chile"),
    ("Alba, a broker in Oslo, moved.", "Alba located-in Oslo"),
    ("Kerr sued Borea and Alba of Oslo.", "Alba located-in Oslo"),
    ("Alba employs 400 people in Oslo.", "Alba located-in Oslo"),
    ("Alba, based in Oslo, moved.", "Alba located-in Oslo"),
    ("The Oslo-based broker Alba moved.", "Alba located-in Oslo"),
    ("The Oslo headquarters of the broker Alba burned.", "Alba located-in Oslo"),
    # a person and a body, and two actors of whom no word tells how they are related
    ("Ann Kerr, formerly of Alba, spoke.", "Kerr works-for Alba"),
    ("Alba wrestled Borea.", "Alba knows Borea"),
]


@pytest.mark.parametrize(("text", "expected"), GUESSES)
def test_where_the_grammar_is_not_read_a_word_beside_two_makes_a_guess(text: str, expected: str) -> None:
    assert short(expected) in told(text, guessed=True)
    assert short(expected) not in told(text)


UNRELATED = [
    # where something happens, which is no home
    "Alba signed the contract in Oslo.",
    "Kerr sued Alba in Oslo.",
    "A court in Oslo has ruled for Alba.",
    "An inquiry opened in Oslo on Friday by Alba goes on.",
    "Alba sued Borea because Kerr praised Cyra.",  # over a clause
    "Chile and Oslo signed.",  # of places
    "The fine was paid, said Kerr, by Alba.",
    "Kerr wept before the Rhine Court.",  # whoever is tried is no servant of the court
]


@pytest.mark.parametrize("text", UNRELATED)
def test_no_word_of_another_is_a_guess(text: str) -> None:
    guesses = {each for each in told(text, guessed=True) if each[1] != "knows"}
    assert not guesses


def test_what_is_guessed_says_so() -> None:
    (each,) = read("The protest of Alba at the Rhine Court stands.")
    assert each.doubts == ("it is a guess from 'protest'; look who does what to whom",)
    (each,) = read("Alba wrestled Borea.")
    assert each.doubts == ("no word says how they are related; change the type",)


CARRIED = [
    # who leaves or follows whom in a body that the sentence does not name
    (("Ann Kerr is the chief executive of Alba.", "She resigned in May."), ["Kerr resigned-from Alba"]),
    (("Ann Kerr is the chief executive of Alba.", "She was dismissed."), ["Alba dismissed Kerr"]),
    (("Ann Kerr is the chief executive of Alba.", "She was replaced by Bo Lund."), ["Lund leads Alba"]),
    (("Alba grew.", "Lars Ek stepped down last month."), ["Ek resigned-from Alba"]),
    # an office that the sentence itself names
    (
        ("Alba's chief executive, Lars Ek, resigned and will be replaced by Bo Lund.",),
        ["Ek resigned-from Alba", "Lund leads Alba"],
    ),
    (("\u201cWe thank Borea,\u201d said Kerr.",), ["Kerr praised Borea"]),
    # who a word means, told with a doubt where it may be another
    (("Alba agreed to buy Borea.", "The purchase is due to close in May."), ["Alba acquired Borea"]),
    (("Alba grew.", "The finance director, Lars Ek, spoke."), ["Ek works-for Alba"]),
    (("Alba met Borea.", "Both were advised by Cyra."), ["Cyra advised Alba", "Cyra advised Borea"]),
    (("Alba sued Borea.", "The lawsuit was dismissed by the Rhine Court."), ["Court rejected Alba"]),
    (("Alba bought Borea from its founder, Bo Lund.",), ["Lund founded Borea"]),
    # those named together
    (("Ann Kerr and Bo Lund founded Alba.", "Both left Borea."), ["Kerr left Borea", "Lund left Borea"]),
]


@pytest.mark.parametrize(("paragraphs", "expected"), CARRIED)
def test_words_such_as_the_two_and_the_lawsuit_mean_whom_they_follow(
    paragraphs: tuple[str, ...], expected: list[str]
) -> None:
    assert set(map(short, expected)) <= told(*paragraphs, guessed=True)


AHEAD = [
    "Alba's proposed takeover of Borea failed.",
    "Kerr ordered Alba to buy Borea.",
    "Alba is close to buying Borea.",
    "The fine that the Rhine Court will impose on Alba is high.",
]


@pytest.mark.parametrize("text", AHEAD)
def test_what_may_lie_ahead_is_not_told_as_done(text: str) -> None:
    for each in read(text):
        assert each.status != "actual" or each.type not in ("acquired", "fined"), each


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_says_who_does_what_to_whom(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == set(map(short, expected))


PARAGRAPHS = [
    ("Ann Kerr spoke. She met Lund.", "Kerr met Lund"),
    ("Alba grew. It sued Borea.", "Alba sued Borea"),
    ("Alba and Borea met Kerr. The two companies sued Lund.", "Borea sued Lund"),
    ("Ann Kerr and Bo Lund founded Alba. The founders met Aydin.", "Kerr met Aydin"),
    ("Ann Kerr and Bo Lund founded Alba. The founders met Aydin.", "Lund met Aydin"),
    ("Alba grew. The company sued Borea.", "Alba sued Borea"),
    ("Alba grew. Its chief executive, Ann Kerr, spoke.", "Kerr leads Alba"),
    ("The broker Alba and the miner Borea grew. The miner sued Cyra.", "Borea sued Cyra"),
    ("The Rhine Court sat. The court fined Alba.", "Court fined Alba"),
    ("Borea grew. Kerr sued the company.", "Kerr sued Borea"),
    ("Alba grew. The chairman, Ann Kerr, spoke.", "Kerr leads Alba"),
    ("The chairwoman Ann Kerr met Lund. He left Alba. She sued Borea.", "Kerr sued Borea"),
    ("Borea met Cem Aydin, who controls Delta with his sister, Ann Kerr.", "Kerr family-of Aydin"),
    # who a lawyer's client is, in the same sentence
    ("Cem Aydin's lawyer, Ann Kerr, said her client would sue Borea.", "Aydin sued Borea"),
    ("Cem Aydin, a skipper from Oslo, slept. The skipper sued Borea.", "Aydin sued Borea"),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_pronouns_and_descriptions_mean_whom_was_spoken_of(text: str, expected: str) -> None:
    assert short(expected) in told(text)


NOT_SO = [
    # received or taken, and no money
    "Lund took lessons from Kerr.",
    "The letter that Alba received from Borea was published.",
    "Kerr paid attention to Lund.",
    "Lund took over from Kerr.",
    # another than the one who is named
    "A man posing as Kerr paid Lund.",
    "A ship named after Kerr was searched by the Rhine Court.",
    # taken back, or never said
    "Lund apologised to Kerr for claiming that Alba had paid Aydin.",
    "We said on Monday that Kerr led Alba. She does not.",
    "Kerr is accused of paying Lund. She pleaded not guilty.",
    "Alba said that Kerr had paid Lund. Alba later withdrew the report.",
    "Kerr paid Lund, according to Aydin; Alba says she never did.",
    "Kerr, the self-styled head of Alba, slept.",
    # other senses of a verb
    "Kerr charged Lund 300 euros for a meal.",
    "Kerr owes her life to Lund.",
    "Kerr left Alba a house.",
    "Kerr called for the arrest of Lund.",
    "Kerr dared Lund to sue Alba.",
    "Alba was banned from selling beer to Borea.",
]


@pytest.mark.parametrize("text", NOT_SO)
def test_what_others_do_or_words_mean_otherwise_is_not_told_without_a_doubt(text: str) -> None:
    assert told(text) - {("Bo Lund", "sued", "Ann Kerr")} == set()


@pytest.mark.parametrize("bid", ["has not made an offer", "has made no bid", "has yet to make an offer"])
def test_an_offer_that_was_not_made_is_not_planned(bid: str) -> None:
    assert [each.status for each in read(f"Alba {bid} for Borea.")] == ["denied"]


def test_what_a_court_rules_of_a_body_says_nothing_of_who_owns_it() -> None:
    (each,) = read("The Rhine Court ruled that Alba's parent, Borea, could not be heard.")
    assert (each.type, each.status) == ("owns", "actual")


def test_who_is_asked_is_another_than_who_asks() -> None:
    found = told("Ann Kerr slept. Questioned by Cem Aydin, she said that she had met Lund.")
    assert ("Cem Aydin", "met", "Bo Lund") not in found


def test_the_day_of_a_birth_is_that_of_nothing_else() -> None:
    (each,) = read("Ann Kerr, who was born on 3 March 1980, met Lund.")
    assert each.when is None


def test_who_acts_is_not_meant_by_a_pronoun_of_the_same_clause() -> None:
    assert told("Alba grew. Borea sued it.") == {("Borea", "sued", "Alba")}


@pytest.mark.parametrize("led", ["Tarco Medical is led by Kerr.", "Kerr owns Tarco Medical."])
def test_whoever_is_led_or_owned_has_no_brother(led: str) -> None:
    found = told(f"The Rhine Court sued Tarco Medical. {led} Her brother, Jan Beck, met Lund.")
    assert ("Jan Beck", "family-of", "Ann Kerr") in found
    assert not any("Tarco Medical" in each and each[1] == "family-of" for each in found)


def test_a_publisher_calls_itself_the_company() -> None:
    texts = ("Alba is glad of this.", "Aydin met Borea.", "The company sued Cyra.")
    found = [{each.source.name for each in read(*texts, publisher=name)} for name in ("Alba", "Daily")]
    assert found == [{"Cem Aydin", "Alba"}, {"Cem Aydin", "Borea", "Alba"}]  # it may be either of two


def test_the_same_is_proposed_in_each_paragraph_that_says_it() -> None:
    assert [each.paragraph for each in read("Alba sued Borea.", "Alba sued Borea in 2019.")] == [1, 2]


STATUSES = [
    ("Alba will sue Borea.", "planned"),
    ("Alba plans to sue Borea.", "planned"),
    ("Alba has agreed to buy Borea.", "planned"),
    ("Alba was committed to supporting Borea.", "planned"),
    ("Kerr will leave Alba and join Borea.", "planned"),
    ("Alba did not sue Borea.", "denied"),
    ("Alba never sued Borea.", "denied"),
    ("Reports that Alba bought Borea are false.", "denied"),
    ("It is untrue that Alba sued Borea.", "denied"),
    ("Alba was cleared of bribing Lund.", "denied"),
    ("Alba fined Borea for false papers.", "actual"),
    ("Kerr denied that she had met Lund.", "denied"),
    ("Kerr denied meeting Lund.", "denied"),
    ("Alba sued Borea.", "actual"),
    ("Kerr denied the charges and sued Borea.", "actual"),
    ("Alba will also sue Borea.", "planned"),
    ("Alba will now sue Borea.", "planned"),
    ("Borea will soon be sued by Alba.", "planned"),
    ("Alba would soon sue Borea.", "planned"),
    ("Alba will then sue Borea.", "planned"),
    ("Alba plans to also sue Borea.", "planned"),
    ("Alba plans to sue and then acquire Borea.", "planned"),
    ("Alba will not only sue Borea.", "planned"),
    ("Alba is also expected to sue Borea.", "planned"),
    ("Alba is expected this week to sue Borea.", "planned"),
    ("Alba will next week sue Borea.", "planned"),
    ("Alba will in May sue Borea.", "planned"),
    ("Alba is due in May to sue Borea.", "planned"),
    ("Alba will once again sue Borea.", "planned"),
    ("Alba is going to sue Borea.", "planned"),
    ("Alba is to sue Borea.", "planned"),
    ("Alba has yet to sue Borea.", "denied"),
    ("Alba is about to finally sue Borea.", "planned"),
    ("Alba intends to go on and sue Borea.", "planned"),
    ("Alba has a plan to sue Borea.", "planned"),
    ("Alba announced plans to sue Borea.", "planned"),
    ("Alba announced the sale of its stake in Borea.", "planned"),
    ("Alba announced it had completed the sale of its stake in Borea.", "actual"),
    ("Alba vowed on Monday to sue Borea.", "planned"),
    ("Alba has a mandate to sue Borea.", "planned"),
    ("Alba won the right to sue Borea.", "planned"),
    ("Alba is looking to sue Borea.", "planned"),
    ("Alba has not yet sued Borea.", "denied"),
    ("Alba has never actually sued Borea.", "denied"),
    ("Alba did not, however, sue Borea.", "denied"),
    ("Alba will not sue Borea.", "denied"),
    ("Alba will never sue Borea.", "denied"),
    ("Alba had not previously sued Borea.", "denied"),
    ("Alba decided against suing Borea.", "denied"),
    ("Alba dropped plans to sue Borea.", "denied"),
    ("Alba hardly ever sued Borea.", "denied"),
    ("Alba won't sue Borea.", "denied"),
    ("Alba refrained from suing Borea.", "denied"),
    ("It is not true that Alba sued Borea.", "denied"),
    ("Alba has no intention of suing Borea.", "denied"),
    ("Alba abandoned its bid to acquire Borea.", "denied"),
    ("Alba was not even sued by Borea.", "denied"),
    ("Alba did not and will not sue Borea.", "denied"),
    ("Alba failed last year to sue Borea.", "denied"),
    ("Alba refused on Monday to sue Borea.", "denied"),
    ("Alba's planned acquisition of Borea was welcomed.", "planned"),
    ("Alba's proposed takeover of Borea was welcomed.", "planned"),
    ("The regulator blocked Alba's acquisition of Borea.", "denied"),
    ("There is no evidence that Alba paid Borea.", "denied"),
    ("Alba had to sue Borea.", "actual"),
    ("Alba managed to buy Borea.", "actual"),
    ("Alba went on to sue Borea.", "actual"),
    ("Kerr will be the next chief executive of Alba.", "planned"),
    ("Kerr never was a director of Alba.", "denied"),
    ("Alba almost bought Borea.", "denied"),
    ("Alba is believed to have sued Borea.", "actual"),
    ("Alba sold Lund, its chairman, to its rival Borea.", "actual"),
    ("Alba nearly sued Borea.", "denied"),
    ("At no point did Alba sue Borea.", "denied"),
    ("No evidence was found that Alba paid Borea.", "denied"),
    ("There is nothing to suggest that Alba paid Borea.", "denied"),
    ("It was not the case that Alba had paid Borea.", "denied"),
    ("Alba forgot to pay Borea.", "denied"),
    ("Kerr pretended to be a lawyer for Alba.", "denied"),
    ("Kerr is no friend of Lund.", "denied"),
    ("Kerr's meeting with Lund was cancelled.", "planned"),
    ("Kerr's meeting with Lund never took place.", "denied"),
    ("Kerr turned down an offer to lead Alba.", "denied"),
    ("The charge that Kerr bribed Lund was dropped.", "denied"),
    ("Alba's bid for Borea failed.", "planned"),
    ("The would-be chief executive of Alba, Ann Kerr, spoke.", "planned"),
    ("Kerr will succeed Lund as chief executive of Alba.", "planned"),
    ("Kerr claims to have sued Borea.", "actual"),
    ("A court cleared Kerr of charges that she paid Lund in May.", "denied"),
    ("Kerr was found not guilty of paying Lund $5,000.", "denied"),
    ("A jury found Kerr not guilty of paying Lund.", "denied"),
    ("Kerr was acquitted of paying Lund.", "denied"),
    ("Kerr was not cleared of paying Lund.", "actual"),
    ("Kerr had her conviction for paying Lund quashed.", "denied"),
    ("Prosecutors dropped charges that Kerr paid Lund.", "denied"),
    ("Alba will insure Borea from 1 July 2024.", "planned"),
]


@pytest.mark.parametrize(("sentence", "status"), STATUSES)
def test_what_is_planned_or_denied_is_marked(sentence: str, status: str) -> None:
    assert {each.status for each in read(sentence)} == {status}


def test_what_others_are_called_on_to_do_is_planned() -> None:
    assert ("banned", "planned") in {
        (each.type, each.status) for each in read("Alba called on Chile to ban Borea.")
    }


def test_what_one_keeps_another_from_doing_is_not_done_by_the_first() -> None:
    found = read("Rhine Court blocked Alba from buying Borea.")
    assert [
        (each.source.name, each.status) for each in found if each.type == "acquired" and not each.doubts
    ] == [("Alba", "denied")]


HEARD = [
    "Kerr paid Lund, a tribunal heard.",
    "Kerr paid Lund, the jury was told on Monday.",
    "Kerr paid Lund, it emerged in court.",
    "Kerr paid Lund, as an inquest was told.",
    "Kerr paid Lund, according to the indictment.",
    "A tribunal heard that Kerr paid Lund.",
    "It emerged in evidence to a panel that Kerr paid Lund.",
    "In evidence given to the court Kerr paid Lund.",
]


@pytest.mark.parametrize("sentence", HEARD)
def test_what_a_court_hears_is_not_told_by_the_article(sentence: str) -> None:
    assert {each.voice for each in read(sentence)} == {"unnamed"}


def test_who_clears_another_has_not_done_what_it_clears_of() -> None:
    for verb in (
        "Rhine Court cleared Kerr of paying Lund.",
        "Kerr was cleared of bribery by Rhine Court.",
    ):
        assert short("Court acquitted Kerr") in told(verb)
        assert not {each for each in told(verb) if each[0] == "Rhine Court"} - {short("Court acquitted Kerr")}
    assert not told("Rhine Court quashed Kerr's conviction for paying Lund.")


@pytest.mark.parametrize("event", ["cancelled", "called off", "postponed", "withdrawn", "blocked", "vetoed"])
def test_what_came_to_nothing_has_a_doubt_or_is_denied(event: str) -> None:
    for rest in (
        f", but the meeting was {event}.",
        f". The meeting was later {event}.",
        f", a meeting later {event}.",
    ):
        for start in (
            "Kerr was to meet Lund on 3 June 2024",
            "Kerr met Lund",
            "Alba reported that Kerr met Lund",
        ):
            assert all(each.doubts or each.status == "denied" for each in read(start + rest)), start + rest
    assert read("Kerr met Lund.", f"The meeting was {event}.")[0].doubts
    assert not read("Kerr met Lund.", f"The concert was {event}.")[0].doubts


PLEAS = [
    ("Kerr pleaded not guilty to bribing Lund.", "denied"),
    ("Kerr has pleaded not guilty to charges of bribing Lund.", "denied"),
    ("Kerr pleads innocent to paying Lund.", "denied"),
    ("Kerr entered a plea of not guilty to paying Lund.", "denied"),
    ("Kerr insists she is innocent of paying Lund.", "denied"),
    ("Kerr maintained her innocence of bribing Lund.", "denied"),
    ("Kerr pleaded guilty to bribing Lund.", "actual"),
    ("Kerr pleaded guilty to charges of bribing Lund.", "actual"),
    ("Kerr admitted to bribing Lund.", "actual"),
    ("Kerr confessed to paying Lund.", "actual"),
    ("Kerr owned up to paying Lund.", "actual"),
]


@pytest.mark.parametrize(("sentence", "status"), PLEAS)
def test_what_somebody_admits_or_pleads_is_in_that_voice(sentence: str, status: str) -> None:
    (found,) = (each for each in read(sentence) if each.type == "paid")
    assert (found.source.name, found.status, found.target.name) == ("Ann Kerr", status, "Bo Lund")
    assert isinstance(found.voice, Mention)
    assert found.voice.name == "Ann Kerr"


def test_what_hangs_on_to_and_is_no_infinitive_is_not_told_without_a_doubt() -> None:
    for text in (
        "Kerr objected to paying Lund.",
        "Kerr looked forward to meeting Lund.",
        "It led to Alba suing Borea.",
    ):
        assert not told(text), text
    assert {each.status for each in read("Alba resorted to suing Borea.")} == {"actual"}


CORRECTIONS = [
    ("Alba signed a contract with Borea. Lund sang. Rhine Court corrected: no contract was signed.",),
    ("Alba signed a contract with Borea.", "Delta makes toys.",
     "The contract was never signed, Rhine Court clarified."),
    ("Alba signed a contract with Borea.", "Delta makes toys.",
     "Correction: Alba did not sign a contract with Borea."),
    ("Alba signed a contract with Borea.",
     "Correction: An earlier version said wrongly that a contract was signed."),
    ("Alba reached a deal with Borea.", "Delta makes toys.", "The agreement did not exist, Kerr said."),
]  # fmt: skip


@pytest.mark.parametrize("paragraphs", CORRECTIONS)
def test_what_is_corrected_anywhere_has_a_doubt(paragraphs: tuple[str, ...]) -> None:
    assert ("Alba", "agreed", "Borea") not in {
        (each.source.name, each.type, each.target.name)
        for each in read(*paragraphs)
        if not each.doubts and each.status == "actual"
    }


def test_a_correction_of_something_else_gives_no_doubt() -> None:
    for last in ("Cyra did not sue Delta.", "Kerr denied that she had met Lund.", "No suspect was arrested."):
        assert ("Alba", "agreed", "Borea") in told("Alba signed a contract with Borea.", last)


SEVERAL_BODIES = [
    "Alba sued Borea. It hired Lund.",
    "Alba sued Borea. The company hired Lund.",
    "Alba sued Borea. The firm hired Lund.",
    "Alba, Borea and Cyra met. It hired Lund.",
    "Kerr left Alba. Borea met Cyra. It hired Lund.",
]


@pytest.mark.parametrize("text", SEVERAL_BODIES)
def test_a_word_that_may_mean_one_of_several_bodies_has_a_doubt_that_names_them(text: str) -> None:
    found = [each for each in read(text) if each.type == "hired"]
    assert found
    for each in found:
        (doubt,) = each.doubts
        others = {"Alba", "Borea", "Cyra"} - {each.source.name}
        assert each.source.name in doubt
        assert any(other in doubt for other in others)


def test_a_word_that_can_mean_one_body_alone_has_no_doubt() -> None:
    assert ("Cyra", "hired", "Bo Lund") in told("Alba sued Borea. Cyra grew. It hired Lund.")
    assert ("Alba", "hired", "Bo Lund") in told("Kerr left Alba. The company hired Lund.")


def test_what_is_asked_is_no_request() -> None:
    for text in (
        "Kerr asked whether Alba had paid Borea.",
        "Lund was asked whether Alba had paid Borea.",
        "Rhine Court asked Kerr if Lund had paid Borea.",
        "Rhine Court asked Kerr why Lund had paid Borea.",
        "Asked about Borea, Kerr said that Alba grew.",
    ):
        assert not {each.type for each in read(text)} & {"requested", "paid"}, text
    assert told("Alba asked Borea to sue Cyra.") >= {("Alba", "requested", "Borea")}
    assert told("Alba asked Borea for steel.") == {("Alba", "requested", "Borea")}


FALSE = [
    # what was read, and is not so, or not surely
    (
        "He met two brothers, Victor and Ion Rusu. Victor Rusu's lawyer, Marc Attali, met Lund.",
        "Marc Attali|represents|Ion Rusu",
    ),
    ("Alba welcomed the decision by the Rhine Court to fine Borea.", "Alba|fined|Borea"),
    ("Alba welcomed Borea's decision to sue Cyra.", "Alba|sued|Cyra"),
    ("Alba welcomed the decision to sue Cyra.", "Alba|sued|Cyra"),
    ("Alba regretted the refusal of Rhine Court to license Borea.", "Alba|licensed|Borea"),
    ("Alba met Charles Ek. Alba accused Gareth Lyle and said it had paid him.", "Alba|paid|Charles Ek"),
    ("Kerr met Dale West. West appointed Jill Ray. She had worked for Alba.", "Dale West|works-for|Alba"),
    ("Alba works with investigators in Milan, who searched Borea's office.", "Milan|searched|Borea"),
    ("Kerr will lead its new Earth observation division.", "Ann Kerr|leads|Earth"),
    ("Kerr met Lund on 3 May and Aydin a week later.", "Ann Kerr|met|May Aydin"),
    ("Alba's acquisition by Borea was completed on Monday.", "Alba|sells-to|Borea"),
    ("Kerr introduced Tom Quay to Lund on Monday.", "Ann Kerr|released|Tom Quay"),
    ("Contrary to what Kerr told the court, Lund did not pay Alba.", "Ann Kerr|told|Bo Lund"),
    ("Alba sued Borea. The company had been acquired by Cyra.", "Cyra|acquired|Alba"),
    ("Mr and Mrs Quay met Kerr.", "Quay|met|Ann Kerr"),
    ("Alba's purchase of a stake in Borea was approved.", "Alba|owns|Borea"),
    ("Alba's purchase of Borea's stake in Cyra is over.", "Alba|acquired|Borea"),
    (
        "Kerr left Alba. Should the Rhine Court charge Gareth Lyle, the company would sue him.",
        "Gareth Lyle|sued|Ann Kerr",
    ),
    ("Alba sold steel to Borea. The new owner hired Kerr.", "Borea|hired|Ann Kerr"),
    ("Kerr told Lund that he had been dismissed by Alba.", "Alba|dismissed|Ann Kerr"),
]


@pytest.mark.parametrize(("text", "wrong"), FALSE)
def test_what_is_not_so_is_not_told_without_a_doubt(text: str, wrong: str) -> None:
    assert tuple(wrong.split("|")) not in told(*text.split(" || "))


WISHED = [
    "Kerr insisted that Alba pay Lund.",
    "Kerr urged that Lund be paid by Alba.",
    "The board proposed that Alba pay Lund.",
    "It was suggested that Alba pay Lund.",
    "Kerr demanded last Thursday that Lund be paid by Alba.",
]


@pytest.mark.parametrize("sentence", WISHED)
def test_what_is_wished_has_not_happened(sentence: str) -> None:
    (found,) = (each for each in read(sentence) if each.type == "paid")
    assert (found.source.name, found.status, found.target.name) == ("Alba", "planned", "Bo Lund")


NOT_PLANNED = [
    "Alba came close to acquiring Borea in May.",
    "Alba had hoped to acquire Borea.",
    "Alba was about to acquire Borea when Cyra left.",
    "Kerr asked Alba to acquire Borea.",
    "Kerr directed Alba in May to acquire Borea.",
    "Alba will not have acquired Borea unless Kerr agrees.",
    "Kerr called for Borea to be acquired by Alba.",
    "Kerr urged Alba not to acquire Borea.",
    "Alba's offer to acquire Borea was refused.",
]


@pytest.mark.parametrize("sentence", NOT_PLANNED)
def test_what_was_hoped_or_asked_is_no_plan_without_a_doubt(sentence: str) -> None:
    assert ("Alba", "acquired", "Borea") not in told(sentence)


def test_what_is_told_beside_another_is_told_as_that_is() -> None:
    for said, status in (("is said to have sued", "actual"), ("plans to sue", "planned")):
        other = "to have banned" if status == "actual" else "to ban"
        found = {each.type: each.status for each in read(f"Kerr {said} Lund and {other} Aydin.")}
        assert (found["sued"], found["banned"]) == (status, status)


def test_what_would_not_have_been_is_left_out() -> None:
    assert not told("Had Kerr met Lund in May, Alba would not have sued Borea.")


def test_what_is_no_longer_so_was_so() -> None:
    for text in ("Kerr is no longer chief executive of Alba.", "Kerr no longer leads Alba."):
        (found,) = read(text)
        assert (found.type, found.status) == ("leads", "actual")


def test_the_date_of_one_object_is_not_that_of_the_next() -> None:
    found = {each.target.name: each.when for each in read("Kerr met Lund on 3 May and Aydin a week later.")}
    assert (found["Bo Lund"], found["Cem Aydin"]) == ("2024-05-03", None)


def test_what_the_next_sentence_sets_right_has_a_doubt() -> None:
    for last in ("In fact it paid Aydin.", "That was wrong."):
        assert ("Alba", "paid", "Bo Lund") not in told(f"Alba had paid Lund. {last}")


NAMESAKES = [
    ("Kerr paid Lund. Police charged another man of the same name, Bo Lund.",),
    ("Kerr paid Lund.", "Bo Lund, not to be confused with the minister, spoke."),
    ("Kerr paid Lund.", "That Bo Lund met Alba."),
    ("Kerr paid Lund.", "Another Bo Lund met Alba."),
    ("Kerr paid Lund. The two men are not related.",),
]


@pytest.mark.parametrize("paragraphs", NAMESAKES)
def test_two_of_one_name_are_asked_about_in_the_whole_article(paragraphs: tuple[str, ...]) -> None:
    for each in read(*paragraphs):
        asked = "the article has two of the name Bo Lund; say which" in each.doubts
        assert asked == ("Bo Lund" in (each.source.name, each.target.name))


def test_a_name_appoints_nobody() -> None:
    for each in read("Ann Kerr, a judge, met Alba. Police charged a man of that name, Bo Lund."):
        assert each.type != "appointed"


def test_two_meetings_in_a_sentence_are_two() -> None:
    found = read("Kerr met Lund in April 2023 and met him again in March 2024.")
    assert [each.when for each in found] == ["2023-04", "2024-03"]


CONDITIONS = ["Unless Alba pays Borea, Kerr will sue Alba.", "Alba will pay Borea only if Kerr leaves."]


@pytest.mark.parametrize("sentence", CONDITIONS)
def test_what_depends_on_something_has_a_doubt(sentence: str) -> None:
    assert not told(sentence)


DREAMS = ["Kerr dreamed that Alba bought Borea.", "The film tells how Alba bribed Borea."]


@pytest.mark.parametrize("sentence", [*DREAMS, "A forged letter says that Alba bribed Borea."])
def test_what_is_made_up_is_no_fact(sentence: str) -> None:
    assert all(each.doubts or each.voice for each in read(sentence))
    assert all(each.doubts for each in read(sentence) if each.voice == "unnamed")


ANOTHER = [
    # who acts is another than the one named beside
    "Shareholders of Alba sued Borea.",
    "Alba shareholders sued Borea.",
    "Alba's founders sued Borea.",
    "Alba's union sued Borea.",
    "The Alba subsidiary sued Borea.",
    "A former unit of Alba sued Borea.",
    "Former Alba executives sued Borea.",
    "Former executives of Alba sued Borea.",
    "Some members of the board of Alba sued Borea.",
    "The fund behind Alba sued Borea.",
    "Everyone but Alba sued Borea.",
    "All companies except Alba sued Borea.",
    "Supporters of Alba sued Borea.",
    "A group opposed to Alba and Cyra sued Borea.",
    "A man linked to Alba and Cyra sued Borea.",
    "The man who met Alba sued Borea.",
    "The company that Alba met sued Borea.",
    # whom it concerns is another
    "Alba sued Borea's founders.",
    "Alba sued Borea shareholders.",
    "Alba sued critics of Borea.",
    "Alba sued former Borea executives.",
]


@pytest.mark.parametrize("sentence", ANOTHER)
def test_what_others_do_who_belong_to_an_actor_is_not_done_by_the_actor(sentence: str) -> None:
    assert not {each for each in told(sentence) if each[1] == "sued"}


def test_a_clause_between_commas_lends_its_object_to_no_verb() -> None:
    found = told("Kerr, chairman of Alba, which sued Borea, met Lund.")
    assert ("Borea", "met", "Bo Lund") not in found
    assert ("Ann Kerr", "met", "Bo Lund") in found
    assert not {each for each in told("Alba and not Borea paid Lund.") if each[0] == "Borea"}


def test_who_is_linked_to_two_or_suspected_by_them_is_in_no_relation_with_them() -> None:
    assert told("Kerr is opposed to Alba and Borea.") == {
        ("Ann Kerr", "opposed", "Alba"),
        ("Ann Kerr", "opposed", "Borea"),
    }
    assert not told("Kerr is linked to Alba and Borea.") | told("Kerr is suspected by Alba and Borea.")
    assert not told("Kerr is linked to Alba and Borea.", guessed=True)


def test_who_says_i_is_who_speaks() -> None:
    (found,) = read("\u201cI did not meet Lund,\u201d Kerr said.")
    assert (found.source.name, found.type, found.target.name, found.status) == (
        "Ann Kerr", "met", "Bo Lund", "denied"
    )  # fmt: skip
    assert isinstance(found.voice, Mention)
    assert found.voice.name == "Ann Kerr"


def test_who_holds_part_of_its_shares_is_another() -> None:
    owned = {("Borea", "owns", "Alba"), ("Cyra", "owns", "Alba")}
    assert (
        told("Alba grew.", "Borea owns 22 percent of its shares and the French operator Cyra 15 percent.")
        == owned
    )


def test_what_is_expected_is_planned() -> None:
    found = read("The vote does not touch the sale of Alba's towers to Borea, which is expected in May.")
    assert {each.status for each in found} == {"planned"}


def test_a_prime_minister_leads_no_company_that_was_spoken_of() -> None:
    for office in ("prime minister", "regional president"):
        assert told("Alba grew.", f"The {office}, Ann Kerr, spoke.") == set()


APART = [
    ("Alba grew. Borea, which has sued the company, left.", ("Borea", "sued", "Alba")),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_a_word_does_not_mean_whom_its_clause_names(text: str, expected: tuple[str, str, str]) -> None:
    found = told(text) | told(text, guessed=True)
    assert expected in found
    assert not {each for each in found if each[0] == each[2]}


def test_a_place_in_capitals_is_no_pronoun() -> None:
    assert ("Bo Lund", "met", "Ann Kerr") in told("Lund flew to the US. Lund, the US minister, met Kerr.")


def test_two_who_both_have_a_relation_are_seldom_guessed_to_have_another() -> None:
    text = "Kerr, chief executive of Alba, met Lund, chief executive of Borea."
    assert {each for each in told(text, guessed=True) if each[1] in ("knows", "works-for")} == set()


def test_an_office_is_held_by_whom_a_verb_gives_it() -> None:
    assert not told("Kerr has been ruled out as chairman of Alba.")
    assert told("Kerr succeeded Lund as chairman of Alba.") == {("Ann Kerr", "leads", "Alba")}
    assert told("Kerr resigned as chairman of Alba.") >= {("Ann Kerr", "leads", "Alba")}


def test_a_name_that_acts_is_in_no_apposition() -> None:
    found = told("According to Alba's lawyer, Kerr paid Lund.")
    assert found == {("Ann Kerr", "paid", "Bo Lund")}


def test_a_claim_that_is_dismissed_is_rejected() -> None:
    found = told("Rhine Court dismissed Alba's lawsuit.")
    assert found == {("Rhine Court", "rejected", "Alba")}


def test_what_is_planned_in_a_clause_between_is_not_told_of_the_verb_after_it() -> None:
    found = {each.type: (each.status, each.when) for each in read("Kerr, who is set to lead Alba, met Lund.")}
    assert found == {"met": ("actual", None), "leads": ("planned", None)}
    found = {
        each.target.name: each.when for each in read("Alba is led by Kerr, who until March was head of Cyra.")
    }
    assert found["Alba"] is None
    found = {each.type: each.status for each in read("Kerr is said to have urged Cyra to sue Borea.")}
    assert found["sued"] == "planned"


def test_what_somebody_denies_says_nothing_of_the_office_of_who_speaks() -> None:
    speech = '"There is no evidence that my client ever met anyone from Cyra," said Alba\'s lawyer, Ann Kerr.'
    assert {each.type: each.status for each in read(speech)}["represents"] == "actual"
    speech = "There is no evidence that Bo Lund, the chief executive of Alba, met Kerr."
    assert {each.type: each.status for each in read(speech)} == {"leads": "actual", "met": "denied"}
    speech = "Kerr rejected claims that Alba had paid Borea."
    assert {each.type: each.status for each in read(speech)}["paid"] == "denied"


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("Kerr, chief executive of Alba from 2012 to 2018, met Lund.", "2012/2018"),
        ("Lund met Kerr, chief executive of Alba since 2012.", "2012/"),
        ("Lund got money from Ann Kerr, chief executive of Alba, in 2023.", None),
        ("Lund met Kerr, chief executive of Alba in 2023.", None),
    ],
)
def test_the_date_of_a_verb_is_not_that_of_an_office(sentence: str, when: str | None) -> None:
    assert {each.when for each in read(sentence) if each.type == "leads"} == {when}


@pytest.mark.parametrize(
    "sentence",
    [
        "Kerr's wife was arrested by Rhine Court.",
        "Kerr's company sued Borea.",
        "Alba paid Kerr's brother \u20ac5m.",
        "Kerr's party received donations from Alba.",
        "Kerr's son sued Borea.",
        "Kerr met Lund. His wife sued Borea.",
    ],
)
def test_whoever_is_only_a_persons_is_not_the_person(sentence: str) -> None:
    persons = {"Ann Kerr", "Bo Lund"}
    assert [
        each
        for each in read(sentence)
        if persons & {each.source.name, each.target.name} and each.type != "met"
    ] == []


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Kerr's meeting with Lund was short.", "met"),
        ("Rhine Court searched Kerr's home.", "searched"),
        ("Kerr's lawyer, Bo Lund, sued Borea.", "represents"),
        ("Borea's chief executive, Ann Kerr, met Lund.", "leads"),
    ],
)
def test_what_a_person_does_or_has_is_told(sentence: str, type_: str) -> None:
    assert type_ in {each.type for each in read(sentence)}


def test_whoever_accuses_another_is_not_the_one_accused() -> None:
    (found,) = (
        each
        for each in read("Ann Kerr sued her aunt, Dora Kerr, accusing her of paying Alba.")
        if each.type == "paid"
    )
    assert (found.source.name, found.voice and getattr(found.voice, "name", found.voice)) == (
        "Dora Kerr",
        "Ann Kerr",
    )


def test_what_is_only_possible_is_left_out() -> None:
    assert read("Borea faces a possible investigation by Rhine Court.") == []
    assert read("Alba appears to have paid Lund.") == read("Alba apparently paid Lund.") == []


@pytest.mark.parametrize(
    "start",
    [
        "The prosecution failed to prove that", "Kerr did not say that", "Kerr could not confirm that",
        "Aydin never claimed that", "Kerr doubts that", "The jury was unable to find that",
    ],
)  # fmt: skip
def test_what_nobody_says_in_so_many_words_is_left_out(start: str) -> None:
    assert [each for each in read(f"{start} Alba had paid Lund.") if each.type == "paid"] == []
    assert [
        each for each in read(f"{start} Alba had paid Lund or that it had sued Borea.") if each.type == "sued"
    ] == []
    found = read(f"{start} Borea was there, but Alba paid Lund.")
    assert {each.status for each in found if each.type == "paid"} == {"actual"}


SUMS: list[tuple[str, dict[str, tuple[float, str] | None]]] = [
    ("Rhine Court fined Alba 12 million euros on Monday.", {"fined": (12_000_000, "EUR")}),
    ("Alba was fined $5m by Rhine Court.", {"fined": (5_000_000, "dollars")}),
    ("Alba, which made \u20ac5bn last year, paid Lund.", {"paid": None}),
    ("Alba paid Lund \u20ac5m and sued Borea.", {"paid": (5_000_000, "EUR"), "sued": None}),
    ("Alba paid Lund and Aydin \u20ac5m.", {"paid": None}),
    ("Alba paid Lund more than \u20ac5m.", {"paid": None}),
    ("Alba owns 18 percent of Borea.", {"owns": (18, "%")}),
    ("Alba met Lund for a \u20ac5 lunch.", {"met": None}),
]


@pytest.mark.parametrize(("sentence", "told"), SUMS)
def test_a_sum_is_that_of_its_verb(sentence: str, told: dict[str, tuple[float, str] | None]) -> None:
    found = {each.type: each.sum and each.sum.amount for each in read(sentence)}
    assert {name: each and (each.value, each.unit) for name, each in found.items()} == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Alba paid Lund \u20ac5m in May 2023 and \u20ac6m in June 2023.",
         [("2023-05", 5_000_000), ("2023-06", 6_000_000)]),
        ("Alba paid Lund \u20ac5m in 2021, \u20ac6m in 2022 and \u20ac7m in 2023.",
         [("2021", 5_000_000), ("2022", 6_000_000), ("2023", 7_000_000)]),
        ("Alba paid Lund \u20ac5m in May 2022, and \u20ac6m two months later.",
         [("2022-05", 5_000_000), (None, 6_000_000)]),
        ("Alba fined Borea \u20ac5m in 2021, and another \u20ac6m in 2022.",
         [("2021", 5_000_000), ("2022", 6_000_000)]),
        ("Alba paid Lund 4 to 5 million euros in 2021 and 6 million euros in 2022.",
         [("2021", None), ("2022", 6_000_000)]),
        ("Alba paid Lund 5 million euros in 2021 and more than 6 million euros in 2022.",
         [("2021", 5_000_000), ("2022", None)]),
    ],
)  # fmt: skip
def test_each_of_several_payments_has_its_own_day_and_sum(
    sentence: str, told: list[tuple[str | None, float]]
) -> None:
    found = [each for each in read(sentence) if not each.doubts]
    assert [(each.when, each.sum and each.sum.amount and each.sum.amount.value) for each in found] == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Alba paid Lund \u20ac5m and $6m in May.",
        "Alba paid Lund \u20ac5m, and \u20ac6m for a report, in May 2022.",
    ],
)
def test_a_payment_of_several_sums_has_a_doubt_that_names_them(sentence: str) -> None:
    assert any("look which is the amount" in doubt for each in read(sentence) for doubt in each.doubts)


VOICES = [
    ("Alba sued Borea.", None),
    ("Kerr said that Alba had sued Borea.", "Ann Kerr"),
    ("Alba sued Borea, Kerr said.", "Ann Kerr"),
    ('"Alba sued Borea," said Ann Kerr.', "Ann Kerr"),
    ("According to Kerr, Alba sued Borea.", "Ann Kerr"),
    ("Alba sued Borea, according to people familiar with the matter.", "unnamed"),
    ("Alba reportedly sued Borea.", "unnamed"),
    ("Prosecutors said that Alba had paid Borea.", "unnamed"),
    ("Kerr denied that Alba had paid Borea.", "Ann Kerr"),
    ("Alba paid Lund, the judge said.", "unnamed"),
    ("Alba paid Lund, the judges found.", "unnamed"),
    ("Rhine Court found that Alba had paid Lund.", "Rhine Court"),
    ("Rhine Court heard that Alba had paid Lund.", "unnamed"),
    ("Alba sued Borea, the company said.", "unnamed"),
    ("Alba was sold to the fund Borea, the club said.", "unnamed"),
    ("Alba made its alleged payment to Lund in May.", "unnamed"),
    ("Court papers show that Alba paid Lund.", "unnamed"),
    ("Alba paid Lund, say prosecutors.", "unnamed"),
    ("Alba has, sources say, paid Lund.", "unnamed"),
    ("Alba has been charged with paying Lund.", "unnamed"),
    ("Rumours that Alba paid Lund spread.", "unnamed"),
    ("Alba, it was alleged, paid Lund.", "unnamed"),
    ("\u201cAlba paid Lund,\u201d Ann Kerr told the court.", "Ann Kerr"),
    ("Kerr complained that Alba had paid Lund.", "Ann Kerr"),
    ("Kerr thinks Alba paid Lund.", "Ann Kerr"),
    ("In the view of Kerr, Alba paid Lund.", "Ann Kerr"),
    ("Alba paid Lund, contrary to what Cyra reported, Kerr said.", "Ann Kerr"),
    ("Alba paid Lund, contrary to what Cyra reported.", None),
    ("Alba wrote to Borea.", None),
    ("Kerr said that she had accused Alba.", None),
    # who is only close to somebody is another
    ("A source close to Alba said that Kerr had paid Lund.", "unnamed"),
    ("Kerr paid Lund, a source close to Alba said.", "unnamed"),
    ("A source close to Alba's board said that Kerr had paid Lund.", "unnamed"),
    ("A person familiar with Alba said that Kerr had paid Lund.", "unnamed"),
    ("A person at odds with Alba said that Kerr had paid Lund.", "unnamed"),
    ("Two people inside Alba said that Kerr had paid Lund.", "unnamed"),
    ("People close to Alba and Borea said that Kerr had paid Lund.", "unnamed"),
    ("People close to Alba accused Kerr of paying Lund.", "unnamed"),
    ("Kerr, who is close to Alba, said that Aydin had paid Lund.", "Ann Kerr"),
    ("Alba's lawyer said that Kerr had paid Lund.", "Alba"),
    ("A Cyra shareholder said that Alba had sued Borea.", "unnamed"),
    ("A former spokesman for Cyra said that Alba had sued Borea.", "unnamed"),
    ("Kerr's spokesman denied that Alba had paid Lund.", "Ann Kerr"),
    # who speaks for a body
    ("Alba paid Borea, a Rhine Court spokesman said.", "Rhine Court"),
    ("A Rhine Court spokesman said that Alba paid Borea.", "Rhine Court"),
    ("An official of the Rhine Court told reporters that Alba had paid Borea.", "Rhine Court"),
    ("Alba had paid Borea, an official of the Rhine Court told reporters on Monday.", "Rhine Court"),
    ("Two Rhine Court officials on Monday said that Alba had paid Borea.", "Rhine Court"),
    ("\u201cAlba sued Borea,\u201d said a spokeswoman for Cyra.", "Cyra"),
    ("A statement from Cyra said that Alba had sued Borea.", "Cyra"),
    ("According to a Rhine Court spokesman, Alba paid Borea.", "Rhine Court"),
    # who denies, and whose claim it is
    ("Kerr rejected claims that Alba had paid Borea.", "Ann Kerr"),
    ("Kerr denied reports that Alba had paid Borea.", "Ann Kerr"),
    ("Kerr dismissed as untrue reports that Alba had paid Borea.", "Ann Kerr"),
    ("Kerr rejected Lund's claim that Alba had paid Borea.", "Ann Kerr"),
    ("Kerr denied claims by Lund that Alba had paid Borea.", "Ann Kerr"),
    ("Reports that Alba had paid Borea were dismissed by Kerr.", "Ann Kerr"),
    ("Kerr called reports that Alba had paid Borea nonsense.", "Ann Kerr"),
    ("Kerr's claim that Alba paid Borea is disputed by Lund.", "Bo Lund"),
    # of who quotes another, the one whom the article quotes
    ("\u201cKerr told me that Alba had paid Borea,\u201d said Lund.", "Bo Lund"),
    ("\u201cLund said Alba paid Borea,\u201d Kerr told the court.", "Ann Kerr"),
    ("Lund criticised Kerr for saying that Alba had paid Borea.", "Ann Kerr"),
    ("Kerr hinted that Alba had paid Borea.", "Ann Kerr"),
    ("It emerged that Alba had paid Borea.", None),
    (
        "Minister Bo Lund denied that he had been paid by Alba, and said that reports of a dinner were bad.",
        "Bo Lund",
    ),
    ("Contrary to reports in the press, Alba has not paid Borea.", None),
    ("Kerr told Lund that Aydin, according to Alba, had sued Borea.", None),
    ("\u201cI told Lund that Alba was gone,\u201d said Kerr.", "Ann Kerr"),
    ("Cyra has a letter in which Alba threatened Borea.", "unnamed"),
]


DENIALS = [
    each for each, _ in VOICES if any(word in each for word in ("reject", "denied", "dismiss", "nonsense"))
]


@pytest.mark.parametrize("sentence", DENIALS)
def test_what_is_rejected_is_denied(sentence: str) -> None:
    assert {each.status for each in read(sentence) if each.type == "paid" and not each.doubts} == {"denied"}


def test_a_denial_ends_where_another_clause_starts() -> None:
    for sentence in ("Kerr denied paying Lund, but met Aydin.", "Kerr denied paying Lund and met Aydin."):
        found = {each.type: each.status for each in read(sentence)}
        assert found == {"paid": "denied", "met": "actual"} | found
    found = {each.type: each.status for each in read("Kerr denied wrongdoing, accusing Lund of paying Alba.")}
    assert found["accused"] == found["paid"] == "actual"


@pytest.mark.parametrize(
    "who",
    ["A person close to", "A group opposed to", "Somebody linked to", "A man with ties to", "People inside"],
)
def test_what_somebody_close_to_an_actor_does_is_not_done_by_the_actor(who: str) -> None:
    assert not told(f"{who} Alba bribed Lund.")


@pytest.mark.parametrize("who", ["A person close to", "A man with ties to", "People inside"])
def test_what_somebody_close_to_two_actors_does_is_not_done_by_them(who: str) -> None:
    assert not told(f"{who} Alba and Borea bribed Lund.")


@pytest.mark.parametrize(("sentence", "voice"), VOICES)
def test_who_says_so_is_told(sentence: str, voice: str | None) -> None:
    found = read(sentence)[0].voice
    assert (found.name if isinstance(found, Mention) else found) == voice


def test_who_accuses_vouches_for_what_it_accuses_another_of() -> None:
    found = {each.type: each.voice for each in read("Kerr accused Borea of paying Lund.")}
    assert found["accused"] is None
    assert isinstance(found["paid"], Mention)
    assert found["paid"].name == "Ann Kerr"


def test_a_role_beside_a_speaker_is_in_the_voice_of_the_article() -> None:
    found = read('"We sued," said Ann Kerr, chief executive of Alba.')
    assert [(each.type, each.voice) for each in found] == [("leads", None)]


DATES = [
    ("Alba sued Borea in 2019.", "2019"),
    ("In 2019 Alba sued Borea.", "2019"),
    ("Alba on Monday sued Borea.", "2024-05-13"),
    ("Alba sued Borea, which was founded in 1990.", None),
    ("Alba, founded in 1990, sued Borea last month.", "2024-04"),
    ("Alba sued Borea and moved in 2019.", None),
    ("The suit brought by Alba against Borea will be heard in June.", None),
    ("Alba has supplied Borea since 2011.", "2011/"),
    ("Alba banned Borea last month.", "2024-04/"),
    ("Kerr left in March after Alba had sued Borea.", None),
    ("Alba sued Borea after a meeting in May.", None),
    ("Alba, spun off in 2015, sued Borea.", None),
    ("Cyra, which had cut its price in May, supplies Borea.", None),
    ("Kerr said on Monday that Alba had sued Borea in 2019.", "2019"),
    # a noun that a verb brings, and one that is dated right behind whom it concerns
    ("Alba imposed sanctions on Borea on Monday.", "2024-05-13/"),
    ("Alba imposed sanctions on Borea and two of its ships on Monday, saying it lied.", "2024-05-13/"),
    ("Alba's purchase of Borea fell through in March.", None),
    ("Alba's purchase of Borea, announced in March, was cheap.", None),
    # a day from which an event holds, and days on one of which a state begins
    ("Alba appointed Kerr as finance director with effect from 1 July 2024.", None),
    ("Alba announces the appointment of Kerr with effect from 1 July 2024.", "2024-07-01"),
    ("Alba will supply Borea from early November for fifteen years.", "[2024-11-01..2024-11-15]"),
    ("Alba dismissed Lund in March 2022 and appointed Kerr.", None),
]


def test_a_role_that_is_part_of_a_charge_has_a_doubt() -> None:
    for sentence, doubted in (
        ("Prosecutors allege that Lund paid Alba, a firm whose owner was Kerr.", True),
        ("Borea claimed that Kerr, a director of Alba, had lied.", True),
        ("Kerr, a director of Alba, claimed that Borea had lied.", False),
        ("Borea said that Kerr, a director of Alba, had lied.", False),
    ):
        roles = [each for each in read(sentence) if each.type in ("owns", "director-of")]
        assert [bool(each.doubts) for each in roles] == [doubted], sentence


def test_a_deal_told_again_is_proposed_again_where_it_is_dated() -> None:
    bought = "Alba agreed to buy Borea."
    assert told(bought, "The purchase is due in June.", guessed=True) == {("Alba", "acquired", "Borea")}
    assert not told(bought, "Unions criticised the purchase.", guessed=True)


def test_two_days_later_counts_from_no_date_where_two_were_told() -> None:
    found = read("Alba was sued by Borea on 3 May after a dispute in 2019.", "Two days later it hired Kerr.")
    assert {each.type: each.when for each in found} == {"sued": "2024-05-03", "hired": None}


@pytest.mark.parametrize(("sentence", "when"), DATES)
def test_a_date_belongs_to_the_verb_beside_it(sentence: str, when: str | None) -> None:
    found = {each.type: each for each in read(sentence)}
    dated = ("sued", "supplies", "banned", "sanctioned", "acquired", "appointed")
    chosen = next(each for type_, each in found.items() if type_ in dated)
    assert chosen.when == when


def test_what_did_not_happen_has_no_day_of_another_verb() -> None:
    found = read("Rhine Court on Monday blocked Alba's takeover of Borea.")
    assert {each.when for each in found if each.type == "acquired"} == {None}


def test_the_day_of_telling_is_kept_apart() -> None:
    found = read("Kerr said on Monday that Alba had sued Borea in 2019.")[0]
    assert (found.when, found.said) == ("2019", "2024-05-13")


def test_an_unclear_date_keeps_its_words_and_gives_no_day() -> None:
    found = read("Alba sued Borea in winter 2018.")[0]
    assert (found.when, found.phrase) == (None, "in winter 2018")


def test_a_role_has_the_span_told_right_behind_it() -> None:
    assert read("Ann Kerr was chief executive of Alba from 2012 to 2018.")[0].when == "2012/2018"
    found = {each.type: each.when for each in read("Ann Kerr, chief executive of Alba, met Lund in 2018.")}
    assert found == {"leads": None, "met": "2018"}


def test_new_actors_have_the_kind_that_the_article_tells() -> None:
    found = read(
        "The lawyer Lars Ek sued Norvik in Bonn. Norvik, a broker in Bonn, fired Lars Ek, who left Bonn."
    )
    kinds = {each.name: each.kind for proposal in found for each in (proposal.source, proposal.target)}
    assert kinds == {"Lars Ek": "person", "Norvik": "unknown", "Bonn": "place"}


def test_every_table_of_words_and_patterns_that_is_asked_for_is_there() -> None:
    folder = Path(lexicon.__file__).parent
    for file in sorted(folder.glob("*.py")):
        text = file.read_text(encoding="utf-8")
        for kind, made in (("WORDS", lexicon.Words), ("PATTERNS", lexicon.Patterns)):
            for name in re.findall(rf"_{kind}\.([a-z_]+)", text):
                (section,) = re.findall(rf'^_{kind} = {made.__name__}\("([a-z]+)"\)$', text, re.MULTILINE)
                assert getattr(made(section), name), (file.stem, name)
        for name in re.findall(r'pattern\("([a-z]+)", "([a-z_]+)"\)', text):
            assert lexicon.pattern(*name)


def test_every_word_puts_a_type_that_there_is() -> None:
    known = vocabulary(())
    assert {word.type for word in lexicon.words(known)} <= set(known)
    assert set(lexicon._shipped()) <= set(known)
    assert all(role.type in known for role in lexicon.roles(known))


@pytest.mark.parametrize(
    "denied",
    ["denied having paid", "denies ever having paid", "rejects having paid", "denied ever paying"],
)
def test_what_somebody_denies_having_done_is_denied(denied: str) -> None:
    for who in ("Kerr", "Kerr, who was sued by Alba,"):
        (each,) = (each for each in read(f"{who} {denied} Lund.") if each.type == "paid")
        assert (each.source.name, each.target.name, each.status) == ("Ann Kerr", "Bo Lund", "denied")
        assert isinstance(each.voice, Mention)
        assert each.voice.name == "Ann Kerr"


def test_who_is_not_related_is_denied_to_be() -> None:
    (each,) = read("Kerr is not related to Lund.")
    assert (each.type, each.status, each.doubts) == ("family-of", "denied", ())


@pytest.mark.parametrize(
    ("sentence", "expected", "amount"),
    [
        ("Chile granted Alba a subsidy of 41 million euros.", "Chile funded Alba", 41_000_000),
        ("Alba was granted a subsidy of 41 million euros by Chile.", "Chile funded Alba", 41_000_000),
        ("Alba received a subsidy of 41 million euros from Chile.", "Chile funded Alba", 41_000_000),
        ("Chile gave Alba a loan of 41 million euros.", "Chile lent-to Alba", 41_000_000),
        ("A case brought by Alba against Borea failed.", "Alba sued Borea", None),
        ("The suit brought by Alba against Borea failed.", "Alba sued Borea", None),
    ],
)
def test_what_is_given_or_brought_has_its_two_ends(sentence: str, expected: str, amount: int | None) -> None:
    (each,) = read(sentence)
    assert (each.source.name, each.type, each.target.name) == short(expected)
    assert (each.sum and each.sum.amount and each.sum.amount.value) == amount


@pytest.mark.parametrize(
    ("sentence", "now"),
    [
        ("Alba, chaired by Ann Kerr, sued Borea.", None),
        ("Cyra sued Alba, a firm run by Ann Kerr.", None),
        ("Alba was run by Ann Kerr.", False),
        ("Alba, then chaired by Ann Kerr, sued Borea.", False),
        ("Alba, chaired by Ann Kerr until 2020, sued Borea.", False),
        ("Alba, formerly led by Ann Kerr, sued Borea.", False),
    ],
)
def test_a_participle_is_of_now_unless_words_say_past(sentence: str, now: bool | None) -> None:
    assert attested("leads", sentence, vocabulary(())) is now
