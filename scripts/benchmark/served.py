"""The application under measure, with a route beside it that answers always the same: the floor that FastAPI itself sets.

Everything but ``/constant`` goes to the application untouched; ``/constant`` to a FastAPI application that has nothing else, and
``/healthz/constant`` runs through our own application with all that stands before its routes.
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import create_app as create_product

COMMAND = ("-m", "uvicorn", "--factory", "benchmark.served:create_app", "--log-level", "warning", "--no-access-log")
"""Serves both in one process, with the settings of `api.server`."""

ALONE, WITHIN = "/constant", "/healthz/constant"
BODY = b'{"status":"ok"}'


async def answer_constant() -> Response:
    """Always the same bytes, ready."""
    return Response(BODY, media_type="application/json")


def create_app() -> ASGIApp:
    """Both applications as one."""
    product, floor = create_product(), FastAPI(openapi_url=None)
    floor.get(ALONE)(answer_constant)
    product.get(WITHIN, include_in_schema=False)(answer_constant)

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        await (floor if scope.get("path") == ALONE else product)(scope, receive, send)

    return choose
