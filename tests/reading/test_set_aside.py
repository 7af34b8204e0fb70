"""Who undoes a ruling has not made it, and whom a court clears is not accused by it."""

import pytest

from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from tests.reading.test_false_statements import read, told, words

UNDONE = [
    # how a conviction is undone, and whether the undoing itself is told, with a doubt
    ("The High Court quashed Tom Quay's conviction for bribing Ada Lee on 3 March 2024.", True),
    ("The High Court quashed the conviction of Tom Quay.", True),
    ("The High Court overturned Tom Quay's conviction for fraud.", True),
    ("The High Court vacated the conviction of Tom Quay.", True),
    ("The High Court annulled the verdict against Tom Quay.", True),
    ("The High Court reversed the conviction of Tom Quay for bribing Ada Lee.", True),
    ("The High Court set aside Tom Quay's conviction for bribing Ada Lee.", True),
    ("The High Court threw out Tom Quay's conviction.", True),
    ("The High Court struck down the conviction of Tom Quay.", True),
    ("Tom Quay's conviction was quashed by the High Court.", False),
    ("Tom Quay had his conviction quashed by the High Court on 3 March 2024.", False),
    ("The conviction of Tom Quay for bribing Ada Lee was overturned by the High Court.", False),
    ("Tom Quay, whose conviction the High Court overturned, met Ada Lee.", False),
    ("Tom Quay, whose conviction was set aside by the High Court, met Ada Lee.", False),
    ("The quashing of Tom Quay's conviction surprised the High Court.", False),
    ("The High Court's quashing of Tom Quay's conviction was welcomed by Ada Lee.", False),
    ("Ada Lee's conviction for bribing Tom Quay was upheld by the High Court.", False),
    ("Tom Quay's conviction for paying Ada Lee was thrown out.", False),
    ("Judges of the High Court struck out Tom Quay's conviction for paying Ada Lee.", False),
    ("The reversal by the High Court of the conviction of Tom Quay angered Ada Lee.", False),
]


@pytest.mark.parametrize(("sentence", "is_told"), UNDONE)
def test_whoever_undoes_a_conviction_convicts_nobody(sentence: str, is_told: bool) -> None:
    found = read(sentence)
    assert not [words(each) for each in found if each.type in ("convicted", "rejected", "excluded")]
    cleared = [each for each in found if each.type == "acquitted"]
    assert [words(each) for each in cleared] == ["High Court acquitted Tom Quay"] * is_told
    assert all(any("may be no acquittal" in doubt for doubt in each.doubts) for each in cleared)


RULINGS = [
    # what is undone, who made it, and in which words it is undone
    ("The High Court annulled the sanctions of the Port Union against Harbour Bank.", "sanctioned"),
    ("The High Court annulled the Port Union's sanctions on Harbour Bank.", "sanctioned"),
    ("The Port Union's sanctions against Harbour Bank were annulled by the High Court.", "sanctioned"),
    ("The High Court overturned the ban on Harbour Bank by the Port Union.", "banned"),
    ("The High Court struck down the Port Union's ban on Harbour Bank.", "banned"),
    ("The High Court lifted the Port Union's ban on Harbour Bank.", "banned"),
    ("The High Court declared void the Port Union's ban on Harbour Bank.", "banned"),
    ("The Port Union's fine on Harbour Bank was overturned by the High Court.", "fined"),
    ("A fine imposed on Harbour Bank by the Port Union was quashed by the High Court in May 2024.", "fined"),
    ("The High Court lifted a fine on Harbour Bank by the Port Union.", "fined"),
    ("The High Court set aside the Port Union's fine on Harbour Bank.", "fined"),
    ("The High Court cancelled the Port Union's fine on Harbour Bank.", "fined"),
    ("The fine of the Port Union on Harbour Bank was annulled by the High Court.", "fined"),
    ("The annulment of the Port Union's sanctions on Harbour Bank pleased the High Court.", "sanctioned"),
    ("The High Court rescinded the Port Union's restrictions on Harbour Bank.", "restricted"),
    ("The High Court voided the Port Union's embargo against Harbour Bank.", "sanctioned"),
    ("The High Court invalidated the Port Union's ban on Harbour Bank.", "banned"),
    ("The High Court nullified the Port Union's ban on Harbour Bank.", "banned"),
    ("The Port Union's ban on Harbour Bank was struck down by the High Court.", "banned"),
    ("The Port Union's ban on Harbour Bank, which was lifted by the High Court, lasted years.", "banned"),
]


@pytest.mark.parametrize(("sentence", "type_"), RULINGS)
def test_whoever_undoes_a_ruling_has_not_made_it(sentence: str, type_: str) -> None:
    found = [each for each in read(sentence) if each.type in (type_, "rejected")]
    assert [words(each) for each in found] == [f"Port Union {type_} Harbour Bank"]
    assert all(each.doubts for each in found)


def test_who_lifts_a_ban_has_eased_it_and_need_not_have_imposed_it() -> None:
    assert {words(each) for each in read("The High Court lifted the ban on Norden Lines.")} == {
        "High Court eased Norden Lines"
    }
    assert "High Court eased Norden Lines" in told("The High Court annulled the ban on Norden Lines.")
    assert not told("The Appeal Court has overturned a ruling that Ida Berg bribed Karl Moe.")


CLEARED = [
    "Tom Quay was acquitted by the High Court of bribing Ada Lee.",
    "Tom Quay was cleared by the High Court of murdering Ada Lee on 3 March 2024.",
    "The High Court cleared Tom Quay of bribing Ada Lee.",
    "The High Court acquitted Tom Quay of having paid Ada Lee.",
    "The High Court found Tom Quay not guilty of paying Ada Lee.",
    "Tom Quay was found not guilty by the High Court of bribing Ada Lee.",
    "Tom Quay was exonerated by the Ethics Commission of paying Ada Lee.",
    "The Ethics Commission absolved Tom Quay of attacking Ada Lee.",
    "The League cleared Tom Quay of having insulted Ada Lee.",
    "Tom Quay, the owner of Vale Foods, was cleared by the High Court of paying Ada Lee.",
    "The conviction of Tom Quay for bribing Ada Lee was overturned by the Appeal Court.",
    "The Appeal Court quashed the conviction of Tom Quay for attacking Ada Lee.",
    "The High Court threw out the charge that Tom Quay paid Ada Lee.",
    "The Port Union dropped its case that Tom Quay had paid Ada Lee.",
    "The Port Union withdrew its claim that Tom Quay had met Ada Lee.",
    "The Federal Police said they had no evidence that Tom Quay met Ada Lee.",
    "The High Court said there was no evidence that Tom Quay met Ada Lee.",
    "The High Court found no proof that Tom Quay paid Ada Lee.",
    "The Herald has seen no evidence that Tom Quay met Ada Lee.",
    "Auditors of Vale Foods found no sign that Tom Quay paid Ada Lee.",
    "The Ethics Commission said Tom Quay had no case to answer over paying Ada Lee.",
]


@pytest.mark.parametrize("sentence", CLEARED)
def test_whoever_clears_somebody_denies_nothing_for_certain(sentence: str) -> None:
    assert not [each for each in told(sentence) if each.endswith("Ada Lee")]
    about = [each for each in read(sentence) if each.target.name == "Ada Lee"]
    assert all(any("anybody denies it" in doubt for doubt in each.doubts) for each in about)


@pytest.mark.parametrize(
    "denial", ["denied bribing", "pleaded not guilty to bribing", "denied having bribed"]
)
def test_who_denies_something_denies_it_for_certain(denial: str) -> None:
    assert "denied Tom Quay paid Ada Lee" in told(f"Tom Quay {denial} Ada Lee.")


def test_whoever_is_cleared_by_a_court_has_no_licence() -> None:
    assert told("Vale Foods was cleared by the High Court.") == {"High Court acquitted Vale Foods"}


OFFERED = [
    "Harbour Bank offered Tom Quay 5,000 euros, but he turned it down.",
    "Tom Quay was offered a seat on the board of Harbour Bank, but refused.",
    "Harbour Bank offered Tom Quay a job.",
    "Tom Quay was offered the post of finance director at Harbour Bank.",
    "Tom Quay was offered a job by Harbour Bank, which he declined.",
    "Harbour Bank offered Tom Quay a bribe of 5,000 euros.",
    "Tom Quay was offered 5,000 euros by Harbour Bank.",
    "Tom Quay turned down a post as chair of Harbour Bank.",
    "Tom Quay declined the chair of Harbour Bank.",
    "Tom Quay rejected a seat on the board of Harbour Bank.",
]


@pytest.mark.parametrize("sentence", OFFERED)
def test_whoever_is_offered_something_need_not_have_it(sentence: str) -> None:
    for each in read(sentence):
        assert each.type not in ("works-for", "paid", "hired")
        named = [doubt for doubt in each.doubts if "has happened" in doubt or "no word says" in doubt]
        assert named or each.type == "rejected"


TAKEN_BACK = [
    "Jan Novak apologised to Tom Quay for saying that he had bribed Ada Lee.",
    "Jan Novak apologised for claiming that Tom Quay had bribed Ada Lee.",
    "Jan Novak regretted saying that Tom Quay had bribed Ada Lee.",
    "Jan Novak said sorry to Tom Quay for alleging he had paid Ada Lee.",
    "Jan Novak withdrew his allegation that Tom Quay bribed Ada Lee.",
    "Jan Novak retracted his claim that Tom Quay had paid Ada Lee.",
    "Jan Novak took back his accusation that Tom Quay paid Ada Lee.",
    "Jan Novak dropped his claim that Tom Quay paid Ada Lee.",
    "Jan Novak no longer claims that Tom Quay bribed Ada Lee.",
    "Jan Novak no longer believes that Tom Quay bribed Ada Lee.",
    "The allegation that Tom Quay bribed Ada Lee was withdrawn by Jan Novak.",
    "The Herald withdrew its report that Tom Quay bribed Ada Lee.",
    "The Herald apologised for a report that Tom Quay bribed Ada Lee.",
    "The Herald has apologised for its story that Tom Quay bribed Ada Lee.",
]


@pytest.mark.parametrize("sentence", TAKEN_BACK)
def test_what_somebody_takes_back_has_a_doubt_that_names_the_words(sentence: str) -> None:
    paid = [each for each in read(sentence) if each.type == "paid"]
    assert paid
    assert all(any("the sentence has" in doubt for doubt in each.doubts) for each in paid)


@pytest.mark.parametrize("name", ["Jan Novak", "May Lund", "June Okri", "April Sand"])
def test_a_name_that_opens_as_a_month_is_no_date(name: str) -> None:
    found = [each for each in read(f"Reports that {name} met Ada Lee were confirmed.") if each.phrase]
    assert not found


ENDED = [
    "ended its partnership", "ended its cooperation", "broke off its alliance", "cut ties",
    "severed its links", "quit its joint venture", "terminated its contract", "dissolved its partnership",
    "left its partnership",
    "did not renew its contract", "let its contract lapse", "scrapped its agreement", "cut all its links",
    "cancelled its contract", "did not extend its agreement", "tore up its contract",
    "never renewed its deal",
]  # fmt: skip


@pytest.mark.parametrize("end", ENDED)
def test_whoever_ends_a_contract_with_another_was_no_part_of_it(end: str) -> None:
    found = read(f"Harbour Bank {end} with Norden Lines on 3 March 2024.")
    assert "left" not in {each.type for each in found}
    assert all(each.doubts for each in found)


@pytest.mark.parametrize(
    "ahead",
    [
        "said it will not sue", "said it would not sue", "said that it won't sue",
        "will take no action against",
        "vowed never to sue", "denied that it would sue", "denied that it was going to sue", "will never sue",
        "decided not to sue", "has no plans to sue", "ruled out suing", "said it will not be suing",
    ],
)  # fmt: skip
def test_what_is_not_to_be_is_no_denial_of_what_was(ahead: str) -> None:
    assert not told(f"Harbour Bank {ahead} Norden Lines.")


NEITHER = [
    "Neither Ada Lee nor Tom Quay was chairman of Harbour Bank.",
    "Neither Ada Lee nor Tom Quay is a director of Harbour Bank.",
    "Neither Ada Lee nor Tom Quay has ever been chief executive of Harbour Bank.",
    "Neither Ada Lee, a banker, nor Tom Quay was the head of Harbour Bank.",
    "Neither Ada Lee nor Tom Quay paid Harbour Bank.",
    "Neither Ada Lee nor her brother Tom Quay sued Harbour Bank.",
]


@pytest.mark.parametrize("sentence", NEITHER)
def test_of_neither_of_two_it_is_so(sentence: str) -> None:
    about = [each for each in read(sentence) if each.target.name == "Harbour Bank"]
    assert about
    assert {each.status for each in about} == {"denied"}


def test_neither_a_firm_nor_its_head_does_not_deny_who_heads_it() -> None:
    found = {words(each) for each in read("Neither Harbour Bank nor its chairman, Ada Lee, paid Jan Novak.")}
    assert "denied Harbour Bank paid Jan Novak" in found
    assert "denied Ada Lee leads Harbour Bank" not in found


def test_a_plural_before_that_says_nothing() -> None:
    found = read("Ada Lee returned the 5,000 euros that Norden Lines had paid her.")
    assert [(words(each), each.voice) for each in found] == [("Norden Lines paid Ada Lee", None)]


ANSWERS = [
    ('Asked whether Harbour Bank had paid Ada Lee, Tom Quay said: "{0}"', "No.", True),
    ('Asked whether Harbour Bank had paid Ada Lee, Tom Quay answered: "{0}"', "Never.", True),
    ("Asked if Harbour Bank had paid Ada Lee, Tom Quay said {0}", "no.", True),
    ('When asked whether Harbour Bank had paid Ada Lee, Tom Quay replied: "{0}"', "Absolutely not.", True),
    ("Asked by a judge whether Harbour Bank had paid Ada Lee, Tom Quay said {0}", "it had not.", True),
    ("Pressed on whether Harbour Bank had paid Ada Lee, Tom Quay said {0}", "it never did.", True),
    ('Asked whether Harbour Bank had paid Ada Lee, Tom Quay said: "{0}"', "Yes, in May.", False),
]


@pytest.mark.parametrize(("question", "answer", "denied"), ANSWERS)
def test_an_answer_denies_or_confirms_what_was_asked(question: str, answer: str, denied: bool) -> None:
    paid = [each for each in read(question.format(answer)) if each.type == "paid"]
    assert [each.status for each in paid] == ["denied" if denied else "actual"]
    assert [getattr(each.voice, "name", None) for each in paid] == ["Tom Quay"]


@pytest.mark.parametrize(
    "text",
    [
        '"Did Tom Quay pay you?" the judge asked. "Never," Ada Lee replied.',
        'Asked whether Tom Quay had paid her, Ada Lee said: "No."',
        "Asked if Tom Quay had bribed her, Ada Lee shook her head.",
    ],
)
def test_a_question_that_gives_no_draft_is_named_as_left_out(text: str) -> None:
    article = Article((text,), 1, "", publisher="The Wire", published="2024-12-12")
    found = proposals.read(article, [], vocabulary(()))
    assert not found.proposals
    assert {"the questions", "what only may be"} & found.left_out.keys()


SPEAKERS = [
    "Tom Quay's lawyers said that", "Tom Quay's lawyer said", "A lawyer for Tom Quay said",
    "Tom Quay's spokesman said", "A spokeswoman for Tom Quay said", "According to Tom Quay's solicitor,",
    "According to a spokesman for Tom Quay,", "Lawyers for Tom Quay say that",
]  # fmt: skip


@pytest.mark.parametrize("says", SPEAKERS)
def test_whose_lawyer_or_spokesman_speaks_is_the_voice(says: str) -> None:
    paid = [each for each in read(f"{says} Harbour Bank had paid Ada Lee.") if each.type == "paid"]
    assert [getattr(each.voice, "name", each.voice) for each in paid] == ["Tom Quay"]


ACCUSERS = [
    "Police say", "Police believe that", "Prosecutors say", "Prosecutors in Oslo said that",
    "The prosecution alleges that", "Detectives said", "Investigators suspect that", "The judge said",
    "According to police,", "According to the prosecutors,", "According to the indictment,",
    "Ada Lee's family said that", "The union said", "His lawyers said that", "The coroner said",
]  # fmt: skip


@pytest.mark.parametrize("says", ACCUSERS)
def test_who_is_told_by_a_word_alone_is_no_unnamed_source_without_a_doubt(says: str) -> None:
    (paid,) = (each for each in read(f"{says} Harbour Bank paid Tom Quay.") if each.type == "paid")
    assert any("look who says so" in doubt for doubt in paid.doubts)


def test_a_sentence_that_bans_somebody_for_a_match_ahead_tells_a_ban_of_now() -> None:
    found = read(
        "Joe Amo is banned by the League for three matches, for the visit of Leeds Rovers on Saturday."
    )
    (banned,) = (each for each in found if each.type == "banned")
    assert (banned.status, banned.when, bool(banned.doubts)) == ("actual", None, True)


@pytest.mark.parametrize(
    "halts", ["has suspended a", "froze its", "cancelled the", "halted a", "terminated a"]
)
def test_a_plan_whose_contract_is_halted_has_a_doubt(halts: str) -> None:
    assert not told(f"Norvania {halts} contract to buy 120 tanks from Stahlberg.")


def test_measures_that_are_lifted_are_those_told_before() -> None:
    assert not told("Togaria, which had sanctioned Stahlberg, lifted the measures in 2020.")
