"""Changes one field of a draft, as a person types it: ``type=met``, ``when=last week``, ``source=nvidia``."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from graphkit.editing.edits import find_in
from graphkit.errors import ActorNotFoundError, UsageError, shortened
from graphkit.model import cell_syntax
from graphkit.model.entities import UNNAMED, Dataset, Kind, Relation, Source, kind_named
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import called, vocabulary
from graphkit.reading.drafting import attested
from graphkit.reading.drafts import NEW, Actors, Draft, Party
from graphkit.temporal import edtf, phrases
from graphkit.temporal.calendar import Day

PARTIES = ("source", "target", "voice")
FIELDS = (
    "source", "type", "target", "about", "amount", "when", "status", "voice", "said", "on", "summary",
    "attests", "begins", "ends", "source_kind", "target_kind", "voice_kind",
)  # fmt: skip
"""What may be changed; whom and which words a draft is about stays."""
_NEEDED = ("source", "target", "type", "status", "source_kind", "target_kind", "voice_kind")
KINDS = get_args(Kind)


def assigned(dataset: Dataset, article: Source, draft: Draft, field: str, text: str) -> Draft:
    """Return a draft with another value in a field.

    Parameters
    ----------
    dataset : Dataset
        The dataset, whose actors may be called by any of their names.
    article : Source
        The source of its article: "last week" counts from its day, if that is known.
    draft : Draft
        The draft.
    field : str
        One of :data:`FIELDS`.
    text : str
        The value as a person types it; empty clears the field.

    Raises
    ------
    UsageError, DateError
        If there is no such field or value.
    """
    if field not in FIELDS:
        raise UsageError(f"a draft has no field {shortened(field)}; choose one of {', '.join(FIELDS)}")
    text = text.strip()
    if not text and field in _NEEDED:
        raise UsageError(f"{field} cannot be cleared; write another value")
    change: dict[str, Any] = {field: text or None}
    what = field.removesuffix("_kind")
    if field in PARTIES and text and not (field == "voice" and text == UNNAMED):
        asked = f"of the name {getattr(getattr(draft, field), 'name', None)}; say which"
        kept = tuple(doubt for doubt in draft.doubts if not doubt.endswith(asked))
        there = getattr(draft, field)
        is_new = text == NEW and isinstance(there, Party)
        change = {
            field: there.model_copy(update={"actor": None, "new": True}) if is_new else party(dataset, text)
        }
        change["doubts"] = kept
    elif what in PARTIES and what != field:
        there = getattr(draft, what)
        if not isinstance(there, Party):
            raise UsageError(f"{draft.id} has no {what} that is named; say first who it is, with {what}=NAME")
        actors = Actors(dataset)
        for actor in [] if actors.asked(there, draft.article) else actors.meant(there, draft.article):
            raise UsageError(
                f"{actor.name} is in the dataset; 'graphkit edit {actor.id} kind=KIND' changes it"
            )
        change = {what: there.model_copy(update={"kind": kind_of(text, field)})}
    elif field == "about":
        change = {"about": tuple(party(dataset, name) for name in map(str.strip, text.split(";")) if name)}
    elif field == "amount" and text:
        try:
            change = {"amount": cell_syntax.read(Relation, "amount", text)}
        except ValueError as error:
            raise UsageError(f"amount: {error}") from None
    elif field == "type":
        known = vocabulary(dataset.relation_types)
        name = called(text, known)
        change = {"type": name, "attests": attested(name, draft.quote, known)}
    elif field == "status":
        change = {"status": _one_of(text, STATUSES, field)}
    elif field == "attests":
        change = {"attests": None if _one_of(text or "yes", ("yes", "no"), field) == "yes" else False}
    elif field in _DATES:
        published = edtf.parse(article.published).bounds
        is_one_day = published.earliest_start == published.latest_end
        change |= _DATES[field](text, published.latest_end if is_one_day else None)
    elif field == "on" and text and text != NEW and text not in {row.key for row in dataset.relations}:
        raise UsageError(f"there is no relation {shortened(text)}; name one that is there, or write {NEW}")
    try:
        return Draft.model_validate(dict(draft) | change)
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"{field}: {first['msg'].removeprefix('Value error, ')}") from None


def party(dataset: Dataset, name: str) -> Party:
    """Return the actor of a dataset that has an id, name or alias, or a new one of this name.

    Raises
    ------
    ActorAmbiguousError
        If several have it.
    """
    try:
        id = find_in(dataset, name)
    except ActorNotFoundError:
        return Party(name=name, new=True)
    actor = next(actor for actor in dataset.actors if actor.id == id)
    return Party(name=actor.name, actor=id, kind=actor.kind)


def kind_of(text: str, field: str = "kind") -> str:
    """Return the kind of actor that a text names; raise a UsageError if it names none."""
    return _one_of(kind_named(text), KINDS, field)


def _one_of(text: str, choices: tuple[str, ...], field: str) -> str:
    if text not in choices:
        raise UsageError(
            f"{shortened(text)} is no {field.replace('_', ' ')}; write one of {', '.join(choices)}"
        )
    return text


def _when(text: str, day: Day | None) -> dict[str, Any]:
    read = phrases.read(text, day) if text else None
    return {"when": read, "begins": None, "ends": None, "phrase": None}


def _side(name: str) -> Callable[[str, Day | None], dict[str, Any]]:
    def change(text: str, day: Day | None) -> dict[str, Any]:
        read = text if text == ".." else phrases.read(text, day) if text else None
        return {name: read, "when": None, "phrase": None}

    return change


_DATES: Mapping[str, Callable[[str, Day | None], dict[str, Any]]] = {
    "when": _when,
    "begins": _side("begins"),
    "ends": _side("ends"),
    "said": lambda text, day: {"said": phrases.read(text, day) if text else None},
}
