"""Writes files so that a reader finds the old content or the new, whatever happens meanwhile."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from graphkit.errors import StorageError


def write_atomically(path: str | os.PathLike[str], content: bytes, *, follow: bool = True) -> None:
    """Write a file atomically and durably; see :func:`written_atomically`.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    with written_atomically(path, follow=follow) as file:
        file.write(content)


@contextmanager
def written_atomically(path: str | os.PathLike[str], *, follow: bool = True) -> Iterator[IO[bytes]]:
    """Give a file to write to, which takes the place of the old one when all is written.

    A temporary file beside it is written and flushed to the disk, then renamed over it, then the
    folder is flushed. The mode of a file that is replaced is kept.

    Parameters
    ----------
    path
        The file; its folder is there.
    follow
        Whether a link is followed, as for a file that its owner keeps elsewhere; else it is refused,
        since whoever put it there may have had another file in mind than whoever names it.

    Raises
    ------
    StorageError
        If the file cannot be written; what stood there before is left whole.
    """
    import tempfile  # here, since those who only read need none

    try:
        if not follow and Path(path).is_symlink():
            raise StorageError(f"{path}: is a link to {Path(path).readlink()}; name the file itself")
        target = Path(path).resolve()
        if target.is_symlink():  # links in a circle, which from Python 3.13 on are no error by themselves
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.exists() and not target.is_file():
            raise StorageError(f"{path}: is {'a folder' if target.is_dir() else 'no file'}; name a file")
        if not target.parent.is_dir():
            raise StorageError(f"{path}: there is no folder {target.parent}; make it first")
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".graphkit-", suffix=".tmp")
        try:
            with open(handle, "wb") as file:
                yield file
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


def append_durably(path: str | os.PathLike[str], content: bytes, *, after: int, mode: int) -> None:
    """Add to a file, durably, after so many of its bytes; whatever stood behind them is cut off.

    A file that is not there is made, with this mode. An addition that fails is taken back.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    try:
        new = not Path(path).exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT, mode)
        try:
            _append(handle, content, after)
        finally:
            os.close(handle)
        if new:
            _flush_folder(Path(path).parent)
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be written: {reason(error)}") from None


def _append(handle: int, content: bytes, after: int) -> None:
    os.ftruncate(handle, after)
    os.lseek(handle, after, os.SEEK_SET)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(handle, after)
            os.fsync(handle)
        raise


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Keep every other writer of a file out, those in other processes too.

    The lock is a hidden file beside it that stays. ``patience`` is how many seconds to wait.

    Raises
    ------
    StorageError
        If somebody else holds the file for that long, or no lock can be made there.
    """
    from filelock import FileLock, Timeout  # here, since only those who write need it

    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=patience, poll_interval=0.005)
    try:
        lock.acquire()
    except Timeout:
        raise StorageError(
            f"{path}: somebody else has been changing it for {patience:g} seconds; try again"
        ) from None
    except (OSError, NotImplementedError) as error:
        raise StorageError(f"{path}: cannot be changed: {reason(error)}") from None
    try:
        yield
    finally:
        lock.release()


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
