"""Turns the Markdown of the site into clean Markdown: what only the site understands is left out or said plainly."""

from __future__ import annotations

import posixpath
import re

FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
DRAWING = re.compile(r"<svg.*?</svg>|<form.*?</form>|<!--.*?-->", re.DOTALL)
ATTRIBUTES = re.compile(r"[ \t]*(?<!\{)\{:? ?[.#][^{}\n]*\}")
TAG = re.compile(r"[ \t]*</?(?:div|figure|figcaption|span|p|section)\b[^>]*>")
ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[a-z0-9-]+: ?")
ADMONITION = re.compile(r'^(?:!!!|\?\?\?\+?) \w+(?: "([^"]*)")?\n+((?:(?:    .*)?\n?)+)', re.MULTILINE)
LINK = re.compile(r"(\]\()([^)\s#:]+\.md)(#[^)\s]*)?(\))")


def clean(text: str, path: str) -> str:
    """Markdown without what only the site understands; links lead from the site's root to other twins."""
    text = FRONT_MATTER.sub("", text.replace("\r\n", "\n"))
    parts = [part if part.startswith("```") else _clean_prose(part, path) for part in FENCE.split(text)]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip() + "\n"


def _clean_prose(text: str, path: str) -> str:
    text = DRAWING.sub("", text)
    text = ADMONITION.sub(_quote, text)
    for pattern in (TAG, ATTRIBUTES, ICON):
        text = pattern.sub("", text)
    text = re.sub(r"^[ \t]+$", "", text, flags=re.MULTILINE)
    return LINK.sub(lambda match: f"{match[1]}{_from_root(match[2], path)}{match[3] or ''}{match[4]}", text)


def _quote(match: re.Match[str]) -> str:
    lines = [line[4:] for line in match[2].strip("\n").split("\n")]
    if match[1]:
        lines = [f"**{match[1]}.**", "", *lines]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _from_root(target: str, path: str) -> str:
    return target if target.startswith("/") else "/" + posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
