"""The format of FollowTheMoney entities, one a line, which OpenSanctions and Aleph read and write.

https://followthemoney.tech. Things become actors, links and sanctions become relations, documents become
sources. Reading takes the followthemoney library, which knows the model; writing does not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

from graphkit.errors import DataError, Fault, MissingExtraError, shortened
from graphkit.formats.follow_the_money_writer import dumps
from graphkit.formats.foreign_dates import first_date, one_of, widest
from graphkit.formats.foreign_identity import distinguishing_properties
from graphkit.formats.format import Format, PathLike, Reading, lines_of
from graphkit.libraries import Reader
from graphkit.model.entities import Dataset, Kind
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.vocabulary import type_name, vocabulary
from graphkit.storage.json_file import dataset_of, file_with
from graphkit.storage.strict_json import read_json

_MOST_LINKS = 100
"""The most relations that one link of several actors with several others may become."""

_MOST_SOURCES, _LONG, _MOST_EACH = 20, 1_000, 100
"""A line may always have this many sources and characters; if it has more, the product with the number of its
links is limited to ``_MOST_EACH`` times as much."""

_KIND_OF_SCHEMA = {
    "Person": "person",
    "Company": "company",
    "PublicBody": "government-body",
    "Organization": "organisation",
    "LegalEntity": "unknown",
    "Position": "government-body",
    "Territory": "place",
    "Address": "place",
    "RealEstate": "place",
    "Event": "event",
    "Asset": "product",
}
"""The kind of an actor, by the first of these schemata that its schema is or extends."""

_TYPE_OF_SCHEMA = {
    "Ownership": "owns",
    "Directorship": "leads",
    "Employment": "works-for",
    "Membership": "part-of",
    "Representation": "represents",
    "Occupancy": "holds-office-in",
}


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read FollowTheMoney entities: a sanctions list becomes actors, holdings and relations."""
    reader = Reader(path, "followthemoney does not read it", but=(ImportError,))
    try:
        with reader:
            import followthemoney  # noqa: F401  the first import, so that nothing it prints is seen
    except ImportError:
        raise MissingExtraError("FollowTheMoney files", "ftm") from None
    entities = _Entities()
    faults: list[Fault] = []
    for number, line in lines_of(path):
        if not line.strip():
            continue
        try:
            raw, proxy = _entity(line, str(path), reader)
        except (DataError, _NoEntityError) as error:
            message = error.faults[0].message if isinstance(error, DataError) else str(error)
            faults.append(Fault(f"line {number}", f"is no entity: {message}; mend or remove it", line=number))
            continue
        entities.take(proxy, raw)
        if proxy.id in entities.actors:
            kept = entities.actors[proxy.id].get("ids", {}).values()
            reading.local.add_details(proxy.id, distinguishing_properties(proxy, kept))
    if faults and not reading.skip_bad:
        raise DataError(str(path), faults)
    if faults:
        lines = "1 line" if len(faults) == 1 else f"{len(faults):,} lines"
        reading.notes.append(f"{lines} skipped; the first: {faults[0]}")
    return entities.dataset(str(path), reading)


# --- one line -----------------------------------------------------------------------------------


class _NoEntityError(Exception):
    """A line that is no entity, or says too much."""


def _entity(line: str, where: str, reader: Reader) -> tuple[dict[str, Any], Any]:
    """Return the entity of a line, as plain data and as an object of the library."""
    raw, flaws = read_json(line, where)
    if flaws or not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not raw["id"]:
        raise _NoEntityError(flaws[0].message if flaws else "has no id")
    if not isinstance(raw.get("schema"), str):
        raise _NoEntityError("has no schema")
    proxy = _proxy(raw, reader)
    if not proxy.id:  # it has invisible characters only
        raise _NoEntityError("has no id")
    _check_size(proxy, raw)
    return raw, proxy


def _proxy(raw: Mapping[str, Any], reader: Reader) -> Any:
    """Return an entity with clean values; the library alone takes time quadratic in their number."""
    from followthemoney import model
    from followthemoney.value import string_list

    with reader:
        bare = model.get_proxy({**raw, "properties": {}}, cleaned=False)
    properties = raw.get("properties")
    cleaned = {}
    for name, values in properties.items() if isinstance(properties, dict) else ():
        property = bare.schema.properties.get(name)
        if property is not None and not property.stub:
            with reader:
                texts = dict.fromkeys(string_list(values, sanitize=True))
                clean = [property.type.clean_text(text, format=property.format, proxy=bare) for text in texts]
            if property.type.name == "entity":  # the library drops ids with a "_", which some lists have
                clean = [id or text for id, text in zip(clean, texts, strict=True)]
            cleaned[name] = [text for text in dict.fromkeys(clean) if text is not None]
    with reader:
        return model.get_proxy({**raw, "id": bare.id, "properties": cleaned})


def _check_size(proxy: Any, raw: Mapping[str, Any]) -> None:
    """Refuse a line whose sources and texts would be repeated for too many links."""
    schema = proxy.schema
    if schema.edge:
        sides = [len(proxy.get(name)) for name in (schema.edge_source, schema.edge_target)]
        if min(sides) > 1 and sides[0] * sides[1] > _MOST_LINKS:
            many = f"links {sides[0]:,} with {sides[1]:,}, each with each"
            raise _NoEntityError(f"{many}; give each link a line of its own")
        links = sides[0] * sides[1]
    else:
        links = len(proxy.get("entity", quiet=True)) if schema.name == "Sanction" else 0
    if links < 2:
        return
    names = ("program", "provisions", "reason", "summary", "description", "role", "relationship")
    length = sum(len(text) for name in names for text in proxy.get(name, quiet=True))
    cited = [*proxy.get("publisher", quiet=True), *proxy.get("proof", quiet=True)]
    sources = len(_lists(raw)) + len(cited)
    if sources > _MOST_SOURCES and links * sources > _MOST_EACH * _MOST_SOURCES:
        raise _NoEntityError(
            f"gives {sources:,} sources for {links:,} links; give each link a line of its own"
        )
    if length > _LONG and links * length > _MOST_EACH * _LONG:
        raise _NoEntityError(f"says {length:,} characters of {links:,} links; give each its own line")


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


def _is_ours(raw: Mapping[str, Any], proxy: Any) -> bool:
    """Return whether graphkit wrote a link: it has a record id and is from no list."""
    return "datasets" not in raw and bool(proxy.first("recordId"))


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without its empty fields."""
    return {name: value for name, value in row.items() if value not in (None, [], {})}


# --- all lines ----------------------------------------------------------------------------------


class _Authority(NamedTuple):
    """An authority that imposes sanctions; a file has only its name."""

    name: str


class _ListVersion(NamedTuple):
    """A list as it was on the day on which an entry changed."""

    name: str
    day: str


class _Link(NamedTuple):
    """A relation and the sources of it; ``number`` counts the relations of one entity, from 0."""

    row: dict[str, Any]
    number: int
    proofs: "list[_ListVersion | str]"


@dataclass
class _Entities:
    """The entities of a file as rows of ``graph.json``.

    Authorities and lists get an id at the end, when all ids in use are known.
    """

    actors: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    relations: list["_Link"] = field(default_factory=list)
    kind_assumed: set[str] = field(default_factory=set)
    authorities: set[str] = field(default_factory=set)
    lists: dict[_ListVersion, dict[str, Any]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    unsourced: int = 0

    def take(self, proxy: Any, raw: Mapping[str, Any]) -> None:
        """Add an entity."""
        schema = proxy.schema
        if schema.edge:
            self._take_link(proxy, raw)
        elif schema.name == "Sanction":
            self._take_sanction(proxy, raw)
        elif schema.is_a("Document"):
            self._take_document(proxy, raw)
        elif kind := next((_KIND_OF_SCHEMA[name] for name in _KIND_OF_SCHEMA if schema.is_a(name)), None):
            self._take_thing(proxy, kind)
        else:
            self.left_out[schema.name] += 1

    def _take_thing(self, proxy: Any, kind: str) -> None:
        keywords = [word for word in proxy.get("keywords") if word in get_args(Kind)]
        name = next(filter(None, (proxy.first(each) for each in ("name", *proxy.schema.caption))), proxy.id)
        fields = ("name", "alias", "weakAlias", "previousName")
        aliases = dict.fromkeys(alias for field in fields for alias in proxy.get(field))
        description = proxy.get("description") or proxy.get("summary") or proxy.get("notes")
        identifiers = {"wikidata": proxy.first("wikidataId"), "lei": proxy.first("leiCode", quiet=True)}
        row = {
            "id": proxy.id,
            "name": name,
            "kind": keywords[0] if keywords else kind,
            "aliases": [alias for alias in aliases if alias != name and alias.strip()],
            "description": " ".join(description) or None,
            "ids": {scheme: id for scheme, id in identifiers.items() if id},
        }
        self.actors[proxy.id] = _filled(row)
        if proxy.schema.name == "LegalEntity" and not keywords:
            self.kind_assumed.add(proxy.id)  # it may be a person

    def _take_document(self, proxy: Any, raw: Mapping[str, Any]) -> None:
        days = [*proxy.get("date"), *proxy.get("authoredAt"), *proxy.get("modifiedAt"), raw.get("first_seen")]
        published = one_of(proxy.get("publishedAt")) or first_date(days)
        if published is None:
            self.left_out[f"{proxy.schema.name} without a date"] += 1
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
        self.sources[proxy.id] = _filled(row)

    def _take_link(self, proxy: Any, raw: Mapping[str, Any]) -> None:
        schema = proxy.schema
        role = proxy.first("role", quiet=True) or proxy.first("relationship", quiet=True)
        type_ = _TYPE_OF_SCHEMA.get(schema.name, "")
        if not type_ or role in vocabulary():
            type_ = type_name(role or "") or type_name(schema.edge_label or schema.name)
        summary = role if role and type_name(role) != type_ else None
        ends = [
            (source, target)
            for source in proxy.get(schema.edge_source)
            for target in proxy.get(schema.edge_target)
        ]
        if not ends:
            self.left_out[f"{schema.name} without two ends"] += 1
        for number, (source, target) in enumerate(ends):
            own = proxy.first("recordId") if len(ends) == 1 and _is_ours(raw, proxy) else None
            self._add(own or proxy.id, number, source, type_, target, proxy, raw, summary=summary)

    def _take_sanction(self, proxy: Any, raw: Mapping[str, Any]) -> None:
        """Add a sanction: an authority sanctions somebody, from the day of the listing."""
        authority = proxy.first("authority") or "; ".join(_lists(raw)) or "unknown authority"
        self.authorities.add(authority)
        texts = dict.fromkeys([*proxy.get("program"), *proxy.get("provisions"), *proxy.get("reason")])
        summary = "; ".join(texts) or None
        for number, target in enumerate(proxy.get("entity")):
            authority_end = _Authority(authority)
            self._add(proxy.id, number, authority_end, "sanctioned", target, proxy, raw, summary=summary)

    def _add(
        self,
        id: str,
        number: int,
        source: str | _Authority,
        type_: str,
        target: str,
        proxy: Any,
        raw: Mapping[str, Any],
        *,
        summary: str | None,
    ) -> None:
        """Add a relation and its proofs."""
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
        proofs = proxy.get("proof") or self._listed(proxy, raw)
        self.relations.append(_Link(_filled(row), number, proofs))

    def _listed(self, proxy: Any, raw: Mapping[str, Any]) -> list[_ListVersion | str]:
        """Return the lists that an entity is from, as they were on the day on which it last changed."""
        days = [raw.get("last_change"), raw.get("first_seen")]
        day = first_date([*days, *proxy.get("modifiedAt"), *proxy.get("retrievedAt")])
        names = _lists(raw) or proxy.get("publisher")
        if day is None or not names:
            self.unsourced += 1
            return []
        versions: list[_ListVersion | str] = []
        for name in names:
            version = _ListVersion(name, day)
            row = {"publisher": name, "published": day, "url": proxy.first("sourceUrl")}
            self.lists.setdefault(version, _filled(row))
            versions.append(version)
        return versions

    def dataset(self, where: str, reading: Reading) -> Dataset:
        """Return the dataset; tell the reading what is local and what is left out."""
        ids = FreeIds([*self.actors, *self.sources])
        authorities = {name: ids.take(id_from(name)) for name in sorted(self.authorities)}
        for name, id in authorities.items():
            self.actors[id] = {"id": id, "name": name, "kind": "government-body"}
        lists = {version: ids.take(id_from(*version)) for version in sorted(self.lists)}
        for version, id in lists.items():
            self.sources[id] = {"id": id, **self.lists[version]}
        reading.local.actors.update(authorities.values())
        reading.local.kinds |= self.kind_assumed
        reading.local.sources.update(lists.values())
        edges = list(self._edges(authorities, lists))
        own = sorted({row["type"] for row in edges} - set(vocabulary()))
        reading.notes += self._notes(len(self.relations) - len(edges), own)
        types = [{"name": name, "kind": "either"} for name in own]
        header = {"sources": list(self.sources.values()), "relation_types": types}
        return dataset_of(file_with(header, list(self.actors.values()), edges), where)

    def _edges(
        self, authorities: Mapping[str, str], lists: Mapping[_ListVersion, str]
    ) -> Iterator[dict[str, Any]]:
        """Yield the relations whose ends are both in the file, with their evidence."""
        keys = FreeIds(row["key"] for row, number, _ in self.relations if number == 0)
        for row, number, proofs in self.relations:
            key = keys.take(row["key"]) if number else row["key"]
            source = row["source"]
            source = authorities[source.name] if isinstance(source, _Authority) else source
            if source not in self.actors or row["target"] not in self.actors:
                continue
            ids = dict.fromkeys(
                lists[proof] if isinstance(proof, _ListVersion) else proof for proof in proofs
            )
            evidence = [{"source": id} for id in ids if id in self.sources]
            yield _filled({**row, "key": key, "source": source, "evidence": evidence})

    def _notes(self, dangling: int, own_types: list[str]) -> Iterator[str]:
        """Yield what people should know about the dataset."""
        if self.left_out:
            counts = ", ".join(f"{name} ({count:,})" for name, count in sorted(self.left_out.items()))
            yield f"Left out, as graphkit has no place for it: {counts}."
        if dangling:
            links = "1 link" if dangling == 1 else f"{dangling:,} links"
            yield f"{links} left out, as an end of it is not in the file."
        if self.unsourced:
            links = "1 link says" if self.unsourced == 1 else f"{self.unsourced:,} links say"
            yield f"{links} neither when nor by whom it was told; without evidence."
        if own_types:
            names = ", ".join(map(shortened, own_types))
            yield f"Relation types that graphkit does not know were added: {names}."


FOLLOW_THE_MONEY = Format(
    "FollowTheMoney", (".ftm.json", ".ftm"), "OpenSanctions, Aleph, investigations", dumps, read
)
