"""The outermost layer: every response gets its security headers, no failure gets out, HEAD works wherever GET does."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import body_limit
from api.http.logs import LOG, say_where
from api.http.problems import build_problem

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Questions stand in addresses; no other site is told them.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def page_policy(script_hashes: Sequence[str]) -> str:
    """The Content-Security-Policy of pages: our own files, and the inline scripts of the built site by their digest.

    Styles may stand inline: the theme aligns table cells and sizes icons with style attributes.
    """
    scripts = " ".join(["'self'", *script_hashes])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
    )


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; anything but HTTP is passed on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        started = False
        limit = body_limit(scope["path"])

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(MutableHeaders(scope=message), scope, message["status"])
            elif message["type"] == "http.response.body" and head:
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET"} if head else scope
        try:
            if _declared_length(scope) > limit:
                problem = build_problem("body-too-large", f"The body may have at most {limit} bytes.", limit=limit)
                await problem(scope, receive, guarded_send)
                return
            await self.app(inner, _limit_body(receive, limit), guarded_send)
        except Exception as error:
            # The message of an exception may quote the question; its type and its place do not.
            LOG.error("unexpected %s in %s %s", say_where(error), scope["method"], _route_of(scope))
            if not started:
                problem = build_problem("internal-error", "Something failed here that is not your request's fault.")
                await problem(scope, receive, guarded_send)


def _add_headers(headers: MutableHeaders, scope: Scope, status: int) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    if status in (200, 304) and "accept-encoding" not in headers.get("vary", "").lower():
        # Told by the 304 as by its 200, whether or not that one was long enough to be compressed.
        headers.add_vary_header("Accept-Encoding")
    if status == 304:
        # A browser takes these headers over into the page it kept: that one's policy must stay as it is.
        return
    is_page = headers.get("content-type", "").startswith("text/html")
    policy = getattr(scope["app"].state, "page_policy", None) if is_page and "app" in scope else None
    headers["Content-Security-Policy"] = policy or DATA_POLICY


def _declared_length(scope: Scope) -> int:
    value = Headers(scope=scope).get("content-length", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 20 else 0


def _limit_body(receive: Receive, limit: int) -> Receive:
    total = 0

    async def limited() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise HTTPException(413, headers={"X-Limit": str(limit)})
        return message

    return limited


def _route_of(scope: Scope) -> str:
    # The template of the route, not the path that was asked for: a path may hold a person's words too.
    return str(getattr(scope.get("route"), "path", "a page"))
