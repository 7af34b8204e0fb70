"""Makes the ids of the rows of a table that has none, as columns."""

from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graphkit.model.ids import row_id

_PLACES = 5
_MOST = 10**9
"""More lines have numbers of more digits."""


@cache
def _digits() -> NDArray[np.uint8]:
    """Return the last digits of each number below ``10 ** _PLACES``, as characters."""
    numbers = np.arange(10**_PLACES)[:, None] // 10 ** np.arange(_PLACES - 1, -1, -1)
    return (numbers % 10 + ord("0")).astype(np.uint8)


def row_ids(numbers: NDArray[np.int64]) -> pa.Array:
    """Return :func:`graphkit.model.ids.row_id` of each number."""
    if not len(numbers) or numbers.max() >= _MOST or numbers.min() < 0:
        return pa.array(map(row_id, numbers.tolist()), pa.string())
    prefix = row_id(0)[:-9].encode()
    width = len(prefix) + 9
    letters = np.empty((len(numbers), width), np.uint8)
    letters[:, : len(prefix)] = np.frombuffer(prefix, np.uint8)
    high, low = np.divmod(numbers, 10**_PLACES)
    letters[:, len(prefix) : -_PLACES] = _digits()[high, 1:]
    letters[:, -_PLACES:] = _digits()[low]
    places = np.arange(0, len(letters) * width + 1, width, dtype=np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(numbers), [None, pa.py_buffer(places), pa.py_buffer(letters)]
    )
