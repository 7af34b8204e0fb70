"""Describes the interface of the desk in OpenAPI, and as a page on which it can be tried."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.metadata import version
from typing import Any

from graphkit.desk import articles, completing, pages, verbs
from graphkit.desk.changes import path_of

_TEXT = {"type": "string"}
_TEXT_OR_NONE = {"type": ["string", "null"]}
_ERROR = {
    "type": "object",
    "properties": {"error": _TEXT, "field": _TEXT},
    "required": ["error"],
}
_STATE = {"type": "string", "description": "Changes whenever the dataset or its drafts do."}
_REFUSED = {
    "401": "The token is missing or wrong.",
    "403": "The request comes from a page of another site, or names another host.",
    "422": "It is refused; the error says why.",
    "503": "Too many requests wait already.",
    "504": "It takes too long, and is stopped.",
}
_REFUSED_CHANGE = {
    "408": "The body does not come.",
    "412": "The dataset was changed meanwhile.",
    "413": "The body is too large.",
    "415": "The body is of another type.",
    "428": "It is not said which state was seen.",
}


@cache
def description() -> dict[str, Any]:
    """Return the description of the interface in OpenAPI 3.1."""
    paths = {f"/api/{verb}": {"get": _reading(verb)} for verb in verbs.READING}
    paths |= {f"/api/changes/{path_of(verb)}": {"post": _changing(verb)} for verb in verbs.CHANGING}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "graphkit",
            "version": version("graphkit-explorer"),
            "description": "The commands of graphkit over one dataset. Answers of reading commands are what "
            "the command line prints with --format json, byte for byte.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths | _others(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": _ERROR},
        },
    }


def _summary(verb: str) -> str:
    text = (verbs.command_of(verb).help or "").strip().split("\n\n")[0]
    return " ".join(text.split())


def _reading(verb: str) -> dict[str, Any]:
    schema = verbs.schema(verb)
    parameters = [
        _parameter(
            name,
            {key: value for key, value in each.items() if key != "description"},
            each,
            schema["required"],
        )
        for name, each in schema["properties"].items()
    ]
    found = {
        "description": "What the command prints.",
        "headers": {
            "X-Graphkit-Exit": {
                "description": "0 if something is found, 1 if nothing.",
                "schema": {"type": "integer", "enum": [0, 1]},
            },
            "X-Graphkit-State": {"description": "The state of the dataset.", "schema": _TEXT},
            "X-Graphkit-Notes": {
                "description": "What the command tells beside its answer: a list of texts in JSON.",
                "schema": _TEXT,
            },
            "ETag": {"description": "For If-None-Match.", "schema": _TEXT},
        },
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
    return {
        "operationId": verb.replace(" ", "_"),
        "summary": _summary(verb),
        "parameters": parameters,
        "responses": {"200": found, "304": {"description": "Unchanged."}, **_errors(_REFUSED)},
    }


def _parameter(
    name: str, schema: dict[str, Any], told: dict[str, Any], required: list[str]
) -> dict[str, Any]:
    described = {"description": told["description"]} if "description" in told else {}
    return {"name": name, "in": "query", "required": name in required, "schema": schema, **described}


def _changing(verb: str) -> dict[str, Any]:
    return {
        "operationId": verb.replace(" ", "_"),
        "summary": _summary(verb),
        "parameters": [
            {
                "name": "If-Match",
                "in": "header",
                "required": True,
                "schema": _TEXT,
                "description": "The state that was seen, or *.",
            }
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": verbs.schema(verb)}}},
        "responses": {
            "200": _json(
                "What was changed, or would be.",
                saved={"type": "boolean"},
                change={"type": ["integer", "null"]},
                lines={"type": "array", "items": _TEXT},
                relations={"type": "array", "items": {"type": "object"}},
                text=_TEXT,
                state=_STATE,
                notes={"type": "array", "items": _TEXT},
            ),
            **_errors(_REFUSED | _REFUSED_CHANGE),
        },
    }


def _others() -> dict[str, Any]:
    texts = dict.fromkeys(("since", "until", "limit"), _TEXT)
    return {
        "/api/state": _get(
            "state",
            "Say what the dataset is.",
            {},
            _json(
                "The dataset.",
                name=_TEXT,
                kind=_TEXT,
                editable={"type": "boolean"},
                title=_TEXT,
                state=_STATE,
            ),
        ),
        "/api/complete": _get(
            "complete",
            f"Complete a name; {completing.MOST} at most.",
            {"what": {"type": "string", "enum": list(completing.WHAT)}, "text": _TEXT},
            _json(
                "What may be meant, best first.",
                found={"type": "array", "items": {"type": "object"}},
                state=_STATE,
            ),
            "what",
        ),
        "/api/date": _get(
            "date",
            "Read a date as people write it, as sources tell it.",
            {"text": _TEXT, "asked_on": _TEXT, "source": {"type": "array", "items": _TEXT}},
            _json(
                "The date, from which day its words count, and what source is too early to know it.",
                edtf=_TEXT,
                words=_TEXT,
                first=_TEXT_OR_NONE,
                last=_TEXT_OR_NONE,
                counted_from=_TEXT_OR_NONE,
                after=_TEXT_OR_NONE,
            ),
            "text",
        ),
        "/api/articles": {
            **_get(
                "articles",
                "List the articles that were read.",
                {},
                _json("The articles.", articles={"type": "array", "items": {"type": "object"}}, state=_STATE),
            ),
            "post": _new_article(),
        },
        "/api/articles/{id}": {
            "get": {
                "operationId": "article",
                "summary": "Show an article that was read, with the names and dates in it and its drafts.",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": _TEXT}],
                "responses": {
                    "200": _json(
                        "The article.",
                        source={"type": "object"},
                        day=_TEXT,
                        first={"type": "integer"},
                        paragraphs={"type": "array", "items": {"type": "object"}},
                        drafts={"type": "array", "items": {"type": "object"}},
                        state=_STATE,
                    ),
                    **_errors(_REFUSED | {"404": "No such article was read."}),
                },
            }
        },
        "/api/changes": _get(
            "changes",
            "List the changes with what they did in words.",
            {},
            _json("The changes.", changes={"type": "array", "items": {"type": "object"}}, state=_STATE),
        ),
        "/page": {
            "get": {
                "operationId": "page",
                "summary": "Show the page of the dataset as it is now.",
                "parameters": [
                    *(_parameter(name, each, {}, []) for name, each in texts.items()),
                    _parameter("actor", {"type": "array", "items": _TEXT}, {}, []),
                ],
                "responses": {
                    "200": {
                        "description": f"The page; of a directory, {pages.MOST:,} relations at most.",
                        "content": {"text/html": {"schema": _TEXT}},
                    },
                    "304": {"description": "Unchanged."},
                    **_errors(_REFUSED),
                },
            }
        },
    }


def _new_article() -> dict[str, Any]:
    names = ("publisher", "published", "title", "author", "url", "id")
    return {
        "operationId": "add_article",
        "summary": "Keep an article beside the dataset, and propose what it may tell as drafts.",
        "parameters": [_parameter(name, _TEXT, {}, []) for name in names],
        "requestBody": {
            "required": True,
            "content": {kind: {"schema": _TEXT} for kind in articles.SUFFIXES},
        },
        "responses": {
            "200": _json(
                "The article and its drafts.",
                articles={"type": "array", "items": {"type": "object"}},
                drafts={"type": "array", "items": {"type": "object"}},
                state=_STATE,
            ),
            **_errors(
                _REFUSED
                | {key: words for key, words in _REFUSED_CHANGE.items() if key in ("408", "413", "415")}
            ),
        },
    }


def _get(
    id: str, summary: str, parameters: dict[str, Any], answer: dict[str, Any], *required: str
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": id,
            "summary": summary,
            "parameters": [_parameter(name, each, {}, list(required)) for name, each in parameters.items()],
            "responses": {"200": answer, **_errors(_REFUSED)},
        }
    }


def _json(description: str, **properties: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _errors(told: dict[str, str]) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {status: {"description": words, "content": error} for status, words in told.items()}


@cache
def page() -> str:
    """Return the page on which each command can be tried: a form for each, made from the description."""
    forms = "".join(
        _form(path, method, each)
        for path, methods in description()["paths"].items()
        for method, each in methods.items()
        if path.startswith("/api/")
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>graphkit: the interface</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/api.css">'
        '<script type="module" src="/static/api.js"></script></head><body><h1>The interface</h1>'
        "<p>Each command of graphkit over this dataset. A program reads "
        '<a href="/api/openapi.json">the description in OpenAPI</a>.</p>'
        f"{forms}</body></html>"
    )


def _form(path: str, method: str, each: dict[str, Any]) -> str:
    fields = list(each["parameters"])
    body = each.get("requestBody", {}).get("content", {})
    if "application/json" in body:
        schema = body["application/json"]["schema"]
        fields = [
            {
                "name": name,
                "in": "body",
                "schema": kind,
                "description": kind.get("description", ""),
                "required": name in schema["required"],
            }
            for name, kind in schema["properties"].items()
        ]
    text = ""
    if "text/plain" in body:
        text = '<label>the article<textarea name="article" data-in="text" rows="8"></textarea></label>'
    inputs = "".join(map(_input, fields))
    return (
        f"<details><summary><b>{method.upper()} {escape(path)}</b> {escape(each['summary'])}</summary>"
        f'<form data-method="{method.upper()}" data-path="{escape(path)}">{inputs}{text}'
        "<button>Ask</button><output></output></form></details>"
    )


def _input(field: dict[str, Any]) -> str:
    schema, name = field["schema"], escape(field["name"])
    several = schema["type"] == "array"
    one = schema["items"] if several else schema
    marks = f'name="{name}" data-in="{field["in"]}" data-type="{one["type"]}"' + (
        " data-several" if several else ""
    )
    if one["type"] == "boolean":
        control = f'<input type="checkbox" {marks}>'
    elif "enum" in one and not several:
        choices = "".join(f"<option>{escape(choice)}</option>" for choice in one["enum"])
        control = f'<select {marks}><option value=""></option>{choices}</select>'
    elif several:
        control = f'<textarea rows="1" {marks} placeholder="one a line"></textarea>'
    else:
        number = ' inputmode="numeric"' if one["type"] == "integer" else ""
        control = f"<input {marks}{number}{' required' if field['required'] else ''}>"
    return f"<label>{name}{control}<small>{escape(field.get('description', ''))}</small></label>"
