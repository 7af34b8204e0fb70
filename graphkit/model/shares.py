"""Units of shares, which are parts of something: what per cent are called, alone or with what they are of."""

PER_CENT = ("%", "percent", "per cent", "pct", "prozent", "procent", "pour cent", "por ciento", "per cento")
"""What per cent are called, in lower case."""


def is_per_cent(unit: str) -> bool:
    """Return whether a unit is per cent, and says no more.

    Examples
    --------
    >>> is_per_cent("Prozent"), is_per_cent("% of sales"), is_per_cent("pence")
    (True, False, False)
    """
    return unit.casefold() in PER_CENT


def is_part(unit: str) -> bool:
    """Return whether a unit is of a part of something, as ``% of sales`` is."""
    return unit.casefold().startswith(PER_CENT)
