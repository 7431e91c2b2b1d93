"""A fact before it is a file: its data, and what the models and checks say of it among all other facts."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kb.authoring.render import render_fact
from kb.checks import check_corpus
from kb.errors import Problem
from kb.ids import FACT_ID, PREFIX, area_of
from kb.loader import Corpus, load_document
from kb.loader.corpus import build_fact
from kb.loader.questions import questions_path, read_questions
from kb.models import Provenance
from kb.schema import SCHEMA
from kb.sources import cited_lines, line_digest, read_copy


def next_id(corpus: Corpus, area: str) -> str:
    """The first number of an area that comes after every one ever used there."""
    names = [name for fact in corpus.facts for name in (fact.id, *fact.aliases)]
    names += [document.path.rpartition("/")[2].removesuffix(".yaml") for document in corpus.fact_documents]
    used = [int(match[2]) for name in names if (match := FACT_ID.fullmatch(name)) and match[1] == area]
    return f"{PREFIX}-{area}-{max(used, default=0) + 1:03}"


@dataclass
class Draft:
    """The answers so far, and the fact they make.

    Attributes:
        corpus: All other facts.
        fact_id: The ID it will have.
        day: The day of its first revision, and of reading its source.
        values: Field key → value, as `Field.read` gives it.
    """

    corpus: Corpus
    fact_id: str
    day: datetime.date
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its file, relative to the repository."""
        return f"kb/facts/{area_of(self.fact_id).lower()}/{self.fact_id}.yaml"

    @property
    def questions_path(self) -> str:
        """The file of its questions, relative to the repository."""
        return questions_path(self.path)

    def build_data(self) -> dict[str, Any]:
        """The data of the fact's file, with empty keys left out and digests filled in where a copy is at hand."""

        def group(name: str) -> dict[str, Any]:
            start = f"{name}."
            return {key.removeprefix(start): value for key, value in self.values.items() if key.startswith(start) and value is not None}

        revision: dict[str, Any] = {"revision": 1, "date": self.day, "title": self.values["title"], "statement": self.values["statement"]}
        revision["payload"] = group("payload")
        if conditions := group("applies_when"):
            revision["applies_when"] = conditions
        revision["questions"] = self.values["questions"]
        if self.values.get("see_also"):
            revision["see_also"] = self.values["see_also"]
        source = group("source")
        digests = {"digests": found} if (found := self._digests(source)) else {}
        revision["source"] = {"id": source.pop("id"), **digests, **source, "read": self.day}
        return {"id": self.fact_id, "kind": self.values["kind"], "revisions": [revision]}

    def render(self) -> tuple[str, str]:
        """The fact's file, and that of its other questions."""
        up = "../" * (self.path.count("/") - 1)
        return render_fact(self.build_data(), schema=f"{up}{SCHEMA.removeprefix('kb/')}")

    def find_problems(self) -> list[tuple[Problem, str]]:
        """What is wrong with it among all other facts, each with the key of the field to answer anew (or nothing)."""
        with tempfile.TemporaryDirectory() as folder:
            aside, asked = Path(folder) / "fact.yaml", Path(folder) / f"{self.fact_id}.txt"
            for path, text in zip((aside, asked), self.render(), strict=True):
                path.write_text(text, encoding="utf-8", newline="\n")
            document, problems = load_document(aside, self.path)
            questions, wrong = read_questions(asked, self.questions_path)
        fact, found = build_fact(document, questions)
        problems += [*wrong, *found]
        if fact is not None:
            both = replace(
                self.corpus,
                facts=[*self.corpus.facts, fact],
                fact_documents=[*self.corpus.fact_documents, document],
                question_files={**self.corpus.question_files, self.path: questions},
            )
            problems += sorted(set(check_corpus(both)) - set(check_corpus(self.corpus)))
        has_copy = self._copy(self.values["source.id"]) is not None
        problems = [problem for problem in problems if has_copy or problem.rule != "missing-digests"]
        return [(problem, self._field_at(document.lines, problem)) for problem in problems]

    def _field_at(self, lines: dict[tuple[str | int, ...], int], problem: Problem) -> str:
        if problem.path == self.questions_path:
            return "questions"
        if problem.path != self.path:
            return ""
        places = [
            (line, place) for place, line in lines.items() if line <= problem.line and place[:2] == ("revisions", 0) and len(place) > 2
        ]
        _, place = max(places, key=lambda pair: (pair[0], len(pair[1])), default=(0, ()))
        keys = ["questions" if step == "question" else str(step) for step in place[2:4]]
        return next((key for key in (".".join(keys), *keys[:1]) if key in self.values), "source.lines" if "digests" in keys else "")

    def _copy(self, source_id: str) -> tuple[str, ...] | None:
        source = next((source for source in self.corpus.sources if source.id == source_id), None)
        return read_copy(source, self.corpus.root) if source else None

    def _digests(self, source: dict[str, Any]) -> list[str]:
        text = self._copy(source["id"])
        if text is None:
            return []
        provenance = Provenance.model_validate({**source, "read": self.day})
        return [line_digest(line) for _, line in cited_lines(provenance, text)]
