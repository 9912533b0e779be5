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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks import datasets
from index import answerability, evidence
from index.asking import Weighed, article_features
from index.models import Question
from index.weights import ARTICLE_WEIGHTS

Array = np.ndarray[Any, Any]

SENTENCE_SETS = {"news": 3.0, "xquad-en": 1.0, "xquad-es": 1.0, "wiki": 1.0}  # weight of each set as a whole
MAX_QUESTIONS = 500  # a set
L2 = 30.0
FOLDS = 5
# Libraries of a share of a set's articles, down to some twenty passages: how a question is judged depends on the size.
PARTS = {
    ("half", "wiki"): 0.5,
    ("half", "xquad-en"): 0.5,
    ("half", "xquad-es"): 0.5,
    ("tiny", "xquad-en"): 0.1,
    ("tiny", "xquad-es"): 0.1,
}
MAX_PART_QUESTIONS = 200  # about the articles it has, and as many about the others
GATE_SETS = {"news": 8.0, "clapnq": 1.0, "wiki": 0.5, "xquad-en": 1.0, "xquad-es": 1.0, "multihop": 1.5} | {
    f"{part}-{name}": 0.5 if part == "tiny" else 1.0 for part, name in PARTS
}
# wiki's unanswerable questions are written to have all the words: what counts words can't tell them, and must not try.
ADVERSARIAL = 0.15


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
        rows.append(np.concatenate([plain, [size], plain * size]))
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
    importance = np.zeros(len(rows))
    for name, weight in GATE_SETS.items():
        for value in (True, False):
            members = (names == name) & (right == value)
            if members.any():
                adversarial = ADVERSARIAL if name == "wiki" and not value else 1.0
                importance[members] = weight * adversarial / members.sum()
    importance /= importance.mean()
    held_out = np.zeros(len(rows))
    fold = np.random.RandomState(0).randint(0, FOLDS * 2, len(rows))
    for at in range(FOLDS * 2):
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
        weights=_named(weights[:count]),
        slopes=_named(weights[count + 1 :]),
    )
    return gate, line


def _logistic(rows: Array, right: Array, importance: Array) -> Any:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))
    return model.fit(rows, right, logisticregression__sample_weight=importance)


def _named(weights: Array) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(answerability.SIGNALS, weights, strict=True)}


def _gate_line(guessed: Array, right: Array) -> str:
    caught = (guessed[~right] < np.quantile(guessed[right], 0.1)).mean()
    return f"news held out: AUROC {roc_auc_score(right, guessed):.3f}, {caught:.1%} refused at 10 % false refusals"


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
    weights = _multinomial(rows, held, np.ones(len(rows)), l2=5.0)
    return dict(zip(ARTICLE_WEIGHTS, (round(float(value), 4) for value in weights), strict=True))


def rescored(example: Example, weights: dict[str, float]) -> Example:
    """Score an example's sentences with other weights."""
    old = example.weighed.evidence
    new = evidence.scored(old.sentences, old.features, old.article_matches, old.passage_matches, weights)
    return replace(example, weighed=replace(example.weighed, evidence=new))


async def part_examples(dataset: datasets.Dataset, cache: Path, name: str, share: float) -> list[Example]:
    """Ask a library that has a share of a set's articles the questions about all of them.

    Those about the others can't be answered, as questions off a library's subjects can't.
    """
    ids = datasets.article_ids(dataset)
    random.Random(3).shuffle(ids)
    kept = set(ids[: max(round(len(ids) * share), 1)])
    part = datasets.part(dataset, kept, cache / f"{name}-{dataset.name}")
    answerable = [question for question in dataset.questions if question.answerable]
    random.Random(5).shuffle(answerable)
    own = [question for question in answerable if kept.intersection(question.articles)][:MAX_PART_QUESTIONS]
    others = [question for question in answerable if not kept.intersection(question.articles)][:MAX_PART_QUESTIONS]
    questions = own + [replace(question, answerable=False) for question in others]
    return await examples(replace(part, questions=tuple(questions)), cache)


SOURCE = '''"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on {sentence_sets}.
Answerability: logistic regression on
{answerability_sets};
{line}.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {{
{sentences}
}}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {{
{articles}
}}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = {intercept}
ANSWERABILITY_SIZE = {size}
ANSWERABILITY_WEIGHTS = {{
{weights}
}}
ANSWERABILITY_SLOPES = {{
{slopes}
}}
'''


def source(
    sentences: dict[str, float], articles: dict[str, float], gate: "Gate", sets: Sequence[str], line: str
) -> str:
    """Return the text of ``index/weights.py``."""

    def lines(values: dict[str, float]) -> str:
        return "\n".join(f'    "{name}": {value},' for name, value in values.items())

    return SOURCE.format(
        sentence_sets=", ".join(SENTENCE_SETS),
        answerability_sets=", ".join(sets),
        line=line,
        sentences=lines(sentences),
        articles=lines(articles),
        intercept=gate.intercept,
        size=gate.size,
        weights=lines(gate.weights),
        slopes=lines(gate.slopes),
    )


async def run(folder: Path, cache: Path) -> str:
    """Fit everything on the sets of a folder; return the text of ``index/weights.py``."""
    sets = {dataset.name: dataset for dataset in datasets.load(folder, [*SENTENCE_SETS, "clapnq", "multihop"])}
    found = {name: await examples(dataset, cache) for name, dataset in sets.items()}
    parts = {
        f"{part}-{name}": await part_examples(sets[name], cache, part, share)
        for (part, name), share in PARTS.items()
        if name in sets
    }
    sentences = fit_sentences({name: found[name] for name in SENTENCE_SETS if name in found})
    everything = {name: [rescored(one, sentences) for one in examples_] for name, examples_ in (found | parts).items()}
    articles = fit_articles([one for one in everything["news"] if one.question.answerable])
    gate, line = fit_gate(everything)
    return source(sentences, articles, gate, [*everything], line)


def main() -> None:
    """Fit and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="measuring sets, one folder each")
    parser.add_argument("--write", action="store_true", help="write index/weights.py")
    parser.add_argument("--cache", type=Path, help="keep the filled libraries here, for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        text = asyncio.run(run(asked.folder, asked.cache or Path(temporary)))
    if asked.write:
        (Path(__file__).parent.parent / "index" / "weights.py").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
