"""Lets nobody but the person who started the desk ask it anything, and bounds what a request may take.

A page of another site can make a browser send requests to this machine. It cannot read the token, which only
the address that ``graphkit serve`` prints holds; nor name this host as its own (DNS rebinding), since `Host`
must be that of the address; nor post, since `Origin` must be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from secrets import compare_digest
from socket import gethostname
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  compared, not bound
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer has, unless it says something of its own."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the desk listens: the name or number of the interface, and the port."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in LOOPBACK or (_is_number(self.host) and ip_address(self.host).is_loopback)

    @property
    def origin(self) -> str:
        """The address that a browser on this machine opens."""
        host = "127.0.0.1" if self.host in _EVERYWHERE else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def is_called(self, named: str) -> bool:
        """Return whether a ``Host`` header may name it.

        A site that has this machine's number as its own (DNS rebinding) still sends its own name, so where
        every interface is listened on, any number will do.
        """
        host, colon, port = named.rpartition(":")
        if not colon or port != str(self.port):
            return False
        host = host.removeprefix("[").removesuffix("]").lower() if host.startswith("[") else host.lower()
        if self.host in _EVERYWHERE:
            return host in (*LOOPBACK, gethostname().lower()) or _is_number(host)
        return host == self.host.lower() or (self.is_loopback and host in LOOPBACK)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take: bytes of a body or an article, seconds until it is there and is answered."""

    body: int = 1_000_000
    article: int = 20_000_000
    sending: float = 20.0
    seconds: float = 60.0


LIMITS = Limits()


def refused(status: int, error: str, **more: Any) -> JSONResponse:
    """Return the answer to what is refused."""
    return JSONResponse({"error": error, **more}, status)


class Guard:
    """Stands before the desk: see the module."""

    def __init__(self, app: ASGIApp, token: str, address: Address, limits: Limits) -> None:
        self._app, self._token, self._address, self._limits = app, token, address, limits
        self._cookie = f"graphkit-{address.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)

        async def answer(response: Response) -> None:
            await response(scope, receive, _with_headers(send))

        refusal = self._stranger(scope, headers) or self._entering(scope) or self._unknown(headers)
        if refusal is not None:
            await answer(refusal)
            return
        most = self._limits.article if scope["path"] == "/api/articles" else self._limits.body
        try:
            async with asyncio.timeout(self._limits.sending):
                body = await _body(receive, headers, most)
        except TimeoutError:
            body = refused(
                408, f"the body did not come within {self._limits.sending:g} seconds; send it again"
            )
        if isinstance(body, Response):
            await answer(body)
        elif body is not None:
            await self._answer_in_time(scope, _again(body, receive), send)

    async def _answer_in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        sending = _with_headers(watched)
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._app(scope, receive, sending)
        except TimeoutError:
            if started:  # the rest is missing, which a connection that breaks off tells
                raise
            what = "ask for less" if scope["method"] == "GET" else "it may be saved yet: look at the log"
            response = refused(504, f"this takes longer than {self._limits.seconds:g} seconds; {what}")
            await response(scope, receive, sending)

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse what is not meant for this host, or comes from a page of another."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._address.is_called(hosts[0]):
            return refused(403, f"this host is {self._address.origin}; open the address that serve printed")
        own = {f"http://{hosts[0].lower()}"}
        origins = {origin.lower() for origin in headers.getlist("origin")}
        site = headers.get("sec-fetch-site", "same-origin")
        opened = scope["path"] == "/" and headers.get("sec-fetch-mode") == "navigate"
        other = site not in ("same-origin", "none") and not opened
        if origins - own or other or (scope["method"] != "GET" and site != "same-origin"):
            return refused(403, "this comes from a page of another site, which may ask nothing here")
        return None

    def _entering(self, scope: Scope) -> Response | None:
        """Let a browser in that opens the address with the token, which then leaves the address line."""
        if scope["path"] != "/" or scope["method"] != "GET" or not scope["query_string"]:
            return None
        told = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if not any(self._is_token(text) for text in told):
            return None
        response = RedirectResponse("/", 303)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return response

    def _unknown(self, headers: Headers) -> Response | None:
        told = [
            text[7:].strip() for text in headers.getlist("authorization") if text[:7].lower() == "bearer "
        ]
        for line in headers.getlist("cookie"):
            pairs = (part.strip().partition("=") for part in line.split(";"))
            told += [value for name, _, value in pairs if name == self._cookie]
        if any(self._is_token(text) for text in told):
            return None
        how = "open the address that 'graphkit serve' printed, or send its token as 'Authorization: Bearer'"
        response = refused(401, f"the token is missing or wrong; {how}")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    def _is_token(self, text: str) -> bool:
        return compare_digest(text.encode(), self._token.encode())


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _with_headers(send: Send) -> Send:
    """Return what sends an answer with the headers that every one has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


async def _body(receive: Receive, headers: Headers, most: int) -> bytes | Response | None:
    """Return the body of a request, or why it is refused; None if the client has gone."""
    too_large = refused(413, f"a body may have {most:,} bytes at most; send less")
    said = headers.get("content-length", "0")
    if said.isascii() and said.isdigit() and int(said[:20]) > most:
        return too_large
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            return too_large
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read, and then what comes after it."""
    messages: Iterable[Message] = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def received() -> Message:
        for message in messages:
            return message
        return await receive()

    return received
