"""Defines the dataset as it is in the file: actors, relations, sources and evidence, each field validated."""

import math
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

from graphkit.errors import shortened
from graphkit.model.kinds import Kind, LinkKind
from graphkit.model.pictures import LONGEST, picture
from graphkit.model.statuses import Status
from graphkit.model.titles import UNTITLED
from graphkit.model.vocabulary import KnownType, whole
from graphkit.temporal import edtf

R = TypeVar("R", bound="Row")

FORMAT = "graphkit/1"


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


def _sha256(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise ValueError(f"{text[:70]!r} is no SHA-256; write its 64 digits and letters a to f")
    return text


def _bounded(value: Any) -> Any:
    if isinstance(value, int) and abs(value) >= _TOO_LONG:
        raise ValueError("a number of more than 4,300 digits is too long; shorten it")
    return value


_TOO_LONG = 10**4300
"""The first whole number that Python, and so the reader of JSON, refuses to read."""


_EXACT = 2**53
"""Below this each whole number is one float, so that 250000.0 is 250000."""


def _number(value: Any) -> Any:
    if type(value) not in (int, float):
        raise ValueError("expected a number without quotes, such as 4500000000")
    is_whole = type(value) is float and value.is_integer() and abs(value) < _EXACT
    return int(value) if is_whole else _bounded(value)


def _named(value: Any, example: str) -> tuple[tuple[Any, Any], ...]:
    """Return the pairs of an object, in the file or as it is kept, in the order of their names."""
    pairs = tuple(value.items()) if isinstance(value, dict) else value
    if not isinstance(pairs, tuple) or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        raise ValueError(f"expected an object such as {example}")
    if len({str(name) for name, _ in pairs}) < len(pairs):
        raise ValueError("holds a name twice; give each name one value")
    return tuple(sorted(pairs, key=lambda pair: str(pair[0])))


def _pairs(value: Any) -> Any:
    pairs = _named(value, '{"wikidata": "Q182477"}')
    if not all(isinstance(text, str) for pair in pairs for text in pair):
        raise ValueError("expected each identifier in double quotes")
    return tuple((whole(name), whole(text)) for name, text in pairs)


def _attributes(value: Any) -> Any:
    pairs = _named(value, '{"country": "US", "employees": 36000}')
    for name, each in pairs:
        _check_attribute(name, each)
    return pairs


def _check_attribute(name: Any, value: Any) -> None:
    if not isinstance(name, str) or not re.fullmatch(TIDY, name):
        raise ValueError(f"{shortened(str(name))} is no name of an attribute; write words such as country")
    whole(name)
    if isinstance(value, str):
        whole(value)
        if value.strip():
            return
        raise ValueError(f"{shortened(name)} is empty; write something, or leave it out")
    if isinstance(value, bool) or value is None:
        mend = "leave it out" if value is None else f'write a text such as "{"yes" if value else "no"}"'
    elif isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        _bounded(value)
        return
    else:
        mend = "write one text or number"
    raise ValueError(f"{shortened(name)} is neither a text nor a number; {mend}")


_NOT_BLANK = {"minLength": 1, "pattern": r"\S"}
_DATE = {
    "minLength": 4,
    "format": "edtf",
    "examples": ["2025-07-14", "2025-07", "2025-04/", "[..2025-07-15]"],
}
_DAY = {"minLength": 4, "format": "edtf", "examples": ["2025-07-14", "2025-07", "[2025-07-14,2025-07-15]"]}

# Patterns, since pydantic checks them without calling Python for each text, and finds lone surrogates too.
# Blank means what str.strip removes.
_INK = r"[^\s\x1c-\x1f]"
_SAME_LINE = r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
TIDY = f"{_INK}({_SAME_LINE}*{_INK})?"
"""An id, or the name of an attribute: one line without blanks at its ends."""

_Str = Annotated[str, Field(strict=True)]
"""A text, and no bytes."""
Id = Annotated[_Str, Field(max_length=200, pattern=f"^{TIDY}$", json_schema_extra=_NOT_BLANK)]
Text = Annotated[_Str, Field(pattern=_INK, json_schema_extra=_NOT_BLANK)]
Edtf = Annotated[_Str, AfterValidator(_edtf), Field(json_schema_extra=_DATE)]
EdtfDay = Annotated[_Str, AfterValidator(_edtf_day), Field(json_schema_extra=_DAY)]
Side = Annotated[_Str, AfterValidator(_side), Field(json_schema_extra={**_DAY, "minLength": 2})]
"""The day on which something begins or ends; ``..`` for no beginning or no end."""
Attests = Annotated[bool | Annotated[str, Field(json_schema_extra=_DAY)], BeforeValidator(_attested)]
Sha256 = Annotated[_Str, AfterValidator(_sha256), Field(json_schema_extra={"pattern": "^[0-9a-f]{64}$"})]
Picture = Annotated[
    _Str,
    AfterValidator(picture),
    Field(
        json_schema_extra={
            "pattern": "^data:image/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/]+={0,2}$",
            "maxLength": LONGEST,
        }
    ),
]
"""A small picture, whole in its address."""
Identifiers = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(_pairs, json_schema_input_type=dict[str, str]),
    PlainSerializer(dict, return_type=dict[str, str]),
]
"""An object in the file, kept as pairs, since attributes of the graph are immutable."""
Attributes = Annotated[
    tuple[tuple[str, str | int | float], ...],
    BeforeValidator(_attributes, json_schema_input_type=dict[str, Text | int | float]),
    PlainSerializer(dict, return_type=dict[str, str | int | float]),
]
"""A flat object of texts and numbers in the file, kept as pairs in the order of their names."""
_FORBID = ConfigDict(
    frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True, revalidate_instances="always"
)
"""``defer_build``: each validator is built when it is first used; reading a file needs only the file's."""


class RelationType(
    BaseModel, KnownType, frozen=True, extra="forbid", defer_build=True, revalidate_instances="always"
):
    """A type of relation: whether it happens or lasts, and how it reads from either side.

    ``kind`` is ``event`` (it happens), ``state`` (it lasts), ``either`` (it lasts if its date is an
    interval, else it happens) or ``background`` (a standing fact). ``past`` and ``present`` are the verb of a
    sentence that starts with the source, ``inverse_past`` and ``inverse_present`` of one that starts with the
    target (left out: "was" and "is" before ``inverse``). ``about`` is the word before a product
    that it is about (left out: "about"), ``share`` says that an amount in per cent is a part of the target.
    ``synonyms`` are other words for it. ``plover``, ``cameo`` and ``ftm`` are the nearest PLOVER event, CAMEO
    code and FollowTheMoney schema. A type that names no ``family`` is of the family ``other``.
    """

    def __eq__(self, other: object) -> bool:
        """Return whether another type says the same, be it a model or not."""
        return isinstance(other, KnownType) and vars(self) == vars(other)

    @model_validator(mode="before")
    @classmethod
    def _of_known(cls, value: Any) -> Any:
        return asdict(value) if type(value) is KnownType else value

    @model_validator(mode="after")
    def _reads_one_way(self) -> "RelationType":
        if self.symmetric and (self.inverse or self.inverse_past or self.inverse_present) is not None:
            raise ValueError(f"{self.name!r} is symmetric, so it has no inverse; remove one of the two")
        return self


class Row(BaseModel):
    """Any object of the file; immutable, compared by value."""

    model_config = _FORBID

    def __eq__(self, other: object) -> bool:
        """Return whether two rows are equal; pydantic does not see at once that they are one and the same."""
        return self is other or super().__eq__(other)

    def fields(self) -> dict[str, Any]:
        """Return the fields that are not at their default, in the order of the format."""
        defaults = _defaults(type(self))
        return {name: value for name, value in self.__dict__.items() if value != defaults[name]}

    @classmethod
    def of_valid(cls, fields: Mapping[str, Any]) -> Self:
        """Return the row of fields that are known to be valid; :meth:`fields` is its inverse."""
        row: Self = _blank(cls).model_copy(update=fields)
        return row


@cache
def _defaults(model: type[Row]) -> dict[str, Any]:
    return {name: field.default for name, field in model.model_fields.items()}


@cache
def _blank(model: type[R]) -> R:
    return model.model_construct(set(), **_defaults(model))


class Actor(Row):
    """A node: a person, company, government, product, place or anything else that acts or is acted on.

    ``attributes`` are what else is known of it, each a text or a number; a date is a text in EDTF.
    ``picture`` is one of it, or its flag, whole in a ``data:`` address.
    """

    id: Id
    name: Text
    kind: Kind
    aliases: tuple[Text, ...] = ()
    description: Text | None = None
    ids: Identifiers = ()
    attributes: Attributes = ()
    picture: Picture | None = None


class Source(Row):
    """A document.

    ``published`` is one day in EDTF, which may be uncertain; ``derived_from`` names the sources it was
    rewritten from.
    """

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


_DATED = (
    "False if this source supports the fact but gives no day: then it vouches for none. "
    'Example: "dated": false for an article that says only that they have met.'
)
_ATTESTS = (
    "The day on which this source says that it was so, or true or false. Left out: what lasts was so on the "
    "day of publication if no end is stated, an event was not. "
    'Example: "attests": "2023" for "in 2023 she led it".'
)


class Evidence(Row):
    """A pointer from a relation into a source: the paragraph, who said it, and how it differs.

    ``attribution`` is an actor's id, ``"unnamed"``, or None for the article's own voice;
    ``when``, ``type`` and ``status`` are given only where this source differs from the relation.
    ``dated`` is false if it supports the fact and gives no day. ``attests`` says whether, or on which day, it
    tells that it was so; if omitted, what lasts was so on the day of publication, and an event was not.
    """

    source: Id
    paragraph: Annotated[int, Field(ge=1, strict=True), AfterValidator(_bounded)] | None = None
    attribution: Id | None = None
    said: EdtfDay | None = None
    when: Edtf | None = None
    type: Text | None = None
    status: Status | None = None
    stance: Literal["supports", "contradicts"] = "supports"
    dated: Annotated[bool, Field(strict=True, description=_DATED)] = True
    attests: Annotated[Attests | None, Field(description=_ATTESTS)] = None
    quote: Text | None = None
    url: Text | None = None
    archived_url: Text | None = None
    note: Text | None = None


class Link(Row):
    """A link from one relation to another in the same story."""

    rel: LinkKind
    relation: Id


class Amount(Row):
    """A figure and its unit."""

    value: Annotated[int | float, BeforeValidator(_number)]
    unit: Text


_WHEN = 'When it happened, or from when to when it lasted, as one EDTF date. Example: "when": "2025-04/".'
_BEGINS = (
    "Instead of `when`: the date on one day of which it began; left out, nobody knows. "
    'Example: "begins": "[2025-01-01..2025-05-12]" for what began some day by the truce of May.'
)
_ENDS = (
    'Instead of `when`: the date of its last day; ".." if it has no end; left out, nobody knows. '
    'Example: "ends": "2025-07-14".'
)


class Relation(Row):
    """An edge: one dated occurrence with its own id.

    Its date is ``when``, or ``begins`` and ``ends``: what begins or ends on an imprecise day, as no EDTF
    interval can say. A missing side is unknown.
    """

    source: Id
    target: Id
    key: Id
    type: Text
    when: Annotated[Edtf | None, Field(description=_WHEN)] = None
    begins: Annotated[Side | None, Field(description=_BEGINS)] = None
    ends: Annotated[Side | None, Field(description=_ENDS)] = None
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
    """One step of a guided story: a text, and what the page shows with it."""

    title: Text
    text: Text | None = None
    since: EdtfDay | None = None
    until: EdtfDay | None = None
    as_of: EdtfDay | None = None
    focus: tuple[Id, ...] = ()
    selection: Id | None = None


class Dataset(Row):
    """The content of a file: actors, relations, sources, relation types and the story."""

    title: Text = UNTITLED
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    story: tuple[Step, ...] = ()
    actors: tuple[Actor, ...] = ()
    relations: tuple[Relation, ...] = ()


MODELS: dict[str, type[BaseModel]] = {
    "actors": Actor,
    "sources": Source,
    "relation_types": RelationType,
    "relations": Relation,
    "story": Step,
}
"""What a row of each table of a dataset is, by the field that holds them."""


PARTS: dict[str, type[BaseModel]] = {"evidence": Evidence, "links": Link, "amount": Amount}
"""What the rows inside a row are, by their field."""


def plain(value: Any) -> Any:
    """Return a value of a row as plain data, as JSON has it."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


class Header(Row):
    """The object under ``graph`` in the file."""

    format: Literal["graphkit/1"]
    title: Text = UNTITLED
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    story: tuple[Step, ...] = ()


class File(Row):
    """The whole file: networkx's node-link JSON."""

    directed: Literal[True]
    multigraph: Literal[True]
    graph: Header
    nodes: tuple[Actor, ...]
    edges: tuple[Relation, ...]
