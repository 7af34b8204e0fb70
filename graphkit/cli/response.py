"""Prints an answer, or writes it to a file in the format of its suffix."""

import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import click

from graphkit.cli.directories import is_directory
from graphkit.cli.escaping import is_plain, printable
from graphkit.cli.json_answers import Answer, plain
from graphkit.cli.reading import is_held_whole, title, told
from graphkit.cli.render import Rows, rest_words, tables
from graphkit.cli.terminal import Cell, Part, Table, batches, cell, echo, show, takes_unicode
from graphkit.cli.words import hidden_words, left_out_words, narrowed_words
from graphkit.errors import UsageError, plural
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import filter_of
from graphkit.model.references import names_in_rows
from graphkit.queries.listing import Section


class Response(NamedTuple):
    """An answer, ready to be printed or written in any format.

    ``answer`` returns it as plain data, whose lists are made plain as they are written, part by part; names
    are looked up in ``graph``. ``rows`` are for CSV, and for every other format unless ``tables`` returns
    what a terminal shows, or ``sections`` the relations of a report and a page. A report holds the table too
    if the answer is ``tabled``: where the relations do not say it. A ``limit`` of 0 rows is none; without
    one a terminal shows the first 200. It is ``found`` if it holds anything: by default, if it has rows.

    ``left_out`` counts the relations that a default left out, by reason, and ``without_date`` those of each
    status that have no date either; ``hidden`` counts what each cautious option hid, by its name in the
    query, of the actors ``hidden_of``, or of all. ``notes`` are further sentences for the reader.
    """

    graph: Graph
    query: Answer
    answer: Callable[[], Answer]
    heading: str
    rows: Rows = Rows()
    tables: Callable[[], Sequence[Part]] | None = None
    sections: Callable[[], Sequence[Section]] | None = None
    left_out: Mapping[str, int] = MappingProxyType({})
    without_date: Mapping[str, int] = MappingProxyType({})
    hidden: Mapping[str, int] = MappingProxyType({})
    hidden_of: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tabled: bool = False
    limit: int | None = None
    found: bool | None = None

    @property
    def code(self) -> int:
        """The exit code: 0 if something is found, else 1."""
        return 0 if (bool(self.rows.rows) if self.found is None else self.found) else 1

    def plain(self) -> Answer:
        """Return the answer as plain data, with what options hid and what reading a file left out."""
        further = {"hidden": self.hidden, "more": self.more, "notes": told()}
        return {**self.answer(), **{name: value for name, value in further.items() if value}}

    @property
    def more(self) -> int:
        """How many rows there are beyond the limit."""
        return max(0, self.rows.whole - self.limit) if self.limit else 0

    def narrowed(self) -> str:
        """Return which options narrow the answer and the heading does not say; empty if none."""
        return narrowed_words(self.query, self.heading)

    def remainder(self) -> list[str]:
        """Return in words what a default left out, and what options hid."""
        left_out = left_out_words(self.left_out, filter_of(self.graph), self.without_date)
        ungraded = self.left_out.get("ungraded", 0)
        return list(filter(None, [left_out, hidden_words(self.hidden, self.hidden_of, ungraded)]))

    def drawn(self, most: int | None = None) -> Sequence[Part]:
        """Return what a terminal shows under the heading; ``most`` is how many rows if no limit says it."""
        limit = most if self.limit is None else self.limit
        return tables(self.graph, self.rows, limit) if self.tables is None else self.tables()

    def relations(self) -> Sequence[Section]:
        """Return the relations of a report and of a page."""
        return self.rows.first(self.limit).sections() if self.sections is None else self.sections()


def respond(response: Response, format_: str, output: str | None) -> int:
    """Print an answer, or write it to a file, and return the exit code."""
    if output is None or output == "-":
        _print(response, format_)
    else:
        from graphkit.queries.citations import SUFFIXES
        from graphkit.storage.atomic import written_atomically

        suffix = suffix_in(output, _FORMS | SUFFIXES)
        spare_dataset(output)
        lines = [f"Wrote {output}: {response.heading}"]
        if suffix in SUFFIXES:
            sources = _cited(response)
            if not sources:
                show(cell(f"No source is behind this, so {output} is not written: {response.heading}"))
                return 1
            lines = [*write_bibliography(response.graph, sources, output), response.heading]
        else:
            parts = iter(_FORMS[suffix](response))
            first = next(parts)  # what fails, mostly fails before a file is touched
            with written_atomically(output, follow=False) as file:
                file.writelines(part.encode() for part in chain([first], parts))
        show(
            *map(cell, lines),
            *_narrowed(response),
            *(map(Cell, response.notes) if response.code else []),
            *([Cell(_rest(response))] if response.more else []),
        )
    return response.code


def form_of(ctx: click.Context) -> str:
    """Return the form of an answer: the suffix of its file without the dot, or how it is printed."""
    form, output = ctx.params["format_"], ctx.params["output"] or "-"
    return str(form) if output == "-" else Path(output).suffix.lower().removeprefix(".")


def suffix_in(output: str, forms: Collection[str]) -> str:
    """Return which suffix the name of a file has, of those of some forms of an answer."""
    name = Path(output).name.lower().lstrip(".")
    found = max((suffix for suffix in forms if name.endswith(suffix)), key=len, default=None)
    if found is None:
        suffix = Path(output).suffix.lower()
        wrong = f"no form of an answer has the suffix {suffix!r}" if suffix else "has no suffix"
        raise UsageError(f"{output}: {wrong}; choose one of {', '.join(forms)}")
    return found


def spare_dataset(output: str, *, whole: bool = False) -> None:
    """Refuse to overwrite the dataset that is being read, or a file of it."""
    context = click.get_current_context()
    with suppress(ValueError):  # an impossible name, which writing reports
        target = os.path.realpath(output)
        named = context.params.get("file")  # that of a command, or several
        read = named if isinstance(named, tuple) else (named,)
        for path in filter(None, (context.obj, *read)):
            place = os.path.realpath(path)
            if target == place and whole and not is_directory(Path(place)):
                if not is_held_whole(context, place):
                    why = "is the file itself, maybe of another program, of which a part would be lost"
                    raise UsageError(f"{output}: {why}; name another file")
            elif target == place:
                raise UsageError(f"{output}: is the dataset itself; name another file")
            if _is_part(target, place):
                raise UsageError(f"{output}: is part of the dataset itself; name another file")


def _is_part(target: str, place: str) -> bool:
    """Return whether a file belongs to a folder of tables, or lies inside a directory."""
    folder, name = os.path.split(target)
    if is_directory(Path(place)):
        return target.startswith(place + os.sep)
    if folder != place:
        return False
    from graphkit.formats.spreadsheet.layout import TABLES  # rarely needed

    return name in TABLES


def _print(response: Response, format_: str) -> None:
    if format_ == "json":
        echo(json_text(response.query, response.plain(), ascii_only=not takes_unicode()))
        return
    if format_ == "csv":
        echo(_csv(response))
        if response.more:  # a table has no room for it
            click.echo(_rest(response), err=True)
        return
    notes = [Cell(f"\n{note}") for note in response.notes]
    last = [Cell(f"\n{words}", "dim") for words in response.remainder()]
    heading = [cell(response.heading)] if response.heading else []
    show(*heading, *_narrowed(response), *response.drawn(), *notes, *last)


def _narrowed(response: Response) -> list[Cell]:
    words = response.narrowed()
    return [Cell(words, "dim")] if words else []


def _rest(response: Response) -> str:
    whole = response.rows.whole
    return rest_words(whole - response.more, whole)


def json_text(query: Answer, answer: Answer, *, ascii_only: bool = False) -> Iterator[str]:
    """Yield a query and its answer as JSON, with control characters escaped; lists in parts."""
    before = "{\n"
    for key, value in {"query": query, **answer}.items():
        is_list = isinstance(value, Iterable) and not isinstance(value, str | Mapping | frozenset)
        parts = batches(value) if is_list else iter([value])
        written = _dumped({key: _plain(next(parts, []))}, ascii_only=ascii_only)
        for part in parts:
            yield before + written[2 : -len("\n  ]\n}")]
            before, written = ",\n", _dumped({key: _plain(part)}, ascii_only=ascii_only)
            written = written[written.index("[\n") :]  # a name has its line ends escaped
        yield before + written[2:-2]
        before = ",\n"
    yield "\n}\n"


def _plain(value: Any) -> Any:
    return list(map(plain, value)) if isinstance(value, list) else plain(value)


_ASCII = re.compile("[\0-\x7e]+")


def _dumped(value: Any, *, ascii_only: bool) -> str:
    """Return plain data as JSON, with control characters escaped."""
    from graphkit.storage.strict_json import json_of  # only for JSON

    text = json.dumps(value, indent=2) if ascii_only else json_of(value)
    if all(map(is_plain, set(_ASCII.sub("", text)))):
        return text
    return "\n".join(line if line.isprintable() else _escaped(line) for line in text.split("\n"))


def _escaped(line: str) -> str:
    return "".join(char if is_plain(char) else json.dumps(char)[1:-1] for char in line)


def _csv(response: Response) -> Iterator[str]:
    from graphkit.cli.csv_answers import csv_text  # loaded only if an answer is wanted as CSV

    return csv_text(response.rows.first(response.limit))


def _markdown(response: Response) -> list[str]:
    from graphkit.formats.markdown import report

    notes = [*filter(None, [response.narrowed()]), *response.notes, *response.remainder(), *told()]
    notes += [_rest(response)] if response.more else []
    alone = response.tabled or not response.relations()
    table = _rows_of_tables(response.drawn(0)) if alone else []
    titled = title(response.graph)
    text = report(response.graph, response.heading, response.relations(), notes, table, title=titled)
    return ["".join(f"{printable(line)}\n" for line in text.splitlines())]


def _rows_of_tables(parts: Sequence[Part]) -> list[list[str]]:
    """Return the rows of the tables of an answer as texts, the header first."""
    rows: list[list[str]] = []
    for part in parts:
        if isinstance(part, Table):
            rows += [] if rows else [[column.header for column in part.columns]]
            rows += [[item if isinstance(item, str) else item.text for item in row] for row in part.rows]
    return rows


def _page(response: Response) -> list[str]:
    from graphkit.page.html import render
    from graphkit.queries.windows import part

    ids = {relation.id for section in response.relations() for relation in section.relations}
    refuse_large_page(len(ids))
    graph = part(response.graph, ids)
    description = with_narrowing(response.heading, response.narrowed())
    return [render(graph, title=title(response.graph), description=description)]


MOST_ON_A_PAGE = 200_000
"""More relations than these take a browser more than about 5 seconds to open."""

FEWER = "choose fewer by --since and --until, --actor or --type"


def refuse_large_page(count: int, page: str = "", advice: str = FEWER) -> None:
    """Raise a UsageError before a page of some number of relations is made that opens slowly."""
    if count > MOST_ON_A_PAGE:
        where = f"{page}: " if page else ""
        raise UsageError(
            f"{where}a page of {count:,} relations opens slowly, {MOST_ON_A_PAGE:,} do in 5 seconds; {advice}"
        )


def with_narrowing(sentence: str, narrowed: str) -> str:
    """Return the sentence over a page, and which options narrow what is in it."""
    if not sentence or not narrowed:
        return sentence or narrowed
    return f"{sentence}{'' if sentence.endswith(('.', '!', '?')) else '.'} {narrowed}"


def _cited(response: Response) -> set[str]:
    rows = [relation.fields for section in response.relations() for relation in section.relations]
    return names_in_rows("relations", rows, "sources")


def write_bibliography(graph: Graph, sources: Collection[str], output: str) -> list[str]:
    """Write the bibliography of some sources to a file, and return what to tell of it."""
    from graphkit.formats.format import Loss
    from graphkit.queries.citations import SUFFIXES, bibliography
    from graphkit.storage.atomic import write_atomically

    text, changed = bibliography(graph, sources, SUFFIXES[suffix_in(output, SUFFIXES)])
    write_atomically(output, text.encode(), follow=False)
    loss = Loss("control characters", changed, "source", "replaced, as they are no part of a text")
    return [f"Wrote {output}: {plural(len(sources), 'source')}.", *([f"{loss}."] if changed else [])]


_FORMS: dict[str, Callable[[Response], Iterable[str]]] = {
    ".html": _page,
    ".md": _markdown,
    ".csv": _csv,
    ".json": lambda response: json_text(response.query, response.plain()),
}
"""The formats of an answer, in parts, by the suffix of a file."""
