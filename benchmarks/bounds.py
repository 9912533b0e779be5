"""False sentences that say of a figure, or of how many of a kind, more than their evidence: "20" for "at least 20"."""

import random
import re

from benchmarks.names import WEEKDAYS
from benchmarks.statements import MONTHS

_NUMBER = r"(?=[$€£]?\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|half)\b)"
_DATE = rf"(?=(?:1\d|20)\d\d\b(?!,)|(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b)"
_FLOOR = re.compile(rf"\b(?:at least|more than|no fewer than|no less than)\s{_NUMBER}", re.IGNORECASE)
_CAP = re.compile(rf"\b(?:at most|up to|fewer than|less than|no more than)\s{_NUMBER}", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:until|till)\s{_DATE}")
_SINCE = re.compile(rf"\bsince\s{_DATE}")
_BETWEEN = re.compile(r"\bbetween\s(?P<first>(?:1\d|20)\d\d)\sand\s(?:1\d|20)\d\d\b")
_BY = re.compile(
    r"(?P<verb>\b(?:rose|rises|fell|falls|increased|decreased|grew|dropped|declined|cut|raised|reduced)\s)"
    rf"(?P<word>by|to)\s{_NUMBER}(?!(?:1\d|20)\d\d\b)"
)
_MOST = re.compile(r"(?<!the )(?<!at )(?<!The )\b[Mm]ost(?: of)?\s(?=(?:the|these|his|her|its|their|[a-z]+s)\s)")
_SOME = re.compile(
    r"(?<!\ba )(?<!very )(?<!last )(?<!past )(?<!next )(?<!her )(?<!his )\b(?:[Ss]ome|[Ff]ew)\s(?=(?:[a-z]+s|people)\s)"
    r"|\b[Ss]ome of\s(?=the\s)"
)
_SHARE = re.compile(
    r"(?<!as )(?<!, )(?<!\ba )"
    r"\b(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Hh]alf|[Pp]art|\d{1,3}|[Mm]any) of"
    r"\s(?=(?:the|its|their|his|her)\s)"
)


def bound(text: str, chance: random.Random) -> str | None:
    """Return a sentence whose figure has lost or changed its bound; None where no figure has one."""
    made = [
        *_replaced(_FLOOR, text, ("", "up to ", "fewer than ")),
        *_replaced(_CAP, text, ("", "at least ", "more than ")),
        *_replaced(_UNTIL, text, ("from ", "since ")),
        *_replaced(_SINCE, text, ("in ", "until ")),
    ]
    if match := _BETWEEN.search(text):
        made.append(f"{text[: match.start()]}in {match['first']}{text[match.end() :]}")
    if match := _BY.search(text):
        made.append(_with(text, match, match["verb"] + {"by": "to ", "to": "by "}[match["word"]]))
    return chance.choice(made) if made else None


def part(text: str, chance: random.Random) -> str | None:
    """Return a sentence that says of all, or of a kind, what was said of a part of it; None where there is no part."""
    made = [
        *_replaced(_MOST, text, ("", "all ")),
        *_replaced(_SOME, text, ("all ", "most ")),
        *_replaced(_SHARE, text, ("", "all ")),
    ]
    return chance.choice(made) if made else None


def _replaced(pattern: re.Pattern[str], text: str, others: tuple[str, ...]) -> list[str]:
    match = pattern.search(text)
    return [_with(text, match, other) for other in others] if match else []


def _with(text: str, match: re.Match[str], other: str) -> str:
    made = text[: match.start()] + other + text[match.end() :]
    return made[0].upper() + made[1:]
