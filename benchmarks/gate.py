"""Fit the constants of answerability: logistic regression on the signals of ``index/answerability.py``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from index import answerability
from index.asking import Weighed
from index.models import Question

Array = np.ndarray[Any, Any]

# What each set weighs.
_SETS = {"news": 8.0, "clapnq": 1.0, "wiki": 0.5, "xquad-en": 1.0, "xquad-es": 1.0, "multihop": 1.5}
_PARTS = {"half-wiki": 1.0, "half-xquad-en": 1.0, "half-xquad-es": 1.0, "tiny-xquad-en": 0.5, "tiny-xquad-es": 0.5}
_SLIPS = {"slips-news": 6.0}
# Questions made to sound answerable are harder than most that are asked: with more weight, too many would be refused
# that have an answer.
_NEAR_MISSES = 0.03
_MADE = {"gone": ("news", "wiki", "xquad-en", "xquad-es", *_PARTS), "other": ("wiki", "xquad-en", "xquad-es", *_PARTS)}
GATE_SETS = (_SETS | _PARTS | _SLIPS) | {
    f"{kind}-{name}": (_SETS | _PARTS)[name] * _NEAR_MISSES for kind, names in _MADE.items() for name in names
}
FOLDS = 10
# wiki's unanswerable questions are written to have all the words: what counts words can't tell them, and must not try.
ADVERSARIAL = 0.15


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was found for it."""

    question: Question
    weighed: Weighed
    holds: Array  # bool, a sentence each: it holds the answer


@dataclass(frozen=True, slots=True)
class Gate:
    """The constants of answerability."""

    intercept: float
    size: float
    weights: dict[str, float]
    slopes: dict[str, float]


def gate_rows(all_: list[Example]) -> Array:
    """Return a row a question: the signals, the size of the library, and the signals times the size."""
    rows = []
    for one in all_:
        values = answerability.signals(one.weighed.question, one.weighed.candidates, one.weighed.evidence)
        plain = np.array([values[name] for name in answerability.SIGNALS])
        size = answerability.relative_size(one.weighed.searched)
        sloped = np.array([values[name] for name in answerability.SLOPED])
        rows.append(np.concatenate([plain, [size], sloped * size]))
    return np.array(rows)


def fit_gate(sets: dict[str, list[Example]]) -> tuple[Gate, str]:
    """Return the constants and a line on how well they do on news, by cross-validation."""
    usable = [
        (name, one)
        for name, all_ in sets.items()
        for one in all_
        if len(one.weighed.evidence.scores) and one.weighed.question.words
    ]
    rows = gate_rows([one for _, one in usable])
    names = np.array([name for name, _ in usable])
    right = np.array([one.question.answerable for _, one in usable])
    importance = _importance(names, right)
    held_out = np.zeros(len(rows))
    fold = _folds([one.question.id for _, one in usable])
    for at in range(FOLDS):
        model = _logistic(rows[fold != at], right[fold != at], importance[fold != at])
        held_out[fold == at] = model.predict_proba(rows[fold == at])[:, 1]
    news = names == "news"
    line = _gate_line(held_out[news], right[news])
    model = _logistic(rows, right, importance)
    scaler, logistic = model[0], model[-1]
    weights = logistic.coef_[0] / scaler.scale_
    count = len(answerability.SIGNALS)
    gate = Gate(
        intercept=round(float(logistic.intercept_[0] - weights @ scaler.mean_), 4),
        size=round(float(weights[count]), 4),
        weights=_named(answerability.SIGNALS, weights[:count]),
        slopes=_named(answerability.SLOPED, weights[count + 1 :]),
    )
    return gate, line


def _importance(names: Array, right: Array) -> Array:
    """Return what each question weighs: each set by ``GATE_SETS``, its answerable ones as much as the others."""
    importance = np.zeros(len(names))
    for name, weight in GATE_SETS.items():
        for value in (True, False):
            members = (names == name) & (right == value)
            if members.any():
                adversarial = ADVERSARIAL if name == "wiki" and not value else 1.0
                importance[members] = weight * adversarial / members.sum()
    return importance / importance.mean()


def _folds(ids: Sequence[str]) -> Array:
    """Return a fold a question; what was made of it, and its other language, go with it."""
    order = {id: at for at, id in enumerate(dict.fromkeys(ids))}
    fold_of = np.random.RandomState(0).randint(0, FOLDS, len(order))
    return np.array([fold_of[order[id]] for id in ids])


def _logistic(rows: Array, right: Array, importance: Array) -> Any:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))
    return model.fit(rows, right, logisticregression__sample_weight=importance)


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)}


def _gate_line(guessed: Array, right: Array) -> str:
    caught = (guessed[~right] < np.quantile(guessed[right], 0.1)).mean()
    return f"news held out: AUROC {roc_auc_score(right, guessed):.3f}, {caught:.1%} refused at 10 % false refusals"
