"""A random history of facts: what authors may do, in any order, and what was promised on the way."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.catalog import Catalog
from kb.checks.release_files import check_release_files
from kb.checks.releases import check_releases
from kb.checks.withdrawals import check_withdrawals
from kb.errors import Problem
from kb.history import NORMATIVE_FIELDS, cut_release, path_of, render_release
from kb.loader import Corpus, Document, load_document
from kb.models import Fact, Provenance, Release, Revision, Status, Withdrawal
from kb.models.facts import ClaimFact
from kb.models.payloads import Claim

START = datetime.date(2026, 11, 23)
SOURCE = Provenance(id="guide", section="Rooms", lines=((3, 3),), read=START)
RULES = (check_releases, check_release_files, check_withdrawals)


def read_back(release: Release) -> Release:
    """The release as its file holds it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.yaml"
        path.write_text(render_release(release), encoding="utf-8", newline="\n")
        document, problems = load_document(path, "release.yaml")
    assert problems == []
    return Release.model_validate(document.data)


def bytes_of(revision: Revision[Any]) -> str:
    """What is promised of a revision, told independently of the code under test."""
    return revision.model_dump_json(include=set(NORMATIVE_FIELDS))


@dataclass
class World:
    """The facts, the releases, and every citation that a release made public with what it said then."""

    facts: list[ClaimFact] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    day: datetime.date = START
    numbers: int = 0
    promised: dict[str, str] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.facts.append(ClaimFact(id=self._number(), kind="claim", revisions=(self._write(1, text),)))

    def revise(self, at: int, text: str) -> None:
        fact = self._pick(at)
        if fact.latest.status is Status.CURRENT:
            self._push(fact, self._write(fact.latest.revision + 1, text))

    def edit(self, at: int, text: str) -> None:
        fact = self._pick(at)
        latest = fact.latest.model_copy(update={"title": f"Title {text}", "questions": (f"{text}?",)})
        self._put(fact, fact.model_copy(update={"revisions": (latest, *fact.revisions[1:])}))

    def withdraw(self, at: int, others: list[int]) -> None:
        fact = self._pick(at)
        if fact.latest.status is Status.WITHDRAWN:
            return
        named = {self._pick(other).id for other in others if self._pick(other).latest.status is Status.CURRENT} - {fact.id}
        withdrawal = Withdrawal(date=self.day, reason="It ended.", replaced_by=tuple(sorted(named)))
        fields = {"revision": fact.latest.revision + 1, "date": self.day, "status": Status.WITHDRAWN, "withdrawn": withdrawal}
        self._push(fact, fact.latest.model_copy(update=fields))

    def rename(self, at: int) -> None:
        fact = self._pick(at)
        self._put(fact, fact.model_copy(update={"id": self._number(), "aliases": (*fact.aliases, fact.id)}))

    def disagree(self, at: int, other: int) -> None:
        fact, opposed = self._pick(at), self._pick(other)
        if fact.id != opposed.id:
            for one, two in ((fact, opposed), (opposed, fact)):
                latest = one.latest.model_copy(update={"conflicts_with": tuple({*one.latest.conflicts_with} ^ {two.id})})
                self._put(one, one.model_copy(update={"revisions": (latest, *one.revisions[1:])}))

    def release(self, days: int) -> None:
        self.day += datetime.timedelta(days=days)
        self.releases.append(read_back(cut_release(self.facts, self.releases, self.day)))
        for fact in self.facts:
            for revision in fact.revisions:
                for name in (fact.id, *fact.aliases):
                    self.promised.setdefault(f"{name}v{revision.revision}", bytes_of(revision))

    def corpus(self) -> Corpus:
        documents = [Document(f"kb/facts/app/{fact.id}.yaml") for fact in self.facts]
        files = [Document(path_of(release.name)) for release in self.releases]
        facts: list[Fact] = list(self.facts)
        return Corpus(Path(), facts, documents, releases=self.releases, release_documents=files)

    def catalog(self) -> Catalog:
        return Catalog.of(self.corpus())

    def problems(self) -> list[Problem]:
        return [problem for rule in RULES for problem in rule(self.corpus())]

    def _number(self) -> str:
        self.numbers += 1
        return f"ZM-APP-{self.numbers:03}"

    def _write(self, number: int, text: str) -> Revision[Claim]:
        return Revision[Claim](revision=number, date=self.day, title="A title", statement=f"It is {text}.", payload=Claim(), source=SOURCE)

    def _pick(self, at: int) -> ClaimFact:
        return self.facts[at % len(self.facts)]

    def _push(self, fact: ClaimFact, revision: Revision[Claim]) -> None:
        self._put(fact, fact.model_copy(update={"revisions": (revision, *fact.revisions)}))

    def _put(self, old: ClaimFact, new: ClaimFact) -> None:
        self.facts[self.facts.index(old)] = new
