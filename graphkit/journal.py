"""Changes a dataset in its file, one writer at a time, and keeps each earlier state in a journal beside it.

The journal of ``graph.json`` is ``graph.json.journal``: one JSON object a line, only ever added to.
The first holds the whole dataset as it was; each further one what a change replaced and by what,
under the digests of the states before and after. A line is on the disk before the file is touched:
when the power fails in between, the next change finds the file as it was before, and says so.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graphkit.changes import Patch, difference, patched, sound
from graphkit.errors import DataError, GraphkitError, StorageError, UsageError
from graphkit.files import append_durably, locked, reason, write_atomically
from graphkit.models import Dataset
from graphkit.storage import dataset_of, dumps, file_of, read_dataset, save_dataset

PATIENCE = 30.0
"""How many seconds a change waits for another writer."""
OUTSIDE = "changed outside graphkit"
UNFINISHED = "put back, or a save that was not finished"
Edit = Callable[[Dataset], Dataset]


@dataclass(frozen=True, slots=True)
class Change:
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
        If the file or its journal cannot be read or written, or others hold it for too long.
    DataError
        If the file is no dataset, or would be none after the edit.
    """
    target = _target(path)
    with locked(target, patience):
        before = read_dataset(path)
        after = sound(edit(before), str(path))
        if after != before:
            _save(path, target, before, after, command)
    return difference(before, after)


def save(dataset: Dataset, path: str | os.PathLike[str]) -> None:
    """Write a dataset whole over whatever the file holds; a journal beside it tells of that.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    target = _target(path)
    if target.exists() and journal_of(target).exists():
        try:
            change(path, lambda _: dataset, "saved whole")
        except DataError:
            save_dataset(dataset, path)
    else:
        save_dataset(dataset, path)


def undo(path: str | os.PathLike[str], to: int | None = None, *, patience: float = PATIENCE) -> Patch:
    """Bring back the state before the last change, or the one after change ``to``.

    A file that is gone or no dataset any more is first brought back as it last was; what it holds
    is kept beside it as ``NAME.damaged``.

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
    with locked(target, patience):
        before, found = _standing(path, target)
        changes = _changes(target)
        if not found.synced(before):
            _record(target, _news(target, found, before))
            changes = _changes(target)
        known = len(changes) - 1
        if to is None:
            now = resolved(changes, known)
            if now < 1:
                raise UsageError(f"{path}: nothing to undo; 'graphkit log' lists the changes")
            to = now - 1
        elif not 0 <= to <= known:
            raise UsageError(f"{path}: there is no change {to}; choose one of 0 to {known}")
        to = resolved(changes, to)
        after = _state(target, changes, to)
        if after != before or not target.exists():
            _save(path, target, before, after, "undo", to)
    return difference(before, after)


def before_last(path: str | os.PathLike[str], to: int | None) -> int:
    """Return the change whose state ``undo`` would bring back.

    Raises
    ------
    UsageError
        If there is nothing to undo.
    """
    changes = history(path)
    if to is None:
        now = resolved(changes, len(changes) - 1) if changes else 0
        if now < 1:
            raise UsageError(f"{path}: nothing to undo; 'graphkit log' lists the changes")
        to = now - 1
    return to


def start(path: str | os.PathLike[str], dataset: Dataset, *, patience: float = PATIENCE) -> None:
    """Write a dataset to a file that must not be there yet.

    Raises
    ------
    StorageError
        If it is there after all, or cannot be written.
    """
    target = _target(path)
    with locked(target, patience):
        if target.exists():
            raise StorageError(f"{path}: somebody else has made it meanwhile; try again")
        save_dataset(dataset, path)


def resolved(changes: list[Change], number: int) -> int:
    """Return the change whose state that of a change is: its own, unless it undid something."""
    to = changes[number].to
    return number if to is None else resolved(changes, to)


def history(path: str | os.PathLike[str]) -> list[Change]:
    """Return every change of a dataset, the beginning first; none where it has no journal.

    Raises
    ------
    StorageError
        If the journal cannot be read, or is damaged.
    """
    return _changes(_target(path))


def state(path: str | os.PathLike[str], number: int) -> Dataset:
    """Return a dataset as it was after a change; 0 is the beginning.

    Raises
    ------
    UsageError
        If there is no such change.
    StorageError
        If the journal cannot be read, or is damaged.
    """
    target = _target(path)
    changes = _changes(target)
    if not 0 <= number < len(changes):
        which = f"choose one of 0 to {len(changes) - 1}" if changes else "nothing has been changed yet"
        raise UsageError(f"{path}: there is no change {number}; {which}")
    return _state(target, changes, number)


# --- writing ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Last:
    """The end of a journal: its last change, and how many bytes of it are whole."""

    change: Change | None
    size: int

    def synced(self, dataset: Dataset) -> bool:
        return self.change is not None and self.change.after == _digest(dataset)


def _save(
    path: str | os.PathLike[str],
    target: Path,
    before: Dataset,
    after: Dataset,
    command: str,
    to: int | None = None,
) -> None:
    """Tell the journal, then replace the file; where that fails, the journal forgets it again."""
    found = _last(target)
    news = [] if found.synced(before) else _news(target, found, before)
    last = news[-1]["change"] if news else found.change.number  # type: ignore[union-attr]
    news.append(_line(last + 1, command, difference(before, after), before, after, to))
    _record(target, news)
    content = dumps(after).encode()
    try:
        write_atomically(path, content)
    except BaseException:
        if not _holds(target, content):
            append_durably(journal_of(target), b"", after=found.size, mode=0o600)
        raise


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.read_bytes() == content
    except OSError:
        return False


def _news(target: Path, found: _Last, now: Dataset) -> list[dict[str, Any]]:
    """Return the lines that a journal lacks about a file: its beginning, or what others did to it."""
    if found.change is None:
        return [
            {"change": 0, "time": _now(), "command": "begin", "after": _digest(now), "dataset": file_of(now)}
        ]
    changes = _changes(target)
    recorded = _state(target, changes, found.change.number)
    number = found.change.number
    if found.change.before == _digest(now):
        return [
            _line(
                number + 1,
                UNFINISHED,
                difference(recorded, now),
                recorded,
                now,
                resolved(changes, number - 1),
            )
        ]
    return [_line(number + 1, OUTSIDE, difference(recorded, now), recorded, now, None)]


def _line(
    number: int, command: str, patch: Patch, before: Dataset, after: Dataset, to: int | None
) -> dict[str, Any]:
    line = {"change": number, "time": _now(), "command": command, "patch": patch}
    line |= {"before": _digest(before), "after": _digest(after)}
    return line if to is None else line | {"to": to}


def _record(target: Path, lines: list[dict[str, Any]]) -> None:
    content = b"".join(_sealed(line) for line in lines)
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o600
    append_durably(journal_of(target), content, after=_last(target).size, mode=mode | 0o200)


def _sealed(line: dict[str, Any]) -> bytes:
    """Return a line that ends with the digest of what stands before it."""
    body = json.dumps(line, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
    return body + b',"sum":"' + sha256(body).hexdigest()[:16].encode() + b'"}\n'


def _digest(dataset: Dataset) -> str:
    return sha256(dumps(dataset).encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


# --- reading ----------------------------------------------------------------------------------


def _target(path: str | os.PathLike[str]) -> Path:
    """Return the file itself where a path is a link, so that all its names share one journal."""
    try:
        return Path(path).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise StorageError(f"{path}: cannot be read: {reason(error)}") from None


def journal_of(target: Path) -> Path:
    """Return the journal of a file."""
    return target.with_name(f"{target.name}.journal")


def _lines(target: Path) -> list[bytes]:
    """Return the lines of a journal, without one that a power cut tore off at its end."""
    try:
        content = journal_of(target).read_bytes()
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise StorageError(f"{journal_of(target)}: cannot be read: {reason(error)}") from None
    lines = content.split(b"\n")[:-1]
    return lines if not lines or _opened(lines[-1]) is not None else lines[:-1]


def _opened(line: bytes) -> dict[str, Any] | None:
    """Return what a line says; None where it is not the line that was written."""
    body, mark, seal = line.rpartition(b',"sum":"')
    if not mark or seal != sha256(body).hexdigest()[:16].encode() + b'"}':
        return None
    said: dict[str, Any] = json.loads(body + b"}")
    return said


def _last(target: Path) -> _Last:
    lines = _lines(target)
    return _Last(
        _change(target, lines, len(lines) - 1) if lines else None, sum(len(line) + 1 for line in lines)
    )


def _changes(target: Path) -> list[Change]:
    lines = _lines(target)
    return [_change(target, lines, number) for number in range(len(lines))]


def _change(target: Path, lines: list[bytes], number: int) -> Change:
    said = _opened(lines[number])
    if said is None or said.get("change") != number:
        raise _damaged(target, number)
    return Change(
        number,
        said["time"],
        said["command"],
        said.get("patch", {}),
        said.get("before", ""),
        said["after"],
        said.get("to"),
    )


def _damaged(target: Path, number: int) -> StorageError:
    return StorageError(
        f"{journal_of(target)}:{number + 1}: is not the line that graphkit wrote; "
        "move the journal elsewhere, and the next change begins another"
    )


def _state(target: Path, changes: list[Change], number: int) -> Dataset:
    first = _opened(_lines(target)[0])
    try:
        dataset = dataset_of((first or {})["dataset"], str(journal_of(target)))
        for each in changes[1 : number + 1]:
            dataset = patched(dataset, each.patch)
    except (KeyError, DataError, ValidationError):
        raise _damaged(target, 0) from None
    if _digest(dataset) != changes[number].after:
        raise _damaged(target, number)
    return dataset


def _standing(path: str | os.PathLike[str], target: Path) -> tuple[Dataset, _Last]:
    """Return what a file holds, or held last where it is no dataset any more."""
    found = _last(target)
    try:
        return read_dataset(path), found
    except GraphkitError:
        if found.change is None or target.is_dir():
            raise
    last = _state(target, _changes(target), found.change.number)
    if target.exists():
        kept = _free(target)
        os.link(target, kept)
    write_atomically(path, dumps(last).encode())
    return last, found


def _free(target: Path) -> Path:
    names = (f"{target.name}.damaged{number or ''}" for number in range(1000))
    return next(path for path in map(target.with_name, names) if not path.exists())
