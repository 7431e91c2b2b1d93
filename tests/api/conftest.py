"""One application over the real facts, index and site, started once for all tests of the front end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
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


@pytest.fixture
def question() -> str:
    return QUESTION


@pytest.fixture
def app_id() -> str:
    return APP_ID


@pytest.fixture
def browser() -> dict[str, str]:
    return {"Accept": BROWSER}
