"""Questions about the H20 story, answered by hand from the articles and asked of the graph.

Each names the paragraphs that the answer rests on. CNN is the article of 15 July 2025, BBC the post
of the same day, Beijing the dispatch from Beijing, Tech the technology site, WTN World Today News.
"""

from pathlib import Path

import pytest

from graphkit.graph import Graph, load
from graphkit.index import index
from graphkit.listing import relations
from graphkit.neighborhood import neighbors
from graphkit.paths import shortest_paths
from graphkit.view import DatedRelation
from graphkit.windows import snapshot, window


@pytest.fixture(scope="module")
def story() -> Graph:
    return load(Path(__file__).parent.parent / "data" / "graph.json")


def found(graph: Graph, id: str) -> DatedRelation | None:
    return index(graph).by_id.get(id)


def standing(story: Graph, day: str, id: str) -> tuple[str | None, str | None] | None:
    seen = found(snapshot(story, day), id)
    return (seen.standing, seen.certainty) if seen else None


# --- paths --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "chain"),
    [
        # Beijing par. 11: Huang spoke to the Vice Premier; CNN par. 3: he met Trump.
        ("He Lifeng", "Trump", "he-lifeng jensen-huang donald-trump"),
        # CNN par. 12: Zakaria interviewed Huang; CNN par. 3: Huang met Trump.
        ("Zakaria", "Trump", "fareed-zakaria jensen-huang donald-trump"),
        # WTN par. 8: AMD's licences lie with Commerce, and its chip is the MI308.
        ("MI308", "Commerce Department", "mi308 amd commerce-department"),
        # WTN par. 8: AMD is Nvidia's competitor; CNN par. 7: the H20 is Nvidia's.
        ("MI308", "H20", "mi308 amd nvidia h20"),
        # CNN par. 5: Bloomberg interviewed Bessent, Secretary of the Treasury.
        ("Bloomberg", "US Treasury", "bloomberg scott-bessent us-treasury"),
        # CNN par. 8: DeepSeek is believed to have used the H20; CNN par. 7: Nvidia's.
        ("DeepSeek", "Nvidia", "deepseek h20 nvidia"),
        # Beijing par. 9: Xi wants independent technology; CNN par. 11: Huang foresees it.
        ("Xi", "Huang", "xi-jinping chinese-technology jensen-huang"),
    ],
)
def test_shortest_chain(story: Graph, source: str, target: str, chain: str) -> None:
    assert [" ".join(path.actors) for path in shortest_paths(story, source, target).paths] == [chain]


def test_trump_reaches_deepseek_in_four_hops_that_avoid_countries(story: Graph) -> None:
    # CNN par. 3 (met), BBC par. 22 (leads), CNN par. 7 (H20), CNN par. 8 (DeepSeek). Over China it would
    # be three: Huang was in China (CNN par. 14) or the controls on it (Beijing par. 2), DeepSeek is Chinese.
    answer = shortest_paths(story, "Trump", "DeepSeek")
    assert answer.length == 4
    assert ("donald-trump", "jensen-huang", "nvidia", "h20", "deepseek") in {
        path.actors for path in answer.paths
    }
    assert [(skipped.actor, skipped.paths) for skipped in answer.skipped] == [("china", 2)]
    over_china = shortest_paths(story, "Trump", "DeepSeek", avoid_kinds=())
    assert over_china.length == 3
    assert all("china" in path.actors for path in over_china.paths)


def test_the_last_hop_to_deepseek_is_nobodys_word(story: Graph) -> None:
    # CNN par. 8 "widely believed", WTN par. 14 "reportedly"; WTN rewrites CNN: one independent source.
    seen = found(story, "deepseek-uses-h20")
    assert seen is not None
    assert (seen.claimed, seen.voices, seen.independent_sources) == (True, ("unnamed",), 1)


def test_commerce_and_amd_are_one_hop_apart_in_both_directions(story: Graph) -> None:
    # WTN par. 8: AMD has applications there; Commerce told AMD that they would be reviewed.
    there = shortest_paths(story, "AMD", "Commerce Department", directed=True)
    back = shortest_paths(story, "Commerce Department", "AMD", directed=True)
    assert [path.relations[0].type.name for path in (*there.paths, *back.paths)] == ["applied-to", "told"]


def test_no_chain_leads_from_the_rare_earths_to_nvidia_by_direction(story: Graph) -> None:
    # BBC par. 20: things are done to rare earths; they do nothing to anybody.
    assert shortest_paths(story, "Rare earths", "Nvidia", directed=True).paths == ()


# --- neighbours ---------------------------------------------------------------------------------


def neighbours_of(graph: Graph, actor: str) -> set[str]:
    return {near.actor for near in neighbors(graph, actor)}


def test_he_lifeng_is_tied_to_huang_and_his_government_alone(story: Graph) -> None:
    # Beijing par. 11 is the only paragraph that names him.
    assert neighbours_of(story, "He Lifeng") == {"jensen-huang", "chinese-government"}


def test_amd_is_tied_to_what_one_paragraph_names(story: Graph) -> None:
    # WTN par. 8, which CNN lacks.
    expected = {"commerce-department", "china", "nvidia", "trump-administration", "mi308"}
    assert neighbours_of(story, "AMD") == expected


def test_the_h20_has_those_who_act_over_it_around_it(story: Graph) -> None:
    # BBC par. 13 (banned), CNN par. 8 (told), BBC par. 22 (lobbied): none of them act on the H20 itself.
    around = neighbours_of(story, "H20")
    assert {
        "nvidia",
        "deepseek",
        "trump-administration",
        "white-house",
        "jensen-huang",
        "us-government",
    } <= around
    ban = next(near for near in neighbors(story, "H20") if near.actor == "trump-administration")
    assert "h20-ban" in {seen.id for seen in ban.relations}


def test_zhang_has_no_hop_to_a_government(story: Graph) -> None:
    # Beijing par. 7 and 8: he forecasts and warns; he deals with no official.
    assert neighbours_of(story, "Zhang") == {
        "eetrend", "nvidia", "semiconductor-industry", "semiconductor-supply-chain",
    }  # fmt: skip


# --- as of a day --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # BBC par. 13 and 16, Tech par. 12: imposed on an unknown day of April; the last article that
        # still tells of it as standing is of 15 July (BBC par. 8, CNN par. 8).
        ("2025-03-01", None),
        ("2025-03-31", None),
        ("2025-04-15", ("in force", "possible")),
        ("2025-05-01", ("in force", "certain")),
        ("2025-07-01", ("in force", "certain")),
        ("2025-07-15", ("in force", "certain")),
        ("2025-07-16", ("in force", "possible")),
    ],
)
def test_the_ban_as_of(story: Graph, day: str, expected: tuple[str, str] | None) -> None:
    assert standing(story, day, "h20-ban") == expected


@pytest.mark.parametrize(
    ("id", "march", "may", "july", "after"),
    [
        # CNN par. 7 and 8: sold from some day of 2024 until April 2025.
        ("nvidia-sold-h20-to-china", ("in force", "certain"), None, None, None),
        # BBC par. 18: agreed on some day of May.
        ("tariff-truce", None, ("happened", "possible"), ("happened", "certain"), ("happened", "certain")),
        # Beijing par. 11, "during an April visit".
        ("huang-told-he-lifeng", None, *[("happened", "certain")] * 3),
        # CNN par. 13, "last month" of an article of July.
        ("nvidia-excluded-china", None, None, ("in force", "certain"), ("in force", "possible")),
        # CNN par. 3, "last week": 7-13 July.
        ("huang-met-trump", None, None, None, ("happened", "certain")),
        # BBC par. 25 and CNN par. 6 "last week"; Tech par. 10 "this week", up to 20 July.
        ("nvidia-reached-four-trillion", None, None, None, ("happened", "possible")),
        # CNN par. 9 and Beijing par. 3: after the ban of April, by the announcement of 14 July.
        ("us-assured-nvidia", None, *[("happened", "possible")] * 2, ("happened", "certain")),
        # Promised in BBC par. 12; no article reports that a licence was granted.
        ("h20-licences", None, None, None, None),
        # BBC par. 24 gives no day: it had happened by the day it was published.
        ("huang-met-chinese-officials", None, None, None, ("happened", "certain")),
        # CNN par. 12: of no certain beginning or end, but so when told, on 15 and 22 July.
        ("us-export-controls", *[("in force", "possible")] * 3, ("in force", "certain")),
    ],
)  # fmt: skip
def test_as_of_four_days(
    story: Graph,
    id: str,
    march: tuple[str, str] | None,
    may: tuple[str, str] | None,
    july: tuple[str, str] | None,
    after: tuple[str, str] | None,
) -> None:
    days = ("2025-03-01", "2025-05-01", "2025-07-01", "2025-07-16")
    assert tuple(standing(story, day, id) for day in days) == (march, may, july, after)


def test_what_is_planned_is_in_no_snapshot_unasked(story: Graph) -> None:
    # CNN par. 14: the expo and the briefing were still ahead when it was written.
    assert standing(story, "2025-07-16", "huang-attends-expo") is None
    planned = relations(snapshot(story, "2025-07-16", statuses=["planned"]))
    assert "huang-attends-expo" in {seen.id for seen in planned.relations}


# --- windows and doubt --------------------------------------------------------------------------


def certainty(story: Graph, id: str, since: str, until: str) -> str | None:
    seen = found(window(story, since, until), id)
    return seen.certainty if seen else None


def test_the_meeting_lies_in_its_week_for_sure_and_on_each_day_perhaps(story: Graph) -> None:
    # CNN par. 3: "last week" of an article of 15 July.
    assert certainty(story, "huang-met-trump", "2025-07-07", "2025-07-13") == "certain"
    assert certainty(story, "huang-met-trump", "2025-07-10", "2025-07-10") == "possible"
    assert certainty(story, "huang-met-trump", "2025-07-14", "2025-07-31") is None


def test_the_announcement_is_on_monday_or_tuesday(story: Graph) -> None:
    # CNN par. 3 and 9: Monday, 14 July; Beijing par. 1: Tuesday.
    seen = found(story, "nvidia-announced-resumption")
    assert seen is not None
    assert seen.dates_differ
    assert not seen.contested
    assert certainty(story, "nvidia-announced-resumption", "2025-07-14", "2025-07-14") == "possible"
    assert certainty(story, "nvidia-announced-resumption", "2025-07-14", "2025-07-15") == "certain"


@pytest.mark.parametrize(
    "id",
    [
        "h20-ban",  # a ban (BBC par. 16, Tech par. 12) or a licence that is required (CNN par. 8)
        "huang-further-china-visit",  # three visits this year (Beijing par. 5) or two (CNN par. 14)
        "nvidia-applied-for-licences",  # has applied (CNN par. 9) or is filing (Beijing par. 3)
        "us-assured-nvidia",  # an assurance (CNN par. 9) or a deal (Tech par. 5)
        "nvidia-missed-q1-revenue",  # missed (CNN par. 13) or anticipated (WTN par. 21)
        "trump-era-controls",  # the Trump era's (Beijing par. 2) or Biden's (BBC par. 16)
    ],
)
def test_what_the_articles_disagree_on(story: Graph, id: str) -> None:
    seen = found(story, id)
    assert seen is not None
    assert seen.contested


def test_five_articles_on_the_promise_are_four_independent_ones(story: Graph) -> None:
    # BBC par. 12, Beijing par. 3, CNN par. 9, Tech par. 3, and WTN par. 15, which rewrites CNN.
    seen = found(story, "us-assured-nvidia")
    assert seen is not None
    assert len({entry.source for entry in seen.evidence}) == 5
    assert seen.independent_sources == 4


def test_everything_on_amd_rests_on_one_paragraph(story: Graph) -> None:
    # WTN par. 8, which adds what CNN lacks, so it counts as independent there.
    about_amd = [seen for seen in index(story).relations() if "amd" in (seen.source, seen.target)]
    places = {(entry.source, entry.paragraph) for seen in about_amd for entry in seen.evidence}
    assert places == {("world-today-news-2025-07", 8)}
    assert {seen.independent_sources for seen in about_amd} == {1}
