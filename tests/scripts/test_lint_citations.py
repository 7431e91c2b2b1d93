"""`lint_citations` as a command, as a hook of other repositories, and as an action."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from kb.loader import ROOT

RunScript = Callable[..., CompletedProcess[str]]
RUNBOOK = str(ROOT / "tests/data/room-deployment.md")


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text("See ZM-APP-002.\n", encoding="utf-8")
    return path


def test_the_exit_code_follows_the_findings(run_script: RunScript, note: Path) -> None:
    assert run_script("lint_citations", str(note)).returncode == 0
    assert run_script("lint_citations", str(note), "--fail-on", "note").returncode == 1
    assert run_script("lint_citations", str(note), "--require-pinned").returncode == 1
    done = run_script("lint_citations", str(note), "none.md")
    assert (done.returncode, "none.md: unreadable: There is no such file" in done.stdout) == (2, True)
    assert run_script("lint_citations").returncode == 2


def test_a_report_goes_into_a_file(run_script: RunScript, tmp_path: Path) -> None:
    output = tmp_path / "new" / "report.json"
    done = run_script("lint_citations", RUNBOOK, "--format", "json", "--output", str(output))
    assert done.returncode == 1
    assert done.stdout == "1 document, 24 citations: 3 errors, 0 warnings, 1 note\n"
    assert json.loads(output.read_text(encoding="utf-8"))["summary"]["citations"] == 24
    done = run_script("lint_citations", RUNBOOK, "--output", str(tmp_path))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_new_revision_makes_the_runbook_outdated(run_script: RunScript, root: Path) -> None:
    path = root / "kb/facts/token/ZM-TOKEN-001.yaml"
    text = path.read_text(encoding="utf-8")
    latest = text.split("revisions:\n")[1]
    number = int(re.findall(r"revision: (\d+)", latest)[0])
    newer = (
        latest.replace(f"revision: {number}", f"revision: {number + 1}", 1).replace("PT60M", "PT90M", 1).replace("60 minutes", "90 minutes")
    )
    path.write_text(text.replace("revisions:\n", f"revisions:\n{newer}", 1), encoding="utf-8")
    done = run_script("lint_citations", RUNBOOK, "--fail-on", "warning")
    [warning] = [line for line in done.stdout.splitlines() if "warning: [outdated] ZM-TOKEN-001v1" in line]
    assert f"ZM-TOKEN-001v{number + 1}" in warning
    assert "    payload.renewed_every\n      - PT60M\n      + PT90M\n" in done.stdout


def test_wrong_facts_are_named_and_nothing_is_checked(run_script: RunScript, root: Path, note: Path) -> None:
    (root / "kb/facts/app/ZM-APP-002.yaml").write_text("id: [\n", encoding="utf-8")
    done = run_script("lint_citations", str(note))
    assert done.returncode == 2
    assert "[bad-yaml]" in done.stderr


def test_the_hook_names_the_command_and_the_documents_it_reads() -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert os.access(ROOT / hook["entry"], os.X_OK)
    assert hook["id"] == "lint_citations"
    for name, wanted in (("a/b.md", True), ("x.HTML".lower(), True), ("x.txt", True), ("x.py", False), ("x.md.png", False)):
        assert bool(re.search(hook["files"], name)) is wanted


def run_action(folder: Path, **inputs: str) -> CompletedProcess[str]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    [step] = action["runs"]["steps"]
    assert "uses" not in step
    assert "${{" not in step["run"]
    given = {name: str(each.get("default", "")) for name, each in action["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    settings = {"KB_ENVIRONMENT": "current", "PYTHONUTF8": "1"}
    for name, value in step["env"].items():
        [expression] = re.findall(r"^\$\{\{ (.+) \}\}$", value)
        settings[name] = str(ROOT) if expression == "github.action_path" else given[expression.removeprefix("inputs.")]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, **settings, "PATH": path}
    return subprocess.run(
        ["bash", "-e", "-c", step["run"]], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.skipif(os.name == "nt", reason="the step is written for bash")
def test_the_action_runs_the_command_with_its_inputs(note: Path) -> None:
    (note.parent / "two words.md").write_text("See ZM-APP-001.\n", encoding="utf-8")
    done = run_action(
        note.parent, files="note.md\ntwo words.md\n", require_pinned="true", documents="true", format="sarif", output="out.sarif"
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout == "2 documents, 2 citations: 2 errors, 0 warnings, 0 notes\n"
    assert len(json.loads((note.parent / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 2


@pytest.mark.skipif(os.name == "nt", reason="the step is written for bash")
def test_nothing_in_an_input_is_run(note: Path) -> None:
    done = run_action(note.parent, files="$(touch ran)\n`touch ran`; touch ran\n--help\nnote.md")
    assert done.returncode == 2
    assert not (note.parent / "ran").exists()
    assert "1 document, 1 citation" in done.stdout
