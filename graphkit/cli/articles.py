"""The commands ``read`` and ``drafts``: what articles may tell, proposed for a person to accept or refuse."""

import shlex
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from graphkit.cli.adding import NewId
from graphkit.cli.editing import TABLE_OR_JSON, read_editable, refuse_uneditable, show_change
from graphkit.cli.grouping import Group, command
from graphkit.cli.options import DRY_RUN
from graphkit.cli.parameter_types import DATE, FILE
from graphkit.cli.response import json_text
from graphkit.cli.terminal import cell, echo, show, table
from graphkit.errors import DataError, Fault, GraphkitError, Mend, UsageError, nearest, plural, shortened
from graphkit.graph.sentences import UNNAMED_SOURCES, Tense
from graphkit.graph.sentences import sentence as told
from graphkit.model.entities import Dataset, Source, plain
from graphkit.model.kinds import UNKNOWN
from graphkit.model.vocabulary import vocabulary
from graphkit.queries.contradictions import Complaint, new_complaints
from graphkit.reading import accepting, drafts, grounding
from graphkit.reading.article import read_article
from graphkit.reading.assigning import PARTIES, all_assigned
from graphkit.reading.drafting import ReadArticle, drafted, read_for
from graphkit.reading.drafts import Actors, Draft, DraftArticle, Party, Queue
from graphkit.reading.prompt import prompt
from graphkit.reading.proposals import Reading
from graphkit.reading.text import keep, text_of
from graphkit.storage import journal
from graphkit.storage.articles import LARGEST
from graphkit.storage.atomic import read_whole, readable
from graphkit.storage.patch import patch_between
from graphkit.storage.strict_json import sound_json
from graphkit.temporal import edtf

_SHORTENED = 160
"""So many letters of a quote a list shows."""


@command("read")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--publisher", metavar="NAME", help="Who published it, if the file does not say so.")
@click.option("--published", metavar="D", type=DATE, help="Day of publication, if the file does not say so.")
@click.option("--title", metavar="TEXT", help="Its title, if the file does not say so.")
@click.option("--author", metavar="TEXT", help="Its author.")
@click.option("--url", metavar="URL", help="Its address.")
@click.option(
    "--id", metavar="ID", type=NewId(), help="The id of its source (default: made from publisher and day)."
)
@click.option(
    "--prompt", "prompts", is_flag=True, help="Print what a model needs to propose drafts; change nothing."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be proposed.")
@TABLE_OR_JSON
@click.pass_context
def read_command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    prompts: bool,
    dry_run: bool,
    format_: str,
    **said: str | None,
) -> int:
    """Read articles, and propose what they may tell as drafts. Nothing enters the dataset without you.

    An article is text, Markdown or a web page. A page, and text whose lines are broken at a width, is also
    kept as text with a paragraph a line, in which paragraphs are counted. 'graphkit review' walks the drafts.

    \b
    Examples:
      graphkit read article.txt --publisher Reuters --published 2025-07-16
      graphkit read --prompt article.txt > prompt.txt
    """
    if len(files) > 1 and said.get("id"):
        raise UsageError("--id is of one article; read one file with it")
    dataset = read_editable(ctx)
    queue = drafts.load(ctx.obj)
    read: list[_Read] = []
    failed: list[str] = []
    for file in files:
        try:
            each = _read(file, dataset, queue, said)
            queue, _ = drafts.proposed(queue, each.article.draft_article, each.article.drafts, dataset)
            if each.kept is not None and not (dry_run or prompts):
                keep(each.kept, each.content)
        except GraphkitError as error:
            if len(files) == 1:
                raise
            failed.append(error.told("terminal"))
        else:
            read.append(each)
    unread = UsageError(f"{len(failed)} of {plural(len(files), 'article')} not read: {'; '.join(failed)}")
    if not read:
        raise unread
    if prompts:
        known = vocabulary(dataset.relation_types)
        for each in read:
            article, actors = each.article, dataset.actors
            text = prompt(
                article.draft_article, article.article.first, known, actors, article.reading.mentions
            )
            echo(text)
        if failed:
            raise unread
        return 0
    counts: list[tuple[int, int]] = []

    def proposed(queue: Queue) -> Queue:
        counts.clear()
        for each in read:
            before = len(queue.drafts)
            queue, repeated = drafts.proposed(queue, each.article.draft_article, each.article.drafts, dataset)
            counts.append((len(queue.drafts) - before, repeated))
        return queue

    queue = proposed(drafts.load(ctx.obj)) if dry_run else drafts.change(ctx.obj, proposed)
    new = queue.drafts[len(queue.drafts) - sum(count for count, _ in counts) :]
    if format_ == "json":
        query = {"command": "read", "files": list(files), **({"dry_run": True} if dry_run else {})}
        articles = [_answer(each, *count) for each, count in zip(read, counts, strict=True)]
        echo(json_text(query, {"articles": articles, "drafts": answers(new, queue, dataset)}))
    else:
        for each, (added, repeated) in zip(read, counts, strict=True):
            show(cell(_summary(each, added, repeated)))
        if new:
            show(_listed(new, queue, dataset))
            show(cell("Dry run, nothing saved." if dry_run else "'graphkit review' walks them.", "dim"))
    if failed:
        raise unread
    return 0 if new else 1


class _Read(NamedTuple):
    """An article that was read, the file, and by which name its text is to be kept."""

    file: str
    article: ReadArticle
    content: bytes
    kept: str | None
    same: list[Source]


def _read(file: str, dataset: Dataset, queue: Queue, said: dict[str, str | None]) -> _Read:
    with readable(file), open(file, "rb") as opened:
        content, kept = text_of(read_whole(opened, file, LARGEST), file)
    article = read_article(content, said.get("publisher"))
    read = read_for(dataset, queue, article, file, said, kept)
    return _Read(file, read, content, kept, drafts.with_same_words(queue, dataset, read.draft_article))


def _summary(read: _Read, added: int, repeated: int) -> str:
    article, reading = read.article.article, read.article.reading
    names = {mention.name: mention.actor for found in reading.mentions.values() for mention in found}
    new = sum(actor is None for actor in names.values())
    dates = [date for found in reading.dates.values() for date in found]
    unclear = sum(date.edtf is None for date in dates)
    parts = [
        plural(len(article.paragraphs) - article.first + 1, "paragraph"),
        plural(len(names), "name") + (f" ({new} not of a known actor)" if new else ""),
        plural(len(dates), "date") + (f" ({unclear} unclear)" if unclear else ""),
        plural(added, "draft"),
    ]
    if repeated:
        parts.append(f"{repeated} that {'was' if repeated == 1 else 'were'} proposed or coded already")
    left_out = [
        f"{what} (par. {', '.join(dict.fromkeys(str(number) for number, _ in rows))})"
        for what, rows in reading.left_out.items()
    ]
    source = read.article.draft_article.source
    text = f"{read.file}: {source.publisher}, {edtf.parse(source.published).words}: {', '.join(parts)}."
    text += f" Left out: {', '.join(left_out)}." if left_out else ""
    for each in read.same:
        text += (
            f" Its words are those of {each.id} ({each.publisher}, {edtf.parse(each.published).words}): "
            "if it is the same article, accept none of its drafts; if one was rewritten from the other, "
            f"name {each.id} in the field derived_from of {source.id}, once both are sources."
        )
    return text + (f" Paragraphs are counted in {read.kept}." if read.kept else "")


def _answer(read: _Read, added: int, repeated: int) -> dict[str, Any]:
    article, reading = read.article.article, read.article.reading
    return {
        "file": read.file,
        "text": read.kept or read.file,
        "source": drafts.as_json(read.article.draft_article.source),
        "paragraphs": found_in(article.paragraphs, reading, article.first),
        "left_out": {
            what: [{"paragraph": number, "text": text} for number, text in rows]
            for what, rows in reading.left_out.items()
        },
        "same_words": [each.id for each in read.same],
        "new": added,
        "repeated": repeated,
    }


def found_in(paragraphs: Sequence[str], reading: Reading, first: int) -> list[dict[str, Any]]:
    """Return paragraphs from a number on as plain data, with the names and dates found in them."""
    return [
        {
            "number": number,
            "text": text,
            "mentions": [mention._asdict() for mention in reading.mentions.get(number, ())],
            "dates": [date._asdict() for date in reading.dates.get(number, ())],
        }
        for number, text in list(enumerate(paragraphs, 1))[first - 1 :]
    ]


# --- drafts -------------------------------------------------------------------------------------------


@click.group("drafts", cls=Group, invoke_without_command=True)
@click.option(
    "--state",
    type=click.Choice(["waiting", "open", "postponed", "accepted", "refused", "all"]),
    default="waiting",
    show_default=True,
    help="Which drafts.",
)
@TABLE_OR_JSON
@click.pass_context
def drafts_command(ctx: click.Context, state: str, format_: str) -> int:
    """List the drafts that wait for a decision; accept, change, refuse or postpone them, or add a model's.

    \b
    Examples:
      graphkit drafts
      graphkit drafts accept draft-3 draft-4
    """
    refuse_uneditable(ctx)
    if ctx.invoked_subcommand is not None:
        return 0
    dataset = read_editable(ctx)
    queue = drafts.settled(drafts.load(ctx.obj), dataset)
    chosen = queue.waiting() if state == "waiting" else [d for d in queue.drafts if state in ("all", d.state)]
    if format_ == "json":
        echo(json_text({"command": "drafts", "state": state}, {"drafts": answers(chosen, queue, dataset)}))
    elif not chosen:
        none = {"waiting": "No drafts wait", "all": "There are no drafts"}.get(state, f"No draft is {state}")
        show(cell(f"{none}. 'graphkit read ARTICLE' proposes some."))
    else:
        show(cell(f"{plural(len(chosen), 'draft')}:"), _listed(chosen, queue, dataset))
    return 0 if chosen else 1


@drafts_command.command("add")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--article", metavar="ID", help="The article's source, if the answer does not name it.")
@click.option("--by", default="a model", show_default=True, metavar="NAME", help="Who proposes them.")
@TABLE_OR_JSON
@click.pass_context
def drafts_add(ctx: click.Context, file: str, article: str | None, by: str, format_: str) -> int:
    """Add what a model proposes for an article that was read; what does not stand in it is refused.

    FILE is the JSON that 'graphkit read --prompt' asks for, or - for standard input. The exit status is 1 if
    anything was refused.

    \b
    Examples:
      graphkit drafts add answer.json
      graphkit drafts add answer.json --article reuters-2025-07-16 --by "local model"
    """
    answer = _parsed(file)
    named = article or (answer.get("article") if isinstance(answer, dict) else None)
    if not isinstance(named, str):
        raise UsageError(f'{file}: does not say of which article; add "article", or --article ID')
    if not by.strip():
        raise UsageError("--by is empty; name who proposes them")
    added = propose(ctx.obj, read_editable(ctx), named, answer, by)
    if format_ == "json":
        echo(json_text({"command": "drafts add", "file": file, "article": named}, added.answer()))
        return 1 if added.refused else 0
    words = f"{plural(len(added.new), 'draft')} added" + (
        f", {added.repeated} proposed or coded already" if added.repeated else ""
    )
    show(cell(f"{words}, {len(added.refused)} refused."))
    if added.new:
        show(_listed(added.new, added.queue, added.dataset))
    actors = Actors(added.dataset)
    for draft in added.new:
        looks = accepting.doubts(actors, draft, source_of(added.queue, draft))
        show(*(cell(f"Look at {draft.id}: {doubt}.", "yellow") for doubt in looks))
    for each in added.refused:
        number = f"{each.number}, " if each.number else ""
        show(cell(f"Refused {number}{each.words}: {each.reason}.", "yellow"))
    return 1 if added.refused else 0


class Added(NamedTuple):
    """What became of proposals: the new drafts among all, how many were there, and which were refused."""

    dataset: Dataset
    queue: Queue
    new: tuple[Draft, ...]
    repeated: int
    refused: list[grounding.Refused]

    def answer(self) -> dict[str, Any]:
        """Return it as plain data."""
        refused = [
            {"number": each.number, "proposal": each.words, "reason": each.reason} for each in self.refused
        ]
        new = answers(self.new, self.queue, self.dataset)
        return {"drafts": new, "repeated": self.repeated, "refused": refused}


def propose(path: str, dataset: Dataset, article: str, answer: Any, by: str) -> Added:
    """Add as drafts what somebody proposes for an article that was read; refuse what does not stand in it.

    ``path`` is the file of the dataset, beside which its drafts are kept; ``answer`` is parsed JSON.
    """
    results: list[tuple[int, int, list[grounding.Refused]]] = []

    def added(queue: Queue) -> Queue:
        there = article_of(queue, article)
        found, refused = grounding.checked(answer, grounds(dataset, there), by)
        before = len(queue.drafts)
        queue, repeated = drafts.proposed(queue, there, found, dataset)
        results[:] = [(before, repeated, refused)]
        return queue

    queue = drafts.change(path, added)
    ((before, repeated, refused),) = results
    return Added(dataset, queue, queue.drafts[before:], repeated, refused)


def article_of(queue: Queue, id: str) -> DraftArticle:
    """Return an article that was read; raise a UsageError if it was not."""
    there = queue.article(id)
    if there is None:
        near = nearest(id, [each.source.id for each in queue.articles], limit=1)
        read = Mend("'graphkit read FILE' reads it first", request="read it first")
        mend = Mend(f"did you mean {near[0]}?") if near else read
        raise UsageError(f"no article {shortened(id)} was read", mend)
    return there


def grounds(dataset: Dataset, there: DraftArticle) -> grounding.Grounds:
    """Return an article of the queue as it is read now."""
    article = read_article("\n".join(there.paragraphs).encode())
    read = drafted(dataset, article, there.source)
    return grounding.Grounds(
        article, there.source, read.reading, Actors(dataset), vocabulary(dataset.relation_types)
    )


def _parsed(file: str) -> Any:
    """Return the JSON of an answer, which a model may have put between three backticks."""
    if file == "-":
        content = read_whole(sys.stdin.buffer, file, LARGEST)
    else:
        with readable(file), open(file, "rb") as opened:
            content = read_whole(opened, file, LARGEST)
    if not content.strip():
        raise DataError(file, [Fault("", "is empty; write what the schema says")])
    try:
        return sound_json(content, file, within=r"\s*```(?:json)?[^\S\n]*\n(.*)\n```\s*")
    except DataError as error:
        message = f"is no JSON that can be taken ({error.faults[0]}); write what the schema says"
    raise DataError(file, [Fault("", message)])


@drafts_command.command("accept")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--anyway", is_flag=True, help="Also accept those that have doubts, which you have looked at.")
@DRY_RUN
@click.pass_context
def drafts_accept(ctx: click.Context, ids: tuple[str, ...], anyway: bool, dry_run: bool) -> int:
    """Accept drafts: each becomes a relation, or evidence on the one that is there already.

    \b
    Examples:
      graphkit drafts accept draft-1
      graphkit drafts accept draft-1 draft-2
    """
    if dry_run:
        before = after = read_editable(ctx)
        queue = drafts.settled(drafts.freed(drafts.load(ctx.obj), before, ids), before)
        for id in ids:
            _refuse_accepted(queue.draft(id))
            there, (after, relation, _) = after, accepting.accepted(after, queue, queue.draft(id))
            _without_errors(there, after, id, relation)
            _refuse_doubtful(there, queue, queue.draft(id), anyway=anyway)
        return show_change(ctx, patch_between(before, after), dry_run, "drafts accept")
    read_editable(ctx)
    for id in ids:
        draft = drafts.load(ctx.obj).draft(id)
        done = accept(ctx, draft.id, anyway=anyway)
        show(cell(done.words(draft.id) + what_is_left_out(draft)), *done.complaints())
    return 0


@drafts_command.command("change")
@click.argument("id", metavar="ID")
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1, required=True)
@click.pass_context
def drafts_change(ctx: click.Context, id: str, assignments: tuple[str, ...]) -> int:
    """Change fields of a draft before it is accepted: actors, type, date, amount, status, voice, summary.

    source_kind=company says what a new actor is, on=ID on which relation the draft is evidence, and on=new
    that it is another one. A new actor may have its kind in brackets, such as Nova (company). Several actors
    in about are parted by semicolons. FIELD= clears a field.

    \b
    Examples:
      graphkit drafts change draft-3 type=met when="last week"
      graphkit drafts change draft-3 source=chinese-government target_kind=company
      graphkit drafts change draft-3 about="H20; China" amount="4500000000 USD"
    """

    def edit(queue: Queue) -> Queue:
        dataset = read_editable(ctx)
        queue = drafts.freed(queue, dataset, [id])
        draft, values = queue.draft(id), []
        for text in assignments:
            field, sign, value = text.partition("=")
            if not sign:
                raise UsageError(
                    f"{shortened(text)} is no assignment; write FIELD=VALUE, or FIELD= to clear it"
                )
            values.append((field, value))
        return drafts.changed(queue, all_assigned(dataset, source_of(queue, draft), draft, values))

    queue = drafts.change(ctx.obj, edit)
    dataset = read_editable(ctx)
    draft = queue.draft(id)
    show(cell(f"{draft.id}: {sentence(draft, Actors(dataset))}"))
    return 0


@drafts_command.command("refuse")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.pass_context
def drafts_refuse(ctx: click.Context, ids: tuple[str, ...]) -> int:
    """Refuse drafts: they are remembered, and not proposed again.

    \b
    Example:
      graphkit drafts refuse draft-2
    """
    read_editable(ctx)
    decide(ctx, ids, "refused")
    show(cell(f"Refused {plural(len(set(ids)), 'draft')}."))
    return 0


@drafts_command.command("postpone")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.pass_context
def drafts_postpone(ctx: click.Context, ids: tuple[str, ...]) -> int:
    """Postpone drafts: they come last in a review.

    \b
    Example:
      graphkit drafts postpone draft-2
    """
    read_editable(ctx)
    decide(ctx, ids, "postponed")
    show(cell(f"Postponed {plural(len(set(ids)), 'draft')}."))
    return 0


@drafts_command.command("reopen")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.pass_context
def drafts_reopen(ctx: click.Context, ids: tuple[str, ...]) -> int:
    """Reopen drafts that were refused or postponed: they wait again.

    One that was accepted is refused while it is in the dataset: 'graphkit undo' takes it out, and it waits.

    \b
    Examples:
      graphkit drafts reopen draft-2
      graphkit drafts reopen draft-2 draft-3
    """

    def edit(queue: Queue) -> Queue:
        dataset = read_editable(ctx)
        for id in ids:
            queue = drafts.reopened(queue, dataset, id)
        return queue

    drafts.change(ctx.obj, edit)
    show(cell(f"Reopened {plural(len(set(ids)), 'draft')}."))
    return 0


@drafts_command.command("log")
@TABLE_OR_JSON
@click.pass_context
def drafts_log(ctx: click.Context, format_: str) -> int:
    """List what was decided on drafts, newest first.

    \b
    Example:
      graphkit drafts log
    """
    read_editable(ctx)
    log = drafts.load(ctx.obj).log
    if format_ == "json":
        echo(json_text({"command": "drafts log"}, {"decisions": [drafts.as_json(line) for line in log]}))
    elif not log:
        show(cell("Nothing was decided yet."))
    else:
        rows = table("when (UTC)", "draft", "was", "now", "before")
        for line in reversed(log):
            when = line.time[:16].replace("T", " ")
            rows.add_row(*map(cell, (when, line.draft, line.was, line.now, "; ".join(line.before))))
        show(rows)
    return 0 if log else 1


# --- shared -------------------------------------------------------------------------------------------


class Accepted(NamedTuple):
    """What became of an accepted draft: its relation, and the dataset before and after, if that changed."""

    relation: str
    was_there: bool
    before: Dataset | None = None
    after: Dataset | None = None
    found: Sequence[Complaint] = ()

    def words(self, id: str) -> str:
        """Return it in a line."""
        if self.before is None:
            return f"{id} is in the dataset already, as {self.relation}."
        return f"Accepted {id}: {'evidence on' if self.was_there else 'a new relation,'} {self.relation}."

    def complaints(self) -> list[Any]:
        """Return what to check in it."""
        return [cell(f"Check it: {each.message}.", "yellow") for each in self.found]


def accept(ctx: click.Context, id: str, *, anyway: bool) -> Accepted:
    """Add a draft to the dataset by a journalled edit, then note that it was accepted."""
    refuse_uneditable(ctx)
    with drafts.opened(ctx.obj) as file:
        queue = drafts.freed(file.queue, read_editable(ctx), [id])
        draft = queue.draft(id)
        _refuse_accepted(draft)
        done: list[Accepted] = []

        def edit(dataset: Dataset) -> Dataset:
            there = drafts.settled(drafts.decided(queue, id, "open"), dataset).draft(id)
            if there.relation is not None:
                done[:] = [Accepted(there.relation, True, after=dataset)]
                return dataset
            after, relation, was_there = accepting.accepted(dataset, queue, draft)
            found = _without_errors(dataset, after, id, relation)
            _refuse_doubtful(dataset, queue, draft, anyway=anyway)
            done[:] = [Accepted(relation, was_there, dataset, after, found)]
            return after

        journal.change(ctx.obj, edit, shlex.join(("drafts", "accept", id)))
        assert done[0].after is not None
        file.save(drafts.accepted(queue, id, done[0].relation, done[0].after))
        return done[0]


def _without_errors(before: Dataset, after: Dataset, id: str, relation: str) -> Sequence[Complaint]:
    """Return what to check once a draft is accepted; an error that it would bring raises UsageError."""
    found = new_complaints(before, after)
    others = tuple(row for row in before.relations if row.key != relation)
    there = new_complaints(before.model_copy(update={"relations": others}), before)
    for each in found:
        if each.severity == "error" and each not in there:
            mend = Mend(f"'graphkit drafts change {id} FIELD=VALUE' mends it", request="change the draft")
            raise UsageError(f"{id}: {each.message}", mend)
    return found


def _refuse_accepted(draft: Draft) -> None:
    if draft.state == "accepted":
        raise UsageError(f"{draft.id} is accepted already, as {draft.relation}")


def _refuse_doubtful(dataset: Dataset, queue: Queue, draft: Draft, *, anyway: bool) -> None:
    found = accepting.doubts(Actors(dataset), draft, source_of(queue, draft))
    if found and not anyway:
        doubts = "; ".join(found)
        mend = Mend("'graphkit review' shows it, or add --anyway", request="or add --anyway")
        raise UsageError(f"{draft.id}: {doubts}", mend)


def take_back(ctx: click.Context, draft: Draft, outcome: Accepted) -> None:
    """Put a draft and the dataset back as they were before it was accepted, unless something came after."""

    def edit(dataset: Dataset) -> Dataset:
        if outcome.before is None or dataset != outcome.after:
            raise UsageError(
                "the dataset was changed since",
                Mend(
                    "'graphkit log' lists the changes, 'graphkit undo' undoes them",
                    request="Log lists the changes, Undo undoes them",
                ),
            )
        return outcome.before

    with drafts.opened(ctx.obj) as file:
        before = file.queue
        file.save(drafts.decided(before, draft.id, draft.state))
        try:
            journal.change(ctx.obj, edit, shlex.join(("drafts", "reopen", draft.id)))
        except BaseException:
            file.save(before)
            raise


def decide(ctx: click.Context, ids: Sequence[str], state: drafts.State) -> None:
    """Put drafts into a state, all of them or none."""

    def edit(queue: Queue) -> Queue:
        queue = drafts.freed(queue, read_editable(ctx), ids)
        for id in ids:
            if queue.draft(id).state == "accepted":
                relation = queue.draft(id).relation
                mend = Mend("'graphkit undo' takes it back", request="Undo takes it back")
                raise UsageError(f"{id} is accepted, as {relation}", mend)
            queue = drafts.decided(queue, id, state)
        return queue

    drafts.change(ctx.obj, edit)


def source_of(queue: Queue, draft: Draft) -> Source:
    """Return the source of the article of a draft."""
    article = queue.article(draft.article)
    assert article is not None
    return article.source


def sentence(draft: Draft, actors: Actors) -> str:
    """Return a draft as a sentence, with who is new or not known, and its date."""
    known = vocabulary(actors.dataset.relation_types)
    asked: set[str] = set()  # whoever is named twice is asked for once

    def named(party: Party | str) -> str:
        name = party if isinstance(party, str) else party.name
        again = name in asked
        asked.add(name)
        unclear = isinstance(party, Party) and actors.asked(party, draft.article)
        return name if again and unclear else _who(party, actors, draft)

    voices = [] if draft.voice is None else [named(draft.voice)]
    who = [named(party) for party in (draft.source, draft.target)]
    type_ = known.get(draft.type)
    if type_ is None:
        return f"{who[0]} -{draft.type}-> {who[1]}."
    when = edtf.date_of(draft.when, draft.begins, draft.ends)
    lasts = type_.lasts(when is not None and when.lasts)
    tense = Tense(draft.status != "planned" and not (lasts and not type_.done and draft.attests is None))
    about = [named(party) for party in draft.about]
    text = told(
        type_, *who, told=tense, status=draft.status, voices=voices, amount=draft.amount, about=about
    ).removesuffix(".")
    return f"{text}: {when.words}." if when else f"{text}."


def _who(party: Party | str, actors: Actors, draft: Draft) -> str:
    if isinstance(party, str):
        return UNNAMED_SOURCES
    if asked := actors.asked(party, draft.article):
        return f"{party.name} ({' or '.join(actor.id for actor in asked)}?)"
    found = actors.meant(party, draft.article)
    new = "new" if party.kind == UNKNOWN else f"new {party.kind}"
    born = f", born {edtf.parse(party.born).words}" if party.born else ""
    return actors.named(found[0]) if found else f"{party.name} ({new}{born})"


def answers(chosen: Sequence[Draft], queue: Queue, dataset: Dataset) -> list[dict[str, Any]]:
    """Return drafts as plain data, every field in each, what they say, and on what they may be evidence."""
    actors = Actors(dataset)

    def party(there: Party | str | None, draft: Draft) -> Any:
        if not isinstance(there, Party):
            return there
        asked = actors.asked(there, draft.article)
        return {
            "name": there.name,
            "kind": there.kind,
            "actor": actors.one(there, draft.article),
            "candidates": [actor.id for actor in asked],
            "told_apart": [actors.told_apart(actor) for actor in asked],
        }

    return [
        {name: plain(getattr(draft, name)) for name in Draft.model_fields if name != "first"}
        | {name: party(getattr(draft, name), draft) for name in PARTIES}
        | {
            "about": [party(each, draft) for each in draft.about],
            "remarks": list(draft.open_remarks),
            "doubts": list(accepting.doubts(actors, draft, source_of(queue, draft))),
            "amount": None if draft.amount is None else drafts.as_json(draft.amount),
            "sentence": sentence(draft, actors),
            "evidence_on": [each.key for each in accepting.alike(actors, draft, source_of(queue, draft))]
            if draft.state in ("open", "postponed")
            else [],
            "near": [each.key for each in accepting.near(actors, draft, source_of(queue, draft))],
        }
        for draft in chosen
    ]


def what_is_left_out(draft: Draft) -> str:
    """Return which date and sum of a draft are left out, and why; empty if none is."""
    date = f" Left out: {shortened(draft.phrase)}, a date that is not plain." if draft.phrase else ""
    sums = (each for each in draft.open_remarks if each.startswith("the sum "))
    return date + "".join(f" {each[:1].upper()}{each[1:]}." for each in sums)


def _listed(chosen: Sequence[Draft], queue: Queue, dataset: Dataset) -> Any:
    rows, actors = table("draft", "par.", "proposal", "words"), Actors(dataset)
    for draft in chosen:
        quote = draft.quote if len(draft.quote) <= _SHORTENED else f"{draft.quote[: _SHORTENED - 3]}..."
        doubts = accepting.doubts(actors, draft, source_of(queue, draft))
        looks = f" Look at it: {doubts[0]}." if doubts else ""
        says = f"{sentence(draft, actors)}{what_is_left_out(draft)}{looks}"
        rows.add_row(*map(cell, (draft.id, str(draft.paragraph), says, quote)))
    return rows
