"""Reads the user's own copies of articles: their paragraphs, and whether each is the one that was coded."""

import os
import re
from pathlib import Path

from graphkit.errors import StorageError, reason
from graphkit.model.entities import Source
from graphkit.storage.atomic import is_folder

_LARGEST = 20_000_000


def article(corpus: str | os.PathLike[str], source: Source) -> bytes:
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
        if path.stat().st_size > _LARGEST:
            raise StorageError(f"{named}: larger than an article can be ({_LARGEST:,} bytes)")
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
        raise StorageError(f"{named}: cannot be read: {reason(error)}") from None


def check_folder(corpus: str | os.PathLike[str]) -> None:
    """Check that a folder of articles exists."""
    if not is_folder(corpus):
        raise StorageError(f"{os.fspath(corpus)}: no such folder; name the one that holds the articles")


def is_coded_article(content: bytes, source: Source) -> bool:
    """Return whether an article is the one that was coded; True if the source has no checksum."""
    import hashlib  # here, since it loads slowly and few commands need it

    return source.sha256 is None or hashlib.sha256(content).hexdigest() == source.sha256


def paragraphs(content: bytes) -> list[str]:
    """Return the paragraphs of an article: its non-blank lines, with headings.

    Only line feeds and carriage returns end a line, as in an editor.
    """
    lines = re.split("[\r\n]", content.decode("utf-8-sig", errors="replace"))
    return [line.strip() for line in lines if line.strip()]
