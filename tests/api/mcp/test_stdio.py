"""The command that an MCP client starts, started by the official client."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters, stdio_client

from api.guide import Guide
from api.mcp.server import TOOLS
from kb.loader import ROOT

QUESTION = "Is a refresh token stored by unmistakablewords?"
COMMAND = [str(ROOT / "scripts" / "mcp"), "--site", "https://guide.example/"]
ENVIRONMENT = {**os.environ, "KB_ENVIRONMENT": "current", "KB_ROOT": str(ROOT)}


def test_a_client_starts_it_and_uses_everything(guide: Guide, tmp_path: Path) -> None:
    strays: list[object] = []

    async def hear(heard: object) -> None:
        if isinstance(heard, Exception):  # a line on standard output that is no message
            strays.append(heard)

    async def use(errors: Any) -> tuple[list[str], Any, Any, str]:
        parameters = StdioServerParameters(command=sys.executable, args=COMMAND, env=ENVIRONMENT)
        async with Client(stdio_client(parameters, errlog=errors), read_timeout_seconds=60, message_handler=hear) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            answer = await client.call_tool("ask_field_guide", {"question": QUESTION})
            miss = await client.call_tool("get_fact", {"id": "ZM-APP-998"})
            fact = (await client.read_resource("fact://ZM-APP-002")).contents[0]
            return tools, answer, miss, getattr(fact, "text", "")

    with (tmp_path / "errors.txt").open("w+", encoding="utf-8") as errors:
        tools, answer, miss, fact = asyncio.run(use(errors))
        errors.seek(0)
        assert "unmistakablewords" not in errors.read()
    assert strays == []
    assert tools == list(TOOLS)
    assert answer.structured_content["question"] == QUESTION
    assert miss.is_error
    assert "https://guide.example/f/ZM-APP-002v1" in fact


def test_facts_that_do_not_hold_together_are_told_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    done = subprocess.run(
        [sys.executable, *COMMAND], env={**ENVIRONMENT, "KB_ROOT": str(tmp_path)}, input=b"", capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"problem" in done.stderr
