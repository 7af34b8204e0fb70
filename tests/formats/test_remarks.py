"""A remark or an outcome that says that something did not come about is told in each column that has such."""

import json
from pathlib import Path

import pytest

from graphkit.formats import read
from graphkit.formats.foreign_status import doubts
from graphkit.formats.format import Reading

HEADINGS = [
    "Court", "Ruling", "Judgment", "Judgement", "Urteil", "Gericht", "Outcome", "Comment", "Remarks",
    "Court decision", "jugement", "tribunal", "sentencia", "juzgado", "sentenza", "vonnis",
    "Attendance",
]  # fmt: skip
NOT_SO = [
    "meeting cancelled", "meeting was cancelled", "Meeting cancelled by the minister",
    "Minister cancelled the meeting",
    "The meeting was cancelled because the minister's flight to Oslo was late and no other day was free.",
    "visit postponed", "call called off", "Minister did not attend", "Minister didn't attend",
    "not attended", "nobody attended", "Minister unable to attend", "failed to attend",
    "Minister absent",
    "not proven", "never paid?", "never paid", "paid?", "not paid", "not yet paid", "not actually paid",
    "payment not made", "payment pending", "unpaid", "case dropped", "charges dropped",
    "charge dismissed",
    "acquitted", "no charge", "no charges were brought", "no formal charges", "not guilty",
    "no evidence",
    "no evidence of payment", "no meeting", "no meeting took place", "no payment was made",
    "overturned on appeal 9.11.2022", "conviction quashed", "sentence overturned",
    "conviction overturned on appeal", "set aside on appeal", "gift returned",
    "donation refunded 3 May",
    "amount repaid", "offer declined", "bid rejected", "contract terminated", "licence revoked in 2019",
    "allegation denied", "amount disputed", "alleged kickback", "met? not confirmed",
    "held; later found not to be true", "it could not be proved", "nearly paid, then cancelled",
    "did not take place", "meeting did not go ahead", "failed to appear", "Termin abgesagt",
    "Treffen wurde abgesagt", "Treffen fand nicht statt", "Minister nicht erschienen",
    "Minister erschien nicht", "nicht teilgenommen", "hat am Treffen nicht teilgenommen",
    "nicht bezahlt",
    "nicht bewiesen", "freigesprochen", "Freispruch", "Verfahren eingestellt", "Urteil aufgehoben",
    "kein Treffen", "keine Zahlung", "keine Anklage", "Zahlung nicht erfolgt", "Termin fiel aus",
    "nicht schuldig", "Zahlung storniert", "réunion annulée", "la réunion a été annulée",
    "n'a pas eu lieu", "le ministre n'a pas assisté", "non payé", "jamais payé", "non prouvé",
    "acquitté",
    "relaxé", "non-lieu", "classé sans suite", "aucun paiement", "pas de paiement", "aucune preuve",
    "poursuites abandonnées", "condamnation infirmée en appel", "ministre absent", "reunión cancelada",
    "la reunión fue cancelada", "no se celebró", "la reunión no se celebró", "no tuvo lugar",
    "el ministro no asistió", "no pagado", "nunca pagado", "no ha sido pagado", "no probado",
    "absuelto",
    "caso archivado", "sobreseimiento", "causa sobreseída", "sin pruebas", "sentencia anulada",
    "reunión aplazada", "meeting rescheduled", "Minister did not show", "offer not taken up",
    "cheque not cashed", "deal collapsed", "cleared of all charges", "cleared", "appeal allowed",
    "deputy attended instead", "entered in error", "wrong person", "Absage durch Minister",
    "non versé", "non versato", "teruggestort", "bedrag teruggevorderd", "toegezegd", "rückerstattet",
    "Betrag zurückgefordert", "zugesagt",
    "remboursée en mai", "promis", "montant restitué", "reembolsado", "prometido", "importe no abonado",
    "restituito", "promesso",
    "обещано", "не выплачено", "non perçu", "vervallen", "entfallen", "取消", "已取消", "已退还",
    "未支付", "ملغى", "iptal edildi", "odwołane",
    "donor withdrew", "lost", "unsuccessful bid", "bid unsuccessful", "Excluded", "disqualified",
    "runner-up", "not selected",
    "not shortlisted", "Desierto", "apologies", "meeting declined", "clawed back", "amount recovered",
    "test entry", "blocked by bank",
    "VAT excluded; cancelled", "not paid as agreed", "promised, VAT recovered",
    "removed from list on 1 May 2019", "Removed from the list", "Taken off the list in 2019",
    "never took office", "never took up the post",
    "not disbursed", "pledge only", "pledged", "suspended until further notice", "awaiting signature",
    "subject to approval",
    "Betrag zurückerstattet", "ministre excusé", "se canceló la reunión", "no longer a member",
]  # fmt: skip
SO = [
    "not cancelled", "meeting was not cancelled", "no objections", "attended", "attended by minister",
    "no objections and attended", "meeting held", "Minister attended", "paid in cash", "paid in full",
    "proven", "convicted", "guilty", "no comment", "over 5 years", "Not yet seen by Ann", "High Court",
    "Amtsgericht Bonn", "Court of Appeal", "spoke to a former minister", "talked over lunch",
    "Minister returned the call", "never cancelled", "no issues raised", "nicht abgesagt",
    "wurde nicht abgesagt", "hat teilgenommen", "keine Einwände", "pas annulée", "n'a pas été annulée",
    "aucune objection", "a assisté", "no cancelada", "no fue cancelada", "sin objeciones", "asistió",
    "pagado", "bezahlt", "payé", "no fee paid in advance of 2019", "contract terms agreed",
    "did not disclose the topic", "not known to Ann", "no notes", "verurteilt", "nearly cancelled",
    "Who attended for Bolt was Ann Lee", "drop-in session", "false ceiling inspected", "cheque cleared",
    "removed the painting from the list price", "promised land visited", "lost property office", "won",
    "awarded", "excluded VAT",
    "IVA esclusa", "1000 EUR, IVA excluida", "as promised", "paid as agreed", "weekends excluded",
    "cheque cleared; VAT recovered", "awarded after 2 unsuccessful tries", "TVA exclue", "taxes excluded",
    "no further action", "minutes not published", "amount not disclosed", "first meeting",
    "follow-up meeting planned", "no decision made", "keine weiteren Teilnehmer", "sin comentarios",
    "donated to charity", "not a party member", "non-executive", "declared late",
    "discussed past projects", "Minister heard alleged victims in Bonn", "minister saw disputed land",
]  # fmt: skip


@pytest.mark.parametrize("words", NOT_SO)
def test_words_that_say_that_it_did_not_come_about(words: str) -> None:
    assert [heading for heading in HEADINGS if not doubts(words, heading)] == []


@pytest.mark.parametrize("words", SO)
def test_words_that_say_nothing_of_the_kind(words: str) -> None:
    assert [heading for heading in HEADINGS if doubts(words, heading)] == []


def test_a_remark_is_told_of_tables_and_of_graphs(tmp_path: Path) -> None:
    rows = "".join(
        f"A{at},met,B,2019-05-04,{words}\n" for at, words in enumerate(("meeting cancelled", "held"))
    )
    (tmp_path / "x.csv").write_text(f"source,relation,target,date,Comment\n{rows}")
    links = [{"source": "a", "target": "b", "relation": "met", "Comment": "meeting cancelled"}]
    (tmp_path / "x.json").write_text(json.dumps({"nodes": [{"id": "a"}, {"id": "b"}], "links": links}))
    for name in ("x.csv", "x.json"):
        reading = Reading()
        assert {row.status for row in read(tmp_path / name, reading=reading).relations} == {"actual"}
        [told] = [line for line in reading.told if "Status that is not known (1 relation)" in line]
        assert "'Comment: meeting cancelled'" in told


@pytest.mark.parametrize("heading", ["Attended", "paid", "teilgenommen", "bezahlt", "payé", "asistió"])
def test_a_column_that_asks_whether_it_came_about_is_told_where_it_says_no(
    heading: str, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text(
        f"source,relation,target,date,{heading}\nA,met,B,2019-05-04,no\nC,met,D,2019-05-04,yes\n"
    )
    reading = Reading()
    read(tmp_path / "x.csv", reading=reading)
    [told] = [line for line in reading.told if "Status that is not known (1 relation)" in line]
    assert f"'{heading}: no'" in told


def test_a_long_clause_is_prose_and_says_nothing_of_the_kind() -> None:
    assert doubts(f"cancelled {'x' * 70}", "Comment")
    assert not doubts(f"cancelled {'x' * 71}", "Comment")
    assert doubts(f"cancelled; {'x' * 289}", "Comment")
    assert not doubts(f"cancelled; {'x' * 290}", "Comment")
