"""What a person at a terminal is asked, answered from a pipe that prompt_toolkit takes for a keyboard."""

import asyncio
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from cli.conftest import Run
from graphkit.cli import prompting
from graphkit.errors import UsageError
from graphkit.model.entities import Evidence
from graphkit.storage.json_file import read_dataset
from graphkit.temporal import edtf

Keys = Callable[[str], None]


@pytest.fixture
def typed() -> Iterator[Keys]:
    """Give what types keys into the next questions.

    A browser that other tests of this process hold open keeps an event loop, which no question shares.
    """
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            yield pipe.send_text
    finally:
        asyncio._set_running_loop(loop)


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
    assert prompting.ask("When", check=edtf.parse) == "2025-02-28"
    assert "is not in the calendar" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_who_leaves_stops_the_command(typed: Keys, key: str) -> None:
    typed(key)
    with pytest.raises(click.Abort):
        prompting.ask("Who", ["ann", "bob"])


def test_nobody_is_there_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not prompting.is_interactive()
    monkeypatch.setattr("sys.stdin", None)
    assert not prompting.is_interactive()


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say that somebody sits at the terminal."""
    for module in ("adding", "editing"):
        monkeypatch.setattr(f"graphkit.cli.{module}.is_interactive", lambda: True)


def test_a_relation_is_asked_for_until_it_is_sound(run: Run, typed: Keys, there: None, story: Path) -> None:
    answers = [
        "Annie", "mett", "met", "The Firm", "July", "10 July 2025", "They met.", "nowhere", "paper", "0", "3",
        "",
    ]  # fmt: skip
    typed("".join(f"{each}\r" for each in answers))
    found = run("add", "relation")
    assert found.code == 0
    refused = [line.strip() for line in found.out.splitlines() if line.startswith("  ")]
    assert [line.split(";")[0] for line in refused[:4]] == [
        "there is no relation type 'mett'",
        "'July' names no year",
        "no source called 'nowhere'",
        "'0' is too small",
    ]
    (made,) = (row for row in read_dataset(story).relations if row.key == "ann-met-firm")
    assert (made.when, made.summary) == ("2025-07-10", "They met.")
    assert made.evidence == (Evidence(source="paper", paragraph=3),)


@pytest.mark.parametrize(("answer", "made"), [("meeting", 9), ("new", 10)])
def test_whether_it_is_evidence_on_what_is_there_is_asked(
    run: Run, typed: Keys, there: None, story: Path, answer: str, made: int
) -> None:
    typed(f"perhaps\r{answer}\r")
    found = run(
        "add", "relation", "bob", "met", "ann", "--when", "2025-07", "--source", "wire", "--paragraph", 5
    )
    assert "There already: meeting (14 July 2025)." in found.out
    assert "'perhaps' is none of these; write meeting or new" in found.out
    relations = read_dataset(story).relations
    assert (found.code, len(relations)) == (0, made)
    (meeting,) = (row for row in relations if row.key == "meeting")
    assert (Evidence(source="wire", paragraph=5, when="2025-07") in meeting.evidence) is (answer == "meeting")


def test_evidence_is_asked_for(run: Run, typed: Keys, there: None, story: Path) -> None:
    typed("bann\rban\rThe Wire\r\r")
    assert run("add", "evidence", "--paragraph", 2).code == 0
    (ban,) = (row for row in read_dataset(story).relations if row.key == "ban")
    assert ban.evidence[-1] == Evidence(source="wire", paragraph=2)


def test_what_makes_a_fact_defensible_is_asked_for_after_a_key(
    run: Run, typed: Keys, there: None, story: Path
) -> None:
    first = ["Annie", "met", "The Firm", "since last week", "in May 2025", "", "paper", "3", "more", "m"]
    more = ["likely", "planned", "Bob Example", "As agreed.", "https://x.example/", "3-5 May", "yesterday"]
    typed("".join(f"{each}\r" for each in [*first, *more]))
    found = run("add", "relation", "--asked-on", "5 May 2025")
    assert "'likely' is none of these; write actual or planned or denied" in found.out
    assert found.err.splitlines() == [
        "in May 2025 is read as 2025-05: May 2025",
        "yesterday is read as 2025-05-04: 4 May 2025",
    ]
    (made,) = (row for row in read_dataset(story).relations if row.key == "ann-met-firm")
    assert (made.when, made.status) == ("2025-05", "planned")
    said = {"said": "2025-05-04", "quote": "As agreed.", "url": "https://x.example/"}
    assert made.evidence == (Evidence(source="paper", paragraph=3, attribution="bob", **said),)


def test_the_kind_of_a_new_actor_is_asked_for(run: Run, typed: Keys, there: None, story: Path) -> None:
    typed("robot\rperson\r")
    found = run("add", "relation", "Anne Example", "met", "bob")
    assert found.code == 0
    assert "no actor called 'Anne Example'; did you mean" in found.out
    assert "'robot' is none of these; write person" in found.out
    (made,) = (row for row in read_dataset(story).actors if row.name == "Anne Example")
    assert made.kind == "person"


def test_actors_and_sources_are_asked_for(run: Run, typed: Keys, there: None, story: Path) -> None:
    typed("Cy\rperson\r")
    assert run("add", "actor").code == 0
    typed("The Gazette\r2025-07-20\r")
    assert run("add", "source").code == 0
    made = read_dataset(story)
    assert ("Cy", "person") in {(row.name, row.kind) for row in made.actors}
    assert ("The Gazette", "2025-07-20") in {(row.publisher, row.published) for row in made.sources}


def test_a_type_of_ones_own_is_asked_for(run: Run, typed: Keys, there: None, story: Path) -> None:
    typed("bribed\rsometimes\revent\rbribed\rbribes\rPaid for a favour.\rgraft\r")
    found = run("add", "type")
    assert found.code == 0
    assert "'sometimes' is none of these; write event" in found.out
    (made,) = (row for row in read_dataset(story).relation_types if row.name == "bribed")
    assert (made.kind, made.past, made.present, made.family) == ("event", "bribed", "bribes", "graft")
    assert made.meaning == "Paid for a favour."


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1)])
def test_a_cascade_is_asked_about(
    run: Run, there: None, story: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _question: answer)
    found = run("remove", "ann", "--cascade")
    assert found.code == code
    assert ("Nothing was removed." in found.out) is (code == 1)
    assert ("ann" in {row.id for row in read_dataset(story).actors}) is (code == 1)


def test_nothing_in_data_reaches_the_terminal_by_a_question(
    run: Run, typed: Keys, there: None, hostile: Path
) -> None:
    typed("person\r")
    found = run("add", "relation", "[red]x[/red]:smile: \u202e", "leads", "ann", "--dry-run")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", found.out)
