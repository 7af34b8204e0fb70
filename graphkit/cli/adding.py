"""The command ``add``: adds actors, relations, evidence, sources and types, from options or by asking."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

import click

from graphkit.cli.editing import apply, read_editable
from graphkit.cli.escaping import printable
from graphkit.cli.grouping import Group, with_options
from graphkit.cli.options import DRY_RUN
from graphkit.cli.parameter_types import ASKED_ON, ASKED_ON_OPTION, DATE, READ_AS, Count, tell
from graphkit.cli.prompting import ask, is_interactive
from graphkit.editing import edits
from graphkit.errors import ActorNotFoundError, Mend, UsageError, shortened
from graphkit.model import cell_syntax
from graphkit.model.entities import MODELS, PARTS, Dataset, Relation, plain
from graphkit.model.ids import chosen_id, id_from
from graphkit.model.kinds import UNNAMED, Kind, LinkKind
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import (
    TypeKind,
    called,
    families,
    instead_of_denial,
    named_by,
    type_name,
    vocabulary,
)
from graphkit.storage.picture_file import picture_at
from graphkit.temporal import edtf, phrases

_KINDS = get_args(Kind)
_TYPE_KINDS = get_args(TypeKind)
_EVIDENCE = PARTS["evidence"]
_NEW = "new"


class NewId(click.ParamType[str]):
    """An id for a new row; empty for the one that is made."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the id, if it may be one."""
        try:
            return chosen_id(value) if value else ""
        except ValueError as error:
            raise UsageError(f"--id: {error}") from None


@click.group("add", cls=Group)
def add_command() -> None:
    """Add an actor, a relation, evidence, a source or a type. At a terminal, what is missing is asked for.

    \b
    Examples:
      graphkit add relation Huang met Trump --when 2025-07-10 --source cnn-2025-07-15 --paragraph 3
      graphkit add source Reuters --published 2025-07-16
    """


@add_command.command("actor")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--kind", type=click.Choice(_KINDS), help="Kind of the actor.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; may be repeated.")
@click.option("--description", metavar="TEXT", help="Who or what it is, in one sentence.")
@click.option("--ids", metavar="IDS", help="Identifiers elsewhere, such as 'wikidata: Q182477'.")
@click.option("--attributes", metavar="TEXT", help="What else is known, such as 'country: US; born: 1961'.")
@click.option(
    "--attribute",
    "each",
    multiple=True,
    metavar="NAME=VALUE",
    help="One thing more that is known, such as country=US; may be repeated.",
)
@click.option("--picture", metavar="FILE", help="A picture or flag: a small PNG, JPEG, WebP or GIF.")
@click.option("--id", metavar="ID", type=NewId(), help="Its id (default: made from the name).")
@DRY_RUN
@click.pass_context
def add_actor(
    ctx: click.Context, /, name: str | None, kind: str | None, id: str | None, dry_run: bool, **fields: Any
) -> int:
    """Add an actor.

    \b
    Examples:
      graphkit add actor "Lisa Su" --kind person --alias Su
      graphkit add actor AMD --kind company --ids "wikidata: Q128896" --attribute country=US
    """
    name = _required(name, "NAME", "Name")
    fields["kind"] = _required(kind, "--kind", "Kind", _KINDS, only=True)
    fields["ids"] = _read("actors", "ids", fields["ids"])
    attributes, each = fields["attributes"], fields.pop("each")
    fields["attributes"] = _with_each(_read("actors", "attributes", attributes) or {}, each)
    fields["picture"] = picture_at(fields["picture"]) if fields["picture"] else None

    def added(dataset: Dataset) -> Dataset:
        own_id = id or edits.free_id(dataset, id_from(name))
        return edits.add_fields(dataset, "actors", _without_empty(fields, id=own_id, name=name))

    return apply(ctx, added, ("add", "actor", name), dry_run)


@add_command.command("source")
@click.argument("publisher", metavar="[PUBLISHER]", required=False)
@click.option(
    "--published",
    metavar="D",
    type=DATE,
    help="Day of publication: 2025-07-15, or [2025-07-15,2025-07-16], or '15 July 2025'.",
)
@ASKED_ON_OPTION
@click.option("--title", metavar="TEXT", help="Title.")
@click.option("--author", metavar="TEXT", help="Author.")
@click.option("--url", metavar="URL", help="Address.")
@click.option("--archived-url", metavar="URL", help="Address of an archived copy.")
@click.option("--publisher-actor", metavar="ACTOR", help="The publisher, if it is also an actor.")
@click.option(
    "--derived-from",
    metavar="SOURCE",
    multiple=True,
    help="Source that it was rewritten from; may be repeated.",
)
@click.option("--reliability", metavar="TEXT", help="How reliable it is, in your words.")
@click.option("--note", metavar="TEXT", help="Any other note.")
@click.option("--id", metavar="ID", type=NewId(), help="Its id (default: made from publisher and day).")
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
    if not fields["published"]:
        question = "Published, such as 2025-07-15"
        fields["published"] = _told_date(_required(None, "--published", question, check=_date))
    derived, actor = fields.pop("derived_from"), fields.pop("publisher_actor")

    def added(dataset: Dataset) -> Dataset:
        free_id = id_from(str(publisher), fields["published"])
        references = {
            "publisher": publisher,
            "publisher_actor": _known(dataset, actor) if actor else None,
            "derived_from": [edits.find_source(dataset, name) for name in derived],
        }
        return edits.add_fields(
            dataset, "sources", _without_empty(fields | references, id=id or edits.free_id(dataset, free_id))
        )

    return apply(ctx, added, ("add", "source", publisher, fields["published"]), dry_run)


_FROM_THERE: dict[str, LinkKind] = {"ends": "ended-by", "begins": "begun-by", "sets-aside": "set-aside-by"}
"""The links that the other relation holds, by what this one does to it."""


def _from_there(link: Any) -> LinkKind | None:
    """Return the kind of link that the other relation holds; None for one of this relation, or for none."""
    kind = link.get("rel") if isinstance(link, dict) else None
    return _FROM_THERE.get(kind) if isinstance(kind, str) else None


_evidence_options = with_options(
    click.option("--source", "article", metavar="SOURCE", help="Source that reports it."),
    click.option("--paragraph", metavar="N", type=Count(min=1), help="Paragraph in the source."),
    click.option("--voice", metavar="ACTOR", help="Who says so in the source; 'unnamed' if nobody is named."),
    click.option("--said", metavar="D", type=DATE, help="Day on which the words were spoken."),
    click.option(
        "--attests",
        metavar="D",
        type=DATE,
        help="Date on which the source says that it was so; or yes, or no.",
    ),
    click.option("--no-day", is_flag=True, help="The source supports it, but gives no day."),
    click.option("--quote", metavar="TEXT", help="Exact words."),
    click.option("--url", metavar="URL", help="Address of the place in the source."),
    click.option("--archived-url", metavar="URL", help="Address of an archived copy of it."),
    ASKED_ON_OPTION,
)
"""The options that describe one entry of evidence."""


@add_command.command("relation")
@click.argument("source", metavar="[ACTOR", required=False)
@click.argument("type_", metavar="TYPE", required=False)
@click.argument("target", metavar="ACTOR]", required=False)
@click.option(
    "--when",
    metavar="D",
    type=DATE,
    help="Date: 2025-07-10, 2025-07, 2025-04/ (end unknown), or in words: 'late May 2025', 'since 2019'.",
)
@click.option(
    "--begins", metavar="D", type=DATE, help="Instead of --when: date on which it began; without it, unknown."
)
@click.option(
    "--ends", metavar="D", type=DATE, help="Instead of --when: date on which it ended, or '..' for no end."
)
@_evidence_options
@click.option("--summary", metavar="TEXT", help="One sentence in your own words.")
@click.option("--about", metavar="ACTOR", multiple=True, help="Further actor concerned; may be repeated.")
@click.option("--status", type=click.Choice(STATUSES), help="Whether it is actual, planned or denied.")
@click.option("--amount", metavar="AMOUNT", help="Figure with its unit, such as '4500000000 USD'.")
@click.option(
    "--link",
    "links",
    metavar="REL:ID",
    multiple=True,
    help="Link to another relation, such as ended-by:h20-pause; or ends:ID, begins:ID, sets-aside:ID.",
)
@click.option("--note", metavar="TEXT", help="Any other note.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Add an unknown actor, of this kind; once for each such actor, in order.",
)
@click.option(
    "--id",
    metavar="ID",
    type=NewId(),
    help="Its id (default: made from actors and type); it is then a new one, whatever is there.",
)
@click.option(
    "--as-evidence", is_flag=True, help="If there is such a relation already, add the evidence to it."
)
@click.option("--anyway", is_flag=True, help="Add it even if there is such a relation already.")
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
    as_evidence: bool,
    anyway: bool,
    dry_run: bool,
    **options: Any,
) -> int:
    """Add a relation. Actors are given by id, name or alias.

    If one with these actors, this type and an overlapping date is there, say whether this is evidence on it.

    \b
    Examples:
      graphkit add relation Huang met Trump --when 2025-07-10 --source cnn-2025-07-15 --paragraph 3
      graphkit add relation "Lisa Su" leads AMD --kind person
      graphkit add relation "Trump administration" banned H20 --begins "[2025-04-01..2025-04-15]"
    """
    ask_for_all = is_interactive() and None in (source, type_, target)
    current = read_editable(ctx)
    actors, types = _names(current), vocabulary(current.relation_types)
    source = source or _meant(current, _required(source, "ACTOR", "Who", actors), actors)
    said = _required(type_, "TYPE", "does what", types, lambda text: called(text, types))
    type_ = named_by(said, types) or said
    if type_ != said:
        ctx.meta.setdefault(READ_AS, []).append(f"{printable(said)} is read as the type {type_}")
    target = target or _meant(current, _required(target, "ACTOR", "to or with whom", actors), actors)
    if ask_for_all:
        if not (options["when"] or options["begins"] or options["ends"]):
            options["when"] = _ask_date("When, such as 2025-07-10")
        options["summary"] = options["summary"] or ask("Summary", optional=True)
        article = article or ask(
            "Source",
            edits.ids_of(current, "sources"),
            optional=True,
            check=lambda text: edits.find_source(with_read(ctx, current, text), text),
        )
        _ask_more(options, current, cited=article is not None)
    amount = _read("relations", "amount", options["amount"])
    if amount and amount["unit"].casefold() in ("euro", "euros"):  # two units of one money are never added up
        ctx.meta.setdefault(READ_AS, []).append(f"{amount['unit']} is read as EUR")
        amount["unit"] = "EUR"
    unknown = _unknown_actors(current, [source, target, *options["about"], *filter(None, [options["voice"]])])
    new = _kinds_for(unknown, kinds)
    if as_evidence and (id or anyway):
        raise UsageError("--as-evidence adds no relation; leave out --id and --anyway")

    def links() -> list[Any]:
        return [link for text in options["links"] for link in _read("relations", "links", text)]

    def linked(dataset: Dataset, key: str) -> Dataset:
        for link in links():
            if rel := _from_there(link):
                dataset = edits.add_link(dataset, link["relation"], rel, key)
        return dataset

    def made(dataset: Dataset) -> tuple[Dataset, Dataset, Relation]:
        """Return the dataset with its new actors, the same with the relation too, and the relation."""
        for name, kind in new.items():
            if _unknown_actors(dataset, [name]):
                actor = {"id": edits.free_id(dataset, id_from(name)), "name": name, "kind": kind}
                dataset = edits.add_fields(dataset, "actors", actor)
        one, other = edits.find_in(dataset, str(source)), edits.find_in(dataset, str(target))
        names = ("when", "begins", "ends", "status", "summary", "note")
        fields: dict[str, Any] = {name: options[name] for name in names}
        fields.update({"source": one, "type": type_, "target": other})
        fields["about"] = [edits.find_in(dataset, name) for name in options["about"]]
        fields["amount"] = amount
        fields["links"] = [link for link in links() if _from_there(link) is None]
        dataset = with_read(ctx, dataset, article)
        fields["evidence"] = _evidence(dataset, article, options)
        key = id or edits.free_id(dataset, id_from(one, str(type_), other))
        whole = linked(edits.add_fields(dataset, "relations", _without_empty(fields, key=key)), key)
        row = edits.row_of(whole, "relations", key)
        assert isinstance(row, Relation)
        return dataset, whole, row

    chosen: str | None = None
    if is_interactive() and not (id or anyway or as_evidence):
        _, whole, row = made(current)
        there = edits.same_relations(whole, row)
        if there:
            chosen = _ask_which(there, row)
            anyway = chosen is None

    def added(dataset: Dataset) -> Dataset:
        dataset, whole, row = made(dataset)
        if id or anyway:
            return whole
        there = edits.same_relations(whole, row)
        if chosen:
            there = [each for each in there if each.key == chosen]
        elif there and not as_evidence:
            raise _there_already(there, row)
        if not (there or as_evidence):
            return whole
        same = _only(there, row)
        after = edits.add_evidence(dataset, same.key, plain(edits.as_evidence(same, row)))
        return linked(after, same.key)

    marks = [word for name in ("status", "voice") if options[name] for word in (f"--{name}", options[name])]
    return apply(ctx, added, ("add", "relation", source, type_, target, *marks), dry_run)


@add_command.command("type")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--kind", type=click.Choice(_TYPE_KINDS), help="Whether it happens or lasts.")
@click.option("--symmetric", is_flag=True, help="It reads the same from both ends, as 'met' does.")
@click.option(
    "--family", metavar="NAME", help="Family, which has a colour: one in the list of types, or your own."
)
@click.option("--meaning", metavar="TEXT", help="What it means, in one sentence.")
@click.option("--past", metavar="WORDS", help="Verb of a sentence in the past, such as 'bribed'.")
@click.option("--present", metavar="WORDS", help="Verb of a sentence in the present, such as 'bribes'.")
@click.option("--inverse", metavar="WORDS", help="How it reads from the target, such as 'bribed by'.")
@click.option("--inverse-past", metavar="WORDS", help="The same as a verb (default: 'was' and the inverse).")
@click.option("--inverse-present", metavar="WORDS", help="The same in the present (default: 'is' before it).")
@click.option("--synonym", "synonyms", multiple=True, metavar="WORDS", help="Another word; may be repeated.")
@click.option("--plover", metavar="CODE", help="Nearest PLOVER event.")
@click.option("--cameo", metavar="CODE", help="Nearest CAMEO code.")
@click.option("--ftm", metavar="SCHEMA", help="Nearest FollowTheMoney schema.")
@DRY_RUN
@click.pass_context
def add_type(ctx: click.Context, /, name: str | None, dry_run: bool, **fields: Any) -> int:
    """Add a relation type of your own.

    \b
    Examples:
      graphkit add type bribed --kind event --meaning "Paid for a favour." --synonym "paid off"
      graphkit add type guards --kind state --meaning "Protects for pay." --past guarded --present guards
    """
    name = type_name(_required(name, "NAME", "Name"))
    if not name:
        raise UsageError("the name of a type has no letter; write one")
    if mend := instead_of_denial(name, vocabulary()):
        raise UsageError(f"{shortened(name)} says that something was not so; {mend} of a relation")
    ask_for_all = is_interactive() and fields["kind"] is None
    fields["kind"] = _required(fields["kind"], "--kind", "Kind", _TYPE_KINDS, only=True)
    if ask_for_all:
        words = name.replace("-", " ")
        fields["past"] = fields["past"] or ask(f"In the past: A {words} B", optional=True)
        fields["present"] = fields["present"] or ask("In the present: A ... B", optional=True)
    if name not in vocabulary():
        fields["meaning"] = _required(fields["meaning"], "--meaning", "Meaning, in one sentence")
    if ask_for_all:
        known = [family.name for family in families()]
        fields["family"] = fields["family"] or ask("Family, or your own", known, optional=True)
    fields["symmetric"] = fields["symmetric"] or None
    fields["family"] = fields["family"] and type_name(fields["family"])
    fields["synonyms"] = list(fields["synonyms"])

    def added(dataset: Dataset) -> Dataset:
        if name in vocabulary():
            raise UsageError(
                f"there is a relation type {shortened(name)} already",
                Mend(f"'graphkit types {name}' shows it", request=""),
            )
        return edits.add_fields(dataset, "relation_types", _without_empty(fields, name=name))

    return apply(ctx, added, ("add", "type", name), dry_run)


def _there_already(there: list[Relation], row: Relation) -> UsageError:
    source = row.evidence[0].source if row.evidence else "SOURCE"
    told = "--as-evidence adds the source to it, as does {}; --anyway adds another relation"
    if len(there) > 1:
        told = "{} adds the source to the first; --anyway adds another relation"
    mend = Mend(
        told.format(f"'graphkit add evidence {there[0].key} --source {source}'"),
        request=told.format("Add evidence"),
    )
    return UsageError(f"{_listed(there)} may be the same", mend)


def _only(there: list[Relation], row: Relation) -> Relation:
    """Return the one relation to which the evidence of another is added."""
    if not there:
        raise UsageError("there is no such relation yet; leave out --as-evidence")
    if len(there) > 1:
        raise UsageError(
            f"the evidence may belong to {_listed(there)}",
            Mend(
                f"choose: graphkit add evidence {there[0].key}",
                request="add the evidence to the one that is meant",
            ),
        )
    if not row.evidence:
        raise UsageError("--as-evidence adds what a source says; name it with --source")
    return there[0]


def _ask_which(there: list[Relation], row: Relation) -> str | None:
    """Return the id of the relation that a new one repeats, as a person says; None if it is another one."""
    click.echo(printable(f"There already: {_listed(there)}."))
    keys = [each.key for each in there] if row.evidence else []
    question = f"Add this as evidence to {' or '.join(keys)}, or as a new relation (new)"
    if not keys:
        question = "Write new to add another relation (Ctrl-C stops)"
    answer = ask(question, [*keys, "new"], only=True)
    return answer if answer in keys else None


def _listed(relations: list[Relation]) -> str:
    return " or ".join(f"{each.key} ({_told(each)})" for each in relations)


def _told(relation: Relation) -> str:
    date = edtf.date_of(relation.when, relation.begins, relation.ends)
    status = f"{relation.status.upper()}, " if relation.status != "actual" else ""
    return f"{status}{date.words if date else 'undated'}"


@add_command.command("evidence")
@click.argument("relation", metavar="[RELATION]", required=False)
@_evidence_options
@click.option("--when", metavar="D", type=DATE, help="Date, if this source gives another.")
@click.option("--type", metavar="T", help="Type, if this source says another.")
@click.option("--status", type=click.Choice(STATUSES), help="Status, if this source says another.")
@click.option("--contradicts", is_flag=True, help="This source says that it is not so.")
@click.option("--note", metavar="TEXT", help="Any other note.")
@DRY_RUN
@click.pass_context
def add_evidence(
    ctx: click.Context,
    /,
    relation: str | None,
    article: str | None,
    contradicts: bool,
    dry_run: bool,
    **options: Any,
) -> int:
    """Add evidence to a relation, given by its id.

    It is one more source that reports or contradicts it. Without --when it vouches for the relation's date,
    unless it denies it; with --no-day for none.

    \b
    Examples:
      graphkit add evidence h20-ban --source reuters-2025-07-16 --paragraph 2 --voice Nvidia
      graphkit add evidence h20-ban --source "World Today News" --when 2025-04-10
    """
    ask_for_all = is_interactive() and None in (relation, article)
    current = read_editable(ctx)
    ids = edits.ids_of(current, "relations")
    relation = _required(
        relation, "RELATION", "Relation", ids, lambda text: edits.find(current, text, table="relations")
    )
    article = _required(
        article,
        "--source",
        "Source",
        edits.ids_of(current, "sources"),
        lambda text: edits.find_source(with_read(ctx, current, text), text),
    )
    if ask_for_all:
        _ask_more(options, current, cited=True)

    def added(dataset: Dataset) -> Dataset:
        _, key = edits.find(dataset, str(relation), table="relations")
        dataset = with_read(ctx, dataset, article)
        (entry,) = _evidence(dataset, article, options)
        own = {name: options[name] for name in ("when", "type", "status", "note")}
        own["stance"] = "contradicts" if contradicts else None
        return edits.add_evidence(dataset, key, _without_empty(own, **entry))

    return apply(ctx, added, ("add", "evidence", relation, "--source", article), dry_run)


def _ask_more(options: dict[str, Any], current: Dataset, *, cited: bool) -> None:
    """Ask for the paragraph, and after a key for what else makes a fact defensible."""
    if cited and not options["paragraph"]:
        paragraph = ask("Paragraph", optional=True, check=_paragraph_check)
        options["paragraph"] = int(paragraph) if paragraph else None
    what = "status, voice, quote, address, day said" if cited else "status"
    if ask(f"More (m): {what}", ["m"], optional=True, only=True) is None:
        return
    options["status"] = options["status"] or ask("Status", STATUSES, optional=True, only=True)
    if cited:
        question = f"Voice: who says so in it, or {UNNAMED}"
        options["voice"] = options["voice"] or ask(question, [*_names(current), UNNAMED], optional=True)
        options["quote"] = options["quote"] or ask("Quote", optional=True)
        options["url"] = options["url"] or ask("Address", optional=True)
        options["said"] = options["said"] or _ask_date("Said on")


def _names(dataset: Dataset) -> list[str]:
    return [name for actor in dataset.actors for name in (actor.name, *actor.aliases, actor.id)]


def _ask_date(question: str) -> str | None:
    """Return a date in EDTF that a person wrote in their own way; None if they leave it out."""
    answer = ask(question, optional=True, check=_date)
    return answer and _told_date(answer)


def _date(text: str) -> str:
    return phrases.read(text, click.get_current_context().meta[ASKED_ON])


def _told_date(text: str) -> str:
    tell(text, _date(text))
    return _date(text)


def with_read(ctx: click.Context, dataset: Dataset, article: str | None) -> Dataset:
    """Return a dataset with a source, if it is that of an article that was read and is not there yet."""
    from graphkit.reading import accepting, drafts

    known = {text for row in dataset.sources for text in (row.id, row.publisher, row.title)}
    if article is None or article in known:
        return dataset
    return accepting.with_read(dataset, drafts.load(ctx.obj), article)


def _evidence(dataset: Dataset, article: str | None, options: dict[str, Any]) -> list[dict[str, Any]]:
    names = ("paragraph", "said", "quote", "url", "archived_url")
    details = {name: options[name] for name in names if options[name] is not None}
    if options["attests"] is not None:
        details["attests"] = cell_syntax.read(_EVIDENCE, "attests", options["attests"])
    if options["no_day"]:
        details["dated"] = False
    if article is None:
        if details or options["voice"]:
            raise UsageError(
                "--paragraph, --voice, --said, --attests, --no-day, --quote and --url describe a source; "
                "name it with --source"
            )
        return []
    entry = {"source": edits.find_source(dataset, article), **details}
    if options["voice"]:
        voice = options["voice"]
        entry["attribution"] = voice if voice == UNNAMED else _known(dataset, voice)
    return [entry]


def _known(dataset: Dataset, name: str) -> str:
    """Return the id of an actor that is there already."""
    try:
        return edits.find_in(dataset, name)
    except ActorNotFoundError as error:
        raise or_added(error) from None


def or_added(error: ActorNotFoundError, *, kind: bool = False) -> UsageError:
    """Return an error about an actor who is not there, with how to add one, by a ``kind`` in this command."""
    begin = f"{error.mend.terminal} Or " if error.mend else ""
    if kind:
        mend = Mend(f"{begin}add it with --kind KIND", request=f"{begin}give its kind to add it")
    else:
        mend = Mend(f"{begin}'graphkit add actor' adds one", request=f"{begin}Add actor adds one")
    return UsageError(error.message, mend)


def _unknown_actors(dataset: Dataset, names: Iterable[str | None]) -> dict[str, ActorNotFoundError]:
    """Return the names of whom a dataset has not, with the error that says so."""
    missing: dict[str, ActorNotFoundError] = {}
    for name in filter(None, names):
        try:
            if name != UNNAMED:
                edits.find_in(dataset, name)
        except ActorNotFoundError as error:
            missing[name] = error
    return missing


def _meant(dataset: Dataset, name: str, names: Sequence[str]) -> str:
    """Return the name of an actor that a person typed; a name near others is asked about at once."""
    while near := [each for error in _unknown_actors(dataset, [name]).values() for each in error.candidates]:
        question = f"No actor is called {shortened(name)}. Another name, or {_NEW} for a new actor"
        answer = ask(printable(question), [*names, _NEW], optional=True, empty=f"Enter: {printable(near[0])}")
        if answer == _NEW:
            return name
        name = answer or near[0]
    return name


def _kinds_for(missing: Mapping[str, ActorNotFoundError], kinds: tuple[str, ...]) -> dict[str, str]:
    """Return the kind of each actor to add, from the options or by asking; none is guessed."""
    if kinds:
        if not missing:
            raise UsageError(
                "--kind is for actors that are not known yet, and all of these are; leave it out"
            )
        if len(kinds) != len(missing):
            verb = "is" if len(missing) == 1 else "are"
            names = ", ".join(map(shortened, missing))
            raise UsageError(f"{names} {verb} not known yet; give --kind once for each, in this order")
        return dict(zip(missing, kinds, strict=True))
    new = {}
    for name, error in missing.items():
        if not is_interactive():
            raise or_added(error, kind=True) from None
        click.echo(printable(error.told("terminal")))
        new[name] = str(ask(f"Kind of the new actor {name} (Ctrl-C stops)", _KINDS, only=True))
    return new


def _required(
    value: str | None,
    option: str,
    question: str,
    choices: Iterable[str] = (),
    check: Callable[[str], object] | None = None,
    *,
    only: bool = False,
) -> str:
    """Return a required value, asking for it if it is missing; raise if nobody can be asked."""
    if value is not None:
        return value
    if not is_interactive():
        kind = "option" if option.startswith("-") else "argument"
        raise UsageError(
            f"the {kind} {option} is missing",
            Mend(f"see '{click.get_current_context().command_path} --help'", request=""),
        )
    return str(ask(question, choices, check=check, only=only))


def _paragraph_check(text: str) -> None:
    if cell_syntax.read(_EVIDENCE, "paragraph", text) < 1:
        raise UsageError(f"{shortened(text)} is too small; write 1 or more")


def _without_empty(fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return more | {name: value for name, value in fields.items() if value not in (None, [], (), {})}


def _with_each(found: dict[str, Any], texts: Iterable[str]) -> dict[str, Any]:
    """Return attributes with those of texts such as ``country=US`` or ``country: US``, each named once."""
    for text in texts:
        sign = "=" if "=" in text.partition(": ")[0] else ":"
        name, _, value = (part.strip() for part in text.partition(sign))
        if not (name and value):
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
        return cell_syntax.read(MODELS[table_], field, text)
    except ValueError as error:
        options = click.get_current_context().command.params
        option = next(each.opts[0] for each in options if each.name == field)
        raise UsageError(f"{option}: {error}") from None
