"""A question taken apart: which words to look for, how much each is worth, and what kind of answer is wanted."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.analysis import Word, fold, is_name_like, term, words
from index.lexical import Field, Wanted
from index.names import bare, initial_of, is_sparse, name_keys
from index.passages import sentence_spans
from index.question_words import AnswerKind, answer_kind, asked_words
from index.scripts import INITIALS, WITHOUT_VOWELS
from index.slips import SLIP_WEIGHT, meant, mended
from index.stopwords import STOPWORDS, likely_language
from index.synonyms import SYNONYM_WEIGHT, SYNONYMS

NAME_WEIGHT = 0.9  # another spelling of a name, beside the word as written
NEAR_NAME_WEIGHT = 0.7  # a name in another script that is likely the same
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

    def near_names(self, key: str, script: str) -> Sequence[str]: ...


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
    found = asked_words(question) or words(question)
    language = likely_language([fold(word.text) for word in found], known)
    found = mended(found, STOPWORDS[language], statistics)
    alone = [] if turns else _once(found)  # "when?" by itself is all there is to look for; after a turn it says no more
    parsed = [_question_word(word, statistics, known, language) for word in _content(found, language) or alone]
    parsed = _with_asking(parsed, question, language)
    parsed += _carried(parsed, turns, statistics, known)
    return ParsedQuestion(
        text=question,
        words=tuple(parsed),
        kind=_kind(_rewritten(question, found), language, turns),
        folded=frozenset(fold(word.text) for word in found),
    )


def _kind(question: str, language: str, turns: Sequence[str]) -> AnswerKind:
    """Return what is asked for; "and Azerbaijan?" asks for what the turn before did."""
    kind = answer_kind(question, language)
    return answer_kind(turns[-1]) if kind is AnswerKind.OTHER and turns else kind


def _rewritten(question: str, mended_words: Iterable[Word]) -> str:
    """Return a question with its words as they were mended."""
    text = question
    for word in sorted(mended_words, key=lambda word: -word.start):
        text = text[: word.start] + word.text + text[word.end :]
    return text


def _with_asking(parsed: list[QuestionWord], question: str, language: str) -> list[QuestionWord]:
    """Mark the words that only lead up to what is asked: "The bridge was closed this week. Who built it?"."""
    sentences = [question[span.start : span.end] for span in sentence_spans(question, language)]
    asking = [text for text in sentences if _ASKS.search(text)] or sentences[-1:]
    folded = {fold(word.text) for text in asking for word in words(text)}
    if not any(fold(word.text) in folded for word in parsed):
        return parsed
    return [replace(word, asks=fold(word.text) in folded) for word in parsed]


def _content(found: Sequence[Word], language: str) -> list[Word]:
    """Return the words that carry meaning, each once. US, WHO and IT do, unless all the question is in capitals."""
    is_shouted = all(word.text == word.text.upper() for word in found)
    folds = [*(fold(word.text) for word in found), ""]
    return _once(
        word
        for word, folded, following in zip(found, folds, folds[1:], strict=False)
        if (folded not in STOPWORDS[language] or (_is_acronym(word.text) and not is_shouted))
        and (folded, following) != ("won", "t")  # "won't"
    )


def _once(found: Iterable[Word]) -> list[Word]:
    return list({fold(word.text): word for word in reversed(list(found))}.values())[::-1]


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _carried(
    asked: Sequence[QuestionWord], turns: Sequence[str], statistics: Statistics, languages: Sequence[str | None]
) -> list[QuestionWord]:
    """Return the words of earlier turns that a follow-up leaves unsaid, with less importance the older they are."""
    known = {fold(word.text) for word in asked}
    carried: list[QuestionWord] = []
    importance = CARRIED_IMPORTANCE
    for turn in list(reversed(turns))[:CARRIED_TURNS]:
        found = asked_words(turn)
        language = likely_language([fold(word.text) for word in found], languages)
        for word in _content(found, language):
            if fold(word.text) not in known:
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
    names = _names(word, statistics, languages, is_known=frequency > 0)
    # How rare a known word is, the names that it would be in other scripts don't say: мост is no "Most".
    scripts = {initial_of(key) for key in name_keys(word.text, language)} if frequency else INITIALS
    frequency = max([frequency, *(statistics.frequency("names", key) for key in names if initial_of(key) in scripts)])
    for synonym in _synonyms(word, language):
        terms.setdefault(synonym, SYNONYM_WEIGHT)
    return QuestionWord(text=word.text, terms=terms, names=names, idf=idf(frequency, statistics.passages()))


def _synonyms(word: Word, language: str) -> Iterable[str]:
    """Return the terms of a word's synonyms: by the word itself, or by its stem."""
    return () if word.text[0].isupper() else SYNONYM_TERMS.get(language, {}).get(term(word.text, language), ())


def _names(word: Word, statistics: Statistics, languages: Sequence[str | None], *, is_known: bool) -> dict[str, float]:
    """Return the keys of a name that the libraries have; of those written in another script near ones too."""
    keys = dict.fromkeys(key for language in languages for key in name_keys(word.text, language))
    may_be_name = is_name_like(word.text)
    # A known word in small letters is no name, but where names have many endings only some of them may be known.
    scripts = INITIALS if may_be_name or not is_known else {initial_of(key) for key in keys} - {""}
    found: dict[str, float] = {}
    for script in scripts:
        same = [name for key in keys if statistics.frequency("names", name := script + bare(key))]
        for key in keys:
            is_loose = not same or is_sparse(key) or script in WITHOUT_VOWELS
            if may_be_name and is_loose and initial_of(key) != script:
                found |= dict.fromkeys(statistics.near_names(key, script), NEAR_NAME_WEIGHT)
        found |= dict.fromkeys(same, NAME_WEIGHT)
    return found


def idf(frequency: int, passages: int) -> float:
    """Inverse document frequency as BM25 takes it: ln(1 + (N - n + ½) / (n + ½)); Robertson & Zaragoza 2009."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
