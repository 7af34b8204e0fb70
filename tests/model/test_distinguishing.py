"""Tests which attributes tell apart actors of one name, in whatever language a file is."""

import pytest
from datasets import actor

from graphkit.model.attribute_names import folded_name
from graphkit.model.distinguishing import (
    attributes_agree,
    attributes_differ,
    distinguishes,
    of_person,
    told_apart_by,
)
from graphkit.model.folding import whole_words


@pytest.mark.parametrize(
    "name",
    [
        "Geburtsdatum", "date de naissance", "Date_de_Naissance", "fecha de nacimiento", "data di nascita",
        "data de nascimento", "födelsedatum", "дата рождения", "died_on", "deathDate", "Todesdatum",
        "date de décès", "DATE DE DECES", "founded", "incorporationDate", "Gründungsdatum", "Personnummer",
        "codice fiscale", "Staatsangehörigkeit", "nacionalidad", "Geburtsort", "Geschlecht", "born 2",
        "Handelsregisternummer", "passport no", "PESEL", "registration number", "register number", "regnr",
        "regcode", "registry_code", "chamber of commerce number", "CVR", "IČO", "ico", "ABN", "EIN", "NIP",
        "CIN", "UID", "UID number", "bvd id", "bvdid", "BvD ID number",
    ],
)  # fmt: skip
def test_a_name_in_any_language_distinguishes(name: str) -> None:
    assert distinguishes(name)


@pytest.mark.parametrize(
    "name",
    [
        "name", "label", "weight", "post", "date", "since", "birdwatcher", "7", "", "registered office",
        "business", "charity", "grid", "org", "register type", "cinema",
    ],
)  # fmt: skip
def test_another_name_does_not(name: str) -> None:
    assert not distinguishes(name)


@pytest.mark.parametrize(
    ("here", "there", "agree"),
    [
        ({"born": "1961-03-02"}, {"Geburtsdatum": "02.03.1961"}, True),
        ({"born": "1961"}, {"date de naissance": "1961-03-02"}, True),
        ({"born": 1961.0}, {"fecha de nacimiento": 1961}, True),
        ({"died_on": "2001-05-06"}, {"deathDate": "2001"}, True),
        ({"died_on": "2001-05-06"}, {"deathDate": "2002"}, False),
        ({"born": "1970-05-02"}, {"Geburtsdatum": "2. Mai 1970"}, True),
        ({"born": "1970-05-02"}, {"born": "May 1970"}, True),
        ({"born": "1970-05-02"}, {"born": "c. 1970"}, True),
        ({"born": "1970-05-02"}, {"born": "Sat, 2 May 1970"}, True),
        ({"born": "1970-05-02"}, {"born": "19700502"}, True),
        ({"born": "1970-05-02"}, {"born": "3 May 1970"}, False),
        ({"born": "2 May 1970"}, {"born": "June 1970"}, False),
        ({"born": "1970-04-03"}, {"born": "03/05/1970"}, False),
        ({"register number": "HRB 1 Hamburg"}, {"regnr": "HRB 2 Berlin"}, False),
        ({"register number": "HRB 1 Hamburg"}, {"Registernummer": "HRB 1 Hamburg"}, True),
        ({"CVR": 10103940.0}, {"CVR-nummer": "10103940"}, True),
        ({"chamber of commerce number": "33"}, {"KvK": "34"}, False),
        ({"founded": "1976"}, {"incorporationDate": "1976-04-01"}, True),
        ({"founded": "1976"}, {"incorporationDate": "1977"}, False),
        ({"Personnummer": "640823-3234"}, {"personnummer": "640823-3235"}, False),
        ({"wikidata": "Q11"}, {"QID": "http://www.wikidata.org/entity/Q11"}, True),
        ({"imo": "9074729"}, {"imoNumber": "9074729"}, True),
        ({"imo": "9074729"}, {"IMO no": "9074730"}, False),
        ({"born": "1961", "birthDate 2": "1970"}, {"Geburtsdatum": "1970-01-01"}, True),
        ({"born": "1970-01-02; 1970"}, {"born": "1970-02-01"}, False),
        ({"born": "1970; 1970-01-02", "birthDate": "1970-01"}, {"born": "1970-02"}, False),
        ({"born": "1970-01-02; 1971"}, {"born": "1971-02-01"}, True),
        ({"born": "1970-01-02; 1970"}, {"born": "January 1970"}, True),
    ],
)
def test_what_means_the_same_is_compared(
    here: dict[str, str | float], there: dict[str, str | float], agree: bool
) -> None:
    rows = [actor(id, "person", name="Ada Lee", attributes=each) for id, each in (("a", here), ("b", there))]
    assert attributes_agree(*rows) is agree
    assert (attributes_differ(*rows) == "") is agree


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("f", "female", False),
        ("M", "Male", False),
        ("w", "weiblich", False),
        ("f", "m", True),
        ("male", "f", True),
    ],
)
def test_a_gender_may_be_a_letter_and_alone_joins_nobody(one: str, other: str, differ: bool) -> None:
    rows = [actor(id, "person", attributes={"gender": each}) for id, each in (("a", one), ("b", other))]
    assert (attributes_differ(*rows) != "") is differ
    assert not attributes_agree(*rows)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("अनिता", "सुनीता", True),
        ("அனிதா", "சுனிதா", True),
        ("अनिता", "अनिता", False),
        ("अनिता देवी", "अनिता", False),
        ("\u2713", "\u2713", False),
    ],
)
def test_a_given_name_of_any_script_is_compared_by_whole_words(one: str, other: str, differ: bool) -> None:
    rows = [actor(id, "person", attributes={"forename": each}) for id, each in (("a", one), ("b", other))]
    assert (attributes_differ(*rows) != "") is differ


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada_Lee-Poe 3M", ["Ada", "Lee", "Poe", "3M"]),
        ("José d'Arc", ["José", "d", "Arc"]),
        ("अनिता शर्मा", ["अनिता", "शर्मा"]),
        ("\u2713", []),
    ],
)
def test_a_mark_on_a_letter_parts_no_word(text: str, words: list[str]) -> None:
    assert whole_words(text) == words


def test_a_name_is_folded() -> None:
    assert folded_name("Année de_Naissance") == folded_name("ANNEE DE NAISSANCE") == "anneedenaissance"


def test_two_attributes_and_a_short_description_tell_an_actor_from_others() -> None:
    facts = [("height", 2), ("born", "1961"), ("country", "DE"), ("died", "2020")]
    assert told_apart_by(facts, None) == "born 1961, country DE"
    assert told_apart_by(facts[:2], f"Mayor {'x' * 54}") == f"born 1961, Mayor {'x' * 54}"
    assert told_apart_by([], f"Mayor {'x' * 55}") == "Mayor ..."
    assert told_apart_by(facts[:1], None) == ""


@pytest.mark.parametrize(
    ("name", "meaning"),
    [("Geburtsdatum", "born"), ("passport no", "passport"), ("country", ""), ("founded", ""), ("weight", "")],
)
def test_what_only_people_have_is_known_by_its_meaning(name: str, meaning: str) -> None:
    assert of_person(name) == meaning
