"""Builds the pages of a site: text that is read without script, every statement with who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from operator import itemgetter
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from graphkit.errors import plural
from graphkit.graph.index import index
from graphkit.model import cell_syntax
from graphkit.model.distinguishing import told_apart_by
from graphkit.model.entities import Actor, Source
from graphkit.model.kinds import UNKNOWN
from graphkit.page.html import policy_hash, render
from graphkit.page.payload import safe_url
from graphkit.page.style import KINDS, PANEL, PAPER
from graphkit.queries.summary import info
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Window, span_words
from graphkit.website.feed import feed
from graphkit.website.people import Member, by_actor
from graphkit.website.statements import FIRST_PAGE, Statement, statements
from graphkit.website.stories import Story

_TURNING = (
    "\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_RIGHT_TO_LEFT = re.compile(rf"[{_TURNING}](?:[{_TURNING}\s\d'\u2019\"&.-]*[{_TURNING}\d])?")
MOST_SEARCHED = 20_000
"""So many relations of all stories are listed to be searched; a browser takes about a second for them."""
MOST_DRAWN = 200_000
"""A story of more relations than these has no drawing, which would open slowly."""
_TEMPLATES = ("base", "parts", "index", "story", "further", "actor", "search")


def site(stories: Sequence[Story], people: Sequence[Member], title: str) -> dict[str, bytes]:
    """Return the files of a site by their paths: the same bytes for the same stories and their actors.

    Only where a story has no sources, the present day decides what is over.
    """
    members = by_actor(people)
    told = [statements(story, place, members) for place, story in enumerate(stories)]
    environment = _environment(title)

    def page(template: str, **values: Any) -> bytes:
        return (environment.get_template(f"{template}.html").render(**values) + "\n").encode()

    overviews = [_overview(story, rows) for story, rows in zip(stories, told, strict=True)]
    content = {
        "index.html": page(
            "index",
            root="",
            stories=overviews,
            counted=f"{plural(len(stories), 'story', 'stories')}, {plural(len(people), 'actor')}, "
            f"{plural(sum(map(len, told)), 'relation')}.",
            shared=sorted(
                (each for each in people if len(each.rows) > 1), key=lambda each: each.name.casefold()
            ),
        ),
        "search.html": _search(page, stories, people, told),
        "feed.xml": feed(title, stories, told),
    }
    for place, (story, rows, overview) in enumerate(zip(stories, told, overviews, strict=True)):
        for name, text in _story_pages(page, story, rows, overview, members, place):
            content[f"{story.name}/{name}"] = text
        if overview["has_graph"]:
            content[f"{story.name}/graph.html"] = render(story.graph).encode()
    content.update(_actor_pages(page, stories, people, told))
    return content


def _environment(title: str) -> Environment:
    loader = DictLoader({f"{name}.html": _template(f"{name}.html") for name in _TEMPLATES})
    found = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=False
    )
    style = _template("site.css")
    for name, pair in (("PAPER", PAPER), ("PANEL", PANEL)):
        style = style.replace(f"LIGHT_{name}", pair[0]).replace(f"DARK_{name}", pair[1])
    script = _template("search.js")
    policy = (
        f"default-src 'none'; script-src {policy_hash(script)}; style-src {policy_hash(style)}; "
        "base-uri 'none'; form-action 'self'"
    )
    # Nothing of style and script comes from data.
    ours = {"style": Markup(style), "script": Markup(script), "policy": policy}  # noqa: S704
    # Who did it to whom is told from left to right, whatever runs from right to left in between.
    found.filters["isolated"] = lambda text: _RIGHT_TO_LEFT.sub("\u2068\\g<0>\u2069", text)
    found.globals.update(site=title, **ours)
    return found


def _template(name: str) -> str:
    return files("graphkit.website").joinpath("templates", name).read_text(encoding="utf-8")


# --- pages ----------------------------------------------------------------------------------------


def _overview(story: Story, rows: Sequence[Statement]) -> dict[str, Any]:
    summary = info(story.graph)
    counted = [
        plural(story.graph.number_of_nodes(), "actor"),
        plural(len(rows), "relation"),
        plural(len(story.graph.graph.get("sources", ())), "source"),
    ]
    if days := covered(rows):
        counted.insert(0, days)
    return {
        "name": story.name,
        "title": story.title,
        "description": summary.description,
        "counted": f"{', '.join(counted)}.",
        "notes": story.notes,
        "has_graph": len(rows) <= MOST_DRAWN,
        "summary": summary,
    }


def covered(rows: Iterable[Statement]) -> str:
    """Return from when to when what happened is dated, in the words of those dates; plans do not count."""
    dates = [row.relation.date for row in rows if row.relation.status != "planned"]
    stated = [side for date in dates if date for side in _stated_sides(date)]
    if not stated:
        return ""
    first, first_words = min(stated, key=itemgetter(0))
    last, last_words = max(stated, key=lambda side: (side[0].until, -side[0].since))
    if first_words == last_words:
        return first_words
    are_days = first.since == first.until and last.since == last.until
    are_plain = first_words == span_words(*first) and last_words == span_words(*last)
    if are_plain and (are_days or first.until >= last.since):
        return span_words(first.since, last.until)
    return f"{first_words} to {last_words}"


def _stated_sides(date: edtf.When) -> Iterator[tuple[Window, str]]:
    """Yield the start and the end of a date where it states them, each with the words for it."""
    bounds = date.bounds
    for side, words in ((bounds[:2], date.start_words), (bounds[2:], date.end_words)):
        days = [day for day in side if day not in (PAST, FUTURE)]
        if words and days:
            window = Window(days[0], days[-1])
            yield window, words if len(days) == len(side) else span_words(*window)


_DOUBTS = {
    "contested": "Contested: evidence disagrees on the type, the status or the fact",
    "dates_differ": "The dates differ",
    "denied": "Denied",
}
"""What a page names before all relations."""
_MARKED = {"planned": "planned", "claimed": "claimed: no source reports it in its own voice"}
"""What it counts there."""


def _story_pages(
    page: Any,
    story: Story,
    rows: Sequence[Statement],
    overview: Mapping[str, Any],
    members: Mapping[tuple[int, str], Member],
    place: int,
) -> Iterator[tuple[str, bytes]]:
    """Yield the names and texts of a story's pages: all but the first have only relations of a long story."""
    by_id, summary = {row.relation.id: row for row in rows}, overview["summary"]
    doubts = [
        (words, [by_id[id] for id in getattr(summary, name)])
        for name, words in _DOUBTS.items()
        if getattr(summary, name)
    ]
    if undone := [row for row in rows if row.relation.set_aside]:
        doubts.insert(0, ("Set aside by a later act", undone))
    if wrong := [row for row in rows if row.wrong]:
        doubts.append(("Wrong as the story has it", wrong))
    actors = sorted(
        ((name, members[place, id].page, _who(members[place, id])) for id, name in _names(story)),
        key=lambda actor: (actor[0].casefold(), actor[1]),
    )
    sources = story.graph.graph.get("sources", ())
    by_page: dict[str, list[Statement]] = {}
    for row in rows:
        by_page.setdefault(row.page, []).append(row)
    pages = [(name, f"{covered(part) or 'no date'} ({len(part):,})") for name, part in by_page.items()]
    values = {"root": "../", "story": overview, "pages": pages if len(pages) > 1 else ()}
    yield (
        FIRST_PAGE,
        page(
            "story",
            **values,
            rows=by_page.get(FIRST_PAGE, ()),
            doubts=doubts,
            marked=[
                f"{len(ids):,} {words}" for name, words in _MARKED.items() if (ids := getattr(summary, name))
            ],
            actors=actors,
            sources=[_source(each, {source.id: source for source in sources}) for each in sources],
        ),
    )
    for name, part in by_page.items():
        if name != FIRST_PAGE:
            yield name, page("further", **values, here=name, rows=part)


def _names(story: Story) -> Iterator[tuple[str, str]]:
    """Yield the id and the name of each actor of a story."""
    within = index(story.graph).surroundings.in_words
    yield from ((id, within.name(id)) for id in story.graph)


def _source(source: Source, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return a source in words, and the addresses where it can be read."""
    origins = [sources[id].publisher for id in source.derived_from if id in sources]
    parts = [
        source.publisher,
        source.title and f"“{source.title}”",
        source.author,
        edtf.parse(source.published).words,
        f"rewritten from {', '.join(origins)}" if origins else None,
        source.reliability and f"reliability {source.reliability}",
    ]
    words = ". ".join(filter(None, [", ".join(filter(None, parts)), source.note]))
    links = [("open", safe_url(source.url)), ("archived", safe_url(source.archived_url))]
    return {"words": words, "links": [each for each in links if each[1]]}


def _actor_pages(
    page: Any, stories: Sequence[Story], people: Sequence[Member], told: Sequence[Sequence[Statement]]
) -> Iterator[tuple[str, bytes]]:
    of_actor: dict[tuple[int, str], list[Statement]] = {}
    for place, rows in enumerate(told):
        for row in rows:
            relation = row.relation
            for actor in dict.fromkeys((relation.source, relation.target, *relation.about)):
                of_actor.setdefault((place, actor), []).append(row)
    titles = {each.page: stories[each.rows[0][0]].title for each in people}
    for member in people:
        parts = [
            {
                "story": stories[place],
                "description": row.description,
                "facts": list(_facts(row)),
                "rows": of_actor.get((place, row.id), []),
                "joined": joined,
            }
            for (place, row), joined in zip(member.rows, ["", *member.joined], strict=True)
        ]
        names = dict.fromkeys(name for _, row in member.rows for name in (row.name, *row.aliases))
        others = [name for name in names if name != member.name]
        namesakes = [
            {"page": other.page, "name": other.name, "kind": _who(other)} for other in member.namesakes
        ]
        shown = {"page": member.page, "name": member.name, "kind": _kind(member.kind), "namesakes": namesakes}
        values = {"root": "../", "member": shown, "others": others, "titles": titles, "parts": parts}
        yield f"actors/{member.page}.html", page("actor", **values)


def _who(member: Member) -> str:
    """Return the kind of an actor and what tells it from its namesakes: when it was born, say, or its id."""
    kind = "" if member.kind == UNKNOWN else _kind(member.kind).lower()
    if not member.namesakes:
        return kind
    own = member.rows[0][1]
    return ", ".join(filter(None, [kind, told_apart_by(own.attributes, own.description) or own.id]))


def _facts(actor: Actor) -> Iterator[tuple[str, str]]:
    for name, value in actor.attributes:
        written = cell_syntax.written(Actor, "attributes", {name: value}).removeprefix(f"{name}: ")
        yield name, value if isinstance(value, str) else written  # which has a number as text in quotes
    yield from actor.ids


def _kind(kind: str) -> str:
    return KINDS[kind].label


def _search(
    page: Any, stories: Sequence[Story], people: Sequence[Member], told: Sequence[Sequence[Statement]]
) -> bytes:
    shown = [
        {
            "page": member.page,
            "name": member.name,
            "kind": _who(member),
            "stories": [stories[place].title for place, _ in member.rows],
            "words": _words_of(member),
        }
        for member in sorted(people, key=lambda member: (member.name.casefold(), member.page))
    ]
    rows = [row for story in told for row in story]
    left_out = ""
    if len(rows) > MOST_SEARCHED:
        left_out = f"Listed are {MOST_SEARCHED:,} of {len(rows):,} relations; each story has all of its own."
    return page("search", root="", members=shown, rows=rows[:MOST_SEARCHED], left_out=left_out)  # type: ignore[no-any-return]


def _words_of(member: Member) -> str:
    texts: Iterable[str | None] = (
        text for _, row in member.rows for text in (row.name, *row.aliases, row.description, _kind(row.kind))
    )
    return " ".join(dict.fromkeys(filter(None, texts)))
