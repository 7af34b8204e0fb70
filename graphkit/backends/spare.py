"""The folder in which an import prepares files, and what is removed where an import was interrupted."""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from graphkit.backends import manifest as manifests
from graphkit.errors import GraphkitError
from graphkit.storage.atomic import inside

MARK = "of-graphkit"
NOTED = "files.json"
"""What a spare folder holds: by the first it is known as one, the other lists the files that come and go."""


def spare_in(folder: Path) -> Path:
    """Make a spare folder in a directory."""
    spare = Path(mkdtemp(prefix=manifests.SPARE, dir=folder))
    (spare / MARK).touch()
    return spare


def sweep(folder: Path) -> None:
    """Remove what imports left, those too that were killed: spare folders, and files that count no more.

    Of files in their places only those go that an import noted, and that the manifest does not
    name; whatever else lies in the directory, and whatever lies behind a link, stays.
    """
    spares = []
    for spare in folder.glob(f"{manifests.SPARE}*"):
        if not spare.is_symlink() and (spare / MARK).is_file():
            spares.append(spare)
        else:
            # A folder whose import was killed before it made its mark is empty; another stays.
            with suppress(OSError):
                spare.rmdir()
    if not spares:
        return
    try:
        kept = manifests.read(folder).files() if os.path.lexists(folder / manifests.NAME) else set()
    except GraphkitError:  # then nobody knows what counts
        return
    for spare in spares:
        for path in _noted(spare) - kept:
            _remove(folder, path)
        shutil.rmtree(spare, ignore_errors=True)


def _noted(spare: Path) -> set[str]:
    try:
        noted = json.loads(inside(spare / NOTED).read_bytes())
        return {path for path in noted if manifests.is_file_path(path)}
    except (GraphkitError, OSError, ValueError, TypeError, RecursionError):
        return set()


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    above = [folder / each for each in PurePosixPath(path).parents][:-1]
    if any(each.is_symlink() for each in above):
        return
    (folder / path).unlink(missing_ok=True)
    for each in above:
        with suppress(OSError):
            each.rmdir()
