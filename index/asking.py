"""A question to an answer: parse, find, weigh, then quotes or a refusal. Blocks; the facade calls it in a thread."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import answerability, quotes
from index.analysis import Pieces
from index.answer_kinds import likely_answers
from index.catalog import Catalog, StoredPassage
from index.embeddings import BundledEmbedding, Vectors, normalised
from index.errors import InvalidQuestion
from index.evidence import Alike, Candidate, Evidence, Likeness, weigh
from index.models import Answer, Citation, Sentence
from index.passages import count_words
from index.pronouns import points_back
from index.question import ParsedQuestion, parse
from index.quotes import Window
from index.recency import ages
from index.retrieval import Shelf, ShelfStatistics, find
from index.weights import ARTICLE_WEIGHTS

MAX_QUESTION_CHARACTERS = 2_000
MAX_RETRIEVED = 10
MAX_NEAREST = 3
REFUSAL = "The articles don't say."


class QuestionVector(Protocol):
    """How a question becomes a vector, or None where the vectors can't be searched."""

    def __call__(self, question: str, shelves: Sequence[Shelf]) -> Vectors | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, cleaned, with what it is asked of."""

    question: str
    turns: tuple[str, ...]  # earlier questions, oldest first
    shelves: tuple[Shelf, ...]
    article: int | None = None  # the key of the one article that is asked
    among: tuple[int, ...] | None = None  # that article's passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What was found for a question, before anything is chosen of it."""

    question: ParsedQuestion
    passages: tuple[StoredPassage, ...]  # by article, best first, and in an article in order
    candidates: tuple[Candidate, ...]  # the same, as evidence takes them
    evidence: Evidence
    confidence: float
    searched: int  # passages in the libraries asked
    retrieved: tuple[str, ...]


class Asker:
    """Answers questions from a catalog and its indexes."""

    def __init__(
        self, catalog: Catalog, bundled: BundledEmbedding, question_vector: QuestionVector, threshold: float
    ) -> None:
        self._catalog = catalog
        self._bundled = bundled
        self._question_vector = question_vector
        self._threshold = threshold

    def ask(self, asked: Asked) -> Answer:
        """Answer a question."""
        began = time.perf_counter()
        weighed = self.weigh(asked)
        windows = quotes.choose(
            weighed.question, weighed.evidence, [passage.article_key for passage in weighed.passages]
        )
        is_answered = bool(windows) and weighed.confidence >= self._threshold
        citations = tuple(self._citations(weighed, windows))
        shown = citations if is_answered else ()
        sentences = tuple(Sentence(text=citation.quote, citations=(citation.number,)) for citation in shown)
        return Answer(
            question=asked.question,
            status="answered" if is_answered else "refused",
            mode="quotes",
            text="\n\n".join(f"{one.text} [{one.citations[0]}]" for one in sentences) if is_answered else REFUSAL,
            sentences=sentences,
            citations=shown,
            nearest=() if is_answered else citations[:MAX_NEAREST],
            confidence=round(weighed.confidence, 4),
            seconds=round(time.perf_counter() - began, 4),
            retrieved=weighed.retrieved,
        )

    def weigh(self, asked: Asked) -> Weighed:
        """Find the passages for a question and score their sentences."""
        statistics = ShelfStatistics(asked.shelves)
        languages = self._catalog.languages([shelf.library for shelf in asked.shelves])
        question = parse(asked.question, statistics, languages, asked.turns)
        keys = find(
            question,
            self._question_vector(asked.question, asked.shelves),
            asked.shelves,
            article=asked.article,
            among=asked.among,
        )
        stored = {passage.key: passage for passage in self._catalog.passages(keys)}
        passages = _by_article([stored[key] for key in keys if key in stored])
        candidates, evidence = self._evidence(question, passages, statistics.passages())
        return Weighed(
            question=question,
            passages=passages,
            candidates=candidates,
            evidence=evidence,
            confidence=answerability.confidence(question, candidates, evidence, statistics.passages()),
            searched=statistics.passages(),
            retrieved=_retrieved(passages, evidence),
        )

    def _evidence(
        self, question: ParsedQuestion, passages: Sequence[StoredPassage], searched: int
    ) -> tuple[tuple[Candidate, ...], Evidence]:
        old = ages([passage.article.published for passage in passages], question.text, searched)
        candidates = tuple(
            Candidate(
                article=passage.article_key,
                ordinal=passage.ordinal,
                title=passage.article.title,
                text=passage.text,
                sentences=passage.sentences,
                language=passage.language,
                age=age,
            )
            for passage, age in zip(passages, old, strict=True)
        )
        return candidates, weigh(question, candidates, likeness_to(question.text, self._bundled))

    def _citations(self, weighed: Weighed, windows: Sequence[Window]) -> list[Citation]:
        """Number the quotes in reading order: the best article first, in an article as it is written."""
        places = self._places(weighed, windows)
        order: dict[int, int] = {}
        for passage, _, _ in places:
            order.setdefault(passage.article_key, len(order))
        places.sort(key=lambda place: (order[place[0].article_key], place[1]))
        return [
            Citation(
                number=number,
                article=passage.article,
                passage=str(passage.key),
                quote=quote,
                start=start,
                end=start + len(quote),
                marks=likely_answers(weighed.question, quote, passage.language),
            )
            for number, (passage, start, quote) in enumerate(places, start=1)
        ]

    def _places(self, weighed: Weighed, windows: Sequence[Window]) -> list[tuple[StoredPassage, int, str]]:
        """Return passage, start in the article and words of the windows that fit, best first."""
        places: list[tuple[StoredPassage, int, str]] = []
        spare = quotes.MAX_WORDS
        for window in windows:
            place = self._place(weighed, window)
            words = count_words(place[2])
            if words <= spare or not places:
                places.append(place)
                spare -= words
        return places

    def _place(self, weighed: Weighed, window: Window) -> tuple[StoredPassage, int, str]:
        first, last = (weighed.evidence.sentences[at] for at in (window.first, window.last))
        passage = weighed.passages[first.candidate]
        start = passage.start + first.span.start
        end = weighed.passages[last.candidate].start + last.span.end
        needs_more = first.span.start == 0 and passage.ordinal > 0 and points_back(first.text, first.language)
        if first.candidate == last.candidate and not needs_more:
            return passage, start, passage.text[first.span.start : last.span.end]
        article = self._catalog.article(passage.library, passage.article.id)
        if article.revision != passage.article.revision:  # updated since: what was read then still holds
            return passage, start, passage.text[first.span.start :]
        lead = self._sentence_before(passage) if needs_more else None
        if lead is not None and count_words(article.text[lead:end]) <= quotes.MAX_WORDS:
            start = lead
        return passage, start, article.text[start:end]

    def _sentence_before(self, passage: StoredPassage) -> int | None:
        """Return where in the article the last sentence before a passage starts."""
        near = self._catalog.neighbours(passage.key, 1, 0)
        spans = near[0].sentences if len(near) > 1 else ()
        return near[0].start + spans[-1].start if spans and not spans[-1].is_heading else None


def cleaned(question: str) -> str:
    """Return a question fit to be asked. Raises InvalidQuestion when it is empty or too long."""
    kept = "".join(char if char.isprintable() else " " for char in question)
    question = " ".join(kept.split())
    if not question:
        raise InvalidQuestion("the question is empty; ask something")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise InvalidQuestion(
            f"the question has {len(question)} characters, more than {MAX_QUESTION_CHARACTERS}; ask a shorter one"
        )
    return question


def likeness_to(question: str, embedding: BundledEmbedding) -> Likeness:
    """Return what compares sentences and passages to a question."""
    asked = embedding.vectors([question])[0]

    def likeness(sentences: Sequence[Pieces], owner: NDArray[np.int64], titles: Sequence[Pieces]) -> Alike:
        by_sentence, by_passage = embedding.sums(sentences), embedding.sums(titles)
        np.add.at(by_passage, owner, by_sentence)
        return Alike(
            sentences=(normalised(by_sentence) @ asked).astype(np.float64),
            passages=(normalised(by_passage) @ asked).astype(np.float64),
        )

    return likeness


def _by_article(passages: Sequence[StoredPassage]) -> tuple[StoredPassage, ...]:
    """Put passages that come best first in order of articles, and an article's own in the order of its text."""
    ranks = {key: rank for rank, key in enumerate(dict.fromkeys(passage.article_key for passage in passages))}
    return tuple(sorted(passages, key=lambda passage: (ranks[passage.article_key], passage.ordinal)))


def _retrieved(passages: Sequence[StoredPassage], evidence: Evidence) -> tuple[str, ...]:
    """Rank the articles by a fitted mix of where they were found and how well they and their sentences fit."""
    ids = {passage.article_key: passage.article.id for passage in passages}
    rows = article_features(passages, evidence)
    scores = {key: sum(ARTICLE_WEIGHTS[name] * value for name, value in row.items()) for key, row in rows.items()}
    return tuple(ids[key] for key in sorted(scores, key=lambda key: -scores[key])[:MAX_RETRIEVED])


def article_features(passages: Sequence[StoredPassage], evidence: Evidence) -> dict[int, dict[str, float]]:
    """Return what ranks the articles that were found, by their keys, in the order they were found."""
    if not len(evidence.scores):
        return {}
    owners = np.array([passages[sentence.candidate].article_key for sentence in evidence.sentences])
    best = evidence.scores.max()
    rows: dict[int, dict[str, float]] = {}
    for rank, key in enumerate(dict.fromkeys(passage.article_key for passage in passages)):
        own = owners == key
        if own.any():
            rows[key] = {
                "found": 1.0 / (10.0 + rank),
                "sentences": float(np.log(np.exp((evidence.scores[own] - best) / 2.0).sum())),
                "article": float(evidence.column("article")[own].max()),
                "title": float(evidence.column("title")[own].max()),
                "similarity": float(evidence.column("similarity")[own].max()),
                "names": float(evidence.column("names_passage")[own].max()),
                "age": float(evidence.column("age")[own][0]),
            }
    return rows
