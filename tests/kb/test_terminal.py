"""Quick work is silent, slow work shows where it is, and colours are never forced on anybody."""

from __future__ import annotations

import io
import time

import pytest

from kb import terminal
from kb.terminal import Step, paint, show_seconds


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "QUIET_SECONDS", 0.02)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_quick_work_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "QUIET_SECONDS", 5)
    stream = io.StringIO()
    with Step("Working", stream):
        pass
    assert stream.getvalue() == ""


def test_slow_work_is_written_to_a_log_line_by_line() -> None:
    stream = io.StringIO()
    with Step("Working", stream) as step:
        step.note("part one")
        time.sleep(0.1)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("Working: part one … ")
    assert lines[-1].startswith("Working … done in ")


def test_slow_work_is_redrawn_on_a_terminal() -> None:
    stream = Screen()
    with Step("Working", stream):
        time.sleep(0.1)
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue().startswith("\r")


def test_work_that_fails_says_so() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError, match="no"), Step("Working", stream):
        raise ValueError("no")
    assert "stopped after" in stream.getvalue()


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paint("x", "red", io.StringIO()) == "x"
    assert paint("x", "red", Screen()) == "\033[31mx\033[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert paint("x", "red", Screen()) == "x"


@pytest.mark.parametrize(("seconds", "text"), [(0.44, "0.4 s"), (12.3, "12 s"), (119.4, "119 s"), (125.0, "2 min 5 s")])
def test_durations_are_for_people(seconds: float, text: str) -> None:
    assert show_seconds(seconds) == text
