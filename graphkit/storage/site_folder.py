"""Writes the files of a site into a folder, and removes those that an earlier site had and this one lacks."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from graphkit.errors import StorageError
from graphkit.storage.atomic import storage_errors, unlinked, write_atomically
from graphkit.storage.content_kind import PathLike

MANIFEST = ".graphkit-site"
"""The file that lists the files of a site."""


def write_site(folder: PathLike, content: Mapping[str, bytes]) -> None:
    """Write files by their paths, each whole or not at all; what others put into the folder stays.

    A site that is interrupted has old and new pages; writing it again completes it. A file that is the same
    is left alone.
    """
    with storage_errors(folder, "written"):
        place = unlinked(folder, "folder")
        before = _listed(place)
        for name in content:
            _check(place, name)
        if not place.is_dir():
            place.mkdir()
        write_atomically(place / MANIFEST, _manifest({*before, *content}))
        for name, data in content.items():
            path = place / name
            path.parent.mkdir(exist_ok=True)
            if not path.is_file() or path.read_bytes() != data:
                write_atomically(path, data)
        for name in before - content.keys():
            _check(place, name)
            (place / name).unlink(missing_ok=True)
            with suppress(OSError):  # something else is in it
                (place / name).parent.rmdir()
        write_atomically(place / MANIFEST, _manifest({*content}))


def _manifest(names: set[str]) -> bytes:
    return (json.dumps(sorted(names), indent=0) + "\n").encode()


def _listed(place: Path) -> set[str]:
    """Return the files of the site in a folder; none in a new or empty one."""
    if not os.path.lexists(place) or (place.is_dir() and not any(place.iterdir())):
        return set()
    if not place.is_dir():
        raise StorageError(f"{place}: is no folder; name another")
    manifest = place / MANIFEST
    if not manifest.is_file():
        raise StorageError(f"{place}: holds something else than a site; name a new folder, or empty it")
    try:
        names = json.loads(manifest.read_bytes())
        if not all(isinstance(name, str) and _is_inside(name) for name in names):
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        raise StorageError(f"{manifest}: is not as graphkit wrote it; name a new folder") from None
    return set(names)


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return 0 < len(parts) < 3 and all(part and part not in (".", "..") and "\\" not in part for part in parts)


def _check(place: Path, name: str) -> None:
    """Refuse to write through a link, or over a folder."""
    path = place / name
    for each in (path, path.parent):
        if each != place and each.is_symlink():
            raise StorageError(f"{each}: is a link; move it elsewhere")
    if path.is_dir() or (path.parent.exists() and not path.parent.is_dir()):
        raise StorageError(f"{path}: is no file; move it elsewhere")
