"""Generates the JSON Schema of ``graph.json`` from the models, so that editors complete and check a file."""

from typing import Any

from graphkit.model.entities import File
from graphkit.model.vocabulary import vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schema() -> Schema:
    """Return the schema; every file that graphkit reads is valid under it.

    It suggests the shipped relation types, though a dataset may add its own. Repeated ids and references to
    nothing are beyond a schema: ``graphkit check`` finds them.
    """
    document = File.model_json_schema(mode="validation")
    document = {"$schema": DIALECT, **document, "title": "A graphkit dataset"}
    for name, definition in document["$defs"].items():
        for field, rule in definition.get("properties", {}).items():
            rule.pop("title", None)
            if rule.get("default") in (None, [], ()):
                rule.pop("default", None)
            if name in ("Relation", "Evidence") and field == "type":
                definition["properties"][field] = _completing(rule)
    for rule in document["properties"].values():
        rule.pop("title", None)
    return document


def _completing(rule: Schema) -> Schema:
    """Return a rule that suggests the shipped relation types and allows any other text."""
    choices = [
        {"const": row.name, **({"description": row.meaning} if row.meaning else {})}
        for row in vocabulary().values()
    ]
    return {"anyOf": [*choices, *rule.get("anyOf", [rule])]}
