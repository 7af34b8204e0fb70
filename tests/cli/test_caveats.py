"""A denied, planned or claimed relation is marked so wherever a command or an export names it."""

import csv
import io
import json
from pathlib import Path

import pytest
from datasets import (
    JULY,
    MARKED,
    MARKS_IN_REPORTS,
    actor,
    dataset,
    doubts_told,
    evidence,
    relation,
    source,
)

from cli.conftest import Result, Run
from graphkit.model.entities import Link
from graphkit.storage.json_file import read_dataset, save_dataset

CAVEATS = {
    "plain": (),
    "denied": ("DENIED",),
    "planned": ("PLANNED",),
    "claimed": ("CLAIMED",),
    "denied-claim": ("DENIED", "CLAIMED"),
}
ALL = ("DENIED", "PLANNED", "CLAIMED")


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """Alice met Bob five times: for sure, denied, planned, claimed, and a claim that is denied."""
    relations = [
        relation(
            id,
            status="denied" if "denied" in id else "planned" if id == "planned" else "actual",
            evidence=[evidence(attribution="carol" if "claim" in id else None)],
            when="2025-07-10",
            links=tuple(Link(rel="responds-to", relation=other) for other in CAVEATS if other != id),
        )
        for id in CAVEATS
    ]
    path = tmp_path / "doubtful.json"
    save_dataset(dataset(*relations), path)
    return path


def assert_marked(text: str, id: str) -> None:
    for caveat in ALL:
        assert (caveat in text) == (caveat in CAVEATS[id]), (id, text)


def lines_of(result: Result) -> dict[str, str]:
    """Return the line of each relation, by its id at the end."""
    lines = [line for line in result.out.splitlines() if line.strip() and not line.startswith("Only: ")]
    return {id: line for id in CAVEATS for line in reversed(lines) if line.split()[-1] == id}


QUESTIONS = {
    "relations": ("relations",),
    "neighbors": (
        *("neighbors", "alice"),
        *("--status", "actual", "--status", "denied", "--status", "planned"),
    ),
    "snapshot": ("snapshot", "2025-07-20", "--status", "actual", "--status", "denied", "--status", "planned"),
    "between": ("between", "alice", "bob"),
    "diff": (
        *("diff", "2025-07-01", "2025-07-20"),
        *("--status", "actual", "--status", "denied", "--status", "planned"),
    ),
    "show an actor": ("show", "alice"),
    "show a source": ("show", "paper"),
    "show a story": ("show", "plain", "--story"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_in_every_list_report_and_table_of_an_answer(run: Run, doubtful: Path, question: str) -> None:
    asked = ("--data", doubtful, *QUESTIONS[question])
    told = lines_of(run(*asked))
    assert set(told) == set(CAVEATS)
    for id, line in told.items():
        assert_marked(line, id)
    run(*asked, "-o", "answer.md")
    statements = [line for line in Path("answer.md").read_text().splitlines() if line.startswith("- ")]
    assert len(statements) % len(CAVEATS) == 0, "each relation as often as any"
    for caveat in ALL:
        wanted = sum(caveat in each for each in CAVEATS.values())
        assert sum(caveat in line for line in statements) == wanted * len(statements) // len(CAVEATS)
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out)))
    for row in rows:
        marked = [row["status"].upper()] * (row["status"] != "actual")
        assert (*marked, *["CLAIMED"] * (row["claimed"] == "yes")) == CAVEATS[row["id"]]


@pytest.mark.parametrize("asked", [("diff", "2025-07-01", "2025-07-20"), ("snapshot", "2025-07-20")])
@pytest.mark.parametrize("status", ["planned", "denied"])
def test_nothing_planned_or_denied_is_told_as_happened(
    run: Run, tmp_path: Path, asked: tuple[str, ...], status: str
) -> None:
    path = tmp_path / "not-so.json"
    made = dataset(
        relation("meeting", "alice", "bob", "met", when="2025-07-10", status=status),
        relation("maybe", "alice", "bob", "met", when="2025-07-10~", status=status),
        relation("ban", "alice", "bob", "banned", when="2025-07-12/..", status=status),
        relation("eased", "alice", "bob", "banned", when="2025-06/2025-07-15", status=status),
        relation("office", "alice", "bob", "leads", when="2025-07-12/..", status=status),
    )
    save_dataset(made, path)
    asked = ("--data", str(path), *asked, "--status", status)
    out = run(*asked).out
    run(*asked, "-o", "answer.md")
    told = [line for line in out.splitlines() if line.endswith(")") and "  " not in line]
    told += [line for line in Path("answer.md").read_text().splitlines() if line.startswith("## ")]
    told += out.splitlines()[:1] * ("diff" in asked)
    assert len(told) > 3
    for line in told:
        for part in line.partition(" after ")[0].split(", last day")[0].split(", "):
            assert status in part.lower() or "ources" in part, line
    assert run(*asked, "--format", "json").code == 0


@pytest.mark.parametrize("id", CAVEATS)
def test_where_one_relation_is_shown_and_where_another_points_to_it(
    run: Run, doubtful: Path, id: str
) -> None:
    told = run("--data", doubtful, "show", id).out.splitlines()
    assert_marked(told[0], id)
    ties = {line.split()[2]: line for line in told if line.startswith("responds to")}
    assert set(ties) == set(CAVEATS) - {id}
    for other, line in ties.items():
        assert_marked(line, other)


def test_in_the_words_that_complete_an_id(run: Run, doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_GRAPHKIT_COMPLETE", "fish_complete")
    monkeypatch.setenv("COMP_WORDS", f"graphkit --data {doubtful} show ")
    monkeypatch.setenv("COMP_CWORD", "")
    told = dict(line.split(",", 1)[1].split("\t") for line in run().out.splitlines() if "\t" in line)
    for id in CAVEATS:
        assert_marked(told[id], id)


def test_in_what_an_import_adds_and_joins(run: Run, doubtful: Path) -> None:
    for sign in "+~":
        told = run("import", doubtful, "--into", "other.json").out.splitlines()
        lines = {
            line.split()[3].strip(":"): line for line in told if line[:1] == sign and " relation " in line
        }
        assert set(lines) == set(CAVEATS)
        for id, line in lines.items():
            assert_marked(line, id)
        bare = read_dataset("other.json")
        rows = [row.model_copy(update={"links": ()}) for row in bare.relations]
        save_dataset(bare.model_copy(update={"relations": tuple(rows)}), Path("other.json"))


def test_in_what_an_audit_and_a_summary_name(run: Run, doubtful: Path) -> None:
    found = [
        line
        for line in run("--data", doubtful, "check", "--sources").out.splitlines()
        if line.startswith("note")
    ]
    for id in CAVEATS:
        named = [line for line in found if line.partition(" alone")[2].split()[:1] == [id]]
        assert named
        for line in named:
            assert_marked(line, id)
    summed_up = " ".join(run("--data", doubtful, "info").out.split())
    assert "claimed (CLAIMED), denied (DENIED), denied-claim (DENIED, CLAIMED), ..." in summed_up


def test_in_the_log_of_what_was_added(run: Run, doubtful: Path) -> None:
    run(
        *("--data", doubtful, "add", "relation", "Alice", "met", "Bob"),
        *("--status", "denied", "--source", "paper", "--voice", "Carol", "--anyway"),
    )
    told = next(line for line in run("--data", doubtful, "log").out.splitlines() if "add relation" in line)
    assert "add relation Alice met Bob --status denied --voice Carol" in told


@pytest.mark.parametrize("suffix", [".gexf", ".graphml", ".cyjs", ".ftm", ".jsonld"])
def test_in_what_other_programs_show(run: Run, doubtful: Path, suffix: str) -> None:
    file = Path(f"doubtful{suffix}")
    assert run("--data", doubtful, "export", file).code == 0
    text = file.read_text()
    if suffix == ".gexf":
        labels = {
            line.split(' id="')[1].split('"')[0]: line
            for line in text.split("<edge ")[1:]
            for line in [f" {line}"]
        }
        named = {id: line.split('label="')[1].split('"')[0] for id, line in labels.items()}
    elif suffix == ".cyjs":
        edges = [edge["data"] for edge in json.loads(text)["elements"]["edges"]]
        named = {edge["id"]: edge["label"] for edge in edges}
    elif suffix == ".ftm":
        rows = [json.loads(line) for line in text.splitlines()]
        links = [row for row in rows if "role" in row["properties"]]
        named = {
            row["properties"]["recordId"][0]: " ".join(row["properties"].get("status", ())).upper()
            for row in links
        }
    elif suffix == ".jsonld":
        nodes = [node for node in json.loads(text)["@included"] if "status" in node]
        named = {
            node["@id"].rsplit(":", 1)[1].rsplit("/", 1)[-1]: " ".join(
                [node["status"].upper(), *["CLAIMED"] * node["claimed"]]
            )
            for node in nodes
        }
    else:
        import networkx as nx

        named = {key: data["label"] for *_, key, data in nx.read_graphml(file).edges(keys=True, data=True)}
    assert set(named) == set(CAVEATS)
    for id, label in named.items():
        assert_marked(label, id)


@pytest.mark.parametrize("suffix", [".gexf", ".graphml", ".cyjs", ".ftm"])
def test_and_comes_back_as_its_status(run: Run, doubtful: Path, suffix: str) -> None:
    file = Path(f"doubtful{suffix}")
    run("--data", doubtful, "export", file)
    run("import", file, "--into", "again.json")
    statuses = {row.key: (row.type, row.status) for row in read_dataset("again.json").relations}
    assert statuses == {row.key: (row.type, row.status) for row in read_dataset(doubtful).relations}


def test_where_relations_are_only_counted_or_walked(run: Run, doubtful: Path) -> None:
    def heading(*words: str) -> str:
        return run("--data", doubtful, *words).out.splitlines()[0]

    assert heading("timeline").endswith("10 July 2025")
    assert heading("timeline", "--status", "denied").endswith("10 July 2025 (DENIED only)")
    every = ("--status", "actual", "--status", "planned", "--status", "denied")
    assert heading("timeline", *every).endswith("10 July 2025 (PLANNED and DENIED too)")
    assert heading("reach", "alice", *every).endswith("in time (PLANNED too)")


def test_who_denies_a_relation_is_named_wherever_who_tells_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "denied.json"
    told = [
        evidence("one", paragraph=5, attribution="ann"),
        evidence("one", paragraph=5, attribution="bob", status="denied"),
        *[evidence(name) for name in ("two", "three", "four")],
        evidence("five", paragraph=2, stance="contradicts"),
        evidence("six", attribution="carl", type="told"),
    ]
    row = relation("claim", "ann", "bob", when="2025-07-14", evidence=told)
    save_dataset(dataset(row, actors=[actor("carl", "person", name="Carl")]), path)
    words = "one par. 5, two, 2 more; denied by Bob, five par. 2; told otherwise by Carl, six (says told)"
    for command in (["relations"], ["snapshot", "2025-07-20"], ["path", "ann", "bob"], ["neighbors", "ann"]):
        assert words in " ".join(run("--data", path, *command).out.split()), command
    (cells,) = csv.DictReader(io.StringIO(run("--data", path, "relations", "--format", "csv").out))
    assert cells["contradicting_names"] == "Bob;five;Carl"
    assert run("--data", path, "voices", "bob").out.startswith("Bob denies 1\n\nDenied by Bob (1)\n")
    assert run("--data", path, "voices", "carl").out.startswith("Carl tells 1 otherwise\n")


def test_each_mark_is_in_the_list_the_report_the_table_and_the_site(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "stories" / "marked.json"
    path.parent.mkdir()
    save_dataset(dataset(*MARKED.values()), path)
    asked = ("--data", path, "relations", *JULY)
    listed = run(*asked).out.splitlines()
    for mark, row in MARKED.items():
        line = next(line for line in listed if line.endswith(f"  {row.key}"))
        assert [each for each in MARKED if f" {each} " in line] == [mark]
    run(*asked, "-o", "answer.md")
    assert doubts_told(Path("answer.md").read_text()) == sorted(
        MARKS_IN_REPORTS.get(mark, mark) for mark in MARKED
    )
    cells = {row["id"]: row for row in csv.DictReader(io.StringIO(run(*asked, "--format", "csv").out))}
    for mark, row in MARKED.items():
        own = cells[row.key]
        told = [own["status"].upper()] * (own["status"] != "actual") + ["CLAIMED"] * (own["claimed"] == "yes")
        told += ["CONTESTED"] * (own["contested"] == "yes") + ["DATES DIFFER"] * (
            own["dates_differ"] == "yes"
        )
        told += ["ERROR"] * bool(own["errors"]) + ["maybe"] * (own["certainty"] == "possible")
        assert told == [mark]
    assert run("site", path.parent, "-o", tmp_path / "public").code == 0
    for page in ("search.html", "marked/index.html"):
        text = (tmp_path / "public" / page).read_text()
        for mark in [*MARKED][:-1]:  # the site is of no period, so nothing is maybe in it
            assert text.count(f'<b class="mark">{mark}</b>') == 1, (page, mark)


def test_show_names_the_original_of_what_was_rewritten_and_whose_voice_it_has(
    run: Run, tmp_path: Path
) -> None:
    sources = [
        source("first", publisher="The Chronicle", title="The deal"),
        source("copy", publisher="Tagblatt", derived_from=("first",)),
        source("other", publisher="The Herald", derived_from=("elsewhere",)),
        source("elsewhere", publisher="The Echo"),
    ]
    told = [evidence("first"), evidence("copy", paragraph=2), evidence("other", paragraph=3)]
    against = [evidence("first"), evidence("copy", stance="contradicts")]
    relations = [relation("met", evidence=told), relation("disputed", evidence=against)]
    path = tmp_path / "rewritten.json"
    save_dataset(dataset(*relations, sources=sources), path)
    lines = {line.split("  ")[0]: line for line in run("--data", path, "show", "met").out.splitlines()}
    assert "vouched for" in lines
    assert "2 voices (The Chronicle, The Herald)" in lines["vouched for"]
    assert lines["The Chronicle: The deal"].endswith("its own")
    assert lines["Tagblatt, rewritten from The Chronicle of 15 July 2025"].endswith("2     its original's")
    assert lines["The Herald, rewritten from The Echo of 15 July 2025"].endswith("3     its own")
    # Whoever contradicts an original speaks for itself.
    disputed = run("--data", path, "show", "disputed").out
    assert "its original's" not in disputed


def test_show_tells_how_a_publisher_took_back_what_it_told(run: Run, tmp_path: Path) -> None:
    papers = [source(id, day, publisher="Paper") for id, day in (("a", "2025-03-01"), ("b", "2025-05-01"))]
    told = [evidence("a"), evidence("b", stance="contradicts", type="told")]
    path = tmp_path / "retracted.json"
    save_dataset(dataset(relation("met", when="2025-02", evidence=told), sources=papers), path)
    shown = run("--data", path, "show", "met").out
    assert "status       denied" in shown
    assert shown.splitlines()[-1].endswith("contradicts; calls it told")
    earlier = run("--data", path, "show", "met", "--known-by", "2025-04-01").out
    assert "status       actual" in earlier
    assert "contradicts" not in earlier


def test_show_says_what_the_error_of_a_relation_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "late.json"
    save_dataset(dataset(relation("late", when="2025-08-01", evidence=[evidence()])), path)
    shown = run("--data", path, "show", "late").out.splitlines()
    assert "status       actual ERROR" in shown
    assert "error        dated 1 August 2025, after paper of 15 July 2025" in shown
