"""The door of every script: a Python that is new enough, then the project's own environment.

A script begins with `from environment import enter` and `enter()`. This file keeps to syntax that old Pythons read,
so that on one of them a person gets a sentence and not a syntax error.
"""

import shutil
import subprocess
import sys

NEEDED = (3, 11)
TRIED = ("python3.14", "python3.13", "python3.12", "python3.11")


def find_newer_python() -> str:
    """The first interpreter on the PATH that is new enough and starts; empty when there is none."""
    for name in TRIED:
        path = shutil.which(name)
        test = "import sys; sys.exit(sys.version_info < {!r})".format(NEEDED)  # noqa: UP032  a set of braces less to read
        if path and subprocess.call([path, "-c", test], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return path
    return ""


def leave_old_python() -> None:
    """Starts the script again with a newer Python, or says what is missing and stops."""
    newer = find_newer_python()
    if newer:
        sys.exit(subprocess.call([newer] + sys.argv))  # noqa: RUF005  unpacking into a list is no plainer
    sys.exit(
        "This needs Python {}.{} or newer; {} is Python {}.{}.\n"
        "Install a newer one (https://www.python.org/downloads/, or your system's packages) and start again, e.g.\n"
        "    python3.13 {}".format(*NEEDED, sys.executable, *sys.version_info[:2], sys.argv[0])
    )


if sys.version_info < NEEDED:
    leave_old_python()

from provision import enter  # noqa: E402  its syntax is too new for the Pythons turned away above

__all__ = ["enter"]
