"""Lists are narrowed by whom and what they concern, grouped under headings, and cut with the rest told."""

import csv
import io
from pathlib import Path

import pytest
from datasets import actor, dataset, evidence, relation, source

import graphkit as gk
from cli.conftest import Run, on_a_terminal
from graphkit.storage.json_file import save_dataset


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Ana and Bo meet, write and are told of; four sources of three grades."""
    made = dataset(
        relation("met", "ana", "bo", "met", [evidence("good")], when="2021-02-03", summary="Über the café"),
        relation("told", "bo", "firm", "told", [evidence("poor"), evidence("good")], when="2021-03"),
        relation("led", "ana", "firm", "leads", [evidence("odd")], when="2020-12/", about=("bo",)),
        relation("wrote", "bo", "ana", "told", [evidence("odd")], when="[2021-02-20..2021-04-02]"),
        relation("lost", "firm", "bo", "met"),
        actors=[actor("ana", "person", attributes={"country": "DE"}), actor("firm", "company")],
        sources=[
            source("good", publisher="Le Monde", title="Café", reliability="A"),
            source("poor", reliability="D"),
            source("odd", reliability="fine"),
        ],
    )
    path = tmp_path / "told.json"
    save_dataset(made, path)
    return path


def ids(run: Run, *arguments: str | Path) -> list[str]:
    answer = run("--data", *arguments, "--format", "json").answer
    return [row["id"] for row in answer["relations"]]


@pytest.mark.parametrize(
    ("options", "only", "found"),
    [
        (["--actor", "Ana"], "of Ana", ["led", "met", "wrote"]),
        (["--actor", "ana", "--actor", "firm"], "of ana or firm", ["led", "met", "wrote", "told", "lost"]),
        (["--between", "ana", "bo"], "between ana and bo", ["led", "met", "wrote"]),
        (["--text", "CAFE uber"], "text 'CAFE uber'", ["met"]),
        (["--text", "lead ana"], "text 'lead ana'", ["led"]),
        (["--where", "country=de"], "where country=de", ["led", "met", "wrote"]),
        (["--reliability", "b"], "reliability B or better", ["met", "told"]),
    ],
)
def test_relations_are_narrowed_and_say_so(
    run: Run, told: Path, options: list[str], only: str, found: list[str]
) -> None:
    assert sorted(ids(run, told, "relations", *options)) == sorted(found)
    done = run("--data", told, "relations", *options)
    assert done.out.splitlines()[1] == f"Only: {only}"
    query = run("--data", told, "relations", *options, "--format", "json").answer["query"]
    assert options[0].removeprefix("--") in query


def test_what_a_grade_hides_and_what_has_none_is_told(run: Run, told: Path) -> None:
    done = run("--data", told, "relations", "--reliability", "B")
    assert done.out.splitlines()[-1] == "Hidden: 3 by --reliability (3 for want of a grade)"
    answer = run("--data", told, "neighbors", "ana", "--reliability", "B", "--format", "json").answer
    assert answer["hidden"] == {"reliability": 2}


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("actor", ["Bo (5)", "Ana (3)", "firm (3)"]),
        ("type", ["met (2)", "told (2)", "leads (1)"]),
        ("family", None),
        ("source", ["Le Monde: Café (2)", "odd (2)", "poor (1)", "No source (1)"]),
        (
            "month",
            [
                *("December 2020 (1)", "February 2021 (1)", "March 2021 (1)"),
                *("Not sure which month (1)", "No known beginning (1)"),
            ],
        ),
        ("year", ["2020 (1)", "2021 (3)", "No known beginning (1)"]),
    ],
)
def test_groups_have_headings_with_counts(run: Run, told: Path, by: str, headings: list[str] | None) -> None:
    out = run("--data", told, "relations", "--group", by).out.splitlines()
    shown = [line for line in out if line.endswith(")") and not line.startswith(" ")]
    if headings:
        assert [line.lower() for line in shown] == [line.lower() for line in headings]
    groups = run("--data", told, "relations", "--group", by, "--format", "json").answer["groups"]
    listing = gk.relations(gk.load(told)).by(by)  # type: ignore[arg-type]
    assert groups == {key or "": [each.id for each in own] for key, own in listing.items()}
    assert {id for own in groups.values() for id in own} == {"met", "told", "led", "wrote", "lost"}


def test_a_cut_list_tells_its_rest(run: Run, told: Path) -> None:
    done = run("--data", told, "relations", "--limit", "2")
    rest = "Shown: 2 of 5 rows; --limit 0 shows all."
    assert done.out.splitlines()[0] == "5 relations"
    assert rest in done.out.splitlines()
    answer = run("--data", told, "relations", "--limit", "2", "--format", "json").answer
    assert (len(answer["relations"]), answer["more"], answer["query"]["limit"]) == (2, 3, 2)
    done = run("--data", told, "relations", "--limit", "2", "--format", "csv")
    assert (len(list(csv.reader(io.StringIO(done.out)))), done.err.strip()) == (3, rest)
    assert run("--data", told, "relations", "--limit", "2", "-o", "two.md").out.splitlines()[-1] == rest
    assert rest in Path("two.md").read_text("utf-8")
    assert "more" not in run("--data", told, "relations", "--limit", "0", "--format", "json").answer
    people = run("--data", told, "actors", "--limit", "1", "--format", "json").answer
    assert (len(people["actors"]), people["more"]) == (1, 2)
    seen = run("--data", told, "snapshot", "2021-12", "--limit", "1", "--format", "json").answer
    assert (len(seen["relations"]), seen["more"]) == (1, 3)


def test_a_report_of_actors_holds_their_table(run: Run, told: Path) -> None:
    run("--data", told, "actors", "-o", "actors.md")
    report = Path("actors.md").read_text("utf-8")
    header = run("--data", told, "actors").out.splitlines()[2].split()
    assert next(line for line in report.splitlines() if line.startswith("|")).split()[1] == header[0]
    assert report.count("\n| ") == 1 + len(gk.actors(gk.load(told)))


def test_a_report_of_actors_leaves_out_what_it_says_to_leave_out(run: Run, tmp_path: Path) -> None:
    rows = [relation("plan", status="planned", when="2025"), relation("talk", when="2025")]
    save_dataset(dataset(*rows), tmp_path / "plans.json")
    run("--data", tmp_path / "plans.json", "actors", "-o", "actors.md")
    report = Path("actors.md").read_text("utf-8")
    assert "Left out: 1 planned" in report
    assert [line[:2] for line in report.splitlines() if line.startswith("- ")] == ["- "]


def test_groups_of_a_cut_list_keep_their_counts(run: Run, told: Path) -> None:
    out = run("--data", told, "relations", "--group", "type", "--limit", "1").out
    assert "met (2)" in out
    assert "told (2)" in out
    assert "Shown: 1 of 5 rows" in out


def test_a_terminal_shows_the_first_rows_and_a_pipe_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "cat")
    rows = [relation(f"r{number:03}", when="2021-02-03") for number in range(205)]
    path = tmp_path / "long.json"
    save_dataset(dataset(*rows), path)
    shown = on_a_terminal("--data", str(path), "relations")
    assert "Shown: 200 of 205 rows; --limit 0 shows all, -o FILE writes all." in " ".join(shown.split())
    assert "r199" in shown
    assert "r200" not in shown
    assert "r204" in on_a_terminal("--data", str(path), "relations", "--limit", "0")
    assert "Shown: 200 of 205 rows; -o FILE writes all." in " ".join(
        on_a_terminal("--data", str(path), "neighbors", "alice").split()
    )
    assert "Shown" not in run("--data", path, "relations").out


def test_actors_are_found_by_words_and_attributes(run: Run, told: Path) -> None:
    def found(*options: str) -> list[str]:
        answer = run("--data", told, "actors", *options, "--format", "json").answer
        return [row["id"] for row in answer["actors"]]

    assert found("--text", "ANA") == found("ana") == ["ana"]
    assert found("--where", "country=DE") == ["ana"]
    done = run("--data", told, "actors", "ana", "--text", "bo")
    assert (done.code, "--text is TEXT by another name" in done.err) == (2, True)
    done = run("--data", told, "relations", "--where", "contry=DE")
    assert (done.code, done.err) == (
        2, "graphkit: no attribute of an actor called 'contry'; did you mean country?\n"
    )  # fmt: skip


def test_attributes_have_columns_of_their_own(run: Run, told: Path) -> None:
    done = run("--data", told, "actors", "ana", "--columns", "country,COUNTRY", "--format", "csv")
    header, row = done.out.splitlines()
    assert header.endswith(",relations,attributes,attributes.country,attributes.COUNTRY")
    assert row.endswith(",country: DE,DE,DE")
    (answer,) = run("--data", told, "actors", "ana", "--columns", "country", "--format", "json").answer[
        "actors"
    ]
    assert (answer["attributes"], answer["attributes.country"]) == ({"country": "DE"}, "DE")
    done = run("--data", told, "actors", "--columns", "contry")
    assert (done.code, "did you mean country?" in done.err) == (2, True)


def test_a_diff_of_an_actor_of_whom_nothing_was_known_in_time(run: Run, tmp_path: Path) -> None:
    rows = [
        relation("early", "ana", "bo", "met", [evidence("early")], when="2021-02-03"),
        relation("late", "ana", "cid", "met", [evidence("late")], when="2021-02-04"),
    ]
    papers = [source("early", published="[2021-02-05..2021-02-09]"), source("late", published="2021-05-01")]
    path = tmp_path / "late.json"
    save_dataset(dataset(*rows, sources=papers), path)
    done = run("--data", path, "diff", "2021-02-01", "2021-02-07", "--actor", "cid")
    assert (done.code, done.err) == (0, "")
    assert "1 happened" in done.out


def test_a_timeline_of_a_pair_by_the_year(run: Run, told: Path) -> None:
    asked = ("timeline", "--between", "ana", "bo", "--unit", "year", "--format", "json")
    answer = run("--data", told, *asked).answer
    counts = [(row["since"], row["until"], sum(row["certain"].values())) for row in answer["periods"]]
    assert counts == [("2021-01-01", "2021-12-31", 2)]
    assert run("--data", told, "timeline", "ana", "--actor", "bo").code == 2


def test_an_actor_and_a_source_are_shown_in_a_period(run: Run, told: Path) -> None:
    assert ids(run, told, "show", "ana", "--on", "2021-02") == ["met", "wrote", "led"]
    assert ids(run, told, "show", "good", "--on", "2021-03") == ["told"]
    assert (
        "\n2 relations cite it, 1 of them in March 2021\n"
        in run("--data", told, "show", "good", "--on", "2021-03").out
    )
    out = run("--data", told, "show", "ana", "--on", "2019").out
    assert out.startswith("Ana in 2019\n")
    assert ids(run, told, "show", "ana", "--on", "2019") == []
    done = run("--data", told, "show", "met", "--on", "2020")
    assert (done.code, done.out.rstrip().splitlines()[-1]) == (1, "It is not in 2020.")
    assert run("--data", told, "show", "met", "--on", "2021").code == 0
    assert run("--data", told, "show", "met", "--story", "--on", "2021").code == 2


def test_actors_say_what_their_count_of_relations_is(run: Run, told: Path) -> None:
    out = run("--data", told, "actors").out
    assert "Relations: those with the actor at an end, without newsroom ones." in out
    assert "Relations: those" not in run("--data", told, "actors", "nobody-at-all").out


def test_show_counts_nothing_as_left_out_that_it_lists(run: Run) -> None:
    told = run("--data", Path(__file__).parents[2] / "data" / "graph.json", "show", "nvidia").out
    assert "-reported-on-" in told
    assert "newsroom" not in told


def test_of_many_publishers_the_overview_names_the_first_and_data_has_all(run: Run, tmp_path: Path) -> None:
    many = [source(f"s{number}", publisher=f"Paper {number:02}") for number in range(25)]
    cited = [evidence(each.id) for each in many]
    save_dataset(dataset(relation("met", "ana", "bo", "met", cited), sources=many), tmp_path / "many.json")
    shown = " ".join(run("--data", tmp_path / "many.json", "info").out.split())
    assert "1 Paper 19 and 5 more" in shown
    assert "Paper 20" not in shown
    rows = run("--data", tmp_path / "many.json", "info", "--format", "csv").out
    assert "Paper 24" in rows
