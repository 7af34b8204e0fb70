"""The queue of drafts: nothing is lost or added twice, whoever writes and whenever a process is killed."""

import json
import multiprocessing
import os
import signal
import warnings
from pathlib import Path
from typing import Any

import pytest
from datasets import actor, dataset, evidence, relation, source
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import DataError, GraphkitError, StorageError, UsageError
from graphkit.model.entities import Actor, Amount, Dataset, Evidence, Relation, Source
from graphkit.reading import accepting, drafts
from graphkit.reading.article import read_article
from graphkit.reading.assigning import PARTIES, assigned
from graphkit.reading.drafting import read_for
from graphkit.reading.drafts import NEW, Actors, Claim, Draft, DraftArticle, Party, Queue
from graphkit.storage import journal
from graphkit.storage.json_file import dumps, read_dataset, save_dataset

PARAGRAPHS = (
    "Ann Lee met Bob Roe on Monday.",
    "Acme owns Beta, Ann Lee said.",
    "Ann Lee met Bob Roe again.",
    "Acme banned Beta in April.",
)
SOURCE = Source(id="gazette", publisher="The Gazette", published="2025-07-16", title="T", sha256="a" * 64)
ARTICLE = DraftArticle(source=SOURCE, paragraphs=PARAGRAPHS)


def who(name: str, id: str | None = None, kind: Any = "unknown") -> Party:
    return Party(name=name, actor=id, kind=kind)


def draft(
    id: str = "draft-1", one: Party | None = None, type: str = "met", other: Party | None = None, **more: Any
) -> Draft:
    given: dict[str, Any] = {
        "article": "gazette",
        "paragraph": 1,
        "quote": PARAGRAPHS[more.get("paragraph", 1) - 1],
    }
    parties = {"source": one or who("Ann Lee"), "target": other or who("Bob Roe")}
    return Draft(id=id, type=type, **(given | parties | more))


def queue(*rows: Draft, articles: tuple[DraftArticle, ...] = (ARTICLE,)) -> Queue:
    return Queue(articles=articles, drafts=rows)


def known(*rows: Relation, **more: Any) -> Dataset:
    people = [actor("ann-lee", "person", name="Ann Lee"), actor("bob-roe", "person", name="Bob Roe")]
    firms = [actor("acme", name="Acme"), actor("beta", name="Beta")]
    return dataset(*rows, actors=[*people, *firms, *more.pop("actors", ())], **more)


def taken(there: Dataset, one: Draft) -> tuple[Dataset, Relation, Evidence]:
    """Return a dataset with a draft in it, the relation and its last evidence."""
    after, key, _ = accepting.accepted(there, queue(one), one)
    (row,) = (row for row in after.relations if row.key == key)
    return after, row, row.evidence[-1]


def test_what_is_said_of_an_article_is_what_the_dataset_says_now() -> None:
    edited = SOURCE.model_copy(update={"id": "other", "publisher": "The Daily"})
    (article,) = drafts.settled(queue(draft()), known(sources=[edited])).articles
    assert (article.source.id, article.source.publisher) == ("gazette", "The Daily")


def test_a_draft_that_is_changed_back_has_its_doubts_again() -> None:
    first = draft(doubts=("look whether it is so",))
    denied = first.model_copy(update={"status": "denied", "doubts": ()})
    dated = denied.model_copy(update={"when": "2025-07-14"})
    there = drafts.changed(drafts.changed(queue(first), denied), dated)
    back = drafts.changed(there, denied)
    assert back.draft("draft-1") == denied.model_copy(update={"first": first.claim})
    again = drafts.changed(back, denied.model_copy(update={"status": "actual"}))
    assert again.draft("draft-1") == first
    two = draft(doubts=("look whether it is so", "the sentence does not name Bob Roe"))
    settled = drafts.changed(queue(two), first)
    assert settled.draft("draft-1").doubts == first.doubts
    assert drafts.changed(settled, draft()).draft("draft-1").doubts == ()


# --- what an accepted draft becomes -----------------------------------------------------------------


def test_a_new_relation_has_its_actors_its_source_and_its_evidence() -> None:
    one = draft(
        one=who("Ann Lee", kind="person"),
        other=who("Bob Roe"),
        when="2025-07-14",
        voice=who("Cy Ray"),
        said="2025-07-15",
    )
    after, row, entry = taken(Dataset(), one)
    assert [(each.id, each.name, each.kind) for each in after.actors] == [
        ("ann-lee", "Ann Lee", "person"), ("bob-roe", "Bob Roe", "unknown"), ("cy-ray", "Cy Ray", "unknown"),
    ]  # fmt: skip
    assert after.sources == (SOURCE,)
    assert (row.key, row.when, row.status) == ("ann-lee-met-bob-roe", "2025-07-14", "actual")
    assert entry == Evidence(
        source="gazette", paragraph=1, attribution="cy-ray", said="2025-07-15", quote=PARAGRAPHS[0]
    )


def test_what_matches_becomes_evidence_and_keeps_what_it_says_differently() -> None:
    there = known(relation("talk", "bob-roe", "ann-lee", when="2025-07-14", evidence=[evidence("paper")]))
    after, row, entry = taken(there, draft(when="2025-07-14"))
    assert (len(after.relations), row.key, len(row.evidence)) == (1, "talk", 2)
    assert (entry.when, entry.dated) == (None, True)
    assert taken(there, draft())[2].dated is False
    _, row, entry = taken(there, draft(when="2025-07"))
    assert (row.key, entry.when) == ("talk", "2025-07")
    assert taken(there, draft(when="2025-06"))[1].key == "ann-lee-met-bob-roe"


def test_a_sum_and_further_actors_come_into_the_relation() -> None:
    one = draft(type="fined", about=[who("Acme"), who("Bob Roe")], amount={"value": 12, "unit": "EUR"})
    after, row, _ = taken(known(), one)
    assert (row.about, row.amount) == (("acme",), Amount(value=12, unit="EUR"))
    new = draft(type="fined", about=[who("Gamma Works", kind="company")])
    after, row, _ = taken(known(), new)
    assert (row.about, after.actors[-1].kind) == (("gamma-works",), "company")


def test_a_sum_that_the_words_give_only_about_is_noted() -> None:
    paid = draft(type="paid", amount=Amount(value=5, unit="EUR"), quote="Ann Lee paid Bob Roe about 5 euros.")
    assert taken(known(), paid)[2].note == "gives no exact sum: about 5 euros"
    exact = paid.model_copy(update={"quote": "Ann Lee paid Bob Roe 5 euros, or more than 4 dollars."})
    assert taken(known(), exact)[2].note is None


def test_on_what_is_there_another_sum_is_noted_and_further_actors_are_added() -> None:
    twelve, thirteen = ({"value": value, "unit": "EUR"} for value in (12, 13))
    more = {"amount": twelve, "about": ["beta"], "evidence": [evidence("paper")]}
    there = known(relation("fine", "ann-lee", "bob-roe", type="fined", **more))
    _, row, entry = taken(there, draft(type="fined", amount=thirteen, about=[who("Acme")]))
    assert (row.key, row.about, row.amount) == ("fine", ("beta", "acme"), Amount(value=12, unit="EUR"))
    assert entry.note == "Says 13 EUR."
    _, row, entry = taken(there, draft(type="fined", amount=twelve, about=[who("Beta")]))
    assert (row.about, entry.note) == (("beta",), None)


def test_what_began_after_the_article_is_not_what_it_reports() -> None:
    there = known(relation("talk", "ann-lee", "bob-roe", when="2025-09-01", evidence=[evidence("paper")]))
    assert taken(there, draft())[1].key == "ann-lee-met-bob-roe"


def test_a_denial_contests_and_a_plan_is_another_relation() -> None:
    there = known(relation("talk", "ann-lee", "bob-roe", when="2025-07-14", evidence=[evidence("paper")]))
    _, row, entry = taken(there, draft(status="denied", when="2025-07-14", voice="unnamed"))
    assert (row.key, entry.status, entry.attribution) == ("talk", "denied", "unnamed")
    _, row, _ = taken(there, draft(status="planned", when="2025-07-14"))
    assert (row.key, row.status) == ("ann-lee-met-bob-roe", "planned")


def test_of_several_a_person_says_which() -> None:
    rows = [relation(f"talk-{n}", "ann-lee", "bob-roe", when=f"2025-07-1{n}") for n in (1, 2)]
    with pytest.raises(
        UsageError, match=r"may be evidence on talk-1 or talk-2; .*change draft-1 on=talk-1, or on=new"
    ):
        taken(known(*rows), draft())
    assert taken(known(*rows), draft(on="talk-2"))[1].key == "talk-2"
    assert taken(known(*rows), draft(on=NEW))[1].key == "ann-lee-met-bob-roe"
    assert taken(known(*rows), draft(when="2025-07-12"))[1].key == "talk-2"
    with pytest.raises(UsageError, match="no relation 'nothing'"):
        taken(known(*rows), draft(on="nothing"))
    with pytest.raises(UsageError, match="of other actors or another type"):
        taken(known(*rows), draft(on="talk-1", type="sued"))


@pytest.mark.parametrize(
    ("more", "attests"),
    [
        ({"attests": False, "when": "2025-04/"}, False),
        ({"attests": False}, False),
        ({"attests": None, "when": "2025-04/"}, None),
        ({"attests": False, "status": "planned"}, None),
        ({"attests": False, "status": "denied"}, None),
    ],
)
def test_a_state_told_as_past_is_not_attested(more: dict[str, Any], attests: bool | None) -> None:
    assert taken(Dataset(), draft(type="banned", paragraph=4, **more))[2].attests is attests


def test_what_happens_is_never_marked_as_not_attested() -> None:
    assert taken(Dataset(), draft(attests=False))[2].attests is None


def test_a_name_that_several_bear_is_asked_about() -> None:
    twins = [actor("twin-1", name="Twin"), actor("twin-2", name="Twin")]
    with pytest.raises(
        UsageError,
        match=r"'twin' may be twin-1 or twin-2; say which: graphkit drafts change draft-1 target=twin-1",
    ):
        taken(known(actors=twins), draft(other=who("twin")))
    assert taken(known(actors=twins), draft(other=who("Twin", "twin-2")))[1].target == "twin-2"
    with pytest.raises(UsageError, match="change draft-1 voice="):
        taken(known(actors=twins), draft(voice=who("Twin")))


def test_a_surname_of_two_persons_is_asked_about_too() -> None:
    roes = known(actors=[actor("cy-roe", "person", name="Cy Roe")])
    with pytest.raises(UsageError, match="bob-roe or cy-roe"):
        taken(roes, draft(other=who("Roe", kind="person")))
    assert Actors(roes).meant(who("Roe", kind="company")) == []


def test_a_name_that_is_part_of_a_persons_or_contains_it_is_asked_about() -> None:
    full, short = (
        actor(id, "person", name=name) for id, name in (("full", "Datuk Hamdan Yusof"), ("ola", "Ola"))
    )
    told = relation("told", "full", "ola", evidence=[evidence("gazette")])
    there = known(told, actors=[full, short])
    for name, meant in (("Hamdan", "full"), ("Hamdan Yusof", "full"), ("Ola Tveit", "ola")):
        with pytest.raises(UsageError, match=f"'{name}' may be {meant}"):
            taken(there, draft(one=who(name)))
        after, _, _ = taken(there, draft(one=who(name).model_copy(update={"new": True})))
        assert name in {each.name for each in after.actors}
        assert taken(there, draft(one=who(name, meant)))[1].source == meant
    for name in ("Datuk", "Yusof"):  # the first or the last part is the one of whom this article has told
        assert taken(there, draft(one=who(name)))[1].source == "full"
    for name in ("Ham", "Olaf Tveit"):
        assert name in {each.name for each in taken(there, draft(one=who(name)))[0].actors}
    works = who("Hamdan Works", kind="company")
    assert "Hamdan Works" in {each.name for each in taken(there, draft(one=works))[0].actors}


def test_a_name_that_many_have_is_asked_about_in_another_article() -> None:
    """Ghana's Parliament is not Moldova's, and one Hamdan is not another."""
    bodies = [
        actor("parliament", "government-body", name="Parliament"),
        actor("hamdan", "person", name="Hamdan"),
    ]
    law = relation("law", "parliament", "hamdan", evidence=[evidence("paper")])
    there = known(law, actors=bodies)
    for name, id in (("Parliament", "parliament"), ("Hamdan", "hamdan"), ("Roe", "bob-roe")):
        with pytest.raises(
            UsageError, match=rf"'{name}' may be {id} or another; say which: .* source={id}, or source=new"
        ):
            taken(there, draft(one=who(name), other=who("Ann Lee")))
        assert Actors(there).one(who(name), "gazette") is None
        assert taken(there, draft(one=who(name, id), other=who("Ann Lee")))[1].source == id
    assert Actors(there).one(who("Parliament"), "paper") == "parliament"
    row = taken(there, draft(one=who("Ann Lee"), other=who("Acme")))[1]
    assert (row.source, row.target) == ("ann-lee", "acme")


def test_who_is_told_to_be_new_is_new_and_meant_by_the_next_draft_of_the_article() -> None:
    bodies = [actor("parliament", "government-body", name="Parliament")]
    law = relation("law", "parliament", "ann-lee", evidence=[evidence("paper")])
    there = known(law, actors=bodies)
    body = who("Parliament", kind="government-body")
    one = assigned(there, SOURCE, draft(one=body, type="sued"), "source", "new")
    after, row, _ = taken(there, one)
    assert row.source == "parliament-2"
    assert drafts.settled(queue(one), after).drafts[0].state == "accepted"
    assert taken(after, draft("draft-2", one=body, type="praised"))[1].source == "parliament-2"


def test_who_is_told_to_be_new_is_new_in_the_other_drafts_of_the_article() -> None:
    bodies = [actor("parliament", "government-body", name="Parliament")]
    law = relation("law", "parliament", "ann-lee", evidence=[evidence("paper")])
    there = known(law, actors=bodies)
    own, body = who("Parliament", "parliament"), who("Parliament", kind="government-body")
    waiting = (
        draft(one=body, type="sued"),
        draft("draft-2", one=who("Ann Lee", "ann-lee"), other=body, type="praised"),
        draft("draft-3", one=own, type="met"),
        draft("draft-4", one=who("Acme", "acme"), other=who("Bob Roe", "bob-roe"), about=[body]),
        draft("draft-5", one=body, type="fined").model_copy(update={"state": "refused"}),
    )
    before = queue(*waiting)
    after = drafts.changed(before, assigned(there, SOURCE, waiting[0], "source", "new"))
    assert [each.new for one in after.drafts for each in one.parties if each.name == "Parliament"] == [
        True, True, False, True, False,
    ]  # fmt: skip
    assert after.drafts[2] == waiting[2]  # of which the article told which it is
    assert [line.draft for line in after.log] == ["draft-1", "draft-2", "draft-4"]
    assert not Actors(there).asked(after.drafts[1].target, "gazette")
    assert drafts.changed(after, waiting[0]).drafts == before.drafts
    renamed = assigned(there, SOURCE, waiting[0], "source", "Senate")
    assert drafts.changed(before, renamed).drafts[1:] == before.drafts[1:]


def test_who_is_told_to_be_new_is_new_after_another_of_the_name_was_accepted() -> None:
    bodies = [actor("parliament", "government-body", name="Parliament")]
    law = relation("law", "parliament", "ann-lee", evidence=[evidence("paper")])
    body = who("Parliament", kind="government-body")
    one = draft(one=who("Parliament", "parliament"), other=who("Bob Roe", "bob-roe"), type="sued")
    there = taken(known(law, actors=bodies), one)[0]
    two, three = draft("draft-2", one=body, type="praised"), draft("draft-3", one=body, type="fined")
    waiting = drafts.changed(queue(one, two, three), assigned(there, SOURCE, two, "source", "new"))
    after, row, _ = taken(there, waiting.draft("draft-2"))
    assert row.source == "parliament-2"
    done = drafts.accepted(waiting, "draft-2", row.key, after)
    assert taken(after, done.draft("draft-3"))[1].source == "parliament-2"


def test_one_name_in_one_draft_is_one_new_actor() -> None:
    there, told = known(), draft()
    for field, text in (("target", "Ada Lee"), ("voice", "Ada  lee (person)"), ("about", "ADA LEE; Nova")):
        told = assigned(there, SOURCE, told, field, text)
    after, row, entry = taken(there, told)
    assert [each.id for each in after.actors if each.name.lower().startswith("ada")] == ["ada-lee"]
    assert (row.target, entry.attribution, row.about) == ("ada-lee", "ada-lee", ("nova",))
    assert after.actors[-2].kind == "person"
    both = assigned(there, SOURCE, draft(other=who("Ford", kind="company")), "source", "Ford (person)")
    with pytest.raises(UsageError, match="'Ford' may be ford or another; say which"):
        taken(there, both)
    after = taken(there, assigned(there, SOURCE, both, "target", "new"))[0]
    assert {each.kind for each in after.actors if each.name == "Ford"} == {"person", "company"}


def test_a_name_that_was_typed_is_whoever_has_it_when_the_draft_is_accepted() -> None:
    there = known()
    one = assigned(there, SOURCE, draft(), "target", "Ada Lee")
    two = assigned(there, SOURCE, draft("draft-2", type="sued"), "target", "Ada Lee")
    after = taken(there, one)[0]
    assert taken(after, two)[1].target == "ada-lee"
    several = dataset(actors=[*after.actors, actor("ada-lee-2", "person", name="Ada Lee")])
    with pytest.raises(UsageError, match="'Ada Lee' may be ada-lee or ada-lee-2; say which"):
        taken(several, two)
    said = assigned(after, SOURCE, two, "target", "new")
    assert taken(after, said)[1].target == "ada-lee-2"


def test_whom_one_draft_names_twice_as_new_is_one() -> None:
    one = draft(one=who("Tom Quay"), other=who("Jan Novak"))
    for field in ("target", "voice"):
        one = assigned(known(), SOURCE, one, field, "Ada Lee")
    after, row, _ = taken(known(), one)
    assert (row.target, row.evidence[0].attribution) == ("ada-lee", "ada-lee")
    assert [each.id for each in after.actors if each.name == "Ada Lee"] == ["ada-lee"]


def test_an_actor_accepted_once_is_used_by_the_next_draft_and_by_the_claim() -> None:
    one = draft(other=who("New Firm", kind="company"), type="sued")
    after, row, _ = taken(known(), one)
    assert row.target == "new-firm"
    again = draft("draft-2", other=who("NEW  firm"), type="praised")
    after, row, _ = taken(after, again)
    assert (row.target, len(after.actors)) == ("new-firm", 5)
    assert (
        drafts.proposed(queue(one), ARTICLE, [draft(other=who("New Firm", "new-firm"), type="sued")], after)[
            1
        ]
        == 1
    )


def test_an_actor_that_was_renamed_is_found_by_its_name() -> None:
    assert taken(known(), draft(other=who("Bob Roe", "bob")))[1].target == "bob-roe"


def test_one_actor_has_no_relation_with_itself_and_an_unknown_type_is_refused() -> None:
    with pytest.raises(UsageError, match="are one actor, ann-lee"):
        taken(known(), draft(other=who("ann lee")))
    with pytest.raises(UsageError, match="'stared-at' is no type of the dataset"):
        taken(known(), draft(type="stared-at"))


def test_the_document_is_known_by_its_content_and_never_mistaken_for_another() -> None:
    same = SOURCE.model_copy(update={"id": "other-id"})
    assert taken(known(sources=[same]), draft())[2].source == "other-id"
    another = source("gazette", publisher="The Gazette", published="2025-07-16", title="U")
    after, _, entry = taken(known(sources=[another]), draft())
    assert (entry.source, len(after.sources)) == ("gazette-2", 2)
    bare = source("mine", publisher="the gazette", published="2025-07-16", title="T")
    assert taken(known(sources=[bare]), draft())[2].source == "mine"


def test_a_publisher_that_is_an_actor_is_told_as_that() -> None:
    own = DraftArticle(source=SOURCE.model_copy(update={"publisher": "New Firm"}), paragraphs=PARAGRAPHS)
    one = draft(one=who("New Firm", kind="company"), type="sued", voice=who("New Firm", kind="company"))
    after, _, _ = accepting.accepted(known(), queue(one, articles=(own,)), one)
    assert after.sources[-1].publisher_actor == "new-firm"
    assert taken(known(), draft())[0].sources[-1].publisher_actor is None


# --- what is remembered -----------------------------------------------------------------------------


def proposed(there: Queue, *rows: Draft, data: Dataset | None = None) -> tuple[list[str], int]:
    after, repeated = drafts.proposed(there, ARTICLE, rows, data or known())
    return [each.id for each in after.drafts[len(there.drafts) :]], repeated


@pytest.mark.parametrize("state", ["open", "postponed", "accepted", "refused"])
def test_what_was_proposed_is_not_proposed_again(state: Any) -> None:
    there = queue(draft(state=state))
    assert proposed(there, draft(when="2025-07-14")) == ([], 1)
    assert proposed(there, draft(one=who("Bob Roe"), other=who("ANN LEE", "ann-lee"))) == (
        [],
        1,
    )  # met is symmetric
    assert proposed(there, draft(paragraph=3)) == (["draft-2"], 0)
    assert proposed(there, draft(type="sued")) == (["draft-2"], 0)
    assert proposed(there, draft(status="planned")) == (["draft-2"], 0)


def test_another_date_voice_or_sum_is_another_draft() -> None:
    first, again = draft(when="2025-04", quote="Ann met Bob in April."), draft(quote="He met Ann.")
    for more in ({"when": "2023"}, {"voice": "unnamed"}, {"amount": Amount(value=5, unit="EUR")}):
        other = draft(**{"when": "2025-04"} | more, quote="He met Ann in 2023.")
        after, repeated = drafts.proposed(Queue(), ARTICLE, [first, other, again], known())
        assert ([each.id for each in after.drafts], repeated) == (["draft-1", "draft-2"], 1)
        taken, _, _ = accepting.accepted(known(), after, after.drafts[0])
        assert [each.state for each in drafts.settled(after, taken).drafts] == ["accepted", "open"]
        assert drafts.proposed(after, ARTICLE, [first, other, again], taken)[1] == 3


def test_what_a_person_changed_is_remembered_as_it_was_proposed() -> None:
    there = drafts.changed(queue(draft()), draft(type="sued"))
    assert there.drafts[0].first == Claim(source=who("Ann Lee"), type="met", target=who("Bob Roe"))
    assert proposed(there, draft(), draft(type="sued")) == ([], 2)
    back = drafts.changed(there, draft())
    assert back.drafts[0].first is None


def test_what_is_coded_by_hand_is_not_proposed() -> None:
    coded = relation("talk", "ann-lee", "bob-roe", evidence=[evidence("hand", paragraph=1)])
    by_hand = known(coded, sources=[SOURCE.model_copy(update={"id": "hand"})])
    assert proposed(queue(), draft(), data=by_hand) == ([], 1)
    assert proposed(queue(), draft(quote="It said Ann met Bob."), data=by_hand) == ([], 1)
    shorter = evidence("hand", paragraph=1, quote="Ann met Bob")
    cut = known(relation("talk", "ann-lee", "bob-roe", evidence=[shorter]), sources=by_hand.sources[-1:])
    assert proposed(queue(), draft(quote="It said Ann met Bob."), data=cut) == ([], 1)
    assert proposed(queue(), draft(quote="He met her later."), data=cut) == (["draft-1"], 0)
    assert proposed(queue(), draft(status="planned"), data=by_hand) == (["draft-1"], 0)
    assert proposed(queue(), draft(paragraph=3), data=by_hand) == (["draft-1"], 0)


TEXT = b"---\npublisher: The Gazette\ndate: 2025-07-16\n---\n\nAnn Lee met Bob Roe on Monday.\n"


def read(there: Queue, content: bytes, name: str, **told: str) -> Queue:
    article = read_for(known(), there, read_article(content), name, told)
    return drafts.proposed(there, article.draft_article, article.drafts, known())[0]


def test_an_article_keeps_its_source_under_another_name_and_with_other_line_ends() -> None:
    once = read(Queue(), TEXT, "a.txt")
    assert [each.type for each in once.drafts] == ["met"]
    refused = drafts.decided(once, "draft-1", "refused")
    for content, name in (
        (TEXT, "renamed.txt"),
        (TEXT.replace(b"\n", b"\r\n\r\n"), "b.txt"),
        (b"\xef\xbb\xbf" + TEXT, "c"),
    ):
        again = read(refused, content, name)
        assert again == refused


def test_two_articles_of_one_day_are_two_sources() -> None:
    both = read(read(Queue(), TEXT, "a.txt"), TEXT.replace(b"Monday", b"Sunday"), "a.txt")
    assert [each.source.id for each in both.articles] == [
        "the-gazette-2025-07-16",
        "the-gazette-2025-07-16-2",
    ]
    assert len(both.drafts) == 2
    with pytest.raises(UsageError, match="is the id of something else already"):
        read(both, TEXT.replace(b"Monday", b"Friday"), "x.txt", id="the-gazette-2025-07-16")
    with pytest.raises(UsageError, match=r"x\.txt: id: "):
        read(both, TEXT.replace(b"Monday", b"Friday"), "x.txt", id=" ")


# --- decisions --------------------------------------------------------------------------------------


def test_each_decision_and_change_is_in_the_log() -> None:
    there = drafts.decided(queue(draft()), "draft-1", "postponed")
    there = drafts.changed(there, draft(type="sued", state="postponed"))
    there = drafts.decided(there, "draft-1", "accepted", "x")
    assert [(line.draft, line.was, line.now, line.before) for line in there.log] == [
        ("draft-1", "open", "postponed", ()),
        ("draft-1", "postponed", "postponed", ('type: "met"',)),
        ("draft-1", "postponed", "accepted", ()),
    ]
    assert drafts.decided(there, "draft-1", "accepted", "x") is there
    with pytest.raises(UsageError, match="accepted already, as x"):
        drafts.changed(there, draft(type="met"))
    with pytest.raises(GraphkitError, match="no draft called 'draft-12'; did you mean draft-1"):
        there.draft("draft-12")


def test_what_waits_comes_with_the_postponed_last() -> None:
    rows = [
        draft(f"d-{n}", state=state) for n, state in enumerate(("postponed", "refused", "open", "accepted"))
    ]
    assert [each.id for each in queue(*rows).waiting()] == ["d-2", "d-0"]


def test_an_accepted_draft_is_reopened_only_if_it_is_not_in_the_dataset() -> None:
    there = queue(draft())
    after, key, _ = accepting.accepted(known(), there, draft())
    noted = drafts.decided(there, "draft-1", "accepted", key)
    with pytest.raises(UsageError, match="is in the dataset, as ann-lee-met-bob-roe"):
        drafts.reopened(noted, after, "draft-1")
    assert drafts.reopened(noted, known(), "draft-1").drafts[0] == draft()


# --- the file -----------------------------------------------------------------------------------------


def test_the_file_comes_back_as_it_was(tmp_path: Path) -> None:
    full = draft(
        begins="2025-04", ends="..", phrase="p", status="denied", voice=who("Cy"), said="2025-07-15",
        attests=False, summary="s", by="m", remarks=("r",), doubts=("d",), on="x", state="refused",
        first=Claim(source=who("a"), type="t", target=who("b")),
    )  # fmt: skip
    there = drafts.decided(queue(full, draft("draft-2", voice="unnamed")), "draft-1", "open")
    drafts.change(tmp_path / "story.json", lambda _: there)
    assert drafts.load(tmp_path / "story.json") == there
    assert [path.name for path in tmp_path.iterdir()] == ["story.drafts.json"]


WORDS = st.text(min_size=1, max_size=9).filter(lambda text: text.strip() and "\ud800" not in text)


@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS, st.sampled_from(["open", "postponed", "refused"])), max_size=4)
)
def test_any_words_come_back_and_the_log_ends_with_the_state_of_each(rows: list[tuple[str, ...]]) -> None:
    made = [
        draft(f"draft-{n}", one=who(one), other=who(two), quote=text)
        for n, (one, two, text, _) in enumerate(rows)
    ]
    there = queue(*made)
    for each, (*_, state) in zip(made, rows, strict=True):
        there = drafts.decided(there, each.id, state)  # type: ignore[arg-type]
    assert Queue.model_validate(json.loads(drafts.dumped(there))) == there
    last = {line.draft: line.now for line in there.log}
    assert all(last.get(each.id, "open") == each.state for each in there.drafts)


def test_each_dataset_has_a_file_of_its_own(tmp_path: Path) -> None:
    names = {drafts.path_of(tmp_path / name).name for name in ("a.json", "a.html")}
    assert names == {"a.drafts.json", "a.html.drafts.json"}
    (tmp_path / "link.json").symlink_to("a.json")
    assert drafts.path_of(tmp_path / "link.json") == tmp_path / "a.drafts.json"


GOOD = json.loads(drafts.dumped(queue(draft())))
BAD = {
    "no json": "{",
    "a list": "[]",
    "deep": "[" * 100_000,
    "another format": json.dumps(GOOD | {"format": "graphkit-drafts/2"}),
    "a field too many": json.dumps(GOOD | {"more": 1}),
    "a draft twice": json.dumps(GOOD | {"drafts": GOOD["drafts"] * 2}),
    "an article twice": json.dumps(GOOD | {"articles": GOOD["articles"] * 2}),
    "no such article": json.dumps(GOOD | {"articles": []}),
    "no such paragraph": json.dumps(GOOD | {"drafts": [GOOD["drafts"][0] | {"paragraph": 9}]}),
    "no such state": json.dumps(GOOD | {"drafts": [GOOD["drafts"][0] | {"state": "lost"}]}),
    "two dates": json.dumps(GOOD | {"drafts": [GOOD["drafts"][0] | {"when": "2025", "begins": "2024"}]}),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    file = tmp_path / "story.drafts.json"
    file.write_text(content)
    with pytest.raises(DataError, match=r"story\.drafts\.json: .*move it elsewhere") as refusal:
        drafts.change(tmp_path / "story.json", lambda there: there)
    assert "\n" not in str(refusal.value)
    assert file.read_text() == content


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400])
def test_who_may_not_read_the_dataset_may_not_read_its_drafts(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "story.json"
    file.write_text("{}")
    file.chmod(mode)
    drafts.change(file, lambda there: read(there, TEXT, "a.txt"))
    assert (tmp_path / "story.drafts.json").stat().st_mode & 0o777 == mode | 0o200


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text(drafts.dumped(Queue()))
    (tmp_path / "story.drafts.json").symlink_to("elsewhere")
    with pytest.raises(StorageError, match="is a link"):
        drafts.load(tmp_path / "story.json")


# --- several writers, and kills -----------------------------------------------------------------------

FORKED = multiprocessing.get_context("fork")


def started(process: Any) -> Any:
    """Start a process; Python warns of forks beside threads, which are none of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    return process


EACH = 2


def accept(story: Path, id: str) -> None:
    """Accept as the command does: into the dataset first, then noted."""
    from click import Command, Context

    from graphkit.cli.articles import accept

    with Context(Command("accept"), obj=str(story)) as ctx:
        accept(ctx, id, anyway=True)


def write(story: Path, number: int) -> None:
    """Add drafts of a writer's own, postpone and accept them, and accept one that all accept."""
    mine = [
        draft(f"mine-{number}-{each}", one=who(f"Writer {number}"), other=who(f"Reader {each}"))
        for each in range(EACH)
    ]
    drafts.change(story, lambda there: there.model_copy(update={"drafts": (*there.drafts, *mine)}))
    for row in mine:
        drafts.change(story, lambda there, id=row.id: drafts.decided(there, id, "postponed"))
        accept(story, row.id)
    try:
        accept(story, "common")
    except UsageError as error:
        assert "accepted already" in str(error)  # noqa: PT017


def test_eight_writers_at_once_lose_nothing_and_add_nothing_twice(tmp_path: Path) -> None:
    story = tmp_path / "story.json"
    save_dataset(known(), story)
    drafts.change(story, lambda _: queue(draft("common")))
    writers = [FORKED.Process(target=write, args=(story, number)) for number in range(8)]
    for each in writers:
        started(each)
    for each in writers:
        each.join()
    assert [each.exitcode for each in writers] == [0] * 8
    there, after = drafts.load(story), read_dataset(story)
    assert len(there.drafts) == 8 * EACH + 1
    assert {each.state for each in there.drafts} == {"accepted"}
    assert len(there.log) == 8 * EACH * 2 + 1
    assert len(after.relations) == 8 * EACH + 1
    assert len(journal.log(story)) == 8 * EACH + 2
    assert {row.relation for row in there.drafts} == {row.key for row in after.relations}
    assert [len(row.evidence) for row in after.relations] == [1] * len(after.relations)


def killed(story: Path, after: int) -> None:
    """Accept a draft, and be killed before the so many-th step that reaches the disk."""
    left = [after]

    def counted(step: Any) -> Any:
        def call(*given: Any, **more: Any) -> Any:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return step(*given, **more)

        return call

    for name in ("fsync", "replace", "write", "unlink", "ftruncate", "open"):
        setattr(os, name, counted(getattr(os, name)))
    accept(story, "draft-1")


def test_a_kill_at_any_moment_leaves_both_files_whole_and_adds_nothing_twice(tmp_path: Path) -> None:
    base = tmp_path / "base.json"
    save_dataset(known(relation("talk", "acme", "beta", "sued", evidence=[evidence("paper")])), base)
    there = queue(draft(), draft("draft-2", type="sued"))
    before, seen, steps = dumps(read_dataset(base)), set(), 0
    while True:
        story = tmp_path / f"{steps}" / "story.json"
        story.parent.mkdir()
        story.write_text(before)
        drafts.change(story, lambda _: there)
        child = started(FORKED.Process(target=killed, args=(story, steps)))
        child.join()
        data, found = read_dataset(story), drafts.load(story)
        assert len(found.drafts) == 2
        state = found.draft("draft-1").state
        is_in = len(data.relations) == 2
        assert state == "open" or is_in
        seen.add((is_in, state))
        settled = drafts.settled(found, data)
        assert settled.draft("draft-1").state == ("accepted" if is_in else "open")
        assert settled.draft("draft-2").state == "open"
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
        if state == "open":
            accept(story, "draft-1")
        data = read_dataset(story)
        assert (len(data.relations), drafts.load(story).draft("draft-1").state) == (2, "accepted")
        (made,) = (row for row in data.relations if row.type == "met")
        assert (len(made.evidence), drafts.load(story).draft("draft-1").relation) == (1, made.key)
        steps += 1
        assert steps < 100
    assert steps > 8
    assert seen == {(False, "open"), (True, "open"), (True, "accepted")}


def test_a_full_disk_leaves_the_drafts_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = tmp_path / "story.json"
    drafts.change(story, lambda _: queue(draft()))
    before = drafts.path_of(story).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        drafts.change(story, lambda there: drafts.decided(there, "draft-1", "refused"))
    assert drafts.path_of(story).read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["story.drafts.json"]


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path) -> None:
    with drafts.opened(tmp_path / "story.json"), pytest.raises(StorageError, match="somebody else"):
        drafts.change(tmp_path / "story.json", lambda there: there, patience=0.05)


@pytest.mark.parametrize(
    ("date", "is_told"),
    [
        ({"when": "2025-07-08"}, True),
        ({"when": "2025-07-10"}, False),
        ({"when": "2025-07-01"}, False),
        ({"when": "2025-07-17"}, True),
        ({"when": "2025"}, False),
        ({"begins": "2025-07-08"}, False),
        ({"when": "2025-07-08", "type": "sued"}, False),
        ({"when": "2025-07-08", "on": NEW}, False),
        ({"when": "2025-07-08", "state": "accepted", "relation": "talk"}, False),
        ({}, False),
    ],
)
def test_a_relation_that_differs_by_a_few_days_is_named(date: dict[str, Any], is_told: bool) -> None:
    there = known(relation("talk", "ann-lee", "bob-roe", "met", when="2025-07-10"))
    words = "talk is the same, but of 10 July 2025; change 'on' to it if it is one event, else to 'new'"
    found = accepting.doubts(Actors(there), draft(**date), SOURCE)
    assert found == ((words,) if is_told else ())
    if is_told:
        after, row, entry = taken(there, draft(**date, on="talk"))
        assert (len(after.relations), row.when, entry.when) == (1, "2025-07-10", date["when"])


def test_a_new_actor_that_a_draft_is_about_has_its_kind_in_brackets() -> None:
    there = known(relation("talk", "ann-lee", "bob-roe", "met", when="2025-07-10"))
    text = "Nova (company); Gamma (odd); Ann Lee (person); Acme"
    about = assigned(there, SOURCE, draft(), "about", text).about
    told = [("Nova", None, "company"), ("Gamma (odd)", None, "unknown"), ("Ann Lee", "ann-lee", "person")]
    assert [(each.name, each.actor, each.kind) for each in about][:3] == told


@pytest.mark.parametrize("field", PARTIES)
def test_each_party_of_a_draft_may_have_its_kind_in_brackets(field: str) -> None:
    there = known(relation("talk", "ann-lee", "bob-roe", "met", when="2025-07-10"))
    for text, told in (
        ("Ministry of Sums (government-body)", ("Ministry of Sums", None, "government-body")),
        ("Ann Lee (person)", ("Ann Lee", "ann-lee", "person")),
        ("Gamma (odd)", ("Gamma (odd)", None, "unknown")),
    ):
        each = getattr(assigned(there, SOURCE, draft(), field, text), field)
        assert (each.name, each.actor, each.kind) == told


@pytest.mark.parametrize(
    ("told", "may_be"),
    [
        ("Delta Cranes", ["delta"]), ("Delta Cranes GmbH", ["delta"]), ("Delta Cranes, Inc.", ["delta"]),
        ("Sole", ["sole"]), ("Sole SpA", ["sole"]), ("Delta", []), ("Cranes", []), ("Delta Cranes Bank", []),
    ],
)  # fmt: skip
def test_a_firm_without_its_legal_form_may_be_the_one_that_is_known(told: str, may_be: list[str]) -> None:
    firms = [
        Actor(id="delta", name="Delta Cranes GmbH & Co. KG", kind="company"),
        Actor(id="sole", name="Sole S.p.A.", kind="company"),
        Actor(id="cranes", name="Cranes Delta", kind="person"),
    ]
    actors = drafts.Actors(Dataset(actors=firms))
    party = drafts.Party(name=told, kind="company")
    assert [each.id for each in actors.asked(party, None)] == may_be
    assert actors.one(party) is None
    assert actors.meant(party.model_copy(update={"new": True})) == []
    assert actors.meant(drafts.Party(name=told, kind="person")) in ([], [firms[2]])


@pytest.mark.parametrize(
    "name",
    [
        "Delta Cranes PJSC", "PJSC Delta Cranes", "Delta Cranes FZE", "Delta Cranes FZCO",
        "OOO Delta Cranes", "Delta Cranes JSC", "Delta Cranes LLP", "Delta Cranes Sdn Bhd",
        "Delta Cranes Pte. Ltd.", "Delta Cranes SpA", "Delta Cranes a.s.", "Delta Cranes d.o.o.",
        "Delta Cranes Kft", "Delta Cranes Oy", "Delta Cranes AB", "Delta Cranes ApS", "Delta Cranes N.V.",
        "Delta Cranes BV", "Delta Cranes (Pvt) Ltd", "Delta Cranes DMCC", "Delta Cranes FZ-LLC",
        "PT Delta Cranes Tbk", "Delta Cranes Sp. z o.o.", "Delta Cranes, S.A. de C.V.", "Delta Cranes OJSC",
        "UAB Delta Cranes", "Delta Cranes EOOD", "Delta Cranes W.L.L.", "Delta Cranes S.A.L.",
        "Public Joint-Stock Company Delta Cranes", "Delta Cranes Limited Liability Company",
        "Delta Cranes Ltd. \u015eti.", "Delta Cranes O\u00dc", "Delta Cranes S.\u00e0 r.l.",
    ],
)  # fmt: skip
def test_a_firm_is_known_without_the_legal_form_of_its_country(name: str) -> None:
    actors = drafts.Actors(Dataset(actors=[Actor(id="delta", name=name, kind="company")]))
    assert [each.id for each in actors.meant(drafts.Party(name="Delta Cranes", kind="company"))] == ["delta"]


@pytest.mark.parametrize(
    ("told", "when", "was_there"),
    [
        ({}, "2025-07-14", False),
        ({}, "2025-02-10", True),
        ({"status": "planned"}, "2025-07-14", False),
        ({"evidence": [evidence("old", status="planned"), evidence("new")]}, "2025-07-14", True),
    ],
)
def test_what_was_told_as_done_is_nothing_that_came_after_its_article(
    told: dict[str, Any], when: str, was_there: bool
) -> None:
    papers = [source("old", "2025-03-01"), source("new", "2025-08-01")]
    row = relation("sale", "ann-lee", "bob-roe", **{"evidence": [evidence("old")], **told})
    one = draft(when=when)
    after, key, there = accepting.accepted(known(row, sources=papers), queue(one), one)
    assert there == was_there == (key == "sale")
    kept = next(each for each in after.relations if each.key == "sale")
    assert [entry.when for entry in kept.evidence if entry.source == "old"] == [None]
    assert kept.when is None
