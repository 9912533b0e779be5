"""Whether the library answers a question at all: a calibrated probability from how well the evidence covers it.

Logistic regression; the weights and where they come from are in ``index/weights.py``. What a signal is worth depends on
how many passages were searched: among thirty thousand, some have half of a question's words by chance, among three
hundred hardly one. So nearly each weight is a line over the logarithm of that number.
"""

import math
from collections.abc import Sequence

import numpy as np

from index.analysis import is_name_like
from index.evidence import Candidate, Evidence, Floats
from index.question import AnswerKind, ParsedQuestion
from index.weights import ANSWERABILITY_INTERCEPT, ANSWERABILITY_SIZE, ANSWERABILITY_SLOPES, ANSWERABILITY_WEIGHTS

SIGNALS = (
    "context",  # the largest share of the question's idf mass in and around one sentence that can be its answer
    "best_context",  # the same share of the best sentence
    "words",  # square root of how many words the question has: of many, no sentence has a large share
    "article",  # the largest share that one article has, passages and title added
    "together",  # probability of all sentences of the best sentence's article
    "spread",  # entropy of the sentences' probabilities: a question that has an answer has few candidates
    "similarity",  # cosine of the question and the best sentence's passage
    "numbers_missing",  # how many numbers of the question the best sentence's passage hasn't
    "names_missing",  # likewise of its names, two at most: long questions name much; those of earlier turns count less
    "is_kind",  # the best sentence has what is asked for: a number, a date, a name
    "said",  # share of what is asked of the names, that is of the other words, in and beside the best sentence
    "unsaid",  # probability of all sentences that have next to nothing of that: "When did Stais die?", and only Stais
)
# A missing name speaks against an answer in any library: its weight is the same at all sizes, and so can't change sign.
SLOPED = tuple(name for name in SIGNALS if name != "names_missing")
_MOST_NAMES = 2.0
_UNSAID = 0.2  # of the mass of these words


def confidence(question: ParsedQuestion, candidates: Sequence[Candidate], evidence: Evidence, passages: int) -> float:
    """Return the probability, 0 to 1, that the evidence, found among so many passages, answers the question."""
    if not len(evidence.scores) or not question.words:
        return 0.0
    values = signals(question, candidates, evidence)
    if values["context"] == 0.0:  # not one of its words: nothing else can make up for that
        return 0.0
    size = relative_size(passages)
    total = ANSWERABILITY_INTERCEPT + ANSWERABILITY_SIZE * size
    total += sum(ANSWERABILITY_WEIGHTS[name] * values[name] for name in SIGNALS)
    total += sum(ANSWERABILITY_SLOPES[name] * values[name] for name in SLOPED) * size
    return 1.0 / (1.0 + math.exp(-min(max(total, -50.0), 50.0)))


def _fitting(question: ParsedQuestion, evidence: Evidence) -> Floats:
    """Return 1 for sentences that can hold the answer, less for those without the number or date that is asked for."""
    if question.kind not in (AnswerKind.NUMBER, AnswerKind.TIME):
        return np.ones(len(evidence.scores))
    return np.where(evidence.column("number") + evidence.column("date") > 0, 1.0, 0.5)


def relative_size(passages: int) -> float:
    """Return the natural logarithm of how many passages there are beside three thousand.

    Held to the sizes that the weights were fitted on: past them, lines would lead anywhere.
    """
    return math.log(min(max(passages, 20), 30_000) / 3_000)


def signals(question: ParsedQuestion, candidates: Sequence[Candidate], evidence: Evidence) -> dict[str, float]:
    """Return what the probability is made of, by name."""
    best = int(np.argmax(evidence.scores))
    owners = np.array([candidates[sentence.candidate].article for sentence in evidence.sentences])
    certain = np.clip(evidence.probabilities, 1e-12, 1.0)
    kinds = [evidence.column(name) for name in ("number", "date", "name", "other_name")]
    masses = np.array([word.idf * word.importance for word in question.words])
    names = np.array([is_name_like(word.text) for word in question.words])
    numbers = np.array([word.text[0].isdigit() for word in question.words])
    asked = masses if names.all() else masses * ~names
    said = evidence.near_matches @ (asked / (float(asked.sum()) or 1.0))
    missing = (1.0 - evidence.passage_matches[best]) * np.array([word.importance for word in question.words])
    return {
        "context": float((evidence.column("context") * _fitting(question, evidence)).max()),
        "best_context": float(evidence.column("context")[best]),
        "words": math.sqrt(len(question.words)),
        "article": float((evidence.column("article") + evidence.column("title")).max()),
        "together": float(evidence.probabilities[owners == owners[best]].sum()),
        "spread": float(-(certain * np.log(certain)).sum()),
        "similarity": float(evidence.column("passage_similarity")[best]),
        "numbers_missing": float(missing[numbers].sum()),
        "names_missing": min(float(missing[names].sum()), _MOST_NAMES),
        "is_kind": float(question.kind is AnswerKind.REASON or any(column[best] for column in kinds)),
        "said": float(said[best]),
        "unsaid": float(evidence.probabilities[said < _UNSAID].sum()),
    }
