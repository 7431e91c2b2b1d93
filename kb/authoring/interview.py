"""Asks an author field by field; an answer that will not do is asked for again, with the reason."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TextIO

from kb.authoring.fields import Field
from kb.errors import KbError
from kb.terminal import paint


class MissingAnswer(KbError):
    """The answers ended before everything needed was said; names the field and why its last answer would not do."""


class Interview:
    """Takes answers from options first, then from standard input.

    Args:
        given: Field key → answers given beforehand, e.g. as options.
        asks: Whether to ask for what was not given; otherwise only defaults fill in.
        read: Reads one line; raises EOFError at the end.
        stream: Where prompts and reasons go.
    """

    def __init__(
        self, given: Mapping[str, Sequence[str]], asks: bool = True, read: Callable[[], str] = input, stream: TextIO | None = None
    ) -> None:
        self.given = {key: list(values) for key, values in given.items()}
        self.asks, self.read = asks, read
        self.stream = stream or sys.stderr

    def ask(self, field: Field) -> Any:
        """The value of a field, asked for until it will do.

        Raises:
            MissingAnswer: There are no more answers, and the field cannot be left out.
        """
        answers = self.given.pop(field.key, None)
        while True:
            ended = False
            if answers is None:
                answers, ended = self._prompt(field)
            try:
                return field.read(answers or ([field.default] if field.default else []))
            except ValueError as error:
                reason = str(error)
            if ended or not self.asks:
                raise MissingAnswer(f"{field.key}: {reason} ({field.prompt}).")
            self._say(paint(f"  {reason}", "red", self.stream))
            answers = None

    def confirm(self, question: str) -> bool:
        """Whether the author agrees; silence agrees, and so do answers that came from a file."""
        if not self.asks:
            return True
        self._say(f"{question} [Y/n] ", end="")
        try:
            return self.read().strip().lower() in {"", "y", "yes"}
        except EOFError:
            return True

    def tell(self, text: str) -> None:
        """Shows something beside the questions."""
        self._say(text)

    def _prompt(self, field: Field) -> tuple[list[str], bool]:
        if not self.asks:
            return [], True
        hints = [" | ".join(field.choices)] if field.choices else []
        hints += [f"empty: {field.default}"] if field.default else [] if field.required else ["may be empty"]
        hints += ["commas between several"] if field.separated else ["one a line, an empty line ends"] if field.many else []
        hint = paint(f" ({'; '.join(hints)})", "dim", self.stream) if hints else ""
        self._say(f"{paint(field.prompt, 'bold', self.stream)}{hint}")
        lines: list[str] = []
        try:
            while True:
                self._say("> ", end="")
                line = self.read().strip()
                if line:
                    lines.append(line)
                if not line or not field.many or field.separated:
                    return lines, False
        except EOFError:
            return lines, True

    def _say(self, text: str, end: str = "\n") -> None:
        self.stream.write(text + end)
        self.stream.flush()
