"""Sums up what there is, where the rows are: amounts, who takes part in most, what began when."""

import json
from collections import Counter
from dataclasses import replace

from graphkit.dates import Unit, Window
from graphkit.engines.base import STATUSES, Engine
from graphkit.engines.parts import number_of
from graphkit.graph import folded
from graphkit.listing import ActorRow
from graphkit.timelines import Begun, By, Timeline, counted
from graphkit.view import WHOLE, View


def timeline(
    engine: Engine, view: View, actor: str | None = None, *, unit: Unit | None = None, by: By = "family"
) -> Timeline:
    """Return how many relations happened or began in each period, as :mod:`graphkit.timelines` does.

    It does not list the relations.
    """
    about = engine.description
    number = None if actor is None else number_of(engine, actor)
    wanted = view.statuses or ("actual",)
    begun: list[Begun] = []
    left_out: Counter[str] = Counter()
    undated = 0
    for start in engine.starts(replace(view, undated=True), number):
        type_, status = about.vocabulary[about.types[start.type]], STATUSES[start.status]
        if type_.background or (type_.newsroom and view.types is None):
            continue
        if status not in wanted:
            left_out[status] += start.count
        elif start.earliest is None or start.latest is None:
            undated += start.count
        else:
            begun.append(Begun(type_, Window(start.earliest, start.latest), start.count))
    return counted(
        begun, view.window, unit=unit, by=by, undated=undated, left_out=dict(sorted(left_out.items()))
    )


def actors(
    engine: Engine, view: View, text: str | None = None, *, kinds: tuple[str, ...] = ()
) -> tuple[ActorRow, ...]:
    """Return the actors in a view, those with most relations first, as :mod:`graphkit.listing` does."""
    about = engine.description
    quiet = {name for name, type_ in about.vocabulary.items() if type_.background or type_.newsroom}
    told = [number for number, name in enumerate(about.types) if name not in quiet]
    degrees = engine.degrees(view, told)
    everybody = replace(view, known_by=None) == WHOLE
    wanted = folded(text) if text else ""
    found = []
    for number, fields in engine.actors(None if everybody else degrees):
        actor = json.loads(fields)
        aliases = tuple(actor.get("aliases", ()))
        names = (actor["id"], actor["name"], *aliases, actor.get("description") or "")
        if (not kinds or actor["kind"] in kinds) and any(wanted in folded(name) for name in names):
            found.append(
                ActorRow(
                    actor["id"],
                    actor["name"],
                    actor["kind"],
                    aliases,
                    actor.get("description"),
                    degrees.get(number, 0),
                )
            )
    return tuple(sorted(found, key=lambda row: (-row.relations, row.name, row.id)))
