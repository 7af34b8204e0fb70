"""The title of a dataset, and what stands for it where it has none."""

from typing import Final

UNTITLED: Final = "Untitled"


def titled(own: str | None, name: str) -> str:
    """Return the title of a dataset; where it has none of its own, the name of its file, if that has one.

    Examples
    --------
    >>> titled("Boards", "a"), titled("Untitled", "a"), titled(None, "")
    ('Boards', 'a', 'Untitled')
    """
    if own and own != UNTITLED:
        return own
    return name.encode(errors="replace").decode() or UNTITLED  # bytes that are no UTF-8 are no text
