"""What the entities of other programs become: nothing is lost without a word, nothing is made up."""

import json
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from growth import grows_linearly
from hypothesis import example, given
from hypothesis import strategies as st

from graphkit.editing.merge_datasets import merge_datasets
from graphkit.errors import DataError
from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.graph.index import index
from graphkit.model.entities import Amount, Dataset
from graphkit.storage.json_file import file_of

Row = dict[str, Any]


def entity(id: str, schema: str, context: Row | None = None, /, **properties: Any) -> Row:
    values = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": id, "schema": schema, "properties": values, **(context or {})}


ANN, BOB = entity("ann", "Person", name="Ann"), entity("bob", "Person", name="Bob")
FIRM, CITY = entity("firm", "Company", name="Firm"), entity("city", "PublicBody", name="City")
SEEN = {"datasets": ["a_list"], "last_change": "2024-05-05T10:00:00"}


def found(tmp_path: Path, *rows: Row, skip_bad: bool = False) -> tuple[Dataset, list[str]]:
    """Return the dataset of some entities, and what its reading tells."""
    file = tmp_path / "x.ftm.json"
    file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    reading = Reading(skip_bad=skip_bad)
    made = read(file, reading=reading)
    merged = merge_datasets(Dataset(), made, reading.local).dataset
    assert merge_datasets(merged, made, reading.local).dataset == merged
    return made, reading.told


def said(made: Dataset) -> set[tuple[str, str, str]]:
    """Return the relations by the names of their ends."""
    names = {row.id: row.name for row in made.actors}
    return {(names[row.source], row.type, names[row.target]) for row in made.relations}


def attributes(made: Dataset, id: str) -> Row:
    return dict(next(row for row in made.actors if row.id == id).attributes)


# --- every schema, every property ---------------------------------------------------------------

OTHERS = {
    schema: f"The {schema} of others"
    for schema in (
        "Person", "Company", "Organization", "Address", "Article", "Folder", "Email", "Message", "Pages",
        "BankAccount", "Vehicle", "Contract", "CallForTenders", "Project", "Position", "Territory",
        "Event", "RealEstate", "CourtCase", "UserAccount",
    )
}  # fmt: skip
VALUES = {
    "country": "de", "topic": "sanction", "url": "https://x{}.example/", "email": "x{}@example.org",
    "number": "1{:03}", "date": "2{:03}-05-07",
}  # fmt: skip


def fitting(range: Any) -> str:
    """Return the schema of an entity that a property may name."""
    return next(name for name in OTHERS if model.get(name).is_a(range))


def of_all_properties(schema: Any) -> tuple[Row, dict[str, str]]:
    """Return an entity with a value of each property, and the text by which each is found again."""
    values, atoms = {}, {}
    for number, (name, property) in enumerate(sorted(schema.properties.items())):
        if property.stub:
            continue
        text = VALUES.get(property.type.name, "text{}x").format(number)
        if property.type.name == "entity":
            other = fitting(property.range)
            values[name], atoms[name] = other.lower(), OTHERS[other]
        else:
            values[name] = atoms[name] = text
    return entity("whole", schema.name, **values), atoms


@pytest.mark.parametrize("name", sorted(model.schemata))
def test_each_value_of_each_schema_is_in_the_graph_or_told(name: str, tmp_path: Path) -> None:
    whole, atoms = of_all_properties(model.schemata[name])
    others = [entity(each.lower(), each, name=words, date="2001") for each, words in OTHERS.items()]
    made, told = found(tmp_path, *others, whole)
    raw = file_of(made)
    names = {
        row["id"]: row.get("name") or row.get("title") for row in (*raw["nodes"], *raw["graph"]["sources"])
    }
    mine = [row for row in raw["nodes"] if row["id"] == "whole" or name in row.get("attributes", {})]
    mine += [row for row in raw["graph"]["sources"] if row["id"] == "whole"]
    if not mine and not raw["edges"]:
        assert any(f"{name} of no actor of the file" in line for line in told)
        return
    for row in raw["edges"]:
        ends = [row["source"], row["target"], *(entry["source"] for entry in row.get("evidence", ()))]
        mine += [row, [names[id] for id in ends]]
    text = json.dumps([mine, raw["graph"].get("relation_types")], ensure_ascii=False)
    lost = [property for property, atom in atoms.items() if atom not in text and not _told(property, told)]
    assert lost == []


def _told(property: str, told: list[str]) -> bool:
    return any(property in line for line in told)


def test_a_property_that_followthemoney_does_not_know_is_kept_too(tmp_path: Path) -> None:
    rows = entity("c", "Contract", title="Dredging", awardDate="2020", authority="city")
    made, told = found(
        tmp_path, CITY, FIRM, rows, entity("o", "Ownership", owner="city", asset="firm", x="y")
    )
    assert attributes(made, "c")["awardDate"] == "2020"
    assert {row.type: row.note for row in made.relations} == {"awarded": None, "owns": "x: y"}
    assert all("left out" not in line for line in told)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
PROPERTIES = st.dictionaries(
    st.sampled_from(["name", "birthDate", "country", "topics", "notes", "alias", "weight", "other", "email"]),
    st.lists(TEXTS, min_size=1, max_size=3),
    max_size=5,
)
CONTEXT = st.dictionaries(
    st.sampled_from(["caption", "first_seen", "datasets", "referents", "more", "target"]),
    st.one_of(TEXTS, st.lists(TEXTS, max_size=2), st.booleans(), st.integers(), st.just({"a": 1})),
    max_size=4,
)


@given(people=st.lists(st.tuples(PROPERTIES, CONTEXT), min_size=1, max_size=3), link=PROPERTIES)
@example(people=[({"name": ["\u00b3"]}, {"caption": "3"})], link={})
def test_nothing_of_any_entity_is_lost_without_a_word(
    people: list[tuple[Row, Row]], link: Row, tmp_path: Path
) -> None:
    rows = [{"id": "p", "schema": "Person", "properties": values, **more} for values, more in people]
    link = {name: values for name, values in link.items() if name != "date"}
    rows += [FIRM, entity("o", "Ownership", owner="p", asset="firm", **link)]
    made, told = found(tmp_path, *rows)
    text = json.dumps(file_of(made), ensure_ascii=False)
    for row in rows:
        for name, values in row["properties"].items():
            assert name in ("owner", "asset") or all(
                _in(value, text) or _told(name, told) for value in values
            )
        for name, value in row.items():
            if name not in ("id", "schema", "properties"):
                texts = value if isinstance(value, list) else [value]
                assert all(_in(each, text) or _told(name, told) for each in texts)


def _in(value: Any, text: str) -> bool:
    plain = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
    return json.dumps(plain if isinstance(plain, str) else str(plain), ensure_ascii=False)[1:-1] in text


# --- actors -------------------------------------------------------------------------------------


def test_the_caption_is_the_name_and_the_other_names_are_aliases(tmp_path: Path) -> None:
    names = {"name": ["LEE, Ada", "Ada Lee"], "previousName": "Ada Poe", "weakAlias": "Port"}
    made, _ = found(tmp_path, entity("p", "Person", {"caption": "Ada Lee"}, **names))
    (row,) = made.actors
    assert (row.name, row.aliases) == ("Ada Lee", ("LEE, Ada", "Ada Poe"))
    assert attributes(made, "p") == {"previousName": "Ada Poe", "weakAlias": "Port"}
    made, _ = found(tmp_path, entity("p", "Person", {"caption": "Person"}, country="de"))
    assert made.actors[0].name == "p"


def test_what_a_list_says_of_people_becomes_attributes(tmp_path: Path) -> None:
    context = {
        "datasets": ["a", "b"],
        "referents": ["r-1"],
        "target": True,
        "first_seen": "2024-01-01T00:00:00",
    }
    told = {
        "name": "Ann",
        "topics": ["sanction", "role.pep"],
        "birthDate": "circa 1960",
        "height": "1.8",
        "weight": "80.50",
    }
    made, lines = found(tmp_path, entity("p", "Person", context, **told))
    assert attributes(made, "p") == {
        "topics": "sanction; role.pep", "birthDate": "circa 1960", "height": 1.8, "weight": "80.50",
        "datasets": "a; b", "referents": "r-1", "target": "true", "first_seen": "2024-01-01T00:00:00",
    }  # fmt: skip
    assert lines == []


def test_a_legal_entity_may_be_a_person_and_a_vessel_says_what_it_is(tmp_path: Path) -> None:
    rows = [entity("l", "LegalEntity", name="Port"), entity("v", "Vessel", name="Sea"), ANN]
    made, _ = found(tmp_path, *rows)
    assert {row.id: row.kind for row in made.actors} == {"ann": "person", "l": "unknown", "v": "product"}
    assert attributes(made, "v") == {"schema": "Vessel"}


def test_an_identifier_of_several_identifies_none(tmp_path: Path) -> None:
    rows = [entity(id, "Person", name=id.title(), wikidataId="Q42") for id in ("one", "two")]
    rows.append(entity("three", "Person", name="Three", wikidataId=["Q1", "Q2"]))
    made, told = found(tmp_path, *rows)
    assert all(row.ids == () for row in made.actors)
    assert attributes(made, "one") == {"wikidata": "Q42"}
    assert attributes(made, "three") == {"wikidataId": "Q1; Q2"}
    assert told == ["2 actors have the same wikidata, 'Q42': an attribute of each, which identifies none."]


# --- relations ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "properties", "amount", "note"),
    [
        ("Payment", {"amount": "250000", "currency": "EUR", "purpose": "consulting"},
         Amount(value=250000, unit="EUR"), "purpose: consulting"),
        ("Payment", {"amountEur": "113969.15"}, Amount(value=113969.15, unit="EUR"), None),
        ("Payment", {"amount": "5", "amountUsd": "6"}, Amount(value=6, unit="USD"), "amount: 5"),
        ("Payment", {"amount": "5"}, None, "amount: 5"),
        ("Payment", {"amount": ["5", "7"], "currency": "EUR"}, None, "amount: 5; amount: 7; currency: EUR"),
        ("Payment", {"amount": "1,000", "currency": "EUR"}, None, "amount: 1,000; currency: EUR"),
        ("Payment", {"amount": "5%", "currency": "EUR"}, None, "amount: 5%; currency: EUR"),
        ("Payment", {"amount": "123456789012345.123456", "currency": "EUR"}, None,
         "amount: 123456789012345.123456; currency: EUR"),
        ("Ownership", {"percentage": "51", "sharesCount": "1000"}, Amount(value=51, unit="%"),
         "sharesCount: 1000"),
        ("Ownership", {"percentage": "33.3 %"}, Amount(value=33.3, unit="%"), None),
        ("Ownership", {"percentage": "25-50"}, None, "percentage: 25-50"),
        ("Ownership", {"sharesCount": "1000"}, Amount(value=1000, unit="shares"), None),
        ("Ownership", {"sharesValue": "9", "sharesCurrency": "USD"}, Amount(value=9, unit="USD"), None),
    ],
)  # fmt: skip
def test_amounts_and_shares_are_an_amount_or_in_the_note(
    schema: str, properties: Row, amount: Amount | None, note: str | None, tmp_path: Path
) -> None:
    ends = {"Payment": ("payer", "beneficiary"), "Ownership": ("owner", "asset")}[schema]
    link = entity("x", schema, **dict(zip(ends, ("ann", "firm"), strict=True)), **properties)
    (relation,) = found(tmp_path, ANN, FIRM, link)[0].relations
    assert (relation.amount, relation.note) == (amount, note)


@pytest.mark.parametrize("text", ["1.200", "1,200", "3,5", "1,2.5", "1'200", "-12.345", "about 5"])
@pytest.mark.parametrize("name", ["amount", "amountEur", "sharesCount", "sharesValue"])
def test_an_amount_that_may_be_several_is_none_and_told(name: str, text: str, tmp_path: Path) -> None:
    more = {"amount": {"currency": "EUR"}, "sharesValue": {"sharesCurrency": "EUR"}}.get(name, {})
    schema, source, target = ("Payment", "payer", "beneficiary")
    if name.startswith("shares"):
        schema, source, target = ("Ownership", "owner", "asset")
    link = entity("x", schema, SEEN, **{source: "ann", target: "firm", name: text}, **more)
    made, told = found(tmp_path, ANN, FIRM, link)
    assert made.relations[0].amount is None
    assert f"{name}: {text}" in (made.relations[0].note or "")
    assert told == [f"{name[0].upper()}{name[1:]} that is no plain number (1 relation): in the note."]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200", 1200), ("1200.50", 1200.5), ("1200.500", 1200.5), ("0.125", 0.125), ("1.25", 1.25),
        ("1,250.50", 1250.5), ("1.250,50", 1250.5), ("1,250,500", 1250500), ("1.250.500,5", 1250500.5),
    ],
)  # fmt: skip
def test_a_plain_number_is_an_amount(text: str, value: float, tmp_path: Path) -> None:
    for name in ("amountEur", "sharesCount"):
        schema, source, target = ("Payment", "payer", "beneficiary")
        if name.startswith("shares"):
            schema, source, target = ("Ownership", "owner", "asset")
        link = entity("x", schema, SEEN, **{source: "ann", target: "firm", name: text})
        made, told = found(tmp_path, ANN, FIRM, link)
        assert made.relations[0].amount == Amount(
            value=value, unit="EUR" if name == "amountEur" else "shares"
        )
        assert told == []


def test_a_percentage_has_no_thousands(tmp_path: Path) -> None:
    link = entity("x", "Ownership", SEEN, owner="ann", asset="firm", percentage="33.333")
    made, told = found(tmp_path, ANN, FIRM, link)
    assert (made.relations[0].amount, told) == (Amount(value=33.333, unit="%"), [])
    link = entity("x", "Ownership", SEEN, owner="ann", asset="firm", percentage="33,3")
    made, told = found(tmp_path, ANN, FIRM, link)
    assert (made.relations[0].amount, made.relations[0].note) == (None, "percentage: 33,3")
    assert told == ["Percentage that is no plain number (1 relation): in the note."]


def test_an_unclear_amount_of_a_contract_is_an_attribute_and_told(tmp_path: Path) -> None:
    contract = entity("c", "Contract", SEEN, title="C", authority="city", amount="1.234", currency="EUR")
    made, told = found(tmp_path, CITY, contract)
    assert [row.amount for row in made.relations] == [None]
    assert attributes(made, "c")["amount"] == "1.234"
    assert "Amount that is no plain number (1 relation): in the attributes." in told


def test_events_contracts_addresses_and_parents_are_relations(tmp_path: Path) -> None:
    dinner = entity(
        "e", "Event", name="Dinner", date="2021-03-04", involved=["ann", "firm"], organizer="city"
    )
    contract = entity(
        "k",
        "Contract",
        title="Dredging",
        authority="city",
        amount="5",
        currency="EUR",
        contractDate="2020-01-02",
    )
    award = entity("w", "ContractAward", supplier="firm", contract="k", date="2020-01-03")
    address = entity("a", "Address", full="1 Quay St", country="gb")
    rows = [
        entity("s", "Company", name="Sub", parent="firm"),
        entity("b", "Person", name="Cy", addressEntity="a"),
    ]
    made, _ = found(tmp_path, ANN, FIRM, CITY, dinner, contract, award, address, *rows)
    assert said(made) == {
        ("Ann", "attended", "Dinner"), ("Firm", "attended", "Dinner"), ("City", "organised", "Dinner"),
        ("City", "awarded", "Dredging"), ("Dredging", "awarded-to", "Firm"), ("Sub", "part-of", "Firm"),
        ("Cy", "located-in", "1 Quay St"),
    }  # fmt: skip
    by_type = {row.type: row for row in made.relations}
    assert by_type["attended"].when == "2021-03-04"
    assert (by_type["awarded"].when, by_type["awarded"].amount) == ("2020-01-02", Amount(value=5, unit="EUR"))


@pytest.mark.parametrize(
    ("schema", "ends", "relationship", "sentence"),
    [
        ("Family", ("person", "relative"), "mother", ("Bob", "mother-of", "Ann")),
        ("Family", ("person", "relative"), "brother of", ("Bob", "family-of", "Ann")),
        ("Family", ("person", "relative"), None, ("Bob", "family-of", "Ann")),
        ("Family", ("person", "relative"), "Spouse", ("Bob", "married-to", "Ann")),
        ("Family", ("person", "relative"), "married to", ("Bob", "married-to", "Ann")),
        ("Family", ("person", "relative"), "жена", ("Bob", "married-to", "Ann")),
        ("Associate", ("person", "associate"), "lawyer", ("Bob", "lawyer-of", "Ann")),
        ("Associate", ("person", "associate"), None, ("Bob", "associated-with", "Ann")),
    ],
)
def test_a_relative_is_to_the_person_what_the_relationship_says(
    schema: str, ends: tuple[str, str], relationship: str | None, sentence: Any, tmp_path: Path
) -> None:
    more = {"relationship": relationship} if relationship else {}
    link = entity("x", schema, **dict(zip(ends, ("ann", "bob"), strict=True)), **more)
    made, _ = found(tmp_path, ANN, BOB, link)
    assert said(made) == {sentence}
    graph = build_graph(made)
    assert graph.number_of_edges() == 1
    if relationship == "brother of":
        assert "brother of" in f"{made.relations[0].summary} {made.relations[0].note}"


@pytest.mark.parametrize(
    ("schema", "properties", "sentence"),
    [
        ("Associate", {"person": "ann", "associate": "bob", "relationship": "business associate"},
         "Bob is business associate of Ann."),
        ("Associate", {"person": "ann", "associate": "bob"}, "Bob is associated with Ann."),
        ("Family", {"person": "ann", "relative": "bob", "relationship": "wife"}, "Bob is married to Ann."),
        ("Occupancy", {"holder": "ann", "post": "post"}, "Ann holds the post Deputy Minister."),
    ],
)  # fmt: skip
def test_a_relationship_and_a_post_read_as_sentences(
    schema: str, properties: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    post = {"id": "post", "schema": "Position", "properties": {"name": ["Deputy Minister"]}}
    made, _ = found(tmp_path, ANN, BOB, post, entity("x", schema, **properties))
    (relation,) = index(build_graph(made)).relations()
    assert relation.sentence == sentence


def test_each_authority_and_program_of_a_sanction_is_told(tmp_path: Path) -> None:
    told = {"entity": "ann", "authority": ["Ministry", "Council"], "program": ["EAR", "Iran"]}
    made, _ = found(tmp_path, ANN, entity("s", "Sanction", **told))
    assert said(made) == {("Ministry", "sanctioned", "Ann"), ("Council", "sanctioned", "Ann")}
    assert {row.summary for row in made.relations} == {"EAR; Iran"}
    assert {row.note for row in made.relations} == {"authority: Ministry; authority: Council"}


def test_an_authority_that_nobody_names_links_nobody_with_others(tmp_path: Path) -> None:
    rows = [entity("s", "Sanction", entity="ann"), entity("t", "Sanction", entity="bob")]
    made, _ = found(tmp_path, ANN, BOB, *rows)
    assert len({row.source for row in made.relations}) == 2
    listed = entity("s", "Sanction", {"datasets": ["a_list"], "last_change": "2024-01-01"}, entity="ann")
    made, _ = found(tmp_path, ANN, listed)
    assert said(made) == {("a_list", "sanctioned", "Ann")}
    assert {row.name: row.kind for row in made.actors} == {"Ann": "person", "a_list": "unknown"}


def test_what_is_neither_actor_nor_relation_is_an_attribute_of_the_actor(tmp_path: Path) -> None:
    rows = [
        entity("p1", "Passport", holder="ann", number="X1", country="de"),
        entity("p2", "Passport", holder="ann", number="X2"),
        entity("p3", "Passport", holder="nobody", number="X3"),
        entity("d", "Article", title="The paper", publishedAt="2020-01-01", publisher="Paper"),
        entity("m", "Documentation", document="d", entity="ann", role="named"),
        entity("u", "UnknownLink", subject="ann", object="d", role="wrote"),
    ]
    made, told = found(tmp_path, ANN, *rows)
    assert attributes(made, "ann") == {
        "Passport": "number: X1; country: de; number: X2",
        "Documentation": "role: named; document: The paper",
        "UnknownLink": "role: wrote; object: The paper",
    }
    assert told == ["Passport of no actor of the file (1 entity): left out."]


def test_further_actors_of_a_link_are_concerned_by_it(tmp_path: Path) -> None:
    account = entity("a", "BankAccount", name="Account 7")
    paid = entity("x", "Payment", payer="ann", beneficiary="bob", payerAccount="a", project="gone")
    made, _ = found(tmp_path, ANN, BOB, account, paid)
    (relation,) = made.relations
    assert relation.about == ("a",)
    assert relation.note == "payerAccount: Account 7; project: gone"


def test_a_message_is_a_source_and_a_relation(tmp_path: Path) -> None:
    mail = entity(
        "m", "Email", subject="Hello", date="2020-05-02T10:00:00", emitters="ann", recipients=["bob"]
    )
    made, told = found(tmp_path, mail, ANN, BOB)
    assert said(made) == {("Ann", "wrote-to", "Bob")}
    assert [(row.title, row.published) for row in made.sources] == [("Hello", "2020-05-02")]
    assert made.sources[0].note == "date: 2020-05-02T10:00:00; emitters: Ann; recipients: Bob"
    assert "1 document names neither a publisher nor a list; the publisher is unknown." in told
    assert made.relations[0].evidence[0].source == "m"
    assert (
        "1 document gives no day of publication: another date, or the day by which it was seen, is taken."
        in told
    )


@pytest.mark.parametrize(
    ("words", "status"),
    [("planned", "planned"), ("Proposed", "planned"), ("denied", "denied"), ("refuted", "denied")],
)
def test_a_status_that_says_what_is_no_fact_is_that_status_and_told(
    words: str, status: str, tmp_path: Path
) -> None:
    dates = {"startDate": "2010", "endDate": "2036"}
    link = entity("x", "Ownership", SEEN, owner="ann", asset="firm", status=words, recordId="r-1", **dates)
    made, told = found(tmp_path, ANN, FIRM, link)
    (relation,) = made.relations
    assert (relation.key, relation.status, relation.when) == ("x", status, "2010/2036")
    assert relation.note == f"status: {words}; recordId: r-1"
    assert relation.evidence[0].attests is False
    assert told == [f"Status '{words}' (1 relation): the relation is {status}."]
    link = entity("x", "Sanction", SEEN, entity="ann", authority="City", status=words)
    assert found(tmp_path, ANN, link)[0].relations[0].status == status


def test_a_role_that_denies_a_type_is_that_type_denied(tmp_path: Path) -> None:
    link = entity("x", "UnknownLink", subject="ann", object="bob", role="did not pay", status="planned")
    made, told = found(tmp_path, ANN, BOB, link)
    [relation] = made.relations
    assert (relation.type, relation.status) == ("paid", "denied")
    assert relation.note == "role: did not pay; status: planned"
    assert not any("is planned" in line for line in told)
    assert "Role that denies paid (1 relation): the relation is denied." in told


def test_a_proposed_director_is_planned(tmp_path: Path) -> None:
    for roles in (["proposed director"], ["Planned Director", "proposed chair"]):
        link = entity("x", "Directorship", SEEN, director="ann", organization="firm", role=roles)
        made, told = found(tmp_path, ANN, FIRM, link)
        assert (made.relations[0].status, made.relations[0].evidence[0].attests) == ("planned", False)
        assert told == [f"Role '{'; '.join(roles)}' (1 relation): the relation is planned."]
    for roles in (["proposed director", "chair"], ["proposed"], ["denied person"]):
        link = entity("x", "Directorship", director="ann", organization="firm", role=roles)
        assert found(tmp_path, ANN, FIRM, link)[0].relations[0].status == "actual"
    link = entity("x", "UnknownLink", subject="ann", object="bob", role="proposed to")
    assert found(tmp_path, ANN, BOB, link)[0].relations[0].status == "actual"


def test_statuses_that_contradict_each_other_leave_it_open(tmp_path: Path) -> None:
    link = entity("x", "Ownership", SEEN, owner="ann", asset="firm", status=["denied", "active"])
    made, told = found(tmp_path, ANN, FIRM, link)
    assert made.relations[0].status == "actual"
    assert told == ["1 link of status 'denied; active', which leaves open whether it is still so."]


def test_what_lists_say_of_a_link_stands_in_its_evidence(tmp_path: Path) -> None:
    context = {"datasets": ["a_list"], "first_seen": "2024-01-01", "last_change": "2024-05-05T10:00:00"}
    link = entity("x", "Ownership", context, owner="ann", asset="firm", sourceUrl="https://a.example/7")
    made, told = found(tmp_path, ANN, FIRM, link)
    (entry,) = made.relations[0].evidence
    assert (entry.source, entry.url, entry.note) == (
        "a-list-2024-05-05", "https://a.example/7", "first_seen: 2024-01-01",
    )  # fmt: skip
    assert made.sources[0].url is None
    assert told == []


def test_fragments_tell_each_of_their_lists_and_days(tmp_path: Path) -> None:
    def link(**context: Any) -> Row:
        return entity("x", "Ownership", context, owner="ann", asset="firm")

    rows = [
        link(datasets=["a"], last_change="2024-01-01", last_seen="2025-01-01"),
        link(datasets=["a"], last_change="2024-01-01", last_seen="2025-02-02"),
        link(datasets=["b"], first_seen="2023-03-03"),
        link(datasets=["c"]),
    ]
    (relation,) = found(tmp_path, ANN, FIRM, *rows)[0].relations
    assert {entry.source: entry.note for entry in relation.evidence} == {
        "a-2024-01-01": "last_seen: 2025-01-01; last_seen: 2025-02-02",
        "b-2023-03-03": "first_seen: 2023-03-03",
    }
    assert relation.note is not None
    assert "datasets: a; b; c" in relation.note


# --- fragments and nested entities --------------------------------------------------------------


def test_fragments_of_one_id_are_one_entity_wherever_they_lie(tmp_path: Path) -> None:
    rows = [
        entity("x", "LegalEntity", name="Ann"),
        FIRM,
        entity("o", "Ownership", owner="x"),
        entity("x", "Person", birthDate="1960", name=["Ann", "Ann B."]),
        entity("o", "Ownership", {"datasets": ["a_list"], "last_change": "2024-01-01"}, asset="firm"),
    ]
    made, told = found(tmp_path, *rows)
    assert {row.id: row.kind for row in made.actors} == {"firm": "company", "x": "person"}
    assert attributes(made, "x") == {"birthDate": "1960"}
    assert said(made) == {("Ann", "owns", "Firm")}
    assert made.relations[0].evidence[0].source == "a-list-2024-01-01"
    assert told == []


def test_fragments_that_cannot_be_one_are_refused_by_their_line(tmp_path: Path) -> None:
    rows = [ANN, FIRM, entity("ann", "Vessel", name="Ann")]
    with pytest.raises(DataError, match="line 3: is no entity: 'ann' is Vessel here and Person in line 1"):
        found(tmp_path, *rows)
    made, told = found(tmp_path, *rows, skip_bad=True)
    assert [row.id for row in made.actors] == ["ann", "firm"]
    assert told[-1].startswith("1 line skipped; the first: line 3")


NESTED = entity(
    "ann", "Person", {"datasets": ["a_list"], "last_change": "2024-01-01"},
    name="Ann",
    sanctions=[entity("s", "Sanction", authority="Ministry", startDate="2020-05-02")],
    addressEntity=[entity("a", "Address", full="1 Quay St")],
    familyPerson=[entity("f", "Family", person="ann", relative=[entity("bob", "Person", name="Bob")])],
    ownershipOwner=["o"],
)  # fmt: skip


@pytest.mark.parametrize("name", ["targets.nested.json", "x.ftm.json"])
def test_entities_inside_others_are_read_in_both_directions(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    rows = [NESTED, entity("o", "Ownership", asset="firm"), FIRM]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    reading = Reading()
    made = read(file, reading=reading)
    assert said(made) == {
        ("Ministry", "sanctioned", "Ann"),
        ("Ann", "located-in", "1 Quay St"),
        ("Bob", "family-of", "Ann"),
        ("Ann", "owns", "Firm"),
    }
    assert all("left out" not in line for line in reading.told)


def test_a_name_is_one_line(tmp_path: Path) -> None:
    made, _ = found(tmp_path, entity("ann", "Person", name=["Ann\nLee", "LEE,\n Ann", "Ann Lee"]))
    assert [(row.name, row.aliases) for row in made.actors] == [("Ann Lee", ("LEE, Ann",))]


def test_a_bad_entity_inside_another_is_skipped_alone(tmp_path: Path) -> None:
    rows = [entity("ann", "Person", name="Ann", sanctions=[{"id": "s", "schema": "Nope"}, {"x": 1}])]
    with pytest.raises(DataError, match="line 1: is no entity: has the schema 'Nope'"):
        found(tmp_path, *rows)
    made, told = found(tmp_path, *rows, skip_bad=True)
    assert [row.name for row in made.actors] == ["Ann"]
    assert told[-1].startswith("1 line skipped; the first: line 1")
    assert "An object in sanctions (1 entity): left out." in told
    assert "Sanctions that is not in the file (1 entity): left out." in told


NAMES = st.sampled_from(
    ["name", "entity", "owner", "asset", "startDate", "status", "amount", "sanctions", "parent", "", "\u2028"]
)
TEXT = st.sampled_from(
    ["a", "b", " a ", "x" * 201, "\u200b", "2020", "circa 1960", "lifted", "5", "9" * 400, "Q42"]
)
JSON = st.recursive(
    st.one_of(
        TEXT, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(NAMES, st.sampled_from(["id", "schema", "properties"])), inner, max_size=3),
    ),
    max_leaves=6,
)
ENTITIES = st.fixed_dictionaries(
    {
        "id": TEXT,
        "schema": st.sampled_from([*sorted(model.schemata), "Nope"]),
        "properties": st.one_of(st.dictionaries(NAMES, JSON, max_size=4), JSON),
    },
    optional=dict.fromkeys(("datasets", "caption", "first_seen", "last_change", "graphkit", "more"), JSON),
)


@given(rows=st.lists(ENTITIES, max_size=6))
def test_no_bad_entity_refuses_the_rest(rows: list[Row], tmp_path: Path) -> None:
    file = tmp_path / "x.ftm"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in (ANN, *rows)))
    reading = Reading(skip_bad=True)
    assert "ann" in {row.id for row in read(file, reading=reading).actors}


def test_an_id_may_be_as_long_as_it_gets(tmp_path: Path) -> None:
    long, firms = "x" * 200, [entity(f"{'y' * 199}{row}", "Company", name=f"Firm {row}") for row in range(3)]
    owned = entity(long, "Ownership", owner="ann", asset=[firm["id"] for firm in firms])
    rows = [ANN, *firms, owned, entity("z" * 200, "Company", name="Sub", parent=firms[0]["id"])]
    rows.append(entity("s" * 200, "Sanction", entity=["ann", firms[0]["id"]]))
    made, _ = found(tmp_path, *rows)
    assert len(made.relations) == 6
    with pytest.raises(
        DataError, match=r"line 1: is no entity: has the id 'xxx.*; write one line of at most 200"
    ):
        found(tmp_path, entity("x" * 201, "Person", name="Ann"))


def test_it_reads_in_time_linear_in_the_file(tmp_path: Path) -> None:
    def work(size: int) -> None:
        context = {"datasets": ["a_list"], "last_change": "2024-01-01"}
        rows = [entity(f"ann-of-{row}", "Person", context, name=f"Ann {row}") for row in range(size)]
        rows += [entity(f"ann-of-{row}", "Person", birthDate="1960") for row in range(size)]
        rows += [
            entity(
                f"ban-of-{row}",
                "Sanction",
                context,
                entity=f"ann-of-{row}",
                authority="Ministry",
                startDate="2020",
            )
            for row in range(size)
        ]
        rows += [
            entity("ann-of-0", "Person", {"first_seen": f"{row}"}, alias=f"A {row}") for row in range(size)
        ]
        rows += [
            entity(f"men-of-{row}", "Mention", resolved="ann-of-1", name=f"A {row}") for row in range(size)
        ]
        found(tmp_path, *rows)

    work(10)
    assert grows_linearly(work, 300)


@pytest.mark.parametrize("shared", [[], ["unknown"]])
def test_the_time_grows_with_the_fragments_that_differ(shared: list[str], tmp_path: Path) -> None:
    def work(size: int) -> None:
        rows = [
            entity("ann", "Person", name="Ann", birthDate=[*shared, f"{1000 + row}-01-01"])
            for row in range(size)
        ]
        _, told = found(tmp_path, *rows)
        assert any("dates or identifiers that differ, such as 'ann'" in line for line in told) != bool(shared)

    work(10)
    assert grows_linearly(work, 300)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("answer", [None, "results", "entities"])
def test_entities_in_one_list_or_an_answer_are_read(
    indent: int | None, answer: str | None, tmp_path: Path
) -> None:
    rows = [
        {"id": f"p-{name}", "schema": "Person", "properties": {"name": [name]}} for name in ("Ada", "Ben")
    ]
    raw: Any = rows if answer is None else {"limit": 2, "total": {"value": 9}, answer: rows, "next": None}
    path = tmp_path / "list.ftm.json"
    path.write_text(json.dumps(raw, indent=indent))
    reading = Reading()
    assert [row.name for row in read(path, reading=reading).actors] == ["Ada", "Ben"]
    told = ["limit", "next", "total"] if answer else []
    assert reading.told == [f"Field '{name}' of the list (1 file): left out." for name in told]


def test_a_bad_entity_of_a_list_is_named_by_its_line_and_skipped_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.ftm.json"
    good = '{"id": "p-ada", "schema": "Person", "properties": {"name": ["Ada"]}}'
    path.write_text(f'[\n{good},\n{{"id": true}},\nNaN, {{"id": "x", "id": "y", "schema": "Person"}}]')
    with pytest.raises(DataError, match=r"line 3: is no entity: has no id.*2 more faults"):
        read(path)
    reading = Reading(skip_bad=True)
    assert [row.id for row in read(path, reading=reading).actors] == ["p-ada"]
    assert reading.told[0].startswith("3 lines skipped; the first: line 3: ")
    path.write_text(f"[{good},")
    with pytest.raises(DataError, match="is not JSON"):
        read(path)


def test_the_advice_for_a_list_in_another_file_can_be_followed(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('[{"id": "p-ada", "schema": "Person", "properties": {"name": ["Ada"]}}]')
    with pytest.raises(DataError, match=r"is FollowTheMoney; rename it so that it ends in \.ftm\.json"):
        read(path)
    assert len(read(path.rename(tmp_path / "list.ftm.json")).actors) == 1


@pytest.mark.parametrize(
    ("relationship", "dates", "sentence", "when"),
    [
        ("ex-wife", {"endDate": "2003"}, ("Bob", "married-to", "Ann"), "/2003"),
        (
            "former spouse",
            {"startDate": "1990", "endDate": "2003"},
            ("Bob", "married-to", "Ann"),
            "1990/2003",
        ),
        ("ex-wife", {"startDate": "1990"}, ("Bob", "ex-wife-of", "Ann"), None),
        ("ex-wife", {}, ("Bob", "ex-wife-of", "Ann"), None),
        ("executive aide", {"endDate": "2003"}, ("Bob", "executive-aide-of", "Ann"), "/2003"),
    ],
)
def test_an_ex_wife_was_the_wife_until_then(
    relationship: str, dates: dict[str, str], sentence: Any, when: str | None, tmp_path: Path
) -> None:
    link = entity("x", "Family", person="ann", relative="bob", relationship=relationship, **dates)
    made, notes = found(tmp_path, ANN, BOB, link)
    assert said(made) == {sentence}
    (row,) = made.relations
    assert row.when == when
    assert relationship in str(row.summary)
    if "startDate" in dates and when is None:
        assert "startDate: 1990" in str(row.note)
        assert "The start of what is former (1 relation): in the note." in notes


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("birthDate", ("1961", "1975-03-02"), True),
        ("birthDate", ("1961", "1961-03-02"), False),
        ("wikidataId", ("Q11", "Q12"), True),
        ("passportNumber", ("A1", "A2"), False),
    ],
)
def test_one_id_with_two_values_of_what_one_has_once_is_told(
    name: str, values: tuple[str, str], told: bool, tmp_path: Path
) -> None:
    made, notes = found(
        tmp_path, *(entity("p-x", "Person", **{"name": "Ann", name: each}) for each in values)
    )
    assert [dict(row.attributes)[name] for row in made.actors] == ["; ".join(values)]
    words = f"with dates or identifiers that differ, such as 'p-x' ({name} '{values[0]}' and '{values[1]}')"
    assert any(words in note for note in notes) is told


def test_one_id_with_two_dates_of_birth_is_told_across_files(tmp_path: Path) -> None:
    one, other = (
        found(tmp_path, entity("p-x", "Person", name="Ann", birthDate=date))[0] for date in ("1961", "1975")
    )
    assert merge_datasets(one, other).merged[0].words.endswith("keeps its own birthDate 1961, not 1975")


@pytest.mark.parametrize("said", [{"status": "alleged"}, {"role": "alleged owner"}, {"role": "owner?"}])
def test_a_claim_that_no_source_tells_says_so_in_its_type(said: Row, tmp_path: Path) -> None:
    bare = entity("o", "Ownership", owner="ann", asset="firm", **said)
    made, told = found(tmp_path, ANN, FIRM, bare)
    [relation] = made.relations
    assert (relation.type, relation.status) == ("allegedly-owns", "actual")
    assert any("no source tells it, so its type says allegedly" in note for note in told)
    [own] = made.relation_types
    assert own.kind == "background"
    made, told = found(tmp_path, ANN, FIRM, bare | SEEN)
    assert [relation.type for relation in made.relations] == ["owns"]
    assert [each.attribution for each in made.relations[0].evidence] == ["unnamed"]


@pytest.mark.parametrize(("role", "type_"), [("alleged wife", "alleged-wife-of"), ("wife?", "wife?-of")])
def test_a_claim_of_a_kinship_that_no_source_tells_is_no_kinship(
    role: str, type_: str, tmp_path: Path
) -> None:
    rumour = entity("o", "Family", person="ann", relative="bob", relationship=role)
    made, _ = found(tmp_path, ANN, BOB, rumour)
    assert [each.type for each in made.relations] == [type_]
    assert type_ in [each.name for each in made.relation_types]


@pytest.mark.parametrize(
    ("role", "is_told"),
    [
        ("disputed owner", True), ("contested owner", True), ("refused ownership", True),
        ("denied owner", True), ("rejected owner", True), ("beneficial owner", False),
        ("registered owner", False),
    ],
)  # fmt: skip
def test_a_role_that_begins_with_a_refusal_or_a_dispute_is_reported(
    role: str, is_told: bool, tmp_path: Path
) -> None:
    bare = entity("o", "Ownership", owner="ann", asset="firm", role=role)
    _, told = found(tmp_path, ANN, FIRM, bare)
    assert any("which leaves open whether it is so" in note for note in told) == is_told
