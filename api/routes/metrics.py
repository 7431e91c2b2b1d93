"""`GET /metrics`: figures for those who run the server, as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.caching.responses import Caches
from api.guide import guide_of
from api.openapi.examples import EXAMPLES
from api.openapi.responses import document_problems

router = APIRouter(tags=["operations"])

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus' text format."""


@router.get(
    "/metrics",
    summary="Tell figures of this process",
    response_class=Response,
    responses={
        200: {"description": "The figures.", "content": {"text/plain": {"schema": {"type": "string"}, "example": EXAMPLES["metrics"]}}},
        "default": document_problems("method-not-allowed", "internal-error", "not-ready"),
    },
)
async def tell_metrics(request: Request) -> Response:
    """What is served, and how often the caches had an answer. Nothing in it tells what was asked."""
    catalog, caches = guide_of(request).catalog, request.app.state.caches
    assert isinstance(caches, Caches)
    lines = [
        *_describe("kb_release", "gauge", "The release that is served; always 1."),
        f'kb_release{{release="{catalog.release}"}} 1',
        *_describe("kb_facts", "gauge", "Facts that are served."),
        f"kb_facts {len(catalog)}",
        *_describe_caches(caches),
    ]
    return Response("\n".join(lines) + "\n", headers={"Cache-Control": "no-store", "Content-Type": MEDIA_TYPE})


def _describe_caches(caches: Caches) -> Iterator[str]:
    figures = {"responses": (caches.responses.count(), caches.responses.limit), "answers": (caches.answers.count(), caches.answers.limit)}
    for name, kind, help_text, read in (
        ("kb_cache_hits_total", "counter", "Look-ups that found what was asked lately.", lambda count, _: count.hits),
        ("kb_cache_misses_total", "counter", "Look-ups that found nothing.", lambda count, _: count.misses),
        ("kb_cache_entries", "gauge", "What is held now.", lambda count, _: count.entries),
        ("kb_cache_bytes", "gauge", "The room it takes, about.", lambda count, _: count.bytes),
        ("kb_cache_limit_bytes", "gauge", "The room it may take.", lambda _, limit: limit),
    ):
        yield from _describe(name, kind, help_text)
        for cache, (count, limit) in figures.items():
            yield f'{name}{{cache="{cache}"}} {read(count, limit)}'


def _describe(name: str, kind: str, help_text: str) -> Iterator[str]:
    yield f"# HELP {name} {help_text}"
    yield f"# TYPE {name} {kind}"
