"""Adds up amounts unit by unit: two units have no sum, and neither have the parts of two wholes."""

from collections.abc import Sequence
from fractions import Fraction

from graphkit.errors import UsageError

Number = int | float

_EXACT = 2**53
"""From here on no float has a fraction."""

_TOO_LONG = 10**4300
"""The first whole number that Python does not write."""


def sums(sure: Sequence[Number], maybe: Sequence[Number]) -> tuple[Number, Number]:
    """Return the least and the greatest sum of what surely counts with some of what may count."""
    least = [value for value in maybe if value < 0]
    most = [value for value in maybe if value > 0]
    return _sum([*sure, *least]), _sum([*sure, *most])


def _sum(values: Sequence[Number]) -> Number:
    """Return the sum of numbers as they are written: 0.1 and 0.2 are 0.3."""
    total = sum((Fraction(str(value)) for value in values if isinstance(value, float)), Fraction())
    total += sum(value for value in values if isinstance(value, int))
    if abs(total) >= _TOO_LONG:
        raise UsageError("the amounts add up to a number of more than 4,300 digits; leave some out by --type")
    return int(total) if total.denominator == 1 or abs(total) >= _EXACT else float(total)
