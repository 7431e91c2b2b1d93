"""The server card, at the address the proposal reserves and at the well-known one that scanners try."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.responses import respond
from api.mcp.card import MEDIA_TYPE, ServerCard, build_card
from api.openapi.examples import EXAMPLES
from api.openapi.responses import document_responses
from api.site.pages import base_url_of

router = APIRouter(tags=["tools"])

# The proposal asks for these: the card is public and the same for everybody.
HEADERS = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET", "Access-Control-Allow-Headers": "Content-Type"}
CACHE = "public, max-age=3600"


def _document() -> dict[int | str, dict[str, Any]]:
    documented = document_responses(None, None, "The card.")
    schema = {"$ref": f"#/components/schemas/{ServerCard.__name__}"}
    documented[200]["content"] = {MEDIA_TYPE: {"schema": schema, "example": EXAMPLES["card"]}}
    return documented


@router.get(
    "/.well-known/mcp/server-card.json",
    operation_id="read_well_known_card",
    summary="Tell where MCP clients connect",
    responses=_document(),
    response_class=Response,
)
@router.get("/mcp/server-card", summary="Tell where MCP clients connect", responses=_document(), response_class=Response)
async def read_card(request: Request) -> Response:
    """What the MCP server is and where it is, for clients that have not connected yet."""
    body = build_card(base_url_of(request)).model_dump_json(by_alias=True).encode()
    return respond(request, body, MEDIA_TYPE, cache=CACHE, headers={**HEADERS, "Vary": "Host"})
