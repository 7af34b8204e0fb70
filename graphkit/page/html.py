"""Writes the page as one HTML file; pyvis carries the graph and provides vis-network.

Nothing else in graphkit imports pyvis. The file makes no requests: script, style and data
are inside it, and a Content-Security-Policy of hashes lets no other script run. Script and data are
deflated, the script to a third of its length and the data to a fifth; ``boot.js`` inflates both.
"""

import re
import zlib
from base64 import b64encode, b85encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from pydantic_core import to_json

from graphkit.graph.conversion import self_contained
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.model.references import names_in_rows
from graphkit.page.layout import Place
from graphkit.page.payload import ENDLESS, Row, build_payload
from graphkit.page.script import modules_of, one_script, without_comments
from graphkit.page.style import PANEL, PAPER, RAMP, TONES
from graphkit.temporal.calendar import Day

STYLES = (
    "page.css", "panels.css", "filters.css", "looks.css", "finder.css", "story.css", "timeline.css",
    "growth.css", "lanes.css", "phone.css", "embed.css", "forced.css", "paper.css",
)  # fmt: skip
TABLE_LIMIT = 2_500
"""Above this many relations, readers without script get the command that lists them instead of a table."""

_INERT = bytes.maketrans(b"<>&", b",.:")
"""The digits of base 85 that HTML would read for more than text, and what stands in their place."""

_VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"


def check_whole(graph: Graph) -> None:
    """Raise DataError if a valid graph mentions an actor that is not in it."""
    named = names_in_rows("relations", index(graph).edge_list.fields, "actors")
    named |= names_in_rows("sources", graph.graph.get("sources", ()), "actors")
    if not all(actor in graph for actor in named):
        self_contained(graph)  # says which


def render(graph: Graph, places: Mapping[str, Place] | None = None, **told: str | None) -> str:
    """Return the page of a graph as one HTML document, the same bytes each time.

    Actors stand at ``places``, if these are given. A ``title`` and a ``description`` that are told stand in
    place of the graph's own.
    """
    from pyvis.network import Network

    payload = {**build_payload(graph, places), **told}
    program, deflated = _program()
    boot, style = _static("boot.js"), _style(payload)
    network = Network(directed=True, cdn_resources="in_line")
    _carry(network, payload)
    network.path, network.templateEnv = "template.html", _templates()
    network.templateEnv.globals.update(
        page=payload,
        policy=_policy((program, policy_hash(boot)), (policy_hash(style),)),
        program=deflated,
        boot=_as_written(boot),
        style=_as_written(style),
        table=_table(payload),
        deflated_data=lambda nodes, edges: _deflated(data_json({**payload, **_carried(nodes, edges)}), 5),
    )
    text: str = network.generate_html()
    return text.replace("\r\n", "\n")


def _templates() -> Any:
    """Return what fills in the template of the page, which has no blanks before its lines."""
    from jinja2 import DictLoader, Environment

    template = files("graphkit.page").joinpath("template.html").read_text(encoding="utf-8")
    return Environment(
        loader=DictLoader({"template.html": re.sub(r"\n\s+", "\n", template)}), autoescape=True
    )


@cache
def _program() -> tuple[str, str]:
    """Return the hash of the page's script, and the script as the page carries it."""
    vis = files("pyvis").joinpath(_VIS_NETWORK).read_text(encoding="utf-8")
    program = f"{vis}\n{one_script(modules_of('main.js', read_static))}"
    return policy_hash(program), _deflated(program)


def _as_written(text: str) -> Any:
    """Mark our own code as safe, so that the template does not escape it."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  nothing of it comes from data


_LARGE = 10_000_000
"""Bytes of data that take thrice as long to be made a thirtieth smaller."""


def _deflated(text: str, memory: int = 8) -> str:
    """Return a text as the page carries it; data, unlike scripts, are shorter if deflated in less memory."""
    content = text.encode()
    deflating = zlib.compressobj(9 if len(content) < _LARGE else 6, memLevel=memory)
    return b85encode(deflating.compress(content) + deflating.flush()).translate(_INERT).decode()


def _carry(network: Any, payload: Row) -> None:
    """Hand the graph to pyvis, with our fields under one key, apart from the options of pyvis."""
    # As add_node and add_edge make them: these look nodes, and the ends of edges, up in a list of all nodes.
    network.nodes += [{"id": place, "actor": actor} for place, actor in enumerate(payload["actors"])]
    network.edges += [
        {"from": relation["source"], "to": relation["target"], "relation": relation}
        for relation in payload["relations"]
    ]


def _carried(nodes: list[Row], edges: list[Row]) -> Row:
    """Return the actors and relations that pyvis carried."""
    return {"actors": [node["actor"] for node in nodes], "relations": [edge["relation"] for edge in edges]}


def data_json(payload: Row) -> str:
    """Return a payload as the script reads it: JSON in which actors and relations are columns.

    The script makes a name of the lines on which it is written, but for one that is cut or has other blanks.
    """
    actors = [
        {**actor, "name": None if actor["name"] == " ".join(actor["lines"]) else actor["name"]}
        for actor in payload["actors"]
    ]
    data = {**payload, "actors": _columns(actors), "relations": _columns(payload["relations"])}
    return to_json(data).decode()


def _columns(rows: Sequence[Row]) -> Row:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _table(payload: Row) -> list[Row]:
    """Return the rows of the table for readers without script, in order of time: the latest versions."""
    if len(payload["relations"]) > TABLE_LIMIT:
        return []
    actors, types = payload["actors"], payload["types"]
    names = {actor["id"]: actor["name"] for actor in actors}

    def day(relation: Row) -> Day:
        bounds = relation["versions"][-1].get("bounds") or ()
        told = bounds["start_unknown" in relation["versions"][-1] : 2]
        return next((day for day in told + bounds[3:] if abs(day) < ENDLESS), ENDLESS)

    def row(relation: Row) -> Row:
        latest = relation["versions"][-1]
        is_present = latest.get("now") is True or relation.get("status") == "planned"
        verb = relation.get("verbs", types[relation["type"]]["verbs"])[is_present]
        told = [relation.get("status"), *(mark for mark in ("claimed", "contested") if mark in latest)]
        marks = [mark.upper() for mark in told if mark]
        marks += [f"SET ASIDE{latest['aside'][1]}"] if "aside" in latest else []
        marked = f" ({', '.join(marks)})" if marks else ""
        return {
            "words": latest["words"] if "words" in latest else relation["when"][1],
            "source": actors[relation["source"]]["name"],
            "target": actors[relation["target"]]["name"],
            "label": (types[relation["type"]]["label"] if verb.startswith("- ") else verb) + marked,
            "what": " ".join(filter(None, (relation.get("summary"), "; ".join(_what(relation, names))))),
            "evidence": [
                {**entry, "voice": payload["voices"].get(entry.get("voice")), "says": _says(entry)}
                for entry in relation["evidence"]
            ],
        }

    return [row(relation) for relation in sorted(payload["relations"], key=day)]


def _what(relation: Row, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what a relation says besides its ends and its summary: how much, and whom or what it is about."""
    if "amount" in relation:
        yield relation["amount"]
    if about := ", ".join(names[id] for id in relation.get("about", ()) if id in names):
        yield f"{relation.get('prep', 'about')} {about}"


def _says(entry: Row) -> str:
    """Return how an entry differs from the relation that it supports, and what it says of days."""
    says = ["contradicts"] if "contradicts" in entry else []
    says += ["taken back"] if "back" in entry else []
    says += [entry[name] for name in ("type", "status", "when") if name in entry]
    says += ["gives no day"] if "undated" in entry else []
    says += [f"was so {entry['attests']}"] if "attests" in entry else []
    return ", ".join(says)


def read_static(name: str) -> str:
    """Return the text of a script or style sheet of the page."""
    return files("graphkit.page").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _static(name: str) -> str:
    return without_comments(read_static(name))


_SHORTER = {
    "background:none": "background:0", "flex:1 1 auto": "flex:auto", "::before": ":before",
    "::after": ":after", "@media (": "@media(", " !important": "!important",
}  # fmt: skip
"""What a style sheet says in fewer signs, which mean the same."""


def _style(payload: Row) -> str:
    """Return the style sheet: the colours of ``style.py`` as custom properties, then the CSS files."""
    themes = []
    for theme, number in (("light", 0), ("dark", 1)):
        colours = [f"--paper: {PAPER[number]};", f"--panel: {PANEL[number]};"]
        colours += [f"--family-{place}: {family[theme]};" for place, family in enumerate(payload["families"])]
        colours += [f"--kind-{place}: {kind[theme]};" for place, kind in enumerate(payload["kinds"])]
        for name, hues in (("tone", TONES), ("ramp", RAMP)):
            colours += [f"--{name}-{place}: {getattr(hue, theme)};" for place, hue in enumerate(hues)]
        themes.append(f':root[data-theme="{theme}"] {{ {" ".join(colours)} }}')
    return _without_blanks("\n".join(themes)) + _sheets()


@cache
def _sheets() -> str:
    """Return the CSS files as one text."""
    return _without_blanks("\n".join(map(_static, STYLES)))


def _without_blanks(style: str) -> str:
    """Return a style sheet without blanks and quotes that mean nothing; texts in quotes stay as they are."""
    bare = re.sub(r'("[^"]*")|\s*([{};,>])\s*|(:)\s+', r"\1\2\3", style).replace(";}", "}")
    bare = re.sub(r'(\[[\w-]+=)"([a-z]+)"\]', r"\1\2]", bare)
    for written, shorter in _SHORTER.items():
        bare = bare.replace(written, shorter)
    return re.sub(r"(?<![\d.])0(?=\.\d)", "", bare)


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Return which scripts and styles may run, given by their hashes."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            f"style-src {' '.join(styles)}",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def policy_hash(text: str) -> str:
    """Return what a content security policy names a script or a style by."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
