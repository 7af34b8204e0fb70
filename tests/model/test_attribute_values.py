"""Tests which facts beside the name tell two apart: further names, forms of address, legal forms."""

import pytest

from graphkit.model.attribute_names import names_one
from graphkit.model.distinguishing import (
    Facts,
    attribute_shared,
    attributes_differ,
    both_values,
    changes_differ,
    contradiction,
    distinguishes,
    of_body,
    of_person,
)


def differ(here: tuple[str, str], there: tuple[str, str]) -> bool:
    return attributes_differ(Facts(attributes=(here,)), Facts(attributes=(there,))) != ""


PEOPLE = [
    ("отчество", "Петрович", "Сидорович"),
    ("patronymic", "Petrovich", "Sidorovich"),
    ("по батькові", "Петрович", "Сидорович"),
    ("middle name", "Quincy", "Adam"),
    ("secondName", "Quincy", "Adam"),
    ("zweiter Vorname", "Anna", "Berta"),
    ("suffix", "Jr.", "Sr."),
    ("nameSuffix", "II", "III"),
    ("maiden name", "Roux", "Petit"),
    ("née", "Roux", "Petit"),
    ("geborene", "Roux", "Petit"),
    ("nom de jeune fille", "Roux", "Petit"),
    ("segundo apellido", "López", "Ruiz"),
    ("full name", "Ivan Petrovich Ivanov", "Ivan Sidorovich Ivanov"),
    ("father", "Pyotr Ivanov", "Sidor Ivanov"),
    ("father's name", "Pyotr", "Sidor"),
    ("اسم الأب", "أحمد", "علي"),
    ("motherName", "Anna", "Olga"),
    ("initials", "I.P.", "I.S."),
    ("Anrede", "Herr", "Frau"),
    ("salutation", "Mr", "Mrs"),
    ("title", "Mr.", "Ms."),
    ("prefix", "Sir", "Dame"),
    ("civilité", "M.", "Mme"),
    ("pronouns", "he/him", "she/her"),
    ("性别", "男", "女"),
    ("الجنس", "ذكر", "أنثى"),
    ("出生", "1960", "1975"),
]
BODIES = [
    ("统一社会信用代码", "91110000100000000A", "91110000200000000B"),
    ("uscCode", "91110000100000000A", "91110000200000000B"),
]
CHANGES = [
    ("Rechtsform", "GmbH", "AG"),
    ("legal form", "Ltd", "plc"),
    ("legalForm", "Private limited company", "Public limited company"),
    ("forme juridique", "SARL", "SA"),
    ("организационно-правовая форма", "публичное акционерное общество", "акционерное общество"),
    ("Sitz", "München", "Hamburg"),
    ("siège social", "Paris", "Lyon"),
    ("city", "London", "Leeds"),
    ("headquarters", "London", "Leeds"),
    ("state", "Ohio", "Texas"),
    ("postcode", "SW1A 1AA", "LS1 2AB"),
    ("ticker", "DLT", "DLX"),
    ("domain", "delta.com", "delta.de"),
]


@pytest.mark.parametrize(("name", "ours", "theirs"), PEOPLE + BODIES)
def test_what_differs_tells_two_of_one_name_apart(name: str, ours: str, theirs: str) -> None:
    assert distinguishes(name)
    assert differ((name, ours), (name, theirs))
    assert not differ((name, ours), (name, ours.upper()))
    assert not differ((name, ours), ("note", theirs))


@pytest.mark.parametrize(("name", "ours", "theirs"), CHANGES)
def test_what_changes_in_a_life_is_told_but_keeps_nobody_apart(name: str, ours: str, theirs: str) -> None:
    assert distinguishes(name)
    assert not differ((name, ours), (name, theirs))
    here, there, as_here = (Facts(attributes=((name, each),)) for each in (ours, theirs, ours.upper()))
    assert changes_differ(here, there) == f"{name} is {ours} here and {theirs} there"
    assert not changes_differ(here, as_here)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (("middle name", "Quincy"), ("middle name", "Q.")),
        (("middle name", "Quincy Adam"), ("second name", "Quincy")),
        (("отчество", "Петрович"), ("patronymic", "Petrovich")),
        (("patronymic", "P."), ("patronymic", "Petrovich")),
        (("patronymic", "Sergeevich"), ("patronymic", "Sergeyevich")),
        (("patronymic", "Yurievich"), ("patronymic", "Yuryevich")),
        (("patronymic", "Alekseevich"), ("patronymic", "Alexeyevich")),
        (("suffix", "Jr."), ("nameSuffix", "Junior")),
        (("suffix", "PhD"), ("suffix", "MBA")),
        (("suffix", "PhD"), ("suffix", "Jr.")),
        (("maiden name", "de Roux"), ("née", "Roux")),
        (("father", "Pyotr"), ("father's name", "Pyotr Ivanov")),
        (("full name", "John Q. Smith"), ("full name", "Smith, John Quincy")),
        (("initials", "J.Q."), ("initials", "JQS")),
        (("title", "Dr"), ("title", "Prof.")),
        (("title", "Dr"), ("title", "Mrs")),
        (("title", "Mayor of Hof"), ("title", "Member of the board")),
        (("Anrede", "Frau Dr."), ("Geschlecht", "W")),
        (("Anrede", "Herr"), ("salutation", "Mr")),
        (("gender", "M"), ("género", "hombre")),
        (("gender", "M"), ("género", "mujer")),
        (("gender", "female"), ("пол", "женский")),
        (("性别", "女"), ("sex", "F")),
        (("gender", "male"), ("Geschlecht", "männlich")),
        (("gender", "male"), ("género", "hombre")),
        (("gender", "male"), ("пол", "мужской")),
        (("gender", "male"), ("sex", "1")),
        (("gender", "male"), ("gender", "unknown")),
        (("born", "1960"), ("born", "unbekannt")),
        (("country", "GB"), ("country", "n/a")),
        (("legal form", "Ltd"), ("legal form", "Limited")),
        (("Rechtsform", "GmbH"), ("legal form", "limited liability company")),
        (("Rechtsform", "GmbH"), ("Rechtsform", "Gesellschaft mit beschränkter Haftung")),
        (("правовая форма", "закрытое акционерное общество"), ("legal form", "JSC")),
        (("legal form", "Ltd"), ("legal form", "a form that nobody knows")),
        (("Sitz", "München"), ("seat", "Munich, Germany")),
        (("Sitz", "Düsseldorf"), ("Sitz", "Duesseldorf")),
        (("город", "Москва"), ("city", "Moscow")),
        (("city", "Leeds"), ("city", "Leeds (UK)")),
        (("state", "CA"), ("state", "California")),
        (("state", "active"), ("state", "dissolved")),
        (("postcode", "SW1A1AA"), ("postcode", "SW1A 1AA")),
        (("zip", "12345-6789"), ("zip", "12345")),
        (("ticker", "NYSE:DLT"), ("ticker", "DLT")),
        (("website", "https://www.delta.com/"), ("domain", "delta.com")),
        (("domain", "energy"), ("domain", "finance")),
    ],
)
def test_one_is_not_split_by_how_it_is_written(here: tuple[str, str], there: tuple[str, str]) -> None:
    assert not differ(here, there)
    assert not changes_differ(*(Facts(attributes=(each,)) for each in (here, there)))


@pytest.mark.parametrize(
    "title",
    [
        "Lord Chancellor",
        "Lord Mayor",
        "Director, Bay Area",
        "Chief Minister, Isle of Man",
        "Partner, M & A",
        "Vice President 2",
        "Group 1 director",
        "1",
        "Director Pan Europe",
        "Head of Il Sole",
        "Lady President",
    ],
)
def test_an_office_tells_no_gender(title: str) -> None:
    for gender in ("male", "female"):
        assert not differ(("title", title), ("gender", gender))


def test_a_form_of_address_and_a_gender_are_compared() -> None:
    assert differ(("title", "Prof. Dr. Mrs"), ("sex", "male"))
    assert differ(("title", "Sig.ra"), ("sex", "male"))
    assert differ(("Anrede", "Herr"), ("Geschlecht", "w"))
    assert differ(("title", "Mrs"), ("sex", "male"))


@pytest.mark.parametrize(("name", "ours", "_theirs"), PEOPLE[:-1] + BODIES + CHANGES)
def test_what_many_share_joins_nobody_and_is_no_number_of_a_register(
    name: str, ours: str, _theirs: str
) -> None:
    of_register = name in ("统一社会信用代码", "uscCode")
    one = Facts(attributes=((name, ours),))
    assert names_one(name) == of_register
    assert bool(attribute_shared(one, one)) == of_register  # a domain may be gmail.com


@pytest.mark.parametrize(
    "name", ["отчество", "middle name", "suffix", "née", "full name", "father", "initials"]
)
def test_what_only_people_have_is_known(name: str) -> None:
    assert of_person(name)
    assert not of_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "LEI", "HRB", "SIREN", "Company number", "company no", "Registration number", "Reg. no.", "ISIN",
        "VAT number", "Incorporated", "统一社会信用代码", "CVR", "ОГРН",
    ],
)  # fmt: skip
def test_what_only_bodies_have_is_known(name: str) -> None:
    assert of_body(name)
    assert not of_person(name)


@pytest.mark.parametrize(
    "name",
    ["ИНН", "tax number", "city", "Rechtsform", "Sitz", "ticker", "country", "title", "Anrede", "note", "id"],
)
def test_what_both_have_is_of_neither(name: str) -> None:
    assert not of_body(name)
    assert not of_person(name)


def test_a_word_for_nothing_is_no_value() -> None:
    ours, theirs = (Facts(attributes=(("born", each),)) for each in ("1960", "unknown"))
    assert contradiction(ours, theirs) is None
    assert not attribute_shared(theirs, theirs)
    assert both_values("born", "unknown", "1960") == "1960"
    assert both_values("gender", "male", "unknown") == "male"
    assert both_values("gender", "unknown", "n/a") == "unknown; n/a"


NAMED = [
    ("country", "NA", "ZA"),
    ("nationality", "na", "za"),
    ("jurisdiction", "NA", "GB"),
    ("citizenship", "NA", "ZA"),
    ("birth country", "NA", "ZA"),
    ("middle name", "Nil", "Ann"),
    ("mother", "Na", "Kim"),
    ("father", "Nan", "Kim"),
    ("maiden name", "Geen", "Roux"),
    ("initials", "N.A.", "I.P."),
    ("birthplace", "None", "Turin"),
]


@pytest.mark.parametrize(("name", "ours", "theirs"), NAMED)
def test_a_name_or_code_like_a_word_for_nothing_is_a_value(name: str, ours: str, theirs: str) -> None:
    assert differ((name, ours), (name, theirs))
    assert both_values(name, ours, theirs) == f"{ours}; {theirs}"


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("city", "None", "Turin"),
        ("state", "Na", "Ohio"),
        ("ticker", "NA", "RY"),
        ("middle name", "NIL", "ANN"),
    ],
)
def test_what_may_be_a_value_is_not_lost_where_two_become_one(name: str, ours: str, theirs: str) -> None:
    assert not differ((name, ours), (name, theirs))
    assert both_values(name, ours, theirs) == f"{ours}; {theirs}"


@pytest.mark.parametrize(
    ("name", "nothing", "value"),
    [
        ("country", "n/a", "ZA"),
        ("country", "none", "ZA"),
        ("country", "Unknown", "ZA"),
        ("country", "-", "ZA"),
        ("middle name", "Unknown", "Ann"),
        ("middle name", "NaN", "Ann"),
        ("mother", "not known", "Ann"),
        ("initials", "n/a", "I.P."),
        ("born", "NA", "1960"),
        ("gender", "None", "male"),
        ("city", "unbekannt", "Hof"),
    ],
)
def test_a_word_for_nothing_is_none_of_several_values(name: str, nothing: str, value: str) -> None:
    assert not differ((name, nothing), (name, value))
    assert both_values(name, nothing, value) == value


def test_a_merge_names_only_what_everybody_has_one_of() -> None:
    ours, theirs = (Facts(attributes=(("Anrede", each),)) for each in ("Herr", "Frau"))
    assert contradiction(ours, theirs) == ("Anrede", "Herr", "Frau")
    ours, theirs = (Facts(attributes=(("Sitz", each),)) for each in ("Hof", "Ulm"))
    assert contradiction(ours, theirs) is None
