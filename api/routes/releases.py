"""The releases, and what changed between them."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import examples, moments
from api.documents import document_responses
from api.history import ChangeList, DiffRecord, ReleaseList, describe_diff, describe_release, describe_snapshot
from api.moments import find_snapshot, known_releases, list_snapshots
from api.responses import respond_json
from api.served import Served, served_of
from kb.history import compare_snapshots

router = APIRouter(tags=["releases"])


@router.get(
    "/api/v1/releases",
    summary="List the releases",
    response_model=ReleaseList,
    responses=document_responses(ReleaseList, examples.RELEASES, "The releases."),
)
async def list_releases(request: Request) -> Response:
    """The releases that can be asked for by name, newest first, each with the digest of its file."""
    return respond_json(request, await run_in_threadpool(_list, served_of(request)))


@router.get(
    "/api/v1/diff",
    summary="Compare two releases",
    response_model=DiffRecord,
    responses=document_responses(
        DiffRecord,
        examples.DIFF,
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
    return respond_json(request, await run_in_threadpool(_compare, served_of(request), before, after))


@router.get(
    "/api/v1/changes",
    summary="List what changed since a release or a day",
    response_model=ChangeList,
    responses=document_responses(
        ChangeList,
        examples.CHANGES,
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
    return respond_json(request, await run_in_threadpool(_list_changes, served_of(request), since))


def _list(served: Served) -> ReleaseList:
    catalog = served.catalog
    digests = {release.name: release.digest for release in catalog.releases}
    return ReleaseList(
        releases=tuple(
            describe_snapshot(find_snapshot(served, name, "release"), digests.get(name), name == catalog.release)
            for name in known_releases(served)
        )
    )


def _compare(served: Served, before: str, after: str | None) -> DiffRecord:
    return describe_diff(moments.compare_releases(served, before, after), served.catalog)


def _list_changes(served: Served, since: str) -> ChangeList:
    snapshots = list_snapshots(served, since)
    steps = [describe_release(new, compare_snapshots(old, new), served.catalog) for old, new in pairwise(snapshots)]
    return ChangeList(since=snapshots[0].name or None, release=served.catalog.release, releases=tuple(reversed(steps)))
