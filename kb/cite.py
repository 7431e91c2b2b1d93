"""Cites on the terminal: each revision in the forms that were asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kb.commands import load_facts, report_error
from kb.errors import KbError
from kb.loader import find_root
from kb.pages.citing import LABELS, LOCAL, READY, build_reference, render_citation
from kb.pages.site_url import read_site_url
from kb.terminal import paint


def cite(citations: Sequence[str], form: str | None = None, site: str | None = None) -> int:
    """Prints how to cite facts.

    Args:
        citations: IDs, with or without a revision; without one the latest is cited.
        form: One of ``kb.pages.citing.FORMS``; without it every form that a person pastes.
        site: What permalinks begin with; without it ``KB_SITE_URL``, or else the address of ``scripts/serve``.

    Returns:
        The exit code: 0, or 1 when an ID is unknown; the others are cited all the same.
    """
    failed = False
    try:
        address = read_site_url(site)
        catalog = load_facts(find_root())
    except KbError as error:
        return report_error(error)
    if not address:
        address = LOCAL
        print(f"Permalinks lead to {LOCAL}; name your site with --site or KB_SITE_URL.", file=sys.stderr)
    printed = []
    for one in citations:
        try:
            reference = build_reference(catalog, *catalog.resolve(one), base_url=address)
        except KbError as error:
            failed = bool(report_error(error))
            continue
        if form:
            printed.append(render_citation(reference, form))
            continue
        parts = [paint(f"{reference.id}  {reference.title}", "bold", sys.stdout)]
        parts += [f"{paint(LABELS[ready], 'dim', sys.stdout)}\n{render_citation(reference, ready)}" for ready in READY]
        printed.append("\n\n".join(parts))
    if printed:
        print(("\n\n" if form in (None, "bibtex") else "\n").join(printed))
    return int(failed)
