"""Runs the page's pure scripts in node: without a browser, on the data of a graph."""

import json
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from graphkit.graph import Graph
from graphkit.page.packing import page_data
from graphkit.page.payload import build_payload

DATA = ("dom.js", "days.js", "data.js", "visibility.js", "state.js")
"""What the pure scripts stand on: the unpacked data, the view, and what is seen of it."""


def page_json(graph: Graph) -> str:
    """Return the data that a graph's page holds, as JSON."""
    return json.dumps(page_data(build_payload(graph)), allow_nan=False)


def evaluate(scripts: Sequence[str], payload: str, expression: str) -> Any:
    """Return what an expression is, in the scope of these scripts, on this data.

    Parameters
    ----------
    scripts
        Names of files in ``page/static``, in the order in which the page has them.
    payload
        The data that they find in the page, as JSON from :func:`page_json`.
    expression
        An expression, or ``(() => { ... })()`` for more; infinities in it come back as None.
    """
    static = files("graphkit.page").joinpath("static")
    body = "\n".join(static.joinpath(name).read_text(encoding="utf-8") for name in scripts)
    program = (
        'const payload = require("fs").readFileSync(0, "utf8");\n'
        "const document = { getElementById: () => ({ textContent: payload }) };\n"
        f"console.log(JSON.stringify((() => {{\n{body}\nreturn {expression};\n}})() ?? null));"
    )
    done = subprocess.run(
        ["node", "--use-strict", "--eval", program],
        input=payload,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
