"""Compares a review of drafts with typing the same relations: keystrokes and seconds for each relation.

    python benchmarks/review_time.py

A typist at a pseudo-terminal codes the articles of docs/articles.md twice: with ``graphkit review``, and with
``graphkit add`` at its questions. They press the next key as soon as it is asked for, so that the seconds are
those in which the program lets a person wait; reading and thinking come on top, in both. Tab completes a name
after four letters where graphkit offers it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from cli.terminals import Terminal  # noqa: E402  where the tests have it

from graphkit.reading import drafts  # noqa: E402
from graphkit.reading.drafts import Draft, Party, Queue  # noqa: E402
from graphkit.storage.json_file import read_dataset  # noqa: E402

ARTICLES = [ROOT / "docs" / "articles" / f"{name}.txt" for name in ("wire", "court", "company")]
KINDS = {
    "Port Vell Harbour": "company", "Ida Berg": "person", "Tom Quay": "person", "Eva Strand": "person",
    "Delta Freight": "company", "Norden Lines": "company", "Lena Holt": "person",
    "Coast Union": "organisation", "Ministry of Trade": "government-body",
}  # fmt: skip
"""What a person says of each new actor."""


class Typist:
    """Types into a terminal, and counts keys and the seconds until the next question."""

    def __init__(self, *arguments: str) -> None:
        self.keys, self.waited = 0, 0.0
        self._began = time.monotonic()
        self._terminal = Terminal(*arguments)

    def answer(self, question: str, keys: str) -> None:
        """Wait for a question, and press keys."""
        self._terminal.wait(question)
        self.waited += time.monotonic() - self._began
        self._terminal.type(keys)
        self.keys += len(keys)
        self._began = time.monotonic()

    def end(self) -> None:
        """Wait until the command has ended."""
        code, printed = self._terminal.end()
        self.waited += time.monotonic() - self._began
        assert code == 0, printed


def run(*arguments: str) -> None:
    """Run the command."""
    subprocess.run([sys.executable, "-m", "graphkit", *arguments], check=True, stdout=subprocess.DEVNULL)


def reviewed(articles: Sequence[Path]) -> tuple[int, float, Queue]:
    """Review every draft of articles; return the keys, the seconds and the drafts."""
    run("new", "--empty", "story.json")
    os.environ["GRAPHKIT_DATA"] = "story.json"
    run("read", *map(str, articles))
    queue = drafts.load("story.json")
    typist = Typist("review")
    known: set[str] = set()
    for draft in queue.drafts:
        typist.answer("q quit", "y" if draft.doubts else "a")
        for party in (draft.source, draft.target, draft.voice):
            if isinstance(party, Party) and party.name not in known:
                known.add(party.name)
                if party.kind == "unknown":
                    typist.answer("(Enter to leave out):", f"{KINDS.get(party.name, 'unknown')}\r")
    typist.answer("No more drafts", "q")
    typist.end()
    assert {each.state for each in drafts.load("story.json").drafts} == {"accepted"}
    return typist.keys, typist.waited, queue


def typed(queue: Queue) -> tuple[int, float]:
    """Type the sources and relations of drafts; return the keys and the seconds."""
    run("new", "--empty", "typed.json")
    os.environ["GRAPHKIT_DATA"] = "typed.json"
    keys, waited = 0, 0.0
    for article in queue.articles:
        typist = Typist("add", "source", "--title", article.source.title or "-")
        typist.answer("Publisher:", f"{article.source.publisher}\r")
        typist.answer("Published, such as 2025-07-15:", f"{article.source.published}\r")
        typist.end()
        keys, waited = keys + typist.keys + len(article.source.title or ""), waited + typist.waited
    known: set[str] = set()
    for draft in queue.drafts:
        typist = Typist("add", "relation")
        _type_relation(typist, draft, known)
        typist.end()
        keys, waited = keys + typist.keys, waited + typist.waited
    return keys, waited


def _type_relation(typist: Typist, draft: Draft, known: set[str]) -> None:
    voice = draft.voice.name if isinstance(draft.voice, Party) else draft.voice
    typist.answer("Who:", f"{draft.source.name}\r")
    typist.answer("does what:", f"{draft.type}\r")
    typist.answer("to or with whom:", f"{draft.target.name}\r")
    typist.answer("When, such as 2025-07-10 (Enter to leave out):", f"{draft.when or ''}\r")
    typist.answer("Summary (Enter to leave out):", "\r")
    typist.answer("Source (Enter to leave out):", f"{draft.article}\r")
    typist.answer("Paragraph (Enter to leave out):", f"{draft.paragraph}\r")
    typist.answer("More (m)", "m\r" if voice or draft.status != "actual" else "\r")
    if voice or draft.status != "actual":
        typist.answer("Status (Enter", f"{'' if draft.status == 'actual' else draft.status}\r")
        typist.answer("Voice: who says so in it, or unnamed (Enter", f"{voice or ''}\r")
        for question in ("Quote (Enter", "Address (Enter", "Said on (Enter"):
            typist.answer(question, "\r")
    for name in (draft.source.name, draft.target.name, voice):
        if name is not None and name not in known:
            known.add(name)
            typist.answer("(Ctrl-C stops):", f"{KINDS.get(name, 'unknown')}\r")
    same = _same(draft)
    if same is not None:
        typist.answer("new", f"{same}\r")


def _same(draft: Draft) -> str | None:
    """Return the relation that is typed already, on which a draft is evidence."""
    typed = read_dataset("typed.json")
    names = {actor.id: actor.name for actor in typed.actors}
    ends = {draft.source.name, draft.target.name}
    same = (row for row in typed.relations if {names[row.source], names[row.target]} == ends)
    return next((row.key for row in same if row.type == draft.type), None)


def _said(file: str) -> Counter[tuple[object, ...]]:
    """Return what the relations of a dataset say."""
    dataset = read_dataset(file)
    names = {actor.id: actor.name for actor in dataset.actors}
    return Counter(
        (names[row.source], row.type, names[row.target], row.status, row.when, row.begins, row.ends)
        for row in dataset.relations
    )


def compared(articles: Sequence[Path]) -> tuple[int, tuple[int, float], tuple[int, float]]:
    """Return how many drafts articles have, and the keys and seconds of a review and of typing them."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        keys, seconds, queue = reviewed(articles)
        typing = typed(queue)
        assert _said("typed.json") == _said("story.json")
    return len(queue.drafts), (keys, seconds), typing


def main() -> None:
    """Print both."""
    count, *figures = compared(ARTICLES)
    for way, (keys, seconds) in zip(("review", "add"), figures, strict=True):
        print(f"{way}: {count} drafts, {keys / count:.1f} keys and {seconds / count:.2f} s each")


if __name__ == "__main__":
    main()
