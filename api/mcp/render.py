"""A fact as Markdown, for a model to read."""

from __future__ import annotations

import json

from api.shapes.facts import ReleasedFact
from kb.models import Status
from kb.models.conditions import CONDITIONS
from kb.pages.words import KINDS, join_words, say_date, say_place


def render_fact(fact: ReleasedFact, site: str) -> str:
    """A whole fact as a document that ends in a newline.

    Args:
        fact: The fact.
        site: What goes before the addresses of the site; may be empty.
    """
    lines = [f"Kind: {KINDS[fact.kind]}"]
    if fact.payload:
        lines.append(f"Data: `{json.dumps(fact.payload, ensure_ascii=False)}`")
    lines += [f"{CONDITIONS[key]}: {join_words(values)}" for key, values in fact.applies_when.items()]
    source = fact.source
    where = f"[{source.title}]({source.url}), {say_place(source.section, source.lines, source.seen, source.basis)}"
    lines.append(f"Source: {where}; basis: {source.basis}; read {say_date(source.read)}")
    lines += [
        f"{label}: {', '.join(values)}"
        for label, values in (
            ("See also", fact.see_also),
            ("Disagrees with", fact.conflicts_with),
            ("Former IDs", fact.aliases),
            ("Revisions", fact.revisions),
        )
        if values
    ]
    lines.append(f"Cite as {fact.citation}: {site}{fact.permalink}")
    parts = [f"# {fact.citation}: {fact.title}"]
    if fact.status is Status.WITHDRAWN and fact.withdrawn:
        instead = f" Cite {join_words(fact.withdrawn.replaced_by)} instead." if fact.withdrawn.replaced_by else ""
        parts.append(f"Withdrawn on {say_date(fact.withdrawn.date)}: {fact.withdrawn.reason}.{instead}")
    parts += [fact.statement, "\n".join(f"- {line}" for line in lines), f"Release {fact.release}."]
    return "\n\n".join(parts) + "\n"
