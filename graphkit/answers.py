"""Defines what every answer is: rows of named columns, which a notebook shows as tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import Any, ClassVar, Generic, Literal, NamedTuple, TypeVar, overload

from graphkit.temporal.calendar import FUTURE, PAST, day_words, iso, range_words

Kind = Literal["text", "number", "actor", "day", "last day", "days", "id", "pairs", "relation", "group"]
"""What a column holds: the id of an actor, a day, a pair of days, names with values, a relation; or the name
of the field that holds the row's relation, so that each such field makes a group of rows."""

Row = Mapping[str, Any]
"""A row of an answer: a value for each column, by the column's name."""

T = TypeVar("T")


class Column(NamedTuple):
    """A column of an answer.

    Attributes
    ----------
    name : str
        The key of its values in a row, in CSV and in JSON.
    kind : Kind
        What its values are.
    heading : str
        What people read above it, if not its name.
    """

    name: str
    kind: Kind = "text"
    heading: str = ""


RELATION = Column("relation", "relation")
"""The column of a relation, which takes several columns of a table."""


class Answer:
    """An answer, which gives rows and is shown in a notebook as tables.

    An answer that declares ``columns`` is one row, made of its attributes, unless it overrides
    :meth:`rows`. An answer without rows shows its fields one below the other.

    Attributes
    ----------
    columns : tuple of Column
        The columns of its rows, in the order of CSV and JSON.
    shown : tuple of str
        The names of the columns that people see, in their order; empty for all.
    """

    __slots__ = ()
    columns: ClassVar[tuple[Column, ...]] = ()
    shown: ClassVar[tuple[str, ...]] = ()

    def rows(self) -> Iterable[Row]:
        """Yield the answer's rows."""
        if self.grouped:
            for group in self.groups():
                for relation in getattr(self, group):
                    yield {self.columns[0].name: group, "relation": relation}
        elif self.columns:
            yield {column.name: getattr(self, column.name) for column in self.columns}

    @property
    def plain_columns(self) -> tuple[Column, ...]:
        """The columns of :meth:`plain_rows`."""
        return self.columns

    def plain_rows(self) -> Iterable[Row]:
        """Yield the answer's rows with numbers where :meth:`rows` has words for them."""
        return self.rows()

    def groups(self) -> list[str]:
        """Return the names of the fields that hold groups of relations."""
        return [name for name, value in Answer.display_fields(self).items() if isinstance(value, tuple)]

    def display_fields(self) -> Mapping[str, object]:
        """Return the fields that a notebook shows, by name; None is not shown."""
        return {field.name: getattr(self, field.name) for field in fields(self)} if is_dataclass(self) else {}

    def heading(self, column: Column) -> str:
        """Return what people read above a column."""
        return column.heading or column.name

    @property
    def grouped(self) -> bool:
        """Whether the rows are grouped by the fields that hold them."""
        return bool(self.columns) and self.columns[0].kind == "group"

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that the answer must not be read without; a notebook shows them beneath it."""
        return ()

    def _repr_html_(self) -> str:
        return "".join(_html(self))


class Listed(Answer, Generic[T]):
    """An answer that is a list too: of what its field ``listed`` holds, whose rows it gives."""

    __slots__ = ()
    listed: ClassVar[str]

    def __iter__(self) -> Iterator[T]:
        """Iterate what is listed."""
        return iter(getattr(self, self.listed))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(getattr(self, self.listed))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        """Return one of them, or several, by place."""
        found: T | tuple[T, ...] = getattr(self, self.listed)[place]
        return found

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self):,} {self.listed}>"

    def rows(self) -> Iterable[Row]:
        """Yield the rows of each."""
        for each in self:
            yield from each.rows()  # type: ignore[attr-defined]


class Answers(Answer, tuple[T, ...]):
    """A tuple of answers, whose rows make one table."""

    __slots__ = ()


def shown_columns(columns: Sequence[Column], shown: Sequence[str]) -> list[Column]:
    """Return the columns that people see, in their order."""
    by_name = {column.name: column for column in columns}
    return [by_name[name] for name in shown or by_name]


def most_first(labels: Iterable[str] | Mapping[str, int]) -> dict[str, int]:
    """Return how often each label occurs, the most frequent first; they may be counted."""
    return dict(sorted(Counter(labels).items(), key=lambda item: (-item[1], item[0])))


def words(value: Any, kind: Kind) -> str:
    """Return a value as people read it; an actor stays its id."""
    if value is None:
        return ""
    if kind == "day":
        return {PAST: "at once", FUTURE: "some day"}.get(value) or day_words(value)
    if kind == "last day":
        return {PAST: "some day", FUTURE: "any day"}.get(value) or day_words(value)
    if kind == "days":
        return range_words(*value)
    if kind == "pairs":
        return "; ".join(f"{name}: {each}" for name, each in value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def data(value: Any, kind: Kind = "text") -> Any:
    """Return a value as programs take it: a day in ISO 8601, None if it is infinite; a list, a dictionary."""
    if value is None:
        return None
    if kind in ("day", "last day"):
        return iso(value)
    if kind == "days":
        return [iso(day) for day in value]
    if kind == "pairs":
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _html(answer: Answer) -> Iterator[str]:
    """Yield a table of an answer's rows, or each of its fields."""
    table = _table("", answer if isinstance(answer, Answers) else (answer,))
    if table and not answer.grouped:
        yield table
    elif isinstance(answer, Answers):
        yield "<p>Nothing.</p>"
    else:
        for name, value in answer.display_fields().items():
            yield _field(name.replace("_", " ").capitalize(), value)
    for note in answer.notes:
        yield f"<p>{_escaped(note)}</p>"


def _field(caption: str, value: object) -> str:
    """Return a field: a table of its rows, a table of counts, or a line."""
    if isinstance(value, Mapping):
        return _grid(caption, [{"": str(name), "count": str(count)} for name, count in value.items()])
    if isinstance(value, tuple):
        table = _table(f"{caption} ({len(value)})", value)
        if table:
            return table
        value = ", ".join(map(str, value)) or None
    return "" if value is None else f"<p>{_escaped(caption)}: {_escaped(str(value))}</p>"


def _table(caption: str, answers: Iterable[object]) -> str:
    """Return the rows of answers as one table of HTML, nothing if they have none."""
    given = [answer for answer in answers if isinstance(answer, Answer)]
    return _grid(caption, [_texts(answer, row) for answer in given for row in answer.rows()])


def _texts(answer: Answer, row: Row) -> dict[str, str]:
    """Return what a row shows, by heading; a relation in columns of its own."""
    texts: dict[str, str] = {}
    for column in shown_columns(answer.columns, answer.shown):
        value = row[column.name]
        if column.kind == "relation":
            for own in value.rows():
                texts |= _texts(value, own)
        else:
            texts[answer.heading(column)] = words(value, column.kind)
    return texts


def _grid(caption: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Return texts as a table of HTML without its empty columns, nothing if there are none."""
    if not rows:
        return ""
    headings = [name for name in dict.fromkeys(chain(*rows)) if any(row.get(name) for row in rows)]
    title = f"<caption>{_escaped(caption)}</caption>" if caption else ""
    head = _cells("th", headings)
    body = "".join(_cells("td", [row.get(name, "") for name in headings]) for row in rows)
    return f"<table>{title}<thead>{head}</thead><tbody>{body}</tbody></table>"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_escaped(text)}</{tag}>' for text in texts)}</tr>"


def _escaped(text: str) -> str:
    """Return a text as HTML that holds nothing but text."""
    from html import escape  # only notebooks need it

    return escape(text)
