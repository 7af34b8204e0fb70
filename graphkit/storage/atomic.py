"""Writes files so that a reader finds either the old content or the new, even after a crash.

Whatever cannot be read or written, or must not be, raises a :class:`~graphkit.errors.StorageError`;
content that is too large, a :class:`~graphkit.errors.DataError`.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import local
from typing import IO

from graphkit.errors import DataError, Fault, Mend, StorageError, reason
from graphkit.storage.content_kind import PathLike, refuse_text, refused_folder

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read whole; event tables of any size are read row by row."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags that refuse a link, and do not wait for the other end of a pipe."""


@contextmanager
def storage_errors(path: PathLike, action: str) -> Iterator[None]:
    """Turn errors of the file system into a :class:`StorageError`: ``PATH: cannot be ACTION: REASON``."""
    try:
        yield
    # RuntimeError: links in a circle.
    except (OSError, ValueError, RuntimeError) as error:
        raise StorageError(f"{path}: cannot be {action}: {reason(error)}") from None


NAME_ANOTHER = Mend("name one that is there")


@contextmanager
def readable(path: PathLike, mend: Mend = NAME_ANOTHER) -> Iterator[None]:
    """Turn errors of reading a file into a :class:`StorageError`; ``mend`` is what to do if there is none."""
    refuse_text(path)
    with storage_errors(path, "read"):
        try:
            yield
        except FileNotFoundError:
            raise StorageError(f"{path}: no such file", mend) from None
        except IsADirectoryError:
            raise refused_folder(path) from None


# --- paths and content ----------------------------------------------------------------------------


def named(path: PathLike) -> Path:
    """Return a path, which must not be empty: an empty one would mean the current folder."""
    if not os.fspath(path):
        raise StorageError("an empty text names no file; write its name")
    return Path(path)


def followed(path: PathLike, action: str = "read") -> Path:
    """Return the path to which all links lead; links in a circle raise StorageError."""
    with storage_errors(path, action):
        target = named(path).resolve()
        if os.path.islink(target):  # noqa: PTH114  links in a circle, from Python 3.13 on
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        return target


def unlinked(path: PathLike, what: str) -> Path:
    """Return the path of what is written for a user; a link, which others may have put there, is refused."""
    if named(path).is_symlink():
        raise StorageError(f"{path}: is a link to {Path(path).readlink()}; name the {what} itself")
    return Path(path)


def is_folder(path: PathLike) -> bool:
    """Return whether a path names a folder; False if no file can have such a name."""
    return os.path.isdir(path)  # noqa: PTH112  Path.is_dir raises if a name is too long


def inside(path: Path) -> Path:
    """Return the path of what was found in a folder; a pipe or device, which may never end, is refused."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise StorageError(f"{path}: is no file; move it elsewhere")
    return path


def read_whole(file: IO[bytes], where: str, largest: int = LARGEST) -> bytes:
    """Return the content of an open file or pipe."""
    content = file.read(largest + 1)
    if len(content) > largest:
        message = f"is larger than {largest // 2**20} MB; take a part of it, or an event table"
        raise DataError(where, [Fault("", message)])
    return content


def digest_of(path: PathLike) -> bytes | None:
    """Return the SHA-256 of a file; None if it cannot be read."""
    from hashlib import file_digest  # here, since it loads slowly and few commands need it

    try:
        with open(inside(Path(path)), "rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError:
        return None


# --- whole files ----------------------------------------------------------------------------------


def write_atomically(
    path: PathLike,
    content: bytes,
    *,
    follow: bool = True,
    new: bool = False,
    instead_of: bytes | None = None,
    like: Path | None = None,
) -> None:
    """Write a file atomically and durably; see :func:`written_atomically`."""
    with written_atomically(path, follow=follow, new=new, instead_of=instead_of, like=like) as file:
        file.write(content)


@contextmanager
def written_atomically(
    path: PathLike,
    *,
    follow: bool,
    new: bool = False,
    instead_of: bytes | None = None,
    like: Path | None = None,
) -> Iterator[IO[bytes]]:
    """Yield a file to write to, which replaces the old one when all is written.

    A temporary file beside it is written and flushed to the disk, then renamed over it; then the folder is
    flushed. The mode and the owners of a replaced file are kept; a first one has those of the file ``like``.

    A link is followed if ``follow``, as for a file that its owner keeps elsewhere. Else it is refused, since
    it may lead to a file that the user did not mean. The file must not exist yet if it is ``new``; its old
    content must have the digest ``instead_of``, if given. A file that cannot be written raises StorageError
    and leaves the old content whole.
    """
    import tempfile  # here, since only writers need it

    with storage_errors(path, "written"):
        target = _target(path, follow)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".graphkit-", suffix=".tmp")
        try:
            with open(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            first = like is not None and like.exists() and not target.exists()
            mode = mode_like(temporary, like if like and first else target)
            os.chmod(temporary, (mode & 0o666) | 0o200 if first else mode)
            if new:
                _move_to_free_name(path, temporary, target)
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


def check_file(path: PathLike) -> None:
    """Raise the error that :func:`write_atomically` would raise for a path, if it followed no link."""
    with storage_errors(path, "written"):
        _target(path, follow=False)


def _target(path: PathLike, follow: bool) -> Path:
    """Return the file that a path leads to, if it may be written."""
    target = followed(path if follow else unlinked(path, "file"), "written")
    if target.exists() and not target.is_file():
        raise StorageError(f"{path}: is {'a folder' if target.is_dir() else 'no file'}; name a file")
    if not target.parent.is_dir():
        raise StorageError(f"{path}: there is no folder {target.parent}; make it first")
    if is_protected(target):
        raise StorageError(f"{path}: is protected against writing; allow it first, or name another file")
    return target


def may_access(path: Path, mode: int) -> bool:
    """Return whether this process may do something with a file or folder."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def is_protected(path: Path) -> bool:
    """Return whether a file is there that nobody, or not this process, may write to.

    A new file in its place needs the right to write to the folder alone, so its own must be asked for.
    """
    return path.exists() and not (path.stat().st_mode & 0o222 and may_access(path, os.W_OK))


def _move_to_free_name(path: PathLike, temporary: str, target: Path) -> None:
    """Rename a file, unless something has the new name."""
    try:
        os.link(temporary, target)
    except OSError as error:  # the name is taken, or the file system allows no second name
        if isinstance(error, FileExistsError) or os.path.lexists(target):
            raise StorageError(f"{path}: is there already; name another file") from None
        os.replace(temporary, target)
    else:
        os.unlink(temporary)


def mode_like(temporary: PathLike, target: Path) -> int:
    """Give a new file the owners of the one that it replaces, and return the mode for it.

    If the group cannot be kept, the new group gets no access.
    """
    try:
        old = target.stat()
    except FileNotFoundError:
        return 0o666 & ~umask()
    mode = old.st_mode & 0o7777
    new = Path(temporary).stat()
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        for owner in (old.st_uid, -1):
            with suppress(OSError):
                os.chown(temporary, owner, old.st_gid)
                return mode
        mode &= ~0o2070 if new.st_gid != old.st_gid else ~0
    return mode


def umask() -> int:
    """Return the bits that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def flush(path: Path) -> None:
    """Wait until the content of a file, or the list of files of a folder, is on the disk."""
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


# --- appending ------------------------------------------------------------------------------------


def read_plain(path: PathLike) -> bytes:
    """Return the content of a file that must not be a link; empty if there is none."""
    with storage_errors(path, "read"):
        try:
            with open(_opened(path, os.O_RDONLY), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return b""


def append_durably(path: PathLike, content: bytes, *, after: int, like: Path) -> None:
    """Append to a file, which is no link, and flush it; a failed addition is taken back.

    Whatever follows the first ``after`` bytes of the file is cut off. A file that did not exist gets no more
    access rights than the file ``like``.
    """
    with storage_errors(path, "written"):
        new = not os.path.lexists(path)
        handle = _opened(path, os.O_RDWR | os.O_CREAT)
        try:
            _restrict(handle, like, new)
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


def take_back(path: PathLike, *, after: int, like: Path) -> None:
    """Cut off everything after so many bytes; remove the file if nothing is left."""
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


def _restrict(handle: int, like: Path, new: bool) -> None:
    """Take from others any access that they do not have to another file; the owner may write."""
    if os.name == "nt":  # has no such modes
        return
    own = os.fstat(handle)
    try:
        other = like.stat()
    except FileNotFoundError:
        return
    allowed = other.st_mode & 0o666
    if own.st_gid != other.st_gid and allowed & 0o070:
        try:
            os.fchown(handle, -1, other.st_gid)
        except OSError:
            allowed &= ~0o070
    mode = (allowed if new else allowed & own.st_mode) | 0o200
    if mode != own.st_mode & 0o7777:
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


# --- locks ----------------------------------------------------------------------------------------

_of_thread = local()
"""The locks that each thread holds and may take again."""


@contextmanager
def locked(path: Path, patience: float, *, again: bool = False) -> Iterator[None]:
    """Keep out every other writer of a file, in this and in other processes.

    The lock is a hidden file beside it, which is removed afterwards. The path may be a name in a folder that
    is locked as a whole. If another writer holds it for more than ``patience`` seconds, or no lock can be
    made, this raises StorageError. With ``again`` the thread that holds it may lock it again.
    """
    from filelock import FileLock, Timeout  # here, since only writers need it

    if not path.name:
        raise StorageError(f"{path}: is the root of the file system; name something in it")
    name = path.with_name(f".{path.name}.lock")
    held: set[Path] = _of_thread.__dict__.setdefault("held", set())
    if name in held:
        yield
        return
    lock = FileLock(name, timeout=patience, poll_interval=0.005)
    try:
        with storage_errors(path, "changed"):
            if name.is_symlink():
                raise StorageError(f"{name}: is a link, which is not followed; move it elsewhere")
            if not is_folder(path.parent):  # FileLock would make it
                raise StorageError(f"{path}: there is no folder {path.parent}; make it first")
            try:
                lock.acquire()
            except Timeout:
                raise StorageError(
                    f"{path}: somebody else has been changing it for {patience:g} seconds; try again"
                ) from None
        if again:
            held.add(name)
        yield
    finally:
        held.discard(name)
        if lock.is_locked:
            try:
                with suppress(OSError):  # Windows keeps it while it is held; a waiting process makes it again
                    name.unlink()
            finally:  # even if it is stopped meanwhile
                lock.release()
