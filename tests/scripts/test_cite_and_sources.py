"""`cite` and `sources` as commands, on a copy of the real facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from kb.pages.citing import FORMS

RunScript = Callable[..., CompletedProcess[str]]


def test_several_facts_are_cited_at_once_and_unknown_ones_are_told(run_script: RunScript) -> None:
    done = run_script("cite", "zm-app-002", "ZM-APP-003v1", "ZM-APP-998", "--format", "text", KB_SITE_URL="https://guide.example/")
    assert done.returncode == 1
    first, second = done.stdout.splitlines()
    assert first.startswith("ZM-APP-002v1: App ID for rooms with Application Permissions. ")
    assert first.endswith(" https://guide.example/f/ZM-APP-002v1")
    assert second.startswith("ZM-APP-003v1: ")
    assert "There is no fact ZM-APP-998. Did you mean ZM-APP-" in done.stderr


def test_every_form_for_people_is_printed_with_the_local_address(run_script: RunScript) -> None:
    done = run_script("cite", "ZM-APP-002", KB_SITE_URL="")
    assert done.returncode == 0
    for part in (
        "Markdown\n[ZM-APP-002v1](http://127.0.0.1:8000/f/ZM-APP-002v1)",
        "Text\nZM-APP-002v1: ",
        "HTML\n<a href=",
        "BibTeX\n@misc{",
    ):
        assert part in done.stdout
    assert "KB_SITE_URL" in done.stderr


def test_the_forms_of_the_option_are_the_forms_there_are(run_script: RunScript) -> None:
    assert f"{{{','.join(FORMS)}}}" in "".join(run_script("cite", "--help").stdout.split())
    assert run_script("cite", "ZM-APP-002", "--format", "pdf").returncode == 2
    assert json.loads(run_script("cite", "ZM-APP-002", "--format", "json").stdout)["forms"].keys()


def test_sources_check_reads_its_arguments(run_script: RunScript, root: Path) -> None:
    done = run_script("sources", "check", "getting-started", "--json")
    assert (done.returncode, json.loads(done.stdout)["unchecked"]) == (1, ["getting-started"])
    folder = root / "copies"
    folder.mkdir()
    (folder / "000_663abc81f202ddb3.txt").write_text("# Heading\nAnother text.\n", encoding="utf-8")
    done = run_script("sources", "check", "--old", str(folder / "nothing.txt"), KB_SOURCES=str(folder))
    assert done.returncode == 2
    done = run_script("sources", "check", KB_SOURCES=str(folder))
    assert done.returncode == 1
    assert "line 2 reads: Another text." in done.stdout
    assert run_script("sources").returncode == run_script("sources", "weigh").returncode == 2
