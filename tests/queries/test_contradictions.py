"""What an edit makes wrong is told once; what was wrong before is not told again."""

import pytest
from datasets import actor, dataset, evidence, graph_of, relation, source

from graphkit.graph.index import index
from graphkit.model.entities import Amount, Link
from graphkit.queries.contradictions import (
    denials_apart,
    errors_in,
    marks,
    new_complaints,
    told_anew,
    wrong_ids,
)
from graphkit.queries.source_audit import check_days, check_sources

LATE = relation("late", when="2025-07-16", evidence=[evidence()])
FINE = relation("fine", when="2025-07-14", evidence=[evidence()])
ITSELF = relation("itself", "alice", "alice", when="2025-06-01", evidence=[evidence(), evidence("wire")])
COPY = source("copy", "2025-07-01", derived_from=("wire",))
BEFORE = {"sources": [source("paper"), source("wire"), COPY]}


def told(before, after):
    return [(each.rule, each.subject) for each in new_complaints(before, after)]


@pytest.mark.parametrize(
    ("relations", "fields", "expected"),
    [
        ((LATE, FINE, ITSELF), BEFORE, []),
        ((LATE, FINE, ITSELF), {"sources": [source("paper", note="read"), source("wire"), COPY]}, []),
        ((LATE, ITSELF, FINE.model_copy(update={"when": "2025-07-17"})), BEFORE, [("after-source", "fine")]),
        # Of one that cites what was dated otherwise, only what is new is told; what the days mean anew, too.
        (
            (LATE, FINE, ITSELF),
            {"sources": [source("paper", "2025-07-01"), source("wire"), COPY]},
            [("after-source", "fine"), ("after-source", "late")],
        ),
        (
            (LATE, FINE, ITSELF),
            {"sources": [source("paper", "2025-07-20"), source("wire"), COPY, source("new")]},
            [],
        ),
        (
            (LATE, FINE, ITSELF),
            {
                "sources": [
                    source("paper"),
                    source("wire", note="read"),
                    COPY.model_copy(update={"note": "so"}),
                ]
            },
            [("before-original", "copy")],
        ),
        # Whose life is changed: at either end.
        (
            (LATE, FINE, ITSELF),
            {**BEFORE, "actors": [actor("bob", "person", attributes={"died": "2019"})]},
            [("outside-life", "fine"), ("outside-life", "late")],
        ),
        (
            (LATE, FINE, ITSELF),
            {**BEFORE, "actors": [actor("bob", "person", attributes={"born": "2026", "died": "2019"})]},
            [("no-life", "bob")],
        ),
        # Names: of one alone, and of two.
        ((LATE, FINE, ITSELF), {**BEFORE, "actors": [actor("carol")]}, []),
        (
            (LATE, FINE, ITSELF),
            {**BEFORE, "actors": [actor("bob-2", name="Bob")]},
            [("same-name", "bob-2")],
        ),
    ],
)
def test_an_edit_is_told_what_it_made_wrong(relations, fields, expected):
    before = dataset(LATE.model_copy(), FINE.model_copy(), ITSELF.model_copy(), **BEFORE)
    assert told(before, dataset(*relations, **fields)) == expected


RETOLD = relation(
    "stake", type="owns", when="2022/", amount=Amount(value=75, unit="%"),
    evidence=[evidence(), evidence("wire")],
)  # fmt: skip
AND = ", and add evidence that tells it"
BOTH, NOT = "paper, wire now tell this", "if that is not so"


@pytest.mark.parametrize(
    ("was", "fields", "expected"),
    [
        (RETOLD, {"when": "2022/2023"}, f"{BOTH} date; {NOT}, give evidence 1, 2 when=2022/{AND}"),
        (
            RETOLD,
            {"amount": Amount(value=100, unit="%")},
            f"{BOTH} amount; if that is not so, note in evidence 1, 2 that it says 75 %{AND}",
        ),
        (
            RETOLD.model_copy(update={"amount": None, "when": None}),
            {"amount": Amount(value=100, unit="%"), "begins": "2022"},
            f"{BOTH} date and amount; if that is not so, give evidence 1, 2 dated=false, "
            f"note in evidence 1, 2 that it says no amount{AND}",
        ),
        # What has its own date, gives none, denies it, or was changed too, tells nothing new.
        (
            RETOLD,
            {"when": "2022/2023", "evidence": (evidence(when="2022/"), evidence("wire"))},
            f"wire now tells this date; if that is not so, give evidence 2 when=2022/{AND}",
        ),
        (RETOLD, {"when": None}, None),
        (RETOLD, {"amount": None}, None),
        (RETOLD, {"summary": "They do."}, None),
        (RETOLD, {"when": "2022/2023", "evidence": (evidence(note="read"),)}, None),
        (
            RETOLD.model_copy(
                update={"evidence": (evidence(dated=False), evidence("wire", stance="contradicts"))}
            ),
            {"when": "2022/2023"},
            None,
        ),
    ],
)  # fmt: skip
def test_an_edit_is_told_what_evidence_tells_since(was, fields, expected):
    before, after = (dataset(row, **BEFORE) for row in (was, was.model_copy(update=fields)))
    assert next(told_anew(before, after), None) == expected


def test_namesakes_that_are_known_are_told_again_only_of_who_joins_them():
    bobs = [actor("bob-2", name="Bob")]
    before, after = dataset(FINE, actors=bobs), dataset(FINE, actors=[*bobs, actor("bob-3", name="Bob")])
    assert told(before, before) == []
    [found] = new_complaints(before, after)
    assert found.message == "Bob is also a name of bob, bob-2; merge those that are one"


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (actor("ann", aliases=("BOBBY",)), "BOBBY is also a name of bob; merge those that are one"),
        (actor("ann", name="Bobby"), "Bobby is also a name of bob; merge those that are one"),
        (actor("ann", aliases=("bob",)), "bob is also a name of bob; merge those that are one"),
        (actor("ann", aliases=("Annie", "ann")), None),
    ],
)
def test_a_name_or_alias_that_another_has_is_told_in_whatever_case(who, found):
    before = dataset(FINE, actors=[actor("bob", aliases=("Bobby",)), actor("ann")])
    after = dataset(FINE, actors=[actor("bob", aliases=("Bobby",)), who])
    assert [each.message for each in new_complaints(before, after)] == ([found] if found else [])
    assert told(after, after) == []


@pytest.mark.parametrize(
    ("scheme", "id", "form"),
    [
        ("wikidata", "QXYZ", "Q and a number, such as Q182477"),
        ("QID", "Q012", "Q and a number, such as Q182477"),
        ("Wikidata", "https://www.wikidata.org/wiki/Q42", None),
        ("lei", "X", "18 letters or digits and two digits"),
        ("LEI", "5493001KJTIIGC8Y1R12", None),
        ("imo", "907472", "seven digits, such as 9074729"),
        ("imo", "IMO 9074729", None),
        ("orcid", "0000", "four groups of four digits, such as 0000-0002-1825-0097"),
        ("orcid", "https://orcid.org/0000-0002-1694-233X", None),
        ("own", "QXYZ", None),
    ],
)
def test_an_identifier_of_another_form_than_its_scheme_has_is_told_by_edit_and_check(scheme, id, form):
    who = actor("ann", ids={scheme: id})
    words = f"'{scheme}: {id}' is no identifier of {scheme}; write {form}"
    found = [("identifier", "ann", words)] if form else []
    told_so = new_complaints(dataset(FINE), dataset(FINE, actors=[who]))
    for told in (told_so, check_days(graph_of(FINE, actors=[who]))):
        assert [(each.rule, each.subject, each.message) for each in told] == found


def test_an_address_of_evidence_that_is_no_link_is_told_with_its_place():
    row = FINE.model_copy(update={"evidence": (evidence(), evidence("wire", url="www.a.example"))})
    words = "evidence 2: 'www.a.example' is no http or https address, and will be no link"
    [found] = new_complaints(dataset(FINE, **BEFORE), dataset(row, **BEFORE))
    assert (found.rule, found.subject, found.message) == ("no-link", "fine", words)
    assert words in [each.message for each in check_days(graph_of(row, **BEFORE))]


def test_a_paragraph_beyond_the_article_is_told_where_that_is_at_hand():
    row = FINE.model_copy(update={"evidence": (evidence(paragraph=99), evidence("wire", paragraph=99))})
    before, after = dataset(FINE, **BEFORE), dataset(row, **BEFORE)
    [found] = new_complaints(before, after, {"paper": [""] * 14})
    assert found.message == "points to paragraph 99 of paper, which has 14"
    assert new_complaints(before, after, {"paper": [""] * 99}) == []


HELD = [
    "# A heading",
    "Ann \u201cmet\u201d Bob, her friend, on Monday.",
    "Bob [sic] left ... at once.",
    "He said:",
    "Never again.",
]


@pytest.mark.parametrize(
    ("paragraph", "quote", "found"),
    [
        (2, '"met"  Bob', None),
        (2, "Ann \u201emet\u201c Bob", None),
        (2, "Ann [...] on Monday", None),
        (2, "Ann \u2026 her friend ... Monday", None),
        (2, "[She] \u201cmet\u201d Bob", None),
        (3, "Bob [sic] left ... at once", None),
        (4, "He said: Never again.", None),
        (None, "Never again.", None),
        (1, "her friend", "paragraph 1 of paper; it stands in paragraph 2"),
        (2, "on Monday [...] met", "paragraph 2 of paper; copy it letter by letter"),
        (2, "ann", "paragraph 2 of paper; copy it letter by letter"),
        (None, "Cyd met Bob", "paper; copy it letter by letter"),
    ],
)
def test_a_quote_that_does_not_stand_in_its_article_is_told_where_that_is_at_hand(
    tmp_path, paragraph, quote, found
):
    row = FINE.model_copy(update={"evidence": (evidence(paragraph=paragraph, quote=quote),)})
    before, after = dataset(FINE, **BEFORE), dataset(row, **BEFORE)
    messages = [f"the quote {quote!r} does not stand in {found}"] if found else []
    assert [each.message for each in new_complaints(before, after, {"paper": HELD})] == messages
    assert new_complaints(before, after) == []
    (tmp_path / "a.txt").write_text("\n\n".join(HELD), encoding="utf-8")
    checked = check_sources(graph_of(row, sources=[source("paper", file="a.txt")]), tmp_path)
    assert [each.message for each in checked if each.rule == "no-quote"] == messages


def test_a_relation_that_lost_its_last_evidence_is_told():
    bare = FINE.model_copy(update={"evidence": ()})
    assert told(dataset(FINE), dataset(bare)) == [("no-evidence", "fine")]
    assert told(dataset(bare), dataset(bare.model_copy(update={"note": "so"}))) == []


def test_a_relation_has_the_mark_of_its_own_errors_alone():
    graph = graph_of(LATE, FINE, ITSELF, relation("bare", when="2025-07-01"))
    known = index(graph).by_id
    assert wrong_ids(graph) == ["late"]
    assert errors_in(known["late"]) == ["dated 16 July 2025, after paper of 15 July 2025"]
    for wrong, name in ((True, "late"), (False, "fine"), (False, "itself"), (False, "bare")):
        assert ("ERROR" in marks(known[name])) is wrong, name


def test_each_entry_is_judged_whatever_those_before_it_say():
    entries = [
        evidence("later"),  # in time
        evidence("later", dated=False, attests=True),
        evidence("other", stance="contradicts"),
    ]
    sources = [source("later", "2025-08-01")]
    for own, rule in (
        ({"when": "2025-07-16"}, "after-source"),
        ({"when": "[2025-06-28,2025-07-20]"}, "days-after-source"),
    ):
        row = relation("r", evidence=[*entries, evidence()], **own)
        assert [each.rule for each in check_days(graph_of(row, sources=sources))] == [rule]
    row = relation("r", evidence=[evidence("later"), evidence(when="2025-07-16")])
    assert [each.rule for each in check_days(graph_of(row, sources=sources))] == ["after-source"]


def test_a_newsroom_may_tell_of_the_dead_and_an_actor_without_an_end_is_told_from_its_start():
    born = [actor("bob", "person", attributes={"born": "2030"})]
    rows = [relation("report", type="reported-on", when="2025-07-01"), relation("met", when="2025-07-01")]
    [found] = check_days(graph_of(*rows, actors=born))
    assert (found.subject, found.message) == (
        "met", "dated 1 July 2025, outside the life of bob (from 2030); mend one of them"
    )  # fmt: skip


def test_what_another_ended_is_not_asked_for_its_end_whatever_else_it_is_linked_to():
    links = (Link(rel="ended-by", relation="end"), Link(rel="part-of", relation="end"))
    [row] = [relation("r", type="banned", when="2025-04", links=links)]
    before = dataset(relation("end", when="2025-06-01"))
    [found] = new_complaints(before, dataset(relation("end", when="2025-06-01"), row))
    assert found.message == "banned 2025-04 states no end beside what ended it; write 2025-04/"
    planned = relation("end", when="2025-06-01", status="planned")
    [found] = new_complaints(dataset(planned), dataset(planned, row))
    assert found.message == "banned 2025-04 is over on 1 May 2025; write 2025-04/ if its end is unknown"


def test_a_source_that_is_there_is_to_come_or_is_no_link_is_told_once():
    there = source("paper", title="The quay", published="2025-07-01")
    again = source("paper-2", title="The quay", published="2025-07-01", publisher=there.publisher)
    future = source("future", "9998-01-01", url="javascript:alert(1)", archived_url="HTTPS://a.example/b")
    before = dataset(sources=[there])
    after = dataset(sources=[there, again, future])
    assert told(before, after) == [
        ("future-source", "future"), ("no-link", "future"), ("same-document", "paper-2"),
    ]  # fmt: skip
    assert told(after, after) == []


def test_an_edit_is_told_that_what_ended_something_came_after_its_end():
    row = relation("r", type="owns", when="2024-01/2024-03", links=[Link(rel="ended-by", relation="end")])
    end = relation("end", when="2024-03-05")
    late = end.model_copy(update={"when": "2024-04-09"})
    assert told(dataset(end), dataset(row, end)) == []
    assert told(dataset(late), dataset(row, late)) == [("late-cause", "r")]
    assert told(dataset(row, end), dataset(row, late)) == [("late-cause", "r")]
    assert told(dataset(row, late), dataset(row, late, relation("other"))) == []


def test_a_denial_that_may_be_of_something_told_as_so_is_told_when_either_comes():
    denial = relation("not-so", when="2025-07", status="denied", evidence=[evidence()])
    assert told(dataset(FINE), dataset(FINE, denial)) == [("denied-apart", "not-so")]
    assert told(dataset(denial), dataset(FINE, denial)) == [("denied-apart", "not-so")]
    other = relation("other", type="paid", when="2025-07", evidence=[evidence()])
    assert told(dataset(FINE, denial), dataset(FINE, denial, other)) == []


def test_a_relation_between_two_has_what_it_may_deny_and_what_may_deny_it():
    rows = (FINE, relation("again", when="2025-07-15"), relation("early", when="2025-06-01"))
    denied_on = (("not-so", "2025-07"), ("not-then", "2025-07-14"), ("never", None))
    denials = (relation(id, when=when, status="denied") for id, when in denied_on)
    known = index(graph_of(*rows, *denials)).by_id
    for name, denied, denying in (
        ("fine", [], ["never", "not-so", "not-then"]),
        ("early", [], ["never"]),
        ("not-so", ["again", "fine"], []),
        ("not-then", ["fine"], []),
        ("never", ["again", "early", "fine"], []),
    ):
        assert tuple(map(sorted, denials_apart(known[name], known.values()))) == (denied, denying), name
