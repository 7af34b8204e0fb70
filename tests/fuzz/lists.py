"""Tables as other people keep them, of headings that mean something, as text or as a workbook."""

import random
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

import graphkit.formats.events as events
from graphkit import formats
from graphkit.formats.events.columns import TABLES
from graphkit.formats.status_headings import ASKED, TRUTHS, UNTRUTHS
from graphkit.libraries import tables_beside
from graphkit.model import attribute_values

from . import traps

Cell = Callable[[random.Random], str]
Column = tuple[str, Cell]

_EXACT = tables_beside(f"{events.__path__[0]}/exactness.py")
_ADDRESSES = [*chain(*tables_beside(attribute_values.__file__, ".json")["addresses"].values())]
_STATUSES = tables_beside(f"{formats.__path__[0]}/foreign_status.py")
_NAMES = ("Ann Lee", "Lee, Ann", "Ann", "Bob Roe", "Bolt Ltd", "Bolt", "Bank of X", "Roe & Co; Bolt", "Lee")
_DAYS = (
    "2019-03-04", "2019-03", "2019", "04/03/2019", "13.03.2019", "4 March 2019", "March 2019", "20190304",
    "2019-03-04T10:00:00Z",
    "since 2019", "until 2020", "2019-2020", "present", "43528", "Q2 2019", "1999?", "unknown", "0001-01-01",
    "9999-12-31",
)  # fmt: skip
_SUMS = (
    "5", "5.5", "1,200.50", "1.200,50", "1'200", "1 200", "(5)", "-5", "5-", "+5", "5 m", "EUR 5m", "$5bn",
    "5-10", "~5", ">5", "5%",
    "1e5", "1e400", "9" * 400, "0", "-0.0", ".5", "5.", "NaN", "inf", "½", "5 lakh", "five", "n/a",
    "5 Mio. €", "5 000 000 zł",
)  # fmt: skip
_UNITS = (
    "EUR",
    "USD",
    "€",
    "$",
    "kr",
    "EUR m",
    "thousand EUR",
    "%",
    "shares",
    "ALL",
    "US$ '000",
    "lei",
    "tonnes",
    "cents",
)
_SCALES = (
    "millions",
    "1000",
    "1,000",
    "1e3",
    "1e400",
    "6",
    "-6",
    "0.5",
    "10^6",
    "lakh crore",
    "units",
    "0",
    "1e-3",
    "9" * 40,
)
_SIGNS = ("+", "-", "D", "C", "debit", "CRDT", "S", "H", "neg", "1", "-1", "0", "\u2212")
_SHARES = ("51", "51%", "0.51", "51,5", ">25%", "25-50%", "100", "1/3", "-1", "500%", "all")
_TYPES = (
    "met", "paid", "owns", "sanctioned", "works for", "former director", "to be appointed", "not paid",
    "denied that",
    "Directed", "part of",
)  # fmt: skip


def _of(*words: Sequence[str]) -> Cell:
    texts = [*chain(*words)]
    return lambda rng: rng.choice(texts)


_PART = _of(["Ann", "Lee", "de Leo", "A."])
_TRUTHS = _of(TRUTHS, UNTRUTHS)
_DATE, _NAME, _SUM = _of(_DAYS, _DAYS, traps.DATES), _of(_NAMES), _of(_SUMS)
_STATUS = _of(
    *(words for words in _STATUSES.values() if isinstance(words, list)), ["active", "closed", "true"]
)
_EXACTNESS = (
    _of(*_EXACT["ways"].values()), _of(*_EXACT["numbers"].values()), _of(*_EXACT["uppsala"].values()),
    _TRUTHS, _of([str(number) for number in range(-1, 16)], ["0.87", "1.0"]),
)  # fmt: skip


def _ends(rng: random.Random) -> list[Column]:
    """Return the columns of the two actors."""
    people = [*TABLES["people"], *TABLES["family"], *TABLES["given"]]
    ways = (TABLES["pairs"], [(rng.choice(people), rng.choice(TABLES["bodies"]))], TABLES["prepositions"])
    ways += ([(rng.choice(TABLES["givers"]), rng.choice(TABLES["takers"]))],)
    ways += ([(rng.choice(TABLES["holders"]), rng.choice(TABLES["bodies"]))],)
    pair = rng.choice(rng.choice(ways))
    found = [(heading, _NAME) for heading in pair]
    for base in ("", *pair):
        parts = [which for which in ("given", "family") if rng.random() < 0.15]
        found += [(f"{base} {rng.choice(TABLES[which])}", _PART) for which in parts]
        if rng.random() < 0.15:
            what = rng.choice(("id", "kind", "type", "born", "country", "name", "person id", "nationality"))
            found.append((f"{base} {what}", _of(["1", "person", "company", "1961", "DE", "x-7"])))
    return found


def _dates(rng: random.Random) -> list[Column]:
    """Return columns of dates, and of how exact they are."""
    headings = TABLES["headings"]
    pick = rng.random()
    if pick < 0.4:
        names = [rng.choice(headings["date"])]
    elif pick < 0.6:
        names = [rng.choice(headings["begins"]), rng.choice(headings["ends"])]
    elif pick < 0.75:
        names = [*rng.choice(TABLES["from_until"])]
    elif pick < 0.85:
        return [(part, _of(["2019", "3", "13", "March", "0", "99"])) for part in TABLES["parts"]]
    else:
        which = rng.choice(("attested", "tenures", "days"))
        names = [rng.choice((*TABLES[which], *headings["spans"], *headings["date"]))]
    found = [(name, _DATE) for name in names]
    for name in (*names, "date", "x"):
        if rng.random() < 0.3:
            behind = rng.choice(TABLES["precisions"]["behind"])
            heading = rng.choice((f"{name} {behind}", rng.choice(TABLES["precisions"]["alone"])))
            heading = rng.choice((heading, heading, *_EXACT["uppsala"]["headings"], "time_precision"))
            found.append((heading, rng.choice(_EXACTNESS)))
    if rng.random() < 0.3:
        found.append(
            (rng.choice(("earliest", "latest", *headings["date"], "Date returned", "denied on")), _DATE)
        )
    return found


def _money(rng: random.Random) -> list[Column]:
    """Return columns of amounts, and of what multiplies or turns them."""
    amounts, units = TABLES["amounts"]["amount"], TABLES["amounts"]["unit"]
    heading = rng.choice(amounts)
    plain = rng.choice(
        (heading, heading, f"{heading} in EUR m", "amount_usd", "TEUR", "$bn", f"{heading} (1,000)")
    )
    found = [(plain, _SUM)]
    if rng.random() < 0.6:
        found.append((rng.choice(units), _of(_UNITS)))
    for which, cells in (("multipliers", _SCALES), ("turning", _SIGNS)):
        if rng.random() < 0.4:
            words = [*TABLES["scales"], *TABLES["multipliers"]["ones"]] if which == "multipliers" else []
            found.append((rng.choice(TABLES[which]["headings"]), _of(cells, rng.choice(([], words)))))
    if rng.random() < 0.2:
        more = f"{rng.choice(amounts)} {rng.choice(TABLES['money_headings']['beside'])}"
        found.append((rng.choice((more, rng.choice(TABLES["money_headings"]["names"]))), _SUM))
    return found


def _told(rng: random.Random) -> list[Column]:
    """Return columns of types, statuses and sources, and others."""
    found = []
    if rng.random() < 0.5:
        found.append((rng.choice((*TABLES["headings"]["type"], *TABLES["offices"])), _of(_TYPES, _ADDRESSES)))
    for _ in range(rng.choice((0, 0, 1, 2))):
        words = [*ASKED[rng.choice([*ASKED])]]
        end = rng.choice(("", "", " status", " by", " date", " (y/n)"))
        cells = rng.choice((_STATUS, _STATUS, _TRUTHS, _DATE, _of(["0.5", "70%", "high"])))
        found.append((rng.choice(sorted(words)) + end, cells))
    if rng.random() < 0.2:
        found.append((rng.choice(TABLES["shares"]["names"]), _of(_SHARES)))
    if rng.random() < 0.3:
        found += [
            (rng.choice(TABLES["tellers"]), _of(["Paper", "https://news.example/a"])),
            ("published", _DATE),
        ]
    if rng.random() < 0.3:
        found.append(
            (rng.choice((*TABLES["further"], "", "x", "Weight")), _of(["see", "1", "https://x.example"]))
        )
    return found


def made(rng: random.Random) -> list[list[str]]:
    """Return the rows of a table, below its headings, and sometimes with lines above."""
    columns = _ends(rng)
    for part, often in ((_dates, 0.85), (_money, 0.5), (_told, 0.7)):
        if rng.random() < often:
            columns += part(rng)
    if rng.random() < 0.4:
        rng.shuffle(columns)
    form = rng.choice((str, str, str.title, str.upper))
    headings = [form(heading.strip()) for heading, _ in columns]
    rows = [headings]
    blank, strange = rng.choice(((0.0, 0.0), (0.1, 0.0), (0.1, 0.05), (0.5, 0.0), (0.0, 0.3)))
    for _ in range(rng.choice((0, 1, 2, 5, 12))):
        cells = [cell(rng) for _, cell in columns]
        rows.append(
            [
                "" if rng.random() < blank else traps.text(rng) if rng.random() < strange else cell
                for cell in cells
            ]
        )
    width = len(headings)
    if rng.random() < 0.15:
        groups = (rng.choice(("", *TABLES["givers"], *TABLES["takers"], "Dates")) for _ in headings)
        rows.insert(0, [*groups])
    if rng.random() < 0.1:
        rows.insert(1, [rng.choice(("(name)", "in EUR", "", "(day)")) for _ in headings])
    if rng.random() < 0.15:
        titles = ("All amounts in EUR m", "Payments 2019", "as of 2020-01-01", "Total", traps.text(rng))
        rows.insert(0, [rng.choice(titles), *[""] * (width - 1)])
    if rng.random() < 0.1:
        rows.append(
            [rng.choice(("Total", "Sum", "* denied", "Source: Paper")), *[""] * (width - 2), "5"][:width]
        )
    if rng.random() < 0.1:
        rows[rng.randrange(len(rows))] = rng.choice(([], [""] * width, ["x"] * (width + 2), ["x"]))
    return rows


def as_text(rng: random.Random, rows: list[list[str]]) -> bytes:
    """Return a table as text, of one delimiter and one encoding."""
    tab = rng.choice(("\t", "\t", ",", ";", "|"))

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if {tab, '"', "\n", "\r"} & {*cell} else cell

    text = rng.choice(("\n", "\n", "\r\n")).join(tab.join(map(quoted, row)) for row in rows) + "\n"
    return text.encode(rng.choice((*["utf-8"] * 12, "utf-8-sig", "utf-16", "cp1252")), errors="replace")


# --- workbooks --------------------------------------------------------------------------------

_FORMATS = (
    'General', '0.00', '#,##0', '0%', 'yyyy-mm-dd', 'dd/mm/yy', 'mmm yyyy', '#,##0,,"m"', '[Red](0)',
    '0.0E+00', '@', '"€"0', '[$-409]d-mmm;@',
)  # fmt: skip
_FONTS = (
    "",
    "<rPr><strike/></rPr>",
    '<rPr><vertAlign val="superscript"/></rPr>',
    "<rPr><b/></rPr>",
    '<rPr><strike val="0"/></rPr>',
)
_AREAS = (
    "A1:XFD1048576",
    "A:C",
    "1:1",
    "$A$1:$B$2",
    "A0:B2",
    "a1:b2",
    "A1:XFE9",
    "A2:A99999999",
    "C3:$XFD$99999999",
    "A:XFD",
)
_WIDTHS = (
    'min="1" max="2" hidden="1"', 'min="2" max="16384" hidden="1"', 'min="1" max="99999999" hidden="1"',
    'min="1" hidden="1"',
    'min="1" max="1" width="9"', 'min="3" max="1" hidden="1"',
)  # fmt: skip
_FORMULAS = ("A1", 'HYPERLINK("https://x.example","x")', "1+1", 'T("x")')


def _place(column: int, row: int) -> str:
    letters = ""
    while column >= 0:
        letters, column = chr(65 + column % 26) + letters, column // 26 - 1
    return f"{letters}{row}"


def _text(text: str) -> str:
    plain = "".join(char for char in text if char in "\t\n" or " " <= char < "\ud800" or char > "\ue000")
    return f'<t xml:space="preserve">{escape(plain[:2000])}</t>'


def _quoted(text: str) -> str:
    """Return a text as the value of an attribute."""
    return escape("".join(filter(str.isprintable, text)), {'"': "&quot;"})


def _cell(rng: random.Random, place: str, text: str) -> str:
    style = f' s="{rng.randrange(len(_FORMATS))}"' if rng.random() < 0.3 else ""
    if text.replace(".", "", 1).lstrip("-").isdecimal() and text.isascii() and rng.random() < 0.7:
        return f'<c r="{place}"{style}><v>{text[:300]}</v></c>'
    if rng.random() < 0.01:
        result = rng.choice(("", "<v>5</v>", f"<v>{escape(text[:100])}</v>"))
        kind = rng.choice((' t="str"', "", ' t="b"', ' t="e"'))
        return f'<c r="{place}"{style}{kind}><f>{escape(rng.choice(_FORMULAS))}</f>{result}</c>'
    if rng.random() < 0.005:
        odd = rng.choice(
            ('t="b"><v>1</v>', 't="e"><v>#N/A</v>', 't="d"><v>2019-03-04T00:00:00</v>', 't="s"><v>9</v>')
        )
        return f'<c r="{place}"{style} {odd}</c>'
    if text and rng.random() < 0.2:
        cut = rng.randrange(len(text) + 1)
        runs = (f"<r>{rng.choice(_FONTS)}{_text(part)}</r>" for part in (text[:cut], text[cut:]) if part)
        return f'<c r="{place}"{style} t="inlineStr"><is>{"".join(runs)}</is></c>'
    return f'<c r="{place}"{style} t="inlineStr"><is>{_text(text)}</is></c>' if text else ""


def _area(rng: random.Random, width: int, height: int) -> str:
    if rng.random() < 0.2:
        return rng.choice(_AREAS)
    if rng.random() < 0.02:
        return rng.choice(("", "A1 B2", "Sheet1!A1:B2", "B2:A1", "XFE1:XFE9", _quoted(traps.text(rng)[:50])))
    left, top = rng.randrange(width + 1), rng.randrange(1, height + 3)
    last = _place(left + rng.choice((0, 1, 3, 16_000)), top + rng.choice((0, 1, 2, 100_000)))
    return f"{_place(left, top)}:{last}" if rng.random() < 0.8 else _place(left, top)


def as_workbook(rng: random.Random, rows: list[list[str]]) -> bytes:
    """Return a table as a workbook, with merged and linked areas, texts of several fonts, and formats."""
    width, height = max(map(len, rows)), len(rows)
    named = rng.random() < 0.9
    lines = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(rng, _place(at, number), text) for at, text in enumerate(row))
        hidden = ' hidden="1"' if rng.random() < 0.03 else ""
        lines += f'<row r="{number}"{hidden}>{cells}</row>' if named else f"<row{hidden}>{cells}</row>"
    widths, merged, linked = (rng.choices((0, 1, 3), (5, 2, 1))[0] for _ in range(3))
    columns = (f"<col {rng.choice(_WIDTHS)}/>" for _ in range(widths))
    areas = (f'<mergeCell ref="{_area(rng, width, height)}"/>' for _ in range(merged))
    links = (f'<hyperlink ref="{_area(rng, width, height)}" location="A1"/>' for _ in range(linked))
    sheet = _element("cols", *columns) + f"<sheetData>{lines}</sheetData>"
    sheet += _element("mergeCells", *areas) + _element("hyperlinks", *links)
    formats = (
        f'<numFmt numFmtId="{200 + n}" formatCode="{_quoted(each)}"/>' for n, each in enumerate(_FORMATS)
    )
    styles = (f'<xf numFmtId="{200 + n}" applyNumberFormat="1"/>' for n in range(len(_FORMATS)))
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, text in _PARTS.items():
            whole = text.format(sheet=sheet, formats="".join(formats), styles="".join(styles))
            archive.writestr(ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{whole}')
    return file.getvalue()


def _element(name: str, *inner: str) -> str:
    return f"<{name}>{''.join(inner)}</{name}>" if inner else ""


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATED = "application/vnd.openxmlformats-package.relationships+xml"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
        <Default Extension="rels" ContentType="{_RELATED}"/>
        <Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
        <Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>
        <sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
        <Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}"><numFmts>{{formats}}</numFmts><fonts><font/></fonts>
        <fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>
        <cellXfs>{{styles}}</cellXfs></styleSheet>""",
    "xl/worksheets/sheet1.xml": f"""<worksheet xmlns="{_MAIN}">{{sheet}}</worksheet>""",
}
"""The parts of a workbook of one sheet, by their names."""


def chosen(rng: random.Random, rows: list[list[str]]) -> str:
    """Return what a person may say that the columns are."""
    headings: Any = [cell for cell in rows[0] if cell.strip()] or ["x"]
    whats = [
        "source",
        "target",
        *rng.sample(TABLES["names"], rng.randrange(5)),
        *rng.choice(((), ("source.born",))),
    ]
    said = [f"{what}={rng.choice(headings)}" for what in dict.fromkeys(whats)]
    said += rng.choice(([], [], ["dates=day-first"], ["direction=none"], ["unit='EUR'"], ["type='paid'"]))
    return ",".join(said)
