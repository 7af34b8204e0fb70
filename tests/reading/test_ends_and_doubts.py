"""What the words around a deed make of it: its end, its proof, another thing than the deed itself."""

import pytest

from tests.reading.test_false_statements import read, told, words

UNPROVEN = [
    "The killing of Jan Novak by Tom Quay was never proven.",
    "The murder of Jan Novak by Tom Quay was never proved in court.",
    "The payment to Jan Novak by Tom Quay was never proven.",
    "The bombing of Port Vell by the Coast Union has not been established.",
    "The killing of Jan Novak by Tom Quay remained unproven.",
    "The payment to Jan Novak by Tom Quay could not be confirmed.",
    "The payment to Jan Novak by Tom Quay remains unverified.",
    "The attack on Jan Novak by Tom Quay was ruled out.",
    "The meeting between Jan Novak and Tom Quay was made up.",
    "The payment to Jan Novak by Tom Quay is in doubt.",
    "The murder of Jan Novak by Tom Quay is a mere hypothesis.",
    "Nobody has proved the killing of Jan Novak by Tom Quay.",
    "The court found no proof of the killing of Jan Novak by Tom Quay.",
    "Evidence of the payment to Jan Novak by Tom Quay is lacking.",
    "Tom Quay's attack on Jan Novak has yet to be proven.",
    "Tom Quay killed Jan Novak, but this was never proven.",
]


@pytest.mark.parametrize("sentence", UNPROVEN)
def test_what_nobody_has_proven_has_a_doubt(sentence: str) -> None:
    assert read(sentence)
    assert not told(sentence)


PROVEN = [
    ("The murder of Ada Lee by Tom Quay shocked the town.", "Tom Quay attacked Ada Lee"),
    ("The payment to Jan Novak by Tom Quay was proven in court.", "Tom Quay paid Jan Novak"),
    ("The killing of Jan Novak by Tom Quay was never forgotten.", "Tom Quay attacked Jan Novak"),
    ("The arrest of Jan Novak by the Federal Police was not announced.", "Federal Police arrested Jan Novak"),
]


@pytest.mark.parametrize(("sentence", "so"), PROVEN)
def test_what_is_told_of_a_deed_besides_leaves_it_as_it_is(sentence: str, so: str) -> None:
    assert told(sentence) == {so}


BROKEN = [
    *(
        f"Boreal Dredging {verb} its contract with Levant Bridge on 3 March 2024."
        for verb in (
            "ended", "terminated", "breached", "broke", "violated", "suspended", "rescinded", "cancelled",
            "tore up", "lost", "walked away from", "reneged on", "repudiated", "froze", "is in breach of",
            "did not end",
            "did not renew", "has already terminated", "let",
        )
    ),
    "Boreal Dredging announced that it has suspended its supply contract with Levant Bridge.",
    "Boreal Dredging severed its partnership with Levant Bridge.",
    "Boreal Dredging broke off talks with Levant Bridge on 3 March 2024.",
    "Boreal Dredging's contract with Levant Bridge expired on 3 March 2024.",
    "Boreal Dredging's contract with Levant Bridge was terminated on 3 March 2024.",
    "The deal between Boreal Dredging and Levant Bridge fell apart.",
    "The alliance between Boreal Dredging and Levant Bridge is over.",
    "Talks between Boreal Dredging and Levant Bridge broke down on 3 March 2024.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", BROKEN)
def test_the_end_of_a_deal_is_not_told_as_its_making(sentence: str) -> None:
    found = read(sentence)
    assert found
    assert all(each.doubts and each.phrase is None for each in found)


@pytest.mark.parametrize("verb", ["signed", "extended", "announced", "won", "renewed"])
def test_a_deal_that_is_made_has_no_doubt(verb: str) -> None:
    deal = f"Boreal Dredging {verb} a contract with Levant Bridge on 3 March 2024."
    assert [each.doubts for each in read(deal)] == [()]


def test_a_noun_that_is_written_as_a_verb_is_tells_nothing_of_the_present() -> None:
    (found,) = read("Boreal Dredging ended talks with Levant Bridge on 3 March.")
    assert found.status == "actual"
    assert found.doubts


THINGS = [
    "Tom Quay killed Jan Novak's plan to sue Ana Nwosu.",
    "Tom Quay killed Jan Novak's bill.",
    "Tom Quay killed off a deal of Jan Novak in May 2024.",
    "Tom Quay killed a story about Jan Novak.",
    "Tom Quay shot down Jan Novak's proposal.",
    "Tom Quay attacked the record of Jan Novak in May 2024.",
    "Tom Quay assaulted the reputation of Jan Novak.",
    "Tom Quay attacked the policies of Jan Novak.",
    "Tom Quay attacked Jan Novak's house.",
    "Tom Quay stabbed Jan Novak in the back.",
    "Tom Quay shot Jan Novak a glance.",
]


@pytest.mark.parametrize("sentence", THINGS)
def test_whose_plan_or_record_is_attacked_is_not_attacked(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize("how", ["killed", "attacked", "stabbed", "shot", "murdered", "beat up"])
def test_who_is_hurt_is_attacked(how: str) -> None:
    found = {"Tom Quay attacked Jan Novak"}
    assert told(f"Tom Quay {how} Jan Novak in May 2024.") == found


PLANS = [
    "Tom Quay {} Jan Novak's plan to sue Ana Nwosu.",
    "Tom Quay {} Jan Novak's bid to sue Ana Nwosu.",
    "Tom Quay {} Jan Novak's new plan to sue Ana Nwosu.",
]


@pytest.mark.parametrize("sentence", PLANS)
@pytest.mark.parametrize("verb", ["killed", "blocked", "criticised", "thwarted", "praised", "knew of"])
def test_whoever_speaks_of_another_s_plan_has_none(sentence: str, verb: str) -> None:
    assert "planned Jan Novak sued Ana Nwosu" in {words(each) for each in read(sentence.format(verb))}
    assert "planned Tom Quay sued Ana Nwosu" not in told(sentence.format(verb))


def test_who_has_a_plan_of_his_own_is_meant() -> None:
    assert "planned Tom Quay sued Ana Nwosu" in told("Tom Quay announced his plan to sue Ana Nwosu.")
    found = {words(each) for each in read("Tom Quay accepted Jan Novak's invitation to visit Oslo.")}
    assert "planned Jan Novak visited Oslo" not in found


UNDENIED = [
    "Prosecutors found no evidence that Ana Nwosu had bribed Tom Quay.",
    "There is no proof that Ana Nwosu bribed Tom Quay.",
    "Ana Nwosu was cleared of having bribed Tom Quay.",
    "Ana Nwosu was acquitted of bribing Tom Quay.",
    "Ana Nwosu nearly hired Tom Quay in May 2024.",
    "Ana Nwosu almost hired Tom Quay in May 2024.",
    "Ana Nwosu will not meet Tom Quay on 20 March 2025.",
    "Ana Nwosu has no plans to meet Tom Quay.",
    "Ana Nwosu does not intend to sue Tom Quay.",
    "Ana Nwosu is not going to sue Tom Quay.",
]


@pytest.mark.parametrize("sentence", UNDENIED)
def test_what_nobody_denies_is_no_denial_without_a_doubt(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    "sentence", ["Ana Nwosu denied bribing Tom Quay.", "Ana Nwosu did not bribe Tom Quay in May 2024."]
)
def test_a_denial_stays_one(sentence: str) -> None:
    assert told(sentence) == {"denied Ana Nwosu paid Tom Quay"}
