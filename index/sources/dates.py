"""Dates and languages as sources write them, brought to the one form Footnote keeps."""

import re
from datetime import date
from email.utils import parsedate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:\D|\d{6}|\Z)")  # "D:" opens a PDF's date
_DAY_FIRST_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?(?:\s+of)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{4})\b")
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")

_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*")
# Codes that ISO 639-1 replaced, and Bokmål under the name that detection gives Norwegian.
_RENAMED_LANGUAGES = {"iw": "he", "in": "id", "ji": "yi", "nb": "no"}


def iso_date(value: str | None) -> str | None:
    """Return the day a source names as "2022-09-13"; None when it names none, or one that could be two."""
    text = (value or "").strip()[:100]
    if not text:
        return None
    for year, month, day in _readings(text):
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None


def _readings(text: str) -> list[tuple[int, int, int]]:
    """List what the text can mean as (year, month, day), the likeliest first."""
    if match := _YEAR_FIRST.match(text):
        return [(int(match[1]), int(match[3]), int(match[4]))]
    if match := _COMPACT.match(text):
        return [(int(match[1]), int(match[2]), int(match[3]))]
    if match := _DAY_FIRST_DOTTED.match(text):
        return [(int(match[3]), int(match[2]), int(match[1]))]
    if match := _SLASHED.match(text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]))
    return _with_month_name(text)


def _slashed(first: int, second: int, year: int) -> list[tuple[int, int, int]]:
    """Read 9/13/2022 and 13/9/2022, but not 9/10/2022, which is a different day on either side of an ocean."""
    if first == second or second > 12:
        return [(year, first, second)]
    if first > 12:
        return [(year, second, first)]
    return []


def _with_month_name(text: str) -> list[tuple[int, int, int]]:
    """Read dates that name the month in English, and those of mail headers."""
    lowered = _WEEKDAY.sub("", text.lower(), count=1)
    if (match := _DAY_MONTH.match(lowered)) and (month := _MONTHS.get(match[2])):
        return [(int(match[3]), month, int(match[1]))]
    if (match := _MONTH_DAY.match(lowered)) and (month := _MONTHS.get(match[1])):
        return [(int(match[3]), month, int(match[2]))]
    parsed = parsedate(text)
    return [(parsed[0], parsed[1], parsed[2])] if parsed else []


def iso_language(value: str | None) -> str | None:
    """Return a language tag's two-letter code in lower case; None when it has none."""
    match = _LANGUAGE.fullmatch((value or "").strip().lower())
    if match is None:
        return None
    return _RENAMED_LANGUAGES.get(match[1], match[1])
