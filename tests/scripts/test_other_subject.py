"""The machinery knows no subject: with `KB_ROOT` at a handbook of printers every command works, and nothing speaks of our own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.loader import ROOT

OURS = re.compile(r"\bzoom\b(?!-| setting)|microsoft|\bentra\b(?! setting)|\bZM-[A-Z]+-\d|\bAADSTS", re.IGNORECASE)
"""Names of our own subject; a schema also lists the field of a kind that only ours has."""

STARTED = 120
"""Seconds a server may take to start on a busy machine."""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def printers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook of printers with the machinery's own pages, scripts and styles, under version control."""
    root = tmp_path_factory.mktemp("other") / "kb"
    shutil.copytree(ROOT / "tests" / "printers", root)
    for folder in ("overrides", "docs/javascripts", "docs/stylesheets", "docs/assets", "kb/pages/templates/facts"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "kb/pages/templates/about").mkdir()
    for file in ("docs/chat.md", "kb/pages/templates/about/releases.md", "kb/pages/templates/about/sources.md"):
        shutil.copy(ROOT / file, root / file)
    shutil.copy(ROOT / "mkdocs.yml", root / "theme.yml")
    (root / ".gitignore").write_text(
        ".kb/\n/docs/facts/\n/docs/guide/\n/docs/reference/\n/docs/index.md\n/docs/about/releases.md\n/docs/about/sources.md\n*.atom\n",
        encoding="utf-8",
    )
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "Printers"]):
        subprocess.run(["git", "-c", "user.name=Author", "-c", "user.email=author@example.org", *command], cwd=root, check=True)
    return root


@pytest.fixture(scope="module")
def environment(printers: Path) -> dict[str, str]:
    return {**os.environ, "KB_ROOT": str(printers), "KB_SOURCES": str(printers / "sources"), "KB_ENVIRONMENT": "current", "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def run(environment: dict[str, str]) -> Run:
    """Runs a script on the handbook; whatever it prints, it names nothing of ours."""

    def command(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts" / name), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert not OURS.search(done.stdout + done.stderr), done.stdout + done.stderr
        return done

    return command


@pytest.fixture(scope="module")
def site(environment: dict[str, str]) -> Iterator[str]:
    """The address of a running server of the handbook."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "scripts" / "serve"), "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            address, ends = f"http://127.0.0.1:{port}", time.monotonic() + STARTED
            while True:
                try:
                    fetch(f"{address}/healthz")
                    break
                except OSError:
                    assert process.poll() is None, "the server ended"
                    assert time.monotonic() < ends, "the server did not start"
                    time.sleep(0.2)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


def fetch(address: str, accept: str = "application/json", body: object = None) -> str:
    """What an address answers, an error's document too."""
    headers = {"Accept": accept, "Content-Type": "application/json"}
    sent = urllib.request.Request(address, None if body is None else json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(sent, timeout=30) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()


def test_its_facts_are_checked_and_problems_found(run: Run, printers: Path) -> None:
    assert run("check_facts").stdout.strip() == "13 facts, 0 problems"
    path = printers / "kb/facts/queue/PF-QUEUE-001.yaml"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("device: laser", "device: plotter"), encoding="utf-8")
        done = run("check_facts")
        assert done.returncode == 1
        assert "'laser' or 'label'" in done.stdout + done.stderr
    finally:
        path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("do I need a badge for labels", "PF-QUEUE-003v1"),
        ("which driver at HQ", "PF-DRIVER-002v1"),
        ("what is E-401", "PF-ERROR-001v1"),
        ("PF-DATE-001", "PF-DATE-001v1"),
        ("how do I change the cartridge of the office printer, step by step", "PF-TONER-003v1"),
    ],
)
def test_it_answers(run: Run, question: str, cited: str) -> None:
    answer = json.loads(run("ask", "--json", question).stdout)
    assert answer["answered"]
    assert answer["citations"][0]["id"] == cited


def test_it_says_what_it_leaves_out(run: Run) -> None:
    answer = json.loads(run("ask", "--json", "how do I print from my phone").stdout)
    assert not answer["answered"]
    assert answer["reason"] == "not_in_source"


def test_it_is_cited_and_citations_are_checked(run: Run, tmp_path: Path) -> None:
    assert "PF-QUEUE-003v1" in run("cite", "PF-QUEUE-003").stdout
    document = tmp_path / "runbook.md"
    document.write_text(
        "The lowest version of the Windows driver is Windows driver 7.1 (PF-DRIVER-001v1). Labels have a queue (PF-QUEUE-003v9).\n",
        encoding="utf-8",
    )
    done = run("lint_citations", str(document))
    assert done.returncode == 1
    assert "PF-QUEUE-003v9" in done.stdout
    assert "7.4" in done.stdout


def test_the_site_and_every_wire_speak_of_printers_alone(site: str, printers: Path) -> None:
    (built,) = [path for path in (printers / ".kb" / "site").iterdir() if not path.name.startswith(".")]
    pages = [path for path in built.rglob("*") if path.suffix in {".html", ".md", ".txt", ".json", ".csv", ".atom", ".xml"}]
    assert built / "facts" / "toner" / "index.html" in pages
    for path in pages:
        text = re.sub(r'<path d="[^"]*"', "", path.read_text(encoding="utf-8"))  # "zm-2 3" is a line in an icon
        assert not (found := OURS.search(text)), f"{path.relative_to(built)}: {text[max(0, found.start() - 60) : found.end() + 60]}"
    tools = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    prompts = {"jsonrpc": "2.0", "id": 1, "method": "prompts/list"}
    chat = {"messages": [{"role": "user", "content": "which queue for labels?"}, {"role": "user", "content": "and for laser devices?"}]}
    said = [
        *(fetch(f"{site}{path}") for path in ("/openapi.json", "/facts.json", "/?ask=E-401", "/api/v1/ask?ask=", "/api/v1/ask", "/f/XX-1")),
        *(fetch(f"{site}{path}") for path in ("/api/v1/facts?area=XX", "/.well-known/mcp/server-card.json", "/api/v1/facts/PF-TERM-001v7")),
        fetch(f"{site}/reference/glossary.md", "text/markdown"),
        fetch(f"{site}/guide/?ask=which+driver+at+HQ", "text/html"),
        fetch(f"{site}/api/v1/chat", body=chat),
        *(fetch(f"{site}/mcp", "application/json, text/event-stream", body) for body in (tools, prompts)),
    ]
    assert "PF-QUEUE-001v1" in said[-3]
    for text in said:
        plain = re.sub(r'<path d="[^"]*"', "", text)
        assert not (found := OURS.search(plain)), plain[max(0, found.start() - 80) : found.end() + 80]


def test_a_release_is_cut(run: Run, printers: Path) -> None:
    done = run("release", "--date", "2026-11-27")
    assert done.returncode == 0, done.stderr
    assert (printers / "kb/releases/2026.11.0.yaml").is_file()
    assert run("check_facts").returncode == 0
