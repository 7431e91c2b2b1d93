"""The consent matrix: the user-consent setting of Entra ID against every kind of connection, with the Zoom switch in the cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from kb.catalog import Catalog
from kb.models import LABELS, Fact, payloads
from kb.pages.drawings.canvas import CHIP_HEIGHT, Canvas
from kb.pages.drawings.entries import GAP
from kb.pages.drawings.figure import Drawing
from kb.pages.drawings.grid import Cell, Head, Row, draw_grid
from kb.pages.marks import Marks
from kb.pages.tables import consent_matrix
from kb.pages.words import first_upper

SWITCH = "ZM-CONSENT-009"
"""The fact that names the Zoom setting and what it is paired with."""


def draw_consent(catalog: Catalog, marks: Marks) -> Drawing:
    """The matrix. A pairing that is stated without a condition reaches over every column it holds for."""
    facts = catalog.current()
    pairings = [fact for fact in facts if fact.kind == "consent_pairing"]
    connections = [fact for fact in facts if isinstance(fact.latest.payload, payloads.AppId)]
    switch = catalog.fact(SWITCH)
    columns = [_head(fact) for fact in connections]
    rows = [_row(setting, pairings, connections) for setting in _settings(pairings)]

    def draw(canvas: Canvas) -> None:
        with canvas.stating(switch, *pairings):
            y = canvas.text(0 if canvas.narrow else 188, 0, _zoom_setting(pairings), canvas.width - (0 if canvas.narrow else 188), "head")
            y = canvas.chip(0 if canvas.narrow else 188, y, switch) + 8
        draw_grid(canvas, columns, rows, y, Head("User consent setting in Entra ID", (switch,)))

    return Drawing(
        "consent-matrix",
        "Consent matrix",
        "A matrix: each user-consent setting of Microsoft Entra ID, each kind of connection, and the position of the Zoom switch. "
        "The table below it says the same.",
        (switch, *pairings, *connections),
        draw,
        _write_words(switch, pairings, connections, marks),
    )


def _write_words(switch: Fact, pairings: Sequence[Fact], connections: Sequence[Fact], marks: Marks) -> str:
    named = "; ".join(f"{_head(fact).text} {marks.chip(fact)}" for fact in connections)
    return f"{consent_matrix(pairings, marks)}\n\nThe switch is named by {marks.chip(switch)}. The connections: {named}."


def _settings(pairings: Sequence[Fact]) -> list[str]:
    return list(
        dict.fromkeys(fact.latest.payload.entra_setting for fact in pairings if isinstance(fact.latest.payload, payloads.ConsentPairing))
    )


def _zoom_setting(pairings: Sequence[Fact]) -> str:
    named = dict.fromkeys(fact.latest.payload.zoom_setting for fact in pairings if isinstance(fact.latest.payload, payloads.ConsentPairing))
    return " / ".join(named)


def _head(fact: Fact) -> Head:
    payload = fact.latest.payload
    assert isinstance(payload, payloads.AppId)
    return Head(first_upper(f"{LABELS[payload.workload]}: {LABELS[payload.method]}"), (fact,))


def _row(setting: str, pairings: Sequence[Fact], connections: Sequence[Fact]) -> Row:
    found = [_pairing(setting, pairings, connection) for connection in connections]
    cells = [_cell(fact, len(list(group))) for fact, group in groupby(found, lambda fact: fact)]
    return Row(Head(LABELS[setting], tuple(fact for fact in dict.fromkeys(found) if fact)), cells)


def _pairing(setting: str, pairings: Sequence[Fact], connection: Fact) -> Fact | None:
    situation = connection.latest.applies_when.named() | {"entra_setting": frozenset({str(setting)})}
    return next((fact for fact in pairings if fact.latest.applies_when.fits(situation)), None)


def _cell(fact: Fact | None, span: int) -> Cell:
    if fact is None:
        return Cell(span=span)
    return Cell(span=span, draw=_draw_switches(fact, span), height=26 + GAP + CHIP_HEIGHT)


def _draw_switches(fact: Fact, count: int) -> Callable[[Canvas, float, float, float], object]:
    payload = fact.latest.payload
    assert isinstance(payload, payloads.ConsentPairing)
    on = payload.position is payloads.Position.ON

    def draw(canvas: Canvas, left: float, top: float, width: float) -> None:
        with canvas.stating(fact):
            for at in range(count):
                x = left + width / count * (at + 0.5) - 38
                canvas.box(x, top, 44, 24, "switch on" if on else "switch off", 12)
                canvas.dot(x + (32 if on else 12), top + 12, 8.5, "knob")
                canvas.text(x + 50, top + 2, payload.position.value, 60, "value")
            canvas.chip(left + width / 2, top + 26 + GAP, fact, "middle")

    return draw
