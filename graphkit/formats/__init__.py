"""The formats that graphkit writes, one module each; the suffix of a file chooses."""

from graphkit.formats.registry import write

__all__ = ["write"]
