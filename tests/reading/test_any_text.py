"""Whatever an article says, reading it ends, and what is proposed stands in its paragraph."""

import pytest
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.entities import Actor
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article, read_article
from graphkit.temporal import edtf

ACTORS = [Actor(id="alba", name="Alba", kind="company"), Actor(id="kerr", name="Ann Kerr", kind="person")]
_WORDS = (
    "Alba Borea Kerr Oslo the a his its who which whose and or , , . ; : ( ) - \u201c \u201d 's said sued "
    "was "
    "by of in to for from chief executive head lawyer company it he she her where met bought 20% "
    "stake agreement with between Monday 2019 since may not "
)
TEXTS = st.lists(st.sampled_from(_WORDS.split()), max_size=30).map(" ".join)


def read(paragraphs: list[str]) -> proposals.Reading:
    lines = tuple(text for text in paragraphs if text.strip())
    article = Article(lines, 1, "", publisher="Alba", published="2024-05-15")
    return proposals.read(article, ACTORS, vocabulary(()))


@given(st.lists(TEXTS | st.text(max_size=60), max_size=4))
def test_any_text_is_read_to_its_end(paragraphs: list[str]) -> None:
    lines = [text for text in paragraphs if text.strip()]
    found = read(paragraphs)
    for number, mentions in found.mentions.items():
        for mention in mentions:
            assert lines[number - 1][mention.start : mention.end] == mention.text
    for each in found.proposals:
        assert each.quote in lines[each.paragraph - 1]
        assert each.source.name != each.target.name
        for date in (each.when, each.said):
            assert date is None or edtf.parse(date)


def test_a_sentence_without_end_is_left_out_and_counted() -> None:
    found = read(["Alba sued Ann Kerr " + "and Borea " * 400])
    assert not found.proposals
    assert len(found.left_out["the sentences too long to read"]) == 1


@pytest.mark.parametrize("words", ["by on in last ", "was ", "by Alba in ", "has later been "])
def test_a_sentence_of_few_words_again_and_again_is_read_in_time(words: str) -> None:
    def work(size: int) -> None:
        read(["A fine was imposed " + words * (size * 8 // len(words))])

    assert grows_linearly(work, 60)


def test_an_article_without_text_yields_nothing() -> None:
    assert read([]).proposals == []
    assert read_article(b"").paragraphs == ()
