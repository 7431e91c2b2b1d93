"""The application on a real socket, in a thread of this process, for the protocol's official client."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import uvicorn
from mcp import Client, MCPError

from api.app import create_app
from api.guide import Guide
from api.mcp.tool import Call

START_SECONDS = 30.0

Use = Callable[[Callable[[Client], Awaitable[Any]]], Any]
"""Runs something with a connected client and gives what it gives."""


@pytest.fixture(scope="session")
def address(guide: Guide) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(load=lambda _: guide), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    ends = time.monotonic() + START_SECONDS
    while not server.started:
        assert thread.is_alive(), "the server ended"
        assert time.monotonic() < ends, "the server did not start in time"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()
    listener.close()


@pytest.fixture(params=["legacy", "auto"], ids=["handshake", "stateless"], scope="session")
def use(request: pytest.FixtureRequest, address: str) -> Use:
    """A client of each of the protocol's two ways: with a handshake, as until 2025, and without."""

    def run(do: Callable[[Client], Awaitable[Any]]) -> Any:
        async def connected() -> Any:
            async with Client(f"{address}/mcp", mode=request.param, read_timeout_seconds=30) as client:
                try:
                    return await do(client)
                except MCPError as error:
                    return error  # raised in here it would leave the client inside a group of exceptions

        outcome = asyncio.run(connected())
        if isinstance(outcome, MCPError):
            raise outcome
        return outcome

    return run


@pytest.fixture
def call(guide: Guide) -> Call:
    return Call(guide, "https://guide.example")
