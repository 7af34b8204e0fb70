"""Writes the page: pyvis carries the graph and brings vis-network, everything else is ours.

Nothing else in graphkit imports pyvis. The file asks nobody for anything: script, style and data
are inside it, and a Content-Security-Policy of hashes lets nothing else run. The script is compressed
to a third of its length, unlike the data, which anyone can read in the file.
"""

import json
import zlib
from base64 import b64encode
from hashlib import sha256
from importlib.resources import as_file, files
from typing import Any

from graphkit.graph.multigraph import Graph
from graphkit.page.packing import page_data
from graphkit.page.payload import Row, build_payload
from graphkit.page.script import modules_of, one_script, without_comments
from graphkit.page.style import PANEL, PAPER

STYLES = (
    "page.css",
    "panels.css",
    "filters.css",
    "finder.css",
    "story.css",
    "timeline.css",
    "growth.css",
    "phone.css",
)
TABLE_LIMIT = 2_500
"""Above so many relations the page without script names the command that lists them instead."""

_VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
_JSON_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def render(graph: Graph) -> str:
    """Return the page of a graph as one HTML document, the same bytes each time."""
    from pyvis.network import Network

    payload = build_payload(graph)
    vis = files("pyvis").joinpath(_VIS_NETWORK).read_text(encoding="utf-8")
    ours = one_script(modules_of("main.js", read_static))
    program, boot, style = f"{vis}\n{ours}", _static("boot.js"), _style(payload)
    network = Network(directed=True, cdn_resources="in_line")
    _carry(network, payload)
    with as_file(files("graphkit.page")) as folder:
        network.set_template_dir(str(folder), "template.html")
        network.templateEnv.autoescape = True
        network.templateEnv.globals.update(
            page=payload,
            policy=_policy(scripts=(program, boot), styles=(style,)),
            program=b64encode(zlib.compress(program.encode(), 9)).decode(),
            boot=_as_written(boot),
            style=_as_written(style),
            table=_table(payload),
            embedded=lambda nodes, edges: _as_written(_embedded(payload, nodes, edges)),
        )
        text: str = network.generate_html()
    return text.replace("\r\n", "\n")


def _as_written(text: str) -> Any:
    """Return our own code, or JSON from :func:`json_in_html`, as something that is not escaped again."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  nothing of data's own but what json_in_html escaped


def json_in_html(value: Any) -> str:
    """Return JSON that can stand inside a ``script`` element: nothing in it ends or opens a tag."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, escape in _JSON_ESCAPES.items():
        text = text.replace(character, escape)
    return text


def _carry(network: Any, payload: Row) -> None:
    """Hand the graph to pyvis; our own fields lie under one key, apart from its options."""
    for actor in payload["actors"]:
        network.add_node(
            actor["id"], label=actor["name"], shape="custom", x=actor["x"], y=actor["y"], actor=actor
        )
    for relation in payload["relations"]:
        network.add_edge(relation["source"], relation["target"], relation=relation)


def _embedded(payload: Row, nodes: list[Row], edges: list[Row]) -> str:
    """Return the data for the script: what pyvis carried."""
    actors = [node["actor"] for node in nodes]
    relations = [edge["relation"] for edge in edges]
    return json_in_html(page_data({**payload, "actors": actors, "relations": relations}))


def _table(payload: Row) -> list[Row]:
    """Return the rows of the table for readers without script: what is known of each relation now."""
    if len(payload["relations"]) > TABLE_LIMIT:
        return []
    names = {actor["id"]: actor["name"] for actor in payload["actors"]}
    labels = {type_["name"]: type_["label"] for type_ in payload["types"]}

    def row(relation: Row) -> Row:
        now = relation["versions"][-1]
        marks = [relation.get("status"), *(mark for mark in ("claimed", "contested") if mark in now)]
        marked = f" ({', '.join(mark.upper() for mark in marks if mark)})" if any(marks) else ""
        return {
            "words": now["words"] if "words" in now else relation["when"][1],
            "source": names[relation["source"]],
            "target": names[relation["target"]],
            "label": labels[relation["type"]] + marked,
            "summary": relation.get("summary", ""),
            "evidence": [
                {**entry, "voice": payload["voices"].get(entry.get("voice"))}
                for entry in relation["evidence"]
            ],
        }

    return [row(relation) for relation in payload["relations"]]


def read_static(name: str) -> str:
    """Return the text of a script or style sheet of the page."""
    return files("graphkit.page").joinpath("static", name).read_text(encoding="utf-8")


def _static(name: str) -> str:
    return without_comments(read_static(name))


def _style(payload: Row) -> str:
    """Return the style sheet: colours from ``style.py`` as custom properties, then the files."""
    themes = []
    for theme, number in (("light", 0), ("dark", 1)):
        colours = [f"--paper: {PAPER[number]};", f"--panel: {PANEL[number]};"]
        colours += [f"--family-{place}: {family[theme]};" for place, family in enumerate(payload["families"])]
        colours += [f"--kind-{place}: {kind[theme]};" for place, kind in enumerate(payload["kinds"])]
        themes.append(f':root[data-theme="{theme}"] {{ {" ".join(colours)} }}')
    return "\n".join([*themes, *map(_static, STYLES)])


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
