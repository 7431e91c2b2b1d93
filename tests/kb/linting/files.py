"""Writes real DOCX and PDF files for the tests, and lints short texts."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

from docx import Document

from kb.catalog import Catalog
from kb.linting import LintReport, lint_text


def write_docx(path: Path, paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = (), footer: str = "") -> Path:
    """A DOCX file with paragraphs, then a table, and a footer."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    document.save(str(path))
    return path


def write_pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF file with lines of text on each page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(map(_show, lines))
        stream = zlib.compress(f"BT /F1 10 Tf 14 TL 40 800 Td\n{shown}ET".encode("latin-1"))
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    content += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(content),
    )
    path.write_bytes(content)
    return path


def _show(line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped}) Tj T*\n"


def lint(catalog: Catalog, text: str, name: str = "text") -> LintReport:
    """The report on a text."""
    return lint_text(catalog, text, name)


def rules(report: LintReport) -> list[str]:
    """The rules of the findings, in order."""
    return [str(finding.rule) for finding in report.findings]
