"""From facts to pages that people read: Markdown for MkDocs, and a plain twin of each page for agents.

A template names facts and adds the words between them; no fact's text stands in a template.
"""

from kb.pages.build import SiteFailed, build_site

__all__ = ["SiteFailed", "build_site"]
