"""Merges one dataset into another: adds new rows, completes rows that are there, refuses contradictions."""

import re
import shlex
import textwrap
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from graphkit.editing.identity import (
    ActorIndex,
    LocalNames,
    Match,
    aliases,
    compatible,
    exact_name,
    has_counter,
    is_counter,
    kinds_differ,
    made_of_name,
    match_reason,
    merged_ids,
)
from graphkit.editing.one_date import with_one_date
from graphkit.editing.outside_ids import told_counters, with_outside_id, with_outside_ids
from graphkit.errors import first_few, plural
from graphkit.model.attribute_names import MERGED_IDS, OUTSIDE_ID
from graphkit.model.distinguishing import (
    are_dates_of_one,
    attributes_agree,
    attributes_differ,
    both_values,
    changes_differ,
    ids_differ,
    value_of_entry,
)
from graphkit.model.entities import Actor, Dataset, Evidence, Link, Relation, Source, Step
from graphkit.model.ids import FreeIds, id_from
from graphkit.model.kinds import UNKNOWN
from graphkit.model.lives import life_of
from graphkit.model.references import TABLES, Reference, references, renamed_row
from graphkit.model.titles import UNTITLED
from graphkit.storage.patch import validated
from graphkit.temporal import edtf

_MOST_SHOWN = 3
"""How many similar actors are listed."""


def content(*without: str) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that gives the values of a row without those of some fields."""
    return lambda row: tuple(value for name, value in row if name not in without)


source_content, _undated_content = content("id", "derived_from"), content("key", "links", "ends")
_told = content("source")
_BY_A_DAY = re.compile(r"\.\.[-0-9]+\]$")


def relation_content(row: Relation) -> tuple[Any, ...]:
    """Return what a relation says but its id and links; the last day of its end may be that of an import."""
    return (*_undated_content(row), _BY_A_DAY.sub("", row.ends or ""))


def begun(row: Relation) -> tuple[Any, ...] | None:
    """Return the ends, the type and the stated start of a relation that lasts; else None."""
    start = row.begins if row.when is None else row.when.partition("/")[0] if "/" in row.when else None
    return None if not start or start == ".." else (row.source, row.target, row.type, start)


_core = content("key", "links", "ends", "evidence", "about", "summary", "note")


def _lacking(here: Relation, row: Relation, noted: Relation) -> list[str] | None:
    """Return the fields in which a row of a file says what a relation here does not; None if it is another.

    More evidence and more words are no other relation. ``noted`` is the row with its id in its note.
    """
    parts, ours = ((each.note or "").split("; ") for each in (noted, here))
    ids, own = ({part for part in each if part.startswith(f"{OUTSIDE_ID}: ")} for each in (parts, ours))
    if ids and own and not ids <= own:
        return None
    note = re.escape("; ".join(part for part in parts if part not in ids))
    said = {
        "end": _core(here) == _core(row) and relation_content(here)[-1] == relation_content(row)[-1],
        "evidence": all(any(_within(one, other) for other in here.evidence) for one in row.evidence),
        "about": {*row.about} <= {*here.about},
        "summary": row.summary in (None, here.summary),
        "note": ids <= own and (not note or re.search(rf"(?<!\w){note}(?!\w)", here.note or "")),
    }
    return [name for name, there in said.items() if not there]


def _within(one: Evidence, other: Evidence) -> bool:
    """Return whether evidence says nothing that other evidence does not."""
    theirs = other.fields()
    return all(theirs.get(name) == value for name, value in one.fields().items())


_DATE = ("when", "begins", "ends")
_FIXED = ("type", *_DATE, "status", "amount")
"""Fields of a relation that must be equal in both datasets."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: an ``actor``, ``source``, ``relation``, ``relation type`` or ``step``.

    It has its id in the dataset it was merged into; ``words`` are a reason, or what it brought; ``who`` are
    the two actors that were merged, where they are actors.
    """

    what: str
    id: str
    words: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class MergeResult:
    """A dataset with another merged into it, and what became of each row of the other.

    Rows were new, merged into a row that was there, or refused as they contradict one. They are kept
    ``apart`` though they resemble a row that was there, or have its id. ``alike`` are the ids of relations
    that were there already, equal in everything; ``actors``, the id of each actor in the merged dataset;
    ``by_name`` are, for each relation that is new, those of its ends that were joined by their name alone;
    ``notes``, sentences on what is in no row.
    """

    dataset: Dataset
    added: tuple[Outcome, ...]
    merged: tuple[Outcome, ...]
    refused: tuple[Outcome, ...]
    apart: tuple[Outcome, ...] = ()
    alike: tuple[str, ...] = ()
    actors: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    by_name: Mapping[str, list[str]] = field(default_factory=dict)


def already_present(count: int, what: str = "relation") -> str:
    """Return a line that says how many relations, or rows, are not added because they are there already."""
    subject = plural(count, f"{what} is", f"{what}s are")
    return f"{subject} there already, alike in actors, type, date and all else; not added again."


@dataclass
class _Merge:
    """The rows so far, and what became of the rows of the other dataset."""

    file: str
    local: LocalNames
    free_ids: FreeIds
    actors: ActorIndex
    sources: dict[str, Source]
    relations: dict[str, Relation]
    added: list[Outcome] = field(default_factory=list)
    merged: list[Outcome] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)
    apart: list[Outcome] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    ids: dict[str, dict[str, str]] = field(default_factory=lambda: {table: {} for table in TABLES})
    """By table, the id here of each row of the other dataset."""
    lost: dict[str, set[str]] = field(default_factory=lambda: {table: set() for table in TABLES})
    """By table, the ids of rows of the other dataset that were refused."""
    several: dict[str, list[str]] = field(default_factory=dict)
    """The actors of the other dataset that are refused, as each may be one of several here."""
    only_named: set[str] = field(default_factory=set)
    """The actors here that were joined by their name alone."""
    by_name: dict[str, list[str]] = field(default_factory=dict)
    """By relation that was added, its ends that were."""

    def refuse(self, table: str, id: str, words: str) -> None:
        self.lost[table].add(id)
        self.refused.append(Outcome(TABLES[table].what, id, words))

    def note_merged(
        self, table: str, before: Any, after: Any, first: str = "", last: str = "", who: str = ""
    ) -> None:
        """Record that a row was merged, if there is anything to say about it."""
        new = [name for name, value in after if value != getattr(before, name)]
        words = [first, f"gets {', '.join(new)}" if new else "", last]
        if any(words):
            id = getattr(after, TABLES[table].key)
            self.merged.append(Outcome(TABLES[table].what, id, "; ".join(filter(None, words)), who))

    def first_lost(self, table: str, row: Any) -> str | None:
        """Return a refused row that a row names, if any, links aside; in words."""
        for reference in references(table):
            for name in reference.names(row) if table not in reference.to else ():
                for other in reference.to:
                    if name in self.lost[other]:
                        return f"{TABLES[other].what} {name}"
        return None

    def translated(self, table: str, row: Any, *, own: bool) -> Any:
        """Return a row with the ids that are valid here; names of refused rows go.

        ``own`` selects the references to rows of the same table, which need their final ids first; else all
        others are translated.
        """

        def rename(reference: Reference, name: str) -> str | None:
            if own != (table in reference.to):
                return name
            if any(name in self.lost[other] for other in reference.to):
                return None
            return next((self.ids[other][name] for other in reference.to if name in self.ids[other]), name)

        return renamed_row(table, row, rename)


def merge_datasets(
    dataset: Dataset,
    other: Dataset,
    local: LocalNames | None = None,
    *,
    keep_apart: bool = False,
    whole: bool = True,
    file: str = "",
) -> MergeResult:
    """Return a dataset with the rows of another.

    How actors are recognised says :mod:`graphkit.editing.identity`; their names become aliases. A source or
    relation is the same as one here if it has the same id, and that id is neither local nor a counter. With
    such ids, it is the same as one that is equal in everything. Rows with a local id, or with the id of
    another row here, get new ids.

    Rows that are there keep their values; what an actor has otherwise in the other is told. Missing fields
    are filled in, and evidence is added. Of two dates of a relation that agree, such as one without an end
    and one with it, the more exact is taken. A row that contradicts one that is there is refused, and so is a
    relation that needs it. What becomes of ids of another program says :mod:`graphkit.editing.outside_ids`.

    With ``keep_apart`` a name alone never makes two actors one. The result is validated if the dataset is
    ``whole``: holds everything that its rows name. ``file`` is the name of the other's file, for the lines
    about merged actors.
    """
    local = local or LocalNames()
    state = _Merge(
        file,
        local,
        _free_ids(dataset, other, local),
        ActorIndex(dataset.actors, keep_apart=keep_apart),
        {row.id: row for row in dataset.sources},
        {row.key: row for row in dataset.relations},
    )
    _merge_actors(state, with_outside_ids(other.actors, local), dataset, other)
    types = {row.name: row for row in dataset.relation_types}
    for type_ in other.relation_types:
        if type_.name not in types:
            types[type_.name] = type_
            state.added.append(Outcome("relation type", type_.name))
        elif types[type_.name] != type_:
            words = "is another here; what it is here stays"
            state.refused.append(Outcome("relation type", type_.name, words))
    _merge_sources(state, dataset, other.sources)
    _know_by_relations(state, dataset, other)
    _merge_relations(state, dataset, other)
    empty = not (dataset.actors or dataset.relations or dataset.sources)
    made = dataset.model_copy(
        update={
            "title": other.title if empty and dataset.title == UNTITLED else dataset.title,
            "description": dataset.description or (other.description if empty else None),
            "story": _merge_stories(state, dataset, other),
            "relation_types": tuple(types.values()),
            "actors": tuple(state.actors.rows.values()),
            "sources": tuple(state.sources.values()),
            "relations": tuple(state.relations.values()),
        }
    )
    return MergeResult(
        validated(made, "this import") if whole else made,
        tuple(state.added),
        tuple(state.merged),
        tuple(state.refused),
        tuple(state.apart),
        tuple(state.alike),
        state.ids["actors"],
        tuple(told_counters(other.actors, other.relations, local)),
        state.by_name,
    )


def _free_ids(dataset: Dataset, other: Dataset, local: LocalNames) -> FreeIds:
    return FreeIds(
        id
        for rows, own in ((dataset, LocalNames()), (other, local))
        for table, ignored in (("actors", own.actors), ("sources", own.sources), ("relations", own.relations))
        for row in getattr(rows, table)
        if (id := getattr(row, TABLES[table].key)) not in ignored
    )


def _merge_stories(state: _Merge, dataset: Dataset, other: Dataset) -> tuple[Step, ...]:
    """Return the steps of both stories; a step that names a refused row is refused."""
    steps = []
    for step in other.story:
        if state.first_lost("story", step):
            state.refused.append(Outcome("step", step.title, "names what is refused"))
        else:
            steps.append(state.translated("story", step, own=False))
    return _with_new(dataset.story, steps)


# --- actors ---------------------------------------------------------------------------------------


def _merge_actors(state: _Merge, actors: Sequence[Actor], dataset: Dataset, other: Dataset) -> None:
    """Merge the actors. Two of one file stay two, so at most one of them is the same as one here.

    Those who were merged here stay one.
    """
    matches = {actor.id: state.actors.find(actor, state.local) for actor in actors}
    counted = _counted_here(state, actors, matches, dataset, other)
    merged = {actor.id for actor in actors if _was_merged(state, actor, matches[actor.id])}
    claimants: dict[str, list[Actor]] = {}
    for actor in actors:
        if len(matches[actor.id].ids) == 1 and actor.id not in merged:
            claimants.setdefault(matches[actor.id].ids[0], []).append(actor)
    chosen = {id: _best_claimant(state.actors.rows[id], each, matches) for id, each in claimants.items()}
    before = dict(state.actors.rows)
    for actor in actors:
        match = matches[actor.id]
        if actor.id in counted:
            _merge_actor(state, before[counted[actor.id]], actor, "same name and relations")
        elif len(match.ids) > 1:
            state.refuse("actors", actor.id, _ambiguity(state, actor, match))
            state.several[actor.id] = match.ids
        elif match.ids and (actor.id in merged or chosen[match.ids[0]] is actor):
            here = state.actors.rows[match.ids[0]]
            _merge_actor(state, here, actor, match.reason or match_reason(here, actor), sure=match.sure)
        else:
            named = first_few([each.name for id in match.ids for each in claimants[id]], _MOST_SHOWN)
            others = [(id, f"may be each of several actors there: {named}") for id in match.ids]
            _add_actor(state, actor, [*others, *match.near], before)


def _was_merged(state: _Merge, actor: Actor, match: Match) -> bool:
    """Return whether an actor of a file was merged into the one here that it is, by its id."""
    return match.sure and len(match.ids) == 1 and actor.id in merged_ids(state.actors.rows[match.ids[0]])


def _counted_here(
    state: _Merge, actors: Iterable[Actor], matches: Mapping[str, Match], dataset: Dataset, other: Dataset
) -> dict[str, str]:
    """Return who here each actor is that only a counter names: who has all its relations, if anybody has.

    So a file that is imported again adds nobody, and another with the same counters joins nobody.
    """
    among = {row.id: {*state.actors.counted(row)} for row in actors if not matches[row.id].ids}
    if not any(among.values()):
        return {}
    found = {id: match.ids[0] for id, match in matches.items() if len(match.ids) == 1}
    there = {(_said(row, state.sources), row.source, row.target) for row in dataset.relations}
    theirs = {row.id: row for row in other.sources}
    rows_of: dict[str, list[tuple[set[Any], str, str]]] = {id: [] for id in among}
    state.ids["actors"] |= found
    for original in other.relations:
        if touched := {original.source, original.target} & among.keys():
            row = state.translated("relations", original, own=False)
            said = {_said(each, theirs) for each in (row, with_outside_id(row, original, state.local))}
            for id in touched:
                rows_of[id].append((said, original.source, original.target))
    state.ids["actors"].clear()

    def narrow(pending: list[str]) -> None:
        """Leave those that have all the relations, with whom the other ends may be."""
        while pending:
            for said, *ends in rows_of[pending.pop()]:
                may_be = [among[id] if id in among else {*filter(None, [found.get(id)])} for id in ends]
                pairs = [pair for pair in product(*may_be) if any((each, *pair) in there for each in said)]
                for place, id in enumerate(ends):
                    fits = {pair[place] for pair in pairs}
                    if id in among and not among[id] <= fits:
                        among[id] &= fits
                        pending.append(id)

    among |= {id: set() for id, rows in rows_of.items() if not rows}
    narrow([*among])
    taken = {*found.values()}
    for id in among:
        among[id] = {*sorted(among[id] - taken)[:1]}
        taken |= among[id]
        narrow([id])
    return {id: here for id, fits in among.items() for here in fits}


def _said(row: Relation, sources: Mapping[str, Source]) -> tuple[Any, ...]:
    """Return what a relation says, but not of whom; of its sources, what they are rather than their ids."""
    told = frozenset((source_content(sources[each.source]), _told(each)) for each in row.evidence)
    return *relation_content(row.model_copy(update={"source": "", "target": "", "evidence": ()})), told


def _best_claimant(here: Actor, claimants: list[Actor], matches: Mapping[str, Match]) -> Actor | None:
    """Return the one of several actors of a file that an actor here is; None if that is unknown."""
    sure = [actor for actor in claimants if matches[actor.id].sure]
    exact = [actor for actor in claimants if exact_name(actor.name) == exact_name(here.name)]
    return next((some[0] for some in (claimants, sure, exact) if len(some) == 1), None)


def _ambiguity(state: _Merge, actor: Actor, match: Match) -> str:
    told = [id for id in merged_ids(actor) if id in match.ids]
    if len(told) > 1:
        one, *rest = told
        mend = " and ".join(f"graphkit merge {id} into {one}" for id in rest)
        return (
            f"{actor.name} is {first_few(told, _MOST_SHOWN)}, who are one in the file; make them one: {mend}"
        )
    names = " or ".join(match.ids[:_MOST_SHOWN])
    more = f" or one of {len(match.ids) - _MOST_SHOWN} more" if len(match.ids) > _MOST_SHOWN else ""
    nameable = not any(has_counter(state.actors.rows[id]) or made_of_name(id, actor) for id in match.ids)
    if nameable and actor.id not in state.local.actors:
        mend = "give it the id of one"
    else:
        mend = f"name it in the file as only one is called (graphkit edit {match.ids[0]} aliases+=NAME)"
    third = "--keep-apart adds it as another, like all who are known by a name alone"
    return f"{actor.name} may be {names}{more}; {mend}, or {third}"


def _add_actor(
    state: _Merge, actor: Actor, near: Iterable[tuple[str, str]], before: Mapping[str, Actor]
) -> None:
    """Add an actor; ``near`` are ids of similar ones, each with the reason why it is another."""
    own_id = actor.id not in state.local.actors
    if own_id and actor.id in state.sources and not has_counter(actor):
        state.refuse("actors", actor.id, "is a source here; give it another id")
        return
    stays = own_id and actor.id not in before and actor.id not in state.sources
    id = actor.id if stays else state.free_ids.take(id_from(actor.name))
    state.actors.rows[id] = actor.model_copy(update={"id": id})
    state.ids["actors"][actor.id] = id
    state.added.append(Outcome("actor", id, actor.name))
    for other, reason in list(near)[:_MOST_SHOWN]:
        state.apart.append(Outcome("actor", id, f"{other} ({before[other].name}) {reason}"))


def _who(state: _Merge, id: str, name: str) -> str:
    return f"{name} ({state.file}, id {id})" if state.file else f"{name} (id {id})"


def _merge_actor(state: _Merge, here: Actor, actor: Actor, reason: str, *, sure: bool = False) -> None:
    if UNKNOWN not in (here.kind, actor.kind) and not compatible(here.kind, actor.kind):
        wrong = reason.removeprefix("same ")
        mend = "give it another id" if here.id == actor.id else f"correct the kind of one, or the {wrong}"
        state.refuse("actors", actor.id, f"{kinds_differ(here, actor)}; {mend}")
        return
    difference = ids_differ(here, actor)
    if difference:
        state.refuse("actors", actor.id, f"{difference}; give it another id")
        return
    ours = dict(here.attributes)
    theirs = dict(
        pair for pair in actor.attributes if pair not in ((OUTSIDE_ID, here.id), (MERGED_IDS, here.id))
    )
    exact = {
        name: both_values(name, ours[name], value)
        for name, value in theirs.items()
        if name in ours and are_dates_of_one(name, ours[name], value)
    }
    entry = {name: value_of_entry(name, ours[name], value) for name, value in theirs.items() if name in ours}
    ours |= {name: value for name, value in entry.items() if value is not None}
    theirs = {name: ours[name] if entry.get(name) is not None else value for name, value in theirs.items()}
    merged = here.model_copy(
        update={
            "aliases": aliases(here.name, here.aliases, (actor.name, *actor.aliases)),
            "description": here.description or actor.description,
            "picture": here.picture or actor.picture,
            "kind": actor.kind if here.kind == UNKNOWN else here.kind,
            "ids": tuple(sorted((dict(actor.ids) | dict(here.ids)).items())),
            "attributes": tuple(sorted((theirs | ours | exact).items())),
        }
    )
    kept = [
        f"{name} {_cut(one)}, not {_cut(other)}"
        for name, one, other in (
            ("kind", merged.kind, actor.kind),
            ("description", merged.description, actor.description),
            *((name, (ours | exact).get(name, value), value) for name, value in theirs.items()),
        )
        if other not in (one, None, UNKNOWN) and not _is_among(other, one)
    ]
    took = [
        f"{name} {_cut(value)}, not {_cut(ours[name])}"
        for name, value in exact.items()
        if value != ours[name]
    ]
    others = tuple(pair for pair in actor.attributes if pair[0] not in ours)
    told = actor.model_copy(update={"attributes": others})
    unlike = attributes_differ(here, told) or changes_differ(here, told)
    kept += ["picture"] if actor.picture not in (merged.picture, None) else []
    state.actors.rows[here.id] = merged
    state.ids["actors"][actor.id] = here.id
    if reason in ("same name", *(f"the alias {each}" for each in (*here.aliases, *actor.aliases))):
        state.only_named |= set() if sure or attributes_agree(here, actor) else {here.id}
    quiet = {name: value for name, value in here.attributes if entry.get(name) is not None}
    same = {**dict(merged.attributes), **quiet} == dict(here.attributes)
    news = merged.model_copy(update={"attributes": here.attributes}) != here or not same
    if news or here.id != actor.id or not sure or kept:
        who = f"{_who(state, actor.id, actor.name)} with {here.name} ({here.id})"
        keeps = f"keeps its own {'; '.join(kept)}" if kept else ""
        takes = f"takes the more exact {'; '.join(took)}" if took else ""
        last = "; ".join(filter(None, (keeps, takes, unlike)))
        state.note_merged("actors", here, merged, reason, last, who=who)


def _is_among(value: object, values: object) -> bool:
    """Return whether each part of a value is one of several values, parted by semicolons."""
    return {*str(value).split("; ")} <= {*str(values).split("; ")}


def _cut(value: object) -> str:
    return textwrap.shorten(str(value), 80, placeholder="...")


# --- sources --------------------------------------------------------------------------------------


def _merge_sources(state: _Merge, dataset: Dataset, sources: Iterable[Source]) -> None:
    """Merge the sources, then give new ones the final ids of those they were rewritten from."""
    equal: dict[tuple[Any, ...], deque[str]] = {}
    for row in sorted(dataset.sources, key=lambda row: (len(row.id), row.id)):  # in the order of new ids
        equal.setdefault(source_content(row), deque()).append(row.id)
    added = [id for row in sources if (id := _merge_source(state, row, equal)) is not None]
    for id in added:
        state.sources[id] = state.translated("sources", state.sources[id], own=True)


def _merge_source(state: _Merge, source: Source, equal: Mapping[tuple[Any, ...], deque[str]]) -> str | None:
    """Merge a source, and return its id here if it is new; ``equal`` are the ids here by content."""
    source = state.translated("sources", source, own=False)
    own_id = source.id not in state.local.sources
    named = own_id and not is_counter(source.id)
    here = state.sources.get(source.id) if named else None
    if here is not None and not _is_another(here, source):
        _complete_source(state, here, source)
        return None
    twins = equal.get(source_content(source)) if not named or here is not None else None
    if twins:
        state.ids["sources"][source.id] = twins.popleft()
        return None
    if named and here is None and source.id in state.actors.rows:
        state.refuse("sources", source.id, "is an actor here; give it another id")
        return None
    stays = own_id and source.id not in state.sources and source.id not in state.actors.rows
    id = source.id if stays else state.free_ids.take(id_from(source.publisher, source.published))
    state.sources[id] = source.model_copy(update={"id": id})
    state.ids["sources"][source.id] = id
    state.added.append(Outcome("source", id, source.title or source.publisher))
    if here is not None:
        state.apart.append(Outcome("source", id, f"{here.id} is another document, which has its id"))
    return id


def _complete_source(state: _Merge, here: Source, source: Source) -> None:
    """Fill in what a source lacks; refuse the other if they contradict each other."""
    merged = _filled(here, source)
    for name, value in source.fields().items():
        if getattr(merged, name) != value:
            difference = f"{name} is {getattr(here, name)} here and {getattr(source, name)} there"
            state.refuse("sources", source.id, f"{difference}; make them one, or give it another id")
            return
    state.sources[source.id] = merged
    state.note_merged("sources", here, merged)


def _is_another(here: Source, there: Source) -> bool:
    """Return whether two sources of one id are two documents: more than one of these fields differs.

    An id that is only made of the publisher and the day may be that of any article of the day, so that
    another title or address is enough.
    """
    ours, theirs = here.fields(), there.fields()
    differ = {
        name
        for name in ("publisher", "title", "published", "url")
        if name in ours and name in theirs and ours[name] != theirs[name]
    }
    made = re.fullmatch(f"{re.escape(id_from(there.publisher, there.published))}(-[0-9]+)?", there.id)
    one_address = "url" in ours and ours["url"] == theirs.get("url")
    return len(differ) > 1 or bool(made and differ and not one_address)


def _filled(here: Any, there: Any) -> Any:
    own = here.fields()
    return here.model_copy(update={name: value for name, value in there.fields().items() if name not in own})


# --- relations ------------------------------------------------------------------------------------


def _know_by_relations(state: _Merge, dataset: Dataset, other: Dataset) -> None:
    """Refuse no actor that may be one of several here, if only one of these has all its relations."""
    there = {relation_content(row) for row in dataset.relations} if state.several else set()

    def is_there(original: Relation) -> bool:
        row = state.translated("relations", original, own=False)
        noted = with_outside_id(row, original, state.local)
        return not there.isdisjoint(map(relation_content, (row, noted)))

    for id, among in state.several.items():
        rows = [row for row in other.relations if id in (row.source, row.target)]
        state.lost["actors"].remove(id)
        fits = []
        for each in {*among} - {*state.ids["actors"].values()}:
            state.ids["actors"][id] = each
            if rows and not any(state.first_lost("relations", row) for row in rows):
                fits += [each] * all(map(is_there, rows))
        if len(fits) == 1:
            state.ids["actors"][id] = fits[0]
            state.refused = [row for row in state.refused if (row.what, row.id) != ("actor", id)]
            here, name = state.actors.rows[fits[0]], next(row.name for row in other.actors if row.id == id)
            who = f"{_who(state, id, name)} with {here.name} ({here.id})"
            state.merged.append(Outcome("actor", here.id, "same name and relations", who))
        else:
            state.ids["actors"].pop(id, None)
            state.lost["actors"].add(id)


def _merge_relations(state: _Merge, dataset: Dataset, other: Dataset) -> None:
    """Merge the relations: first find the id of each, then link them.

    A relation that needs a refused row is refused. A link to a refused relation is left out.
    """
    matcher = _RelationMatcher(state, dataset, other)
    accepted: list[tuple[Relation, bool]] = []
    rows = []
    for original in other.relations:
        missing = state.first_lost("relations", original)
        if missing:
            state.refuse("relations", original.key, f"needs {missing}, which is refused")
            continue
        row = state.translated("relations", original, own=False)
        rows.append((row, with_outside_id(row, original, state.local)))
    matcher.claim_equal(rows)
    for row, noted in rows:
        match = matcher.match(row, noted)
        if match is not None:
            key, present = match
            if key in matcher.held:
                told = row.model_copy(update={"key": key, "evidence": (), "note": None})
            else:
                unnoted = present and state.relations[key].note == row.note
                told = (row if unnoted else noted).model_copy(update={"key": key})
            if present and not matcher.keeps_id(
                row
            ):  # equal but for the day of an import, by which it was over
                told = told.model_copy(update={"ends": state.relations[key].ends})
            accepted.append((told, present))
    for row, present in accepted:
        lost = [link for link in row.links if link.relation in state.lost["relations"]]
        linked = state.translated("relations", row, own=True)
        if present:
            _complete_relation(state, linked, lost)
        else:
            state.relations[row.key] = linked
            if alone := sorted({row.source, row.target} & state.only_named):
                state.by_name[row.key] = alone
            words = f"{row.source} {row.type} {row.target}"
            told = (words, _without(lost), *(_outside_life(state.actors.rows[id], linked) for id in alone))
            state.added.append(Outcome("relation", row.key, "; ".join(filter(None, told))))


class _RelationMatcher:
    def __init__(self, state: _Merge, dataset: Dataset, other: Dataset) -> None:
        self._state = state
        self._here = {row.key for row in dataset.relations}
        self._named = {row.key for row in other.relations if self._has_own_id(row)}
        self._equal: dict[Any, deque[str]] = {}
        self._like: dict[Any, list[str]] = {}
        self._claims: dict[str, str] = {}
        """By the id of a row, that of the relation here that it is."""
        self.held: set[str] = set()
        """The ids of relations here that say all that a row says, and more."""
        for row in dataset.relations:
            self._equal.setdefault(relation_content(row), deque()).append(row.key)
            for kind in self._kinds(row):
                self._like.setdefault(kind, []).append(row.key)

    @staticmethod
    def _kinds(row: Relation) -> list[tuple[Any, ...]]:
        """Return what a relation has in common with those that it may be, the likeliest first."""
        start = begun(row)
        return [_core(row), *([(*start, row.status, row.amount)] if start else [])]

    def claim_equal(self, rows: Iterable[tuple[Relation, Relation]]) -> None:
        """Find the relations here that rows are equal to, before other rows may be taken for them."""
        for row, noted in rows:
            if not self.keeps_id(row):
                key = self._key_of_equal(noted) or self._key_of_equal(row)
                self._claims |= {row.key: key} if key else {}
        self._taken = {*self._claims.values(), *self._named}

    def keeps_id(self, row: Relation) -> bool:
        """Return whether a row keeps its id: that of no relation here, or of one between the same actors."""
        here = self._state.relations.get(row.key)
        moved = here is not None and (here.source, here.target) != (row.source, row.target)
        return self._has_own_id(row) and not moved

    def match(self, row: Relation, noted: Relation) -> tuple[str, bool] | None:
        """Return the id here of a relation, and whether it is there already; None where it is refused.

        ``noted`` is the same with its id in its note, as an earlier import of the file left it.
        """
        state, named = self._state, self.keeps_id(row)
        here = state.relations.get(row.key) if self._has_own_id(row) else None
        moved = here is not None and not named
        if named:
            difference = here and _contradiction(*with_one_date(here, row, state.sources))
            if difference:
                state.refuse("relations", row.key, difference)
                return None
            state.ids["relations"][row.key] = row.key
            return row.key, here is not None
        found, near = self._claims.get(row.key), ""
        if found is None:
            found, near = self._containing(row, noted)
        key = found or self._new_key(row, named=self._has_own_id(row))
        state.ids["relations"][row.key] = key
        present = key in state.relations
        if present:
            state.alike.append(key)
        elif moved:
            state.apart.append(Outcome("relation", key, f"{row.key} is a relation between others here"))
        elif near:
            state.apart.append(Outcome("relation", key, near))
        return key, present

    def _containing(self, row: Relation, noted: Relation) -> tuple[str | None, str]:
        """Return the id of a relation here that says all that a row says; else what it may be, in words."""
        near = ""
        for key in dict.fromkeys(key for kind in self._kinds(row) for key in self._like.get(kind, ())):
            lacking = None if key in self._taken else _lacking(self._state.relations[key], row, noted)
            if lacking == []:
                self._taken.add(key)
                self.held.add(key)
                return key, ""
            if lacking:
                near = near or f"may be {key}, but for its {' and '.join(lacking)}"
        return None, near

    def _has_own_id(self, row: Relation) -> bool:
        """Return whether the id of a relation names it outside its file too."""
        return row.key not in self._state.local.relations and not is_counter(row.key)

    def _key_of_equal(self, row: Relation) -> str | None:
        """Return the id of a relation here that is equal in everything, each at most once."""
        keys = self._equal.get(relation_content(row), deque())
        while keys:
            key = keys.popleft()
            if key not in self._named:
                return key
        return None

    def _new_key(self, row: Relation, *, named: bool) -> str:
        """Return a free id for a relation: that of its row in a table, if it has nothing better."""
        if row.key not in self._here and row.key not in self._state.local.relations:
            return row.key
        numbered = not named and re.fullmatch(r"row-\d+", row.key)
        wanted = row.key if numbered else id_from(row.source, row.type, row.target)
        return self._state.free_ids.take(wanted)


def _contradiction(here: Relation, there: Relation) -> str:
    for name in _FIXED:
        one, two = getattr(here, name), getattr(there, name)
        if one != two and (name in ("type", *_DATE) or two != Relation.model_fields[name].default):
            fields = _DATE if name in _DATE else (name,)
            theirs = {each: getattr(there, each) for each in fields}
            values = [
                f"{each}={'' if value is None else _shown(value)}"
                for each, value in theirs.items()
                if value != getattr(here, each)
            ]
            mend = (
                f"take that by {shlex.join(['graphkit', 'edit', here.key, *values])}, or give it another id"
            )
            return f"{name} is {_shown(one)} here and {_shown(two)} there; {mend}"
    return ""


def _shown(value: Any) -> str:
    if hasattr(value, "unit"):
        return f"{value.value} {value.unit}"
    return "not given" if value is None else str(value)


def _complete_relation(state: _Merge, row: Relation, lost: Iterable[Link]) -> None:
    here = state.relations[row.key]
    ours, row = with_one_date(here, row, state.sources)
    lists = ("about", "links", "evidence")
    more = {name: _with_new(getattr(ours, name), getattr(row, name)) for name in lists}
    merged = _filled(ours, row).model_copy(update=more)
    state.relations[row.key] = merged
    kept = [name for name in ("summary", "note") if getattr(row, name) not in (None, getattr(merged, name))]
    count = len(merged.evidence) - len(here.evidence)
    first = f"{count} more evidence" if count else ""
    last = [f"keeps its own {' and '.join(kept)}" if kept else "", _without(lost)]
    state.note_merged("relations", here, merged, first, "; ".join(filter(None, last)))


def _outside_life(actor: Actor, row: Relation) -> str:
    """Return in words that a relation is outside the life of an actor whom only the name tells, if it is."""
    life, date = life_of(dict(actor.attributes)), edtf.date_of(row.when, row.begins, row.ends)
    if life is None or date is None:
        return ""
    first, last = date.bounds.earliest_start, date.bounds.latest_end
    outside = last < life.earliest_start or first > life.latest_end
    return f"outside the life of {actor.id}, whom only the name tells: it may be another's" if outside else ""


def _with_new(here: tuple[Any, ...], there: Iterable[Any]) -> tuple[Any, ...]:
    present = set(here)
    return (*here, *(item for item in there if item not in present))


def _without(lost: Iterable[Link]) -> str:
    return ", ".join(f"without {link.rel} {link.relation}, which is refused" for link in lost)
