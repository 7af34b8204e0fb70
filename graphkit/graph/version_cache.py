"""Computes the versions of relations, once for all relations that make the same assertion."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.graph import bounding, provenance
from graphkit.graph.adjacency import Edge, EdgeData
from graphkit.graph.ancestry import Ancestry
from graphkit.graph.provenance import Assertion, Version, vouches
from graphkit.graph.speakers import LazyVoices, Speaker, speaker_of
from graphkit.model.kinds import BOUNDING
from graphkit.model.lives import Life, common_life, lives_of
from graphkit.model.vocabulary import DISMISSED, LEFT, Vocabulary
from graphkit.temporal import edtf
from graphkit.temporal.bounds import NO_GAPS, Bounds
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window
from graphkit.temporal.edtf import When

if TYPE_CHECKING:
    from graphkit.model.entities import Evidence, Source

_DECISIVE = itemgetter(
    "source", "attribution", "said", "when", "type", "status", "stance", "dated", "attests"
)
"""The fields of an evidence entry that affect versions."""

_LONG = 50
"""Evidence of more entries is recognised by its identity, since comparing it takes as long as it is."""
_DateTexts = tuple[str | None, str | None, str | None]
"""The texts of ``when``, ``begins`` and ``ends``."""

_Links = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The ids of the relations that ended, that began, and that set aside a relation."""


def namesakes_among(actors: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the ids of the actors whose name is also that of another, of their fields by id."""
    names = [fields.get("name") for fields in actors.values()]
    if len({*names}) == len(names):
        return frozenset()
    counts = Counter(names)
    return frozenset(id for id, name in zip(actors, names, strict=True) if counts[name] > 1)


class VersionCache:
    """The versions of relations under the sources and the vocabulary of a graph.

    ``relation`` returns the fields of a relation by its id, or None; it is asked only for what ended or began
    another. ``actors`` are all of the dataset, ``also`` those of them whose namesake is not among these;
    ``of_types`` returns the relations of some types.
    ``newsroom`` and ``symmetric`` name the types that are about the newsroom itself, and that hold both ways.
    """

    def __init__(
        self,
        sources: "Mapping[str, Source]",
        vocabulary: Vocabulary,
        relation: Callable[[str], EdgeData | None] = lambda _: None,
        actors: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
        also: Collection[str] = (),
        of_types: Callable[[Collection[str]], Iterable[Edge]] = lambda _: (),
    ) -> None:
        self.sources = sources
        self.vocabulary = vocabulary
        self.ancestry = Ancestry.of_sources(sources)
        self.newsroom = frozenset(name for name, type_ in vocabulary.items() if type_.newsroom)
        self.symmetric = frozenset(name for name, type_ in vocabulary.items() if type_.symmetric)
        self._kinds = {name: type_.kind for name, type_ in vocabulary.items()}
        self._relation = relation
        self.lives = lives_of(actors)
        self._actors, self._also, self._of_types = actors, also, of_types
        self._versions: dict[tuple[Any, ...], tuple[Version, ...]] = {}
        self._linked: dict[tuple[Any, ...], tuple[Version, ...]] = {}
        self._other_starts: dict[tuple[Any, ...], tuple[Version, ...]] = {}
        self._alike: dict[tuple[Any, ...], tuple[Version, ...]] = {}
        self._ends: dict[tuple[str, str, bool], bounding.Ends] = {}
        self._told: dict[tuple[Any, ...], _Told] = {}
        self._of_long: dict[tuple[Any, ...], tuple[tuple[Version, ...], tuple[Evidence, ...]]] = {}

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """The ids of the actors of the dataset whose name is also that of another."""
        return namesakes_among(self._actors).union(self._also)

    def life_of(self, source: str, target: str, type: str) -> Life | None:
        """Return the days on which both ends of a relation live; None if nobody says.

        What is about the newsroom is not bounded: one may report on the dead.
        """
        if not self.lives or type in self.newsroom:
            return None
        return common_life(self.lives.get(source), self.lives.get(target))

    @cached_property
    def _posts(self) -> frozenset[str]:
        """The names of the types that one gives up who leaves."""
        return frozenset(name for name, row in self.vocabulary.items() if row.is_post)

    @cached_property
    def _partings(self) -> Mapping[tuple[str, str], list[tuple[str, Edge]]]:
        """What tells that an actor left another, by the two, with what it means."""
        types = {name: meant for name, row in self.vocabulary.items() if (meant := row.parting)}
        found: dict[tuple[str, str], list[tuple[str, Edge]]] = {}
        for edge in self._of_types(types):
            meant = types[edge.fields["type"]]
            pair = (edge.target, edge.source) if meant == DISMISSED else (edge.source, edge.target)
            found.setdefault(pair, []).append((meant, edge))
        return found

    @cached_property
    def _posts_of(self) -> Counter[tuple[str, str]]:
        """How many posts an actor has, or had, in another."""
        return Counter((edge.source, edge.target) for edge in self._of_types(self._posts))

    def _left(self, source: str, target: str, type: str) -> bounding.Ends | None:
        """Return by which acts an actor gave up a post in another; None if there are none.

        Whoever left gave up all of them; who resigned or was dismissed only what is surely meant: the one
        post, and no membership, part or representation.
        """
        if type not in self._posts or not (partings := self._partings.get((source, target))):
            return None
        is_only = self.vocabulary[type].is_job and self._posts_of[source, target] == 1
        key = source, target, is_only
        if key not in self._ends:
            edges = (edge for meant, edge in partings if is_only or meant == LEFT)
            acts = [self.versions(each.fields, each.source, each.target) for each in edges]
            self._ends[key] = bounding.Ends(acts, _parted)
        return self._ends[key]

    def versions(self, fields: EdgeData, source: str = "", target: str = "") -> tuple[Version, ...]:
        """Return the versions of a relation, in the order in which they became known.

        Relations that make the same assertion, within the same life of their ends, and were ended and begun
        by the same relations, get the identical tuple. Of those others only their own evidence counts, so
        links in a circle end nothing.
        """
        links = _bounding(fields) if "links" in fields else None
        life = self.life_of(source, target, fields["type"])
        left = self._left(source, target, fields["type"])
        if links is None and life is None and left is None:
            return self._own(fields)
        key = self._key(fields), links, life, id(left)
        versions = self._linked.get(key)
        if versions is None:
            bounded = own = self._own(fields)
            if life is not None:
                bounded = tuple(bounding.within_life(version, life) for version in own)
            if links is not None:
                ends, begins, acts = links
                ended_by, begun_by = self._others((*ends, *acts)), self._others(begins)
                told = provenance.sides(self._assertion(fields), self.sources, self.ancestry)
                bounded = bounding.bounded_by(bounded, ended_by, begun_by, told)
                bounded = bounding.set_aside_by(bounded, self._others(acts))
            linked = bounding.Ends(self._others(links[0]), _begun) if links and links[0] else None
            if left or linked:
                bounded = bounding.over_by(bounded, left, linked)
            versions = self._linked.setdefault(key, own if bounded == own else bounded)
        return versions

    def _others(self, ids: Iterable[str]) -> list[tuple[Version, ...]]:
        """Return the versions of some relations, one for each start and by what set them aside."""
        return [self._starts(other) for other in map(self._relation, ids) if other]

    def _starts(self, fields: EdgeData) -> tuple[Version, ...]:
        """Return the versions of a relation so, after those of all acts behind it, however many they are.

        In a ring of acts, which a check refuses, the one that is asked for first still stands.
        """
        begun, waiting = set[tuple[Any, ...]](), [fields]
        while waiting:
            key, own, acts = self._start(waiting[-1])
            begun.add(key)
            starts = [(act, self._start(act)) for act in acts]
            coming = [act for act, (of, *_) in starts if of not in begun and of not in self._other_starts]
            if coming and key not in self._other_starts:
                waiting += coming
                continue
            if key not in self._other_starts:
                known = [self._other_starts.get(of, standing) for _, (of, standing, _) in starts]
                self._other_starts[key] = bounding.of_other_starts(bounding.set_aside_by(own, known))
            waiting.pop()
        return self._other_starts[key]

    def _start(self, fields: EdgeData) -> tuple[tuple[Any, ...], tuple[Version, ...], list[EdgeData]]:
        """Return what tells the start of a relation, and whether it stands: a key, its versions, and acts."""
        own, links = self._own(fields), _bounding(fields) if "links" in fields else None
        ids = links[2] if links else ()
        return (id(own), ids), own, [act for act in map(self._relation, ids) if act]

    def _own(self, fields: EdgeData) -> tuple[Version, ...]:
        """Return the versions of a relation by its own evidence."""
        evidence = fields.get("evidence", ())
        if len(evidence) > _LONG and isinstance(evidence, tuple):
            # Thousands may be ended by one relation: its evidence, which cannot change, is gone through once.
            same = fields["type"], _date_texts(fields), fields.get("status", "actual"), id(evidence)
            if same not in self._of_long:
                self._of_long[same] = self._by_key(fields), evidence
            return self._of_long[same][0]
        return self._by_key(fields)

    def _by_key(self, fields: EdgeData) -> tuple[Version, ...]:
        key = self._key(fields)
        versions = self._versions.get(key)
        if versions is None:
            # setdefault: of two threads that compute the same, both return the one stored first.
            versions = self._versions.setdefault(key, self._of(fields, *key[1:]))
        return versions

    def _assertion(self, fields: EdgeData) -> Assertion:
        type_, status = self.vocabulary[fields["type"]], fields.get("status", "actual")
        return Assertion(type_, date_of(fields), status, fields.get("evidence", ()))

    def _key(self, fields: EdgeData) -> tuple[Any, ...]:
        """Return what affects the versions of a relation; without evidence, the kind of its type suffices."""
        type_, date, status = fields["type"], _date_texts(fields), fields.get("status", "actual")
        evidence = fields.get("evidence")
        if evidence:
            return type_, date, status, *map(self._told_by, evidence)
        return self._kinds[type_], date, status

    def _of(self, fields: EdgeData, texts: _DateTexts, status: str, *told_by: "_Told") -> tuple[Version, ...]:
        """Return the versions of what a relation asserts, computed once for each order of its days.

        The rules only compare days, so what they say of one set of days holds, day by day, for every other in
        the same order. Gaps between days, and sources rewritten from others, are left to the rules.
        ``told_by`` are what each entry tells.
        """
        days = [PAST, FUTURE]
        speakers: list[Speaker] = []
        cited: list[str] = []
        marks: list[Any] = [fields["type"], status]
        only_days, rewritten, denied = True, False, False
        if (date := edtf.date_of(*texts)) is not None:
            days += date.bounds
            marks += date.lasts, date.start_unknown, date.end_unknown
            only_days = date.gaps == NO_GAPS
        for told, entry in zip(told_by, fields.get("evidence", ()), strict=True):
            if not told.only_days:
                only_days = False
                break
            rewritten = rewritten or told.rewritten
            days += told.days
            source = told.speaker.source
            cited.append(source)
            marks += cited.index(source), told.marks
            if told.vouches or vouches(self._assertion(fields), entry):
                speakers.append(told.speaker)
            denied = denied or not told.vouches
        if denied and only_days and len(cited) > 1:  # whose voices are one is told by no order of days
            only_days = not provenance.taken_back(self._assertion(fields), self.sources)
        if not only_days or (rewritten and len(cited) > 1):
            return provenance.versions(self._assertion(fields), self.sources, self.ancestry)
        order = sorted({*days})
        # How many there are tells whether the last place is that of the future.
        key = len(order), *marks, *map(order.index, days)
        alike = self._alike.get(key)
        if alike is None:
            found = provenance.versions(self._assertion(fields), self.sources, self.ancestry)
            if all(version.status == status for version in found):  # others have voices of their own
                place = {day: number for number, day in enumerate(order)}
                self._alike[key] = tuple(_moved(version, place, version.lazy_voices) for version in found)
            return found
        ancestry = self.ancestry
        return tuple(
            [_moved(each, order, LazyVoices(speakers, order[each.known_from], ancestry)) for each in alike]
        )

    def _told_by(self, entry: "Evidence") -> "_Told":
        """Return what an entry tells: the identical object for all that say the same."""
        said = _DECISIVE(entry.__dict__)
        return self._told.get(said) or self._told.setdefault(said, self._tell(entry, said))

    def _tell(self, entry: "Evidence", said: tuple[Any, ...]) -> "_Told":
        """Return what an entry tells, of which ``said`` is what affects versions."""
        published = edtf.parse(self.sources[entry.source].published)
        first, *_, last = published.bounds
        speaker = speaker_of(last, entry, self.sources)
        only_days = published.gaps == NO_GAPS and not (
            entry.said or entry.when or isinstance(entry.attests, str)
        )
        vouches = entry.type is entry.status is None and entry.stance == "supports"
        rewritten = bool(self.sources[entry.source].derived_from)
        return _Told(only_days, rewritten, speaker, (first, last), (speaker.own, *said[4:]), vouches)


@dataclass(frozen=True, eq=False, slots=True)
class _Told:
    """What an entry of evidence tells, compared by identity; ``marks`` are what else affects versions.

    If ``only_days``, of its days only their order counts. It is ``rewritten`` if its source is so from
    another, and ``vouches`` if it does for every relation that cites it.
    """

    only_days: bool
    rewritten: bool
    speaker: Speaker
    days: tuple[Day, Day]
    marks: tuple[Any, ...]
    vouches: bool


def _moved(version: Version, days: Mapping[Day, Day] | Sequence[Day], voices: LazyVoices) -> Version:
    """Return a version with another day for each of its days, and with other voices."""
    moved: list[Any] = [*version]
    new = tuple.__new__  # a named tuple's own takes twice as long
    moved[0], moved[1] = days[moved[0]], days[moved[1]]
    if (bounds := version.bounds) is not None:
        start, latest_start, end, latest_end = bounds
        moved[2] = new(Bounds, (days[start], days[latest_start], days[end], days[latest_end]))
    for place in _ATTESTED:
        if (window := moved[place]) is not None:
            moved[place] = new(Window, (days[window[0]], days[window[1]]))
    if version.stated is not None:
        moved[_STATED] = days[version.stated]
    moved[_VOICES] = voices
    return new(Version, moved)


*_ATTESTED, _STATED, _VOICES = map(
    Version._fields.index, ("first_attested", "last_attested", "stated", "lazy_voices")
)


def _parted(act: Version) -> Day | None:
    """Return the first day on which somebody may have left; None if that may be long ago, or yet to come.

    An undated act is taken as done on the first day on which it is reported.
    """
    if act.bounds is None or act.bounds.latest_start == FUTURE:
        return None
    return act.bounds.latest_start if act.undated else act.bounds.earliest_start


def _begun(act: Version) -> Day:
    """Return the last day on which an act may have begun."""
    return act.bounds.latest_start if act.bounds else FUTURE


def _bounding(fields: EdgeData) -> _Links | None:
    """Return the relations that ended, began and set aside a relation; None if there are none."""
    ended, begun, aside = (
        tuple(sorted({link.relation for link in fields["links"] if link.rel == rel})) for rel in BOUNDING
    )
    return (ended, begun, aside) if ended or begun or aside else None


def _date_texts(fields: EdgeData) -> _DateTexts:
    return fields.get("when"), fields.get("begins"), fields.get("ends")


def date_of(fields: EdgeData) -> When | None:
    """Return the date that a relation itself gives, or None."""
    return edtf.date_of(*_date_texts(fields))
