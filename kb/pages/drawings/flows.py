"""Who talks to whom under a method: pairs of parties with what passes between them.

The guide shows the order of things only in pictures of its own; so these drawings number nothing and draw only what facts state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb.catalog import Catalog
from kb.models.conditions import Method
from kb.pages.drawings.canvas import Canvas, height_of
from kb.pages.drawings.entries import GAP, Entry, current_entry, draw_entries, entries_height
from kb.pages.drawings.figure import Drawing
from kb.pages.marks import Marks, mark_statement

PAD = 12
NODE, LINK = 232, 296
"""Widths of a party and of what lies between two, on a desk."""

Kind = Literal["to", "from", "match", "blocked"]


@dataclass(frozen=True)
class Party:
    """Someone or something that talks: its name, and what is stated about it."""

    name: list[Entry]
    entries: list[Entry]


@dataclass(frozen=True)
class Link:
    """What passes between two parties, and which way."""

    kind: Kind
    entries: list[Entry]


@dataclass(frozen=True)
class Exchange:
    """Two parties and the links between them."""

    head: list[Entry]
    left: Party
    links: list[Link]
    right: Party

    def entries(self) -> list[Entry]:
        """Everything that is stated."""
        links = [entry for link in self.links for entry in link.entries]
        return [*self.head, *self.left.name, *self.left.entries, *links, *self.right.name, *self.right.entries]


def draw_flow(catalog: Catalog, marks: Marks, method: Method) -> Drawing:
    """The credential flow of Delegated or Application Permissions."""
    exchanges = [*_consent(catalog, method), *(_delegated(catalog) if method == "delegated" else _application(catalog))]
    facts = tuple(dict.fromkeys(entry.fact for exchange in exchanges for entry in exchange.entries()))

    def draw(canvas: Canvas) -> None:
        y = 0.0
        for at, exchange in enumerate(exchanges):
            y = _draw_exchange(canvas, exchange, y + (22 if at else 0))

    name = {"delegated": "Delegated Permissions (OAuth)"}.get(method, "Application Permissions")
    return Drawing(
        f"flow-{method}",
        f"Credentials and tokens with {name}",
        "Pairs of parties with what passes between them: consent, credentials, tokens. The list below says the same.",
        facts,
        draw,
        "\n".join(f"- {mark_statement(fact, marks)}" for fact in facts),
    )


def _consent(catalog: Catalog, method: Method) -> list[Exchange]:
    def say(fact_id: str, text: str, linked: bool = True) -> list[Entry]:
        return current_entry(catalog, fact_id, text, linked=linked)

    adds = say("ZM-ROLE-003", "Global Admin or Cloud Application Administrator has to add") if method == "application" else []
    return [
        Exchange(
            say("ZM-CONSENT-001", "Consent", False),
            Party(say("ZM-CONSENT-001", "Microsoft Entra ID", False), say("ZM-CONSENT-003", "User consent for applications")),
            [Link("match", say("ZM-CONSENT-001", "must match"))],
            Party(
                say("ZM-CONSENT-001", "Zoom administration side", False), say("ZM-CONSENT-009", "Zoom web portal setting that is paired")
            ),
        ),
        Exchange(
            say("ZM-APP-008", "Permissions", False),
            Party(say("ZM-APP-008", "Zoom web interface", False), say("ZM-APP-007", "Request and approve the permissions")),
            [Link("to", say("ZM-APP-008", "adds the Zoom application automatically"))],
            Party(say("ZM-APP-008", "Your Microsoft tenant", False), adds),
        ),
    ]


def _delegated(catalog: Catalog) -> list[Exchange]:
    def say(fact_id: str, text: str, linked: bool = True) -> list[Entry]:
        return current_entry(catalog, fact_id, text, linked=linked)

    return [
        Exchange(
            say("ZM-DATA-001", "Credentials", False),
            Party(
                say("ZM-METHOD-034", "Each user", False), say("ZM-METHOD-035", "token expires or the password is changed: silently breaks")
            ),
            [
                Link("to", say("ZM-METHOD-034", "signed in")),
                Link("from", say("ZM-METHOD-042", "prompts to re-authenticate")),
            ],
            Party(
                say("ZM-METHOD-034", "Zoom Workplace app", False),
                say("ZM-DATA-001", "The Delegated method sends credentials to the Zoom app"),
            ),
        ),
        Exchange(
            say("ZM-TOKEN-012", "Tokens", False),
            Party(
                say("ZM-TOKEN-010", "Zoom", False),
                [
                    *say("ZM-DATA-011", "refresh token is kept: Zoom Web Calendaring Service"),
                    *say("ZM-DATA-028", "encrypted at rest: AES-GCM with 256 bits"),
                ],
            ),
            [
                Link(
                    "to",
                    [
                        *say("ZM-TOKEN-010", "requests access token: expires in 1 hour"),
                        *say("ZM-TOKEN-011", "requests refresh token: expires in 90 days"),
                        *say("ZM-DATA-024", "TLS 1.2 in transit"),
                    ],
                )
            ],
            Party(
                say("ZM-TOKEN-012", "Calendaring providers", False),
                say("ZM-TOKEN-012", "may issue tokens with limits other than Zoom requests"),
            ),
        ),
    ]


def _application(catalog: Catalog) -> list[Exchange]:
    def say(fact_id: str, text: str, linked: bool = True) -> list[Entry]:
        return current_entry(catalog, fact_id, text, linked=linked)

    return [
        Exchange(
            say("ZM-DATA-002", "Credentials", False),
            Party(say("ZM-METHOD-031", "Individual users", False), say("ZM-METHOD-031", "do not need to authorize a calendar connection")),
            [Link("blocked", say("ZM-DATA-002", "prevents user credentials or tokens from directly reaching"))],
            Party(say("ZM-DATA-002", "Zoom application", False), []),
        ),
        Exchange(
            say("ZM-DATA-002", "Tokens", False),
            Party(
                say("ZM-TOKEN-003", "Zoom", False),
                [*say("ZM-TOKEN-003", "access token in memory alone, never stored"), *say("ZM-TOKEN-002", "no refresh token")],
            ),
            [
                Link(
                    "to",
                    [
                        *say("ZM-METHOD-030", "cloud-to-cloud connection"),
                        *say("ZM-TOKEN-001", "access token renewed every 60 minutes"),
                        *say("ZM-DATA-024", "TLS 1.2 in transit"),
                    ],
                )
            ],
            Party(say("ZM-METHOD-012", "Microsoft Graph"), say("ZM-TOKEN-004", "no offline access grant")),
        ),
    ]


def _draw_exchange(canvas: Canvas, exchange: Exchange, y: float) -> float:
    for entry in exchange.head:
        with canvas.stating(entry.fact):
            y = canvas.text(0, y, entry.text, canvas.width, "head") + 4
    if canvas.narrow:
        y = _draw_party(canvas, exchange.left, 0, y, canvas.width, 0)
        for link in exchange.links:
            y = _draw_down(canvas, link, y)
        return _draw_party(canvas, exchange.right, 0, y, canvas.width, 0)
    heights = [_party_height(party, NODE) for party in (exchange.left, exchange.right)]
    between = sum(entries_height(link.entries, LINK - 40) + 16 for link in exchange.links) + GAP * (len(exchange.links) - 1)
    high = max(*heights, between)
    _draw_party(canvas, exchange.left, 0, y, NODE, high)
    _draw_party(canvas, exchange.right, NODE + LINK, y, NODE, high)
    at = y + (high - between) / 2
    for link in exchange.links:
        at = draw_entries(canvas, NODE + LINK / 2, at, LINK - 40, link.entries, "middle") + 8
        _draw_arrow(canvas, link.kind, at)
        at += 8 + GAP
    return canvas.reach(y + high)


def _party_height(party: Party, width: float) -> float:
    name = sum(height_of(entry.text, width - 2 * PAD, "head") for entry in party.name)
    return name + (entries_height(party.entries, width - 2 * PAD) + 6 if party.entries else 0) + 2 * PAD


def _draw_party(canvas: Canvas, party: Party, x: float, y: float, width: float, high: float) -> float:
    high = max(high, _party_height(party, width))
    canvas.box(x + 1, y + 1, width - 2, high - 2, "party")
    at = y + PAD + (high - _party_height(party, width)) / 2
    for entry in party.name:
        with canvas.stating(entry.fact):
            if entry.linked:
                at = canvas.word(x + PAD, at, entry.text, width - 2 * PAD, entry.fact, "head")
            else:
                at = canvas.text(x + PAD, at, entry.text, width - 2 * PAD, "head")
    if party.entries:
        draw_entries(canvas, x + PAD, at + 6, width - 2 * PAD, party.entries)
    return canvas.reach(y + high)


def _draw_arrow(canvas: Canvas, kind: Kind, y: float) -> None:
    left, right = NODE + 12, NODE + LINK - 12
    with canvas.named(f"flow-{kind}"):
        canvas.path(f"M{left} {y:.1f}H{right}", "wire")
        if kind == "match":
            canvas.path(f"M{left} {y + 5:.1f}H{right}", "wire")
        else:
            canvas.path(f"M{left} {y:.1f}l9-5v10Z" if kind == "from" else f"M{right} {y:.1f}l-9-5v10Z", "tip")
        if kind == "blocked":
            _draw_bar(canvas, (left + right) / 2, y)


def _draw_down(canvas: Canvas, link: Link, y: float) -> float:
    high = max(entries_height(link.entries, canvas.width - 64), 30) + 16
    draw_entries(canvas, 54, y + 8, canvas.width - 64, link.entries)
    top, foot = y + 6, y + high - 6
    with canvas.named(f"flow-{link.kind}"):
        canvas.path(f"M26 {top:.1f}V{foot:.1f}", "wire")
        if link.kind == "match":
            canvas.path(f"M31 {top:.1f}V{foot:.1f}", "wire")
        else:
            canvas.path(f"M26 {top:.1f}l-5 9h10Z" if link.kind == "from" else f"M26 {foot:.1f}l-5-9h10Z", "tip")
        if link.kind == "blocked":
            _draw_bar(canvas, 26, (top + foot) / 2)
    return y + high


def _draw_bar(canvas: Canvas, x: float, y: float) -> None:
    canvas.dot(x, y, 10, "no")
    canvas.path(f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8-8 8", "mark-no")
