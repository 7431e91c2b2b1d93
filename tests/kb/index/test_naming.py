"""An index is named for what it was built from."""

from __future__ import annotations

import re

from kb.index.naming import index_digest
from tests.kb.repo import Repo


def test_the_digest_is_of_the_facts(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    before = index_digest(repo.catalog())
    assert re.fullmatch("[0-9a-f]{32}", before)
    assert index_digest(repo.catalog()) == before
    repo.change(name, ("Microsoft Graph", "Microsoft graph"))
    assert index_digest(repo.catalog()) != before
