"""Finds what cannot be, or can hardly be, as a single actor, relation or source says: by its own fields."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import heappop, heappush
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from graphkit.errors import first_few, shortened
from graphkit.graph.index import index
from graphkit.graph.multigraph import Graph
from graphkit.graph.provenance import Assertion, known_day, vouches
from graphkit.graph.relation import DatedRelation
from graphkit.graph.sentences import amount_words, holds_nothing
from graphkit.model.folding import folded
from graphkit.model.kinds import BOUNDING
from graphkit.model.link_rings import Chains, chains_of, ring_of
from graphkit.model.lives import Life, ends_before_it_begins, lives_of
from graphkit.model.references import DATES
from graphkit.model.shares import is_part
from graphkit.model.vocabulary import KnownType, vocabulary
from graphkit.temporal import edtf
from graphkit.temporal.calendar import FUTURE, PAST, Day, Window, day_words, range_words
from graphkit.temporal.edtf import When

if TYPE_CHECKING:
    from graphkit.model.entities import Actor, Amount, Dataset, Evidence, Link, Relation, Source

Severity = Literal["note", "warning", "error"]

_AFTER_SOURCE: Mapping[str, tuple[str, Severity]] = {
    "actual": ("mend the date, or make it planned", "error"),
    "denied": ("mend the date, unless a plan is denied", "warning"),
}

_NO_LIVES: Mapping[str, Life] = MappingProxyType({})
_NO_ARTICLES: Mapping[str, Sequence[str]] = MappingProxyType({})
FieldsOf = Callable[[str], Mapping[str, Any]]


class Complaint(NamedTuple):
    """What is wrong with a relation or a source, by which rule and how badly, and the mend if it has one."""

    severity: Severity
    rule: str
    subject: str
    wrong: str
    mend: str = ""

    @property
    def message(self) -> str:
        """What is wrong, and what to do."""
        return f"{self.wrong}; {self.mend}" if self.mend else self.wrong


class Claim(NamedTuple):
    """A relation as its row in the file says it, with its links to what is neither planned nor denied."""

    id: str
    source: str
    target: str
    type: KnownType
    date: When | None
    in_one: bool
    status: str
    evidence: "tuple[Evidence, ...]"
    lives: tuple[tuple[str, Life], ...] = ()
    quoted: "tuple[tuple[Evidence, Life], ...]" = ()
    links: "tuple[Link, ...]" = ()
    amount: "Amount | None" = None

    @property
    def is_ended(self) -> bool:
        """Whether a link names another relation that ended it, or set it aside."""
        return any(link.rel in ("ended-by", "set-aside-by") for link in self.links)

    @classmethod
    def of(
        cls,
        id: str,
        source: str,
        target: str,
        type: KnownType,
        fields: Mapping[str, Any],
        lives: Mapping[str, Life] = _NO_LIVES,
        fields_of: FieldsOf = lambda _: {},
    ) -> "Claim":
        """Return the claim of a relation, from its ids, its other fields, and the lives of actors by id.

        ``fields_of`` are those of another relation by its id; empty if it is not there.
        """
        when = fields.get("when")
        date = edtf.date_of(when, fields.get("begins"), fields.get("ends"))
        status, evidence = fields.get("status", "actual"), fields.get("evidence", ())
        ends: tuple[tuple[str, Life], ...] = ()
        quoted: tuple[tuple[Evidence, Life], ...] = ()
        if lives:
            quoted = tuple((each, lives[each.attribution]) for each in evidence if each.attribution in lives)
        if lives and not type.newsroom:
            ends = tuple((end, lives[end]) for end in (source, target) if end in lives)
        linked = ((link, fields_of(link.relation)) for link in fields.get("links", ()))
        links = tuple(link for link, other in linked if other.get("status", "actual") == "actual")
        amount = fields.get("amount")
        return cls(
            id, source, target, type, date, when is not None, status, evidence, ends, quoted, links, amount
        )


def new_complaints(
    before: "Dataset", after: "Dataset", articles: Mapping[str, Sequence[str]] = _NO_ARTICLES
) -> list[Complaint]:
    """Return what an edit of a dataset made wrong, or left wrong where it changed something.

    ``articles`` are the paragraphs of those that are at hand, by the id of the source.
    """
    old, new = ({row.key: row for row in each.relations} for each in (before, after))
    known = {row.id: row for row in before.sources}
    sources = {row.id: row for row in after.sources}
    changed = {id for id, row in sources.items() if known.get(id) != row}
    types, lives, lived = vocabulary(after.relation_types), _lives(after), _lives(before)
    found = [each for id in sorted(changed) for each in of_source(sources[id], sources)]
    if changed:
        alike = {(id, other) for id, other, _ in _sources_alike(before)}
        for id, other, why in _sources_alike(after):
            if (id, other) not in alike:
                message = f"{id} looks like the same document as {other} ({why})"
                found.append(Complaint("warning", "same-document", id, message, "merge them if they are one"))
    if before.actors != after.actors:
        found += _of_actors(before, after)

    def fields_of(id: str) -> Mapping[str, Any]:
        return new[id].fields()

    def claim_of(row: "Relation", lives: Mapping[str, Life] = _NO_LIVES) -> Claim:
        ends = row.source, row.target
        return Claim.of(row.key, *ends, types[row.type], row.fields(), lives, fields_of)

    @cache
    def chains() -> Chains:
        return chains_of((id, row.fields()) for id, row in new.items())

    for row in after.relations:
        there = old.get(row.key)
        if there != row:
            claim = claim_of(row, lives)
            found += [*of_relation(claim, sources), *against_article(claim, articles)]
            found += without_evidence(claim) if there and there.evidence else ()
        elif any(lives.get(each) != lived.get(each) for each in _who_lives(row)):
            found += _outside_lives(claim_of(row, lives), sources)
        elif changed and any(entry.source in changed for entry in row.evidence):
            claim = claim_of(row)
            present = set(of_relation(claim, known))
            found += [each for each in of_relation(claim, sources) if each not in present]
        if row.links and (
            there != row or any(old.get(key) != new.get(key) for key in (link.relation for link in row.links))
        ):
            found += against_causes(claim_of(row), fields_of, chains())
    if any(row.status == "denied" for row in after.relations):
        apart = {*denied_apart(_claims(before))}
        found += [each for each in denied_apart(_claims(after)) if each not in apart]
    return list(dict.fromkeys(found))


def told_anew(before: "Dataset", after: "Dataset") -> Iterator[str]:
    """Yield a line for each relation that got another date or amount, which its evidence of before now tells.

    Evidence that says nothing of its own tells what its relation says. Whoever changed it too looked at it.
    """
    from graphkit.model.cell_syntax import written  # every answer imports this module
    from graphkit.model.entities import plain

    old = {row.key: row for row in before.relations}
    for row in after.relations:
        if (was := old.get(row.key)) is None or row == was:
            continue
        dates = [tuple(getattr(each, name) for name in DATES) for each in (was, row)]
        kept = [
            (number, entry)
            for number, entry in enumerate(row.evidence, 1)
            if entry in was.evidence
            and entry.stance == "supports"
            and entry.type in (None, row.type)
            and entry.status in (None, row.status)
        ]
        dated = [(number, entry) for number, entry in kept if entry.dated and entry.when is None]
        is_dated = dates[0] != dates[1] and any(dates[1]) and bool(dated)
        is_counted = row.amount not in (None, was.amount) and bool(kept)
        if not (is_dated or is_counted):
            continue
        what = " and ".join(["date"] * is_dated + ["amount"] * is_counted)
        mends = []
        if is_dated:
            mends.append(f"give {_entries(dated)} {f'when={was.when}' if was.when else 'dated=false'}")
        if is_counted:
            said = written(type(was), "amount", plain(was.amount)) if was.amount else "no amount"
            mends.append(f"note in {_entries(kept)} that it says {said}")
        names = list(dict.fromkeys(entry.source for _, entry in (kept if is_counted else dated)))
        yield (
            f"{first_few(names)} now {'tell' if names[1:] else 'tells'} this {what}; "
            f"if that is not so, {', '.join(mends)}, and add evidence that tells it"
        )


def _entries(numbered: Iterable[tuple[int, "Evidence"]]) -> str:
    return f"evidence {first_few([str(number) for number, _ in numbered])}"


def _claims(dataset: "Dataset") -> Iterator[Claim]:
    types = vocabulary(dataset.relation_types)
    for row in dataset.relations:
        yield Claim.of(row.key, row.source, row.target, types[row.type], row.fields())


def apart(claims: Iterable[Claim]) -> Iterator[tuple[str, list[str]]]:
    """Yield each denial that may be one of other relations, which are told as so, with these.

    They have the same two actors and the type, and may have a day in common; what is undated may be on any.
    """
    told: dict[str, dict[tuple[str, ...], list[Claim]]] = {"actual": {}, "denied": {}}
    for claim in claims:
        if claim.status in told:
            ends = claim.source, claim.target
            key = (*(sorted(ends) if claim.type.symmetric else ends), claim.type.name)
            told[claim.status].setdefault(key, []).append(claim)
    for key, denials in told["denied"].items():
        for denial in denials:
            others = [each.id for each in told["actual"].get(key, ()) if _share_a_day(each.date, denial.date)]
            if others:
                yield denial.id, others


def denied_apart(claims: Iterable[Claim]) -> Iterator[Complaint]:
    """Yield a complaint for each denial that contests no relation, and may be of one that is told as so."""
    for denial, others in apart(claims):
        mend = "if it does, give that its evidence, with the status denied"
        message = f"may deny {first_few(others)}, told as so"
        yield Complaint("warning", "denied-apart", denial, message, mend)


def added_twice(claims: Iterable[Claim], sources: "Mapping[str, Source]") -> Iterator[Complaint]:
    """Yield a complaint for each amount that may be that of an earlier relation, told by other sources.

    The two have the same actors, type and amount, and may have a day in common; if both are intervals, a day
    on which they may have begun. At least one has a source. Both are added up.
    """
    groups: dict[tuple[object, ...], list[tuple[Window, Claim]]] = defaultdict(list)
    for claim in claims:
        undone = any(link.rel == "set-aside-by" for link in claim.links)
        if claim.amount and claim.status == "actual" and not undone and not is_part(claim.amount.unit):
            ends = [claim.source, claim.target]
            key = (*(sorted(ends) if claim.type.symmetric else ends), claim.type.name)
            groups[*key, claim.amount.value, claim.amount.unit].append((_days(claim, sources), claim))
    for group in groups.values():
        for_intervals, for_others = _Open({}, []), _Open({}, [])
        for days, claim in sorted(group, key=lambda each: each[0]) if len(group) > 1 else ():
            date, own = claim.date, frozenset(entry.source for entry in claim.evidence)
            is_interval = date is not None and date.lasts
            other = (for_intervals if is_interval else for_others).beside(own, days.since)
            if other is not None:
                message = f"may be the same as {other[1]}, of the same amount, and both are added up"
                severity: Severity = "warning" if own and other[0] else "note"
                mend = "if they are one, give one the evidence of both, and remove the other"
                yield Complaint(severity, "added-twice", claim.id, message, mend)
            for_intervals.add(own, claim.id, date.bounds.latest_start if date and is_interval else days.until)
            for_others.add(own, claim.id, days.until)


class _Open(NamedTuple):
    """What may still be on the days to come: for each set of sources the relation that may be so longest."""

    longest: dict[frozenset[str], tuple[Day, str]]
    ends: list[tuple[Day, str, frozenset[str]]]

    def add(self, told: frozenset[str], id: str, until: Day) -> None:
        """Add a relation of some sources that may be so up to a day."""
        if told not in self.longest or self.longest[told][0] < until:
            self.longest[told] = until, id
            heappush(self.ends, (until, id, told))

    def beside(self, own: frozenset[str], day: Day) -> tuple[frozenset[str], str] | None:
        """Return one that may be so on a day or later, told by others than some sources, with its own."""
        while self.ends and self.ends[0][0] < day:
            until, id, told = heappop(self.ends)
            if self.longest[told] == (until, id):
                del self.longest[told]
        found = ((told, id) for told, (_, id) in self.longest.items() if told | own and not told & own)
        return next(found, None)


def _days(claim: Claim, sources: "Mapping[str, Source]") -> Window:
    """Return the days on one of which a fact may have been; without a date, those up to its first report."""
    if claim.date is not None:
        return Window(claim.date.bounds.earliest_start, claim.date.bounds.latest_end)
    told = () if claim.type.lasts(interval=False) else claim.evidence
    return Window(until=min((known_day(each, sources) for each in told), default=FUTURE))


def denials_apart(relation: DatedRelation, between: Iterable[DatedRelation]) -> tuple[list[str], list[str]]:
    """Return which of the relations between two actors one of them may deny, and which may deny it."""
    pairs = [*apart(Claim.of(each.id, each.source, each.target, each.type, each.fields) for each in between)]
    return (
        [other for denial, others in pairs for other in others if denial == relation.id],
        [denial for denial, others in pairs if relation.id in others],
    )


def _share_a_day(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return True
    first, second = one.bounds, other.bounds
    return first.earliest_start <= second.latest_end and second.earliest_start <= first.latest_end


def _sources_alike(dataset: "Dataset") -> list[tuple[str, str, str]]:
    from graphkit.queries.look_alikes import sources_alike  # every answer imports this module

    return sources_alike(dataset.sources, (entry for row in dataset.relations for entry in row.evidence))


def _of_actors(before: "Dataset", after: "Dataset") -> Iterator[Complaint]:
    """Yield what to look at in each actor that an edit changed: its identifiers, and names of others."""
    there = {row.id: row for row in before.actors}
    known = {(row.id, folded(name)) for row in before.actors for name in (row.name, *row.aliases)}
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for row in after.actors:
        for name in (row.name, *row.aliases):
            bearers[folded(name)][row.id] = None
    for row in after.actors:
        was = there.get(row.id)
        if was == row:
            continue
        yield from of_identifiers(row.id, row.ids)
        yield from of_life(row.id, row.attributes)
        for name in row.aliases:
            if (was is None or name not in was.aliases) and _is_several(name):
                yield Complaint(
                    "warning", "alias", row.id, f"{name} is one alias", "several are parted by semicolons"
                )
        for name in (row.name, *row.aliases):
            others = [id for id in bearers[folded(name)] if id != row.id]
            if others and (row.id, folded(name)) not in known:
                message = f"{name} is also a name of {', '.join(others)}"
                yield Complaint("warning", "same-name", row.id, message, "merge those that are one")
        if was is not None:
            yield from _of_old_names(was, row, bearers)


def _is_several(name: str) -> bool:
    """Return whether a name looks like several, parted by commas: not "Acme, Inc.", nor "CHEN, Wei"."""
    return sum(len(part.split()) > 1 for part in name.split(",")) > 1


def _of_old_names(
    before: "Actor", after: "Actor", bearers: Mapping[str, Iterable[str]]
) -> Iterator[Complaint]:
    """Yield a complaint for each name of an actor that was shared: where it stays an alias, or means another.

    ``bearers`` are the ids of those who are called so now, by the name.
    """
    for name in (before.name, *before.aliases):
        others = ", ".join(id for id in bearers[folded(name)] if id != after.id)
        if not others:
            continue
        if after.id not in bearers[folded(name)]:
            message = f"{name} is now a name of {others} alone"
            mend = f"make it an alias of {after.id} if it may mean both"
            yield Complaint("warning", "same-name", after.id, message, mend)
        elif name == before.name and folded(after.name) != folded(name):
            message = f"{name} stays an alias of {after.id}, since it is a name of {others} too"
            yield Complaint(
                "warning", "same-name", after.id, message, f"take it out if nobody calls {after.id} so"
            )


def of_identifiers(actor: str, ids: Iterable[tuple[str, str]]) -> Iterator[Complaint]:
    """Yield a complaint for each identifier of an actor that has not the form of its scheme."""
    from graphkit.model.identifiers import wrong_form

    for scheme, id in ids:
        if form := wrong_form(scheme, id):
            message = f"{shortened(f'{scheme}: {id}')} is no identifier of {scheme}"
            yield Complaint("warning", "identifier", actor, message, f"write {form}")


def of_life(actor: str, attributes: Iterable[tuple[str, Any]]) -> Iterator[Complaint]:
    """Yield a complaint if the life of an actor ends before it begins: then it bounds nothing."""
    if life := ends_before_it_begins(attributes):
        until, since = range_words(*life[2:]), range_words(*life[:2])
        message = f"its life ends {until}, before it begins {since}, and bounds nothing"
        yield Complaint("warning", "no-life", actor, message, "mend one of the two days")


def _lives(dataset: "Dataset") -> dict[str, Life]:
    return lives_of({actor.id: {"attributes": actor.attributes} for actor in dataset.actors})


def of_source(source: "Source", sources: "Mapping[str, Source]") -> Iterator[Complaint]:
    """Yield what is wrong with a source: its day, against today and what it was rewritten from; its links."""
    published = edtf.parse(source.published)
    if published.bounds.earliest_start > datetime.date.today().toordinal():
        yield Complaint(
            "warning", "future-source", source.id, f"published {published.words}, which is to come"
        )
    yield from _of_addresses(source.id, source)
    for id in source.derived_from:
        original = edtf.parse(sources[id].published) if id in sources else None
        if original is not None and published.bounds.latest_end < original.bounds.earliest_start:
            message = (
                f"published {published.words}, before {id} of {original.words}, from which it was rewritten"
            )
            yield Complaint("error", "before-original", source.id, message)


def _of_addresses(subject: str, row: "Source | Evidence", place: str = "") -> Iterator[Complaint]:
    """Yield a complaint for each address of a source, or of an entry of evidence, that will be no link."""
    for url in (row.url, row.archived_url):
        if url and not re.match("https?://", url, re.IGNORECASE):
            message = f"{place}{shortened(url)} is no http or https address, and will be no link"
            yield Complaint("note", "no-link", subject, message)


def against_article(claim: Claim, articles: Mapping[str, Sequence[str]]) -> Iterator[Complaint]:
    """Yield a complaint for each entry of evidence whose paragraph or quote its article has not."""
    from graphkit.storage.articles import places

    for entry in claim.evidence:
        paragraphs, number = articles.get(entry.source), entry.paragraph
        if paragraphs is None:
            continue
        if number is not None and number > len(paragraphs):
            message = f"points to paragraph {number} of {entry.source}, which has {len(paragraphs)}"
            yield Complaint("error", "no-paragraph", claim.id, message)
        elif entry.quote:
            found = places(entry.quote, paragraphs)
            if not found or number not in (None, *found):
                where = f"paragraph {number} of {entry.source}" if number else entry.source
                mend = f"it stands in paragraph {found[0]}" if found else "copy it letter by letter"
                message = f"the quote {shortened(entry.quote)} does not stand in {where}"
                yield Complaint("warning", "no-quote", claim.id, message, mend)


def without_evidence(claim: Claim) -> Iterator[Complaint]:
    """Yield a complaint if a relation names no source."""
    if not claim.evidence:
        yield Complaint("error", "no-evidence", claim.id, "names no source", "add its evidence")


def of_relation(claim: Claim, sources: "Mapping[str, Source]") -> Iterator[Complaint]:
    """Yield what is wrong with a relation and its evidence: contradictions, and dates that mean little."""
    yield from contradictions(claim, sources)
    yield from _loose_dates(claim)


def contradictions(claim: Claim, sources: "Mapping[str, Source]") -> Iterator[Complaint]:
    """Yield what contradicts itself in the actors and days of a relation and its evidence, and no links."""
    dates = [entry.when for entry in claim.evidence if entry.when]
    if claim.date is not None:
        dates.append(claim.date.text)
    if dates:
        yield from _after_source(claim, sources)
    if any("," in date for date in dates):
        yield from _left_days(claim, sources)
    if claim.lives or claim.quoted:
        yield from _outside_lives(claim, sources)
    for number, entry in enumerate(claim.evidence, 1):
        if entry.url or entry.archived_url:
            yield from _of_addresses(claim.id, entry, f"evidence {number}: ")
        if entry.said or entry.when or isinstance(entry.attests, str):
            yield from _of_entry(claim, entry, sources[entry.source])
    assertion = Assertion(claim.type, None, claim.status, claim.evidence)
    if claim.evidence and not any(vouches(assertion, entry) for entry in claim.evidence):
        message = f"its status is {claim.status}, and no entry of its evidence says so"
        yield Complaint("warning", "unsaid", claim.id, message, "add evidence that does, or mend the status")
    if claim.source == claim.target:
        message = f"{claim.type.name} ties {claim.source} to itself"
        yield Complaint("warning", "with-itself", claim.id, message, "name two actors")
    if claim.amount and claim.status == "actual" and holds_nothing(claim.type, claim.amount):
        message = f"{claim.type.name} with {amount_words(claim.amount)} holds nothing, or less than is told"
        mend = "give the share, or when it ended" if claim.type.goes_on else "give the share"
        yield Complaint("warning", "no-share", claim.id, message, mend)


def against_causes(claim: Claim, fields_of: FieldsOf, chains: Chains) -> Iterator[Complaint]:
    """Yield what the links of a relation say that cannot be: that it ends itself, by way of others, too.

    A relation that began or ended another after that had begun or ended is doubted, one that set another
    aside before that began, and a side that nothing but an act bounds which was set aside itself.
    ``fields_of`` are those of a relation by its id; empty if it is not there. ``chains`` are of all.
    """
    for rel in dict.fromkeys(link.rel for link in claim.links if link.rel in BOUNDING):
        if claim.id not in chains.ringed[rel]:
            continue
        if ring := ring_of(claim.id, rel, lambda id: fields_of(id).get("links", ())):
            message = f"is {rel.replace('-', ' ')} itself: {' by '.join(ring)}"
            yield Complaint("error", "link-ring", claim.id, message, "turn round the wrong link")
    yield from _undone_causes(claim, chains.undone)
    if (date := claim.date) is None:
        return
    begun = ("begins", "began", *date.bounds[:2], date.start_unknown)
    # A single date of what goes on states no end.
    ended = ("ends", "ended", *date.bounds[2:], date.end_unknown or (claim.type.goes_on and not date.lasts))
    for link in claim.links:
        row = fields_of(link.relation)
        cause = edtf.date_of(row.get("when"), row.get("begins"), row.get("ends"))
        if cause is None or link.rel not in BOUNDING:
            continue
        if link.rel == "set-aside-by":
            if not date.start_unknown and cause.bounds.latest_end < date.bounds.earliest_start:
                message = f"is of {date.words}, after {link.relation} of {cause.words}, which set it aside"
                yield Complaint("warning", "early-act", claim.id, message, "mend one of the two days")
            continue
        now, then, first, last, is_unknown = begun if link.rel == "begun-by" else ended
        if not is_unknown and last < cause.bounds.earliest_start:
            days = range_words(first, last)
            message = f"{now} {days}, before {link.relation} of {cause.words}, which {then} it"
            mend = "mend one of the two days"
            if claim.type.kind == "event" and not date.lasts and link.rel == "ended-by":
                mend = f"write set-aside-by:{link.relation} if it quashed, dropped or withdrew this"
            yield Complaint("warning", "late-cause", claim.id, message, mend)


def _undone_causes(claim: Claim, undone: Collection[str]) -> Iterator[Complaint]:
    """Yield a complaint for each unknown side of what lasts that an act began or ended which is ``undone``.

    That act bounds it on no day, not even on those before it was set aside.
    """
    date = claim.date
    if not (claim.type.goes_on or (date and date.lasts)):
        return
    sides = {
        "begun-by": ("began", "begins", date is None or date.start_unknown),
        "ended-by": ("ended", "ends", date is None or date.end_unknown or not date.lasts),
    }
    for link in claim.links:
        if link.rel in sides and link.relation in undone:
            then, field, is_unknown = sides[link.rel]
            if is_unknown:
                message = f"{link.relation}, which {then} it, was set aside, and bounds it on no day"
                mend = f"give {field}; if it stopped meanwhile, tell what came after as another relation"
                yield Complaint("warning", "undone-cause", claim.id, message, mend)


def errors_in(relation: DatedRelation) -> list[str]:
    """Return what cannot be as a relation and its evidence say, in words, without what to do about it."""
    if not relation.evidence:
        return []
    claim = Claim.of(relation.id, relation.source, relation.target, relation.type, relation.fields)
    return _errors_of(claim, relation.within.sources)


def _errors_of(claim: Claim, sources: "Mapping[str, Source]") -> list[str]:
    return [each.wrong for each in contradictions(claim, sources) if each.severity == "error"]


def wrong_ids(graph: Graph) -> list[str]:
    """Return the ids of the relations that have such errors, for which none needs to be resolved."""
    known = index(graph)
    return [
        id
        for source, target, id, fields in zip(*known.edge_list, strict=True)
        if fields.get("evidence")
        and _errors_of(Claim.of(id, source, target, known.vocabulary[fields["type"]], fields), known.sources)
    ]


def marks(relation: DatedRelation) -> tuple[str, ...]:
    """Return the marks of a relation, and ``ERROR`` if its own days contradict each other."""
    return (*relation.marks, *("ERROR",)[: len(errors_in(relation))])


def _loose_dates(claim: Claim) -> Iterator[Complaint]:
    """Yield a complaint for each date that does not fit the type: of what lasts, or of what happens."""
    for date in _dates(claim):
        in_two_parts = date == claim.date and not claim.in_one
        if claim.type.kind == "event" and date.lasts and not in_two_parts:
            mend = f"write {date.text!r} as [a..b] unless it lasted"
            yield Complaint("warning", "span", claim.id, f"{claim.type.name} happens on a day", mend)
        if warning := single_date(claim.type, date, claim.is_ended):
            yield Complaint("warning", "single-date", claim.id, *warning)


def _after_source(claim: Claim, sources: "Mapping[str, Source]") -> Iterator[Complaint]:
    """Yield a complaint for each entry that reports as actual, or denies, what is dated after the report.

    A denial is no error for sure: what is denied may be a plan.
    """
    for entry in claim.evidence:
        date = edtf.parse(entry.when) if entry.when else claim.date
        status = entry.status or claim.status
        if date is None or entry.stance != "supports" or status == "planned":
            continue
        source = sources[entry.source]
        in_time = date.bounds.earliest_start <= edtf.parse(source.published).bounds.latest_end
        if in_time and not (entry.said or isinstance(entry.attests, str)):
            continue
        for said, report in _reports(source, entry):
            if date.bounds.earliest_start > report.bounds.latest_end:
                mend, severity = _AFTER_SOURCE[status]
                message = f"dated {date.words}, after {said}"
                yield Complaint(severity, "after-source", claim.id, message, mend)
                break


def _left_days(claim: Claim, sources: "Mapping[str, Source]") -> Iterator[Complaint]:
    """Yield a complaint for each one-of date of which a report of it as actual leaves only some days."""
    for entry in claim.evidence:
        same = entry.type in (None, claim.type.name) and (entry.status or claim.status) == "actual"
        date = edtf.parse(entry.when) if entry.when else claim.date if entry.dated else None
        if date is None or "," not in date.text or entry.stance != "supports" or not same:
            continue
        said, report = min(_reports(sources[entry.source], entry), key=lambda each: each[1].bounds.latest_end)
        left = edtf.begun_by(date.text.partition("/")[0], report.bounds.latest_end)
        if left is not None:
            message = f"{date.text} is {left} at most: the later days come after {said}"
            yield Complaint("warning", "days-after-source", claim.id, message, "leave them out")


def _who_lives(row: "Relation") -> Iterable[str]:
    """Return whose lives the days of a relation must lie within: its two ends, and whoever is quoted."""
    return (row.source, row.target, *(entry.attribution for entry in row.evidence if entry.attribution))


def _outside_lives(claim: Claim, sources: "Mapping[str, Source]") -> Iterator[Complaint]:
    """Yield a complaint for each stated day on which an end, or whoever says it, did not live."""
    for (actor, life), date in product(claim.lives, _dates(claim)):
        earliest_start, latest_start, earliest_end, latest_end = date.bounds
        stated = (not date.start_unknown, not date.end_unknown)
        after = (stated[0] and earliest_start > life.latest_end) or (
            stated[1] and life.latest_end < earliest_end != FUTURE
        )
        before = (stated[1] and latest_end < life.earliest_start) or (
            stated[0] and life.earliest_start > latest_start != PAST
        )
        if after or before:
            yield outside_life(claim.id, f"dated {date.words}", actor, life)
    for entry, life in claim.quoted:
        source, said = sources[entry.source], edtf.parse(entry.said) if entry.said else None
        published = edtf.parse(source.published)
        by = min(each.bounds.latest_end for each in (said, published) if each)
        if by < life.earliest_start or (said and said.bounds.earliest_start > life.latest_end):
            told = f"said {said.words}" if said else f"quoted by {source.publisher} of {published.words}"
            yield outside_life(claim.id, told, str(entry.attribution), life)


def outside_life(id: str, told: str, actor: str, life: Life) -> Complaint:
    """Return the complaint that a relation is told of days on which an actor did not live."""
    sides = (("from", life[:2], PAST), ("until", life[2:], FUTURE))
    words = " ".join(f"{word} {range_words(*days)}" for word, days, far in sides if far not in days)
    message = f"{told}, outside the life of {actor} ({words})"
    return Complaint("warning", "outside-life", id, message, "mend one of them")


def _reports(source: "Source", entry: "Evidence") -> Iterator[tuple[str, When]]:
    """Yield in words what reports that something was so, and the day of the report."""
    published = edtf.parse(source.published)
    yield f"{source.publisher} of {published.words}", published
    if entry.said:
        said = edtf.parse(entry.said)
        yield f"the words in {source.publisher} that were said {said.words}", said
    if isinstance(entry.attests, str):
        attested = edtf.parse(entry.attests)
        yield f"{source.publisher} attests it for {attested.words}", attested


def _of_entry(claim: Claim, entry: "Evidence", source: "Source") -> Iterator[Complaint]:
    """Yield what is wrong with the days of an entry of evidence."""
    published = edtf.parse(source.published)
    paper = f"{source.publisher} of {published.words}"
    if entry.said:
        said = edtf.parse(entry.said)
        if said.bounds.earliest_start > published.bounds.latest_end:
            message = f"said {said.words}, after {paper}, which quotes it"
            yield Complaint("error", "said-after-source", claim.id, message, "mend one of the two days")
    if isinstance(entry.attests, str):
        attested = edtf.parse(entry.attests)
        if attested.bounds.earliest_start > published.bounds.latest_end:
            message = f"attested for {attested.words}, which is after {paper}"
            yield Complaint("error", "attested-after-source", claim.id, message, "mend one of the two days")
        date = edtf.parse(entry.when) if entry.when else claim.date
        is_same = entry.stance == "supports" and entry.type in (None, claim.type.name)
        if is_same and date is not None and attested.bounds.earliest_start > date.bounds.latest_end:
            message = f"dated {date.words}, yet {source.publisher} attests it for {attested.words}"
            yield Complaint("warning", "attested-after-end", claim.id, message, "mend one of them")
    if entry.when and not entry.dated:
        message = f"{source.publisher} gives no day, yet dates it {edtf.parse(entry.when).words}"
        yield Complaint("warning", "dated-without-day", claim.id, message, "leave out one of them")


def _dates(claim: Claim) -> Iterator[When]:
    """Yield each date that a relation and the evidence of its type give."""
    name = claim.type.name
    own = (entry.when for entry in claim.evidence if entry.when and entry.type in (None, name))
    yield from dict.fromkeys(filter(None, [claim.date, *map(edtf.parse, own)]))


def single_date(type: KnownType, date: When | None, is_ended: bool) -> tuple[str, str] | None:
    """Return what is wrong, and the mend, if what lasts by its type is given one date as start and end.

    It ``is_ended`` if a link names another relation that ended it.
    """
    if date is None or date.lasts or not type.goes_on:
        return None
    last, since = date.bounds.latest_end, f"{date.text}/"
    if date.text.startswith("["):
        since = f'"begins": "{date.text}"'
    over = "is its start and its end" if last == FUTURE else f"is over on {day_words(last + 1)}"
    if is_ended:
        return f"{type.name} {date.text} states no end beside what ended it", f"write {since}"
    return f"{type.name} {date.text} {over}", f"write {since} if its end is unknown"
