"""The format of a folder of CSV tables, to be filled in with a spreadsheet: one relation a row.

``actors.csv`` and ``relations.csv`` are enough, ``sources.csv`` where there are sources. Evidence stands
in the cell ``evidence`` of its relation (``cnn-2025-07-15#3 (nvidia); bbc-2025-07-15#13``); as soon as one
entry says more than source, paragraph and voice, all of it stands in ``evidence.csv``, one entry a row.
``relation_types.csv``, ``story.csv`` and ``dataset.csv`` (title, description) hold the rest.

Written is UTF-8 with a byte order mark, without which Excel takes it for something else. A cell that a
spreadsheet would run, or change because it looks like a number, begins with an apostrophe, which is taken
off again when it is read. A row that begins with ``#`` is a comment.
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from graphkit.editing.identity import LocalNames, is_counter, normalized
from graphkit.errors import DataError, Fault, StorageError, Suggestions, nearest, shortened
from graphkit.formats.format import Format, PathLike, Reading
from graphkit.libraries import Reader
from graphkit.model import cell_syntax
from graphkit.model.entities import UNNAMED, Actor, Dataset, Evidence, Relation, Row, Source, Step
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.vocabulary import RelationType
from graphkit.storage.atomic import LARGEST, named, read_whole, reason, waiting, write_together
from graphkit.storage.json_file import dataset_of, file_of, plain


class _About(Row):
    """A row of ``dataset.csv``."""

    field: str
    value: str


class _EvidenceRow(Evidence):
    """A row of ``evidence.csv``: evidence, and the relation that it is for."""

    relation: str


@dataclass(frozen=True, slots=True)
class _Table:
    """One file: where its rows stand in the dataset's own file, what they are, and their columns."""

    home: tuple[str, ...]
    model: type[BaseModel]
    columns: tuple[str, ...]


def _columns(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)


_RELATION = (
    "id", "source", "type", "target", "when", "begins", "ends", "about", "status", "summary",
    "evidence", "amount", "links", "note",
)  # fmt: skip
TABLES = {
    "actors.csv": _Table(("nodes",), Actor, _columns(Actor)),
    "relations.csv": _Table(("edges",), Relation, _RELATION),
    "sources.csv": _Table(("graph", "sources"), Source, _columns(Source)),
    "evidence.csv": _Table((), _EvidenceRow, ("relation", *_columns(Evidence))),
    "relation_types.csv": _Table(("graph", "relation_types"), RelationType, _columns(RelationType)),
    "story.csv": _Table(("graph", "story"), Step, _columns(Step)),
    "dataset.csv": _Table((), _About, ("field", "value")),
}
_PAIR = ("actors.csv", "relations.csv", "sources.csv")
_DATES = ("when", "begins", "ends", "said", "published", "since", "until", "as_of")

# --- cells ------------------------------------------------------------------------------------

_RUN = cell_syntax.FORMULA + "\t\r\n#"
_NUMBER = re.compile(r"[.,:/ +%-]*\d[\d.,:/ eE+%-]*|true|false", re.IGNORECASE)
_WHOLE = re.compile(r"0|[1-9]\d{0,14}")


def _endangered(text: str, *, number: bool) -> bool:
    """Return whether a spreadsheet, or a reader who trims cells, would change a text."""
    bare = text.lstrip("'")
    if not bare or bare[0] in _RUN or bare != bare.strip():
        return True
    return number and bool(_NUMBER.fullmatch(bare)) and not _WHOLE.fullmatch(bare)


def _guarded(text: str, *, number: bool) -> str:
    text = cell_syntax.defused(text)
    return f"'{text}" if _endangered(text, number=number) else text


def _bare(cell: str) -> str | None:
    """Return the text of a cell; None where it is empty."""
    if cell.strip().startswith("'") and _endangered(cell.lstrip()[1:], number=True):
        return cell_syntax.restored(cell.lstrip()[1:])
    return cell_syntax.restored(cell.strip()) or None


def _quoted(cell: str) -> str:
    """Return a cell as RFC 4180 has it; quoted too where a spreadsheet might part it at another separator."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[",;\t\r\n]', cell) else cell


# --- writing ----------------------------------------------------------------------------------


def tables(dataset: Dataset) -> dict[str, str]:
    """Return the text of each table that a dataset needs, by file name."""
    raw = file_of(dataset)
    relations = raw["edges"]
    simple = all(
        not cell_syntax.written(Relation, "evidence", row.get("evidence")).startswith("[{")
        for row in relations
    )
    rows: dict[str, list[dict[str, Any]]] = {
        "actors.csv": raw["nodes"],
        "relations.csv": [
            {name: value for name, value in row.items() if simple or name != "evidence"} | {"id": row["key"]}
            for row in relations
        ],
        "sources.csv": raw["graph"].get("sources", []),
        "evidence.csv": []
        if simple
        else [{"relation": row["key"], **entry} for row in relations for entry in row.get("evidence", ())],
        "relation_types.csv": raw["graph"].get("relation_types", []),
        "story.csv": raw["graph"].get("story", []),
        "dataset.csv": [
            {"field": name, "value": raw["graph"][name]}
            for name in ("title", "description")
            if name in raw["graph"] and raw["graph"][name] != Dataset.model_fields[name].default
        ],
    }
    return {name: _text(TABLES[name], rows[name]) for name in TABLES if rows[name] or name in _PAIR}


def _text(table: _Table, rows: list[dict[str, Any]]) -> str:
    lines = [table.columns, *([_cell(table, row, name) for name in table.columns] for row in rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def _cell(table: _Table, row: dict[str, Any], name: str) -> str:
    if name not in row:
        return ""
    model_field = "key" if name == "id" and table.model is Relation else name
    number = name not in (*_DATES, "paragraph", "amount")
    return _guarded(cell_syntax.written(table.model, model_field, row[name]), number=number)


def comment(line: str) -> str:
    """Return a row that readers leave out; ``line`` begins with ``#``."""
    return _quoted(line) + "\n"


def write(dataset: Dataset, folder: str | os.PathLike[str]) -> None:
    """Write a dataset as a folder of tables, all or none; one without rows is emptied where it is there.

    Raises
    ------
    StorageError
        If a table cannot be written.
    """
    texts = tables(dataset)
    stale = {
        name: _text(table, []) for name, table in TABLES.items() if os.path.lexists(named(folder) / name)
    }
    write_together(folder, {name: text.encode("utf-8-sig") for name, text in (stale | texts).items()})


# --- reading ----------------------------------------------------------------------------------


@dataclass
class _Reading:
    """What has been read so far: the file's plain data, where each piece of it stands, and the faults.

    ``meant`` are the actors of the known dataset that are called by name, ``foreign`` those by a counter.
    """

    folder: Path
    raw: dict[str, Any] = field(default_factory=dict)
    cells: dict[tuple[int | str, ...], tuple[str, int, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    waiting: dict[str, Path] = field(default_factory=dict)
    meant: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)

    def fault(self, name: str, row: int, place: str, message: str) -> None:
        where = f"row {row}, {place}" if place else f"row {row}"
        self.faults.append(Fault(where, message, file=str(self.folder / name), line=row))


def is_tables(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is a folder that holds tables."""
    try:
        pair = ("actors.csv", "relations.csv")
        return any((Path(path) / name).is_file() for name in pair) or bool(waiting(Path(path)))
    except (OSError, ValueError):
        return False


def read(
    folder: str | os.PathLike[str], known: Dataset | None = None, local: LocalNames | None = None
) -> Dataset:
    """Read a folder of tables; an actor may be named by id, name or alias.

    Rows without an id get one made from what they say.

    Parameters
    ----------
    folder
        The folder, or one of the tables in it.
    known
        A dataset that the tables may refer to; none of its rows come back.
    local
        Receives the ids that were made.

    Raises
    ------
    StorageError
        If there are no tables, or one cannot be read.
    DataError
        If they are no dataset; ``faults`` lists everything found, each by file, row and column.
    """
    place = Path(folder)
    if place.suffix.lower() == ".csv":
        if place.name not in TABLES:
            raise StorageError(
                f"{folder}: is none of the tables {', '.join(TABLES)}; rename it, or name a folder"
            )
        place = place.parent
    if not is_tables(place):
        raise StorageError(
            f"{folder}: there is neither actors.csv nor relations.csv in it; name a folder with tables"
        )
    found = _Reading(
        place,
        {"directed": True, "multigraph": True, "graph": {"format": "graphkit/1"}, "nodes": [], "edges": []},
        waiting=waiting(place),
    )
    rows = {name: _rows(found, name) for name in TABLES}
    for name, table in TABLES.items():
        if table.home:
            _fill(found, name, table, rows[name])
    for number, row in rows["dataset.csv"]:
        _about(found, number, row)
    local = local or LocalNames()
    local.actors |= _name_rows(found.raw["nodes"], "id", "name")
    local.sources |= _name_rows(found.raw["graph"].get("sources", []), "id", "publisher", "published")
    _resolve(found, known)
    local.relations |= _name_rows(found.raw["edges"], "key", "source", "type", "target")
    _add_evidence(found, rows["evidence.csv"])
    _resolve(found, known)
    own = _ids(found.raw)
    if known is not None:
        _lend(found, known, own)
    try:
        dataset = dataset_of(found.raw, str(place), found.faults, partial(_located, found))
    except DataError as error:
        faults = sorted(error.faults, key=lambda fault: (_order(fault.file), fault.line or 0))
        raise DataError(faults[0].file or str(place), faults) from None
    return dataset if known is None else _only(dataset, own)


def _order(file: str | None) -> int:
    names = list(TABLES)
    return names.index(Path(file).name) if file and Path(file).name in names else -1


def _decoded(found: _Reading, name: str) -> str:
    path = found.waiting.get(name, found.folder / name)
    try:
        with open(path, "rb") as file:
            content = read_whole(file, str(path), LARGEST)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read: {reason(error)}") from None
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        found.fault(
            name, content.count(b"\n", 0, error.start) + 1, "", "is not UTF-8; save the table as CSV UTF-8"
        )
        return ""


def _records(found: _Reading, name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something and are no comment, each with its number."""
    number = 0
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = Reader(found.folder / name, "is no CSV", "look for a quotation mark that nothing closes")
    try:
        with reader:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, row in enumerate(reader.each(rows), 1):
            blank = not any(cell.strip() for cell in row)
            if not blank and not row[0].lstrip().startswith("#") and not re.fullmatch("(?i)sep=.?", row[0]):
                yield number, row
    except DataError as error:
        found.fault(name, number + 1, "", error.faults[0].message)


def _rows(found: _Reading, name: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a table as texts by column, each with its number."""
    text = _decoded(found, name)
    table = TABLES[name]
    silent = replace_faults(found)
    headers = {
        separator: next((row for _, row in _records(silent, name, text, separator)), [])
        for separator in ",;\t"
    }
    separator = max(headers, key=lambda each: sum(_heading(cell) in table.columns for cell in headers[each]))
    records = _records(found, name, text, separator)
    first = next(records, None)
    if first is None:
        return []
    columns = _known_columns(found, name, *first)
    rows = []
    for number, cells in records:
        row = {}
        for position, cell in enumerate(cells):
            said = _bare(cell)
            if said is None:
                continue
            if position >= len(columns) or columns[position] is None:
                if position >= len(columns) or not first[1][position].strip():
                    mend = f"name it in row {first[0]}, or clear the cell"
                    message = f"{shortened(said)} stands in a column without a heading; {mend}"
                    found.fault(name, number, f"column {_letter(position)}", message)
                continue
            row[str(columns[position])] = said
        rows.append((number, row))
    return rows


def replace_faults(found: _Reading) -> _Reading:
    """Return the same reading with a list of faults of its own, to try something."""
    return replace(found, faults=[])


def _heading(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().casefold())


def _known_columns(found: _Reading, name: str, number: int, cells: list[str]) -> list[str | None]:
    """Return the column that each heading names; None where it names none."""
    wanted = TABLES[name].columns
    columns: list[str | None] = []
    for position, cell in enumerate(cells):
        heading = _heading(cell)
        heading = "id" if heading == "key" and name == "relations.csv" else heading
        place = f"column {_letter(position)}"
        if heading and heading not in wanted:
            near = nearest(heading, wanted, limit=1)
            mend = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(wanted)}"
            found.fault(name, number, place, f"{shortened(cell.strip())} is no column of {name}; {mend}")
        elif heading in columns:
            found.fault(name, number, place, f"the column {heading!r} stands twice; keep one")
            heading = ""
        columns.append(heading if heading in wanted else None)
    found.cells[(name,)] = (name, number, "")
    for position, column in enumerate(columns):
        if column:
            found.cells[(name, column)] = (name, position, column)
    return columns


def _letter(position: int) -> str:
    """Return the letters above a column of a spreadsheet: A ... Z, AA, AB ..."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _fill(found: _Reading, name: str, table: _Table, rows: list[tuple[int, dict[str, str]]]) -> None:
    place: Any = found.raw
    for step in table.home:
        place = place.setdefault(step, [])
    for number, row in rows:
        at: tuple[int | str, ...] = (*table.home, len(place))
        place.append(_values(found, name, number, row, table.model, at))


def _values(
    found: _Reading,
    name: str,
    number: int,
    row: dict[str, str],
    model: type[BaseModel],
    at: tuple[int | str, ...],
) -> dict[str, Any]:
    """Return the values of a row, and note where each of them stands."""
    found.cells[at] = (name, number, "")
    values: dict[str, Any] = {}
    for column, text in row.items():
        key = "key" if column == "id" and model is Relation else column
        found.cells[(*at, key)] = (name, number, column)
        try:
            values[key] = cell_syntax.read(model, key, text)
        except ValueError as error:
            found.fault(name, number, _column(found, name, column), str(error))
            if key not in cell_syntax.PARTS:
                values[key] = text if model.model_fields[key].is_required() else None
                values = {each: value for each, value in values.items() if value is not None}
    return values


def _column(found: _Reading, name: str, column: str) -> str:
    return f"column {_letter(found.cells[(name, column)][1])} ({column})"


def _about(found: _Reading, number: int, row: dict[str, str]) -> None:
    if row.get("field") not in ("title", "description"):
        message = f"{shortened(row.get('field', ''))} is no field of a dataset; write title or description"
        found.fault("dataset.csv", number, "", message)
    elif "value" in row:
        found.raw["graph"][row["field"]] = row["value"]
        found.cells[("graph", row["field"])] = ("dataset.csv", number, "value")


def _name_rows(rows: list[dict[str, Any]], key: str, *fields: str) -> set[str]:
    """Give an id to every row that has none, made from these fields; return those that were made."""
    ids = FreeIds(row[key] for row in rows if key in row)
    made = set()
    for row in rows:
        if key not in row and all(name in row for name in fields):
            row[key] = ids.take(id_from(*(str(row[name]) for name in fields)))
            made.add(row[key])
    return made


def _add_evidence(found: _Reading, rows: list[tuple[int, dict[str, str]]]) -> None:
    relations = {row.get("key"): number for number, row in enumerate(found.raw["edges"])}
    suggestions = Suggestions()
    for number, row in rows:
        relation = row.pop("relation", None)
        if relation not in relations:
            near = suggestions.of(relation or "", relations)
            mend = f"did you mean {near!r}?" if near else "add it to relations.csv, or write another"
            message = (
                f"there is no relation {shortened(relation)}; {mend}"
                if relation
                else "names no relation; add its id"
            )
            found.fault("evidence.csv", number, "", message)
            continue
        at = ("edges", relations[relation], "evidence")
        entries = found.raw["edges"][relations[relation]].setdefault("evidence", [])
        if isinstance(entries, list):
            entries.append(_values(found, "evidence.csv", number, row, Evidence, (*at, len(entries))))


def _ids(raw: dict[str, Any]) -> dict[str, set[str]]:
    return {
        "nodes": {str(row.get("id")) for row in raw["nodes"]},
        "edges": {str(row.get("key")) for row in raw["edges"]},
        "sources": {str(row.get("id")) for row in raw["graph"].get("sources", ())},
        "relation_types": {str(row.get("name")) for row in raw["graph"].get("relation_types", ())},
    }


def _resolve(found: _Reading, known: Dataset | None) -> None:
    """Put ids where actors are called by a name or an alias that is one actor's alone."""
    raw = found.raw
    own = {row.get("id") for row in raw["nodes"]}
    lent = [plain(row) for row in known.actors if row.id not in own] if known else []
    ids = {row["id"]: (row["name"], *row.get("aliases", ())) for row in lent}
    names = [_called(raw["nodes"]), _called(lent, lent=True)]
    before = frozenset(found.meant)

    def id_of(name: Any) -> Any:
        if not isinstance(name, str) or name in own or name == UNNAMED or name in before:
            return name
        if name in ids:
            if is_counter(name, ids[name]):
                found.foreign.add(name)
            return name
        meant: set[str] = next((each[normalized(name)] for each in names if normalized(name) in each), set())
        if len(meant) != 1:
            return name
        found.meant |= meant
        return next(iter(meant))

    def settle(row: dict[str, Any], *fields: str) -> None:
        for name in fields:
            if isinstance(row.get(name), list):
                row[name] = [id_of(each) for each in row[name]]
            elif name in row:
                row[name] = id_of(row[name])

    for row in raw["graph"].get("sources", ()):
        settle(row, "publisher_actor")
    for row in raw["edges"]:
        settle(row, "source", "target", "about")
        for entry in row.get("evidence", ()):
            if isinstance(entry, dict):
                settle(entry, "attribution")
    keys = {row.get("key") for row in raw["edges"]}
    for row in raw["graph"].get("story", ()):
        settle(row, "focus", *([] if row.get("selection") in keys else ["selection"]))


def _called(actors: list[dict[str, Any]], *, lent: bool = False) -> dict[str, set[str]]:
    """Return the ids of the actors that go by each name; of another dataset's, none by a counter."""
    known: dict[str, set[str]] = {}
    for row in actors:
        aliases = row.get("aliases", ())
        names = [row.get("name"), *(aliases if isinstance(aliases, list) else ())]
        for name in (row.get("id"), *names):
            if (
                isinstance(name, str)
                and isinstance(row.get("id"), str)
                and not (lent and is_counter(name, names))
            ):
                known.setdefault(normalized(name), set()).add(row["id"])
    return known


def _lend(found: _Reading, known: Dataset, own: dict[str, set[str]]) -> None:
    """Add the rows of a known dataset behind the tables' own, so that these may refer to them.

    Only what a reference needs is lent: what the two say together is judged when they are joined.
    """
    raw = found.raw
    taken = own["nodes"] | own["sources"]
    nodes = [
        {"id": row.id, "name": row.name, "kind": row.kind}
        for row in known.actors
        if row.id not in taken and row.id not in found.foreign
    ]
    sources = [
        {"id": row.id, "publisher": row.publisher, "published": row.published}
        for row in known.sources
        if row.id not in taken and not is_counter(row.id)
    ]
    types = [plain(row) for row in known.relation_types if row.name not in own["relation_types"]]
    ends = {row["id"] for row in (*raw["nodes"], *nodes) if isinstance(row.get("id"), str)}
    edges = [
        {"source": row.source, "target": row.target, "key": row.key, "type": row.type}
        for row in known.relations
        if row.key not in own["edges"] and not is_counter(row.key) and {row.source, row.target} <= ends
    ]
    for into, table, rows in (
        (raw, "nodes", nodes),
        (raw, "edges", edges),
        (raw["graph"], "sources", sources),
        (raw["graph"], "relation_types", types),
    ):
        into.setdefault(table, []).extend(rows)


def _only(dataset: Dataset, own: dict[str, set[str]]) -> Dataset:
    return dataset.model_copy(
        update={
            "actors": tuple(row for row in dataset.actors if row.id in own["nodes"]),
            "relations": tuple(row for row in dataset.relations if row.key in own["edges"]),
            "sources": tuple(row for row in dataset.sources if row.id in own["sources"]),
            "relation_types": tuple(
                row for row in dataset.relation_types if row.name in own["relation_types"]
            ),
        }
    )


_HOMES = {"add it to nodes": "actors.csv", "add it to edges": "relations.csv"}
_HOMES |= {f"add it to graph.{name}": f"{name}.csv" for name in ("sources", "relation_types")}


def _located(found: _Reading, faults: list[Fault]) -> list[Fault]:
    """Return faults with the file, row and column in which they stand."""
    located = []
    for fault in faults:
        known = next(
            (fault.path[:end] for end in range(len(fault.path), 0, -1) if fault.path[:end] in found.cells),
            None,
        )
        message = fault.message
        for words, name in _HOMES.items():
            message = message.replace(words, f"add it to {name}")
        if known is None:
            located.append(replace(fault, message=message))
            continue
        name, row, column = found.cells[known]
        rest = [str(step + 1 if isinstance(step, int) else step) for step in fault.path[len(known) :]]
        if column in ("aliases", "about", "focus", "derived_from"):
            rest = []
        place = [
            f"row {row}",
            *([_column(found, name, column)] if column else []),
            *([" ".join(rest)] if rest else []),
        ]
        located.append(
            replace(fault, place=", ".join(place), message=message, file=str(found.folder / name), line=row)
        )
    return located


def _read(path: PathLike, reading: Reading) -> Dataset:
    return read(path, reading.known, reading.local)


CSV_TABLES = Format("CSV tables", (".csv",), "a folder of tables for a spreadsheet", read=_read)
