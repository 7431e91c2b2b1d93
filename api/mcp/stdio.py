"""MCP over standard input and output, for clients that start the server themselves."""

from __future__ import annotations

import asyncio
import contextlib

from mcp.server.stdio import stdio_server

from api.guide import Guide
from api.http.logs import keep_questions_out
from api.mcp.server import build_server
from api.server import load_with_progress
from kb.commands import report_error
from kb.errors import KbError
from kb.loader import find_root


def serve_stdio(site: str = "") -> int:
    """Serves until the client closes standard input; progress and errors go to standard error.

    Args:
        site: Address of the site that texts link to, such as ``https://guide.example``; without it links have no host.

    Returns:
        The exit code: 0 when the client ended it, 1 when it could not start.
    """
    keep_questions_out()
    try:
        guide = load_with_progress(find_root())
    except KbError as error:
        return report_error(error)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(guide, site.rstrip("/")))
    return 0


async def _serve(guide: Guide, site: str) -> None:
    server = build_server(lambda: guide, site)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
