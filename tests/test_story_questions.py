"""Asks the shipped story what a journalist would, and compares with answers worked out by hand.

The questions, their answers and the paragraphs that these rest on are in ``story_questions.toml``.
"""

import contextlib
import copy
import io
import json
import shlex
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from graphkit.cli.main import main
from graphkit.model.vocabulary import vocabulary

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "data" / "graph.json"
QUESTIONS: list[dict[str, Any]] = tomllib.loads((HERE / "story_questions.toml").read_text("utf-8"))[
    "question"
]

ARTICLES = {"000": "BBC", "001": "WTN", "002": "Dispatch", "003": "CNN", "004": "Tech"}
PARAGRAPHS = {"BBC": 25, "WTN": 22, "Dispatch": 15, "CNN": 17, "Tech": 18}

Json = dict[str, Any]


# --- asking ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """What a command printed, and how it left."""

    code: int
    out: str
    err: str


@cache
def ask(*arguments: str) -> Result:
    """Run the command in this process, its own entry point included."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with (
        mock.patch.object(sys, "argv", ["graphkit", "--data", str(SHIPPED), *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as left,
    ):
        main()
    printed = []
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
        printed.append(stream.read())
    assert isinstance(left.value.code, int)
    return Result(left.value.code, *printed)


def answer_to(question: Json) -> tuple[Result, Json]:
    """Return what the command of a question printed, and its JSON where it was asked for that."""
    arguments = shlex.split(question["command"])
    if "says" in question:
        return ask(*arguments), {}
    result = ask(*arguments, "--format", "json")
    try:
        answer = json.loads(result.out)
    except ValueError:
        return result, {}
    return result, answer if isinstance(answer, dict) else {}


# --- the names of what an answer holds --------------------------------------------------------------


@cache
def shipped() -> Json:
    data: Json = json.loads(SHIPPED.read_text("utf-8"))
    return data


@cache
def actors_by_name() -> dict[str, str]:
    """Return the id of each actor by its name or id, and by an alias that is nobody's name."""
    nodes = shipped()["nodes"]
    aliases = {alias.casefold(): node["id"] for node in nodes for alias in node.get("aliases", ())}
    return aliases | {name.casefold(): node["id"] for node in nodes for name in (node["id"], node["name"])}


@cache
def actor_names() -> dict[str, str]:
    return {node["id"]: node["name"] for node in shipped()["nodes"]}


@cache
def articles() -> dict[str, str]:
    """Return the label of each source, which its file tells."""
    return {each["id"]: ARTICLES[each["file"][:3]] for each in shipped()["graph"]["sources"]}


@cache
def amounts() -> dict[str, float]:
    return {edge["key"]: edge["amount"]["value"] for edge in shipped()["edges"] if "amount" in edge}


@cache
def symmetric_types() -> frozenset[str]:
    return frozenset(name for name, type_ in vocabulary().items() if type_.symmetric)


def any_of(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def ids(value: str | list[str]) -> set[str]:
    """Return the ids of actors by name; for a name that nobody has, what is no id."""
    return {actors_by_name().get(name.casefold(), f"nobody is called {name}") for name in any_of(value)}


def named(actors: Iterable[str]) -> str:
    return ", ".join(sorted(actor_names().get(actor, actor) for actor in actors)) or "nobody"


def told(relation: Json) -> str:
    """Return a relation in a line, for a message."""
    source, target = (actor_names().get(relation[end], relation[end]) for end in ("source", "target"))
    facts = [relation["certainty"], relation.get("doubt"), relation["status"], relation["when"]]
    marks = ", ".join(str(fact) for fact in facts if fact is not None)
    return f"{source} -{relation['type']}-> {target} ({relation['id']}: {marks})"


def paragraphs(relation: Json, *, against: bool = False) -> set[str]:
    """Return the paragraphs that support a relation, or those that contradict it."""
    return {
        f"{articles()[entry['source']]} {entry['paragraph']}"
        for entry in relation["evidence"]
        if (entry.get("stance") == "contradicts") == against
    }


def paragraphs_by_word(relation: Json) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for entry in relation["evidence"]:
        place = f"{articles()[entry['source']]} {entry['paragraph']}"
        words.setdefault(entry.get("type", relation["type"]), set()).add(place)
    return words


def dating_paragraphs(relation: Json) -> set[str]:
    """Return the paragraphs that give a day, or at least do not say that they give none."""
    return {
        f"{articles()[entry['source']]} {entry['paragraph']}"
        for entry in relation["evidence"]
        if entry.get("dated", True)
    }


def voices(relation: Json) -> set[str]:
    """Return who vouches for a relation; a publisher that is no actor as "article Tech"."""
    return {
        f"article {articles()[voice]}" if voice in articles() else actor_names().get(voice, voice)
        for voice in relation["voices"]
    }


def how_sure(relation: Json) -> str:
    """Return how sure a relation is, in the words of the questions."""
    if relation["certainty"] != "possible":
        return str(relation["certainty"])
    if "doubt" not in relation:
        return "possible, for no reason given"
    if relation["doubt"] == "imprecise":
        return "maybe"
    return "last reported" if relation.get("last_reported") else "first reported"


# --- comparing --------------------------------------------------------------------------------------


def is_meant(relation: Json, pattern: Json) -> bool:
    """Tell whether a relation is the one that a pattern names: by actors, type and words of its summary."""
    if "type" in pattern and relation["type"] not in any_of(pattern["type"]):
        return False
    if pattern.get("text", "").casefold() not in relation["summary"].casefold():
        return False
    ends = [(relation["source"], relation["target"])]
    if relation["type"] in symmetric_types():
        ends.append((relation["target"], relation["source"]))
    return any(
        ("from" not in pattern or source in ids(pattern["from"]))
        and ("to" not in pattern or target in ids(pattern["to"]))
        for source, target in ends
    )


def wrong_facts(relation: Json, pattern: Json) -> Iterator[str]:
    """Yield each fact in which a relation is not as a pattern says."""
    if relation["status"] not in any_of(pattern.get("status", "actual")):
        yield f"status is {relation['status']}"
    if "sure" in pattern:
        sure = how_sure(relation)
        wanted = pattern["sure"]
        is_so = relation["certainty"] == "possible" if wanted == "possible" else sure == wanted
        if not is_so:
            yield f"it is {sure}, not {wanted}"
    if "reported" in pattern:
        day = relation.get("last_reported") or relation.get("first_reported")
        if not str(day).startswith(pattern["reported"]):
            yield f"reported on {day}, not {pattern['reported']}"
    for key, name in (
        ("claimed", "claimed"),
        ("contested", "contested"),
        ("dates_differ", "dates_differ"),
        ("standing", "standing"),
        ("bounds", "bounds"),
        ("independent", "independent_sources"),
    ):
        if key in pattern and relation.get(name) != pattern[key]:
            yield f"{name} is {relation.get(name)}, not {pattern[key]}"
    if "latest" in pattern and (relation["bounds"] or [None])[-1] != pattern["latest"]:
        yield f"bounds are {relation['bounds']}, the last of which is not {pattern['latest']}"
    if "amount" in pattern and amounts().get(relation["id"]) != pattern["amount"]:
        yield f"amount is {amounts().get(relation['id'])}, not {pattern['amount']}"
    if "about" in pattern and (missing := ids(pattern["about"]) - set(relation["about"])):
        yield f"about {named(relation['about'])}, not {named(missing)}"
    if "voices" in pattern and voices(relation) != set(pattern["voices"]):
        yield f"voices are {sorted(voices(relation))}, not {sorted(pattern['voices'])}"
    yield from _wrong_paragraphs(relation, pattern)


def _wrong_paragraphs(relation: Json, pattern: Json) -> Iterator[str]:
    if missing := set(pattern.get("evidence", ())) - paragraphs(relation):
        yield f"no evidence in {sorted(missing)}"
    if wrong := set(pattern.get("no_evidence", ())) & paragraphs(relation):
        yield f"evidence in {sorted(wrong)}"
    if missing := set(pattern.get("against", ())) - paragraphs(relation, against=True):
        yield f"nothing against it in {sorted(missing)}"
    if missing := set(pattern.get("gives_day", ())) - dating_paragraphs(relation):
        yield f"{sorted(missing)} should give a day"
    if wrong := set(pattern.get("gives_no_day", ())) & dating_paragraphs(relation):
        yield f"{sorted(wrong)} give no day, and count as if they did"
    words = paragraphs_by_word(relation)
    for word, places in pattern.get("words", {}).items():
        if missing := set(places) - words.get(word, set()):
            yield f"{sorted(missing)} do not say {word}; those that do: {sorted(words.get(word, ()))}"
    for word, places in pattern.get("never_words", {}).items():
        if wrong := set(places) & words.get(word, set()):
            yield f"{sorted(wrong)} say {word}"


def relations_of(answer: Json, name: str) -> list[Json] | None:
    """Return the relations of a part of an answer, each once; of neighbours and paths, all of them."""
    for holder in ("neighbors", "paths"):
        if name == "relations" and holder in answer:
            rows = [row for each in answer[holder] for row in each["relations"]]
            return list({row["id"]: row for row in rows}.values())
    found: list[Json] | None = answer.get(name)
    return found


def wrong_relations(answer: Json, part: Json) -> Iterator[str]:
    """Yield what is missing from a part of an answer, and what is in it and should not be."""
    relations = relations_of(answer, part["name"])
    if relations is None:
        yield f"the answer has no {part['name']}: {sorted(answer)}"
        return
    for pattern in part.get("found", ()):
        candidates = [relation for relation in relations if is_meant(relation, pattern)]
        if not candidates:
            yield f"{part['name']}: missing {pattern}"
        elif all(faults := [list(wrong_facts(relation, pattern)) for relation in candidates]):
            for relation, wrong in zip(candidates, faults, strict=True):
                yield f"{part['name']}: {told(relation)}: {'; '.join(wrong)}"
    for pattern in part.get("absent", ()):
        for relation in relations:
            facts = {"status": relation["status"]} | pattern
            if is_meant(relation, pattern) and not any(wrong_facts(relation, facts)):
                yield f"{part['name']}: should not be there: {told(relation)}, for {pattern}"
    if part.get("only"):
        allowed = [*part.get("found", ()), *part.get("optional", ())]
        for relation in relations:
            if not any(is_meant(relation, pattern) for pattern in allowed):
                yield f"{part['name']}: too much: {told(relation)}"
    if "count" in part and len(relations) != part["count"]:
        yield f"{part['name']}: {len(relations)}, not {part['count']}: {[told(each) for each in relations]}"


def wrong_neighbors(answer: Json, question: Json) -> Iterator[str]:
    found = {near["actor"] for near in answer.get("neighbors", ())}
    wanted = ids(question["neighbors"])
    if missing := wanted - found:
        yield f"neighbours that are missing: {named(missing)}; there are {named(found)}"
    extra = found - wanted - ids(question.get("neighbors_optional", []))
    if question.get("neighbors_only") and extra:
        yield f"neighbours too many: {named(extra)}"


def wrong_paths(answer: Json, question: Json) -> Iterator[str]:
    paths = answer.get("paths", [])
    if (answer.get("length") or 0) != question["length"]:
        chains = [" - ".join(path["actors"]) for path in paths]
        yield f"length is {answer.get('length')}, not {question['length']}: {chains}"
    if "chain" in question:
        chain = [next(iter(ids(name))) for name in question["chain"]]
        if chain not in [path["actors"] for path in paths]:
            yield f"no path is {chain}, but {[path['actors'] for path in paths]}"
    if "path_sure" in question and question["path_sure"] not in [path["certainty"] for path in paths]:
        yield f"paths are {[path['certainty'] for path in paths]}, not {question['path_sure']}"
    if "hop_types" in question:
        types = [relation["type"] for relation in paths[0]["relations"]] if paths else []
        if types != question["hop_types"]:
            yield f"the first path shows {types}, not {question['hop_types']}"


def wrong_periods(answer: Json, question: Json) -> Iterator[str]:
    periods = [
        {name: period[name] for name in ("since", "until", "certain", "possible")}
        for period in answer.get("periods", ())
        if period["certain"] or period["possible"]
    ]
    if periods != question["periods"]:
        yield f"periods are {periods}, not {question['periods']}"


def wrong_reach(answer: Json, question: Json) -> Iterator[str]:
    rows = {row["actor"]: row for row in answer.get("reached", ())}
    for wanted in question["reached"]:
        row = rows.get(next(iter(ids(wanted["actor"]))))
        if row is None:
            yield f"{wanted['actor']} is not reached, but {named(rows)}"
        elif any(row[name] != wanted[name] for name in wanted if name != "actor"):
            yield f"{wanted['actor']} is reached so: {row}, not {wanted}"


def differences(question: Json, result: Result, answer: Json) -> list[str]:
    """Return each way in which an answer is not the one that was worked out by hand."""
    found = []
    code = question.get("code", 0)
    if result.code != code:
        found.append(f"left with {result.code}, not {code}: {result.err.strip()}")
    text = result.out + result.err
    found += [
        f"does not say {words!r}: {text}"
        for words in question.get("says", ())
        if words.casefold() not in " ".join(text.split()).casefold()
    ]
    if "says" in question:
        return found
    for part in question.get("part", ()):
        found += wrong_relations(answer, part)
    for key, wrong in (
        ("neighbors", wrong_neighbors),
        ("length", wrong_paths),
        ("periods", wrong_periods),
        ("reached", wrong_reach),
    ):
        if key in question:
            found += wrong(answer, question)
    if "dated" in question and answer.get("dated") != question["dated"]:
        found.append(f"dated {answer.get('dated')}, not {question['dated']}")
    return found


# --- the tests --------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_the_story_answers_as_the_articles_do(question: Json) -> None:
    wrong = differences(question, *answer_to(question))
    if wrong:
        lines = [
            f"{question['id']}: {question['ask']}",
            f"graphkit {question['command']}",
            f"by {', '.join(question['paragraphs'])}: {question['because']}",
            *(f"- {each}" for each in wrong),
        ]
        pytest.fail("\n".join(lines), pytrace=False)


OTHERWISE: dict[str, Any] = {
    "from": "Nobody", "to": "Nobody", "type": "sued", "text": "nothing of the kind", "sure": "not so",
    "reported": "1066", "status": "denied", "voices": ["Nobody"], "evidence": ["BBC 99"], "about": ["Nobody"],
    "amount": -1, "latest": "1066-10-14", "bounds": None, "independent": 99, "standing": "fallen",
    "words": {"banned": ["BBC 99"]}, "against": ["BBC 99"],
    "gives_day": ["BBC 99"],
}  # fmt: skip
"""An answer that no article gives, to each fact of a relation."""

OTHER_ANSWERS: dict[str, Any] = {
    "neighbors": ["Nobody"], "length": 99, "chain": ["Nobody"], "path_sure": "not so", "hop_types": ["sued"],
    "dated": ["1066-10-14", None], "periods": [], "says": ["nothing of the kind"], "count": 99,
}  # fmt: skip
"""And to a question as a whole."""


def altered(question: Json, result: Result, answer: Json) -> Iterator[tuple[str, Json]]:
    """Yield the question with one thing of its answer altered, for each of its things."""
    yield "code", question | {"code": 3}
    for key in OTHER_ANSWERS.keys() & question.keys():
        yield key, question | {key: OTHER_ANSWERS[key]}
    if question.get("neighbors_only"):
        there = {near["actor"] for near in answer.get("neighbors", ())}
        for name in question["neighbors"]:
            if ids(name) & there and not ids(name) & ids(question.get("neighbors_optional", [])):
                others = [each for each in question["neighbors"] if each != name]
                yield f"neighbors without {name}", question | {"neighbors": others}
    for row, wanted in enumerate(question.get("reached", ())):
        for key in wanted:
            other = copy.deepcopy(question)
            other["reached"][row][key] = "Nobody" if key == "actor" else None
            yield f"reached {key}", other
    for number, part in enumerate(question.get("part", ())):
        for what, other_part in _altered_part(part, relations_of(answer, part["name"]) or []):
            other = copy.deepcopy(question)
            other["part"][number] = other_part
            yield what, other


def _altered_part(part: Json, relations: list[Json]) -> Iterator[tuple[str, Json]]:
    if "count" in part:
        yield "count", part | {"count": 99}
    for row, pattern in enumerate(part.get("found", ())):
        for key, value in pattern.items():
            other = copy.deepcopy(part)
            other["found"][row][key] = not value if isinstance(value, bool) else OTHERWISE.get(key)
            if key in ("no_evidence", "never_words", "gives_no_day"):  # what is there must not be
                relation = next((each for each in relations if is_meant(each, pattern)), None)
                if relation is None:
                    continue
                other["found"][row][key] = {
                    "no_evidence": sorted(paragraphs(relation)),
                    "never_words": paragraphs_by_word(relation),
                    "gives_no_day": sorted(dating_paragraphs(relation)),
                }[key]
            yield f"found {pattern}: {key}", other
    if part.get("only"):
        for relation in relations[:1]:
            forbidden = {"name": part["name"], "only": True, "optional": [{"type": "sued"}]}
            yield f"only, without {relation['id']}", forbidden
    if relations and "absent" in part:
        yield "absent", part | {"absent": [{"type": relations[0]["type"]}]}


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_another_answer_would_be_noticed(question: Json) -> None:
    result, answer = answer_to(question)
    unnoticed = [
        what for what, other in altered(question, result, answer) if not differences(other, result, answer)
    ]
    assert unnoticed == [], f"{question['id']} would pass all the same with another answer"


@pytest.mark.parametrize(
    "question",
    [
        each
        for each in QUESTIONS
        if any(part.keys() & {"only", "absent", "count"} for part in each.get("part", ()))
    ],
    ids=lambda question: question["id"],
)
def test_the_whole_graph_would_be_noticed(question: Json) -> None:
    result = ask("relations", "--undated", "--format", "json")
    whole = json.loads(result.out)
    answer = {part["name"]: whole["relations"] for part in question["part"]}
    assert differences(question, Result(question.get("code", 0), "", ""), answer)


def test_each_question_has_an_answer_of_its_own_and_names_its_paragraphs() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 60
    assert len({question["command"] for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert question["ask"].endswith("?"), question["id"]
        assert question["because"].endswith("."), question["id"]
        assert question["paragraphs"], question["id"]
        for place in question["paragraphs"]:
            article, number = place.split()
            assert 1 <= int(number) <= PARAGRAPHS[article], (question["id"], place)


ASKED = {"id", "ask", "command", "paragraphs", "because", "code"}
KEYS = {
    "id", "ask", "command", "paragraphs", "because", "code", "says", "part", "neighbors", "neighbors_only",
    "neighbors_optional", "length", "chain", "path_sure", "hop_types", "periods", "reached", "dated",
}  # fmt: skip
PART_KEYS = {"name", "found", "absent", "only", "optional", "count"}
PATTERN_KEYS = {
    "from", "type", "to", "text", "sure", "reported", "status", "voices", "claimed", "contested",
    "dates_differ", "standing", "bounds", "latest", "independent", "amount", "about", "evidence",
    "no_evidence", "against", "words", "never_words", "gives_day", "gives_no_day",
}  # fmt: skip


def test_no_answer_is_written_in_a_way_that_is_not_compared() -> None:
    for question in QUESTIONS:
        assert question.keys() <= KEYS, question["id"]
        assert not ("says" in question and question.keys() & (KEYS - {"says"} - ASKED)), question["id"]
        for part in question.get("part", ()):
            assert part.keys() <= PART_KEYS, question["id"]
            assert part.keys() & {"found", "absent", "only", "count"}, question["id"]
            for pattern in (each for name in ("found", "absent", "optional") for each in part.get(name, ())):
                assert pattern.keys() <= PATTERN_KEYS, (question["id"], pattern)
                assert pattern, question["id"]


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_every_actor_named_in_an_answer_is_known_to_the_story(question: Json) -> None:
    names = [*question.get("neighbors", ()), *question.get("chain", ())]
    names += [wanted["actor"] for wanted in question.get("reached", ())]
    for part in question.get("part", ()):
        for pattern in part.get("found", ()):
            names += [*pattern.get("about", ())]
            for end in ("from", "to"):
                options = any_of(pattern.get(end, []))
                assert not options or any(name.casefold() in actors_by_name() for name in options), options
        for pattern in part.get("absent", ()):
            for end in ("from", "to"):
                options = any_of(pattern.get(end, []))
                assert not options or any(name.casefold() in actors_by_name() for name in options), options
    assert [name for name in names if name.casefold() not in actors_by_name()] == []
