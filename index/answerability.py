"""Whether the library answers a question at all: a calibrated probability from how well the evidence covers it.

Logistic regression; the weights and where they come from are in ``index/weights.py``.
"""

import math

import numpy as np

from index.evidence import Evidence
from index.question import ParsedQuestion
from index.weights import ANSWERABILITY_INTERCEPT, ANSWERABILITY_WEIGHTS

SIGNALS = (
    "context",  # share of the question's words in and around the best sentence
    "words",  # how many words the question has
    "article",  # the largest share that one article has in passages and title together
    "lead",  # by how much the best sentence's score is above the tenth best
    "missing",  # idf mass of the question that no article has beside the rest, in natural logarithms
)


def confidence(question: ParsedQuestion, evidence: Evidence) -> float:
    """Return the probability, 0 to 1, that the evidence answers the question."""
    if not len(evidence.scores) or not question.words:
        return 0.0
    values = signals(question, evidence)
    total = ANSWERABILITY_INTERCEPT + sum(ANSWERABILITY_WEIGHTS[name] * values[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-min(max(total, -50.0), 50.0)))


def signals(question: ParsedQuestion, evidence: Evidence) -> dict[str, float]:
    """Return what the probability is made of, by name."""
    best = int(np.argmax(evidence.scores))
    ordered = np.sort(evidence.scores)
    mass = sum(word.idf * word.importance for word in question.words)
    article = evidence.column("article")
    return {
        "context": float(evidence.column("context")[best]),
        "words": float(len(question.words)),
        "article": float((article + evidence.column("title")).max()),
        "lead": float(ordered[-1] - ordered[-min(10, len(ordered))]),
        "missing": float((1.0 - article.max()) * mass),
    }
