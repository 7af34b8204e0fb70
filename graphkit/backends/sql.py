"""Writes the questions that backends answer as SQL, the same text for every engine: plain, over integer days.

``{events}``, ``{adjacency}`` and the other names in braces stand for tables: those of a directory, which
every engine names in its own way, and those that come with the question. All are filled in at once, so
that no name is looked for in text that was filled in. Names that users write never stand in the text:
they come as rows of a table.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from graphkit.backends.protocol import ABOUT, SOURCE, TARGET, Description, Walk
from graphkit.graph.filters import Filter
from graphkit.model.kinds import Kind
from graphkit.model.statuses import STATUSES
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window

COLUMNS = (
    "id", "source", "target", "type", "status", "lasts", "single_date", "undated", "claimed", "contested",
    "start_unknown", "end_unknown", "known_from", "known_until",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
    "first_reported", "last_reported", "stated", "fields",
)  # fmt: skip
"""The columns of ``events``; ``adjacency`` has :data:`ENDS` before them.

``first_reported`` is the first of the days on one of which a relation was first reported, ``last_reported``
the last of those on which it was last; they and ``stated`` are null where a version has none.
"""


ENDS = ("actor", "other", "role")

Given = bool | int | None | Literal["earliest_start", "latest_start", "derived"]
"""What is known of a column that a file lacks: the value of all its rows, the column that is the same in all,
or that it is derived from others."""

_DERIVED = {
    "source": f"CASE WHEN role = {SOURCE} THEN actor ELSE other END",
    "target": f"CASE WHEN role = {SOURCE} THEN other ELSE actor END",
}


def united(parts: Iterable[tuple[str, Mapping[str, Given]]], columns: Iterable[str], heads: str) -> str:
    """Return the table of files of which some lack columns.

    The parts are tables in SQL, each with what is known of the columns that it lacks. ``heads`` returns, in
    SQL, how the fields of a relation begin, by its type; its ``tail`` is the rest.
    """
    columns = list(columns)

    def one(name: str, given: Mapping[str, Given]) -> str:
        if name not in given:
            return name
        value = given[name]
        if value is None:
            return f"CAST(NULL AS {'BIGINT[]' if name == 'about' else 'BIGINT'}) AS {name}"
        if value == "derived":
            return f"{_DERIVED.get(name, f'{heads} || tail')} AS {name}"
        return f"{value} AS {name}"

    selected = (
        f"SELECT {', '.join(one(name, given) for name in columns)} FROM {table}" for table, given in parts
    )
    return f"({' UNION ALL '.join(selected)})"


class Terms(NamedTuple):
    """What the names in a filter stand for in a directory.

    Of the ``suiting`` actors one must be an end of a relation; None if its kinds alone say. ``told`` is
    whether anything became known on some day; else all has always been known.
    """

    description: Description
    suiting: Collection[int] | None = None
    actors: Collection[int] | None = None
    between: Collection[int] | None = None
    told: bool = True


ROW = "id, source, target, fields"


def text(words: str) -> str:
    """Quote a string as an SQL literal."""
    return "'" + words.replace("'", "''") + "'"


def any_of(column: str, numbers: Iterable[int]) -> str:
    """Return the condition that a column is one of these numbers."""
    values = ", ".join(map(str, sorted(numbers)))
    return f"{column} IN ({values})" if values else "1 = 0"


def and_(conditions: Iterable[str]) -> str:
    """Return the condition that all of these hold."""
    return " AND ".join(f"({each})" for each in conditions) or "1 = 1"


def or_(conditions: Iterable[str]) -> str:
    """Return the condition that one of these holds."""
    return " OR ".join(f"({each})" for each in conditions) or "1 = 0"


# --- what matches a filter -----------------------------------------------------------------------


def belongs(filter: Filter, about: Terms) -> str:
    """Return the condition that a relation matches a filter."""
    return and_([*_known(filter, about), *_asked_for(filter, about), _dated(filter, about)])


def listed(filter: Filter, about: Terms) -> str:
    """Return the condition that a relation matches a filter or is reported as left out."""
    return and_(
        [
            *_known(filter, about),
            *_asked_for(filter, about),
            or_([_dated(filter, about), _left_out(filter)]),
        ]
    )


PLACE = ("standing", "background", "doubt", "undated", "start")
"""The columns by which relations are in the order of :func:`graphkit.queries.listing.in_order`.

Those with the same place it puts in order.
"""


def placed(filter: Filter, about: Terms, condition: str) -> str:
    """Return relations with their place, and whether what is unreported in the period was so ``earlier``."""
    background = any_of("type", about.description.numbers_of(lambda type_: type_.background))
    standing, doubt, earlier = "0", "0", "1 = 0"
    day = filter.as_of
    window = filter.window if day is None else Window(day, day)
    if window is not None:
        sure = f"NOT undated AND {_overlaps(window, 'latest_start', 'earliest_end')}"
        unreported, earlier = f"NOT undated AND {_unreported(window)}", _last_reported_before(window)
        if day is not None:
            in_force = f"lasts AND (undated OR {_overlaps(window, 'earliest_start', 'latest_end')})"
            standing = f"CASE WHEN NOT ({in_force}) THEN 1 WHEN {background} THEN 2 ELSE 0 END"
            happened = f"NOT ({in_force}) AND latest_end <= {day}"
            sure, unreported = f"({in_force} AND {sure}) OR ({happened})", f"{in_force} AND {unreported}"
        doubt = f"CASE WHEN {sure} THEN 0 WHEN {unreported} THEN 1 ELSE 2 END"
    start = f"CASE WHEN earliest_start > {PAST} THEN earliest_start ELSE latest_start END"
    return (
        f"(SELECT {ROW}, type, {standing} AS standing, {background} AS background, {doubt} AS doubt, "
        f"undated, {start} AS start, {earlier} AS earlier FROM {{events}} WHERE {condition})"
    )


def newsroom(filter: Filter, about: Terms) -> str:
    """Return the condition that a relation is of the newsroom, which nobody asked for."""
    newsroom = about.description.numbers_of(lambda type_: type_.newsroom)
    return any_of("type", newsroom if filter.types is None else ())


def left_out(filter: Filter, about: Terms) -> str:
    """Return the condition that a relation may have to be reported as left out."""
    return and_([*_known(filter, about), *_asked_for(filter, about), _left_out(filter)])


def _known(filter: Filter, about: Terms | None = None) -> list[str]:
    if about is not None and not about.told:
        return []
    if filter.known_by is None:
        return [f"known_until = {FUTURE}"]
    return [f"known_from <= {filter.known_by} AND known_until > {filter.known_by}"]


def _asked_for(filter: Filter, about: Terms) -> list[str]:
    asked = []
    if filter.types is not None:
        asked.append(any_of("type", about.description.numbers(filter.types)))
    if filter.statuses is not None:
        asked.append(any_of("status", map(STATUSES.index, filter.statuses)))
    if about.suiting is not None:
        asked.append(or_([any_of("source", about.suiting), any_of("target", about.suiting)]))
    elif filter.kinds:
        kinds = or_(f"kind = {text(kind)}" for kind in get_args(Kind) if kind in filter.kinds)
        of_kind = f"IN (SELECT number FROM {{actors}} WHERE {kinds})"
        asked.append(f"source {of_kind} OR target {of_kind}")
    if about.actors is not None:
        asked.append(_concerns(about.actors))
    if about.between is not None:
        asked += [_concerns([actor]) for actor in about.between]
    if filter.no_claims:
        asked.append("NOT claimed")
    if filter.no_contested:
        asked.append("NOT contested")
    return asked


def _concerns(actors: Collection[int]) -> str:
    """Return the condition that one of some actors is an end of a relation, or that it is about one."""
    about = f"id IN (SELECT id FROM {{about}} WHERE role = {ABOUT} AND {any_of('actor', actors)})"
    return or_([any_of("source", actors), any_of("target", actors), about])


def _dated(filter: Filter, about: Terms) -> str:
    if filter.as_of is not None:
        found = _as_of(filter, filter.as_of, about)
    elif filter.window is not None:
        found = and_(["NOT undated", _in_window(filter, filter.window)])
    else:
        return "1 = 1"
    if filter.undated and not filter.certain:
        found = or_([found, "undated"])
    return found if filter.as_of is None or filter.statuses is not None else and_(["status = 0", found])


def _in_window(filter: Filter, window: Window) -> str:
    """Return the condition that what is dated is in a window, and is not left out as merely unreported."""
    if filter.certain:
        return _overlaps(window, "latest_start", "earliest_end")
    possible = _overlaps(window, "earliest_start", "latest_end")
    reported = _reported(filter, window)
    if reported is None:
        return possible
    return and_([possible, or_([f"NOT ({_unreported(window)})", reported])])


def _overlaps(window: Window, first: str, last: str) -> str:
    asked = [f"{first} <= {window.until}"] if window.until != FUTURE else []
    return and_([*asked, *([f"{last} >= {window.since}"] if window.since != PAST else [])])


def _unreported(window: Window) -> str:
    """Return the condition that what may be in a window is only possible since nobody reports it there."""
    begun = f"first_reported IS NOT NULL OR latest_start <= {window.until}"
    lasting = f"last_reported IS NOT NULL OR earliest_end >= {window.since}"
    before = _last_reported_before(window)
    after = f"latest_start > {window.until} AND coalesce(first_reported, {PAST}) > {window.until}"
    return and_([begun, lasting, or_([before, after])])


def _last_reported_before(window: Window) -> str:
    return f"earliest_end < {window.since} AND coalesce(last_reported, {FUTURE}) < {window.since}"


def _reported(filter: Filter, window: Window) -> str | None:
    """Return the condition that what is merely unreported in a window stays; None if all of it does."""
    first_stated = filter.first_stated() if filter.first_stated else None
    if first_stated is not None and window.until < first_stated:
        return "1 = 0"
    if filter.reported_within is None:
        return None
    last = max(window.since - filter.reported_within, PAST)
    near = f"earliest_end < {window.since} AND last_reported < {window.since} AND last_reported >= {last}"
    return f"last_reported IS NOT NULL AND {near}"


_SINGLE_DATE = (
    f"single_date AND earliest_start > {PAST} AND earliest_start = earliest_end AND latest_start = latest_end"
)
"""The condition that what lasts has a single date, nobody states its end, and its days have a first."""


def _as_of(filter: Filter, day: Day, about: Terms) -> str:
    certain = filter.certain
    events = about.description.numbers_of(lambda type_: type_.kind == "event")
    in_force = ["lasts", "NOT undated", _in_window(filter, Window(day, day))]
    outside = f"earliest_start > {day} OR latest_end < {day}"
    happened = [
        or_(["NOT lasts", and_([or_([any_of("type", events), _SINGLE_DATE]), outside])]),
        f"{'latest_end' if certain else 'earliest_start'} <= {day}",
        f"NOT undated OR latest_end <= {day}",
    ]
    return or_([and_(in_force), and_(happened)])


def _left_out(filter: Filter) -> str:
    if filter.as_of is not None and filter.statuses is None:
        return "undated OR status <> 0"
    return "1 = 0" if filter.period is None else "undated"


# --- hops ----------------------------------------------------------------------------------------


def hops(*, from_adjacency: bool, about: bool, also: Collection[str] = ()) -> str:
    """Return the table of what actors take part in, from either end.

    With ``about``, an actor that a relation is about takes part in it too: with both its ends, and these with
    the actor. Such rows are those of the table ``concerned``, a part of the adjacency.
    """
    columns = ", ".join((*COLUMNS, *also))
    if from_adjacency:
        parts = [f"SELECT actor, other, role, {columns} FROM {{adjacency}} WHERE role <> {ABOUT}"]
    else:
        parts = [
            f"SELECT source AS actor, target AS other, {SOURCE} AS role, {columns} FROM {{events}}",
            f"SELECT target AS actor, source AS other, {TARGET} AS role, {columns} FROM {{events}}",
        ]
    if about:
        outside = f"FROM {{concerned}} WHERE role = {ABOUT} AND actor <> source AND actor <> target"
        for end, condition in (("source", ""), ("target", " AND source <> target")):
            parts += [
                f"SELECT actor, {end} AS other, role, {columns} {outside}{condition}",
                f"SELECT {end} AS actor, actor AS other, role, {columns} {outside}{condition}",
            ]
    return f"({' UNION ALL '.join(parts)})"


def walked(walk: Walk, about: Terms, *, back: bool = False) -> str:
    """Return the condition that a chain may take a hop."""
    conditions = [
        belongs(walk.filter, about),
        any_of("status", map(STATUSES.index, walk.statuses)),
        "actor <> other",
        f"NOT ({newsroom(walk.filter, about)})",
    ]
    if walk.directed:
        both = about.description.numbers_of(lambda type_: type_.symmetric)
        conditions.append(f"role = {TARGET if back else SOURCE} OR {any_of('type', both)}")
    return and_(conditions)


def members(actors: Iterable[int]) -> str:
    """Return the condition that one of some actors is at an end of a relation, or is what it is about."""
    actors = list(actors)
    about = f"SELECT id FROM {{adjacency}} WHERE role = {ABOUT} AND {any_of('actor', actors)}"
    return f"({or_([any_of('source', actors), any_of('target', actors), f'id IN ({about})'])})"


def held(source: str, condition: str) -> str:
    """Return the hops of a walk, and where their relations are."""
    days = "earliest_start, latest_start, earliest_end, latest_end"
    return f"SELECT place, actor, other, {days}, undated FROM {source} h WHERE {condition}"


def expand(source: str, condition: str) -> str:
    """Return who is one hop on."""
    return f"SELECT DISTINCT other FROM {source} h WHERE {condition}"


def between(source: str, condition: str) -> str:
    """Return the hops to the actors of the table ``goals``."""
    return (
        f"SELECT {ROW}, actor, other, earliest_start, latest_end FROM {source} h "
        f"WHERE other IN (SELECT goal FROM {{goals}}) AND {condition}"
    )


def one_each(source: str, condition: str) -> str:
    """Return one relation of each pair: that of the least id."""
    return (
        f"SELECT {ROW} FROM "
        f"(SELECT {ROW}, row_number() OVER (PARTITION BY actor, other ORDER BY id) AS place "
        f"FROM {source} h WHERE {condition}) p WHERE place = 1"
    )


def foremost_actors(counted: str, most: int) -> str:
    """Return who takes part in most, of what :func:`taking_part` returns."""
    return f"SELECT actor FROM ({counted}) c(actor, surely, amount) ORDER BY amount DESC, actor LIMIT {most}"


_ONE, _TWO = "least(actor, other)", "greatest(actor, other)"
_LATEST = f"CASE WHEN latest_start = {FUTURE} THEN {PAST} ELSE latest_start END"
"""The last day on which a relation may have begun; one without a day is no late one."""


def foremost_pairs(source: str, condition: str, most: int) -> str:
    """Return the pairs with most relations: the two, the day of the latest one, and how many there are."""
    return (
        f"SELECT one, two, max(day), sum(count(*)) OVER () FROM "
        f"(SELECT {_ONE} AS one, {_TWO} AS two, {_LATEST} AS day FROM {source} h WHERE {condition}) p "
        f"GROUP BY one, two ORDER BY count(*) DESC, one, two LIMIT {most}"
    )


def latest(source: str, condition: str) -> str:
    """Return of each pair of the table ``pairs`` one relation of its day, in their order."""
    return (
        f"SELECT {ROW} FROM (SELECT {ROW}, nth, row_number() OVER (PARTITION BY nth ORDER BY id) AS place "
        f"FROM {source} h JOIN {{pairs}} p ON {_ONE} = p.one AND {_TWO} = p.two AND {_LATEST} = p.day "
        f"WHERE {condition}) f WHERE place = 1 ORDER BY nth"
    )


def called(most: int) -> str:
    """Return whose names hold the text of the table ``wanted``, those first that begin with it."""
    return (
        "SELECT number FROM {names} n, {wanted} w WHERE position(w.part IN n.name) > 0 GROUP BY number "
        "ORDER BY min(CASE WHEN position(w.part IN n.name) = 1 THEN 0 ELSE 1 END), min(length(n.name)), "
        f"number LIMIT {most}"
    )


def expand_time(source: str, condition: str, walk: Walk) -> str:
    """Return who is reached from the actors of the table ``turns``, and the first day."""
    first, last = _sides(walk)
    return (
        f"SELECT other, min(greatest(turn, {first})) AS day FROM {source} h "
        f"JOIN {{turns}} t ON h.actor = t.here WHERE {condition} AND NOT undated "
        f"AND turn <= {last} AND greatest(turn, {first}) <= {walk.days.until} GROUP BY other"
    )


def into(source: str, condition: str, walk: Walk, *, one: bool) -> str:
    """Return the hops from the actors of ``turns`` that reach those of ``deadlines`` by their day."""
    first, last = _sides(walk)
    found = (
        f"SELECT {ROW}, actor, other, {first} AS first_day, {last} AS last_day, "
        f"row_number() OVER (PARTITION BY other ORDER BY id) AS place FROM {source} h "
        f"JOIN {{turns}} t ON h.actor = t.here JOIN {{deadlines}} d ON h.other = d.there "
        f"WHERE {condition} AND NOT undated "
        f"AND turn <= {last} AND greatest(turn, {first}) <= deadline"
    )
    chosen = " WHERE place = 1" if one else ""
    return f"SELECT {ROW}, actor, other, first_day, last_day FROM ({found}) p{chosen}"


def _sides(walk: Walk) -> tuple[str, str]:
    return ("latest_start", "earliest_end") if walk.certain else ("earliest_start", "latest_end")


# --- counts and changes --------------------------------------------------------------------------


SORTS = 2 * len(STATUSES)
"""How many sorts of relations there are of one kind: by their status, and whether they have a start."""


def starts(source: str, condition: str, sort: str, *, some_unknown: bool) -> str:
    """Return how many relations of one sort began between the same two days.

    A column more to group by takes as long as reading it: status and unknown starts are added to the sort.
    """
    unknown = "undated OR (lasts AND start_unknown)" if some_unknown else "undated"
    days = "earliest_start, latest_start"
    return (
        f"SELECT sort, {days}, count(*) AS amount FROM "
        f"(SELECT {sort} + 2 * status + CASE WHEN {unknown} THEN 1 ELSE 0 END AS sort, {days} "
        f"FROM {source} h WHERE {condition}) s GROUP BY sort, {days}"
    )


def days_named(condition: str) -> str:
    """Return the first and the last day that each of the four bounds of dated relations has."""
    bounds = "earliest_start", "latest_start", "earliest_end", "latest_end"
    ends = ", ".join(
        f"{end}({bound}) FILTER (WHERE {bound} NOT IN ({PAST}, {FUTURE}))"
        for bound in bounds
        for end in ("min", "max")
    )
    return f"SELECT {ends} FROM {{events}} WHERE NOT undated AND {condition}"


def sorts(about: Description) -> list[int]:
    """Return for each type the first sort of it, or of another of the same family and kind."""
    first: dict[tuple[str, str], int] = {}
    types = (about.vocabulary[name] for name in about.types)
    return [SORTS * first.setdefault((type_.family, type_.kind), n) for n, type_ in enumerate(types)]


def taking_part(
    condition: str,
    counted: str,
    direction: str = "both",
    both_ways: Iterable[int] = (),
    *,
    about: bool = False,
) -> str:
    """Return for each actor how many of its relations count, and how many there are.

    ``in`` and ``out`` take a relation for its target and its source; of some types for both.
    """
    first, second = ("target", "source") if direction == "in" else ("source", "target")
    too = "1 = 1" if direction == "both" else any_of("type", both_ways)
    sides = [
        f"SELECT {first} AS actor, {counted} AS counted FROM {{events}} WHERE {condition}",
        f"SELECT {second} AS actor, {counted} AS counted FROM {{events}} "
        f"WHERE source <> target AND {too} AND {condition}",
    ]
    if about:
        outside = f"role = {ABOUT} AND actor <> source AND actor <> target"
        sides += [f"SELECT actor, {counted} AS counted FROM {{concerned}} WHERE {outside} AND {condition}"]
    amount = "count(*)" if counted == condition else "sum(CASE WHEN counted THEN 1 ELSE 0 END)"
    return f"SELECT actor, {amount}, count(*) FROM ({' UNION ALL '.join(sides)}) e GROUP BY actor"


def first_stated(filter: Filter) -> str:
    """Return the question which day is the first that anything states, as far as it was known."""
    return f"SELECT min(stated) FROM {{events}} WHERE {and_(_known(filter))}"


def changed(filter: Filter, about: Terms, since: Day, until: Day) -> str:
    """Return the condition that something of a relation may have come about after a day and by another."""
    began = f"lasts AND NOT start_unknown AND earliest_start <= {until} AND latest_start > {since}"
    ended = f"lasts AND NOT end_unknown AND earliest_end < {until} AND latest_end >= {since}"
    happened = f"NOT lasts AND earliest_start <= {until} AND latest_end > {since}"
    came_about = and_([*_known(filter, about), or_([began, ended, happened, "undated"])])
    became_known = f"known_from > {since} AND known_from <= {until}"
    return and_([*_asked_for(filter, about), or_([came_about, became_known])])
