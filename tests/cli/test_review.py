"""``review`` in a real terminal: a key for each decision, nothing cut off, nothing lost."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from datasets import actor, dataset, relation

from cli.conftest import Kept, Run
from cli.terminals import Terminal
from graphkit.reading import drafts
from graphkit.storage import journal
from graphkit.storage.json_file import read_dataset, save_dataset

TEXT = """\
---
publisher: The Gazette
date: 2025-07-16
---

Ann Lee met Bob Roe on Monday.

Acme sued Quuxford last week.

Twin sued Acme on Monday.
"""
KEYS = "q quit"


@pytest.fixture
def there(run: Run, kept: Kept) -> Path:
    """A dataset, and three drafts beside it."""
    people = [actor(name.lower().replace(" ", "-"), "person", name=name) for name in ("Ann Lee", "Bob Roe")]
    firms = [
        actor("acme", name="Acme"),
        actor("twin-1", name="Twin"),
        actor("twin-2", "place", name="Twin", description="A port."),
    ]
    row = relation("talk", "ann-lee", "bob-roe", when="2025-07-14")
    path = kept(dataset(row, actors=[*people, *firms]), "talks.json")
    Path("a.txt").write_text(TEXT)
    assert run("read", "a.txt").out.count("draft-") == 3
    return path


@pytest.fixture
def terminal() -> Iterator[type[Terminal]]:
    made: list[Terminal] = []

    class Kept(Terminal):
        def __init__(self, *arguments: str, **size: int) -> None:
            super().__init__(*arguments, **size)
            made.append(self)

    yield Kept
    for each in made:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()


def states(there: Path) -> list[str]:
    return [each.state for each in drafts.load(there).drafts]


def test_a_review_from_end_to_end(there: Path, terminal: type[Terminal]) -> None:
    review = terminal("review")
    first = review.wait(KEYS)
    assert "The Gazette, 16 July 2025, paragraph 5: 3 drafts left\n" in first
    assert "Ann Lee met Bob Roe: 14 July 2025." in first
    assert "Is there already as talk: it becomes evidence on that" in first
    assert "\x1b[1;4mAnn Lee met Bob Roe on Monday." in review.printed
    review.type("a")
    assert "Accepted draft-1: evidence on talk." in review.wait(KEYS)
    assert states(there) == ["accepted", "open", "open"]
    review.type("u")
    assert "draft-1 waits again." in review.wait(KEYS)
    assert (states(there)[0], read_dataset(there).relations[0].evidence) == ("open", ())
    review.type("p")
    assert "Acme sued Quuxford (new)" in review.wait(KEYS)
    review.type("r")
    assert "Twin (twin-1 or twin-2?) sued Acme" in review.wait(KEYS)
    review.type("u")
    assert "Acme sued Quuxford (new)" in review.wait(KEYS)
    review.type("a")
    review.play([("(Enter to leave out):", "prod"), ("uct", "\t\r")])
    assert "Accepted draft-2: a new relation, acme-sued-quuxford." in review.wait(KEYS)
    review.type("a")
    review.play(
        [("Twin is twin-1 (company) or twin-2 (A port.):", "nobody\r"), ("no actor called 'nobody'", "")]
    )
    review.play([("Twin is twin-1 (company) or twin-2 (A port.):", "twin-1\r")])
    review.play([("No more drafts", "q")])
    code, printed = review.end()
    assert code == 0
    assert printed.rstrip().endswith("2 accepted, 0 refused, 1 postponed; 1 draft left.")
    assert states(there) == ["postponed", "accepted", "accepted"]
    made = {(row.source, row.type, row.target) for row in read_dataset(there).relations}
    assert {("acme", "sued", "quuxford"), ("twin-1", "sued", "acme")} < made
    assert {each.kind for each in read_dataset(there).actors if each.id == "quuxford"} == {"product"}
    assert len(journal.log(there)) == 5


def test_ctrl_c_at_a_key_or_a_question_loses_nothing(there: Path, terminal: type[Terminal]) -> None:
    review = terminal("review")
    review.play([(KEYS, "r"), (KEYS, "a"), ("Quuxford is new", "\x03")])
    assert "Left as it was." in review.wait(KEYS)
    review.play([])
    review.type("c")
    review.play(
        [
            ("Field to change (Enter: back to the keys):", "status\r"),
            ("status, such as planned:", "planned\r"),
        ]
    )
    review.play([("Field to change (Enter: back to the keys):", "\x03")])
    assert "Left as it was." in review.wait(KEYS)
    review.type("\x1b[A")  # an arrow is no key of the review, though it ends with an A
    review.type("\x03")
    code, printed = review.end()
    assert (code, printed.rstrip().splitlines()[-1]) == (
        0,
        "0 accepted, 1 refused, 0 postponed; 2 drafts left.",
    )
    assert states(there) == ["refused", "open", "open"]
    assert {each.status for each in drafts.load(there).drafts} == {"actual"}
    assert not Path("talks.json.journal").exists()


def test_a_change_is_undone_as_a_decision_is(there: Path, terminal: type[Terminal]) -> None:
    review = terminal("review")
    review.play([(KEYS, "r"), (KEYS, "c"), ("Field to change (Enter: back to the keys):", "when\r")])
    review.play([("when, such as last week (Enter to leave out):", "yesterday\r")])
    review.play([("Field to change (Enter: back to the keys):", "\r")])
    assert "Acme sued Quuxford (new): 15 July 2025." in review.wait(KEYS)
    review.type("u")
    assert "draft-2 is as it was." in review.wait(KEYS)
    review.type("u")
    assert "draft-1 waits again." in review.wait(KEYS)
    review.type("q")
    assert review.end()[0] == 0
    found = drafts.load(there)
    assert states(there) == ["open"] * 3
    assert (found.draft("draft-2").when, found.draft("draft-2").first) == ("[2025-07-07..2025-07-13]", None)
    assert len(found.log) == 4


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_a_review_that_is_ended_from_outside_has_saved_what_was_decided(
    there: Path, terminal: type[Terminal], number: int
) -> None:
    review = terminal("review")
    review.play([(KEYS, "r"), (KEYS, "")])
    os.kill(review.process.pid, number)
    review.end()
    assert states(there) == ["refused", "open", "open"]


def test_undo_never_takes_back_what_somebody_else_did(
    there: Path, run: Run, terminal: type[Terminal]
) -> None:
    review = terminal("review")
    review.play([(KEYS, "a"), (KEYS, "")])
    assert run("edit", "acme", "description=A firm.").code == 0
    review.type("u")
    assert "the dataset was changed since; 'graphkit log' lists the changes" in " ".join(
        review.wait(KEYS).split()
    )
    review.type("q")
    assert review.end()[0] == 0
    assert states(there) == ["accepted", "open", "open"]
    data = read_dataset(there)
    assert len(data.relations[0].evidence) == 1
    assert {each.description for each in data.actors if each.id == "acme"} == {"A firm."}


LONG = "Acme, whose works by the river had been for sale for years, " * 40


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    "paragraph",
    [
        f"Ann Lee met Bob Roe on Monday. {LONG}",
        f"{LONG} was closed. Ann Lee met Bob Roe on Monday.",
        f"{LONG} was closed. Ann Lee met Bob Roe on Monday. {LONG}",
        "Ann Lee met Bob Roe on Monday, " + "\u6f22\u5b57" * 30 + ".",
    ],
    ids=["after", "before", "around", "wide"],
)
def test_nothing_is_cut_off_on_80_columns_and_24_lines(
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
    there: Path,
    terminal: type[Terminal],
    paragraph: str,
    encoding: str,
) -> None:
    from rich.cells import cell_len

    drafts.path_of(there).unlink()
    publisher = "The Long Gazette of Every Town Between the Mountains and the Sea, Evening Edition"
    Path("long.txt").write_text(f"---\npublisher: {publisher}\ndate: 2025-07-16\n---\n\n{paragraph}\n")
    run("read", "long.txt")
    doubt = (
        "the sentence says something that takes more than one line of a terminal to say, as some do",
    ) * 9
    change = {"doubts": doubt, "quote": "Ann Lee met Bob Roe on Monday"}
    drafts.change(
        there,
        lambda queue: queue.model_copy(update={"drafts": (queue.drafts[0].model_copy(update=change),)}),
    )
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    review = terminal("review")
    screen = review.wait(KEYS) + KEYS
    lines = screen.strip("\n").split("\n")
    assert len(lines) < 24
    assert all(cell_len(line.rstrip()) <= 80 for line in lines)
    assert "\\" not in re.sub(r"\\u[0-9a-f]{4}", "", screen)
    words = " ".join(screen.split())
    assert publisher in words
    assert re.search(r"Ann Lee met Bob Roe on Monday.*Ann Lee met Bob Roe: 14 July 2025", words)
    assert "w shows more to look at" in words
    review.type("q")
    assert review.end()[0] == 0


def test_w_shows_the_whole_paragraph_only_where_it_is_cut(there: Path, terminal: type[Terminal]) -> None:
    review = terminal("review", lines=40)
    review.play([(KEYS, "w")])
    said = review.wait(KEYS)
    assert "All of it is above." in said
    assert "Ann Lee met Bob Roe on Monday." not in said
    review.type("xq")
    assert review.end()[0] == 0
    assert states(there) == ["open"] * 3


def test_w_shows_a_long_paragraph_to_its_end(run: Run, there: Path, terminal: type[Terminal]) -> None:
    far = " ".join(["Nobody else was there, and nothing was said."] * 20)
    Path("b.txt").write_text(
        TEXT.replace("Ann Lee met Bob Roe on Monday.", f"Bob Roe met Ann Lee. {far} The end.")
    )
    run("read", "b.txt")
    review = terminal("review", lines=18)
    review.play([(KEYS, "p"), (KEYS, "p"), (KEYS, "p")])
    assert "The end." not in review.wait(KEYS)
    review.type("w")
    assert "The end." in review.wait(KEYS)
    review.type("q")
    assert review.end()[0] == 0


def doubted(there: Path, *doubts: str) -> None:
    """Give the first draft doubts."""

    def edit(queue: drafts.Queue) -> drafts.Queue:
        first, *others = queue.drafts
        return queue.model_copy(update={"drafts": (first.model_copy(update={"doubts": doubts}), *others)})

    drafts.change(there, edit)


def test_the_key_that_accepts_does_not_accept_what_has_a_doubt(there: Path, terminal: type[Terminal]) -> None:
    doubted(there, "it is a guess from 'met'; look who does what to whom")
    review = terminal("review")
    assert review.wait(KEYS).splitlines()[-1].startswith("y accept, c change")
    review.type("aaa")  # as often as it is pressed
    for _ in range(3):
        said = review.wait(KEYS)
        assert "Look: it is a guess from 'met'; look who does what to whom." in said
        assert "y accepts it all the same" in said
    assert states(there) == ["open"] * 3
    review.type("y")
    assert "Accepted draft-1" in review.wait(KEYS)
    review.type("y")  # one without a doubt has the usual key
    assert "Acme sued Quuxford" in review.wait(KEYS)
    review.type("q")
    assert review.end()[0] == 0
    assert states(there) == ["accepted", "open", "open"]


def test_what_may_be_an_event_of_another_day_is_a_doubt(
    there: Path, run: Run, terminal: type[Terminal]
) -> None:
    run("edit", "talk", "when=2025-07-12")
    doubt = "talk is the same, but of 12 July 2025; change 'on' to it if it is one event, else to 'new'"
    assert f"draft-1: {doubt}; " in run("drafts", "accept", "draft-1").err
    review = terminal("review")
    assert f"Look: {doubt}." in " ".join(review.wait(KEYS).split())
    review.type("a")
    assert "y accepts it all the same" in review.wait(KEYS)
    review.type("q")
    assert review.end()[0] == 0
    assert states(there) == ["open"] * 3
    run("drafts", "change", "draft-1", "on=new")
    assert "a new relation" in run("drafts", "accept", "draft-1").out


def test_sentences_without_a_draft_are_told_and_give_drafts_by_hand(
    there: Path, run: Run, terminal: type[Terminal]
) -> None:
    drafts.path_of(there).unlink()
    Path("a.txt").write_text(
        f"{TEXT}\nBoth Acme and, so it was felt there, for years Twin. Acme arrested both.\n"
    )
    run("read", "a.txt")
    drafts.change(there, lambda queue: queue.model_copy(update={"drafts": queue.drafts[:1]}))
    review = terminal("review")
    review.play([(KEYS, "a")])
    said = review.wait("any other key quits")
    assert "4 of 5 sentences that may tell a relation are in no evidence. s shows" in " ".join(said.split())
    review.type("s")
    assert "paragraph 6: 4 sentences left" in review.wait("the next sentence")
    review.type(" ")
    assert "paragraph 7: 3 sentences left" in review.wait("the next sentence")
    review.type(" ")
    assert "paragraph 8: 2 sentences left" in review.wait("the next sentence")
    review.type(" ")
    assert "Acme arrested both." in review.wait("the next sentence")
    review.type("n")
    review.play([("Who:", "Acme\r"), ("does what:", "arrested\r"), ("to or with whom:", "Ann Lee\r")])
    assert "Acme arrested Ann Lee." in review.wait(KEYS)
    review.type("a")
    assert "Accepted draft-2: a new relation, acme-arrested-ann-lee." in review.wait("any other key quits")
    review.type("q")
    code, printed = review.end()
    assert (code, "3 of 5 sentences that may tell a relation" in printed) == (0, True)
    (row,) = (row for row in read_dataset(there).relations if row.key == "acme-arrested-ann-lee")
    assert (row.evidence[0].paragraph, row.evidence[0].quote) == (8, "Acme arrested both.")


def test_an_example_is_an_actor_of_the_dataset(there: Path, terminal: type[Terminal]) -> None:
    review = terminal("review")
    review.play(
        [(KEYS, "c"), ("back to the keys):", "target\r"), ("target, such as Acme:", "\x03"), (KEYS, "q")]
    )
    assert review.end()[0] == 0


def test_keys_typed_before_a_draft_is_shown_do_not_decide_on_it(
    there: Path, terminal: type[Terminal]
) -> None:
    review = terminal("review")
    review.type("rrr")  # before anything is on the screen
    review.play([(KEYS, "rprr")])  # a stuck key: the first falls on what is shown
    review.wait("2 drafts left")
    review.play([(KEYS, "p"), (KEYS, "q")])
    code, printed = review.end()
    assert code == 0
    assert printed.rstrip().endswith("0 accepted, 1 refused, 1 postponed; 2 drafts left.")
    assert states(there) == ["refused", "postponed", "open"]


def test_keys_typed_ahead_do_not_answer_at_the_end(there: Path, terminal: type[Terminal]) -> None:
    review = terminal("review")
    review.play([(KEYS, "r"), (KEYS, "r"), (KEYS, "ru")])
    review.wait("No more drafts.")
    review.type("q")
    assert review.end()[0] == 0
    assert states(there) == ["refused"] * 3


def test_without_a_terminal_it_says_what_to_use(run: Run, there: Path) -> None:
    done = run("review")
    assert (done.code, done.out) == (2, "")
    assert "review asks at a terminal; elsewhere use 'graphkit drafts accept ID'" in done.err


def test_what_is_in_the_dataset_already_is_not_asked_again(
    there: Path, run: Run, terminal: type[Terminal]
) -> None:
    queue = drafts.load(there)
    run("drafts", "accept", "draft-1")
    drafts.change(there, lambda _: queue)  # as if the process had been killed before it noted that
    review = terminal("review")
    assert "2 drafts left" in review.wait(KEYS)
    review.type("q")
    review.end()
    assert states(there) == ["accepted", "open", "open"]
    assert drafts.load(there).drafts[0].relation == "talk"


def test_a_parliament_may_be_another_than_that_of_the_dataset(
    run: Run, there: Path, terminal: type[Terminal]
) -> None:
    firms = [actor("acme", name="Acme"), actor("parliament", "government-body", name="Parliament")]
    save_dataset(dataset(actors=firms), there)
    drafts.path_of(there).unlink()
    Path("b.txt").write_text(TEXT[: TEXT.index("Ann Lee")] + "The Parliament sued Acme on Monday.\n")
    assert "Parliament (parliament?) sued Acme" in run("read", "b.txt").out
    review = terminal("review")
    asked = "Parliament is parliament (government-body) or new:"
    review.play([("you are asked which.", "a"), (asked, "nobody\r"), ("no actor called 'nobody'", "")])
    review.play([(asked, "new\r"), ("No more drafts", "q")])
    assert review.end()[0] == 0
    assert [row.source for row in read_dataset(there).relations] == ["parliament-2"]
