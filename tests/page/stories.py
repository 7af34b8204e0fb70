"""Made-up stories of any size, shaped like the shipped one, for measuring and for comparing at random."""

import random

from graphkit.graph.build import build_graph
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Actor, Dataset, Evidence, Link, Relation, Source

# fmt: off
_KINDS = (
    "person", "person", "company", "company", "company", "government-body", "country", "product", "media",
)
_TYPES = (
    "met", "visited", "told", "announced", "criticised", "warned", "accused", "invested", "requested",
    "banned", "restricted", "licensed", "supplies", "sells-to", "plans", "lobbied", "negotiated-with",
    "leads", "part-of", "makes", "located-in", "reported-on",
)
_SYLLABLES = (
    "ba", "cor", "del", "fen", "gra", "hol", "in", "jor", "kas", "lim", "mor", "nu", "pra", "sol", "tek",
)
_WORDS = (
    "the", "of", "a", "and", "in", "to", "for", "on", "with", "by", "over", "under", "after", "export",
    "licence", "chips", "control", "ministry", "order", "sales", "rule", "officials", "company", "shares",
    "market", "quarter", "revenue", "meeting", "talks", "deal", "policy", "supply", "demand",
)
_PLAIN = (
    *["2025-{m:02}-{d:02}"] * 12, "2025-{m:02}", "2025-{m:02}-{d:02}/", "2024-{m:02}-{d:02}/..", "2023/2024",
)
_UNCERTAIN = (
    "2025-{m:02}", "2025", "2025-{m:02}~", "2025-{m:02}-{d:02}?", "202X", "2025-2{s}",
    "[2025-{m:02}-{d:02},2025-{n:02}-{d:02}]", "[2025-{m:02}-01..2025-{n:02}-{d:02}]",
    "[..2025-{m:02}-{d:02}]", "2025-{m:02}/", "2025-{m:02}/..", "/2025-{m:02}",
    "../2025-{m:02}-{d:02}", "2025-{m:02}/2025-{n:02}",
    "2024-{m:02}-{d:02}~/2025-{m:02}", "2025-{m:02}-{d:02}", "2025-{m:02}-{d:02}/2025-{n:02}", None,
)
# fmt: on


def story(relations: int, *, actors: int | None = None, uncertain: bool = False, seed: int = 7) -> Graph:
    """Return the graph of a story that is made up, the same each time.

    Parameters
    ----------
    relations
        How many; each has a summary of about 90 characters and one to three entries of evidence.
    actors
        How many; half as many as relations where it is not said. A few know many others.
    uncertain
        Let dates be of every form there is, evidence disagree, and actors and sources be few.
    seed
        Which of the stories.
    """
    chance = random.Random(seed)
    people = _actors(actors or max(3, relations // 2), chance)
    sources = _sources(max(4, relations // 25), chance)
    return build_graph(
        Dataset(
            title=f"A story of {relations} relations",
            description="Made up to measure with.",
            sources=sources,
            actors=people,
            relations=_relations(relations, people, sources, uncertain, chance),
        )
    )


def _actors(count: int, chance: random.Random) -> tuple[Actor, ...]:
    def name() -> str:
        return " ".join("".join(chance.choices(_SYLLABLES, k=2)).title() for _ in range(chance.randint(1, 3)))

    return tuple(
        Actor(
            id=f"actor-{number}",
            name=name(),
            kind=chance.choice(_KINDS),
            aliases=(name(),) if number % 3 == 0 else (),
            description=_text(chance, 60),
        )
        for number in range(count)
    )


def _sources(count: int, chance: random.Random) -> tuple[Source, ...]:
    return tuple(
        Source(
            id=f"source-{number}",
            publisher=f"The {chance.choice(_SYLLABLES).title()} Post",
            title=_text(chance, 60),
            author="Somebody Else",
            published=f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        )
        for number in range(count)
    )


def _relations(
    count: int, actors: tuple[Actor, ...], sources: tuple[Source, ...], uncertain: bool, chance: random.Random
) -> tuple[Relation, ...]:
    # Each comes to know somebody, and the likelier whoever is known already: a few hubs, many leaves.
    ends = [actor.id for actor in actors[:2]]
    found = []
    for number in range(count):
        source = actors[number].id if number < len(actors) else chance.choice(ends)
        target = chance.choice([end for end in chance.sample(ends, 2) if end != source] or [actors[-1].id])
        ends += [source, target]
        type_ = chance.choice(_TYPES)
        found.append(
            Relation(
                key=f"relation-{number}-{type_}",
                source=source,
                target=target,
                type=type_,
                when=_when(type_, uncertain, chance),
                about=(chance.choice(ends),) if number % 5 == 0 else (),
                status=chance.choices(("actual", "planned", "denied"), (12, 2, 1))[0],
                summary=_text(chance, 90),
                links=(Link(rel="responds-to", relation=found[-1].key),) if number % 9 == 8 else (),
                evidence=tuple(
                    _entry(actors, sources, uncertain, chance) for _ in range(chance.randint(1, 3))
                ),
            )
        )
    return tuple(found)


def _when(type_: str, uncertain: bool, chance: random.Random) -> str | None:
    if not uncertain and type_ in ("leads", "part-of", "makes", "located-in"):
        return None
    form = chance.choice(_UNCERTAIN if uncertain else _PLAIN)
    month = chance.randint(1, 9)
    return form and form.format(
        m=month, n=month + chance.randint(1, 3), d=chance.randint(1, 28), s=chance.randint(1, 4)
    )


def _entry(
    actors: tuple[Actor, ...], sources: tuple[Source, ...], uncertain: bool, chance: random.Random
) -> Evidence:
    voice = chance.choice((None, None, "unnamed", actors[chance.randrange(len(actors))].id))
    often, seldom = (3, 4) if uncertain else (20, 40)
    return Evidence(
        source=chance.choice(sources).id,
        paragraph=chance.randint(1, 40),
        attribution=voice,
        said=f"2025-{chance.randint(1, 12):02}" if chance.randrange(often) == 0 else None,
        when=_when("met", uncertain, chance) if chance.randrange(often) == 0 else None,
        type="warned" if chance.randrange(seldom * 2) == 0 else None,
        status=chance.choice(("planned", "denied")) if chance.randrange(seldom * 2) == 0 else None,
        stance="contradicts" if chance.randrange(seldom * 2) == 0 else "supports",
    )


def _text(chance: random.Random, length: int) -> str:
    words = [chance.choice(_WORDS)]
    while len(" ".join(words)) < length:
        words.append(chance.choice(_WORDS))
    return " ".join(words)[: length - 1].strip().capitalize() + "."
