"""The tool that checks the fact IDs in a text; nothing of it is kept."""

from __future__ import annotations

from pydantic import Field

from api.http.errors import BODY_LIMIT
from api.mcp.tool import Arguments, Call, Tool
from kb.ids import EXAMPLE
from kb.linting import LintReport, lint_text
from kb.linting.render import render_text


class CheckArguments(Arguments):
    """A text that cites facts."""

    text: str = Field(
        description="Markdown, plain text or HTML.", max_length=BODY_LIMIT, examples=[f"What the fact says, in your words ({EXAMPLE})."]
    )
    require_pinned: bool = Field(False, description="True to make a citation without a revision an error instead of a note.")


def check_citations(call: Call, arguments: CheckArguments) -> tuple[LintReport, str]:
    """Every citation with its status, and what to look at."""
    report = lint_text(call.guide.catalog, arguments.text, require_pinned=arguments.require_pinned)
    return report, f"{render_text(report, show_all=True)}\n"


CHECK = Tool(
    "check_citations",
    "Check the citations in a text",
    "Checks a text that cites facts, such as a runbook: which citations are outdated, withdrawn or unknown, and which values beside them contradict "
    "the cited fact. Use it before handing over a text with fact IDs. The text is not kept.",
    CheckArguments,
    LintReport,
    check_citations,
)
