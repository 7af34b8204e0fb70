"""What ``gk.open`` returns of a table: its arrays, and behind them every question of graphkit."""

from functools import cached_property

import numpy as np

from graphkit.backends.arrays import ArrayBackend, Identity
from graphkit.backends.questions import Questions
from graphkit.formats.events import Cast, Party, type_of_words
from graphkit.storage.json_file import dataset_of
from graphkit.tables.table import EventTable


class Table(EventTable, Questions):
    """A table in memory that answers every question of graphkit.

    ``neighbors``, ``shortest_path``, ``chronological_path`` and ``actors`` are those of
    :class:`~graphkit.tables.table.EventTable`; the answers of graphkit are those of :attr:`questions`.

    Attributes
    ----------
    first_line
        The line of the first row.
    usual_order
        Whether its columns stand in the order in which an import takes them.
    """

    first_line = 1
    usual_order = True

    @property
    def questions(self) -> Questions:
        """The same table, asked through the functions of graphkit alone."""
        return Questions(self.backend)

    @cached_property
    def backend(self) -> ArrayBackend:  # type: ignore[override]
        """The table behind the protocol of all backends, with the ids that an import would give."""
        return ArrayBackend(self, self._identity())

    def __exit__(self, *_: object) -> None:
        """Leave the table as it is: it holds no file open."""

    def _identity(self) -> Identity:
        """Return the ids of actors and types: an id is free for the actor that is met first.

        Raises
        ------
        DataError
            If a name is refused as that of an actor or of a relation type.
        """
        met = np.full(len(self.actors), np.iinfo(np.int64).max)
        for side, ends in enumerate((self.source, self.target)):
            np.minimum.at(met, ends, 2 * self.number.astype(np.int64) + side)
        cast = Cast()
        ids = [""] * len(self.actors)
        for number in np.argsort(met, kind="stable").tolist():
            ids[number] = cast.id_of(Party(self.actors[number].strip()))
        types = [type_of_words(name.strip()) for name in self.types]
        cast.types.update(types)
        raw = {
            "directed": True,
            "multigraph": True,
            "graph": cast.header(),
            "nodes": cast.nodes(),
            "edges": [],
        }
        places = {id: place for place, id in enumerate(dict.fromkeys(ids))}
        return Identity(
            actors=[cast.actors[id] for id in places],
            actor_of=np.array([places[id] for id in ids], np.int32),
            types=types,
            own_types=dataset_of(raw, "this table").relation_types,
            first_line=self.first_line,
        )
