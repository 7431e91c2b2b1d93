"""Cuts a question into what is asked, what is told, and what is only an instruction to the answerer."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.!?;。？！])\s+|\n+|(?<=[。？！])|[\[\]{}]+|(?<=\))\s+(?=[A-Z])|-->|<!--|\*\*\*")
_INSTRUCTION = re.compile(
    r"^\W*(please\s+|also\s+|and\s+|then\s+|just\s+|but\s+|first\s+)*"
    r"(ignore|disregard|forget|override|bypass|pretend|act as|you are (now|a|an)\b|from now on|roleplay|"
    r"(answer|reply|respond|write|say|print|output|repeat|return|start|begin|end|finish)\s+(only|just|with|exactly|always|in|nothing|as|your|the word|every|by|"
    r"[\"'“‘`])|do not (cite|mention|refuse|use|answer)|don't (cite|mention|refuse|use)|no matter what|"
    r"(system|admin|developer|assistant)\s*(prompt|message|override|note|mode|:)|(new|updated|important) (instruction|rule|order|polic)|"
    r"(append|prepend|attach|insert) |reveal|tell me your|(the )?(answer|reply|response) (must|should|has to) (be|contain|say|start|end))",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\s*(?:(?:^|(?<=\s))\(?[a-e]\)\s|;|\?|:(?=\s)|\s[-–—]\s|,?\s+(?:and|plus|as well as|und|y|et)\s+(?=(?:also\s+)?(?:what|which|who|where|when|why|how|is|are|does|do|can|"
    r"must|should|may|whose|at what|under|in which|with which|by|was|welche|wie|qué|cuál|quel|quelle)\b)"
    r"|,\s*(?=(?:and\s+)?(?:what|which|who|where|when|why|how|whose|at what|in which|with which)\b)"
    r"|,?\s+(?:as opposed to|in contrast to|compared (?:to|with)|versus|vs\.?|whereas|while|the same as|unlike|rather than)\s+)\s*",
    re.IGNORECASE,
)


_PREMISE = re.compile(
    r"^\W*(?:since|as|because|given that|seeing that|now that|considering that|assuming)\s+(?P<premise>[^,?]{12,}),\s*(?P<rest>.+)$",
    re.I | re.S,
)
_SO = re.compile(
    r"^(?P<premise>[^?.;]{12,}?),? so (?P<rest>(?:why|how|what|which|who|where|when|do|does|is|are|can|could|should|must|will)\b.+)$",
    re.I | re.S,
)
_BETWEEN = re.compile(r"\bbetween\s+(?P<one>.{3,60}?)\s+and\s+(?P<other>[^,?.;]{3,60})", re.IGNORECASE)


def drop_instructions(text: str) -> str:
    """The text without sentences that only tell the answerer how to behave; unchanged when nothing else would be left.

    Instructions inside a question are words like any other, but no part of what is asked: taken as query terms
    they would pull the answer towards whatever they name.
    """
    sentences = [one for one in _SENTENCE.split(text) if one and one.strip()]
    kept = [one for one in sentences if not _INSTRUCTION.match(one)]
    return " ".join(kept) if kept and any("?" in one or len(one.split()) > 2 for one in kept) else text


def split_parts(text: str) -> list[str]:
    """The parts of a question that each ask for something of their own; one part when it asks for one thing.

    "Which roles do I need, and where do I check them?" has two. What is merely listed ("rooms and users") is not cut.
    """
    if premise := find_premise(text):
        return [premise["premise"].strip(), *split_parts(premise["rest"])]
    if between := _BETWEEN.search(text):
        return [between["one"].strip(), between["other"].strip()]
    parts = [part.strip(" ,.") for part in _PART.split(text)]
    return [part for part in parts if len(part.split()) >= 2] or [text]


_ASKS = re.compile(
    r"\?|？|\b(what|which|who|whose|when|where|how|why|is|are|do|does|did|can|could|may|must|should|will|would|welche|wie|was|wo|qué|cuál|quel|quelle)\b",
    re.IGNORECASE,
)


def find_premise(text: str) -> re.Match[str] | None:
    """What a question takes for granted ("Since X, …?", "X, so why …?") and the rest; None when it is put openly."""
    return _PREMISE.match(text) or _SO.match(text)


_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|does|do|did|will|would|can|could|should|must|may|might|i|we|they|he|she|it|you)\b|['’](?:s|re|ve|ll|m|d)\b",
    re.IGNORECASE,
)


def is_fragment(text: str) -> bool:
    """Whether a text has no verb of its own and so names what is wanted: "room app IDs, both, recommended one first"."""
    return not _VERB.search(text)


def asks(text: str) -> bool:
    """Whether a text asks something, by its words; bare keywords and told circumstances do not."""
    return bool(_ASKS.search(text))
