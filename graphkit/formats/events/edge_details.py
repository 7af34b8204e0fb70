"""Reads what a row of a table says beside actors, type and date: its id, summary, amount and document."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Any

from graphkit.errors import shortened
from graphkit.formats.events.columns import TABLES, Columns, folded, heading_of
from graphkit.formats.events.date_columns import DATED, Dates, of_two_readings, told_moment
from graphkit.formats.events.event import (
    BadRowError,
    Cells,
    Document,
    Key,
    Part,
    Texts,
    is_marked,
    one_line,
    told_in,
    web_document,
)
from graphkit.formats.events.numerals import (
    Measure,
    amount_of,
    currencies_of,
    decimal_sign,
    may_be_one,
    measure_of,
    power_in,
    shows_long_scale,
    unit_of,
    written,
)
from graphkit.formats.foreign_status import is_name_in_doubt
from graphkit.formats.format import BELOW_NOUGHT, Reading
from graphkit.model.absence import is_absent
from graphkit.model.attribute_names import LAST_SEEN
from graphkit.model.folding import searchable
from graphkit.model.foreign_dates import is_single
from graphkit.model.ids import id_from
from graphkit.model.kinds import UNNAMED

_BARE_NUMBER = re.compile(
    r"[.,'\u2019\s+-]*\d[\d.,'\u2019\s+-]*(?:[mk]|[bm]n|mio\.?|mrd\.?|tsd\.?|thousand|million|billion)?",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:per|pro|par|por|p\.\s?a)\b|/\s?\w", re.IGNORECASE)
"""What says that a heading names a sum for something, such as a year."""
_PRICES = re.compile(
    r"(?:(?P<sort>constant|real|deflated) )?(?<!\d)(?P<before>(?:19|20)\d\d) "
    r"(?=[^\W\d_]{2,4}\b|[$\u20ac\u00a3\u00a5])"
    r"|\b(?-i:[A-Z]{3}) (?P<after>(?:19|20)\d\d)(?!\d)|\b(?P<of>constant|real|deflated)\b",
    re.IGNORECASE,
)
"""What says that a heading names money of the prices of a year: ``Amount (2015 USD)``."""
_OF_PRICES = re.compile(r"\b(?:constant|real|deflated|current|nominal|in|at|of|prices?)\b", re.IGNORECASE)
"""Words of a heading of an amount about its prices."""
REPORTS = ("source_url", "publisher", "title", "published")


def with_own_units(columns: Columns, texts: Texts) -> Columns:
    """Return columns with an amount where one headed so has units: there, in its cells or in a column."""
    amounts, units = (TABLES["amounts"][what] for what in ("amount", "unit"))
    if columns.chosen or "amount" in columns.places:
        return columns
    names = {place: folded(columns.headings[place]) for place in columns.notes}
    beside = next(({"unit": place} for place, name in names.items() if name in units), {})
    for place, name in names.items():
        said = measure_of(columns.headings[place])
        if name not in amounts and folded(_OF_PRICES.sub("", said.rest)) not in amounts:
            continue
        in_cells = {told.unit for told in map(written, texts(place)) if told} - {""}
        if said.unit or (beside and name not in amounts) or any(map(unit_of, in_cells)):
            found = {"amount": place, **(beside if name not in amounts else {})}
            notes = tuple(each for each in columns.notes if each not in found.values())
            return replace(columns, places={**columns.places, **found}, notes=notes)
    return columns


def with_multipliers(columns: Columns, texts: Texts) -> Columns:
    """Return columns with those of notes that may multiply the amounts of a table, or turn them.

    What is headed so and holds neither a number nor a word for one may be the scale of something else.
    """
    if "amount" not in columns.places:
        return columns
    found: dict[str, int] = {}
    for place in (*columns.notes, *columns.untaken):
        heading = folded(columns.headings[place])
        if heading in TABLES["turning"]["headings"]:
            found.setdefault("sign", place)
        elif heading in TABLES["multipliers"]["headings"] and any(map(_may_multiply, texts(place))):
            found.setdefault("multiplier", place)
    return replace(columns, places={**found, **columns.places}) if found else columns


def _may_multiply(cell: str) -> bool:
    return bool(power_in(cell)) or (any(map(str.isdigit, cell)) and power_in(cell) != 0)


def passed_over(columns: Columns, texts: Texts) -> Iterator[str]:
    """Yield a sentence of columns of notes that may hold amounts, and of one that may name who tells."""
    if columns.chosen:
        return
    taken = columns.places.get("multiplier"), columns.places.get("sign")
    names = [
        heading_of(columns, place)
        for place in columns.notes
        if place not in taken
        and _may_be_amount(columns.headings[place])
        and any(map(written, filter(str.strip, texts(place))))
    ]
    if names:
        held = f"Column{'s' if names[1:] else ''} {', '.join(map(repr, names))} may hold amounts"
        mend = f"name all columns by --columns, with amount={names[0]} and its unit"
        yield f"{held}, which are only in the notes; if so, {mend}."
    tellers = [
        heading_of(columns, place)
        for place in columns.notes
        if folded(columns.headings[place]) in TABLES["tellers"]
    ]
    if tellers and "publisher" not in columns.places:
        mend = f"name all columns by --columns, with publisher={tellers[0]}"
        held = f"Column {tellers[0]!r} may name who tells of each relation"
        yield f"{held}, which is only in the notes; if so, {mend}."


def _may_be_amount(heading: str) -> bool:
    """Return whether a heading names money or a share.

    Examples
    --------
    >>> [_may_be_amount(heading) for heading in ("stake (%)", "Wert in Mio \u20ac", "share", "share class")]
    [True, True, True, False]
    >>> [_may_be_amount(heading) for heading in ("Betrag", "amount_min", "Debit", "sum of ages")]
    [True, True, True, False]
    """
    said = measure_of(heading)
    names = {*TABLES["shares"]["names"], *TABLES["money_headings"]["names"], *TABLES["amounts"]["amount"]}
    words = re.findall(r"[^\W\d_]+", heading.casefold())
    others = [word for word in words if word not in TABLES["money_headings"]["beside"]]
    return bool(said.unit) or folded(heading) in names or "".join(others) in TABLES["amounts"]["amount"]


class Details:
    """Reads what a row of a table says beside actors, type and date."""

    def __init__(
        self,
        columns: Columns,
        texts: Texts,
        when: Callable[[Cells, list[str]], str],
        only_claimed: Callable[[Cells], bool],
    ) -> None:
        self._columns, self._texts, self._when, self._only_claimed = columns, texts, when, only_claimed
        self._places, self._fixed = columns.places, columns.fixed
        self.key: Key | None = None
        self._id_heading = ""
        if "id" in self._places:
            heading = folded(columns.headings[self._places["id"]])
            self._id_heading = "" if heading in ("id", "key", "nr", "no", "row") else heading
            if self._id_heading:
                prefix = f"{self._id_heading[:150]}-"
                self.key = Key(self._places["id"], prefix, 0, lambda id: f"{prefix}{self._id(id)}"[:200])

    def named(self) -> dict[str, Part]:
        """Return the part of an id that is only a number, which the note begins with."""
        if "id" not in self._places or self._id_heading:
            return {}
        place = self._places["id"]

        def judge(cells: Cells, notes: list[str], _reading: Reading) -> dict[str, Any]:
            notes.append(f"id: {self._id(cells[place])}")
            return {}

        return {"id": Part((place,), judge)}

    def parts(self, dated: tuple[int, ...]) -> dict[str, Part]:
        """Return the other parts."""
        there = {*self._places, *self._fixed}
        found = {
            "summary": (("summary",), (), self._summary),
            "amount": (("amount", "unit", "multiplier", "sign"), (), self._amount),
            "document": (REPORTS, dated, self._reported),
        }
        return {
            name: Part((*(self._places[each] for each in names if each in self._places), *more), judge)
            for name, (names, more, judge) in found.items()
            if there.intersection(names)
        }

    def _id(self, text: str) -> str:
        if not (id := text.strip()):
            raise BadRowError(f"lacks its {heading_of(self._columns, self._places['id'])}; fill it in")
        return id

    def _cell(self, name: str, cells: Cells) -> str:
        place = self._places.get(name)
        return cells[place].strip() if place is not None else self._fixed.get(name, "")

    def _summary(self, cells: Cells, _notes: list[str], reading: Reading) -> dict[str, Any]:
        summary = told_in(self._cell("summary", cells), self._heading("summary"), reading)
        return {"more": (("summary", summary),)} if summary else {}

    def _amount(self, cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        cell, unit = self._cell("amount", cells), self._cell("unit", cells)
        unit = "" if is_absent(unit) else unit
        beside = [f"{self._heading('unit')}: {unit}"] if unit and "unit" in self._places else []
        if not cell:
            notes += beside
            return {}
        heading, chosen = self._heading("amount"), self._columns.chosen
        power, named = self._measured(unit, cell)
        times, doubt = self._told_beside(cells, power)
        power = power if doubt else times or power
        sign = self._sign_in(cell)
        found = amount_of(cell, sign, named, grouped=self._groups_thousands, power=power or 0)
        unclear = doubt or (self._unclear(cell, unit, power, found) if found or power is None else "")
        if found and not unclear and not found[1] and ("unit" in self._places or not chosen):
            notes += [f"{heading}: {cell}", *beside]
            reading.leave_out(f"amount in column {heading}", instead="has no unit; in the note", text=cell)
        elif found and not unclear:
            value, said = found
            reading.notes += self._told_sign(cell)
            if which := currencies_of(said):
                named = f"Amounts in column {heading} are in {said}, which may be {', '.join(which)}"
                reading.notes.append(f"{named}; a heading or a column of units may say which.")
            if power and measure_of(unit).power:
                what, instead = f"amount in column {heading}", f"read times {10**power:,}, as its unit says"
                reading.leave_out(what, instead=instead, text=f"{cell} {unit}")
            elif times:
                by = f"as column {self._heading('multiplier')} says"
                reading.leave_out(
                    f"amount in column {heading}", instead=f"read times {10**times:,}, {by}", text=cell
                )
            elif power:
                reading.notes.append(f"Amounts in column {heading} are read times {10**power:,}, as it says.")
            if value < 0:
                what, instead = BELOW_NOUGHT
                reading.leave_out(f"{what} in column {heading}", instead=instead, text=cell)
            return {"more": (("amount", {"value": value, "unit": unit_of(said) or said or heading}),)}
        else:
            lacks_unit = _BARE_NUMBER.fullmatch(cell)
            notes += [f"{heading}: {cell} {unit}".strip()] if lacks_unit else [f"{heading}: {cell}", *beside]
            why = unclear or self._unread(cell, named, power or 0)
            reading.leave_out(f"amount in column {heading}", instead=f"{why}; in the note", text=cell)
        return {}

    def _told_beside(self, cells: Cells, power: int | None) -> tuple[int, str]:
        """Return the power of ten by which another column multiplies an amount, and why it is not sure.

        ``power`` is that of its heading and its unit.
        """
        if self._cell("sign", cells).casefold() not in TABLES["turning"]["not"]:
            return 0, f"column {self._heading('sign')} may turn it or take it back"
        if "multiplier" not in self._places:
            return 0, ""
        heading, cell = self._heading("multiplier"), self._cell("multiplier", cells)
        times = power_in(cell, is_power=folded(heading) in TABLES["multipliers"]["powers"])
        if times is None:
            return 0, f"column {heading} does not tell what multiplies it"
        if times and power not in (0, times):
            return 0, f"column {heading} multiplies it otherwise than its heading or its unit"
        if self._long_scale and measure_of(cell).word in TABLES["long_scale"]["short"]:
            return 0, f"{cell} may be a thousand times more, as {self._long_scale} shows"
        return times, ""

    def _unread(self, cell: str, named: str, power: int) -> str:
        """Return why a cell is not read as an amount."""
        told = written(cell)
        if any(amount_of(cell, sign, named, power=power) for sign in ".,"):
            return "may have decimals or thousands"
        if power and any(amount_of(cell, sign, named) for sign in ".,"):
            return "is multiplied otherwise than its heading or unit says"
        if named and amount_of(cell, self._sign_in(cell)):
            return "names another unit than its row"
        if told and told.unit and not unit_of(told.unit):
            return "has a word beside it that is no known unit"
        return "is no plain number"

    def _measured(self, unit: str, cell: str) -> tuple[int | None, str]:
        """Return the power of ten and the unit of an amount, by its heading, the unit of its row and itself.

        The power is None if these contradict each other, or do not tell it.
        """
        head, own = self._head, measure_of(unit)
        in_numbers = own.power is None and any(map(str.isdigit, unit)) and not _RATE.search(unit)
        scaled = in_numbers or (own.power and not own.may_be_other)
        named = (own.bare if own.rest or not own.unit else own.unit) if scaled else unit
        powers = {head.power, own.power if scaled else 0} - {0}
        inside = told.unit if (told := written(cell)) and unit_of(told.unit) and told.unit != "%" else ""
        if named.casefold() == head.word or not (named or head.unit or inside):
            powers.discard(head.power)  # the heading is the unit, or its word is: "deaths in thousand"
        elif head.may_be_other and not unit_of(named or inside):
            powers.add(None)
        if head.power and own.power != 0 and own.unit and not scaled:
            powers.add(None)
        if head.unit and unit_of(named) and not may_be_one(head.unit, named):
            powers.add(None)
        which = head.unit if head.unit in currencies_of(named) else named or head.unit
        return (powers.pop() if len(powers) == 1 else None if powers else 0), which

    def _unclear(self, cell: str, unit: str, power: int | None, found: tuple[int | float, str] | None) -> str:
        """Return why an amount may be another than its cell says; blank if it is not."""
        told, heading = written(cell), self._heading("amount")
        words = {told.scale if told else "", self._head.word, measure_of(unit).word}
        if (short := words.intersection(TABLES["long_scale"]["short"])) and self._long_scale:
            return f"{min(short)} may be a thousand times more, as {self._long_scale} shows"
        if power is None:
            return f"its heading {heading} and its unit do not tell what it counts"
        named = found[1] if found else ""
        if power or (told and told.scale) or named == "%" or (named and not unit_of(named)):
            return ""
        for line in self._columns.above:
            said = measure_of(line)
            if (said.power != 0 and not said.may_be_other) or (said.unit and not named):
                return f"may count what stands above the headings ({shortened(line)})"
        return ""

    @cached_property
    def _head(self) -> Measure:
        """What the heading of the amounts says of them; a rate or cents are another unit than money."""
        heading = self._heading("amount")
        said = measure_of(heading)
        if said.unit and (prices := _PRICES.search(heading)):
            year, sort = prices["before"] or prices["after"], prices["sort"] or prices["of"]
            unit = f"{sort or ''} {said.unit} {f'of {year}' if year else ''}".strip()
            said = said._replace(unit=unit)
        return said._replace(unit="") if said.power is None or _RATE.search(heading) else said

    @cached_property
    def _long_scale(self) -> str:
        places = (self._places[name] for name in ("amount", "unit") if name in self._places)
        texts = chain.from_iterable(map(self._texts, places))
        return shows_long_scale(chain(self._columns.above, texts), self._columns.headings)

    def _reported(self, cells: Cells, notes: list[str], reading: Reading) -> dict[str, Any]:
        unclear: list[str] = []
        document = self.document(notes, self._when(cells, unclear), cells, reading)
        told: dict[str, Any] = {"attribution": UNNAMED} if self._only_claimed(cells) else {}
        told |= {"attests": False} if unclear else {}
        return {"document": document, "told": tuple(told.items()), "of_list": self._lists}

    @cached_property
    def _published(self) -> Dates:
        place, fixed = self._places.get("published"), self._fixed.get("published", "")

        def texts() -> list[str]:
            return [fixed] if place is None else [*dict.fromkeys(map(str.strip, self._texts(place)))]

        def other() -> Iterator[str]:
            return chain(*(self._texts(self._places[name]) for name in DATED if name in self._places))

        return Dates(texts, self._columns.meaning, plain=False, other=other)

    @cached_property
    def _lists(self) -> bool:
        """Whether the sources are lists, each as of the last day on which it had a row."""
        return folded(self._heading("published")) in map(folded, LAST_SEEN)

    def _sign_in(self, cell: str) -> str | None:
        """Return the sign before decimals in an amount; in a sheet's number it is known."""
        return "." if (self._places.get("amount"), cell) in self._columns.numbers else self._decimal_sign

    @cached_property
    def _decimal_sign(self) -> str | None:
        return decimal_sign(self._amounts())

    def _told_sign(self, cell: str) -> list[str]:
        """Return how an amount was read that may be two numbers; the same for all of a column."""
        told = written(cell)
        return [] if told is None or decimal_sign([told.number]) else [self._how_read]

    @cached_property
    def _how_read(self) -> str:
        """How the amounts of the column that may be two numbers are read, and which other shows it."""
        sign, signed = self._decimal_sign, [each for each in self._amounts() if {".", ","} & {*each}]
        shows = next(each for each in signed if decimal_sign([each]) == sign)
        unclear = next(each for each in signed if not decimal_sign([each]))
        meaning = "decimals" if str(sign) in unclear else "thousands"
        sort = f"Amounts such as {unclear} in column {self._heading('amount')}"
        return f"{sort} have {meaning} behind the sign, as {shows} shows."

    @cached_property
    def _groups_thousands(self) -> bool:
        """Whether some number of the column has signs between its thousands, as people write them."""
        return any(re.fullmatch(r"-?[0-9]+[.,][0-9.,]*[.,][0-9]+", text) for text in self._amounts())

    def _amounts(self) -> Iterator[str]:
        """Yield the amounts that people wrote; a cell of a sheet that is a number has no sign of its own."""
        place, numbers = self._places["amount"], self._columns.numbers
        texts = (text for text in self._texts(place) if (place, text.strip()) not in numbers)
        return (each.number for each in map(written, texts) if each)

    def _heading(self, name: str) -> str:
        return heading_of(self._columns, self._places[name]) if name in self._places else name

    def document(self, notes: list[str], when: str | None, cells: Cells, reading: Reading) -> Document | None:
        """Return the document that tells a row; None if none does."""
        url, publisher, title = (
            told_in(one_line(self._cell(name, cells), reading), self._heading(name), reading)
            for name in ("source_url", "publisher", "title")
        )
        stated = told_in(self._cell("published", cells), self._heading("published"), reading)
        if not url and not publisher and not title:
            if stated:
                notes.append(f"published: {stated}")
            return None
        url = self._first_address(url, notes, reading)
        self._tell_publisher(publisher, reading)
        read = self._published.read(stated)
        published = read if read and is_single(read) else ""
        if published:
            reading.notes += filter(None, [self._published.told(stated)])
            if stated in self._published.moments:
                notes.append(told_moment(stated, self._heading("published"), reading))
        elif stated:
            notes.append(f"published: {stated}")
        day = published or ("" if stated else _last_day(when))
        if not day:
            told = {"source_url": url, "publisher": publisher, "title": title}
            notes += [f"{name}: {text}" for name, text in told.items() if text]
            reading.leave_out("source", instead=f"{self._undated(stated)}; in the note", text=stated)
            return None
        if not published and "published" in self._places:
            what, text = "blank day of publication", title or publisher or url
            reading.leave_out(what, instead="the day of the relation is taken for it", text=text)
        elif not published:
            reading.notes.append(
                "No column tells when the sources were published; the day of the relation is taken for it."
            )
        digest = sha256("\t".join((url, publisher, title, day)).encode()).hexdigest()[:16]
        document = web_document(url, day) if url else None
        if document is None:
            document = Document(f"{id_from(publisher or title)[:60]}-{digest}", publisher or title, day)
        else:  # a page of two days, or of two publishers, is two documents
            document = document._replace(id=f"{document.id.rpartition('-')[0]}-{id_from(day)}-{digest}")
            if publisher and not document.url:
                heading, instead = self._heading("source_url"), "begins with no http; in the note"
                notes.append(f"{heading}: {url}")
                reading.leave_out(f"address in column {heading}", instead=instead, text=url)
        note = None if published else _DAY_TAKEN
        return document._replace(publisher=publisher or document.publisher, title=title or None, note=note)

    def _tell_publisher(self, publisher: str, reading: Reading) -> None:
        """Report a publisher that may be several, or another one that is written otherwise."""
        what, instead = "", "kept as it is, apart from others; two of one name would be two voices"
        if _SEVERAL.search(publisher):
            what, instead = "publisher that may be several", "read as one"
        elif is_marked(publisher) or is_name_in_doubt(publisher):
            what = "publisher with a mark or a word of doubt"
        elif searchable(publisher) in self._spelt_twice:
            what = "publisher that is also spelt otherwise"
        if what:
            reading.leave_out(what, instead=instead, text=publisher)

    @cached_property
    def _spelt_twice(self) -> frozenset[str]:
        """The publishers, without case and accents, that the table spells in two ways."""
        place = self._places.get("publisher")
        names = {*map(str.strip, self._texts(place))} if place is not None else ()
        times = Counter(map(searchable, filter(None, names)))
        return frozenset(name for name, count in times.items() if count > 1)

    def _undated(self, stated: str) -> str:
        """Return why a document has no day of publication."""
        if not stated:
            return "has no date of publication"
        why = of_two_readings(self._columns, stated, self._published)
        return f"has no date of publication that can be read{f', as {why}' if why else ''}"

    def _first_address(self, url: str, notes: list[str], reading: Reading) -> str:
        """Return the first of several addresses of a cell; the others are told, and go into the note."""
        first, *others = _BETWEEN_ADDRESSES.split(url)
        if others:
            heading = self._heading("source_url")
            notes.append(f"{heading}: {' '.join(others)}")
            what, instead = f"further addresses in column {heading}", "in the note; the first is the source"
            reading.leave_out(what, instead=instead, text=others[0])
        return first


_BETWEEN_ADDRESSES = re.compile(r"[\s;,|]+(?=https?://)", re.IGNORECASE)
_SEVERAL = re.compile(r"[;|]| / |https?://")
_DAY_TAKEN = "When it was published is not told; the day is that of the relation."


def _last_day(when: str | None) -> str:
    """Return the end of a date, or its start, as the day of a report."""
    if not when or when.startswith(("[..", "[/")) or when.endswith("..]"):
        return ""
    if when.startswith("["):
        return when
    first, _, last = when.partition("/")
    return last or first
