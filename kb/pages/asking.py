"""How to ask at an address: the words that end every page's Markdown, and that help whoever asked nothing."""

from __future__ import annotations

HOW_TO_ASK = """\
Put your question behind the page's own address:

    GET {address}?ask=<question>

Add `&goal=<what you want to achieve>` where that helps. Put one full question in plain words, with every name it needs. Back comes
Markdown: an answer first, then the facts it rests on with their IDs, questions that lead on as ready links, and the sources; or the
plain statement that the guide does not say.
"""


def say_how_to_ask(address: str) -> str:
    """How to ask at an address, such as ``/guide/consent.md``; Markdown without a heading that ends in a newline."""
    return HOW_TO_ASK.format(address=address)
