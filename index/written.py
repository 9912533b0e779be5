"""Whether a model's text is better to show than the quotes it was written from, and what is shown then. Pure.

A sentence is shown when the checks find it carried by a quote, and it says more than the question. A quote stays below
the sentences unless they have all of its words that mean something: so whatever a model picks out of the quotes, the
answer that they hold isn't lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index import citations
from index.analysis import fold, words
from index.checking.reading import is_light, read
from index.models import Answer, Citation, Sentence
from index.prompts import is_refusal
from index.question_words import AnswerKind, answer_kind
from index.stopwords import likely_language

LEFT_OUT = "Something the model wrote was left out: I don't find it in the quotes."
NOTHING_LEFT = "Nothing the model wrote is shown: I don't find it in the quotes."
_ASKS_FOR_MORE = re.compile(r"\b(?:what|which|how)\b", re.IGNORECASE)  # in English, where the kind doesn't tell
_CHOICE = re.compile(r"\bor\b", re.IGNORECASE)
_SAME = 0.85  # of a quote's words: a sentence that has as many and no other repeats it


def written(answer: Answer, text: str) -> Answer:
    """Return an answer of quotes as a model wrote it; as it was, perhaps with a note, where that is better."""
    if is_refusal(text):
        return answer
    checked = citations.check(text, answer.citations, answer.question)
    sentences = [one for one in checked.sentences if not _says_nothing(one.text, answer.question)]
    if not sentences:
        return replace(answer, note=NOTHING_LEFT) if checked.dropped else answer
    said = {term for sentence in sentences for term in _content(sentence.text)}
    rest = [quote for quote in answer.citations if not _content(quote.quote) <= said]
    slots = {citation.number: citation.slot for citation in checked.citations}
    new = [
        (sentence.text, [slots[number] for number in sentence.citations])
        for sentence in sentences
        if not any(_repeats(sentence.text, quote.quote) for quote in rest)
    ]
    if not new:
        return answer  # the quotes say it already
    composed = _composed(answer, new, rest)
    return replace(composed, note=LEFT_OUT) if checked.dropped else composed


def _content(text: str, *, lightly: bool = True) -> set[str]:
    """Return the words of a text that mean something; not ``lightly``: without those that mean little."""
    language = likely_language([fold(word.text) for word in words(text)], ())
    return {token.term for token in read(text, language).tokens if token.kind and (lightly or not is_light(token))}


def _repeats(sentence: str, quote: str) -> bool:
    own, other = _content(sentence), _content(quote)
    return own <= other and len(own) >= _SAME * len(other)


def _says_nothing(sentence: str, question: str) -> bool:
    """Whether a sentence only gives back the words of a question that asks for more than yes or no."""
    if answer_kind(question) is AnswerKind.OTHER and not _ASKS_FOR_MORE.search(question):
        return False
    said = _content(sentence, lightly=False)
    if _CHOICE.search(question) and not _content(question, lightly=False) <= said:
        return False  # "Which is longer, the Ardle or the Teme?"
    return said <= _content(question)


def _composed(answer: Answer, new: Sequence[tuple[str, Sequence[int]]], rest: Iterable[Citation]) -> Answer:
    """Put sentences before quotes; numbers follow each other as they are needed, and slots stay what they are."""
    said = [*new, *((quote.quote, [quote.slot]) for quote in rest)]
    numbers: dict[int, int] = {}
    for _, slots in said:
        for slot in slots:
            numbers.setdefault(slot, len(numbers) + 1)
    sentences = tuple(
        Sentence(text=text, citations=tuple(sorted(numbers[slot] for slot in slots))) for text, slots in said
    )
    shown = [replace(one, number=numbers[one.slot]) for one in answer.citations if one.slot in numbers]
    marked = [f"{one.text} {''.join(f'[{number}]' for number in one.citations)}" for one in sentences]
    return replace(
        answer,
        mode="generated",
        text="\n\n".join([" ".join(marked[: len(new)]), *marked[len(new) :]]),
        sentences=sentences,
        citations=tuple(sorted(shown, key=lambda citation: citation.number)),
        unshown=tuple(one for one in answer.citations if one.slot not in numbers),
    )
