"""Reads the lines of a table that may be packed (gzip, zip) without holding all of it in memory.

A workbook without a sheet of graphkit's own is packed, too: one sheet of it is the table.
"""

import codecs
import gzip
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from graphkit.errors import DataError, Fault
from graphkit.formats.events.columns import by_heading
from graphkit.formats.format import PathLike
from graphkit.libraries import Reader
from graphkit.storage.atomic import readable
from graphkit.storage.content_kind import TABLE, is_sheet, refuse_other

if TYPE_CHECKING:
    from graphkit.formats.spreadsheet.one_sheet import Sheet

LONGEST = 4 * 1024 * 1024
"""Bytes of the longest line of a table."""

_RATIO = 250
_UNSUSPICIOUS = 64 * 1024 * 1024
"""Zip-bomb guard: this many bytes are always allowed; beyond that the ratio must stay under ``_RATIO``."""

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""With these starts what Excel saves as "Unicode Text"."""

NOT_UTF_8 = (
    "is not UTF-8; in Excel save it as CSV UTF-8, else convert it from what it is (iconv -f ENCODING -t "
    "UTF-8), often WINDOWS-1252 in Western and WINDOWS-1250 in Central Europe, WINDOWS-1251 for Cyrillic and "
    "WINDOWS-1256 for Arabic letters, GB18030 in China, SHIFT_JIS in Japan; then look at the names, as the "
    "wrong one makes other letters of them, and no error"
)

_BLOCK, _FEW = 4_000_000, 250_000
"""Bytes of a table that are looked at together, and of one that is read line by line."""

Progress = Callable[[int, int, int], None]


def sheet_of(path: PathLike, name: str) -> "Sheet":
    """Return the sheet of a workbook that is a table, or has this name; raises DataError if none is it."""
    from graphkit.formats.spreadsheet.one_sheet import one_sheet

    return one_sheet(path, _is_heading, name)


def _is_heading(cells: Sequence[str]) -> bool:
    return by_heading(cells) is not None


def lines(path: PathLike, progress: Progress, sheet: str = "") -> Iterator[tuple[int, str | None]]:
    """Yield the lines of a table, each with its number from 1; None for a line that is not UTF-8."""
    for block in blocks(path, progress, _FEW, sheet=sheet):
        yield from block.lines()


class Block(NamedTuple):
    """Whole lines of a table: the number of the first, and how many they are."""

    number: int
    content: bytes
    length: int

    def lines(self) -> Iterator[tuple[int, str | None]]:
        """Yield the lines as :func:`lines` does."""
        for number, line in enumerate(io.BytesIO(self.content), self.number):
            try:
                yield number, line.removesuffix(b"\n").decode().rstrip("\r")
            except UnicodeDecodeError:
                yield number, None


def _line_ends(content: bytes) -> int:
    return content.count(b"\n")


def blocks(
    path: PathLike,
    progress: Progress,
    size_of_block: int | None = None,
    *,
    sheet: str = "",
    line_ends: Callable[[bytes], int] = _line_ends,
) -> Iterator[Block]:
    """Yield a table in blocks of so many bytes, by default some megabytes, without a byte order mark.

    ``line_ends`` says how many lines end in some content.
    """
    where, number, rest, done, size = str(path), 1, b"", 0, 0
    for part, done, size in _parts(path, size_of_block or _BLOCK, sheet):
        if end := part.rfind(b"\n") + 1:
            content = b"".join((rest, memoryview(part)[:end]))
            block = Block(number, content, line_ends(content))
            _check_lines(where, block)
            number += block.length
            yield block
            rest = b""
        rest += part[end:]
        if len(rest) > LONGEST:
            raise _too_long(where, number)
        progress(done, size, number - 1)
    if rest:
        yield Block(number, rest, 1)
    progress(size, size, number)


def _check_lines(where: str, block: Block) -> None:
    """Raise if a line of a block is too long."""
    if len(block.content) <= LONGEST:
        return
    for number, line in enumerate(block.content.split(b"\n")[:-1], block.number):
        if len(line) >= LONGEST:
            raise _too_long(where, number)


def _too_long(where: str, line: int) -> DataError:
    return _refused(where, f"is longer than {LONGEST // 2**20} MB; is it a table?", line)


def _check(where: str, taken: int, packed: IO[bytes]) -> None:
    """Raise if far more was unpacked than was read of the file."""
    if taken > max(_UNSUSPICIOUS, _RATIO * packed.tell()):
        raise _refused(where, "unpacks to far more than a table of its size; unpack it by hand")


def _refused(where: str, message: str, line: int | None = None) -> DataError:
    return DataError(where, [Fault(f"line {line}" if line else "", message, line=line)])


def _parts(path: PathLike, length: int, sheet: str = "") -> Iterator[tuple[bytes, int, int]]:
    """Yield a table as UTF-8, part by part; with each how many bytes were read of the file, and its size."""
    refuse_other(path, (*TABLE, "workbook") if is_sheet(path) else TABLE)
    where, reader = str(path), Reader(path, "cannot be unpacked", "fetch it again")
    with readable(path), open(path, "rb") as packed:
        size, taken = Path(path).stat().st_size, 0
        with reader:
            text = _unpacked(where, packed, sheet)
            part = text.read(4)
        if text is not packed and part.startswith((_GZIP, _ZIP)):
            raise _refused(where, "is packed twice; unpack it by hand")
        decoder = codecs.getincrementaldecoder("utf-16")() if part.startswith(_UTF_16) else None
        part = part.removeprefix(codecs.BOM_UTF8)
        while part:
            taken += len(part)
            if text is not packed:
                _check(where, taken, packed)
            with reader:
                more = text.read(length)
            try:
                yield decoder.decode(part, not more).encode() if decoder else part, packed.tell(), size
            except UnicodeDecodeError:
                raise _refused(where, "is no sound UTF-16; save the file as UTF-8") from None
            part = more


def _unpacked(where: str, packed: Any, sheet: str) -> Any:
    """Return the text of a file that may be packed, as its first bytes say."""
    start = packed.peek(4)
    if start.startswith(_GZIP):
        return gzip.GzipFile(fileobj=packed)
    if not start.startswith(_ZIP):
        return packed
    if is_sheet(where):
        return io.BytesIO(sheet_of(where, sheet).text)
    import zipfile  # here, since it loads slowly and few tables are packed so

    archive = zipfile.ZipFile(packed)
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) != 1:
        raise _refused(where, f"holds {len(members)} files; unpack it, and name one of them")
    # LZMA takes as much memory as the file demands.
    if members[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refused(where, "is packed in an unusual way; unpack it by hand")
    return archive.open(members[0])
