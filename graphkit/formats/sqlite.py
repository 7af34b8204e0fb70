"""The format of a SQLite database: plain tables and views, for SQL, Datasette, sqlite-utils and DB Browser.

A table for each kind of row of the file, with its own fields; lists and evidence have tables of their own.
Days that follow from dates and evidence are in ``days``. The views ``who_did_what`` and ``who_says`` join
them as people read them. Databases are not read back.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from graphkit.formats.format import Format, Loss, Written
from graphkit.graph.build import to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset
from graphkit.storage.json_file import file_of
from graphkit.temporal.calendar import iso

_TABLES = """
CREATE TABLE dataset (field TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE actors (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, description TEXT,
  picture TEXT);
CREATE TABLE aliases (actor TEXT NOT NULL REFERENCES actors, alias TEXT NOT NULL,
  PRIMARY KEY (actor, alias));
CREATE TABLE identifiers (actor TEXT NOT NULL REFERENCES actors, scheme TEXT NOT NULL,
  identifier TEXT NOT NULL, PRIMARY KEY (actor, scheme));
CREATE TABLE attributes (actor TEXT NOT NULL REFERENCES actors, name TEXT NOT NULL, value NOT NULL,
  PRIMARY KEY (actor, name));
CREATE TABLE types (name TEXT PRIMARY KEY, label TEXT NOT NULL, family TEXT NOT NULL, kind TEXT NOT NULL,
  symmetric INTEGER NOT NULL);
CREATE TABLE sources (id TEXT PRIMARY KEY, publisher TEXT NOT NULL, publisher_actor TEXT REFERENCES actors,
  title TEXT, author TEXT, published TEXT NOT NULL, url TEXT, archived_url TEXT, file TEXT, sha256 TEXT,
  reliability TEXT, note TEXT);
CREATE TABLE derived_from (source TEXT NOT NULL REFERENCES sources, original TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (source, original));
CREATE TABLE relations (id TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES actors,
  type TEXT NOT NULL REFERENCES types, target TEXT NOT NULL REFERENCES actors, "when" TEXT, begins TEXT,
  ends TEXT, status TEXT NOT NULL, summary TEXT, amount, unit TEXT, note TEXT);
CREATE TABLE about (relation TEXT NOT NULL REFERENCES relations, actor TEXT NOT NULL REFERENCES actors,
  PRIMARY KEY (relation, actor));
CREATE TABLE links (relation TEXT NOT NULL REFERENCES relations, rel TEXT NOT NULL,
  other TEXT NOT NULL REFERENCES relations);
CREATE TABLE evidence (relation TEXT NOT NULL REFERENCES relations, number INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES sources, paragraph INTEGER, attribution TEXT, said TEXT, "when" TEXT,
  type TEXT, status TEXT, stance TEXT NOT NULL, dated INTEGER NOT NULL, attests TEXT, quote TEXT, url TEXT,
  archived_url TEXT, note TEXT, PRIMARY KEY (relation, number));
CREATE TABLE days (relation TEXT PRIMARY KEY REFERENCES relations, words TEXT, earliest_start TEXT,
  latest_start TEXT, earliest_end TEXT, latest_end TEXT, claimed INTEGER NOT NULL, contested INTEGER NOT NULL,
  dates_differ INTEGER NOT NULL, voices INTEGER NOT NULL, independent_sources INTEGER NOT NULL);
CREATE TABLE story (number INTEGER PRIMARY KEY, title TEXT NOT NULL, step TEXT NOT NULL);
CREATE INDEX relations_source ON relations (source);
CREATE INDEX relations_target ON relations (target);
CREATE INDEX about_actor ON about (actor);
CREATE INDEX evidence_source ON evidence (source);
"""
"""Days are ISO 8601, NULL if nothing bounds them; dates are EDTF, as in the file."""

_VIEWS = """
CREATE VIEW who_did_what AS
  SELECT relations.id, s.name AS source, types.label AS relation, t.name AS target, relations.status,
    days.words, days.earliest_start, days.latest_start, days.earliest_end, days.latest_end, days.claimed,
    days.contested, days.voices, days.independent_sources, relations.summary, relations.amount, relations.unit
  FROM relations JOIN actors s ON s.id = relations.source JOIN actors t ON t.id = relations.target
    JOIN types ON types.name = relations.type JOIN days ON days.relation = relations.id;
CREATE VIEW who_says AS
  SELECT evidence.relation, sources.publisher, sources.title, sources.published, evidence.paragraph,
    CASE evidence.attribution WHEN 'unnamed' THEN 'unnamed' ELSE coalesce(actors.name, sources.publisher) END
    AS voice, evidence.stance, evidence.said
  FROM evidence JOIN sources ON sources.id = evidence.source
    LEFT JOIN actors ON actors.id = evidence.attribution;
"""


def dumps(graph: Graph) -> Written:
    """Return a graph as a database; whole numbers of more than 64 bits become texts."""
    long = 0
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(f"PRAGMA foreign_keys = ON; {_TABLES} {_VIEWS}")
        with connection:
            for table, row in _rows(graph, to_dataset(graph)):
                columns = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" * len(row))
                insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  the names are ours
                values = [*map(_kept, row.values())]
                long += sum(value is not kept for value, kept in zip(row.values(), values, strict=True))
                connection.execute(insert, values)
        losses = [Loss("whole numbers of more than 64 bits", long, "number", "texts")] if long else []
        return Written(connection.serialize(), tuple(losses))
    finally:
        connection.close()


def _rows(graph: Graph, dataset: Dataset) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each row of the database with its table, those that others refer to first."""
    raw = file_of(dataset)
    header = raw["graph"]
    for name in ("format", "title", "description"):
        if name in header:
            yield "dataset", {"field": name, "value": header[name]}
    for actor in raw["nodes"]:
        yield "actors", _only(actor, "id", "name", "kind", "description", "picture")
        for alias in dict.fromkeys(actor.get("aliases", ())):
            yield "aliases", {"actor": actor["id"], "alias": alias}
        for scheme, identifier in actor.get("ids", {}).items():
            yield "identifiers", {"actor": actor["id"], "scheme": scheme, "identifier": identifier}
        for name, value in actor.get("attributes", {}).items():
            yield "attributes", {"actor": actor["id"], "name": name, "value": value}
    relations = index(graph).by_id
    types = {relation.type.name: relation.type for relation in relations.values()}
    types |= {type_.name: type_ for type_ in dataset.relation_types}
    for type_ in sorted(types.values(), key=lambda each: each.name):
        row = {"name": type_.name, "label": type_.label(), "family": type_.family, "kind": type_.kind}
        yield "types", {**row, "symmetric": type_.symmetric}
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


def _kept(value: Any) -> Any:
    """Return a value as SQLite keeps it: a whole number of more than 64 bits as a text."""
    return str(value) if type(value) is int and not -(2**63) <= value < 2**63 else value


def _only(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _days(relation: Any) -> dict[str, Any]:
    """Return what follows from a relation's dates and evidence."""
    row: dict[str, Any] = {"relation": relation.id, "words": relation.words}
    if relation.bounds is not None:
        row |= {name: iso(day) for name, day in relation.bounds._asdict().items()}
    for name in ("claimed", "contested", "dates_differ", "independent_sources"):
        row[name] = getattr(relation, name)
    return {**row, "voices": len(relation.voices)}


SQLITE = Format("SQLite", (".sqlite", ".db"), "SQL, Datasette, sqlite-utils, DB Browser", write=dumps)
