"""Makes the changes of the desk, one at a time, each as the command of the command line would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphkit.desk import verbs
from graphkit.desk.dataset import OpenDataset
from graphkit.errors import GraphkitError
from graphkit.reading import drafts
from graphkit.storage import journal
from graphkit.storage.atomic import locked

ANY_STATE = "*"
_SIGNS = ("+ ", "- ", "  ")
"""How a line of a change begins, and no other line of an answer."""


def path_of(verb: str) -> str:
    """Return a verb as an address has it: ``add-actor``."""
    return verb.replace(" ", "-")


class Changes:
    """Changes a dataset; nothing else may change it between the look at its state and the save.

    Parameters
    ----------
    dataset : OpenDataset
        The dataset.
    """

    def __init__(self, dataset: OpenDataset) -> None:
        self._dataset = dataset

    def make(self, verb: str, asked: Mapping[str, Any], seen: str) -> tuple[int, dict[str, Any]]:
        """Make a change, and return the status of the answer and the answer.

        Parameters
        ----------
        verb : str
            The command.
        asked : mapping
            Its parameters.
        seen : str
            The state in which the person saw the dataset, or ``*``.
        """
        words = verbs.arguments(verb, asked)
        path = self._dataset.path
        if not path.is_file():  # which the command refuses in its own words
            return self._made(words, asked)
        with locked(drafts.path_of(path), drafts.PATIENCE), locked(path.resolve(), journal.PATIENCE):
            now = self._dataset.state()
            if seen not in (ANY_STATE, now):
                return 412, {
                    "error": "the dataset was changed meanwhile; look at it again, and decide anew",
                    "state": now,
                    "changes": self.since(seen),
                }
            return self._made(words, asked)

    def _made(self, words: list[str], asked: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        run = self._dataset.run(words)
        text = "".join(run.parts)
        now = self._dataset.state()
        if run.code == 2:
            return 422, {"error": run.error, "state": now}
        dry = "--dry-run" in words
        lines = text.splitlines()
        return 200, {
            "saved": run.code == 0 and not dry,
            "lines": [line for line in lines if line.startswith(_SIGNS)],
            "text": "\n".join(line for line in lines if not line.startswith(_SIGNS)),
            "state": now,
            "notes": list(run.notes),
        }

    def since(self, state: str) -> list[dict[str, Any]]:
        """Return the changes that the journal has gained since a state, oldest first."""
        size = state.rpartition("-")[2]
        try:
            content = journal.journal_of(self._dataset.path.resolve()).read_bytes()
            entries = journal.log(self._dataset.path)
        except (OSError, GraphkitError):
            return []
        if not size.isascii() or not size.isdigit() or int(size[:20]) > len(content):
            return []
        return [
            {"change": entry.number, "time": entry.time, "command": entry.command}
            for entry in entries[content[: int(size)].count(b"\n") :]
        ]
