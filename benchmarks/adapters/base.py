"""What every adapter has: a name, a version, ways to load a table, and a method for each row."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.questions import Question
from benchmarks.tables import Table

KINDS = (
    "count",
    "active",
    "neighbors",
    "two_hops",
    "shortest_path",
    "arrivals",
    "chronological_path",
    "degrees",
    "graph",
)
"""The methods that answer the rows, in the order in which they are written in each adapter."""


class Adapter:
    """A library, asked as its own experts would ask it; each subclass says how in its docstring.

    A row that the library cannot answer by its own means is left out: the method stays None. Its
    own means are its functions, its query language and the look-ups that it keeps in public,
    summed up by a comprehension; an algorithm that would have to be written here is not.

    A method returns whatever is natural to the library, but whole: nothing is left lazy.
    :meth:`plain` turns it into plain Python, and is not timed:

    ==================  ==========================================================================
    count               int
    active              set of names
    neighbors           set of names, without the actor
    two_hops            set of names at most two hops away, without the actor
    shortest_path       list of the names along a path of fewest hops, or None
    arrivals            dict from name to the first day that a chain in time may arrive, hops on
                        one day in any order; without the actor
    chronological_path  names along a chain that arrives first, and the day of each hop, or None
    degrees             dict from name to the number of its relations; nobody without one
    graph               networkx.MultiDiGraph
    ==================  ==========================================================================
    """

    name: ClassVar[str]
    package: ClassVar[str]
    ours: ClassVar[bool] = False
    oracle: ClassVar[bool] = False
    filters: ClassVar[frozenset[str]] = frozenset()
    differs: ClassVar[Mapping[str, str]] = {}
    """Why its answers to a kind of question may differ from graphkit's."""

    count: Any = None
    active: Any = None
    neighbors: Any = None
    two_hops: Any = None
    shortest_path: Any = None
    arrivals: Any = None
    chronological_path: Any = None
    degrees: Any = None
    graph: Any = None

    @classmethod
    def version(cls) -> str:
        """Return the version that is installed."""
        return version(cls.package)

    def read_text(self, path: Path) -> None:
        """Load a table of text, ready to be asked."""
        raise NotImplementedError

    def save(self, path: Path) -> None:
        """Write what was loaded in the library's own binary form."""
        raise NotImplementedError

    def read_binary(self, path: Path) -> None:
        """Load what :meth:`save` wrote, ready to be asked."""
        raise NotImplementedError

    def build(self, table: Table) -> None:
        """Load a table that is in memory, ready to be asked."""
        raise NotImplementedError

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Return an answer as plain Python."""
        if kind in ("neighbors", "two_hops"):
            return set(answer) - {question.actor}
        if kind == "active":
            return set(answer)
        return answer

    def answers(self, kind: str, filters: tuple[str, ...]) -> bool:
        """Tell whether the library can answer a kind of question, so narrowed."""
        return getattr(self, kind) is not None and self.filters.issuperset(filters)
