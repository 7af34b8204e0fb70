"""Makes text safe to print: what a terminal would obey is shown as an escape."""

import unicodedata

_JOINERS = "\u200c\u200d"  # Persian, Hindi and emoji are written with them; a terminal obeys neither


def printable(text: str) -> str:
    """Return a text with every character that a terminal would obey shown as an escape."""
    if text.isprintable():
        return text
    return "".join(char if is_plain(char) else char.encode("unicode_escape").decode() for char in text)


def is_plain(char: str) -> bool:
    """Return whether a terminal only shows a character."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _JOINERS
