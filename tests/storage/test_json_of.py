"""JSON is written as ``json.dumps`` writes it."""

import json
from math import inf, nan

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.storage.strict_json import json_of

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.characters().map(lambda character: f"a{character}\ud800"[:2]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(PLAIN)
@example({"small": 0.00001, "great": 1e16, "text": "1e5\n0.00001\nNaN\x7f\x00"})
@example(["\ud800"])
@example({"": [[], {}, ""]})
def test_it_is_what_json_dumps_writes(value: object) -> None:
    assert json_of(value) == json.dumps(value, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("figure", [nan, inf, -inf])
def test_a_figure_that_is_not_finite_is_refused(figure: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        json_of({"figures": [1.5, figure]})
