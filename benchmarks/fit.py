"""Fit the constants of ``index/weights.py`` on measuring sets; run again to see where every number comes from.

    python -m benchmarks.fit FOLDER [--write] [--cache FOLDER]

Sentences: multinomial logit (McFadden 1974). For each answerable question the sentences of the passages that were
found compete; the likelihood is the softmax share of those that hold the answer. Answerability: logistic regression
on the signals of ``index/answerability.py``. Both are regularized, and reported by cross-validation over questions.
"""

import argparse
import asyncio
import random
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks import datasets
from index import answerability, evidence
from index.asking import Weighed, article_features
from index.models import Question
from index.weights import ARTICLE_WEIGHTS

Array = np.ndarray[Any, Any]

SENTENCE_SETS = {"news": 1.0, "xquad-en": 1.0, "xquad-es": 1.0, "wiki": 1.0}  # weight of each set as a whole
MAX_QUESTIONS = 500  # a set
L2 = 10.0
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was found for it."""

    question: Question
    weighed: Weighed
    holds: Array  # bool, a sentence each: it holds the answer


def normal(text: str) -> str:
    """Fold case and white space for comparing."""
    return " ".join(text.casefold().split())


async def examples(dataset: datasets.Dataset, cache: Path) -> list[Example]:
    """Ask a set's questions, up to what was found for them."""
    questions = list(dataset.questions)
    random.Random(1).shuffle(questions)
    library = await datasets.opened(cache, dataset, is_kept=True)
    try:
        found: list[Example] = []
        for is_answerable in (True, False):
            for question in [one for one in questions if one.answerable is is_answerable][:MAX_QUESTIONS]:
                weighed = await library.weigh(question.question, turns=question.turns)
                found.append(Example(question, weighed, holds(question, weighed)))
        return found
    finally:
        await library.close()


def holds(question: Question, weighed: Weighed) -> Array:
    """Say which sentences hold an answer, where it is known in the right paragraph."""
    answers = [normal(answer) for answer in question.answers]
    texts = [normal(sentence.text) for sentence in weighed.evidence.sentences]
    paragraph = normal(question.paragraph) if question.paragraph else None
    return np.array(
        [any(answer in text for answer in answers) and (paragraph is None or text in paragraph) for text in texts],
        dtype=bool,
    )


def fit_sentences(sets: dict[str, list[Example]]) -> dict[str, float]:
    """Return the sentence weights."""
    chosen = [(name, example) for name, all_ in sets.items() for example in all_ if example.holds.any()]
    counts = {name: sum(1 for other, _ in chosen if other == name) for name in sets}
    weights = _multinomial(
        [example.weighed.evidence.features for _, example in chosen],
        [example.holds for _, example in chosen],
        np.array([SENTENCE_SETS[name] * 200 / counts[name] for name, _ in chosen]),
        l2=L2,
    )
    return {name: round(float(value), 4) for name, value in zip(evidence.FEATURES, weights, strict=True)}


def _multinomial(rows: list[Array], held: list[Array], importance: Array, *, l2: float) -> Array:
    """Fit weights that give most of each group's softmax to the rows that hold."""
    stacked = np.vstack(rows)
    scale = stacked.std(axis=0) + 1e-6
    right_rows = np.concatenate(held)
    lengths = np.array([len(group) for group in held])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    group = np.repeat(np.arange(len(rows)), lengths)
    scaled = stacked / scale

    def loss(weights: Array) -> tuple[float, Array]:
        scores = scaled @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(powers, starts)
        right = np.add.reduceat(powers * right_rows, starts)
        slope = (powers * right_rows / (right[group] + 1e-12) - powers / total[group]) * importance[group]
        likelihood = importance @ (np.log(right + 1e-12) - np.log(total))
        return -likelihood + l2 * weights @ weights / 2, -(scaled.T @ slope) + l2 * weights

    fitted = minimize(loss, np.zeros(stacked.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return fitted.x / scale


def answerability_rows(all_: list[Example]) -> tuple[Array, Array]:
    """Return signals and whether the question can be answered, a row a question."""
    usable = [example for example in all_ if len(example.weighed.evidence.scores) and example.weighed.question.words]
    rows = [answerability.signals(one.weighed.question, one.weighed.candidates, one.weighed.evidence) for one in usable]
    return (
        np.array([[row[name] for name in answerability.SIGNALS] for row in rows]),
        np.array([one.question.answerable for one in usable]),
    )


def fit_answerability(all_: list[Example]) -> tuple[float, dict[str, float], str]:
    """Return intercept, weights and a line on how well they do by cross-validation."""
    rows, right = answerability_rows(all_)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
    aucs, caught = [], []
    for seed in range(5):
        folds = StratifiedKFold(10, shuffle=True, random_state=seed)
        guessed = cross_val_predict(model, rows, right, cv=folds, method="predict_proba")[:, 1]
        aucs.append(roc_auc_score(right, guessed))
        caught.append((guessed[~right] < np.quantile(guessed[right], 0.1)).mean())
    model.fit(rows, right)
    scaler, logistic = model[0], model[-1]
    weights = logistic.coef_[0] / scaler.scale_
    intercept = float(logistic.intercept_[0] - weights @ scaler.mean_)
    line = f"AUROC {np.mean(aucs):.3f}, {np.mean(caught):.1%} of the unanswerable refused at 10 % false refusals"
    return intercept, dict(zip(answerability.SIGNALS, map(float, weights), strict=True)), line


def fit_articles(all_: list[Example]) -> dict[str, float]:
    """Return the weights that rank articles: the same multinomial logit, the right articles against the rest."""
    rows, held = [], []
    for example in all_:
        by_key = article_features(example.weighed.passages, example.weighed.evidence)
        ids = {passage.article_key: passage.article.id for passage in example.weighed.passages}
        right = np.array([ids[key] in example.question.articles for key in by_key])
        if right.any():
            rows.append(np.array([list(row.values()) for row in by_key.values()]))
            held.append(right)
    weights = _multinomial(rows, held, np.ones(len(rows)), l2=3.0)
    return dict(zip(ARTICLE_WEIGHTS, (round(float(value), 4) for value in weights), strict=True))


def rescored(example: Example, weights: dict[str, float]) -> Example:
    """Score an example's sentences with other weights."""
    old = example.weighed.evidence
    new = evidence.scored(old.sentences, old.features, old.article_matches, weights)
    return replace(example, weighed=replace(example.weighed, evidence=new))
