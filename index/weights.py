"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on news, xquad-en, xquad-es, wiki, clapnq, multihop,
parts of these, near misses and slips made of them;
news held out: AUROC 0.951, 89.1% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 2.5534,
    "near": 2.1211,
    "context": 2.7351,
    "passage": 2.1116,
    "article": 0.8203,
    "title": 1.2045,
    "number": 2.3181,
    "date": 1.8794,
    "name": 1.3931,
    "other_name": 0.495,
    "similarity": 0.8698,
    "passage_similarity": 2.9238,
    "asks": -6.3907,
    "length": 0.34,
    "is_short": -0.0624,
    "position": -0.7725,
    "article_rank": 1.0773,
    "asking_near": 2.4622,
    "names_near": -0.991,
    "names_passage": 1.3189,
    "age": -1.3145,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 23.1842,
    "sentences": 0.2024,
    "article": 4.6716,
    "title": 3.4161,
    "similarity": 3.3729,
    "names": 0.3116,
    "age": -0.9171,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -6.4534
ANSWERABILITY_SIZE = -0.0175
ANSWERABILITY_WEIGHTS = {
    "context": 4.6759,
    "best_context": -1.6253,
    "words": 1.7071,
    "article": 1.891,
    "together": 0.3655,
    "spread": -0.5276,
    "similarity": 2.1679,
    "numbers_missing": 0.1151,
    "names_missing": -0.7548,
    "is_kind": -1.3504,
    "said": 0.4363,
    "unsaid": -0.8547,
}
ANSWERABILITY_SLOPES = {
    "context": -0.3414,
    "best_context": -0.6389,
    "words": 0.0029,
    "article": 0.6073,
    "together": -0.5196,
    "spread": -0.0606,
    "similarity": -0.3177,
    "numbers_missing": -0.2358,
    "is_kind": -0.0659,
    "said": 0.6276,
    "unsaid": 0.1794,
}
