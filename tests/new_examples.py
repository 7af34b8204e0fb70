"""Runs hypothesis with new examples: ``python -m new_examples --minutes 30``, in the folder ``tests``.

Each round runs the tests that use hypothesis with a new seed. A failure is printed with the command that
repeats it; keep it as an ``@example`` of its test.
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


def run_round(seed: int, tests: list[str]) -> tuple[int, list[str]]:
    """Run the tests with a seed; return how many passed, and the names of those that failed."""
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("-n", "logical", "--maxprocesses", "8", "-m", "hypothesis"),
        *("--hypothesis-profile=new", f"--hypothesis-seed={seed}", *tests),
    ]
    # The seed fixes the order of sets too.
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    failed = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    if done.returncode:
        print(done.stdout[-20_000:], done.stderr, flush=True)
        failed = failed or ["the run itself"]
    passed = re.search(r"(\d+) passed", done.stdout)
    return int(passed[1]) if passed else 0, failed


def main() -> None:
    """Run rounds until the time is up; exit with 1 if a test failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("tests", nargs="*", help="files or names of tests; all unless named")
    options = parser.parse_args()
    started, rounds, runs = time.monotonic(), 0, 0
    seeds: dict[str, int] = {}
    while time.monotonic() - started < 60 * options.minutes:
        seed = secrets.randbelow(SEEDS)
        passed, failed = run_round(seed, options.tests)
        rounds, runs = rounds + 1, runs + passed + len(failed)
        print(f"round {rounds}, seed {seed}: {passed} passed, {len(failed)} failed", flush=True)
        for test in failed:
            seeds.setdefault(test, seed)
    took = (time.monotonic() - started) / 60
    print(f"{rounds} rounds, {runs:,} runs of tests in {took:.0f} minutes: {len(seeds)} tests failed.")
    for test, seed in seeds.items():
        again = f"PYTHONHASHSEED={seed} python -m pytest --hypothesis-seed={seed}"
        print(f"  {again} --hypothesis-profile=new '{test}'")
    sys.exit(bool(seeds))


if __name__ == "__main__":
    main()
