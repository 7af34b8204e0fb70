"""Makes the ids of the rows of a table that has none, as columns."""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graphkit.model.ids import row_id

NUMBERED = "row-[0-9]{9}"
"""What ids of rows without one look like to SQL."""

_THOUSANDS = 10**4
_MOST = 10**9
"""More lines have numbers of more digits."""


@cache
def _digits() -> NDArray[np.uint32]:
    """Return the four digits of each number below ten thousand, as characters."""
    return np.array([b"%04d" % number for number in range(_THOUSANDS)]).view(np.uint32)


def row_ids(numbers: NDArray[np.integer[Any]]) -> pa.Array:
    """Return :func:`graphkit.model.ids.row_id` of each number."""
    if not len(numbers) or numbers.max() >= _MOST or numbers.min() < 0:
        return pa.array(map(row_id, numbers.tolist()), pa.string())
    prefix = row_id(0)[:-9].encode()
    letters = np.empty(len(numbers), [("prefix", f"S{len(prefix)}"), ("one", "u1"), ("four", "u4", 2)])
    numbers = numbers.astype(np.uint32)
    high = numbers // _THOUSANDS
    first = high // _THOUSANDS
    letters["prefix"], letters["one"] = prefix, first + ord("0")
    letters["four"][:, 0] = _digits()[high - first * _THOUSANDS]
    letters["four"][:, 1] = _digits()[numbers - high * _THOUSANDS]
    places = np.arange(len(letters) + 1, dtype=np.int32) * letters.itemsize
    buffers = [None, pa.py_buffer(places), pa.py_buffer(letters)]
    return pa.Array.from_buffers(pa.string(), len(numbers), buffers)
