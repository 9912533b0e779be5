"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on
news, xquad-en, xquad-es, wiki, clapnq, multihop, half-wiki, half-xquad-en, half-xquad-es, tiny-xquad-en, tiny-xquad-es;
news held out: AUROC 0.944, 87.0% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 2.4508,
    "near": 2.0687,
    "context": 2.8175,
    "passage": 2.0861,
    "article": 0.5891,
    "title": 1.115,
    "number": 2.3525,
    "date": 1.7731,
    "name": 1.312,
    "other_name": 0.4805,
    "similarity": 0.9399,
    "passage_similarity": 2.6735,
    "asks": -6.3322,
    "length": 0.331,
    "is_short": -0.0069,
    "position": -0.7567,
    "article_rank": 1.0564,
    "asking_near": 2.3934,
    "names_near": -0.8495,
    "names_passage": 1.1436,
    "age": -1.2607,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 19.6536,
    "sentences": 0.2221,
    "article": 4.187,
    "title": 3.3391,
    "similarity": 3.2959,
    "names": 0.7394,
    "age": -0.8677,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -4.3022
ANSWERABILITY_SIZE = -0.0529
ANSWERABILITY_WEIGHTS = {
    "context": 3.9558,
    "words": 0.2857,
    "asked": 0.8138,
    "article": 1.1681,
    "together": -0.3924,
    "spread": -0.768,
    "similarity": 2.9516,
    "numbers_missing": 0.0165,
    "is_kind": -1.0699,
}
ANSWERABILITY_SLOPES = {
    "context": -0.3728,
    "words": -0.0432,
    "asked": -0.0435,
    "article": 0.5448,
    "together": -0.4886,
    "spread": -0.008,
    "similarity": -0.0903,
    "numbers_missing": -0.2403,
    "is_kind": -0.0271,
}
