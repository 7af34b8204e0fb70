"""Writes the fields of a row as a person types them into one cell, and reads them back.

CSV tables, ``edit ID FIELD=VALUE`` and diffs share this syntax: semicolons separate the items of a list,
evidence is ``cnn-2025-07-15#3 (nvidia)``, an amount ``4500000000 USD``, a link ``ended-by: h20-pause``, an
identifier ``wikidata: Q182477``, attributes ``country: US; employees: 36000`` (a text that looks like a
number stands in double quotes). A value that this cannot express without loss is written as JSON.
"""

import json
import math
import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from graphkit.model.kinds import Kind, kind_named

if TYPE_CHECKING:
    from pydantic import BaseModel

_PARAGRAPH = re.compile(r"[1-9]\d{0,17}")
_NUMBER_OR_QUOTED = re.compile(r'-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|".*"', re.DOTALL)
FORMULA = "=+-@＝＋－＠"  # noqa: RUF001  spreadsheets in Chinese or Japanese compute the wide ones too
"""First characters of a formula."""
_SIGNED = r"(?:[\"']|[^\S\t\r\n])*[+\-@＋－＠]"  # noqa: RUF001
_PARTED = re.compile(rf"(?<=[;|\t\r\n])(?={_SIGNED})|(?<=[\W_])(?=[=＝])")  # noqa: RUF001
_DEFUSED = re.compile(rf"(?<=[;|\t\r\n])'(?={_SIGNED})|(?<=[\W_])'(?=[=＝])")  # noqa: RUF001
_SEPARATED = re.compile(r"[;|\t\r\n=＝]")  # noqa: RUF001
"""What stands in every text that :func:`defused` changes; to look for it is quick."""
_YES = {"yes": True, "true": True, "no": False, "false": False}


def defused(text: str) -> str:
    """Return the text of a CSV cell such that no piece of it becomes a formula under another separator.

    A program that splits cells at another character than the comma ignores quotation marks inside a cell. So
    an apostrophe is put before an equals sign that follows neither letter nor digit, and before any other
    formula that follows a usual separator: semicolon, tab, bar or line end. :func:`restored` removes it.
    """
    return _PARTED.sub("'", text) if _SEPARATED.search(text) else text


def restored(text: str) -> str:
    """Return the original of a text that :func:`defused` returned."""
    return _DEFUSED.sub("", text)


def listed(model: "type[BaseModel]", field: str) -> bool:
    """Return whether a field holds several values."""
    return bool(model.model_fields[field].default == ())


@cache
def _kind(model: "type[BaseModel]", field: str) -> str:
    if field in ("ids", "attributes", "evidence", "links", "amount", "paragraph", "attests"):
        return field
    annotation = model.model_fields[field].annotation
    if get_args(annotation) == get_args(Kind):
        return "kind"
    flag = bool in (annotation, *get_args(annotation))
    return "flag" if flag else "texts" if listed(model, field) else "text"


def written(model: "type[BaseModel]", field: str, value: Any) -> str:
    """Return a value of plain data as text; an empty value as an empty text."""
    if value is None or value == [] or value == {}:
        return ""
    kind = _kind(model, field)
    if kind == "text" and isinstance(value, str):
        return value
    text = _written(kind, value)
    try:
        lossless = _same(read(model, field, text), value)
    except ValueError:
        lossless = False
    return text if lossless else json.dumps(value, ensure_ascii=False)


def _same(one: Any, other: Any) -> bool:
    return repr(one) == repr(other) or json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def items(model: "type[BaseModel]", field: str, value: Any) -> list[str]:
    """Return each value of a field as a text."""
    if isinstance(value, list):
        return [written(model, field, [each]) for each in value]
    return [written(model, field, value)]


def _written(kind: str, value: Any) -> str:
    if kind == "ids":
        return "; ".join(f"{key}: {text}" for key, text in sorted(value.items()))
    if kind == "attributes":
        return "; ".join(f"{name}: {_attribute(each)}" for name, each in sorted(value.items()))
    if kind == "links":
        return "; ".join(f"{link['rel']}: {link['relation']}" for link in value)
    if kind == "evidence":
        return "; ".join(_evidence(entry) for entry in value)
    if kind == "amount":
        return f"{json.dumps(value['value'])} {value['unit']}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else str(value)


def _attribute(value: str | int | float) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if not isinstance(value, str) or attribute_of(value) != value else value


_MAY_BE_TWO = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{2}0")
"""A number with decimals or thousands; graphkit writes no such zero."""


def attribute_of(text: str) -> str | int | float:
    """Return the text or number that a text expresses; ``1.200`` stays, as it may be 1200 or 1.2."""
    if not _NUMBER_OR_QUOTED.fullmatch(text) or _MAY_BE_TWO.fullmatch(text):
        return text
    try:
        value: str | int | float = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(value, float) and not math.isfinite(value) else value


def _evidence(entry: dict[str, Any]) -> str:
    paragraph = f"#{entry['paragraph']}" if "paragraph" in entry else ""
    voice = f" ({entry['attribution']})" if "attribution" in entry else ""
    return f"{entry['source']}{paragraph}{voice}"


def read(model: "type[BaseModel]", field: str, text: str) -> Any:
    """Return the value of a field that a text expresses, as plain data; ValueError says what to write."""
    kind = _kind(model, field)
    if kind == "kind":
        return kind_named(text)
    if kind in ("ids", "attributes", "amount", "evidence", "links", "texts"):
        value = _json(text)
        if value is not None:
            return value
    if kind == "ids":
        return dict(_pair(item, "write one such as wikidata: Q182477") for item in _items(text))
    if kind == "attributes":
        pairs = [_pair(item, "write one such as country: US") for item in _items(text)]
        return {name: attribute_of(each) for name, each in pairs}
    if kind == "links":
        mend = "write one such as ended-by: h20-pause"
        return [dict(zip(("rel", "relation"), _pair(item, mend), strict=True)) for item in _items(text)]
    if kind == "evidence":
        return [_entry(item) for item in _items(text)]
    if kind == "amount":
        return _amount(text)
    if kind == "paragraph":
        if not re.fullmatch(r"\d{1,4000}(\.0+)?", text):
            raise ValueError(f"expected a whole number such as 3, got {text[:60]!r}")
        return int(text.partition(".")[0])
    if kind == "attests":
        return _YES.get(text.casefold(), text)
    if kind == "flag":
        if text.casefold() not in _YES:
            raise ValueError(f"expected yes or no, got {text[:60]!r}")
        return _YES[text.casefold()]
    return _items(text) if kind == "texts" else text


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(";") if item.strip()]


def _json(text: str) -> Any:
    """Return the list or object that a text expresses in JSON; None if it is neither."""
    if text[:1] not in ("[", "{"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _pair(item: str, mend: str) -> tuple[str, str]:
    """Return two texts with a colon between; a ``=`` will do, unless a colon and a blank come after it."""
    before, colon, after = item.partition(":")
    if "=" in before and (not after or not after[0].isspace()):
        before, colon, after = item.partition("=")
    if not colon or not before.strip() or not after.strip():
        raise ValueError(f"{item[:60]!r} is not two texts with a colon between; {mend}")
    return before.strip(), after.strip()


def _entry(item: str) -> dict[str, Any]:
    source, paragraph, voice = item, "", ""
    before, bracket, inside = item.removesuffix(")").rpartition("(")
    if item.endswith(")") and bracket and inside and ")" not in inside:
        source, voice = before.rstrip(), inside
    before, mark, number = source.rpartition("#")
    if mark and _PARAGRAPH.fullmatch(number):
        source, paragraph = before, number
    if not source.strip() or "\n" in source:
        raise ValueError(f"{item[:60]!r} names no source; write one such as cnn-2025-07-15#3 (nvidia)")
    entry: dict[str, Any] = {"source": source.strip()}
    if paragraph:
        entry["paragraph"] = int(paragraph)
    if voice:
        entry["attribution"] = voice.strip()
    return entry


def _amount(text: str) -> dict[str, Any]:
    if (glued := _GLUED.fullmatch(text)) and bool(glued["sign"]) != bool(glued["unit"]):
        unit = glued["sign"] or glued["unit"]
        text = " ".join(filter(None, (glued["number"], glued["scale"], _SIGNS.get(unit, unit))))
    number, _, unit = text.partition(" ")
    meant = _as_written(text) or "a number and its unit such as 4500000000 USD"
    mend = f"{text[:60]!r} is no amount; write {meant}"
    try:
        value = json.loads(number)
    except ValueError:
        raise ValueError(mend) from None
    if type(value) not in (int, float) or not re.match(r"\s*\D", unit):
        raise ValueError(mend)
    scale, _, of = unit.partition(" ")
    scales = _SCALES | (_SHORT_SCALES if _MONEY.fullmatch(of.strip()) else {})
    power = scales.get(scale.casefold().removesuffix("."), 0) if of.strip() else 0
    if _MAY_BE_TWO.fullmatch(number):
        whole = number.replace(".", "")
        raise ValueError(f"{number} may be {whole} or {value}; write {whole} {unit} or {value} {unit}")
    if power:
        scaled = Decimal(number).scaleb(power)
        return {"value": int(scaled) if scaled == int(scaled) else float(scaled), "unit": of.strip()}
    return {"value": value, "unit": unit}


_SCALES = {
    "thousand": 3, "tsd": 3, "million": 6, "mio": 6, "mln": 6, "mn": 6, "billion": 9, "bn": 9, "mrd": 9,
    "trillion": 12,
}  # fmt: skip
_SHORT_SCALES = {"k": 3, "m": 6}
_MONEY = re.compile("[A-Z]{3}|[$\u20ac\u00a3]")
"""Before what a short word multiplies: 5 m may be metres."""
_SIGNS = {"\u20ac": "EUR", "\u00a3": "GBP"}
_GLUED = re.compile(
    r"(?:(?P<sign>[$\u20ac\u00a3]|[A-Z]{3}(?=\s))\s?)?(?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?)"
    rf"(?:\s?(?P<scale>(?i:{'|'.join((*_SCALES, *_SHORT_SCALES))})))?"
    r"(?:(?(scale)\s?)(?P<unit>[A-Z]{3}|[$\u20ac\u00a3]))?"
)
"""An amount of money with its sign or scale right beside the number: ``\u00a342m``, ``5m EUR``."""
_FIGURE = re.compile(
    r"(?P<sign>[\u20ac\u00a3]?)\s?(?P<number>[1-9]\d{0,2}(?P<by>[\s,.'])\d{3}(?:(?P=by)\d{3})*|\d{1,15}(?:[.,]\d{1,9})?)"
    rf"(?:\s(?P<scale>(?i:{'|'.join(_SCALES)}))\b\.?)?"
    r"(?:\s?(?P<unit>[\u20ac\u00a3])|\s(?P<words>(?!(?:[mk]|tn)\b)[^\W\d].*))?"
)


def _as_written(text: str) -> str:
    """Return an amount such as ``1,5 million EUR`` in each way in which it may be meant; blank if in none."""
    match = _FIGURE.fullmatch(text)
    unit = match and (match["words"] or match["unit"] or match["sign"])
    if not match or not unit:
        return ""
    by, number = match["by"], match["number"]
    plain = number.replace(by, "") if by else number.replace(",", ".")
    readings = [plain, number.replace(by, ".")] if by in (",", ".") and number.count(by) == 1 else [plain]
    values = [
        Decimal(each).scaleb(_SCALES.get((match["scale"] or "").casefold(), 0)).normalize()
        for each in readings
    ]
    return " or ".join(f"{value:f} {_SIGNS.get(unit, unit)}" for value in values)
