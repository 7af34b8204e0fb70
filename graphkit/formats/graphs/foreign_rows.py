"""Makes a dataset of the graph of another program: GEXF, GraphML, Cytoscape JSON or node-link JSON.

Nothing in such a file is taken for a field of graphkit but names, descriptions, kinds, types of relations,
starts and ends. Any other attribute of a node is an attribute of its actor; any other attribute of an edge
stands in the note of its relation.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from typing import Any

from graphkit.errors import plural, shortened
from graphkit.formats.events.event import tell_doubt
from graphkit.formats.foreign_identity import (
    DIRECTIONS,
    KIND_ASSUMED,
    WORDS,
    distinguishing,
    is_name,
    is_wikidata,
    kind_of,
    wikidata_items,
)
from graphkit.formats.foreign_status import (
    OfType,
    Said,
    denied_first,
    loses_signs,
    may_say_status,
    only_alleged,
    said_in,
    said_of_type,
    says_no_fact,
    says_over,
    tell_said,
)
from graphkit.formats.format import LISTED, UNASKED, UNSURE_TYPE, Reading
from graphkit.formats.graphs.foreign_graph import (
    Edge,
    ForeignGraph,
    Many,
    Node,
    Span,
    Timed,
    Value,
    forget,
    in_words,
    put,
    sifted,
    taken,
    told_kinds,
    told_types,
)
from graphkit.formats.status_days import contradicts, dated, day_under, tell_to_come, told_by
from graphkit.formats.status_headings import is_of_truth, is_score
from graphkit.model import foreign_dates
from graphkit.model.entities import Actor, Dataset, Relation, plain
from graphkit.model.folding import in_one_form
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.vocabulary import ALLEGEDLY, is_done, kind_named, own_row, type_name, vocabulary
from graphkit.storage.json_file import file_with

NAMES, KINDS, TYPES = (WORDS[name] for name in ("names", "kind_names", "types"))
"""Attributes of a node that may hold its name or its kind, and of an edge that may hold its type."""

_OURS_OF_ACTORS = Actor.model_fields.keys() | {"date", "since", "from", "until"}
_OURS_OF_RELATIONS = Relation.model_fields.keys() | {"date", "since", "until", "start", "end"}
_ONE_WAY = re.compile(rf"(?!(?:.*-)?(?:{'|'.join(WORDS['mutual'])})$).*-(?:of|by|to|for|from)")
"""The name of a type with a direction: ``parent-of``, and not ``friend-of``."""
_AS_THEIRS = "not read as a field of graphkit"

_DIRECTED, _UNDIRECTED = "linked-to", "linked-with"
"""The types of relations of which a file says nothing but that they are there."""
_INSIDE = "part-of"
_LONGEST_ID = 200
_MOST_SHOWN = 3


def dataset_from(graph: ForeignGraph) -> Dataset:
    """Return the dataset of a graph of another program.

    A bad element that may not be skipped raises DataError.
    """
    graph.forget_shared_ids()
    edges = graph.whole_edges()
    ids = _ids(graph.nodes)
    spans = [row.spans for row in graph.nodes.values()] + [row.spans for row in edges]
    dates = _Dates([span for each in spans for span in each], graph.reading, counted=graph.counts_time)
    actors = _Actors(graph, ids, dates)
    nodes = [actors.row(node) for node in graph.nodes.values()]
    relations = _Relations(graph, ids, dates)
    rows = relations.rows(edges) + relations.inside(graph.nodes.values())
    header = _header(graph)
    if relations.types:
        header["relation_types"] = [relations.types[name] for name in sorted(relations.types)]
    local = graph.reading.local
    local.actors.update(ids.values())
    local.relations |= {row["key"] for row in rows}
    local.kinds |= actors.of_no_kind
    local.names |= {id for id in actors.unnamed if not is_name(id)}
    for id, node in graph.nodes.items():
        local.add_details(ids[id], distinguishing(node.values, has_item=id in actors.items))
    if actors.of_no_kind:
        graph.reading.notes.append(told_kinds(len(actors.of_no_kind)))
    relations.tell()
    dates.tell()
    return sifted(file_with(header, nodes, rows), graph.where, graph.reading)


def _header(graph: ForeignGraph) -> dict[str, Any]:
    """Return the title and the description; anything else about the whole file is reported."""
    about = dict(graph.about)
    header = {"title": taken(about, ("title", "name", "label"), str)}
    header["description"] = taken(about, ("description",), str)
    for name, value in about.items():
        shown = shortened(in_words(value))
        graph.reading.leave_out(f"{name} {shown}", "file")
    return {name: text for name, text in header.items() if text}


def _ids(nodes: Iterable[str]) -> dict[str, str]:
    """Return an id of ours for each node: its own where it may be one."""
    free, ids = FreeIds(), {}
    tidy = {id: " ".join(id.split())[:_LONGEST_ID].strip() for id in nodes}
    for id in sorted(tidy, key=lambda id: tidy[id] != id):
        ids[id] = free.take(tidy[id][: _LONGEST_ID - 10] if tidy[id] != id else id)
    return ids


# --- dates --------------------------------------------------------------------------------------


_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]*)?")
_EARLIEST, _MODERN, _YEARS_UNTIL = 1500, 1801, 2101
"""Numbers of a file that counts its time are years if none is before the first, and one after the second."""


class _Dates:
    """The dates of all times of a file, read together as one column."""

    def __init__(self, spans: Sequence[Span], reading: Reading, *, counted: bool = False) -> None:
        self._reading = reading
        texts = list(dict.fromkeys(text for span in spans for text in (span.start, span.end)))
        found = foreign_dates.read_column(texts)
        numbers = [float(text) for text in texts if _NUMBER.fullmatch(text)] if counted else []
        if numbers and max(numbers) < _YEARS_UNTIL and (min(numbers) < _EARLIEST or max(numbers) < _MODERN):
            found = [
                None if _NUMBER.fullmatch(text) else date for text, date in zip(texts, found, strict=True)
            ]
        self._dates = dict(zip(texts, found, strict=True))
        self._on_a_clock = {
            text for text, date in self._dates.items() if date and foreign_dates.has_clock(text)
        }
        self._epoch = foreign_dates.since_1970(texts, found)
        self._order = foreign_dates.told_order(texts)
        self._unread: Counter[str] = Counter()
        self._unread_of: Counter[str] = Counter()
        self._after: dict[str, str] = {}

    def interval(self, spans: Iterable[Span]) -> str:
        """Return the first of some spans that has a start and an end; blank if none has."""
        sides = ((self._dates.get(span.start), self._dates.get(span.end)) for span in spans)
        return next((f"{start}/{end}" for start, end in sides if start and end), "")

    def sides(self, span: Span, of: str) -> tuple[str, str, dict[str, str]]:
        """Return the start and the end of a span, blank if unknown, and the texts that say something else."""
        start, end = self._dates.get(span.start) or "", self._dates.get(span.end) or ""
        texts = {"time": span.start} if span.start == span.end else {"start": span.start, "end": span.end}
        said = {name: text for name, text in texts.items() if text.strip() and not self._dates[text]}
        kept = {name: text for name, text in said.items() if not foreign_dates.is_endless(text)}
        if len(kept) < len(said):
            self._reading.leave_out("a start or end at infinity", of, instead="unknown")
        if kept:
            self._unread.update(dict.fromkeys(kept.values(), 1))
            self._unread_of[of] += 1
        moment = start == end and not (span.start_open or span.end_open)
        if span.start_open and start:
            start = self._beside(
                f"after {span.start}", start, foreign_dates.first_after(span.start, start), "from"
            )
        if span.end_open and end:
            end = self._beside(f"before {span.end}", end, foreign_dates.last_before(span.end, end), "up to")
        if start and end and not moment and not foreign_dates.in_order(start, end):
            self._reading.leave_out("dates that end before they start", of, instead=_home(of))
            return "", "", {"time": str(span)}
        if not self._on_a_clock.isdisjoint(span[:2]):
            self._reading.leave_out("the time of day", of, instead="only the day is kept")
        return start, end, kept

    def _beside(self, words: str, date: str, other: str, way: str) -> str:
        """Return the date beside an open side, and remember it if whole months or years are left out."""
        if other not in ("", date) and date.count("-") < 2:
            self._after.setdefault(words, f"{way} {other}")
        return other

    def tell(self) -> None:
        reading = self._reading
        for words, meant in list(self._after.items())[:1]:
            reading.notes.append(
                f"An open side leaves out the whole month or year that it names: {words} is {meant}."
            )
        shown = ", ".join(shortened(text) for text, _ in self._unread.most_common(_MOST_SHOWN))
        for of, number in self._unread_of.items():
            what = f"dates that could not be read, such as {shown}"
            reading.leave_out(what, of, number, instead=_home(of))
        if self._order:
            reading.notes.append(f"{self._order}; write them as 2020-02-01 if that is wrong.")
        if self._epoch:
            reading.notes.append(self._epoch)


def _home(of: str) -> str:
    return "kept in its note" if of == "relation" else "kept as an attribute"


# --- actors -------------------------------------------------------------------------------------


class _Actors:
    def __init__(self, graph: ForeignGraph, ids: Mapping[str, str], dates: _Dates) -> None:
        self._graph, self._ids, self._dates = graph, ids, dates
        self.items = wikidata_items({id: node.values for id, node in graph.nodes.items()})
        self.of_no_kind: set[str] = set()
        self.unnamed: set[str] = set()

    def row(self, node: Node) -> dict[str, Any]:
        """Return the row of an actor."""
        id, values = self._ids[node.id], dict(node.values)
        name = taken(values, NAMES, lambda text: " ".join(text.split()))
        row: dict[str, Any] = {"id": id, "name": name or " ".join(node.id.split())}
        if row["name"] == id:
            self.unnamed.add(id)
        tell_doubt(in_one_form(row["name"]), self._graph.reading, "actor")
        forget(values, NAMES, lambda text: " ".join(text.split()) == row["name"])
        kind = self._kind(values)
        if kind is None:
            self.of_no_kind.add(id)
        row["kind"] = kind or KIND_ASSUMED
        if isinstance(values.get("description"), str):
            row["description"] = values.pop("description")
        if node.id in self.items:
            row["ids"] = {"wikidata": self.items[node.id]}
            values = {name: value for name, value in values.items() if not is_wikidata(name)}
        for other in sorted(_OURS_OF_ACTORS & values.keys()):
            self._graph.reading.leave_out(
                f"attribute {other}", "actor", instead=f"kept as it is, {_AS_THEIRS}"
            )
        self._add_life(values, node.spans)
        if values:
            row["attributes"] = {name: _attribute(value) for name, value in values.items()}
        return row

    @staticmethod
    def _kind(values: dict[str, Value]) -> str | None:
        """Return the kind that an attribute gives, and remove the attribute if it says nothing more."""
        for wanted in KINDS:
            for name, value in values.items():
                fits = name.casefold() == wanted and not isinstance(value, Many)
                kind = kind_of(in_words(value)) if fits else None
                if kind is not None:
                    if type_name(in_words(value)) == kind:
                        del values[name]
                    return kind
        return None

    def _add_life(self, values: dict[str, Value], spans: Sequence[Span]) -> None:
        """Add the one span of an actor as the attributes ``from`` and ``until``; others as they are."""
        if len(spans) > 1:
            for span in spans:
                put(values, "time", str(span))
            return
        for span in spans:
            start, end, kept = self._dates.sides(span, "actor")
            for name, date in (("from", start), ("until", end)):
                put(values, name, date)
            for name, text in kept.items():
                put(values, name, text)


def _attribute(value: Value) -> str | int | float:
    return in_words(value) if isinstance(value, bool) else value


# --- relations ----------------------------------------------------------------------------------


class _Relations:
    """Makes rows of relations, and of the relation types that the dataset needs for them."""

    def __init__(self, graph: ForeignGraph, ids: Mapping[str, str], dates: _Dates) -> None:
        self._graph, self._ids, self._dates = graph, ids, dates
        known = graph.reading.known
        self._known = {row.name: row for row in known.relation_types} if known else {}
        self._shipped = vocabulary()
        self.types: dict[str, dict[str, Any]] = {}
        self._noted: Counter[str] = Counter()
        self._several = 0
        self._unsaid = 0
        self._inside = 0
        self._not_actual: Counter[str] = Counter()
        self._ways: dict[str, str] = {}
        self._free = FreeIds()
        self._scores: set[str] = set()

    def rows(self, edges: Sequence[Edge]) -> list[dict[str, Any]]:
        """Return the rows of edges: one for each span of an edge."""
        self._free = FreeIds()
        self._scores = _scores(edges)
        wanted = [edge.id.strip()[:_LONGEST_ID] if edge.id else "" for edge in edges]
        keys = [self._free.take(id) if id and id == " ".join(id.split()) else "" for id in wanted]
        rows = []
        for edge, key in zip(edges, keys, strict=True):
            values = dict(edge.values)
            if edge.id and not key.startswith(edge.id):
                put(values, "id", edge.id)
            type_, said = self._type(edge, values)
            spans = edge.spans or [Span()]
            status = self._status(values, type_, said, self._dates.interval(spans))
            kind = kind_named(type_)
            happens = kind == "event" or is_done(type_)
            self._several += len(spans) > 1
            source, target = self._ids[edge.source], self._ids[edge.target]
            for number, span in enumerate(spans):
                start, end, kept = self._dates.sides(span, "relation")
                if happens and start and not end and not kept:
                    end = start
                id = key if key and not number else self._free.take(id_from(source, type_, target))
                row = {"source": source, "target": target, "key": id, "type": type_, **status}
                when = foreign_dates.span(start or None, end or None, kind) or ""
                if when and not status:
                    tell_to_come(when, self._graph.reading.day, self._graph.reading)
                is_told = not kept and not happens
                over = {} if status else self._over(values, type_, when, is_clear=is_told, happens=happens)
                row |= over or ({"when": when} if when else {})
                noted = dict(values)
                for name, text in kept.items():
                    put(noted, name, text)
                if not number:
                    self._noted.update(values.keys())
                    self._tell_doubts(values)
                    for name in sorted(_OURS_OF_RELATIONS & values.keys() - status.keys()):
                        instead = f"kept in its note, {_AS_THEIRS}"
                        self._graph.reading.leave_out(f"attribute {name}", instead=instead)
                if noted:
                    row["note"] = "; ".join(f"{name}: {in_words(value)}" for name, value in noted.items())
                rows.append(row)
        return rows

    def _status(
        self, values: Mapping[str, Value], type_: str, of_type: str | None, when: str
    ) -> dict[str, str]:
        """Return the status of a relation that a plain word says is not a fact; else none."""
        said = _said({name: each for name, each in values.items() if name not in self._scores}, type_, when)
        status = denied_first((of_type, *(each.status for each in said)))
        tell_said(said, self._graph.reading, is_told=False, status=status)
        if status:
            self._not_actual[status] += 1
        return {"status": status} if status else {}

    def _over(
        self, values: Mapping[str, Value], type_: str, when: str, *, is_clear: bool, happens: bool
    ) -> dict[str, str]:
        """Return when something ended or began as an attribute says, if the edge does not; else nothing.

        What is over, without a day, had ended by the day of the import. A date of the edge that is not clear
        may contradict the day of a status, so that this is not taken; nor is what held only for a time.
        """
        reading = self._graph.reading
        told = {name: value for name, value in values.items() if not isinstance(value, Timed)}
        for name, value in told.items() if is_clear else ():
            if (day := day_under(name, in_words(value), type_=type_)) is None:
                continue
            if found := told_by(day, when):
                side = "start" if day.side == "begins" else "end"
                instead = f"taken as the {side}, of which the edge tells nothing else"
                reading.leave_out(f"attribute {name} with a day", instead=instead, text=in_words(value))
                return found
            if contradicts(day, when):
                what, instead = (
                    f"attribute {name} with a day",
                    "contradicts the dates of its edge, which stand",
                )
                reading.leave_out(what, instead=instead, text=in_words(value))
                return {}
        over = next((name for name, value in told.items() if says_over(in_words(value), name, type_)), None)
        if over is None:
            return {}
        by = {} if happens else foreign_dates.over_by(when, reading.day)
        if by is not None:
            instead = f"it ended by {reading.day}, the day of the import" if by else "its type only happens"
            reading.leave_out(f"attribute {over} that says it is over, without the day", instead=instead)
        return by or {}

    def _tell_doubts(self, values: Mapping[str, Value]) -> None:
        """Report what attributes say that ask for no status, and may say that the relation is no fact."""
        texts = {name: in_words(value) for name, value in values.items() if not may_say_status(name)}
        doubts = [
            f"{name}: {text}"
            for name, text in texts.items()
            if says_no_fact(text, name) or (name.casefold() in TYPES and any(said_of_type(text)[1:]))
        ]
        if doubts:
            self._graph.reading.leave_out(LISTED, "relation", instead=UNASKED, text="; ".join(doubts))

    def inside(self, nodes: Iterable[Node]) -> list[dict[str, Any]]:
        """Return the rows that say which actor lies in which, as the file nests or groups them."""
        rows = []
        for node in nodes:
            for parent in dict.fromkeys(node.parents):
                if parent not in self._graph.nodes or parent == node.id:
                    self._graph.reading.leave_out(f"the group {shortened(parent)}", "actor")
                    continue
                ends = self._ids[node.id], self._ids[parent]
                key = self._free.take(id_from(ends[0], _INSIDE, ends[1]))
                rows.append({"source": ends[0], "target": ends[1], "key": key, "type": _INSIDE})
        self._inside = len(rows)
        return rows

    def _type(self, edge: Edge, values: dict[str, Value]) -> tuple[str, str | None]:
        """Return the type of an edge's relations, and the status that its words say.

        The words, if they say no more, leave the attributes.
        """
        type_ = _words_of_type(edge.type)
        if edge.type.strip() and not type_:
            put(values, "kind", edge.type)
        words = edge.type if type_ else taken(values, TYPES[:1], lambda text: _undrawn(text) and text)
        words = words or taken(values, TYPES[1:], lambda text: _words_of_type(text) and text) or ""
        name = _words_of_type(words)
        forget(values, TYPES, lambda text: name != "" and _words_of_type(text) == name)
        directed = edge.directed if edge.directed is not None else self._graph.directed
        if directed is None:
            self._unsaid += 1
            directed = bool(name)
        said = said_of_type(words) if name else OfType("")
        if said.status:
            name = _words_of_type(said.words)
        if any(said[1:]) and (said.status or loses_signs(words)):
            put(values, "type", " ".join(words.split()))
        if any(said[1:]) and not said.status:
            self._graph.reading.leave_out(UNSURE_TYPE, instead="taken as it is", text=words)
        is_alleged = only_alleged(_said(values, name)) or (said.is_claim and said.status == "planned")
        named = said_of_type(said.words if said.status else words) if name else said
        if is_alleged and said.status != "denied" and not named.is_claim:
            directed = directed and not (name in self._shipped and self._shipped[name].symmetric)
            name = ALLEGEDLY + (name or (_DIRECTED if directed else _UNDIRECTED))
        return self._with_direction(name, directed=directed), said.status

    def _with_direction(self, name: str, *, directed: bool) -> str:
        """Return the type with some name that has, or has not, a direction; a new one if need be."""
        name = name or (_DIRECTED if directed else _UNDIRECTED)
        suffix = "directed" if directed else "undirected"
        for wanted in chain((name, f"{name}-{suffix}"), (f"{name}-{suffix}-{number}" for number in count(2))):
            if wanted in self._known:
                fits = self._known[wanted].symmetric != directed
                if fits:
                    self.types[wanted] = plain(self._known[wanted])
            elif wanted in self._shipped:
                fits = directed or self._shipped[wanted].symmetric
            else:
                new: dict[str, Any] = own_row(wanted, symmetric=not directed)
                if wanted != name:
                    new["meaning"] = f"{name}, of which a file says that it is {suffix}"
                    new |= (
                        {"family": family.family}
                        if (family := self._known.get(name) or self._shipped.get(name))
                        else {}
                    )
                fits = self.types.setdefault(wanted, new) == new
            if fits:
                if wanted != name:
                    self._ways[wanted] = (
                        f"{name} is {suffix} in the file, so it is a type of its own, {wanted}"
                    )
                elif not directed and _ONE_WAY.fullmatch(name) and name not in self._shipped:
                    self._ways[wanted] = f"{name} goes both ways in the file, though its words go one way"
                return wanted
        raise AssertionError

    def tell(self) -> None:
        """Tell what was assumed and where attributes are."""
        notes = self._graph.reading.notes
        if new := sorted(self.types.keys() - self._known.keys()):
            notes.append(told_types(new))
        notes += [f"{words}." for _, words in sorted(self._ways.items())]
        for status, number in sorted(self._not_actual.items()):
            which = plural(number, "relation is", "relations are")
            notes.append(f"{which} {status}, as an attribute in its note says.")
        if self._noted:
            counts = ", ".join(f"{name} ({count:,})" for name, count in sorted(self._noted.items()))
            notes.append(f"Attributes of relations are in their notes, as the file has them: {counts}.")
        if self._several:
            who = plural(self._several, "edge with several times is", "edges with several times are")
            notes.append(f"{who} several relations, one for each time.")
        if self._unsaid:
            what = plural(self._unsaid, "edge has", "edges have")
            notes.append(
                f"The file does not say whether {what} a direction: with a type, it is from source to "
                "target; without one, both ways."
            )
        if self._inside:
            who = plural(self._inside, "actor lies", "actors lie")
            notes.append(f"{who} inside another in the file, which is a relation {_INSIDE} without a date.")


def _scores(edges: Iterable[Edge]) -> set[str]:
    """Return the attributes that tell by numbers how sure each edge is."""
    texts: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for name, value in edge.values.items():
            if is_of_truth(name):
                texts[name].add(in_words(value))
    return {name for name, told in texts.items() if is_score(name, told)}


def _said(values: Mapping[str, Value], type_: str, when: str = "") -> list[Said]:
    """Return what the attributes of an edge say of its status; what held for a time says nothing clear."""
    found = []
    for name, value in values.items():
        if may_say_status(name):
            text = in_words(value)
            said = said_in(text, name, type_, lambda: when)
            if not isinstance(value, Timed):
                said = dated(said, day_under(name, text, type_=type_))
            elif said.status or said.is_over or said.is_claim:
                said = said._replace(status=None, is_over=False, is_claim=False, is_unclear=True)
            found.append(said)
    return found


def _undrawn(text: str) -> str:
    """Return the type that an attribute ``type`` names; blank if it says how the edge is drawn."""
    name = _words_of_type(text)
    return "" if name in WORDS["lines"] else name


def _words_of_type(text: str) -> str:
    """Return the type that words name; blank if they name none, as directions do."""
    name = type_name(text)
    return "" if name in DIRECTIONS else name
