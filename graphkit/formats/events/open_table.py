"""Reads a large table of relations into an :class:`~graphkit.tables.table.EventTable`.

Plain tables are read as columns: source, relation, target and a date, or a start and an end. The first line
may name the fields, in any order. Any other table is read row by row.
"""

import os
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graphkit.arguments import CHECKS, checking
from graphkit.errors import DataError, Fault
from graphkit.formats.events.event import Party, Piece, type_of_words
from graphkit.formats.events.event_rows import repeated_rows, table_of
from graphkit.formats.events.opened import Table
from graphkit.formats.format import Reading
from graphkit.libraries import building, extra_module
from graphkit.model.folding import in_one_form
from graphkit.model.ids import id_from
from graphkit.model.lives import lives_of
from graphkit.model.vocabulary import vocabulary
from graphkit.storage.atomic import readable
from graphkit.storage.content_kind import refuse_text
from graphkit.tables.arrow_file import MAGIC, broken
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED

if TYPE_CHECKING:
    from graphkit.backends.questions import Questions
    from graphkit.formats.events.judged_rows import Sound

_OLD_MAGIC = b"graphkit columns, version 1"
Numbers = NDArray[np.int32]


@checking(CHECKS)
def open_table(path: str | os.PathLike[str], *, skip_bad: bool = False) -> "Table | Questions":
    """Open a large table of dated relations, or a directory, to ask it without making a graph of it.

    Every function that asks something of a graph is a method of what is returned, without the graph.

    Parameters
    ----------
    path : str or os.PathLike
        A table of any kind that ``graphkit import`` reads, a file that
        :meth:`graphkit.tables.table.EventTable.save` wrote, or a directory that ``graphkit import`` wrote.
    skip_bad : bool, default False
        Leave out the rows that cannot be read; ``notes`` then counts them. Of a plain table ``skipped`` holds
        their lines.

    Returns
    -------
    Table or Questions
        The relations of a table, with the methods of :class:`~graphkit.tables.table.EventTable` too; an
        actor's number is its place among all sources and then all targets. Of a directory the questions
        alone; a ``with`` statement closes it.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is no such table, or a row ends before it starts; the line is named.

    Examples
    --------
    A line of the table is such as ``Ada<TAB>met<TAB>Ben<TAB>2025-07-14``.

    >>> table = gk.open("events.tsv")
    >>> table.count("2025-07-14", "2025-07-14")
    1
    >>> table.neighbors("Ada")
    {'Ben'}
    """
    where = os.fspath(path)
    refuse_text(where)
    if Path(where).is_dir() and (found := _directory(where)):
        return found
    return plain_table(where, skip_bad=skip_bad) or _by_rows(where, skip_bad=skip_bad)


def plain_table(path: str, *, skip_bad: bool = False) -> Table | None:
    """Open a table of source, relation, target and dates alone; None if it is another, or its types say more.

    Its actors and types are called as in the file, and its relations are those that an import makes of it.
    What is no fact is left out of a table that fits into no file; any other table with such rows is None.
    """
    with readable(path), open(path, "rb") as file:
        head = file.read(len(_OLD_MAGIC))
    if head.startswith(MAGIC):
        return Table.load(path)
    if head == _OLD_MAGIC:
        raise broken(path)
    reading = Reading(skip_bad=skip_bad)
    layout, _ = table_of(path, reading.anew(), lambda _done, _size, _rows: None)
    if layout.columns is None or not layout.columns.plain:
        return None
    extra_module("pyarrow", "tables that are asked as columns", "scale")
    from graphkit.formats.events.columnar import in_order, repeats
    from graphkit.formats.events.judged_rows import JudgedRows

    names: dict[str, int] = {}
    words: dict[str, int] = {}
    dates: dict[tuple[str, tuple[str, ...]], int] = {}
    blocks = []

    def number(named: Party | str, _line: int) -> int:
        return names.setdefault(named if isinstance(named, str) else named.name, len(names))

    table = JudgedRows(path, reading, number)
    no_facts: Counter[str] = Counter()
    with building():
        for rows in table.blocks():
            numbers = _numbers(rows, words, dates, no_facts)
            if numbers is None:
                return None
            blocks.append([column.astype(np.int32) for column in numbers])
    if not blocks:
        return None
    source, target, type_, when, line = map(np.concatenate, zip(*blocks, strict=True))
    if no_facts:
        from graphkit.formats.events.event_tables import MOST_ROWS

        if len(line) + no_facts.total() <= MOST_ROWS:
            return None
        for status, count in no_facts.items():
            reading.leave_out(f"relation that is {status}", "row", count)
    same_type = _alike(type_of_words(text.strip()) for text in words)
    columns = [source, target, same_type[type_], when]
    repeated = repeats([(column, int(column.max()) + 1) for column in columns])
    if len(repeated):
        reading.notes.append(repeated_rows(len(repeated)))
        source, target, type_, when, line = (
            np.delete(column, repeated) for column in (source, target, type_, when, line)
        )
    days, noted = [day for day, _ in dates], np.array([bool(notes) for _, notes in dates], bool)[when]
    if noted.any():
        instead = "left out, as no more than dates is asked; an import keeps it"
        reading.leave_out("note", "relation", int(noted.sum()), instead=instead)
    when, whens = _alike(days)[when], [*dict.fromkeys(days)]
    met, ends = in_order(np.concatenate([source, target]), len(names))
    source, target = np.split(ends, 2)
    called, first_line = [*names], 1 + table.heading
    found = Table.build(
        source,
        target,
        type_,
        _sides(_bounds(whens), when),
        actors=[called[number] for number in met],
        types=[*words],
        places=line - first_line,
        whens=(when, whens),
        symmetric=_symmetric(words),
        undated=None if all(whens) else ~np.array(whens, bool)[when],
        skipped=sorted(chain(*(lines.tolist() for lines in table.bad))),
    )
    found.first_line, found.first_type = first_line, "".join(table.first_type)
    found.notes = reading.told
    return found


def _numbers(
    rows: "Sound",
    words: dict[str, int],
    dates: dict[tuple[str, tuple[str, ...]], int],
    no_facts: Counter[str],
) -> "tuple[NDArray[np.integer[Any]], ...] | None":
    """Return the columns of some rows, given the numbers of types and of dates with their notes.

    None if their types or their statuses say more. What is no fact is counted, and in no column.
    """
    type_, when = rows.judged["type"], rows.judged["when"]
    told = rows.judged.get("status", type_)
    if any(type_.said(_says_more)) or any(told.said(_says_more)) or any(when.said(_has_sides)):
        return None
    statuses, numbers = told.few(_status_in)
    for status, count in zip(statuses, np.bincount(numbers, minlength=len(statuses)).tolist(), strict=True):
        if status and count:
            no_facts[status] += count
    is_fact = ~np.array([bool(status) for status in statuses], bool)[numbers]
    if not is_fact.all():
        type_, when = type_.kept(is_fact), when.kept(is_fact)

    def number_of_type(at: int) -> int:
        return words.setdefault(in_one_form(type_.values[at][0]), len(words))

    def number_of_date(at: int) -> int:
        piece = when.pieces[at]
        return dates.setdefault((piece.fields["when"] or "", piece.notes), len(dates))

    source, target, lines = (each[is_fact] for each in (*rows.ends, rows.lines))
    return source, target, type_.numbered(number_of_type), when.numbered(number_of_date), lines


def _says_more(piece: Piece) -> bool:
    """Return whether the cells of a type or a status say more than its name, and not that it is no fact."""
    return not _status_in(piece) and bool(piece.notes or piece.left_out or piece.assumed)


def _status_in(piece: Piece) -> str | None:
    """Return the status of what is no fact."""
    return dict(piece.fields.get("more", ())).get("status") or piece.fields.get("status")


def _has_sides(piece: Piece) -> bool:
    """Return whether a date is more than one text."""
    return bool(piece.fields.get("begins") or piece.fields.get("ends"))


def _symmetric(types: Iterable[str]) -> list[str]:
    known = vocabulary()
    alike = {name: known.get(name) or known.get(id_from(name)) for name in types}
    return [name for name, type_ in alike.items() if type_ and type_.symmetric]


def _alike(texts: Iterable[str]) -> Numbers:
    """Return a number for each text, the same for those that are equal."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.int32)


def _by_rows(path: str, *, skip_bad: bool) -> Table:
    """Return a table that is read row by row; what it says beside actors, types and dates is told."""
    from graphkit.formats.events.event_tables import rows_of
    from graphkit.formats.events.row_builder import RowBuilder

    reading = Reading(skip_bad=skip_bad)
    builder = RowBuilder()
    distinct: list[dict[str, int]] = [{}, {}, {}]
    columns = [array("q") for _ in range(4)]
    keys: list[str] = []
    beside: Counter[str] = Counter()
    for row in rows_of(path, reading, builder):
        if "status" in row:
            reading.leave_out(f"relation that is {row['status']}", "row")
            continue
        texts = row["source"], row["target"], row["type"], row.get("when", "")
        for column, text, among in zip(columns, texts, (0, 0, 1, 2), strict=True):
            column.append(distinct[among].setdefault(text, len(distinct[among])))
        keys.append(row["key"])
        beside.update(row.keys() - {"source", "target", "key", "type", "when"})
    if not keys:
        raise DataError(path, [Fault("", "holds no relations")])
    for name, count in beside.items():
        reading.leave_out(name, "relation", count)
    actors, types, whens = map(list, distinct)
    source, target, type_, when = (np.array(column, np.int32) for column in columns)
    bounds = _bounds(whens)
    names = Counter(builder.actors[id]["name"] for id in actors)
    shown = [name if names[name := builder.actors[id]["name"]] == 1 else id for id in actors]
    own = builder.own_types()
    both_ways = [row["name"] for row in own if row.get("symmetric")]
    rows_of_actors = [builder.actors[id] for id in actors]

    def built(sides: tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]) -> Table:
        table = Table.build(
            source,
            target,
            type_,
            sides,
            actors=shown,
            types=types,
            keys=keys,
            whens=(when, whens),
            symmetric=[*_symmetric(types), *both_ways],
            undated=None if all(whens) else ~np.array(whens, bool)[when],
        )
        table.rows_of_actors, table.own_types = rows_of_actors, own
        return table

    table = built(_sides(bounds, when))
    if lives_of({row["id"]: row for row in rows_of_actors}):
        table = built(table.backend.sides())
    table.usual_order = False
    table.notes = reading.told
    return table


def _directory(path: str) -> "Questions | None":
    """Open a directory that ``graphkit import`` wrote; None if a folder is something else."""
    from graphkit.backends import open_directory
    from graphkit.backends.manifest import is_directory
    from graphkit.backends.questions import Questions

    return Questions(open_directory(path)) if is_directory(path) else None


def _bounds(whens: Sequence[str]) -> NDArray[np.int64]:
    """Return the bounds of dates; nothing bounds a blank one."""
    return np.array([edtf.parse(when).bounds if when else UNBOUNDED for when in whens], np.int64)


def _sides(bounds: NDArray[np.int64], when: Numbers) -> tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]:
    """Return the bounds of each row; one array four times where all dates are single days."""
    first = bounds[:, 0].take(when)
    if (bounds == bounds[:, :1]).all():
        return first, first, first, first
    return first, bounds[:, 1].take(when), bounds[:, 2].take(when), bounds[:, 3].take(when)
