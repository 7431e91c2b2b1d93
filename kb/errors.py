"""Every error of the knowledge base, in one tree.

    KbError
    ├── FactProblems            one or more problems in the data; carries all of them
    ├── UnknownFact             an ID that no release ever held; carries near matches
    ├── UnknownRevision         a fact is known, the asked revision of it is not
    ├── UnknownRelease          a release name that does not exist
    │   └── NoReleaseYet        a day before the first release
    ├── CannotRelease           a release that may not be cut now
    ├── BadQuestion             a question that cannot be asked as sent
    ├── CandidatesUnavailable   the database of facts does not answer, or not in time
    ├── BuildDamaged            an index, or a site, that must be built again before it may be used
    ├── UnreadableDocument      somebody's document that cannot be checked
    └── SourceMissing           a local copy of a source is needed and not at hand

A front end turns these into its own form (a line on a terminal, an RFC 9457 problem document).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in the data, in a form a person can act on.

    Attributes:
        path: File, relative to the repository.
        line: 1-based line in that file; 0 where the whole file is meant.
        subject: What the problem is about, e.g. ``ZM-APP-002v1``.
        rule: Short stable name of the rule, e.g. ``unknown-source``.
        message: What is wrong and what to do.
    """

    path: str
    line: int
    subject: str
    rule: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        subject = f" {self.subject}:" if self.subject else ""
        return f"{place}:{subject} [{self.rule}] {self.message}"


class KbError(Exception):
    """Base of every error this package raises on purpose."""


class FactProblems(KbError):
    """The data does not hold together; ``problems`` lists everything found, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__("\n".join([*map(str, self.problems), f"{count} {noun}"]))


class UnknownFact(KbError):
    """No fact has this ID.

    Attributes:
        asked: The ID as it was asked for.
        near: Known IDs that look like it, best first.
    """

    def __init__(self, asked: str, near: Sequence[str] = ()) -> None:
        self.asked, self.near = asked, tuple(near)
        hint = f" Did you mean {', '.join(near)}?" if near else " GET /api/v1/facts lists every ID."
        super().__init__(f"There is no fact {asked}.{hint}")


class UnknownRevision(KbError):
    """The fact exists, the asked revision of it does not.

    Attributes:
        asked: The citation as it was asked for, e.g. ``ZM-APP-002v9``.
        known: The citations that exist for that fact, newest first.
    """

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        self.asked, self.known = asked, tuple(known)
        super().__init__(f"There is no revision {asked}. Known: {', '.join(known)}.")


class UnknownRelease(KbError):
    """No release has this name.

    Attributes:
        asked: The name as it was asked for.
        known: The names that exist, newest first.
    """

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        self.asked, self.known = asked, tuple(known)
        super().__init__(f"There is no release {asked}. Known: {', '.join(known) or 'none'}.")


class NoReleaseYet(UnknownRelease):
    """On this day no release was in force.

    Attributes:
        day: The day that was asked for.
    """

    def __init__(self, day: datetime.date, first: str | None, since: datetime.date | None) -> None:
        super().__init__(day.isoformat(), [first] if first else [])
        self.day = day
        known = f"the first one, {first}, is of {since}" if first else "none has been cut so far"
        self.args = (f"No release was in force on {day}: {known}.",)


class CannotRelease(KbError):
    """A release may not be cut now; the message says why and what to do."""


class BadQuestion(KbError):
    """The question cannot be asked as it was sent; the message says what to change."""


class CandidatesUnavailable(KbError):
    """The facts worth ranking cannot be had now; another try may work. The message names no host and no question."""


class BuildDamaged(KbError):
    """The index on disk is missing, stale or damaged; rebuild it with ``scripts/build_index``."""


class SourceMissing(KbError):
    """A local copy of a source is needed; put it under ``.kb/sources/`` or name it in ``KB_SOURCES``."""


class UnreadableDocument(KbError):
    """A document that people wrote cannot be read, so its citations cannot be checked.

    Attributes:
        document: Its name.
        reason: Why, and what to do.
    """

    def __init__(self, document: str, reason: str) -> None:
        self.document, self.reason = document, reason
        super().__init__(f"{document}: {reason}")
