"""Two people of one name never become one by their name alone, and a birth tells them apart."""

from collections.abc import Iterable

import pytest
from datasets import actor, dataset, evidence, relation, source

from graphkit.errors import UsageError
from graphkit.model.entities import Dataset
from graphkit.reading import accepting, drafts
from graphkit.reading.article import read_article
from graphkit.reading.assigning import assigned
from graphkit.reading.drafting import read_for
from graphkit.reading.drafts import NEW, Actors, Draft, Queue
from graphkit.reading.namesakes import births

AGENT = "Marek Halas, 34, leads Talent One."
NOTICES = (
    "Shareholders of Talent One are known. Marek Halas (born 9 August 1987) sued Talent One.",
    "Marek Halas (born 30 January 1971), judge at the Lipa District Court, met Anton Melk.",
)
EMPTY = Dataset()


def read(there: Dataset, queue: Queue, id: str, *paragraphs: str) -> Queue:
    """Return a queue with the drafts of an article."""
    article = read_article("\n\n".join(paragraphs).encode())
    told = {"publisher": "The Gazette", "published": f"2022-06-{len(queue.articles) + 1:02}", "id": id}
    each = read_for(there, queue, article, f"{id}.txt", told)
    return drafts.proposed(queue, each.draft_article, each.drafts, there)[0]


def of(queue: Queue, type_: str, article: str) -> Draft:
    (found,) = (each for each in queue.drafts if (each.type, each.article) == (type_, article))
    return found


def looks(there: Dataset, queue: Queue, draft: Draft) -> tuple[str, ...]:
    article = queue.article(draft.article)
    assert article is not None
    return accepting.doubts(Actors(there), draft, article.source)


def take(there: Dataset, queue: Queue, draft: Draft) -> tuple[Dataset, Queue]:
    after, relation, _ = accepting.accepted(there, queue, draft)
    return after, drafts.accepted(queue, draft.id, relation, after)


def says(there: Dataset, who: str) -> set[tuple[str, str]]:
    return {(row.type, row.target) for row in there.relations if row.source == who}


@pytest.fixture
def agent() -> tuple[Dataset, Queue]:
    """The agent is in the dataset; the notices were read before or after he was."""
    queue = read(EMPTY, Queue(), "courier", AGENT)
    return take(EMPTY, queue, of(queue, "leads", "courier"))


@pytest.mark.parametrize("read_first", [False, True])
def test_a_judge_of_one_name_is_not_the_agent_by_a_key(read_first: bool) -> None:
    queue = read(EMPTY, Queue(), "courier", AGENT)
    queue = read(EMPTY, queue, "notices", *NOTICES) if read_first else queue
    there, queue = take(EMPTY, queue, of(queue, "leads", "courier"))
    queue = queue if read_first else read(there, queue, "notices", *NOTICES)
    judge = of(queue, "met", "notices")
    with pytest.raises(UsageError, match="may be marek-halas or another"):
        accepting.accepted(there, queue, judge)
    judge = assigned(there, queue.articles[1].source, judge, "source", NEW)
    queue = drafts.changed(queue, judge)
    there, queue = take(there, queue, judge)
    assert dict(next(row for row in there.actors if row.id == "marek-halas-2").attributes) == {
        "born": "1971-01-30"
    }
    # what was said of the judge says nothing of the other of the notice
    suit = of(queue, "sued", "notices")
    assert not suit.source.new
    assert suit.source.actor != "marek-halas-2"
    suit = assigned(there, queue.articles[1].source, suit, "source", "marek-halas")
    there, _ = take(there, queue, suit)
    assert says(there, "marek-halas") == {("leads", "talent-one"), ("sued", "talent-one")}
    (agent,) = (row for row in there.actors if row.id == "marek-halas")
    assert dict(agent.attributes) == {"born": "1987-08-09"}


def test_births_tell_two_of_one_article_apart_without_a_question() -> None:
    queue = read(EMPTY, Queue(), "notices", *NOTICES)
    there = EMPTY
    for type_ in ("met", "sued"):
        there, queue = take(there, queue, of(queue, type_, "notices"))
    born = {row.id: dict(row.attributes).get("born") for row in there.actors if row.name == "Marek Halas"}
    assert born == {"marek-halas": "1971-01-30", "marek-halas-2": "1987-08-09"}
    assert says(there, "marek-halas") == {("met", "anton-melk")}


def test_where_an_article_has_two_and_does_not_say_which_it_is_asked() -> None:
    queue = read(EMPTY, Queue(), "notices", *NOTICES, "Marek Halas banned Nina Vogel.")
    ban = of(queue, "banned", "notices")
    assert "the article has two of the name Marek Halas; say which" in looks(EMPTY, queue, ban)
    there, queue = take(EMPTY, queue, of(queue, "met", "notices"))
    with pytest.raises(UsageError, match="may be marek-halas or another"):
        accepting.accepted(there, queue, of(queue, "banned", "notices"))


def test_a_person_of_another_article_is_tied_by_a_key_of_its_own(agent: tuple[Dataset, Queue]) -> None:
    there, queue = agent
    for id, text in (
        ("later", "Marek Halas met Anton Melk."),
        ("again", "Marek Halas met Anton Melk again."),
    ):
        queue = read(there, queue, id, text)
        (look,) = looks(there, queue, of(queue, "met", id))
        assert look == (
            "Marek Halas may be another than marek-halas (leads Talent One), who has the name: nothing else "
            "ties them; change 'source' to 'new' if so"
        )
    met = of(queue, "met", "later")
    meant = assigned(there, queue.articles[1].source, met, "source", "marek-halas")
    assert looks(there, queue, meant) == ()
    there, queue = take(there, queue, met)
    queue = read(there, queue, "last", "Marek Halas met Anton Melk in May.")  # whom he knows is beside him
    assert looks(there, queue, of(queue, "met", "last")) == ()


def test_whom_the_words_name_beside_somebody_ties_the_name(agent: tuple[Dataset, Queue]) -> None:
    there, queue = agent
    queue = read(
        there, queue, "later", "Marek Halas of Talent One met Anton Melk.", "Marek Halas met Nina Vogel."
    )
    tied = [each for each in queue.drafts if each.article == "later" and "Talent" in each.quote]
    assert tied
    assert not any("another than" in look for each in tied for look in looks(there, queue, each))


def test_another_birth_is_another_person() -> None:
    people: Iterable = [actor("ann", "person", name="Ann Lee", attributes={"born": "1961-03"}), actor("acme")]
    there = dataset(
        relation("lead", "ann", "acme", "leads", begins="2020", evidence=[evidence("paper")]),
        actors=people, sources=[source("paper")],
    )  # fmt: skip
    queue = read(there, Queue(), "new", "Ann Lee (born 1971) met Bob Roe.")
    after, _ = take(there, queue, of(queue, "met", "new"))
    assert says(after, "ann-lee") == {("met", "bob-roe")}
    queue = read(there, Queue(), "same", "Ann Lee (born 4 March 1961) met Bob Roe.")
    assert looks(there, queue, of(queue, "met", "same")) == ()
    after, _ = take(there, queue, of(queue, "met", "same"))
    assert ("met", "bob-roe") in says(after, "ann")


BORN = [
    ("Ann Lee, 34, born in 1987, left.", ["1987"]),
    ("Ann Lee (b. August 9, 1987) left.", ["1987-08-09"]),
    ("Judge Ann Lee, who was born on 3 March 1960, left.", ["1960-03-03"]),
    ("Ann Lee, born in Lipa, left.", []),
    ("Mary Ann Lee (born 1987) left.", []),
    ("Ann Lee-Roe (born 1987) left.", []),
    ("Ann Lee (born 3.4.1987) left.", []),  # two readings
]


@pytest.mark.parametrize(("text", "expected"), BORN)
def test_a_birth_is_that_of_the_name_beside_it(text: str, expected: list[str]) -> None:
    assert births(text, "Ann Lee") == expected
