"""Ends a command that is stopped, by Ctrl-C or with its terminal, in one line, whatever it is doing.

A signal raises :class:`KeyboardInterrupt`, so that what is half-done is tidied up: while a module is loaded,
as soon as that is done, since libraries make other errors of it or abort. Before and after a command it
ends the process at once.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Any

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_LOADER = "<frozen importlib"


class Stopping:
    """While it is entered, a signal raises; ``code`` is what to leave with once one has come, else None."""

    def __init__(self) -> None:
        self.code: int | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Stopping":
        """Heed the signals that are not ignored."""
        for number in _SIGNALS:
            with suppress(ValueError):  # only the main thread heeds signals
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._heed)
        return self

    def __exit__(self, *_: object) -> None:
        """Do with signals as was done before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _heed(self, number: int, frame: FrameType | None) -> None:
        if self.code is not None:
            leave(number, None)
        self.code = 128 + number
        if not _loads(frame):
            raise KeyboardInterrupt
        sys.setprofile(_raise_once_loaded)


def leave_at_once() -> None:
    """Have the signals end the process at once from now on, and where an interrupt would be lost."""
    for number in _SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, leave)
    sys.unraisablehook = _unraisable


# The names are given here, since a module has none left when Python ends.
def leave(number: int, _: object, write: Any = os.write, end: Any = os._exit, errors: Any = OSError) -> None:
    """End the process, which says that it was stopped."""
    try:  # noqa: SIM105  nothing else is needed when Python ends
        write(2, b"stopped\n")
    except errors:
        pass
    end(128 + number)


def _loads(frame: FrameType | None) -> bool:
    """Return whether a module is being loaded."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(_LOADER):
            return True
        frame = frame.f_back
    return False


def _raise_once_loaded(frame: FrameType, event: str, _: object) -> None:
    """Raise as soon as the module is loaded that was being loaded when the signal came."""
    if event == "return" and frame.f_code.co_filename.startswith(_LOADER) and not _loads(frame.f_back):
        sys.setprofile(None)
        raise KeyboardInterrupt


def _unraisable(error: Any) -> None:
    if error.exc_type is not None and issubclass(error.exc_type, KeyboardInterrupt):
        leave(signal.SIGINT, None)
    sys.__unraisablehook__(error)
