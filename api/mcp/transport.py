"""MCP over streamable HTTP, stateless: every request stands alone, and any process can answer it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecurityMiddleware, TransportSecuritySettings
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.guide import Guide
from api.http.errors import BODY_LIMIT
from api.http.negotiate import JSON
from api.http.problems import ApiProblem
from api.mcp.access import HOSTS, ORIGINS, Allowed
from api.mcp.server import build_server


class Transport:
    """The ASGI application behind ``/mcp``; it serves while ``run`` is entered.

    A request gets its response as JSON: nothing here sends messages of its own, so there is no stream to keep open,
    and a proxy that buffers does no harm.

    Args:
        source: Gives what is served.
        allowed: Which hosts and origins are good.
    """

    def __init__(self, source: Callable[[], Guide], allowed: Allowed) -> None:
        self.allowed = allowed
        self.manager = StreamableHTTPSessionManager(
            build_server(source), json_response=True, stateless=True, max_request_body_size=BODY_LIMIT
        )

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Runs the session manager; once in the life of a transport."""
        async with self.manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request.

        Raises:
            ApiProblem: The host or the origin is not allowed, or the body is no JSON by its type.
            HTTPException: The method is not POST.
        """
        request = Request(scope, receive)
        await self._check(request)
        origin = request.headers.get("origin")
        if origin:
            # The check has let this origin in, so its pages may also read what comes back.
            await CORSMiddleware(self._serve, [origin], ["POST"], ["*"])(scope, receive, send)
        else:
            await self._serve(scope, receive, send)

    async def _check(self, request: Request) -> None:
        host, origin = request.headers.get("host", "").lower(), request.headers.get("origin", "")
        server = request.scope.get("server")
        hosts = self.allowed.list_hosts(str(server[0]) if server else "", host)
        settings = TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=self.allowed.list_origins(hosts, origin))
        # The library compares letter by letter, but a host's name is the same in any case.
        headers = [(name, value.lower() if name == b"host" else value) for name, value in request.scope["headers"]]
        refusal = await TransportSecurityMiddleware(settings).validate_request(Request({**request.scope, "headers": headers}))
        if refusal is None:
            return
        if refusal.status_code == 421:
            raise ApiProblem("host-not-allowed", f"This server is not reached as the host that was named; its operator sets {HOSTS}.")
        raise ApiProblem("origin-not-allowed", f"Pages of this origin may not call this server; its operator sets {ORIGINS}.")

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            raise HTTPException(405, headers={"Allow": "POST"})
        if Request(scope).headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            raise ApiProblem("unsupported-media-type", "Send the message as JSON with the header Content-Type: application/json.")
        await self.manager.handle_request(scope, receive, send)
