"""The page shows what the command line lists: over many windows, days and days of knowledge, in one tab."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graphkit.graph.index import index, visible_relations
from graphkit.graph.multigraph import Graph
from graphkit.model.statuses import STATUSES
from graphkit.page.html import render
from graphkit.queries.windows import known_by, snapshot, window
from graphkit.temporal.calendar import FUTURE, PAST, iso

from .conftest import open_file
from .stories import story

SEEN = "[graphkit.visible().sort(), graphkit.maybe().sort(), Object.keys(graphkit.unreported()).sort()]"


@pytest.fixture(scope="module")
def uncertain_graph() -> Graph:
    """A story in which dates are of every form, evidence disagrees, and much is planned or denied."""
    return story(300, actors=24, uncertain=True)


@pytest.fixture(scope="module", params=["shipped_graph", "danske_graph", "uncertain_graph"])
def told(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Graph, Page]]:
    graph = request.getfixturevalue(request.param)
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(render(graph), encoding="utf-8", newline="\n")
    page = browser.new_page()
    assert open_file(page, file).complaints == []
    yield graph, page
    page.close()


def days_of(graph: Graph, count: int, seed: int) -> list[int]:
    """Days at chance, most of them on, just before or just after a day on which something begins or ends."""
    chance = random.Random(seed)
    bounds = [relation.bounds for relation in index(graph).relations() if relation.bounds]
    edges = sorted({day for four in bounds for day in four if PAST < day < FUTURE})
    return [
        chance.choice(edges) + chance.choice((-1, 0, 0, 0, 1, chance.randint(-90, 90))) for _ in range(count)
    ]


def expected(graph: Graph) -> list[list[str]]:
    """What the command line lists, what of it only its dates leave open, and what is merely unreported."""
    listed = visible_relations(graph)
    return [
        sorted(relation.id for relation in listed),
        *(sorted(seen.id for seen in listed if seen.doubt == doubt) for doubt in ("imprecise", "unreported")),
    ]


def compare(page: Page, asked: list[tuple[dict[str, Any], Graph]]) -> None:
    """Let the page answer every question in one go, and hold each answer against a graph."""
    script = f"(questions) => questions.map((asked) => {{ graphkit.ask(asked); return {SEEN}; }})"
    answers = page.evaluate(script, [question for question, _ in asked])
    assert len({len(listed) for listed, *_ in answers}) > 15  # they are not all alike
    assert sum(bool(maybe) for _, maybe, _ in answers) > 5
    assert sum(bool(unreported) for *_, unreported in answers) > 3
    for (question, graph), answer in zip(asked, answers, strict=True):
        assert answer == expected(graph), question


def choices(seed: int) -> Callable[[], tuple[dict[str, Any], dict[str, Any]]]:
    """Return what gives the page's switches and the same as arguments of the API, at chance."""
    chance, cautious = random.Random(seed), random.Random(seed + 100)

    def choose() -> tuple[dict[str, Any], dict[str, Any]]:
        certain, undated, no_claims = (chance.random() < share for share in (0.3, 0.5, 0.2))
        off = chance.choice([[], [], ["denied"], ["planned", "denied"], ["actual"], ["actual", "planned"]])
        statuses = tuple(status for status in STATUSES if status not in off) if off else ()
        no_contested = cautious.random() < 0.2
        within = cautious.choice((None,) * 6 + (0, 30, 400))
        page = {
            "certain": certain, "undated": undated, "noClaims": no_claims, "offStatuses": off,
            "noContested": no_contested, "reportedWithin": within,
        }  # fmt: skip
        return page, {
            "certain": certain, "undated": undated, "no_claims": no_claims, "statuses": statuses,
            "no_contested": no_contested, "reported_within": within,
        }  # fmt: skip

    return choose


def test_fifty_windows(told: tuple[Graph, Page]) -> None:
    graph, page = told
    days = days_of(graph, 100, seed=1)
    choose = choices(2)
    asked = []
    for number, (one, other) in enumerate(zip(days[:50], days[50:], strict=True)):
        since, until = sorted((one, other)) if number % 5 else (one, one)
        ends = [since if number % 7 else None, until if number % 11 else None]
        switches, arguments = choose()
        if ends == [None, None]:
            ends[0] = since
        cut = window(graph, *(end and iso(end) for end in ends), **arguments)
        asked.append(({"mode": "span", "from": ends[0], "to": ends[1], **switches}, cut))
    compare(page, asked)


def test_fifty_days(told: tuple[Graph, Page]) -> None:
    graph, page = told
    choose = choices(3)
    asked = []
    for day in days_of(graph, 50, seed=4):
        switches, arguments = choose()
        asked.append(({"mode": "day", "day": day, **switches}, snapshot(graph, iso(day), **arguments)))
    compare(page, asked)


def test_fifty_days_of_knowledge(told: tuple[Graph, Page]) -> None:
    graph, page = told
    known = index(graph)
    news = sorted(
        {version.known_from for versions in known.versions.values() for version in versions} - {PAST}
    )
    chance = random.Random(5)
    choose = choices(8)
    asked = []
    for number, day in enumerate(days_of(graph, 50, seed=7)):
        by = chance.choice(news) + chance.choice((-1, 0, 0, 1))
        then = known_by(graph, by)
        switches, arguments = choose()
        if number % 3 == 0:
            asked.append(
                (
                    {
                        "mode": "all",
                        "knownBy": by,
                        **switches,
                        "certain": False,
                        "noClaims": False,
                        "noContested": False,
                        "offStatuses": [],
                    },
                    then,
                )
            )
        elif number % 3 == 1:
            cut = snapshot(then, iso(day), **arguments)
            asked.append(({"mode": "day", "day": day, "knownBy": by, **switches}, cut))
        else:
            cut = window(then, iso(day), iso(day + 40), **arguments)
            asked.append(({"mode": "span", "from": day, "to": day + 40, "knownBy": by, **switches}, cut))
    compare(page, asked)
