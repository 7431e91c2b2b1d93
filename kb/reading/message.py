"""Cuts a message into what it asks, what it tells and what is noise: greetings, log lines, signatures, quoted mails.

People paste: a mail with its story, a sign-in log, the text of a dialog. What they ask stands in one or two sentences; of the
rest only what settles conditions is wanted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SHORT = 26
"""Words up to which a message is read as it stands, apart from its noise: nothing of it is a story."""

_LINE_NOISE = re.compile(
    r"^\s*(?:>|\||from:|sent:|to:|cc:|subject:|date:|-{3,}|={3,}|_{3,}|at [\w.$]+\(|sent from my\b|get outlook\b|on .{5,80} wrote:\s*$"
    r"|(?:best|kind|warm|many)?\s*(?:regards|wishes)\b|cheers\b|mit freundlichen|viele gr|cordialement|saludos"
    r"|(?:thanks|thank you|thx|tia|many thanks)(?: in advance| so much| a lot| again)?\s*[,.!]*\s*(?:\w+\s*)?$"
    r"|(?:correlation|request|trace|session|tracking|activity)[\s-]?id\b|time\s?stamp\b)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?|\b\d{1,2}:\d\d:\d\d(?:\.\d+)?\b")
_LABELLED = re.compile(
    r"\b(?:correlation|request|trace|session|tracking|activity|tenant|directory|object|user|device)[\s_-]?id\s*[:=]?\s*"
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[.,;]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\bhttps?://\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|hallo|dear|good (?:morning|afternoon|evening|day)|greetings|guten (?:tag|morgen)|bonjour|hola)\b"
    r"(?:\s+(?:all|everyone|everybody|team|there|folks|guys|support|community|zusammen|\w+))?\s*(?:[,!.:–-]+\s*|$)",
    re.IGNORECASE,
)
_LOG_LINE = re.compile(
    r"^\s*[\[(]?(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|\d{1,2}:\d\d:\d\d)[^?]*$|^[^?]*\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL)\b[^?]*$|^(?:[^?]*\b\w+=\S+){2}[^?]*$"
)
_SPEAKER = re.compile(r"^\s*[\[(]?\d{1,2}:\d\d[\])]?\s+(?:<?[\w.-]{1,20}>?:\s*)?")
_CLAUSE = re.compile(r":\s+|\s[-–—]\s|;\s+|,\s+(?=(?:and|or|but)\s+(?:what|which|who|where|when|why|how|is|are|does|do|can|must|should)\b)")
MOST_OTHERS = 12
"""Sentences and clauses that are tried one by one."""

_END = re.compile(
    r"(?<=[.!?;。？！])(?<!\bno\.)(?<!\bnr\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bincl\.)[\"”’)]*\s+|(?<=[。？！])|\s+--+\s+|\s*\n+\s*",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^\W*(?:(?:when|where|while|whenever|wherever|should|had|were)\b[^?]{12,}[.!;]|(?:do not|don't)\b[^?]*)$", re.IGNORECASE
)

_PASTED = re.compile(r"(?:^|(?<=\n))\s*[\"“]([^\"”]*\n[^\"”]*)[\"”]")
"""A text of several lines in quotation marks: a dialog, or somebody else's words."""

_CODE_LINE = re.compile(r"^[^?]*\b(?:[A-Z]{4,}\d{4,}|[a-z]+_[a-z]+:)[^?]*$")
"""A sentence with the code of an error: pasted, and no question."""
_ASKING = re.compile(
    r"\?|？"
    r"|^\W*(?:(?:so|and|but|or|also|now|then|ok|okay|well|please|just|basically|in short|my question is|question)\b[\s,:]*)*"
    r"(?:what|which|who|whose|whom|when|where|why|how|is|are|am|do|does|did|can|could|may|must|should|shall|will|would|has|have|was|were|"
    r"list|show|give|tell|explain|name|compare|walk me|help|remind me|describe|welche[rsnm]?|wie|was|wer|wo|warum|wann|qué|cuál(?:es)?|cómo|dónde|quel(?:le)?s?|comment|pourquoi)\b"
    r"|\b(?:i|we) (?:need|want|would like|wish|have|try|am trying|are trying|'d like) to (?:know|understand|find|see|learn|confirm|check)\b"
    r"|\b(?:wondering|not sure|unsure|unclear|no idea|any idea|curious|confused|please (?:tell|advise|confirm|explain|clarify|help|let)"
    r"|(?:can|could) (?:you|someone|anyone|anybody|somebody)|let me know|looking for|tell me|what am i missing|need (?:the|your|some|a list))\b",
    re.IGNORECASE,
)
_EMPTY_ASKS = re.compile(
    r"^\W*(?:any (?:ideas?|help|advice|thoughts|suggestions|pointers|hints?)(?: (?:is |are |would be |much )?(?:appreciated|welcome|great))?"
    r"|(?:can|could) (?:you|someone|anyone|anybody|somebody) (?:please )?(?:help|assist|advise)(?: me| us)?(?: (?:with|on) this)?|please (?:help|advise)"
    r"|(?:has|have) (?:anyone|anybody|someone) (?:else )?(?:seen|had|experienced|run into) (?:this|that|it)(?: before)?"
    r"|is (?:anyone|anybody) else seeing this|what(?: am i| are we) (?:doing wrong|missing)|what now|thoughts|help|right|correct)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cut:
    """A message, cut.

    Attributes:
        asked: The sentences that ask, in order; for a short message all of it. Empty when nothing is left but noise.
        told: The sentences that tell, in order.
        ignored: What was taken for noise.
        others: Its sentences and clauses one by one, for when the whole finds nothing: what asks from the last to the first, then
            the rest in order; empty for a message of one sentence.
    """

    asked: tuple[str, ...]
    told: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    others: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """What is asked, as one text."""
        return " ".join(self.asked)


def cut_message(text: str) -> Cut:
    """Cuts a message; never fails, whatever the text, and reads each character a bounded number of times."""
    pasted = [sentence for block in _PASTED.findall(text) for line in _drop_noise(block)[0] for sentence in _split(line)]
    kept, ignored = _drop_noise(text)
    sentences = [sentence for line in kept for sentence in _split(line)]
    asked = [at for at, sentence in enumerate(sentences) if sentence.strip('"“”') not in pasted and _is_asked(sentence)]
    told = tuple(sentence for at, sentence in enumerate(sentences) if at not in asked)
    asking = [sentences[at] for at in reversed(asked)]
    clauses = [clause for sentence in (*asking, *told) for clause in _CLAUSE.split(sentence) if len(clause.split()) > 1]
    others = tuple(dict.fromkeys([*asking, *told, *clauses])) if len(clauses) > 1 else ()
    short = sum(len(sentence.split()) for sentence in sentences) <= SHORT and not any(map(_CODE_LINE.match, told))
    if short or not asked:
        return Cut((" ".join(sentences),) if sentences else (), (), ignored, others[:MOST_OTHERS])
    return Cut(tuple(sentences[at] for at in asked), told, ignored, others[:MOST_OTHERS])


def _is_asked(sentence: str) -> bool:
    return bool(_ASKING.search(sentence)) and not _EMPTY_ASKS.match(sentence) and not states(sentence)


def states(sentence: str) -> bool:
    """Whether a sentence begins like a question and states something all the same, as "When I log in, it works" does."""
    return bool(_STATES.match(sentence))


def _drop_noise(text: str) -> tuple[list[str], tuple[str, ...]]:
    kept: list[str] = []
    ignored: list[str] = []
    for line in text.splitlines():
        if _LINE_NOISE.match(line) or _LOG_LINE.match(line):
            ignored.append(line.strip())
            continue
        clean = _SPEAKER.sub("", line)
        for pattern in (_LABELLED, _STAMP, _ADDRESS, _GREETING):
            found = pattern.findall(clean)
            if found:
                ignored += [" ".join(each.split()) for each in found]
                clean = pattern.sub(" ", clean)
        if any(character.isalnum() for character in clean):
            kept.append(" ".join(clean.split()))
    return kept, tuple(ignored)


def _split(line: str) -> list[str]:
    return [piece.strip() for piece in _END.split(line) if piece and any(character.isalnum() for character in piece)]
