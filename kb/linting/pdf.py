"""Reads the text of PDF files, in a process of its own: whatever the file does there, it ends in time."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from kb.errors import UnreadableDocument
from kb.linting.blocks import Block
from kb.linting.extras import require_extra
from kb.linting.plain import split_text

SECONDS = 60
"""How long reading one file may take."""

PAGES_LIMIT = 2_000
PAGE_LIMIT = 200_000
"""Pages that are read, and characters of one page."""


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
    command = [sys.executable, "-m", "kb.linting.pdf", str(path.resolve())]
    settings = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(command, capture_output=True, env=settings, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(name, f"Reading it took more than {seconds:g} seconds; print it to PDF again, or split it.") from error
    if done.returncode:
        raise UnreadableDocument(name, "It is no sound PDF file; print it to PDF again.")
    found: dict[str, str | list[str]] = json.loads(done.stdout)
    if reason := found.get("reason"):
        raise UnreadableDocument(name, str(reason))
    return [block for number, text in enumerate(found["pages"], 1) for block in split_text(text, page=number)]


def extract_pages(path: Path) -> dict[str, str | list[str]]:
    """The text of each page as ``pages``, or as ``reason`` why there is none."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    logging.disable()
    try:
        with PdfReader(path) as reader:
            if len(reader.pages) > PAGES_LIMIT:
                return {"reason": f"It has {len(reader.pages)} pages; at most {PAGES_LIMIT} are read. Split it."}
            return {"pages": [page.extract_text()[:PAGE_LIMIT] for page in reader.pages]}
    except FileNotDecryptedError:
        return {"reason": "It is encrypted; save it without a password."}
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        return {"reason": f"It is no sound PDF file ({type(error).__name__}); print it to PDF again."}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(extract_pages(Path(sys.argv[1]))))
