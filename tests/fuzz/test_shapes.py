"""Each shape, asked what it is the trouble for: answered or refused in a line, in seconds."""

import random

import pytest

from .cases import SECONDS, Case, case, run_here
from .shapes import QUESTIONS, SHAPES, shaped


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_a_file_takes_longer_than_its_size_does(shape: str) -> None:
    content = SHAPES[shape](500)
    for question in (("info",), ("path", "ann", "bob", "--all"), random.Random(shape).choice(QUESTIONS)):
        outcome = run_here(Case(shape, shape, ("--data", "data.json", *question), {"data.json": content}))
        assert not outcome.wrong, f"{question}: {outcome.wrong}"
        assert outcome.seconds < SECONDS


def test_shapes_are_among_what_is_fuzzed() -> None:
    assert any(case(1, number).target in SHAPES for number in range(200))
    name, arguments, files = shaped(random.Random(1))
    assert (name in SHAPES, arguments[:2], list(files)) == (True, ("--data", "data.json"), ["data.json"])
