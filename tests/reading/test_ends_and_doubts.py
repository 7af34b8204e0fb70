"""What the words around a deed make of it: its end, its proof, another thing than the deed itself."""

import pytest

from graphkit.reading.mentions import Mention
from graphkit.reading.proposal import Proposal
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
            "was stripped of", "did not renew", "has already terminated", "let",
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


@pytest.mark.parametrize(
    "how", ["broke its promise", "has broken a pledge", "reneged on its vow", "went back on its word"]
)
def test_a_promise_that_is_broken_is_no_plan_without_a_doubt(how: str) -> None:
    assert not told(f"Vale Foods {how} to pay Corden Group.")


def test_who_has_a_plan_of_his_own_is_meant() -> None:
    assert "planned Tom Quay sued Ana Nwosu" in told("Tom Quay announced his plan to sue Ana Nwosu.")
    found = {words(each) for each in read("Tom Quay accepted Jan Novak's invitation to visit Oslo.")}
    assert "planned Jan Novak visited Oslo" not in found


UNDENIED = [
    "Prosecutors found no evidence that Ana Nwosu had bribed Tom Quay.",
    "There is no proof that Ana Nwosu bribed Tom Quay.",
    "The inquiry found nothing to show that Ana Nwosu bribed Tom Quay.",
    "Ana Nwosu was cleared of having bribed Tom Quay.",
    "Ana Nwosu was acquitted of bribing Tom Quay.",
    "Ana Nwosu nearly hired Tom Quay in May 2024.",
    "Ana Nwosu almost hired Tom Quay in May 2024.",
    "Ana Nwosu will not meet Tom Quay on 20 March 2025.",
    "Ana Nwosu has no plans to meet Tom Quay.",
    "Ana Nwosu does not intend to sue Tom Quay.",
    "Ana Nwosu is not going to sue Tom Quay.",
    "Ana Nwosu isn't planning to sue Tom Quay.",
    "Ana Nwosu is not planning to sue Tom Quay.",
    "Ana Nwosu is not looking to sue Tom Quay.",
    "Ana Nwosu no longer plans to sue Tom Quay.",
    "Ana Nwosu cannot pay Tom Quay.",
    *(
        f"Ana Nwosu {said} {plan} Tom Quay."
        for said in ("said she", "says that she", "told reporters on Monday that she")
        for plan in (
            "will not sue", "won't sue", "would not pay", "would never sue", "had no plans to sue",
            "is not going to sue", "does not intend to pay", "isn't planning to sue",
            "had decided not to sue", "no longer plans to sue", "had decided against suing",
            "aims not to sue", "refuses to pay", "shan't pay", "cannot pay",
        )
    ),
    "Ana Nwosu said she'll not sue Tom Quay.",
    '"We will not sue Tom Quay," Ana Nwosu said.',
    "Ana Nwosu will not sue Tom Quay, Jan Novak said.",
    "According to Jan Novak, Ana Nwosu won't sue Tom Quay.",
    "Boreal Dredging said it will not renew its contract with Levant Bridge.",
    "Boreal Dredging said it did not extend its contract with Levant Bridge.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", UNDENIED)
def test_what_nobody_denies_is_no_denial_without_a_doubt(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Nwosu denied bribing Tom Quay.",
        "Ana Nwosu did not bribe Tom Quay in May 2024.",
        "Ana Nwosu said she did not bribe Tom Quay.",
        "Ana Nwosu said that she had never bribed Tom Quay.",
        "Ana Nwosu denied that she had bribed Tom Quay.",
        "Ana Nwosu said she will not resign, and denied that she bribed Tom Quay.",
    ],
)
def test_a_denial_stays_one(sentence: str) -> None:
    assert told(sentence) == {"denied Ana Nwosu paid Tom Quay"}


def voice(each: Proposal) -> str | None:
    return each.voice.name if isinstance(each.voice, Mention) else each.voice


ASIDES = [
    "Ada Lee did not, contrary to what Jan Novak told the court, pay Tom Quay.",
    "Ada Lee has never, as Jan Novak claims, bribed Tom Quay.",
    "Ada Lee has not, as Jan Novak once said, paid Tom Quay.",
    "Ada Lee had never, according to Jan Novak, paid Tom Quay.",
    "Ada Lee did not, whatever Jan Novak may think, pay Tom Quay.",
    "Ada Lee will not, despite what Jan Novak says, pay Tom Quay.",
    "Ada Lee has, as Jan Novak knows, paid Tom Quay.",
]


@pytest.mark.parametrize("sentence", ASIDES)
def test_who_is_named_between_commas_does_not_act(sentence: str) -> None:
    assert "Jan Novak paid Tom Quay" not in " ".join(told(sentence))
    assert [each for each in read(sentence) if words(each).endswith("Ada Lee paid Tom Quay")]


def test_an_aside_without_a_name_leaves_no_doubt() -> None:
    assert told("Ada Lee has never, for example, bribed Tom Quay.") == {"denied Ada Lee paid Tom Quay"}


REPORTED = [
    ("Ada Lee is said by Jan Novak to have paid Tom Quay.", "Jan Novak"),
    ("Ada Lee is reported by Jan Novak to have paid Tom Quay.", "Jan Novak"),
    ("Ada Lee was alleged by Jan Novak to have paid Tom Quay.", "Jan Novak"),
    ("Ada Lee was found by the Lowland Court to have paid Tom Quay.", "Lowland Court"),
    ("Ada Lee is believed by police to have paid Tom Quay.", "unnamed"),
    ("Ada Lee is thought by many to have paid Tom Quay.", "unnamed"),
    ("Ada Lee is said to have paid Tom Quay.", "unnamed"),
]


@pytest.mark.parametrize(("sentence", "speaker"), REPORTED)
def test_what_is_said_by_somebody_to_have_been_done_is_no_plan(sentence: str, speaker: str) -> None:
    (paid,) = (each for each in read(sentence) if each.type == "paid" and not each.doubts)
    assert (words(paid), voice(paid)) == ("Ada Lee paid Tom Quay", speaker)


@pytest.mark.parametrize(
    "how",
    [
        "not on 5 March 2024 as Jan Novak had claimed",
        "and not on 5 March 2024 as Jan Novak said",
        "not, as Jan Novak claims, on 5 March 2024",
        "not in May as Jan Novak told the court",
        "but not in Oslo as Jan Novak claims",
        "not on 5 March as Jan Novak insists",
    ],
)
def test_who_claims_another_day_does_not_tell_the_one_of_the_article(how: str) -> None:
    met = [each for each in read(f"Ana Nwosu met Tom Quay on 3 March 2024, {how}.") if not each.doubts]
    assert all(voice(each) != "Jan Novak" for each in met)


LEAVE = [
    "A licence allows Vale Foods to pay Corden Group until 31 August 2025.",
    "The court permitted Vale Foods to sue Corden Group.",
    "Vale Foods is allowed to pay Corden Group.",
    "Vale Foods has a permit to supply Corden Group.",
    "Vale Foods was given permission to buy Corden Group.",
    "Vale Foods is free to buy Corden Group.",
    "The law entitles Vale Foods to sue Corden Group.",
    "The Ministry of Trade authorised Vale Foods to pay Corden Group.",
]


@pytest.mark.parametrize("sentence", LEAVE)
def test_what_somebody_may_do_is_no_plan_without_a_doubt(sentence: str) -> None:
    assert not [each for each in told(sentence) if each.startswith("planned")]


def test_who_is_not_subject_to_something_is_not_planned_to_be() -> None:
    for kind in ("sanctions", "a ban", "bans"):
        assert not told(f"Ana Nwosu is not subject to {kind} by the Ministry of Ports.")
        found = read(f"Ana Nwosu is subject to {kind} by the Ministry of Ports.")
        assert "planned" not in {each.status for each in found}


BESIDES = [
    "Ana Nwosu denied that she had met Tariq Masri, the broker whom Vale Foods hired last year.",
    "Ana Nwosu denied meeting Tariq Masri, hired by Vale Foods last year.",
    "Ana Nwosu denied that she had met Tariq Masri, a broker who sued Vale Foods.",
    "Ana Nwosu denies that Vale Foods, which sued Tom Quay, paid Jan Novak.",
    "Ana Nwosu rejected claims that she met Tariq Masri, who left Vale Foods in May.",
    "Ana Nwosu disputed that she paid Tariq Masri, whom Vale Foods had warned.",
]


@pytest.mark.parametrize("sentence", BESIDES)
def test_what_is_told_of_somebody_in_a_denial_is_not_denied_without_a_doubt(sentence: str) -> None:
    assert all(each.startswith("denied Ana Nwosu") for each in told(sentence))


NO_MEETING = [
    "Ada Lee saw Jan Novak as a rival in May 2024.",
    "Ada Lee saw Jan Novak on television in May 2024.",
    "Ada Lee saw Jan Novak in a film.",
    "Ada Lee saw Jan Novak leave the house.",
    "Ada Lee saw Jan Novak walking home.",
    "Ada Lee saw Jan Novak lose.",
    "Ada Lee visited the grave of Jan Novak in May 2024.",
    "Ada Lee visited the website of Vale Foods.",
]


@pytest.mark.parametrize("sentence", NO_MEETING)
def test_whom_somebody_only_sees_is_not_met(sentence: str) -> None:
    assert not told(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Ada Lee saw Jan Novak at the harbour.", "Ada Lee saw Jan Novak in Oslo.", "Ada Lee met Jan Novak."],
)
def test_whom_somebody_sees_somewhere_is_met(sentence: str) -> None:
    assert "Ada Lee met Jan Novak" in told(sentence)


OTHER_DAY = [
    *(
        f"Tom Quay {how} a lawsuit against Jan Novak in May 2024."
        for how in ("lost", "won", "settled", "withdrew")
    ),
    "Tom Quay was defending a lawsuit by Jan Novak in May 2024.",
    "Ada Lee beat Jan Novak in the election of May 2024.",
    "The High Court upheld the acquittal of Ada Lee in May 2024.",
    "The High Court overturned the conviction of Ada Lee in May 2024.",
    "Ada Lee's ban by the Port Union was lifted in May 2024.",
    "Ada Lee's suspension by the Port Union was overturned in May 2024.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", OTHER_DAY)
def test_the_day_of_an_outcome_is_not_that_of_the_start(sentence: str) -> None:
    dated = {each.type: each.when for each in read(sentence) if each.when and not each.doubts}
    assert dated in ({}, {"competes-with": "2024-05"})


def test_the_day_on_which_a_lawsuit_is_filed_is_its_own() -> None:
    assert read("Tom Quay filed a lawsuit against Jan Novak in May 2024.")[0].when == "2024-05"


@pytest.mark.parametrize("short", ["a.k.a.", "f.k.a.", "n.k.a.", "i.e.", "e.g.", "d.b.a."])
def test_a_stop_within_a_short_form_ends_no_sentence(short: str) -> None:
    text = f"The Port Office sanctioned Tariq Masri ({short} Tarek Masri) and Vale Foods on 3 March 2024."
    assert {"Port Office sanctioned Tariq Masri", "Port Office sanctioned Vale Foods"} <= told(text)
    assert {each.quote for each in read(text)} == {text}


def test_an_hour_ends_a_sentence() -> None:
    quotes = {each.quote for each in read("Ana Nwosu met Tom Quay at 3 p.m. Jan Novak sued Ada Lee.")}
    assert quotes == {"Ana Nwosu met Tom Quay at 3 p.m.", "Jan Novak sued Ada Lee."}


@pytest.mark.parametrize("name", ["Fatima bint Hassan Al-Rashid", "Noor bint Khalid", "Siti binti Abdullah"])
def test_a_daughter_is_named_by_one_name(name: str) -> None:
    assert told(f"{name} met Tom Quay on 5 March 2024.") == {f"{name} met Tom Quay"}


PAPERS = [
    "an affidavit by",
    "a sworn statement by",
    "an email from",
    "the testimony of",
    "a lawsuit by",
    "the diary of",
]


@pytest.mark.parametrize("paper", PAPERS)
def test_whose_paper_says_so_is_the_voice(paper: str) -> None:
    (paid,) = read(f"According to {paper} Petra Lind, Tom Quay paid Jan Novak.")
    assert voice(paid) == "Petra Lind"


EITHER = [
    ("Li Wei met Wei Li.", "Li"),
    ("Li Wei met Wei Li.", "Wei"),
    ("Thomas Berg met Karl Thomas.", "Thomas"),
    ("Park Min met Kim Park.", "Park"),
    ("Nguyen Minh met Minh Tran.", "Minh"),
    ("James Henry met Henry Moe.", "Henry"),
]


@pytest.mark.parametrize(("named", "word"), EITHER)
def test_a_word_of_two_names_may_mean_either(named: str, word: str) -> None:
    assert not {each for each in told(named, f"{word} sued Ana Nwosu.") if " sued " in each}


def test_a_word_of_one_name_means_whoever_has_it() -> None:
    assert "Karl Thomas sued Ana Nwosu" in told("Karl Thomas met Ann Berg.", "Thomas sued Ana Nwosu.")


def test_whoever_is_quoted_within_a_quotation_does_not_speak_it() -> None:
    text = '"Minh Tran told me that Tariq Masri had lied," Leila Haddad {}. "Tom Quay paid Jan Novak."'
    for verb in ("recalls", "recalled", "remembers", "said"):
        (paid,) = (each for each in read(text.format(verb)) if each.type == "paid")
        assert voice(paid) in ("Leila Haddad", "unnamed")
        assert paid.doubts or voice(paid) == "Leila Haddad"


@pytest.mark.parametrize("felt", ["angry with", "furious with", "angry at", "disappointed by", "furious at"])
def test_what_somebody_feels_need_not_have_been_said(felt: str) -> None:
    assert read(f"Tom Quay was {felt} Jan Novak.")
    assert not told(f"Tom Quay was {felt} Jan Novak.")
    assert told("Tom Quay was scathing about Jan Novak.") == {"Tom Quay criticised Jan Novak"}


HERS = [
    "According to an affidavit by Petra Lind, her husband Karl Lind told her that Tom Quay had left.",
    "According to Petra Lind, her brother Karl Lind warned her about Tom Quay.",
    "Petra Lind said that her husband Karl Lind had told her of Tom Quay.",
]


@pytest.mark.parametrize("sentence", HERS)
def test_a_pronoun_that_would_mean_two_in_a_sentence_has_a_doubt(sentence: str) -> None:
    before = "Sofia Marques told the court that her client Tariq Masri was innocent."
    assert not {each for each in told(before, sentence) if each.endswith("Sofia Marques")}


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ('"I have never seen this woman," Rosa Lind said of Ada Lee.', "never"),
        ('"There is nothing between us," Rosa Lind said of Ada Lee.', "nothing"),
        ('"I don\u2019t remember her," Rosa Lind said of Ada Lee.', "n\u2019t"),
    ],
)
def test_a_guess_beside_a_word_that_denies_names_it(sentence: str, word: str) -> None:
    for proposal in read(sentence):
        assert proposal.type == "knows"
        assert f"the sentence has {word!r}; look whether it says that it is so" in proposal.doubts
    assert read(sentence)
