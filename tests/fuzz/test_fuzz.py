"""A short run of the fuzzer: whatever graphkit is given, it answers or refuses in a line, soon."""

from pathlib import Path

import pytest
from memory import peak_memory

from .cases import BYTES, KINDS, SECONDS, Case, case, changed, judged, run_apart, run_here, sound

SEED = 20250715


@pytest.mark.parametrize("part", range(2))
def test_spoilt_files_and_strange_commands_are_answered_or_refused_in_a_line(part: int) -> None:
    before = peak_memory()
    for number in range(part * 100, part * 100 + 100):
        made = case(SEED, number)
        outcome = run_here(made)
        assert not outcome.wrong, f"{made.name}: {made.arguments}: {outcome.wrong}"
        assert outcome.seconds < SECONDS
    assert 1024 * (peak_memory() - before) < BYTES


@pytest.mark.parametrize("number", range(3))
def test_a_process_of_its_own_is_no_different(number: int) -> None:
    made = case(SEED + 1, number)
    outcome = run_apart(made)
    assert not outcome.wrong, f"{made.name}: {made.arguments}: {outcome.wrong}"


def test_every_way_to_read_a_file_is_fuzzed() -> None:
    from graphkit.formats.registry import _HOMES, _format

    aliases = {".csv": "folder of tables", **dict.fromkeys((".csv.gz", ".tab.gz", ".txt.gz"), ".tsv.gz")}
    aliases |= dict.fromkeys((".tsv.zip", ".txt.zip"), ".csv.zip")
    read = {aliases.get(suffix, suffix) for suffix in _HOMES if _format(suffix).read}
    assert read == set(sound())


def test_what_is_wrong_is_found_and_told() -> None:
    """The fuzzer would see a traceback, an escape for the terminal, and an answer that is no JSON."""
    asked = Case("0/0", ".json", ("relations", "--format", "json"), {})
    assert judged(asked, 0, "{}", "") == ""
    assert judged(asked, 2, "", "graphkit: no such file\n") == ""
    assert "left with -1" in judged(asked, -1, "", "")
    assert judged(asked, 1, "", "Traceback (most recent call last)\n").startswith("Traceback")
    assert "obeys" in judged(asked, 0, "\x1b[2J", "")
    assert "no JSON" in judged(asked, 0, "{", "")
    assert "2 lines" in judged(asked, 2, "", "graphkit: one\nand another\n")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_case_is_made_anew_from_its_number(kind: str) -> None:
    for number in range(5):
        assert case(SEED, number, [kind]) == case(SEED, number, [kind])
    assert len({case(SEED, number, [kind]).arguments for number in range(20)}) > 5


def test_what_a_refused_command_has_changed_is_found(tmp_path: Path) -> None:
    asked = Case("0/0", "command line", ("undo",), {"a": b"1", "b/c": b"2"})
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b/c").write_bytes(b"2")
    assert changed(asked, 2, tmp_path) == ""
    (tmp_path / "b/c").write_bytes(b"3")
    (tmp_path / "d").write_bytes(b"")
    assert changed(asked, 2, tmp_path) == "was refused, but changed ['b/c', 'd']"
    assert changed(asked, 0, tmp_path) == ""
