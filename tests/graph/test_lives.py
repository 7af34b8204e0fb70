"""The life of an actor bounds its relations: one row for each rule, and every way enumerated."""

from itertools import product

import pytest
from datasets import CALENDAR, ENDLESS, actor, day, evidence, graph_of, relation, source, touches
from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import bounding, provenance
from graphkit.graph.index import index
from graphkit.graph.provenance import Assertion
from graphkit.model.lives import life_of
from graphkit.model.vocabulary import vocabulary
from graphkit.queries.source_audit import check_days, check_sources
from graphkit.queries.windows import window
from graphkit.temporal import edtf
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import FUTURE, PAST, Window


def lived(relations, **attributes):
    """Return a graph in which Bob has these attributes."""
    papers = [source("paper", "2018-05-02")]
    bob = actor("bob", "person", attributes=attributes)
    return graph_of(*relations, actors=[bob], sources=papers)


def bounds_of(type="banned", evidence=(), status="actual", attributes=None, **dates):
    row = relation("a", type=type, evidence=evidence, status=status, **dates)
    return index(lived([row], **attributes or {})).by_id["a"].bounds


def span(*days):
    far = (PAST, PAST, FUTURE, FUTURE)
    return Bounds(*(at if text is None else day(text) for text, at in zip(days, far, strict=True)))


BORN, DIED = {"born": "1961-03"}, {"died": "2019"}


@pytest.mark.parametrize(
    ("dates", "attributes", "expected"),
    [
        # An unknown end lies no later than the outer last day of a life, an unknown start no earlier.
        ({"when": "2015-01-01/"}, DIED, ("2015-01-01", "2015-01-01", "2015-01-01", "2019-12-31")),
        ({"when": "/2015-01-01"}, BORN, ("1961-03-01", "2015-01-01", "2015-01-01", "2015-01-01")),
        # An open end is the end of the life, on whichever of its days.
        ({"when": "2015-01-01/.."}, DIED, ("2015-01-01", "2015-01-01", "2019-01-01", "2019-12-31")),
        ({"when": "../2015-01-01"}, BORN, ("1961-03-01", "1961-03-31", "2015-01-01", "2015-01-01")),
        # The other names of a life say the same, and a year may be a number.
        ({"when": "2015-01-01/"}, {"until": 2019}, ("2015-01-01", "2015-01-01", "2015-01-01", "2019-12-31")),
        ({"when": "2015-01-01/"}, {"Todesjahr": 2019.0},
         ("2015-01-01", "2015-01-01", "2015-01-01", "2019-12-31")),
        ({"when": "2015-01-01/"}, {"dissolved": "31.12.2019"},
         ("2015-01-01", "2015-01-01", "2015-01-01", "2019-12-31")),
        ({"when": "2015-01-01/"}, {"died": "2018; 2019"},
         ("2015-01-01", "2015-01-01", "2015-01-01", "2019-12-31")),
        # What is stated stays, within a life or outside of it.
        ({"when": "2015-01-01/2016-01-01"}, BORN | DIED, ("2015-01-01",) * 2 + ("2016-01-01",) * 2),
        ({"when": "2015-01-01/2022-01-01"}, DIED, ("2015-01-01",) * 2 + ("2022-01-01",) * 2),
        ({"when": "2021-01-01/"}, DIED, ("2021-01-01", "2021-01-01", "2021-01-01", None)),
        ({"when": "2021-01-01/.."}, DIED, None),
        ({"when": "/1960-01-01"}, BORN, (None, "1960-01-01", "1960-01-01", "1960-01-01")),
        # Of what is no date, or of a life that ends before it begins, nothing is made.
        ({"when": "2015-01-01/"}, {"died": "long ago"}, ("2015-01-01", "2015-01-01", "2015-01-01", None)),
        ({"when": "2015-01-01/"}, {"died": "2019; later"},
         ("2015-01-01", "2015-01-01", "2015-01-01", None)),
        ({"when": "2015-01-01/"}, {"born": "2030", "died": "2019"},
         ("2015-01-01", "2015-01-01", "2015-01-01", None)),
        # What happens, and what newsrooms do, lives on no life.
        ({"type": "met", "when": "2020-01-01"}, DIED, ("2020-01-01",) * 4),
        # Plans are bounded like facts.
        ({"when": "2015-01-01/", "status": "planned"}, DIED,
         ("2015-01-01", "2015-01-01", "2015-01-01", "2019-12-31")),
    ],
)  # fmt: skip
def test_a_life_bounds_what_nobody_states(dates, attributes, expected):
    told = bounds_of(attributes=attributes, **dates)
    if expected is None:
        assert told == bounds_of(**dates)
    else:
        assert told == span(*expected)


def test_both_ends_bound_a_relation_and_whom_it_is_about_does_not():
    row = relation("a", type="banned", when="2015-01-01/", about=("carol",))
    untils = {"alice": "2018-03-01", "bob": "2019", "carol": "2016"}
    graph = graph_of(row, actors=[actor(id, attributes={"until": at}) for id, at in untils.items()])
    assert index(graph).by_id["a"].bounds.latest_end == day("2018-03-01")


def test_lives_that_share_no_day_bound_nothing():
    row = relation("a", type="banned", evidence=[evidence()])
    people = [actor("alice", attributes={"from": "2030"}), actor("bob", attributes={"until": "2019"})]
    bounded = index(graph_of(row, actors=people)).by_id["a"].bounds
    assert bounded == index(graph_of(row)).by_id["a"].bounds


def test_a_report_after_a_life_leaves_the_end_and_is_found():
    row = relation("a", type="banned", when="2015/..", evidence=[evidence(attests="2018-05-02")])
    graph = lived([row], died="2017")
    assert index(graph).by_id["a"].bounds.latest_end == FUTURE
    found = [each for each in check_sources(graph) if each.rule == "outside-life"]
    assert [each.message for each in found] == [
        "reported for 2 May 2018, outside the life of bob (until 2017); mend one of them"
    ]


@pytest.mark.parametrize("attributes", [{"died": "2018-05-02"}, {"born": "2018-05-02"}])
def test_a_report_on_the_last_or_the_first_day_of_a_life_is_in_order(attributes):
    row = relation("a", type="banned", begins="[..2018-05-02]", evidence=[evidence(attests="2018-05-02")])
    assert "outside-life" not in {each.rule for each in check_sources(lived([row], **attributes))}


def test_what_a_life_bounds_stays_unknown():
    row = relation("a", type="banned", when="2015-01-01/", evidence=[evidence()])
    graph = lived([row], born="1961-03", died="2019")
    seen = index(graph).by_id["a"]
    assert seen.words == "from 1 January 2015, last reported 2 May 2018, over by 31 December 2019"
    (in_2019,) = index(window(graph, "2019-06")).relations()
    assert (in_2019.certainty, in_2019.doubt) == ("possible", "unreported")
    assert not index(window(graph, "2020")).relations()
    assert index(graph).span == Window(day("2015-01-01"), day("2018-05-02"))


def test_an_open_end_is_told_as_that_of_the_life():
    graph = lived([relation("a", type="banned", when="2015-01-01/..")], died="2019-06-03")
    assert index(graph).by_id["a"].words == "from 1 January 2015 to 3 June 2019"


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2020-01-01", True), ("2019-12-31", False), ("2015/2020-05", True), ("2015/..", False),
        ("1950/1955", True), ("../1955", True), ("/2015", False), ("1961-01-01", False), ("1955/", True),
        ("2020/", True), ("../1970", False),
    ],
)  # fmt: skip
def test_a_stated_day_outside_a_life_is_a_finding(when, found):
    row = relation("a", type="banned" if "/" in when else "met", when=when)
    graph = lived([row], born="1961", died="2019")
    for check in (check_sources, check_days):
        assert ("outside-life" in {each.rule for each in check(graph)}) is found


@pytest.mark.parametrize(
    ("published", "said", "found"),
    [
        ("2018-05-02", None, None),
        ("2025-07-15", None, None),  # a medium may quote the dead
        ("2025-07-15", "2019-12-31", None),
        ("2025-07-15", "2020", "said 2020"),
        ("2025-07-15", "[2019..2021]", None),
        ("1960-05-02", None, "quoted by paper of 2 May 1960"),
        ("1961", None, None),
        ("1962-05-02", "1960-12", "said December 1960"),
    ],
)
def test_words_of_whoever_did_not_live_when_they_were_said_are_a_finding(published, said, found):
    quoted = evidence(attribution="carol", said=said)
    carol = actor("carol", "person", attributes={"born": "1961", "died": "2019"})
    papers = [source("paper", published)]
    graph = graph_of(relation("a", type="told", evidence=[quoted]), actors=[carol], sources=papers)
    for check in (check_sources, check_days):
        messages = [each.message for each in check(graph) if each.rule == "outside-life"]
        told = f"{found}, outside the life of carol (from 1961 until 2019); mend one of them"
        assert messages == ([told] if found else [])


@given(st.integers(1900, 2000), st.integers(1900, 2000))
def test_a_life_that_ends_before_it_begins_is_a_finding(born, died):
    graph = lived([relation("a", type="banned", when="1800")], born=str(born), died=str(died))
    messages = [each.message for each in check_days(graph) if each.rule == "no-life"]
    told = f"its life ends {died}, before it begins {born}, and bounds nothing; mend one of the two days"
    assert messages == ([told] if died < born else [])
    assert ("outside-life" in {each.rule for each in check_days(graph)}) is (born <= died)


# --- every way enumerated -------------------------------------------------------------------------

EVERY = [(PAST, -ENDLESS), *((at, at) for at in CALENDAR[::7]), (FUTURE, ENDLESS)]
days = st.sampled_from(CALENDAR[::7])


def ways_of(bounds):
    return tuple({told for at, told in EVERY if low <= at <= high} for low, high in (bounds[:2], bounds[2:]))


@given(st.lists(days, min_size=4, max_size=4), st.lists(days, min_size=4, max_size=4), st.data())
def test_bounds_are_what_every_way_within_a_life_leaves(own, lived_days, data):
    starts_at, ends_at = sorted(own[:2]), sorted(own[2:])
    a, b, c, d = sorted(lived_days)
    start = data.draw(st.sampled_from(["stated", "unknown", "open"]))
    end = data.draw(st.sampled_from(["stated", "unknown", "open"]))
    low, high = {"stated": starts_at, "unknown": (PAST, FUTURE), "open": (PAST, PAST)}[start]
    low_end, high_end = {"stated": ends_at, "unknown": (PAST, FUTURE), "open": (FUTURE, FUTURE)}[end]
    if low > high_end:
        return
    bounds = Bounds(low, high, low_end, high_end).normalised()
    (version,) = provenance.versions(Assertion(vocabulary()["leads"], edtf.parse("2025/"), "actual", ()), {})
    version = version._replace(bounds=bounds, start_unknown=start == "unknown", end_unknown=end == "unknown")
    within = bounding.within_life(version, Bounds(a, b, c, d))

    starts, ends = ways_of(bounds)
    first, last = min(starts), max(ends)
    if start == "unknown" and any(a <= at <= last for at in starts):
        starts = {at for at in starts if at >= a}
    elif start == "open" and a <= last:
        starts = {at for at in CALENDAR[::7] if a <= at <= b}
    if end == "unknown" and any(first <= at <= d for at in ends):
        ends = {at for at in ends if at <= d}
    elif end == "open" and d >= first:
        ends = {at for at in CALENDAR[::7] if c <= at <= d}
    allowed = [(first, last) for first, last in product(starts, ends) if first <= last]
    for since, until in product(CALENDAR[::7], repeat=2):
        if since <= until:
            touched = [touches(way, since, until) for way in allowed]
            assert within.bounds.possibly_in(Window(since, until)) == any(touched)
            assert within.bounds.certainly_in(Window(since, until)) == all(touched)


@given(st.dictionaries(st.sampled_from(["born", "died", "from", "until"]), st.text(max_size=12)))
def test_no_text_keeps_a_life_from_being_read(attributes):
    life = life_of(attributes.items())
    assert life is None or life == life.normalised()
