"""Answers from a directory of Parquet files, by SQL that an engine runs."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.backends import IN_A_FILE, manifest, sql
from graphkit.backends.manifest import File, ReplacedError, alike
from graphkit.backends.protocol import FOREMOST, SOURCE, TARGET, Backend, Row, Start, Step, Walk
from graphkit.backends.rows import head_of
from graphkit.errors import StorageError, UsageError, half_character
from graphkit.graph.filters import WHOLE, Filter
from graphkit.graph.selection import suits_filter
from graphkit.libraries import Reader
from graphkit.model.statuses import STATUSES
from graphkit.queries.listing import DOUBTS, Tally
from graphkit.storage.atomic import followed
from graphkit.temporal.calendar import ALWAYS, FUTURE, PAST, Day, Window

if TYPE_CHECKING:  # numpy is for searches in memory alone
    from graphkit.backends.hops import HopSearch

_GROUP = 20_000
"""About how many rows are looked at to find those of one actor among the sorted ones of a bucket."""

_HELD = 500_000
"""Up to so many rows of a window are read once for all steps of a search, rather than at each."""

_STEPS = 25
"""So many steps of a search the reading is worth."""

_WALKS = 2
"""So many walks are kept in memory."""

_NAMES = 100
"""About so many names are kept, with whom they mean."""

_FEW = 200
"""So many actors are named in the text, by which rows are skipped before they are read."""

_QUICK = 1_000_000
"""So many relations are looked at in a moment."""

_PIECE = 20_000
"""At least so many relations are listed at once."""

_NOBODY = "(SELECT '' AS id, 0 AS actor, 0 AS role WHERE 1 = 0)"
"""The adjacency of actors that a relation is about, where there is none."""

Table = Mapping[str, Sequence[Any]]
Found = Mapping[str, Sequence[File]]
"""The files in which the rows of each table are."""


def _in_memory_first(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Return a question about the hops from some actors that those in memory answer where there are such."""

    @wraps(ask)
    def answer(self: "ParquetBackend", actors: Collection[int], *others: Any, **options: Any) -> Any:
        walk = next(each for each in others if isinstance(each, Walk))
        hops = self.held(actors, walk)
        if hops is not None:
            return getattr(hops, ask.__name__)(actors, *others, **options)
        return ask(self, actors, *others, **options)

    return answer


class ParquetBackend(Backend):
    """A directory of Parquet files; subclasses say who reads them."""

    def __init__(self, path: str | Path) -> None:
        self.path = followed(path)
        self._open(path)

    def _open(self, path: str | Path) -> None:
        """Read what there is; nothing is known of it yet."""
        self.manifest = manifest.read(path)
        self.description = self.manifest.description
        self._sound: set[str] = set()
        self._concerned: list[File] | None = None
        self._held: dict[Any, HopSearch] = {}
        self._named: dict[str, list[int]] = {}

    def renew(self) -> bool:
        before = self.manifest
        self._open(self.path)
        return self.manifest != before

    @abstractmethod
    def scan(self, paths: Sequence[str]) -> str:
        """Return the table of some files of the directory, all of the same columns, as SQL names it."""

    @abstractmethod
    def given(self, name: str, table: Table) -> str:
        """Return a table that comes with a query, as SQL names it."""

    @abstractmethod
    def run(self, query: str, tables: Mapping[str, Table]) -> list[tuple[Any, ...]]:
        """Return the rows of a query, with the tables that come with it."""

    @abstractmethod
    def stream(self, query: str, tables: Mapping[str, Table]) -> Iterator[list[tuple[Any, ...]]]:
        """Return the rows of a query in lists, as they come; meanwhile others may be asked."""

    @abstractmethod
    def look_up(self, file: File, columns: str, /, **wanted: Collection[Any] | None) -> list[tuple[Any, ...]]:
        """Return rows of a small table, whose columns are among what is wanted."""

    @abstractmethod
    def concerned(self, files: Sequence[File]) -> list[File]:
        """Return the files of the adjacency that have a row of an actor that a relation is about."""

    @abstractmethod
    def picked(self, values: Sequence[int] | Sequence[str], column: str) -> str:
        """Return, in SQL, the one of some values whose place is in a column."""

    def hold(self, walk: Walk, found: Found) -> "HopSearch | None":
        """Return all hops of a walk, read into memory; None where an engine does not."""
        return None

    def first_stated(self, known_by: Day | None) -> Day | None:
        if known_by is None or not self.manifest.told:
            return self.description.first_stated
        query = sql.first_stated(Filter(known_by=known_by))
        found = self._ask(query, self._of(Filter()))
        return found[0][0] if found else None

    def has_about(self) -> bool:
        return bool(self._about())

    def recent(self, least: int) -> Day | None:
        if self.description.amounts[1] <= _QUICK:
            return None
        rows = 0
        for part in sorted(self.manifest.events, key=lambda part: part.first, reverse=True):
            rows += part.rows
            if rows >= least:
                return None if part.first == PAST else part.first
        return None

    # --- counts -------------------------------------------------------------------------------

    def count(self, filter: Filter) -> int:
        query = f"SELECT count(*) FROM {{events}} WHERE {sql.belongs(filter, self._terms(filter))}"
        found = self._ask(query, self._of(filter))
        return int(found[0][0]) if found else 0

    def starts(self, filter: Filter, actor: int | None = None) -> list[Start]:
        source, condition = "{events}", sql.belongs(filter, self._terms(filter))
        found = self._of(filter)
        if actor is not None:
            source = "{adjacency}"
            condition = f"actor = {actor} AND (role = 0 OR (role = 1 AND actor <> other)) AND {condition}"
            found = self._beside([actor])
        sort = self.picked(sql.sorts(self.description), "type")
        unknown = any(part.given.get("start_unknown", True) for parts in found.values() for part in parts)
        query = sql.starts(source, condition, sort, some_unknown=unknown)
        starts = []
        for number, first, last, amount in self._ask(query, found):
            known = not number % 2 and first != PAST and last != FUTURE
            kind, status = divmod(number // 2, len(STATUSES))
            starts.append(Start(kind, status, first if known else None, last if known else None, amount))
        return starts

    def days_named(self) -> list[Day]:
        every = replace(WHOLE, statuses=frozenset(STATUSES))
        condition = sql.belongs(every, self._terms(every))
        found = self._ask(sql.days_named(condition), self._of(every))
        return [day for days in found for day in days if day is not None]

    def degrees(self, filter: Filter, types: Collection[int]) -> dict[int, int]:
        query = sql.taking_part(sql.belongs(filter, self._terms(filter)), sql.any_of("type", types))
        return {actor: int(degree) for actor, degree, _ in self._ask(query, self._of(filter))}

    def counted(self, filter: Filter) -> list[tuple[int, int, int]]:
        condition = sql.belongs(filter, self._terms(filter))
        query = f"SELECT type, status, count(*) FROM {{events}} WHERE {condition} GROUP BY type, status"
        return [(type, status, amount) for type, status, amount in self._ask(query, self._of(filter))]

    def taking_part(self, filter: Filter, direction: str) -> list[tuple[int, int, int]]:
        terms, about = self._terms(filter), self._of_about(wanted=direction == "both")
        both_ways = self.description.numbers_of(lambda type_: type_.symmetric)
        sure = sql.belongs(replace(filter, certain=True), terms)
        query = sql.taking_part(sql.belongs(filter, terms), sure, direction, both_ways, about=bool(about))
        found = {**self._of(filter), **about}
        return [(actor, int(surely), most) for actor, surely, most in self._ask(query, found)]

    # --- relations ----------------------------------------------------------------------------

    def relations(self, filter: Filter, most: int) -> list[Row]:
        return self._rows(sql.listed(filter, self._terms(filter)), self._of(filter), most)

    def in_order(self, filter: Filter) -> Iterator[list[Row]]:
        """Yield what :meth:`relations` returns, however much it is, in lists as it is listed.

        Within a list the order is for the caller to make: all relations of one place are in one.
        """
        terms, found = self._terms(filter), self._of(filter)
        if not found["events"]:
            return
        places = ", ".join(sql.PLACE)
        placed = sql.placed(filter, terms, sql.listed(filter, terms))
        query = f"SELECT {places}, {sql.ROW} FROM {placed} p ORDER BY {places}"
        lists = self.over(query, found, {}, self.scan, self.stream)
        piece: list[Row] = []
        for _, rows in groupby(chain.from_iterable(lists), key=itemgetter(slice(len(sql.PLACE)))):
            piece += (Row(*row[len(sql.PLACE) :]) for row in rows)
            if len(piece) >= _PIECE:
                yield piece
                piece = []
        if piece:
            yield piece

    def first(self, filter: Filter, least: int) -> list[Row]:
        """Return at least so many relations of a filter, if there are, those that are listed first."""
        terms, found, places = self._terms(filter), self._of(filter), ", ".join(sql.PLACE)
        condition = sql.and_([sql.belongs(filter, terms), f"NOT ({sql.newsroom(filter, terms)})"])
        placed = sql.placed(filter, terms, condition)
        nth = f"SELECT {places} FROM {placed} p ORDER BY {places} LIMIT 1 OFFSET {least - 1}"
        last = self._ask(nth, found)
        by_then = f"WHERE ({places}) <= ({', '.join(map(str, last[0]))})" if last else ""
        return [Row(*row) for row in self._ask(f"SELECT {sql.ROW} FROM {placed} p {by_then}", found)]

    def tally(self, filter: Filter) -> Tally:
        """Count the relations of a filter."""
        terms = self._terms(filter)
        newsroom = sql.newsroom(filter, terms)
        placed = sql.placed(filter, terms, sql.belongs(filter, terms))
        query = (
            f"SELECT doubt, earlier, newsroom, count(*) FROM (SELECT doubt, earlier, {newsroom} AS newsroom "
            f"FROM {placed} p) t GROUP BY doubt, earlier, newsroom"
        )
        doubts, left_out = Counter[str](), 0
        for doubt, earlier, is_newsroom, amount in self._ask(query, self._of(filter)):
            if is_newsroom:
                left_out += amount
            else:
                doubts[DOUBTS[(0, 1 if earlier else 2, 3)[doubt]]] += amount
        return Tally(doubts, left_out)

    def aside(self, filter: Filter, most: int) -> list[Row]:
        if filter.period is None:
            return []
        found = {"events": [part for part in self.manifest.events if part.aside]}
        return self._rows(sql.left_out(filter, self._terms(filter)), found, most)

    def changes(self, filter: Filter, since: Day, until: Day, most: int) -> list[Row]:
        days = ALWAYS if self.manifest.told else Window(since, until)
        found = {"events": self.manifest.within(days)}
        return self._rows(sql.changed(filter, self._terms(filter), since, until), found, most)

    def of_actors(
        self, actors: Collection[int], filter: Filter, most: int, others: Collection[int] | None = None
    ) -> list[Row]:
        among, tables = self._among(actors)
        also = "1 = 1" if others is None else sql.members(others)
        query = (
            f"SELECT DISTINCT {sql.ROW} FROM {{adjacency}} h "
            f"WHERE {among} AND {also} AND {sql.belongs(filter, self._terms(filter))} LIMIT {most}"
        )
        beside = self._beside([*actors, *(others or ())])
        return [Row(*row) for row in self._ask(query, beside, tables)]

    def by_id(self, id: str) -> list[Row]:
        return self.by_ids([id])

    def by_ids(self, ids: Collection[str]) -> list[Row]:
        names, condition = _whole(ids), "id IN (SELECT name FROM {wanted})"
        found = self._of(Filter())
        return self._rows(condition, found, len(names), {"wanted": {"name": names}}) if names else []

    def citing(self, source: str, most: int) -> list[Row]:
        condition = "EXISTS (SELECT 1 FROM {wanted} w WHERE position(lower(w.name) IN lower(fields)) > 0)"
        return self._rows(condition, self._of(Filter()), most, {"wanted": {"name": [source]}})

    def foremost(self, filter: Filter, actors: Collection[int] | None, most: int) -> tuple[list[Row], int]:
        condition = sql.belongs(filter, self._terms(filter))
        if actors is None:
            counted = sql.foremost_actors(sql.taking_part(condition, condition), FOREMOST)
            ends = [actor for (actor,) in self._ask(counted, self._of(filter))]
            source, found = sql.hops(from_adjacency=False, about=False), self._of(filter)
        else:
            ends, source, found = list(actors), "{adjacency}", self._beside(actors)
        once = f"role = {SOURCE} OR (role = {TARGET} AND NOT {sql.any_of('other', ends)})"
        asked = sql.and_([sql.any_of("actor", ends), once, condition])
        pairs = self._ask(sql.foremost_pairs(source, asked, most), found)
        if not pairs:
            return [], 0
        one, two, day, wholes = zip(*pairs, strict=True)
        table = {"nth": list(range(len(pairs))), "one": one, "two": two, "day": day}
        rows = [Row(*row) for row in self._ask(sql.latest(source, asked), found, {"pairs": table})]
        return rows, self.count(filter) if actors is None else int(wholes[0])

    def _rows(self, condition: str, found: Found, most: int, tables: Mapping[str, Table] = {}) -> list[Row]:
        query = f"SELECT DISTINCT {sql.ROW} FROM {{events}} WHERE {condition} LIMIT {most}"
        return [Row(*row) for row in self._ask(query, found, tables)]

    # --- chains -------------------------------------------------------------------------------

    @_in_memory_first
    def expand(self, actors: Collection[int], walk: Walk, *, back: bool = False) -> set[int]:
        source, condition, found, tables = self._hops(actors, walk, back=back)
        return {actor for (actor,) in self._ask(sql.expand(source, condition), found, tables)}

    @_in_memory_first
    def between(self, here: Collection[int], there: Collection[int], walk: Walk) -> list[Step]:
        source, condition, found, tables = self._hops(here, walk)
        goals = {"goal": list(there)}
        return self._steps(sql.between(source, condition), found, {**tables, "goals": goals})

    @_in_memory_first
    def one_each(self, actors: Collection[int], walk: Walk) -> list[Row]:
        source, condition, found, tables = self._hops(actors, walk)
        return [Row(*row) for row in self._ask(sql.one_each(source, condition), found, tables)]

    @_in_memory_first
    def expand_time(self, turns: Mapping[int, Day], walk: Walk) -> dict[int, Day]:
        source, condition, found, _ = self._hops(turns, walk, joined=True)
        return dict(self._ask(sql.expand_time(source, condition, walk), found, {"turns": _turns(turns)}))

    @_in_memory_first
    def into(
        self, turns: Mapping[int, Day], deadlines: Mapping[int, Day], walk: Walk, *, one: bool = False
    ) -> list[Step]:
        source, condition, found, _ = self._hops(turns, walk, joined=True)
        query = sql.into(source, condition, walk, one=one)
        by = {"there": list(deadlines), "deadline": list(deadlines.values())}
        return self._steps(query, found, {"turns": _turns(turns), "deadlines": by})

    def _steps(self, query: str, found: Found, tables: Mapping[str, Table]) -> list[Step]:
        return [Step(Row(*row[:4]), *row[4:]) for row in self._ask(query, found, tables)]

    def _hops(
        self, actors: Collection[int], walk: Walk, *, back: bool = False, joined: bool = False
    ) -> tuple[str, str, Found, dict[str, Table]]:
        """Return the table of the hops from some actors, the condition that they meet, and what both take.

        They are read with the least work: by actor, or by day. Rows may be ``joined`` with the actors anyway.
        """
        by_day, by_actor = self._work(actors, walk)
        along, about = by_actor <= by_day, self._of_about(wanted=walk.about)
        found = self._beside(actors) if along else self._of(walk.filter)
        among, tables = self._among(actors, named=not joined)
        condition = sql.and_([among, sql.walked(walk, self._terms(walk.filter), back=back)])
        return sql.hops(from_adjacency=along, about=bool(about)), condition, {**found, **about}, tables

    def _of_about(self, *, wanted: bool) -> Found:
        """Return the files of what relations are about, if it is wanted and there is any."""
        concerned = self._about() if wanted else []
        return {"concerned": concerned} if concerned else {}

    def _work(self, actors: Collection[int], walk: Walk) -> tuple[int, int]:
        """Return how many rows are read for the hops from some actors: by day, and by actor."""
        by_day = 2 * sum(part.rows for part in self.manifest.within(walk.days))
        in_buckets = sum(part.rows for part in self.manifest.beside(actors))
        by_actor = min(in_buckets, len(actors) * _GROUP) if len(actors) <= _FEW else in_buckets
        return by_day, by_actor

    def held(self, actors: Collection[int], walk: Walk) -> "HopSearch | None":
        """Return the hops of a walk if they are in memory, or are better read into it."""
        key = walk._replace(certain=False), walk.filter.first_stated
        if key not in self._held:
            by_day, by_actor = self._work(actors, walk)
            if not 0 < by_day <= min(2 * _HELD, _STEPS * by_actor):
                return None
            hops = self.hold(walk, {**self._of(walk.filter), **self._of_about(wanted=walk.about)})
            if hops is None:
                return None
            if len(self._held) == _WALKS:
                del self._held[next(iter(self._held))]
            self._held[key] = hops
        return self._held[key]

    def _about(self) -> list[File]:
        """Return the files with rows of actors that a relation is about."""
        if self._concerned is None:
            every = (part for parts in self.manifest.adjacency.values() for part in parts)
            parts = [part for part in every if "source" not in part.given]
            try:
                self._concerned = self.concerned(parts)
            except StorageError as error:
                raise self._failed(error, parts) from None
        return self._concerned

    def _among(self, actors: Collection[int], *, named: bool = True) -> tuple[str, dict[str, Table]]:
        """Return the condition that an actor is one of some, and the table that it takes."""
        if len(actors) <= _FEW:
            return sql.any_of("actor", actors), {}
        if not named:  # the rows are joined with them anyway
            return "1 = 1", {}
        return "actor IN (SELECT here FROM {frontier})", {"frontier": {"here": list(actors)}}

    # --- actors and sources --------------------------------------------------------------------

    def named(self, folded: str) -> list[int]:
        if folded not in self._named:
            numbers = {number for (number,) in self._look_up("names", "number", name=[folded])}
            self._named = {**dict(islice(self._named.items(), _NAMES)), folded: sorted(numbers)}
        return self._named[folded]

    def called(self, part: str, most: int) -> list[int]:
        wanted = {"part": _whole([part])}
        rows = self._ask(sql.called(most), {}, {"wanted": wanted}) if wanted["part"] else []
        return [number for (number,) in rows]

    def ids(self, names: Collection[str]) -> list[int]:
        return [number for (number,) in self._look_up("actors", "number", id=names)]

    def ids_of(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the ids of some actors."""
        return dict(self._look_up("actors", "number, id", number=numbers))

    def actors(self, numbers: Collection[int] | None) -> list[tuple[int, str]]:
        found = self._look_up("actors", "number, fields", number=numbers)
        return [(number, fields) for number, fields in found]

    def namesakes(self, ids: Collection[str]) -> Collection[str]:
        """Return those of some ids whose actor has the name of another; nobody where that was not kept."""
        return [id for (id,) in self._look_up("namesakes", "id", id=ids)]

    def notes(self) -> list[str]:
        return [note for _, note in sorted(self._look_up("notes", "number, note"))]

    def kinds(self) -> dict[str, int]:
        if "actors" not in self.manifest.beside_relations:
            return {}
        return dict(self._ask("SELECT kind, count(*) FROM {actors} GROUP BY kind", {}))

    def of_kinds(self, numbers: Collection[int], kinds: Collection[str]) -> set[int]:
        found = self._look_up("actors", "number", number=numbers, kind=kinds)
        return {number for (number,) in found}

    def sources(self, ids: Collection[str] | None) -> list[str]:
        return [fields for (fields,) in self._look_up("sources", "fields", id=ids)]

    def _look_up(
        self, table: str, columns: str, /, **wanted: Collection[Any] | None
    ) -> list[tuple[Any, ...]]:
        """Return rows of a small table, whose columns are among what is wanted."""
        file = self.manifest.beside_relations.get(table)
        wanted = {column: values if values is None else _whole(values) for column, values in wanted.items()}
        if file is None or any(values is not None and not values for values in wanted.values()):
            return []
        self._check([file])
        try:
            return self.look_up(file, columns, **wanted)
        except StorageError as error:
            raise self._failed(error, [file]) from None

    def reader(self) -> Reader:
        """Return what a library reads the directory in."""
        return Reader(self.path, "cannot be read", kept=True)

    def _terms(self, filter: Filter) -> sql.Terms:
        """Return what the names in a filter stand for; words, which no query searches, raise UsageError."""
        if filter.text or any(each.noted for each in filter.where):
            option = "--text" if filter.text else "--where relation.NAME"
            raise UsageError(f"{option}: a directory is not searched for this; {IN_A_FILE} and ask that")
        suiting = None
        if filter.where:
            suiting = [number for number, actor in self.fields_of(None) if suits_filter(actor, filter)]
        actors, between = (
            None if names is None else self.ids(names) for names in (filter.actors, filter.between)
        )
        return sql.Terms(self.description, suiting, actors, between, self.manifest.told)

    # --- tables --------------------------------------------------------------------------------

    def _of(self, filter: Filter) -> dict[str, list[File]]:
        """Return the files that hold all relations of a filter, but for those left out."""
        return {"events": self.manifest.within(filter.period or ALWAYS)}

    def _beside(self, actors: Collection[int]) -> dict[str, list[File]]:
        return {"adjacency": self.manifest.beside(actors)}

    def _ask(self, query: str, found: Found, tables: Mapping[str, Table] = {}) -> list[tuple[Any, ...]]:
        """Return the rows of a query over the files of some tables, and tables of numbers and names."""
        if not all(found.values()):  # a window in which there is no file
            return []
        rows: list[tuple[Any, ...]] = self.over(query, found, tables, self.scan, self.run)
        return rows

    def over(
        self,
        query: str,
        found: Found,
        tables: Mapping[str, Table],
        scan: Callable[[Sequence[str]], str],
        run: Callable[[str, Mapping[str, Table]], Any],
        also: Sequence[str] = (),
    ) -> Any:
        """Run a query; name how its files are scanned, and which columns that adds."""
        beside = self.manifest.beside_relations
        own: dict[str, Sequence[Any]] = {name: [file] for name, file in beside.items()}
        if "{about}" in query and (about := self._about()):
            own["about"] = about
        read = {name: files for name, files in {**own, **found}.items() if f"{{{name}}}" in query}
        files = [file for files in read.values() for file in files]
        self._check(files)
        try:
            names = {name: self.given(name, table) for name, table in tables.items()}
            heads = self.picked(list(map(head_of, self.description.types)), "type")
            for name, part in read.items():
                if name in beside:
                    names[name] = scan([file.path for file in part])
                else:
                    ends = sql.ENDS if name in ("adjacency", "concerned", "about") else ()
                    parts = ((scan(paths), given) for given, paths in alike(part))
                    names[name] = sql.united(parts, (*ends, *sql.COLUMNS, *also), heads)
            names.setdefault("about", _NOBODY)
            return run(query.format_map(names), tables)
        except StorageError as error:
            raise self._failed(error, files) from None

    def _check(self, files: Sequence[File]) -> None:
        """See that files are as they were written; those that were seen to are not read again."""
        manifest.check(self.path, [file for file in files if file.path not in self._sound])
        self._sound.update(file.path for file in files)

    def _failed(self, error: StorageError, files: Sequence[File]) -> StorageError:
        """Return why files cannot be read."""
        if all((self.path / file.path).is_file() for file in files):
            return error
        return ReplacedError(str(error))


def _whole(values: Collection[Any]) -> list[Any]:
    """Return values without texts that hold half a character, which no file has and no engine takes."""
    return [value for value in values if not (isinstance(value, str) and half_character(value))]


def _turns(turns: Mapping[int, Day]) -> Table:
    return {"here": list(turns), "turn": list(turns.values())}
