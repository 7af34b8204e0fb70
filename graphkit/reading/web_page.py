"""Reads a web page: the text of its article, and who published it when, by trafilatura and htmldate."""

import re
from typing import Any

import htmldate
import trafilatura

from graphkit.errors import DataError, Fault
from graphkit.libraries import Reader

_FIELDS = (("title", "title"), ("sitename", "publisher"), ("author", "author"), ("url", "url"))
_DATING: dict[str, Any] = {"original_date": True, "extensive_search": False}
"""A day is taken from where a page states it; one that only stands in its text is no day of publication."""


def page_text(content: bytes, file: str) -> str:
    """Return the article of a page as text with front matter, a paragraph a line; raise DataError if none."""
    with Reader(file, "is no web page that trafilatura reads"):
        found = trafilatura.bare_extraction(
            content, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATING)
        )
        told = {} if found is None else found if isinstance(found, dict) else found.as_dict()
        published = htmldate.find_date(content, **_DATING)
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", told.get("text") or "") if line.strip()]
    if not lines:
        raise DataError(file, [Fault("", "is a web page without an article; save its text instead")])
    named = [*((name, told.get(field)) for field, name in _FIELDS), ("date", published)]
    front = [f"{name}: {' '.join(value.split())}" for name, value in named if value]
    return "\n".join(["---", *front, "---", "", *lines, ""]) if front else "\n".join([*lines, ""])
