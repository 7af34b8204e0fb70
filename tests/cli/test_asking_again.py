"""A saved JSON answer of any command can be asked again: ``check --answer``."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from graphkit.cli.asking_again import PROPOSING
from graphkit.cli.main import COMMANDS, graphkit
from graphkit.desk.dataset import OpenDataset

from .conftest import Result, Run

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"
FILES = {"compare": "compare old.json new.json"}
"""A command line for each command whose own examples name files that are not there."""
VALUES = {
    "TYPE": "met", "ACTOR": "nvidia", "KIND": "country", "DURATION": "2d", "N": "2", "DAY": "2025-07-15",
    "DATE": "2025-07", "VIA": "nvidia",
}  # fmt: skip


def command(name: str) -> click.Command:
    found = graphkit.get_command(click.Context(graphkit), name)
    assert found is not None
    return found


def answers_in_json(name: str) -> bool:
    """Return whether a command prints answers as JSON."""
    formats = [each for each in command(name).params if "--format" in each.opts]
    return any(isinstance(each.type, click.Choice) and "json" in each.type.choices for each in formats)


ASKING = [name for name in COMMANDS if answers_in_json(name) and name not in PROPOSING]


def examples(name: str) -> list[list[str]]:
    """Return the command lines of the help of a command that ask something."""
    lines = [line.strip() for line in (command(name).help or "").splitlines()]
    own = [line.removeprefix("graphkit ") for line in lines if line.startswith(f"graphkit {name}")]
    words = [shlex.split(line) for line in [*own, *filter(None, [FILES.get(name)])]]
    return [
        [word for word in line if word not in ("--format", "json")]
        for line in words
        if not {"-o", "|", "--answer"} & set(line)
    ]


def variants(name: str) -> list[list[str]]:
    """Return each option of a command with some value."""
    found: list[list[str]] = []
    for each in command(name).params:
        if not isinstance(each, click.Option) or {"--format", "-o", "--answer"} & set(each.opts):
            continue
        if each.is_flag:
            found.append([each.opts[-1]])
        elif isinstance(each.type, click.Choice):
            found += [[each.opts[-1], str(choice)] for choice in each.type.choices]
        elif each.nargs == 2:
            found.append([each.opts[-1], "nvidia", "china"])
        else:
            found.append([each.opts[-1], VALUES.get(each.metavar or "", "2025-07-15")])
    return found


def saved(run: Run, arguments: list[str]) -> Result:
    done = run("--data", SHIPPED, *arguments, "--format", "json")
    Path("saved.json").write_text(done.out, encoding="utf-8")
    return done


@pytest.fixture(scope="module")
def open_story() -> Iterator[OpenDataset]:
    """The shipped story, read once for all that ask it."""
    with OpenDataset(["--data", str(SHIPPED)]) as opened:
        yield opened


@pytest.fixture
def ask(open_story: OpenDataset, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command over the shipped story."""

    def ask(*arguments: str | Path) -> Result:
        capsys.readouterr()
        done = open_story.run([*map(str, arguments)])
        return Result(done.code, "".join(done.parts), capsys.readouterr().err)

    return ask


def answers(ask: Run, name: str) -> Iterator[tuple[list[str], list[str], Result]]:
    """Save the answer to each example as it is, and to each option with the first example that takes it."""
    for options in ([], *variants(name)):
        for example in examples(name):
            done = ask(*example, *options, "--format", "json")
            if done.code != 2:
                Path("saved.json").write_text(done.out, encoding="utf-8")
                yield example, options, done
                if options:
                    break


@pytest.mark.parametrize("name", ASKING)
def test_the_json_of_every_command_can_be_asked_again_with_every_option(ask: Run, name: str) -> None:
    story = SHIPPED.read_text(encoding="utf-8")
    Path("old.json").write_text(story, encoding="utf-8")
    Path("new.json").write_text(story.replace('"name": "Nvidia"', '"name": "NVIDIA Corp"'), encoding="utf-8")
    plain: dict[tuple[str, ...], Result] = {}
    for example, options, done in answers(ask, name):
        without = plain.setdefault(tuple(example), done)
        if without is not done and done.answer != without.answer:
            assert done.answer["query"] != without.answer["query"], (
                f"{name} {options}: changes the answer and is not in its query"
            )
        again = ask("check", "--answer", "saved.json")
        assert (again.code, again.err) == (0, done.err), (example, options, again)
        assert again.out.startswith(f"Still so: graphkit {name}")
    assert plain, f"no example in the help of {name} has an answer here; add a command line to FILES"


def test_an_actor_that_is_asked_about_is_not_one_that_narrows(run: Run) -> None:
    for line in (["timeline", "Nvidia"], ["timeline", "--actor", "Nvidia"]):
        saved(run, [*line, "--type", "permission"])
        again = run("--data", SHIPPED, "check", "--answer", "saved.json")
        assert (again.code, again.out.startswith("Still so: graphkit timeline")) == (0, True), again


def test_what_changed_the_answer_is_named(run: Run, story: Path) -> None:
    Path("saved.json").write_text(run("path", "ann", "firm", "--format", "json").out)
    assert run("check", "--answer", "saved.json").out.startswith("Still so: graphkit path ")
    run("edit", "meeting", "status=denied")
    done = run("check", "--answer", "saved.json")
    assert done.code == 1
    assert done.out.startswith("Changed: ")
    assert "  meeting is no longer in paths" in done.out
    assert max(map(len, done.out.splitlines())) < 200
    as_json = run("check", "--answer", "saved.json", "--format", "json")
    assert (as_json.code, as_json.answer["still_so"]) == (1, False)
    assert as_json.answer["query"] == {"command": "check", "answer": "saved.json"}


def test_a_field_that_the_saved_answer_does_not_know_is_no_change(run: Run, story: Path) -> None:
    saved = json.loads(run("relations", "--format", "json").out)
    for relation in saved["relations"]:
        del relation["sentence"]
    Path("saved.json").write_text(json.dumps(saved))
    assert run("check", "--answer", "saved.json").out.startswith("Still so: graphkit relations")


def test_a_relation_that_came_went_or_changed_is_named_once(run: Run, story: Path) -> None:
    Path("saved.json").write_text(run("relations", "--format", "json").out)
    run("edit", "meeting", "when=2025-07")
    run("remove", "hint")
    run("add", "relation", "ann", "met", "lone", "--when", "2025-07-02", "--source", "paper")
    done = run("check", "--answer", "saved.json", "--format", "json")
    differences = [(each["change"], each["id"], each["field"]) for each in done.answer["differences"]]
    assert ("gone", "hint", "") in differences
    assert ("changed", "meeting", "when") in differences
    assert [change for change, _, _ in differences].count("new") == 1


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"query": 1}', '{"query": {"command": []}}', '{"query": {"command": "undo"}}',
     '{"query": {"command": "nosuch"}}', '{"query": {"command": "path", "sourse": "x"}}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_a_line(run: Run, story: Path, text: str) -> None:
    Path("saved.json").write_text(text)
    done = run("check", "--answer", "saved.json")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert run("check", "--answer", "nowhere.json").code == 2


def test_an_actor_that_is_gone_is_said(run: Run, story: Path) -> None:
    Path("saved.json").write_text(json.dumps({"query": {"command": "neighbors", "actor": "nobody"}}))
    done = run("check", "--answer", "saved.json")
    assert (done.code, done.out) == (2, "")
    assert "nobody" in done.err


def test_the_question_is_told_as_a_shell_takes_it(run: Run, tmp_path: Path) -> None:
    run("--data", SHIPPED, "between", "Nvidia", "Jensen Huang", "-o", "two.json")
    told = run("--data", SHIPPED, "check", "--answer", "two.json").out
    words = shlex.split(told.splitlines()[0].removeprefix("Still so: graphkit "))
    assert words[0] == "between"
    assert words[-2:] == ["Nvidia", "Jensen Huang"]


def test_an_answer_that_is_not_there_is_told_how_to_save(run: Run) -> None:
    assert (
        "nosuch.json: no such file; save one with -o FILE.json" in run("check", "--answer", "nosuch.json").err
    )


@pytest.mark.parametrize("name", PROPOSING)
def test_what_proposes_is_never_asked_again(run: Run, name: str) -> None:
    Path("saved.json").write_text(json.dumps({"query": {"command": name, "files": ["saved.json"]}}))
    again = run("--data", SHIPPED, "check", "--answer", "saved.json")
    assert (again.code, again.out) == (2, "")
    assert again.err.endswith(f"is of '{name}', which answers no question\n")
