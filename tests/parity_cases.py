"""The cases in which every home of a rule must agree: graphs drawn at random, literal graphs, and questions.

They run over the networkx graph, arrays, DuckDB, Spark (``tests/backends``) and the page's script
(``tests/page``), so that what one of them once got wrong is tried in all.
"""

import random
from dataclasses import replace
from typing import Any, get_args

from datasets import TELLINGS, actor, dataset, evidence, relation, source
from hypothesis import strategies as st

from graphkit.cli.filters import Narrowing
from graphkit.errors import DateError
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Link, Relation, RelationType
from graphkit.model.kinds import Kind
from graphkit.model.vocabulary import vocabulary
from graphkit.queries.path_question import Question
from graphkit.temporal import edtf
from graphkit.temporal.bounds import NO_GAPS

# --- a graph of every kind of date, status and type ------------------------------------------

ACTORS = [
    actor(f"actor-{number:02}", kind) for number, kind in enumerate(["company", "person", "country"] * 5)
]
MIXED_TYPES = ("met", "banned", "lobbied", "leads", "reported-on", "supplies")
BOUNDING = ("ended-by", "begun-by", "set-aside-by")
PAPERS = [source(f"paper-{number}", f"2025-07-{10 + 3 * number}") for number in range(3)]
VAGUE_PAPERS = [
    source("paper-0", "2025-07-10"),
    source("paper-1", "[2025-07-11..2025-07-15]"),
    source("paper-2", "[2025-07-16,2025-07-17]", derived_from=("paper-0",)),
]
"""Papers of uncertain days, one of them rewritten from another."""


def random_graph(seed: int, size: int = 90) -> Graph:
    """Return a graph in which every kind of date, status and type is mixed."""
    draw, draw_links = random.Random(seed), random.Random(seed)
    names = [row.id for row in ACTORS]
    rows = []
    for number in range(size):
        here, there = draw.sample(names, 2) if draw.random() > 0.05 else [draw.choice(names)] * 2
        told = draw.choice([*TELLINGS, None])
        rows.append(
            relation(
                f"relation-{number:03}",
                here,
                there,
                draw.choice(MIXED_TYPES),
                status=draw.choices(["actual", "planned", "denied"], [8, 1, 1])[0],
                about=tuple(draw.sample(names, draw.choice([0, 0, 0, 1]))),
                evidence=[
                    evidence(row.id, attribution=draw.choice([None, None, draw.choice(names)]))
                    for row in draw.sample(PAPERS, draw.choice([0, 1, 1, 2]))
                ],
                links=[
                    Link(rel=draw_links.choice(BOUNDING), relation=f"relation-{other:03}")
                    for other in draw_links.sample(range(size), draw_links.choice([0, 0, 1]))
                ],
                **({"when": told.text} if told else {}),
            )
        )
    return build_graph(dataset(*rows, actors=ACTORS, sources=PAPERS))


VIEWS: tuple[dict[str, object], ...] = (
    {},
    {"since": "2025-07-08", "until": "2025-07-12"},
    {"since": "2025-07-10", "certain": True},
    {"until": "2025-07-10", "types": ["met", "trade"], "undated": True},
    {"since": "2025-07", "kinds": ["person"], "no_claims": True},
    {"until": "2025-07-20", "statuses": ["actual", "planned"]},
    {"since": "2025-07-17", "until": "2025-07-19", "reported_within": 4},
    {"since": "2025-07-30", "no_contested": True, "no_claims": True},
    {"until": "2025-07-02"},
    {"until": "2025-05", "undated": True},
    {"since": "2025-07-06", "until": "2025-07-08", "reported_within": 0, "types": ["supplies", "leads"]},
)
"""Windows of that graph."""


def bare(graph: Graph) -> Graph:
    """Return a graph without what a table cannot carry: evidence, further actors concerned, sources."""
    whole = to_dataset(graph)
    relations = tuple(
        row.model_copy(
            update={
                "evidence": (),
                "about": (),
                "links": (),
                "begins": None,
                "ends": None,
                "when": _when(row),
            }
        )
        for row in whole.relations
    )
    return build_graph(whole.model_copy(update={"relations": relations, "sources": (), "story": ()}))


def _when(row: Relation) -> str | None:
    """Return the date of a relation as one text, or None where no interval says its sides."""
    told = edtf.date_of(row.when, row.begins, row.ends)
    try:
        return told and edtf.parse(told.text).text
    except DateError:
        return None


# --- reports -----------------------------------------------------------------------------------

SIDES = ("2025-07-04", "2025-07-09~", "2025-07", "2025-06", "2025-21", "2025-33", "[2025-07-03,2025-07-11]")
"""When something begins or ends: a day, about a day, a month, a season, a quarter, one of two days."""

PARTS = ("2025-21", "2025-33", "2025-37", "2025-22/2025-23", "/2025-21", "2025-34/")
"""Parts of a year as dates of their own."""

REPORTS: tuple[dict[str, Any], ...] = (
    {}, {}, {"dated": False}, {"attests": "2025-07-06"}, {"attests": "2025-07", "dated": False},
    {"attests": True}, {"attests": False}, {"said": "2025-07-07"}, {"when": "2025-07-05/2025-07-12"},
    {"when": "2025-07-14"}, {"type": "told"}, {"status": "planned"}, {"stance": "contradicts"},
    {"status": "denied"}, {"status": "actual"},
)  # fmt: skip
"""What one entry may tell differently from the relation it is about."""


def date_fields(begins: str | None, ends: str | None, when: str | None) -> dict[str, str]:
    """Return the date of a relation: two sides, else one text, else none."""
    stated = begins or ends not in (None, "..")
    fields = {"begins": begins, "ends": ends} if stated else {"when": when}
    return {name: text for name, text in fields.items() if text}


def reported_graph(seed: int, size: int = 90) -> Graph:
    """Return a graph in which every kind of report, of date and of side is mixed."""
    draw = random.Random(seed)
    names = [row.id for row in ACTORS]
    whens = [*(told.text for told in TELLINGS), *PARTS, None, None]
    rows = []
    for number in range(size):
        here, there = draw.sample(names, 2)
        begins, ends = draw.choice([None, *SIDES]), draw.choice([None, None, "..", "2025-07-21~", "2025-08"])
        sides = (begins, ends) if draw.random() < 0.4 and begins else (None, None)
        rows.append(
            relation(
                f"relation-{number:03}",
                here,
                there,
                draw.choice(MIXED_TYPES),
                status=draw.choices(["actual", "planned", "denied"], [8, 1, 1])[0],
                evidence=[
                    evidence(
                        row.id, attribution=draw.choice([None, draw.choice(names)]), **draw.choice(REPORTS)
                    )
                    for row in draw.sample(PAPERS, draw.choice([0, 1, 1, 2, 3]))
                ],
                **date_fields(*sides, draw.choice(whens)),
            )
        )
    return build_graph(dataset(*rows, actors=ACTORS, sources=VAGUE_PAPERS))


# --- drawn graphs ----------------------------------------------------------------------------

NAMES = [f"actor-{number}" for number in range(7)]
OWN = (
    RelationType(name="own-tie", family="kinship", kind="state", symmetric=True),
    RelationType(name="own-event", family="deals", kind="event"),
)
TYPES = [*sorted(vocabulary()), *(row.name for row in OWN)]
SOURCES = [
    source("paper-0", "2025-07-08", publisher="The Paper"),
    source("paper-1", "[2025-07-10..2025-07-12]", publisher="The Paper"),
    source("paper-2", "2025-07-16", derived_from=("paper-0",)),
]


def spanned(graph: Graph) -> Graph:
    """Return a graph whose sets of days, and sources that differ, leave none out between first and last."""
    held = to_dataset(graph)
    rows = []
    for row in held.relations:
        changed: dict[str, Any] = {
            name: text.replace(",", "..")
            for name in ("when", "begins", "ends")
            if (text := getattr(row, name)) and text.startswith("[")
        }
        if any(version.gaps != NO_GAPS for version in index(graph).versions[row.key]):
            told = (entry.model_copy(update={"when": None}) for entry in row.evidence)
            changed["evidence"] = tuple(told)
        rows.append(row.model_copy(update=changed))
    return build_graph(held.model_copy(update={"relations": tuple(rows)}))


kinds = st.lists(st.sampled_from(get_args(Kind)), min_size=len(NAMES), max_size=len(NAMES))
entries = st.builds(
    lambda source, speaker, told: evidence(source, attribution=speaker, **told),
    st.sampled_from([row.id for row in SOURCES]),
    st.sampled_from([None, "actor-6"]),
    st.sampled_from(REPORTS),
)
dates = st.builds(
    date_fields,
    st.sampled_from([None, None, None, *SIDES]),
    st.sampled_from([None, None, None, None, "..", "2025-08", "[2025-08-01,2025-08-04]"]),
    st.sampled_from([None, *(told.text for told in TELLINGS), *PARTS]),
)
rows = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(["met", "told", "leads", "own-tie", "own-event", *TYPES]),
    dates,
    st.sampled_from(["actual", "actual", "actual", "planned", "denied"]),
    st.lists(entries, max_size=2, unique_by=lambda entry: entry.source),
    st.none() | st.tuples(st.sampled_from(BOUNDING), st.integers(0, 23)),
    st.one_of(st.just([]), st.lists(st.sampled_from(NAMES), max_size=2, unique=True)),
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a small graph of every kind of actor, type, date and status, as exact in a directory."""
    drawn = draw(st.lists(rows, min_size=4, max_size=24))
    relations = [
        relation(
            f"relation-{number:02}",
            here,
            there,
            type_,
            told,
            status=status,
            about=tuple(about),
            links=tuple(
                Link(rel=rel, relation=f"relation-{other % len(drawn):02}")
                for rel, other in filter(None, [link])
            ),
            **when,
        )
        for number, (here, there, type_, when, status, told, link, about) in enumerate(drawn)
    ]
    actors = [actor(name, kind) for name, kind in zip(NAMES, draw(kinds), strict=True)]
    return spanned(build_graph(dataset(*relations, actors=actors, sources=SOURCES, relation_types=OWN)))


days = st.sampled_from([None, None, "2025-07-04", "2025-07-09", "2025-07-12", "2025-07-16", "2025-07-21"])
some_kinds = st.lists(st.sampled_from(get_args(Kind)), max_size=3, unique=True).map(tuple)
askings = st.builds(
    Narrowing,
    since=days,
    types=st.sampled_from([(), (), ("met", "told"), ("own-tie",)]),
    statuses=st.sampled_from([(), (), ("planned",), ("actual", "denied")]),
    kinds=st.one_of(st.just(()), some_kinds),
    no_claims=st.booleans(),
    known_by=days,
    certain=st.sampled_from([False, False, True]),
    no_contested=st.sampled_from([False, False, True]),
)
"""The shared filters; how long ago something was reported is asked only within a period."""

within = st.sampled_from([None, None, None, 0, 3, 10])


def asked_within(asked: Narrowing, days: int | None) -> Narrowing:
    """Return filters that ask how long ago something was reported, where they have a period."""
    return replace(asked, reported_within=days) if asked.since else asked


def question_of(asked: Narrowing, **fields: Any) -> Question:
    names = ("since", "types", "kinds", "statuses", "no_claims", "certain", "no_contested", "reported_within")
    same = {name: getattr(asked, name) for name in names}
    return Question(**same, **fields)


questions = st.fixed_dictionaries(
    {
        "source": st.sampled_from(NAMES[:3]),
        "target": st.sampled_from(NAMES[3:]),
        "directed": st.booleans(),
        "direct": st.sampled_from([False, False, True]),
        "avoid": st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
        "avoid_kinds": st.one_of(st.just(("country", "place", "media")), some_kinds),
        "chronological": st.sampled_from([True, True, False]),
        "strict": st.booleans(),
        "best": st.sampled_from(["earliest", "fewest", "earliest", "fewest", "latest", "fastest"]),
        "within": st.sampled_from([None, None, 2]),
    }
)


# --- literal cases -----------------------------------------------------------------------------


def chain(kind: str) -> Graph:
    """Return a chain to a goal of a kind, and somebody who is reached later than it."""
    rows = [
        relation("r1", "actor-0", "actor-1", when="2025-07-02"),
        relation("r2", "actor-1", "actor-4", when="2025-07-03"),
        relation("r3", "actor-4", "actor-5", when="2025-07-04"),
        relation("r4", "actor-5", "actor-6", when="2025-07-05"),
    ]
    actors = [actor(name, kind if name == "actor-4" else "person") for name in NAMES]
    return build_graph(dataset(*rows, actors=actors, sources=SOURCES, relation_types=OWN))


TO_GOAL = {
    "source": "actor-0",
    "target": "actor-4",
    "directed": False,
    "direct": False,
    "avoid": (),
    "avoid_kinds": ("country", "place", "media"),
    "chronological": True,
    "strict": False,
    "best": "earliest",
}


def met_about(*ends: str) -> Graph:
    """Return a meeting about two actors, and other relations between pairs of actors, one after the other."""
    meeting = relation(
        "meeting", "actor-1", "actor-2", "met", when="2025-07-02", about=("actor-0", "actor-4")
    )
    rows = [
        relation(f"r{place}", f"actor-{pair[0]}", f"actor-{pair[1]}", when=f"2025-07-{3 + place:02}")
        for place, pair in enumerate(ends)
    ]
    actors = [actor(name, "person") for name in NAMES]
    return build_graph(dataset(meeting, *rows, actors=actors, sources=SOURCES, relation_types=OWN))


def only_quoted() -> Graph:
    """Return a graph that somebody is in only by what he says."""
    told = [evidence("paper-0", attribution="actor-6"), evidence("paper-1")]
    actors = [actor(name, "person") for name in NAMES]
    rows = [relation("relation-00", "actor-0", "actor-1", when="2025-07-10", evidence=told)]
    return build_graph(dataset(*rows, actors=actors, sources=SOURCES, relation_types=OWN))


def claimed_first() -> Graph:
    """Return a graph in which a relation is a claim until somebody reports it in their own voice."""
    rows = [
        relation(
            "later",
            when="2025-07-02",
            evidence=[evidence("paper-1", attribution="actor-6"), evidence("paper-2")],
        ),
        relation("at-once", when="2025-07-02", evidence=[evidence("paper-0")]),
    ]
    return build_graph(dataset(*rows, actors=[actor("actor-6")], sources=SOURCES))


def taken_back() -> Graph:
    """Return a graph of what a publisher told first and denies then, alone, or where another tells it too."""
    denials: tuple[dict[str, Any], ...] = (
        {"stance": "contradicts"}, {"status": "denied"},
        {"stance": "contradicts", "when": "2025-07-02/"}, {"stance": "contradicts", "when": "2025-07-01"},
    )  # fmt: skip
    rows = [
        relation(
            f"{type_}-{status}-{number}-{len(others)}", type=type_, when=when, status=status,
            evidence=[evidence("paper-0"), evidence("paper-1", **denial), *map(evidence, others)],
        )
        for type_, when in (("met", "2025-07-02"), ("leads", "2025-07-02/"))
        for status in ("actual", "planned")
        for number, denial in enumerate(denials)
        for others in ((), ("other",))
    ]  # fmt: skip
    rows.append(
        relation(
            "back", when="2025-07-02",
            evidence=[evidence("paper-0", stance="contradicts"), evidence("paper-1"), evidence("other")],
        )
    )  # fmt: skip
    return build_graph(dataset(*rows, sources=[*SOURCES, source("other", "2025-07-20")]))


def reported_apart() -> Graph:
    """Return a graph of what is attested on some days and stated by nobody, or on one side only."""
    rows = [
        relation("attested", "actor-0", "actor-1", "competes-with", evidence=[evidence("paper-0")]),
        relation(
            "attested-on", "actor-1", "actor-2", "competes-with",
            evidence=[evidence("paper-2", attests="2025-07-04")],
        ),
        relation(
            "begun", "actor-2", "actor-3", "supplies", begins="2025-07-02", evidence=[evidence("paper-1")]
        ),
        relation(
            "ended", "actor-3", "actor-4", "supplies", ends="2025-07-15", evidence=[evidence("paper-0")]
        ),
        relation("spring", "actor-4", "actor-5", "leads", begins="2025-21", ends="2025-33"),
        relation(
            "undated-entry", "actor-5", "actor-6", when="2025-07-03/",
            evidence=[evidence("paper-0", dated=False), evidence("paper-1", stance="contradicts")],
        ),
    ]  # fmt: skip
    actors = [actor(name, "person") for name in NAMES]
    return build_graph(dataset(*rows, actors=actors, sources=SOURCES, relation_types=OWN))


LITERAL = {
    "only quoted": only_quoted,
    "claimed first": claimed_first,
    "taken back": taken_back,
    "mixed": lambda: random_graph(1),
    "reported": lambda: reported_graph(1),
}
"""Graphs for the page, by name."""
