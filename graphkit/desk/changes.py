"""Makes the changes of the desk, one at a time, each as the command of the command line would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphkit.cli.editing import read_editable
from graphkit.desk import faults, told_changes, verbs
from graphkit.desk.dataset import OpenDataset
from graphkit.errors import GraphkitError, UsageError, shortened
from graphkit.reading import drafts
from graphkit.storage import journal
from graphkit.storage.atomic import locked, read_plain
from graphkit.storage.patch import Patch, apply_patch, diff_lines

ANY_STATE = "*"
_NOT_OURS = ("begin", journal.OUTSIDE, journal.UNFINISHED)
_SIGNS = ("+ ", "- ", "  ")
"""How a line of a change begins, and no other line of an answer."""


def path_of(verb: str) -> str:
    """Return a verb as an address has it: ``add-actor``."""
    return verb.replace(" ", "-")


class Changes:
    """Changes a dataset; nothing else may change it between the look at its state and the save."""

    def __init__(self, dataset: OpenDataset) -> None:
        self._dataset = dataset

    def make(self, verb: str, asked: Mapping[str, Any], seen: str) -> tuple[int, dict[str, Any]]:
        """Make a change, and return the status of the answer and the answer.

        ``asked`` are the parameters of a verb; ``seen`` is the state in which the person saw the dataset, or
        ``*``.
        """
        for field, text in verbs.given(asked):  # a file would be one of this machine
            if field == "picture" and text and not text.startswith("data:"):
                whole = "send it whole: data:image/png;base64,..."
                raise UsageError(f"picture: {shortened(text)} is no picture; {whole}")
        path = self._dataset.path
        if not path.is_file():  # which the command refuses in its own words
            return self._made(verb, asked)
        with (
            locked(drafts.path_of(path), drafts.PATIENCE, again=True),
            locked(path.resolve(), journal.PATIENCE, again=True),
        ):
            now = self._dataset.state()
            if seen not in (ANY_STATE, now):
                return 412, {
                    "error": "the dataset was changed meanwhile; look at it again, and decide anew",
                    "state": now,
                    "changes": told_changes.described(self._dataset.ask(read_editable)[0], self._since(seen)),
                }
            return self._made(verb, asked)

    def _made(self, verb: str, asked: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        before = self._dataset.state()
        run = self._dataset.request(verb, asked)
        text = "".join(run.parts).splitlines()
        now = self._dataset.state()
        if run.code == 2:
            return 422, {**faults.explained(self._dataset, verb, asked, run), "state": now}
        saved = run.code == 0 and "--dry-run" not in verbs.arguments(verb, asked)
        made = [each for each in self._since(before) if each.command not in _NOT_OURS] if saved else []
        patches = [(each.patch, each.command) for each in made] if saved else [(run.patch, verb)]
        return 200, {
            "saved": saved,
            "change": made[-1].number if made else None,
            "lines": [f"{sign} {line}" for each in patches for sign, line in diff_lines(*each)],
            "relations": [] if saved else self._read_as(run.patch),
            "text": verbs.worded("\n".join(line for line in text if not line.startswith(_SIGNS))),
            "state": now,
            "notes": [verbs.worded(note) for note in run.notes],
        }

    def _read_as(self, patch: Patch) -> list[dict[str, Any]]:
        """Return the relations that a change would add or alter, as they would read."""
        if "relations" not in patch:
            return []
        return told_changes.relations_of(apply_patch(self._dataset.ask(read_editable)[0], patch), patch)

    def log(self) -> dict[str, Any]:
        """Return every change of the dataset, from the beginning, with what it did in words."""
        dataset, state = self._dataset.ask(read_editable)
        return {"changes": told_changes.described(dataset, journal.log(self._dataset.path)), "state": state}

    def _since(self, state: str) -> list[journal.LogEntry]:
        size, path = state.rpartition("-")[2], self._dataset.path.resolve()
        if not (size.isascii() and size.isdigit() and len(size) < 20):
            return []
        try:
            before = read_plain(journal.journal_of(path))[: int(size)]
            return journal.log(path, before.count(b"\n")) if len(before) == int(size) else []
        except GraphkitError:  # a damaged journal, which the next change refuses
            return []
