"""What a message says, before anything is looked up: what it asks, what it tells, what it names, and the form it wishes."""

from kb.reading.message import Cut, cut_message

__all__ = ["Cut", "cut_message"]
