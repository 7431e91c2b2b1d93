"""Loads the whole knowledge base from its folder, with file and line for everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from kb.documents import Document, load_document
from kb.errors import FactProblems, Problem
from kb.loader.questions import FACTS_FOLDER, QuestionFile, find_orphans, join_questions, questions_path, read_questions
from kb.loader.releases import read_releases
from kb.loader.validation import validate
from kb.models import AnyFact, Fact, Release, Source, VocabularyTerm
from kb.subject import ROOT

FACTS: TypeAdapter[Fact] = TypeAdapter(AnyFact)
T = TypeVar("T")


@dataclass
class Corpus:
    """What the files hold, each fact with its document so that a check can name file and line.

    Attributes:
        root: The repository.
        facts: Every fact that could be read, by file order.
        fact_documents: The document of each fact, in the same order.
        question_files: Path of a fact's file → its questions beside the one that readers are shown.
        sources: From ``kb/sources.yaml``.
        sources_document: Its document.
        vocabulary: From ``kb/vocabulary.yaml``.
        vocabulary_document: Its document.
        releases: From ``kb/releases/``, oldest first.
        release_documents: The document of each release, in the same order.
    """

    root: Path
    facts: list[Fact] = field(default_factory=list)
    fact_documents: list[Document] = field(default_factory=list)
    question_files: dict[str, QuestionFile] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    sources_document: Document = field(default_factory=lambda: Document("kb/sources.yaml"))
    vocabulary: list[VocabularyTerm] = field(default_factory=list)
    vocabulary_document: Document = field(default_factory=lambda: Document("kb/vocabulary.yaml"))
    releases: list[Release] = field(default_factory=list)
    release_documents: list[Document] = field(default_factory=list)

    def located(self) -> Iterator[tuple[Fact, Document]]:
        """Each fact with the document it was read from."""
        return zip(self.facts, self.fact_documents, strict=True)


def fact_files(root: Path) -> list[Path]:
    """The files that hold facts, in a stable order."""
    return sorted((root / FACTS_FOLDER).rglob("*.yaml"))


def read_corpus(root: Path = ROOT) -> tuple[Corpus, list[Problem]]:
    """Reads everything it can.

    Returns:
        The corpus of what could be read, and every problem of YAML and shape. Rules over
        what the files say are the checks' (``kb.checks``).
    """
    corpus, problems = Corpus(root), []
    for path in fact_files(root):
        name = path.relative_to(root).as_posix()
        document, found = load_document(path, name)
        problems += found
        asked = questions_path(name)
        questions, wrong = read_questions(root / asked, asked)
        problems += wrong
        if document.data is None:
            if not found:
                problems.append(Problem(name, 0, path.stem, "empty-file", "the file is empty; write the fact or delete it"))
            continue
        fact, found = build_fact(document, questions)
        problems += found
        if fact is not None:
            corpus.facts.append(fact)
            corpus.fact_documents.append(document)
            corpus.question_files[name] = questions
    problems += find_orphans(root)
    corpus.sources_document, corpus.sources, found = _read_list(root, "kb/sources.yaml", "sources", TypeAdapter(Source).validate_python)
    problems += found
    corpus.vocabulary_document, corpus.vocabulary, found = _read_list(
        root, "kb/vocabulary.yaml", "terms", TypeAdapter(VocabularyTerm).validate_python
    )
    problems += found
    corpus.releases, corpus.release_documents, found = read_releases(root)
    return corpus, problems + found


def build_fact(document: Document, questions: QuestionFile) -> tuple[Fact | None, list[Problem]]:
    """The fact that a document and its questions make, or None and everything that is wrong."""
    data, problems = join_questions(document, questions.questions)
    fact, found = validate(lambda _: FACTS.validate_python(data), document, (), Path(document.path).stem)
    problems += found
    return (None if problems else fact), problems


def load_corpus(root: Path = ROOT) -> Corpus:
    """Reads everything.

    Raises:
        FactProblems: A file is not as the models want it; lists all problems.
    """
    corpus, problems = read_corpus(root)
    if problems:
        raise FactProblems(problems)
    return corpus


def _read_list(root: Path, name: str, key: str, build: Callable[[Any], T]) -> tuple[Document, list[T], list[Problem]]:
    path = root / name
    if not path.is_file():
        return Document(name), [], [Problem(name, 0, "", "missing-file", f"the file is missing; it lists the {key}")]
    document, problems = load_document(path, name)
    data = document.data
    if not isinstance(data, dict) or set(data) != {key} or not isinstance(data[key], list):
        return document, [], [*problems, Problem(name, 1, "", "bad-shape", f'the file must hold one key, "{key}", with a list')]
    items = []
    for at in range(len(data[key])):
        item, found = validate(build, document, (key, at), "")
        problems += found
        if item is not None:
            items.append(item)
    return document, items, problems
