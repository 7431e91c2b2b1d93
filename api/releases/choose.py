"""Which release a request means: the one it names, the one in force on a day, or the one being served."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from starlette.concurrency import run_in_threadpool

from api.guide import Guide
from api.http.problems import ApiProblem
from api.releases.view import ReleaseView
from kb.catalog import UNRELEASED, Catalog
from kb.errors import UnknownRelease
from kb.history import cut_back, find_release, release_on

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    if name is None or name == guide.catalog.release:
        view = ReleaseView(guide.catalog, guide.answerer)
    else:
        view = await guide.past_releases.open(name)
    query = {"as_of": day.isoformat()} if day else {"release": name} if name else {}
    return replace(view, day=day, query=query)


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
        if DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise ApiProblem("invalid-parameter", f"{parameter} must be a day such as 2026-11-23.", parameter=parameter)
