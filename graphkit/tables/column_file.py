"""The binary file of columns: arrays as they stand in memory, so that opening it reads nothing twice.

Behind a first line that says what it is come a sum by which damage is found, the length of a
header, the header in JSON and the arrays, one after the other. They are mapped into memory and
cannot be changed.
"""

import json
import mmap
import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphkit.errors import DataError, Fault, StorageError
from graphkit.storage.atomic import reason, write_atomically

MAGIC = b"graphkit columns, version 1    \n"

_NUMBER = 8
_ALIGNED = 64
_DTYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8")

Array = NDArray[Any]


def write(path: str | os.PathLike[str], texts: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write texts and arrays, atomically and durably; an array of two names is written once.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    places: dict[int, int] = {}
    table, content, end = {}, [], 0
    for name, array in arrays.items():
        if id(array) not in places:
            places[id(array)] = end
            content.append(array.astype(_stored(array)).tobytes().ljust(_rounded(array.nbytes), b"\0"))
            end += len(content[-1])
        table[name] = [_stored(array), len(array), places[id(array)]]
    header = json.dumps({"arrays": table, "texts": texts}, ensure_ascii=False).encode()
    start = MAGIC + bytes(_NUMBER) + len(header).to_bytes(_NUMBER, "little") + header
    whole = b"".join([start.ljust(_rounded(len(start)), b"\0"), *content])
    summed = _sum(whole).to_bytes(_NUMBER, "little")
    write_atomically(path, MAGIC + summed + whole[len(MAGIC) + _NUMBER :])


def read(path: str | os.PathLike[str]) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return the texts and the arrays of a file; the arrays are read when they are used.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is no file of columns, or cut short.
    """
    where = os.fspath(path)
    try:
        with open(where, "rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise StorageError(f"{where}: no such file") from None
    except (OSError, ValueError) as error:  # ValueError: nothing to map
        raise StorageError(f"{where}: cannot be read: {reason(error)}") from None
    try:
        begin = len(MAGIC) + 2 * _NUMBER
        summed, length = (
            int.from_bytes(content[at : at + _NUMBER], "little") for at in (len(MAGIC), begin - _NUMBER)
        )
        if content[: len(MAGIC)] != MAGIC or _sum(content) != 2 * summed % (1 << 64):
            raise ValueError("changed")
        end = begin + length
        header = json.loads(content[begin:end])
        places = {name: _place(*place) for name, place in header["arrays"].items()}
        found = {
            place: np.frombuffer(content, dtype, count, _rounded(end) + offset).astype(dtype[1:], copy=False)
            for place in places.values()
            for dtype, count, offset in [place]
        }
        return dict(header["texts"]), {name: found[place] for name, place in places.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise broken(where) from None


def broken(where: str) -> DataError:
    """Return the error that a file is not what :func:`write` wrote."""
    return DataError(where, [Fault("", "is no whole file of columns; save them again from the table")])


def _sum(content: bytes | mmap.mmap) -> int:
    """Return the sum of all numbers of 64 bits in a file, in 64 bits."""
    return int(np.frombuffer(content, "<u8").sum())


def _stored(array: Array) -> str:
    """Return the type by which an array is stored: the least byte first."""
    return array.dtype.newbyteorder("<").str


def _place(dtype: str, count: int, offset: int) -> tuple[str, int, int]:
    """Return the type, the length and the place of an array; raises ValueError where they cannot be."""
    if dtype not in _DTYPES or count < 0 or offset < 0 or offset % _ALIGNED:
        raise ValueError(dtype)
    return dtype, count, offset


def _rounded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
