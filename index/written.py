"""Whether a model's text is better to show than the quotes it was written from, and what is shown then. Pure.

A sentence is shown when the checks find it carried by a quote. A quote is left out when what is likely the answer in
it stands in these sentences, or all of it does; every other quote stays, below them. So whatever the model does, the
answer that the quotes hold isn't lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index import citations
from index.checking.plain import plain, straight
from index.models import Answer, Citation, Sentence
from index.prompts import is_refusal

LEFT_OUT = "Something the model wrote was left out: the quotes don't carry it."
NOTHING_LEFT = "Nothing the model wrote is shown: the quotes don't carry it."


def written(answer: Answer, text: str) -> Answer:
    """Return an answer of quotes as a model wrote it; as it was, perhaps with a note, where that is better."""
    if is_refusal(text):
        return answer
    checked = citations.check(text, answer.citations, answer.question)
    if not checked.sentences:
        return replace(answer, note=NOTHING_LEFT) if checked.dropped else answer
    said = _compared(" ".join(sentence.text for sentence in checked.sentences))
    rest = [quote for quote in answer.citations if not _survives(quote, said)]
    slots = {citation.number: citation.slot for citation in checked.citations}
    new = [
        (sentence.text, [slots[number] for number in sentence.citations])
        for sentence in checked.sentences
        if not any(_compared(sentence.text).rstrip(".") in _compared(quote.quote) for quote in rest)
    ]
    if not new:
        return answer  # the quotes say it already
    composed = _composed(answer, new, rest)
    return replace(composed, note=LEFT_OUT) if checked.dropped else composed


def _survives(citation: Citation, said: str) -> bool:
    """Whether what a quote is shown for stands in a text."""
    if _compared(citation.quote) in said:
        return True
    marked = [_compared(citation.quote[mark.start : mark.end]) for mark in citation.marks]
    return bool(marked) and all(re.search(rf"(?<!\d){re.escape(mark)}(?!\d)", said) for mark in marked)


def _compared(text: str) -> str:
    return " ".join(straight(plain(text)).casefold().split())


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
