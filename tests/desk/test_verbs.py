"""Every command of the command line as a verb: its parameters, and the command line of a request."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import graphkit as package
from desk.conftest import ROOT
from graphkit.cli.main import COMMANDS, graphkit
from graphkit.desk import verbs
from graphkit.desk.dataset import OpenDataset
from graphkit.errors import UsageError

NOT_READING = {
    "compare": "takes files",
    "read": "proposes drafts",
    "drafts add": "proposes drafts",
    "drafts log": "is in the journal of drafts, which a person asks for",
}
EVERY_VERB = (*verbs.READING, *verbs.CHANGING)


def _commands(group, before=""):
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        yield before + name, found
        if isinstance(found, click.Group):
            yield from _commands(found, f"{before}{name} ")


def test_every_command_that_answers_in_json_is_a_verb():
    answering = {
        name
        for name, found in _commands(graphkit)
        if any(param.name == "format_" and "json" in param.type.choices for param in found.params)
    }
    assert answering == set(verbs.READING) | NOT_READING.keys()
    assert {verb.split()[0] for verb in EVERY_VERB} <= COMMANDS.keys()


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_the_schema_of_a_verb_is_valid_and_has_every_parameter_of_its_command(verb):
    schema = verbs.schema(verb)
    Draft202012Validator.check_schema(schema)
    expected = {
        param.name
        for param in verbs.command_of(verb).params
        if param.name not in ("format_", "output") and not isinstance(param.type, click.Path)
    }
    assert {param.name for param in verbs.parameters(verb).values()} == expected
    assert len(verbs.parameters(verb)) == len(expected)


@pytest.mark.parametrize("verb", EVERY_VERB)
@settings(max_examples=25)
@given(data=st.data())
def test_a_command_reads_from_its_command_line_what_the_request_says(verb, data):
    known = verbs.parameters(verb)
    asked = {}
    for name, param in known.items():
        schema = verbs.property_of(param)
        if isinstance(param, click.Argument) or data.draw(st.booleans()):
            asked[name] = data.draw(_values(schema))
    words = verbs.arguments(verb, asked)
    rest = words[len(verb.split()) :]
    command = verbs.command_of(verb)
    parser = command.make_parser(click.Context(command, **graphkit.context_settings))
    values, _, _ = parser.parse_args(list(rest))
    for name, value in asked.items():
        param, got = known[name], values.get(known[name].name)
        if isinstance(value, bool):
            assert (got is True) == value
        elif param.nargs > 1:
            assert list(got[0] if param.multiple else got) == [str(each) for each in value]
        elif isinstance(value, list):
            assert not value or list(got) == value
        else:
            assert got == str(value)


_WORDS = st.one_of(
    st.text(max_size=5), st.sampled_from(["--help", "-o", "--", "--output=x", "a b", "=", "-"])
)


def _values(schema):
    if schema["type"] == "array":
        least, most = schema.get("minItems", 0), schema.get("maxItems", 3)
        return st.lists(_values(schema["items"]), min_size=least, max_size=most)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "integer":
        return st.integers(schema.get("minimum", 0), schema.get("maximum", 100))
    return st.booleans() if schema["type"] == "boolean" else _WORDS


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"nobody": "x"}, "path has no parameter 'nobody'"),
        ({"sourse": "x"}, "path has no parameter 'sourse'; did you mean source?"),
        ({"source": ["x", "y"]}, "source: .* is of another type; write string"),
        ({"source": {}}, "source: '{}' is of another type"),
        ({"limit": 1.5}, "limit: '1.5' is of another type; write integer"),
        ({"limit": True}, "limit: 'True' is of another type"),
        ({"directed": "maybe"}, "directed: 'maybe' is neither true nor false"),
        ({"output": "x.json"}, "path has no parameter 'output'"),
        ({"format": "csv"}, "path has no parameter 'format'"),
    ],
)
def test_what_a_verb_does_not_take_is_refused_by_name(asked, message):
    with pytest.raises(UsageError, match=message):
        verbs.arguments("path", asked)


def test_an_argument_does_not_take_the_place_of_one_that_is_missing():
    with pytest.raises(UsageError, match="add relation: source is missing; give it"):
        verbs.arguments("add relation", {"type": "met", "target": "Trump"})
    with pytest.raises(UsageError, match="path: target is missing; give it"):
        verbs.arguments("path", {"source": "Nvidia"})


def test_two_values_are_two():
    with pytest.raises(UsageError, match="between: takes 2 values, and 1 came"):
        verbs.arguments("relations", {"between": ["nvidia"]})


@pytest.mark.parametrize(
    ("verb", "asked", "field", "words"),
    [
        ("add actor", {"name": "X"}, "kind", "the option kind is missing"),
        ("add actor", {"name": "X", "kind": "dog"}, "kind", "Invalid value for 'kind': 'dog' is not one of"),
        ("path", {"source": "Nvidia", "target": "Nobody"}, "target", "no actor called 'Nobody'"),
        ("neighbors", {"actor": "Nvidia", "since": "soon"}, "since", "since: 'soon' is not a date"),
        ("remove", {"id": "nvidia"}, "id", "or remove them too with cascade"),
        ("edit", {"id": "h20-ban", "assignments": ["when=soon"]}, "when", "'soon' is not an EDTF date"),
        ("edit", {"id": "cnn-2025-07-15", "assignments": ["publisher="]}, "publisher", "is missing; add it"),
        (
            "edit",
            {"id": "h20-ban", "assignments": ["type=bribed"]},
            "type",
            "; add it first, or write another",
        ),
        ("add evidence", {"relation": "h20", "source": "Fox"}, "relation", "did you mean h20-ban?"),
        (
            "add source",
            {"publisher": "X", "published": "2025", "publisher_actor": "Nobody"},
            "publisher_actor",
            "no actor called 'Nobody'; Add actor adds one",
        ),
        (
            "add source",
            {"publisher": "X", "published": "2025", "derived_from": ["bugle"]},
            "derived_from",
            "no source called 'bugle'; Add source adds one",
        ),
        ("add type", {"name": "met", "kind": "event", "meaning": "Met."}, "name", "type 'met' already"),
        (
            "add relation",
            {"source": "Nvidia", "type": "met", "target": "Trump", "paragraph": "3"},
            "paragraph",
            "no_day, quote and url describe a source; name it with article",
        ),
    ],
)
def test_a_refusal_names_the_parameter_that_it_is_about(verb, asked, field, words):
    with OpenDataset(["--data", str(ROOT / "data" / "graph.json")]) as dataset:
        run = dataset.run(verbs.arguments(verb, asked))
    told = verbs.explained(verb, asked, run.error)
    assert (told["field"], words in told["error"], "--" in told["error"]) == (field, True, False), told


_AT_A_TERMINAL = re.compile(rf"\bgraphkit (?:{'|'.join(COMMANDS)})\b|(?<![\w-])--[a-z]")


def _at_a_terminal(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what only one who types commands reads: of mends, the words for which there are others."""
    for node in ast.walk(tree):
        called = getattr(node, "func", None)
        if isinstance(node, ast.Expr) or getattr(called, "attr", "") in ("option", "argument"):
            yield node
        elif getattr(called, "id", "") == "Mend":
            assert isinstance(node, ast.Call)
            has_others = len(node.args) > 2 or any(each.arg == "request" for each in node.keywords)
            yield from node.args[: 2 if has_others else 0]
            yield from node.args[1:2]


_NO_REFUSALS = (
    *(
        "merge_datasets.py",
        "pages.py",
        "comparing.py",
        "compare.py",
        "review.py",
        "site.py",
    ),  # of commands that are no verbs
    *("serve.py", "safety.py"),  # said to one who starts a desk
    *("content_kind.py", "json_file.py"),  # how a file comes in that is no dataset
    *(
        "source_audit.py",
        "checking.py",
        "voices.py",
        "types.py",
        "listing.py",
    ),  # answers and help, which are those of commands
)
"""Files whose texts name commands, and are no refusals of what a request asks."""
_OF_A_DIRECTORY = "to which 'graphkit import FILE -o what' adds rows, and nothing changes them"
"""What a directory is: who serves it reads that at a terminal."""


def _messages() -> Iterator[str]:
    """Yield the texts that name a command or an option where a request may read them."""
    for path in Path(str(package.__file__)).parent.rglob("*.py"):
        if path.name in _NO_REFUSALS:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        inside = {each for node in _at_a_terminal(tree) for each in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                inside |= {each for each in ast.walk(node) if each is not node}
        for node in ast.walk(tree):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            texts = [str(part.value) if isinstance(part, ast.Constant) else "what" for part in parts]
            text = "".join(texts) if isinstance(node, ast.JoinedStr | ast.Constant) else ""
            if node not in inside and _AT_A_TERMINAL.search(text) and not text.startswith("--"):
                yield text


def test_no_refusal_names_a_command_or_an_option_where_there_is_no_command_line():
    """Options become names of parameters; a mend that names a command has other words for a request."""
    found = {*_messages()} - {_OF_A_DIRECTORY}
    assert len(found) > 50
    assert [text for text in found if _AT_A_TERMINAL.search(verbs.worded(text))] == []
