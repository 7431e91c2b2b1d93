"""A runbook of three pages, in every format, and the page that shows what the linter says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.linting import lint_files
from kb.linting.render import render_text
from kb.loader import ROOT
from tests.kb.linting.files import write_docx, write_pdf

RUNBOOK = Path("tests/data/room-deployment.md")
WRONG = [
    ("unpinned", "ZM-METHOD-019"),
    ("contradiction", "ZM-CONSENT-006v1"),
    ("unknown", "ZM-APP-022v1"),
    ("contradiction", "ZM-TOKEN-010v1"),
]
LINES_A_PAGE = 50


def copy_as(path: Path) -> Path:
    text = (ROOT / RUNBOOK).read_text(encoding="utf-8").replace("·", "-")
    if path.suffix == ".docx":
        return write_docx(path, [re.sub(r"\s*\n\s*", " ", part) for part in re.split(r"\n\n|\n(?=[-|]|\d+\. )", text)])
    if path.suffix == ".pdf":
        lines = text.splitlines()
        return write_pdf(path, [lines[at : at + LINES_A_PAGE] for at in range(0, len(lines), LINES_A_PAGE)])
    if path.suffix == ".html":
        from markdown import markdown

        text = markdown(text, extensions=["tables", "fenced_code"])
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["runbook.md", "runbook.txt", "runbook.html", "runbook.docx", "runbook.pdf"])
def test_every_format_has_the_same_findings(catalog: Catalog, tmp_path: Path, name: str) -> None:
    report = lint_files(catalog, [str(copy_as(tmp_path / name))])
    assert report.unreadable == ()
    assert report.summary.citations == 24
    assert [(str(finding.rule), finding.citation) for finding in report.findings] == WRONG


def test_the_page_shows_what_is_really_printed(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = render_text(lint_files(catalog, [RUNBOOK.as_posix()]))
    page = (ROOT / "docs/about/linting.md").read_text(encoding="utf-8")
    shown = re.search(rf"^```console\n\$ \./scripts/lint_citations {RUNBOOK.as_posix()}\n(.*?)```", page, re.MULTILINE | re.DOTALL)
    assert shown
    assert shown[1].rstrip() == printed, "write the block in docs/about/linting.md again from the command above it"


def test_the_page_lists_every_rule_with_its_level() -> None:
    from kb.linting.report import LEVELS

    page = (ROOT / "docs/about/linting.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `([a-z]+)` \| (error|warning|note) \|", page, re.MULTILINE)) == {
        str(rule): str(level) for rule, level in LEVELS.items()
    }
