"""The report as people read it on a terminal: the counts first, then what needs somebody, then the rest."""

from __future__ import annotations

import textwrap
from typing import TextIO

from kb.models.rules import Verdict
from kb.tenant.report import CheckVerdict, TenantReport
from kb.terminal import paint

COLOURS = {Verdict.PASS: "green", Verdict.FAIL: "red", Verdict.ATTENTION: "yellow", Verdict.UNKNOWN: "cyan", Verdict.NOT_APPLICABLE: "dim"}
MARKS = {Verdict.PASS: "✓", Verdict.FAIL: "✗", Verdict.ATTENTION: "!", Verdict.UNKNOWN: "?", Verdict.NOT_APPLICABLE: "–"}
ORDER = (Verdict.FAIL, Verdict.ATTENTION, Verdict.UNKNOWN, Verdict.PASS, Verdict.NOT_APPLICABLE)
WIDTH = 100
SHOWN = 4
"""How many places are shown below a verdict; the other formats have them all."""


def render_terminal(report: TenantReport, stream: TextIO) -> str:
    """The report as text, coloured where the stream shows colours."""
    counts = [paint(f"{report.counts[verdict]} {verdict}", COLOURS[verdict], stream) for verdict in ORDER if report.counts[verdict]]
    lines = [f"{paint('Tenant check', 'bold', stream)} (facts {report.release}): {', '.join(counts)}", ""]
    for verdict in ORDER:
        for one in (one for one in report.verdicts if one.verdict is verdict):
            lines += _describe(one, stream)
    if report.changes is not None:
        lines += ["", paint("Changed since the older export", "bold", stream)]
        lines += [f"  {change.change:<8} {change.what}" for change in report.changes] or ["  nothing that a check looks at"]
    lines += [f"This waiver has expired and counts as none: {one.check} {one.object}, until {one.until}." for one in report.expired]
    return "\n".join(lines).rstrip()


def _describe(one: CheckVerdict, stream: TextIO) -> list[str]:
    waived = f" (waived until {one.waived.until}: {one.waived.reason})" if one.waived else ""
    head = paint(f"{MARKS[one.verdict]} {one.verdict:<14} {one.check}", COLOURS[one.verdict], stream)
    lines = [f"{head}{waived}", *_wrap(one.summary)]
    if one.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE):
        return lines
    for place in one.evidence[:SHOWN]:
        lines.append(paint(f"    seen: {place.file}#{place.pointer} = {place.value}", "dim", stream))
    if len(one.evidence) > SHOWN:
        lines.append(paint(f"    and {len(one.evidence) - SHOWN} more places (--format json shows them all)", "dim", stream))
    if one.remedy:
        lines += _wrap(f"→ {one.remedy}")
    return [*lines, paint(f"    {', '.join(one.facts)}", "dim", stream), ""]


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
