import json

from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Evidence
from graphkit.queries.windows import known_by
from graphkit.temporal.bounds import UNBOUNDED
from graphkit.temporal.calendar import FUTURE, PAST

from .conftest import dataset, relation
from .scripts import DATA, evaluate, page_json
from .stories import story


def test_the_data_come_back_as_they_were(each_story: Graph) -> None:
    ids = evaluate(DATA, page_json(each_story), "[actors.id, relations.id]")
    assert ids == [sorted(each_story), sorted(key for _, _, key in each_story.edges(keys=True))]


def test_every_form_of_bounds_comes_back(graph_of_every_rule: Graph) -> None:
    four = "[earliestStart, latestStart, earliestEnd, latestEnd].map((all) => String(all[row]))"
    found = evaluate(
        DATA, page_json(graph_of_every_rule), f"[relations.id, relations.id.map((_, row) => {four})]"
    )
    for id, four in zip(*found, strict=True):
        expected = index(graph_of_every_rule).by_id[id].bounds or UNBOUNDED
        assert four == [*map(_text, expected)], id


def test_as_known_by_each_day_everything_is_what_the_api_says() -> None:
    graph = story(60, uncertain=True)
    known = index(graph)
    days = sorted({version.known_from for versions in known.versions.values() for version in versions})
    asked = [day + more for day in days if day != PAST for more in (-1, 0)]
    names = ("undated", "lasting", "claimed", "contested", "differ", "startUnknown", "endUnknown")
    told = evaluate(
        DATA,
        page_json(graph),
        f"""{json.dumps(asked)}.map((day) => {{
            setKnown(day);
            const rows = relations.id.map((id, row) => [
                id, [earliestStart[row], latestEnd[row]].map(String),
                {json.dumps(names)}.map((name) => is[name][row]), relations.words[row],
                relations.origins[row], voicesOf(row), publishersOf(row), entriesOf(row).length,
            ]);
            return rows.filter((_, row) => is.known[row]);
        }})""",
    )
    for day, rows in zip(asked, told, strict=True):
        expected = index(known_by(graph, day)).by_id
        assert {row[0] for row in rows} == set(expected), day
        for id, bounds, flags, words, origins, voices, publishers, entries in rows:
            relation, version = expected[id], expected[id].version
            reach = version.bounds or UNBOUNDED
            assert bounds == [_text(reach.earliest_start), _text(reach.latest_end)], (day, id)
            assert flags == [
                *(version.undated, version.lasts, version.claimed, version.contested),
                *(version.dates_differ, version.start_unknown, version.end_unknown),
            ], (day, id)
            assert (words, origins) == (relation.words, relation.independent_sources), (day, id)
            assert entries == len(relation.evidence)
            assert set(publishers) == {known.sources[entry.source].publisher for entry in relation.evidence}
            assert voices == list(dict.fromkeys(_voice(graph, voice) for voice in relation.voices))


def test_voices_come_back_by_name_and_id_even_of_actors_that_are_gone() -> None:
    voices = ("ann", "unnamed", None, "firm")
    evidence = tuple(Evidence(source="paper", attribution=voice) for voice in voices)
    graph = build_graph(dataset(relation("one", source="bob", target="firm", evidence=evidence)))
    graph.remove_node("ann")
    found = evaluate(
        DATA, page_json(graph), "[voicesOf(0), voiceIdsOf(0), entriesOf(0).map(({ voice }) => voice)]"
    )
    assert found == [
        ["ann", "unnamed sources", "The Paper", "The Firm"],
        ["ann", "unnamed", "paper", "firm"],
        ["ann", "unnamed sources", None, "The Firm"],
    ]


def _text(day: int) -> str:
    return {PAST: "-Infinity", FUTURE: "Infinity"}.get(day, str(day))


def _voice(graph: Graph, name: str) -> str:
    sources = {source.id: source.publisher for source in graph.graph["sources"]}
    names = [fields["name"] for _, fields in graph.nodes(data=True)]
    actors = {
        id: f"{fields['name']} ({id})" if names.count(fields["name"]) > 1 else fields["name"]
        for id, fields in graph.nodes(data=True)
    }
    return {"unnamed": "unnamed sources", **sources, **actors}[name]
