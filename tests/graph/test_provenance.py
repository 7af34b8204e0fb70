"""Versions of relations: one small test for each rule, and every possible course of events enumerated."""

from time import process_time

import pytest
from datasets import CALENDAR, TELLING, TELLINGS, combined, day, evidence, source, touches, ways
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.graph import provenance
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.provenance import Assertion
from graphkit.model.vocabulary import vocabulary
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED, Bounds, attest
from graphkit.temporal.calendar import FUTURE, PAST, Window, iso

TYPES = vocabulary()
JULY_15 = day("2025-07-15")


def history(type="met", when=None, *entries, status="actual", **published):
    """Return the versions of a relation; ``published`` gives the day of a source, by its id."""
    sources = {entry.source: source(entry.source) for entry in entries}
    sources |= {id: row if not isinstance(row, str) else source(id, row) for id, row in published.items()}
    return provenance.versions(Assertion(TYPES[type], when, status, tuple(entries)), sources)


def latest(*args, **kwargs):
    """Return the last version, which takes all evidence into account."""
    return history(*args, **kwargs)[-1]


def on(text):
    return Bounds(*[day(text)] * 4)


# --- stated dates -------------------------------------------------------------------------------


def test_an_entry_without_a_date_tells_the_relation_s():
    assert latest("met", "2025-07-14", evidence()).bounds == on("2025-07-14")


def test_an_entry_s_own_date_counts_in_place_of_the_relation_s():
    version = latest("met", "2025-07-14", evidence(when="2025-07-10"))
    assert (version.bounds, version.dates_differ) == (on("2025-07-10"), False)


def test_entries_that_share_a_day_narrow_each_other():
    version = latest("met", "2025-07", evidence(when="2025-07-14"), evidence("other"))
    assert (version.bounds, version.dates_differ, version.contested) == (on("2025-07-14"), False, False)


def test_overlapping_entries_leave_what_they_share():
    version = latest(
        "met", None, evidence(when="[2025-07-01..2025-07-10]"), evidence(when="[2025-07-08..2025-07-20]")
    )
    assert version.bounds == edtf.parse("[2025-07-08..2025-07-10]").bounds
    assert not version.dates_differ


def test_entries_that_share_no_day_give_the_hull_and_dates_differ():
    version = latest("met", "2025-07-10", evidence(), evidence("other", when="2025-07-14"))
    assert version.bounds == edtf.parse("[2025-07-10..2025-07-14]").bounds
    assert version.dates_differ
    assert not version.contested, "only the day is in doubt"


def test_starts_that_differ_leave_a_shared_end_alone():
    version = latest(
        "banned", None, evidence(when="2025-04-01/2025-07-14"), evidence(when="2025-04-09/2025-07-14")
    )
    assert version.bounds == Bounds(
        day("2025-04-01"), day("2025-04-09"), day("2025-07-14"), day("2025-07-14")
    )
    assert version.dates_differ


def test_without_evidence_the_relation_speaks_for_itself_and_was_always_known():
    (only,) = history("met", "2025-07-14")
    assert (only.bounds, only.known_from, only.known_until) == (on("2025-07-14"), PAST, FUTURE)
    assert (only.voices, only.independent_sources, only.claimed, only.contested) == ((), 0, False, False)


# --- contradiction ------------------------------------------------------------------------------


def test_a_contradiction_contests_and_never_moves_bounds():
    version = latest(
        "met", "2025-07-14", evidence(), evidence("other", when="2025-07-01", stance="contradicts")
    )
    assert (version.bounds, version.dates_differ, version.contested) == (on("2025-07-14"), False, True)


def test_a_contradiction_alone_leaves_the_relation_s_own_date():
    version = latest("met", "2025-07-14", evidence(when="2025-07-01", stance="contradicts"))
    assert (version.bounds, version.contested) == (on("2025-07-14"), True)


def test_a_contradiction_attests_nothing_and_vouches_for_nothing():
    version = latest("leads", None, evidence(stance="contradicts", attribution="alice"))
    assert (version.bounds, version.undated) == (None, True)
    assert (version.voices, version.independent_sources, version.claimed) == ((), 0, False)


@pytest.mark.parametrize(
    ("differing", "contested"),
    [
        ({"type": "required-licence"}, True),
        ({"status": "planned"}, True),
        ({"status": "denied"}, True),
        ({"stance": "contradicts"}, True),
        ({"type": "banned", "status": "actual", "stance": "supports"}, False),
        ({"when": "2025-04-10"}, False),
        ({"attests": False, "attribution": "bob", "said": "2025-07-14"}, False),
    ],
)
def test_a_different_type_or_status_or_a_contradiction_makes_it_contested(differing, contested):
    assert latest("banned", "2025-04-09", evidence(), evidence("other", **differing)).contested is contested


# --- attestation --------------------------------------------------------------------------------


@pytest.mark.parametrize("type", ["leads", "banned"])
def test_a_standing_fact_without_dates_is_certain_on_the_day_it_was_reported(type):
    version = latest(type, None, evidence())
    assert version.bounds == Bounds(PAST, JULY_15, JULY_15, FUTURE)
    assert version.lasts
    assert not version.undated


def test_every_report_attests():
    version = latest("leads", None, evidence("old"), evidence("new"), old="2025-07-01", new="2025-07-20")
    assert version.bounds == Bounds(PAST, day("2025-07-01"), day("2025-07-20"), FUTURE)


def test_an_unknown_end_is_no_earlier_than_the_report():
    version = latest("banned", "2025-04-09/", evidence())
    assert version.bounds == Bounds(day("2025-04-09"), day("2025-04-09"), JULY_15, FUTURE)


def test_an_unknown_start_is_no_later_than_the_report():
    version = latest("banned", "/2025-12-31", evidence())
    assert version.bounds == Bounds(PAST, JULY_15, day("2025-12-31"), day("2025-12-31"))


@pytest.mark.parametrize(
    "when",
    ["2025-04-09/2025-05-01", "2025-04/2025-05", "2025-04/..", "../2025-05-01", "2025-04-09", "2025-04"],
)
def test_stated_and_open_sides_are_never_moved(when):
    assert latest("banned", when, evidence()).bounds == edtf.parse(when).bounds


def test_attestation_never_goes_past_a_stated_bound():
    """A report from after the stated end, or before the stated start, moves nothing."""
    assert latest("banned", "/2025-05-01", evidence()).bounds == edtf.parse("/2025-05-01").bounds
    assert latest("banned", "2025-08-01/", evidence()).bounds == edtf.parse("2025-08-01/").bounds
    assert latest("banned", "/2025-07", evidence()).bounds == Bounds(
        PAST, JULY_15, day("2025-07-01"), day("2025-07-31")
    )


def test_a_side_that_one_entry_states_is_no_longer_unknown():
    version = latest("banned", "2025-04-09/", evidence(), evidence("other", when="2025-04-09/2025-06-30"))
    assert version.bounds == edtf.parse("2025-04-09/2025-06-30").bounds


def test_an_entry_that_attests_false_narrows_nothing():
    assert latest("banned", "2025-04-09/", evidence(attests=False)).bounds == edtf.parse("2025-04-09/").bounds
    undated = latest("leads", None, evidence(attests=False))
    assert (undated.bounds, undated.undated) == (None, True)


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_what_is_planned_or_denied_is_not_attested(status):
    assert (
        latest("banned", "2025-04-09/", evidence(), status=status).bounds == edtf.parse("2025-04-09/").bounds
    )
    assert (
        latest("banned", "2025-04-09/", evidence(status=status)).bounds == edtf.parse("2025-04-09/").bounds
    ), "the entry's own status counts"


def test_an_uncertain_day_of_publication_attests_only_what_is_sure():
    version = latest("leads", None, evidence(), paper="[2025-07-15..2025-07-20]")
    assert version.bounds == Bounds(PAST, day("2025-07-20"), day("2025-07-15"), FUTURE)


def test_it_is_the_day_of_publication_that_attests_not_the_day_it_was_said():
    version = latest("leads", None, evidence(said="2025-07-01"))
    assert version.bounds == Bounds(PAST, JULY_15, JULY_15, FUTURE)


def test_lobbying_is_attested_where_it_lasts():
    assert latest("lobbied", "2025-04/", evidence()).bounds.earliest_end == JULY_15
    assert latest("lobbied", "2025-04", evidence()).bounds == edtf.parse("2025-04").bounds


def test_an_event_with_an_interval_lasts_but_is_not_attested():
    version = latest("met", "2025-07-01/", evidence())
    assert version.lasts
    assert version.bounds == edtf.parse("2025-07-01/").bounds


@pytest.mark.parametrize(
    ("type", "when", "lasts"),
    [
        ("met", "2025-07-14", False),
        ("met", "2025-07-14/2025-07-16", True),
        ("banned", "2025-07-14", True),
        ("leads", None, True),
        ("lobbied", "2025-04", False),
        ("lobbied", "2025-04/2025-06", True),
        ("lobbied", None, False),
    ],
)
def test_states_last_events_happen_and_either_does_as_its_date_says(type, when, lasts):
    assert latest(type, when, evidence()).lasts is lasts


# --- without a date -----------------------------------------------------------------------------


@pytest.mark.parametrize("type", ["met", "lobbied"])
def test_an_actual_event_without_a_date_has_happened_by_the_first_day_it_was_published(type):
    version = latest(type, None, evidence("late"), evidence("early"), late="2025-07-20", early="2025-07-12")
    assert version.undated
    assert version.bounds == edtf.parse("[..2025-07-12]").bounds


def test_it_has_happened_by_the_day_on_which_it_was_said():
    assert latest("met", None, evidence(said="2025-07-10")).bounds == edtf.parse("[..2025-07-10]").bounds


def test_it_has_happened_by_the_last_day_on_which_it_may_have_been_published():
    version = latest("met", None, evidence(), paper="[2025-07-15..2025-07-20]")
    assert version.bounds == edtf.parse("[..2025-07-20]").bounds


def test_a_contradiction_does_not_say_that_it_has_happened():
    entries = evidence("early", stance="contradicts"), evidence("late")
    version = latest("met", None, *entries, early="2025-07-01", late="2025-07-20")
    assert version.bounds == edtf.parse("[..2025-07-20]").bounds


def test_an_entry_that_tells_of_a_plan_does_not_say_that_it_has_happened():
    entries = evidence("early", status="planned"), evidence("late")
    version = latest("met", None, *entries, early="2025-07-01", late="2025-07-20")
    assert version.bounds == edtf.parse("[..2025-07-20]").bounds


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_a_planned_or_denied_event_without_a_date_has_no_bounds(status):
    version = latest("met", None, evidence(), status=status)
    assert (version.bounds, version.undated) == (None, True)


def test_an_event_that_one_entry_dates_is_dated():
    version = latest("met", None, evidence(), evidence("other", when="2025-07-10"))
    assert (version.bounds, version.undated) == (on("2025-07-10"), False)


# --- voices -------------------------------------------------------------------------------------


def test_claimed_is_what_nobody_reports_in_their_own_voice():
    quoted, anonymous = evidence(attribution="alice"), evidence("other", attribution="unnamed")
    assert latest("met", None, quoted, anonymous).claimed
    assert not latest("met", None, quoted, anonymous, evidence("third")).claimed
    assert latest("met", None, quoted, evidence("third", stance="contradicts")).claimed
    assert not latest("met", None).claimed


def test_five_articles_that_quote_one_actor_are_five_sources_and_one_voice():
    version = latest("met", None, *[evidence(f"paper-{n}", attribution="nvidia") for n in range(5)])
    assert (version.voices, version.independent_sources) == (("nvidia",), 5)


def test_an_article_in_its_own_voice_is_a_voice():
    version = latest("met", None, evidence(), evidence("other", attribution="alice"), evidence(paragraph=2))
    assert set(version.voices) == {"paper", "alice"}
    assert (len(version.voices), version.independent_sources) == (2, 2)


def test_versions_that_say_the_same_are_equal_however_they_came_about():
    one, other = (latest("met", None, evidence(attribution="alice"), evidence("other")) for _ in range(2))
    assert (one == other, hash(one) == hash(other), one is other) == (True, True, False)
    assert one != latest("met", None, evidence(attribution="bob"), evidence("other"))


# --- independent sources --------------------------------------------------------------------------


def sources_and_voices(*cited, **derived_from):
    """Return the number of independent sources and the voices of a relation that some sources support."""
    rows = {id: source(id, derived_from=tuple(above)) for id, above in derived_from.items()}
    version = latest("met", None, *[evidence(id) for id in cited], **rows)
    assert version.independent_sources == len(version.voices)
    return version.independent_sources, set(version.voices)


def test_a_rewritten_source_and_its_origin_are_one():
    assert sources_and_voices("copy", "first", first="", copy=["first"]) == (1, {"first"})


def test_a_rewritten_source_counts_where_it_adds_what_its_origin_lacks():
    assert sources_and_voices("copy", first="", copy=["first"]) == (1, {"copy"})
    assert sources_and_voices("copy", "other", first="", copy=["first"], other="") == (2, {"copy", "other"})


# --- versions: known by -------------------------------------------------------------------------


def spans(versions):
    return [(iso(version.known_from), iso(version.known_until)) for version in versions]


def test_there_is_a_version_for_each_day_on_which_something_became_known():
    versions = history(
        "met",
        None,
        evidence("a"),
        evidence("b"),
        evidence("c"),
        a="2025-07-15",
        b="2025-07-15",
        c="2025-07-20",
    )
    assert spans(versions) == [("2025-07-15", "2025-07-20"), ("2025-07-20", None)]


def test_what_was_said_is_known_from_then_before_it_was_published():
    versions = history("met", None, evidence(said="2025-07-10"), evidence("other"))
    assert spans(versions) == [("2025-07-10", "2025-07-15"), ("2025-07-15", None)]
    assert [version.independent_sources for version in versions] == [1, 2]


def test_an_uncertain_day_is_known_from_its_last():
    assert spans(history("met", None, evidence(), paper="[2025-07-15..2025-07-20]")) == [("2025-07-20", None)]
    assert spans(history("met", None, evidence(said="[2025-07-07..2025-07-13]"))) == [("2025-07-13", None)]


def test_each_version_uses_only_what_was_known():
    entries = (
        evidence("first", when="2025-07", attribution="alice"),
        evidence("second", when="2025-07-14"),
        evidence("third", stance="contradicts"),
        evidence("fourth", when="2025-08-01"),
    )
    published = {"first": "2025-07-15", "second": "2025-07-16", "third": "2025-07-17", "fourth": "2025-07-18"}
    versions = history("met", None, *entries, **published)
    assert [version.bounds for version in versions] == [
        edtf.parse("2025-07").bounds,
        on("2025-07-14"),
        on("2025-07-14"),
        edtf.parse("[2025-07-01..2025-08-01]").bounds,
    ]
    assert [version.claimed for version in versions] == [True, False, False, False]
    assert [version.contested for version in versions] == [False, False, True, True]
    assert [version.dates_differ for version in versions] == [False, False, False, True]
    assert [version.voices for version in versions][:2] == [("alice",), ("alice", "second")]


def test_attestations_and_origins_become_known_too():
    rows = {
        "first": source("first", "2025-07-20"),
        "copy": source("copy", "2025-07-15", derived_from=("first",)),
    }
    versions = history("leads", None, evidence("first"), evidence("copy"), **rows)
    assert [version.bounds.earliest_end for version in versions] == [JULY_15, day("2025-07-20")]
    assert [version.voices for version in versions] == [("copy",), ("first",)]
    assert [version.independent_sources for version in versions] == [1, 1]


def test_an_article_attests_nothing_before_it_was_published():
    versions = history("banned", "2025-07-01/", evidence(said="2025-07-05"))
    assert spans(versions) == [("2025-07-05", "2025-07-15"), ("2025-07-15", None)]
    assert [iso(version.bounds.earliest_end) for version in versions] == ["2025-07-01", "2025-07-15"]
    versions = history("leads", None, evidence(said="2025-07-05"))
    assert [version.bounds for version in versions] == [None, Bounds(PAST, JULY_15, JULY_15, FUTURE)]
    assert [version.undated for version in versions] == [True, False]


def test_nothing_is_known_before_somebody_supports_it():
    entries = evidence("denial", stance="contradicts"), evidence("paper")
    versions = history("met", None, *entries, denial="2025-07-01", paper="2025-07-15")
    assert spans(versions) == [("2025-07-15", None)]
    assert versions[0].contested


def test_where_nobody_supports_it_it_is_known_from_its_contradiction():
    versions = history("met", "2025-07-14", evidence(stance="contradicts"))
    assert spans(versions) == [("2025-07-15", None)]


entry_days = st.sampled_from(["2025-07-01", "2025-07-10", "[2025-07-10..2025-07-14]", "2025-07-20"])


def version_by_definition(assertion, sources, by):
    """Return the version known by a day, straight from the definitions."""
    known = [entry for entry in assertion.evidence if provenance.known_day(entry, sources) <= by]
    support = [entry for entry in known if entry.stance == "supports"]
    dates = [entry.when or assertion.when for entry in support] or [assertion.when]
    dates = [edtf.parse(text) for text in dates if text]
    interval = any(when.lasts for when in dates)
    kind = assertion.type.kind
    actual = [
        entry for entry in support if assertion.status == (entry.status or assertion.status) == "actual"
    ]
    published = [edtf.parse(sources[entry.source].published).bounds for entry in actual if entry.attests]
    attests = kind in ("state", "background") or (kind == "either" and interval)
    reports = [bounds for bounds in published if attests and bounds.latest_end <= by]
    bounds, differ = combined([when.bounds for when in dates]) if dates else (None, False)
    start_unknown = all(when.start_unknown for when in dates)
    end_unknown = all(when.end_unknown for when in dates)
    if reports:
        unknown = {"start_unknown": start_unknown, "end_unknown": end_unknown}
        bounds = attest(bounds or UNBOUNDED, reports, **unknown)
    elif not dates and actual and not assertion.type.lasts(interval):
        first = min(provenance.known_day(entry, sources) for entry in actual)
        bounds = Bounds(PAST, first, PAST, first)
    origins = Ancestry.of_sources(sources).origins({entry.source for entry in support})
    return {
        "bounds": bounds,
        "lasts": assertion.type.lasts(interval),
        "start_unknown": start_unknown,
        "end_unknown": end_unknown,
        "undated": not reports and not dates,
        "dates_differ": differ,
        "contested": any(
            entry.stance == "contradicts"
            or entry.type not in (None, assertion.type.name)
            or entry.status not in (None, assertion.status)
            for entry in known
        ),
        "claimed": bool(support) and all(entry.attribution for entry in support),
        "voices": tuple(dict.fromkeys(entry.attribution or origins[entry.source] for entry in support)),
        "independent_sources": len({*origins.values()}),
    }


rarely = st.integers(0, 3).map(lambda n: n == 0)
full_entries = st.builds(
    evidence,
    st.integers(0, 4).map("s{}".format),
    attribution=st.none() | st.sampled_from(["ann", "unnamed"]),
    said=st.none() | entry_days,
    when=st.none()
    | st.sampled_from(["2025-07", "2025-07-12", "2025-07-03/", "/2025-07-20", "2025-06/2025-07"]),
    type=st.sampled_from([None, None, None, "told"]),
    status=st.sampled_from([None, None, None, "planned"]),
    stance=st.sampled_from(["supports", "supports", "supports", "contradicts"]),
    attests=rarely.map(lambda no: not no),
)


@settings(max_examples=300)
@given(
    st.sampled_from(["met", "leads", "banned", "lobbied"]),
    st.sampled_from([None, "2025-07", "2025-07-03/", "2025-07-12"]),
    st.sampled_from(["actual", "actual", "planned"]),
    st.lists(full_entries, max_size=6),
    st.lists(st.tuples(entry_days, st.frozensets(st.integers(0, 4), max_size=2)), min_size=5, max_size=5),
)
def test_each_version_follows_from_the_definitions(type, when, status, entries, rows):
    sources = {
        f"s{n}": source(f"s{n}", day_, derived_from=tuple(f"s{above}" for above in sorted(derived)))
        for n, (day_, derived) in enumerate(rows)
    }
    assertion = Assertion(TYPES[type], when, status, tuple(entries))
    versions = provenance.versions(assertion, sources)
    assert [version.known_until for version in versions] == [
        *(version.known_from for version in versions[1:]),
        FUTURE,
    ]
    assert all(version.known_from < version.known_until for version in versions)
    for version in versions:
        for by in (version.known_from, version.known_until - 1):
            for fact, expected in version_by_definition(assertion, sources, by).items():
                assert getattr(version, fact) == expected, fact


@pytest.mark.parametrize("rewritten", [False, True])
@pytest.mark.parametrize("type", ["met", "leads"])
def test_evidence_from_thousands_of_days_is_gone_through_once(type, rewritten):
    """It would take hours to evaluate all evidence for each day."""
    began, count = process_time(), 10_000
    sources = {
        f"s{n}": source(f"s{n}", iso(JULY_15 + n), derived_from=(f"s{n - 1}",) if rewritten and n else ())
        for n in range(count)
    }
    entries = tuple(evidence(id, when=iso(JULY_15 - n)) for n, id in enumerate(sources))
    versions = provenance.versions(Assertion(TYPES[type], None, "actual", entries), sources)
    assert len(versions) == count
    assert [version.independent_sources for version in (versions[0], versions[-1])] == [
        1,
        1 if rewritten else count,
    ]
    assert (len(versions[99].voices), versions[-1].dates_differ) == (1 if rewritten else 100, True)
    assert process_time() - began < 30


# --- every way it can have been, enumerated -------------------------------------------------------

published_days = st.sampled_from(["2025-07-04", "2025-07-15", "[2025-07-15..2025-07-19]", "2025-07-25"])
told_dates = st.sampled_from([telling.text for telling in TELLINGS])
inner_days = st.integers(CALENDAR[5], CALENDAR[-6])


@st.composite
def asked_windows(draw):
    since, until = sorted(draw(st.tuples(inner_days, inner_days)))
    return Window(draw(st.sampled_from([since, since, PAST])), draw(st.sampled_from([until, until, FUTURE])))


@given(
    st.sampled_from(["met", "banned", "lobbied", "leads"]),
    st.none() | told_dates,
    st.lists(
        st.tuples(
            st.none() | told_dates,
            published_days,
            st.booleans(),
            st.sampled_from(["supports"] * 3 + ["contradicts"]),
        ),
        max_size=3,
    ),
    st.lists(asked_windows(), min_size=1, max_size=8),
)
def test_bounds_answer_as_every_way_that_the_evidence_allows(type, when, rows, windows):
    entries = [
        evidence(f"s{n}", when=own, attests=attests, stance=stance)
        for n, (own, _, attests, stance) in enumerate(rows)
    ]
    version = latest(type, when, *entries, **{f"s{n}": row[1] for n, row in enumerate(rows)})

    support = [row for row in rows if row[3] == "supports"]
    texts = {row[0] or when for row in support} if support else {when}
    tellings = [TELLING[text] for text in texts - {None}]
    interval = any(telling.lasts for telling in tellings)
    attested = type in ("banned", "leads") or (type == "lobbied" and interval)
    published = [
        (day(row[1].strip("[]")[:10]), day(row[1].strip("[]")[-10:]))
        for row in support
        if row[2] and attested
    ]
    if not tellings and not published:
        assert version.undated
        if attested or not support:
            assert version.bounds is None
        else:
            said = min(day(row[1].strip("[]")[-10:]) for row in support)
            assert version.bounds == Bounds(PAST, said, PAST, said)
        return
    assert not version.undated
    allowed = ways(tellings, published)
    for window in windows:
        touched = [touches(way, *window) for way in allowed]
        assert version.bounds.possibly_in(window) == any(touched)
        assert version.bounds.certainly_in(window) == all(touched)


# --- words --------------------------------------------------------------------------------------


def words_of(type, when, *entries, **published):
    when_ = edtf.parse(when) if when else None
    return provenance.words(when_, latest(type, when, *entries, **published).bounds)


def test_a_relation_s_own_date_gives_the_words():
    assert words_of("met", "2025-07", evidence(when="2025-07-14")) == "July 2025"


def test_without_one_the_evidence_gives_the_words():
    assert words_of("met", None, evidence()) == "by 15 July 2025"
    assert words_of("met", None, evidence(when="2025-07-14")) == "14 July 2025"
    assert words_of("met", None, evidence(when="[2025-07-14..]")) == "14 July 2025 or later"
    assert words_of("leads", None, evidence()) == "reported 15 July 2025"
    assert words_of("leads", None, evidence("a"), evidence("b"), a="2025-07-14") == "reported 14-15 July 2025"
    assert (
        words_of("banned", None, evidence(when="2025-04-09/"))
        == "from 9 April 2025, until 15 July 2025 or later"
    )
    assert words_of("banned", None, evidence(when="2025-04-09/..")) == "from 9 April 2025"
    assert words_of("banned", None, evidence(when="../2025-04-09")) == "until 9 April 2025"


def test_where_nothing_says_when_the_words_say_so():
    assert words_of("met", None) == "no date"
    assert provenance.words(None, UNBOUNDED) == "no date"


@given(st.lists(told_dates, min_size=1, max_size=3), st.sampled_from(["met", "banned"]))
def test_words_never_name_a_day_at_infinity(texts, type):
    words = words_of(
        type,
        None,
        *[evidence(f"s{n}", when=text) for n, text in enumerate(texts)],
        **{f"s{n}": "2025-07-15" for n in range(len(texts))},
    )
    assert words
    assert all(len(part) <= 4 for part in words.replace("-", " ").replace(",", " ").split() if part.isdigit())
