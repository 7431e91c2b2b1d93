"""The way in at ``/mcp``: it fetches what speaks the protocol when the first request for it comes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from api.guide import Guide
from api.http.problems import ApiProblem
from api.mcp.access import Allowed

if TYPE_CHECKING:
    from api.mcp.transport import Transport


class McpApp:
    """ASGI application for ``/mcp``.

    The protocol's library takes most of a second and 25 MB to import. A server whose readers never call it does
    without; the first request waits for it.

    Args:
        source: Gives what is served.
    """

    def __init__(self, source: Callable[[], Guide]) -> None:
        self.source = source
        self._wanted: asyncio.Event | None = None
        self._ready: asyncio.Future[Transport] | None = None

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Lets requests in; part of the application's lifespan, and entered anew at each start."""
        allowed = Allowed.read()
        self._wanted, self._ready = asyncio.Event(), asyncio.get_running_loop().create_future()
        runner = asyncio.create_task(self._run(self._wanted, self._ready, allowed))
        try:
            yield
        finally:
            self._wanted = self._ready = None
            runner.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await runner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request.

        Raises:
            ApiProblem: The application is not running.
        """
        if self._wanted is None or self._ready is None:
            raise ApiProblem("not-ready", "The facts are still being loaded.")
        self._wanted.set()
        # Shielded: a client that goes away must not take the others' transport with it.
        transport = await asyncio.shield(self._ready)
        await transport(scope, receive, send)

    async def _run(self, wanted: asyncio.Event, ready: asyncio.Future[Transport], allowed: Allowed) -> None:
        # One task enters and leaves the session manager, as its task group demands.
        await wanted.wait()
        try:
            transport = await run_in_threadpool(_build, self.source, allowed)
        except Exception as error:
            ready.set_exception(error)
            return
        async with transport.run():
            ready.set_result(transport)
            await asyncio.Event().wait()


def _build(source: Callable[[], Guide], allowed: Allowed) -> Transport:
    from api.mcp.transport import Transport

    return Transport(source, allowed)
