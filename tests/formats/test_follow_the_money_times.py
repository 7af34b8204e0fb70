"""From when to when a FollowTheMoney relation is: several dates, vague and contradictory ones, statuses."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from graphkit.formats import read
from graphkit.formats.follow_the_money.times import Standing, standing_of
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph
from graphkit.model.entities import Relation

ANN = {"id": "ann", "schema": "Person", "properties": {"name": ["Ann"]}}
FIRM = {"id": "firm", "schema": "Company", "properties": {"name": ["Firm"]}}
SEEN = {"datasets": ["a_list"], "last_change": "2024-05-05T10:00:00"}


def told(
    tmp_path: Path, schema: str, context: dict[str, Any] = SEEN, **properties: list[str]
) -> tuple[Relation, Reading]:
    """Return the only relation of a file with one link, and what its reading tells."""
    ends = {
        "Sanction": {"entity": ["ann"], "authority": ["Ministry"]},
        "Ownership": {"owner": ["ann"], "asset": ["firm"]},
        "Payment": {"payer": ["ann"], "beneficiary": ["firm"]},
        "Directorship": {"director": ["ann"], "organization": ["firm"]},
        "Occupancy": {"holder": ["ann"], "post": ["post"]},
        "UnknownLink": {"subject": ["ann"], "object": ["firm"]},
    }[schema]
    post = {"id": "post", "schema": "Position", "properties": {"name": ["Member"]}}
    link = {"id": "x", "schema": schema, "properties": {**ends, **properties}, **context}
    file = tmp_path / "x.ftm.json"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in (ANN, FIRM, post, link)), encoding="utf-8")
    reading = Reading()
    (relation,) = read(file, reading=reading).relations
    return relation, reading


def date_of(relation: Relation) -> tuple[str | None, str | None, str | None]:
    return relation.when, relation.begins, relation.ends


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("aufgehoben widerrufen beendet abgelaufen gelöscht Aufgelöst ehemalig", "over"),
        ("levée levées abrogé abrogée révoquée radié résilié expiré inactif annulée", "over"),
        ("levantada derogado revocada vencido terminada anulado caducada inactivo", "over"),
        ("revogado levantadas encerrado extinta removido cancelado inativo", "over"),
        ("revocato revocate abrogata scaduto terminati annullata cessato inattivo", "over"),
        ("opgeheven ingetrokken beëindigd verlopen geschrapt inactief", "over"),
        ("снята отменены отменён прекращено исключён исключен истёк истек аннулирован", "over"),
        ("ausgeschieden ehemals ancien ancienne dissous formerly ликвидировано", "over"),
        ("over handed-over", "unclear"),
        ("aktiv gültig actif activa vigente ativo attivo actief действует", "in force"),
        ("ausgesetzt suspendu suspendido sospeso opgeschort приостановлено niet", "unclear"),
    ],
)
def test_a_status_in_another_language(words: str, standing: Standing) -> None:
    assert {word: standing_of([word]) for word in words.split()} == dict.fromkeys(words.split(), standing)


@pytest.mark.parametrize("words", ["nicht aufgehoben", "pas levée", "não revogado", "niet opgeheven"])
def test_what_is_not_over_in_another_language_is_unclear(words: str) -> None:
    assert standing_of([words]) == "unclear"
    assert standing_of(["nicht mehr in Kraft"]) == "over"


@pytest.mark.parametrize(
    ("properties", "date", "note"),
    [
        ({"startDate": ["2020-05-02"]}, ("2020-05-02/", None, None), None),
        ({"endDate": ["2030-05"]}, ("/2030-05", None, None), None),
        ({"startDate": ["2020-05-02", "2021-06"]}, (None, "[2020-05-02,2021-06]", None),
         "startDate: 2020-05-02; startDate: 2021-06"),
        ({"startDate": ["2020", "2020-05-02"]}, ("2020-05-02/", None, None),
         "startDate: 2020; startDate: 2020-05-02"),
        ({"startDate": ["2020-05-02"], "endDate": ["2030", "2031"]}, (None, "2020-05-02", "[2030,2031]"),
         "endDate: 2030; endDate: 2031"),
        ({"listingDate": ["2020-05-02"]}, ("2020-05-02/", None, None), "listingDate: 2020-05-02"),
        ({"startDate": ["2020-05-02"], "listingDate": ["2020-06-01"]},
         (None, "[2020-05-02,2020-06-01]", None), "startDate: 2020-05-02; listingDate: 2020-06-01"),
        ({"startDate": ["2020-05-02T23:10:00"]}, ("2020-05-02/", None, None),
         "startDate: 2020-05-02T23:10:00"),
        ({"startDate": ["circa 1960"]}, ("1960~/", None, None), "startDate: circa 1960"),
        ({"date": ["2021-06-07"]}, (None, "[..2021-06-07]", None), "date: 2021-06-07"),
        ({}, (None, None, None), None),
    ],
)  # fmt: skip
def test_no_date_of_several_is_chosen_and_a_missing_end_is_unknown(
    properties: dict[str, list[str]], date: Any, note: str | None, tmp_path: Path
) -> None:
    relation, reading = told(tmp_path, "Sanction", **properties)
    assert (date_of(relation), relation.note) == (date, note)
    assert reading.told == []


PARTS = ("circa ", "~", "", "", ""), ("1960", "1999-12", "2020-05-02", "2020-13", "1990s", "20200101", "x")
DATES = st.lists(
    st.builds("{}{}{}".format, *map(st.sampled_from, (*PARTS, ("", "", "?", "T10:00:00", "-00")))), max_size=3
)


@given(
    start=DATES, end=DATES, day=DATES, listed=DATES, changed=DATES,
    status=st.sampled_from(([], ["lifted"], ["active"], ["odd"])),
)  # fmt: skip
def test_each_date_is_a_date_of_the_relation_or_in_its_note(
    start: list[str], end: list[str], day: list[str], listed: list[str], changed: list[str],
    status: list[str], tmp_path: Path,
) -> None:  # fmt: skip
    given = {"startDate": start, "endDate": end, "date": day, "listingDate": listed, "modifiedAt": changed}
    for schema in ("Sanction", "Ownership", "Payment"):
        relation, _ = told(tmp_path, schema, **given, **({"status": status} if schema != "Payment" else {}))
        dates = " ".join(filter(None, date_of(relation)))
        for name, texts in given.items():
            for text in texts:
                assert f"{name}: {text}" in (relation.note or "") or text in dates


def test_dates_that_contradict_each_other_or_cannot_be_read_are_told(tmp_path: Path) -> None:
    relation, reading = told(tmp_path, "Ownership", startDate=["2022"], endDate=["2019-05"])
    assert date_of(relation) == (None, None, None)
    assert relation.note == "startDate: 2022; endDate: 2019-05"
    assert reading.told == ["Dates that end before they start (1 relation): in the note."]
    relation, reading = told(tmp_path, "Ownership", startDate=["02.05.2020"])
    assert date_of(relation) == (None, None, None)
    assert relation.note == "startDate: 02.05.2020"
    assert reading.told == ["Dates that cannot be read (1 relation): in the note."]


@pytest.mark.parametrize("schema", ["Payment", "Ownership"])
def test_the_one_date_of_what_happens_is_its_day_and_of_what_lasts_a_day_of_it(
    schema: str, tmp_path: Path
) -> None:
    relation, _ = told(tmp_path, schema, date=["2021-06-07"])
    if schema == "Payment":
        assert date_of(relation) == ("2021-06-07", None, None)
    else:
        assert date_of(relation) == (None, "[..2021-06-07]", None)
        assert relation.evidence[0].attests == "2021-06-07"


@pytest.mark.parametrize(
    ("properties", "begins"),
    [({}, "[..2023-06-15]"), ({"startDate": ["unclear"]}, "[..2023-06-15]"), ({"status": ["planned"]}, None),
     ({"date": ["2020"]}, None)],
)  # fmt: skip
def test_a_link_without_a_date_had_begun_and_did_not_happen(
    properties: dict[str, list[str]], begins: str | None, tmp_path: Path
) -> None:
    listed = {"datasets": ["list"], "last_change": "2023-06-15"}
    relation, _ = told(tmp_path, "UnknownLink", listed, role=["beneficiary"], **properties)
    assert relation.begins == begins
    assert relation.evidence[0].attests is (False if {"startDate", "status"} & {*properties} else None)


def test_a_term_of_office_bounds_the_days_in_office(tmp_path: Path) -> None:
    relation, _ = told(tmp_path, "Occupancy", periodStart=["2019-07-02"], periodEnd=["2024-07-15"])
    span = "[2019-07-02..2024-07-15]"
    assert date_of(relation) == (None, span, span)
    relation, _ = told(tmp_path, "Occupancy", periodStart=["2019-07-02"], startDate=["2020"])
    assert date_of(relation) == ("2020/", None, None)


@pytest.mark.parametrize(
    ("statuses", "standing"),
    [
        *((["Lifted"], "over"), (["de-listed"], "over"), (["Terminated"], "over"), (["EXPIRED"], "over")),
        *((["excluded"], "over"), (["No longer in force"], "over"), (["not active"], "over")),
        *((["inactive"], "over"), (["Sanction was revoked on 3 May"], "over"), (["resigned"], "over")),
        *((["active"], "in force"), (["In force"], "in force"), (["current"], "in force")),
        *((["not lifted"], "unclear"), (["suspended"], "unclear"), (["Zawieszony"], "unclear")),
        *((["active", "lifted"], "unclear"), (["lifted", "Delisted"], "over"), ([], None)),
    ],
)
def test_a_status_says_whether_it_is_over(statuses: list[str], standing: Standing | None) -> None:
    assert standing_of(statuses) == standing


@pytest.mark.parametrize("status", ["lifted", "Delisted", "terminated", "expired", "excluded", "removed"])
@pytest.mark.parametrize(
    ("properties", "ends"),
    [
        ({"modifiedAt": ["2023-03-01"], "endDate": ["2036-05-02"]}, "[2020-05-02..2023-03-01]"),
        ({"modifiedAt": ["2023-03-01"], "endDate": ["2022-01-01"]}, "2022-01-01"),
        ({"modifiedAt": ["2023-03-01"]}, "[2020-05-02..2023-03-01]"),
        ({}, "[2020-05-02..2024-05-05]"),
    ],
)
def test_what_is_over_is_in_force_no_more_but_has_no_end_that_nobody_gives(
    status: str, properties: dict[str, list[str]], ends: str, tmp_path: Path
) -> None:
    given = {"startDate": ["2020-05-02"], "status": [status], **properties}
    relation, reading = told(tmp_path, "Sanction", **given)
    assert (relation.ends or str(relation.when).split("/")[1]) == ends
    assert relation.note is not None
    assert f"status: {status}" in relation.note
    assert relation.evidence[0].attests is False
    assert reading.told == []
    graph = build_graph(read(tmp_path / "x.ftm.json"))
    assert len(gk.snapshot(graph, "2025-01-01").edges) == 0
    before = gk.snapshot(graph, "2021-06-01")
    assert len(before.edges) == 1


def test_what_is_over_had_ended_by_the_day_of_the_import_where_nothing_else_says_when(tmp_path: Path) -> None:
    relation, reading = told(tmp_path, "Sanction", {}, startDate=["2020-05-02"], status=["terminated"])
    assert date_of(relation) == (None, "2020-05-02", f"[2020-05-02..{reading.day}]")
    what = "Status or role that says it is over, without the day (1 relation)"
    assert f"{what}: it ended by {reading.day}, the day of the import." in reading.told
    relation, _ = told(
        tmp_path, "Sanction", {}, startDate=["2020-05-02"], endDate=["2136"], status=["terminated"]
    )
    assert date_of(relation) == (None, "2020-05-02", f"[2020-05-02..{reading.day}]")


@pytest.mark.parametrize(
    "says",
    [
        {"status": ["terminated"]},
        {"status": ["former"]},
        {"status": ["resigned"]},
        {"role": ["Former chairman"]},
        {"role": ["ex-director"]},
        {"role": ["chairman (retired)"]},
    ],
)
def test_who_is_out_since_nobody_knows_when_is_never_told_to_be_in(
    tmp_path: Path, says: dict[str, list[str]]
) -> None:
    relation, reading = told(tmp_path, "Directorship", {}, **says)
    assert date_of(relation) == (None, None, f"[..{reading.day}]")
    assert any("it ended by" in note for note in reading.told)


def test_a_payment_with_a_start_alone_was_made_then(tmp_path: Path) -> None:
    relation, _ = told(tmp_path, "Payment", {}, startDate=["2019-03-05"])
    assert (date_of(relation), relation.note) == (("2019-03-05", None, None), None)


def test_a_role_until_some_day_leaves_open_whether_it_is_so(tmp_path: Path) -> None:
    _, reading = told(tmp_path, "Directorship", {}, role=["acting until 2019"])
    said = "1 link of status 'acting until 2019', which leaves open whether it is still so."
    assert said in reading.told


@pytest.mark.parametrize("schema", ["Sanction", "Ownership"])
@pytest.mark.parametrize("status", ["lifted", "terminated", "expired", "delisted", "resigned"])
@pytest.mark.parametrize(
    "dates",
    [
        {"startDate": ["2022-05-01"], "endDate": ["2021-01-01"]},
        {"startDate": ["2024-05-01"]},
        {"startDate": ["2024-05-01"], "endDate": ["2021-01-01"]},
        {"startDate": ["2024-05-01"], "endDate": ["2023-05-01"]},
        {"periodStart": ["2024-05-01"], "periodEnd": ["2025-05-01"]},
        {"startDate": ["2024"], "date": ["2024-05-01"]},
    ],
)
def test_what_is_over_was_so_by_the_day_of_its_list_whatever_its_dates(
    dates: dict[str, list[str]], status: str, schema: str, tmp_path: Path
) -> None:
    context = {"datasets": ["a_list"], "last_change": "2023-01-01"}
    relation, reading = told(tmp_path, schema, context, status=[status], **dates)
    assert date_of(relation) == (None, None, "[..2023-01-01]")
    assert relation.note is not None
    assert all(f"{name}: {text}" in relation.note for name, (text,) in dates.items())
    assert relation.evidence[0].attests is False
    assert reading.told == ["Dates that end before they start (1 relation): in the note."]
    graph = build_graph(read(tmp_path / "x.ftm.json"))
    assert len(gk.snapshot(graph, "2024-06-01").edges) == 0


def test_what_is_over_and_has_contradicting_dates_had_ended_by_the_day_of_the_import(tmp_path: Path) -> None:
    dates = {"startDate": ["2022-05-01"], "endDate": ["2021-01-01"]}
    relation, reading = told(tmp_path, "Sanction", {}, status=["lifted"], **dates)
    assert date_of(relation) == (None, None, f"[..{reading.day}]")
    assert "Dates that end before they start (1 relation): in the note." in reading.told


def test_contradicting_dates_of_an_unclear_status_are_told(tmp_path: Path) -> None:
    dates = {"startDate": ["2022-05-01"], "endDate": ["2021-01-01"]}
    relation, reading = told(tmp_path, "Sanction", status=["suspended"], **dates)
    assert date_of(relation) == (None, None, None)
    assert relation.note == "status: suspended; startDate: 2022-05-01; endDate: 2021-01-01"
    assert "Dates that end before they start (1 relation): in the note." in reading.told


@pytest.mark.parametrize("statuses", [["suspended"], ["active", "lifted"]])
def test_an_unclear_status_leaves_it_open_and_is_told(statuses: list[str], tmp_path: Path) -> None:
    relation, reading = told(
        tmp_path, "Sanction", startDate=["2020-05-02"], endDate=["2036-05-02"], status=statuses
    )
    assert date_of(relation) == (None, "2020-05-02", "[2020-05-02..2036-05-02]")
    assert reading.told == [
        f"1 link of status '{'; '.join(statuses)}', which leaves open whether it is still so."
    ]
    assert relation.note is not None
    assert all(f"status: {status}" in relation.note for status in statuses)


def test_what_has_a_date_that_is_not_read_may_be_over_or_not_begun(tmp_path: Path) -> None:
    for properties in ({"startDate": ["soon"]}, {"startDate": ["2020"], "endDate": ["Q5 2023"]}):
        assert told(tmp_path, "Sanction", **properties)[0].evidence[0].attests is False
    relation, _ = told(tmp_path, "Sanction", startDate=["soon"], status=["active"])
    assert relation.evidence[0].attests is None


def test_what_is_in_force_is_so_until_its_list_was_last_changed(tmp_path: Path) -> None:
    relation, reading = told(tmp_path, "Sanction", startDate=["2020-05-02"], status=["active"])
    assert (date_of(relation), relation.evidence[0].attests) == (("2020-05-02/", None, None), None)
    assert reading.told == []


def test_a_director_who_resigned_is_one_no_more(tmp_path: Path) -> None:
    relation, _ = told(tmp_path, "Directorship", startDate=["2015"], status=["resigned"], role=["Chair"])
    assert date_of(relation) == (None, "2015", "[2015-01-01..2024-05-05]")
    assert (relation.type, relation.summary) == ("director-of", "Chair")


@pytest.mark.parametrize(
    ("end", "status", "ends"),
    [
        ("2024-12-31", "resigned", "[2015-01-01..2024-12-31]"),
        ("2024", "retired", "[2015-01-01..2024-12-31]"),
        ("2024-12-31", "terminated", "[2015-01-01..2024-05-05]"),
        ("2023-02-01", "resigned", "2023-02-01"),
    ],
)
def test_who_resigned_may_leave_on_a_later_day(end: str, status: str, ends: str, tmp_path: Path) -> None:
    relation, _ = told(tmp_path, "Directorship", startDate=["2015"], endDate=[end], status=[status])
    assert (relation.ends or str(relation.when).split("/")[1]) == ends
    assert relation.evidence[0].attests is False


@pytest.mark.parametrize(
    "role",
    ["former director", "Ex-Director", "Previous owner", "ehemaliger Direktor", "ancienne gérante"],
)
def test_a_former_role_is_over(role: str, tmp_path: Path) -> None:
    relation, _ = told(tmp_path, "Directorship", startDate=["2015"], role=[role])
    assert (relation.type, relation.summary) == ("director-of", role)
    assert date_of(relation) == (None, "2015", "[2015-01-01..2024-05-05]")
    relation, _ = told(tmp_path, "Directorship", startDate=["2015"], role=[role, "Chair"])
    assert date_of(relation) == ("2015/", None, None)


@pytest.mark.parametrize(
    "role", ["Ex officio member", "ex-officio director", "Antigua manager", "Previous year's auditor"]
)
def test_a_role_of_other_words_like_former_goes_on(role: str, tmp_path: Path) -> None:
    relation, _ = told(tmp_path, "Directorship", startDate=["2015"], role=[role])
    assert date_of(relation) == ("2015/", None, None)


@pytest.mark.parametrize(
    ("end", "sure"), [("2004", "2004-01-01"), ("2023", "2023-01-01"), ("2023-05-31", "2023-05-31")]
)
def test_a_list_attests_nothing_beyond_an_end_that_it_states(tmp_path: Path, end: str, sure: str) -> None:
    context = {"datasets": ["a_list"], "last_change": "2023-06-03T10:00:00"}
    told(tmp_path, "Ownership", context, startDate=["2001"], endDate=[end])
    graph = build_graph(read(tmp_path / "x.ftm.json"))
    (relation,) = gk.relations(graph).relations
    assert relation.bounds is not None
    assert relation.bounds.earliest_end == date.fromisoformat(sure).toordinal()


@pytest.mark.parametrize(
    ("status", "properties", "dates"),
    [
        ("terminated in March 2021", {}, ("2020-05-02/2021-03", None, None)),
        ("lifted 2021-06-01", {"endDate": ["2022"]}, ("2020-05-02/2022", None, None)),
        ("lifted 2019", {}, (None, "2020-05-02", "[2020-05-02..2024-05-05]")),
        ("terminated 2030", {}, (None, "2020-05-02", "[2020-05-02..2024-05-05]")),
        ("inactive since 2021", {}, (None, "2020-05-02", "[2020-05-02..2021-12-31]")),
        ("terminated, renewed 2021", {}, ("2020-05-02/", None, None)),
    ],
)
def test_the_day_of_a_status_is_the_end_where_no_other_is_given(
    status: str, properties: dict[str, list[str]], dates: tuple[str | None, ...], tmp_path: Path
) -> None:
    relation, reading = told(tmp_path, "Sanction", startDate=["2020-05-02"], status=[status], **properties)
    assert date_of(relation) == dates
    assert relation.note is not None
    assert f"status: {status}" in relation.note
    assert not any("without the day" in each for each in reading.told)


@pytest.mark.parametrize(
    ("status", "end"),
    [
        ("Removed 2022-03-04", "2022-03-04"),
        ("removed on 4 March 2022", "2022-03-04"),
        ("Withdrawn (2022)", "2022"),
        ("gestrichen am 04.03.2022", "2022-03-04"),
        ("aufgehoben am 04.03.2022", "2022-03-04"),
        ("aufgehoben 04.03.2022", "2022-03-04"),
        ("removido em 04/03/2022", "2022-03-04"),
        ("retirée le 04/03/2022", "2022-03-04"),
    ],
)
@pytest.mark.parametrize("schema", ["Sanction", "Ownership"])
def test_the_day_beside_the_word_for_an_end_is_the_end(
    schema: str, status: str, end: str, tmp_path: Path
) -> None:
    relation, reading = told(tmp_path, schema, startDate=["2020-05-02"], status=[status])
    assert date_of(relation) == (f"2020-05-02/{end}", None, None)
    assert reading.told == []


@pytest.mark.parametrize("status", ["removed on 04/03/2022", "historical 2022-03-04", "previous (2021)"])
def test_a_day_of_two_readings_or_of_no_end_is_none(status: str, tmp_path: Path) -> None:
    relation, _ = told(tmp_path, "Ownership", startDate=["2020-05-02"], status=[status])
    assert date_of(relation) == (None, "2020-05-02", "[2020-05-02..2024-05-05]")


@pytest.mark.parametrize("status", ["formerly denied", "previously alleged", "formerly planned"])
def test_a_word_for_an_end_of_what_is_no_fact_is_not_known(status: str, tmp_path: Path) -> None:
    relation, reading = told(tmp_path, "Ownership", startDate=["2020-05-02"], status=[status])
    assert relation.evidence[0].attests is False
    assert reading.told == [f"1 link of status '{status}', which leaves open whether it is still so."]
