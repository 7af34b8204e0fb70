"""The status of FollowTheMoney entities that make relations, be they actors or without one in the model."""

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.formats import read
from graphkit.formats.format import Reading
from graphkit.model.entities import Dataset
from graphkit.model.kinds import UNNAMED

Row = dict[str, Any]


def entity(id: str, schema: str, context: Row | None = None, /, **properties: str) -> Row:
    values = {name: [value] for name, value in properties.items()}
    return {"id": id, "schema": schema, "properties": values, **(context or {})}


ANN, BOB = entity("ann", "Person", name="Ann"), entity("bob", "Person", name="Bob")
FIRM = entity("firm", "Company", name="Firm")
SEEN = {"datasets": ["a_list"], "last_change": "2024-05-05T10:00:00"}


def found(tmp_path: Path, *rows: Row) -> tuple[Dataset, list[str]]:
    """Return the dataset of some entities, and what its reading tells."""
    file = tmp_path / "x.ftm.json"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    reading = Reading()
    return read(file, reading=reading), reading.told


HAPPENED = {
    "Contract": {"title": "Dredging", "authority": "firm", "contractDate": "2020-01-02"},
    "Event": {"name": "Trip", "involved": "ann", "startDate": "2020-01-02", "endDate": "2020-01-02"},
    "CallForTenders": {"title": "Quay", "tenderers": "bob"},
    "ContractAward": {"supplier": "ann", "contract": "firm", "date": "2020-01-02"},
    "Payment": {"payer": "ann", "beneficiary": "bob", "date": "2020-01-02"},
    "EconomicActivity": {"sender": "ann", "receiver": "bob", "date": "2020-01-02"},
    "Call": {"caller": "ann", "receiver": "bob", "date": "2020-01-02"},
    "UnknownLink": {"subject": "ann", "object": "bob", "role": "paid", "date": "2020-01-02"},
}


@pytest.mark.parametrize("schema", list(HAPPENED))
@pytest.mark.parametrize(
    ("status", "expected"),
    [("cancelled", "planned"), ("planned", "planned"), ("denied", "denied"), ("terminated", "actual")],
)
def test_a_status_of_what_happens_is_that_of_its_relations(
    schema: str, status: str, expected: str, tmp_path: Path
) -> None:
    made, told = found(tmp_path, ANN, BOB, FIRM, entity("x", schema, SEEN, **HAPPENED[schema], status=status))
    assert made.relations
    was_made = schema == "CallForTenders" and status == "denied"  # a tender that was turned down
    assert {row.status for row in made.relations} == {"actual" if was_made else expected}
    assert any("tatus" in line for line in told)


@pytest.mark.parametrize(("cancelled", "expected"), [("true", "planned"), ("no", "actual")])
def test_a_contract_that_was_cancelled_was_only_planned(
    cancelled: str, expected: str, tmp_path: Path
) -> None:
    contract = entity("x", "Contract", SEEN, **HAPPENED["Contract"], cancelled=cancelled)
    made, told = found(tmp_path, FIRM, contract)
    assert [(row.type, row.status) for row in made.relations] == [("awarded", expected)]
    assert ("Cancelled 'true' (1 relation): the relation is planned." in told) == (expected == "planned")


@pytest.mark.parametrize("schema", list(HAPPENED))
def test_what_is_alleged_to_have_happened_is_a_claim(schema: str, tmp_path: Path) -> None:
    for context in ({}, SEEN):
        made, _ = found(
            tmp_path, ANN, BOB, FIRM, entity("x", schema, context, **HAPPENED[schema], status="alleged")
        )
        for row in made.relations:
            assert row.type.startswith("allegedly-") != bool(context)
            assert [entry.attribution for entry in row.evidence] == [UNNAMED] * bool(context)


@pytest.mark.parametrize("status", ["cancelled", "planned", "inactive"])
def test_a_status_of_an_actor_is_not_that_of_whom_it_belongs_to(status: str, tmp_path: Path) -> None:
    made, _ = found(tmp_path, FIRM, entity("x", "Company", SEEN, name="Sub", parent="firm", status=status))
    assert [(row.type, row.status) for row in made.relations] == [("part-of", "actual")]


LEADS = {"director": "ann", "organization": "firm", "startDate": "2016"}
LISTED = {"authority": "Council", "entity": "ann", "startDate": "2020-05-02"}


@pytest.mark.parametrize(
    ("schema", "said", "when", "ends", "is_told"),
    [
        ("Directorship", {"role": "non-executive, resigned 2018"}, "2016/2018", None, False),
        ("Directorship", {"role": "non-executive, since 2018"}, "2016/", None, False),
        ("Directorship", {"role": "former director", "status": "active"}, "2016/", None, True),
        ("Directorship", {"role": "director", "status": "active"}, "2016/", None, False),
        ("Sanction", {"status": "partially lifted"}, "2020-05-02/", None, True),
        ("Sanction", {"status": "teilweise aufgehoben"}, "2020-05-02/", None, True),
        ("Sanction", {"status": "debarred; expired on 2021-01-01"}, "2020-05-02/2021-01-01", None, False),
        ("Sanction", {"status": "lifted"}, None, "[2020-05-02..2024-05-05]", False),
    ],
)
def test_a_status_or_role_says_whether_it_is_over_and_since_when(
    schema: str,
    said: dict[str, str],
    when: str | None,
    ends: str | None,
    is_told: bool,
    tmp_path: Path,
) -> None:
    own = LEADS if schema == "Directorship" else LISTED
    made, told = found(tmp_path, ANN, FIRM, entity("x", schema, SEEN, **own, **said))
    (row,) = made.relations
    assert (row.when, row.ends) == (when, ends)
    assert any("leaves open whether it is still so" in line for line in told) == is_told


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("alleged", ("allegedly-owns", "actual", False)),
        ("denied", ("owns", "denied", False)),
        ("planned acquisition", ("owns", "planned", False)),
        ("former owner", ("owns", "actual", True)),
        ("ceased", ("owns", "actual", True)),
        ("nominee, resigned 2018", ("owns", "actual", True)),
        ("beneficial", ("owns", "actual", False)),
    ],
)
def test_the_type_of_an_ownership_may_say_that_it_is_none(
    told: str, expected: tuple[str, str, bool], tmp_path: Path
) -> None:
    row = entity("x", "Ownership", owner="ann", asset="firm", startDate="2010", ownershipType=told)
    made, _ = found(tmp_path, ANN, FIRM, row)
    [relation] = made.relations
    assert (relation.type, relation.status, relation.when != "2010/") == expected
    assert f"ownershipType: {told}" in (relation.note or "")


@pytest.mark.parametrize("name", ["description", "summary", "publisher"])
@pytest.mark.parametrize("text", ["denied", "alleged", "planned", "resigned 2018"])
def test_a_status_in_another_property_is_told(name: str, text: str, tmp_path: Path) -> None:
    row = entity("x", "Ownership", owner="ann", asset="firm", startDate="2010", **{name: text})
    _, told = found(tmp_path, ANN, FIRM, row)
    assert any(line.startswith("Status that is not known") and f"{name}: {text}" in line for line in told)
    row = entity("x", "Ownership", owner="ann", asset="firm", startDate="2010", **{name: "A planned town"})
    _, told = found(tmp_path, ANN, FIRM, row)
    assert not any(line.startswith("Status that is not known") for line in told)


@pytest.mark.parametrize(
    "role",
    [
        "Vorstand a.D.",
        "Vorstand (a. D.)",
        "Vorstand, i. R.",
        "前董事",
        "原主任",
        "前CEO",
        "前任总经理",
        "原员工",
        "前総理大臣",
        "前衆議院議員",
        "مدير سابق",
        "колишній директор",
    ],
)
def test_a_former_role_is_over_in_more_languages(role: str, tmp_path: Path) -> None:
    row = entity("x", "Directorship", director="ann", organization="firm", startDate="2010", role=role)
    made, told = found(tmp_path, ANN, FIRM, row)
    assert made.relations[0].when != "2010/"
    assert any("says it is over" in line for line in told)


@pytest.mark.parametrize(
    "role",
    [
        "原子能委员会主任",
        "原油贸易主管",
        "原料采购经理",
        "前端工程师",
        "前海公司董事",
        "前橋市長",
        "前田製作所社長",
        "Director of I.R.",
        "Head of I.R.",
        "Director of i.R.",
        "Manager (A.R.)",
        "Clerk A.R.",
        "Agent I.D.",
        "Clerk a.r.",
    ],
)
def test_a_role_that_only_begins_or_ends_like_a_former_one_goes_on(role: str, tmp_path: Path) -> None:
    row = entity("x", "Directorship", director="ann", organization="firm", startDate="2010", role=role)
    made, told = found(tmp_path, ANN, FIRM, row)
    assert made.relations[0].when == "2010/"
    assert not any("says it is over" in line for line in told)


@pytest.mark.parametrize(
    ("schema", "ends", "amount"),
    [
        (
            "Payment",
            {"payer": ["ann", "bob"], "beneficiary": ["firm"]},
            {"amount": ["1000"], "currency": ["EUR"]},
        ),
        ("Payment", {"payer": ["ann"], "beneficiary": ["bob", "firm"]}, {"amountEur": ["1000"]}),
        ("Ownership", {"owner": ["ann", "bob"], "asset": ["firm"]}, {"percentage": ["60"]}),
    ],
)
def test_an_amount_of_several_is_that_of_none(
    schema: str, ends: dict[str, list[str]], amount: dict[str, list[str]], tmp_path: Path
) -> None:
    row = {"id": "x", "schema": schema, "properties": {**ends, **amount}}
    made, told = found(tmp_path, ANN, BOB, FIRM, row)
    assert [relation.amount for relation in made.relations] == [None, None]
    assert all(f"{name}: {texts[0]}" in (made.relations[1].note or "") for name, texts in amount.items())
    assert "Amount of several together (2 relations): in the note, as no share is told." in told


@pytest.mark.parametrize(("amount", "is_told"), [("-5", True), ("-5.50", True), ("5", False), ("0", False)])
def test_an_amount_below_nought_is_told(amount: str, is_told: bool, tmp_path: Path) -> None:
    row = entity("x", "Payment", payer="ann", beneficiary="firm", amount=amount, currency="EUR")
    made, told = found(tmp_path, ANN, FIRM, row)
    assert made.relations[0].amount is not None
    said = "Amount below nought (1 relation): taken as it is; it may be paid back."
    assert (said in told) == is_told


def test_a_contract_of_several_authorities_is_worth_its_amount_once_at_most(tmp_path: Path) -> None:
    properties = {"title": ["Dredging"], "authority": ["firm", "bob"], "amount": ["9"], "currency": ["EUR"]}
    made, told = found(tmp_path, BOB, FIRM, {"id": "x", "schema": "Contract", "properties": properties})
    assert [relation.amount for relation in made.relations] == [None, None]
    assert any(line.startswith("Amount of several together") for line in told)


def test_several_values_of_an_amount_are_told(tmp_path: Path) -> None:
    properties = {"owner": ["ann"], "asset": ["firm"], "percentage": ["25", "50"]}
    made, told = found(tmp_path, ANN, FIRM, {"id": "x", "schema": "Ownership", "properties": properties})
    assert made.relations[0].amount is None
    assert "Percentage of several values (1 relation): in the note; none is chosen." in told


@pytest.mark.parametrize(
    ("role", "end"),
    [
        ("Non-executive director (resigned 1 May 2019)", "2019-05-01"),
        ("director (terminated)", "[..2024-05-05]"), ("board member [resigned 2019]", "2019"),
        ("director (until further notice)", None), ("director (Oslo)", None),
        ("director (former 2019)", "[..2024-05-05]"), ("director, resigned on 03/04/2019", "[..2024-05-05]"),
        ("Trustee (closed fund)", None), ("Head (inactive mines)", None), ("Liquidator (dissolved)", None),
        ("Administrator (terminated contracts)", None), ("Trustee (closed 2019)", None),
        ("Administrator, expired contracts", None), ("Liquidador (disuelta)", None),
        ("Head (former employees)", None), ("chairman, retired judge", None),
        ("Director (former) of Acme", "[..2024-05-05]"),
        ("Liquidator (struck off 2019)", None),
    ],
)  # fmt: skip
def test_what_stands_in_brackets_behind_a_role_may_say_that_it_is_over(
    role: str, end: str | None, tmp_path: Path
) -> None:
    link = entity("x", "Directorship", SEEN, director="ann", organization="firm", role=role)
    made, _ = found(tmp_path, ANN, FIRM, link)
    [relation] = made.relations
    assert (relation.ends or str(relation.when or "").partition("/")[2] or None) == end


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("reason", "Removed from list on 1 May 2019"), ("summary", "Taken off the list in 2019"),
        ("description", "This sanction was lifted in 2019"), ("provisions", "Suspended until further notice"),
        ("summary", "No longer in force"),
    ],
)  # fmt: skip
def test_a_short_remark_that_it_is_over_is_told(name: str, text: str, tmp_path: Path) -> None:
    sanction = entity("x", "Sanction", SEEN, entity="firm", authority="UK", **{name: text})
    _, told = found(tmp_path, FIRM, sanction)
    assert any(f"'{name}: {text}'" in line for line in told)
    sanction = entity("x", "Sanction", SEEN, entity="firm", authority="UK", **{name: "Undermines democracy"})
    assert not any("not known" in line for line in found(tmp_path, FIRM, sanction)[1])
