"""Joins the page's ES modules, ``main.js`` and all that it imports, into one plain script.

A plain script, unlike a module, runs in a page opened from the disk. The result is the same bytes each
time. Only the forms that the modules use are understood: ``import { a, b } from "./x.js";`` at the head
of a module, and ``export`` before a function, class or constant at the beginning of a line. Anything else
raises an error. Exports never change their value, no two modules export the same name, and imports have no
cycles. So each module becomes a function, and its exports become constants for all modules after it; where
no other module has a word for what only this one knows, its code needs no function around it.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

_COMMENT = re.compile(r"^\s*/\*.*?\*/\s*$", re.DOTALL | re.MULTILINE)
_NOTE = re.compile(r"(?<=[;,{]) // [^\n\"'`]*$", re.MULTILINE)
_TYPE = re.compile(r"/\*\* @type [^\n]*? \*/ ?")
_IMPORT = re.compile(r'import \{(\s+\w+(?:,\s+\w+)*,?\s+)\} from "\./(\w+\.js)";\n')
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|class|const) (\w+)\b)", re.MULTILINE)
_DECLARED = re.compile(r"^(?:(?:async )?function\*?|class|const|let) (\w+|\{[^}]*\}|\[[^]]*\])", re.MULTILINE)
_WORD = re.compile(r"(?<![.\w$])\w+")
_OTHER_FORM = re.compile(r"^.*(?:^\s*(?:import|export)\b|\bimport\s*[(.]).*$", re.MULTILINE)
_TEXT = (
    r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|`(?:\\.|[^`\\])*`'
    r"|(?:(?<![\w)\]] )/|/(?! ))(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\])+/"
)
_SIGN = r"[][(){}<>=,;:?!*&|\"]"
_SPARE_BLANK = re.compile(rf"({_TEXT})|(?<={_SIGN}) | (?={_SIGN})| (?=[+-] [^+-])|(?<= [+-]) (?![+-])")


@dataclass(frozen=True)
class Module:
    """A module: the names that it imports by module and that it exports, its code, all that it declares."""

    name: str
    imports: dict[str, tuple[str, ...]]
    exports: tuple[str, ...]
    code: str
    declared: frozenset[str] = frozenset()


def without_comments(text: str) -> str:
    """Return a script or style sheet without indentation, types, and comments that end a line."""
    lines = map(str.strip, _NOTE.sub("", _COMMENT.sub("", _TYPE.sub("", text))).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def read_module(name: str, text: str) -> Module:
    """Return a module from its text."""
    rest = re.sub(r"^\s*//.*\n|^\s*\n", "", _COMMENT.sub("", _TYPE.sub("", text)), flags=re.MULTILINE)
    imports: dict[str, tuple[str, ...]] = {}
    while match := _IMPORT.match(rest):
        if match[2] in imports:
            raise ValueError(f"{name}: imports twice from {match[2]}")
        imports[match[2]] = tuple(re.findall(r"\w+", match[1]))
        rest = rest[match.end() :]
    exports = tuple(_EXPORT.findall(rest))
    rest = _EXPORT.sub("", rest)
    if other := _OTHER_FORM.search(rest):
        raise ValueError(f"{name}: this form of import or export is not understood: {other[0].strip()}")
    declared = frozenset(_WORD.findall(" ".join(_DECLARED.findall(rest))))
    return Module(name, imports, exports, without_comments(rest), declared)


def modules_of(main: str, read: Callable[[str], str]) -> list[Module]:
    """Return a module and all that it imports, directly or not, each after its own imports.

    A name that is imported but not exported, or exported twice, and a cycle of imports raise ValueError.
    """
    modules: dict[str, Module] = {}
    waiting = [main]
    while waiting:
        name = waiting.pop()
        if name not in modules:
            modules[name] = read_module(name, read(name))
            waiting += modules[name].imports
    for module in modules.values():
        for source, names in module.imports.items():
            if missing := [name for name in names if name not in modules[source].exports]:
                raise ValueError(f"{module.name}: {source} does not export {', '.join(missing)}")
    exporters: dict[str, str] = {}
    for module in modules.values():
        for name in module.exports:
            if name in exporters:
                raise ValueError(f"{module.name} and {exporters[name]} both export {name}")
            exporters[name] = module.name
    try:
        order = TopologicalSorter({name: modules[name].imports for name in sorted(modules)}).static_order()
        return [modules[name] for name in order]
    except CycleError as error:
        raise ValueError(f"modules import each other: {' > '.join(reversed(error.args[1]))}") from None


def one_script(modules: list[Module]) -> str:
    """Return modules as one script, each a function that returns the exports that others import, if needed.

    A line goes on where its end means nothing, and the last of a block has no semicolon. There are no
    blanks around signs, but in texts and patterns. A line with a template in a template stays as it is. A
    division has blanks in the modules.
    """
    used = {name for module in modules for names in module.imports.values() for name in names}
    met = Counter(word for module in modules for word in {*_WORD.findall(module.code)})
    body = ""
    for module in modules:
        names = [name for name in module.exports if name in used]
        is_apart = any(met[name] > 1 for name in module.declared.difference(names))
        body += _as_function(module, names) if is_apart else f"{module.code}\n"
    dense = map(_without_blanks, f'(() => {{\n"use strict";\n{body}}})();\n'.splitlines(keepends=True))
    return re.sub(r";\n(?=})|(?<=[{(\[,;])\n", "", "".join(dense))


def _without_blanks(line: str) -> str:
    return line if line.count("`") > 2 else _SPARE_BLANK.sub(lambda found: found[1] or "", line)


def _as_function(module: Module, names: list[str]) -> str:
    listed = ",".join(names)
    head, tail = (f"const {{{listed}}} = ", f"return {{{listed}}};\n") if names else ("", "")
    return f"{head}(() => {{\n{module.code}\n{tail}}})();\n"
