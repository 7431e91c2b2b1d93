"""Prints the text of a PDF file's pages as JSON; started by `kb.linting.pdf` as a process of its own, so it imports nothing of ours."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

PAGES_LIMIT = 2_000
PAGE_LIMIT = 200_000
"""Pages that are read, and characters of one page."""


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
    # What a damaged file makes pypdf stumble over is as various as the damage.
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        return {"reason": f"It is no sound PDF file ({type(error).__name__}); print it to PDF again."}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(extract_pages(Path(sys.argv[1]))))
