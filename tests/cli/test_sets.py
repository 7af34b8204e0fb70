"""One of some days, "1 or 11 March": no answer counts the days between, or it says that it does."""

import pickle
from pathlib import Path

import pytest
from datasets import dataset, evidence, relation, source

import graphkit as gk
from cli.conftest import Run
from graphkit.storage.json_file import save_dataset


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    rows = [
        relation("either", "ann", "cy", "called", when="[2020-03-01,2020-03-11]", evidence=[evidence()]),
        relation("sixth", "ann", "cy", "called", when="2020-03-06", evidence=[evidence()]),
        relation("rule", "ann", "dan", "leads", begins="[2020-03-01,2020-03-11]", evidence=[evidence()]),
    ]
    save_dataset(dataset(*rows, sources=[source("paper", "2020-06-01")]), tmp_path / "sets.json")
    return tmp_path / "sets.json"


@pytest.fixture
def folder(run: Run, sets: Path) -> Path:
    assert run("import", sets, "-o", sets.with_suffix("")).code == 0
    return sets.with_suffix("")


def test_it_is_in_no_window_between_its_days(run: Run, sets: Path, folder: Path) -> None:
    for data in (sets, folder):
        for on, ids in (("2020-03-04", set()), ("2020-03-11", {"either"})):
            found = run(
                "--data", data, "relations", "--on", on, "--type", "called", "--format", "json"
            ).answer
            assert {row["id"] for row in found["relations"]} == ids
        changed = run("--data", data, "diff", "2020-03-01", "2020-03-10", "--format", "json").answer
        assert [row["id"] for row in changed["happened"]] == ["sixth"]
        assert not changed["began"]


def test_figures_leave_the_days_between_out(run: Run, sets: Path) -> None:
    told = run("--data", sets, "between", "ann", "cy").out
    assert "First: 1 or 6 March 2020, one of 2 relations (either, sixth).\n" in told
    assert "Longest silence: 4 days, such as 2-5 March 2020.\n" in told
    weeks = run("--data", sets, "rank", "--per", "week", "--type", "called", "--format", "json").answer
    assert {row["week"]: (row["surely"], row["at_most"]) for row in weeks["ranks"]} == {
        "2020-02-24/2020-03-01": (0, 1),
        "2020-03-02/2020-03-08": (1, 1),
        "2020-03-09/2020-03-15": (0, 1),
    }
    drawn = run("--data", sets, "timeline", "--unit", "week", "--format", "json").answer
    assert [row["possible"] for row in drawn["periods"]] == [
        {"background": 1, "contact": 1},
        {},
        {"background": 1, "contact": 1},
    ]
    assert "exact" not in drawn


def test_what_counts_the_days_between_says_so(
    run: Run, sets: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--data", folder, "timeline").out == run("--data", sets, "timeline").out, "of few, it is exact"
    monkeypatch.setattr("graphkit.backends.subgraphs.FEW", 1)
    for command in ("timeline --unit week", "actors"):
        assert (
            "Not exact: up to 2 relations are dated by a set of days"
            in run("--data", folder, *command.split()).out
        )
        assert "Not exact" not in run("--data", sets, *command.split()).out
    for command in ("path ann cy --chronological", "reach ann"):
        assert "set of days too, of either." in run("--data", sets, *command.split()).out
        assert run("--data", sets, *command.split(), "--format", "json").answer["exact"] is False


def test_python_says_so_by_the_same_words(run: Run, sets: Path) -> None:
    graph = gk.load(sets)
    sixth = gk.window(graph, since="2020-03-06", until="2020-03-06")
    for how in ({}, {"within": 9}):
        found = gk.reach(graph, "ann", **how)
        assert not found.exact
        assert found.sets == ("either",)
        assert found.notes[0] in run("--data", sets, "reach", "ann").out
        assert found.notes[0] in found._repr_html_()
        assert not gk.reach(graph, to="cy", **how).exact
    assert pickle.loads(pickle.dumps(found)).sets == found.sets
    paths = gk.chronological_paths(graph, "ann", "cy")
    assert [path.exact for path in paths.paths] == [True, False]
    assert not paths.exact
    none = gk.chronological_paths(sixth, "dan", "ann")
    for answer in (gk.reach(graph, "dan", directed=True), gk.reach(sixth, "ann"), none):
        assert answer.exact
        assert answer.notes == ()


def test_sources_that_share_no_day_differ_and_leave_the_days_of_each(run: Run, tmp_path: Path) -> None:
    rows = [
        relation(
            "talk",
            "ann",
            "bob",
            "met",
            when="[2020-03-01,2020-03-11]",
            evidence=[evidence(), evidence("wire", when="2020-03-06")],
        )
    ]
    save_dataset(dataset(*rows), tmp_path / "two.json")
    assert run("import", tmp_path / "two.json", "-o", tmp_path / "two").code == 0
    for data in (tmp_path / "two.json", tmp_path / "two"):
        listed = run("--data", data, "relations").out
        assert "DATES DIFFER" in listed
        assert "1 or 6 or 11 March 2020" in listed
        assert run("--data", data, "relations", "--on", "2020-03-06").out.startswith("1 relation")
        between = run("--data", data, "relations", "--since", "2020-03-07", "--until", "2020-03-10").out
        assert between.startswith("0 relations")
        assert run("--data", data, "relations", "--on", "2020-03-05", "--type", "met").out[:2] == "0 "
        changed = run("--data", data, "diff", "2020-03-01", "2020-03-05", "--format", "json").answer
        assert not changed["happened"]


def test_a_source_of_one_of_two_days_reports_on_one_of_them(run: Run, tmp_path: Path) -> None:
    rows = [relation("ban", "ann", "cy", "banned", when="2020-04/", evidence=[evidence()])]
    made = dataset(*rows, sources=[source("paper", "[2020-06-01,2020-06-05]")])
    save_dataset(made, tmp_path / "two.json")
    out = run("--data", tmp_path / "two.json", "relations", "--on", "2020-07").out
    assert out.count("last reported 1 or 5 June 2020") == 2


def test_days_on_which_sources_differ_are_told_as_those_days_and_without_an_end(
    run: Run, tmp_path: Path
) -> None:
    told = [evidence("paper", when="2020-03-07"), evidence("wire", when="2020-03-09")]
    ban = relation("ban", "ann", "cy", "banned", evidence=told)
    path = tmp_path / "differing.json"
    save_dataset(dataset(ban, sources=[source("paper"), source("wire")]), path)
    assert run("import", path, "-o", path.with_suffix("")).code == 0
    for data in (path, path.with_suffix("")):
        shown = run("--data", data, "show", "ban").out
        assert "when         7 or 9 March 2020\nends         not stated\n" in shown
        for command in (("relations",), ("diff", "2020-03-01", "2020-04-01"), ("relations", "-o", "-")):
            listed = run("--data", data, *command).out
            assert "7 or 9 March 2020" in listed, command
            assert "to 7" not in listed, command
