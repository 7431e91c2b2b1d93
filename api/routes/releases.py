"""The releases, and what changed between them."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.guide import Guide, guide_of
from api.http.responses import respond_json
from api.openapi.examples import EXAMPLES
from api.openapi.responses import document_responses
from api.releases import compare
from api.releases.choose import list_release_names
from api.releases.compare import find_snapshot, list_snapshots
from api.shapes.releases import ChangeList, DiffRecord, ReleaseList, describe_diff, describe_release, describe_snapshot
from kb.history import compare_snapshots

router = APIRouter(tags=["releases"])


@router.get(
    "/api/v1/releases",
    summary="List the releases",
    response_model=ReleaseList,
    responses=document_responses(ReleaseList, EXAMPLES["releases"], "The releases."),
)
async def list_releases(request: Request) -> Response:
    """The releases that can be asked for by name, newest first, each with the digest of its file."""
    return respond_json(request, await run_in_threadpool(_list, guide_of(request)))


@router.get(
    "/api/v1/diff",
    summary="Compare two releases",
    response_model=DiffRecord,
    responses=document_responses(
        DiffRecord,
        EXAMPLES["diff"],
        "What changed, in classes.",
        "missing-parameter",
        "invalid-parameter",
        "repeated-parameter",
        "unknown-release",
    ),
)
async def compare_releases(
    request: Request,
    before: Annotated[str, Query(alias="from", description="The release before.", examples=["2026.11.0"])],
    after: Annotated[
        str | None, Query(alias="to", description="The release after; without it the one being served.", examples=["2026.11.1"])
    ] = None,
) -> Response:
    """Every fact that was added, revised (field by field), edited, withdrawn or renamed, and the conflicts opened and settled."""
    return respond_json(request, await run_in_threadpool(_compare, guide_of(request), before, after))


@router.get(
    "/api/v1/changes",
    summary="List what changed since a release or a day",
    response_model=ChangeList,
    responses=document_responses(
        ChangeList,
        EXAMPLES["changes"],
        "The releases since, each with what it changed.",
        "missing-parameter",
        "invalid-parameter",
        "repeated-parameter",
        "unknown-release",
    ),
)
async def list_changes(
    request: Request,
    since: Annotated[str, Query(description="A release, or a day: then the release in force on it.", examples=["2026.11.0"])],
) -> Response:
    """Each release after that one, newest first, with what it changed."""
    return respond_json(request, await run_in_threadpool(_list_changes, guide_of(request), since))


def _list(guide: Guide) -> ReleaseList:
    catalog = guide.catalog
    digests = {release.name: release.digest for release in catalog.releases}
    return ReleaseList(
        releases=tuple(
            describe_snapshot(find_snapshot(guide, name, "release"), digests.get(name), name == catalog.release)
            for name in list_release_names(guide)
        )
    )


def _compare(guide: Guide, before: str, after: str | None) -> DiffRecord:
    return describe_diff(compare.compare_releases(guide, before, after), guide.catalog)


def _list_changes(guide: Guide, since: str) -> ChangeList:
    snapshots = list_snapshots(guide, since)
    steps = [describe_release(new, compare_snapshots(old, new), guide.catalog) for old, new in pairwise(snapshots)]
    return ChangeList(since=snapshots[0].name or None, release=guide.catalog.release, releases=tuple(reversed(steps)))
