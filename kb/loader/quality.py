"""Reads the recorded evaluation, which tests hold new figures against and the site shows."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from kb.documents import load_document
from kb.errors import FactProblems, Problem
from kb.models.quality import Record

RECORD = "tests/questions/recorded.yaml"
"""Where the record lies, from the repository's root."""


def load_record(root: Path) -> Record | None:
    """The recorded evaluation; None when none was recorded, e.g. in an installation without the tests.

    Raises:
        FactProblems: The file is not as ``scripts/evaluate --record`` writes it.
    """
    path = root / RECORD
    if not path.is_file():
        return None
    document, problems = load_document(path, RECORD)
    if not problems:
        try:
            return Record.model_validate(document.data)
        except ValidationError as error:
            problems = [
                Problem(RECORD, document.line_of(one["loc"]), "", "bad-record", f"{one['msg']}; run scripts/evaluate --record")
                for one in error.errors(include_url=False)
            ]
    raise FactProblems(problems)
