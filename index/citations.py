"""What a model wrote, checked sentence by sentence against the quotes it was given: what fails isn't shown.

A sentence is shown with the citations whose quotes carry it, whatever numbers the model wrote: a wrong number is
replaced by the right one where a quote carries the sentence, and otherwise the sentence is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.analysis import fold, words
from index.checking.antecedents import begins_with_pronoun, is_meant
from index.checking.halves import halves, subject
from index.checking.judging import judged
from index.checking.markers import Written, parse
from index.checking.matching import Scene, Source, positions, scenes
from index.checking.reading import is_light, read
from index.checking.verdicts import Reason, Verdict
from index.models import Citation, Sentence
from index.stopwords import likely_language

MAX_SENTENCES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A sentence that isn't shown, and why."""

    text: str
    reason: Reason
    word: str  # the first word that the evidence doesn't carry


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What may be shown of a model's text."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]  # those that the sentences rest on, numbered from 1 in the order they are needed
    dropped: tuple[Dropped, ...]

    @property
    def text(self) -> str:
        """The sentences, each followed by its markers."""
        return " ".join(f"{one.text} {''.join(f'[{number}]' for number in one.citations)}" for one in self.sentences)


def check(text: str, evidence: Sequence[Citation], question: str | None = None) -> Checked:
    """Check a model's text against the numbered quotes that the model was given."""
    checker = _Checker(evidence, question)
    for written in parse(text, checker.known, checker.language)[:MAX_SENTENCES]:
        checker.take(written)
    return checker.checked()


def source_of(citation: Citation) -> Source:
    """Return a citation as evidence for the checks."""
    return Source(
        number=citation.number,
        quote=citation.quote,
        title=citation.article.title,
        published=citation.article.published,
        language=likely_language([fold(word.text) for word in words(citation.quote)], ()),
    )


class _Checker:
    """Takes sentences one after the other, for a pronoun may stand for the subject of the one before."""

    def __init__(self, evidence: Sequence[Citation], question: str | None) -> None:
        sources = [source_of(citation) for citation in evidence]
        self._by_number = {citation.number: citation for citation in evidence}
        self._scenes = {source.number: scenes([source]) for source in sources}
        self._question = question
        self._shown: list[tuple[str, tuple[int, ...]]] = []
        self._dropped: list[Dropped] = []
        self._before: str | None = ""  # the sentence before: None when it was dropped
        self.known = frozenset(self._by_number)
        self.language = sources[0].language if sources else None

    def take(self, written: Written) -> None:
        """Check a sentence, and keep or drop it."""
        if any(text == written.text for text, _ in self._shown):
            return  # said twice
        verdict = self._verdict(written)
        if verdict.status == "supported":
            self._shown.append((written.text, verdict.sources))
            is_about_before = self._before and begins_with_pronoun(written.text)
            self._before = f"{self._before} {written.text}" if is_about_before else written.text
        else:
            self._dropped.append(Dropped(text=written.text, reason=verdict.reason or "words", word=verdict.word))
            self._before = None

    def _verdict(self, written: Written) -> Verdict:
        first = Verdict(status="absent", sources=(), reason="words")
        claim = self._resolved(written.text)
        if written.says_yes_or_no and self._question and (word := _unsaid(self._question, written.text)):
            return replace(first, reason="fragment", word=word)
        if claim is None:
            return replace(first, reason="pronoun", word=written.text.split()[0])
        tried: list[Verdict] = []
        for numbers in dict.fromkeys((written.numbers, written.following, tuple(self._scenes))):
            if numbers:
                tried.append(judged(claim, self._of(numbers), self._question))
                if tried[-1].status == "supported":
                    if not self._is_meant(written.text, claim, tried[-1].sources):
                        return replace(first, reason="pronoun", word=written.text.split()[0])
                    return tried[-1] if numbers == written.numbers else _by_one(tried[-1])
        return tried[0] if tried else first

    def _of(self, numbers: Sequence[int]) -> list[Scene]:
        return [scene for number in numbers for scene in self._scenes[number]]

    def _resolved(self, text: str) -> str | None:
        """Put the subject of the sentence before in the place of a pronoun; None where that one isn't shown."""
        first, _, rest = text.partition(" ")
        if not begins_with_pronoun(text) or not self._shown:
            return text
        if self._before is None:
            return None
        name = subject(read(self._before, self.language or "en"))
        return f"{name} {rest}" if name and fold(first) in ("he", "she") else text

    def _is_meant(self, text: str, claim: str, numbers: Sequence[int]) -> bool:
        """Whether a pronoun that a carried sentence begins with is what the sentence before or the question names."""
        pointed_to = self._before if self._shown else self._question
        if not begins_with_pronoun(text) or pointed_to is None:
            return True
        before, reading = read(pointed_to, "en"), read(text, "en")
        said = [(reading, claim), *((first, first.text) for first, _ in halves(reading))]
        return any(
            judged(alone, [scene], self._question).status == "supported" and is_meant(part, scene, before)
            for part, alone in said
            for scene in self._of(numbers)
        )

    def checked(self) -> Checked:
        """Return what was kept, with citations numbered in the order they are needed."""
        order: dict[tuple[str, int, int], int] = {}
        citations: list[Citation] = []
        sentences: list[Sentence] = []
        for text, numbers in self._shown:
            new: dict[int, None] = {}
            for citation in (self._by_number[number] for number in numbers):
                place = (citation.article.id, citation.start, citation.end)
                if place not in order:
                    order[place] = len(order) + 1
                    citations.append(replace(citation, number=order[place]))
                new[order[place]] = None
            sentences.append(Sentence(text=text, citations=tuple(sorted(new))))
        return Checked(sentences=tuple(sentences), citations=tuple(citations), dropped=tuple(self._dropped))


def _unsaid(question: str, text: str) -> str | None:
    """Return a word of a question that a sentence which says yes or no to it leaves out."""
    language = likely_language([fold(word.text) for word in words(question)], ())
    asked, said = read(question, language), read(text, language)
    tokens = [asked.tokens[at] for at in asked.content]
    return next((one.text for one in tokens if not is_light(one) and not positions(said, one)), None)


def _by_one(verdict: Verdict) -> Verdict:
    """Keep one of several quotes that each carry a sentence the model didn't cite them for."""
    return verdict if verdict.needs_all else replace(verdict, sources=verdict.sources[:1])
