"""Stops a command on Ctrl-C, or when its terminal closes, with one line of output.

A signal raises :class:`KeyboardInterrupt`, so that unfinished work is cleaned up. While a module is imported,
it is raised only after the import, since libraries turn it into other errors or abort. Before and after a
command, a signal ends the process at once.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_LOADER = "<frozen importlib"


@contextmanager
def heeded(heed: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Let a function handle the signals that are not ignored, and then what handled them before."""
    before = {}
    for number in SIGNALS:
        with suppress(ValueError):  # only the main thread can
            if signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, heed)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Stopping:
    """A context in which signals raise; ``code`` is the exit code after a signal, else None."""

    def __init__(self) -> None:
        self.code: int | None = None
        self._heeded = heeded(self._heed)

    def __enter__(self) -> "Stopping":
        """Handle the signals that are not ignored."""
        self._heeded.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        """Restore the previous signal handlers."""
        self._heeded.__exit__(*error)

    def _heed(self, number: int, frame: FrameType | None) -> None:
        if self.code is not None:
            leave(number, None)
        self.code = 128 + number
        if not loads(frame):
            raise KeyboardInterrupt
        sys.setprofile(_raise_once_loaded)


def leave_at_once() -> None:
    """Let signals end the process at once, also where Python would lose an interrupt."""
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, leave)
    sys.unraisablehook = _unraisable


# Default arguments, since module globals are gone when Python shuts down.
def leave(number: int, _: object, write: Any = os.write, end: Any = os._exit, errors: Any = OSError) -> None:
    """Print that the process was stopped, and end it."""
    try:  # noqa: SIM105  contextlib may be gone when Python shuts down
        write(2, b"stopped\n")
    except errors:
        pass
    end(128 + number)


def loads(frame: FrameType | None) -> bool:
    """Return whether a module is being imported."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(_LOADER):
            return True
        frame = frame.f_back
    return False


def _raise_once_loaded(frame: FrameType, event: str, _: object) -> None:
    """Raise after the import during which the signal came."""
    if event == "return" and frame.f_code.co_filename.startswith(_LOADER) and not loads(frame.f_back):
        sys.setprofile(None)
        raise KeyboardInterrupt


def _unraisable(error: Any) -> None:
    if error.exc_type is KeyboardInterrupt:
        leave(signal.SIGINT, None)
    # Others of its kind end only what a thread does.
    if not issubclass(error.exc_type or Exception, KeyboardInterrupt):
        sys.__unraisablehook__(error)
