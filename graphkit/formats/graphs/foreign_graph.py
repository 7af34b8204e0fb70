"""The nodes and edges of a file of another program's format, before they are a dataset."""

import json
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphkit.editing.identity import is_counter
from graphkit.errors import DataError, Fault, half_character, plural, shortened
from graphkit.formats.foreign_identity import DIRECTIONS, KIND_ASSUMED, SAY_DIRECTION, TURNED, has_direction
from graphkit.formats.format import Reading
from graphkit.model.attribute_names import OUTSIDE_ID
from graphkit.model.entities import Dataset
from graphkit.storage.json_file import dataset_of
from graphkit.storage.strict_json import Flawed, NumberFault, Repeating, repeats

Value = str | int | float | bool


class Many(str):
    """Several values as one text, or a value with the time when it held: never a name, a type or a date."""

    __slots__ = ()


class Timed(Many):
    """Values as one text, each with a time that is not all of that of its node or edge."""

    __slots__ = ()


class Span(NamedTuple):
    """The times of a node or an edge as the file has them; blank if it has none.

    An open side is not itself meant: an edge that ends before 10 March, not on it.
    """

    start: str = ""
    end: str = ""
    start_open: bool = False
    end_open: bool = False

    def __str__(self) -> str:
        """Return the span as the file has it."""
        if self.start == self.end and not (self.start_open or self.end_open):
            return self.start
        start, end = self.start or "?", self.end or "?"
        return f"{'after ' * self.start_open}{start} to {'before ' * self.end_open}{end}"


@dataclass(slots=True)
class Node:
    """A node: what the file calls it, its attributes, the nodes it lies in, and its times.

    ``place`` is where it stands in the file; ``named`` is whether the id is but a name, which two may have.
    """

    id: str
    values: dict[str, Value]
    parents: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    place: str = ""
    named: bool = False


@dataclass(slots=True)
class Edge:
    """An edge; ``directed`` is None where the file does not say, ``type`` a type that is no attribute."""

    id: str | None
    source: str
    target: str
    values: dict[str, Value]
    directed: bool | None = None
    type: str = ""
    spans: list[Span] = field(default_factory=list)
    place: str = ""


_MOST_ALIKE = 100
"""With how many values of one name a value is compared; of more, equal ones are kept too."""


def put(values: dict[str, Value], name: str, value: Any) -> None:
    """Set an attribute; another value of the same name gets a number after the name, None and blanks none."""
    name = " ".join(str(name).split()) or "attribute"
    value = _unflawed(value)
    if isinstance(value, list | dict):
        value = Many(json.dumps(value, ensure_ascii=False))
    elif value is None or value == math.inf or value == -math.inf:
        value = "" if value is None else str(value)
    if not str(value).strip():
        return
    number, free = 1, name
    while free in values and not (values[free] == value and type(values[free]) is type(value)):
        if number < _MOST_ALIKE:
            number += 1
        else:
            numbers = range(len(values) + 2)
            number = bisect_left(numbers, True, number, key=lambda each: f"{name} {each}" not in values)
        free = f"{name} {number}"
    values[free] = value


def _unflawed(value: Any) -> Any:
    """Return a value of JSON with what Python reads of the numbers that JSON does not know."""
    if isinstance(value, Flawed):
        return math.nan if value.text == "NaN" else value.text
    if isinstance(value, list):
        return [_unflawed(each) for each in value]
    return {name: _unflawed(each) for name, each in value.items()} if isinstance(value, dict) else value


def flaw_in(value: Any, *, but: Container[str] = ()) -> str:
    """Return what is wrong with the text of a value of JSON, and the mend; blank if nothing is.

    ``but`` are keys whose values are not looked at.
    """
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, Repeating):
            return repeats(value.repeated[0])
        if isinstance(value, str) and (wrong := half_character(value)):
            return wrong
        if isinstance(value, dict):
            pending += [part for key, each in value.items() if key not in but for part in (key, each)]
        elif isinstance(value, list):
            pending += value
    return ""


def id_text(id: Any) -> str:
    """Return an id of JSON as text, the number 1 as ``1``; blank if it is an object, or nothing."""
    if isinstance(id, float) and id.is_integer():
        id = int(id)
    if isinstance(id, bool | list) and id != []:
        return json.dumps(id, ensure_ascii=False)
    return str(id) if isinstance(id, str | int | float) and not isinstance(id, Flawed) else ""


def direction_in(values: dict[str, Value]) -> bool | None:
    """Remove what attributes say of an edge's direction, and return it; None if they say nothing."""
    for name, value in values.items():
        what, word = name.casefold(), in_words(value).strip().casefold()
        said = has_direction(what, word) if what in SAY_DIRECTION else None
        said = DIRECTIONS.get(word) if what == "type" else said
        if said is not None:
            if what != "direction" or word not in TURNED:  # which adding the edge removes
                del values[name]
            return said
        if what == "direction" and word:  # such as "upward": no direction is made up, and it is in the note
            return False
    return None


def pairs_of(about: Any) -> list[tuple[Any, Any]]:
    """Return the names and values of an object of JSON, or of a list of pairs, as old networkx writes it."""
    if isinstance(about, dict):
        return list(about.items())
    rows = about if isinstance(about, list) else []
    return [(row[0], row[1]) for row in rows if isinstance(row, list) and len(row) == 2]


def check_defaults(where: str, defaults: int, elements: int) -> None:
    """Refuse a file whose defaults would make a hundred times what is in it."""
    if defaults > 100 and defaults * elements > 500_000:
        message = f"{defaults:,} attributes have a value for each of {elements:,} elements without one"
        raise DataError(where, [Fault("", f"{message}; remove their defaults")])


def times_of(values: dict[str, Value]) -> list[Span]:
    """Remove the attributes start and end, in any case, and return the span that they say, if any."""
    start, end = (taken(values, (name,), str) or "" for name in ("start", "end"))
    return [Span(start, end)] if start or end else []


def in_words(value: Value) -> str:
    """Return a value as text; a truth as ``true`` or ``false``."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def taken(values: dict[str, Value], names: Iterable[str], fits: Callable[[str], Any]) -> Any:
    """Remove the first attribute of some names that fits, and return it; None if none does."""
    for wanted in names:
        for name, value in values.items():
            is_word = name.casefold() == wanted and not isinstance(value, Many) and not is_nan(value)
            if is_word and (found := fits(in_words(value).strip())):
                del values[name]
                return found
    return None


def is_nan(value: Value) -> bool:
    """Return whether a value is the number that is none, which programs write where there is no value."""
    return isinstance(value, float) and math.isnan(value)


def forget(values: dict[str, Value], names: Iterable[str], fits: Callable[[str], bool]) -> None:
    """Remove every attribute of some names that fits."""
    for name, value in list(values.items()):
        if name.casefold() in names and fits(in_words(value)):
            del values[name]


def refuse_flawed(header: Any, where: str, flaws: Sequence[Fault], but: Container[str]) -> None:
    """Refuse a file whose text is bad outside of its elements, of which ``but`` are the keys."""
    if flaws and flaw_in(header, but=but):
        raise DataError(where, flaws)


DRAWN_BACK = "An edge that is drawn with an arrow at its source only was read from target to source."


class ForeignGraph:
    """The nodes and edges of a file.

    Edges have a direction if ``directed``, unless they say otherwise; None if the file does not say. If it
    ``counts_time``, it declares its times to be numbers, which may count from anything. ``flaws`` is what is
    wrong with its text.
    """

    def __init__(
        self, where: str, reading: Reading, directed: bool | None = None, flaws: Sequence[Fault] = ()
    ) -> None:
        self.where, self.reading, self.directed = where, reading, directed
        self.flaws = flaws
        self.counts_time = False
        self.about: dict[str, Value] = {}
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self._faults: list[Fault] = []
        self._skipped: dict[str, list[Fault]] = {}
        self._twice: set[str] = set()

    def add_node(self, node: Node) -> None:
        """Add a node; one without an id, or whose id stands twice, is bad."""
        if not node.id.strip():
            place = node.place or f"node {len(self.nodes) + 1}"
            self.bad("node", place, "has no id; give it one, a text or a number")
        elif node.id in self.nodes:
            self._twice.add(node.id)
            self.bad("node", f"node {shortened(node.id)}", "stands twice; give each its own id")
        else:
            self.nodes[node.id] = node

    def add_edge(self, edge: Edge) -> None:
        """Add an edge; one whose direction is said to be incoming goes from its target to its source."""
        word = taken(edge.values, ("direction",), lambda text: text if text.casefold() in TURNED else "")
        if word:
            edge.source, edge.target = edge.target, edge.source
            self.reading.leave_out(f"direction {word}", instead="read from target to source")
        self.edges.append(edge)

    def bad(self, what: str, place: str, message: str) -> None:
        """Skip a bad element, or refuse the file for it."""
        fault = Fault(place, message)
        self._faults.append(fault)
        self._skipped.setdefault(what, []).append(fault)

    def is_flawed(self, what: str, place: str, row: Any) -> bool:
        """Return whether the text of an element is bad, which is then skipped or refused."""
        message = flaw_in(row) if self.flaws else ""
        if message:
            self.bad(what, place, message)
        return message != ""

    def whole_edges(self) -> list[Edge]:
        """Return the edges whose ends are there; refuse the file for bad elements, or report them.

        Attributes that are NaN are removed from all elements, and reported.
        """
        edges = [edge for edge in self.edges if self._is_whole(edge)]
        if self._faults and not self.reading.skip_bad:
            in_text = [flaw for flaw in self.flaws if not isinstance(flaw, NumberFault)]
            raise DataError(self.where, in_text or self._faults)
        for what, faults in self._skipped.items():
            tell_skipped(what, faults, self.reading)
        if joined := sum(not self._twice.isdisjoint((edge.source, edge.target)) for edge in edges):
            self.reading.leave_out(
                "which node of an id that stands twice is meant",
                count=joined,
                instead="taken to be the first",
            )
        for of, elements in (("actor", self.nodes.values()), ("relation", edges)):
            for values in (element.values for element in elements):
                for name in [name for name, value in values.items() if is_nan(value)]:
                    del values[name]
                    self.reading.leave_out(f"attribute {name} that is NaN, which is no value", of)
        return edges

    def forget_shared_ids(self, of: Callable[[Edge], bool] = lambda _: True) -> None:
        """Take from edges the ids that others have too, such as networkx's keys, which count those of a pair.

        ``of`` says from which. What is no counter stays as an attribute.
        """
        having = Counter(edge.id for edge in self.edges)
        for edge in filter(of, self.edges):
            if edge.id is not None and having[edge.id] > 1:
                counts = is_counter(edge.id.strip())
                self.reading.leave_out("id that several have", instead=None if counts else "kept in its note")
                put(edge.values, OUTSIDE_ID, "" if counts else edge.id)
                edge.id = None

    def _is_whole(self, edge: Edge) -> bool:
        place = f"edge {shortened(edge.id)}" if edge.id else edge.place or f"edge of {shortened(edge.source)}"
        for end, what in ((edge.source, "source"), (edge.target, "target")):
            if end not in self.nodes:
                message = (
                    f"there is no node {shortened(end)}; add it, or write another"
                    if end
                    else "is missing; write the id of a node"
                )
            elif end in self._twice and self.nodes[end].named:
                message = f"several nodes are called {shortened(end)}; give each an id"
            else:
                continue
            self.bad("edge", f"{place}, {what}", message)
            return False
        return True


def tell_skipped(what: str, faults: Sequence[Fault], reading: Reading) -> None:
    """Report bad elements that were skipped, with the first of them."""
    reading.leave_out(f"bad {what}s, the first: {faults[0]}", of=what, count=len(faults), instead="skipped")


def told_kinds(count: int) -> str:
    """Return a sentence about actors without a kind."""
    who = plural(count, "actor has", "actors have")
    return f"{who} no kind that graphkit knows; the kind is {KIND_ASSUMED}."


def told_types(names: Iterable[str]) -> str:
    """Return a sentence about new relation types."""
    return f"Relation types that graphkit does not know were added: {', '.join(sorted(names))}."


def sifted(raw: dict[str, Any], where: str, reading: Reading) -> Dataset:
    """Return the dataset that plain data describe, without bad actors and relations if these may be skipped.

    If they may not, or if none is to blame, what is wrong raises DataError.
    """
    while True:
        try:
            return dataset_of(raw, where)
        except DataError as error:
            faults = {fault.path[:2]: fault for fault in reversed(error.faults) if len(fault.path) > 1}
            bad = {table: [place for place in faults if place[0] == table] for table in ("nodes", "edges")}
            if not reading.skip_bad or not any(bad.values()):
                raise
            for table, what in (("nodes", "node"), ("edges", "edge")):
                if places := bad[table]:
                    tell_skipped(what, [faults[place] for place in places], reading)
                    gone = {place[1] for place in places}
                    raw[table] = [row for number, row in enumerate(raw[table]) if number not in gone]
