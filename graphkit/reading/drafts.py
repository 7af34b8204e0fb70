"""Keeps drafts beside a dataset until a person accepts or refuses them; no query ever sees one.

The drafts of ``story.json`` are in ``story.drafts.json``, with the paragraphs they come from and a log of
what was decided. One writer at a time changes it, as a whole or not at all. What was accepted is noted after
it is in the dataset: if the power fails in between, the dataset itself tells that it is there.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from graphkit.editing import edits
from graphkit.errors import DataError, Fault, Mend, NotFoundError, UsageError, nearest, shortened
from graphkit.model.distinguishing import (
    Facts,
    attributes_agree,
    attributes_differ,
    only_one_is_a_person,
    only_one_is_right,
    told_apart_by,
)
from graphkit.model.entities import (
    Actor,
    Amount,
    Dataset,
    Edtf,
    EdtfDay,
    Id,
    Relation,
    Row,
    Side,
    Source,
    Text,
    plain,
)
from graphkit.model.folding import folded
from graphkit.model.ids import FreeIds
from graphkit.model.kinds import UNKNOWN, Kind
from graphkit.model.statuses import Status
from graphkit.model.vocabulary import vocabulary
from graphkit.reading.namesakes import birth
from graphkit.reading.spelling import in_any_order, without_form
from graphkit.reading.states import is_common
from graphkit.storage import journal
from graphkit.storage.atomic import LARGEST, followed, locked, read_plain, write_atomically
from graphkit.storage.content_kind import PathLike
from graphkit.temporal import edtf

PATIENCE = 30.0
NEW = "new"
"""What ``on`` of a draft says where it is a relation of its own, whatever is there."""
State = Literal["open", "postponed", "accepted", "refused"]


class Party(Row):
    """Who is meant in a draft: an actor of the dataset by its id, or whoever bears the name.

    ``new`` tells that a person said that it is none of the dataset, ``by_name`` that rules took the name for
    that of the actor. ``born`` is the birth that the article tells beside the name; ``several`` tells that
    the article has several of that name.
    """

    name: Text
    actor: Id | None = None
    kind: Kind = UNKNOWN
    new: bool = False
    by_name: bool = False
    born: Edtf | None = None
    several: bool = False

    def beside(self, before: "Party") -> "Party":
        """Return it with what the article tells of another, in whose place it is, if that has the name."""
        same = folded(self.name) == folded(before.name)
        return self.model_copy(update={"born": before.born, "several": before.several}) if same else self

    @property
    def is_said(self) -> bool:
        """Return whether a person said who it is."""
        return self.new or (self.actor is not None and not self.by_name)


class Claim(Row):
    """What a draft says, without the words and the date."""

    source: Party
    type: Text
    target: Party
    status: Status = "actual"


class Draft(Row):
    """A relation that an article may tell of, with the words that carry it.

    ``article`` is the id of its source. ``about`` are further actors concerned. ``phrase`` has the words of a
    date that is not plain. ``remarks`` are good to know; ``doubts`` are what a person must look at before
    accepting it. ``on`` is the relation on which it is evidence, if a person said so, or ``"new"``.
    ``first`` is what was proposed, if a person has changed it. ``relation`` is the one that it became, or on
    which it became evidence.
    """

    id: Id
    article: Id
    paragraph: Annotated[int, Field(ge=1, strict=True)]
    quote: Text
    source: Party
    type: Text
    target: Party
    when: Edtf | None = None
    begins: Side | None = None
    ends: Side | None = None
    phrase: Text | None = None
    about: tuple[Party, ...] = ()
    amount: Amount | None = None
    status: Status = "actual"
    voice: Party | Literal["unnamed"] | None = None
    said: EdtfDay | None = None
    attests: bool | None = None
    summary: Text | None = None
    by: Text = "rules"
    remarks: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()
    on: Id | None = None
    first: Claim | None = None
    state: State = "open"
    relation: Id | None = None

    @property
    def claim(self) -> Claim:
        """What it says now."""
        return Claim(source=self.source, type=self.type, target=self.target, status=self.status)

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody whom it names."""
        named = (self.source, self.target, self.voice, *self.about)
        return tuple(each for each in named if isinstance(each, Party))

    def with_parties(self, change: Callable[[Party], Party]) -> "Draft":
        """Return it with everybody whom it names changed."""
        voice = change(self.voice) if isinstance(self.voice, Party) else self.voice
        return self.model_copy(
            update={
                "source": change(self.source),
                "target": change(self.target),
                "voice": voice,
                "about": tuple(map(change, self.about)),
            }
        )

    @property
    def span(self) -> object:
        """From when to when, however that is written; None if it has no date."""
        return _span(self.when, self.begins, self.ends)

    @property
    def open_remarks(self) -> tuple[str, ...]:
        """The remarks but for those on a date or a sum that is there by now."""
        there = (("the date ", self.span), ("the sum ", self.amount))
        given = tuple(start for start, value in there if value is not None)
        return tuple(remark for remark in self.remarks if not remark.startswith(given))

    @model_validator(mode="after")
    def _one_date(self) -> "Draft":
        edtf.date_of(self.when, self.begins, self.ends)
        return self


class DraftArticle(Row):
    """An article that was read: its source as it will be in the dataset, and its paragraphs."""

    source: Source
    paragraphs: tuple[str, ...]


class Decision(Row):
    """A line of the log: when which draft got from which state to which, and what it said before a change."""

    time: Text
    draft: Id
    was: State
    now: State
    before: tuple[Text, ...] = ()


class Queue(Row):
    """The content of a file of drafts."""

    format: Literal["graphkit-drafts/1"] = "graphkit-drafts/1"
    articles: tuple[DraftArticle, ...] = ()
    drafts: tuple[Draft, ...] = ()
    log: tuple[Decision, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> "Queue":
        paragraphs = {each.source.id: len(each.paragraphs) for each in self.articles}
        ids = {draft.id for draft in self.drafts}
        if len(ids) < len(self.drafts) or len(paragraphs) < len(self.articles):
            raise ValueError("an id is there twice")
        for draft in self.drafts:
            if draft.paragraph > paragraphs.get(draft.article, 0):
                raise ValueError(f"{draft.id} names a paragraph that is not there")
        return self

    def draft(self, id: str) -> Draft:
        """Return a draft by its id, or the number in it; raise a NotFoundError if there is none."""
        for draft in self.drafts:
            if draft.id in (id, f"draft-{id}"):
                return draft
        raise NotFoundError(id, nearest(id, [draft.id for draft in self.drafts]), what="draft")

    def article(self, id: str) -> DraftArticle | None:
        """Return the article with a source of this id."""
        return next((each for each in self.articles if each.source.id == id), None)

    def waiting(self) -> list[Draft]:
        """Return the drafts that nobody has decided, those that were postponed last."""
        return [draft for state in ("open", "postponed") for draft in self.drafts if draft.state == state]


# --- the file -------------------------------------------------------------------------------------


def path_of(dataset: PathLike) -> Path:
    """Return the file that holds the drafts of a dataset."""
    path = followed(dataset)
    return path.with_name(f"{path.name.removesuffix('.json')}.drafts.json")


def load(dataset: PathLike) -> Queue:
    """Return the drafts of a dataset, none if it has no file of them.

    Raises
    ------
    StorageError
        If the file cannot be read.
    DataError
        If it is no file of drafts.
    """
    path = path_of(dataset)
    if not os.path.lexists(path):
        return Queue()
    content = read_plain(path)
    try:
        if len(content) > LARGEST:
            raise ValueError("it is too large")
        return Queue.model_validate(json.loads(content))
    except ValidationError as error:
        first = error.errors()[0]
        fault = Fault(".".join(map(str, first["loc"])), f"{first['msg']}; mend it, or move it elsewhere")
        raise DataError(str(path), [fault]) from None
    except (ValueError, RecursionError) as error:
        message = f"is no file of drafts ({str(error)[:100]}); move it elsewhere"
        raise DataError(str(path), [Fault("", message)]) from None


@contextmanager
def opened(dataset: PathLike, patience: float = PATIENCE) -> Iterator["Opened"]:
    """Hold the drafts of a dataset, while no other writer can change them.

    Raises StorageError if the file cannot be read, or another writer holds it for too long.
    """
    path = path_of(dataset)
    with locked(path, patience):
        yield Opened(path, load(dataset), Path(dataset))


class Opened:
    """The drafts of a dataset while they are held."""

    def __init__(self, path: Path, queue: Queue, dataset: Path) -> None:
        self.path, self.queue, self._dataset = path, queue, dataset

    def save(self, queue: Queue) -> None:
        """Write other drafts in their place, as a whole or not at all; who reads the dataset may too."""
        if queue != self.queue:
            write_atomically(self.path, dumped(queue).encode(), follow=False, like=self._dataset)
            self.queue = queue


def change(dataset: PathLike, edit: Callable[[Queue], Queue], *, patience: float = PATIENCE) -> Queue:
    """Read the drafts of a dataset, edit and save them, while no other writer can; return them."""
    with opened(dataset, patience) as file:
        file.save(edit(file.queue))
        return file.queue


def dumped(queue: Queue) -> str:
    """Return drafts as their file has them."""
    return json.dumps(_plain(queue), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Row):
        return {"format": value.format} | as_json(value) if isinstance(value, Queue) else as_json(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def as_json(row: Row) -> dict[str, Any]:
    """Return a draft, or a part of one, as plain data, without what is left out."""
    if isinstance(row, Source):
        whole: dict[str, Any] = plain(row)
        return whole
    return {name: _plain(value) for name, value in row.fields().items()}


# --- who is meant -----------------------------------------------------------------------------------


class Actors:
    """Knows whom the parties of drafts mean in a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.by_id = {actor.id: actor for actor in dataset.actors}
        self._by_name: dict[str, list[Actor]] = {}
        self._in_any_order: dict[tuple[str, ...], dict[str, Actor]] = {}
        self._by_firm: dict[str, list[Actor]] = {}
        self._by_part: dict[str, list[Actor]] = {}
        self._by_word: dict[str, list[Actor]] = {}
        for actor in dataset.actors:
            for name in {folded(actor.name), *map(folded, actor.aliases)}:
                self._by_name.setdefault(name, []).append(actor)
                if words := in_any_order(name, actor.kind):
                    self._in_any_order.setdefault(words, {})[actor.id] = actor
            if actor.kind != "person":
                for name in {without_form(actor.name), *map(without_form, actor.aliases)}:
                    self._by_firm.setdefault(name, []).append(actor)
            parts = folded(actor.name).split() if actor.kind == "person" else []
            for name in {*parts[:1], *parts[-1:]}:
                self._by_part.setdefault(name, []).append(actor)
            for word in set(parts):
                self._by_word.setdefault(word, []).append(actor)

    @cached_property
    def no_relation(self) -> str:
        """An id that no relation has."""
        return edits.free_id(self.dataset, "draft")

    @cached_property
    def _articles(self) -> dict[str, set[str]]:
        """The sources that tell a relation of an actor, by its id."""
        found: dict[str, set[str]] = {}
        for row in self.dataset.relations:
            for id in (row.source, row.target, *row.about, *(each.attribution for each in row.evidence)):
                found.setdefault(str(id), set()).update(each.source for each in row.evidence)
        return found

    @cached_property
    def _beside(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.dataset.relations:
            ends = {row.source, row.target, *row.about}
            for id in ends:
                found.setdefault(id, set()).update(ends - {id})
        return found

    @cached_property
    def _first_told(self) -> dict[str, Relation]:
        """The first relation that is so of which each actor is the source."""
        return {row.source: row for row in reversed(self.dataset.relations) if row.status == "actual"}

    def named(self, actor: Actor) -> str:
        """Return the name of an actor, with its id where others are called so, too."""
        alone = len(self._by_name[folded(actor.name)]) == 1
        return actor.name if alone else f"{actor.name} ({actor.id})"

    def tells_of(self, actor: Actor, article: str | None) -> bool:
        """Return whether an article tells a relation of an actor."""
        return article in self._articles.get(actor.id, ())

    def beside(self, actor: Actor) -> list[Actor]:
        """Return those with whom relations tie an actor."""
        return [self.by_id[id] for id in self._beside.get(actor.id, ())]

    def told_apart(self, actor: Actor) -> str:
        """Return what tells an actor from another of its name, else what is told of it: "leads Acme"."""
        row = self._first_told.get(actor.id)
        told = "" if row is None else f"{row.type.replace('-', ' ')} {self.by_id[row.target].name}"
        return told_apart_by(actor.attributes, told or actor.description) or actor.kind

    def meant(self, party: Party, article: str | None = None) -> list[Actor]:
        """Return the actors that a party may be: none if it is a new one, several if that is not known.

        One who is called the same but for order, accents or titles, as "CHEN, Wei" is, may be meant too. A
        name alone that is the first or the last one of persons may be each of them. So may one that is
        another part of a person's name, or contains it: "Hamdan", "Datuk Hamdan Yusof"; and a firm whose
        name differs in its legal form alone. Of those of a name that many have, the one of whom the
        ``article`` has told is meant.
        """
        if party.actor is not None and party.actor in self.by_id:
            one = self.by_id[party.actor]
            alone = len(self._by_name[folded(one.name)]) == 1
            if party.is_said or (alone and _with_birth([one], party)):
                return [one]
            party = party.model_copy(update={"actor": None})
        name = folded(party.name)
        found = self._by_name.get(name) or []
        if party.actor is None and not party.new:
            found = [*found, *self._alike(party.name, found[0].kind if found else party.kind, found)]
        if not found and party.kind in ("person", UNKNOWN) and party.actor is None:
            found = self._by_part.get(name) or ([] if party.new else self._overlapping(name))
        if not found and party.kind != "person" and party.actor is None and not party.new:
            found = self._by_firm.get(without_form(name)) or []
        if party.new:
            return []
        found = _with_birth(found, party)
        own = [] if party.several else [actor for actor in found if self.tells_of(actor, article)]
        return own if len(own) == 1 and is_common(party.name, found[0].kind) else found

    def _alike(self, name: str, kind: str, others: Sequence[Actor]) -> list[Actor]:
        """Return the actors, but others, that may be called so in another order or with other signs."""
        near = self._in_any_order.get(in_any_order(name, kind), {}).values()
        return [each for each in near if each not in others and not only_one_is_a_person(each.kind, kind)]

    def _overlapping(self, name: str) -> list[Actor]:
        """Return the persons of whose name another one is a part, or who have a part of it as their name."""
        words = f" {name} "
        near = {actor.id: actor for word in name.split() for actor in self._by_word.get(word, ())}
        own = {id: f" {folded(actor.name)} " for id, actor in near.items()}
        return [actor for id, actor in near.items() if words in own[id] or own[id] in words]

    def asked(self, party: Party, article: str | None) -> list[Actor]:
        """Return the actors from which a person must say who is meant; none if that is known.

        One of whom only other articles tell may be another than this one's: another country's Parliament. So
        may each of a name that several have in the article, unless it tells when they were born.
        """
        found = self.meant(party, article)
        if party.several and not party.is_said:
            return [] if all(same_birth(party, actor) for actor in found) else found
        if len(found) == 1:
            told = self._articles.get(found[0].id, ())
            name = folded(party.name)
            near = party.actor is None and name not in self._by_name and name not in self._by_part
            sure = party.actor is not None or article is None or article in told
            if (sure and not near) or (name in self._by_name and not is_common(party.name, found[0].kind)):
                return []
        return found

    def one(self, party: Party, article: str | None = None) -> str | None:
        """Return the id of the actor that a party is; None if it is a new one, or that is not known."""
        found = self.meant(party, article)
        return found[0].id if len(found) == 1 and not self.asked(party, article) else None

    def key(self, party: Party, article: str | None = None) -> str:
        """Return what two parties have in common if they are the same.

        One told to be new may be in the dataset by now, if a save was cut short.
        """
        there = party.model_copy(update={"new": False}) if party.new else party
        return self.one(there, article) or folded(party.name)


def _birth(party: Party) -> Facts:
    return Facts(attributes=(("born", party.born),) if party.born else ())


def same_birth(party: Party, actor: Actor) -> bool:
    """Return whether the article tells of a party that it was born when the actor was."""
    return attributes_agree(_birth(party), actor)


def _with_birth(found: list[Actor], party: Party) -> list[Actor]:
    """Return the actors that were born when the party was, else those of whom nobody knows when they were."""
    agree = [each for each in found if same_birth(party, each)]
    return agree or [each for each in found if not attributes_differ(_birth(party), each)]


def same_document(one: Source, other: Source) -> bool:
    """Return whether two records are of one document: the same content, else publisher, day and name."""
    if one.sha256 and other.sha256:
        return one.sha256 == other.sha256
    by = (folded(one.publisher), one.published) == (folded(other.publisher), other.published)
    named = (one.title is not None and one.title == other.title) or (
        one.file is not None and one.file == other.file
    )
    return by and named


_FEWEST_WORDS = 6
"""A sentence of fewer words may stand in any article."""


def with_same_words(queue: Queue, dataset: Dataset, article: DraftArticle) -> list[Source]:
    """Return the other articles of which half, as it was read or is quoted, stands in an article.

    Without those that it was rewritten from, or that were rewritten from it.
    """
    own = article.source
    sources = {each.id: each for each in (*(read.source for read in queue.articles), *dataset.sources)}
    texts: dict[str, set[str]] = {read.source.id: {*read.paragraphs} for read in queue.articles}
    for row in dataset.relations:
        for entry in row.evidence:
            texts.setdefault(entry.source, set()).add(entry.quote or "")
    whole = "\n".join(map(folded, article.paragraphs))
    found = []
    for id, source in sources.items():
        told = [folded(text) for text in texts.get(id, ()) if len(text.split()) >= _FEWEST_WORDS]
        related = id == own.id or id in own.derived_from or own.id in source.derived_from
        if told and not related and 2 * sum(text in whole for text in told) >= len(told):
            found.append(source)
    return found


# --- new drafts -------------------------------------------------------------------------------------


class _Claims:
    """Compares claims, whatever names and ids their actors and articles have now."""

    def __init__(self, queue: Queue, dataset: Dataset) -> None:
        self._actors = Actors(dataset)
        self._types = vocabulary(dataset.relation_types)
        rows = [*dataset.sources, *(article.source for article in queue.articles)]
        self._documents = {row.id: row.sha256 or row.id for row in rows}

    def of(self, draft: Draft, claim: Claim | None = None) -> tuple[object, ...]:
        claim = claim or draft.claim
        source, target = (self._actors.key(party, draft.article) for party in (claim.source, claim.target))
        return self._claim(draft.article, draft.paragraph, (source, target), claim.type, claim.status)

    def _claim(
        self, article: str, paragraph: int, ends: tuple[str, str], type_: str, status: str
    ) -> tuple[object, ...]:
        known = self._types.get(type_)
        pair = tuple(sorted(ends)) if known is not None and known.symmetric else ends
        return (self._documents.get(article, article), paragraph, pair, type_, status)

    def adds_nothing(self, draft: Draft, there: Draft) -> bool:
        """Return whether a draft of the same claim gives no other date, voice or sum than another."""
        voices = [self._actors.key(v) if isinstance(v := each.voice, Party) else v for each in (draft, there)]
        return (
            draft.span in (None, there.span)
            and draft.phrase in (None, there.phrase)
            and draft.amount in (None, there.amount)
            and voices[0] == voices[1]
        )

    def coded(self, dataset: Dataset) -> Callable[[Draft], str | None]:
        """Return what finds the relation that tells already what a draft does, in its words or in none.

        One that is dated otherwise is another.
        """
        found: dict[tuple[object, ...], list[tuple[str | None, object, str]]] = {}
        for row in dataset.relations:
            for entry in row.evidence:
                if entry.paragraph is not None and entry.stance == "supports":
                    claim = self._claim(
                        entry.source, entry.paragraph, (row.source, row.target),
                        entry.type or row.type, entry.status or row.status,
                    )  # fmt: skip
                    own = (entry.when, None, None) if entry.when else (row.when, row.begins, row.ends)
                    date = _span(*own) if entry.dated else None
                    found.setdefault(claim, []).append((entry.quote, date, row.key))

        def relation(draft: Draft) -> str | None:
            for quote, date, key in found.get(self.of(draft), ()):
                same_words = quote is None or quote in draft.quote or draft.quote in quote
                if same_words and (date is None or draft.span in (None, date)):
                    return key
            return None

        return relation


def _span(when: str | None, begins: str | None, ends: str | None) -> object:
    """Return from when to when something was, however that is written; None without a date."""
    date = edtf.date_of(when, begins, ends)
    return date and (date.bounds, date.lasts)


def proposed(
    queue: Queue, article: DraftArticle, drafts: Iterable[Draft], dataset: Dataset
) -> tuple[Queue, int]:
    """Return drafts with those of an article added, and how many were proposed, decided or coded already.

    New ones get other ids. A paragraph that is evidence of the same in the dataset is not proposed again.
    """
    there = queue.article(article.source.id)
    if there is not None and there.paragraphs != article.paragraphs:
        raise UsageError(f"{shortened(article.source.id)} is the id of another article; choose one with --id")
    articles = [article if each == there else each for each in queue.articles]
    queue = queue.model_copy(update={"articles": tuple(articles if there else [*articles, article])})
    claims = _Claims(queue, dataset)
    coded = claims.coded(dataset)
    known: dict[tuple[object, ...], list[Draft]] = {}
    for each in queue.drafts:
        for one in {claims.of(each), claims.of(each, each.first)}:
            known.setdefault(one, []).append(each)
    before = {draft.id for draft in queue.drafts}
    ids = FreeIds(before)
    added: list[Draft] = []
    repeated = 0
    for draft in (_told_apart(each, article.paragraphs) for each in drafts):
        same = known.setdefault(claims.of(draft), [])
        reread = any(each.id in before and (each.by, each.quote) == (draft.by, draft.quote) for each in same)
        if reread or coded(draft) or any(claims.adds_nothing(draft, each) for each in same):
            repeated += 1
            continue
        added.append(draft.model_copy(update={"id": ids.take(f"draft-{len(queue.drafts) + len(added) + 1}")}))
        same.append(added[-1])
    return queue.model_copy(update={"drafts": (*queue.drafts, *added)}), repeated


_TWO = "the article has two of the name {}; say which"
"""A doubt on a draft of somebody whom the article does not tell from another of the name."""


def _told_apart(draft: Draft, paragraphs: Sequence[str]) -> Draft:
    """Return a draft with the births that its article tells of those whom it names."""
    unclear: dict[str, None] = {}

    def told(party: Party) -> Party:
        said = _TWO.format(party.name)
        born, every = birth(paragraphs, draft.paragraph, draft.quote, party.name)
        two = any(only_one_is_right("born", every[:1], [other]) for other in every[1:])
        if two and born is None:
            unclear[said] = None
        is_person = every and party.kind == UNKNOWN
        more = {"born": born, "several": two or said in draft.doubts}
        return party.model_copy(update=more | ({"kind": "person"} if is_person else {}))

    draft = draft.with_parties(told)
    left = [doubt for doubt in draft.doubts if doubt not in unclear]
    return draft.model_copy(update={"doubts": (*left, *unclear)})


# --- decisions --------------------------------------------------------------------------------------


def decided(queue: Queue, id: str, state: State, relation: str | None = None) -> Queue:
    """Return drafts of which one has another state; an accepted one names the relation that it became."""
    before = queue.draft(id)
    if before.state == state:
        return queue
    return _logged(queue, before, before.model_copy(update={"state": state, "relation": relation}))


def changed(queue: Queue, draft: Draft) -> Queue:
    """Return drafts of which one is replaced by a changed one of the same id.

    One that is changed back to what it was has the doubts again that it had then. Whether a name is that of
    a new actor is said of all drafts of the article that wait and have it; not where that has several of the
    name, and does not tell that it is the same.

    Raises
    ------
    UsageError
        If it is accepted already.
    """
    before = queue.draft(draft.id)
    if before.state == "accepted":
        raise UsageError(
            f"{draft.id} is accepted already, as {before.relation}",
            Mend("'graphkit edit' changes that", request="Edit changes that"),
        )
    was = {folded(each.name): each for each in before.parties}
    said = {
        name: (there, each)
        for each in draft.parties
        if (there := was.get(name := folded(each.name))) is not None and there.new != each.new
    }
    return _said_of_all(_replaced(queue, before, draft), draft, said)


def accepted(queue: Queue, id: str, relation: str, dataset: Dataset) -> Queue:
    """Return drafts of which one is accepted, as a relation of a dataset.

    Who was new in it is the actor that it became in the other drafts of the article that wait; not where the
    article has several of the name and does not tell that it is the same.
    """
    draft = queue.draft(id)
    row = next((each for each in dataset.relations if each.key == relation), None)
    ends = {row.source, row.target, *row.about, *(each.attribution for each in row.evidence)} if row else ()
    actors = Actors(dataset)
    said = {
        folded(each.name): (each, each.model_copy(update={"actor": actor.id, "new": False}))
        for each in draft.parties
        for actor in (actors.meant(each.model_copy(update={"new": False})) if each.new else ())
        if actor.id in ends
    }
    return _said_of_all(decided(queue, id, "accepted", relation), draft, said)


def _said_of_all(queue: Queue, draft: Draft, said: Mapping[str, tuple[Party, Party]]) -> Queue:
    """Return drafts of which the others of an article that wait mean whom one was said to mean by a name."""
    for other in queue.waiting() if said else []:
        if other.article == draft.article and other.id != draft.id:
            queue = _replaced(queue, other, other.with_parties(lambda each: _carried(each, said)))
    return queue


def _carried(party: Party, said: Mapping[str, tuple[Party, Party]]) -> Party:
    """Return a party as a person has said of its name that it is meant, if it was meant as that was."""
    was, now = said.get(folded(party.name), (None, party))
    if was is None or (party.actor, party.new) != (was.actor, was.new):
        return party
    if (was.several or party.several) and (was.born is None or was.born != party.born):
        return party
    return party.model_copy(update={"actor": now.actor, "new": now.new, "by_name": now.by_name})


def _replaced(queue: Queue, before: Draft, draft: Draft) -> Queue:
    """Return drafts of which one is replaced; the log has a line if the other says something else."""
    first = None if (before.first or before.claim) == draft.claim else before.first or before.claim
    after = draft.model_copy(update={"first": first, "state": before.state})
    row = as_json(before)
    if _said(row) != _said(as_json(after)):
        for line in reversed([line for line in queue.log if line.draft == draft.id]):
            row |= {
                name: json.loads(text) for name, _, text in (each.partition(": ") for each in line.before)
            }
            if _said(row) == _said(as_json(after)):
                after = after.model_copy(update={"doubts": tuple(row.get("doubts") or ())})
                break
    return queue if after == before else _logged(queue, before, after)


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a draft says, of its fields as plain data."""
    unsaid = ("doubts", "first", "state", "relation")
    return {name: value for name, value in row.items() if name not in unsaid and value is not None}


def _logged(queue: Queue, before: Draft, after: Draft) -> Queue:
    skipped = {"state", "relation", "first"}
    was, now = as_json(before), as_json(after)
    fields = [name for name in Draft.model_fields if name not in skipped and was.get(name) != now.get(name)]
    line = Decision(
        time=journal.timestamp(),
        draft=before.id,
        was=before.state,
        now=after.state,
        before=tuple(f"{name}: {json.dumps(was.get(name), ensure_ascii=False)}" for name in fields),
    )
    drafts = tuple(after if draft.id == before.id else draft for draft in queue.drafts)
    return queue.model_copy(update={"drafts": drafts, "log": (*queue.log, line)})


def settled(queue: Queue, dataset: Dataset) -> Queue:
    """Return drafts of which those that the dataset holds are accepted, as after a save cut short.

    What the dataset says of an article is what it says of it now; the id of the article stays.
    """
    articles = []
    for each in queue.articles:
        now = next((row for row in dataset.sources if same_document(row, each.source)), each.source)
        named = now.model_copy(update={"id": each.source.id})
        articles.append(each if named == each.source else each.model_copy(update={"source": named}))
    queue = queue.model_copy(update={"articles": tuple(articles)})
    coded = _Claims(queue, dataset).coded(dataset)
    for draft in queue.waiting():
        if (relation := coded(draft)) is not None:
            queue = accepted(queue, draft.id, relation, dataset)
    return queue


def freed(queue: Queue, dataset: Dataset, ids: Iterable[str]) -> Queue:
    """Return drafts of which some wait again, if they were accepted and the dataset holds them no more."""
    for id in ids:
        draft = queue.draft(id)
        if draft.state == "accepted" and not _held(queue, dataset, draft):
            waits = decided(queue, id, "open")
            queue = waits if settled(waits, dataset).draft(id).state == "open" else queue
    return queue


def _held(queue: Queue, dataset: Dataset, draft: Draft) -> bool:
    """Return whether its relation has evidence of its article and place that is no other draft's."""
    read = queue.article(draft.article)
    own = {draft.article} | {row.id for row in dataset.sources if read and same_document(row, read.source)}
    entries = (entry for row in dataset.relations if row.key == draft.relation for entry in row.evidence)
    there = {(each.paragraph, each.quote, not each.attribution) for each in entries if each.source in own}
    told = {d.id: (d.paragraph, d.quote, not d.voice) for d in queue.drafts if d.relation == draft.relation}
    mine = told.pop(draft.id)
    return any(e == mine or (e not in told.values() and (e[0] == mine[0] or e[1] == mine[1])) for e in there)


def reopened(queue: Queue, dataset: Dataset, id: str) -> Queue:
    """Return drafts of which one waits again; raise UsageError if the dataset holds it."""
    after = decided(queue, id, "open")
    there = settled(after, dataset).draft(id)
    if there.state == "accepted":
        raise UsageError(
            f"{id} is in the dataset, as {there.relation}",
            Mend(
                "take it out of that first, with 'graphkit undo'",
                request="take it out of that first, with Undo",
            ),
        )
    return after
