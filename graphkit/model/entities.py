"""The dataset as it stands in the file: actors, relations, sources and evidence, validated."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from graphkit.errors import Fault, Suggestions, shortened
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import RelationType, vocabulary
from graphkit.temporal import edtf

FORMAT = "graphkit/1"
UNNAMED = "unnamed"

Kind = Literal[
    "person",
    "company",
    "government",
    "government-body",
    "country",
    "place",
    "organisation",
    "media",
    "product",
    "commodity",
    "sector",
    "event",
]
LinkKind = Literal["ended-by", "begun-by", "responds-to", "part-of"]


def _edtf(text: str) -> str:
    edtf.parse(text)
    return text


def _edtf_day(text: str) -> str:
    if edtf.parse(text).lasts:
        raise ValueError(f"{text!r} is an interval; write one day, or [a..b] for some day between")
    return text


def _side(text: str) -> str:
    return text if text == ".." else _edtf_day(text)


def _attested(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    try:
        return _edtf_day(value)
    except (AttributeError, TypeError, ValueError):
        shown = repr(value)[:70]
        raise ValueError(
            f"{shown} is not what belongs here; write true, false or a date such as 2023"
        ) from None


def _whole(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        message = f"{shortened(text)} holds half a character (a lone surrogate); write it whole"
        raise PydanticCustomError("half_character", "{message}", {"message": message})
    return text


def _sha256(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise ValueError(f"{text[:70]!r} is no SHA-256; write its 64 digits and letters a to f")
    return text


def _number(value: Any) -> Any:
    if type(value) not in (int, float):
        raise ValueError("is no number; write it without quotes, such as 4500000000")
    return value


def _pairs(value: Any) -> Any:
    if isinstance(value, dict):
        if not all(isinstance(text, str) for text in value.values()):
            raise ValueError("holds what is no text; write each identifier in double quotes")
        return tuple(sorted((_whole(key), _whole(text)) for key, text in value.items()))
    if isinstance(value, tuple):
        return value
    raise ValueError('is not what belongs here; write an object such as {"wikidata": "Q182477"}')


_NOT_BLANK = {"minLength": 1, "pattern": r"\S"}
_DATE = {
    "minLength": 4,
    "format": "edtf",
    "examples": ["2025-07-14", "2025-07", "2025-04/", "[..2025-07-15]"],
}
_DAY = {"minLength": 4, "format": "edtf", "examples": ["2025-07-14", "2025-07", "[2025-07-14,2025-07-15]"]}

# Patterns, since they are checked without a call of Python for each text. In one that is searched for a
# pattern pydantic finds half a character too. Blank is what str.strip takes off.
_INK = r"[^\s\x1c-\x1f]"
_SAME_LINE = r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"

Id = Annotated[
    str,
    Field(max_length=200, pattern=f"^{_INK}({_SAME_LINE}*{_INK})?$", json_schema_extra=_NOT_BLANK),
]
Text = Annotated[str, Field(pattern=_INK, json_schema_extra=_NOT_BLANK)]
Edtf = Annotated[str, AfterValidator(_edtf), Field(json_schema_extra=_DATE)]
EdtfDay = Annotated[str, AfterValidator(_edtf_day), Field(json_schema_extra=_DAY)]
Side = Annotated[str, AfterValidator(_side), Field(json_schema_extra={**_DAY, "minLength": 2})]
"""The day on which something begins or ends; ``..`` for no beginning or no end."""
Attests = Annotated[bool | Annotated[str, Field(json_schema_extra=_DAY)], BeforeValidator(_attested)]
Sha256 = Annotated[str, AfterValidator(_sha256), Field(json_schema_extra={"pattern": "^[0-9a-f]{64}$"})]
Identifiers = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(_pairs, json_schema_input_type=dict[str, str]),
    PlainSerializer(dict, return_type=dict[str, str]),
]
"""An object of the file, kept as pairs: attributes of the graph are immutable."""
_FORBID = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)
"""Each model's validator is built when it is first used: whoever reads a file needs one, the file's."""


class Row(BaseModel):
    """Anything that stands in the file; compared by value, never changed."""

    model_config = _FORBID

    def fields(self) -> dict[str, Any]:
        """Return the fields that were given, in the order of the format, omitted ones left out."""
        defaults = _defaults(type(self))
        return {name: value for name, value in self.__dict__.items() if value != defaults[name]}


@cache
def _defaults(model: type[Row]) -> dict[str, Any]:
    return {name: field.default for name, field in model.model_fields.items()}


class Actor(Row):
    """A node: a person, company, government, product, place or whatever else acts or is acted on."""

    id: Id
    name: Text
    kind: Kind
    aliases: tuple[Text, ...] = ()
    description: Text | None = None
    ids: Identifiers = ()


class Source(Row):
    """A document. ``published`` is one day in EDTF, perhaps uncertain; ``derived_from`` names
    the sources it was rewritten from."""

    id: Id
    publisher: Text
    publisher_actor: Id | None = None
    title: Text | None = None
    author: Text | None = None
    published: EdtfDay
    url: Text | None = None
    archived_url: Text | None = None
    file: Text | None = None
    sha256: Sha256 | None = None
    derived_from: tuple[Id, ...] = ()
    reliability: Text | None = None
    note: Text | None = None


class Evidence(Row):
    """A pointer from a relation into a source: where, who said it, and what it tells differently.

    ``attribution`` is an actor's id, ``"unnamed"``, or None for the article's own voice;
    ``when``, ``type`` and ``status`` are given only where this source differs from the relation.
    ``dated`` is false if it supports the fact and gives no day. ``attests`` says whether, or on which day, it
    tells that it was so; if omitted, what lasts was so on the day of publication, and an event was not.
    """

    source: Id
    paragraph: Annotated[int, Field(ge=1, strict=True)] | None = None
    attribution: Id | None = None
    said: EdtfDay | None = None
    when: Edtf | None = None
    type: Text | None = None
    status: Status | None = None
    stance: Literal["supports", "contradicts"] = "supports"
    dated: Annotated[bool, Field(strict=True)] = True
    attests: Attests | None = None
    quote: Text | None = None
    url: Text | None = None
    archived_url: Text | None = None
    note: Text | None = None


class Link(Row):
    """A tie from one relation to another: the two are one story."""

    rel: LinkKind
    relation: Id


class Amount(Row):
    """A figure and its unit."""

    value: Annotated[int | float, BeforeValidator(_number)]
    unit: Text


class Relation(Row):
    """An edge: one dated occurrence with its own id.

    Its date is ``when``, or ``begins`` and ``ends``: what begins or ends on an imprecise day, as no EDTF
    interval can say. A missing side is unknown.
    """

    source: Id
    target: Id
    key: Id
    type: Text
    when: Edtf | None = None
    begins: Side | None = None
    ends: Side | None = None
    about: tuple[Id, ...] = ()
    status: Status = "actual"
    summary: Text | None = None
    amount: Amount | None = None
    note: Text | None = None
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _one_date(self) -> "Relation":
        edtf.date_of(self.when, self.begins, self.ends)
        return self


class Step(Row):
    """One step of a told story: a text, and what the page shows with it."""

    title: Text
    text: Text | None = None
    since: EdtfDay | None = None
    until: EdtfDay | None = None
    as_of: EdtfDay | None = None
    focus: tuple[Id, ...] = ()
    selection: Id | None = None


class Dataset(Row):
    """What a file holds: actors, relations, sources and vocabulary."""

    title: Text = "Untitled"
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    story: tuple[Step, ...] = ()
    actors: tuple[Actor, ...] = ()
    relations: tuple[Relation, ...] = ()

    def faults(self, *, unsure: Collection[str] = ()) -> list[Fault]:
        """Return everything that is wrong between the parts: ids given twice, references to nothing.

        ``unsure`` names what not all ids are known of (actor, source ...): no reference to it is judged.
        """
        names = {
            "actor": [actor.id for actor in self.actors],
            "source": [source.id for source in self.sources],
            "relation": [relation.key for relation in self.relations],
            "relation type": [row.name for row in self.relation_types],
        }
        known = {what: {*given} for what, given in names.items()}
        return [*_repeated(names, known), *_shared(self.actors), *_dangling(self, known, unsure)]


Place = tuple[int | str, ...]
TABLES: dict[str, tuple[Place, str]] = {
    "actor": (("nodes",), "id"),
    "source": (("graph", "sources"), "id"),
    "relation": (("edges",), "key"),
    "relation type": (("graph", "relation_types"), "name"),
}
"""Where each table stands in the file, and the key that names its rows."""


def _repeated(names: Mapping[str, list[str]], known: Mapping[str, set[str]]) -> Iterator[Fault]:
    @cache
    def rows(what: str) -> dict[str, int]:
        return {name: row for row, name in enumerate(names[what])}

    def last(what: str, name: str) -> Place:
        table, key = TABLES[what]
        return (*table, rows(what)[name], key)

    for what, given in names.items():
        if len(known[what]) == len(given):
            continue
        for name, count in Counter(given).items():
            if count > 1 and name is not None:
                message = f"{count} of them share this id; give each its own"
                yield Fault(f"{what} {name!r}", message, last(what, name))
    for name in sorted(known["actor"] & known["source"] - {None}):
        message = "an actor has the same id; rename one, so that a voice has one name"
        yield Fault(f"source {name!r}", message, last("source", name))
    for what in ("actor", "source"):
        if UNNAMED in known[what]:
            message = "is kept for voices that no article names; choose another"
            yield Fault(f"id {UNNAMED!r}", message, last(what, UNNAMED))


def _shared(actors: Sequence[Actor]) -> Iterator[Fault]:
    """Tell of identifiers that two actors have: they would be one."""
    first: dict[tuple[str, str], str] = {}
    for row, actor in enumerate(actors):
        for scheme, value in actor.ids:
            other = first.setdefault((scheme, value), actor.id)
            if other != actor.id:
                message = (
                    f"actor {shortened(other)} has the same identifier, {shortened(f'{scheme}: {value}')}; "
                    "merge the two if they are one, else mend one"
                )
                yield Fault(f"actor {actor.id!r}, ids", message, ("nodes", row, "ids", scheme))


def _dangling(dataset: Dataset, known: dict[str, set[str]], unsure: Collection[str]) -> Iterator[Fault]:
    known = known | {"relation type": {*vocabulary(dataset.relation_types)}}
    if dataset.story:
        known["actor or relation"] = known["actor"] | known["relation"]
    homes = {
        "actor": " to nodes",
        "source": " to graph.sources",
        "relation": " to edges",
        "relation type": " to graph.relation_types",
        "actor or relation": "",
    }
    suggestions = Suggestions()

    def mend(what: str, name: str) -> str:
        near = suggestions.of(name, known[what])
        return f"did you mean {shortened(near)}?" if near else f"add it{homes[what]}, or write another"

    def check(place: str, path: Place, value: str | tuple[str, ...] | None, what: str) -> Iterator[Fault]:
        if any(each in unsure for each in what.split(" or ")):
            return
        names = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for position, name in names:
            if name is not None and name not in known[what]:
                yield Fault(
                    f"{place}, {path[-1]}",
                    f"there is no {what} {shortened(name)}; {mend(what, name)}",
                    path if position is None else (*path, position),
                )

    for row, source in enumerate(dataset.sources):
        place, path = f"source {source.id!r}", ("graph", "sources", row)
        if source.id in source.derived_from:
            fault = f"{place}, derived_from", "names itself; name what it was rewritten from"
            yield Fault(*fault, (*path, "derived_from", source.derived_from.index(source.id)))
        yield from check(place, (*path, "publisher_actor"), source.publisher_actor, "actor")
        yield from check(place, (*path, "derived_from"), source.derived_from, "source")
    for row, relation in enumerate(dataset.relations):
        if _resolves(relation, known):  # almost every one does, and that is quickly seen
            continue
        place, at = f"relation {relation.key!r}", ("edges", row)
        yield from check(place, (*at, "source"), relation.source, "actor")
        yield from check(place, (*at, "target"), relation.target, "actor")
        yield from check(place, (*at, "type"), relation.type, "relation type")
        yield from check(place, (*at, "about"), relation.about, "actor")
        for number, link in enumerate(relation.links):
            where = f"{place}, links {number + 1}"
            yield from check(where, (*at, "links", number, "relation"), link.relation, "relation")
        for number, entry in enumerate(relation.evidence):
            where, inner = f"{place}, evidence {number + 1}", (*at, "evidence", number)
            yield from check(where, (*inner, "source"), entry.source, "source")
            yield from check(where, (*inner, "type"), entry.type, "relation type")
            if entry.attribution != UNNAMED:
                yield from check(where, (*inner, "attribution"), entry.attribution, "actor")
    for row, step in enumerate(dataset.story):
        place, path = f"story step {step.title!r}", ("graph", "story", row)
        yield from check(place, (*path, "focus"), step.focus, "actor")
        yield from check(place, (*path, "selection"), step.selection, "actor or relation")


def _resolves(relation: Relation, known: Mapping[str, Collection[str]]) -> bool:
    """Return whether every name in a relation names something."""
    actors, sources, types = known["actor"], known["source"], known["relation type"]
    if relation.source not in actors or relation.target not in actors or relation.type not in types:
        return False
    for actor in relation.about:
        if actor not in actors:
            return False
    for link in relation.links:
        if link.relation not in known["relation"]:
            return False
    for entry in relation.evidence:
        if entry.source not in sources:
            return False
        if entry.attribution not in actors and entry.attribution not in (None, UNNAMED):
            return False
        if entry.type is not None and entry.type not in types:
            return False
    return True


class Header(Row):
    """What stands under ``graph`` in the file."""

    format: Literal["graphkit/1"]
    title: Text = "Untitled"
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    story: tuple[Step, ...] = ()


class File(Row):
    """The file as it stands: networkx's node-link JSON."""

    directed: Literal[True]
    multigraph: Literal[True]
    graph: Header
    nodes: tuple[Actor, ...]
    edges: tuple[Relation, ...]
