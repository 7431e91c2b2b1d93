"""Learns from the facts' questions in a process of its own, while this one writes and reads the index."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kb.index.training import Example, train_classifier

FEW = 2000
"""Texts below which learning takes less than starting a process."""

_CODE = Path(__file__).resolve().parents[2]


@contextmanager
def train_aside(texts: Sequence[Sequence[Example]], folder: Path) -> Iterator[Callable[[], None]]:
    """Begins to learn how each fact is asked for from its texts, and stores what was learned in a folder.

    Yields:
        Waits until it is learned; learns it here where no process could be started or it failed.
    """
    process = _start(texts, folder) if sum(map(len, texts)) >= FEW and (os.cpu_count() or 1) > 1 else None

    def finish() -> None:
        if process is None or process.wait() != 0:
            train_classifier(texts, folder)

    try:
        yield finish
    finally:
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()


def _start(texts: Sequence[Sequence[Example]], folder: Path) -> subprocess.Popen[bytes] | None:
    path = os.pathsep.join([str(_CODE), *filter(None, [os.environ.get("PYTHONPATH")])])
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(texts).encode())
        file.seek(0)
        try:
            return subprocess.Popen(
                [sys.executable, "-m", "kb.index.training_process", str(folder)],
                stdin=file,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": path},
            )
        except OSError:
            return None


if __name__ == "__main__":
    gc.disable()  # a short life: what it makes is needed until its end
    train_classifier(json.load(sys.stdin.buffer), Path(sys.argv[1]))
