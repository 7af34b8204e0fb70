"""Shows answers as tables where a notebook displays them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import TypeVar

Row = Mapping[str, str]
"""A row of a table: what stands in each column, by its heading."""

T = TypeVar("T")


class Displayed:
    """An answer that a notebook shows as tables; as text it stays what it is.

    It has rows of its own (:meth:`display_rows`), or tells its fields one after the other, those
    that hold such answers as tables (:meth:`display_fields`).
    """

    __slots__ = ()

    def display_rows(self) -> Iterable[Row]:
        """Yield the answer's rows where it stands in a table with others of its kind."""
        return ()

    def display_fields(self) -> Mapping[str, object]:
        """Return what the answer consists of, by name; None is not told."""
        return {field.name: getattr(self, field.name) for field in fields(self)} if is_dataclass(self) else {}

    def _repr_html_(self) -> str:
        return "".join(_tables(self))


class Answers(Displayed, tuple[T, ...]):
    """A tuple of answers, shown as one table."""

    __slots__ = ()

    def display_rows(self) -> Iterable[Row]:
        """Yield the rows of every answer in turn."""
        for answer in self:
            if isinstance(answer, Displayed):
                yield from answer.display_rows()


def _tables(answer: Displayed) -> Iterator[str]:
    """Yield an answer's own table, else what each of its fields holds."""
    rows = list(answer.display_rows())
    if rows:
        yield _table("", rows)
        return
    for name, value in answer.display_fields().items():
        yield from _told(name.replace("_", " ").capitalize(), value)
    if isinstance(answer, Answers):
        yield "<p>Nothing.</p>"


def _told(caption: str, value: object) -> Iterator[str]:
    """Yield what a field holds: a table of its rows, a table of counts, or a line."""
    if isinstance(value, Mapping):
        if value:
            yield _table(caption, [{"": str(name), "count": str(count)} for name, count in value.items()])
        return
    if isinstance(value, tuple):
        rows = list(Answers(value).display_rows())
        if rows:
            yield _table(f"{caption} ({len(value)})", rows)
            return
        value = ", ".join(map(str, value)) or None
    if value is not None:
        yield f"<p>{_text(caption)}: {_text(str(value))}</p>"


def _table(caption: str, rows: Sequence[Row]) -> str:
    """Return rows as a table of HTML, without the columns in which nothing stands."""
    columns = [name for name in dict.fromkeys(chain(*rows)) if any(row.get(name) for row in rows)]
    told = f"<caption>{_text(caption)}</caption>" if caption else ""
    head = _cells("th", columns)
    body = "".join(_cells("td", [row.get(name, "") for name in columns]) for row in rows)
    return f"<table>{told}<thead>{head}</thead><tbody>{body}</tbody></table>"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(text)}</{tag}>' for text in texts)}</tr>"


def _text(text: str) -> str:
    """Return a text as HTML that holds nothing but text."""
    from html import escape  # here, since only notebooks ask for it

    return escape(text)
