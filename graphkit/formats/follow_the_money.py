"""The format of FollowTheMoney entities, one a line: what OpenSanctions and Aleph give out and take in.

https://followthemoney.tech. Actors are its things, relations its links with their dates, articles its
documents. Reading takes the followthemoney library, which knows the model; writing does not.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

from graphkit.editing.edits import FreeIds, id_from
from graphkit.errors import DataError, Fault, MissingExtraError, shortened
from graphkit.formats.follow_the_money_writer import dumps
from graphkit.formats.foreign_dates import first_date, one_of, widest
from graphkit.formats.foreign_identity import distinguishing_properties
from graphkit.formats.format import Format, PathLike, Reading, lines_of
from graphkit.libraries import Reader
from graphkit.model.entities import FORMAT, Dataset, Kind
from graphkit.model.vocabulary import type_name, vocabulary
from graphkit.storage.json_file import dataset_of
from graphkit.storage.strict_json import read_json

_MOST_LINKS = 100
"""As many relations may one link of several with several be."""

_MOST_SOURCES, _LONG, _MOST_EACH = 20, 1_000, 100
"""So many sources and characters may a line tell of any number of links, and more of as many links only."""


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
        if proxy.id in found.actors:
            kept = found.actors[proxy.id].get("ids", {}).values()
            reading.local.tell(proxy.id, distinguishing_properties(proxy, kept))
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


def _take_document(found: _Found, proxy: Any, raw: Mapping[str, Any]) -> None:
    published = one_of(proxy.get("publishedAt")) or first_date(
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
        "status": status if status in ("planned", "denied") else None,
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
    day = first_date(told)
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


def _when(proxy: Any) -> str | None:
    """Return the date of a link; of several, the earliest start and the latest end."""

    def values(*names: str) -> list[str]:
        return [value for name in names for value in proxy.get(name, quiet=True)]

    starts, ends = values("startDate", "listingDate", "periodStart"), values("endDate", "periodEnd")
    return widest(starts, ends) or one_of(values("date"))


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
