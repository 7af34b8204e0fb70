"""The format of FollowTheMoney entities, one a line or in one list, as OpenSanctions and Aleph have them.

https://followthemoney.tech. Things become actors, links and sanctions become relations, documents become
sources. Reading takes the followthemoney library, which knows the model; writing does not.
"""

import re
from collections.abc import Iterator
from json import JSONDecoder
from pathlib import Path

from graphkit.errors import DataError, MissingExtraError, plural, shortened
from graphkit.formats.follow_the_money.entities import Entities
from graphkit.formats.follow_the_money.rows import Rows
from graphkit.formats.follow_the_money.writer import dumps
from graphkit.formats.format import Format, PathLike, Reading, content_of, lines_of
from graphkit.libraries import Reader, building
from graphkit.model.entities import Dataset
from graphkit.storage.atomic import readable
from graphkit.storage.strict_json import read_json, text_of


def read(path: PathLike, reading: Reading) -> Dataset:
    """Read FollowTheMoney entities: a sanctions list becomes actors, holdings and relations."""
    library = Reader(path, "followthemoney does not read it", but=(ImportError,))
    try:
        with library:
            import followthemoney  # noqa: F401  the first import, so that nothing it prints is seen
    except ImportError:
        raise MissingExtraError("FollowTheMoney files", "ftm") from None
    with building():
        return _read(path, reading, library)


_LISTED = re.compile(r"\s*(?:\[|\{[^\S\n]*\r?\n)")
"""The start of a list of JSON, or of an object over several lines."""
_ANSWER = re.compile(r'\s*\{(?:[^{}\[\]]|\{[^{}]*\})*"(results|entities)"\s*:\s*\[')
"""The start of an answer of a server such as OpenSanctions' or Aleph's, up to its list of entities."""
_START = 8192
"""Characters in which such an answer comes to its list."""
_ELEMENT = re.compile(r"[^\s,]")


def _is_listed(path: PathLike) -> bool:
    """Return whether a file is one JSON text, not one a line; what can be read only once is lines."""
    if not Path(path).is_file():
        return False
    with readable(path), open(path, "rb") as file:
        start = file.read(_START).decode("utf-8-sig", "ignore")
    return bool(_LISTED.match(start) or _ANSWER.match(start))


def _listed(text: str, where: str, reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the entities of a list of JSON, or of a server's answer, each with its line.

    A text that is no JSON raises DataError.
    """
    raw = read_json(text, where)[0]
    answer = _ANSWER.match(text[:_START])
    if isinstance(raw, dict) and not answer:
        yield 1, text
        return
    for name in sorted(raw.keys() - {answer[1]}) if answer else ():
        reading.leave_out(f"field {shortened(name)} of the list", "file")
    place, decoder = answer.end() if answer else text.index("[") + 1, JSONDecoder()
    line, counted = 1, 0
    while (start := _ELEMENT.search(text, place)) and start.group() != "]":
        line, counted = line + text.count("\n", counted, start.start()), start.start()
        place = decoder.raw_decode(text, start.start())[1]
        yield line, text[start.start() : place]


def _read(path: PathLike, reading: Reading, library: Reader) -> Dataset:
    entities = Entities(str(path), reading, library)
    texts = lines_of(path, entities.faults if reading.skip_bad else None)
    if _is_listed(path):
        texts = _listed(text_of(content_of(path), str(path)), str(path), reading)
    for number, text in texts:
        if text.strip():
            entities.read(number, text)
    entities.finish()
    rows = Rows(entities, reading, library)
    faults = sorted(entities.faults, key=lambda fault: fault.line or 0)
    if faults and not reading.skip_bad:
        raise DataError(str(path), faults)
    if faults:
        reading.notes.append(f"{plural(len(faults), 'line')} skipped; the first: {faults[0]}")
    return rows.dataset(str(path))


FOLLOW_THE_MONEY = Format(
    "FollowTheMoney", (".ftm.json", ".ftm"), "OpenSanctions, Aleph, investigations", dumps, read
)
NESTED = Format("FollowTheMoney, nested", (".nested.json",), "OpenSanctions' targets", read=read)
