"""Folds texts to the width of a terminal between characters, never within one that is escaped."""

import re
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

_CHARACTER = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})|.")
"""A character as :func:`~graphkit.cli.escaping.printable` and an encoding leave it."""


class Escaped(Text):
    """A text of rich's whose escaped characters stay whole where a word is wider than the line."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """Return the text as lines of a width in columns."""
        return Text("\n").join(self.divide(_breaks(self.plain, width))).wrap(console, width, **options)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield where a word with escapes that is wider than the line is broken."""
    for word in re.finditer(r"^ *\S+|\S+", text, re.M):
        if "\\" not in word[0] or cell_len(word[0]) <= width:
            continue
        used = 0
        for character in _CHARACTER.finditer(text, *word.span()):
            used += (columns := cell_len(character[0]))
            if used > width and used > columns:
                yield character.start()
                used = columns
