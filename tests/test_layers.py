"""Data flows one way: each module imports only from its left."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kb.loader import ROOT

LAYERS: list[set[str]] = [
    {"kb.errors", "kb.scalars", "kb.terminal", "kb.text"},
    {"kb.documents", "kb.store"},
    {"kb.subject"},
    {"kb.ids"},
    {"kb.models"},
    {"kb.loader", "kb.schema"},
    {"kb.catalog", "kb.sources"},
    {"kb.fetch", "kb.history"},
    {"kb.analysis", "kb.reading"},
    {"kb.decisions"},
    {"kb.checks", "kb.passages", "kb.pages"},
    {"kb.authoring"},
    {"kb.index"},
    {"kb.checked_facts", "kb.retriever"},
    {"kb.answerer"},
    {"kb.commands"},
    {"kb.postgres"},
    {"kb.ask", "kb.cite", "kb.drift", "kb.linting"},
    {"kb.tenant"},
    {"kb.release"},
    {"api"},
    {"benchmark", "evaluation"},
    {"scripts"},
]
"""From left to right; what stands in one set does not import each other."""

RANK = {name: at for at, names in enumerate(LAYERS) for name in names}
MODULES = sorted(path for folder in ("kb", "api", "scripts/benchmark", "scripts/evaluation") for path in (ROOT / folder).rglob("*.py"))
ONLY_IN = {
    "yaml": {"kb/documents.py"},
    "whoosh": {"kb/index", "scripts/benchmark/peers.py"},
    "uvicorn": {"api/server.py", "api/workers.py"},
    "mcp": {"api/mcp"},
    "msgspec": {"kb/tenant/reading.py"},
    "psycopg": {"kb/postgres"},
    "psycopg_pool": {"kb/postgres"},
    "tantivy": {"scripts/benchmark/peers.py"},
    "scipy": {"scripts/evaluation/tuning.py"},
    "bm25s": {"scripts/benchmark/peers.py"},
}
FOREIGN_TO_KB = {"fastapi", "starlette", "uvicorn", "mkdocs", "mcp", "api"}


def layer_of(module: str) -> str:
    return ".".join(module.split(".")[: 2 if module.startswith("kb") else 1])


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    return tuple(read_imports(path))


def read_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            assert node.module
            # `from kb import ids` names a module; `from kb.ids import x` names something in one.
            yield from (f"kb.{name.name}" for name in node.names) if node.module == "kb" else [node.module]


def name_of(path: Path) -> str:
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    return name.removeprefix("scripts.")  # commands find what lies beside them by its bare name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_its_left(path: Path) -> None:
    own = layer_of(name_of(path))
    if own == "kb":
        return
    assert own in RANK, f"{own} has no place in LAYERS; give it one"
    for imported in imports_of(path):
        other = layer_of(imported)
        if other.split(".")[0] in {"kb", "api", "scripts", "benchmark", "evaluation"} and other != own:
            assert RANK[other] < RANK[own], f"{name_of(path)} imports {imported}, which is not on its left"


@pytest.mark.parametrize("path", [path for path in MODULES if "kb" in path.relative_to(ROOT).parts[:1]], ids=name_of)
def test_the_knowledge_base_knows_no_framework(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & FOREIGN_TO_KB


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_library_is_imported_in_one_place(package: str) -> None:
    users = {path.relative_to(ROOT).as_posix() for path in MODULES if package in {name.split(".")[0] for name in imports_of(path)}}
    assert users, f"nothing imports {package} any more; take it out of ONLY_IN and of requirements.in"
    assert all(any(user == place or user.startswith(f"{place}/") for place in ONLY_IN[package]) for user in users), users


def test_no_module_is_reached_by_a_path_that_layers_do_not_see() -> None:
    for path in MODULES:
        assert "importlib.import_module" not in path.read_text(encoding="utf-8"), path
