"""Makes one script of the page's modules: what ``main.js`` imports, each in a scope of its own.

The result is plain script, so that the page can be opened from the disk, and the same bytes each time.
Only the forms that the modules use are understood: ``import { a, b } from "./x.js";`` at the head of a
module, and ``export`` before a function, class or constant at the beginning of a line. Anything else is
refused. What is exported never changes its value, no two modules export the same name, and none import each
other: so an export can be a constant around all modules that come later, and what a module keeps to itself
cannot be seen outside.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

_COMMENT = re.compile(r"^\s*/\*.*?\*/\s*$", re.DOTALL | re.MULTILINE)
_TYPE = re.compile(r"/\*\* @type [^\n]*? \*/ ?")
_IMPORT = re.compile(r'import \{(\s+\w+(?:,\s+\w+)*,?\s+)\} from "\./(\w+\.js)";\n')
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*?|class|const) (\w+)\b)", re.MULTILINE)
_LEFT = re.compile(r"^.*(?:^\s*(?:import|export)\b|\bimport\s*[(.]).*$", re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """A module: what it imports from where, what it exports, and its code without either."""

    name: str
    imports: dict[str, tuple[str, ...]]
    exports: tuple[str, ...]
    code: str


def without_comments(text: str) -> str:
    """Return a script or style sheet without indentation, types, and comments on lines of their own."""
    lines = map(str.strip, _COMMENT.sub("", _TYPE.sub("", text)).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def read_module(name: str, text: str) -> Module:
    """Return a module from its text.

    Raises
    ------
    ValueError
        If it imports or exports in a form that is not understood.
    """
    rest = re.sub(r"^\s*//.*\n|^\s*\n", "", _COMMENT.sub("", _TYPE.sub("", text)), flags=re.MULTILINE)
    imports: dict[str, tuple[str, ...]] = {}
    while found := _IMPORT.match(rest):
        if found[2] in imports:
            raise ValueError(f"{name}: imports twice from {found[2]}")
        imports[found[2]] = tuple(re.findall(r"\w+", found[1]))
        rest = rest[found.end() :]
    exports = tuple(_EXPORT.findall(rest))
    rest = _EXPORT.sub("", rest)
    if left := _LEFT.search(rest):
        raise ValueError(f"{name}: this form of import or export is not understood: {left[0].strip()}")
    return Module(name, imports, exports, without_comments(rest))


def modules_of(main: str, read: Callable[[str], str]) -> list[Module]:
    """Return a module with all that it imports, each after what it imports itself.

    Parameters
    ----------
    main
        The name of the module to begin with.
    read
        Returns the text of a module by its name.

    Raises
    ------
    ValueError
        If a name is imported that is not exported, or is exported twice, or modules import each other.
    """
    found: dict[str, Module] = {}
    waiting = [main]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = read_module(name, read(name))
            waiting += found[name].imports
    for module in found.values():
        for source, names in module.imports.items():
            if missing := [name for name in names if name not in found[source].exports]:
                raise ValueError(f"{module.name}: {source} does not export {', '.join(missing)}")
    exporters: dict[str, str] = {}
    for module in found.values():
        for name in module.exports:
            if name in exporters:
                raise ValueError(f"{module.name} and {exporters[name]} both export {name}")
            exporters[name] = module.name
    try:
        order = TopologicalSorter({name: found[name].imports for name in sorted(found)}).static_order()
        return [found[name] for name in order]
    except CycleError as error:
        raise ValueError(f"modules import each other: {' > '.join(reversed(error.args[1]))}") from None


def one_script(modules: list[Module]) -> str:
    """Return modules as one script, each a function that returns what others import from it."""
    used = {name for module in modules for names in module.imports.values() for name in names}
    body = "".join(_called(module, [name for name in module.exports if name in used]) for module in modules)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def _called(module: Module, names: list[str]) -> str:
    listed = ",".join(names)
    kept, given = (f"const {{{listed}}} = ", f"return {{{listed}}};\n") if names else ("", "")
    return f"{kept}(() => {{\n{module.code}\n{given}}})();\n"
