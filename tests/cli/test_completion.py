"""Completion in the shell: the scripts, and the words that they are given."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Run
from cli.test_main import assert_refused
from graphkit.cli.main import COMMANDS

Complete = Callable[..., list[str]]


def asked(words: tuple[str, ...], shell: str) -> dict[str, str]:
    """Return the environment in which a shell asks for the last of some words."""
    return {
        "_GRAPHKIT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(["graphkit", *words]),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
    }


@pytest.fixture
def complete(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """Return what the shell is offered for the last of some words, a file or folder by its kind."""

    def complete(*words: str, data: str | Path = story) -> list[str]:
        monkeypatch.setenv("GRAPHKIT_DATA", str(data))
        for name, value in asked(words, "zsh").items():
            monkeypatch.setenv(name, value)
        done = run()
        assert (done.code, done.err) == (0, "")
        lines = done.out.splitlines() if done.out.strip() else []
        kinds, offered = lines[::3], lines[1::3]
        assert len(lines) == 3 * len(kinds)
        return [word if kind == "plain" else f"<{kind}>" for kind, word in zip(kinds, offered, strict=True)]

    return complete


# --- the scripts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o nosort -F _graphkit_completion graphkit"),
        ("zsh", "#compdef graphkit"),
        ("fish", "complete --no-files --command graphkit --arguments"),
    ],
)
def test_each_shell_has_its_script(run: Run, shell: str, line: str) -> None:
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert line in done.out
    assert f"_GRAPHKIT_COMPLETE={shell}_complete" in done.out


def test_other_shells_are_refused(run: Run) -> None:
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in assert_refused(run("completion", "tcsh"))


def in_bash(story: Path, *words: str) -> list[str]:
    """Return what bash itself would put in the place of the last word, by the script."""
    bash = shutil.which("bash")
    assert bash
    script = Path("completion.bash")
    graphkit = f'"{sys.executable}" -m graphkit'
    script.write_text(
        subprocess.check_output([sys.executable, "-m", "graphkit", "completion", "bash"], encoding="utf-8")
    )
    body = f"""
        complete() {{ :; }}; . ./{script}
        env() {{ COMP_WORDS="${{1#*=}}" COMP_CWORD="${{2#*=}}" _GRAPHKIT_COMPLETE="${{3#*=}}" {graphkit}; }}
        COMP_WORDS=(graphkit "$@"); COMP_CWORD=$#; _graphkit_completion graphkit
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run([bash, "-c", body, "bash", *words], capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_bash_gets_names_that_it_takes_as_one_word(story: Path) -> None:
    assert in_bash(story, "path", "ann") == ["ann", r"Ann\ Example", "Annie"]
    assert in_bash(story, "path", r"Ann\ E") == [r"Ann\ Example"]
    assert in_bash(story, "neighbors", r"the\ f") == [r"The\ Firm"]


def test_nothing_in_a_name_is_obeyed_by_bash(story: Path) -> None:
    name = "Zed $(touch evil) `touch evil`; * \"quoted\" 'too' & <x>"
    story.write_text(story.read_text().replace('"Bob Example"', json.dumps(name)))
    (offered,) = in_bash(story, "path", "Zed")
    bash = shutil.which("bash")
    assert bash
    taken = subprocess.check_output([bash, "-c", f"printf %s {offered}"], encoding="utf-8")
    assert taken == name
    assert not Path("evil").exists()


# --- the words ------------------------------------------------------------------------------------


def test_commands_and_options_are_completed(complete: Complete) -> None:
    assert complete("") == list(COMMANDS)
    assert complete("ne")[0] == "neighbors"
    assert "--since" in complete("relations", "--s")
    assert complete("path", "ann", "bob", "--format", "") == ["table", "json", "csv"]


def test_actors_are_completed_by_id_name_and_alias_in_any_case(complete: Complete) -> None:
    assert complete("path", "an") == ["ann", "Ann Example", "Annie"]
    assert complete("path", "ann", "BO") == ["bob", "Bob Example"]
    assert complete("neighbors", "the") == ["The Firm", "The Other Firm", "The Paper"]
    assert complete("neighbors", "twin") == ["twin-1", "Twin", "twin-2"]
    assert complete("path", "ann", "bob", "--via", "lon") == ["lone", "Lone"]
    assert complete("path", "ann", "bob", "--avoid", "lan") == ["land", "Land"]
    assert complete("neighbors", "zzz") == []


def test_ids_of_relations_sources_and_actors_are_completed_for_show(complete: Complete) -> None:
    assert complete("show", "m") == ["meeting"]
    assert complete("show", "w") == ["wire"]
    assert set(complete("show", "a")) == {"article", "ann", "Ann Example", "Annie"}


def test_types_and_families_are_completed(complete: Complete, story: Path) -> None:
    assert complete("relations", "--type", "ban") == ["banned"]
    assert complete("relations", "--type", "restric") == ["restricted", "restriction"]
    data = json.loads(story.read_text())
    data["graph"]["relation_types"] = [{"name": "bankrolled", "kind": "event", "meaning": "Paid."}]
    story.write_text(json.dumps(data))
    assert complete("relations", "--type", "ban") == ["banned", "bankrolled"]


def test_days_months_and_years_of_the_dataset_are_completed(complete: Complete, story: Path) -> None:
    assert complete("relations", "--since", "2025") == [
        "2025", "2025-04", "2025-07-01", "2025-07-14", "2025-07-15", "2025-08",
    ]  # fmt: skip
    assert complete("snapshot", "2025-07-1") == ["2025-07-14", "2025-07-15"]
    assert complete("relations", "--until", "1999") == []
    story.write_text(story.read_text().replace('"2025-08"', '"[2025-08-02..2025-08-05,2025-09~]"'))
    assert complete("relations", "--on", "2025-08") == ["2025-08-02", "2025-08-05"]
    assert complete("relations", "--on", "2025-09") == ["2025-09"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("content", [None, "{"], ids=["sound", "broken"])
def test_every_shell_is_answered_by_a_process(story: Path, shell: str, content: str | None) -> None:
    story.write_text(story.read_text() if content is None else content)
    done = subprocess.run(
        [sys.executable, "-m", "graphkit"],
        env=os.environ | asked(("neighbors", "lon"), shell),
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    offered = done.stdout.strip()
    expected = {
        "bash": "plain,lone\nplain,Lone",
        "zsh": "plain\nlone\nperson\nplain\nLone\nperson",
        "fish": "plain,lone\tperson\nplain,Lone\tperson",
    }
    assert offered == (expected[shell] if content is None else "")


def test_files_are_left_to_the_shell(complete: Complete) -> None:
    assert complete("check", "") == ["<file>"]
    assert complete("check", "--corpus", "") == complete("show", "ann", "--corpus", "") == ["<file>"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "5",
        "null",
        '{"nodes": 5, "edges": null, "graph": []}',
        '{"nodes": [1, null, "x", []], "edges": [[]], "graph": {"sources": {}, "relation_types": 1}}',
        '{"nodes": [{"id": 5, "name": null, "aliases": "abc"}], "edges": [{"key": [], "when": {}}]}',
        '{"nodes": [{"id": "a\\nplain,b", "aliases": [1, null, "a\\u001b[31m"]}]}',
        "[" * 100_000,
    ],
    ids=range(10),
)
def test_a_broken_file_is_completed_in_silence(complete: Complete, content: str) -> None:
    Path("broken.json").write_text(content)
    for words in (["path", ""], ["show", ""], ["relations", "--since", ""]):
        assert complete(*words, data="broken.json") == []
    assert "banned" in complete("relations", "--type", "", data="broken.json")


def test_a_file_that_is_not_there_is_completed_in_silence(complete: Complete) -> None:
    assert complete("path", "", data="nowhere.json") == complete("path", "", data=".") == []
    assert complete("path", "", data="-") == []


def test_the_file_named_before_the_command_is_the_one(complete: Complete, story: Path) -> None:
    Path("other.json").write_text('{"nodes": [{"id": "somebody"}]}')
    assert complete("--data", "other.json", "path", "") == ["somebody"]
