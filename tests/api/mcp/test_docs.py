"""The page about MCP says what there is, and its examples work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

import pytest

from api.mcp.prompts import PROMPTS
from api.mcp.server import TOOLS
from kb.loader import ROOT


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "about" / "mcp.md").read_text(encoding="utf-8")


def rows(page: str, heading: str) -> dict[str, set[str]]:
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", section, re.MULTILINE)
    return {name: set(re.findall(r"`(\w+)`", takes)) for name, takes in found}


def test_every_tool_and_prompt_is_documented_with_all_it_takes(page: str) -> None:
    assert rows(page, "Tools") == {name: set(tool.arguments.model_fields) for name, tool in TOOLS.items()}
    assert rows(page, "Prompts") == {prompt.name: {argument.name for argument in prompt.arguments} for prompt in PROMPTS}


def test_the_configurations_can_be_read(page: str) -> None:
    blocks = re.findall(r"^```(json|toml)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 6
    for form, text in blocks:
        read = json.loads(text) if form == "json" else tomllib.loads(text)
        (servers,) = read.values()
        (server,) = servers.values()
        assert server.get("url", "").endswith("/mcp") or server["args"][0].endswith("scripts/mcp")


def test_the_python_example_prints_an_answer(page: str, address: str) -> None:
    found = re.search(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert found
    code = found[1].replace("http://127.0.0.1:8000", address)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Microsoft Graph" in done.stdout
