"""Whether the library answers a question at all: a calibrated probability from how well the evidence covers it.

Logistic regression; the weights and where they come from are in ``index/weights.py``.
"""

import math
from collections.abc import Sequence

import numpy as np

from index.analysis import is_name_like
from index.evidence import Candidate, Evidence
from index.question import ParsedQuestion
from index.weights import ANSWERABILITY_INTERCEPT, ANSWERABILITY_WEIGHTS

SIGNALS = (
    "context",  # the largest share of the question's idf mass in and around one sentence
    "words",  # how many of the question's words the best article has
    "article",  # the largest share that one article has, passages and title added
    "lead",  # by how much the best sentence's score is above the tenth best
    "together",  # probability of all sentences of the best sentence's article
    "names_missing",  # idf mass of the question's capitalized words that the best article hasn't
)


def confidence(question: ParsedQuestion, candidates: Sequence[Candidate], evidence: Evidence) -> float:
    """Return the probability, 0 to 1, that the evidence answers the question."""
    if not len(evidence.scores) or not question.words:
        return 0.0
    values = signals(question, candidates, evidence)
    total = ANSWERABILITY_INTERCEPT + sum(ANSWERABILITY_WEIGHTS[name] * values[name] for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-min(max(total, -50.0), 50.0)))


def signals(question: ParsedQuestion, candidates: Sequence[Candidate], evidence: Evidence) -> dict[str, float]:
    """Return what the probability is made of, by name."""
    best = int(np.argmax(evidence.scores))
    ordered = np.sort(evidence.scores)
    owners = np.array([candidates[sentence.candidate].article for sentence in evidence.sentences])
    of_best = owners == owners[best]
    has = evidence.article_matches[best]
    names = np.array([is_name_like(word.text) for word in question.words])
    masses = np.array([word.idf * word.importance for word in question.words])
    return {
        "context": float(evidence.column("context").max()),
        "words": float(has.sum()),
        "article": float((evidence.column("article") + evidence.column("title")).max()),
        "lead": float(ordered[-1] - ordered[-min(10, len(ordered))]),
        "together": float(evidence.probabilities[of_best].sum()),
        "names_missing": float((masses * (1.0 - has))[names].sum()),
    }
