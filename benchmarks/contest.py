"""Asks every library the same questions in turn, times each, and compares the answers."""

import gc
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question, Row

LEAST = 3
"""How many questions even the slowest library is asked."""

MOST = 5
"""How often a library is asked the same question in a row, where that takes no longer than :data:`_BURST`."""

_BURST = 4_000_000
"""In nanoseconds."""


@dataclass
class Result:
    """What came of one row on one table.

    Attributes
    ----------
    times
        By library and question, in nanoseconds, the median of the times in a row that it was
        asked. A slow library is asked fewer questions.
    first
        The same of the first time only, before which the others had the processor's caches.
    wrong
        By library how many of its answers differ from the judge's.
    failed
        By library the error that took it out of the row.
    why
        By library why its answers may differ, if that is known.
    """

    table: str
    row: Row
    times: dict[str, dict[int, float]] = field(default_factory=dict)
    first: dict[str, dict[int, float]] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def add(self, library: str, place: int, taken: Sequence[float], *, right: bool = True) -> None:
        """Note how long a library took to answer a question, each time it was asked in a row."""
        self.times.setdefault(library, {})[place] = statistics.median(taken)
        self.first.setdefault(library, {})[place] = taken[0]
        self.wrong[library] = self.wrong.get(library, 0) + (not right)


def ask(
    adapters: Sequence[Adapter],
    table: str,
    row: Row,
    questions: Sequence[Question],
    *,
    budget: float = 0.5,
) -> Result:
    """Ask all that can answer a row its questions in turn, a different one first each time.

    One question before all others is asked without being timed, so that what a library makes
    ready once is made ready; the collector of garbage rests, or each would pay for the others'.

    Parameters
    ----------
    adapters
        The libraries, loaded; one of them is the judge.
    table
        The name of the table.
    row
        What is asked.
    questions
        The questions; the first is the one that is not timed.
    budget
        Seconds after which a library is asked no more, though :data:`LEAST` questions at least.
    """
    asked = [adapter for adapter in adapters if adapter.answers(row.kind, row.filters)]
    judge = next(adapter for adapter in asked if adapter.oracle)
    known = {adapter.name: adapter.differs[row.kind] for adapter in asked if row.kind in adapter.differs}
    result = Result(table, row, why=known)
    spent = dict.fromkeys((adapter.name for adapter in asked), 0)
    gc.freeze()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for place, question in enumerate(questions):
                first = place % len(asked)
                answers: dict[str, tuple[Any, list[int]]] = {}
                for adapter in asked[first:] + asked[:first]:
                    name = adapter.name
                    tired = place > LEAST and spent[name] > budget * 1e9 and not adapter.ours
                    if (tired and not adapter.oracle) or name in result.failed:
                        continue
                    try:
                        answer, taken = _timed(getattr(adapter, row.kind), question)
                    except BaseException as error:
                        if isinstance(error, (KeyboardInterrupt, SystemExit)):
                            raise
                        result.failed[name] = one_line(error)
                        continue
                    spent[name] += sum(taken)
                    answers[name] = adapter.plain(row.kind, answer, question), taken
                right = answers[judge.name][0]
                for name, (answer, taken) in answers.items():
                    if place:
                        same = agree(row.kind, question, answer, right, judge)
                        result.add(name, place, taken, right=same)
    finally:
        gc.enable()
        gc.unfreeze()
    for name in result.failed:
        result.times.pop(name, None)
    return result


def one_line(error: BaseException) -> str:
    """Return the first line of an error, with what kind it is."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _timed(method: Callable[[Question], Any], question: Question) -> tuple[Any, list[int]]:
    """Return an answer, and the nanoseconds that it took each time it was asked for: quick ones oftener."""
    taken: list[int] = []
    again = 1
    while again:
        with Clock() as clock:
            answer = method(question)
        taken.append(clock.taken)
        again = min(MOST, _BURST // taken[0] + 1) - len(taken)
    return answer, taken


class Clock:
    """Takes the time: by the wall, or of the processor where that is less, in nanoseconds.

    They only differ where a thread waits: for a processor that others use too, which is no
    library's fault, or because several threads share the work, where the wall's time is less.
    """

    def __enter__(self) -> "Clock":
        self._processor = time.process_time_ns()
        self._wall = time.perf_counter_ns()
        return self

    def __exit__(self, *_: object) -> None:
        wall = time.perf_counter_ns() - self._wall
        self.taken = min(wall, time.process_time_ns() - self._processor)


def agree(kind: str, question: Question, answer: Any, right: Any, judge: Any) -> bool:
    """Tell whether an answer is as good as the judge's: paths must be as short, or as early, and real."""
    if kind == "shortest_path":
        if answer is None or right is None:
            return answer is right
        hops = pairwise(answer)
        return (
            len(answer) == len(right)
            and [answer[0], answer[-1]] == [question.actor, question.other]
            and all(there in judge.met(here, question) for here, there in hops)
        )
    if kind == "chronological_path":
        if answer is None or right is None:
            return answer is right
        actors, days = answer
        hops = zip(actors, actors[1:], days, strict=False)
        return (
            days[-1] == right[1][-1]
            and [actors[0], actors[-1]] == [question.actor, question.other]
            and list(days) == sorted(days)
            and all(judge.meets(here, there, day) for here, there, day in hops)
        )
    if kind == "degrees":
        return {name: many for name, many in answer.items() if many} == {
            name: many for name, many in right.items() if many
        }
    if kind == "graph":
        return _edges(answer) == _edges(right)
    return bool(answer == right)


def _edges(graph: Any) -> set[tuple[str, str, str, str]]:
    return {(here, there, key, data["when"]) for here, there, key, data in graph.edges(keys=True, data=True)}
