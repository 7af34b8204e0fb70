"""Small tables of relations, drawn at random, and what belongs in a window of them by the definition."""

from dataclasses import dataclass

from datasets import day
from hypothesis import strategies as st

from graphkit.tables.table import EventTable
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED, Bounds

ACTORS = ("ann", "bob", "cal", "dee", "eve")
TYPES = ("met", "told", "banned")
WHENS = (
    "2025-07-01", "2025-07-02", "2025-07-03", "2025-07-04", "2025-07-09",
    "2025-07-02~", "[2025-07-02,2025-07-03]", "[2025-07-02..2025-07-08]", "2025-07", "2025",
    "2025-07-01/2025-07-02", "2025-07-02/2025-07-09", "2025-06/2025-07-03", "1990/2025",
    "2025-07-03/..", "2025-07-02/", "2025-07/", "../2025-07-03", "/2025-07-02", "[..2025-07-03]",
    "[2025-07-03..]", "/..", "",
)  # fmt: skip
FIRST, LAST = day("2025-06-28"), day("2025-07-12")


@dataclass(frozen=True)
class Row:
    """A relation as it is written down; without a date its bounds are infinite."""

    source: str
    target: str
    type: str = "met"
    when: str = ""
    status: int = 0
    undated: bool = False

    @property
    def bounds(self) -> Bounds:
        if self.when == "/..":
            return UNBOUNDED
        return edtf.parse(self.when).bounds if self.when else UNBOUNDED

    def seen(self, since, until, *, certain=False, types=None, statuses=(0,), **_):
        """Whether it belongs in a window, by the definition."""
        if self.status not in statuses or (types is not None and self.type not in types):
            return False
        if since is None and until is None:
            return True
        window = edtf.window(since, until)
        inside = self.bounds.certainly_in(window) if certain else self.bounds.possibly_in(window)
        return inside and not self.undated and bool(self.when)

    def walks(self, direction, symmetric):
        """Return from whom and to whom it is walked."""
        ways = {(self.source, self.target)} if direction != "in" else {(self.target, self.source)}
        back = direction == "both" or self.type in symmetric
        return ways | {(there, here) for here, there in ways if back}


def _rows(whens, undated):
    row = st.builds(
        Row,
        st.sampled_from(ACTORS),
        st.sampled_from(ACTORS),
        st.sampled_from(TYPES),
        st.sampled_from(whens),
        st.sampled_from((0, 0, 0, 1, 2)),
        st.sampled_from(undated),
    )
    return st.lists(row, max_size=16)


rows = _rows(WHENS, (False, False, False, True))
rows_of_days = _rows(WHENS[:5], (False,))
ends = st.tuples(st.none() | st.integers(FIRST, LAST), st.none() | st.integers(FIRST, LAST)).map(
    lambda ends: ends if None in ends else tuple(sorted(ends))
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "certain": st.booleans(),
        "types": st.none() | st.sets(st.sampled_from(TYPES)),
        "statuses": st.sets(st.integers(0, 2)).map(tuple),
    },
)
directions = st.sampled_from(("both", "out", "in"))
symmetries = st.sets(st.sampled_from(TYPES))


def columns_of(rows, symmetric=(), *, keys=None):
    """Return the columns of some relations."""
    texts = sorted({row.when for row in rows})
    return EventTable.build(
        [ACTORS.index(row.source) for row in rows],
        [ACTORS.index(row.target) for row in rows],
        [TYPES.index(row.type) for row in rows],
        tuple([row.bounds[side] for row in rows] for side in range(4)),
        actors=ACTORS,
        types=TYPES,
        status=[row.status for row in rows],
        keys=keys,
        whens=([texts.index(row.when) for row in rows], texts),
        symmetric=symmetric,
        undated=[row.undated or not row.when for row in rows],
    )
