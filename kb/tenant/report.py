"""What a check of a tenant reports: the same on a terminal, in a file, over HTTP and over MCP."""

from __future__ import annotations

import datetime

from pydantic import BaseModel, ConfigDict, Field

from kb.models.rules import Verdict
from kb.tenant.export import Evidence, FileProblem


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Waiver(_Record):
    """A failure that somebody accepts until a day."""

    check: str = Field(description="The check.")
    object: str = Field(default="*", description="The object id or App ID it is about; `*` for any.")
    reason: str = Field(description="Why it is accepted.")
    until: datetime.date = Field(description="The last day on which it counts.")


class CheckVerdict(_Record):
    """What one check found."""

    check: str = Field(description="The check.", examples=["consent-pairing"])
    verdict: Verdict = Field(description="What it ended in.")
    summary: str = Field(description="One sentence.")
    facts: tuple[str, ...] = Field(description="The revisions it rests on.", examples=[["ZM-CONSENT-004v1"]])
    evidence: tuple[Evidence, ...] = Field(description="What was seen, and where.")
    remedy: str = Field(description="What to do and who does it; empty where nothing is to be done.")
    waived: Waiver | None = Field(default=None, description="The waiver under which a failure is accepted; the verdict stays.")


class ExportChange(_Record):
    """One thing that differs from an older export."""

    change: str = Field(description="What happened: `added`, `removed`, or `moved` for a verdict.", examples=["added"])
    what: str = Field(description="To what.")


class TenantReport(_Record):
    """One verdict for each check, always in the same order."""

    release: str = Field(description="The release the facts are of.", examples=["2026.11.0"])
    verdicts: tuple[CheckVerdict, ...] = Field(description="One for each check.")
    counts: dict[Verdict, int] = Field(description="Verdict → how many.")
    problems: tuple[FileProblem, ...] = Field(default=(), description="Files, or parts of them, that could not be used.")
    expired: tuple[Waiver, ...] = Field(default=(), description="Waivers that no longer count.")
    changes: tuple[ExportChange, ...] | None = Field(default=None, description="What changed since an older export, where one was given.")

    @property
    def failed(self) -> bool:
        """Whether a check failed that nobody waived."""
        return any(one.verdict is Verdict.FAIL and one.waived is None for one in self.verdicts)
