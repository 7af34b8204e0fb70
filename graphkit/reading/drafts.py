"""Keeps drafts beside a dataset until a person accepts or refuses them; no query ever sees one.

The drafts of ``story.json`` are in ``story.drafts.json``, with the paragraphs they come from and a log of what
was decided. One writer at a time changes it, as a whole or not at all.
"""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from graphkit.editing import edits
from graphkit.errors import DataError, Fault, NotFoundError, UsageError, nearest, shortened
from graphkit.model.entities import (
    UNKNOWN,
    UNNAMED,
    Actor,
    Dataset,
    Edtf,
    EdtfDay,
    Id,
    Kind,
    Relation,
    Row,
    Side,
    Source,
    Text,
)
from graphkit.model.folding import folded
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.statuses import Status
from graphkit.storage.atomic import PathLike, locked, read_plain, write_atomically
from graphkit.storage.json_file import plain

FORMAT = "graphkit-drafts/1"
PATIENCE = 30.0
State = Literal["open", "postponed", "accepted", "refused"]


class Party(Row):
    """Who is meant in a draft: an actor of the dataset by its id, or a new one by name and kind.

    ``candidates`` are the actors that bear the name, where it is not known which is meant.
    """

    name: Text
    actor: Id | None = None
    kind: Kind = UNKNOWN
    candidates: tuple[Id, ...] = ()


class Draft(Row):
    """A relation that an article may tell of, with the words that carry it.

    ``article`` is the id of its source. ``phrase`` has the words of a date that may be read in two ways.
    ``remarks`` say what a person should look at before accepting it. ``relation`` is the one that it became,
    or on which it became evidence.
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
    status: Status = "actual"
    voice: Party | Literal["unnamed"] | None = None
    said: EdtfDay | None = None
    summary: Text | None = None
    by: Text = "rules"
    remarks: tuple[Text, ...] = ()
    state: State = "open"
    relation: Id | None = None

    @property
    def claim(self) -> tuple[object, ...]:
        """What it says and where, without the words and the date: a refused claim is not proposed again."""
        ends = tuple(party.actor or folded(party.name) for party in (self.source, self.target))
        return (self.article, self.paragraph, ends[0], self.type, ends[1], self.status)


class DraftArticle(Row):
    """An article that was read: its source as it will be in the dataset, and its paragraphs."""

    source: Source
    paragraphs: tuple[str, ...]


class Decision(Row):
    """A line of the log: when which draft got from which state to which."""

    time: Text
    draft: Id
    was: State
    now: State


class Queue(Row):
    """The content of a file of drafts."""

    format: Literal["graphkit-drafts/1"] = FORMAT
    articles: tuple[DraftArticle, ...] = ()
    drafts: tuple[Draft, ...] = ()
    log: tuple[Decision, ...] = ()

    def draft(self, id: str) -> Draft:
        """Return a draft by its id; raise a NotFoundError if there is none."""
        for draft in self.drafts:
            if draft.id == id:
                return draft
        raise _DraftNotFoundError(id, nearest(id, [draft.id for draft in self.drafts]))

    def article(self, id: str) -> DraftArticle | None:
        """Return the article with a source of this id."""
        return next((each for each in self.articles if each.source.id == id), None)

    def waiting(self) -> list[Draft]:
        """Return the drafts that nobody has decided, those that were postponed last."""
        open_ones = [draft for draft in self.drafts if draft.state == "open"]
        return [*open_ones, *(draft for draft in self.drafts if draft.state == "postponed")]


class _DraftNotFoundError(NotFoundError):
    what = "draft"


def path_of(dataset: PathLike) -> Path:
    """Return the file that holds the drafts of a dataset."""
    path = Path(dataset).resolve()
    return path.with_name(f"{path.stem}.drafts.json")


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
    return _parsed(read_plain(path), path)


def _parsed(content: bytes, path: Path) -> Queue:
    try:
        return Queue.model_validate(json.loads(content))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise DataError(
            str(path), [Fault(place, f"{first['msg']}; move the file elsewhere, or mend it")]
        ) from None
    except (ValueError, RecursionError) as error:
        raise DataError(
            str(path), [Fault("", f"is no file of drafts ({error}); move it elsewhere")]
        ) from None


def change(dataset: PathLike, edit: Callable[[Queue], Queue], *, patience: float = PATIENCE) -> Queue:
    """Read the drafts of a dataset, edit them and save them, while no other writer can; return them.

    Raises
    ------
    StorageError
        If the file cannot be read or written, or another writer holds it for too long.
    DataError
        If it is no file of drafts.
    """
    path = path_of(dataset)
    with locked(path, patience):
        before = load(dataset)
        after = edit(before)
        if after != before:
            write_atomically(path, dumped(after).encode())
    return after


def dumped(queue: Queue) -> str:
    """Return drafts as their file has them."""
    return json.dumps(_plain(queue), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Row):
        return {"format": FORMAT} | _fields(value) if isinstance(value, Queue) else _fields(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _fields(row: Row) -> dict[str, Any]:
    if isinstance(row, Source):
        return plain(row)
    return {name: _plain(value) for name, value in row.fields().items()}


# --- new drafts -------------------------------------------------------------------------------------


def proposed(
    queue: Queue, article: DraftArticle, drafts: Iterable[Draft], dataset: Dataset
) -> tuple[Queue, int]:
    """Return drafts with those of an article added, and how many were there, decided or in the dataset already.

    Parameters
    ----------
    queue : Queue
        The drafts so far.
    article : DraftArticle
        The article.
    drafts : iterable of Draft
        New ones, whose ids are given anew.
    dataset : Dataset
        The dataset: a paragraph that is evidence of the same already is not proposed again.
    """
    known = {draft.claim for draft in queue.drafts}
    coded = set(_coded(dataset, article.source.id))
    ids = FreeIds(draft.id for draft in queue.drafts)
    added, repeated = [], 0
    for draft in drafts:
        if draft.claim in known or draft.claim[:-1] in coded:
            repeated += 1
            continue
        known.add(draft.claim)
        added.append(draft.model_copy(update={"id": ids.take(f"draft-{len(queue.drafts) + len(added) + 1}")}))
    articles = [each for each in queue.articles if each.source.id != article.source.id]
    return queue.model_copy(
        update={"articles": (*articles, article), "drafts": (*queue.drafts, *added)}
    ), repeated


def _coded(dataset: Dataset, source: str) -> Iterable[tuple[object, ...]]:
    for row in dataset.relations:
        for entry in row.evidence:
            if entry.source == source and entry.paragraph is not None:
                yield (source, entry.paragraph, row.source, row.type, row.target)


# --- decisions --------------------------------------------------------------------------------------


def decided(queue: Queue, id: str, state: State, relation: str | None = None) -> Queue:
    """Return drafts of which one has another state; an accepted one names the relation that it became."""
    before = queue.draft(id)
    if before.state == state:
        return queue
    after = before.model_copy(update={"state": state, "relation": relation})
    time = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    line = Decision(time=time, draft=id, was=before.state, now=state)
    drafts = tuple(after if draft.id == id else draft for draft in queue.drafts)
    return queue.model_copy(update={"drafts": drafts, "log": (*queue.log, line)})


def changed(queue: Queue, draft: Draft) -> Queue:
    """Return drafts of which one is replaced by a changed one of the same id."""
    queue.draft(draft.id)
    return queue.model_copy(
        update={"drafts": tuple(draft if each.id == draft.id else each for each in queue.drafts)}
    )


def accepted(dataset: Dataset, queue: Queue, draft: Draft) -> tuple[Dataset, str]:
    """Return a dataset with a draft in it, and the id of its relation.

    New actors and the source are added with it. Where the dataset holds the same relation already, the draft
    becomes evidence on it.

    Raises
    ------
    UsageError
        If it is not known which actor is meant, the dataset holds two such relations, or its type is unknown.
    DataError
        If a field is invalid.
    """
    if draft.state == "accepted":
        raise UsageError(f"{draft.id} is accepted already, as {draft.relation}")
    article = queue.article(draft.article)
    if article is None:
        raise UsageError(
            f"{draft.id}: its article {shortened(draft.article)} is not among the drafts; read it again"
        )
    if article.source.id not in edits.ids_of(dataset, "sources"):
        dataset = edits.add_fields(dataset, "sources", plain(article.source))
    dataset, source = _with_party(dataset, draft, draft.source)
    dataset, target = _with_party(dataset, draft, draft.target)
    voice: str | None = None
    if isinstance(draft.voice, Party):
        dataset, voice = _with_party(dataset, draft, draft.voice)
    elif draft.voice is not None:
        voice = UNNAMED
    dated = not (draft.when is None and draft.begins is None and draft.ends is None)
    entry = {
        "source": draft.article,
        "paragraph": draft.paragraph,
        "attribution": voice,
        "said": draft.said,
        "quote": draft.quote,
    }
    evidence = {name: value for name, value in entry.items() if value is not None}
    row: dict[str, Any] = {
        "source": source,
        "target": target,
        "key": edits.free_id(dataset, id_from(source, draft.type, target)),
        "type": draft.type,
        **{
            name: getattr(draft, name)
            for name in ("when", "begins", "ends", "summary")
            if getattr(draft, name) is not None
        },
        **({"status": draft.status} if draft.status != "actual" else {}),
        "evidence": [evidence],
    }
    relation = Relation.model_validate(row)
    alike = [each for each in edits.same_relations(dataset, relation) if each.status == relation.status]
    if dated:
        alike = [
            each
            for each in alike
            if (each.when, each.begins, each.ends) == (draft.when, draft.begins, draft.ends)
        ] or alike
    if len(alike) == 1:
        there = alike[0]
        return edits.add_evidence(dataset, there.key, plain(edits.as_evidence(there, relation))), there.key
    return edits.add_fields(dataset, "relations", plain(relation)), relation.key


def same_in(dataset: Dataset, draft: Draft) -> Sequence[Relation]:
    """Return the relations of a dataset that a draft may repeat."""
    if draft.source.actor is None or draft.target.actor is None:
        return []
    row = Relation(
        source=draft.source.actor, target=draft.target.actor, key="draft", type=draft.type,
        when=draft.when, begins=draft.begins, ends=draft.ends,
    )  # fmt: skip
    return edits.same_relations(dataset, row)


def _with_party(dataset: Dataset, draft: Draft, party: Party) -> tuple[Dataset, str]:
    """Return a dataset that holds who is meant, and its id."""
    if party.actor is not None:
        return dataset, party.actor
    if party.candidates:
        raise UsageError(
            f"{draft.id}: {shortened(party.name)} may be {' or '.join(party.candidates)}; change it to the one that is meant"
        )
    wanted = folded(party.name)
    named = [actor for actor in dataset.actors if wanted in map(folded, (actor.name, *actor.aliases))]
    if len(named) == 1:
        return dataset, named[0].id
    if named:
        ids = " or ".join(actor.id for actor in named)
        raise UsageError(
            f"{draft.id}: {shortened(party.name)} may be {ids}; change it to the one that is meant"
        )
    id = edits.free_id(dataset, id_from(party.name))
    return edits.add_fields(dataset, "actors", plain(Actor(id=id, name=party.name, kind=party.kind))), id
