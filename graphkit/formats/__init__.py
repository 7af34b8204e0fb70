"""The formats that graphkit reads and writes, one module each; the suffix of a file chooses."""

from graphkit.formats.registry import formats, read, write

__all__ = ["formats", "read", "write"]
