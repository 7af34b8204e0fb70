"""The command ``review``: walks the drafts at a terminal, a key for each decision."""

import os
import re
import select
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from io import StringIO
from typing import Any, NamedTuple

import click

from graphkit.cli.articles import Accepted, accept, decide, grounds, sentence, source_of, take_back
from graphkit.cli.editing import read_editable
from graphkit.cli.escaping import printable
from graphkit.cli.grouping import command
from graphkit.cli.prompting import ask, is_interactive
from graphkit.cli.terminal import cell, echo_styled, encodable, fitted, show
from graphkit.editing.edits import find_in
from graphkit.errors import GraphkitError, UsageError, plural
from graphkit.model.entities import Dataset, Source
from graphkit.model.kinds import UNKNOWN, UNNAMED
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import called, vocabulary
from graphkit.reading import accepting, drafts
from graphkit.reading.assigning import FIELDS, KINDS, PARTIES, assigned, kind_of, party
from graphkit.reading.drafting import attested, quoted, without_draft
from graphkit.reading.drafts import NEW, Actors, Draft, DraftArticle, Party, Queue
from graphkit.temporal import edtf

_OTHER_KEYS = "accept, c change, r refuse, p postpone, u undo, w whole paragraph, q quit"
_ANYWAY = "y accepts it all the same; c changes it."
"""What key a says of a draft with doubts: nobody accepts a guess by habit."""
_NOTES = 6
"""So many lines of what is to be looked at are shown with a draft; w shows the rest."""
_CUT, _MORE_NOTES = "[...]", "... w shows more to look at."
_SOON = 0.02
"""Seconds in which the rest of a key such as an arrow follows its first byte."""
_LEAST = 3
"""So many lines of the paragraph are shown at least."""


class _Done(NamedTuple):
    """What was done: the draft as it was, its new state or "changed", and what it became if accepted."""

    draft: Draft
    state: str
    outcome: Accepted | None = None


@command("review")
@click.pass_context
def review_command(ctx: click.Context) -> int:
    """Walk the drafts at a terminal: a key accepts one, changes it first, refuses or postpones it.

    Each decision is saved at once, and u undoes the last one.

    \b
    Examples:
      graphkit review
      graphkit --data story.json review
    """
    dataset = read_editable(ctx)
    if not is_interactive():
        raise UsageError(
            "review asks at a terminal; elsewhere use 'graphkit drafts accept ID' or 'refuse ID'"
        )
    queue = drafts.change(ctx.obj, lambda queue: drafts.settled(queue, dataset))
    articles = {draft.article for draft in queue.waiting()} or {
        each.source.id for each in queue.articles[-1:]
    }
    done: list[_Done] = []
    try:
        while _one(ctx, done, articles):
            pass
    except (click.Abort, KeyboardInterrupt, EOFError):
        click.echo()
    counts = Counter(each.state for each in done)
    told = ", ".join(f"{counts[state]} {state}" for state in ("accepted", "refused", "postponed"))
    left = len(drafts.load(ctx.obj).waiting())
    show(cell(f"{told}; {plural(left, 'draft')} left."))
    return 0


def _one(ctx: click.Context, done: list[_Done], articles: Collection[str]) -> bool:
    """Show a draft, and do what the next key says; return whether to go on.

    ``articles`` are those of which the sentences that are in no evidence are shown at the end.
    """
    queue = drafts.load(ctx.obj)
    postponed = {each.draft.id for each in done if each.state == "postponed"}
    waiting = [draft for draft in queue.waiting() if draft.id not in postponed]
    if not waiting:
        return _at_the_end(ctx, done, *_silent(queue, read_editable(ctx), articles))
    draft = waiting[0]
    dataset = read_editable(ctx)
    doubts = accepting.doubts(Actors(dataset), draft, source_of(queue, draft))
    notes = _notes(queue, draft, doubts, dataset)
    lines = _screen(queue, draft, dataset, notes, _keys(doubts), len(waiting))
    _forget_keys()
    echo_styled(["\n".join([*lines, ""])])
    actions: dict[str, Callable[[], object]] = {
        _accepts(doubts): lambda: done.append(_accepted(ctx, queue, draft, dataset, anyway=bool(doubts))),
        "c": lambda: done.extend(_changed(ctx, queue, draft, dataset)),
        "r": lambda: done.append(_decided(ctx, draft, "refused")),
        "p": lambda: done.append(_decided(ctx, draft, "postponed")),
        "u": lambda: _undo(ctx, done),
    }
    while (key := _key().lower()) not in actions:
        if key == "q":
            return False
        if key not in ("a", "w"):
            echo_styled(["\n".join([*lines, ""])])
            continue
        if key == "a":
            more: Sequence[str] = (*map(_look, doubts), _ANYWAY)
        else:
            is_cut = any(_CUT in line or _MORE_NOTES in line for line in lines)
            more = (_paragraph(queue, draft), "", *notes) if is_cut else ("All of it is above.",)
        show(*(cell(line, "yellow" if key == "a" else "") for line in more), cell(_keys(doubts), "dim"))
    return _tried(actions[key])


class _Silent(NamedTuple):
    """A sentence of an article that may tell a relation, and is in no evidence; who the article names."""

    article: DraftArticle
    paragraph: int
    sentence: str
    names: list[str]


def _silent(queue: Queue, dataset: Dataset, articles: Collection[str]) -> tuple[list[_Silent], int]:
    """Return the sentences of articles that may tell a relation and are in no evidence, and of how many."""
    found, every = [], 0
    known = vocabulary(dataset.relation_types)
    for there in queue.articles:
        if there.source.id in articles:
            reading = grounds(dataset, there).reading
            names = list(dict.fromkeys(each.name for rows in reading.mentions.values() for each in rows))
            told = quoted(dataset, there.source.id)
            rows = without_draft(there.paragraphs, reading, told, known)
            every += len(without_draft(there.paragraphs, reading, (), known))
            found += [_Silent(there, *row, names) for row in rows]
    return found, every


def _at_the_end(ctx: click.Context, done: list[_Done], silent: list[_Silent], every: int) -> bool:
    """Say that no draft is left; do what the next key says, return whether to go on.

    ``silent`` are the sentences that are in no evidence, of ``every`` that may tell a relation.
    """
    _forget_keys()
    if silent:
        told = f"{len(silent)} of {plural(every, 'sentence')} that may tell a relation"
        is_in = "is" if len(silent) == 1 else "are"
        show(cell(f"{told} {is_in} in no evidence. s shows what is left, to add what it tells.", "yellow"))
    show(cell("No more drafts. u undoes the last decision, any other key quits.", "dim"))
    key = _key().lower() if done or silent else ""
    if key == "u":
        return _tried(lambda: _undo(ctx, done))
    return key == "s" and bool(silent) and _tried(lambda: _walked(ctx, silent))


def _walked(ctx: click.Context, silent: list[_Silent]) -> None:
    """Show sentences that are in no evidence; a key makes one of what a person says that they tell."""
    for left, each in zip(range(len(silent), 0, -1), silent, strict=True):
        width, height = shutil.get_terminal_size()
        head = _head(each.article.source, each.paragraph, f"{plural(left, 'sentence')} left", width)
        keys = _lines("n new draft, q back, any other key: the next sentence", width, "dim")
        text = each.article.paragraphs[each.paragraph - 1]
        room = max(height - len(head) - len(keys) - 4, _LEAST)
        _forget_keys()
        echo_styled(["\n".join(["", *head, *_lit(text, each.sentence, width, room), "", *keys, ""])])
        key = _key().lower()
        if key == "q":
            return
        if key == "n":
            _tried(lambda each=each: _add(ctx, each))  # type: ignore[misc]


def _add(ctx: click.Context, silent: _Silent) -> None:
    """Ask what a sentence tells, and add it as a draft."""
    dataset = read_editable(ctx)
    known = vocabulary(dataset.relation_types)
    names = [*silent.names, *(name for actor in dataset.actors for name in (actor.name, *actor.aliases))]

    def who(question: str) -> Party:
        return party(dataset, str(ask(question, names, check=lambda text: party(dataset, text))))

    source = who("Who")
    type_ = called(str(ask("does what", list(known), check=lambda text: called(text, known))), known)
    draft = Draft(
        id="proposal-1", article=silent.article.source.id, paragraph=silent.paragraph, quote=silent.sentence,
        source=source, type=type_, target=who("to or with whom"), by="a person",
        attests=attested(type_, silent.sentence, known),
    )  # fmt: skip
    drafts.change(ctx.obj, lambda queue: drafts.proposed(queue, silent.article, [draft], dataset)[0])
    show(cell(sentence(draft, Actors(dataset)), "bold"), cell("It waits as a draft after these.", "dim"))


def _tried(action: Callable[[], object]) -> bool:
    try:
        action()
    except click.Abort:
        show(cell("Left as it was.", "dim"))
    except GraphkitError as error:
        show(cell(f"{error.told('terminal')}.", "yellow"))
    return True


def _forget_keys() -> None:
    """Forget what was typed before its answer was on the screen: nobody decides on what is not seen."""
    try:
        import termios
    except ImportError:  # Windows
        import msvcrt

        while msvcrt.kbhit():  # type: ignore[attr-defined]
            msvcrt.getch()  # type: ignore[attr-defined]
        return
    termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def _key() -> str:
    """Return the next key; keys such as an arrow are none."""
    sys.stdout.flush()
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return click.getchar()
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setraw(handle, termios.TCSANOW)
        key = os.read(handle, 1)
        while key == b"\x1b":
            _skip_sequence(handle)
            key = os.read(handle, 1)
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)
    if key in (b"", b"\x03", b"\x04"):
        raise EOFError
    return key.decode("ascii", errors="replace")


def _skip_sequence(handle: int) -> None:
    """Read the rest of a key such as an arrow, which is an escape sequence."""
    length = 0
    while select.select([handle], [], [], _SOON)[0]:
        length += 1
        byte = os.read(handle, 1)
        if not byte or (length > 1 and b"@" <= byte <= b"~") or (length == 1 and byte not in b"[O"):
            return


# --- what is shown ----------------------------------------------------------------------------------


def _paragraph(queue: Queue, draft: Draft) -> str:
    article = queue.article(draft.article)
    return article.paragraphs[draft.paragraph - 1] if article else draft.quote


def _accepts(doubts: Sequence[str]) -> str:
    """Return the key that accepts a draft: another one if it has doubts."""
    return "y" if doubts else "a"


def _keys(doubts: Sequence[str]) -> str:
    return f"{_accepts(doubts)} {_OTHER_KEYS}"


def _look(doubt: str) -> str:
    return f"Look: {doubt}."


def _notes(queue: Queue, draft: Draft, doubts: Sequence[str], dataset: Dataset) -> list[str]:
    """Return what a person should know of a draft, each in a line."""
    notes = [*map(_look, doubts)]
    actors = Actors(dataset)
    there = accepting.alike(actors, draft, source_of(queue, draft)) if draft.on is None else []
    if draft.on not in (None, NEW):
        notes.append(f"It becomes evidence on {draft.on}.")
    elif len(there) == 1:
        notes.append(
            f"Is there already as {there[0].key}: it becomes evidence on that, unless you change on to new."
        )
    elif there:
        notes.append(f"May be one of {', '.join(each.key for each in there)}; you are asked which.")
    notes += [
        f"{each.name} may be {'several actors' if len(asked) > 1 else asked[0].id}; you are asked which."
        for each in draft.parties
        if (asked := actors.asked(each, draft.article))
    ]
    return [*notes, *(f"{remark[:1].upper()}{remark[1:]}." for remark in draft.open_remarks)]


def _screen(
    queue: Queue, draft: Draft, dataset: Dataset, notes: list[str], says_keys: str, left: int
) -> list[str]:
    """Return the lines of a draft, no more than the terminal has."""
    source = source_of(queue, draft)
    width, height = shutil.get_terminal_size()
    head = _head(source, draft.paragraph, f"{plural(left, 'draft')} left", width)
    keys = _lines(says_keys, width, "dim")
    says = _lines(sentence(draft, Actors(dataset)), width, "bold")
    told = [line for note in notes for line in _lines(note, width, "yellow")]
    if len(told) > _NOTES:
        told = [*told[: _NOTES - 1], *_lines(_MORE_NOTES, width, "yellow")]
    room = height - len(head) - len(says) - len(told) - len(keys) - 4
    quoted = _lit(_paragraph(queue, draft), draft.quote, width, max(room, _LEAST))
    return ["", *head, *quoted, "", *says, *told, *keys]


def _head(source: Source, paragraph: int, left: str, width: int) -> list[str]:
    day = edtf.parse(source.published).words
    return _lines(f"{source.publisher}, {day}, paragraph {paragraph}: {left}", width, "dim")


def _lines(text: str, width: int, style: str) -> list[str]:
    return fitted([cell(text, style)], width, terminal=True).rstrip("\n").split("\n")


def _lit(paragraph: str, quote: str, width: int, room: int) -> list[str]:
    """Return the lines of a paragraph with a quote lit; without room for all, those around the quote."""
    from rich.console import Console
    from rich.text import Text

    from graphkit.cli.folding import Escaped

    match = re.search(r"\s+".join(map(re.escape, quote.split())), paragraph)
    start, end = match.span() if match else (0, len(paragraph))
    before, lit, after = (
        encodable(printable(part)) for part in (paragraph[:start], paragraph[start:end], paragraph[end:])
    )
    text = Escaped.assemble(before, (lit, "bold underline"), after)
    console = Console(file=StringIO(), force_terminal=True, width=width, highlight=False)
    lines = list(text.wrap(console, width))
    whole = len(lines)
    if whole > room:
        first = next((number for number, line in enumerate(lines) if line.spans), 0)
        first = min(max(first - 1, 0), len(lines) - room)
        lines = lines[first : first + room]
        if first:
            lines[0] = Text(_CUT, style="dim")
        if first + room < whole:
            lines[-1] = Text(_CUT, style="dim")
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    return [line.rstrip() for line in captured.get().rstrip("\n").split("\n")]


# --- what the keys do -------------------------------------------------------------------------------


def _accepted(ctx: click.Context, queue: Queue, draft: Draft, dataset: Dataset, *, anyway: bool) -> _Done:
    """Ask for what is not known, then accept a draft."""
    asked = _asked(queue, draft, dataset)
    if asked != draft:
        drafts.change(ctx.obj, lambda queue: drafts.changed(queue, asked))
    outcome = accept(ctx, draft.id, anyway=anyway)
    show(cell(outcome.words(draft.id), "green"), *outcome.complaints())
    return _Done(draft, "accepted", outcome)


def _asked(queue: Queue, draft: Draft, dataset: Dataset) -> Draft:
    """Ask who is meant, of which kind new actors are, and on what a draft is evidence; return it so."""
    source = source_of(queue, draft)
    who: dict[str, Any] = {what: getattr(draft, what) for what in PARTIES}
    settled = {what: _settled(dataset, each, draft) for what, each in who.items() if isinstance(each, Party)}
    about = tuple(_settled(dataset, each, draft) for each in draft.about)
    draft = draft.model_copy(update=settled | {"about": about})
    there = accepting.alike(Actors(dataset), draft, source) if draft.on is None else []
    if len(there) > 1:
        keys = [each.key for each in there]
        on = ask("Evidence on which, or new", [*keys, NEW], check=_checked(dataset, queue, draft, "on"))
        draft = assigned(dataset, source, draft, "on", str(on))
    return draft


def _settled(dataset: Dataset, there: Party, draft: Draft) -> Party:
    """Ask who is meant if several may be, and of which kind a new actor is; return it so."""
    actors = Actors(dataset)
    if asked := actors.asked(there, draft.article):
        names = [name for actor in asked for name in (actor.id, actor.name)]
        words = " or ".join(f"{actor.id} ({actors.told_apart(actor)})" for actor in asked)
        other = f" or {NEW}" if there.several or len(asked) == 1 else ""
        question = f"{printable(there.name)} is {printable(words)}{other}"

        def chosen(text: str) -> Party:
            is_new = other and text == NEW
            if is_new:
                return there.model_copy(update={"actor": None, "new": True})
            return party(dataset, find_in(dataset, text)).beside(there)

        there = chosen(str(ask(question, [*names, *([NEW] if other else [])], check=chosen)))
    found = actors.meant(there, draft.article)
    if found or there.kind != UNKNOWN:
        return there
    question = f"{printable(there.name)} is new. Its kind, such as company"
    kind = ask(question, KINDS, optional=True, check=kind_of)
    return there.model_copy(update={"kind": kind_of(str(kind or UNKNOWN))})


def _checked(dataset: Dataset, queue: Queue, draft: Draft, field: str) -> Callable[[str], object]:
    return lambda text: assigned(dataset, source_of(queue, draft), draft, field, text)


def _changed(ctx: click.Context, queue: Queue, draft: Draft, dataset: Dataset) -> list[_Done]:
    """Ask which field to change and for its value, until the answer is empty; then save the draft."""
    source, before = source_of(queue, draft), draft
    while True:
        field = ask("Field to change", FIELDS, optional=True, only=True, empty="Enter: back to the keys")
        if field is None:
            break
        clears = field in ("when", "about", "amount", "voice", "said", "on", "summary", "begins", "ends")
        value = ask(
            f"{field}{_example(dataset, field)}",
            _choices(dataset, draft, source, field),
            optional=clears,
            check=_checked(dataset, queue, draft, field),
        )
        draft = assigned(dataset, source, draft, field, value or "")
        show(cell(sentence(draft, Actors(dataset)), "bold"))
    drafts.change(ctx.obj, lambda queue: drafts.changed(queue, draft))
    return [_Done(before, "changed")] if draft != before else []


def _example(dataset: Dataset, field: str) -> str:
    """Return an example of a field in words; of an actor one of the dataset, or nothing if it has none."""
    names = "; ".join(printable(each.name) for each in dataset.actors[: 2 if field == "about" else 1])
    example = _EXAMPLES.get(field, names)
    return f", such as {example}" if example else ""


_EXAMPLES = {
    "amount": "4500000000 USD", "voice": UNNAMED, "type": "met", "when": "last week",
    "said": "last Monday", "begins": "2025-04", "ends": "..", "status": "planned", "on": "new",
    "summary": "a sentence of your own",
    "source_kind": "company", "target_kind": "company", "voice_kind": "person", "attests": "no",
}  # fmt: skip


def _choices(dataset: Dataset, draft: Draft, source: Source, field: str) -> list[str]:
    if field in (*PARTIES, "about"):
        names = [name for actor in dataset.actors for name in (actor.name, *actor.aliases)]
        return [*names, *([UNNAMED] if field == "voice" else [])]
    if field.endswith("_kind"):
        return list(KINDS)
    if field == "type":
        return list(vocabulary(dataset.relation_types))
    if field == "on":
        return [*(each.key for each in accepting.alike(Actors(dataset), draft, source)), NEW]
    return {"status": list(STATUSES), "attests": ["yes", "no"]}.get(field, [])


def _decided(ctx: click.Context, draft: Draft, state: drafts.State) -> _Done:
    decide(ctx, [draft.id], state)
    return _Done(draft, state)


def _undo(ctx: click.Context, done: list[_Done]) -> None:
    if not done:
        raise UsageError("nothing was decided in this review yet")
    last = done[-1]
    if last.outcome is not None:
        take_back(ctx, last.draft, last.outcome)
    elif last.state == "changed":
        drafts.change(ctx.obj, lambda queue: drafts.changed(queue, last.draft))
    else:
        decide(ctx, [last.draft.id], last.draft.state)
    done.pop()
    show(cell(f"{last.draft.id} {'is as it was' if last.state == 'changed' else 'waits again'}.", "dim"))
