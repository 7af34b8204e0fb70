"""A Spark cluster survives the loss of a worker, and stops when it is told to."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest

from graphkit.backends import chains, open_directory
from graphkit.backends.protocol import Backend, Walk
from graphkit.graph.filters import Filter
from graphkit.temporal import edtf

from .conftest import Cluster

pytestmark = pytest.mark.spark

JUNE = Filter(window=edtf.window("2014-06", "2014-06"))


def reached(engine: Backend) -> set[int]:
    """Return whom chains in time reach within a month from the first actor."""
    rounds = chains.arrivals(engine, Walk(JUNE), 0)
    return {actor for labels in rounds for actor in labels}


def test_a_worker_that_is_killed_in_mid_query_changes_no_answer(
    events_directory: Path, cluster: Cluster
) -> None:
    with open_directory(events_directory) as local:
        expected = reached(local)
    assert len(expected) > 100
    with (
        open_directory(events_directory, "spark", master=cluster.master) as engine,
        ThreadPoolExecutor() as thread,
    ):
        answer = thread.submit(reached, engine)
        tracker = engine._session.sparkContext.statusTracker()  # type: ignore[attr-defined]
        until = monotonic() + 120
        while not tracker.getActiveJobsIds() and not answer.done() and monotonic() < until:
            sleep(0.02)
        assert not answer.done()
        cluster.kill_worker()
        assert answer.result() == expected
