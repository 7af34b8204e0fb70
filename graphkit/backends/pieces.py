"""Lists the relations of a directory piece by piece, of any number.

Most rows of a table of events say the same as others do, of other actors. One of them is judged, which takes
a graph, and those that are like it are listed as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from graphkit.backends import subgraphs
from graphkit.backends.parquet import ParquetBackend
from graphkit.backends.protocol import Row
from graphkit.backends.rows import head_of
from graphkit.graph.filters import Filter
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.relation import DatedRelation, FrozenFields, Verdict
from graphkit.model.vocabulary import KnownType
from graphkit.queries.listing import Listing, place_in_order, relations

_DATES = re.compile(r'(?:"(?:when|begins|ends)":"[^"\\]*"[,}])+')
"""What follows the type in the fields of a relation with nothing but a date."""

_VERDICT = attrgetter(*Verdict._fields)


class Piece(NamedTuple):
    """Relations in the order in which they are listed, and a graph of some of them."""

    graph: Graph
    listing: Listing


class _Asked(NamedTuple):
    """What is asked of a directory; ``types`` are those of which rows may be alike, by their heads.

    Of posts they are not: who left another ended that one alone.
    """

    backend: ParquetBackend
    filter: Filter
    cut: Callable[[Graph], Graph]
    types: Mapping[str, KnownType]


def in_order(backend: ParquetBackend, filter: Filter, cut: Callable[[Graph], Graph]) -> Iterator[Piece]:
    """Yield the relations that match a filter in pieces, one after the other as they are listed, of any size.

    ``cut`` returns those of a graph that match.
    """
    about, types = backend.description, dict[str, KnownType]()
    if not (filter.text or filter.where):  # which no query searches: each is looked at
        known = about.vocabulary
        types = {head_of(name): known[name] for name in about.types if not known[name].is_post}
    asked = _Asked(backend, filter, cut, types)
    for rows in subgraphs.rows_in_order(backend, filter):
        yield _piece(asked, _alike(rows, types))


def _alike(rows: Iterable[Row], types: Mapping[str, KnownType]) -> list[list[Row]]:
    """Return rows in groups of which each makes one assertion, between whomever: with nothing but a date.

    Those of a group have types of one kind, which decides with the date. Of the newsroom all are alone.
    """
    groups: dict[object, list[Row]] = {}
    for row in rows:
        head, _, tail = row.fields.partition(",")
        type_ = types.get(head)
        groups.setdefault((tail, type_.kind, type_.newsroom) if type_ else row.id, []).append(row)
    found: list[list[Row]] = []
    for key, group in groups.items():
        is_plain = isinstance(key, tuple) and _DATES.fullmatch(key[0]) and not key[2]
        found += [group] if is_plain else ([row] for row in group)
    return found


def _piece(asked: _Asked, groups: Sequence[Sequence[Row]]) -> Piece:
    """Return the relations of groups of rows, of which the first of each is judged."""
    firsts = [group[0] for group in groups]
    ends = {end for group in groups for row in group for end in (row.source, row.target)}
    graph = subgraphs.of_rows(asked.backend, firsts, ends, asked.filter, len(firsts))
    part = asked.cut(graph)
    listing = relations(part)
    others = {group[0].id: group[1:] for group in groups if len(group) > 1}
    listed = {relation.id for relation in listing}
    # The life of an end bounds one alone, and what is left out is counted one by one.
    if others and (index(graph).cache.lives or not listed.issuperset(others)):
        return _piece(asked, [[row] for group in groups for row in group])
    if not others:
        return Piece(part, listing)
    ids, actors = asked.backend.ids_of(ends), index(graph).adjacency.actors

    def all_like(relation: DatedRelation) -> Iterator[DatedRelation]:
        yield relation
        own: dict[str, tuple[KnownType, FrozenFields]] = {}
        verdict, within = _VERDICT(relation), replace(relation.within, actors=actors)
        for row in others.get(relation.id, ()):
            head = row.fields.partition(",")[0]
            if head not in own:
                type_ = asked.types[head]
                own[head] = type_, FrozenFields({**relation.fields, "type": type_.name})
            yield DatedRelation(row.id, ids[row.source], ids[row.target], *own[head], *verdict, within=within)

    found: list[DatedRelation] = []
    for _, same in groupby(listing, place_in_order):
        found += sorted((each for first in same for each in all_like(first)), key=attrgetter("id"))
    return Piece(part, replace(listing, relations=tuple(found)))
