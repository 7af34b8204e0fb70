"""The commands ``read`` and ``drafts``: what articles may tell, proposed for a person to accept or refuse."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import cloup

from graphkit.cli.editing import apply, read_editable
from graphkit.cli.escaping import printable
from graphkit.cli.parameter_types import DATE, FILE
from graphkit.cli.response import json_text
from graphkit.cli.terminal import cell, echo, show, table
from graphkit.cli.words import plural
from graphkit.errors import DataError, Fault, GraphkitError, UsageError, shortened
from graphkit.model.entities import Dataset
from graphkit.model.vocabulary import vocabulary
from graphkit.reading import drafts, grounding
from graphkit.reading.article import read_article
from graphkit.reading.drafting import ReadArticle, read_for
from graphkit.reading.drafts import Draft, Party, Queue
from graphkit.reading.prompt import prompt
from graphkit.storage.atomic import readable
from graphkit.temporal import edtf

_FORMAT = cloup.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Output format.",
)
_LARGEST = 20_000_000


@cloup.command("read")
@cloup.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@cloup.option("--publisher", metavar="NAME", help="Who published it, if the file does not say so.")
@cloup.option("--published", metavar="D", type=DATE, help="Day of publication, if the file does not say so.")
@cloup.option("--title", metavar="TEXT", help="Its title, if the file does not say so.")
@cloup.option("--author", metavar="TEXT", help="Its author.")
@cloup.option("--url", metavar="URL", help="Its address.")
@cloup.option("--id", metavar="ID", help="The id of its source (default: made from publisher and day).")
@cloup.option(
    "--prompt", "prompts", is_flag=True, help="Print what a model needs to propose drafts; change nothing."
)
@cloup.option("--dry-run", is_flag=True, help="Only show what would be proposed.")
@_FORMAT
@click.pass_context
def read_command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    prompts: bool,
    dry_run: bool,
    format_: str,
    **told: str | None,
) -> int:
    """Read articles, and propose what they may tell as drafts. Nothing enters the dataset without you.

    An article is plain text or Markdown, with a paragraph a line. Known actors are found by their names and
    aliases, dates by their words, relations by the verbs of the vocabulary. 'graphkit review' walks the drafts.

    \b
    Examples:
      graphkit read article.txt --publisher Reuters --published 2025-07-16
      graphkit read --prompt article.txt > prompt.txt
    """
    if len(files) > 1 and told.get("id"):
        raise UsageError("--id is of one article; read one file with it")
    dataset = read_editable(ctx)
    read = [_read(file, dataset, told) for file in files]
    if prompts:
        for each in read:
            known = vocabulary(dataset.relation_types)
            echo(prompt(each.draft_article, each.article.first, known, dataset.actors, each.reading.mentions))
        return 0
    counts: list[tuple[int, int]] = []

    def proposed(queue: Queue) -> Queue:
        counts.clear()
        for each in read:
            before = len(queue.drafts)
            queue, repeated = drafts.proposed(queue, each.draft_article, each.drafts, dataset)
            counts.append((len(queue.drafts) - before, repeated))
        return queue

    before = drafts.load(ctx.obj)
    queue = proposed(before) if dry_run else drafts.change(ctx.obj, proposed)
    new = queue.drafts[len(queue.drafts) - sum(count for count, _ in counts) :]
    if format_ == "json":
        echo(
            json_text(
                {"command": "read", "files": list(files)},
                {"articles": [_answer(each) for each in read], "drafts": [as_json(d) for d in new]},
            )
        )
        return 0 if new else 1
    for file, each, (added, repeated) in zip(files, read, counts, strict=True):
        show(cell(_summary(file, each, added, repeated)))
    show(_listed(new, queue))
    if new:
        show(cell("Dry run, nothing saved." if dry_run else "'graphkit review' walks them.", "dim"))
    return 0 if new else 1


def _read(file: str, dataset: Dataset, told: dict[str, str | None]) -> ReadArticle:
    with readable(file), open(file, "rb") as opened:
        content = opened.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise UsageError(f"{file}: larger than an article can be ({_LARGEST:,} bytes)")
    return read_for(dataset, read_article(content), Path(file).name, told)


def _summary(file: str, read: ReadArticle, added: int, repeated: int) -> str:
    mentions = [mention for found in read.reading.mentions.values() for mention in found]
    names = {mention.name: mention.actor for mention in mentions}
    new = sum(actor is None for actor in names.values())
    dates = [date for found in read.reading.dates.values() for date in found]
    unclear = sum(date.edtf is None for date in dates)
    parts = [
        plural(len(read.article.paragraphs) - read.article.first + 1, "paragraph"),
        plural(len(names), "actor") + (f" ({new} new)" if new else ""),
        plural(len(dates), "date") + (f" ({unclear} unclear)" if unclear else ""),
        plural(added, "draft"),
    ]
    if repeated:
        parts.append(f"{repeated} that {'was' if repeated == 1 else 'were'} there already")
    left_out = [f"{count} of {what}" for what, count in read.reading.left_out.items()]
    source = read.draft_article.source
    text = f"{file}: {source.publisher}, {edtf.parse(source.published).words}: {', '.join(parts)}."
    return printable(text + (f" Left out: {', '.join(left_out)}." if left_out else ""))


def _answer(read: ReadArticle) -> dict[str, Any]:
    numbers = range(read.article.first, len(read.article.paragraphs) + 1)
    return {
        "source": read.draft_article.source.fields(),
        "paragraphs": [
            {
                "number": number,
                "text": read.article.paragraphs[number - 1],
                "mentions": [mention._asdict() for mention in read.reading.mentions.get(number, ())],
                "dates": [date._asdict() for date in read.reading.dates.get(number, ())],
            }
            for number in numbers
        ],
        "left_out": dict(read.reading.left_out),
    }


# --- drafts -------------------------------------------------------------------------------------------


class _Drafts(cloup.Group):
    """The group ``drafts``, which lists them if no subcommand is named."""


@cloup.group("drafts", cls=_Drafts, invoke_without_command=True)
@cloup.option(
    "--state",
    type=click.Choice(["waiting", "open", "postponed", "accepted", "refused", "all"]),
    default="waiting",
    show_default=True,
    help="Which drafts.",
)
@_FORMAT
@click.pass_context
def drafts_command(ctx: click.Context, state: str, format_: str) -> int:
    """List the drafts that wait for a decision; accept, refuse or postpone them, or add what a model proposes.

    \b
    Examples:
      graphkit drafts
      graphkit drafts add answer.json
      graphkit drafts accept draft-3 draft-4
    """
    if ctx.invoked_subcommand is not None:
        return 0
    queue = drafts.load(ctx.obj)
    chosen = queue.waiting() if state == "waiting" else [d for d in queue.drafts if state in ("all", d.state)]
    if format_ == "json":
        echo(
            json_text({"command": "drafts", "state": state}, {"drafts": [as_json(draft) for draft in chosen]})
        )
    elif not chosen:
        show(
            cell(
                f"No drafts{'' if state == 'all' else f' are {state}'}. 'graphkit read ARTICLE' proposes some."
            )
        )
    else:
        show(cell(f"{plural(len(chosen), 'draft')}:"), _listed(chosen, queue))
    return 0 if chosen else 1


@drafts_command.command("add")
@cloup.argument("file", metavar="FILE", type=FILE)
@cloup.option("--article", metavar="ID", help="The article's source, if the answer does not name it.")
@cloup.option("--by", default="a model", show_default=True, metavar="NAME", help="Who proposes them.")
@click.pass_context
def drafts_add(ctx: click.Context, file: str, article: str | None, by: str) -> int:
    """Add what a model or a person proposes for an article that was read; what does not stand in it is refused.

    \b
    Examples:
      graphkit drafts add answer.json
      graphkit drafts add answer.json --article reuters-2025-07-16 --by "local model"
    """
    answer = _parsed(file)
    named = article or (answer.get("article") if isinstance(answer, dict) else None)
    if not isinstance(named, str):
        raise UsageError(f'{file}: does not say of which article; add "article", or --article ID')
    dataset = read_editable(ctx)
    results: list[tuple[int, int, list[grounding.Refused]]] = []

    def added(queue: Queue) -> Queue:
        there = queue.article(named)
        if there is None:
            raise UsageError(f"no article {shortened(named)} was read; 'graphkit read FILE' reads it first")
        again = read_article("\n".join(there.paragraphs).encode())
        read = read_for(
            dataset,
            again,
            there.source.file or named,
            {
                "publisher": there.source.publisher,
                "published": there.source.published,
                "title": there.source.title,
                "id": there.source.id,
            },
        )
        known = vocabulary(dataset.relation_types)
        found, refused = grounding.checked(
            answer, read.article, there.source.id, read.reading, dataset.actors, known, by
        )
        before = len(queue.drafts)
        queue, repeated = drafts.proposed(queue, there, found, dataset)
        results[:] = [(len(queue.drafts) - before, repeated, refused)]
        return queue

    queue = drafts.change(ctx.obj, added)
    (count, repeated, refused) = results[0]
    words = f"{plural(count, 'draft')} added" + (f", {repeated} there already" if repeated else "")
    show(cell(f"{words}, {len(refused)} refused."), _listed(queue.drafts[len(queue.drafts) - count :], queue))
    for each in refused:
        show(cell(f"Refused {each.number}, {each.words}: {each.reason}.", "yellow"))
    return 1 if refused else 0


def _parsed(file: str) -> Any:
    try:
        if file == "-":
            return json.loads(sys.stdin.buffer.read(_LARGEST))
        with readable(file), open(file, "rb") as opened:
            return json.loads(opened.read(_LARGEST))
    except (ValueError, RecursionError) as error:
        raise DataError(
            file, [Fault("", f"is no JSON ({str(error)[:100]}); write what the schema says")]
        ) from None


@drafts_command.command("accept")
@cloup.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.pass_context
def drafts_accept(ctx: click.Context, ids: tuple[str, ...]) -> int:
    """Accept drafts: each becomes a relation, or evidence on the one that is there already.

    \b
    Examples:
      graphkit drafts accept draft-1
      graphkit drafts accept draft-1 draft-2
    """
    code = 0
    for id in ids:
        code = max(code, accept(ctx, drafts.load(ctx.obj).draft(id)))
    return code


@drafts_command.command("refuse")
@cloup.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.pass_context
def drafts_refuse(ctx: click.Context, ids: tuple[str, ...]) -> int:
    """Refuse drafts: they are remembered, and not proposed again.

    \b
    Example:
      graphkit drafts refuse draft-2
    """
    decide(ctx, ids, "refused")
    show(cell(f"Refused {plural(len(ids), 'draft')}."))
    return 0


@drafts_command.command("postpone")
@cloup.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.pass_context
def drafts_postpone(ctx: click.Context, ids: tuple[str, ...]) -> int:
    """Postpone drafts: they come last in a review.

    \b
    Example:
      graphkit drafts postpone draft-2
    """
    decide(ctx, ids, "postponed")
    show(cell(f"Postponed {plural(len(ids), 'draft')}."))
    return 0


# --- shared -------------------------------------------------------------------------------------------


def accept(ctx: click.Context, draft: Draft) -> int:
    """Add a draft to the dataset by a journalled edit, then note that it was accepted; return the exit code."""
    became: list[str] = []

    def edit(dataset: Dataset) -> Dataset:
        after, relation = drafts.accepted(dataset, drafts.load(ctx.obj), draft)
        became[:] = [relation]
        return after

    code = apply(ctx, edit, ("drafts", "accept", draft.id), False)
    drafts.change(ctx.obj, lambda queue: drafts.decided(queue, draft.id, "accepted", became[0]))
    return code


def decide(ctx: click.Context, ids: Sequence[str], state: drafts.State) -> None:
    """Put drafts into a state, all of them or none."""

    def edit(queue: Queue) -> Queue:
        for id in ids:
            if queue.draft(id).state == "accepted":
                raise UsageError(
                    f"{id} is accepted, as {queue.draft(id).relation}; 'graphkit undo' takes it back"
                )
            queue = drafts.decided(queue, id, state)
        return queue

    drafts.change(ctx.obj, edit)


def sentence(draft: Draft) -> str:
    """Return a draft in one line."""
    when = draft.when or (f"{draft.begins or ''}/{draft.ends or ''}" if draft.begins or draft.ends else None)
    words = f"{_who(draft.source)} -{draft.type}-> {_who(draft.target)}"
    words += f", {edtf.parse(when).words}" if when and "[" not in when.split("/")[0][:0] else ""
    words += f", {draft.status}" if draft.status != "actual" else ""
    if draft.voice is not None:
        words += f", says {'nobody named' if draft.voice == 'unnamed' else _who(draft.voice)}"
    return words


def _who(party: Party | str) -> str:
    if isinstance(party, str):
        return party
    if party.candidates:
        return f"{party.name} ({' or '.join(party.candidates)}?)"
    return party.name if party.actor else f"{party.name} (new)"


def as_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as plain data."""
    data: dict[str, Any] = json.loads(draft.model_dump_json(exclude_defaults=True))
    return data


def _listed(chosen: Sequence[Draft], queue: Queue) -> Any:
    rows = table("draft", "par.", "proposal", "words")
    for draft in chosen:
        rows.add_row(
            cell(draft.id),
            cell(str(draft.paragraph)),
            cell(printable(sentence(draft))),
            cell(printable(draft.quote[:160])),
        )
    return rows
