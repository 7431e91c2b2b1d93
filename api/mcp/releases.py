"""The tool that compares two releases."""

from __future__ import annotations

from pydantic import Field

from api.mcp.tool import Arguments, Call, Tool
from api.releases.compare import compare_releases
from api.shapes.releases import DiffRecord, describe_diff
from kb.pages.marks import Marks
from kb.pages.releases import summarise, write_notes


class DiffArguments(Arguments):
    """Which releases."""

    before: str = Field(description="The release before.", examples=["2026.11.0"])
    after: str | None = Field(None, description="The release after; leave it out for the one being served.", examples=["2026.11.1"])


def diff_releases(call: Call, arguments: DiffArguments) -> tuple[DiffRecord, str]:
    """What changed from one release to the other.

    Raises:
        ApiProblem: A release does not exist, or they come in the wrong order.
    """
    catalog = call.guide.catalog
    diff = compare_releases(call.guide, arguments.before, arguments.after, names=("before", "after"))
    notes = write_notes(diff, catalog, Marks(), level=2).replace("](/", f"]({call.site}/")
    return describe_diff(diff, catalog), f"# From {diff.old} to {diff.new}\n\n{summarise(diff)}\n\n{notes}\n"


DIFF = Tool(
    "diff_releases",
    "Compare two releases",
    "What changed from one release of the facts to another: facts added, revised (field by field, old and new value), edited, withdrawn with their "
    "replacement, renamed, and conflicts. Use it to bring a document up to date that cites facts.",
    DiffArguments,
    DiffRecord,
    diff_releases,
)
