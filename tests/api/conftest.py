"""One application over the real facts, index and site, started once for all tests of the front end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide

QUESTION = "Which App ID do Zoom Rooms use with Application Permissions?"
APP_ID = "f56e91e5-5a82-452f-b435-d4d78aeaf064"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app()


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=True, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def guide(app: FastAPI, client: TestClient) -> Guide:
    found = app.state.guide
    assert isinstance(found, Guide)
    return found


@pytest.fixture(scope="session")
def base_url(guide: Guide) -> Iterator[str]:
    """The address of a server on the loopback that serves the same guide."""
    server = uvicorn.Server(uvicorn.Config(create_app(load=lambda _: guide), port=0, log_level="error", timeout_graceful_shutdown=5))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ends = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < ends, "the server did not start in time"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(60)
    assert not thread.is_alive()


@pytest.fixture
def question() -> str:
    return QUESTION


@pytest.fixture
def app_id() -> str:
    return APP_ID


@pytest.fixture
def browser() -> dict[str, str]:
    return {"Accept": BROWSER}
