"""A relation in an answer: its fields in the file, and the version that its evidence supports."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, NoReturn

from graphkit.answers import Answer, Column, Row
from graphkit.graph import date_words, provenance, sentences
from graphkit.graph.provenance import Version
from graphkit.model.kinds import UNNAMED
from graphkit.model.vocabulary import KnownType
from graphkit.temporal import edtf
from graphkit.temporal.bounds import Bounds
from graphkit.temporal.calendar import Day, Window, iso_range
from graphkit.temporal.edtf import When

if TYPE_CHECKING:
    from graphkit.model.entities import Amount, Evidence, Link, Source

Certainty = Literal["certain", "possible"]
Doubt = Literal["imprecise", "unreported"]
"""Why something is only possible: its dates leave it open, or nobody has reported it for these days."""
Standing = Literal["in force", "happened", "background"]


def _refuse(_self: object, *_changes: object, **_more: object) -> NoReturn:
    raise TypeError("an answer does not change; gk.edit changes the graph")


class FrozenFields(dict[str, Any]):
    """The fields of a relation in an answer; they cannot be changed."""

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenFields, (dict(self),)


_LONGEST_APART = 32
"""Characters of the longest words that stand in a name."""


@dataclass(frozen=True)
class Surroundings:
    """What a relation's sentence needs of its graph: the attributes of actors and the sources, by id.

    ``namesakes`` are the ids of those actors whose name another in the dataset has too. They are told apart
    by their ids, which a command takes, or ``by_words``. All is told as ``known_by`` a day.
    """

    actors: Mapping[str, Mapping[str, Any]]
    sources: "Mapping[str, Source]"
    namesakes: Set[str] = frozenset()
    by_words: bool = False
    known_by: Day | None = None

    @cached_property
    def in_words(self) -> "Surroundings":
        """The same for a page, on which nobody types an id."""
        return replace(self, by_words=True)

    @cached_property
    def apart(self) -> Mapping[str, str]:
        """What tells each namesake from the others of its name: its birth, say; its id where nothing does."""
        alike: dict[str, list[str]] = {}
        for id in self.namesakes & self.actors.keys():
            alike.setdefault(self.actors[id]["name"], []).append(id)
        return {id: words for ids in alike.values() for id, words in self._told_apart(ids)}

    def _told_apart(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield what tells each of some actors of one name from the others: attributes, or a description.

        Its id does where these are too long to stand in a name.
        """
        from graphkit.model.distinguishing import MOST_COMPARED, told_apart_by  # names are seldom shared

        if len(ids) > MOST_COMPARED:
            yield from zip(ids, ids, strict=True)
            return
        rows = [self.actors[id] for id in ids]
        facts = [(row.get("attributes", ()), row.get("description")) for row in rows]
        short = [told_apart_by(attributes, None) for attributes, _ in facts]
        whole = [told_apart_by(*each).rstrip(".") for each in facts]
        parts = [{*words.split(", ")} for words in whole]
        for at, id in enumerate(ids):
            others = [each for other, each in enumerate(parts) if other != at]
            fitting = (
                words
                for words in (short[at], whole[at])
                if 0 < len(words) <= _LONGEST_APART
                and not any({*words.split(", ")} <= each for each in others)
            )
            yield id, next(fitting, id)

    @cached_property
    def last_published(self) -> Day | None:
        """The last day on which a source was published; None without sources."""
        published = (edtf.parse(source.published) for source in self.sources.values())
        return max((when.bounds.latest_end for when in published), default=None)

    def name(self, id: str) -> str:
        """Return the name of an actor, of a source, or of those whom nobody names.

        Where another has the same name, what tells it apart is beside it: ``Anton Rusu (anton-rusu-2)``.
        """
        if id == UNNAMED:
            return sentences.UNNAMED_SOURCES
        if id in self.actors:
            name = str(self.actors[id].get("name") or id)
            if id not in self.namesakes or name == id:
                return name
            return f"{name} ({self.apart.get(id, id) if self.by_words else id})"
        return self.sources[id].publisher if id in self.sources else id


_NOWHERE = Surroundings({}, {})

_TOLD_APART: "tuple[Callable[[Source], str], ...]" = (
    lambda source: f" of {edtf.parse(source.published).words}",
    lambda source: f" ({source.title})" if source.title else "",
    lambda source: f" ({source.id})",
)
"""What is added to the publishers of sources until no two are named alike."""


class Verdict(NamedTuple):
    """The version of a relation that counts, and how it matches a filter: what like relations share.

    The fields are those of :class:`DatedRelation`.
    """

    version: Version
    certainty: Certainty | None = None
    standing: Standing | None = None
    doubt: Doubt | None = None
    last_reported: Window | None = None
    first_reported: Window | None = None


@dataclass(frozen=True, slots=True, repr=False)
class DatedRelation(Answer):
    """A relation as a query returns it.

    Attributes
    ----------
    id, source, target
        Its id and the ids of its two actors.
    type
        Its relation type.
    fields
        Its fields in the file, unchanged.
    version
        What its evidence supports, as far as it was known.
    certainty
        Whether it certainly or only possibly matches the filter; None if there was no period or day.
    standing
        In a snapshot, whether it is in force, has happened or is background; else None.
    doubt
        Why it is only possible. *unreported*: it lasts, nobody states when it began or ended, and it is
        reported for other days than those of the period. Otherwise *imprecise*.
    last_reported, first_reported
        If unreported: the days before the period on one of which it was last reported as so, or those after
        it on one of which it was first. Mostly that is a single day.
    within
        The graph's names and sources, from which its sentence is made.
    """

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
    type: KnownType
    fields: Mapping[str, Any]
    version: Version
    certainty: Certainty | None = None
    standing: Standing | None = None
    doubt: Doubt | None = None
    last_reported: Window | None = None
    first_reported: Window | None = None
    within: Surroundings = field(default=_NOWHERE, compare=False, kw_only=True)

    def judged(self, verdict: Verdict) -> "DatedRelation":
        """Return the relation as another filter judges it."""
        return DatedRelation(
            self.id, self.source, self.target, self.type, self.fields, *verdict, within=self.within
        )

    @property
    def when(self) -> str | None:
        """The EDTF text of the relation itself; of ``begins`` and ``ends`` both, with a slash between."""
        return date.text if (date := self.date) else None

    @property
    def date(self) -> When | None:
        """The date that the relation itself gives, or None."""
        fields = self.fields
        return edtf.date_of(fields.get("when"), fields.get("begins"), fields.get("ends"))

    @property
    def words(self) -> str:
        """When it is, as people write it."""
        return date_words.words(self.date, self.version)

    @property
    def status(self) -> str:
        """``actual``, ``planned`` or ``denied``."""
        status: str = self.fields.get("status", "actual")
        return status

    @property
    def summary(self) -> str | None:
        """A one-sentence summary."""
        return self.fields.get("summary")

    @property
    def note(self) -> str | None:
        """A note by the person who coded it."""
        return self.fields.get("note")

    @property
    def amount(self) -> "Amount | None":
        """The amount of money or other quantity that it is about."""
        return self.fields.get("amount")

    @property
    def about(self) -> tuple[str, ...]:
        """Further actors concerned."""
        return tuple(self.fields.get("about", ()))

    @property
    def links(self) -> "tuple[Link, ...]":
        """Links to other relations."""
        return tuple(self.fields.get("links", ()))

    @property
    def evidence(self) -> "tuple[Evidence, ...]":
        """Its evidence, in the order of the file."""
        return tuple(self.fields.get("evidence", ()))

    @property
    def source_names(self) -> Mapping[str, str]:
        """The publisher of each source of its evidence, by id.

        Where it published several it is told with its day; of several of one day, with its title or its id.
        """
        sources = [self.within.sources[id] for id in dict.fromkeys(each.source for each in self.evidence)]
        names = {source.id: source.publisher for source in sources}
        for more in _TOLD_APART:
            alike = Counter(names.values())
            if len(alike) == len(names):
                break
            names = {
                source.id: name + more(source) if alike[name := names[source.id]] > 1 else name
                for source in sources
            }
        return names

    @property
    def vouching(self) -> "tuple[Evidence, ...]":
        """The evidence that vouches for it: that says what it asserts, and nothing else in its place."""
        claim = self.claim
        return tuple([entry for entry in self.evidence if provenance.vouches(claim, entry)])

    @property
    def resting_on(self) -> "tuple[Evidence, ...]":
        """The evidence that vouches for it, without what its publisher took back."""
        return tuple(provenance.still_vouching(self.claim, self.within.sources))

    @property
    def taken_back(self) -> Mapping[int, Day]:
        """The places in its evidence of what its publisher took back, each with the day from which it did."""
        return provenance.taken_back(self.claim, self.within.sources)

    def is_denied_by(self, entry: "Evidence") -> bool:
        """Return whether an entry of its evidence contradicts it, or says that it is denied."""
        return provenance.denies(self.claim, entry)

    def is_vouched_by(self, entry: "Evidence") -> bool:
        """Return whether an entry of its evidence vouches for it."""
        return provenance.vouches(self.claim, entry)

    @property
    def claim(self) -> provenance.Assertion:
        """What it asserts, whatever its date."""
        return provenance.Assertion(self.type, None, self.status, self.evidence)

    @property
    def bounds(self) -> Bounds | None:
        """The four bounds in days, or None if nothing says when."""
        return self.version.bounds

    @property
    def lasts(self) -> bool:
        """Whether it lasts rather than happens."""
        return self.version.lasts

    @property
    def undated(self) -> bool:
        """Whether it has no date."""
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
        """Whether evidence disagrees on the date."""
        return self.version.dates_differ

    @property
    def set_aside(self) -> str | None:
        """One of which days a later act set it aside, in EDTF; None if none did."""
        return (days := self.version.set_aside) and iso_range(*days)

    @property
    def voices(self) -> tuple[str, ...]:
        """Its voices: ids of actors, ``unnamed``, or of the first source of a publisher that is no actor."""
        return self.version.voices

    @property
    def independent_sources(self) -> int:
        """How many sources support it; a source and its rewritings count once."""
        return self.version.independent_sources

    @property
    def caveats(self) -> tuple[str, ...]:
        """The reasons why it is not a plain fact: ``DENIED`` or ``PLANNED``, ``CLAIMED``, ``SET ASIDE``."""
        status = () if self.status == "actual" else (self.status.upper(),)
        claimed = ("CLAIMED",) if self.claimed else ()
        return (*status, *claimed, *sentences.set_aside(self.version, "SET ASIDE"))

    def qualified(self, text: str) -> str:
        """Return a text followed by the caveats: ``Huang met Trump (DENIED)``."""
        return f"{text} ({', '.join(self.caveats)})" if self.caveats else text

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader must know before believing it: ``maybe``, ``PLANNED``, ``CONTESTED`` ..."""
        maybe = (self.doubt_words,) if self.certainty == "possible" else ()
        contested = ("CONTESTED",) if self.contested else ()
        differ = ("DATES DIFFER",) if self.dates_differ else ()
        return (*maybe, *self.caveats, *contested, *differ)

    @property
    def doubt_words(self) -> str:
        """Why it is only possible, in words: ``maybe``, or when it was last or first reported."""
        if self.last_reported is not None:
            return f"last reported {date_words.report_words(self.version, self.last_reported)}"
        if self.first_reported is not None:
            return f"first reported {date_words.report_words(self.version, self.first_reported)}"
        return "maybe"

    @property
    def sentence(self) -> str:
        """All that makes it true in one sentence: tense, amount, about, who claims it, status, doubt."""
        return self.sentence_from(self.source)

    def sentence_from(self, actor: str) -> str:
        """Return its sentence as told from one end; from the target it is in the passive."""
        name, about = self.within.name, self._names_about()
        days, nearest = self.within, (self.last_reported, self.first_reported)
        told = sentences.tense(
            self.type, self.version, self.status, days.last_published, *nearest, by=days.known_by
        )
        return sentences.sentence(
            self.type,
            name(self.source),
            name(self.target),
            told=told,
            status=self.status,
            forward=actor != self.target or self.source == self.target,
            amount=self.amount,
            about=about,
            preposition=self.preposition if about else None,
            voices=list(dict.fromkeys(map(name, self.voices))) if self.claimed else (),
            unsaid=self.claimed and not self.voices,
            contested=self.contested,
            dates_differ=self.dates_differ,
            set_aside=sentences.set_aside(self.version),
        )

    def _names_about(self) -> list[str]:
        """Return the names of the further actors concerned, without its ends."""
        further = dict.fromkeys([each for each in self.about if each not in (self.source, self.target)])
        return list(map(self.within.name, further))

    @property
    def preposition(self) -> str | None:
        """The type's own word before what it is about, if that is things only; else None."""
        kinds = {self.within.actors.get(each, {}).get("kind") for each in self.about}
        return self.type.about if kinds <= {"product", "commodity"} else None

    def rows(self) -> Iterable[Row]:
        """Yield the relation as a row that people read."""
        yield {
            "when": self.words,
            "relation": self.sentence,
            "marks": " ".join(self.marks),
            "voices": tuple(dict.fromkeys(map(self.within.name, self.voices))),
            "id": self.id,
        }

    def __repr__(self) -> str:
        details = ", ".join((self.words, *self.marks))
        return f"<{self.id}: {self.source} {self.type.name} {self.target}, {details}>"

    def is_about(self, here: str, there: str) -> bool:
        """Whether it ties two actors only because it is about one of them."""
        return {here, there} != {self.source, self.target}

    def other(self, actor: str) -> str:
        """Return the actor at the other end."""
        return self.target if actor == self.source else self.source


def doubts(relation: DatedRelation) -> dict[str, str | None]:
    """Return why a relation is only possible, and the nearest day on which it is reported, in EDTF."""
    if relation.certainty != "possible":
        return {"doubt": None, "last_reported": None, "first_reported": None}
    last, first = (days and iso_range(*days) for days in (relation.last_reported, relation.first_reported))
    return {"doubt": relation.doubt or "imprecise", "last_reported": last, "first_reported": first}
