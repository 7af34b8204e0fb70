"""Draws the pictures of the ideas from the shipped dataset: `python docs/pictures.py` writes them anew."""

import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

import graphkit as gk
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, calendar_date, day_words, iso, range_words

FOLDER = Path(__file__).parent / "pictures"
SHIPPED = Path(__file__).parents[1] / "data" / "graph.json"

WIDTH, ROW, TOP, LEFT, RIGHT = 760, 34, 46, 290, 84

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .quiet { fill: #57606a } .sure { fill: #1f6feb } .maybe { fill: #1f6feb; opacity: .35 }
  .unreported { fill: #1f6feb; opacity: .13 }
  .window { fill: #bf8700; opacity: .14 } .axis, .link { stroke: #8c959f; fill: none }
  .link { stroke-width: 1.4 } .hop { stroke: #1f6feb; stroke-width: 2; fill: none } .known { fill: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .quiet { fill: #9198a1 } .sure, .maybe, .unreported { fill: #58a6ff }
    .window { fill: #d29922; opacity: .22 } .hop { stroke: #58a6ff } .known { fill: #f0883e }
  }
"""


class Axis:
    """The days of a picture, from left to right."""

    def __init__(self, since: str, until: str) -> None:
        self.since, self.until = edtf.window(since, until)

    def at(self, day: Day) -> float:
        """Return where a day begins; what lies beyond an edge is drawn at it."""
        share = (min(max(day, self.since), self.until + 1) - self.since) / (self.until + 1 - self.since)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def bar(self, kind: str, first: Day, last: Day, y: float, height: float = 14) -> str:
        """Return a bar over the days from the first to the last, inclusive."""
        if last < self.since or first > self.until or last < first:
            return ""
        left, right = self.at(first), self.at(last + 1)
        width = round(max(right - left, 2), 1)
        return f'<rect class="{kind}" x="{left}" y="{y}" width="{width}" height="{height}" rx="3"/>'

    def months(self, bottom: float) -> Iterator[str]:
        """Yield a thin line for the first day of each month, with its name above."""
        day = self.since
        while day <= self.until:
            if calendar_date(day)[2] == 1 and self.at(day) < WIDTH - RIGHT - 50:
                name = day_words(day).split()[1]
                x = self.at(day)
                yield f'<path class="axis" stroke-dasharray="2 4" d="M{x} {TOP - 14}V{bottom}"/>'
                yield words(x + 3, TOP - 18, name, "quiet")
            day += 1


def words(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    """Return a line of text."""
    return f'<text x="{x}" y="{y}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'


def picture(title: str, height: float, parts: Iterable[str]) -> str:
    """Return a picture that follows the reader's light or dark theme."""
    body = "\n".join(part for part in parts if part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n"
    )


def told(graph: Graph, relation: DatedRelation) -> str:
    """Return a relation in a few words."""
    names = (graph.nodes[end]["name"] for end in (relation.source, relation.target))
    return f" {relation.type.name} ".join(names)


def bars(axis: Axis, relation: DatedRelation, y: float) -> Iterator[str]:
    """Yield the days on which a relation may be, those without a report, and those on which it is so."""
    bounds, version = relation.bounds, relation.version
    if bounds is not None:
        first = PAST if version.lasts and version.start_unknown else bounds.latest_start
        last = FUTURE if version.lasts and version.end_unknown else bounds.earliest_end
        if last < first:
            first = last = bounds.latest_end + 1
        yield axis.bar("maybe", bounds.earliest_start, min(bounds.latest_end, first - 1), y)
        yield axis.bar("maybe", max(bounds.earliest_start, last + 1), bounds.latest_end, y)
        yield axis.bar("unreported", max(bounds.earliest_start, first), min(bounds.latest_end, last), y)
        yield axis.bar("sure", bounds.latest_start, bounds.earliest_end, y)


def rows(graph: Graph, axis: Axis, ids: Iterable[str]) -> Iterator[tuple[DatedRelation, float, list[str]]]:
    """Yield relations one below the other: each with its height and what is drawn of it."""
    for row, id in enumerate(ids):
        relation = index(graph).by_id[id]
        y = TOP + row * ROW
        yield (
            relation,
            y,
            [words(LEFT - 12, y + 12, told(graph, relation), anchor="end"), *bars(axis, relation, y)],
        )


def yes_and_maybe(graph: Graph) -> str:
    """Draw relations against a window, and what the window makes of each."""
    axis, asked = Axis("2025-06-20", "2025-07-31"), edtf.window("2025-07-10", "2025-07-14")
    ids = (
        "zakaria-interviewed-huang",
        "huang-met-trump",
        "nvidia-announced-resumption",
        "huang-visited-china-july",
        "h20-ban",
        "deepseek-uses-h20",
    )
    within = index(gk.window(graph, *map(iso, asked))).by_id
    bottom = TOP + len(ids) * ROW
    parts = [*axis.months(bottom), axis.bar("window", *asked, TOP - 14, bottom - TOP + 14)]
    for relation, y, drawn in rows(graph, axis, ids):
        found = within.get(relation.id)
        doubts = {None: "yes", "imprecise": "maybe", "unreported": "unreported"}
        verdict = "no" if found is None else doubts[found.doubt]
        parts += [*drawn, words(WIDTH - RIGHT + 6, y + 12, verdict)]
    return picture("Relations against the window of 10 to 14 July 2025", bottom + 6, parts)


def two_clocks(graph: Graph) -> str:
    """Draw when relations were so, and from which day on each was known."""
    axis = Axis("2025-03-15", "2025-08-05")
    ids = (
        "h20-ban",
        "nvidia-applied-for-licences",
        "huang-told-he-lifeng",
        "huang-met-trump",
        "nvidia-announced-resumption",
    )
    bottom = TOP + len(ids) * ROW
    parts = [*axis.months(bottom)]
    for relation, y, drawn in rows(graph, axis, ids):
        x, middle = axis.at(index(graph).versions[relation.id][0].known_from), y + 7
        parts += [*drawn, f'<path class="known" d="M{x} {middle - 9}l7 9-7 9-7-9z"/>']
    parts += [
        f'<rect class="sure" x="{LEFT}" y="{bottom + 8}" width="22" height="12" rx="3"/>',
        words(LEFT + 28, bottom + 18, "it is so", "quiet"),
        f'<rect class="maybe" x="{LEFT + 100}" y="{bottom + 8}" width="22" height="12" rx="3"/>',
        words(LEFT + 128, bottom + 18, "it may be", "quiet"),
        f'<rect class="unreported" x="{LEFT + 200}" y="{bottom + 8}" width="22" height="12" rx="3"/>',
        words(LEFT + 228, bottom + 18, "unreported", "quiet"),
        f'<path class="known" d="M{LEFT + 318} {bottom + 5}l7 9-7 9-7-9z"/>',
        words(LEFT + 332, bottom + 18, "from here on known", "quiet"),
    ]
    return picture("What was so, and from which day on it was known", bottom + 30, parts)


def voices(graph: Graph) -> str:
    """Draw who stands behind each source that tells of the assurance."""
    relation = index(graph).by_id["us-assured-nvidia"]
    sources = {source.id: source for source in graph.graph["sources"]}
    ties = list(dict.fromkeys((entry.source, entry.attribution) for entry in relation.evidence))
    lefts = list(dict.fromkeys(source for source, _ in ties))
    rights = list(dict.fromkeys(attribution for _, attribution in ties if attribution))
    bottom = TOP + max(len(lefts), len(rights) + 1) * ROW
    parts = [
        words(LEFT - 12, TOP - 18, "sources", "quiet", "end"),
        words(WIDTH - LEFT + 12, TOP - 18, "voices", "quiet"),
        words(WIDTH - LEFT + 12, TOP + len(rights) * ROW + 12, "the article's own"),
    ]
    parts += [
        words(LEFT - 12, TOP + row * ROW + 12, sources[id].publisher, anchor="end")
        for row, id in enumerate(lefts)
    ]
    for row, who in enumerate(rights):
        name = graph.nodes[who]["name"] if who in graph else "nobody named"
        parts.append(words(WIDTH - LEFT + 12, TOP + row * ROW + 12, name))
    for source, who in ties:
        y, end = (
            TOP + lefts.index(source) * ROW + 7,
            TOP + (rights.index(who) if who else len(rights)) * ROW + 7,
        )
        bend, back = LEFT + 130, WIDTH - LEFT - 130
        parts.append(f'<path class="link" d="M{LEFT} {y}C{bend} {y} {back} {end} {WIDTH - LEFT} {end}"/>')
    return picture("The sources that tell of the assurance, and the voices behind them", bottom + 6, parts)


def in_time(graph: Graph) -> str:
    """Draw a chain in time: a line for each actor, a hop on the days on which it may be walked."""
    axis = Axis("2025-03-15", "2025-08-05")
    path = gk.chronological_path(gk.window(graph, types=["told", "met"]), "He Lifeng", "Trump")
    if path is None:
        raise LookupError("the shipped story has no such chain")
    heights = [TOP + row * 2 * ROW for row in range(len(path.actors))]
    bottom = heights[-1] + ROW
    parts = [*axis.months(bottom)]
    for actor, y in zip(path.actors, heights, strict=True):
        parts.append(f'<path class="axis" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
        parts.append(words(LEFT - 12, y + 4, graph.nodes[actor]["name"], anchor="end"))
    for relation, days, y in zip(path.relations, path.days, heights, strict=False):
        left, right = axis.at(days.earliest), axis.at(days.latest + 1)
        middle = round((left + right) / 2, 1)
        parts.append(axis.bar("maybe", days.earliest, days.latest, y, 2 * ROW))
        parts.append(f'<path class="hop" d="M{middle} {y + 4}V{y + 2 * ROW - 4}m-5 -7l5 7 5 -7"/>')
        before = right > WIDTH * 0.7
        name = f"{relation.type.name}, {range_words(*days)}"
        parts.append(
            words(left - 8 if before else right + 8, y + ROW + 4, name, anchor="end" if before else "start")
        )
    return picture("A chain in which time never runs backwards", bottom, parts)


PICTURES = {
    "yes-and-maybe": yes_and_maybe,
    "as-of-and-as-known": two_clocks,
    "voices": voices,
    "paths-in-time": in_time,
}

if __name__ == "__main__":
    story = gk.load(SHIPPED)
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(draw(story), "utf-8")
    sys.exit(0)
