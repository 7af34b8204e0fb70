"""The command ``review``: walks the drafts at a terminal, a key for each decision."""

import re
from collections.abc import Callable
from typing import Any

import click
import cloup

from graphkit.cli.articles import accept, decide, sentence
from graphkit.cli.editing import read_editable
from graphkit.cli.escaping import printable
from graphkit.cli.prompting import ask, is_interactive
from graphkit.cli.terminal import cell, show
from graphkit.cli.words import plural
from graphkit.errors import GraphkitError, UsageError
from graphkit.model.entities import Dataset
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import drafts
from graphkit.reading.drafts import Draft, Party, Queue
from graphkit.storage import journal
from graphkit.temporal import phrases

_KEYS = "a accept · c change · r refuse · p postpone · u undo · q quit"
_FIELDS = ("source", "type", "target", "date", "status", "voice", "summary")


@cloup.command("review")
@click.pass_context
def review_command(ctx: click.Context) -> int:
    """Walk the drafts at a terminal: a accepts one, c changes it first, r refuses, p postpones, u undoes, q quits.

    \b
    Example:
      graphkit review
    """
    if not is_interactive():
        raise UsageError(
            "review asks at a terminal; elsewhere use 'graphkit drafts accept ID' or 'refuse ID'"
        )
    read_editable(ctx)
    decided: list[tuple[str, str]] = []
    while True:
        queue = drafts.load(ctx.obj)
        waiting = [draft for draft in queue.waiting() if (draft.id, "postponed") not in decided]
        if not waiting:
            break
        draft = waiting[0]
        _show(ctx, queue, draft, len(waiting))
        key = click.getchar().lower()
        click.echo(key if key.isprintable() else "")
        if key in ("q", "\x03", "\x04"):
            break
        try:
            _decide(ctx, draft, key, decided)
        except click.Abort:
            show(cell("Left as it was.", "dim"))
        except GraphkitError as error:
            show(cell(printable(str(error)), "yellow"))
    counts = [
        f"{sum(each == state for _, each in decided)} {state}"
        for state in ("accepted", "refused", "postponed")
    ]
    left = len(drafts.load(ctx.obj).waiting())
    show(cell(f"{', '.join(counts)}; {plural(left, 'draft')} left."))
    return 0


def _show(ctx: click.Context, queue: Queue, draft: Draft, left: int) -> None:
    article = queue.article(draft.article)
    where = f"{article.source.publisher}, paragraph {draft.paragraph}" if article else draft.article
    click.echo()
    show(cell(f"{where} · {plural(left, 'draft')} left", "dim"))
    paragraph = article.paragraphs[draft.paragraph - 1] if article else draft.quote
    before, quote, after = _parted(paragraph, draft.quote)
    click.echo(
        printable(before) + click.style(printable(quote), bold=True, underline=True) + printable(after)
    )
    show(cell(""), cell(sentence(draft), "bold"))
    there = drafts.same_in(read_editable(ctx), draft)
    show(*(cell(f"Is there already as {row.key}: it becomes evidence on that.", "cyan") for row in there[:1]))
    show(*(cell(f"Look: {remark}.", "yellow") for remark in draft.remarks))
    show(cell(_KEYS, "dim"))


def _parted(paragraph: str, quote: str) -> tuple[str, str, str]:
    """Return a paragraph before, within and after a quote."""
    words = r"\s+".join(map(re.escape, quote.split()))
    match = re.search(words, paragraph)
    return (paragraph[: match.start()], match[0], paragraph[match.end() :]) if match else ("", paragraph, "")


def _decide(ctx: click.Context, draft: Draft, key: str, decided: list[tuple[str, str]]) -> None:
    if key == "a":
        accept(ctx, draft)
        decided.append((draft.id, "accepted"))
    elif key == "c":
        changed = _changed(read_editable(ctx), draft)
        drafts.change(ctx.obj, lambda queue: drafts.changed(queue, changed))
    elif key == "r":
        decide(ctx, [draft.id], "refused")
        decided.append((draft.id, "refused"))
    elif key == "p":
        decide(ctx, [draft.id], "postponed")
        decided.append((draft.id, "postponed"))
    elif key == "u":
        _undo(ctx, decided)
    else:
        show(cell(_KEYS, "dim"))


def _undo(ctx: click.Context, decided: list[tuple[str, str]]) -> None:
    if not decided:
        raise UsageError("nothing was decided in this review yet")
    id, state = decided[-1]
    if state == "accepted":
        journal.undo(ctx.obj)
    drafts.change(ctx.obj, lambda queue: drafts.decided(queue, id, "open"))
    decided.pop()
    show(cell(f"{id} is open again."))


# --- changes --------------------------------------------------------------------------------------


def _changed(dataset: Dataset, draft: Draft) -> Draft:
    """Ask which field to change and for its value, until the answer is empty."""
    while True:
        field = ask("Which field", _FIELDS, optional=True, check=_one_of(_FIELDS))
        if field is None:
            return draft
        draft = _with(dataset, draft, field)
        show(cell(sentence(draft), "bold"))


def _with(dataset: Dataset, draft: Draft, field: str) -> Draft:
    change: dict[str, Any]
    if field in ("source", "target", "voice"):
        names = [name for actor in dataset.actors for name in (actor.name, *actor.aliases)]
        answer = ask(
            field.capitalize(),
            [*names, *(["unnamed"] if field == "voice" else [])],
            optional=field == "voice",
        )
        change = {field: _party(dataset, answer) if answer and answer != "unnamed" else answer}
    elif field == "type":
        known = vocabulary(dataset.relation_types)
        change = {"type": ask("Type", known, check=_one_of(known))}
    elif field == "status":
        change = {"status": ask("Status", STATUSES, check=_one_of(STATUSES))}
    elif field == "date":
        answer = ask("Date", optional=True, check=phrases.read)
        change = {
            "when": phrases.read(answer) if answer else None,
            "begins": None,
            "ends": None,
            "phrase": None,
        }
    else:
        change = {"summary": ask("Summary", optional=True)}
    return Draft.model_validate(draft.model_dump() | change | {"remarks": ()})


def _party(dataset: Dataset, name: str) -> Party:
    from graphkit.editing.edits import find_in
    from graphkit.errors import ActorNotFoundError

    try:
        id = find_in(dataset, name)
    except ActorNotFoundError:
        return Party(name=name)
    actor = next(actor for actor in dataset.actors if actor.id == id)
    return Party(name=actor.name, actor=id, kind=actor.kind)


def _one_of(choices: Any) -> Callable[[str], object]:
    def check(answer: str) -> None:
        if answer not in choices:
            raise UsageError(f"write one of {', '.join(sorted(choices)[:12])}")

    return check
