"""Sentences in which who did something and to whom it was done have changed places."""

import re

from benchmarks.names import NO_NAMES, WEEKDAYS, share_a_word
from benchmarks.rewrites import ACTIVE, NOT_VERBS, PARTICIPLES
from benchmarks.statements import MONTHS, NAME

_SYMMETRIC = re.compile(
    r"\b(?:met|meet|married|marry|merged|and|or|with|between|including|like|such|spoke|talked|shared|differ\w*|border\w*|"
    r"is|are|was|were|where|of|than|both)\b"
)
_BY = re.compile(
    rf"^(?P<one>(?:The\s)?{NAME})(?P<middle>\s(?:was|were)\s[a-z]+ed\sby\s)(?P<other>(?:the\s)?{NAME})(?=[\s.,])"
)
_DOES = re.compile(
    rf"(?:^|(?<=,\s)|(?<=that\s))(?P<one>(?:[Tt]he\s)?{NAME})(?P<middle>\s(?:[a-z]+ly\s)?"
    r"(?:[a-z]+ed|beat|won|led|told|gave|sent|sold|bought|wrote|took|made|struck|fought|left|caught)(?:\s[a-z]+){0,2}\s)"
    rf"(?P<other>(?:the\s)?{NAME})(?=[\s.,])"
)
_NOUNS = re.compile(
    r"^(?P<one>The\s(?:[a-z]+\s)?[a-z]+)(?P<middle>\s[a-z]+ed\s)(?P<other>(?:the|an?)\s(?:[a-z]+\s)?[a-z]+)"
    r"(?=[.,]|\s(?:in|on|at|during|after|before|by|to)\s)"
)


def swapped(text: str) -> str | None:
    """Let the one to whom something was done do it: the two change places, or the verb its voice."""
    return _other_voice(text) or _changed_places(text)


def _other_voice(text: str) -> str | None:
    match = ACTIVE.match(text)
    if (
        match is None
        or match["verb"] in (*NOT_VERBS, "met")
        or match["patient"].startswith(("to ", *MONTHS, *WEEKDAYS))
    ):
        return None
    be = "were" if re.search(r"[^s]s$", match["agent"]) else "was"
    verb = PARTICIPLES.get(match["verb"], match["verb"])
    return f"{match['agent']} {be} {verb} by {match['patient']}{match['rest'] or ''}."


def _changed_places(text: str) -> str | None:
    for pattern in (_BY, _DOES, _NOUNS):
        for match in pattern.finditer(text):
            one, other = match["one"], match["other"]
            if _has_common(one + " " + other) or share_a_word(one, other):
                continue
            if pattern is _DOES and _SYMMETRIC.search(match["middle"]):
                continue
            first = other[0].upper() + other[1:] if match.start() == 0 else other
            second = one[0].lower() + one[1:] if one.startswith("The ") else one
            return f"{text[: match.start()]}{first}{match['middle']}{second}{text[match.end() :]}"
    return None


def _has_common(text: str) -> bool:
    """Whether a word isn't part of a name although it has a capital, as in "On Tuesday"."""
    return any(word in NO_NAMES - {"The", "President", "Minister"} for word in re.findall(r"\w+", text))
