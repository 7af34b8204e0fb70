"""What evidence amounts to: one small test for each rule of DESIGN section 4, and every way enumerated."""

import re
from itertools import product
from time import process_time

import pytest
from datasets import CALENDAR, TELLING, TELLINGS, combined, day, evidence, source, touches, ways
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from graphkit.graph import bounding, date_words, provenance
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.provenance import Assertion
from graphkit.model.vocabulary import vocabulary
from graphkit.temporal import edtf
from graphkit.temporal.bounds import NO_GAPS, UNBOUNDED, Bounds, reported
from graphkit.temporal.calendar import FUTURE, PAST, Window, iso

TYPES = vocabulary()
JULY_15 = day("2025-07-15")


def date_of(when):
    """Return a date: an EDTF text, or what begins and ends are."""
    return edtf.date_of(None, *when) if isinstance(when, tuple) else edtf.date_of(when, None, None)


def history(type="met", when=None, *entries, status="actual", **published):
    """Return the versions of a relation; ``published`` gives the day of a source, by its id."""
    claim = Assertion(TYPES[type], date_of(when), status, tuple(entries))
    return provenance.versions(claim, _sources(entries, published))


def _sources(entries, published):
    sources = {entry.source: source(entry.source) for entry in entries}
    return sources | {
        id: row if not isinstance(row, str) else source(id, row) for id, row in published.items()
    }


def linked(ended_by, begun_by, type, when, *entries, status="actual", **published):
    """Return the versions of a relation that others, of these versions, ended and began."""
    own = history(type, when, *entries, status=status, **published)
    return bounding.bounded_by(
        own, ended_by, begun_by, told_by(type, when, *entries, status=status, **published)
    )


def told_by(type, when, *entries, status="actual", **published):
    """Return what each entry says of the two sides of a relation."""
    sources = _sources(entries, published)
    claim = Assertion(TYPES[type], date_of(when), status, tuple(entries))
    return provenance.sides(claim, sources, Ancestry.of_sources(sources))


def latest(*args, **kwargs):
    """Return the last version: all that is known by now."""
    return history(*args, **kwargs)[-1]


DATES = st.sampled_from(
    [
        *TELLING,
        "1999",
        "2025-07-14~",
        "[2025-07-09..2025-07-11]",
        "../2025-07-12",
        "2025-07-03/..",
        "/2025-08",
    ]
) | st.tuples(*[st.sampled_from([None, "..", "2025-07-01", "[..2025-07-02]", "[2025-06-28,2025-07-02]"])] * 2)


@given(DATES, st.sampled_from(sorted(TYPES)), st.sampled_from(["actual", "planned"]))
def test_a_date_of_which_nobody_tells_gives_what_going_through_no_evidence_gives(date, type, status):
    assume(not isinstance(date, tuple) or not {*date} <= {None, ".."})
    claim = Assertion(TYPES[type], date_of(date), status, ())
    swept = provenance._EvidenceSweep(claim, [], [], {}, Ancestry({})).version(PAST, FUTURE)
    assert provenance.versions(claim, {}) == (swept,)


def on(text):
    return Bounds(*[day(text)] * 4)


# --- dates that are told ------------------------------------------------------------------------


def test_an_entry_without_a_date_tells_the_relation_s():
    assert latest("met", "2025-07-14", evidence()).bounds == on("2025-07-14")


def test_an_entry_s_own_date_counts_in_place_of_the_relation_s():
    seen = latest("met", "2025-07-14", evidence(when="2025-07-10"))
    assert (seen.bounds, seen.dates_differ) == (on("2025-07-10"), False)


def test_entries_that_share_a_day_narrow_each_other():
    seen = latest("met", "2025-07", evidence(when="2025-07-14"), evidence("other"))
    assert (seen.bounds, seen.dates_differ, seen.contested) == (on("2025-07-14"), False, False)


def test_overlapping_entries_leave_what_they_share():
    seen = latest(
        "met", None, evidence(when="[2025-07-01..2025-07-10]"), evidence(when="[2025-07-08..2025-07-20]")
    )
    assert seen.bounds == edtf.parse("[2025-07-08..2025-07-10]").bounds
    assert not seen.dates_differ


def test_entries_that_share_no_day_give_the_days_of_each_and_dates_differ():
    seen = latest("met", "2025-07-10", evidence(), evidence("other", when="2025-07-14"))
    date = edtf.parse("[2025-07-10,2025-07-14]")
    assert (seen.bounds, seen.gaps, date_words.words(None, seen)) == (date.bounds, date.gaps, date.words)
    assert seen.dates_differ
    assert not seen.contested, "only the day is in doubt"


def test_starts_that_differ_leave_a_shared_end_alone():
    seen = latest(
        "banned", None, evidence(when="2025-04-01/2025-07-14"), evidence(when="2025-04-09/2025-07-14")
    )
    assert seen.bounds == Bounds(day("2025-04-01"), day("2025-04-09"), day("2025-07-14"), day("2025-07-14"))
    assert seen.dates_differ


def test_without_evidence_the_relation_speaks_for_itself_and_was_always_known():
    (only,) = history("met", "2025-07-14")
    assert (only.bounds, only.known_from, only.known_until) == (on("2025-07-14"), PAST, FUTURE)
    assert (only.voices, only.independent_sources, only.claimed, only.contested) == ((), 0, False, False)


# --- contradiction ------------------------------------------------------------------------------


def test_a_contradiction_contests_and_never_moves_bounds():
    seen = latest("met", "2025-07-14", evidence(), evidence("other", when="2025-07-01", stance="contradicts"))
    assert (seen.bounds, seen.dates_differ, seen.contested) == (on("2025-07-14"), False, True)


def test_a_contradiction_alone_leaves_the_relation_s_own_date():
    seen = latest("met", "2025-07-14", evidence(when="2025-07-01", stance="contradicts"))
    assert (seen.bounds, seen.contested) == (on("2025-07-14"), True)


def test_a_contradiction_attests_nothing_and_vouches_for_nothing():
    seen = latest("leads", None, evidence(stance="contradicts", attribution="alice"))
    assert (seen.bounds, seen.undated) == (None, True)
    assert (seen.voices, seen.independent_sources, seen.claimed) == ((), 0, True)


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


# --- a report bounds what it reports ----------------------------------------------------------


def span(*days):
    """Return bounds by their four days; None is infinite."""
    known = [day(text) if isinstance(text, str) else text for text in days]
    infinite = (PAST, PAST, FUTURE, FUTURE)
    return Bounds(*(far if at is None else at for at, far in zip(known, infinite, strict=True)))


APRIL, JUNE, JULY = ("2025-04-01", "2025-04-30"), ("2025-06-01", "2025-06-30"), ("2025-07-01", "2025-07-31")
AT = "2025-07-15"


@pytest.mark.parametrize(
    ("type", "when", "given", "expected"),
    [
        # What happens was over by the day of the report, and no earlier than is stated.
        ("met", "2025-07-14", {}, ("2025-07-14",) * 4),
        ("met", "2025-07", {}, ("2025-07-01", AT, "2025-07-01", AT)),
        ("met", "2025-06", {}, (*JUNE, *JUNE)),
        # A date of which all days come after the report contradicts it, and is not narrowed to one.
        ("met", "2025-08", {}, ("2025-08-01", "2025-08-31") * 2),
        ("met", "[2025-08-04..2025-08-10]", {"attribution": "bob"}, ("2025-08-04", "2025-08-10") * 2),
        ("banned", "2025-08/", {}, ("2025-08-01", "2025-08-31", "2025-08-01", None)),
        ("met", "2025-07", {"said": "2025-07-10"}, ("2025-07-01", "2025-07-10") * 2),
        ("met", "2025-07", {"attests": False}, ("2025-07-01", AT, "2025-07-01", AT)),
        ("met", "2025-07", {"status": "planned"}, (*JULY, *JULY)),
        # What lasts had begun by then, and was so on the day of the report.
        ("banned", "2025-04-09/", {}, ("2025-04-09", "2025-04-09", AT, None)),
        ("banned", "2025-06/", {}, (*JUNE, AT, None)),
        ("banned", "2025-07/", {}, ("2025-07-01", AT, AT, None)),
        ("banned", "2025/", {}, ("2025-01-01", AT, AT, None)),
        ("banned", "2025-08-01/", {}, ("2025-08-01", "2025-08-01", "2025-08-01", None)),
        ("banned", "/2025-12-31", {}, (None, AT, "2025-12-31", "2025-12-31")),
        ("banned", "/2025-07", {}, (None, AT, *JULY)),
        ("banned", "/2025-05-01", {}, (None, "2025-05-01", "2025-05-01", "2025-05-01")),
        # Who states an end, and not that it was so on a day, says that it was so up to then and no longer.
        ("banned", "2025-04/2025-07", {}, (*APRIL, *JULY)),
        ("banned", "2025-04/2025-06", {}, (*APRIL, *JUNE)),
        ("banned", "2025-04/2025-07", {"attests": True}, (*APRIL, AT, "2025-07-31")),
        ("banned", "2025-04/2025-07", {"attests": "2025-07-10"}, (*APRIL, "2025-07-10", "2025-07-31")),
        ("banned", "2025-04/2025-06", {"attests": True}, (*APRIL, "2025-06-30", "2025-06-30")),
        ("banned", "2025-04/2025-07", {"said": "2025-07-10"}, (*APRIL, *JULY)),
        ("banned", "2025-04/2025-08", {}, (*APRIL, "2025-08-01", "2025-08-31")),
        ("banned", "2001/2004", {}, ("2001-01-01", "2001-12-31", "2004-01-01", "2004-12-31")),
        ("banned", "2001/", {}, ("2001-01-01", "2001-12-31", AT, None)),
        ("banned", "2001/..", {}, ("2001-01-01", "2001-12-31", FUTURE, None)),
        ("banned", "2025-07", {}, ("2025-07-01", AT, *JULY)),
        ("met", "2025-04/2025-07", {}, (*APRIL, *JULY)),
        ("met", "2025-04/2025-07", {"attests": True}, (*APRIL, AT, "2025-07-31")),
        ("banned", "2025-04/..", {}, (*APRIL, FUTURE, None)),
        ("banned", "2025-04-09/2025-05-01", {}, ("2025-04-09",) * 2 + ("2025-05-01",) * 2),
        ("leads", None, {}, (None, AT, AT, None)),
        ("banned", None, {"said": "2025-07-01"}, (None, "2025-07-01", "2025-07-01", None)),
        # An entry that tells of the past says that it had begun, not that it was still so.
        ("banned", "2025-04/", {"attests": False}, (*APRIL, "2025-04-01", None)),
        ("banned", "2025/", {"attests": False}, ("2025-01-01", AT, "2025-01-01", None)),
        # One that names the day attests that day.
        ("leads", None, {"attests": "2023"}, (None, "2023-12-31", "2023-01-01", None)),
        ("banned", "2023/", {"attests": "2024-02"}, ("2023-01-01", "2023-12-31", "2024-02-01", None)),
        ("leads", None, {"attests": "2026"}, (None, AT, AT, None)),
        # The interval of an event is attested where the entry says so.
        ("met", "2025-07-01/", {}, ("2025-07-01", "2025-07-01", "2025-07-01", None)),
        ("met", "2025-07-01/", {"attests": True}, ("2025-07-01", "2025-07-01", AT, None)),
        ("lobbied", "2025-04/", {}, (*APRIL, AT, None)),
        ("lobbied", "2025-04", {}, (*APRIL, *APRIL)),
        # What may last or happen lasts where an entry says expressly that it was so.
        ("lobbied", None, {"attests": True}, (None, AT, AT, None)),
        ("lobbied", None, {"attests": "2025-05"}, (None, "2025-05-31", "2025-05-01", None)),
        # Nothing is reported of what is planned.
        ("banned", "2025/", {"status": "planned"}, ("2025-01-01", "2025-12-31", "2025-01-01", None)),
        # Begins and ends say what an interval cannot.
        ("banned", ("[2025-01..2025-05]", None), {}, ("2025-01-01", "2025-05-31", AT, None)),
        ("banned", (None, "[2025-07-10..2025-07-20]"), {}, (None, AT, "2025-07-10", "2025-07-20")),
        ("banned", ("2025-04", ".."), {}, (*APRIL, FUTURE, None)),
    ],
)
def test_a_report_bounds_what_it_reports(type, when, given, expected):
    assert latest(type, when, evidence(**given)).bounds == span(*expected)


@pytest.mark.parametrize(
    ("when", "given", "first", "last"),
    [
        (None, {}, (AT, AT), (AT, AT)),
        ("2025-04/", {}, None, (AT, AT)),
        ("/2025-12", {}, (AT, AT), None),
        ("2025-04/2025-12", {}, None, None),
        ("2025-04/..", {}, None, None),
        # A day that is only stated is not one on which it is reported.
        ("2025-04/", {"attests": False}, None, None),
        ("/2025-05-01", {"attests": False}, None, None),
        ("/2025-12", {"attests": False}, None, None),
        ("2025-08-01/", {}, None, None),
        ("/2025-05-01", {}, None, None),
        ("2025-04/", {"status": "planned"}, None, None),
        ("2025-04/", {"stance": "contradicts"}, None, None),
        # One report on an uncertain day is of the same days from either side.
        (None, {"source": "weekly"}, ("2025-07-14", "2025-07-20"), ("2025-07-14", "2025-07-20")),
        ("2025-07-16/", {"source": "weekly"}, None, ("2025-07-16", "2025-07-20")),
        ("/2025-07-16", {"source": "weekly"}, ("2025-07-14", "2025-07-16"), None),
        (None, {"attests": "2023"}, ("2023-01-01", "2023-12-31"), ("2023-01-01", "2023-12-31")),
        (None, {"said": "2025-05"}, ("2025-05-01", "2025-05-31"), ("2025-05-01", "2025-05-31")),
        (None, {"source": "copy"}, ("2025-07-27", "2025-07-27"), ("2025-07-27", "2025-07-27")),
        # An end that may have been before the report, or after it: the report tells of no day.
        ("/2025-07", {}, None, None),
        ("/2025-07", {"attests": True}, (AT, AT), None),
        ("/2025-07", {"attests": "2025-06"}, ("2025-06-01", "2025-06-30"), None),
    ],
)
def test_what_lasts_is_reported_only_on_days_that_evidence_attests(when, given, first, last):
    rows = {
        "weekly": source("weekly", "[2025-07-14..2025-07-20]"),
        "copy": source("copy", "2025-07-27", derived_from=("weekly",)),
    }
    seen = latest("banned", when, evidence(**given), **rows)
    told = [days and tuple(map(iso, days)) for days in (seen.first_reported, seen.last_reported)]
    assert told == [first, last]


def test_of_many_reports_the_first_and_the_last_count():
    papers = {"a": "[2025-07-10..2025-07-12]", "b": "2025-07-11", "c": "[2025-07-01..2025-07-31]"}
    seen = latest("leads", None, *map(evidence, papers), **papers)
    assert seen.first_reported == Window(day("2025-07-01"), day("2025-07-11"))
    assert seen.last_reported == Window(day("2025-07-11"), day("2025-07-31"))
    earlier = evidence("d", attests=False)
    seen = latest("leads", None, evidence("b"), earlier, b="2025-07-11", d="2025-07-05")
    assert seen.first_reported == Window(day("2025-07-05"), day("2025-07-05")), "it was said to have begun"
    assert seen.last_reported == Window(day("2025-07-11"), day("2025-07-11"))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2025-07-10/", "2025-07-10"),
        ("/2025-07", "2025-07-01"),
        ("../2025-07", "2025-07-01"),
        ("2025-07-10/..", "2025-07-10"),
        (None, None),
    ],
)
def test_what_is_stated_is_neither_a_day_of_a_report_nor_of_another_relation(when, expected):
    own = history("banned", when, evidence())
    others = history("eased", "2025-06-10/", evidence("o")), history("met", "2025-06-05", evidence("o"))
    for seen in (own[-1], linked(others[:1], others[1:], "banned", when, evidence())[-1]):
        assert (seen.stated and iso(seen.stated)) == expected


def test_a_day_is_not_left_open_where_it_was_published_on_an_uncertain_one():
    seen = latest("leads", None, evidence(), paper="[2025-07-15..2025-07-20]")
    assert seen.bounds == Bounds(PAST, day("2025-07-20"), day("2025-07-15"), FUTURE)


def test_every_report_counts():
    seen = latest("leads", None, evidence("old"), evidence("new"), old="2025-07-01", new="2025-07-20")
    assert seen.bounds == Bounds(PAST, day("2025-07-01"), day("2025-07-20"), FUTURE)


def test_a_rewriting_attests_on_the_day_of_its_original():
    rows = {
        "first": source("first", "2025-07-15"),
        "copy": source("copy", "2025-07-22", derived_from=("first",)),
    }
    seen = latest("leads", None, evidence("copy"), evidence("first", attests=False), **rows)
    assert seen.bounds == Bounds(PAST, JULY_15, JULY_15, FUTURE)
    assert seen.known_from == day("2025-07-22")


def test_a_rewriting_s_own_news_is_attested_on_its_own_day():
    rows = {
        "first": source("first", "2025-07-15"),
        "second": source("second", "2025-07-22", derived_from=("first",)),
        "third": source("third", "2025-07-29", derived_from=("second",)),
    }
    (only,) = history("leads", None, evidence("second"), **rows)
    assert only.bounds == Bounds(PAST, day("2025-07-22"), day("2025-07-22"), FUTURE)
    other_type = evidence("first", type="told")
    seen = latest("leads", None, evidence("second"), other_type, **rows)
    assert seen.bounds.earliest_end == day("2025-07-22"), "its original says something else"
    seen = latest("leads", None, evidence("third"), evidence("second"), **rows)
    assert seen.last_reported == Window(*[day("2025-07-22")] * 2), "the third relays the second"
    assert seen.first_reported == Window(*[day("2025-07-22")] * 2), "the first says nothing of it"


def test_a_rewriting_known_before_its_original_tells_its_own_news_until_then():
    rows = {
        "first": source("first", "[2025-07-15..2025-07-29]"),
        "copy": source("copy", "2025-07-22", derived_from=("first",)),
    }
    entries = evidence("copy"), evidence("first", attests=False)
    before, after = history("leads", None, *entries, **rows)
    assert before.bounds == Bounds(PAST, *[day("2025-07-22")] * 2, FUTURE)
    assert after.bounds == Bounds(PAST, day("2025-07-22"), JULY_15, FUTURE)
    assert after.last_reported == Window(JULY_15, day("2025-07-22"))
    dated = history("banned", "2025-07-01/", *entries, **rows)
    assert [seen.bounds.earliest_end for seen in dated] == [day("2025-07-22"), JULY_15]
    easing = history("eased", "2025-07-18", evidence("o"), o="2025-07-20")
    ended_ = linked([easing], [], "banned", "2025-07-01/", *entries, **rows)
    assert [seen.dates_differ for seen in ended_] == [True, False]
    assert ended_[1].bounds[2:] == (JULY_15, day("2025-07-18"))


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ({}, JUNE),
        ({"attests": True}, ("2025-06-30", "2025-06-30")),
        ({"attests": "2025-06-10"}, ("2025-06-10", "2025-06-30")),
    ],
)
def test_what_gives_no_day_does_not_attest_beyond_an_end_that_others_state(given, end):
    stated = evidence("old", when="2025-04/2025-06")
    seen = latest("banned", None, stated, evidence("new", dated=False, **given), new="2025-07-20")
    assert seen.bounds == span(*APRIL, *end)
    assert not seen.dates_differ


def test_reports_that_exclude_each_other_differ():
    seen = latest("banned", None, evidence(when="2025-04/"), evidence("other", when="2025-04/2025-05"))
    assert seen.dates_differ
    assert seen.bounds == span(*APRIL, "2025-05-01", None)


def test_an_entry_that_gives_no_day_vouches_for_none():
    seen = latest("met", "2025-07-14", evidence(dated=False), evidence("other", when="2025-07-10"))
    assert (seen.bounds, seen.dates_differ) == (on("2025-07-10"), False)


def test_an_entry_of_another_type_vouches_for_no_day():
    other = evidence("other", type="required-licence")
    seen = latest("banned", "2025-07-20/", evidence(when="2025-07-10/"), other)
    assert (seen.bounds.earliest_start, seen.dates_differ, seen.contested) == (day("2025-07-10"), False, True)


def test_where_nobody_vouches_for_a_day_that_of_the_relation_stays():
    seen = latest("met", "2025-07", evidence(dated=False))
    assert seen.bounds == span("2025-07-01", AT, "2025-07-01", AT)


def test_an_article_that_cites_its_own_publisher_speaks_for_itself():
    row = source("paper", "2025-07-15", publisher_actor="herald")
    seen = latest("met", None, evidence(attribution="herald"), evidence(paragraph=2), paper=row)
    assert (seen.voices, seen.claimed) == (("herald",), False)


@pytest.mark.parametrize(
    ("one", "other", "voices"),
    [
        ({"publisher": "The Herald"}, {"publisher": "the  HERALD"}, ("a",)),
        ({"publisher": "The Herald"}, {"publisher": "The Times"}, ("a", "b")),
        ({"publisher_actor": "herald"}, {"publisher_actor": "herald"}, ("herald",)),
        ({"publisher_actor": "herald"}, {"publisher_actor": "times"}, ("herald", "times")),
    ],
)
def test_two_articles_of_one_publisher_are_two_sources_and_one_voice(one, other, voices):
    rows = {"a": source("a", "2025-07-15", **one), "b": source("b", "2025-07-16", **other)}
    first, seen = history("met", None, evidence("b"), evidence("a"), evidence("b", paragraph=2), **rows)
    assert (first.voices, seen.independent_sources, seen.claimed) == (voices[:1], 2, False)
    assert set(seen.voices) == ({"b"} if voices == ("a",) else set(voices))


def test_who_quotes_a_publisher_and_its_own_article_are_one_voice():
    row = source("paper", "2025-07-15", publisher_actor="herald")
    seen = latest("met", None, evidence(), evidence("other", attribution="herald"), paper=row)
    assert (seen.voices, seen.claimed, seen.independent_sources) == (("herald",), False, 2)


@pytest.mark.parametrize(
    ("type", "when", "lasts"),
    [
        ("met", "2025-07-14", False), ("met", "2025-07-14/2025-07-16", True), ("banned", "2025-07-14", True),
        ("leads", None, True), ("lobbied", "2025-04", False), ("lobbied", "2025-04/2025-06", True),
        ("lobbied", None, False), ("met", ("2025-07-14", None), True),
    ],
)  # fmt: skip
def test_states_last_events_happen_and_either_does_as_its_date_says(type, when, lasts):
    assert latest(type, when, evidence()).lasts is lasts


# --- without a date -----------------------------------------------------------------------------


@pytest.mark.parametrize("type", ["met", "lobbied"])
def test_an_actual_event_without_a_date_has_happened_by_the_first_day_it_was_published(type):
    seen = latest(type, None, evidence("late"), evidence("early"), late="2025-07-20", early="2025-07-12")
    assert seen.undated
    assert seen.bounds == edtf.parse("[..2025-07-12]").bounds


def test_it_has_happened_by_the_day_on_which_it_was_said():
    assert latest("met", None, evidence(said="2025-07-10")).bounds == edtf.parse("[..2025-07-10]").bounds


def test_it_has_happened_by_the_last_day_on_which_it_may_have_been_published():
    seen = latest("met", None, evidence(), paper="[2025-07-15..2025-07-20]")
    assert seen.bounds == edtf.parse("[..2025-07-20]").bounds


@pytest.mark.parametrize("says", [{"stance": "contradicts"}, {"status": "planned"}], ids=str)
def test_who_contradicts_it_or_tells_of_a_plan_does_not_say_that_it_has_happened(says):
    entries = evidence("early", **says), evidence("late")
    seen = latest("met", None, *entries, early="2025-07-01", late="2025-07-20")
    assert seen.bounds == edtf.parse("[..2025-07-20]").bounds


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_a_planned_or_denied_event_without_a_date_has_no_bounds(status):
    seen = latest("met", None, evidence(), status=status)
    assert (seen.bounds, seen.undated) == (None, True)


def test_an_event_that_one_entry_dates_is_dated():
    seen = latest("met", None, evidence(), evidence("other", when="2025-07-10"))
    assert (seen.bounds, seen.undated) == (on("2025-07-10"), False)


# --- voices -------------------------------------------------------------------------------------


def test_claimed_is_what_nobody_reports_in_their_own_voice():
    quoted, anonymous = evidence(attribution="alice"), evidence("other", attribution="unnamed")
    assert latest("met", None, quoted, anonymous).claimed
    assert not latest("met", None, quoted, anonymous, evidence("third")).claimed
    assert latest("met", None, quoted, evidence("third", stance="contradicts")).claimed
    assert not latest("met", None).claimed
    assert latest("met", None, evidence(status="denied")).claimed  # nobody says so at all
    assert latest("met", "2025-07-14", evidence(stance="contradicts")).claimed


def test_five_articles_that_quote_one_actor_are_five_sources_and_one_voice():
    seen = latest("met", None, *[evidence(f"paper-{n}", attribution="nvidia") for n in range(5)])
    assert (seen.voices, seen.independent_sources) == (("nvidia",), 5)


def test_an_article_in_its_own_voice_is_a_voice():
    seen = latest("met", None, evidence(), evidence("other", attribution="alice"), evidence(paragraph=2))
    assert set(seen.voices) == {"paper", "alice"}
    assert (len(seen.voices), seen.independent_sources) == (2, 2)


def test_versions_that_say_the_same_are_equal_however_they_came_about():
    one, other = (latest("met", None, evidence(attribution="alice"), evidence("other")) for _ in range(2))
    assert (one == other, hash(one) == hash(other), one is other) == (True, True, False)
    assert one != latest("met", None, evidence(attribution="bob"), evidence("other"))


# --- independent sources --------------------------------------------------------------------------


def telling_sources(*telling, **derived_from):
    """Return how many independent sources, and which voices, tell of a relation."""
    rows = {id: source(id, derived_from=tuple(above)) for id, above in derived_from.items()}
    seen = latest("met", None, *[evidence(id) for id in telling], **rows)
    assert seen.independent_sources == len(seen.voices)
    return seen.independent_sources, set(seen.voices)


def test_a_rewritten_source_and_its_origin_are_one():
    assert telling_sources("copy", "first", first="", copy=["first"]) == (1, {"first"})


def test_a_rewritten_source_counts_where_it_adds_what_its_origin_lacks():
    assert telling_sources("copy", first="", copy=["first"]) == (1, {"copy"})
    assert telling_sources("copy", "other", first="", copy=["first"], other="") == (2, {"copy", "other"})


def test_a_chain_of_rewritings_is_one():
    chain = {"first": "", "second": ["first"], "third": ["second"]}
    assert telling_sources("first", "second", "third", **chain) == (1, {"first"})
    assert telling_sources("third", "first", **chain) == (1, {"first"})
    assert telling_sources("third", "second", **chain) == (1, {"second"})


def test_a_source_rewritten_both_directly_and_through_another_is_one():
    derived = {"first": "", "b-copy": ["first"], "c-copy": ["first", "b-copy"], "a-copy": ["b-copy", "first"]}
    assert telling_sources("c-copy", "b-copy", "first", **derived) == (1, {"first"})
    assert telling_sources("a-copy", "b-copy", "first", **derived) == (1, {"first"})


def test_two_origins_of_one_rewriting_stay_two():
    derived = {"first": "", "second": "", "both": ["first", "second"]}
    assert telling_sources("both", "first", "second", **derived)[0] == 2


def test_sources_rewritten_from_one_another_are_one():
    assert telling_sources("a", "b", a=["b"], b=["a"])[0] == 1
    assert telling_sources("a", "b", "c", a=["b"], b=["c"], c=["a"])[0] == 1
    assert telling_sources("a", a=["a"])[0] == 1
    assert telling_sources("a", "b", "d", a=["b"], b=["a"], d=["a"])[0] == 1
    assert telling_sources("a", "b", "root", a=["b"], b=["a", "root"], root="") == (1, {"root"})


@given(
    st.lists(st.frozensets(st.integers(0, 4), max_size=2), min_size=5, max_size=5),
    st.frozensets(st.integers(0, 4), min_size=1),
)
def test_independent_sources_are_those_that_no_other_telling_source_lies_behind(above, telling):
    """Oracle: transitive closure by repeated joining; sources behind one another are one."""
    behind = {n: set(names) for n, names in enumerate(above)}
    for _ in range(5):
        behind = {n: names.union(*[behind[name] for name in names]) for n, names in behind.items()}
    groups = {
        frozenset(m for m in telling if m == n or (m in behind[n] and n in behind[m]))
        for n in telling
        if all(n in behind[m] for m in behind[n] & telling if m != n)
    }
    rows = {f"s{n}": [f"s{name}" for name in names] for n, names in enumerate(above)}
    assert telling_sources(*[f"s{n}" for n in telling], **rows)[0] == len(groups)


# --- versions: known by -------------------------------------------------------------------------


def spans(versions):
    return [(iso(seen.known_from), iso(seen.known_until)) for seen in versions]


def test_there_is_a_version_for_each_day_on_which_something_became_known():
    told = history(
        "met",
        None,
        evidence("a"),
        evidence("b"),
        evidence("c"),
        a="2025-07-15",
        b="2025-07-15",
        c="2025-07-20",
    )
    assert spans(told) == [("2025-07-15", "2025-07-20"), ("2025-07-20", None)]


def test_what_was_said_is_known_from_then_before_it_was_published():
    told = history("met", None, evidence(said="2025-07-10"), evidence("other"))
    assert spans(told) == [("2025-07-10", "2025-07-15"), ("2025-07-15", None)]
    assert [seen.independent_sources for seen in told] == [1, 2]


def test_an_uncertain_day_is_known_from_its_last():
    assert spans(history("met", None, evidence(), paper="[2025-07-15..2025-07-20]")) == [("2025-07-20", None)]
    assert spans(history("met", None, evidence(said="[2025-07-07..2025-07-13]"))) == [("2025-07-13", None)]


def test_each_version_weighs_only_what_was_known():
    entries = (
        evidence("first", when="2025-07", attribution="alice"),
        evidence("second", when="2025-07-14"),
        evidence("third", stance="contradicts"),
        evidence("fourth", when="2025-08-01"),
    )
    published = {"first": "2025-07-15", "second": "2025-07-16", "third": "2025-07-17", "fourth": "2025-07-18"}
    told = history("met", None, *entries, **published)
    assert [seen.bounds for seen in told] == [
        edtf.parse("[2025-07-01..2025-07-15]").bounds,
        on("2025-07-14"),
        on("2025-07-14"),
        edtf.parse("[2025-07-01..2025-08-01]").bounds,
    ]
    assert [seen.claimed for seen in told] == [True, False, False, False]
    assert [seen.contested for seen in told] == [False, False, True, True]
    assert [seen.dates_differ for seen in told] == [False, False, False, True]
    assert [seen.voices for seen in told][:2] == [("alice",), ("alice", "second")]


def test_attestations_and_origins_become_known_too():
    rows = {
        "first": source("first", "2025-07-20"),
        "copy": source("copy", "2025-07-15", derived_from=("first",)),
    }
    told = history("leads", None, evidence("first"), evidence("copy"), **rows)
    assert [seen.bounds.earliest_end for seen in told] == [JULY_15, day("2025-07-20")]
    assert [seen.voices for seen in told] == [("copy",), ("first",)]
    assert [seen.independent_sources for seen in told] == [1, 1]


def test_what_was_said_attests_on_the_day_on_which_it_was_said():
    told = history("banned", "2025-07-01/", evidence(said="2025-07-05"))
    assert spans(told) == [("2025-07-05", None)]
    assert iso(told[0].bounds.earliest_end) == "2025-07-05"


@pytest.mark.parametrize("denial", [{"stance": "contradicts"}, {"status": "denied"}])
def test_what_was_denied_before_somebody_claims_it_was_known_as_denied(denial):
    entries = evidence("denial", attribution="bob", **denial), evidence("paper")
    told = history("met", None, *entries, denial="2025-07-01", paper="2025-07-15")
    assert spans(told) == [("2025-07-01", "2025-07-15"), ("2025-07-15", None)]
    assert [(each.status, each.contested) for each in told] == [("denied", False), ("actual", True)]
    assert [each.voices for each in told] == [("bob",), ("paper",)]


def test_the_newest_says_the_status_and_of_one_day_what_claims_least():
    entries = (
        evidence("a", status="planned"),
        evidence("b", status="denied"),
        evidence("c", status="planned"),
        evidence("c", stance="contradicts", attribution="bob"),
        evidence("d", type="paid"),
        evidence("e", status="planned"),
        evidence("f"),
    )
    days = {name: f"2025-07-0{number}" for number, name in enumerate("abcdef", 1)}
    told = history("met", None, *entries, **days)
    statuses = ["planned", "denied", "denied", "denied", "planned", "actual"]
    assert [each.status for each in told] == statuses
    assert [each.contested for each in told] == [False, True, True, True, True, True]


def test_what_was_claimed_and_is_now_denied_was_known_as_a_fact():
    entries = evidence("paper", status="actual"), evidence("later")
    told = history("met", None, *entries, status="denied", paper="2025-07-01", later="2025-07-15")
    assert [each.status for each in told] == ["actual", "denied"]


def test_nothing_is_known_before_somebody_gives_it_a_status():
    entries = evidence("other", type="paid"), evidence("paper")
    told = history("met", None, *entries, other="2025-07-01", paper="2025-07-15")
    assert spans(told) == [("2025-07-15", None)]
    assert told[0].contested


@pytest.mark.parametrize("denial", [{"stance": "contradicts"}, {"status": "denied"}])
@pytest.mark.parametrize("status", ["actual", "planned"])
def test_a_date_for_which_only_a_later_claim_vouches_was_not_known_with_the_denial(denial, status):
    entries = evidence("denial", **denial), evidence("paper")
    told = history("met", "2025-06-01", *entries, status=status, denial="2025-07-01", paper="2025-07-15")
    assert [(each.status, each.undated) for each in told] == [("denied", True), (status, False)]
    assert told[0].bounds is None


def test_a_denial_has_the_days_that_denials_state_themselves():
    entries = (
        evidence("first", stance="contradicts"),
        evidence("second", stance="contradicts", when="2025-06-01"),
        evidence("paper"),
    )
    days = {"first": "2025-07-01", "second": "2025-07-05", "paper": "2025-07-15"}
    told = history("met", "2025-06-01", *entries, **days)
    assert [each.bounds for each in told] == [None, on("2025-06-01"), on("2025-06-01")]


# --- what its publisher takes back ------------------------------------------------------------------


def papers(**days):
    """Return sources of one publisher, by id, with the days on which they came out."""
    return {id: source(id, published, publisher="The Paper") for id, published in days.items()}


@pytest.mark.parametrize("denial", [{"stance": "contradicts"}, {"status": "denied"}])
def test_what_its_only_publisher_takes_back_is_denied_from_then_on(denial):
    entries = evidence("first"), evidence("then", **denial)
    told = history("met", "2025-02-20", *entries, **papers(first="2025-03-01", then="2025-05-01"))
    assert spans(told) == [("2025-03-01", "2025-05-01"), ("2025-05-01", None)]
    assert [(each.status, each.contested, each.claimed) for each in told] == [
        ("actual", False, False),
        ("denied", False, False),
    ]
    assert [each.voices for each in told] == [("first",), ("then",)]
    assert [each.independent_sources for each in told] == [1, 1]


def test_so_it_is_where_the_relation_itself_is_denied():
    entries = evidence("first", status="actual"), evidence("then")
    told = history("met", None, *entries, status="denied", **papers(first="2025-03-01", then="2025-05-01"))
    assert [(each.status, each.contested) for each in told] == [("actual", False), ("denied", False)]


def test_what_another_tells_too_is_contested_and_rests_on_that_voice_alone():
    rows = papers(first="2025-03-01", then="2025-05-01")
    entries = evidence("first", when="2025-02"), evidence("other", when="2025-02-20")
    both = history("met", None, *entries, evidence("then", stance="contradicts"), other="2025-04-01", **rows)
    assert [(each.status, each.contested) for each in both] == [
        ("actual", False),
        ("actual", False),
        ("actual", True),
    ]
    assert [each.voices for each in both] == [("first",), ("first", "other"), ("other",)]
    assert [each.independent_sources for each in both] == [1, 2, 1]
    late = history("met", None, *entries, evidence("then", stance="contradicts"), other="2025-06-01", **rows)
    assert [(each.status, each.contested) for each in late] == [
        ("actual", False),
        ("denied", False),
        ("actual", True),
    ]


def test_who_takes_a_denial_back_contests_no_longer():
    rows = papers(first="2025-03-01", then="2025-05-01")
    told = history(
        "met", None, evidence("first", stance="contradicts"), evidence("other"), evidence("then"),
        other="2025-04-01", **rows,
    )  # fmt: skip
    assert [(each.status, each.contested) for each in told] == [
        ("denied", False),
        ("actual", True),
        ("actual", False),
    ]


@pytest.mark.parametrize(
    ("first", "then", "days"),
    [
        ({}, {"attribution": "bob"}, {}),  # bob denies it, and not the paper
        ({"attribution": "bob"}, {}, {}),
        ({}, {}, {"first": "2025-05-01"}),  # both on one day
        ({}, {}, {"first": "[2025-04-01..2025-05-02]"}),  # which is the last word is uncertain
        ({}, {}, {"then": source("then", "2025-05-01", publisher="Another")}),
    ],
)
def test_only_a_later_word_of_its_own_takes_a_publisher_s_word_back(first, then, days):
    rows = papers(first="2025-03-01", then="2025-05-01")
    for id, other in days.items():
        rows |= {id: other} if not isinstance(other, str) else papers(**{id: other})
    last = latest(
        "met", None, evidence("first", **first), evidence("then", stance="contradicts", **then), **rows
    )
    assert (last.status, last.contested) == ("actual", True)


@pytest.mark.parametrize(
    ("type", "told", "denied", "status"),
    [
        ("met", "2024-05", "2024-05", "denied"),
        ("met", "2024-05", "2024", "denied"),
        ("met", "2024-05", None, "denied"),
        ("met", "2024-05", "2024-06", "actual"),
        ("met", "2024-05", "2024-05-03", "actual"),  # it may have been on another day of May
        ("met", None, "2024-05", "actual"),
        ("leads", "2010/2020", "2021/", "actual"),
        ("leads", "2010/2020", "2015", "actual"),  # and the other years stay as they were told
        ("leads", "2010/", "2025-04", "actual"),
        ("leads", "2010/", "2010/", "denied"),
        ("leads", "2010/", "2010/2025-03-01", "denied"),  # told up to the day of the article alone
    ],
)
@pytest.mark.parametrize("denial", [{"stance": "contradicts"}, {"status": "denied"}])
def test_a_denial_of_some_days_takes_back_only_what_was_told_of_them_alone(
    type, told, denied, status, denial
):
    rows = papers(first="2025-03-01", then="2025-05-01")
    entries = evidence("first"), evidence("then", when=denied, **denial)
    last = latest(type, told, *entries, **rows)
    assert (last.status, last.contested) == (status, status == "actual")
    turned = latest(type, told, *entries, **papers(first="2025-05-01", then="2025-03-01"))
    assert turned.status == "actual"
    if told and not told.endswith("/"):
        assert turned.contested == (status == "actual")


@pytest.mark.parametrize("publisher", ["unknown", "n/a", "Anonymous"])
def test_publishers_whom_nobody_names_are_not_one_that_takes_its_word_back(publisher):
    rows = {
        id: source(id, day, publisher=publisher) for id, day in (("a", "2025-03-01"), ("b", "2025-05-01"))
    }
    last = latest("met", "2025-02", evidence("a"), evidence("b", stance="contradicts"), **rows)
    assert (last.status, last.contested) == ("actual", True)


def test_who_denies_another_type_does_not_deny_this():
    claim = Assertion(TYPES["banned"], None, "actual", ())
    assert not provenance.denies(claim, evidence(status="denied", type="fined"))
    assert provenance.denies(claim, evidence(status="denied"))
    assert provenance.denies(claim, evidence(status="denied", type="banned"))
    assert provenance.denies(claim, evidence(stance="contradicts", type="fined"))


def test_where_nobody_supports_it_it_is_known_from_its_contradiction():
    told = history("met", "2025-07-14", evidence(stance="contradicts"))
    assert spans(told) == [("2025-07-15", None)]


entry_days = st.sampled_from(["2025-07-01", "2025-07-10", "[2025-07-10..2025-07-14]", "2025-07-20"])


@given(st.lists(st.tuples(entry_days, st.none() | entry_days, st.booleans()), max_size=5), st.data())
def test_versions_follow_one_another_and_each_is_what_its_evidence_alone_amounts_to(rows, data):
    entries = [
        evidence(f"s{n}", said=said, stance="supports" if supports else "contradicts")
        for n, (_, said, supports) in enumerate(rows)
    ]
    published = {f"s{n}": row[0] for n, row in enumerate(rows)}
    told = history("met", None, *entries, **published)
    assert told[-1].known_until == FUTURE
    assert [seen.known_until for seen in told[:-1]] == [seen.known_from for seen in told[1:]]
    assert all(seen.known_from < seen.known_until for seen in told)
    by = data.draw(st.integers(told[0].known_from, day("2025-08-01")) if entries else st.just(JULY_15))
    known = [
        entry
        for entry, row in zip(entries, rows, strict=True)
        if min(day(text.strip("[]")[-10:]) for text in (row[0], row[1]) if text) <= by
    ]
    at_the_time = next(seen for seen in told if seen.known_from <= by < seen.known_until)
    alone = latest("met", None, *known, **published)
    for fact in ("bounds", "undated", "contested", "claimed", "voices", "independent_sources"):
        assert getattr(at_the_time, fact) == getattr(alone, fact), fact


def reports_of(claim, sources, entries):
    """Return the report of each entry by the definitions: the date it vouches for, by, attested.

    Only what is so said that the day is given, or yes, attests days on which it may have ended already.
    """
    for entry in entries:
        alike = entry.dated and entry.type in (None, claim.type.name)
        when = edtf.parse(entry.when) if entry.when else claim.when if alike else None
        by = attested = None
        if claim.status == (entry.status or claim.status) == "actual":
            by = provenance.known_day(entry, sources)
            text = None
            if isinstance(entry.attests, str):
                text = entry.attests
                by = min(by, edtf.parse(text).bounds.latest_end)
            elif entry.attests or (entry.attests is None and claim.type.kind != "event"):
                text = entry.said or original(entry.source, sources, entries)
            if text:
                dates = edtf.parse(text).bounds
                attested = Window(min(by, dates.earliest_start), min(by, dates.latest_end))
            if entry.attests is None and when and not when.end_unknown:
                attested = up_to(attested, when.bounds.earliest_end)
        yield when, by, attested, entry.attests is None


def up_to(days, end):
    """Return which of some days are up to another."""
    left = [at for at in range(days.since, days.until + 1) if at <= end] if days else []
    return Window(left[0], left[-1]) if left else None


def claim_lasts(claim):
    """Return whether an entry says expressly that something which may last or happen was so on a day."""
    return lambda entry: bool(
        entry.attests
        and claim.type.kind == "either"
        and claim.status == (entry.status or claim.status) == "actual"
    )


def original(name, sources, entries):
    """Return when the first known source was published that a source goes back to and that says it too.

    If none does, when it was published itself.
    """
    known = [
        (provenance.known_day(entry, sources), sources[entry.source].published)
        for entry in entries
        if entry.source in behind(name, sources)
    ]
    first_known = sorted(known, key=lambda each: (each[0], edtf.parse(each[1]).bounds))
    return first_known[0][1] if first_known else sources[name].published


def says(claim, entry):
    """Return whether an entry says what is claimed, and nothing else in its place."""
    same = entry.type in (None, claim.type.name) and entry.status in (None, claim.status)
    return entry.stance == "supports" and same


def behind(name, sources):
    """Return the sources that a source goes back to, without those that go back to it too."""

    def reached(name):
        found, fresh = set(), {name}
        while fresh:
            found |= fresh
            fresh = {above for each in fresh for above in sources[each].derived_from} - found
        return found

    return {other for other in reached(name) if name not in reached(other)}


def weighed_anew(claim, sources, by):
    """Return what the evidence known by a day amounts to, by the definitions, from nothing."""
    known = [entry for entry in claim.evidence if provenance.known_day(entry, sources) <= by]
    support = [entry for entry in known if says(claim, entry)]
    everything = [entry for entry in claim.evidence if says(claim, entry)]
    reports = list(reports_of(claim, sources, support))
    if claim.when and not any(when for when, *_ in reports_of(claim, sources, everything)):
        reports.append((claim.when, None, None, False))
    dated = [when for when, *_ in reports if when]
    interval = any(when.lasts for when in dated) or any(map(claim_lasts(claim), support))
    lasts = claim.type.lasts(interval)
    narrowed = [
        when.bounds
        if last is None
        else reported(when.bounds, last, lasts=lasts, attested=attested and attested[0])
        for when, last, attested, _ in reports
        if when
    ]
    own_gaps = [when.gaps for when in dated]
    bounds, gaps, differ = combined(narrowed, own_gaps) if dated else (UNBOUNDED, NO_GAPS, False)
    ends_stated = not all(when.end_unknown for when in dated)
    stated_end = bounds.earliest_end
    reports = [
        (when, last, up_to(days, stated_end) if presumed and not when and ends_stated else days)
        for when, last, days, presumed in reports
    ]
    for when, last, attested in reports:
        if when is None and last is not None:
            bounds = reported(bounds, last, lasts=lasts, attested=attested and attested[0])
    bounds = bounds.outside(gaps)
    is_so = bool(dated) or any((attested if lasts else last) is not None for _, last, attested in reports)
    start_unknown = all(when.start_unknown for when in dated)
    end_unknown = all(when.end_unknown for when in dated)
    bounds = bounds if is_so else None
    told = combined([when.bounds for when in dated], own_gaps)[0] if dated else UNBOUNDED
    sides = (told.earliest_start, start_unknown), (told.earliest_end, end_unknown)
    stated = [at for at, unknown in sides if not unknown and at not in (PAST, FUTURE)]
    first, last = reported_days(reports, bounds) if bounds and lasts else (None, None)
    cited = {entry.source for entry in support}
    origins = Ancestry.of_sources(sources).origins(cited)
    spoken = [entry for entry in support if entry.attribution or not behind(entry.source, sources) & cited]
    selves = Ancestry.of_sources(sources).origins({entry.source for entry in spoken if not entry.attribution})
    return {
        "bounds": bounds,
        "gaps": gaps,
        "lasts": lasts,
        "single_date": lasts and bool(dated) and not interval,
        "start_unknown": start_unknown,
        "end_unknown": end_unknown,
        "first_reported": first if start_unknown else None,
        "last_reported": last if end_unknown else None,
        "stated": stated[0] if stated else None,
        "undated": not dated and not (lasts and is_so),
        "dates_differ": differ,
        "contested": any(not says(claim, entry) for entry in known),
        "claimed": bool(known) and all(entry.attribution for entry in spoken),
        "voices": tuple(dict.fromkeys(entry.attribution or selves[entry.source] for entry in spoken)),
        "independent_sources": len({*origins.values()}),
    }


def reported_days(reports, bounds):
    """Return the days on one of which it was first and last said to be so, by every way it can have been.

    What is only said to have begun is said of the day by which that was known, for the first of them alone.
    """
    attested = [days for _, _, days in reports if days]
    if not attested:
        return None, None
    said = [*attested, *(Window(by, by) for _, by, days in reports if by is not None and not days)]
    firsts = {min(choice) for choice in product(*map(set, said))}
    lasts = {max(choice) for choice in product(*map(set, attested))}
    first = Window(min(firsts), min(max(firsts), bounds.latest_end))
    last = Window(max(min(lasts), bounds.earliest_start), max(lasts))
    return first if first.since <= first.until else None, last if last.since <= last.until else None


ORIGINAL, COPY, APART = "original", "copy", "apart"


@pytest.mark.parametrize(
    ("entries", "voices", "claimed"),
    [
        ([evidence(ORIGINAL), evidence(COPY)], (ORIGINAL,), False),
        ([evidence(ORIGINAL, attribution="ann"), evidence(COPY)], ("ann",), True),
        ([evidence(ORIGINAL, attribution="unnamed"), evidence(COPY)], ("unnamed",), True),
        ([evidence(COPY)], (COPY,), False),
        ([evidence(ORIGINAL, type="told"), evidence(COPY)], (COPY,), False),
        ([evidence(ORIGINAL, attribution="ann"), evidence(COPY), evidence(APART)], ("ann", APART), False),
        ([evidence(ORIGINAL, attribution="ann"), evidence(APART, status="denied")], ("ann",), True),
        ([evidence(ORIGINAL, attribution="ann"), evidence(APART, type="told")], ("ann",), True),
        ([evidence(APART, status="denied")], (), True),
    ],
)
def test_a_rewriting_is_no_voice_where_its_original_names_who_speaks(entries, voices, claimed):
    sources = {id: source(id) for id in (ORIGINAL, APART)} | {COPY: source(COPY, derived_from=(ORIGINAL,))}
    last = provenance.versions(
        Assertion(TYPES["met"], date_of("2025-07"), "actual", tuple(entries)), sources
    )[-1]
    assert (last.voices, last.claimed) == (voices, claimed)


def test_of_sources_rewritten_from_each_other_the_one_that_speaks_for_itself_is_the_voice():
    sources = {"a": source("a", derived_from=("b",)), "b": source("b", derived_from=("a",))}
    entries = (evidence("a", attribution="ann"), evidence("b"))
    (told,) = provenance.versions(Assertion(TYPES["met"], date_of("2025-07"), "actual", entries), sources)
    assert told.voices == ("ann", "b")


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
    dated=rarely.map(lambda no: not no),
    attests=st.sampled_from([None, None, None, True, False, "2025-06", "2025-07-11"]),
)


@settings(max_examples=100)
@given(
    st.sampled_from(["met", "leads", "banned", "lobbied"]),
    st.sampled_from([None, "2025-07", "2025-07-03/", "2025-07-12"]),
    st.sampled_from(["actual", "actual", "planned"]),
    st.lists(full_entries, max_size=6),
    st.lists(st.tuples(entry_days, st.frozensets(st.integers(0, 4), max_size=2)), min_size=5, max_size=5),
)
@example(
    "met",
    None,
    "actual",
    [evidence("s0", when=when, dated=False) for when in (None, "2025-07-12", "2025-06/2025-07")],
    [("2025-07-01", frozenset())] * 5,
)
def test_one_pass_tells_on_each_day_what_the_evidence_by_then_amounts_to(type, when, status, entries, rows):
    sources = {
        f"s{n}": source(f"s{n}", day_, derived_from=tuple(f"s{above}" for above in sorted(derived)))
        for n, (day_, derived) in enumerate(rows)
    }
    claim = Assertion(TYPES[type], date_of(when), status, tuple(entries))
    for version in provenance.versions(claim, sources):
        for fact, expected in weighed_anew(claim, sources, version.known_from).items():
            assert getattr(version, fact) == expected, fact


@pytest.mark.parametrize("rewritten", [False, True])
@pytest.mark.parametrize("type", ["met", "leads"])
def test_evidence_from_thousands_of_days_is_gone_through_once(type, rewritten):
    """To weigh all evidence anew for each day would take several times as long as is allowed."""
    began, count = process_time(), 6_000
    sources = {
        f"s{n}": source(f"s{n}", iso(JULY_15 + n), derived_from=(f"s{n - 1}",) if rewritten and n else ())
        for n in range(count)
    }
    entries = tuple(evidence(id, when=iso(JULY_15 - n)) for n, id in enumerate(sources))
    told = provenance.versions(Assertion(TYPES[type], None, "actual", entries), sources)
    assert len(told) == count
    assert [seen.independent_sources for seen in (told[0], told[-1])] == [1, 1 if rewritten else count]
    assert (len(told[99].voices), told[-1].dates_differ) == (1 if rewritten else 100, True)
    ended = provenance.versions(Assertion(TYPES["met"], date_of("2022-01-01"), "actual", ()), {})
    linked = bounding.bounded_by(told, [ended], [], ())
    lived = [bounding.within_life(seen, date_of("1900/2022-01-01").bounds) for seen in told]
    assert [len(linked), len(lived)] == [count, count]
    assert process_time() - began < 10


# --- every way it can have been, enumerated -------------------------------------------------------

published_days = st.sampled_from(["2025-07-04", "2025-07-15", "[2025-07-15..2025-07-19]", "2025-07-25"])
told_dates = st.sampled_from([telling.text for telling in TELLINGS])
inner_days = st.integers(CALENDAR[5], CALENDAR[-6])


@st.composite
def asked_windows(draw):
    since, until = sorted(draw(st.tuples(inner_days, inner_days)))
    return Window(draw(st.sampled_from([since, since, PAST])), draw(st.sampled_from([until, until, FUTURE])))


def attested_day(type, telling, published, attests, others):
    """Return the day of a report if it attests it: expressly, or where nobody states an end before it."""
    at = day(published.strip("[]")[:10])
    if attests is not None or type == "met":
        return at if attests else None
    if telling and not telling.end_unknown:
        return at if at <= min(telling.ends) else None
    return None if telling is None and not all(other.end_unknown for other in others) else at


@given(
    st.sampled_from(["met", "banned", "lobbied", "leads"]),
    st.none() | told_dates,
    st.lists(
        st.tuples(
            st.none() | told_dates,
            published_days,
            st.sampled_from([None, True, False]),
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
    seen = latest(type, when, *entries, **{f"s{n}": row[1] for n, row in enumerate(rows)})

    others = [TELLING.get(own or when) for own, *_, stance in rows if stance == "supports"]
    others = [telling for telling in others if telling] or ([TELLING[when]] if when else [])
    reports = [
        (
            TELLING.get(own or when),
            day(published.strip("[]")[-10:]),
            attested_day(type, TELLING.get(own or when), published, attests, others),
        )
        for own, published, attests, stance in rows
        if stance == "supports"
    ]
    if when and not any(telling for telling, _, _ in reports):
        reports.append((TELLING[when], None, None))
    tellings = [telling for telling, _, _ in reports if telling]
    explicit = type == "lobbied" and any(row[2] for row in rows if row[3] == "supports")
    lasts = type in ("banned", "leads") or explicit or any(telling.lasts for telling in tellings)
    is_attested = any(attested is not None for _, _, attested in reports)
    if not tellings and not (lasts and is_attested):
        assert seen.undated
        if lasts or not reports:
            assert seen.bounds is None
            return
    else:
        assert not seen.undated
    allowed = ways(reports, lasts)
    for window in windows:
        touched = [touches(way, *window) for way in allowed]
        assert (seen.bounds.possibly_in(window) and not seen.skips(window)) == any(touched)
        assert seen.bounds.certainly_in(window) == all(touched)


# --- bounded by what ended and began it -----------------------------------------------------------


def ended(when, *entries, by, **published):
    """Return the last version of a ban that something ended."""
    return linked([by], [], "banned", when, *entries, **published)[-1]


def test_an_unknown_end_is_bounded_by_the_latest_start_of_what_ended_it():
    seen = ended("2025-07-01/", by=history("eased", "2025-07-14/"))
    assert seen.bounds == Bounds(day("2025-07-01"), day("2025-07-01"), day("2025-07-01"), day("2025-07-14"))
    assert not seen.end_unknown
    assert ended("2025-07-01/", by=history("eased", "2025-07/")).bounds.latest_end == day("2025-07-31")


def test_what_was_attested_after_it_had_ended_ended_on_no_day_for_sure():
    seen = ended("2025-07-01/", evidence(), by=history("eased", "2025-07-10/"))
    assert seen.bounds[2:] == (day("2025-07-01"), FUTURE)
    assert (seen.dates_differ, seen.end_unknown, seen.last_reported) == (True, False, None)
    agreed = ended("2025-07-01/", evidence(), by=history("eased", "2025-07-15/"))
    assert (agreed.bounds[2:], agreed.dates_differ) == ((JULY_15, JULY_15), False)


def test_what_both_sides_agree_on_stays_sure_where_a_later_report_disagrees_with_the_end():
    """One article more, which attests an office after its end, unsettles the end and no day before."""
    entries = [evidence("early"), evidence("late")]
    seen = ended(
        "2025-07-01/", *entries, by=history("eased", "2025-07-10"), early="2025-07-06", late="2025-07-20"
    )
    assert (seen.bounds[2:], seen.dates_differ) == ((day("2025-07-06"), FUTURE), True)
    assert seen.bounds.certainly_in(Window(day("2025-07-05"), day("2025-07-06")))
    assert not seen.bounds.certainly_in(Window(day("2025-07-07"), day("2025-07-10")))
    assert seen.bounds.possibly_in(Window(day("2025-07-20"), day("2025-07-20")))


def test_what_both_sides_agree_on_stays_sure_where_an_early_report_disagrees_with_the_start():
    entries = [evidence("early"), evidence("late")]
    papers = {"early": "2025-07-05", "late": "2025-07-20"}
    seen = linked([], [history("met", "2025-07-10")], "banned", None, *entries, **papers)[-1]
    assert (seen.bounds[:2], seen.dates_differ) == ((PAST, day("2025-07-20")), True)
    assert seen.bounds.certainly_in(Window(day("2025-07-20"), day("2025-07-20")))


def test_what_ended_before_it_began_has_no_sure_end_either():
    for entries in [], [evidence("late")]:
        seen = ended("2025-07-20/", *entries, by=history("eased", "2025-07-10/"), late="2025-07-25")
        assert (seen.bounds[2:], seen.dates_differ) == ((day("2025-07-20"), FUTURE), True)


def test_what_differs_is_so_only_as_long_as_it_is_known_to():
    easing = history("eased", "2025-07-10/", evidence("late"), late="2025-07-20")
    before, after = linked([easing], [], "banned", "2025-07-01/", evidence(), paper="2025-07-15")
    assert (before.dates_differ, before.bounds.earliest_end) == (False, JULY_15)
    assert (after.dates_differ, after.bounds.earliest_end) == (True, day("2025-07-01"))


def test_a_stated_end_is_bounded_by_nothing_else():
    assert ended("2025-07-01/2025-08", by=history("eased", "2025-07-14/")).bounds[2:] == (
        day("2025-08-01"),
        day("2025-08-31"),
    )
    assert ended("2025-07-01/..", by=history("eased", "2025-07-14/")).bounds.latest_end == FUTURE


def test_the_end_of_a_single_date_is_unstated_until_what_ended_it_names_one():
    easing = history("eased", "2025-07-15", evidence("late"), late="2025-07-16")
    before, after = linked([easing], [], "banned", "2025-04-10", evidence(), paper="2025-04-12")
    assert (before.bounds, before.single_date) == (on("2025-04-10"), True)
    assert after.bounds == Bounds(*[day("2025-04-10")] * 3, JULY_15)
    assert (after.single_date, after.end_unknown, after.dates_differ) == (False, False, False)
    earlier = ended("2025-07-20", by=history("eased", "2025-07-10"))
    assert (earlier.bounds[2:], earlier.dates_differ) == ((day("2025-07-20"), FUTURE), True)
    assert ended("2025-07-20", by=history("eased")).single_date, "nothing says when it was ended"


@pytest.mark.parametrize("when", ["2025-04-10", "2025-04-10/"])
@pytest.mark.parametrize(
    ("last", "end", "differ"),
    [("2025-07-15", 2 * ("2025-07-15",), False), ("2025-07-20", ("2025-04-10", None), True)],
)
def test_a_later_report_disagrees_with_the_end_of_a_single_date_as_with_an_unknown_end(
    when, last, end, differ
):
    entries = evidence("dated", when=when, attests=False), evidence("late")
    seen = linked(
        [history("eased", "2025-07-15")], [], "banned", None, *entries, dated="2025-04-12", late=last
    )
    assert (seen[-1].bounds, seen[-1].dates_differ) == (span(*2 * ("2025-04-10",), *end), differ)


@pytest.mark.parametrize("when", ["[..2025-07-20]", "2025-07-01", "2025-07-01/", None])
def test_what_has_no_beginning_ended_nothing_on_any_day(when):
    """It ended before all days, which none did: the two disagree, and nothing is in no period at all."""
    seen = ended(when, evidence(), by=history("eased", "../2025-07-18"), paper="2025-07-04")
    assert (seen.dates_differ, seen.bounds.latest_end) == (True, FUTURE)
    assert seen.bounds.possibly_in(Window(day("2025-07-04"), day("2025-07-04")))


def test_what_has_no_date_of_its_own_bounds_nothing_and_is_bounded_by_nothing():
    assert ended("2025-07-01/", by=history("eased")).end_unknown
    assert ended(None, by=history("eased", "2025-07-14/")).bounds is None


def test_an_unknown_start_is_bounded_by_the_earliest_start_of_what_began_it():
    seen = linked([], [history("met", "2025-07-03~")], "banned", None, evidence())[-1]
    assert seen.bounds == Bounds(day("2025-07-02"), JULY_15, JULY_15, FUTURE)
    assert (seen.start_unknown, seen.end_unknown) == (False, True)
    (late,) = linked([], [history("met", "2025-07-30")], "banned", None, evidence())
    assert late.bounds[:2] == (PAST, FUTURE), "it was reported before it can have begun"
    assert (late.dates_differ, late.start_unknown, late.first_reported) == (True, False, None)


def test_what_began_it_after_what_ended_it_makes_dates_differ():
    others = [history("eased", "2025-07-10")], [history("met", "2025-07-20")]
    seen = linked(*others, "banned", None, evidence(), paper="[2025-07-05..2025-07-25]")[-1]
    assert seen.dates_differ
    assert seen.bounds == Bounds(PAST, day("2025-07-10"), day("2025-07-05"), day("2025-07-10"))


def test_what_was_not_known_by_a_day_bounds_nothing_on_it():
    claim = ("banned", "2025-07-01/", evidence(attests=False))
    own = history(*claim, paper="2025-07-05")
    easing = history("eased", "2025-07-14/", evidence("late"), late="2025-07-20")
    before, after = linked([easing], [], *claim, paper="2025-07-05")
    assert (before.known_from, before.known_until) == (day("2025-07-05"), day("2025-07-20"))
    assert before.bounds == own[0].bounds
    assert (after.known_until, after.bounds.latest_end) == (FUTURE, day("2025-07-14"))
    assert (before.voices, after.voices) == (("paper",), ("paper",))


@given(
    st.sampled_from(["banned", "leads", "met"]),
    st.none() | told_dates,
    st.lists(st.tuples(st.none() | told_dates, published_days), max_size=3),
    st.lists(st.tuples(st.sampled_from(["ended-by", "begun-by"]), told_dates, published_days), max_size=2),
    st.lists(asked_windows(), min_size=1, max_size=6),
)
@example(
    "banned",
    None,
    [("[..2025-07-20]", "2025-07-04")],
    [("ended-by", "../2025-07-18", "2025-07-04")],
    [Window(day("2025-07-05"), day("2025-07-05"))],
)
@example(
    "banned",
    None,
    [(None, "2025-07-15"), ("2025-07-10", "2025-07-04")],
    [("ended-by", "2025-07", "2025-07-15")],
    [Window(day("2025-07-11"), day("2025-07-11"))],
)
@example(
    "banned",
    None,
    [(None, "2025-07-25"), ("2025-07-10", "2025-07-15")],
    [("ended-by", "2025-07-14", "2025-07-15")],
    [Window(day("2025-07-25"), day("2025-07-25"))],
)
@example(
    "banned",
    None,
    [(None, "2025-07-15"), ("2025-07-10", "2025-07-04")],
    [("ended-by", "2025-07", "2025-07-04")],
    [Window(day("2025-07-11"), day("2025-07-11"))],
)
@example(
    "banned",
    "[2025-07-09,2025-07-11]",
    [],
    [("ended-by", "2025-07-10", "2025-07-04")],
    [Window(day("2025-06-25"), day("2025-07-09"))],
)
def test_what_others_bound_is_what_every_way_within_their_days_is(type, when, rows, others, windows):
    entries = [evidence(f"s{n}", when=own) for n, (own, _) in enumerate(rows)]
    papers = {f"s{n}": row[1].strip("[]")[:10] for n, row in enumerate(rows)}
    own = history(type, when, *entries, **papers)
    by_rel = {
        rel: [
            history("eased", told, evidence("o"), o=published.strip("[]")[:10])
            for kind, told, published in others
            if kind == rel
        ]
        for rel in ("ended-by", "begun-by")
    }
    told = linked(by_rel["ended-by"], by_rel["begun-by"], type, when, *entries, **papers)
    assert [seen.known_from for seen in told[1:]] == [seen.known_until for seen in told[:-1]]
    assert (told[0].known_from, told[-1].known_until) == (own[0].known_from, FUTURE)
    for seen in told:
        (before,) = [row for row in own if row.known_from <= seen.known_from < row.known_until]
        if before.bounds is None or not before.lasts:
            assert seen == before._replace(known_from=seen.known_from, known_until=seen.known_until)
            continue
        known = {
            rel: [provenance.known_version(row, seen.known_from) for row in rows]
            for rel, rows in by_rel.items()
        }
        by = [
            row.bounds.latest_start for row in known["ended-by"] if row and row.bounds.latest_start < FUTURE
        ]
        since = [row.bounds.earliest_start for row in known["begun-by"] if row]
        since = [at for at in since if at > PAST]
        starts, ends = ways_of(before)
        differ = before.dates_differ
        sides = [each for each in told_by(type, when, *entries, **papers) if each.known <= seen.known_from]
        end_unknown = before.end_unknown or (before.single_date and bool(by))
        if end_unknown and before.single_date:
            # It states no end, so each report says that it was so, as of what lasts on.
            lows = before.bounds.earliest_end, *(each.still_on for each in sides)
            ends = {at for at in EVERY if at >= max(lows)}
        if end_unknown and by:
            # The reports that leave a day with the others; where some do not, what either side leaves.
            agreed = [each.still_on for each in sides if each.still_on <= min(by)]
            # What ended did so on a day, and not before all of them.
            until = {at for at in ends if PAST < at <= min(by)}
            either = {at for at in EVERY if all(at >= low for low in agreed)}
            differ, ends = differ or not until, until or either
            starts, ends = together(starts, ends)
        if before.start_unknown and since:
            agreed = [each.begun_by for each in sides if each.begun_by >= max(since)]
            later = {at for at in starts if at >= max(since)}
            either = {at for at in EVERY if all(at <= high for high in agreed)}
            differ, starts = differ or not later, later or either
        allowed = [(start, end) for start in starts for end in ends if start <= end]
        assert seen.dates_differ == differ
        assert seen.end_unknown == (end_unknown and not by)
        assert seen.single_date == (before.single_date and not by)
        assert seen.start_unknown == (before.start_unknown and not since)
        for window in windows:
            touched = [touches(way, *window) for way in allowed]
            assert (seen.bounds.possibly_in(window) and not seen.skips(window)) == any(touched)
            assert seen.bounds.certainly_in(window) == all(touched)


def ways_of(version):
    """Return the days on which a version lets something start, and end."""
    sides = zip((version.bounds[:2], version.bounds[2:]), version.gaps, strict=True)
    return tuple(
        {at for at in EVERY if low <= at <= high and not any(gap[0] <= at <= gap[1] for gap in gaps)}
        for (low, high), gaps in sides
    )


EVERY = [PAST, *CALENDAR, FUTURE]


def together(starts, ends):
    """Return the starts and ends without those that no end, or no start, fits."""
    return {at for at in starts if at <= max(ends)}, {at for at in ends if at >= min(starts)}


# --- words --------------------------------------------------------------------------------------


def words_of(type, when, *entries, **published):
    return date_words.words(date_of(when), latest(type, when, *entries, **published))


@pytest.mark.parametrize(
    ("type", "when", "given", "expected"),
    [
        ("met", "2025-06", {}, "June 2025"),
        ("banned", "2025-04-10", {}, "10 April 2025"),
        ("banned", "2025-07", {}, "July 2025"),
        ("banned", "[2025-06-28,2025-07-20]", {}, "28 June 2025 or 20 July 2025"),
        ("met", "2025-07", {}, "1-15 July 2025"),
        ("met", "2025-07", {"when": "2025-07-14"}, "14 July 2025"),
        ("met", None, {}, "by 15 July 2025"),
        ("met", None, {"when": "2025-07-14"}, "14 July 2025"),
        ("leads", None, {}, "reported 15 July 2025"),
        ("leads", None, {"attests": "2023"}, "reported on a day of 2023"),
        ("banned", "2025-04/", {}, "from April 2025, last reported 15 July 2025"),
        ("banned", "2025-06~/", {}, "from some day of 1 May - 15 July 2025, last reported 15 July 2025"),
        ("banned", "2025-04/", {"attests": False}, "from April 2025, end unknown"),
        ("banned", "2025-04/", {"said": "2025-05"}, "from April 2025, last reported May 2025"),
        ("banned", "/2025-12", {"attests": False}, "begun by 15 July 2025, until December 2025"),
        ("banned", "/2025-12", {}, "reported by 15 July 2025, until December 2025"),
        ("banned", "2025-04-09/..", {}, "from 9 April 2025, without end"),
        ("banned", "../2025-04-09", {}, "until 9 April 2025, without beginning"),
        ("banned", "2025-04/2025-07", {}, "from April 2025 to July 2025"),
        ("banned", "2025-04/2025-07", {"attests": True}, "from April 2025 to 15-31 July 2025"),
        ("banned", "2001/2004", {}, "from 2001 to 2004"),
        ("banned", ("[2025-01..2025-05]", None), {},
         "from some day of January 2025 - May 2025, last reported 15 July 2025"),
        ("banned", ("[2018-06-18,2018-06-22]", None), {},
         "from 18 or 22 June 2018, last reported 15 July 2025"),
        ("met", "[2025-06-28,2025-07-20]", {}, "28 June 2025"),
        ("met", "[2025-06-28,2025-07-02,2025-07-20]", {}, "28 June 2025 or 2 July 2025"),
        ("met", "[2025-06-28,2025-07-10..2025-07-20]", {}, "28 June 2025 or 10-15 July 2025"),
        ("met", "[2025-06-28,2025-07-20]", {"when": "[2025-06-28..2025-07-20]"}, "28 June - 15 July 2025"),
        ("banned", ("[2025-06-28,2025-07-20]", None), {}, "from 28 June 2025, last reported 15 July 2025"),
        ("banned", ("[2018-06-18..]", None), {"attests": False},
         "from some day of 18 June 2018 - 15 July 2025, end unknown"),
        ("banned", ("[..2018-06-18]", None), {"attests": False},
         "from a day up to 18 June 2018, end unknown"),
    ],
)  # fmt: skip
def test_the_words_say_the_days_that_are_used(type, when, given, expected):
    assert words_of(type, when, evidence(**given)) == expected


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        (["[2025-07-15..2025-07-27]"], "reported on a day of 15-27 July 2025"),
        (["2025-07-15", "2025-07-27"], "reported 15-27 July 2025"),
        (["[2025-07-10..2025-07-12]", "[2025-07-20..2025-07-22]"], "reported 12-20 July 2025"),
        (["[2025-07-10..2025-07-20]", "[2025-07-15..2025-07-25]"],
         "reported first 10-20 July 2025, last 15-25 July 2025"),
    ],
)  # fmt: skip
def test_one_report_of_an_uncertain_day_is_not_reported_all_through(papers, expected):
    days = {f"s{n}": paper for n, paper in enumerate(papers)}
    assert words_of("leads", None, *map(evidence, days), **days) == expected


@given(
    st.lists(st.sampled_from(range(1, 29)), min_size=2, max_size=4, unique=True),
    st.lists(st.tuples(st.none() | told_dates, published_days), min_size=1, max_size=3),
)
@example([9, 10, 11], [("[2025-07-09,2025-07-11]", "2025-07-04")])
def test_words_of_a_set_leave_out_no_day_that_is_possible(doms, rows):
    """Of a set whose days the reports narrow, the words name just the days that are left."""
    days = [f"2025-07-{dom:02}" for dom in sorted(doms)]
    date = edtf.parse(f"[{','.join(days)}]")
    entries = [evidence("own"), *(evidence(f"s{n}", when=when) for n, (when, _) in enumerate(rows))]
    papers = {f"s{n}": row[1].strip("[]")[:10] for n, row in enumerate(rows)}
    seen = latest("met", date.text, *entries, own="2025-07-28", **papers)
    if seen.lasts or seen.dates_differ or seen.bounds[:2] != seen.bounds[2:]:
        return
    possible, _ = ways_of(seen)
    left = [each for each in days if day(each) in possible]
    if left:
        joined = f"[{','.join(left)}]" if len(left) > 1 else left[0]
        assert date_words.words(date, seen) == edtf.parse(joined).words


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2025-03-07", "2025-03-09"), "7 or 9 March 2025"),
        (("2025-03", "2025-05"), "March or May 2025"),
        (("2025-03-07", "2025-03"), "7 March 2025"),
    ],
)
def test_single_dates_of_what_lasts_are_told_without_an_end_that_nobody_states(dates, expected):
    entries = [evidence("one", when=dates[0]), evidence("other", when=dates[1])]
    assert words_of("banned", None, *entries) == expected


def test_what_ended_a_single_date_is_told_as_its_end():
    easing = history("eased", "2025-07-15")
    for date, start in (("2025-04-10", "10 April"), ("[2025-04-10,2025-04-12]", "10 or 12 April")):
        seen = linked([easing], [], "banned", date)[-1]
        assert (
            date_words.words(date_of(date), seen)
            == f"from {start} 2025 to some day of 10 April - 15 July 2025"
        )


def test_a_stated_start_is_never_called_a_report():
    seen = words_of("banned", None, *[evidence(when=f"2025-0{month}-01/", attests=False) for month in (4, 5)])
    assert seen == "from 1 April 2025 or 1 May 2025, end unknown"


def test_between_an_end_and_no_end_lie_no_days():
    dates = ("2025-06-01/2025-07-01", "2025-06-01/..")
    seen = words_of("banned", None, *[evidence(when=date, attests=False) for date in dates])
    assert seen == "from 1 June 2025 to 1 July 2025 or no end"


def test_what_is_disputed_is_told_as_such():
    late, early = history("met", "2025-07-30"), history("eased", "2025-07-10/")
    told = [
        date_words.words(None, linked(ended_by, begun_by, "banned", None, evidence())[-1])
        for ended_by, begun_by in (([early], []), ([], [late]), ([history("eased", "2025-07-20/")], []))
    ]
    assert told == [
        "reported by 15 July 2025, end disputed",
        "start disputed, last reported 15 July 2025",
        "reported by 15 July 2025, until 15-20 July 2025",
    ]
    seen = linked([early], [], "banned", "2025-07-01/", evidence())[-1]
    assert date_words.words(date_of("2025-07-01/"), seen) == "from 1 July 2025, end unknown"


@given(
    st.none() | told_dates,
    st.lists(st.tuples(st.none() | told_dates, published_days), max_size=2),
    st.lists(st.tuples(st.booleans(), told_dates), min_size=1, max_size=2),
)
@example("[..2025-07-20]", [(None, "2025-07-04")], [(True, "[..2025-07-20]")])
@example("[..2025-07-20]", [(None, "2025-07-04")], [(True, "../2025-07-18")])
def test_only_what_differs_is_told_as_disputed_and_each_side_reads_as_a_day(when, rows, others):
    entries = [evidence(f"s{n}", when=own) for n, (own, _) in enumerate(rows)]
    papers = {f"s{n}": row[1].strip("[]")[:10] for n, row in enumerate(rows)}
    by_side = [[history("eased", told) for ends, told in others if ends is side] for side in (True, False)]
    for seen in linked(*by_side, "banned", when, *entries, **papers):
        words = date_words.words(date_of(when) if when else None, seen)
        assert "disputed" not in words or seen.dates_differ, words
        assert not re.search("(until|to|from) (by|no|any|until) ", words), words


def test_where_nothing_says_when_the_words_say_so():
    assert words_of("met", None) == "no date"
    assert words_of("banned", None, evidence(attests=False)) == "no date"


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
