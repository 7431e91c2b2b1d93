"""The worked examples of the API, from the knowledge base's `kb/examples.json`: the same wherever it is documented."""

from __future__ import annotations

import json
from typing import Any

from kb.subject import find_root


class Examples(dict[str, Any]):
    """Name → what is sent or comes back: JSON, or text for other media types; None for one that the knowledge base does not give."""

    def __missing__(self, name: str) -> None:
        return None


def _read() -> Examples:
    path = find_root() / "kb" / "examples.json"
    return Examples(json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})


EXAMPLES = _read()
