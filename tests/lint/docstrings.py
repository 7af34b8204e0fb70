"""Holds the docstring of every public name to numpydoc's rules, and prints what breaks one."""

import inspect
import sys
from collections.abc import Iterator

from numpydoc.validate import validate

import graphkit

PASSED_OVER = {"ES01", "SA01", "EX01"}
"""What not every docstring needs: an extended summary, other names to see, an example."""


def public_names() -> Iterator[str]:
    """Yield the dotted name of every public function, class and method."""
    for name in graphkit.__all__:
        found = getattr(graphkit, name)
        if callable(found):
            yield f"graphkit.{name}"
        if inspect.isclass(found):
            yield from (
                f"graphkit.{name}.{method}"
                for method, value in vars(found).items()
                if callable(value) and not method.startswith("_")
            )


def main() -> int:
    """Print each fault; return 1 where there is one."""
    faults = [
        f"{name}: {code} {text}"
        for name in public_names()
        for code, text in validate(name)["errors"]
        if code not in PASSED_OVER
    ]
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
