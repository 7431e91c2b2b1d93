"""Reads the files of an export: any encoding that the tools write, any shape, a large file piece by piece."""

from __future__ import annotations

import json
import mmap
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kb.errors import KbError
from kb.models.rules import ExportShapes
from kb.tenant.export import Cut, Export, FileProblem
from kb.tenant.recognising import Recogniser, escape

SPLIT = 1 << 20
"""Bytes from which on a value is opened one level at a time, so that what was looked at can be dropped."""

EXPLAINED = 64 << 20
"""Bytes up to which a broken file is read a second time to name the line."""

_NOT_JSON = (
    (b"PK\x03\x04", "is a ZIP archive; unpack it and give the folder"),
    (b"\x1f\x8b", "is compressed; unpack it"),
    (b"%PDF", "is a PDF; export JSON"),
    (b"-----BEGIN", "looks like a key or a certificate; it was not read, and no such file is needed here. Keep it to yourself"),
    (b"eyJ", "looks like a token; it was not read, and none is needed here. Keep it to yourself and let it expire"),
    (b"<", "is a page or XML, not JSON; export JSON"),
)
"""How a file begins → what it is."""


def list_files(paths: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Each file of the paths, as its report names it: for a folder the folder as given and the path below it.

    Raises:
        KbError: A path does not exist.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                if found.is_file() and not any(part.startswith(".") for part in found.relative_to(path).parts):
                    yield f"{given.rstrip('/')}/{found.relative_to(path).as_posix()}", found
        elif path.is_file():
            yield given, path
        else:
            raise KbError(f"{given} does not exist. Give the files of an export, or their folder.")


def read_files(shapes: ExportShapes, files: Iterable[tuple[str, Path]]) -> Export:
    """What is recognised in files on disk; one that cannot be read is a problem, and the others are still read."""
    export = Export()
    for name, path in files:
        try:
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_size == 0:
                    export.problems.append(FileProblem(file=name, message="The file is empty; export it again."))
                    continue
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                    read_bytes(shapes, export, name, data)
        except OSError as error:
            export.problems.append(FileProblem(file=name, message=f"The file cannot be read: {error.strerror or error}."))
    return export


def read_uploads(shapes: ExportShapes, files: Sequence[tuple[str, bytes]]) -> Export:
    """The same for files that were sent."""
    export = Export()
    for name, data in files:
        read_bytes(shapes, export, name, data)
    return export


def read_values(shapes: ExportShapes, values: dict[str, Any]) -> Export:
    """The same for JSON that is read already; its keys stand for the files' names."""
    export = Export()
    for name, value in values.items():
        read_bytes(shapes, export, name, json.dumps(value).encode())
    return export


def read_bytes(shapes: ExportShapes, export: Export, name: str, data: bytes | mmap.mmap) -> None:
    """Adds what is recognised in one file."""
    head = data[:4096]
    if (known := _tell(head)) is not None:
        export.problems.append(FileProblem(file=name, message=f"The file {known}."))
        return
    found = Export()
    recogniser = Recogniser(shapes, found, name)
    text: bytes | mmap.mmap = data
    try:
        encoding = json.detect_encoding(head)
        if encoding != "utf-8":
            text = _decode(data[:], encoding)
        try:
            _open(recogniser, text, "", "")
        except UnicodeDecodeError:
            # Windows PowerShell writes the system's code page where it is not told another.
            text, found = _decode(data[:], "cp1252"), Export()
            recogniser = Recogniser(shapes, found, name)
            _open(recogniser, text, "", "")
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        value, message = _explain(text, error)
        if message:
            export.problems.append(FileProblem(file=name, message=message))
            for kind in _guess(shapes, bytes(text[:SPLIT])):
                export.present.add(kind)
                export.cuts.append(Cut(kind, None, f"{name} breaks off"))
            return
        found = Export()
        recogniser = Recogniser(shapes, found, name)
        recogniser.walk(value, "", "")
    if not found.present and not found.cuts and not found.problems:
        message = "The file holds none of the collections that are checked; leave it out, or export them as the page about exporting says."
        found.problems.append(FileProblem(file=name, message=message))
    for kind, records in found.records.items():
        export.records.setdefault(kind, []).extend(records)
    export.present |= found.present
    for cut in found.cuts:
        # A next link that came before its page is one of whatever the file holds.
        kinds = [cut.kind] if cut.kind or not found.present else sorted(found.present)
        export.cuts += [cut._replace(kind=kind) for kind in kinds]
    export.problems += found.problems


def _open(recogniser: Recogniser, data: Any, pointer: str, hint: str) -> None:
    """Walks one value; a large one is split into its members first, which are walked one by one."""
    view = memoryview(data)
    first = bytes(view[:256]).lstrip()[:1]
    if len(view) < SPLIT or first not in (b"{", b"["):
        recogniser.walk(msgspec.json.decode(data), pointer, hint)
        return
    if first == b"[":
        for at, part in enumerate(msgspec.json.decode(data, type=list[msgspec.Raw])):
            _open(recogniser, part, f"{pointer}/{at}", hint)
        recogniser.note(hint)
        return
    parts = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    large = {key: part for key, part in parts.items() if len(memoryview(part)) >= SPLIT}
    small = {key: msgspec.json.decode(part) for key, part in parts.items() if key not in large}
    inner = recogniser.open(small, list(large), pointer, hint)
    for key, part in large.items():
        _open(recogniser, part, f"{pointer}/{escape(key)}", inner[key])


def _tell(head: bytes) -> str | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((known for mark, known in _NOT_JSON if start.startswith(mark)), None)


def _decode(data: bytes, encoding: str) -> bytes:
    return data.decode(encoding, errors="replace" if encoding == "cp1252" else "strict").removeprefix("\ufeff").encode("utf-8", "replace")


def _explain(data: Any, error: Exception) -> tuple[Any, str]:
    """What the standard library makes of the text, or where reading stopped."""
    if isinstance(error, RecursionError):
        return None, "The file is nested deeper than any export; export it again."
    if isinstance(error, UnicodeDecodeError):
        return None, f"The file is neither JSON nor text (byte {error.start}); export JSON."
    if len(data) > EXPLAINED:
        return None, f"The file is not whole JSON: {error}. Export it again."
    try:
        return json.loads(bytes(data[:]), strict=False), ""
    except json.JSONDecodeError as broken:
        what = broken.msg.removesuffix(".")
        where = f"line {broken.lineno}, column {broken.colno}"
        return None, f"The file is not JSON: at {where}: {what}. Export it again, whole; nothing of this file was used."
    except (ValueError, RecursionError):
        return None, "The file is neither JSON nor text; export JSON."


def _guess(shapes: ExportShapes, head: bytes) -> list[str]:
    """The collections that a broken file seems to have held."""
    keys = set(re.findall(rb'"(\w+)"\s*:', head.lower()))
    return [each.id for each in shapes.collections if any({mark.lower().encode() for mark in group} <= keys for group in each.marks)]
