"""The format of a SQLite database: plain tables and views, for SQL, Datasette, sqlite-utils and DB Browser.

``sqlite.sql`` has a table for each kind of row of the file, with its own fields; lists and evidence have
tables of their own. Days that follow from dates and evidence are in ``days``; ``names`` has what answers call
each actor, with the id where another has that name. The views ``who_did_what`` and
``who_says`` join them as people read them. Databases are not read back.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphkit.formats.format import Format, Loss, Written
from graphkit.graph.build import to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.storage.json_file import file_of
from graphkit.temporal.calendar import iso


def dumps(graph: Graph) -> Written:
    """Return a graph as a database; whole numbers of more than 64 bits become texts."""
    long = 0
    connection = sqlite3.connect(":memory:")
    try:
        tables = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
        connection.executescript(f"PRAGMA foreign_keys = ON; {tables}")
        with connection:
            for table, row in _rows(graph, to_dataset(graph)):
                for name, value in row.items():
                    if type(value) is int and not -(2**63) <= value < 2**63:
                        row[name] = str(value)
                        long += 1
                connection.execute(_insert(table, *row), [*row.values()])
        losses = [Loss("whole numbers of more than 64 bits", long, "number", "texts")] if long else []
        return Written(connection.serialize(), tuple(losses))
    finally:
        connection.close()


def _rows(graph: Graph, dataset: Dataset) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each row of the database with its table, those that others refer to first."""
    raw, called = file_of(dataset), index(graph).surroundings.name
    header = raw["graph"]
    for name in ("format", "title", "description"):
        if name in header:
            yield "dataset", {"field": name, "value": header[name]}
    for actor in raw["nodes"]:
        yield "actors", _only(actor, "id", "name", "kind", "description", "picture")
        yield "names", {"actor": actor["id"], "name": called(actor["id"])}
        for alias in dict.fromkeys(actor.get("aliases", ())):
            yield "aliases", {"actor": actor["id"], "alias": alias}
        for scheme, identifier in actor.get("ids", {}).items():
            yield "identifiers", {"actor": actor["id"], "scheme": scheme, "identifier": identifier}
        for name, value in actor.get("attributes", {}).items():
            yield "attributes", {"actor": actor["id"], "name": name, "value": value}
    relations = {relation.id: relation for relation in index(graph).relations()}
    types = {relation.type.name: relation.type for relation in relations.values()}
    own = {type_.name: type_ for type_ in dataset.relation_types}
    for name, type_ in sorted((types | own).items()):
        synonyms = json.dumps(type_.synonyms, ensure_ascii=False)
        more = {"label": type_.label(), "synonyms": synonyms, "own": name in own}
        yield "types", asdict(type_) | more
    sources = header.get("sources", ())
    for source in sources:
        yield "sources", {name: value for name, value in source.items() if name != "derived_from"}
    for source in sources:
        for original in dict.fromkeys(source.get("derived_from", ())):
            yield "derived_from", {"source": source["id"], "original": original}
    for edge in raw["edges"]:
        row = _only(edge, "source", "type", "target", "when", "begins", "ends", "summary", "note")
        amount = edge.get("amount", {})
        row |= {"id": edge["key"], "status": edge.get("status", "actual")}
        yield "relations", {**row, "amount": amount.get("value"), "unit": amount.get("unit")}
        yield "days", _days(relations[edge["key"]])
        for actor in dict.fromkeys(edge.get("about", ())):
            yield "about", {"relation": edge["key"], "actor": actor}
        for number, entry in enumerate(edge.get("evidence", ()), 1):
            attests = entry.get("attests")
            fields = {"stance": "supports", "dated": True, **entry}
            fields["attests"] = {True: "yes", False: "no"}.get(attests, attests)
            yield "evidence", {"relation": edge["key"], "number": number, **fields}
    for edge in raw["edges"]:
        for link in edge.get("links", ()):
            yield "links", {"relation": edge["key"], "rel": link["rel"], "other": link["relation"]}
    for number, step in enumerate(header.get("story", ()), 1):
        text = json.dumps(step, ensure_ascii=False)
        yield "story", {"number": number, "title": step["title"], "step": text}


@lru_cache
def _insert(table: str, *columns: str) -> str:
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  the names are ours


def _only(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _days(relation: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"relation": relation.id, "words": relation.words}
    if relation.bounds is not None:
        row |= {name: iso(day) for name, day in relation.bounds._asdict().items()}
    for name in ("claimed", "contested", "dates_differ", "set_aside", "independent_sources"):
        row[name] = getattr(relation, name)
    return {**row, "voices": len(relation.voices)}


SQLITE = Format("SQLite", (".sqlite", ".db"), "SQL, Datasette, sqlite-utils, DB Browser", write=dumps)
