"""Writes several files of a folder together, so that a reader finds all of them new or none.

In an existing folder the files are first written to a hidden folder ``.graphkit-waiting``. From the moment
it has that name, they count as written, and are then moved to their places one by one. If that is
interrupted, :func:`waiting` finds the rest, and the next write completes it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from graphkit.errors import StorageError
from graphkit.storage.atomic import (
    digest_of,
    flush,
    inside,
    locked,
    mode_like,
    named,
    storage_errors,
    umask,
    unlinked,
)
from graphkit.storage.content_kind import PathLike

_PATIENCE = 30.0
"""How many seconds to wait for another writer."""
_WAITING = ".graphkit-waiting"
_BEFORE = "before.json"
"""The file in the hidden folder with the digests of the files that are to be replaced."""


def write_together(folder: PathLike, contents: Mapping[str, bytes]) -> None:
    """Write several files of a folder, which is made if it does not exist; other files in it stay.

    If one cannot be written, or is a link, none is, and this raises StorageError.
    """
    place = named(folder)
    if not os.path.lexists(place):
        with storage_errors(folder, "made"):
            with _staged(place.parent, contents, place) as staged:
                os.chmod(staged, 0o777 & ~umask())
                staged.rename(place)
            flush(place.parent)
        return
    with storage_errors(folder, "written"):
        check_folder(place, contents)
        with locked(place / "tables", _PATIENCE):
            _move_waiting(place)
            with _staged(place, contents, place) as staged:
                _write_new(staged / _BEFORE, json.dumps(_digests(place, contents)).encode())
                flush(staged)
                staged.rename(place / _WAITING)
            flush(place)
            _move_waiting(place)


def check_folder(folder: PathLike, names: Iterable[str]) -> None:
    """Raise the error that :func:`write_together` would raise for a folder and files of these names."""
    with storage_errors(folder, "written"):
        place = unlinked(folder, "folder")
        if not os.path.lexists(place):
            if not place.parent.is_dir():
                raise StorageError(f"{folder}: cannot be made: No such file or directory")
            return
        if not place.is_dir():
            raise StorageError(f"{folder}: is no folder; name another")
        for path in (place / name for name in names):
            if path.is_symlink() or (path.exists() and not path.is_file()):
                what = "a link" if path.is_symlink() else "no file"
                raise StorageError(f"{path}: is {what}; move it elsewhere, or name another folder")


def waiting(folder: Path) -> dict[str, Path]:
    """Return the files of a folder that are written, but not yet moved to their places, by name.

    If a file in one of the places was changed since, it is unknown which version counts: StorageError.
    """
    held = folder / _WAITING
    if not held.is_dir() or not any(held.iterdir()):
        return {}
    try:
        before = json.loads(inside(held / _BEFORE).read_bytes())
        found = {name: held / name for name in before if Path(name).name == name}
        files = {name: path for name, path in found.items() if path.is_file() and not path.is_symlink()}
        now = _digests(folder, files)
        changed = [name for name in files if now[name] != before[name]]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise StorageError(f"{held}: cannot be read; move it elsewhere") from error
    if changed:
        raise StorageError(
            f"{folder / changed[0]}: was changed after writing the folder was stopped half-way; "
            f"keep that and move {held} elsewhere, or remove it and write the folder again"
        )
    return files


def _digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: (digest_of(folder / name) or b"").hex() for name in names}


def _move_waiting(place: Path) -> None:
    held = place / _WAITING
    for name, path in waiting(place).items():
        os.replace(path, place / name)
    if held.is_dir():
        flush(place)
        with suppress(FileNotFoundError):
            os.unlink(held / _BEFORE)
        held.rmdir()


@contextmanager
def _staged(parent: Path, contents: Mapping[str, bytes], place: Path) -> Iterator[Path]:
    """Yield a temporary folder with the new files, each with the mode of the one that it replaces."""
    import tempfile  # here, since only writers need it
    from shutil import rmtree

    staged = Path(tempfile.mkdtemp(dir=parent, prefix=".graphkit-"))
    try:
        for name, content in contents.items():
            _write_new(staged / name, content)
            os.chmod(staged / name, mode_like(staged / name, place / name))
        flush(staged)
        yield staged
    finally:
        rmtree(staged, ignore_errors=True)


def _write_new(path: Path, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
