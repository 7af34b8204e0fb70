"""The benchmark: a tiny run in which all answers agree, its arithmetic, and how answers are compared."""

import json
import shutil
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from benchmarks import (
    adapters,
    commands,
    contest,
    costs,
    desk,
    generated,
    growth,
    page,
    peers,
    questions,
    report,
    review_time,
    scale,
    startup,
    tables,
)
from benchmarks.adapters.base import KINDS, Adapter
from benchmarks.adapters.by_hand import ByHand
from benchmarks.contest import Result
from benchmarks.questions import EVENT_ROWS, GRAPH_ROWS, LOADS, Question, Row
from graphkit.backends import open_directory
from graphkit.backends.protocol import Walk
from graphkit.backends.writer import writing
from graphkit.formats.events.directory import store
from graphkit.formats.format import Reading
from graphkit.graph.filters import WHOLE


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("tables")
    events = generated.events(400, actors=40, types=6, first=date(2014, 1, 1), days=90)
    tables.write(where / "icews14.tsv.gz", events)
    return where


@pytest.fixture(scope="module")
def results(folder):
    return peers.Run(asked=4).on(folder, ["icews14"])


# --- a tiny run -----------------------------------------------------------------------------------


def test_all_rows_are_answered_alike_by_graphkit_and_a_peer(results):
    (events,) = (table["rows"] for table in results["tables"].values())
    assert [row["row"] for row in events] == [row.name for row in (*LOADS, *EVENT_ROWS, *GRAPH_ROWS)]
    assert all(row["ratio"] > 0 and row["asked"]["graphkit"] >= 3 for row in events)
    assert not [row for row in events if row["wrong"] or row["failed"]]


def test_a_command_is_timed_beside_programs_with_the_same_answer(folder):
    path = commands.COMMANDS[1]
    program = {"DuckDB": path.programs["DuckDB"], "Polars": "missing"}
    (table,) = commands.run(folder, turns=1, commands=[path._replace(programs=program)]).values()
    (row,) = table["rows"]
    assert (table["relations"], row["row"], row["wrong"]) == (400, path.name, {})
    assert row["best"] == "DuckDB"
    assert list(row["failed"]) == ["Polars"]


def test_the_results_are_written(results, tmp_path):
    written = json.loads(json.dumps(results))
    curve = {"neighbours": {"medians": [1e3, 1e3], "slope": 0.0}}
    written["growth"] = {"what": "Twice.", "sizes": [10, 100], "by_size": curve, "by_answer": curve}
    written["startup"] = [startup.row("ours", "theirs", ([2.0], [1.0]), 1.2)]
    report.write(written, tmp_path / "RESULTS.md")
    text = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| neighbours | 1 us | 1 us | 0.00 | 0.00 |" in text
    assert "| ours | 2 s | theirs | 1 s | 2.00x | 1.2x, missed |" in text
    assert all(f"| {row.name} |" in text for row in (*LOADS, *EVENT_ROWS, *GRAPH_ROWS))
    assert "NOT EXPLAINED" not in text


def test_a_missed_aim_is_printed_with_its_reason(tmp_path):
    slow = _result({"graphkit": [10, 10], "a peer": [20, 20]}, name="slow", why="It is slow for a reason.")
    quick = _result({"graphkit": [10, 10], "a peer": [90, 90]}, name="quick", why="Not printed.")
    facts = {"t": {"relations": 2, "actors": 2, "made_up": False}}
    summary = report.summary([slow, quick], facts, {}, {})
    summary |= {"growth": {"what": "", "sizes": [], "by_size": {}}, "startup": []}
    report.write(summary, tmp_path / "RESULTS.md")
    text = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "in 1 of 2 rows" in text
    assert "- Missed: slow. It is slow for a reason.\n" in text
    assert "Not printed." not in text


def test_a_directory_of_many_copies_is_whole_and_answers_alike(folder, tmp_path):
    with writing(tmp_path / "one") as writer:
        store(folder / "icews14.tsv.gz", writer, Reading())
    scale.tiled(tmp_path / "one", 3, tmp_path / "many")
    sql = scale.ask_duckdb(tmp_path / "many", scale.Pair(0, 1))
    with open_directory(tmp_path / "many") as engine:
        assert engine.count(WHOLE) == sql["timeline"]() == 3 * writer.relations
        assert len(engine.expand([0], Walk(WHOLE))) == sql["neighbors"]() > 0


def test_growth_lays_years_end_to_end(folder):
    table = tables.read(folder / "icews14.tsv.gz")
    once, thrice = (growth.tiled(table, copies) for copies in (1, 3))
    day = table.days[7]
    assert thrice.count() == 3 * once.count() == 1200
    assert set(thrice.active(day + 2 * growth.YEAR, day + 2 * growth.YEAR)) == set(once.active(day, day))


def test_each_adapter_answers_kinds_of_questions_that_are_known():
    assert {row.kind for row in (*EVENT_ROWS, *GRAPH_ROWS)} == {*KINDS} - {"neighbors"}
    for table in ("events", "graph"):
        available, _ = adapters.available(table)
        assert [adapter.name for adapter in available if adapter.judge] == ["by hand"]
        assert [adapter.name for adapter in available if adapter.ours] == ["graphkit"]
        assert all(adapter.__doc__ for adapter in available)


# --- ratios ---------------------------------------------------------------------------------------


def _result(times, wrong=None, name="a row", **fields):
    row = Row(name, "neighbors", 1, **fields)
    return Result("t", row, {name: dict(enumerate(each)) for name, each in times.items()}, wrong or {})


def test_a_ratio_is_of_medians_over_the_questions_both_were_asked():
    assert report.ratio({1: 40, 2: 60}, {1: 10, 2: 10, 3: 1000}) == 5
    assert report.ratio({2: 60}, {1: 1, 2: 10}) == 6


def test_the_best_peer_is_the_fastest_without_a_wrong_answer():
    times = {"graphkit": [10, 10], "fast": [20, 20], "slow": [90, 90], "by hand": [1, 1]}
    row = report.row_of(_result(times))
    assert (row["best"], row["ratio"], row["met"]) == ("fast", 2, False)
    row = report.row_of(_result(times, {"fast": 1}))
    assert (row["best"], row["ratio"], row["met"]) == ("slow", 9, True)


def test_a_row_without_graphkit_misses_its_aim():
    assert not report.row_of(_result({"fast": [20]}))["met"]


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [(1234, "1.23 us"), (2.5e6, "2.5 ms"), (3e9, "3 s"), (123e9, "123 s"), (None, "")],
)
def test_times_are_shown_in_a_suitable_unit(nanoseconds, text):
    assert report.shown(nanoseconds) == text


def test_start_up_ratios_are_of_pairs():
    row = startup.row("a", "b", ([1.0, 4.0, 9.0], [1.0, 2.0, 3.0]), 1.3)
    assert (row["ratio"], row["met"]) == (2.0, False)


def test_a_slope_is_the_power_of_growth():
    assert growth.slope([1, 10, 100], [5, 50, 500]) == pytest.approx(1)
    assert growth.slope([1, 10, 100], [7, 7, 7]) == pytest.approx(0)


# --- asking and comparing ---------------------------------------------------------------------------


class Broken(Adapter):
    name = "broken"

    def neighbors(self, question):
        raise ValueError("out of\norder")


class Wrong(ByHand):
    name = "wrong"
    judge = False

    def neighbors(self, question):
        return {*super().neighbors(question), "nobody"}


def test_a_library_that_fails_or_errs_is_named_and_the_others_go_on(folder):
    table = tables.read(folder / "icews14.tsv.gz")
    judge, wrong = ByHand(), Wrong()
    judge.build(table)
    wrong.build(table)
    row = Row("neighbours", "neighbors", 30)
    result = contest.ask([Broken(), wrong, judge], "t", row, questions.draw(table, row, 6))
    assert result.failed == {"broken": "ValueError: out of"}
    assert result.wrong == {"wrong": 5, "by hand": 0}
    assert set(result.times) == {"wrong", "by hand"}


@pytest.fixture
def judge():
    rows = [("a", "b", 1), ("b", "c", 2), ("a", "c", 5), ("c", "d", 2)]
    table = tables.Table("t", Path())
    for source, target, day in rows:
        table.source.append(source)
        table.target.append(target)
        table.days.append(day)
    judge = ByHand()
    judge.build(table)
    return judge


@pytest.mark.parametrize(
    ("until", "path", "good"),
    [
        (4, ["a", "b", "c", "d"], True), (4, ["a", "c", "d"], False), (5, ["a", "c", "d"], True),
        (5, ["a", "b", "c", "d"], False), (5, None, False), (1, None, True),
    ],
)  # fmt: skip
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
def test_a_chronological_path_must_arrive_as_early_and_be_real(judge, actors, days, good):
    question = Question(1, 9, "a", "d")
    right = judge.chronological_path(question)
    assert contest.agree("chronological_path", question, (actors, days), right, judge) is good
    assert judge.arrivals(question) == {"b": 1, "c": 2, "d": 2}
    assert judge.strict_arrivals(question) == {"b": 1, "c": 2}


def test_windows_are_compared_edge_by_edge():
    one = nx.MultiDiGraph([("a", "b", "x", {"when": "2014"}), ("b", "c", "y", {"when": "2014"})])
    other = nx.MultiDiGraph(one)
    assert contest.agree("window", Question(1, 2), one, other, None)
    other.remove_edge("a", "b")
    assert not contest.agree("window", Question(1, 2), one, other, None)


# --- tables and questions ---------------------------------------------------------------------------


def test_a_missing_table_is_generated(tmp_path, monkeypatch):
    monkeypatch.setattr(generated, "like", lambda name: [["a", "met", "b", "2014-01-01"]])
    path, made_up = tables.find("icews14", tmp_path / "nowhere", tmp_path)
    assert made_up
    assert path == tmp_path / "icews14.tsv.gz"
    assert tables.read(path).source == ["a"]


def test_questions_are_the_same_every_time_and_about_actors_of_the_window(folder):
    table = tables.read(folder / "icews14.tsv.gz")
    row = next(row for row in EVENT_ROWS if row.kind == "shortest_path")
    drawn = questions.draw(table, row, 20)
    assert drawn == questions.draw(table, row, 20)
    judge = ByHand()
    judge.build(table)
    assert all(judge.met(actor, q) for q in drawn for actor in (q.actor, q.other))
    assert all(q.until - q.since == 29 for q in drawn)


# --- the other measures, on a little ----------------------------------------------------------------


def test_a_review_takes_fewer_keys_than_typing_the_same(monkeypatch):
    monkeypatch.setenv("GRAPHKIT_DATA", "")
    count, review, typing = review_time.compared([review_time.ARTICLES[2]])
    assert count > 0
    assert 0 < review[0] < typing[0]
    assert review[1] > 0


def test_what_commands_cost_is_measured_and_written(tmp_path, monkeypatch):
    shutil.copy(desk.STORY, tmp_path / "story.json")
    names = {"hub": "Trump", "near": "Nvidia"}
    story = costs.Story("small", tmp_path / "story.json", names)
    monkeypatch.setattr(costs, "ASKED", "info|between {hub} {near}|relations --format csv")
    monkeypatch.setattr(costs, "PAGE", tmp_path / "COSTS.md")
    monkeypatch.setattr(costs, "stories", lambda data, spare: iter([story]))
    costs.main(["--spare", str(tmp_path)])
    rows = (tmp_path / "COSTS.md").read_text(encoding="utf-8").splitlines()[-3:]
    assert [row.split("|")[1].strip(" `") for row in rows] == costs.ASKED.split("|")
    assert all(int(row.split("|")[4].replace(",", "")) > 10 for row in rows)


def test_the_desk_is_measured_under_load_and_at_a_directory(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(desk, "THINKS", (0.05, 0.2))
    monkeypatch.setattr(desk, "WRITER_THINKS", (0.0, 0.2))
    found = desk.measured(3, 4, 2, desk.THINKS, desk.WRITER_THINKS)
    assert "| changes | " in desk.report(found, 3, 4, 2, 1.0)
    with writing(tmp_path / "one") as writer:
        store(folder / "icews14.tsv.gz", writer, Reading())
    assert "## A directory of 400 relations" in desk.of_directory(tmp_path / "one", "actor", repeats=1)


def test_the_page_is_measured_in_a_browser(browser, tmp_path, monkeypatch):
    monkeypatch.setattr(page, "ROUNDS", 1)
    monkeypatch.setattr(page, "POSITIONS", 2)
    found = page.measure(page.stories(None)[2], browser, tmp_path)
    assert found.ours["actors drawn"] > 0
    assert set(page.AIMS) <= found.ours.keys()
    assert "| 30 groups |" in page.report([found], browser.version, []).replace("  ", " ")


def test_questions_at_scale_are_measured_and_agree(tmp_path, monkeypatch):
    tables.write(
        tmp_path / "icews0515.tsv.gz",
        generated.events(4000, actors=200, types=6, first=date(2010, 5, 1), days=90),
    )
    monkeypatch.setattr(
        scale, "LIBRARIES", {name: scale.LIBRARIES[name] for name in ("graphkit", "DuckDB SQL")}
    )
    monkeypatch.setattr(scale, "QUESTIONS", {name: name for name in ("path", "timeline")})
    text = scale.report(tmp_path, str(tmp_path), [2], 0)
    assert " rows of text: " in text
    assert [line.split("|")[-2].strip() for line in text.splitlines()[-2:]] == ["yes", "yes"]
    assert "failed" not in text
