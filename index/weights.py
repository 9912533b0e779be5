"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on
news, xquad-en, xquad-es, wiki, clapnq, multihop, half-wiki, half-xquad-en, half-xquad-es, tiny-xquad-en, tiny-xquad-es;
news held out: AUROC 0.945, 88.3% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 2.5335,
    "near": 2.1991,
    "context": 2.7259,
    "passage": 1.9736,
    "article": 0.66,
    "title": 1.3748,
    "number": 2.3069,
    "date": 1.8596,
    "name": 1.3809,
    "other_name": 0.4896,
    "similarity": 0.8164,
    "passage_similarity": 2.8652,
    "asks": -6.3049,
    "length": 0.306,
    "is_short": -0.1338,
    "position": -0.7151,
    "article_rank": 0.9818,
    "asking_near": 2.425,
    "names_near": -0.8923,
    "names_passage": 1.2329,
    "age": -1.2317,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 22.4808,
    "sentences": 0.2286,
    "article": 4.1402,
    "title": 3.2472,
    "similarity": 3.3255,
    "names": 0.4277,
    "age": -0.9142,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -4.0068
ANSWERABILITY_SIZE = -0.0063
ANSWERABILITY_WEIGHTS = {
    "context": 3.9039,
    "words": 0.2996,
    "asked": 0.787,
    "article": 1.2374,
    "together": -0.4968,
    "spread": -0.7902,
    "similarity": 2.7488,
    "numbers_missing": 0.1606,
    "is_kind": -1.299,
}
ANSWERABILITY_SLOPES = {
    "context": -0.3413,
    "words": -0.0383,
    "asked": -0.0521,
    "article": 0.5721,
    "together": -0.5171,
    "spread": -0.007,
    "similarity": -0.2196,
    "numbers_missing": -0.1913,
    "is_kind": -0.0652,
}
