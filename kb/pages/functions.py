"""What a template may call: each function inserts facts, and remembers which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kb.catalog import Catalog
from kb.decisions import Decision, list_decisions
from kb.ids import AREAS, area_of
from kb.loader import ROOT, find_root
from kb.loader.quality import load_record
from kb.loader.rules import load_rules
from kb.models import Fact, Status
from kb.models.conditions import Method
from kb.models.quality import Record
from kb.pages import quality, tables
from kb.pages.checklist import write_checklist_head, write_checks, write_step_checks
from kb.pages.checks import cited_by, write_tenant_checks
from kb.pages.deciding import write_helper, write_outcomes
from kb.pages.drawings import Drawing, draw_consent, draw_flow, draw_methods, draw_timeline, write_figure
from kb.pages.glossary import write_glossary
from kb.pages.marks import Marks, mark_statement, mark_values
from kb.pages.payloads import list_steps
from kb.pages.record import number_steps, write_record
from kb.pages.releases import write_releases
from kb.pages.words import strip_marks

BY_ID = ("fact", "points", "steps", "note", "warning", "checks", "step_checks")
"""The functions that take fact IDs, and nothing else."""

UNFOLDED = ("timeline_drawing",)
"""The drawings whose words say more than they show."""


class Functions:
    """The functions of one page.

    Attributes:
        used: The IDs of the facts inserted so far.
    """

    def __init__(self, catalog: Catalog, marks: Marks) -> None:
        self.catalog, self.marks = catalog, marks
        self.used: set[str] = set()

    def named(self) -> dict[str, Callable[..., str]]:
        """Name in templates → function."""
        by_id: dict[str, Callable[..., str]] = {name: getattr(self, name) for name in BY_ID}
        by_kind: dict[str, Any] = {
            "app_ids": ("app_id", tables.app_ids),
            "consent_matrix": ("consent_pairing", tables.consent_matrix),
            "token_policies": ("token_policy", tables.token_policies),
            "roles": ("role", tables.roles),
            "version_floors": ("version_floor", tables.version_floors),
            "synced_fields": ("synced_field", tables.synced_fields),
            "protections": ("protection", tables.protections),
            "gaps": ("gap", tables.gaps),
            "permissions": ("permission", tables.permissions),
            "error_codes": ("error_code", tables.error_codes),
            "deadlines": ("deadline", tables.deadlines),
        }
        for name, (kind, write) in by_kind.items():
            by_id[name] = self._table(kind, write)
        by_record: dict[str, Callable[..., Any]] = {
            "answer_figures": quality.write_figures,
            "answer_ablation": quality.write_ablation,
            "answer_failures": quality.write_failures,
        }
        for name, write in by_record.items():
            by_id[name] = self._recorded(write)
        drawings: dict[str, Callable[[], Drawing]] = {
            "consent_drawing": lambda: draw_consent(self.catalog, self.marks),
            "methods_drawing": lambda: draw_methods(self.catalog, self.marks),
            "timeline_drawing": lambda: draw_timeline(self.catalog, self.marks),
            "delegated_drawing": lambda: draw_flow(self.catalog, self.marks, Method.DELEGATED),
            "application_drawing": lambda: draw_flow(self.catalog, self.marks, Method.APPLICATION),
        }
        for name, draw in drawings.items():
            by_id[name] = self._drawing(draw, folded=name not in UNFOLDED)
        others: dict[str, Callable[..., str]] = {
            "checklist_head": lambda: write_checklist_head(self.catalog.release, self.marks),
            "decision_helper": lambda: write_helper(self._decide(), self.marks),
            "decision_tables": lambda: write_outcomes(self._decide(), self.marks),
            "glossary": self.glossary,
            "all_facts": self.all_facts,
            "records": self.records,
            "count": self.count,
            "other_facts": self.other_facts,
            "sources": lambda: tables.sources(self.catalog),
            "release_notes": self.release_notes,
            "tenant_checks": self.tenant_checks,
        }
        return {**by_id, **others}

    def fact(self, *ids: str) -> str:
        """The statements of these facts in a row, each with its ID."""
        return " ".join(mark_statement(fact, self.marks) for fact in self._take(ids))

    def points(self, *ids: str) -> str:
        """These facts as a bulleted list."""
        return "\n".join(f"- {mark_statement(fact, self.marks)}" for fact in self._take(ids))

    def steps(self, fact_id: str) -> str:
        """A procedure: its title with its ID, then its steps."""
        (fact,) = self._take([fact_id])
        title = f"**{strip_marks(fact.latest.title)}** {self.marks.chip(fact)}"
        return self.marks.block("procedure", f"{title}\n\n{number_steps([mark_values(step, self.marks) for step in list_steps(fact)])}")

    def checks(self, *ids: str) -> str:
        """These facts as boxes to tick."""
        return write_checks(self._take(ids), self.marks)

    def step_checks(self, *ids: str) -> str:
        """The steps of these procedures as boxes to tick; shared steps once."""
        return write_step_checks(self._take(ids), self.marks)

    def note(self, *ids: str) -> str:
        """These facts set off from the text, under the first one's title."""
        return self._aside("note", ids)

    def warning(self, *ids: str) -> str:
        """These facts set off as something to heed."""
        return self._aside("warning", ids)

    def glossary(self) -> str:
        """The glossary, with the statements of the TERM facts."""
        self._kind("term")
        return write_glossary(self.catalog, self.marks)

    def all_facts(self) -> str:
        """A table of every current fact; naming it there does not count as using it."""
        return tables.all_facts(self.catalog.current(), self.marks)

    def records(self, area: str) -> str:
        """Every fact of an area in full, withdrawn ones too; does not count as using them."""
        return "\n\n".join(write_record(fact, self.catalog, self.marks) for fact in self.catalog.by_area(area))

    def other_facts(self) -> str:
        """The facts of other sources than the texts the guide pages are written from, by area; so each has a place as soon as it is there."""
        parts = []
        for area, title in AREAS.items():
            found = [
                fact.id for fact in self.catalog.by_area(area) if fact.latest.status is Status.CURRENT and not fact.latest.source.lines
            ]
            if found:
                parts += [f"## {title}", self.points(*found)]
        return "\n\n".join(parts)

    def release_notes(self) -> str:
        """What every release brought; naming a fact there does not count as using it."""
        return write_releases(self.catalog, self.marks)

    def tenant_checks(self) -> str:
        """Every check of a tenant, with the facts that it rests on."""
        rules = load_rules(find_root())
        self._take(cited_by(rules))
        return write_tenant_checks(rules, self.catalog, self.marks)

    def count(self, area: str = "") -> str:
        """How many current facts there are, or an area has."""
        return str(sum(1 for fact in self.catalog.current() if area in ("", area_of(fact.id))))

    def _aside(self, kind: str, ids: tuple[str, ...]) -> str:
        facts = self._take(ids)
        title, text = strip_marks(facts[0].latest.title), self.fact(*ids)
        return f"> **{title}.** {text}" if self.marks.plain else f'!!! {kind} "{title}"\n\n    {text}'

    def _table(self, kind: str, write: Callable[..., str]) -> Callable[[], str]:
        return lambda: write(self._kind(kind), self.marks)

    def _decide(self) -> list[Decision]:
        decisions = list_decisions(self.catalog)
        self.used |= {fact.id for decision in decisions for outcome in decision.outcomes for fact in outcome.grounds}
        return decisions

    def _drawing(self, draw: Callable[[], Drawing], folded: bool) -> Callable[[], str]:
        def write() -> str:
            drawing = draw()
            self.used |= {fact.id for fact in drawing.facts}
            return write_figure(drawing, self.marks, folded)

        return write

    def _recorded(self, write: Callable[[Record | None], str]) -> Callable[[], str]:
        # The record is of this code's answers, wherever the facts lie.
        return lambda: write(load_record(ROOT))

    def _kind(self, kind: str) -> list[Fact]:
        return self._take([fact.id for fact in self.catalog.current() if fact.kind == kind])

    def _take(self, ids: tuple[str, ...] | list[str]) -> list[Fact]:
        facts = [self.catalog.fact(one) for one in ids]
        self.used |= {fact.id for fact in facts}
        return facts
