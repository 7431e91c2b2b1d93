"""Where an index lies, and when it may be trusted: content-addressed, written aside, signed by this installation."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kb.catalog import Catalog
from kb.errors import IndexDamaged

VERSION = "7"
"""Raised when the shape of the index changes."""

_CODE = Path(__file__).resolve().parents[1]
_KEY = re.compile(rb"[0-9a-f]{64}")
STALE = 3600.0
"""Seconds after which an unfinished index counts as abandoned."""

_BUILDERS = ("analysis/*.py", "index/*.py", "models/*.py", "passages.py")


def index_digest(catalog: Catalog) -> str:
    """The name of the index for these facts and this code: a digest of both and of the libraries that shape it."""
    return hashlib.sha256(f"{code_digest()} {catalog.digest}".encode()).hexdigest()[:32]


@cache
def code_digest() -> str:
    """A digest of the code that builds an index, and of the libraries that shape it, as 64 hex digits."""
    digest = hashlib.sha256(f"{VERSION} {version('whoosh')} {version('pystemmer')} {version('pyspellchecker')}".encode())
    for pattern in _BUILDERS:
        for path in sorted(_CODE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def store_index(folder: Path, name: str, write: Callable[[Path], None]) -> Path:
    """Writes an index beside its place, signs it, makes it durable, and renames it into place.

    Args:
        folder: Where indexes lie.
        name: The index's digest.
        write: Fills the empty folder it is given.

    Returns:
        The index's folder. Older ones are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{name}.{os.getpid()}.{secrets.token_hex(4)}.tmp"
    aside.mkdir()
    try:
        write(aside)
        (aside / "manifest.json").write_text(json.dumps(_manifest(aside, _key(folder))), encoding="utf-8")
        for path in aside.iterdir():
            _sync(path)
        _sync(aside)
        place = folder / name
        if _is_intact(folder, name):  # another start was faster: its index is the same, and may be in use
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


def verify_index(folder: Path, name: str) -> Path:
    """The folder of an index that is whole and was written by this installation.

    Raises:
        IndexDamaged: It is missing, or a file of it is not what was written.
    """
    place = folder / name
    try:
        manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        intact = hmac.compare_digest(json.dumps(manifest), json.dumps(_manifest(place, _key(folder))))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"the index {name} cannot be read ({type(error).__name__}); run scripts/build_index") from error
    if not intact:
        raise IndexDamaged(f"the index {name} is not what this installation wrote; run scripts/build_index")
    return place


def _is_intact(folder: Path, name: str) -> bool:
    try:
        verify_index(folder, name)
    except IndexDamaged:
        return False
    return True


def _leftovers(folder: Path, name: str) -> Iterator[Path]:
    """Older indexes, damaged ones, and what builds that were killed left behind; not what is being written now."""
    for path in folder.iterdir():
        unfinished = path.name.endswith(".tmp") and not path.name.endswith(".damaged.tmp")
        if path.is_dir() and path.name != name and not (unfinished and time.time() - path.stat().st_mtime < STALE):
            yield path


def _manifest(folder: Path, key: bytes) -> dict[str, object]:
    files = {path.name: _digest(path) for path in sorted(folder.iterdir()) if path.name != "manifest.json"}
    signature = hmac.new(key, json.dumps(files, sort_keys=True).encode(), hashlib.sha256).hexdigest()
    return {"files": files, "signature": signature}


def _digest(path: Path) -> str:
    with path.open("rb") as file:  # in pieces: the largest file has some 20 MB
        return hashlib.file_digest(file, "sha256").hexdigest()


def _key(folder: Path) -> bytes:
    # Whoosh's files are pickles: an index from elsewhere could run code, so only our own signature is believed.
    path = folder / "installation.key"
    if path.exists() and not _KEY.fullmatch(path.read_bytes()):
        path.unlink(missing_ok=True)  # an empty or broken key would let anybody sign
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        fresh.chmod(0o600)
        with contextlib.suppress(OSError):
            os.link(fresh, path)  # fails when another start was first: its key counts
        if not path.exists():  # a file system without hard links
            fresh.replace(path)
        fresh.unlink(missing_ok=True)
    return bytes.fromhex(path.read_text(encoding="ascii"))


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows keeps folders itself and cannot open them
    with contextlib.suppress(PermissionError):
        handle = os.open(path, os.O_RDWR if path.is_file() and os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
