"""Whom an article mentions: known actors by all their names, and names that may be new ones."""

import pytest

from graphkit.model.entities import Actor, Dataset
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.drafts import Actors, Party
from graphkit.reading.mentions import Names, sex_of

ACTORS = [
    Actor(id="alba", name="Alba Works", kind="company", aliases=["Alba"]),
    Actor(id="kerr", name="Ann Kerr", kind="person"),
    Actor(id="bank", name="Mid Marine Bank", kind="company"),
    Actor(id="one", name="Twin", kind="company"),
    Actor(id="other", name="Twin", kind="person"),
]


def article(*paragraphs: str) -> Article:
    return Article(paragraphs, 1, "", publisher="The Wire", published="2024-12-12")


def names(*paragraphs: str) -> list[str]:
    finder = Names(ACTORS, paragraphs)
    return [[mention.name for mention in finder.mentions(text)] for text in paragraphs][-1]


def test_a_title_of_the_other_sex_tells_another_person_or_has_a_doubt() -> None:
    found = {
        text: [(each.name, each.guessed) for each in Names(ACTORS, [text]).mentions(text)][-1]
        for text in (
            "Pavo Marin left. Mrs Marin stayed.",
            "Pavo Marin left. Mr Marin stayed.",
            "Paul Ek left. Mrs Ek stayed.",
            "Paul Ek left Ruth Ek. Mrs Ek stayed.",
            "Kwabena Asante left. Mr Asante stayed.",
            "Olga Berg left. Mrs Berg stayed.",
            "Mr Kerr left Ann Kerr. Mr Kerr stayed.",
        )
    }
    assert list(found.values()) == [
        ("Pavo Marin", True), ("Pavo Marin", False), ("Mrs Ek", True), ("Ruth Ek", True),
        ("Kwabena Asante", True), ("Olga Berg", False), ("Mr Kerr", True),
    ]  # fmt: skip


def test_the_first_word_of_a_name_stands_for_it_where_it_can_be_no_other() -> None:
    assert names("He left the Norvik Trust.", "It sued. Then Norvik left.") == ["Norvik Trust"]
    assert names("He left the Norvik Trust in Norvik.", "Then Norvik left.") == ["Norvik"]
    assert names("He left the Norvik Commission.", "Then Norvik left.") == ["Norvik"]
    assert names("He left Chile Union.", "Then Chile left.") == ["Chile"]
    assert names("He left Norvik Bank.", "He left Norvik Lift.", "Then Norvik left.") == ["Norvik Bank"]


@pytest.mark.parametrize(
    "name", ["ირაკლი ლომიძე", "لومیدزه", "شركة البحر الأسود القابضة", "李伟", "דוד כהן", "กมลา ศรี", "राम लाल"]
)
def test_a_known_name_is_found_in_a_script_without_capitals(name: str) -> None:
    known = [*ACTORS, Actor(id="known", name="Irakli Lomidze", kind="person", aliases=[name])]
    for text in (f"{name} met Ann Kerr on 3 July 2019.", f"Ann Kerr met {name} on 3 July 2019."):
        found = Names(known, [text]).mentions(text)
        assert {mention.text: mention.actor for mention in found} == {name: "known", "Ann Kerr": "kerr"}
        (told,) = proposals.read(article(text), known, vocabulary(())).proposals
        assert {told.source.actor, told.target.actor} == {"known", "kerr"}
        assert not [each.actor for each in Names(ACTORS, [text]).mentions(text) if each.text != "Ann Kerr"]


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


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        # a surname means whose full name has stood; one of two means neither, or whom it meant before
        ("He met Lars Ek.", "Then Ek left.", "Lars Ek"),
        ("He met Ann Kerr.", "Then Kerr left.", "Ann Kerr"),
        ("He met Lars Ek and Ida Ek.", "Then Ek left.", "Ek"),
        ("He met Lars Ek. Ek left. He met Ida Ek.", "Then Ek left.", "Lars Ek"),
        # no relative takes it, and it comes before the first word of a firm, which may be called by that
        ("He met Lars Ek and his wife, Ida Ek.", "Then Ek left.", "Lars Ek"),
        ("Then Lars Ek left Ek Motors.", "He met Ek.", "Lars Ek"),
        ("He left Norvik Shipping.", "He left Norvik.", "Norvik Shipping"),
        # initials mean the name that has stood
        ("He left Mid Marine Bank.", "He left MMB.", "Mid Marine Bank"),
        ("He left Mid Marine Bank (MidMa).", "He left MidMa.", "Mid Marine Bank"),
        # the family of a person is not the person
        ("He met Lars Ek.", "The Ek family moved.", "Ek family"),
    ],
)
def test_a_part_of_a_name_means_whose_name_has_stood(before: str, text: str, expected: str) -> None:
    assert names(before, text) == [expected]


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


# --- namesakes: two are never one, one is never two -------------------------------------------------


@pytest.mark.parametrize(
    ("paragraphs", "named"),
    [
        (["Ghana's Supreme Court sued Acme Mining.", "The Supreme Court met Peter Lund."], ["of Ghana"] * 2),
        (["The Kenyan Supreme Court sued Acme Mining."], ["Kenyan Supreme Court"]),
        (["The Supreme Court of Kenya sued Acme Mining. The Supreme Court left."], ["of Kenya"] * 2),
        (["ACCRA, Ghana (The Wire) \u2014 The Supreme Court sued Acme Mining."], ["of Ghana"]),
        (["The Supreme Court sued Acme Mining in Ghana."], [""]),
        (["The Supreme Court sued Acme Mining.", "Peter Lund met Kenya's Supreme Court."], ["?", "of Kenya"]),
        (
            ["Kenya's Supreme Court met Peter Lund. Ghana's Supreme Court sued him. The Supreme Court left."],
            ["of Kenya", "of Ghana", "?"],
        ),
    ],
)
def test_a_body_of_a_country_is_named_with_it_where_the_article_tells(
    paragraphs: list[str], named: list[str]
) -> None:
    reading = proposals.read(article(*paragraphs), [], vocabulary(()))
    bodies = [each for found in reading.mentions.values() for each in found if "Supreme Court" in each.text]
    assert [
        ("?" if each.guessed else each.name.removeprefix("Supreme Court").strip()) for each in bodies
    ] == named


@pytest.mark.parametrize(
    ("other", "kind", "is_one"),
    [("CHEN, Wei", "person", False), ("Wei Ch\u00e9n", "person", False), ("Dr. Wei Chen", "unknown", False),
     ("Wei Chen", "company", True), ("Chen Wei Min", "person", True), ("Wei", "person", True)],
)  # fmt: skip
def test_a_name_that_is_anothers_in_another_order_means_neither(other: str, kind: str, is_one: bool) -> None:
    there = [Actor(id="one", name="Chen Wei", kind="person"), Actor(id="two", name=other, kind=kind)]
    found = proposals.read(article("Chen Wei sued Acme Mining in 2019."), there, vocabulary(())).mentions[1]
    assert found[0].actor == ("one" if is_one else None)
    meant = Actors(Dataset(actors=tuple(there))).meant(Party(name="Chen Wei", kind="person"))
    assert [each.id for each in meant] == (["one"] if is_one else ["one", "two"])


def test_a_body_of_no_country_is_no_actor_of_the_dataset_for_certain() -> None:
    there = [
        Actor(id="parliament", name="Parliament", kind="government-body"),
        Actor(
            id="us", name="US Department of Trade", kind="government-body", aliases=("Department of Trade",)
        ),
        Actor(id="ghana", name="Parliament of Ghana", kind="government-body"),
        Actor(id="indecopi", name="Indecopi", kind="government-body"),
    ]
    text = "The Parliament met Indecopi. The Department of Trade met Ghana's Central Court."
    found = proposals.read(article(text), there, vocabulary(())).mentions[1]
    assert [(each.name, each.actor) for each in found if each.name != "Ghana"] == [
        ("Parliament", None),
        ("Indecopi", "indecopi"),
        ("Department of Trade", None),
        ("Central Court of Ghana", None),
    ]
    found = proposals.read(article("Ghana's Parliament met Indecopi."), there, vocabulary(())).mentions[1]
    assert [each.actor for each in found if each.name != "Ghana"] == ["ghana", "indecopi"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Datuk Hamdan Yusof met Anna Holm. Hamdan left.", ["Hamdan Yusof", "Anna Holm", "Hamdan Yusof"]),
        ("Tan Sri Hamdan Yusof met Anna Holm. Hamdan left.", ["Tan Sri Hamdan Yusof", "Anna Holm", "?"]),
        ("Acme sued his sister Inna. Inna Tarasova left.", ["Acme", "?", "Inna Tarasova"]),
        ("Norway sued Acme. Norway Ek left.", ["Norway", "Acme", "Norway Ek"]),
        ("Acme sued Inna. Inna Tarasova met Inna Holm.", ["Acme", "Inna", "Inna Tarasova", "Inna Holm"]),
    ],
)
def test_a_person_named_in_part_and_in_full_is_one(text: str, names: list[str]) -> None:
    found = proposals.read(article(text), [], vocabulary(())).mentions[1]
    assert ["?" if each.guessed else each.name for each in found] == names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bjarni av Heygum met Marit Olesen.", ["Bjarni av Heygum", "Marit Olesen"]),
        ("The Office for the Prevention of Fraud sued Acme.", ["Office for the Prevention of Fraud", "Acme"]),
        ("The Institute for Patients' Rights sued Acme.", ["Institute for Patients' Rights", "Acme"]),
        ("The Ministry of the Interior sued Acme.", ["Ministry of the Interior", "Acme"]),
        ("The Order of the Fatherland met Acme.", ["Order of the Fatherland", "Acme"]),
        ("She left the Council of Spain for the Bank of Norway.", ["Council of Spain", "Bank of Norway"]),
        ("Minister of Trade Anna Holm met Acme.", ["Anna Holm", "Acme"]),
        ("The Minister of Trade sued Acme.", ["Acme"]),
        ("The Minister of the Interior, Karl Moe, sued Acme.", ["Karl Moe", "Acme"]),
        ("The European Commissioner for Fisheries, Karl Moe, left.", ["Karl Moe"]),
        ("The Department for Transport sued Acme's Mining.", ["Department for Transport", "Acme", "Mining"]),
        ("She told the Sunday Lantern about Acme.", ["Sunday Lantern", "Acme"]),
        ("He died on the Sunday Acme left.", ["Acme"]),
        ("She spoke of a complaint to the Constitutional Court for Friday.", ["Constitutional Court"]),
        (
            "The Supervisory Board of Yaylasan elected Elif Kara Chief Executive Officer.",
            ["Yaylasan", "Elif Kara"],
        ),
        ("The Board of Directors of Acme appointed Per Lund Chairman.", ["Acme", "Per Lund"]),
        ("Acme elected Stephen J. King as chairman.", ["Acme", "Stephen J. King"]),
        ("Acme appointed Mary Ann Bishop as director.", ["Acme", "Mary Ann Bishop"]),
        ("Acme appointed Laura Maria Duke Chief Executive.", ["Acme", "Laura Maria Duke"]),
        ("Acme named Per Arne Judge chairman.", ["Acme", "Per Arne Judge"]),
        ("Acme appointed Mary King as director.", ["Acme", "Mary King"]),
        ("Anna Bishop sued Acme.", ["Anna Bishop", "Acme"]),
        ("The Christian Bishop of Vale sued Acme.", ["Vale", "Acme"]),
        ("The Christian Bishop sued Acme.", ["Acme"]),
        ("Deputy Mayor Karl Moe sued Acme.", ["Karl Moe", "Acme"]),
        ("Acme elected Per Arne Lund Judge of the fair.", ["Acme", "Per Arne Lund"]),
        ("The Comptroller's Office sued Acme.", ["Comptroller's Office", "Acme"]),
        ("Sister Agnes Limo met Acme.", ["Agnes Limo", "Acme"]),
    ],
)
def test_no_name_is_cut_and_no_office_is_a_name(text: str, named: list[str]) -> None:
    finder = Names([Actor(id="acme", name="Acme", kind="company")], [text])
    assert [each.name for each in finder.mentions(text)] == named


def test_former_is_no_part_of_a_name() -> None:
    text = "Former Corden Group director Paul Reyes slept. Former Minister Olga Tamm slept."
    assert names(text) == ["Corden Group", "Paul Reyes", "Olga Tamm"]


def test_the_sex_of_a_given_name_is_that_of_the_name_without_accents() -> None:
    assert [sex_of(name) for name in ("Óscar Tzul", "Cláudia Reis", "Zaza Merkvi")] == ["m", "f", None]


def test_a_legal_form_behind_a_known_name_is_no_firm_of_its_own() -> None:
    assert names("Alba Works Ltd met Mid Marine Bank AG.") == ["Alba Works", "Mid Marine Bank"]
    assert names("Alba Works, Inc., left.", "Then Alba Works PLC came.") == ["Alba Works"]
    assert names("Ann Kerr Ltd left.") == ["Ann Kerr Ltd"]
