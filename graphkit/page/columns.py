"""Packs rows into columns, each in the shortest of three forms, as ``data.js`` unpacks them."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_NAMES = 20
"""About how long the names of the parts of a column are."""


def packed(rows: Sequence[Row]) -> dict[str, Any]:
    """Return rows as columns under their names, beside the ``length`` that all of them have.

    True becomes 1; a field that is None is as good as left out.
    """
    names = dict.fromkeys(name for row in rows for name, value in row.items() if value is not None)
    return {
        "length": len(rows),
        **{name: column([_plain(row.get(name)) for row in rows]) for name in names},
    }


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def column(values: Sequence[Any]) -> Any:
    """Return a column of JSON-able values in the shortest form.

    Returns
    -------
    list or dict
        The values as they are; or ``rest``, the value of most rows, with the ``gaps`` between the
        rows that differ and what these ``hold``; or the different ``values`` and which one each row
        is ``of``.
    """
    # Most values are plain numbers, whose text is found much faster without the encoder.
    texts = [str(value) if type(value) is int else _written(value) for value in values]
    counts = Counter(texts)
    if not counts:
        return []
    common = sorted(counts, key=lambda text: -counts[text])
    number = {text: place for place, text in enumerate(common)}
    differing = [row for row, text in enumerate(texts) if text != common[0]]
    gaps = [after - before for before, after in pairwise([0, *differing])]
    held = [texts[row] for row in differing]
    plain = _size(texts)
    sparse = _size([common[0], *map(str, gaps), *held]) + _NAMES
    shared = _size([*common, *(str(number[text]) for text in texts)]) + _NAMES
    if plain <= min(sparse, shared):
        return list(values)
    known = dict(zip(texts, values, strict=True))
    if sparse <= shared:
        return {"rest": known[common[0]], "gaps": gaps, "hold": [values[row] for row in differing]}
    return {"values": [known[text] for text in common], "of": [number[text] for text in texts]}


def _size(parts: Iterable[str]) -> int:
    return sum(len(part) + 1 for part in parts)
