"""Small graphs for chains in time, and brute force that tries every way in which their dates can fall."""

from datasets import actor, day, graph_of, relation
from hypothesis import strategies as st

from graphkit.queries.windows import window
from graphkit.temporal.calendar import FUTURE, PAST


def july(*days):
    return tuple(day(f"2025-07-{each:02}") for each in days)


def hop(ends, when=None, type="told", **fields):
    """Return a relation between two actors of one letter each, named after them."""
    return relation(fields.pop("key", ends), ends[0], ends[1], type, when=when, **fields)


def ids(path):
    return [seen.id for seen in path.relations]


NEVER = float("inf")
NEAR = range(-4, 11)
"""Days of July, and some before it, on which relations start and end: dates are of 1-5, give or take."""
LONG_AGO, FAR_OFF = range(-42, -37), range(38, 43)
"""Days that stand for all those without limit before and after."""
WALKING = (*range(-47, -32), *range(-9, 16), *range(33, 48))
"""Every day on which a hop may be walked: room enough to wait, or to be early, for five hops."""


def in_july(number):
    return f"2025-07-{number:02}"


def event(first, last):
    """Return an event on one of some days, None standing for no limit, and every way it can fall."""
    days = [*([] if first else LONG_AGO), *NEAR, *([] if last else FAR_OFF)]
    days = [each for each in days if (first or -NEVER) <= each <= (last or NEVER)]
    if first == last:
        return in_july(first), "told", [(each, each) for each in days]
    text = f"[{in_july(first) if first else ''}..{in_july(last) if last else ''}]"
    return text, "told", [(each, each) for each in days]


def state(start, end):
    """Return a state from one side to the other and every way it can fall.

    A side is a day, a day and ``~`` (one more or less), ``..`` (open) or nothing (unknown).
    """
    starts, ends = _side(start, -NEVER), _side(end, NEVER)
    ways = [(since, until) for since in starts for until in ends if since <= until]
    return (
        "/".join(in_july(int(side[0])) + side[1:] if side[:1].isdigit() else side for side in (start, end)),
        "banned",
        ways,
    )


def _side(side, never):
    if side == "":
        return [*LONG_AGO, *NEAR, *FAR_OFF]
    if side == "..":
        return [never]
    number = int(side[0])
    return [number - 1, number, number + 1] if side.endswith("~") else [number]


limited = st.tuples(st.integers(1, 5), st.integers(0, 4)).map(lambda days: event(days[0], min(sum(days), 5)))
unlimited = st.integers(1, 5).flatmap(
    lambda number: st.sampled_from([event(None, number), event(number, None)])
)
lasting = st.tuples(
    st.integers(1, 5), st.integers(1, 5), st.sampled_from(["{}/{}", "{}~/{}", "{}/{}~", "{}~/{}~"])
).map(lambda row: state(*row[2].format(*sorted(row[:2])).split("/")))
half_known = st.tuples(
    st.integers(1, 5), st.sampled_from(["{}/", "/{}", "{}/..", "../{}", "{}~/", "/{}~", "{}~/..", "../{}~"])
).map(lambda row: state(*row[1].format(row[0]).split("/")))

dated = st.one_of(limited, limited, lasting, half_known, unlimited)
concerned = st.sampled_from([(), (), ("a",), ("b",), ("c",), ("d",), ("a", "b"), ("a", "d"), ("b", "c")])
between_any = st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), dated, concerned).filter(
    lambda row: row[0] != row[1]
)
along_a_chain = st.tuples(
    *(st.tuples(st.just(here), st.just(there), dated, concerned) for here, there in ("ac", "cd", "db"))
)
rows = st.lists(between_any, min_size=1, max_size=5) | st.builds(
    lambda chain, others: [*chain, *others], along_a_chain, st.lists(between_any, max_size=2)
)
ends_of_windows = st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 6)).filter(
    lambda ends: None in ends or ends[0] <= ends[1]
)


about_two = st.tuples(
    st.sampled_from("abcd"),
    st.sampled_from("abcd"),
    dated,
    st.sampled_from(["ab", "ab", "ad", "bd", "abd", "abcd"]).map(tuple),
)
twice_about = st.lists(about_two | along_a_chain.map(lambda chain: chain[1]), min_size=1, max_size=4)
"""Few relations, most of them about several actors: one of them would often do for two hops."""


def build(rows, *others):
    return graph_of(
        *[
            relation(str(number), here, there, type, when=when, about=about)
            for number, (here, there, (when, type, _), about) in enumerate(rows)
        ],
        *others,
        actors=[actor(id) for id in "abcdef"],
    )


def cut(graph, ends):
    since, until = (None if end is None else in_july(end) for end in ends)
    return window(graph, since, until)


def all_chains(rows, kept, *, directed, direct):
    """Yield each chain from a over distinct relations that are kept: where it leads, its relations in order,
    and how many of its hops go by what a relation is about.
    """
    waiting = [("a", (), 0)]
    while waiting:
        here, order, about = waiting.pop()
        if order:
            yield here, order, about
        for number in kept - set(order):
            source, target, _, concerned = rows[number]
            if here == source:
                waiting.append((target, (*order, number), about))
            elif here == target and not directed:
                waiting.append((source, (*order, number), about))
            if not (directed or direct):
                others = set(concerned) - {source, target}
                if here in (source, target):
                    waiting += [(there, (*order, number), about + 1) for there in others]
                elif here in others:
                    waiting += [(there, (*order, number), about + 1) for there in (source, target)]


def outcomes(rows, order, ends, step):
    """Return for each way the dates of a chain can fall the days of its last hop, none where it is missed.

    Every way is tried; those that come to the same are told once. With the days of the last hop
    come the first days of each hop.
    """
    since, until = ends[0] or -NEVER, ends[1] or NEVER
    found = {((), frozenset({-NEVER}))}
    for number in order:
        found = {
            ((*firsts, min(days, default=None)), days)
            for firsts, before in found
            for start, end in rows[number][2][2]
            for days in [
                frozenset(
                    each
                    for each in WALKING
                    if start <= each <= end
                    and since <= each <= until
                    and any(earlier + step <= each for earlier in before)
                )
            ]
        }
    return [firsts if days else None for firsts, days in found]


WAYS = ({}, {}, {"directed": True}, {"direct": True})
"""Which hops are asked for."""


def as_day(number):
    """Return a day of the brute force as graphkit's; what stands for no limit is an infinity."""
    return PAST if number < -20 else FUTURE if number > 20 else day("2025-06-30") + number
