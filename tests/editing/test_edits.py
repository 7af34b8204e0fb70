"""Adding, editing, removing and merging: pure, checked whole, and never losing what somebody said."""

import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from datasets import actor, dataset, evidence, graph_of, relation, source
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st
from model.test_pictures import png

import graphkit as gk
from graphkit.editing import edits
from graphkit.editing.assignments import read_assignments
from graphkit.errors import ActorNotFoundError, DataError, NotFoundError, UsageError
from graphkit.graph.build import build_graph
from graphkit.model import ids
from graphkit.model.consistency import inconsistencies
from graphkit.model.entities import Dataset, Evidence, Link, Step
from graphkit.model.kinds import UNNAMED
from graphkit.model.pictures import address_of
from graphkit.queries.neighbors import neighbors
from graphkit.storage.json_file import dumps

SHIPPED = Path(__file__).parents[2] / "data" / "graph.json"

ANN = actor("ann", "person", name="Ann Example", aliases=("Annie",), ids={"wikidata": "Q1"})
STORY = dataset(
    relation(
        "meeting", "ann", "bob", when="2025-07-14", about=("firm",),
        evidence=[evidence("paper", paragraph=3), evidence("wire", attribution="carl", note="said so")],
    ),
    relation("claim", "bob", "firm", "praised", evidence=[evidence("wire", attribution="ann")],
             links=(Link(rel="responds-to", relation="meeting"),)),
    relation("job", "carl", "firm", "leads", evidence=[evidence("paper")]),
    actors=[ANN, actor("firm", name="The Firm")],
    sources=[source("paper", publisher_actor="firm"), source("wire", derived_from=("paper",))],
    story=(Step(title="One", focus=("ann", "firm"), selection="meeting"),),
)  # fmt: skip


def row(made: Dataset, table: str, id: str) -> Any:
    return edits.row_of(made, table, id)


# --- pure -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: gk.add(data, actor("dora")),
        lambda data: gk.edit(data, "meeting", {"when": "2025-07-15"}),
        lambda data: gk.remove(data, "job"),
        lambda data: gk.merge(data, "carl", "ann"),
    ],
    ids=["add", "edit", "remove", "merge"],
)
def test_a_graph_and_its_dataset_are_edited_alike_and_neither_is_touched(edit: Any) -> None:
    graph, before = build_graph(STORY), dumps(STORY)
    neighbors(graph, "ann")
    cached = dict(graph.__networkx_cache__)
    made = edit(graph)
    assert isinstance(made, nx.MultiDiGraph)
    assert not made.__networkx_cache__
    assert dict(graph.__networkx_cache__) == cached
    assert dumps(gk.to_dataset(made)) == dumps(edit(STORY))
    assert dumps(gk.to_dataset(graph)) == dumps(STORY) == before
    assert inconsistencies(edit(STORY)) == []


def test_answers_after_an_edit_are_of_the_edited_story() -> None:
    graph = build_graph(STORY)
    assert [near.actor for near in neighbors(graph, "carl")] == ["firm"]
    made = gk.edit(graph, "job", {"target": "bob"})
    assert [near.actor for near in neighbors(made, "carl")] == ["bob"]


def test_a_window_is_not_edited() -> None:
    july = gk.window(graph_of(relation("meeting", when="2025-07-14")), since="2025-07")
    with pytest.raises(UsageError, match="edit the whole graph"):
        gk.add(july, actor("dora"))


# --- add, edit --------------------------------------------------------------------------------


def test_an_id_is_taken_once() -> None:
    with pytest.raises(UsageError, match="there is a relation 'meeting' already"):
        gk.add(STORY, relation("meeting"))
    with pytest.raises(DataError, match="source 'dora': an actor has the same id"):
        gk.add(gk.add(STORY, actor("dora")), source("dora"))


def test_a_row_of_another_table_is_none_of_the_one_that_is_asked_for() -> None:
    with pytest.raises(NotFoundError, match="no relation, actor or source called 'alice'"):
        gk.edit(graph_of(), "alice", {"note": "x"}, table="relations")


def test_what_names_nothing_is_refused() -> None:
    with pytest.raises(DataError, match="relation 'new', target: there is no actor 'zoe'"):
        gk.add(STORY, relation("new", "ann", "zoe"))
    with pytest.raises(DataError, match="relation 'meeting', when: 'July' is not an EDTF date"):
        gk.edit(STORY, "meeting", {"when": "July"})
    with pytest.raises(UsageError, match="a relation has no field 'wen'; did you mean when"):
        gk.edit(STORY, "meeting", {"wen": "2025"})
    with pytest.raises(
        NotFoundError, match="no relation, actor or source called 'meetng'; did you mean meeting"
    ):
        gk.edit(STORY, "meetng", {})


def test_an_id_edited_is_edited_wherever_it_is_named() -> None:
    made = gk.edit(
        gk.edit(gk.edit(STORY, "Annie", {"id": "anna"}), "paper", {"id": "gazette"}), "meeting", {"key": "m"}
    )
    meeting = row(made, "relations", "m")
    assert (meeting.source, meeting.evidence[0].source) == ("anna", "gazette")
    assert row(made, "relations", "claim").evidence[0].attribution == "anna"
    assert row(made, "relations", "claim").links[0].relation == "m"
    assert row(made, "sources", "wire").derived_from == ("gazette",)
    assert made.story[0].focus == ("anna", "firm")
    assert made.story[0].selection == "m"
    with pytest.raises(UsageError, match="there is an actor 'bob' already"):
        gk.edit(STORY, "ann", {"id": "bob"})


@pytest.mark.parametrize(
    ("id", "texts", "fields"),
    [
        ("meeting", ["when=2025-07"], {"when": "2025-07"}),
        ("meeting", ["when="], {"when": None}),
        ("meeting", ["summary=a=b; c"], {"summary": "a=b; c"}),
        ("meeting", ["about=The Firm; Annie"], {"about": ["firm", "ann"]}),
        ("meeting", ["about+=bob", "about-=firm"], {"about": ["bob"]}),
        ("meeting", ["source=Annie"], {"source": "ann"}),
        ("meeting", ["amount=4500000000 USD"], {"amount": {"value": 4500000000, "unit": "USD"}}),
        ("meeting", ["links+=part-of: claim"], {"links": [{"rel": "part-of", "relation": "claim"}]}),
        ("job", ["evidence+=wire#3 (Annie)"],
         {"evidence": [{"source": "paper"}, {"source": "wire", "paragraph": 3, "attribution": "ann"}]}),
        ("job", ["evidence.1.note=so", "evidence.1.attests=no"],
         {"evidence": [{"source": "paper", "note": "so", "attests": False}]}),
        ("ann", ["aliases+=Ann E.; A."], {"aliases": ["Annie", "Ann E.", "A."]}),
        ("ann", ["ids+=isni: 1", "ids-=wikidata: Q1"], {"ids": {"isni": "1"}}),
        ("wire", ["derived_from="], {"derived_from": None}),
        ("meeting", ["id=m"], {"key": "m"}),
    ],
)  # fmt: skip
def test_assignments_are_read_in_the_notation_of_each_field(
    id: str, texts: list[str], fields: dict[str, Any]
) -> None:
    table, found = edits.find(STORY, id)
    assert read_assignments(STORY, table, found, texts) == fields
    assert inconsistencies(gk.edit(STORY, id, fields)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("when", "'when' is no assignment; write FIELD=VALUE"),
        ("wen=2025", "a relation has no field 'wen'; did you mean when?"),
        ("when+=2025", "when holds one value; set it with when=VALUE"),
        ("amount=much", "amount: 'much' is no amount; write a number and its unit such as 4500000000 USD"),
        ("links=ended", "links: 'ended' is not two texts with a colon between"),
        ("evidence.3.note=x", "meeting has 2 evidence; there is no number 3"),
        ("evidence.1.nte=x", "evidence has no field 'nte'"),
        ("about-=bob", "about does not hold 'bob'"),
    ],
)
def test_what_is_no_assignment_is_refused_in_a_line(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_assignments(STORY, "relations", "meeting", [text])
    assert str(caught.value).startswith(message)


# --- remove -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "named"),
    [
        ("ann", "relation 'claim', relation 'meeting', story step 'One'"),
        ("paper", "source 'wire'"),
        ("meeting", "relation 'claim'"),
    ],
)
def test_what_is_named_is_not_removed(id: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        gk.remove(STORY, id)
    assert all(each in str(caught.value) for each in named.split(", "))
    assert "--cascade" in str(caught.value)


def test_what_nothing_names_is_removed() -> None:
    made = gk.remove(STORY, "job")
    assert [each.key for each in made.relations] == ["claim", "meeting"]


def test_a_cascade_takes_what_points_there_and_never_turns_a_claim_into_a_report() -> None:
    made = gk.remove(STORY, "ann", cascade=True)
    assert [each.key for each in made.relations] == ["job"]
    assert made.story[0].focus == ("firm",)
    assert made.story[0].selection is None
    made = gk.remove(STORY, "carl", cascade=True)
    assert row(made, "relations", "meeting").evidence == (evidence("paper", paragraph=3),)
    made = gk.remove(STORY, "wire", cascade=True)
    assert [each.key for each in made.relations] == ["job", "meeting"]
    made = gk.remove(STORY, "meeting", cascade=True)
    assert row(made, "relations", "claim").links == ()


@given(st.sampled_from(["ann", "bob", "carl", "firm", "paper", "wire", "meeting", "claim", "job"]))
def test_whatever_is_removed_leaves_a_sound_story(id: str) -> None:
    made = gk.remove(STORY, id, cascade=True)
    assert inconsistencies(made) == []
    assert f'"{id}"' not in dumps(made)


# --- merge ------------------------------------------------------------------------------------


def test_a_merge_carries_everything() -> None:
    made = gk.merge(
        gk.edit(STORY, "carl", {"aliases": ["C.", "carl"], "description": "Also called C."}), "C.", "Annie"
    )
    ann = row(made, "actors", "ann")
    assert ann.aliases == ("Annie", "Carl", "C.")
    assert ann.description == "Also called C."
    assert dict(ann.ids) == {"wikidata": "Q1"}
    assert row(made, "relations", "job").source == "ann"
    assert row(made, "relations", "meeting").evidence[1].attribution == "ann"
    assert "carl" not in [each.id for each in made.actors]
    assert [each.key for each in made.relations] == [each.key for each in STORY.relations]


def test_relations_alike_after_a_merge_stay_apart_and_are_told() -> None:
    story = dataset(relation("one", "ann", "bob", when="2025"), relation("two", "anna", "bob", when="2025"))
    made = gk.merge(story, "anna", "ann")
    assert [each.key for each in made.relations] == ["one", "two"]
    assert edits.alike(story) == []
    assert edits.alike(made) == [("one", "two")]


def test_about_names_a_merged_actor_once() -> None:
    story = dataset(relation("one", "x", "y", about=("ann", "anna")))
    assert gk.merge(story, "anna", "ann").relations[0].about == ("ann",)


def test_two_that_are_not_one_are_refused() -> None:
    with pytest.raises(UsageError, match="are the same actor; name two"):
        gk.merge(STORY, "ann", "Annie")
    with pytest.raises(
        UsageError, match="have relations with each other: meeting; remove or edit those first"
    ):
        gk.merge(STORY, "ann", "bob")
    with pytest.raises(UsageError, match=r"carl and ann differ|ann and carl differ"):
        gk.merge(gk.edit(STORY, "carl", {"ids": {"wikidata": "Q2"}}), "carl", "ann")
    with pytest.raises(ActorNotFoundError):
        gk.merge(STORY, "zoe", "ann")


# --- ids --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "id"),
    [
        (["Jensen Huang"], "jensen-huang"),
        (["Société Générale, S.A."], "societe-generale-s-a"),
        (["上海 Group"], "上海-group"),
        (["İstanbul"], "istanbul"),
        (["Андрей Королёв"], "андрей-королёв"),
        (["Київ", "Ў"], "київ-ў"),
        (["Łukasz Å. Öberg"], "łukasz-a-oberg"),
        (["ガス"], "ガス"),
        (["นิ้ว"], "นิ้ว"),
        (["김\u1112\u1161"], "김하"),
        (["!!!"], "new"),
        (["a", "met", "b"], "a-met-b"),
        (["x" * 500], "x" * 120),
    ],
)
def test_ids_are_made_from_names(names: list[str], id: str) -> None:
    assert ids.id_from(*names) == id


def test_ids_lose_no_letter_but_the_accents_of_latin_ones() -> None:
    letters = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char)[0] == "L"]
    for char in letters:
        made, plain = ids.id_from(char), unicodedata.normalize("NFKC", char).casefold()
        bare = unicodedata.normalize("NFKD", plain)
        if unicodedata.name(bare[0], "").startswith("LATIN "):
            bare = "".join(each for each in bare if not unicodedata.combining(each))
        if all(unicodedata.category(each)[0] in "LMN" for each in bare):
            assert made == unicodedata.normalize("NFC", bare), char
        assert ids.chosen_id(made) == made, char


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a b c", "a-b-c"),
        ("a,b", "a-b"),
        ("ban#2 (nvidia)", "ban-2-nvidia"),
        ("-x", "x"),
        ("x.", "x"),
        ("ended-by:ban", "ended-by-ban"),
        ("a=b&c", "a-b-c"),
        ("U.S. ban", "u-s-ban"),
        ("\u200bx", "x"),
        ("💥", "new"),
    ],
)
def test_an_id_that_somebody_chose_has_no_blanks_and_signs(text: str, right: str) -> None:
    with pytest.raises(ValueError, match=f"write {re.escape(right)}$"):
        ids.chosen_id(text)
    assert ids.chosen_id(right) == right


@pytest.mark.parametrize("text", ["huang-met-trump", "Q42", "h20_ban.2", "2", "上海-group", "नेता", "ß"])
def test_an_id_of_letters_and_digits_is_taken_as_it_is(text: str) -> None:
    assert ids.chosen_id(text) == text


@pytest.mark.parametrize("name", ["Jensen Huang", "Société, S.A.", "İstanbul", "!!!", "नेता", "x" * 500])
def test_what_is_made_may_be_chosen(name: str) -> None:
    made = ids.id_from(name)
    assert ids.chosen_id(made) == made


def test_a_free_id_is_nobodys_yet() -> None:
    assert [edits.free_id(STORY, id) for id in ("zoe", "ann", "paper", UNNAMED)] == [
        "zoe", "ann-2", "paper-2", "unnamed-2",
    ]  # fmt: skip


def test_one_id_that_many_want_takes_time_linear_in_how_many() -> None:
    def work(size: int) -> None:
        free = ids.FreeIds(["met"])
        assert [free.take("met") for _ in range(size)][-1] == f"met-{size + 1}"

    assert grows_linearly(work, 3_000)


@pytest.mark.parametrize(("row", "key"), [("nvidia", "id"), ("h20-ban", "key"), ("cnn-2025-07-15", "id")])
def test_what_names_a_row_cannot_be_cleared(row, key):
    graph = gk.load(SHIPPED)
    with pytest.raises(gk.GraphkitError, match=f"{row}', {key}: cannot be cleared; write another") as error:
        gk.edit(graph, row, {key: None})
    assert "\n" not in str(error.value)


# --- attributes -------------------------------------------------------------------------------


def attributes_after(*texts: str) -> Any:
    made = STORY
    for text in texts:
        made = gk.edit(made, "ann", read_assignments(made, "actors", "ann", [text]))
    return row(made, "actors", "ann").attributes


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["attributes.country=US"], (("country", "US"),)),
        (["attributes.born=1961", 'attributes.born="1961"'], (("born", "1961"),)),
        (["attributes.in staff=36000"], (("in staff", 36000),)),
        (["attributes.a=1", "attributes.b=2", "attributes.a="], (("b", 2),)),
        (["attributes=a: 1; b: x", "attributes+=c: y", "attributes-=b: x"], (("a", 1), ("c", "y"))),
        (["attributes.a=1", "attributes.a="], ()),
    ],
)
def test_an_attribute_is_set_and_cleared_by_its_name(texts: list[str], expected: object) -> None:
    assert attributes_after(*texts) == expected


def test_an_identifier_is_set_by_its_name_too() -> None:
    fields = read_assignments(STORY, "actors", "ann", ["ids.isni=1", "ids.wikidata="])
    assert fields == {"ids": {"isni": "1"}}


def test_merged_actors_have_the_attributes_of_both_and_the_known_kind_unless_they_differ() -> None:
    def merged(ours: dict[str, object], theirs: dict[str, object]) -> Any:
        made = dataset(
            actors=[actor("a", "unknown", attributes=ours), actor("b", "person", attributes=theirs)]
        )
        return gk.merge(made, "b", "a").actors[0]

    one = merged({"born": "1961", "x": 1}, {"country": "US", "x": 1})
    assert one.attributes == (("born", "1961"), ("country", "US"), ("x", 1))
    assert one.kind == "person"
    with pytest.raises(UsageError, match=r"a and b differ in born \(1961, 1962\)"):
        merged({"born": "1961"}, {"born": "1962"})


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "both"),
    [
        ("born", "1966", "1966-02-03", "1966-02-03"),
        ("born", "02.05.1971", "1971-05-02", "02.05.1971"),
        ("born", 1966, "1966-02", "1966-02"),
        ("datasets", "eu_fsf", "ua_nsdc", "eu_fsf; ua_nsdc"),
        ("nationality", "ru; ua", "UA; by", "ru; ua; by"),
        ("id", "eu-1", "ua-2", "eu-1; ua-2"),
        ("passport no", "1", 2, "1; 2"),
    ],
)
def test_merging_keeps_the_more_exact_date_and_each_of_what_may_be_several(
    name: str, ours: str | int, theirs: str | int, both: str
) -> None:
    people = [actor(id, attributes={name: value}) for id, value in (("a", ours), ("b", theirs))]
    assert gk.merge(dataset(actors=people), "b", "a").actors[0].attributes == ((name, both),)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"born": "1966"}, {"Geburtsdatum": "3.2.1967"}),
        ({"HRB": "1 Berlin"}, {"HRB": "2 Bonn"}),
        ({"wikidata": "Q1"}, {"QID": "Q2"}),
    ],
)
def test_what_nobody_has_two_of_is_not_merged(ours: dict[str, object], theirs: dict[str, object]) -> None:
    people = [actor("a", attributes=ours), actor("b", attributes=theirs)]
    with pytest.raises(UsageError, match="a and b differ in"):
        gk.merge(dataset(actors=people), "b", "a")


def test_merged_actors_keep_the_only_picture_and_are_refused_with_two() -> None:
    one, other = (address_of(png(size, 3)) for size in (3, 4))

    def merged(ours: str | None, theirs: str | None) -> str | None:
        made = dataset(actors=[actor("a", picture=ours), actor("b", picture=theirs)])
        return gk.merge(made, "b", "a").actors[0].picture

    assert (merged(one, None), merged(None, one), merged(one, one)) == (one, one, one)
    with pytest.raises(UsageError, match="a and b have different pictures"):
        merged(one, other)


# --- evidence and sources -------------------------------------------------------------------------


def test_evidence_is_added_to_a_relation() -> None:
    made = gk.add(STORY, Evidence(source=STORY.sources[0].id, paragraph=77), to=STORY.relations[0].key)
    assert made.relations[0].evidence[-1].paragraph == 77
    with pytest.raises(UsageError, match="has this evidence already"):
        gk.add(made, made.relations[0].evidence[-1], to=STORY.relations[0].key)
    with pytest.raises(UsageError, match="name it with to="):
        gk.add(STORY, Evidence(source=STORY.sources[0].id))
    with pytest.raises(UsageError, match="nothing else, is added to a relation"):
        gk.add(STORY, actor("new"), to=STORY.relations[0].key)


def two_records(ours: dict[str, object], theirs: dict[str, object]) -> Dataset:
    return dataset(sources=[source("a", **ours), source("b", **theirs)])  # type: ignore[no-untyped-call,no-any-return]


def test_merged_sources_lose_nothing() -> None:
    made = two_records(
        {"published": "2025-07", "title": "News", "note": "Ours."},
        {
            "published": "2025-07-15",
            "title": "The news",
            "author": "Ada",
            "note": "Theirs.",
            "publisher": "a",
        },
    )
    (one,) = gk.merge(made, "b", "a", table="sources").sources
    assert (one.id, one.published, one.title, one.author) == ("a", "2025-07-15", "News", "Ada")
    assert one.note == "Ours. Also recorded with the title The news. Theirs."


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ({}, {"published": "2025-07-16"}, "a and b differ in published (2025-07-15, 2025-07-16)"),
        ({"sha256": "0" * 64}, {"sha256": "1" * 64}, "a and b differ in sha256"),
        ({"file": "a"}, {"file": "b"}, "a and b differ in file"),
        ({"reliability": "A"}, {"reliability": "E"}, "a and b differ in reliability"),
        ({}, {"derived_from": ("a",)}, "of b and a one was rewritten from the other"),
    ],
)
def test_sources_that_are_not_one_document_are_not_merged(
    ours: dict[str, object], theirs: dict[str, object], told: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        gk.merge(two_records(ours, theirs), "b", "a", table="sources")


def test_another_status_changes_nothing_in_what_the_sources_say() -> None:
    said = [evidence("paper"), evidence("wire", attribution="ann"), evidence("wire", status="planned")]
    before = dataset(relation("met-2", "ann", "bob", status="denied", evidence=said), actors=[ANN])
    [row] = edits.edit(before, "met-2", {"status": "actual"}).relations
    assert [entry.status for entry in row.evidence] == ["denied", "denied", "planned"]
    both = read_assignments(before, "relations", "met-2", ["status=actual", "evidence.2.status=actual"])
    [row] = edits.edit(before, "met-2", both).relations
    assert [entry.status for entry in row.evidence] == ["denied", "actual", "planned"]
    [row] = edits.edit(before, "met-2", {"status": "denied", "note": "n"}).relations
    assert [entry.status for entry in row.evidence] == [None, None, "planned"]
    [row] = edits.edit(
        graph_of(relation("r", evidence=[evidence("paper")])), "r", {"status": "denied"}
    ).edges(data="evidence")
    assert [entry.status for entry in row[2]] == ["actual"]


@pytest.mark.parametrize(
    "instead", [{"type": "leads"}, {"status": "planned"}, {"type": "leads", "quote": "q"}]
)
def test_who_denies_it_and_says_what_is_so_instead_goes_on_saying_both(instead: dict[str, str]) -> None:
    denial = evidence("wire", stance="contradicts", **instead)
    before = dataset(relation("met-2", "ann", "bob", evidence=[evidence("paper"), denial]), actors=[ANN])
    denied = edits.edit(before, "met-2", {"status": "denied"})
    so_instead = evidence("wire", **{"status": "actual", **instead})
    quote = {"quote": instead["quote"]} if "quote" in instead else {}
    assert denied.relations[0].evidence == (
        evidence("paper", status="actual"), evidence("wire", dated=False, **quote), so_instead
    )  # fmt: skip
    [row] = edits.edit(denied, "met-2", {"status": "actual"}).relations
    assert row.evidence[1:] == (evidence("wire", status="denied", dated=False, **quote), so_instead)


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ("denied", "actual", "No source says that Ann met Bob"),
        ("planned", "actual", "No source says that Ann met Bob"),
        ("actual", "denied", "No source denies that Ann met Bob"),
        ("actual", "planned", "No source says that it is planned that Ann meets Bob"),
    ],
)
def test_what_no_source_says_is_told_as_what_no_source_says(said: str, status: str, words: str) -> None:
    before = graph_of(relation("met-2", "ann", "bob", status=said, evidence=[evidence("wire")]))
    after = gk.edit(before, "met-2", {"status": status})
    [told] = gk.relations(after).relations
    assert told.sentence == f"{words}; its evidence says otherwise."
    assert "CLAIMED" in told.marks
    assert [each.rule for each in gk.check_sources(after) if each.subject == "met-2"] == [
        "unsaid",
        "contested",
    ]


def test_who_denied_it_does_not_say_so_after_an_edit() -> None:
    denial = [evidence("wire", attribution="ann")]
    before = graph_of(relation("met-2", "ann", "bob", "met", when="2018", status="denied", evidence=denial))
    [told] = gk.relations(gk.edit(before, "met-2", {"status": "actual"})).relations
    assert told.contested
    assert told.sentence.startswith("No source says that Ann met Bob")
    assert told.sentence.endswith("; its evidence says otherwise.")
    assert "CLAIMED" in told.marks
    assert told.voices == ()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("by 2019-06", "[..2019-06-30]"),
        ("since 30 July 2016 until January 2025", "2016-07-30/2025-01"),
        ("from 2019, end unknown", "2019/"),
        ("late May 2019", "[2019-05-16..2019-05-31]"),
        ("2019-06", "2019-06"),
        ("soon", "soon"),
    ],
)
def test_a_date_is_set_in_the_words_in_which_it_may_be_added(text: str, when: str) -> None:
    assert read_assignments(STORY, "relations", "meeting", [f"when={text}"]) == {"when": when}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3/4/2019", "when: '3/4/2019' may be 3 April 2019 or 4 March 2019; write the one that is meant"),
        ("last week", "when: 'last week' counts from the day on which it was said; write the day or days"),
    ],
)
def test_words_that_may_be_two_dates_or_count_from_a_day_are_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        read_assignments(STORY, "relations", "meeting", [f"when={text}"])


def test_links_in_a_ring_are_refused():
    links = [Link(rel="set-aside-by", relation="b")]
    data = dataset(relation("a", when="2025-07-01", links=links), relation("b", when="2025-07-02"))
    with pytest.raises(UsageError, match="set aside by itself: 'b' by 'a' by 'b'; leave out one"):
        gk.edit(data, "b", {"links": [{"rel": "set-aside-by", "relation": "a"}]})
    assert gk.edit(data, "b", {"links": [{"rel": "ended-by", "relation": "a"}]}) is not None
