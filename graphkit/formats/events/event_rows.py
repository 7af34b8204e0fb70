"""Reads the rows of tables of relations: GDELT, ICEWS, edge lists, and any other table by its columns.

The first line decides which table it is, not the file's name.

* GDELT events (https://www.gdeltproject.org/data.html): 57, 58 or 61 columns without a heading, the reduced
  files of 2012 and 2013, and any of its columns by heading, as BigQuery exports them.
* ICEWS coded event data (https://dataverse.harvard.edu/dataverse/icews): columns by heading.
* Edge lists: columns by heading, in any order; or source, relation, target and a date, or a start and an end.
* Any other table, if a person says what its columns are: :mod:`graphkit.formats.events.columns`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from graphkit.errors import DataError, DateError, Fault, Mend, first_few, plural, shortened
from graphkit.formats.events import delimited, edge_lists, gdelt, icews
from graphkit.formats.events.columns import (
    Asked,
    Columns,
    are_explained,
    are_headings,
    below_groups,
    by_choice,
    by_heading,
    folded,
    may_be_heading,
    naming,
    told_date,
)
from graphkit.formats.events.event import (
    DEPRECATED,
    HEADINGS,
    NO_PAIR,
    BadRowError,
    Event,
    LeftOut,
    Making,
    NoRelationError,
    Party,
    Piece,
    Reader,
    Texts,
    Untaken,
    tried,
)
from graphkit.formats.events.numerals import measure_of
from graphkit.formats.events.unpacked import NOT_UTF_8, lines, sheet_of
from graphkit.formats.format import PathLike, Reading
from graphkit.formats.party_names import nobody_in
from graphkit.model.foreign_dates import may_be_table_date
from graphkit.storage.content_kind import is_sheet

_SINGULAR = {
    HEADINGS: "heading line",
    NO_PAIR: "row that names one actor or none",
    DEPRECATED: "row that Wikidata ranks as deprecated",
}
NUL = "holds a NUL byte; if it is text of another encoding, save it as UTF-8"
_SKIPPED = "--skip-bad leaves such rows out"
_LOSES_LETTERS = "--skip-bad would lose all rows with letters that English has not, such as those of José"
_OPEN = re.compile('"[^"]*$')
"""A cell with a quotation mark that nothing closes."""
_IF_ARTICLE = Mend("or read an article by 'graphkit read'", request="or read an article")
_RULED = ("", "-", "+", "|", ":", "=", " ")
"""How the first cell of a line begins that only parts others."""
_MOST_ABOVE = 20
"""How many lines are looked at for headings below the first line."""
_MOST_NAMED = 20
"""How many headings of a table are shown."""


class Layout(NamedTuple):
    """How a table is read: what parts its cells, and those of its first line, if that names the columns.

    It has either ``columns`` or, if it is GDELT's or ICEWS's, what makes the ``reader`` of its rows.
    """

    separator: str
    heading: tuple[str, ...] = ()
    columns: Columns | None = None
    reader: Making | None = None
    untaken: Untaken = MappingProxyType({})


def layout_of(line: str, where: str, reading: Reading, named: str | None) -> Layout:
    """Return how a table with this first line is read; ``named`` is the separator that the file names."""
    separators = (named,) if named else delimited.SEPARATORS
    first, *others = line.rstrip("\r\n").split("\r")
    parted = [sign for sign in separators if sign in first]
    if '"' not in line and any(other.count(sign) == first.count(sign) for other in others for sign in parted):
        raise DataError(where, [Fault("line 1", "ends in CR alone; save the file with LF", line=1)])
    tables = [(separator, delimited.cells_of(line, separator)) for separator in separators]
    asked = Asked.read(reading.columns) if reading.columns else Asked()
    if asked.columns:
        return _chosen(tables, asked, where)
    for separator, cells in tables:
        if found := gdelt.reader_of(cells) or icews.reader_of(cells, asked.meaning):
            if gdelt.is_row(cells):
                return Layout(separator, (), None, *found)
            _tell_others(cells, found[1], reading)
            return Layout(separator, tuple(cells), None, *found)
    spaced = (" ", delimited.cells_of(line.strip(), " "))
    by_name = [
        (separator, columns)
        for separator, cells in (*tables, spaced)
        if (columns := by_heading(cells, pairs_alone=separator == " "))
    ]
    if by_name:
        separator, columns = max(by_name, key=lambda pair: len(pair[1].places))
        columns = replace(columns, meaning=asked.meaning, undirected=asked.undirected)
        return Layout(separator, columns.headings, columns)
    for separator, cells in tables:
        dates = [cell.strip() for cell in cells[3:]]
        if len(cells) in (4, 5) and all(may_be_table_date(date) or not date for date in dates):
            columns = by_heading(
                ("source", "relation", "target", *(("date",), ("start", "end"))[len(cells) - 4])
            )
            if columns is not None and (separator == "\t" or any(dates)):
                reading.notes.append(without_headings(cells))
                return Layout(separator, (), columns)
    for _, cells in tables:
        names = [folded(cell) for cell in cells]
        firsts = {name: at for at, name in reversed([*enumerate(names)])}
        twice = [at for at, name in enumerate(names) if name and firsts[name] < at]
        if twice and by_heading([*dict(zip(names, cells, strict=True)).values()]):
            message = f"heading {shortened(cells[twice[0]].strip())} stands twice; rename one of them"
            raise DataError(where, [Fault("line 1", message, line=1)])
    widest = max(len(cells) for _, cells in tables)
    if widest == 1:
        message = (
            "has no comma, semicolon, tab or vertical bar; part source, relation, target and date by one"
        )
        mend = _IF_ARTICLE if where.casefold().endswith(".txt") else None
        raise DataError(where, [Fault("line 1", message, line=1, mend=mend)])
    head = [cell.strip() for cell in max((cells for _, cells in tables), key=len)]
    seen = first_few([shortened(cell) for cell in head if cell], _MOST_CELLS)
    shown = f" ({seen})" if seen else ""
    message = f"has {widest:,} columns{shown}, and no two headings of the two actors, such as {_KNOWN}"
    if gdelt.may_be(head):
        message = f"has {widest:,} columns; {gdelt.WANTED}"
    if widest > 2 and all(sum(map(bool, map(str.strip, cells))) <= 1 for _, cells in tables):
        above = "take the lines above the headings away"
        message = f"has a text in one of its {widest:,} columns, as a title has; {above}"
        raise DataError(where, [Fault("line 1", message, line=1)])
    mend = naming("say what they are", "source=HEADING,target=HEADING,type=HEADING,date=HEADING")
    raise DataError(where, [Fault("line 1", message, line=1, mend=mend)])


_MOST_CELLS = 8
"""How many cells of a line that has no known headings are told."""

_KNOWN = "source and target, from and to, person and company, director and company, donor and recipient"


def without_headings(cells: Sequence[str]) -> str:
    """Return that a table has no headings, and as what its columns are read instead."""
    names = ("source", "relation", "target", *(("date",), ("start", "end"))[len(cells) - 4])
    read = ", ".join(
        f"{shortened(cell.strip())} as the {name}" for name, cell in zip(names, cells, strict=True)
    )
    return f"The first line has a date and no headings, so each line is a row: {read}."


def _tell_others(cells: Sequence[str], untaken: Untaken, reading: Reading) -> None:
    """Tell which columns are taken, of those that stand twice and of several dates."""
    names = [folded(cell) for cell in cells]
    if "eventdate" in names and (said := told_date(cells, names.index("eventdate"), untaken, "left out")):
        reading.notes.append(said)
    for place in untaken:
        if names[place] and names.index(names[place]) < place and names[place] != "eventdate":
            heading = shortened(cells[place].strip())
            reading.notes.append(f"Heading {heading} stands twice; the first of these columns is read.")


def _chosen(tables: Iterable[tuple[str, Sequence[str]]], asked: Asked, where: str) -> Layout:
    """Return how a table is read of which a person says the columns."""
    missing = []
    for separator, cells in tables:
        columns = by_choice(cells, asked)
        if isinstance(columns, Columns):
            return Layout(separator, columns.headings, columns, None, columns.untaken)
        missing.append((len(cells), columns, cells))
    count, heading, cells = max(missing)
    named = ", ".join(shortened(cell.strip()) for cell in cells[:_MOST_NAMED])
    message = f"has no column {shortened(heading)}; it has {named}{', ...' if count > _MOST_NAMED else ''}"
    raise DataError(where, [Fault("line 1", message, line=1)])


def start_of(numbered: delimited.Lines, where: str, reading: Reading) -> tuple[Layout, int, str]:
    """Return the layout of a table, and its first row, with its number, after comments and blank lines."""
    named: str | None = None
    above: list[str] = []
    numbers = frozenset[tuple[int, str]]()
    if is_sheet(where):
        sheet = sheet_of(where, reading.sheet)
        reading.hear(sheet.heard)
        above += sheet.above
        numbers = sheet.numbers
    for number, line in numbered:
        if line is None or "\0" in line:
            message = NOT_UTF_8 if line is None else NUL
            raise DataError(where, [Fault(f"line {number}", message, line=number)])
        if named is None and (named := delimited.named_separator(line)):
            continue
        if line.strip() and not delimited.is_rule(line):
            separators = (named,) if named else delimited.SEPARATORS
            rows = (numbered.joined(line, separator, 0) for separator in separators)
            line = next((row for row in rows if row not in (line, None)), line)
            try:
                layout = layout_of(line, where, reading, named)
                if layout.columns is not None and not layout.heading:
                    _check_first(line, number, layout, numbered, where)
            except DataError:
                if not line.startswith("#"):
                    if below := _headings_in(numbered.next_ones(_MOST_ABOVE), where, reading, named):
                        if below == number + 1 and (groups := _groups_in(line, separators)):
                            reading.leave_out("headings of groups", "line", line=number, text=groups)
                            above.append(groups)
                            continue
                        raise _above_headings(where, number, below) from None
                    raise
                named_columns = by_heading(line[1:].strip().split("\t"))  # as SNAP names them
                if named_columns is None or reading.columns:
                    reading.leave_out(f"comment {shortened(line)}", "line")
                    above.append(line)
                    continue
                layout = Layout("\t", tuple(line.split("\t")), named_columns, None, named_columns.untaken)
            if layout.columns is not None and above:
                columns = replace(layout.columns, above=tuple(above), numbers=numbers)
                layout = layout._replace(columns=columns)
            if layout.heading and layout.columns is not None and not layout.columns.chosen:
                return _with_second_line(layout, number, line, numbered, where, reading)
            return layout, number, line
    raise DataError(where, [Fault("", "is empty; it holds no events")])


def _with_second_line(
    layout: Layout, number: int, line: str, numbered: delimited.Lines, where: str, reading: Reading
) -> tuple[Layout, int, str]:
    """Return the layout of a table whose headings may go on in a second line, and the last of these."""
    columns, heading = layout.columns, layout.heading
    assert columns is not None
    [(below, more)] = numbered.next_ones(1) or [(0, "")]
    cells = delimited.cells_of(more.rstrip("\r\n"), layout.separator)
    if len(cells) != len(heading) or tuple(cells) == heading:
        return layout, number, line
    ends = columns.places["source"], columns.places["target"]
    if are_headings(cells):
        headings = below_groups(heading, cells)
        reading.leave_out("headings of groups", "line", line=number, text=", ".join(filter(None, heading)))
    elif are_explained(cells, ends) and not any(map(nobody_in, map(str.strip, cells))):
        units = [cell.strip() if _names_unit(cell) else "" for cell in cells]
        headings = [" ".join(filter(None, pair)) for pair in zip(heading, units, strict=True)]
        told = ", ".join(filter(None, map(str.strip, cells)))
        what, instead = "line that explains the headings", "left out, but for the units of amounts"
        reading.leave_out(what, "line", instead=instead, line=below, text=told)
    else:
        return layout, number, line
    if (found := by_heading(headings)) is None:
        message = "has headings below others; make one line of headings of both"
        raise DataError(where, [Fault(f"line {below}", message, line=below)])
    next(iter(numbered))
    found = replace(found, above=columns.above, numbers=columns.numbers)
    found = replace(found, meaning=columns.meaning, undirected=columns.undirected)
    return layout._replace(columns=found, heading=tuple(cells)), below, more


def _names_unit(cell: str) -> bool:
    said = measure_of(cell.strip())
    return bool(said.unit or said.power)


def _check_first(line: str, number: int, layout: Layout, numbered: delimited.Lines, where: str) -> None:
    """Raise if a first line without headings or a whole relation stands above headings."""
    cells = [cell.strip() for cell in delimited.cells_of(line, layout.separator)]
    if all(cells[:3]) and any(cells[3:]):
        return
    if below := _headings_in(numbered.next_ones(_MOST_ABOVE), where, Reading()):
        raise _above_headings(where, number, below)


def _headings_in(
    numbered: Iterable[tuple[int, str]], where: str, reading: Reading, named: str | None = None
) -> int:
    """Return the number of the first of some lines that has the headings of a table; 0 if none has."""
    for number, line in numbered:
        try:
            if line.strip() and layout_of(line, where, reading.anew(), named).heading:
                return number
        except DataError:
            continue
    return 0


def _groups_in(line: str, separators: Iterable[str]) -> str:
    """Return the headings of groups in a line right above the headings; blank if it may be a row or a title.

    Merged cells have their text in the first and are blank behind it.
    """
    cells = max((delimited.cells_of(line, separator) for separator in separators), key=len)
    filled = [cell.strip() for cell in cells if cell.strip()]
    may_be = 0 < len(filled) < len(cells) and not any(map(may_be_table_date, filled))
    return ", ".join(filled) if may_be else ""


def _above_headings(where: str, number: int, below: int) -> DataError:
    message = f"is such as a title has; take the lines above the headings away: these are in line {below}"
    return DataError(where, [Fault(f"line {number}", message, line=number)])


def table_of(
    path: PathLike, reading: Reading, progress: Callable[[int, int, int], None]
) -> tuple[Layout, Iterator[tuple[int, Sequence[str] | None]]]:
    """Return the layout of a table, and the number and the cells of each row, as ``delimited.rows`` does."""
    numbered = delimited.Lines(lines(path, progress, reading.sheet))
    layout, number, line = start_of(numbered, str(path), reading)
    return layout, delimited.rows(chain([(number, line)], numbered), layout.separator, reading)


def sound(
    rows: Iterable[tuple[int, Sequence[str] | None]], heading: tuple[str, ...], width: int, where: str
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the cells of each row that is not blank, with its number; of others, what they are, as a text.

    That is :data:`HEADINGS`, or what is wrong: ``width`` is the number of cells of the first row, if known.
    Headings of another table are refused, since its columns are others.
    """
    names = [*map(folded, heading)]
    for number, cells in rows:
        if not cells:
            yield number, NOT_UTF_8 if cells is None else NUL
        elif not any(cells) or (cells[0][:1] in _RULED and all(map(delimited.parts_others, cells))):
            continue
        elif width and len(cells) != width:
            mend = "close its quotation mark" if any(map(_OPEN.match, cells)) else "mend it"
            yield number, f"has {len(cells):,} columns where the first line has {width}; {mend}"
        elif heading and cells[0] == heading[0] and tuple(cells) == heading:
            yield number, HEADINGS
        elif heading and may_be_heading(cells[0]) and are_headings(cells) and by_heading(cells):
            if [*map(folded, cells)] != names:
                told = f"line {number}"
                message = f"has other headings ({first_few([*filter(None, cells)])}), as of another table"
                mend = "give each table a file of its own"
                raise DataError(where, [Fault(told, f"{message}; {mend}", line=number)])
            yield number, HEADINGS
        else:
            width = len(cells)
            yield number, cells


Sides = Callable[[Sequence[Sequence[int]]], Iterable[tuple[int, tuple[str, ...]]]]
"""Reads the file anew: yields the cells in some columns, and which of several such choices they are of."""


def parties(layout: Layout, reader: Reader, cells_in: Sides) -> list[Party]:
    """Return whom a table of one's own columns names, each once; none if it says no more than names."""
    sides = ("source", "target")
    places = [reader.parts[side].places for side in sides]
    if layout.columns is None or all(len(each) == 1 for each in places):
        return []
    told = dict.fromkeys(cells_in(places))
    pieces = ((sides[at], tried(reader.judged, sides[at], cells)) for at, cells in told)
    return [piece.fields[side] for side, piece in pieces if isinstance(piece, Piece)]


def _cells_in(path: PathLike, reading: Reading) -> Iterator[Sequence[str]]:
    """Yield the cells of the rows of a table that have as many as the first, read anew."""
    layout, rows = table_of(path, reading.anew(), lambda _done, _size, _rows: None)
    found = (cells for _, cells in sound(rows, layout.heading, len(layout.heading), str(path)))
    return (cells for cells in found if not isinstance(cells, str))


def repeated_rows(count: int) -> str:
    """Return a line that says how many rows of a table are left out because another of it is alike."""
    subject = plural(count, "row repeats", "rows repeat")
    return f"{subject} another of the file, alike in actors, type, date and all else; each is taken once."


class Refused:
    """Counts the rows that are no events, and why; raises at a bad one unless these are skipped."""

    def __init__(self, where: str, reading: Reading) -> None:
        self._where, self._reading = where, reading
        self._bad, self._first = 0, ""
        self._left_out: Counter[str] = Counter()
        self._lines: dict[str, int] = {}

    def bad(self, line: int, error: object, count: int = 1) -> None:
        """Note bad rows, the first in this line; of several calls the first is of the first bad row."""
        self._bad += count
        if not self._reading.skip_bad:
            message = f"{error}; {_LOSES_LETTERS if str(error) == NOT_UTF_8 else _SKIPPED}"
            raise DataError(self._where, [Fault(f"line {line}", message, line=line)]) from None
        self._first = self._first or f"line {line}: {error}"

    def leave_out(self, reason: object, count: int = 1, line: int = 0) -> None:
        """Note sound rows that are no relations, the first in this line."""
        self._left_out[str(reason)] += count
        self._lines.setdefault(str(reason), line)

    def tell(self, headings: int = 0) -> None:
        """Report everything but so many lines of headings."""
        if bad := self._bad:
            self._reading.notes.append(f"{plural(bad, 'row')} skipped; the first: {self._first}.")
        self._left_out[HEADINGS] -= headings
        for reason, count in self._left_out.items():
            if count > 0:
                words = _SINGULAR.get(reason, reason) if count == 1 else reason
                first = f"; the first: line {self._lines[reason]}" if reason != HEADINGS else ""
                self._reading.notes.append(f"Left out: {count:,} {words}{first}.")


def reader_of(layout: Layout, where: str, reading: Reading, texts: Texts) -> Reader:
    """Return the reader of the rows of a table."""
    if layout.columns is not None:
        return edge_lists.by_columns(layout.columns, where, reading, texts)
    assert layout.reader is not None
    return layout.reader(texts)


def read_rows(path: PathLike, reading: Reading, expect: Callable[[Iterable[Party]], None]) -> Iterator[Event]:
    """Yield the events of a table, and let hear first whom it names, as :func:`parties` does.

    The notes of the reading receive what is left out. The first bad row raises DataError, unless bad rows are
    skipped.
    """
    where = str(path)
    layout, rows = table_of(path, reading, reading.progress)
    reader = reader_of(layout, where, reading, lambda place: (row[place] for row in _cells_in(path, reading)))

    def cells_in(sides: Sequence[Sequence[int]]) -> Iterator[tuple[int, tuple[str, ...]]]:
        for cells in _cells_in(path, reading):
            yield from ((at, tuple(cells[place] for place in side)) for at, side in enumerate(sides))

    expect(parties(layout, reader, cells_in))
    rest, refused = LeftOut(layout.untaken, reader), Refused(where, reading)
    heading = layout.heading
    for number, cells in sound(rows, heading, len(heading), where):
        try:
            if cells == HEADINGS:
                refused.leave_out(HEADINGS)
                continue
            if isinstance(cells, str):
                raise BadRowError(cells)
            event = reader.read(number + reading.rows_before, cells, reading)
            rest.see(cells)
            yield event
            for place, when in enumerate(event.also, 2):
                yield event._replace(key=f"{event.key}-{place}", when=when)
        except NoRelationError as error:
            refused.leave_out(error, line=number)
        except (BadRowError, DateError) as error:
            refused.bad(number, error)
    refused.tell(bool(heading))
    rest.tell(reading)
