"""Tells small talk from questions: a greeting, thanks, a farewell, or a question about the one who answers."""

from __future__ import annotations

import re
from enum import StrEnum


class SmallTalk(StrEnum):
    """What kind of small talk a message is."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    ABILITY = "ability"


_NAME = r"(?:\s+(?:there|all|everyone|everybody|team|folks|guys|again|bot|assistant|zusammen|you|so much|a lot|very much|kindly|mate|man|friend|indeed))*"
_PRAISE = (
    r"(?:(?:ok(?:ay)?|great|perfect|super|cool|nice|awesome|excellent|brilliant|wonderful|lovely|good|fine|alright|all right|wow|ah|oh|"
    r"got it|understood|makes sense|i see|that (?:helps|helped|is (?:great|perfect|all|clear)|was (?:helpful|great))|that's (?:great|perfect|all|clear|"
    r"helpful|it)|very helpful|clear|all clear|sounds good|will do|no (?:more )?(?:further )?questions)[\s,.!]*)"
)
_THANKS = rf"(?:(?:many |much )?(?:thanks|thank you|thank u|thx|ty|tnx|cheers|ta|danke(?: schön)?|merci|gracias|much appreciated|appreciate it|appreciated){_NAME})"
_HELLO = (
    rf"(?:(?:hi|hello|hey|hiya|howdy|yo|hallo|moin|servus|bonjour|hola|ciao|greetings|good (?:morning|afternoon|evening|day)|morning|guten (?:morgen|tag|abend)|"
    rf"(?:anybody|anyone|somebody|is anybody|is anyone|are you) (?:home|there|here|around|awake)|how are you(?: doing)?(?: today)?|how's it going|what's up|nice to meet you){_NAME})"
)
_BYE = (
    rf"(?:(?:bye(?:[ -]?bye)?|goodbye|good bye|see (?:you|ya)(?: (?:later|soon|tomorrow|around))?|cya|farewell|have a (?:nice|good|great|lovely) (?:day|one|weekend|"
    rf"evening|night)|good night|take care|until (?:next time|tomorrow)|tschüss|au revoir|adiós|auf wiedersehen|over and out){_NAME})"
)
_KINDS = (
    (SmallTalk.FAREWELL, rf"(?:{_PRAISE}*{_THANKS}?[\s,.!]*(?:and |so |then )?{_BYE}[\s,.!]*)+"),
    (
        SmallTalk.THANKS,
        rf"{_PRAISE}*{_THANKS}[\s,.!]*(?:{_PRAISE}|for (?:the|your|all(?: the| your)?) (?:help|info|information|answer|time)[\s,.!]*)*|{_PRAISE}+",
    ),
    (SmallTalk.GREETING, rf"(?:{_HELLO}[\s,.!?]*)+"),
    (
        SmallTalk.IDENTITY,
        rf"(?:{_HELLO}[\s,.!]*)*(?:and |so )?(?:who|what)(?: exactly)? (?:are you|is this|am i (?:talking|speaking|chatting) (?:to|with)|made you|built you)(?: exactly)?"
        r"|are you (?:a |an )?(?:real |actual )?(?:bot|robot|human|person|ai|machine|chatbot|llm|gpt|chatgpt|language model|somebody|someone)(?: or (?:a |an )?\w+)?"
        r"|(?:what's|what is) your name|do you have a name|introduce yourself|wer bist du|qui es[- ]tu|quién eres",
    ),
    (
        SmallTalk.ABILITY,
        rf"(?:{_HELLO}[\s,.!]*)*(?:and |so )?(?:what (?:can|do) you (?:do|know|answer|help (?:me |us )?with)(?: for me| about)?|(?:how|what) can (?:you|i|we) "
        r"(?:help(?: me| us)?|ask(?: you)?|use you|use this)(?: with)?|what (?:should|may|could) i ask(?: you)?|what (?:topics|questions)(?: \w+){0,4}"
        r"|how (?:do|does) (?:you|this) work|(?:can|could) you help(?: me| us)?(?: please)?|i need (?:some )?help|help(?: me| us)?(?: please)?|what is this for|was kannst du)",
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"(?:{pattern})", re.IGNORECASE)) for kind, pattern in _KINDS)
_MARKS = re.compile(r"[^\w\s,.!?'’-]+")
LONGEST = 120
"""Characters that small talk has at most."""


def find_small_talk(text: str) -> SmallTalk | None:
    """What small talk a message is; None when it is anything else, or says more."""
    if len(text) > LONGEST:
        return None
    plain = " ".join(_MARKS.sub(" ", text).replace("’", "'").split()).strip(" ,.!?-")
    return next((kind for kind, pattern in _PATTERNS if plain and pattern.fullmatch(plain)), None)
