"""Greetings and thanks, which get the like and no sources."""

import re
from typing import Literal

from bot.text import one_line

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GREETINGS = (
    "hello hi hey heya hiya howdy yo greetings morning evening afternoon hallo hola bonjour salut ciao moin servus ola "
    "привет здравствуйте salam"
)
_THANKING = "thanks thank thx ty cheers gracias merci danke grazie obrigado obrigada спасибо"
_AROUND_THEM = (
    "there you all everyone everybody bot footnote again good so very much a lot for your the help to folks friend "
    "mate buenos buenas dias días tardes guten tag morgen abend"
)
_HELLO = frozenset(_GREETINGS.split())
_THANKS = frozenset(_THANKING.split())
_AROUND = frozenset(_AROUND_THEM.split())


def greeting_in(text: str) -> Literal["hello", "thanks"] | None:
    """Return what a message is when it is nothing but a greeting or thanks."""
    words = [word.casefold() for word in _WORD.findall(one_line(text))]
    said = set(words)
    if not words or "?" in text or len(words) > 8 or not said <= _HELLO | _THANKS | _AROUND:
        return None
    if said & _THANKS:
        return "thanks"
    return "hello" if said & _HELLO else None
