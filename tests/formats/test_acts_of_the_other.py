"""Where headings tell who is what, and a type tells what the other one does, the other one does it."""

from pathlib import Path

import pytest

from graphkit.backends import open_directory
from graphkit.backends.subgraphs import everything
from graphkit.backends.writer import writing
from graphkit.formats import read
from graphkit.formats.events.directory import store
from graphkit.formats.format import Reading
from graphkit.graph.build import to_dataset


def rows_of(
    path: Path, headings: str, row: str, columns: str | None = None
) -> tuple[list[tuple[str, ...]], str]:
    """Return who does what to whom in a table of one row, and what the reading reports."""
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    reading = Reading(columns=columns)
    found = [(each.source, each.type, each.target) for each in read(path, reading=reading).relations]
    return found, " ".join(reading.told)


@pytest.mark.parametrize(
    ("headings", "row", "told"),
    [
        ("seller,buyer,type", "Acme,Bolt,sold", "acme sold bolt"),
        ("seller,buyer,type", "Acme,Bolt,sold to", "acme sold-to bolt"),
        ("seller,buyer,type", "Acme,Bolt,acquired", "bolt acquired acme"),
        ("seller,buyer,type", "Acme,Bolt,bought from", "bolt bought-from acme"),
        ("Käufer,Verkäufer,type", "Bolt,Acme,verkauft an", "acme verkauft-an bolt"),
        ("employer,employee,type", "Acme,Ann Lee,hired", "acme hired ann-lee"),
        ("employee,employer,event", "Ann Lee,Acme,fired", "acme fired ann-lee"),
        ("employer,employee,event", "Acme,Ann Lee,resigned from", "ann-lee resigned-from acme"),
        ("employee,employer,type", "Ann Lee,Acme,hired by", "ann-lee hired-by acme"),
        ("company,director,action", "Acme,Ann Lee,appointed", "acme appointed ann-lee"),
        ("director,company,action", "Ann Lee,Acme,dismissed", "acme dismissed ann-lee"),
        ("director,company,action", "Ann Lee,Acme,resigned", "ann-lee resigned acme"),
        ("company,owner,relation", "Acme,Ann Lee,owned by", "acme owned-by ann-lee"),
        ("company,owner,relation", "Acme,Ann Lee,owns", "ann-lee owns acme"),
        ("company,owner,relation", "Acme,Ann Lee,wholly owned by", "acme wholly-owned-by ann-lee"),
        ("parent company,subsidiary,relation", "Acme,Bolt,parent of", "acme parent-of bolt"),
        ("subsidiary,parent company,relation", "Bolt,Acme,owns", "acme owns bolt"),
        ("subsidiary,parent company,relation", "Bolt,Acme,subsidiary of", "bolt subsidiary-of acme"),
        ("lender,borrower,type", "Bank,Acme,borrowed from", "acme borrowed-from bank"),
        ("lender,borrower,type", "Bank,Acme,lent to", "bank lent-to acme"),
        ("creditor,debtor,type", "Bank,Acme,owes", "acme owes bank"),
        ("debtor,creditor,type", "Acme,Bank,owes money to", "acme owes-money-to bank"),
        ("donor,recipient,type", "Acme,Party,received from", "party received-from acme"),
        ("payer,payee,type", "Acme,Ann Lee,paid by", "ann-lee paid-by acme"),
        ("payer,payee,type", "Acme,Ann Lee,refunded", "acme refunded ann-lee"),
        ("payer,payee,type", "Acme,Ann Lee,owes", "acme owes ann-lee"),
        ("donor,recipient,type", "Acme,Party,refund", "party refund acme"),
        ("donor,recipient,type", "Acme,Party,returned donation", "party returned-donation acme"),
        ("lender,borrower,type", "Bank,Acme,repaid", "acme repaid bank"),
        ("creditor,debtor,type", "Bank,Acme,owed by", "bank owed-by acme"),
        ("employer,employee,event", "Acme,Ben Ray,laid off", "acme laid-off ben-ray"),
        ("sender,receiver,type", "Acme,Ann Lee,received letter from", "ann-lee received-letter-from acme"),
        ("payer,payee,type", "Acme,Ann Lee,paid", "acme paid ann-lee"),
        ("subsidiary,parent company,relation", "Bolt,Acme,owned by", "bolt owned-by acme"),
        ("parent company,subsidiary,relation", "Acme,Bolt,wholly owned by", "bolt wholly-owned-by acme"),
        ("subsidiary,company,relation", "Bolt,Acme,controlled by", "bolt controlled-by acme"),
        ("supplier,customer,relation", "Acme,Bolt,owned by", "acme owned-by bolt"),
        ("contractor,client,relation", "Acme,Bolt,controlled by", "acme controlled-by bolt"),
        ("employee,employer,relation", "Ann Lee,Acme,led by", "ann-lee led-by acme"),
        ("member,organisation,relation", "Ann Lee,Acme,led by", "ann-lee led-by acme"),
        ("director,organisation,relation", "Ann Lee,Acme,led by", "acme led-by ann-lee"),
        ("seller,buyer,type", "Acme,Bolt,sold by", "bolt sold-by acme"),
        ("seller,buyer,type", "Acme,Bolt,sold in part by", "bolt sold-in-part-by acme"),
        ("Käufer,Verkäufer,type", "Bolt,Acme,verkauft von", "bolt verkauft-von acme"),
        ("payer,payee,type", "Acme,Bolt,received by", "acme received-by bolt"),
        ("payeur,bénéficiaire,type", "Acme,Bolt,reçu par", "acme reçu-par bolt"),
        ("payer,payee,type", "Acme,Bolt,partly funded by", "bolt partly-funded-by acme"),
        ("donor,recipient,type", "Acme,Party,received by", "acme received-by party"),
        ("lender,borrower,type", "Bank,Acme,owed money by", "bank owed-money-by acme"),
        ("name,parent company,relation", "Bolt,Acme,owned by", "bolt owned-by acme"),
        ("source,type,target", "Acme,sold,Bolt", "acme sold bolt"),
        ("source,type,target", "Acme,received from,Bolt", "acme received-from bolt"),
    ],
)
def test_who_does_it_stands_first(headings: str, row: str, told: str, tmp_path: Path) -> None:
    found, _ = rows_of(tmp_path / "t.csv", headings, row)
    assert [" ".join(each) for each in found] == [told]


def test_what_is_turned_is_reported_and_what_is_chosen_is_not_turned(tmp_path: Path) -> None:
    found, told = rows_of(tmp_path / "t.csv", "employer,employee,type", "Acme,Ann Lee,hired")
    assert "Type hired (1 relation): read from employer, who does it, to employee" in told
    columns = "source=employee,target=employer,type=type"
    found, told = rows_of(tmp_path / "t.csv", "employer,employee,type", "Acme,Ann Lee,hired", columns)
    assert found == [("ann-lee", "hired", "acme")]
    assert "read from employer" not in told


@pytest.mark.parametrize(
    ("direction", "told"),
    [("reverse", ("acme", "received", "party")), ("forward", ("party", "received", "acme"))],
)
def test_a_direction_that_turns_back_what_the_headings_turn_stands(
    direction: str, told: tuple[str, ...], tmp_path: Path
) -> None:
    headings = "donor,recipient,relation,direction"
    found, said = rows_of(tmp_path / "t.csv", headings, f"Acme,Party,received,{direction}")
    assert found == [told]
    turned = "read from recipient, who does it, to donor"
    assert (turned in said, "read from target to source" in said) == (direction == "forward", False)


def test_what_either_may_do_is_reported_where_the_other_stands_first(tmp_path: Path) -> None:
    _, told = rows_of(tmp_path / "t.csv", "company,director,event", "Acme,Ann Lee,sued")
    assert "Type sued (1 relation): read from director to company" in told
    for act in ("sued by", "bribed"):
        _, told = rows_of(tmp_path / "t.csv", "company,director,event", f"Acme,Ann Lee,{act}")
        assert "(1 relation): read from director to company" in told
    for headings, row in (
        ("director,company,event", "Ann Lee,Acme,sued"),
        ("company,director,event", "Acme,Ann Lee,resigned from"),
        ("company,director,event", "Acme,Ann Lee,resigned"),
        ("company,shareholder,event", "Acme,Bolt,sold"),
        ("company,director,relation", "Acme,Ann Lee,director of"),
    ):
        assert "Type " not in rows_of(tmp_path / "t.csv", headings, row)[1]


def test_a_directory_holds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("seller,buyer,type\nAcme,Bolt,sold\nAcme,Cord,acquired\n", encoding="utf-8")
    with writing(tmp_path / "made") as writer:
        store(path, writer, Reading())
    with open_directory(tmp_path / "made") as engine:
        assert to_dataset(everything(engine)).relations == read(path).relations
