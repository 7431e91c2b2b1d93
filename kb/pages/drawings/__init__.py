"""Drawings that are made from facts: each mark carries the ID of the fact it states, and each drawing has a text beside it.

No colour and no font is set here: the stylesheet gives both, so that a drawing follows light and dark.
"""

from kb.pages.drawings.figure import Drawing, write_figure
from kb.pages.drawings.timeline import draw_timeline

__all__ = ["Drawing", "draw_timeline", "write_figure"]
