"""Which cautions hide what: counted one by one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph.filters import CAUTIONS, Filter, hidden_by

ASKED: dict[str, Any] = {
    "no_claims": True,
    "no_contested": True,
    "reliability": "B",
    "reported_within": 30,
    "certain": True,
}
cautions = st.sets(st.sampled_from(sorted(CAUTIONS)))


@given(cautions, st.lists(cautions))
def test_each_caution_hides_what_no_earlier_one_does(asked: set[str], relations: list[set[str]]) -> None:
    """Each relation is the set of the cautions that hide it."""

    def count(criteria: Filter) -> int:
        strict = {name for name, value in ASKED.items() if getattr(criteria, name) == value}
        return sum(not doubts & strict for doubts in relations)

    first = [next((name for name in CAUTIONS if name in asked & doubts), None) for doubts in relations]
    expected = {name: first.count(name) for name in CAUTIONS if name in asked}
    assert hidden_by(Filter(**{name: ASKED[name] for name in asked}), count) == expected


def test_nothing_is_counted_where_no_caution_is_asked_for() -> None:
    def count(_: Filter) -> int:
        raise AssertionError

    assert hidden_by(Filter(reported_within=None), count) == {}
