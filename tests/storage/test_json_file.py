"""What graph.json may hold, what is said of one that holds something else, and saves that keep it whole."""

import copy
import json
import os
import random
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import in_each_story

import graphkit as gk
from graphkit.errors import DataError, StorageError
from graphkit.graph.build import build_graph, to_dataset
from graphkit.model.consistency import inconsistencies
from graphkit.storage import atomic
from graphkit.storage import folder as storage_folder
from graphkit.storage.atomic import write_atomically
from graphkit.storage.folder import waiting, write_together
from graphkit.storage.json_file import dumps, loads, read_dataset, save_dataset
from graphkit.storage.strict_json import lines_of

LINKS = ["ended-by", "begun-by", "responds-to", "part-of"]
SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"

STORY: dict[str, Any] = {
    "directed": True,
    "multigraph": True,
    "graph": {
        "format": "graphkit/1",
        "title": "A story",
        "sources": [{"id": "paper", "publisher": "The Paper", "published": "2025-07-15"}],
        "relation_types": [{"name": "sued", "kind": "event"}],
        "story": [{"title": "First", "focus": ["ann"], "selection": "meeting"}],
    },
    "nodes": [{"id": "ann", "name": "Ann", "kind": "person"}, {"id": "bob", "name": "Bob", "kind": "person"}],
    "edges": [
        {
            "source": "ann",
            "target": "bob",
            "key": "meeting",
            "type": "met",
            "when": "2025-07-14",
            "evidence": [{"source": "paper", "paragraph": 3}],
        }
    ],
}
TEXT = json.dumps(STORY, indent=2)


def changed(**fields: Any) -> str:
    """Return the story with some fields set, each named by its path: ``edges__0__type='met'``."""
    story = copy.deepcopy(STORY)
    for path, value in fields.items():
        *steps, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        place: Any = story
        for step in steps:
            place = place[step]
        if value is ...:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
    return json.dumps(story, indent=2)


def faults_of(content: str | bytes) -> list[str]:
    with pytest.raises(DataError) as caught:
        loads(content, where="story.json")
    first = str(caught.value)
    assert first.startswith(f"story.json: {caught.value.faults[0]}")
    assert "\n" not in first
    return [str(fault) for fault in caught.value.faults]


# --- canonical form ---------------------------------------------------------------------------


@in_each_story
def test_the_shipped_file_comes_back_byte_for_byte(shipped: Path, tmp_path: Path) -> None:
    copy_ = tmp_path / "graph.json"
    save_dataset(read_dataset(shipped), copy_)
    assert copy_.read_bytes() == shipped.read_bytes()


@in_each_story
def test_plain_networkx_opens_the_shipped_file(shipped: Path) -> None:
    graph = nx.node_link_graph(json.loads(shipped.read_text("utf-8")), edges="edges")
    ours = build_graph(read_dataset(shipped))
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph) == set(ours)
    assert set(graph.edges(keys=True)) == set(ours.edges(keys=True))


def test_canonical_form_as_the_design_shows_it() -> None:
    text = dumps(loads(TEXT))
    assert text.startswith(
        '{\n  "directed": true,\n  "multigraph": true,\n  "graph": {\n    "format": "graphkit/1",\n'
    )
    assert text.endswith("\n  ]\n}\n")
    assert "\r" not in text
    assert list(json.loads(text)["edges"][0]) == ["source", "target", "key", "type", "when", "evidence"]


def test_what_stands_at_its_default_is_left_out() -> None:
    text = changed(
        edges__0__status="actual",
        edges__0__about=[],
        edges__0__summary=None,
        edges__0__evidence__0__attribution=None,
        edges__0__evidence__0__stance="supports",
        nodes__0__aliases=[],
    )
    assert dumps(loads(text)) == dumps(loads(TEXT))


def test_letters_beyond_ascii_are_written_as_themselves() -> None:
    assert '"name": "Zürich 上海 😀"' in dumps(loads(changed(nodes__0__name="Zürich 上海 😀")))


def shuffled(value: Any, chance: random.Random, where: str = "") -> Any:
    """Return the same dataset with its keys in any order, and its tables too."""
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {key: shuffled(value[key], chance, key) for key in keys}
    if isinstance(value, list):
        rows = [shuffled(row, chance) for row in value]
        return (
            chance.sample(rows, len(rows))
            if where in ("nodes", "edges", "sources", "relation_types")
            else rows
        )
    return value


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("indent", "ascii_"), [(None, True), (4, False)])
@in_each_story
def test_the_shipped_file_shuffled_becomes_canonical(
    shipped: Path, seed: int, indent: int | None, ascii_: bool
) -> None:
    text = shipped.read_text("utf-8")
    other = json.dumps(shuffled(json.loads(text), random.Random(seed)), indent=indent, ensure_ascii=ascii_)
    assert other != text
    assert dumps(loads(other)) == text


IDS = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=8).map(
    lambda text: f"i{text}"
)
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
WHENS = st.sampled_from(
    ["2025", "2025-04", "2025-04/", "/2025", "2025-07-14", "[2025-07-14,2025-07-15]", "2025-07~", "2025-22"]
) | st.just("2025-34/2025-36")
BEGINS = st.sampled_from(["..", "2025-04", "2025-04-09~", "[2025-04-01..2025-04-15]", "2025-21"])
ENDS = st.sampled_from(["..", "2025-07-14", "2025-07~", "[2025-07-14,2025-07-15]", "2025-35", "2025-12-31"])
TIMES = (
    st.just({})
    | st.fixed_dictionaries({"when": WHENS})
    | st.fixed_dictionaries({}, optional={"begins": BEGINS, "ends": ENDS}).filter(
        lambda sides: {"..", *sides.values()} != {".."}
    )
)
"""The fields that say when a relation is."""
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def datasets(draw: st.DrawFn) -> dict[str, Any]:
    """Return the plain data of a sound dataset, keys and rows in any order."""
    ids = draw(
        st.lists(IDS, min_size=3, max_size=8, unique=True).filter(lambda found: "unnamed" not in found)
    )
    actors, sources = ids[:2], ids[2:]
    keys = draw(st.lists(IDS, max_size=4, unique=True))
    actor, source = st.sampled_from(actors), st.sampled_from(sources)
    own = draw(st.lists(IDS, max_size=2, unique=True))
    evidence = some(
        paragraph=st.integers(1, 99),
        attribution=st.none() | st.just("unnamed") | actor,
        said=st.sampled_from(["2025-07-14", "2025-07"]),
        when=WHENS,
        status=st.sampled_from(["actual", "planned", "denied"]),
        stance=st.sampled_from(["supports", "contradicts"]),
        attests=st.none() | st.booleans() | st.sampled_from(["2023", "2025-06", "2025-07-14~"]),
        dated=st.booleans(),
        note=WORDS,
    )
    relation = some(
        about=st.lists(actor, max_size=2),
        status=st.sampled_from(["actual", "planned", "denied"]),
        summary=WORDS | st.none(),
        amount=st.fixed_dictionaries({"value": NUMBERS, "unit": WORDS}),
        links=st.lists(
            st.fixed_dictionaries({"rel": st.sampled_from(LINKS), "relation": st.sampled_from(keys or [""])}),
            max_size=2,
        ),
        evidence=st.lists(
            st.builds(lambda name, rest: {"source": name} | rest, source, evidence), max_size=3
        ),
    )
    graph: dict[str, Any] = {
        "format": "graphkit/1",
        "sources": [
            {"id": id, "publisher": draw(WORDS), "published": "2025-07-15"}
            | draw(
                some(
                    title=WORDS,
                    publisher_actor=actor,
                    derived_from=st.lists(source.filter(lambda other, id=id: other != id), max_size=2)
                    if len(sources) > 1
                    else st.just([]),
                )
            )
            for id in sources
        ],
        "relation_types": [
            {"name": name, "kind": "event"} | draw(some(symmetric=st.booleans(), meaning=WORDS))
            for name in own
        ],
        "story": draw(
            st.lists(
                st.builds(
                    lambda title, rest: {"title": title} | rest,
                    WORDS,
                    some(focus=st.lists(actor), text=WORDS),
                ),
                max_size=2,
            )
        ),
    } | draw(some(title=WORDS, description=WORDS))
    raw = {
        "multigraph": True,
        "directed": True,
        "graph": graph,
        "nodes": [
            {
                "id": id,
                "name": draw(WORDS),
                "kind": draw(st.sampled_from(["person", "company", "place", "unknown"])),
            }
            | draw(
                some(
                    aliases=st.lists(WORDS, max_size=2),
                    ids=st.dictionaries(WORDS, WORDS, max_size=3),
                    attributes=st.dictionaries(
                        st.sampled_from(["born", "Größe in m", "a:b", "name", "kind", "label", "=x"]),
                        WORDS | NUMBERS | st.sampled_from(["1961", '"x"', "1e9", "a; b", "a: b", "yes"]),
                        max_size=3,
                    ),
                )
            )
            for id in actors
        ],
        "edges": [
            draw(TIMES)
            | {
                "source": draw(actor),
                "target": draw(actor),
                "key": key,
                "type": draw(st.sampled_from(["met", "banned", *own])),
            }
            | draw(relation)
            for key in keys
        ],
    }
    shared = set(raw["nodes"][0].get("ids", {}).items())
    if "ids" in raw["nodes"][1]:  # an identifier names one actor
        raw["nodes"][1]["ids"] = dict(each for each in raw["nodes"][1]["ids"].items() if each not in shared)
    return shuffled(raw, random.Random(draw(st.integers(0, 99))))


@given(datasets(), st.integers(0, 99))
def test_canonical_form_is_one_for_all_orders_and_comes_back(raw: dict[str, Any], seed: int) -> None:
    dataset = loads(json.dumps(raw))
    text = dumps(dataset)
    assert loads(text) == dataset
    assert dumps(loads(text.encode())) == text
    assert dumps(loads(json.dumps(shuffled(raw, random.Random(seed))))) == text
    assert dumps(to_dataset(build_graph(dataset))) == text


# --- saving -----------------------------------------------------------------------------------


@contextmanager
def unprivileged() -> Iterator[None]:
    """Work as somebody who is not root, to whom permissions apply."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that holds something already."""
    path = tmp_path / "story.json"
    path.write_bytes(b"old")
    return path


def assert_nothing_else_beside(path: Path) -> None:
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_save_replaces_the_file_and_leaves_nothing_beside_it(old: Path) -> None:
    write_atomically(old, b"new")
    assert old.read_bytes() == b"new"
    assert_nothing_else_beside(old)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_a_save_keeps_the_mode(old: Path, mode: int) -> None:
    old.chmod(mode)
    write_atomically(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == mode


def test_a_file_that_is_protected_is_left_as_it_is(old: Path) -> None:
    old.chmod(0o444)
    with pytest.raises(StorageError) as caught:
        write_atomically(old, b"new")
    assert str(caught.value) == f"{old}: is protected against writing; allow it first, or name another file"
    assert old.read_bytes() == b"old"
    assert_nothing_else_beside(old)


def test_the_file_of_another_is_left_as_it_is_in_a_folder_of_all() -> None:
    with TemporaryDirectory() as folder:  # that of pytest lets nobody in
        Path(folder).chmod(0o777)
        old = Path(folder) / "old.json"
        old.write_bytes(b"old")
        old.chmod(0o444 if os.geteuid() else 0o644)
        with unprivileged(), pytest.raises(StorageError, match="is protected against writing"):
            write_atomically(old, b"new")
        assert old.read_bytes() == b"old"
        assert_nothing_else_beside(old)


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new.json", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640


def test_a_save_follows_a_link(old: Path) -> None:
    link = old.parent / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(old)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"
    assert_nothing_else_beside(link)


@pytest.mark.parametrize("there", ["a file", "a folder", "nothing", "itself"])
def test_a_link_that_is_not_to_be_followed_is_refused(there: str, tmp_path: Path) -> None:
    link, other = tmp_path / "link.html", tmp_path / "other"
    if there == "a file":
        other.write_bytes(b"old")
    elif there == "a folder":
        other.mkdir()
    link.symlink_to(link if there == "itself" else other)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(
        StorageError, match=rf"link\.html: is a link to .*{link.readlink().name}; name the file"
    ):
        write_atomically(link, b"new", follow=False)
    assert sorted(tmp_path.iterdir()) == before
    assert there != "a file" or other.read_bytes() == b"old"


def test_a_save_through_a_link_to_nothing_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "new.json")
    write_atomically(tmp_path / "link.json", b"new")
    assert (tmp_path / "new.json").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["x" * 255, "文" * 85])
def test_a_name_as_long_as_names_can_be(tmp_path: Path, name: str) -> None:
    write_atomically(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"


def test_the_content_is_on_the_disk_before_the_name_is_changed(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    def spied(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*given: Any) -> Any:
            steps.append(name)
            return real(*given)

        return call

    monkeypatch.setattr(os, "fsync", spied("fsync"))
    monkeypatch.setattr(os, "replace", spied("replace"))
    write_atomically(old, b"new")
    assert steps == ["fsync", "replace", "fsync"]


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_save_that_fails_leaves_the_old_file_whole(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*given: Any) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)
    expected = StorageError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as caught:
        write_atomically(old, b"new")
    if expected is StorageError:
        assert str(caught.value) == f"{old}: cannot be written: No space left on device"
    assert old.read_bytes() == b"old"
    assert_nothing_else_beside(old)


def test_a_dataset_that_cannot_be_written_leaves_the_old_file_whole(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(StorageError, match="Input/output error"):
        save_dataset(loads(TEXT), old)
    assert old.read_bytes() == b"old"


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        write_atomically(tmp_path, b"new")
    assert str(caught.value) == f"{tmp_path}: is a folder; name a file"
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(StorageError) as caught:
        write_atomically(pipe, b"new")
    assert str(caught.value) == f"{pipe}: is no file; name a file"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        write_atomically(tmp_path / "no" / "story.json", b"new")
    assert str(caught.value) == f"{tmp_path}/no/story.json: there is no folder {tmp_path}/no; make it first"


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    circle = tmp_path / "circle.json"
    circle.symlink_to(circle)
    with pytest.raises(StorageError, match=r"circle\.json: cannot be written: "):
        write_atomically(circle, b"new")
    with pytest.raises(StorageError, match=r"circle\.json: cannot be read: "):
        read_dataset(circle)


def test_a_folder_that_nobody_may_write_to(old: Path) -> None:
    old.parent.chmod(0o555)
    try:
        with unprivileged(), pytest.raises(StorageError) as caught:
            write_atomically(old, b"new")
    finally:
        old.parent.chmod(0o755)
    assert str(caught.value) == f"{old}: cannot be written: Permission denied"
    assert old.read_bytes() == b"old"
    assert_nothing_else_beside(old)


def test_a_name_with_a_null_byte_is_refused() -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        write_atomically("a\0b.json", b"new")
    with pytest.raises(StorageError, match="cannot be read"):
        read_dataset("a\0b.json")


# --- reading what is no dataset ---------------------------------------------------------------


def test_no_such_file() -> None:
    with pytest.raises(StorageError) as caught:
        read_dataset("nowhere/story.json")
    assert (
        str(caught.value)
        == "nowhere/story.json: no such file; name one with --data FILE, or see 'graphkit demo'"
    )


def test_a_folder_is_no_file_to_read(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        read_dataset(tmp_path)
    assert str(caught.value) == f"{tmp_path}: is a folder; name the file in it"


def test_an_empty_name_is_the_folder_one_is_in() -> None:
    with pytest.raises(StorageError, match=r"^\.: is a folder; name the file in it$"):
        read_dataset("")


def test_a_file_that_nobody_may_read(old: Path) -> None:
    old.chmod(0)
    with unprivileged(), pytest.raises(StorageError) as caught:
        read_dataset(old)
    assert str(caught.value) == f"{old}: cannot be read: Permission denied"


def test_a_byte_order_mark_is_taken_for_what_it_is() -> None:
    assert loads(b"\xef\xbb\xbf" + TEXT.encode()) == loads(TEXT)


def test_windows_line_ends_are_read_and_not_written() -> None:
    assert dumps(loads(TEXT.replace("\n", "\r\n"))) == dumps(loads(TEXT))


def at(piece: str, text: str) -> str:
    """Return the line and column at which a piece of text stands."""
    before = text[: text.index(piece)]
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"


MET = '"type": "met"'
PAR = '"paragraph": 3'
NAME = '"name": "Ann"'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty; a dataset is a JSON object, {...}"),
        (b" \n", "is empty; a dataset is a JSON object, {...}"),
        (b"<html>", "line 1, column 1: is not JSON: Expecting value; mend the text there"),
        (b'{\n  "directed": yes\n}', "line 2, column 15: is not JSON: Expecting value; mend the text there"),
        (b'{"a": 1} {}', "line 1, column 10: is not JSON: Extra data; mend the text there"),
        (
            b'{"a": "\x01"}',
            "line 1, column 8: is not JSON: Invalid control character at; mend the text there",
        ),
        (b"\0\0", "line 1, column 1: is not JSON: Expecting value; mend the text there"),
        ('{\n"é": 1}'.encode("latin-1"), "line 2, byte 3 of the file: is not UTF-8; save the file as UTF-8"),
        ("{}".encode("utf-16"), "is UTF-16; save the file as UTF-8"),
        (b"\xff{}", "line 1, byte 0 of the file: is not UTF-8; save the file as UTF-8"),
        (b"[" * 100_000, "is nested too deeply; no dataset needs more than eight levels of brackets"),
        (b'{"a":' * 100_000, "is nested too deeply; no dataset needs more than eight levels of brackets"),
        (
            b"[" * 100_000 + b"]" * 100_000,
            "is nested too deeply; no dataset needs more than eight levels of brackets",
        ),
        (b"[1]", "expected an object, {...}, got a list"),
        (b'"x"', "expected an object, {...}, got 'x'"),
        (b"null", "expected an object, {...}, got null"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_what_is_no_json_object(content: bytes, fault: str) -> None:
    assert faults_of(content) == [fault]


@pytest.mark.parametrize(
    ("piece", "instead", "found", "message"),
    [
        (PAR, '"paragraph": NaN', "NaN", "NaN is not a number that JSON knows; write one, or leave it out"),
        (
            PAR,
            '"paragraph": -Infinity',
            "-Infinity",
            "-Infinity is not a number that JSON knows; write one, or leave it out",
        ),
        (PAR, '"paragraph": 1e999', "1e999", "1e999 is too large a number; write a smaller one"),
        (PAR, f'"paragraph": -{"9" * 10_000}', "-9999", "a number of 10,001 digits is too long; shorten it"),
        (
            MET,
            f'{MET}, "ty\\u0070e": "told"',
            '"ty\\u0070e"',
            "the key 'type' is repeated in one object; keep one",
        ),
        (
            NAME,
            '"name": "NaN \\ud800"',
            '"NaN',
            r"'NaN \ud800' holds half a character (a lone surrogate); write it whole",
        ),
        (
            NAME,
            f'{NAME}, "\\uDC00": 1',
            '"\\uDC00',
            r"'\udc00' holds half a character (a lone surrogate); write it whole",
        ),
    ],
    ids=["nan", "infinity", "1e999", "digits", "twice", "surrogate", "surrogate-key"],
)
def test_what_json_allows_and_a_dataset_does_not(piece: str, instead: str, found: str, message: str) -> None:
    text = TEXT.replace(piece, instead).replace("The Paper", r"1e999 NaN \\ud800 \ud83d\ude00 { \" }")
    assert faults_of(text) == [f"{at(found, text.replace('1e999 NaN', '_________'))}: {message}"]


def test_pairs_of_surrogates_are_a_character() -> None:
    assert loads(TEXT.replace(NAME, r'"name": "\ud83d\ude00"')).actors[0].name == "😀"
    assert loads(TEXT.replace(NAME, r'"name": "\\ud800"')).actors[0].name == r"\ud800"


ACTOR, RELATION, SOURCE = "actor 'ann'", "relation 'meeting'", "source 'paper'"
EVIDENCE = f"{RELATION}, evidence 1"
ACTOR_KEYS = "id, name, kind, aliases, description, ids, attributes, picture"
NO_DATE = "is not an EDTF date; write one such as 2025-07-14, 2025-07 or"

SINGLE_FAULTS: list[tuple[dict[str, Any], str]] = [
    # the shape
    ({"directed": ...}, "directed: is missing; add it"),
    ({"directed": False}, "directed: expected true, got false"),
    ({"graph": ...}, "graph: is missing; add it"),
    (
        {"edges__0__amount": "1,200,000 EUR"},
        f"{RELATION}, amount: expected an object such as "
        """{"value": 1200000, "unit": "EUR"}, got '1,200,000 EUR'""",
    ),
    (
        {"edges__0__amount": "1.200 EUR"},
        f"{RELATION}, amount: expected an object such as "
        """{"value": 41000000, "unit": "EUR"}, got '1.200 EUR'""",
    ),
    ({"graph": []}, "graph: expected an object, {...}, got a list"),
    ({"nodes": {}}, "nodes: expected a list, [...], got an object"),
    ({"edges": None}, "edges: expected a list, [...], got null"),
    ({"nodes__0": "ann"}, "nodes, actor 1: expected an object, {...}, got 'ann'"),
    ({"graph__format": ...}, "graph, format: is missing; add \"graphkit/1\""),
    ({"graph__format": "graphkit/2"},
     "graph, format: 'graphkit/2' is no format that this graphkit reads; it reads 'graphkit/1'"),
    ({"graph__title": ""}, "graph, title: is empty; write something"),
    # keys
    ({"nodes__1__id": ...}, "nodes, actor 2, id: is missing; add it"),
    ({"edges__0__key": ...}, "edges, relation 1, key: is missing; add it"),
    ({"graph__sources__0__published": ...}, f"{SOURCE}, published: is missing; add it"),
    ({"edges__0__sumary": "x"}, f"{RELATION}, sumary: is no key of the format; did you mean 'summary'?"),
    (
        {"edges__0__evidence__0__paragrph": 1},
        f"{EVIDENCE}, paragrph: is no key of the format; did you mean 'paragraph'?",
    ),
    ({"graph__story__0__focs": []},
     "story step 'First', focs: is no key of the format; did you mean 'focus'?"),
    ({"graph__sorces": []}, "graph, sorces: is no key of the format; did you mean 'sources'?"),
    (
        {"nodes__0__evidence": []},
        f"{ACTOR}, evidence: is no key of the format; write it into 'attributes', "
        f"or write one of {ACTOR_KEYS}",
    ),
    ({"zzz": 1},
     "zzz: is no key of the format; remove it, or write one of directed, multigraph, graph, nodes, edges"),
    # types
    ({"nodes__0__name": None}, f"{ACTOR}, name: expected a text in double quotes, got null"),
    ({"nodes__0__name": ["x"]}, f"{ACTOR}, name: expected a text in double quotes, got a list"),
    ({"nodes__0__aliases": "x"}, f"{ACTOR}, aliases: expected a list, [...], got 'x'"),
    ({"nodes__0__aliases": ["x", 1]}, f"{ACTOR}, aliases 2: expected a text in double quotes, got 1"),
    ({"nodes__0__ids": {"q": 1}}, f"{ACTOR}, ids: expected each identifier in double quotes"),
    ({"edges__0__when": 2025}, f"{RELATION}, when: expected a text in double quotes, got 2025"),
    ({"edges__0__evidence": {}}, f"{RELATION}, evidence: expected a list, [...], got an object"),
    ({"edges__0__evidence__0__paragraph": 0}, f"{EVIDENCE}, paragraph: 0 is too small; write 1 or more"),
    ({"edges__0__evidence__0__paragraph": "3"}, f"{EVIDENCE}, paragraph: expected a whole number, got '3'"),
    ({"edges__0__evidence__0__paragraph": 1.5}, f"{EVIDENCE}, paragraph: expected a whole number, got 1.5"),
    ({"edges__0__evidence__0__paragraph": True}, f"{EVIDENCE}, paragraph: expected a whole number, got true"),
    (
        {"edges__0__evidence__0__attests": "no"},
        f"{EVIDENCE}, attests: 'no' is not what belongs here; write true, false or a date such as 2023",
    ),
    *(
        (
            {"edges__0__amount": {"value": value, "unit": "USD"}},
            f"{RELATION}, amount, value: expected a number without quotes, such as 4500000000",
        )
        for value in ("5", True, None)
    ),
    ({"edges__0__amount": {"value": 5}}, f"{RELATION}, amount, unit: is missing; add it"),
    # one of a few
    (
        {"nodes__0__kind": "persn"},
        f"{ACTOR}, kind: 'persn' is not known here; did you mean 'person'? It is one of "
        "'person', 'company', 'government', 'government-body', 'country', 'place', 'organisation', 'media', "
        "'product', 'commodity', 'sector', 'event' or 'unknown'",
    ),
    (
        {"edges__0__status": "zzz"},
        f"{RELATION}, status: 'zzz' is not known here; write one of 'actual', 'planned' or 'denied'",
    ),
    (
        {"edges__0__status": 5},
        f"{RELATION}, status: 5 is not known here; write one of 'actual', 'planned' or 'denied'",
    ),
    (
        {"edges__0__links": [{"rel": "ended", "relation": "meeting"}]},
        f"{RELATION}, links 1, rel: 'ended' is not known here; did you mean 'ended-by'? "
        "It is one of 'ended-by', 'begun-by', 'set-aside-by', 'responds-to' or 'part-of'",
    ),
    (
        {"graph__relation_types__0__kind": "evnt"},
        "relation type 'sued', kind: 'evnt' is not known here; did you mean 'event'? "
        "It is one of 'event', 'state', 'either' or 'background'",
    ),
    # texts
    ({"nodes__0__name": ""}, f"{ACTOR}, name: is empty; write something"),
    ({"nodes__0__name": " \t"}, f"{ACTOR}, name: is empty; write something"),
    ({"nodes__1__id": ""}, "nodes, actor 2, id: is empty; write something"),
    ({"graph__relation_types__0__name": ""},
     "relation_types, relation type 1, name: is empty; write something"),
    ({"nodes__1__id": " bob "},
     "actor ' bob ', id: ' bob ' has blanks at its ends or a line break in it; write 'bob'"),
    (
        {"nodes__1__id": "bob\n"},
        r"actor 'bob\n', id: 'bob\n' has blanks at its ends or a line break in it; write 'bob'",
    ),
    (
        {"edges__0__about": ["a\u2028b"]},
        rf"{RELATION}, about 1: 'a\u2028b' has blanks at its ends or a line break in it; write 'a b'",
    ),
    ({"nodes__1__id": "x" * 201}, f"actor '{'x' * 60}', id: has 201 characters; write at most 200"),
    (
        {"graph__sources__0__sha256": "ABC"},
        f"{SOURCE}, sha256: 'ABC' is no SHA-256; write its 64 digits and letters a to f",
    ),
    # dates
    (
        {"edges__0__when": "2025-02-30"},
        f"{RELATION}, when: '2025-02-30' is not in the calendar; write a day or month that exists",
    ),
    (
        {"edges__0__when": "2025-07-14/2025-07-01"},
        f"{RELATION}, when: '2025-07-14/2025-07-01' ends before it starts; mend the date that is wrong",
    ),
    ({"edges__0__when": ""}, f"{RELATION}, when: '' {NO_DATE} 2025-04/"),
    ({"edges__0__evidence__0__when": "July"}, f"{EVIDENCE}, when: 'July' {NO_DATE} 2025-07~"),
    (
        {"graph__sources__0__published": "2025-07-14/2025-07-15"},
        f"{SOURCE}, published: '2025-07-14/2025-07-15' is an interval; "
        "write one day, or [a..b] for some day between",
    ),
    (
        {"edges__0__evidence__0__said": "2025-07/"},
        f"{EVIDENCE}, said: '2025-07/' is an interval; write one day, or [a..b] for some day between",
    ),
    # references
    ({"edges__0__source": "anne"}, f"{RELATION}, source: there is no actor 'anne'; did you mean 'ann'?"),
    (
        {"edges__0__target": "zzz"},
        f"{RELATION}, target: there is no actor 'zzz'; add it to nodes, or write another",
    ),
    ({"edges__0__about": ["ANN"]}, f"{RELATION}, about: there is no actor 'ANN'; did you mean 'ann'?"),
    ({"edges__0__type": "meet"}, f"{RELATION}, type: there is no relation type 'meet'; did you mean 'met'?"),
    ({"edges__0__type": "sue"}, f"{RELATION}, type: there is no relation type 'sue'; did you mean 'sued'?"),
    (
        {"edges__0__type": "x" * 10_000},
        f"{RELATION}, type: there is no relation type '{'x' * 57}...'; "
        "add it to graph.relation_types, or write another",
    ),
    (
        {"edges__0__evidence__0__source": "papers"},
        f"{EVIDENCE}, source: there is no source 'papers'; did you mean 'paper'?",
    ),
    (
        {"edges__0__evidence__0__type": "meet"},
        f"{EVIDENCE}, type: there is no relation type 'meet'; did you mean 'met'?",
    ),
    (
        {"edges__0__evidence__0__attribution": "bobb"},
        f"{EVIDENCE}, attribution: there is no actor 'bobb'; did you mean 'bob'?",
    ),
    (
        {"edges__0__links": [{"rel": "part-of", "relation": "meetings"}]},
        f"{RELATION}, links 1, relation: there is no relation 'meetings'; did you mean 'meeting'?",
    ),
    (
        {"graph__sources__0__publisher_actor": "bop"},
        f"{SOURCE}, publisher_actor: there is no actor 'bop'; did you mean 'bob'?",
    ),
    (
        {"graph__sources__0__derived_from": ["zzz"]},
        f"{SOURCE}, derived_from: there is no source 'zzz'; add it to graph.sources, or write another",
    ),
    ({"graph__story__0__focus": ["an"]},
     "story step 'First', focus: there is no actor 'an'; did you mean 'ann'?"),
    ({"graph__story__0__selection": "zzz"},
     "story step 'First', selection: there is no actor or relation 'zzz'; add it, or write another"),
    # ids
    ({"nodes__2": STORY["nodes"][0]}, f"{ACTOR}: 2 of them share this id; give each its own"),
    ({"edges__1": STORY["edges"][0]}, f"{RELATION}: 2 of them share this id; give each its own"),
    (
        {"edges__1": STORY["edges"][0] | {"target": "ann"}},
        f"{RELATION}: 2 of them share this id; give each its own",
    ),
    (
        {"graph__sources__1": STORY["graph"]["sources"][0]},
        f"{SOURCE}: 2 of them share this id; give each its own",
    ),
    ({"graph__relation_types__1": {"name": "sued", "kind": "state"}},
     "relation type 'sued': 2 of them share this id; give each its own"),
    ({"graph__sources__1": {"id": "ann", "publisher": "x", "published": "2025"}},
     "source 'ann': an actor has the same id; rename one, so that a voice has one name"),
    ({"nodes__2": {"id": "unnamed", "name": "Nobody", "kind": "person"}},
     "id 'unnamed': is kept for voices that no article names; choose another"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "fault"), SINGLE_FAULTS, ids=[" ".join(map(str, fields)) for fields, _ in SINGLE_FAULTS]
)
def test_each_fault_is_named_by_its_place_and_its_mend(fields: dict[str, Any], fault: str) -> None:
    assert faults_of(changed(**fields)) == [fault]


def test_every_fault_is_listed() -> None:
    shapes = changed(nodes__0__kind="x", edges__0__when="x", edges__0__zzz=1, graph__sources__0__publisher="")
    assert [fault.partition(": ")[0] for fault in faults_of(shapes)] == [
        f"{SOURCE}, publisher",
        f"{ACTOR}, kind",
        f"{RELATION}, when",
        f"{RELATION}, zzz",
    ]
    references = changed(edges__0__source="x", edges__0__type="x", edges__0__evidence__0__source="x")
    assert [fault.partition(": ")[0] for fault in faults_of(references)] == [
        f"{RELATION}, source",
        f"{RELATION}, type",
        f"{EVIDENCE}, source",
    ]


def test_every_fault_of_shape_and_reference_is_named_at_once_by_line() -> None:
    text = changed(
        nodes__1__kind="persn",
        edges__0__source="x",
        edges__0__when="July",
        edges__0__zzz=1,
        edges__0__evidence__0__source="y",
        graph__story__0__focus=["bob", "z"],
    )
    with pytest.raises(DataError) as caught:
        loads(text)
    rows = text.splitlines()
    pieces = {'"persn"', '"source": "x"', '"July"', '"zzz"', '"source": "y"', '"z"'}
    assert {
        (fault.line, piece)
        for fault in caught.value.faults
        for piece in pieces
        if piece in rows[(fault.line or 0) - 1]
    } == {(number, piece) for number, row in enumerate(rows, 1) for piece in pieces if piece in row}
    assert len(caught.value.faults) == len(pieces)


def test_every_flaw_of_the_json_is_named_together_with_the_rest() -> None:
    text = TEXT.replace(PAR, '"paragraph": NaN').replace(NAME, f"{NAME}, {NAME}").replace('"met"', '"meet"')
    with pytest.raises(DataError) as caught:
        loads(text)
    assert [str(fault).partition(": ")[2][:20] for fault in caught.value.faults] == [
        "the key 'name' is re",
        "NaN is not a number ",
        "there is no relation",
    ]


@given(datasets(), st.sampled_from([None, 1, 4]))
def test_every_place_of_a_file_has_its_line(raw: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(raw, indent=indent)
    rows = text.splitlines()
    paths = list(leaves(raw))
    for path, line in zip(paths, lines_of(text, paths), strict=True):
        assert 1 <= line <= len(rows)
        if indent and path and isinstance(path[-1], str):
            assert rows[line - 1].lstrip().startswith(f"{json.dumps(path[-1])}:")


def test_what_is_missing_is_told_at_the_line_of_what_lacks_it() -> None:
    text = changed(nodes__1__name=...)
    with pytest.raises(DataError) as caught:
        loads(text)
    (fault,) = caught.value.faults
    assert text.splitlines()[(fault.line or 0) - 1 :][1].strip().startswith('"id": "bob"')


def test_the_story_itself_is_sound() -> None:
    dataset = loads(TEXT)
    assert inconsistencies(dataset) == []
    assert [actor.id for actor in dataset.actors] == ["ann", "bob"]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to everything in some plain data."""
    yield path
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        yield from leaves(inner, (*path, key))


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(list(leaves(STORY))[1:]), JUNK)
def test_junk_anywhere_is_read_or_refused_in_one_line(path: tuple[Any, ...], junk: Any) -> None:
    story: Any = copy.deepcopy(STORY)
    place = story
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = junk
    try:
        dataset = loads(json.dumps(story))
    except DataError as error:
        faults = error.faults
    else:
        faults = ()
        assert loads(dumps(dataset).encode()) == dataset
    assert all(fault.message and str(fault).isprintable() for fault in faults)


@given(st.binary(max_size=40) | st.text(max_size=40))
def test_any_bytes_are_refused_in_one_line(content: bytes | str) -> None:
    assert len(faults_of(content)) >= 1


# --- several files of one folder ------------------------------------------------------------------

OLD = {"one": b"old 1", "two": b"old 2", "three": b"old 3"}
NEW = {"one": b"new 1", "two": b"new 2", "four": b"new 4"}


class _PowerCutError(BaseException):
    """Ends everything, cleaning up included."""


def standing(folder: Path) -> dict[str, bytes]:
    """Return what a reader finds in a folder, by name."""
    found = {path.name: path for path in folder.iterdir() if not path.name.startswith(".")}
    return {name: path.read_bytes() for name, path in (found | waiting(folder)).items()}


def steps_of(monkeypatch: pytest.MonkeyPatch, stop_at: int) -> list[str]:
    """Count the calls that change something on the disk, and stop everything from one on."""
    steps: list[str] = []

    def watched(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def call(*given: Any, **named: Any) -> Any:
            steps.append(name)
            if len(steps) >= stop_at:
                raise _PowerCutError
            return real(*given, **named)

        monkeypatch.setattr(owner, name, call)

    for name in ("fsync", "replace", "unlink", "chmod", "rename", "rmdir", "mkdir", "open"):
        watched(atomic.os, name)
    return steps


@pytest.mark.parametrize("there", [True, False], ids=["over another", "anew"])
def test_a_folder_of_files_is_written_whole_or_not_at_all_wherever_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    last = 1
    states = set()
    while True:
        folder = tmp_path / str(last)
        if there:
            folder.mkdir()
            (folder / "mine").mkdir()
            for name, content in OLD.items():
                (folder / name).write_bytes(content)
        with monkeypatch.context() as patched:
            steps = steps_of(patched, last)
            try:
                write_together(folder, NEW)
                stopped = False
            except _PowerCutError:
                stopped = True
        if there:
            assert (folder / "mine").is_dir()
            (folder / "mine").rmdir()
        found = standing(folder) if folder.exists() else None
        states.add(None if found is None else tuple(sorted(found)))
        assert found in ([OLD, {**OLD, **NEW}] if there else [None, NEW])
        write_together(folder, {"one": b"later"})
        assert standing(folder) == {**(found or {}), "one": b"later"}
        assert (folder / "one").read_bytes() == b"later"
        last += 1
        if not stopped:
            break
    assert len(states) == 2
    assert len(steps) > 8


def test_what_was_edited_after_a_write_was_stopped_is_never_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    with monkeypatch.context() as patched:
        patched.setattr(storage_folder, "_move_waiting", lambda place: None)
        write_together(tmp_path, NEW)
    assert standing(tmp_path) == OLD | NEW
    (tmp_path / "two").write_bytes(b"mine")
    for call in (lambda: waiting(tmp_path), lambda: write_together(tmp_path, NEW)):
        with pytest.raises(
            StorageError, match="two: was changed after writing the folder was stopped half-way"
        ):
            call()
    assert (tmp_path / "two").read_bytes() == b"mine"


@pytest.mark.parametrize("content", [b"", b"[", b"[]", b'{"../x": ""}', b'{"one": 1}', b"[" * 9000, b"\xff"])
def test_a_hidden_folder_that_graphkit_did_not_write_is_refused_or_leads_nowhere(
    tmp_path: Path, content: bytes
) -> None:
    held = tmp_path / "tables" / ".graphkit-waiting"
    held.mkdir(parents=True)
    (held / "before.json").write_bytes(content)
    (held / "one").write_bytes(b"theirs")
    (tmp_path / "x").write_bytes(b"mine")
    with suppress(StorageError):
        assert waiting(held.parent) == {}
    assert (tmp_path / "x").read_bytes() == b"mine"


def test_a_folder_with_a_link_or_a_folder_in_the_place_of_a_file_is_left_as_it_is(tmp_path: Path) -> None:
    folder, other = tmp_path / "tables", tmp_path / "other"
    folder.mkdir()
    other.write_bytes(b"mine")
    (folder / "one").write_bytes(b"old")
    (folder / "two").symlink_to(other)
    with pytest.raises(StorageError, match="two: is a link; move it elsewhere"):
        write_together(folder, NEW)
    (folder / "two").unlink()
    (folder / "two").mkdir()
    with pytest.raises(StorageError, match="two: is no file; move it elsewhere"):
        write_together(folder, NEW)
    assert (other.read_bytes(), (folder / "one").read_bytes()) == (b"mine", b"old")
    assert sorted(path.name for path in folder.iterdir()) == ["one", "two"]


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    fsync, calls = os.fsync, iter(range(99))

    def full(handle: int) -> None:
        if next(calls) == 1:
            raise OSError(28, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(StorageError, match="cannot be written: No space left on device"):
        write_together(tmp_path, NEW)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == OLD


@pytest.mark.parametrize("write", [lambda: write_atomically("", b"x"), lambda: write_together("", NEW)])
def test_an_empty_text_names_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StorageError, match="an empty text names no file; write its name"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_of_a_million_faults_only_the_first_are_listed_and_all_counted() -> None:
    raw = json.loads(json.dumps(STORY))
    sound = [{"id": f"sound-{n}", "name": "Ann", "kind": "person"} for n in range(1_200)]
    raw["nodes"] = [*raw["nodes"], *sound, *({"id": n} for n in range(12_000))]
    with pytest.raises(DataError) as refused:
        loads(json.dumps(raw))
    faults = refused.value.faults
    assert len(faults) == 1_001
    assert sum(fault.more for fault in faults) + 1_000 == 3 * 12_000, (
        "an id that is no text, no name, no kind"
    )
    assert faults[0].path[:2] == ("nodes", len(STORY["nodes"]) + 1_200)


@pytest.mark.parametrize("length", [300, 5000])
def test_a_name_too_long_for_a_file_is_refused_in_a_line(length, tmp_path):
    graph = gk.load(SHIPPED)
    path = tmp_path / ("a" * length)
    for ask in (gk.save, gk.check_sources, gk.export):
        for name in (path, str(path), f"{path}/graph.json"):
            with pytest.raises(gk.GraphkitError) as error:
                ask(graph, name)
            assert "\n" not in str(error.value)
    assert not list(tmp_path.iterdir())


def test_a_file_whose_journal_s_name_would_be_too_long_is_saved(tmp_path):
    graph = gk.load(SHIPPED)
    for _ in range(2):
        gk.save(graph, tmp_path / ("a" * 250))
    assert gk.load(tmp_path / ("a" * 250)).number_of_edges() == graph.number_of_edges()
