"""Fit the constants of ``index/weights.py`` on measuring sets; run again to see where every number comes from.

    python -m benchmarks.fit FOLDER [--write] [--cache FOLDER]

Sentences: multinomial logit (McFadden 1974). For each answerable question the sentences of the passages that were
found compete; the likelihood is the softmax share of those that hold the answer. Answerability: logistic regression
on the signals of ``index/answerability.py`` (``benchmarks/gate.py``). Beside the sets themselves it takes *gone-* sets,
answerable questions without the sentences that answer, *other-* sets, the same asked of another subject
(``benchmarks/near_misses.py``), and *slips-* sets, with typing slips. Both are regularized, and answerability is
reported by cross-validation over questions.
"""

import argparse
import asyncio
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks import datasets
from benchmarks.gate import GATE_SETS, Array, Example, Gate, fit_gate
from benchmarks.near_misses import normal, of_others, without_answer
from benchmarks.slips import slipped
from index import Library, evidence
from index.asking import Weighed, article_features
from index.embeddings import BundledEmbedding
from index.models import Question
from index.weights import ARTICLE_WEIGHTS

SENTENCE_SETS = {"news": 3.0, "xquad-en": 1.0, "xquad-es": 1.0, "wiki": 1.0}  # weight of each set as a whole
MAX_QUESTIONS = 500  # a set
MAX_NEAR_MISSES = 250  # of each kind, made of a set
L2 = 30.0
# Libraries of a share of a set's articles, down to some twenty passages: how a question is judged depends on the size.
PARTS = {
    ("half", "wiki"): 0.5,
    ("half", "xquad-en"): 0.5,
    ("half", "xquad-es"): 0.5,
    ("tiny", "xquad-en"): 0.1,
    ("tiny", "xquad-es"): 0.1,
}
MAX_PART_QUESTIONS = 200  # about the articles it has, and as many about the others


async def examples(dataset: datasets.Dataset, cache: Path) -> list[Example]:
    """Ask a set's questions, up to what was found for them."""
    questions = list(dataset.questions)
    random.Random(1).shuffle(questions)
    answerable = [one for one in questions if one.answerable][:MAX_QUESTIONS]
    unanswerable = [one for one in questions if not one.answerable][:MAX_QUESTIONS]
    library = await datasets.opened(cache, dataset, is_kept=True)
    try:
        return [await example(library, question) for question in answerable + unanswerable]
    finally:
        await library.close()


async def example(library: Library, question: Question) -> Example:
    """Ask a question, up to what was found for it."""
    weighed = await library.weigh(question.question, turns=question.turns)
    return Example(question, weighed, holds(question, weighed))


def gone(found: Sequence[Example]) -> list[Example]:
    """Return examples as they'd be if no sentence held the answer."""
    bundled = BundledEmbedding()
    made: list[Example] = []
    for one in [one for one in found if one.question.answerable][:MAX_NEAR_MISSES]:
        weighed = without_answer(one.question, one.weighed, bundled)
        if weighed is not None:
            made.append(Example(replace(one.question, answerable=False), weighed, np.zeros(0, dtype=bool)))
    return made


async def of_other_subjects(dataset: datasets.Dataset, cache: Path, *, is_part: bool) -> list[Example]:
    """Ask of a set's subjects what is asked of others: in a part of a set, of those that it lacks."""
    questions = list(dataset.questions)
    random.Random(21).shuffle(questions)
    own = [one for one in questions if one.answerable]
    others = [one for one in questions if not one.answerable] if is_part else own
    library = await datasets.opened(cache, dataset, is_kept=True)
    try:
        return [await example(library, question) for question in of_others(others, own, MAX_NEAR_MISSES)]
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
    new = evidence.scored(old.sentences, old.features, old.near_matches, old.passage_matches, weights)
    return replace(example, weighed=replace(example.weighed, evidence=new))


def part(dataset: datasets.Dataset, cache: Path, name: str, share: float) -> datasets.Dataset:
    """Return a set with a share of another's articles and the questions about all of them.

    Those about the others can't be answered, as questions off a library's subjects can't.
    """
    ids = datasets.article_ids(dataset)
    random.Random(3).shuffle(ids)
    kept = set(ids[: max(round(len(ids) * share), 1)])
    made = datasets.part(dataset, kept, cache / f"{name}-{dataset.name}")
    answerable = [question for question in dataset.questions if question.answerable]
    random.Random(5).shuffle(answerable)
    own = [question for question in answerable if kept.intersection(question.articles)][:MAX_PART_QUESTIONS]
    others = [question for question in answerable if not kept.intersection(question.articles)][:MAX_PART_QUESTIONS]
    questions = own + [replace(question, answerable=False) for question in others]
    return replace(made, questions=tuple(questions))


SOURCE = '''"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on {sentence_sets}.
Answerability: logistic regression on {answerability_sets},
parts of these, near misses and slips made of them;
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


def source(sentences: dict[str, float], articles: dict[str, float], gate: Gate, sets: Iterable[str], line: str) -> str:
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
    parts = [part(sets[name], cache, which, share) for (which, name), share in PARTS.items() if name in sets]
    found: dict[str, list[Example]] = {}
    for dataset in [*sets.values(), *parts]:
        found[dataset.name] = await examples(dataset, cache)
        if f"gone-{dataset.name}" in GATE_SETS:
            found[f"gone-{dataset.name}"] = gone(found[dataset.name])
        if f"slips-{dataset.name}" in GATE_SETS:
            slips = replace(dataset, questions=tuple(slipped(question) for question in dataset.questions))
            found[f"slips-{dataset.name}"] = await examples(slips, cache)
        if f"other-{dataset.name}" in GATE_SETS:
            found[f"other-{dataset.name}"] = await of_other_subjects(dataset, cache, is_part=dataset in parts)
    sentences = fit_sentences({name: found[name] for name in SENTENCE_SETS if name in found})
    everything = {name: [rescored(one, sentences) for one in examples_] for name, examples_ in found.items()}
    articles = fit_articles([one for one in everything["news"] if one.question.answerable])
    gate, line = fit_gate(everything)
    return source(sentences, articles, gate, sets, line)


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
