"""Writing a new fact: questions to its author, the same models and checks as for every other fact, and the file."""

from kb.authoring.draft import Draft, next_id
from kb.authoring.fields import Field, base_fields, payload_fields
from kb.authoring.interview import Interview, MissingAnswer
from kb.authoring.render import render_fact, render_yaml
from kb.authoring.write import write_fact

__all__ = [
    "Draft",
    "Field",
    "Interview",
    "MissingAnswer",
    "base_fields",
    "next_id",
    "payload_fields",
    "render_fact",
    "render_yaml",
    "write_fact",
]
