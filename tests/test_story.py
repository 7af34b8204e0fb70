"""Questions about the H20 story, answered by hand from the articles and asked of the graph.

Each names the paragraphs that the answer rests on. CNN is the article of 15 July 2025, BBC the post
of the same day, Beijing the dispatch from Beijing, Tech the technology site, WTN World Today News.
"""

from pathlib import Path

import pytest

from graphkit.errors import ActorAmbiguousError
from graphkit.graph.build import load
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.names import find_actor
from graphkit.graph.relation import DatedRelation
from graphkit.queries.attribution import voices
from graphkit.queries.diff import Diff, diff
from graphkit.queries.linked_events import story as story_around
from graphkit.queries.listing import relations
from graphkit.queries.neighbors import neighbors
from graphkit.queries.shortest_paths import shortest_paths
from graphkit.queries.temporal_paths import chronological_paths
from graphkit.queries.windows import known_by, snapshot, window
from graphkit.temporal.calendar import iso


@pytest.fixture(scope="module")
def story() -> Graph:
    return load(Path(__file__).parent.parent / "data" / "graph.json")


def relation_of(graph: Graph, id: str) -> DatedRelation | None:
    return index(graph).by_id.get(id)


SURE, MAYBE = ("in force", "certain"), ("in force", "possible")


def standing(story: Graph, day: str, id: str) -> tuple[str | None, str | None] | None:
    relation = relation_of(snapshot(story, day), id)
    return (relation.standing, relation.certainty) if relation else None


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
    assert [" ".join(path.actors) for path in shortest_paths(story, source, target, direct=True).paths] == [
        chain
    ]


def test_trump_reaches_deepseek_in_four_hops_that_avoid_countries(story: Graph) -> None:
    # CNN par. 3 (met), BBC par. 22 (leads), CNN par. 7 (H20), CNN par. 8 (DeepSeek). Over China it would
    # be three: Huang was in China (CNN par. 14) or the controls on it (Beijing par. 2), DeepSeek is Chinese.
    answer = shortest_paths(story, "Trump", "DeepSeek", direct=True)
    assert answer.length == 4
    assert ("donald-trump", "jensen-huang", "nvidia", "h20", "deepseek") in {
        path.actors for path in answer.paths
    }
    assert [(skipped.actor, skipped.paths) for skipped in answer.skipped] == [("china", 2)]
    over_china = shortest_paths(story, "Trump", "DeepSeek", avoid_kinds=(), direct=True)
    assert over_china.length == 3
    assert all("china" in path.actors for path in over_china.paths)


def test_the_last_hop_to_deepseek_is_nobodys_word(story: Graph) -> None:
    # CNN par. 8 "widely believed", WTN par. 14 "reportedly"; WTN rewrites CNN: one independent source.
    relation = relation_of(story, "deepseek-uses-h20")
    assert relation is not None
    assert (relation.claimed, relation.voices, relation.independent_sources) == (True, ("unnamed",), 1)


def test_commerce_and_amd_are_one_hop_apart_in_both_directions(story: Graph) -> None:
    # WTN par. 8: AMD has applications there; Commerce told AMD that they would be reviewed.
    for source, target in (("AMD", "Commerce Department"), ("Commerce Department", "AMD")):
        assert shortest_paths(story, source, target, directed=True).length == 1
    between = {"amd", "commerce-department"}
    acts = {
        (seen.source, seen.type.name)
        for seen in index(story).relations()
        if {seen.source, seen.target} == between
    }
    assert acts == {
        ("amd", "applied-to"),
        ("commerce-department", "told"),
        ("commerce-department", "required-licence"),
    }


def test_no_chain_leads_from_the_rare_earths_to_nvidia_by_direction(story: Graph) -> None:
    # BBC par. 20: things are done to rare earths; they do nothing to anybody.
    assert shortest_paths(story, "Rare earths", "Nvidia", directed=True).paths == ()


# --- neighbours ---------------------------------------------------------------------------------


def neighbours_of(graph: Graph, actor: str) -> set[str]:
    return {near.actor for near in neighbors(graph, actor, direct=True)}


def test_he_lifeng_is_tied_to_huang_and_his_government_alone(story: Graph) -> None:
    # Beijing par. 11 is the only paragraph that names him.
    assert neighbours_of(story, "He Lifeng") == {"jensen-huang", "chinese-government"}


def test_amd_is_tied_to_what_one_paragraph_names(story: Graph) -> None:
    # WTN par. 8, which CNN lacks.
    expected = {"commerce-department", "china", "nvidia", "trump-administration", "mi308"}
    assert neighbours_of(story, "AMD") == expected


def test_the_h20_has_those_who_act_over_it_around_it(story: Graph) -> None:
    # BBC par. 13 (banned), CNN par. 8 (told), BBC par. 22 (lobbied): none of them act on the H20 itself.
    around = {near.actor for near in neighbors(story, "H20")}
    assert {
        "nvidia", "deepseek", "trump-administration", "white-house", "jensen-huang", "us-government",
    } <= around  # fmt: skip
    ban = next(near for near in neighbors(story, "H20") if near.actor == "trump-administration")
    assert "h20-ban" in {relation.id for relation in ban.relations}


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
        # CNN par. 13, "last month" of an article of July: said of June, and whether it lasts is not said.
        ("nvidia-excluded-china", None, None, MAYBE, MAYBE),
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
        # CNN par. 7: strict in 2024 already; BBC par. 14, CNN par. 10: so on 15 July, WTN par. 17 as CNN.
        ("us-export-controls", *[SURE] * 3, MAYBE),
        # BBC par. 20: under controls when they were relaxed, in "recent weeks" before 15 July.
        ("rare-earth-controls", *[MAYBE] * 4),
        # BBC par. 18 and 19: tariffs of this year, before the truce of May, and still to be settled.
        ("us-tariffs-on-china", MAYBE, MAYBE, SURE, MAYBE),
        # BBC par. 16: imposed in 2023, by an administration that was in office until Trump returned.
        ("biden-administration-part-of-us-government", None, None, None, None),
        # BBC par. 22: "months" before 15 July, since the stop of April.
        ("huang-lobbied-us-government", None, MAYBE, SURE, MAYBE),
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
    assert "huang-attends-expo" in {relation.id for relation in planned.relations}


# --- windows and doubt --------------------------------------------------------------------------


def certainty(story: Graph, id: str, since: str, until: str) -> str | None:
    relation = relation_of(window(story, since, until), id)
    return relation.certainty if relation else None


def test_the_meeting_lies_in_its_week_for_sure_and_on_each_day_perhaps(story: Graph) -> None:
    # CNN par. 3: "last week" of an article of 15 July.
    assert certainty(story, "huang-met-trump", "2025-07-07", "2025-07-13") == "certain"
    assert certainty(story, "huang-met-trump", "2025-07-10", "2025-07-10") == "possible"
    assert certainty(story, "huang-met-trump", "2025-07-14", "2025-07-31") is None


def test_the_announcement_is_on_monday_or_tuesday(story: Graph) -> None:
    # CNN par. 3 and 9: Monday, 14 July; Beijing par. 1: Tuesday.
    relation = relation_of(story, "nvidia-announced-resumption")
    assert relation is not None
    assert relation.dates_differ
    assert not relation.contested
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
    relation = relation_of(story, id)
    assert relation is not None
    assert relation.contested


def test_five_articles_on_the_promise_are_four_independent_ones(story: Graph) -> None:
    # BBC par. 12, Beijing par. 3, CNN par. 9, Tech par. 3, and WTN par. 15, which rewrites CNN.
    relation = relation_of(story, "us-assured-nvidia")
    assert relation is not None
    assert len({entry.source for entry in relation.evidence}) == 5
    assert relation.independent_sources == 4


def test_everything_on_amd_rests_on_one_paragraph(story: Graph) -> None:
    # WTN par. 8, which adds what CNN lacks, so it counts as independent there.
    relations = index(story).relations()
    about_amd = [relation for relation in relations if "amd" in (relation.source, relation.target)]
    places = {(entry.source, entry.paragraph) for relation in about_amd for entry in relation.evidence}
    assert places == {("world-today-news-2025-07", 8)}
    assert {relation.independent_sources for relation in about_amd} == {1}


# --- what changed between two days --------------------------------------------------------------


def ids_of(relations: tuple[DatedRelation, ...], certainty: str | None = None) -> set[str]:
    return {relation.id for relation in relations if relation.certainty == certainty}


@pytest.fixture(scope="module")
def spring(story: Graph) -> Diff:
    return diff(story, "2025-03-01", "2025-05-01")


@pytest.fixture(scope="module")
def early_summer(story: Graph) -> Diff:
    return diff(story, "2025-05-01", "2025-07-01")


@pytest.fixture(scope="module")
def july(story: Graph) -> Diff:
    return diff(story, "2025-07-01", "2025-07-16")


def test_in_april_the_ban_began_and_the_sale_ended(spring: Diff) -> None:
    # BBC par. 13 and 16, Tech par. 12: the ban.
    assert ids_of(spring.began, "certain") == {"h20-ban"}
    assert ids_of(spring.began, "possible") == {
        "huang-lobbied-us-government",  # BBC par. 22: "months", two at least before 15 July
        "huang-lobbied-chinese-government",  # BBC par. 22
        "us-tariffs-on-china",  # BBC par. 19: since Trump returned this year; par. 18: by the truce of May
        "chinese-tariffs-on-us",  # BBC par. 19
        "rare-earths-eased",  # BBC par. 20: about June, so that the first of May is not excluded
        "design-software-eased",  # BBC par. 20
    }
    # CNN par. 8: forced to halt sales in April.
    assert ids_of(spring.ended, "certain") == {"nvidia-sold-h20-to-china"}
    assert ids_of(spring.ended, "possible") == set()


def test_what_happened_in_april_for_sure(spring: Diff) -> None:
    assert ids_of(spring.happened, "certain") == {
        "white-house-told-nvidia",  # CNN par. 8
        "trump-administration-announced-ban",  # Tech par. 12
        "huang-visited-china-april",  # Beijing par. 11, CNN par. 14, WTN par. 22
        "huang-told-he-lifeng",  # Beijing par. 11
        "huang-praised-chinese-market",  # CNN par. 14, WTN par. 22
    }


def test_what_may_have_happened_in_march_april_or_on_the_first_of_may(spring: Diff) -> None:
    assert ids_of(spring.happened, "possible") == {
        "nvidia-missed-q1-revenue",  # CNN par. 13: in the first quarter
        "huang-further-china-visit",  # Beijing par. 5: a third visit "this year"
        "trump-invested-in-ai",  # Tech par. 16: "at the beginning of his presidency"
        "nvidia-applied-for-licences",  # CNN par. 9: after the ban
        "us-assured-nvidia",  # BBC par. 12: likewise
        "tariff-truce",  # BBC par. 18: some day of May
        "nvidia-announced-losses",  # CNN par. 13: "said in May"
    }
    # CNN par. 13: the loss of the second quarter was only expected.
    assert spring.left_out["planned"] == 1


def test_nobody_had_told_of_any_of_it_by_may(spring: Diff) -> None:
    # CNN par. 13 and Beijing par. 12 tell what was said "in May", all else is of July.
    assert (spring.became_known, spring.became_contested) == ((), ())


def test_in_may_and_june_nvidia_left_china_out_of_its_forecasts(early_summer: Diff) -> None:
    # CNN par. 13: "last month" of an article of July.
    assert ids_of(early_summer.began, "certain") == {"nvidia-excluded-china"}
    # BBC par. 20: the limits on design software ended with their easing, "in recent weeks".
    assert ids_of(early_summer.ended, "certain") == set()
    assert ids_of(early_summer.ended, "possible") == {"design-software-restrictions"}
    # BBC par. 18: the truce is of May, and may be of its first day, which is not after it.
    # CNN par. 13: "last month" Nvidia said so.
    assert ids_of(early_summer.happened, "certain") == {"nvidia-announced-outlook"}
    assert {"tariff-truce", "nvidia-announced-losses"} <= ids_of(early_summer.happened, "possible")


def test_what_may_have_begun_in_may_or_june(early_summer: Diff) -> None:
    assert ids_of(early_summer.began, "possible") == {
        "design-software-eased",  # BBC par. 20: "in recent weeks"
        "rare-earths-eased",  # BBC par. 20
        "us-tariffs-on-china",  # BBC par. 18: by the truce of May
        "chinese-tariffs-on-us",  # BBC par. 18
        "huang-lobbied-us-government",  # BBC par. 22: "months"
        "huang-lobbied-chinese-government",  # BBC par. 22
    }


def test_what_was_first_said_in_may_and_june(early_summer: Diff) -> None:
    assert ids_of(early_summer.became_known) == {
        "nvidia-announced-losses",  # CNN par. 13: "said in May"
        "nvidia-announced-outlook",  # CNN par. 13: "last month"
        "nvidia-missed-q1-revenue",  # CNN par. 13: "said in May"
        "nvidia-expects-q2-loss",  # CNN par. 13
        "nvidia-excluded-china",  # CNN par. 13: "last month"
        "nvidia-plans-shanghai-centre",  # Beijing par. 12: "reports surfaced in May"
        "shanghai-centre-located-in-shanghai",  # likewise
    }
    assert early_summer.became_contested == ()


def test_what_happened_in_the_first_half_of_july_for_sure(july: Diff) -> None:
    assert ids_of(july.happened, "certain") == {
        "huang-met-trump",  # CNN par. 3: "last week"
        "huang-assured-trump",  # BBC par. 23: at that meeting
        "zakaria-interviewed-huang",  # CNN par. 12: "aired Sunday", 13 July
        "huang-praised-american-technology",  # CNN par. 12
        "nvidia-announced-resumption",  # CNN par. 3: Monday; Beijing par. 1: Tuesday
        "bloomberg-interviewed-bessent",  # CNN par. 5: Tuesday
        "huang-looks-forward-to-shipping",  # Beijing par. 4: between announcement and article
        "zhang-forecast-nvidia-recovery",  # Beijing par. 7
        "zhang-forecast-steadier-supply",  # Beijing par. 7
        "zhang-warned-of-us-policy",  # Beijing par. 8
    }
    # Tech par. 10 places the four trillion in the week of 14-20 July.
    assert "nvidia-reached-four-trillion" in ids_of(july.happened, "possible")


def test_no_article_reports_that_the_ban_ended_in_july(july: Diff) -> None:
    # BBC par. 8 and 12, CNN par. 9: the licences are promised; "would reverse".
    # BBC par. 20: the limits on design software ended with their easing, at the latest on 15 July.
    assert ids_of(july.ended, "certain") == set()
    assert ids_of(july.ended, "possible") == {"design-software-restrictions"}
    # BBC par. 23: "currently in China" on 15 July; CNN par. 3: at the White House the week before.
    assert ids_of(july.began, "certain") == {"huang-visited-china-july"}


def test_the_articles_tell_of_no_change_after_july(story: Graph) -> None:
    # BBC par. 19: the tariffs were there by the truce of May; BBC par. 20: both had been eased by 15 July.
    later = diff(story, "2025-07-31", "2025-12-31")
    assert not later.began + later.happened + later.ended


@pytest.mark.parametrize(
    ("id", "before", "article", "next_day"),
    [
        # BBC par. 20: "in recent weeks", told in the perfect tense on 15 July.
        ("rare-earths-eased", "possible", "certain", "possible"),
        ("design-software-eased", "possible", "certain", "possible"),
        # BBC par. 23: "currently in China".
        ("huang-visited-china-july", "possible", "certain", "possible"),
        # BBC par. 19: a longer deal over them is still to be reached.
        ("us-tariffs-on-china", "certain", "certain", "possible"),
        # WTN par. 6: "ongoing" on 22 July.
        ("trade-talks", "certain", "certain", "certain"),
        # CNN par. 8: "contributed to"; WTN par. 14, which rewrites it: "is reportedly utilized".
        ("deepseek-uses-h20", "possible", "certain", "possible"),
        # Beijing par. 12: from reports of May alone.
        ("nvidia-plans-shanghai-centre", "possible", "possible", "possible"),
        # BBC par. 22: "has spent months".
        ("huang-lobbied-us-government", "certain", "certain", "possible"),
    ],
)
def test_what_was_so_on_the_day_of_the_articles(
    story: Graph, id: str, before: str, article: str, next_day: str
) -> None:
    days = ("2025-07-13", "2025-07-15", "2025-07-16")
    assert tuple(certainty(story, id, day, day) for day in days) == (before, article, next_day)


def test_huang_is_in_china_on_the_15th_and_expected_in_beijing_on_the_16th(story: Graph) -> None:
    # BBC par. 23; CNN par. 14: scheduled for Wednesday.
    expected = relation_of(window(story, "2025-07-16", "2025-07-16"), "huang-expected-in-beijing")
    assert expected is not None
    assert (expected.status, expected.certainty) == ("planned", "certain")


def test_biden_s_administration_was_in_office_in_2023_and_not_after_january_2025(story: Graph) -> None:
    # BBC par. 16: in 2023; BBC par. 19: Trump returned this year.
    id = "biden-administration-part-of-us-government"
    assert certainty(story, id, "2022-01-01", "2022-12-31") is None  # no article states a day before 2023
    for year in (2023, 2024):
        assert certainty(story, id, f"{year}-01-01", f"{year}-12-31") == "certain"
    assert certainty(story, id, "2025-02-01", "2025-12-31") is None


@pytest.mark.parametrize(
    ("name", "actor"),
    [("Commerce Dept", "commerce-department"), ("Biden", "biden-administration")],
)
def test_the_names_that_readers_use(story: Graph, name: str, actor: str) -> None:
    assert find_actor(story, name) == actor


def test_beijing_is_the_city_or_the_government(story: Graph) -> None:
    # BBC par. 17 and 20 mean the government, Beijing par. 11 and CNN par. 14 the city.
    with pytest.raises(ActorAmbiguousError) as caught:
        find_actor(story, "Beijing")
    assert caught.value.candidates == ("beijing", "chinese-government")
    assert "may be beijing (The city. " in str(caught.value)


def test_what_the_articles_made_known_and_where_they_disagreed_by_16_july(july: Diff) -> None:
    known = ids_of(july.became_known)
    assert {"h20-ban", "huang-met-trump", "h20-licences", "longer-tariff-deal"} <= known
    # WTN par. 8 is of 22 July at the earliest, Tech par. 16 of 20 July at the latest.
    assert not {"commerce-told-amd", "trump-invested-in-ai"} & known
    assert ids_of(july.became_contested) == {
        "h20-ban",  # BBC par. 16, CNN par. 8
        "huang-further-china-visit",  # Beijing par. 5, CNN par. 14
        "nvidia-applied-for-licences",  # CNN par. 9, Beijing par. 3
        "us-assured-nvidia",  # CNN par. 9; a deal in Tech par. 5, said by 15 July
        "trump-era-controls",  # Beijing par. 2, BBC par. 16
        "h20-licences",  # BBC par. 12, Beijing par. 1
    }


def test_what_became_known_last(story: Graph) -> None:
    late = diff(story, "2025-07-16", "2025-07-31")
    # WTN par. 8: everything on AMD.
    amd = {"amd-applied-for-licences", "commerce-told-amd", "amd-resumed-sales", "amd-competes-with-nvidia"}
    assert amd < ids_of(late.became_known)
    # WTN par. 21 "anticipated" what CNN par. 13 has as missed.
    assert ids_of(late.became_contested) == {"nvidia-missed-q1-revenue"}


# --- chains in time -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "types", "same_day", "strict"),
    [
        # CNN par. 3: met in the week of 7 to 13 July; CNN par. 12: the interview aired on the 13th.
        ("Trump", "Zakaria", "met interviewed", "certain", "possible"),
        ("Zakaria", "Trump", "interviewed met", "possible", None),
        # Beijing par. 11: April; CNN par. 3: July.
        ("He Lifeng", "Trump", "told met", "certain", "certain"),
        ("Trump", "He Lifeng", "met told", None, None),
        # Beijing par. 11: April; CNN par. 12: 13 July.
        ("He Lifeng", "Zakaria", "told interviewed", "certain", "certain"),
        ("Zakaria", "He Lifeng", "interviewed told", None, None),
        # CNN par. 12: the plea for American technology was made in that interview.
        ("Trump", "American technology", "met praised", "certain", "possible"),
        ("American technology", "Trump", "praised met", "possible", None),
        # CNN par. 8: told in April; CNN par. 3, Beijing par. 1: announced on 14 or 15 July.
        ("White House", "H20", "told announced", "certain", "certain"),
        ("H20", "White House", "announced told", None, None),
        # BBC par. 16: banned from April on, CNN par. 8: still on 15 July.
        ("Trump administration", "H20", "banned announced", "certain", "certain"),
        # BBC par. 25: the week before; Tech par. 10: that of the announcement, so that each may be first.
        ("$4 trillion market value", "H20", "reached announced", "possible", "possible"),
        # CNN par. 13: in May Nvidia spoke of the H20 too.
        ("H20", "$4 trillion market value", "announced reached", "certain", "certain"),
        # CNN par. 5: Bessent was interviewed on 15 July, and Secretary by that article and its rewriting.
        ("Bloomberg", "US Treasury", "interviewed leads", "certain", "possible"),
        ("US Treasury", "Bloomberg", "leads interviewed", "certain", "possible"),
        # Beijing par. 4 and 7: one forecast each, in the same days.
        ("Zhang", "Huang", "forecast", "possible", "possible"),
        # Beijing par. 11: April; BBC par. 24 gives no day, so that it is never walked.
        ("He Lifeng", "Chinese tech industry", "told met", None, None),
        # BBC par. 12 and 18: an assurance of April to July, a truce of May.
        ("Nvidia", "Chinese government", "assured agreed", "possible", "possible"),
    ],
)
def test_chain_in_time(
    story: Graph, source: str, target: str, types: str, same_day: str | None, strict: str | None
) -> None:
    acts = window(story, types=types.split())
    for is_strict, expected in ((False, same_day), (True, strict)):
        paths = chronological_paths(acts, source, target, strict=is_strict, direct=True).paths
        assert [path.certainty for path in paths] == ([expected] if expected else []), f"strict: {is_strict}"
        for path in paths:
            assert [relation.type.name for relation in path.relations] == types.split() * (
                2 // len(types.split())
            )


def test_when_trump_reaches_zakaria(story: Graph) -> None:
    # CNN par. 3 and 12; the meeting must leave a night before the interview where each hop takes a day.
    acts = window(story, "2025-07", "2025-07", types=["met", "interviewed"])
    (path,) = chronological_paths(acts, "Trump", "Zakaria", direct=True).paths
    assert [[iso(day) for day in span] for span in path.days] == [
        ["2025-07-07", "2025-07-13"],
        ["2025-07-13", "2025-07-13"],
    ]
    (strict,) = chronological_paths(acts, "Trump", "Zakaria", strict=True, direct=True).paths
    assert [iso(day) for day in strict.departure] == ["2025-07-07", "2025-07-12"]


def test_trump_reaches_china_through_huang_by_15_july(story: Graph) -> None:
    # CNN par. 3 (met in the week of 7 July), BBC par. 23 ("currently in China", 15 July).
    acts = window(story, types=["met", "visited"])
    (path,) = chronological_paths(acts, "Trump", "China", direct=True).paths
    assert [seen.id for seen in path.relations] == ["huang-met-trump", "huang-visited-china-july"]
    assert path.certainty == "certain"
    assert [iso(day) for day in path.arrival] == ["2025-07-07", "2025-07-15"]


# --- as known by a day --------------------------------------------------------------------------


def test_what_was_known_by_the_evening_of_the_announcement(story: Graph) -> None:
    known = {relation.id: relation for relation in index(known_by(story, "2025-07-14")).relations()}
    assert set(known) == {
        "zakaria-interviewed-huang", "huang-praised-american-technology",  # CNN par. 12: Sunday
        "nvidia-announced-resumption", "nvidia-applied-for-licences", "us-assured-nvidia",  # CNN 9: Monday
        "h20-licences", "nvidia-resumed-sales",  # CNN par. 9
        "nvidia-announced-losses", "nvidia-missed-q1-revenue", "nvidia-expects-q2-loss",  # CNN par. 13: May
        "nvidia-announced-outlook", "nvidia-excluded-china",  # CNN par. 13: June
        "nvidia-plans-shanghai-centre", "shanghai-centre-located-in-shanghai",  # Beijing par. 12: May
    }  # fmt: skip
    # Nobody had contradicted anything yet, and all on the licences was Nvidia's word.
    assert not any(relation.contested or relation.dates_differ for relation in known.values())
    licences = ("us-assured-nvidia", "nvidia-applied-for-licences", "h20-licences", "nvidia-resumed-sales")
    assert all(known[id].voices == ("nvidia",) for id in licences)


def test_the_meeting_with_trump_was_not_known_before_the_articles_of_15_july(story: Graph) -> None:
    # BBC par. 23 and CNN par. 3 tell of it first, a week later.
    assert relation_of(known_by(story, "2025-07-14"), "huang-met-trump") is None
    relation = relation_of(known_by(story, "2025-07-15"), "huang-met-trump")
    assert relation is not None
    assert (relation.voices, relation.independent_sources) == (("nvidia", "cnn"), 2)


def test_the_day_of_the_announcement_was_undisputed_until_beijing_s_was_known(story: Graph) -> None:
    # CNN par. 3: Monday; Beijing par. 1: Tuesday.
    for day, bounds in (("2025-07-14", 1), ("2025-07-15", 2)):
        relation = relation_of(known_by(story, day), "nvidia-announced-resumption")
        assert relation is not None
        assert relation.bounds is not None
        assert relation.bounds.latest_end - relation.bounds.earliest_start + 1 == bounds
        assert relation.dates_differ == (bounds == 2)


def test_nobody_says_that_china_still_was_left_out_of_the_forecasts_in_july(story: Graph) -> None:
    # CNN par. 13: said in June; neither CNN nor WTN par. 21 tells whether it lasts.
    for day in ("2025-07-01", "2025-07-15", "2025-07-31"):
        seen = relation_of(snapshot(known_by(story, day), "2025-07-10"), "nvidia-excluded-china")
        assert seen is not None
        assert seen.certainty == "possible"


def test_the_ban_was_known_to_last_only_from_the_articles_on(story: Graph) -> None:
    # BBC par. 8 and CNN par. 8 are of 15 July; before, nobody had told of it at all.
    assert relation_of(known_by(story, "2025-07-14"), "h20-ban") is None
    seen = relation_of(snapshot(known_by(story, "2025-07-15"), "2025-07-10"), "h20-ban")
    assert seen is not None
    assert seen.certainty == "certain"


# --- voices and the whole story -----------------------------------------------------------------


def test_what_rests_on_nvidia_s_word(story: Graph) -> None:
    given = voices(story, "Nvidia")
    assert {relation.id for relation in given.alone} == {
        "nvidia-applied-for-licences",  # CNN par. 9, WTN par. 15, Beijing par. 3
        "nvidia-missed-q1-revenue",  # CNN par. 13, WTN par. 21
        "nvidia-expects-q2-loss",  # CNN par. 13, WTN par. 21
        "huang-assured-trump",  # BBC par. 23: "the company said"
        "nvidia-excluded-china",  # CNN par. 13; WTN par. 21 is rewritten from that
        "us-assured-nvidia",  # BBC par. 12, CNN par. 9 and others; the Tech site's own voice says "agreed"
    }
    # Beijing par. 1 and WTN par. 1 have the licences as given already; Tech par. 5 lays the deal to Nvidia.
    assert {relation.id for relation in given.denied} == {"h20-licences"}
    assert given.denies == ()
    assert {relation.id for relation in given.shared} == {
        "huang-met-trump",  # BBC par. 23; CNN par. 3 in its own voice
        "nvidia-resumed-sales",  # CNN par. 2; Beijing par. 15 in its own voice
        "nvidia-lost-china-revenue",  # CNN par. 3; WTN par. 5 has it from Huang, Beijing par. 7 from Zhang
    }


def test_cnn_denies_a_third_visit(story: Graph) -> None:
    # CNN par. 14: July's is the second; Beijing par. 5: three.
    assert [relation.id for relation in voices(story, "CNN").denies] == ["huang-further-china-visit"]


def test_the_story_around_the_ban(story: Graph) -> None:
    around = story_around(story, "h20-ban")
    ids = {relation.id for relation in around.relations}
    expected = {
        "h20-ban", "white-house-told-nvidia", "trump-administration-announced-ban",  # CNN 8, Tech 12
        "nvidia-sold-h20-to-china", "nvidia-lost-china-revenue", "nvidia-expects-q2-loss",  # CNN 8, 3, 13
        "nvidia-announced-losses",  # CNN par. 13
        "huang-lobbied-us-government", "huang-lobbied-chinese-government",  # BBC par. 22
        "nvidia-applied-for-licences", "us-assured-nvidia", "huang-agreed-with-trump",  # CNN 9, Tech 13
        "nvidia-announced-resumption", "h20-licences", "nvidia-resumed-sales",  # CNN par. 9
        "nvidia-advanced-chip-sales",  # Tech par. 9
    }  # fmt: skip
    assert ids == expected
    ties = {(tie.relation, tie.rel, tie.other) for tie in around.ties}
    assert {
        ("nvidia-sold-h20-to-china", "ended-by", "h20-ban"),  # CNN par. 8
        ("h20-ban", "begun-by", "white-house-told-nvidia"),  # CNN par. 8
        ("h20-licences", "responds-to", "h20-ban"),  # BBC par. 12 and 13
    } <= ties
    # CNN par. 5: what Bessent calls a bargaining counter in the talks are export controls, not the ban.
    bargain = {(tie.rel, tie.other) for tie in story_around(story, "bloomberg-interviewed-bessent").ties}
    assert {("responds-to", "us-export-controls"), ("responds-to", "trade-talks")} <= bargain
    # BBC par. 20 is another story: rare earths and design software.
    assert {relation.id for relation in story_around(story, "rare-earths-eased").relations} == {
        "rare-earths-eased", "rare-earth-controls",
    }  # fmt: skip
