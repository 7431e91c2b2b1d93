"""Reads YAML so that nothing is lost: every scalar a string, every key once, every value with its line; and writes it.

The only module that knows YAML. Scalars stay what the author wrote (`1.10`, `no`, a date); the models convert them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kb.errors import Problem

# libyaml's parser is some ten times faster; the pure one is the same language.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 1_000_000
"""Columns before a line is broken: one value, one line, so that a comparison of two files shows whole values."""


class _Dumper(yaml.SafeDumper):
    """Writes text with line ends or invisible characters in double quotes: elsewhere YAML folds some of them into blanks."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Dumper.add_representer(str, _Dumper.represent_text)


@dataclass
class Document:
    """A YAML file: its data, and the line each part of it stands on.

    Attributes:
        path: The file as problems should name it.
        data: Mappings, lists and strings; None for an empty file.
        lines: Location (keys and positions from the root) → 1-based line.
    """

    path: str
    data: Any = None
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

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
        loader = _Loader(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
    except UnicodeDecodeError as error:
        return document, [Problem(name, 0, "", "not-utf-8", f"the file is not UTF-8 (byte {error.start}); save it as UTF-8")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return document, [Problem(name, mark.line + 1 if mark else 0, "", "bad-yaml", f"{error.problem or error}; mend the YAML")]
    except yaml.YAMLError as error:  # the reader's own, e.g. for a control character: it has no line
        return document, [Problem(name, 0, "", "bad-yaml", f"{' '.join(str(error).split())}; mend the YAML")]
    if root is not None:
        document.data = _read(root, (), document, problems, set())
    return document, problems


def dump_document(data: Any) -> str:
    """Mappings, lists and strings as YAML that ``load_document`` reads back as the same data; keys keep their order."""
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH))


def _read(node: Any, place: tuple[str | int, ...], document: Document, problems: list[Problem], seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    document.lines.setdefault(place, line)
    if id(node) in seen:  # an anchor's second use: aliases could hold themselves, or grow without bound
        problems.append(Problem(document.path, line, "", "bad-yaml", "an alias stands for another value here; write the value out"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_read(child, (*place, at), document, problems, seen) for at, child in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        key_line = key_node.start_mark.line + 1
        if key in mapping:
            first = document.lines[(*place, key)]
            problems.append(
                Problem(document.path, key_line, "", "duplicate-key", f'"{key}" stands here twice (first on line {first}); keep one')
            )
            continue
        document.lines[(*place, key)] = key_line
        mapping[key] = _read(value_node, (*place, key), document, problems, seen)
    return mapping
