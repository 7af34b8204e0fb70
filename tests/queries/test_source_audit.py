"""The audit: every rule where it fires and where it must not, and the articles it compares with."""

import hashlib
from time import process_time

import pytest
from datasets import actor, evidence, graph_of, relation, source

from graphkit.errors import StorageError
from graphkit.graph.index import index
from graphkit.model.entities import Amount, Link, Step
from graphkit.page.payload import build_payload
from graphkit.queries.attribution import voices
from graphkit.queries.source_audit import SEVERITIES, Finding, check_days, check_sources, empty_steps, sides
from graphkit.queries.summary import info
from graphkit.queries.windows import window

TWO = [evidence(), evidence("wire")]


def rules(*rows, **fields):
    return [(found.severity, found.rule, found.subject) for found in check_sources(graph_of(*rows, **fields))]


def messages(rule, *rows, **fields):
    return [found.message for found in check_sources(graph_of(*rows, **fields)) if found.rule == rule]


def test_what_two_report_in_their_own_voice_and_date_before_they_wrote_is_in_order():
    assert rules(relation("r", when="2025-07-14", evidence=TWO)) == []
    assert rules(relation("r", type="banned", when="2025-04/", evidence=TWO)) == []


def test_what_is_told_twice_is_named_as_it_counts_twice():
    paid = {"type": "paid", "when": "2025-07-04", "amount": {"value": 5, "unit": "EUR"}}
    twice = [relation("one", evidence=TWO, **paid), relation("two", evidence=TWO, **paid)]
    assert rules(*twice) == [("note", "told-twice", "two")]
    assert messages("told-twice", *twice) == [
        "tells the same as one; if they are one, give one the evidence of both"
    ]
    seven = relation("two", evidence=TWO, **{**paid, "amount": {"value": 7, "unit": "EUR"}})
    plan = relation("two", evidence=TWO, status="planned", **paid)
    turned = {"source": "bob", "target": "alice"}
    back = relation("two", evidence=TWO, **paid, **turned)
    for other in (seven, plan, back):
        assert messages("told-twice", twice[0], other) == []
    met = relation("one", when="2025-07-04", evidence=TWO)
    assert len(messages("told-twice", met, relation("two", when="2025-07-04", evidence=TWO, **turned))) == 1
    undated = [relation(id, type="paid", evidence=TWO) for id in ("one", "two")]
    assert messages("told-twice", *undated) == []


def test_a_denial_beside_what_is_told_of_the_same_two_is_named():
    met = relation("met", when="2025-03-03/2025-03-09", evidence=TWO)
    said = "may deny met, told as so; if it does, give that its evidence, with the status denied"
    for dates, turned in (({}, {}), ({"when": "2025-03"}, {}), ({}, {"source": "bob", "target": "alice"})):
        denial = relation("not-met", status="denied", evidence=TWO, **dates, **turned)
        assert messages("denied-apart", met, denial) == [said]
    for other in (
        {"when": "2024-03-03"},
        {"type": "paid"},
        {"target": "cy"},
        {"status": "planned"},
        {"status": "actual"},
    ):
        denial = relation("not-met", evidence=TWO, **{"status": "denied", **other})
        assert messages("denied-apart", met, denial) == []
    assert messages("denied-apart", relation("not-met", status="denied", evidence=TWO)) == []


# --- what cannot be so ---------------------------------------------------------------------------


def test_a_relation_without_evidence_is_an_error():
    assert rules(relation("r", when="2025-07-14")) == [("error", "no-evidence", "r")]
    assert rules(relation("job", type="leads")) == [("error", "no-evidence", "job")]


@pytest.mark.parametrize(
    ("fields", "entry", "fires"),
    [
        ({"when": "2025-07-16"}, {}, True),
        ({"when": "2025-07-15"}, {}, False),
        ({"when": "2025-07"}, {}, False),
        ({"when": "2025-08"}, {}, True),
        ({"when": "/2025-08"}, {}, False),
        ({"when": "2025-08/"}, {}, True),
        ({"when": "2025-07-16", "status": "planned"}, {}, False),
        ({"when": "2025-07-16"}, {"status": "planned"}, False),
        ({"when": "2025-07-16", "status": "planned"}, {"status": "actual"}, True),
        ({"when": "2025-07-16"}, {"stance": "contradicts"}, False),
        ({"when": "2025-07-01"}, {"when": "2025-07-16"}, True),
        ({"when": "2025-07-16"}, {"when": "2025-07-14"}, False),
        ({"begins": "[2025-07-10..2025-07-16]"}, {}, False),
        ({"begins": "2025-07-16"}, {}, True),
        ({"ends": "2025-07-16"}, {}, False),
        ({}, {}, False),
    ],
)
def test_what_is_dated_after_its_own_source_is_an_error(fields, entry, fires):
    row = relation("r", evidence=[evidence(**entry)], **fields)
    assert (("error", "after-source", "r") in rules(row)) is fires


def test_a_denial_of_what_is_dated_after_its_source_is_doubtful():
    row = relation("r", when="[2025-07-16..2025-07-20]", status="denied", evidence=[evidence()])
    assert ("warning", "after-source", "r") in rules(row)
    assert messages("after-source", row) == [
        "dated 16-20 July 2025, after paper of 15 July 2025; mend the date, unless a plan is denied"
    ]
    assert check_days(graph_of(row)) == tuple(
        f for f in check_sources(graph_of(row)) if f.rule == "after-source"
    )


def test_an_unsure_day_of_publication_is_taken_at_its_latest():
    late = [source("paper", "[2025-07-14..2025-07-20]", publisher="The Paper")]
    assert (
        messages("after-source", relation("r", when="2025-07-20", evidence=[evidence()]), sources=late) == []
    )
    assert messages(
        "after-source", relation("r", when="2025-07-21", evidence=[evidence()]), sources=late
    ) == ["dated 21 July 2025, after The Paper of 14-20 July 2025; mend the date, or make it planned"]


@pytest.mark.parametrize(
    ("dates", "entry", "words"),
    [
        ({"begins": "2025-07-16"}, {}, "after paper of 15 July 2025"),
        ({"begins": "[2025-07-16..2025-07-18]"}, {}, "after paper of 15 July 2025"),
        ({"ends": "2025-08"}, {}, None),
        (
            {"when": "2025-07-10/"},
            {"said": "2025-07-09"},
            "after the words in paper that were said 9 July 2025",
        ),
        ({"when": "2025-07-10/"}, {"said": "2025-07-10"}, None),
        ({"when": "2025-07-10/"}, {"attests": "2025-06"}, "after paper attests it for June 2025"),
        ({"when": "2025-07-10/"}, {"attests": "2025-07"}, None),
        ({"when": "2025-07-10/"}, {"attests": False}, None),
        ({"when": "2025-07-16/"}, {"dated": False}, "after paper of 15 July 2025"),
    ],
)
def test_a_report_before_the_stated_start_is_an_error(dates, entry, words):
    found = messages("after-source", relation("r", type="banned", evidence=[evidence(**entry)], **dates))
    assert len(found) == (words is not None)
    assert all(f", {words}; mend the date, or make it planned" in message for message in found)


PAPER = [
    source("paper", "[2025-07-14..2025-07-16]", publisher="The Paper"),
    source("copy", "2025-07-01", derived_from=("paper",)),
]


UNSAID = ("warning", "unsaid")


@pytest.mark.parametrize(
    ("fields", "entry", "expected"),
    [
        ({}, {"said": "2025-07-16"}, []),
        ({}, {"said": "2025-07-17"}, [("error", "said-after-source")]),
        ({}, {"said": "2025-07-17", "stance": "contradicts"}, [("error", "said-after-source"), UNSAID]),
        ({}, {"said": "[2025-07-16..2025-07-20]"}, []),
        ({}, {"attests": "2025-07-17"}, [("error", "attested-after-source")]),
        ({}, {"attests": "2025-07-16"}, []),
        ({}, {"attests": "2025"}, []),
        ({}, {"attests": True}, []),
        ({"type": "banned", "when": "2023/2024"}, {"attests": "2024-12-31"}, []),
        ({"type": "banned", "when": "2023/2024"}, {"attests": "2025"}, [("warning", "attested-after-end")]),
        ({"type": "banned", "when": "2023/2024"}, {"attests": "2025", "stance": "contradicts"}, [UNSAID]),
        ({"type": "banned", "when": "2023/2024"}, {"attests": "2025", "type": "eased"}, [UNSAID]),
        ({"type": "banned", "when": "2023/2024"}, {"attests": "2025", "when": "2023/"}, []),
        ({"type": "banned", "when": "2023/"}, {"attests": "2025"}, []),
        ({"when": "2025-07-14"}, {"dated": False, "when": "2025-07-13"}, [("warning", "dated-without-day")]),
        ({"target": "alice"}, {}, [("warning", "with-itself")]),
        ({"type": "owns", "amount": {"value": 0, "unit": "%"}}, {}, [("warning", "no-share")]),
        ({"type": "shareholder-of", "amount": {"value": 0, "unit": "%"}}, {}, [("warning", "no-share")]),
        ({"type": "acquired", "amount": {"value": 0, "unit": "per cent"}}, {}, [("warning", "no-share")]),
        ({"type": "owns", "amount": {"value": 0, "unit": "EUR"}}, {}, []),
        ({"type": "owns", "amount": {"value": 0.5, "unit": "%"}}, {}, []),
        ({"type": "paid", "amount": {"value": 0, "unit": "%"}}, {}, []),
    ],
)
def test_what_contradicts_itself_is_named_with_and_without_an_audit(fields, entry, expected):
    graph = graph_of(relation("r", evidence=[evidence(**entry)], **fields), sources=PAPER[:1])
    named = [("said", "attested", "dated-", "with-", "unsaid", "no-share")]
    for findings in (check_days(graph), check_sources(graph)):
        assert [
            (found.severity, found.rule) for found in findings if found.rule.startswith(*named)
        ] == expected
    assert [found.rule for found in check_days(graph)] == [rule for _, rule in expected]


def test_a_rewriting_that_is_older_than_its_original_is_an_error():
    for check in (check_days, check_sources):
        (found,) = [each for each in check(graph_of(sources=PAPER)) if each.rule == "before-original"]
        assert found.message == (
            "published 1 July 2025, before paper of 14-16 July 2025, from which it was rewritten"
        )
        assert (found.severity, found.subject) == ("error", "copy")
    same_day = [PAPER[0], source("copy", "2025-07-14", derived_from=("paper",))]
    assert check_days(graph_of(sources=same_day)) == ()


@pytest.mark.parametrize(
    ("fields", "entry", "left"),
    [
        ({"when": "[2025-06-28,2025-07-20]"}, {}, "28 June 2025"),
        ({"when": "[2025-06-28,2025-07-02,2025-07-20]"}, {}, "28 June 2025 or 2 July 2025"),
        ({"when": "[2025-06-28,2025-07-15]"}, {}, None),
        ({"when": "[2025-06-28..2025-07-20]"}, {}, None),
        ({"when": "[2025-07-18,2025-07-20]"}, {}, None),
        ({"when": "[2025-06-28,2025-07-20]"}, {"dated": False}, None),
        ({"when": "[2025-06-28,2025-07-20]"}, {"stance": "contradicts"}, None),
        ({"when": "[2025-06-28,2025-07-20]"}, {"status": "planned"}, None),
        ({"when": "[2025-06-28,2025-07-20]"}, {"type": "told"}, None),
        ({"when": "[2025-06-28,2025-07-20]", "status": "planned"}, {}, None),
        ({"when": "2025-06-28"}, {"when": "[2025-06-28,2025-07-20]"}, "28 June 2025"),
        ({"when": "[2025-07-02,2025-07-12]"}, {"said": "2025-07-10"}, "2 July 2025"),
        ({"type": "banned", "begins": "[2025-06-28,2025-07-20]"}, {}, "28 June 2025"),
    ],
)
def test_a_set_of_days_of_which_a_report_leaves_only_some_is_named(fields, entry, left):
    row = relation("r", evidence=[evidence(**entry)], **fields)
    graph = graph_of(row)
    found = [each.message for each in check_days(graph) if each.rule == "days-after-source"]
    assert len(found) == (left is not None)
    assert all(f" is {left} at most: the later days come after " in message for message in found)
    assert found == messages("days-after-source", row)


def test_one_source_that_is_cited_twice_is_complained_of_once():
    row = relation("r", when="2025-07-16", evidence=[evidence(paragraph=1), evidence(paragraph=2)])
    assert [found for found in rules(row) if found[1] == "after-source"] == [("error", "after-source", "r")]


# --- what is doubtful ----------------------------------------------------------------------------


def test_what_is_contested_is_told_with_both_sides():
    row = relation(
        "r",
        type="banned",
        when="2025-07",
        evidence=[
            evidence(),
            evidence("wire", attribution="carol"),
            evidence("wire", type="required-licence"),
            evidence("web", attribution="unnamed", stance="contradicts"),
            evidence("blog", status="planned"),
            evidence("blog", type="eased", stance="contradicts"),
        ],
    )
    graph = graph_of(row, actors=[actor("carol", name="Carol Example")])
    assert sides(index(graph), index(graph).by_id["r"]) == {
        "banned": "paper, Carol Example",
        "required-licence": "wire",
        "not so": "nobody named",
        "banned (planned)": "blog",
        "not so eased": "blog",
    }
    (found,) = [found for found in check_sources(graph) if found.rule == "contested"]
    assert (found.severity, found.subject) == ("warning", "r")
    assert found.message == (
        "banned: paper, Carol Example; required-licence: wire; not so: nobody named; "
        "banned (planned): blog; not so eased: blog"
    )


def test_who_says_the_same_twice_is_named_once():
    row = relation(
        "r", evidence=[evidence(paragraph=1), evidence(paragraph=2), evidence("b", stance="contradicts")]
    )
    assert messages("contested", row) == ["met: paper; not so: b"]


def test_other_dates_are_told_with_who_gives_them():
    row = relation(
        "r",
        when="2025-07-10",
        evidence=[evidence(), evidence("wire", when="2025-07-12"), evidence("web", when="2025-07-12")],
    )
    assert rules(row) == [("warning", "dates-differ", "r")]
    assert messages("dates-differ", row) == ["10 July 2025: paper; 12 July 2025: wire, web"]
    silent = [evidence("blog", dated=False), evidence("radio", type="told")]
    more = row.model_copy(update={"evidence": (*row.evidence, *silent)})
    assert messages("dates-differ", more) == ["10 July 2025: paper; 12 July 2025: wire, web"]
    agreed = relation("r", when="2025-07-10", evidence=[evidence(), evidence("wire", when="2025-07")])
    assert rules(agreed) == []


def media(*ties, reporting=("a", "b"), about=(), kinds=()):
    """Return the owners by whom a report in the paper is tainted."""
    rows = [relation(f"tie-{n}", *tie, evidence=TWO) for n, tie in enumerate(ties)]
    rows.append(relation("news", *reporting, "praised", when="2025-07-01", about=about, evidence=TWO))
    papers = [source("paper", publisher_actor="press"), source("wire")]
    graph = graph_of(*rows, sources=papers, actors=[actor("press", "media", name="The Press"), *kinds])
    return [
        found.message for found in check_sources(graph) if (found.rule, found.subject) == ("owner", "news")
    ]


def test_a_medium_that_reports_on_its_owner_is_named():
    told = ["The Press reports on Owner, to which it belongs"]
    assert media(("press", "owner", "part-of"), reporting=("a", "owner")) == told
    assert media(("owner", "press", "owns"), reporting=("owner", "a")) == told
    assert media(("press", "owner", "part-of"), about=("owner",)) == told


def test_an_owner_is_found_through_several_steps_and_in_circles():
    steps = [("press", "group", "part-of"), ("holding", "group", "owns"), ("holding", "trust", "part-of")]
    assert media(*steps, reporting=("a", "trust")) == ["The Press reports on Trust, to which it belongs"]
    circle = [("press", "group", "part-of"), ("group", "press", "part-of")]
    assert media(*circle, reporting=("a", "group")) == ["The Press reports on Group, to which it belongs"]
    assert media(*circle, reporting=("a", "press")) == []


def test_a_chain_of_owners_of_any_length_is_gone_up_once():
    """To list for each all above it took gigabytes."""
    began, count = process_time(), 5_000
    ties = [relation(f"r{n}", f"x{n:05}", f"x{n + 1:05}", "part-of") for n in range(count)]
    press = source("paper", publisher="The Press", publisher_actor="x00000")
    told = relation("told", "ann", f"x{count:05}", evidence=[evidence()])
    found = check_sources(graph_of(*ties, told, sources=[press]))
    assert [each.subject for each in found if each.rule == "owner"] == ["told"]
    assert process_time() - began < 20


def test_what_a_medium_owns_or_is_said_not_to_belong_to_is_no_owner():
    assert media(("press", "daughter", "owns"), reporting=("a", "daughter")) == []
    assert media(("daughter", "press", "part-of"), reporting=("a", "daughter")) == []
    assert media(("press", "owner", "part-of")) == []
    rows = [
        relation("tie", "press", "owner", "part-of", status="denied", evidence=TWO),
        relation("news", "a", "owner", when="2025-07-01", evidence=TWO),
    ]
    papers = [source("paper", publisher_actor="press"), source("wire")]
    assert rules(*rows, sources=papers, actors=[actor("press", "media")]) == []


@pytest.mark.parametrize(
    ("type", "fields", "entry", "fires"),
    [
        ("met", {"when": "2025-07-01/2025-07-03"}, {}, True),
        ("met", {"when": "2025-07-01"}, {"when": "2025-07-01/2025-07-03"}, True),
        ("met", {"when": "[2025-07-01..2025-07-03]"}, {}, False),
        ("met", {"when": "2025-07"}, {}, False),
        ("banned", {"when": "2025-07-01/2025-07-03"}, {}, False),
        ("lobbied", {"when": "2025-07-01/2025-07-03"}, {}, False),
        ("leads", {"when": "2025-07-01/"}, {}, False),
        ("visited", {"begins": "2025-07-01"}, {}, False),
    ],
)
def test_an_event_written_as_a_span_is_doubted(type, fields, entry, fires):
    row = relation("r", type=type, evidence=[evidence(**entry), evidence("wire", **entry)], **fields)
    assert (("warning", "span", "r") in rules(row)) is fires


@pytest.mark.parametrize(
    ("type", "dates", "message"),
    [
        ("banned", {"when": "2025-04"},
         "banned 2025-04 is over on 1 May 2025; write 2025-04/ if its end is unknown"),
        ("leads", {"when": "2025-04-09~"},
         "leads 2025-04-09~ is over on 11 April 2025; write 2025-04-09~/ if its end is unknown"),
        (
            "banned",
            {"when": "[2025-04-01..2025-04-09]"},
            'banned [2025-04-01..2025-04-09] is over on 10 April 2025; write "begins": '
            '"[2025-04-01..2025-04-09]" if its end is unknown',
        ),
        (
            "banned",
            {"when": "[2025-04-01..]"},
            'banned [2025-04-01..] is its start and its end; write "begins": "[2025-04-01..]" '
            "if its end is unknown",
        ),
        ("banned", {"when": "2025-04/"}, None),
        ("banned", {"when": "2025-04-09/2025-04-09"}, None),
        ("banned", {"begins": "2025-04"}, None),
        ("banned", {}, None),
        ("lobbied", {"when": "2025-04"}, None),
        ("met", {"when": "2025-04"}, None),
        ("founded", {"when": "2009"}, None),
    ],
)  # fmt: skip
def test_a_state_with_a_single_date_is_doubted(type, dates, message):
    row = relation("r", type=type, evidence=TWO, **dates)
    assert messages("single-date", row) == ([message] if message else [])


def test_a_state_with_a_single_date_that_something_ended_is_not_said_to_be_over_then():
    links = [Link(rel="ended-by", relation="easing")]
    row = relation("r", type="banned", evidence=TWO, when="2025-04-09", links=links)
    easing = relation("easing", type="eased", evidence=TWO, when="2025-07-14/")
    warning = "banned 2025-04-09 states no end beside what ended it; write 2025-04-09/"
    assert messages("single-date", row, easing) == [warning]
    over = "banned 2025-04-09 is over on 10 April 2025; write 2025-04-09/ if its end is unknown"
    for status in ("planned", "denied"):  # which ended nothing
        assert messages("single-date", row, easing.model_copy(update={"status": status})) == [over]


def test_a_state_to_which_an_entry_gives_a_single_date_is_doubted():
    row = relation(
        "r", type="banned", when="2025-04/", evidence=[evidence(), evidence("wire", when="2025-04")]
    )
    assert ("warning", "single-date", "r") in rules(row)
    other = evidence("wire", when="2025-04", type="met")
    assert messages("single-date", relation("r", type="banned", when="2025-04/", evidence=[other])) == []


@pytest.mark.parametrize(
    ("dates", "entries", "words"),
    [
        ({"when": "2025-07-14"}, [{}], None),
        ({"when": "2025-07-14"}, [{"when": "2025-07-10"}, {}], None),
        ({"when": "2025-07"}, [{"when": "2025-07-10"}], None),
        ({"when": "2025-07-14"}, [{"when": "2025-07-10"}, {"dated": False}],
         "when 14 July 2025 is given by none of its sources (10 July 2025: paper; no day: paper)"),
        ({"when": "2025-07-14"}, [{"when": "2025-07"}], "when 14 July 2025 is given by none"),
        ({"when": "2025-07-14"}, [{"type": "told"}], "when 14 July 2025 is given by none"),
        ({"when": "2025-07-14"}, [{"dated": False}], "when 14 July 2025 is given by none"),
        ({"when": "2025-07-14"}, [{"stance": "contradicts"}], None),
        ({"when": "2025-07-14"}, [], None),
        ({"begins": "2025-07-01", "ends": "2025-07-10"}, [{"when": "2025-07-01/"}],
         "ends 10 July 2025 is given"),
        ({"begins": "2025-07-01", "ends": "2025-07-10"}, [{"when": "/2025-07-10"}],
         "begins 1 July 2025 is given"),
        ({"begins": "2025-07-01", "ends": ".."}, [{"when": "2025-07-01/2025-07-10"}], "ends .. is given"),
        ({"begins": "2025-07-01", "ends": "2025-07-10"}, [{"when": "2025-07-01/"}, {"when": "/2025-07-10"}],
         None),
        ({"begins": "2025-07-01"}, [{"when": "2025-07-01/2025-07-10"}], None),
        ({"begins": "2025-07-01", "ends": "2025-07-10"}, [{"when": "2025-07-05/2025-07-10"}],
         "begins 1 July 2025 is given"),
        ({"begins": "[2025-07-05..2025-07-09]"}, [{"when": "2025-07/"}], "begins 5"),
        ({"ends": "[2025-07-05..2025-07-09]"}, [{"when": "/2025-07-07"}, {"when": "/2025-08"}], None),
        ({"begins": "[2025-07-04..2025-07-09]"}, [{"when": "2025-07-04~/"}], "begins 4"),
        ({"ends": "[2025-07-05..2025-07-09]"}, [{"when": "/2025-07"}], "ends 5"),
        ({"ends": "[2025-07-05..2025-07-09]"}, [{"when": "/2025-07-05~"}], "ends 5"),
        ({"begins": "2025-07-01", "ends": "2025-07-10"}, [{"when": "2025-06-01/2025-06-10"}], "when from"),
        ({"when": "2025-07-01/2025-07-10"}, [{"when": "2025-07-01/"}], "when from"),
        ({"when": "2025-07-14"}, [{"when": "2025-07-10"}, {"when": "2025-07-14", "stance": "contradicts"}],
         "when 14 July 2025 is given by none"),
    ],
)  # fmt: skip
def test_a_date_that_no_source_gives_is_doubted(dates, entries, words):
    row = relation("r", type="lobbied", evidence=[evidence(**entry) for entry in entries], **dates)
    found = messages("own-date", row)
    assert len(found) == (words is not None)
    for message in found:
        assert message.startswith(words)
        assert message.endswith("; write what they give, or cite who gives it")


def test_an_end_after_a_source_that_gives_no_date_of_its_own_is_noted():
    entries = [evidence(), evidence("wire"), evidence("web", when="2009/"), evidence("off", dated=False)]
    papers = [source("wire", "2026-03-15"), *(source(name) for name in ("off", "paper", "web"))]
    row = relation("r", type="leads", when="2009/2026-03-14", evidence=entries)
    assert messages("end-after-source", row, sources=papers) == [
        "ends 14 March 2026; paper (15 July 2025) came before and cannot know it; "
        "unless that end was announced, give this evidence a 'when' of its own, without the end"
    ]
    for dates in ({"when": "2009/2025-07-15"}, {"when": "2009/"}, {"when": "2009/.."}, {"when": "2025"}):
        assert messages("end-after-source", row.model_copy(update=dates), sources=papers) == []


def test_an_end_that_was_announced_is_no_fault():
    row = relation("r", type="banned", when="2025-07-01/2025-07-31", evidence=[evidence()])
    assert messages("end-after-source", row, sources=[source("paper")]) == []


def test_who_denies_something_is_not_named_as_the_one_on_whom_it_rests():
    entries = [evidence("denier", stance="contradicts"), evidence()]
    assert messages("one-source", relation("r", evidence=entries)) == ["rests on paper alone"]


def test_an_entry_without_a_day_is_not_told_among_those_that_give_one():
    entries = [evidence(), evidence("wire", when="2025-07-12"), evidence("web", dated=False)]
    assert messages("dates-differ", relation("r", when="2025-07-10", evidence=entries)) == [
        "10 July 2025: paper; 12 July 2025: wire"
    ]


# --- what rests on one alone ---------------------------------------------------------------------


def test_what_rests_on_one_independent_source_is_noted():
    assert rules(relation("r", evidence=[evidence(paragraph=1), evidence(paragraph=2)])) == [
        ("note", "one-source", "r")
    ]
    rewritten = [source("a-copy", derived_from=("paper",)), source("paper", publisher="The Paper")]
    row = relation("r", evidence=[evidence("a-copy"), evidence()])
    assert messages("one-source", row, sources=rewritten) == ["rests on The Paper alone"]
    alone = relation("r", evidence=[evidence("a-copy")])
    assert messages("one-source", alone, sources=rewritten) == ["rests on a-copy alone"]


def test_what_rests_on_one_voice_is_noted_however_many_tell_it():
    row = relation("r", evidence=[evidence(attribution="bob"), evidence("wire", attribution="bob")])
    assert rules(row) == [("note", "one-voice", "r")]
    assert messages("one-voice", row) == ["rests on the word of Bob alone"]
    unnamed = relation(
        "r", evidence=[evidence(attribution="unnamed"), evidence("wire", attribution="unnamed")]
    )
    assert messages("one-voice", unnamed) == ["rests on unnamed voices alone"]
    two = relation("r", evidence=[evidence(attribution="bob"), evidence("wire", attribution="alice")])
    assert rules(two) == []
    reported = relation("r", evidence=[evidence(attribution="bob"), evidence("wire")])
    assert rules(reported) == []


@pytest.mark.parametrize("published", [{"publisher": "The Wire"}, {"publisher_actor": "bob"}])
def test_two_articles_of_one_publisher_are_one_voice_in_every_count(published):
    papers = [source(id, **published) for id in ("paper", "wire")]
    rows = [relation("r", evidence=TWO), relation("s", evidence=[evidence("wire"), evidence()])]
    graph = graph_of(*rows, sources=papers)
    name = published.get("publisher", "Bob")
    found = [each.message for each in check_sources(graph) if each.rule == "one-voice"]
    assert found == [f"rests on the word of {name} alone"] * 2
    for seen in index(graph).relations():
        assert (len(seen.voices), seen.independent_sources) == (1, 2)
    assert info(graph).voices == 1
    if "publisher_actor" in published:
        assert [relation.id for relation in voices(graph, "bob").alone] == ["r", "s"]
    assert {*build_payload(graph)["voices"].values()} == {name}


def test_what_contradicts_vouches_for_nothing():
    row = relation("r", evidence=[evidence(), evidence("wire", stance="contradicts")])
    assert ("note", "one-source", "r") in rules(row)
    assert messages("one-source", row) == ["rests on paper alone"]
    none = relation("r", evidence=[evidence(stance="contradicts")])
    assert rules(none) == [("warning", "unsaid", "r"), ("warning", "contested", "r")]


def test_background_and_newsroom_that_rest_on_one_are_noted_too():
    assert rules(relation("r", type="leads", evidence=[evidence(attribution="bob")])) == [
        ("note", "one-voice", "r"),
        ("note", "one-source", "r"),
    ]
    assert rules(relation("r", type="reported-on", evidence=[evidence()])) == [("note", "one-source", "r")]
    job = relation("r", type="leads", when="2025-07-16/", evidence=TWO)
    assert rules(job) == [("error", "after-source", "r"), ("error", "after-source", "r")]


# --- together ------------------------------------------------------------------------------------


def test_the_gravest_come_first_then_the_earliest():
    found = rules(
        relation("note", when="2025-07-01", evidence=[evidence()]),
        relation("late", when="2025-07-10", evidence=[evidence(), evidence("b", stance="contradicts")]),
        relation("early", when="2025-07-02", evidence=[*TWO, evidence("b", stance="contradicts")]),
        relation("bare", when="2025-07-12"),
    )
    assert found == [
        ("error", "no-evidence", "bare"),
        ("warning", "contested", "early"),
        ("warning", "contested", "late"),
        ("note", "one-source", "note"),
        ("note", "one-source", "late"),
    ]
    assert SEVERITIES == ("note", "warning", "error")


def test_a_window_is_audited_by_itself():
    graph = graph_of(relation("in", when="2025-07-01"), relation("out", when="2025-08-01"))
    assert check_sources(window(graph, until="2025-07-31")) == (
        Finding("error", "no-evidence", "in", "names no source; add its evidence"),
    )


# --- the articles --------------------------------------------------------------------------------

ARTICLE = b"# Heading\n\nFirst.\r\n \t\nSecond.\n"


def against(corpus, paragraph=3, **fields):
    row = relation("r", type="leads", evidence=[evidence(paragraph=paragraph)])
    graph = graph_of(row, sources=[source("paper", **fields)])
    found = [(each.severity, each.rule, each.subject) for each in check_sources(graph, corpus)]
    assert found.pop() == ("note", "one-source", "r")
    return found


def test_an_article_that_is_the_one_coded_and_has_the_paragraph_is_in_order(tmp_path):
    (tmp_path / "a.txt").write_bytes(ARTICLE)
    digest = hashlib.sha256(ARTICLE).hexdigest()
    assert against(tmp_path, file="a.txt", sha256=digest) == []
    assert against(str(tmp_path), file="a.txt") == []
    assert against(tmp_path, paragraph=None, file="a.txt") == []


def test_an_article_that_is_missing_or_another_or_too_short_is_an_error(tmp_path):
    (tmp_path / "a.txt").write_bytes(ARTICLE)
    assert against(tmp_path, file="b.txt") == [("error", "no-article", "paper")]
    assert against(tmp_path) == [("error", "no-article", "paper")]
    assert against(tmp_path, file="a.txt", sha256="0" * 64) == [("error", "other-article", "paper")]
    assert against(tmp_path, paragraph=4, file="a.txt") == [("error", "no-paragraph", "r")]
    assert against(tmp_path, paragraph=4, file="a.txt", sha256="0" * 64) == [
        ("error", "other-article", "paper"),
        ("error", "no-paragraph", "r"),
    ]


def test_no_file_outside_the_folder_is_read(tmp_path):
    inside = tmp_path / "articles"
    inside.mkdir()
    (tmp_path / "secret.txt").write_bytes(ARTICLE)
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    for file in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt"):
        assert against(inside, file=file) == [("error", "no-article", "paper")]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(StorageError, match="no such folder"):
        against(tmp_path / "nowhere", file="a.txt")


def test_of_a_window_only_its_own_articles_are_wanted(tmp_path):
    rows = [
        relation("in", when="2025-07-01", evidence=TWO[:1]),
        relation("out", when="2025-08-01", status="planned", evidence=TWO[1:]),
    ]
    found = check_sources(window(graph_of(*rows), until="2025-07-31"), tmp_path)
    assert [each.subject for each in found if each.rule == "no-article"] == ["paper"]
    found = check_sources(graph_of(*rows), tmp_path)
    assert [each.subject for each in found if each.rule == "no-article"] == ["paper", "wire"]


def test_what_was_attested_after_what_ended_it_began_has_dates_that_differ():
    ban = relation(
        "ban",
        type="banned",
        evidence=[evidence()],
        links=[Link(rel="ended-by", relation="easing")],
    )
    easing = relation("easing", type="eased", when="2025-07-10/2025-07-12")
    assert messages("dates-differ", ban, easing) == [
        "ended by easing, from 10 July 2025 to 12 July 2025; last attested 15 July 2025"
    ]
    told = [evidence("paper", when="2025-07-02/"), evidence("wire", when="2025-07-04/")]
    differing = ban.model_copy(update={"evidence": tuple(told)})
    for status in ("planned", "denied"):
        (message,) = messages("dates-differ", differing, easing.model_copy(update={"status": status}))
        assert "easing" not in message


@pytest.mark.parametrize(
    ("step", "fires"),
    [
        ({"focus": ("a", "b")}, False),
        ({"focus": ("a", "b"), "since": "2025-07", "until": "2025-07"}, False),
        ({"focus": ("a", "b"), "since": "2025-08"}, True),
        ({"focus": ("a", "b"), "as_of": "2025-07-13"}, True),
        ({"focus": ("a", "b"), "as_of": "2025-07-15"}, False),
        ({"focus": ("a", "c")}, True),
        ({"focus": ("c",)}, False),
        ({"focus": ("a", "c"), "selection": "r"}, False),
    ],
)
def test_a_step_of_the_story_that_lights_nothing_is_named(step, fires):
    actors = [actor("a"), actor("b"), actor("c")]
    story = (Step(title="A step", **step),)
    graph = graph_of(relation("r", source="a", target="b", when="2025-07-14"), actors=actors, story=story)
    found = [(found.severity, found.rule, found.subject) for found in empty_steps(graph)]
    assert found == [("warning", "step-without-relations", "A step")] * fires


def test_a_post_without_an_end_whose_holder_left_is_told():
    post = relation("post", type="leads", when="2011/", evidence=TWO)
    gone = relation("gone", type="resigned-from", when="2025-07-20", evidence=TWO)
    ended = post.model_copy(update={"links": (Link(rel="ended-by", relation="gone"),)})
    found = ["has no end, and gone, 20 July 2025, may be it; if so, link it ended-by:gone"]
    assert messages("perhaps-over", post, gone) == found
    thrown = relation("gone", "bob", "alice", "dismissed", when="2025-07-20", evidence=TWO)
    assert messages("perhaps-over", post, thrown) == found
    for other in (
        gone.model_copy(update={"status": "denied"}),
        gone.model_copy(update={"when": "2010"}),
        gone.model_copy(update={"when": "2025-06-01"}),  # it is reported later
        gone.model_copy(update={"target": "carol"}),
    ):
        assert messages("perhaps-over", post, other, actors=[actor("carol")]) == []
    assert messages("perhaps-over", ended, gone) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"when": "2025-05-06"}, {"when": "2025-05"}, "warning"),
        ({"when": "2025-05-06"}, {"when": "2025-05-06"}, "warning"),
        ({"when": "2025-05-06"}, {}, "warning"),
        ({"when": "2025-05-06", "evidence": []}, {}, "note"),
        ({"when": "2025-05-06", "evidence": []}, {"evidence": []}, None),  # two rows of one list
        ({"when": "2025-01-01/2025-02-01"}, {"when": "2025-02-01/2025-03-01"}, None),  # the next rent
        ({"when": "2025-01/"}, {"when": "2025-03/"}, None),
        ({"when": "2025-01/"}, {"when": "2025-01-14/2025-03"}, "warning"),
        ({"when": "2025-01/2025-03"}, {"when": "2025-02"}, "warning"),
        ({"when": "2025-05-06"}, {"when": "2025-05-07"}, None),
        ({"when": "2025-05-06", "evidence": [evidence("new")]}, {"evidence": [evidence("old")]}, None),
        ({"when": "2025-05-06"}, {"evidence": [evidence("new")]}, None),  # two rows of one list
        ({}, {"status": "planned"}, None),
        ({}, {"amount": Amount(value=5, unit="USD")}, None),
        ({"amount": Amount(value=5, unit="%")}, {"amount": Amount(value=5, unit="%")}, None),
        ({}, {"source": "bob", "target": "alice"}, None),
        ({}, {"type": "fined"}, None),
    ],
)
def test_an_amount_that_may_be_told_twice_is_named_as_it_is_added_up_twice(one, other, found):
    paid = {"type": "paid", "amount": Amount(value=5, unit="EUR")}
    papers = [source("old", "2025-01-01"), source("new", "2025-08-01"), source("third", "2025-08-01")]
    rows = [
        relation("one", **{**paid, "evidence": [evidence("new")], **one}),
        relation("two", **{**paid, "evidence": [evidence("third")], **other}),
    ]
    graph = graph_of(*rows, sources=papers)
    for check in (check_sources, check_days):
        told = [(each.severity, each.subject) for each in check(graph) if each.rule == "added-twice"]
        told += [
            ("warning", each.subject)
            for each in check(graph)
            if each.rule == "told-twice" and check is check_sources
        ]
        assert [severity for severity, _ in told] == ([found] if found else [])


def test_what_may_be_added_twice_is_found_in_time_that_grows_with_the_rows():
    rows = [
        relation(
            f"r{number}", type="paid", amount=Amount(value=5, unit="EUR"), evidence=[evidence(f"s{number}")]
        )
        for number in range(2_000)
    ]
    graph = graph_of(*rows, sources=[source(f"s{number}", "2025-01-01") for number in range(2_000)])
    began = process_time()
    assert len(check_days(graph)) == len(rows) - 1
    assert process_time() - began < 2


def test_reports_of_one_publisher_that_differ_are_told_by_their_days():
    papers = [source("old", "2025-07-15", publisher="BBC"), source("new", "2025-08-01", publisher="BBC")]
    said = [evidence("old", when="2025-07-13"), evidence("new", when="2025-07-14")]
    row = relation("r", when="2025-07-13", evidence=said)
    assert messages("dates-differ", row, sources=papers) == [
        "13 July 2025: BBC of 15 July 2025; 14 July 2025: BBC of 1 August 2025"
    ]
    said = [evidence("old"), evidence("new", stance="contradicts"), evidence("copy")]
    denied = relation("r", when="2025-07-13", evidence=said)
    assert messages("contested", denied, sources=[*papers, source("copy", "2025-07-16")]) == [
        "met, taken back: BBC of 15 July 2025; not so: BBC of 1 August 2025; met: copy"
    ]


def test_a_publisher_that_denies_what_it_told_before_is_named():
    papers = [
        source("first", "2023-02-17", publisher="Herald"),
        source("second", "2023-03-18", publisher="Herald"),
    ]
    papers += [source("other", "2023-03-18", publisher="Post")]

    def told(*entries):
        return messages("taken-back", relation("r", evidence=entries), sources=papers)

    then = "what it told counts until then, and no longer"
    told_and_denied = (evidence("first"), evidence("second", stance="contradicts"))
    assert told(*told_and_denied) == [
        f"Herald tells it on 17 February 2023 and denies it by 18 March 2023; {then}"
    ]
    assert told(*reversed(told_and_denied)) == told(*told_and_denied)
    assert told(evidence("first"), evidence("second", status="denied")) == told(*told_and_denied)
    assert told(evidence("first"), evidence("other", stance="contradicts")) == []
    assert told(evidence("first"), evidence("second", stance="contradicts", attribution="alice")) == []
    assert told(evidence("first", stance="contradicts"), evidence("second")) == [
        "Herald denies it on 17 February 2023 and tells it by 18 March 2023; "
        "its denial counts until then, and no longer"
    ]
    assert told(
        evidence("first", status="planned"), evidence("second", status="denied"), evidence("other")
    ) == [f"Herald tells it as planned on 17 February 2023 and denies it by 18 March 2023; {then}"]


def test_what_a_publisher_says_again_since_it_has_not_taken_back():
    days = "2023-02-17", "2023-03-18", "2023-04-19"
    papers = [source(f"s{place}", day, publisher="Herald") for place, day in enumerate(days)]
    denied = evidence("s1", stance="contradicts")
    row = relation("r", evidence=[evidence("s0"), denied, evidence("s2")])
    assert messages("taken-back", row, sources=papers) == [
        "Herald denies it on 18 March 2023 and tells it by 19 April 2023; "
        "its denial counts until then, and no longer"
    ]
    quoted = relation("r", evidence=[evidence("s0"), denied, evidence("s2", attribution="alice")])
    assert len(messages("taken-back", quoted, sources=papers)) == 1


def test_an_event_that_a_later_act_undid_is_told_of_the_link_for_that():
    row = relation(
        "r", type="convicted", evidence=TWO, when="2024-03-05", links=[Link(rel="ended-by", relation="c")]
    )
    cause = relation("c", type="acquitted", evidence=TWO, when="2024-04-09")
    (message,) = messages("late-cause", row, cause)
    assert message.endswith("which ended it; write set-aside-by:c if it quashed, dropped or withdrew this")
    aside = row.model_copy(update={"links": (Link(rel="set-aside-by", relation="c"),)})
    assert messages("late-cause", aside, cause) == []
    ring = cause.model_copy(update={"links": (Link(rel="set-aside-by", relation="r"),)})
    assert messages("link-ring", aside, ring) == [
        f"is set aside by itself: {way}; turn round the wrong link" for way in ("r by c by r", "c by r by c")
    ]


@pytest.mark.parametrize(
    ("when", "act", "is_doubted"),
    [
        ("2010", "2005", True),
        ("2010-03-05", "2010-03-04", True),
        ("2010-03-05", "2010-03-05", False),
        ("2010-03-05", "2010", False),  # perhaps
        ("/2010", "2005", False),  # states no start
        (None, "2005", False),
        ("2010", None, False),
    ],
)
def test_an_act_before_what_it_set_aside_is_doubted(when, act, is_doubted):
    links = [Link(rel="set-aside-by", relation="q")]
    row = relation("r", type="convicted", evidence=TWO, when=when, links=links)
    ruling = relation("q", type="acquitted", evidence=TWO, when=act)
    found = [each.message for each in check_days(graph_of(row, ruling)) if each.rule == "early-act"]
    assert bool(found) == is_doubted
    if when == "2010":
        assert found in ([], ["is of 2010, after q of 2005, which set it aside; mend one of the two days"])


@pytest.mark.parametrize("rel", ["begun-by", "ended-by"])
@pytest.mark.parametrize(
    ("stated", "status", "quashed", "is_told"),
    [
        ({"when": "2000/2020"}, "actual", False, False),  # both sides are stated
        ({}, "actual", False, True),
        ({}, "planned", False, False),  # what is planned sets nothing aside
        ({}, "actual", True, False),  # what set it aside was set aside too
    ],
)
def test_a_bound_by_an_act_that_was_set_aside_is_told_to_be_none(rel, stated, status, quashed, is_told):
    row = relation("r", type="leads", evidence=TWO, links=[Link(rel=rel, relation="act")], **stated)
    act = relation("act", type="dismissed", evidence=TWO, links=[Link(rel="set-aside-by", relation="q1")])
    more = [Link(rel="set-aside-by", relation="q2")] if quashed else []
    q1 = relation("q1", type="acquitted", evidence=TWO, status=status, links=more)
    found = messages("undone-cause", row, act, q1, relation("q2", type="acquitted", evidence=TWO))
    then, field = {"begun-by": ("began", "begins"), "ended-by": ("ended", "ends")}[rel]
    message = f"act, which {then} it, was set aside, and bounds it on no day"
    mend = f"give {field}; if it stopped meanwhile, tell what came after as another relation"
    assert found == ([f"{message}; {mend}"] if is_told else [])


@pytest.mark.parametrize("rel", ["begun-by", "ended-by", "set-aside-by"])
def test_long_chains_of_links_are_checked_in_time(rel, monkeypatch):
    rows = [
        relation(
            f"r{number:05}",
            type="leads" if rel != "set-aside-by" else "met",
            links=[Link(rel=rel, relation=f"r{number + 1:05}")] if number < 3000 else [],
        )
        for number in range(3001)
    ]
    asked = []
    monkeypatch.setattr("graphkit.queries.contradictions.ring_of", lambda *each: asked.append(each))
    assert not [each for each in check_days(graph_of(*rows)) if each.rule == "link-ring"]
    assert asked == []  # no relation of none is followed along all others


def test_only_what_is_on_a_ring_is_told_so():
    def row(key, *others):
        return relation(key, type="banned", links=[Link(rel="ended-by", relation=id) for id in others])

    rows = [row("a", "b"), row("b", "c"), row("c", "b", "d"), row("d", "e"), row("e"), row("f", "f")]
    found = [each.subject for each in check_days(graph_of(*rows)) if each.rule == "link-ring"]
    assert sorted(found) == ["b", "c", "f"]


@pytest.mark.parametrize(
    ("rel", "when", "message"),
    [
        ("ended-by", "2024-01-01/2024-03-05", "ends 5 March 2024, before cause of 9 April 2024, which ended"),
        ("begun-by", "2024-03/", "begins March 2024, before cause of 9 April 2024, which began"),
        ("ended-by", "2024-01-01/2024-04-09", None),  # that day
        ("ended-by", "2024-01-01/2024-04", None),  # perhaps
        ("ended-by", "2024-01-01/", None),  # states no end
        ("begun-by", "/2024-03", None),
        ("begun-by", "2024-05/", None),  # was announced
        ("responds-to", "2024-03-05", None),
    ],
)  # fmt: skip
def test_what_ended_or_began_something_afterwards_is_doubted(rel, when, message):
    links = [Link(rel=rel, relation="cause")]
    row = relation("r", type="banned", evidence=TWO, when=when, links=links)
    cause = relation("cause", type="eased", evidence=TWO, when="2024-04-09")
    found = [f"{message} it; mend one of the two days"] if message else []
    assert messages("late-cause", row, cause) == found
    days = check_days(graph_of(row, cause))
    assert [each.message for each in days if each.rule == "late-cause"] == found
    assert messages("late-cause", row.model_copy(update={"links": ()}), cause) == []
    for status in ("planned", "denied"):  # ended nothing, whatever the link says
        assert messages("late-cause", row, cause.model_copy(update={"status": status})) == []


def test_the_act_that_makes_dates_differ_is_named():
    def owned(*links):
        said = [evidence("paper", attests="2018")]
        return relation("r", type="owns", begins="2000", evidence=said, links=links)

    act = relation("q1", type="acquitted", evidence=TWO, when="2015-05-05")
    link = Link(rel="set-aside-by", relation="q1")
    (found,) = messages("dates-differ", owned(link), act)
    assert "set aside by q1, 5 May 2015; last attested 2018" in found
