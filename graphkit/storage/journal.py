"""Changes a dataset in its file, one writer at a time, and keeps each earlier state in a journal beside it.

The journal of ``graph.json`` is ``graph.json.journal``: one JSON object per line, only ever appended to. The
first line holds the whole dataset at the beginning; each later one a patch, with the digests of the states
before and after it. A line is on the disk before the file is replaced: if the power fails in between, the
next change finds the file as it was before, and records that.

A change that is refused, or that finds the file changed by another program meanwhile, leaves both as they
were.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from shutil import copy2
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graphkit.errors import DataError, GraphkitError, Mend, StorageError, UsageError, reason
from graphkit.model.entities import Dataset
from graphkit.storage.atomic import (
    append_durably,
    followed,
    is_folder,
    locked,
    read_plain,
    take_back,
    write_atomically,
)
from graphkit.storage.content_kind import JSON, PathLike, read_as
from graphkit.storage.json_file import (
    consistent,
    content_of,
    dataset_of,
    digest_of,
    dumps,
    file_of,
    loads,
    save_dataset,
)
from graphkit.storage.patch import Patch, PatchModel, apply_patch, patch_between, validated

PATIENCE = 30.0
"""How many seconds a change waits for another writer."""
OUTSIDE = "changed outside graphkit"
UNFINISHED = "put back, or a save that was not finished"
Edit = Callable[[Dataset], Dataset]
ByName = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a journal; change 0 is the beginning, and ``to`` the change that an undo restored.

    ``by_name`` are, for each relation that an import added, those of its ends that it knew by a name alone.
    """

    number: int
    time: str
    command: str
    patch: Patch
    before: str
    after: str
    to: int | None = None
    by_name: ByName = field(default_factory=dict)

    @property
    def when(self) -> str:
        """The time to the minute, as people write it."""
        return self.time[:16].replace("T", " ")


# --- changes --------------------------------------------------------------------------------------


def change(
    path: PathLike,
    edit: Edit,
    command: str,
    *,
    patience: float = PATIENCE,
    by_name: Callable[[], ByName] = dict,
) -> Patch:
    """Read a dataset, edit it and save it, while no other writer can; return the patch.

    After the edit, ``by_name`` returns what :class:`LogEntry` keeps of that name.

    What cannot be read or written, another writer that holds it for too long, and a change by another
    program meanwhile raise StorageError; what is no valid dataset, before or after the edit, DataError.
    """
    target = _target(path)
    with _alone(target, patience):
        state = _FileState.of(path)
        after = validated(edit(state.dataset), str(path))
        if patch := patch_between(state.dataset, after):
            journal = _Journal.of(target)
            missing = journal.missing_lines(state)
            _save(path, journal, state, missing, after, patch, command, by_name=by_name())
    return patch


def save(dataset: Dataset, path: PathLike) -> None:
    """Write a dataset over whatever the file holds; recorded if the file has a journal."""
    target = _target(path)
    if os.path.exists(target) and os.path.exists(journal_of(target)):  # noqa: PTH110  a long name raises
        try:
            change(path, lambda _: dataset, "saved whole")
        except DataError:
            save_dataset(dataset, path)
    else:
        save_dataset(dataset, path)


class Undone(NamedTuple):
    """What an undo changes, and the last change so far, which it takes back."""

    patch: Patch
    last: LogEntry


def undo(path: PathLike, to: int | None = None, *, dry_run: bool = False) -> Undone:
    """Restore the state before the last change, or the one after change ``to``.

    A file that is missing or no longer a valid dataset counts as it was last recorded; its content is kept
    beside it as ``NAME.damaged``. With ``dry_run`` nothing is written. Raises UsageError if there is nothing
    to undo, or no such change; DataError if the file is no valid dataset and has no journal.
    """
    target = _target(path)
    with nullcontext() if dry_run else _alone(target, PATIENCE):
        journal = _Journal.of(target)
        state = _FileState.of(path, journal)
        missing = journal.missing_lines(state)
        entries = [*journal.entries(), *map(_entry_of, missing)]
        last = resolved(entries, len(entries) - 1)
        to = resolved(entries, _restored_entry(path, last, len(entries), to))
        after = journal.state(to) if to < len(journal.lines) else state.dataset
        patch = patch_between(state.dataset, after)
        if not dry_run:
            if patch:
                _save(path, journal, state, missing, after, patch, "undo", to)
            elif not state.valid:
                with _kept_as_damaged(target):
                    state.replace(path, dumps(after).encode())
    return Undone(patch, entries[last])


def _alone(target: Path, patience: float) -> AbstractContextManager[None]:
    """Keep out other writers; where there is not even a folder, reading says that there is no file."""
    try:
        target.parent.stat()
    except FileNotFoundError:
        return nullcontext()
    except OSError:
        pass  # the lock tells of it
    return locked(target, patience)


def _restored_entry(path: PathLike, last: int, count: int, to: int | None) -> int:
    if to is None:
        if last < 1:
            mend = Mend("'graphkit log' lists the changes", request="Log lists the changes")
            raise UsageError(f"{path}: nothing to undo", mend)
        return last - 1
    if not 0 <= to < count:
        raise UsageError(f"{path}: there is no change {to}; choose one of 0 to {count - 1}")
    return to


def start(path: PathLike, dataset: Dataset) -> None:
    """Write a dataset to a file that must not exist yet."""
    with locked(_target(path), PATIENCE):
        save_dataset(dataset, path, new=True)


# --- earlier states -------------------------------------------------------------------------------


def log(path: PathLike, first: int = 0) -> list[LogEntry]:
    """Return every change of a dataset from ``first`` on; none if it has no journal."""
    return _Journal.of(_target(path)).entries(first)


def resolved(entries: Sequence[LogEntry], number: int) -> int:
    """Return the change that first had the state of a change: itself, unless it undid something."""
    while (to := entries[number].to) is not None:
        number = to
    return number


def made_by(entries: Sequence[LogEntry], place: int) -> str:
    """Return the command whose change one of successive entries is; of an undo, the only one taken back."""
    entry = entries[place]
    takes_back_one = entry.to == entry.number - 2 and place > 0
    return entries[place - 1 if takes_back_one else place].command


def state(path: PathLike, number: int) -> Dataset:
    """Return a dataset as it was after a change; 0 is the beginning."""
    journal = _Journal.of(_target(path))
    count = len(journal.lines)
    if not 0 <= number < count:
        which = f"choose one of 0 to {count - 1}" if count else "nothing has been changed yet"
        raise UsageError(f"{path}: there is no change {number}; {which}")
    return journal.state(number)


def since(path: PathLike, number: int) -> tuple[Dataset, Dataset, tuple[str, str]]:
    """Return a dataset as it was after a change and as it is now, and the digests of the two."""
    journal, file = _Journal.of(_target(path)), _FileState.of(path)
    then, digest = journal.dated(number, file)
    now = journal.last.after if journal.ends_with(file) else digest_of(file.dataset)
    return then, file.dataset, (digest, now)


def number_on(entries: Sequence[LogEntry], day: str) -> int:
    """Return the last change that was made by the end of a day (UTC, ISO); the beginning if none was."""
    return max((entry.number for entry in entries if entry.time[:10] <= day), default=0)


# --- the file -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _FileState:
    """The content of a file: its digest, None if it is missing, and its dataset.

    That is the last recorded one if the content is not ``valid`` any longer.
    """

    digest: bytes | None
    dataset: Dataset
    valid: bool = True

    @classmethod
    def of(cls, path: PathLike, journal: "_Journal | None" = None) -> "_FileState":
        content = None
        try:
            content = content_of(path)
            with read_as(path, JSON, ("node-link",)):
                return cls(sha256(content).digest(), loads(content, where=str(path)))
        except GraphkitError:
            unreadable = os.path.lexists(path) != (content is not None)
            if journal is None or not journal.lines or unreadable:
                raise
        digest = None if content is None else sha256(content).digest()
        return cls(digest, journal.state(len(journal.lines) - 1), valid=False)

    def replace(self, path: PathLike, after: bytes) -> None:
        """Write another content to the file, if it is still the same."""
        write_atomically(path, after, new=self.digest is None, instead_of=self.digest)


def _save(
    path: PathLike,
    journal: "_Journal",
    state: _FileState,
    missing: list[dict[str, Any]],
    after: Dataset,
    patch: Patch,
    command: str,
    to: int | None = None,
    by_name: ByName | None = None,
) -> None:
    """Append to the journal, then replace the file; if that fails, take the lines back."""
    number, written = len(journal.lines) + len(missing), dumps(after).encode()
    before = missing[-1]["after"] if missing else journal.last.after
    line = _line(number, command, patch, before, sha256(written).hexdigest(), to)
    line |= {"by_name": by_name} if by_name else {}
    content = b"".join(map(_sealed, [*missing, line]))
    with nullcontext() if state.valid else _kept_as_damaged(journal.target):
        append_durably(journal.path, content, after=journal.size, like=journal.target)
        try:
            state.replace(path, written)
        except BaseException:
            if not _holds(journal.target, written):
                take_back(journal.path, after=journal.size, like=journal.target)
            raise


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.read_bytes() == content
    except OSError:
        return False


@contextmanager
def _kept_as_damaged(target: Path) -> Iterator[None]:
    """Keep the content of a file under another name, unless the block fails."""
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


def _target(path: PathLike) -> Path:
    """Return the file that a path leads to, so that all links to a file share one journal."""
    target = followed(path)
    is_other = os.path.exists(target) and not (os.path.isfile(target) or is_folder(target))  # noqa: PTH110, PTH113
    if is_other or not target.name:
        raise StorageError(f"{path}: is no file; name a file")
    return target


# --- the journal ----------------------------------------------------------------------------------


def journal_of(target: Path) -> Path:
    """Return the journal of a file."""
    return target.with_name(f"{target.name}.journal")


_Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Line(BaseModel):
    """A line of a journal without its seal. The seal shows damage, not who wrote the line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    change: Annotated[int, Field(strict=True, ge=0)]
    time: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    command: str
    after: _Digest
    dataset: dict[str, Any] | None = None
    patch: PatchModel | None = None
    before: _Digest | None = None
    to: Annotated[int, Field(strict=True, ge=0)] | None = None
    by_name: dict[str, list[str]] | None = None

    @model_validator(mode="after")
    def _is_a_beginning_or_a_change(self) -> "_Line":
        begins = self.dataset is not None and self.patch is None and self.before is None and self.to is None
        begins = begins and self.by_name is None
        changes = self.dataset is None and self.patch is not None and self.before is not None
        if not (begins if self.change == 0 else changes) or (self.to is not None and self.to >= self.change):
            raise ValueError("is neither a beginning nor a change")
        return self


_SEAL = re.compile(b',"sum":"[0-9a-f]{16}"}$')
"""The end of a line that was written whole; one that a power failure cut off lacks it, or has zeros."""
_BEGINNING = b'{"change":0,'


@dataclass(frozen=True, slots=True)
class _Journal:
    """The journal of a file: its whole lines, without one that a power failure cut off at the end."""

    target: Path
    lines: tuple[bytes, ...]

    @classmethod
    def of(cls, target: Path) -> "_Journal":
        content = read_plain(journal_of(target))
        lines = content.split(b"\n")[:-1]
        if lines and _unsealed(lines[-1]) is None and (b"\0" in lines[-1] or not _SEAL.search(lines[-1])):
            del lines[-1]
        if not lines and content.strip(b"\0\n") and not content.startswith(_BEGINNING[: len(content)]):
            raise _damaged(target, 0)
        return cls(target, tuple(lines))

    @property
    def path(self) -> Path:
        return journal_of(self.target)

    @property
    def size(self) -> int:
        """How many bytes the whole lines have."""
        return sum(len(line) + 1 for line in self.lines)

    def entries(self, first: int = 0) -> list[LogEntry]:
        return [self.entry(number) for number in range(first, len(self.lines))]

    def entry(self, number: int) -> LogEntry:
        return _entry_of(
            self.line(number).model_dump(mode="json", exclude_defaults=True, exclude={"dataset"})
        )

    def line(self, number: int) -> _Line:
        body = _unsealed(self.lines[number])
        try:
            line = _Line.model_validate(json.loads(body)) if body is not None else None
        except (ValueError, RecursionError):  # no JSON, or no valid line
            line = None
        if line is None or line.change != number:
            raise _damaged(self.target, number)
        return line

    @property
    def last(self) -> LogEntry:
        return self.entry(len(self.lines) - 1)

    def ends_with(self, file: _FileState) -> bool:
        """Whether a file is as the last change left it."""
        return file.digest is not None and file.digest.hex() == self.last.after

    def state(self, number: int) -> Dataset:
        """Return the dataset as it was after a change."""
        return self.dated(number)[0]

    def dated(self, number: int, file: _FileState | None = None) -> tuple[Dataset, str]:
        """Return the dataset as it was after a change, and its digest.

        It is found from the file if that is as the last change left it, else from the beginning.
        """
        try:
            if file is not None and self.ends_with(file):
                dataset, digest = file.dataset, self.last.after
                for each in range(len(self.lines) - 1, number, -1):
                    entry = self.entry(each)
                    dataset, digest = apply_patch(dataset, entry.patch, back=True), entry.before
            else:
                dataset, digest = dataset_of(self.line(0).dataset, str(self.path)), self.line(number).after
                for each in range(1, number + 1):
                    dataset = apply_patch(dataset, self.entry(each).patch)
            dataset = consistent(dataset, str(self.path))
        except DataError:
            raise _damaged(self.target, number) from None
        if digest_of(dataset) != digest:
            raise _damaged(self.target, number)
        return dataset, digest

    def missing_lines(self, now: _FileState) -> list[dict[str, Any]]:
        """Return what the journal lacks about the file: its beginning, or a change by another program."""
        number = len(self.lines)
        if not number:
            line = {"change": 0, "time": timestamp(), "command": "begin", "after": digest_of(now.dataset)}
            return [line | {"dataset": file_of(now.dataset)}]
        if self.ends_with(now):
            return []
        last, digest = self.last, digest_of(now.dataset)
        if last.after == digest:
            return []
        patch = patch_between(self.state(number - 1), now.dataset)
        if last.before == digest:
            to = resolved(self.entries(), number - 2)
            return [_line(number, UNFINISHED, patch, last.after, digest, to)]
        return [_line(number, OUTSIDE, patch, last.after, digest, None)]


def _line(number: int, command: str, patch: Patch, before: str, after: str, to: int | None) -> dict[str, Any]:
    text = command.encode(errors="backslashreplace").decode()  # names of files may not be valid text
    line = {
        "change": number,
        "time": timestamp(),
        "command": text,
        "patch": patch,
        "before": before,
        "after": after,
    }
    return line if to is None else line | {"to": to}


def _entry_of(line: dict[str, Any]) -> LogEntry:
    number, time, command, after = (line[name] for name in ("change", "time", "command", "after"))
    patch, before, to, by_name = (line.get(name) for name in ("patch", "before", "to", "by_name"))
    return LogEntry(number, time, command, patch or {}, before or "", after, to, by_name or {})


def _sealed(line: dict[str, Any]) -> bytes:
    """Return a line that ends with the digest of everything before it."""
    body = json.dumps(line, ensure_ascii=False, separators=(",", ":"))[:-1].encode()
    return body + b',"sum":"' + sha256(body).hexdigest()[:16].encode() + b'"}\n'


def _unsealed(line: bytes) -> bytes | None:
    """Return the JSON of a line without its seal; None if the line is not as it was written."""
    body, mark, seal = line.rpartition(b',"sum":"')
    if not mark or seal != sha256(body).hexdigest()[:16].encode() + b'"}':
        return None
    return body + b"}"


def timestamp() -> str:
    """Return the present second, in UTC and ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _damaged(target: Path, number: int) -> StorageError:
    return StorageError(
        f"{journal_of(target)}:{number + 1}: is not the line that graphkit wrote; "
        "move the journal elsewhere, and the next change begins another"
    )
