"""Decides which actors of several stories are one: few, since two people must never be made one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graphkit.editing.identity import compatible, has_counter, names_of, normalized
from graphkit.graph.build import to_dataset
from graphkit.model.distinguishing import MOST_COMPARED, attribute_shared, facts_differ, only_one_is_a_person
from graphkit.model.entities import Actor
from graphkit.model.identifiers import comparable
from graphkit.model.ids import FreeIds, id_from
from graphkit.website.stories import Story, file_name


@dataclass(slots=True, eq=False)
class Member:
    """An actor of a site, and its page: ``rows`` are the places of its stories with the actor there.

    ``joined`` says in words what shows, of each row but the first, that it is the actor of those before;
    ``namesakes`` are others of the same name, which may be the same or not.
    """

    page: str
    rows: list[tuple[int, Actor]]
    joined: list[str] = field(default_factory=list)
    namesakes: list[Member] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name in its first story."""
        return self.rows[0][1].name

    @property
    def kind(self) -> str:
        """The kind in its first story."""
        return self.rows[0][1].kind


def members(stories: Sequence[Story]) -> list[Member]:
    """Return the actors of all stories.

    Actors of two stories are one if they share an identifier that is used elsewhere, such as Wikidata's; or a
    name and besides it a day of birth or the like, or an article that tells of both. What is surely no person
    is one also by its id, name and kind: an id is made of a name, which another person may have. Nobody is
    one if something says otherwise: another identifier of the same register, another date of birth.
    """
    found: list[Member] = []
    of_key: dict[_Key, dict[Member, None]] = {}
    for place, story in enumerate(stories):
        articles, actors = _articles(story), to_dataset(story.graph).actors
        bearers = Counter(normalized(actor.name) for actor in actors)
        for actor in actors:
            keys = _keys(actor, articles.get(actor.id, ()))
            if id := _id_elsewhere(actor, story, bearers):
                keys["id", id, normalized(actor.name), actor.kind] = "same id, name and kind"
            fits: dict[Member, str] = {}
            for key, words in keys.items():
                for member in islice(of_key.get(key, ()), MOST_COMPARED):
                    if _may_be(actor, place, member) and (
                        reason := words or _shared_attribute(actor, member)
                    ):
                        fits.setdefault(member, reason)
            if len(fits) == 1:
                ((member, reason),) = fits.items()
                member.rows.append((place, actor))
                member.joined.append(reason)
            else:  # none, or several that cannot be told apart
                member = Member("", [(place, actor)])
                found.append(member)
            for key in keys:
                of_key.setdefault(key, {})[member] = None
    names = FreeIds()
    for member in found:
        member.page = names.take(file_name(member.rows[0][1].id))
    _find_namesakes(found)
    return found


def by_actor(people: Iterable[Member]) -> dict[tuple[int, str], Member]:
    """Return who an actor is on the site, by the place of its story and its id there."""
    return {(place, row.id): member for member in people for place, row in member.rows}


_Key = tuple[object, ...]


def _id_elsewhere(actor: Actor, story: Story, bearers: Mapping[str, int]) -> str:
    """Return the id that what is surely no person has in any story; blank for others.

    Where its own has a meaning only in its file, as in a table, it is the one that its name makes, unless
    another in the file bears the name.
    """
    if not only_one_is_a_person(actor.kind, "person"):
        return ""
    if actor.id in story.local.actors:
        return id_from(actor.name) if bearers[normalized(actor.name)] == 1 else ""
    return "" if has_counter(actor) else actor.id


def _keys(actor: Actor, articles: Iterable[_Key]) -> dict[_Key, str]:
    """Return what an actor shares with those that it may be, each with what it shows; a name: nothing."""
    keys: dict[_Key, str] = {
        ("identifier", *comparable(scheme, id)): f"same {scheme} {id}" for scheme, id in actor.ids
    }
    names = names_of(actor)
    keys |= {(name, *article): "named so in the same article" for name in names for article in articles}
    return keys | {("name", name): "" for name in names}


def _articles(story: Story) -> dict[str, set[_Key]]:
    """Return the articles that tell of each actor, by what a copy in another story has in common."""
    keys: dict[str, set[_Key]] = {}
    for source in story.graph.graph.get("sources", ()):
        told: set[_Key] = set()
        keys[source.id] = told
        if source.sha256:
            told.add(("file", source.sha256))
        if source.url:
            told.add(("address", source.url, source.published))
        if source.title:
            told.add(("title", normalized(source.title), normalized(source.publisher), source.published))
    found: dict[str, set[_Key]] = {}
    for relation in to_dataset(story.graph).relations:
        for entry in relation.evidence:
            for actor in (relation.source, relation.target, *relation.about, entry.attribution):
                if actor is not None:
                    found.setdefault(actor, set()).update(keys[entry.source])
    return found


def _shared_attribute(actor: Actor, member: Member) -> str:
    return next(filter(None, (attribute_shared(row, actor) for _, row in member.rows)), "")


def _may_be(actor: Actor, place: int, member: Member) -> bool:
    """Return whether nothing says that an actor is another one; a story never names one actor twice."""
    return all(
        there != place and compatible(row.kind, actor.kind) and not facts_differ(row, actor)
        for there, row in member.rows
    )


def _find_namesakes(found: Iterable[Member]) -> None:
    named: dict[str, list[Member]] = {}
    for member in found:
        for name in {name for _, row in member.rows for name in names_of(row)}:
            named.setdefault(name, []).append(member)
    for member in found:
        names = dict.fromkeys(normalized(row.name) for _, row in member.rows)
        others = (other for name in names for other in named[name] if other is not member)
        member.namesakes = list(dict.fromkeys(others))


def apart(found: Iterable[Member]) -> list[list[Member]]:
    """Return those of several stories that share a name and may be one: nothing but the name says so."""
    groups: dict[frozenset[Member], list[Member]] = {}
    for member in found:
        places = {place for place, _ in member.rows}
        near = [
            other
            for other in member.namesakes
            if places.isdisjoint(place for place, _ in other.rows)
            and all(_may_be(row, place, other) for place, row in member.rows)
        ]
        if near:
            group = [member, *near]
            groups.setdefault(frozenset(group), group)
    return list(groups.values())
