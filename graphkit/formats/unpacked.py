"""Reads the lines of a table that may be packed (gzip, zip), without ever holding all of it."""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from graphkit.errors import DataError, Fault
from graphkit.formats.format import PathLike, readable
from graphkit.libraries import Reader

LONGEST = 4 * 1024 * 1024
"""Bytes of the longest line of a table."""

_RATIO = 250
_UNSUSPICIOUS = 64 * 1024 * 1024
"""So many bytes may come out of any packed file; more only where it is not packed too well to be true."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How files are packed in a zip archive. Of the other ways LZMA takes as much memory as the file asks for."""

_PART = 1024 * 1024
"""How many bytes are unpacked at a time."""

_GZIP = b"\x1f\x8b"

_OFTEN = 2_000

Progress = Callable[[int, int, int], None]


def lines(path: PathLike, progress: Progress) -> Iterator[tuple[int, str | None]]:
    """Yield the lines of a table, each with its number, counted from 1; None for one that is no UTF-8.

    Parameters
    ----------
    path
        Plain text, or text packed by gzip or zip (one file in it).
    progress
        Is told now and then how many bytes of how many have been read, and how many lines.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it cannot be unpacked, unpacks to far more than it can honestly hold, or a line is too long.
    """
    where = str(path)
    with readable(path), _opened(path) as (packed, text, size):
        taken, number = 0, 0
        while line := text.readline(LONGEST + 1):
            number += 1
            taken += len(line)
            if len(line) > LONGEST:
                raise _refused(where, f"is longer than {LONGEST // 2**20} MB; is it a table?", number)
            if text is not packed:
                _check(where, taken, packed)
            if not number % _OFTEN:
                progress(packed.tell(), size, number)
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                yield number, None
        progress(size, size, number)


def content_of(path: PathLike, *, unless: bytes) -> bytes:
    """Return all of a table at once, plain or packed by gzip; of a file that begins so, no more than that.

    Raises
    ------
    StorageError
        If the file cannot be read or unpacked.
    DataError
        If it unpacks to far more than it can honestly hold.
    """
    with readable(path), open(path, "rb") as packed:
        start = packed.read(len(unless))
        if start == unless:
            return start
        if not start.startswith(_GZIP):
            return start + packed.read()
        packed.seek(0)
        parts, taken = [], 0
        with _unpacked(
            Reader(path, "cannot be read", "fetch it again", kept=True), gzip.GzipFile(fileobj=packed)
        ) as text:
            while part := text.read(_PART):
                taken += len(part)
                _check(str(path), taken, packed)
                parts.append(part)
        return b"".join(parts)


def _check(where: str, taken: int, packed: IO[bytes]) -> None:
    """Refuse what was unpacked so far where the little that was read of the file cannot honestly hold it."""
    if taken > max(_UNSUSPICIOUS, _RATIO * packed.tell()):
        raise _refused(where, "unpacks to far more than a table of its size; unpack it by hand")


def _refused(where: str, message: str, line: int | None = None) -> DataError:
    return DataError(where, [Fault(f"line {line}" if line else "", message, line=line)])


@contextmanager
def _opened(path: PathLike) -> Iterator[tuple[IO[bytes], IO[bytes], int]]:
    """Open a file by what it begins with: the file itself, the text in it, the size of the file."""
    with ExitStack() as stack:
        packed: Any = stack.enter_context(open(path, "rb"))
        size = Path(path).stat().st_size
        start = packed.read(4)
        packed.seek(0)
        text: Any = packed
        reader = Reader(path, "cannot be unpacked", "fetch it again")
        if start.startswith(_GZIP):
            text = stack.enter_context(_unpacked(reader, gzip.GzipFile(fileobj=packed)))
        elif start == b"PK\x03\x04":
            with reader:
                archive = stack.enter_context(zipfile.ZipFile(packed))
            held = [each for each in archive.infolist() if not each.is_dir()]
            if len(held) != 1:
                raise _refused(str(path), f"holds {len(held)} files; unpack it, and name one of them")
            if held[0].compress_type not in _METHODS:
                raise _refused(str(path), "is packed in an unusual way; unpack it by hand")
            with reader:
                inside = archive.open(held[0])
            text = stack.enter_context(_unpacked(reader, inside))
        yield packed, text, size


class _Parts(io.RawIOBase):
    """What a library unpacks, part by part."""

    def __init__(self, reader: Reader, text: IO[bytes]) -> None:
        self._reader, self._text = reader, text

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        with self._reader:
            part = self._text.read(len(room))
        room[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._text.close()
        super().close()


def _unpacked(reader: Reader, text: Any) -> io.BufferedReader:
    return io.BufferedReader(_Parts(reader, text), _PART)
