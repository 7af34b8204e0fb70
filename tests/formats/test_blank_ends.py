"""A start whose end is blank: what may only have happened is not said to go on."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run, run

import graphkit as gk
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.vocabulary import vocabulary

__all__ = ["run"]


def whens(folder: Path, headings: str, *rows: str, columns: str = "") -> tuple[list[str | None], list[str]]:
    """Return the dates that a table gives its relations, and what reading it tells."""
    path = folder / "x.csv"
    path.write_text("\n".join((f"source,target,type,{headings}", *(f"A,B,{row}" for row in rows))), "utf-8")
    reading = Reading(columns=columns)
    found = sorted(read(path, reading=reading).relations, key=lambda row: row.key)
    return [row.when for row in found], reading.told


@pytest.mark.parametrize("type_", ["bribed", "hugged", "sold weapons to", "escaped from", "was bribed by"])
def test_a_verb_in_the_past_with_a_blank_end_happened_on_its_start(type_: str, tmp_path: Path) -> None:
    found, told = whens(tmp_path, "start,end", f"{type_},2016-03-15,", f"{type_},2016-03-15,2017")
    assert found == ["2016-03-15", "2016-03-15/2017"]
    said = "Start without an end, of what may only have happened (1 relation): read as a date alone"
    assert any(line.startswith(said) for line in told)


@pytest.mark.parametrize("type_", ["bought", "purchased", "allegedly paid"])
def test_a_word_for_what_only_happens_names_an_event(type_: str, tmp_path: Path) -> None:
    found, told = whens(tmp_path, "start,end", f"{type_},2016-03-15,")
    assert found == ["2016-03-15"]
    assert not any("without an end" in line for line in told)
    [own] = read(tmp_path / "x.csv").relation_types
    assert own.kind == "event"


def test_every_word_that_means_an_event_names_one(tmp_path: Path) -> None:
    words = [word for type_ in vocabulary().values() if type_.kind == "event" for word in type_.words()]
    links = [{"source": "a", "target": "b", "relation": word, "start": "2016-03-15"} for word in words]
    (tmp_path / "x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    dataset = read(tmp_path / "x.json")
    several = {row.name: row.kind for row in dataset.relation_types}
    meant = {name for name, kind in several.items() if kind != "event"}
    for name in meant:  # only a word that several types have
        assert (
            sum(
                name in (word.casefold().replace(" ", "-") for word in row.words())
                for row in vocabulary().values()
            )
            > 1
        )


@pytest.mark.parametrize(
    "type_",
    [
        "affiliated with",
        "director",
        "based in",
        "worked at",
        "partner of",
        "red flag for",
        "funded",
        "advised",
        "chaired",
        "managed",
        "represented",
        "controlled",
        "married",
        "associated with",
        "sponsored",
        "fought with",
    ],
)
def test_what_may_last_goes_on_from_its_start(type_: str, tmp_path: Path) -> None:
    found, told = whens(tmp_path, "start,end", f"{type_},2016-03-15,")
    assert found == ["2016-03-15/"]
    assert not any("without an end" in line for line in told)


@pytest.mark.parametrize(("type_", "when"), [("funded", "2016"), ("partner of", "2016"), ("owns", "2016/")])
def test_a_date_beside_a_blank_end_is_one_of_what_may_only_have_happened(
    type_: str, when: str, tmp_path: Path
) -> None:
    found, told = whens(tmp_path, "date,end date", f"{type_},2016,", f"{type_},2016,present")
    assert found == [when, "2016/"]
    doubt = "--columns begins=date reads it as a start"
    assert any(doubt in line for line in told) is (type_ != "owns")
    columns = "source=source,target=target,type=type,begins=date,ends=end date"
    assert whens(tmp_path, "date,end date", f"{type_},2016,", columns=columns)[0] == ["2016/"]


def test_a_bribe_of_one_day_is_not_reported_years_later(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "source,target,type,date,end date,publisher,published\nA,B,bribed,2017-12,,Paper,2022-10-02\n"
        "A,C,leads,2012,present,Paper,2022-10-02\nA,D,bribed,,,Paper,2022-10-02\n"
    )
    graph = build_graph(read(path))
    words = {row.target: row.words for row in gk.relations(graph).relations}
    assert words["b"] == "December 2017"
    assert "last reported" not in str(words["d"])
    assert "last reported" in str(words["c"])


@pytest.mark.parametrize(
    ("type_", "when"), [("bribed", "2016-03-15"), ("bought", "2016-03-15"), ("ally", "2016-03-15/")]
)
def test_a_graph_reads_a_start_without_an_end_as_a_table_does(type_: str, when: str, tmp_path: Path) -> None:
    (tmp_path / "x.gexf").write_text(
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph mode="dynamic" timeformat="date"><nodes>'
        '<node id="a"/><node id="b"/></nodes><edges>'
        f'<edge source="a" target="b" kind="{type_}" start="2016-03-15"/></edges></graph></gexf>'
    )
    [row] = read(tmp_path / "x.gexf").relations
    assert row.when == when


@pytest.mark.parametrize("type_", ["bribed", "bought", "ally"])
def test_a_large_table_reads_a_start_without_an_end_as_its_rows(type_: str, tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(f"source\trelation\ttarget\tstart\tend\nA\t{type_}\tB\t2016-03-15\t\n")
    with gk.open(path) as table:
        graph = build_graph(read(path))
        for day in ("2016-03-15", "2018-01-01"):
            assert table.count(day, day) == len(gk.relations(gk.window(graph, day, day)).relations)
        said = [line for line in table.notes if "what may only have happened" in line]
    reading = Reading()
    read(path, reading=reading)
    assert said == [line for line in reading.told if "what may only have happened" in line]
    assert len(said) == (type_ == "bribed")
