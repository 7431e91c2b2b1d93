"""The worked examples of the API, the same wherever it is documented: what the App ID of rooms is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EXAMPLES: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
"""Name → what is sent or comes back: JSON, or text for other media types."""
