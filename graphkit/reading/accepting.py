"""Puts an accepted draft into a dataset: as a relation, or as evidence on one that is there already."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import compress
from typing import Any, NamedTuple

from graphkit.editing import edits
from graphkit.errors import Mend, NotFoundError, UsageError, shortened
from graphkit.model.entities import Actor, Dataset, Relation, Source, plain
from graphkit.model.folding import folded
from graphkit.model.ids import id_from
from graphkit.model.kinds import UNKNOWN, UNNAMED
from graphkit.model.vocabulary import vocabulary
from graphkit.reading.drafts import NEW, Actors, Draft, Party, Queue, same_birth, same_document
from graphkit.reading.sums import sums_in
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, iso_range

_PUBLISHERS = ("company", "government", "government-body", "media", "organisation")


class Accepted(NamedTuple):
    """A dataset with a draft in it, the id of its relation, and whether that was there before."""

    dataset: Dataset
    relation: str
    was_there: bool


_NO_SUM = "gives no sum"
"""The note of evidence on a relation with an amount that its quote does not tell."""


def accepted(dataset: Dataset, queue: Queue, draft: Draft) -> Accepted:
    """Return a dataset with a draft in it.

    New actors and the source are added with it. Where the dataset holds the same relation already, the draft
    becomes evidence on it. Raises UsageError if it is not known which actor or relation is meant.
    """
    article = queue.article(draft.article)
    assert article is not None
    draft = draft.with_parties(lambda each: _with_kind(each, draft.parties))
    new: dict[tuple[str, str, str | None], str] = {}
    dataset, source = _with_party(dataset, draft, "source", draft.source, new)
    dataset, target = _with_party(dataset, draft, "target", draft.target, new)
    if source == target:
        raise UsageError(f"{draft.id}: its source and its target are one actor, {source}; change one of them")
    voice: str | None = UNNAMED if draft.voice else None
    if isinstance(draft.voice, Party):
        dataset, voice = _with_party(dataset, draft, "voice", draft.voice, new)
    about: list[str] = []
    for party in draft.about:
        dataset, id = _with_party(dataset, draft, "about", party, new)
        about += [id] if id not in (source, target, *about) else []
    dataset, document = _with_source(dataset, article.source)
    types = vocabulary(dataset.relation_types)
    if draft.type not in types:
        raise UsageError(
            f"{draft.id}: {shortened(draft.type)} is no type of the dataset; change it to one that is"
        )
    date = edtf.date_of(draft.when, draft.begins, draft.ends)
    lasts = types[draft.type].lasts(date is not None and date.lasts)
    entry = {
        "source": document,
        "paragraph": draft.paragraph,
        "attribution": voice,
        "said": draft.said,
        "attests": False if draft.attests is False and draft.status == "actual" and lasts else None,
        "quote": draft.quote,
    }
    sums = list(sums_in(draft.quote))
    if draft.amount is not None and sums and all(each.amount is None for each in sums):
        entry["note"] = f"gives no exact sum: {sums[0].text}"
    row = {
        "source": source,
        "target": target,
        "key": edits.free_id(dataset, id_from(source, draft.type, target)),
        "type": draft.type,
        "when": draft.when,
        "begins": draft.begins,
        "ends": draft.ends,
        "about": about or None,
        "amount": draft.amount,
        "status": draft.status,
        "summary": draft.summary,
        "evidence": [{name: value for name, value in entry.items() if value is not None}],
    }
    relation = Relation.model_validate({name: value for name, value in row.items() if value is not None})
    there = _meant(dataset, draft, relation, article.source)
    if there is None:
        return Accepted(edits.add_fields(dataset, "relations", plain(relation)), relation.key, False)
    further = [id for id in about if id not in (*there.about, there.source, there.target)]
    if further:  # evidence has no place for them, the relation has
        fields = {"about": [*there.about, *further]}
        dataset = edits.edit(dataset, there.key, fields, table="relations")
        there = next(row for row in dataset.relations if row.key == there.key)
    evidence = plain(edits.as_evidence(there, relation))
    if there.amount is not None and draft.amount is None and draft.status == there.status:
        evidence["note"] = "; ".join(filter(None, [evidence.get("note"), _NO_SUM]))
    return Accepted(edits.add_evidence(dataset, there.key, evidence), there.key, True)


def with_read(dataset: Dataset, queue: Queue, name: str) -> Dataset:
    """Return a dataset with the source of an article that was read, if a name means that and none there."""
    read = Dataset.model_construct(sources=tuple(each.source for each in queue.articles))
    try:
        edits.find_source(dataset, name)
    except NotFoundError:
        with suppress(NotFoundError):
            article = queue.article(edits.find_source(read, name))
            return dataset if article is None else _with_source(dataset, article.source)[0]
    return dataset


def alike(actors: Actors, draft: Draft, source: Source) -> list[Relation]:
    """Return the relations on which a draft of an article with this source may be evidence."""
    row = _row(actors, draft)
    return [] if row is None else _alike(actors.dataset, row, source)


def _row(actors: Actors, draft: Draft) -> Relation | None:
    """Return the relation that a draft would be; None if its actors or its type are not in the dataset."""
    one, other = (actors.one(party, draft.article) for party in (draft.source, draft.target))
    if one is None or other is None or draft.type not in vocabulary(actors.dataset.relation_types):
        return None
    return Relation(
        source=one, target=other, key=actors.no_relation, type=draft.type,
        when=draft.when, begins=draft.begins, ends=draft.ends, status=draft.status,
    )  # fmt: skip


_NEAR = 7
"""Days from one date to another that may be of the same event, told of another day."""


def doubts(actors: Actors, draft: Draft, source: Source) -> tuple[str, ...]:
    """Return what a person must look at before a draft is accepted: its own doubts, and what is there."""
    there = (
        f"{each.key} is the same, but of {told.words}; change 'on' to it if it is one event, else to {NEW!r}"
        for each in near(actors, draft, source)
        if (told := edtf.date_of(each.when, each.begins, each.ends)) is not None
    )
    alone = (
        f"{party.name} may be another than {actor.id} ({actors.told_apart(actor)}), who has the name: "
        f"nothing else ties them; change {what!r} to {NEW!r} if so"
        for what, party, actor in _by_name_alone(actors, draft)
    )
    return (*draft.doubts, *alone, *there)


def _by_name_alone(actors: Actors, draft: Draft) -> Iterator[tuple[str, Party, Actor]]:
    """Yield the people of a draft who are taken for actors by their name alone, and in which field.

    They are not where the article has told of the actor, is of the same birth, or names beside them one with
    whom relations tie the actor.
    """
    named = [("source", draft.source), ("target", draft.target), ("voice", draft.voice)]
    named += [("about", each) for each in draft.about]
    found = [
        (what, party, meant[0])
        for what, party in named
        if isinstance(party, Party) and len(meant := actors.meant(party, draft.article)) == 1
    ]
    ends = {actor.id for _, _, actor in found}
    words = _in_words(draft.quote)
    for what, party, actor in found:
        if party.is_said or "person" not in (party.kind, actor.kind) or actors.asked(party, draft.article):
            continue
        if actors.tells_of(actor, draft.article) or same_birth(party, actor):
            continue
        beside = actors.beside(actor)
        tied = any(
            each.id in ends or any(_in_words(name) in words for name in (each.name, *each.aliases))
            for each in beside
        )
        if beside and not tied:
            yield what, party, actor


@lru_cache(10_000)
def _in_words(text: str) -> str:
    """Return the words of a text with a blank before and behind each, so that whole ones are found in it."""
    words = " ".join(re.findall(r"\w+", folded(text)))
    return f" {words} "


def near(actors: Actors, draft: Draft, source: Source) -> list[Relation]:
    """Return the relations that only differ from a draft by a few days.

    A draft that may be evidence on a relation of its own day has none, nor has what lasts, nor one that is
    accepted or of which a person said on what it is evidence.
    """
    row = _row(actors, draft)
    date = None if row is None else edtf.date_of(row.when, row.begins, row.ends)
    decided = draft.on is not None or draft.state == "accepted"
    if row is None or date is None or date.lasts or decided:
        return []
    first, last = date.bounds.earliest_start, date.bounds.latest_end
    if PAST in (first, last) or FUTURE in (first, last) or _alike(actors.dataset, row, source):
        return []
    days = {"when": iso_range(first - _NEAR, last + _NEAR), "begins": None, "ends": None}
    wide = row.model_copy(update=days)
    return _alike(actors.dataset, wide, source)


def _alike(dataset: Dataset, row: Relation, source: Source) -> list[Relation]:
    """Return the relations that may be the same, the most alike ones only.

    What an article reports as done, or denies, is none that began after it; what is planned is another.
    """
    planned = row.status == "planned"
    found = [each for each in edits.same_relations(dataset, row) if (each.status == "planned") == planned]
    published = edtf.parse(source.published).bounds.latest_end
    if not planned:
        dates = [edtf.date_of(each.when, each.begins, each.ends) for each in found]
        begun = [date is None or date.bounds.earliest_start <= published for date in dates]
        found = list(compress(found, begun))
    found = [each for each in found if each.status == row.status] or found
    own = (row.when, row.begins, row.ends)
    same = [each for each in found if (each.when, each.begins, each.ends) == own] if any(own) else []
    return same or found


def _meant(dataset: Dataset, draft: Draft, relation: Relation, source: Source) -> Relation | None:
    """Return the relation on which a draft is evidence; None if it is a new one."""
    if draft.on == NEW:
        return None
    if draft.on is not None:
        ends = {relation.source, relation.target}
        for each in dataset.relations:
            if each.key == draft.on:
                if {each.source, each.target} != ends or each.type != draft.type:
                    raise UsageError(
                        f"{draft.id}: {each.key} is of other actors or another type; change 'on'"
                    )
                return each
        raise UsageError(f"{draft.id}: there is no relation {shortened(draft.on)}; change 'on', or clear it")
    found = _alike(dataset, relation, source)
    if len(found) > 1:
        keys = " or ".join(each.key for each in found)
        mend = Mend(
            f"say on which: graphkit drafts change {draft.id} on={found[0].key}, or on=new for another",
            request="say on which",
        )
        raise UsageError(f"{draft.id} may be evidence on {keys}", mend)
    return found[0] if found else None


def _with_source(dataset: Dataset, source: Source) -> tuple[Dataset, str]:
    """Return a dataset that holds a document, and its id; a publisher that is an actor is told as that."""
    for there in dataset.sources:
        if same_document(there, source):
            return dataset, there.id
    changes: dict[str, Any] = {"id": edits.free_id(dataset, source.id)}
    publisher = Actors(dataset).meant(Party(name=source.publisher))
    if len(publisher) == 1 and publisher[0].kind in _PUBLISHERS:
        changes["publisher_actor"] = publisher[0].id
    return edits.add_fields(dataset, "sources", plain(source.model_copy(update=changes))), changes["id"]


def _with_kind(party: Party, others: Iterable[Party]) -> Party:
    """Return a party without a kind as of the kind that the draft gives another of its name."""
    kinds = [each.kind for each in others if folded(each.name) == folded(party.name)]
    return party.model_copy(
        update={"kind": next((kind for kind in (party.kind, *kinds) if kind != UNKNOWN), UNKNOWN)}
    )


def _with_party(
    dataset: Dataset, draft: Draft, what: str, party: Party, new: dict[tuple[str, str, str | None], str]
) -> tuple[Dataset, str]:
    """Return a dataset that holds who is meant, and its id; ``new`` are those that the draft brought."""
    key = folded(party.name), party.kind, party.born
    if party.actor is None and key in new:
        return dataset, new[key]
    actors = Actors(dataset)
    if asked := actors.asked(party, draft.article):
        one = len(asked) == 1
        ids = " or ".join([*(actor.id for actor in asked), *(["another"] if one else [])])
        another = f", or {what}={NEW}" if one else ""
        raise UsageError(
            f"{draft.id}: {shortened(party.name)} may be {ids}",
            Mend(
                f"say which: graphkit drafts change {draft.id} {what}={asked[0].id}{another}",
                request="say which",
            ),
        )
    born = {"born": party.born} if party.born else {}
    if found := actors.meant(party, draft.article):
        there = found[0]
        if born and not same_birth(party, there):
            fields = {"attributes": {**born, **dict(there.attributes)}}
            dataset = edits.edit(dataset, there.id, fields, table="actors")
        return dataset, there.id
    id = new[key] = edits.free_id(dataset, id_from(party.name))
    row = {"id": id, "name": party.name, "kind": party.kind} | ({"attributes": born} if born else {})
    return edits.add_fields(dataset, "actors", row), id
