"""Changes one field of a draft, as a person types it: ``type=met``, ``when=last week``, ``source=nvidia``.

What a person says settles the doubts on that field; those on its date are made anew.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, get_args

from pydantic import ValidationError

from graphkit.editing.edits import find_in
from graphkit.errors import ActorNotFoundError, DateError, Mend, UsageError, shortened
from graphkit.model import cell_syntax
from graphkit.model.entities import Dataset, Relation, Source
from graphkit.model.kinds import UNKNOWN, UNNAMED, Kind, kind_named
from graphkit.model.statuses import STATUSES
from graphkit.model.vocabulary import called, vocabulary
from graphkit.reading.drafting import after_article, attested
from graphkit.reading.drafts import NEW, Actors, Draft, Party
from graphkit.temporal import edtf, phrases
from graphkit.temporal.calendar import Day
from graphkit.temporal.dates_in_text import dates_in

PARTIES = ("source", "target", "voice")
FIELDS = (
    "source", "type", "target", "about", "amount", "when", "status", "voice", "said", "on", "summary",
    "attests", "begins", "ends", "source_kind", "target_kind", "voice_kind",
)  # fmt: skip
"""What may be changed; whom and which words a draft is about stays."""
_NEEDED = ("source", "target", "type", "status", "source_kind", "target_kind", "voice_kind")
KINDS = get_args(Kind)


def assigned(dataset: Dataset, article: Source, draft: Draft, field: str, text: str) -> Draft:
    """Return a draft with another value in a field, one of :data:`FIELDS`.

    A person types the value, and calls actors by any of their names; an empty text clears the field. "Last
    week" counts from the day of the article, if that is known. Raises UsageError or DateError if there is no
    such field or value.
    """
    if field not in FIELDS:
        raise UsageError(f"a draft has no field {shortened(field)}; choose one of {', '.join(FIELDS)}")
    text = text.strip()
    if not text and field in _NEEDED:
        raise UsageError(f"{field} cannot be cleared; write another value")
    if not text and field in ("begins", "ends") and getattr(draft, field) is None:
        return draft
    change: dict[str, Any] = {field: text or None}
    what = field.removesuffix("_kind")
    if field in PARTIES and text and not (field == "voice" and text == UNNAMED):
        there = getattr(draft, field)
        meant = party(dataset, text) if text != NEW or not isinstance(there, Party) else None
        if isinstance(there, Party):
            meant = meant.beside(there) if meant else there.model_copy(update={"actor": None, "new": True})
        change = {field: meant}
    elif what in PARTIES and what != field:
        there = getattr(draft, what)
        if not isinstance(there, Party):
            raise UsageError(f"{draft.id} has no {what} that is named; say first who it is, with {what}=NAME")
        actors = Actors(dataset)
        for actor in [] if actors.asked(there, draft.article) else actors.meant(there, draft.article):
            raise UsageError(
                f"{actor.name} is in the dataset",
                Mend(f"'graphkit edit {actor.id} kind=KIND' changes it", request="Edit changes it"),
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
    elif field in ("when", "begins", "ends", "said"):
        published = edtf.parse(article.published).bounds
        is_one_day = published.earliest_start == published.latest_end
        read = _reader(draft, field, published.latest_end if is_one_day else None)
        is_side = field in ("begins", "ends")
        change = {field: None if not text else text if is_side and text == ".." else read(text)}
        if field == "when":
            change |= {"begins": None, "ends": None, "phrase": None}
        elif is_side:
            change |= {"when": None, "phrase": None} if text else {"phrase": None}
    elif field == "on" and text and text != NEW and text not in {row.key for row in dataset.relations}:
        raise UsageError(f"there is no relation {shortened(text)}; name one that is there, or write {NEW}")
    try:
        changed = Draft.model_validate(dict(draft) | change)
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"{field}: {first['msg'].removeprefix('Value error, ')}") from None
    old = after_article(draft, article)
    left = [doubt for doubt in draft.doubts if doubt not in old and not _is_settled(doubt, draft, field)]
    return changed.model_copy(update={"doubts": (*left, *after_article(changed, article))})


def all_assigned(dataset: Dataset, article: Source, draft: Draft, values: Iterable[tuple[str, str]]) -> Draft:
    """Return a draft with other values in several fields, as :func:`assigned` reads each.

    In whatever order they come, fields are cleared first, so that no date that is given is lost with another.
    A date beside its beginning or end raises DateError.
    """
    ordered = sorted(values, key=lambda value: bool(value[1].strip()))
    given = {field: text for field, text in ordered if text.strip()}
    if "when" in given and given.keys() & {"begins", "ends"}:
        raise DateError(f"when {shortened(given['when'])} is given beside begins or ends; keep one of them")
    for field, text in ordered:
        draft = assigned(dataset, article, draft, field, text)
    return draft


_ACTORS = "look who does what to whom|through whom it is held"
_DATE = "rules read the date as|^its date '|say when it was"
_END = f"{_DATE}|whether it has ended"
_SETTLES = {
    "source": _ACTORS,
    "target": _ACTORS,
    "type": f"{_ACTORS}|change the type|read them yourself|what has ended",
    "status": "whether (?:it is so|it says|it is planned|anybody denies|it failed|it has happened)"
    "|whether (?:it still stands|this is so)"
    "|whether the denial|whether the article takes|on what it depends|rules read it as",
    "voice": "look who says so|as who says so|whether the article itself does",
    "attests": "on the day of the article; look",
    "amount": "rules read the amount|^its amount|which is the amount",
    "said": "the day of saying|^its day of saying",
    "when": _END, "begins": _DATE, "ends": _END,
}  # fmt: skip
"""Which doubts a person settles who says what a field is."""
_SETTLES_WHO = (
    "{0} may (?:mean|be the deed of) |{0} is no name;|no rule takes {0} |it is about {0};"
    "|rather than {1}$|another than {1}$|does not name {1}$|of the name {1};"
)
"""Which doubts on an actor, of a name in quotes and without them, a person settles who says who it is."""


def _is_settled(doubt: str, draft: Draft, field: str) -> bool:
    there = draft.about if field == "about" else (getattr(draft, field, None),)
    who = [each.name for each in there if isinstance(each, Party)]
    patterns = [_SETTLES_WHO.format(re.escape(shortened(name)), re.escape(name)) for name in who]
    return any(re.search(pattern, doubt) for pattern in (*patterns, _SETTLES.get(field, "(?!)")))


def party(dataset: Dataset, name: str) -> Party:
    """Return the actor of a dataset that has an id, name or alias, or whoever has this name by then.

    A new one may have its kind: "Nova (company)". Raises ActorAmbiguousError if several have the name.
    """
    names: list[str] = [name]
    kind: str = UNKNOWN
    parts = re.fullmatch(r"(.*\S)\s*\(([^()]*)\)", name)
    if parts is not None and kind_named(parts[2]) in KINDS:
        names, kind = [name, parts[1]], kind_named(parts[2])
    for each in names:
        with suppress(ActorNotFoundError):
            id = find_in(dataset, each)
            actor = next(actor for actor in dataset.actors if actor.id == id)
            return Party(name=actor.name, actor=id, kind=actor.kind)
    return Party.model_validate({"name": names[-1], "kind": kind})


def kind_of(text: str, field: str = "kind") -> str:
    """Return the kind of actor that a text names; raise a UsageError if it names none."""
    return _one_of(kind_named(text), KINDS, field)


def _one_of(text: str, choices: tuple[str, ...], field: str) -> str:
    if text not in choices:
        raise UsageError(
            f"{shortened(text)} is no {field.replace('_', ' ')}; write one of {', '.join(choices)}"
        )
    return text


def _reader(draft: Draft, field: str, day: Day | None) -> Callable[[str], str]:
    """Return what reads a date as the article means it: "on Tuesday" is that of its quote.

    Words that are not in the quote are read in the tense of the draft: what is done lies before the article.
    """
    tenses: dict[str, phrases.Tense] = {"actual": "past", "planned": "future"}
    tense = "past" if field == "said" else None if field == "ends" else tenses.get(draft.status)

    def read(text: str) -> str:
        wanted = " ".join(text.casefold().split())
        told = (each.edtf for each in dates_in(draft.quote, day) if each.text.casefold() == wanted)
        return next(filter(None, told), None) or phrases.read(text, day, tense=tense)

    return read
