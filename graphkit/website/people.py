"""Decides which actors of several stories are one: few, since two people must never be made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graphkit.editing.identity import compatible, has_counter, names_of, normalized
from graphkit.graph.build import to_dataset
from graphkit.model.distinguishing import facts_differ
from graphkit.model.entities import Actor
from graphkit.model.identifiers import comparable
from graphkit.model.ids import FreeIds
from graphkit.website.stories import Story, file_name


@dataclass(slots=True)
class Member:
    """An actor of a site, and its page: ``rows`` are the places of its stories with the actor there.

    ``namesakes`` are others of the same name, which may be the same or not.
    """

    page: str
    rows: list[tuple[int, Actor]]
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

    Actors of two stories are one if they share an identifier that is used elsewhere, such as Wikidata's, or
    their id, name and kind; and if nothing says otherwise: another identifier of the same register, another
    date of birth. A name alone makes no two actors one.
    """
    found: list[Member] = []
    of_key: dict[tuple[object, ...], list[Member]] = {}
    for place, story in enumerate(stories):
        for actor in to_dataset(story.graph).actors:
            keys = list(_keys(actor, story))
            candidates = {id(each): each for key in keys for each in of_key.get(key, ())}.values()
            fits = [each for each in candidates if _may_be(actor, place, each)]
            if len(fits) == 1:
                (member,) = fits
                member.rows.append((place, actor))
            else:  # none, or several that cannot be told apart
                member = Member("", [(place, actor)])
                found.append(member)
            for key in keys:
                if member not in of_key.setdefault(key, []):
                    of_key[key].append(member)
    names = FreeIds()
    for member in found:
        member.page = names.take(file_name(member.rows[0][1].id))
    _find_namesakes(found)
    return found


def _keys(actor: Actor, story: Story) -> Iterator[tuple[object, ...]]:
    yield from (("identifier", comparable(*each)) for each in actor.ids)
    if actor.id not in story.local.actors and not has_counter(actor):
        yield "id", actor.id, normalized(actor.name), actor.kind


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
        member.namesakes = list({id(other): other for other in others}.values())
