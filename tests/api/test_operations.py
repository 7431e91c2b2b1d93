from __future__ import annotations

from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide


def test_a_server_that_is_ready_says_what_it_serves(client: TestClient, guide: Guide) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "release": guide.catalog.release, "facts": len(guide.catalog)}
    assert response.headers["cache-control"] == "no-store"


def test_a_server_that_is_not_ready_says_so_everywhere() -> None:
    # Without its context the client does not run the lifespan: nothing is loaded.
    client = TestClient(create_app())
    for path in ("/healthz", "/api/v1/ask?ask=MGAPI", "/api/v1/facts", "/", "/?ask=x"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.json()["type"] == "/problems/not-ready"
