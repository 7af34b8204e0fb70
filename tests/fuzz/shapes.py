"""Sound files whose size or shape is the trouble: what grows faster than they do would not end on them."""

import json
import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

Rows = list[dict[str, Any]]
FIRST = date(1990, 1, 1)
SIZES = (300, 1_000, 3_000)


def day(n: int) -> str:
    """Return the n-th day."""
    return str(FIRST + timedelta(days=n))


def source(n: int, *derived_from: int, published: str | None = None) -> dict[str, Any]:
    """Return a source of its own day, rewritten from others."""
    row = {"id": f"s{n:05}", "publisher": f"Paper {n}", "published": published or day(n)}
    return {**row, "derived_from": [f"s{each:05}" for each in derived_from]} if derived_from else row


def relation(key: str, one: str = "ann", other: str = "bob", **fields: Any) -> dict[str, Any]:
    """Return a relation between two actors."""
    return {"source": one, "target": other, "key": key, "type": "met", **fields}


def written(edges: Rows, sources: Sequence[dict[str, Any]] = (), **of_ann: Any) -> bytes:
    """Return a file of some relations and of all actors that they name."""
    names = {"ann", "bob"}
    for row in edges:
        names |= {row["source"], row["target"], *row.get("about", ())}
    nodes = [
        {"id": id, "name": id, "kind": "person"} | (of_ann if id == "ann" else {}) for id in sorted(names)
    ]
    header = {"format": "graphkit/1", "sources": list(sources)}
    file = {"directed": True, "multigraph": True, "graph": header, "nodes": nodes, "edges": edges}
    return json.dumps(file).encode()


def citing(sources: Rows) -> bytes:
    """Return a file of one relation of which all of some sources tell."""
    return written([relation("told", evidence=[{"source": row["id"]} for row in sources])], sources)


def ladder(count: int) -> Rows:
    """Return sources of which each two were rewritten from both of the two before."""
    return [source(n, *(() if n < 2 else (n // 2 * 2 - 2, n // 2 * 2 - 1))) for n in range(count)]


def clocked(count: int) -> bytes:
    """Return a file of which each relation has a time of its own."""
    times = (f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}" for n in range(count))
    return written([relation(f"r{n}", when=f"2025-01-01T{time}Z") for n, time in enumerate(times)])


def diamonds(count: int) -> bytes:
    """Return a chain of diamonds, through each of which there are two ways."""
    return written(
        [
            relation(f"{one}-{other}", one, other, when=day(n))
            for n in range(min(count, 200))
            for side in (f"u{n}", f"v{n}")
            for one, other in ((f"s{n}" if n else "ann", side), (side, f"s{n + 1}"))
        ]
    )


def chain(count: int, **fields: Any) -> bytes:
    """Return relations that lead from each actor to the next."""
    names = ["ann", *(f"x{n:05}" for n in range(count))]
    return written(
        [relation(f"r{n}", *each, when=day(n), **fields) for n, each in enumerate(pairwise(names))]
    )


def said(count: int) -> bytes:
    """Return one standing fact that one source has many say, each on a day and with a date of its own."""
    entries = [{"source": "s00000", "said": day(n), "when": f"{day(n)}/"} for n in range(count)]
    return written([relation("told", evidence=entries)], [source(0, published="2060-01-01")])


def ended(count: int, *, by: Callable[[int], int], **last: Any) -> bytes:
    """Return states of unknown end, each ended by another, one of which says more than the others."""
    rows = [
        relation(
            f"r{n:05}",
            **{
                "type": "banned",
                "begins": day(n),
                "links": [{"rel": "ended-by", "relation": f"r{by(n):05}"}],
            },
        )
        for n in range(count)
    ]
    rows[-1] |= last
    return written(rows, [source(0, published="2060-01-01")])


def flawed(text: str) -> Callable[[int], bytes]:
    """Return what makes a list of the same flaw."""
    return lambda count: f"[{','.join([text] * 30 * count)}]".encode()


def wrong(**fields: Any) -> Callable[[int], bytes]:
    """Return what makes a file of which every relation has the same fault."""
    return lambda count: written([relation(f"r{n}", **fields) for n in range(count)])


SHAPES: dict[str, Callable[[int], bytes]] = {
    "evidence from as many days": lambda count: citing([source(n) for n in range(count)]),
    "a chain of rewritings": lambda count: citing(
        [source(n, *range(max(0, n - 1), n)) for n in range(count)]
    ),
    "a circle of rewritings": lambda count: citing([source(n, (n + 1) % count) for n in range(count)]),
    "rewritten each from all others": lambda count: citing(
        [source(n, *(each for each in range(count // 15) if each != n)) for n in range(count // 15)]
    ),
    "a ladder of rewritings": lambda count: citing(ladder(count)),
    "many that cite both ends of a chain": lambda count: written(
        [relation(f"r{n}", evidence=[{"source": "s00000"}, {"source": f"s{n:05}"}]) for n in range(1, count)],
        [source(n, *range(max(0, n - 1), n)) for n in range(count)],
    ),
    "said on as many days": said,
    "each ended by the next": lambda count: ended(count, by=lambda n: min(n + 1, count - 1)),
    "each ended by the next, in a circle": lambda count: ended(count, by=lambda n: (n + 1) % count),
    "all ended by what as many days tell of": lambda count: ended(
        count,
        by=lambda n: count - 1,
        evidence=[{"source": "s00000", "said": day(count + n)} for n in range(count)],
    ),
    "as many times of a day": clocked,
    "a long date": wrong(when="2" * 20_000),
    "a long set of dates": wrong(when=f"[{','.join(map(day, range(2_000)))}]"),
    "no date": wrong(when="1984-1X"),
    "other dates that are none": lambda count: written(
        [relation(f"r{n}", when=f"{n:02}/07/2025") for n in range(count)]
    ),
    "unknown keys": wrong(statu="actual"),
    "references to nothing": lambda count: written(
        [relation(f"r{n}", evidence=[{"source": f"none-{n}"}]) for n in range(count)]
    ),
    "no numbers": flawed("NaN"),
    "keys that stand twice": flawed('{"a":1,"a":2}'),
    "half characters": flawed('"\\ud800"'),
    "deep": lambda count: b'{"x":' + b"[" * 900 + b",".join([b"1"] * 30 * count) + b"]" * 900 + b"}",
    "two actors": lambda count: written([relation(f"r{n}", when=day(n)) for n in range(count)]),
    "a hub": lambda count: written([relation(f"r{n}", "ann", f"x{n}", when=day(n)) for n in range(count)]),
    "a chain": chain,
    "a chain of wholes": lambda count: chain(count, type="part-of"),
    "diamonds": diamonds,
    "many names": lambda count: written([relation("r")], aliases=[f"alias {n}" for n in range(count)]),
    "about everyone": lambda count: written([relation("r", about=[f"x{n}" for n in range(count)])]),
    "linked to all": lambda count: written(
        [
            relation("r", links=[{"rel": "responds-to", "relation": f"r{n}"} for n in range(count)]),
            *(relation(f"r{n}", when=day(n)) for n in range(count)),
        ]
    ),
    "a chain of links": lambda count: written(
        [
            relation(f"r{n}", links=[{"rel": "responds-to", "relation": f"r{n - 1}"}] if n else [])
            for n in range(count)
        ]
    ),
}

QUESTIONS: Sequence[Sequence[str]] = (
    ("info",),
    ("check",),
    ("check", "--sources"),
    ("relations",),
    ("relations", "--known-by", "1992-01-01", "--format", "json"),
    ("timeline",),
    ("voices", "ann"),
    ("show", "ann"),
    ("neighbors", "ann", "--hops", "3"),
    ("reach", "ann"),
    ("path", "ann", "bob", "--all"),
    ("path", "ann", "bob", "--since", "1980", "--until", "1981"),
    ("path", "ann", "s20", "--all", "--format", "json"),
    ("path", "ann", "x00200", "--chronological", "--strict"),
    ("path", "ann", "x00200", "--since", "1980", "--until", "1981"),
    ("snapshot", "1992-01-01"),
    ("diff", "1991-01-01", "1992-01-01"),
)


def shaped(rng: random.Random) -> tuple[str, tuple[str, ...], dict[str, bytes]]:
    """Return the name of a shape, a question, and the file that it is asked of."""
    name, make = rng.choice(list(SHAPES.items()))
    return name, ("--data", "data.json", *rng.choice(QUESTIONS)), {"data.json": make(rng.choice(SIZES))}
