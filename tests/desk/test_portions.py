"""An answer is cut at whole rows to a size, and what was cut can be asked for, to the last letter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.desk.portions import portion, rest, written
from graphkit.errors import UsageError

TEXTS = st.text("a é\x07\u202e~/\U0001f600", max_size=30)
NAMES = st.text("ab~/é", max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=6) | st.dictionaries(st.text("ab~/é", max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)
TABLE = st.dictionaries(st.integers(0, 999).map(str), st.integers(0, 9), min_size=70, max_size=90)
ANSWERS = st.fixed_dictionaries({"query": VALUES, "rows": st.lists(VALUES, max_size=8), "counts": TABLE})
SMALLEST = 90
"""An object of three fields, and a row of some letters, have room in so many characters."""


def own(holder, key):
    return int(key) if isinstance(holder, list) else key.replace("~1", "/").replace("~0", "~")


def there(value, at):
    for key in at.split("/")[1:]:
        value = value[own(value, key)]
    return value


def put(value, at, part):
    """Return a value with a part added behind what is in a place."""
    before, _, key = at.rpartition("/")
    now = there(value, at)
    if isinstance(now, list):
        now.extend(part)
    elif isinstance(now, dict):
        now.update(part)
    else:
        holder = there(value, before)
        holder[own(holder, key)] = now + part


@given(answer=ANSWERS, room=st.integers(SMALLEST, 600))
def test_what_was_cut_comes_by_asking_for_the_rest(answer, room):
    told, cuts = portion(answer, room)
    told = json.loads(json.dumps(told))
    for _ in range(2_000):
        if not cuts:
            break
        cut = cuts.pop(0)
        part, further = portion(rest(answer, cut.at, cut.next), room, cut.at, cut.next)
        assert cut.next < cut.of
        assert len(written(part)) <= room
        put(told, cut.at, json.loads(json.dumps(part)))
        cuts += further
    assert told == answer
    assert json.dumps(told) == json.dumps(answer)


@given(answer=ANSWERS, room=st.integers(SMALLEST, 600))
def test_an_answer_has_its_size_and_says_what_it_left_out(answer, room):
    told, cuts = portion(answer, room)
    assert len(written(told)) <= room
    assert bool(cuts) == (told != answer) == (len(written(answer)) > room)
    for cut in cuts:
        assert len(there(told, cut.at)) == cut.next
        assert len(there(answer, cut.at)) == cut.of


@given(VALUES)
def test_what_is_written_is_json_without_control_characters(value):
    text = written(value)
    assert json.loads(text) == value
    assert not {"\x07", "\u202e"} & set(text)


def test_rows_are_told_whole_while_they_fit():
    rows = [{"id": f"r{number}", "words": "x" * 20} for number in range(10)]
    told, (cut,) = portion({"rows": rows}, 200)
    assert told == {"rows": rows[: cut.next]}
    assert len(written({"rows": rows[: cut.next + 1]})) > 200


def test_small_fields_stay_whole_beside_large_ones():
    answer = {"long": list(range(1000)), "name": "Ada", "more": {"even": "this"}, "text": "y" * 1000}
    told, cuts = portion(answer, 300)
    assert (told["name"], told["more"]) == ("Ada", {"even": "this"})
    assert {cut.at for cut in cuts} == {"/long", "/text"}


@pytest.mark.parametrize(
    ("at", "first", "message"),
    [
        ("/nothing", 0, "the answer has nothing at '/nothing'"),
        ("/rows/7", 0, "nothing at '/rows/7'"),
        ("/rows/x", 0, "nothing at '/rows/x'"),
        ("/rows/-1", 0, "nothing at '/rows/-1'"),
        ("/rows/²", 0, "nothing at '/rows/²'"),
        ("/rows/99999999999999999999", 0, "nothing at"),
        ("rows", 0, "'rows' is no place; it begins with /"),
        ("/rows", 2, "there are 2 at '/rows', counted from 0"),
        ("/rows", -1, "counted from 0"),
        ("/rows/0", 0, "nothing was cut at '/rows/0'"),
    ],
)
def test_a_place_that_is_not_there_is_refused(at, first, message):
    with pytest.raises(UsageError, match=message):
        rest({"rows": [1, 2]}, at, first)
