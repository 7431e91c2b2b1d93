"""The page a browser is shown at an address that does not exist, with the pages that are near it."""

from __future__ import annotations

from html import escape

from api.site import Site

_PLACE = b" data-near></div>"
"""Where `overrides/404.html` leaves room for them."""


def render_missing(site: Site, path: str) -> bytes | None:
    """The site's page for what is missing; None when the site has none.

    Args:
        site: The built site.
        path: The address that was asked for; it is compared, never shown.
    """
    page = site.find("/404.html")
    if page is None:
        return None
    items = "".join(f'<li><a href="{escape(near)}">{escape(site.title_of(near))}</a></li>' for near in site.near(path))
    if not items:
        return page.body
    return page.body.replace(_PLACE, f"><h2>Pages that are near</h2><ul>{items}</ul></div>".encode())
