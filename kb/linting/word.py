"""Reads DOCX: body, tables, text boxes, headers, footers, notes and comments, each paragraph or row with its number."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from kb.errors import UnreadableDocument
from kb.linting.blocks import Block, Place, split_cells
from kb.linting.extras import require_extra

UNPACKED_LIMIT = 200_000_000
ENTRIES_LIMIT = 5_000
"""Bytes that a file may unpack to, and parts it may have: a real handbook has a fraction of either."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPOKEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PARTS = re.compile(r"wordprocessingml\.(document|header|footer|footnotes|endnotes|comments)(\.main)?\+xml$|macroEnabled\.main\+xml$")


def read_docx(name: str, content: bytes) -> list[Block]:
    """The blocks of a DOCX file; deleted text that is still tracked is left out, inserted text read.

    Raises:
        UnreadableDocument: It is damaged or too large, or python-docx is not installed.
    """
    require_extra(name, "docx", "python-docx")
    from docx import Document
    from docx.oxml import parse_xml

    _check_size(name, content)
    try:
        package = Document(io.BytesIO(content)).part.package
        blocks: list[Block] = []
        for part in package.iter_parts() if package else ():
            if _PARTS.search(part.content_type):
                root = parse_xml(part.blob) if not hasattr(part, "element") else part.element
                blocks += _split_part(root, len(blocks))
    except UnreadableDocument:
        raise
    # A damaged file fails in python-docx, in lxml or in zipfile, each with errors of its own.
    except Exception as error:
        raise UnreadableDocument(name, f"It is no sound DOCX file ({type(error).__name__}); open it and save it again.") from error
    return blocks


def _check_size(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES_LIMIT:
                raise UnreadableDocument(name, f"It has {len(entries)} parts; at most {ENTRIES_LIMIT} are read.")
            if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
                raise UnreadableDocument(name, f"It unpacks to more than {UNPACKED_LIMIT} bytes; it is not read.")
            # The sizes above are what the file claims; an entry that is larger fails when it is unpacked.
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(name, "It is no DOCX file: it is not a ZIP archive. Save it as .docx.") from error


def _split_part(root: Any, before: int) -> Iterator[Block]:
    number = before
    for element in root.iter(f"{_W}p", f"{_W}tr"):
        if any(above.tag in (_FALLBACK, f"{_W}tr") for above in element.iterancestors()):
            continue
        is_row = element.tag == f"{_W}tr"
        text = _cells_of(element) if is_row else _text_of(element)
        if not text.strip():
            continue
        number += 1
        header = _header_of(element) if is_row else ()
        yield Block(text, ((0, Place(paragraph=number)),), is_row=is_row, header=header)


def _header_of(row: Any) -> tuple[str, ...]:
    first = next(row.getparent().iterchildren(f"{_W}tr"))
    return () if first is row else split_cells(_cells_of(first))


def _cells_of(row: Any) -> str:
    return " | ".join(_text_of(cell).strip() for cell in row.iterchildren(f"{_W}tc"))


def _text_of(element: Any) -> str:
    """The text of a paragraph or cell; a text box inside a paragraph is a paragraph of its own, and not part of this text."""
    parts = []
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SPOKEN:
            parts.append(_SPOKEN[child.tag])
        elif child.tag == f"{_W}txbxContent" or child.tag == _FALLBACK or not isinstance(child.tag, str):
            continue
        else:
            parts.append(_text_of(child))
            if child.tag == f"{_W}p":
                parts.append("\n")
    return "".join(parts)
