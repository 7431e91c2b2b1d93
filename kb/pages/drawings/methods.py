"""The methods beside each other: what payloads say of each, and the claims that hold for one of them only."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalog import Catalog
from kb.decisions import find_methods
from kb.models import LABELS, Fact, Status, payloads
from kb.models.conditions import Method, values_of
from kb.pages.drawings.canvas import Canvas
from kb.pages.drawings.entries import Entry, Symbol, current_entry
from kb.pages.drawings.figure import Drawing
from kb.pages.drawings.grid import Cell, Head, Row, draw_grid
from kb.pages.marks import Marks
from kb.pages.payloads import STORAGE, describe_policy
from kb.pages.tables import table
from kb.pages.words import KINDS, first_upper, say_duration

NAMED = {"application": "ZM-TERM-010", "full-delegate": "ZM-TERM-014", "delegated": "ZM-TERM-011"}
"""Method → the fact that names it."""

CLAIMS: dict[str, dict[str, tuple[Symbol, str]]] = {
    "dedicated service account": {"ZM-METHOD-019": ("no", "do not need"), "ZM-METHOD-020": ("yes", "requires")},
    "effort": {"ZM-METHOD-021": ("", "more, for initial setup and for maintenance")},
    "scope": {"ZM-SCOPE-001": ("", "account-wide")},
    "individual users": {
        "ZM-METHOD-031": ("no", "do not need to authorize a calendar connection"),
        "ZM-METHOD-034": ("yes", "depends on each user being signed in"),
    },
    "shared calendars of colleagues": {
        "ZM-METHOD-039": ("no", "nothing but their own calendar"),
        "ZM-METHOD-038": ("yes", "users can view"),
    },
    "Zoom Mail": {"ZM-METHOD-041": ("no", "do not support"), "ZM-METHOD-040": ("yes", "requires Delegated Permissions")},
    "credentials to the Zoom app": {"ZM-DATA-002": ("no", "prevents from directly reaching"), "ZM-DATA-001": ("yes", "sends")},
}
"""Row → the facts that speak about it, and the words for each; which method a fact is about, its conditions say."""


def draw_methods(catalog: Catalog, marks: Marks) -> Drawing:
    """The comparison. A dash stands where no fact speaks."""
    rows = [*_connections(catalog), *_recommendations(catalog), *_tokens(catalog), *_claims(catalog)]
    heads = [Head(LABELS[method], (catalog.fact(fact_id),)) for method, fact_id in NAMED.items()]

    def draw(canvas: Canvas) -> None:
        draw_grid(
            canvas,
            heads,
            [Row(Head(first_upper(name), _facts(cells)), [Cell(cells[method]) for method in values_of("method")]) for name, cells in rows],
        )

    written = [[first_upper(name), *(_write_cell(cells[method], marks) for method in values_of("method"))] for name, cells in rows]
    return Drawing(
        "methods-compared",
        "The methods compared",
        "A matrix with one column for each method. The table below it says the same.",
        (*(head.facts[0] for head in heads), *dict.fromkeys(fact for _, cells in rows for fact in _facts(cells))),
        draw,
        table(["", *(f"{head.text} {marks.chip(head.facts[0])}" for head in heads)], written),
    )


Cells = dict[Method, list[Entry]]


def _none() -> Cells:
    return {method: [] for method in values_of("method")}


def _connections(catalog: Catalog) -> list[tuple[str, Cells]]:
    rows = []
    for workload in values_of("workload"):
        cells = _none()
        for fact in catalog.current():
            if isinstance(payload := fact.latest.payload, payloads.AppId) and payload.workload is workload:
                cells[payload.method].append(Entry(f"{payload.app_id[:8]}…", fact, "yes"))
        rows.append((LABELS[workload], cells))
    return rows


def _recommendations(catalog: Catalog) -> list[tuple[str, Cells]]:
    # Those for one workload only: what is recommended by default says nothing that tells the columns apart.
    cells = _none()
    for fact in catalog.current():
        if isinstance(payload := fact.latest.payload, payloads.Recommendation) and fact.latest.applies_when.of("workload"):
            for method in find_methods(payload.choose)[:1]:
                cells[method].append(Entry(payload.situation, fact))
    return [(KINDS["recommendation"], cells)] if any(cells.values()) else []


def _tokens(catalog: Catalog) -> list[tuple[str, Cells]]:
    rows = []
    for token in values_of("token"):
        cells = _none()
        for fact in catalog.current():
            if isinstance(payload := fact.latest.payload, payloads.TokenPolicy) and payload.token is token:
                cells[payload.method].append(Entry(say_policy(payload), fact, "yes" if payload.issued else "no"))
        rows.append((LABELS[token], cells))
    return rows


def say_policy(policy: payloads.TokenPolicy) -> str:
    """How a token lives, in a few words: `90 days, stored by Zoom`."""
    if not policy.issued:
        return "no " + LABELS[policy.token]
    said = [say_duration(policy.lifetime)] if policy.lifetime else []
    said += [f"renewed every {say_duration(policy.renewed_every)}"] if policy.renewed_every else []
    said += [STORAGE[policy.storage]] if policy.storage else []
    return ", ".join(said or [value for _, value in describe_policy(policy)])


def _claims(catalog: Catalog) -> list[tuple[str, Cells]]:
    rows = []
    for name, said in CLAIMS.items():
        cells = _none()
        for fact_id, (symbol, text) in said.items():
            for method in catalog.fact(fact_id).latest.applies_when.of("method"):
                cells[method] += current_entry(catalog, fact_id, text, symbol)
        rows.append((name, cells))
    return [(name, cells) for name, cells in rows if any(cells.values())]


def _facts(cells: Cells) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(entry.fact for entries in cells.values() for entry in entries if entry.fact.latest.status is Status.CURRENT))


def _write_cell(entries: Sequence[Entry], marks: Marks) -> str:
    return "; ".join(f"{entry.text} {marks.chip(entry.fact)}" for entry in entries) or "—"
