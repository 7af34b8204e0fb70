"""Reads a picture from its file into the address that an actor has it in."""

from pathlib import Path

from graphkit.errors import DataError, Fault, UsageError
from graphkit.model.pictures import LONGEST, address_of, picture
from graphkit.storage.atomic import named, readable


def picture_at(text: str) -> str:
    """Return the address of a picture, given as it is or as the path of its file.

    What is no picture, or too large, raises DataError or UsageError.
    """
    try:
        if text.startswith("data:"):
            return picture(text)
    except ValueError as error:
        raise UsageError(f"picture: {error}") from None
    try:
        with readable(text), Path(named(text)).open("rb") as file:
            content = file.read(LONGEST)
        return address_of(content)
    except ValueError as error:
        raise DataError(text, [Fault("", str(error))]) from None
