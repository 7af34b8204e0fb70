"""Whom an article mentions: known actors by all their names, and names that may be new ones."""

import pytest

from graphkit.model.entities import Actor
from graphkit.reading.mentions import Names

ACTORS = [
    Actor(id="alba", name="Alba Works", kind="company", aliases=["Alba"]),
    Actor(id="kerr", name="Ann Kerr", kind="person"),
    Actor(id="bank", name="Mid Marine Bank", kind="company"),
    Actor(id="one", name="Twin", kind="company"),
    Actor(id="other", name="Twin", kind="person"),
]


def names(*paragraphs: str) -> list[str]:
    finder = Names(ACTORS, paragraphs)
    return [[mention.name for mention in finder.mentions(text)] for text in paragraphs][-1]


def test_a_title_of_the_other_sex_tells_another_person_or_has_a_doubt() -> None:
    found = {
        text: [(each.name, each.guessed) for each in Names(ACTORS, [text]).mentions(text)][-1]
        for text in (
            "Pavel Marin left. Mrs Marin stayed.",
            "Pavel Marin left. Mr Marin stayed.",
            "Paul Ek left. Mrs Ek stayed.",
            "Paul Ek left Ruth Ek. Mrs Ek stayed.",
            "Kwabena Asante left. Mr Asante stayed.",
            "Olga Berg left. Mrs Berg stayed.",
            "Mr Kerr left Ann Kerr. Mr Kerr stayed.",
        )
    }
    assert list(found.values()) == [
        ("Pavel Marin", True), ("Pavel Marin", False), ("Mrs Ek", True), ("Ruth Ek", True),
        ("Kwabena Asante", True), ("Olga Berg", False), ("Mr Kerr", True),
    ]  # fmt: skip


def test_the_first_word_of_a_name_stands_for_it_where_it_can_be_no_other() -> None:
    assert names("He left the Norvik Trust.", "It sued. Then Norvik left.") == ["Norvik Trust"]
    assert names("He left the Norvik Trust in Norvik.", "Then Norvik left.") == ["Norvik"]
    assert names("He left the Norvik Commission.", "Then Norvik left.") == ["Norvik"]
    assert names("He left Chile Union.", "Then Chile left.") == ["Chile"]
    assert names("He left Norvik Bank.", "He left Norvik Lift.", "Then Norvik left.") == ["Norvik Bank"]


def test_a_firm_named_after_another_and_a_place_is_one_name() -> None:
    assert names("He left Norvik Bank in Lamu.", "He joined Norvik Lamu.") == ["Norvik Lamu"]


FOUND = [
    # known actors
    ("He joined Alba Works.", ["Alba Works"]),
    ("He joined Alba.", ["Alba Works"]),
    ("He joined Alba's rival.", ["Alba Works"]),
    ("He met Ann Kerr.", ["Ann Kerr"]),
    # a longer name is another's
    ("He met Erik Alba there.", ["Erik Alba"]),
    ("He left Alba University of Technology.", ["Alba University of Technology"]),
    # new names
    ("He met Lars Ek of Norvik.", ["Lars Ek", "Norvik"]),
    ("He met Judge Lars Ek.", ["Lars Ek"]),
    ("He met Transport Minister Lars Ek.", ["Lars Ek"]),
    ("He met Count Lars van Ek.", ["Lars van Ek"]),
    ("He met Salim al-Busaidi.", ["Salim al-Busaidi"]),
    ("He met Le Thi Mai.", ["Le Thi Mai"]),
    ("He left Caxias do Sul.", ["Caxias do Sul"]),
    ("He left the Ministry of Trade and Industry.", ["Ministry of Trade and Industry"]),
    ("He left Kolsvik of Norway.", ["Kolsvik", "Norway"]),
    ("He met Lars Ek and Ida Berg.", ["Lars Ek", "Ida Berg"]),
    ("He met Bjarni av Heygum.", ["Bjarni av Heygum"]),
    ("He left the Institute for Patients' Rights.", ["Institute for Patients' Rights"]),
    ("He left the Office for the Prevention of Fraud.", ["Office for the Prevention of Fraud"]),
    ("He met the European Commissioner for Fisheries.", []),
    ("He met Lars Ek on New Year's Eve and at Christmas.", ["Lars Ek"]),
    ("He met the Tajik energy ministry.", ["Tajik energy ministry"]),
    ("He left the Norvik-owned firm Ekberg.", ["Norvik", "Ekberg"]),
    ("He joined Dvor & Syn.", ["Dvor & Syn"]),
    ("He joined the Farmers' Union.", ["Farmers' Union"]),
    ("He left St Mary's Hospital.", ["St Mary's Hospital"]),
    ("He left the Women's Institute and Lloyd's Register.", ["Women's Institute", "Lloyd's Register"]),
    ("He left the People's Union.", ["People's Union"]),
    ("He left the Attorney General's Office.", ["Attorney General's Office"]),
    ("He left Norvik, Corin Dairy and Mid Marine Bank.", ["Norvik", "Corin Dairy", "Mid Marine Bank"]),
    ("He left the Port of Bergen and Norvik Bank.", ["Port of Bergen", "Norvik Bank"]),
    ("He left the Joint Food and Drug Administration.", ["Joint Food and Drug Administration"]),
    ("Norvik plc sued him.", ["Norvik"]),
    ("He led the IT department.", []),
    ("The Oslo-based firm moved.", ["Oslo"]),
    ("Chile's court sat.", ["Chile"]),
    ("He left the toy maker Audian.", ["Audian"]),
    ("He left the Kenyan Ministry of Health.", ["Ministry of Health"]),
    ("It will help U.S.-China and China-Kenya trade.", []),
    ("It will help Rolls-Royce and Coca-Cola.", ["Rolls-Royce", "Coca-Cola"]),
    ("He left the General Court and the European Parliament.", ["General Court", "European Parliament"]),
    ("He met Nordlys Bank and Handelskredit.", ["Nordlys Bank", "Handelskredit"]),
    ("He left Nigeria for Dubai.", ["Nigeria", "Dubai"]),
    ("He joined the Citizens' Watch and the Treasury.", ["Citizens' Watch", "Treasury"]),
    ("He left the Toronto-listed miner Norvik.", ["Toronto", "Norvik"]),
    ("The EU sued BASF, eBay and J.P. Morgan.", ["EU", "BASF", "eBay", "J.P. Morgan"]),
    ("BASF sued him. Norvik was fined.", ["BASF", "Norvik"]),
    ("He met Mr. Pohl.", ["Pohl"]),
    # bodies that have no name of their own, and the countries of governments
    ("He wrote to the finance ministry.", ["finance ministry"]),
    ("The French government fell.", ["France"]),
    # no names
    ("The Company sued him.", []),
    ("The Finns left.", []),
    ("Production stopped. Demand was low.", []),
    ("Consequently, the firm moved.", []),
    ("He met the Prime Minister.", []),
    ("He met the Norwegian.", []),
    ("He may go in May.", []),
    ("The Ek family moved.", ["Ek family"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found_whole(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_surname_means_whose_full_name_has_stood() -> None:
    assert names("He met Lars Ek.", "Then Ek left.") == ["Lars Ek"]
    assert names("He met Ann Kerr.", "Then Kerr left.") == ["Ann Kerr"]


def test_a_surname_of_two_means_neither() -> None:
    assert names("He met Lars Ek and Ida Ek.", "Then Ek left.") == ["Ek"]


def test_a_surname_goes_on_meaning_whom_it_meant() -> None:
    assert names("He met Lars Ek. Ek left. He met Ida Ek.", "Then Ek left.") == ["Lars Ek"]


def test_a_relative_does_not_take_the_surname() -> None:
    assert names("He met Lars Ek and his wife, Ida Ek.", "Then Ek left.") == ["Lars Ek"]


def test_a_surname_comes_before_the_first_word_of_a_firm() -> None:
    assert names("Then Lars Ek left Ek Motors.", "He met Ek.") == ["Lars Ek"]


def test_a_firm_may_be_called_by_its_first_word() -> None:
    assert names("He left Norvik Shipping.", "He left Norvik.") == ["Norvik Shipping"]


def test_initials_mean_the_name_that_has_stood() -> None:
    assert names("He left Mid Marine Bank.", "He left MMB.") == ["Mid Marine Bank"]
    assert names("He left Mid Marine Bank (MidMa).", "He left MidMa.") == ["Mid Marine Bank"]


def test_the_family_of_a_person_is_not_the_person() -> None:
    assert names("He met Lars Ek.", "The Ek family moved.") == ["Ek family"]


def test_a_name_that_two_actors_bear_means_neither() -> None:
    finder = Names(ACTORS, ["He met Twin."])
    assert [mention.actor for mention in finder.mentions("He met Twin.")] == [None]


def test_a_thing_that_has_a_persons_surname_is_not_the_person() -> None:
    paragraphs = ["Clara Voss met Paul Reiter.", "Reiter planned to buy the Voss bakery. Voss refused."]
    names = Names([], paragraphs)
    names.mentions(paragraphs[0])
    assert [each.text for each in names.mentions(paragraphs[1])] == ["Reiter", "Voss"]


FIRST = [
    # another given name, also where a sentence starts
    ("Peter Kerr left.", ["Peter Kerr"]),
    ("James Kerr left.", ["James Kerr"]),
    ("Vitaly Kerr left.", ["Vitaly Kerr"]),
    ("Production Kerr left.", ["Production Kerr"]),
    ("Mark Kerr left. He set a mark.", ["Mark Kerr"]),
    ("Will Kerr left.", ["Will Kerr"]),
    ("June Kerr left.", ["June Kerr"]),
    ("He met Will Kerr and May Kerr.", ["Will Kerr", "May Kerr"]),
    ("Peter Alba left.", ["Peter Alba"]),
    # a title, or an ordinary word
    ("Yesterday Kerr left. But Kerr stayed.", ["Ann Kerr", "Ann Kerr"]),
    ("Meanwhile Kerr left. Both Kerr and Ek stayed.", ["Ann Kerr", "Ann Kerr"]),
    ("Although Kerr left, he stayed.", ["Ann Kerr"]),
    ("Separately, Kerr left. Separately Kerr left.", ["Ann Kerr", "Ann Kerr"]),
    ("Prosecutor Kerr left. Billionaire Kerr left.", ["Ann Kerr", "Ann Kerr"]),
    ("Will Kerr leave?", ["Ann Kerr"]),
    ("In May Kerr left. On 3 June Kerr left.", ["Ann Kerr", "Ann Kerr"]),
]


@pytest.mark.parametrize(("text", "expected"), FIRST)
def test_another_given_name_makes_another_person(text: str, expected: list[str]) -> None:
    assert [each for each in names("He met Ann Kerr.", text) if each != "Ek"] == expected


MARINS = [
    Actor(id=name.split()[0], name=name, kind="person") for name in ("Pavel Marin", "Jan Marin", "Ed Voss")
]
APART = [
    ("Pavel Marin left. The younger Marin stayed.", [("Pavel Marin", "Pavel"), ("younger Marin", None)]),
    ("Ed Voss left. The elder Voss stayed.", [("Ed Voss", "Ed"), ("elder Voss", None)]),
    ("Ed Voss left. Older Mr Voss stayed.", [("Ed Voss", "Ed"), ("Older Mr Voss", None)]),
    ("Ed Voss left. Voss the elder stayed.", [("Ed Voss", "Ed"), ("Voss the elder", None)]),
    ("Ed Voss left. Voss junior stayed.", [("Ed Voss", "Ed"), ("Voss junior", None)]),
    ("Ed Voss left. Voss Senior stayed.", [("Ed Voss", "Ed"), ("Voss Senior", None)]),
    ("Ed Voss left. His brother Voss stayed.", [("Ed Voss", "Ed"), ("Voss (brother)", None)]),
    ("Ed Voss left. Voss, his son, stayed.", [("Ed Voss", "Ed"), ("Voss (son)", None)]),
    ("Ed Voss Jr left.", [("Ed Voss Jr", None)]),
    ("Ed Voss, Jr., left. Voss Jr stayed.", [("Ed Voss Jr", None), ("Ed Voss Jr", None)]),
    ("He met Tom Beck, Sr., there. Beck left.", [("Tom Beck Sr", None), ("Tom Beck Sr", None)]),
    ("He met Tom Beck III. Beck left.", [("Tom Beck III", None), ("Tom Beck III", None)]),
    # an office, and a relative, is no part of a name
    ("Ed Voss, Senior Vice President, left.", [("Ed Voss", "Ed")]),
    ("Ed Voss senior adviser left.", [("Ed Voss", "Ed")]),
    ("Ed Voss, the younger brother, left.", [("Ed Voss", "Ed")]),
    ("Ed Voss left. Voss's brother stayed.", [("Ed Voss", "Ed"), ("Ed Voss", "Ed")]),
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_who_is_told_apart_from_a_person_is_not_the_person(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    found = Names(MARINS, [text]).mentions(text)
    assert [(each.name, each.actor) for each in found] == expected


def test_the_surname_that_a_relative_bears_too_may_mean_either() -> None:
    first, other = "Viktor Tarco left. His brother, Andrej Tarco, stayed.", "Tarco paid."
    told = Names((), [first, other])
    assert not any(each.guessed for each in told.mentions(first))
    assert [(each.name, each.guessed) for each in told.mentions(other)] == [("Viktor Tarco", True)]


def test_a_known_name_with_jr_is_found_however_it_is_written() -> None:
    known = [*MARINS, Actor(id="jr", name="Ed Voss Jr.", kind="person")]
    for text in ("He met Ed Voss Jr.", "He met Ed Voss, Jr., there.", "He met Ed Voss Jr there."):
        assert [each.actor for each in Names(known, [text]).mentions(text)] == ["jr"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Pavel Marin met Jan Marin.", "Marin left."], (None, True)),
        (["Pavel Marin left. Jan Marin left later.", "Then Marin left."], (None, True)),
        (["Pavel Marin left.", "Marin left.", "Jan Marin stayed."], (None, True)),
        (["Pavel Marin left.", "Marin left."], ("Pavel", True)),
        (["Pavel Marin left. Jan Marin Jr stayed.", "Marin left."], (None, True)),
        (["Nobody met Marin.", "Marin left."], (None, False)),
        (["Ed Voss left.", "Voss left."], ("Ed", False)),
    ],
)
def test_a_surname_of_several_known_persons_means_the_only_one_named_with_a_doubt(
    paragraphs: list[str], expected: tuple[str | None, bool]
) -> None:
    finder = Names(MARINS, paragraphs)
    for text in paragraphs[:1]:
        finder.mentions(text)
    (found,) = finder.mentions(paragraphs[1])
    assert (found.actor, found.guessed) == expected


CALLED = [
    ("Norvik Group (\u201cthe Group\u201d) left. || The Group stayed.", ["Norvik Group"]),
    ('Norvik Works (the "Company") left. || The Company stayed.', ["Norvik Works"]),
    ("St Mary's University left. St Mary's stayed.", ["St Mary's University"] * 2),
    ("He left the Teachers' Fund.", ["Teachers' Fund"]),
    ("He met Managing Director Lars Ek.", ["Lars Ek"]),
    ("Union leader Lars Ek left the Dockers' Union.", ["Lars Ek", "Dockers' Union"]),
    ("He paid US$5m to Norvik Works.", ["Norvik Works"]),
    ("Norvik Securities and Finch & Rowe left.", ["Norvik Securities", "Finch & Rowe"]),
    (
        "He met two brothers, Victor and Ion Rusu. Victor Rusu left.",
        ["Victor Rusu", "Ion Rusu", "Victor Rusu"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CALLED)
def test_names_are_shortened_as_articles_do(text: str, expected: list[str]) -> None:
    assert names(*text.split(" || ")) == expected


FAMILIES = [
    ("Brothers Luka and Mato Zenko left. Zenko stayed.", ["Luka Zenko", "Mato Zenko", "Zenko"]),
    ("The sisters Irva and Tona Zenko left.", ["Irva Zenko", "Tona Zenko"]),
    ("Peter and Mato Zenko left.", ["Peter Zenko", "Mato Zenko"]),
    ("He met Peter and Mato Zenko. Peter Zenko left.", ["Peter Zenko", "Mato Zenko", "Peter Zenko"]),
    ("He met Peter Ek. He met Ek and Mato Zenko.", ["Peter Ek", "Peter Ek", "Mato Zenko"]),
    ("He met Norvik and Mato Zenko.", ["Norvik", "Mato Zenko"]),
]


@pytest.mark.parametrize(("text", "expected"), FAMILIES)
def test_a_family_name_that_two_share_is_that_of_both(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_surname_of_two_who_are_no_known_actors_has_a_doubt_that_names_both() -> None:
    for text in (
        "Luka and Mato Zenko left. Zenko stayed.",
        "The brothers Luka and Mato Zenko left. Zenko stayed.",
    ):
        last = Names([], [text]).mentions(text)[-1]
        assert (last.guessed, last.rivals) == (True, ("Mato Zenko", "Luka Zenko"))
