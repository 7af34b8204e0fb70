"""Turns FollowTheMoney entities into rows of ``graph.json``.

:mod:`graphkit.formats.follow_the_money.schemata` says what each schema becomes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from graphkit.errors import plural, shortened
from graphkit.formats.events.event import tell_doubt
from graphkit.formats.follow_the_money.entities import Entities, Entity, NoEntityError, texts_of
from graphkit.formats.follow_the_money.own_rows import OwnRows, own_times, was_ours
from graphkit.formats.follow_the_money.schemata import TABLES
from graphkit.formats.follow_the_money.times import (
    ASKED_OF_STATUS,
    Times,
    is_unsure_role,
    known_by,
    no_fact,
    only_happens,
    roles_of,
    standing_of,
    statuses_of,
    times_of,
    without_former,
)
from graphkit.formats.follow_the_money.values import (
    LONGEST_KEY,
    Row,
    amount_of,
    check_size,
    filled,
    holds_objects,
    is_for_programs,
    joined,
    key_of,
    list_names,
    number_of,
    on_one_line,
    put,
    says_nothing,
    several_figures,
    unclear_figures,
)
from graphkit.formats.foreign_identity import distinguishing_properties, is_name
from graphkit.formats.foreign_status import OfType, claims, doubts, said_of_type, says_no_fact
from graphkit.formats.format import ALLEGED, BELOW_NOUGHT, CLAIMED, CLAIMED_TYPE, LISTED, UNSURE_TYPE, Reading
from graphkit.formats.party_names import nobody_in
from graphkit.formats.status_days import tell_to_come
from graphkit.libraries import Reader
from graphkit.model.entities import Dataset, RelationType
from graphkit.model.foreign_dates import first_date, one_of, some_day
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.kinds import UNKNOWN, UNNAMED
from graphkit.model.statuses import NOT_ACTUAL
from graphkit.model.vocabulary import ALLEGEDLY, KnownType, own_row, type_name, vocabulary
from graphkit.storage.json_file import dataset_of, file_with

_OF = re.compile(r"\s*\b(of|to|with)$")
"""The end of a relationship that does not say which of both it is of."""
_REMARKS = ("description", "notes", "provisions", "reason", "summary")
_LONGEST_REMARK = 40
"""Characters of the longest text of these that may be no more than a remark: longer ones are prose."""
_SEEN = ("first_seen", "last_seen")
_IN_EVIDENCE = ("datasets", "last_change", *_SEEN)
_SAYS_NOTHING_OF_LINKS = ("caption", "target", "referents")


class _Authority(NamedTuple):
    """An authority; a file has only its name, or, of the one behind a single listing, not even that."""

    name: str
    listing: str = ""
    is_list: bool = False


class _ListVersion(NamedTuple):
    """A list as it was on the day on which an entry changed."""

    name: str
    day: str


class _Evidence(NamedTuple):
    """An evidence entry, and the source that it points to."""

    source: "_ListVersion | str"
    fields: Row


class _Said(NamedTuple):
    """What an entity says of whether a relation of a type is so."""

    type: str
    status: str | None = None
    is_claim: bool = False
    is_fact: bool = True


class _Link(NamedTuple):
    """A relation and its evidence; ``wanted`` is whether its id may be changed if it is taken."""

    row: Row
    wanted: bool
    evidence: list[_Evidence]


class Rows:
    """The entities of a file as rows of ``graph.json``.

    Authorities and lists get an id at the end, when all ids in use are known.
    """

    def __init__(self, entities: Entities, reading: Reading, library: Reader) -> None:
        self._entities, self._reading, self._library = entities, reading, library
        self._actors: dict[str, Row] = {}
        self._sources: dict[str, Row] = {}
        self._links: list[_Link] = []
        self._authorities: set[_Authority] = set()
        self._lists: dict[_ListVersion, Row] = {}
        self._own = OwnRows(entities, reading)
        self._id_of: dict[str, str] = {}
        self._details: dict[str, dict[str, dict[str, None]]] = {}
        self._told_of: dict[str, set[str]] = {}
        self._unclear: Counter[str] = Counter()
        self._unsourced = self._undated = self._unpublished = 0
        whole = list(entities.by_id.values())
        for entity in whole:
            self._check(entity, self._take_row)
        for entity in whole:
            self._check(entity, self._take_relations)
        self._join_details()
        self._keep_identifiers_apart()

    def _check(self, entity: Entity, take: Any) -> None:
        if entity.id in self._entities.by_id:
            try:
                take(entity)
            except NoEntityError as error:
                self._entities.remove(entity, str(error))

    # --- actors and sources ---------------------------------------------------------------------

    def _take_row(self, entity: Entity) -> None:
        if entity.ours is not None:
            kept = self._own.take_row(entity)
            if kept is not None:
                rows = self._actors if kept[0] == "actor" else self._sources
                rows[entity.id], self._id_of[entity.id] = kept[1], kept[1]["id"]
            return
        check_size(entity)
        if entity.id in self._own.ids:
            raise NoEntityError("has the id of another")
        self._id_of[entity.id] = entity.id
        if entity.schema.is_a("Document"):
            self._take_document(entity)
        elif entity.schema.is_a("Thing") and entity.schema.name != "Note":
            self._take_thing(entity)

    def _take_thing(self, entity: Entity) -> None:
        schema = entity.schema
        kind = next((kind for name, kind in TABLES["kinds"].items() if schema.is_a(name)), UNKNOWN)
        keywords = entity.get("keywords")
        own = len(keywords) == 1 and TABLES["schema_of_kind"].get(keywords[0]) == schema.name
        names = on_one_line(entity.get(*TABLES["names"]))
        captions = [text for text in on_one_line(entity.context("caption")) if names or text != schema.label]
        name = next(iter((*captions, *on_one_line(entity.get("name", *schema.caption)))), entity.id)
        aliases = dict.fromkeys(alias for alias in (*captions, *names) if alias != name)
        about = next((each for each in ("description", "summary", "notes") if entity.get(each)), "")
        ids = self._identifiers(entity)
        told = {"name", "alias", about, *ids} | ({"keywords"} if own else set())
        told |= {each for each in schema.caption if entity.get(each) == [name]}
        self._actors[entity.id] = {
            "id": entity.id,
            "name": name,
            "kind": keywords[0] if own else kind,
            "aliases": list(aliases),
            "description": " ".join(entity.get(about)) or None,
            "ids": {"wikidata" if key == "wikidataId" else "lei": value for key, value in ids.items()},
            "attributes": self._attributes(entity, told),
        }
        if kind == UNKNOWN and not own:
            self._reading.local.kinds.add(entity.id)
        if nobody_in(name):
            tell_doubt(name, self._reading, "actor")
        if name == entity.id and not is_name(name):
            self._reading.local.names.add(entity.id)
        self._reading.local.add_details(entity.id, distinguishing_properties(entity, ids.values()))

    def _identifiers(self, entity: Entity) -> dict[str, str]:
        """Return the identifiers of a shared scheme, by property, where there is one of a kind."""
        ids = {}
        for name in ("wikidataId", "leiCode"):
            property, values = entity.property(name), entity.get(name)
            if property is not None and len(values) == 1:
                with self._library:
                    clean = property.type.clean_text(values[0], format=property.format)
                if clean is not None:
                    ids[name] = clean
        return ids

    def _attributes(self, entity: Entity, told: set[str]) -> Row:
        attributes: Row = {}
        unclear = unclear_figures(entity)
        if entity.schema.name not in TABLES["schema_of_kind"].values():
            attributes["schema"] = entity.schema.name
        for name, values in self._rest(entity, told, of="actor"):
            property = entity.property(name)
            is_number = property is not None and property.type.name == "number" and len(values) == 1
            number = number_of(values[0]) if is_number else None
            exact = number is not None and str(number) == values[0] and name not in unclear
            put(attributes, name, number if exact and number is not None else "; ".join(values))
        for name in entity.context_names():
            if (text := self._context(entity, name, "actor")) and name != "caption":
                put(attributes, name, text)
        return attributes

    def _context(self, entity: Entity, name: str, of: str) -> str | None:
        """Return what stands under a name beside the properties; what is no text is told as left out."""
        values = [context[name] for context in entity.contexts if name in context]
        if any(map(holds_objects, values)):
            self._reading.leave_out(f"field {shortened(name)}", of=of)
        return joined(entity.context(name))

    def _rest(self, entity: Entity, told: set[str], of: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the properties that stand nowhere else; tell those that only programs read."""
        for name, values in entity.values.items():
            property = entity.property(name)
            if name in told:
                continue
            if property is None:
                yield name, list(values)
            elif is_for_programs(property):
                self._reading.leave_out(f"property {name}", of=of)
            elif property.type.name != "entity":
                yield name, list(values)

    def _keep_identifiers_apart(self) -> None:
        """Let an identifier that several actors have identify none of them."""
        counts = Counter(pair for row in self._actors.values() for pair in row.get("ids", {}).items())
        shared: Counter[tuple[str, str]] = Counter()
        for row in self._actors.values():
            for scheme, value in list(row.get("ids", {}).items()):
                if counts[scheme, value] > 1:
                    row["ids"] = {name: each for name, each in row["ids"].items() if name != scheme}
                    row["attributes"] = {scheme: value, **dict(row.get("attributes", {}))}
                    shared[scheme, value] += 1
        for (scheme, value), count in shared.items():
            who = f"{count:,} actors have the same {scheme}, {shortened(value)}"
            self._reading.notes.append(f"{who}: an attribute of each, which identifies none.")

    def _take_document(self, entity: Entity) -> None:
        published = one_of(entity.get("publishedAt"))
        told = {"publishedAt"} if published and entity.get("publishedAt") == [published] else set()
        if published is None:
            published = one_of(entity.get("date")) or one_of(entity.get("authoredAt"))
            seen = [*entity.get(*TABLES["last_dates"]), *entity.context("first_seen")]
            published = published or some_day(None, first_date(seen))
            self._undated += published is not None
        if published is None:
            self._reading.leave_out(f"{entity.schema.name} without a date", of="document")
            return
        title = next(iter([*entity.context("caption"), *entity.get(*TABLES["titles"])]), None)
        authors, urls = entity.get("author"), entity.get("sourceUrl")
        told |= {name for name in TABLES["titles"] if entity.get(name) == [title]}
        told |= {"author", "publisher"} | ({"sourceUrl"} if len(urls) == 1 else set())
        publisher = joined(entity.get("publisher")) or joined(entity.context("datasets"))
        self._unpublished += publisher is None
        self._sources[entity.id] = {
            "id": entity.id,
            "publisher": publisher or "unknown",
            "title": title,
            "author": joined(authors),
            "published": published,
            "url": urls[0] if len(urls) == 1 else None,
        }
        self._told_of[entity.id] = told

    # --- relations ------------------------------------------------------------------------------

    def _take_relations(self, entity: Entity) -> None:
        if entity.ours is not None:
            self._own.take_relation(entity)
            return
        schema = entity.schema
        if entity.id in self._actors:
            self._take_ties(entity)
        elif entity.id in self._sources or schema.is_a("Document"):
            self._take_message(entity)
        elif schema.name in TABLES["listings"]:
            self._take_listing(entity)
        elif schema.name in TABLES["ends"] or (schema.edge and schema.name != "Documentation"):
            self._take_link(entity)
        else:
            self._take_detail(entity)

    def _take_link(self, entity: Entity) -> None:
        schema = entity.schema
        properties = TABLES["ends"].get(schema.name) or (schema.edge_source, schema.edge_target)
        sides = [entity.get(name) for name in properties]
        if not all(sides):
            self._reading.leave_out(f"{schema.name} without two ends", of="entity")
            return
        if any(id in self._sources for side in sides for id in side):
            self._take_detail(entity)
            return
        ours = was_ours(entity)
        type_, told = self._type_of(entity, ours=ours)
        ends = [(source, target) for source in sides[0] for target in sides[1]]
        texts = entity.get("summary") or [text for text in self._roles(entity) if type_name(text) != type_]
        told |= {*properties, *(("summary",) if entity.get("summary") else ("role", "relationship"))}
        row = {"key": entity.id, "summary": joined(texts)}
        if ours and len(ends) == 1:
            row["key"] = entity.first("recordId")
            row |= {"status": status} if (status := entity.first("status")) in NOT_ACTUAL else {}
            told |= {"recordId", "status"}
        said = OfType("") if ours or roles_of(entity) else self._said_by_role(entity)
        if any(said[1:]):
            told -= {"role"}
        if said.status:
            row["status"] = said.status
            what = "role that denies" if said.status == "denied" else "role that does not yet mean"
            self._reading.leave_out(f"{what} {type_}", instead=f"the relation is {said.status}")
        elif any(said[1:]):
            what, instead = (CLAIMED_TYPE, CLAIMED) if said.is_claim else (UNSURE_TYPE, "taken as it is")
            self._reading.leave_out(what, instead=instead, text="; ".join(self._roles(entity)))
        self._add(entity, ends, type_, row, told, ours=ours, is_claim=said.is_claim)

    def _said_by_role(self, entity: Entity) -> OfType:
        """Return what the one role of a link says of its type; only what a source tells can be its claim."""
        roles = self._roles(entity)
        role = roles[0] if len(roles) == 1 else ""
        said = said_of_type(role)
        is_read = said.status or (said.is_claim and self._is_told(entity)) or not any(said[1:])
        return said if is_read else OfType(role, is_unsure=True)

    def _is_told(self, entity: Entity) -> bool:
        """Return whether a source of the file tells what an entity says."""
        return any(id in self._sources for id in entity.get("proof")) or bool(self._listed(entity, {}))

    def _roles(self, entity: Entity) -> list[str]:
        return entity.get("role", "relationship")

    def _type_of(self, entity: Entity, *, ours: bool) -> tuple[str, set[str]]:
        """Return the relation type of a link, and the properties that it says."""
        name, roles = entity.schema.name, self._roles(entity)
        known = TABLES["link_types"].get(name) or type_name(entity.schema.edge_label or name)
        words = self._said_by_role(entity).words if not ours else roles[0] if len(roles) == 1 else ""
        role = type_name(words)
        if role and (name in TABLES["role_is_type"] or (ours and role in vocabulary())):
            return role, {"role"}
        if role and name in ("Family", "Associate"):
            was = without_former(roles[0]) if entity.get("endDate") else None
            if was:  # the wife until then, not the ex-wife
                words, role = was, type_name(was)
            if name == "Family" and _OF.sub("", words.casefold()) in TABLES["spouses"]:
                return "married-to", {"relationship"}
            if _OF.search(roles[0]):
                return known, set()
            own = f"{role}-of"
            fields = {"kind": "background", "inverse": f"has {words}", "family": "background"}
            fields |= {"past": f"was {words} of", "present": f"is {words} of"}
            self._own.types.setdefault(own, {"name": own, **fields})
            return own, {"relationship"}
        return known, set()

    def _take_listing(self, entity: Entity) -> None:
        """Add what an authority lists: it sanctions somebody, from the day of the listing."""
        names, lists = entity.get("authority"), entity.context("datasets")
        targets = entity.get("entity")
        if not targets:
            self._reading.leave_out(f"{entity.schema.name} of nobody", of="entity")
            return
        authorities = [_Authority(name) for name in names] or [
            _Authority(name, is_list=True) for name in lists
        ]
        authorities = authorities or [_Authority("unknown authority", entity.id)]
        self._authorities.update(authorities)
        ends = [(authority, target) for authority in authorities for target in targets]
        reasons = entity.get("program", "provisions", "reason")
        told = {"entity"} | ({"authority"} if len(authorities) == 1 else set())
        if summary := entity.get("summary"):
            told.add("summary")
        else:
            told |= {"program", "provisions", "reason"}
        row = {"key": entity.id, "summary": joined(summary or reasons)}
        self._add(entity, ends, TABLES["listings"][entity.schema.name], row, told)

    def _take_message(self, entity: Entity) -> None:
        """Add who wrote to whom in a message, which is its own source, and the note of any source."""
        if entity.id in self._sources:
            note = self._note(entity, self._told_of[entity.id], of="document", contexts=True)
            self._sources[entity.id]["note"] = note
        if entity.schema.name not in TABLES["messages"]:
            return
        source, type_, target = TABLES["messages"][entity.schema.name]
        day = one_of(entity.get("date")) or one_of(entity.get("authoredAt"))
        evidence = [_Evidence(entity.id, {})] if entity.id in self._sources else self._listed(entity, {})
        for sender in entity.get(source):
            for recipient in entity.get(target):
                row = {"source": sender, "target": recipient, "type": type_, "when": day}
                row["key"] = key_of(entity.id, sender, recipient)
                self._keep(row, f"{entity.schema.name} with an end that is not in the file", evidence)

    def _take_ties(self, entity: Entity) -> None:
        """Add what the properties of an actor say of others: its parent, its address, who attended it."""
        for name, ids in entity.references():
            property = entity.property(name)
            titles = [self._sources[id].get("title") or id for id in ids if id in self._sources]
            self._add_details(entity.id, name, titles)
            type_, forward = TABLES["ties"].get(property.qname, (type_name(property.label), True))
            there = [id for id in ids if id in self._actors]
            if absent := len(ids) - len(titles) - len(there):
                self._reading.leave_out(f"{name} that is not in the file", of="relation", count=absent)
            if not there:
                continue
            said, place = _Said(type_), "in the attributes"
            if self._kind_of(type_).kind == "event":  # the status of anything else is that of the actor
                said = self._said_of(entity, type_, len(there), place=place)
            fields: Row = {"type": said.type} | filled({"status": said.status})
            if entity.schema.is_a("Interval"):
                fields |= times_of(entity, bool, self._reading.day, is_fact=said.is_fact).fields
            if property.qname in TABLES["dated_ties"]:
                fields |= filled({"when": one_of(entity.get(TABLES["dated_ties"][property.qname]))})
                fields["amount"] = self._amount_of(entity, len(there), place)[0]
            evidence = self._listed(entity, {"attribution": UNNAMED} if said.is_claim else {})
            for id in there:
                source, target = (entity.id, id) if forward else (id, entity.id)
                row = fields | {"source": source, "target": target, "key": key_of(entity.id, name, id)}
                self._keep(row, "", evidence)

    def _amount_of(self, entity: Entity, count: int, place: str) -> tuple[Row | None, set[str]]:
        """Return the amount of each of so many relations of an entity, and the properties that say it.

        That of several together is that of none. What is no amount is reported; the ``place`` is where it is.
        """
        for name in unclear_figures(entity):
            self._reading.leave_out(f"{name} that is no plain number", instead=place)
        for name in several_figures(entity):
            self._reading.leave_out(f"{name} of several values", instead=f"{place}; none is chosen")
        amount, figures = amount_of(entity)
        if amount is None or count == 1:
            if amount and amount["value"] < 0:
                what, instead = BELOW_NOUGHT
                self._reading.leave_out(what, instead=instead)
            return amount, figures
        self._reading.leave_out(
            "amount of several together", count=count, instead=f"{place}, as no share is told"
        )
        return None, set()

    def _take_detail(self, entity: Entity) -> None:
        """Add what is neither actor nor relation to the actors that it names, as an attribute."""
        holders = [(name, id) for name, ids in entity.references() for id in ids if id in self._actors]
        if not holders:
            self._reading.leave_out(f"{entity.schema.name} of no actor of the file", of="entity")
            return
        for name, id in holders:
            text = self._note(entity, set(), of="entity", besides=(name, id), contexts=True)
            self._add_details(id, entity.schema.name, [text or name])

    def _add_details(self, actor: str, name: str, texts: Iterable[str]) -> None:
        """Add to an attribute of an actor what other entities say of it; all is joined at the end."""
        self._details.setdefault(actor, {}).setdefault(name, {}).update(dict.fromkeys(texts))

    def _join_details(self) -> None:
        for id, details in self._details.items():
            attributes = dict(self._actors[id].get("attributes", {}))
            for name, texts in details.items():
                if texts:
                    put(attributes, name, "; ".join(texts))
            self._actors[id]["attributes"] = attributes

    def _add(
        self,
        entity: Entity,
        ends: list[tuple[Any, str]],
        type_: str,
        fields: Row,
        told: set[str],
        *,
        ours: bool = False,
        is_claim: bool = False,
    ) -> None:
        given = fields.get("status")
        said = _Said(type_) if ours else self._said_of(entity, type_, len(ends), given=given)
        type_, is_claim = said.type, is_claim or said.is_claim
        times = own_times(entity) if ours else self._times_of(entity, said, len(ends))
        if times.backward:
            what = "dates that end before they start"
            self._reading.leave_out(what, count=len(ends), instead="in the note")
        # What somebody is no more, such as an ex-wife since an unknown day.
        former = entity.schema.name in TABLES["ends"] and any(map(without_former, entity.get("relationship")))
        if former and not {"endDate", "date"} & entity.values.keys() and times.fields:
            self._reading.leave_out("the start of what is former", count=len(ends), instead="in the note")
            times = times._replace(fields={}, told=set())
        if times.unread:
            self._reading.leave_out("dates that cannot be read", count=len(ends), instead="in the note")
        asked = () if ours else entity.values.keys() - ASKED_OF_STATUS
        told_there = ((name, text) for name in sorted(asked) for text in entity.get(name))
        if doubts := [f"{name}: {text}" for name, text in told_there if _tells_no_fact(name, text)]:
            instead = "under a property of something else; kept as it is"
            self._reading.leave_out(LISTED, count=len(ends), instead=instead, text="; ".join(doubts))
        amount, figures = self._amount_of(entity, len(ends), "in the note")
        named = {end for pair in ends for end in pair}
        about = [id for name, ids in entity.references() if name not in told for id in ids]
        about = [id for id in about if id in self._actors and id not in named]
        shared: Row = {} if times.attests is None else {"attests": times.attests}
        shared |= {"attribution": UNNAMED} if is_claim else {}
        evidence, cited = self._proofs(entity, shared)
        told = told | times.told | figures | cited
        note = self._note(entity, told, of="relation", contexts="datasets" not in cited)
        fields = ({"status": said.status} if said.status else {}) | fields
        row = fields | times.fields | {"amount": amount, "note": note, "about": list(dict.fromkeys(about))}
        absent = f"{entity.schema.name} with an end that is not in the file"
        for number, (source, target) in enumerate(ends):
            link = {**row, "source": source, "target": target, "type": type_}
            self._keep(link, absent, evidence, wanted=number == 0)

    def _kind_of(self, type_: str) -> KnownType:
        return vocabulary().get(type_) or RelationType(**{"name": type_, **self._own_type(type_)})

    def _said_of(
        self, entity: Entity, type_: str, count: int, *, given: str | None = None, place: str = "in the note"
    ) -> _Said:
        """Return what an entity says of whether so many relations are so, and report it.

        Their status may be ``given``; the ``place`` is where the words are kept.
        """
        happens = only_happens(entity, self._kind_of(type_))
        not_so, statuses = no_fact(entity, type_ if happens else None), statuses_of(entity)
        standing = standing_of(statuses)
        if not_so:
            status, words = not_so
            is_claim = status == "claimed" or (status == "planned" and claims("; ".join(statuses)))
            is_alleged = not self._is_told(entity)
            says = [f"the relation is {given or status}"] if status in NOT_ACTUAL else []
            says += [ALLEGED if is_alleged else CLAIMED] if is_claim else []
            self._reading.leave_out(words, count=count, instead="; ".join(says))
            if not is_claim:
                return _Said(type_, status, is_fact=False)
            says_so = said_of_type(type_.removesuffix("-of").replace("-", " ")).is_claim  # "alleged wife"
            type_ = ALLEGEDLY + type_ if is_alleged and not says_so else type_
            return _Said(type_, status if status in NOT_ACTUAL else None, is_claim=True, is_fact=False)
        if standing == "unclear":
            self._unclear[
                f"status {shortened('; '.join(statuses))}, which leaves open whether it is still so"
            ] += 1
        elif standing == "over" and happens and entity.get("status"):
            instead = f"its type only happens; {place}"
            self._reading.leave_out("status that says it is over", count=count, instead=instead)
        elif not statuses and any(map(is_unsure_role, roles_of(entity))):
            roles = shortened("; ".join(roles_of(entity)))
            self._unclear[f"role {roles}, which leaves open whether it is so"] += 1
        return _Said(type_)

    def _times_of(self, entity: Entity, said: _Said, count: int) -> Times:
        """Return when a link is; report it if it is over and only the day of the import bounds its end."""
        day, kind = self._reading.day, self._kind_of(said.type)
        may_last = kind.kind == "either" and entity.schema.is_a("Interval")
        happens = kind.kind == "event"
        times = times_of(entity, kind.lasts, day, may_last=may_last, happens=happens, is_fact=said.is_fact)
        if said.is_fact and (start := times.fields.get("when") or times.fields.get("begins")):
            tell_to_come(start, day, self._reading, count)
        if times.fields.get("ends", "").endswith(f"..{day}]") and not known_by(entity):
            instead = f"it ended by {day}, the day of the import"
            what = "status or role that says it is over, without the day"
            self._reading.leave_out(what, count=count, instead=instead)
        return times

    def _keep(self, row: Row, absent: str, evidence: list[_Evidence], *, wanted: bool = True) -> None:
        """Add a relation if both its ends are in the file."""
        ends = (row["source"], row["target"])
        if all(isinstance(end, _Authority) or end in self._actors for end in ends):
            ids = [end if isinstance(end, _Authority) else self._id_of[end] for end in ends]
            row = row | dict(zip(("source", "target"), ids, strict=True))
            row["about"] = [self._id_of[id] for id in row.get("about", ())]
            self._unsourced += not evidence
            self._links.append(_Link(filled(row), wanted, evidence))
        else:
            self._reading.leave_out(absent, of="relation")

    def _note(
        self,
        entity: Entity,
        told: set[str],
        *,
        of: str,
        besides: tuple[str, str] = ("", ""),
        contexts: bool = False,
    ) -> str | None:
        """Return what stands nowhere else, as ``name: value; name: value``."""
        parts = entity.get("description") if "description" not in told else []
        for name, values in self._rest(entity, told | {"description"}, of):
            parts += [f"{name}: {value}" for value in values]
        for name, ids in entity.references():
            if name not in told:
                parts += [f"{name}: {self._called(id)}" for id in ids if (name, id) != besides]
        for name in entity.context_names():
            if name in _SAYS_NOTHING_OF_LINKS:
                if not says_nothing(entity, name):
                    self._reading.leave_out(f"field {name}", of=of)
            elif (text := self._context(entity, name, of)) and (contexts or name not in _IN_EVIDENCE):
                parts.append(f"{name}: {text}")
        return "; ".join(parts) or None

    def _called(self, id: str) -> str:
        row = self._actors.get(id) or self._sources.get(id) or {}
        return str(row.get("name") or row.get("title") or id)

    # --- evidence -------------------------------------------------------------------------------

    def _proofs(self, entity: Entity, shared: Row) -> tuple[list[_Evidence], set[str]]:
        """Return the evidence of an entity, and the properties that it says."""
        proofs = entity.get("proof")
        evidence = [_Evidence(id, shared) for id in proofs if id in self._sources]
        if absent := len(proofs) - len(evidence):
            self._reading.leave_out("proof that is no dated document of the file", count=absent)
        if evidence:
            return evidence, {"proof"}
        urls = entity.get("sourceUrl")
        shared = shared | ({"url": urls[0]} if len(urls) == 1 else {})
        listed = self._listed(entity, shared, noted=True)
        told = {"proof"} if proofs else set()
        if listed:
            told |= {"sourceUrl"} if len(urls) == 1 else set()
            named = {entry.source.name for entry in listed if isinstance(entry.source, _ListVersion)}
            lists = {name for context in entity.contexts for name in list_names(context)}
            told |= {"datasets"} if lists and lists <= named else set()
            told |= set() if lists else {"publisher"}
        return listed, told

    def _listed(self, entity: Entity, shared: Row, *, noted: bool = False) -> list[_Evidence]:
        """Return the lists that an entity is from, as they were on the day on which it last changed.

        ``noted`` is whether their notes tell when the entity was seen.
        """
        seen: dict[_ListVersion, dict[str, None]] = {}
        for context in entity.contexts or [{}]:
            days = [context.get("last_change"), context.get("first_seen")]
            day = first_date([*days, *entity.get("modifiedAt"), *entity.get("retrievedAt")])
            notes = [f"{name}: {text}" for name in _SEEN for text in texts_of(context.get(name)) if noted]
            for name in list_names(context) or entity.get("publisher") if day else ():
                seen.setdefault(_ListVersion(name, str(day)), {}).update(dict.fromkeys(notes))
        for version in seen:
            self._lists.setdefault(version, {"publisher": version.name, "published": version.day})
        return [
            _Evidence(version, shared | filled({"note": joined(notes)})) for version, notes in seen.items()
        ]

    # --- the dataset ----------------------------------------------------------------------------

    def dataset(self, where: str) -> Dataset:
        """Return the dataset; tell the reading what is local, assumed and left out."""
        local = self._reading.local
        actors, sources = list(self._actors.values()), list(self._sources.values())
        ids = FreeIds([row["id"] for row in (*actors, *sources)])
        authorities: dict[_Authority, str] = {}
        for authority in sorted(self._authorities):
            unnamed = f"authority-of-{authority.listing}"[:190]
            id = authorities[authority] = ids.take(unnamed if authority.listing else id_from(authority.name))
            kind = UNKNOWN if authority.listing or authority.is_list else "government-body"
            actors.append({"id": id, "name": authority.name, "kind": kind})
            local.kinds.add(id)
            (local.names if authority.listing else local.actors).add(id)
        lists = {version: ids.take(id_from(*version)) for version in sorted(self._lists)}
        sources += [{"id": id, **self._lists[version]} for version, id in lists.items()]
        local.sources.update(lists.values())
        edges = [*self._edges(authorities, lists), *self._own.relations(actors, sources)]
        own = sorted({row["type"] for row in edges} - set(vocabulary()))
        types = [{"name": name, **self._own_type(name)} for name in own]
        types += [row for name, row in self._own.types.items() if name in vocabulary()]
        self._reading.notes += self._notes(own)
        header = {"sources": list(map(filled, sources)), "relation_types": types}
        return dataset_of(file_with(header, list(map(filled, actors)), edges), where)

    def _own_type(self, name: str) -> Row:
        claimed = name.removeprefix(ALLEGEDLY)
        own = self._own.types.get(claimed) or TABLES["own_types"].get(claimed) or {"kind": "either"}
        if claimed == name:
            return own
        return own_row(name) if claimed in vocabulary() else {"name": name, "kind": own["kind"]}

    def _edges(
        self, authorities: Mapping[_Authority, str], lists: Mapping[_ListVersion, str]
    ) -> Iterator[Row]:
        """Yield the relations of other programs, each with a free id and its evidence."""
        keys = FreeIds(self._own.keys)
        taken = {id(link): keys.take(link.row["key"]) for link in self._links if link.wanted}
        for link in self._links:
            key = taken.get(id(link)) or keys.take(link.row["key"][: LONGEST_KEY - 10].strip())
            row = {**link.row, "key": key}
            row["source"] = authorities.get(row["source"], row["source"])
            row["evidence"] = [
                {"source": self._id_of[each] if isinstance(each, str) else lists[each], **fields}
                for each, fields in link.evidence
            ]
            yield filled(row)

    def _notes(self, own_types: list[str]) -> Iterator[str]:
        if self._unsourced:
            links = plural(self._unsourced, "link says", "links say")
            yield f"{links} neither when nor by whom it was told; without evidence."
        if self._undated:
            papers = plural(self._undated, "document gives", "documents give")
            yield f"{papers} no day of publication: another date, or the day by which it was seen, is taken."
        if self._unpublished:
            papers = plural(self._unpublished, "document names", "documents name")
            yield f"{papers} neither a publisher nor a list; the publisher is unknown."
        for words, count in sorted(self._unclear.items()):
            yield f"{plural(count, 'link')} of {words}."
        if own_types:
            names = ", ".join(map(shortened, own_types))
            yield f"Relation types that graphkit does not know were added: {names}."


def _tells_no_fact(name: str, text: str) -> bool:
    """Return whether a property of something else says that it is no fact, or over."""
    is_remark = name in _REMARKS and len(text) <= _LONGEST_REMARK
    return says_no_fact(text, name) or (is_remark and doubts(text, "remarks"))
