"""Puts more rows in order than memory holds: sorted runs in temporary files, merged as they are read.

D. E. Knuth, *The Art of Computer Programming*, 5.4: external sorting.
"""

import json
import tempfile
from collections.abc import Iterator
from heapq import merge
from typing import IO, Self

_RUN = 50_000
"""So many rows are sorted at a time."""


class SortedRows:
    """Texts by key, to be added in any order and read back once, in order; a context manager."""

    def __init__(self, run: int = _RUN) -> None:
        self._run = run
        self._waiting: list[tuple[str, str]] = []
        self._runs: list[IO[str]] = []
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for run in self._runs:
            run.close()

    def __len__(self) -> int:
        return self._count

    def add(self, key: str, text: str) -> None:
        """Add a row."""
        self._count += 1
        self._waiting.append((key, text))
        if len(self._waiting) >= self._run:
            self._put_down()

    def _put_down(self) -> None:
        run = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  closed on exit
        self._runs.append(run)
        for pair in sorted(self._waiting, key=lambda pair: pair[0]):
            run.write(json.dumps(pair, ensure_ascii=True) + "\n")
        self._waiting.clear()

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield key and text of each row, in order of the keys."""
        waiting = sorted(self._waiting, key=lambda pair: pair[0])
        for run in self._runs:
            run.seek(0)
        read = [map(json.loads, run) for run in self._runs]
        yield from merge(*read, waiting, key=lambda pair: pair[0])
