"""The pure scripts behind what is kept: SVG from a canvas's words, safe cells and file names; run in node."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.answers import Column
from graphkit.cli.csv_answers import csv_text
from graphkit.cli.render import Rows

from .scripts import evaluate

SVG = "{http://www.w3.org/2000/svg}"
MEASURE = "(text) => ({ width: text.length * 6 })"


def drawn(program: str) -> ElementTree.Element:
    """Return what a program draws on ``ctx``, a surface of 100 by 80, as a parsed SVG."""
    code = (
        f"(() => {{ const ctx = new VectorContext(100, 80, {MEASURE}); "
        f"{program}; return ctx.document('A & B', '<none>'); }})()"
    )
    return ElementTree.fromstring(evaluate(("vector.js",), "", code))


def paths(tree: ElementTree.Element) -> list[dict[str, str]]:
    return [dict(path.attrib) for path in tree.iter(f"{SVG}path")]


def test_the_document_has_size_title_and_description() -> None:
    tree = drawn("")
    assert (tree.get("width"), tree.get("height"), tree.get("viewBox")) == ("100", "80", "0 0 100 80")
    assert [element.text for element in tree] == ["A & B", "<none>"]


def test_curves_are_placed_through_every_turn() -> None:
    tree = drawn(
        "ctx.translate(10, 20); ctx.scale(2, 2); ctx.rotate(Math.PI / 2);"
        "ctx.strokeStyle = '#abc'; ctx.lineWidth = 1.5; ctx.setLineDash([3, 2]);"
        "ctx.beginPath(); ctx.moveTo(0, 0); ctx.quadraticCurveTo(5, 0, 5, 5); ctx.stroke()"
    )
    (path,) = paths(tree)
    assert path["d"] == "M10 20Q10 30 0 30"
    assert (path["stroke"], path["stroke-width"], path["stroke-dasharray"]) == ("#abc", "3", "6 4")
    assert path["fill"] == "none"


def test_what_is_saved_comes_back() -> None:
    tree = drawn(
        "ctx.save(); ctx.globalAlpha = 0.5; ctx.translate(50, 50);"
        "ctx.fillStyle = '#111'; ctx.fillRect(0, 0, 4, 4); ctx.restore();"
        "ctx.fillStyle = '#222'; ctx.fillRect(0, 0, 4, 4)"
    )
    first, second = paths(tree)
    assert (first["d"], first["fill-opacity"]) == ("M50 50L54 50L54 54L50 54Z", "0.5")
    assert (second["d"], second["fill"]) == ("M0 0L4 0L4 4L0 4Z", "#222")
    assert "fill-opacity" not in second


def test_a_circle_is_two_arcs() -> None:
    (path,) = paths(drawn("ctx.scale(2, 2); ctx.beginPath(); ctx.arc(10, 10, 3, 0, 7); ctx.fill()"))
    assert path["d"] == "M14 20A6 6 0 1 1 26 20A6 6 0 1 1 14 20Z"


def test_a_clip_holds_until_it_is_restored() -> None:
    tree = drawn(
        "ctx.save(); ctx.beginPath(); ctx.rect(1, 2, 3, 4); ctx.clip(); ctx.fillRect(0, 0, 9, 9);"
        "ctx.save(); ctx.restore(); ctx.fillRect(0, 0, 8, 8); ctx.restore(); ctx.fillRect(0, 0, 7, 7)"
    )
    (group,) = tree.iter(f"{SVG}g")
    assert group.get("clip-path") == "url(#clip-1)"
    assert len(list(group)) == 2
    assert len([child for child in tree if child.tag == f"{SVG}path"]) == 1


def test_a_halo_and_its_text_are_one_element() -> None:
    tree = drawn(
        "ctx.font = '600 12px \"A B\", serif'; ctx.textAlign = 'center'; ctx.textBaseline = 'top';"
        "ctx.strokeStyle = '#fff'; ctx.lineWidth = 3; ctx.fillStyle = '#000';"
        "ctx.strokeText('Ann & Bob', 50, 10); ctx.fillText('Ann & Bob', 50, 10)"
    )
    (text,) = tree.iter(f"{SVG}text")
    assert text.text == "Ann & Bob"
    assert (text.get("text-anchor"), text.get("font-weight"), text.get("font-size")) == (
        "middle",
        "600",
        "12",
    )
    assert (text.get("stroke"), text.get("paint-order")) == ("#fff", "stroke")
    assert text.get("font-family") == '"A B", serif'


def test_any_text_leaves_the_document_well_formed() -> None:
    # All at once: a process of node for each would take too long.
    texts = [
        "]]>", "<a b='c'>", "\u0000\u0008\u001f\ufffe\uffff", "&amp;", "\U0001f4a5", "\t\n", 'x" onload="y',
    ]  # fmt: skip
    tree = drawn(f"for (const text of {json.dumps(texts)}.concat('\\ud800')) ctx.fillText(text, 1, 1)")
    said = [element.text for element in tree.iter(f"{SVG}text")]
    assert said[:2] == texts[:2]
    assert said[2] == "\ufffd" * 5
    assert said[-1] == "\ufffd"
    assert said[6] == texts[6]


CELLS = ("texts.js",)


@settings(max_examples=8)
@given(st.lists(st.text(max_size=8), min_size=1, max_size=120))
def test_cells_are_those_of_the_command_line(texts: list[str]) -> None:
    rows: list[dict[str, Any]] = [{"id": "x", "text": text} for text in texts]
    expected = "".join(csv_text(Rows((Column("id"), Column("text")), rows))).removeprefix("id,text\n")
    code = f"{json.dumps(texts)}.map((text) => csvRow(['x', text])).join('')"
    assert evaluate(CELLS, "", code) == expected


@pytest.mark.parametrize("flag", [True, False])
def test_flags_are_words(flag: bool) -> None:
    assert evaluate(CELLS, "", f"yesNo({json.dumps(flag)})") == ("yes" if flag else "no")


@settings(max_examples=6)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=100))
def test_file_names_hold_letters_digits_and_dashes(titles: list[str]) -> None:
    names = evaluate(CELLS, "", f"{json.dumps(titles)}.map((title) => fileName(title, 'svg'))")
    for name in names:
        stem = name.removesuffix(".svg")
        assert 0 < len(stem) <= 66
        assert not stem.startswith("-")
        assert not stem.endswith("-")
        assert set(name) & set('/\\:*?"<>|\0\n') == set()
        assert stem.upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
