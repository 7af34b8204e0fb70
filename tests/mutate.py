"""Mutation testing: changes one thing in a module at a time and runs the tests of that module.

``python -m mutate temporal.edtf queries.windows --sample 120 --seed 1``, in the folder ``tests``. Each
mutant runs in a fork of one process that has all libraries loaded, and imports graphkit anew with the
changed module in its place; nothing on the disk is touched. After DeMillo, Lipton and Sayward, *Hints
on test data selection*, 1978.
"""

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from itertools import islice
from pathlib import Path
from types import ModuleType

os.environ["CI"] = "true"  # hypothesis repeats itself

import pytest

HERE = Path(__file__).parent
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "FUTURE": "PAST", "PAST": "FUTURE"}

_FEW, _MANY = 15, 100
"""How many examples of each rule are tried at first, and where nothing was noticed with those."""


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed: where, what was there, what is there now, and all of it."""

    line: int
    was: str
    now: str
    tree: ast.Module


Site = tuple[int, int, int]
"""What may be changed: the line, the place of the piece of code in a walk of all, and which change of it."""


def sites(tree: ast.Module) -> list[Site]:
    """Return everything that may be changed in a module, in the order of its lines."""
    passive = _passive(tree)
    found = []
    for place, node in enumerate(ast.walk(tree)):
        for which, _ in enumerate(_changes(node)):
            line: int = getattr(node, "lineno", 0) or node.target.lineno  # type: ignore[attr-defined]
            if line not in passive:
                found.append((line, place, which))
    return sorted(found)


def mutant(tree: ast.Module, site: Site) -> Mutant:
    """Return a module with one thing changed."""
    line, place, which = site
    changed = copy.deepcopy(tree)
    node = next(islice(ast.walk(changed), place, None))
    was = ast.unparse(node)
    next(islice(_changes(node), which, None))(node)
    return Mutant(line, was, ast.unparse(node), changed)


def _passive(tree: ast.Module) -> set[int]:
    """Return the lines of docstrings, decorators, imports, assertions and what type checkers alone read."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for decorator in getattr(node, "decorator_list", ()):
            lines |= set(range(decorator.lineno, (decorator.end_lineno or decorator.lineno) + 1))
        for_checkers = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if is_text or for_checkers or isinstance(node, ast.Import | ast.ImportFrom | ast.Assert):
            lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Yield what may be changed in a piece of code."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            if new := _COMPARISONS.get(type(operator)):
                yield lambda at, place=place, new=new: at.ops.__setitem__(place, new())
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _SUMS:
        if not _is_type(node):
            yield lambda at: setattr(at, "op", _SUMS[type(at.op)]())
    elif isinstance(node, ast.BoolOp):
        yield lambda at: setattr(at, "op", ast.Or() if isinstance(at.op, ast.And) else ast.And())
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare):
        yield lambda at: setattr(at, "test", ast.UnaryOp(ast.Not(), at.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield lambda at: at.ifs.pop()
    elif isinstance(node, ast.Continue):
        yield lambda at: setattr(at, "__class__", ast.Break)
    elif isinstance(node, ast.Name) and node.id in _NAMES and isinstance(node.ctx, ast.Load):
        yield lambda at: setattr(at, "id", _NAMES[at.id])
    elif isinstance(node, ast.Constant) and not isinstance(node.value, str | bytes | type(None) | type(...)):
        new_value = (not node.value) if isinstance(node.value, bool) else node.value + 1
        yield lambda at: setattr(at, "value", new_value)


def _is_type(node: ast.BinOp | ast.AugAssign) -> bool:
    """Whether what looks like a sum is a type such as ``str | None``."""
    return isinstance(node.op, ast.BitOr) and ("None" in ast.unparse(node) or "str" in ast.unparse(node))


# --- running ----------------------------------------------------------------------------------


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a changed module in the place of the one on the disk."""

    def __init__(self, name: str, tree: ast.Module, path: Path) -> None:
        self.name = name
        self.code = compile(ast.fix_missing_locations(tree), str(path), "exec")
        self.path = path

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Return where the changed module is."""
        return (
            importlib.util.spec_from_loader(name, self, origin=str(self.path)) if name == self.name else None
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed module."""
        exec(self.code, module.__dict__)


class _Examples:
    """Has hypothesis try so many examples of each rule."""

    def __init__(self, number: int) -> None:
        self.number = number

    def pytest_collection(self) -> None:
        """Take the place of the settings that the tests share."""
        from hypothesis import settings  # which pytest loads first, as its plugin

        settings.register_profile("mutation", deadline=None, derandomize=True, max_examples=self.number)
        settings.load_profile("mutation")


def _source(name: str) -> Path:
    return HERE.parent.joinpath("graphkit", *name.split(".")).with_suffix(".py")


_TESTED_BY = {
    "temporal.bounds": "temporal",
    "temporal.calendar": "temporal",
    "temporal.phrases": "temporal",
    "graph.filters": "queries/test_windows.py",
}
"""What tests a module that has no tests of its own name."""


def _tests(name: str) -> Path:
    package, _, module = name.rpartition(".")
    return HERE / _TESTED_BY.get(name, f"{package}/test_{module}.py")


def survives(name: str, changed: Mutant | None, patience: float, examples: int) -> bool:
    """Whether the tests of a module pass with it changed; what takes too long is noticed."""
    child = os.fork()
    if not child:
        code = 1
        with suppress(BaseException):
            for loaded in [each for each in sys.modules if each.partition(".")[0] == "graphkit"]:
                del sys.modules[loaded]
            if changed:
                path = _source(name)
                sys.meta_path.insert(0, _Changed(f"graphkit.{name}", changed.tree, path))
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            arguments = ["-x", "-q", "-p", "no:cacheprovider", str(_tests(name))]
            code = int(pytest.main(arguments, plugins=[_Examples(examples)]))
        os._exit(code)
    end = time.monotonic() + patience
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def run() -> None:
    """Try mutants of some modules and print those that nobody noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="so many of each module; all where 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--line", type=int, help="only the mutants of this line")
    asked = parser.parse_args()
    import graphkit.formats.events.event_tables
    import graphkit.page.html  # noqa: F401  what they load is then there for every fork

    for name in asked.modules:
        started = time.monotonic()
        if not survives(name, None, 600, _FEW):
            sys.exit(f"the tests of {name} do not pass as they are")
        patience = 10 * (time.monotonic() - started) + 20
        tree = ast.parse(_source(name).read_text(encoding="utf-8"))
        found = sites(tree)
        chosen = [site for site in found if asked.line in (None, site[0])]
        if asked.sample and asked.sample < len(chosen):
            chosen = sorted(random.Random(asked.seed).sample(chosen, asked.sample))
        left = 0
        for site in chosen:
            made = mutant(tree, site)
            if survives(name, made, patience, _FEW) and survives(name, made, patience, _MANY):
                left += 1
                print(f"{name}.py:{made.line}: {made.was}  ->  {made.now}", flush=True)
        noticed = len(chosen) - left
        share, seconds = noticed / (len(chosen) or 1), time.monotonic() - started
        told = f"{noticed} of {len(chosen)} mutants noticed ({share:.0%})"
        print(f"{name}: {told}, of {len(found)} that there are, in {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    run()
