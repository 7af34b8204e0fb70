"""Joining two datasets: actors known again by name, evidence added, and what contradicts refused."""

from datasets import actor, dataset, evidence, relation, source

from graphkit.joining import Joined, join
from graphkit.models import Amount, Dataset, Link
from graphkit.storage import dumps
from graphkit.vocabulary import RelationType

HERE = dataset(
    relation(
        "meeting",
        "ann",
        "firm",
        when="2025-07-14",
        summary="They met.",
        evidence=[evidence("paper", paragraph=3)],
    ),
    actors=[
        actor("ann", "person", name="Ann Example", aliases=("Annie",), ids={"wikidata": "Q1"}),
        actor("firm", name="The Firm"),
        actor("twin-1", name="Twin"),
        actor("twin-2", name="Twin"),
    ],
    title="Here",
)


def told(rows: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(row.what, row.id) for row in rows]  # type: ignore[attr-defined]


def joined(*relations: object, **fields: object) -> Joined:
    return join(HERE, dataset(*relations, **fields))


def test_joining_the_same_again_changes_nothing() -> None:
    found = join(HERE, HERE)
    assert found.dataset == HERE
    assert (found.added, found.joined, found.refused) == ((), (), ())


def test_an_empty_dataset_takes_everything() -> None:
    found = join(Dataset(), HERE)
    assert dumps(found.dataset) == dumps(HERE)
    assert len(found.added) == 6


def test_an_actor_is_known_again_by_name_and_kind_and_everything_follows() -> None:
    found = joined(
        relation(
            "new", "example", "boss", about=("example",), evidence=[evidence("wire", attribution="example")]
        ),
        actors=[
            actor("example", "person", name="annie", aliases=("A.",), description="A person."),
            actor("boss"),
        ],
        sources=[source("wire", publisher_actor="example")],
    )
    assert told(found.joined) == [("actor", "ann")]
    assert found.joined[0].words == "is example there; gets aliases, description"
    assert told(found.added) == [("actor", "boss"), ("source", "wire"), ("relation", "new")]
    ann = next(row for row in found.dataset.actors if row.id == "ann")
    assert (ann.name, ann.aliases, ann.description) == ("Ann Example", ("Annie", "A."), "A person.")
    new = next(row for row in found.dataset.relations if row.key == "new")
    assert (new.source, new.about, new.evidence[0].attribution) == ("ann", ("ann",), "ann")
    assert next(row for row in found.dataset.sources if row.id == "wire").publisher_actor == "ann"


def test_a_name_of_another_kind_is_another_actor() -> None:
    found = joined(actors=[actor("ann-place", "place", name="Annie")])
    assert told(found.added) == [("actor", "ann-place")]


def test_evidence_is_added_and_what_is_there_stays() -> None:
    found = joined(
        relation(
            "meeting", "ann", "firm", when="2025-07-14", summary="Another story.", note="New.",
            evidence=[evidence("paper", paragraph=3), evidence("wire", paragraph=1)],
        ),
        actors=[actor("ann", "person", name="Ann Example"), actor("firm", name="The Firm")],
    )  # fmt: skip
    meeting = found.dataset.relations[0]
    assert meeting.summary == "They met."
    assert meeting.note == "New."
    assert meeting.evidence == (evidence("paper", paragraph=3), evidence("wire", paragraph=1))
    assert found.joined[0].words == "1 more evidence; gets note, evidence; keeps its own summary"


def test_what_contradicts_is_refused_and_so_is_what_needs_it() -> None:
    found = joined(
        relation("meeting", "ann", "firm", when="2025-07-15", evidence=[evidence("wire")]),
        relation("with-twin", "twin", "firm"),
        relation("cited", "ann", "firm", evidence=[evidence("paper")]),
        relation("tied", "ann", "firm", links=(Link(rel="part-of", relation="cited"),)),
        actors=[
            actor("ann", "person", name="Ann Example"),
            actor("firm", name="The Firm"),
            actor("twin", name="Twin"),
            actor("other", "company", name="Other"),
        ],
        sources=[source("paper", published="2025-07-16")],
    )
    reasons = {row.id: row.words for row in found.refused}
    assert reasons == {
        "twin": "may be twin-1 or twin-2; give it the id of one",
        "paper": "published is 2025-07-15 here and 2025-07-16 there; make them one, or give it another id",
        "cited": "needs source paper, which is refused",
        "with-twin": "needs actor twin, which is refused",
        "meeting": "when is 2025-07-14 here and 2025-07-15 there; make them one, or give it another id",
    }
    assert found.dataset.relations[0] == HERE.relations[0]
    assert found.dataset.relations[1].links == ()
    assert found.dataset.sources[0].published == "2025-07-15"


def test_an_actor_that_is_something_else_here_is_refused() -> None:
    kind = joined(actors=[actor("ann", "place")])
    number = joined(actors=[actor("ann", "person", name="Annie", ids={"wikidata": "Q2"})])
    document = joined(actors=[actor("paper")])
    assert [found.refused[0].words for found in (kind, number, document)] == [
        "is a person here and a place there; give it another id",
        "wikidata is Q1 here and Q2 there; give it another id",
        "is a source here; give it another id",
    ]
    assert all(found.dataset == HERE for found in (kind, number, document))


def test_an_amount_or_a_type_of_ones_own_that_differs_is_refused() -> None:
    own = RelationType(name="sued", kind="event")
    here = dataset(relation("case", type="sued", amount=Amount(value=5, unit="USD")), relation_types=(own,))
    there = dataset(
        relation("case", type="sued", amount=Amount(value=6, unit="USD")),
        relation_types=(own.model_copy(update={"kind": "state"}), RelationType(name="won", kind="event")),
    )
    found = join(here, there)
    assert told(found.refused) == [("relation type", "sued"), ("relation", "case")]
    assert told(found.added) == [("relation type", "won")]
