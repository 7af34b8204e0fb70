"""Reads the user's own copies of articles: their paragraphs, and whether each is the one that was coded."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import StorageError, reason
from graphkit.storage.atomic import is_folder

if TYPE_CHECKING:
    from graphkit.model.entities import Source

LARGEST = 20_000_000
"""Bytes of the largest article."""
_QUOTE_MARKS = ("'\u2018\u2019\u201a", '"\u201c\u201d\u201e\u00ab\u00bb')
_PARTED = re.compile(r"\[[^\[\]]*\]|\(\.{3}\)|\(\u2026\)|\.{3}|\u2026")
"""Words left out of a quote, or put into it in square brackets."""


def article(corpus: str | os.PathLike[str], source: "Source") -> bytes:
    """Return the content of a source's article."""
    if source.file is None:
        raise StorageError(f"source {source.id!r} names no file; add its 'file'")
    named = Path(corpus, source.file)
    try:
        path = named.resolve()
        if not path.is_relative_to(Path(corpus).resolve()):
            raise StorageError(
                f"source {source.id!r}: {source.file!r} lies outside {corpus}; name a file in it"
            )
        if path.exists() and not path.is_file():
            raise StorageError(f"{named}: is no file; name the article")
        if path.stat().st_size > LARGEST:
            raise StorageError(f"{named}: larger than an article can be ({LARGEST:,} bytes)")
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
        raise StorageError(f"{named}: cannot be read: {reason(error)}") from None


def check_folder(corpus: str | os.PathLike[str]) -> None:
    """Check that a folder of articles exists."""
    if not is_folder(corpus):
        raise StorageError(f"{os.fspath(corpus)}: no such folder; name the one that holds the articles")


def is_coded_article(content: bytes, source: "Source") -> bool:
    """Return whether an article is the one that was coded; True if the source has no checksum."""
    import hashlib  # here, since it loads slowly and few commands need it

    return source.sha256 is None or hashlib.sha256(content).hexdigest() == source.sha256


def paragraphs(content: bytes) -> list[str]:
    """Return the paragraphs of an article: its non-blank lines, with headings.

    Only line feeds and carriage returns end a line, as in an editor.
    """
    lines = re.split("[\r\n]", content.decode("utf-8-sig", errors="replace"))
    return [line.strip() for line in lines if line.strip()]


def quoted(quote: str) -> re.Pattern[str]:
    """Return what finds a quote letter by letter, with its blanks and quotation marks folded."""
    parts = []
    for word in quote.split():
        marks = (
            next((f"[{marks}]" for marks in _QUOTE_MARKS if char in marks), re.escape(char)) for char in word
        )
        parts.append("".join(marks))
    return re.compile(r"\s+".join(parts))


def places(quote: str, paragraphs: Sequence[str]) -> list[int]:
    """Return the numbers of the paragraphs in which a quote begins; it may run on into those after.

    An ellipsis, or square brackets, may stand for other words, unless the article has them too.

    Examples
    --------
    >>> places("He \u2018met\u2019 [...] on  Monday.", ["A heading", "He 'met' Ann on Monday."])
    [2]
    """
    for parts in ([quote], _PARTED.split(quote)):
        patterns = [quoted(part) for part in parts if part.strip()]
        found = [
            number
            for number, line in enumerate(paragraphs, 1)
            if _begins(patterns, line, paragraphs[number : number + _RUNS_ON])
        ]
        if found:
            return found
    return []


_RUNS_ON = 3
"""Into so many paragraphs a quote may run on."""


def _begins(patterns: Sequence[re.Pattern[str]], line: str, after: Sequence[str]) -> bool:
    """Return whether patterns are found in turn, the first of them from within a line."""
    text, place = "\n".join([line, *after]), 0
    for number, pattern in enumerate(patterns):
        found = pattern.search(text, place)
        if found is None or (number == 0 and found.start() >= len(line)):
            return False
        place = found.end()
    return True
