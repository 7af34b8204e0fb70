"""Keeping one's own story at the command line: what each command changes, shows, refuses and brings back."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from model.test_pictures import png

from cli.conftest import Result, Run
from cli.terminals import Terminal
from cli.test_main import assert_refused
from graphkit.model.pictures import address_of, picture_words
from graphkit.storage import journal
from graphkit.storage.json_file import read_dataset

MEETING = "add relation Annie met The-Firm --when 2025-07-10 --source paper --paragraph 3 --summary"


def relation(path: Path, key: str) -> dict[str, object]:
    found = next(row for row in read_dataset(path).relations if row.key == key)
    answer: dict[str, object] = json.loads(found.model_dump_json(exclude_defaults=True))
    return answer


def lines(done: Result) -> list[str]:
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


# --- new --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["story-1", "story-1.json", "story-1/"])
def test_a_new_dataset_is_sound_at_once_and_never_overwrites(run: Run, name: str) -> None:
    assert run("new", name).code == 0
    assert "is sound: 3 actors, 3 relations, 2 sources." in run("check", name).out
    assert "already exists; choose another name" in assert_refused(run("new", name))
    assert [path.name for path in Path().iterdir()] == [name.rstrip("/")]


def test_the_new_tables_explain_themselves_under_their_headings(run: Run) -> None:
    run("new", "tables")
    tables = sorted(Path("tables").iterdir())
    assert [path.name for path in tables] == ["actors.csv", "relations.csv", "sources.csv"]
    for path in tables:
        rows = path.read_text("utf-8-sig").splitlines()
        assert rows[0].startswith("id,")
        assert rows[1].lstrip('"').startswith("# One ")


def test_a_new_dataset_needs_a_name_and_a_place(run: Run) -> None:
    assert "or a file that ends in .json or .xlsx" in assert_refused(run("new", "story.ods"))
    assert "cannot be made: No such file" in assert_refused(run("new", "no/where"))
    assert "there is no folder" in assert_refused(run("new", "no/where.json"))
    assert list(Path().iterdir()) == []


# --- add --------------------------------------------------------------------------------------


def test_attributes_are_added_one_by_one_and_changed(run: Run, story: Path) -> None:
    given = ["--attributes", "born: 1969", "--attribute", "country: US", "--attribute", "motto=a=b"]
    lines(run("add", "actor", "Lisa Su", "--kind", "person", *given))
    lines(run("edit", "lisa-su", "attributes.died=2020", "attributes.motto="))
    found = next(row for row in read_dataset(story).actors if row.id == "lisa-su")
    assert dict(found.attributes) == {"born": 1969, "country": "US", "died": 2020}
    for wrong in (["country"], ["=US"], ["country="], ["country=US", "country=DE"]):
        more = [text for each in wrong for text in ("--attribute", each)]
        assert run("add", "actor", "Su", "--kind", "person", *more).code == 2


def test_a_picture_comes_from_its_file_and_is_told_in_a_few_words(run: Run, story: Path) -> None:
    Path("logo.png").write_bytes(png(3, 4))
    address = address_of(png(3, 4))
    added = lines(run("add", "actor", "Lisa Su", "--kind", "person", "--picture", "logo.png"))
    assert f"+   picture: {picture_words(address)}" in added
    assert picture_words(address).startswith(f"PNG of {len(png(3, 4))} bytes (")
    lines(run("edit", "firm", "picture=logo.png"))
    assert {row.id: row.picture for row in read_dataset(story).actors if row.picture} == {
        "firm": address,
        "lisa-su": address,
    }
    assert picture_words(address) in run("show", "firm").out
    lines(run("edit", "firm", "picture="))
    assert next(row for row in read_dataset(story).actors if row.id == "firm").picture is None
    Path("a.png").write_text("no picture")
    assert "a.png: is no PNG, JPEG, WebP or GIF" in assert_refused(run("edit", "firm", "picture=a.png"))
    assert "nowhere.png: no such file; name one that is there" in assert_refused(
        run("edit", "firm", "picture=nowhere.png")
    )
    wrong = run("edit", "firm", "picture=data:image/svg+xml;base64,PHN2Zy8+")
    assert "is no picture; write data:image/png" in assert_refused(wrong)


def test_a_relation_in_one_line(run: Run, story: Path) -> None:
    done = run("add", "relation", "annie", "met", "the firm", "--when", "2025-07-10", "--source", "The Paper",
               "--paragraph", 3, "--voice", "Bob Example", "--summary", "They met.", "--about", "Land",
               "--amount", "5 USD", "--link", "responds-to:ban", "--status", "planned")  # fmt: skip
    assert lines(done) == [
        "+ relation ann-met-firm",
        "+   source: ann",
        "+   target: firm",
        "+   type: met",
        "+   when: 2025-07-10",
        "+   about: land",
        "+   status: planned",
        "+   summary: They met.",
        "+   amount: 5 USD",
        "+   links: responds-to: ban",
        "+   evidence: paper#3 (bob)",
        f"Saved {story}: 1 relation added.",
    ]
    assert relation(story, "ann-met-firm")["evidence"] == [
        {"source": "paper", "paragraph": 3, "attribution": "bob"}
    ]
    again = run("add", "relation", "annie", "met", "the firm", "--anyway")
    assert lines(again)[0] == "+ relation ann-met-firm-2"


def test_the_id_that_says_who_did_what_follows_who_did_it(run: Run, story: Path) -> None:
    run("add", "relation", "ann", "paid", "firm", "--source", "paper")
    shown = run("edit", "ann-paid-firm", "source=Bob", "--dry-run").out
    assert shown.splitlines()[:5] == [
        "  relation bob-paid-firm",
        "-   id: ann-paid-firm",
        "+   id: bob-paid-firm",
        "-   source: ann",
        "+   source: bob",
    ]
    assert "Dry run, nothing saved: 1 relation changed." in shown
    run("edit", "ann-paid-firm", "source=Bob")
    assert relation(story, "bob-paid-firm")["source"] == "bob"
    assert "ann-paid-firm" not in story.read_text("utf-8")
    # A number after it makes no other id, and one that is taken gets a number; one of its own stays.
    run("add", "relation", "ann", "paid", "firm", "--source", "paper", "--id", "ann-paid-firm-7")
    run("edit", "ann-paid-firm-7", "source=bob")
    assert relation(story, "bob-paid-firm-2")["source"] == "bob"
    run("edit", "bob-paid-firm-2", "id=the-sum", "type=owes")
    run("edit", "the-sum", "source=ann")
    assert relation(story, "the-sum")["source"] == "ann"


def test_an_id_edited_with_most_of_the_row_is_one_change(run: Run, story: Path) -> None:
    run("add", "relation", "ann", "met", "firm", "--when", "2025", "--id", "old")
    words = ("edit", "old", "id=new", "type=banned", "source=bob", "target=ann", "when=2024/")
    told = lines(run(*words, "--dry-run"))
    assert told[0:3] == ["  relation new", "-   id: old", "+   id: new"]
    assert told[-1] == "Dry run, nothing saved: 1 relation changed."
    assert lines(run(*words))[:-1] == told[:-1]
    assert lines(run("log", "--show", 2))[1:] == told[:-1]
    back = lines(run("undo"))
    assert back[0:3] == ["  relation old", "-   id: new", "+   id: old"]
    assert lines(run("log", "--show", 3))[1:] == back[:-2]
    assert [" ".join(line.split()[-3:]) for line in lines(run("log"))[1:3]] == ["1 relation changed"] * 2


def test_the_dataset_gets_a_title_and_a_description(run: Run, story: Path) -> None:
    changed = lines(run("edit", "title=Cranes", "description=Who paid whom"))
    assert changed[0] == "  dataset"
    assert "+   title: Cranes" in changed
    assert "+   description: Who paid whom" in changed
    assert lines(run("info"))[0].startswith("Cranes: ")
    run("undo")
    assert not lines(run("info"))[0].startswith("Cranes")
    run("edit", "title=Cranes")
    assert "+   title: Untitled" in lines(run("edit", "title="))
    refused = run("edit", "title=Cranes", "kind=person")
    assert refused.code == 2
    assert "'kind=person': is neither title=TEXT nor description=TEXT of the dataset" in refused.err
    assert "Missing argument 'FIELD=VALUE...'" in run("edit", "ann").err


def test_a_relation_with_what_its_source_says_of_time(run: Run, story: Path) -> None:
    done = run("add", "relation", "ann", "banned", "firm", "--begins", "[2025-04-01..2025-04-15]",
               "--ends", "..", "--source", "paper", "--attests", "2025-06")  # fmt: skip
    assert lines(done)[-1] == f"Saved {story}: 1 relation added."
    made = relation(story, "ann-banned-firm")
    assert (made["begins"], made["ends"]) == ("[2025-04-01..2025-04-15]", "..")
    assert made["evidence"] == [{"source": "paper", "attests": "2025-06"}]
    run("edit", "ann-banned-firm", "ends=2025-07", "evidence.1.dated=no", "evidence.1.attests=")
    made = relation(story, "ann-banned-firm")
    assert (made["ends"], made["evidence"]) == ("2025-07", [{"source": "paper", "dated": False}])
    run("edit", "ann-banned-firm", "begins=", "ends=", "when=2025-04/")
    assert relation(story, "ann-banned-firm")["when"] == "2025-04/"
    run(
        "add",
        "relation",
        "ann",
        "met",
        "firm",
        "--source",
        "paper",
        "--no-day",
        "--attests",
        "no",
        "--id",
        "x",
    )
    assert relation(story, "x")["evidence"] == [{"source": "paper", "dated": False, "attests": False}]


def test_a_state_with_a_single_date_is_warned_of_and_added(run: Run, story: Path) -> None:
    warning = "Check the date: banned 2025-04 is over on 1 May 2025; write 2025-04/ if its end is unknown."
    done = lines(run("add", "relation", "ann", "banned", "firm", "--when", "2025-04", "--id", "x"))
    assert done[-2:] == [f"Saved {story}: 1 relation added.", warning]
    assert relation(story, "x")["when"] == "2025-04"
    for dates in (["--when", "2025-04/"], ["--begins", "2025-04"], []):
        told = lines(run("add", "relation", "ann", "banned", "firm", *dates, "--anyway", "--dry-run"))
        assert told[-1] == "Dry run, nothing saved: 1 relation added."


PLAN, TWO_DAYS = "; mend the date, or make it planned.", "; mend one of the two days."
ADD = ["add", "relation", "ann", "met", "bob", "--id", "x", "--source", "paper"]


@pytest.mark.parametrize(
    ("words", "warnings"),
    [
        (ADD, []),
        ([*ADD, "--said", "2025-07-15", "--when", "2025-07-15"], []),
        (
            [*ADD, "--said", "2025-07-16"],
            [f"the date: said 16 July 2025, after The Paper of 15 July 2025, which quotes it{TWO_DAYS}"],
        ),
        (
            [*ADD, "--attests", "2030"],
            [f"the date: attested for 2030, which is after The Paper of 15 July 2025{TWO_DAYS}"],
        ),
        (
            [*ADD, "--when", "2026-05-01"],
            [f"the date: dated 1 May 2026, after The Paper of 15 July 2025{PLAN}"],
        ),
        ([*ADD, "--when", "2026-05-01", "--status", "planned"], []),
        (
            ["add", "relation", "ann", "met", "Ann Example", "--id", "x"],
            ["the actors: met ties ann to itself; name two actors."],
        ),
        (
            [
                "add", "relation", "ann", "banned", "firm", "--ends", "2024", "--source", "paper",
                "--attests", "2025",
            ],
            [
                "the date: dated until 2024, start unknown, yet The Paper attests it for 2025; "
                "mend one of them."
            ],
        ),
        (
            ["edit", "meeting", "when=2025-08"],
            [
                f"the date: dated August 2025, after The {paper} of 15 July 2025{PLAN}"
                for paper in ("Paper", "Wire")
            ],
        ),
        (
            ["edit", "paper", "published=2025-07-01"],
            [f"the date: dated {day} July 2025, after The Paper of 1 July 2025{PLAN}" for day in (15, 14)],
        ),
        (["edit", "meeting", "summary=They met again."], []),
        (
            ["add", "source", "Copy", "--published", "2025-07-01", "--derived-from", "paper"],
            ["the date: published 1 July 2025, before paper of 15 July 2025, from which it was rewritten."],
        ),
        (["add", "source", "Copy", "--published", "2025-07-15", "--derived-from", "paper"], []),
    ],
    ids=lambda value: " ".join(value) if value and value[0] in ("add", "edit") else "",
)  # fmt: skip
def test_what_contradicts_itself_is_warned_of_and_saved(
    run: Run, story: Path, words: list[str], warnings: list[str]
) -> None:
    for options in (["--dry-run"], []):
        done = run(*words, *options)
        assert (done.code, done.err) == (0, "")
        told = [line.removeprefix("Check ") for line in lines(done) if line.startswith("Check ")]
        assert told == warnings
    found = run("check", "--format", "json").answer["findings"]
    assert {f"{each['message']}." for each in found} == {text.partition(": ")[2] for text in warnings}
    assert run("check").code == (1 if any(each["severity"] == "error" for each in found) else 0)
    assert ("To mend: " in run("check").out) == bool(warnings)


def test_an_unknown_actor_is_added_with_its_kind(run: Run, story: Path) -> None:
    words = ["add", "relation", "Dora Doe", "leads", "Doe Ltd."]
    assert assert_refused(run(*words)) == "no actor called 'Dora Doe'; add it with --kind KIND"
    assert "? Or add it with" in assert_refused(run("add", "relation", "An Example", "met", "bob"))
    done = run(*words, "--kind", "person", "--kind", "company")
    assert [line for line in lines(done) if line.startswith("+ ")][:1] == ["+ actor doe-ltd"]
    assert relation(story, "dora-doe-leads-doe-ltd")["target"] == "doe-ltd"
    run("undo")
    assert read_dataset(story).title == "A small story"
    assert "dora-doe" not in [row.id for row in read_dataset(story).actors]


@pytest.mark.parametrize(
    ("actors", "kinds", "told"),
    [
        (
            ("Dora Doe", "Doe Ltd."),
            ["person"],
            "'Dora Doe', 'Doe Ltd.' are not known yet; give --kind once for each",
        ),
        (("Dora Doe", "bob"), ["person", "person"], "'Dora Doe' is not known yet; give --kind once for each"),
        (("ann", "bob"), ["person"], "--kind is for actors that are not known yet, and all of these are"),
    ],
)
def test_no_kind_is_given_to_an_actor_that_it_was_not_meant_for(
    run: Run, story: Path, actors: tuple[str, str], kinds: list[str], told: str
) -> None:
    before = story.read_bytes()
    options = [word for kind in kinds for word in ("--kind", kind)]
    assert told in assert_refused(run("add", "relation", actors[0], "met", actors[1], *options))
    assert story.read_bytes() == before


def test_actors_and_sources(run: Run, story: Path) -> None:
    assert lines(
        run("add", "actor", "Lisa Su", "--kind", "person", "--alias", "Su", "--ids", "wikidata: Q1")
    )[:1] == ["+ actor lisa-su"]
    done = run(
        "add",
        "source",
        "Reuters",
        "--published",
        "2025-07-16",
        "--derived-from",
        "wire",
        "--publisher-actor",
        "Su",
    )
    assert lines(done)[:4] == [
        "+ source reuters-2025-07-16",
        "+   publisher: Reuters",
        "+   publisher_actor: lisa-su",
        "+   published: 2025-07-16",
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["actor"], "the argument NAME is missing; see 'graphkit add actor --help'"),
        (["actor", "X"], "the option --kind is missing; see 'graphkit add actor --help'"),
        (["source", "X"], "the option --published is missing; see 'graphkit add source --help'"),
        (["relation", "ann", "met"], "the argument ACTOR is missing; see 'graphkit add relation --help'"),
        (["relation", "ann", "mett", "bob"],
         "this change: relation 'ann-mett-bob', type: there is no relation type 'mett'; did you mean 'met'?"),
        (["relation", "ann", "zzz", "bob"],
         "this change: relation 'ann-zzz-bob', type: there is no relation type 'zzz'; add it first"),
        (["relation", "ann", "met", "bob", "--link", "ended-by:zzz"],
         "this change: relation 'ann-met-bob', links 1, relation: there is no relation 'zzz'; add it first"),
        (["relation", "ann", "met", "bob", "--link", "ban"], "--link: 'ban' is not two texts"),
        (["relation", "ann", "did not pay", "bob"],
         "this change: relation 'ann-did-not-pay-bob', type: there is no relation type 'did not pay'; "
         "write the type paid and the status denied"),
        (["type", "did not pay", "--kind", "event"],
         "'did-not-pay' says that something was not so; "
         "write the type paid and the status denied of a relation"),
        (["relation", "ann", "met", "bob", "--when", "July"],
         "--when: 'July' names no year; add it, since it may be this year's or the last"),
        (["relation", "ann", "met", "bob", "--when", "soon"],
         "this change: relation 'ann-met-bob', when: 'soon' is not an EDTF date"),
        (["relation", "ann", "met", "bob", "--when", "03/04/2019"],
         "--when: '03/04/2019' may be 3 April 2019 or 4 March 2019; write the one that is meant"),
        (["evidence", "ban", "--source", "wire", "--said", "next week"],
         "--said: 'next week' counts from the day on which it was said; add that day: --asked-on 2025-07-14"),
        (["relation", "ann", "met", "bob", "--source", "papr"],
         "no source called 'papr'; did you mean paper?"),
        (["relation", "ann", "met", "bob", "--source", "Reuters"],
         "no source called 'Reuters'; 'graphkit add source' adds one"),
        (["relation", "ann", "met", "bob", "--paragraph", "3"],
         "--paragraph, --voice, --said, --attests, --no-day, --quote and --url describe a source; name it"),
        (["relation", "ann", "met", "bob", "--no-day"], "--paragraph, --voice, --said, --attests, --no-day"),
        (["relation", "ann", "met", "bob", "--when", "2025", "--ends", "2025"],
         "this change: relation 'ann-met-bob': when '2025' is given beside begins or ends; keep one"),
        (["relation", "ann", "met", "bob", "--begins", "2025/"],
         "this change: relation 'ann-met-bob', begins: '2025/' is an interval"),
        (["relation", "ann", "met", "bob", "--source", "paper", "--attests", "perhaps"],
         "this change: relation 'ann-met-bob', evidence 1, attests: 'perhaps' is not what belongs here"),
        (["relation", "ann", "met", "bob", "--amount", "5"],
         "--amount: '5' is no amount; write a number and its unit"),
        (["relation", "ann", "met", "twin"],
         "'twin' may be twin-1 (country at) or twin-2 (country be); write the id"),
        (["relation", "ann", "met", "bob", "--id", "ban"],
         "there is a relation 'ban' already; choose another id"),
        (["relation", "ann", "met", "bob", "--id", "a b c"],
         "--id: 'a b c' is no id, which has letters and digits, and -, _ or . between them; write a-b-c"),
        (["actor", "Ann", "--kind", "person", "--id", "a,b"], "--id: 'a,b'"),
        (["source", "X", "--published", "2025", "--id", "a,b"], "--id: 'a,b'"),
        (["source", "X", "--published", "2025/"],
         "this change: source 'x-2025', published: '2025/' is an interval"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_in_a_pipe_what_is_missing_or_wrong_is_one_line(
    run: Run, story: Path, words: list[str], line: str
) -> None:
    before = story.read_bytes()
    assert assert_refused(run("add", *words)).startswith(line)
    assert story.read_bytes() == before


def test_a_file_with_an_odd_id_is_read_and_an_edit_gives_it_a_right_one(run: Run, story: Path) -> None:
    story.write_text(story.read_text("utf-8").replace('"ban"', '"a, b"'), encoding="utf-8")
    wrong = "id: 'a; b' is no id, which has letters and digits, and -, _ or . between them; write a-b"
    assert assert_refused(run("edit", "a, b", "id=a; b")) == wrong
    lines(run("edit", "a, b", "id=a, b", "note=Kept."))
    lines(run("edit", "a, b", "id=a-b"))
    assert relation(story, "a-b")["note"] == "Kept."
    lines(run("add", "type", "C++", "--kind", "event", "--meaning", "Paid."))
    assert assert_refused(run("edit", "c++", "name=Paid off!")) == (
        "name: 'Paid off!' is no name of a type; write paid-off"
    )


def test_a_dry_run_shows_and_saves_nothing(run: Run, story: Path) -> None:
    before = story.read_bytes()
    for words in (
        ["add", "relation", "ann", "met", "bob", "--anyway"],
        ["add", "evidence", "ban", "--source", "wire"],
        ["edit", "ban", "when=2025/"],
        ["remove", "firm", "--cascade"],
        ["merge", "twin-1", "into", "twin-2"],
        ["merge", "--source", "The Wire", "into", "The Paper"],
    ):
        told = lines(run(*words, "--dry-run"))
        if words[0] == "edit":
            assert told.pop().startswith("In its evidence paper now tells this date; ")
        assert told[-1].startswith("Dry run, nothing saved: ")
    assert story.read_bytes() == before
    assert not journal.journal_of(story).exists()


# --- add evidence ---------------------------------------------------------------------------------


def test_evidence_in_one_line(run: Run, story: Path) -> None:
    words = ["add", "evidence", "ban", "--source", "The Wire", "--paragraph", 2, "--voice", "Bob Example",
             "--said", "2025-07-14", "--attests", "no", "--no-day", "--quote", "Banned.", "--url", "https://x.example/",
             "--archived-url", "https://y.example/", "--status", "planned", "--type", "restricted",
             "--when", "2025-05/", "--note", "In passing.", "--contradicts"]  # fmt: skip
    before = story.read_bytes()
    assert "Dry run, nothing saved: 1 relation changed." in lines(run(*words, "--dry-run"))
    assert story.read_bytes() == before
    assert lines(run(*words))[-1].startswith("Check the date: The Wire gives no day")
    assert relation(story, "ban")["evidence"] == [
        {"source": "paper"},
        {
            "source": "wire",
            "paragraph": 2,
            "attribution": "bob",
            "said": "2025-07-14",
            "when": "2025-05/",
            "type": "restricted",
            "status": "planned",
            "stance": "contradicts",
            "dated": False,
            "attests": False,
            "quote": "Banned.",
            "url": "https://x.example/",
            "archived_url": "https://y.example/",
            "note": "In passing.",
        },
    ]
    assert "add evidence ban --source 'The Wire'" in run("log").out
    run("undo")
    assert relation(story, "ban")["evidence"] == [{"source": "paper"}]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "the argument RELATION is missing; see 'graphkit add evidence --help'"),
        (["ban"], "the option --source is missing"),
        (["bann", "--source", "paper"], "no relation, actor or source called 'bann'; did you mean ban"),
        (["ban", "--source", "papr"], "no source called 'papr'; did you mean paper?"),
        (["ban", "--source", "paper"], "'ban' has this evidence already; see 'graphkit show'"),
        (["ban", "--source", "wire", "--type", "bannd"],
         "this change: relation 'ban', evidence 2, type: there is no relation type 'bannd'"),
        (["ban", "--source", "wire", "--voice", "nobody"], "no actor called 'nobody'"),
    ],
)  # fmt: skip
def test_what_is_no_evidence_is_refused(run: Run, story: Path, words: list[str], line: str) -> None:
    before = story.read_bytes()
    assert line in assert_refused(run("add", "evidence", *words))
    assert story.read_bytes() == before


def test_a_relation_that_is_there_is_not_made_twice(run: Run, story: Path) -> None:
    words = ["add", "relation", "bob", "met", "ann", "--when", "2025-07", "--source", "wire"]
    told = assert_refused(run(*words))
    assert told == (
        "meeting (14 July 2025) may be the same; --as-evidence adds the source to it, as does "
        "'graphkit add evidence meeting --source wire'; --anyway adds another relation"
    )
    assert "'graphkit add evidence meeting --source SOURCE'" in assert_refused(run(*words[:5]))
    assert lines(run(*words, "--anyway"))[0] == "+ relation bob-met-ann"
    assert assert_refused(run(*words)) == (
        "bob-met-ann (July 2025) or meeting (14 July 2025) may be the same; "
        "'graphkit add evidence bob-met-ann --source wire' adds the source to the first; "
        "--anyway adds another relation"
    )
    for apart in (
        ["ann", "met", "bob", "--when", "2024"],  # another day
        ["firm", "banned", "land", "--when", "2025-04/"],  # the other way round
        ["ann", "met", "bob", "--id", "x"],  # an id of its own
        ["ann", "called", "bob"],  # another type
    ):
        assert lines(run("add", "relation", *apart, "--dry-run"))[-1].endswith("1 relation added.")


def test_a_later_act_says_what_it_sets_aside_and_euros_are_one_unit(run: Run, story: Path) -> None:
    act = ["add", "relation", "ann", "told", "bob", "--when", "2025-08-01"]
    done = run(
        *act, "--amount", "4.2 million euros", "--link", "sets-aside:ban", "--link", "responds-to:meeting"
    )
    assert "+   amount: 4200000 EUR\n" in done.out
    assert done.err == "euros is read as EUR\n"
    assert relation(story, "ann-told-bob")["links"] == [{"rel": "responds-to", "relation": "meeting"}]
    assert {"rel": "set-aside-by", "relation": "ann-told-bob"} in relation(story, "ban")["links"]
    assert "SET ASIDE on 1 August 2025" in run("show", "ban").out
    wrong = assert_refused(run("edit", "ann-told-bob", "links=set-aside-by:ban"))
    assert "'ann-told-bob' would be set aside by itself: 'ann-told-bob' by 'ban' by 'ann-told-bob'" in wrong


def test_what_is_added_as_evidence_keeps_what_the_relation_does_to_another(run: Run, story: Path) -> None:
    words = ["add", "relation", "bob", "met", "ann", "--source", "wire", "--as-evidence"]
    assert run(*words, "--link", "ends:ban").code == 0
    assert {"rel": "ended-by", "relation": "meeting"} in relation(story, "ban")["links"]


def test_what_a_relation_says_otherwise_goes_into_its_evidence(run: Run, story: Path) -> None:
    words = ["add", "relation", "bob", "met", "ann", "--source", "wire", "--as-evidence"]

    def added(*more: str) -> object:
        assert run(*words, *more).code == 0
        *_, entry = relation(story, "meeting")["evidence"]  # type: ignore[misc]
        run("undo")
        return entry

    assert added() == {"source": "wire", "dated": False}
    assert added("--when", "2025-07-14", "--paragraph", "9") == {"source": "wire", "paragraph": 9}
    assert added("--begins", "2025-07-13", "--ends", "2025-07-15", "--status", "denied") == {
        "source": "wire",
        "when": "2025-07-13/2025-07-15",
        "status": "denied",
    }
    assert added("--when", "2025-07", "--amount", "5 USD", "--summary", "A deal.", "--about", "firm") == {
        "source": "wire",
        "when": "2025-07",
        "note": "Says 5 USD. A deal.",
    }
    for more, line in {
        ("--about", "land"): "about land has no place in evidence",
        ("--link", "responds-to:ban"): "responds-to:ban has no place in evidence",
        (
            "--begins",
            "[2025-07-01..2025-07-15]",
        ): "evidence has one date, which '[2025-07-01..2025-07-15]/' is not",
        ("--when", "2024"): "there is no such relation yet; leave out --as-evidence",
        ("--anyway",): "--as-evidence adds no relation; leave out --id and --anyway",
    }.items():
        assert line in assert_refused(run(*words, *more))
    assert "name it with --source" in assert_refused(
        run("add", "relation", "ann", "met", "bob", "--as-evidence")
    )
    run("add", "relation", "ann", "met", "bob", "--anyway")
    assert "the evidence may belong to ann-met-bob (undated) or meeting" in assert_refused(run(*words))


def test_dates_are_written_as_people_write_them_and_kept_in_edtf(run: Run, story: Path) -> None:
    done = run("add", "relation", "ann", "met", "land", "--when", "last week", "--said", "yesterday",
               "--attests", "no", "--source", "paper", "--asked-on", "2025-07-15")  # fmt: skip
    assert done.err.splitlines() == [
        "last week is read as [2025-07-07..2025-07-13]: 7-13 July 2025",
        "yesterday is read as 2025-07-14: 14 July 2025",
    ]
    made = relation(story, "ann-met-land")
    assert (made["when"], made["evidence"]) == (
        "[2025-07-07..2025-07-13]",
        [{"source": "paper", "said": "2025-07-14", "attests": False}],
    )
    run("add", "relation", "ann", "leads", "land", "--begins", "late May 2019", "--ends", "..")
    made = relation(story, "ann-leads-land")
    assert (made["begins"], made["ends"]) == ("[2019-05-16..2019-05-31]", "..")
    run("add", "source", "Letter", "--published", "14 or 15 July 2025", "--id", "letter")
    assert read_dataset(story).sources[0].published == "[2025-07-14,2025-07-15]"


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (["--since", "14 July 2025"], ["--since", "2025-07-14"]),
        (["--since", "late July 2025"], ["--since", "2025-07-16"]),
        (["--until", "mid-July 2025"], ["--until", "2025-07-23"]),
        (["--on", "Q3 2025"], ["--on", "2025-35"]),
        (["--known-by", "between 14 and 15 July 2025"], ["--known-by", "2025-07-15"]),
    ],
)
def test_periods_are_written_as_people_write_them(
    run: Run, story: Path, words: list[str], plain: list[str]
) -> None:
    found = run("relations", *words, "--format", "json")
    assert (found.code, found.out) == (0, run("relations", *plain, "--format", "json").out)
    assert found.err.startswith(f"{words[1]} is read as ")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--since", "about May 2019"], "--since: 'about May 2019' is 2019-05~; write one day"),
        (["--since", "31 April 2019"], "--since: '2019-04-31' is not in the calendar"),
        (["--on", "last week"], "--on: 'last week' counts from the day on which it was said; add that"),
        (["--known-by", "03/04/2025"], "--known-by: '03/04/2025' may be 3 April 2025 or 4 March 2025"),
    ],
)  # fmt: skip
def test_a_period_is_not_guessed(run: Run, story: Path, words: list[str], line: str) -> None:
    assert line in assert_refused(run("relations", *words)).splitlines()[-1]


# --- edit, remove, merge ------------------------------------------------------------------------


def test_two_records_of_one_document_are_named_and_merged(run: Run, story: Path) -> None:
    run("edit", "paper", "title=The news of the day", "url=https://www.paper.example/a?utm_source=x#top")
    run("add", "source", "The Paper", "--published", "2025-07", "--title", "The News of the Day",
        "--id", "twice", "--url", "http://paper.example/a/", "--author", "A. Writer")  # fmt: skip
    run("add", "evidence", "ban", "--source", "twice", "--paragraph", 4)
    run("add", "evidence", "job", "--source", "twice")
    run("add", "source", "Copy", "--published", "2025-08-01", "--derived-from", "twice")
    message = (
        "twice looks like the same document as paper (the same address); "
        "if they are one: graphkit merge --source twice into paper"
    )
    for options in ([], ["--sources"]):
        found = run("check", *options, "--format", "json").answer["findings"]
        assert [each["message"] for each in found if each["rule"] == "same-document"] == [message]
    done = run("merge", "--source", "twice", "into", "paper")
    assert lines(done)[-1] == f"Saved {story}: 2 sources changed, 1 source removed, 2 relations changed."
    assert relation(story, "ban")["evidence"] == [{"source": "paper"}, {"source": "paper", "paragraph": 4}]
    assert relation(story, "job")["evidence"] == [{"source": "paper"}]
    kept = {row.id: row for row in read_dataset(story).sources}
    assert kept["copy-2025-08-01"].derived_from == ("paper",)
    assert (kept["paper"].published, kept["paper"].author) == ("2025-07-15", "A. Writer")
    assert "merge --source twice into paper" in run("log").out
    assert "merge takes two sources" in assert_refused(run("merge", "--source", "paper"))
    assert "it is a source; merge sources with --source" in assert_refused(run("merge", "paper", "into", "x"))


def test_an_edit_shows_each_field_before_and_after(run: Run, story: Path) -> None:
    done = run("edit", "meeting", "when=2025-07-15", "about+=Land", "evidence.2.note=", "summary=")
    assert lines(done) == [
        "  relation meeting",
        "-   when: 2025-07-14",
        "+   when: 2025-07-15",
        "+   about: land",
        "-   summary: They met.",
        "-   evidence 2, note: said so",
        f"Saved {story}: 1 relation changed.",
        "In its evidence paper now tells this date; if that is not so, give evidence 1 when=2025-07-14, "
        "and add evidence that tells it.",
    ]
    assert run("edit", "meeting", "when=2025-07-15").out == "Nothing changes.\n"
    assert run("edit", "meeting", "when=2025-07-15").code == 1


def test_the_old_name_of_a_namesake_still_means_both_until_somebody_takes_it_out(
    run: Run, story: Path
) -> None:
    given = ["--kind", "person", "--attribute"]
    run("add", "actor", "Ali Hassan", "--id", "ali-1", *given, "born=1970")
    run("add", "actor", "Ali Hassan", "--id", "ali-2", *given, "born=1983")
    before = story.read_text()
    done = lines(run("edit", "ali-2", "name=Ali Hassan (Dubai)"))
    assert done[-1] == (
        "Check the actors: Ali Hassan stays an alias of ali-2, since it is a name of ali-1 too; "
        "take it out if nobody calls ali-2 so."
    )
    assert "may be ali-1 (born 1970) or ali-2 (born 1983)" in run("show", "Ali Hassan").err
    lines(run("undo"))
    assert story.read_text() == before
    lines(run("edit", "ali-2", "name=Ali Hassan (Dubai)", "aliases+=Ali of Dubai"))
    done = lines(run("edit", "ali-2", "aliases-=Ali Hassan"))
    assert done[-1] == (
        "Check the actors: Ali Hassan is now a name of ali-1 alone; "
        "make it an alias of ali-2 if it may mean both."
    )
    assert "aliases" not in run("edit", "ali-2", "name=Ali the Second").out  # the name was nobody else's
    run("undo", "--to", "2")
    done = lines(run("edit", "ali-2", "name=Ali Hassan (Dubai)", "aliases="))
    assert "is now a name of ali-1 alone" in done[-1]


def test_a_draft_goes_on_asking_whom_a_name_means_after_one_of_two_is_renamed(run: Run, story: Path) -> None:
    run("add", "actor", "Ali Hassan", "--kind", "person", "--id", "ali-1", "--attribute", "born=1970")
    run("add", "actor", "Ali Hassan", "--kind", "person", "--id", "ali-2", "--attribute", "born=1983")
    Path("new.txt").write_text("Publisher: Test\nDate: 20 March 2024\n\nBob sued Ali Hassan in 2019.\n")
    run("read", "new.txt")
    assert "sued Ali Hassan (ali-1 or ali-2?)" in run("drafts").out
    run("edit", "ali-2", "name=Ali Hassan (Dubai)")
    assert "sued Ali Hassan (ali-1 or ali-2?)" in run("drafts").out


def test_a_removal_is_refused_while_something_points_there_and_asks_before_a_cascade(
    run: Run, story: Path
) -> None:
    assert "is named by relation 'hint', relation 'meeting'" in assert_refused(run("remove", "ann")).replace(
        "relation 'denial', ", ""
    )
    asked = run("remove", "ann", "--cascade")
    assert asked.code == 2
    assert "add --yes, since nobody can be asked" in asked.err
    assert "- actor ann" in asked.out
    assert "ann" in [row.id for row in read_dataset(story).actors]
    assert lines(run("remove", "ann", "--cascade", "--yes"))[-1].startswith(f"Saved {story}: ")
    assert "ann" not in [row.id for row in read_dataset(story).actors]
    assert lines(run("remove", "job"))[0] == "- relation job"


@pytest.mark.parametrize(
    "words",
    [
        ["merge", "twin-1", "into", "twin-2"],
        ["merge", "twin-1", "INTO", "twin-2"],
        ["merge", "twin-1", "twin-2"],
    ],
)
def test_a_merge_in_words(run: Run, story: Path, words: list[str]) -> None:
    assert "- actor twin-1" in lines(run(*words))
    assert "merge takes two actors" in assert_refused(run("merge", "a"))


@pytest.mark.parametrize(
    ("table", "ours", "theirs"),
    [
        ([], "attributes.born=1960", "attributes.born=1975"),
        ([], "ids.wikidata=Q1", "ids.wikidata=Q2"),
        (["--source"], "published=2025-07-14", "published=2025-08-01"),
        (["--source"], "reliability=B", "reliability=C"),
    ],
)
def test_whoever_follows_the_words_of_a_refused_merge_can_merge(
    run: Run, story: Path, table: list[str], ours: str, theirs: str
) -> None:
    twins = ["twin-1", "twin-2"]
    if table:
        run("add", "source", "Paper", "--published", "2025-07-15", "--id", "twice")
        twins = ["paper", "twice"]
    for id, field in zip(twins, (ours, theirs), strict=True):
        assert run("edit", id, field).code == 0
    refused = run("merge", *table, *twins)
    assert refused.code == 2
    mend = shlex.split(refused.err.partition("such as ")[2])
    assert run(*mend[1:]).code == 0, refused.err
    assert run("merge", *table, *twins).code == 0


def test_a_merge_of_two_kinds_says_which_stays(run: Run, story: Path) -> None:
    run("add", "actor", "Port", "--kind", "company")
    run("add", "actor", "Port of Vell", "--kind", "organisation")
    run("add", "actor", "Port X", "--kind", "unknown")
    done = run("merge", "Port of Vell", "into", "Port")
    assert "Of two kinds: port-of-vell was organisation, port stays company." in done.out
    assert "Of two kinds" not in run("merge", "Port X", "into", "Port").out


def test_relations_alike_after_a_merge_are_pointed_out(run: Run, story: Path) -> None:
    run("add", "relation", "twin-1", "met", "bob", "--when", "2025", "--id", "one")
    run("add", "relation", "twin-2", "met", "bob", "--when", "2025", "--id", "two")
    assert lines(run("merge", "twin-1", "twin-2"))[-1] == "Now alike, but kept apart: one, two."


def test_ids_made_of_a_merged_actor_follow_and_no_relation_seems_to_go(run: Run, story: Path) -> None:
    for who, type in (("twin-1", "met"), ("twin-1", "sued"), ("twin-2", "met")):
        run("add", "relation", who, type, "bob", "--when", "2025")
    run("add", "relation", "twin-1", "praised", "bob", "--id", "mine", "--link", "responds-to:twin-1-met-bob")
    done = run("merge", "twin-1", "twin-2")
    kept = {row.key: row for row in read_dataset(story).relations}
    assert {"twin-2-met-bob", "twin-2-met-bob-2", "twin-2-sued-bob", "mine"} <= kept.keys()
    assert not [id for id in kept if "twin-1" in id]
    assert kept["mine"].links[0].relation == "twin-2-met-bob-2"
    assert "-   id: twin-1-sued-bob" in lines(done)
    assert "1 actor changed, 1 actor removed, 3 relations changed" in done.out
    assert "- relation" not in done.out


# --- undo, log --------------------------------------------------------------------------------


def test_the_log_tells_every_change_and_undo_brings_each_state_back(run: Run, story: Path) -> None:
    assert run("log").code == 1
    first = story.read_bytes()
    run("edit", "meeting", "when=2025-07-15")
    run("remove", "job")
    assert [line.split()[0] for line in lines(run("log"))] == ["change", "2", "1", "0"]
    assert lines(run("log", "--show", "1"))[1:] == [
        "  relation meeting",
        "-   when: 2025-07-14",
        "+   when: 2025-07-15",
    ]
    assert run("log", "--state", "0").out.encode() == first
    changes = run("log", "--format", "json").answer["changes"]
    assert [(each["change"], each["command"]) for each in changes][1:] == [
        (1, "edit meeting when=2025-07-15"),
        (2, "remove job"),
    ]
    assert lines(run("undo"))[0] == "+ relation job"
    assert lines(run("undo", "--to", "0"))[0] == "  relation meeting"
    assert story.read_bytes() == first
    assert "nothing to undo" in assert_refused(run("undo"))
    assert "there is no change 9; choose one of 0 to 4" in assert_refused(run("undo", "--to", "9"))
    assert "there is no change 9" in assert_refused(run("log", "--show", "9"))


def test_undo_says_what_it_takes_back_also_where_the_file_became_another_dataset(
    run: Run, story: Path
) -> None:
    run("edit", "meeting", "when=2025-07-15")
    before = story.read_bytes()
    assert lines(run("undo", "--dry-run"))[-1] == "It would take back change 1: edit meeting when=2025-07-15."
    assert run("new", "other.json").code == 0
    other = Path("other.json").read_bytes()
    story.write_bytes(other)
    assert lines(run("undo"))[-1] == "Took back change 2: changed outside graphkit."
    assert story.read_bytes() == before
    assert lines(run("undo"))[-1] == "Took back change 1: edit meeting when=2025-07-15."
    run("undo", "--to", "2")
    assert story.read_bytes() == other


def test_tables_are_not_changed_by_commands(run: Run) -> None:
    run("new", "tables")
    line = assert_refused(run("--data", "tables", "add", "actor", "X", "--kind", "person"))
    assert "is a folder of tables; change them with a spreadsheet" in line
    assert run("--data", "tables", "path", "Mayor Lee", "harbour-company").code == 0


def test_what_a_terminal_would_obey_is_shown_escaped(run: Run, hostile: Path) -> None:
    done = run("edit", "ann", "aliases+=\x1b[31mred", "description=\u202eback")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "\x1b" not in run("log").out


# --- where a person types -----------------------------------------------------------------------


def test_what_is_missing_is_asked_for_at_a_terminal_and_completed(story: Path) -> None:
    answers = [
        ("Who:", "Annie\r"), ("does what:", "mett\r"), ("did you mean met", "met\r"),
        ("to or with whom:", "The Fi"), ("Other", "\t\r"), ("When", "2025-07-10\r"),
        ("Summary", "They met.\r"), ("Source", "paper\r"), ("Paragraph", "3\r"), ("More", "\r"),
    ]  # fmt: skip
    asking = Terminal("--data", str(story), "add", "relation", columns=500, lines=50)
    asking.play(answers)
    code, shown = asking.end()
    assert (code, "1 relation added." in shown) == (0, True)
    assert relation(story, "ann-met-firm") == {
        "source": "ann", "target": "firm", "key": "ann-met-firm", "type": "met", "when": "2025-07-10",
        "summary": "They met.", "evidence": [{"source": "paper", "paragraph": 3}],
    }  # fmt: skip


def test_a_name_near_one_that_is_there_is_asked_about_at_once(story: Path) -> None:
    answers = [
        ("Who:", "Anni\r"), ("new for a new actor", "\r"), ("does what:", "met\r"),
        ("to or with whom:", "The Fir\r"), ("Enter: ", "new\r"), ("When", "2025-07-10\r"),
        ("Summary", "\r"), ("Source", "paper\r"), ("Paragraph", "3\r"), ("More", "\r"),
        ("Kind of the new actor The Fir", "company\r"),
    ]  # fmt: skip
    asking = Terminal("--data", str(story), "add", "relation", columns=500, lines=50)
    asking.play(answers)
    code, shown = asking.end()
    assert (code, "1 relation added." in shown) == (0, True), shown
    row = relation(story, "ann-met-the-fir")
    assert (row["source"], row["target"]) == ("ann", "the-fir")


def test_a_field_that_is_an_attribute_is_told_as_one(run: Run, story: Path) -> None:
    done = run("--data", story, "edit", "ann", "born=1987-08-09")
    assert (done.code, "write attributes.born=VALUE" in done.err) == (2, True)


def test_several_aliases_parted_by_commas_are_told_to_be_one(run: Run, story: Path) -> None:
    several = run("--data", story, "edit", "firm", "aliases=Firm Consulting Ltd, Firm Partners Ltd")
    assert "is one alias; several are parted by semicolons" in several.out + several.err
    one = run("--data", story, "edit", "firm", "aliases=Firm Partners, Inc.; Firm Partners")
    assert "is one alias" not in one.out + one.err


def test_prompts_are_loaded_only_where_somebody_is_asked(story: Path) -> None:
    code = (
        "import sys; sys.argv = ['graphkit', 'add', 'relation', 'ann', 'met', 'land']\n"
        "from graphkit.cli.main import main\n"
        "try: main()\n"
        "finally: print('prompt_toolkit' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"False\n")


@pytest.mark.parametrize(
    "words",
    [
        ["add", "actor", "\udcff", "--kind", "person"],
        ["edit", "ann", "name=\udcff"],
        ["edit", "ann", "aliases+=\udcff"],
        ["edit", "ann", "ids+=wikidata: \udcff"],
        ["edit", "ann", "id=\udcff"],
        ["edit", "meeting", "summary=\udcff"],
    ],
    ids=range(6),
)
def test_bytes_that_are_no_text_are_refused_in_a_line(run: Run, story: Path, words: list[str]) -> None:
    before = story.read_bytes()
    assert "holds half a character (a lone surrogate); write it whole" in assert_refused(run(*words))
    assert story.read_bytes() == before


@pytest.mark.parametrize("name", ["bare.json", "bare"])
def test_a_new_dataset_may_be_empty(run: Run, tmp_path: Path, name: str) -> None:
    done = run("new", "--empty", name)
    assert (done.code, done.err) == (0, "")
    assert run("check", name).out == f"{name} is sound: 0 actors, 0 relations, 0 sources.\n"


@pytest.mark.parametrize("name", ["\udcff", "a\udcff.json"])
def test_a_new_dataset_may_have_a_name_that_is_no_text(run: Run, name: str) -> None:
    assert run("new", "--empty", name).code == 0
    assert run("--data", name, "info").code == 0


@pytest.mark.parametrize("name", ["-.json", "--- .json"])
def test_a_new_dataset_whose_name_gives_no_title_has_none(run: Run, name: str) -> None:
    assert run("new", "--empty", "--", name).code == 0
    assert read_dataset(name).title == "Untitled"


def test_the_log_has_commands_as_a_shell_takes_them(run: Run) -> None:
    run("new", "story.json", "--empty")
    run("--data", "story.json", "add", "actor", "Ann Lee", "--kind", "person")
    assert "  add actor 'Ann Lee'  " in run("--data", "story.json", "log").out


@pytest.mark.parametrize(
    "arguments",
    [["add", "actor", "Ann", "--kind", "person"], ["edit", "ann", "name=Bo"], ["remove", "ann"], ["undo"]],
    ids=" ".join,
)
@pytest.mark.parametrize("file", ["none.json", "none/none.json"])
def test_a_file_that_is_not_there_is_not_changed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--data", file, *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"graphkit: {file}: no such file; name one with --data FILE, or see 'graphkit demo'\n"
    assert not list(tmp_path.iterdir())


def test_a_denial_that_a_merge_brings_beside_a_fact_is_told_and_shown(run: Run, tmp_path: Path) -> None:
    rows = "Al Roe,met,Bo Lee,2025-03-03,,BBC,2025-04-01\nAl Roe Jr,met,Bo Lee,,denied,CNN,2025-04-02\n"
    (tmp_path / "x.csv").write_text(f"source,relation,target,date,status,publisher,published\n{rows}")
    story = tmp_path / "x.json"
    assert run("import", tmp_path / "x.csv", "--into", story).code == 0
    met, denied = "row-000000002", "row-000000003"
    said = f"may deny {met}, told as so; if it does, give that its evidence, with the status denied"
    assert "may be denied by" not in run("--data", story, "show", met).out
    assert f"Check the denial: {said}." in run("--data", story, "merge", "Al Roe Jr", "into", "Al Roe").out
    assert said in run("--data", story, "check", "--sources").out
    assert f"may be denied by  {denied} (DENIED)" in run("--data", story, "show", met).out
    assert f"may deny     {met}" in run("--data", story, "show", denied).out
