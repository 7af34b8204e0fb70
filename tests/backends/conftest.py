"""Every engine that the tests ask, and the graphs that they are asked about."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

import graphkit as gk
from benchmarks import tables
from graphkit.backends import open_directory
from graphkit.backends.arrays import ArrayBackend, Identity
from graphkit.backends.protocol import Backend
from graphkit.backends.writer import writing
from graphkit.formats import read
from graphkit.formats.events.directory import store
from graphkit.formats.format import Reading
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import plain
from graphkit.model.statuses import STATUSES
from graphkit.storage.json_file import save_dataset
from graphkit.tables.table import EventTable
from graphkit.temporal import edtf
from graphkit.temporal.bounds import UNBOUNDED

Opener = Callable[[Graph], Backend]


def pytest_configure(config: pytest.Config) -> None:
    """With --spark, let PySpark leave its sockets to the garbage collector, as it does."""
    if config.getoption("--spark", default=False):
        config.addinivalue_line("filterwarnings", "ignore:unclosed <socket:ResourceWarning")
        config.addinivalue_line("filterwarnings", "ignore:.*socket:pytest.PytestUnraisableExceptionWarning")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask arrays and DuckDB; with --spark, Spark alone, of one graph: it takes its time."""
    spark = metafunc.config.getoption("--spark")
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", [4] if spark else [1, 2, 3, 4, 5], scope="session")
    if "engine_name" in metafunc.fixturenames:
        metafunc.parametrize("engine_name", ["spark"] if spark else ["arrays", "duckdb"], scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --spark, run what a cluster is for; without, what needs none."""
    mark = "local" if config.getoption("--spark") else "spark"
    away = [item for item in items if item.get_closest_marker(mark)]
    config.hook.pytest_deselected(items=away)
    items[:] = [item for item in items if item not in away]


def kept_in(folder: Path, source: str | Path) -> Path:
    """Return a new directory that holds what a file does."""
    with writing(folder) as writer:
        store(source, writer, Reading())
    return folder


def in_arrays(graph: Graph) -> ArrayBackend:
    """Return a graph that carries no more than a table does as arrays."""
    dataset = to_dataset(graph)
    actors = [row.id for row in dataset.actors]
    types = sorted({row.type for row in dataset.relations})
    whens = sorted({row.when or "" for row in dataset.relations})
    bounds = np.array(
        [edtf.parse(row.when).bounds if row.when else UNBOUNDED for row in dataset.relations], np.int64
    ).reshape(-1, 4)
    table = EventTable.build(
        [actors.index(row.source) for row in dataset.relations],
        [actors.index(row.target) for row in dataset.relations],
        [types.index(row.type) for row in dataset.relations],
        (bounds[:, 0], bounds[:, 1], bounds[:, 2], bounds[:, 3]),
        actors=actors,
        types=types,
        status=[STATUSES.index(row.status) for row in dataset.relations],
        keys=[row.key for row in dataset.relations],
        whens=([whens.index(row.when or "") for row in dataset.relations], whens),
        undated=[not row.when for row in dataset.relations],
    )
    rows = list(map(plain, dataset.actors))
    own = dataset.relation_types
    return ArrayBackend(table, Identity(rows, np.arange(len(actors)), types, own, first_line=1))


@pytest.fixture(scope="session")
def opened(
    engine_name: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Opener]:
    """Open a graph, saved first where the engine reads a directory."""
    options = {"master": request.getfixturevalue("cluster").master} if engine_name == "spark" else {}
    with ExitStack() as stack:

        def open_graph(graph: Graph) -> Backend:
            if engine_name == "arrays":
                return in_arrays(graph)
            folder = tmp_path_factory.mktemp("graph")
            save_dataset(to_dataset(graph), folder / "graph.json")
            directory = kept_in(folder / "directory", folder / "graph.json")
            return stack.enter_context(open_directory(directory, engine_name, **options))

        yield open_graph


@pytest.fixture(scope="session")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of ICEWS14, or one like it."""
    path, _ = tables.find("icews14", tables.folder(), tmp_path_factory.mktemp("tables"))
    return path


@pytest.fixture(scope="session")
def events_graph(events: Path) -> Graph:
    """The same as an ordinary graph, in memory."""
    return build_graph(read(events))


@pytest.fixture(scope="session")
def events_directory(events: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a directory."""
    return kept_in(tmp_path_factory.mktemp("events") / "directory", events)


@pytest.fixture(scope="session")
def events_engine(engine_name: str, events: Path, request: pytest.FixtureRequest) -> Iterator[Backend]:
    """The same through an engine."""
    if engine_name == "arrays":
        yield gk.open(events).backend
        return
    options = {"master": request.getfixturevalue("cluster").master} if engine_name == "spark" else {}
    with open_directory(request.getfixturevalue("events_directory"), engine_name, **options) as engine:
        yield engine


class Cluster:
    """A Spark cluster of its own processes on this machine: a master and two workers."""

    def __init__(self, logs: Path) -> None:
        import pyspark

        self._class = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
        self._logs = logs
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.master = f"spark://127.0.0.1:{port}"
        name = "org.apache.spark.deploy.master.Master"
        self._master = self._start(name, "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
        self._wait_for("master", "I have been elected leader")
        self.workers = [self._worker(), self._worker()]
        self._wait_for("master", "Registering worker", 2)

    def _worker(self) -> subprocess.Popen[bytes]:
        name = "org.apache.spark.deploy.worker.Worker"
        size = ("--cores", "1", "--memory", "1200m")
        folder = self._logs / f"worker-{time.monotonic_ns()}"
        return self._start(
            name, "--host", "127.0.0.1", "--webui-port", "0", *size, "--work-dir", str(folder), self.master
        )

    def _start(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        log = self._logs / f"{name.rpartition('.')[2].lower()}.log"
        with log.open("ab") as file:
            return subprocess.Popen(
                [self._class, name, *options],
                stdout=file,
                stderr=file,
                env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable},
                start_new_session=True,
            )

    def _wait_for(self, log: str, words: str, times: int = 1) -> None:
        path = self._logs / f"{log}.log"
        for _ in range(600):
            if path.is_file() and path.read_text("utf-8").count(words) >= times:
                return
            time.sleep(0.2)
        raise RuntimeError(path.read_text("utf-8"))

    def kill_worker(self) -> None:
        """Kill a worker and what it runs, as a power cut would, and let another take its place."""
        _kill(self.workers.pop(0))
        self.workers.append(self._worker())

    def stop(self) -> None:
        """End all processes."""
        for process in (*self.workers, self._master):
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For a Java that ends before code compiled at length, and memory tidied beside it, repay their time."""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A Spark cluster."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("JDK_JAVA_OPTIONS", SHORT_LIVED)
        started = Cluster(tmp_path_factory.mktemp("spark"))
        yield started
        started.stop()
