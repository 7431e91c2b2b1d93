"""Built things on disk, the index, the site, the checked facts: each in a folder named for what it was built from, believed only when whole.

What is kept is read without running anything of it (JSON, arrays, pages), so a digest of every file is enough; it tells damage,
not an intruder, who could change the facts themselves.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kb.errors import BuildDamaged

MANIFEST = "manifest.json"
"""The file in each folder that has the digest of every other one; it is no part of what was built."""

STALE = 3600.0
"""Seconds after which something unfinished counts as abandoned."""


def store(folder: Path, name: str, write: Callable[[Path], None]) -> Path:
    """Writes something beside its place, makes it durable, and renames it into place.

    Args:
        folder: Where things of its sort lie.
        name: What it was built from, as a digest.
        write: Fills the empty folder it is given.

    Returns:
        Its folder. Older ones are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{name}.{os.getpid()}.{secrets.token_hex(4)}.tmp"
    aside.mkdir()
    try:
        write(aside)
        (aside / MANIFEST).write_text(json.dumps(_digest_files(aside)), encoding="utf-8")
        for path in (*aside.rglob("*"), aside):
            _sync(path)
        place = folder / name
        if is_whole(folder, name):  # another start was faster: what it built is the same, and may be in use
            return place
        with contextlib.suppress(OSError):  # a damaged one goes; gone already is as good
            place.rename(folder / f"{aside.name}.damaged.tmp")
        with contextlib.suppress(OSError):  # fails when another start puts its own there between the two lines
            aside.rename(place)
        _sync(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for old in _leftovers(folder, name):
        shutil.rmtree(old, ignore_errors=True)
    return place


def verify(folder: Path, name: str) -> Path:
    """The folder of something that is there as it was built: no file missing, changed or added.

    Raises:
        BuildDamaged: It is missing, or is not what was written.
    """
    place = folder / name
    try:
        intact = json.loads((place / MANIFEST).read_text(encoding="utf-8")) == _digest_files(place)
    except (OSError, ValueError) as error:
        raise BuildDamaged(f"{place} cannot be read ({type(error).__name__}); it is built again at the next start") from error
    if not intact:
        raise BuildDamaged(f"{place} is not what was built; it is built again at the next start")
    return place


def is_whole(folder: Path, name: str) -> bool:
    """Whether something is there as it was built."""
    try:
        verify(folder, name)
    except BuildDamaged:
        return False
    return True


def _leftovers(folder: Path, name: str) -> Iterator[Path]:
    """Older ones, damaged ones, and what builds that were killed left behind; not what is being written now."""
    for path in folder.iterdir():
        unfinished = path.name.endswith(".tmp") and not path.name.endswith(".damaged.tmp")
        if path.is_dir() and path.name != name and not (unfinished and time.time() - path.stat().st_mtime < STALE):
            yield path


def _digest_files(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_dir() and path != folder / MANIFEST:
            with path.open("rb") as file:  # in pieces: the largest file has some 20 MB
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps folders itself and cannot open them
    with contextlib.suppress(PermissionError):
        handle = os.open(path, os.O_RDWR if path.is_file() and os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
