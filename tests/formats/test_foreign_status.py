"""What a foreign file says of a status is read or reported in every language and on every way in."""

import json
from pathlib import Path

import pytest
from cli.conftest import Run, run

from graphkit.formats import read
from graphkit.formats.foreign_status import (
    OfType,
    doubts,
    goes_on_again,
    is_name_in_doubt,
    leaves_open,
    may_be_no_fact,
    may_say_status,
    said_in,
    said_of_type,
    says_over,
    says_status,
    status_of,
)
from graphkit.formats.format import Reading
from graphkit.formats.status_headings import tells_outcome

__all__ = ["run"]


def of_row(folder: Path, heading: str, cell: str, type_: str = "licensed") -> tuple[str, str]:
    """Return the status of a row of a table, and what reading it tells."""
    text = f'source;relation;target;start;end;{heading}\nA;{type_};B;2018-01-01;;"{cell}"\n'
    (folder / "x.csv").write_text(text, "utf-8")
    reading = Reading()
    [row] = read(folder / "x.csv", reading=reading).relations
    assert str(row.note).endswith(f"{heading}: {cell}")
    return row.status, "\n".join(reading.told)


def of_edge(folder: Path, heading: str, value: object, type_: str = "licensed") -> tuple[str, str]:
    """Return the status of an edge of a graph, and what reading it tells."""
    links = [{"source": "a", "target": "b", "relation": type_, heading: value}]
    (folder / "x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    reading = Reading()
    [row] = read(folder / "x.json", reading=reading).relations
    return row.status, "\n".join(reading.told)


# --- headings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["final status", "Status (2024)", "latest_status", "Statut actuel", "Statut", "aktueller Status",
     "estado actual", "Статус",
     "текущий статус", "状态", "狀態", "الحالة", "状態", "상태", "Durum", "Stan", "Trạng thái", "สถานะ",
     "स्थिति", "संस्थिति 2024"],
)  # fmt: skip
def test_a_heading_of_a_status_is_one_in_each_language(heading: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        assert of(tmp_path, heading, "denied")[0] == "denied"
        status, told = of(tmp_path, heading, "no probado")
        assert status == "actual"
        assert (
            f"Status that is not known (1 relation): in the note; the first: {told_at(of)}'{heading}: no"
            in told
        )


def told_at(of: object) -> str:
    return "line 2: " if of is of_row else ""


@pytest.mark.parametrize(
    "heading",
    ["licence status", "licence_status", "Company status", "status of licence", "Lizenzstatus",
     "Status der Lizenz",
     "statut de la licence", "статус лицензии", "vergunningsstatus", "Lisensstatus", "许可状态",
     "estado de la licencia",
     "stato della licenza", "état de la licence"],
)  # fmt: skip
@pytest.mark.parametrize("cell", ["revoked", "denied", "planned", "abgelehnt", "прекращено"])
def test_the_status_of_something_beside_is_reported_and_changes_nothing(
    heading: str, cell: str, tmp_path: Path
) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, cell)
        assert status == "actual"
        assert told.count(f"'{heading}: {cell}'") == 1
        assert "Status that is not known (1 relation)" in told


@pytest.mark.parametrize(
    "heading",
    ["outcome", "Decision", "result", "vote result", "Ergebnis", "Entscheidung", "finding", "résultat",
     "resultado",
     "décision", "esito", "uitkomst", "решение", "结果", "remarks", "Bemerkungen", "notes",
     "observaciones"],
)  # fmt: skip
@pytest.mark.parametrize(
    "cell",
    [
        "refused",
        "cancelled",
        "no",
        "abgelehnt",
        "widerrufen",
        "Nein",
        "rechazada",
        "Verweigert",
        "denegado",
        "withdrawn",
        "denied by Bolt",
    ],
)
def test_an_outcome_that_may_say_that_it_is_no_fact_is_reported(
    heading: str, cell: str, tmp_path: Path
) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, cell)
        assert (status, told.count(f"'{heading}: {cell}'")) == ("actual", 1)
        assert "Status that is not known (1 relation)" in told


@pytest.mark.parametrize(
    "heading",
    ["uncertain", "unsure", "doubtful", "speculative", "single source", "is_hypothetical", "annulled",
     "void", "withdrawn",
     "reversed", "refunded", "returned", "storniert", "zurückgezogen", "incertain", "dudoso", "anulado",
     "ritirato", "onzeker",
     "сомнительно"],
)  # fmt: skip
@pytest.mark.parametrize("answer", ["yes", "x", "TRUE", "ja"])
def test_a_column_of_doubt_that_says_yes_is_reported(heading: str, answer: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, answer)
        assert (status, told.count(f"'{heading}: {answer}'")) == ("actual", 1)
        assert "Status that is not known (1 relation)" in told
        assert heading not in of(tmp_path, heading, "no")[1].split("Status that is not known")[1:]


@pytest.mark.parametrize(
    "heading",
    ["Returned", "Refunded", "Repaid", "Date returned", "Returned on", "Refund date", "zurückgezahlt",
     "Remboursé le", "devuelto", "Withdrawn"],
)  # fmt: skip
@pytest.mark.parametrize("answer", ["03/05/2015", "2015-05-03", "3 May 2015", "03.05.2015", "2015"])
def test_a_day_in_a_column_of_doubt_is_reported_as_yes_is(heading: str, answer: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, answer, "paid")
        assert (status, told.count(f"'{heading}: {answer}'")) == ("actual", 1)
        assert "Status that is not known (1 relation)" in told
        assert "Status that is not known" not in of(tmp_path, heading, "no", "paid")[1]


@pytest.mark.parametrize("answer", ["to donor", "£500", "in part", "by Ann Lee"])
def test_any_answer_but_no_in_a_column_of_refunds_is_reported(answer: str, tmp_path: Path) -> None:
    assert f"'Refunded: {answer}'" in of_row(tmp_path, "Refunded", answer, "paid")[1]


@pytest.mark.parametrize(
    "heading",
    ["certain", "proved", "established", "reliable", "credible", "real", "occurred", "exists",
     "bewiesen", "prouvé", "avéré",
     "probado", "comprovado", "provato", "bewezen", "подтверждено"],
)  # fmt: skip
def test_a_column_of_certainty_that_says_no_is_reported(heading: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, "no")
        assert (status, told.count(f"'{heading}: no'")) == ("actual", 1)
        assert "Status that is not known" in told
        assert "Status that is not known" not in of(tmp_path, heading, "yes")[1]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Estado", "Jalisco"), ("Estado", "Nuevo León"), ("state", "Texas"), ("state", "NY"), ("Stand",
     "2021-05-04"),
     ("Stato", "Italia"), ("result", "3:1"), ("result", "0"), ("result", "won"), ("outcome", "win"),
     ("score", "no"),
     ("valid from", "2019-01-01"), ("marital status", "divorced"), ("estado civil", "casado"),
     ("visa status", "denied"),
     ("Familienstand", "ledig"), ("Vorstand", "abgelehnt"), ("state of incorporation", "Delaware"),
     ("remarks", "paid in cash"),
     ("decision", "approved"), ("Ergebnis", "genehmigt"), ("established", "1990"), ("status date",
     "2019-04-05"),
     ("licence status", "active"), ("licence status", "confirmed"), ("status code", "200"), ("comments",
     "Not yet seen by Ann"),
     ("result", "12.5"), ("returned", "no"), ("void", ""), ("home state", "Ohio"), ("notes",
     "over 5 years")],
)  # fmt: skip
def test_ordinary_columns_say_no_status(heading: str, cell: str, tmp_path: Path) -> None:
    if not cell:
        assert may_say_status(heading)
        assert not said_in(cell, heading, "licensed", str).is_unknown
        return
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, cell)
        assert (status, "tatus that" in told, "over, without" in told) == ("actual", False, False)


@pytest.mark.parametrize("heading", ["confidence", "confidence_score", "Gewissheit", "confianza"])
@pytest.mark.parametrize(
    ("values", "is_told"),
    [
        (["0.36", "0.7", "0"], False),
        (["75 %", "80 %", ""], False),
        (["12,5", "3"], False),
        (["0", "1"], True),
        (["0.36", "0.7", "low"], True),
        (["high", "low"], True),
    ],
)
def test_a_column_of_numbers_that_says_how_sure_rows_are_is_no_status(
    heading: str, values: list[str], is_told: bool, tmp_path: Path
) -> None:
    rows = "".join(f"A;paid;B;2018-01-0{n};{value}\n" for n, value in enumerate(values, 1))
    (tmp_path / "x.csv").write_text(f"source;relation;target;date;{heading}\n{rows}", "utf-8")
    links = [{"source": "a", "target": "b", "relation": "paid", "id": n, heading: value}
             for n, value in enumerate(values)]  # fmt: skip
    (tmp_path / "x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    for name in ("x.csv", "x.json"):
        reading = Reading()
        found = read(tmp_path / name, reading=reading)
        assert any("Status that is not known" in line for line in reading.told) == is_told
        assert f"{heading}: {values[0]}" in str(found.relations[0].note)


@pytest.mark.parametrize("heading", ["Estado", "Stato", "état", "Zustand", "State"])
@pytest.mark.parametrize(
    "word",
    [
        "anulado",
        "Anulado",
        "no probado",
        "No probado",
        "devuelto",
        "suspendu",
        "nicht gewährt",
        "приостановлен",
    ],
)
def test_a_word_that_is_not_known_and_no_place_is_reported(heading: str, word: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, word, "owns")
        assert (status, told.count(f"'{heading}: {word}'")) == ("actual", 1)
        assert "Status that is not known" in told


@pytest.mark.parametrize(
    "type_",
    ["licensed", "granted visa to", "work permit", "export licence", "authorised", "Genehmigung", "funded",
     "a accordé un permis à", "licenza"],
)  # fmt: skip
@pytest.mark.parametrize(
    "word",
    ["refused", "Rejected", "declined", "not granted", "refused 5 May 2023", "denied", "abgelehnt",
     "nicht gewährt", "no concedida", "отказано"],
)  # fmt: skip
def test_what_was_refused_was_not_given(type_: str, word: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        assert of(tmp_path, "status", word, type_)[0] == "denied"
    assert said_of_type(f"{type_} ({word})").status == "denied"


@pytest.mark.parametrize("type_", ["applied for licence from", "required-licence", "owns", "sued"])
def test_what_is_not_given_is_not_denied_where_it_was_refused(type_: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, "status", "refused", type_)
        assert (status, "Status that is not known" in told) == ("actual", True)


def test_what_was_asked_for_is_not_given_yet(tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        assert of(tmp_path, "status", "requested")[0] == "planned"
        assert of(tmp_path, "status", "requested", "paid")[0] == "actual"


@pytest.mark.parametrize("type_", ["licensed", "visa", "sanctioned", "banned", "restricted"])
@pytest.mark.parametrize(
    "word",
    ["suspended", "Suspended 1 March 2024", "withdrawn", "annulled", "no longer in force", "ausgesetzt",
     "suspendu", "anulado", "приостановлен"],
)  # fmt: skip
def test_what_was_set_aside_is_told_as_in_force_no_more(type_: str, word: str, tmp_path: Path) -> None:
    said = "with a day" if "2024" in word else "says it is over"
    for of in (of_row, of_edge):
        status, told = of(tmp_path, "status", word, type_)
        assert (status, said in told, "not known" in told) == ("actual", True, False)
    assert said_of_type(f"{type_} ({word})").is_over
    status, told = of_row(tmp_path, "status", word, "works-for")
    assert (status, "Status that is not known" in told) == ("actual", True)


@pytest.mark.parametrize("type_", ["licensed", "sanctioned"])
@pytest.mark.parametrize(
    "words",
    ["suspended until 2021-05-01", "not in force until 2030", "suspended for Bolt only",
     "suspended pending appeal", "withdrawn, then restored", "suspended for 2021", "ausgesetzt bis 2030",
     "suspendu jusqu'en 2030", "suspended 2021-2022", "annulled in part", "suspended 2019, in force"],
)  # fmt: skip
def test_what_is_set_aside_for_a_time_or_in_part_is_not_over(words: str, type_: str, tmp_path: Path) -> None:
    assert not says_over(words, type_=type_)
    for of in (of_row, of_edge):
        status, told = of(tmp_path, "status", words, type_)
        assert (status, "over" in told, "with a day" in told) == ("actual", False, False)
        assert "Status that is not known" in told
    said = said_of_type(f"{type_} ({words})")
    assert (said.is_over, said.is_unsure) == (False, True)


@pytest.mark.parametrize(
    "words", ["lifted for Bolt only", "widerrufen, nur für Bolt", "levé seulement pour Bolt"]
)
def test_what_is_over_for_some_alone_is_not_over(words: str) -> None:
    assert not says_over(words, type_="sanctioned")


def test_what_will_be_set_aside_is_not_over_yet() -> None:
    assert not says_over("suspended on 2999-01-01", type_="licensed")
    assert says_over("suspended since 2019", type_="licensed")


def test_a_status_of_two_words_that_says_it_is_over_is_read_whole() -> None:
    assert says_over("struck off")
    assert says_over("struck off 2019-03-01")
    assert not says_over("struck off, restored")


@pytest.mark.parametrize(
    "word",
    ["widerrufen", "aufgehoben", "radié", "révoqué", "abrogé", "caduc", "revocado", "revogada",
     "revocato", "расторгнут", "отозвана",
     "ликвидирована"],
)  # fmt: skip
def test_what_was_revoked_is_over_in_each_language(word: str, tmp_path: Path) -> None:
    assert says_over(word)
    _, told = of_row(tmp_path, "Estado", word, "owns")
    assert "Status that says it is over, without the day (1 relation)" in told


def test_a_column_of_statuses_is_known_by_one_of_them(tmp_path: Path) -> None:
    rows = "A;owns;B;2018;activo\nA;owns;C;2018;Observado\n"
    (tmp_path / "x.csv").write_text(f"source;relation;target;date;Estado\n{rows}", "utf-8")
    reading = Reading()
    read(tmp_path / "x.csv", reading=reading)
    assert any("Observado" in line for line in reading.told)


def test_what_is_no_longer_valid_is_told_of_an_act_too(tmp_path: Path) -> None:
    assert "says it is over" in of_edge(tmp_path, "valid", value=False, type_="lobbied")[1]
    assert "says it is over" in of_row(tmp_path, "valid", "no", "lobbied")[1]


@pytest.mark.parametrize("heading", ["licence status", "Ergebnis", "uncertain", "Estado"])
def test_a_directory_is_told_the_same(heading: str, run: Run, tmp_path: Path) -> None:
    cell = {"uncertain": "yes", "Estado": "no probado"}.get(heading, "anulado")
    told = of_row(tmp_path, heading, cell)[1]
    found = run("import", tmp_path / "x.csv", "-o", tmp_path / "d.graphkit")
    line = next(line for line in told.splitlines() if "Status that is not known" in line)
    assert (found.code, f"{found.out}{found.err}".count(line)) == (0, 1)


# --- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "type_",
    ["applied for licence from", "applied to", "requested", "asked", "petitioned", "sought meeting with",
     "requested meeting with",
     "sought asylum in", "appealed to", "bid for", "tendered to", "licence application", "motion",
     "demanded", "Antrag",
     "beantragte", "a demandé", "solicitó", "richiesta", "verzoek", "заявка"],
)  # fmt: skip
def test_who_denies_a_request_does_not_deny_that_it_was_made(type_: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        for word in ("denied", "Denied", "denied by the court"):
            status, told = of(tmp_path, "status", word, type_)
            assert status == "actual"
            assert "Status that is not known (1 relation): in the note" in told
    if type_ != "petitioned":  # another word for "lobbied", which somebody may deny
        assert said_of_type(f"{type_} (denied)").status is None


@pytest.mark.parametrize("type_", ["paid", "owns", "bribed", "lobbied", "met", "asset of"])
def test_who_denies_anything_else_does(type_: str, tmp_path: Path) -> None:
    assert of_row(tmp_path, "status", "denied", type_)[0] == "denied"
    assert of_row(tmp_path, "status", "debunked", "applied to")[0] == "denied"


@pytest.mark.parametrize(
    ("words", "type_", "status"),
    [("scheduled to end 2018", "owns", None), ("scheduled to expire", "owns", None),
     ("planned to be sold", "owns", None),
     ("planned sale 2030", "owns", None), ("proposed to be revoked", "licensed", None),
     ("proposed to be lifted", "sanctioned", None),
     ("expected to resign", "director-of", None), ("planned to merge 2030", "owns", None),
     ("planned termination", "owns", None),
     ("planned to start 2030", "owns", "planned"), ("planned", "owns", "planned"), ("planned May 2030",
     "owns", "planned"),
     ("scheduled to 2030", "owns", "planned"), ("scheduled to meet in June", "met", "planned"),
     ("planned 2030", "owns", "planned"),
     ("planned on 4 June 2030", "met", "planned"), ("proposed by Ann Lee", "owns", "planned")],
)  # fmt: skip
def test_a_planned_end_plans_nothing_else(words: str, type_: str, status: str | None, tmp_path: Path) -> None:
    assert status_of(words, type_=type_) == status
    for of in (of_row, of_edge):
        found, told = of(tmp_path, "status", words, type_)
        assert found == (status or "actual")
        assert ("Status that is not known (1 relation): in the note" in told) == (status is None)


@pytest.mark.parametrize(
    ("words", "is_over"),
    [("lifted but re-imposed 2017", False), ("lifted, reimposed", False),
     ("delisted and relisted", False),
     ("delisted (relisted)", False), ("resigned, re-elected", False), ("lifted in part", False),
     ("lifted, now on another list", False),
     ("beendet, erneut verhängt", False), ("teilweise aufgehoben", False), ("levé en partie", False),
     ("cesado, reelegido", False),
     ("aufgehoben geplant", False), ("lifted", True), ("lifted 2017", True),
     ("terminated and dissolved", True),
     ("expired, not renewed", True),
     ("resigned, 4 May 2019", True), ("lifted by the council", True), ("delisted (2019)", True)],
)  # fmt: skip
def test_what_is_over_in_part_or_began_again_is_not_over(words: str, is_over: bool, tmp_path: Path) -> None:
    assert says_over(words) == is_over
    _, told = of_row(tmp_path, "status", words, "sanctioned")
    assert ("Status that is not known" in told) != is_over


def test_what_began_again_is_unclear_in_entities() -> None:
    from graphkit.formats.follow_the_money.times import standing_of

    assert standing_of(["Lifted but re-imposed"]) == "unclear"
    assert standing_of(["Lifted in part"]) == "unclear"
    assert goes_on_again(" and relisted")


@pytest.mark.parametrize(
    "type_",
    ["genehmigte nicht", "Antrag abgelehnt", "refused to meet", "declined to meet", "denies bribing",
     "falsely accused of bribing", "wrongly listed as owner", "was to meet", "wanted to buy",
     "threatened to ban", "without meeting",
     "未支付", "否认", "涉嫌贿赂", "没有支付", "لم يدفع", "weigerte sich zu zahlen", "traf nie",
     "ne rencontra jamais"],
)  # fmt: skip
def test_a_type_that_may_be_no_fact_is_reported(type_: str, tmp_path: Path) -> None:
    assert may_be_no_fact(type_)
    told = of_row(tmp_path, "k", "1", type_)[1]
    assert "Type that may be no fact" in told or "Type that denies" in told


@pytest.mark.parametrize(
    "type_",
    [
        "paid",
        "行贿",
        "支付",
        "wrote to",
        "accused",
        "refused entry to",
        "دفع",
        "was",
        "bat um Hilfe",
        "未来科技",
    ],
)
def test_an_ordinary_type_is_not_reported(type_: str) -> None:
    assert not may_be_no_fact(type_)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Denied by", "Not asked"), ("Denied by", "did not reply"), ("Denied by", "Not yet known"),
     ("Denied by", "NOT ASKED"), ("Denied by", "Bolt did not reply"), ("Denied by",
     "Ben Ray never answered"),
     ("Denied by", "2020-02-03"), ("Denied by", "3 May 2019"), ("Denied by", "03/02/2020"),
     ("Denied by", "2020"),
     ("Denied by", "not yet"), ("Denied by", "not by Bolt"),
     ("Disputed by", "confirmed by Bolt"),
     ("Disputed by", "Bolt later admitted it"), ("Bestritten von", "nicht gefragt"),
     ("Bestritten von", "bestätigt von Bolt"), ("Démenti par", "pas encore répondu"),
     ("Démenti par", "confirmé par Bolt"), ("Desmentido por", "No ha respondido"), ("Smentito da",
     "Non ha risposto"),
     ("Negado por", "não respondeu"), ("Refuted by", "Not applicable here"),
     ("Denied by", "asked for comment"), ("Denied by", "Contacted for comment"),
     ("Denied by", "awaiting reply"), ("Denied by", "still waiting for an answer"),
     ("Denied by", "contacted Bolt for comment"),
     ("Denied by", "asked"), ("Denied by", "to be asked"), ("Denied by", "ASKED FOR COMMENT"),
     ("Bestritten von", "angefragt"), ("Bestritten von", "um Kommentar gebeten"),
     ("Démenti par", "sollicité"), ("Desmentido por", "contactado")],
)  # fmt: skip
def test_what_names_nobody_where_one_denies_is_reported_only(heading: str, cell: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, cell, "paid")
        assert status == "actual"
        assert f"'{heading}: {cell}'" in told
        assert "Status that is not known (1 relation)" in told


@pytest.mark.parametrize(
    "cell",
    ["Bolt", "No Name Ltd", "Not For Sale Ltd", "May", "True Corp", "Found Ltd",
     "a spokesman of Bolt", "the commission",
     "Bolt, in reply to the Gazette", "Bolt in a comment", "Contact Ltd",
     "Bolt, not confirmed", "Bolt (3 May 2019)", "Bolt, 2020", "12", "G7", "Li Na", "Нет Имени", "yes"],
)  # fmt: skip
def test_who_is_named_where_one_denies_does(cell: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        assert of(tmp_path, "Denied by", cell, "paid")[0] == "denied"


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Denied by", "Home Office"), ("denied", "yes"), ("Denied", "by the Home Office"), ("Negado por",
     "Ministerio"),
     ("Negato da", "Ministero"), ("rejected by", "Home Office")],
)  # fmt: skip
@pytest.mark.parametrize("type_", ["applied to", "requested", "petitioned for help", "solicitó", "Antrag"])
def test_who_denies_what_was_asked_for_denies_no_asking(
    heading: str, cell: str, type_: str, tmp_path: Path
) -> None:
    if heading == "rejected by" and type_ == "Antrag":
        type_ = "appealed to"  # a heading that many laws share with what is brought before a court
    for of in (of_row, of_edge):
        status, told = of(tmp_path, heading, cell, type_)
        assert status == "actual"
        assert f"'{heading}: {cell}'" in told
        assert of(tmp_path, heading, cell, "paid")[0] == "denied"


def test_who_disputes_that_it_was_asked_for_denies_it(tmp_path: Path) -> None:
    for heading in ("Disputed by", "Refuted by", "Bestritten von"):
        assert of_row(tmp_path, heading, "Home Office", "applied to")[0] == "denied"


@pytest.mark.parametrize(
    ("words", "type_"),
    [("over 5 years", "leads"), ("over 18", "owns"), ("Over budget", "owns"), ("over 2000", "owns"),
     ("Past due", "owns"),
     ("Former Yugoslavia", "owns"), ("Expired licence", "owns"), ("Past President", "owns"),
     ("Terminated employee", "owns"), ("former director", "owns"), ("ehemals Jugoslawien", "owns"),
     ("ancien régime", "owns"), ("Ancienne Yougoslavie", "owns"), ("vencido contrato", "owns"),
     ("Dissolved Ltd", "owns"), ("Beendet Vertrag", "owns"), ("Past performance", "director-of")],
)  # fmt: skip
def test_what_is_over_may_be_something_else(words: str, type_: str, tmp_path: Path) -> None:
    assert not says_over(words, type_=type_)
    for of in (of_row, of_edge):
        told = of(tmp_path, "Status", words, type_)[1]
        assert (
            f"Status that is not known (1 relation): in the note; the first: {told_at(of)}'{words}'" in told
        )
        assert "it ended by" not in told


@pytest.mark.parametrize(
    ("words", "type_"),
    [("former (2019)", "owns"), ("over since 2019", "owns"), ("expired 2019", "owns"),
     ("ended in May 2019", "owns"),
     ("Over", "owns"), ("former", "owns"), ("over and done", "owns"), ("terminated early", "owns"),
     ("resigned voluntarily", "owns"), ("terminated due to breach", "owns"), ("ended May 2019", "owns"),
     ("beendet durch Kündigung", "owns"), ("terminé en 2019", "owns"), ("vencido desde 2019", "owns"),
     ("cessato dal 2019", "owns"), ("former 2019", "owns"), ("dissolved - 2019", "owns"),
     ("former director", "director-of"), ("Former employee", "works-for"), ("Past President", "leads"),
     ("Former member of Acme", "member-of"), ("Former Owner", "owns"), ("ehemals Mitglied", "mitglied")],
)  # fmt: skip
def test_what_is_over_is_the_relation_if_nothing_else_is_named(
    words: str, type_: str, tmp_path: Path
) -> None:
    assert says_over(words, type_=type_)
    for of in (of_row, of_edge):
        assert "Status that is not known" not in of(tmp_path, "Status", words, type_)[1]


@pytest.mark.parametrize(
    "words",
    ["Denied parole 2019", "Denied visa 2018", "Denied visa (2018)", "denied bail 2020",
     "Refused entry 2019",
     "negado visado 2019", "verweigert Visum 2019", "refusé visa 2018"],
)  # fmt: skip
def test_what_somebody_is_denied_is_no_denial(words: str, tmp_path: Path) -> None:
    for of in (of_row, of_edge):
        status, told = of(tmp_path, "Status", words, "met")
        assert status == "actual"
        assert "Status that is not known (1 relation)" in told


@pytest.mark.parametrize(
    "words",
    ["denied May 2019", "denied (May 2019)", "Denied in March 2019", "bestritten März 2019",
     "démenti mars 2019",
     "desmentido marzo 2019", "negado março 2019", "denied Sept. 2019", "denied spring 2019",
     "denied by Bolt 2019"],
)  # fmt: skip
def test_a_denial_with_a_month_is_one(words: str, tmp_path: Path) -> None:
    assert status_of(words) == "denied"


@pytest.mark.parametrize("words", ["denied", "yes"])
def test_a_refusal_under_its_own_heading_denies_no_request(words: str) -> None:
    heading = "denied" if words == "yes" else "status"
    assert status_of(words, heading, "requested") is None
    assert status_of(words, heading, "met") == "denied"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("paid (denied)", OfType("paid", "denied")),
        ("[planned] call", OfType("call", "planned")),
        ("owner (alleged)", OfType("owner", is_claim=True)),
        ("CEO (resigned)", OfType("CEO", is_over=True)),
        ("paid (denied) (denied)", OfType("paid (denied) (denied)", is_unsure=True)),
    ],
)
def test_a_type_says_with_words_beside_it_whether_it_is_so(words: str, said: OfType) -> None:
    assert said_of_type(words) == said


@pytest.mark.parametrize(
    ("name", "doubted"),
    [
        ("Acme (alleged)", True),
        ("Acme [denied]", True),
        ("Acme {alleged}", True),
        ("Ann Lee?", True),
        ("(alleged) Acme", False),
        ("Ben (ETA)", False),
        ("Acme (US)", False),
        ("Acme", False),
    ],
)
def test_a_name_is_in_doubt_by_what_stands_behind_it(name: str, doubted: bool) -> None:
    assert is_name_in_doubt(name) is doubted


@pytest.mark.parametrize(
    ("words", "is_status"),
    [("denied", True), ("former", True), ("revoked", True), ("former minister", False), ("active", False)],
)
def test_a_word_before_another_is_the_status_of_that(words: str, is_status: bool) -> None:
    assert says_status(words, no_fact=True) is is_status


@pytest.mark.parametrize(
    ("words", "open_"),
    [
        ("denegado", True),
        ("revocado", True),
        ("Nuevo Le\u00f3n", False),
        ("12", False),
        ("3 rooms", False),
    ],
)
def test_a_place_or_a_number_in_a_column_of_states_leaves_nothing_open(words: str, open_: bool) -> None:
    assert leaves_open(words, "Estado") is open_


WHENS = ("", "2019-05-03", "2019-05/2019-08")


def test_what_was_called_off_on_a_day_was_a_plan_and_what_lasted_was_not() -> None:
    for type_ in ("employed", "lobbied", "own-word"):
        told = [said_in("cancelled", "Status", type_, lambda when=when: when).status for when in WHENS]
        assert told == ["planned", "planned", None]


@pytest.mark.parametrize(
    ("answer", "heading", "doubted"),
    [
        ("low", "Confidence", True),
        ("high", "Confidence", False),
        ("false", "Fact check", True),
        ("verified", "Fact check result", False),
        ("low", "Weight", False),
    ],
)
def test_an_answer_under_a_heading_of_truth_may_say_that_it_is_no_fact(
    answer: str, heading: str, doubted: bool
) -> None:
    assert doubts(answer, heading) is doubted


def test_what_is_called_false_is_denied_but_where_it_is_asked_how_sure_that_is() -> None:
    told = [status_of("false", heading, "met") for heading in ("Fact check", "Certainty", "Confidence")]
    assert told == ["denied", None, None]


@pytest.mark.parametrize(
    ("heading", "tells"),
    [("Decision", True), ("Final outcome", True), ("Current status", False), ("Case status", False)],
)
def test_a_status_is_no_outcome(heading: str, tells: bool) -> None:
    assert tells_outcome(heading) is tells


@pytest.mark.parametrize(
    ("answer", "heading", "open_"),
    [("2019", "Ended", True), ("no", "Ended", False), ("31.12.19", "Ended", True), ("soon", "Ended", False),
     ("since 2019", "Active", False), ("no", "Active", True),
     ("active", "Status", False), ("bezahlt", "Status", False), ("dormant", "Status", True)],
)  # fmt: skip
def test_a_day_of_an_end_says_that_it_ended(answer: str, heading: str, open_: bool) -> None:
    assert leaves_open(answer, heading) is open_


@pytest.mark.parametrize(
    "words", ["no comment from Acme", "declined comment, says Acme", "no reply to questions from Acme"]
)
def test_who_says_nothing_denies_nothing(words: str) -> None:
    assert status_of(words, "Denied by", "met") is None
    assert status_of("Acme", "Denied by", "met") == "denied"


def test_what_is_only_planned_to_be_over_goes_on() -> None:
    assert goes_on_again(" geplant")
    assert not goes_on_again(" and dissolved")


@pytest.mark.parametrize(
    "role",
    [
        "бывший директор",
        "колишня директорка",
        "frühere Chefin",
        "były prezes",
        "antigo diretor",
        "tidligere direktør",
    ],
)
def test_who_was_something_is_told_in_more_languages(role: str) -> None:
    assert said_of_type(role).is_unsure
    assert not said_of_type(role.split()[1]).is_unsure


@pytest.mark.parametrize("status", ["Desierto", "Deserta", "infructueux", "Unsuccessful"])
@pytest.mark.parametrize("heading", ["Estado", "Status", "Result"])
def test_a_tender_that_came_to_nothing_is_told(status: str, heading: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"source,target,relation,{heading},x\nCity,Acme,awarded-contract,{status},1\n", "utf-8")
    reading = Reading()
    read(path, reading=reading)
    assert f"{status}'" in " ".join(reading.told)


@pytest.mark.parametrize(
    "type_",
    [
        "formerly employed by", "previously owned", "used to own", "prospective buyer", "losing bidder",
        "unsuccessful tenderer", "ceased to be director", "previous owner", "vormals Inhaber", "前董事",
        "曾任董事", "anteriormente propietario",
    ],
)  # fmt: skip
def test_a_type_of_what_was_once_so_or_never_came_about_may_be_no_fact(type_: str) -> None:
    assert may_be_no_fact(type_)


@pytest.mark.parametrize("type_", ["resigned as director", "前往", "lost to", "bidder", "retired from"])
def test_a_type_of_an_act_is_a_fact(type_: str) -> None:
    assert not may_be_no_fact(type_)
