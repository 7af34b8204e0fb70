"""Serves the document, script and style sheet of the desk, with the colours and modules of the page."""

import json
from functools import cache
from importlib.resources import files

from graphkit.desk import verbs
from graphkit.page.html import read_static
from graphkit.page.script import modules_of, one_script, without_comments
from graphkit.page.style import KINDS, PANEL, PAPER

_OF_THE_PAGE = ("page.css", "panels.css", "finder.css", "timeline.css")
_OURS = files("graphkit.desk").joinpath("static")
_NO_SCHEMAS = '<script type="application/json" id="schemas">{}</script>'
_PLAIN = ("api.js", "api.css")
"""What is served as it is written."""


def served(name: str) -> str | None:
    """Return a file that the desk serves: its document, script or style sheet; None if it is another."""
    makers = {"desk.html": _document, "desk.js": _script, "desk.css": _style}
    if name in _PLAIN:
        return _read(name)
    return makers[name]() if name in makers else None


def _read(name: str) -> str:
    """Return a module or style sheet of the desk, else that of the page: no two have one name."""
    ours = _OURS.joinpath(name)
    return ours.read_text(encoding="utf-8") if ours.is_file() else read_static(name)


@cache
def _document() -> str:
    """Return the document, in which the forms find the parameters of the commands that change something."""
    schemas = json.dumps({verb: verbs.schema(verb) for verb in verbs.CHANGING}, ensure_ascii=True)
    return _read("desk.html").replace(_NO_SCHEMAS, _NO_SCHEMAS.replace("{}", schemas.replace("<", "\\u003c")))


@cache
def _script() -> str:
    return one_script(modules_of("desk.js", _read))


@cache
def _style() -> str:
    """Return the style sheet: the colours of the page and of its kinds of actor, then the rules."""
    rules = []
    for theme, place in (("light", 0), ("dark", 1)):
        colours = [f"--paper: {PAPER[place]};", f"--panel: {PANEL[place]};"]
        colours += [f"--kind-{name}: {getattr(kind.hue, theme)};" for name, kind in KINDS.items()]
        rules.append(f':root[data-theme="{theme}"] {{ {" ".join(colours)} }}')
    rules += [f'[data-kind="{name}"] {{ --kind: var(--kind-{name}); }}' for name in KINDS]
    sheets = (without_comments(_read(name)) for name in (*_OF_THE_PAGE, "desk.css", "forced.css"))
    return "\n".join([*rules, *sheets])
