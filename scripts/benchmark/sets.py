"""The fact sets that are measured, each with questions that no index has seen; and the questions for a server."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmark.generator import invent_facts
from benchmark.plan import REAL
from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.loader import ROOT
from kb.passages import payload_values

MOST_QUESTIONS = 1000
"""Questions asked of one set."""

OPENINGS = ("", "Quick one: ", "For an audit: ", "A colleague asks: ", "In plain words: ", "For my notes: ")
"""What people begin with; each makes another question for a server, which remembers those it was asked."""


@dataclass(frozen=True)
class FactSet:
    """Facts, and what is asked of them.

    Attributes:
        catalog: The facts.
        asked: Question → the ID of the one fact it was written for; in a fixed random order.
    """

    catalog: Catalog
    asked: dict[str, str]

    def texts(self) -> dict[str, str]:
        """ID → the fact as one text, for engines that know no fields: title, statement, values and questions."""
        return {
            fact.id: "\n".join([fact.latest.title, fact.latest.statement, *payload_values(fact), *fact.latest.questions])
            for fact in self.catalog.current()
        }


def load_set(size: int, root: Path = ROOT) -> FactSet:
    """The set of a size; `REAL` gives the real facts. Each fact keeps its last question back."""
    real = load_catalog(root)
    facts, asked = [], []
    for fact in invent_facts(size or len(real), list(real)):
        *questions, kept = fact.latest.questions or ("",)
        latest = fact.latest.model_copy(update={"questions": tuple(questions)})
        facts.append(fact.model_copy(update={"revisions": (latest, *fact.revisions[1:])}))
        asked.append((kept, fact.id))
    catalog = Catalog(facts, real.sources.values(), real.vocabulary.values())
    current = {fact.id for fact in catalog.current()}
    pairs = [(question, fact_id) for question, fact_id in asked if question and fact_id in current]
    random.Random(1).shuffle(pairs)  # noqa: S311  a fixed seed is the point
    return FactSet(catalog, dict(pairs[:MOST_QUESTIONS]))


def name_set(size: int, facts: int) -> str:
    """A set as people read it."""
    return f"{facts:,} real facts" if size == REAL else f"{facts:,} invented facts"


def list_questions(catalog: Catalog, count: int) -> list[str]:
    """So many different questions in a fixed random order, fewer when the facts have fewer."""

    def every() -> Iterator[str]:
        chance = random.Random(1)  # noqa: S311  as above
        for opening in OPENINGS:
            questions = [f"{opening}{question}" for fact in catalog.current() for question in fact.latest.questions]
            yield from chance.sample(questions, len(questions))

    return list(islice(every(), count))


def copy_repository(target: Path, root: Path = ROOT) -> Path:
    """A repository of its own with everything that is served."""
    for folder in ("kb/facts", "kb/questions", "docs", "overrides", "kb/releases"):
        shutil.copytree(root / folder, target / folder)
    for file in [*(root / "kb").glob("*.yaml"), root / "mkdocs.yml"]:
        shutil.copy(file, target / file.relative_to(root))
    return target


def change_fact(root: Path) -> Path:
    """Gives one fact another title; returns its file."""
    path = sorted((root / "kb" / "facts").rglob("*.yaml"))[0]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.lstrip().startswith("title:"))
    lines[at] = f"{lines[at][: lines[at].index('title:')]}title: A title that the benchmark wrote\n"
    path.write_text("".join(lines), encoding="utf-8")
    return path
