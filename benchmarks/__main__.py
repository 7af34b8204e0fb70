"""Runs everything and writes RESULTS.md, results.json and the pictures of the growth: ``make bench``."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks import growth, peers, report, startup, tables
from benchmarks.reasons import REASONS

_HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> None:
    """Run on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--data", help="folder of the tables (default: $GRAPHKIT_DATASETS, then ../shared/datasets)"
    )
    parser.add_argument("--out", type=Path, default=_HERE, help="folder to write to")
    parser.add_argument(
        "--pictures", type=Path, default=_HERE.parent / "docs", help="folder for the pictures"
    )
    parser.add_argument("--asked", type=int, default=peers.ASKED, help="questions of each row")
    given = parser.parse_args(arguments)
    where = tables.folder(given.data)
    for name in (*tables.EVENTS, tables.INTERVALS):
        if not (where / f"{name}.tsv.gz").is_file():
            print(f"{name}.tsv.gz is not in {where}: a made-up table of the same shape stands in for it")
    with report.progress() as step:
        found = peers.Run(asked=given.asked, step=lambda what, share: step(what, 0.75 * share)).on(where)
        found["growth"] = growth.run(where, step=lambda what, share: step(what, 0.75 + 0.12 * share))
        found["startup"] = startup.run(step=lambda what, share: step(what, 0.87 + 0.13 * share))
    report.show(found)
    (given.out / "results.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    report.write(found, given.out / "RESULTS.md", REASONS)
    growth.plot(found["growth"], given.pictures / "growth.png")
    growth.plot(found["growth"], given.pictures / "growth-dark.png", dark=True)


if __name__ == "__main__":
    main()
