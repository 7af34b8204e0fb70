"""Compares files of any format that is read, and writes what changed as Markdown and as an Atom feed."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphkit.arguments import CHECKS, checking
from graphkit.editing.compare import GONE, KINDS, Change, Comparison, compare_datasets
from graphkit.editing.compare import apply_changes as apply_to_dataset
from graphkit.errors import UsageError
from graphkit.formats.atom import Entry, feed
from graphkit.formats.format import PathLike, Reading
from graphkit.formats.markdown import code, escaped
from graphkit.formats.registry import read
from graphkit.graph.build import build_graph, to_dataset
from graphkit.graph.multigraph import Graph
from graphkit.model.entities import Dataset


def read_version(version: "PathLike | Graph", reading: Reading) -> Dataset:
    """Return the dataset of a graph, or of a file of any format that is read."""
    return read(version, reading=reading) if isinstance(version, str | os.PathLike) else to_dataset(version)


@checking(CHECKS)
def compare(old: "PathLike | Graph", new: "PathLike | Graph", *, keep_apart: bool = False) -> Comparison:
    """Return what differs between two versions of a dataset, or of somebody's list.

    Parameters
    ----------
    old, new : networkx.MultiDiGraph, str or os.PathLike
        The two versions: graphs, or files of any format that is read.
    keep_apart : bool, default False
        Never match actors by name alone.

    Returns
    -------
    Comparison
        The changes. What is gone from the list has not ended by that.

    Raises
    ------
    UsageError
        If no format that can be read has the suffix of a file.
    StorageError
        If a file cannot be read.
    DataError
        If the content of a file is not valid.

    Examples
    --------
    >>> later = gk.edit(graph, "h20-ban", {"when": "2025-04/2025-07-14"})
    >>> [(each.change, each.id, each.after) for each in gk.compare(graph, later)]
    [('ended', 'h20-ban', '2025-04/2025-07-14')]
    """
    reading = Reading()  # of both: each adds to what has a meaning only in its file
    before, after = read_version(old, reading), read_version(new, reading)
    return compare_datasets(before, after, reading.local, day=reading.day, keep_apart=keep_apart)


@checking(CHECKS)
def apply_changes(old: "PathLike | Graph", changes: "Comparison | Mapping[str, Any]") -> Graph:
    """Return the new version of a dataset: the old one with what :func:`compare` found.

    Parameters
    ----------
    old : networkx.MultiDiGraph, str or os.PathLike
        The version that the changes were made from.
    changes : Comparison or dict
        The changes, or the JSON that ``graphkit compare`` wrote.

    Returns
    -------
    networkx.MultiDiGraph
        The new version.

    Raises
    ------
    UsageError
        If these are no changes, or were made from another version.

    Examples
    --------
    >>> later = gk.edit(graph, "h20-ban", {"when": "2025-04/2025-07-14"})
    >>> gk.apply_changes(graph, gk.compare(graph, later)).edges.keys() == later.edges.keys()
    True
    """
    plain = changes.plain() if isinstance(changes, Comparison) else changes
    return build_graph(apply_to_dataset(read_version(old, Reading()), plain))


def changed_on(path: PathLike) -> datetime:
    """Return when a file, or the newest file of a folder, was last written."""
    place = Path(path)
    files = [place, *place.iterdir()] if place.is_dir() else [place]
    return datetime.fromtimestamp(int(max(file.stat().st_mtime for file in files)), UTC)


def sentence(change: Change) -> str:
    """Return a change in words."""
    what = f"{change.what} {change.name}" if change.name != "the dataset" else change.name
    if change.change == "new":
        return f"New {what}"
    if change.change == "gone":
        return f"Gone from the list: {what}"
    sides = [change.before, change.after]
    if None in sides:
        values = f"without {change.before}" if change.after is None else f"with {change.after}"
    else:
        values = " -> ".join(map(str, sides))
    return f"{change.change.capitalize()}: {what}; {change.field}: {values}"


def markdown(comparison: Comparison, heading: str, notes: list[str]) -> str:
    """Return what changed as Markdown."""
    parts = [f"# {escaped(heading)}", *map(escaped, notes)]
    for kind in KINDS:
        lines = [
            f"- {escaped(sentence(each))} ({code(each.id)})" for each in comparison if each.change == kind
        ]
        if lines:
            parts += [f"## {kind.capitalize()}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def atom(comparison: Comparison, heading: str, list_name: str, updated: datetime) -> str:
    """Return what changed as an Atom feed, an entry a change.

    The id of an entry is made of the version and the change, that of the feed of the name of the list: the
    same change has the same id however often it is written.
    """
    day = updated.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    version = f"{comparison.before}:{comparison.after}"
    entries = [
        Entry(
            sentence(change),
            f"{version}:{change!r}",
            day,
            f"{sentence(change)}. {GONE if change.change == 'gone' else ''}".strip(),
            category=change.change,
        )
        for change in comparison
    ]
    return feed(heading, f"list:{list_name}", day, "graphkit compare", entries)


def refuse_same(output: str, *inputs: str) -> None:
    """Refuse to overwrite a version that is being compared."""
    if any(os.path.realpath(output) == os.path.realpath(each) for each in inputs):
        raise UsageError(f"{output}: is one of the files themselves; name another file")
