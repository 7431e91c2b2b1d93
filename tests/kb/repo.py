"""Writes small repositories of facts: real files, so that lines in problems are real lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from kb.catalog import Catalog
from kb.checks.rule import Rule
from kb.errors import Problem
from kb.history import cut_release, name_tree, path_of, render_release
from kb.ids import area_of
from kb.loader import Corpus, load_corpus, read_corpus
from kb.sources import line_digest

GUIDE = ("# Guide", "", "Rooms read events over Graph.", "Users sign in once.", "## End")
"""The lines of the source that the facts of a `Repo` cite; the second one is blank."""

SOURCES = """\
sources:
  - id: guide
    title: A guide
    publisher: A vendor
    url: https://guide.example/page
    fetch: https://guide.example/page.md
    file: guide.txt
    line_count: 5
    read: 2026-11-23
    uncited:
      - reason: heading
        lines: [[1, 1], [5, 5]]
"""

VOCABULARY = """\
terms:
  - id: zoom-rooms
    label: Zoom Rooms
    abbreviations: [ZR]
    everyday: [meeting room]
    translations: {de: [Besprechungsraum], ja: [会議室]}
    condition: {workload: rooms}
  - id: access-token
    label: Access token
    abbreviations: [AT]
"""

FACT = """\
id: {id}
kind: claim
revisions:
  - revision: 1
    date: 2026-11-23
    title: Rooms and events ({id})
    statement: A Zoom Room reads calendar events over Microsoft Graph ({id}).
    payload: {{}}
    question: How does a room read events ({id})?
    source:
      id: guide
      digests: [{digest}]
      section: Rooms
      lines: [[3, 3]]
      basis: vendor
      read: 2026-11-23
"""

QUESTIONS = """\
Which interface carries room events ({id})?
Graph and rooms, {id}
Do rooms use Graph, {id}?
room events source {id}
What reads events for rooms, {id}?
"""

DIGEST = line_digest(GUIDE[2])


class Repo:
    """A repository with one source and two terms; facts are added by the test.

    Args:
        root: Its folder, made here.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("kb/sources.yaml", SOURCES)
        self.write("kb/vocabulary.yaml", VOCABULARY)
        (root / "kb" / "facts").mkdir()

    def write(self, name: str, text: str | bytes) -> str:
        """Writes a file; returns its name."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def change(self, name: str, *changes: tuple[str, str]) -> str:
        """Replaces text in a file; each old text must be there."""
        text = (self.root / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"{old!r} is not in {name}"
            text = text.replace(old, new)
        return self.write(name, text)

    def add(self, fact_id: str, *changes: tuple[str, str]) -> str:
        """Writes a good fact, with parts of its text replaced, and its questions; returns the fact's file."""
        self.write(f"kb/questions/{area_of(fact_id).lower()}/{fact_id}.txt", QUESTIONS.format(id=fact_id))
        name = self.write(f"kb/facts/{area_of(fact_id).lower()}/{fact_id}.yaml", FACT.format(id=fact_id, digest=DIGEST))
        return self.change(name, *changes)

    def revise(self, fact_id: str, *changes: tuple[str, str]) -> str:
        """Puts a new revision on top of a fact: the newest one with parts of its text replaced; returns the file's name."""
        name = f"kb/facts/{area_of(fact_id).lower()}/{fact_id}.yaml"
        head, _, rest = (self.root / name).read_text(encoding="utf-8").partition("  - revision: ")
        number, _, body = rest.partition("\n")
        newest = body.partition("  - revision: ")[0]
        for old, new in changes:
            assert old in newest, f"{old!r} is not in {name}"
            newest = newest.replace(old, new)
        return self.write(name, f"{head}  - revision: {int(number) + 1}\n{newest}  - revision: {rest}")

    def remove(self, fact_id: str) -> None:
        """Deletes a fact and its questions."""
        for path in self.root.glob(f"kb/*/*/{fact_id}.*"):
            path.unlink()

    def rename(self, fact_id: str, new: str) -> None:
        """Gives a fact another ID, and keeps the former one as its alias."""
        for path in self.root.glob(f"kb/*/*/{fact_id}.*"):
            path.rename(path.with_name(f"{new}{path.suffix}"))
        self.change(f"kb/facts/{area_of(new).lower()}/{new}.yaml", (f"id: {fact_id}\n", f"id: {new}\naliases: [{fact_id}]\n"))

    def withdraw(self, fact_id: str, *replaced_by: str, day: str = "2026-11-23") -> str:
        """Puts a tombstone on top of a fact; returns the file's name."""
        tombstone = f"{{date: {day}, reason: It ended., replaced_by: [{', '.join(replaced_by)}]}}"
        return self.revise(fact_id, ("    title:", f"    status: withdrawn\n    withdrawn: {tombstone}\n    title:"))

    def release(self, day: str = "2026-11-23") -> str:
        """Cuts the next release; returns the file's name."""
        corpus = self.corpus()
        cut = cut_release(corpus.facts, corpus.releases, datetime.date.fromisoformat(day))
        return self.write(path_of(cut.name), render_release(cut))

    def copy_source(self, lines: Iterable[str] = GUIDE) -> None:
        """Puts a local copy of the source where it is looked for."""
        self.write(".kb/sources/guide.txt", "\n".join(lines))

    def line(self, name: str, part: str) -> int:
        """The 1-based number of the one line of a file that holds ``part``."""
        [number] = [at for at, text in enumerate((self.root / name).read_text(encoding="utf-8").split("\n"), 1) if part in text]
        return number

    def corpus(self) -> Corpus:
        """What the files hold; they must be well formed."""
        return load_corpus(self.root)

    def catalog(self) -> Catalog:
        """Its facts, under the name of the newest release when they say what it says."""
        corpus = self.corpus()
        return Catalog.of(corpus, name_tree(corpus.facts, corpus.releases))

    def problems(self) -> list[Problem]:
        """The problems of reading the files."""
        return read_corpus(self.root)[1]

    def problem(self) -> Problem:
        """The one problem of reading the files."""
        [problem] = self.problems()
        return problem

    def problem_of(self, rule: str) -> Problem:
        """The one problem of reading the files that a rule names."""
        [problem] = [problem for problem in self.problems() if problem.rule == rule]
        return problem

    def broken(self, rule: Rule) -> Problem:
        """The one problem a rule finds."""
        [problem] = rule(self.corpus())
        return problem

    def keeps(self, rule: Rule) -> bool:
        """Whether a rule finds nothing."""
        return list(rule(self.corpus())) == []


def place(problem: Problem) -> tuple[str, int, str, str]:
    """Where and by which rule: file, line, subject, rule."""
    return problem.path, problem.line, problem.subject, problem.rule
