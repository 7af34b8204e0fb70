"""Runs the desk in this process until somebody ends it."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import webbrowser
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from secrets import token_urlsafe
from time import sleep
from typing import Any

import click
import uvicorn
from starlette.types import ASGIApp

from graphkit.cli.directories import engine_of
from graphkit.cli.escaping import printable
from graphkit.cli.pages import has_display
from graphkit.cli.stopping import heeded
from graphkit.cli.terminal import echo
from graphkit.desk.app import Desk, app
from graphkit.desk.dataset import OpenDataset, options_of
from graphkit.desk.dataset_page import Window
from graphkit.desk.safety import Address
from graphkit.desk.workers import Workers
from graphkit.errors import GraphkitError, UsageError, reason, shortened

_CONNECTIONS = 500
_LONGEST_HEAD = 1 << 15
"""Bytes of the head of a request."""
_TURN = 0.001
"""Seconds until a thread that computes gives way, so that short answers do not wait for long ones."""
_LEAVING = 3
"""So many seconds have those who are being answered when the desk ends."""


def run(ctx: click.Context, host: str, port: int, opens: bool | None) -> int:
    """Run the desk over the dataset of a command line; return the exit code."""
    sys.setswitchinterval(_TURN)
    with OpenDataset(options_of(ctx)) as dataset, _listening(host, port) as listener:
        address, token = Address(host, listener.getsockname()[1]), token_urlsafe(24)
        desk = Desk(dataset)
        told = desk.pages.state()  # reads it, so that what cannot be read is told here
        opened = f"{address.origin}/?token={token}"
        echo(f"{printable(told['title'])} is at {opened}\n")
        if told["read_only"]:
            echo(f"It can only be read: {printable(told['read_only'])}.\n")
        if not address.is_loopback:
            echo(f"Whoever reaches {printable(host)} and has this address can read and change it.\n")
        echo("Ctrl-C ends it.\n")
        sys.stdout.flush()
        if opens or (opens is None and has_display()):
            with suppress(ValueError, OSError, webbrowser.Error):  # BROWSER may name no program
                webbrowser.open(opened)
        asyncio.run(_until_ended(app(desk, token, address), listener, _begin(desk)))
        desk.close()
        echo("It has ended.\n")
        if desk.readers.at_work:  # in compiled code, which only ends by itself
            _leave_soon(desk.readers)
    return 0


def _leave_soon(readers: Workers) -> None:
    """End the process if readers do not end by themselves."""
    sys.stdout.flush()
    for _ in range(20):
        if not readers.at_work:
            return
        sleep(0.05)
    os._exit(0)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"--host {shortened(host)}: {reason(error)}") from None
    with listener:
        try:
            if os.name != "nt":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen()  # who comes at once waits until the loop runs
        except OSError as error:
            raise UsageError(f"{host}:{port}: {reason(error)}; choose another --port or --host") from None
        yield listener


async def _begin(desk: Desk) -> None:
    """Make the page of a table or directory that a browser asks for first; that of a story may take long.

    Until then no garbage is collected, as in commands that soon end. Then names come to be at hand.
    """
    kind = desk.pages.state()["kind"]
    if kind != "dataset":
        with suppress(GraphkitError):  # whoever asks for it is told
            await desk.readers.do(partial(desk.pages.page, Window()))
    gc.enable()
    if kind == "directory":
        with suppress(GraphkitError):
            await desk.readers.do(lambda: desk.dataset.ask(_keep_actors))


def _keep_actors(ctx: click.Context) -> None:
    engine = engine_of(ctx)
    if engine is not None:
        engine.keep_actors()


async def _until_ended(
    application: ASGIApp, listener: socket.socket, beginning: Coroutine[Any, Any, None]
) -> None:
    """Answer requests until a signal comes; changes that are being made are made to their end."""
    begun = asyncio.ensure_future(beginning)
    config = uvicorn.Config(
        application, http="h11", ws="none", lifespan="off", access_log=False, log_level="error",
        server_header=False, proxy_headers=False, limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_LONGEST_HEAD, timeout_graceful_shutdown=_LEAVING,
    )  # fmt: skip
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server._serve([listener]))  # serve() would raise the signal again

    def end(*_: object) -> None:
        server.should_exit = True

    with heeded(end):
        try:
            await serving
        finally:
            begun.cancel()
