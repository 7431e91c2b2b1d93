"""`release` cuts from a clean tree whose facts hold together, and from nothing else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.history import name_next

RunScript = Callable[..., CompletedProcess[str]]
DAY = "2099-03-01"


@pytest.fixture
def git(root: Path) -> Callable[..., None]:
    """Runs git in the copy, which becomes a repository with everything committed."""

    def run(*arguments: str) -> None:
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)

    (root / ".gitignore").write_text("/kb/facts.schema.json\n/.kb/\n", encoding="utf-8")
    run("init")
    run("add", "-A")
    run("commit", "-m", "Everything")
    return run


def retitle(root: Path) -> Path:
    path = root / "kb/facts/app/ZM-APP-001.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("    title: ", "    title: Again ", 1), encoding="utf-8")
    return path


def test_a_release_is_cut_once_and_then_refused(run_script: RunScript, root: Path, git: Callable[..., None], catalog: Catalog) -> None:
    retitle(root)
    dirty = run_script("release", "--date", DAY)
    assert dirty.returncode == 1
    assert "M kb/facts/app/ZM-APP-001.yaml" in dirty.stderr
    git("commit", "-am", "A title")

    done = run_script("release", "--date", DAY)
    assert done.returncode == 0, done.stderr
    assert f"Release 2099.03.0, {DAY}, {len(catalog)} facts" in done.stdout
    assert "## Editorial" in done.stdout if catalog.releases else "## Added" in done.stdout
    assert "git add kb/releases/2099.03.0.yaml" in done.stderr
    written = load_catalog(root)
    assert written.release == "2099.03.0"
    assert set(written.releases[-1].facts) == set(catalog.facts)

    assert run_script("release", "--date", DAY).returncode == 1, "the file is not committed yet"
    git("add", "-A")
    git("commit", "-m", "A release")
    again = run_script("release", "--date", DAY)
    assert again.returncode == 1
    assert "Nothing changed since 2099.03.0" in again.stderr


def test_a_dry_run_writes_nothing(run_script: RunScript, root: Path, git: Callable[..., None], catalog: Catalog) -> None:
    path = retitle(root)
    before = sorted(root.rglob("kb/releases/*"))
    done = run_script("release", "--dry-run", "--date", DAY)
    assert done.returncode == 0, done.stderr
    assert "Release 2099.03.0" in done.stdout
    assert "committed first" in done.stderr
    assert sorted(root.rglob("kb/releases/*")) == before
    assert "Again" in path.read_text(encoding="utf-8")


def test_facts_with_problems_are_not_released(run_script: RunScript, root: Path, git: Callable[..., None]) -> None:
    path = root / "kb/facts/app/ZM-APP-001.yaml"
    path.write_text(re.sub("    title: .*", "    titel: x", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    git("commit", "-am", "A mistake")
    done = run_script("release", "--date", DAY)
    assert done.returncode == 1
    assert "[unknown-key]" in done.stderr
    assert not (root / "kb/releases/2099.03.0.yaml").exists()


def test_without_git_there_is_no_release(run_script: RunScript, root: Path) -> None:
    done = run_script("release", "--date", DAY)
    assert done.returncode == 1
    assert "git repository" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_released_is_held_by_check_facts(run_script: RunScript, root: Path, git: Callable[..., None], catalog: Catalog) -> None:
    retitle(root)
    git("commit", "-am", "A title")
    assert run_script("release", "--date", DAY).returncode == 0
    path = root / "kb/facts/app/ZM-APP-002.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("app_id: f56e91e5", "app_id: f56e91e6"), encoding="utf-8")
    done = run_script("check_facts")
    assert done.returncode == 1
    said = [line for line in done.stdout.splitlines() if "[changed-release] payload.app_id" in line]
    assert any('"f56e91e5-' in line and '"f56e91e6-' in line for line in said)


def test_the_next_release_of_the_real_facts_has_a_free_name(catalog: Catalog) -> None:
    for release in catalog.releases:
        assert name_next(catalog.releases, release.date) not in {one.name for one in catalog.releases}
