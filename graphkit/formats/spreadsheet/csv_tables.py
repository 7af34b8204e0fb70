"""The format of a folder of CSV tables for a spreadsheet: one relation a row.

``actors.csv`` and ``relations.csv`` are enough, with ``sources.csv`` if there are sources. Evidence is in the
cell ``evidence`` of its relation (``cnn-2025-07-15#3 (nvidia); bbc-2025-07-15#13``); if any entry says more
than source, paragraph and voice, all evidence is in ``evidence.csv``, one entry a row.
``relation_types.csv``, ``story.csv`` and ``dataset.csv`` (title, description) hold the rest.

Files are UTF-8 with a byte order mark, without which Excel guesses another encoding. A row that starts with
``#`` is a comment.
"""

import os
from typing import Any

from graphkit.formats.format import Format
from graphkit.formats.spreadsheet.folders import is_tables
from graphkit.formats.spreadsheet.layout import PAIR, TABLES, Table, guarded, quoted
from graphkit.formats.spreadsheet.reader import is_one_of_tables, read
from graphkit.model import cell_syntax
from graphkit.model.entities import Dataset, Relation
from graphkit.storage.atomic import named
from graphkit.storage.folder import write_together
from graphkit.storage.json_file import file_of

__all__ = ["CSV_TABLES", "TABLES", "comment", "is_one_of_tables", "is_tables", "read", "tables", "write"]


def cells(dataset: Dataset) -> dict[str, list[list[str | None]]]:
    """Return the cells of each table that a dataset needs, by the table's name; None for an empty one."""
    raw = file_of(dataset)
    relations = raw["edges"]
    rows: dict[str, list[dict[str, Any]]] = {
        "actors.csv": raw["nodes"],
        "relations.csv": [{**row, "id": row["key"]} for row in relations],
        "sources.csv": raw["graph"].get("sources", []),
        "relation_types.csv": raw["graph"].get("relation_types", []),
        "story.csv": raw["graph"].get("story", []),
        "dataset.csv": [
            {"field": name, "value": raw["graph"][name]}
            for name in ("title", "description")
            if name in raw["graph"] and raw["graph"][name] != Dataset.model_fields[name].default
        ],
    }
    found = {name: _cells(TABLES[name], each) for name, each in rows.items() if each or name in PAIR}
    told = TABLES["relations.csv"].columns.index("evidence")
    if any((row[told] or "").startswith("[{") for row in found["relations.csv"]):
        for row in found["relations.csv"]:
            row[told] = None
        entries = [{"relation": row["key"], **each} for row in relations for each in row.get("evidence", ())]
        found["evidence.csv"] = _cells(TABLES["evidence.csv"], entries)
    return {name: found[name] for name in TABLES if name in found}


def _cells(table: Table, rows: list[dict[str, Any]]) -> list[list[str | None]]:
    return [[_cell(table, row, column) for column in table.columns] for row in rows]


def tables(dataset: Dataset) -> dict[str, str]:
    """Return the text of each table that a dataset needs, by file name."""
    return {name: _text(TABLES[name], rows) for name, rows in cells(dataset).items()}


def _text(table: Table, rows: list[list[str | None]]) -> str:
    lines = [[*table.columns], *([*map(guarded, table.columns, row)] for row in rows)]
    return "".join(",".join(map(quoted, line)) + "\n" for line in lines)


def _cell(table: Table, row: dict[str, Any], name: str) -> str | None:
    if name not in row:
        return None
    model_field = "key" if name == "id" and table.model is Relation else name
    return cell_syntax.written(table.model, model_field, row[name])


def comment(line: str) -> str:
    """Return a comment row; ``line`` starts with ``#``."""
    return quoted(line) + "\n"


def write(dataset: Dataset, folder: str | os.PathLike[str]) -> None:
    """Write a dataset as a folder of tables, all or none; an existing table without rows is emptied."""
    texts = tables(dataset)
    stale = {
        name: _text(table, []) for name, table in TABLES.items() if os.path.lexists(named(folder) / name)
    }
    write_together(folder, {name: text.encode("utf-8-sig") for name, text in (stale | texts).items()})


CSV_TABLES = Format("CSV tables", (".csv",), "a folder of tables for a spreadsheet", read=read)
