"""Every example of the page "For agents" is run as it stands there, against a server."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from mcp import Client

from api.app import create_app
from api.guide import Guide
from kb.loader import ROOT

PAGE = (ROOT / "docs/about/agents.md").read_text(encoding="utf-8")
PRINTED = "http://127.0.0.1:8000"
"""The address that the page prints; the server of the tests listens elsewhere."""

ROOMS = "f56e91e5-5a82-452f-b435-d4d78aeaf064"
SAYS: dict[str, tuple[str, ...]] = {
    "Read": ("# Zoom × Microsoft 365 field guide", "## How to ask"),
    "Ask": (ROOMS, "## Ask next", '"answered":true'),
    "Python": (ROOMS, "ZM-APP-002v1"),
    "JavaScript": (ROOMS, "ZM-APP-002v1"),
    "A conversation": (ROOMS,),
    "A client of MCP": ("ask_field_guide", "get_fact", ROOMS, "ZM-APP-002v1"),
    "A client of OpenAI": (ROOMS, "ZM-APP-002v1", "/facts/app/#zm-app-002"),
    "Rely on it": (ROOMS, '"citation":"ZM-APP-002v1"'),
}
"""Heading → what its example must print."""

QUESTION = "Which App ID do Zoom Rooms use with Application Permissions?"
SECONDS = 60.0


def examples() -> dict[str, tuple[str, str]]:
    """Heading → language and text of the example under it."""
    found: dict[str, tuple[str, str]] = {}
    for section in re.split(r"^(?=##+ )", PAGE, flags=re.MULTILINE):
        blocks = re.findall(r"^```(\w*)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        assert len(blocks) <= 1, f"one example a heading, so that each is run: {section[:40]}"
        if blocks:
            found[section.partition("\n")[0].lstrip("# ")] = blocks[0]
    return found


EXAMPLES = examples()


@pytest.fixture(scope="module")
def address(guide: Guide) -> Iterator[str]:
    """A server on a socket of its own, with what the other tests have loaded."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(load=lambda _: guide), log_level="warning", ws="none", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        ends = time.monotonic() + SECONDS
        while not server.started:
            assert thread.is_alive(), "the server stopped while it started"
            assert time.monotonic() < ends, "the server did not start in time"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_sh(code: str) -> str:
    if not shutil.which("curl"):
        pytest.skip("this machine has no curl")
    commands = [shlex.split(line) for line in code.strip().split("\n")]
    assert all(name == "curl" for name, *_ in commands), "an example for the shell is made of calls of curl"
    return "\n".join(run("curl", "--fail", "--silent", "--show-error", *arguments) for _, *arguments in commands)


def run_python(code: str) -> str:
    return run(sys.executable, "-X", "utf8", "-c", code)


def run_json(code: str) -> str:
    """Connects the official client to every server of a configuration; gives its tools, and the answer of the one that asks."""

    async def use(url: str) -> str:
        async with Client(url, read_timeout_seconds=SECONDS) as client:
            tools = await client.list_tools()
            answer = await client.call_tool("ask_field_guide", {"question": QUESTION})
            assert not answer.is_error
            return f"{[tool.name for tool in tools.tools]} {json.dumps(answer.structured_content)}"

    servers = json.loads(code)["mcpServers"].values()
    assert all(server["type"] == "http" for server in servers)
    return "\n".join(asyncio.run(use(server["url"])) for server in servers)


def run_js(code: str, address: str) -> str:
    if node := shutil.which("node"):
        return run(node, "--input-type=module", "--eval", code)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        except Exception:
            pytest.skip("this machine has neither node nor a Chromium that starts")
        try:
            page = browser.new_page()
            said: list[str] = []
            page.on("console", lambda message: said.append(message.text))
            page.goto(address)
            page.evaluate(f"async () => {{ {code} }}")
            return "\n".join(said)
        finally:
            browser.close()


def test_every_example_has_something_to_say() -> None:
    assert EXAMPLES.keys() == SAYS.keys(), "tell in SAYS what each example of the page prints"


@pytest.mark.parametrize("heading", EXAMPLES)
def test_an_example_does_what_the_page_says(heading: str, address: str) -> None:
    language, text = EXAMPLES[heading]
    assert PRINTED in text, "an example begins at the address that the page names"
    code = text.replace(PRINTED, address)
    runners = {
        "sh": lambda: run_sh(code),
        "python": lambda: run_python(code),
        "json": lambda: run_json(code),
        "js": lambda: run_js(code, address),
    }
    printed = runners[language]()
    for expected in SAYS[heading]:
        assert expected in printed
