"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on
news, xquad-en, xquad-es, wiki, clapnq, multihop, half-wiki, half-xquad-en, half-xquad-es, tiny-xquad-en, tiny-xquad-es;
news held out: AUROC 0.945, 87.9% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 2.549,
    "near": 2.1279,
    "context": 2.7507,
    "passage": 2.1158,
    "article": 0.8544,
    "title": 1.248,
    "number": 2.3178,
    "date": 1.8785,
    "name": 1.3925,
    "other_name": 0.4931,
    "similarity": 0.8669,
    "passage_similarity": 2.9606,
    "asks": -6.4051,
    "length": 0.3397,
    "is_short": -0.0756,
    "position": -0.7759,
    "article_rank": 1.025,
    "asking_near": 2.4572,
    "names_near": -0.99,
    "names_passage": 1.3276,
    "age": -1.3169,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 22.4423,
    "sentences": 0.2054,
    "article": 4.7371,
    "title": 3.4366,
    "similarity": 3.3539,
    "names": 0.3252,
    "age": -0.9218,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -4.2795
ANSWERABILITY_SIZE = -0.0202
ANSWERABILITY_WEIGHTS = {
    "context": 3.9734,
    "words": 0.285,
    "asked": 0.8099,
    "article": 1.1479,
    "together": -0.4756,
    "spread": -0.7527,
    "similarity": 3.0308,
    "numbers_missing": 0.1287,
    "is_kind": -1.1295,
}
ANSWERABILITY_SLOPES = {
    "context": -0.3784,
    "words": -0.041,
    "asked": -0.0577,
    "article": 0.54,
    "together": -0.4845,
    "spread": -0.0108,
    "similarity": -0.1346,
    "numbers_missing": -0.2027,
    "is_kind": -0.0193,
}
