"""Chooses the format of a file by its suffix; a folder holds CSV tables."""

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphkit.arguments import CHECKS, checking
from graphkit.errors import DataError, Fault, UsageError
from graphkit.formats.format import PACKED_TABLES, Format, Loss, PathLike, Reading, Written
from graphkit.graph.multigraph import Graph
from graphkit.graph.validated import public
from graphkit.model.titles import titled
from graphkit.storage.atomic import check_file, is_folder, named, write_atomically
from graphkit.storage.content_kind import JSON, TABLE, is_sheet, read_as, refuse_text, unread, words_for
from graphkit.storage.folder import check_folder

if TYPE_CHECKING:
    from graphkit.model.entities import Dataset

_HOMES = {
    ".json": ("graphs.node_link", "NODE_LINK"),
    ".html": ("page", "PAGE"),
    ".csv": ("spreadsheet.csv_tables", "CSV_TABLES"),
    ".xlsx": ("spreadsheet.workbook", "WORKBOOK"),
    ".sqlite": ("sqlite", "SQLITE"),
    ".db": ("sqlite", "SQLITE"),
    ".gexf": ("graphs.gexf", "GEXF"),
    ".graphml": ("graphs.graphml", "GRAPHML"),
    ".cyjs": ("graphs.cyjs", "CYJS"),
    ".jsonld": ("json_ld", "JSON_LD"),
    ".ftm.json": ("follow_the_money.entities_file", "FOLLOW_THE_MONEY"),
    ".ftm": ("follow_the_money.entities_file", "FOLLOW_THE_MONEY"),
    ".nested.json": ("follow_the_money.entities_file", "NESTED"),
    **dict.fromkeys(PACKED_TABLES, ("events.event_tables", "EVENTS")),
}
"""The module and name of each suffix's format; a module is imported when it is first needed."""

_JSON = {
    ".json": ("node-link", "cytoscape"),
    ".cyjs": ("cytoscape",),
    **dict.fromkeys((".ftm.json", ".ftm", ".nested.json"), ("ftm",)),
}
"""Which JSON a file with a suffix may be."""
_TAKES = {
    **dict.fromkeys(_JSON, JSON),
    ".gexf": ("gexf", "xml"),
    ".graphml": ("graphml", "xml"),
    ".xlsx": ("workbook", "zip", "xls"),
}
"""What a file with a suffix may be; any other is a table."""

FOLDER = ".csv"
"""The suffix of a folder of tables, and of each of its tables; any other file with it is an edge list."""
_TABLE = ".tsv"


def formats() -> tuple[Format, ...]:
    """Return all formats, those of other packages last."""
    from graphkit.formats.installed import installed_formats

    return tuple(dict.fromkeys([*(_format(suffix) for suffix in _HOMES), *installed_formats()]))


def _format(suffix: str) -> Format:
    if suffix not in _HOMES:
        return _installed()[suffix]
    module, name = _HOMES[suffix]
    format: Format = getattr(import_module(f"graphkit.formats.{module}"), name)
    return format


def _installed() -> dict[str, Format]:
    """Return the formats of other packages by suffix; looking for them takes long, so only when needed."""
    from graphkit.formats.installed import installed_formats

    return {suffix: each for each in installed_formats() for suffix in each.suffixes if suffix not in _HOMES}


def suffix_of(path: PathLike) -> str | None:
    """Return the longest suffix of a file that has a format; None if none has.

    A format of another package is looked for only where none of graphkit's own has the suffix.
    """
    name = Path(path).name.casefold()
    if "." not in name:
        return None
    own = [suffix for suffix in _HOMES if name.endswith(suffix)]
    suffixes = own or [suffix for suffix in _installed() if name.endswith(suffix)]
    return max(suffixes, key=len, default=None)


WHOLE = "graph.json"
"""The file of a folder that is its story."""


def name_of(path: PathLike) -> str:
    """Return the name of a folder, or of a file without its suffix: ``graph.json`` has that of its folder."""
    file = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links
    if file.name == WHOLE:
        return file.parent.name
    suffix = "" if file.is_dir() else suffix_of(file) or file.suffix
    return file.name[: len(file.name) - len(suffix)]


def title_of(graph: Graph, path: PathLike) -> str:
    """Return the title of the graph of a file; where it has none, the name of the file."""
    return titled(graph.graph.get("title"), "" if os.fspath(path) == "-" else name_of(path))


def _suffix_to_read(path: PathLike) -> str | None:
    """Return the suffix of the format in which a file is read; a ``.csv`` file is one of events unless it is
    a table of a folder."""
    suffix = suffix_of(path)
    if suffix == ".xlsx":
        return _TABLE if is_sheet(path) else suffix
    if suffix != FOLDER or is_folder(named(path)):
        return suffix
    from graphkit.formats.spreadsheet.csv_tables import is_one_of_tables

    return FOLDER if is_one_of_tables(path) else _TABLE


def format_of(path: PathLike) -> Format | None:
    """Return the format of a file by its suffix; None if there is none."""
    suffix = _suffix_to_read(path)
    return _format(suffix) if suffix else None


def is_table(path: PathLike) -> bool:
    """Return whether a file is read as a table of relations; what reads one is not loaded for that."""
    return _HOMES.get(_suffix_to_read(path) or "") == _HOMES[_TABLE]


@public
def write(graph: Graph, path: PathLike) -> tuple[Loss, ...]:
    """Write a graph, or a window of it, to a file whose suffix says the format.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph, a window of it or a snapshot.
    path : str or os.PathLike
        The file, such as ``talks.gexf``. A folder (one that exists, or a name with a slash at its
        end) gets CSV tables.

    Returns
    -------
    tuple of Loss
        What the format could not carry; empty if nothing is lost.

    Raises
    ------
    UsageError
        If no format that can be written has that suffix, or a file of data would have a supposed status.
    DataError
        If the graph mentions an actor or a source that is not in it.
    StorageError
        If the file cannot be written, or is a link: the file that it leads to was not named.

    Examples
    --------
    >>> losses = gk.export(gk.window(graph, types=["met"]), "talks.gexf")
    >>> [str(loss) for loss in losses if "voices" in str(loss)]
    ['voices (3 relations): an attribute, not drawn']
    """
    from graphkit.graph.conversion import refuse_supposed

    writer = _writer(path)
    if suffix_of(path) != ".html":
        refuse_supposed(graph, path)
    if writer is None:
        from graphkit.formats.spreadsheet import csv_tables
        from graphkit.graph.build import to_dataset

        csv_tables.write(to_dataset(graph), path)
        return tuple(_leading_out(graph))
    written = writer(graph)
    write_atomically(path, written.content, follow=False)
    return (*_leading_out(graph), *written.losses)


def _leading_out(graph: Graph) -> Iterator[Loss]:
    """Yield what a part of a graph loses in every format, as it names what is not in the part."""
    from graphkit.graph.conversion import leading_out

    bounded, linked, steps, rewritten = leading_out(graph)
    if bounded:
        instead = "left out, and the days that they give"
        yield Loss("links to what ended or began it outside of this part", bounded, instead=instead)
    if linked:
        yield Loss("other links to relations outside of this part", linked)
    if rewritten:
        yield Loss("that it was rewritten from a source outside of this part", rewritten, of="source")
    if steps:
        yield Loss("the told story, where it names what is outside of this part", steps, of="step")


def check_writable(path: PathLike) -> None:
    """Raise what :func:`write` would raise for a file or folder, before anything is written."""
    if _writer(path) is None:
        from graphkit.formats.spreadsheet import csv_tables

        check_folder(path, csv_tables.TABLES)
    else:
        check_file(path)


def _writer(path: PathLike) -> Callable[[Graph], Written] | None:
    """Return the writer of a file; None for a folder of tables."""
    suffix = suffix_of(named(path))
    if os.fspath(path).endswith(("/", os.sep)) or (is_folder(path) and suffix is None):
        return None
    writer = _format(suffix).write if suffix else None
    if writer is None:
        own = (*_HOMES, *_installed())
        suffixes = [*sorted(each for each in own if _format(each).write), "a folder/ of CSV tables"]
        what = f"no format that can be written has the suffix {Path(path).suffix.lower()!r}"
        raise UsageError(f"{os.fspath(path)}: {what}; choose one of {', '.join(suffixes)}")
    return writer


def read(path: PathLike, known: "Dataset | None" = None, reading: Reading | None = None) -> "Dataset":
    """Read a dataset from a file whose suffix says the format, or from a folder of CSV tables."""
    reading = reading or Reading()
    reading.known = known if known is not None else reading.known
    refuse_text(path)
    suffix = FOLDER if is_folder(named(path)) else _suffix_to_read(path)
    reader = _format(suffix).read if suffix else None
    if suffix is None or reader is None:
        if (words := words_for(path)) is not None:
            raise DataError(os.fspath(path), [Fault("", words)])
        raise UsageError(f"{os.fspath(path)}: {unread(path)}")
    if suffix not in _HOMES:
        return reader(path, reading)
    with read_as(path, _TAKES.get(suffix_of(path) or "", TABLE), _JSON.get(suffix, ())):
        return reader(path, reading)


def check_columns(path: PathLike, columns: str) -> None:
    """Raise if a file of which columns are named is no table whose columns may be named."""
    if columns and not is_table(path):
        suffixes = ", ".join(_format(_TABLE).suffixes)
        raise UsageError(f"{os.fspath(path)}: --columns is for tables: {suffixes} and .csv")


def check_sheet(path: PathLike, sheet: str) -> None:
    """Raise if a sheet is named of what is no workbook, or of one whose sheets are a whole dataset."""
    if not sheet or is_sheet(path):
        return
    if suffix_of(path) != ".xlsx":
        raise UsageError(f"{os.fspath(path)}: --sheet is for workbooks: .xlsx")
    if Path(path).is_file():
        whole = "has sheets of a whole dataset, 'actors' or 'relations', which are read together"
        raise UsageError(f"{os.fspath(path)}: {whole}; leave out --sheet")


class FileRead(NamedTuple):
    """The graph of a file, and what reading it left out or assumed.

    Attributes
    ----------
    graph : networkx.MultiDiGraph
        The graph.
    losses : tuple of Loss
        What the file has and the graph does not, with counts.
    notes : tuple of str
        The same as sentences, and those on what was assumed.
    """

    graph: Graph
    losses: tuple[Loss, ...]
    notes: tuple[str, ...]


@checking(CHECKS)
def read_file(path: PathLike, *, skip_bad: bool = False, columns: str = "", sheet: str = "") -> FileRead:
    """Read a file of another program, or of graphkit, whose suffix says the format.

    Parameters
    ----------
    path : str or os.PathLike
        The file, such as ``talks.gexf``, or a folder of CSV tables.
    skip_bad : bool, default False
        Skip and count what cannot be read, rather than refuse the file.
    columns : str, default ""
        What the columns of a table are, such as ``source=ACTOR1,target=ACTOR2,date=DAY``.
    sheet : str, default ""
        Which sheet of a workbook is the table, if several are.

    Returns
    -------
    FileRead
        The graph, the losses and the notes.

    Raises
    ------
    UsageError
        If no format that can be read has that suffix, or ``columns`` cannot be read or belong to no table,
        or ``sheet`` to no workbook.
    StorageError
        If the file cannot be read.
    DataError
        If its content is not valid; the message names the place of each error.

    Examples
    --------
    >>> gk.export(graph, "talks.graphml")[0].what
    'certainty of dates'
    >>> again, losses, notes = gk.read("talks.graphml")
    >>> again.number_of_edges() == graph.number_of_edges(), losses
    (True, ())
    """
    from graphkit.graph.build import build_graph

    check_columns(path, columns)
    check_sheet(path, sheet)
    reading = Reading(skip_bad=skip_bad, columns=columns, sheet=sheet)
    return FileRead(build_graph(read(path, reading=reading)), reading.losses, tuple(reading.told))
