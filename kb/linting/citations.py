"""Finds fact IDs in running text, also as word processors write them."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache

from kb.ids import AREAS, PREFIX, Citation

# Word processors set other hyphens, and a PDF may break the line after one.
_HYPHEN = r"[-\u00ad\u2010-\u2013\u2212]\n?"
CITED = re.compile(
    rf"(?<![0-9A-Za-z-]){PREFIX}{_HYPHEN}([A-Z]{{2,12}}){_HYPHEN}(\d{{1,9}})(?:v(\d{{1,9}}))?(?![0-9A-Za-z])", re.IGNORECASE | re.ASCII
)
IGNORE = re.compile(r"lint_citations:\s*ignore", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a text cites a fact.

    Attributes:
        citation: What it cites, with plain hyphens and in upper case.
        start, end: Where it stands in its block.
    """

    citation: Citation
    start: int
    end: int


def find_citations(text: str) -> list[Occurrence]:
    """The citations in a block, in order.

    The address behind a link's words counts once with them: it is left out where it leads to what the words cite, or to that
    fact's latest revision. Something of the same shape that resembles no area (`ZM-PARIS-042`) is somebody else's and left out.
    """
    found: list[Occurrence] = []
    in_addresses: list[Occurrence] = []
    for match in CITED.finditer(text):
        area, number, revision = match[1].upper(), match[2], match[3]
        if _resembles_area(area):
            occurrence = Occurrence(Citation(f"{PREFIX}-{area}-{number}", int(revision) if revision else None), match.start(), match.end())
            is_address = text[match.start() - 1 : match.start()] in ("/", "#")
            (in_addresses if is_address else found).append(occurrence)
    said = {occurrence.citation for occurrence in found}
    facts = {citation.fact_id for citation in said}
    for occurrence in in_addresses:
        citation = occurrence.citation
        if citation not in said and not (citation.revision is None and citation.fact_id in facts):
            found.append(occurrence)
    return sorted(found, key=lambda occurrence: occurrence.start)


def mask_citations(text: str) -> str:
    """The text with every citation, and the brackets around it, blanked; all other characters keep their place."""
    return re.sub(rf"[(\[]?(?:{CITED.pattern})[)\]]?", lambda match: " " * len(match[0]), text, flags=re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=1024)
def _resembles_area(area: str) -> bool:
    return area in AREAS or bool(difflib.get_close_matches(area, AREAS, n=1, cutoff=0.75))
