"""Fact IDs and citations: `ZM-APP-002` names a fact for ever, `ZM-APP-002v1` one revision of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.subject import subject

AREAS: dict[str, str] = dict(subject().areas)
"""Area code → the title its page carries. The order is the order of the site."""

PREFIX = subject().prefix
FACT_ID = re.compile(rf"{PREFIX}-({'|'.join(AREAS)})-(\d{{3}})")
CITATION = re.compile(rf"({FACT_ID.pattern})(?:v([1-9]\d*))?", re.IGNORECASE)

EXAMPLE_ID = subject().example.fact
EXAMPLE = f"{EXAMPLE_ID}v1"
"""A fact, and how it is cited: what help, schemas and errors show."""


@dataclass(frozen=True)
class Citation:
    """A fact ID with or without a revision; without one it means the latest.

    Attributes:
        fact_id: e.g. ``ZM-APP-002``.
        revision: 1-based, or None for the latest.
    """

    fact_id: str
    revision: int | None = None

    def __str__(self) -> str:
        return self.fact_id if self.revision is None else f"{self.fact_id}v{self.revision}"


def parse_citation(text: str) -> Citation | None:
    """Reads `ZM-APP-002` or `zm-app-002v1`, in any case; None when the text is neither."""
    match = CITATION.fullmatch(text.strip())
    if match is None:
        return None
    return Citation(match[1].upper(), int(match[4]) if match[4] else None)


def area_of(fact_id: str) -> str:
    """The area code inside a fact ID: `APP` for `ZM-APP-002`."""
    return fact_id.split("-")[1]


def near_ids(asked: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Known IDs that look like the asked one, best first; at most ``limit``, and of its area where it names one."""
    wanted = asked.strip().upper()
    area = next((code for code in AREAS if f"-{code}-" in wanted), None)
    return difflib.get_close_matches(wanted, [each for each in known if area in (None, area_of(each))], n=limit, cutoff=0.6)


def fact_url(fact_id: str) -> str:
    """The address of a fact on the site, from its root: `/facts/app/#zm-app-002`."""
    return f"/facts/{area_of(fact_id).lower()}/#{fact_id.lower()}"
