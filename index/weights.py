"""Fitted constants. ``python -m benchmarks.fit FOLDER --write`` makes this file; nobody edits it.

Sentences and articles: multinomial logit on news, xquad-en, xquad-es, wiki.
Answerability: logistic regression on news, xquad-en, xquad-es, wiki, clapnq, half-wiki, half-xquad-en, half-xquad-es;
news held out: AUROC 0.947, 87.9% refused at 10 % false refusals.
"""

# What each feature of a sentence (``index/evidence.py``) adds to the logarithm of its odds to hold the answer.
SENTENCE_WEIGHTS = {
    "sentence": 2.1204,
    "near": 4.1875,
    "context": 4.4068,
    "passage": 1.906,
    "article": 0.8345,
    "title": 1.8608,
    "density": 4.3803,
    "number": 2.4328,
    "date": 1.9756,
    "name": 1.5709,
    "other_name": 0.2707,
    "similarity": 1.3786,
    "passage_similarity": 3.5458,
    "asks": -7.137,
    "length": 0.2004,
    "is_short": -0.5327,
    "position": -0.5148,
    "article_rank": 1.0608,
}

# Likewise for an article to be one that answers (``asking.article_features``).
ARTICLE_WEIGHTS = {
    "found": 26.7134,
    "sentences": 0.2546,
    "article": 5.5052,
    "title": 2.5368,
    "similarity": 1.7515,
}

# The logit of answerability (``index/answerability.py``): intercept + size · SIZE + Σ signal · (weight + size · slope).
ANSWERABILITY_INTERCEPT = -7.4216
ANSWERABILITY_SIZE = -0.5066
ANSWERABILITY_WEIGHTS = {
    "context": 5.0755,
    "words": 0.3212,
    "article": 1.1954,
    "lead": 0.2667,
    "together": 0.7901,
    "names_missing": -0.1922,
}
ANSWERABILITY_SLOPES = {
    "context": -0.7874,
    "words": 0.0144,
    "article": 1.0243,
    "lead": 0.096,
    "together": -1.2137,
    "names_missing": 0.0335,
}
