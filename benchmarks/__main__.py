"""Measures everything and writes RESULTS.md, results.json and the pictures of the growth: ``make bench``."""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import commands, growth, peers, report, startup, tables

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
    options = parser.parse_args(arguments)
    where = tables.folder(options.data)
    started = time.monotonic()

    def step(what: str) -> None:
        print(f"{time.monotonic() - started:4.0f} s  {what}", flush=True)

    step("commands")
    asked = commands.run(where)
    results = peers.Run(options.asked, step).on(where)
    results["tables"] = asked | results["tables"]
    step("growth")
    results["growth"] = growth.run(where)
    step("start-up")
    results["startup"] = startup.run(where)
    (options.out / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    report.write(results, options.out / "RESULTS.md")
    growth.plot(results["growth"], options.pictures / "growth.png")
    growth.plot(results["growth"], options.pictures / "growth-dark.png", dark=True)
    step(f"wrote {options.out / 'RESULTS.md'}")


if __name__ == "__main__":
    main()
