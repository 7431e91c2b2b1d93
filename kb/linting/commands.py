"""What `scripts/lint_citations` does: has the documents checked, prints or writes the report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kb.checks import load_catalog
from kb.commands import report_error
from kb.errors import KbError
from kb.linting.annotations import render_github, render_gitlab
from kb.linting.check import lint_files
from kb.linting.junit import render_junit
from kb.linting.render import render_json, render_summary, render_text
from kb.linting.report import Level
from kb.linting.sarif import render_sarif
from kb.loader import find_root
from kb.terminal import Step

CLEAN, FOUND, UNREADABLE = 0, 1, 2
"""The exit codes."""


def run_lint(
    names: Sequence[str],
    *,
    form: str = "text",
    output: str | None = None,
    fail_on: str = "error",
    require_pinned: bool = False,
    show_all: bool = False,
) -> int:
    """Checks documents and prints the report.

    Args:
        names: Files, folders, patterns.
        form: ``text``, ``json``, ``sarif``, ``junit``, ``github`` or ``gitlab``.
        output: The file to write it to; the counts are then printed alone.
        fail_on: The level from which on a finding is a failure.
        require_pinned: Make a citation without a revision an error.
        show_all: List every citation too; for ``text``.

    Returns:
        The exit code: 0 clean, 1 with findings of that level, 2 when something could not be read, the facts or the file to write included.
    """
    level = Level(fail_on)
    try:
        with Step("Checking the citations"):
            report = lint_files(load_catalog(find_root()), names, require_pinned)
    except KbError as error:
        report_error(error)
        return UNREADABLE
    rendered = {
        "text": lambda: render_text(report, None if output else sys.stdout, show_all),
        "json": lambda: render_json(report),
        "sarif": lambda: render_sarif(report),
        "github": lambda: render_github(report),
        "gitlab": lambda: render_gitlab(report),
        "junit": lambda: render_junit(report, level),
    }[form]()
    if output is None:
        print(rendered)
    elif not _write(output, rendered):
        return UNREADABLE
    else:
        print(render_summary(report, sys.stdout))
    if form != "text" or output is not None:
        for one in report.unreadable:
            print(f"{one.document}: {one.message}", file=sys.stderr)
    if report.unreadable:
        return UNREADABLE
    return FOUND if report.reaches(level) else CLEAN


def _write(output: str, text: str) -> bool:
    try:
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        Path(output).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        print(f"{output} cannot be written: {error.strerror or error}.", file=sys.stderr)
        return False
    return True
