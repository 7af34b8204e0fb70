"""Says all that is wrong with a request at once: a command is refused for the first fault that it meets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, get_args

import click
from pydantic import BaseModel

from graphkit.cli.adding import or_added, with_read
from graphkit.cli.articles import source_of
from graphkit.cli.directories import asked_in_parts
from graphkit.cli.editing import read_editable
from graphkit.cli.main import refusal
from graphkit.cli.parameter_types import ASKED_ON, WrittenDate
from graphkit.cli.reading import read_graph
from graphkit.desk import records, verbs
from graphkit.desk.dataset import REFUSALS, OpenDataset, Run
from graphkit.editing import edits
from graphkit.editing.assignments import read_assignments
from graphkit.errors import ActorNotFoundError, DataError, DateError, GraphkitError, UsageError, shortened
from graphkit.graph.names import find_actor
from graphkit.model import cell_syntax
from graphkit.model.entities import Actor, Dataset, Relation, plain
from graphkit.model.kinds import UNNAMED, LinkKind
from graphkit.model.references import DATES
from graphkit.model.vocabulary import called, vocabulary
from graphkit.reading import drafts
from graphkit.reading.assigning import assigned
from graphkit.temporal import edtf

Refusal = click.ClickException | GraphkitError | MemoryError | OSError
_CELLS: dict[str, tuple[type[BaseModel], str]] = {
    "AMOUNT": (Relation, "amount"),
    "REL:ID": (Relation, "links"),
    "IDS": (Actor, "ids"),
}
"""The fields of the file that options are written as, by what help calls their values."""


def explained(dataset: OpenDataset, verb: str, asked: Mapping[str, Any], run: Run) -> dict[str, Any]:
    """Return why a command refuses a request, and in ``faults`` all that is wrong, each with its field.

    The first fault is that of the command; others are found by looking at each parameter alone.
    """
    told = [verbs.explained(verb, asked, each) for each in run.faults or (run.error,)]
    with suppress(*REFUSALS):  # a file that cannot be read is what the command tells
        alone, _ = dataset.ask(lambda ctx: list(_alone(ctx, verb, asked)))
        for field, error in alone:
            one = verbs.explained(verb, asked, refusal(error, "request"))
            told.append(one | ({"field": field} if field else {}))
    placed = [each for each in told if "field" in each]
    told = [
        each
        for each in told
        if "field" in each or not any(each["error"].endswith(one["error"]) for one in placed)
    ]
    fields = {each.get("field", ""): each for each in reversed(told)}
    faults = [each for each in told if each is fields[each.get("field", "")]]
    first = verbs.explained(verb, asked, run.error)
    same = [one for one in placed if first["error"].endswith(one["error"])]
    return {**(same[0] if same else {}), **first, "faults": faults}


def _alone(ctx: click.Context, verb: str, asked: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
    """Yield what is wrong with each parameter, looked at alone, after its name if the error lacks it."""
    yield from verbs.missing(verb, asked)
    context = click.Context(verbs.command_of(verb), parent=ctx, info_name=verb)
    context.meta.pop(ASKED_ON, None)
    params = verbs.parameters(verb)
    checks = _Checks(ctx, verb, asked)
    given = [(name, text) for name, text in verbs.given(asked) if name in params and text]
    for name, text in sorted(given, key=lambda pair: pair[0] != "asked_on"):  # from which others count
        try:
            read = params[name].type.convert(text, params[name], context)
            if name == "asked_on":
                context.meta[ASKED_ON] = read
            elif isinstance(params[name].type, WrittenDate) and read not in _NO_DATE:
                edtf.parse(read)
                checks.dates[name] = read
            else:
                checks.check(params[name], text)
        except REFUSALS as error:
            yield name, error
    if "assignments" in params:
        yield from checks.assignments()
    yield from checks.together()


_NO_DATE = ("..", "yes", "no", "true", "false")


class _Checks:
    """Looks at what is given, among the actors, sources, types and relations of a dataset."""

    def __init__(self, ctx: click.Context, verb: str, asked: Mapping[str, Any]) -> None:
        self._ctx, self._verb, self._asked = ctx, verb, asked
        self._own = read_editable(ctx) if verb in verbs.CHANGING else Dataset()
        self.dates: dict[str, str | None] = {}
        """The dates that can be read, by their fields."""

    def check(self, param: click.Parameter, text: str) -> None:
        """Raise what is wrong with the value of a parameter."""
        kind = (param.metavar or "").strip("[]")
        if kind in _CELLS:
            try:
                read = cell_syntax.read(*_CELLS[kind], text)
            except ValueError as error:
                raise UsageError(str(error)) from None
            for link in filter(lambda each: isinstance(each, dict), read if kind == "REL:ID" else ()):
                if link.get("rel") not in get_args(LinkKind):
                    kinds = ", ".join(get_args(LinkKind))
                    raise UsageError(f"{shortened(str(link.get('rel')))} is no kind of link; write {kinds}")
                edits.find(self._own, str(link.get("relation")), table="relations")
        elif kind in ("ACTOR", "A", "B"):
            self._actor(text)
        elif self._verb in verbs.CHANGING and kind in ("SOURCE", "RELATION", "TYPE", "T"):
            own = self._own
            find: dict[str, Callable[[], object]] = {
                "SOURCE": lambda: edits.find_source(with_read(self._ctx, own, text), text),
                "RELATION": lambda: edits.find(own, text, table="relations"),
            }
            find.get(kind, lambda: called(text, vocabulary(own.relation_types)))()

    def _actor(self, name: str) -> None:
        """Look for an actor; a command that says of which kind new ones are takes them too."""
        if name == UNNAMED or ("kind" in self._asked and self._verb in verbs.CHANGING):
            return
        graph = read_graph(self._ctx, part=lambda backend: backend.description.blank(), quiet=True)
        backend = asked_in_parts(self._ctx)
        try:
            if backend is None:
                find_actor(graph, name)
            else:
                from graphkit.backends import subgraphs

                subgraphs.number_of(backend, name)
        except ActorNotFoundError as error:
            if self._verb in verbs.CHANGING:
                raise or_added(error, kind="kind" in verbs.parameters(self._verb)) from None
            raise

    def assignments(self) -> Iterator[tuple[str, Refusal]]:
        """Yield what is wrong with each ``FIELD=VALUE``, and with what the sound ones make of the row."""
        own, id = self._own, str(self._asked.get("id"))
        several = self._asked.get("assignments")
        texts = [each for each in several if isinstance(each, str)] if isinstance(several, list) else []
        if self._verb == "edit":
            table, id = edits.find(own, id, table=records.KINDS.get(str(self._asked.get("as"))))
        else:
            queue = drafts.load(self._ctx.obj)
            draft = queue.draft(id)
        sound = []
        row = plain(edits.row_of(own, table, id)) if self._verb == "edit" else {}
        self.dates = {name: row[name] for name in DATES if row.get(name)}
        for text in texts:
            field, _, value = text.partition("=")
            try:
                if self._verb == "edit":
                    read = read_assignments(own, table, id, [text])
                    self._take_dates(read)
                else:
                    assigned(own, source_of(queue, draft), draft, field, value)
                sound.append(text)
            except REFUSALS as error:
                yield field.rstrip("+-"), error
        if self._verb == "edit" and len(sound) < len(texts):
            try:
                edits.edit(own, id, read_assignments(own, table, id, sound), table=table)
            except DataError as error:
                yield from (("", DataError(error.where, [fault])) for fault in error.faults)

    def _take_dates(self, read: Mapping[str, Any]) -> None:
        """Take those dates of an assignment that can be read, and those that it clears."""
        for name in read.keys() & {*DATES}:
            with suppress(DateError):  # one that cannot be read is told of the row
                if read[name] not in (None, ".."):
                    edtf.parse(read[name])
                self.dates[name] = read[name]

    def together(self) -> Iterator[tuple[str, Refusal]]:
        """Yield what is wrong with the dates of a relation together, each of which can be read."""
        given = {name: self.dates[name] for name in DATES if self.dates.get(name)}
        try:
            edtf.date_of(*map(given.get, DATES))
        except DateError as error:
            yield next(iter(given)), error
