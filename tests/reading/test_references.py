"""What words that are no name mean: pronouns, descriptions and groups, as a reader takes them.

``references.txt`` has invented passages, coded before the rules were written. One opens with the actors that
are known beforehand; each line is a paragraph. ``[she=Ida Berg]`` says whom a word means, ``[they=A+B]`` that
it means several, ``[it=?A/B]`` that it may mean either, and ``[they=-]`` that it means nobody who is named.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from graphkit.model.entities import Actor
from graphkit.model.folding import folded
from graphkit.model.kinds import Kind
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import proposals
from graphkit.reading.article import Article
from graphkit.reading.discourse import Discourse
from graphkit.reading.mentions import Mention
from tests.reading.test_statements import short, told

TEXT = Path(__file__).with_name("references.txt").read_text(encoding="utf-8")
LIST = TEXT.strip().split("\n\n")
MARK = re.compile(r"\[([^=]+)=([^]]+)\]")
SEVERAL = re.compile(
    r"(they|them|both|the (two|pair|couple|siblings|former|latter))\b.*|(both |the )\w+s", re.I
)
KINDS: dict[str, Kind] = {
    kind: kind for kind in ("person", "company", "organisation", "government-body", "country", "place")
}


class Mark(NamedTuple):
    """A word of a passage, whom it means, and whom it was read to mean."""

    words: str
    meaning: str
    read: list[Mention]

    @property
    def kind(self) -> str:
        words = self.words.casefold()
        if words in ("he", "she", "him", "her", "his"):
            return "he, she"
        if words in ("it", "its"):
            return "it"
        if SEVERAL.fullmatch(words) and "+" in self.meaning:
            return "several"
        return "description" if " " in words else "short name"

    @property
    def result(self) -> str:
        """How it was read: right, doubted, missed, or wrong, which is without a doubt."""
        read = {folded(each.name) for each in self.read}
        guessed = any(each.guessed for each in self.read)
        if self.meaning == "-" or self.meaning.startswith("?"):
            return "wrong" if read and not guessed else "right"
        meant = {folded(name) for name in self.meaning.split("+")}
        if read == meant:
            return "doubted" if guessed else "right"
        rivals = {folded(name) for each in self.read for name in each.rivals}
        if not read or (guessed and not meant <= read | rivals):
            return "missed"
        return "doubted" if guessed else "wrong"


def marks(passage: str, monkeypatch: pytest.MonkeyPatch) -> list[Mark]:
    """Read a passage and return what was read of each of its marks."""
    head, *lines = passage.split("\n")
    known = [] if head == "# -" else [each.split(":") for each in head[2:].split(", ")]
    actors = [Actor(id=f"a{place}", name=name, kind=KINDS[kind]) for place, (name, kind) in enumerate(known)]
    texts = tuple(MARK.sub(r"\1", line) for line in lines)
    heard: list[tuple[str, Sequence[Mention]]] = []

    class Recorder(Discourse):
        def heard(self, text: str, mentions: Sequence[Mention]) -> None:
            heard.append((text, mentions))
            super().heard(text, mentions)

    monkeypatch.setattr(proposals, "Discourse", Recorder)
    proposals.read(Article(texts, 1, "", publisher="Daily", published="2024-05-15"), actors, vocabulary(()))
    found: list[Mark] = []
    for text, line in zip(texts, lines, strict=True):
        read = [
            each._replace(start=each.start + text.index(sentence), end=each.end + text.index(sentence))
            for sentence, mentions in heard
            if sentence in text
            for each in mentions
        ]
        for mark in MARK.finditer(line):
            start = len(MARK.sub(r"\1", line[: mark.start()]))
            end = start + len(mark[1])
            found.append(Mark(mark[1], mark[2], [m for m in read if m.start < end and start < m.end]))
    return found


@pytest.mark.parametrize("passage", LIST)
def test_no_word_means_another_without_a_doubt(passage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [each[:2] for each in marks(passage, monkeypatch) if each.result == "wrong"]
    assert not wrong


LEAST = {"he, she": 0.88, "it": 0.6, "several": 0.73, "description": 0.87, "short name": 1.0}
"""The share of words whose meaning is found without a doubt."""


def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {kind: Counter() for kind in LEAST}
    for passage in LIST:
        for each in marks(passage, monkeypatch):
            found[each.kind][each.result] += 1
    return found


def test_most_words_have_their_meaning_and_few_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    found = counts(monkeypatch)
    for kind, results in found.items():
        assert results["right"] >= LEAST[kind] * results.total(), (kind, results)
    every = sum(found.values(), Counter[str]())
    assert every["missed"] <= 0.03 * every.total()


BELONGING = [
    (("Ann Kerr leads Alba.", "Its chief executive met Lund."), "Kerr met Lund", False),
    (("Ann Kerr married Bo Lund in 2010.", "Kerr slept. Her husband sued Alba."), "Lund sued Alba", False),
    (("Lund founded Borea.", "Borea's founder sued Alba."), "Lund sued Alba", False),
    (
        ("Ann Kerr leads Alba.", "Kerr resigned from Alba. Its chief executive met Lund."),
        "Kerr met Lund",
        True,
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected", "doubted"), BELONGING)
def test_whose_chief_executive_it_is_tells_who_is_meant(
    paragraphs: tuple[str, ...], expected: str, doubted: bool
) -> None:
    assert short(expected) in told(*paragraphs, guessed=doubted)
    assert short(expected) not in told(*paragraphs, guessed=not doubted)


@pytest.mark.parametrize(
    "text",
    ["Its executive committee met Lund.", "Its former chief executive met Lund.", "Its rival met Lund."],
)
def test_another_than_its_chief_executive_is_not_meant(text: str) -> None:
    for guessed in (True, False):
        assert short("Kerr met Lund") not in told("Ann Kerr leads Alba.", text, guessed=guessed)


def test_words_that_stand_for_no_actors_are_none() -> None:
    found = told("Alba and Borea met.", "Cyra bought the two factories. The former minister sued Delta.")
    assert found == {short("Alba met Borea")}


if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        for name, results in counts(patch).items():
            print(name, dict(results))
