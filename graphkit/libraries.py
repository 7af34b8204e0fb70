"""Makes one line of what a library raises while it reads input; what it prints is not seen.

Every call of a library that reads what others wrote stands in :class:`Reader`, and nothing of our own does:
an error of ours is to be seen as what it is.
"""

import sys
from collections.abc import Iterator
from itertools import islice
from threading import Lock, get_ident
from types import TracebackType
from typing import Any, TypeVar

from graphkit.errors import DataError, Fault, GraphkitError, StorageError

T = TypeVar("T")

_LONGEST = 300
_BATCH = 1_000

_lock = Lock()
_silent: set[int] = set()
"""The threads that read by a library just now."""


class Reader:
    """While it is entered, a library reads: what it raises is one line, and it prints nothing.

    Parameters
    ----------
    where
        The file or directory, for the error.
    what
        What it is not, or why it is refused: ``is no GraphML that networkx reads``.
    mend
        What to do about it.
    but
        Exceptions of the library that the caller tells of in better words.
    kept
        Whether the line is a :class:`StorageError`, since the content is not for people to mend.
    """

    def __init__(
        self,
        where: object,
        what: str,
        mend: str = "",
        *,
        but: tuple[type[Exception], ...] = (),
        kept: bool = False,
    ) -> None:
        self._where, self._what, self._mend = str(where), what, mend
        self._but, self._kept = but, kept
        self._outer = False

    def __enter__(self) -> None:
        """Let this thread print nothing."""
        self._outer = get_ident() in _silent
        try:
            with _lock:
                if not _silent:
                    sys.stdout, sys.stderr = _Muted(sys.stdout), _Muted(sys.stderr)
                _silent.add(get_ident())
        except BaseException:
            self._leave()
            raise

    def __exit__(self, _: object, error: BaseException | None, __: TracebackType | None) -> None:
        """Raise the line for what the library raised."""
        self._leave()
        if isinstance(error, Exception) and not isinstance(error, (GraphkitError, *self._but)):
            raise self._told(error) from None

    def _leave(self) -> None:
        if self._outer:
            return
        with _lock:
            _silent.discard(get_ident())
            if not _silent:
                for name in ("stdout", "stderr"):
                    stream = getattr(sys, name)
                    if isinstance(stream, _Muted):
                        setattr(sys, name, stream.stream)

    def _told(self, error: Exception) -> GraphkitError:
        if isinstance(error, OSError) and error.strerror:
            return StorageError(f"{self._where}: cannot be read: {error.strerror}")
        message = f"{self._what}: {_reason(error)}" + (f"; {self._mend}" if self._mend else "")
        if self._kept:
            return StorageError(f"{self._where}: {message}")
        return DataError(self._where, [Fault("", message)])

    def each(self, found: Iterator[T]) -> Iterator[T]:
        """Yield what a library finds, piece by piece; before an error all that comes before it."""
        batch: list[T] = []
        while True:
            try:
                with self:
                    batch.extend(islice(found, _BATCH))
            except GraphkitError:
                yield from batch  # extend keeps what it was given so far
                raise
            if not batch:
                return
            yield from batch
            batch.clear()


class _Muted:
    """A stream that takes nothing from a thread that reads by a library, and all from others."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def write(self, text: Any) -> int:
        """Write a text, or let it fall."""
        return len(text) if get_ident() in _silent or self.stream is None else self.stream.write(text)

    def writelines(self, lines: Any) -> None:
        """Write some lines, or let them fall."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _reason(error: Exception) -> str:
    """Return in one short line why a library refused to read."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    if isinstance(error, EOFError) and not str(error):
        return "it ends too early"
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    told = " ".join(first.split())
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 3]}..."
