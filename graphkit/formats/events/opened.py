"""What ``gk.open`` returns of a table: its arrays, and behind them every question of graphkit."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from graphkit.tables.table import EventTable

if TYPE_CHECKING:
    from graphkit.backends.arrays import ArrayBackend, Identity
    from graphkit.backends.questions import Questions


def _are_sound(texts: Sequence[str]) -> bool:
    """Return whether names can only be valid: those in which all is blanks and what can be printed."""
    return "".join(texts).isprintable() and all(map(str.strip, texts))


class Table(EventTable):
    """A table in memory that answers every question of graphkit.

    ``neighbors``, ``shortest_path``, ``chronological_path`` and ``actors`` are those of
    :class:`~graphkit.tables.table.EventTable`. Every other question is that of :attr:`questions`, which is
    loaded when the first is asked.
    """

    first_line = 1
    first_type: str | None = None
    """The type of the first row of the file, which tells whose names all are, be it left out or not."""
    usual_order = True
    notes: Sequence[str] = ()
    """What of the file is not in the table: sentences for people."""
    rows_of_actors: Sequence[Mapping[str, Any]] = ()
    """The fields of each actor, where the file says more than names."""
    own_types: Sequence[Mapping[str, Any]] = ()
    """The relation types that graphkit lacks, where the actors are given."""

    @cached_property
    def backend(self) -> "ArrayBackend":
        """The table behind the protocol of all backends, with the ids that an import would give."""
        from graphkit.backends.arrays import ArrayBackend

        return ArrayBackend(self, self._identity())

    @cached_property
    def questions(self) -> "Questions":
        """The same table, asked through the functions of graphkit alone."""
        from graphkit.backends.questions import Questions

        return Questions(self.backend)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            from graphkit.backends.questions import QUESTIONS

            if name in QUESTIONS:
                return getattr(self.questions, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __repr__(self) -> str:
        return f"<Table: {len(self.source):,} relations of {len(self.actors):,} actors>"

    def __dir__(self) -> list[str]:
        from graphkit.backends.questions import QUESTIONS

        return sorted({*super().__dir__(), *QUESTIONS})

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the table as it is: it holds no file open."""

    def _identity(self) -> "Identity":
        """Return the ids of actors and types: an id is free for the actor that is met first."""
        from graphkit.backends.arrays import Identity
        from graphkit.formats.events import cameo
        from graphkit.formats.events.edge_lists import party_of
        from graphkit.formats.events.event import type_of_words
        from graphkit.formats.events.row_builder import RowBuilder
        from graphkit.model.vocabulary import KnownType

        actors, own, types = self.rows_of_actors, self.own_types, list(self.types)
        actor_of, checked = np.arange(len(self.actors)), [*actors]
        if not actors:
            met = np.full(len(self.actors), np.iinfo(np.int64).max)
            for side, ends in enumerate((self.source, self.target)):
                np.minimum.at(met, ends, 2 * self.number.astype(np.int64) + side)
            builder = RowBuilder()
            ids = [""] * len(self.actors)
            first = self.first_type
            if first is None:
                first = self.types[self.type[self.number.argmin()]] if len(self.number) else ""
            from_cameo = cameo.code_of(first) is not None
            for number in np.argsort(met, kind="stable").tolist():
                name = self.actors[number].strip()
                ids[number] = builder.id_of(party_of(name, (), from_cameo=from_cameo))
            types = [builder.type_of(type_of_words(name.strip())) for name in self.types]
            places = {id: place for place, id in enumerate(dict.fromkeys(ids))}
            actors, own = [builder.actors[id] for id in places], builder.own_types()
            actor_of = np.array([places[id] for id in ids], np.int32)
            if _are_sound((*self.actors, *types)):
                return Identity(
                    actors, actor_of, types, tuple(KnownType(**row) for row in own), self.first_line
                )
            # Texts of their attributes are parts of their names, and need no check.
            checked = [builder.actors[id] | {"attributes": {}} for id in sorted(places)]
        from graphkit.storage.json_file import dataset_of, file_with  # here, since few tables need the models

        own_types = dataset_of(
            file_with({"relation_types": [*own]}, checked, []), "this table"
        ).relation_types
        return Identity(actors, actor_of, types, own_types, self.first_line)
