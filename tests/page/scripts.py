"""Runs the page's pure modules in node: without a browser, on the data of a graph."""

import json
import subprocess
import zlib
from atexit import register
from base64 import b85decode
from collections.abc import Sequence
from functools import cache
from typing import Any

from graphkit.graph.multigraph import Graph
from graphkit.page.html import data_json, read_static
from graphkit.page.payload import build_payload
from graphkit.page.script import Module, modules_of, one_script

DATA = ("data.js", "state.js", "view.js", "visibility.js", "windows.js")
"""What the pure scripts stand on: the unpacked data, the view, and what is seen of it."""
RUNS = """
const { runInThisContext } = require("node:vm");
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  let [printed, fault] = ["", null];
  const own = { log: (text) => { printed += `${text}\\n`; } };
  try {
    runInThisContext(`(function (console) { ${JSON.parse(line)}\\n})`)(own);
  } catch (error) { fault = String(error?.stack ?? error); }
  process.stdout.write(`${JSON.stringify([printed, fault])}\\n`);
});
"""
"""Runs each program in a function of its own: starting node takes longer than most of them do."""


def page_json(graph: Graph) -> str:
    """Return the data that a graph's page holds, as JSON."""
    return data_json(build_payload(graph))


def inflated(text: str) -> str:
    """Return a text that lies in a page deflated."""
    return zlib.decompress(b85decode(text.translate(str.maketrans(",.:", "<>&")))).decode()


def evaluate(scripts: Sequence[str], payload: str, expression: str) -> Any:
    """Return what an expression is, where it can use what some modules and those they import export.

    Parameters
    ----------
    scripts
        Names of modules in ``page/static``.
    payload
        The data that they find in the page, as JSON from :func:`page_json`.
    expression
        An expression, or ``(() => { ... })()`` for more; infinities in it come back as None.
    """
    needed = {module.name: module for name in scripts for module in _with_imports(name)}
    imports = {module.name: module.exports for module in needed.values()}
    asking = Module("asking.js", imports, (), f"told = JSON.stringify(({expression}) ?? null);")
    program = (
        f"const payload = {json.dumps(payload)};\n"
        "const document = { getElementById: () => ({ textContent: payload }) };\n"
        'const location = { hash: "", search: "" };\n'
        f"let told;\n{one_script([*needed.values(), asking])}\nconsole.log(told);"
    )
    return json.loads(node(program))


@cache
def _with_imports(name: str) -> Sequence[Module]:
    return modules_of(name, read_static)


def node(program: str) -> str:
    """Return what a program prints in node."""
    running = _running()
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(json.dumps(program) + "\n")
    running.stdin.flush()
    printed, fault = json.loads(running.stdout.readline())
    assert fault is None, fault
    return str(printed)


@cache
def _running() -> subprocess.Popen[str]:
    """Start the node that runs the programs of all tests."""
    command = ["node", "--use-strict", "--eval", RUNS]
    pipe = subprocess.PIPE
    started = subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8")
    register(started.communicate)
    return started
