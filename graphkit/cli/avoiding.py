"""The kinds of actor that paths do not pass through: the option, and what is said of them."""

from collections.abc import Sequence
from typing import get_args

import click

from graphkit.errors import UsageError, nearest
from graphkit.model.entities import Kind
from graphkit.queries.shortest_paths import NOT_BETWEEN

AVOID_KINDS = click.option(
    "--avoid-kind",
    "avoid_kinds",
    metavar="KIND",
    multiple=True,
    default=NOT_BETWEEN,
    show_default=True,
    help="Do not pass through actors of this kind; 'none' allows all kinds.",
)


def kinds_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds that the option names; none for ``none``."""
    kinds = get_args(Kind)
    for kind in names:
        if kind not in (*kinds, "none"):
            near = nearest(kind, [*kinds, "none"], limit=1)
            hint = f"did you mean {near[0]!r}? It is" if near else "it is"
            raise UsageError(
                f"--avoid-kind: {kind!r} is not a kind; {hint} one of {', '.join(kinds)} or none"
            )
    return tuple(kind for kind in names if kind != "none")


def not_passed(kinds: Sequence[str], through: str) -> str:
    """Say which kinds were not passed through, and what is through them."""
    named = f"actors of kind {', '.join(kinds[:-1])}{' or ' if kinds[1:] else ''}{kinds[-1]}"
    return f"Not passed through: {named} (--avoid-kind none). Through them {through}."
