"""Reads the lines of a table that may be packed (gzip, zip) without holding all of it in memory."""

import codecs
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from graphkit.errors import DataError, Fault
from graphkit.formats.format import PathLike
from graphkit.libraries import Reader
from graphkit.storage.atomic import readable
from graphkit.storage.content_kind import TABLE, refuse_other

LONGEST = 4 * 1024 * 1024
"""Bytes of the longest line of a table."""

_RATIO = 250
_UNSUSPICIOUS = 64 * 1024 * 1024
"""Zip-bomb guard: this many bytes are always allowed; beyond that the ratio must stay under ``_RATIO``."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The compression methods of a zip archive that are read; LZMA takes as much memory as the file demands."""

_PART = 1024 * 1024
"""Bytes that are unpacked at a time."""

_GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""With these starts what Excel saves as "Unicode Text"."""

NOT_UTF_8 = "is not UTF-8; in Excel save it as CSV UTF-8, else convert it (iconv -f WINDOWS-1252 -t UTF-8)"

_BLOCK = 4_000_000
"""Bytes of a table that are looked at together."""

_OFTEN = 2_000
"""Lines between two reports of progress."""

Progress = Callable[[int, int, int], None]


def lines(path: PathLike, progress: Progress) -> Iterator[tuple[int, str | None]]:
    """Yield the lines of a table, each with its number from 1; None for a line that is not UTF-8."""
    where = str(path)
    with readable(path), _opened(path) as (packed, text, size):
        taken, number = 0, 0
        while line := text.readline(LONGEST + 1):
            number += 1
            taken += len(line)
            if len(line) > LONGEST:
                raise _too_long(where, number)
            if text is not packed:
                _check(where, taken, packed)
            if not number % _OFTEN:
                progress(packed.tell(), size, number)
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                yield number, None
        progress(size, size, number)


class Block(NamedTuple):
    """Whole lines of a table, and the number of the first."""

    number: int
    content: bytes

    def lines(self) -> Iterator[tuple[int, str | None]]:
        """Yield the lines as :func:`lines` does."""
        for number, line in enumerate(self.content.removesuffix(b"\n").split(b"\n"), self.number):
            try:
                yield number, line.decode().rstrip("\r")
            except UnicodeDecodeError:
                yield number, None


def blocks(path: PathLike, progress: Progress) -> Iterator[Block]:
    """Yield a table in blocks of some megabytes."""
    where = str(path)
    with readable(path), _opened(path) as (packed, text, size):
        taken, number, rest = 0, 1, b""
        while part := text.read(_BLOCK):
            taken += len(part)
            if text is not packed:
                _check(where, taken, packed)
            end = part.rfind(b"\n") + 1
            if end:
                block = Block(number, b"".join((rest, memoryview(part)[:end])))
                number += _count(where, block)
                yield block
                rest = b""
            rest += part[end:]
            if len(rest) > LONGEST:
                raise _too_long(where, number)
            progress(packed.tell(), size, number - 1)
        if rest:
            yield Block(number, rest)
        progress(size, size, number)


def _count(where: str, block: Block) -> int:
    """Return how many lines a block has; raises if one is too long."""
    if len(block.content) <= LONGEST:
        return block.content.count(b"\n")
    lengths = [len(line) for line in block.content.split(b"\n")[:-1]]
    for number, length in enumerate(lengths, block.number):
        if length >= LONGEST:
            raise _too_long(where, number)
    return len(lengths)


def _too_long(where: str, line: int) -> DataError:
    return _refused(where, f"is longer than {LONGEST // 2**20} MB; is it a table?", line)


def content_of(path: PathLike, *, unless: bytes) -> bytes:
    """Return a whole table, plain or packed by gzip; if the file starts with ``unless``, only that."""
    refuse_other(path, TABLE)
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


class _Recoded(io.RawIOBase):
    """A stream of UTF-16 as one of UTF-8."""

    def __init__(self, where: str, text: IO[bytes]) -> None:
        self._where, self._text = where, text
        self._decoder = codecs.getincrementaldecoder("utf-16")()
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        while not self._waiting:
            part = self._text.read(len(room))
            try:
                self._waiting = self._decoder.decode(part, final=not part).encode()
            except UnicodeDecodeError:
                raise _refused(self._where, "is no sound UTF-16; save the file as UTF-8") from None
            if not part:
                break
        part, self._waiting = self._waiting[: len(room)], self._waiting[len(room) :]
        room[: len(part)] = part
        return len(part)


def _check(where: str, taken: int, packed: IO[bytes]) -> None:
    """Raise if far more was unpacked than was read of the file."""
    if taken > max(_UNSUSPICIOUS, _RATIO * packed.tell()):
        raise _refused(where, "unpacks to far more than a table of its size; unpack it by hand")


def _refused(where: str, message: str, line: int | None = None) -> DataError:
    return DataError(where, [Fault(f"line {line}" if line else "", message, line=line)])


@contextmanager
def _opened(path: PathLike) -> Iterator[tuple[IO[bytes], IO[bytes], int]]:
    """Open a file by its first bytes; yield the file itself, the unpacked text, and the size of the file."""
    refuse_other(path, TABLE)
    with ExitStack() as stack:
        packed: Any = stack.enter_context(open(path, "rb"))
        size = Path(path).stat().st_size
        start = packed.read(4)
        packed.seek(0)
        text: Any = packed
        reader = Reader(path, "cannot be unpacked", "fetch it again")
        if start.startswith(_GZIP):
            text = stack.enter_context(_unpacked(reader, gzip.GzipFile(fileobj=packed)))
        elif start == ZIP:
            with reader:
                archive = stack.enter_context(zipfile.ZipFile(packed))
            members = [each for each in archive.infolist() if not each.is_dir()]
            if len(members) != 1:
                raise _refused(str(path), f"holds {len(members)} files; unpack it, and name one of them")
            if members[0].compress_type not in _METHODS:
                raise _refused(str(path), "is packed in an unusual way; unpack it by hand")
            with reader:
                inside = archive.open(members[0])
            text = stack.enter_context(_unpacked(reader, inside))
        if (start if text is packed else text.peek(2)).startswith(UTF_16):
            text = stack.enter_context(io.BufferedReader(_Recoded(str(path), text), _PART))
        yield packed, text, size


class _Parts(io.RawIOBase):
    """The stream that a library unpacks; what the library raises becomes our error."""

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
