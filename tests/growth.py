"""Tells whether the time of some work grows in proportion to its input."""

from collections.abc import Callable
from time import process_time

_TRIES = 3


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Tell whether four times the size takes less than ten times the processor time, in one of three tries.

    Quadratic work takes sixteen times as long in every try; linear work only when the machine is busy.
    """
    return any(_spent(work, 4 * size) < 10 * max(_spent(work, size), 0.05) for _ in range(_TRIES))


def _spent(work: Callable[[int], object], size: int) -> float:
    started = process_time()
    work(size)
    return process_time() - started
