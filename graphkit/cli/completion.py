"""Completes actors, ids, types and days in the shell, and prints the script that enables it."""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.grouping import command

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Words = Iterable[tuple[Any, Any]]
"""Possible completions, each with its help text."""


def _rows(ctx: click.Context, *place: str) -> list[dict[str, Any]]:
    """Return a table of the dataset's JSON without validation: completion must be fast and never fail."""
    try:
        content = json.loads(Path(ctx.find_root().params["data"]).read_bytes())
        for key in place:
            content = content[key]
        return [row for row in content if isinstance(row, dict)]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []


def _matching(words: Words, incomplete: str) -> "list[CompletionItem]":
    """Return the words that start with the incomplete one, without duplicates."""
    from click.shell_completion import CompletionItem  # only for a shell; the options import this module

    wanted = incomplete.casefold()
    help_of = {word: help for word, help in words if isinstance(word, str) and word.isprintable()}
    return [
        CompletionItem(_quoted(word), help=help if isinstance(help, str) and help.isprintable() else None)
        for word, help in help_of.items()
        if word.casefold().startswith(wanted)
    ]


def _quoted(word: str) -> str:
    """Quote a word for bash, so that nothing in it is executed; other shells quote it themselves.

    The completion script removes one of the two backslashes.
    """
    in_bash = os.environ.get("_GRAPHKIT_COMPLETE", "").startswith("bash")
    return re.sub(r"([^\w@%+=:,./-])", r"\\\\\1", word) if in_bash else word


def _actors(ctx: click.Context) -> Words:
    for node in _rows(ctx, "nodes"):
        aliases = node.get("aliases")
        for word in (node.get("id"), node.get("name"), *(aliases if isinstance(aliases, list) else ())):
            yield word, node.get("kind")


def complete_actor(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete an actor by id, name or alias."""
    return _matching(_actors(ctx), incomplete)


def _named(edge: dict[str, Any]) -> str:
    status, evidence = edge.get("status", "actual"), edge.get("evidence")
    entries = [entry for entry in evidence if isinstance(entry, dict)] if isinstance(evidence, list) else []
    support = [entry for entry in entries if entry.get("stance", "supports") == "supports"]
    claimed = bool(support) and all(entry.get("attribution") is not None for entry in support)
    caveats = [str(status).upper()] * (status != "actual") + ["CLAIMED"] * claimed
    return " ".join([str(edge.get("type")), *caveats])


def complete_id(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete the id of a relation, a source or an actor."""
    words = [(edge.get("key"), _named(edge)) for edge in _rows(ctx, "edges")]
    words += [(row.get("id"), "source") for row in _rows(ctx, "graph", "sources")]
    return _matching([*words, *_actors(ctx)], incomplete)


def complete_type(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete a relation type or a family."""
    from graphkit.model.vocabulary import families, vocabulary

    own = [(row.get("name"), row.get("meaning")) for row in _rows(ctx, "graph", "relation_types")]
    shipped = [(name, row.meaning) for name, row in vocabulary().items()]
    return _matching([*shipped, *own, *((family.name, family.meaning) for family in families())], incomplete)


def complete_day(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete a day, month or year that the dataset names."""
    texts = [edge.get("when") for edge in _rows(ctx, "edges")]
    texts += [row.get("published") for row in _rows(ctx, "graph", "sources")]
    days = {day for text in texts for day in re.findall(r"\b\d{4}(?:-\d\d){0,2}\b", str(text))}
    return _matching([(day, None) for day in sorted(days)], incomplete)


@command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> int:
    """Print a shell script that completes commands, actors, types and days.

    \b
    Examples:
      graphkit completion bash >> ~/.bashrc
      graphkit completion fish > ~/.config/fish/completions/graphkit.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(ctx.find_root().command, {}, "graphkit", "_GRAPHKIT_COMPLETE").source())
    return 0
