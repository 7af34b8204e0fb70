"""Splits a table whose fields are parted by tabs, and numbers the distinct texts of its columns, in numpy.

Only the distinct texts become texts of Python's. One is told from another by a mark, a number of
64 bits computed of its bytes, eight at a time, for all rows at once; equal marks are brought
together by a table of places, as in hashing (Knuth, *The Art of Computer Programming*, 6.4).
"""

import secrets
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from graphkit.errors import DataError, Fault

_TAB, _NEWLINE, _RETURN = b"\t\n\r"
_MARK = b"\xef\xbb\xbf"
_WORD = 8
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], np.uint64)
_GOLDEN = np.uint64(0x9E37_79B9_7F4A_7C15)  # the golden ratio in 64 bits, an odd number that mixes well
_MOST_PLACES = 20
_BYTES, _ROWS = 1 << 18, 1 << 14
"""How many bytes, and fields, are looked at in one go: what comes of them stays in a processor's cache."""

Positions = NDArray[np.intp]
Numbers = NDArray[np.int32]
Marks = NDArray[np.uint64]


class Table:
    """Where in the bytes of a table each field begins and ends, one row a line.

    Parameters
    ----------
    content
        Lines of UTF-8, each of as many fields as the first.
    where
        The file, for errors.

    Raises
    ------
    DataError
        If a line has more or fewer fields.
    """

    def __init__(self, content: bytes, where: str) -> None:
        start, size = len(_MARK) if content.startswith(_MARK) else 0, len(content)
        while size > start and content[size - 1] in b"\r\n":
            size -= 1
        self.where = where
        self.content = b"".join([memoryview(content)[start:size], b"\n", bytes(_WORD)])
        self.fields = self.content.count(b"\t", 0, self.content.index(b"\n")) + 1
        self._bytes = np.frombuffer(self.content, np.uint8)[:-_WORD]
        self._words = np.lib.stride_tricks.as_strided(
            np.frombuffer(self.content, np.uint64, 1), (len(self._bytes),), (1,), writeable=False
        )
        self._cuts = self._separators()
        self._seed = np.uint64(secrets.randbits(64))

    def __len__(self) -> int:
        return (len(self._cuts) - 1) // self.fields

    def _separators(self) -> Positions:
        """Return where each field ends, once it is sure that every line has as many; before it -1."""
        cuts = self._where(lambda part: part <= _NEWLINE)  # few texts hold anything less: then look again
        if not self._are_even(cuts):
            cuts = self._where(lambda part: (part == _TAB) | (part == _NEWLINE))
            if not self._are_even(cuts):
                counts = [line.count(b"\t") + 1 for line in self.content[: -_WORD - 1].split(b"\n")]
                row = next(row for row, count in enumerate(counts) if count != self.fields)
                message = f"has another number of fields ({counts[row]}) than the first ({self.fields})"
                raise self.fault(row, message)
        return cuts

    def _where(self, wanted: Callable[[NDArray[np.uint8]], NDArray[np.bool_]]) -> Positions:
        """Return -1, and the places of all bytes that are wanted."""
        starts = range(0, len(self._bytes), _BYTES)
        found = (np.flatnonzero(wanted(self._bytes[start : start + _BYTES])) + start for start in starts)
        return np.concatenate([[-1], *found])

    def _are_even(self, cuts: Positions) -> bool:
        if (len(cuts) - 1) % self.fields:
            return False
        by_row = self._bytes[cuts[1:]].reshape(-1, self.fields)
        return bool((by_row[:, :-1] == _TAB).all() and (by_row[:, -1] == _NEWLINE).all())

    def fault(self, row: int, message: str) -> DataError:
        """Return the error that something is wrong with a row."""
        return DataError(self.where, [Fault(f"line {row + 1}", message, line=row + 1)])

    def text(self, row: int, column: int) -> str:
        """Return the text of a field.

        Raises
        ------
        DataError
            If it is no UTF-8.
        """
        return self._texts(np.array([row * self.fields + column]))[0]

    def _texts(self, places: Positions) -> list[str]:
        """Return the texts of fields, each given by its place among all, row by row."""
        texts = []
        begins, ends = (side.tolist() for side in self._sides(places))
        for place, begin, end in zip(places.tolist(), begins, ends, strict=True):
            try:
                texts.append(self.content[begin:end].decode())
            except UnicodeDecodeError:
                message = "is no text in UTF-8; save the file as UTF-8"
                raise self.fault(place // self.fields, message) from None
        return texts

    def _sides(self, places: Positions) -> tuple[Positions, Positions]:
        """Return where fields begin and end."""
        begins, ends = self._cuts[places] + 1, self._cuts[places + 1]
        at_end = (places + 1) % self.fields == 0
        if at_end.any():
            ends -= at_end & (self._bytes[ends - 1] == _RETURN)
        return begins, ends

    def numbered(self, columns: Sequence[int], first: int) -> tuple[list[str], Positions, list[Numbers]]:
        """Number the distinct texts of some columns, all columns alike, as they are first met.

        Two different texts could have the same mark; the chance is one in ten million where there
        are a million texts, and as marks differ from one reading to the next, nobody can make it
        greater.

        Parameters
        ----------
        columns
            The columns, gone through one after the other.
        first
            The first row.

        Returns
        -------
        tuple
            The texts, the row where each is first met, and for each column the numbers of its rows.
        """
        rows = len(self) - first
        marks = np.empty(rows * len(columns), np.uint64)
        for order, column in enumerate(columns):
            for row in range(0, rows, _ROWS):
                many = min(_ROWS, rows - row)
                places = np.arange(first + row, first + row + many) * self.fields + column
                marks[order * rows + row :][:many] = self._marks(*self._sides(places))
        firsts, numbers = distinct(marks)
        met = firsts % rows + first
        texts = self._texts(met * self.fields + np.array(columns)[firsts // rows])
        return texts, met, list(numbers.reshape(len(columns), rows))

    def _marks(self, begins: Positions, ends: Positions) -> Marks:
        """Return the mark of each field: its length and its words, mixed, the last eight bytes first."""
        length = ends - begins
        words = self._words[np.maximum(ends - _WORD, begins)]
        words &= _MASKS[np.minimum(length, _WORD)]
        marks = mixed = _mixed(words, length.view(np.uint64) ^ self._seed)
        places, left = np.arange(len(length)), length - _WORD
        while len(longer := np.flatnonzero(left > 0)):
            places, begins, left = places[longer], begins[longer], left[longer] - _WORD
            marks[places] = mixed = _mixed(self._words[begins], mixed[longer])
            begins += _WORD
        return marks


def _mixed(words: Marks, marks: Marks | np.uint64) -> Marks:
    """Return marks with one more word of each field mixed into them, in the place of the words."""
    words ^= marks
    words *= _GOLDEN
    words ^= words >> np.uint64(29)
    return words


def distinct(marks: Marks) -> tuple[Positions, Numbers]:
    """Number distinct marks as they are first met.

    Returns
    -------
    tuple
        Where each is first met, and the number of every mark.
    """
    same = np.empty(len(marks), np.int32)
    asked, hashes = np.arange(len(marks), dtype=np.int32), marks
    while len(asked):
        bits = min(max(len(asked), 2).bit_length(), _MOST_PLACES)
        table = np.full(1 << bits, -1, np.int32)
        collided = []
        for start in range(0, len(asked), _ROWS):
            part = asked[start : start + _ROWS]
            places = (hashes[start : start + _ROWS] * _GOLDEN >> np.uint64(64 - bits)).view(np.int64)
            free = np.flatnonzero(table[places] < 0)[::-1]
            table[places[free]] = part[free]  # of those with one place the first comes last, and stays
            same[part] = found = table[places]
            collided.append(np.flatnonzero(marks[found] != marks[part]) + start)
        others = np.concatenate(collided)
        asked, hashes = asked[others], _mixed(hashes[others], _GOLDEN)
    new = same == np.arange(len(marks), dtype=np.int32)
    return np.flatnonzero(new), (np.cumsum(new, dtype=np.int32) - 1)[same]
