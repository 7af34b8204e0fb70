"""Stores the arrays of a table in one file: an Arrow IPC stream of one row, with a checksum behind it.

Each column holds a list: an array of whole numbers or texts. Arrays are mapped into memory, so that opening a
file copies none of them. Any reader of Arrow streams can read the file.
"""

import mmap
import os
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graphkit.errors import DataError, Fault, GraphkitError
from graphkit.libraries import Reader, extra_module
from graphkit.storage.atomic import readable, write_atomically

MAGIC = b"\xff\xff\xff\xff"
"""The first bytes of an Arrow stream; no UTF-8 text begins so."""

_CHECKSUM = 8

Values = NDArray[Any] | Sequence[str]


def write(path: str | os.PathLike[str], columns: Mapping[str, Values]) -> None:
    """Write named arrays and lists of texts, atomically and durably."""
    pa = _pyarrow()
    lists = {
        name: pa.LargeListArray.from_arrays(
            [0, len(values)], pa.array(values, None if isinstance(values, np.ndarray) else pa.large_string())
        )
        for name, values in columns.items()
    }
    batch = pa.record_batch(lists)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    content = sink.getvalue()
    write_atomically(path, b"".join([content, crc32(content).to_bytes(_CHECKSUM, "little")]))


def read(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the arrays and lists of texts of a file, by name; arrays are read when they are used."""
    pa = _pyarrow()
    where = os.fspath(path)
    with readable(where), open(where, "rb") as file:  # there is nothing to map in an empty one
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    stream, checksum = content[:-_CHECKSUM], content[-_CHECKSUM:]
    if crc32(stream).to_bytes(_CHECKSUM, "little") != checksum:
        raise broken(where)
    try:
        with Reader("", ""):
            batch = pa.ipc.open_stream(pa.py_buffer(stream)).read_next_batch()
            batch.validate(full=True)
            columns = {name: _values(pa, batch.column(name)) for name in batch.schema.names}
    except GraphkitError:
        raise broken(where) from None
    return columns


def broken(where: str) -> DataError:
    """Return the error that a file is not what :func:`write` wrote."""
    return DataError(where, [Fault("", "is no whole file of columns; save them again from the table")])


def _pyarrow() -> Any:
    return extra_module("pyarrow", "saved tables", "scale")


def _values(pa: Any, column: Any) -> Any:
    """Return the only list of a column; raises where that is neither whole numbers nor texts."""
    values = column.flatten()
    if len(column) != 1 or column.null_count or values.null_count:
        raise ValueError(column)
    if pa.types.is_integer(values.type):
        return np.from_dlpack(values)  # to_numpy would load pandas where that is installed
    if pa.types.is_large_string(values.type):
        return values.to_pylist()
    raise TypeError(values.type)
