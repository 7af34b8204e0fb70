"""Says what each column of another program's table of relations is: by its heading, or as a person says."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, Literal, get_args

from graphkit.errors import Mend, UsageError, nearest
from graphkit.formats.foreign_identity import DIRECTIONS, SAY_DIRECTION, kind_of
from graphkit.libraries import tables_beside
from graphkit.model.attribute_names import FIRST_SEEN, LAST_SEEN, folded_name, meaning_of, names_of_attribute
from graphkit.model.attribute_values import only_addresses, what_is_told
from graphkit.model.distinguishing import changes, distinguishes, of_any_register, of_body, of_person
from graphkit.model.folding import searchable, whole_words
from graphkit.model.foreign_dates import Meaning
from graphkit.model.kinds import UNKNOWN

TABLES: Final = tables_beside(__file__)
"""The names of columns, those of GDELT, and the kinds of actors of GDELT and ICEWS."""
_QUOTES = ("'", '"')
_DATES, _DIRECTION = "dates", "direction"
_SIDES = ("source", "target")
_MAY_BE_IMPRECISE = ("date", "begins", "ends", "earliest", "latest")
_SIDE_HEADING = re.compile(r"(source|target)\.(\w[\w -]*)", re.IGNORECASE)
"""The heading of an attribute of an actor."""
_LABEL = re.compile(r"[\s_-]*label$", re.IGNORECASE)
_TYPED = re.compile(r"(?<=\w):(?:date|(?:local)?datetime|string|int|long|float|double|boolean)\s*$")


@dataclass(slots=True)
class Asked:
    """What a person says of a table: the heading of each column by what it is, and the fields of its columns.

    A text in quotation marks stands for itself in every row, where a field can be so; else, and if it is a
    heading with a comma, it is that heading. If no column is named, the headings say what
    each is.
    """

    columns: list[tuple[str, str]] = field(default_factory=list)
    meaning: Meaning | None = None
    undirected: bool = False

    @classmethod
    def read(cls, text: str) -> "Asked":
        """Return what a text such as ``source=ACTOR1,target=ACTOR2,date=EVENT_DATE`` says."""
        asked, names = cls(), TABLES["names"]
        for part in re.findall(r"""\s*((?:[^,'"]|'[^']*'|"[^"]*")+?)\s*(?:,|$)""", text):
            name, equals, heading = (each.strip() for each in part.partition("="))
            name = TABLES["other_names"].get(name, name)
            if not equals or not heading.strip("'\" "):
                mend = "write it as in source=ACTOR1"
                if asked.columns and not equals:
                    before, text = asked.columns[-1]
                    mend = f"a heading with a comma stands in quotation marks: {before}='{text}, {name}'"
                raise UsageError(f"--columns: {part!r} names no column; {mend}")
            if name == _DATES:
                meaning = heading.replace("-", " ")
                if meaning not in get_args(Meaning):
                    raise UsageError(
                        f"--columns: dates is one of day-first, month-first, year, not {heading}"
                    )
                asked.meaning = meaning
            elif name == _DIRECTION:
                if heading != "none":
                    raise UsageError(f"--columns: direction can only be none, not {heading}")
                asked.undirected = True
            else:
                side, dot, attribute = name.partition(".")
                if name not in names and not (dot and side in _SIDES and attribute):
                    near = nearest(name, [*names, *TABLES["other_names"]], limit=1)
                    mend = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(names)}"
                    raise UsageError(f"--columns: {name!r} is nothing that a column can be; {mend}")
                if heading[0] in _QUOTES and not dot and name not in TABLES["fixed"]:
                    heading = heading.strip(heading[0]).strip()
                if name in dict(asked.columns) and name != "note":
                    raise UsageError(f"--columns: {name} is given twice; keep one")
                asked.columns.append((name, heading))
        for name in _SIDES if asked.columns or asked == cls() else ():
            if name not in dict(asked.columns):
                raise UsageError(f"--columns: the column of the {name} is missing; add {name}=HEADING")
        return asked


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, by their ``places``, and its ``headings`` as they stand.

    ``attributes`` are the name and the place of each attribute of the source, and of the target; ``notes``
    are the columns that become notes, ``untaken`` the headings of those that are not taken. A person may say
    what is ``fixed`` in every row, the ``meaning`` of the dates, that relations are ``undirected``, and what
    the columns are, which are then ``chosen``. ``above`` are the lines above the headings, and
    the name of a sheet; ``numbers`` are the places and texts of its cells that are numbers, and no texts.
    """

    headings: tuple[str, ...]
    places: Mapping[str, int]
    attributes: tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]] = ((), ())
    notes: tuple[int, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    untaken: Mapping[int, str] = field(default_factory=dict)
    meaning: Meaning | None = None
    undirected: bool = False
    chosen: bool = False
    above: tuple[str, ...] = ()
    numbers: frozenset[tuple[int, str]] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether it is a table of source, relation, target and dates alone, by graphkit's own names."""
        names = sorted(folded(name) for name in self.headings)
        return not self.chosen and names in _PLAIN

    @property
    def by_name_alone(self) -> bool:
        """Whether nothing but its name is said of an actor, on either side."""
        said = any(self.attributes) or any(self.kinds) or any("." in what for what in self.fixed)
        return not said

    @property
    def kinds(self) -> tuple[str, str]:
        """The kinds that the headings of the source and of the target name; blank where they name none."""
        words = [self.headings[self.places[side]] if self.headings else "" for side in _SIDES]
        words = [re.sub(r"name$|\d+$", "", folded(word)) for word in words]
        here, there = (_kind_headed(*each) for each in (words, reversed(words)))
        return here, there

    @property
    def acts_of_other(self) -> re.Pattern[str] | None:
        """The types that tell what the target does, as the headings say who is what; None if they do not."""
        if self.chosen or not self.headings:
            return None
        heading, other = (folded(self.headings[self.places[side]]) for side in _SIDES)
        acts = [
            act
            for each in TABLES["acts_of_other"]
            if any(heading == name or heading in TABLES.get(name, ()) for name in each["of"])
            and other not in each.get("not_of", ())
            for act in each["acts"]
        ]
        return re.compile("|".join(acts)) if acts else None

    @property
    def of_bodies(self) -> bool:
        """Whether the headings of the two ends say that the source is something of the target, a body."""
        words = [
            re.sub("(?:name|label)$", "", folded(self.headings[self.places[side]])) or "name"
            if side in self.places
            else ""
            for side in _SIDES
        ]
        source, target = [word in _OF_BODIES or kind_of(word) == "person" for word in words]
        is_body = words[1] in TABLES["bodies"] or (kind_of(words[1]) or UNKNOWN) not in ("person", UNKNOWN)
        return (source or is_body) and not target


def _kind_headed(word: str, beside: str) -> str:
    """Return the kind that a heading names beside that of the other end; blank if it names none for sure."""
    kind = kind_of(word)
    if word in TABLES["of_people"]:
        kind = "organisation" if kind_of(beside) == "person" else None
    return kind if kind and kind != UNKNOWN else ""


_PLAIN = [sorted(("source", "relation", "target", *dates)) for dates in (("date",), ("start", "end"))]


def naming(what: str, columns: str) -> Mend:
    """Return the mend of a table whose columns are not known: how to say what they are."""
    python = f"gk.read(FILE, columns={columns!r})"
    return Mend(f"{what}: graphkit import FILE --columns {columns}", python, what)


def folded(heading: str) -> str:
    """Return a heading as it is compared: without case, blanks, signs and the type that Neo4j adds.

    Examples
    --------
    >>> folded("Start Date"), folded("since:date"), folded(":START_ID")
    ('startdate', 'since', 'startid')
    """
    return re.sub(r"[\W_]+", "", _TYPED.sub("", heading.casefold()))


_GIVEN: Final = frozenset(
    {
        *TABLES["given"],
        *(fold(name) for name in names_of_attribute("givenname") for fold in (folded, folded_name)),
    }
)
"""The headings of given names, with and without their accents."""
_OF_BODIES = (*TABLES["people"], *TABLES["holders"], *TABLES["family"])
_ENDS = ((_OF_BODIES, TABLES["bodies"]), (TABLES["givers"], TABLES["takers"]))


def _ends(names: Sequence[str]) -> tuple[str, str] | None:
    """Return the headings of somebody and of a body, or of who gives and who gets; None if there are more."""
    given, family = ([name for name in names if part_of_name(name) == part] for part in ("given", "family"))
    parts = {*given, *family} if given and family else {*family}
    for sides in _ENDS:
        found = [[name for name in names if name in side] for side in sides]
        whole = [name for name in found[0] if name not in parts]
        found[0] = whole or (family if given else [])
        if all(len(each) == 1 for each in found):
            return found[0][0], found[1][0]
    return None


def by_heading(cells: Sequence[str], *, pairs_alone: bool = False) -> Columns | None:
    """Return the columns of a table that its headings name; None if they name no source and no target.

    ``pairs_alone`` takes only pairs of headings that go together, for words that may be those of a title.
    """
    names = _labelled([folded(cell) for cell in cells])
    named = [name for name in names if name]
    if len({*named}) < len(named):
        return None
    of_pairs, of_prepositions = (
        next((pair for pair in TABLES[which] if {*pair} <= {*names}), None)
        for which in ("pairs", "prepositions")
    )
    pair = of_pairs or (None if pairs_alone else _ends(names)) or of_prepositions
    if pair is None:
        return None
    places = {side: names.index(heading) for side, heading in zip(_SIDES, pair, strict=True)}
    no_starts = (*TABLES["attested"], *TABLES["tenures"])
    by_meaning = {**TABLES["headings"], "date": [*TABLES["headings"]["date"], *no_starts]}
    if pair[0] in _OF_BODIES and not of_pairs:
        by_meaning["type"] = [
            *TABLES["offices"], *(each for each in by_meaning["type"] if each not in TABLES["of_one_end"]),
        ]  # fmt: skip
        if "publisher" in names:
            by_meaning["type"].remove("title")
    for what, headings in by_meaning.items():
        found = [names.index(heading) for heading in headings if heading in names]
        if free := [place for place in found if place not in places.values()]:
            places[what] = free[0]
    if "date" not in places or "ends" in places:
        others = {*names} - {*pair}
        way = next((way for way in TABLES["from_until"] if {*way} <= others), ())
        for what, heading in zip(("begins", "ends"), way, strict=False):
            places.setdefault(what, names.index(heading))
    for what, headings in TABLES["parted"].items():
        for heading in headings:
            if "date" not in places and heading in names and names.index(heading) not in places.values():
                places.setdefault(what, names.index(heading))
    if "label" in names and names.index("label") not in places.values():
        places["label"] = names.index("label")
    if "spans" in places:
        places = {what: place for what, place in places.items() if what not in ("date", "begins", "ends")}
    elif "date" in places and names[places["date"]] not in TABLES["days"] and "begins" in places:
        places.pop("date")
    elif "begins" not in places and {"date", "ends"} <= {*places} and names[places["date"]] not in no_starts:
        places["begins"] = places.pop("date")
    if "date" in places and names[places["date"]] in ("year", "day") and {"year", "month"} <= {*names}:
        places |= {
            "date" if part == "year" else part: names.index(part) for part in TABLES["parts"] if part in names
        }
    if "date" in places and "timeprecision" in names:  # of ACLED
        places["precision"] = names.index("timeprecision")
    places |= _precisions(places, names)
    free = [place for place in range(len(cells)) if place not in places.values()]
    unused = [names[place] for place in free]
    amounts = [next(filter(unused.__contains__, each), "") for each in TABLES["amounts"].values()]
    if all(amounts):  # without its unit it is only a note
        places |= {what: names.index(each) for what, each in zip(TABLES["amounts"], amounts, strict=True)}
    if "publisher" in (free_names := {names[place] for place in free}):
        told = ("publisher", "published", "title", "source_url")
        places |= {what: names.index(name) for what in told if (name := folded(what)) in free_names}
        # Of a list that says from when to when it had a row, the last day is known, whenever that began.
        if "published" not in places and free_names.issuperset(map(folded, FIRST_SEEN)):
            last = next(filter(free_names.__contains__, map(folded, reversed(LAST_SEEN))), None)
            places |= {} if last is None else {"published": names.index(last)}
    sides = [_SIDE_HEADING.fullmatch(cell.strip()) for cell in cells]
    facts = [(side[1].casefold(), side[2].casefold(), place) for place in free if (side := sides[place])]
    facts += [fact for fact in _facts_beside(pair, names) if fact[2] in free and not sides[fact[2]]]
    attributes = [tuple(fact[1:] for fact in facts if fact[0] == side) for side in _SIDES]
    taken = {*places.values(), *(place for *_, place in facts)}
    notes = tuple(place for place in range(len(cells)) if place not in taken)
    places |= _direction(names, notes)
    fixed = {} if of_pairs or "type" in places else _type_of_holder(cells[places["source"]])
    return Columns(tuple(cells), places, (attributes[0], attributes[1]), notes, fixed)


_KNOWN: Final = frozenset(
    chain(
        *(TABLES[name] for name in ("givers", "takers", "people", "family", "bodies", "holders", "offices")),
        _GIVEN,
        *(TABLES[name] for name in ("parts", "attested", "tenures", "tellers", "further")),
        *chain(*(TABLES[name] for name in ("pairs", "prepositions", "from_until"))),
        *(names for group in ("headings", "amounts") for names in TABLES[group].values()),
        *(TABLES[name]["headings"] for name in ("multipliers", "turning")),
        TABLES["precisions"]["alone"],
        TABLES["shares"]["names"],
    )
)
"""The headings that are known, folded."""
_STARTS = frozenset(name[:3] for name in _KNOWN)
_IN_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")


def are_headings(cells: Iterable[str]) -> bool:
    """Return whether all cells of a line but the blank ones, of which there are several, are known headings.

    Examples
    --------
    >>> are_headings(["Name", "Country", "", "Amount (EUR)"]), are_headings(["Ada Lee", "Bolt", "Date"])
    (True, False)
    """
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 1 and all(may_be_heading(_IN_BRACKETS.sub("", cell)) for cell in filled)


def may_be_heading(cell: str) -> bool:
    """Return whether a cell is a known heading; of many cells most are told by their first letters.

    Examples
    --------
    >>> [may_be_heading(cell) for cell in ("Source", " Source", "E-Mail", "(to)", "Ada Lee")]
    [True, True, True, True, False]
    """
    first = cell[:3] if cell[:3].isalnum() else folded(cell)
    return first.casefold()[:3] in _STARTS and folded(cell) in _KNOWN


def below_groups(groups: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Return the headings that a line of headings and the one above it, with those of groups, make together.

    Examples
    --------
    >>> below_groups(["Payer", "", "Payee", ""], ["Name", "Country", "Name", "Country"])
    ['Payer', 'Payer Country', 'Payee', 'Payee Country']
    """
    if by_heading(cells):
        return [*cells]
    found, group, names = [], "", [folded(cell) for cell in cells]
    for above, cell, name in zip(groups, cells, names, strict=True):
        group = above.strip() or group
        is_group = not name or name in TABLES["people"]
        found.append(group if is_group else cell if names.count(name) == 1 else f"{group} {cell.strip()}")
    return found


def are_explained(cells: Sequence[str], ends: Iterable[int]) -> bool:
    """Return whether a line right below the headings explains them: in brackets, or without actors.

    Examples
    --------
    >>> [are_explained(cells, [0, 1]) for cells in (["(name)", "(name)", "(day)"], ["", "", "in EUR"])]
    [True, True]
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(map(str.isdigit, "".join(filled))) or not filled:
        return False
    return all(map(_IN_BRACKETS.fullmatch, filled)) or not any(cells[end].strip() for end in ends)


def _labelled(names: list[str]) -> list[str]:
    """Return headings as Wikidata's mean them: ``person`` beside ``personLabel`` is the id of that person."""
    for label in [name for name in names if name.endswith("label")]:
        base = label.removesuffix("label")
        if base and f"{base}id" not in names:
            names = [f"{base}id" if name == base else base if name == label else name for name in names]
    return names


def _direction(names: Sequence[str], notes: Sequence[int]) -> dict[str, int]:
    """Return the place of a column of notes that says the direction, if any."""
    found = (names.index(name) for name in SAY_DIRECTION if name in names)
    return next(({_DIRECTION: place} for place in found if place in notes), {})


def _precisions(places: Mapping[str, int], names: Sequence[str]) -> dict[str, int]:
    """Return the places of columns that say how precise another is: ``start precision`` beside it."""
    found: dict[str, int] = {}
    for what in filter(places.__contains__, _MAY_BE_IMPRECISE):
        heading = names[places[what]]
        bases = {heading, heading.removesuffix("date"), *(("date",) if what == "date" else ())}
        behind = {f"{base}{end}" for base in bases if base for end in TABLES["precisions"]["behind"]}
        free = (at for at, name in enumerate(names) if name in behind and at not in places.values())
        found |= {precision_of(what): at for at in [*free][:1]}
    return found


def precision_of(what: str) -> str:
    """Return what the column is that says how precise a date is."""
    return "precision" if what == "date" else f"precision of {what}"


def _facts_beside(pair: Sequence[str], names: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the side, the attribute and the place of what other columns say of who the two actors are.

    That is an id or a kind, if both have one, and what tells namesakes apart: ``source_born``. What only
    people have is that of the person where the other is a body: ``born``, as is ``person id``; what only
    bodies have is that of the body. What changes, such as a city, is that of the row, whose note tells it.
    """
    bases = [re.sub("(?:name|label)$", "", heading) for heading in pair]
    ids = ("id", "") if bases == [*_SIDES] else ("id",)
    for attribute, ends in (("id", ids), ("kind", ("kind", "type"))):
        headings = ([f"{base}{end}" for base in bases] for end in ends)
        found = next((each for each in headings if {*each} <= {*names} - {*pair}), [])
        yield from ((side, attribute, names.index(each)) for side, each in zip(_SIDES, found, strict=False))
    for side, base in zip(_SIDES, bases, strict=True):
        for place, name in enumerate(names):
            told = name.removeprefix(base)
            is_part = told not in TABLES["people"] and part_of_name(told)
            is_fact = distinguishes(told) and not (is_form_of_address(told) or changes(told))
            if told and told != name and (is_fact or is_part):
                yield side, told, place
    if pair[0] in _OF_BODIES:
        parts = [name for name in names if part_of_name(name)]
        if len(parts) == 1 or pair[0] in parts:
            yield from ((_SIDES[0], name, names.index(name)) for name in parts if name != pair[0])
        found_at = {said: place for place, name in reversed([*enumerate(names)]) if (said := of_person(name))}
        if bases[0] not in ("", "name") and (own := f"{bases[0]}id") in names:
            found_at["id"] = names.index(own)
        yield from ((_SIDES[0], said, place) for said, place in found_at.items())
        if pair[0] not in TABLES["may_have_numbers"] and kind_of(bases[1]):
            whoever = pair[0] in (*TABLES["people"], *TABLES["family"])  # who may have a number of a register
            of_bodies = {
                said: place
                for place, name in reversed([*enumerate(names)])
                if (said := of_body(name))
                and not (whoever and of_any_register(name))
                and name != "vat"  # which is a rate where it stands alone
            }
            yield from ((_SIDES[1], said, place) for said, place in of_bodies.items())


def is_form_of_address(heading: str) -> bool:
    """Return whether a column may say how somebody is addressed; ``Title`` may be of something else."""
    return meaning_of(heading) == "salutation"


def with_forms_of_address(columns: Columns, texts: Callable[[int], Iterable[str]]) -> Columns:
    """Return columns where those with forms of address that tell a gender, such as ``Mr``, are the person's.

    One that says nothing else is not the type.
    """
    if columns.chosen or not columns.headings:
        return columns
    pair = [folded(columns.headings[columns.places[side]]) for side in _SIDES]
    bases = [re.sub("(?:name|label)$", "", heading) for heading in pair]
    places, attributes = {**columns.places}, [*columns.attributes]
    for place in (*columns.notes, *(places[what] for what in ("type",) if what in places)):
        heading = folded(columns.headings[place])
        named = [heading.removeprefix(base) if base else "" for base in bases]
        sides = [at for at, told in enumerate(named) if told != heading and is_form_of_address(told)]
        if not sides and pair[0] in _OF_BODIES and is_form_of_address(heading):
            sides = [0]
        cells = {*texts(place)} if sides else set()
        if not any(what_is_told("salutation", each) for each in cells):
            continue
        attributes[sides[0]] += ((named[sides[0]] or heading, place),)
        if place == places.get("type") and all(map(only_addresses, cells)):
            places.pop("type")
    taken = {place for each in attributes for _, place in each}
    notes = tuple(place for place in columns.notes if place not in taken)
    is_typed = "type" in places or "type" not in columns.places
    fixed = (
        columns.fixed
        if is_typed
        else {**_type_of_holder(columns.headings[places["source"]]), **columns.fixed}
    )
    return replace(
        columns, places=places, attributes=(attributes[0], attributes[1]), notes=notes, fixed=fixed
    )


def _type_of_holder(heading: str) -> dict[str, str]:
    """Return what is the type where no column names it: what the heading says that somebody is of a body."""
    office = _LABEL.sub("", heading.strip())
    return {"type": office} if folded(office) in TABLES["holders"] else {}


def part_of_name(heading: str) -> Literal["given", "family"] | None:
    """Return which part of the name of a person has this heading; None if it is of none.

    Examples
    --------
    >>> part_of_name("First Name"), part_of_name("Apellidos"), part_of_name("born")
    ('given', 'family', None)
    """
    name = folded(heading)
    return "given" if name in _GIVEN else "family" if name in TABLES["family"] else None


def whole_name(heading: str, name: str, parts: Iterable[tuple[str, str]]) -> str:
    """Return the name of a person of which other columns tell a part, by their headings, in one text.

    A name of several words may be whole, unless its own ``heading`` is that of a family name or all of them
    but the last are small, such as "von".

    Examples
    --------
    >>> ada = [("Vorname", "Ada")]
    >>> [whole_name(*each, ada) for each in (("Name", "Lee"), ("Name", "A. Lee"), ("Surname", "de Leo"))]
    ['Ada Lee', 'A. Lee', 'Ada de Leo']
    >>> [whole_name("Name", name, ada) for name in ("Lee-Ray", "O'Neil", "van der Lee")]
    ['Ada Lee-Ray', "Ada O'Neil", 'Ada van der Lee']
    """
    words = {*whole_words(searchable(name))}
    first = name.split()[:-1]
    if first and not "".join(first).islower() and part_of_name(heading) != "family":
        return name
    for heading, text in parts:
        which = part_of_name(heading)
        if which and name and text and not words.issuperset(whole_words(searchable(text))):
            name = f"{text} {name}" if which == "given" else f"{name} {text}"
    return name


def lone_facts(columns: Columns) -> list[tuple[str, str]]:
    """Return the headings of what is of one of the two actors alone, and what they may be.

    That is an id or a kind of one, or what only people or only bodies have, where nothing says whose it is.

    Examples
    --------
    >>> lone_facts(by_heading(["source", "source id", "target", "type", "date"]))
    [('source id', 'source.id')]
    """
    if not columns.headings:
        return []
    kinds = {"id": "id", "kind": "kind", "type": "kind"}
    may_be: dict[str, str] = {}
    for side in _SIDES if not columns.chosen else ():
        base = re.sub("(?:name|label)$", "", folded(columns.headings[columns.places[side]]))
        may_be |= {f"{base}{heading}": f"{side}.{what}" for heading, what in kinds.items() if base}
    noted = [columns.headings[place] for place in (*columns.notes, *columns.untaken)]
    may_be |= {
        folded(heading): f"{side}.{said}"
        for heading in noted
        for side, said in (
            ("source", of_person(heading) or (heading if part_of_name(heading) else "")),
            ("target", of_body(heading)),
        )
        if said
    }
    return [(heading, may_be[folded(heading)]) for heading in noted if folded(heading) in may_be]


def by_choice(cells: Sequence[str], asked: Asked) -> Columns | str:
    """Return the columns of a table that a person names; the heading that is not there, if one is not."""
    places: dict[str, int] = {}
    attributes: dict[str, list[tuple[str, int]]] = {side: [] for side in _SIDES}
    fixed: dict[str, str] = {}
    notes: list[int] = []
    exact, loose = [cell.strip() for cell in cells], [folded(cell) for cell in cells]
    for what, heading in asked.columns:
        if heading[0] in _QUOTES:
            text = heading.strip(heading[0]).strip()
            if "," not in text or text not in exact:
                fixed[what] = text
                continue
            heading = text
        if heading in exact:
            place = exact.index(heading)
        elif folded(heading) in loose and loose.count(folded(heading)) == 1:
            place = loose.index(folded(heading))
        else:
            return heading
        side, _, attribute = what.partition(".")
        if attribute:
            attributes[side].append((attribute, place))
        elif what == "note":
            notes.append(place)
        else:
            places[what] = place
    places = _precisions(places, loose) | places
    taken = {*places.values(), *notes, *(place for each in attributes.values() for _, place in each)}
    rest = [place for place in range(len(cells)) if place not in taken]
    if "id" not in places:
        notes, rest = [*notes, *rest], []
    if not asked.undirected:
        places |= _direction(loose, notes)
    return Columns(
        tuple(cells), places, (tuple(attributes["source"]), tuple(attributes["target"])), tuple(notes), fixed,
        {place: _heading(cells, place) for place in rest}, asked.meaning,
        asked.undirected, chosen=True,
    )  # fmt: skip


def may_be_date(headings: Sequence[str], others: Iterable[int]) -> list[int]:
    """Return which of other columns than that of the date may be it, by their headings."""
    known = {*TABLES["headings"]["date"]} - {*TABLES["parts"], "time"}
    names = {at: folded(headings[at]) for at in others}
    return [at for at, name in names.items() if name in known or name.endswith("date")]


def told_date(headings: Sequence[str], taken: int, others: Iterable[int], home: str) -> str:
    """Return which of several columns is taken as the date, and why; blank if no other may be it."""
    if not (may_be := may_be_date(headings, others)):
        return ""

    def named(place: int) -> str:
        return f"{_heading(headings, place)!r} (column {place + 1})"

    alike = any(folded(headings[at]) == folded(headings[taken]) for at in may_be)
    why = "is the first of this heading" if alike else "has the heading that graphkit looks for first"
    which = " and ".join(map(named, may_be))
    stands = f"{which} {'is' if len(may_be) == 1 else 'are'} {home}"
    return f"The date is {named(taken)}, which {why}; {stands}: --columns ...,date=HEADING takes another."


def _heading(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() or f"column {place + 1}"


def heading_of(columns: Columns, place: int) -> str:
    """Return the heading of a column, or its number if it has none."""
    return _heading(columns.headings, place)


def is_direction(word: str) -> bool:
    """Return whether a word of a column of types says only the direction of a relation, as Gephi's do."""
    return word.strip().casefold() in DIRECTIONS
