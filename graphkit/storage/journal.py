"""Changes a dataset in its file, one writer at a time, and keeps each earlier state in a journal beside it.

The journal of ``graph.json`` is ``graph.json.journal``: one JSON object a line, only ever added to.
The first holds the whole dataset as it was; each further one what a change replaced and by what,
under the digests of the states before and after. A line is on the disk before the file is touched:
when the power fails in between, the next change finds the file as it was before, and says so.

A change that is refused, or that finds the file changed by something else meanwhile, leaves both as
they were.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from shutil import copy2
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graphkit.errors import DataError, GraphkitError, StorageError, UsageError
from graphkit.model.entities import Dataset
from graphkit.storage.atomic import (
    append_durably,
    is_folder,
    locked,
    named,
    read_plain,
    reason,
    take_back,
    write_atomically,
)
from graphkit.storage.json_file import content_of, dataset_of, dumps, file_of, loads, save_dataset
from graphkit.storage.patch import Patch, PatchModel, apply_patch, patch_between, validated

PATIENCE = 30.0
"""How many seconds a change waits for another writer."""
OUTSIDE = "changed outside graphkit"
UNFINISHED = "put back, or a save that was not finished"
Edit = Callable[[Dataset], Dataset]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a journal.

    Attributes
    ----------
    number
        How many changes there were before it; 0 is the beginning.
    time
        When, in UTC.
    command
        What was asked for.
    patch
        What differs.
    before, after
        Digests of the two states in canonical form.
    to
        The change whose state it brought back, where it undid something.
    """

    number: int
    time: str
    command: str
    patch: Patch
    before: str
    after: str
    to: int | None = None


def change(path: str | os.PathLike[str], edit: Edit, command: str, *, patience: float = PATIENCE) -> Patch:
    """Read a dataset, edit it and save it, while nobody else can; return what has changed.

    Raises
    ------
    StorageError
        If the file or its journal cannot be read or written, others hold it for too long, or something
        else than graphkit changes it meanwhile.
    DataError
        If the file is no dataset, or would be none after the edit.
    """
    target = _target(path)
    with locked(target, patience):
        found = _Standing.of(path)
        after = validated(edit(found.dataset), str(path))
        if after != found.dataset:
            journal = _Journal.of(target)
            _save(path, journal, found, journal.news(found.dataset), after, command)
    return patch_between(found.dataset, after)


def save(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write a dataset whole over whatever the file holds; a journal beside it tells of that.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    target = _target(path)
    if os.path.exists(target) and os.path.exists(journal_of(target)):  # noqa: PTH110  a long name raises
        try:
            change(path, lambda _: dataset, "saved whole")
        except DataError:
            save_dataset(dataset, path)
    else:
        save_dataset(dataset, path)


def undo(
    path: str | os.PathLike[str], to: int | None = None, *, patience: float = PATIENCE, dry_run: bool = False
) -> Patch:
    """Bring back the state before the last change, or the one after change ``to``.

    A file that is gone or no dataset any more counts as what it was last; what it holds is kept beside
    it as ``NAME.damaged``. With ``dry_run`` nothing is written.

    Raises
    ------
    UsageError
        If there is nothing to undo, or no such change.
    StorageError
        If the file or its journal cannot be read or written.
    DataError
        If the file is no dataset and has no journal.
    """
    target = _target(path)
    guard: AbstractContextManager[None] = nullcontext() if dry_run else locked(target, patience)
    with guard:
        journal = _Journal.of(target)
        found = _Standing.of(path, journal)
        news = journal.news(found.dataset)
        changes = [*journal.changes(), *map(_told, news)]
        to = resolved(changes, _wanted(path, changes, to))
        after = journal.state(to) if to < len(journal.lines) else found.dataset
        if not dry_run:
            if after != found.dataset:
                _save(path, journal, found, news, after, "undo", to)
            elif not found.sound:
                with _kept(target):
                    found.replace(path, after)
    return patch_between(found.dataset, after)


def _wanted(path: str | os.PathLike[str], changes: list[LogEntry], to: int | None) -> int:
    """Return the change whose state ``undo`` brings back."""
    known = len(changes) - 1
    if to is None:
        now = resolved(changes, known)
        if now < 1:
            raise UsageError(f"{path}: nothing to undo; 'graphkit log' lists the changes")
        return now - 1
    if not 0 <= to <= known:
        raise UsageError(f"{path}: there is no change {to}; choose one of 0 to {known}")
    return to


def start(path: str | os.PathLike[str], dataset: Dataset, *, patience: float = PATIENCE) -> None:
    """Write a dataset to a file that must not be there yet.

    Raises
    ------
    StorageError
        If it is there after all, or cannot be written.
    """
    with locked(_target(path), patience):
        save_dataset(dataset, path, new=True)


def resolved(changes: Sequence[LogEntry], number: int) -> int:
    """Return the change whose state that of a change is: its own, unless it undid something."""
    while (to := changes[number].to) is not None:
        number = to
    return number


def log(path: str | os.PathLike[str]) -> list[LogEntry]:
    """Return every change of a dataset, the beginning first; none where it has no journal.

    Raises
    ------
    StorageError
        If the journal cannot be read, or is damaged.
    """
    return _Journal.of(_target(path)).changes()


def state(path: str | os.PathLike[str], number: int) -> Dataset:
    """Return a dataset as it was after a change; 0 is the beginning.

    Raises
    ------
    UsageError
        If there is no such change.
    StorageError
        If the journal cannot be read, or is damaged.
    """
    journal = _Journal.of(_target(path))
    known = len(journal.lines)
    if not 0 <= number < known:
        which = f"choose one of 0 to {known - 1}" if known else "nothing has been changed yet"
        raise UsageError(f"{path}: there is no change {number}; {which}")
    return journal.state(number)


# --- the file -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a file holds.

    Attributes
    ----------
    digest
        The digest of its content; None where it is gone.
    dataset
        What that says, or said last where it is no dataset any more.
    sound
        Whether it is still a dataset.
    """

    digest: bytes | None
    dataset: Dataset
    sound: bool = True

    @classmethod
    def of(cls, path: str | os.PathLike[str], journal: "_Journal | None" = None) -> "_Standing":
        content = None
        try:
            content = content_of(path)
            return cls(sha256(content).digest(), loads(content, where=str(path)))
        except GraphkitError:
            if journal is None or not journal.lines or os.path.lexists(path) != (content is not None):
                raise
        digest = None if content is None else sha256(content).digest()
        return cls(digest, journal.state(len(journal.lines) - 1), sound=False)

    def replace(self, path: str | os.PathLike[str], after: Dataset) -> None:
        """Put another dataset in the place of what was found, if it is still there."""
        write_atomically(path, dumps(after).encode(), new=self.digest is None, instead_of=self.digest)


def _save(
    path: str | os.PathLike[str],
    journal: "_Journal",
    found: _Standing,
    news: list[dict[str, Any]],
    after: Dataset,
    command: str,
    to: int | None = None,
) -> None:
    """Tell the journal, then replace the file; where that fails, the journal forgets it again."""
    number = len(journal.lines) + len(news)
    line = _line(number, command, patch_between(found.dataset, after), found.dataset, after, to)
    content = b"".join(map(_sealed, [*news, line]))
    with nullcontext() if found.sound else _kept(journal.target):
        append_durably(journal.path, content, after=journal.size, like=journal.target)
        try:
            found.replace(path, after)
        except BaseException:
            if not _holds(journal.target, dumps(after).encode()):
                take_back(journal.path, after=journal.size, like=journal.target)
            raise


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.read_bytes() == content
    except OSError:
        return False


@contextmanager
def _kept(target: Path) -> Iterator[None]:
    """Keep what a file holds under another name, unless what is done about it fails."""
    names = (f"{target.name}.damaged{number or ''}" for number in range(1000))
    kept = next(path for path in map(target.with_name, names) if not os.path.lexists(path))
    try:
        if target.exists():
            copy2(target, kept)
        yield
    except BaseException as error:
        with suppress(OSError):
            kept.unlink()
        if isinstance(error, OSError):
            raise StorageError(f"{kept}: cannot be written: {reason(error)}") from None
        raise


def _target(path: str | os.PathLike[str]) -> Path:
    """Return the file itself where a path is a link, so that all its names share one journal."""
    try:
        target = named(path).resolve()
        if os.path.exists(target) and not (os.path.isfile(target) or is_folder(target)):  # noqa: PTH110, PTH113
            raise StorageError(f"{path}: is no file; name a file")
        return target
    except (OSError, ValueError, RuntimeError) as error:
        raise StorageError(f"{path}: cannot be read: {reason(error)}") from None


# --- the journal --------------------------------------------------------------------------------


def journal_of(target: Path) -> Path:
    """Return the journal of a file."""
    return target.with_name(f"{target.name}.journal")


_Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Line(BaseModel):
    """A line of a journal without its seal; a seal tells of damage, and not of whoever made it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    change: Annotated[int, Field(strict=True, ge=0)]
    time: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    command: str
    after: _Digest
    dataset: dict[str, Any] | None = None
    patch: PatchModel | None = None
    before: _Digest | None = None
    to: Annotated[int, Field(strict=True, ge=0)] | None = None

    @model_validator(mode="after")
    def _is_the_beginning_or_a_change(self) -> "_Line":
        begins = self.dataset is not None and self.patch is None and self.before is None and self.to is None
        changes = self.dataset is None and self.patch is not None and self.before is not None
        if not (begins if self.change == 0 else changes) or (self.to is not None and self.to >= self.change):
            raise ValueError("is neither a beginning nor a change")
        return self


_BEGINNING = b'{"change":0,'


@dataclass(frozen=True, slots=True)
class _Journal:
    """The journal of a file: its lines, without one that a power cut tore off at its end."""

    target: Path
    lines: tuple[bytes, ...]

    @classmethod
    def of(cls, target: Path) -> "_Journal":
        content = read_plain(journal_of(target))
        lines = content.split(b"\n")[:-1]
        if lines and _opened(lines[-1]) is None:
            del lines[-1]
        if not lines and content.strip(b"\0\n") and not content.startswith(_BEGINNING[: len(content)]):
            raise _damaged(target, 0)
        return cls(target, tuple(lines))

    @property
    def path(self) -> Path:
        return journal_of(self.target)

    @property
    def size(self) -> int:
        """How many bytes of it are whole."""
        return sum(len(line) + 1 for line in self.lines)

    def changes(self) -> list[LogEntry]:
        return [self.change(number) for number in range(len(self.lines))]

    def change(self, number: int) -> LogEntry:
        said = self.line(number)
        patch = said.patch.model_dump(mode="json", exclude_defaults=True) if said.patch else {}
        return LogEntry(number, said.time, said.command, patch, said.before or "", said.after, said.to)

    def line(self, number: int) -> _Line:
        body = _opened(self.lines[number])
        try:
            said = _Line.model_validate(json.loads(body)) if body is not None else None
        except (ValueError, RecursionError):  # of JSON, or of what it says
            said = None
        if said is None or said.change != number:
            raise _damaged(self.target, number)
        return said

    def state(self, number: int) -> Dataset:
        """Return the dataset as it was after a change."""
        try:
            dataset = dataset_of(self.line(0).dataset, str(self.path))
            for each in range(1, number + 1):
                dataset = apply_patch(dataset, self.change(each).patch)
            dataset = validated(dataset, str(self.path))
        except DataError:
            raise _damaged(self.target, number) from None
        if _digest(dataset) != self.line(number).after:
            raise _damaged(self.target, number)
        return dataset

    def news(self, now: Dataset) -> list[dict[str, Any]]:
        """Return the lines that it lacks about the file: its beginning, or what others did to it."""
        number = len(self.lines)
        if not number:
            line = {"change": 0, "time": _now(), "command": "begin", "after": _digest(now)}
            return [line | {"dataset": file_of(now)}]
        last, digest = self.change(number - 1), _digest(now)
        if last.after == digest:
            return []
        recorded = self.state(number - 1)
        if last.before == digest:
            to = resolved(self.changes(), number - 2)
            return [_line(number, UNFINISHED, patch_between(recorded, now), recorded, now, to)]
        return [_line(number, OUTSIDE, patch_between(recorded, now), recorded, now, None)]


def _line(
    number: int, command: str, patch: Patch, before: Dataset, after: Dataset, to: int | None
) -> dict[str, Any]:
    told = command.encode(errors="backslashreplace").decode()  # the name of a file may be no text
    line = {"change": number, "time": _now(), "command": told, "patch": patch}
    line |= {"before": _digest(before), "after": _digest(after)}
    return line if to is None else line | {"to": to}


def _told(line: dict[str, Any]) -> LogEntry:
    """Return the change that a line will tell of."""
    patch, before = line.get("patch", {}), line.get("before", "")
    return LogEntry(
        line["change"], line["time"], line["command"], patch, before, line["after"], line.get("to")
    )


def _sealed(line: dict[str, Any]) -> bytes:
    """Return a line that ends with the digest of what stands before it."""
    body = json.dumps(line, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
    return body + b',"sum":"' + sha256(body).hexdigest()[:16].encode() + b'"}\n'


def _opened(line: bytes) -> bytes | None:
    """Return the JSON of a line without its seal; None where it is not the line that was written."""
    body, mark, seal = line.rpartition(b',"sum":"')
    if not mark or seal != sha256(body).hexdigest()[:16].encode() + b'"}':
        return None
    return body + b"}"


def _digest(dataset: Dataset) -> str:
    return sha256(dumps(dataset).encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _damaged(target: Path, number: int) -> StorageError:
    return StorageError(
        f"{journal_of(target)}:{number + 1}: is not the line that graphkit wrote; "
        "move the journal elsewhere, and the next change begins another"
    )
