"""What the linter reports: one object, the same on the terminal, in a file and over HTTP. Fields may be added, none is renamed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from kb.ids import EXAMPLE


class Level(StrEnum):
    """How bad a finding is; errors are what a reader would be misled by."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def reaches(self, other: Level) -> bool:
        """Whether it is at least as bad as the other."""
        order = list(Level)
        return order.index(self) <= order.index(other)


class Rule(StrEnum):
    """What a finding is about; the names never change."""

    CONTRADICTION = "contradiction"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"
    RENAMED = "renamed"
    UNPINNED = "unpinned"


LEVELS: dict[Rule, Level] = {
    Rule.CONTRADICTION: Level.ERROR,
    Rule.UNKNOWN: Level.ERROR,
    Rule.WITHDRAWN: Level.ERROR,
    Rule.OUTDATED: Level.WARNING,
    Rule.RENAMED: Level.NOTE,
    Rule.UNPINNED: Level.NOTE,
}
"""Rule → its level, unless an option raises it."""

RULES: dict[Rule, str] = {
    Rule.CONTRADICTION: "A value beside a citation says something else than the cited revision.",
    Rule.UNKNOWN: "There is no such fact, or no such revision of it.",
    Rule.WITHDRAWN: "The fact was withdrawn; cite its replacement, if it has one.",
    Rule.OUTDATED: "An older revision is cited; see what changed since.",
    Rule.RENAMED: "The ID is a former one; it resolves, and the fact has another ID today.",
    Rule.UNPINNED: "The citation names no revision, so what it says may change.",
}
"""Rule → what it means, in one sentence."""


class CitationStatus(StrEnum):
    """What has become of a cited revision."""

    CURRENT = "current"
    OUTDATED = "outdated"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Placed(_Record):
    document: str = Field(description="The file, or the name that was sent.", examples=["runbook.md"])
    page: int | None = Field(description="1-based page, in PDF.")
    paragraph: int | None = Field(description="1-based paragraph; in DOCX a table row counts as one.")
    line: int | None = Field(description="1-based line of the file, in PDF of the page; null in DOCX.", examples=[12])
    column: int = Field(description="1-based character of that line, or of the paragraph.", examples=[5])

    def where(self) -> str:
        """The place as people read it: ``runbook.md:12:5``, ``runbook.pdf: page 2, line 12, column 5``."""
        if self.page is None and self.paragraph is None:
            return f"{self.document}:{self.line}:{self.column}"
        numbers = {"page": self.page, "paragraph": self.paragraph, "line": self.line, "column": self.column}
        return f"{self.document}: " + ", ".join(f"{name} {number}" for name, number in numbers.items() if number is not None)


class CheckedCitation(_Placed):
    """One citation and what has become of it."""

    citation: str = Field(description="What is cited, in upper case.", examples=[EXAMPLE])
    status: CitationStatus = Field(description="What has become of the cited revision.")
    pinned: bool = Field(description="Whether it names a revision.")
    latest: str | None = Field(description="The fact's latest revision; null for an unknown fact.", examples=[EXAMPLE])
    title: str | None = Field(description="The title of the cited revision; null for an unknown one.")


class Change(_Record):
    """One field that differs between the cited revision and the latest."""

    field: str = Field(description="Its path, with dots.", examples=["payload.lifetime"])
    old: Any = Field(description="What the cited revision says.")
    new: Any = Field(description="What the latest says.")


class Finding(_Placed):
    """One thing to look at."""

    rule: Rule = Field(description="What it is about.")
    level: Level = Field(description="How bad it is.")
    citation: str = Field(description="The citation it is about.", examples=[EXAMPLE])
    message: str = Field(description="What is wrong, and what to do.")
    changes: tuple[Change, ...] = Field((), description="For `outdated`: what changed since the cited revision, field by field.")
    replaced_by: tuple[str, ...] = Field((), description="For `withdrawn`, `outdated` and `renamed`: what to cite instead.")
    near: tuple[str, ...] = Field((), description="For `unknown`: what was perhaps meant, best first.")
    value: str | None = Field(None, description="For `contradiction`: the value as written; the place is where it stands.")
    expected: str | None = Field(None, description="For `contradiction`: what the cited revision says.")


class UnreadableEntry(_Record):
    """A document that could not be checked."""

    document: str = Field(description="The file, or the name that was sent.")
    message: str = Field(description="Why, and what to do.")


class Summary(_Record):
    """The counts."""

    documents: int = Field(description="Documents that were read.")
    unreadable: int = Field(description="Documents that could not be.")
    citations: int = Field(description="Citations found.")
    errors: int = Field(description="Findings of level `error`.")
    warnings: int = Field(description="Findings of level `warning`.")
    notes: int = Field(description="Findings of level `note`.")


class LintReport(_Record):
    """Everything found in a set of documents, in their order."""

    release: str = Field(description="The release the facts are of.", examples=["2026.11.0"])
    summary: Summary = Field(description="The counts.")
    citations: tuple[CheckedCitation, ...] = Field(description="Every citation.")
    findings: tuple[Finding, ...] = Field(description="What to look at.")
    unreadable: tuple[UnreadableEntry, ...] = Field(description="What could not be read.")

    def reaches(self, level: Level) -> bool:
        """Whether any finding is at least as bad as the level."""
        return any(finding.level.reaches(level) for finding in self.findings)


def build_report(
    release: str,
    documents: int,
    citations: Iterable[CheckedCitation],
    findings: Iterable[Finding],
    unreadable: Iterable[UnreadableEntry],
) -> LintReport:
    """The report with its counts."""
    found, failed, cited = tuple(findings), tuple(unreadable), tuple(citations)
    counts = {level: sum(finding.level is level for finding in found) for level in Level}
    summary = Summary(
        documents=documents,
        unreadable=len(failed),
        citations=len(cited),
        errors=counts[Level.ERROR],
        warnings=counts[Level.WARNING],
        notes=counts[Level.NOTE],
    )
    return LintReport(release=release, summary=summary, citations=cited, findings=found, unreadable=failed)
