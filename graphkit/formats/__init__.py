"""The formats that graphkit reads and writes, one module each, and what readers share; the suffix chooses."""

from graphkit.formats.registry import formats, read, write

__all__ = ["formats", "read", "write"]
