"""Whether work grows as its input does, for tests that compare the time it takes with itself."""

from collections.abc import Callable
from time import process_time

_TRIES = 3


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes less than ten times the time of a processor.

    What takes the square of its size takes sixteen times as long each time; what is linear only where
    something else holds the machine up, so that one fair try is enough.
    """
    return any(_spent(work, 4 * size) < 10 * max(_spent(work, size), 0.05) for _ in range(_TRIES))


def _spent(work: Callable[[int], object], size: int) -> float:
    begun = process_time()
    work(size)
    return process_time() - begun
