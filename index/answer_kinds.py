"""What kind of words can answer what kind of question: numbers for how many, dates for when, names for who.

Patterns, not a model: they say that a sentence can hold an answer of the kind, and which of its words likely are it.
"""

import re
from collections.abc import Iterator

from index.analysis import fold
from index.models import Mark
from index.question import AnswerKind, ParsedQuestion

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "dozen half twice "
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta "
    "cien ciento cientos mil millon millones mitad "
    "deux trois quatre cinq sept huit neuf dix onze douze vingt trente cent cents mille milliers "
    "zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig dreißig hundert tausend millionen "
    "due tre quattro sei sette otto nove dieci cento mila "
    "два две три четыре пять шесть семь восемь девять десять сто тысяч тысячи миллион миллионов"
)
_MONTHS = (
    "january february march april may june july august september october november december "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "januar februar marz mai juni juli oktober dezember "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
_DAYS_AND_TIMES = (
    "monday tuesday wednesday thursday friday saturday sunday century decade lunes martes miercoles jueves viernes "
    "sabado domingo siglo siecle jahrhundert век века"
)
_CURRENCY = "[$€£¥₽]?"
_NUMBER = re.compile(rf"{_CURRENCY}\d(?:[\d.,:/\u00a0\u202f]*\d)?(?:\s?%)?|[½¼¾]")
_YEAR_OR_DATE = re.compile(r"\b(?:1\d{3}|20\d{2})s?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|年|月\d|日")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
# Words with a capital. At the beginning of a sentence one alone says nothing; two in a row do.
_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яё][\w’'-]*"
_CAPITALS = rf"(?:[ \u00a0](?:(?:de|del|der|la|le|of|the|van|von|bin|al|el|y)[ \u00a0]){{0,2}}{_CAPITAL})"
_NAME = re.compile(
    rf"(?<![.!?…]\s)(?<![.!?…][\"”’]\s)(?<!^)(?<![“\"‘'«(\w\n]){_CAPITAL}{_CAPITALS}*|(?<!\w){_CAPITAL}{_CAPITALS}+"
)
_POSSESSIVE = re.compile(r"[’']s?$")

_NUMBERS = frozenset(_NUMBER_WORDS.split())
_TIMES = frozenset((_MONTHS + " " + _DAYS_AND_TIMES).split())


def fits_kind(question: ParsedQuestion, sentence: str) -> bool:
    """Whether a sentence has words, not in the question, that can be an answer of its kind."""
    return next(_spans(question, sentence), None) is not None


def likely_answers(question: ParsedQuestion, quote: str) -> tuple[Mark, ...]:
    """Return the words of a quote that likely are the answer, in order."""
    if question.kind in (AnswerKind.REASON, AnswerKind.OTHER):
        return ()
    return tuple(Mark(start=start, end=end) for start, end in sorted(set(_spans(question, quote))))


def _spans(question: ParsedQuestion, text: str) -> Iterator[tuple[int, int]]:
    if question.kind is AnswerKind.NUMBER:
        yield from _new(question, text, _NUMBER)
        yield from _listed(text, _NUMBERS)
    elif question.kind is AnswerKind.TIME:
        yield from _new(question, text, _YEAR_OR_DATE)
        yield from _listed(text, _TIMES)
    elif question.kind is not AnswerKind.REASON:
        yield from _names(question, text)


def _new(question: ParsedQuestion, text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        if fold(match.group().strip("$€£¥₽% ") or "-") not in question.folded:
            yield match.span()


def _listed(text: str, listed: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        if fold(match.group()) in listed:
            yield match.span()


def _names(question: ParsedQuestion, text: str) -> Iterator[tuple[int, int]]:
    for match in _NAME.finditer(text):
        names = (_POSSESSIVE.sub("", word.group()) for word in _WORD.finditer(match.group()))
        if not all(fold(name) in question.folded for name in names):
            yield match.span()
