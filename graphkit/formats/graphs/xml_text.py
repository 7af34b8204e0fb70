"""Reads XML safely, and replaces characters that XML cannot hold."""

import re
from math import isfinite
from typing import TYPE_CHECKING

from graphkit.errors import DataError, Fault
from graphkit.formats.format import Loss, PathLike, content_of
from graphkit.libraries import Reader

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(path: PathLike) -> "Element":
    """Return the root of an XML file; document types and entities are refused."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    content = content_of(path)
    reader = Reader(path, "is not XML", "save it as UTF-8", but=(DefusedXmlException, ParseError))
    try:
        with reader:
            root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        message = "has a document type or entities of its own, which are not read; remove its <!DOCTYPE ...>"
        raise DataError(str(path), [Fault("", message)]) from None
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        fault = Fault(f"line {line}, column {column + 1}", f"is not XML: {reason}; mend the text there")
        raise DataError(str(path), [fault]) from None
    return root


def local_name(element: "Element") -> str:
    """Return the name of an element without its namespace; blank for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children_of(element: "Element", name: str) -> "list[Element]":
    """Return the children of an element with a local name."""
    return [child for child in element if local_name(child) == name]


def child_of(element: "Element", name: str) -> "Element | None":
    """Return the first child of an element with a local name; None if there is none."""
    return next((child for child in element if local_name(child) == name), None)


def text_in(element: "Element", *names: str) -> str:
    """Return the text of a child, or of a child in it, without blanks at its ends; blank if there is none."""
    inner: Element | None = element
    for name in names:
        inner = child_of(inner, name) if inner is not None else None
    return (inner.text or "").strip() if inner is not None else ""


_NUMBERS = {
    "int", "integer", "long", "short", "byte", "float", "double", "bigdecimal", "biginteger", "decimal",
}  # fmt: skip
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def number_or_text(text: str, kind: str = "double") -> str | int | float | bool:
    """Return an attribute of a declared type: a number, a truth, or the text where it is neither.

    As in XML Schema, blanks around it do not count.
    """
    kind, tidy = kind.casefold(), text.strip()
    if kind == "boolean":
        return _TRUTHS.get(tidy.casefold(), text)
    if kind in _NUMBERS and _NUMBER.fullmatch(tidy):
        number = float(tidy)
        exact = re.fullmatch(r"[+-]?[0-9]{1,300}", tidy)
        return int(tidy) if exact else number if isfinite(number) else text
    return text


class Texts:
    """Replaces characters that XML cannot hold, and counts the texts that it changes."""

    def __init__(self) -> None:
        self.changed = 0

    def fit(self, text: str) -> str:
        """Return a text with a replacement character for each control character."""
        fit, changes = _FORBIDDEN.subn("\N{REPLACEMENT CHARACTER}", text)
        self.changed += bool(changes)
        return fit

    def losses(self) -> list[Loss]:
        """Return the loss, if any."""
        if not self.changed:
            return []
        return [Loss("control characters", self.changed, of="text", instead="replaced, as XML has none")]


def with_returns(content: bytes) -> bytes:
    """Return XML with carriage returns as references; else parsers read them as line feeds."""
    return content.replace(b"\r", b"&#13;")
