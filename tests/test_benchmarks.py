"""The benchmark: its arithmetic, that every library has the same rows, and that a tiny run agrees."""

import ast
import json
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from benchmarks import contest, generated, growth, peers, questions, report, scale, startup, tables
from benchmarks.adapters.base import KINDS, Adapter
from benchmarks.adapters.by_hand import ByHand
from benchmarks.contest import Result
from benchmarks.questions import EVENT_ROWS, GRAPH_ROWS, INTERVAL_ROWS, Question, Row
from benchmarks.reasons import REASONS
from graphkit.backends import open_directory
from graphkit.backends.protocol import Walk
from graphkit.backends.writer import writing
from graphkit.formats.directory import store
from graphkit.formats.format import Reading
from graphkit.graph.filters import WHOLE
from graphkit.storage.json_file import loads
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST

ADAPTERS = Path(contest.__file__).parent / "adapters"
LOADERS = ("read_text", "save", "read_binary", "build")
HERE = (("graphkit", "Graphkit"), ("rustworkx", "Rustworkx"), ("networkx", "Networkx"), ("by_hand", "ByHand"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("tables")
    events = generated.events(400, actors=40, types=6, first=date(2014, 1, 1), days=90)
    tables.write(where / "icews14.tsv.gz", events)
    tables.write(where / f"{tables.INTERVALS}.tsv.gz", generated.intervals(400, actors=40, types=6))
    return where


@pytest.fixture(scope="module")
def found(folder):
    run = peers.Run(asked=4, budget=0.01, libraries=HERE, memories=False)
    return run.on(folder, ["icews14"])


# --- a tiny run -----------------------------------------------------------------------------------


def test_all_answers_of_a_tiny_run_agree(found):
    facts = [
        facts
        for table in found["tables"].values()
        for row in table["rows"]
        for facts in row["libraries"].values()
    ]
    assert len(facts) > 100
    assert [each["wrong"] for each in facts] == [0] * len(facts)
    assert not [row["failed"] for table in found["tables"].values() for row in table["rows"] if row["failed"]]


def test_every_row_is_asked_of_graphkit_and_of_a_peer(found):
    events, intervals = (table["rows"] for table in found["tables"].values())
    named = [row["row"] for row in events]
    assert [row.name for row in (*EVENT_ROWS, *GRAPH_ROWS)] == named[4:-3]
    assert [row["row"] for row in intervals] == [row.name for row in INTERVAL_ROWS]
    assert all(row["libraries"][row["ours"]]["asked"] >= 3 for row in (*events, *intervals))
    assert all(row["best"] and row["ratio"] > 0 for row in (*events, *intervals))


def test_a_directory_of_many_copies_is_sound_and_asked_alike(folder, tmp_path):
    with writing(tmp_path / "one") as writer:
        store(folder / "icews14.tsv.gz", writer, Reading())
    scale.tiled(tmp_path / "one", 3, tmp_path / "many")
    sql = scale.ask_duckdb(tmp_path / "many", scale.Asked(0, 1))
    with open_directory(tmp_path / "many") as engine:
        assert engine.count(WHOLE) == sql["timeline"]() == 3 * writer.relations
        assert len(engine.expand([0], Walk(WHOLE))) == sql["ever"]() > 0


def test_ten_reversed_intervals_are_skipped_and_said(found):
    assert found["tables"][tables.INTERVALS]["skipped"] == 10
    assert found["tables"][tables.INTERVALS]["relations"] == 390


def test_the_results_are_written(found, tmp_path):
    found = json.loads(json.dumps(found))
    curve = {"medians": [1e3, 1e3], "slope": 0.0}
    found["growth"] = {
        "what": "Twice.",
        "asked": 4,
        "sizes": [10, 100],
        "by_size": {"neighbours": curve},
        "by_answer": {"active": curve},
    }
    found["startup"] = [startup.row("ours", "theirs", ([2.0], [1.0]), 1.2)]
    path = tmp_path / "RESULTS.md"
    report.write(found, path, {"count, 1 day": "A reason."})
    text = path.read_text(encoding="utf-8")
    assert "| neighbours | 1 us | 1 us | +0.00 |" in text
    assert "| ours | 2 s | theirs | 1 s | 2.00x | 1.2x | missed |" in text
    assert all(f"| {row.name} |" in text for row in EVENT_ROWS)
    assert "0 of " in text
    assert "NOT EXPLAINED" not in text


def test_a_missed_aim_is_told_with_its_ratio_and_its_reason(tmp_path):
    slow, quick = (
        _result({"graphkit": [10, 10], "a peer": theirs}, name=name)
        for name, theirs in (("a slow row", [20, 20]), ("a quick row", [90, 90]))
    )
    found = report.summary(
        [slow, quick], {"t": {"relations": 2, "actors": 2, "skipped": 0, "made_up": False}}, {}, {}
    )
    path = tmp_path / "RESULTS.md"
    report.write(found, path, {"a slow row": "It is slow for a reason.", "a quick row": "Not told."})
    text = path.read_text(encoding="utf-8")
    assert "1 of 2 rows meet their aim. The others:" in text
    assert "- t, a slow row: 2x a peer, aim 5x. It is slow for a reason.\n" in text
    assert "Not told." not in text


def test_every_reason_is_of_a_row():
    rows = (*EVENT_ROWS, *GRAPH_ROWS, *INTERVAL_ROWS, *peers.LOADS, *peers.MEMORY)
    assert set(REASONS) <= {row.name for row in rows}
    assert all(reason.endswith(".") for reason in REASONS.values())


# --- the same shape for all -------------------------------------------------------------------------


def _classes():
    for path in sorted(ADAPTERS.glob("*.py")):
        if path.stem not in ("__init__", "base"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((path.stem, node) for node in tree.body if isinstance(node, ast.ClassDef))


@pytest.mark.parametrize(("module", "node"), [pytest.param(*each, id=each[1].name) for each in _classes()])
def test_every_adapter_has_the_same_shape(module, node):
    public = [
        part.name for part in node.body if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")
    ]
    assert set(public) <= {*KINDS, *LOADERS, "plain", "met", "meets"}
    kinds = [name for name in public if name in KINDS]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert ast.get_docstring(node)
    assert all(
        ast.get_docstring(part)
        for part in node.body
        if isinstance(part, ast.FunctionDef) and part.name in public
    )


def test_every_row_is_answered_by_a_method_of_that_name():
    assert {row.kind for row in (*EVENT_ROWS, *GRAPH_ROWS, *INTERVAL_ROWS)} == set(KINDS)
    assert all(getattr(Adapter, kind) is None for kind in KINDS)


# --- ratios ---------------------------------------------------------------------------------------


def _result(times, wrong=None, name="a row", **fields):
    row = Row(name, "count", 1, **fields)
    return Result("t", row, {name: dict(enumerate(each)) for name, each in times.items()}, {}, wrong or {})


def test_a_ratio_is_of_medians_over_the_questions_both_were_asked():
    assert report.ratio({1: 40, 2: 60}, {1: 10, 2: 10, 3: 1000}) == 5
    assert report.ratio({2: 60}, {1: 1, 2: 10}) == 6


def test_the_best_peer_is_the_fastest_that_is_right():
    times = {"graphkit": [10, 10], "fast": [20, 20], "slow": [90, 90], "by hand": [1, 1]}
    row = report.row_of(_result(times))
    assert (row["best"], row["ratio"], row["met"]) == ("fast", 2, False)
    row = report.row_of(_result(times, {"fast": 1}))
    assert (row["best"], row["ratio"], row["met"]) == ("slow", 9, True)


def test_a_row_may_name_whom_it_is_against_and_have_no_aim():
    times = {"graphkit": [10], "fast": [20], "networkx": [30]}
    row = report.row_of(_result(times, against="networkx", aim=None))
    assert (row["best"], row["ratio"], row["met"]) == ("networkx", 3, None)
    assert report.verdict(row) == ""


def test_a_row_without_graphkit_has_failed():
    result = _result({"fast": [20]})
    result.failed["graphkit"] = "TypeError: no"
    assert report.verdict(report.row_of(result)) == "failed"


@pytest.mark.parametrize(("share", "value"), [(0, 1), (0.5, 3), (0.95, 4.8), (1, 5)])
def test_percentiles_are_interpolated(share, value):
    assert report.percentile([5, 1, 4, 2, 3], share) == pytest.approx(value)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1234, "ns", "1.23 us"),
        (2.5e6, "ns", "2.5 ms"),
        (3e9, "ns", "3 s"),
        (123e9, "ns", "123 s"),
        (88.25, "bytes", "88.2 B"),
        (None, "ns", ""),
    ],
)
def test_times_and_sizes_are_shown_in_a_unit_that_suits_them(value, unit, text):
    assert report.shown(value, unit) == text


def test_start_up_ratios_are_of_pairs():
    row = startup.row("a", "b", ([1.0, 4.0, 9.0], [1.0, 2.0, 3.0]), 1.3)
    assert (row["ratio"], row["met"]) == (2.0, False)


def test_a_slope_is_the_power_of_growth():
    assert growth.slope([1, 10, 100], [5, 50, 500]) == pytest.approx(1)
    assert growth.slope([1, 10, 100], [7, 7, 7]) == pytest.approx(0)


# --- asking and judging -----------------------------------------------------------------------------


class Broken(Adapter):
    """Fails at every question."""

    name = "broken"
    filters = ByHand.filters

    def count(self, question):
        raise ValueError("out of\norder")


class Wrong(ByHand):
    """Is always one off."""

    name = "wrong"
    oracle = False

    def count(self, question):
        return super().count(question) + 1


def test_who_fails_or_errs_is_named_and_the_others_go_on(folder):
    table = tables.read(folder / "icews14.tsv.gz")
    judge, wrong = ByHand(), Wrong()
    judge.build(table)
    wrong.build(table)
    result = contest.ask(
        [Broken(), wrong, judge], "t", EVENT_ROWS[0], questions.draw(table, EVENT_ROWS[0], 6)
    )
    assert result.failed == {"broken": "ValueError: out of"}
    assert result.wrong == {"wrong": 5, "by hand": 0}
    assert set(result.times) == {"wrong", "by hand"}


@pytest.fixture
def judge():
    found = ByHand()
    rows = [("a", "b", 1), ("b", "c", 2), ("a", "c", 5), ("c", "d", 2)]
    table = tables.Table("t", Path())
    for source, target, day in rows:
        table.source.append(source)
        table.target.append(target)
        table.type.append("met")
        table.bounds.append((day,) * 4)
    found.build(table)
    return found


@pytest.mark.parametrize(
    ("until", "path", "good"),
    [
        (4, ["a", "b", "c", "d"], True),
        (4, ["a", "c", "d"], False),
        (5, ["a", "c", "d"], True),
        (5, ["a", "b", "c", "d"], False),
        (5, None, False),
        (1, None, True),
    ],
)
def test_a_path_must_be_as_short_as_the_judges_and_real(judge, until, path, good):
    question = Question(1, until, "a", "d")
    assert contest.agree("shortest_path", question, path, judge.shortest_path(question), judge) is good


@pytest.mark.parametrize(
    ("actors", "days", "good"),
    [
        (["a", "b", "c", "d"], [1, 2, 2], True),
        (["a", "c", "d"], [5, 2], False),
        (["a", "b", "c", "d"], [1, 2, 3], False),
        (["a", "c", "d"], [1, 2], False),
    ],
)
def test_a_chain_in_time_must_arrive_as_early_and_be_real(judge, actors, days, good):
    question = Question(1, 9, "a", "d")
    right = judge.chronological_path(question)
    assert contest.agree("chronological_path", question, (actors, days), right, judge) is good
    assert judge.arrivals(question) == {"b": 1, "c": 2, "d": 2}


def test_graphs_are_compared_edge_by_edge(judge):
    question = Question(1, 2)
    one, other = judge.graph(question), nx.MultiDiGraph(judge.graph(question))
    assert contest.agree("graph", question, one, other, judge)
    other.remove_edge("a", "b")
    assert not contest.agree("graph", question, one, other, judge)


# --- tables and questions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end"),
    [("1946", "1946"), ("1938", "1944"), ("1946", ""), ("", "1950"), ("19", "0285"), ("2000", "2001")],
)
def test_bounds_of_years_are_those_that_graphkit_reads(start, end):
    infinite = {PAST: tables.PAST, FUTURE: tables.FUTURE}
    read = edtf.parse("/".join(year and year.zfill(4) for year in (start, end))).bounds
    assert tables.of_years(start, end) == tuple(infinite.get(day, day) for day in read)


def test_a_table_that_is_not_there_is_made_up_once(tmp_path, monkeypatch):
    monkeypatch.setattr(generated, "like", lambda name: [["a", "met", "b", "2014-01-01"]])
    path, made_up = tables.find("icews14", tmp_path / "nowhere", tmp_path)
    assert made_up
    assert path == tmp_path / "icews14.tsv.gz"
    assert tables.read(path).source == ["a"]


def test_made_up_tables_are_the_same_every_time():
    made = [generated.intervals(50, actors=9, types=3) for _ in range(2)]
    assert made[0] == made[1]
    assert sum(row[3:] == ["2000", "1990"] for row in made[0]) == 10


def test_questions_are_the_same_every_time_and_about_who_is_there(folder):
    table = tables.read(folder / "icews14.tsv.gz")
    row = next(row for row in EVENT_ROWS if row.kind == "shortest_path")
    drawn = questions.draw(table, row, 20)
    assert drawn == questions.draw(table, row, 20)
    judge = ByHand()
    judge.build(table)
    assert all({q.actor, q.other} <= judge.active(q) and q.until - q.since == 29 for q in drawn)


def test_the_made_up_story_is_a_valid_one():
    dataset = loads(json.dumps(startup.story(60)))
    assert len(dataset.relations) == 60
    assert all(relation.evidence for relation in dataset.relations)


def test_growth_lays_years_end_to_end(folder):
    table = tables.read(folder / "icews14.tsv.gz")
    once, thrice = (growth.tiled(table, many) for many in (1, 3))
    day = table.days[7]
    assert thrice.count() == 3 * once.count() == 1200
    assert set(thrice.active(day + 2 * growth.YEAR, day + 2 * growth.YEAR)) == set(once.active(day, day))
