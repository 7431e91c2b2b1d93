"""Lets pages of any other host ask: a copy of the site may lie on a host of files and name this server as its endpoint."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

OPEN = "/api/v1/"
"""Below this, everything may be read by every page: facts are public, and no request carries a credential."""


class CrossOrigin:
    """ASGI middleware that answers preflights and allows every origin, below `OPEN` alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open = CORSMiddleware(app, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["Content-Type"], max_age=86400)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        is_open = scope["type"] == "http" and str(scope["path"]).startswith(OPEN)
        await (self.open if is_open else self.app)(scope, receive, send)
