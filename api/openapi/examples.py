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
            "source": {
                "title": _SOURCE,
                "url": _URL,
                "section": _SECTION,
                "lines": [[79, 79], [82, 82]],
                "basis": "vendor",
                "seen": None,
                "read": "2026-11-23",
            },
        }
    ],
    "excerpts": [{"id": "ZM-APP-002v1", "text": _STATEMENT, "highlights": [[4, 10]], "score": 0.93, "source_text": None}],
    "follow_ups": ["Which steps validate the App ID of Zoom Rooms?"],
    "confidence": 0.97,
    "release": "2026.11.0",
    "as_of": None,
    "unanswered": [],
    "view": None,
    "conflicts": [],
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
        "seen": None,
        "also": [],
        "basis": "vendor",
        "read": "2026-11-23",
    },
    "see_also": ["ZM-STEP-012"],
    "conflicts_with": [],
    "aliases": [],
    "revisions": ["ZM-APP-002v1"],
    "latest": {"citation": "ZM-APP-002v1", "status": "current", "withdrawn": None, "replaced_by": []},
    "url": "/facts/app/#zm-app-002",
    "permalink": "/f/ZM-APP-002v1",
}

RELEASED_FACT: dict[str, Any] = {**FACT, "release": "2026.11.0"}
_PERMALINK = "https://guide.example/f/ZM-APP-002v1"
_WORK = "Zoom × Microsoft 365 field guide"
CITATION: dict[str, Any] = {
    "id": "ZM-APP-002v1",
    "title": _TITLE,
    "statement": _STATEMENT,
    "status": "current",
    "note": "",
    "date": "2026-11-23",
    "release": "2026.11.0",
    "url": _PERMALINK,
    "forms": {"text": f"ZM-APP-002v1: {_TITLE}. {_WORK}, release 2026.11.0, revision of 23 November 2026. {_PERMALINK}"},
}
FACT_LIST: dict[str, Any] = {"release": "2026.11.0", "facts": [FACT]}
RELEASES: dict[str, Any] = {
    "releases": [
        {
            "name": "2026.11.0",
            "date": "2026-11-23",
            "facts": 120,
            "withdrawn": 0,
            "digest": "b9c94d96c61b8d0c9c2d541236f9e8d25dc8ddeb784a284ad6be9e6e8249d1e3",
            "current": True,
        }
    ]
}
_CHANGES: dict[str, Any] = {
    "added": [],
    "revised": [
        {
            "id": "ZM-APP-002",
            "title": _TITLE,
            "before": "ZM-APP-002v1",
            "after": "ZM-APP-002v2",
            "fields": [{"field": "applies_when.provider", "old": None, "new": ["microsoft-365"]}],
            "withdrawn": None,
        }
    ],
    "editorial": [],
    "withdrawn": [],
    "renamed": [],
    "conflicts_opened": [],
    "conflicts_settled": [],
}
DIFF: dict[str, Any] = {**_CHANGES, "before": "2026.11.0", "after": "2026.11.1"}
CHANGES: dict[str, Any] = {
    "since": "2026.11.0",
    "release": "2026.11.1",
    "releases": [{**_CHANGES, "name": "2026.11.1", "date": "2026-11-24"}],
}
HEALTH: dict[str, Any] = {"status": "ok", "release": "2026.11.0", "facts": 120}
CHAT: dict[str, Any] = {
    "messages": [
        {"role": "user", "content": QUESTION},
        {"role": "assistant", "content": _STATEMENT},
        {"role": "user", "content": "And with Full Delegate Access?"},
    ],
    "stream": False,
    "release": None,
    "as_of": None,
}
CITING_TEXT: dict[str, Any] = {
    "text": "The access token expires after 2 hours (ZM-TOKEN-010v1).",
    "name": "runbook.md",
    "require_pinned": False,
}
_PLACE: dict[str, Any] = {"document": "runbook.md", "page": None, "paragraph": None, "line": 1}
LINT_REPORT: dict[str, Any] = {
    "release": "2026.11.0",
    "summary": {"documents": 1, "unreadable": 0, "citations": 1, "errors": 1, "warnings": 0, "notes": 0},
    "citations": [
        {
            **_PLACE,
            "column": 41,
            "citation": "ZM-TOKEN-010v1",
            "status": "current",
            "pinned": True,
            "latest": "ZM-TOKEN-010v1",
            "title": "OAuth access tokens expire in 1 hour",
        }
    ],
    "findings": [
        {
            **_PLACE,
            "column": 32,
            "rule": "contradiction",
            "level": "error",
            "citation": "ZM-TOKEN-010v1",
            "message": "“2 hours” stands beside ZM-TOKEN-010v1, which says 1 hour (PT1H) (lifetime).",
            "changes": [],
            "replaced_by": [],
            "near": [],
            "value": "2 hours",
            "expected": "1 hour (PT1H)",
        }
    ],
    "unreadable": [],
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

COMPLETION_REQUEST: dict[str, Any] = {"model": "field-guide", "messages": CHAT["messages"], "stream": False}
_LINK = "http://127.0.0.1:8000/facts/app/#zm-app-002"
_CONTENT = f"{_STATEMENT}\n\nSources: [ZM-APP-002v1]({_LINK})"
_PLACE = {"start_index": _CONTENT.index("[ZM"), "end_index": len(_CONTENT), "title": f"ZM-APP-002v1: {_TITLE}", "url": _LINK}
COMPLETION: dict[str, Any] = {
    "id": "chatcmpl-5f0c7d1a",
    "object": "chat.completion",
    "created": 1795392000,
    "model": "field-guide-2026.11.0",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": _CONTENT,
                "refusal": None,
                "annotations": [{"type": "url_citation", "url_citation": _PLACE}],
            },
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 14, "completion_tokens": 52, "total_tokens": 66},
    "answer": ANSWER,
}
CHUNKS = 'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "…"}}]}\n\ndata: [DONE]\n\n'
MODEL: dict[str, Any] = {"id": "field-guide", "object": "model", "created": 1795392000, "owned_by": "field-guide"}
MODELS: dict[str, Any] = {"object": "list", "data": [MODEL, {**MODEL, "id": "field-guide-2026.11.0"}]}

_CLAIM: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Claim",
    "identifier": "ZM-APP-002v1",
    "name": _TITLE,
    "text": _STATEMENT,
    "url": _LINK,
    "isBasedOn": {"@type": "CreativeWork", "name": _SOURCE, "url": _URL},
}
LISTED: dict[str, Any] = {
    "query_id": "q-1",
    "answered": True,
    "reason": None,
    "release": "2026.11.0",
    "summary": None,
    "answer": _STATEMENT,
    "results": [
        {
            "url": _LINK,
            "name": _TITLE,
            "site": "field-guide",
            "score": 93,
            "description": _STATEMENT,
            "schema_object": _CLAIM,
            "cited": True,
        }
    ],
}
MESSAGES = 'data: {"message_type": "result_batch", "query_id": "q-1", "results": ["…"]}\n\ndata: {"message_type": "complete", "query_id": "q-1"}\n\n'
NLWEB_REQUEST: dict[str, Any] = {
    "query": {"text": QUESTION},
    "prefer": {"streaming": False, "mode": "summarize"},
    "meta": {"version": "0.55"},
}
NLWEB: dict[str, Any] = {
    "_meta": {
        "response_type": "answer",
        "response_format": "conv_search",
        "version": "0.55",
        "release": "2026.11.0",
        "confidence": 0.97,
        "follow_ups": ["Which steps validate the App ID of Zoom Rooms?"],
    },
    "results": [
        {"@type": "SearchSummary", "text": _STATEMENT, "grounding": {"source_urls": [_LINK], "citations": ["ZM-APP-002v1"]}},
        {**_CLAIM, "description": _STATEMENT, "score": 93, "grounding": {"source_urls": [_URL], "citations": ["ZM-APP-002v1"]}},
    ],
}
NLWEB_EVENTS = (
    'event: start\ndata: {"_meta": {"response_type": "answer"}}\n\nevent: complete\ndata: {"_meta": {"response_type": "answer"}}\n\n'
)
FEEDBACK: dict[str, Any] = {"verdict": "wrong", "facts": ["ZM-APP-002v1"], "question": QUESTION, "comment": "The ID has changed."}
KEPT: dict[str, Any] = {"kept": True, "release": "2026.11.0"}
