"""TGMS: a bi-temporal graph store with an engine in Rust."""

import tempfile

import tgms
from tgms.temporal import algebra

from benchmarks.adapters.base import Adapter
from benchmarks.questions import Question
from benchmarks.tables import Table


class Tgms(Adapter):
    """A store in a folder, loaded by ``ingest_events``; a day is one tick of its clock.

    ``arrivals`` is its operator ``temporal_reachability`` in both directions, page by page; hops on one
    tick may come in any order. Its ``temporal_paths`` stop at six hops, so it is not asked for one.
    """

    name = "TGMS"
    package = "tgms"

    def build(self, table: Table) -> None:
        algebra.ensure_all_registered()
        self.folder = tempfile.TemporaryDirectory(prefix="graphkit-bench-")
        self.store = tgms.open(self.folder.name)
        columns = zip(table.source, table.target, table.type, table.days, strict=True)
        self.store.ingest_events(
            {"src": source, "dst": target, "rel_type": type, "vt_s": day}
            for source, target, type, day in columns
        )

    def arrivals(self, q: Question) -> dict[str, int]:
        asked = {
            "src": q.actor,
            "window": {"t_a": q.since, "t_b": q.until + 1},
            "direction": "both",
        }
        rows, cursor = [], ""
        while cursor is not None:
            asked |= {"limit": 10_000, "cursor": cursor}
            page = algebra.call_operator(self.store.adapter, "temporal_reachability", asked)
            rows += page["rows"]
            cursor = page["cursor"]
        return {row["uid"]: row["earliest_arrival"] for row in rows}
