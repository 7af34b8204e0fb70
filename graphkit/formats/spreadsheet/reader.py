"""Reads a folder of CSV tables into a dataset; each fault is named by file, row and column."""

import csv
import io
import os
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from graphkit.editing.identity import LocalNames, normalized
from graphkit.errors import DataError, Fault, Mend, StorageError, Suggestions, nearest, reason, shortened
from graphkit.formats.format import MAY_BE_ROWS, Reading, may_be_rows
from graphkit.formats.spreadsheet.folders import is_tables
from graphkit.formats.spreadsheet.layout import TABLES, Table, bare
from graphkit.formats.spreadsheet.names import Names, Raw, add_ids, only
from graphkit.libraries import Reader
from graphkit.model import cell_syntax
from graphkit.model.entities import PARTS, Dataset, Evidence, Relation
from graphkit.storage.atomic import LARGEST, inside, read_whole
from graphkit.storage.content_kind import refuse_other, refused_folder
from graphkit.storage.folder import waiting
from graphkit.storage.json_file import dataset_of, file_with

Rows = list[tuple[int, dict[str, str]]]
"""Rows of a table, as texts by column, each with its number."""

ValuePath = tuple[int | str, ...]
"""The path of a value in ``graph.json``."""


def is_one_of_tables(path: str | os.PathLike[str]) -> bool:
    """Return whether a file is a table of such a folder by its name."""
    return Path(path).name in TABLES and not Path(path).is_dir()


def read(folder: str | os.PathLike[str], reading: Reading | None = None) -> Dataset:
    """Read a folder of tables; an actor may be named by id, name or alias.

    Rows without an id get one made from their other fields.
    """
    place = _folder(folder)
    return assemble(Folder(place, waiting(place)), reading or Reading())


def assemble(source: "Source", reading: Reading) -> Dataset:
    """Return the dataset that the tables of a folder or of a workbook hold.

    A bad row that may not be skipped, or a fault of no row, raises DataError.
    """
    texts = _Tables(source)
    rows = {name: texts.rows(name) for name in TABLES}
    skipped = _Skipped()
    dataset, local = None, LocalNames()
    while dataset is None:
        local, tables = LocalNames(), replace(texts, raw=file_with({}, [], []), cells={**texts.cells})
        try:
            dataset = _assembled(tables, rows, reading.known, local, skipped.names)
        except DataError as error:
            if not reading.skip_bad or not skipped.take(source, error.faults, rows):
                raise
    reading.hear(source.heard)
    skipped.tell(source, reading)
    reading.local.actors |= local.actors
    reading.local.sources |= local.sources
    reading.local.relations |= local.relations
    return dataset


def _assembled(
    tables: "_Tables", rows: dict[str, Rows], known: Dataset | None, local: LocalNames, skipped: set[str]
) -> Dataset:
    """Return the dataset of rows of tables; ``skipped`` are names of actors whose rows were skipped."""
    source = tables.source
    before = [*source.faults]
    for name, table in TABLES.items():
        if table.home:
            tables.add(name, table, rows[name])
    tables.add_about(rows["dataset.csv"])
    raw, names = tables.raw, Names(tables.raw, known, skipped)
    local.actors |= add_ids(raw["nodes"], "id", "name")
    local.sources |= add_ids(raw["graph"].get("sources", []), "id", "publisher", "published")
    names.resolve()
    local.relations |= add_ids(raw["edges"], "key", "source", "type", "target")
    tables.add_evidence(rows["evidence.csv"])
    names.resolve()
    own = names.lend()
    try:
        dataset = dataset_of(raw, source.where, source.faults, lambda found: list(map(tables.located, found)))
    except DataError as error:
        in_order = sorted(error.faults, key=lambda fault: (source.order(fault), _row_in(fault)))
        faults = sorted(in_order, key=lambda fault: fault.more > 0)
        source.faults[:] = before
        raise DataError(faults[0].file or source.where, faults) from None
    return dataset if known is None else only(dataset, own)


@dataclass
class _Skipped:
    """The bad rows that were skipped: their number and the first fault by table, and whom they name.

    Nothing that names one of these actors may mean another.
    """

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, Fault] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def take(self, source: "Source", faults: Iterable[Fault], rows: dict[str, Rows]) -> bool:
        """Take the rows of faults out; return False if one is of no row, so that the tables are refused.

        Of rows that share an id nobody knows which is meant, so all go, but for the first of equal ones.
        """
        bad: dict[str, set[int]] = {}
        first = {_row_of(fault, source): fault for fault in reversed([*faults]) if not fault.more}
        for table, number in first:
            if number not in dict(rows.get(table, ())):
                return False
            bad.setdefault(table, set()).add(number)
        for table, numbers in bad.items():
            numbers |= self._of_same_id(
                "name" if table == "relation_types.csv" else "id", rows[table], numbers
            )
            gone = [row for number, row in rows[table] if number in numbers]
            rows[table] = [(number, row) for number, row in rows[table] if number not in numbers]
            self.counts[table] += len(gone)
            places = {(table, number) for number in numbers}
            told = [fault for place, fault in first.items() if place in places]
            before = [self.first[table]] if table in self.first else []
            self.first[table] = min([*before, *(told or first.values())], key=_row_in)
            source.faults[:] = [each for each in source.faults if _row_of(each, source) not in places]
            if table == "actors.csv":
                kept = {frozenset(row.items()) for _, row in rows[table]}
                lost = [row for row in gone if frozenset(row.items()) not in kept]
                texts = (row.get(name, "") for row in lost for name in ("id", "name", "aliases"))
                self.names |= {normalized(each) for text in texts for each in (text, *text.split(";"))}
        return bool(bad)

    @staticmethod
    def _of_same_id(id: str, rows: Rows, numbers: set[int]) -> set[int]:
        """Return the rows that share the id of a bad one; of equal rows the first is no longer bad."""
        by_id: dict[str, Rows] = {}
        for number, row in rows:
            if id in row:
                by_id.setdefault(row[id], []).append((number, row))
        more: set[int] = set()
        for alike in by_id.values():
            if len(alike) > 1 and not numbers.isdisjoint(number for number, _ in alike):
                equal = all(row == alike[0][1] for _, row in alike)
                more.update(number for number, _ in alike[equal:])
                if equal:
                    numbers.discard(alike[0][0])
        return more

    def tell(self, source: "Source", reading: Reading) -> None:
        for table, count in self.counts.items():
            what = f"bad rows of {source.title(table)}, the first: {self.first[table]}"
            reading.leave_out(what, "row", count, instead="skipped")


def _row_of(fault: Fault, source: "Source") -> tuple[str, int]:
    """Return the table and the row of a fault; a blank name and 0 if it is of none."""
    row, order = _row_in(fault), source.order(fault)
    return ([*TABLES][order], row) if row and order >= 0 else ("", 0)


def _row_in(fault: Fault) -> int:
    """Return the row in the place of a fault; 0 if it has none."""
    row = re.search(r"\brow ([0-9]+)", fault.place)
    return int(row[1]) if row else 0


def _folder(path: str | os.PathLike[str]) -> Path:
    folder = Path(path)
    if is_one_of_tables(folder):
        folder = folder.parent
    if not is_tables(folder):
        if (folder / "manifest.json").is_file():
            raise refused_folder(folder)
        raise StorageError(
            f"{path}: there is neither actors.csv nor relations.csv in it; name a folder with tables"
        )
    return folder


@dataclass
class Source(ABC):
    """Where tables come from, a file or a folder.

    ``faults`` receives what is wrong with its texts, ``heard`` what else is told of them.
    """

    path: Path
    faults: list[Fault] = field(default_factory=list, kw_only=True)
    heard: Reading = field(default_factory=Reading, kw_only=True)

    @property
    def where(self) -> str:
        """What it is called in messages."""
        return str(self.path)

    @abstractmethod
    def records(self, name: str) -> Iterable[tuple[int, list[str | None]]]:
        """Yield the heading and each row that is neither blank nor a comment, with its number."""

    @abstractmethod
    def title(self, name: str) -> str:
        """Return how people call a table."""

    @abstractmethod
    def fault(self, name: str, row: int, place: str, message: str) -> Fault:
        """Return a fault in a row of a table; ``place`` may be blank."""

    @abstractmethod
    def order(self, fault: Fault) -> int:
        """Return the place of the table that a fault is in among all tables; -1 if it is in none."""


@dataclass
class Folder(Source):
    """A folder of CSV files; some may be ``waiting``: written, but not yet in their places."""

    waiting: dict[str, Path]

    def title(self, name: str) -> str:
        return name

    def fault(self, name: str, row: int, place: str, message: str) -> Fault:
        where = f"row {row}, {place}" if place else f"row {row}"
        return Fault(where, message, file=str(self.path / name), line=row)

    def order(self, fault: Fault) -> int:
        """Return the place of the file of a fault; that of the folder comes first."""
        name = Path(fault.file or "").name
        return [*TABLES].index(name) if name in TABLES else -1

    def records(self, name: str) -> Iterator[tuple[int, list[str | None]]]:
        text = self._text(name)
        separator, odd = self._separator(name, text), []
        for number, (row, cells) in enumerate(self._rows(name, text, separator)):
            odd += [row for cell in cells if may_be_rows(cell, separator, len(cells))]
            yield row, [bare(cell) if number else cell for cell in cells]
        if odd:
            what, instead = MAY_BE_ROWS
            self.heard.leave_out(f"{what}, first in row {odd[0]} of {name}", "row", len(odd), instead)

    def _text(self, name: str) -> str:
        path = inside(self.waiting.get(name, self.path / name))
        refuse_other(path, ())
        try:
            with open(path, "rb") as file:
                content = read_whole(file, str(path), LARGEST)
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise StorageError(f"{path}: cannot be read: {reason(error)}") from None
        utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        try:
            return content.decode("utf-16" if utf_16 else "utf-8-sig")
        except UnicodeDecodeError as error:
            row = content.count(b"\n", 0, error.start) + 1
            self.faults.append(self.fault(name, row, "", "is not UTF-8; save the table as CSV UTF-8"))
            return ""

    def _separator(self, name: str, text: str) -> str:
        """Return the separator with which the heading names most columns."""
        trial, columns = replace(self, faults=[]), TABLES[name].columns

        def known(separator: str) -> int:
            headings = next((row for _, row in trial._rows(name, text, separator)), [])
            return sum(_heading(cell) in columns for cell in headings)

        return max(",;\t", key=known)

    def _rows(self, name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that are neither blank nor a comment, each with its number."""
        number = 0
        csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
        reader = Reader(self.path / name, "is no CSV", "look for a quotation mark that nothing closes")
        try:
            with reader:
                rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
            for number, row in enumerate(reader.each(rows), 1):
                blank = not any(cell.strip() for cell in row)
                if not (blank or row[0].lstrip().startswith("#") or re.fullmatch("(?i)sep=.?", row[0])):
                    yield number, row
        except DataError as error:
            self.faults.append(self.fault(name, number + 1, "", error.faults[0].message))


@dataclass
class _Tables:
    """Tables, as they are read.

    ``cells`` holds the table, row number and column of each value in ``raw``, by path. Also, by table, the
    heading's row number, and by table and column the column's position.
    """

    source: Source
    raw: Raw = field(default_factory=lambda: file_with({}, [], []))
    cells: dict[ValuePath, tuple[str, int, str]] = field(default_factory=dict)

    # --- texts ----------------------------------------------------------------------------------

    def rows(self, name: str) -> Rows:
        """Return the rows of a table."""
        records = iter(self.source.records(name))
        first = next(records, None)
        if first is None:
            return []
        heading, headings = first[0], [cell or "" for cell in first[1]]
        columns = self._columns(name, heading, headings)
        rows = []
        for number, cells in records:
            row = {}
            for position, value in enumerate(cells):
                if value is None:
                    continue
                column = columns[position] if position < len(columns) else None
                if column is not None:
                    row[column] = value
                elif position >= len(columns) or not headings[position].strip():
                    mend = f"name it in row {heading}, or clear the cell"
                    message = f"{shortened(value)} stands in a column without a heading; {mend}"
                    self._fault(name, number, f"column {_letter(position)}", message)
            rows.append((number, row))
        return rows

    def _columns(self, name: str, number: int, cells: list[str]) -> list[str | None]:
        allowed, title = TABLES[name].columns, self.source.title(name)
        columns: list[str | None] = []
        for position, cell in enumerate(cells):
            heading = _heading(cell)
            heading = "id" if heading == "key" and name == "relations.csv" else heading
            place = f"column {_letter(position)}"
            if heading and heading not in allowed:
                near = nearest(heading, allowed, limit=1)
                mend = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(allowed)}"
                self._fault(name, number, place, f"{shortened(cell.strip())} is no column of {title}; {mend}")
            elif heading in columns:
                self._fault(name, number, place, f"the column {heading!r} stands twice; keep one")
                heading = ""
            columns.append(heading if heading in allowed else None)
        self.cells[(name,)] = (name, number, "")
        for position, column in enumerate(columns):
            if column:
                self.cells[(name, column)] = (name, position, column)
        return columns

    # --- values ---------------------------------------------------------------------------------

    def add(self, name: str, table: Table, rows: Rows) -> None:
        """Add the rows of a table to those of ``graph.json``."""
        place: Any = self.raw
        for step in table.home:
            place = place.setdefault(step, [])
        for number, row in rows:
            place.append(self._values(name, number, row, table.model, (*table.home, len(place))))

    def add_about(self, rows: Rows) -> None:
        """Add the title and the description of the dataset."""
        for number, row in rows:
            name = row.get("field", "")
            if name not in ("title", "description"):
                message = f"{shortened(name)} is no field of a dataset; write title or description"
                self._fault("dataset.csv", number, "", message)
            elif "value" in row:
                self.raw["graph"][name] = row["value"]
                self.cells[("graph", name)] = ("dataset.csv", number, "value")

    def add_evidence(self, rows: Rows) -> None:
        """Add the rows of ``evidence.csv`` to their relations."""
        places = {row.get("key"): place for place, row in enumerate(self.raw["edges"])}
        suggestions, home = Suggestions(), self.source.title("relations.csv")
        for number, row in rows:
            row, relation = dict(row), row.get("relation")
            row.pop("relation", None)
            if relation is None:
                self._fault("evidence.csv", number, "", "names no relation; add its id")
            elif relation not in places:
                near = suggestions.of(relation, places)
                mend = f"did you mean {near!r}?" if near else f"add it to {home}, or write another"
                message = f"there is no relation {shortened(relation)}; {mend}"
                self._fault("evidence.csv", number, "", message)
            else:
                entries = self.raw["edges"][places[relation]].setdefault("evidence", [])
                if isinstance(entries, list):
                    path = ("edges", places[relation], "evidence", len(entries))
                    entries.append(self._values("evidence.csv", number, row, Evidence, path))

    def _values(
        self, name: str, number: int, row: dict[str, str], model: type[BaseModel], path: ValuePath
    ) -> dict[str, Any]:
        """Return the values of a row, and note the cell of each."""
        self.cells[path] = (name, number, "")
        values: dict[str, Any] = {}
        for column, text in row.items():
            key = "key" if column == "id" and model is Relation else column
            self.cells[(*path, key)] = (name, number, column)
            try:
                values[key] = cell_syntax.read(model, key, text)
            except ValueError as error:
                self._fault(name, number, self._column(name, column), str(error))
                if key not in PARTS:
                    values[key] = text if model.model_fields[key].is_required() else None
                    values = {each: value for each, value in values.items() if value is not None}
        return values

    # --- faults ---------------------------------------------------------------------------------

    def _fault(self, name: str, row: int, place: str, message: str) -> None:
        self.source.faults.append(self.source.fault(name, row, place, message))

    def _column(self, name: str, column: str) -> str:
        return f"column {_letter(self.cells[(name, column)][1])} ({column})"

    def located(self, fault: Fault) -> Fault:
        """Return a fault with the file, row and column of the cell that it is about."""
        mend = fault.mend
        if fault.home:
            mend = Mend(f"add it to {self.source.title(f'{fault.home}.csv')}, or write another")
        starts = (fault.path[:end] for end in range(len(fault.path), 0, -1))
        path = next((start for start in starts if start in self.cells), None)
        if path is None:
            return replace(fault, mend=mend)
        name, row, column = self.cells[path]
        rest = [str(step + 1 if isinstance(step, int) else step) for step in fault.path[len(path) :]]
        if column in ("aliases", "about", "focus", "derived_from"):
            rest = []
        place = [self._column(name, column)] if column else []
        place += [" ".join(rest)] if rest else []
        found = self.source.fault(name, row, ", ".join(place), fault.message)
        return replace(found, path=fault.path, more=fault.more, mend=mend)


def _heading(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().casefold())


def _letter(position: int) -> str:
    """Return the letters above a column of a spreadsheet: A ... Z, AA, AB ..."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
