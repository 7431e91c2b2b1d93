"""What changed between releases, and which ones came after one or after a day."""

from __future__ import annotations

from api.guide import Guide
from api.http.problems import ApiProblem
from api.releases.choose import DAY, list_release_names, read_day
from kb.catalog import UNRELEASED
from kb.errors import UnknownRelease
from kb.history import NOTHING, Diff, Snapshot, compare_snapshots, find_release, read_snapshot, served_snapshot


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
    if DAY.fullmatch(since):
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
