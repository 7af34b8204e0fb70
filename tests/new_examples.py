"""Looks for examples that break a rule: ``python -m new_examples --minutes 30``, in the folder ``tests``.

Round after round, the tests that hypothesis makes examples for run with a seed that nobody has tried.
What is found is named with the command that finds it again; keep it as an ``@example`` of its test.
"""

import argparse
import os
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEEDS = 2**32


def round_of(seed: int, tests: list[str]) -> tuple[int, list[str]]:
    """Run the tests with a seed; return how many passed, and the names of those that failed."""
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("-n", "logical", "--maxprocesses", "8", "-m", "hypothesis"),
        *("--hypothesis-profile=new", f"--hypothesis-seed={seed}", *tests),
    ]
    # The order of sets differs from round to round too, and is had again by the same number.
    surroundings = os.environ | {"PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8")
    failed = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    if done.returncode:
        print(done.stdout[-20_000:], done.stderr, flush=True)
        failed = failed or ["the run itself"]
    passed = re.search(r"(\d+) passed", done.stdout)
    return int(passed[1]) if passed else 0, failed


def main() -> None:
    """Run rounds until the time is up; leave with 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("tests", nargs="*", help="files or names of tests; all unless named")
    asked = parser.parse_args()
    started, rounds, runs = time.monotonic(), 0, 0
    found: dict[str, int] = {}
    while time.monotonic() - started < 60 * asked.minutes:
        seed = secrets.randbelow(SEEDS)
        passed, failed = round_of(seed, asked.tests)
        rounds, runs = rounds + 1, runs + passed + len(failed)
        print(f"round {rounds}, seed {seed}: {passed} passed, {len(failed)} failed", flush=True)
        for test in failed:
            found.setdefault(test, seed)
    took = (time.monotonic() - started) / 60
    print(f"{rounds} rounds, {runs:,} runs of tests in {took:.0f} minutes: {len(found)} tests failed.")
    for test, seed in found.items():
        again = f"PYTHONHASHSEED={seed} python -m pytest --hypothesis-seed={seed}"
        print(f"  {again} --hypothesis-profile=new '{test}'")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
