"""A contributor's change stays green: one fact more, one revised, one withdrawn, a release cut, as CONTRIBUTING.md says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.checks import load_catalog
from kb.loader import ROOT

QUICK = (
    "tests/kb/test_catalog.py",
    "tests/kb/checks/test_check_corpus.py",
    "tests/kb/decisions",
    "tests/kb/pages/test_templates.py",
)
"""The tests that read the real facts and need neither index nor site."""

QUESTIONS = (
    "What colour is the lid of the spare key box?",
    "spare key box lid",
    "is the lid of the key box green",
    "which colour has the key box",
    "lid of the box for spare keys",
    "key box, what shade",
)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything that is committed, or would be, under version control."""
    root = tmp_path_factory.mktemp("clone") / "guide"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    commit(root, "init", "--quiet")
    return root


def commit(root: Path, *first: str) -> None:
    identity = ["-c", "user.name=Author", "-c", "user.email=author@example.org", "-c", "commit.gpgsign=false"]
    for command in ([first] if first else []) + [("add", "--all"), ("commit", "--quiet", "-m", "A change")]:
        subprocess.run(["git", *identity, *command], cwd=root, check=True, capture_output=True)


def run(root: Path, *command: str) -> str:
    settings = {key: value for key, value in os.environ.items() if key not in {"KB_ROOT", "KB_SOURCES"}}
    settings |= {"KB_ENVIRONMENT": "current", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, *command], cwd=root, env=settings, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def put_on_top(path: Path, change: tuple[str, str]) -> None:
    """A second revision: the first one with a part replaced."""
    head, marker, first = path.read_text(encoding="utf-8").partition("revisions:\n")
    second = re.sub(r"revision: 1\n    date: .*\n", "revision: 2\n    date: 2026-11-27\n", first, count=1)
    assert change[0] in second
    path.write_text(head + marker + second.replace(*change, 1) + first, encoding="utf-8")


def test_four_changes_and_a_release_leave_everything_green(clone: Path) -> None:
    before = load_catalog(clone)
    options = [f"--question={question}" for question in QUESTIONS]
    source = next(source.id for source in before.sources.values() if source.seen)
    said = "--statement=The lid of the spare key box is green, says a sample note."
    run(clone, "scripts/new_fact", "--no-input", "--yes", "--area=DATA", "--kind=claim", "--title=The key box", said, *options,
        f"--source={source}", "--section=Boxes", "--seen=start")  # fmt: skip
    added = next(fact.id for fact in load_catalog(clone) if fact.id not in before.facts)
    named = "".join(
        path.read_text(encoding="utf-8") for path in (clone / "kb/rules").glob("*.yaml")
    )  # a rule may not rest on a withdrawn one
    free = (fact for fact in before.current() if fact.kind == "claim" and not fact.latest.source.lines and fact.id not in named)
    revised, withdrawn = [fact.id for fact in free if len(fact.revisions) == 1][:2]
    put_on_top(
        clone / f"kb/facts/{revised.split('-')[1].lower()}/{revised}.yaml",
        ("    statement: >-\n      ", "    statement: >-\n      As of now: "),
    )
    path = clone / f"kb/facts/{withdrawn.split('-')[1].lower()}/{withdrawn}.yaml"
    gone = "    status: withdrawn\n    withdrawn:\n      date: 2026-11-27\n      reason: It no longer holds.\n    title: "
    put_on_top(path, ("    title: ", gone))
    assert "0 problems" in run(clone, "scripts/check_facts")
    commit(clone)
    assert added in run(clone, "scripts/release", "--date", "2026-11-28")
    assert "0 problems" in run(clone, "scripts/check_facts")
    run(clone, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *QUICK)
