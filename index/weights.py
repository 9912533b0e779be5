"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on news, xquad-en, xquad-es, wiki, clapnq, half-wiki, half-xquad-en, half-xquad-es; news held out: AUROC 0.949, 89.1% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 1.4279,
    "near": 4.4204,
    "context": 5.3218,
    "passage": 1.3668,
    "article": 0.8459,
    "title": 2.362,
    "density": 1.6804,
    "number": 2.4773,
    "date": 1.9978,
    "name": 1.5362,
    "other_name": 0.2529,
    "similarity": 1.3557,
    "passage_similarity": 3.6472,
    "asks": -6.8605,
    "length": 0.1877,
    "is_short": -0.5389,
    "position": -0.6139,
    "article_rank": 0.9506,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 23.5364,
    "sentences": 0.1976,
    "article": 5.779,
    "title": 3.1095,
    "similarity": 1.7036,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -7.5301
ANSWERABILITY_SIZE = -0.5339
ANSWERABILITY_WEIGHTS = {
    "context": 6.0348,
    "words": 0.3327,
    "article": 0.803,
    "lead": 0.2021,
    "together": 1.0483,
    "names_missing": -0.1722,
}
ANSWERABILITY_SLOPES = {
    "context": -1.2177,
    "words": 0.0184,
    "article": 1.1911,
    "lead": 0.1174,
    "together": -1.1715,
    "names_missing": 0.0368,
}
