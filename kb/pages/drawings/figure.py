"""A finished drawing: its two variants as a figure on the site, its text alternative in the twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from kb.models import Fact
from kb.pages.drawings.canvas import NARROW, WIDE, Canvas
from kb.pages.marks import Marks


@dataclass(frozen=True)
class Drawing:
    """A drawing and what says the same in words.

    Attributes:
        name: Makes its ids; lower case and hyphens.
        title: What it shows.
        description: The same for those who do not see it, in a sentence or two; where its text alternative stands.
        facts: Every fact it states.
        draw: Draws it on a canvas of either width.
        alternative: Markdown that says everything the drawing says.
        caption: How to read it, where that does not show.
    """

    name: str
    title: str
    description: str
    facts: tuple[Fact, ...]
    draw: Callable[[Canvas], None]
    alternative: str
    caption: str = ""


def write_figure(drawing: Drawing, marks: Marks) -> str:
    """The drawing as Markdown: on the site a figure with its alternative below it, in the twin the alternative alone.

    Args:
        drawing: What to write.
        marks: The page's marks.
    """
    if marks.plain:
        return drawing.alternative
    pictures = []
    for width in (WIDE, NARROW):
        canvas = Canvas(width, marks.address)
        drawing.draw(canvas)
        pictures.append(canvas.render(f"chart-{drawing.name}-{'narrow' if canvas.narrow else 'wide'}", drawing.title, drawing.description))
    caption = f"\n<figcaption>{escape(drawing.caption)}</figcaption>" if drawing.caption else ""
    figure = '<figure class="chart" id="chart-{}">\n{}{}\n</figure>'.format(drawing.name, "\n".join(pictures), caption)
    return f"{figure}\n\n{drawing.alternative}"
