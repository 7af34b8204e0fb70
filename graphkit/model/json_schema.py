"""The JSON Schema of ``graph.json``, generated from the models, so that editors complete and check a file."""

from typing import Any

from graphkit.model.entities import File
from graphkit.model.vocabulary import vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schema() -> Schema:
    """Return the schema; every file that graphkit reads is valid under it.

    Relation types complete to the shipped ones, though a dataset may add its own. What stands
    between the parts, ids given twice and references to nothing, no schema can say: ``graphkit
    check`` does.
    """
    made = File.model_json_schema(mode="validation")
    made = {"$schema": DIALECT, **made, "title": "A graphkit dataset"}
    for name, part in made["$defs"].items():
        for field, rule in part.get("properties", {}).items():
            rule.pop("title", None)
            if rule.get("default") in (None, [], ()):
                rule.pop("default", None)
            if name in ("Relation", "Evidence") and field == "type":
                part["properties"][field] = _completing(rule)
    for rule in made["properties"].values():
        rule.pop("title", None)
    return made


def _completing(rule: Schema) -> Schema:
    """Return a rule that lets an editor offer the shipped relation types, and any other text pass."""
    choices = [
        {"const": row.name, **({"description": row.meaning} if row.meaning else {})}
        for row in vocabulary().values()
    ]
    return {"anyOf": [*choices, *rule.get("anyOf", [rule])]}
