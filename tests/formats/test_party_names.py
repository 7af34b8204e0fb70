"""Names of actors in tables: which are surely somebody's, so that no other rule needs to look."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphkit.formats import foreign_status, party_names, status_headings
from graphkit.formats.events.event import NoRelationError, actor_named
from graphkit.formats.format import Reading
from graphkit.libraries import tables_beside


def _words(table: Any) -> set[str]:
    """Return all words of a table of texts."""
    if isinstance(table, str):
        return {*table.split()}
    values = table.values() if isinstance(table, dict) else table if isinstance(table, list) else ()
    return set().union(*map(_words, values))


_ALL = sorted(
    _words(tables_beside(party_names.__file__))
    | _words(tables_beside(foreign_status.__file__))
    | _words(tables_beside(status_headings.__file__))
    | {"and", "of", "the", "Ada", "Lee", "vs", "v", "et"}
)
_NAMES = st.builds(
    lambda words, place: " ".join(words) + (f" ({place})" if place else ""),
    st.lists(
        st.sampled_from([*_ALL, *(word.title() for word in _ALL), *map(str.upper, _ALL)]),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["", "", *sorted(party_names.COUNTRIES), "sic", "Alleged", "Unknown"]),
)


@given(_NAMES)
def test_of_a_plain_name_no_rule_has_anything_to_tell(name: str) -> None:
    if not party_names.is_plain(name):
        return
    reading = Reading()
    try:
        # An id lets every rule look at the name.
        assert actor_named(name, reading, ["1"]) == name
    except NoRelationError:
        raise AssertionError(name) from None
    assert (reading.left_out, reading.notes) == ({}, []), name


def test_most_names_of_a_table_are_plain() -> None:
    assert all(
        map(
            party_names.is_plain,
            ("Ada Lee", "Police (India)", "Ministry of Defence", "NATO", "Head of Government (Mali)"),
        )
    )
    assert not any(
        map(
            party_names.is_plain,
            ("Unknown", "John Doe", "Lee & Sons", "Lee?", "Lee [1]", "NULL", "Ada Lee (alleged)", ""),
        )
    )
