"""A statement stands alone: it names its subject, is one to three sentences, and ends like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.rule import latest_revisions
from kb.errors import Problem
from kb.loader import Corpus
from kb.text import split_sentences

OPENERS = re.compile(r"(this|these|that|those|it|its|they|he|she|there)\b", re.IGNORECASE)
POINTERS = re.compile(
    r"\b(the above|above-mentioned|this setting|these settings|this method|the method above|as mentioned)\b", re.IGNORECASE
)
LONGEST = 80
"""Words in a statement; a longer one holds two claims."""


def check_statements(corpus: Corpus) -> Iterator[Problem]:
    """Yields statements that lean on what stands around them, or hold too much."""
    for located in latest_revisions(corpus):
        statement = located.revision.statement
        if match := OPENERS.match(statement):
            yield located.problem("opens-with-pronoun", f'opens with "{match[0]}"; name the subject', "statement")
        if match := POINTERS.search(statement):
            yield located.problem("points-away", f'"{match[0]}" points at something a reader may not see; name it', "statement")
        sentences, words = len(split_sentences(statement)), len(statement.split())
        if sentences > 3 or words > LONGEST:
            message = f"{sentences} sentences, {words} words; at most 3 and {LONGEST}: split the fact"
            yield located.problem("long-statement", message, "statement")
        if not re.search(r"[.!?][\"”)]?$", statement):
            yield located.problem("no-full-stop", "ends without a full stop", "statement")
