"""What a message says, before anything is looked up: what it asks, what it tells, what it names, and the form it wishes."""

from kb.reading.entities import Named, find_named
from kb.reading.form import Form, find_form
from kb.reading.message import Cut, cut_message, states
from kb.reading.small_talk import SmallTalk, find_small_talk

__all__ = ["Cut", "Form", "Named", "SmallTalk", "cut_message", "find_form", "find_named", "find_small_talk", "states"]
