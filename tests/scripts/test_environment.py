"""The environment is made once, repaired when half made, and shared by starts that come together."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import provision
from kb.loader import ROOT
from provision import DEVELOPMENT, DOCUMENTS, HELD, POSTGRES, RUNTIME, Environment, prepare

# A real environment without packages: pip accepts a lock that holds nothing.
NOTHING = "# nothing\n"


def fill(root: Path) -> Path:
    for lock in HELD:
        (root / lock).write_text(NOTHING, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = fill(tmp_path_factory.mktemp("made"))
    prepare(Environment(root), DEVELOPMENT)
    return root


@pytest.fixture
def environment(made: Path) -> Iterator[Environment]:
    found = Environment(fill(made))
    stamp = found.stamp.read_text(encoding="utf-8")
    yield found
    found.stamp.write_text(stamp, encoding="utf-8")


def test_a_made_environment_is_ready_for_every_lock(environment: Environment) -> None:
    assert environment.is_ready(RUNTIME)
    assert environment.is_ready(DOCUMENTS)
    assert environment.is_ready(POSTGRES)
    assert environment.is_ready(DEVELOPMENT)
    assert environment.python.is_file()


def test_a_ready_environment_costs_nothing(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provision, "run_step", lambda *_: pytest.fail("nothing should run"))
    prepare(environment, RUNTIME)


def test_line_ends_of_a_checkout_do_not_matter(environment: Environment) -> None:
    (environment.root / RUNTIME).write_bytes(NOTHING.replace("\n", "\r\n").encode())
    assert environment.is_ready(RUNTIME)


def test_a_changed_lock_is_installed_into_the_same_environment(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    (environment.root / RUNTIME).write_text("# other\n", encoding="utf-8")
    assert not environment.is_ready(RUNTIME)
    ran: list[str] = []
    monkeypatch.setattr(provision, "run_step", lambda label, _: ran.append(label))
    prepare(environment, RUNTIME)
    assert ran == ["Installing packages"]
    assert environment.is_ready(RUNTIME)
    assert not environment.is_ready(DEVELOPMENT)


def test_a_half_made_environment_is_made_anew(environment: Environment) -> None:
    environment.stamp.unlink()
    left_over = environment.folder / "left-over"
    left_over.touch()
    prepare(environment, RUNTIME)
    assert environment.is_ready(RUNTIME)
    assert not left_over.exists()


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"python": "2.7"}'])
def test_an_unreadable_or_foreign_stamp_makes_nothing_ready(environment: Environment, stamp: str) -> None:
    environment.stamp.write_text(stamp, encoding="utf-8")
    assert not environment.is_ready(RUNTIME)


def test_an_environment_whose_python_went_away_is_not_sound(environment: Environment) -> None:
    aside = environment.python.with_name("aside")
    environment.python.rename(aside)
    assert not environment.is_sound()
    aside.rename(environment.python)
    assert environment.is_sound()


def test_a_failed_installation_shows_all_and_leaves_no_stamp(environment: Environment) -> None:
    (environment.root / RUNTIME).write_text("this is no requirement\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        prepare(environment, RUNTIME)
    said = str(stopped.value)
    assert "Invalid requirement" in said
    assert "Installing packages failed" in said
    assert not environment.stamp.exists()


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "pip cache purge"),
        ("ensurepip is not available", "python3-venv"),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        ("Temporary failure in name resolution", "network"),
        ("OSError: [Errno 28] No space left on device", "disk"),
        ("something nobody has seen", "Delete the folder .venv"),
    ],
)
def test_advice_fits_what_went_wrong(said: str, advice: str) -> None:
    with pytest.raises(SystemExit, match=advice):
        provision.run_step("Trying", [sys.executable, "-c", f"import sys; print({said!r}); sys.exit(3)"])


def test_two_starts_at_once_both_arrive(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "kb").mkdir()
    for file in ("kb/__init__.py", "kb/terminal.py", "scripts/environment.py", "scripts/provision.py"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    script = tmp_path / "scripts" / "hello"
    script.write_text(
        "from environment import enter\nenter()\nimport sys\nprint(sys.prefix, sys.argv[1:])\nsys.exit(7)\n", encoding="utf-8"
    )
    settings = {key: value for key, value in os.environ.items() if key not in {"KB_ENVIRONMENT", "PYTHONPATH"}}
    command = [sys.executable, str(script), "a b", "ü"]
    starts = [
        subprocess.Popen(command, env=settings, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(2)
    ]
    for start in starts:
        said, errors = start.communicate(timeout=120)
        assert start.returncode == 7, errors
        assert str(tmp_path / ".venv") in said
        assert said.strip().endswith("['a b', 'ü']")


@pytest.mark.parametrize(("setting", "lock"), [("", RUNTIME), ("host=one", POSTGRES)])
def test_a_set_database_brings_its_driver(monkeypatch: pytest.MonkeyPatch, setting: str, lock: str) -> None:
    asked: list[str] = []
    monkeypatch.setenv("KB_POSTGRES", setting)
    monkeypatch.delenv("KB_ENVIRONMENT", raising=False)
    monkeypatch.setattr(Environment, "is_ready", lambda _, name: not asked.append(name))
    monkeypatch.setattr(Environment, "is_active", lambda _: True)
    provision.enter()
    assert asked == [lock]


def test_an_extra_has_an_environment_of_its_own(environment: Environment) -> None:
    extra = Environment(environment.root, ".kb/extra")
    assert extra.python.is_relative_to(environment.root / ".kb" / "extra")
    assert not extra.is_ready(RUNTIME), "what the clone's own environment holds does not count"
