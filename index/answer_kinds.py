"""What kind of words can answer what kind of question: numbers for how many, dates for when, names for who.

Patterns, not a model: they say that a sentence can hold an answer of the kind, and which of its words likely are it.
"""

import re
from collections.abc import Iterator
from itertools import chain

from index.analysis import MARKS, fold
from index.answer_words import NUMBER_WORDS, OPENING_WORDS, TIME_WORDS
from index.models import Mark
from index.question import AnswerKind, ParsedQuestion

_CURRENCY = "[$€£¥₽]?"
_NUMBER = re.compile(
    rf"{_CURRENCY}\d(?:[\d.,:/\u00a0\u202f]*\d)?(?:\s?%)?|[½¼¾]|[一二三四五六七八九十百千万亿億两兩〇零]{{2,}}"
)
_YEAR_OR_DATE = re.compile(
    r"\b(?:1\d{3}|20\d{2})s?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|[\d一二三四五六七八九十〇]+\s?[年月日년월일]"
)
_WORD = re.compile(rf"[^\W\d_](?:[\w{MARKS}’'-]*[\w{MARKS}])?")
# Words with a capital. At the beginning of a sentence one alone says nothing; two in a row do.
_UPPER = "".join(char for char in map(chr, chain(range(0x590), range(0x1E00, 0x2000))) if char.isupper())
_CAPITAL = rf"[{_UPPER}][\w{MARKS}’'-]*"
_CAPITALS = rf"(?:[ \u00a0](?:(?:de|del|der|la|le|of|the|van|von|bin|al|el|y)[ \u00a0]){{0,2}}{_CAPITAL})"
_NAME = re.compile(
    rf"(?=[{_UPPER}])(?:"  # looked at first: most places are none
    rf"(?<![.!?…]\s)(?<![.!?…][\"”’]\s)(?<!^)(?<![“\"‘'«(\w\n]){_CAPITAL}{_CAPITALS}*"
    rf"|(?<!\w)(?P<beginning>{_CAPITAL})(?P<rest>{_CAPITALS}+))"
)
_POSSESSIVE = re.compile(r"[’']s?$")


def fits_kind(question: ParsedQuestion, sentence: str, language: str | None = None) -> bool:
    """Whether a sentence has words, not in the question, that can be an answer of its kind."""
    return next(_spans(question, sentence, language), None) is not None


def likely_answers(question: ParsedQuestion, quote: str, language: str | None = None) -> tuple[Mark, ...]:
    """Return the words of a quote in a language that likely are the answer, in order."""
    if question.kind in (AnswerKind.REASON, AnswerKind.OTHER):
        return ()
    spans = sorted(set(_spans(question, quote, language)))
    if question.kind in (AnswerKind.PERSON, AnswerKind.PLACE):
        spans = [span for span in spans if not _is_time(quote, *span, language)]
    return tuple(Mark(start=start, end=end) for start, end in spans)


def _is_time(text: str, start: int, end: int, language: str | None) -> bool:
    """Whether words are a day or a month, which begin with a capital in English as names do."""
    return all(TIME_WORDS.has(word.group(), language) for word in _WORD.finditer(text, start, end))


def _spans(question: ParsedQuestion, text: str, language: str | None) -> Iterator[tuple[int, int]]:
    if question.kind is AnswerKind.NUMBER:
        yield from _new(question, text, _NUMBER)
        yield from (match.span() for match in _WORD.finditer(text) if NUMBER_WORDS.has(match.group(), language))
    elif question.kind is AnswerKind.TIME:
        yield from _new(question, text, _YEAR_OR_DATE)
        yield from (match.span() for match in _WORD.finditer(text) if TIME_WORDS.has(match.group(), language))
    elif question.kind is not AnswerKind.REASON:
        yield from _names(question, text, language)


def _new(question: ParsedQuestion, text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        if fold(match.group().strip("$€£¥₽% ") or "-") not in question.folded:
            yield match.span()


def _names(question: ParsedQuestion, text: str, language: str | None) -> Iterator[tuple[int, int]]:
    for match in _NAME.finditer(text):
        start, end = match.span()
        beginning = match["beginning"]
        if beginning and OPENING_WORDS.has(beginning, language):
            start = match.start("rest") + 1
        names = (_POSSESSIVE.sub("", word.group()) for word in _WORD.finditer(text, start, end))
        if not all(fold(name) in question.folded for name in names):
            yield start, end
