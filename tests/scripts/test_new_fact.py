"""`new_fact` from the first question to the file, on a copy of the repository."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from kb.authoring import next_id
from kb.checks import check_corpus
from kb.loader import load_corpus

RunScript = Callable[..., CompletedProcess[str]]

GIVEN = [
    *("--area", "ROLE", "--kind", "role", "--title", "Who may water the plants"),
    *("--statement", "A gardener or a florist may water the office plants."),
    *("--set", "payload.roles=Gardener", "--set", "payload.roles=Florist", "--set", "payload.any_of=true"),
    *("--set", "payload.permits=watering the plants", "--set", "applies_when.actor=user"),
    *("--section", "Plants", "--lines", "3, 8-9", "--date", "2026-12-01"),
    *(word for at in range(6) for word in ("--question", f"Plant question number {at}: who waters?")),
]


def tell_apart(root: Path) -> set[str]:
    return {f"{path}:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted((root / "kb").rglob("ZM-*"))}


def test_options_alone_make_a_fact(run_script: RunScript, root: Path) -> None:
    expected = next_id(load_corpus(root), "ROLE")
    done = run_script("new_fact", "--no-input", *GIVEN)
    assert done.returncode == 0, done.stderr
    path = root / "kb" / "facts" / "role" / f"{expected}.yaml"
    asked = root / "kb" / "questions" / "role" / f"{expected}.txt"
    texts = [file.read_text(encoding="utf-8") for file in (path, asked)]
    assert done.stdout == f"{texts[0]}\nkb/questions/role/{expected}.txt:\n{texts[1]}\n"
    assert texts[1].splitlines() == [f"Plant question number {at}: who waters?" for at in range(1, 6)]
    assert "      any_of: true\n" in texts[0]
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../../facts.schema.json\n")
    assert (path.parent / "../../facts.schema.json").is_file()
    assert {problem.rule for problem in check_corpus(load_corpus(root))} == {"missing-digests"}, "there is no copy of the source here"
    fact = next(fact for fact in load_corpus(root).facts if fact.id == expected)
    assert fact.latest.payload.roles == ("Gardener", "Florist")
    assert fact.latest.payload.any_of is True
    assert fact.latest.source.lines == ((3, 3), (8, 9))


def test_answers_may_come_line_by_line_and_are_asked_for_again(run_script: RunScript, root: Path) -> None:
    expected = next_id(load_corpus(root), "DATA")
    asked = ["NOWHERE", "DATA", "window", "How far plants are watched", "This is watched.", "six months", "P6M", "P18M", "P24M"]
    asked += [
        "",
        "",
        "",
        "",
        "",
        "",
        "getting-started",
        "Plants",
        "from 3 to 5",
        "3-5",
        "",
        "How far are plants watched?",
        *(f"plants {at}" for at in range(5)),
        "",
        "",
        "",
    ]
    # The statement opened with a pronoun and does not hold the values: it alone is asked for again.
    asked += ["Plants are watched from 6 months ago to 18 months ahead, 24 months in total.", "yes"]
    done = run_script("new_fact", answers="\n".join(asked) + "\n")
    assert done.returncode == 0, done.stderr
    assert '"NOWHERE" is none of: APP' in done.stderr
    assert "no ISO 8601 duration" in done.stderr
    assert '"from" is no line' in done.stderr
    assert 'opens with "This"' in done.stderr
    assert (root / "kb" / "facts" / "data" / f"{expected}.yaml").is_file()


def test_no_agreement_means_no_file(run_script: RunScript, root: Path) -> None:
    before = tell_apart(root)
    arguments = [*GIVEN, "--source", "getting-started", "--basis", "derived", "--see-also", "ZM-APP-001"]
    conditions = "\n" * 6  # and how much of a page was seen
    done = run_script("new_fact", *arguments, answers=f"{conditions}n\n")
    assert done.returncode == 1, done.stderr
    assert tell_apart(root) == before


def test_what_is_missing_is_named(run_script: RunScript, root: Path) -> None:
    before = tell_apart(root)
    done = run_script("new_fact", "--no-input", "--area", "APP")
    assert done.returncode == 1
    assert done.stderr.startswith("title: an answer is needed here")
    assert tell_apart(root) == before


def test_what_the_checks_find_is_shown_and_nothing_is_written(run_script: RunScript, root: Path) -> None:
    before = tell_apart(root)
    done = run_script("new_fact", "--no-input", *GIVEN, "--see-also", "ZM-ROLE-999")
    assert done.returncode == 1
    assert "[unknown-fact]" in done.stderr
    assert tell_apart(root) == before


def test_a_key_that_the_kind_does_not_have_is_refused(run_script: RunScript) -> None:
    done = run_script("new_fact", "--no-input", *GIVEN, "--set", "payload.colour=green")
    assert done.returncode == 1
    assert "payload.colour" in done.stderr
