"""Tables, CSV and JSON as they are printed: fitted, plain, and obeyed by no terminal or spreadsheet."""

import csv
import io
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from datasets import dataset, relation
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from cli.conftest import HOSTILE, SHOWN, Run, on_a_terminal
from graphkit.cli.escaping import printable
from graphkit.cli.folding import Escaped
from graphkit.cli.terminal import Cell, Column, Table, fitted
from graphkit.cli.words import left_out_words
from graphkit.errors import plural
from graphkit.model.entities import Dataset
from graphkit.storage.json_file import read_dataset, save_dataset

COMMANDS = [
    ["relations"], ["snapshot", "2025-07-20"], ["neighbors", "ann"], ["neighbors", "lone"],
    ["path", "ann", "=bob"], ["path", "ann", "lone"], ["show", "=key"], ["show", "ann"], ["show", "paper"],
    ["info"],
]  # fmt: skip
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029]")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


# --- what a terminal would obey ---------------------------------------------------------------


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_in_data_reaches_the_terminal_or_is_taken_for_markup(
    run: Run, hostile: Path, arguments: list[str]
) -> None:
    done = run(*arguments)
    assert done.code in (0, 1)
    assert not OBEYED.search(done.out)
    assert SHOWN in done.out


@pytest.mark.parametrize("format_", ["json", "csv"])
@pytest.mark.parametrize("arguments", COMMANDS[:6], ids=" ".join)
def test_nor_in_json_and_csv(run: Run, hostile: Path, arguments: list[str], format_: str) -> None:
    assert not OBEYED.search(run(*arguments, "--format", format_).out)


@pytest.mark.parametrize(
    "arguments",
    [
        *(["cite", "--style", style] for style in ("bibtex", "csl-json", "ris")),
        *(["compare", "hostile.json", "other.json", "--format", form] for form in ("csv", "atom")),
        ["relations", "--format", "json"],
        ["show", "ann", "--format", "json"],
        ["log", "--state", "1"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_nor_in_what_else_is_printed_at_a_terminal(
    run: Run, hostile: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile.parent)
    Path("other.json").write_bytes(hostile.read_bytes())
    assert run("--data", "other.json", "edit", "lone", f"name=Alone{HOSTILE}").code == 0
    monkeypatch.setenv("GRAPHKIT_DATA", "other.json")
    assert not OBEYED.search(on_a_terminal(*arguments))


def test_json_holds_the_text_itself(run: Run, hostile: Path) -> None:
    answer = run("relations", "--format", "json").answer
    assert {row["summary"] for row in answer["relations"]} == {None, f"=1+1{HOSTILE}"}


def test_errors_show_no_escapes_either(run: Run, hostile: Path) -> None:
    text = hostile.read_text("utf-8").replace('"kind": "person"', '"kind": "\\u001b[31m\\u202e"', 1)
    hostile.write_text(text, "utf-8")
    for done in (run("info"), run("check")):
        assert done.code == 2
        assert not OBEYED.search(done.err)
        assert r"'\x1b[31m\u202e' is not known here" in done.err


def test_check_shows_a_files_name_without_its_escapes(run: Run, story: Path) -> None:
    for name in ("a\x1b[31m.json", os.fsdecode(b"\xff.json")):
        Path(name).write_bytes(story.read_bytes())
        done = run("check", name)
        assert done.code == 0
        assert done.out == f"{printable(name)} is sound: 9 actors, 9 relations, 2 sources.\n"


@given(st.text())
def test_printable_text_has_nothing_to_obey_and_is_left_alone_the_second_time(text: str) -> None:
    shown = printable(text)
    assert not OBEYED.search(shown)
    assert printable(shown) == shown


@pytest.mark.parametrize("name", ["Zürich", "上海", "می‌خواهم", "क्‍ष", "👩‍💻", "a\u00a0b"])
def test_names_of_all_scripts_stay_as_they_are(name: str) -> None:
    assert printable(name) == name


# --- csv --------------------------------------------------------------------------------------

COLUMNS = [
    "id", "source", "type", "target", "when", "earliest_start", "latest_start", "earliest_end", "latest_end",
    "certainty", "standing", "status", "claimed", "contested", "dates_differ", "voices",
    "independent_sources", "about", "summary", "evidence", "doubt", "last_reported", "first_reported",
    "amount", "unit", "note",
    "source_name", "target_name", "about_names", "voice_names", "publishers", "contradicted_by",
    "contradicting_names",
    "errors", "set_aside",
]  # fmt: skip


def test_csv_has_a_row_a_relation(run: Run, story: Path) -> None:
    found = rows(run("relations", "--format", "csv").out)
    assert list(found[0]) == COLUMNS
    by_id = {row["id"]: row for row in found}
    assert set(by_id) == {"meeting", "ban", "job", "rumour", "hint", "visit", "denial", "trade"}
    assert by_id["meeting"] == dict(
        zip(
            COLUMNS,
            [
                *["meeting", "ann", "met", "bob", *["2025-07-14"] * 5, "", "", "actual", "no", "no", "no"],
                *["paper;bob", "2", "firm", "They met.", "paper#3;wire", *[""] * 6],
                *[
                    "Ann Example", "Bob Example", "The Firm", "The Paper;Bob Example", "The Paper;The Wire",
                    "", "", "", "",
                ],
            ],
            strict=True,
        )
    )  # fmt: skip
    assert by_id["ban"]["latest_end"] == ""


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["neighbors", "ann"], [["neighbor", "hops"], ["tie"]]),
        (["path", "ann", "firm"], [["path", "hop"], ["tie", "more"]]),
        (["snapshot", "2025-07-20"], [[], []]),
    ],
    ids=["neighbors", "path", "snapshot"],
)
def test_csv_of_the_other_answers(
    run: Run, story: Path, arguments: list[str], extra: list[list[str]]
) -> None:
    before, after = extra
    assert list(rows(run(*arguments, "--format", "csv").out)[0]) == [*before, *COLUMNS, *after]


def test_an_empty_csv_has_its_header(run: Run, story: Path) -> None:
    done = run("relations", "--on", "1999", "--certain", "--format", "csv")
    assert (done.code, done.out) == (1, ",".join(COLUMNS) + "\n")


def test_no_cell_is_a_formula(run: Run, hostile: Path) -> None:
    found = rows(run("relations", "--format", "csv").out)
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row["id"] for row in found} == {"'=key", "'-plain"}
    assert {row["voices"] for row in found} == {"'=bob", "paper"}
    assert f"'=1+1{SHOWN}" in {row["summary"] for row in found}


def test_a_negative_amount_is_a_number_and_no_formula(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("source,relation,target,date,amount,unit\nA,paid,B,2019,-300,EUR\nC,paid,D,2019,1,=EUR\n")
    found = rows(run("--data", str(file), "relations", "--format", "csv").out)
    assert [(row["amount"], row["unit"]) for row in found] == [("-300", "EUR"), ("1", "'=EUR")]


# --- tables -----------------------------------------------------------------------------------


TABLES = [
    ["relations"], ["actors"], ["neighbors", "ann"], ["path", "ann", "firm"],
    ["path", "ann", "firm", "--chronological"],
]  # fmt: skip


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("arguments", [*TABLES, ["info"]], ids=" ".join)
def test_tables_fit_the_columns(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, columns: int, arguments: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run(*arguments).out.splitlines()
    assert max(map(len, lines)) <= columns
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("columns", range(40, 200, 20))
@pytest.mark.parametrize("arguments", TABLES, ids=" ".join)
def test_a_narrow_table_loses_no_word_of_a_wide_one(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, columns: int, arguments: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    wide = run(*arguments).out
    monkeypatch.setenv("COLUMNS", str(columns))
    narrow = run(*arguments).out
    # Longer ones may be folded; headers stand only over columns.
    words = Counter(re.findall(r"(?<![\w-])[A-Za-z]{2,8}(?![\w-])", wide))
    rows = {
        word: count
        for word, count in words.items()
        if word not in ("edtf", "id", "marks", "told", "by", "also")
    }
    assert {word for word, count in rows.items() if len(re.findall(rf"\b{word}\b", narrow)) < count} == set()


@pytest.mark.parametrize("columns", ["0", "1", "-5", "x", ""])
def test_columns_that_make_no_sense_lose_nothing(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = run("relations").out
    assert "meeting" in out
    assert "Ann" in out


def test_a_pipe_gets_one_line_a_row_and_no_colour(run: Run, story: Path) -> None:
    lines = run("relations").out.splitlines()
    assert lines[0] == "8 relations"
    shown = "trade ban denial meeting rumour visit hint job"
    assert [line.split()[-1] for line in lines[3:11]] == shown.split()
    assert "\x1b" not in "".join(lines)


def test_a_terminal_gets_colour_unless_it_is_asked_not_to(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    coloured = on_a_terminal("relations")
    assert "\x1b[36m" in coloured
    assert "\x1b[31m" not in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", on_a_terminal("relations"))


def test_what_the_terminal_has_no_letters_for_is_escaped(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = story.read_text("utf-8").replace("Bob Example", "Bob 上海").replace("They met.", "上海 👩")
    story.write_text(text, "utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    monkeypatch.setenv("COLUMNS", "200")
    assert r"Bob \u4e0a\u6d77" in on_a_terminal("relations")
    assert (
        json.loads(on_a_terminal("show", "meeting", "--format", "json"))["relation"]["summary"] == "上海 👩"
    )


def test_escapes_count_in_the_width_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    wide = "\u6f22" * 8  # 16 columns, and 48 once escaped
    table = Table([Column("a"), Column("b")])
    table.add_row(wide, "x")
    assert fitted([wide], 48, terminal=False) == r"\u6f22" * 8 + "\n"
    for parts in ([wide], [table], [Cell(wide, "bold", wide)], [f"  {wide}"]):
        for width in (40, 38, 20, 13):
            lines = fitted(parts, width, terminal=False).splitlines()
            assert len(lines) > 1
            assert all(line.isascii() and len(line) <= width for line in lines)
            assert "".join(lines).count(r"\u6f22") == sum(line.count(r"\u6f22") for line in lines) >= 8


@settings(max_examples=50)
@given(
    text=st.text(st.sampled_from("ab \u6f22\U0001f600\u202e\\ux0\n\t"), max_size=40), width=st.integers(1, 30)
)
def test_texts_are_folded_as_rich_does_it_and_escapes_only_beside_them(text: str, width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    escaped = printable(text).encode("ascii", "backslashreplace").decode()
    folded = [line.plain for line in Escaped(escaped).wrap(console, width)]
    assert "".join("".join(folded).split()) == "".join(escaped.split())
    assert all(len(line) <= width for line in folded)
    if "\\" not in escaped:
        assert folded == [line.plain for line in Text(escaped).wrap(console, width)]
    if width >= 10:
        whole = r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})"
        assert re.findall(whole, "\n".join(folded)) == re.findall(whole, escaped)


# --- what is said -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["relations"], ["Left out: 1 newsroom (--type newsroom)"]),
        (["relations", "--on", "2025-07"],
         ["in July 2025", "1 undated (--undated)", "1 newsroom (--type newsroom)"]),
        (["relations", "--on", "2025-07", "--undated"], ["1 maybe", "hint", "Left out: 1 newsroom"]),
        (["relations", "--on", "2025-08-05"], ["on 5 August 2025, ", "maybe PLANNED"]),
        (["snapshot", "2025-07-10"],
         ["As of 10 July 2025", "In force (3)", "In force as background (1)", "1 undated (--undated)"]),
        (["snapshot", "2025-08-31"], ["Left out: ", "1 planned (--status planned)"]),
        (["snapshot", "2025-07-20"], ["Beyond the sources (last published 15 July 2025)."]),
        (["neighbors", "ann", "--on", "2025-07"],
         ["Ann Example: ", " in July 2025", "Left out: 1 undated (--undated)"]),
        (["neighbors", "firm"], ["(about The Firm)"]),
        (["neighbors", "lone"], ["Lone has no neighbours."]),
        (["path", "ann", "firm"], ["One hop.", "Bob Example, about->"]),
        (["path", "ann", "firm", "--direct"],
         ["Two hops.", "--direct leaves out 1 path of 1 hop by what a relation is about."]),
        (["neighbors", "firm", "--direct"], ["--direct leaves out 2 hops by what a relation is about."]),
        (["path", "ann", "lone"], ["No path from Ann Example to Lone."]),
        (["path", "ann", "other", "--direct"],
         ["Three hops. Skipped as go-betweens: Land (1 shorter path); --avoid-kind none"]),
        (["relations", "--type", "competes-with"], ["CLAIMED", "nobody named, The Paper"]),
        (["relations", "--status", "denied"], ["DENIED"]),
        (["show", "meeting"],
         ["2 voices (The Paper, Bob Example), 2 independent sources", "They met.", "said so"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_what_is_left_out_or_doubtful_is_said_aloud(
    run: Run, story: Path, arguments: list[str], said: list[str]
) -> None:
    out = run(*arguments).out
    assert [words for words in said if words not in out] == []


def test_more_paths_than_shown_are_counted(run: Run, story: Path) -> None:
    one = run("path", "bob", "other", "--avoid-kind", "none")
    assert "Path 1" not in one.out
    every = run("path", "ann", "firm", "--avoid-kind", "none", "--direct", "--all").out
    assert "Path 1" in every
    assert "Path 2" in every
    best = run("path", "ann", "firm", "--avoid-kind", "none", "--direct").out
    assert "1 more path of the same length (--all)" in best


def test_words() -> None:
    counted = plural(1, "relation"), plural(0, "relation"), plural(2345, "body", "bodies")
    assert counted == ("1 relation", "0 relations", "2,345 bodies")
    assert left_out_words({}) == ""
    assert (
        left_out_words({"undated": 2, "denied": 1})
        == "Left out: 2 undated (--undated), 1 denied (--status denied)"
    )


def test_what_has_no_title_is_called_by_its_file_everywhere(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "leaks"
    folder.mkdir()
    for name, title in (("talks.json", "talks"), ("graph.json", "leaks")):
        file = folder / name
        save_dataset(dataset(relation("met")).model_copy(update={"title": Dataset().title}), file)
        assert run("--data", file, "info").out.startswith(f"{title}: ")
        assert run("--data", file, "info", "--format", "json").answer["title"] == title
        for answer in ("info", "relations"):
            run("--data", file, answer, "-o", tmp_path / "x.md")
            assert (tmp_path / "x.md").read_text("utf-8").startswith(f"# {title}\n")
        run("--data", file, "relations", "-o", tmp_path / "x.html")
        assert f"<title>{title}</title>" in (tmp_path / "x.html").read_text("utf-8")
        assert run("--data", file, "export", tmp_path / "y.html", tmp_path / "y.json").code == 0
        assert f"<title>{title}</title>" in (tmp_path / "y.html").read_text("utf-8")
        assert read_dataset(tmp_path / "y.json").title == Dataset().title
        assert run("check", file, "-o", tmp_path / "x.md").code == 0
        assert (tmp_path / "x.md").read_text("utf-8").startswith(f"# {title}\n")
