r"""The form every article's text has in a library, whatever it was read from.

The text is in NFC with ``\n`` line ends, carries no invisible characters, has no space before a line end and
at most one blank line in a row. A reader sees what a machine compares: a character that can't be seen could
hide words from the one or the other.
"""

import re
import unicodedata

# Vertical tab, form feed and the separators of Unicode end a line or a paragraph, as in the standard's UAX #14.
_LINE_END = re.compile("\r\n|[\r\v\x85\u2028]")
_PARAGRAPH_END = re.compile("[\f\u2029]")

# Spaces of other widths: nobody types them in a question.
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

# Controls, soft hyphen, zero-width space, bidirectional controls, word joiner and other invisible operators,
# byte order mark, interlinear annotation, tag characters, lone surrogates, noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)

# NULs and halves of characters, which no database takes.
UNFIT_CHARACTER = re.compile("[\0\ud800-\udfff]")

# The joiners carry meaning after a letter of a joining or Indic script and inside an emoji, and nowhere else.
_IDLE_JOINER = re.compile(
    "(?<![\u0600-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc"
    "\u2190-\u2bff\U00011000-\U00011fff\U0001f000-\U0001faff])[\u200c\u200d]+"
)

_BLANK_LINES = re.compile(r"\n{3,}")
_WHITESPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")

_TITLE_LENGTH = 300


def clean_text(text: str) -> str:
    """Return the text in the form a library keeps; doing it twice changes nothing."""
    text = _LINE_END.sub("\n", text)
    text = _PARAGRAPH_END.sub("\n\n", text)
    text = _SPACE.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _IDLE_JOINER.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    text = _BLANK_LINES.sub("\n\n", text)
    # Only blank lines are taken off the front: the first line may be indented on purpose.
    return text.strip("\n").rstrip()


def clean_line(text: str | None) -> str | None:
    """Return a title, name or address as one clean line, None when nothing is left of it."""
    if text is None:
        return None
    line = _WHITESPACE.sub(" ", clean_text(text)).strip()
    return line or None


def clean_title(text: str | None) -> str | None:
    """Return a title as one line that ends at a word when it is too long to be shown."""
    line = clean_line(text)
    return shorten(line, _TITLE_LENGTH) if line else None


def shorten(line: str, length: int) -> str:
    """Cut a line at a space so that it is no longer than ``length``, with an ellipsis where it was cut."""
    if len(line) <= length:
        return line
    head = line[: length - 1]
    cut = head.rfind(" ")
    # Text without spaces, as in Chinese, is cut where it is.
    return (head[:cut] if cut > length // 2 else head).rstrip(" ,;:–—-") + "…"


def has_words(text: str) -> bool:
    """Tell whether there is anything in the text to read."""
    return _WORD.search(text) is not None


def comparable(line: str) -> str:
    """Reduce a line to its letters and digits, so that a title is known again in other clothes."""
    return "".join(character for character in line.casefold() if character.isalnum())


def drop_repeated_title(text: str, title: str) -> str:
    """Take the title off the start of the text, unless nothing else is there."""
    key = comparable(title)
    while key:
        first, separator, rest = text.partition("\n")
        if comparable(first) != key or not has_words(rest):
            break
        text = rest.lstrip("\n") if separator else rest
    return text


def title_from_text(text: str, length: int = 80) -> str | None:
    """Make a title of the first line that has words."""
    for line in text.split("\n", 50)[:50]:
        title = clean_line(line)
        if title and has_words(title):
            return shorten(title, length)
    return None
