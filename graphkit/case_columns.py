"""Chooses the relations that belong in a view from columns, in numpy: for graphs that are large.

The rule is that of :func:`graphkit.view.judge`, for all relations at once.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphkit.columnar.columns import Columns
from graphkit.columnar.timetable import STATUSES
from graphkit.dates import FUTURE, PAST, Bounds, Day, Window
from graphkit.lens import Lens, Place, Rows, known_version
from graphkit.testimony import Version
from graphkit.view import View

Chosen = NDArray[np.integer[Any]]
"""Numbers of rows of the columns."""

_NEVER = Bounds(FUTURE, FUTURE, PAST, PAST)
"""Stands for the bounds of what has none: it is in no window."""

_ALL = list(range(len(STATUSES)))


class CaseColumns:
    """The relations of a graph as columns, with what else a view tells them apart by.

    Attributes
    ----------
    columns
        The columns, whose relations are numbered by their place in the graph.
    """

    def __init__(self, lens: Lens, rows: Rows, weighed: Sequence[tuple[Version, ...]]) -> None:
        by = lens.view.known_by
        told = [known_version(versions, by) or versions[0] for versions in weighed]
        actors, types = list(lens.net.actors), list(dict.fromkeys(each["type"] for each in rows.fields))
        actor = {name: number for number, name in enumerate(actors)}
        type_ = {name: number for number, name in enumerate(types)}
        bounds = np.array([version.bounds or _NEVER for version in told], np.int64).reshape(-1, 4)
        undated = np.array([version.undated for version in told], bool)
        self.columns = Columns.build(
            [actor[name] for name in rows.sources],
            [actor[name] for name in rows.targets],
            [type_[each["type"]] for each in rows.fields],
            (bounds[:, 0], bounds[:, 1], bounds[:, 2], bounds[:, 3]),
            actors=actors,
            types=types,
            status=[STATUSES.index(each.get("status", "actual")) for each in rows.fields],
            keys=rows.ids,
            symmetric=lens.scales.symmetric & type_.keys(),
            undated=undated,
        )
        self._actors = lens.net.actors
        order = self.columns.number
        is_event = np.array([lens.scales.vocabulary[name].kind == "event" for name in types], bool)
        self._undated = undated[order]
        self._undated_rows: Chosen = np.flatnonzero(self._undated)
        self._lasts = np.array([version.lasts for version in told], bool)[order]
        self._claimed = np.array([version.claimed for version in told], bool)[order]
        self._may_have_happened = ~self._lasts | is_event[self.columns.type]
        self._others = np.flatnonzero(self._undated | (self.columns.status != 0))
        self.span = self._span()

    def _span(self) -> Window | None:
        table = self.columns.timetable
        days = [side[(side != table.past) & (side != table.future)] for side in table.bounds]
        ends = [int(end) for side in days if len(side) for end in (side.min(), side.max())]
        return Window(min(ends), max(ends)) if ends else None

    def touching(self, window: Window) -> Collection[Place]:
        """Return where all relations stand that may be in a window, and some of the others."""
        return self._places(self._in(window), self._others)

    def chosen(self, view: View) -> tuple[list[Place], Counter[str]]:
        """Return where the relations stand that belong in a view, and how many it leaves out unasked."""
        if view.as_of is not None:
            return self._as_of(view, view.as_of)
        asked = self._asked(view)
        if view.window is None:
            return self._places(self._fitting(self.columns.rows(**asked), view)), Counter()
        rows = self._fitting(self._in(view.window, certain=view.certain, **asked), view)
        undated = self._undated_rows
        for numbers, column in (
            (asked["types"], self.columns.type),
            (asked["statuses"], self.columns.status),
        ):
            if numbers is not None:
                undated = undated[np.isin(column[undated], numbers)]
        undated = self._fitting(undated, view)
        if not view.undated:
            return self._places(rows), _counted(undated=len(undated))
        return self._places(rows, undated[:0] if view.certain else undated), Counter()

    def _in(self, window: Window, **asked: Any) -> Chosen:
        table = self.columns.timetable
        return table.rows(table.between(*window, **asked))

    def _as_of(self, view: View, day: Day) -> tuple[list[Place], Counter[str]]:
        rows, left_out = self._fitting(self.columns.rows(**self._asked(view)), view), Counter[str]()
        day = self.columns.timetable.narrowed(day)
        starts, started, ended, ends = (side[rows] for side in self.columns.timetable.bounds)
        undated = self._undated[rows]
        in_force = self._lasts[rows] & (starts <= day) & (ends >= day)
        happened = ~in_force & self._may_have_happened[rows] & (starts <= day) & ~(undated & (ends > day))
        seen = in_force | happened
        unseen = undated & ~seen
        if view.certain:
            seen = (in_force & (started <= day) & (ended >= day)) | (happened & (ends <= day))
        if view.statuses is None:
            statuses = self.columns.status[rows]
            _, planned, denied = np.bincount(statuses[seen | undated], minlength=len(STATUSES)).tolist()
            left_out = _counted(planned=planned, denied=denied)
            seen, unseen = seen & (statuses == 0), unseen & (statuses == 0)
        if not view.undated:
            left_out += _counted(undated=int(unseen.sum()))
        elif not view.certain:
            seen |= unseen
        return self._places(rows[seen]), left_out

    def _asked(self, view: View) -> dict[str, Any]:
        """Return the types and statuses of a view as columns take them, by number."""
        statuses = _ALL if view.statuses is None else _numbers(STATUSES, view.statuses)
        types = None if view.types is None else _numbers(self.columns.types, view.types)
        return {"types": types, "statuses": statuses}

    def _fitting(self, rows: Chosen, view: View) -> Chosen:
        """Return which of some rows are told, and of actors of the kinds, that a view asks for."""
        if view.no_claims:
            rows = rows[~self._claimed[rows]]
        if view.kinds:
            of_kind = np.array([fields["kind"] in view.kinds for fields in self._actors.values()], bool)
            rows = rows[of_kind[self.columns.source[rows]] | of_kind[self.columns.target[rows]]]
        return rows

    def _places(self, *rows: Chosen) -> list[Place]:
        places: list[Place] = np.sort(self.columns.number[np.concatenate(rows)]).tolist()
        return places


def _numbers(names: Sequence[str], wanted: Collection[str]) -> list[int]:
    return [number for number, name in enumerate(names) if name in wanted]


def _counted(**counts: int) -> Counter[str]:
    """Return counts, without those of nothing."""
    return Counter({name: count for name, count in counts.items() if count})
