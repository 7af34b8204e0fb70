"""The interface of an adapter: ways to load a table, and a method for each kind of question."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, ClassVar

from benchmarks.questions import Question
from benchmarks.tables import tidy

KINDS = ("neighbors", "shortest_path", "arrivals", "strict_arrivals", "chronological_path", "window")
"""The methods that answer questions."""


class Adapter:
    """A library, asked as its own experts ask it; the docstring of each subclass says how.

    A kind of question that the library has no means for stays None. Its means are its functions, its
    query language and its public look-ups, put together by a comprehension; an algorithm that would
    have to be written here is not the library's.

    A method returns the whole answer in the library's own form. :meth:`plain` converts it, untimed, to:

    ==================  ==========================================================================
    neighbors           set of names, without the actor
    shortest_path       list of the names along a path of fewest hops, or None
    arrivals            dict from name to the first day on which a chronological path arrives,
                        without the actor; hops on one day may come in any order
    strict_arrivals     the same, where each hop is on a later day than the one before
    chronological_path  names along a path that arrives first, and the day of each hop, or None
    window              networkx.MultiDiGraph
    ==================  ==========================================================================
    """

    name: ClassVar[str]
    package: ClassVar[str]
    table: ClassVar[str] = "events"
    """What it is asked about: a table of ``events``, or the ``graph`` of a story."""
    ours: ClassVar[bool] = False
    judge: ClassVar[bool] = False
    differs: ClassVar[Mapping[str, str]] = {}
    """By kind of question why its answers may differ."""

    read_text: Any = None
    """Loads a table of text from a path."""
    save: Any = None
    """Writes the table to a path in the library's own binary format."""
    read_binary: Any = None
    """Loads what ``save`` wrote from a path."""
    build: Any = None
    """Loads a :class:`~benchmarks.tables.Table`; for the judge and for graphs, which have no file to load."""

    neighbors: Any = None
    shortest_path: Any = None
    arrivals: Any = None
    strict_arrivals: Any = None
    chronological_path: Any = None
    window: Any = None

    @classmethod
    def version(cls) -> str:
        """Return the installed version."""
        return version(cls.package)

    def plain(self, kind: str, answer: Any, question: Question) -> Any:
        """Return an answer as plain Python, names with ordinary blanks."""
        if kind == "neighbors":
            return set(map(tidy, answer)) - {question.actor}
        if kind in ("arrivals", "strict_arrivals"):
            return {tidy(name): day for name, day in answer.items()}
        if answer is None or kind == "window":
            return answer
        return [*map(tidy, answer)] if kind == "shortest_path" else ([*map(tidy, answer[0])], answer[1])
