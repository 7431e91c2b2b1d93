from __future__ import annotations

import re

import pytest

from kb.errors import KbError
from kb.pages.site_url import SITE_URL, read_site_url

BASE = "https://guide.example"
BAD = ["guide.example", "javascript:alert(1)", "https://", "https://a b", 'https://x"><b>', "https://x/?a=b", "https://x/#b", "ftp://x"]


@pytest.mark.parametrize(
    ("given", "setting", "found"),
    [
        (None, "", ""),
        (None, " ", ""),
        (None, f"{BASE}/", BASE),
        ("http://127.0.0.1:8000", BASE, "http://127.0.0.1:8000"),
        ("https://host.example/kb/", "", "https://host.example/kb"),
        ("", BASE, ""),
    ],
)
def test_addresses_begin_with_what_is_given_or_set(monkeypatch: pytest.MonkeyPatch, given: str | None, setting: str, found: str) -> None:
    monkeypatch.setenv(SITE_URL, setting)
    assert read_site_url(given) == found


@pytest.mark.parametrize("address", BAD)
def test_what_is_no_address_is_refused_with_an_example(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    with pytest.raises(KbError, match=r"https://guide\.example"):
        read_site_url(address)
    monkeypatch.setenv(SITE_URL, address)
    with pytest.raises(KbError, match=re.escape(SITE_URL) + ".*write e.g. https://"):
        read_site_url()
