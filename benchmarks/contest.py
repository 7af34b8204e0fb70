"""Asks all libraries the same questions in turn, measures the times and compares the answers."""

import gc
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question, Row

LEAST = 3
"""The number of questions that even a slow library is asked."""

REPEATS = 5
"""How often a library is asked the same question in a row, if that takes no longer than :data:`_BURST`."""

_BURST = 4_000_000
"""In nanoseconds."""

TOO_LONG = 5.0
"""Seconds after which one answer takes a library out of the row."""


@dataclass
class Result:
    """The measurements of one row on one table.

    Attributes
    ----------
    times
        Nanoseconds by library and question: the median of the repeats.
    wrong
        By library how many answers differ from the judge's.
    failed
        By library why it has no answers.
    why
        By library why its answers may differ, if that is known.
    """

    table: str
    row: Row
    times: dict[str, dict[int, float]] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


def ask(
    adapters: Sequence[Adapter], table: str, row: Row, questions: Sequence[Question], *, budget: float = 0.5
) -> Result:
    """Ask the adapters that answer a row its questions in turn, a different one first each time.

    Parameters
    ----------
    adapters
        The libraries, loaded; one of them is the judge.
    table
        The name of the table.
    row
        The kind of question.
    questions
        The first is asked without a clock, so that what a library prepares once is prepared.
    budget
        Seconds after which a library is asked no more; the judge has four times as many.
    """
    adapters = [adapter for adapter in adapters if getattr(adapter, row.kind) is not None]
    judge = next(adapter for adapter in adapters if adapter.judge)
    why = {adapter.name: adapter.differs[row.kind] for adapter in adapters if row.kind in adapter.differs}
    result = Result(table, row, why=why)
    spent = dict.fromkeys((adapter.name for adapter in adapters), 0.0)
    with at_rest(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for place, question in enumerate(questions):
            if place > LEAST and spent[judge.name] > 4 * budget:
                break
            answers: dict[str, tuple[Any, list[int]]] = {}
            first = place % len(adapters)
            for adapter in [*adapters[first:], *adapters[:first]]:
                name = adapter.name
                tired = place > LEAST and spent[name] > budget and not (adapter.ours or adapter.judge)
                if tired or name in result.failed:
                    continue
                try:
                    answer, taken = _timed(getattr(adapter, row.kind), question)
                except Exception as error:
                    result.failed[name] = one_line(error)
                    continue
                spent[name] += sum(taken) / 1e9
                if taken[0] > TOO_LONG * 1e9 and not (adapter.ours or adapter.judge):
                    result.failed[name] = f"one answer takes over {TOO_LONG:g} s"
                answers[name] = adapter.plain(row.kind, answer, question), taken
            right = answers[judge.name][0]
            for name, (answer, taken) in answers.items():
                if place:
                    result.times.setdefault(name, {})[place] = statistics.median(taken)
                    same = agree(row.kind, question, answer, right, judge)
                    result.wrong[name] = result.wrong.get(name, 0) + (not same)
    for name in result.failed:
        result.times.pop(name, None)
    return result


@contextmanager
def at_rest():
    """Let the garbage collector rest, or each library would pay for the others' objects."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def one_line(error: BaseException) -> str:
    """Return the kind and the first line of an error."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _timed(method: Callable[[Question], Any], question: Question) -> tuple[Any, list[int]]:
    """Return an answer, and the nanoseconds of each repeat; quick answers are repeated more often."""
    taken: list[int] = []
    left = 1
    while left:
        with Clock() as clock:
            answer = method(question)
        taken.append(clock.taken)
        left = min(REPEATS, _BURST // taken[0] + 1) - len(taken)
    return answer, taken


class Clock:
    """Nanoseconds of a block: wall-clock time, or processor time where that is less.

    They differ where a thread waits, be it for a processor that other programs use, which is no
    library's fault, or because several threads share the work, where wall-clock time is less.
    """

    def __enter__(self) -> "Clock":
        self._processor = time.process_time_ns()
        self._wall = time.perf_counter_ns()
        return self

    def __exit__(self, *_: object) -> None:
        wall = time.perf_counter_ns() - self._wall
        self.taken = min(wall, time.process_time_ns() - self._processor)


def agree(kind: str, question: Question, answer: Any, right: Any, judge: Any) -> bool:
    """Tell whether an answer is as good as the judge's: paths must be real, and as short or as early."""
    if kind == "window":
        return _edges(answer) == _edges(right)
    if kind not in ("shortest_path", "chronological_path") or answer is None or right is None:
        return bool(answer == right)
    if kind == "shortest_path":
        actors, best = answer, len(answer) == len(right)
        days = [(question.since, question.until)] * (len(actors) - 1)
    else:
        actors, best = answer[0], answer[1][-1:] == right[1][-1:] and list(answer[1]) == sorted(answer[1])
        days = [(day, day) for day in answer[1]]
    hops = zip(pairwise(actors), days, strict=True)
    return (
        best
        and [actors[0], actors[-1]] == [question.actor, question.other]
        and all(there in judge.met(here, Question(*window)) for (here, there), window in hops)
    )


def _edges(graph: Any) -> set[tuple[str, str, str, str]]:
    return {(here, there, key, data["when"]) for here, there, key, data in graph.edges(keys=True, data=True)}
