"""The question that a graph answers, and what a relation is in its light.

A graph that answers a narrower question than the whole story (a window, a snapshot) carries it as
a :class:`Filter`; :func:`matches` is the rule of what belongs in a view, and how surely.
docs/architecture.md says where it is written again, for speed or another language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, NoReturn

from graphkit.answers import Answer, Column, Row
from graphkit.graph import provenance
from graphkit.graph.provenance import Version
from graphkit.model.entities import Amount, Evidence, Link
from graphkit.model.vocabulary import RelationType
from graphkit.temporal import dates
from graphkit.temporal.dates import Bounds, Day, Window

Certainty = Literal["certain", "possible"]
Standing = Literal["in force", "happened", "background"]


@dataclass(frozen=True, slots=True)
class Filter:
    """The question that a graph answers: the whole story, a window of it, or a day.

    Attributes
    ----------
    window
        The closed window of days, or None for all of time, undated relations included.
    as_of
        The day of a snapshot, or None.
    known_by
        The day through whose knowledge all is seen, or None for everything there is.
    types, statuses
        The relation types and statuses asked for by name, or None for all.
    kinds
        The kinds of which an end of a relation must be, or None for all.
    no_claims
        Whether what nobody reports in their own voice was left out.
    certain
        Whether only what is so for sure was asked for.
    undated
        Whether what has no date was asked for too.
    left_out
        How many relations were left out without being asked to, by reason.
    """

    window: Window | None = None
    as_of: Day | None = None
    known_by: Day | None = None
    types: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    no_claims: bool = False
    certain: bool = False
    undated: bool = False
    left_out: tuple[tuple[str, int], ...] = ()


WHOLE = Filter()


def _refuse(_self: object, *_changes: object, **_more: object) -> NoReturn:
    raise TypeError("an answer does not change; gk.edit changes the graph")


class FrozenFields(dict[str, Any]):
    """The fields of a relation as an answer tells them, which nobody can change."""

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenFields, (dict(self),)


@dataclass(frozen=True, slots=True, repr=False)
class DatedRelation(Answer):
    """A relation as a query returns it: the file's fields, and what the evidence makes of them."""

    columns: ClassVar = (
        Column("when"),
        Column("relation"),
        Column("marks"),
        Column("voices"),
        Column("id", "id"),
    )

    id: str
    source: str
    target: str
    type: RelationType
    fields: Mapping[str, Any]
    version: Version
    certainty: Certainty | None = None
    standing: Standing | None = None

    @property
    def when(self) -> str | None:
        """The EDTF text of the relation itself."""
        return self.fields.get("when")

    @property
    def words(self) -> str:
        """When it is, as people write it."""
        return provenance.words(dates.parse(self.when) if self.when else None, self.bounds)

    @property
    def status(self) -> str:
        """``actual``, ``planned`` or ``denied``."""
        status: str = self.fields.get("status", "actual")
        return status

    @property
    def summary(self) -> str | None:
        """One sentence on it."""
        return self.fields.get("summary")

    @property
    def note(self) -> str | None:
        """A coder's note."""
        return self.fields.get("note")

    @property
    def amount(self) -> Amount | None:
        """The figure it is about."""
        return self.fields.get("amount")

    @property
    def about(self) -> tuple[str, ...]:
        """Further actors concerned."""
        return tuple(self.fields.get("about", ()))

    @property
    def links(self) -> tuple[Link, ...]:
        """Ties to other relations."""
        return tuple(self.fields.get("links", ()))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it is said."""
        return tuple(self.fields.get("evidence", ()))

    @property
    def bounds(self) -> Bounds | None:
        """The four bounds in days, or None where nothing says when."""
        return self.version.bounds

    @property
    def lasts(self) -> bool:
        """Whether it goes on rather than happens."""
        return self.version.lasts

    @property
    def undated(self) -> bool:
        """Whether no date is given for it."""
        return self.version.undated

    @property
    def claimed(self) -> bool:
        """Whether nobody reports it in their own voice."""
        return self.version.claimed

    @property
    def contested(self) -> bool:
        """Whether evidence disagrees on type, status or fact."""
        return self.version.contested

    @property
    def dates_differ(self) -> bool:
        """Whether evidence disagrees on the day."""
        return self.version.dates_differ

    @property
    def voices(self) -> tuple[str, ...]:
        """Who vouches for it."""
        return self.version.voices

    @property
    def independent_sources(self) -> int:
        """How many sources tell of it, rewritten ones not counted again."""
        return self.version.independent_sources

    @property
    def caveats(self) -> tuple[str, ...]:
        """What keeps it from being a plain fact: ``DENIED`` or ``PLANNED``, and ``CLAIMED``."""
        status = () if self.status == "actual" else (self.status.upper(),)
        return (*status, "CLAIMED") if self.claimed else status

    def qualified(self, text: str) -> str:
        """Return a text that names the relation, with its caveats: ``Huang met Trump (DENIED)``."""
        return f"{text} ({', '.join(self.caveats)})" if self.caveats else text

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader must know before believing it: ``maybe``, ``PLANNED``, ``CONTESTED`` ..."""
        maybe = ("maybe",) if self.certainty == "possible" else ()
        contested = ("CONTESTED",) if self.contested else ()
        differ = ("DATES DIFFER",) if self.dates_differ else ()
        return (*maybe, *self.caveats, *contested, *differ)

    def rows(self) -> Iterable[Row]:
        """Yield the relation as a row, its actors by their ids."""
        arrow = f"-{self.type.name}-" if self.type.symmetric else f"-{self.type.name}->"
        yield {
            "when": self.words,
            "relation": f"{self.source} {arrow} {self.target}",
            "marks": " ".join(self.marks),
            "voices": self.voices,
            "id": self.id,
        }

    def __repr__(self) -> str:
        told = ", ".join((self.words, *self.marks))
        return f"<{self.id}: {self.source} {self.type.name} {self.target}, {told}>"

    def other(self, actor: str) -> str:
        """Return the actor at the other end."""
        return self.target if actor == self.source else self.source


def matches(relation: DatedRelation, view: Filter) -> DatedRelation | str | None:
    """Return a relation as a view shows it, with its certainty and standing.

    Returns
    -------
    DatedRelation, str or None
        The relation where it belongs in the view; the reason where it is left out although nobody
        asked for that, so that it can be said aloud; None where it is not what was asked for.
    """
    if view.types is not None and relation.type.name not in view.types:
        return None
    if view.statuses is not None and relation.status not in view.statuses:
        return None
    if view.no_claims and relation.claimed:
        return None
    if view.as_of is not None:
        seen = _as_of(relation, view.as_of)
        if view.statuses is None and relation.status != "actual":
            fits = seen is not None and (seen.certainty == "certain" or not view.certain)
            return relation.status if fits or relation.undated else None
    elif view.window is not None:
        seen = None if relation.undated else _in_window(relation, view.window)
    else:
        return relation
    if seen is None and relation.undated:
        if not view.undated:
            return "undated"
        seen = replace(
            relation, certainty="possible", standing=None if view.as_of is None else _standing(relation)
        )
    if seen is None or (view.certain and seen.certainty != "certain"):
        return None
    return seen


def _in_window(relation: DatedRelation, window: Window) -> DatedRelation | None:
    bounds = relation.bounds
    if bounds is None or not bounds.possibly_in(window):
        return None
    certainty: Certainty = "certain" if bounds.certainly_in(window) else "possible"
    return replace(relation, certainty=certainty, standing=None)


def _as_of(relation: DatedRelation, day: Day) -> DatedRelation | None:
    """Return a relation that is in force on a day or has happened by it."""
    bounds = relation.bounds
    if bounds is None:
        return None
    if relation.lasts:
        seen = _in_window(relation, Window(day, day))
        if seen:
            return replace(seen, standing=_standing(relation))
        if relation.type.kind != "event":
            return None
    # What is undated is known to have happened only once it was said; before, it may not have.
    if bounds.earliest_start > day or (relation.undated and bounds.latest_end > day):
        return None
    return replace(
        relation, certainty="certain" if bounds.latest_end <= day else "possible", standing="happened"
    )


def _standing(relation: DatedRelation) -> Standing:
    if relation.type.background:
        return "background"
    return "in force" if relation.lasts else "happened"
