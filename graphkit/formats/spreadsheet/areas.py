"""Cuts the merged and linked areas of a workbook to its tables, since openpyxl makes each cell of them."""

import io
import re
import zipfile
from html import unescape
from json import detect_encoding
from typing import Final

from graphkit.errors import DataError, Fault
from graphkit.formats.format import PathLike

_AREA = re.compile(
    rb"""<(?P<tag>(?:[\w.-]+:)?(?:mergeCell|hyperlink))(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))+)"""
    rb"""\s*(?:/>|>\s*</(?P=tag)\s*>)"""
)
_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*\?>")
_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW = re.compile(rb"""<(?:\w+:)?row(?=[\s/>])(?:[^>]*?\sr=["'](\d{1,7}))?""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})\d""")
_MOST: Final = 500_000
"""The most cells of the areas of a sheet that are read, each as often as it is in one."""


def cut(path: PathLike, content: bytes) -> bytes:
    """Return a workbook of which no merged or linked area reaches beyond the cells that are there.

    Raises
    ------
    DataError
        If those of a sheet still have more than half a million cells.
    """
    archive, changed = zipfile.ZipFile(io.BytesIO(content)), dict[str, bytes]()
    for name in archive.namelist():
        part = archive.read(name)
        if not (encoding := detect_encoding(part[:4])).startswith("utf-8"):
            part = _DECLARATION.sub(b"", part.decode(encoding, "replace").encode())
        if _AREA.search(part) and (new := _cut(path, name, part)) != part:
            changed[name] = new
    if not changed:
        return content
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, changed[name] if name in changed else archive.read(name))
    return file.getvalue()


def _cut(path: PathLike, name: str, sheet: bytes) -> bytes:
    from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

    rows = [int(match[1] or 0) for match in _ROW.finditer(sheet)]
    columns = {match[1].decode() for match in _CELL.finditer(sheet)}
    last_row, last_column = max(len(rows), *rows, 0), max(map(column_index_from_string, columns or {"XFD"}))
    kept, cells = set[tuple[bytes, bytes]](), 0

    def area(match: re.Match[bytes]) -> bytes:
        nonlocal cells
        named = {each[1]: each for each in _ATTRIBUTE.finditer(match["attributes"])}
        if (ref := named.get(b"ref")) is None:
            return match[0]
        written = unescape((ref[2] or ref[3] or b"").decode(errors="replace"))
        if ":" not in written:
            return b"" if match["tag"].endswith(b"mergeCell") else match[0]
        try:
            left, top, right, bottom = range_boundaries(written)
        except ValueError:  # openpyxl refuses it
            return match[0]
        left, top = left or 1, top or 1
        right, bottom = min(right or last_column, last_column), min(bottom or last_row, last_row)
        found = f"{get_column_letter(left)}{top}:{get_column_letter(max(right, 1))}{bottom}".encode()
        if left > right or top > bottom or (match["tag"], found) in kept:
            return b""
        kept.add((match["tag"], found))
        cells += (right - left + 1) * (bottom - top + 1)
        if cells > _MOST:
            message = f"has areas of more than {_MOST:,} merged or linked cells; unmerge them"
            raise DataError(str(path), [Fault(name.rpartition("/")[2], message)])
        place = match.start("attributes") - match.start()
        first, last = (place + each for each in ref.span(2 if ref[3] is None else 3))
        return match[0][:first] + found + match[0][last:]

    return _AREA.sub(area, sheet)
