"""Reads back the rows that graphkit kept in FollowTheMoney entities, and its links without one."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from graphkit.errors import shortened
from graphkit.formats.follow_the_money.entities import Entities, Entity, NoEntityError
from graphkit.formats.follow_the_money.times import Times
from graphkit.formats.follow_the_money.values import Row, filled
from graphkit.formats.format import Reading
from graphkit.model.entities import Actor, Relation, RelationType, Source
from graphkit.model.foreign_dates import fields_of, one_of
from graphkit.model.kinds import UNNAMED


class OwnRows:
    """The rows that graphkit kept in the entities of a file.

    ``ids`` are those of actors and sources, ``keys`` those of relations; ``types`` are the rows of relation
    types, by name.
    """

    def __init__(self, entities: Entities, reading: Reading) -> None:
        self.ids: set[str] = set()
        self.keys: set[str] = set()
        self.types: dict[str, Row] = {}
        self._entities, self._reading = entities, reading
        self._relations: list[Row] = []

    def take_row(self, entity: Entity) -> tuple[str, Row] | None:
        """Return ``actor`` or ``source`` and the row that an entity keeps; None if it keeps a relation."""
        models: dict[Any, type[Actor | Source]] = {"actor": Actor, "source": Source}
        kept = entity.ours or {}
        if kept.get("is") not in ("actor", "source"):
            return None
        row = _valid(models[kept["is"]], kept["row"])
        there = self._entities.by_id.get(row["id"])
        if row["id"] in self.ids or (there is not None and there.ours is None):
            raise NoEntityError(f"has the id {shortened(row['id'])} of another")
        self.ids.add(row["id"])
        return kept["is"], row

    def take_relation(self, entity: Entity) -> None:
        """Add the relation that an entity keeps."""
        kept = entity.ours or {}
        if kept.get("is") != "relation":
            return
        row = _valid(Relation, kept["row"])
        if isinstance(kept.get("type"), dict):
            own = _valid(RelationType, kept["type"])
            self.types.setdefault(own["name"], own)
        if row["key"] in self.keys:
            raise NoEntityError(f"has the id {shortened(row['key'])} of another")
        self.keys.add(row["key"])
        self._relations.append(row)

    def relations(self, actors: list[Row], sources: list[Row]) -> Iterator[Row]:
        """Yield the relations, and take out of all rows what they name that is not in the file."""
        here, papers = {row["id"] for row in actors}, {row["id"] for row in sources}
        for row in sources:
            self._keep(row, "publisher_actor", here.__contains__, "source")
            self._keep(row, "derived_from", papers.__contains__, "source")
        for row in self._relations:
            if not {row["source"], row["target"]} <= here:
                self._reading.leave_out("an end that is not in the file", of="relation")
                continue
            self._keep(row, "about", here.__contains__)
            self._keep(row, "links", lambda link: link["relation"] in self.keys)
            self._keep(row, "evidence", lambda entry: entry["source"] in papers)
            for entry in row.get("evidence", ()):
                self._keep(entry, "attribution", {*here, UNNAMED}.__contains__)
            yield filled(row)

    def _keep(self, row: Row, name: str, is_here: Callable[[Any], bool], of: str = "relation") -> None:
        """Keep in a field only what is in the file, and tell what is not."""
        value = row.get(name)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        kept = [each for each in listed if is_here(each)]
        if kept != listed:
            verb = "are" if name in ("links", "evidence") else "is"
            self._reading.leave_out(f"{name} that {verb} not in the file", of=of)
            row[name] = kept
            if not kept:
                del row[name]


# --- links without a row ------------------------------------------------------------------------


def was_ours(entity: Entity) -> bool:
    """Return whether graphkit wrote a link whose row is lost or changed: its id is that of its record."""
    ids = entity.get("recordId")
    return (
        len(ids) == 1
        and not entity.context("datasets")
        and (entity.id == ids[0] or entity.id.startswith("gk-"))
    )


def own_times(entity: Entity) -> Times:
    """Return when a link is that graphkit wrote: its date is the date, not a day on which it was so."""
    start, end = one_of(entity.get("startDate")), one_of(entity.get("endDate"))
    point = one_of(entity.get("date"))
    fields = fields_of(start, end, lasts=True) if start or end else filled({"when": point})
    return Times(fields or {}, None, {"startDate", "endDate", "date"} if fields else set(), fields is None, 0)


def _valid(model: type[BaseModel], row: Row) -> Row:
    """Return a row that graphkit kept in an entity, if it is one still."""
    try:
        return model.model_validate(row).model_dump(mode="json", exclude_defaults=True)
    except ValidationError:
        raise NoEntityError(f"what graphkit keeps in it is no {model.__name__.lower()}") from None
