"""A dataset that stays open: runs commands over it in this process, and knows whether it has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any, TypeVar

import click

from graphkit.cli.editing import PATCH
from graphkit.cli.main import graphkit, refusal
from graphkit.cli.parameter_types import READ_AS
from graphkit.cli.reading import hand_over, hold, told
from graphkit.cli.terminal import capture
from graphkit.desk import verbs
from graphkit.errors import DataError, GraphkitError, UsageError
from graphkit.graph.multigraph import with_networkx
from graphkit.storage.atomic import followed, is_folder
from graphkit.storage.patch import Patch

Answer = TypeVar("Answer")
REFUSALS = (click.ClickException, GraphkitError, MemoryError, OSError)
"""What a command may raise that is told in a line."""
_IN_MEMORY = 8_000_000
"""Longer answers than so many characters go to a temporary file."""
_BESIDE = ("", ".journal", ".drafts.json")
"""What is appended to the name of a dataset gives the files whose change is a change of it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did.

    ``code`` is 0 if it found something, 1 if nothing, 2 if it was refused: ``error`` says why, in a line.
    ``parts`` are what it prints, as they are made; ``notes``, what it tells beside that. ``patch`` is what it
    changes, or would change; ``faults`` are the errors of a row that it would make, if there are several.
    """

    code: int
    parts: Iterable[str]
    error: str = ""
    notes: tuple[str, ...] = ()
    state: str = ""
    patch: Patch = field(default_factory=dict)
    faults: tuple[str, ...] = ()


class _Held:
    """A state of the dataset, read once; a directory or table answers one command at a time."""

    def __init__(self, seen: str, options: Sequence[str]) -> None:
        self.seen = seen
        self.lock = Lock()
        self.is_closed = False
        self.context = _context(options)
        with self.context.scope(cleanup=False):
            hold(self.context)

    def close(self) -> None:
        """Close a directory, once it has answered."""
        with self.lock:
            self.is_closed = True
            self.context.close()


class OpenDataset:
    """A dataset over which commands run in this process, several at once.

    ``options`` are what a command line has before the command: ``--data FILE`` and the like.
    """

    def __init__(self, options: Sequence[str]) -> None:
        with_networkx()
        self._options = list(options)
        self._lock = Lock()
        self._held: _Held | None = None
        self.path = Path(_context(options).obj)
        self._name = followed(self.path).name

    def state(self) -> str:
        """Return what changes whenever the dataset or its drafts do; it ends with the size of the journal."""
        return self._seen()[1]

    def _seen(self) -> tuple[str, str]:
        """Return what changes whenever the dataset does, and its state."""
        data, state, journal = sha256(), sha256(), 0
        for place in self._files():
            with suppress(OSError):  # what cannot be read is told by whoever reads it
                found = place.stat()
                seen = f"{place.name} {found.st_mtime_ns} {found.st_size} {found.st_ino}\n".encode()
                state.update(seen)
                if place.name == self._name or place.parent.name == self._name:
                    data.update(seen)
                elif place.name.endswith(".journal"):
                    journal = found.st_size
        return data.hexdigest(), f"{state.hexdigest()[:32]}-{journal}"

    def _files(self) -> Iterator[Path]:
        path = followed(self.path)
        if is_folder(path):
            with suppress(OSError):
                yield from sorted(path.iterdir())
            return
        for suffix in _BESIDE:
            yield path.with_name(f"{path.name}{suffix}")
        yield path.with_suffix(".drafts.json")

    def run(self, words: Sequence[str]) -> Run:
        """Run a command, given as the words of a command line without those before the command.

        What it prints is made while it is read, if the dataset is a graph in memory.
        """
        while (run := _run(*self._current(), self._options, words)) is None:
            pass
        return run

    def request(self, verb: str, asked: Mapping[str, Any]) -> Run:
        """Run a verb with the parameters of a request."""
        try:
            words = verbs.arguments(verb, asked)
        except UsageError as error:
            return Run(2, [], str(error), state=self.state())
        return self.run(words)

    def ask(self, question: Callable[[click.Context], Answer]) -> tuple[Answer, str]:
        """Return what a question finds in the context of a command, and the state of which that is."""
        while True:
            held, state = self._current()
            with _context(self._options) as context, ExitStack() as opened:
                if not hand_over(held.context, context):
                    opened.enter_context(held.lock)
                    if held.is_closed:
                        continue
                return question(context), state

    def takes_several(self) -> bool:
        """Return whether several may ask it at once, as of a graph in memory."""
        with _context(self._options) as context:
            return hand_over(self._current()[0].context, context)

    def __enter__(self) -> OpenDataset:
        return self

    def __exit__(self, *_: object) -> None:
        """Close what is open of a directory."""
        with self._lock:
            if self._held is not None:
                self._held.close()
                self._held = None

    def _current(self) -> tuple[_Held, str]:
        """Return the dataset as it is now, read anew if it has changed, and its state."""
        with self._lock:
            now, state = self._seen()
            if self._held is None or self._held.seen != now:
                before, self._held = self._held, _Held(now, self._options)
                if before is not None:
                    before.close()
            return self._held, state


def options_of(ctx: click.Context) -> list[str]:
    """Return what a command line had before its command."""
    root, words = ctx.find_root(), []
    for param in root.command.params:
        value = root.params.get(str(param.name))
        if isinstance(param, click.Option) and value:
            words.append(param.opts[0] if param.is_flag else f"{param.opts[0]}={value}")
    return words


def _context(options: Sequence[str]) -> click.Context:
    """Return the context of a command line before its command, whose options have been taken."""
    context = graphkit.make_context("graphkit", [*options, "info"])
    with context.scope(cleanup=False):
        assert graphkit.callback is not None
        context.invoke(graphkit.callback, **context.params)
    return context


def _run(held: _Held, state: str, options: Sequence[str], words: Sequence[str]) -> Run | None:
    """Run a command; None if what was held for it has been closed meanwhile."""
    with ExitStack() as opened:
        try:
            context = graphkit.make_context("graphkit", [*options, *words])
            at_once = hand_over(held.context, context)
            if not at_once:
                opened.enter_context(held.lock)
                if held.is_closed:
                    return None
            with context, capture(context) as texts:
                code: int = graphkit.invoke(context) or 0
        except click.exceptions.Exit as left:
            return Run(left.exit_code, [], state=state)
        except click.Abort:
            return Run(2, [], "stopped", state=state)
        except REFUSALS as error:
            several = (
                [DataError(error.where, [each]) for each in error.faults]
                if isinstance(error, DataError)
                else []
            )
            faults = tuple(refusal(each, "request") for each in several)
            return Run(2, [], refusal(error, "request"), state=state, faults=faults)
        parts = (part for text in texts for part in text)
        notes = *told(context), *context.meta.get(READ_AS, ())
        return Run(code, parts if at_once else _spooled(parts), "", notes, state, context.meta.get(PATCH, {}))


def _spooled(parts: Iterable[str]) -> Iterator[str]:
    """Return parts that are all made now, from memory or a temporary file."""
    file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115  read later
    file.writelines(parts)
    file.seek(0)

    def read(size: int = 1 << 16) -> Iterator[str]:
        with file:
            yield from iter(lambda: file.read(size), "")

    return read()
