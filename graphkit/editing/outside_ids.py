"""Says what an id of another program's file means outside of it, so that an import keeps it.

An id of a shared scheme is an identifier of its actor. Any other is an attribute of the actor, or stands in
the note of the relation; it identifies nobody, since two programs may have the same. What only counts rows
(``17``, ``n1``), and what is made of the names, says nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count

from graphkit.editing.identity import LocalNames, has_counter, is_counter
from graphkit.errors import plural, shortened
from graphkit.model.attribute_names import OUTSIDE_ID
from graphkit.model.entities import Actor, Relation
from graphkit.model.identifiers import WIKIDATA, comparable
from graphkit.model.ids import id_from

_LEI = re.compile(r"(?:(?:lei|xi-lei)[-:])?([0-9A-Z]{18}[0-9]{2})", re.IGNORECASE)
_REGISTERS = "BE-BCE_KBO DK-CVR FR-RCS GB-CHC GB-COH GB-NIC GB-SC IN-MCA NL-KVK NO-BRC UA-EDR US-EIN"
_REGISTERED = re.compile(rf"((?:{_REGISTERS.replace(' ', '|')})-[0-9A-Z]+)", re.IGNORECASE)
"""An id of a company or charity in a register, as https://org-id.guide has it: ``GB-COH-01234567``."""

_MANY_ITEMS = 1000
"""Items of Wikidata have high numbers; a file whose ids stop below counts something else: questions."""


def scheme_of(id: str, *, items: bool = False) -> tuple[str, str] | None:
    """Return the shared scheme that an id is of, and the identifier; None if it is of none that is known.

    ``items`` says whether ids such as ``Q7747`` are items of Wikidata.

    Examples
    --------
    >>> scheme_of("gb-coh-01234567"), scheme_of("Q30"), scheme_of("Q30", items=True)
    (('org-id', 'GB-COH-01234567'), None, ('wikidata', 'Q30'))
    """
    item = WIKIDATA.fullmatch(id)
    if item and (items or item[1] != id):
        return "wikidata", item[1]
    code = _LEI.fullmatch(id)
    if code and int("".join(str(int(sign, 36)) for sign in code[1])) % 97 == 1:  # ISO 17442
        return "lei", code[1].upper()
    registered = _REGISTERED.fullmatch(id)
    return ("org-id", registered[1].upper()) if registered else None


def are_items(ids: Iterable[str]) -> bool:
    """Return whether ids such as ``Q7747`` are items of Wikidata rather than counted."""
    numbers = [int(item[1][1:]) for id in ids if len(id) < 60 and (item := WIKIDATA.fullmatch(id))]
    return bool(numbers) and max(numbers) > _MANY_ITEMS + 10 * len(numbers)


def with_outside_ids(actors: Sequence[Actor], local: LocalNames) -> tuple[Actor, ...]:
    """Return the actors of a file, those whose id there means something with it."""
    ids = [actor.id for actor in actors if actor.id in local.actors]
    items = are_items(ids)
    schemes = {id: scheme for id in ids if (scheme := scheme_of(id, items=items))}
    held = Counter([*schemes.values(), *(comparable(*pair) for actor in actors for pair in actor.ids)])

    def whole(actor: Actor) -> Actor:
        scheme, own = schemes.get(actor.id), dict(actor.ids)
        if scheme and held[scheme] == 1 and scheme[0] not in own:
            return actor.model_copy(update={"ids": tuple(sorted((own | dict([scheme])).items()))})
        says_no_more = has_counter(actor) or _made_of(actor.id, actor.name, *actor.aliases)
        if says_no_more or scheme in {comparable(*pair) for pair in actor.ids}:
            return actor
        attributes = dict(actor.attributes)
        names = (OUTSIDE_ID if number == 1 else f"{OUTSIDE_ID} {number}" for number in count(1))
        attributes[next(name for name in names if name not in attributes)] = actor.id
        return actor.model_copy(update={"attributes": tuple(sorted(attributes.items()))})

    return tuple(whole(actor) if actor.id in local.actors else actor for actor in actors)


def with_outside_id(row: Relation, original: Relation, local: LocalNames) -> Relation:
    """Return a relation with the id of its original in the file in its note, if that means something."""
    id, words = original.key, f"{original.source} {original.type} {original.target}"
    if id not in local.relations or is_counter(id) or _made_of(id, words):
        return row
    return row.model_copy(update={"note": "; ".join(filter(None, (row.note, f"{OUTSIDE_ID}: {id}")))})


def told_counters(actors: Iterable[Actor], relations: Iterable[Relation], local: LocalNames) -> list[str]:
    """Return a sentence that names ids of a file that only count, and so are left out; none if none do."""
    found = {
        "actor": [row.id for row in actors if row.id in local.actors and has_counter(row)],
        "relation": [
            row.key
            for row in relations
            if row.key in local.relations and is_counter(row.key) and not row.key.startswith("row-")
        ],
    }
    words = [f"{plural(len(ids), what)} (such as {shortened(ids[0])})" for what, ids in found.items() if ids]
    return [f"Ids that only count are left out: of {' and '.join(words)}."] if words else []


def _made_of(id: str, *names: str) -> bool:
    """Return whether an id says no more than names do: it is one, or made of one, with a number or not."""
    made = {*names, *(id_from(name) for name in names)}
    return id in made or re.sub(r"[-_ ]*\(?[0-9]+\)?$", "", id) in made
