"""Makes text safe to print by escaping control characters."""

import unicodedata

_JOINERS = "\u200c\u200d"  # Persian, Hindi and emoji need them; they do not control a terminal


def printable(text: str) -> str:
    """Return a text with its control characters escaped."""
    if text.isprintable():
        return text
    return "".join(char if is_plain(char) else char.encode("unicode_escape").decode() for char in text)


def is_plain(char: str) -> bool:
    """Return whether a character is not a control character."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _JOINERS
