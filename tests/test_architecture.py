"""The architecture page says what is so: the walk of a question, the packages, and the glossary of the code."""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
import threading
from importlib import import_module
from types import FrameType

import pytest

from api.app import create_app
from kb.loader import ROOT

PAGE = (ROOT / "docs" / "about" / "architecture.md").read_text(encoding="utf-8")
LONGEST_WALK = 12
DEFINED_FOR = ("kb.analysis", "kb.reading", "kb.index", "kb.retriever", "kb.answerer", "kb.decisions")
"""Packages whose public classes stand in the glossary."""


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def walk() -> list[str]:
    return re.findall(r"^\d+\. `([\w/]+\.py)`", section("From a question to its answer"), re.MULTILINE)


def glossary() -> list[tuple[str, str]]:
    """Each term with the name of what stands for it in the code, as `module.Name`."""
    return re.findall(r"^\| ([^|]+?) \| `([\w.]+)` \|", section("Words of the code"), re.MULTILINE)


def files_of_an_answer() -> list[str]:
    """The files that a question passes, in the order it first comes to each."""
    passed: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(ROOT)):
            passed.setdefault(frame.f_code.co_filename)

    async def run() -> None:
        app, sent = create_app(), []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        async def ask(question: str) -> None:
            scope = {
                "type": "http",
                "asgi": {"version": "3.0"},
                "http_version": "1.1",
                "method": "GET",
                "scheme": "http",
                "path": "/api/v1/ask",
            }
            rest = {"raw_path": b"/api/v1/ask", "query_string": f"ask={question}".encode(), "root_path": "", "headers": [], "state": {}}
            await app({**scope, **rest, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}, receive, send)

        async with app.router.lifespan_context(app):
            await ask("What+is+a+refresh+token")
            threading.setprofile(note)
            sys.setprofile(note)
            await ask("How+long+does+a+refresh+token+live")
            sys.setprofile(None)
            threading.setprofile(None)
        assert sent[-2]["status"] == 200

    asyncio.run(run())
    return [name.removeprefix(f"{ROOT}/") for name in passed]


def test_the_walk_is_the_way_a_question_takes() -> None:
    named = walk()
    assert 6 <= len(named) <= LONGEST_WALK
    passed = files_of_an_answer()
    assert [name for name in passed if name in named] == named


@pytest.mark.parametrize(("term", "name"), glossary(), ids=[name for _, name in glossary()])
def test_a_word_of_the_glossary_stands_for_something_in_the_code(term: str, name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert hasattr(import_module(module), attribute), f"{term}: there is no {name}"


def test_each_term_and_each_name_stands_once() -> None:
    terms, names = zip(*glossary(), strict=True)
    assert len(set(terms)) == len(terms)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("package", DEFINED_FOR)
def test_every_public_class_on_the_way_of_an_answer_has_a_word(package: str) -> None:
    found = import_module(package)
    classes = {name for name in found.__all__ if inspect.isclass(getattr(found, name))}
    assert classes <= {name.rpartition(".")[2] for _, name in glossary()}


def test_every_package_has_its_line() -> None:
    told = set(re.findall(r"`((?:kb|api|scripts)[\w/.]*)`", section("The folders")))
    packages = {f"kb/{path.name}" for path in (ROOT / "kb").iterdir() if (path / "__init__.py").is_file()}
    folders = {f"api/{path.name}" for path in (ROOT / "api").iterdir() if (path / "__init__.py").is_file()}
    assert not {name for name in packages | folders if name not in told}
