"""Changes single values of a YAML file where they stand, so that the rest stays as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.errors import KbError
from kb.scalars import stays_text


def write_flow(value: object) -> str:
    """Numbers, plain words and lists of them as they stand on one line: `[[79, 79], [82, 84]]`; words like numbers in quotes."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(write_flow, value))}]"
    return f'"{value}"' if isinstance(value, str) and not stays_text(value) else str(value)


def replace_value(text: list[str], line: int, key: str, value: object) -> None:
    """Puts a new value in the place of a key's old one, and keeps a comment behind it.

    Args:
        text: The lines of the file; changed in place.
        line: The 1-based line the key stands on.
        key: The key; its old value is a plain scalar, or a list in brackets or under dashes.
        value: A number, a plain word, or lists of them.

    Raises:
        KbError: The key does not stand there in a form that is known.
    """
    found = re.search(rf"(?<![\w-]){re.escape(key)}:[ \t]*", text[line - 1])
    if found is None:
        raise KbError(f'line {line} holds no "{key}:"; change the value by hand')
    start, rest = text[line - 1][: found.end()].rstrip(), text[line - 1][found.end() :]
    if rest.startswith("["):
        last, tail = _end_of_brackets(text, line, found.end())
    elif rest.strip() and not rest.startswith("#"):
        last, tail = line, re.sub(r"^[^\s,}#]+", "", rest)
    else:
        last, tail = _end_of_dashes(text, line, found.start()), f"  {rest}" if rest else ""
    text[line - 1 : last] = [f"{start} {write_flow(value)}{tail}"]


def _end_of_brackets(text: Sequence[str], line: int, column: int) -> tuple[int, str]:
    """The 1-based line that closes a list in brackets, and what follows on it."""
    depth = 0
    for number in range(line, len(text) + 1):
        code = text[number - 1]
        for at in range(column if number == line else 0, len(code)):
            if code[at] == "#" and at and code[at - 1] in " \t,":
                break
            depth += (code[at] == "[") - (code[at] == "]")
            if depth == 0:
                return number, code[at + 1 :]
    raise KbError(f"the list on line {line} has no end; mend the YAML")


def _end_of_dashes(text: Sequence[str], line: int, indent: int) -> int:
    """The 1-based last line of a list whose entries stand under its key, each behind a dash."""
    last = line
    for number in range(line + 1, len(text) + 1):
        code = text[number - 1]
        if not code.strip() or code.lstrip().startswith("#"):
            continue
        depth = len(code) - len(code.lstrip())
        if depth < indent or (depth == indent and not code.lstrip().startswith("-")):
            break
        last = number
    return last
