"""Reads YAML so that nothing is lost: every scalar a string, every key once, every value with its line; and writes it.

The only module that knows YAML. Scalars stay what the author wrote (`1.10`, `no`, a date); the models convert them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from kb.errors import Problem
from kb.scalars import stays_text

# libyaml's parser is some ten times faster; the pure one is the same language.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 1_000_000
"""Columns before a line is broken: one value, one line, so that a comparison of two files shows whole values."""


class _Loader(_Parser):  # type: ignore[misc]  # which of the two it is depends on the machine
    """Reads what stands where; what a scalar looks like (a number, a date) is not worked out, since all are read as strings."""

    def resolve(self, *_: object) -> str:
        return ""

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...


class _Dumper(yaml.SafeDumper):
    """Writes text with line ends or invisible characters in double quotes, since elsewhere YAML folds some of them into blanks."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Also what only other parsers take for something else is no plain text here."""
        if kind is yaml.ScalarNode and implicit[0] and not stays_text(value):
            return "tag:yaml.org,2002:null"
        return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]  # the stubs leave it so


_Dumper.add_representer(str, _Dumper.represent_text)


@dataclass
class Document:
    """A YAML file: its data, and the line each part of it stands on.

    Attributes:
        path: The file as problems should name it.
        data: Mappings, lists and strings; None for an empty file.
        text: The file.
        resolved: Where values stand that YAML parsers resolve to something other than text, being without quotes, or with a tag.
    """

    path: str
    data: Any = None
    text: str = field(default="", repr=False)
    resolved: frozenset[tuple[str | int, ...]] = frozenset()

    @cached_property
    def lines(self) -> dict[tuple[str | int, ...], int]:
        """Location (keys and positions from the root) → 1-based line; read when somebody asks, since sound files are not asked."""
        found: dict[tuple[str | int, ...], int] = {}
        root = _Loader(self.text).get_single_node()
        if root is not None:
            _locate(root, (), found, set())
        return found

    def line_of(self, place: Sequence[str | int]) -> int:
        """The line of the deepest known part of ``place``; 1 when nothing of it is known."""
        for end in range(len(place), -1, -1):
            if (line := self.lines.get(tuple(place[:end]))) is not None:
                return line
        return 1


def load_document(path: Path, name: str) -> tuple[Document, list[Problem]]:
    """Reads one YAML file.

    Args:
        path: The file.
        name: How problems name it.

    Returns:
        The document, and what is wrong with it as YAML (syntax, a key given twice, an anchor or alias).
    """
    document = Document(name)
    problems: list[Problem] = []
    try:
        document.text = path.read_text(encoding="utf-8")
        root = _Loader(document.text).get_single_node()
    except UnicodeDecodeError as error:
        return document, [Problem(name, 0, "", "not-utf-8", f"the file is not UTF-8 (byte {error.start}); save it as UTF-8")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return Document(name), [Problem(name, mark.line + 1 if mark else 0, "", "bad-yaml", f"{error.problem or error}; mend the YAML")]
    except yaml.YAMLError as error:  # the reader's own, e.g. for a control character: it has no line
        return Document(name), [Problem(name, 0, "", "bad-yaml", f"{' '.join(str(error).split())}; mend the YAML")]
    if root is not None:
        resolved: set[tuple[str | int, ...]] = set()
        document.data = _read(root, name, (), resolved, problems, set())
        document.resolved = frozenset(resolved)
    return document, problems


def dump_document(data: Any) -> str:
    """Mappings, lists and strings as YAML that ``load_document`` reads back as the same data; keys keep their order."""
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH))


def _read(
    node: Any, name: str, place: tuple[str | int, ...], resolved: set[tuple[str | int, ...]], problems: list[Problem], seen: set[int]
) -> Any:
    if id(node) in seen:  # an anchor's second use: aliases could hold themselves, or grow without bound
        problems.append(Problem(name, _line(node), "", "bad-yaml", "an alias stands for another value here; write the value out"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if node.tag or (not node.style and not stays_text(node.value)):
            resolved.add(place)
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_read(child, name, (*place, at), resolved, problems, seen) for at, child in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in mapping:
            first = next(_line(other) for other, _ in node.value if str(other.value) == key)
            problems.append(
                Problem(name, _line(key_node), "", "duplicate-key", f'"{key}" stands here twice (first on line {first}); keep one')
            )
            continue
        mapping[key] = _read(value_node, name, (*place, key), resolved, problems, seen)
    return mapping


def _locate(node: Any, place: tuple[str | int, ...], found: dict[tuple[str | int, ...], int], seen: set[int]) -> None:
    found.setdefault(place, _line(node))
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for at, child in enumerate(node.value):
            _locate(child, (*place, at), found, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inside = (*place, str(key.value))
            if inside not in found:  # the first of two counts
                found[inside] = _line(key)
                _locate(value, inside, found, seen)


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1
