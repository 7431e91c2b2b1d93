"""A stream of questions for the server, none of them twice: the facts' own, then the same ones as other people open them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from benchmark.generator import SEED
from benchmark.wrk import Requests, write_requests
from kb.catalog import Catalog

OPENINGS = (
    "",
    "Quick one: ",
    "For an audit: ",
    "A colleague asks: ",
    "Before we start: ",
    "In plain words: ",
    "Just to be sure: ",
    "For my notes: ",
)
COUNT = 60_000
PAGE = "/guide/consent.md"


def list_questions(catalog: Catalog, count: int = COUNT) -> list[str]:
    """So many different questions in a fixed random order, fewer when the facts have fewer."""

    def every() -> Iterator[str]:
        chance = random.Random(SEED)  # noqa: S311  a fixed seed is the point
        for opening in OPENINGS:
            questions = [f"{opening}{question}" for fact in catalog.current() for question in fact.latest.questions]
            chance.shuffle(questions)
            yield from questions

    return list(islice(every(), count))


def write_streams(catalog: Catalog, folder: Path, count: int = COUNT) -> dict[str, Requests]:
    """The requests that ask, by name: ``api``, ``cached`` (one question again and again), ``page`` and ``mcp``."""
    questions = list_questions(catalog, count)
    first = f"/api/v1/ask?ask={quote(questions[0])}"
    return {
        "api": write_requests(folder / "api.txt", [f"/api/v1/ask?ask={quote(one)}" for one in questions]),
        "cached": write_requests(folder / "cached.txt", [first]),
        "page": write_requests(folder / "page.txt", [f"{PAGE}?ask={quote(one)}" for one in questions]),
        "mcp": write_requests(folder / "mcp.txt", [call_tool(one) for one in questions], "post"),
    }


def call_tool(question: str) -> str:
    """The body of an MCP call that asks a question; the protocol needs no handshake for it."""
    params = {"name": "ask_field_guide", "arguments": {"question": question}}
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
