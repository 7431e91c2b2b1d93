"""One worked example, the same wherever the API is documented: what the App ID of rooms is."""

from __future__ import annotations

from typing import Any

QUESTION = "Which App ID do Zoom Rooms use with Application Permissions?"

_TITLE = "App ID for rooms with Application Permissions"
_STATEMENT = "The App ID is f56e91e5-5a82-452f-b435-d4d78aeaf064 for Zoom Rooms connected by Microsoft Graph with Application Permissions."
_SOURCE = "Getting Started with Microsoft and Zoom Workplace Deployments"
_SECTION = "How can I identify the official Zoom application …"
_URL = "https://library.zoom.com/admin-corner/third-party-integrations"

ANSWER: dict[str, Any] = {
    "question": QUESTION,
    "answered": True,
    "answer": _STATEMENT,
    "reason": None,
    "citations": [
        {
            "id": "ZM-APP-002v1",
            "title": _TITLE,
            "url": "/facts/app/#zm-app-002",
            "source": {"title": _SOURCE, "url": _URL, "section": _SECTION, "lines": [[79, 79], [82, 82]]},
        }
    ],
    "excerpts": [{"id": "ZM-APP-002v1", "text": _STATEMENT, "highlights": [[4, 10]], "score": 0.93, "source_text": None}],
    "follow_ups": ["Which steps validate the App ID of Zoom Rooms?"],
    "confidence": 0.97,
    "release": "2026.11.0",
    "as_of": None,
}

FACT: dict[str, Any] = {
    "id": "ZM-APP-002",
    "revision": 1,
    "citation": "ZM-APP-002v1",
    "kind": "app_id",
    "area": "APP",
    "title": _TITLE,
    "statement": _STATEMENT,
    "payload": {"app_id": "f56e91e5-5a82-452f-b435-d4d78aeaf064", "workload": "rooms", "method": "application"},
    "status": "current",
    "withdrawn": None,
    "applies_when": {"workload": ["rooms"], "method": ["application"]},
    "date": "2026-11-23",
    "source": {
        "id": "getting-started",
        "title": _SOURCE,
        "publisher": "Zoom",
        "url": _URL,
        "section": _SECTION,
        "lines": [[79, 79], [82, 82]],
        "basis": "vendor",
        "read": "2026-11-23",
    },
    "see_also": ["ZM-STEP-012"],
    "conflicts_with": [],
    "aliases": [],
    "revisions": ["ZM-APP-002v1"],
    "url": "/facts/app/#zm-app-002",
    "permalink": "/f/ZM-APP-002v1",
}

RELEASED_FACT: dict[str, Any] = {**FACT, "release": "2026.11.0"}
FACT_LIST: dict[str, Any] = {"release": "2026.11.0", "facts": [FACT]}
RELEASES: dict[str, Any] = {"releases": [{"name": "2026.11.0", "facts": 120, "current": True}]}
HEALTH: dict[str, Any] = {"status": "ok", "release": "2026.11.0", "facts": 120}
CHAT: dict[str, Any] = {
    "messages": [
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": _STATEMENT},
        {"role": "user", "content": "And with Full Delegate Access?"},
    ],
    "stream": False,
}
MARKDOWN = f"# {QUESTION}\n\n{_STATEMENT}\n\n## Excerpts\n\n- [ZM-APP-002v1](/facts/app/#zm-app-002): {_STATEMENT}\n"
METRICS = 'kb_facts 120\nkb_cache_hits_total{cache="responses"} 7\n'
EVENTS = 'event: answer\ndata: {"question": "…", "answered": true, "answer": "…"}\n\n'
CARD: dict[str, Any] = {
    "$schema": "https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json",
    "name": "field-guide-kb/zoom-microsoft-365",
    "version": "1.0.0",
    "title": "Zoom and Microsoft 365 field guide",
    "description": "Citable answers on connecting Zoom Workplace with Microsoft 365, and where the guide is silent",
    "websiteUrl": "https://guide.example/about/mcp/",
    "remotes": [
        {
            "type": "streamable-http",
            "url": "https://guide.example/mcp",
            "supportedProtocolVersions": ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"],
        }
    ],
}
