"""The sentences of the page are those of Python: the page's script has its template, and no calendar."""

from datetime import date

from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Amount, Evidence, RelationType, Source
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import own_row, vocabulary
from graphkit.queries.windows import known_by, window

from .conftest import Opener, dataset, relation

SAID = "rows => rows.map(([id, start]) => graphkit.sentence(id, start))"


def compared(graph: Graph, opener: Opener) -> None:
    page = opener(graph, "#all=1").page
    rows = list(index(graph).relations())
    ends = [(row, end) for row in rows for end in (row.source, row.target)]
    assert page.evaluate(SAID, [[row.id, end] for row, end in ends]) == [
        row.sentence_from(end) for row, end in ends
    ]
    assert page.evaluate("ids => ids.map(id => graphkit.sentence(id))", [row.id for row in rows]) == [
        row.sentence for row in rows
    ]


def test_the_shipped_story_is_told_alike(each_story: Graph, open_page: Opener) -> None:
    compared(each_story, open_page)


def test_every_case_of_the_rules_is_told_alike(graph_of_every_rule: Graph, open_page: Opener) -> None:
    compared(graph_of_every_rule, open_page)


def test_every_type_is_told_alike_in_each_tense_and_status(open_page: Opener) -> None:
    rows = [
        relation(f"{name}-{status}-{place}", name, status=status, when=when, amount=amount, about=about)
        for name in sorted(vocabulary())
        for status in STATUSES
        for place, (when, amount, about) in enumerate(
            (
                ("2020/2021", None, ()),
                ("2020/..", Amount(value=7, unit="%"), ("firm",)),
                (None, Amount(value=1500.5, unit="USD"), ("firm", "bob")),
            )
        )
    ]
    compared(build_graph(dataset(*rows)), open_page)


def test_who_holds_nothing_is_told_alike(open_page: Opener) -> None:
    rows = [
        relation(f"{name}-{unit}-{when}", name, when=when, amount=Amount(value=0, unit=unit))
        for name in ("owns", "shareholder-of", "acquired", "member-of")
        for unit in ("%", "shares", "EUR")
        for when in ("2010/2011", "2019/..")
    ]
    compared(build_graph(dataset(*rows)), open_page)


def test_what_is_allegedly_planned_is_told_alike(open_page: Opener) -> None:
    names = ("allegedly-owns", "allegedly-bought", "allegedly-met")
    evidence = {"untold": (), "claimed": [Evidence(source="paper", attribution="ann")]}
    rows = [
        relation(f"{name}-{status}-{told}", name, "ann", "firm", status=status, when="2030/..", evidence=said)
        for name in names
        for status in STATUSES
        for told, said in evidence.items()
    ]
    types = tuple(RelationType(**own_row(name)) for name in names)
    graph = build_graph(dataset(*rows).model_copy(update={"relation_types": types}))
    compared(graph, open_page)
    planned = index(graph).by_id["allegedly-owns-planned-untold"].sentence
    assert planned == "It is allegedly planned that Ann Example owns The Firm."


def test_every_type_without_a_source_is_told_alike(open_page: Opener) -> None:
    rows = [
        relation(f"{name}-{status}-{place}", name, status=status, when=when, evidence=())
        for name in sorted(vocabulary())
        for status in STATUSES
        for place, when in enumerate((None, "2019-03", "2019-03/", "2010/2999"))
    ]
    compared(build_graph(dataset(*rows)), open_page)


def test_whoever_alone_denies_it_is_told_alike(open_page: Opener) -> None:
    rows = [
        relation(f"{status}-{'-'.join(voices)}", "met", status=status, evidence=said)
        for status in STATUSES
        for voices in (["ann"], ["firm", "ann"], ["unnamed"], ["ann", "unnamed"])
        for said in [[Evidence(source="paper", attribution=voice) for voice in voices]]
    ]
    compared(build_graph(dataset(*rows)), open_page)


def test_what_no_source_says_is_told_alike(open_page: Opener) -> None:
    rows = [
        relation(f"{status}-{said}", "met", status=status, evidence=[Evidence(source="paper", status=said)])
        for status in STATUSES
        for said in STATUSES
    ]
    compared(build_graph(dataset(*rows)), open_page)


def test_as_known_by_an_earlier_day_it_is_told_as_of_then(open_page: Opener) -> None:
    said = {
        "sure": [Evidence(source="old")],
        "plan": [Evidence(source="old", status="planned"), Evidence(source="paper")],
        "untold": [],
    }
    rows = [
        relation(f"{name}-{status}-{told}-{place}", name, status=status, when=when, evidence=evidence)
        for name in ("met", "leads", "family-of", "banned", "owns")
        for status in STATUSES
        for place, when in enumerate(
            (None, "2019-05-06", "2020", "2018/", "2018/2019-06", "2019-07/2030", "2018/2019~")
        )
        for told, evidence in said.items()
        if told != "plan" or status == "actual"
    ]
    own = dataset()
    old = Source(id="old", publisher="Old", title="A title", published="2019-03-01")
    graph = build_graph(own.model_copy(update={"sources": (*own.sources, old), "relations": tuple(rows)}))
    page = open_page(graph, "#all=1").page
    told = set()
    for day in ("2019-03-01", "2019-04-01", "2019-06-01", "2019-12-01", "2020-06-01", "2025-12-01"):
        page.evaluate("day => graphkit.ask({ knownBy: day })", date.fromisoformat(day).toordinal())
        by_then = {row.id: row.sentence for row in index(known_by(graph, day)).relations()}
        assert page.evaluate(SAID, [[id, "ann"] for id in by_then]) == [*by_then.values()]
        told.update(by_then.values())
    assert {f"It {was} planned that Ann Example meets Bob Example." for was in ("is", "was")} <= told


def test_what_is_over_by_other_relations_lives_and_age_is_told_alike(open_page: Opener) -> None:
    own = dataset()
    papers = [("ancient", "1804-05-02"), ("old", "2019-03-01"), ("late", "2021-06-01")]
    sources = tuple(
        Source(id=id, publisher=id, title="A title", published=published) for id, published in papers
    )
    rows = [
        relation(f"{name}-{source}-{attests}-{place}", name, "ann", "firm", when=when, evidence=said)
        for name in ("works-for", "leads", "family-of", "owns")
        for source in ("ancient", "old")
        for place, when in enumerate((None, "1790/", "2018/..", "2018/2030"))
        for attests in (None, False)
        for said in [
            [Evidence(source=source), Evidence(source="late", attests=attests)][: 2 - (attests is None)]
        ]
    ]
    rows += [
        relation("resigned", "resigned-from", "ann", "firm", when=None, evidence=[Evidence(source="late")]),
        relation("dismissed", "dismissed", "firm", "bob", when=None, evidence=[Evidence(source="late")]),
        relation("bob", "leads", "bob", "firm", evidence=[Evidence(source="old")]),
    ]
    actors = tuple(
        row.model_copy(update={"attributes": (("died", "2020"),)}) if row.id == "bob" else row
        for row in own.actors
    )
    update = {"sources": (*own.sources, *sources), "relations": tuple(rows), "actors": actors}
    graph = build_graph(own.model_copy(update=update))
    compared(graph, open_page)
    page = open_page(graph, "#all=1").page
    for day in (
        "1804-06-01",
        "1900-01-01",
        "2019-04-01",
        "2020-12-30",
        "2020-12-31",
        "2021-05-31",
        "2021-06-01",
    ):
        page.evaluate("day => graphkit.ask({ knownBy: day })", date.fromisoformat(day).toordinal())
        by_then = {row.id: row.sentence for row in index(known_by(graph, day)).relations()}
        assert page.evaluate(SAID, [[id, None] for id in by_then]) == [*by_then.values()]


def test_hover_details_and_the_lists_of_both_ends_tell_it(open_page: Opener) -> None:
    graph = build_graph(dataset(relation("share", "owns", "ann", "firm", when="2020/2021")))
    row = index(graph).by_id["share"]
    page = open_page(graph).page
    for end in (row.source, row.target):
        page.evaluate("id => graphkit.select(id)", end)
        page.wait_for_selector(f"#details .sentence >> text='{row.sentence_from(end)}'")
    page.evaluate("id => graphkit.select(id)", "share")
    assert page.inner_text("#details .headline") == row.sentence


def test_before_its_first_report_the_page_too_tells_it_as_first_reported(open_page: Opener) -> None:
    own = dataset(relation("share", "owns", "ann", "firm"), relation("old", when="2000"))
    later = Source(id="later", publisher="Later", title="A title", published="2025-12-01")
    graph = build_graph(own.model_copy(update={"sources": (*own.sources, later)}))
    page = open_page(graph, "#span=2015-01-01/2015-12-31").page
    told = index(window(graph, "2015-01-01", "2015-12-31")).by_id["share"].sentence
    assert told == "Ann Example owns The Firm, as first reported on 15 July 2025."
    assert page.evaluate("graphkit.sentence('share')") == told
    page.evaluate("graphkit.setAll()")
    assert page.evaluate("graphkit.sentence('share')").endswith(", as last reported on 15 July 2025.")
