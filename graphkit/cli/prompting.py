"""Asks a person at a terminal for missing values, with completion."""

import sys
from collections.abc import Callable, Iterable

import click

from graphkit.cli.escaping import printable
from graphkit.cli.terminal import echo, encodable, on_terminal
from graphkit.errors import GraphkitError, UsageError, shortened


def is_interactive() -> bool:
    """Return whether stdin and what is printed go from and to a terminal."""
    return on_terminal() and sys.stdin is not None and sys.stdin.isatty()


def ask(
    question: str,
    choices: Iterable[str] = (),
    *,
    optional: bool = False,
    only: bool = False,
    empty: str = "Enter to leave out",
    check: Callable[[str], object] | None = None,
) -> str | None:
    """Return a person's answer, ``only`` one of the choices or any; Tab completes the choices.

    An optional answer that is left empty is None; ``empty`` tells so. One for which ``check`` raises an
    error is asked again.
    """
    # Slow to import, and most commands ask nothing.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import FuzzyWordCompleter

    words = list(dict.fromkeys(choices))
    completer = FuzzyWordCompleter(sorted(words, key=len)) if words else None
    session: PromptSession[str] = PromptSession()
    while True:
        hint = f" ({empty})" if optional else ""
        try:
            answer = session.prompt(f"{encodable(question)}{hint}: ", completer=completer).strip()
        except (EOFError, KeyboardInterrupt):
            raise click.Abort() from None
        if not answer:
            if optional:
                return None
            continue
        try:
            if only and answer not in words:
                raise UsageError(f"{shortened(answer)} is none of these; write {' or '.join(words)}")
            if check is not None:
                check(answer)
        except (GraphkitError, ValueError) as error:
            echo(
                f"  {printable(error.told('terminal') if isinstance(error, GraphkitError) else str(error))}\n"
            )
            continue
        return answer
