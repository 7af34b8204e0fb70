import ast
from pathlib import Path

import pytest

import graphkit
from graphkit import errors
from graphkit.errors import (
    ActorAmbiguousError,
    ActorNotFoundError,
    DataError,
    DateError,
    Fault,
    GraphkitError,
    Mend,
    NotFoundError,
    RelationNotFoundError,
    StorageError,
    TypeNotFoundError,
    UsageError,
    first_few,
    nearest,
    shortened,
    with_article,
)


@pytest.mark.parametrize(
    "error", [DateError, DataError, StorageError, UsageError, ActorAmbiguousError, NotFoundError]
)
def test_one_root(error: type[Exception]) -> None:
    assert error.__bases__[0] is GraphkitError


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (ActorNotFoundError, "actor"),
        (RelationNotFoundError, "relation"),
        (TypeNotFoundError, "relation type"),
    ],
)
def test_not_found_names_the_thing_and_the_nearest(error: type[NotFoundError], what: str) -> None:
    assert str(error("x")) == f"no {what} called 'x'"
    found = error("anne", ["Ann", "Anna"])
    assert str(found) == f"no {what} called 'anne'; did you mean Ann or Anna?"
    assert (found.name, found.candidates) == ("anne", ("Ann", "Anna"))
    assert isinstance(found, NotFoundError)


def test_a_name_without_end_is_cut_wherever_it_is_told() -> None:
    error = ActorNotFoundError("x" * 100_000, ["x" * 99_999])
    assert str(error) == f"no actor called '{'x' * 57}...'; did you mean {'x' * 57}...?"


def test_a_bad_date_is_a_value_error_too() -> None:
    assert issubclass(DateError, ValueError)


def test_ambiguity_tells_the_ids() -> None:
    error = ActorAmbiguousError("Beijing", ["beijing", "chinese-government"])
    assert str(error) == "'Beijing' may be beijing or chinese-government; write the id"


@pytest.mark.parametrize(
    ("count", "rest"), [(1, ""), (2, " (and 1 more fault)"), (3, " (and 2 more faults)")]
)
def test_data_error_tells_the_first_fault_and_counts_the_rest(count: int, rest: str) -> None:
    faults = [Fault("actor 'ann', kind", "is missing; add it")] * count
    error = DataError("story.json", faults)
    assert str(error) == f"story.json: actor 'ann', kind: is missing; add it{rest}"
    assert error.faults == tuple(faults)


def test_a_fault_of_the_whole_file_has_no_place() -> None:
    assert str(Fault("", "is empty")) == "is empty"


def test_nearest_is_best_first_in_any_case_and_limited() -> None:
    assert nearest("NVIDIA", ["amd", "nvidia"]) == ["nvidia"]
    assert nearest("meet", ["called", "met", "meets"]) == ["meets", "met"]
    assert nearest("meet", ["meets", "met"], limit=1) == ["meets"]
    assert nearest("zzz", ["met"]) == []


def test_words_have_their_article_and_long_lists_an_end() -> None:
    assert [with_article(noun) for noun in ("company", "event", "OrderedDict")] == [
        "a company", "an event", "an OrderedDict",
    ]  # fmt: skip
    assert [first_few("abc", 3), first_few("abcd", 3)] == ["a, b, c", "a, b, c and 1 more"]


def test_a_name_in_a_message_is_short_and_shows_its_escapes() -> None:
    assert shortened("\x1b[31m\u202e") == r"'\x1b[31m\u202e'"
    assert shortened("x" * 60) == repr("x" * 60)
    assert shortened("x" * 61) == repr("x" * 57 + "...")
    assert len(str(ActorNotFoundError("x" * 10_000))) < 100


def test_a_mend_has_the_words_of_each_reader() -> None:
    mend = Mend("see 'graphkit show'", "gk.find(graph)", "Show shows it")
    error = UsageError("it is there", mend)
    assert error.told("terminal") == "it is there; see 'graphkit show'"
    assert error.told("request") == "it is there; Show shows it"
    in_python = "it is there; see 'graphkit show' (in Python: gk.find(graph))"
    assert error.told("python") == str(error) == in_python
    assert (error.message, error.mend) == ("it is there", mend)


def test_a_mend_says_the_same_or_nothing_where_there_are_no_other_words() -> None:
    assert {Mend("name it").words(each) for each in ("terminal", "python", "request")} == {"name it"}
    error = UsageError("it is there", Mend("see 'graphkit show'", request=""))
    assert error.told("request") == "it is there"


def test_the_mend_of_a_fault_stands_before_the_count_of_further_faults() -> None:
    faults = [Fault("row 2", "is wrong", mend=Mend("see 'graphkit log'", request="see the log"))] * 2
    error = DataError("x.csv", faults)
    assert str(error) == "x.csv: row 2: is wrong; see 'graphkit log' (and 1 more fault)"
    assert error.told("request") == "x.csv: row 2: is wrong; see the log (and 1 more fault)"


def test_whoever_catches_an_error_can_name_it() -> None:
    for module in Path(graphkit.__file__).parent.rglob("*.py"):
        for found in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(found, ast.ClassDef) and found.name.startswith("_"):
                bases = {ast.unparse(base).rpartition(".")[2] for base in found.bases}
                assert not bases & {name for name in dir(errors) if name.endswith("Error")}, found.name
