"""What a template may call: each function inserts facts, and remembers which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kb.catalog import Catalog
from kb.decisions import Decision, find_recommended, list_decisions
from kb.errors import KbError
from kb.ids import AREAS, area_of
from kb.loader import ROOT, find_root
from kb.loader.quality import load_record
from kb.loader.rules import load_rules
from kb.models import Fact, Status, payloads
from kb.models.quality import Record
from kb.pages import quality, tables
from kb.pages.checklist import write_checklist_head, write_checks, write_step_checks
from kb.pages.checks import cited_by, write_tenant_checks
from kb.pages.deciding import write_helper, write_outcomes
from kb.pages.drawings import draw_timeline, write_figure
from kb.pages.glossary import write_glossary
from kb.pages.marks import NO_BREAK, Marks, mark_statement, mark_values
from kb.pages.payloads import list_steps, say_policy
from kb.pages.procedures import write_shared_steps
from kb.pages.record import number_steps, write_record
from kb.pages.releases import write_releases
from kb.pages.words import first_upper, strip_marks

Calls = Mapping[str, set[str]]
"""Function in templates → the IDs it is given."""

BY_ID = ("fact", "points", "steps", "shared_steps", "note", "warning", "checks", "step_checks", "value")
"""The functions that take fact IDs, and nothing else."""

IN_WORDS = "say"
"""The function that takes a fact ID and the page's own words for it."""


BY_KIND: dict[str, tuple[str, Callable[..., str]]] = {
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
"""The functions that show every fact of a kind, as a table."""


class Functions:
    """The functions of one page.

    Args:
        catalog: The facts.
        marks: How the page marks them.
        calls: Which functions the templates of all pages call, each with the IDs it is given.

    Attributes:
        used: The IDs of the facts inserted so far.
    """

    def __init__(self, catalog: Catalog, marks: Marks, calls: Callable[[], Calls] = dict) -> None:
        self.catalog, self.marks, self._calls = catalog, marks, calls
        self.used: set[str] = set()

    def named(self) -> dict[str, Callable[..., str]]:
        """Name in templates → function."""
        by_id: dict[str, Callable[..., str]] = {name: getattr(self, name) for name in BY_ID}
        for name, (kind, write) in BY_KIND.items():
            by_id[name] = self._table(kind, write)
        by_record: dict[str, Callable[..., Any]] = {
            "answer_figures": quality.write_figures,
            "answer_ablation": quality.write_ablation,
            "answer_failures": quality.write_failures,
        }
        for name, write in by_record.items():
            by_id[name] = self._recorded(write)
        others: dict[str, Callable[..., str]] = {
            IN_WORDS: self.say,
            "comparison": lambda caption, rows: tables.comparison(caption, rows, self.marks),
            "timeline": self.timeline,
            "app_ids": self.app_ids,
            "place": self.marks.place,
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

    def say(self, fact_id: str, words: str) -> str:
        """A fact in the page's own words, which say nothing that the fact does not (see ``phrases``), and its ID."""
        (fact,) = self._take([fact_id])
        return f"{words}{' ' if self.marks.plain else NO_BREAK}{self.marks.chip(fact)}"

    def value(self, fact_id: str) -> str:
        """What a fact's payload gives, for a cell: an App ID, or how long a token lives; and the fact's ID."""
        (fact,) = self._take([fact_id])
        match fact.latest.payload:
            case payloads.AppId(app_id=app_id):
                return f"`{app_id}` {self.marks.chip(fact)}"
            case payloads.TokenPolicy() as policy:
                return f"{first_upper(say_policy(policy))} {self.marks.chip(fact)}"
        raise KbError(f"value() has no cell for {fact_id}, a fact of the kind {fact.kind}; use say() with words of your own")

    def points(self, *ids: str) -> str:
        """These facts as a bulleted list."""
        return "\n".join(f"- {mark_statement(fact, self.marks)}" for fact in self._take(ids))

    def steps(self, fact_id: str) -> str:
        """A procedure: its title with its ID, then its steps."""
        (fact,) = self._take([fact_id])
        title = f"**{strip_marks(fact.latest.title)}** {self.marks.chip(fact)}"
        return self.marks.block("procedure", f"{title}\n\n{number_steps([mark_values(step, self.marks) for step in list_steps(fact)])}")

    def shared_steps(self, *ids: str) -> str:
        """Procedures that differ in a step or two, as one list."""
        return write_shared_steps(self._take(ids), self.marks)

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

    def timeline(self) -> str:
        """How long tokens last and how far sync looks, as a drawing with its text."""
        drawing = draw_timeline(self.catalog, self.marks)
        self.used |= {fact.id for fact in drawing.facts}
        return write_figure(drawing, self.marks)

    def app_ids(self) -> str:
        """The App IDs, recommended methods first."""
        recommended = find_recommended(self.catalog)
        self.used |= {fact.id for fact in recommended.values()}
        return tables.app_ids(self._kind("app_id"), recommended, self.marks)

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
        """The facts that no page names or shows in a table, by area: so each has a place as soon as it is there."""
        calls = self._calls()
        named = {fact_id for ids in calls.values() for fact_id in ids}
        kinds = {kind for name, (kind, _) in {**BY_KIND, "glossary": ("term", str), "app_ids": ("app_id", str)}.items() if name in calls}
        parts = []
        for area, title in AREAS.items():
            facts = (fact for fact in self.catalog.by_area(area) if fact.latest.status is Status.CURRENT and fact.kind not in kinds)
            if found := [fact.id for fact in facts if fact.id not in named]:
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
        """How many current facts an area has; without one, how many there are that say something, gaps left out."""
        return str(sum(area_of(fact.id) == area if area else fact.kind != "gap" for fact in self.catalog.current()))

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

    def _recorded(self, write: Callable[[Record | None], str]) -> Callable[[], str]:
        # The record is of this code's answers, wherever the facts lie.
        return lambda: write(load_record(ROOT))

    def _kind(self, kind: str) -> list[Fact]:
        return self._take([fact.id for fact in self.catalog.current() if fact.kind == kind])

    def _take(self, ids: tuple[str, ...] | list[str]) -> list[Fact]:
        facts = [self.catalog.fact(one) for one in ids]
        self.used |= {fact.id for fact in facts}
        return facts
