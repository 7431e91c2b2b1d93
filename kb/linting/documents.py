"""Finds and reads the documents people name: files, folders and patterns, each within bounds."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from kb.errors import UnreadableDocument
from kb.linting.blocks import Block
from kb.linting.markup import split_html
from kb.linting.pdf import read_pdf
from kb.linting.plain import split_text
from kb.linting.word import read_docx

HTML = frozenset({".html", ".htm", ".xhtml"})
TEXT = frozenset({".md", ".markdown", ".mdx", ".rst", ".adoc", ".txt"})
SUFFIXES = HTML | TEXT | {".docx", ".pdf"}
"""What a folder is searched for. A file that is named itself is read whatever its ending, as text where it is none of these."""

SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages"})
"""Folders that hold nobody's documents; hidden ones are passed over too."""

TEXT_LIMIT = 20_000_000
FILE_LIMIT = 50_000_000
"""Bytes that a text, and that a DOCX or PDF file, may have."""

FILES_LIMIT = 10_000
"""Documents of one run."""


def find_documents(names: Sequence[str]) -> tuple[list[Path], list[UnreadableDocument]]:
    """The documents that files, folders and patterns (``docs/**/*.md``) name, each once, and what leads to none.

    Args:
        names: As given on the command line. A folder stands for the documents below it.
    """
    found: dict[Path, None] = {}
    missing = []
    for name in names:
        here = _expand(name)
        if not here:
            missing.append(UnreadableDocument(name, _explain_missing(name)))
        found.update(dict.fromkeys(here))
        if len(found) > FILES_LIMIT:
            reason = f"These are more than {FILES_LIMIT} documents; name fewer."
            return list(found)[:FILES_LIMIT], [*missing, UnreadableDocument(name, reason)]
    return list(found), missing


def read_blocks(path: Path) -> list[Block]:
    """The blocks of a file, by its ending.

    Raises:
        UnreadableDocument: It is too large, damaged, no text, or of a kind whose library is not installed.
    """
    suffix = path.suffix.lower()
    name = path.as_posix()
    limit = FILE_LIMIT if suffix in (".docx", ".pdf") else TEXT_LIMIT
    try:
        if not path.is_file():
            raise UnreadableDocument(name, "This is no file that can be read.")
        size = path.stat().st_size
        if size > limit:
            raise UnreadableDocument(name, f"It has {size} bytes; at most {limit} are read. Split it.")
        if suffix == ".pdf":
            return read_pdf(path)
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(name, f"It cannot be read: {error.strerror or error}.") from error
    if suffix == ".docx":
        return read_docx(name, content)
    return split_document(name, decode(name, content))


def split_document(name: str, text: str) -> list[Block]:
    """The blocks of a text, read as HTML where its name says so, else as Markdown or plain text."""
    return split_html(text) if Path(name).suffix.lower() in HTML else split_text(text)


def decode(name: str, content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else Windows-1252, which every byte fits and IDs are the same in.

    Raises:
        UnreadableDocument: It holds zero bytes: it is no text.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableDocument(name, "It holds zero bytes, so it is no text; save it as UTF-8, or name only text, HTML, DOCX and PDF.")
    return text


def _expand(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        return _walk(path)
    # A file whose name looks like a pattern is still that file.
    if os.path.lexists(path) or not glob.has_magic(name):
        return [path] if os.path.lexists(path) else []
    # Path.glob would refuse a pattern with a drive or a root.
    matched = sorted(map(Path, glob.iglob(name, recursive=True)))[: FILES_LIMIT + 1]  # noqa: PTH207  as said above
    # "docs/**" names each folder below as well as what is in it.
    folders_too = not name.endswith("**")
    return [one for each in matched for one in (_walk(each) if each.is_dir() and folders_too else [each] if each.is_file() else [])]


def _walk(folder: Path) -> list[Path]:
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one not in SKIPPED)
        found += [Path(place, file) for file in sorted(files) if Path(file).suffix.lower() in SUFFIXES and not file.startswith((".", "~$"))]
        if len(found) > FILES_LIMIT:
            break
    return found


def _explain_missing(name: str) -> str:
    if Path(name).is_dir():
        return f"There is no document in this folder ({', '.join(sorted(SUFFIXES))})."
    return "Nothing matches this pattern." if glob.has_magic(name) else "There is no such file or folder."
