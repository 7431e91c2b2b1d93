"""Makes, repairs and enters `.venv`, the project's own environment. Standard library only.

An environment is whole when its stamp names the digest of the lock file it was made from and the version of its
Python. A whole one is used as it is, whatever Python the script was started with. Anything else is brought up to
date, or made anew when it was left half made. `KB_ENVIRONMENT=current` skips all this and stays with the running
Python, e.g. in a container image whose packages are installed already.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from kb.terminal import Step  # noqa: E402  the package is found through the line above

RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
DOCUMENTS, POSTGRES = "requirements-documents.lock", "requirements-postgres.lock"
HELD = {RUNTIME: [RUNTIME], DOCUMENTS: [RUNTIME, DOCUMENTS], POSTGRES: [RUNTIME, POSTGRES]}
HELD[DEVELOPMENT] = [RUNTIME, DOCUMENTS, POSTGRES, DEVELOPMENT]
"""Lock file → the lock files whose packages it holds, all at the same versions; what serves one serves the scripts of the others."""

ADVICE = {
    r"ensurepip|No module named venv": (
        "This Python comes without its venv module. On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere: install "
        "Python from https://www.python.org/downloads/."
    ),
    r"DO NOT MATCH THE HASHES": (
        "A downloaded package is not the one this project was tested with. Clear pip's cache (pip cache purge) and try again; "
        "if it stays, the package mirror in between serves something else."
    ),
    r"CERTIFICATE_VERIFY_FAILED|SSLError": (
        "The connection's certificate is not trusted here, as behind a company's proxy: set PIP_CERT to the proxy's certificate file."
    ),
    r"resolution|ConnectionError|NewConnectionError|timed out|ProxyError|No matching distribution|Could not find a version": (
        "The packages could not be reached. Check the network; pip's own settings (HTTPS_PROXY, pip config) are honoured."
    ),
    r"No space left|Errno 28": "The disk is full; about 300 MB are needed.",
    r"Permission denied|Errno 13|WinError 5": "The folder cannot be written: use a clone that belongs to you, or close what holds .venv open.",
}
"""What a failed step's output contains → what to do about it. The first match is shown."""


@dataclass(frozen=True)
class Environment:
    """The virtual environment of one clone.

    Attributes:
        root: The clone; its lock files and `.venv` lie here.
        name: The folder of the environment, from there.
    """

    root: Path
    name: str = ".venv"

    @property
    def folder(self) -> Path:
        """Where the environment lies."""
        return self.root / self.name

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """What was installed; missing while work is under way."""
        return self.folder / "stamp.json"

    def is_active(self) -> bool:
        """Whether the running Python is this environment's."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def read_stamp(self) -> dict[str, str]:
        """The stamp, or nothing when there is none that can be read."""
        try:
            found = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def find_version(self) -> str:
        """Its Python's version, e.g. `3.12`; empty when its interpreter does not start."""
        if self.is_active():
            return f"{sys.version_info.major}.{sys.version_info.minor}"
        code = "import sys; print('%d.%d' % sys.version_info[:2])"
        try:
            return subprocess.run([self.python, "-I", "-S", "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return ""

    def is_sound(self) -> bool:
        """Whether it was completed once, with the Python it has now."""
        version = self.read_stamp().get("python")
        return bool(version) and version == self.find_version()

    def is_ready(self, lock: str) -> bool:
        """Whether it is sound and holds what the lock file asks for today."""
        return self.read_stamp().get(lock) == digest_of(self.root / lock) and self.is_sound()


def digest_of(lock: Path) -> str:
    """SHA-256 of a lock file, whatever its line ends, as 64 hex digits."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def enter(lock: str = "", folder: str = ".venv") -> None:
    """Continues the script in the project's environment, making it first when needed.

    Returns at once inside the environment; elsewhere it starts the script again there and does not return.

    Args:
        lock: The lock file whose packages the script needs; without it those to run the product as it is set up: with
            `KB_POSTGRES` the driver too.
        folder: Where the environment lies in the clone; an extra that is no part of the product has its own.
    """
    lock = lock or (POSTGRES if os.environ.get("KB_POSTGRES") else RUNTIME)
    if os.environ.get("KB_ENVIRONMENT") == "current":
        return
    environment = Environment(ROOT, folder)
    try:
        if not environment.is_ready(lock):
            prepare(environment, lock)
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start picks up from here.")
    if not environment.is_active():
        restart(environment.python)


def prepare(environment: Environment, lock: str) -> None:
    """Makes the environment hold exactly what the lock file lists; one process at a time."""
    with hold_lock(environment.root / ".kb" / "environment.lock"):
        if environment.is_ready(lock):
            return
        if not environment.is_sound() and not environment.is_active():
            base = getattr(sys, "_base_executable", None) or sys.executable
            run_step("Making the environment", [base, "-m", "venv", "--clear", str(environment.folder)])
        environment.stamp.unlink(missing_ok=True)
        # Read before the installation: a lock file that changes meanwhile was not what was installed.
        stamp = {name: digest_of(environment.root / name) for name in HELD.get(lock, [lock])} | {"python": environment.find_version()}
        options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--no-deps"]
        pip = [str(environment.python), "-m", "pip", "install", *options]
        run_step("Installing packages", [*pip, "--requirement", str(environment.root / lock)])
        aside = environment.stamp.with_suffix(".new")
        aside.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        os.replace(aside, environment.stamp)


def run_step(label: str, command: list[str]) -> None:
    """Runs a command with a line of progress; when it fails, shows all it said, with advice, and stops."""
    with tempfile.TemporaryFile() as output:
        with Step(label):
            settings = os.environ | {"PIP_USER": "0", "PYTHONUTF8": "1"}
            code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=settings, check=False).returncode
        if code == 0:
            return
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    advice = next((text for pattern, text in ADVICE.items() if re.search(pattern, said)), "Delete the folder .venv and start again.")
    sys.exit(f"{said}\n\n{label} failed (exit code {code}). {advice}")


def restart(python: Path) -> NoReturn:
    """Starts the running script again with another interpreter, and ends as that ends."""
    settings = os.environ | {"PYTHONUTF8": "1"}
    command = [str(python), *sys.argv]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execve(command[0], command, settings)  # noqa: S606  no shell is meant
    child = subprocess.Popen(command, env=settings)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue  # The terminal sends Ctrl-C to the child as well; it decides when to end.


@contextlib.contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Keeps other processes of this clone out; the system frees the lock even when the holder is killed."""
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as file:
        if not take(file.fileno()):
            with Step("Waiting for another start to finish the environment"):
                while not take(file.fileno()):
                    time.sleep(0.1)
        yield


if sys.platform == "win32":
    import msvcrt

    def take(handle: int) -> bool:
        """Locks an open file if nobody else has; freed when it is closed."""
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def take(handle: int) -> bool:
        """Locks an open file if nobody else has; freed when it is closed."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
