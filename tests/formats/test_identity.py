"""Who is who across files: every pair of formats, into a file and into a directory, with ids that collide."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from cli.conftest import Run, run
from datasets import actor, dataset, evidence, relation, source

from graphkit.editing.merge_datasets import MergeResult, merge_datasets
from graphkit.formats import read, write
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.entities import Actor, Dataset
from graphkit.storage.json_file import read_dataset, save_dataset

__all__ = ["run"]

Story = tuple[str, str, str, str]
ONE: Story = ("Ada Lee", "met", "Harbour Company", "2020-01-01")
OTHER: Story = ("Ministry of Ports", "warned", "Ben Ray", "2021-05-05")


def ours(story: Story) -> Dataset:
    """Return a dataset whose ids are another's too: those of its actors, its source and its relation."""
    here, type_, there, when = story
    return dataset(
        relation("e0", "n0", "n1", type=type_, when=when, evidence=[evidence("s", paragraph=1)]),
        actors=[actor("n0", "organisation", name=here), actor("n1", "organisation", name=there)],
        sources=[source("s", publisher=f"Paper of {here}", title=here)],
    )


def exported(suffix: str) -> Callable[[Path, Story], Path]:
    def made(folder: Path, story: Story) -> Path:
        write(build_graph(ours(story)), folder / f"ours.{suffix}")
        return folder / f"ours.{suffix}"

    return made


def node_link(folder: Path, story: Story) -> Path:
    save_dataset(ours(story), folder / "x.json")
    return folder / "x.json"


def tables(ids: bool) -> Callable[[Path, Story], Path]:
    def made(folder: Path, story: Story) -> Path:
        here, type_, there, when = story
        (folder / "tables").mkdir()
        actors = f"id,name,kind\nn0,{here},organisation\nn1,{there},organisation\n"
        relations = f"id,source,type,target,when\ne0,n0,{type_},n1,{when}\n"
        if not ids:
            actors = f"name,kind\n{here},organisation\n{there},organisation\n"
            relations = f"source,type,target,when\n{here},{type_},{there},{when}\n"
        (folder / "tables" / "actors.csv").write_text(actors, "utf-8")
        (folder / "tables" / "relations.csv").write_text(relations, "utf-8")
        return folder / "tables"

    return made


def gexf(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    (folder / "x.gexf").write_text(
        f'<gexf><graph><nodes><node id="n0" label="{here}"/><node id="n1" label="{there}"/></nodes><edges>'
        f'<edge id="e0" source="n0" target="n1" label="{type_}" start="{when}" end="{when}"/></edges>'
        "</graph></gexf>",
        "utf-8",
    )
    return folder / "x.gexf"


def graphml(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    made = nx.MultiDiGraph()
    made.add_node("n0", name=here)
    made.add_node("n1", name=there)
    made.add_edge("n0", "n1", key="e0", label=type_, start=when, end=when)
    nx.write_graphml(made, folder / "x.graphml")
    return folder / "x.graphml"


def cyjs(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    nodes = [{"data": {"id": id, "name": name}} for id, name in (("n0", here), ("n1", there))]
    edge = {"id": "e0", "source": "n0", "target": "n1", "interaction": type_, "start": when, "end": when}
    (folder / "x.cyjs").write_text(json.dumps({"elements": {"nodes": nodes, "edges": [{"data": edge}]}}))
    return folder / "x.cyjs"


def entities(folder: Path, story: Story) -> Path:
    here, type_, there, when = story
    rows: list[dict[str, Any]] = [
        {"id": id, "schema": "Organization", "properties": {"name": [name]}}
        for id, name in (("n0", here), ("n1", there))
    ]
    link = {"subject": ["n0"], "object": ["n1"], "role": [type_], "date": [when]}
    rows.append({"id": "e0", "schema": "UnknownLink", "properties": link})
    (folder / "x.ftm").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return folder / "x.ftm"


def plain(folder: Path, story: Story) -> Path:
    (folder / "x.tsv").write_text("\t".join(story) + "\n", "utf-8")
    return folder / "x.tsv"


FORMATS: dict[str, Callable[[Path, Story], Path]] = {
    "json": node_link,
    "csv with ids": tables(ids=True),
    "csv without": tables(ids=False),
    "gexf": gexf,
    "graphml": graphml,
    "cyjs": cyjs,
    "ftm": entities,
    "tsv": plain,
    "our gexf": exported("gexf"),
    "our graphml": exported("graphml"),
    "our cyjs": exported("cyjs"),
    "our ftm": exported("ftm"),
}


def told(made: Dataset) -> list[Story]:
    """Return the relations as sentences, once it is sure that nobody has another's name."""
    names = {row.id: row.name for row in made.actors}
    assert all(row.aliases == () for row in made.actors)
    return sorted((names[row.source], row.type, names[row.target], str(row.when)) for row in made.relations)


def joined(here: Dataset, file: Path, **settings: bool) -> MergeResult:
    reading = Reading()
    return merge_datasets(here, read(file, here, reading), reading.local, **settings)


@pytest.mark.parametrize("second", FORMATS)
@pytest.mark.parametrize("first", FORMATS)
def test_nobody_gets_anothers_name_or_relations(first: str, second: str, tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one, other = FORMATS[first](tmp_path / "one", ONE), FORMATS[second](tmp_path / "other", OTHER)
    both = joined(joined(Dataset(), one).dataset, other)
    assert told(both.dataset) == [ONE, OTHER]
    assert len(both.dataset.actors) == 4
    assert both.refused == ()
    vouched = {row.when: [entry.source for entry in row.evidence] for row in both.dataset.relations}
    papers = {row.id: row.publisher for row in both.dataset.sources}
    for story in (ONE, OTHER):
        assert {papers[id] for id in vouched[story[3]]} <= {f"Paper of {story[0]}", "s"}
    again = joined(joined(both.dataset, one).dataset, other)
    assert again.dataset == both.dataset
    assert (again.added, again.refused) == ((), ())


@pytest.mark.parametrize("name", ["csv without", "gexf", "graphml", "cyjs", "tsv"])
def test_a_local_id_counts_for_nothing_even_where_names_are_near(name: str, tmp_path: Path) -> None:
    stories = [ONE, ("Lee", *ONE[1:]), (*ONE[:3], "2020-02-02")]
    made = Dataset()
    for number, story in enumerate(stories):
        (tmp_path / str(number)).mkdir()
        found = joined(made, FORMATS[name](tmp_path / str(number), story))
        assert found.refused == ()
        made = found.dataset
    assert told(made) == sorted(stories)
    assert len(made.actors) == 3


@pytest.mark.parametrize("order", [1, -1])
def test_nobody_does_in_a_directory_either(run: Run, order: int, tmp_path: Path) -> None:
    stories, files = [], []
    for number, name in enumerate([*FORMATS][::order]):
        folder = tmp_path / name
        folder.mkdir()
        story = f"Ann Number{number}x", "met", f"Firm Number{number}y", f"2020-01-{number + 1:02}"
        stories.append(story)
        files.append(FORMATS[name](folder, story))
        done = run("import", files[-1], "-o", tmp_path / "all")
        assert (done.code, done.err) == (0, ""), done.out
        assert "2 new actors, 1 new relation" in done.out
        if number % 4 == 0:
            again = run("import", files[-1], "-o", tmp_path / "all")
            assert "0 new actors, 0 new relations" in again.out
    assert run("--data", tmp_path / "all", "export", tmp_path / "all.json").code == 0
    assert told(read_dataset(tmp_path / "all.json")) == sorted(stories)


# --- what a file tells of actors ----------------------------------------------------------------


def silva(suffix: str, file: Path, name: str, **attributes: str) -> Path:
    """Write a file of one actor with attributes that graphkit does not know."""
    id, file = file.stem, file.with_suffix(f".{suffix}")
    if suffix == "gexf":
        declared = "".join(f'<attribute id="{key}" title="{key}" type="string"/>' for key in attributes)
        values = "".join(f'<attvalue for="{key}" value="{value}"/>' for key, value in attributes.items())
        node = f'<node id="{id}" label="{name}"><attvalues>{values}</attvalues></node>'
        head = f'<attributes class="node">{declared}</attributes>'
        file.write_text(f"<gexf><graph>{head}<nodes>{node}</nodes></graph></gexf>", "utf-8")
    elif suffix == "graphml":
        made = nx.MultiDiGraph()
        made.add_node(id, name=name, **attributes)
        nx.write_graphml(made, file)
    elif suffix == "cyjs":
        nodes = [{"data": {"id": id, "name": name, **attributes}}]
        file.write_text(json.dumps({"elements": {"nodes": nodes, "edges": []}}), "utf-8")
    else:
        properties = {"name": [name], **{key: [value] for key, value in attributes.items()}}
        file.write_text(json.dumps({"id": id, "schema": "Person", "properties": properties}), "utf-8")
    return file


@pytest.mark.parametrize(
    ("suffix", "attributes"),
    [
        *(("ftm", {name: value}) for name, value in (
            ("birthPlace", "Porto"), ("nationality", "pt"), ("country", "pt"), ("gender", "female"),
        )),
        *((suffix, {"born": "1990"}) for suffix in ("gexf", "graphml", "cyjs")),
        *(("gexf", {name: "1990"}) for name in (
            "Birth", "birth_date", "Birthday", "DOB", "date of birth", "Nationality", "COUNTRY", "passport",
            "Passport No", "registration number", "tax-id", "LEI", "isin", "SSN", "viaf", "ORCID", "e-mail",
            "email", "wikidata", "QID", "wikidata_id", "birthplace", "citizenship", "died",
        )),
    ],
)  # fmt: skip
def test_a_name_alone_joins_nobody_of_whom_a_file_tells_more(
    run: Run, suffix: str, attributes: dict[str, str], tmp_path: Path
) -> None:
    one = silva(suffix, tmp_path / "s-one-x", "Maria Silva")
    other = silva(suffix, tmp_path / "s-other-x", "MARIA SILVA", **attributes)
    here = joined(Dataset(), one).dataset
    found = joined(here, other)
    assert sorted(row.name for row in found.dataset.actors) == ["MARIA SILVA", "Maria Silva"]
    ((name, value),) = attributes.items()
    assert (
        f"has the same name; the file says {name} {value}, which cannot be compared" in found.apart[0].words
    )


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs"])
def test_an_attribute_that_distinguishes_is_kept_and_compared(suffix: str, tmp_path: Path) -> None:
    one = silva(suffix, tmp_path / "s-one-x", "Maria Silva", born="1990")
    here = joined(Dataset(), one).dataset
    same = joined(here, silva(suffix, tmp_path / "s-two-x", "MARIA SILVA", born="1990")).dataset
    assert [dict(row.attributes) for row in same.actors] == [{"born": "1990", "id": "s-one-x"}]
    other = joined(here, silva(suffix, tmp_path / "s-three-x", "MARIA SILVA", born="1991"))
    assert len(other.dataset.actors) == 2
    assert "born is 1990 here and 1991 there" in other.apart[0].words


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("birthDate", ("1990", "1991")), ("passportNumber", ("ZZ9", "ZZ8")), ("idNumber", ("9", "8")),
        ("taxNumber", ("999", "998")), ("innCode", ("7707083893", "7707083894")),
        ("email", ("m@example.org", "n@example.org")), ("phone", ("+351211234567", "+351211234568")),
        ("deathDate", ("2001", "2002")),
    ],
)  # fmt: skip
def test_two_entities_of_one_name_are_one_only_if_they_share_what_few_share(
    name: str, values: tuple[str, str], tmp_path: Path
) -> None:
    one = silva("ftm", tmp_path / "s-one-x", "Maria Silva", **{name: values[0]})
    here = joined(Dataset(), one).dataset
    same = silva("ftm", tmp_path / "s-same-x", "MARIA SILVA", **{name: values[0]})
    assert [row.words.partition(";")[0] for row in joined(here, same).merged] == ["same name"]
    other = silva("ftm", tmp_path / "s-other-x", "MARIA SILVA", **{name: values[1]})
    found = joined(here, other)
    assert len(found.dataset.actors) == 2
    assert f"{name} is {values[0]} here and {values[1]} there" in found.apart[0].words


def test_companies_with_numbers_stay_two_into_a_file_and_into_a_directory(run: Run, tmp_path: Path) -> None:
    files = []
    for id, number, country in (("c-one-x", "111", "gb"), ("c-two-x", "999", "us")):
        told = {"name": ["Acme"], "registrationNumber": [number], "jurisdiction": [country]}
        files.append(tmp_path / f"{id}.ftm")
        row = {"id": id, "schema": "Company", "properties": told}
        person = {"id": f"p-{id}", "schema": "Person", "properties": {"name": [f"Boss {number}"]}}
        owner = {"owner": [f"p-{id}"], "asset": [id]}
        link = {"id": f"o-{id}", "schema": "Ownership", "properties": owner}
        files[-1].write_text("".join(f"{json.dumps(each)}\n" for each in (row, person, link)), "utf-8")
    told_of = "jurisdiction is gb here and us there"
    for file in files:
        run("import", file, "--into", tmp_path / "all.json")
        done = run("import", file, "-o", tmp_path / "all")
    assert told_of in " ".join((done.out + done.err).split())
    run("--data", tmp_path / "all", "export", tmp_path / "dir.json")
    for made in ("all.json", "dir.json"):
        rows = read_dataset(tmp_path / made)
        names = {row.id: row.name for row in rows.actors}
        assert sorted(names.values()) == ["Acme", "Acme", "Boss 111", "Boss 999"]
        assert len({row.target for row in rows.relations}) == 2


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs"])
@pytest.mark.parametrize("name", ["wikidata", "QID", "wikidata_id"])
def test_an_item_of_wikidata_is_an_identifier(suffix: str, name: str, tmp_path: Path) -> None:
    one = silva(suffix, tmp_path / "0", "Akira Ito", **{name: "Q1"})
    here = joined(Dataset(), one).dataset
    assert here.actors[0].ids == (("wikidata", "Q1"),)
    same = joined(
        here, silva(suffix, tmp_path / "5", "A. Ito", **{name: "http://www.wikidata.org/entity/Q1"})
    )
    assert [(row.name, row.aliases) for row in same.dataset.actors] == [("Akira Ito", ("A. Ito",))]
    assert same.merged[0].words == "same wikidata Q1; gets aliases"
    other = joined(here, silva(suffix, tmp_path / "6", "Akira Ito", **{name: "Q2"}))
    assert len(other.dataset.actors) == 2
    assert "wikidata is Q1 here and Q2 there" in other.apart[0].words


@pytest.mark.parametrize("values", [("Q1", "Q1"), ("Q1", "none"), ("Q1", "7")])
def test_an_item_that_is_not_clear_is_none(values: tuple[str, str], tmp_path: Path) -> None:
    nodes = [{"data": {"id": str(row), "name": "Ann", "qid": value}} for row, value in enumerate(values)]
    file = tmp_path / "x.cyjs"
    file.write_text(json.dumps({"elements": {"nodes": nodes, "edges": []}}), "utf-8")
    reading = Reading()
    assert [row.ids for row in read(file, None, reading).actors] == [(), ()]
    assert reading.local.details == {str(row): f"qid {value}" for row, value in enumerate(values)}


def folder(place: Path, actors: str, relations: str = "source,type,target\n") -> Path:
    place.mkdir()
    (place / "actors.csv").write_text(actors, "utf-8")
    (place / "relations.csv").write_text(relations, "utf-8")
    return place


@pytest.mark.parametrize("apart", [[], ["--keep-apart"]])
def test_rows_counted_by_hand_are_not_one(run: Run, apart: list[str], tmp_path: Path) -> None:
    met = "id,source,type,target\n1,1,met,2\n"
    one = folder(tmp_path / "ra", "id,name,kind\n1,John Smith,person\n2,Ann Poe,person\n", met)
    two = folder(tmp_path / "rb", "id,name,kind,aliases\n1,John,person,A schoolboy\n2,Dee Fox,person,\n", met)
    for file in (one, two):
        assert run("import", file, "--into", tmp_path / "all.json", *apart).code == 0
        assert run("import", file, "-o", tmp_path / "all", *apart).code == 0
    run("--data", tmp_path / "all", "export", tmp_path / "dir.json")
    for made in ("all.json", "dir.json"):
        rows = read_dataset(tmp_path / made)
        names = {row.id: row.name for row in rows.actors}
        pairs = sorted((names[row.source], names[row.target]) for row in rows.relations)
        assert pairs == [("John", "Dee Fox"), ("John Smith", "Ann Poe")]


def test_an_identifier_in_common_joins_tables_with_what_is_there(run: Run, tmp_path: Path) -> None:
    head = "id,name,kind,ids\n"
    one = folder(tmp_path / "la", head + "ito,A. Ito,person,wikidata: Q77\n")
    two = folder(tmp_path / "lb", head + "akira,Akira Ito,person,wikidata: Q77\n")
    assert run("import", one, "--into", tmp_path / "l.json").code == 0
    done = run("import", two, "--into", tmp_path / "l.json")
    assert done.code == 0
    assert "~ joins Akira Ito (lb, id akira) with A. Ito (ito): same wikidata Q77; gets aliases" in " ".join(
        done.out.split()
    )
    assert [(row.id, row.aliases) for row in read_dataset(tmp_path / "l.json").actors] == [
        ("ito", ("Akira Ito",))
    ]


def test_what_tables_and_a_dataset_say_together_is_no_fault_of_the_tables(run: Run, tmp_path: Path) -> None:
    here = dataset(
        relation("r", "ann", "firm", evidence=[evidence("paper")]),
        actors=[actor("ann", name="Ann"), actor("firm", name="Firm")],
        sources=[source("paper")],
    )
    save_dataset(here, tmp_path / "h.json")
    two = folder(
        tmp_path / "lb",
        "id,name,kind\npaper,Paper,media\n",
        "id,source,type,target,evidence\nq,Ann,met,Firm,\n",
    )
    done = run("import", two, "--into", tmp_path / "h.json")
    assert "refuses actor paper: is a source here; give it another id" in done.out
    assert [row.key for row in read_dataset(tmp_path / "h.json").relations] == ["q", "r"]


def test_tables_name_nobody_there_by_a_counter(run: Run, tmp_path: Path) -> None:
    here = dataset(relation("x", "1", "2"), actors=[actor("1", name="Ann Poe"), actor("2", name="Ben Ray")])
    save_dataset(here, tmp_path / "h.json")
    (tmp_path / "t").mkdir()
    table = tmp_path / "t" / "relations.csv"
    table.write_text("id,source,type,target\nnew,1,warned,2\n", "utf-8")
    done = run("import", tmp_path / "t", "--into", tmp_path / "h.json")
    assert done.code == 2
    assert "there is no actor '1'" in done.out + done.err
    table.write_text("id,source,type,target\nnew,Ann Poe,warned,Ben Ray\n", "utf-8")
    assert run("import", tmp_path / "t", "--into", tmp_path / "h.json").code == 0
    assert len(read_dataset(tmp_path / "h.json").relations) == 2


AUTHORITIES = [
    "wikidata", "QID", "lei", "opencorporates", "opencorporates_url", "imo", "imoNumber", "ofac", "OFAC uid",
    "isin", "orcid", "viaf", "isni", "gnd", "permId", "ror", "bicCode", "cusip", "figi", "openalex id",
    "cikCode",
]  # fmt: skip


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_namesakes_to_whom_an_authority_gives_two_ids_are_two(authority: str, tmp_path: Path) -> None:
    two = tmp_path / "two.csv"
    head = f"source,relation,target,date,source.{authority}\n"
    two.write_text(f"{head}Ilse Brandt,met,Ada Lee,2020,Q11\nIlse Brandt,met,Ben Ray,2021,Q12\n", "utf-8")
    reading = Reading()
    actors = [row for row in read(two, reading=reading).actors if row.name == "Ilse Brandt"]
    assert [dict(row.attributes) for row in actors] == [
        {authority.casefold(): each} for each in ("Q11", "Q12")
    ]
    assert "Of one name, but not one actor, by kind, id or attributes: Ilse Brandt (line 3)." in reading.told


@pytest.mark.parametrize("authority", ["QID", "opencorporates", "ofac"])
def test_they_are_two_too_if_they_come_one_after_the_other(run: Run, authority: str, tmp_path: Path) -> None:
    head = f"source,relation,target,date,source.{authority}\n"
    first, *later = [tmp_path / f"{name}.csv" for name in ("first", "second", "third")]
    first.write_text(f"{head}Ilse Brandt,met,Ada Lee,2020,Q11\n", "utf-8")
    later[0].write_text(f"{head}Ilse Brandt,met,Ben Ray,2021,Q12\n", "utf-8")
    later[1].write_text(f"{head}Ilse Brandt,met,Cy Poe,2022,Q11; Q13\n", "utf-8")
    for option, where in (("--into", tmp_path / "all.json"), ("-o", tmp_path / "all")):
        for file in (first, *later):
            run("import", file, option, where)
        run("--data", where, "export", tmp_path / "whole.json")
        whole = read_dataset(tmp_path / "whole.json")
        who = [row.id for row in whole.actors if row.name == "Ilse Brandt"]
        assert len(who) == 2
        ends = {row.target: row.source for row in whole.relations}
        assert ends["ada-lee"] == ends["cy-poe"] != ends["ben-ray"]
    for suffix in ("gexf", "graphml", "cyjs"):
        one, other = (
            silva(suffix, tmp_path / f"s-{id}-x", "Ilse Brandt", **{authority: id}) for id in ("Q11", "Q12")
        )
        assert len(joined(joined(Dataset(), one).dataset, other).dataset.actors) == 2


@pytest.mark.parametrize("first_born", ["1970", "1984"])
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("by", ["source", "target"])
def test_a_row_that_says_less_is_of_the_one_of_its_own_table(
    first_born: str, swapped: bool, by: str, run: Run, tmp_path: Path
) -> None:
    heading = "source,source.born,target,relation,date\n"
    rows = ["Ben Ray,,Eva Gil,threatened,2020-06-05\n", "Ben Ray,1984,Cy Poe,bribed,2020-08-02\n"]
    if by == "target":  # who has no column of births at that end
        rows[0] = "Eva Gil,,Ben Ray,threatened,2020-06-05\n"
    first, later = tmp_path / "first.csv", tmp_path / "later.csv"
    first.write_text(f"{heading}Ben Ray,{first_born},Cy Poe,paid,2020-07-02\n")
    later.write_text(heading + "".join(rows[::-1] if swapped else rows))
    for way, where in (("-o", tmp_path / "directory"), ("--into", tmp_path / "one.json")):
        run("import", first, way, where)
        run("import", later, way, where)
        run("--data", where, "export", tmp_path / "whole.json")
        ends = {
            row.type: row.source if "ben" in row.source else row.target
            for row in read_dataset(tmp_path / "whole.json").relations
        }
        assert ends["threatened"] == ends["bribed"]
        assert (ends["paid"] == ends["bribed"]) is (first_born == "1984")


@pytest.mark.parametrize(
    "tables",
    [
        [["1970", "1970-01-02"], ["1970-02-01"]],
        [["1970-01"], ["1970"], ["2 January 1970"], ["1970-02-01"]],
    ],
)
def test_two_days_of_birth_of_one_year_are_two_people_however_the_year_was_told(
    tables: list[list[str]], run: Run, tmp_path: Path
) -> None:
    for number, births in enumerate(tables):
        table = tmp_path / f"{number}.csv"
        rows = (
            f"Eva Lang,Acme {number},paid,20{number}{month},{born}\n" for month, born in enumerate(births)
        )
        table.write_text("source,target,relation,date,source.born\n" + "".join(rows))
        for way, where in (("-o", tmp_path / "directory"), ("--into", tmp_path / "one.json")):
            assert run("import", table, way, where).code == 0
    for where in ("directory", "one.json"):
        run("--data", tmp_path / where, "export", tmp_path / "whole.json")
        people = [row for row in read_dataset(tmp_path / "whole.json").actors if row.name == "Eva Lang"]
        days = sorted(str(dict(row.attributes)["born"]) for row in people)
        assert len(days) == 2
        assert all(len(day) > len("1970-01") for day in days)


@pytest.mark.parametrize("name", ["wikidata", "QID", "Wikidata id"])
def test_an_identifier_and_an_attribute_that_differ_tell_apart(run: Run, name: str, tmp_path: Path) -> None:
    here = actor("ilse", "person", name="Ilse Brandt", ids={"wikidata": "Q11"})
    there = actor("brandt", "person", name="Ilse Brandt", attributes={name: "Q12"})
    found = joined_rows(here, there)
    assert [row.id for row in found.dataset.actors] == ["brandt", "ilse"]
    assert found.apart[0].words.endswith("wikidata is Q11 here and Q12 there")
    address = "https://www.wikidata.org/wiki/Q11"
    same = joined_rows(here, actor("brandt", "person", name="Ilse Brandt", attributes={name: address}))
    assert [row.id for row in same.dataset.actors] == ["ilse"]
    of_one_id = joined_rows(here, actor("ilse", "person", name="Ilse B. Brandt", attributes={name: "Q12"}))
    assert "wikidata is Q11 here and Q12 there" in str(
        [*of_one_id.merged, *of_one_id.refused, *of_one_id.apart]
    )
    save_dataset(dataset(actors=[here, there]), tmp_path / "x.json")
    done = run("--data", tmp_path / "x.json", "merge", "brandt", "into", "ilse")
    assert done.code == 2
    assert f"ilse and brandt differ in {name} (Q11, Q12)" in done.err


def joined_rows(here: Actor, there: Actor) -> MergeResult:
    return merge_datasets(dataset(actors=[here]), dataset(actors=[there]))
