"""What the news of sanctions and licences tells: who is put on a list, taken off it, licensed, and until when."""

import pytest

from graphkit.model.entities import Actor
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.proposals import Proposal
from tests.reading.test_false_statements import words

ACTORS = [
    Actor(id="of", name="Office of Foreign Assets Control", aliases=("OFAC",), kind="government-body"),
    Actor(id="sc", name="Security Council", kind="government-body"),
    Actor(id="co", name="Council of Norland", kind="government-body"),
    Actor(id="mt", name="Ministry of Trade", kind="government-body"),
    Actor(id="lc", name="Lowland Court", kind="government-body"),
    Actor(id="uk", name="United Kingdom", kind="country"),
    Actor(id="vf", name="Vale Foods", kind="company"),
    Actor(id="cg", name="Corden Group", kind="company"),
    Actor(id="df", name="Delta Freight", kind="company"),
    Actor(id="ib", name="Ida Berg", kind="person"),
    Actor(id="km", name="Karl Moe", kind="person"),
]


def read(*paragraphs: str) -> list[Proposal]:
    article = Article(paragraphs, 1, "", publisher="Daily", published="2024-05-15")
    return proposals.read(article, ACTORS, vocabulary(())).proposals


def told(sentence: str) -> list[str]:
    """Return what a sentence tells without a doubt, and when."""
    return [f"{words(each)}, {each.when}" for each in read(sentence) if not each.doubts]


LISTED = [
    ("OFAC designated Vale Foods on 19 May 2023.", "OFAC sanctioned Vale Foods, 2023-05-19/"),
    ("Karl Moe was designated by the United Kingdom on 4 May 2023.", "United Kingdom sanctioned Karl Moe, 2023-05-04/"),
    ("The United Kingdom designated Vale Foods, a maker of drones.", "United Kingdom sanctioned Vale Foods, None"),
    ("The Security Council listed Ida Berg on 8 April 2022.", "Security Council sanctioned Ida Berg, 2022-04-08/"),
    ("Ida Berg, who is listed by the Security Council, left.", "Security Council sanctioned Ida Berg, None"),
    ("OFAC added Vale Foods to its list on 19 May 2023.", "OFAC sanctioned Vale Foods, 2023-05-19/"),
    ("The Council of Norland added Vale Foods to its sanctions list.", "Council of Norland sanctioned Vale Foods, None"),
    ("Ida Berg was added to the list of the Security Council on 8 April 2022.",
     "Security Council sanctioned Ida Berg, 2022-04-08/"),
    ("Karl Moe was put on the Security Council's list in May 2023.", "Security Council sanctioned Karl Moe, 2023-05/"),
    ("The Security Council will relist Ida Berg next month.", "planned Security Council sanctioned Ida Berg, 2024-06"),
    ("The Security Council did not add Karl Moe to its list.", "denied Security Council sanctioned Karl Moe, None"),
    ("The United Kingdom designated Karl Moe as its ambassador.", "United Kingdom appointed Karl Moe, None"),
    ("The Ministry of Trade designated Karl Moe as chairman.", "Ministry of Trade appointed Karl Moe, None"),
]  # fmt: skip
DELISTED = [
    ("Ida Berg was removed from the list of the Security Council on 4 June 2015.",
     "Security Council delisted Ida Berg, 2015-06-04"),
    ("Vale Foods was removed from the United Kingdom's sanctions list in May 2023.",
     "United Kingdom delisted Vale Foods, 2023-05"),
    ("Vale Foods was dropped from OFAC's list in May 2023.", "OFAC delisted Vale Foods, 2023-05"),
    ("Karl Moe was struck off the Security Council list in May 2023.", "Security Council delisted Karl Moe, 2023-05"),
    ("Ida Berg was taken off the list by the Security Council in May 2023.",
     "Security Council delisted Ida Berg, 2023-05"),
    ("OFAC took Vale Foods off its list in May 2023.", "OFAC delisted Vale Foods, 2023-05"),
    ("The Security Council deleted Karl Moe from its list.", "Security Council delisted Karl Moe, None"),
    ("The Lowland Court annulled the listing of Ida Berg in May 2023.", "Lowland Court eased Ida Berg, 2023-05/"),
    ("Vale Foods removed Karl Moe from its board.", "Vale Foods dismissed Karl Moe, None"),
    ("Vale Foods removed Karl Moe as chairman.", "Vale Foods dismissed Karl Moe, None"),
]  # fmt: skip
IN_FORCE_BEFORE = [
    ("The Security Council renewed the sanctions against Karl Moe on 15 March 2024.",
     "Security Council sanctioned Karl Moe, 2024-03-15"),
    ("The Security Council prolonged sanctions on Karl Moe by six months on 15 March 2024.",
     "Security Council sanctioned Karl Moe, 2024-03-15"),
    ("The ban on Vale Foods was extended by the United Kingdom on 15 March 2024.",
     "United Kingdom banned Vale Foods, 2024-03-15"),
    ("The ban on Vale Foods was imposed by the United Kingdom on 15 March 2024.",
     "United Kingdom banned Vale Foods, 2024-03-15/"),
    ("The Security Council reimposed sanctions against Karl Moe on 15 March 2024.",
     "Security Council sanctioned Karl Moe, 2024-03-15/"),
    ("The Ministry of Trade renewed the licence of Vale Foods on 15 March 2024.",
     "Ministry of Trade licensed Vale Foods, 2024-03-15"),
    ("The Ministry of Trade extended the licence of Vale Foods on 15 March 2024 until 31 December 2025.",
     "Ministry of Trade licensed Vale Foods, /2025-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "so"), [*LISTED, *DELISTED, *IN_FORCE_BEFORE])
def test_a_list_and_a_renewal_tell_what_they_mean(sentence: str, so: str) -> None:
    assert told(sentence) == [so.replace("OFAC", "Office of Foreign Assets Control")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ministry of Trade designated Vale Foods on 4 May 2023.",
        "The United Kingdom put Karl Moe on its list on 4 May 2023.",
        "Vale Foods was added to the United Kingdom's list of suppliers in May 2023.",
        "Corden Group added Vale Foods to its list of suppliers.",
        "The Ministry of Trade put Karl Moe on the list of candidates.",
        "Corden Group listed Karl Moe among its directors.",
    ],
)
def test_what_may_be_another_list_is_not_told_for_certain(sentence: str) -> None:
    assert not told(sentence)
