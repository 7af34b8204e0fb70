"""Reads XML safely, and writes texts into it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

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
    if kind in _NUMBERS and tidy.casefold() == "nan":
        return nan
    if kind in _NUMBERS and _NUMBER.fullmatch(tidy):
        number = float(tidy)
        exact = re.fullmatch(r"[+-]?[0-9]{1,300}", tidy)
        return int(tidy) if exact else number if isfinite(number) else text
    return text


class Texts:
    """Writes texts into XML, and counts those of which it replaces characters that XML cannot hold."""

    def __init__(self) -> None:
        self.changed = 0

    def fit(self, text: str) -> str:
        """Return a text with a replacement character for each control character."""
        if text.isprintable():
            return text
        fit, changes = _FORBIDDEN.subn("\N{REPLACEMENT CHARACTER}", text)
        self.changed += bool(changes)
        return fit

    def element(self, start: str, text: str) -> str:
        """Return an element with a text in it; ``start`` is its name and attributes."""
        inner = text
        if not text.isprintable() or "&" in text or "<" in text or ">" in text:
            # A carriage return is a reference; else parsers read it as a line feed.
            inner = escape(self.fit(text), quote=False).replace("\r", "&#13;")
        return f"<{start}>{inner}</{start.partition(' ')[0]}>" if inner else f"<{start} />"

    def quoted(self, text: str) -> str:
        """Return a text as the value of an attribute, in quotation marks."""
        inner = escape(self.fit(text), quote=False).replace('"', "&quot;")
        if not inner.isprintable():
            inner = inner.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")
        return f'"{inner}"'

    def losses(self) -> list[Loss]:
        """Return the loss, if any."""
        if not self.changed:
            return []
        return [Loss("control characters", self.changed, of="text", instead="replaced, as XML has none")]


def grouped(indent: str, start: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of an element that holds others; ``start`` is its name and attributes."""
    empty = True
    for line in lines:
        if empty:
            yield f"{indent}<{start}>"
        empty = False
        yield line
    yield f"{indent}<{start} />" if empty else f"{indent}</{start.partition(' ')[0]}>"


def kinds_of(rows: Iterable[Mapping[str, Any]], names: Mapping[type, str]) -> dict[str, str]:
    """Return what a format calls the type of each attribute that some rows have."""
    kinds: dict[str, str] = {}
    for row in rows:
        if not row.keys() <= kinds.keys():
            for name, value in row.items():
                kinds.setdefault(name, names[type(value)])
    return kinds
