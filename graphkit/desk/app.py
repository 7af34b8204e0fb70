"""The desk as a web application: every command as an address, and the page of the dataset as it is now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from graphkit.cli.main import refusal
from graphkit.desk import articles, completing, dataset_page, faults, openapi, records, served_files, verbs
from graphkit.desk.changes import Changes, path_of
from graphkit.desk.dataset import REFUSALS, OpenDataset, Run
from graphkit.desk.safety import LIMITS, Address, Guard, Limits, refused
from graphkit.desk.workers import BusyError, Workers
from graphkit.errors import DataError, GraphkitError
from graphkit.storage.strict_json import sound_json
from graphkit.temporal import phrases

READERS = 4
"""So many questions are answered at once of a graph in memory, and one of a directory or table."""
_AT_ONCE = 1 << 18
"""Answers of so many characters are sent with their length, longer ones in parts."""
_LONGEST_NOTES = 4_000
_KINDS = {"js": "text/javascript", "css": "text/css", "html": "text/html"}
_FRAME = {"Content-Security-Policy": "frame-ancestors 'self'"}
"""The page has a policy of its own, of the hashes of its scripts."""


class Desk:
    """The routes of the desk over a dataset."""

    def __init__(self, dataset: OpenDataset) -> None:
        self.dataset = dataset
        self.readers = Workers(READERS if dataset.takes_several() else 1, stops=True)
        self.writer = Workers(1)
        self.changes = Changes(dataset)
        self.pages = dataset_page.Pages(dataset)

    def routes(self) -> list[Route]:
        """Return every route."""
        gets: dict[str, Callable[[Request], Any]] = {
            "/": self.desk,
            "/static/{name}": self.static,
            "/page": self.page,
            "/api": self.try_it,
            "/api/openapi.json": self.description,
            "/api/state": self.state,
            "/api/complete": self.complete,
            "/api/date": self.date,
            "/api/record": self.record,
            "/api/articles": self.articles,
            "/api/changes": self.log,
            "/api/articles/{id:path}": self.article,
            **{f"/api/{verb}": partial(self.read, verb) for verb in verbs.READING},
        }
        posts: dict[str, Callable[[Request], Any]] = {
            "/api/articles": self.add_article,
            **{f"/api/changes/{path_of(verb)}": partial(self.change, verb) for verb in verbs.CHANGING},
        }
        return [
            *(Route(path, _json_errors(answer), methods=["GET"]) for path, answer in gets.items()),
            *(Route(path, _json_errors(answer), methods=["POST"]) for path, answer in posts.items()),
        ]

    def close(self) -> None:
        """Begin nothing more; the change that is being made is made to its end."""
        self.readers.close(wait=False)
        self.writer.close(wait=True)

    # --- pages ------------------------------------------------------------------------------------

    async def desk(self, _: Request) -> Response:
        """Return the desk itself."""
        return HTMLResponse(served_files.served("desk.html"))

    async def static(self, request: Request) -> Response:
        """Return a script or style sheet of the desk."""
        name = request.path_params["name"]
        found = served_files.served(name)
        if found is None:
            return refused(404, "there is no such file")
        return Response(found, media_type=_KINDS[name.rpartition(".")[2]])

    async def page(self, request: Request) -> Response:
        """Return the page of the dataset as it is now."""
        asked = dataset_page.Window.of(_several(request))
        if (same := self._unchanged(request)) is not None:
            same.headers.update(_FRAME)  # a browser gives the page that it has the headers of this answer
            return same
        page, state = await self.readers.do(lambda: self.pages.page(asked))
        return HTMLResponse(page, headers={**_FRAME, **self._tagged(request, state)})

    async def try_it(self, _: Request) -> Response:
        """Return the page on which the interface can be tried."""
        return HTMLResponse(openapi.page(), headers={"Cache-Control": "private, no-cache"})

    async def description(self, _: Request) -> Response:
        """Return what describes the interface to programs."""
        return JSONResponse(openapi.description())

    # --- what can be read ---------------------------------------------------------------------------

    async def read(self, verb: str, request: Request) -> Response:
        """Return what a reading command prints."""
        asked = _asked(verb, request)
        if (same := self._unchanged(request)) is not None:
            return same
        run, parts, whole = await self.readers.do(lambda: _begun(self.dataset.request(verb, asked)))
        if run.code == 2:
            told = await self.readers.do(lambda: faults.explained(self.dataset, verb, asked, run))
            return refused(422, **told)
        headers = {"X-Graphkit-Exit": str(run.code), **_notes(run), **self._tagged(request, run.state)}
        if whole:
            return Response("".join(parts), headers=headers, media_type="application/json")

        async def rest() -> Any:
            for part in parts:
                yield part
            while part := await self.readers.do(lambda: next(iter(run.parts), "")):
                yield part

        return StreamingResponse(rest(), headers=headers, media_type="application/json")

    async def state(self, _: Request) -> Response:
        """Return what the dataset is, and its state."""
        return JSONResponse(self.pages.known() or await self.readers.do(self.pages.state))

    async def complete(self, request: Request) -> Response:
        """Return what may be meant by the beginning of a name."""
        asked = _several(request)
        found, state = await self.readers.do(lambda: completing.complete(self.dataset, asked))
        return JSONResponse({"found": found, "state": state})

    async def date(self, request: Request) -> Response:
        """Return a date as it is understood."""
        asked = _several(request)
        return JSONResponse(await self.readers.do(lambda: completing.date(self.dataset, asked)))

    async def record(self, request: Request) -> Response:
        """Return all that a record holds, to be edited."""
        asked = _several(request)
        try:
            return JSONResponse(await self.readers.do(lambda: records.record(self.dataset, asked)))
        except GraphkitError as error:
            return refused(422, verbs.worded(refusal(error, "request")), field="id")

    async def articles(self, _: Request) -> Response:
        """Return the articles that were read."""
        return JSONResponse(await self.readers.do(lambda: articles.every(self.dataset)))

    async def article(self, request: Request) -> Response:
        """Return an article that was read, and what was found in it."""
        id = request.path_params["id"]
        found = await self.readers.do(lambda: articles.one(self.dataset, id))
        return refused(404, f"no article {id!r} was read") if found is None else JSONResponse(found)

    # --- changes ------------------------------------------------------------------------------------

    async def change(self, verb: str, request: Request) -> Response:
        """Make a change, or show what it would do."""
        if _kind_of(request) != "application/json":
            return refused(415, "a change comes as application/json")
        try:
            asked = sound_json(await request.body(), "body")
        except DataError as error:
            return refused(422, f"the body is no JSON that can be taken: {error.faults[0]}")
        if not isinstance(asked, Mapping):
            return refused(422, "the body is no object; write one of the parameters")
        seen = request.headers.get("if-match")
        if seen is None:
            return refused(428, "say which state you have seen: 'If-Match: STATE', of /api/state, or '*'")
        status, answer = await self.writer.do(
            lambda: self.changes.make(verb, asked, seen.strip().removeprefix("W/").strip('"'))
        )
        return JSONResponse(answer, status)

    async def log(self, _: Request) -> Response:
        """Return what was changed, in words."""
        return JSONResponse(await self.readers.do(self.changes.log))

    async def add_article(self, request: Request) -> Response:
        """Keep an article beside the dataset, and read it."""
        suffix = articles.SUFFIXES.get(_kind_of(request))
        if suffix is None:
            return refused(415, f"an article comes as {' or '.join(articles.SUFFIXES)}")
        body, told = await request.body(), _several(request)
        status, answer = await self.writer.do(lambda: articles.add(self.dataset, body, suffix, told))
        return JSONResponse(answer, status)

    # --- states -------------------------------------------------------------------------------------

    def _unchanged(self, request: Request) -> Response | None:
        """Return that the answer is what the client has already, if it is."""
        tag = _tag(request, self.dataset.state())
        had = {
            each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")
        }
        if tag not in had:
            return None
        return Response(status_code=304, headers=_cached(tag))

    def _tagged(self, request: Request, state: str) -> dict[str, str]:
        return {"X-Graphkit-State": state, **_cached(_tag(request, state))}


def app(desk: Desk, token: str, address: Address, limits: Limits = LIMITS) -> ASGIApp:
    """Return the desk as an application that listens at an address, and answers who knows the token."""
    errors: Mapping[Any, Any] = {HTTPException: _http_error, Exception: _own_error}
    return Guard(Starlette(routes=desk.routes(), exception_handlers=errors), token, address, limits)


def _json_errors(answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """Return an endpoint that tells errors of graphkit in a line."""

    async def endpoint(request: Request) -> Response:
        try:
            response: Response = await answer(request)
        except BusyError as error:
            response = refused(503, str(error))
            response.headers["Retry-After"] = "1"
        except phrases.NoDayError as error:
            response = refused(422, str(error), field="asked_on")
        except REFUSALS as error:
            response = refused(422, verbs.worded(refusal(error, "request")))
        return response

    return endpoint


def _http_error(request: Request, error: HTTPException) -> Response:
    elsewhere = verbs.at_the_command_line(request.url.path.removeprefix("/api/"))
    words = {
        404: elsewhere or "there is nothing at this address; /api lists what there is",
        405: "this address takes no such method",
    }
    response = refused(error.status_code, words.get(error.status_code, error.detail))
    response.headers.update(error.headers or {})
    return response


def _own_error(_: Request, error: Exception) -> Response:
    return refused(500, f"an error in graphkit ({type(error).__name__}); its terminal says more")


# --- requests and answers ---------------------------------------------------------------------------


def _several(request: Request) -> dict[str, list[str]]:
    query = request.query_params
    return {name: query.getlist(name) for name in query}


def _asked(verb: str, request: Request) -> dict[str, str | list[str]]:
    """Return the parameters of a command: lists where it takes several, or where several came."""
    kinds = verbs.schema(verb)["properties"]
    several = {name for name, kind in kinds.items() if kind["type"] == "array"}
    return {
        name: values if name in several or len(values) > 1 else values[0]
        for name, values in _several(request).items()
    }


def _kind_of(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _begun(run: Run) -> tuple[Run, list[str], bool]:
    """Return a run, its first parts, and whether these are all of it."""
    run = Run(run.code, iter(run.parts), run.error, run.notes, run.state)
    parts, length = [], 0
    for part in run.parts:
        parts.append(part)
        length += len(part)
        if length > _AT_ONCE:
            return run, parts, False
    return run, parts, True


def _notes(run: Run) -> dict[str, str]:
    """Return what a command tells beside its answer as a header: a list in JSON, of ASCII alone."""
    notes = list(run.notes)
    while len(text := json.dumps(notes)) > _LONGEST_NOTES:
        notes = [*notes[: len(notes) // 2], f"and {len(run.notes) - len(notes) // 2:,} more, in the answer"]
    return {"X-Graphkit-Notes": text} if notes else {}


def _tag(request: Request, state: str) -> str:
    """Return the tag of an answer: that of the state, of the question and of what answers it."""
    asked = f"{version('graphkit-explorer')} {state} {request.url.path}?{request.url.query}"
    return f'"{sha256(asked.encode()).hexdigest()[:32]}"'


def _cached(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache"}
