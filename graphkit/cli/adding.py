"""The command ``add``: an actor, a relation or a source, in one line or by answering questions."""

from collections.abc import Callable, Iterable
from typing import Any, get_args

import click
import cloup

from graphkit.cli.given import Count
from graphkit.cli.keeping import DRY_RUN, apply, read_own
from graphkit.cli.printable import printable
from graphkit.cli.prompting import ask, someone_is_there
from graphkit.editing import edits
from graphkit.errors import ActorNotFoundError, NotFoundError, UsageError, nearest, shortened
from graphkit.graph.build import folded
from graphkit.model import cell_syntax
from graphkit.model.entities import UNNAMED, Dataset, Kind
from graphkit.model.ids import id_from
from graphkit.model.references import TABLES
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import vocabulary
from graphkit.temporal import dates

_KINDS = get_args(Kind)


class _SourceNotFoundError(NotFoundError):
    what = "source"


@cloup.group("add", invoke_without_command=False)
def add_command() -> None:
    """Add an actor, a relation or a source; at a terminal, what is missing is asked for.

    \b
    Examples:
      graphkit add relation Huang met Trump --when 2025-07-10 --source cnn-2025-07-15 --paragraph 3
      graphkit add source Reuters --published 2025-07-16
    """


@add_command.command("actor")
@cloup.argument("name", metavar="[NAME]", required=False)
@cloup.option("--kind", type=click.Choice(_KINDS), help="What kind of actor.")
@cloup.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; may be repeated.")
@cloup.option("--description", metavar="TEXT", help="Who or what it is, in a sentence.")
@cloup.option("--ids", metavar="IDS", help="Identifiers elsewhere, such as 'wikidata: Q182477'.")
@cloup.option("--id", metavar="ID", help="Its id; made from the name where not given.")
@DRY_RUN
@click.pass_context
def add_actor(
    ctx: click.Context,
    /,
    name: str | None,
    kind: str | None,
    aliases: tuple[str, ...],
    description: str | None,
    ids: str | None,
    id: str | None,
    dry_run: bool,
) -> int:
    """Add an actor.

    \b
    Examples:
      graphkit add actor "Lisa Su" --kind person --alias Su
      graphkit add actor AMD --kind company --ids "wikidata: Q128896"
    """
    name = _wanted(name, "NAME", "Name")
    kind = _wanted(kind, "--kind", "Kind", _KINDS, _kind_check)
    fields = {"name": name, "kind": kind, "aliases": list(aliases), "description": description}
    fields["ids"] = _read("actors", "ids", ids)

    def added(dataset: Dataset) -> Dataset:
        return edits.add_fields(
            dataset, "actors", _given(fields, id=id or edits.free_id(dataset, id_from(name)))
        )

    return apply(ctx, added, f"add actor {name}", dry_run)


@add_command.command("source")
@cloup.argument("publisher", metavar="[PUBLISHER]", required=False)
@cloup.option("--published", metavar="D", help="Its day in EDTF: 2025-07-15, or [2025-07-15,2025-07-16].")
@cloup.option("--title", metavar="TEXT", help="Its title.")
@cloup.option("--author", metavar="TEXT", help="Who wrote it.")
@cloup.option("--url", metavar="URL", help="Where it is.")
@cloup.option("--archived-url", metavar="URL", help="Where a copy is kept.")
@cloup.option("--publisher-actor", metavar="ACTOR", help="The publisher, where it is an actor too.")
@cloup.option(
    "--derived-from", metavar="SOURCE", multiple=True, help="What it was rewritten from; may be repeated."
)
@cloup.option("--reliability", metavar="TEXT", help="How far it is to be trusted.")
@cloup.option("--note", metavar="TEXT", help="Anything else.")
@cloup.option("--id", metavar="ID", help="Its id; made from publisher and day where not given.")
@DRY_RUN
@click.pass_context
def add_source(
    ctx: click.Context, /, publisher: str | None, id: str | None, dry_run: bool, **fields: Any
) -> int:
    """Add a source: a document that evidence can point into.

    \b
    Examples:
      graphkit add source Reuters --published 2025-07-16 --title "Nvidia CEO in Beijing"
      graphkit add source "World Today News" --published "[2025-07-22..2025-07-27]"
    """
    publisher = _wanted(publisher, "PUBLISHER", "Publisher")
    fields["published"] = _wanted(fields["published"], "--published", "Published, such as 2025-07-15")
    derived, actor = fields.pop("derived_from"), fields.pop("publisher_actor")

    def added(dataset: Dataset) -> Dataset:
        made = id_from(str(publisher), fields["published"])
        found = {
            "publisher": publisher,
            "publisher_actor": edits.find_in(dataset, actor) if actor else None,
            "derived_from": [_find_source(dataset, name) for name in derived],
        }
        return edits.add_fields(
            dataset, "sources", _given(fields | found, id=id or edits.free_id(dataset, made))
        )

    return apply(ctx, added, f"add source {publisher} {fields['published']}", dry_run)


@add_command.command("relation")
@cloup.argument("source", metavar="[ACTOR", required=False)
@cloup.argument("type_", metavar="TYPE", required=False)
@cloup.argument("target", metavar="ACTOR]", required=False)
@cloup.option("--when", metavar="D", help="When, in EDTF: 2025-07-10, 2025-07, 2025-04/ (end unknown).")
@cloup.option("--source", "article", metavar="SOURCE", help="The source that tells it.")
@cloup.option("--paragraph", metavar="N", type=Count(min=1), help="Where in the source.")
@cloup.option("--voice", metavar="ACTOR", help="Who says so in the source; 'unnamed' where nobody is named.")
@cloup.option("--said", metavar="D", help="When the words were spoken.")
@cloup.option("--quote", metavar="TEXT", help="The words themselves.")
@cloup.option("--summary", metavar="TEXT", help="One sentence of your own.")
@cloup.option("--about", metavar="ACTOR", multiple=True, help="A further actor concerned; may be repeated.")
@cloup.option("--status", type=click.Choice(STATUSES), help="Whether it is so.")
@cloup.option("--amount", metavar="AMOUNT", help="A figure and its unit, such as '4500000000 USD'.")
@cloup.option("--link", "links", metavar="REL:ID", multiple=True, help="A tie, such as ended-by:h20-pause.")
@cloup.option("--note", metavar="TEXT", help="Anything else.")
@cloup.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Add an actor that is not known, as this kind; once for each such actor, in their order.",
)
@cloup.option("--id", metavar="ID", help="Its id; made from actors and type where not given.")
@DRY_RUN
@click.pass_context
def add_relation(
    ctx: click.Context,
    /,
    source: str | None,
    type_: str | None,
    target: str | None,
    article: str | None,
    kinds: tuple[str, ...],
    id: str | None,
    dry_run: bool,
    **given: Any,
) -> int:
    """Add a relation; actors go by id, name or alias.

    \b
    Examples:
      graphkit add relation Huang met Trump --when 2025-07-10 --source cnn-2025-07-15 --paragraph 3
      graphkit add relation "Lisa Su" leads AMD --kind person
    """
    asking = someone_is_there() and None in (source, type_, target)
    known = read_own(ctx)
    actors = [name for actor in known.actors for name in (actor.name, *actor.aliases, actor.id)]
    types = vocabulary(known.relation_types)
    source = _wanted(source, "ACTOR", "Who", actors)
    type_ = _wanted(type_, "TYPE", "does what", types, lambda text: _type_check(text, types))
    target = _wanted(target, "ACTOR", "to or with whom", actors)
    if asking:
        _ask_the_rest(given)
        article = article or ask(
            "Source",
            [row.id for row in known.sources],
            optional=True,
            check=lambda text: _find_source(known, text),
        )
        if article and not given["paragraph"]:
            paragraph = ask("Paragraph", optional=True, check=_paragraph_check)
            given["paragraph"] = int(paragraph) if paragraph else None
    missing = _unknown_actors(known, [source, target, *given["about"], *filter(None, [given["voice"]])])
    new = _kinds_for(missing, kinds, known)

    def added(dataset: Dataset) -> Dataset:
        for name, kind in new.items():
            if _unknown_actors(dataset, [name]):
                actor = {"id": edits.free_id(dataset, id_from(name)), "name": name, "kind": kind}
                dataset = edits.add_fields(dataset, "actors", actor)
        one, other = edits.find_in(dataset, str(source)), edits.find_in(dataset, str(target))
        fields: dict[str, Any] = {name: given[name] for name in ("when", "status", "summary", "note")}
        fields.update({"source": one, "type": type_, "target": other})
        fields["about"] = [edits.find_in(dataset, name) for name in given["about"]]
        fields["amount"] = _read("relations", "amount", given["amount"])
        fields["links"] = [link for text in given["links"] for link in _read("relations", "links", text)]
        fields["evidence"] = _evidence(dataset, article, given)
        made = id or edits.free_id(dataset, id_from(one, str(type_), other))
        return edits.add_fields(dataset, "relations", _given(fields, key=made))

    marks = [f"--{name} {given[name]}" for name in ("status", "voice") if given[name]]
    return apply(ctx, added, " ".join(("add relation", source, type_, target, *marks)), dry_run)


_EVIDENCE = cell_syntax.PARTS["evidence"]


def _ask_the_rest(given: dict[str, Any]) -> None:
    given["when"] = given["when"] or ask("When, such as 2025-07-10", optional=True, check=dates.parse)
    given["summary"] = given["summary"] or ask("Summary", optional=True)


def _evidence(dataset: Dataset, article: str | None, given: dict[str, Any]) -> list[dict[str, Any]]:
    told = {name: given[name] for name in ("paragraph", "said", "quote") if given[name] is not None}
    if article is None:
        if told or given["voice"]:
            raise UsageError(
                "--paragraph, --voice, --said and --quote tell of a source; name it with --source"
            )
        return []
    entry = {"source": _find_source(dataset, article), **told}
    if given["voice"]:
        voice = given["voice"]
        entry["attribution"] = voice if voice == UNNAMED else edits.find_in(dataset, voice)
    return [entry]


def _unknown_actors(dataset: Dataset, names: Iterable[str | None]) -> list[str]:
    missing = []
    for name in names:
        try:
            if name is not None and name != UNNAMED:
                edits.find_in(dataset, name)
        except ActorNotFoundError:
            missing.append(name)
    return list(dict.fromkeys(filter(None, missing)))


def _kinds_for(missing: list[str], kinds: tuple[str, ...], known: Dataset) -> dict[str, str]:
    """Return the kind of each actor that is to be added: from the options, else a person is asked."""
    if kinds:
        return _given_kinds(missing, kinds)
    new = {}
    for name in missing:
        if someone_is_there():
            try:
                edits.find_in(known, name)
            except ActorNotFoundError as error:
                click.echo(printable(str(error)))
            new[name] = str(ask(f"Kind of the new actor {name} (Ctrl-C stops)", _KINDS, check=_kind_check))
        else:
            try:
                edits.find_in(known, name)
            except ActorNotFoundError as error:
                raise UsageError(
                    f"{error}{' Or' if error.candidates else ';'} add it with --kind KIND"
                ) from None
    return new


def _given_kinds(missing: list[str], kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the kind that was given for each actor that is to be added; none is guessed."""
    if len(kinds) != len(missing):
        if not missing:
            raise UsageError(
                "--kind is for actors that are not known yet, and all of these are; leave it out"
            )
        news = "is not known yet" if len(missing) == 1 else "are not known yet"
        raise UsageError(
            f"{', '.join(map(shortened, missing))} {news}; give --kind once for each, in this order"
        )
    return dict(zip(missing, kinds, strict=True))


def _find_source(dataset: Dataset, name: str) -> str:
    """Return the id of the source with this id, or the only one with this publisher or title."""
    ids = edits.ids_of(dataset, "sources")
    if name in ids:
        return name
    wanted = folded(name)
    found = [
        row.id
        for row in dataset.sources
        if wanted in map(folded, filter(None, (row.id, row.publisher, row.title)))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"the source {shortened(name)} may be {' or '.join(found)}; write the id")
    raise _SourceNotFoundError(name, nearest(name, ids))


def _wanted(
    value: str | None,
    option: str,
    question: str,
    choices: Iterable[str] = (),
    check: Callable[[str], object] | None = None,
) -> str:
    """Return a value that is needed: as given, else as a person answers, else refuse in one line."""
    if value is not None:
        return value
    if not someone_is_there():
        kind = "option" if option.startswith("-") else "argument"
        raise UsageError(
            f"the {kind} {option} is missing; see '{click.get_current_context().command_path} --help'"
        )
    return str(ask(question, choices, check=check))


def _kind_check(text: str) -> None:
    if text not in _KINDS:
        raise UsageError(f"{shortened(text)} is no kind; choose one of {', '.join(_KINDS)}")


def _type_check(text: str, types: Iterable[str]) -> None:
    if text not in types:
        near = nearest(text, list(types))

        hint = f"did you mean {' or '.join(near)}?" if near else "Tab lists them"
        raise UsageError(f"there is no relation type {shortened(text)}; {hint}")


def _paragraph_check(text: str) -> None:
    if cell_syntax.read(_EVIDENCE, "paragraph", text) < 1:
        raise UsageError(f"{shortened(text)} is too small; write 1 or more")


def _given(fields: dict[str, Any], **more: str) -> dict[str, Any]:
    return more | {name: value for name, value in fields.items() if value not in (None, [], ())}


def _read(table_: str, field: str, text: str | None) -> Any:
    """Return what an option says in the notation of a field."""
    if text is None:
        return None
    try:
        return cell_syntax.read(TABLES[table_].model, field, text)
    except ValueError as error:
        raise UsageError(f"--{field}: {error}") from None
