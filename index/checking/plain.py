"""Text without what can't be seen: the same characters for whoever reads it and for the code that checks it."""

import re
import unicodedata

# Joiners have a meaning between letters of scripts from Arabic to Sinhala, and none elsewhere.
_KEPT_JOINER = re.compile(r"(?<=[\u0600-\u0dff])[\u200c\u200d](?=[\u0600-\u0dff])")
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_HIDDEN = frozenset(("Cf", "Cc", "Co", "Cs", "Cn"))
_WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]")
_UNUSUAL = re.compile(r"[^ -~\n\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u20ac]")  # all else may have to go
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "`": "'"})


def plain(text: str) -> str:
    """Return a text without zero-width, bidirectional and control characters, with one form for each digit.

    Letters of full width and of mathematical alphabets become ordinary ones. Line ends stay.
    """
    if not _UNUSUAL.search(text):
        return text
    joiners = {match.start() for match in _KEPT_JOINER.finditer(text)}
    return _WIDE.sub(
        lambda match: unicodedata.normalize("NFKC", match.group()),
        _UNUSUAL.sub(lambda match: match.group() if match.start() in joiners else _plain(match.group()), text),
    )


def _plain(char: str) -> str:
    if char in "\n\r\t\u2028\u2029":
        return "\n" if char != "\t" else " "
    if char in _BLANK_LETTERS or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return "" if category in _HIDDEN else char


def straight(text: str) -> str:
    """Return a text with one form of quotation mark and apostrophe, of the same length."""
    return text.translate(_QUOTES)
