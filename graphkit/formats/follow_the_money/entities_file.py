"""The format of FollowTheMoney entities, one a line, which OpenSanctions and Aleph read and write.

https://followthemoney.tech. Things become actors, links and sanctions become relations, documents become
sources. Reading takes the followthemoney library, which knows the model; writing does not.
"""

from graphkit.errors import DataError, MissingExtraError
from graphkit.formats.follow_the_money.entities import Entities
from graphkit.formats.follow_the_money.rows import Rows
from graphkit.formats.follow_the_money.writer import dumps
from graphkit.formats.format import Format, PathLike, Reading, lines_of
from graphkit.libraries import Reader
from graphkit.model.entities import Dataset
from graphkit.storage.json_file import building


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


def _read(path: PathLike, reading: Reading, library: Reader) -> Dataset:
    entities = Entities(str(path), reading, library)
    for number, line in lines_of(path, entities.faults if reading.skip_bad else None):
        if line.strip():
            entities.read(number, line)
    entities.finish()
    rows = Rows(entities, reading, library)
    faults = sorted(entities.faults, key=lambda fault: fault.line or 0)
    if faults and not reading.skip_bad:
        raise DataError(str(path), faults)
    if faults:
        lines = "1 line" if len(faults) == 1 else f"{len(faults):,} lines"
        reading.notes.append(f"{lines} skipped; the first: {faults[0]}")
    return rows.dataset(str(path))


FOLLOW_THE_MONEY = Format(
    "FollowTheMoney", (".ftm.json", ".ftm"), "OpenSanctions, Aleph, investigations", dumps, read
)
NESTED = Format("FollowTheMoney, nested", (".nested.json",), "OpenSanctions' targets", read=read)
