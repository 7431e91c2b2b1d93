"""Direct answers made only of cited facts, or an honest refusal."""

from kb.answerer.answerer import Answerer
from kb.answerer.question import LONGEST_QUESTION
from kb.answerer.render import render_markdown

__all__ = ["LONGEST_QUESTION", "Answerer", "render_markdown"]
