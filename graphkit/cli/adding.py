"""The command ``add``: adds an actor, relation, source or relation type, from options or by asking."""

from collections.abc import Callable, Iterable
from typing import Any, get_args

import click
import cloup

from graphkit.cli.editing import DRY_RUN, apply, read_editable
from graphkit.cli.escaping import printable
from graphkit.cli.parameter_types import Count
from graphkit.cli.prompting import ask, is_interactive
from graphkit.editing import edits
from graphkit.errors import ActorNotFoundError, NotFoundError, UsageError, nearest, shortened
from graphkit.model import cell_syntax
from graphkit.model.entities import UNNAMED, Dataset, Kind
from graphkit.model.folding import folded
from graphkit.model.ids import id_from
from graphkit.model.references import TABLES
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import TypeKind, Vocabulary, families, suggested, type_name, vocabulary
from graphkit.temporal import edtf

_KINDS = get_args(Kind)
_TYPE_KINDS = get_args(TypeKind)


class _SourceNotFoundError(NotFoundError):
    what = "source"


@cloup.group("add", invoke_without_command=False)
def add_command() -> None:
    """Add an actor, a relation, a source or a type. At a terminal, graphkit asks for what is missing.

    \b
    Examples:
      graphkit add relation Huang met Trump --when 2025-07-10 --source cnn-2025-07-15 --paragraph 3
      graphkit add source Reuters --published 2025-07-16
    """


@add_command.command("actor")
@cloup.argument("name", metavar="[NAME]", required=False)
@cloup.option("--kind", type=click.Choice(_KINDS), help="Kind of the actor.")
@cloup.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; may be repeated.")
@cloup.option("--description", metavar="TEXT", help="Who or what it is, in one sentence.")
@cloup.option("--ids", metavar="IDS", help="Identifiers elsewhere, such as 'wikidata: Q182477'.")
@cloup.option("--attributes", metavar="TEXT", help="What else is known, such as 'country: US; born: 1961'.")
@cloup.option(
    "--attribute",
    "each",
    multiple=True,
    metavar="NAME=VALUE",
    help="One thing more that is known, such as country=US; may be repeated.",
)
@cloup.option("--id", metavar="ID", help="Its id (default: made from the name).")
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
    attributes: str | None,
    each: tuple[str, ...],
    id: str | None,
    dry_run: bool,
) -> int:
    """Add an actor.

    \b
    Examples:
      graphkit add actor "Lisa Su" --kind person --alias Su
      graphkit add actor AMD --kind company --ids "wikidata: Q128896" --attribute country=US
    """
    name = _required(name, "NAME", "Name")
    kind = _required(kind, "--kind", "Kind", _KINDS, _kind_check)
    fields: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "aliases": list(aliases),
        "description": description,
        "ids": _read("actors", "ids", ids),
        "attributes": _with_each(_read("actors", "attributes", attributes) or {}, each),
    }

    def added(dataset: Dataset) -> Dataset:
        return edits.add_fields(
            dataset, "actors", _without_empty(fields, id=id or edits.free_id(dataset, id_from(name)))
        )

    return apply(ctx, added, f"add actor {name}", dry_run)


@add_command.command("source")
@cloup.argument("publisher", metavar="[PUBLISHER]", required=False)
@cloup.option(
    "--published", metavar="D", help="Day of publication in EDTF: 2025-07-15, or [2025-07-15,2025-07-16]."
)
@cloup.option("--title", metavar="TEXT", help="Title.")
@cloup.option("--author", metavar="TEXT", help="Author.")
@cloup.option("--url", metavar="URL", help="Address.")
@cloup.option("--archived-url", metavar="URL", help="Address of an archived copy.")
@cloup.option("--publisher-actor", metavar="ACTOR", help="The publisher, if it is also an actor.")
@cloup.option(
    "--derived-from",
    metavar="SOURCE",
    multiple=True,
    help="Source that it was rewritten from; may be repeated.",
)
@cloup.option("--reliability", metavar="TEXT", help="How reliable it is, in your words.")
@cloup.option("--note", metavar="TEXT", help="Any other note.")
@cloup.option("--id", metavar="ID", help="Its id (default: made from publisher and day).")
@DRY_RUN
@click.pass_context
def add_source(
    ctx: click.Context, /, publisher: str | None, id: str | None, dry_run: bool, **fields: Any
) -> int:
    """Add a source: a document that evidence refers to.

    \b
    Examples:
      graphkit add source Reuters --published 2025-07-16 --title "Nvidia CEO in Beijing"
      graphkit add source "World Today News" --published "[2025-07-22..2025-07-27]"
    """
    publisher = _required(publisher, "PUBLISHER", "Publisher")
    fields["published"] = _required(fields["published"], "--published", "Published, such as 2025-07-15")
    derived, actor = fields.pop("derived_from"), fields.pop("publisher_actor")

    def added(dataset: Dataset) -> Dataset:
        free_id = id_from(str(publisher), fields["published"])
        references = {
            "publisher": publisher,
            "publisher_actor": edits.find_in(dataset, actor) if actor else None,
            "derived_from": [_find_source(dataset, name) for name in derived],
        }
        return edits.add_fields(
            dataset, "sources", _without_empty(fields | references, id=id or edits.free_id(dataset, free_id))
        )

    return apply(ctx, added, f"add source {publisher} {fields['published']}", dry_run)


@add_command.command("relation")
@cloup.argument("source", metavar="[ACTOR", required=False)
@cloup.argument("type_", metavar="TYPE", required=False)
@cloup.argument("target", metavar="ACTOR]", required=False)
@cloup.option("--when", metavar="D", help="Date in EDTF: 2025-07-10, 2025-07, 2025-04/ (end unknown).")
@cloup.option("--begins", metavar="D", help="Instead of --when: date on which it began; without it, unknown.")
@cloup.option("--ends", metavar="D", help="Instead of --when: date on which it ended, or '..' for no end.")
@cloup.option("--source", "article", metavar="SOURCE", help="Source that reports it.")
@cloup.option("--paragraph", metavar="N", type=Count(min=1), help="Paragraph in the source.")
@cloup.option("--voice", metavar="ACTOR", help="Who says so in the source; 'unnamed' if nobody is named.")
@cloup.option("--said", metavar="D", help="Day on which the words were spoken.")
@cloup.option("--attests", metavar="D", help="Date on which the source says that it was so; or yes, or no.")
@cloup.option("--no-day", is_flag=True, help="The source supports it, but gives no day.")
@cloup.option("--quote", metavar="TEXT", help="Exact words.")
@cloup.option("--summary", metavar="TEXT", help="One sentence in your own words.")
@cloup.option("--about", metavar="ACTOR", multiple=True, help="Further actor concerned; may be repeated.")
@cloup.option("--status", type=click.Choice(STATUSES), help="Whether it is actual, planned or denied.")
@cloup.option("--amount", metavar="AMOUNT", help="Figure with its unit, such as '4500000000 USD'.")
@cloup.option(
    "--link",
    "links",
    metavar="REL:ID",
    multiple=True,
    help="Link to another relation, such as ended-by:h20-pause.",
)
@cloup.option("--note", metavar="TEXT", help="Any other note.")
@cloup.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Add an unknown actor, of this kind; once for each such actor, in order.",
)
@cloup.option("--id", metavar="ID", help="Its id (default: made from actors and type).")
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
    **options: Any,
) -> int:
    """Add a relation. Actors are given by id, name or alias.

    \b
    Examples:
      graphkit add relation Huang met Trump --when 2025-07-10 --source cnn-2025-07-15 --paragraph 3
      graphkit add relation "Lisa Su" leads AMD --kind person
      graphkit add relation "Trump administration" banned H20 --begins "[2025-04-01..2025-04-15]"
    """
    ask_for_all = is_interactive() and None in (source, type_, target)
    current = read_editable(ctx)
    actors = [name for actor in current.actors for name in (actor.name, *actor.aliases, actor.id)]
    types = vocabulary(current.relation_types)
    source = _required(source, "ACTOR", "Who", actors)
    type_ = _required(type_, "TYPE", "does what", types, lambda text: _type_check(text, types))
    target = _required(target, "ACTOR", "to or with whom", actors)
    if ask_for_all:
        _ask_the_rest(options)
        article = article or ask(
            "Source",
            [row.id for row in current.sources],
            optional=True,
            check=lambda text: _find_source(current, text),
        )
        if article and not options["paragraph"]:
            paragraph = ask("Paragraph", optional=True, check=_paragraph_check)
            options["paragraph"] = int(paragraph) if paragraph else None
    unknown = _unknown_actors(current, [source, target, *options["about"], *filter(None, [options["voice"]])])
    new = _kinds_for(unknown, kinds, current)

    def added(dataset: Dataset) -> Dataset:
        for name, kind in new.items():
            if _unknown_actors(dataset, [name]):
                actor = {"id": edits.free_id(dataset, id_from(name)), "name": name, "kind": kind}
                dataset = edits.add_fields(dataset, "actors", actor)
        one, other = edits.find_in(dataset, str(source)), edits.find_in(dataset, str(target))
        names = ("when", "begins", "ends", "status", "summary", "note")
        fields: dict[str, Any] = {name: options[name] for name in names}
        fields.update({"source": one, "type": type_, "target": other})
        fields["about"] = [edits.find_in(dataset, name) for name in options["about"]]
        fields["amount"] = _read("relations", "amount", options["amount"])
        fields["links"] = [link for text in options["links"] for link in _read("relations", "links", text)]
        fields["evidence"] = _evidence(dataset, article, options)
        key = id or edits.free_id(dataset, id_from(one, str(type_), other))
        return edits.add_fields(dataset, "relations", _without_empty(fields, key=key))

    marks = [f"--{name} {options[name]}" for name in ("status", "voice") if options[name]]
    return apply(ctx, added, " ".join(("add relation", source, type_, target, *marks)), dry_run)


@add_command.command("type")
@cloup.argument("name", metavar="[NAME]", required=False)
@cloup.option("--kind", type=click.Choice(_TYPE_KINDS), help="Whether it happens or lasts.")
@cloup.option("--symmetric", is_flag=True, help="It reads the same from both ends, as 'met' does.")
@cloup.option(
    "--family", metavar="NAME", help="Family, which has a colour: one of 'graphkit info', or your own."
)
@cloup.option("--meaning", metavar="TEXT", help="What it means, in one sentence.")
@cloup.option("--past", metavar="WORDS", help="Verb of a sentence in the past, such as 'bribed'.")
@cloup.option("--present", metavar="WORDS", help="Verb of a sentence in the present, such as 'bribes'.")
@cloup.option("--inverse", metavar="WORDS", help="How it reads from the target, such as 'bribed by'.")
@cloup.option("--inverse-past", metavar="WORDS", help="The same as a verb (default: 'was' and the inverse).")
@cloup.option("--inverse-present", metavar="WORDS", help="The same in the present (default: 'is' before it).")
@cloup.option("--synonym", "synonyms", multiple=True, metavar="WORDS", help="Another word; may be repeated.")
@cloup.option("--plover", metavar="CODE", help="Nearest PLOVER event.")
@cloup.option("--cameo", metavar="CODE", help="Nearest CAMEO code.")
@cloup.option("--ftm", metavar="SCHEMA", help="Nearest FollowTheMoney schema.")
@DRY_RUN
@click.pass_context
def add_type(ctx: click.Context, /, name: str | None, dry_run: bool, **fields: Any) -> int:
    """Add a relation type of your own.

    \b
    Examples:
      graphkit add type bribed --kind event --past bribed --present bribes --synonym "paid off"
      graphkit add type guards --kind state --past guarded --present guards --family security
    """
    name = type_name(_required(name, "NAME", "Name"))
    if not name:
        raise UsageError("the name of a type has no letter; write one")
    ask_for_all = is_interactive() and fields["kind"] is None
    fields["kind"] = _required(fields["kind"], "--kind", "Kind", _TYPE_KINDS, _type_kind_check)
    if ask_for_all:
        words = name.replace("-", " ")
        for field, question in (
            ("past", f"In the past: A {words} B"),
            ("present", "In the present: A ... B"),
            ("meaning", "Meaning"),
        ):
            fields[field] = fields[field] or ask(question, optional=True)
        known = [family.name for family in families()]
        fields["family"] = fields["family"] or ask("Family, or your own", known, optional=True)
    fields["symmetric"] = fields["symmetric"] or None
    fields["family"] = fields["family"] and type_name(fields["family"])
    fields["synonyms"] = list(fields["synonyms"])

    def added(dataset: Dataset) -> Dataset:
        if name in vocabulary():
            raise UsageError(
                f"there is a relation type {shortened(name)} already; 'graphkit types {name}' shows it"
            )
        return edits.add_fields(dataset, "relation_types", _without_empty(fields, name=name))

    return apply(ctx, added, f"add type {name}", dry_run)


def _type_kind_check(text: str) -> None:
    if text not in _TYPE_KINDS:
        raise UsageError(f"{shortened(text)} is not a kind; choose one of {', '.join(_TYPE_KINDS)}")


_EVIDENCE = cell_syntax.PARTS["evidence"]


def _ask_the_rest(options: dict[str, Any]) -> None:
    if not (options["when"] or options["begins"] or options["ends"]):
        options["when"] = ask("When, such as 2025-07-10", optional=True, check=edtf.parse)
    options["summary"] = options["summary"] or ask("Summary", optional=True)


def _evidence(dataset: Dataset, article: str | None, options: dict[str, Any]) -> list[dict[str, Any]]:
    details = {name: options[name] for name in ("paragraph", "said", "quote") if options[name] is not None}
    if options["attests"] is not None:
        details["attests"] = cell_syntax.read(_EVIDENCE, "attests", options["attests"])
    if options["no_day"]:
        details["dated"] = False
    if article is None:
        if details or options["voice"]:
            raise UsageError(
                "--paragraph, --voice, --said, --attests, --no-day and --quote describe a source; "
                "name it with --source"
            )
        return []
    entry = {"source": _find_source(dataset, article), **details}
    if options["voice"]:
        voice = options["voice"]
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


def _kinds_for(missing: list[str], kinds: tuple[str, ...], current: Dataset) -> dict[str, str]:
    """Return the kind of each actor to add, from the options or by asking."""
    if kinds:
        return _kinds_from_options(missing, kinds)
    new = {}
    for name in missing:
        try:
            edits.find_in(current, name)
        except ActorNotFoundError as error:
            if not is_interactive():
                hint = " Or" if error.candidates else ";"
                raise UsageError(f"{error}{hint} add it with --kind KIND") from None
            click.echo(printable(str(error)))
            new[name] = str(ask(f"Kind of the new actor {name} (Ctrl-C stops)", _KINDS, check=_kind_check))
    return new


def _kinds_from_options(missing: list[str], kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the kind that the options give each actor to add; none is guessed."""
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
    """Return the id of the source with this id, or of the only one with this publisher or title."""
    ids = edits.ids_of(dataset, "sources")
    if name in ids:
        return name
    wanted = folded(name)
    matches = [
        row.id
        for row in dataset.sources
        if wanted in map(folded, filter(None, (row.id, row.publisher, row.title)))
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UsageError(f"the source {shortened(name)} may be {' or '.join(matches)}; write the id")
    raise _SourceNotFoundError(name, nearest(name, ids))


def _required(
    value: str | None,
    option: str,
    question: str,
    choices: Iterable[str] = (),
    check: Callable[[str], object] | None = None,
) -> str:
    """Return a required value, asking for it if it is missing; raise if nobody can be asked."""
    if value is not None:
        return value
    if not is_interactive():
        kind = "option" if option.startswith("-") else "argument"
        raise UsageError(
            f"the {kind} {option} is missing; see '{click.get_current_context().command_path} --help'"
        )
    return str(ask(question, choices, check=check))


def _kind_check(text: str) -> None:
    if text not in _KINDS:
        raise UsageError(f"{shortened(text)} is not a kind; choose one of {', '.join(_KINDS)}")


def _type_check(text: str, types: Vocabulary) -> None:
    if text not in types:
        near = suggested(text, types)
        hint = f"did you mean {' or '.join(near)}?" if near else "'graphkit types' lists them"
        raise UsageError(f"there is no relation type {shortened(text)}; {hint}")


def _paragraph_check(text: str) -> None:
    if cell_syntax.read(_EVIDENCE, "paragraph", text) < 1:
        raise UsageError(f"{shortened(text)} is too small; write 1 or more")


def _without_empty(fields: dict[str, Any], **more: str) -> dict[str, Any]:
    return more | {name: value for name, value in fields.items() if value not in (None, [], (), {})}


def _with_each(found: dict[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """Return attributes with those of texts such as ``country=US``, each named once."""
    for text in texts:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not (name and sign and value):
            raise UsageError(f"--attribute: {shortened(text)} is none; write NAME=VALUE, such as country=US")
        if name in found:
            raise UsageError(f"--attribute: {shortened(name)} is given twice; give each name one value")
        found = found | {name: cell_syntax.attribute_of(value)}
    return found


def _read(table_: str, field: str, text: str | None) -> Any:
    """Parse the text of an option as a cell of a table."""
    if text is None:
        return None
    try:
        return cell_syntax.read(TABLES[table_].model, field, text)
    except ValueError as error:
        raise UsageError(f"--{field}: {error}") from None
