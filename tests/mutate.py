"""Mutation testing: changes one thing in a module at a time and runs the tests that run that line.

``python -m mutate temporal.edtf queries.windows --sample 120 --seed 1``, in the folder ``tests``. All
tests run once, to see which lines each runs. Each mutant then runs in a fork of the process that has
collected them: a changed function gets its new code where it stands; where a constant is changed, the
fork imports graphkit and the tests anew. Nothing on the disk is touched. After DeMillo, Lipton and
Sayward, *Hints on test data selection*, 1978.
"""

import argparse
import ast
import gc
import hashlib
import importlib.abc
import importlib.util
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.machinery import ModuleSpec
from itertools import accumulate, chain, islice, zip_longest
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

os.environ["CI"] = "true"  # hypothesis repeats itself

import coverage
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


def mutant(text: str, site: Site) -> tuple[str, ast.Module]:
    """Return what changes and what it becomes, and the module with that one thing changed."""
    _, place, which = site
    changed = ast.parse(text)
    node = next(islice(ast.walk(changed), place, None))
    was = ast.unparse(node)
    next(islice(_changes(node), which, None))(node)
    return f"{was}  ->  {ast.unparse(node)}", ast.fix_missing_locations(changed)


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

    def __init__(self, name: str, code: CodeType) -> None:
        self.name = name
        self.code = code

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Return where the changed module is."""
        origin = self.code.co_filename
        return importlib.util.spec_from_loader(name, self, origin=origin) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed module."""
        exec(self.code, module.__dict__)


_BROKEN = 3
"""The exit code of a fork that ended before it could tell."""

Work = Callable[[list[pytest.Item]], object]


class _Instead:
    """Does some work with the collected tests where pytest would run them all."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def pytest_collection(self) -> None:
        """Have hypothesis try the examples of ``make test``, and make none that failed smaller."""
        from hypothesis import Phase, settings  # which pytest loads first, as its plugin

        same, phases = settings.get_profile("same"), [Phase.explicit, Phase.generate, Phase.target]
        settings.register_profile("mutation", same, phases=phases)
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work, unless tests could not be collected."""
        if session.testsfailed:
            raise session.Interrupted("tests could not be collected")
        self.work(session.items)
        return True


def _collect(paths: Iterable[str], work: Work) -> None:
    pytest.main(["-s", "-qq", "-p", "no:cacheprovider", *paths], plugins=[_Instead(work)])


def _ends_well(work: Callable[[], bool]) -> bool:
    """Whether some work, in a fork that prints nothing, returns true; one that is stopped does not."""
    child = os.fork()
    if not child:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        code = _BROKEN
        with suppress(BaseException):
            code = int(not work())
        os._exit(code)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _BROKEN:
        sys.exit("a fork could not do its work")
    return status == 0


def _pass(items: list[pytest.Item], seconds: dict[str, float]) -> bool:
    """Whether tests pass, each in ten times its processor time at most; the first that fails is the last."""
    for item, following in zip_longest(items, items[1:]):
        signal.setitimer(signal.ITIMER_PROF, 10 * seconds[item.nodeid] + 5)  # which ends the process,
        signal.alarm(600)  # and so does this one, where it waits for ever
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.session.testsfailed:
            return False
    return True


def _put_in_place(functions: list[FunctionType], code: CodeType) -> bool:
    """Give the functions of a module their code from a changed one; whether any differs."""
    changed, differs = dict(_codes(code)), False
    for function in functions:
        key = function.__code__.co_qualname, function.__code__.co_firstlineno
        new = changed.get(key, function.__code__) if "<lambda>" not in key[0] else function.__code__
        differs = differs or new != function.__code__
        function.__code__ = new
    return differs


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """Yield the code of each function, by its name and first line."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield (each.co_qualname, each.co_firstlineno), each
            yield from _codes(each)


def _pass_anew(name: str, code: CodeType, tests: list[str], seconds: dict[str, float]) -> bool:
    """Whether tests pass where graphkit and they are imported anew, with one module changed."""
    for loaded, module in list(sys.modules.items()):
        is_test = (getattr(module, "__file__", None) or "").startswith(str(HERE)) and loaded != "__main__"
        if is_test or loaded.partition(".")[0] == "graphkit":
            del sys.modules[loaded]
    sys.meta_path.insert(0, _Changed(f"graphkit.{name}", code))
    passed = []

    def work(items: list[pytest.Item]) -> None:
        by_id = {item.nodeid: item for item in items}
        passed.append(_pass([by_id[test] for test in tests], seconds))

    _collect(sorted({str(HERE.parent / test.partition("::")[0]) for test in tests}), work)
    return passed == [True]


def _passes(
    name: str,
    functions: list[FunctionType],
    code: CodeType,
    items: list[pytest.Item],
    seconds: dict[str, float],
) -> bool:
    """Whether tests pass with the code of a module changed, of which some functions are at hand."""
    if _put_in_place(functions, code):
        return _pass(items, seconds)
    return _pass_anew(name, code, [item.nodeid for item in items], seconds)


@dataclass(frozen=True)
class Recorded:
    """Which tests run which line, and the seconds of processor time that each takes where it passes."""

    data: coverage.CoverageData
    seconds: dict[str, float]

    def tests(self, name: str, tree: ast.Module, limit: float) -> Callable[[int], list[str]]:
        """Return what gives the tests that run a line of a module: its own first, then the quickest.

        Where a line runs when the module is imported, all tests that run anything of it are given.
        """
        ran = {line: set(tests) for line, tests in self.data.contexts_by_lineno(str(_source(name))).items()}
        heads: dict[int, range] = {}
        inside: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt):
                body: list[ast.stmt] = getattr(node, "body", [])
                last = body[0].lineno - 1 if body else node.end_lineno or 0
                head = range(node.lineno, max(node.lineno, last) + 1)
                heads |= dict.fromkeys(range(node.lineno, (node.end_lineno or 0) + 1), head)
            if isinstance(node, ast.FunctionDef):
                inside |= set(range(node.body[0].lineno, (node.end_lineno or 0) + 1))
        own = "tests/{}/test_{}.py".format(*name.split("."))

        def of_line(line: int) -> list[str]:
            lines = (line, *heads[line]) if line in inside else ran  # what takes several lines runs as any
            found = self.seconds.keys() & set().union(*(ran.get(each, ()) for each in lines))
            if line not in inside:  # all is imported anew, which takes long where many files are
                found = {test for test in found if test.startswith(own)} or found
            ordered = sorted(found, key=lambda test: (not test.startswith(own), self.seconds[test], test))
            sums = accumulate(self.seconds[test] for test in ordered)
            return [test for test, spent in zip(ordered, sums, strict=True) if spent <= limit]

        return of_line


def _caches() -> list[Any]:
    """Return the functions that keep their answers."""
    return [each for each in gc.get_objects() if type(each) is type(_source)]


def _record(items: list[pytest.Item], file: Path) -> bool:
    """Run all tests once and write what they run."""
    measured = coverage.Coverage(str(file), config_file=False, source=[str(HERE.parent / "graphkit")])
    seconds, caches = {}, _caches()
    measured.start()
    for item, following in zip_longest(items, items[1:]):
        for each in caches:
            each.cache_clear()  # so that each test runs the lines that it needs
        failed, began = item.session.testsfailed, time.process_time()
        measured.switch_context(item.nodeid)
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.session.testsfailed == failed:
            seconds[item.nodeid] = time.process_time() - began
    measured.stop()
    measured.save()
    file.with_suffix(".json").write_text(json.dumps(seconds), encoding="utf-8")
    return True


def _recorded(items: list[pytest.Item]) -> Recorded:
    """Return what the tests run, as it was written when they and graphkit were the same, or anew."""
    sources = sorted([*HERE.parent.glob("graphkit/**/*.py"), *HERE.glob("**/test_*.py")])
    told = [item.nodeid.encode() for item in items] + [path.read_bytes() for path in sources]
    file = Path(tempfile.gettempdir(), f"graphkit-mutation-{hashlib.sha256(b''.join(told)).hexdigest()[:16]}")
    if not file.with_suffix(".json").exists():
        _ends_well(lambda: _record(items, file))
    data = coverage.CoverageData(str(file))
    data.read()
    return Recorded(data, json.loads(file.with_suffix(".json").read_text(encoding="utf-8")))


def _modules(name: str) -> list[str]:
    """Return the names of the modules of a package, or of one module."""
    folder = _source(name).with_suffix("")
    return [f"{name}.{path.stem}" for path in sorted(folder.glob("[!_]*.py"))] or [name]


@lru_cache
def _source(name: str) -> Path:
    return HERE.parent.joinpath("graphkit", *name.split(".")).with_suffix(".py")


def _try(asked: argparse.Namespace, items: list[pytest.Item]) -> None:
    """Try mutants of some modules and print those that no test noticed."""
    recorded, by_id = _recorded(items), {item.nodeid: item for item in items}
    print(f"{len(recorded.seconds)} of {len(items)} tests pass as they are", flush=True)
    for each in _caches():
        each.cache_clear()  # of what the tests asked while they were collected
    functions = [each for each in gc.get_objects() if type(each) is FunctionType]
    gc.freeze()  # a fork then copies less of the memory
    for name in chain.from_iterable(map(_modules, asked.modules)):
        started, text = time.monotonic(), _source(name).read_text(encoding="utf-8")
        tree, own = ast.parse(text), [each for each in functions if each.__module__ == f"graphkit.{name}"]
        tests, found = recorded.tests(name, tree, asked.limit), sites(tree)
        chosen = [site for site in found if not asked.lines or site[0] in asked.lines]
        if asked.sample and asked.sample < len(chosen):
            chosen = sorted(random.Random(asked.seed).sample(chosen, asked.sample))
        left = 0
        for site in chosen:
            change, changed = mutant(text, site)
            code, few = compile(changed, str(_source(name)), "exec"), [by_id[test] for test in tests(site[0])]
            if not few or _ends_well(partial(_passes, name, own, code, few, recorded.seconds)):
                left += 1
                print(f"{name}.py:{site[0]}: {change}  ({len(few)} tests)", flush=True)
        noticed, seconds = len(chosen) - left, time.monotonic() - started
        told = f"{noticed} of {len(chosen)} mutants noticed ({noticed / (len(chosen) or 1):.0%})"
        print(f"{name}: {told}, of {len(found)} that there are, in {seconds:.0f} s", flush=True)


def run() -> None:
    """Collect the tests and try the mutants that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", help="modules of graphkit, and packages for all of theirs")
    parser.add_argument("--sample", type=int, default=0, help="so many of each module; all where 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, nargs="+", help="only the mutants of these")
    parser.add_argument("--limit", type=float, default=10, help="seconds of tests for one mutant")
    parser.add_argument("--tests", nargs="+", default=["temporal", "graph", "queries", "reading"])
    asked = parser.parse_args()
    _collect(asked.tests, lambda items: _try(asked, items))


if __name__ == "__main__":
    run()
