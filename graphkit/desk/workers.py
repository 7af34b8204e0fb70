"""Does what takes time in threads beside the server, which goes on answering meanwhile."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ctypes import c_ulong, py_object, pythonapi
from threading import Lock, get_ident
from typing import Any, TypeVar

from graphkit.cli.stopping import loads
from graphkit.errors import GraphkitError

Answer = TypeVar("Answer")


class BusyError(GraphkitError):
    """So much waits already that more is refused."""


_SOON = 0.1
"""Seconds until a thread that loads a module is stopped after all."""


class _StoppedError(KeyboardInterrupt):
    """Raised in a thread whose work nobody waits for, which ends as it would on Ctrl-C."""


class Workers:
    """Some threads; what they cannot begin at once waits.

    Work whose request is given up is stopped, so that its thread is free again: an error is raised in it at
    its next step in Python. DuckDB ends what it is asked then; other compiled code is first run to its end.
    Only work that changes nothing may be stopped (``stops``).
    """

    def __init__(self, threads: int, waiting: int = 200, *, stops: bool = False) -> None:
        self._pool = ThreadPoolExecutor(threads, "desk")
        self._most = threads + waiting
        self._stops = stops
        self._jobs: set[_Job] = set()

    @property
    def at_work(self) -> int:
        """How much waits or is being done."""
        return len(self._jobs)

    async def do(self, work: Callable[[], Answer]) -> Answer:
        """Return what work returns; BusyError if too much waits."""
        if self.at_work >= self._most:
            raise BusyError("too many requests wait already; try again in a while")
        job = _Job(work)
        self._jobs.add(job)
        future = self._pool.submit(job)
        future.add_done_callback(lambda _: self._jobs.discard(job))
        try:
            answer: Answer = await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            self._stop(job)
            raise
        return answer

    def _stop(self, job: _Job) -> None:
        if self._stops and not job.stop():
            asyncio.get_running_loop().call_later(_SOON, self._stop, job)

    def close(self, *, wait: bool) -> None:
        """Begin nothing more, and stop what may be stopped; ``wait`` for what has begun."""
        for job in tuple(self._jobs) if self._stops else ():
            job.stop()
        self._pool.shutdown(wait=wait, cancel_futures=True)


class _Job:
    """Work in a thread, in which an error can be raised until it is done."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._lock = Lock()  # held while the error is raised: so it never meets what the thread does next
        self._thread: int | None = None

    def __call__(self) -> Any:
        """Do it; if it is stopped, whoever else waits for what it makes is told."""
        try:
            return self._done()
        except _StoppedError:
            raise GraphkitError("this took too long, and was stopped; ask for less") from None

    def _done(self) -> Any:
        with self._lock:
            self._thread = get_ident()
        try:
            return self._work()
        finally:
            with self._lock:
                self._thread = None

    def stop(self) -> bool:
        """Raise an error in its thread, unless it is done; return False if that must wait.

        A module that is being loaded would be left half done.
        """
        with self._lock:
            if self._thread is None:
                return True
            if loads(sys._current_frames()[self._thread]):
                return False
            pythonapi.PyThreadState_SetAsyncExc(c_ulong(self._thread), py_object(_StoppedError))
            return True
