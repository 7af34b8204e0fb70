"""Says what a backend answers: a handful of questions over rows of relations, and over actors.

Actors and relation types go by number here. A :class:`~graphkit.graph.filters.Filter` says which
relations are meant, by the rule of :func:`graphkit.graph.filters.matches`.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

from graphkit.graph.filters import Filter, walked_statuses
from graphkit.graph.multigraph import Graph, watched_graph
from graphkit.model.vocabulary import KnownType, Vocabulary, vocabulary
from graphkit.temporal.calendar import ALWAYS, Day, Window

if TYPE_CHECKING:
    from graphkit.model.entities import Source

SOURCE, TARGET, ABOUT = 0, 1, 2
"""What an actor is to a relation."""


FOREMOST = 30
"""So many actors with most relations are shown where nobody is asked for."""


class Row(NamedTuple):
    """A relation; ``fields`` is the JSON text of everything else in it."""

    id: str
    source: int
    target: int
    fields: str


class Step(NamedTuple):
    """A relation as a chain walks it: between whom, and from when to when it can."""

    row: Row
    here: int
    there: int
    first: Day
    last: Day


class Start(NamedTuple):
    """How many relations like a type, of a status, happened or began between two days; None if unknown.

    ``gaps`` are days between them on which they did not, as far as the backend tells.
    """

    type: int
    status: int
    earliest: Day | None
    latest: Day | None
    amount: int
    gaps: tuple[Window, ...] = ()


class Walk(NamedTuple):
    """Which hops chains may take.

    Relations must belong to the ``filter``; the newsroom's do only where their types are asked for. They are
    followed from source to target only if ``directed``, symmetric ones both ways. Of chains in time every
    date falls as badly as it can if ``certain``, else as well. A ``direct`` hop ties no end of a relation to
    an actor that it is about.
    """

    filter: Filter
    directed: bool = False
    certain: bool = False
    direct: bool = False

    @property
    def about(self) -> bool:
        """Whether hops may go by what a relation is about; such a hop has no direction."""
        return not (self.direct or self.directed)

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses of what is walked."""
        return walked_statuses(self.filter)

    @property
    def days(self) -> Window:
        """The days on which a hop can be walked."""
        return self.filter.period or ALWAYS


@dataclass(frozen=True)
class Description:
    """What is said of a graph as a whole.

    Attributes
    ----------
    title, description
        Those of the dataset.
    types
        The relation types that are met, by number.
    own_types
        The dataset's own.
    amounts
        How many actors, relations and sources there are.
    last_source
        The JSON text of the source published last, or None.
    first_stated
        The first day that a relation states as its own, or None.
    sets
        At most how many relations are dated by a one-of set. A directory counts the days between those of a
        set too: its tables hold the first and the last.
    """

    title: str
    description: str | None
    types: tuple[str, ...]
    own_types: tuple[KnownType, ...]
    amounts: tuple[int, int, int]
    last_source: str | None
    first_stated: Day | None = None
    sets: int = 0

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Every relation type, by name."""
        return vocabulary(self.own_types)

    def numbers(self, names: Collection[str]) -> list[int]:
        """Return the numbers of the types of some names, of those that are met."""
        return [number for number, name in enumerate(self.types) if name in names]

    def numbers_of(self, is_meant: Callable[[KnownType], bool]) -> list[int]:
        """Return the numbers of the types of some sort, of those that are met."""
        return [number for number, name in enumerate(self.types) if is_meant(self.vocabulary[name])]

    def header(self, sources: "Iterable[Source]" = ()) -> dict[str, Any]:
        """Return what a graph of some of its relations says of itself."""
        own = {"title": self.title, "description": self.description, "relation_types": self.own_types}
        return {**own, "sources": tuple(sources), "story": ()}

    def blank(self) -> Graph:
        """Return the graph without its actors and relations, to put a question with."""
        return watched_graph(self.header(), (), ())


class Backend(Protocol):
    """A graph, wherever it is, and what it can be asked; see the module."""

    description: Description
    in_memory: bool = False
    """Whether the whole graph can be had where a subgraph does not do."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind: no temporary file, no running job."""
        return

    def keep_actors(self) -> None:
        """Keep in memory what names many actors, where that makes further questions faster."""
        return

    def renew(self) -> bool:
        """Go on with what there is by now; return whether that is something else."""
        return False

    def first_stated(self, known_by: Day | None) -> Day | None:
        """Return the first day that a relation states as its own, as known by a day; None for by now."""

    def has_about(self) -> bool:
        """Return whether any relation is about further actors."""

    def recent(self, least: int) -> Day | None:
        """Return a day since which there are at least so many relations, found without looking at them.

        None if there are hardly more in all, or it cannot be found so.
        """
        return None

    # --- counts -------------------------------------------------------------------------------

    def count(self, filter: Filter) -> int:
        """Return how many relations match a filter."""

    def starts(self, filter: Filter, actor: int | None = None) -> list[Start]:
        """Return how many relations that match a filter, or of an actor among them, began when.

        Types of one family and kind may be counted as one.
        """

    def days_named(self) -> list[Day]:
        """Return days, of which the first and the last are those that the dates of relations name."""

    def degrees(self, filter: Filter, types: Collection[int]) -> dict[int, int]:
        """Return for each actor of a filter its number of relations that are of some types."""

    def counted(self, filter: Filter) -> list[tuple[int, int, int]]:
        """Return how many relations of a filter there are of each type and status: type, status, how many."""

    def taking_part(self, filter: Filter, direction: str) -> list[tuple[int, int, int]]:
        """Return in how many relations of a filter each actor takes part: surely, and at most.

        A relation counts for its source (``out``), its target (``in``), or all who take part (``both``).
        """

    # --- relations ----------------------------------------------------------------------------

    def relations(self, filter: Filter, most: int) -> list[Row]:
        """Return the relations that match a filter or that it reports as left out; ``most`` at most."""

    def aside(self, filter: Filter, most: int) -> list[Row]:
        """Return the relations that a filter reports as left out."""

    def changes(self, filter: Filter, since: Day, until: Day, most: int) -> list[Row]:
        """Return what may have begun, happened, ended or become known after one day and by another."""

    def of_actors(
        self, actors: Collection[int], filter: Filter, most: int, others: Collection[int] | None = None
    ) -> list[Row]:
        """Return the relations of a filter that some actors take part in, or that are about them.

        If ``others`` are given, one of them takes part in each too, or it is about one of them.
        """

    def by_id(self, id: str) -> list[Row]:
        """Return the relation of an id, if there is one."""

    def by_ids(self, ids: Collection[str]) -> list[Row]:
        """Return the relations of some ids, as far as there are such."""
        return [row for id in ids for row in self.by_id(id)]

    def citing(self, source: str, most: int) -> list[Row]:
        """Return relations whose fields mention a text, such as the id of a source; some do so by chance."""

    def foremost(self, filter: Filter, actors: Collection[int] | None, most: int) -> tuple[list[Row], int]:
        """Return the latest relation of each of the pairs that have most, and how many relations there are.

        The pairs are those of some actors with anybody; if none are given, of the :data:`FOREMOST` actors
        with most relations.
        """

    # --- chains -------------------------------------------------------------------------------

    def expand(self, actors: Collection[int], walk: Walk, *, back: bool = False) -> set[int]:
        """Return who is one hop on from some actors, or one hop back."""

    def between(self, here: Collection[int], there: Collection[int], walk: Walk) -> list[Step]:
        """Return every hop from one of some actors to one of others."""

    def one_each(self, actors: Collection[int], walk: Walk) -> list[Row]:
        """Return one relation for each pair of one of some actors and somebody one hop on from them."""

    def expand_time(self, turns: Mapping[int, Day], walk: Walk) -> dict[int, Day]:
        """Return who is reached from actors where chains can go on from a day on, and the first day."""

    def into(
        self, turns: Mapping[int, Day], deadlines: Mapping[int, Day], walk: Walk, *, one: bool = False
    ) -> list[Step]:
        """Return the hops from some actors that reach others by a day; only one each where that suffices."""

    # --- actors and sources --------------------------------------------------------------------

    def named(self, folded: str) -> list[int]:
        """Return the actors of an id, name or alias, in its folded form."""

    def called(self, part: str, most: int) -> list[int]:
        """Return some actors of whom a name, folded, holds a text, those first of whom one begins with it."""

    def ids(self, names: Collection[str]) -> list[int]:
        """Return the numbers of the actors of some ids."""

    def actors(self, numbers: Collection[int] | None) -> list[tuple[int, str]]:
        """Return some actors, or all: each with the JSON text of its fields."""

    def fields_of(self, numbers: Collection[int] | None) -> Iterator[tuple[int, dict[str, Any]]]:
        """Return some actors, or all, one after the other: each with its fields."""
        return ((number, json.loads(fields)) for number, fields in self.actors(numbers))

    def namesakes(self, ids: Collection[str]) -> Collection[str]:
        """Return those of some ids whose actor has the name of another."""

    def kinds(self) -> dict[str, int]:
        """Return how many actors are of each kind."""

    def of_kinds(self, numbers: Collection[int], kinds: Collection[str]) -> set[int]:
        """Return which of some actors are of some kinds."""

    def sources(self, ids: Collection[str] | None) -> list[str]:
        """Return the JSON texts of the fields of some sources, or of all."""

    def notes(self) -> list[str]:
        """Return what the imports of a directory left out or assumed, as sentences."""
        return []
