"""What tables of other programs say of doubt, denial and plans is never told as a plain fact."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run, run

import graphkit as gk
from graphkit.formats import read
from graphkit.formats.events import cameo
from graphkit.formats.foreign_status import is_name_in_doubt, only_claimed, said_in, said_of_type, status_of
from graphkit.formats.format import Reading
from graphkit.formats.party_names import nobody_in
from graphkit.libraries import tables_beside
from graphkit.model.entities import Dataset, Relation
from graphkit.model.vocabulary import vocabulary

__all__ = ["run"]

HEADINGS = "source,target,relation,date,publisher,published\n"


def made(folder: Path, text: str) -> tuple[Dataset, str]:
    """Return what a table holds, and what reading it tells."""
    (folder / "x.csv").write_text(text, "utf-8")
    reading = Reading()
    return read(folder / "x.csv", reading=reading), "\n".join(reading.told)


def typed(folder: Path, words: str, publisher: str = "BBC") -> tuple[Relation, str]:
    """Return the relation of a row of this type, and what reading it tells."""
    dataset, told = made(folder, f'{HEADINGS}A,B,"{words}",2019-05-04,{publisher},2020-01-01\n')
    return dataset.relations[0], told


# --- types -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "type_", "status"),
    [
        ("paid (denied)", "paid", "denied"), ("met [denied]", "met", "denied"),
        ("met - denied", "met", "denied"), ("denied: owner", "owner", "denied"),
        ("planned: merger", "merger", "planned"), ("merger: planned", "merger", "planned"),
        ("paid, denied by Bolt", "paid", "denied"), ("[false] paid", "paid", "denied"),
        ("meeting (cancelled)", "meeting", "planned"), ("call (postponed)", "call", "planned"),
        ("merger (planned)", "merger", "planned"), ("traf (abgesagt)", "traf", "planned"),
        ("paid (alleged, denied by Bolt)", "paid", "denied"),
    ],
)  # fmt: skip
def test_words_beside_a_type_say_its_status(words: str, type_: str, status: str, tmp_path: Path) -> None:
    row, told = typed(tmp_path, words)
    assert (row.type, row.status, row.note) == (type_, status, f"type: {words}")
    assert f"'{words}'" in told


@pytest.mark.parametrize(
    ("words", "type_", "untold"),
    [
        ("met (alleged)", "met", "met-alleged"), ("met?", "met", "met?"), ("met (?)", "met", "met-?"),
        ("hat angeblich bezahlt", "hat-bezahlt", "hat-angeblich-bezahlt"),
        ("rzekomy wspólnik", "rzekomy-wspólnik", "rzekomy-wspólnik"),
        ("allegedly paid", "paid", "allegedly-paid"), ("alleged owner", "alleged-owner", "alleged-owner"),
        ("paid (not confirmed)", "paid", "paid-not-confirmed"),
        ("owner, rumoured", "owner", "owner-rumoured"),
    ],
)  # fmt: skip
def test_a_type_that_is_only_a_claim_is_one(words: str, type_: str, untold: str, tmp_path: Path) -> None:
    row, told = typed(tmp_path, words)
    assert (row.type, row.status, row.note) == (type_, "actual", f"type: {words}")
    assert row.evidence[0].attribution == "unnamed"
    row, told = typed(tmp_path, words, publisher="")
    assert (row.type, row.evidence) == (untold, ())  # without a source the type keeps the doubt
    assert f"type: {words}" in str(row.note)
    assert "Type that may be no fact (1 relation): taken as it is" in told


@pytest.mark.parametrize(
    "words",
    ["cancelled meeting", "postponed call", "failed merger with", "CEO until 2019", "acquitted of bribing",
     "has yet to pay", "due to meet", "about to meet", "is set to buy", "contract (draft)",
     "contract (unsigned)",
     "aurait payé", "habría pagado", "avrebbe pagato", "vermeintlich", "geplant", "prévu", "запланировано",
     "non-executive director until 2019", "merger (failed)", "merger: failed", "paid (possibly)",
     "proposal (rejected)", "gescheiterte Fusion", "Interim CEO 2001-2003", "Chair (1998\u20132002)",
     "CEO 2001-03", "Minister 2010 to 2012", "Vorsitz 2001 bis 2003", "MP May 1997 - June 2001"],
)  # fmt: skip
def test_a_type_that_may_be_no_fact_is_told(words: str, tmp_path: Path) -> None:
    row, told = typed(tmp_path, words)
    assert row.status == "actual"
    assert f"Type that may be no fact (1 relation): taken as it is; the first: line 2: '{words}'" in told
    assert (row.note == f"type: {words}") == ("(" in words or ":" in words)


@pytest.mark.parametrize(
    "words",
    ["paid", "paid (cash)", "Engage in negotiation (other)", "met, once", "CEO (acting)", "denied", "due to",
     "non-executive director", "planned giving", "planning adviser to", "designated heir", "payment due to",
     "not-for-profit partner of", "Appeal for target to allow international involvement (non-mediation)",
     "Conduct suicide, car, or other non-military bombing"],
)  # fmt: skip
def test_a_type_that_says_nothing_of_its_status_is_told_as_it_is(words: str, tmp_path: Path) -> None:
    row, told = typed(tmp_path, words)
    assert (row.status, row.evidence[0].attribution, row.evidence[0].attests) == ("actual", None, None)
    assert "ype that" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("allegedly did not pay", ("paid", "denied", True)),
        ("did not pay (alleged)", ("paid", "denied", True)),
        ("did not pay (denied)", ("did not pay (denied)", None, False)),
        ("paid - allegedly", ("paid", None, True)),
        ("(allegedly) paid", ("paid", None, True)), ("did not pay (cash)", ("pay-cash", "denied", False)),
        ("paid (allegedly for drugs)", ("paid (allegedly for drugs)", None, False)),
        ("paid (not denied)", ("paid (not denied)", None, False)),
        ("alleged owner (denied)", ("alleged owner", "denied", True)),
    ],
)  # fmt: skip
def test_what_two_words_of_a_type_say_together(
    words: str, said: tuple[str, str | None, bool], tmp_path: Path
) -> None:
    found = said_of_type(words)
    assert found[:3] == said
    assert any(found[1:])
    row, told = typed(tmp_path, words, publisher="")
    assert (row.status, words in told) == (said[1] or "actual", True)


def test_a_type_that_is_so_in_every_row_says_its_status_too(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\nAnn,Ben\n")
    for words, status in (("paid (denied)", "denied"), ("allegedly paid", "actual")):
        columns = f"source=a,target=b,type='{words}',publisher='BBC',published='2020-01-01'"
        [row] = read(path, reading=Reading(columns=columns)).relations
        assert (row.type, row.status, row.note) == ("paid", status, f"type: {words}")
        assert row.evidence[0].attribution == (None if status == "denied" else "unnamed")


def test_a_type_that_says_it_is_over_is_over(tmp_path: Path) -> None:
    row, told = typed(tmp_path, "CEO (resigned)")
    assert (row.type, row.ends, row.evidence[0].attests) == ("ceo", f"[2019-05-04..{Reading().day}]", False)
    assert "CEO (resigned)" in told


def test_every_type_that_may_be_no_fact_is_named(tmp_path: Path) -> None:
    words = [
        "failed merger",
        "cancelled call",
        "will pay",
        "paid (denied)",
        "paid [false]",
        "met?",
        "met (alleged)",
    ]
    rows = "".join(f"A,B{at},{each},2019-05-04,BBC,2020-01-01\n" for at, each in enumerate(words))
    _, told = made(tmp_path, HEADINGS + rows)
    assert not [each for each in words if f"'{each}'" not in told]


@pytest.mark.parametrize("columns", [6, 4])
def test_every_reader_of_tables_says_the_same_of_types(columns: int, run: Run, tmp_path: Path) -> None:
    words = (
        "paid (denied)", "met (alleged)", "meeting (cancelled)", "met?", "failed merger", "CEO (resigned)",
        "did not meet", "hat angeblich bezahlt", "paid",
    )  # fmt: skip
    lines = [
        HEADINGS.strip(),
        *(f"A{at},B,{each},2019-05-04,BBC,2020-01-01" for at, each in enumerate(words)),
    ]
    path = tmp_path / "x.csv"
    path.write_text("".join(f"{','.join(line.split(',')[:columns])}\n" for line in lines))
    run("import", str(path), "-o", str(tmp_path / "out"))
    texts = []
    for data in (path, tmp_path / "out"):
        run("--data", str(data), "export", str(tmp_path / "x.json"))
        texts.append((tmp_path / "x.json").read_text())
    assert texts[0] == texts[1]
    assert gk.open(path).count() == len(words) - 3


# --- statuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["alleged", "allegedly", "mutmaßlich", "not confirmed", "nicht bestätigt", "non confirmé", "denied?",
     "confirmed?",
     "rumour", "unproven", "alleged, not confirmed"],
)  # fmt: skip
def test_a_status_that_is_only_a_claim(words: str) -> None:
    assert only_claimed(words)
    assert status_of(words) is None


def test_a_status_of_several_parts_says_what_all_of_them_say() -> None:
    assert [
        status_of(words) for words in ("alleged, denied by Bolt", "cancelled; denied", "denied and refuted")
    ] == ["denied"] * 3
    assert [status_of(words) for words in ("denied, later confirmed", "alleged, now closed")] == [None] * 2
    assert status_of("denied by A; confirmed by B") is None


@pytest.mark.parametrize(
    "words",
    ["denied by Bolt, confirmed by court", "denied by Bolt; confirmed",
     "denied by Bolt but confirmed by court",
     "denied by Bolt, later admitted", "denied by Bolt (later confirmed)", "denied by Bolt, proven",
     "denied by Bolt, true", "denied by Bolt - court found otherwise", "denied by Bolt until 2019",
     "refuted by Bolt, upheld", "bestritten von Bolt, gerichtlich bestätigt",
     "démenti par Bolt, confirmé par la justice", "negado por Bolt, confirmado",
     "planned by Bolt, carried out 2019", "planned by Bolt; signed",
     "denied by Bolt, not later, but admitted"],
)  # fmt: skip
def test_a_status_that_also_says_the_opposite_is_not_known(words: str, tmp_path: Path) -> None:
    dataset, told = made(tmp_path, f'{HEADINGS.strip()},status\nA,B,paid,2019-05-04,BBC,2020,"{words}"\n')
    assert (dataset.relations[0].status, dataset.relations[0].note) == ("actual", f"status: {words}")
    assert f"Status that is not known (1 relation): in the note; the first: line 2: '{words}" in told
    row, told = typed(tmp_path, f"paid ({words})" if "(" not in words else f"paid, {words}")
    assert row.status == "actual"
    assert "Type that may be no fact (1 relation)" in told
    links = [{"source": "a", "target": "b", "relation": "paid", "status": words}]
    (tmp_path / "x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    assert read(tmp_path / "x.json", reading=Reading()).relations[0].status == "actual"
    assert owned(tmp_path, status=[words])[0].status == "actual"


@pytest.mark.parametrize(
    "words",
    ["denied by Bolt", "denied by True Corp", "denied by Bolt and Acme", "denied by Bolt, CEO of Acme",
     "denied by Bolt, not confirmed", "denied by Bolt; unconfirmed", "denied by Bolt (spokesman)",
     "denied on 3 May 2019", "bestritten von Bolt, nicht bestätigt"],
)  # fmt: skip
def test_a_denial_that_nothing_opposes_is_one(words: str) -> None:
    assert status_of(words) == "denied"


@pytest.mark.parametrize(
    ("type_", "start", "end", "status"),
    [
        ("employs", "2015-01-01", "2018-06-30", "actual"),
        ("advises on", "2015-01-01", "2018-06-30", "actual"),
        ("contract", "2015", "", "actual"), ("contract with", "2015", "", "actual"),
        ("has licence", "2015", "", "actual"), ("contract talks", "2015", "", "planned"),
        ("meeting", "2015-01-01", "2015-01-03", "planned"), ("met", "2015-01-01", "2015-01-03", "planned"),
        ("advises on", "2015", "", "planned"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("said", ["cancelled", "annulé"])
def test_what_was_cancelled_after_it_had_run_is_not_only_planned(
    said: str, type_: str, start: str, end: str, status: str, tmp_path: Path
) -> None:
    heading = "source,target,type,start,end,status\n"
    dataset, told = made(tmp_path, f"{heading}A,B,{type_},{start},{end},{said}\n")
    assert (dataset.relations[0].status, dataset.relations[0].note) == (status, f"status: {said}")
    assert f"'{said}'" in told or f"Status {said}" in told
    dataset, told = made(tmp_path, f"source,target,type,when,status\nA,B,{type_},{start}/{end},{said}\n")
    assert dataset.relations[0].status == status
    link = {"source": "a", "target": "b", "relation": type_, "start": start, "end": end, "status": said}
    link = {name: text for name, text in link.items() if text}
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": [link]}))
    assert read(file, reading=Reading()).relations[0].status == status


@pytest.mark.parametrize(
    "words",
    ["expired, renewed", "expired but renewed", "terminated, reinstated", "terminated in error",
     "ended (disputed)",
     "ended 2019, resumed 2020", "beendet, verlängert", "expiré, renouvelé", "terminated (denied by Bolt)"],
)  # fmt: skip
def test_an_end_that_is_taken_back_is_a_status_that_is_not_known(words: str, tmp_path: Path) -> None:
    heading = "source,target,type,when,status\n"
    dataset, told = made(tmp_path, f'{heading}A,B,owns,2015/,"{words}"\n')
    assert (dataset.relations[0].ends, dataset.relations[0].note) == (None, f"status: {words}")
    assert f"Status that is not known (1 relation): in the note; the first: line 2: '{words}" in told
    links = [{"source": "a", "target": "b", "relation": "owns", "when": "2015/", "status": words}]
    (tmp_path / "x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    assert read(tmp_path / "x.json", reading=Reading()).relations[0].ends is None
    row, told = owned(tmp_path, startDate=["2015"], status=[words])
    assert (row.ends, row.evidence[0].attests) == (None, False)
    assert "leaves open whether it is still so" in told


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("expired, not renewed", None),
        ("ended 2019", "2015/2019"),
        ("terminated; no longer active", None),
        ("ended", None),
    ],
)
def test_an_end_that_nothing_takes_back_is_one(words: str, when: str | None, tmp_path: Path) -> None:
    dataset, _ = made(tmp_path, f'source,target,type,when,status\nA,B,owns,2015/,"{words}"\n')
    [row] = dataset.relations
    assert row.when == when
    assert (row.ends is None) == bool(when)


def test_a_denial_of_somebody_who_admitted_it_later_is_not_known(tmp_path: Path) -> None:
    rows = "A,B,paid,2019,BBC,2020,Bolt (later admitted)\nA,C,paid,2019,BBC,2020,Ben Ray (confirmed)\n"
    dataset, told = made(tmp_path, f"{HEADINGS.strip()},denied by\n{rows}")
    assert [row.status for row in dataset.relations] == ["actual", "denied"]
    assert "Status that is not known (1 relation)" in told
    assert "denied by: Bolt (later admitted)" in told


@pytest.mark.parametrize(
    ("heading", "cell", "status", "claimed", "unknown"),
    [
        ("fact check", "false", "denied", False, False), ("fact_check", "Denied", "denied", False, False),
        ("Fact check result", "unverified", "actual", True, False),
        ("verification", "alleged", "actual", True, False),
        ("verdict", "false", "denied", False, False), ("verdict", "mixture", "actual", False, True),
        ("Confidence", "low", "actual", False, True), ("verification", "false", "actual", False, True),
        ("Fact checked", "FALSE", "actual", False, True), ("alleged by", "Bolt", "actual", True, False),
        ("rumoured by", "nobody", "actual", False, False), ("Confidence", "high", "actual", False, False),
        ("certainty", "alleged", "actual", True, False), ("Faktencheck", "falsch", "denied", False, False),
        ("verification", "verified", "actual", False, False), ("certainty", "", "actual", False, False),
        ("deal status", "denied", "denied", False, False), ("deal status", "alleged", "actual", True, False),
        ("case status", "denied", "actual", False, True), ("legal status", "alleged", "actual", True, False),
        ("legal status", "dismissed", "actual", False, True), ("rumour", "yes", "actual", True, False),
        ("Denial", "yes", "denied", False, False), ("Denial", "We never paid", "actual", False, True),
        ("Denial", "no", "actual", False, False), ("visa status", "denied", "actual", False, False),
    ],
)  # fmt: skip
def test_what_a_column_says_of_truth_or_a_case_is_never_silent(
    heading: str, cell: str, status: str, claimed: bool, unknown: bool, tmp_path: Path
) -> None:
    dataset, told = made(
        tmp_path, f"{HEADINGS.strip()},{heading}\nA,B,paid,2019-05-04,BBC,2020-01-01,{cell}\n"
    )
    [row] = dataset.relations
    assert (row.status, row.evidence[0].attribution) == (status, "unnamed" if claimed else None)
    assert ("Status that is not known (1 relation): in the note" in told) == unknown
    assert f"{heading}: {cell}" in told or not (claimed or unknown or status != "actual")
    assert row.note == (f"{heading}: {cell}" if cell else None)


@pytest.mark.parametrize(
    ("heading", "cell", "unknown"),
    [
        ("active", "inactive", True), ("active", "until 2019", True), ("is_current", "former", True),
        ("was ended", "2019", True), ("is_terminated", "2019-05-01", True), ("verified", "pending", True),
        ("verified", "not yet", True), ("verified", "TBC", True), ("active", "yes", False),
        ("verified", "true", False),
        ("is_terminated", "no", False), ("active", "since 2015", False), ("is_current", "current", False),
    ],
)  # fmt: skip
def test_an_answer_that_is_neither_yes_nor_no_is_told(
    heading: str, cell: str, unknown: bool, tmp_path: Path
) -> None:
    text = f"source,target,type,when,{heading}\nA,B,owns,2015/,{cell}\n"
    dataset, told = made(tmp_path, text)
    assert (dataset.relations[0].status, dataset.relations[0].note) == ("actual", f"{heading}: {cell}")
    assert (f"'{heading}: {cell}'" in told) == unknown


@pytest.mark.parametrize("words", ["denied", "false", "dismissed", "unfounded"])
@pytest.mark.parametrize("type_", ["sued", "charged", "appealed to", "lawsuit against", "requested aid from"])
def test_a_verdict_denies_no_lawsuit(type_: str, words: str, tmp_path: Path) -> None:
    rows = f"A,B,{type_},2019-05-04,BBC,2020-01-01,{words}\n"
    dataset, told = made(tmp_path, f"{HEADINGS.strip()},verdict\n{rows}")
    assert (dataset.relations[0].status, dataset.relations[0].note) == ("actual", f"verdict: {words}")
    assert f"in the note; the first: line 2: 'verdict: {words}'" in told
    links = [{"source": "a", "target": "b", "relation": type_, "verdict": words}]
    (tmp_path / "x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    assert read(tmp_path / "x.json", reading=Reading()).relations[0].status == "actual"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nigdy nie zapłacił", ("zapłacił", "denied")), ("nie zapłacił nigdy", ("zapłacił", "denied")),
        ("não pagou nunca", ("pagou", "denied")), ("nunca pagó", ("pagó", "denied")),
        ("никогда не платил", ("платил", "denied")),
        ("hat nie nicht bezahlt", ("hat nie nicht bezahlt", None)),
        ("nikdy nezaplatil", ("nikdy nezaplatil", None)), ("soha nem fizetett", ("soha nem fizetett", None)),
    ],
)  # fmt: skip
def test_two_words_of_denial_that_go_together_deny_once(words: str, said: tuple[str, str | None]) -> None:
    found = said_of_type(words)
    assert (found[:2], found.is_unsure) == (said, said[1] is None)


# --- an end that is now, and names of nobody -------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["present", "Ongoing", "current", "heute", "to date", "now", "en cours", "hasta la fecha", "bis dato"],
)
def test_an_end_that_is_now_says_what_a_blank_one_says(word: str, run: Run, tmp_path: Path) -> None:
    heading = "source,target,relation,start,end,publisher,published\n"
    rows = [
        f"{who},Acme,works for,2018,{end},Daily Post,2019-05-05\n"
        for who, end in (("Ann", word), ("Bob", ""))
    ]
    dataset, _ = made(tmp_path, heading + "".join(rows))
    told, blank = dataset.relations
    assert (told.when, told.evidence) == (blank.when, blank.evidence)
    assert (told.note, blank.note) == (f"end: {word}", None)
    run("import", str(tmp_path / "x.csv"), "-o", str(tmp_path / "out"))
    for data in (tmp_path / "x.csv", tmp_path / "out"):
        shown = run("--data", data, "snapshot", "2019-05-01", "--format", "json").answer["relations"]
        assert [row["certainty"] for row in shown] == ["certain"] * 2


def test_an_entity_that_goes_on_until_now_is_attested(tmp_path: Path) -> None:
    row, told = owned(tmp_path, startDate=["2018"], endDate=["present"])
    assert (row.when, row.evidence[0].attests, row.note, told) == ("2018/", None, "endDate: present", "")


@pytest.mark.parametrize(
    "name",
    ["redacted", "[REDACTED]", "private individual", "Privatperson", "confidential", "anonymous donor",
     "nicht bekannt", "wie oben", "dto.", "ibid.", "private person", "name withheld", "not disclosed",
     "non divulgué", "persona física", "omissis", "частное лицо", "geschwärzt"],
)  # fmt: skip
def test_a_name_that_may_stand_for_nobody_is_told(name: str, tmp_path: Path) -> None:
    dataset, told = made(tmp_path, f"{HEADINGS}A,{name},paid,2019-05-04,BBC,2020-01-01\n")
    assert f"Actor named {name} (1 row): kept, though it may stand for nobody" in told
    assert name in {actor.name for actor in dataset.actors}


@pytest.mark.parametrize("name", ["Acme (alleged)", "Ann Lee?", "Bolt [denied]", "Ann Lee (?)"])
def test_a_name_in_doubt_is_told(name: str, tmp_path: Path) -> None:
    _, told = made(
        tmp_path, f"{HEADINGS}A,{name},paid,2019-05-04,BBC,2020-01-01\nA,B (US),paid,2019,BBC,2020\n"
    )
    instead = "kept as it is; a column status can say it of the relation"
    assert f"Name with a word of doubt (1 row): {instead}; the first: line 2: '{name}'" in told
    path = tmp_path / "plain.tsv"
    path.write_text(f"A\tpaid\t{name}\t2019\nA\tpaid\tB\t2019\n")
    with gk.open(path) as table:
        assert any(line.startswith("Name with a word of doubt (1 row)") for line in table.notes)


@pytest.mark.parametrize(
    ("words", "type_", "status"),
    [("paid (denied)", "paid", "denied"), ("meeting (cancelled)", "meeting", "planned"),
     ("met (alleged)", "met-alleged", "actual"), ("CEO (resigned)", "ceo-resigned", "actual"),
     ("failed merger", "failed-merger", "actual"), ("paid (cash)", "paid-cash", "actual")],
)  # fmt: skip
def test_a_graph_says_the_same_of_types(words: str, type_: str, status: str, tmp_path: Path) -> None:
    links = [{"source": "a", "target": "b", "relation": words, "fact check": "unclear"}]
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    reading = Reading()
    [row] = read(file, reading=reading).relations
    assert (row.type, row.status) == (type_, status)
    assert ("ype that may be no fact" in "".join(reading.told)) == (
        status == "actual" and words != "paid (cash)"
    )
    assert "fact check: unclear" in str(row.note)
    assert (f"type: {words}" in str(row.note)) == (words not in ("failed merger", "paid (cash)"))


@pytest.mark.parametrize(
    "name", ["Private Bank", "Secret Service", "Redacted Press Ltd", "Ib Larsen", "Acme Confidential"]
)
def test_a_name_that_has_such_a_word_is_a_name(name: str) -> None:
    assert nobody_in(name) == ""


# --- FollowTheMoney --------------------------------------------------------------------------------

ACTORS = [
    {"id": "ann", "schema": "Person", "properties": {"name": ["Ann"]}},
    {"id": "firm", "schema": "Company", "properties": {"name": ["Firm"]}},
]


def owned(folder: Path, seen: bool = True, **properties: list[str]) -> tuple[Relation, str]:
    """Return the relation of an ownership of FollowTheMoney, and what reading it tells."""
    link = {
        "id": "x",
        "schema": "Ownership",
        "properties": {"owner": ["ann"], "asset": ["firm"], **properties},
    }
    link |= {"datasets": ["leaks"], "last_change": "2023-05-01"} if seen else {}
    file = folder / "x.ftm.json"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in (*ACTORS, link)))
    reading = Reading()
    return read(file, reading=reading).relations[0], "\n".join(reading.told)


@pytest.mark.parametrize(
    "said",
    [{"status": ["alleged"]}, {"status": ["Unconfirmed"]}, {"status": ["nicht bestätigt"]},
     {"status": ["active?"]},
     {"role": ["alleged owner"]}, {"role": ["owner (alleged)"]},
     {"role": ["mutmaßlicher Eigentümer", "alleged owner"]},
     {"role": ["allegedly owns"]}, {"role": ["owner?"]}],
)  # fmt: skip
def test_an_entity_that_is_only_a_claim_is_one(said: dict[str, list[str]], tmp_path: Path) -> None:
    [(name, words)] = said.items()
    row, told = owned(tmp_path, startDate=["2011"], **said)
    is_claim = words != ["active?"]
    assert (row.status, row.evidence[0].attribution) == ("actual", "unnamed" if is_claim else None)
    assert row.evidence[0].attests is False
    assert "; ".join(words) in f"{row.note} {row.summary}"
    told_of = (
        f"{name.capitalize()} '{'; '.join(words)}' (1 relation): a source that is named tells it as a claim"
    )
    assert (told_of in told) == is_claim
    assert ("leaves open whether it is still so" in told) != is_claim
    row, told = owned(tmp_path, seen=False, **said)
    assert not row.evidence
    assert told_of not in told  # no source is named
    assert row.type == ("allegedly-owns" if is_claim else "owns")
    assert ("(1 relation): no source tells it, so its type says allegedly" in told) == is_claim


def test_an_entity_whose_name_may_stand_for_nobody_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.ftm.json"
    row = {"id": "x", "schema": "Person", "properties": {"name": ["redacted"]}}
    file.write_text("".join(f"{json.dumps(each)}\n" for each in (*ACTORS, row)))
    reading = Reading()
    assert len(read(file, reading=reading).actors) == 3
    assert reading.told == ["Actor named redacted (1 actor): kept, though it may stand for nobody."]


def test_a_role_that_says_its_status_is_read_as_a_type_of_a_table(tmp_path: Path) -> None:
    for role, status in (
        ("owner (denied)", "denied"),
        ("owner (planned)", "planned"),
        ("owner [false]", "denied"),
    ):
        row, told = owned(tmp_path, role=[role])
        assert (row.status, row.evidence[0].attests) == (status, False)
        assert f"Role '{role}' (1 relation): the relation is {status}" in told
    row, told = owned(tmp_path, role=["possible owner"])
    assert "1 link of role 'possible owner', which leaves open whether it is so." in told
    row, told = owned(tmp_path, status=["alleged", "denied by Bolt"])
    assert row.status == "denied"
    row, told = owned(tmp_path, role=["owner"])
    assert (row.status, row.evidence[0].attribution, told) == ("actual", None, "")


@pytest.mark.parametrize(
    ("role", "type_", "status"),
    [
        ("paid (denied)", "paid", "denied"),
        ("met (alleged)", "met", "actual"),
        ("allegedly paid", "paid", "actual"),
    ],
)
def test_a_role_that_is_the_type_of_a_link_says_its_status(
    role: str, type_: str, status: str, tmp_path: Path
) -> None:
    link = {
        "id": "x",
        "schema": "UnknownLink",
        "properties": {"subject": ["ann"], "object": ["firm"], "role": [role]},
    }
    link |= {"datasets": ["leaks"], "last_change": "2023-05-01"}
    file = tmp_path / "x.ftm.json"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in (*ACTORS, link)))
    [row] = read(file, reading=Reading()).relations
    assert (row.type, row.status, row.note) == (type_, status, f"role: {role}")
    assert row.evidence[0].attribution == ("unnamed" if status == "actual" else None)


def test_no_type_of_event_data_or_of_graphkit_says_anything_of_its_status() -> None:
    named = [words for names in tables_beside(cameo.__file__)["names"].values() for words in names]
    assert len(named) > 200
    assert [words for words in (*named, *vocabulary()) if any(said_of_type(words)[1:])] == []


def test_a_group_called_as_a_word_for_what_is_ahead_is_not_in_doubt() -> None:
    assert not is_name_in_doubt("Militant (ETA)")
    assert is_name_in_doubt("Acme (planned)")


@pytest.mark.parametrize("word", ["B denies", "отрицает", "B Co отрицает", "B denies it", "False claim"])
def test_a_status_that_says_who_denies_it_denies(word: str) -> None:
    assert said_in(word, "status", "paid", str).status == "denied"


@pytest.mark.parametrize(
    "word", ["nobody denies", "A does not deny", "A confirms, B denies", "hat nie", "application denied"]
)
def test_a_status_that_may_say_who_denies_it_is_not_known(word: str) -> None:
    said = said_in(word, "status", "paid", str)
    assert (said.status, said.is_unknown) == (None, True)


@pytest.mark.parametrize("heading", ["Status", "status", "STATUS"])
@pytest.mark.parametrize(
    ("type_", "word", "named"),
    [("paid", "alleged", "allegedly-paid"), ("met", "contested", "allegedly-met"),
     ("owns", "unproven", "allegedly-owns"), ("hugged", "rumor", "allegedly-hugged"),
     ("allegedly paid", "alleged", "allegedly-paid"), ("paid", "withdrawn", "paid")],
)  # fmt: skip
def test_what_is_only_a_claim_and_of_no_source_says_so_in_its_type(
    heading: str, type_: str, word: str, named: str, tmp_path: Path
) -> None:
    table, graph, xml = tmp_path / "x.csv", tmp_path / "x.json", tmp_path / "x.graphml"
    table.write_text(f"a,b,type,{heading}\nA,B,{type_},{word}\n")
    link = {"source": "a", "target": "b", "relation": type_, heading: word}
    graph.write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": [link]}))
    xml.write_text(
        f'<graphml><key id="t" for="edge" attr.name="type"/><key id="s" for="edge" attr.name="{heading}"/>'
        '<graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b">'
        f'<data key="t">{type_}</data><data key="s">{word}</data></edge></graph></graphml>'
    )
    kept = vocabulary().get(named.removeprefix("allegedly-"))
    for path in (table, graph, xml):
        reading = Reading(columns="source=a,target=b,type=type" if path == table else "")
        dataset = read(path, reading=reading)
        [row] = dataset.relations
        assert row.type == named
        for own in dataset.relation_types:
            assert own.kind == (kept.kind if kept else "either")
            assert own.symmetric == bool(kept and kept.symmetric)
        told = [line for line in reading.told if "tatus that is" in line or "ype that may be" in line]
        assert word in told[0] + told[-1]
        assert reading.told[0] == told[0]  # what may be no fact is told first
        assert f"{heading}: {word}" in str(row.note)


def test_every_doubt_is_printed_also_without_notes(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"A,B,paid,2019-0{n}-02,{word}\n" for n, word in enumerate(("alleged", "odd"), 1))
    (tmp_path / "x.csv").write_text(f"source,target,type,date,status\n{rows}", "utf-8")
    lines = run("--data", tmp_path / "x.csv", "relations").err.splitlines()
    assert [line[:37] for line in lines] == [
        "x.csv: Status that is only a claim (1",
        "x.csv: Status that is not known (1 re",
    ]
    assert lines[-1].endswith("--notes before the command lists all)")


@pytest.mark.parametrize(("name", "value"), [("verified", False), ("confidence", 0.2)])
def test_a_graph_tells_what_may_be_no_fact_as_a_table_does(name: str, value: object, tmp_path: Path) -> None:
    graph = tmp_path / "x.json"
    links = [{"source": "a", "target": "b", "relation": "paid", name: value}]
    graph.write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    reading = Reading()
    read(graph, reading=reading)
    text = f"{name}: {str(value).lower()}"
    assert reading.told[0] == f"Status that is not known (1 relation): in the note; the first: '{text}'."


@pytest.mark.parametrize("type_", ["accused", "charged", "criticised", "investigated", "blamed", "sued"])
@pytest.mark.parametrize(
    "cell", ["status,denied", "status,denied by accused", "status,denies", "status,retracted", "Denied by,B"]
)
def test_who_denies_an_accusation_does_not_deny_that_it_was_made(
    type_: str, cell: str, tmp_path: Path
) -> None:
    heading, words = cell.split(",")
    dataset, told = made(tmp_path, f"source,type,target,when,{heading}\nA,{type_},B,2019-05-04,{words}\n")
    assert dataset.relations[0].status == "actual"
    assert f"'{words}'" in told or f"{heading}: {words}" in told


@pytest.mark.parametrize("type_", ["lobbied", "paid", "met"])
def test_who_denies_a_deed_denies_that_it_was_done(type_: str, tmp_path: Path) -> None:
    dataset, _ = made(tmp_path, f"source,type,target,when,status\nA,{type_},B,2019-05-04,denied\n")
    assert dataset.relations[0].status == "denied"
