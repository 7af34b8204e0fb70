"""Writes files so that a reader finds the old content or the new, whatever happens meanwhile."""

import errno
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import IO

from graphkit.errors import DataError, Fault, StorageError

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read whole; event tables of any size are read row by row."""


def read_whole(file: IO[bytes], where: str, largest: int = LARGEST) -> bytes:
    """Return all that a file holds, or that comes in at an open pipe; ``where`` names it in errors.

    Raises
    ------
    DataError
        If that is more than ``largest`` bytes; no more of it is read.
    """
    content = file.read(largest + 1)
    if len(content) > largest:
        message = f"is larger than {largest // 2**20} MB; take a part of it, or an event table"
        raise DataError(where, [Fault("", message)])
    return content


PathLike = str | os.PathLike[str]
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Open no link, and do not wait for whoever is at the other end of a pipe."""
_WAITING = ".graphkit-waiting"
"""The folder in which files lie that are written already, but are not all in their places."""
_BEFORE = "before.json"
"""The file in it that says what stood in their places."""


def named(path: PathLike) -> Path:
    """Return a path that names something: an empty text would name the current folder.

    Raises
    ------
    StorageError
        If it is empty.
    """
    if not os.fspath(path):
        raise StorageError("an empty text names no file; write its name")
    return Path(path)


def is_folder(path: PathLike) -> bool:
    """Return whether a path names a folder; a path that can name nothing does not."""
    return os.path.isdir(path)  # noqa: PTH112  Path.is_dir raises where a name is too long


def digest_of(path: PathLike) -> bytes | None:
    """Return the digest of what a file holds; None where there is none that can be read."""
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError:
        return None


def write_atomically(
    path: PathLike, content: bytes, *, follow: bool = True, new: bool = False, instead_of: bytes | None = None
) -> None:
    """Write a file atomically and durably; see :func:`written_atomically`.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    with written_atomically(path, follow=follow, new=new, instead_of=instead_of) as file:
        file.write(content)


@contextmanager
def written_atomically(
    path: PathLike, *, follow: bool = True, new: bool = False, instead_of: bytes | None = None
) -> Iterator[IO[bytes]]:
    """Give a file to write to, which takes the place of the old one when all is written.

    A temporary file beside it is written and flushed to the disk, then renamed over it, then the
    folder is flushed. The mode and the owners of a file that is replaced are kept.

    Parameters
    ----------
    path
        The file; its folder is there.
    follow
        Whether a link is followed, as for a file that its owner keeps elsewhere; else it is refused,
        since whoever put it there may have had another file in mind than whoever names it.
    new
        Whether the file must not be there yet.
    instead_of
        The digest of what is to be replaced: a file that holds something else by now is left as it is.

    Raises
    ------
    StorageError
        If the file cannot be written; what stood there before is left whole.
    """
    import tempfile  # here, since those who only read need none

    try:
        target = _target(path, follow)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".graphkit-", suffix=".tmp")
        try:
            with open(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, _mode_like(temporary, target))
            if new:
                _put(temporary, target)
            else:
                if instead_of is not None and digest_of(target) != instead_of:
                    raise StorageError(
                        f"{path}: something else has changed it meanwhile, and it is left so; try again"
                    )
                os.replace(temporary, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
        flush(target.parent)
    except FileExistsError:
        raise StorageError(f"{path}: is there already; name another file") from None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
        raise StorageError(f"{path}: cannot be written: {reason(error)}") from None


def check_file(path: PathLike) -> None:
    """Refuse a file that :func:`write_atomically` would refuse, if it were to follow no link.

    Raises
    ------
    StorageError
        If it cannot be written there.
    """
    try:
        _target(path, follow=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise StorageError(f"{path}: cannot be written: {reason(error)}") from None


def _target(path: PathLike, follow: bool) -> Path:
    """Return the file that a path leads to, if it may be written."""
    if not follow and named(path).is_symlink():
        raise StorageError(f"{path}: is a link to {Path(path).readlink()}; name the file itself")
    target = named(path).resolve()
    if target.is_symlink():  # links in a circle, which from Python 3.13 on are no error by themselves
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.exists() and not target.is_file():
        raise StorageError(f"{path}: is {'a folder' if target.is_dir() else 'no file'}; name a file")
    if not target.parent.is_dir():
        raise StorageError(f"{path}: there is no folder {target.parent}; make it first")
    return target


def _put(temporary: str, target: Path) -> None:
    """Give a file its name, if nothing has that."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system on which no file has two names
        if os.path.lexists(target):
            raise FileExistsError from None
        os.replace(temporary, target)
    else:
        os.unlink(temporary)


def _mode_like(temporary: PathLike, target: Path) -> int:
    """Give a file the owners of the one that it replaces, and return the mode that it may have.

    Where its group cannot be kept, no other group gets in.
    """
    try:
        old = target.stat()
    except FileNotFoundError:
        return 0o666 & ~_umask()
    mode = old.st_mode & 0o7777
    made = Path(temporary).stat()
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        for owner in (old.st_uid, -1):
            with suppress(OSError):
                os.chown(temporary, owner, old.st_gid)
                return mode
        mode &= ~0o2070 if made.st_gid != old.st_gid else ~0
    return mode


# --- files that are added to ----------------------------------------------------------------------


def read_plain(path: PathLike) -> bytes:
    """Return the content of a file of graphkit's own, which is never a link; nothing where it is not there.

    Raises
    ------
    StorageError
        If it cannot be read, or is a link or no file.
    """
    try:
        with open(_opened(path, os.O_RDONLY), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be read: {reason(error)}") from None


def append_durably(path: PathLike, content: bytes, *, after: int, like: Path) -> None:
    """Add to a file, durably, after so many of its bytes; whatever stood behind them is cut off.

    A file that is not there is made. It is no link, and no more open to others than the file ``like``.
    An addition that fails is taken back.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    try:
        new = not os.path.lexists(path)
        handle = _opened(path, os.O_RDWR | os.O_CREAT)
        try:
            _narrow(handle, like, new)
            _append(handle, content, after)
        except BaseException:
            if new:
                with suppress(OSError):
                    os.unlink(path)
            raise
        finally:
            os.close(handle)
        if new:
            flush(Path(path).parent)
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be written: {reason(error)}") from None


def take_back(path: PathLike, *, after: int, like: Path) -> None:
    """Cut off what was added to a file after so many bytes; a file of nothing else goes.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    if after:
        append_durably(path, b"", after=after, like=like)
    else:
        with suppress(OSError):
            os.unlink(path)


def _opened(path: PathLike, flags: int) -> int:
    if Path(path).is_symlink():
        raise StorageError(f"{path}: is a link, which is not followed; move it elsewhere")
    handle = os.open(path, flags | _NO_LINK, 0o600)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise StorageError(f"{path}: is no file; move it elsewhere")
    return handle


def _narrow(handle: int, like: Path, new: bool) -> None:
    """Take from others the access to a file that they do not have to another; its owner may write it."""
    if os.name == "nt":  # which knows no such modes
        return
    mine = os.fstat(handle)
    try:
        other = like.stat()
    except FileNotFoundError:
        return
    may = other.st_mode & 0o666
    if mine.st_gid != other.st_gid and may & 0o070:
        try:
            os.fchown(handle, -1, other.st_gid)
        except OSError:
            may &= ~0o070
    mode = (may if new else may & mine.st_mode) | 0o200
    if mode != mine.st_mode & 0o7777:
        os.fchmod(handle, mode)


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

    The lock is a hidden file beside it, which is gone afterwards. ``patience`` is how many seconds
    to wait.

    Raises
    ------
    StorageError
        If somebody else holds the file for that long, or no lock can be made there.
    """
    from filelock import FileLock, Timeout  # here, since only those who write need it

    if not path.name:
        raise StorageError(f"{path}: is the root of the file system; name something in it")
    name = path.with_name(f".{path.name}.lock")
    lock = FileLock(name, timeout=patience, poll_interval=0.005)
    try:
        try:
            if name.is_symlink():
                raise StorageError(f"{name}: is a link, which is not followed; move it elsewhere")
            if not is_folder(path.parent):  # which the lock would make
                raise StorageError(f"{path}: there is no folder {path.parent}; make it first")
            lock.acquire()
        except Timeout:
            raise StorageError(
                f"{path}: somebody else has been changing it for {patience:g} seconds; try again"
            ) from None
        except (OSError, NotImplementedError) as error:
            raise StorageError(f"{path}: cannot be changed: {reason(error)}") from None
        yield
    finally:
        if lock.is_locked:
            with suppress(
                OSError
            ):  # who waits for it makes it anew; on Windows it cannot go while it is held
                name.unlink()
            lock.release()


# --- several files of one folder ------------------------------------------------------------------


def write_together(folder: PathLike, contents: Mapping[str, bytes], *, patience: float = 30.0) -> None:
    """Write several files of a folder so that who asks :func:`waiting` finds all of them anew, or none.

    A folder that is not there is made with all of them in it. In one that is there, the files are
    written and flushed in a hidden folder first. Once that has its name, they count as written, and
    are moved to their places one by one; where that is stopped, the next writing does the rest.
    Whatever else is in the folder stays.

    Raises
    ------
    StorageError
        If a file cannot be written, or is a link; then nothing is.
    """
    import tempfile
    from shutil import rmtree

    place = named(folder)
    done = "written"
    try:
        if not os.path.lexists(place):
            done = "made"
            made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".graphkit-"))
            try:
                _stage(made, contents, place)
                os.chmod(made, 0o777 & ~_umask())
                made.rename(place)
            finally:
                rmtree(made, ignore_errors=True)
            flush(place.parent)
            return
        check_folder(place, contents)
        with locked(place / "tables", patience):
            _settle(place)
            made = Path(tempfile.mkdtemp(dir=place, prefix=".graphkit-"))
            try:
                _stage(made, contents, place)
                before = {name: (digest_of(place / name) or b"").hex() for name in contents}
                _write(made / _BEFORE, json.dumps(before).encode())
                flush(made)
                made.rename(place / _WAITING)
            finally:
                rmtree(made, ignore_errors=True)
            flush(place)
            _settle(place)
    except (OSError, ValueError) as error:
        raise StorageError(f"{folder}: cannot be {done}: {reason(error)}") from None


def check_folder(folder: PathLike, names: Iterable[str]) -> None:
    """Refuse a folder in which :func:`write_together` would refuse to write files of these names.

    Raises
    ------
    StorageError
        If they cannot be written there.
    """
    place = named(folder)
    try:
        if not os.path.lexists(place):
            if not place.parent.is_dir():
                raise StorageError(f"{folder}: cannot be made: No such file or directory")
            return
        if not place.is_dir():
            raise StorageError(f"{folder}: is no folder; name another")
        for name in names:
            if (place / name).is_symlink() or ((place / name).exists() and not (place / name).is_file()):
                what = "a link" if (place / name).is_symlink() else "no file"
                raise StorageError(f"{place / name}: is {what}; move it elsewhere, or name another folder")
    except (OSError, ValueError) as error:
        raise StorageError(f"{folder}: cannot be written: {reason(error)}") from None


def waiting(folder: Path) -> dict[str, Path]:
    """Return those files of a folder that are written, but not in their places yet, by name.

    Raises
    ------
    StorageError
        If what stands in one of the places has been changed since, so that nobody knows which counts.
    """
    held = folder / _WAITING
    if not held.is_dir() or not any(held.iterdir()):
        return {}
    try:
        before = json.loads((held / _BEFORE).read_bytes())
        found = {name: held / name for name in before if Path(name).name == name and _is_plain(held / name)}
        changed = [name for name in found if (digest_of(folder / name) or b"").hex() != before[name]]
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise StorageError(f"{held}: cannot be read; move it elsewhere") from error
    if changed:
        raise StorageError(
            f"{folder / changed[0]}: was changed after writing the folder was stopped half-way; "
            f"keep that and move {held} elsewhere, or remove it and write the folder again"
        )
    return found


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _settle(place: Path) -> None:
    """Move the files that wait to their places."""
    held = place / _WAITING
    for name, path in waiting(place).items():
        os.replace(path, place / name)
    if held.is_dir():
        flush(place)
        with suppress(FileNotFoundError):
            os.unlink(held / _BEFORE)
        held.rmdir()


def _stage(made: Path, contents: Mapping[str, bytes], place: Path) -> None:
    for name, content in contents.items():
        _write(made / name, content)
        os.chmod(made / name, _mode_like(made / name, place / name))
    flush(made)


def _write(path: Path, content: bytes) -> None:
    """Write a file that is not there, and flush it."""
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


# --- inside -------------------------------------------------------------------------------------


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def flush(path: Path) -> None:
    """See that a file, or which files a folder holds, has reached the disk."""
    if path.is_dir():
        if os.name == "nt":  # Windows has no handle on a folder to flush
            return
        handle = os.open(path, os.O_RDONLY)
    else:
        handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: Exception) -> str:
    """Return in a few words why a file could not be read or written."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
