"""Fuzzes for as long as it is told: ``python -m fuzz --seconds 600 --seed 1``, in the folder ``tests``.

A case that went wrong is had again by its number: ``--seed 1 --first 1234 --cases 1``.
"""

import argparse
import faulthandler
import platform
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from time import monotonic

from memory import forget_peak, peak_memory

from .cases import BYTES, KINDS, SECONDS, case, run_apart, run_here

_APART = 100
"""One case in so many runs in a process of its own."""


def fuzz() -> int:
    """Run cases, print what went wrong, write the report and return how many went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--cases", type=int, default=sys.maxsize)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=(), help="of these kinds alone")
    parser.add_argument("--report", type=Path, help="write the result there")
    asked = parser.parse_args()
    faulthandler.enable()
    import followthemoney  # noqa: F401  it takes seconds to load, which are no case's

    started = monotonic()
    number, found, slowest, most = asked.first, 0, (0.0, ""), 0
    targets, codes = Counter[str](), Counter[str]()
    while number < asked.first + asked.cases and monotonic() - started < asked.seconds:
        made = case(asked.seed, number, asked.kinds)
        before = forget_peak()  # what a process remembers of thousands of cases is of no case
        outcome = (run_here if number % _APART or asked.cases == 1 else run_apart)(made)
        targets[made.target] += 1
        codes[str(outcome.code)] += 1
        if number % _APART:
            slowest = max(slowest, (outcome.seconds, made.name))
        held = peak_memory() - before
        most = max(most, held)
        wrong = outcome.wrong or (f"holds {held:,} kB" if 1024 * held > BYTES else "")
        if wrong:
            found += 1
            print(
                f"{made.name} {made.target} {[text[:100] for text in made.arguments]}\n{wrong}\n", flush=True
            )
        number += 1
    took, done = monotonic() - started, number - asked.first
    rows = "".join(f"| {name} | {count:,} |\n" for name, count in sorted(targets.items()))
    others = done - sum(codes[each] for each in "012")
    text = f"""# The last long run of the fuzzer

`make fuzz` writes this page: {done:,} cases, seed {asked.seed}, the first number {asked.first:,},
in {took:,.0f} seconds on Python {platform.python_version()}, {date.today():%d %B %Y}. No case may end
in a traceback, take more than {SECONDS} seconds of a processor, hold more than {BYTES // 2**30} GB,
print what a terminal obeys, tell an error in more than a line, or change anything when it imports
the same files again.

* Findings: {found}.
* Answered: {codes["0"]:,}; found nothing: {codes["1"]:,}; refused: {codes["2"]:,}; anything else: {others:,}.
* The slowest case took {slowest[0]:.2f} seconds ({slowest[1]}); one took at most {most // 1024:,} MB.
* In the end the process that ran the others held {forget_peak() // 1024:,} MB.
* Every {_APART}th case ran in a process of its own, with its memory limited.

| fuzzed | cases |
| --- | ---: |
{rows}"""
    print(text)
    if asked.report:
        asked.report.write_text(text, encoding="utf-8")
    return found


if __name__ == "__main__":
    sys.exit(min(fuzz(), 1))
