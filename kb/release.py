"""Cuts a release from a clean tree, and prints what it brings."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from pathlib import Path

from kb.ask import paint_markdown
from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.commands import load_facts, report_error
from kb.errors import CannotRelease, FactProblems, KbError
from kb.history import NOTHING, compare_snapshots, cut_release, path_of, read_snapshot, render_release
from kb.loader import find_root
from kb.models import Release
from kb.pages.marks import Marks
from kb.pages.releases import summarise, write_notes
from kb.pages.templates import check_templates
from kb.terminal import paint


def release(day: datetime.date, dry_run: bool = False) -> int:
    """Cuts the next release and prints its notes.

    Args:
        day: Its date.
        dry_run: Print the notes and write nothing; a tree with changes that are not committed will do for that.

    Returns:
        The exit code: 0 when it was cut (or could be), 1 when not.
    """
    root = find_root()
    try:
        dirty = list_uncommitted(root)
        if dirty and not dry_run:
            shown = "\n".join(f"  {line}" for line in dirty[:10])
            raise CannotRelease(f"These changes are not committed; commit them or put them away first:\n{shown}")
        catalog = load_facts(root)
        if problems := check_templates(catalog):
            raise FactProblems(problems)
        cut = cut_release(catalog, catalog.releases, day)
        notes = draft_notes(catalog, cut)
        print(f"{paint(f'Release {cut.name}', 'bold', sys.stdout)}, {cut.date}, {len(cut.facts)} facts\n\n{notes}")
        if dry_run:
            left = " These changes must be committed first." if dirty else ""
            print(f"\nNothing was written.{left}", file=sys.stderr)
        else:
            write_release(root, cut)
            name = path_of(cut.name)
            print(
                f"\nwrote {name}; keep it:\n  git add {name} && git commit -m 'Release {cut.name}' && git tag {cut.name}", file=sys.stderr
            )
    except KbError as error:
        return report_error(error)
    return 0


def draft_notes(catalog: Catalog, cut: Release) -> str:
    """What a release that was cut from this catalog brings, for a terminal.

    Raises:
        CannotRelease: It brings nothing.
    """
    releases = [*catalog.releases, cut]
    old = read_snapshot(catalog.releases[-1], catalog.releases) if catalog.releases else NOTHING
    diff = compare_snapshots(old, read_snapshot(cut, releases))
    if diff.is_empty:
        raise CannotRelease(f"Nothing changed since {old.name}; there is nothing to release.")
    return f"{summarise(diff)}\n\n{paint_markdown(write_notes(diff, catalog, Marks(), level=2), sys.stdout)}"


def list_uncommitted(root: Path) -> list[str]:
    """What differs from the last commit, one line a file, as git tells it.

    Raises:
        CannotRelease: Git does not know this folder.
    """
    git = shutil.which("git")
    if git is None:
        raise CannotRelease("git is needed, to see that everything is committed; install it")
    command = [git, "-C", str(root), "status", "--porcelain", "--untracked-files=all", "--", "."]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise CannotRelease(f"A release is cut from a git repository, which this is not: {done.stderr.strip()}")
    return done.stdout.splitlines()


def write_release(root: Path, cut: Release) -> None:
    """Writes the release's file and makes sure that it is read back as what was cut.

    Raises:
        CannotRelease: The file is there already, or is not read back as it was meant; it is removed then.
    """
    path = root / path_of(cut.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(render_release(cut))
    except FileExistsError as error:
        raise CannotRelease(f"{path_of(cut.name)} is there already") from error
    try:
        written = load_catalog(root)
    except FactProblems:
        path.unlink()
        raise
    if written.release != cut.name or written.releases[-1] != cut:
        path.unlink()
        raise CannotRelease(f"{path_of(cut.name)} was not read back as it was written; nothing was released")
