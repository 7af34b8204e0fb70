"""Commands over a dataset that stays open answer byte for byte what a command line prints."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from desk.conftest import printed
from graphkit.cli.main import graphkit
from graphkit.desk import verbs
from graphkit.desk.dataset import OpenDataset

ASKED = [
    ("info", {}),
    ("actors", {"kind": ["company"]}),
    ("relations", {"since": "2025-07", "type": ["met"]}),
    ("show", {"id": "nvidia"}),
    ("types", {"words": "met"}),
    ("neighbors", {"actor": "nvidia", "hops": 2}),
    ("between", {"source": "nvidia", "target": "Trump"}),
    ("common", {"actors": ["nvidia", "AMD"]}),
    ("groups", {}),
    ("rank", {"by": "days"}),
    ("path", {"source": "Trump", "target": "DeepSeek", "chronological": True}),
    ("reach", {"actor": "Bessent", "within": "2d"}),
    ("snapshot", {"on": "2025-07-10"}),
    ("diff", {"first": "2025-01", "second": "2025-07"}),
    ("timeline", {"of": "nvidia"}),
    ("voices", {"actor": "Huang"}),
    ("check", {"sources": True}),
    ("log", {}),
    ("drafts", {"state": "all"}),
]


def test_every_reading_verb_is_asked_here():
    assert [verb for verb, _ in ASKED] == list(verbs.READING)


@pytest.mark.parametrize(("verb", "asked"), ASKED)
def test_a_verb_answers_what_the_command_line_prints(verb, asked, story):
    options, words = ["--data", str(story)], verbs.arguments(verb, asked)
    run = OpenDataset(options).run(words)
    assert (run.code, "".join(run.parts).encode()) == printed(options, words)


@pytest.mark.parametrize("form", ["directory", "table"])
def test_a_directory_and_a_table_stay_open(form, tmp_path):
    table = tmp_path / "events.tsv"
    rows = [f"A{number % 7}\tmet\tB{number % 5}\t2020-01-{number % 28 + 1:02}" for number in range(200)]
    table.write_text("source\ttype\ttarget\tdate\n" + "\n".join(rows) + "\n")
    place = table
    if form == "directory":
        place = tmp_path / "events"
        assert printed([], ["import", str(table), "-o", str(place)])[0] == 0
    options = ["--data", str(place)]
    asked = [("neighbors", {"actor": "A1"}), ("path", {"source": "A1", "target": "A2"}), ("timeline", {})]
    asked.append(("relations", {"since": "2020-01-05", "limit": 30}))
    commands = [verbs.arguments(verb, each) for verb, each in asked] * 3
    with OpenDataset(options) as dataset, ThreadPoolExecutor(4) as pool:

        def answer(words):
            run = dataset.run(words)
            return run.code, "".join(run.parts).encode()

        runs = list(pool.map(answer, commands))
    assert runs == [printed(options, words) for words in commands[:4]] * 3


def test_a_change_of_the_file_is_seen(story):
    dataset = OpenDataset(["--data", str(story)])
    before = dataset.run(verbs.arguments("info", {}))
    said = dataset.run(["add", "actor", "Lisa Su 2", "--kind", "person"])
    assert said.code == 0
    assert "Lisa Su 2" in "".join(said.parts)
    after = dataset.run(verbs.arguments("info", {}))
    assert after.state != before.state
    counted = [json.loads("".join(run.parts))["actors"] for run in (before, after)]
    assert counted[0] != counted[1]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["path", "Trump", "Nobody", "--format=json"], "no actor called 'Nobody'"),
        (["path", "--nope"], "No such option '--nope'."),
        (["relations", "--since", "2025-13"], "'2025-13' is not in the calendar"),
    ],
)
def test_what_is_refused_is_refused_in_the_words_of_the_command_line(words, error, story):
    run = OpenDataset(["--data", str(story)]).run(words)
    assert run.code == 2
    assert run.error.startswith(error)


def test_nobody_is_asked(story):
    run = OpenDataset(["--data", str(story)]).run(["add", "relation", "Trump", "met"])
    assert (run.code, list(run.parts)) == (2, [])
    assert "is missing" in run.error


def test_the_options_before_a_command_stay_those_of_the_dataset():
    assert not set(verbs.parameters("info")) & {param.name for param in graphkit.params}


def test_a_saved_answer_is_asked_again_as_on_the_command_line(story, tmp_path):
    options, saved = ["--data", str(story)], tmp_path / "saved.json"
    saved.write_bytes(printed(options, ["relations", "--format", "json"])[1])
    for words in (["check", "--answer", str(saved)], ["check", "--answer", str(saved), "--format", "json"]):
        run = OpenDataset(options).run(words)
        assert (run.code, "".join(run.parts).encode()) == printed(options, words)
