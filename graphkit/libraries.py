"""Turns exceptions that a library raises while it reads input into one line, and silences what it prints.

Every call of a library that reads foreign content is inside a :class:`Reader`, and no code of graphkit is, so
that a bug of graphkit is not reported as an error in the input.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from threading import Lock, get_ident
from types import TracebackType
from typing import Any, Literal, TypeVar

from graphkit.errors import DataError, Fault, GraphkitError, MissingExtraError, StorageError

T = TypeVar("T")

_LONGEST = 300
_BATCH = 1_000

_lock = Lock()
_silent: set[int] = set()
"""The threads in which a library is reading."""


def extra_module(name: str, what: str, extra: str) -> Any:
    """Import a module; if a package is missing for it, say that ``what`` needs it, and how to get it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "graphkit":
            raise
        raise MissingExtraError(what, extra) from None


def tables_beside(module: str, suffix: Literal[".toml", ".json"] = ".toml") -> dict[str, Any]:
    """Return the tables of the file beside a module, given the module's ``__file__``.

    What every command reads is in JSON, which Python reads twenty times as fast as TOML.
    """
    text = Path(module).with_suffix(suffix).read_text(encoding="utf-8")
    reader = import_module("json" if suffix == ".json" else "tomllib")  # here, since most modules need none
    return reader.loads(text)  # type: ignore[no-any-return]


@contextmanager
def building() -> Iterator[None]:
    """Pause the garbage collector while many objects are built and none is thrown away.

    It would search all of them again and again, for half of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass
class Reader:
    """A context in which a library reads: its exceptions become one line, and it prints nothing.

    The line names ``where``, the file or directory; ``what`` is wrong with it, such as ``is no GraphML that
    networkx reads``; and how to ``mend`` it. Exceptions ``but`` pass unchanged: the caller handles them. The
    error is a :class:`StorageError` if ``kept``, as for content that people do not edit.
    """

    where: object
    what: str
    mend: str = ""
    but: tuple[type[Exception], ...] = ()
    kept: bool = False
    _outer: bool = field(default=False, init=False)

    def __enter__(self) -> None:
        """Silence this thread."""
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
        """Replace an exception of the library."""
        self._leave()
        if isinstance(error, Exception) and not isinstance(error, (GraphkitError, *self.but)):
            raise self._error_for(error) from None

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

    def _error_for(self, error: Exception) -> GraphkitError:
        if isinstance(error, OSError) and error.strerror:
            return StorageError(f"{self.where}: cannot be read: {error.strerror}")
        message = f"{self.what}: {_reason(error)}" + (f"; {self.mend}" if self.mend else "")
        if self.kept:
            return StorageError(f"{self.where}: {message}")
        return DataError(str(self.where), [Fault("", message)])

    def each(self, items: Iterator[T]) -> Iterator[T]:
        """Yield the items of an iterator of a library; before an error all items that precede it."""
        batch: list[T] = []
        while True:
            try:
                with self:
                    batch.extend(islice(items, _BATCH))
            except GraphkitError:
                yield from batch  # extend keeps the items before the error
                raise
            if not batch:
                return
            yield from batch
            batch.clear()


class _Muted:
    """A stream that ignores the threads in which a library is reading."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def write(self, text: Any) -> int:
        """Write a text, unless this thread is silenced."""
        return len(text) if get_ident() in _silent or self.stream is None else self.stream.write(text)

    def writelines(self, lines: Any) -> None:
        """Write lines, unless this thread is silenced."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _reason(error: Exception) -> str:
    """Return in one short line why a library could not read."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    if isinstance(error, EOFError) and not str(error):
        return "it ends too early"
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    line = " ".join(first.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
