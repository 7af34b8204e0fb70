"""Writes a file so that a reader finds the old content or the new, whatever happens meanwhile."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from graphkit.errors import StorageError


def write_atomically(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file atomically and durably.

    A temporary file beside it is written and flushed to the disk, then renamed over it, then the
    folder is flushed. A link is followed; the mode of a file that is replaced is kept.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    try:
        target = Path(path).resolve()
        if target.exists() and not target.is_file():
            raise StorageError(f"{path}: is {'a folder' if target.is_dir() else 'no file'}; name a file")
        if not target.parent.is_dir():
            raise StorageError(f"{path}: there is no folder {target.parent}; make it first")
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".graphkit-", suffix=".tmp")
        try:
            with open(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, mode)
            os.replace(temporary, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
        _flush_folder(target.parent)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
        raise StorageError(f"{path}: cannot be written: {reason(error)}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: Exception) -> str:
    """Return in a few words why a file could not be read or written."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
