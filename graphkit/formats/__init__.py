"""Imports and exports files: one module or package a format, chosen by the suffix of the file."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from graphkit.formats.registry import formats, read, write

__all__ = ["formats", "read", "write"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from graphkit.formats import registry  # here, since most commands need no other format

    found: object = getattr(registry, name)
    return found
