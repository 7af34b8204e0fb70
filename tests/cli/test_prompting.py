"""What a person at a terminal is asked, answered from a pipe that prompt_toolkit takes for a keyboard."""

from collections.abc import Callable, Iterator

import click
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from graphkit import dates
from graphkit.cli import prompting
from graphkit.errors import UsageError

Keys = Callable[[str], None]


@pytest.fixture
def typed() -> Iterator[Keys]:
    """Give what types keys into the next questions."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe.send_text


def test_an_answer_is_what_was_typed_without_blanks_around_it(typed: Keys) -> None:
    typed("  Ann Example \r")
    assert prompting.ask("Who") == "Ann Example"


def test_nothing_is_no_answer_unless_it_may_be_left_out(typed: Keys) -> None:
    typed("\r   \rAnn\r")
    assert prompting.ask("Who") == "Ann"
    typed("\r")
    assert prompting.ask("When", optional=True) is None


def test_what_is_refused_is_said_and_asked_again(typed: Keys, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(answer: str) -> None:
        if answer == "no":
            raise UsageError("not that one")

    typed("no\ryes\r")
    assert prompting.ask("Well", check=refuse) == "yes"
    assert capsys.readouterr().out == "  not that one\n"
    typed("2025-02-30\r2025-02-28\r")
    assert prompting.ask("When", check=dates.parse) == "2025-02-28"
    assert "is not in the calendar" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_who_leaves_stops_the_command(typed: Keys, key: str) -> None:
    typed(key)
    with pytest.raises(click.Abort):
        prompting.ask("Who", ["ann", "bob"])


def test_nobody_is_there_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not prompting.someone_is_there()
    monkeypatch.setattr("sys.stdin", None)
    assert not prompting.someone_is_there()


@pytest.mark.parametrize(("answer", "agreed"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_only_yes_is_yes(answer: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _question: answer.strip())
    assert prompting.agrees("Remove it?") is agreed
