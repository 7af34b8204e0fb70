"""Describes the interface of the desk in OpenAPI, and as a page on which it can be tried."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from graphkit.desk import articles, completing, dataset_page, records, verbs
from graphkit.desk.changes import path_of

_TEXT = {"type": "string"}
_TEXT_OR_NONE = {"type": ["string", "null"]}
_UNCHANGED = {"304": {"description": "Unchanged."}}
_FAULTS = {"type": "array", "items": {"type": "object"}}
_ERROR = {
    "type": "object",
    "properties": {"error": _TEXT, "field": _TEXT, "faults": _FAULTS},
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
    paths |= _others()
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
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": _ERROR},
        },
    }


def _summary(verb: str) -> str:
    return " ".join((verbs.command_of(verb).help or "").strip().split("\n\n")[0].split())


def _reading(verb: str) -> dict[str, Any]:
    found = _described(
        "What the command prints.",
        {"type": "object"},
        headers={
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
    )
    schema = verbs.schema(verb)
    parameters = _parameters(schema["properties"], *schema["required"])
    return _operation(verb.replace(" ", "_"), _summary(verb), parameters, found, _UNCHANGED)


def _changing(verb: str) -> dict[str, Any]:
    seen = {"If-Match": {"type": "string", "description": "The state that was seen, or *."}}
    answer = _json(
        "What was changed, or would be.",
        saved={"type": "boolean"},
        change={"type": ["integer", "null"]},
        lines=_list_of("string"),
        relations=_list_of("object"),
        text=_TEXT,
        state=_STATE,
        notes=_list_of("string"),
    )
    parameters = _parameters(seen, *seen, place="header")
    body = {"application/json": {"schema": verbs.schema(verb)}}
    return _operation(
        verb.replace(" ", "_"), _summary(verb), parameters, answer, _errors(_REFUSED_CHANGE), body
    )


def _others() -> dict[str, dict[str, Any]]:
    """Return what is no command, by path and method."""
    objects = _list_of("object")
    state = dict.fromkeys(("name", "kind", "title", "read_only"), _TEXT)
    state |= {"editable": {"type": "boolean"}, "state": _STATE}
    named = _parameters({"what": {"type": "string", "enum": list(completing.WHAT)}, "text": _TEXT}, "what")
    dated = _parameters({"text": _TEXT, "asked_on": _TEXT, "source": _list_of("string")}, "text")
    days = dict.fromkeys(("first", "last", "counted_from", "after"), _TEXT_OR_NONE)
    date = _json(
        "The date, from which day its words count, and what source is too early to know it.",
        **{"edtf": _TEXT, "words": _TEXT, **days},
    )
    held = {"id": _TEXT, "as": _TEXT, "heading": _TEXT, "fields": objects, "evidence": objects}
    record = _parameters({"id": _TEXT, "as": {"type": "string", "enum": list(records.KINDS)}}, "id")
    adding = _operation(
        "add_article",
        "Keep an article beside the dataset, and propose what it may tell as drafts.",
        _parameters(dict.fromkeys(articles.TOLD, _TEXT)),
        _json("The article and its drafts.", articles=objects, drafts=objects, state=_STATE),
        _errors({status: _REFUSED_CHANGE[status] for status in ("408", "413", "415")}),
        {kind: {"schema": _TEXT} for kind in articles.SUFFIXES},
    )
    told = {"source": {"type": "object"}, "day": _TEXT, "first": {"type": "integer"}, "paragraphs": objects}
    article = _operation(
        "article",
        "Show an article that was read, with the names and dates in it and its drafts.",
        _parameters({"id": _TEXT}, "id", place="path"),
        _json("The article.", **told, drafts=objects, state=_STATE),
        _errors({"404": "No such article was read."}),
    )
    asked = _parameters(dict.fromkeys(("since", "until", "limit"), _TEXT) | {"actor": _list_of("string")})
    page = _described(
        f"The page; of a directory, {dataset_page.MOST:,} relations at most.", _TEXT, "text/html"
    )
    found = _json("What may be meant, best first.", found=objects, state=_STATE)
    listed = _json("The articles.", articles=objects, state=_STATE)
    changes = _json("The changes.", changes=objects, state=_STATE)
    complete = f"Complete a name; {completing.MOST} at most."
    get = {
        "state": ("Say what the dataset is.", [], _json("The dataset.", **state)),
        "complete": (complete, named, found),
        "date": ("Read a date as people write it, as sources tell it.", dated, date),
        "record": ("Show all that a record holds.", record, _json("The record.", **held, state=_STATE)),
        "articles": ("List the articles that were read.", [], listed),
        "changes": ("List the changes with what they did in words.", [], changes),
    }
    paths = {f"/api/{name}": {"get": _operation(name, *each)} for name, each in get.items()}
    paths["/api/articles"]["post"] = adding
    show = _operation("page", "Show the page of the dataset as it is now.", asked, page, _UNCHANGED)
    return paths | {"/api/articles/{id}": {"get": article}, "/page": {"get": show}}


def _operation(
    id: str,
    summary: str,
    parameters: list[dict[str, Any]],
    answer: dict[str, Any],
    further: dict[str, Any] | None = None,
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what one method of an address does; ``further`` are answers that not every one may give."""
    return {
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        **({"requestBody": {"required": True, "content": body}} if body else {}),
        "responses": {"200": answer, **_errors(_REFUSED), **(further or {})},
    }


def _parameters(
    schemas: Mapping[str, dict[str, Any]], *required: str, place: str = "query"
) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": place,
            "required": name in required,
            "schema": {key: value for key, value in each.items() if key != "description"},
            **{key: value for key, value in each.items() if key == "description"},
        }
        for name, each in schemas.items()
    ]


def _list_of(kind: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": kind}}


def _described(
    description: str, schema: dict[str, Any], kind: str = "application/json", **more: Any
) -> dict[str, Any]:
    return {"description": description, "content": {kind: {"schema": schema}}, **more}


def _json(description: str, **properties: Any) -> dict[str, Any]:
    return _described(description, {"type": "object", "properties": properties, "required": list(properties)})


def _errors(told: dict[str, str]) -> dict[str, Any]:
    return {
        status: _described(words, {"$ref": "#/components/schemas/Error"}) for status, words in told.items()
    }


@cache
def page() -> str:
    """Return the page on which each command can be tried: a form for each, made from the description."""
    template = files("graphkit.desk").joinpath("static", "api.html").read_text(encoding="utf-8")
    forms = [
        _form(path, method, each)
        for path, methods in description()["paths"].items()
        for method, each in methods.items()
        if path.startswith("/api/")
    ]
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(template).render(forms=forms)


def _form(path: str, method: str, each: dict[str, Any]) -> dict[str, Any]:
    """Return what a form asks for: the parameters of an operation, or the fields of its body."""
    fields, content = each["parameters"], each.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        schema = content["application/json"]["schema"]
        fields = _parameters(schema["properties"], *schema["required"], place="body")
    return {
        "method": method.upper(),
        "path": path,
        "summary": each["summary"],
        "fields": [{"description": "", **field} for field in fields],
        "takes_text": "text/plain" in content,
    }
