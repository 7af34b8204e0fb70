"""Asks a person at a terminal for missing values, with completion."""

import sys
from collections.abc import Callable, Iterable

import click

from graphkit.cli.escaping import printable
from graphkit.cli.terminal import echo, encodable, on_terminal
from graphkit.errors import GraphkitError


def is_interactive() -> bool:
    """Return whether stdin and what is printed go from and to a terminal."""
    return on_terminal() and sys.stdin is not None and sys.stdin.isatty()


def ask(
    question: str,
    choices: Iterable[str] = (),
    *,
    optional: bool = False,
    check: Callable[[str], object] | None = None,
) -> str | None:
    """Return a person's answer; Tab completes the choices.

    An optional answer that is left empty is None.
    ``check`` raises a :class:`GraphkitError` for an answer that is refused; then it is asked again.
    """
    # Slow to import, and most commands ask nothing.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import FuzzyWordCompleter

    words = sorted(dict.fromkeys(choices), key=len)
    session: PromptSession[str] = PromptSession()
    while True:
        hint = " (Enter to leave out)" if optional else ""
        try:
            answer = session.prompt(
                f"{encodable(question)}{hint}: ", completer=FuzzyWordCompleter(words) if words else None
            ).strip()
        except (EOFError, KeyboardInterrupt):
            raise click.Abort() from None
        if not answer:
            if optional:
                return None
            continue
        if check is not None:
            try:
                check(answer)
            except (GraphkitError, ValueError) as error:
                echo(f"  {printable(str(error))}\n")
                continue
        return answer


def confirm(question: str) -> bool:
    """Return whether a person says yes."""
    return click.confirm(question, default=False)
