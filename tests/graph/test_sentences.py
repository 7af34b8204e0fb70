"""The sentence of a relation: tense, amount, about, status, claim, doubt, from both ends, for every type."""

from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source

from graphkit.formats.events import cameo
from graphkit.formats.events.row_builder import own_type
from graphkit.graph.build import build_graph
from graphkit.graph.index import index, visible_relations
from graphkit.graph.relation import DatedRelation
from graphkit.graph.sentences import Tense, sentence
from graphkit.model.entities import Amount, Evidence, Link, Relation, RelationType
from graphkit.model.vocabulary import KnownType, vocabulary
from graphkit.queries.windows import known_by, window

ROWS = sorted(vocabulary().values(), key=lambda row: row.name)
ACTORS = (
    actor("markus", name="Markus Braun"),
    actor("wirecard", "company", name="Wirecard"),
    actor("chip", "product", name="Chip"),
    actor("land", "country", name="Land"),
)
SOURCES = (source("paper", published="2019"), source("late", published="2021-06-01"))


def told(row: Relation, *types: RelationType) -> DatedRelation:
    graph = build_graph(dataset(row, actors=ACTORS, sources=SOURCES, relation_types=types))
    return index(graph).by_id[row.key]


def tell(type: str = "owns", **fields: object) -> str:
    return told(relation("r", "markus", "wirecard", type, **fields)).sentence


SHARE = {"amount": Amount(value=7, unit="%")}
BY_PAPER = (evidence("paper"),)


def test_all_that_makes_it_true_stands_in_one_sentence() -> None:
    assert tell(**SHARE, evidence=BY_PAPER) == "Markus Braun owns 7 % of Wirecard, as last reported in 2019."


def test_what_lasts_and_is_only_told_as_past_is_told_in_the_past() -> None:
    over = (evidence("late", attests=False),)
    assert tell("leads", evidence=over) == "Markus Braun led Wirecard."
    assert tell("leads", evidence=(*over, evidence("late"))) == "Markus Braun leads Wirecard."
    assert tell("leads", evidence=(evidence("late", attests=False, attribution="chip"),)) == (
        "According to Chip, Markus Braun led Wirecard."
    )
    assert tell("leads") == "Markus Braun leads Wirecard."


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("past", [True, False])
@pytest.mark.parametrize(
    ("status", "opening"),
    [("actual", ""), ("planned", "It is planned that "), ("denied", "It is denied that ")],
)
def test_every_type_in_each_tense_and_status_from_both_ends(
    row: RelationType, past: bool, status: str, opening: str
) -> None:
    words = {"told": Tense(past), "status": status}
    if status == "planned":  # what is past is that it was planned
        opening, past = opening.replace(" is ", " was ") if past else opening, False
    verb = row.past if past else row.present
    assert sentence(row, "A", "B", **words) == f"{opening}A {verb} B."  # type: ignore[arg-type]
    inverse = sentence(row, "A", "B", forward=False, **words)  # type: ignore[arg-type]
    assert inverse == f"{opening}B {row.verb(past=past, forward=False)} A."
    claimed = {"denied": "X denies that "}.get(status, f"According to X, {opening[:1].lower()}{opening[1:]}")
    assert sentence(row, "A", "B", voices=["X"], **words) == f"{claimed}A {verb} B."  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("voices", "words"),
    [
        (["chip"], "Chip denies that"),
        (["chip", "markus"], "Chip and Markus Braun deny that"),
        (["unnamed"], "Unnamed sources deny that"),
    ],
)
def test_whoever_alone_says_that_it_is_not_so_denies_it(voices: list[str], words: str) -> None:
    said = tuple(evidence("paper", attribution=voice) for voice in voices)
    assert tell("met", status="denied", evidence=said) == f"{words} Markus Braun met Wirecard."
    only_denied = evidence("late", status="denied", attribution=voices[0])
    row = told(relation("r", "markus", "wirecard", "met", evidence=(*said, only_denied)))
    assert row.sentence.startswith("According to ")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "owns Wirecard."),
        ({"when": "2010/2015"}, "owned Wirecard."),
        ({"when": "2010/.."}, "owns Wirecard."),
        ({"when": "2010/2030"}, "owns Wirecard."),
        ({"when": "2010/2021-06"}, "owns Wirecard."),
        ({"when": "2010/"}, "owns Wirecard."),
        ({"when": "2010/", "evidence": BY_PAPER}, "owns Wirecard, as last reported in 2019."),
        ({"when": "2010/", "evidence": (evidence("late"),)}, "owns Wirecard."),
        ({"when": "2010/", "evidence": (*BY_PAPER, evidence("late"))}, "owns Wirecard."),
        (
            {"when": "2010/", "evidence": (Evidence(source="paper", attests="2015-03-04"),)},
            "owns Wirecard, as last reported on 4 March 2015.",
        ),
        ({"when": "2010/", "status": "planned", "evidence": BY_PAPER}, "owns Wirecard."),
        ({"when": "2010/", "status": "denied", "evidence": BY_PAPER}, "owns Wirecard."),
        ({"when": "2010/", "status": "denied", "evidence": (evidence("late"),)}, "owns Wirecard."),
        ({"when": "2010/2015", "status": "denied", "evidence": BY_PAPER}, "owned Wirecard."),
        ({"when": "2010/", "evidence": (evidence("paper", attests=False),)}, "owned Wirecard."),
        ({"when": "2010/", "evidence": (evidence("paper", stance="contradicts"),)},
         "owns Wirecard; its evidence says otherwise."),
        ({"type": "met", "when": "2015-02-03"}, "met Wirecard."),
        ({"type": "met"}, "met Wirecard."),
        ({"type": "met", "when": "2030"}, "meets Wirecard."),
        ({"type": "lobbied", "when": "2015/2016"}, "lobbied Wirecard."),
    ],
)  # fmt: skip
def test_the_tense_follows_from_the_dates(fields: dict[str, object], words: str) -> None:
    assert tell(**fields).endswith(f"Markus Braun {words}")  # type: ignore[arg-type]


def test_before_its_first_report_it_is_told_as_first_reported_not_as_last() -> None:
    rows = relation("r", "markus", "wirecard", "owns", evidence=BY_PAPER), relation("old", when="2000")
    graph = build_graph(dataset(*rows, actors=[*ACTORS, actor("alice"), actor("bob")], sources=SOURCES))
    (row,) = visible_relations(window(graph, "2015-01-01", "2015-12-31"))
    assert row.marks == ("first reported 2019",)
    assert row.sentence == "Markus Braun owns Wirecard, as first reported in 2019."


def told_without_sources(type: str, who: str = "markus", **fields: object) -> str:
    dead = actor("dead", "person", name="Dead", attributes={"died": "2018"})
    row = relation("r", who, "wirecard", type, **fields)
    return index(build_graph(dataset(row, actors=(*ACTORS, dead), sources=()))).by_id["r"].sentence


@pytest.mark.parametrize("row", [row for row in ROWS if row.goes_on], ids=lambda row: row.name)
@pytest.mark.parametrize("status", ["actual", "planned", "denied"])
def test_nothing_is_told_as_over_that_nobody_says_is_over(row: RelationType, status: str) -> None:
    words = f" {row.present} Wirecard"
    for when in ("2019-03/", "2019-03/..", None):
        fields = {"when": when, "status": status}
        for sources in ((), (evidence("late"),), (evidence("paper", stance="contradicts"),)):
            assert words in tell(row.name, **fields, evidence=sources)
        assert told_without_sources(row.name, **fields).endswith(f"{words}.")
    if status == "actual":
        last = tell(row.name, when="2019-03/", evidence=(evidence("paper", attests="2019-05"),))
        assert last == f"Markus Braun{words}, as last reported in May 2019."


def test_without_sources_what_has_an_end_is_over_once_that_day_has_come() -> None:
    assert told_without_sources("owns", when="2010/2015") == "Markus Braun owned Wirecard."
    assert told_without_sources("owns", when="2010/2999") == "Markus Braun owns Wirecard."
    assert told_without_sources("met", when="2999-01-01") == "Markus Braun meets Wirecard."
    assert told_without_sources("owns", when="2999/") == "Markus Braun owns Wirecard."
    assert told_without_sources("leads", "dead", when="2010/") == "Dead led Wirecard."


@pytest.mark.parametrize(("died", "verb"), [("2021-06-01", "owned"), ("2022", "owned"), ("2999", "owns")])
def test_what_only_a_life_ends_is_over_once_that_day_has_come(died: str, verb: str) -> None:
    who = actor("markus", "person", attributes={"died": died})
    row = relation("r", "markus", "wirecard", "owns", when="2010/")
    graph = build_graph(dataset(row, actors=[who, *ACTORS[1:]], sources=SOURCES))
    assert index(graph).by_id["r"].sentence == f"Markus {verb} Wirecard."


def test_what_was_done_as_it_began_is_told_in_the_past() -> None:
    for fields in ({}, {"when": "2010"}, {"when": "2010/"}, {"evidence": BY_PAPER}, {"status": "denied"}):
        assert tell("founded", **fields).endswith("Markus Braun founded Wirecard.")
    assert tell("founded", status="planned") == "It is planned that Markus Braun founds Wirecard."
    assert tell("founded", when="2030") == "Markus Braun founds Wirecard."
    row = relation("r", "markus", "wirecard", "allegedly-founded")
    own = RelationType(name="allegedly-founded", kind="background")
    assert told(row, own).sentence == "Markus Braun allegedly founded Wirecard."


def test_a_name_is_written_as_it_is_where_it_begins_the_sentence() -> None:
    words = {"told": Tense(True), "status": "denied"}
    assert sentence(vocabulary()["met"], "A", "B", voices=["bKash"], **words) == "bKash denies that A met B."  # type: ignore[arg-type]


def test_amounts_that_are_no_share_are_in_brackets() -> None:
    assert (
        tell("paid", amount=Amount(value=4500000, unit="USD"))
        == "Markus Braun paid Wirecard (4,500,000 USD)."
    )
    assert tell("sold-stake-in", **SHARE) == "Markus Braun sold a stake in Wirecard (7 %)."
    assert tell("acquired", **SHARE) == "Markus Braun acquired 7 % of Wirecard."


@pytest.mark.parametrize("type", ["owns", "shareholder-of"])
@pytest.mark.parametrize(
    ("value", "unit"), [(0, "%"), (0.0, "per cent"), (0, "shares"), (0, "Prozent"), (0, "pct")]
)
def test_who_holds_nothing_does_not_own(type: str, value: float, unit: str) -> None:
    row = told(
        relation("r", "markus", "wirecard", type, when="2019/2020", amount=Amount(value=value, unit=unit))
    )
    for end in ("markus", "wirecard"):
        assert row.sentence_from(end) == f"Markus Braun held 0 {unit} of Wirecard."
    assert "held" not in tell(type, when="2019/2020", amount=Amount(value=0, unit="EUR"))


def test_namesakes_are_told_apart_by_words_on_a_page_and_by_ids_in_an_answer() -> None:
    people: list[dict[str, object]] = [
        {"attributes": {"born": "1961"}, "description": "Mayor of Hof."},
        {"attributes": {"born": "1980"}},
        {"description": "Mayor of Hof."},  # as the first is
        {"description": "A lawyer."},
        {},
    ]
    named = [actor(f"silva-{number}", name="Maria Silva", **more) for number, more in enumerate(people)]
    rows = [relation(f"r{number}", f"silva-{number}", "wirecard", when="2019") for number in range(5)]
    graph = build_graph(dataset(*rows, actors=(*named, *ACTORS), sources=SOURCES))
    within = index(graph).surroundings
    assert [within.in_words.name(each.id) for each in named] == [
        "Maria Silva (born 1961)", "Maria Silva (born 1980)", "Maria Silva (silva-2)",
        "Maria Silva (A lawyer)", "Maria Silva (silva-4)",
    ]  # fmt: skip
    assert [within.name(each.id) for each in named] == [f"Maria Silva ({each.id})" for each in named]
    assert within.in_words.name("markus") == "Markus Braun"
    assert index(graph).by_id["r0"].sentence == "Maria Silva (silva-0) met Wirecard."


@pytest.mark.parametrize("value", [250000, 250000.0])
def test_a_whole_amount_has_no_decimals(value: float) -> None:
    amount = Amount(value=value, unit="EUR")
    assert tell("paid", when="2019", amount=amount) == "Markus Braun paid Wirecard (250,000 EUR)."
    assert Amount(value=0.5, unit="EUR").value == 0.5
    assert Amount(value=1e300, unit="EUR").value == 1e300


@pytest.mark.parametrize("words", ["ceo of", "brother of", "former minister of", "owner of"])
def test_what_one_is_of_another_has_a_verb(words: str) -> None:
    own = RelationType(name=words.replace(" ", "-"), kind="state")
    row = relation("r", "markus", "wirecard", own.name, when="2001/2010", evidence=BY_PAPER)
    one = told(row, own)
    assert one.sentence == f"Markus Braun was {words} Wirecard."
    assert one.sentence_from("wirecard") == one.sentence
    present = sentence(own, "A", "B", told=Tense(past=False))
    assert present == f"A is {words} B."


@pytest.mark.parametrize("words", ["disposed of", "took control of", "accused of"])
def test_a_verb_with_of_is_one(words: str) -> None:
    own = RelationType(name=words.replace(" ", "-"), kind="either")
    assert sentence(own, "A", "B", told=Tense(past=True)) == f"A {words} B."


def test_what_is_only_claimed_is_told_as_what_it_would_be() -> None:
    own = RelationType(name="allegedly-owns", kind="background")
    assert sentence(own, "A", "B", told=Tense(past=True)) == "A allegedly owned B."
    assert sentence(own, "A", "B", told=Tense(past=False)) == "A allegedly owns B."
    assert sentence(own, "A", "B", told=Tense(past=True), forward=False) == "B allegedly was owned by A."
    office = RelationType(name="allegedly-ceo-of", kind="either")
    assert sentence(office, "A", "B", told=Tense(past=False)) == "A is allegedly ceo of B."


def test_a_plan_whose_day_is_past_was_made() -> None:
    plan = {"status": "planned", "evidence": BY_PAPER}
    said = "It was planned that Markus Braun"
    assert tell("leads", when="2020-03-01/", **plan) == f"{said} leads Wirecard."
    assert tell("met", when="2019-05", **plan) == f"{said} meets Wirecard."
    assert tell("met", when="2030", **plan) == "It is planned that Markus Braun meets Wirecard."
    assert tell("met", **plan) == "It is planned that Markus Braun meets Wirecard."


def test_a_plan_is_told_as_it_was_by_an_earlier_day() -> None:
    said_of = [evidence("old", status="planned"), evidence("new")]
    papers = [source("old", "2019-03-01"), source("new", "2021-03-01")]
    rows = [
        relation("done", when="2020-05-06", evidence=said_of),
        relation("ahead", when="2020-05-06", status="planned", evidence=said_of[:1]),
    ]
    graph = build_graph(dataset(*rows, sources=papers))
    for day, was in (("2019-04-01", "is"), ("2020-05-06", "is"), ("2020-05-07", "was")):
        said = {row.sentence for row in index(known_by(graph, day)).relations()}
        assert said == {f"It {was} planned that Alice meets Bob."}
    assert {row.sentence for row in index(graph).relations()} == {
        "Alice met Bob, which is contested.",
        "It was planned that Alice meets Bob.",
    }


def test_a_name_that_says_is_planned_stays_as_it_is() -> None:
    own = RelationType(name="met", kind="event")
    told = sentence(own, "A", "B", told=Tense(True), status="planned", voices=["This is planned"])
    assert told.startswith("According to This is planned, it was planned that A ")


def test_whoever_is_a_relative_stays_one_while_both_live() -> None:
    is_one = "Markus Braun is related to Wirecard"
    assert tell("family-of", evidence=BY_PAPER) == f"{is_one}, as last reported in 2019."
    assert tell("family-of", when="2010/", evidence=BY_PAPER) == f"{is_one}, as last reported in 2019."
    assert tell("family-of", evidence=(evidence("paper", attests=False),)) == f"{is_one}."
    denied = tell("family-of", status="denied", evidence=BY_PAPER)
    assert denied == "It is denied that Markus Braun is related to Wirecard."
    ended = tell("family-of", when="2001/2010", evidence=BY_PAPER)
    assert ended == "Markus Braun was related to Wirecard."
    assert tell("married-to", evidence=BY_PAPER).startswith("Markus Braun is married to Wirecard, as last")
    dead = actor("braun", "person", name="Braun", attributes={"died": "2020"})
    row = relation("r", "braun", "wirecard", "family-of", evidence=BY_PAPER)
    graph = build_graph(dataset(row, actors=(*ACTORS, dead), sources=SOURCES))
    assert index(graph).by_id["r"].sentence.startswith("Braun was related to Wirecard")


def test_it_says_what_it_is_about() -> None:
    assert tell("licensed", about=("chip",)) == "Markus Braun licenses Wirecard for Chip."
    assert tell("licensed", about=("chip", "land")) == "Markus Braun licenses Wirecard, about Chip and Land."
    assert tell("met", about=("land", "wirecard")) == "Markus Braun met Wirecard, about Land."


def test_who_claims_it_and_what_is_disputed_stands_in_words() -> None:
    claimed = (evidence("paper", attribution="unnamed"), evidence("late", attribution="land"))
    assert (
        tell("met", evidence=claimed) == "According to unnamed sources and Land, Markus Braun met Wirecard."
    )
    contested = (evidence("paper"), evidence("late", stance="contradicts"))
    assert tell("met", evidence=contested) == "Markus Braun met Wirecard, which is contested."
    differ = (evidence("paper", when="2018-01-01"), evidence("late", when="2018-02-01"))
    assert tell("met", evidence=differ) == "Markus Braun met Wirecard, on dates that differ."


def test_it_is_in_the_passive_from_the_other_end() -> None:
    row = told(relation("r", "markus", "wirecard", "owns", **SHARE, evidence=BY_PAPER))
    assert row.sentence_from("wirecard") == (
        "Wirecard is owned by Markus Braun (7 %), as last reported in 2019."
    )
    assert row.sentence_from("markus") == row.sentence


def test_a_type_of_ones_own_reads_with_and_without_its_words() -> None:
    row = relation("r", "markus", "wirecard", "guards", when="2010/2015")
    assert told(row, RelationType(name="guards", kind="state")).sentence == "Markus Braun guards Wirecard."
    own = RelationType(name="guards", kind="state", past="guarded", present="guards")
    assert told(row, own).sentence == "Markus Braun guarded Wirecard."


DIRECT = {
    "accuse": "accused", "assassinate": "assassinated", "coerce": "coerced", "consult": "consulted",
    "criticize-or-denounce": "criticized or denounced", "investigate": "investigated",
    "physically-assault": "physically assaulted", "praise-or-endorse": "praised or endorsed",
    "reject": "rejected", "sexually-assault": "sexually assaulted", "threaten": "threatened",
    "torture": "tortured",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(cameo._codes()))
def test_a_name_of_cameo_is_in_the_past_or_between_dashes(name: str) -> None:
    type_ = RelationType(**own_type(name))
    row = told(relation("r", "markus", "wirecard", name, when="2015-02-03"), type_)
    label = name.replace("-", " ")
    if name in DIRECT:
        assert row.sentence == f"Markus Braun {DIRECT[name]} Wirecard."
        assert row.sentence_from("wirecard") == f"Wirecard was {DIRECT[name]} by Markus Braun."
    else:
        assert row.sentence == f"Markus Braun - {label} - Wirecard." == row.sentence_from("wirecard")


def test_a_name_of_cameo_that_is_planned_is_in_the_present_and_a_root_stays() -> None:
    type_ = RelationType(**own_type("criticize-or-denounce"))
    row = relation("r", "markus", "wirecard", "criticize-or-denounce", status="planned")
    assert told(row, type_).sentence == "It is planned that Markus Braun criticizes or denounces Wirecard."
    root = RelationType(**own_type("appealed-to"))
    row = relation("r", "markus", "wirecard", "appealed-to")
    assert told(row, root).sentence == "Markus Braun appealed to Wirecard."
    worded = type_.model_copy(update={"past": "told off"})
    assert worded.verb(past=True) == "told off"


@pytest.mark.parametrize(
    ("name", "past", "present"),
    [
        ("impose-embargo", "A - impose embargo - B.", "A - impose embargo - B."),
        ("fight", "A - fight - B.", "A - fight - B."),
        ("threaten", "A threatened B.", "A threatens B."),
        ("befriended", "A befriended B.", "A befriended B."),
        ("imposes-duties-on", "A imposes duties on B.", "A imposes duties on B."),
    ],
)
def test_a_type_of_ones_own_that_is_an_infinitive_is_no_verb_of_a_sentence(
    name: str, past: str, present: str
) -> None:
    type_ = KnownType(name, "either")
    assert [sentence(type_, "A", "B", told=Tense(is_past)) for is_past in (True, False)] == [past, present]


def test_a_claim_of_an_infinitive_stands_between_dashes_too() -> None:
    type_ = KnownType("allegedly-impose-embargo", "either")
    assert sentence(type_, "A", "B", told=Tense(True)) == "A - allegedly impose embargo - B."


EARLIER, LATER = evidence("paper"), evidence("late")


def tell_beside(*others: Relation, day: str | None = None, **fields: object) -> str:
    """Return the sentence of what Markus Braun has with Wirecard where other relations are told too."""
    row = relation("r", "markus", "wirecard", fields.pop("type", "works-for"), **fields)
    graph = build_graph(dataset(row, *others, actors=ACTORS, sources=SOURCES))
    return index(known_by(graph, day) if day else graph).by_id["r"].sentence


def parting(type: str = "left", **fields: object) -> Relation:
    ends = ("wirecard", "markus") if type == "dismissed" else ("markus", "wirecard")
    return relation("parting", *ends, type, **{"evidence": [LATER], **fields})


WORKED = "Markus Braun worked for Wirecard, as last reported in 2019."
WORKS = "Markus Braun works for Wirecard, as last reported in 2019."


@pytest.mark.parametrize("type", ["left", "resigned-from", "dismissed"])
def test_a_post_that_one_has_left_is_told_in_the_past(type: str) -> None:
    assert tell_beside(parting(type), evidence=[EARLIER]) == WORKED
    assert tell_beside(parting(type, when="2021-05"), evidence=[EARLIER]) == WORKED
    assert tell_beside(parting(type), when="2015/..") == "Markus Braun worked for Wirecard."
    by_then = tell_beside(parting(type), evidence=[EARLIER], day="2021-05-31")
    assert by_then == WORKS, "nobody knew it yet"
    assert tell_beside(parting(type), evidence=[EARLIER], day="2021-06-01") == WORKED


@pytest.mark.parametrize(
    "other",
    [
        parting(when="2018"),  # and came back
        parting(status="planned"),
        parting(status="denied"),
        relation("parting", "wirecard", "markus", "left", evidence=[LATER]),
        relation("parting", "markus", "land", "left", evidence=[LATER]),
        relation("parting", "markus", "wirecard", "dismissed", evidence=[LATER]),
        parting("met"),
        parting(evidence=()),  # nobody knows when
        parting(when="2019"),  # perhaps before it was reported
        parting(when="[..2021]"),
        parting(when="[2018,2021]"),
        parting(evidence=[evidence("late", attribution="land")]),
        parting(evidence=[LATER, evidence("late", stance="contradicts")]),
        relation("parting", "markus", "land", "resigned-from", about=("wirecard",), evidence=[LATER]),
        relation("parting", "land", "markus", "dismissed", about=("wirecard",), evidence=[LATER]),
    ],
)
def test_what_ends_no_post_leaves_it_in_the_present(other: Relation) -> None:
    assert tell_beside(other, evidence=[EARLIER]) == WORKS


def test_who_has_left_may_own_it_still() -> None:
    told = tell_beside(parting(), type="owns", evidence=[EARLIER])
    assert told == "Markus Braun owns Wirecard, as last reported in 2019."
    assert tell_beside(parting(when="2012"), when="2015/").startswith("Markus Braun works for")


@pytest.mark.parametrize("own", [{}, {"begins": "[2015..2022]"}, {"when": "2021/"}])
def test_who_left_perhaps_before_a_post_began_may_have_it_still(own: dict[str, object]) -> None:
    told = tell_beside(parting(when="2021-05"), **own)
    assert told.startswith("Markus Braun works for Wirecard"), "nobody says that it had begun by then"


@pytest.mark.parametrize("type", ["resigned-from", "dismissed"])
def test_who_gives_up_one_post_may_keep_another_and_a_membership(type: str) -> None:
    other = relation("other", "markus", "wirecard", "director-of", evidence=[EARLIER])
    assert tell_beside(parting(type), other, evidence=[EARLIER]) == WORKS
    for of in ("member-of", "part-of", "represents"):
        left = tell_beside(parting("left"), type=of, evidence=[EARLIER])
        assert tell_beside(parting(type), type=of, evidence=[EARLIER]) != left
    assert tell_beside(parting("left"), other, evidence=[EARLIER]) == WORKED


def test_a_parting_counts_as_it_was_known_by_the_day_asked() -> None:
    taken_back = parting(when="2020", evidence=[evidence("then"), evidence("now", stance="contradicts")])
    sources = (*SOURCES, source("then", published="2020-06-01"), source("now", published="2021-12-01"))
    sources = tuple(each.model_copy(update={"publisher": "The Paper"}) for each in sources)
    row = relation("r", "markus", "wirecard", "works-for", evidence=[EARLIER])
    graph = build_graph(dataset(row, taken_back, actors=ACTORS, sources=sources))
    told = [
        index(known_by(graph, day)).by_id["r"].sentence for day in ("2020-05-31", "2021-11-30", "2021-12-01")
    ]
    assert told == [WORKS, WORKED, WORKS]
    undone = parting(
        when="2020", links=[Link(rel="set-aside-by", relation="quashed")], evidence=[evidence("then")]
    )
    quashed = relation("quashed", "land", "wirecard", "rejected", when="2021", evidence=[evidence("now")])
    for links in ((), (Link(rel="ended-by", relation="parting"),)):
        row = relation("r", "markus", "wirecard", "works-for", evidence=[EARLIER], links=links)
        graph = build_graph(dataset(row, undone, quashed, actors=ACTORS, sources=sources))
        told = [index(known_by(graph, day)).by_id["r"].sentence for day in ("2021-11-30", "2021-12-01")]
        assert ["worked for" in told[0], told[1]] == [True, WORKS]


@pytest.mark.parametrize("doubt", [{"attribution": "land"}, {"stance": "contradicts"}])
def test_what_an_act_ended_that_is_only_claimed_or_contested_is_not_told_as_over(
    doubt: dict[str, str],
) -> None:
    told_by = [evidence("late", **doubt)] if "attribution" in doubt else [LATER, evidence("late", **doubt)]
    sale = relation("sale", "land", "wirecard", "acquired", when="2021-05", evidence=told_by)
    ended = [Link(rel="ended-by", relation="sale")]
    told = tell_beside(sale, type="owns", links=ended, evidence=[EARLIER])
    assert told == "Markus Braun owns Wirecard, as last reported in 2019."


@pytest.mark.parametrize("own", [{}, {"when": "2010/.."}, {"when": "2010/", "evidence": [EARLIER]}])
def test_what_a_link_says_that_it_ended_stays_over_when_another_tells_it_too(own: dict[str, Any]) -> None:
    sale = relation("sale", "land", "wirecard", "acquired", when="2020", evidence=[EARLIER, LATER])
    ended = [Link(rel="ended-by", relation="sale")]
    assert tell_beside(sale, type="owns", links=ended, **own).startswith("Markus Braun owned ")
    told = tell_beside(parting(when="2020", evidence=[EARLIER, LATER]), **{"when": "2010/..", **own})
    assert told.startswith("Markus Braun worked for ")


def test_what_is_set_aside_ends_no_post() -> None:
    undone = parting(links=[Link(rel="set-aside-by", relation="quashed")])
    quashed = relation("quashed", "land", "wirecard", "rejected", evidence=[LATER])
    assert tell_beside(undone, quashed, evidence=[EARLIER]) == WORKS


def test_a_type_of_ones_own_may_say_that_one_left() -> None:
    types = (RelationType(name="ceo-of", kind="state"), RelationType(name="fired", kind="event"))
    rows = (
        relation("r", "markus", "wirecard", "ceo-of", evidence=[EARLIER]),
        relation("parting", "wirecard", "markus", "fired", evidence=[LATER]),
    )
    graph = build_graph(dataset(*rows, actors=ACTORS, sources=SOURCES, relation_types=types))
    assert index(graph).by_id["r"].sentence == "Markus Braun was ceo of Wirecard, as last reported in 2019."


@pytest.mark.parametrize("name", ["left-of", "former-left", "ex-left", "allegedly-left", "quit"])
@pytest.mark.parametrize(
    "fields", [{"kind": "event"}, {"kind": "state"}, {"kind": "event", "symmetric": True}]
)
def test_a_type_of_ones_own_that_says_more_or_lasts_ends_no_post(name: str, fields: dict[str, Any]) -> None:
    row = relation("r", "markus", "wirecard", "works-for", evidence=[EARLIER])
    own = (RelationType(name=name, **fields),)
    graph = build_graph(dataset(row, parting(name), actors=ACTORS, sources=SOURCES, relation_types=own))
    ends = name == "quit" and fields == {"kind": "event"}
    assert index(graph).by_id["r"].sentence == (WORKED if ends else WORKS)


@pytest.mark.parametrize("own", [{}, {"when": "2010/"}, {"when": "2010/.."}, {"evidence": [EARLIER]}])
@pytest.mark.parametrize("act", [{}, {"when": "2020"}, {"when": "2999"}, {"status": "planned"}])
def test_what_a_link_says_that_it_ended_is_told_in_the_past(
    own: dict[str, object], act: dict[str, object]
) -> None:
    ended = [Link(rel="ended-by", relation="sale")]
    sale = relation("sale", "markus", "land", "sold-stake-in", **act)
    told = tell_beside(sale, type="owns", links=ended, **own)
    assert told.startswith(
        f"Markus Braun {'owned' if act.get('when') != '2999' and not act.get('status') else 'owns'} "
    )


def test_a_part_of_a_graph_tells_the_tense_of_the_whole() -> None:
    row = relation("r", "markus", "wirecard", "works-for", evidence=[EARLIER])
    graph = build_graph(dataset(row, parting(), actors=ACTORS, sources=SOURCES))
    assert index(window(graph, types=["works-for"])).by_id["r"].sentence == WORKED


def test_a_later_word_that_tells_of_no_day_does_not_say_that_it_is_over() -> None:
    over = evidence("late", attests=False)
    assert tell("works-for", evidence=[EARLIER, over]) == WORKED.replace("worked", "works")
    assert tell_beside(evidence=[EARLIER, over], day="2020-01-01") == WORKS
    related = tell("family-of", evidence=[EARLIER, over])
    assert related == "Markus Braun is related to Wirecard, as last reported in 2019."


@pytest.mark.parametrize(("died", "verb"), [("2019-07-01", "worked"), ("2022", "worked"), ("2999", "works")])
def test_who_has_died_by_the_day_asked_is_told_of_in_the_past(died: str, verb: str) -> None:
    braun = actor("markus", "person", name="Markus Braun", attributes={"died": died})
    row = relation("r", "markus", "wirecard", "works-for", evidence=[EARLIER])
    graph = build_graph(dataset(row, actors=(braun, *ACTORS[1:]), sources=SOURCES))
    assert index(graph).by_id["r"].sentence == f"Markus Braun {verb} for Wirecard, as last reported in 2019."
    assert " works for " in index(known_by(graph, "2019-12-31")).by_id["r"].sentence or died < "2020"


@pytest.mark.parametrize(
    ("published", "type", "words"),
    [
        ("1804-05-02", "part-of", "is part of Wirecard, as last reported on 2 May 1804."),
        ("1804-05-02", "located-in", "is located in Wirecard, as last reported on 2 May 1804."),
        ("1804-05-02", "works-for", "worked for Wirecard, as last reported on 2 May 1804."),
        ("1804-05-02", "family-of", "was related to Wirecard, as last reported on 2 May 1804."),
        ("1980", "owns", "owned Wirecard, as last reported in 1980."),
        ("1980", "family-of", "is related to Wirecard."),
    ],
)
def test_a_very_old_report_does_not_say_that_it_is_so(published: str, type: str, words: str) -> None:
    old = [source("old", published)]
    row = relation("r", "markus", "wirecard", type, evidence=[evidence("old")])
    graph = build_graph(dataset(row, actors=ACTORS, sources=old))
    assert index(graph).by_id["r"].sentence == f"Markus Braun {words}"
    by_then = index(known_by(graph, "1985-01-01")).by_id["r"].sentence
    assert (" was " in by_then or "worked" in by_then) == (words.split()[0] in ("was", "worked"))
    newer = build_graph(dataset(row, actors=ACTORS, sources=[*old, source("late")]))
    told = index(newer).by_id["r"].sentence
    assert told.split(",")[0].rstrip(".") == f"Markus Braun {words}".split(",")[0].rstrip(".")
