"""The format of FollowTheMoney entities, one a line: what OpenSanctions and Aleph give out and take in.

https://followthemoney.tech. Actors are its things, relations its links with their dates, articles its
documents. Reading takes the followthemoney library, which knows the model; writing does not.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any, NamedTuple, get_args

from graphkit.errors import DataError, Fault, MissingExtraError, shortened
from graphkit.formats.format import Format, Loss, PathLike, Reading, Written, lines_of
from graphkit.graph.build import to_dataset
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.libraries import Reader
from graphkit.model.entities import FORMAT, Actor, Dataset, Kind, Source
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.statuses import NOT_ACTUAL
from graphkit.model.vocabulary import type_name, vocabulary
from graphkit.storage.json_file import dataset_of
from graphkit.storage.strict_json import read_json
from graphkit.temporal import edtf
from graphkit.temporal.calendar import iso

Entity = dict[str, Any]

_SCHEMA_OF_KIND = {
    "person": "Person",
    "company": "Company",
    "government": "PublicBody",
    "government-body": "PublicBody",
    "country": "Territory",
    "place": "Territory",
    "organisation": "Organization",
    "media": "Organization",
    "product": "Asset",
    "commodity": "Asset",
    "sector": "Asset",
    "event": "Event",
}
_IS_A = {
    "Person": ("LegalEntity",),
    "Organization": ("LegalEntity",),
    "PublicBody": ("LegalEntity", "Organization"),
    "Company": ("LegalEntity", "Organization", "Asset"),
}
_LINKS = {
    "UnknownLink": ("subject", "Thing", "object", "Thing"),
    "Ownership": ("owner", "LegalEntity", "asset", "Asset"),
    "Directorship": ("director", "LegalEntity", "organization", "Organization"),
    "Employment": ("employee", "Person", "employer", "Organization"),
    "Membership": ("member", "LegalEntity", "organization", "Organization"),
    "Representation": ("agent", "LegalEntity", "client", "LegalEntity"),
}
"""The links that are written: the property of each end, and what may stand there."""

_MOST_LINKS = 100
"""As many relations may one link of several with several be."""

_MOST_SOURCES, _LONG, _MOST_EACH = 20, 1_000, 100
"""So many sources and characters may a line tell of any number of links, and more of as many links only."""

_MOST_DAYS = 31
"""As many days one after the other may a date be one of."""

_QUOTED = re.compile("""["'](.*)["']""")
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]{0,198}[0-9a-zA-Z])?")
_PREFIX = r"[1-9]\d{3}(?:-\d\d(?:-\d\d)?)?"
_DATE = re.compile(_PREFIX)
_ONE_OF = re.compile(rf"\[({_PREFIX}(?:,{_PREFIX})+)\]")
_DAY = r"[1-9]\d{3}-\d\d-\d\d"
_BETWEEN = re.compile(rf"\[({_DAY})\.\.({_DAY})\]")
_SPAN = re.compile(rf"({_PREFIX})?/({_PREFIX})?")


# --- writing ------------------------------------------------------------------------------------


def dumps(graph: Graph) -> Written:
    """Return a graph as FollowTheMoney entities, and what they do not say."""
    dataset = to_dataset(graph)
    known = index(graph)
    ids = _ids(dataset)
    schemata = {actor.id: _SCHEMA_OF_KIND[actor.kind] for actor in dataset.actors}
    entities = [
        *(_article(source, ids) for source in dataset.sources),
        *(_thing(actor, ids) for actor in dataset.actors),
        *(_link(known.by_id[row.key], ids, schemata) for row in dataset.relations),
    ]
    lines = (json.dumps(entity, ensure_ascii=False, allow_nan=False) for entity in entities)
    content = "".join(f"{line}\n" for line in lines).encode()
    return Written(content, tuple(_losses(dataset, known.by_id, ids)))


def _ids(dataset: Dataset) -> dict[tuple[str, str], str]:
    """Return the id of each entity, by what it is and its own id: its own, where FollowTheMoney takes it."""
    ids: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    rows = [
        *(("actor", row.id) for row in dataset.actors),
        *(("source", row.id) for row in dataset.sources),
        *(("relation", row.key) for row in dataset.relations),
    ]
    for what, id in rows:
        fits = _ID.fullmatch(id) and id not in taken
        named = sha1(f"{what} {id}".encode(), usedforsecurity=False).hexdigest()
        ids[what, id] = id if fits else f"gk-{named}"
        taken.add(ids[what, id])
    return ids


def _entity(id: str, schema: str, properties: Mapping[str, Any]) -> Entity:
    told = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        texts = dict.fromkeys(_visible(each) for each in values if each is not None)
        told[name] = [text for text in texts if text]
    return {"id": id, "schema": schema, "properties": {name: texts for name, texts in told.items() if texts}}


def _visible(text: str) -> str:
    """Return a text as FollowTheMoney keeps it: composed, one blank for what is not seen."""
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text).split())


def _named(text: str) -> str:
    """Return a name as FollowTheMoney keeps it: visible, and with no quotation marks around the whole."""
    text = _visible(text)
    while quoted := _QUOTED.fullmatch(text):
        text = quoted[1].strip()
    return text


def _thing(actor: Actor, ids: Mapping[tuple[str, str], str]) -> Entity:
    properties = {
        "name": _named(actor.name) or ids["actor", actor.id],
        "alias": list(map(_named, actor.aliases)),
        "description": actor.description,
        "wikidataId": dict(actor.ids).get("wikidata"),
        "keywords": actor.kind,
    }
    return _entity(ids["actor", actor.id], _SCHEMA_OF_KIND[actor.kind], properties)


def _article(source: Source, ids: Mapping[tuple[str, str], str]) -> Entity:
    properties = {
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "publishedAt": _one_of(source.published),
        "sourceUrl": _web(source.url),
        "notes": source.note,
    }
    return _entity(ids["source", source.id], "Article", properties)


def _one_of(date: str | None) -> list[str]:
    """Return a plain date, or each date that it is one of; nothing where FollowTheMoney has none such."""
    if not date:
        return []
    if several := _ONE_OF.fullmatch(date):
        return several[1].split(",")
    if between := _BETWEEN.fullmatch(date):
        first, last = (edtf.parse(day).bounds.earliest_start for day in between.groups())
        return [str(iso(day)) for day in range(first, last + 1)] if 1 < last - first < _MOST_DAYS else []
    return [date] if _DATE.fullmatch(date) else []


def _web(url: str | None) -> str | None:
    return url if url and re.match("https?://[^/]", url) else None


def _link(seen: DatedRelation, ids: Mapping[tuple[str, str], str], schemata: Mapping[str, str]) -> Entity:
    schema = seen.type.ftm or ""
    if not _may_hold(schema, schemata[seen.source], schemata[seen.target]):
        schema = "UnknownLink"
    source, _, target, _ = _LINKS[schema]
    properties = {
        source: ids["actor", seen.source],
        target: ids["actor", seen.target],
        "role": seen.type.name,
        "status": [caveat.lower() for caveat in seen.caveats] or None,
        **_days(seen),
        "summary": seen.summary,
        "description": seen.note,
        "recordId": seen.id if _visible(seen.id) == seen.id else None,  # else it may become another's
        "proof": sorted({ids["source", entry.source] for entry in seen.evidence}),
    }
    return _entity(ids["relation", seen.id], schema, properties)


def _may_hold(schema: str, source: str, target: str) -> bool:
    if schema not in _LINKS:
        return False
    _, first, _, second = _LINKS[schema]
    return all(
        wanted in ("Thing", held, *_IS_A.get(held, ()))
        for held, wanted in ((source, first), (target, second))
    )


def _days(seen: DatedRelation) -> dict[str, Any]:
    """Return the date of a relation; where FollowTheMoney has none such, the span in which it may be."""
    if days := _one_of(seen.when):
        return {"date": days}
    span = _SPAN.fullmatch(seen.when or "")
    if span:
        return {"startDate": span[1], "endDate": span[2]}
    if seen.when is None or seen.bounds is None:
        return {}
    first, last = iso(seen.bounds.earliest_start), iso(seen.bounds.latest_end)
    sides = {"startDate": first, "endDate": last}
    return {name: day for name, day in sides.items() if day and _DATE.fullmatch(day)}


def _losses(
    dataset: Dataset, by_id: Mapping[str, DatedRelation], ids: Mapping[tuple[str, str], str]
) -> Iterable[Loss]:
    def relations(what: str, lost: Iterable[Any], instead: str | None = None) -> Iterable[Loss]:
        count = sum(map(bool, lost))
        if count:
            yield Loss(what, count, instead=instead)

    rows = dataset.relations
    whole = "the whole span in which it may be"
    dates = [by_id[row.key].when for row in rows]
    vague = [date and not (_one_of(date) or _SPAN.fullmatch(date)) for date in dates]
    yield from relations("uncertain dates", vague, whole)
    pointed = [any(set(entry.fields()) - {"source"} for entry in row.evidence) for row in rows]
    yield from relations("paragraphs, voices and what differs", pointed, "its documents only")
    yield from relations("contradiction", (by_id[row.key].contested for row in rows))
    yield from relations("further actors concerned", (row.about for row in rows))
    yield from relations("links to other relations", (row.links for row in rows))
    yield from relations("amount", (row.amount for row in rows))
    counts = {
        ("further identifiers", "actor"): sum(
            bool(set(dict(row.ids)) - {"wikidata"}) for row in dataset.actors
        ),
        ("an uncertain date of publication", "source"): sum(
            not _one_of(row.published) for row in dataset.sources
        ),
        ("the file, its origin and what else is known", "source"): sum(
            bool(
                row.derived_from or row.file or row.sha256 or row.archived_url or row.reliability
                or row.publisher_actor or row.url != _web(row.url)
            )
            for row in dataset.sources
        ),
        ("the told story", "step"): len(dataset.story),
        ("what own relation types mean", "type"): len(dataset.relation_types),
        ("the title", "dataset"): 1,
    }  # fmt: skip
    for (what, of), count in counts.items():
        if count:
            yield Loss(what, count, of=of)
    texts = [
        *(
            text
            for row in (*dataset.actors, *dataset.sources, *rows)
            for _, text in row
            if isinstance(text, str)
        ),
        *(alias for actor in dataset.actors for alias in actor.aliases),
    ]
    broken = sum(_visible(text) != text for text in texts)
    if broken:
        yield Loss("blanks, breaks and characters that are not seen", broken, of="text", instead="one blank")
    unquoted = sum(
        any(_named(name) != _visible(name) for name in (actor.name, *actor.aliases))
        for actor in dataset.actors
    )
    if unquoted:
        yield Loss("the quotation marks around a name", unquoted, of="actor")
    for what in ("actor", "source"):
        changed = sum(own != id for (each, own), id in ids.items() if each == what)
        if changed:
            yield Loss("the id", changed, of=what, instead="one that FollowTheMoney takes")


# --- reading ------------------------------------------------------------------------------------

_KIND_OF_SCHEMA = {
    "Person": "person",
    "Company": "company",
    "PublicBody": "government-body",
    "Organization": "organisation",
    "LegalEntity": "organisation",
    "Position": "government-body",
    "Territory": "place",
    "Address": "place",
    "RealEstate": "place",
    "Event": "event",
    "Asset": "product",
}
"""The kind of an actor, by the first of these that its schema is."""

_TYPE_OF_SCHEMA = {
    "Ownership": "owns",
    "Directorship": "leads",
    "Employment": "works-for",
    "Membership": "part-of",
    "Representation": "represents",
    "Occupancy": "holds-office-in",
}


class _Authority(NamedTuple):
    """Who sanctions, of whom nothing is told but the name."""

    name: str


@dataclass
class _Found:
    """What has been read: rows in the shape of the file, and what there is to tell.

    Authorities are known by name, and lists by name and day, until all ids are known that are taken.
    """

    actors: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    relations: list[dict[str, Any]] = field(default_factory=list)
    proofs: dict[str, list[tuple[str, str] | str]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    authorities: set[str] = field(default_factory=set)
    lists: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    unsourced: int = 0


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read FollowTheMoney entities: a sanctions list becomes actors, holdings and relations.

    Raises
    ------
    MissingExtraError
        If the followthemoney library is not installed.
    StorageError
        If the file cannot be read.
    DataError
        If a line is no entity, or what it says is refused.
    """
    reader = Reader(path, "followthemoney does not read it", but=(ImportError,))
    try:
        with reader:
            import followthemoney  # noqa: F401  it is met here for the first time, with all that it prints
    except ImportError:
        raise MissingExtraError("FollowTheMoney files", "ftm") from None
    found = _Found()
    bad = 0
    for number, line in lines_of(path):
        if not line.strip():
            continue
        try:
            raw, flaws = read_json(line, str(path))
            if flaws or not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not raw["id"]:
                raise _NoEntityError(flaws[0].message if flaws else "has no id")
            if not isinstance(raw.get("schema"), str):
                raise _NoEntityError("has no schema")
            proxy = _proxy(raw, reader)
            if not proxy.id:  # none of it is seen
                raise _NoEntityError("has no id")
            _check_size(proxy, raw)
        except (DataError, _NoEntityError) as error:
            bad += 1
            message = error.faults[0].message if isinstance(error, DataError) else str(error)
            fault = Fault(f"line {number}", f"is no entity: {message}; mend or remove it", line=number)
            found.faults.append(fault)
            continue
        _take(found, proxy, raw)
        reading.local.tell(proxy.id, _telling(found, proxy))
    if found.faults and not reading.skip_bad:
        raise DataError(str(path), found.faults)
    if bad:
        reading.notes.append(
            f"{bad:,} {'line' if bad == 1 else 'lines'} skipped; the first: {found.faults[0]}"
        )
    return _dataset(found, str(path), reading)


class _NoEntityError(Exception):
    """A line that is no entity, or says too much."""


def _proxy(raw: Mapping[str, Any], reader: Reader) -> Any:
    """Return an entity as the library cleans it, which itself takes time quadratic in its values."""
    from followthemoney import model
    from followthemoney.value import string_list

    with reader:
        bare = model.get_proxy({**raw, "properties": {}}, cleaned=False)
    told = raw.get("properties")
    cleaned = {}
    for name, values in told.items() if isinstance(told, dict) else ():
        prop = bare.schema.properties.get(name)
        if prop is not None and not prop.stub:
            with reader:
                texts = dict.fromkeys(string_list(values, sanitize=True))
                clean = [prop.type.clean_text(text, format=prop.format, proxy=bare) for text in texts]
            if prop.type.name == "entity":  # the library drops ids with a "_", which some lists have
                clean = [kept or text for kept, text in zip(clean, texts, strict=True)]
            cleaned[name] = [text for text in dict.fromkeys(clean) if text is not None]
    with reader:
        return model.get_proxy({**raw, "id": bare.id, "properties": cleaned})


def _check_size(proxy: Any, raw: Mapping[str, Any]) -> None:
    """Refuse a line that tells too much of too many: it would be written out for each of them."""
    schema = proxy.schema
    if schema.edge:
        sides = [len(proxy.get(name)) for name in (schema.edge_source, schema.edge_target)]
        if min(sides) > 1 and sides[0] * sides[1] > _MOST_LINKS:
            many = f"links {sides[0]:,} with {sides[1]:,}, each with each"
            raise _NoEntityError(f"{many}; give each link a line of its own")
        links = sides[0] * sides[1]
    else:
        links = len(proxy.get("entity", quiet=True)) if schema.name == "Sanction" else 0
    if links > 1:
        named = ("program", "provisions", "reason", "summary", "description", "role", "relationship")
        length = sum(len(text) for name in named for text in proxy.get(name, quiet=True))
        sources = (
            len(_lists(raw)) + len(proxy.get("publisher", quiet=True)) + len(proxy.get("proof", quiet=True))
        )
        if sources > _MOST_SOURCES and links * sources > _MOST_EACH * _MOST_SOURCES:
            raise _NoEntityError(
                f"gives {sources:,} sources for {links:,} links; give each link a line of its own"
            )
        if length > _LONG and links * length > _MOST_EACH * _LONG:
            raise _NoEntityError(f"says {length:,} characters of {links:,} links; give each its own line")


def _take(found: _Found, proxy: Any, raw: Mapping[str, Any]) -> None:
    schema = proxy.schema
    if schema.edge:
        _take_link(found, proxy, raw)
    elif schema.name == "Sanction":
        _take_sanction(found, proxy, raw)
    elif schema.is_a("Document"):
        _take_document(found, proxy, raw)
    elif kind := next((_KIND_OF_SCHEMA[name] for name in _KIND_OF_SCHEMA if schema.is_a(name)), None):
        _take_thing(found, proxy, kind)
    else:
        found.left_out[schema.name] += 1


def _take_thing(found: _Found, proxy: Any, kind: str) -> None:
    ours = [word for word in proxy.get("keywords") if word in get_args(Kind)]
    name = next(filter(None, (proxy.first(each) for each in ("name", *proxy.schema.caption))), proxy.id)
    aliases = [*proxy.get("name"), *proxy.get("alias"), *proxy.get("weakAlias"), *proxy.get("previousName")]
    described = proxy.get("description") or proxy.get("summary") or proxy.get("notes")
    identifiers = {"wikidata": proxy.first("wikidataId"), "lei": proxy.first("leiCode", quiet=True)}
    row = {
        "id": proxy.id,
        "name": name,
        "kind": ours[0] if ours else kind,
        "aliases": [each for each in dict.fromkeys(aliases) if each != name and each.strip()],
        "description": " ".join(described) or None,
        "ids": {scheme: id for scheme, id in identifiers.items() if id},
    }
    found.actors[proxy.id] = _without_nothing(row)
    if proxy.schema.name == "LegalEntity" and not ours:
        found.unsure.add(proxy.id)  # it may be a person


_TELLING_TYPES = ("identifier", "country", "email", "phone", "iban", "gender", "address")
_TELLING = (
    "birthDate", "deathDate", "incorporationDate", "dissolutionDate", "birthPlace", "website",
    "wikipediaUrl", "opencorporatesUrl",
)  # fmt: skip
"""Properties, by their type and by their name, that tell people and companies of one name apart."""


def _telling(found: _Found, proxy: Any) -> Iterable[tuple[str, str]]:
    """Return what an entity says of an actor that tells it from others, and that is not kept."""
    if proxy.id in found.actors:
        kept = {*found.actors[proxy.id].get("ids", {}).values()}
        for prop, value in proxy.itervalues():
            telling = prop.type.name in _TELLING_TYPES or prop.name in _TELLING
            if telling and value not in kept:
                yield prop.name, value


def _take_document(found: _Found, proxy: Any, raw: Mapping[str, Any]) -> None:
    published = _one(proxy.get("publishedAt")) or _first_day(
        [*proxy.get("date"), *proxy.get("authoredAt"), *proxy.get("modifiedAt"), raw.get("first_seen")]
    )
    if published is None:
        found.left_out[f"{proxy.schema.name} without a date"] += 1
        return
    row = {
        "id": proxy.id,
        "publisher": proxy.first("publisher") or "; ".join(_lists(raw)) or "unknown",
        "title": proxy.first("title") or proxy.first("name"),
        "author": proxy.first("author"),
        "published": published,
        "url": proxy.first("sourceUrl"),
        "note": proxy.first("notes"),
    }
    found.sources[proxy.id] = _without_nothing(row)


def _take_link(found: _Found, proxy: Any, raw: Mapping[str, Any]) -> None:
    schema = proxy.schema
    role = proxy.first("role", quiet=True) or proxy.first("relationship", quiet=True)
    type_ = _TYPE_OF_SCHEMA.get(schema.name, "")
    if not type_ or role in vocabulary():
        type_ = type_name(role or "") or type_name(schema.edge_label or schema.name)
    said = role if role and type_name(role) != type_ else None
    ends = [
        (source, target)
        for source in proxy.get(schema.edge_source)
        for target in proxy.get(schema.edge_target)
    ]
    if not ends:
        found.left_out[f"{schema.name} without two ends"] += 1
    for number, (source, target) in enumerate(ends):
        own = proxy.first("recordId") if len(ends) == 1 and _ours(raw, proxy) else None
        id = own or (proxy.id if not number else f"{proxy.id}-{number + 1}")
        _add(found, id, source, type_, target, proxy, raw, summary=said)


def _ours(raw: Mapping[str, Any], proxy: Any) -> bool:
    """Return whether graphkit wrote a link: it stands for no dataset of somebody else's."""
    return "datasets" not in raw and bool(proxy.first("recordId"))


def _take_sanction(found: _Found, proxy: Any, raw: Mapping[str, Any]) -> None:
    """Take a sanction: an authority sanctions somebody, from the day on which it is listed."""
    authority = proxy.first("authority") or "; ".join(_lists(raw)) or "unknown authority"
    found.authorities.add(authority)
    told = dict.fromkeys([*proxy.get("program"), *proxy.get("provisions"), *proxy.get("reason")])
    summary = "; ".join(told) or None
    for number, target in enumerate(proxy.get("entity")):
        id = proxy.id if not number else f"{proxy.id}-{number + 1}"
        _add(found, id, _Authority(authority), "sanctioned", target, proxy, raw, summary=summary)


def _add(
    found: _Found,
    id: str,
    source: "str | _Authority",
    type_: str,
    target: str,
    proxy: Any,
    raw: Mapping[str, Any],
    *,
    summary: str | None,
) -> None:
    status = proxy.first("status", quiet=True)
    row = {
        "source": source,
        "target": target,
        "key": id,
        "type": type_,
        "when": _when(proxy),
        "status": status if status in NOT_ACTUAL else None,
        "summary": proxy.first("summary") or summary,
        "note": proxy.first("description"),
    }
    found.types.add(type_)
    found.relations.append(_without_nothing(row))
    found.proofs[id] = proxy.get("proof") or _listed(found, proxy, raw)


def _listed(found: _Found, proxy: Any, raw: Mapping[str, Any]) -> list[tuple[str, str] | str]:
    """Return the sources of what a list says: each list, as it was on the day it last changed."""
    told = [
        raw.get("last_change"),
        raw.get("first_seen"),
        *proxy.get("modifiedAt"),
        *proxy.get("retrievedAt"),
    ]
    day = _first_day(told)
    names = _lists(raw) or proxy.get("publisher")
    if day is None or not names:
        found.unsourced += 1
        return []
    for name in names:
        row = {"publisher": name, "published": day, "url": proxy.first("sourceUrl")}
        found.lists.setdefault((name, day), _without_nothing(row))
    return [(name, day) for name in names]


def _lists(raw: Mapping[str, Any]) -> list[str]:
    """Return the names of the lists that an entity is from."""
    lists = raw.get("datasets")
    return list(map(str, lists)) if isinstance(lists, list) else []


def _plain(told: Sequence[str]) -> list[str]:
    """Return the dates among texts, without a time, in order."""
    return sorted({each[:10] for each in told if _DATE.fullmatch(each[:10])})


def _one(told: Sequence[str]) -> str | None:
    """Return a date that is one of those told."""
    days = _plain(told)
    if len(days) < 2:
        return days[0] if days else None
    between = f"[{days[0]}..{days[-1]}]"
    return between if _one_of(between) == days else f"[{','.join(days)}]"


def _first_day(told: Sequence[Any]) -> str | None:
    """Return the first of some dates that is one, without a time."""
    return next((str(each)[:10] for each in told if _DATE.fullmatch(str(each)[:10])), None)


def _when(proxy: Any) -> str | None:
    """Return the date of a link; of several, the earliest start and the latest end."""

    def days(*names: str) -> list[str]:
        return _plain([each for name in names for each in proxy.get(name, quiet=True)])

    starts, ends = days("startDate", "listingDate", "periodStart"), days("endDate", "periodEnd")
    if not starts and not ends:
        return _one(proxy.get("date", quiet=True))
    first, last = starts[0] if starts else "", ends[-1] if ends else ""
    if first and last and last < first[: len(last)]:
        return f"[{last}..{first}]"  # told the wrong way round: some day between
    return f"{first}/{last}"


def _without_nothing(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], {})}


def _dataset(found: _Found, where: str, reading: Reading) -> Dataset:
    ids = FreeIds([*found.actors, *found.sources])
    authorities = {name: ids.take(id_from(name)) for name in sorted(found.authorities)}
    found.actors |= {
        id: {"id": id, "name": name, "kind": "government-body"} for name, id in authorities.items()
    }
    reading.local.actors.update(authorities.values())
    reading.local.kinds |= found.unsure
    lists = {key: ids.take(id_from(*key)) for key in sorted(found.lists)}
    found.sources |= {id: {"id": id, **found.lists[key]} for key, id in lists.items()}
    reading.local.sources.update(lists.values())
    edges, dangling = [], 0
    for row in found.relations:
        if isinstance(row["source"], _Authority):
            row["source"] = authorities[row["source"].name]
        if row["source"] not in found.actors or row["target"] not in found.actors:
            dangling += 1
            continue
        proofs = [lists[proof] if isinstance(proof, tuple) else proof for proof in found.proofs[row["key"]]]
        evidence = [{"source": id} for id in dict.fromkeys(proofs) if id in found.sources]
        edges.append({**row, **({"evidence": evidence} if evidence else {})})
    own = sorted({row["type"] for row in edges} - set(vocabulary()))
    if found.left_out:
        told = ", ".join(f"{name} ({count:,})" for name, count in sorted(found.left_out.items()))
        reading.notes.append(f"Left out, as graphkit has no place for it: {told}.")
    if dangling:
        links = "1 link" if dangling == 1 else f"{dangling:,} links"
        reading.notes.append(f"{links} left out, as an end of it is not in the file.")
    if found.unsourced:
        links = "1 link says" if found.unsourced == 1 else f"{found.unsourced:,} links say"
        reading.notes.append(f"{links} neither when nor by whom it was told; without evidence.")
    if own:
        names = ", ".join(map(shortened, own))
        reading.notes.append(f"Relation types that graphkit does not know were added: {names}.")
    header: dict[str, Any] = {"format": FORMAT, "sources": list(found.sources.values())}
    header["relation_types"] = [{"name": name, "kind": "either"} for name in own]
    raw = {"directed": True, "multigraph": True, "graph": header}
    return dataset_of({**raw, "nodes": list(found.actors.values()), "edges": edges}, where)


FOLLOW_THE_MONEY = Format(
    "FollowTheMoney", (".ftm.json", ".ftm"), "OpenSanctions, Aleph, investigations", dumps, read
)
