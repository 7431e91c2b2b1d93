"""Whatever is sent, the server answers or says what is wrong; it never fails."""

from __future__ import annotations

from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

FORMS = ("*/*", "application/json", "text/html")

bounded = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@bounded
@given(asked=st.text(max_size=200).map(str.encode) | st.binary(max_size=80), form=st.sampled_from(FORMS))
def test_any_question_is_answered_or_refused(client: TestClient, asked: bytes, form: str) -> None:
    for path in ("/", "/guide/consent.md", "/api/v1/ask"):
        response = client.get(f"{path}?ask={quote(asked)}", headers={"Accept": form})
        assert response.status_code in (200, 400)
        assert (response.status_code == 400) == (response.headers["content-type"] == "application/problem+json")


@bounded
@given(body=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_body_is_read_or_refused(client: TestClient, body: bytes) -> None:
    for path in ("/api/v1/chat", "/api/v1/citations/check"):
        response = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert response.status_code == 400
        assert response.json()["type"] in ("/problems/malformed-json", "/problems/invalid-body")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3), max_leaves=6
)


@bounded
@given(
    messages=st.lists(
        st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant", "system", ""]), "content": json_values}), max_size=4
    )
)
def test_any_conversation_is_answered_or_refused(client: TestClient, messages: list[dict[str, object]]) -> None:
    response = client.post("/api/v1/chat", json={"messages": messages})
    assert response.status_code in (200, 400)


@bounded
@given(path=st.text(max_size=60))
def test_any_path_leads_to_a_file_a_page_or_a_problem(client: TestClient, path: str) -> None:
    response = client.get("/" + quote(path.encode()))
    assert response.status_code in (200, 307, 404)
