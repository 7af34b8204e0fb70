"""Where an answer goes: the terminal, a pager, a pipe, or a file whose suffix says its form."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from datasets import actor, dataset, evidence, relation, source

from cli.conftest import HOSTILE, Run, on_a_terminal
from cli.test_changes import on_page
from cli.test_main import assert_refused, command
from graphkit.cli.main import COMMANDS
from graphkit.formats.spreadsheet import csv_tables
from graphkit.storage.json_file import save_dataset

ARGUMENTS = {
    "show": ["meeting"],
    "snapshot": ["2025-07-20"],
    "neighbors": ["ann"],
    "between": ["ann", "firm"],
    "common": ["ann", "bob"],
    "path": ["ann", "firm"],
    "reach": ["ann"],
    "diff": ["2025-07-01", "2025-07-20"],
    "check": ["--sources"],
    "voices": ["bob"],
    "relations": ["--since", "2025-07"],
}
ASKED = {
    name: ARGUMENTS.get(name, [])
    for name in COMMANDS
    if {"output", "format_"} <= {parameter.name for parameter in command(name).params} and name != "compare"
}
"""The questions about one dataset; ``compare`` has two, and forms of its own (test_comparing)."""
NOTHING = [
    ["relations", "--on", "1999", "--certain"],
    ["snapshot", "1999-01-01", "--type", "met"],
    ["neighbors", "lone"],
    ["path", "ann", "lone"],
    ["actors", "nobody at all"],
]
GRAPHKIT = [sys.executable, "-m", "graphkit"]


def test_these_commands_give_answers_in_every_form() -> None:
    assert {*ARGUMENTS, "actors", "info"} <= set(ASKED)


# --- to a file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ASKED)
def test_the_suffix_says_the_form_of_every_answer(run: Run, story: Path, name: str) -> None:
    printed = {form: run(name, *ASKED[name], "--format", form) for form in ("json", "csv")}
    code = printed["json"].code
    for suffix in (".json", ".csv", ".md", ".html"):
        done = run(name, *ASKED[name], "-o", f"out{suffix}")
        assert (done.code, done.err) == (code, "")
        assert done.out.startswith(f"Wrote out{suffix}: ")
        assert done.out.count("\n") == 1 or code == 1
    assert Path("out.json").read_text("utf-8") == printed["json"].out
    assert Path("out.csv").read_text("utf-8") == printed["csv"].out
    assert Path("out.md").read_text("utf-8").startswith("# A small story\n\n")
    page = Path("out.html").read_text("utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "</html>" in page


def test_a_report_and_a_page_hold_the_relations_of_the_answer_and_no_others(run: Run, story: Path) -> None:
    assert run("path", "ann", "firm", "--direct", "-o", "path.md").code == 0
    report = Path("path.md").read_text("utf-8")
    statements = [line for line in report.splitlines() if line.startswith("- ")]
    assert [line.partition(": ")[2].partition(".")[0] for line in statements] == [
        "Ann Example met Bob Example, about The Firm",
        "Bob Example leads The Firm",
    ]
    assert "Two hops." in report
    assert "## Ann Example - Bob Example - The Firm" in report
    assert "The Paper par. 3 [1]; The Wire [2], citing Bob Example" in report
    assert run("path", "ann", "firm", "--direct", "-o", "path.html").code == 0
    assert on_page("path.html") == {"meeting", "job"}


def test_a_report_of_an_audit_has_a_part_for_each_rule(run: Run, story: Path) -> None:
    assert run("check", "--corpus", ".", "-o", "audit.md").code == 1
    report = Path("audit.md").read_text("utf-8")
    titles = re.findall(r"^## (.*)$", report, re.MULTILINE)
    assert titles == [
        "error: no-evidence",
        "error: no-article; paper: source 'paper' names no file; add its 'file'"
        "; wire: source 'wire' names no file; add its 'file'",
        "note: one-source",
        "note: one-voice",
        "Sources",
    ]
    assert "threatened The Other Firm. — no source\n" in report
    assert "can be read: 9 actors, 9 relations, 2 sources. The audit found 3 errors, " in report


@pytest.mark.parametrize("arguments", NOTHING, ids=" ".join)
@pytest.mark.parametrize("suffix", [".json", ".csv", ".md", ".html"])
def test_an_answer_with_nothing_in_it_is_written_too_and_is_1(
    run: Run, story: Path, arguments: list[str], suffix: str
) -> None:
    done = run(*arguments, "-o", f"out{suffix}")
    assert (done.code, done.err) == (1, "")
    assert Path(f"out{suffix}").stat().st_size > 0


def test_why_there_is_nothing_is_said_where_a_file_is_written_too(run: Run, story: Path) -> None:
    done = run("path", "ann", "bob", "--since", "2025-07-15", "-o", "out.csv")
    assert done.code == 1
    assert "Wrote out.csv: No path from Ann Example to Bob Example from 15 July 2025 on." in done.out
    assert "Without the dates there is one of 1 hop." in done.out


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (
            "out.xyz",
            "out.xyz: no form of an answer has the suffix '.xyz'; choose one of .html, .md, .csv, .json",
        ),
        ("out", "out: has no suffix; choose one of .html, .md, .csv, .json"),
        ("", "-o: an empty text names no file; write its name"),
        (".json", ".json: has no suffix; choose one of .html, .md, .csv, .json"),
        ("no/out.md", "no/out.md: there is no folder "),
        ("folder.csv", "folder.csv: is a folder; name a file"),
        ("nul\x00.csv", r"'nul\x00.csv' names no file: "),
    ],
)
def test_a_file_that_cannot_be_written_is_2(run: Run, story: Path, file: str, line: str) -> None:
    Path("folder.csv").mkdir()
    before = sorted(Path().iterdir())
    assert line in assert_refused(run("relations", "-o", file))
    assert sorted(Path().iterdir()) == before


def test_the_suffix_may_be_written_in_capitals(run: Run, story: Path) -> None:
    assert run("relations", "-o", "OUT.JSON").code == 0
    assert json.loads(Path("OUT.JSON").read_text("utf-8"))["query"] == {"command": "relations"}


def test_no_answer_is_written_over_the_dataset(run: Run, story: Path) -> None:
    before = story.read_bytes()
    Path("link.json").symlink_to(story)
    for arguments in (
        ["relations", "-o", str(story)],
        ["relations", "-o", "./story.json"],
        ["actors", "-o", "link.json"],
        ["check", str(story), "-o", str(story)],
        ["--data", "other.json", "check", str(story), "-o", str(story)],
        ["export", "--on", "2025-07", str(story)],
    ):
        line = assert_refused(run(*arguments))
        assert "is the dataset itself; name another file" in line
        assert story.read_bytes() == before
    assert run("export", str(story)).code == 0
    assert story.read_bytes() == before


def test_nor_over_a_file_of_another_program(run: Run, story: Path, tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "type": "met"}]
    Path("x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    Path("x.gexf").write_text(
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><nodes><node id="a"/><node id="b"/></nodes>'
        '<edges><edge source="a" target="b" kind="met"><attvalues/></edge></edges></graph></gexf>'
    )
    Path("x.ftm.json").write_text(
        '{"id": "a", "schema": "Person", "properties": {"name": ["Ada"], "eyeColor": ["blue"]}}\n'
    )
    for name in ("x.json", "x.gexf", "x.ftm.json"):
        before = Path(name).read_bytes()
        assert "another program" in assert_refused(run("--data", name, "export", name))
        assert Path(name).read_bytes() == before
        assert run("--data", name, "export", f"new-{name}").code == 0
    for name in ("own.xlsx", "own/"):
        assert run("export", name).code == 0
        assert run("--data", name, "export", name).code == 0


def test_nor_over_a_file_of_a_folder_of_tables(run: Run, story: Path) -> None:
    run("export", "t/")
    before = {file.name: file.read_bytes() for file in Path("t").iterdir()}
    Path("u").symlink_to("t")
    for name in csv_tables.TABLES:
        for arguments in (
            ["--data", "t", "relations", "-o", f"t/{name}"],
            ["--data", "u", "info", "-o", f"./t/../u/{name}"],
            ["check", "t", "-o", f"u/{name}"],
        ):
            assert "is part of the dataset itself; name another file" in assert_refused(run(*arguments))
    assert "is the dataset itself" in assert_refused(run("--data", "t", "export", "--on", "2025-07", "t/"))
    assert {file.name: file.read_bytes() for file in Path("t").iterdir()} == before
    assert run("--data", "t", "relations", "-o", "t/answer.csv").code == 0
    assert run("--data", "t", "export", "t/", "t/page.html").code == 0


def test_nor_anywhere_in_a_directory(run: Run, tmp_path: Path) -> None:
    (tmp_path / "e.tsv").write_text("a\tmet\tb\t2020-01-01\n")
    run("import", "e.tsv", "-o", "D")

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in Path("D").rglob("*") if path.is_file()}

    before = files()
    for arguments in (
        ["relations", "--since", "2020", "-o", "D/manifest.json"],
        ["relations", "--since", "2020", "-o", "D/answer.csv"],
        ["export", "D/manifest.json"],
        ["export", "D/"],
        ["export", "D/tables/"],
    ):
        assert "the dataset itself; name another file" in assert_refused(run("--data", "D", *arguments))
    assert files() == before


@pytest.mark.parametrize(
    "arguments",
    [
        *[["relations", "-o", f"link.{suffix}"] for suffix in ("html", "md", "csv", "json")],
        *[
            ["export", f"link.{suffix}"]
            for suffix in ("html", "json", "gexf", "graphml", "cyjs", "ftm", "jsonld")
        ],
        ["export", "tables/"],
    ],
)
def test_no_answer_is_written_through_a_link(
    run: Run, story: Path, tmp_path: Path, arguments: list[str]
) -> None:
    """Who may put a link into a folder must not choose which of the user's files is overwritten."""
    precious = tmp_path / "precious"
    precious.write_text("precious")
    Path("tables").mkdir()
    link = Path("tables/actors.csv" if "tables/" in arguments else arguments[-1])
    link.symlink_to(precious)
    assert f"{link}: is a link" in assert_refused(run(*arguments))
    assert precious.read_text() == "precious"
    assert link.is_symlink()


@pytest.mark.parametrize("command", ["export {}", "export {}/", "site stories -o {}"])
def test_nor_through_a_link_to_a_folder(run: Run, story: Path, tmp_path: Path, command: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    Path("linked").symlink_to(elsewhere)
    Path("stories").mkdir()
    shutil.copy(story, "stories")
    refusal = assert_refused(run(*command.format("linked").split()))
    assert refusal.endswith(f": is a link to {elsewhere}; name the folder itself")
    assert not any(elsewhere.iterdir())


def test_a_file_of_two_names_is_replaced_under_one(run: Run, story: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    Path("out.md").hardlink_to(precious)
    assert run("relations", "-o", "out.md").code == 0
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("name", ["pipe.md", "folder.md"])
def test_only_a_file_is_written_over(run: Run, story: Path, name: str) -> None:
    os.mkfifo("pipe.md")
    Path("folder.md").mkdir()
    before = sorted(Path().iterdir())
    assert "; name a file" in assert_refused(run("relations", "-o", name))
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("data", ["..hidden.json", "=cmd.json", "$(id).json", "a b;c.json", "-x.json"])
def test_a_page_opened_is_named_as_the_file_and_stays_in_its_folder(
    run: Run, story: Path, tmp_path: Path, data: str
) -> None:
    """A title names no file; the page of a dataset lies in exports/ under the dataset's own name."""
    (tmp_path / "exports").mkdir()
    (tmp_path / data).write_text(story.read_text().replace("A small story", "../../title"))
    assert run("--data", tmp_path / data, "open").code == 0
    assert [each.name for each in Path("exports").iterdir()] == [f"{Path(data).stem}.html"]


def test_a_dash_is_standard_output(run: Run, story: Path) -> None:
    for form in ("table", "json", "csv"):
        asked = ["relations", "--format", form]
        assert run(*asked, "-o", "-") == run(*asked)
    assert not Path("-").exists()


def test_nothing_of_data_commands_whoever_looks_at_a_report_or_a_csv(run: Run, hostile: Path) -> None:
    for suffix in (".md", ".csv", ".json"):
        assert run("relations", "-o", f"out{suffix}").code == 0
        text = Path(f"out{suffix}").read_text("utf-8")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", text)
    report = Path("out.md").read_text("utf-8")
    assert r"\\x1b\[31m" not in report
    assert r"\x1b\[31m\[red\]x\[/red\]\u202e\x9b2J :smile:" in report
    assert HOSTILE in json.loads(Path("out.json").read_text("utf-8"))["relations"][0]["summary"]


# --- from standard input --------------------------------------------------------------------------


def test_a_dash_is_standard_input(story: Path) -> None:
    def piped(*arguments: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([*GRAPHKIT, *arguments], input=content, capture_output=True)

    found = piped("--data", "-", "info", "--format", "json", content=story.read_bytes())
    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout)["actors"]["count"] == 9
    sound = piped("check", "-", content=story.read_bytes())
    assert sound.stdout == b"standard input is sound: 9 actors, 9 relations, 2 sources.\n"
    broken = piped("check", "-", content=b'{"nodes": [')
    assert (broken.returncode, broken.stdout) == (2, b"")
    assert broken.stderr.startswith(b"standard input:")
    assert broken.stderr.count(b"\n") == 1
    refused = piped("--data", "-", "info", content=b"\xff")
    assert (refused.returncode, refused.stderr.count(b"\n")) == (2, 1)


# --- to a pipe ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [["relations"], ["relations", "--format", "json"], ["completion", "bash"]], ids=" ".join
)
def test_a_reader_that_has_gone_is_no_matter(story: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as out:
        done = subprocess.run([*GRAPHKIT, *arguments], stdout=out, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["info"], ["relations", "--format", "csv"], ["--help"]], ids=" ".join)
def test_a_full_disk_is_one_line_and_2(
    story: Path, arguments: list[str], unbuffered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*GRAPHKIT, *arguments], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == b"graphkit: the answer cannot be written: No space left on device\n"


# --- to a terminal --------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A terminal of 100 columns and many lines that knows colours, with a pager that leaves a trace."""
    for name, value in (("TERM", "xterm"), ("COLUMNS", "100"), ("LINES", "500"), ("PAGER", "tee paged")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LESS", raising=False)
    return


def bare(text: str) -> str:
    """Return a text without its colours, and without the blanks that they kept at line ends."""
    return re.sub(r" *$", "", re.sub(r"\x1b\[[0-9;]*m", "", text), flags=re.MULTILINE)


@pytest.mark.usefixtures("terminal")
def test_what_is_longer_than_the_terminal_goes_to_a_pager(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = on_a_terminal("relations")
    assert not Path("paged").exists()
    monkeypatch.setenv("LINES", "10")
    paged = on_a_terminal("relations")
    assert Path("paged").read_text() == paged
    assert bare(paged) == bare(whole)
    assert "\x1b[" in paged
    Path("paged").unlink()
    assert on_a_terminal("relations", "--format", "json").startswith("{")
    assert on_a_terminal("neighbors", "lone") == "Lone has no neighbours.\n"
    assert not Path("paged").exists()


@pytest.mark.usefixtures("terminal")
def test_a_pipe_gets_no_pager_and_no_colour(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "5")
    done = subprocess.run([*GRAPHKIT, "relations"], capture_output=True, encoding="utf-8")
    assert "meeting" in done.stdout
    assert "\x1b" not in done.stdout
    assert not Path("paged").exists()


@pytest.mark.usefixtures("terminal")
def test_no_color_takes_the_colours_and_nothing_else(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = on_a_terminal("relations")
    assert re.search(r"\x1b\[[0-9;]*3[0-9]m", coloured)
    for lines in ("500", "5"):
        monkeypatch.setenv("LINES", lines)
        monkeypatch.setenv("NO_COLOR", "1")
        plain = on_a_terminal("relations")
        assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", plain)
        assert bare(plain) == bare(coloured)


# --- to narrow and wide terminals -----------------------------------------------------------------


@pytest.mark.parametrize("columns", [60, 80, 100, 129, 130, 200])
@pytest.mark.parametrize("name", ASKED)
def test_every_answer_fits_and_names_every_id(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, name: str, columns: int
) -> None:
    piped = run(name, *ASKED[name])
    monkeypatch.setenv("COLUMNS", str(columns))
    fitted = run(name, *ASKED[name])
    assert fitted.code == piped.code
    assert max(map(len, fitted.out.splitlines())) <= columns
    ids = {"meeting", "ban", "job", "rumour", "hint", "visit", "denial", "article", "trade"}
    words = set(re.split(r"[\s,;:()]+", fitted.out))
    assert ids & set(re.split(r"[\s,;:()]+", piped.out)) <= words


def test_a_narrow_terminal_has_ids_below_and_a_wide_one_beside(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("path", "ann", "firm", "--direct").out.splitlines()
    assert [" ".join(line.split()) for line in lines[2:8]] == [
        "Ann Example -met- Bob Example 14 July 2025",
        "meeting",
        "told by 2 voices, 2 independent sources: The Paper par. 3, The",
        "Wire",
        "Bob Example -leads-> The Firm background",
        "job",
    ]
    monkeypatch.setenv("COLUMNS", "200")
    lines = run("path", "ann", "firm", "--direct").out.splitlines()
    assert [line.split()[-1] for line in lines[2:4]] == ["meeting", "job"]
    assert lines[2].startswith("Ann Example  -met-     Bob Example  14 July 2025")


def test_an_item_that_is_folded_stays_apart_from_the_next(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = run("export", "story.gexf").out.splitlines()
    monkeypatch.setenv("COLUMNS", "70")
    lines = run("export", "story.gexf").out.splitlines()
    items = re.sub(r"\n {4}", " ", "\n".join(lines)).splitlines()
    assert len(lines) > len(wide)
    assert items == wide


def test_no_word_is_broken_at_eighty_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the shipped story: no line of a table breaks within a word but where an id is too long for it."""
    data = str(Path(__file__).parents[2] / "data" / "graph.json")
    words = set(re.findall(r"\w+", run("--data", data, "relations", "--format", "csv").out))
    words |= set(re.findall(r"\w+", run("--data", data, "relations").out))
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("--data", data, "relations", "--type", "permission").out.splitlines()
    told = [line for line in lines if not line.startswith(" " * 21) or "-" not in line]
    assert told.pop(1) == "Only: type permission"
    assert {word for line in told for word in re.findall(r"[A-Za-z]+", line)} <= words


def test_csv_and_json_are_the_same_however_wide_the_terminal_is(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form in ("csv", "json"):
        before = run("relations", "--format", form)
        monkeypatch.setenv("COLUMNS", "60")
        assert run("relations", "--format", form) == before
        monkeypatch.delenv("COLUMNS")
    rows = list(csv.reader(io.StringIO(run("info", "--format", "csv").out)))
    assert rows[:2] == [["what", "label", "count"], ["actors", "company", "4"]]


# --- said aloud -----------------------------------------------------------------------------------


def test_relations_of_the_newsroom_are_counted_for_neighbours_too(run: Run, story: Path) -> None:
    done = run("neighbors", "The Paper")
    assert (done.code, done.out) == (
        1,
        "The Paper has no neighbours.\n\nLeft out: 1 newsroom (--type newsroom)\n",
    )
    assert "newsroom" not in run("neighbors", "ann").out


def test_actors_of_a_kind_are_listed_without_relations_too(run: Run, story: Path) -> None:
    found = run("actors", "--kind", "person", "--format", "json").answer["actors"]
    assert [row["id"] for row in found] == ["ann", "bob", "lone"]
    asked = run("actors", "--kind", "person", "--on", "2025-07", "--format", "json").answer
    assert [row["id"] for row in asked["actors"]] == ["bob", "ann"]
    assert "Left out: 1 undated (--undated)" in run("actors", "--on", "2025-07").out


def test_an_audit_says_how_much_it_found_and_leaves_with_1_at_the_chosen_severity(
    run: Run, story: Path
) -> None:
    heading = f"{story} is sound: 9 actors, 9 relations, 2 sources."
    assert run("check").out == f"{heading}\n"
    found = run("check", "--sources")
    assert found.code == 1
    assert found.out.startswith(f"{heading.replace('is sound', 'can be read')} The audit found 1 error, ")
    text = story.read_text().replace(
        '"status": "denied"', '"status": "denied", "evidence": [{"source": "paper"}]'
    )
    Path("mended.json").write_text(text)
    codes = [
        run("check", "mended.json", "--sources", "--severity", grade).code
        for grade in ("error", "warning", "note")
    ]
    assert codes == [0, 0, 1]
    assert run("check", "mended.json", "--severity", "note").code == 0
    assert run("check", "--corpus", "nowhere").code == 2


def test_a_source_that_is_cited_again_is_named_once(run: Run, story: Path) -> None:
    text = story.read_text().replace('"paragraph": 3', '"paragraph": 3},{"source": "paper", "paragraph": 4')
    Path("twice.json").write_text(text)
    evidence = run("--data", "twice.json", "show", "meeting").out.partition("Evidence\n")[2].splitlines()
    assert [line.split("  ")[0] for line in evidence[1:]] == ["The Paper", "", "The Wire: News"]
    assert [line.split()[0] for line in evidence[2:3]] == ["4"]


def test_paragraphs_come_from_the_user_s_own_copies(run: Run, story: Path) -> None:
    text = story.read_text().replace('"publisher": "The Paper"', '"publisher": "The Paper", "file": "a.txt"')
    Path("filed.json").write_text(text)
    Path("corpus").mkdir()
    Path("corpus/a.txt").write_text("One.\n\nTwo.\n\nThey met \x1b[31m.\n")
    shown = ["--data", "filed.json", "show", "meeting", "--corpus", "corpus"]
    assert run(*shown).out.endswith("The Paper par. 3\nThey met \\x1b[31m.\n")
    Path("corpus/a.txt").write_text("One.\n")
    assert "no such paragraph: the article has 1" in run(*shown).out
    assert "nowhere: no such folder" in assert_refused(run(*shown[:-1], "nowhere"))


def test_the_parameters_of_every_answer_are_the_same(story: Path) -> None:
    for name in ASKED:
        options = {parameter.name: parameter.opts for parameter in command(name).params}
        assert options["output"] == ["-o", "--output"]
        assert isinstance(command(name), click.Command)


@pytest.mark.parametrize(
    ("arguments", "row"),
    [
        (["timeline", "--unit", "year"], r"| 2025 | "),
        (["info"], "| actors | 9 | "),
        (["actors"], "| Ann Example | "),
    ],
    ids=lambda each: each[0],
)
def test_a_report_of_figures_holds_them(run: Run, story: Path, arguments: list[str], row: str) -> None:
    run(*arguments, "-o", "out.md")
    assert any(line.startswith(row) for line in Path("out.md").read_text("utf-8").splitlines())


@pytest.mark.parametrize("columns", range(60, 241, 10))
@pytest.mark.parametrize(
    "question", [["relations"], ["neighbors", "ann"], ["diff", "2025-01-01", "2025-12-01"]]
)
def test_at_any_width_the_relation_has_the_most_room(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, question: list[str], columns: int
) -> None:
    long = "Representative Office of the Norden and Portovar Shipping Company (Cyprus) Limited"
    told = dataset(
        relation(
            "ann-assured-the-representative-office-of-norden",
            "ann",
            "office",
            "assured",
            [evidence("paper", attribution="bob"), evidence("other")],
            when="[2025-04-01..2025-06-30]",
        ),
        relation("ann-met-office", "ann", "office", "met", [evidence("other")], when="2025-04-01"),
        relation("bob-met-office", "bob", "office", "met", [evidence("other")], when="2025-04-01"),
        actors=[actor("office", name=long)],
        sources=[source("other", publisher="The Portovar Chronicle and Shipping Gazette")],
    )
    save_dataset(told, tmp_path / "long.json")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("--data", tmp_path / "long.json", *question).out.splitlines()
    [header, *_] = [line for line in lines if re.search(r"\brelation +marks|\brelation$", line)]
    starts = [found.start() for found in re.finditer(r"\S+(?: \S+)*", header)] + [columns]
    names = re.findall(r"\S+(?: \S+)*", header)
    widths = {name: end - start for name, start, end in zip(names, starts, starts[1:], strict=False)}
    assert max(widths, key=lambda name: widths[name]) == "relation", widths
    assert widths["relation"] >= 60 or "id" not in widths
    id_fits = any("ann-assured-the-representative-office-of-norden" in line for line in lines)
    assert id_fits or widths["relation"] < 50
