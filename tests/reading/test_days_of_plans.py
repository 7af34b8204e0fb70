"""On which day something lies ahead, was to be, lasted until or holds from: no day is lost without a word."""

import pytest

from tests.reading.test_false_statements import read, told, words

LASTED = [
    ("Between 2012 and 2015 Ada Lee was finance director of Harbour Bank.", "2012/2015"),
    ("Between May 2012 and March 2015, Ada Lee was chair of Harbour Bank.", "2012-05/2015-03"),
    ("From 2012 to 2015 Ada Lee was finance director of Harbour Bank.", "2012/2015"),
    ("Until 2015 Ada Lee was also chief executive of Harbour Bank.", "/2015"),
    ("Since 2015 Ada Lee has been finance director of Harbour Bank.", "2015/"),
    ("From May 2012 until 2015 Ada Lee was the head of Harbour Bank.", "2012-05/2015"),
    ("Ada Lee was finance director of Harbour Bank between 2012 and 2015.", "2012/2015"),
    ("Ada Lee led Harbour Bank between 2012 and 2015.", "2012/2015"),
    ("Between 2012 and 2015 Ada Lee owned Harbour Bank.", "2012/2015"),
    ("Ada Lee advised Harbour Bank between 2012 and 2015.", "2012/2015"),
    ("Ada Lee was chief executive of Harbour Bank until she was replaced by Tom Quay on 1 March 2024.",
     "/2024-03-01"),
    ("Ada Lee was chief executive of Harbour Bank until Tom Quay replaced her on 1 March 2024.",
     "/2024-03-01"),
    ("Ada Lee led Harbour Bank until she was succeeded by Tom Quay in March 2024.", "/2024-03"),
    ("Ada Lee chaired Harbour Bank until she stepped down in 2024.", "/2024"),
    ("Ada Lee was chair of Harbour Bank until she resigned on 1 March 2024.", "/2024-03-01"),
    ("Ada Lee was chair of Harbour Bank until her death on 1 March 2024.", "/2024-03-01"),
    ("Ada Lee was head of Harbour Bank until being ousted by Tom Quay on 1 March 2024.", "/2024-03-01"),
    ("Ada Lee worked for Harbour Bank until it was sold on 1 March 2024.", "/2024-03-01"),
    ("Ada Lee owned Harbour Bank until it was bought by Norden Lines on 1 March 2024.", "/2024-03-01"),
    ("Ada Lee has been chair of Harbour Bank since she replaced Tom Quay on 1 March 2024.", "2024-03-01/"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "when"), LASTED)
def test_what_lasted_has_both_its_days(sentence: str, when: str) -> None:
    (lasted,) = (each for each in read(sentence) if each.source.name == "Ada Lee" and not each.doubts)
    assert (lasted.target.name, lasted.when) == ("Harbour Bank", when)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Lee was chair of Harbour Bank until Tom Quay, who was hired in 2019, came.",
        "Ada Lee was not chair of Harbour Bank until she was elected on 1 March 2024.",
        "Ada Lee was chair of Harbour Bank, and Tom Quay waited until he was hired in 2019.",
        "Ada Lee was chair of Harbour Bank until two years after it was founded in 2001.",
    ],
)
def test_a_day_of_something_else_ends_nothing(sentence: str) -> None:
    assert not [each.when for each in read(sentence) if each.source.name == "Ada Lee" and each.when]


AHEAD = [
    "The takeover of Harbour Bank by Norden Lines, announced on 3 March 2024, is to close {0}.",
    "The takeover of Harbour Bank by Norden Lines is due to close {0}.",
    "Norden Lines's takeover of Harbour Bank will close {0}.",
    "Norden Lines's purchase of Harbour Bank is expected to be completed {0}.",
    "Norden Lines's acquisition of Harbour Bank should close {0}.",
    "Norden Lines's takeover of Harbour Bank is on track to close {0}.",
    "The acquisition of Harbour Bank by Norden Lines is scheduled to go through {0}.",
    "The takeover of Harbour Bank by Norden Lines will be finalised {0}.",
    "A merger of Norden Lines and Harbour Bank is due to be completed {0}.",
    "The merger of Norden Lines with Harbour Bank will take effect {0}.",
    "The merger between Norden Lines and Harbour Bank is to be concluded {0}.",
    "A meeting between Norden Lines and Harbour Bank is planned for 30 June 2025.",
    "A meeting of Norden Lines and Harbour Bank is scheduled {0}.",
    "Norden Lines's talks with Harbour Bank are to begin {0}.",
]


@pytest.mark.parametrize("sentence", AHEAD)
def test_what_is_to_come_is_planned_on_its_day(sentence: str) -> None:
    (plan,) = read(sentence.format("on 30 June 2025"))
    ends = (plan.source.name, plan.target.name, plan.voice)
    assert (plan.status, plan.when, *ends) == ("planned", "2025-06-30", "Norden Lines", "Harbour Bank", None)


def test_what_takes_effect_on_a_day_ahead_has_a_doubt() -> None:
    assert not told("The merger between Harbour Bank and Norden Lines takes effect on 30 June 2025.")


@pytest.mark.parametrize("tells", ["announced", "disclosed", "revealed", "reported"])
def test_when_something_was_made_known_is_nobodys_word(tells: str) -> None:
    for each in read(
        f"The takeover of Harbour Bank by Norden Lines, {tells} on 3 March 2024, cost millions."
    ):
        assert each.voice is None


CALLED_OFF = ["cancelled", "called off", "postponed", "scrapped", "put off", "abruptly cancelled", "shelved"]


@pytest.mark.parametrize("off", CALLED_OFF)
@pytest.mark.parametrize(
    "noun",
    [
        "The meeting between Ada Lee and Tom Quay on 3 March 2024",
        "The meeting of Ada Lee and Tom Quay planned for 3 March 2024",
        "Ada Lee's meeting with Tom Quay on 3 March 2024",
    ],
)
def test_what_was_called_off_was_planned_for_its_day(noun: str, off: str) -> None:
    found = [each for each in read(f"{noun} was {off}.") if each.type == "met"]
    assert [(words(each), each.when) for each in found] == [("planned Ada Lee met Tom Quay", "2024-03-03")]
    assert any(off.split()[-1] in doubt for doubt in found[0].doubts)


@pytest.mark.parametrize("off", ["cancelled", "called off", "postponed"])
def test_the_day_on_which_a_plan_is_called_off_is_not_its_own(off: str) -> None:
    (plan,) = read(f"The merger of Harbour Bank and Norden Lines was {off} on 3 March 2024.")
    assert (plan.status, plan.when) == ("planned", None)
    assert plan.doubts


FROM_THEN = [
    "NordTrans Pipeline AG {0} Klaus Brandt to its board with effect from 1 March 2025.",
    "NordTrans AG today announced the appointment of Klaus Brandt to its board effective 1 March 2025.",
    "NordTrans Pipeline AG {0} Klaus Brandt to its board, effective from 1 March 2024.",
    "NordTrans Pipeline AG has {0} Klaus Brandt to its board, effective as of 1 March 2024.",
    "On Monday NordTrans Pipeline AG {0} Klaus Brandt to its board with effect from 1 March 2025.",
]


@pytest.mark.parametrize("sentence", FROM_THEN)
def test_the_day_from_which_an_appointment_holds_is_not_its_own(sentence: str) -> None:
    appointed = [each for each in read(sentence.format("appointed")) if each.type == "appointed"]
    assert appointed
    for each in appointed:
        assert (each.when or "") < "2024-12-13"
        assert each.when != "2024-03-01"
        assert any("holds from another day" in doubt for doubt in each.doubts)
