"""The repository itself: what is tracked, what is locked, what is documented."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from kb.loader import ROOT
from kb.pages.listing import OWNED
from kb.schema import SCHEMA, build_schema, list_keys

LONGEST = 300
MAY_BE_LONGER: dict[str, str] = {}
"""File → the reason why it is one room although it is long."""

EXTRAS = ("requirements-documents.lock", "requirements-postgres.lock")
LOCKS = ("requirements.lock", *EXTRAS, "requirements-dev.lock", "requirements-bench.lock")
PAGES = ("docs/index.md", "docs/about/answers.md", "docs/about/releases.md", "docs/releases.atom")
GENERATED = (".kb/", ".venv/", "site/", SCHEMA, *PAGES, *(f"docs/{name}/" for name in OWNED))
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp|private|opt)/\w|[A-Z]:\\Users\\")
REGISTRY = re.compile(r"(index-url|extra-index-url|find-links|trusted-host|registry)\s*[=:]?\s*\"?(https?|file)://|/simple[/]")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*==\S+(?: ;[^\\]+)?)", re.MULTILINE)


@cache
def tracked_files() -> tuple[Path, ...]:
    """What git tracks or would: everything that is not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if found.returncode:
        pytest.skip("this copy of the repository has no git")
    return tuple(path for name in found.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_code(path: Path) -> bool:
    return path.suffix in {".py", ".js", ".css", ".sh"} or (path.parent == ROOT / "scripts" and not path.suffix)


def test_the_top_level_holds_the_folders_the_readme_draws() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked_files() if len(path.relative_to(ROOT).parts) > 1}
    assert {name for name in folders if not name.startswith(".")} == {"api", "docs", "kb", "overrides", "scripts", "tests"}


def test_no_code_file_grows_beyond_one_room() -> None:
    long = {name(path): lines for path in tracked_files() if is_code(path) and (lines := len(read(path).splitlines())) > LONGEST}
    assert set(long) == set(MAY_BE_LONGER), f"split these, or give the reason in MAY_BE_LONGER (and drop needless reasons): {long}"


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{name(path)}: {match[0]}"
        for path in tracked_files()
        if path.name != "test_repo.py" and (match := MACHINE_PATHS.search(read(path)))
    ]
    assert not found


def test_no_file_names_a_registry() -> None:
    found = [
        f"{name(path)}: {match[0]}" for path in tracked_files() if path.name != "test_repo.py" and (match := REGISTRY.search(read(path)))
    ]
    assert not found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^--(?!\s)", text, re.MULTILINE), "options belong on the command line"
    for block in re.split(r"\n(?=\S)", text):
        if PIN.match(block):
            assert "--hash=sha256:" in block, block


def test_a_larger_lock_holds_the_smaller_one() -> None:
    pins = {lock: set(PIN.findall((ROOT / lock).read_text(encoding="utf-8"))) for lock in LOCKS}
    pairs = [("requirements.lock", lock) for lock in LOCKS[1:]] + [(extra, "requirements-dev.lock") for extra in EXTRAS]
    for smaller, larger in pairs:
        assert pins[smaller]
        assert pins[smaller] <= pins[larger], f"write all locks again; they differ in {sorted(pins[smaller] - pins[larger])}"


@pytest.mark.parametrize("wanted", [lock.replace(".lock", ".in") for lock in LOCKS])
def test_a_lock_holds_what_is_wanted(wanted: str) -> None:
    text = (ROOT / wanted).read_text(encoding="utf-8")
    names = {re.split(r"[=<>\[ ]", line)[0].lower() for line in text.splitlines() if line and line[0] not in "#-"}
    locked = {pin.split("==")[0] for pin in PIN.findall((ROOT / wanted.replace(".in", ".lock")).read_text(encoding="utf-8"))}
    assert names <= locked, f"write the lock again; it lacks {sorted(names - locked)}"


ONLY_FOR_DOCUMENTS = {"kb/linting/word.py": "docx", "kb/linting/pdf_pages.py": "pypdf"}
"""File → what it imports from requirements-documents.in, and only once it is needed."""


def test_everything_imported_is_wanted_by_name() -> None:
    text = "".join((ROOT / f"requirements{extra}.in").read_text(encoding="utf-8") for extra in ("", "-postgres"))
    wanted = {re.split(r"[=<>\[]", line)[0].lower().replace("_", "-") for line in text.splitlines() if line and line[0] not in "#-"}
    owners = metadata.packages_distributions()
    for path in [*(ROOT / "kb").rglob("*.py"), *(ROOT / "api").rglob("*.py")]:
        for found in re.findall(r"^\s*(?:import|from) (\w+)", read(path), re.MULTILINE):
            if found in owners and found not in sys.stdlib_module_names | {
                "kb",
                "api",
                ONLY_FOR_DOCUMENTS.get(name(path)),
            }:
                names = {owner.lower().replace("_", "-") for owner in owners[found]}
                assert names & wanted, f"{name(path)} imports {found}: add {'/'.join(names)} to requirements.in and write the locks again"


def test_nothing_generated_is_tracked() -> None:
    command = ["git", "ls-files", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    assert not [one for one in names if one.startswith(GENERATED)]


@pytest.mark.parametrize("generated", GENERATED)
def test_git_ignores_what_is_generated(generated: str) -> None:
    probe = generated + "probe.md" if generated.endswith("/") else generated
    assert subprocess.run(["git", "check-ignore", "-q", probe], cwd=ROOT, check=False).returncode in {0, 128}, (
        f"add {generated} to .gitignore"
    )


def test_every_key_of_a_fact_is_documented() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([a-z_]+)`", text)) | set(re.findall(r"^\s*(?:- )?([a-z_]+):", text, re.MULTILINE))
    assert list_keys(build_schema()) <= documented, f"CONTRIBUTING.md lacks {sorted(list_keys(build_schema()) - documented)}"


def test_every_kind_and_condition_is_documented() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    schema = build_schema()
    enums = {str(value) for part in schema["$defs"].values() for value in part.get("enum", ())}
    kinds = set(schema["discriminator"]["mapping"])
    missing = sorted(word for word in enums | kinds if not re.search(rf"`\"?{re.escape(word)}\"?`|\b{re.escape(word)}\b", text))
    assert not missing, f"CONTRIBUTING.md lacks {missing}"


def test_every_ruff_exception_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = tomllib.loads(text)["tool"]["ruff"]["lint"]
    codes = {*ruff["ignore"], *(code for codes in ruff["per-file-ignores"].values() for code in codes if len(code) > 3)}
    for code in codes:
        assert re.search(rf'"{code}",\s*# \w+', text) or f'["{code}"]' in text, f"say why {code} is ignored"
    for path in tracked_files():
        if is_code(path) and path.suffix in {"", ".py"} and path.name != "test_repo.py":
            bare = re.findall(r"# noqa(?:: [A-Z0-9, ]+)?$", read(path), re.MULTILINE)
            assert not bare, f"{name(path)}: say why after the code: {bare}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_to_files_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).is_file(), f"{page} links to {target}, which does not exist"


def test_the_architecture_page_names_every_package() -> None:
    page = (ROOT / "docs/about/architecture.md").read_text(encoding="utf-8")
    packages = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("kb/*/__init__.py")}
    assert [package for package in sorted(packages) if f"`{package}`" not in page] == []
