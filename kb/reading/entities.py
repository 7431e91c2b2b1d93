"""What a message names outright: fact IDs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ids import CITATION, Citation, parse_citation

_CITED = re.compile(rf"(?<![\w-]){CITATION.pattern}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """The facts a message names.

    Attributes:
        citations: Each citation once, in order.
        rest: The message without them.
    """

    citations: tuple[Citation, ...]
    rest: str


def find_named(text: str) -> Named:
    """The citations in a text; an ID of an unknown number counts too, since it is asked for all the same."""
    found = [parse_citation(match[0]) for match in _CITED.finditer(text)]
    return Named(tuple(dict.fromkeys(each for each in found if each)), " ".join(_CITED.sub(" ", text).split()))
