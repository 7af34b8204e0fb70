"""Gives an article as text with a paragraph a line, whatever it comes as: a page, or lines broken at a width.

Where that is another text than the file's, it is kept beside the file, since paragraphs are counted in it.
"""

import itertools
import re
from pathlib import Path

from graphkit.errors import DataError, Fault
from graphkit.libraries import extra_module
from graphkit.storage.atomic import read_plain, write_atomically
from graphkit.storage.content_kind import is_utf_16, kind_of, told_kind

_WIDEST = 120
"""Lines that are broken at a width are at most so long."""
_FULL = 0.7
"""Such a share of the longest line is one that is broken there, with the word that had no room."""
_OWN_LINE = re.compile(r"\s*(?:#|>|[-*+\u2022]\s|[0-9]{1,3}[.)]\s|\||```|https?:)")
"""Starts a line that is a paragraph of its own: a heading, a point of a list."""
_ENDS = re.compile(r"[.!?:;\u2026][\u201d\"'\u2019)\]]*$")


def text_of(content: bytes, file: str) -> tuple[bytes, str | None]:
    """Return an article as text, and the name by which to keep that if it is not the file's own.

    What is no text, or a page without an article, raises DataError.
    """
    kind = kind_of(file)
    if kind == "html":
        page = extra_module("graphkit.reading.web_page", "web pages", "read").page_text(content, file)
        path = Path(file)
        return page.encode(), str(path.with_suffix(".page.txt" if path.suffix == ".txt" else ".txt"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if kind is not None or "\0" in text:
        called, unpacking = told_kind(kind) if kind else ("", "")
        what = f"{called}, no text" if called else "is no text in UTF-8,"
        raise DataError(
            file, [Fault("", f"{what} such as an article is; {unpacking or _mend(content, kind)}")]
        )
    joined = unwrapped(text)
    return (
        (content, None) if joined is None else (joined.encode(), str(Path(file).with_suffix(".joined.txt")))
    )


def _mend(content: bytes, kind: str | None) -> str:
    """Return what makes an article of a file: text in another encoding is converted, anything else saved."""
    if kind is None and is_utf_16(content):
        return "save it as UTF-8 (iconv -f UTF-16 -t UTF-8)"
    if kind is not None or b"\0" in content:
        return "save it as text, Markdown or HTML"
    return (
        "save it as UTF-8 from what it is in (iconv -f ENCODING -t UTF-8), often WINDOWS-1252, "
        "or WINDOWS-1251 for Cyrillic; then look at the names: the wrong one makes other letters of them"
    )


def keep(name: str, content: bytes) -> None:
    """Keep a text under a name; raise StorageError if something else has that name."""
    if not (Path(name).is_file() and read_plain(name) == content):
        write_atomically(name, content, follow=False, new=True)


def unwrapped(text: str) -> str | None:
    r"""Return a text with a paragraph a line; None if its lines are not broken at a width.

    They are if most lines that another follows end within a sentence, where the next word had hardly any
    room, and none is long.

    Examples
    --------
    >>> unwrapped("Nvidia said on\nMonday that it\nmet Trump.\n\nHe was glad.\n")
    'Nvidia said on Monday that it met Trump.\n\nHe was glad.\n'
    >>> unwrapped("A heading\nOne paragraph.\nAnother paragraph.\n")
    >>> unwrapped("A heading\nThe Paper\n1 May 2025\n\nNvidia said on Monday that it met Trump.\n")
    """
    front, body = _front_matter(text)
    blocks = [block.splitlines() for block in re.split(r"\n[^\S\n]*\n", body.replace("\r\n", "\n"))]
    longest = max((len(line) for block in blocks for line in block), default=0)
    followed = [
        pair for block in blocks for pair in itertools.pairwise(block) if not _OWN_LINE.match(pair[1])
    ]
    broken = [
        line
        for line, after in followed
        if not _ENDS.search(line.rstrip())
        and len(line) + len(after.strip().partition(" ")[0]) >= _FULL * longest
    ]
    if longest > _WIDEST or len(broken) < 2 or 2 * len(broken) < len(followed):
        return None
    return front + "\n\n".join("\n".join(_joined(block)) for block in blocks if "".join(block).strip()) + "\n"


def _front_matter(text: str) -> tuple[str, str]:
    found = re.match(r"---[^\S\n]*\r?\n(?:.*\n)*?---[^\S\n]*\r?\n", text)
    return (found[0], text[found.end() :]) if found else ("", text)


def _joined(block: list[str]) -> list[str]:
    """Return the paragraphs of a block: its lines joined, but for those that start one of their own."""
    lines: list[str] = []
    for line in map(str.strip, block):
        if lines and line and not _OWN_LINE.match(line) and not lines[-1].startswith("#"):
            hyphened = re.search(r"\w-$", lines[-1]) is not None
            lines[-1] += line if hyphened else f" {line}"
        elif line:
            lines.append(line)
    return lines
