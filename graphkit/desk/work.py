"""Does what takes time in threads beside the server, which goes on answering meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, TypeVar

from graphkit.errors import GraphkitError

Answer = TypeVar("Answer")


class BusyError(GraphkitError):
    """So much waits already that more is refused."""


class Workers:
    """Some threads; what they cannot begin at once waits.

    Work whose request is given up goes on to its end, and holds its thread until then: Python cannot end a
    thread safely. What has not begun by then is left undone.

    Parameters
    ----------
    threads : int
        How many.
    waiting : int
        How much may wait.

    Attributes
    ----------
    at_work : int
        How much waits or is being done.
    """

    def __init__(self, threads: int, waiting: int = 200) -> None:
        self._pool = ThreadPoolExecutor(threads, "desk")
        self._most = threads + waiting
        self._lock = Lock()
        self.at_work = 0

    async def do(self, work: Callable[[], Answer]) -> Answer:
        """Return what work returns.

        Raises
        ------
        BusyError
            If too much waits.
        """
        if self.at_work >= self._most:
            raise BusyError("too many requests wait already; try again in a while")
        self._count(1)
        future = self._pool.submit(work)
        future.add_done_callback(self._done)
        return await asyncio.wrap_future(future)

    def _done(self, _: Future[Any]) -> None:
        self._count(-1)

    def _count(self, change: int) -> None:
        with self._lock:
            self.at_work += change

    def close(self, *, wait: bool) -> None:
        """Begin nothing more; ``wait`` for what has begun."""
        self._pool.shutdown(wait=wait, cancel_futures=True)
