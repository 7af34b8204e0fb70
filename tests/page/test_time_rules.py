"""The rules of time in the page, in node, against the same questions asked of Python."""

import json
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from parity_cases import LITERAL

from graphkit.graph.build import build_graph
from graphkit.graph.index import index, visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.graph.validated import filter_of
from graphkit.model.entities import Evidence, Source
from graphkit.model.statuses import STATUSES
from graphkit.page.payload import ENDLESS
from graphkit.queries.diff import diff
from graphkit.queries.first_known import known_as_now_on, known_early, maybe_known
from graphkit.queries.timeline import timeline
from graphkit.queries.windows import known_by, left_out_of, snapshot, window
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Unit, Window, day_number, iso, iso_range, range_words

from .conftest import dataset, relation
from .scripts import DATA, evaluate, page_json
from .stories import story

MISSING = """.map(([mode, from, to, knownBy, certain]) => {
    Object.assign(view, { mode, from, to, day: to, knownBy: knownBy ?? Infinity, certain });
    recompute();
    return [Object.fromEntries(leftOutNow()), perhapsKnown()];
})"""
TIME = (*DATA, "beginnings.js", "diff_parts.js")
REACHED = {"shipped": 5, "uncertain": 8, "mixed": 7}
"""How many kinds of change the questions of a graph find at least."""
PARTS = {
    "began": "began",
    "happened": "happened",
    "ended": "ended",
    "became known": "became_known",
    "became contested": "became_contested",
    "told otherwise": "told_otherwise",
}
ANSWERS = """.map(([before, after, knownBy, certain, undated]) => {
    Object.assign(view, { mode: "diff", before, after, knownBy: knownBy ?? Infinity, certain, undated });
    recompute();
    const ids = (rows) => rows.map((row) => relations.id[row]);
    const parts = diffParts().map(({ change, verdict, rows }) => [CHANGES[change], verdict, ids(rows)]);
    const out = Object.fromEntries(leftOut());
    return { parts, leftOut: out, leading: [...leadingOf], verdicts: [...visible.verdict] };
})"""


def edges_of(graph: Graph) -> list[int]:
    """Days on which anything may begin or end, or becomes known."""
    known = index(graph)
    days = {day for seen in known.relations() if seen.bounds for day in seen.bounds}
    days |= {version.known_from for told in known.versions.values() for version in told}
    return sorted(days - {PAST, FUTURE, -ENDLESS, ENDLESS})


def random_pairs(graph: Graph, count: int, seed: int) -> list[tuple[int, int]]:
    """Pairs of days at chance, most of them on or beside a day that matters."""
    chance = random.Random(seed)
    days = edges_of(graph)
    pairs: list[tuple[int, int]] = []
    while len(pairs) < count:
        one, other = sorted(chance.choice(days) + chance.choice((-1, 0, 0, 1, 30)) for _ in range(2))
        if one < other:
            pairs.append((one, other))
    return pairs


def asked_of_python(
    graph: Graph, before: int, after: int, by: int | None, certain: bool, undated: bool
) -> tuple[dict[tuple[str, int], set[str]], dict[str, int]]:
    graph = graph if by is None else known_by(graph, by)
    found = diff(graph, before, after, certain=certain, undated=undated)
    parts: dict[tuple[str, int], set[str]] = {}
    for words, name in PARTS.items():
        for seen in getattr(found, name):
            parts.setdefault((words, 1 if seen.certainty == "possible" else 3), set()).add(seen.id)
    return parts, found.left_out


@pytest.fixture(params=["shipped", "danske", "uncertain", *LITERAL])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[1, 2])
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def graph(name: str, seed: int, shipped_graph: Graph, danske_graph: Graph) -> Graph:
    """A graph of any story, its dates sure or not."""
    made = {
        "shipped": lambda: shipped_graph,
        "danske": lambda: danske_graph,
        "uncertain": lambda: story(150, uncertain=True, seed=seed),
    }
    return {**made, **LITERAL}[name]()


def test_what_changed_is_what_the_diff_says(name: str, seed: int, graph: Graph) -> None:
    chance = random.Random(seed)
    known = edges_of(graph)
    asked = [
        (
            before,
            after,
            chance.choice((None, chance.choice(known))),
            chance.random() < 0.4,
            chance.random() < 0.4,
        )
        for before, after in random_pairs(graph, 60, seed)
    ]
    told = evaluate(TIME, page_json(graph), json.dumps(asked) + ANSWERS)
    seen = Counter[tuple[str, int]]()
    for question, answer in zip(asked, told, strict=True):
        parts = {(words, verdict): set(ids) for words, verdict, ids in answer["parts"]}
        expected, left_out = asked_of_python(graph, *question)
        assert (parts, answer["leftOut"]) == (expected, left_out), question
        seen.update(parts.keys())
    assert len(seen) >= REACHED.get(name, 1), f"the questions reach too little: {seen}"


def otherwise() -> Graph:
    """Relations that were told otherwise first, on a sure day or not, and then as they are, likewise."""
    papers = {"sure": "2019-03-01", "vague": "2019", "later": "2021-03-01", "vaguer": "2021"}
    rows = [
        relation(
            f"{first}-{then}-{status}", when="2018-05-06",
            evidence=[Evidence(source=first, status=status), Evidence(source=then)],
        )
        for first, then in product(("sure", "vague"), ("later", "vaguer"))
        for status in ("actual", "planned", "denied")
    ]  # fmt: skip
    sources = [Source(id=id, publisher=id, published=published) for id, published in papers.items()]
    return build_graph(dataset(*rows).model_copy(update={"sources": tuple(sources)}))


def test_what_became_known_perhaps_before_is_what_the_diff_says(seed: int) -> None:
    for graph in (otherwise(), story(150, uncertain=True, seed=seed)):
        pairs, places = random_pairs(graph, 40, seed), index(graph).positions
        pairs += [(date(year, 2, 1).toordinal(), date(2021, 12, 31).toordinal()) for year in (2019, 2021)]
        answers = """.map(([before, after]) => {
            Object.assign(view, { mode: "diff", before, after, undated: true });
            recompute();
            return perhapsBefore().map((row) => relations.id[row]).sort();
        })"""
        told = evaluate(TIME, page_json(graph), json.dumps(pairs) + answers)
        expected = []
        for before, after in pairs:
            known = {places[each.id]: each.id for each in diff(graph, before, after).became_known}
            early = known_early(graph, known, before, known_as_now_on)
            expected.append(sorted(known[place] for place in early))
        assert told == expected
        assert any(expected)


def test_what_leads_is_one_of_the_changes_and_what_lasts_stays_unmarked(each_story: Graph) -> None:
    pairs = [(before, after, None, False, False) for before, after in random_pairs(each_story, 30, 3)]
    payload = page_json(each_story)
    ids = evaluate(TIME, payload, "relations.id")
    names = ["", *PARTS]
    for (before, after, *_), answer in zip(
        pairs, evaluate(TIME, payload, json.dumps(pairs) + ANSWERS), strict=True
    ):
        members: dict[str, set[str]] = {}
        for words, _, rows in answer["parts"]:
            members.setdefault(words, set()).update(rows)
        changed = set().union(*members.values()) if members else set()
        for id, leading, verdict in zip(ids, answer["leading"], answer["verdicts"], strict=True):
            seen = index(each_story).by_id[id]
            if leading:
                assert id in members[names[leading]] or seen.type.newsroom
            elif verdict:
                assert id not in changed
                assert seen.bounds is not None
                assert seen.bounds.possibly_in(Window(before, before)), id
                assert seen.bounds.possibly_in(Window(after, after)), id


def test_a_day_against_itself_or_an_earlier_one_changes_nothing(each_story: Graph) -> None:
    days = [[day, day - back, None, False, True] for day in (739400, 739447) for back in (0, 3)]
    for answer in evaluate(TIME, page_json(each_story), json.dumps(days) + ANSWERS):
        assert answer["parts"] == []
        assert answer["leftOut"] == {}


# --- why something is only possible --------------------------------------------------------------------

DOUBTS = """.map((asked) => {
    Object.assign(view, {
        ...asked, from: asked.from ?? -Infinity, to: asked.to ?? Infinity, knownBy: asked.knownBy ?? Infinity,
        offStatuses: new Set(asked.offStatuses),
    });
    recompute();
    const told = relations.id.flatMap((id, row) => {
        const verdict = visible.verdict[row];
        if (verdict === HIDDEN) return [];
        const { word, days } = nearestReport(row, view);
        const doubt = { [SURE]: [null], [MAYBE]: ["imprecise"], [UNREPORTED]: ["unreported", word, days] };
        return [[id, doubt[verdict]]];
    });
    return [Object.fromEntries(told), reportedLater(view).length];
})"""
STATUS_FILTERS: tuple[tuple[str, ...], ...] = ((), (), (), ("planned",), ("planned", "denied"))


def doubt_of(seen: DatedRelation) -> list[Any]:
    if seen.last_reported is not None:
        return [seen.doubt, "last", list(seen.last_reported)]
    return [seen.doubt, "first", list(seen.first_reported)] if seen.first_reported else [seen.doubt]


def test_why_something_is_only_possible_is_what_python_says(seed: int, graph: Graph) -> None:
    chance = random.Random(seed)
    pairs = random_pairs(graph, 60, seed)
    first = min(edges_of(graph))
    pairs += [(first - 900, first - 400), (first - 3, first), (first, first + 4_000)]
    pairs += [(day + 1, day + 400) for day in edges_of(graph)[-3:]]
    asked = []
    expected = []
    for since, until in pairs:
        statuses = chance.choice(STATUS_FILTERS)
        by = chance.choice((None, None, chance.choice(edges_of(graph))))
        off = [status for status in STATUSES if status not in statuses] if statuses else []
        now = graph if by is None else known_by(graph, by)
        same = {"offStatuses": off, "knownBy": by, "certain": False, "undated": chance.random() < 0.3}
        options: dict[str, Any] = {"statuses": statuses, "undated": same["undated"]}
        asked += [
            {"mode": "span", "from": since, "to": until, **same},
            {"mode": "day", "day": since, **same},
        ]
        expected += [window(now, since, until, **options), snapshot(now, since, **options)]
    answers = evaluate((*TIME, "visibility.js"), page_json(graph), json.dumps(asked) + DOUBTS)
    kinds = Counter[Any]()
    for question, (told, left_out), cut in zip(asked, answers, expected, strict=True):
        assert told == {seen.id: doubt_of(seen) for seen in visible_relations(cut)}, question
        # The newsroom is hidden in the page, and the command line counts it with the others.
        others = [id for id in index(graph).by_id if index(graph).by_id[id].type.newsroom]
        if not others:
            assert left_out == dict(filter_of(cut).left_out).get("unreported", 0), question
        kinds.update(tuple(doubt[:2]) for doubt in told.values())
        kinds["left out"] += left_out
    if name in ("uncertain", "mixed", "shipped"):
        assert {(None,), ("imprecise",), ("unreported", "last")} <= set(kinds), kinds


def test_a_part_of_a_dataset_keeps_the_first_day_that_the_whole_states() -> None:
    graph = build_graph(
        dataset(
            relation("met", when="2020-01-01"),
            relation("ban", "banned", "firm", "bob", when="/2025-09-01"),
            relation("open", "banned", "firm", "bob", when="2025-04/"),
        )
    )
    part = window(graph, "2025-05", "2025-12")
    days = [date(*day).toordinal() for day in [(2020, 1, 2), (2019, 12, 31)]]
    asked = [{"mode": "day", "day": day, "offStatuses": [], "certain": False} for day in days]
    on, before = evaluate((*TIME, "visibility.js"), page_json(part), json.dumps(asked) + DOUBTS)
    assert on == [{"ban": ["unreported", "first", [date(2025, 7, 15).toordinal()] * 2]}, 0]
    assert before == [{}, 1]


def test_what_is_planned_or_denied_is_never_merely_unreported() -> None:
    rows = [relation(status, "banned", "firm", "bob", when="2025-04/", status=status) for status in STATUSES]
    asked = [{"mode": "span", "from": 739600, "to": 739610, "offStatuses": [], "certain": False}]
    [[told, _]] = evaluate(
        (*TIME, "visibility.js"), page_json(build_graph(dataset(*rows))), json.dumps(asked) + DOUBTS
    )
    assert told == {
        "actual": ["unreported", "last", [date(2025, 7, 15).toordinal()] * 2],
        "planned": ["imprecise"],
        "denied": ["imprecise"],
    }


# --- the next event ---------------------------------------------------------------------------------


def test_the_next_event_is_the_next_in_order() -> None:
    chance = random.Random(11)
    days = sorted(chance.sample(range(-50, 200), 40))
    asked = [None, *range(-60, 210)]
    told = evaluate(
        TIME,
        page_json(story(3)),
        f"""{json.dumps(asked)}.map((now) =>
            [1, -1].map((on) => nextDay({json.dumps(days)}, now ?? -on * Infinity, on)))""",
    )
    assert told[0] == [days[0], days[-1]]
    for now, (later, before) in zip(asked[1:], told[1:], strict=True):
        assert now is not None
        after, at = bisect_right(days, now), bisect_left(days, now)
        assert later == (days[after] if after < len(days) else None)
        assert before == (days[at - 1] if at else None)
    assert evaluate(TIME, page_json(story(3)), "[nextDay([], 5, 1), nextDay([], 5, -1)]") == [None, None]


def test_events_are_the_days_on_which_something_begins_of_which_somebody_states_when(
    each_story: Graph,
) -> None:
    days = evaluate(TIME, page_json(each_story), "[...beginnings((row) => passesFilters(row, view))]")
    starts = {
        seen.bounds.earliest_start
        for seen in visible_relations(each_story)
        if seen.bounds and not seen.undated and not (seen.lasts and seen.version.start_unknown)
    }
    assert days == sorted(starts - {PAST})


# --- bars -------------------------------------------------------------------------------------------


def calendar_edges(unit: str, first: int, last: int) -> list[int]:
    """Return what ``unitEdges`` should, by the calendar of the standard library, day by day."""
    begins: dict[str, Callable[[date], bool]] = {
        "day": lambda day: True,
        "week": lambda day: day.weekday() == 0,
        "month": lambda day: day.day == 1,
        "quarter": lambda day: day.day == 1 and day.month % 3 == 1,
        "year": lambda day: day.day == day.month == 1,
        "decade": lambda day: day.day == day.month == 1 and day.year % 10 == 0,
        "century": lambda day: day.day == day.month == 1 and day.year % 100 == 0,
    }
    inside = [day for day in range(first + 1, last + 1) if begins[unit](date.fromordinal(day))]
    return [first, *inside, last + 1]


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year", "decade", "century"])
def test_bars_follow_the_calendar_and_end_with_the_axis(unit: str) -> None:
    chance = random.Random(5)
    spans = [(739342, 739342), (739313, 739343), (730119, 730121)]
    spans += [
        (first := chance.randint(600_000, 740_000), first + chance.randint(0, 4_000)) for _ in range(12)
    ]
    told = evaluate(
        TIME,
        page_json(story(3)),
        f"""{json.dumps(spans)}.map(([from, to]) =>
            unitEdges(UNITS.find((unit) => unit.name === '{unit}'), from, to))""",
    )
    for (first, last), edges in zip(spans, told, strict=True):
        assert edges == calendar_edges(unit, first, last), (first, last)


@pytest.mark.parametrize(("room", "least"), [(300, 2), (900, 3)])
def test_the_marks_of_an_axis_lie_on_it_apart_and_in_order(room: int, least: int) -> None:
    spans = [[739313, 739313 + days] for days in (6, 13, 40, 90, 184, 700, 4_000, 30_000, 300_000)]
    told = evaluate(
        TIME, page_json(story(3)), f"{json.dumps(spans)}.map(([from, to]) => axisMarks(from, to, {room}))"
    )
    for (first, last), marks in zip(spans, told, strict=True):
        days = [mark["day"] for mark in marks]
        assert days == sorted(set(days))
        assert len(days) >= least
        assert all(first <= day <= last for day in days)
        assert all((b - a) * room / (last - first) > 45 for a, b in pairwise(days)), (first, last)


def test_no_axis_has_a_year_0() -> None:
    first, last = day_number(-150, 1, 1), day_number(250, 1, 1)
    marks = evaluate(TIME, page_json(story(3)), f"axisMarks({first}, {last}, 500)")
    assert [mark["text"] for mark in marks][:4] == ["151 BC", "101 BC", "51 BC", "1 BC"]
    months = f"axisMarks({day_number(-43, 2, 1)}, {day_number(-43, 4, 30)}, 500).map((mark) => mark.text)"
    assert evaluate(TIME, page_json(story(3)), months) == ["Feb 44 BC", "Mar", "Apr"]
    spans = [
        ((-43, 3, 15), (-43, 3, 15)),
        ((0, 1, 1), (0, 12, 31)),
        ((-1, 12, 1), (-1, 12, 31)),
        ((0, 9, 2), (1, 1, 9)),
    ]
    days = [[day_number(*one), day_number(*other)] for one, other in spans]
    told = evaluate(TIME, page_json(story(3)), f"{json.dumps(days)}.map((days) => rangeWords(...days))")
    assert told == [range_words(*each) for each in days]


def counted(graph: Graph, edges: list[int], passes: str = "passesFilters(row, view)") -> dict[str, Any]:
    """Return what the bars between edges hold, by family, and what is planned or denied apart."""
    found: dict[str, Any] = evaluate(
        TIME,
        page_json(graph),
        f"""(() => {{
            const bars = countBins({json.dumps(edges)}, (row) => {passes});
            const parts = [...page.families.map((family) => family.name), "planned", "denied"];
            const counts = (values, bin) => Object.fromEntries(parts
                .map((name, number) => [name, values[bin * bars.families + number]])
                .filter(([, value]) => value));
            const table = (values) => bars.edges.slice(1).map((_, bin) => counts(values, bin));
            const {{ sure, may, maybe, earlier, later }} = bars;
            return {{ sure: table(sure), may: table(may), maybe: table(maybe), earlier, later }};
        }})()""",
    )
    return found


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter"])
def test_bars_count_what_the_timeline_counts(unit: Unit) -> None:
    whole = story(120, uncertain=True, seed=4)
    expected = timeline(whole, unit=unit)
    edges = [period.window.since for period in expected.periods] + [expected.periods[-1].window.until + 1]
    # The command line counts what is planned or denied only where that was asked for.
    found = counted(whole, edges, "passesFilters(row, view) && is.actual[row]")
    assert found["sure"] == [period.certain for period in expected.periods]
    assert found["may"] == [period.possible for period in expected.periods]
    assert (found["earlier"], found["later"]) == (expected.earlier, expected.later)
    assert any(found["sure"])
    assert any(found["may"])
    everything = counted(whole, edges)
    for sure in ("sure", "may"):
        apart = [[bar.pop(status, 0) for status in ("planned", "denied")] for bar in everything[sure]]
        assert any(map(any, apart))
        assert everything[sure] == found[sure], "what is planned or denied is of no family"


def test_what_is_maybe_is_shared_out_over_its_days() -> None:
    whole = story(120, uncertain=True, seed=4)
    told = [seen for seen in visible_relations(whole) if not seen.undated]
    starts = [(seen.bounds.earliest_start, seen.bounds.latest_start) for seen in told if seen.bounds]
    starts = [start for start in starts if PAST not in start and FUTURE not in start]
    first, last = min(a for a, _ in starts), max(b for _, b in starts)
    for edges in (list(range(first, last + 2)), calendar_edges("week", first, last), [first, last + 1]):
        found = counted(whole, edges)
        whole_sum = sum(sum(table.values()) for table in (*found["sure"], *found["maybe"]))
        assert whole_sum == pytest.approx(len(starts)), "nothing is lost and nothing is counted twice"
        assert (found["earlier"], found["later"]) == (0, 0)
    # By hand, bar by bar, over a part of the axis whose ends cut through the dates.
    edges = calendar_edges("month", first + 100, first + 160)
    for (since, until), table in zip(pairwise(edges), counted(whole, edges)["maybe"], strict=True):
        expected = 0.0
        for a, b in starts:
            inside = max(0, min(b, until - 1) - max(a, since) + 1)
            within_one_bar = any(lo <= a and b < hi for lo, hi in pairwise(edges))
            expected += 0 if within_one_bar else inside / (b - a + 1)
        assert sum(table.values()) == pytest.approx(expected)


def test_the_unit_is_the_shortest_that_leaves_bars_wide_enough() -> None:
    lengths = [1, 7, 30, 184, 366, 2_000, 20_000, 200_000, 3_000_000]
    units = evaluate(
        TIME, page_json(story(3)), f"{json.dumps(lengths)}.map((days) => unitFor(days, 160).name)"
    )
    assert units == ["day", "day", "day", "week", "week", "month", "year", "decade", "century"]


def test_days_as_text_and_back() -> None:
    days = [1, 365, 693_596, 719_163, 739_447, date.max.toordinal()]
    texts = evaluate(
        TIME, page_json(story(3)), f"{json.dumps(days)}.map((day) => [isoDay(day), fromIso(isoDay(day))])"
    )
    assert texts == [[(date(1, 1, 1) + timedelta(day - 1)).isoformat(), day] for day in days]


def test_days_of_years_outside_0_to_9999_are_written_and_read_as_on_the_command_line() -> None:
    years = -120_000, -12_000, -9_999, -1_000, -43, -1, 0, 1, 999, 9_999, 10_000, 12_000, 120_000
    days = [day_number(year, 3, 15) for year in years]
    script = f"{json.dumps(days)}.map((day) => [isoDay(day), fromIso(isoDay(day)), isoRange(day, day + 1)])"
    assert evaluate(TIME, page_json(story(3)), script) == [
        [iso(day), day, iso_range(day, day + 1)] for day in days
    ]
    assert evaluate(TIME, page_json(story(3)), "[fromIso('-0043-02-30'), fromIso('-043-02-03')]") == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-07-14", "2025-07-14"), ("2025-07-07", "2025-07-13"), ("2024-12-31", "2025-01-01"),
        ("2019-06-01", "2019-06-30"), ("2024-02-01", "2024-02-28"), ("2024-02-01", "2024-02-29"),
        ("2019-01-01", "2019-12-31"), ("2019-01-01", "2019-06-30"), ("2018-01-01", "2019-12-31"),
        (None, "2019-12-31"),
    ],
)  # fmt: skip
def test_the_page_writes_some_days_as_the_words_of_dates_do(first: str | None, last: str) -> None:
    days = [edtf.one_day(first) if first else PAST, edtf.one_day(last)]
    low = days[0] if first else "-Infinity"
    told = evaluate(TIME, page_json(story(3)), f"rangeWords({low}, {days[1]})")
    assert told == range_words(*days)


@pytest.mark.parametrize("name", ["shipped", "danske", "uncertain"])
def test_what_a_period_or_a_day_leaves_out_is_counted_as_the_command_line_counts_it(
    shipped_graph: Graph, danske_graph: Graph, name: str
) -> None:
    shipped = {"shipped": shipped_graph, "danske": danske_graph}
    graph = shipped.get(name) or story(60, uncertain=True, seed=3)
    chance = random.Random(8)
    days = [*edges_of(graph), date(2025, 7, 14).toordinal()]
    asked, expected = [], []
    for number, (since, until) in enumerate(random_pairs(graph, 24, 8)):
        mode, certain = ("day", "span")[number % 2], chance.random() < 0.3
        by = chance.choice((None, chance.choice(days)))

        def cut(
            day: int | None, mode: str = mode, since: int = since, until: int = until, certain: bool = certain
        ) -> Graph:
            known = graph if day is None else known_by(graph, day)
            if mode == "day":
                return snapshot(known, until, certain=certain)
            return window(known, since, until, certain=certain)

        seen = cut(by)
        whole = graph if by is None else known_by(graph, by)
        left = Counter(left_out_of(whole, filter_of(seen), index(whole).positions.values()))
        left["only reported later"] = left.pop("unreported", 0)
        ids, last = maybe_known(graph, by) if by is not None else (frozenset(), 0)
        perhaps = len(ids & index(cut(last)).by_id.keys()) if ids else 0
        asked.append([mode, since, until, by, certain])
        expected.append([dict(+left), perhaps])
    told = evaluate((*TIME, "left_out.js"), page_json(graph), f"{json.dumps(asked)}{MISSING}")
    for question, (found, perhaps), wanted in zip(asked, told, expected, strict=True):
        counts = Counter()
        for reason, count in found.items():
            counts[reason.removesuffix(" without a date")] += count
        assert [counts, perhaps] == wanted, question
    assert name != "shipped" or any(perhaps for _, perhaps in expected)
    assert any(len(left) > 1 for left, _ in expected)
