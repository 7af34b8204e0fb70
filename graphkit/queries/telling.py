"""Ranks the relations between two actors: which of them tells most about how the two are tied."""

from graphkit.answers import Column
from graphkit.graph.relation import DatedRelation
from graphkit.model.vocabulary import KnownType
from graphkit.temporal.calendar import PAST, Day

ABOUT = "about"
"""What the column of :data:`TIE` says of a hop to or from an actor that a relation is about."""

TIE = Column("tie")
MORE = Column("more", "number", "more between them")

SPEECH = frozenset({"told", "assured", "threatened", "requested"})
"""Events of speech besides those of the family *statement* (announced, praised, warned, forecast ...)."""

Telling = tuple[bool, int, bool, bool, int, int, Day, str]


def telling(relation: DatedRelation, here: str, there: str) -> Telling:
    """Rank the relations of one hop, the most telling first.

    Direct before *about*; certain before what nobody has reported for the days before *maybe*; actual before
    planned; reported before claimed; what lasts or stands (leads, owns, part-of, supplies) before other
    events before single events of speech; more voices; the more recent one, by the last day on which it
    surely was; the id. Direct ones are first because a hop is direct wherever it can be.
    """
    return (
        relation.is_about(here, there),
        degree_of_doubt(relation),
        relation.status != "actual",
        relation.claimed,
        _moment(relation),
        -len(relation.voices),
        -(PAST if relation.bounds is None else relation.bounds.earliest_end),
        relation.id,
    )


def degree_of_doubt(relation: DatedRelation) -> int:
    """Return 0 for what is certain, 1 for what nobody has reported for the days, 2 for what only may be."""
    if relation.certainty != "possible":
        return 0
    return 1 if relation.doubt == "unreported" else 2


def _moment(relation: DatedRelation) -> int:
    """Return 0 for what lasts or stands, 1 for other events, 2 for events of speech."""
    if relation.type.kind == "event":
        return 2 if is_speech(relation.type) else 1
    return 0 if relation.lasts else 1


def is_speech(type: KnownType) -> bool:
    """Whether a type is an event of speech, which tells less of a tie than what was done."""
    return type.kind == "event" and (type.family == "statement" or type.name in SPEECH)
