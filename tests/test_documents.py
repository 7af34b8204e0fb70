"""Executes every command and every Python example of the documents and compares what they print.

Run as a script, it writes what the commands print now into them, and the pages of the commands and of the
relation types.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import click
import pytest

import graphkit as gk
from graphkit.cli.main import COMMANDS, SECTIONS, graphkit, main
from graphkit.model.vocabulary import families, vocabulary

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"^```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(?P<code>(?:.*\n)*?)```$", re.MULTILINE)
ASKED = re.compile(r"^export GRAPHKIT_DATA=(?P<file>.+)$", re.MULTILINE)


@contextmanager
def a_folder_of_its_own() -> Iterator[None]:
    """Work in a new folder that holds the shipped stories and the articles where a checkout has them.

    The articles are at the top, too, where their own document has them.
    """
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(ROOT / "data", "data")
        for place in ("articles", "docs/articles"):
            shutil.copytree(ROOT / "docs" / "articles", place)
        yield


def ran(command: str, out: StringIO, err: StringIO, data: str = "data/graph.json") -> object:
    """Run a command that prints to streams, in a terminal of 110 columns, and return its exit code."""
    surroundings = {"COLUMNS": "110", "NO_COLOR": "1", "GRAPHKIT_DATA": data}
    with (
        patch.object(sys, "argv", shlex.split(command)),
        patch.dict(os.environ, surroundings),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as left,
    ):
        main()
    return left.value.code


def printed_by(command: str, *data: str) -> str:
    """Return what a command prints, errors included."""
    said = StringIO()
    ran(command, said, said, *data)
    return said.getvalue()


def executed(text: str) -> str:
    """Return a document with what its commands print, in order, in a folder of its own."""

    def told(found: re.Match[str]) -> str:
        asked = [each["file"] for each in ASKED.finditer(text, 0, found.start())]
        output = printed_by(found["command"], *asked[-1:])
        return f"```console\n$ {found['command']}\n{output}```"

    with a_folder_of_its_own():
        return CONSOLE.sub(told, text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_print_what_the_document_shows(path: Path) -> None:
    text = path.read_text("utf-8")
    assert executed(text) == text


def test_every_command_of_the_glossary_finds_something() -> None:
    commands = re.findall(r"\| `(graphkit .+?)` \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"))
    assert len(commands) > 30
    with a_folder_of_its_own():
        for command in dict.fromkeys(commands):
            code = ran(command, StringIO(), said := StringIO())
            assert (code, said.getvalue()) == (0, ""), command


WRITTEN = [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]


def options_of(command: click.Command | None) -> set[str]:
    """Return the options of a command and of those under it."""
    assert command is not None
    own = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    under = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union({"--help"}, *map(options_of, under))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_option_and_file_that_a_document_names_is_there(path: Path) -> None:
    text = path.read_text("utf-8")
    ours = re.sub(r".*(?:python -m |podman run |Docker takes ).*", "", text)
    known = options_of(graphkit).union(
        *(options_of(graphkit.get_command(click.Context(graphkit), name)) for name in COMMANDS)
    )
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", ours)) <= known
    files = set(re.findall(r"`((?:\.ci|benchmarks|data|docs|graphkit|tests)/[\w./-]+)`", text))
    assert [name for name in files if not (ROOT / name).exists()] == []


def subcommands(command: click.Command) -> list[str]:
    return list(command.commands) if isinstance(command, click.Group) else []


def reference() -> str:
    """Return the reference of the commands: the help of each, in the order of the help of all."""
    parts = [
        "# Commands\n",
        "`graphkit --help` lists the commands, `graphkit COMMAND --help` describes one; this page is both.",
        "The exit status is 0 if something is found, 1 if nothing is, and 2 after bad usage or bad input,",
        "which is named in one line on stderr.\n",
    ]
    for title, names in SECTIONS.items():
        parts.append(f"## {title}\n")
        for name in names:
            command = graphkit.get_command(click.Context(graphkit), name)
            assert command is not None
            for words in (name, *(f"{name} {sub}" for sub in subcommands(command))):
                told = printed_by(f"graphkit {words} --help")
                parts.append(f"### graphkit {words}\n\n```text\n{told}```\n")
    return "\n".join(parts)


def relation_types() -> str:
    """Return the page of the relation types: a table of each family, in the order of `graphkit types`."""
    types = json.loads(printed_by("graphkit types --format json", str(ROOT / "data" / "graph.json")))["types"]
    parts = [
        "# Relation types\n",
        f"The {len(types)} types that graphkit knows, by family. `graphkit types TEXT` searches them,",
        "other words included. `graphkit types --format csv` has their codes in PLOVER and CAMEO, and",
        "their schema in FollowTheMoney. `graphkit add type` makes one of your own.",
        "`--type` takes a type or a whole family: `--type contact`.\n",
        "| kind | means |",
        "|---|---|",
        "| event | It happens. The date `2025-04` is some day of April. |",
        "| state | It lasts. The date `2025-04/` is from April on, end unknown. |",
        "| either | It lasts if its date is an interval, and happens if it is not. |",
        "| background | A standing fact. It is drawn grey and listed last. |\n",
        "*A* is the source of the relation and *B* its target; the meaning speaks of the target.",
        "A type that reads the same from both ends is marked ⇄.\n",
    ]
    for family in families():
        parts.append(f"## {family.label}\n\n{family.meaning}\n")
        parts.append("| type | kind | meaning | example | other words |\n|---|---|---|---|---|")
        for row in types:
            if row["family"] == family.name:
                name = f"`{row['name']}`{' ⇄' if row['symmetric'] else ''}"
                cells = (name, row["kind"], row["meaning"], row["example"], ", ".join(row["synonyms"]))
                parts.append(f"| {' | '.join(cells)} |")
        parts.append("")
    return "\n".join(parts)


def test_the_page_of_the_types_tells_of_every_type() -> None:
    assert (ROOT / "docs" / "types.md").read_text("utf-8") == relation_types()
    told = set(re.findall(r"^\| `(.+?)`", relation_types(), re.MULTILINE))
    assert told == set(vocabulary())


def test_the_reference_tells_of_every_command_as_its_help_does() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == reference()
    assert {name for names in SECTIONS.values() for name in names} == set(COMMANDS)


def test_the_schema_is_the_one_that_is_printed() -> None:
    assert (ROOT / "docs" / "graph.schema.json").read_text("utf-8") == printed_by("graphkit schema")


@pytest.mark.parametrize("name", dir(gk))
def test_the_python_reference_tells_of_every_public_name(name: str) -> None:
    told = (ROOT / "docs" / "python.md").read_text("utf-8")
    assert re.search(rf"^\.\. auto\w+:: graphkit\.{name}$", told, re.MULTILINE)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_examples_run(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in PYTHON.findall(path.read_text("utf-8")):
        with a_folder_of_its_own():
            exec(code, {})
        assert "print(" not in code or "nvidia" in capsys.readouterr().out


def test_the_readme_s_own_story_can_be_kept_as_it_says(tmp_path: Path) -> None:
    script = re.search(
        r"^```sh\n(graphkit new .*?)```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S
    )
    assert script
    called = f'graphkit() {{ "{sys.executable}" -m graphkit "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-ec", called + script[1]], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    story = json.loads((tmp_path / "story.json").read_text("utf-8"))
    assert [node["id"] for node in story["nodes"]][-1] == "mayor-a-lee"
    assert "ada-lee-visited-harbour-company" in {edge["key"] for edge in story["edges"]}


def test_every_key_of_an_answer_is_documented() -> None:
    told = (ROOT / "docs" / "answers.md").read_text("utf-8")
    commands = [
        ("relations", ["relations", "--on", "2025-07-14"]),
        ("relations", ["relations", "--by", "amount"]),
        ("snapshot D", ["snapshot", "2025-05-01"]),
        ("actors", ["actors", "Huang"]),
        ("neighbors A", ["neighbors", "He Lifeng"]),
        ("common A B", ["common", "He Lifeng", "Trump"]),
        ("groups", ["groups"]),
        ("rank", ["rank", "--by", "pagerank"]),
        ("rank", ["rank", "--by", "amount"]),
        ("between A B", ["between", "US government", "China", "--with-parts"]),
        ("path A B", ["path", "Trump", "DeepSeek"]),
        ("path A B", ["path", "Trump", "Zakaria", "--chronological"]),
        ("path A B", ["path", "Trump", "Zakaria", "--on", "2025-06-01"]),
        ("reach A", ["reach", "Bessent"]),
        ("reach --to B", ["reach", "--to", "Bessent"]),
        ("diff D1 D2", ["diff", "2025-03-01", "2025-05-01"]),
        ("timeline", ["timeline"]),
        ("voices A", ["voices", "nvidia"]),
        ("show ID --story", ["show", "h20-ban", "--story"]),
        ("check --sources", ["check", "--sources"]),
    ]
    for label, words in commands:
        section = told.partition(f"### {label}\n")[2].partition("\n##")[0]
        with chdir(ROOT):
            answer = json.loads(printed_by(shlex.join(["graphkit", *words, "--format", "json"])))
        keys = set(answer) - {"query"}
        rows = [value[0] for value in answer.values() if isinstance(value, list) and value]
        inner = {key for row in rows if isinstance(row, dict) and "bounds" not in row for key in row}
        missing = [key for key in keys | inner if f"`{key}`" not in section]
        assert not missing, (words, missing)


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(executed(document.read_text("utf-8")), "utf-8")
    (ROOT / "docs" / "commands.md").write_text(reference(), "utf-8")
    (ROOT / "docs" / "types.md").write_text(relation_types(), "utf-8")
    (ROOT / "docs" / "graph.schema.json").write_text(printed_by("graphkit schema"), "utf-8")
