"""Keeps what people say of answers, in one file that the operator names: a JSON object a line, on the disk before it is confirmed."""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.http.checks import check_text
from api.http.problems import ApiProblem
from api.shapes.facts import Record, find_revision
from kb.catalog import Catalog
from kb.errors import KbError, UnknownFact, UnknownRevision
from kb.ids import EXAMPLE

VARIABLE = "KB_FEEDBACK"
"""The environment variable that names the file; without it no feedback is taken."""

TEXT_LIMIT = 2048
"""Characters that question, IDs and comment may have together."""

FILE_LIMIT = 64 * 1024 * 1024
"""Bytes the file may have."""

FACTS_LIMIT = 50
"""Facts that one piece of feedback may name."""

Verdict = Literal["right", "wrong", "incomplete", "unclear", "missing"]


class Feedback(BaseModel):
    """What somebody says of an answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict = Field(description="`right`, `wrong`, `incomplete`, `unclear`, or `missing`: the guide should say it.")
    facts: list[str] = Field(
        default=[], max_length=FACTS_LIMIT, description="The facts it is about: IDs or citations.", examples=[[EXAMPLE]]
    )
    question: str | None = Field(default=None, description="What was asked, where it may be kept.")
    comment: str | None = Field(default=None, description="Anything else.")


class FeedbackKept(Record):
    """The feedback is on the operator's disk."""

    kept: Literal[True] = True
    release: str = Field(description="The release it is kept with.", examples=["2026.11.0"])


class FeedbackFile:
    """A file that several processes append to, each line whole.

    Attributes:
        path: Where it lies.
        limit: Bytes it may have.
    """

    def __init__(self, path: Path, limit: int = FILE_LIMIT) -> None:
        self.path, self.limit = path, limit

    @classmethod
    def named_by(cls, setting: str | None) -> FeedbackFile | None:
        """The file that a setting names; None when it names none.

        Raises:
            KbError: The file cannot be written.
        """
        if not setting:
            return None
        found = cls(Path(setting))
        try:
            os.close(found._open())
        except OSError as error:
            raise KbError(
                f"{VARIABLE}={setting}: feedback cannot be written there ({error.strerror}). Name a file in a folder that exists and is yours."
            ) from error
        return found

    def append(self, feedback: Feedback, citations: list[str], release: str) -> None:
        """Appends one line and returns when it is on the disk.

        Raises:
            ApiProblem: The file is full.
        """
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        entry: dict[str, object] = {"time": now, "release": release, "verdict": feedback.verdict, "facts": citations}
        entry |= {"question": feedback.question, "comment": feedback.comment}
        line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
        handle = self._open()
        try:
            with _hold(handle):
                size = os.fstat(handle).st_size
                if size and _read_last(handle) != b"\n":
                    line = b"\n" + line  # A line that a crash cut off stays alone.
                if size + len(line) > self.limit:
                    raise ApiProblem("feedback-full", "The file has reached its limit; nothing was kept.")
                while line:
                    line = line[os.write(handle, line) :]
                os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EFBIG):
                raise
            raise ApiProblem("feedback-full", "There is no room left; the feedback was not kept whole.") from error
        finally:
            os.close(handle)

    def _open(self) -> int:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.open(self.path, flags, 0o600)


def check_feedback(feedback: Feedback, catalog: Catalog) -> list[str]:
    """The citations that a piece of feedback names, whole.

    Args:
        feedback: What was sent.
        catalog: The facts that it may name.

    Raises:
        ApiProblem: It holds too many characters or such as are no text, or names a fact that does not exist.
    """
    texts = {"question": feedback.question or "", "comment": feedback.comment or ""}
    size = sum(map(len, [*texts.values(), *feedback.facts]))
    if size > TEXT_LIMIT:
        detail = f"Question, facts and comment have {size} characters together; at most {TEXT_LIMIT} are kept."
        raise ApiProblem("question-too-long", detail, parameter="comment" if feedback.comment else "question", limit=TEXT_LIMIT)
    for name, text in texts.items():
        check_text(text, name)
    citations = []
    for at, name in enumerate(feedback.facts):
        try:
            fact, revision = find_revision(catalog, name)
            citations.append(f"{fact.id}v{revision.revision}")
        except UnknownFact as error:
            raise ApiProblem("invalid-parameter", str(error), parameter=f"facts.{at}", near=error.near) from None
        except UnknownRevision as error:
            raise ApiProblem("invalid-parameter", str(error), parameter=f"facts.{at}", known=error.known) from None
    return citations


def _read_last(handle: int) -> bytes:
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1)


if sys.platform == "win32":
    import msvcrt

    @contextlib.contextmanager
    def _hold(handle: int) -> Iterator[None]:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextlib.contextmanager
    def _hold(handle: int) -> Iterator[None]:
        """Keeps other processes and threads from appending meanwhile; closing the file would free it as well."""
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)
