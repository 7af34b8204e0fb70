"""An answer says which options narrow it: on the screen, in a report and over a page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from page.scripts import inflated

from cli.conftest import Run
from graphkit.cli import filters
from graphkit.cli.words import narrowed_words
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Link
from graphkit.storage.json_file import save_dataset


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Alice leads Bob's firm until Cid speaks; a denied and a planned meeting; Eve told both."""
    early, late = [evidence("early")], [evidence("late")]
    ended = (Link(rel="ended-by", relation="speech"),)
    made = dataset(
        relation("leads", "alice", "bob", "leads", begins="2018", links=ended, evidence=early),
        relation("speech", "cid", "alice", "told", when="2020-06-01", evidence=late),
        relation("no", "alice", "bob", "met", when="2019-11-15", status="denied", evidence=early),
        relation("plan", "alice", "dora", "met", when="2019-11-20", status="planned", evidence=early),
        relation("yes", "cid", "dora", "met", when="2019-11-15", evidence=early),
        relation("one", "alice", "eve", "told", when="2019-11-15", evidence=early),
        relation("two", "eve", "bob", "told", when="2019-11-15", evidence=early),
        actors=[actor("alice", "person"), actor("dora", "person")],
        sources=[source("early", published="2019-12-01"), source("late", published="2020-06-02")],
    )
    path = tmp_path / "told.json"
    save_dataset(made, path)
    return path


def data_of(page: str) -> dict[str, Any]:
    """Return the data that a page carries."""
    found = re.search(r'id="data"[^>]*>([^<]+)<', Path(page).read_text("utf-8"))
    assert found is not None
    data: dict[str, Any] = json.loads(inflated(found[1]))
    return data


KNOWN = ("--known-by", "2020-01-01")
ALL = (
    *KNOWN, "--type", "contact", "--type", "told", "--kind", "person", "--status", "actual", "--certain",
    "--no-claims", "--no-contested", "--reported-within", "90d", "--on", "2019-11-15",
)  # fmt: skip
ALL_WORDS = (
    "Only: known by 1 January 2020, type contact or told, kind person, status actual, certain, no claims, "
    "no contested, reported within 90 days"
)


@pytest.mark.parametrize(
    "question",
    [
        ("relations",), ("snapshot", "2019-12-10"), ("actors",), ("neighbors", "alice"),
        ("path", "alice", "bob"), ("reach", "alice"), ("diff", "2019-01-01", "2019-12-31"), ("timeline",),
        ("voices", "alice"), ("show", "leads"),
    ],
    ids=lambda question: question[0],
)  # fmt: skip
def test_under_the_heading_in_a_report_and_over_a_page(
    run: Run, told: Path, question: tuple[str, ...]
) -> None:
    asked = ("--data", told, *question, *KNOWN)
    line = "Only: known by 1 January 2020"
    assert run(*asked).out.splitlines()[1] == line
    assert line not in run(*asked[:-2]).out
    wrote = run(*asked, "-o", "answer.md").out.splitlines()
    assert wrote[0].startswith("Wrote answer.md: ")
    assert wrote[1] == line
    assert f"*{line}*" in Path("answer.md").read_text("utf-8").splitlines()
    run(*asked, "-o", "answer.html")
    assert data_of("answer.html")["description"].endswith(line)
    assert json.loads(run(*asked, "--format", "json").out)["query"]["known_by"] == KNOWN[1]


def test_every_option_that_narrows_is_named_once(run: Run, told: Path) -> None:
    lines = run("--data", told, "relations", *ALL).out.splitlines()
    assert (lines[0], lines[1]) == ("2 relations on 15 November 2019", ALL_WORDS)
    assert sum("Only:" in line for line in lines) == 1


def test_what_widens_or_is_said_by_the_heading_is_not_repeated(run: Run, told: Path) -> None:
    plain = run("--data", told, "relations", "--on", "2019-11", "--undated").out
    assert "Only:" not in plain
    timeline = run("--data", told, "timeline", "--status", "planned", "--status", "actual").out
    assert "(PLANNED too)" in timeline
    assert "Only:" not in timeline


def test_a_path_adds_statuses_and_never_walks_what_is_denied() -> None:
    query = {"command": "path", "status": ["planned"]}
    assert narrowed_words(query) == "Only: status actual or planned"
    assert narrowed_words({**query, "status": ["denied"]}) == ""
    assert narrowed_words({**query, "command": "relations"}) == "Only: status planned"


def test_an_exported_page_says_it_too_with_its_days(run: Run, told: Path) -> None:
    before = json.loads(told.read_text("utf-8"))["graph"].get("description")
    out = run("--data", told, "export", "x.html", "x.json", "--on", "2019-11-15", "--type", "met", *KNOWN).out
    assert "Only: known by 1 January 2020, type met" in out.splitlines()
    assert data_of("x.html")["description"] == "Only: on 15 November 2019, known by 1 January 2020, type met"
    assert json.loads(Path("x.json").read_text("utf-8"))["graph"].get("description") == before


# --- a directory answers alike ------------------------------------------------------------------


@pytest.mark.parametrize(
    "question", [("relations",), ("actors",), ("actors", "a"), ("show", "leads")], ids=str
)
def test_a_directory_says_the_same(run: Run, told: Path, question: tuple[str, ...]) -> None:
    run("--data", told, "import", told, "-o", "kept")
    assert run("--data", "kept", *question, *KNOWN).out == run("--data", told, *question, *KNOWN).out


# --- actors, and what is known only later ---------------------------------------------------------


def test_who_is_only_denied_or_planned_to_be_tied_is_not_counted_as_tied(run: Run, told: Path) -> None:
    asked = ("--data", told, "actors", "--type", "met")
    answer = run(*asked, "--format", "json").answer
    assert {row["id"]: row["relations"] for row in answer["actors"]} == {
        "alice": 0, "bob": 0, "cid": 1, "dora": 1,
    }  # fmt: skip
    assert answer["left_out"] == {"planned": 1, "denied": 1}
    assert "Left out: 1 planned (--status planned), 1 denied (--status denied)" in run(*asked).out
    assert "Left out: 1 denied (--status denied)" in run("--data", told, "actors", "bob").out
    only = run(*asked, "--status", "denied", "--format", "json").answer
    assert {row["id"]: row["relations"] for row in only["actors"]} == {"alice": 1, "bob": 1}
    assert only["left_out"] == {}


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_who_is_only_planned_or_denied_to_be_tied_is_no_neighbour_and_is_counted(
    run: Run, tmp_path: Path, status: str
) -> None:
    path = tmp_path / "plans.json"
    made = dataset(relation("met", "ann", "bob", "met"), relation("plan", "bob", "cy", "met", status=status))
    save_dataset(made, path)
    left_out = f"Left out: 1 {status} (--status {status})"
    near = run("--data", path, "neighbors", "bob").out
    assert near.startswith("Bob: 1 neighbour\n")
    assert left_out in near
    shared = run("--data", path, "common", "ann", "cy")
    assert (shared.code, left_out in shared.out) == (1, True)
    assert shared.out.startswith("Ann and Cy have no common neighbour.\n")
    assert run("--data", path, "common", "ann", "cy", "--format", "json").answer["left_out"] == {status: 1}
    both = ("--status", "actual", "--status", status)
    assert run("--data", path, "neighbors", "bob", *both).out.startswith("Bob: 2 neighbours\n")
    assert run("--data", path, "common", "ann", "cy", *both).out.startswith(
        "Ann and Cy: 1 common neighbour\n"
    )


def test_what_ended_a_relation_is_hidden_until_it_is_known(run: Run, told: Path) -> None:
    assert "ended by     speech" in run("--data", told, "show", "leads").out
    assert "speech" not in run("--data", told, "show", "leads", *KNOWN).out
    assert "ended by     speech" in run("--data", told, "show", "leads", "--known-by", "2020-06-02").out


# --- what a part of a graph lacks -----------------------------------------------------------------


@pytest.mark.parametrize(
    "file", ["x.json", "x.gexf", "x.graphml", "x.cyjs", "x.ftm", "x.jsonld", "x.sqlite", "x/"]
)
def test_the_losses_of_a_part_name_the_links_that_lead_out(run: Run, told: Path, file: str) -> None:
    words = "links to what ended or began it outside of this part (1 relation)"
    part = run("--data", told, "export", file, "--on", "2019-11-15").out
    assert f"  {words}: left out, and the days that they give" in part.splitlines()
    assert words not in run("--data", told, "export", f"whole-{file}").out


def test_a_part_that_lost_what_ended_a_relation_comes_back_with_nothing_false(run: Run, told: Path) -> None:
    """Its end is unknown then: last reported by its own evidence, not still so and not ended."""
    run("--data", told, "export", "x.json", "--on", "2019-11-15")
    answer = run("--data", "x.json", "show", "leads", "--format", "json").answer
    assert answer["relation"]["bounds"] == ["2018-01-01", "2018-12-31", "2019-12-01", None]
    later = run("--data", "x.json", "relations", "--on", "2021", "--format", "json").answer["relations"]
    assert [(row["id"], row["certainty"], row["doubt"]) for row in later] == [
        ("leads", "possible", "unreported")
    ]


@pytest.mark.parametrize(
    "command",
    [
        "relations", "snapshot 2019-11-15", "neighbors alice", "between alice bob", "common alice bob",
        "groups", "rank", "path alice bob", "reach alice", "diff 2019-11-01 2019-11-30 --no-claims",
        "timeline", "actors", "voices alice", "show alice", "export out.json",
    ],
)  # fmt: skip
def test_what_is_known_by_a_day_is_made_once_for_a_command(
    run: Run, told: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    known_by, days = filters.known_by, list[object]()

    def counting(graph: Graph, day: Any) -> Graph:
        days.append(day)
        return known_by(graph, day)

    monkeypatch.setattr(filters, "known_by", counting)
    run("--data", told, *command.split(), "--known-by", "2019-12-31")
    assert len(days) == 1
