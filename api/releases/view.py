"""Which release a request means: the one it names, the one in force on a day, or the one being served."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from api.guide import Guide
from api.http.problems import ApiProblem
from api.releases.store import Answering
from kb.catalog import UNRELEASED, Catalog
from kb.errors import UnknownRelease
from kb.history import NOTHING, Diff, Snapshot, compare_snapshots, cut_back, find_release, read_snapshot, release_on, served_snapshot
from kb.models.answers import Answer

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class ReleaseView:
    """The facts that a request is answered from.

    Attributes:
        catalog: The facts of the release.
        answers: What answers from them.
        day: The day asked for, when one was.
        query: What the request said to choose the release; a link that should stay in it says the same.
    """

    catalog: Catalog
    answers: Answering
    day: datetime.date | None = None
    query: dict[str, str] = field(default_factory=dict)

    def date_answer(self, answer: Answer) -> Answer:
        """The answer with the day that was asked for."""
        return answer.model_copy(update={"as_of": self.day}) if self.day else answer


def list_release_names(guide: Guide) -> list[str]:
    """The names that can be asked for, newest first."""
    names = [release.name for release in reversed(guide.catalog.releases)]
    return [guide.catalog.release, *names] if guide.catalog.release == UNRELEASED else names


async def choose_view(guide: Guide, release: str | None = None, as_of: str | None = None) -> ReleaseView:
    """The facts that ``release`` or ``as_of`` choose; without both, the ones being served.

    Raises:
        ApiProblem: Both are given, or ``as_of`` is no day.
        UnknownRelease: There is no such release, or none was in force on that day.
    """
    name, day = choose_name(guide, release, as_of)
    if name is None:
        return ReleaseView(guide.catalog, guide.answers)
    query = {"as_of": day.isoformat()} if day else {"release": name}
    if name == guide.catalog.release:
        return ReleaseView(guide.catalog, guide.answers, day, query)
    loaded = await guide.past_releases.open(name)
    return ReleaseView(loaded.catalog, loaded.answers, day, query)


async def choose_catalog(guide: Guide, release: str | None) -> Catalog:
    """The facts of a release, without what answers from them, which takes longer to load; without a name the served ones.

    Raises:
        UnknownRelease: There is no such release.
    """
    name, _ = choose_name(guide, release)
    if name in (None, guide.catalog.release):
        return guide.catalog
    return await run_in_threadpool(lambda: cut_back(guide.catalog, find_release(guide.catalog.releases, str(name))))


def choose_name(guide: Guide, release: str | None, as_of: str | None = None) -> tuple[str | None, datetime.date | None]:
    """The name of the release that is meant, None where none is chosen, and the day that was asked for.

    Raises:
        ApiProblem: Both are given, or ``as_of`` is no day.
        UnknownRelease: There is no such release, or none was in force on that day.
    """
    if as_of is not None:
        if release is not None:
            raise ApiProblem("invalid-parameter", "release and as_of both choose a release; send one of them.", parameter="as_of")
        day = read_day(as_of, "as_of")
        return release_on(guide.catalog.releases, day).name, day
    known = list_release_names(guide)
    if release is not None and release not in known:
        raise UnknownRelease(release[:40], known)
    return release, None


def read_day(text: str, parameter: str) -> datetime.date:
    """A day as `2026-11-23`.

    Raises:
        ApiProblem: The text is none.
    """
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise ApiProblem("invalid-parameter", f"{parameter} must be a day such as 2026-11-23.", parameter=parameter)


def find_snapshot(guide: Guide, name: str, parameter: str) -> Snapshot:
    """The facts of one release, or of what is served, as the release files hold them.

    Raises:
        ApiProblem: There is no such release.
    """
    if name == guide.catalog.release:
        return served_snapshot(guide.catalog)
    try:
        return read_snapshot(find_release(guide.catalog.releases, name), guide.catalog.releases)
    except UnknownRelease:
        known = list_release_names(guide)
        detail = f"There is no release {name[:40]}. Known: {', '.join(known)}."
        raise ApiProblem("unknown-release", detail, parameter=parameter, known=known) from None


def list_snapshots(guide: Guide, since: str) -> list[Snapshot]:
    """A release and every one that came after it, oldest first; at the end what is served, when no release holds it.

    Args:
        guide: What is served.
        since: A release, or a day: then the release in force on it; before the first release, a moment without facts.

    Raises:
        ApiProblem: There is no such release.
    """
    releases = guide.catalog.releases
    if _DAY.fullmatch(since):
        day = read_day(since, "since")
        earlier = [release for release in releases if release.date <= day]
        base = read_snapshot(earlier[-1], releases) if earlier else NOTHING
    else:
        base = find_snapshot(guide, since, "since")
    if base.name == UNRELEASED:
        return [base]
    at = [release.name for release in releases].index(base.name) + 1 if base.name else 0
    later = [read_snapshot(release, releases) for release in releases[at:]]
    return [base, *later, *([served_snapshot(guide.catalog)] if guide.catalog.release == UNRELEASED else [])]


def compare_releases(guide: Guide, before: str, after: str | None, names: tuple[str, str] = ("from", "to")) -> Diff:
    """What changed from one release to another; without ``after`` to the one being served.

    Args:
        guide: What is served.
        before: A release.
        after: One that came later.
        names: The parameters that carried them, for errors.

    Raises:
        ApiProblem: There is no such release, or the first came after the second.
    """
    old = find_snapshot(guide, before, names[0])
    new = find_snapshot(guide, after or guide.catalog.release, names[1])
    newest_first = list_release_names(guide)
    if newest_first.index(old.name) < newest_first.index(new.name):
        raise ApiProblem("invalid-parameter", f"{old.name} came after {new.name}; exchange {' and '.join(names)}.", parameter=names[0])
    return compare_snapshots(old, new)
