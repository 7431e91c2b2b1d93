"""What the scripts do, with progress and exit codes; the scripts themselves only parse arguments."""

from __future__ import annotations

import sys
from pathlib import Path

from kb.catalog import Catalog
from kb.checks import Coverage, check_corpus, load_catalog, measure_coverage
from kb.errors import FactProblems, KbError
from kb.index import Index, open_index
from kb.loader import Corpus, find_root, read_corpus
from kb.pages import build_site
from kb.pages.templates import check_templates
from kb.pages.zensical import check_zensical
from kb.schema import write_schema
from kb.sources import find_copy, stamp_digests
from kb.terminal import Step, paint


def load_facts(root: Path) -> Catalog:
    """Loads and checks the facts, with progress, and keeps the editors' schema up to date.

    Raises:
        FactProblems: The facts are wrong; lists all problems.
    """
    with Step("Checking the facts"):
        write_schema(root)
        return load_catalog(root)


def prepare_site(root: Path, catalog: Catalog) -> Path:
    """Builds the site where it is not up to date, with progress; returns its folder."""
    with Step("Preparing the site") as step:
        return build_site(root, catalog, step.note)


def prepare_index(root: Path, catalog: Catalog) -> Index:
    """Opens the index, building it where it is not up to date, with progress."""
    with Step("Preparing the index") as step:
        return open_index(catalog, root / ".kb" / "index", step.note)


def report_facts(root: Path, stamp: bool = False, coverage: bool = False) -> int:
    """Prints every problem of the facts and their count.

    Args:
        root: The repository.
        stamp: Fill in missing digests from the local copy of the source first.
        coverage: Print how much of each source the facts cover.

    Returns:
        The exit code: 0 without problems, 1 with any.
    """
    with Step("Checking the facts"):
        write_schema(root)
        corpus, problems = read_corpus(root)
        if stamp and not problems:
            for citation in stamp_digests(corpus):
                print(f"stamped {citation}")
            corpus, problems = read_corpus(root)
        # A fact that could not be read would be missing in every template as well: said once is enough.
        templates = [] if problems else check_templates(Catalog.of(corpus))
        problems = sorted({*problems, *check_corpus(corpus), *templates})
    for problem in problems:
        print(problem)
    for source in (source for source in corpus.sources if source.has_lines):
        measured = measure_coverage(corpus, source)
        if measured is not None and coverage:
            print_coverage(measured)
        if find_copy(source, root) is None:
            print(
                f"There is no local copy of {source.id}: its digests and coverage were not checked (.kb/sources/ or KB_SOURCES).",
                file=sys.stderr,
            )
    return report_count(corpus, len(problems))


def report_count(corpus: Corpus, problems: int) -> int:
    """Prints the closing line of a check; returns its exit code."""
    facts = len(corpus.facts)
    line = f"{facts} {'fact' if facts == 1 else 'facts'}, {problems} {'problem' if problems == 1 else 'problems'}"
    print(paint(line, "red" if problems else "green", sys.stdout))
    return 1 if problems else 0


def print_coverage(measured: Coverage) -> None:
    """Prints how many non-blank lines of a source have a fact or a reason for having none."""
    total, missing = len(measured.lines), len(measured.missing)
    share = 100 * (total - missing) / total if total else 100.0
    listed = len((measured.listed - measured.cited) & measured.lines)
    print(f"{measured.source.id}: {share:.1f} % of {total} lines covered: {len(measured.cited)} by facts, {listed} listed with a reason")
    if missing:
        print(f"  without either: {', '.join(map(str, measured.missing))}")


def run_build(*, site: bool = False, index: bool = False) -> int:
    """Builds what is asked for and prints where it lies; returns the exit code."""
    root = find_root()
    try:
        catalog = load_facts(root)
        if site:
            print(f"site: {show_path(prepare_site(root, catalog), root)}")
        if index:
            print(f"index: {show_path(prepare_index(root, catalog).folder, root)}")
    except KbError as error:
        return report_error(error)
    return 0


def run_zensical() -> int:
    """Shows that Zensical renders every fact; returns the exit code."""
    root = find_root()
    try:
        catalog = load_facts(root)
        with Step("Building the site with Zensical"):
            found = check_zensical(root, catalog)
    except KbError as error:
        return report_error(error)
    print(f"Zensical renders all {found} facts")
    return 0


def report_error(error: KbError) -> int:
    """Prints an error for a person, and returns the exit code for it."""
    text = str(error)
    if isinstance(error, FactProblems):
        lines = text.split("\n")
        text = "\n".join([*lines[:-1], paint(lines[-1], "red", sys.stderr)])
    print(text, file=sys.stderr)
    return 1


def show_path(path: Path, root: Path) -> str:
    """A path as people read it: from the repository where it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
