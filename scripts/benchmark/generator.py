"""Makes fact sets of any size, the same for the same seed: models to measure with, or files that the loader reads.

How (see also the page "How fast?"):

- Words come from `benchmark.words`: the stream starts with the real facts' content words, and its vocabulary goes on growing
  by Heaps' law. `benchmark.drafts` spreads them over all kinds of fact, with near-duplicates, and `benchmark.wording` phrases them.
- Facts are numbered by area. An ID has three digits, so files hold at most 999 facts of an area; models of larger sets
  carry longer numbers, which the format of IDs does not allow yet.
- Each fact keeps one question back: what is asked for it was never indexed.
"""

from __future__ import annotations

import datetime
import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmark.drafts import Draft, draft_facts
from benchmark.wording import ask, say
from benchmark.words import WordStream
from kb.analysis import tokenise
from kb.analysis.stopwords import ENGLISH, OTHERS
from kb.authoring.render import render_fact
from kb.ids import area_of
from kb.loader.corpus import FACTS
from kb.loader.questions import questions_path
from kb.models import Fact
from kb.models.payloads import AppId, ConsentPairing, TokenPolicy

SEED = 20261123
SOURCE = "generated"
SOURCE_LINES = 1_000_000
DATE = datetime.date(2026, 11, 23)

SOURCE_ENTRY = f"""  - id: {SOURCE}
    title: Invented facts
    publisher: The benchmark
    url: https://bench.example/facts
    fetch: https://bench.example/facts.md
    file: generated.md
    line_count: {SOURCE_LINES}
    read: {DATE}
"""
"""What `kb/sources.yaml` needs so that the invented facts have a source."""


@dataclass(frozen=True)
class Invented:
    """An invented fact, as a file would hold it, and the question that was kept back."""

    data: dict[str, Any]
    question: str

    @property
    def fact_id(self) -> str:
        """Its ID."""
        return str(self.data["id"])

    def model(self) -> Fact:
        """The fact as the loader would give it; an ID beyond the format is put in after the checks."""
        short = {**self.data, "id": f"ZM-{area_of(self.fact_id)}-001"}
        return FACTS.validate_python(short).model_copy(update={"id": self.fact_id})


def invent_facts(count: int, real: Sequence[Fact], terms: Sequence[str], seed: int = SEED, beside: bool = False) -> Iterator[Invented]:
    """Invents facts.

    Args:
        count: How many.
        real: The real facts, whose words the invented ones begin with.
        terms: The vocabulary's ids.
        seed: The same seed gives the same facts.
        beside: Number them after the real ones, so that both fit into one set.
    """
    chance = random.Random(seed)  # noqa: S311  a fixed seed is the point
    words = WordStream(chance, list_words(real))
    numbers = Counter({area: _highest(real, area) for area in {area_of(fact.id) for fact in real}} if beside else {})
    asked: set[str] = {question for fact in real for question in fact.latest.questions} if beside else set()
    known: list[str] = []
    for draft in draft_facts(count, chance, words):
        numbers[draft.area] += 1
        fact_id = f"ZM-{draft.area}-{numbers[draft.area]:03d}"
        *questions, kept = (_once(question, asked, words) for question in ask(draft, chance, words.draw()))
        neighbours = chance.sample(known, min(2, len(known)))
        if numbers[draft.area] <= 999:
            known.append(fact_id)
        yield Invented(_write(draft, fact_id, questions, neighbours, chance, terms), kept)


def write_facts(facts: Sequence[Invented], root: Path) -> None:
    """Writes the facts as files below ``kb/facts`` of a repository, and adds their source to its list.

    Raises:
        ValueError: There are more than 999 facts of an area.
    """
    for fact in facts:
        if len(fact.fact_id.rsplit("-", 1)[1]) > 3:
            raise ValueError(f"{fact.fact_id}: files hold at most 999 facts of an area; make fewer")
        path = root / "kb" / "facts" / area_of(fact.fact_id).lower() / f"{fact.fact_id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        asked = root / questions_path(path.relative_to(root).as_posix())
        asked.parent.mkdir(parents=True, exist_ok=True)
        for file, text in zip((path, asked), render_fact(fact.data), strict=True):
            file.write_text(text, encoding="utf-8")
    sources = root / "kb" / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(f"{text.rstrip()}\n{SOURCE_ENTRY}", encoding="utf-8")


def list_words(facts: Sequence[Fact]) -> list[str]:
    """The content words of facts, as often as their titles and statements hold them."""
    return [
        word
        for fact in facts
        for text in (fact.latest.title, fact.latest.statement)
        for token in tokenise(text)
        if token.kind == "word" and (word := token.text.lower()).isascii() and word.isalpha() and len(word) > 2
        if word not in ENGLISH and word not in OTHERS
    ]


def _write(
    draft: Draft, fact_id: str, questions: list[str], neighbours: list[str], chance: random.Random, terms: Sequence[str]
) -> dict[str, Any]:
    title, statement, payload = say(draft, terms)
    first = chance.randint(1, SOURCE_LINES - 2)
    digest = hashlib.sha256(statement.encode()).hexdigest()[:12]
    revision = {
        "revision": 1,
        "date": DATE,
        "title": title,
        "statement": statement,
        "payload": payload,
        "applies_when": _conditions(draft, payload),
        "questions": questions,
        "see_also": neighbours,
        "source": {
            "id": SOURCE,
            "digests": [digest],
            "section": f"Part {first // 1000}",
            "lines": [[first, first]],
            "read": DATE,
        },
    }
    return {"id": fact_id, "kind": draft.kind, "revisions": [revision]}


def _conditions(draft: Draft, payload: dict[str, Any]) -> dict[str, list[str]]:
    """What the kind's payload settles, and workload and method where the number says so: half of the facts name either."""
    kinds = {"app_id": AppId, "token_policy": TokenPolicy, "consent_pairing": ConsentPairing}
    settled = {key: [payload[key]] for key in ("workload", "method", "entra_setting", "token") if draft.kind in kinds and key in payload}
    said = {"workload": [str(draft.workload)]} if draft.number % 2 else {"method": [str(draft.method)]}
    return said | settled


def _once(question: str, asked: set[str], words: WordStream) -> str:
    """The question; with more words where somebody asked it before."""
    key = " ".join(question.lower().replace("?", " ").split())
    while key in asked:
        word = words.draw()
        question, key = f"{question.removesuffix('?')} {word}?", f"{key} {word}"
    asked.add(key)
    return question


def _highest(facts: Sequence[Fact], area: str) -> int:
    return max(int(fact.id.rsplit("-", 1)[1]) for fact in facts if area_of(fact.id) == area)
