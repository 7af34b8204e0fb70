"""Imports and exports files: one module or package a format, chosen by the suffix of the file."""

from graphkit.formats.registry import formats, read, write

__all__ = ["formats", "read", "write"]
