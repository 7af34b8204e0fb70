"""Checks the docstring of every public name with numpydoc's rules, and prints each violation."""

import inspect
import sys
from collections.abc import Iterator

from numpydoc.validate import validate

import graphkit

OPTIONAL = {"ES01", "SA01", "EX01"}
"""Not every docstring needs an extended summary, a list of related names or an example."""


def public_names() -> Iterator[str]:
    """Yield the dotted name of every public function, class and method."""
    for name in dir(graphkit):
        value = getattr(graphkit, name)
        if callable(value):
            yield f"graphkit.{name}"
        if inspect.isclass(value):
            yield from (
                f"graphkit.{name}.{method}"
                for method, member in vars(value).items()
                if callable(member) and not method.startswith("_")
            )


def main() -> int:
    """Print each violation; return 1 if there is any."""
    violations = [
        f"{name}: {code} {text}"
        for name in public_names()
        for code, text in validate(name)["errors"]
        if code not in OPTIONAL
    ]
    print(*violations, sep="\n", end="\n" if violations else "")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
