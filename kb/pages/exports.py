"""Every fact in one file: `facts.json` with all that is known and its JSON Schema, `facts.csv` as a plain table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import Field

from kb.catalog import Catalog
from kb.ids import area_of, fact_url
from kb.models import AnyFact, Fact, Source, VocabularyTerm
from kb.models.base import Model
from kb.models.payloads import Deadline
from kb.pages.words import strip_marks
from kb.schema import describe_document

FACTS, TABLE, SCHEMA, DEADLINES = "facts.json", "facts.csv", "schema/facts.json", "deadlines.ics"
"""Where the files lie in the site."""

LINE_BYTES = 75
"""Bytes of a line of a calendar."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
COLUMNS = (
    "id", "revision", "citation", "kind", "area", "status", "title", "statement", "payload", "applies_when", "date",
    "source_id", "source_title", "source_url", "section", "lines", "basis", "read",
    "see_also", "conflicts_with", "aliases", "replaced_by", "url", "permalink",
)  # fmt: skip
"""The columns of the table, in their order."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet calculate a cell (OWASP, "CSV Injection"); such a cell gets an apostrophe before it."""


class Export(Model):
    """The whole knowledge base.

    Attributes:
        schema_: The JSON Schema of this document, as a relative address.
        release: The release the facts are of.
        digest: SHA-256 of all that follows as the server reads it, as 64 hex digits: equal digests, equal facts.
        licence: The licence of the facts.
        facts: Every fact with all its revisions, withdrawn ones too, in ID order within the order of areas.
        sources: Where the facts come from.
        vocabulary: The terms, with every way people say them.
    """

    schema_: str = Field(alias="$schema")
    release: str
    digest: str
    licence: str
    facts: tuple[AnyFact, ...]
    sources: tuple[Source, ...]
    vocabulary: tuple[VocabularyTerm, ...]


def write_exports(site: Path, catalog: Catalog) -> None:
    """Writes the files into a built site; the same facts give the same bytes."""
    for name, text in {
        FACTS: render_json(catalog),
        SCHEMA: render_schema(),
        TABLE: render_csv(catalog),
        DEADLINES: render_calendar(catalog),
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Bytes as they are: the table's lines end in CR LF on every system.
        path.write_bytes(text.encode())


def render_json(catalog: Catalog) -> str:
    """Everything as one JSON document, one line long."""
    export = Export.model_validate(
        {
            "$schema": SCHEMA,
            "release": catalog.release,
            "digest": catalog.digest,
            "licence": LICENCE,
            "facts": tuple(catalog),
            "sources": tuple(catalog.sources.values()),
            "vocabulary": tuple(catalog.vocabulary.values()),
        }
    )
    return export.model_dump_json(by_alias=True, exclude_none=True) + "\n"


def render_schema() -> str:
    """The JSON Schema of that document, with each key in the words of its model."""
    schema = describe_document(Export.model_json_schema(by_alias=True), Export)
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=2, ensure_ascii=False) + "\n"


def render_csv(catalog: Catalog) -> str:
    """Every fact in its latest revision as a table with a header (RFC 4180); lists are parted by blanks."""
    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for fact in catalog:
        rows.writerow(defuse(str(value)) for value in _read_row(fact, catalog).values())
    return table.getvalue()


def render_calendar(catalog: Catalog) -> str:
    """The deadlines as a calendar (RFC 5545) of whole days; a month without a day is its first."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//field guide//{catalog.release}//EN"]
    for fact in catalog.current():
        if isinstance(payload := fact.latest.payload, Deadline):
            day = (payload.date if len(payload.date) > len("2026-10") else f"{payload.date}-01").replace("-", "")
            text = fact.latest.statement.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
            lines += [
                "BEGIN:VEVENT",
                f"UID:{fact.citation.lower()}@field-guide",
                f"DTSTAMP:{fact.latest.date:%Y%m%d}T000000Z",
                f"DTSTART;VALUE=DATE:{day}",
                f"SUMMARY:{fact.citation} {strip_marks(fact.latest.title).replace(',', chr(92) + ',')}",
                f"DESCRIPTION:{strip_marks(text)}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _fold(line: str) -> str:
    """A line in pieces of at most 75 bytes, as the format wants it."""
    pieces, rest = [], line
    while len(rest.encode()) > LINE_BYTES:
        end = LINE_BYTES - 1
        while len(rest[:end].encode()) > LINE_BYTES - 1:
            end -= 1
        pieces.append(rest[:end])
        rest = rest[end:]
    return "\r\n ".join([*pieces, rest])


def defuse(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def _read_row(fact: Fact, catalog: Catalog) -> dict[str, Any]:
    latest, origin = fact.latest, fact.latest.source
    source = catalog.sources[origin.id]
    conditions = [f"{key}={','.join(map(str, values))}" for key, values in latest.applies_when if values]
    values: Iterable[Any] = (
        fact.id,
        latest.revision,
        fact.citation,
        fact.kind,
        area_of(fact.id),
        latest.status,
        latest.title,
        latest.statement,
        latest.payload.model_dump_json(exclude_none=True),
        " ".join(conditions),
        latest.date,
        source.id,
        source.title,
        source.url,
        origin.section,
        # As GitHub names lines: a bare 3-5 becomes a date in a spreadsheet.
        " ".join(f"L{first}" if first == last else f"L{first}-L{last}" for first, last in origin.lines),
        origin.basis,
        origin.read,
        " ".join(latest.see_also),
        " ".join(latest.conflicts_with),
        " ".join(fact.aliases),
        " ".join(latest.withdrawn.replaced_by) if latest.withdrawn else "",
        fact_url(fact.id),
        f"/f/{fact.citation}",
    )
    return dict(zip(COLUMNS, values, strict=True))
