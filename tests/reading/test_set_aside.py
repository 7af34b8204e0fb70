"""Who undoes a ruling has not made it, and whom a court clears is not accused by it."""

import pytest

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
    assert all(any("was an acquittal" in doubt for doubt in each.doubts) for each in cleared)


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
