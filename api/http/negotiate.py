"""Chooses among the forms a response can take by the request's Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

MARKDOWN = "text/markdown"
JSON = "application/json"
HTML = "text/html"


def choose_media_type(accept: str | None, offers: Sequence[str]) -> str:
    """The offer the client likes best.

    Args:
        accept: The Accept header; None or text that cannot be read means that anything will do.
        offers: Media types, ours first: the first one also answers a client that accepts none of them.

    Returns:
        The offer with the highest quality; among equals the one the client names most exactly, then the one it
        names first, then the one we offer first.
    """
    ranges = _read_ranges(accept or "*/*")
    rated = [(*_rate(offer, ranges), -at, offer) for at, offer in enumerate(offers)]
    quality, *_, best = max(rated, default=(0.0, 0, 0, 0, offers[0]))
    return best if quality > 0 else offers[0]


def _read_ranges(accept: str) -> list[tuple[str, str, float]]:
    ranges = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = media_range.partition("/")
        if slash and kind and subtype and (kind != "*" or subtype == "*"):
            ranges.append((kind, subtype, _read_quality(parameters)))
    return ranges


def _read_quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return quality if 0 <= quality <= 1 else 0.0
    return 1.0


def _rate(offer: str, ranges: Sequence[tuple[str, str, float]]) -> tuple[float, int, int]:
    """Quality, exactness and place of the range that fits the offer most exactly."""
    kind, _, subtype = offer.partition("/")
    fitting = []
    for at, (range_kind, range_subtype, quality) in enumerate(ranges):
        exactness = 1 + (range_kind == kind) + (range_subtype == subtype)
        if range_kind in (kind, "*") and range_subtype in (subtype, "*"):
            fitting.append((exactness, -at, quality))
    if not fitting:
        return 0.0, 0, 0
    exactness, place, quality = max(fitting)
    return quality, exactness, place
