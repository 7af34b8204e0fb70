"""Days in words, in every question on the command line."""

from pathlib import Path

from datasets import dataset, relation

from cli.conftest import Run
from graphkit.storage.json_file import save_dataset


def test_every_question_takes_them_and_counts_from_the_day_that_is_given(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "story.json"
    save_dataset(dataset(relation("talk", "ann", "bob", when="2025-05-20")), data)
    count = ("--asked-on", "21 May 2025")
    for command in (
        ("relations", "--since", "last week", *count),
        ("relations", "--on", "between 19 and 21 May 2025"),
        ("snapshot", "late May 2025"),
        ("snapshot", "yesterday", *count),
        ("diff", "early May 2025", "late May 2025"),
        ("neighbors", "ann", "--on", "yesterday", *count),
        ("timeline", "--since", "since May 2025", "--until", "until June 2025"),
        ("show", "talk", "--on", "yesterday", *count),
        ("path", "ann", "bob", "--on", "yesterday", *count),
    ):
        done = run("--data", data, *command)
        assert (done.code, " is read as " in done.err) == (0, True), command
    assert "--asked-on" in run("--data", data, "relations", "--since", "last week").err
