"""Reads the text of PDF files, in a process of its own: whatever the file does there, it ends in time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kb.errors import UnreadableDocument
from kb.linting.blocks import Block
from kb.linting.extras import require_extra
from kb.linting.plain import split_text

SECONDS = 60
"""How long reading one file may take."""


def read_pdf(path: Path, seconds: float = SECONDS) -> list[Block]:
    """The blocks of a PDF file, page by page.

    Args:
        path: The file.
        seconds: When to give up.

    Raises:
        UnreadableDocument: It is damaged, encrypted, too long or too slow to read, or pypdf is not installed.
    """
    name = path.as_posix()
    require_extra(name, "pypdf", "pypdf")
    # -P keeps this folder's modules from being taken for others of their name.
    command = [sys.executable, "-P", str(Path(__file__).with_name("pdf_pages.py")), str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(name, f"Reading it took more than {seconds:g} seconds; print it to PDF again, or split it.") from error
    if done.returncode:
        raise UnreadableDocument(name, "It is no sound PDF file; print it to PDF again.")
    found: dict[str, str | list[str]] = json.loads(done.stdout)
    if reason := found.get("reason"):
        raise UnreadableDocument(name, str(reason))
    return [block for number, text in enumerate(found["pages"], 1) for block in split_text(text, page=number)]
