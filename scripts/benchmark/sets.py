"""The fact sets that are measured: the real facts, and invented ones of any size, each with questions that no index has seen."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmark.generator import SEED, SOURCE, invent_facts, write_facts
from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.loader import ROOT
from kb.models import Fact, Source
from kb.passages import payload_values

REAL = 0
"""The size that stands for the real facts."""

MOST_QUESTIONS = 1000
"""Questions asked of one set."""

KEPT_BACK = 4
"""Questions that each real fact keeps back, where it has three times as many."""


@dataclass(frozen=True)
class FactSet:
    """Facts, and what is asked of them.

    Attributes:
        catalog: The facts.
        asked: Question → the ID of the one fact it was written for; in a fixed random order.
    """

    catalog: Catalog
    asked: dict[str, str]

    def texts(self) -> list[str]:
        """Each current fact as one text, for engines that know no fields: title, statement, values and questions."""
        return [
            "\n".join([fact.latest.title, fact.latest.statement, *payload_values(fact), *fact.latest.questions])
            for fact in self.catalog.current()
        ]

    def ids(self) -> list[str]:
        """The ID of each text."""
        return [fact.id for fact in self.catalog.current()]


def load_set(size: int, root: Path = ROOT, seed: int = SEED) -> FactSet:
    """The set of a size; `REAL` gives the real facts."""
    real = load_catalog(root)
    if size == REAL:
        facts, asked = _keep_back(real)
        return FactSet(Catalog(facts, real.sources.values(), real.vocabulary.values()), _choose(asked, seed))
    invented = list(invent_facts(size, list(real), list(real.vocabulary), seed))
    like = next(iter(real.sources.values()))
    sources: list[Source] = [*real.sources.values(), like.model_copy(update={"id": SOURCE, "file": "generated.md"})]
    catalog = Catalog([one.model() for one in invented], sources, real.vocabulary.values())
    return FactSet(catalog, _choose(((one.question, one.fact_id) for one in invented), seed))


def copy_repository(target: Path, size: int = REAL, root: Path = ROOT) -> Path:
    """A repository of its own with everything that is served: the real facts, and as many invented ones as make up the size."""
    for folder in ("kb/facts", "kb/questions", "docs", "overrides", "kb/releases"):
        if (root / folder).is_dir():
            shutil.copytree(root / folder, target / folder)
    for file in ("kb/sources.yaml", "kb/vocabulary.yaml", "mkdocs.yml"):
        shutil.copy(root / file, target / file)
    if size != REAL:
        real = load_catalog(root)
        wanted = size - len(real)
        write_facts(list(invent_facts(wanted, list(real), list(real.vocabulary), beside=True)), target)
    return target


def _keep_back(real: Catalog) -> tuple[list[Fact], list[tuple[str, str]]]:
    current = {fact.id for fact in real.current()}
    facts, asked = [], []
    for fact in real:
        questions = fact.latest.questions
        kept = questions[-KEPT_BACK:] if len(questions) >= 3 * KEPT_BACK else questions[-1:]
        latest = fact.latest.model_copy(update={"questions": questions[: -len(kept)]})
        facts.append(fact.model_copy(update={"revisions": (latest, *fact.revisions[1:])}))
        if fact.id in current:
            asked += [(question, fact.id) for question in kept]
    return facts, asked


def _choose(asked: Iterable[tuple[str, str]], seed: int) -> dict[str, str]:
    pairs = list(asked)
    random.Random(seed).shuffle(pairs)  # noqa: S311  a fixed seed is the point
    return dict(pairs[:MOST_QUESTIONS])
