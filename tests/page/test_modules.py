"""The page's modules become one script: only forms that are understood, no circles, scopes of their own."""

import json
import re
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.page.html import read_static
from graphkit.page.script import modules_of, one_script, read_module

ALONE = {"boot.js"}
"""Runs before the others and starts them."""


def script(texts: Mapping[str, str]) -> str:
    return one_script(modules_of("main.js", texts.__getitem__))


def run(texts: Mapping[str, str]) -> Any:
    """Return what a program made of modules says by ``say``, run in node."""
    ready = "const said = []; const say = (it) => said.push(it);"
    program = f"{ready}\n{script(texts)}console.log(JSON.stringify(said));"
    done = subprocess.run(["node", "--eval", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_page_has_every_module_that_lies_in_its_folder() -> None:
    static = files("graphkit.page").joinpath("static")
    lying = {file.name for file in static.iterdir() if file.name.endswith(".js")}
    assert {module.name for module in modules_of("main.js", read_static)} == lying - ALONE


def test_every_module_opens_with_one_sentence() -> None:
    for module in modules_of("main.js", read_static):
        first = read_static(module.name).partition("\n")[0]
        assert re.fullmatch(r"// [A-Z].*[.:]", first), module.name


def test_nothing_is_exported_that_nobody_takes() -> None:
    modules = modules_of("main.js", read_static)
    taken = {name for module in modules for names in module.imports.values() for name in names}
    tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("*.[pj][ys]"))
    desk = "".join(
        file.read_text("utf-8") for file in (Path(__file__).parents[2] / "graphkit/desk/static").glob("*.js")
    )
    spare = {name for module in modules for name in module.exports} - taken
    assert {name for name in spare if not re.search(rf"\b{name}\b", tests + desk)} == set()


def test_no_text_loses_a_blank_when_modules_become_one_script() -> None:
    for module in modules_of("main.js", read_static):
        plain = "\n".join(line for line in module.code.splitlines() if not {"'", "`", "/"} & {*line})
        texts = re.findall(r'"[^"\\\n]*"', plain)
        made = one_script([read_module("a.js", f"say([{', '.join(texts)}]);\n")])
        assert f"say([{','.join(texts)}])}}" in made, module.name


def test_blanks_go_where_they_mean_nothing_and_stay_where_they_do() -> None:
    lines = (
        "const a = 6;",
        """const texts = ["a = (b, c)", 'd { e } = "', `if (f) g - h`, `${a} + ${`i, ${a - 1} ; `}`];""",
        """const more = [a - -1, a + +1, a - 1, a / 2 / 3, / = [/, "] x/.source];""",
        "if (a > 5 && texts.length) say([...texts, ...more]);",
        "else { say([]); }",
        'for (const [one] of [[- a]]) say(typeof one === "number" ? one : { one });',
    )
    texts = {"main.js": "\n".join(lines) + "\n"}
    said = ["a = (b, c)", 'd { e } = "', "if (f) g - h", "6 + i, 5 ; ", 7, 7, 5, 1, ' = [/, "] x']
    assert run(texts) == [said, -6]
    assert "const a=6;" in script(texts)
    assert "if(a>5&&texts.length)say([...texts,...more]);" in script(texts)


def test_the_page_on_the_architecture_names_modules_that_are_there() -> None:
    page = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^  \| [^`|]+ \| (`.*) \|$", page, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", row))]
    there = {module.name.removesuffix(".js") for module in modules_of("main.js", read_static)}
    assert len(rows) == 7
    assert len(named) > 25
    assert set(named) <= there
    assert len(named) == len(set(named))


def test_a_module_runs_after_those_it_imports_and_once() -> None:
    texts = {
        "main.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nsay(`main ${b} ${c()}`);\n',
        "b.js": 'import { d } from "./d.js";\n\nsay("b");\nexport const b = d.one;\n',
        "c.js": 'import {\n  d,\n  e,\n} from "./d.js";\nsay("c");\nexport const c = () => d.one + e;\n',
        "d.js": '// Shared.\n\nsay("d");\nexport const d = { one: 1 };\nexport const e = 2;\n',
    }
    assert run(texts) == ["d", "b", "c", "main 1 3"]


def test_what_a_module_keeps_to_itself_meets_no_name_of_another() -> None:
    texts = {
        "main.js": (
            'import { Box, boxed } from "./b.js";\nimport { later } from "./c.js";\n'
            'const kept = "main\'s";\nfunction name() {\n  return kept;\n}\n'
            "say([name(), boxed(), new Box().kept, [...later()]]);\n"
        ),
        "b.js": (
            'let kept = "b\'s";\nconst name = () => kept;\n'
            "export class Box {\n  kept = kept;\n}\nexport const boxed = () => name();\n"
        ),
        "c.js": 'const boxed = "c\'s own";\nexport function* later() {\n  yield boxed;\n}\n',
    }
    assert run(texts) == [["main's", "b's", "b's", ["c's own"]]]


@pytest.mark.parametrize(
    "line",
    [
        'import b from "./b.js";',
        'import * as b from "./b.js";',
        'import { b as c } from "./b.js";',
        'import "./b.js";',
        'import { b } from "b";',
        'import { b } from "../b.js";',
        "import { b } from './b.js';",
        'import {b} from "./b.js"',
        "export let b = 1;",
        "export var b = 1;",
        "export default 1;",
        "export { b };",
        'export { b } from "./b.js";',
        'export * from "./b.js";',
        "export const { b } = {};",
        "  export const b = 1;",
        'const b = import("./b.js");',
        "const b = import.meta;",
        'const a = 1;\nimport { b } from "./b.js";',
    ],
)
def test_any_other_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"^a\.js: this form of import or export is not understood: "):
        read_module("a.js", f"// A module.\n\n{line}\n")


@pytest.mark.parametrize(
    ("main", "other", "message"),
    [
        (
            'import { a, b } from "./b.js";',
            "export const a = 1;\nconst b = 2;",
            "main.js: b.js does not export b",
        ),
        (
            'import { a } from "./b.js";\nimport { a } from "./b.js";',
            "export const a = 1;",
            "main.js: imports twice from b.js",
        ),
        (
            'import { a } from "./b.js";\nexport const c = 1;',
            'import { c } from "./main.js";\nexport const a = 1;',
            "modules import each other: b.js > main.js > b.js",
        ),
        (
            'import { a } from "./b.js";\nexport const b = 1;',
            "export const a = 1;\nexport const b = 2;",
            "b.js and main.js both export b",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(main: str, other: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        script({"main.js": f"{main}\n", "b.js": f"{other}\n"})


def test_words_in_texts_and_comments_are_no_imports() -> None:
    code = 'const says = "to import and export";\nconst important = 1;'
    comments = '/** Can import. */\n// import { a } from "./b.js";'
    assert read_module("a.js", f"{comments}\n{code}\n").code == code


def test_types_are_for_reading_only() -> None:
    code = (
        "/** @type {Row | null} */\nlet row = null;\n"
        "row =\n  /** @type {any} */ (found);\n/** Says. */\nrows.map((/** @type {Row} */ each) => each);"
    )
    assert read_module("a.js", code).code == "let row = null;\nrow =\n(found);\nrows.map((each) => each);"


def test_a_comment_that_ends_a_line_goes_and_a_text_that_looks_like_one_stays() -> None:
    code = 'let a = 1; // one\nsay("; // no", {\n// all of a line\n"b": "https://c", // two\n});'
    assert read_module("a.js", code).code == 'let a = 1;\nsay("; // no", {\n"b": "https://c",\n});'


@given(st.randoms(use_true_random=False), st.integers(2, 9))
def test_the_order_follows_from_the_imports_alone(chance: Any, count: int) -> None:
    names = ["main.js", *(f"m{number}.js" for number in range(1, count))]
    texts = {}
    for place, name in enumerate(names):
        taken = chance.sample(names[place + 1 :], chance.randint(0, len(names) - place - 1))
        if place == 0:
            taken = names[1:]
        lines = [
            f'import {{ v{names.index(other)} }} from "./{other}";'
            for other in chance.sample(taken, len(taken))
        ]
        texts[name] = "\n".join([*lines, f"export const v{place} = 1;", ""])
    modules = modules_of("main.js", texts.__getitem__)
    assert sorted(module.name for module in modules) == sorted(names)
    done: set[str] = set()
    for module in modules:
        assert done.issuperset(module.imports)
        done.add(module.name)
    assert script(texts) == script(dict(reversed(texts.items())))
