"""A question taken apart: which words to look for, how much each is worth, and what kind of answer is wanted."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from index.analysis import Word, fold, is_name_like, name_key, term, words
from index.lexical import Field, Wanted
from index.passages import sentence_spans
from index.slips import SLIP_WEIGHT, meant, mended
from index.stopwords import STOPWORDS, likely_language
from index.synonyms import SYNONYM_WEIGHT, SYNONYMS

NAME_WEIGHT = 0.9  # another spelling of a name, beside the word as written
CARRIED_TURNS = 3
CARRIED_IMPORTANCE = 0.5  # of a word of the turn before, beside one of the question itself
CARRIED_DECAY = 0.5  # a turn
_ASKS = re.compile(r"[?؟？:][”\"'’»)\s]*$")

# By language and term: the terms of the synonyms.
SYNONYM_TERMS = {
    language: {
        term(word, language): tuple(dict.fromkeys(term(other, language) for other in others))
        for word, others in by_word.items()
    }
    for language, by_word in SYNONYMS.items()
}


class Statistics(Protocol):
    """What the indexes know of words, over all libraries that are asked."""

    def passages(self) -> int: ...

    def frequency(self, field: Field, term: str) -> int: ...

    def similar_words(self, word: str) -> Sequence[tuple[str, int]]: ...

    def similar_terms(self, term: str) -> Sequence[tuple[str, int]]: ...


class AnswerKind(Enum):
    """What the question word asks for."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    REASON = "reason"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWord:
    """A word that is looked for."""

    text: str
    terms: dict[str, float]  # term → weight, 0 to 1
    names: dict[str, float]  # name key → weight
    idf: float  # over the libraries asked
    importance: float = 1.0  # less for words of earlier turns
    asks: bool = True  # it stands in the sentence that asks, not in one that leads up to it

    def wanted(self) -> Wanted:
        """Return the word as the lexical index takes it."""
        scale = self.importance
        return Wanted(
            terms=tuple((text, weight * scale) for text, weight in self.terms.items()),
            names=tuple((text, weight * scale) for text, weight in self.names.items()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuestion:
    """A question ready to be searched for."""

    text: str
    words: tuple[QuestionWord, ...]
    kind: AnswerKind
    folded: frozenset[str] = frozenset()  # all words as written, stop words too


def parse(
    question: str, statistics: Statistics, languages: Iterable[str | None], turns: Sequence[str] = ()
) -> ParsedQuestion:
    """Take a question apart. ``languages`` are those of the articles, ``turns`` the questions before, oldest first."""
    known = tuple(dict.fromkeys(languages)) or (None,)
    found = words(question)
    language = likely_language([fold(word.text) for word in found], known)
    found = mended(found, STOPWORDS[language], statistics)
    parsed = [_question_word(word, statistics, known, language) for word in _content(found, language)]
    parsed = _with_asking(parsed, question, language)
    parsed += _carried(parsed, turns, statistics, known)
    return ParsedQuestion(
        text=question,
        words=tuple(parsed),
        kind=answer_kind(" ".join(word.text for word in found)),
        folded=frozenset(fold(word.text) for word in found),
    )


def _with_asking(parsed: list[QuestionWord], question: str, language: str) -> list[QuestionWord]:
    """Mark the words that only lead up to what is asked: "The bridge was closed this week. Who built it?"."""
    sentences = [question[span.start : span.end] for span in sentence_spans(question, language)]
    asking = [text for text in sentences if _ASKS.search(text)] or sentences[-1:]
    folded = {fold(word.text) for text in asking for word in words(text)}
    if not any(fold(word.text) in folded for word in parsed):
        return parsed
    return [replace(word, asks=fold(word.text) in folded) for word in parsed]


def _content(found: Sequence[Word], language: str) -> list[Word]:
    """Return the words that carry meaning, each once; all words where none does."""
    content = [word for word in found if fold(word.text) not in STOPWORDS[language]] or found
    return list({fold(word.text): word for word in reversed(content)}.values())[::-1]


def _carried(
    asked: Sequence[QuestionWord], turns: Sequence[str], statistics: Statistics, languages: Sequence[str | None]
) -> list[QuestionWord]:
    """Return the words of earlier turns that a follow-up leaves unsaid, with less importance the older they are."""
    known = {fold(word.text) for word in asked}
    carried: list[QuestionWord] = []
    importance = CARRIED_IMPORTANCE
    for turn in list(reversed(turns))[:CARRIED_TURNS]:
        found = words(turn)
        language = likely_language([fold(word.text) for word in found], languages)
        for word in _content(found, language):
            if fold(word.text) not in known and fold(word.text) not in STOPWORDS[language]:
                known.add(fold(word.text))
                carried.append(replace(_question_word(word, statistics, languages, language), importance=importance))
        importance *= CARRIED_DECAY
    return carried


def _question_word(word: Word, statistics: Statistics, languages: Sequence[str | None], language: str) -> QuestionWord:
    terms = {term(word.text, known): 1.0 for known in languages}
    frequency = max(statistics.frequency("terms", text) for text in terms)
    slips = meant(word, frequency, languages, statistics)
    for similar in slips:
        terms.setdefault(similar, SLIP_WEIGHT)
    frequency = max([frequency, *slips.values()])
    names = _names(word, statistics, languages) if is_name_like(word.text) or not frequency else {}
    frequency = max([frequency, *(statistics.frequency("names", key) for key in names)])
    for synonym in _synonyms(word, language):
        terms.setdefault(synonym, SYNONYM_WEIGHT)
    return QuestionWord(text=word.text, terms=terms, names=names, idf=idf(frequency, statistics.passages()))


def _synonyms(word: Word, language: str) -> Iterable[str]:
    """Return the terms of a word's synonyms: by the word itself, or by its stem."""
    return () if word.text[0].isupper() else SYNONYM_TERMS.get(language, {}).get(term(word.text, language), ())


def _names(word: Word, statistics: Statistics, languages: Sequence[str | None]) -> dict[str, float]:
    keys = {name_key(word.text, language) for language in languages}
    return {key: NAME_WEIGHT for key in keys if key and statistics.frequency("names", key)}


def idf(frequency: int, passages: int) -> float:
    """Inverse document frequency as BM25 takes it: ln(1 + (N - n + ½) / (n + ½)); Robertson & Zaragoza 2009."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


_MEASURES = (
    "population|price|cost|height|length|distance|depth|age|size|weight|speed|temperature|rate|area|"
    r"percent\w*|number|amount|share|proportion|fraction"
)
# The question words of each kind, in the folded form of ``analysis.fold``; a line a language.
_KIND_WORDS: dict[AnswerKind, tuple[str, ...]] = {
    AnswerKind.NUMBER: (
        "how (many|much|long|old|far|tall|high|deep|wide|often|big|large|fast|heavy)",
        rf"what (s |is |was |were |are )?(the )?(average |total |estimated |current )?({_MEASURES})",
        "cuant[oa]s?|combien|wie ?viele?|quant[oaie]|hoeveel|ile|kac|сколько",
    ),
    AnswerKind.TIME: (
        "when|(what|which) (year|date|day|month|time|century|decade)",
        "(en )?que (ano|fecha|dia|mes|siglo)|cuando|quand|wann|quando|kiedy|wanneer|ne zaman|когда",
    ),
    AnswerKind.PERSON: (
        "who|whom|whose|which (person|president|minister|actor|singer|player|man|woman|leader)",
        "quien(es)?|qui|wer|wem|wen|chi|quem|kto|kim|кто|кого|кому|кем",
    ),
    AnswerKind.PLACE: (
        "where|(which|what) (country|city|state|place|town|region|continent)",
        "donde|adonde|wo|wohin|dove|onde|gdzie|waar|nerede|где|куда|откуда",
    ),
    AnswerKind.REASON: (
        "why|how come",
        "por que|porque|pourquoi|warum|wieso|perche|dlaczego|waarom|neden|nicin|почему|зачем",
    ),
}
_KINDS = tuple((kind, re.compile(rf"\b(?:{'|'.join(lines)})\b")) for kind, lines in _KIND_WORDS.items())


def answer_kind(question: str) -> AnswerKind:
    """Return what a question asks for: the kind whose question word comes first."""
    folded = " ".join(fold(word.text) for word in words(question))
    first: tuple[int, AnswerKind] = (len(folded) + 1, AnswerKind.OTHER)
    for kind, pattern in _KINDS:
        if (match := pattern.search(folded)) and match.start() < first[0]:
            first = (match.start(), kind)
    return first[1]
