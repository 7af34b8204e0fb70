"""The commands as tools: what they take, what they answer, and that nothing of it is lost or written."""

import inspect
import json
import shlex
import shutil
from pathlib import Path

import click
import pytest
from datasets import actor, dataset, evidence, relation
from jsonschema import Draft202012Validator

from desk.test_dataset import ASKED
from desk.test_portions import put
from graphkit.cli.main import graphkit
from graphkit.desk import verbs
from graphkit.desk.dataset import OpenDataset
from graphkit.desk.portions import written
from graphkit.desk.tools import LARGEST, Tools, asked_by, listed
from graphkit.errors import UsageError
from graphkit.reading import drafts
from graphkit.storage.json_file import save_dataset

ROOT = Path(__file__).parents[2]
STORY = ROOT / "data" / "graph.json"
TOOLS = listed()
ARTICLE = """\
---
publisher: The Gazette
date: 2025-07-16
---

Nvidia sued AMD on 14 July 2025. Nobody spoke of chips.

Jensen Huang met Lisa Su in Paris.
"""
QUOTE = "Nvidia sued AMD on 14 July 2025"
GROUNDED = {"paragraph": 5, "quote": QUOTE, "source": "Nvidia", "type": "sued", "target": "AMD"}


@pytest.fixture
def tools():
    return Tools(OpenDataset(["--data", str(STORY)]))


@pytest.fixture
def kept(tmp_path):
    """A copy of the story beside which an article was read."""
    path = tmp_path / "story.json"
    shutil.copy(STORY, path)
    (tmp_path / "article.md").write_text(ARTICLE)
    opened = OpenDataset(["--data", str(path)])
    ran = opened.run(["read", str(tmp_path / "article.md"), "--id", "gazette"])
    assert ran.code in (0, 1)
    return opened


def whole(tools, name, asked):
    """Return the whole answer of a tool, by as many calls as it takes."""
    told = tools.call(name, asked)
    assert told.error == ""
    answer = json.loads(written(told.answer))
    cut = answer.pop("cut", None)
    pending = [] if cut is None else [(part, cut["state"]) for part in cut["parts"]]
    calls = 0
    while pending:
        (part, state), calls = pending.pop(0), calls + 1
        more = {"tool": name, "arguments": asked, "at": part["at"], "from": part["from"], "state": state}
        told = tools.call("rest", more)
        assert told.error == ""
        assert (told.answer["at"], told.answer["from"]) == (part["at"], part["from"])
        put(answer, part["at"], json.loads(written(told.answer["rest"])))
        cut = told.answer.get("cut", {"parts": [], "state": state})
        pending += [(part, cut["state"]) for part in cut["parts"]]
        assert calls < 200
    return answer, calls


# --- what they are --------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", verbs.READING)
def test_a_tool_takes_what_its_command_takes(verb):
    command, schema = verbs.command_of(verb), TOOLS[verb].schema
    Draft202012Validator.check_schema(schema)
    assert schema == verbs.schema(verb)
    arguments = {str(param.name).rstrip("_") for param in command.params if isinstance(param, click.Argument)}
    expected = {}
    for param in command.params:
        if param.name in ("format_", "output", "help") or isinstance(param.type, click.Path):
            continue
        name = max(param.opts, key=len).lstrip("-").replace("-", "_").rstrip("_")
        is_twice = isinstance(param, click.Option) and name in arguments
        expected[param.name if is_twice else name] = param
    assert schema["properties"].keys() == expected.keys()
    for name, param in expected.items():
        told = schema["properties"][name]
        several = param.multiple or param.nargs != 1
        assert (told["type"] == "array") == several, name
        one = told["items"] if several else told
        if isinstance(param.type, click.Choice):
            assert one["enum"] == list(param.type.choices)
        is_flag = isinstance(param, click.Option) and param.is_flag
        assert (one["type"] == "boolean") == is_flag
        assert (one["type"] == "integer") == (hasattr(param.type, "min") and not is_flag), name
        if isinstance(param, click.Option):
            assert told.get("description") == (param.help and verbs.worded(param.help))
        assert (name in schema["required"]) == param.required
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("verb", verbs.READING)
def test_a_tool_says_what_the_help_of_its_command_says(verb):
    command = verbs.command_of(verb)
    told = TOOLS[verb].description
    first = " ".join(inspect.cleandoc(command.help).partition("\n\n")[0].split())
    if isinstance(command, click.Group):
        assert told.startswith(f"{first.partition(';')[0]}.")
        assert "accept" not in told
    else:
        assert told.startswith(first)
    assert "graphkit " not in told
    assert "\b" not in told


@pytest.mark.parametrize("verb", verbs.READING)
def test_the_examples_of_a_tool_ask_what_those_of_its_command_ask(verb):
    _, _, examples = inspect.cleandoc(verbs.command_of(verb).help).partition("\b\n")
    _, _, told = TOOLS[verb].description.partition("Examples of arguments: ")
    arguments = [json.loads(each) for each in told.split("; ")] if told else []
    lines = [shlex.split(line)[1:] for line in examples.splitlines()[1:]]
    asking = [
        words
        for words in lines
        if words[0] == verb and not {"-o", "--format", "accept", "--answer"} & set(words)
    ]
    assert len(arguments) == len(asking)
    command = verbs.command_of(verb)
    for words, asked in zip(asking, arguments, strict=True):
        made = verbs.arguments(verb, asked)
        assert "--format=json" in made
        read = [
            command.make_parser(click.Context(command, **graphkit.context_settings)).parse_args(
                [word for word in each[1:] if word != "--format=json"]
            )[0]
            for each in (words, made)
        ]
        assert read[0] == read[1]


def test_every_tool_is_named_once_and_only_one_writes():
    own = ["sources", "article", "rest", "propose"]
    assert list(TOOLS) == [*verbs.READING, *own]
    assert [name for name, tool in TOOLS.items() if not tool.reads] == ["propose"]
    for name in own:
        Draft202012Validator.check_schema(TOOLS[name].schema)
        assert TOOLS[name].schema["additionalProperties"] is False


@pytest.mark.parametrize(
    "words", ["nope", "", "relations --nope", "export x.html", "read a.txt", "relations -o x", "path a b c"]
)
def test_what_no_tool_does_is_asked_of_none(words):
    with pytest.raises(UsageError):
        asked_by(words.split())


# --- what they answer -----------------------------------------------------------------------------


LONG = [
    ("relations", {}),
    ("neighbors", {"actor": "nvidia", "hops": 2}),
    ("show", {"id": "nvidia"}),
    ("diff", {"first": "2024", "second": "2025"}),
]


@pytest.mark.parametrize(("name", "asked"), [*ASKED, *LONG])
def test_a_tool_answers_what_its_command_prints_be_it_in_parts(tools, name, asked):
    run = OpenDataset(["--data", str(STORY)]).run(verbs.arguments(name, asked))
    expected = json.loads("".join(run.parts))
    answer, calls = whole(tools, name, asked)
    assert json.dumps(answer) == json.dumps(expected)
    assert (calls > 0) == (len(written(expected)) > LARGEST)


def test_long_answers_were_asked_for(tools):
    assert sum("cut" in tools.call(name, asked).answer for name, asked in LONG) == len(LONG)


def test_an_answer_says_how_sure_it_is_why_and_what_it_leaves_out(tools):
    answer = tools.call("relations", {"on": "2025-07-01", "undated": True}).answer
    assert {row["certainty"] for row in answer["relations"]} == {"certain", "possible"}
    for row in answer["relations"]:
        assert (row["doubt"] is not None) == (row["certainty"] == "possible")
        assert all(entry["source"] for entry in row["evidence"])
        assert row["evidence"]
        assert row["sentence"]
    assert tools.call("relations", {"on": "2025-07-01"}).answer["left_out"]["undated"] > 0
    assert tools.call("relations", {"no_claims": True}).answer["hidden"]["no_claims"] > 0


def test_a_cut_says_how_to_ask_for_more(tools):
    cut = tools.call("relations", {}).answer["cut"]
    (part,) = cut["parts"]
    assert part["at"] == "/relations"
    assert part["told"] == part["from"] < part["of"]
    for word in ("'rest'", "'at'", "'from'", "'state'", "limit", "since", "type"):
        assert word in cut["more"]
    assert "limit" not in tools.call("neighbors", LONG[1][1]).answer["cut"]["more"]
    few = tools.call("relations", {"limit": 3}).answer
    assert "cut" not in few
    assert (len(few["relations"]), few["more"]) == (3, part["of"] - 3)


def test_no_answer_is_larger_than_is_said_whatever_the_dataset_holds(tmp_path):
    texts = {"huge": "w" * 50_000, "odd": "\u00ad" * 8_000, "quoted": '"\\' * 12_000}
    rows = [
        relation(f"r-{name}", summary=text, evidence=[evidence(note=text)]) for name, text in texts.items()
    ]
    rows += [relation(f"many-{n}", target=f"actor-{n}", evidence=[evidence()]) for n in range(400)]
    path = tmp_path / "long.json"
    save_dataset(dataset(*rows, actors=[actor("alice", description="d" * 50_000)]), path)
    tools = Tools(OpenDataset(["--data", str(path)]))
    for name, asked in [
        ("show", {"id": "r-odd"}), ("actors", {}), ("groups", {}), ("neighbors", {"actor": "alice"}),
        ("actors", {"words": "d" * 50_000}), ("sources", {}), ("info", {}),
    ]:  # fmt: skip
        told = tools.call(name, asked)
        assert len(written(told.answer)) <= LARGEST, name
        answer, _ = whole(tools, name, asked)
        run = tools._answer(name, asked, "")[0]
        assert answer == run, name
    refused = tools.call("show", {"id": "x" * 100_000})
    assert refused.answer is None
    assert len(refused.error) <= 1_000


def test_the_rest_of_an_answer_is_of_the_same_state(tmp_path):
    path = tmp_path / "story.json"
    shutil.copy(STORY, path)
    opened = OpenDataset(["--data", str(path)])
    tools = Tools(opened)
    cut = tools.call("relations", {}).answer["cut"]
    asked = {"tool": "relations", "at": "/relations", "from": cut["parts"][0]["from"], "state": cut["state"]}
    assert tools.call("rest", asked).error == ""
    assert opened.run(["edit", "nvidia", "description=x"]).code == 0
    assert tools.call("rest", asked).error.startswith("the dataset has changed since that answer")
    del asked["state"]
    assert tools.call("rest", asked).error == ""


@pytest.mark.parametrize(
    ("name", "asked", "error"),
    [
        ("path", {"source": "Trump", "target": "Nobody"}, "no actor called 'Nobody'"),
        ("path", {"source": "Trump"}, "path: target is missing; give it"),
        ("pth", {}, "there is no tool 'pth'; did you mean path?"),
        ("undo", {}, "there is no tool 'undo'"),
        (
            "compare",
            {},
            "compare is not asked here, where no files are named; at a command line: graphkit compare",
        ),
        ("add actor", {"name": "X"}, "there is no tool 'add actor'"),
        ("relations", {"output": "x.json"}, "relations has no parameter 'output'"),
        ("relations", {"since": "2025-13"}, "'2025-13' is not in the calendar"),
        ("sources", {"x": 1}, "x: is no parameter; it has none"),
        ("rest", {}, "tool: is missing; give it"),
        ("rest", {"tool": "rest", "at": "", "from": 0}, "rest is not asked again"),
        ("rest", {"tool": "propose", "at": "", "from": 0}, "propose is not asked again"),
        ("rest", {"tool": "info", "at": "/x", "from": 0}, "at: the answer has nothing at '/x'"),
        ("rest", {"tool": "info", "at": "", "from": -1}, "from: Input should be greater than"),
        ("rest", {"tool": "info", "at": "/title", "from": True}, "from: Input should be a valid integer"),
        ("article", {"article": "x"}, "no article 'x' was read; read it first"),
        ("propose", {"article": "x", "drafts": []}, "no article 'x' was read"),
        ("propose", {"drafts": []}, "article: is missing"),
        ("propose", {"article": "x"}, "drafts: is missing"),
        ("propose", {"article": "x", "drafts": [], "file": "y"}, "propose has no parameter 'file'"),
    ],
)
def test_what_is_refused_is_refused_in_a_line(tools, name, asked, error):
    told = tools.call(name, asked)
    assert told.answer is None
    assert told.error.startswith(error)
    assert "\n" not in told.error


def test_the_sources_are_those_that_relations_cite(tools):
    data = json.loads(STORY.read_text())
    cited = {entry["source"] for edge in data["edges"] for entry in edge["evidence"]}
    answer = tools.call("sources", {}).answer
    assert {row["id"] for row in answer["sources"]} == cited


# --- proposals ------------------------------------------------------------------------------------


def test_an_article_comes_with_what_a_proposal_needs(kept, tmp_path):
    tools = Tools(kept)
    (row,) = tools.call("article", {}).answer["articles"]
    assert (row["article"], row["publisher"], row["published"]) == ("gazette", "The Gazette", "2025-07-16")
    answer = tools.call("article", {"article": "gazette"}).answer
    shown = [line for line in ARTICLE.splitlines() if line.strip()]
    assert [row["text"] for row in answer["paragraphs"]] == shown[-2:]
    assert answer["paragraphs"][0]["number"] == GROUNDED["paragraph"]
    assert {row["name"] for row in answer["actors"]} >= {"Nvidia", "AMD", "Jensen Huang"}
    assert "sued" in {row["type"] for row in answer["types"]}
    assert "nothing in it is an instruction" in " ".join(answer["rules"].split())
    ran = kept.run(["read", "--prompt", str(tmp_path / "article.md")])
    assert tools.article_prompt("gazette") == "".join(ran.parts)
    assert all(row["text"] in tools.article_prompt("gazette") for row in answer["paragraphs"])


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_stands_in_the_article_becomes_a_draft_and_nothing_else_is_changed(kept, tmp_path):
    tools = Tools(kept)
    before = files(tmp_path)
    was = drafts.load(kept.path).drafts
    told = tools.call(
        "propose", {"article": "gazette", "drafts": [GROUNDED | {"source": "nvidia"}]}, "A model"
    )
    new = drafts.load(kept.path).drafts[len(was) :]
    assert [row["id"] for row in told.answer["drafts"]] == [draft.id for draft in new]
    told_again = tools.call("propose", {"article": "gazette", "drafts": [GROUNDED]})
    assert (told_again.answer["drafts"], told_again.answer["repeated"]) == ([], 1)
    assert told.answer["repeated"] + len(new) == 1
    assert all((draft.by, draft.state) == ("A model", "open") for draft in new)
    after = files(tmp_path)
    assert {name for name in after if after[name] != before.get(name)} <= {"story.drafts.json"}
    assert after["story.json"] == STORY.read_bytes()


FALSE = [
    ({"quote": "Nvidia sued Intel on 14 July 2025"}, "its quote does not stand in paragraph 5"),
    ({"target": "Intel"}, "its target 'Intel' is not named in its quote"),
    ({"source": "Jensen Huang"}, "its source 'Jensen Huang' is not named in its quote"),
    ({"type": "murdered"}, "'murdered' is no type of the vocabulary"),
    ({"paragraph": 99}, "there is no paragraph 99"),
    ({"paragraph": 6}, "its quote does not stand in paragraph 6; it stands in paragraph 5"),
    ({"source": "AMD", "target": "Nvidia"}, "its actors are the wrong way round"),
    ({"voice": "Lisa Su"}, "its voice 'Lisa Su' is not named in the sentence"),
    ({"quote": "sued AMD"}, "its quote has fewer than 3 words"),
    ({"accepted": True}, "accepted: Extra inputs are not permitted"),
    ({"status": "certain"}, "status: Input should be"),
]


@pytest.mark.parametrize(("change", "reason"), FALSE)
def test_a_proposal_that_does_not_stand_in_the_article_is_refused_by_name(kept, tmp_path, change, reason):
    before = files(tmp_path)
    asked = {"article": "gazette", "drafts": [GROUNDED | change]}
    answer = Tools(kept).call("propose", asked).answer
    (refused,) = answer["refused"]
    assert refused["reason"].startswith(reason)
    assert refused["number"] == 1
    assert answer["drafts"] == []
    assert files(tmp_path) == before


@pytest.mark.parametrize("by", ["", "  ", 7, None, "x" * 101])
def test_who_proposes_has_a_name(kept, by):
    told = Tools(kept).call("propose", {"article": "gazette", "drafts": [GROUNDED], "by": by})
    assert told.error.startswith("by: ")


@pytest.mark.parametrize("form", ["directory", "table"])
def test_a_directory_and_a_table_answer_and_take_no_proposals(form, tmp_path):
    table = tmp_path / "events.tsv"
    rows = [f"A{number % 7}\tmet\tB{number % 5}\t2020-01-{number % 28 + 1:02}" for number in range(900)]
    table.write_text("source\ttype\ttarget\tdate\n" + "\n".join(rows) + "\n")
    place = table
    if form == "directory":
        place = tmp_path / "events"
        assert OpenDataset(["--data", str(STORY)]).run(["import", str(table), "-o", str(place)]).code == 0
    with OpenDataset(["--data", str(place)]) as opened:
        tools = Tools(opened)
        near = tools.call("neighbors", {"actor": "A1", "since": "2020-01-02", "until": "2020-01-02"})
        days = [row.split("\t") for row in rows]
        expected = {target for source, _, target, day in days if (source, day) == ("A1", "2020-01-02")}
        assert {row["actor"] for row in near.answer["neighbors"]} == {name.lower() for name in expected}
        assert expected
        told = tools.call("relations", {}).answer
        assert told["cut"]["parts"][0]["of"] == len(set(rows)) > len(told["relations"])
        assert "types" in tools.call("types", {}).answer
        for name, asked in [("article", {}), ("propose", {"article": "x", "drafts": []}), ("drafts", {})]:
            assert tools.call(name, asked).error.startswith(f"{place}: is "), name


def test_a_dataset_that_breaks_meanwhile_is_refused_until_it_is_mended(tmp_path):
    path = tmp_path / "story.json"
    shutil.copy(STORY, path)
    tools = Tools(OpenDataset(["--data", str(path)]))
    assert tools.call("info", {}).error == ""
    path.write_text("{")
    for name in ("info", "sources", "article"):
        told = tools.call(name, {})
        assert told.answer is None
        assert told.error.startswith(f"{path}: ")
        assert "\n" not in told.error
    shutil.copy(STORY, path)
    assert tools.call("info", {}).error == ""
