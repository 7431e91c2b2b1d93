"""The public address of the site, which links begin with wherever they leave it."""

from __future__ import annotations

import os
import re

from kb.errors import KbError
from kb.text import clean_line

SITE_URL = "KB_SITE_URL"
"""The setting that names it."""

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~/\-]*)?")


def read_site_url(given: str | None = None) -> str:
    """The given address, or else that of ``KB_SITE_URL``, without a slash at its end; empty without either.

    Raises:
        KbError: It is no http or https address, or has more than a path.
    """
    address = (os.environ.get(SITE_URL, "") if given is None else given).strip()
    if address and not _ADDRESS.fullmatch(address):
        where = f"{SITE_URL}: " if given is None else ""
        raise KbError(f'{where}"{clean_line(address)}" is no address of a site; write e.g. https://guide.example')
    return address.rstrip("/")
