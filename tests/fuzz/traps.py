"""Values that have broken programs before, and the ways to put them into a file."""

import json
import random
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq

DATES = (
    "2025-07-14", "2025-07", "2025", "2025-02-29", "2025-02-30", "2025-13", "2025-00-00", "0000", "-0001",
    "10000-01-01", "Y170000002", "Y-17E7", "Y9E99", "2025-07-14/2025-07-01", "2025-04/", "/2025-04",
    "../..", "/", "..", "2025-07-14~", "2025?", "2025-07%", "202X", "2025-XX-14", "?2025", "2025-~07",
    "2025-21", "1950S2", "{2025,2026}", "[2025-07-07..2025-07-13]", "[..2025-07-15]", "[2025-07-15..]",
    "[]", "[..]", "[2025-07-15..2025-07-01]", "9999-12-31/", "2025-07-14T10:00:00Z", "20250714",
    "14/07/2025", "٢٠٢٥", "2025-07-14\n", "[" + "2025," * 500 + "2025]",
)  # fmt: skip
TEXTS = (
    "", " ", "\t", "\n", "\r\n", "0", "-1", "1e999", "NaN", "null", "true", "[]", "{}", "__proto__",
    "constructor", "=1+1", "@SUM(A1)", "+1", "-1+1", "'", '"', "'; DROP TABLE actors;--",
    "<script>alert(1)</script>", "]]>", "<!--", "&amp;", "&#0;", "%s%n", "{0}", "{{7*7}}", "${HOME}",
    "$(id)", "`id`", "javascript:alert(1)", "\x00", "\x07", "\x1b[31m", "\x9b2J", "\x1b]0;title\x07",
    "\u202e", "\u200b", "\u2028", "\ufeff", "\ufffe", "\U0010ffff", "e\u0301", "é", "ﬁ", "İ", "ß", "Ω",
    "你好", "مرحبا", "👩‍👩‍👧", "a" * 300, "x" * 100_000, "a\u0301" * 500, "ann", "ANN", "Ann ", "bob",
    "unnamed", "CON", "-", "--", "--help", "-o", "a;b", "a,b", "a#3 (b)", "[{", '[{"source": "paper"}]',
    "paper#99999999999999999999",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**400, -(10**30), 0.1, 1e308, -0.0, [], {}, [[]], [None],
    {"": ""}, {"a": {"a": {}}}, ["x"] * 50,
)  # fmt: skip
RAW = (
    "NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5000, "-0", "01", "0x10", "1_000",
    '"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', "[" * 3000, "[" * 3000 + "]" * 3000,
    '{"a":' * 2000 + "1" + "}" * 2000, '{"id": 1, "id": 2}', "'x'", "undefined", "// comment", ",", ":",
    "}", "]", '"', "\\", "",
)  # fmt: skip
XML = (
    "<", ">", "&", "&lol;", "&#0;", "&#xD800;", "<![CDATA[", "]]>",
    "<?xml version='1.0' encoding='utf-7'?>", "<!DOCTYPE a>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>", "<a>" * 2000, "<a/>", "</graph>",
    "<graph/>", "<nodes><node/></nodes>", "xmlns='x'", "<data key='nobody'>x</data>", "<spell start='x'/>",
    "<spells/>",
)  # fmt: skip
BYTES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\r", b"\n\n",
    b"\x1a",
)  # fmt: skip

Mutation = Callable[[random.Random, bytes], bytes]


def text(rng: random.Random) -> str:
    """Return a text that has broken programs before, or a random one."""
    pick = rng.random()
    if pick < 0.35:
        return rng.choice(DATES)
    if pick < 0.8:
        return rng.choice(TEXTS)
    if pick < 0.9:
        return text(rng) + text(rng)
    codes = (rng.choice((0x7F, 0x2FF, 0xD7FF, 0x10FFFF)) for _ in range(rng.randrange(30)))
    return "".join(
        chr(code) for code in (rng.randrange(top) for top in codes) if not 0xD800 <= code <= 0xDFFF
    )


# --- bytes ------------------------------------------------------------------------------------


def flipped(rng: random.Random, content: bytes) -> bytes:
    """Change a few bytes."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 8) if changed else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(rng: random.Random, content: bytes) -> bytes:
    """Take a piece out, or everything behind a place."""
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:start] + rng.choice((content[end:], b""))


def repeated(rng: random.Random, content: bytes) -> bytes:
    """Say a piece again, somewhere."""
    start, end, place = (rng.randrange(len(content) + 1) for _ in range(3))
    return content[:place] + content[start:end] * rng.choice((1, 2, 20)) + content[place:]


def inserted(rng: random.Random, content: bytes) -> bytes:
    """Put bytes in somewhere that no text holds."""
    place = rng.choice((0, len(content), rng.randrange(len(content) + 1)))
    return content[:place] + rng.choice(BYTES) + content[place:]


def dull(_rng: random.Random, content: bytes) -> bytes:
    """Leave it as it is."""
    return content


def noise(rng: random.Random, _content: bytes) -> bytes:
    """Return random bytes."""
    return rng.randbytes(rng.choice((0, 1, 10, 1000)))


# --- structure --------------------------------------------------------------------------------


def json_value(rng: random.Random, content: bytes) -> bytes:
    """Put another value into a place of a JSON text, take one away, or say one twice."""
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        return flipped(rng, content)
    if not isinstance(raw, dict | list):
        return content
    places = list(_places(raw))
    for _ in range(rng.choice((1, 1, 1, 3))):
        home, key = rng.choice(places) if places else ([raw], 0)
        new = rng.choice((text(rng), text(rng), rng.choice(VALUES)))
        pick = rng.random()
        if isinstance(home, dict):
            if pick < 0.1:
                home.pop(key, None)
            elif pick < 0.2:
                home[text(rng)] = new
            else:
                home[key] = new
        elif key < len(home):
            if pick < 0.1:
                del home[key]
            elif pick < 0.2:
                home.append(home[key])
            else:
                home[key] = new
    return json.dumps(raw, ensure_ascii=rng.random() < 0.5).encode(errors="surrogatepass")


_FREE = {
    "name", "title", "description", "summary", "note", "publisher", "author", "quote", "unit", "url", "text",
    "reliability", "file",
}  # fmt: skip
_DATED = {"when", "begins", "ends", "attests", "said", "published", "since", "until", "as_of"}


def json_free(rng: random.Random, content: bytes) -> bytes:
    """Say anything where a dataset may say anything, so that it is read and gets as far as the answers."""
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        return content
    for home, key in _places(raw) if isinstance(raw, dict | list) else ():
        if key in _FREE and isinstance(home[key], str) and rng.random() < 0.5:
            home[key] = text(rng) or "x"
        elif key in _DATED and isinstance(home[key], str) and rng.random() < 0.2:
            home[key] = rng.choice(DATES)
    return json.dumps(raw, ensure_ascii=False).encode(errors="surrogatepass")


def published(day: str) -> bytes:
    """Return a published list of sanctions as it was on a day."""
    days = {"datasets": ["a_list"], "first_seen": "2022-03-01", "last_seen": day, "last_change": day}
    share = {"owner": ["ann"], "asset": ["firm"], "percentage": ["51"], "startDate": ["2019"]}
    listed = {"entity": ["ann"], "authority": ["Office"], "listingDate": ["2022-03-01"], "endDate": [day]}
    rows: Sequence[tuple[str, str, dict[str, list[str]]]] = (
        ("ann", "Person", {"name": ["Ann"], "topics": ["sanction"], "nationality": ["cy"]}),
        ("firm", "Company", {"name": ["Firm"]}),
        ("list", "Organization", {"name": ["Office"]}),
        ("pass", "Passport", {"holder": ["ann"], "number": ["71 1234567"]}),
        ("own", "Ownership", share),
        ("sanction", "Sanction", listed),
    )
    lines = (
        json.dumps({"id": f"ofac-{id}", "schema": schema, "properties": said} | days)
        for id, schema, said in rows
    )
    return (
        "".join(f"{line}\n" for line in lines)
        .encode()
        .replace(b'["ann"]', b'["ofac-ann"]')
        .replace(b'["firm"]', b'["ofac-firm"]')
    )


def redated(rng: random.Random, content: bytes) -> bytes:
    """Give relations of a text of JSON, or of lines of it, other dates and evidence; some lose theirs."""
    lines = content.splitlines() if content.startswith(b'{"id"') else [content]
    made = []
    for line in lines:
        raw = json.loads(line)
        for row in raw.get("edges", ()):
            if rng.random() < 0.5:
                for key in ("when", "begins", "ends"):
                    row.pop(key, None)
                way = rng.choice((("when",), ("when",), ("begins", "ends"), ("ends",), ()))
                row |= {key: _date(rng, is_side=key != "when") for key in way}
            for entry in row.get("evidence", ()):
                if rng.random() < 0.2:
                    entry |= rng.choice(
                        (
                            {"when": _date(rng, is_side=False)},
                            {"attests": False},
                            {"dated": False},
                            {"said": "2025-07-15"},
                        )
                    )
        for key, value in (raw.get("properties") or {}).items():
            if key.endswith("Date") and rng.random() < 0.7:
                raw["properties"][key] = rng.choice(
                    ([], [_date(rng, is_side=True)], [*value, _date(rng, is_side=True)])
                )
        made.append(json.dumps(raw, ensure_ascii=False).encode())
    return b"\n".join(made) + b"\n"


def _date(rng: random.Random, *, is_side: bool) -> str:
    """Return a date that a relation may have, most often an interval, or one that a side of it may have."""
    if rng.random() < 0.03:
        return rng.choice(DATES)
    side = rng.choice(("2024", "2025", "2025-07", "2025-07-14", "2025~", "202X"))
    other = rng.choice(("", "..", "2025-12", "2026"))
    whole = rng.choice((side, f"{side}/{other}", f"{side}/{other}", f"{other or '..'}/{side}", f"/{side}"))
    return rng.choice((side, "[2025-01..2025-07-14]")) if is_side else whole


def valued(rng: random.Random, content: bytes) -> bytes:
    """Give relations of a dataset amounts of all sizes and units."""
    raw = json.loads(content)
    values = (0, 1, -1, 0.1, 0.2, 1e308, -1e308, 5e-324, 2**53 + 1, 10**30, 10**308, 10**4000, -(10**4000))
    strange = rng.random() < 0.15
    for row in raw["edges"]:
        if rng.random() < 0.7:
            value = rng.choice((*values, True, "5", None) if strange else values)
            units = ("USD", "USD", "USD", "EUR", "%", "% of sales", "percent")
            unit = rng.choice(("", " ", text(rng)) if strange else units)
            row["amount"] = {"value": value, "unit": unit}
            row["status"] = rng.choice(("actual", "actual", "actual", "planned", "denied"))
    return json.dumps(raw, ensure_ascii=False).encode(errors="surrogatepass")


def renamed(rng: random.Random, content: bytes) -> bytes:
    """Give a name that stands in several places another form, in all of them."""
    old = rng.choice(("ann", "bob", "firm", "land", "meeting", "ban", "paper", "sued", "met"))
    new = " ".join(text(rng).split())[:190] or "x"
    safe = json.dumps(new, ensure_ascii=False)[1:-1].replace("<", "&lt;").replace("&", "&amp;")
    return re.sub(rb"\b%s\b" % old.encode(), lambda _: safe.encode(errors="surrogatepass"), content)


def _places(raw: Any) -> Any:
    for key, value in raw.items() if isinstance(raw, dict) else enumerate(raw):
        yield raw, key
        if isinstance(value, dict | list):
            yield from _places(value)


def json_lines(rng: random.Random, content: bytes) -> bytes:
    """Put another value into a line of JSON texts, one a line."""
    lines = content.splitlines() or [b"{}"]
    place = rng.randrange(len(lines))
    lines[place] = json_value(rng, lines[place])
    return b"\n".join(lines) + b"\n"


def _replaced(pattern: bytes, new: Callable[[random.Random], str]) -> Mutation:
    """Return what puts new text in the place of something that a pattern finds."""

    def mutate(rng: random.Random, content: bytes) -> bytes:
        for _ in range(rng.choice((1, 1, 1, 4))):
            found = list(re.finditer(pattern, content))
            if found:
                start, end = rng.choice(found).span()
                content = content[:start] + new(rng).encode(errors="surrogatepass") + content[end:]
        return content

    return mutate


json_raw = _replaced(rb'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|\d+', lambda rng: rng.choice(RAW))
xml_text = _replaced(rb'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)', lambda rng: escape(text(rng), {'"': "&quot;"}))
xml_raw = _replaced(rb'"[^"]*"|<[^>]*>|(?<=>)[^<]+(?=<)', lambda rng: rng.choice(XML))
cell = _replaced(rb"(?<=[,;\t\n])[^,;\t\n]*(?=[,;\t\n])", text)
ends = _replaced(
    rb"[,;\t\n]", lambda rng: rng.choice((",", "\t", "\n", '"', ";", "", "\r", ",,,,", "\t" * 60))
)

PARTS = (
    "../../../../../../../../etc/passwd", "/etc/passwd", "../sound.json", "", ".", "manifest.json",
    "events/part=2025", "events/part=2025/*.parquet", "file:///etc/passwd", "http://localhost/x", "\0",
    "x" * 300,
)  # fmt: skip


def manifest_path(rng: random.Random, content: bytes) -> bytes:
    """Have a manifest name another file."""
    found = list(re.finditer(rb'"[^"]*\.parquet"', content))
    start, end = rng.choice(found).span()
    return content[:start] + json.dumps(rng.choice(PARTS)).encode() + content[end:]


def part_column(rng: random.Random, content: bytes) -> bytes:
    """Change a column of a Parquet file: its name, its type, or what stands in it."""
    table = pq.read_table(pa.BufferReader(content))
    place = rng.randrange(table.num_columns)
    name, column, pick = table.column_names[place], table.column(place), rng.random()
    if pick < 0.2:
        table = table.remove_column(place)
    elif pick < 0.3:
        table = table.rename_columns([f"x{each}" if each == name else each for each in table.column_names])
    elif pick < 0.5:
        table = table.set_column(place, name, pa.nulls(len(table), column.type))
    elif pick < 0.6:
        table = pa.concat_tables([table, table])
    elif pick < 0.7:
        table = table.slice(0, rng.randrange(len(table) + 1))
    elif pa.types.is_integer(column.type):
        new = rng.choice((0, 1, -1, 99, 2**31 - 1, -(2**31)))
        with suppress(pa.ArrowInvalid, OverflowError):
            table = table.set_column(place, name, pa.array([new] * len(table), column.type))
    else:
        table = table.set_column(place, name, pa.array([text(rng)] * len(table), pa.string()))
    out = pa.BufferOutputStream()
    pq.write_table(table, out)
    return out.getvalue().to_pybytes()


ANY: Sequence[Mutation] = (flipped, cut, repeated, inserted)
MUTATIONS: dict[str, Sequence[Mutation]] = {
    "json": (*[json_free] * 6, *[renamed] * 3, *[json_value] * 4, json_raw, *ANY, noise),
    "lines": (*[renamed] * 3, *[json_lines] * 5, json_raw, *ANY, noise),
    "xml": (*[renamed] * 3, *[xml_text] * 5, xml_raw, *ANY, noise),
    "table": (*[renamed] * 3, *[cell] * 5, ends, *ANY, noise),
    "manifest": (*[json_value] * 6, json_raw, *[manifest_path] * 3, *ANY, noise),
    "part": (*[part_column] * 4, *ANY, noise),
    "packed": (flipped, cut, repeated, inserted, noise),
}
"""How to spoil a file, by what it is written in."""
