"""Whether a model's rewriting of a follow-up asks the same question, only fit to be understood by itself. Pure."""

from collections.abc import Sequence

from index.analysis import fold, words
from index.checking.matching import positions
from index.checking.plain import plain
from index.checking.reading import Reading, Token, is_light, kind_at, read
from index.stopwords import likely_language

_MOST_WORDS = 60
_LONGER = 3  # times as many words as the question, and as the turn before has, at most


def accepted(text: str, question: str, turns: Sequence[str]) -> str | None:
    """Return a rewriting as it may be asked; None when it isn't the question any more.

    It has all that the question says, and no name or figure that neither the question nor the turns before it have.
    """
    said = _said(text)
    if not said or len(said.split()) > min(
        _MOST_WORDS, 8 + _LONGER * max(len(one.split()) for one in [question, *turns])
    ):
        return None
    language = likely_language([fold(word.text) for word in words(question)], ())
    asked, rewritten = read(question, language), read(said, language)
    before = [read(turn, language) for turn in turns]
    if any(_means(asked, at) and not positions(rewritten, asked.tokens[at]) for at in asked.content):
        return None
    new = [rewritten.tokens[at] for at in rewritten.content if _is_naming(rewritten, at)]
    return said if all(_is_known(token, [asked, *before]) for token in new) else None


def _said(text: str) -> str:
    """Return the one line of a reply that is a question, without what models put around it."""
    lines = [line.strip() for line in plain(text).splitlines() if line.strip()]
    if len(lines) != 1:
        return ""
    return lines[0].strip("\"'“”«» ")


def _means(reading: Reading, at: int) -> bool:
    return not is_light(reading.tokens[at])


def _is_naming(reading: Reading, at: int) -> bool:
    return reading.tokens[at].kind in ("number", "date", "name") or kind_at(reading, at) == "name"


def _is_known(token: Token, readings: Sequence[Reading]) -> bool:
    return any(positions(reading, token) for reading in readings)
